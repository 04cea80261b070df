"""Units in which programs count characters.

Python, and so every span table, counts Unicode code points. Java and JavaScript count UTF-16 code units, of which an
emoji has two. Some tools count grapheme clusters: what a reader sees as one character, such as a letter with its
accent, a family emoji, or the line end CR LF.
"""

from bisect import bisect_left
from itertools import accumulate
from typing import Literal, get_args

import regex

Units = Literal["code points", "utf-16", "graphemes"]
_WIDE = regex.compile(r"[\U00010000-\U0010ffff]")


def counted(text: str, units: Units) -> dict[int, int]:
    """The offset, in `units`, of every offset of `text` that has one.

    >>> counted("a😀b", "utf-16")
    {0: 0, 1: 1, 2: 3, 3: 4}
    """
    if units == "code points":
        return {offset: offset for offset in range(len(text) + 1)}
    if units == "utf-16":
        return dict(enumerate(accumulate((1 + (character > "\uffff") for character in text), initial=0)))
    if units == "graphemes":
        starts = [match.start() for match in regex.finditer(r"\X", text)]
        return {offset: number for number, offset in enumerate([*starts, len(text)])}
    raise ValueError(f"there are no units {units!r}; there are {', '.join(get_args(Units))}")


def code_points(text: str, units: Units) -> dict[int, int]:
    """The offset in `text` of every offset in `units`."""
    return {there: here for here, there in counted(text, units).items()}


class Utf16:
    """Converts single offsets into one text between code points and UTF-16, as a browser counts.

    >>> offsets = Utf16("a😀b")
    >>> offsets.from_python(2), offsets.to_python(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        self._wide_ends = [start + number + 2 for number, start in enumerate(self._wide)]
        self._length = len(text) + len(self._wide)

    def from_python(self, offset: int) -> int:
        """The offset in 16-bit units of a place that Python calls `offset`."""
        return offset + bisect_left(self._wide, offset)

    def to_python(self, offset: int) -> int:
        """The offset in characters of a place that a browser calls `offset`.

        The middle of a character that takes two units becomes its beginning. Raises ValueError outside the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"{offset} is no place in a text of {self._length} units")
        before = bisect_left(self._wide_ends, offset + 1)  # wide characters that are over at this place
        split = before < len(self._wide) and offset == self._wide_ends[before] - 1
        return offset - before - split
