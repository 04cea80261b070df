"""Nouns of doing, with those who act and those acted upon: *Russia’s invasion*, *the annexation of Crimea*."""

from collections.abc import Iterator
from typing import NamedTuple

from newsloupe.agency.actors_in_phrases import Role, RoleReader
from newsloupe.agency.lexicon import ActionWords
from newsloupe.grammar.agents_and_patients import Clauses
from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.unit import NOUNS
from newsloupe.grammar.verbs import Unit
from newsloupe.grammar.word_sets import BE, TIME

_TOWARDS = frozenset("on upon against toward towards into".split())
_BETWEEN = ("between", "involving", "of")


class Nominal(NamedTuple):
    """A noun of doing: its token, where its phrase begins, the verb it comes from, who acts, who is acted upon."""

    at: int
    first: int
    verb: str
    agents: tuple[Phrase, ...]
    patients: tuple[Phrase, ...]
    joined: tuple[Role, ...] = ()  # those whom a compound names: the NATO-Russia clash
    mutual: bool = False


class NominalReader:
    """The nouns of doing of one text."""

    def __init__(self, p: Parsed, lexicon: ActionWords, roles: RoleReader) -> None:
        self.p, self.lexicon, self.roles = p, lexicon, roles

    def read(self, clauses: Clauses) -> Iterator[Nominal]:
        for k in self._heads(clauses.unit):
            noun = clauses.phrases.head_phrase(k)
            if self._only_leads(clauses, k) or self._says_what_it_is(clauses, noun):
                continue
            if self.p.words[k] in self.lexicon.mutual:
                yield from self._mutual(clauses, noun)
            else:
                yield self._one_way(clauses, noun)

    def _heads(self, unit: Unit) -> Iterator[int]:
        """The nouns of doing of a unit that are heads of their phrases."""
        known = self.lexicon.nouns
        for k in [k for k, word in enumerate(self.p.words[unit.low : unit.high], unit.low) if word in known]:
            noun = k not in unit.verbs and unit.tag(k) in ("NN", "NNS", "NNP", "VBZ", "VB", "VBG")
            if noun and (unit.tag(k + 1) not in NOUNS or unit.word(k + 1) in TIME):
                yield k

    def _only_leads(self, clauses: Clauses, k: int) -> bool:
        """*The decision to leave*: the leaving is the action."""
        infinitive = any(verb.kind == "infinitive" and verb.first == k + 1 for verb in clauses.unit.verbs.values())
        return infinitive and self.p.words[k] in self.lexicon.factuality

    def _says_what_it_is(self, clauses: Clauses, noun: Phrase) -> bool:
        """*It is a threat to trade*: what it is, nothing that is done."""
        before = clauses.unit.skip_back(noun.first - 1)
        indefinite = self.p.words[noun.first] in ("a", "an")
        return indefinite and clauses.unit.word(before) in BE and self.roles.owner(noun) is None

    def _one_way(self, clauses: Clauses, noun: Phrase) -> Nominal:
        word = self.p.words[noun.head]
        agents, patients = self._owner(noun), ()  # type: tuple[Phrase, ...], tuple[Phrase, ...]
        for preposition, phrases in clauses.phrases.attachments(noun.head):
            if self._names_agent(word, preposition, phrases[0]):
                agents = agents or phrases
            elif preposition in _TOWARDS or preposition in self.lexicon.attached.get(word, ("of",)):
                patients = patients or phrases
        if agents and not patients and self._undergoes(word, agents[0]):
            agents, patients = (), agents
        verb = self.lexicon.of_acts.get(word) or self.lexicon.of_is_acted_upon.get(word, "")
        joined = self.roles.joined_before(noun) if word in self.lexicon.of_acts and not agents else ()
        return Nominal(noun.head, noun.first, verb, agents, patients, joined)

    def _names_agent(self, word: str, preposition: str, phrase: Phrase) -> bool:
        if preposition == "from":
            return word not in self.lexicon.away
        if preposition == "of" and word in self.lexicon.of_acts and "of" not in self.lexicon.attached.get(word, ()):
            own = self.roles.owner(phrase)  # the expansion of its fleet: a thing of an actor does not act
            return own is None or self.p.words[phrase.head] in self.lexicon.people or phrase.head in self.roles.actor_at
        return preposition == "by"

    def _owner(self, noun: Phrase) -> tuple[Phrase, ...]:
        """The last name before the noun: *Russia’s* invasion, *the West’s* latest push."""
        last = self.roles.owner(noun)
        if last is None:
            return ()
        start = self._name_from(last)
        dash = self.p.words[start - 1] in ("-", "–", "/") and self.p.ends[start - 1] == self.p.starts[start]
        joined = (dash or self.p.words[start - 1] in ("and", "or")) and start - 2 in self.roles.actor_at
        other = (Phrase(self._name_from(start - 2), start - 2),) if joined and last + 1 == noun.head else ()
        return (*other, Phrase(start, last))  # French and German support

    def _name_from(self, last: int) -> int:
        start = last
        while self.roles.actor_at.get(start - 1) == self.roles.actor_at[last]:
            start -= 1
        return start

    def _undergoes(self, word: str, owner: Phrase) -> bool:
        """Is the owner of the noun acted upon: *Russia’s isolation*, *the Kaliningrad blockade*?"""
        actor = self.roles.actor_at.get(owner.head)
        place = actor is not None and not self.roles.actors[actor].acts
        return word in self.lexicon.possessor_is_acted_upon or (place and word in self.lexicon.of_is_acted_upon)

    def _mutual(self, clauses: Clauses, noun: Phrase) -> Iterator[Nominal]:
        """Two who act, each on the other: *a clash between* X *and* Y, X’s *war with* Y."""
        if joined := self.roles.joined_before(noun):
            yield Nominal(noun.head, noun.first, self.p.words[noun.head], (), (), joined, mutual=len(joined) == 2)
            return
        sides = list(self._owner(noun))
        for preposition, phrases in self._after(clauses, noun.head):
            if preposition in _BETWEEN and len(phrases) > 1:
                sides = list(phrases[:2])
            elif preposition in ("with", "against"):
                sides = [*sides[:1], phrases[0]]
        verb = self.p.words[noun.head]
        if len(sides) == 1 and not self._owner(noun):
            yield Nominal(noun.head, noun.first, verb, (), tuple(sides))
        if len(sides) == 2:
            for agent, patient in (sides, sides[::-1]):
                yield Nominal(noun.head, noun.first, verb, (agent,), (patient,))

    def _after(self, clauses: Clauses, k: int) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        if clauses.unit.word(k + 1) == "involving":
            yield "involving", clauses.phrases.joined(k + 2, both=True)
        yield from clauses.phrases.attachments(k)
