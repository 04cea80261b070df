"""The text of word processors' files: .docx and .odt (XML in a ZIP archive), .rtf; and of .pdf files.

What is read is what stands in the body, in its order, with the cells of tables and what tracked changes inserted;
headers, footers, notes, comments and deleted text are left out.
"""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
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
_OLE = b"\xd0\xcf\x11\xe0"  # an old Office file, and a new one with a password
_AGAIN = "open it in the program that it comes from, and save it again"


def docx_lines(data: bytes) -> list[str]:
    """The paragraphs of a Word document. Raises `Unreadable` for a damaged one, and one with a password."""
    if data.startswith(_OLE):
        problem = "is protected by a password, or an old .doc file under a new name"
        raise Unreadable(problem, "save it as .docx without a password")
    root = _xml(read_member(open_zip(data), "word/document.xml"))
    body = root.find(f"{_WORD}body")
    if body is None:
        raise Unreadable("is no Word document that can be read", _AGAIN)
    return _lines(body, f"{_WORD}p", _word_text)


def odt_lines(data: bytes) -> list[str]:
    """The paragraphs of an OpenDocument text. Raises `Unreadable` for a damaged one, and one with a password."""
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
    return _lines(body, (f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"), _odf_text)


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


def pdf_text(data: bytes) -> tuple[str, str]:
    """The text of a PDF file, page by page, and what is to be doubted in it (empty: nothing).

    Raises `Unreadable` for a damaged one, one with a password, and one that has pictures of pages and no text.
    """
    if b"%PDF" not in data[:1024]:
        raise Unreadable("is no PDF file", "look what it is, and get it again")
    pypdf = needed("pypdf", "pypdf", "a PDF file")
    told: list[str] = []
    try:
        with _listening("pypdf", told):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable("is protected by a password", "print it to a new PDF file without one")
            pages = [page.extract_text() or "" for page in reader.pages]
    except Unreadable:
        raise
    except Exception as error:  # pypdf raises many kinds for files that are not as they should be
        if "crypto" in str(error) or "AES" in str(error):
            raise Unreadable("is encrypted", "print it to a new PDF file without protection") from None
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise Unreadable(f"is a damaged PDF file ({reason})", "get it again") from None
    return _checked(pages, data, told)


@contextmanager
def _listening(logger: str, told: list[str]) -> Iterator[None]:
    """Take what a package logs into `told`, in place of printing it."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(" ".join(record.getMessage().split())[:80])

    source, ear = logging.getLogger(logger), Ear(logging.WARNING)
    before, source.propagate = source.propagate, False
    source.addHandler(ear)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        source.removeHandler(ear)
        source.propagate = before


def _checked(pages: list[str], data: bytes, told: list[str]) -> tuple[str, str]:
    empty = [str(number) for number, page in enumerate(pages, 1) if len(re.findall(r"\w", page)) < 3]
    if len(empty) == len(pages):
        problem = "has no text, only pictures of its pages (a scan)" if pages else "has no pages"
        raise Unreadable(problem, "make its text with a program for character recognition (OCR), and load that")
    doubt = f"has faults in its structure, so text may be missing ({told[0]})" if told else ""
    doubt = f"has no text on {len(empty)} of its {len(pages)} pages (no. {', '.join(empty[:10])})" if empty else doubt
    if b"%%EOF" not in data[-2048:]:
        doubt = "breaks off, so pages may be missing"
    return "\n".join(pages), doubt


def text_of_lines(lines: list[str]) -> str:
    """Paragraphs as the lines of a text, without empty ones at both ends."""
    return "\n".join(lines).strip("\n")
