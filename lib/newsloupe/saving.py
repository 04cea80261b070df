"""A file is the old one or the new one, never half of it: written beside its place, then put there in one step.

A full disk, an error or a kill leaves what was there. Of a kill a hidden file may stay behind, whose name begins with a
dot and holds ``.part``; it is read by nobody and may be deleted.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path

__all__ = ["leftovers", "put", "replacing"]

LONGEST = 220  # characters of a path to which a longer name is made beside it; Windows often ends at 260
# Windows replaces no file that another program holds open, be it a virus scanner for a moment: access denied, sharing
# violation, lock violation. No other system sets these numbers.
_HELD = (5, 32, 33)
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.4)  # seconds; a second or so in all


@contextmanager
def replacing(path: str | Path, *, suffix: str = "", sync: bool = True) -> Iterator[Path]:
    """A new path beside `path`; what is written there is put in the place of `path` when the block ends without error.

    After an error `path` is as it was, and what was written is deleted. The new file has the permissions of the old
    one; where `path` is a link, it stays one. `suffix` is for writers that go by the end of the name. `sync` waits
    until the disk has the file, so that not even a power cut loses it; for thousands of files that takes too long.

    Raises the error of the block, or OSError when the folder or the file may not be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "note.txt") as part:
    ...         _ = part.write_text("whole")
    ...     [file.name for file in Path(folder).iterdir()]
    ['note.txt']
    """
    path = Path(path).resolve()
    part = path.with_name(_part_name(path, secrets.token_hex(4)) + suffix)
    try:
        if path.exists() and not os.access(path, os.W_OK):  # to put another in its place would be allowed
            raise PermissionError(EACCES, "is write-protected", str(path))
        yield part
        if sync:
            _sync(part)
        with suppress(FileNotFoundError):
            part.chmod(path.stat().st_mode & 0o7777)
        _put_in_place(part, path)
    finally:
        with suppress(OSError):  # of two errors the first is the one to tell
            part.unlink()
    if sync:
        with suppress(OSError):  # Windows has no such thing for folders
            _sync(path.parent)


def put(path: str | Path, content: bytes, *, sync: bool = True) -> Path:
    """Write `content` to `path` in one step, as `replacing` does; return the path.

    Raises OSError when it cannot be written; `path` is then as it was.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     put(Path(folder) / "note.txt", b"whole").read_bytes()
    b'whole'
    """
    with replacing(path, sync=sync) as part:
        part.write_bytes(content)
    return Path(path)


def leftovers(path: Path, suffix: str = "") -> Iterator[Path]:
    """What kills have left of files that were to replace `path`. Ask only where nobody else may be writing it now.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / ".note.txt.01234567.part").write_text("hal")
    ...     [file.name for file in leftovers(Path(folder) / "note.txt")]
    ['.note.txt.01234567.part']
    """
    begin, end = _part_name(path.resolve(), "\n").split("\n")
    for file in path.resolve().parent.iterdir():
        token = file.name.removeprefix(begin).removesuffix(end + suffix)
        if len(begin) > 1 and len(token) == 8 and file.name == begin + token + end + suffix:
            yield file


def _part_name(path: Path, token: str) -> str:
    """A hidden name; without the name of the file where that would be too long."""
    short = len(os.fsencode(path)) <= LONGEST
    return f".{path.name}.{token}.part" if short else f".{token}.part"


def _sync(path: Path) -> None:
    """Wait until the disk has it. Windows wants a file that is open for writing, POSIX opens a folder only to read."""
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _put_in_place(part: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            return os.replace(part, path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
    os.replace(part, path)
