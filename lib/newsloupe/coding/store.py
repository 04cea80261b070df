"""What a person codes in one article: kept in a file at every change, with undo.

The file is a span table (`newsloupe.spans`), so that hand coding and machine coding are read alike. Several articles
and several coders may share one file: only the rows of this coder, article and layer are ever replaced. The file is
read again before each change, so what another notebook wrote meanwhile is kept.
"""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.spans import SpanError, load_spans, make_spans, save_spans

Row = dict[Any, Any]  # column: value
Marks = dict[int, Row]


class NotSaved(OSError):
    """A change is in memory but not yet in the file; the message says why. The next change tries again.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     coding = Coding(f"{folder}/coding.csv", corpus, "a", "Ada", "rhetoric")
    >>> try:  # the folder is gone
    ...     coding.mark(3, 6, "hedge")
    ... except NotSaved:
    ...     print(coding.saved, coding.spans()["text"].tolist())
    False ['may']
    """


def read_coding(path: str | Path, corpus: Corpus) -> pd.DataFrame:
    """The span table in a coding file; an empty one if there is no such file yet.

    Raises `SpanError` when the file cannot be read, is no span table, or was made for other articles or another
    version of their text; `FileNotFoundError` when not even its folder exists. The file is never changed.

    >>> read_coding("no-such-file.csv", Corpus.from_texts({"a": "Rain."})).empty
    True
    >>> read_coding("coding.xlsx", Corpus.from_texts({"a": "Rain."}))
    Traceback (most recent call last):
        ...
    newsloupe.spans.SpanError: coding.xlsx: coding is kept in a .csv or .parquet file
    """
    path = Path(path)
    if path.suffix not in (".csv", ".parquet"):
        raise SpanError(f"{path.name}: coding is kept in a .csv or .parquet file")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it first")
    if not path.exists():
        return make_spans(corpus, [])
    try:
        return load_spans(path, corpus)
    except ValueError as error:  # also what pandas and pyarrow raise for a file that is broken
        raise SpanError(f"{path.name} cannot be used, and was left as it is: {error}") from None


def replace_file(spans: pd.DataFrame, path: Path, corpus: Corpus) -> pd.DataFrame:
    """Write `spans` beside `path`, read them back, then put them in its place in one step; return what was read.

    Whenever the computer stops, `path` is either the old table or the new one.
    """
    path = path.resolve()  # a link stays a link
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        save_spans(spans, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        written = load_spans(part, corpus)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return written


class Coding:
    """The passages that `coder` has marked in one article on one layer, in memory and in the file `path`.

    `marks` maps a number, which holds for this object only, to the row of the table (``start``, ``end``, ``label``,
    ``group``, ``note`` and so on). Every method that changes something saves at once and raises `NotSaved` if that
    fails; the change itself is kept.

    Raises `SpanError` or `FileNotFoundError` as `read_coding` does, and `ValueError` when `coder` is no name.

    >>> corpus = Corpus.from_texts({"a": "Perhaps it will rain."})
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     coding = Coding(f"{folder}/coding.csv", corpus, "a", "Anna", "rhetoric")
    ...     number = coding.mark(0, 8, "hedge")
    ...     load_spans(coding.path, corpus)["text"].tolist()
    ['Perhaps']
    """

    def __init__(self, path: str | Path, corpus: Corpus, article: str, coder: str, layer: str) -> None:
        if not coder.strip() or coder.strip() == "machine":
            raise ValueError(f"coder is {coder!r}; give the name or initials of the person who codes")
        self.path, self.corpus = Path(path), corpus
        self.article, self.coder, self.layer = corpus[article], coder.strip(), layer
        self.saved = True
        self._numbers = count(1)
        self._past: list[Marks] = []
        self._future: list[Marks] = []
        self._table = read_coding(path, corpus)
        self._stored = self._own(self._table)
        self.marks = self._numbered(self._stored)

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def in_order(self) -> list[tuple[int, Row]]:
        """Numbers and rows in reading order, longer passages first."""
        return sorted(self.marks.items(), key=lambda pair: (pair[1]["start"], -pair[1]["end"], pair[0]))

    def spans(self) -> pd.DataFrame:
        """The marks as a span table."""
        return make_spans(self.corpus, self._records())

    def mark(self, start: int, end: int, label: str, *, join: Iterable[int] = (), **further: str) -> int:
        """Mark ``text[start:end]`` without surrounding white space; the number of the new mark.

        The new mark and those that `join` names become one group. A passage that already has the same code in the
        same group is not marked twice. `further` are values of other columns. Raises ValueError if nothing but white
        space is marked.
        """
        start, end = self._trimmed(start, end)
        group, joined = self._shared_group(join)
        row = {"start": start, "end": end, "label": label, "group": group, "rule": "", "note": "", **further}
        for number, old in self.marks.items():
            if all(old.get(name, "") == value for name, value in row.items() if name not in ("rule", "note")):
                return number
        number = next(self._numbers)
        self._change(lambda marks: marks | {n: marks[n] | {"group": group} for n in joined} | {number: row})
        return number

    def remove(self, number: int) -> None:
        """Take a mark away."""
        self._change(lambda marks: _without_singles({n: row for n, row in marks.items() if n != number}, marks[number]))

    def update(self, number: int, **values: str) -> None:
        """Change the ``label``, the ``note`` (why) or another column of a mark."""
        self._change(lambda marks: marks | {number: marks[number] | values})

    def link(self, numbers: Iterable[int]) -> str:
        """Tie marks together as one relation: all get the group of the first that has one, else a new one."""
        group, chosen = self._shared_group(numbers)
        self._change(lambda marks: marks | {n: marks[n] | {"group": group} for n in chosen})
        return group

    def unlink(self, number: int) -> None:
        """Take a mark out of its group."""
        self._change(lambda marks: _without_singles(marks | {number: marks[number] | {"group": ""}}, marks[number]))

    def undo(self) -> None:
        """Take the last change back; as often as there are changes since the file was opened."""
        self._travel(self._past, self._future)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._travel(self._future, self._past)

    def save(self) -> None:
        """Try again to save what could not be saved; does nothing if all is saved."""
        if not self.saved:
            self._save()

    def _travel(self, source: list[Marks], target: list[Marks]) -> None:
        self._take_over()
        if source:
            target.append(self.marks)
            self.marks = source.pop()
            self._save()

    def _change(self, edit: Callable[[Marks], Marks]) -> None:
        self._take_over()
        marks = edit(self.marks)  # raises KeyError if the mark is gone
        self._past.append(self.marks)
        self._future.clear()
        self.marks = marks
        self._save()

    def _take_over(self) -> None:
        """If somebody else changed our rows in the file, go on from there (and let undo bring ours back)."""
        with suppress(OSError, SpanError):  # what is wrong with the file is told when we try to save
            now = self._own(self._on_disk())
            if self.saved and not now.equals(self._stored):
                self._past.append(self.marks)
                self._future.clear()
                self._stored, self.marks = now, self._numbered(now)

    def _save(self) -> None:
        self.saved = False
        try:
            table = self._on_disk()
            own = self._is_own(table)
            before = int(own.to_numpy().argmax()) if own.any() else len(table)
            rest = table[~own]
            parts = [part for part in (rest[:before], self.spans(), rest[before:]) if len(part)]
            table = pd.concat(parts, ignore_index=True) if parts else table[:0]
            self._table = replace_file(table, self.path, self.corpus)
        except PermissionError as error:
            raise NotSaved(f"{self.path.name} is open in another program or may not be written; close it there, and "
                           "the next change saves this one too") from error  # fmt: skip
        except (OSError, SpanError, ImportError) as error:
            raise NotSaved(f"{error}. The next change tries again") from error
        self._stored = self._own(self._table)
        self.saved = True

    def _on_disk(self) -> pd.DataFrame:
        """The file as it is now; if it was deleted, as it was."""
        return read_coding(self.path, self.corpus) if self.path.exists() else self._table

    def _is_own(self, table: pd.DataFrame) -> pd.Series:
        return (
            table["article"].eq(self.article.id) & table["coder"].eq(self.coder) & table["layer"].eq(self.layer)
        ).astype(bool)

    def _own(self, table: pd.DataFrame) -> pd.DataFrame:
        return table[self._is_own(table)].reset_index(drop=True)

    def _numbered(self, own: pd.DataFrame) -> Marks:
        return {next(self._numbers): dict(row) for row in own.to_dict("records")}

    def _records(self) -> list[Row]:
        whose = {"article": self.article.id, "layer": self.layer, "coder": self.coder}
        return [row | whose for _, row in self.in_order()]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        passage = self.article.text[start:end]
        if not passage.strip():
            raise ValueError("select some words first")
        return start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip())

    def _shared_group(self, numbers: Iterable[int]) -> tuple[str, list[int]]:
        """The group for marks that belong together (``""`` for none), new ones being ``a1``, ``a2`` …"""
        chosen = list(dict.fromkeys(numbers))
        groups = [self.marks[number]["group"] for number in chosen]
        used = [re.fullmatch(r"a(\d+)", row["group"]) for row in self.marks.values()]
        new = f"a{max((int(match[1]) for match in used if match), default=0) + 1}"
        return next(filter(None, groups), new if chosen else ""), chosen


def _without_singles(marks: Marks, gone: Row) -> Marks:
    """After `gone` left its group: one mark alone is no relation."""
    left = [number for number, row in marks.items() if row["group"] and row["group"] == gone["group"]]
    return marks | {number: marks[number] | {"group": ""} for number in left} if len(left) == 1 else marks
