"""The noun phrase before a verb: its subject, over all that may stand between the two."""

from dataclasses import replace

from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.unit import HARD, NOUNS
from newsloupe.grammar.word_sets import AUXILIARIES, DASHES, OBJECT_PRONOUNS, PREPOSITIONS, TIME


class Subjects(Phrases):
    """The noun phrases of one unit, seen from a verb after them."""

    def before(self, k: int, relative: bool = False) -> tuple[Phrase, ...]:
        """The noun phrase that ends at `k`, seen from a verb after it: several where *and* joins them.

        Appositives and relative clauses between commas are passed over (the first is kept as `Phrase.apposition`), and
        so is what prepositions and participles hang on the phrase: its head is the leftmost noun. (Before `relative`
        pronouns not over participles: in *accused of firing workers who* it is the workers.)
        """
        apposition: Phrase | None = None
        k = self.unit.skip_back(k)
        while k >= self.unit.low and (self.unit.word(k) in TIME or self.unit.word(k) in ("best", "better")):
            k = self.unit.skip_back(k - 1)
            k -= self.unit.word(k) in ("on", "in") and self.unit.word(k + 1) in TIME
        for _ in range(3):
            if self.unit.word(k) not in (",", ")", *DASHES):
                break
            opening = self._opening(k)
            if opening is None:
                return ()
            apposition = self._apposition(opening + 1) or apposition
            k = self.unit.skip_back(opening - 1)
        last = self.unit.verbs.get(k)  # its refusal to talk has …
        hangs = last is not None and last.kind != "finite" and not relative
        start = self._host(k if last and last.kind != "infinitive" else last.first) if last and hangs else k
        found = self.core_before(start) if start is not None else None
        joined: tuple[Phrase, ...] = ()
        for _ in range(8):
            if found is None:
                return ()
            j = self.unit.skip_back(found.first - 1)
            word = self.unit.word(j)
            if word in ("and", "or", "nor", "&") or (word == "," and joined):
                other = self.core_before(self.unit.skip_back(j - 2 if self.unit.word(j - 1) == "," else j - 1))
                if other is None or self._clause_before(other.first - 1):
                    break
                joined, found = (found, *joined), other
                continue
            host = None if relative and (j in self.unit.verbs or j - 1 in self.unit.verbs) else self._host(j)
            if host is None and self._opens_clause(j):
                return ()  # raising the tax could …: no noun acts
            if host is None:
                break
            joined, found, apposition = (), self.core_before(host), None
        return (replace(found, apposition=apposition), *joined) if found else ()

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

    def _opens_clause(self, j: int) -> bool:
        """Is `j` a gerund with which a clause begins?"""
        if j not in self.unit.verbs or self.unit.verbs[j].kind != "ing":
            return False
        return j - 1 < self.unit.low or self.unit.word(j - 1) in ("that", ",", ":", *DASHES)

    def _is_finite_verb(self, k: int) -> bool:
        return k in self.unit.verbs and self.unit.verbs[k].kind == "finite" and self.unit.tag(k) == "VBD"

    def _opening(self, k: int) -> int | None:
        """The mark that opens what the mark at `k` closes."""
        mark = "(" if self.unit.word(k) == ")" else self.unit.word(k)
        for j in range(k - 1, max(self.unit.low, k - 40), -1):
            if self.unit.word(j) == mark and self.is_head(self.unit.skip_back(j - 1)):
                return j
            if self.unit.word(j) in HARD:
                return None
        return None
