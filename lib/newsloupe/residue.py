"""What is not the article: page furniture, text of other articles, damaged characters, and gaps in provenance.

The definitions are in the codebook ``page-residue``; what form alone cannot say in a term or pattern is coded by the
short functions below. The text itself is never changed: an analysis leaves residue out by `newsloupe.outside`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.codebook.coder import MachineCoder, machine_coder
from newsloupe.codebook.schema import load_codebook
from newsloupe.corpus.article import UNKNOWN, Article, Corpus
from newsloupe.corpus.no_articles import language_of
from newsloupe.grammar.parsed import Parsed

__all__ = ["provenance"]

CODEBOOK = "page-residue"
PROVENANCE = ["title", "outlet", "author", "date", "url"]

Hit = tuple[int, int, str, str, str]  # start, end, label, rule, note

_POINTER = regex.compile(r"(?i)(?:previous|next)\s+(?:article|post|story):?")
_TWO_SCRIPTS = regex.compile(r"(?=\w*\p{Latin})(?=\w*[\p{Cyrillic}\p{Greek}])\w{2,}")
_OTHER_SCRIPT = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_ODD = regex.compile(
    r"""(?P<control>[\p{Cc}--[\t\r\n]\p{Co}\uFFFD\u200b\ufeff]+)
      | (?P<html></?[a-zA-Z][^<>\n]{0,80}>|&(?:\#\d{2,5}|[a-z]{2,8});)""",
    regex.VERBOSE | regex.VERSION1,
)
_FOREIGN = regex.compile(r"(?s)(?:[^\x00-\x7f“”‘’–—…].{0,4})+")  # what was wrongly decoded has such a character
_MARKS = (("«", "»", regex.compile("[«»]")), ("“", "”", regex.compile("[“„”]")))
_ITEM = regex.compile(r"[-–•*▪‣·]\s")
_URL = regex.compile(r"(?i)\b(?:https?://|www\.)\S+")


EXTRA: dict[str, Any] = {}  # this layer has no columns of its own


def settings() -> None:
    """There is nothing to choose."""


def rows(parsed: Parsed, settings: None = None) -> Iterator[dict[str, Any]]:
    """The rows of one text in the span table of `find_residue`."""
    seen = set()
    for find in (_by_codebook, _leaked_text, _mixed_script, _odd_characters, _cut_off_items):
        for start, end, label, rule, note in find(parsed.text):
            if (start, end, label) not in seen:
                seen.add((start, end, label))
                yield {"start": start, "end": end, "label": label, "rule": rule, "note": note}


@_text.remembered
def not_the_article(text: str) -> list[tuple[int, int]]:
    """Offsets, in order, of the page furniture and the leaked text: what an analysis of the article leaves out."""
    return sorted((start, end) for find in (_by_codebook, _leaked_text) for start, end, *_ in find(text))


def provenance(corpus: Corpus) -> pd.DataFrame:
    """What is known about each article: ``article`` (label), title, outlet, author, date, url (``"unknown"`` where
    nobody knows), ``links`` (web addresses in the text) and ``missing`` (how many of the five are unknown; int).

    >>> articles = Corpus.from_texts({"a": "The pool is closed, says www.example.org/pool."})
    >>> provenance(articles)[["article", "outlet", "links", "missing"]].values.tolist()
    [['a', 'unknown', 1, 5]]
    """

    labels = corpus.labels

    def card(article: Article) -> dict[str, object]:
        known = {name: article.meta.get(name) or UNKNOWN for name in PROVENANCE} | {"title": article.title or UNKNOWN}
        missing = sum(value == UNKNOWN for value in known.values())
        return {"article": labels[article.id], **known, "links": len(_URL.findall(article.text)), "missing": missing}

    return pd.DataFrame([card(article) for article in corpus], columns=["article", *PROVENANCE, "links", "missing"])


@lru_cache(maxsize=1)
def _coder() -> MachineCoder:
    return machine_coder(load_codebook(CODEBOOK))


@_text.remembered
def _by_codebook(text: str) -> list[Hit]:
    return [(start, end, rule.label, rule.id, rule.note) for start, end, rule in _coder().hits(text)]


@_text.remembered
def _leaked_text(text: str) -> list[Hit]:
    return list(_leaks(text))


def _leaks(text: str) -> Iterator[Hit]:
    lines = _text.paragraphs(text)
    for (a, b), (start, end) in pairwise(lines):
        if _POINTER.fullmatch(text, a, b) and text[end - 1] not in ".!?" and end - start < 200:
            yield start, end, "leaked_text", "leaked_text_pointer", ""
    forms = _text.forms(text)
    main = language_of(forms)
    starts = [start for start, _ in _text.words(text)]
    for start, end in lines:
        other = language_of(forms[bisect_left(starts, start) : bisect_left(starts, end)])
        if main and other and other != main:
            yield start, end, "leaked_text", "leaked_text_language", f"{other} in an article in {main}"


def _mixed_script(text: str) -> Iterator[Hit]:
    for match in _TWO_SCRIPTS.finditer(text) if _OTHER_SCRIPT.search(text) else ():
        yield *match.span(), "mixed_script", "mixed_script", ""


def _odd_characters(text: str) -> Iterator[Hit]:
    from ftfy.badness import BADNESS_RE  # ftfy's table of letter sequences that wrong decoding leaves behind

    for match in _ODD.finditer(text):
        yield *match.span(), "odd_character", f"odd_character_{match.lastgroup}", ""
    for near in _FOREIGN.finditer(text):
        for damage in BADNESS_RE.finditer(text, max(near.start() - 4, 0), near.end()):
            yield *damage.span(), "odd_character", "odd_character_decoding", ""
    for start, end in _text.paragraphs(text) if "”" in text or "»" in text else ():
        for opening, closing, marks in _MARKS:
            depth = 0
            for mark in marks.finditer(text, start, end):
                depth += 1 if mark.group() != closing else -1
                if depth < 0:
                    yield *mark.span(), "odd_character", "odd_character_quote", f"{closing} without {opening}"
                    depth = 0


def _cut_off_items(text: str) -> Iterator[Hit]:
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in _text.paragraphs(text):
        if _ITEM.match(text, start, end):
            runs[-1].append((start, end))
        elif runs[-1]:
            runs.append([])
    for run in runs:
        explained = [":" in text[start:end] for start, end in run]
        if 2 * sum(explained) > len(run) > 2:
            for (start, end), is_explained in zip(run, explained, strict=True):
                if not is_explained and len(_text.words(text[start:end])) <= 4:
                    yield start, end, "cut_off_item", "cut_off_item", ""
