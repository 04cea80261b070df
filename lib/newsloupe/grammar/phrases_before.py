"""The noun phrase that ends at a place, seen from a verb after it, over all that may stand between the two."""

from collections.abc import Iterator
from dataclasses import replace

from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.phrase_spans import listing_comma
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import NOUNS
from newsloupe.grammar.word_sets import (
    AUXILIARIES,
    DASHES,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME,
)


class PhrasesBefore(Phrases):
    """The noun phrases of one unit, seen from a verb after them."""

    def before(self, k: int, relative: bool = False) -> tuple[Phrase, ...]:
        """The outermost noun phrase that ends at `k`: several where *and* joins them, none where a gerund acts."""
        found: tuple[Phrase, ...] = ()
        for each in self.outwards(k, relative):
            found = each
        return found

    def outwards(self, k: int, relative: bool = False) -> Iterator[tuple[Phrase, ...]]:
        """The noun phrase that ends at `k`, and then each on which it hangs, by a preposition or a participle; each
        with those that *and* joins to it.

        Appositives and relative clauses between commas are passed over (the first is kept as `Phrase.apposition`).
        (Before `relative` pronouns not over participles: in *accused of firing workers who* it is the workers.)
        """
        unit = self.unit
        k, apposition = self._over_asides(self._over_time(unit.skip_back(k)))
        last = unit.verbs.get(k)  # its refusal to talk has …
        hangs = last is not None and last.kind != "finite" and not relative
        start = self._host(k if last and last.kind != "infinitive" else last.first) if last and hangs else k
        found = self.core_before(start) if start is not None else None
        joined: tuple[Phrase, ...] = ()
        for _ in range(8):
            if found is None:
                yield ()
                return
            j = unit.skip_back(found.first - 1)
            if unit.word(j) in ("and", "or", "nor", "&") or (unit.word(j) == "," and joined):
                other = self.core_before(unit.skip_back(j - 2 if unit.word(j - 1) == "," else j - 1))
                alone = unit.word(found.head) in ("he", "she", "it", "they", "we", "you")  # begins a clause
                if other is not None and not alone and not self._clause_before(other.first - 1):
                    joined, found = (found, *joined), other
                    continue
            yield (replace(found, apposition=apposition), *joined)
            host = None if relative and (j in unit.verbs or j - 1 in unit.verbs) else self._host(j)
            if host is None:
                if self._opens_clause(j, found):
                    yield ()  # raising the tax could …: no noun acts
                return
            joined, found, apposition = (), self.core_before(host), None

    def _over_time(self, k: int) -> int:
        unit = self.unit
        while k > unit.low and (self.is_time(k) or unit.word(k) in ("best", "better")):
            k = unit.skip_back(k - 1)
            k -= unit.word(k) in ("on", "in", "this", "last", "next") and unit.word(k + 1) in TIME
        return unit.skip_back(k)

    def is_time(self, k: int) -> bool:
        """A word of time, and none in a name such as *USA Today*."""
        return self.unit.word(k) in TIME and not (self.unit.p.upper[k] and self.unit.p.upper[k - 1])

    def _over_asides(self, k: int) -> tuple[int, Phrase | None]:
        """Back over what stands between commas, dashes or in brackets; the noun phrase that opens it."""
        apposition: Phrase | None = None
        for _ in range(3):
            if self.unit.word(k) not in (",", ")", *DASHES):
                break
            opening = self._opening(k)
            if opening is None:
                return -1, None
            apposition = self._apposition(opening + 1) or apposition
            k = self.unit.skip_back(opening - 1)
        return k, apposition

    def _apposition(self, k: int) -> Phrase | None:
        """The noun phrase without a verb that begins at `k`."""
        found = self.phrase_at(k)
        return found if found and found.first == k and k not in self.unit.verbs else None

    def _clause_before(self, j: int) -> bool:
        """Is the phrase before *and* the object of a verb, so that *and* joins clauses?"""
        j = self.unit.skip_back(j)
        governs = j in self.unit.verbs and self.unit.verbs[j].kind in ("finite", "infinitive")
        return governs or self.unit.word(j) in AUXILIARIES

    def _host(self, j: int) -> int | None:
        """The noun on which a phrase hangs that has the word `j` before it, or None."""
        if j <= self.unit.low:
            return None
        word = self.unit.word(j)
        if word in PREPOSITIONS or word == "to":
            back = self.unit.skip_back(j - 1)
            if self.unit.word(back) in OBJECT_PRONOUNS and back - 1 in self.unit.verbs:
                return self._host(back - 1)  # remarks about taking it by force
            if (
                self.unit.tag(back) in ("VBN", "VBD")
                and self.unit.tag(back - 1) in NOUNS
                and not self._is_finite_verb(back)
            ):
                return back - 1
            return back if self.is_head(back) else None
        if j in self.unit.verbs and self.unit.verbs[j].kind in ("ing", "reduced", "infinitive"):
            back = self.unit.skip_back(self.unit.verbs[j].first - 1)
            return back if self.is_head(back) else self._host(back) if self.unit.word(back) in PREPOSITIONS else None
        if self.unit.tag(j) in ("VBG", "NN") and word.endswith("ing") and self.is_head(j - 1):
            return j - 1
        return None

    def _opens_clause(self, j: int, found: Phrase) -> bool:
        """Is `j` a gerund with `found` as its object, and with which a clause begins?"""
        verb = self.unit.verbs.get(j)
        reports = self.unit.word(j) in verb_forms() or self.unit.word(found.first) in SUBJECT_PRONOUNS
        if verb is None or verb.kind != "ing" or reports:
            return False
        return j - 1 < self.unit.low or self.unit.word(j - 1) in ("that", ",", ":", *DASHES)

    def _is_finite_verb(self, k: int) -> bool:
        return k in self.unit.verbs and self.unit.verbs[k].kind == "finite" and self.unit.tag(k) == "VBD"

    def _opening(self, k: int) -> int | None:
        """The mark that opens what the mark at `k` closes, a description and no clause of its own."""
        unit = self.unit
        mark = "(" if unit.word(k) == ")" else unit.word(k)
        if mark == "," and (lists := listing_comma(unit.p, k, unit.low)) is not None:
            return lists
        for j in range(k - 1, max(unit.low, k - 40), -1):
            if unit.word(j + 1) in ("and", "or", "but") and mark == ",":
                continue
            if unit.word(j) == mark and self.is_head(unit.skip_back(j - 1)):
                return None if mark == "," and self._is_clause(j + 1, k) else j
            if unit.stops(j) and mark != "(":
                return None
        return None

    def _is_clause(self, first: int, end: int) -> bool:
        """Has what stands there a tensed verb, with no relative pronoun or *while* before it?"""
        unit = self.unit
        if unit.word(end - 1) in verb_forms() and (end - 1 in unit.verbs or unit.tag(end - 1) in ("VBD", "VBZ")):
            return False  # the museum, he said, celebrated
        opens = next((k for k in range(first, end) if unit.word(k) in SUBORDINATORS), end)
        return any(unit.tag(k) in ("VBD", "VBZ", "VBP", "MD") for k in range(first + 1, opens))
