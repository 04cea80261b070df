"""Files for a thesis: all that was found as an Excel workbook, or as a folder of tidy CSV files with R to read it."""

import csv
import datetime as dt
import io
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.corpus.metadata import Groups
from newsloupe.escaping import clean, to_cell
from newsloupe.report.tables import all_tables, usual_groups
from newsloupe.saving import put
from newsloupe.spans import check

__all__ = ["ExportError", "export"]

MOST_ROWS, LONGEST_CELL = 1_048_575, 32_767  # what Excel can hold, without the heading
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no workbook can hold these
_TIME = (1980, 1, 1, 0, 0, 0)  # the same in every file, so that the same results are the same bytes
# Three lines; the last takes away the backslash that keeps spreadsheets from taking a text for a formula.
_R = (
    'files <- list.files(".", pattern = "[.]csv$")\n'
    'tables <- lapply(setNames(files, sub("[.]csv$", "", files)), read.csv, fileEncoding = "UTF-8-BOM", '
    'na.strings = "", check.names = FALSE)\n'
    "tables <- lapply(tables, function(t) { i <- sapply(t, is.character); t[i] <- lapply(t[i], sub, "
    r'pattern = "^\\\\(\\\\*[-=+@\t\r\n\uff1d\uff0b\uff0d\uff20])", replacement = "\\1"); t })'
    "\n"
)


class ExportError(ValueError):
    """Results cannot be written; the message says why and what to do. What was there is as it was.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> export(corpus, find_words(corpus, "may"), "results.doc")
    Traceback (most recent call last):
        ...
    newsloupe.report.workbook.ExportError: results.doc: cannot write .doc; give a name that ends in .xlsx, or ...
    """


def export(
    corpus: Corpus, layers: pd.DataFrame, path: str | Path, *, groups: Mapping[str, Groups] | None = None
) -> Path:
    """Write all that was found as ``.xlsx``, or, for a path without a suffix, as a folder of CSV files.

    Parameters
    ----------
    layers
        a span table with any of the layers: ``nl.find(corpus)``, or what is left of it after `outside`.
    groups
        by what the sheet *by group* groups the articles, a name for each: ``{"year": ("date", "Y")}`` (see `rate`). By
        default outlets and months, where more than one is known.

    The sheets (files): *articles* (what is known of each, and counts); *attributions* (a row each), *devices*,
    *frames* and *agency* (a row for each action), each with what is known of the article and with the sentence; *by
    group* (rates with intervals); *problems* (what could not be loaded); *codebook* (what labels and rules mean);
    *about* (versions, settings, how often the detectors were right where that was measured).

    In the CSV files, which spreadsheets open with a double click (UTF-8 with a mark), text that looks like a formula
    has a backslash before it (`newsloupe.escaping.from_cell` takes it away, and so does ``read.R`` beside them). Cells
    of a workbook are text or numbers, never formulas; control characters become U+FFFD, and text over 32,767
    characters, which Excel cannot hold, ends with ``…``. The same results are the same bytes. Everything is put in
    place in one step.

    Returns the path. Raises `ExportError` where the file cannot be written or has too many rows for Excel, where the
    folder holds something else or results of another version; ImportError without openpyxl; `SpanError` where `layers`
    are of another corpus.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "“It may rain,” the mayor said."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export(corpus, find(corpus, "attribution", "rhetoric"), f"{folder}/results")
    ...     sorted(file.name for file in path.iterdir())[:5]
    ['about.csv', 'agency.csv', 'articles.csv', 'attributions.csv', 'by_group.csv']
    """
    path = Path(path).expanduser()
    if path.suffix.lower() not in (".xlsx", ""):
        raise ExportError(
            f"{path.name}: cannot write {path.suffix}; give a name that ends in .xlsx, or that of a folder for CSV "
            "files"
        )
    asked = usual_groups(corpus) if groups is None else dict(groups)
    tables = all_tables(check(layers, corpus), corpus, asked)
    try:
        return put(path, _workbook(tables)) if path.suffix else _write_folder(path, tables)
    except OSError as error:
        why = error.strerror or str(error)
        raise ExportError(
            f"{path}: cannot be written ({why}); close it where it is open, free some space, or give another folder; "
            "what was there is as it was"
        ) from None


def _workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ImportError:
        raise ImportError(
            'to write .xlsx install openpyxl: pip install "newsloupe[files]"; or give the name of a folder, for CSV'
        ) from None
    book = Workbook(write_only=True)
    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            raise ExportError(
                f"{name} has {len(table):,} rows, more than Excel can hold; give the name of a folder, for CSV files"
            )
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"

        def cell(value: Any, bold: bool = False, sheet: Any = sheet) -> Any:
            content = _for_excel(value)
            made = WriteOnlyCell(sheet, content)
            if isinstance(content, str):
                made.data_type = "s"  # never a formula
                made.quotePrefix = to_cell(content) != content
            if bold:
                made.font = Font(bold=True)
            return made

        sheet.append([cell(str(column), bold=True) for column in table.columns])
        for row in table.itertuples(index=False, name=None):
            sheet.append([cell(value) for value in row])
    made = io.BytesIO()
    book.save(made)
    return _without_time(made.getvalue())


def _for_excel(value: Any) -> Any:
    if isinstance(value, str):
        text = _CONTROL.sub("\ufffd", clean(value))
        return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    if value is None or value is pd.NaT or value != value:
        return None
    return value.item() if hasattr(value, "item") else value if isinstance(value, int | float) else str(value)


def _without_time(data: bytes) -> bytes:
    """The same workbook without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "docProps/core.xml":
                day = dt.datetime(*_TIME).isoformat().encode() + b"Z"
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", day, content)
            entry = zipfile.ZipInfo(item.filename, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return made.getvalue()


def _write_folder(path: Path, tables: Mapping[str, pd.DataFrame]) -> Path:
    files = {f"{name.replace(' ', '_')}.csv": _csv(table) for name, table in tables.items()}
    files["read.R"] = _R.encode()
    if path.exists():
        _refuse_others(path, tables["about"])
        for name, content in files.items():
            put(path / name, content)
        return path
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir()
        for name, content in files.items():
            put(part / name, content, sync=False)
        os.replace(part, path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return path


def _refuse_others(path: Path, about: pd.DataFrame) -> None:
    if not path.is_dir():
        raise ExportError(f"{path}: is a file; give another name, or one that ends in .xlsx")
    if not any(path.iterdir()):
        return
    try:
        told = pd.read_csv(path / "about.csv", encoding="utf-8-sig", dtype=str).set_index("what")["value"]
        version = str(told["newsloupe"])
    except (OSError, ValueError, KeyError):
        raise ExportError(f"{path}: holds something else; give a new or an empty folder") from None
    here = str(about.set_index("what")["value"]["newsloupe"])
    if version != here:
        raise ExportError(
            f"{path}: holds results of newsloupe {version}, this is {here}; give a new folder, so that they do not mix"
        )


def _csv(table: pd.DataFrame) -> bytes:
    safe = table.rename(columns=to_cell).map(to_cell)
    text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8-sig")
