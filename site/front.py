"""What was found, in a few sentences for the front page and the README, taken from stored outputs of notebooks.

    python site/front.py     # writes them into README.md; `make book` does it

`build.py` puts them into the front page of the site, where each leads to its passages.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from newsloupe.saving import put
from newsloupe.text import sentences

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- what was found: written by site/front.py -->", "<!-- end of what was found -->"
PASSAGE = "<!-- the passage that notebook 0 shows: put here by site/build.py -->"
FINDING = "**Finding.** "


@dataclass(frozen=True)
class Found:
    """A sentence of a finding: where it stands, and where its passages are."""

    question: str
    notebook: str
    cell: str
    number: int  # of sentences, from the first
    passages: str  # an address in the site
    called: str  # what is there


FOUND = [
    Found("Where do the texts come from?", "01-the-articles", "01-07", 1, "articles/index.html", "the articles"),
    Found("Who says so?", "05-source-attribution", "05-10", 2, "articles/marks-attribution-cue.html", "every cue"),
    Found("Could you ask them?", "05-source-attribution", "05-41", 1, "articles/marks-attribution-source.html",
          "every source"),
    Found("Who acts?", "04-framing", "agency-04", 1, "articles/marks-agency-patient.html", "whoever is acted upon"),
    Found("Who speaks of fear?", "06-whose-words", "06-fear-finding", 1, "articles/marks-rhetoric-appeal_to_fear.html",
          "the passages"),
    Found("How wrong is the program?", "07-how-far-to-trust-it", "fresh-finding", 1, "error-rates.html",
          "all error rates"),
]  # fmt: skip


class NotFound(Exception):
    """A notebook has no stored finding where one is expected; the message says where."""


@cache
def _findings(path: Path) -> dict[str, str]:
    cells = nbformat.read(path, as_version=4).cells
    said = {cell.id: [o.get("data", {}).get("text/markdown", "") for o in cell.get("outputs", [])] for cell in cells}
    return {name: texts[0] for name, texts in said.items() if texts and texts[0].startswith(FINDING)}


def sentence(root: Path, found: Found) -> str:
    """The first sentences of a stored finding, as Markdown."""
    path = root / "notebooks" / f"{found.notebook}.ipynb"
    text = _findings(path).get(found.cell, "").removeprefix(FINDING)
    ends = [end for _, end in sentences(text)]
    if len(ends) < found.number:
        raise NotFound(
            f"{path.name} has no stored finding of {found.number} sentences in cell {found.cell}; execute it"
        )
    return text[: ends[found.number - 1]]


def passage(root: Path) -> str:
    """The first marked passage that notebook 0 has stored, as HTML."""
    cells = nbformat.read(root / "notebooks" / "00-start-here.ipynb", as_version=4).cells
    shown = [o.get("data", {}).get("text/html", "") for cell in cells for o in cell.get("outputs", [])]
    marked = next((html for html in shown if "data-mark" in html), "")
    if not marked:
        raise NotFound("00-start-here.ipynb has no marked passage stored; execute it")
    return marked


def for_readme(root: Path) -> str:
    """A list in which each sentence leads to its notebook."""
    return "\n".join(
        f"- **{found.question}** {sentence(root, found)} ([notebook {int(found.notebook[:2])}]"
        f"(notebooks/{found.notebook}.ipynb))"
        for found in FOUND
    )


def for_site(root: Path) -> str:
    """A list in which each sentence leads to its passages, too; their pages are made after Sphinx has run."""
    return "\n".join(
        f'- **{found.question}** {sentence(root, found)} <a href="{found.passages}">See {found.called}</a>, or '
        f"[how it was counted](notebooks/{found.notebook}.ipynb)."
        for found in FOUND
    )


def with_findings(text: str, findings: str) -> str:
    """The text with these findings between the two marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NotFound(f"the page has not both marks, {BEGIN} and {END}")
    return f"{before}{begin}\n\n{findings}\n\n{end}{after}"


def main() -> int:
    path = ROOT / "README.md"
    try:
        text = with_findings(path.read_text(encoding="utf-8"), for_readme(ROOT))
    except NotFound as why:
        print(why, file=sys.stderr)
        return 1
    put(path, text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
