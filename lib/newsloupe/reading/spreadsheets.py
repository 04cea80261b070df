"""Excel workbooks, sheet by sheet, as rows with the names of the columns."""

import datetime as dt
import io
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.extras import needed
from newsloupe.reading.tables import ABOVE, row_of_names
from newsloupe.reading.zipped import open_zip

_OLE = b"\xd0\xcf\x11\xe0"


class Sheet(NamedTuple):
    """A sheet: its name, its columns, its rows (number and cells), and what is to be doubted (row, problem, remedy)."""

    name: str
    columns: list[str]
    rows: list[tuple[int, dict[str, Any]]]
    doubts: list[tuple[int, str, str]]


def read_workbook(data: bytes, is_name: Callable[[str], bool]) -> list[Sheet]:
    """The sheets of a workbook that have anything in them; the first row with anything names the columns, unless it is
    a title above them (see `tables.row_of_names`).

    A merged cell counts as all the cells that it covers. Of a formula the result is read that was stored with it.

    Raises `Unreadable` for a damaged file, one with a password, and one of before 2007.
    """
    if data.startswith(_OLE):
        problem = "is protected by a password, or an old .xls file under a new name"
        raise Unreadable(problem, "save it as .xlsx without a password")
    openpyxl = needed("openpyxl", "openpyxl", "an Excel file")
    open_zip(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written = openpyxl.load_workbook(io.BytesIO(data))
            formulas = any(cell.data_type == "f" for sheet in written.worksheets for cell in _cells(sheet))
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True) if formulas else written
            sheets = [_sheet(values[sheet.title], sheet, is_name) for sheet in written.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises many kinds for files that are not as they should be
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise Unreadable(f"is a damaged Excel file ({reason})", "open it in a spreadsheet, and save it again") from None
    return [sheet for sheet in sheets if sheet.columns]


def _cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row)


def _sheet(values: Any, written: Any, is_name: Callable[[str], bool]) -> Sheet:
    remedy = "open it in a spreadsheet, and save it again"
    doubts = [(row, f"has a formula in cell {place}, whose result is not stored", remedy)
              for row, place in _without_result(values, written)]  # fmt: skip
    filled: dict[tuple[int, int], Any] = {}
    for area in values.merged_cells.ranges:
        first = values.cell(area.min_row, area.min_col)
        filled |= dict.fromkeys(_places(area), first)
        remedy = "look whether each of them is meant; else undo the merging and fill in the cells"
        doubts.append((area.min_row, f"has a merged cell ({area.coord}), which counts as all that it covers", remedy))
    found = [(cells[0].row, [_value(filled.get((cell.row, cell.column), cell)) for cell in cells])
             for cells in values.iter_rows()]  # fmt: skip
    found = [(number, row) for number, row in found if any(value not in (None, "") for value in row)]
    head = row_of_names([["" if value is None else str(value) for value in row] for _, row in found], is_name)
    names = _names(found[head][1]) if found else []
    top = found[head][0] if found else 0
    doubts = [(number, *ABOVE) for number, _ in found[:head]] + [doubt for doubt in doubts if doubt[0] > top]
    rows = [(number, {n: v for n, v in zip(names, row, strict=True) if n or v not in (None, "")})
            for number, row in found[head + 1 :]]  # fmt: skip
    if any("" in row for _, row in rows):
        doubts += [(number, "has a cell in a column without a name", "name the column in the first row")
                   for number, row in rows if row.pop("", None) is not None]  # fmt: skip
    return Sheet(values.title, [name for name in names if name], rows, sorted(doubts))


def _names(row: list[Any]) -> list[str]:
    names = ["" if value is None else str(value).strip() for value in row]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise Unreadable(f"two columns are called {twice[:40]!r}", "rename one of them")
    return names


def _places(area: Any) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1))  # fmt: skip


def _without_result(values: Any, written: Any) -> Iterator[tuple[int, str]]:
    if values is not written:
        for cell in _cells(written):
            if cell.data_type == "f" and values[cell.coordinate].value is None:
                yield cell.row, cell.coordinate


def _value(cell: Any) -> Any:
    """The value as a person sees it: a day without its midnight, 3 for 3.0, and 001 if the cell is shown with zeros."""
    value = cell.value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch("0{2,}", cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return value
