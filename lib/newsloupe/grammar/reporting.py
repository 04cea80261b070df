"""The words that report: verbs and nouns, their forms, and what may follow them (`lexicons/reporting.yml`)."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsloupe.grammar.inflection import inflect, plural

FILE = Path(__file__).resolve().parents[1] / "lexicons" / "reporting.yml"

Complement = Literal[
    "quotation", "that", "clause", "question", "infinitive", "person_to", "person_that",
    "object", "object_as", "object_named", "object_of", "about", "shown",
]  # fmt: skip
Attitude = Literal["assertion", "belief", "desire", "knowledge"]


def _split(words: object) -> object:
    return [" ".join(word.split()) for word in words.split(",")] if isinstance(words, str) else words


Words = Annotated[tuple[str, ...], BeforeValidator(_split), Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Entry):
    """Words that take the same complements and express the same attitude."""

    name: str
    title: str
    attitude: Attitude
    takes: tuple[Complement, ...]
    words: Words


class Deeds(_Entry):
    """Words that tell deeds from judgments (*rebels attacked the village*)."""

    fighting: Words
    fighters: Words
    helping: Words
    helpers: Words
    on_people: Words
    feasting: Words
    judged: Words
    no_source: Words
    hearers: Words
    answering: Words
    answered: Words
    sport: Words


class Lexicon(_Entry):
    """The whole file, validated."""

    verbs: tuple[Group, ...]
    nouns: tuple[Group, ...]
    things_too: Words
    literal: Deeds
    stances: dict[Literal["distancing", "endorsing", "charged"], Words]

    def stance(self, word: str) -> str:
        return next((name for name, words in self.stances.items() if word in words), "neutral")


@dataclass(frozen=True)
class Reporter:
    """One reporting word: its base form, its stance, and the attitude that goes with each complement."""

    word: str
    stance: str
    takes: dict[str, str]

    @cached_property
    def tail(self) -> tuple[str, ...]:
        """The words that must follow the first (*out* of *point out*)."""
        return tuple(self.word.split()[1:])


@lru_cache(maxsize=4)
def load_lexicon(path: Path = FILE) -> Lexicon:
    """The reporting words, read and validated; raises pydantic's ValidationError, which names the entry."""
    return Lexicon.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=4)
def things_do_too(path: Path = FILE) -> frozenset[str]:
    """Words that say nothing about speech when a thing is their subject (*the crisis demands attention*)."""
    return frozenset(load_lexicon(path).things_too)


@lru_cache(maxsize=4)
def deeds(path: Path = FILE) -> dict[str, frozenset[str]]:
    """The lists by which deeds are told from judgments."""
    return {name: frozenset(words) for name, words in load_lexicon(path).literal}


@lru_cache(maxsize=4)
def verb_forms(path: Path = FILE) -> dict[str, list[tuple[Reporter, str]]]:
    """For every form of a first word: the verbs it may belong to (longest first), each with its part of speech:
    ``base``, ``s`` (says), ``past`` (wrote), ``participle`` (written), ``past participle`` (said) or ``ing``.

    >>> [(verb.word, kind) for verb, kind in verb_forms()["claimed"]]
    [('claim', 'past participle')]
    """
    lexicon = load_lexicon(path)
    forms: dict[str, list[tuple[Reporter, str]]] = {}
    for reporter in _reporters(lexicon, lexicon.verbs):
        for form, kind in inflect(reporter.word.split()[0]).items():
            forms.setdefault(form, []).append((reporter, kind))
    return {form: sorted(found, key=lambda f: (-len(f[0].tail), f[0].word)) for form, found in forms.items()}


@lru_cache(maxsize=4)
def noun_forms(path: Path = FILE) -> dict[str, Reporter]:
    """Singular and plural of every reporting noun.

    >>> noun_forms()["claims"].word, noun_forms()["claims"].stance
    ('claim', 'distancing')
    """
    lexicon = load_lexicon(path)
    return {form: reporter for reporter in _reporters(lexicon, lexicon.nouns)
            for form in (reporter.word, plural(reporter.word))}  # fmt: skip


def _reporters(lexicon: Lexicon, groups: tuple[Group, ...]) -> list[Reporter]:
    takes: dict[str, dict[str, str]] = {}
    for group in groups:
        for word in group.words:
            for complement in group.takes:
                takes.setdefault(word, {}).setdefault(complement, group.attitude)
    return [Reporter(word, lexicon.stance(word), found) for word, found in takes.items()]
