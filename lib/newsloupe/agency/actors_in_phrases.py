"""Which actor a phrase names, and how: by its name, as the owner, after the noun, or in an apposition."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from newsloupe.actors import Actors
from newsloupe.agency.lexicon import ActionWords
from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.parsed import Parsed, Range

# How a phrase names an actor; with `agent_` or `patient_` before it a code of the column `rule`.
BY_NAME = "by_name"
AS_OWNER = "as_owner"  # NATO’s ability to deploy
BEHIND = "behind_noun"  # the ability of NATO to deploy
OWNED = "owned"
AFTER = "after_noun"
BESIDE = "in_apposition"

_BELONGING = frozenset("affiliated allied associated aligned linked loyal close".split())
_UPON = frozenset("of among amongst amidst between for against toward towards involving".split())
_DIRECTED = frozenset("access ties link links path way road door visit alternative damage harm blow boost".split())

_WEIGHING = frozenset("sanction sanctions tariff tariffs duties burden toll effect effects impact reliance".split())


# The actors named inside of a token, with their characters.
Parts = dict[int, tuple[tuple[str, Range], ...]]


class Role(NamedTuple):
    """A phrase in a role: its tokens, the actor it names (or ``""``), and how it names it."""

    phrase: Phrase
    tokens: Range
    actor: str
    how: str
    place: Range | None = None  # its characters, where it is a part of a token


class RoleReader:
    """Tells which actor of a list a noun phrase stands for; `actor_at` are the actors by token."""

    def __init__(
        self, p: Parsed, lexicon: ActionWords, actor_at: dict[int, str], actors: Actors, parts_at: Parts | None = None
    ) -> None:
        self.p, self.lexicon, self.actor_at, self.actors = p, lexicon, actor_at, actors
        self.parts_at = parts_at or {}
        self._places = sorted(actor_at)

    def read(self, phrases: Phrases, phrase: Phrase, acting: bool, depends: bool = False) -> Role:
        """The noun itself goes before the owner and the adjective, and these before what follows the noun. With
        `depends` the phrase is one on which the verb hangs (*NATO’s ability* to deploy): its owner acts by name."""
        head, end = phrase.head, phrase.head + 1
        own = self.owner(phrase)
        actor, how = "", ""
        if head in self.actor_at:
            actor, how = self.actor_at[head], BY_NAME
        elif own is not None and depends and self.p.words[head] in self.lexicon.factuality:
            actor, how = self.actor_at[own], AS_OWNER
        elif own is not None:
            actor, how = self.actor_at[own], OWNED
        elif (found := self._after(phrases, phrase, acting)) is not None:
            actor, how, end = self.actor_at[found[0]], BEHIND if depends else AFTER, found[1]
        elif phrase.apposition and (found := self._beside(phrases, phrase.apposition)) is not None:
            actor, how, end = self.actor_at[found[0]], BESIDE, found[1]
        if acting and actor and not self.actors[actor].acts:
            return Role(phrase, phrase.tokens, "", "")
        return Role(phrase, (phrase.first, end), actor, how)

    def joined_before(self, phrase: Phrase) -> tuple[Role, ...]:
        """The actors of the compound word before the head: two (*the NATO-Russia clash*), or one that leads."""
        k = next((k for k in range(phrase.head - 1, phrase.first - 1, -1) if k in self.parts_at), None)
        if k is None:
            return ()
        return tuple(
            Role(Phrase(k, k), (k, k + 1), actor, OWNED, place)
            for actor, place in self.parts_at[k]
            if self.actors[actor].acts
        )

    def owner(self, phrase: Phrase) -> int | None:
        """The last actor before the head of the phrase."""
        return self._last(phrase.first, phrase.head)

    def acts_itself(self, role: Role | None) -> bool:
        """Is the agent an actor, or people of an actor, and not just something of its own (its rhetoric)?"""
        if role is None or not role.actor:
            return False
        person = role.how == BESIDE or self.p.words[role.phrase.head] in self.lexicon.people
        return role.how in (BY_NAME, AS_OWNER, BEHIND) or person

    def _after(self, phrases: Phrases, phrase: Phrase, acting: bool) -> tuple[int, int] | None:
        """The actor named after the head, and where that phrase ends: who owns it (*a leader of*, *comments from*),
        or at whom it is directed (*access to*, *woes for*)."""
        if self._last(phrase.head + 1, phrases.unit.high) is None:
            return None  # none is named after it
        for preposition, found in self._hanging(phrases, phrase.head):
            if self._shows(phrase.head, preposition, acting):
                for one in (part for whole in found[: 1 if acting else None] for part in (whole, *whole.tail)):
                    at = self._last(one.first, one.head + 1)
                    if at is not None:
                        return at, one.head + 1
            if preposition != "of" or acting:
                return None
        return None

    def _hanging(self, phrases: Phrases, head: int) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """What prepositions hang on the head; of those after *of* only *among*."""
        if phrases.unit.word(head + 1) in _BELONGING and phrases.unit.word(head + 2) in ("with", "to"):
            yield "of", phrases.joined(head + 3)
        for number, (preposition, found) in enumerate(phrases.attachments(head)):
            if number == 0 or preposition in ("among", "amongst"):
                yield preposition, found

    def _shows(self, head: int, preposition: str, acting: bool) -> bool:
        """Does the preposition after the head lead to the one whose thing or deed it is, or at whom it is directed?"""
        word = self.p.words[head]
        if not acting:
            return preposition in _UPON or self._leads_to(word, preposition)
        deed = word in self.lexicon.of_acts or word in self.lexicon.of_is_acted_upon or word in self.lexicon.people
        speaks = preposition == "for" and word in self.lexicon.people  # a spokesman for
        return (
            speaks or preposition in ("of", "by") or (preposition == "from" and deed and word not in self.lexicon.away)
        )

    def _leads_to(self, word: str, preposition: str) -> bool:
        if preposition in ("on", "upon"):
            return word in self.lexicon.of_acts or word in self.lexicon.of_is_acted_upon or word in _WEIGHING
        return preposition == "to" and (word in _DIRECTED or "to" in self.lexicon.attached.get(word, ()))

    def _beside(self, phrases: Phrases, apposition: Phrase) -> tuple[int, int] | None:
        at = self._last(apposition.first, apposition.head + 1)
        return (at, apposition.head + 1) if at is not None else self._after(phrases, apposition, acting=True)

    def _last(self, first: int, end: int) -> int | None:
        """The last token from `first` to `end` at which an actor is named."""
        place = bisect_left(self._places, end) - 1
        return self._places[place] if place >= 0 and self._places[place] >= first else None
