"""What notebooks, exercises and guides quote from an article stands in it, in the article that they name.

A quotation is written ``*"…"*``, or set off by ``>``; three dots stand for what is left out. Quotation marks and
apostrophes may be straight or curly, and the first letter large or small. The guide of the hand coding, which quotes
without marks, is looked up in `test_reference`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsloupe import load_corpus

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "notebooks"
PAGES = [
    *sorted(BOOK.glob("*.ipynb")),
    *sorted((BOOK / "exercises").glob("*.ipynb")),
    *sorted(BOOK.glob("*.md")),
    ROOT / "seeds" / "README.md",
    ROOT / "site" / "first-look.md",
]
# Sentences that somebody might write about the articles; the exercises ask whether they are true.
CLAIMS = {"Text 002 has the word most often, so it cares most about it.", "Who is named more often, acts more often."}
CURLY = str.maketrans("’‘“”", "''\"\"")
QUOTED = re.compile(r'\*"([^*]+?)"\*|^((?:> .*(?:\n|\Z))+)', re.MULTILINE)
BEFORE = re.compile(r"\b[Tt]ext (00\d)\b[^.*()]{0,60}$")  # Text 003 says:
BEHIND = re.compile(r"^[.,;:]?\s\((?:text )?(00\d)\b")  # (004)


def plain(text: str) -> str:
    return " ".join(text.translate(CURLY).split()).casefold()


ARTICLES = {article.id[:3]: plain(article.text) for article in load_corpus()}


def prose(path: Path) -> Iterator[str]:
    if path.suffix != ".ipynb":
        yield path.read_text(encoding="utf-8")
        return
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])


def quotations(text: str) -> Iterator[tuple[str, str]]:
    """Each quotation, with the article that is named behind it in brackets, or before it; else with nothing."""
    for found in QUOTED.finditer(text):
        words = found[1] or re.sub(r"^> ?", "", found[2], flags=re.MULTILINE)
        named = BEHIND.match(text[found.end() :]) or BEFORE.search(text[: found.start()])
        if " ".join(words.split()) not in CLAIMS and " = " not in words:  # a formula is no quotation
            yield words, named[1] if named else ""


def stands(words: str, article: str = "") -> bool:
    parts = [plain(part).strip(" .,;") for part in words.split("…")]
    texts = [ARTICLES[article]] if article else ARTICLES.values()
    return any(all(part in text for part in parts) for text in texts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_quotation_stands_in_the_article_that_is_named(path, prove):
    found = [one for text in prose(path) for one in quotations(text)]
    assert [(article, words) for words, article in found if not stands(words, article)] == []
    if found:
        prove(len(found), "quotations looked up in the articles")


def test_most_quotations_are_found_by_this_test_at_all():
    assert sum(len(list(quotations(text))) for path in PAGES for text in prose(path)) > 150


def test_a_wrong_word_a_wrong_article_and_a_cut_are_told_apart():
    assert stands("another chapter in the long-running saga", "002")
    assert not stands("another notebook in the long-running saga")
    assert not stands("another chapter in the long-running saga", "001")
    assert stands("another chapter … global power plays") and not stands("another chapter … Casablanca")
    assert list(quotations('It says *"a bear"* (002), and *"an\neagle"*.\n\n> One line\n> of two.')) == [
        ("a bear", "002"), ("an\neagle", ""), ("One line\nof two.", ""),
    ]  # fmt: skip
