"""CSV and its relatives, row by row: separated by commas, semicolons, tabs or bars, with or without quotation marks.

A row ends at LF or CR LF, or, in a file that has neither, at CR; all other characters that some programs take for line
ends (a form feed, U+2028, U+0085, a CR alone) are part of a cell. A row that cannot be read for certain is left out and
named: it has more cells than there are columns, or a quotation mark stands alone in it. No row vanishes without a word,
and none is made of the pieces of another.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsloupe.reading.decoding import Unreadable

_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_QUOTES = "check the quotation marks: around a whole cell, and written twice inside it"


class Row(NamedTuple):
    """The `line` on which a row begins, from 1, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """`columns` and `rows` of a file; `left_out` are the rows that cannot be read, `doubts` those that were read but
    may be wrong: line, problem and remedy."""

    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)


_ABOVE = 10  # rows, of which one names the columns
ABOVE = "stands above the names of the columns, as a title does", "delete it; if it is an article, move it below"


def read_table(text: str, wanted: Collection[str] = (), is_name: Callable[[str], bool] | None = None) -> Table:
    """Read a table whose first line names the columns; the separator is the one that makes most of the names in
    `wanted` (where capitals do not count), else most columns. A short row gets empty cells for what it lacks; columns
    with neither name nor content are dropped. `is_name` tells names of columns from other cells: with it there may be
    a title above them, which is left out.

    Raises `Unreadable` for an empty file, and when the first line names a column twice or cannot be read.

    >>> read_table('id;text\\n1;"Yes; no"\\n2;No; yes\\n').rows
    [Row(line=2, cells={'id': '1', 'text': 'Yes; no'})]
    >>> read_table("id,text\\n1,Yes, no\\n").left_out[0][:2]
    (2, 'has 3 cells, but there are 2 columns')
    """
    text = text.removeprefix("\ufeff")
    announced = re.match(r"sep=(.)\r?\n", text)  # a line for Excel
    start = announced.end() if announced else len(text) - len(text.lstrip("\r\n"))
    if not text.strip():
        raise Unreadable("is empty", "save it again, with the names of the columns in the first line")
    separators = [announced[1]] if announced else [",", ";", "\t", "|"]
    readers = [_Reader(text, separator) for separator in separators]
    tops = [reader.top(start, is_name) for reader in readers]

    known = {name.lower(): name for name in wanted}

    def fits(number: int) -> tuple[int, int]:
        names = {name.strip().lower() for name in tops[number][-1][1].cells}
        return sum(name in known or bool(is_name and is_name(name)) for name in names), len(names)

    best = max(range(len(readers)), key=fits)
    reader, (*above, (start, head)) = readers[best], tops[best]
    if head.fault:
        raise Unreadable(f"the names of the columns cannot be read: {head.fault}", _QUOTES, reader.line(start))
    given = [name.strip() for name in head.cells]
    names = [known.get(name.lower(), name) or f"column {number}" for number, name in enumerate(given, 1)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Unreadable(f"two columns are called {twice[:40]!r}", "rename one of them", reader.line(start))
    rows = _Rows(reader, names)
    rows.table.left_out += [(reader.line(at), *ABOVE) for at, record in above if any(map(str.strip, record.cells))]
    table = rows.read(head.end)
    for name in [name for name, old in zip(names, given, strict=True) if not old]:
        if not any(row.cells[name] for row in table.rows):
            table.columns.remove(name)
            for row in table.rows:
                del row.cells[name]
    return table


def row_of_names(rows: Sequence[Sequence[str]], is_name: Callable[[str], bool]) -> int:
    """The place of the row that names the columns: the first, unless one of the next has more of such names, or the
    first is a single cell above several.

    >>> row_of_names([["Our sample", ""], ["", ""], ["Paper", "Story"], ["Post", "Shut."]], {"id", "text"}.__contains__)
    2
    """
    cells = [{cell.strip() for cell in row} - {""} for row in rows[:_ABOVE]]
    names = [sum(map(is_name, row)) for row in cells]
    if max(names, default=0) > 1:
        return names.index(max(names))
    first = next((number for number, row in enumerate(cells) if row), 0)
    wide = next((number for number, row in enumerate(cells) if len(row) > 1), first)
    return wide if cells and not names[first] else first


@dataclass
class _Record:
    """One row as it stands in the file, up to `end`; `quoted` says of each cell whether it is in quotation marks."""

    cells: list[str]
    quoted: list[bool]
    end: int
    fault: str = ""


class _Reader:
    """Cuts a text into cells."""

    def __init__(self, text: str, separator: str) -> None:
        self.text, self.separator = text, separator
        comma = re.escape(separator)
        newline = "\r?\n" if "\n" in text else "\r"
        blank = "[ ]*" if separator == "\t" else r"[ \t]*"
        self.newline = re.compile(newline)
        self._plain = re.compile(rf"(?:(?!{newline})[^{comma}])*+")
        self._quoted = re.compile(rf'{blank}"((?:[^"]|"")*+)"{blank}(?={comma}|{newline}|\Z)')
        self._lines = [0, 0]  # an offset, and how many lines end before it

    def line(self, at: int) -> int:
        """The number of the line, from 1; to be asked in reading order."""
        before, count = self._lines
        if at < before:
            before, count = 0, 0
        count += len(self.newline.findall(self.text, before, at))
        self._lines = [at, count]
        return count + 1

    def next_line(self, at: int) -> int:
        """Where the next line begins."""
        found = self.newline.search(self.text, at)
        return found.end() if found else len(self.text)

    def top(self, at: int, is_name: Callable[[str], bool] | None) -> list[tuple[int, _Record]]:
        """The rows up to the one that names the columns, each with its offset."""
        rows = [(at, self.record(at))]
        while is_name and len(rows) < _ABOVE and rows[-1][1].end < len(self.text) and not rows[-1][1].fault:
            rows.append((rows[-1][1].end, self.record(rows[-1][1].end)))
        sound = [record.cells for _, record in rows if not record.fault]
        return rows[: row_of_names(sound, is_name) + 1] if is_name and sound else rows[:1]

    def record(self, at: int) -> _Record:
        """The row that begins here; with a fault if its cells cannot be told apart."""
        cells, quoted = [], []
        while True:
            match = self._quoted.match(self.text, at)
            quoted.append(match is not None)
            if match:
                cells.append(match[1].replace('""', '"'))
            elif self.text.startswith('"', at):
                closed = self.text.find('"', at + 1) >= 0
                fault = "a quotation mark stands alone in it" if closed else "a quotation mark is never closed"
                return _Record(cells, quoted, at, fault)
            else:
                match = self._plain.match(self.text, at)
                assert match is not None  # it may be empty
                cells.append(match[0])
            at = match.end()
            if not self.text.startswith(self.separator, at):
                return _Record(cells, quoted, self.next_line(at))
            at += len(self.separator)


class _Rows:
    """Reads the rows below the names of the columns, and learns what a row looks like in this file."""

    def __init__(self, reader: _Reader, names: list[str]) -> None:
        self.reader, self.text = reader, reader.text
        self.table = Table(names)
        self._always_quoted = [True] * len(names)
        self._kinds: list[set[str]] = []  # of characters in first cells: those that all have, and all that there are

    def read(self, at: int) -> Table:
        while at < len(self.text):
            record = self.reader.record(at)
            if record.fault:
                at = self._skip(at, record.fault)
                continue
            if any(cell.strip() for cell in record.cells):
                self._take(self.reader.line(at), record)
            at = record.end
        return self.table

    def _take(self, line: int, record: _Record) -> None:
        names, cells = self.table.columns, record.cells
        missing = len(names) - len(cells)
        counted = f"has {_several(len(cells), 'cell')}, but there are {_several(len(names), 'column')}"
        if missing < 0:
            remedy = f"put a cell with {_NAMES.get(self.reader.separator, 'a bar')} in it in quotation marks"
            self.table.left_out.append((line, counted, remedy))
            return
        if missing:
            remedy = "write all cells; a text that goes on in the next line belongs in quotation marks"
            self.table.doubts.append((line, f"{counted}, so the last are empty", remedy))
        elif self._holds_rows(record):
            self.table.doubts.append((line, "holds lines that look like rows in one of its cells", _QUOTES))
        else:
            self._learn(record)
        self.table.rows.append(Row(line, dict(zip(names, cells + [""] * missing, strict=True))))

    def _learn(self, record: _Record) -> None:
        self._always_quoted = [a and b for a, b in zip(self._always_quoted, record.quoted, strict=True)]
        kinds = _kinds(record.cells[0])
        common, known = self._kinds or (kinds, kinds)
        self._kinds = [common & kinds, known | kinds]

    def _skip(self, start: int, fault: str) -> int:
        """Leave out what begins here, and find where the next row begins that looks like the ones before."""
        at = self.reader.next_line(start)
        while at < len(self.text) and not self._looks_like_a_row(self.reader.record(at)):
            at = self.reader.next_line(at)
        first, last = self.reader.line(start), self.reader.line(at - 1)
        goes_on = f", and what follows up to line {last} cannot be told from it" if last > first else ""
        self.table.left_out.append((first, fault + goes_on, _QUOTES))
        return at

    def _looks_like_a_row(self, record: _Record) -> bool:
        if record.fault or len(record.cells) != len(self.table.columns):
            return False
        if any('"' in cell and not quoted for cell, quoted in zip(record.cells, record.quoted, strict=True)):
            return False
        kinds = _kinds(record.cells[0])
        if not self._kinds:
            return bool(kinds) and " " not in kinds
        as_before = all(quoted or not always for quoted, always in zip(record.quoted, self._always_quoted, strict=True))
        return as_before and self._kinds[0] <= kinds <= self._kinds[1]

    def _holds_rows(self, record: _Record) -> bool:
        """Are there lines inside a cell that look like rows, as when its quotation mark was not closed?"""
        separator, count = self.reader.separator, len(self.table.columns) - 1
        if not count or not self._kinds or any(self._always_quoted) or self._kinds[1] <= {"a", " "}:
            return False  # words before a separator look like any sentence
        lines = (line for cell in record.cells if "\n" in cell for line in cell.split("\n")[1:])
        return any(
            line.count(separator) == count and self._kinds[0] <= _kinds(line.partition(separator)[0]) <= self._kinds[1]
            for line in lines
        )


def _kinds(cell: str) -> set[str]:
    """What a cell is made of: letters (a), digits (9), white space, and other characters, each for itself."""
    return {
        "a" if character.isalpha() else "9" if character.isdecimal() else " " if character.isspace() else character
        for character in cell.strip()
    }


def _several(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
