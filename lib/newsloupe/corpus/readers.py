"""Reading corpora: folders of text files, CSV and JSON Lines, and the manifest that says what is known of each file.

What cannot be used is reported by name with what to do about it, and everything else is loaded.
"""

import csv
import hashlib
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsloupe import text as _text
from newsloupe.corpus.article import UNKNOWN, Article, Corpus, CorpusError
from newsloupe.corpus.no_articles import doubtful_kinds
from newsloupe.escaping import from_cell, to_cell
from newsloupe.reading.decoding import Unreadable, decode, read_bytes
from newsloupe.reading.json_text import parse_json, without_lone_surrogates
from newsloupe.reading.tables import Row, Table, read_table
from newsloupe.saving import put

MANIFEST = "manifest.csv"
OPEN = "open"  # the name of the second shipped corpus, and of its folder; a folder of yours is ./open
NOTES = {f"{name}{suffix}" for name in ("readme", "license") for suffix in ("", ".md", ".txt")}  # about a corpus
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
_FIELDS = ["id", "file", "sha256", "words", "label", "title", "date", "outlet", "author", "url", "language", "note"]

_WHOLE = 0  # for the number of a line: the whole file

Entry = tuple[str, str, str]  # file (and line), problem, remedy


class CorpusWarning(UserWarning):
    """Something was left out, or may be read wrongly; `Corpus.problems` lists it with what to do about it.

    >>> import tempfile, warnings
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     for name, text in {"a.txt": "The pool is closed.", "b.txt": ""}.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     corpus = load_corpus(folder)
    >>> caught[0].category.__name__, corpus.ids, corpus.problems.iloc[0].tolist()
    ('CorpusWarning', ['a'], ['b.txt', 'is empty', 'delete it or fetch its text again'])
    """


class _Report:
    """What was left out, and what was loaded but should be looked at."""

    def __init__(self) -> None:
        self.left_out: list[Entry] = []
        self.loaded: list[Entry] = []

    def doubted(self) -> list[Entry]:
        """What was loaded, without what was doubted and then left out."""
        gone = {where for where, *_ in self.left_out}
        return [entry for entry in self.loaded if entry[0] not in gone]

    def message(self, name: str) -> str:
        parts = []
        for entries, what in ((self.left_out, "left out"), (self.doubted(), "loaded, but may not be right")):
            if entries:
                parts.append(f"{len(entries)} of the entries in {name} were {what}:")
                parts += [f"  {where}: {problem}; {remedy}" for where, problem, remedy in entries[:20]]
                parts += [f"  and {len(entries) - 20} more in corpus.problems"] if len(entries) > 20 else []
        return "\n".join(parts)


def seeds_path() -> Path:
    """The folder of the five shipped articles: in the repository, or inside the installed package.

    Raises `CorpusError` when the installation lacks it.

    >>> (seeds_path() / "manifest.csv").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package.parents[1] / "seeds", package / "seeds"):
        if (folder / MANIFEST).is_file():
            return folder
    raise CorpusError("the shipped articles were not found; reinstall newsloupe, or give a path of your own")


def load_corpus(path: str | Path | None = None) -> Corpus:
    """Load a corpus; without `path`, the five articles that come with newsloupe, and for ``"open"`` 287 articles of
    Wikinews from two years (CC BY 2.5), which come with it as well.

    `path` is a folder of ``.txt`` and ``.md`` files (the id is the file's name without its suffix), a ``.csv`` (or
    ``.tsv``) or a ``.jsonl`` file with the columns or keys ``id`` and ``text``; ``title`` is optional and all others
    become `meta`. A ``manifest.csv`` in a folder adds what is known about each file, and its ``sha256`` is checked.
    Tables may be separated by commas, semicolons or tabs.

    Files that are undecodable, binary, empty, duplicates, of another kind, or changed since they were listed are left
    out, and so are rows and lines that cannot be read for certain. (A folder inside the folder that has a manifest is a
    corpus of its own and not meant.) Text that is not sound UTF-8 is loaded, with U+FFFD for what is damaged, or in an
    older encoding, which is a guess. Texts that look like web pages with markup, like transcripts, or like another
    language are loaded and named, each kind once. All this is told in a `CorpusWarning` and kept in `Corpus.problems`;
    the rest is loaded.

    Raises
    ------
    FileNotFoundError
        when `path` does not exist.
    CorpusError
        when `path` is of another kind, lacks the columns, or nothing in it could be loaded.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = Path(folder) / "articles.csv"
    ...     _ = table.write_text("id;text;outlet\\n1;The minister said no.;Daily\\n", encoding="utf-8")
    ...     load_corpus(table)["1"].meta["outlet"]
    'Daily'
    """
    if path is None or path == OPEN:
        path = seeds_path() / (path or "")
    path = _with_home(path)
    report = _Report()
    try:
        articles = list(_distinct(_read(path, report), report))
    except Unreadable as error:
        raise CorpusError(error.about(path.name)) from None
    report.loaded += doubtful_kinds(articles)
    message = report.message(path.name)
    if not articles:
        raise CorpusError(message or f"{path.name} holds no .txt or .md file and no row; put one article in each file")
    if message:
        warnings.warn(message, CorpusWarning, stacklevel=2)
    return Corpus(articles, report.left_out + report.doubted())


def _read(path: Path, report: _Report) -> Iterator[tuple[str, Article]]:
    """The articles, each with the name that it has in the report."""
    suffix = path.suffix.lower()
    if _is(path.is_dir):
        return _read_folder(path, report)
    if not _is(path.exists):
        raise FileNotFoundError(f"{path} does not exist; give a folder of .txt files, a .csv or a .jsonl")
    if suffix in _TABLES:
        return _read_rows(path, report)
    if suffix in (".txt", ".md"):
        return _read_files([path], {}, report)
    raise CorpusError(
        f"{path.name}: cannot read {path.suffix or 'this kind of file'}; "
        "use a folder of .txt or .md files, a .csv or a .jsonl"
    )


def _with_home(path: str | Path) -> Path:
    """The path, with the folder of a user in the place of ``~``."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise FileNotFoundError(f"{path}: there is no home folder of that name; give the whole path") from None


def _is(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (OSError, ValueError):  # a name that is too long, or that no system has
        return False


def write_manifest(folder: str | Path) -> Path:
    """Write (or renew) ``manifest.csv`` for a folder, keeping what an existing one says: columns of your own, and the
    rows of files that are gone, were renamed or cannot be read, which stand at the end.

    New files get ``"unknown"`` in every descriptive field, to be filled in by hand. What a spreadsheet would take for a
    formula has a backslash before it (`newsloupe.escaping.to_cell`). Returns the file's path.

    Raises `CorpusError` when the existing manifest cannot be read whole and for certain, which would lose or garble
    some of it (a broken row, a file that is listed twice, an encoding that is a guess), or `folder` is none; then
    nothing is changed.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "pool.txt").write_text("The pool is closed.")
    ...     table = pd.read_csv(write_manifest(folder))
    >>> table[["id", "words", "title", "outlet"]].values.tolist()
    [['pool', 4, 'unknown', 'unknown']]
    """
    folder = _with_home(folder)
    files, _ = _contents(folder)
    table = _manifest_table(folder)
    uncertain = [*_named(MANIFEST, table.left_out), *_guessed(table), *_not_one_file_each(table)]
    if uncertain:
        where, problem, remedy = uncertain[0]
        raise CorpusError(f"{where}: {problem}; {remedy}. Nothing was changed")
    known = {row.cells["file"]: row.cells for row in table.rows}
    rows = []
    for file in files:
        try:
            data = read_bytes(file)
            text = decode(data).text
        except Unreadable:
            continue
        row = {"label": file.stem, "note": ""} | known.pop(file.name, {})
        row |= {"id": file.stem, "file": file.name, "sha256": hashlib.sha256(data).hexdigest()}
        rows.append(row | {"words": str(len(_text.words(text)))})
    rows += [row.cells for row in table.rows if row.cells["file"] in known]
    written = io.StringIO()
    names = [*_FIELDS, *(name for name in table.columns if name not in _FIELDS)]
    alone = any("\r" in value for row in rows for value in row.values())  # else a new row in other programs
    writer = csv.DictWriter(
        written,
        names,
        restval=UNKNOWN,
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if alone else csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    writer.writerows({name: to_cell(value) for name, value in row.items()} for row in rows)
    return put(folder / MANIFEST, written.getvalue().encode("utf-8"))


def _contents(folder: Path) -> tuple[list[Path], list[Entry]]:
    """The text files of a folder, and what else is in it."""
    files: list[Path] = []
    others: list[Entry] = []
    try:
        found = sorted(folder.iterdir(), key=lambda file: (file.stem, file.suffix))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(f"{folder} cannot be opened ({reason}); give a folder with .txt or .md files") from None
    for file in found:
        name = file.name.lower()
        if name in NOTES or name == MANIFEST or name.startswith("."):
            continue
        if _is(file.is_dir):
            of_its_own = _is((file / MANIFEST).is_file)
            if not of_its_own and any(_may_be_article(inner) for inner in file.rglob("*")):
                others.append((f"{file.name}/", "is a folder with texts, and folders inside a folder are not read",
                               "load it by itself, or move its files up"))  # fmt: skip
        elif name == "guide.md":
            others.append((file.name, "is taken for a guide to the corpus", "rename it if it is an article"))
        elif file.suffix.lower() not in (".txt", ".md"):
            others.append((file.name, "is no .txt or .md file", "save its text as a .txt file, or leave it out"))
        elif _is(file.is_file):
            files.append(file)
        else:
            others.append((file.name, "is no file that can be read (a link to nothing?)", "restore or delete it"))
    return files, others


def _may_be_article(file: Path) -> bool:
    return file.suffix.lower() in (".txt", ".md") and file.name.lower() not in NOTES | {"guide.md"}


def _read_folder(folder: Path, report: _Report) -> Iterator[tuple[str, Article]]:
    files, others = _contents(folder)
    manifest: dict[str, Mapping[str, str]] = {}
    table = _manifest_table(folder)
    report.left_out += _named(MANIFEST, table.left_out)
    report.loaded += _named(MANIFEST, table.doubts)
    report.left_out += _not_one_file_each(table)
    for line, cells in table.rows:
        where, file = f"{MANIFEST}, line {line}", cells["file"]
        if file and file not in manifest and cells.get("id", "") not in ("", UNKNOWN, Path(file).stem):
            problem = f"calls {file} {cells['id']!r}, but the id of a file is its name, {Path(file).stem!r}"
            report.loaded.append((where, problem, "rename the file, or correct its id"))
        manifest.setdefault(file, cells)
    for name in sorted(set(manifest) - {file.name for file in files} - {""}):
        report.left_out.append((name, f"is listed in {MANIFEST} but missing", "restore the file or delete its line"))
    yield from _read_files(files, manifest, report)
    report.left_out += others


def _named(file: str, entries: Iterable[tuple[int, str, str]]) -> list[Entry]:
    return [(f"{file}, line {line}" if line != _WHOLE else file, problem, remedy) for line, problem, remedy in entries]


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


def _manifest_table(folder: Path) -> Table:
    """The manifest of a folder; without one, a table without rows."""
    file = folder / MANIFEST
    if not _is(file.is_file):
        return Table(["file"])
    remedy = "correct it, or rename it and let newsloupe.write_manifest make a new one; copy from the old what you need"
    try:
        found = decode(read_bytes(file))
        table = read_table(found.text, _FIELDS)
    except Unreadable as error:
        raise CorpusError(f"{error.about(MANIFEST)}; or {remedy}") from None
    if "file" not in table.columns:
        raise CorpusError(
            f"{MANIFEST} has no column 'file'; its columns are {_listed(table.columns)}; call the one with the "
            "names of the files 'file', or rename the manifest and let newsloupe.write_manifest make a new one"
        )
    if found.doubt:
        table.doubts.insert(0, (_WHOLE, found.doubt, found.remedy))
    for row in table.rows:
        row.cells.update({name: from_cell(value) for name, value in row.cells.items()})
    return table


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _read_files(
    files: Iterable[Path], manifest: Mapping[str, Mapping[str, str]], report: _Report
) -> Iterator[tuple[str, Article]]:
    for file in files:
        known = manifest.get(file.name, {})
        name = without_lone_surrogates(file.name)
        try:
            data = read_bytes(file)
            found = decode(data)
        except Unreadable as error:
            report.left_out.append((name, error.problem, error.remedy))
            continue
        checksum = known.get("sha256", "").strip().lower()
        if checksum not in ("", UNKNOWN) and checksum != hashlib.sha256(data).hexdigest():
            remedy = "restore the file, or renew the list with newsloupe.write_manifest"
            report.left_out.append((name, f"differs from its checksum in {MANIFEST}", remedy))
            continue
        if found.doubt:
            report.loaded.append((name, found.doubt, found.remedy))
        if name != file.name:
            report.loaded.append((name, "has a name that is not UTF-8", "rename the file"))
        meta = {k: v for k, v in known.items() if k not in ("id", "file", "sha256", "words", "title")}
        title = known.get("title", "")
        article = Article(Path(name).stem, found.text, "" if title == UNKNOWN else title, meta)
        yield name, article


def _read_rows(path: Path, report: _Report) -> Iterator[tuple[str, Article]]:
    found = decode(read_bytes(path))
    if found.doubt:
        report.loaded.append((path.name, found.doubt, found.remedy))
    read = _csv_rows if path.suffix.lower() in (".csv", ".tsv") else _json_rows
    for line, row in read(path, found.text, report):
        where = f"{path.name}, line {line}"
        name, text = row.get("id"), row.get("text")
        named = isinstance(name, str | int | float) and not isinstance(name, bool) and str(name).strip()
        if not named or not isinstance(text, str):
            missing = "text" if named else "id"
            how = f"no {missing}" if row.get(missing) in (None, "") else f"{missing} that is no string"
            report.left_out.append((where, f"has {how}", "give each entry an id and a text, under these names"))
            continue
        meta = {str(k): str(v) for k, v in row.items() if k not in ("id", "text", "title") and v is not None}
        yield where, Article(str(name), text, str(row.get("title") or ""), meta)


def _csv_rows(path: Path, text: str, report: _Report) -> Iterator[Row]:
    table = read_table(text, ("id", "text", "title"))
    if not {"id", "text"} <= set(table.columns):
        raise CorpusError(
            f"{path.name} has no id or no text; its columns are {_listed(table.columns)}; "
            "rename two of them to id and text in the first line"
        )
    report.left_out += _named(path.name, table.left_out)
    report.loaded += _named(path.name, table.doubts)
    return iter(table.rows)


def _json_rows(path: Path, text: str, report: _Report) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n" if "\n" in text else "\r"), 1):
        if line.strip():
            where = f"{path.name}, line {number}"
            try:
                row, cut = parse_json(line)
                if not isinstance(row, dict):
                    raise Unreadable("is no JSON object", 'write {"id": …, "text": …}')
            except Unreadable as error:
                report.left_out.append((where, error.problem, error.remedy))
                continue
            if cut:
                problem = "has half a character (a lone surrogate, as in an emoji that was cut), which stands as U+FFFD"
                report.loaded.append((where, problem, "write the character again"))
            yield number, row


def _distinct(found: Iterable[tuple[str, Article]], report: _Report) -> Iterator[Article]:
    """Leave out what is empty or was seen before, and say so."""
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for where, article in found:
        if not article.text.strip():
            report.left_out.append((where, "is empty", "delete it or fetch its text again"))
        elif article.id in ids:
            report.left_out.append((where, "has the same id as an earlier article", "rename one of them"))
        elif article.text in texts:
            report.left_out.append((where, f"repeats the text of {texts[article.text]}", "delete one of them"))
        else:
            ids.add(article.id)
            texts[article.text] = article.id
            yield article
