"""One JSON value: a line of JSON Lines, or a whole file."""

import json
import re
from typing import Any

from newsloupe.reading.decoding import Unreadable

_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(source: str) -> tuple[Any, bool]:
    """The value in `source`, and whether half a character had to be replaced by U+FFFD in it, as in an emoji that was
    cut (a lone surrogate, which no program can save). Integers of more than 18 digits become floats.

    Raises `Unreadable` for what is not valid or too deep, and when a key stands twice in an object.

    >>> parse_json('{"id": "a", "cut": "no \\\\ud83d"}')
    ({'id': 'a', 'cut': 'no �'}, True)
    >>> parse_json('{"id": "a", "id": "b"}')
    Traceback (most recent call last):
    newsloupe.reading.decoding.Unreadable: has the key 'id' twice in one object; keep one of them
    """
    try:
        value = json.loads(source.removeprefix("\ufeff"), object_pairs_hook=_distinct, parse_int=_integer)
        mended = without_lone_surrogates(value)
        return mended, mended != value
    except RecursionError:
        raise Unreadable("is nested too deeply", "write it with fewer brackets inside brackets") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}" if error.lineno > 1 else f"character {error.colno}"
        raise Unreadable(f"is not valid JSON ({error.msg}: {where})", "correct it, or export it again") from None


def without_lone_surrogates(value: Any) -> Any:
    """`value`, with its lists and objects, with U+FFFD for each half of a character that stands alone."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_lone_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {without_lone_surrogates(name): without_lone_surrogates(one) for name, one in value.items()}
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"has the key {twice[:40]!r} twice in one object", "keep one of them")
    return found


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= 18 else float(digits)
