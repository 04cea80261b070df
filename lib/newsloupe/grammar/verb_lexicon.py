"""The verbs that the rules of grammar must know one by one (`lexicons/actions.yml`), in all their forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from newsloupe.grammar.inflection import inflect

_DEGREES = ("negated", "potential", "intended")
FOLDER = Path(__file__).resolve().parents[1] / "lexicons"


def _split(words: object) -> object:
    return [" ".join(word.split()) for word in words.split(",")] if isinstance(words, str) else words


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Verbs(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    states: Words
    verb_or_noun: Words
    adjectives: Words
    feelings: Words
    needs_object: Words
    participles: Words
    potential: Words
    possible_to: Words
    intended: Words
    negated: Words
    leading: Words
    takes_ing: Words
    telling: Words
    object_acts: Words
    giving: Words
    striking: Words
    for_object: Words
    to_object: Words
    with_object: Words
    deeds: Words
    people: Words


@dataclass(frozen=True)
class VerbWords:
    """The sections of the file, each explained there; verbs in all their forms."""

    states: frozenset[str]
    verb_or_noun: frozenset[str]
    adjectives: frozenset[str]
    feelings: frozenset[str]
    needs_object: frozenset[str]  # all forms
    participles: frozenset[str]
    factuality: dict[str, str]  # word: potential, intended or negated
    possible_to: frozenset[str]
    leading: frozenset[str]
    takes_ing: frozenset[str]  # those that lead, too
    telling: frozenset[str]
    object_acts: frozenset[str]
    giving: frozenset[str]
    object_after: dict[str, frozenset[str]]  # preposition: verbs
    deeds: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=1)
def verb_words() -> VerbWords:
    """The lexicon of verbs, read and validated; raises pydantic's ValidationError, which names the entry."""
    verbs = _Verbs.model_validate(read_lexicon("actions"))
    striking = _forms(verbs.striking)
    after = {"for": verbs.for_object, "to": verbs.to_object, "with": verbs.with_object}
    return VerbWords(
        states=_forms(verbs.states),
        verb_or_noun=_forms(verbs.verb_or_noun),
        adjectives=frozenset(verbs.adjectives),
        feelings=frozenset(verbs.feelings),
        needs_object=_forms(verbs.needs_object),
        participles=frozenset(verbs.participles),
        factuality={form: name for name in _DEGREES for form in _forms(getattr(verbs, name))},
        possible_to=frozenset(verbs.possible_to),
        leading=_forms(verbs.leading),
        takes_ing=_forms((*verbs.leading, *verbs.takes_ing)),
        telling=_forms(verbs.telling),
        object_acts=_forms(verbs.object_acts),
        giving=_forms(verbs.giving),
        object_after={name: _forms(words) for name, words in after.items()}
        | dict.fromkeys(("at", "on", "upon", "into"), striking),
        deeds=_forms(verbs.deeds),
        people=_forms(verbs.people),
    )


def read_lexicon(name: str) -> Any:
    """What stands in `lexicons/<name>.yml`."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in inflect(word))
