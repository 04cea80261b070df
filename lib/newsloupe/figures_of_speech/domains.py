"""Metaphor by contrast of domains: a concrete word that the grammar joins to something abstract.

*The corridors of power*, *poverty enslaves*, *to swallow their pride*, *a crippling debt*, *a legal minefield*,
*bureaucracy is a maze*, *the road to peace*: the verb, noun or adjective is concrete (the *vehicle*, of one of the
domains in ``lexicons/vehicles.yml``), what it is said of is abstract (the *topic*). That such clashes show metaphors is
the idea of selectional preference (Wilks 1975) and of the contrast in concreteness (Turney et al. 2011). What the
rules cannot see: a metaphor whose topic is not named beside it, and one of two concrete things (*the man is a wolf*).
A phrase with no other use in news (*powder keg*) needs no topic.
"""

from collections.abc import Callable, Iterator

from newsloupe.figures_of_speech.likeness import simile
from newsloupe.figures_of_speech.vehicle_words import (
    ABSTRACT,
    Vehicle,
    Vehicles,
    can_begin,
    is_abstract,
    is_thing,
    supersense,
    vehicles,
)
from newsloupe.grammar.agents_and_patients import Clauses, clauses_of
from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.unit import Verb
from newsloupe.grammar.word_sets import BE, DETERMINERS
from newsloupe.text import within

Found = Iterator[tuple[int, int, str]]
Hit = tuple[int, int, str, str]  # token range, domain, reason

_COMMON = frozenset("NN NNS".split())
_NAMES = frozenset("NNP NNPS".split())
_ADJECTIVES = frozenset("JJ JJR JJS VBN VBG VBD".split())
_BECOMING = BE | frozenset("become becomes became remain remains remained".split())
_AGAINST = frozenset("on against".split())
_HEADS = _COMMON | {"VB", "VBP"}  # hope, fear, which the tagger takes for verbs
_TRAPPED = frozenset("trap mire drown wallow bury lock".split())
_VERBAL = frozenset("VB NN JJ".split())
_STATES = frozenset("state feeling attribute".split())


def metaphor(text: "str | Parsed") -> Found:
    """Concrete words said of something abstract; `why` names the domain that lends the word, and both.

    >>> text = "The scandal shook the corridors of power. She stood in the corridors of the school."
    >>> [(text[start:end], why) for start, end, why in metaphor(text)]
    [('corridors of power', 'building: corridor of power')]
    """
    parsed = text if isinstance(text, Parsed) else Parsed(text)
    compared = within((start, end) for start, end, _ in simile(parsed.text))
    for first, end, domain, why in hits(parsed):
        start, stop = parsed.starts[first], parsed.ends[end - 1]
        if not compared(start, stop):
            yield start, stop, f"{domain}: {why}"


def of_domain(domain: str) -> Callable[["str | Parsed"], Found]:
    """The function that finds the metaphors of one domain."""

    def found(text: "str | Parsed") -> Found:
        return (hit for hit in metaphor(text) if hit[2].startswith(f"{domain}:"))

    found.__name__ = f"metaphor_of_{domain}"
    return found


def hits(parsed: Parsed) -> list[Hit]:
    """The metaphors of a text, read once."""
    if hits not in parsed.facts:
        parsed.facts[hits] = list(_Reader(parsed).read())
    found: list[Hit] = parsed.facts[hits]
    return found


class _Reader:
    """Looks at every word of a text that can be a vehicle, and at what stands around it."""

    def __init__(self, parsed: Parsed) -> None:
        self.p, self.words, self.tags = parsed, parsed.words, parsed.tags
        self.lexicon: Vehicles = vehicles()

    def read(self) -> Iterator[Hit]:
        reached = 0
        candidates = {word for word in set(self.words) if can_begin(word)}  # asked once for each form
        for k in [k for k, word in enumerate(self.words) if word in candidates]:
            if k < reached or not self._is_word(k):
                continue
            vehicle = self._vehicle(k, self.words[k])
            hit = self._unmistakable(k) or (vehicle and self._contrast(k, vehicle))
            if hit:
                yield hit
                reached = hit[1]

    def _vehicle(self, k: int, word: str) -> Vehicle | None:
        """What the word can lend; of a thing that is in no list, before *of*, only its noun."""
        found = self.lexicon.forms.get(word)
        if found or self._word(k + 1) != "of" or not is_thing(word):
            return found
        return Vehicle(noun=(supersense(word)[0], "things"))

    def _contrast(self, k: int, vehicle: Vehicle) -> Hit | None:
        return self._as_noun(k, vehicle) or self._as_adjective(k, vehicle) or self._as_verb(k, vehicle)

    def _unmistakable(self, k: int) -> Hit | None:
        for rest, domain in self.lexicon.phrases.get(self.words[k], ()):
            end = k + 1 + len(rest)
            if tuple(self.words[k + 1 : end]) == rest:
                return k, end, domain, "a phrase that is always one"
        return None

    def _is_word(self, k: int) -> bool:
        """No name: a capital only where a sentence or a heading gives every word one."""
        if not self.p.upper[k]:
            return True
        unit = self.p.unit_of(k)
        return k == unit[0] or unit in self.p.headlines

    def _word(self, k: int) -> str:
        return self.words[k] if 0 <= k < len(self.words) else ""

    def _tag(self, k: int) -> str:
        """The tag; in a heading, where every word has a capital, that of the word in small letters."""
        if not 0 <= k < len(self.tags):
            return ""
        tag = self.tags[k]
        return self._clauses(k).unit.tag(k) if tag in _NAMES and self.p.unit_of(k) in self.p.headlines else tag

    # ------------------------------------------------------------ nouns

    def _as_noun(self, k: int, vehicle: Vehicle) -> Hit | None:
        if vehicle.noun is None or self._tag(k) not in _COMMON | _NAMES:
            return None
        base, domain = vehicle.noun
        after = self._word(k + 1)
        if after == "of":
            topic = self._topic(k + 2)
            if topic and not self._is_worn(k, base) and not self._is_dead(base, topic):
                return k, topic + 1, domain, f"{base} of {self.words[topic]}"
            return None
        led = base in self.lexicon.leading and after in ("to", "toward", "towards")
        fought = base in self.lexicon.struggling and after in _AGAINST
        if led or fought:
            topic = self._topic(k + 2)
            if topic:
                return k, topic + 1, domain, f"{base} {after} {self.words[topic]}"
        if self._tag(k + 1) in _COMMON:
            return None  # a wall clock
        return self._described(k, base, domain) or self._predicated(k, base, domain)

    def _topic(self, k: int) -> int:
        """The head of the noun phrase at `k` if it is abstract, else 0."""
        if not any(self._is_topic(j, institutions=True) for j in range(k, min(k + 6, len(self.words)))):
            return 0  # nothing to ask the grammar about
        phrase = self._clauses(k).phrases.phrase_at(k)
        return phrase.head if phrase and self._is_topic(phrase.head, institutions=True) else 0

    def _is_topic(self, k: int, institutions: bool = False, tags: frozenset[str] = _COMMON) -> bool:
        if self._tag(k) not in tags:
            return False
        base, kind = supersense(self.words[k])
        abstract = kind in ABSTRACT or base in self.lexicon.topics
        return (abstract and base not in self.lexicon.light) or (institutions and base in self.lexicon.institutions)

    def _is_worn(self, k: int, base: str) -> bool:
        """*In the face of*, *at the hands of*; *ten feet of*."""
        before = self._word(k - 1)
        opening = self._word(k - 2) if before in DETERMINERS else before
        return self._tag(k - 1) == "CD" or (base in self.lexicon.worn and opening in ("in", "at", "on", "by", "under"))

    def _is_dead(self, base: str, topic: int) -> bool:
        return supersense(self.words[topic])[0] in self.lexicon.dead.get(base, ())

    def _described(self, k: int, base: str, domain: str) -> Hit | None:
        """*A political earthquake*, *the debt mountain*, *democracy’s table*."""
        before = self._word(k - 1)
        if before in self.lexicon.realms:
            return k - 1, k + 1, domain, f"{before} {base}"
        if self._is_topic(k - 1) and base not in self.lexicon.plain_in_compounds and not self._is_dead(base, k - 1):
            return k - 1, k + 1, domain, f"{before} {base}"
        for j in range(k - 1, max(k - 4, -1), -1):
            owner = self.words[j].removesuffix("'s")
            if owner != self.words[j]:
                return (j, k + 1, domain, f"{owner}’s {base}") if is_abstract(owner) and not self.p.upper[j] else None
            if self._tag(j) not in _ADJECTIVES:
                break
        return None

    def _predicated(self, k: int, base: str, domain: str) -> Hit | None:
        """*Bureaucracy is a maze*: said of an abstract subject by a form of *be*."""
        first = k
        while first > 0 and self._tag(first - 1) in _ADJECTIVES | {"RB"} and self._word(first - 1) not in _BECOMING:
            first -= 1
        if self._word(first - 1) in DETERMINERS:
            first -= 1
        elif self._tag(k) != "NNS":
            return None
        if self._word(first - 1) not in _BECOMING:
            return None
        clauses = self._clauses(k)
        subject = clauses.phrases.core_before(clauses.unit.skip_back(first - 2))
        if subject is None or self.words[subject.head] in ("it", "this", "that") or not self._fits(subject):
            return None
        return k, k + 1, domain, f"{self.words[subject.head]} is {base}"

    # ------------------------------------------------------------ adjectives and verbs

    def _as_adjective(self, k: int, vehicle: Vehicle) -> Hit | None:
        if vehicle.adjective is None:
            return None
        head = k + 1
        if self._is_dead(self.words[k], min(head, len(self.words) - 1)):
            return None  # raw material
        while self._tag(head) in ("JJ", "JJR", "JJS") and head < k + 3:
            head += 1
        while {self._tag(head), self._tag(head + 1)} <= _COMMON and head < k + 4:
            head += 1
        if (
            not self._is_topic(head, institutions=True)
            or any(self.p.upper[k + 1 : head])
            or self._is_dead(self.words[k], head)
        ):
            return None
        return k, k + 1, vehicle.adjective[1], f"{self.words[k]} {self.words[head]}"

    def _as_verb(self, k: int, vehicle: Vehicle) -> Hit | None:
        if vehicle.reaching and (hit := self._reaches(k, vehicle)):
            return hit
        if vehicle.moving and (hit := self._moves(k, vehicle)):
            return hit
        if vehicle.verb is None or self._tag(k)[:2] not in _VERBAL or not self._abstract_near(k):
            return None
        if self._word(k + 1) == "of" and self.words[k].endswith("ing") and (topic := self._topic(k + 2)):
            return k, topic + 1, vehicle.verb[1], f"{self.words[k]} of {self.words[topic]}"
        clauses = self._clauses(k)
        verb = clauses.unit.verbs.get(k)
        if verb is None:
            return self._as_participle(k, vehicle.verb)
        base, domain = vehicle.verb
        for role, phrases in self._roles(clauses, verb, base):
            for phrase in phrases[:2]:
                head = self.words[phrase.head]
                if self._fits(phrase) and not self._is_dead(base, phrase.head):
                    return k, k + 1, domain, f"{head} {base}" if role == "subject" else f"{base} {head}"
        return None

    def _abstract_near(self, k: int) -> bool:
        """Is there anything to ask the grammar about: an abstract noun within reach?"""
        low, high = max(k - 10, 0), min(k + 7, len(self.words))
        return any(self._is_topic(j, institutions=True, tags=_HEADS) for j in range(low, high))

    def _roles(self, clauses: Clauses, verb: Verb, base: str) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        if verb.passive:
            yield "object", clauses.agents(verb)
            return
        yield "object", clauses.patients(verb)
        if base not in self.lexicon.object_only:
            yield "subject", clauses.agents(verb)

    def _fits(self, phrase: Phrase) -> bool:
        return self._is_topic(phrase.head, institutions=True, tags=_HEADS)

    def _as_participle(self, k: int, verb: tuple[str, str]) -> Hit | None:
        """*Crumbling confidence*, *a crushed hope*: the verb as an adjective before an abstract noun."""
        if (
            verb[0] in self.lexicon.object_only
            or self._tag(k) not in ("VBG", "VBN", "VBD", "JJ")
            or not self._is_topic(k + 1)
            or self._is_dead(verb[0], k + 1)
        ):
            return None
        if self._word(k).endswith(("ing", "ed", "en")) and self._tag(k + 2) not in _COMMON:
            return k, k + 1, verb[1], f"{self.words[k]} {self.words[k + 1]}"
        return None

    def _reaches(self, k: int, vehicle: Vehicle) -> Hit | None:
        """*Fight for justice*, *wrestle with guilt*, *chip away at trust*."""
        j = k + 1 + (self._word(k + 1) in ("away", "up", "back", "down", "out"))
        if self._word(j) not in self.lexicon.reaching[vehicle.reaching] or not self.tags[k].startswith("V"):
            return None
        topic = self._topic(j + 1)
        domain = vehicle.verb[1] if vehicle.verb else "journey"
        return (k, topic + 1, domain, f"{vehicle.reaching} {self.words[j]} {self.words[topic]}") if topic else None

    def _moves(self, k: int, vehicle: Vehicle) -> Hit | None:
        """*Sink into debt*, *lift millions out of poverty*, *trapped in a state of fear*."""
        for j in range(k + 1, min(k + 5, len(self.words) - 1)):
            word = self.words[j]
            if word in (",", ".", ";", ":") or self.tags[j].startswith("V"):
                return None
            out = word == "out" and self._word(j + 1) == "of"
            trapped = word in ("in", "into") and vehicle.moving in _TRAPPED
            if word == "into" or out or trapped:
                phrase = self._clauses(k).phrases.phrase_at(j + 1 + out)
                if phrase and self._tag(phrase.head) in _COMMON and supersense(self.words[phrase.head])[1] in _STATES:
                    domain = vehicle.verb[1] if vehicle.verb else "journey"
                    return k, phrase.head + 1, domain, f"{vehicle.moving} {word} {self.words[phrase.head]}"
                return None
        return None

    def _clauses(self, k: int) -> Clauses:
        return clauses_of(self.p, self.p.unit_of(k))
