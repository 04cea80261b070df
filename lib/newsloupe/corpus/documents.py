"""A file of any kind that is read, to the articles in it: one, or those of an archive's export."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from newsloupe.corpus.columns import as_text, find_columns
from newsloupe.corpus.europresse import is_europresse, read_europresse
from newsloupe.corpus.exports import Draft, Export
from newsloupe.corpus.factiva import is_factiva, read_factiva
from newsloupe.corpus.nexis import is_lexisnexis, is_nexis, read_lexisnexis, read_nexis
from newsloupe.corpus.proquest import is_proquest, read_proquest
from newsloupe.corpus.report import Report
from newsloupe.reading.decoding import Unreadable, decode
from newsloupe.reading.json_text import parse_json, without_lone_surrogates
from newsloupe.reading.office import read_docx, read_odt, rtf_text, text_of_lines
from newsloupe.reading.pdf_files import read_pdf
from newsloupe.reading.web_archives import web_records
from newsloupe.reading.web_pages import page_source, parse_page, read_page
from newsloupe.reading.yaml_text import parse_yaml

PLAIN = (".txt", ".md")
PAGES = (".html", ".htm", ".xhtml")
DOCUMENTS = (*PLAIN, *PAGES, ".docx", ".odt", ".rtf", ".pdf", ".warc", ".warc.gz")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ".parquet")
ARCHIVES = (".zip",)
_OTHERS = {
    ".doc": "save it as .docx", ".xls": "save it as .xlsx", ".ods": "save it as .xlsx or .csv",
    ".pages": "export it as .docx", ".numbers": "export it as .csv", ".epub": "save its text as .txt files",
    ".mhtml": "save the page as “HTML only”", ".mht": "save the page as “HTML only”",
    ".webarchive": "save the page as HTML", ".gz": "unpack it", ".tar": "unpack it, and load the folder",
    ".7z": "unpack it, and load the folder", ".rar": "unpack it, and load the folder",
    ".eml": "save the text of the message as .txt", ".msg": "save the text of the message as .txt",
    ".xml": "export it in another form (.docx, .html or .csv)",
}  # fmt: skip
MOST_TEXT = 50_000_000  # bytes of one text, page or table in JSON; no article has so many, nor has an export
MOST = 1_000_000_000  # bytes of a file of any kind

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n\s*", re.DOTALL)
_LEFT_OUT = "look at corpus.cut, and if it is the article's, copy the whole text from the page into a .txt file"

KINDS = (
    "a folder or a .zip of .txt, .md, .html, .docx, .odt, .rtf or .pdf files; a .csv, .tsv, .xlsx, .json, .jsonl or "
    ".parquet file; or a DataFrame"
)


def composed(name: str) -> str:
    """A name with each letter and its accent as one character.

    >>> composed("u\\u0308ber") == "\\u00fcber"
    True
    """
    return unicodedata.normalize("NFC", name)


@dataclass(frozen=True)
class Source:
    """A file somewhere: its name (with folders, from where the corpus begins), its size, how to read it, and what
    stands `above` its name in the report (the archive that it is in). Letters with accents are single characters in
    the name, as people type them, and not letter and accent, as macOS writes them."""

    name: str
    size: int
    read: Callable[[], bytes]
    above: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", composed(self.name))

    @property
    def shown(self) -> str:
        """Its name in the report, in which every letter can be shown."""
        return str(without_lone_surrogates(f"{self.above}{self.name}"))

    @property
    def suffix(self) -> str:
        """The suffix in small letters, of compressed web archives both."""
        name = self.name.lower()
        return ".warc.gz" if name.endswith(".warc.gz") else PurePosixPath(name).suffix

    @property
    def stem(self) -> str:
        file = PurePosixPath(self.name).name
        return file[: -len(self.suffix)] if self.suffix else file

    @property
    def folders(self) -> tuple[str, ...]:
        return PurePosixPath(self.name).parts[:-1]

    def data(self) -> bytes:
        """What stands in it. Raises `Unreadable` if it is too large."""
        most = MOST_TEXT if self.suffix in (*PLAIN, *PAGES) else MOST
        if self.size > most:
            problem = f"has {self.size:,} bytes, more than any article or export of articles ({most:,})"
            raise Unreadable(problem, "cut it into articles, or make a table (.csv) with a row for each")
        return self.read()


@dataclass
class Found:
    """The articles in a file, what is to be doubted (problem, remedy), the export that it is, if it is one, and whether
    it has `notes` (footnotes, comments, deleted text), which are not read."""

    drafts: list[Draft]
    doubts: list[tuple[str, str]] = field(default_factory=list)
    export: Export | None = None
    notes: bool = False


def remedy_for(suffix: str) -> str:
    """What to do with a file of a kind that is not read."""
    return _OTHERS.get(suffix, "save its text as a .txt file, or leave it out")


def read_document(source: Source, data: bytes) -> Found:
    """The articles in a file of one of the kinds in `DOCUMENTS`. Raises `Unreadable` when there is none."""
    suffix = source.suffix
    if suffix in PLAIN:
        return _plain(data) if suffix == ".txt" else _with_front_matter(_plain(data))
    if suffix in PAGES:
        return _page(data)
    if suffix in (".warc", ".warc.gz"):
        return _web_archive(data)
    if suffix == ".pdf":
        text, cut, doubt = read_pdf(data)
        found = _lines(text.split("\n"))
        if found.export is None:
            found.drafts = [Draft(text, cut=cut)]
        found.doubts += [(doubt, "compare it with the file in a reader of PDFs")] if doubt else []
        return found
    if suffix == ".rtf":
        return _lines(rtf_text(data).split("\n"))
    lines, notes = read_docx(data) if suffix == ".docx" else read_odt(data)
    found = _lines(lines)
    found.notes = notes
    return found


def _plain(data: bytes) -> Found:
    decoded = decode(data)
    doubts = [(decoded.doubt, decoded.remedy)] if decoded.doubt else []
    text = decoded.text.replace("\r\n", "\n")
    if is_proquest(text):
        return _of_export(read_proquest(text), doubts)
    if is_lexisnexis(text):
        return _of_export(read_lexisnexis(text), doubts)
    lines = text.split("\n")
    if len(lines) > 5 and is_nexis(lines):
        return _of_export(read_nexis(lines), doubts)
    return Found([Draft(decoded.text)], doubts)


def _with_front_matter(found: Found) -> Found:
    """What is known of a Markdown file stands above it, between lines of three hyphens, as programs write it that save
    web pages as notes."""
    match = _FRONT_MATTER.match(found.drafts[0].text) if found.export is None else None
    if match is None:
        return found
    try:
        said = parse_yaml(match[1])
    except Unreadable as error:
        found.doubts.append((f"has lines above the text that cannot be read: {error.problem}", error.remedy))
        return found
    if isinstance(said, dict):
        columns = find_columns([str(key) for key in said], "", needs_text=False)
        meta = {thing: said.get(name) for thing, name in columns.of.items()} | {
            one: said.get(one) for one in columns.others
        }
        known = {name: as_text(value).replace("[[", "").replace("]]", "") for name, value in meta.items() if value}
        if known.get("outlet", "").startswith("http"):
            known["url"] = known.pop("outlet")
        title = known.pop("title", "")
        found.drafts = [Draft(found.drafts[0].text[match.end() :], title, known)]
    return found


def _lines(lines: list[str]) -> Found:
    if is_nexis(lines):
        return _of_export(read_nexis(lines), [])
    return Found([Draft(text_of_lines(lines))])


def _page(data: bytes) -> Found:
    source = page_source(data)
    if is_factiva(source):
        return _of_export(read_factiva(parse_page(source)), [])
    if is_europresse(source):
        return _of_export(read_europresse(parse_page(source)), [])
    page = read_page(source)
    about = dict(page.about)
    doubts = [(page.doubt, _LEFT_OUT)] if page.doubt else []
    return Found([Draft(page.text, about.pop("title", ""), about, cut=page.cut)], doubts)


def _of_export(export: Export, doubts: list[tuple[str, str]]) -> Found:
    return Found(export.drafts, doubts, export)


def _web_archive(data: bytes) -> Found:
    export = Export("web pages (WARC)")
    found = _of_export(export, [])
    try:
        for record in web_records(data):
            export.announced = record.number
            if record.cut:
                export.faults[record.number] = f"is cut ({record.url})"
                continue
            try:
                page = read_page(page_source(record.data))
            except Unreadable as error:
                if "needs the package" in error.problem:
                    raise
                export.faults[record.number] = f"{error.problem} ({record.url})"
                continue
            if page.doubt:
                found.doubts.append((f"no. {record.number} {page.doubt}", _LEFT_OUT))
            about = {"url": record.url, "visited": record.visited} | page.about
            export.drafts.append(Draft(page.text, about.pop("title", ""), about, record.number, page.cut))
    except Unreadable as error:
        if not export.drafts:
            raise
        found.doubts.append((error.problem, error.remedy))
    return found


def news_please(value: Any) -> Draft | None:
    """The article in an object as news-please and other collectors of news write it, one in a file; None for others.

    >>> news_please({"maintext": "Shut.", "title": "Pool closed", "source_domain": "daily.example"}).meta["outlet"]
    'daily.example'
    """
    if not isinstance(value, dict) or "maintext" not in value:
        return None
    names = {
        "date_publish": "date",
        "source_domain": "outlet",
        "authors": "author",
        "url": "url",
        "language": "language",
    }
    meta = {}
    for key, name in names.items():
        given = value.get(key)
        given = ", ".join(map(str, given)) if isinstance(given, list) else given
        if given not in (None, ""):
            meta[name] = str(given)
    return Draft(str(value["maintext"] or ""), str(value.get("title") or ""), meta)


def read_json_document(data: bytes) -> tuple[Any, list[tuple[str, str]]]:
    """The value in a JSON file, and what is to be doubted in it."""
    decoded = decode(data)
    value, cut = parse_json(decoded.text)
    doubts = [(decoded.doubt, decoded.remedy)] if decoded.doubt else []
    if cut:
        doubts.append(("has half a character (a lone surrogate), which stands as U+FFFD", "write the character again"))
    return value, doubts


def tell(found: Found, source: Source, report: Report) -> None:
    """Put into the report what a file says of itself."""
    report.loaded += [(source.shown, problem, remedy) for problem, remedy in found.doubts]
    if found.notes:
        report.with_notes.append(source.shown)
    if found.export:
        report.notes.append(found.export.note(source.shown))
        report.left_out += found.export.problems(source.shown)
