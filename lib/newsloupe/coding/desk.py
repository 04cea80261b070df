"""What the coding widget shows: the codes of a codebook, and the text of an article, as the browser wants them."""

from collections.abc import Iterable
from typing import Any

from newsloupe import text as _text
from newsloupe.codebook.schema import Code, Codebook, Item
from newsloupe.corpus.article import Article
from newsloupe.exchange.offsets import Utf16
from newsloupe.show.labels import look

KEYS = "123456789abcdefghijkmopqrstuvwxyz"  # one for each code; l links and n is for notes


def page_of(article: Article) -> dict[str, Any]:
    """A text with the places of its words and sentences, in UTF-16 code units."""
    text, offset = article.text, Utf16(article.text).from_python
    return {
        "article": article.id,
        "text": text,
        "words": [(offset(a), offset(b)) for a, b in _text.words(text)],
        "sentences": [(offset(a), offset(b)) for a, b in _text.sentences(text)],
    }


def form_of(codebook: Codebook) -> list[dict[str, Any]]:
    """The questions of the form, with what can be answered."""
    return [
        {"id": one.id, "kind": one.kind, "ask": one.ask, "help": one.help, "values": list(one.values)}
        for one in codebook.form
    ]


def choices(codebook: Codebook) -> list[dict[str, Any]]:
    """What a coder can choose: each code or, where a code has items, each of its items."""
    chosen = [(code, item) for code in codebook.codes for item in code.items or (None,)]
    return [
        _guide(code, item) | {"key": KEYS[i : i + 1], "color": look(item.id if item else code.label).colour}
        for i, (code, item) in enumerate(chosen)
    ]


def guides(codebook: Codebook, further: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The codes of a codebook with their definitions; labels that it does not have follow, without one."""
    known = [_guide(code, None) for code in codebook.codes]
    unknown = [label for label in dict.fromkeys(further) if label not in codebook.labels]
    rest = [{"label": label, "title": label, "definition": "", "lists": []} for label in unknown]
    return [one | {"color": look(one["label"]).colour} for one in [*known, *rest]]


def _guide(code: Code, item: Item | None) -> dict[str, Any]:
    """All that a person needs to decide, and the name under which it is marked."""
    lists = {
        "Code when": code.code_when,
        "Do not code when": code.not_when,
        "Examples": code.examples,
        "Near misses": code.near_misses,
    }
    return {
        "label": code.label,
        "item": item.id if item else "",
        "name": item.id if item else code.label,
        "title": f"{code.title}: {item.question}" if item else code.title,
        "definition": code.definition,
        "lists": [[title, list(lines)] for title, lines in lists.items() if lines],
    }


def columns_of(choice: dict[str, Any]) -> dict[str, str]:
    return {"label": choice["label"]} | ({"item": choice["item"]} if choice["item"] else {})
