"""Finding quotations by their marks: curly, straight, single, guillemets, and marks that somebody forgot.

Marks are paired within a paragraph, so that a missing mark can never turn the rest of an article inside out. What a
straight mark does is told by its sides: after a letter or a stop and before a space it closes, before a letter and
after a space it opens. Where one opens inside another of its kind, the inner one is closed first; one that is never
closed ends with its paragraph when the next paragraph opens again (a long quotation is set that way), with the line in
which a closing mark stands when a sentence a line was typed, else with its sentence.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from newsloupe import text as _text
from newsloupe.grammar.reporting import verb_forms

_MARK = regex.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„‟«»‘’'‛]")
# Each mark that opens, and the marks that may close it.
_OPEN = {
    "“": ("”", '"', "“"), "„": ("“", "”", '"'), "‟": ("”", '"'), "«": ("»",), "``": ("''", '"'), "''": ("''", '"'),
    '"': ('"', "”", "''"), "‘": ("’", "'"), "'": ("'", "’"), "”": ("”", '"'),
}  # fmt: skip
_SINGLE = "‘’'‛"
# Words whose first letters are left out: 'em, 'tis, 'til, ’90s.
_ELISION = regex.compile(r"(?:em|til|tis|twas|cause|bout|round|n)\b|\d", regex.IGNORECASE)


_INCHES = regex.compile(r"\d['’]?\d+\Z|\d['’]\s?\d\Z")
_SPACE_TYPED_WRONGLY = regex.compile(r", .(?:he|she|they|it|says?|said)\b")  # "It is late, "he said
_SAYING = regex.compile(r"\s(?P<verb>\p{Ll}+)(?:\s\p{L}[\w’']*){0,2}[.]?\Z")
_ITS_OWN_CLAUSE = regex.compile(
    r"(?i)\b(?:i|we|you|is|are|was|were|be|has|have|had|will|would|can|could|may|must|should|do|does|did|not)\b"
)
_COMMA = regex.compile(",")
_DECADE = regex.compile(r"\d0?s|\d\d(?!\d)")


class Quotation(NamedTuple):
    """Half-open offsets of a quotation with its marks; `closed` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool


@_text.remembered
def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order; quotations inside quotations are part of the outer one.

    >>> [text[q.start:q.end] for text in ["“Don’t,” she said. 'We won't.'"] for q in find_quotations(text)]
    ['“Don’t,”', "'We won't.'"]
    """
    blocks = _text.paragraphs(text)
    ends = [end for _, end in _text.sentences(text)]
    opened = [_opens(text, start) for start, _ in blocks] + [""]
    found: list[Quotation] = []
    for number, (start, end) in enumerate(blocks):
        if found and found[-1].end > start:  # it came over from the line before
            start = found[-1].end
        found.extend(_in_block(text, start, end, ends, opened[number + 1], blocks[number + 1 : number + 6]))
    return found


def _opens(text: str, start: int) -> str:
    """Which quotation mark stands at the beginning of a paragraph: a double or a single one, or none?"""
    if text[start] in '"“”„«' or text.startswith(("''", "``"), start):
        return '"'
    return "'" if text[start] in "‘'" and _may_open(text, text[start], start, start, len(text)) else ""


def _in_block(
    text: str, start: int, end: int, ends: list[int], next_opens: str, below: Sequence[tuple[int, int]]
) -> Iterator[Quotation]:
    marks = [(match.group(), match.start()) for match in _MARK.finditer(text, start, end)]
    closing, partners = _next_closing(text, marks), _pairs(text, marks, start, end)
    number = 0
    while number < len(marks):
        mark, at = marks[number]
        number += 1
        single = mark in _SINGLE
        if not _may_open(text, mark, at, start, end) if single else number - 1 not in partners:
            continue
        last = closing[number] if single else partners[number - 1]
        if last < len(marks):
            closer, where = marks[last]
            yield Quotation(at, where + len(closer), True)
            number = last + 1
        elif not single or (next_opens == "'" and (mark == "‘" or at == start)):  # it is not closed
            goes_on = next_opens == ("'" if single else '"')
            stop = end if goes_on else _end_of_sentence(ends, at, len(mark), end)
            pair = next((k for k in range(number, len(marks)) if k in partners or marks[k][1] >= stop), len(marks))
            if pair < len(marks) and marks[pair][1] < stop and partners.get(pair, len(marks)) < len(marks):
                stop = _end(marks[partners[pair]])  # inside one sentence the outer one was not closed
            elif not goes_on:
                over = _closed_below(text, end, below) if stop == end and below else None
                if over:
                    yield Quotation(at, over, True)
                    return
                stop = _before_saying(text, at + len(mark), stop)
            if stop > at + len(mark) + 1:
                yield Quotation(at, stop, False)
            while number < len(marks) and marks[number][1] < stop:
                number += 1


def _end_of_sentence(ends: list[int], at: int, length: int, end: int) -> int:
    """Where the sentence ends in which a mark of this length stands; `end` where it ends at the mark."""
    here = bisect_right(ends, at)
    stop = end if here >= len(ends) else min(ends[here], end)
    return stop if stop > at + length else end


def _end(mark: tuple[str, int]) -> int:
    return mark[1] + len(mark[0])


def _pairs(text: str, marks: list[tuple[str, int]], start: int, end: int) -> dict[int, int]:
    """For every double mark that opens, by number, the number of the mark that closes it, or ``len(marks)``."""
    partners: dict[int, int] = {}
    open_ones: list[int] = []
    for number, (mark, at) in enumerate(marks):
        if mark in _SINGLE or (mark == '"' and _INCHES.search(text, max(at - 4, start), at)):
            continue
        role = _role(text, mark, at, start, end, bool(open_ones))
        if role == "opens":
            partners[number] = len(marks)
            open_ones.append(number)
        elif role == "closes":
            # A few steps down only: who opens a hundred marks of one kind and closes them with another means nothing.
            for depth in range(len(open_ones) - 1, max(len(open_ones) - 6, -1), -1):
                if mark in _OPEN[marks[open_ones[depth]][0]]:
                    partners[open_ones[depth]] = number
                    del open_ones[depth:]
                    break
    return partners


def _role(text: str, mark: str, at: int, start: int, end: int, inside: bool) -> str:
    """Does the double mark at `at` open or close, where one is open (`inside`) or not?"""
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    free_before, free_after = before.isspace() or before in "([{—–-/", after.isspace() or after in ".,;:!?)]}—–-/"
    if text.startswith("...", at + len(mark)):
        free_after = False
    if mark in "„‟«``":
        return "opens"
    if mark == "»":
        return "closes"
    if mark == "“":
        if not (after.isalnum() or free_before):
            return "closes" if inside else "" if after.isspace() else "opens"
        return "opens"
    if mark == "”":
        turned = before.isspace() and after.isalnum() and not inside
        return "opens" if turned else "closes"
    if free_before == free_after:
        return "closes" if inside else "opens" if _may_open(text, mark, at, start, end) else ""
    if free_after or (inside and _SPACE_TYPED_WRONGLY.match(text, at - 2)):
        return "closes" if inside else ""
    return "opens" if _may_open(text, mark, at, start, end) else ""


def _closed_below(text: str, end: int, below: Sequence[tuple[int, int]]) -> int:
    """Where a quotation that was opened in a line of one sentence is closed in one of the next lines, or 0."""
    for start, stop in below:
        if "\n" in text[end:start].replace("\r", "").replace("\n", "", 1) or _opens(text, start):
            return 0
        marks = [(match.group(), match.start()) for match in _MARK.finditer(text, start, stop)]
        for mark, at in marks:
            if mark not in _SINGLE:
                return _end((mark, at)) if _role(text, mark, at, start, stop, True) == "closes" else 0
        end = stop
    return 0


def _before_saying(text: str, start: int, stop: int) -> int:
    """Where a quotation whose closing mark was forgotten ends at the latest: *“We close, the owner, Ann Lee, said.*"""
    for tail in _SAYING.finditer(text, start, stop, overlapped=True):
        if tail["verb"] not in verb_forms():
            continue
        for comma in _COMMA.finditer(text, max(start + 1, tail.start() - 90), tail.start("verb")):
            between = text[comma.end() : tail.start("verb")]
            if not _ITS_OWN_CLAUSE.search(between) and len(between.split()) <= 12:
                return comma.start()
    return stop


def _next_closing(text: str, marks: list[tuple[str, int]]) -> list[int]:
    """For every mark, the number of the next single mark that may close a quotation (made from the back, so that ten
    thousand marks cost ten thousand steps)."""
    nearest = len(marks)
    table = [nearest]
    for number in range(len(marks) - 1, -1, -1):
        mark, at = marks[number]
        if mark in "’'" and _may_close(text, at):
            nearest = number
        table.append(nearest)
    return table[::-1]


def _may_open(text: str, mark: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark) : at + len(mark) + 1] if at + len(mark) < end else " "
    if mark in _SINGLE:
        free = before.isspace() or before in '([—–-“"/'
        short = _DECADE if mark == "‘" else _ELISION
        return free and (after.isalnum() or after in "[…") and not short.match(text, at + 1)
    if mark == '"' and before.isdigit():
        return False  # inches and minutes of arc
    return not (mark in "\"''" and after.isspace() and not before.isspace())


def _may_close(text: str, at: int) -> bool:
    """May the single mark at `at` close a quotation?"""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum() or before.isspace() or not before:
        return False
    # After an s it is more often a genitive (the states’ plans), unless punctuation or the line's end follows.
    return before not in "sS" or not after.isspace() or not text[at + 1 : at + 3].strip()
