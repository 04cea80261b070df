"""Exports of Europresse (.html): an ``article`` for each, with its parts in classes of their own."""

import re
from typing import Any

from newsloupe.corpus.exports import Draft, Export
from newsloupe.reading.decoding import Unreadable


def is_europresse(source: str) -> bool:
    """Is it an export? Raises `Unreadable` for one in the old form, whose parts have no names."""
    if re.search(r"\bDocPublicationName\b|\bdocOcurrContainer\b", source):
        return True
    if re.search(r"\bTitreArticleVisu\b", source):
        problem = "looks like an export of Europresse in its old form (tables), which is not read"
        raise Unreadable(problem, "export it again from the website of today, as HTML")
    return False


def read_europresse(tree: Any) -> Export:
    """The articles of an export, from the tree of the page."""
    export = Export("Europresse")
    for block in tree.iter("article"):
        export.announced += 1
        containers = _with_class(block, "docOcurrContainer")
        text = "\n".join(line for container in containers for line in _lines(container))
        if not text:
            export.faults[export.announced] = "has no text"
            continue
        meta = {"outlet": _first(block, "DocPublicationName"), "date": _first(block, "DocHeader"),
                "author": _first(block, "docAuthors")}  # fmt: skip
        known = {name: value for name, value in meta.items() if value}
        export.drafts.append(Draft(text, _first(block, "titreArticleVisu"), known, export.announced))
    return export


def _with_class(element: Any, name: str) -> list[Any]:
    return list(element.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def _first(element: Any, name: str) -> str:
    found = _with_class(element, name)
    return " ".join(found[0].text_content().split()) if found else ""


def _lines(container: Any) -> list[str]:
    """The paragraphs of a text; where none are marked, its lines."""
    parts = [" ".join(part.text_content().split()) for part in container.iter("p")]
    lines = parts or [" ".join(line.split()) for line in container.text_content().split("\n")]
    return [line for line in lines if line]
