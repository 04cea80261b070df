"""Render the site from the stored notebooks, the codebooks, the docstrings and the project's Markdown files.

    python site/build.py            # into build/
    python site/build.py FOLDER

Writes two folders there: `pages/` has everything that the site is made of, laid out as in the repository so
that links between files go on working; `site/` is the site.
"""

import shutil
import sys
from pathlib import Path

from library import write_pages
from sphinx.cmd.build import main as sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FILES = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "CITATION.cff"]
FOLDERS = ["notebooks", "seeds", "lib", "bench"]


def build(root: Path, target: Path) -> int:
    """Render the repository at `root` into `target`; return Sphinx's exit status (0 when nothing is wrong)."""
    pages, site = target / "pages", target / "site"
    for old in (pages, site):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(HERE, pages, ignore=shutil.ignore_patterns("*.py", "__pycache__", "static"))
    for name in FILES:
        shutil.copy2(root / name, pages / name)
    for name in FOLDERS:
        shutil.copytree(root / name, pages / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    write_pages(pages / "library")
    strict = ["--fail-on-warning", "--keep-going", "--quiet"]
    return sphinx([*strict, "-c", str(HERE), "-d", str(pages / ".doctrees"), str(pages), str(site)])


def main(arguments: list[str]) -> int:
    target = Path(arguments[0] if arguments else ROOT / "build").resolve()
    status = build(ROOT, target)
    if status == 0:
        print(f"The site is ready: {target / 'site' / 'index.html'}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
