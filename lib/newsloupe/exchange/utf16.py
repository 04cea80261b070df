"""Offsets of browsers and of Python, exactly converted.

Python counts characters (code points). JavaScript counts 16-bit units, of which most emoji and some rare letters take
two, so the same place in a text can have two numbers.
"""

from bisect import bisect_left

import regex

_WIDE = regex.compile(r"[\U00010000-\U0010ffff]")


class Utf16:
    """Converts offsets into one text.

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
