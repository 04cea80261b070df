"""The text of word processors' files: .docx and .odt (XML in a ZIP archive), and .rtf.

What is read is what stands in the body, in its order, with the cells of tables and what tracked changes inserted;
headers, footers, notes, comments and deleted text are left out.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.extras import needed
from newsloupe.reading.zipped import open_zip, read_member

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WORD_LEFT_OUT = {
    f"{_WORD}{name}" for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference", "pPr", "rPr")
}
_WORD_LEFT_OUT.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")  # repeats a text box
_WORD_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\xad"}
_ODF_LEFT_OUT = {f"{_ODF_TEXT}{name}" for name in ("note", "tracked-changes", "sequence-decls", "variable-decls")}
_ODF_LEFT_OUT |= {f"{_ODF_OFFICE}annotation", f"{_ODF_OFFICE}forms"}
_WORD_NOTES = {f"{_WORD}{name}" for name in ("footnoteReference", "endnoteReference", "commentReference", "delText")}
_ODF_NOTES = {f"{_ODF_TEXT}note", f"{_ODF_TEXT}deletion", f"{_ODF_OFFICE}annotation"}
_OLE = b"\xd0\xcf\x11\xe0"  # an old Office file, and a new one with a password
_AGAIN = "open it in the program that it comes from, and save it again"


class Written(NamedTuple):
    """The paragraphs of a document as `lines`; `notes` says whether it has footnotes, comments or deleted text, which
    are not in them."""

    lines: list[str]
    notes: bool


def read_docx(data: bytes) -> Written:
    """A Word document. Raises `Unreadable` for a damaged one, and one with a password."""
    if data.startswith(_OLE):
        problem = "is protected by a password, or an old .doc file under a new name"
        raise Unreadable(problem, "save it as .docx without a password")
    root = _xml(read_member(open_zip(data), "word/document.xml"))
    body = root.find(f"{_WORD}body")
    if body is None:
        raise Unreadable("is no Word document that can be read", _AGAIN)
    return Written(_lines(body, f"{_WORD}p", _word_text), _has_any(body, _WORD_NOTES))


def read_odt(data: bytes) -> Written:
    """An OpenDocument text. Raises `Unreadable` for a damaged one, and one with a password."""
    archive = open_zip(data)
    try:
        encrypted = b"encryption-data" in read_member(archive, "META-INF/manifest.xml")
    except Unreadable:
        encrypted = False
    if encrypted:
        raise Unreadable("is protected by a password", "save it without one")
    body = _xml(read_member(archive, "content.xml")).find(f"{_ODF_OFFICE}body")
    if body is None:
        raise Unreadable("is no OpenDocument text that can be read", _AGAIN)
    return Written(_lines(body, (f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"), _odf_text), _has_any(body, _ODF_NOTES))


def _has_any(body: ElementTree.Element, names: set[str]) -> bool:
    return any(element.tag in names for element in body.iter())


def _xml(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise Unreadable("declares entities in its XML, which no word processor does", "do not trust this file")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable(f"is damaged (its XML: {error})", _AGAIN) from None


def _lines(body: ElementTree.Element, paragraph: str | tuple[str, ...], text: Any) -> list[str]:
    names = (paragraph,) if isinstance(paragraph, str) else paragraph
    left_out = _WORD_LEFT_OUT | _ODF_LEFT_OUT
    found: list[str] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in names:
            found += "".join(text(element)).split("\n")
        elif element.tag not in left_out:
            waiting += reversed(element)
    return found


def _word_text(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(_WORD)
        if name in _WORD_SIGNS:
            yield _WORD_SIGNS[name]
        elif name == "t":
            yield child.text or ""
        elif name == "p":  # of a text box
            yield "\n"
            yield from _word_text(child)
            yield "\n"
        elif child.tag not in _WORD_LEFT_OUT:
            yield from _word_text(child)


def _odf_text(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = child.tag.removeprefix(_ODF_TEXT)
        if name == "s":
            yield " " * int(child.get(f"{_ODF_TEXT}c", "1"))
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name in ("p", "h"):  # of a text box
            yield from ("\n", *_odf_text(child), "\n")
        elif child.tag not in _ODF_LEFT_OUT:
            yield from _odf_text(child)
        yield child.tail or ""


def rtf_text(data: bytes) -> str:
    """The text of an RTF file. Raises `Unreadable` for what is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("is no RTF file", _AGAIN)
    striprtf = needed("striprtf.striprtf", "striprtf", "an RTF file")
    try:
        text = striprtf.rtf_to_text(_plainer(data.decode("latin-1")), errors="replace")
    except Exception as error:  # of many kinds: a small parser that expects sound files
        raise Unreadable(f"is a damaged RTF file ({error})", _AGAIN) from None
    if not data.rstrip(b"\0\r\n\t ").endswith(b"}"):
        raise Unreadable("is an RTF file that breaks off", "get it again, or open it and save it again")
    return str(text)


_RTF_DELETED = re.compile(r"\{(?:\\.|[^{}\\])*?\\deleted(?![a-z\d])(?:\\.|[^{}\\])*\}", re.DOTALL)


def _plainer(source: str) -> str:
    """RTF without what tracked changes deleted and without the addresses of links, with cells as paragraphs."""
    without = _RTF_DELETED.sub("", source)
    without = re.sub(r"(\\fldinst[^}]{0,40}?)HYPERLINK", r"\1", without)
    without = re.sub(r"\\(?:nest)?cell(?=\s*\\(?:nest)?row(?![a-z]))", "", without)  # a row ends a line by itself
    return re.sub(r"\\(?:nest)?cell(?![a-z])", r"\\par", without)


def text_of_lines(lines: list[str]) -> str:
    """Paragraphs as the lines of a text, without empty ones at both ends."""
    return "\n".join(lines).strip("\n")
