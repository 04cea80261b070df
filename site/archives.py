"""Pack what a class gets, and what only its teacher gets.

    python site/archives.py class       # build/class.zip: texts, pages to code in, exercises, the site, the wheel
    python site/archives.py teacher     # build/teacher.zip: the key to the fresh texts, hand coding, solutions
    python site/archives.py given       # seeds/exercises anew, after the hand coding has changed

Run `make book` before: the site goes into the archive of the class. The key to the fresh texts (`seeds/fresh/key`), the
hand coding of the five articles (`seeds/reference`) and the solutions of the exercises are in that of the teacher only.
Of the hand coding, students get what exercises 5 to 7 ask for (`seeds/exercises`). It is in the wheel of the class,
with the five articles; the published wheel has neither. The same files make the same archive, byte for byte.
"""

import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from assignments import make_copies
from hatchling.builders.wheel import WheelBuilder
from reading import FOLDER, write_articles
from searching import TEXTS, write_texts

from newsloupe.coding import coding_page
from newsloupe.corpus import load_corpus
from newsloupe.saving import put, replacing
from newsloupe.spans import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "build" / "site"
FIVE = ROOT / "seeds"
REFERENCE = FIVE / "reference"
GIVEN = FIVE / "exercises"
# Of the hand coding, what exercises ask for: cues and contents with whether they can be traced (5 and 6), and the codes
# of which the coders of exercise 7 are made. No sources, no other device, no frame, no action, no note.
PARTS = {
    "attribution": (("cue", "content"), ("traceable",)),
    "rhetoric": (("booster", "hedge", "loaded_language", "metaphor"), ()),
}
BY_HAND = {"seeds/reference/GUIDE", f"{FOLDER}/index"}  # pages whose text tells of the hand coding
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
exercises/              one notebook for each lesson, and paper.md for who does without Python
*.whl                   newsloupe itself, for Python

To do the exercises you need Python 3.11 or newer, and the network once, for step 3. Unpack the whole archive, open a
terminal in the folder of this file, and write

1. macOS and Linux:     python3 -m venv class-env
   Windows:             py -m venv class-env
2. macOS and Linux:     . class-env/bin/activate
   Windows:             class-env\\Scripts\\activate
3.                      pip install "{wheel}[notebooks,coding,exercises]"
4.                      jupyter lab exercises

Next time, 2 and 4 are enough. The wheel is made for this class: it holds the five articles, and of their coding by hand
what exercises 5, 6 and 7 ask for. Do not pass it on.

Work where a cell says YOUR CODE HERE or YOUR ANSWER HERE, and delete the line raise NotImplementedError(). Do not
delete or copy cells. Then: Kernel, Restart Kernel and Run All Cells; press Validate above the notebook; hand it in
under its own name.
"""
LEFT_OUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Left out</title></head>
<body><main><h1>Left out</h1>
<p>What stands here tells how the five articles were coded by hand. Your teacher has it.</p></main></body>
</html>
"""


def for_the_class(folder: Path) -> Files:
    """What students get; what has to be made is made in `folder`."""
    if not (SITE / "index.html").is_file():
        raise FileNotFoundError(f"there is no site in {SITE.relative_to(ROOT)}; run make book first")
    wheel = wheel_of_the_class(folder)
    yield wheel.name, wheel
    yield "READ-ME.txt", put(folder / "READ-ME.txt", READ_ME.format(wheel=wheel.name).encode())
    yield from _site_of_the_class(folder)
    yield from _all_in(FIVE, "texts/five", deep=False)
    for name in SETS:
        texts = FIVE / "fresh" / name
        yield from _all_in(texts, f"texts/{name}")
        for codebook in CODEBOOKS:
            page = coding_page(load_corpus(texts), codebook, folder / f"{name}-{codebook}.html")
            yield f"coding/{page.name}", page
    problems = make_copies(folder / "exercises")
    if problems:
        raise ValueError("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
    yield from _all_in(folder / "exercises", "exercises")
    yield "exercises/paper.md", ROOT / "notebooks" / "exercises" / "paper.md"


def wheel_of_the_class(folder: Path) -> Path:
    """Build the wheel that is published, with the five articles and `seeds/exercises` in it besides."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    five = [path for path in FIVE.iterdir() if path.suffix in (".txt", ".csv")]
    further = {path.relative_to(ROOT).as_posix(): f"newsloupe/seeds/{path.name}" for path in [*five, GIVEN]}
    settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] |= further
    return Path(next(WheelBuilder(str(ROOT), config=settings).build(directory=str(folder), versions=["standard"])))


def _site_of_the_class(folder: Path) -> Files:
    """The site without the guide to the hand coding, and with articles that show the marks of the program only.

    Another page stands where one is left out, so that no link leads nowhere.
    """
    left_out = put(folder / "left-out.html", LEFT_OUT.encode())
    tables = {table.read_bytes() for table in REFERENCE.glob("*.csv")}
    if (SITE / FOLDER).is_dir():
        write_articles(folder / "site", by_hand=False)
    if (SITE / TEXTS).is_file():
        write_texts(SITE, folder / "site", leave_out=BY_HAND)
    for name, path in _all_in(SITE, "site"):
        inside = path.relative_to(SITE)
        again = folder / "site" / inside
        secret = inside.match("seeds/reference/*") or (path.suffix == ".csv" and path.read_bytes() in tables)
        if inside == TEXTS:
            yield name, again
        elif inside.parts[0] == FOLDER and path.suffix == ".html":
            yield name, again if again.is_file() else left_out
        elif not secret:
            yield name, path
        elif path.suffix == ".html":
            yield name, left_out


def given(name: str) -> str:
    """What students get of a table of the hand coding, as CSV."""
    labels, further = PARTS[name]
    table = pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)
    return table.loc[table["label"].isin(labels), [*COLUMNS, *further]].to_csv(index=False, lineterminator="\n")


def write_given() -> None:
    """Write the tables that exercises load: `GIVEN`, the same for students and for who grades them."""
    GIVEN.mkdir(exist_ok=True)
    for name in PARTS:
        put(GIVEN / f"{name}.csv", given(name).encode())


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
    if arguments == ["given"]:
        write_given()
        return 0
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
