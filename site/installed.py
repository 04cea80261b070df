"""Is the environment whole? Every file of every package is there, and every package of the lock.

    .venv/bin/python site/installed.py

An installation that was killed leaves packages without some of their files, which pip and uv then take for installed.
`make` asks this before it calls an environment finished. Ends with status 1 and names what is missing. It needs nothing
but the standard library and pip, so that it runs where the rest is broken.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
SHOWN = 10  # packages that are named; all are counted


def broken(distributions: Iterable[metadata.Distribution]) -> Iterator[str]:
    """Packages whose files are not as their list says: missing, or of another length.

    The list is read here, as other readers of it leave out the files that are missing.
    """
    for distribution in distributions:
        about = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
        name = next(iter(re.findall(r"^Name: *(.+)$", about, flags=re.MULTILINE)), None)
        record = distribution.read_text("RECORD")
        if not name or record is None:
            yield f"{name or getattr(distribution, '_path', 'a package')}: has no list of its files"
            continue
        files = [row for row in csv.reader(record.splitlines()) if row]
        wrong = [row[0] for row in files if not _whole(Path(str(distribution.locate_file(row[0]))), row[-1])]
        if wrong:
            yield f"{name}: {len(wrong)} of {len(files)} files are missing or damaged, such as {wrong[0]}"


def _whole(file: Path, size: str) -> bool:
    if file.suffix == ".pyc":  # Python makes them again
        return True
    try:
        length = file.stat().st_size
    except OSError:
        return False
    return not size.isdigit() or length == int(size)


def missing(lock: str, installed: dict[str, str]) -> Iterator[str]:
    """Packages of the lock that are not there in that version. What is for some systems only is not asked for."""
    for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+) *\\?$", lock, flags=re.MULTILINE):
        if installed.get(_plain(name)) != version:
            yield f"{name}: {version} is wanted, {installed.get(_plain(name), 'nothing')} is there"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    found = list(metadata.distributions())
    installed = {_plain(one.metadata["Name"]): one.version for one in found if one.metadata and one.metadata["Name"]}
    problems = [*broken(found), *missing(LOCK.read_text(encoding="utf-8"), installed)]
    for problem in problems[:SHOWN]:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} packages are not whole: the installation was interrupted.", file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
