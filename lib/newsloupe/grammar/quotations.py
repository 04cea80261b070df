"""Finding quotations by their marks: curly, straight, single, guillemets, and marks that somebody forgot.

Every paragraph is read by itself, so that a missing mark can never turn the rest of an article inside out. A mark
that opens and is not closed ends with its paragraph when the next paragraph opens again (a long quotation is set
that way), else with its sentence.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import regex

from newsloupe import text as _text

_MARK = regex.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„‟«»‘’'‛]")
# Each mark that opens, and the marks that may close it.
_OPEN = {
    "“": ("”", '"', "“"), "„": ("“", "”", '"'), "‟": ("”", '"'), "«": ("»",), "``": ("''", '"'), "''": ("''", '"'),
    '"': ('"', "”", "''"), "‘": ("’", "'"), "'": ("'", "’"), "”": ("”", '"'),
}  # fmt: skip
_SINGLE = "‘’'‛"
# Words whose first letters are left out: 'em, 'tis, 'til, ’90s.
_ELISION = regex.compile(r"(?:em|til|tis|twas|cause|bout|round|n)\b|\d", regex.IGNORECASE)


_DECADE = regex.compile(r"\d0?s|\d\d(?!\d)")


class Quotation(NamedTuple):
    """Half-open offsets of a quotation with its marks; `closed` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order; quotations inside quotations are part of the outer one.

    >>> [text[q.start:q.end] for text in ["“Don’t,” she said. 'We won't.'"] for q in find_quotations(text)]
    ['“Don’t,”', "'We won't.'"]
    """
    blocks = _text.paragraphs(text)
    ends = [end for _, end in _text.sentences(text)]
    opened = [_opens(text, start) for start, _ in blocks] + [False]
    found: list[Quotation] = []
    for number, (start, end) in enumerate(blocks):
        found.extend(_in_block(text, start, end, ends, goes_on=opened[number + 1]))
    return found


def _opens(text: str, start: int) -> bool:
    return text[start] in '"“”„«' or text.startswith(("''", "``"), start)


def _in_block(text: str, start: int, end: int, ends: list[int], goes_on: bool) -> Iterator[Quotation]:
    marks = [(match.group(), match.start()) for match in _MARK.finditer(text, start, end)]
    closing = _next_closing(text, marks)
    number = 0
    while number < len(marks):
        mark, at = marks[number]
        number += 1
        if mark not in _OPEN or not _may_open(text, mark, at, start, end):
            continue
        last = min((closing[number][kind] for kind in _OPEN[mark]), default=len(marks))
        if last < len(marks):
            closer, where = marks[last]
            yield Quotation(at, where + len(closer), True)
            number = last + 1
        elif mark not in _SINGLE:
            here = bisect_right(ends, at)
            stop = end if goes_on or here >= len(ends) else min(ends[here], end)
            stop = stop if stop > at + len(mark) else end
            if stop > at + len(mark) + 1:
                yield Quotation(at, stop, False)
            while number < len(marks) and marks[number][1] < stop:
                number += 1


def _next_closing(text: str, marks: list[tuple[str, int]]) -> list[dict[str, int]]:
    """For every mark, the number of the next mark of each kind that may close a quotation (made from the back,
    so that ten thousand marks cost ten thousand steps)."""
    none = len(marks)
    nearest = dict.fromkeys(["''", '"', "”", "“", "»", "’", "'"], none)
    table = [nearest]
    for number in range(len(marks) - 1, -1, -1):
        mark, at = marks[number]
        if mark in nearest and _may_close(text, mark, at):
            nearest = {**nearest, mark: number}
        table.append(nearest)
    return table[::-1]


def _may_open(text: str, mark: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark) : at + len(mark) + 1] if at + len(mark) < end else " "
    if mark in _SINGLE:
        free = before.isspace() or before in '([—–-“"/'
        short = _DECADE if mark == "‘" else _ELISION
        return free and (after.isalnum() or after in "[…") and not short.match(text, at + 1)
    if mark == "”":  # turned the wrong way, which only its place tells
        return before.isspace() and after.isalnum()
    if mark == '"' and before.isdigit():
        return False  # inches and minutes of arc
    return not (mark in "\"''" and after.isspace() and not before.isspace())


def _may_close(text: str, mark: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + len(mark) : at + len(mark) + 1]
    if mark in "’'":
        if after.isalnum() or before.isspace() or not before:
            return False
        # After an s it is more often a genitive (the states’ plans), unless punctuation or the line's end follows.
        return before not in "sS" or not after.isspace() or not text[at + 1 : at + 3].strip()
    return mark != "“" or not (after.isalnum() or before.isspace() or not before)
