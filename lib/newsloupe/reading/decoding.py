"""The text of a file, and how sure its encoding is.

A byte-order mark decides; else text that is UTF-8 is UTF-8, since text in another encoding is hardly ever so by chance.
Text that is nearly UTF-8 is damaged UTF-8: each byte that does not fit becomes U+FFFD, and is named. The rest is in an
older code page. Which one is a guess, and said to be one.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from newsloupe.reading.code_pages import code_page

_MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_NO_TEXT = {
    b"%PDF": ("is a PDF file", "save its text as a .txt file"),
    b"PK\x03\x04": (
        "is a ZIP file, as .docx and .xlsx files are",
        "unpack it, or save it as text or CSV UTF-8",
    ),
    b"\xd0\xcf\x11\xe0": ("is an Office file", "save it as plain text, or as CSV UTF-8"),
    b"{\\rtf": ("is an RTF file", "save it as plain text"),
    b"\x1f\x8b": ("is a compressed file", "unpack it"),
}
_BINARY = ("is binary or in no encoding we could detect", "save it as UTF-8 text")
_LOOK = "look whether its letters are right, and save it as UTF-8"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")  # what text has hardly any of
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # nor these; “ ” ’ become such when half of them is lost
_SHARE = 10  # one character in so many may be such, or damaged
_NAMES = {"cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "mac_roman": "Mac Roman",
          "cp850": "code page 850 (MS-DOS)", "cp932": "Shift-JIS", "euc_jp": "EUC-JP"}  # fmt: skip


class Unreadable(ValueError):
    """A file, or a part of it, cannot be read: `problem` says why, `remedy` what to do, `line` where (0: anywhere).

    >>> try:
    ...     decode(b"%PDF-1.7")
    ... except Unreadable as error:
    ...     print(error.about("article.txt"))
    article.txt: is a PDF file; save its text as a .txt file
    """

    def __init__(self, problem: str, remedy: str, line: int = 0) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy, self.line = problem, remedy, line

    def about(self, name: str) -> str:
        """The message with the name of the file."""
        return f"{name}, line {self.line}: {self}" if self.line else f"{name}: {self}"


@dataclass(frozen=True)
class Decoded:
    """A text; whether its encoding is certain; and, where something is open to `doubt`, what, and what to do."""

    text: str
    certain: bool = True
    doubt: str = ""
    remedy: str = ""


def read_bytes(path: Path) -> bytes:
    """What stands in a file. Raises `Unreadable` when there is no such file, or it may not be read."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Unreadable("is a folder", "give a file") from None
    except FileNotFoundError:
        raise Unreadable("does not exist", "check its name and folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"cannot be read ({reason})", "check its name and permissions") from None


def decode(data: bytes) -> Decoded:
    """The text in `data`, without a byte-order mark, which belongs to the encoding; line ends as they are.

    Raises `Unreadable` for what is no text.

    >>> decode("naïve".encode("utf-16")).text
    'naïve'
    >>> decode("“Yes”, she said, and “no”".encode() + b"\\x97").doubt
    'is damaged: byte 0x97 at offset 33 (line 1) is no UTF-8 and stands as U+FFFD in the text'
    >>> decode(b"a na\\xefve caf\\xe9").doubt
    'is not UTF-8 (byte 0xEF on line 1) and was read as Windows-1252, which is a guess'
    """
    for beginning, (problem, remedy) in _NO_TEXT.items():
        if data.startswith(beginning):
            raise Unreadable(problem, remedy)
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    found = _by_mark(data, mark) if mark else _without_mark(data)
    if len(_CONTROL.findall(found.text)) * _SHARE > len(found.text):
        raise Unreadable(*_BINARY)
    odd = [] if found.doubt else _NO_LETTER.findall(found.text)
    if "\0" in odd or len(odd) > 1:  # a single one is an oddity of some program
        name = "NUL characters" if "\0" in odd else f"control characters (U+{ord(odd[0]):04X} …)"
        line = found.text.count("\n", 0, found.text.index(odd[0])) + 1
        said = f"has {name}, {len(odd)} in number, the first on line {line}"
        return Decoded(found.text, True, said, "delete them, or write the letters that stood there (often “ ” ’) again")
    return found


def decode_strictly(data: bytes) -> str:
    """The text in `data`, if there is no doubt about its encoding: UTF-8, or UTF-16 or UTF-32 with a byte-order mark.

    Raises `Unreadable`, with the line of the first byte that is no UTF-8.
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    if not marked and not _wide(data):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")  # whatever its characters are
    found = decode(data)
    if not found.certain:
        at = next(_damage(data), None)
        where = ("", 0) if at is None else (f" (byte 0x{data[at]:02X})", _line(data, at))
        remedy = "open it in the program that wrote it, and save it as UTF-8 (spreadsheets say “CSV UTF-8”)"
        raise Unreadable(f"is not UTF-8{where[0]}", remedy, where[1])
    return found.text


def _by_mark(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8-sig":
        return _without_mark(data[len(codecs.BOM_UTF8) :])
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        first = error.start
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * _SHARE > len(text):
        raise Unreadable(*_BINARY)
    what = f"is damaged: from offset {first} on not all is {encoding.upper()}; what is not stands as U+FFFD in the text"
    return Decoded(text, False, what, "write the damaged letters again, and save it as UTF-8")


def _without_mark(data: bytes) -> Decoded:
    """UTF-8, whole or damaged, or a guess."""
    wide = "iso2022_jp" if b"\x1b$" in data else _wide(data)
    if wide:
        said = f"has no byte-order mark and was read as {wide.upper()}, which is a guess"
        return Decoded(data.decode(wide, "replace"), False, said, _LOOK)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = error.start
    mended = data.decode("utf-8", "replace")
    damaged = mended.count("\ufffd") - data.count("\ufffd".encode())
    # Every further byte of a letter that is right in UTF-8 speaks for it, every byte that is wrong against it.
    right = sum(len(letter.encode()) - 1 for letter in re.findall(r"[^\x00-\x7f\ufffd]", mended))
    guess = None if right > damaged else _guess(data)
    if guess is None or (right and guess[0] == "cp1252" and _looks_wrong(guess[1])):
        if damaged * _SHARE > len(mended):
            raise Unreadable(*_BINARY)
        return Decoded(mended, False, _named(data, damaged), "write the damaged letters again, and save it as UTF-8")
    said = f"is not UTF-8 (byte 0x{data[first]:02X} on line {_line(data, first)}) and was read as "
    return Decoded(guess[1], False, f"{said}{_NAMES.get(guess[0], guess[0])}, which is a guess", _LOOK)


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: in most scripts every second byte, or three of four, are zero or nearly so."""
    zero = [data[n::4].count(0) / max(len(data) // 4, 1) for n in range(4)]
    patterns = {"utf-32-le": "x000", "utf-32-be": "000x", "utf-16-le": "x0x0", "utf-16-be": "0x0x"}
    for encoding, pattern in patterns.items():
        if all(share > 0.7 if kind == "0" else share < 0.1 for share, kind in zip(zero, pattern, strict=True)):
            return encoding
    return ""


def _guess(data: bytes) -> tuple[str, str] | None:
    """The likeliest of the older encodings, and the text in it."""
    for encoding in ("cp932", "euc_jp"):  # what is Japanese is full of hiragana, and nothing else is
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            foreign = sum(not character.isascii() for character in text)
            if len(re.findall("[\u3041-\u3093]", text)) * 5 > foreign:
                return encoding, text
    if encoding := code_page(data):
        return encoding, data.decode(encoding, "replace")
    from charset_normalizer import from_bytes

    # Windows-1252 first: of the old encodings it is by far the commonest in English news archives.
    best = from_bytes(data, cp_isolation=["cp1252"]).best() or from_bytes(data).best()
    return None if best is None else (best.encoding, data.decode(best.encoding, "replace"))


def _looks_wrong(text: str) -> bool:
    """Are there letters that only a wrong encoding leaves behind, such as â€™?"""
    from ftfy.badness import is_bad

    return is_bad(text)


def _damage(data: bytes) -> Iterator[int]:
    """The offsets of the bytes that are no UTF-8."""
    at = 0
    while True:
        try:
            data[at:].decode("utf-8")
            return
        except UnicodeDecodeError as error:
            yield at + error.start
            at += error.end


def _named(data: bytes, count: int) -> str:
    """Which bytes of nearly sound UTF-8 are wrong."""
    first = [f"0x{data[at]:02X} at offset {at} (line {_line(data, at)})" for at in islice(_damage(data), 5)]
    more = f" and {count - len(first)} more" if count > len(first) else ""
    words = ("byte", "is", "stands") if count == 1 else ("bytes", "are", "each stand")
    return f"is damaged: {words[0]} {', '.join(first)}{more} {words[1]} no UTF-8 and {words[2]} as U+FFFD in the text"


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
