"""ZIP archives, from which nothing is ever unpacked to a disk, with limits to what they may hold.

Also .docx, .odt and .xlsx files are ZIP archives, and are opened here first.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from newsloupe.reading.code_pages import code_page
from newsloupe.reading.decoding import Unreadable

MOST = 500_000_000  # bytes that the files of an archive may have when unpacked
_RATIO = 200  # so many times smaller than its content, nothing of this size is text
_SMALL = 10_000_000  # bytes, up to which anything may be packed as tightly as it can be
_COUNT = 200_000
_DAMAGED = "is a damaged ZIP file", "get it again, or open and save it again in the program that it comes from"
_ENCRYPTED = "is protected by a password", "save it without one"
_LINK = 0o120000


class Member(NamedTuple):
    """A file in an archive: its `name` with folders, its `size`, and how to `read` it; with a `problem` and a `remedy`
    if it may not be read."""

    name: str
    size: int
    read: Callable[[], bytes]
    problem: str = ""
    remedy: str = ""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`. Raises `Unreadable` if it is damaged, or too large when unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RecursionError):
        raise Unreadable(*_DAMAGED) from None
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > MOST or len(entries) > _COUNT or size > max(_SMALL, _RATIO * len(data)):
        problem = (
            f"would unpack to {size:,} bytes in {len(entries):,} files, {size // max(len(data), 1):,} times its size"
        )
        raise Unreadable(problem, "if you trust it, unpack it yourself, in parts, and load the folder")
    return archive


def read_member(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo) -> bytes:
    """What stands in a file of an archive. Raises `Unreadable` when it is not there, damaged, or needs a password."""
    info = (
        entry
        if isinstance(entry, zipfile.ZipInfo)
        else next((i for i in archive.infolist() if i.filename == entry), None)
    )
    if info is None:
        raise Unreadable(f"has no {entry} in it", _DAMAGED[1])
    if info.flag_bits & 1:
        raise Unreadable(*_ENCRYPTED)
    try:
        with archive.open(info) as handle:
            data = handle.read(info.file_size + 1)  # an archive may lie about its sizes
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error):
        raise Unreadable(*_DAMAGED) from None
    if len(data) != info.file_size:
        raise Unreadable(*_DAMAGED)
    return data


def members(data: bytes) -> Iterator[Member]:
    """The files in an archive, in its order. A path that leads out of it, and a link, may not be read.

    >>> written = io.BytesIO()
    >>> with zipfile.ZipFile(written, "w") as archive:
    ...     archive.writestr("herald/pool.txt", "The pool is closed.")
    ...     archive.writestr("../pool.txt", "The pool is open.")
    >>> [(member.name, member.problem) for member in members(written.getvalue())]
    [('herald/pool.txt', ''), ('../pool.txt', 'has a path that leads out of the archive')]
    """
    archive = open_zip(data)
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = _name(entry).replace("\\", "/")
        path = PurePosixPath(name)
        problem = remedy = ""
        if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
            problem, remedy = "has a path that leads out of the archive", "unpack it by hand, if you trust the archive"
        elif entry.external_attr >> 16 & 0o170000 == _LINK:
            problem, remedy = "is a link to another file", "put the file itself into the archive"
        yield Member(name, entry.file_size, lambda entry=entry: read_member(archive, entry), problem, remedy)  # type: ignore[misc]


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file. Not all programs say in which encoding they write it: macOS writes UTF-8, Windows one of the
    code pages of MS-DOS, in which it is read here unless it is UTF-8."""
    if entry.flag_bits & 0x800 or entry.orig_filename.isascii():
        return entry.filename
    data = entry.orig_filename.encode("cp437")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp850") if code_page(data) == "cp850" else entry.filename
