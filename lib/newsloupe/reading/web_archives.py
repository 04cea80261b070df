"""WARC files: web pages as an archive kept them."""

import io
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.extras import needed


class Record(NamedTuple):
    """A page that was answered: its number among all, address, time of the visit, and bytes; `cut` if some lack."""

    number: int
    url: str
    visited: str
    data: bytes
    cut: bool


def web_records(data: bytes) -> Iterator[Record]:
    """The pages in a WARC file (plain or gzip), without pictures, scripts, redirections and faults of the server.

    Raises `Unreadable` for what is no such file, or from where on it cannot be read.
    """
    warc = needed("fastwarc.warc", "fastwarc", "a WARC file")
    number = 0
    try:
        stored = warc.ArchiveIterator(io.BytesIO(data), auto_decode="none")
        decoded = warc.ArchiveIterator(io.BytesIO(data), auto_decode="all")
        for raw, record in zip(stored, decoded, strict=True):
            cut = len(raw.reader.read()) < int(raw.content_length)
            about, kind = record.http_headers, record.http_content_type or ""
            page = about is not None and about.status_code == 200 and "html" in kind
            if str(record.record_type) != "response" or not (page or cut):
                continue
            number += 1
            url, visited = (str(record.headers.get(name) or "") for name in ("WARC-Target-URI", "WARC-Date"))
            yield Record(number, url, visited, b"" if cut else record.reader.read(), cut)
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        where = f"breaks off after page {number}" if number else "is no sound WARC file"
        raise Unreadable(f"{where} ({error})", "get it again") from None
    if not number:
        _refuse_what_is_none(data)


def _refuse_what_is_none(data: bytes) -> None:
    """An empty archive is none without a page, but with the beginning of a record."""
    try:
        start = zlib.decompressobj(31).decompress(data, 64) if data.startswith(b"\x1f\x8b") else data
    except zlib.error:
        start = b""
    if not start.startswith(b"WARC/"):
        raise Unreadable("is no WARC file", "look what it is, and get it again")
