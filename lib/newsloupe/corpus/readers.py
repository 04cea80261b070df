"""Reading corpora: from a path or a DataFrame to articles, with a report of what was left out and what was understood.

What cannot be used is reported by name with what to do about it, and everything else is loaded.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.corpus.article import Article, Corpus, CorpusError
from newsloupe.corpus.columns import Columns, articles_of_rows, as_text, find_columns, folded, missing
from newsloupe.corpus.dates import parse_dates
from newsloupe.corpus.documents import (
    ARCHIVES,
    DOCUMENTS,
    KINDS,
    TABLES,
    Found,
    Source,
    news_please,
    read_document,
    read_json_document,
    remedy_for,
    tell,
)
from newsloupe.corpus.manifest import Manifest, manifest_table, read_manifest, table_of_files, with_home
from newsloupe.corpus.no_articles import doubtful_kinds
from newsloupe.corpus.overlap import near_duplicates
from newsloupe.corpus.report import EMPTY, CorpusWarning, Report, shortened
from newsloupe.corpus.tables import FRAME, Grid, grid_of_frame, names_files, read_grids
from newsloupe.corpus.trees import MANIFEST, files_in, files_in_zip, ids, is_there, levels
from newsloupe.reading.decoding import Unreadable, read_bytes
from newsloupe.reading.zipped import members

_NOT_HERE = (
    "the five articles of the notebooks are not in the installed package, since they belong to their owners; they are "
    "in the folder seeds of the project's repository: load_corpus(“…/seeds”)"
)
_NAMING = ("id", "text", "file", "filename")  # columns of a list that say which file is meant
OPEN = "open"  # the name of the second shipped corpus, and of its folder; a folder of yours is ./open

Named = Iterator[tuple[str, Article]]  # articles, each with the name that it has in the report


@dataclass(frozen=True)
class Wanted:
    """What the caller said of columns and folders."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    meta: Sequence[str] | Mapping[str, str] | None = None
    recursive: bool = True

    def columns(self, grid: Grid) -> Columns:
        """Which columns hold what. Raises `CorpusError`."""
        return find_columns(
            grid.columns, grid.name, text=self.text, id=self.id, title=self.title, meta=self.meta
        )  # fmt: skip


def seeds_path() -> Path:
    """The folder of the five articles of the notebooks, and of their hand coding: in the repository, or in the package
    that a class gets (``make class``; of the hand coding it has what exercises ask for).

    Raises `CorpusError` in the package that is published, which does not carry them, as they belong to their owners.

    >>> (seeds_path() / "manifest.csv").is_file()
    True
    """
    for folder in _seeds():
        if (folder / MANIFEST).is_file():
            return folder
    raise CorpusError(f"{_NOT_HERE}; give a path of your own, or load_corpus({OPEN!r})")


def _seeds() -> list[Path]:
    """Where the shipped corpora may be: in the repository, or inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    return [package.parents[1] / "seeds", package / "seeds"]


def load_corpus(
    source: str | Path | pd.DataFrame | None = None,
    *,
    text: str | None = None,
    id: str | None = None,
    title: str | None = None,
    meta: Sequence[str] | Mapping[str, str] | None = None,
    recursive: bool = True,
    path: str | Path | None = None,
) -> Corpus:
    """Load a corpus; for ``"open"`` 287 articles of Wikinews from two years (CC BY 2.5), which come with newsloupe, and
    without `source` the five articles of the notebooks. The published package does not carry these, so that it loads
    the open corpus instead, and says so.

    `source` is one of these; all may be mixed in a folder, but for tables, which are read when nothing else is there:

    - a **folder** or a ``.zip`` of ``.txt``, ``.md``, ``.html``, ``.docx``, ``.odt``, ``.rtf`` and ``.pdf`` files, one
      article each. The id is the file's name without its suffix, with the folders before it where two folders have the
      same name in them; the folders are kept as `meta` (``folder``, ``subfolder``, …; not with ``recursive=False``). A
      ``manifest.csv`` adds what is known about each file, and its ``sha256`` is checked; so does another table
      without texts whose ids or file names are those of the files (a list of Media Cloud, for instance).
    - a **table**: ``.csv``, ``.tsv``, ``.xlsx``, ``.json``, ``.jsonl``, ``.parquet``, or a DataFrame, with a row for
      each article. The columns of text, id, title, date, outlet, author and url are found by the names that people use
      for them (``Full text``, ``publish_date``, ``media_name``, ``Byline`` …), and it is said which; `text`, `id` and
      `title` name them, `meta` names the others that shall be kept (else all), or is a dictionary from a new name to a
      column. Without ids, the numbers of the rows are used.
    - an **export** of an archive, with many articles in a file: Nexis Uni and Lexis+ (``.docx``, ``.rtf``), the old
      LexisNexis and ProQuest (``.txt``), Factiva and Europresse (``.html``), news-please (``.json``), and web archives
      (``.warc``, ``.warc.gz``). Each says how many articles were announced, how many read, and which are missing. They
      were written after descriptions; none was tried on a real export.

    Of documents the body is read; footnotes, comments and deleted text are left out, and it is said which files have
    such. Of web pages and PDF files, `Corpus.cut` holds what was taken for no part of the article.

    Word, OpenDocument, CSV and JSON files need nothing else; the rest needs ``pip install "newsloupe[files]"``.

    Nothing is left out silently: what is damaged, empty, protected, a duplicate, of another kind, or changed since it
    was listed is named with reason and remedy in `Corpus.problems`, and the rest is loaded. So is what was loaded with
    a doubt: an encoding that is a guess, a date that cannot be read, texts that are nearly the same, look like web
    pages with markup, like transcripts, or like another language. (Notes about a corpus, ``README`` and ``LICENSE``,
    are no articles, nor are hidden files.) `Corpus.notes` says how files were understood. All this is told in one
    `CorpusWarning`. `path` is another name for `source`.

    Raises
    ------
    FileNotFoundError
        when `source` does not exist.
    CorpusError
        when `source` is of another kind, no column holds the text, or nothing in it could be loaded.

    >>> import tempfile, warnings
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True):
    ...     table = Path(folder) / "articles.csv"
    ...     _ = table.write_text("Headline;media_name;Full text\\nPool closed;Daily;Shut.\\n", encoding="utf-8")
    ...     corpus = load_corpus(table)
    >>> corpus["1"].text, corpus["1"].meta["outlet"]
    ('Shut.', 'Daily')
    >>> corpus.notes[0].split(": ")[1]
    "text from 'Full text', title from 'Headline', outlet from 'media_name'; ids are the numbers of the rows"
    """
    source = path if source is None else source
    wanted = Wanted(text, id, title, meta, recursive)
    report = Report()
    if isinstance(source, pd.DataFrame):
        name, found = FRAME, lambda: _of_grids([grid_of_frame(source)], wanted, report)
    elif source is None or source == OPEN:
        shipped = _place_of(source, report)
        name, found = shipped.name, lambda: _shipped(shipped, report)
    elif isinstance(source, str | Path):
        place = with_home(source)
        name, found = place.name, lambda: _of_path(place, wanted, report)
    else:
        what = f"{type(source).__name__}; give {KINDS}"
        raise CorpusError(
            f"cannot load what is of the type {what}. For texts in Python: Corpus.from_texts({{id: text}})"
        )
    try:
        articles = list(_distinct(found(), report))
    except Unreadable as error:
        raise CorpusError(error.about(name)) from None
    if (text, id, title, meta) != (None,) * 4 and not report.tables and articles:
        raise CorpusError(f"{name} is no table; text, id, title and meta name the columns of one, so leave them out")
    report.finish()
    report.loaded += _doubts(articles)
    message = report.message(name)
    if not articles:
        raise CorpusError(
            message or f"{name} holds no .txt or .md file, nor any other that is read, and no row; give {KINDS}"
        )
    if message:
        warnings.warn(message, CorpusWarning, stacklevel=2)
    return Corpus(articles, report.left_out + report.doubted(), report.notes, report.cut)


def _place_of(source: str | Path | None, report: Report) -> Path:
    """The folder of a shipped corpus; without the five articles, that of the open corpus, with a note."""
    if source is None:
        try:
            return seeds_path()
        except CorpusError:
            report.notes.append(f"{_NOT_HERE}. Loaded instead: load_corpus({OPEN!r}), 287 articles of Wikinews")
    for folder in _seeds():
        if (folder / OPEN / MANIFEST).is_file():
            return folder / OPEN
    raise CorpusError("the open corpus was not found; reinstall newsloupe, or give a path of your own")


def _shipped(folder: Path, report: Report) -> Named:
    """The shipped articles: what else is in their folder is known."""
    sources = files_in(folder, False, [])
    yield from _of_tree([one for one in sources if one.suffix == ".txt"], manifest_table(folder), Wanted(), report)


def _of_path(path: Path, wanted: Wanted, report: Report) -> Named:
    """The articles of a folder or file."""
    if is_there(path.is_dir):
        others: list[tuple[str, str, str]] = []
        sources = files_in(path, wanted.recursive, others)
        yield from _of_tree(sources, manifest_table(path), wanted, report)
        report.left_out += others
        return
    if not is_there(path.exists):
        raise FileNotFoundError(f"{path} does not exist; give {KINDS}")
    source = Source(path.name, path.stat().st_size, lambda: read_bytes(path))
    if source.suffix in ARCHIVES:
        yield from _of_zip(source, wanted, report)
    elif source.suffix in TABLES or source.suffix in DOCUMENTS:
        yield from _of_tree([source], None, wanted, report)
    else:
        what = path.suffix or "this kind of file"
        raise CorpusError(f"{path.name}: cannot read {what}; use {KINDS}, or {remedy_for(source.suffix)}")


def _of_zip(source: Source, wanted: Wanted, report: Report) -> Named:
    data = source.data()
    others: list[tuple[str, str, str]] = []
    inside = files_in_zip(data, source.shown, others)
    listed = next((one for one in members(data) if one.name.rpartition("/")[2] == MANIFEST and not one.problem), None)
    table = table_of_files(listed.read()) if listed and listed.name.count("/") < 2 else None
    yield from _of_tree(inside, table, wanted, report)
    report.left_out += others


def _of_tree(sources: list[Source], listed: Any, wanted: Wanted, report: Report) -> Named:
    """The articles of files that stand together."""
    documents = [source for source in sources if source.suffix in DOCUMENTS]
    tables = [source for source in sources if source.suffix in TABLES]
    objects = {source.name: found for source in tables if (found := _as_news_please(source)) is not None}
    documents += [source for source in tables if source.name in objects]
    if objects:
        texts = sum(bool(found.drafts[0].text.strip()) for found in objects.values())
        report.notes.append(f"articles of news-please: {len(objects)} announced, {texts} read")
    tables = [source for source in tables if source.name not in objects]
    zips = [source for source in sources if source.suffix in ARCHIVES]
    manifest = Manifest()
    if documents and listed is not None:
        manifest = read_manifest(listed, documents, report)
    elif listed is not None and listed.rows:
        read_manifest(listed, [], report)
    names = ids(documents)
    if documents:
        tables = _other_lists(tables, documents, names, manifest, report)
    for source in documents:
        yield from _of_document(source, objects.get(source.name), names[source.name], manifest, report)
    for archive in zips:
        try:
            for where, article in _of_zip(archive, wanted, report):
                above = {**levels(archive), "archive": Path(archive.name).stem}
                yield where, Article(article.id, article.text, article.title, {**above, **article.meta})
        except (Unreadable, CorpusError) as error:
            report.left_out.append(_about(archive, error))
    yield from _of_tables(tables, wanted, report, bool(documents or zips))


def _about(source: Source, error: Exception) -> tuple[str, str, str]:
    """An entry of the report for a file of which nothing could be read."""
    if isinstance(error, Unreadable):
        where = f"{source.shown}, line {error.line}" if error.line else source.shown
        return where, error.problem, error.remedy
    return (
        source.shown,
        str(error).removeprefix(source.shown).lstrip(": "),
        "load it by itself, and say which column it is",
    )


def _as_news_please(source: Source) -> Found | None:
    if source.suffix != ".json":
        return None
    try:
        value, doubts = read_json_document(source.data())
    except Unreadable:
        return None
    draft = news_please(value)
    return None if draft is None else Found([draft], doubts)


def _of_document(source: Source, found: Found | None, name: str, manifest: Manifest, report: Report) -> Named:
    """The articles in one file."""
    shown = source.shown
    try:
        data = source.data()
        if manifest.changed(source.name, data):
            remedy = "restore the file, or renew the list with newsloupe.write_manifest"
            raise Unreadable(f"differs from its checksum in {MANIFEST}", remedy)
        found = found or read_document(source, data)
    except Unreadable as error:
        report.leave_out(shown, error)
        return
    tell(found, source, report)
    if shown != f"{source.above}{source.name}":
        report.loaded.append((shown, "has a name that is not UTF-8", "rename the file"))
    known, title = manifest.meta(source.name), manifest.title(source.name)
    width = len(str(max((draft.number for draft in found.drafts), default=0)))
    for draft in found.drafts:
        meta = {**levels(source), **draft.meta, **known}
        one = f"{name}-{draft.number:0{width}}" if draft.number else name
        report.cut += [(one, at, text) for at, text in draft.cut]
        where = f"{shown}, no. {draft.number}" if draft.number else shown
        yield where, Article(one, draft.text, draft.title if draft.number else title or draft.title, meta)


def _other_lists(
    tables: list[Source], documents: list[Source], names: Mapping[str, str], manifest: Manifest, report: Report
) -> list[Source]:
    """Take tables without texts that are about the files as manifests; the other tables are given back."""
    stems = {source.stem: source.name for source in documents}
    left = []
    for source in tables:
        about = _list_of_files(source, stems)
        if about is None:
            left.append(source)
            continue
        grid, rows = about
        columns = find_columns(grid.columns, grid.name, needs_text=False)
        for stem, _, row in rows:
            meta = {thing: row.get(column) for thing, column in columns.of.items()}
            meta |= {name: row.get(name) for name in columns.others}
            known = {name: as_text(value) for name, value in meta.items() if not missing(value) and value != ""}
            known = {name: value for name, value in known.items() if folded(name) not in _NAMING}
            manifest.rows[stems[stem]] = {**known, **manifest.rows.get(stems[stem], {})}
        without = len(grid.rows) - len(rows)
        report.notes.append(
            f"{source.shown} is a list of the files: {len(grid.rows)} listed, {len(rows)} of them there"
        )
        if without:
            problem = f"lists {without} articles of which there is no file"
            report.left_out.append((source.shown, problem, "save their texts as files that are called by their ids"))
    return left


def _list_of_files(source: Source, stems: Mapping[str, str]) -> tuple[Grid, list[Any]] | None:
    try:
        grids = read_grids(source, source.data(), Report())
    except (Unreadable, CorpusError):
        return None
    for grid in grids:
        rows = list(names_files(grid, stems))
        try:
            find_columns(grid.columns, grid.name)
        except CorpusError:  # it has no texts of its own
            if rows:
                return grid, rows
    return None


def _of_tables(tables: list[Source], wanted: Wanted, report: Report, beside: bool) -> Named:
    """The articles in tables; those that stand beside other files, or of which none can be read, are left out."""
    if beside:
        for source in tables:
            report.left_out.append((source.shown, *_why_beside(source)))
        return
    for source in tables:
        try:
            grids = read_grids(source, source.data(), report)
            yield from _of_grids(grids, wanted, report, f"{source.stem}-" if len(tables) > 1 else "", levels(source))
        except (Unreadable, CorpusError) as error:
            if len(tables) == 1:
                raise
            report.left_out.append(_about(source, error))


def _why_beside(source: Source) -> tuple[str, str]:
    """Why a table beside files with articles is left out, and what to do; it may be a damaged article in JSON."""
    try:
        if source.suffix == ".json":
            read_json_document(source.data())
    except Unreadable as error:
        return error.problem, error.remedy
    return "is a table beside files with articles", "load it by itself, if its rows are articles"


def _of_grids(
    grids: list[Grid], wanted: Wanted, report: Report, above: str = "", more: Mapping[str, str] | None = None
) -> Named:
    """The articles in tables of one file; sheets without a column of texts are left out if another one has it."""
    understood: list[tuple[Grid, Columns]] = []
    errors: list[tuple[Grid, CorpusError]] = []
    for grid in grids:
        if not grid.rows:
            continue
        try:
            understood.append((grid, wanted.columns(grid)))
        except CorpusError as error:
            errors.append((grid, error))
    if errors and not understood:
        raise errors[0][1]
    for grid, _ in errors:
        there = ", ".join(grid.columns[:6])
        report.left_out.append((grid.name, f"has no column of texts, only {there}",
                                "nothing, if it holds no articles; else name its column “text”"))  # fmt: skip
    report.tables += len(understood)
    several = len(understood) > 1
    for grid, columns in understood:
        made = "" if "id" in columns.of else grid.ids
        if said := "; ".join(part for part in (columns.said(), made) if part):
            report.notes.append(f"{grid.name}: {said}")
        prefix = above + (f"{grid.sheet}-" if several else "")
        rows = ((where, f"{prefix}{one}", row) for where, one, row in grid.rows)
        for where, article in articles_of_rows(rows, columns, report):
            around = {**(more or {}), **({"sheet": grid.sheet} if several else {})}
            yield where, Article(article.id, article.text, article.title, {**around, **article.meta})


def _doubts(articles: list[Article]) -> Iterator[tuple[str, str, str]]:
    """What is odd about the articles together: other kinds of text, dates that are none, texts nearly the same."""
    yield from doubtful_kinds(articles)
    by_date: dict[str, list[str]] = {}
    for article in articles:
        by_date.setdefault(article.meta.get("date", "").strip(), []).append(article.id)
    _, unparsable = parse_dates(by_date)
    for date, why in unparsable.items():
        yield shortened(by_date[date]), f"date {date[:40]!r} {why}", "write it as 2024-05-31"
    near = near_duplicates(Corpus(articles))
    for article, other, share in zip(near["article"], near["other"], near["share"], strict=True):
        problem = f"is nearly the same text as {other} ({share:.0%} of their runs of words)"
        yield str(article), problem, "look at both; to leave one out: corpus.select([…])"


def _distinct(found: Iterable[tuple[str, Article]], report: Report) -> Iterator[Article]:
    """Leave out what is empty or was seen before, and say so."""
    seen: set[str] = set()
    texts: dict[str, str] = {}
    for where, article in found:
        if not article.text.strip():
            report.left_out.append((where, *EMPTY))
        elif article.id in seen:
            report.left_out.append((where, "has the same id as an earlier article", "rename one of them"))
        elif article.text in texts:
            report.left_out.append((where, f"repeats the text of {texts[article.text]}", "delete one of them"))
        else:
            seen.add(article.id)
            texts[article.text] = article.id
            yield article
