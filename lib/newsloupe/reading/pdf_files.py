"""The text of PDF files, which hold letters and their places on pages, and neither words nor paragraphs.

Lines are joined to paragraphs: a line that ends because the next word did not fit goes on in the next one. What stands
at the top or bottom of pages again and again, such as the name of the paper and the number of the page, is cut out.
"""

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.extras import needed

# Two or three letters that fonts draw as one.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_END = re.compile(r"[.!?…:]['’\"”»)\]]*[0-9]{0,2}$")
_EDGE = 2  # lines at the top and at the bottom of a page, among which page heads are looked for
_NEAR = 3  # lines above and below, from which the width of a column is told
_FITS, _NARROW = 0.9, 20  # of that width, as letters are not equally wide; what is narrower is no column
_NUMBER = re.compile(r"(page )?[-–—]? ?0( ?(of|/) ?0)? ?[-–—]?", re.IGNORECASE)


class Pdf(NamedTuple):
    """The `text`; what was `cut` from the edges of pages, each line with the offset before which it stood; and a
    `doubt` (empty: none)."""

    text: str
    cut: tuple[tuple[int, str], ...]
    doubt: str


def read_pdf(data: bytes) -> Pdf:
    """A PDF file, page by page.

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
    doubt = _checked(pages, data, told)
    text, cut = _paragraphs([page.translate(_LIGATURES).split("\n") for page in pages])
    return Pdf(text, cut, doubt)


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


def _checked(pages: list[str], data: bytes, told: list[str]) -> str:
    """What is to be doubted in a file."""
    empty = [str(number) for number, page in enumerate(pages, 1) if len(re.findall(r"\w", page)) < 3]
    if len(empty) == len(pages):
        problem = "has no text, only pictures of its pages (a scan)" if pages else "has no pages"
        raise Unreadable(problem, "make its text with a program for character recognition (OCR), and load that")
    doubt = f"has faults in its structure, so text may be missing ({told[0]})" if told else ""
    doubt = f"has no text on {len(empty)} of its {len(pages)} pages (no. {', '.join(empty[:10])})" if empty else doubt
    if b"%%EOF" not in data[-2048:]:
        doubt = "breaks off, so pages may be missing"
    return doubt


def _paragraphs(pages: list[list[str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The paragraphs in the lines of pages, one a line, and what was cut, with its place."""
    heads = _heads(pages)
    kept: list[str] = []
    cut: list[tuple[int, str]] = []  # with the number of the line before which it stood
    for page in pages:
        lines = [" ".join(line.split()) for line in page if line.strip()]
        for number, line in enumerate(lines):
            if min(number, len(lines) - 1 - number) < _EDGE and _is_head(line, heads):
                cut.append((len(kept), line))
            else:
                kept.append(line)
    if len(cut) > 2 * len(kept):  # pages that are all alike, or hold hardly more than their heads
        kept, cut = [line for page in pages for line in map(" ".join, map(str.split, page)) if line], []
    known = Counter(word for line in kept for word in re.findall(r"\w+(?:-\w+)*", line.lower()))
    text, starts = "", []
    for number, line in enumerate(kept):
        if number:
            text = _joined(text, line, known) if _goes_on(kept, number - 1) else f"{text}\n"
        starts.append(len(text))
        text += line
    return text, tuple((starts[number] if number < len(starts) else len(text), line) for number, line in cut)


def _heads(pages: list[list[str]]) -> set[str]:
    """What stands at the edges of a third of the pages or more, and of two at least; numbers do not count."""
    found: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line.strip()]
        found.update({_shape(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    return {shape for shape, count in found.items() if count > 1 and count * 3 >= len(pages)}


def _is_head(line: str, heads: set[str]) -> bool:
    return _shape(line) in heads or _NUMBER.fullmatch(_shape(line)) is not None


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _goes_on(lines: list[str], number: int) -> bool:
    """Does the paragraph of this line go on in the next?"""
    line, following = lines[number], lines[number + 1]
    width = max(map(len, lines[max(0, number - _NEAR) : number + _NEAR + 1]))
    full = width > _NARROW and len(line) + 1 + len(following.split()[0]) > _FITS * width
    divided = line[-1] in "-\xad‐" and line[-2:-1].isalpha()
    return full or divided or (not _END.search(line) and following[0].islower())


def _joined(text: str, line: str, known: Counter[str]) -> str:
    """The text with what has to stand between it and the next line: a space, or nothing after a hyphen; a hyphen that
    only divides a word goes."""
    divided = re.search(r"(\w+)(-|\xad|‐)$", text)
    if not divided or not line[0].isalnum():
        return f"{text} "
    if divided[2] == "-" and not line[0].islower():
        return text
    rest = re.match(r"\w+", line)
    whole = f"{divided[1]}-{rest[0]}".lower() if rest else ""
    return text if divided[2] == "-" and known[whole] > known[whole.replace("-", "")] else text[:-1]
