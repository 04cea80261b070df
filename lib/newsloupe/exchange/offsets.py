"""Units in which programs count characters.

Python, and so every span table, counts Unicode code points. Java and JavaScript count UTF-16 code units, of which an
emoji has two. Some tools count grapheme clusters: what a reader sees as one character, such as a letter with its
accent, a family emoji, or the line end CR LF.
"""

from itertools import accumulate
from typing import Literal, get_args

import regex

Units = Literal["code points", "utf-16", "graphemes"]


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
