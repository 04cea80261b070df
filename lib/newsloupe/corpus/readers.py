"""Reading corpora: folders of text files, CSV and JSONL, and the manifest that says what is known of each file.

What cannot be used is reported by name with what to do about it, and everything else is loaded.
"""

import csv
import hashlib
import io
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsloupe import text as _text
from newsloupe.corpus.article import UNKNOWN, Article, Corpus, CorpusError
from newsloupe.saving import put

MANIFEST = "manifest.csv"
NOTES = {"readme.md", "license.md", "guide.md"}  # files about a corpus, not part of it


class CorpusWarning(UserWarning):
    """Some files were left out; `Corpus.problems` lists them with what to do about each.

    >>> import tempfile, warnings
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     for name, text in {"a.txt": "The pool is closed.", "b.txt": ""}.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     corpus = load_corpus(folder)
    >>> caught[0].category.__name__, corpus.ids, corpus.problems.iloc[0].tolist()
    ('CorpusWarning', ['a'], ['b', 'is empty', 'delete it or fetch its text again'])
    """


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
    """Load a corpus; without `path`, the five articles that come with newsloupe.

    `path` is a folder of ``.txt`` and ``.md`` files (the id is the file's name without its suffix), a ``.csv`` or
    a ``.jsonl`` file with the columns or keys ``id`` and ``text``; ``title`` is optional and all others become
    `meta`. A ``manifest.csv`` in a folder adds what is known about each file, and its ``sha256`` is checked.

    Files that are undecodable, binary, empty, duplicates, or changed since they were listed are left out,
    reported in a `CorpusWarning` and kept in `Corpus.problems`; the rest is loaded.

    Raises
    ------
    FileNotFoundError
        when `path` does not exist.
    CorpusError
        when `path` is of another kind, lacks the columns, or nothing in it could be loaded.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "pool.txt").write_text("The pool is closed.")
    ...     corpus = load_corpus(folder)
    >>> corpus.ids, corpus["pool"].text
    (['pool'], 'The pool is closed.')
    """
    path = seeds_path() if path is None else Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; give a folder of .txt files, a .csv or a .jsonl")
    problems: list[tuple[str, str, str]] = []
    if path.is_dir():
        found = _read_folder(path, problems)
    elif path.suffix.lower() in _TABLES:
        found = _read_table(path, problems)
    elif path.suffix.lower() in (".txt", ".md"):
        found = _read_files([path], {}, problems)
    else:
        raise CorpusError(
            f"{path.name}: cannot read {path.suffix or 'this kind of file'}; "
            "use a folder of .txt or .md files, a .csv or a .jsonl"
        )
    corpus = Corpus(_distinct(found, problems), problems)
    if problems:
        listed = "\n".join(f"  {name}: {problem}; {remedy}" for name, problem, remedy in problems[:20])
        more = f"\n  and {len(problems) - 20} more in corpus.problems" if len(problems) > 20 else ""
        message = f"{len(problems)} of the entries in {path.name} were left out:\n{listed}{more}"
        if not len(corpus):
            raise CorpusError(message)
        warnings.warn(message, CorpusWarning, stacklevel=2)
    if not len(corpus):
        raise CorpusError(f"{path.name} holds no .txt or .md file and no row; put one article in each file")
    return corpus


def write_manifest(folder: str | Path) -> Path:
    """Write (or renew) ``manifest.csv`` for a folder, keeping what an existing one says about each file.

    New files get ``"unknown"`` in every descriptive field, to be filled in by hand. Returns the file's path.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "pool.txt").write_text("The pool is closed.")
    ...     table = pd.read_csv(write_manifest(folder))
    >>> table[["id", "words", "title", "outlet"]].values.tolist()
    [['pool', 4, 'unknown', 'unknown']]
    """
    folder = Path(folder)
    known = _read_manifest(folder)
    names = ["id", "file", "sha256", "words", "label", "title", "date", "outlet", "author", "url", "language", "note"]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, names, restval=UNKNOWN, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for file in _text_files(folder):
        data = file.read_bytes()
        text = _decode(data)
        if text is None:
            continue
        row = {"label": file.stem, "note": ""} | known.get(file.name, {})
        row |= {
            "id": file.stem,
            "file": file.name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "words": str(len(_text.words(text))),
        }
        writer.writerow(row)
    return put(folder / MANIFEST, table.getvalue().encode("utf-8"))


def _text_files(folder: Path) -> list[Path]:
    files = (file for file in folder.iterdir() if file.suffix.lower() in (".txt", ".md") and file.is_file())
    wanted = (file for file in files if file.name.lower() not in NOTES and not file.name.startswith("."))
    return sorted(wanted, key=lambda file: (file.stem, file.suffix))


def _read_folder(folder: Path, problems: list[tuple[str, str, str]]) -> Iterator[Article]:
    manifest = _read_manifest(folder)
    files = _text_files(folder)
    for name in sorted(set(manifest) - {file.name for file in files}):
        problems.append((name, "is listed in manifest.csv but missing", "restore the file or delete its line"))
    return _read_files(files, manifest, problems)


def _read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    if rows and "file" not in rows[0]:
        raise CorpusError(f"{MANIFEST} has no column 'file'; run newsloupe.write_manifest on the folder")
    return {row["file"]: {k: v or "" for k, v in row.items() if k is not None} for row in rows}


def _read_files(
    files: Iterable[Path], manifest: Mapping[str, Mapping[str, str]], problems: list[tuple[str, str, str]]
) -> Iterator[Article]:
    for file in files:
        known = manifest.get(file.name, {})
        try:
            data = file.read_bytes()
        except OSError as error:
            problems.append((file.name, f"cannot be read ({error.strerror})", "check its permissions"))
            continue
        checksum = known.get("sha256", "")
        if checksum not in ("", UNKNOWN) and checksum != hashlib.sha256(data).hexdigest():
            problems.append(
                (
                    file.name,
                    "differs from its checksum in manifest.csv",
                    "restore the file, or renew the list with newsloupe.write_manifest",
                )
            )
            continue
        text = _decode(data)
        if text is None:
            problems.append((file.name, "is binary or in no encoding we could detect", "save it as UTF-8 text"))
            continue
        meta = {k: v for k, v in known.items() if k not in ("id", "file", "sha256", "words", "title")}
        title = known.get("title", "")
        yield Article(file.stem, text, "" if title == UNKNOWN else title, meta)


def _decode(data: bytes) -> str | None:
    """The text of a file, or None. A byte-order mark belongs to the encoding, not to the text."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data and not utf16:
        return None
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

    # Windows-1252 first: of the old encodings it is by far the commonest in English news archives.
    best = from_bytes(data, cp_isolation=["cp1252"]).best() or from_bytes(data).best()
    return None if best is None else data.decode(best.encoding)


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    csv.field_size_limit(2**31 - 1)
    text = _decode(path.read_bytes())
    if text is None:
        raise CorpusError(f"{path.name} is binary or in no encoding we could detect; save it as UTF-8")
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        for row in reader:
            yield f"{path.name}, line {reader.line_num}", row
    except csv.Error as error:
        raise CorpusError(f"{path.name}, line {reader.line_num}: {error}; check the quotation marks") from None


def _jsonl_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    text = _decode(path.read_bytes())
    if text is None:
        raise CorpusError(f"{path.name} is binary or in no encoding we could detect; save it as UTF-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = {}
            yield f"{path.name}, line {number}", row if isinstance(row, dict) else {}


_TABLES = {".csv": _csv_rows, ".jsonl": _jsonl_rows, ".ndjson": _jsonl_rows}


def _read_table(path: Path, problems: list[tuple[str, str, str]]) -> Iterator[Article]:
    for where, row in _TABLES[path.suffix.lower()](path):
        name, text = row.get("id"), row.get("text")
        if name in (None, "") or not isinstance(text, str):
            problems.append((where, "has no id or no text", "each entry needs both, under these names"))
            continue
        meta = {str(k): str(v) for k, v in row.items() if k not in ("id", "text", "title", None) and v is not None}
        yield Article(str(name), text, str(row.get("title") or ""), meta)


def _distinct(articles: Iterable[Article], problems: list[tuple[str, str, str]]) -> Iterator[Article]:
    """Leave out what is empty or was seen before, and say so."""
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for article in articles:
        if not article.text.strip():
            problems.append((article.id, "is empty", "delete it or fetch its text again"))
        elif article.id in ids:
            problems.append((article.id, "has the same id as an earlier article", "rename one of them"))
        elif article.text in texts:
            problems.append((article.id, f"repeats the text of {texts[article.text]}", "delete one of them"))
        else:
            ids.add(article.id)
            texts[article.text] = article.id
            yield article
