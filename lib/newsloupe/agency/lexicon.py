"""What the agency detector knows about words (`lexicons/actions.yml` and `action_nouns.yml`), with all their forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pydantic import BaseModel, ConfigDict

from newsloupe.grammar.inflection import plural
from newsloupe.grammar.verb_lexicon import VerbWords, Words, read_lexicon, verb_words


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
class ActionWords(VerbWords):
    """The sections of the two files, each explained there; verbs in all their forms, nouns in singular and plural."""

    of_acts: dict[str, str]  # noun: verb
    of_is_acted_upon: dict[str, str]
    possessor_is_acted_upon: frozenset[str]
    mutual: frozenset[str]
    away: frozenset[str]
    attached: dict[str, tuple[str, ...]]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """All nouns of doing."""
        return frozenset([*self.of_acts, *self.of_is_acted_upon, *self.mutual])


@lru_cache(maxsize=1)
def action_words() -> ActionWords:
    """The lexicon, read and validated; raises pydantic's ValidationError, which names the entry."""
    nouns = _Nouns.model_validate(read_lexicon("action_nouns"))
    return ActionWords(
        **vars(verb_words()),
        of_acts=_with_verbs(nouns.of_acts, nouns.singular),
        of_is_acted_upon=_with_verbs(nouns.of_is_acted_upon, nouns.singular),
        possessor_is_acted_upon=_numbers(nouns.possessor_is_acted_upon),
        mutual=_numbers(nouns.mutual),
        away=_numbers(nouns.away),
        attached={form: found for noun, found in nouns.attached.items() for form in (noun, plural(noun))},
    )


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
