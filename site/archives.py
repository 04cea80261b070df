"""Pack what a class gets, and what only its teacher gets.

    python site/archives.py class       # build/class.zip: texts, pages to code in, exercises, the site, the wheel
    python site/archives.py teacher     # build/teacher.zip: the key to the fresh texts, hand coding, solutions

Run `make book` before: the site goes into the archive of the class. The key to the fresh texts (`seeds/fresh/key`), the
hand coding of the five articles (`seeds/reference`) and the solutions of the exercises are in that of the teacher only.
The same files make the same archive, byte for byte.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assignments import make_copies

import newsloupe as nl
from newsloupe.coding import coding_page
from newsloupe.saving import replacing

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "build" / "site"
SETS = ("pilot", "reliability")
CODEBOOKS = ("attribution", "stance")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP: an archive does not tell when it was made
Files = Iterator[tuple[str, Path]]

READ_ME = """For the class

site/index.html         the lessons, to read in a browser, without a network
texts/five              the five articles of the lessons; they belong to their owners: for this class only
texts/pilot             four articles for the pilot coding
texts/reliability       four articles for the test of reliability; read them when you are told to, not before
coding/                 a page for each set and codebook: open it in a browser, code, save a table by download
exercises/              for JupyterLab, with the newsloupe in this folder: pip install newsloupe-….whl; paper.md without
"""


def for_the_class(folder: Path) -> Files:
    """What students get; what has to be made is made in `folder`."""
    if not (SITE / "index.html").is_file():
        raise FileNotFoundError(f"there is no site in {SITE.relative_to(ROOT)}; run make book first")
    (folder / "READ-ME.txt").write_text(READ_ME, encoding="utf-8", newline="\n")
    yield "READ-ME.txt", folder / "READ-ME.txt"
    yield from _all_in(SITE, "site")
    yield from _all_in(ROOT / "seeds", "texts/five", deep=False)
    for name in SETS:
        texts = ROOT / "seeds" / "fresh" / name
        yield from _all_in(texts, f"texts/{name}")
        for codebook in CODEBOOKS:
            page = coding_page(nl.load_corpus(texts), codebook, folder / f"{name}-{codebook}.html")
            yield f"coding/{page.name}", page
    problems = make_copies(folder / "exercises")
    if problems:
        raise ValueError("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
    yield from _all_in(folder / "exercises", "exercises")
    yield "exercises/paper.md", ROOT / "notebooks" / "exercises" / "paper.md"
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    yield from ((wheel.name, wheel) for wheel in folder.glob("*.whl"))


def for_the_teacher(folder: Path) -> Files:
    """What students must not see before the end."""
    yield from _all_in(ROOT / "seeds" / "fresh" / "key", "key")
    yield from _all_in(ROOT / "seeds" / "reference", "reference")
    yield from _all_in(ROOT / "notebooks" / "exercises", "exercises-with-solutions")
    for name in ("teaching.md", "teaching-term.md"):
        yield name, ROOT / "notebooks" / name


def _all_in(folder: Path, name: str, deep: bool = True) -> Files:
    paths = folder.rglob("*") if deep else folder.glob("*")
    for path in sorted(paths):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in inside.parts):
            yield f"{name}/{inside.as_posix()}", path


def pack(files: Files, target: Path) -> int:
    """Write a ZIP archive of `files`, sorted by name; how many there are."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found = dict(sorted(files))
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in found.items():
            about = zipfile.ZipInfo(name, FIRST_DAY)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(about, path.read_bytes())
    return len(found)


def main(arguments: list[str]) -> int:
    who = {"class": for_the_class, "teacher": for_the_teacher}
    if len(arguments) != 1 or arguments[0] not in who:
        print(__doc__)
        return 2
    target = ROOT / "build" / f"{arguments[0]}.zip"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            count = pack(who[arguments[0]](Path(folder)), target)
        except (FileNotFoundError, ValueError) as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{count} files in {target.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
