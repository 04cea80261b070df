"""REFI-QDA projects (``.qdpx``), which NVivo, MAXQDA, ATLAS.ti, QualCoder and others read and write.

The format: REFI-QDA 1.0 and 1.5 of the Rotterdam Exchange Format Initiative: a ZIP file with ``project.qde`` (XML) and
a text file for each source. Positions are Unicode code points. Programs may differ in details, so that reading allows
for all of these: the folder is ``Sources`` or ``sources``; a byte-order mark or the line end CR LF is counted or not;
the end is after the last character, or is this character. Where selections are named after their first words, that
decides; else the file is taken as it is.

What is written is valid by the published schema, and is read again without loss. It was not tried in any of these
programs: try one text before a class depends on it.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.refi_codebook import NO_XML, color, description, guid, parse_xml
from newsloupe.exchange.shared import (
    Coding,
    ExchangeError,
    Problems,
    Texts,
    codings,
    given_out,
    link,
    place,
    span_table,
    told,
)
from newsloupe.reading.decoding import Unreadable, read_bytes
from newsloupe.saving import put

PROJECT = "urn:QDA-XML:project:1.0"
_OURS = "newsloupe"  # the name of notes that hold what the format has no place for
_LARGEST = 200_000_000  # bytes of one file in the ZIP
_LINE_END = re.compile("\r\n|\r")
_GUID = re.compile(r"[{}\s]")


def to_refi(
    spans: pd.DataFrame,
    corpus: Corpus,
    path: str | Path,
    *,
    codebook: str | Path | Codebook | None = None,
    only: Only | None = None,
) -> Path:
    """Write a span table as a REFI-QDA project, the file `path` (``.qdpx``): every article of `corpus` as a plain text,
    coders as users, labels (of the table and of `codebook`, with definitions) as codes, spans as coded selections.

    Groups also are links from the cue or verb to each other part. A note on a span is a note there; layer, group, rule
    and further columns, for which there is no place, are a second note with the name ``newsloupe``, as JSON, and
    `from_refi` reads them back. Line ends are written as LF. The same table gives the same bytes.

    `only` are the passages to give out (`newsloupe.corpus.give_out`): each is a text of its own there, and comes
    back at its place in the article.

    Raises `SpanError` when the table does not fit the corpus, `ExchangeError` for another ending of the file's name and
    for a label that XML cannot hold.

    >>> import tempfile, zipfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_refi(find_words(corpus, "may").assign(coder="Ada"), corpus, f"{folder}/class.qdpx")
    ...     zipfile.ZipFile(path).namelist()[0]
    'project.qde'
    """
    path = Path(path)
    if path.suffix.lower() != ".qdpx":
        raise ExchangeError(f"{path.name} is no name for a REFI-QDA project", "call it something.qdpx")
    spans, corpus = given_out(spans, corpus, only)
    project, texts = _project(codings(spans, corpus), corpus, None if codebook is None else load_codebook(codebook))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [("project.qde", project), *texts]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    path.parent.mkdir(parents=True, exist_ok=True)
    return put(path, held.getvalue())


def _project(cut: list[Coding], corpus: Corpus, book: Codebook | None) -> tuple[bytes, list[tuple[str, bytes]]]:
    root = ElementTree.Element("Project", {"name": "newsloupe", "origin": "newsloupe", "xmlns": PROJECT})
    coders = sorted({coding.coder for coding in cut} - {""})
    if coders:
        users = ElementTree.SubElement(root, "Users")
        for coder in coders:
            ElementTree.SubElement(users, "User", guid=guid("user", coder), name=_allowed(coder))
    labels = list(dict.fromkeys([*(book.labels if book else []), *sorted(_labels(cut))]))
    if labels:
        codes = ElementTree.SubElement(ElementTree.SubElement(root, "CodeBook"), "Codes")
        for number, label in enumerate(labels):
            about = {"guid": guid("code", label), "name": _allowed(label), "isCodable": "true", "color": color(number)}
            code = ElementTree.SubElement(codes, "Code", about)
            if book and label in book.labels:
                ElementTree.SubElement(code, "Description").text = description(book[label])
    notes: list[ElementTree.Element] = []
    links: list[ElementTree.Element] = []
    texts = []
    sources = ElementTree.SubElement(root, "Sources") if len(corpus) else root
    for article in corpus:
        key = guid("source", article.id)
        path = f"internal://{key}.txt"
        source = ElementTree.SubElement(sources, "TextSource", guid=key, name=_bare(article.id), plainTextPath=path)
        lf = _LINE_END.sub("\n", article.text)
        texts.append((f"Sources/{key}.txt", lf.encode("utf-8")))
        positions = _positions(article.text, one_for_both=True)
        for coding in (one for one in cut if one.article is article):
            _write_coding(coding, source, positions, notes, links)
    for name, found in (("Notes", notes), ("Links", links)):
        if found:
            ElementTree.SubElement(root, name).extend(found)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", texts


def _labels(cut: Iterable[Coding]) -> set[str]:
    return {row["label"] for coding in cut for row in coding.rows}


def _write_coding(
    coding: Coding,
    source: ElementTree.Element,
    positions: list[int],
    notes: list[ElementTree.Element],
    links: list[ElementTree.Element],
) -> None:
    """The selections of one coder in one article, with their notes and links."""
    who = {"creatingUser": guid("user", coding.coder)} if coding.coder else {}
    back = {there: offset for offset, there in reversed(list(enumerate(positions)))}
    keys = [guid("selection", coding.article.id, coding.coder, number) for number in range(len(coding.rows))]
    for key, row in zip(keys, coding.rows, strict=True):
        start, end = row["start"], row["end"]
        words = " ".join(coding.article.text[start:end].split())[:60]
        where = {"startPosition": str(positions[start]), "endPosition": str(positions[end])}
        about = {"guid": key, "name": _bare(words), **where, **who}
        selection = ElementTree.SubElement(source, "PlainTextSelection", about)
        coded = ElementTree.SubElement(selection, "Coding", {"guid": guid("coding", key), **who})
        ElementTree.SubElement(coded, "CodeRef", targetGUID=guid("code", row["label"]))
        kept = back[positions[start]] == start and back[positions[end]] == end  # else inside of CR LF
        for name, content in _notes(row, {} if kept else {"start": start, "end": end}):
            note = ElementTree.Element("Note", {"guid": guid("note", key, name), "name": name, **who})
            ElementTree.SubElement(note, "PlainTextContent").text = content
            notes.append(note)
            ElementTree.SubElement(coded, "NoteRef", targetGUID=guid("note", key, name))
    for first, second, name in coding.links:
        about = {"originGUID": keys[first], "targetGUID": keys[second], "name": _allowed(name), "direction": "OneWay"}
        links.append(ElementTree.Element("Link", {"guid": guid("link", keys[first], keys[second]), **about}))


def _notes(row: dict[str, Any], more: dict[str, int]) -> Iterator[tuple[str, str]]:
    """What is noted about a span: for people, and (as JSON) what the format has no place for."""
    values = {name: value for name, value in told(row).items() if name != "coder"}
    note = values.get("note", "")
    if note and not NO_XML.search(note) and "\r" not in note and note == note.strip():
        yield "note", values.pop("note")
    if values or more:
        yield _OURS, json.dumps(values | more)


def _allowed(name: str) -> str:
    if NO_XML.search(name):
        raise ExchangeError(f"{name!r} has a character that XML cannot hold", "rename it")
    return name


def _bare(words: str) -> str:
    return NO_XML.sub("\ufffd", words)


def _positions(text: str, *, one_for_both: bool) -> list[int]:
    """For each offset of a text the one that it has where CR LF counts as one character."""
    if not one_for_both:
        return list(range(len(text) + 1))
    return list(
        accumulate((not (a == "\r" and b == "\n") for a, b in zip(text, text[1:] + " ", strict=True)), initial=0)
    )


def from_refi(
    path: str | Path,
    corpus: Corpus,
    *,
    layer: str = "",
    coder: str = "",
    read: str | Path | Codebook | None = None,
) -> pd.DataFrame:
    """Read a REFI-QDA project (``.qdpx``), as `to_refi` or a program for qualitative analysis wrote it.

    Every code of a selection in a plain text is a span: ``label`` is the name of the code (of a code below others the
    further column ``parent`` has theirs, joined by ``/``), ``coder`` the user who coded, ``note`` the notes. Links
    between selections tie them into groups. Selections without a code, and codes of whole texts, pictures, PDF files
    and recordings are listed as left out. A text is found in `corpus` by its words, whatever its line ends; where a
    program has changed it, it is left out with an `ExchangeWarning`.

    `layer` and `coder` fill these columns where the file does not say. With `read`, the codebook that was used, every
    text counts as read to its end by those who marked something in it.

    Raises FileNotFoundError, and `ExchangeError` when nothing could be used.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_refi(find_words(corpus, "may").assign(coder="Ada"), corpus, f"{folder}/class.qdpx")
    ...     from_refi(path, corpus)[["start", "end", "text", "label", "coder"]].values.tolist()
    [[3, 6, 'may', 'search', 'Ada']]
    """
    path = Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; give a .qdpx file")
    project = _Project(path)
    problems, found = Problems(), list[Coding]()
    texts = Texts(corpus)
    for kind in ("PictureSource", "PDFSource", "AudioSource", "VideoSource"):
        for source in project.all(kind):
            problems.add(source.get("name", kind), f"is no plain text ({kind})", "only plain texts can be read")
    for source in project.all("TextSource"):
        name = source.get("name", "a text")
        with problems.at(name):
            found += _codings_of(source, name, project, texts, problems)
    return span_table(path, found, problems, corpus, layer=layer, coder=coder, read=read)


class _Project:
    """What stands in a ``.qdpx`` file."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(read_bytes(path)))
        except (zipfile.BadZipFile, Unreadable):
            raise ExchangeError(f"{path.name} is no REFI-QDA project", "export the project again, as .qdpx") from None
        self.files = {name.lower().replace("\\", "/"): name for name in self.archive.namelist()}
        name = next((name for name in self.files if name.endswith(".qde")), None)
        if name is None:
            raise ExchangeError(f"{path.name} holds no project.qde", "export the project again, as .qdpx")
        self.root = parse_xml(self.content(name), name)
        self.users = {_key(one.get("guid")): one.get("name") or one.get("id") or "" for one in self.all("User")}
        self.notes = {_key(one.get("guid")): one for one in self.all("Note")}
        self.codes = dict(self._codes())
        self.links = [
            (_key(one.get("originGUID")), _key(one.get("targetGUID")), one.get("name", "")) for one in self.all("Link")
        ]

    def all(self, name: str) -> Iterator[ElementTree.Element]:
        return (one for one in self.root.iter() if _local(one) == name)

    def _codes(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """The name of each code, and those of the codes above it."""
        waiting = [(code, "") for book in self.all("Codes") for code in book]
        while waiting:
            code, above = waiting.pop()
            if _local(code) == "Code":
                name = code.get("name", "")
                yield _key(code.get("guid")), (name, above)
                waiting += [(child, f"{above}/{name}" if above else name) for child in code]

    def content(self, name: str) -> bytes:
        info = self.archive.getinfo(self.files[name.lower()])
        if info.file_size > _LARGEST:
            raise ExchangeError(f"{info.filename} has {info.file_size:,} bytes", "export fewer texts at once")
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise ExchangeError(f"{info.filename} cannot be unpacked ({error})", "export the project again") from None

    def text(self, source: ElementTree.Element) -> str:
        """The plain text of a source, line ends and byte-order mark untouched."""
        inline = next((one for one in source if _local(one) == "PlainTextContent"), None)
        path = source.get("plainTextPath")
        if inline is not None and not path:
            return inline.text or ""
        name = re.sub(r"^internal:/+", "", path or "").lower()
        found = next((file for file in (f"sources/{name}", name) if file in self.files), None)
        if not path or found is None:
            raise ExchangeError("has no plain text in the project", "export the project with its texts inside")
        try:
            return self.content(found).decode("utf-8")
        except UnicodeDecodeError:
            raise ExchangeError("its text is not UTF-8", "export the project again") from None

    def noted(self, *elements: ElementTree.Element) -> dict[str, Any]:
        """What the notes of a selection or coding say."""
        values: dict[str, Any] = {}
        lines = []
        for ref in (one for element in elements for one in element if _local(one) == "NoteRef"):
            note = self.notes.get(_key(ref.get("targetGUID")))
            content = "" if note is None else self.text(note).removeprefix("\ufeff")
            own = _ours(content) if note is not None and note.get("name") == _OURS else None
            if own is None:
                lines.append(content)
            else:
                values |= own
        lines += [one.text or "" for element in elements for one in element if _local(one) == "Description"]
        told_here = " / ".join(filter(None, lines))
        return values | ({"note": told_here} if told_here else {})


def _ours(content: str) -> dict[str, Any] | None:
    try:
        values = json.loads(content)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def _local(element: ElementTree.Element) -> str:
    """The name of an element, in whatever version of the format."""
    return str(element.tag).rpartition("}")[2]


def _key(written: str | None) -> str:
    return _GUID.sub("", written or "").lower()


def _codings_of(
    source: ElementTree.Element, name: str, project: _Project, texts: Texts, problems: Problems
) -> list[Coding]:
    """What each coder marked in one text."""
    text = project.text(source)
    article = _article(text, name, texts)
    selections = [one for one in source if _local(one) == "PlainTextSelection"]
    convert = _best(selections, text, article)
    found: dict[str, Coding] = {}
    numbers: dict[str, list[tuple[str, int]]] = {}  # of the rows of each selection, with their coders
    for selection in selections:
        coded = [one for one in selection if _local(one) == "Coding"]
        where = f"{name}, selection {selection.get('startPosition')}–{selection.get('endPosition')}"
        if not coded:
            problems.add(where, "has no code", "give it one, if it is meant as a mark")
        for coding in coded:
            with problems.at(where):
                who = project.users.get(_key(coding.get("creatingUser") or selection.get("creatingUser")), "")
                row = place(article.text, *convert(selection)) | _code(coding, project)
                own = found.setdefault(who, Coding(article, who))
                numbers.setdefault(_key(selection.get("guid")), []).append((who, len(own.rows)))
                noted = project.noted(selection, coding)
                if "start" in noted:
                    row |= place(article.text, noted["start"], noted.get("end"))
                own.rows.append(row | told(noted))
    if any(_local(one) == "Coding" for one in source):
        problems.add(name, "has codes for the whole text", "mark passages, or use a form")
    for first, second, label in project.links:
        for who, one in numbers.get(first, ()):
            for other, two in numbers.get(second, ()):
                if who == other:
                    found[who].links.append(link({"1": one, "2": two}, "1", "2", label))
    return list(found.values()) or [Coding(article, "")]


def _code(coding: ElementTree.Element, project: _Project) -> dict[str, str]:
    refs = [_key(one.get("targetGUID")) for one in coding if _local(one) == "CodeRef"]
    label, above = project.codes.get(refs[0], ("", "")) if refs else ("", "")
    if not label:
        raise ExchangeError("has a code that is not in the codebook of the project", "export the project again")
    return {"label": label} | ({"parent": above} if above else {})


def _article(text: str, name: str, texts: Texts) -> Article:
    """The article with these words, whatever the line ends."""
    lf = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    for article in texts.corpus:
        if _LINE_END.sub("\n", article.text) == lf:
            return article
    return texts.article(lf, name)


def _best(
    selections: list[ElementTree.Element], text: str, article: Article
) -> Callable[[ElementTree.Element], tuple[int | None, int | None]]:
    """The way of counting in which most selections begin with the words that are their names."""
    bare = text.removeprefix("\ufeff")
    here = {there: offset for offset, there in reversed(list(enumerate(_positions(article.text, one_for_both=True))))}
    ways = []
    for one_for_both in (False, True):  # is CR LF one character?
        there = _positions(bare, one_for_both=True)
        counted = there if not one_for_both else sorted(set(there))
        for mark in (0, len(text) - len(bare)):  # does the byte-order mark count?
            for last in (0, 1):  # is the end the last character?

                def convert(
                    selection: ElementTree.Element, counted: list[int] = counted, mark: int = mark, last: int = last
                ) -> tuple[int | None, int | None]:
                    start, end = (_number(selection.get(name)) for name in ("startPosition", "endPosition"))
                    if start is None or end is None:
                        return None, None
                    places = (start - mark, end - mark + last)
                    if not all(0 <= one < len(counted) for one in places):
                        return start, end
                    return here.get(counted[places[0]]), here.get(counted[places[1]])

                ways.append(convert)
    return max(ways, key=lambda way: sum(_fits(one, article.text, *way(one)) for one in selections))


def _fits(selection: ElementTree.Element, text: str, start: int | None, end: int | None) -> int:
    name = " ".join(selection.get("name", "").split())
    if not name or start is None or end is None:
        return 0
    words = " ".join(text[start:end].split())
    cut = name.removesuffix("…").removesuffix("...").rstrip()
    whole = text[start:end] == text[start:end].strip()
    return 2 * (words == name and whole) or int(bool(cut) and words.startswith(cut) and whole)


def _number(written: str | None) -> int | None:
    return int(written) if written is not None and re.fullmatch(r"\d{1,9}", written.strip()) else None
