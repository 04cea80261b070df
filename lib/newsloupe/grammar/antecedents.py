"""What a relative pronoun stands for: the nearest noun before it that fits the pronoun and, in number, its verb."""

from typing import NamedTuple

from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Range
from newsloupe.grammar.phrases_before import PhrasesBefore
from newsloupe.grammar.unit import Verb
from newsloupe.grammar.word_sets import AUXILIARIES, TIME

JOINING = frozenset("and or but then".split())
ALONE = frozenset("most all both many some others".split())
PLACES = frozenset("in at on from near across around outside inside over".split())
ANYBODY = frozenset("those anyone anybody someone somebody everyone everybody one people he she they we".split())
_HUMAN = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ian", "ians")


class Subject(NamedTuple):
    """The noun phrases that are the subject of a verb (several where *and* joins them), and their `extent` with all
    that describes them. `pronoun` is the *who*, *which* or *that* that stands for them before the verb; `beside` tells
    that they stand next to the verb itself, before or after it, and are not shared with another."""

    phrases: tuple[Phrase, ...]
    extent: Range
    pronoun: int | None = None
    beside: bool = True

    @property
    def source(self) -> Range:
        """What is marked as the subject: the relative pronoun, else the whole phrase."""
        return self.extent if self.pronoun is None else (self.pronoun, self.pronoun + 1)


class Antecedents(PhrasesBefore):
    """Whom or what *who*, *which* and *that* stand for."""

    def antecedent(self, k: int, verb: Verb | None = None) -> Subject | None:
        """What the relative pronoun at `k` stands for: the nearest noun that fits it, and `verb` in number."""
        unit = self.unit
        last = unit.skip_back(k - 1)
        comma = unit.word(last) == ","
        if unit.word(last) in ("and", "but") and (earlier := self._same_pronoun(k)) is not None:
            return earlier._replace(pronoun=k)  # people who read, and who write
        last = unit.skip_back(last - comma)
        if comma and unit.tag(last) == "CD" and unit.word(last - 1) == ",":
            last = unit.skip_back(last - 2)  # Ann Lee, 52, who
        if unit.word(k) == "that" and (last < unit.low or comma or last in unit.verbs or unit.word(last) in JOINING):
            return Subject((Phrase(k, k),), (k, k + 1))
        chain = [found for found in self.outwards(last, relative=True) if found]
        fitting = [found for found in chain if self._agrees(found, verb)] or chain
        best = self._best_antecedent(fitting, unit.word(k), comma)
        odd = best is not None and comma and unit.word(k) == "who" and not self._fits(best, "who", comma)
        if odd and (earlier := self._same_pronoun(k)) is not None:
            return earlier._replace(pronoun=k)  # people who think of good and evil, who live
        if best and (not comma or (verb and not self._is_plural_verb(verb))):
            best = best[-1:]
        return Subject(best, (best[0].first, last + 1), pronoun=k) if best else None

    def _same_pronoun(self, k: int) -> Subject | None:
        """What the last *who* or *which* before the one at `k` stands for."""
        same = (j for j in range(k - 2, self.unit.low, -1) if self.word(j) == self.word(k) and self.word(k) != "that")
        j = next(same, None)
        return None if j is None else self.antecedent(j)

    def _best_antecedent(self, found: list[tuple[Phrase, ...]], pronoun: str, comma: bool) -> tuple[Phrase, ...] | None:
        """The one that the pronoun fits; of several people behind a comma the last, no name of a place if possible."""
        suited = [one for one in found if self._fits(one, pronoun, comma)]
        if suited and comma and pronoun == "who" and self.tag(suited[0][0].head) not in ("NNP", "NNPS"):
            people = [one for one in suited if self._is_human(one[0]) and not self._is_bare(one[0])]
            suited = people[::-1] or suited  # a friend of the player, who asked …
        near = [one for one in found if pronoun != "who" or not (self._is_place(one[0]) or self._is_bare(one[0]))]
        return next(iter(suited or near or found), None)

    def _is_plural_verb(self, verb: Verb) -> bool:
        return self.word(verb.first) in ("are", "were", "have", "do") or self.tag(verb.at) == "VBP"

    def _agrees(self, found: tuple[Phrase, ...], verb: Verb | None) -> bool:
        """Singular with *is*, *has* and *says*, plural with *are*, *have* and *say*."""
        unit, head = self.unit, found[0].head
        if verb is None:
            return True
        first = unit.word(verb.first) if verb.first < verb.at else ""
        tag = unit.tag(verb.at) if not any(unit.word(i) in AUXILIARIES for i in range(verb.first, verb.at)) else ""
        plural = len(found) > 1 or unit.tag(head) in ("NNS", "NNPS") or unit.word(head) in ("people", "those", "police")
        if first in ("is", "was", "has", "does") or tag == "VBZ":
            return not plural
        return plural if first in ("are", "were", "have", "do") or tag in ("VBP", "VB") else True

    def _fits(self, found: tuple[Phrase, ...], pronoun: str, comma: bool) -> bool:
        """*Who* wants people; without a comma, no pronoun follows a bare name."""
        unit, phrase = self.unit, found[0]
        word, name = unit.word(phrase.head), unit.tag(phrase.head) in ("NNP", "NNPS")
        if pronoun != "who":
            person = word.endswith(_HUMAN) and word in unit.lexicon.people
            return not (name and not comma) and word not in TIME and unit.tag(phrase.head) != "CD" and not person
        if word in ANYBODY or (word in ALONE and phrase.first == phrase.head):
            return True
        placed = self._is_place(phrase) or (
            name and unit.word(phrase.first) == "the" and unit.p.upper[phrase.first + 1]
        )
        known = self._is_human(phrase) and phrase.first < phrase.head
        return not placed and (known or name or unit.tag(phrase.head) == "NNS")

    def _is_human(self, phrase: Phrase) -> bool:
        word = self.word(phrase.head)
        return word.endswith(_HUMAN) or word in self.unit.lexicon.people

    def _is_bare(self, phrase: Phrase) -> bool:
        """A noun in the singular with nothing before it, as no person is called: *nominee for president*."""
        return phrase.first == phrase.head and self.tag(phrase.head) == "NN"

    def _is_place(self, phrase: Phrase) -> bool:
        before = self.word(phrase.first - 1)
        person = self.word(phrase.head).endswith(_HUMAN) and self.tag(phrase.head) == "NN"
        return before in PLACES and not person and (before != "from" or self.tag(phrase.head) != "NNS")
