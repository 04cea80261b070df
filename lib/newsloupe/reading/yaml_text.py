"""A YAML file with a limit to its size and depth, in which no key stands twice."""

import re
from pathlib import Path
from typing import Any

import yaml

from newsloupe.reading.decoding import Unreadable, decode_strictly, read_bytes

YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C: ten times as fast, not everywhere
_SIZE = 2_000_000  # characters
_DEPTH = 50  # the reader in C has no limit of its own and dies
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def yaml_source(name: str | Path, folder: Path) -> tuple[str, str]:
    """The file name and the text of a YAML file: the path of one, or the name of one that is shipped in `folder`.

    Raises FileNotFoundError, and `Unreadable` when it cannot be read as UTF-8.
    """
    file = Path(name) if Path(name).suffix in (".yml", ".yaml") else folder / f"{name}.yml"
    try:
        there = file.is_file()
    except (OSError, ValueError):  # a name that is too long, as when somebody gives the text itself
        there = False
    if not there:
        raise FileNotFoundError(file)
    return file.name, decode_strictly(read_bytes(file)).replace("\r\n", "\n").replace("\r", "\n")


def parse_yaml(source: str) -> Any:
    """What stands in a YAML file; tags for Python's objects are refused.

    Raises `Unreadable`, with the line, for what is not valid, a key that stands twice (of which YAML would keep the
    last, and drop all that stands under the first), control characters, more than 50 levels and 2 million characters.

    >>> parse_yaml("a: [1, 2]")
    {'a': [1, 2]}
    >>> parse_yaml("a: 1\\nb: 2\\na: 3")
    Traceback (most recent call last):
    newsloupe.reading.decoding.Unreadable: 'a' stands twice (lines 1 and 3); put all of it under one of them
    """
    if len(source) > _SIZE:
        raise Unreadable(f"has more than {_SIZE:,} characters", "cut it in several files")
    odd = _NOT_ALLOWED.search(source)
    if odd:
        line = source.count("\n", 0, odd.start()) + 1
        raise Unreadable(f"has the control character U+{ord(odd[0]):04X}", "delete it", line)
    try:
        _check(source)
        return yaml.load(source, Loader=YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        remedy = "check indentation and put text with a colon or quotation mark in quotes"
        raise Unreadable(f"not valid YAML ({error.problem})", remedy, line) from None
    except Unreadable:
        raise
    except Exception as error:  # dates, numbers and tags that YAML takes for such: whatever Python says of them
        raise Unreadable(f"not valid YAML ({error})", "put dates and numbers in quotes") from None


def _check(source: str) -> None:
    """Raise `Unreadable` for a key that stands twice, and for too many levels: event by event, so that nothing is
    built that could be too deep."""
    around: list[dict[str, int] | None] = [None]  # of each open mapping the lines of its keys; of a list nothing
    key_is_next = [False]
    twice: list[tuple[int, str]] = []
    for event in yaml.parse(source, Loader=YAML_LOADER):
        if isinstance(event, yaml.NodeEvent):
            keys, line = around[-1], _line(event)
            if keys is not None and key_is_next[-1] and isinstance(event, yaml.ScalarEvent) and event.value != "<<":
                if event.value in keys:
                    twice.append((line, f"{event.value[:40]!r} stands twice (lines {keys[event.value]} and {line})"))
                keys.setdefault(event.value, line)
            key_is_next[-1] = not key_is_next[-1]
        if isinstance(event, yaml.CollectionStartEvent):
            if len(around) > _DEPTH:
                raise Unreadable(
                    f"has more than {_DEPTH} levels", "write it with fewer brackets and indents", _line(event)
                )
            around.append({} if isinstance(event, yaml.MappingStartEvent) else None)
            key_is_next.append(True)
        elif isinstance(event, yaml.CollectionEndEvent):
            around.pop()
            key_is_next.pop()
    if twice:
        problem = ", ".join(problem for _, problem in twice[:10])
        raise Unreadable(problem, "put all of it under one of them", twice[0][0])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
