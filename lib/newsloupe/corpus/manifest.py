"""The manifest: a table beside the files of a folder that says what is known of each."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from newsloupe import text as _text
from newsloupe.corpus.article import UNKNOWN, CorpusError
from newsloupe.corpus.documents import DOCUMENTS, Source, composed, read_document
from newsloupe.corpus.report import Entry, Report, listed, named
from newsloupe.corpus.trees import MANIFEST, files_in, ids, is_there
from newsloupe.escaping import from_cell, to_cell
from newsloupe.reading.code_pages import code_page
from newsloupe.reading.decoding import Unreadable, decode, read_bytes
from newsloupe.reading.tables import Table, read_table
from newsloupe.saving import put

_FIELDS = ["id", "file", "sha256", "words", "label", "title", "date", "outlet", "author", "url", "language", "note"]
_COMPUTED = ("id", "file", "sha256", "words", "title")  # what is no metadata of an article
_WHOLE = 0  # for the number of a line: the whole file
_BEFORE = ".manifest-before.csv"  # what stood in a manifest whose encoding was a guess
_EXCEL = "was read as Windows-1252"  # as Excel writes a “CSV” in the west of Europe and in America


@dataclass
class Manifest:
    """What a manifest says, by the name of the file (with folders)."""

    rows: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def meta(self, name: str) -> dict[str, str]:
        return {key: value for key, value in self.rows.get(name, {}).items() if key not in _COMPUTED}

    def title(self, name: str) -> str:
        title = self.rows.get(name, {}).get("title", "")
        return "" if title == UNKNOWN else title

    def changed(self, name: str, data: bytes) -> bool:
        """Does the file differ from its checksum?"""
        checksum = self.rows.get(name, {}).get("sha256", "").strip().lower()
        return checksum not in ("", UNKNOWN) and checksum != hashlib.sha256(data).hexdigest()


def write_manifest(folder: str | Path) -> Path:
    """Write (or renew) ``manifest.csv`` for a folder and the folders in it, keeping what an existing one says: columns
    of your own, and the rows of files that are gone, were renamed or cannot be read, which stand at the end.

    New files get ``"unknown"`` in every descriptive field, to be filled in by hand, in a spreadsheet for instance. It
    may come back with semicolons or tabs, or in the encoding of Windows in western Europe; that is a guess, so what
    stood there before is kept as ``.manifest-before.csv``. What a spreadsheet would take for a formula has a backslash
    before it (`newsloupe.escaping.to_cell`). Exports of archives, which hold many articles and say themselves what is
    known of each, are not listed. Returns the file's path.

    Raises `CorpusError` when the existing manifest cannot be read whole and for certain, which would lose or garble
    some of it (a broken row, a file that is listed twice, another encoding that is a guess), or `folder` is none; then
    nothing is changed.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "pool.txt").write_text("The pool is closed.")
    ...     table = pd.read_csv(write_manifest(folder))
    >>> table[["id", "words", "title", "outlet"]].values.tolist()
    [['pool', 4, 'unknown', 'unknown']]
    """
    folder = with_home(folder)
    sources = [source for source in files_in(folder, True, []) if source.suffix in DOCUMENTS]
    table = manifest_table(folder)
    guessed = [entry for entry in _guessed(table) if not _of_excel(entry[1], table)]
    uncertain = [*named(MANIFEST, table.left_out), *guessed, *_not_one_file_each(table)]
    if uncertain:
        where, problem, remedy = uncertain[0]
        raise CorpusError(f"{where}: {problem}; {remedy}. Nothing was changed")
    known = {row.cells["file"]: row.cells for row in table.rows}
    names = ids(sources)
    rows = []
    for source in sources:
        described = _described(source)
        if described is not None:
            rows.append({"label": source.stem, "note": ""} | known.pop(source.name, {})
                        | {"id": names[source.name], "file": source.name} | described)  # fmt: skip
    rows += [row.cells for row in table.rows if row.cells["file"] in known]
    if _guessed(table):
        put(folder / _BEFORE, read_bytes(folder / MANIFEST))
    columns = [*_FIELDS, *(name for name in table.columns if name not in _FIELDS)]
    return put(folder / MANIFEST, _written(columns, rows).encode("utf-8-sig"))  # the mark is for Excel


def _of_excel(doubt: str, table: Table) -> bool:
    """Is the guess Windows-1252, and do its words look like words of a language that is written in it?"""
    said = "\n".join(value for row in table.rows for value in row.cells.values())
    return _EXCEL in doubt and code_page(said.encode("cp1252", "replace")) == "cp1252"


def _described(source: Source) -> dict[str, str] | None:
    """Checksum and number of words of a file with one article; None for an export, and for what cannot be read."""
    try:
        data = source.data()
        found = read_document(source, data)
    except Unreadable:
        return None
    if found.export is not None:
        return None
    words = len(_text.words(found.drafts[0].text))
    return {"sha256": hashlib.sha256(data).hexdigest(), "words": str(words)}


def _written(columns: list[str], rows: list[dict[str, str]]) -> str:
    written = io.StringIO()
    alone = any("\r" in value for row in rows for value in row.values())  # else a new row in other programs
    writer = csv.DictWriter(
        written,
        columns,
        restval=UNKNOWN,
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if alone else csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    writer.writerows({name: to_cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def with_home(path: str | Path) -> Path:
    """The path, with the folder of a user in the place of ``~``."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise FileNotFoundError(f"{path}: there is no home folder of that name; give the whole path") from None


def read_manifest(table: Table, sources: list[Source], report: Report) -> Manifest:
    """What the table says of each file; rows that say nothing of one are told."""
    report.left_out += named(MANIFEST, table.left_out)
    report.loaded += named(MANIFEST, table.doubts)
    report.left_out += _not_one_file_each(table)
    there = {source.name for source in sources}
    names = ids(sources)
    manifest = Manifest()
    for line, cells in table.rows:
        file = cells["file"]
        name = names.get(file, PurePosixPath(file).stem)
        if file and file not in manifest.rows and cells.get("id", "") not in ("", UNKNOWN, name):
            problem = f"calls {file} {cells['id']!r}, but the id of a file is its name, {name!r}"
            report.loaded.append((f"{MANIFEST}, line {line}", problem, "rename the file, or correct its id"))
        manifest.rows.setdefault(file, cells)
    for name in sorted(set(manifest.rows) - there - {""}):
        report.left_out.append((name, f"is listed in {MANIFEST} but missing", "restore the file or delete its line"))
    return manifest


def _not_one_file_each(table: Table) -> list[Entry]:
    """The rows of a manifest that name no file, or one that an earlier row names."""
    entries, seen = [], set()
    for line, cells in table.rows:
        where, file = f"{MANIFEST}, line {line}", cells["file"]
        if not file:
            entries.append((where, "names no file", "write the name of the file, or delete the line"))
        elif file in seen:
            entries.append((where, f"lists {file} again", "delete one of its lines"))
        seen.add(file)
    return entries


def _guessed(table: Table) -> list[Entry]:
    """Whether the encoding of a manifest is a guess, or it is damaged."""
    return [(MANIFEST, problem, remedy) for line, problem, remedy in table.doubts if line == _WHOLE]


def manifest_table(folder: Path) -> Table:
    """The manifest of a folder; without one, a table without rows."""
    if not is_there((folder / MANIFEST).is_file):
        return Table(["file"])
    try:
        data = read_bytes(folder / MANIFEST)
    except Unreadable as error:
        raise CorpusError(error.about(MANIFEST)) from None
    return table_of_files(data)


def table_of_files(data: bytes) -> Table:
    """The table in a manifest. Raises `CorpusError` when it cannot be read, or has no column ``file``."""
    remedy = "correct it, or rename it and let newsloupe.write_manifest make a new one; copy from the old what you need"
    try:
        found = decode(data)
        table = read_table(found.text, _FIELDS)
    except Unreadable as error:
        raise CorpusError(f"{error.about(MANIFEST)}; or {remedy}") from None
    if "file" not in table.columns:
        raise CorpusError(
            f"{MANIFEST} has no column 'file'; its columns are {listed(table.columns)}; call the one with the "
            "names of the files 'file', or rename the manifest and let newsloupe.write_manifest make a new one"
        )
    if found.doubt:
        table.doubts.insert(0, (_WHOLE, found.doubt, found.remedy))
    for row in table.rows:
        row.cells.update({name: from_cell(value) for name, value in row.cells.items()})
        row.cells.update({name: composed(row.cells[name]) for name in ("file", "id") if name in row.cells})
    return table
