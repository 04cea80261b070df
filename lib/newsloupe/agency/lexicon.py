"""What the agency detector knows about words (`lexicons/actions.yml` and `action_nouns.yml`), with all their forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from newsloupe.grammar.inflection import inflect, plural

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
    participles: Words
    potential: Words
    possible_to: Words
    intended: Words
    negated: Words
    leading: Words
    telling: Words
    object_acts: Words
    giving: Words
    striking: Words
    for_object: Words
    to_object: Words
    with_object: Words
    deeds: Words
    people: Words


class _Nouns(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    of_acts: dict[str, Words]
    of_is_acted_upon: dict[str, Words]
    possessor_is_acted_upon: Words
    singular: Words
    mutual: Words
    away: Words
    attached: dict[str, Words]


@dataclass(frozen=True)
class ActionWords:
    """The sections of the two files; verbs in all their forms, nouns in singular and plural. Each section is explained
    in its file."""

    states: frozenset[str]
    verb_or_noun: frozenset[str]
    adjectives: frozenset[str]
    participles: frozenset[str]
    factuality: dict[str, str]  # word: potential, intended or negated
    possible_to: frozenset[str]
    leading: frozenset[str]
    telling: frozenset[str]
    object_acts: frozenset[str]
    giving: frozenset[str]
    object_after: dict[str, frozenset[str]]  # preposition: verbs
    deeds: frozenset[str]
    people: frozenset[str]
    of_acts: dict[str, str]  # noun: verb
    of_is_acted_upon: dict[str, str]
    possessor_is_acted_upon: frozenset[str]
    mutual: frozenset[str]
    away: frozenset[str]
    attached: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def action_words() -> ActionWords:
    """The lexicon, read and validated; raises pydantic's ValidationError, which names the entry."""
    verbs, nouns = _Verbs.model_validate(_read("actions")), _Nouns.model_validate(_read("action_nouns"))
    striking = _forms(verbs.striking)
    after = {"for": verbs.for_object, "to": verbs.to_object, "with": verbs.with_object}
    return ActionWords(
        states=_forms(verbs.states),
        verb_or_noun=_forms(verbs.verb_or_noun),
        adjectives=frozenset(verbs.adjectives),
        participles=frozenset(verbs.participles),
        factuality={form: name for name in _DEGREES for form in _forms(getattr(verbs, name))},
        possible_to=frozenset(verbs.possible_to),
        leading=_forms(verbs.leading),
        telling=_forms(verbs.telling),
        object_acts=_forms(verbs.object_acts),
        giving=_forms(verbs.giving),
        object_after={name: _forms(words) for name, words in after.items()}
        | dict.fromkeys(("at", "on", "upon", "into"), striking),
        deeds=_forms(verbs.deeds),
        people=_forms(verbs.people),
        of_acts=_with_verbs(nouns.of_acts, nouns.singular),
        of_is_acted_upon=_with_verbs(nouns.of_is_acted_upon, nouns.singular),
        possessor_is_acted_upon=_numbers(nouns.possessor_is_acted_upon),
        mutual=_numbers(nouns.mutual),
        away=_numbers(nouns.away),
        attached={form: found for noun, found in nouns.attached.items() for form in (noun, plural(noun))},
    )


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in inflect(word))


def _numbers(nouns: Iterable[str]) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in (noun, plural(noun)))


def _with_verbs(groups: dict[str, Words], singular: Words) -> dict[str, str]:
    """Noun, in both numbers where it has both, and verb; an entry of one word is both."""
    entries = [entry.split(maxsplit=1) for group in groups.values() for entry in group]
    return {
        form: entry[-1]
        for entry in entries
        for form in ([entry[0]] if entry[0] in singular else [entry[0], plural(entry[0])])
    }
