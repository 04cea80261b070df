"""Exports of Factiva (.html): tables with codes such as HD and TD, or lines in the same order without them."""

import re
from typing import Any

from newsloupe.corpus.exports import Draft, Export, other_language
from newsloupe.reading.decoding import Unreadable

_CODES = {"BY": "author", "PD": "date", "ET": "time", "SN": "outlet", "SE": "section", "ED": "edition", "PG": "page",
          "LA": "language", "WC": "length", "AN": "accession", "NS": "subject", "RE": "region",
          "CO": "company", "IN": "industry"}  # fmt: skip
_WORDS = re.compile(r"[\d,.\s]+words", re.IGNORECASE)
_ARTICLE = "//div[contains(concat(' ', normalize-space(@class), ' '), ' article ')]"


def is_factiva(source: str) -> bool:
    """Is it an export?"""
    return bool(re.search(r"""class=["'][^"']*\barticle\s+[a-z]{2}Article\b""", source))


def read_factiva(tree: Any) -> Export:
    """The articles of an export, from the tree of the page. Raises `Unreadable` for one without codes in another
    language of the interface."""
    export = Export("Factiva")
    for block in tree.xpath(_ARTICLE):
        export.announced += 1
        rows = {_text(row[0]): row[1] for row in block.iter("tr") if len(row) == 2}
        draft = _of_table(rows) if "HD" in rows or "TD" in rows else _of_lines(block)
        if draft.text:
            export.drafts.append(Draft(draft.text, draft.title, draft.meta, export.announced))
        else:
            export.faults[export.announced] = "has no text"
    return export


def _of_table(rows: dict[str, Any]) -> Draft:
    text = "\n".join(part for code in ("LP", "TD") if code in rows for part in _paragraphs(rows[code]))
    meta = {name: _text(rows[code]) for code, name in _CODES.items() if code in rows}
    return Draft(
        text, _text(rows["HD"]) if "HD" in rows else "", {name: value for name, value in meta.items() if value}
    )


def _of_lines(block: Any) -> Draft:
    """Headline, author, number of words, date, outlet …, each in a box of its own, then the paragraphs."""
    classes = block.get("class", "")
    paragraphs = _paragraphs(block)
    boxes = [box for box in block.iter("div") if box is not block and box.find("div") is None]
    lines = [line for box in boxes if not box.xpath(".//p") and (line := _text(box))]
    counted = next((number for number, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if counted is None:
        if "enArticle" not in classes:
            raise other_language("Factiva", classes)
        problem = "looks like an export of Factiva, but has neither its codes nor its number of words"
        raise Unreadable(problem, "export it again as “Article Format” with “Full Article/Report plus Indexing”")
    below = lines[counted + 1 :]
    clock = bool(below[1:]) and bool(re.fullmatch(r"\d{1,2}:\d{2}( \w+)?", below[1]))
    outlet = below[1 + clock] if len(below) > 1 + clock else ""
    about = {"date": below[0] if below else "", "outlet": outlet, "length": lines[counted],
             "author": lines[1] if counted > 1 else ""}  # fmt: skip
    return Draft(
        "\n".join(paragraphs), lines[0] if counted else "", {name: value for name, value in about.items() if value}
    )


def _paragraphs(element: Any) -> list[str]:
    found = [_text(paragraph) for paragraph in element.iter("p")]
    return [line for line in found if line]


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
