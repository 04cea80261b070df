"""What the agency detector knows about words (`lexicons/actions.yml`), with all their forms."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from newsloupe.reporting import inflect

_DEGREES = ("negated", "potential", "intended")
FILE = Path(__file__).resolve().parent / "lexicons" / "actions.yml"


def _split(words: object) -> object:
    return [" ".join(word.split()) for word in words.split(",")] if isinstance(words, str) else words


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    states: Words
    verb_or_noun: Words
    adjectives: Words
    participles: Words
    potential: Words
    intended: Words
    negated: Words
    object_acts: Words
    giving: Words
    striking: Words
    deeds: Words
    people: Words
    of_acts: dict[str, str]
    of_is_acted_upon: dict[str, str]
    possessor_is_acted_upon: Words
    attached: dict[str, Words]


@dataclass(frozen=True)
class ActionWords:
    """The sections of the file; words of verbs in all their forms. Each section is explained there."""

    states: frozenset[str]
    verb_or_noun: frozenset[str]
    adjectives: frozenset[str]
    participles: frozenset[str]
    factuality: dict[str, str]  # word: potential, intended or negated
    object_acts: frozenset[str]
    giving: frozenset[str]
    striking: frozenset[str]
    deeds: frozenset[str]
    people: frozenset[str]
    of_acts: dict[str, str]
    of_is_acted_upon: dict[str, str]
    possessor_is_acted_upon: frozenset[str]
    attached: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def action_words(path: Path = FILE) -> ActionWords:
    """The lexicon, read and validated; raises pydantic's ValidationError, which names the entry."""
    file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return ActionWords(
        states=_forms(file.states),
        verb_or_noun=_forms(file.verb_or_noun),
        adjectives=frozenset(file.adjectives),
        participles=frozenset(file.participles),
        factuality={form: name for name in _DEGREES for form in _forms(getattr(file, name))},
        object_acts=_forms(file.object_acts),
        giving=_forms(file.giving),
        striking=_forms(file.striking),
        deeds=_forms(file.deeds),
        people=_forms(file.people),
        of_acts=file.of_acts,
        of_is_acted_upon=file.of_is_acted_upon,
        possessor_is_acted_upon=frozenset(file.possessor_is_acted_upon),
        attached=file.attached,
    )


def _forms(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, *inflect(word)))
