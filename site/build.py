"""Render the site from the stored notebooks, the codebooks, the docstrings, results and the project's Markdown files.

    python site/build.py            # into build/
    python site/build.py FOLDER

Writes two folders there: `pages/` has everything that the site is made of, laid out as in the repository so
that links between files go on working; `site/` is the site. The old site stays until the new one is finished. Each
folder that is made here holds the file `.made-by-newsloupe`; one without it is somebody else's, and is never deleted.
"""

import shutil
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from error_rates import write_error_rates
from front import PASSAGE, NotFound, for_readme, for_site, passage, with_findings
from library import write_pages
from lighter import lighten
from reading import FOLDER, lead_to_passages, write_articles, write_stubs
from scale import write_scale
from searching import write_texts
from sphinx.cmd.build import main as sphinx
from tables import NUMBERS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FILES = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    "SECURITY.md",
    "LICENSE",
    "LICENSE-CONTENT",
    "CITATION.cff",
]
FOLDERS = ["notebooks", "seeds", "lib", "bench"]


MARK = ".made-by-newsloupe"
MARK_SAYS = "This folder was made by site/build.py of newsloupe, which deletes it when it makes it anew.\n"


class Refused(Exception):
    """The site cannot be made there; the message says why, and what to do."""


def check_target(target: Path) -> None:
    """Raise `Refused` when making the site in `target` would delete or change what was not made here."""
    sources = [HERE, *(ROOT / name for name in FOLDERS)]
    if any(target.is_relative_to(source) for source in sources):
        raise Refused(f"{target} belongs to what the site is made of; name another folder, such as build")
    if target.exists() and not target.is_dir():
        raise Refused(f"{target} is a file; name a folder")
    for name in ("pages", "site", "site.new"):
        folder = target / name
        if folder.is_symlink() or (folder.exists() and not (folder / MARK).is_file() and not _is_empty(folder)):
            raise Refused(
                f"{folder} was not made by this command (it has no file {MARK}), so it is not deleted; "
                "name another folder for the site, or delete this one if nobody needs what is in it"
            )


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def new_folder(folder: Path) -> Path:
    """An empty folder with our mark, in the place of an older one of ours."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text(MARK_SAYS, encoding="utf-8")
    return folder


def prepare(path: Path) -> None:
    """Fold the code of each cell in the copy of a notebook; that of a result says *How this was computed*. Code that
    shows nothing is folded with what comes after it. What is behind figures goes into files beside it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = joined(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            put_numbers(cell, path)
            cell.source = cell.source.replace("  # fmt: skip", "")  # which is for us
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
            computed = any(name in cell.source for name in ("nl.finding(", "nl.show_figure("))
            says = "How this was computed" if computed else "Show the code"
            cell.metadata["mystnb"] = {"code_prompt_show": says, "code_prompt_hide": "Hide the code"}
    nbformat.write(notebook, path)


def joined(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """The cells, each with the code before it that shows nothing, so that a reader passes one fold and not six."""
    kept: list[nbformat.NotebookNode] = []
    for cell in cells:
        if kept and cell.cell_type == kept[-1].cell_type == "code" and not kept[-1].outputs:
            cell.source = f"{kept.pop().source}\n\n\n{cell.source}"
        kept.append(cell)
    return kept


def put_numbers(cell: nbformat.NotebookNode, path: Path) -> None:
    """The numbers behind each figure of a cell, as a file to which the page leads."""
    captions = [output for output in cell.get("outputs", []) if "text/csv" in output.get("data", {})]
    for number, output in enumerate(captions, 1):
        address = f"{NUMBERS}/{path.stem}-{cell.id}{'' if number == 1 else f'-{number}'}.csv"
        (path.parent / NUMBERS).mkdir(exist_ok=True)
        (path.parent / address).write_text(output.data.pop("text/csv"), encoding="utf-8")
        output.metadata[NUMBERS] = address


def put_findings(root: Path, pages: Path) -> None:
    """What was found, as the notebooks have it stored, in the README and on the front page, there with a passage."""
    shown = BeautifulSoup(passage(root), "html.parser")
    lead_to_passages(shown, up="")
    marked = f'```{{raw}} html\n<div class="cell_output"><div class="text_html">{shown}</div></div>\n```'
    for name, findings in (("index.md", for_site(root)), ("README.md", for_readme(root))):
        text = (pages / name).read_text(encoding="utf-8")
        (pages / name).write_text(with_findings(text, findings).replace(PASSAGE, marked), encoding="utf-8")


def build(root: Path, target: Path) -> int:
    """Render the repository at `root` into `target`; return Sphinx's exit status (0 when nothing is wrong).

    Raises `Refused`, having changed nothing, when `target` holds folders of these names that were not made here.
    """
    check_target(target)
    pages, site = new_folder(target / "pages"), new_folder(target / "site.new")
    shutil.copytree(HERE, pages, ignore=shutil.ignore_patterns("*.py", "__pycache__", "static"), dirs_exist_ok=True)
    for name in FILES:
        shutil.copy2(root / name, pages / name)
    put_findings(root, pages)
    for name in FOLDERS:
        shutil.copytree(root / name, pages / name, ignore=shutil.ignore_patterns("__pycache__", ".*", "key"))
    for path in (pages / "notebooks").glob("*.ipynb"):
        prepare(path)
    write_stubs(pages / FOLDER)
    write_pages(pages / "library")
    write_error_rates(root / "bench" / "results", pages / "error-rates.md")
    write_scale(root / "bench" / "results", pages / "many-articles.md")
    strict = ["--fail-on-warning", "--keep-going", "--quiet"]
    status = sphinx([*strict, "-c", str(HERE), "-d", str(pages / ".doctrees"), str(pages), str(site)])
    if status == 0:
        write_articles(site)
        write_texts(site, site)
        if (pages / "notebooks" / NUMBERS).is_dir():
            shutil.copytree(pages / "notebooks" / NUMBERS, site / "notebooks" / NUMBERS)
        lighten(site)
        if (target / "site").exists():
            shutil.rmtree(target / "site")
        site.rename(target / "site")
    return status


def main(arguments: list[str]) -> int:
    target = Path(arguments[0] if arguments else ROOT / "build").resolve()
    try:
        status = build(ROOT, target)
    except (Refused, NotFound) as why:
        print(why, file=sys.stderr)
        return 2
    if status == 0:
        print(f"The site is ready: {target / 'site' / 'index.html'}")
    else:
        print(f"The site is not as it should be; what was made is in {target / 'site.new'}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
