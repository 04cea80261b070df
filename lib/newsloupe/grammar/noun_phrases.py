"""Noun phrases: at a word, before a verb, joined by *and*, and hanging on a noun.

Unlike those of `newsloupe.grammar.phrase_spans`, which end with a quotation, these are read inside quotation marks too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsloupe.grammar.parsed import Range
from newsloupe.grammar.unit import INSIDE, MARKS, NOUNS
from newsloupe.grammar.verbs import Unit
from newsloupe.grammar.word_sets import (
    AUXILIARIES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME,
)

DESCRIBING = frozenset("close familiar loyal next near eager able likely".split())
_OUTSIDE = PREPOSITIONS | SUBORDINATORS | SUBJECT_PRONOUNS | {"and", "or", "but"}
_ALONE = frozenset("this these those that some many others all most both".split())
ANYTHING = frozenset("everything something anything nothing".split())


class Phrase(NamedTuple):
    """A noun phrase in tokens, from `first` to its `head`; `tail` are the phrases that *of* hangs on it, `apposition`
    one that stands beside it between commas (*Smith, the French minister,*)."""

    first: int
    head: int
    tail: tuple["Phrase", ...] = ()
    apposition: "Phrase | None" = None

    @property
    def tokens(self) -> Range:
        return self.first, self.head + 1

    @property
    def everything(self) -> range:
        """The tokens of the phrase with its tail."""
        return range(self.first, (self.tail[-1] if self.tail else self).head + 1)


class Phrases:
    """The noun phrases of one unit."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.word, self.tag = unit, unit.word, unit.tag
        self._begun: dict[int, Phrase | None] = {}
        self._ended: dict[int, Phrase | None] = {}

    def phrase_at(self, k: int) -> Phrase | None:
        """The noun phrase that begins at `k` (marks and adverbs before it are passed over)."""
        if k not in self._begun:
            self._begun[k] = self._read_from(k)
        return self._begun[k]

    def _read_from(self, k: int) -> Phrase | None:
        while k < self.unit.high and self.word(k) in MARKS:
            k += 1
        if k >= self.unit.high:
            return None
        if self.word(k) in OBJECT_PRONOUNS and not (self.word(k) == "her" and self.tag(k + 1) in INSIDE):
            return Phrase(k, k)
        if self.word(k) == "those" and self.word(k + 1) in DESCRIBING:
            return Phrase(k, k)
        first, head = k, -1
        while k < self.unit.high and self._inside(k, first):
            if head >= 0 and head == k - 1 and self.tag(k) == "NNP" and self.tag(head) == "NNS":
                break
            head = k if self._can_be_head(k, first, head) else head
            k += 1
        if head < 0:
            return None
        return Phrase(
            first + (self.word(first) in ("both", "either", "neither") and first < head), head, self._tail(head)
        )

    def _can_be_head(self, k: int, first: int, head: int) -> bool:
        """Is the word at `k` the head of the phrase that begins at `first`, if no later one is? `head`: so far."""
        tag = self.tag(k)
        if tag in NOUNS or tag in ("NNPS", "PRP"):
            return True
        if tag.startswith("JJ"):
            return first < k and head < 0 and not self._goes_on(k + 1)  # the general: an adjective for a noun
        owned = head == k - 1 and self.unit.p.is_possessive(k - 1)
        return tag == "VB" and (head < 0 or owned)  # Russia’s resolve, their unbeaten run

    def _goes_on(self, k: int) -> bool:
        return self.tag(k) in INSIDE or (self.tag(k) == "VB" and k not in self.unit.verbs)

    def _tail(self, head: int) -> tuple[Phrase, ...]:
        if self.word(head + 1) != "of":
            return ()
        found = self.phrase_at(head + 2)
        return (found, *found.tail) if found else ()

    def _inside(self, k: int, first: int) -> bool:
        word, tag = self.word(k), self.tag(k)
        if k in self.unit.verbs:
            return tag == "VB" and self.tag(k - 1) in ("DT", "JJ", "PRP$", "NNP")
        if word in AUXILIARIES:
            return False
        if word == "." and self.unit.p.is_abbreviation(k, self.unit.low):
            return True
        if word in DETERMINERS or tag in ("DT", "PRP$", "PDT"):
            return k == first or self.word(k - 1) in ("both", "all", "of", "half")
        if word in ("and", "or") and self.tag(k - 1).startswith("JJ") and self.tag(k + 1).startswith("JJ"):
            return True  # defensive and offensive capabilities
        if word in _OUTSIDE or not word[0].isalnum():
            return False
        if tag in INSIDE or tag == "VB" or (self.unit.p.upper[k] and word[0].isalpha()):
            return not (tag in ("NN", "NNS") and word in TIME and k > first)
        if word in ("said", "says"):
            return False
        joined = self.tag(k + 1) in INSIDE or self.tag(k + 1) in ("VBN", "VBG", "VBD")
        return (tag in ("VBN", "VBG", "VBD") or self.unit.p.is_adverb(k)) and joined and word not in AUXILIARIES

    def core_before(self, k: int) -> Phrase | None:
        """The noun phrase whose head is at `k`."""
        if k not in self._ended:
            self._ended[k] = self._read_back(k)
        return self._ended[k]

    def _read_back(self, k: int) -> Phrase | None:
        if k < self.unit.low:
            return None
        if self.word(k).split("'")[0] in SUBJECT_PRONOUNS or self.word(k) in _ALONE:
            return Phrase(k, k)
        if self.tag(k) == "PRP" and not self.unit.p.upper[k] and not self.word(k).endswith(("self", "selves")):
            return Phrase(k, k)
        if self.word(k) in DESCRIBING and self.word(k - 1) == "those":
            return Phrase(k - 1, k - 1)  # those close to him
        if not (self.tag(k) in NOUNS or self.tag(k) in ("NNPS", "JJ", "VB", "VBG") or self.unit.p.upper[k]):
            return None
        if k in self.unit.verbs:
            return None
        first = k
        while first - 1 >= self.unit.low:
            j = first - 1
            if self.word(j) in DETERMINERS or self.tag(j) in ("DT", "PRP$", "PDT"):
                first = j
                if self.word(j - 1) not in ("both", "all"):
                    break
                continue
            if self._another_ends(j):
                break
            if j in self.unit.verbs or not self._inside(j, self.unit.low - 1):
                break
            first = j
        return Phrase(first + (self.word(first) in ("both", "either", "neither") and first < k), k, self._tail(k))

    def _another_ends(self, j: int) -> bool:
        """Is `j` no part of the phrase that goes on behind it: the end of another one, a time, a mark?"""
        if self.tag(j + 1) in ("NNP", "PRP") and (self.word(j) in ANYTHING or self.tag(j) == "NNS"):
            return True  # everything | Ann Lee says
        if self.word(j) in TIME:
            return self.tag(j - 1) != "PRP$"
        return self.word(j) in ("“", '"', "‘") and self.tag(j - 1) in INSIDE and j - 1 >= self.unit.low

    def is_head(self, k: int) -> bool:
        return (
            self.unit.low <= k
            and k not in self.unit.verbs
            and (self.tag(k) in NOUNS or (self.tag(k) in ("VB", "VBG") and self._is_noun_here(k)))
        )

    def _is_noun_here(self, k: int) -> bool:
        """Is a word that may be a verb a noun, by the determiner, adjective or owner before it?"""
        return self.tag(k - 1) in ("DT", "PRP$", "JJ", "JJR", "JJS") or self.unit.p.is_possessive(k - 1)

    def joined(self, k: int, listed: bool = True, both: bool = False) -> tuple[Phrase, ...]:
        """The noun phrase at `k` and those that *and* or commas join to it. With `listed` also one after a comma and
        *and*; with `both` also one before a verb, where otherwise a new clause begins (*hit* X *and* Y *fled*)."""
        found = self.phrase_at(k)
        phrases: list[Phrase] = []
        while found and len(phrases) < 6:
            phrases.append(found)
            end = found.everything.stop
            comma = self.word(end) == ","
            if comma and self.word(end + 1) in ("and", "or") and (listed or len(phrases) > 1):
                end += 1
            elif comma and self._list_goes_on(end + 1, both):
                found = self.phrase_at(end + 1)
                continue
            if self.word(end) not in ("and", "or", "&"):
                break
            found = self.phrase_at(end + 1)
            if found and not both and self._verb_follows(found):
                break
        return tuple(phrases)

    def _list_goes_on(self, k: int, both: bool) -> bool:
        """Is the phrase at `k` one of a list that ends with *and* and no verb (X, *Y, and Z.*)?"""
        found = self.phrase_at(k)
        if not found or found.first != k or k in self.unit.verbs:
            return False
        end = found.everything.stop
        end += self.word(end) == ","
        last = self.phrase_at(end + 1) if self.word(end) in ("and", "or") else None
        return last is not None and (both or not self._verb_follows(last))

    def _verb_follows(self, phrase: Phrase) -> bool:
        after = self.unit.skip(phrase.head + 1)
        return after in self.unit.verbs or self.word(after) in AUXILIARIES

    def head_phrase(self, k: int) -> Phrase:
        """The noun phrase whose head is at `k`, without what *of* hangs on it."""
        found = self.core_before(k)
        return Phrase(found.first, k) if found else Phrase(k, k)

    def attachments(self, k: int) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """The prepositions that follow the noun at `k`, each with its phrases: *encroachment* of X into Y. Nouns that
        *and* joins share what follows the last (*the seizure or destruction of* X)."""
        end = k + 1
        other = self.phrase_at(end + 1) if self.word(end) in ("and", "or") else None
        if other and other.first == end + 1 and self.word(end + 1) not in DETERMINERS:
            end = other.head + 1
        for _ in range(3):
            preposition = self.word(end)
            if preposition not in PREPOSITIONS and preposition != "to":
                return
            first = self.phrase_at(end + 1)
            if first is None:
                return
            phrases = self.joined(end + 1, listed=False, both=preposition == "between" or self.tag(first.head) == "NNP")
            yield preposition, phrases
            last = phrases[-1].tail[-1] if phrases[-1].tail else phrases[-1]
            end = last.head + 1
