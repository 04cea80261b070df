"""The files in a folder or a ZIP archive, with all folders inside: what is read of them, and what is not."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from newsloupe.corpus.article import CorpusError
from newsloupe.corpus.documents import ARCHIVES, DOCUMENTS, TABLES, Source, remedy_for
from newsloupe.corpus.report import Entry
from newsloupe.reading.decoding import read_bytes
from newsloupe.reading.json_text import without_lone_surrogates
from newsloupe.reading.zipped import members

MANIFEST = "manifest.csv"
NOTES = {f"{name}{suffix}" for name in ("readme", "license") for suffix in ("", ".md", ".txt")}  # about a corpus
_OF_SYSTEMS = {"thumbs.db", "desktop.ini", "__macosx"}
_OF_A_PAGE = ("_files", "_file", "-dateien", "_fichiers", "_archivos", ".fld")  # what a browser saves with a page


def is_there(question: object) -> bool:
    """Whether a question to the file system is answered with yes; a name that no system has is no."""
    try:
        return bool(question())  # type: ignore[operator]
    except (OSError, ValueError):
        return False


def files_in(folder: Path, recursive: bool, others: list[Entry]) -> list[Source]:
    """The files of a folder; what is not read stands in `others` with the reason.

    Raises `CorpusError` when the folder cannot be opened.
    """
    found: list[Source] = []
    try:
        _walk(folder, "", recursive, found, others)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(f"{folder} cannot be opened ({reason}); give a folder with .txt or .md files") from None
    return found


def _walk(folder: Path, above: str, recursive: bool, found: list[Source], others: list[Entry]) -> None:
    inside = sorted(folder.iterdir(), key=lambda file: (file.stem, file.suffix))
    pages = {file.stem.lower() for file in inside if file.suffix.lower() in (".html", ".htm")}
    folders = []
    for file in inside:
        name = f"{above}{file.name}"
        if is_own(file.name):
            continue
        if is_there(file.is_dir):
            folders.append(file)
        elif not is_there(file.is_file):
            others.append((_shown(name), "is no file that can be read (a link to nothing?)", "restore or delete it"))
        elif is_kept(name, others):
            found.append(Source(name, file.stat().st_size, lambda file=file: read_bytes(file)))  # type: ignore[misc]
    for file in folders:
        name = f"{above}{file.name}/"
        why = _why_not(file, recursive, pages)
        if why:
            if why[0] and any(is_there(inner.is_file) for inner in _inside(file)):
                others.append((_shown(name), *why))
            continue
        try:
            _walk(file, name, recursive, found, others)
        except OSError as error:
            others.append((_shown(name), f"cannot be opened ({error.strerror})", "check its permissions"))


def _why_not(folder: Path, recursive: bool, pages: set[str]) -> tuple[str, str] | None:
    """Why a folder inside a folder is not read, and what to do."""
    if folder.is_symlink():
        return "is a link to a folder, and links to folders are not followed", "load that folder by itself, or copy it"
    if is_there((folder / MANIFEST).is_file):
        return f"is a corpus of its own, since it has a {MANIFEST}", "load it by itself"
    ending = next((ending for ending in _OF_A_PAGE if folder.name.lower().endswith(ending)), "")
    if ending and folder.name.lower().removesuffix(ending) in pages:
        return "holds what a browser saved with a page (pictures and scripts)", "nothing: the page itself is read"
    if not recursive:
        return "is a folder inside the folder, and with recursive=False it is not read", "leave recursive=False out"
    return None


def _inside(folder: Path) -> Iterator[Path]:
    """What is in a folder and those inside it; links to folders are not followed."""
    for above, _, files in os.walk(folder):
        yield from (Path(above, file) for file in files if not is_own(file))


def files_in_zip(data: bytes, name: str, others: list[Entry]) -> list[Source]:
    """The files of a ZIP archive called `name`. Raises `Unreadable` when it cannot be opened."""
    found = []
    inside = [member for member in members(data) if not any(is_own(part) for part in PurePosixPath(member.name).parts)]
    top = {PurePosixPath(member.name).parts[:1] for member in inside if "/" in member.name}
    only = len(top) == 1 and all("/" in member.name for member in inside)  # a folder around everything says nothing
    for member in inside:
        short = member.name.partition("/")[2] if only and not member.problem else member.name
        if member.problem:
            others.append((f"{name}/{short}", member.problem, member.remedy))
        elif PurePosixPath(short).suffix.lower() in ARCHIVES:
            others.append(
                (f"{name}/{short}", "is a ZIP archive inside a ZIP archive", "unpack it, and load the folder")
            )
        elif is_kept(short, others, f"{name}/"):
            found.append(Source(short, member.size, member.read, f"{name}/"))
    return sorted(found, key=lambda source: (len(source.folders) > 0, source.folders, source.stem))


def is_own(name: str) -> bool:
    """Is it a file of the system, of an editor, or about the corpus, that nobody takes for an article?"""
    lower = name.lower()
    hidden = lower.startswith((".", "~$")) and lower not in (".", "..")
    return hidden or lower in NOTES | _OF_SYSTEMS or lower == MANIFEST


def is_kept(name: str, others: list[Entry], above: str = "") -> bool:
    """Is it of a kind that is read? If not, it is named in `others`."""
    lower = PurePosixPath(name).name.lower()
    shown = _shown(f"{above}{name}")
    if lower == "guide.md":
        others.append((shown, "is taken for a guide to the corpus", "rename it if it is an article"))
        return False
    if lower.endswith((*DOCUMENTS, *TABLES, *ARCHIVES)):
        return True
    suffix = PurePosixPath(lower).suffix
    what = (
        f"a kind of file ({suffix}) that is not read" if suffix else "a kind of file that is not read, without suffix"
    )
    others.append((shown, f"is {what}", remedy_for(suffix)))
    return False


def _shown(name: str) -> str:
    return str(without_lone_surrogates(name))


def ids(sources: Iterable[Source]) -> dict[str, str]:
    """The id of each file's article, by name: the file's name without its suffix; where two folders have the same
    one, the folders stand before it.

    >>> files = [Source(name, 0, bytes) for name in ("herald/1.txt", "news/1.txt", "news/2.txt")]
    >>> list(ids(files).values())
    ['herald/1', 'news/1', '2']
    """
    files = list(sources)
    folders = {(source.folders, source.stem) for source in files}
    count = Counter(stem for _, stem in folders)
    return {
        source.name: _shown(source.stem if count[source.stem] == 1 else "/".join((*source.folders, source.stem)))
        for source in files
    }


def levels(source: Source) -> dict[str, str]:
    """The folders around a file, as metadata: ``folder``, ``subfolder``, ``subfolder_2`` …

    >>> levels(Source("herald/2024/may/pool.txt", 0, bytes))
    {'folder': 'herald', 'subfolder': '2024', 'subfolder_2': 'may'}
    """
    names = ("folder", "subfolder", *(f"subfolder_{number}" for number in range(2, 100)))
    return {name: _shown(folder) for name, folder in zip(names, source.folders, strict=False)}
