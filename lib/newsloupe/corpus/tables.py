"""Tables with a row for each article, of all kinds, as rows that have a name in the report."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from newsloupe.corpus.article import CorpusError
from newsloupe.corpus.columns import WANTED, folded, missing
from newsloupe.corpus.documents import Source, composed, read_json_document
from newsloupe.corpus.report import Report, named
from newsloupe.reading.decoding import Unreadable, decode
from newsloupe.reading.json_text import parse_json
from newsloupe.reading.spreadsheets import read_workbook
from newsloupe.reading.tables import read_table

_WANTED = ("id", "text", "title")
FRAME = "the DataFrame"


@dataclass
class Grid:
    """The rows of a table, each with its name in the report and the id that it gets if it has none; and the columns.

    `ids` says what these ids are; `sheet` is the sheet of a workbook.
    """

    name: str
    columns: list[str]
    rows: list[tuple[str, str, Mapping[str, Any]]]
    ids: str = "ids are the numbers of the rows"
    sheet: str = ""


def read_grids(source: Source, data: bytes, report: Report) -> list[Grid]:
    """The tables in a file: one, or the sheets of a workbook. Raises `Unreadable`."""
    suffix, name = source.suffix, source.shown
    if suffix in (".csv", ".tsv"):
        return [_csv(name, data, report)]
    if suffix in (".jsonl", ".ndjson"):
        return [_json_lines(name, data, report)]
    if suffix == ".json":
        value, doubts = read_json_document(data)
        report.loaded += [(name, problem, remedy) for problem, remedy in doubts]
        return [grid_of_objects(name, value, report)]
    if suffix == ".parquet":
        try:
            return [grid_of_frame(_parquet(data), name)]
        except UnicodeDecodeError as error:
            problem = f"is no sound Parquet file ({error})"
            raise Unreadable(problem, "restore it from a copy, or save it again") from None
    return _workbook(name, data, report)


def _is_name(cell: str) -> bool:
    """Is it what people call a column of articles?"""
    return folded(cell) in WANTED


def _csv(name: str, data: bytes, report: Report) -> Grid:
    decoded = decode(data)
    if decoded.doubt:
        report.loaded.append((name, decoded.doubt, decoded.remedy))
    table = read_table(decoded.text, _WANTED, _is_name)
    report.left_out += named(name, table.left_out)
    report.loaded += named(name, table.doubts)
    rows = [(f"{name}, line {line}", str(number), cells) for number, (line, cells) in enumerate(table.rows, 1)]
    return Grid(name, table.columns, rows)  # type: ignore[arg-type]


def _json_lines(name: str, data: bytes, report: Report) -> Grid:
    decoded = decode(data)
    if decoded.doubt:
        report.loaded.append((name, decoded.doubt, decoded.remedy))
    text = decoded.text
    rows: list[tuple[str, str, Mapping[str, Any]]] = []
    for line, source in enumerate(text.split("\n" if "\n" in text else "\r"), 1):
        if not source.strip():
            continue
        where = f"{name}, line {line}"
        try:
            row, cut = parse_json(source)
            if not isinstance(row, dict):
                raise Unreadable("is no JSON object", 'write {"id": …, "text": …}')
        except Unreadable as error:
            report.left_out.append((where, error.problem, error.remedy))
            continue
        if cut:
            problem = "has half a character (a lone surrogate, as in an emoji that was cut), which stands as U+FFFD"
            report.loaded.append((where, problem, "write the character again"))
        rows.append((where, str(line), row))
    return Grid(name, _keys(rows), rows, "ids are the numbers of the lines")


def _keys(rows: list[tuple[str, str, Mapping[str, Any]]]) -> list[str]:
    return list(dict.fromkeys(str(key) for _, _, row in rows for key in row))


def grid_of_objects(name: str, value: Any, report: Report) -> Grid:
    """The rows in a JSON value: a list of objects, an object with one such list in it, or one object.

    Raises `Unreadable` for another value.
    """
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        texts = {folded(key) for key in value} & {"text", "content", "body", "fulltext", "maintext"}
        value = [value] if texts or len(lists) != 1 else lists[0]
    if not isinstance(value, list):
        raise Unreadable("holds neither a list of objects nor one object", 'write [{"id": …, "text": …}, …]')
    rows: list[tuple[str, str, Mapping[str, Any]]] = []
    for number, one in enumerate(value, 1):
        where = f"{name}, no. {number}"
        if isinstance(one, dict):
            rows.append((where, str(number), one))
        else:
            report.left_out.append((where, "is no JSON object", 'write {"id": …, "text": …}'))
    return Grid(name, _keys(rows), rows, "ids are the numbers in the list")


def grid_of_frame(frame: pd.DataFrame, name: str = FRAME) -> Grid:
    """The rows of a DataFrame; those without an id get their value in the index, if it is more than a row number.

    Raises `CorpusError` when two columns have the same name.
    """
    columns = [str(column) for column in frame.columns]
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise CorpusError(f"{name} has two columns called {twice!r}; rename one of them")
    numbered = isinstance(frame.index, pd.RangeIndex) or pd.api.types.is_integer_dtype(frame.index.dtype)
    made = [str(number) for number in range(1, len(frame) + 1)] if numbered else [str(one) for one in frame.index]
    rows = [
        (f"{name}, row {number}", one, dict(zip(columns, values, strict=True)))
        for number, (one, values) in enumerate(zip(made, frame.itertuples(index=False, name=None), strict=True), 1)
    ]
    rows = [(where, one, {key: _plain(value) for key, value in row.items()}) for where, one, row in rows]
    return Grid(name, columns, rows, "ids are the numbers of the rows" if numbered else "ids are the index")  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    """A value of numpy as one of Python; a missing one as None."""
    if value is pd.NA or value is pd.NaT:
        return None
    value = value.tolist() if hasattr(value, "tolist") else value
    return None if missing(value) else value


def _parquet(data: bytes) -> pd.DataFrame:
    try:
        return pd.read_parquet(io.BytesIO(data))
    except ImportError:
        problem = "is a Parquet file, which needs the package pyarrow, and it is not installed"
        raise Unreadable(problem, "pip install pyarrow") from None
    except Exception as error:  # of many kinds: pyarrow raises its own and Python's
        reason = " ".join(str(error).split()).split(". ")[0]
        raise Unreadable(f"is no sound Parquet file ({reason})", "restore it from a copy, or save it again") from None


def _workbook(name: str, data: bytes, report: Report) -> list[Grid]:
    sheets = read_workbook(data, _is_name)
    grids = []
    for sheet in sheets:
        shown = f"{name}, sheet {sheet.name!r}" if len(sheets) > 1 else name
        report.loaded += [(f"{shown}, row {row}", problem, remedy) for row, problem, remedy in sheet.doubts]
        rows = [(f"{shown}, row {row}", str(number), cells) for number, (row, cells) in enumerate(sheet.rows, 1)]
        grids.append(Grid(shown, sheet.columns, rows, sheet=sheet.name if len(sheets) > 1 else ""))  # type: ignore[arg-type]
    return grids


def names_files(grid: Grid, stems: Mapping[str, str]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The rows of a table that name a file among those with these stems: stem, row in the report, and cells."""
    keys = [c for c in grid.columns if folded(c) in ("file", "filename", "id", "storiesid", "storyid", "articleid")]
    for where, _, row in grid.rows:
        for key in keys:
            value = composed(str(row.get(key) or "").strip())
            stem = value if value in stems else value.rpartition(".")[0]
            if stem in stems:
                yield stem, where, row
                break
