"""The files of a class in one call: what can be read is read, and every row that cannot be is named with a remedy."""

import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.codebook.versions import codebook_checksum
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import place_of
from newsloupe.escaping import from_cell
from newsloupe.exchange.shared import ExchangeError, ExchangeWarning
from newsloupe.reading.decoding import Unreadable, decode, read_bytes
from newsloupe.reading.tables import read_table
from newsloupe.spans import ANSWER, COLUMNS, NOTE, READ, as_of_today, make_spans, row_fault, whole_number

_NEEDED = ["article", "start", "end", "text", "label"]
_TABLES = {".csv", ".tsv", ".txt", ".parquet"}
_SPREADSHEETS = {".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}
_SAVE = "open it, and save it as CSV UTF-8"
_KEY = ["article", "start", "end", "layer", "label", "group", "coder", "item"]


@dataclass(frozen=True)
class ClassCodings:
    """What `load_codings` returns: a coding for each coder, to be used like a list (``agreement(*codings, …)``).

    - `names`: the coders, in the order of the codings
    - `problems`: ``file``, ``line`` (0: the whole file), ``problem``, ``remedy``, ``loaded`` (bool: was it loaded
      nevertheless?)
    - `who`: for each coder and article ``read`` (``all``, ``part``, ``no``, or ``not said``), ``marks`` (int), and of
      what was read ``codebook``, ``checksum`` and ``date``

    >>> nobody = ClassCodings([], pd.DataFrame(), pd.DataFrame())
    >>> len(nobody), nobody.names
    (0, [])
    """

    codings: list[pd.DataFrame]
    problems: pd.DataFrame
    who: pd.DataFrame

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return iter(self.codings)

    def __len__(self) -> int:
        return len(self.codings)

    def __getitem__(self, number: int) -> pd.DataFrame:
        return self.codings[number]

    @property
    def names(self) -> list[str]:
        return [coding["coder"].iloc[0] for coding in self.codings]


def load_codings(folder: str | Path, corpus: Corpus, codebook: str | Path | Codebook | None = None) -> ClassCodings:
    """Read all span tables in `folder` (and in folders below it), whatever state they are in.

    A file may be separated by commas, semicolons or tabs, in UTF-8, UTF-16 or an older code page, a ``.parquet``, and
    hold one coder or several. Rows are checked against `corpus`, and, with `codebook`, for labels and items that it
    does not have. What cannot be used is left out and named in `problems`, with file, line, reason and remedy; all else
    is loaded. Where a file does not say who coded, the coder is its name; where two files have marks of one coder in
    one article, the second gets its file's name added, for they may be two people. Passages that were given out
    (`newsloupe.corpus.give_out`) stand at their places in the articles.

    An `ExchangeWarning` says how many files have problems. Raises FileNotFoundError when there is no such folder,
    `ExchangeError` when nothing in it could be used, and `CodebookError` for a codebook that cannot be.

    >>> import tempfile
    >>> from pathlib import Path
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = "article;start;end;text;layer;label;group;rule;coder\\na;3;6;may;rhetoric;hedge;;;otter\\n"
    ...     _ = Path(folder, "otter.csv").write_text(text, encoding="utf-16")
    ...     codings = load_codings(folder, corpus, "stance")
    >>> codings.names, codings[0]["text"].tolist(), codings.who["read"].tolist(), len(codings.problems)
    (['otter'], ['may'], ['not said'], 1)
    """
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}; give the folder with the codings of the class")
    book = None if codebook is None else load_codebook(codebook)
    reader = _Reader(corpus, book)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if not any(part.startswith(("~$", ".")) for part in Path(name).parts):
            reader.read(name, file)
    names = ["file", "line", "problem", "remedy", "loaded"]
    problems = pd.DataFrame(reader.problems, columns=names).sort_values(["file", "line"], kind="stable")
    codings = [make_spans(corpus, rows) for rows in reader.coders.values()]
    codings = [_with_empty_cells(coding) for coding in codings]
    if not codings:
        listed = "".join(f"\n  {file}: {problem}; {remedy}" for file, _, problem, remedy, _ in reader.problems[:20])
        raise ExchangeError(f"nothing in {folder.name} could be used", f"this is why:{listed or ' it is empty'}")
    if len(problems):
        warnings.warn(
            f"{problems['file'].nunique()} files have problems ({(~problems['loaded']).sum()} rows or files were left "
            "out); `problems` of what is returned lists them with remedies",
            ExchangeWarning,
            stacklevel=2,
        )
    return ClassCodings(codings, problems.reset_index(drop=True), _who(codings, corpus))


class _Reader:
    """Reads file by file: `coders` are their rows by name, `problems` what was wrong."""

    def __init__(self, corpus: Corpus, book: Codebook | None) -> None:
        self.corpus, self.book = corpus, book
        self.items = {item.id for code in book.codes for item in code.items} if book else set()
        self.checksum = codebook_checksum(book) if book else ""
        self.coders: dict[str, list[dict[Any, Any]]] = {}
        self.problems: list[tuple[str, int, str, str, bool]] = []
        self._file = ""

    def tell(self, problem: str, remedy: str, line: int = 0, loaded: bool = False) -> None:
        self.problems.append((self._file, line, problem, remedy, loaded))

    def read(self, name: str, file: Path) -> None:
        self._file = name
        suffix = file.suffix.lower()
        if suffix in _SPREADSHEETS:
            return self.tell(f"is a spreadsheet ({suffix})", _SAVE)
        if suffix not in _TABLES:
            return self.tell(f"is no span table ({suffix or 'no ending'})", "hand in the .csv file of the widget")
        try:
            frame, lines = self._table(file)
        except Unreadable as error:
            return self.tell(error.problem, error.remedy, error.line)
        missing = [column for column in _NEEDED if column not in frame]
        if missing:
            found = ", ".join(map(str, frame.columns)) or "none"
            what = f"lacks the columns {', '.join(missing)} (it has {found})"
            return self.tell(what, "hand in the file as the widget saved it, with all its columns")
        if frame.empty:
            what = "has no rows: nothing was marked, and nothing finished"
            return self.tell(what, "press Finished in the widget for each text that was read")
        rows = self._rows(frame, lines)
        for coder, own in self._by_coder(rows, file.stem).items():
            self.coders.setdefault(coder, []).extend(own)
            if not any(row["layer"] == READ for row in own):
                what = f"does not say what {coder} has read, so that everything in the corpus counts as read"
                self.tell(what, "press Finished in the widget, or add newsloupe.codebook.read_rows", loaded=True)

    def _table(self, file: Path) -> tuple[pd.DataFrame, list[int]]:
        """The cells of a file as they are, and the line (of Parquet: the row) of each."""
        data = read_bytes(file)
        if not data.strip():
            raise Unreadable("is empty", "hand in the file that the widget saved")
        if file.suffix.lower() == ".parquet":
            try:
                frame = pd.read_parquet(io.BytesIO(data)).reset_index(drop=True)
            except ImportError:
                raise
            except Exception as error:  # of many kinds: pyarrow raises its own and Python's
                reason = " ".join(str(error).split()).split(". ")[0]
                raise Unreadable(f"is no sound Parquet file ({reason})", "save it again") from None
            return frame, list(range(1, len(frame) + 1))
        decoded = decode(data)
        if decoded.doubt:
            self.tell(decoded.doubt, "look whether names and notes are right", loaded=True)
        table = read_table(decoded.text, (*COLUMNS, NOTE))
        for line, problem, remedy in table.left_out:
            self.tell(problem, remedy, line)
        for line, problem, remedy in table.doubts:
            self.tell(problem, remedy, line, loaded=True)
        frame = pd.DataFrame([row.cells for row in table.rows], columns=table.columns, dtype=object)
        return frame.rename(columns=from_cell).map(from_cell), [row.line for row in table.rows]

    def _rows(self, frame: pd.DataFrame, lines: list[int]) -> list[dict[Any, Any]]:
        """The rows that can be used, at their places in the articles."""
        for column in [*COLUMNS, NOTE]:
            if column not in frame:
                frame[column] = ""
            if column not in ("start", "end"):
                frame[column] = frame[column].where(frame[column].notna(), "").astype(str)
        frame = as_of_today(frame)
        frame["layer"] = frame["layer"].mask(frame["layer"].str.strip().eq(""), self.book.layer if self.book else "")
        frame["coder"] = frame["coder"].str.strip()
        kept: list[dict[Any, Any]] = []
        seen: dict[tuple[Any, ...], int] = {}
        for line, record in zip(lines, frame.to_dict("records"), strict=True):
            row = self._in_its_article(record)
            fault = self._fault(row) or self._code_fault(row)
            if fault:
                self.tell(*fault, line)
                continue
            row |= {"start": whole_number(row["start"]), "end": whole_number(row["end"])}
            row["text"] = self.corpus[row["article"]].text[row["start"] : row["end"]]
            key = tuple(str(row.get(name) or "") for name in _KEY)
            if key in seen:
                self.tell(f"is the same mark as line {seen[key]}", "delete one of them", line)
                continue
            seen[key] = line
            kept.append(row)
        self._check_codebook(kept)
        return kept

    def _in_its_article(self, row: dict[Any, Any]) -> dict[Any, Any]:
        place = place_of(row["article"]) if row["article"] not in self.corpus else None
        start, end = whole_number(row["start"]), whole_number(row["end"])
        if place is None or start is None or end is None:
            return row
        return row | {"article": place[0], "start": place[1] + start, "end": place[1] + end}

    def _fault(self, row: dict[Any, Any]) -> tuple[str, str] | None:
        """Why a row does not fit the corpus. What a spreadsheet did to line ends and spaces is no fault."""
        for column in ("start", "end"):
            if whole_number(row[column]) is None:
                return (
                    f"{column} is not a number but {str(row[column])[:40]!r}",
                    "write how many characters come before",
                )
        found = row_fault(self.corpus, row["article"], row["start"], row["end"], row["text"])
        if not found:
            return None
        start, end = whole_number(row["start"]), whole_number(row["end"])
        if row["article"] in self.corpus and start is not None and end is not None:
            text = self.corpus[row["article"]].text
            if 0 <= start < end <= len(text) and text[start:end].split() == row["text"].split():
                return None
        return found, "correct or delete the row, or load the corpus that was coded"

    def _code_fault(self, row: dict[Any, Any]) -> tuple[str, str] | None:
        """A label or an item that the codebook does not have."""
        label, item = row["label"].strip(), str(row.get("item") or "").strip()
        if not label:
            return "has no label", "write the code, or delete the row"
        if self.book and row["layer"] == ANSWER:
            return self._answer_fault(label, str(row.get("answer") or "").strip(), str(row.get("codebook") or ""))
        if self.book is None or row["layer"] != self.book.layer:
            return None
        for what, value, known in (("label", label, self.book.labels), ("item", item, self.items)):
            if value and value not in known and (what == "label" or known):
                near = get_close_matches(value, known, n=1)
                remedy = (
                    f"write {near[0]!r}, if that is meant" if near else f"use one of {', '.join(sorted(known)[:8])}"
                )
                return f"there is no {what} {value[:40]!r} in the codebook {self.book.name}", remedy
        return None

    def _answer_fault(self, label: str, answer: str, book: str) -> tuple[str, str] | None:
        question = next((one for one in self.book.form if one.id == label), None) if self.book else None
        if question is None:
            if self.book and book not in ("", self.book.name):
                return None  # of another form
            return f"there is no question {label[:40]!r} in the form", "use the ids of the codebook"
        fault = question.fault(answer)
        return (f"the answer to {label} is none: {fault}", "answer again, or delete the row") if fault else None

    def _check_codebook(self, rows: Iterable[dict[Any, Any]]) -> None:
        other = {
            str(row["checksum"])
            for row in rows
            if self.book and row["layer"] == READ and row.get("codebook") == self.book.name and row.get("checksum")
        } - {self.checksum}
        if other:
            what = f"was coded with another version of the codebook (checksum {', '.join(sorted(other))})"
            self.tell(what, f"compare the versions; this one is {self.checksum}", loaded=True)

    def _by_coder(self, rows: list[dict[Any, Any]], stem: str) -> dict[str, list[dict[Any, Any]]]:
        """The rows of each coder, with a name that nobody else has."""
        nameless = [row for row in rows if not row["coder"]]
        if nameless:
            what = f"does not say who coded ({len(nameless)} rows); they are taken for those of {stem!r}"
            self.tell(what, "write an invented name into the column coder", loaded=True)
        own: dict[str, list[dict[Any, Any]]] = {}
        for row in rows:
            row["coder"] = row["coder"] or stem
            own.setdefault(row["coder"], []).append(row)
        return {self._free(name, rows): rows for name, rows in own.items()}

    def _free(self, name: str, rows: list[dict[Any, Any]]) -> str:
        """The name of a coder; with the file where another file has the same coder in the same article."""
        places = {(row["article"], row["layer"]) for row in rows if row["layer"] not in (READ, ANSWER)}
        before = {(row["article"], row["layer"]) for row in self.coders.get(name, ()) if row["layer"] != READ}
        if not places & before:
            return name
        new = f"{name} ({self._file})"
        article = min(places & before)[0]
        self.tell(f"{name} has marks in {article} in another file, too; here the coder is called {new!r}",
                  "if that is one person, take one of the files away; if two, rename one", loaded=True)  # fmt: skip
        for row in rows:
            row["coder"] = new
        return new


def _with_empty_cells(coding: pd.DataFrame) -> pd.DataFrame:
    for column in coding.columns.difference([*COLUMNS, NOTE]):
        if coding[column].dropna().map(lambda value: isinstance(value, str)).all():
            coding[column] = coding[column].fillna("")
    return coding


def _who(codings: list[pd.DataFrame], corpus: Corpus) -> pd.DataFrame:
    """Who coded and read what: a row for each coder and article."""
    rows = []
    for coding in codings:
        reading = coding[coding["layer"] == READ]
        for article in corpus:
            own = coding[coding["article"] == article.id]
            read = reading[reading["article"] == article.id]
            about = {
                name: ", ".join(sorted(set(read[name].astype(str)))) if name in read else ""
                for name in ("codebook", "checksum", "date")
            }
            marks = int((~own["layer"].isin([READ, ANSWER])).sum())
            told = _how_much(read, article.text) if len(reading) else "not said"
            rows.append({"coder": coding["coder"].iloc[0], "article": article.id, "read": told, "marks": marks} | about)
    return pd.DataFrame(rows, columns=["coder", "article", "read", "marks", "codebook", "checksum", "date"])


def _how_much(read: pd.DataFrame, text: str) -> str:
    if read.empty:
        return "no"
    whole = any(text.strip() in passage for passage in read["text"])
    return "all" if whole else "part"
