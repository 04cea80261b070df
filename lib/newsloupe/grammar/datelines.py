"""Datelines: *LONDON (AP) —*, *New Delhi:*. They are no part of the sentence after them, and nobody speaks in them."""

from collections.abc import Sequence
from functools import lru_cache

from newsloupe.grammar.verb_lexicon import read_lexicon
from newsloupe.grammar.word_sets import DASHES

_LONGEST = 14  # tokens
_ADDRESS = frozenset("i we you me us my our your let's i'm i've we're we've you're".split())  # somebody talks
_INSIDE = frozenset("of de al el la and".split())


@lru_cache(maxsize=1)
def _cities() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(city.split()) for city in " ".join(read_lexicon("layout")["cities"].split()).split(", "))


def dateline_end(words: Sequence[str], forms: Sequence[str]) -> int:
    """How many of the tokens at the beginning of a line are its dateline, with the mark that ends it; 0 without one.
    `words` are the tokens of the line in small letters, `forms` as they are written.

    >>> line = "OSLO ( AP ) — The road is shut .".split()
    >>> dateline_end([form.lower() for form in line], line)
    5
    """
    marks = (k for k in range(1, min(_LONGEST, len(words) - 2)) if words[k] in (*DASHES, ":"))
    mark = next(marks, 0)
    if not mark or not (forms[mark + 1][0].isupper() or not forms[mark + 1][0].isalpha()):
        return 0
    place = next((k for k in range(mark) if words[k] in (",", "(", "/")), mark)
    city = tuple(words[:place]) in _cities()
    capitals = all(form.isupper() and len(form) > 1 for form in forms[:place]) and place <= 4
    rest = (form for form in forms[place:mark] if form[0].isalpha())
    if not (city or capitals) or not all(form[0].isupper() or form.lower() in _INSIDE for form in rest):
        return 0
    if words[mark] != ":":
        return mark + 1
    narrated = words[-1] == "." and not _ADDRESS & set(words)  # no headline and no turn of a conversation
    return mark + 1 if city and narrated else 0
