"""What words name, and what they lend to metaphors: two lexicons, looked up once for each form of a word.

`supersenses.txt` (from WordNet; Fellbaum 1998) says of nouns what kind of thing they name; `vehicles.yml` lists
concrete words by the domain that lends them (war, journey, body …).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from newsloupe.grammar.inflection import inflect, plural

FOLDER = Path(__file__).resolve().parents[1] / "lexicons"
ABSTRACT = frozenset(
    "act attribute cognition communication event feeling motive possession process relation state".split()
)
THINGS = frozenset("animal artifact body food object plant".split())
# How abstract nouns end that the lexicon does not have.
_ENDINGS = ("ness", "ity", "ism", "tion", "sion", "ment", "ship", "hood", "dom", "ancy", "ency", "ance", "ence")
_PLURALS = (
    ("ies", "y"),
    ("ves", "f"),
    ("ves", "fe"),
    ("men", "man"),
    ("s", ""),
    *((f"{end}es", end) for end in "s x z ch sh o".split()),
)


def _split(words: object) -> object:
    return tuple(" ".join(word.split()) for word in words.split(",")) if isinstance(words, str) else words


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Domain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: Words
    nouns: Words
    adjectives: Words


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    domains: Mapping[str, _Domain]
    unmistakable: Mapping[str, Words]
    human: Words
    human_of_named: Words
    personified: Words
    of_a_mind: Words
    like_persons: Words
    capitals: Words
    leading: Words
    struggling: Words
    moving: Words
    realms: Words
    institutions: Words
    object_only: Words
    plain_in_compounds: Words
    worn: Words
    light: Words
    topics: Words
    ordinary: Words
    reaching: Mapping[str, str]
    dead: Mapping[str, Words]


@dataclass(frozen=True)
class Vehicle:
    """What a form of a word can be: each is the base form with its domain, or None."""

    noun: tuple[str, str] | None = None
    verb: tuple[str, str] | None = None
    adjective: tuple[str, str] | None = None
    moving: str = ""  # the base form of a verb that moves into a state
    reaching: str = ""  # the base form of a verb that takes a preposition


@dataclass(frozen=True)
class Vehicles:
    """The words of the file by their forms; its other sections as sets of base forms."""

    forms: dict[str, Vehicle]
    phrases: dict[
        str, tuple[tuple[tuple[str, ...], str], ...]
    ]  # by the first word: the others, longest first, and a domain
    reaching: dict[str, frozenset[str]]
    dead: dict[str, frozenset[str]]
    human: dict[str, str]  # forms of verbs, with their base
    human_of_named: dict[str, str]
    leading: frozenset[str]
    struggling: frozenset[str]
    realms: frozenset[str]
    institutions: frozenset[str]
    object_only: frozenset[str]
    plain_in_compounds: frozenset[str]
    worn: frozenset[str]
    light: frozenset[str]
    topics: frozenset[str]
    ordinary: frozenset[str]
    personified: frozenset[str]
    capitals: frozenset[str]
    of_a_mind: frozenset[str]
    like_persons: frozenset[str]


@lru_cache(maxsize=1)
def domain_names() -> tuple[str, ...]:
    return tuple(_file().domains)


@lru_cache(maxsize=1)
def _file() -> _File:
    return _File.model_validate(yaml.safe_load((FOLDER / "vehicles.yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def vehicles() -> Vehicles:
    file = _file()
    nouns: dict[str, tuple[str, str]] = {}
    verbs: dict[str, tuple[str, str]] = {}
    adjectives: dict[str, tuple[str, str]] = {}
    for name, domain in file.domains.items():
        for noun in domain.nouns:
            for form in (noun, _plural(noun)):
                nouns.setdefault(form, (noun, name))
        for verb in domain.verbs:
            for form in inflect(verb):
                verbs.setdefault(form, (verb, name))
        adjectives |= {adjective: (adjective, name) for adjective in domain.adjectives}
    moving = {form: verb for verb in file.moving for form in inflect(verb)}
    reaching = {form: verb for verb in file.reaching for form in inflect(verb)}
    forms = {
        form: Vehicle(
            nouns.get(form), verbs.get(form), adjectives.get(form), moving.get(form, ""), reaching.get(form, "")
        )
        for form in nouns.keys() | verbs.keys() | adjectives.keys() | moving.keys() | reaching.keys()
    }
    sets = (file.leading, file.struggling, file.realms, file.institutions, file.object_only, file.plain_in_compounds,
            file.worn, file.light, file.topics, file.ordinary, file.personified, file.capitals,
            file.of_a_mind, file.like_persons)  # fmt: skip
    human, human_of_named = (
        {form: verb for verb in verbs for form in inflect(verb)} for verbs in (file.human, file.human_of_named)
    )
    return Vehicles(
        forms,
        _phrases(file.unmistakable),
        {verb: frozenset(prepositions.split()) for verb, prepositions in file.reaching.items()},
        {word: frozenset(others) for word, others in file.dead.items()},
        human,
        human_of_named,
        *map(frozenset, sets),
    )


def _phrases(by_domain: Mapping[str, Words]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for domain, phrases in by_domain.items():
        for first, *rest in (phrase.split() for phrase in phrases):
            found.setdefault(first, []).append((tuple(rest), domain))
    return {first: tuple(sorted(rests, key=lambda rest: -len(rest[0]))) for first, rests in found.items()}


def _plural(noun: str) -> str:
    return {"foot": "feet", "wolf": "wolves", "teeth": "teeth", "sheep": "sheep"}.get(noun, plural(noun))


@lru_cache(maxsize=1)
def _supersenses() -> dict[str, str]:
    lines = (FOLDER / "supersenses.txt").read_text(encoding="ascii").splitlines()
    pairs = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {noun: name for name, nouns in pairs for noun in nouns.split()}


@lru_cache(maxsize=20_000)
def supersense(word: str) -> tuple[str, str]:
    """The base form of a noun and its supersense, ``""`` where it is unknown or has several that lie far apart.

    >>> supersense("taxes"), supersense("corridors"), supersense("shareability")
    (('tax', 'possession'), ('corridor', 'artifact'), ('shareability', 'attribute'))
    """
    known = _supersenses()
    if word in known and not (word.endswith("s") and not word.endswith("ss") and word[:-1] in known):
        return word, known[word]
    for ending, other in _PLURALS:
        base = word.removesuffix(ending) + other
        if base != word and word.endswith(ending) and base in known:
            return base, known[base]
    return word, "attribute" if len(word) > 7 and word.endswith(_ENDINGS) else ""


@lru_cache(maxsize=20_000)
def is_abstract(word: str) -> bool:
    """Does a noun name nothing that can be touched, and no people or place?"""
    return supersense(word)[1] in ABSTRACT


@lru_cache(maxsize=20_000)
def is_thing(word: str) -> bool:
    """Does a noun name a thing that is seldom used for something else?"""
    base, name = supersense(word)
    return name in THINGS and base not in vehicles().ordinary


@lru_cache(maxsize=20_000)
def can_begin(word: str) -> bool:
    """Can a metaphor begin with this form?"""
    return word in vehicles().forms or word in vehicles().phrases or is_thing(word)
