"""Noun phrases: at a word, before a verb, joined by *and*, and hanging on a noun.

Unlike the phrases of `newsloupe.constructions`, which end with a quotation, these are read inside quotation marks too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from newsloupe.clauses.verbs import HARD, INSIDE, MARKS, NOUNS, Unit
from newsloupe.constructions.tokens import (
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME,
    Range,
)


@dataclass(frozen=True)
class Phrase:
    """A noun phrase in tokens: `first` to `end`, with its `head`; `tail` are the phrases that *of* hangs on it."""

    first: int
    head: int
    tail: tuple["Phrase", ...] = ()

    @property
    def tokens(self) -> Range:
        return self.first, self.head + 1


class Phrases:
    """The noun phrases of one unit."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def phrase_at(self, k: int) -> Phrase | None:
        """The noun phrase that begins at `k` (marks and adverbs before it are passed over)."""
        while k < self.unit.high and self.unit.word(k) in MARKS:
            k += 1
        if k >= self.unit.high:
            return None
        if self.unit.word(k) in OBJECT_PRONOUNS and not (self.unit.word(k) == "her" and self.unit.tag(k + 1) in INSIDE):
            return Phrase(k, k)
        first, head = k, -1
        while k < self.unit.high and self._inside(k, first):
            if self.unit.tag(k) in NOUNS or self.unit.tag(k) in ("NNPS", "PRP"):
                if head >= 0 and head == k - 1 and self.unit.tag(k) == "NNP" and self.unit.tag(head) == "NNS":
                    break
                head = k
            elif self.unit.tag(k).startswith("JJ") and self.unit.tag(k + 1) not in INSIDE and head < 0:
                head = k  # the general, the volatile dynamic: an adjective for a noun
            elif self.unit.tag(k) == "VB" and (head < 0 or (self.unit.p.is_possessive(k - 1) and head == k - 1)):
                head = k  # Russia’s resolve
            k += 1
        if head < 0:
            return None
        return Phrase(first + (self.unit.word(first) in ("both", "either") and first < head), head, self._tail(head))

    def _tail(self, head: int) -> tuple[Phrase, ...]:
        if self.unit.word(head + 1) != "of":
            return ()
        found = self.phrase_at(head + 2)
        return (found, *found.tail) if found else ()

    def _inside(self, k: int, first: int) -> bool:
        word, tag = self.unit.word(k), self.unit.tag(k)
        if k in self.unit.verbs:
            return tag == "VB" and self.unit.tag(k - 1) in ("DT", "JJ", "PRP$", "NNP")
        if word in DETERMINERS or tag in ("DT", "PRP$", "PDT"):
            return k == first or self.unit.word(k - 1) in ("both", "all", "of", "half")
        if word in ("and", "or") and self.unit.tag(k - 1).startswith("JJ") and self.unit.tag(k + 1).startswith("JJ"):
            return True  # defensive and offensive capabilities
        if word in PREPOSITIONS or word in SUBORDINATORS or word in PRONOUNS or word in ("and", "or", "but"):
            return False
        if not word[0].isalnum():
            return False
        if tag in INSIDE or tag == "VB" or (self.unit.p.upper[k] and word[0].isalpha()):
            return not (tag in ("NN", "NNS") and word in TIME and k > first)
        joined = self.unit.tag(k + 1) in INSIDE or self.unit.tag(k + 1) in ("VBN", "VBG", "VBD")
        return (tag in ("VBN", "VBG", "VBD") or self.unit.p.is_adverb(k)) and joined and word not in AUXILIARIES

    def core_before(self, k: int) -> Phrase | None:
        """The noun phrase whose head is at `k`."""
        if k < self.unit.low:
            return None
        if self.unit.word(k).split("'")[0] in PRONOUNS or self.unit.word(k) in ("this", "these", "those", "that"):
            return Phrase(k, k)
        if not (self.unit.tag(k) in NOUNS or self.unit.tag(k) in ("NNPS", "JJ", "VB", "VBG") or self.unit.p.upper[k]):
            return None
        if k in self.unit.verbs:
            return None
        first = k
        while first - 1 >= self.unit.low:
            j = first - 1
            if self.unit.word(j) in DETERMINERS or self.unit.tag(j) in ("DT", "PRP$", "PDT"):
                first = j
                if self.unit.word(j - 1) not in ("both", "all"):
                    break
                continue
            if (self.unit.tag(j) == "NNS" and self.unit.tag(j + 1) in ("NNP", "PRP")) or self.unit.word(j) in TIME:
                break
            if self.unit.word(j) in ("“", '"', "‘") and self.unit.tag(j - 1) in INSIDE and j - 1 >= self.unit.low:
                break
            if j in self.unit.verbs or not self._inside(j, self.unit.low - 1):
                break
            first = j
        return Phrase(first + (self.unit.word(first) in ("both", "either") and first < k), k, self._tail(k))

    def before(self, k: int) -> tuple[Phrase, ...]:
        """The noun phrase that ends at `k`, seen from a verb after it: several where *and* joins them.

        Appositives and relative clauses between commas are passed over, and so is what prepositions and participles
        hang on the phrase: its head is the leftmost noun.
        """
        k = self.unit.skip_back(k)
        while k >= self.unit.low and self.unit.word(k) in TIME:
            k = self.unit.skip_back(k - 1)
        for _ in range(3):
            if self.unit.word(k) not in (",", ")", *DASHES):
                break
            opening = self._opening(k)
            if opening is None:
                return ()
            k = self.unit.skip_back(opening - 1)
        found = self.core_before(k)
        joined: tuple[Phrase, ...] = ()
        for _ in range(8):
            if found is None:
                return ()
            j = self.unit.skip_back(found.first - 1)
            word = self.unit.word(j)
            if word in ("and", "or", "&") or (word == "," and joined):
                other = self.core_before(self.unit.skip_back(j - 2 if self.unit.word(j - 1) == "," else j - 1))
                if other is None or self._clause_before(other.first - 1):
                    break
                joined, found = (found, *joined), other
                continue
            host = self._host(j)
            if host is None:
                break
            joined, found = (), self.core_before(host)
        return (found, *joined) if found else ()

    def _clause_before(self, j: int) -> bool:
        """Is the phrase before *and* the object of a verb, so that *and* joins clauses?"""
        j = self.unit.skip_back(j)
        return (j in self.unit.verbs and self.unit.verbs[j].kind in ("finite", "infinitive")) or self.unit.word(
            j
        ) in AUXILIARIES

    def _host(self, j: int) -> int | None:
        """The noun on which a phrase hangs that has the word `j` before it, or None."""
        if j <= self.unit.low:
            return None
        word = self.unit.word(j)
        if word in PREPOSITIONS or word == "to":
            back = self.unit.skip_back(j - 1)
            if (
                self.unit.tag(back) in ("VBN", "VBD")
                and self.unit.tag(back - 1) in NOUNS
                and not self._is_finite_verb(back)
            ):
                return back - 1
            return back if self.is_head(back) else None
        if j in self.unit.verbs and self.unit.verbs[j].kind in ("ing", "reduced", "infinitive"):
            back = self.unit.skip_back(self.unit.verbs[j].first - 1)
            return back if self.is_head(back) else None
        if self.unit.tag(j) in ("VBG", "NN") and word.endswith("ing") and self.is_head(j - 1):
            return j - 1
        return None

    def _is_finite_verb(self, k: int) -> bool:
        return k in self.unit.verbs and self.unit.verbs[k].kind == "finite" and self.unit.tag(k) == "VBD"

    def is_head(self, k: int) -> bool:
        return (
            self.unit.low <= k
            and k not in self.unit.verbs
            and (self.unit.tag(k) in NOUNS or self.unit.tag(k) == "NNPS")
        )

    def _opening(self, k: int) -> int | None:
        """The mark that opens what the mark at `k` closes."""
        mark = "(" if self.unit.word(k) == ")" else self.unit.word(k)
        for j in range(k - 1, max(self.unit.low, k - 40), -1):
            if self.unit.word(j) == mark and self.is_head(self.unit.skip_back(j - 1)):
                return j
            if self.unit.word(j) in HARD:
                return None
        return None

    def joined(self, k: int) -> tuple[Phrase, ...]:
        """The noun phrase at `k` and those that *and* or commas join to it."""
        found = self.phrase_at(k)
        phrases: list[Phrase] = []
        while found and len(phrases) < 6:
            phrases.append(found)
            end = (found.tail[-1] if found.tail else found).head + 1
            comma = self.unit.word(end) == ","
            if comma and self.unit.word(end + 1) in ("and", "or"):
                end += 1
            if self.unit.word(end) not in ("and", "or", "&"):
                break
            found = self.phrase_at(end + 1)
            after = self.unit.skip(found.head + 1) if found else 0
            if found and (after in self.unit.verbs or self.unit.word(after) in AUXILIARIES):
                break
        return tuple(phrases)

    def head_phrase(self, k: int) -> Phrase:
        """The noun phrase whose head is at `k`, without what *of* hangs on it."""
        found = self.core_before(k)
        return Phrase(found.first, k) if found else Phrase(k, k)

    def attachments(self, k: int) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """The prepositions that follow the noun at `k`, each with its phrases: *encroachment* of X into Y."""
        end = k + 1
        for _ in range(3):
            preposition = self.unit.word(end)
            if preposition not in PREPOSITIONS and preposition != "to":
                return
            phrases = self.joined(end + 1)
            if not phrases:
                return
            yield preposition, phrases
            last = phrases[-1].tail[-1] if phrases[-1].tail else phrases[-1]
            end = last.head + 1
