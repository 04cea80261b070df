"""What a person codes in one article: kept in a file at every change, with undo.

The file is a span table (`newsloupe.spans`), so that hand coding and machine coding are read alike. Several articles
and several coders may share one file: only the rows of this coder, article and layer are ever changed. Whoever changes
the file locks it, reads it, writes it and unlocks it, so nothing that another notebook wrote is lost. The lock is the
hidden file ``.NAME.lock``, which stays; the lock on it ends with the process, however that ends.

Where two notebooks change the same rows (one coder in two windows, or two people under one name), this is the rule:

- All marks that either of them made are kept.
- Of a mark that both changed, each column has the value that was saved last.
- A mark that one of them took away is gone; a later change to it raises KeyError. If the other had changed it before
  and could not save, it stays, as changed.
- Undo takes back only what was done here.
"""

import os
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EDQUOT, ENOSPC
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.saving import leftovers, replacing
from newsloupe.spans import SpanError, load_spans, make_spans, write_table

try:
    from filelock import FileLock, SoftFileLock, Timeout
except ImportError as error:
    raise ImportError('coding by hand needs the package filelock: pip install "newsloupe[coding]"') from error

Row = dict[Any, Any]  # column: value
Marks = dict[int, Row]
Change = tuple[Marks, Marks]  # before and after
WAIT = 20.0  # seconds for others to finish writing, of whom each takes a tenth or so
POLL, PAUSE = 0.01, 0.03  # seconds between two looks whether it is our turn; and after it, so that others get theirs
_HALF = re.compile("[\ud800-\udfff]")  # of a pair of surrogates: what is left of an emoji that was cut in two
_WHOSE = ("article", "layer", "coder", "text")  # columns that are the same in all marks, or follow from the others


class NotSaved(OSError):
    """A change is not in the file; the message says why, and what to do.

    Where the file could not be written (`kept`), the change is in memory and is saved with the next one. What no file
    can hold is refused: it is not in memory either, and the next change is saved without it.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     coding = Coding(f"{folder}/coding.csv", corpus, "a", "Ada", "rhetoric")
    ...     coding.path.mkdir()  # now a folder stands in the place of the file
    ...     try:
    ...         coding.mark(3, 6, "hedge")
    ...     except NotSaved:
    ...         print(coding.saved, coding.spans()["text"].tolist())
    False ['may']
    """

    kept = True


class Refused(NotSaved):
    """What was to be marked or noted can be in no file.

    >>> issubclass(Refused, NotSaved) and not Refused.kept
    True
    """

    kept = False


class CodingWarning(UserWarning):
    """A change is saved, but something is not as it should be; the message says what, and what to do.

    >>> issubclass(CodingWarning, UserWarning)
    True
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
    newsloupe.spans.SpanError: coding.xlsx: coding is kept in a .csv or .parquet file; give the path of one
    """
    path = Path(path)
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise SpanError(f"{path.name}: coding is kept in a .csv or .parquet file; give the path of one")
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
    with replacing(path, suffix=path.suffix) as part:
        write_table(spans, part, path.suffix.lower())
        return load_spans(part, corpus)


@contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Nobody else who asks for this lock changes `path` meanwhile. Raises `NotSaved` when it cannot be had."""
    path = path.resolve()  # who comes by a link asks for the same lock
    name = path.name if len(os.fsencode(path)) <= 220 else sha256(os.fsencode(path.name)).hexdigest()[:16]
    lock = FileLock(path.with_name(f".{name}.lock"), mode=0o666)  # other users of the machine may lock it, too
    try:
        lock.acquire(timeout=wait, poll_interval=POLL)
    except Timeout:
        raise NotSaved(f"{path.name} has been in use by others for {wait:g} seconds. The next change saves this one "
                       "too; if it stays so, code in a file of your own") from None  # fmt: skip
    except PermissionError as error:
        raise _no_access(path) from error
    except (OSError, NotImplementedError) as error:
        raise _no_lock(path, error) from error
    try:
        if isinstance(lock, SoftFileLock):  # what filelock turns it into where the system cannot lock: outlives a kill
            raise _no_lock(path, "the system has no locks there")
        yield
    finally:
        with suppress(OSError):  # it ends with the process
            lock.release()
    time.sleep(PAUSE)


def _no_access(path: Path) -> NotSaved:
    return NotSaved(f"{path.name} is open in another program or may not be written; close it there, and "
                    "the next change saves this one too")  # fmt: skip


def _no_lock(path: Path, why: object) -> NotSaved:
    return NotSaved(f"{path.name} cannot be locked ({why}), so that others could write it at the same time, as on "
                    "some network drives; keep it on a drive of this computer. The next change tries "
                    "again")  # fmt: skip


def merge(before: Marks, here: Marks, there: Marks) -> Marks:
    """What was changed from `before` to `here`, done to `there`; the rule is at the head of this module."""
    here, merged = _with_groups_of_its_own(before, here, there), {}
    for number in there | here:
        mine, theirs, old = here.get(number), there.get(number), before.get(number)
        if mine is not None and theirs is not None:
            merged[number] = _changed(old or {}, mine, theirs)
        elif theirs is not None and (old is None or _content(theirs) != _content(old)):
            merged[number] = theirs  # new there; or taken away here and changed there
        elif mine is not None and old is not None and _content(mine) != _content(old):
            merged[number] = mine  # changed here and taken away there
        elif mine is not None and old is None:
            stays = (_content(merged[other]) for other in there if other in merged)
            if _content(mine) not in stays:
                merged[number] = mine  # new here, and not there as well
    return merged


def _changed(old: Row, mine: Row, theirs: Row) -> Row:
    """Their row, with the columns that were changed here."""
    was, now = _content(old), _content(mine)
    names = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    kept = {name: value for name, value in theirs.items() if name not in names}
    return kept | {name: value for name, value in mine.items() if name in names}


def _with_groups_of_its_own(before: Marks, here: Marks, there: Marks) -> Marks:
    """`here`, where a group that is new in it has another name than one that is new in `there`: they are two."""
    old, mine, theirs = ({row["group"] for row in marks.values()} for marks in (before, here, there))
    free = (name for name in map("a{}".format, count(1)) if name not in old | mine | theirs)
    names = {group: next(free) for group in sorted((mine - old) & (theirs - old))}
    return {number: row | {"group": names.get(row["group"], row["group"])} for number, row in here.items()}


def _content(row: Row) -> Row:
    """What tells a mark from another: not whose it is, nor columns without a value."""
    filled = {name: value for name, value in row.items() if value == value and value not in ("", None)}
    return {name: value for name, value in filled.items() if name not in _WHOSE}


def _same_numbers(rows: Iterable[Row], known: Marks, new: Iterator[int]) -> Marks:
    """The rows with the numbers that they are `known` by: equal ones first, then those of the same place and code,
    then those of the same place; the others get new ones."""
    rows = list(rows)
    found: dict[int, int] = {}  # place in `rows`: number
    for key in (
        lambda row: repr(sorted(_content(row).items())),
        lambda row: (row["start"], row["end"], row["label"]),
        lambda row: (row["start"], row["end"]),
    ):
        waiting: dict[Any, list[int]] = {}
        for number in sorted(known.keys() - found.values(), reverse=True):
            waiting.setdefault(key(known[number]), []).append(number)
        for i, row in enumerate(rows):
            if i not in found and waiting.get(key(row)):
                found[i] = waiting[key(row)].pop()
    return {found[i] if i in found else next(new): row for i, row in enumerate(rows)}


class Coding:
    """The passages that `coder` has marked in one article on one layer, in memory and in the file `path`.

    `marks` maps a number, which holds for this object only, to the row of the table (``start``, ``end``, ``label``,
    ``group``, ``note`` and so on). Every method that changes something first brings in what others did to these rows
    meanwhile, and saves at once: when it returns, the change is in the file. It raises `NotSaved` if that fails; the
    change itself is kept, unless no file can hold it (`Refused`), and the next one is not held up. A `CodingWarning`
    says that a change was saved where the folder had been deleted.

    `wait` is for how many seconds others may keep the file locked before a change is called not saved.

    Raises `SpanError` or `FileNotFoundError` as `read_coding` does, and `ValueError` when `coder` is no name.

    >>> corpus = Corpus.from_texts({"a": "Perhaps it will rain."})
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     coding = Coding(f"{folder}/coding.csv", corpus, "a", "Anna", "rhetoric")
    ...     number = coding.mark(0, 8, "hedge")
    ...     load_spans(coding.path, corpus)["text"].tolist()
    ['Perhaps']
    """

    def __init__(
        self, path: str | Path, corpus: Corpus, article: str, coder: str, layer: str, *, wait: float = WAIT
    ) -> None:
        if not coder.strip() or coder.strip() == "machine":
            raise ValueError(f"coder is {coder!r}; give the name or initials of the person who codes")
        self.path, self.corpus, self.wait = Path(path), corpus, wait
        self.article, self.coder, self.layer = corpus[article], coder.strip(), layer
        self.saved = True
        self._numbers = count(1)
        self._past: list[Change] = []
        self._future: list[Change] = []
        self._table = read_coding(path, corpus)
        self._stored: Marks = {}  # our rows in the file, as far as we know
        self.marks: Marks = {}
        self._take_over(self._table)

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
        made = 0

        def edit(marks: Marks) -> Marks:
            nonlocal made
            group, joined = self._shared_group(join)
            row = {"start": start, "end": end, "label": label, "group": group, "rule": "", "note": "", **further}
            for number, old in marks.items():
                if all(old.get(name, "") == value for name, value in row.items() if name not in ("rule", "note")):
                    made = number
                    return marks
            made = next(self._numbers)
            return marks | {n: marks[n] | {"group": group} for n in joined} | {made: row}

        self._change(edit)
        return made

    def remove(self, number: int) -> None:
        """Take a mark away."""
        self._change(lambda marks: _without_singles({n: row for n, row in marks.items() if n != number}, marks[number]))

    def update(self, number: int, **values: str) -> None:
        """Change the ``label``, the ``note`` (why) or another column of a mark."""
        self._change(lambda marks: marks | {number: marks[number] | values})

    def link(self, numbers: Iterable[int]) -> str:
        """Tie marks together as one relation: all get the group of the first that has one, else a new one."""
        group, numbers = "", list(numbers)

        def edit(marks: Marks) -> Marks:
            nonlocal group
            group, chosen = self._shared_group(numbers)
            return marks | {n: marks[n] | {"group": group} for n in chosen}

        self._change(edit)
        return group

    def unlink(self, number: int) -> None:
        """Take a mark out of its group."""
        self._change(lambda marks: _without_singles(marks | {number: marks[number] | {"group": ""}}, marks[number]))

    def undo(self) -> None:
        """Take the last change back that was made here; as often as there are changes since the file was opened."""
        if self._past:
            change = before, after = self._past[-1]
            self._save(lambda marks: merge(after, before, marks), self._past[:-1], [*self._future, change])

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._future:
            change = before, after = self._future[-1]
            self._save(lambda marks: merge(before, after, marks), [*self._past, change], self._future[:-1])

    def save(self) -> None:
        """Try again to save what could not be saved; does nothing if all is saved."""
        if not self.saved:
            self._save(lambda marks: marks, self._past, self._future)

    def _change(self, edit: Callable[[Marks], Marks]) -> None:
        self._save(edit, None, [])

    def _save(self, edit: Callable[[Marks], Marks], past: list[Change] | None, future: list[Change]) -> None:
        """Bring in what others did, make a change, and write it, while nobody else can; `past` and `future` are then
        what undo and redo go by. Errors of `edit` (KeyError if a mark is gone) leave everything as it was.

        Where even the folder is gone it is made again, with all that is known of the file, and a `CodingWarning` tells.
        """
        gone = not self.path.parent.is_dir()
        with self._turn() as table:
            if not isinstance(table, NotSaved):
                self._take_over(table)
            old = self.marks, self.saved, self._past, self._future
            try:
                marks = edit(self.marks)
            except KeyError as error:
                number = error.args[0]
                raise KeyError(
                    f"there is no mark {number} (any more); the numbers are the keys of `marks`, look there"
                ) from None
            if marks is self.marks and self.saved:
                return
            self._refuse_unwritable(marks)
            self._past, self._future = [*self._past, (self.marks, marks)] if past is None else past, future
            self.marks, self.saved = marks, False
            if isinstance(table, NotSaved):
                raise table
            try:
                self._write(table)
            except (OSError, ImportError) as error:
                raise self._not_saved(error) from error
            except Exception as error:  # whatever pandas, pyarrow or reading it again has against it
                self.marks, self.saved, self._past, self._future = old
                raise Refused(f"the last change cannot be saved in {self.path.name} and was taken back "
                              f"({_printable(error)}); code the passage in another way") from error  # fmt: skip
        if gone:
            warnings.warn(
                f"the folder {self.path.parent} was gone; it was made again, and {self.path.name} with all marks is in "
                "it. If you moved or renamed the folder, give the path of the file as it is now",
                CodingWarning,
                stacklevel=4,
            )

    @contextmanager
    def _turn(self) -> Iterator[pd.DataFrame | NotSaved]:
        """The file's table, which nobody else changes meanwhile; or why it cannot be had."""
        with ExitStack() as held:
            table: pd.DataFrame | NotSaved
            try:
                held.enter_context(locked(self.path, self.wait))
                table = self._on_disk()
            except (OSError, SpanError, ImportError) as error:
                table = self._not_saved(error)
            yield table

    def _not_saved(self, error: Exception) -> NotSaved:
        if isinstance(error, NotSaved):
            return error
        if isinstance(error, PermissionError):
            return _no_access(self.path)
        if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
            return NotSaved(
                f"the disk of {self.path.name} is full; make room on it. The next change saves this one too"
            )
        return NotSaved(f"{_printable(error)}. The next change tries again")

    def _take_over(self, table: pd.DataFrame) -> None:
        """If somebody else changed our rows in the file, go on from there, with what is not saved yet."""
        self._table = table
        there = _same_numbers(table[self._is_own(table)].to_dict("records"), self._stored, self._numbers)
        if {n: _content(row) for n, row in there.items()} != {n: _content(row) for n, row in self._stored.items()}:
            self.marks = merge(self._stored, self.marks, there) if not self.saved else there
            self._stored = there

    def _write(self, table: pd.DataFrame) -> None:
        own = self._is_own(table)
        before = int(own.to_numpy().argmax()) if own.any() else len(table)
        rest = table[~own]
        parts = [part for part in (rest[:before], self.spans(), rest[before:]) if len(part)]
        table = pd.concat(parts, ignore_index=True) if parts else table[:0]
        for old in leftovers(self.path, self.path.suffix):  # of writers that were killed: who lives waits for the lock
            old.unlink(missing_ok=True)
        self._table = replace_file(table, self.path, self.corpus)
        self._stored, self.saved = self.marks, True

    def _refuse_unwritable(self, marks: Marks) -> None:
        """Raise `Refused` for half a character in a passage that was just marked, or in what is noted about it."""
        for number, row in marks.items():
            if row is not self.marks.get(number):
                passage = self.article.text[row["start"] : row["end"]]
                broken = [value for value in (passage, *row.values()) if isinstance(value, str) and _HALF.search(value)]
                if broken:
                    where = "it" if broken[0] is passage else "what you wrote about it"
                    raise Refused(f"the mark on “{_printable(passage[:60])}” cannot be saved: {where} holds half a "
                                  "character, which no file can hold; mark the words beside it, or repair the text "
                                  "and load it again")  # fmt: skip

    def _on_disk(self) -> pd.DataFrame:
        """The file as it is now; if it was deleted, as it was."""
        return read_coding(self.path, self.corpus) if self.path.exists() else self._table

    def _is_own(self, table: pd.DataFrame) -> pd.Series:
        return (
            table["article"].eq(self.article.id) & table["coder"].eq(self.coder) & table["layer"].eq(self.layer)
        ).astype(bool)

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


def _printable(words: object) -> str:
    return str(words).encode("utf-8", "backslashreplace").decode()
