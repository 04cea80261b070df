"""Passages of articles, to be given out one by one: to read, to code, to print."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Article, Corpus, CorpusError

# What can be given out of a corpus: ids of articles, places in them, the beginnings of paragraphs, or a span table.
Only: TypeAlias = Iterable[str] | Mapping[str, Iterable[tuple[int, int] | str]] | pd.DataFrame

_PASSAGE = re.compile(r"(.+)\[(\d+):(\d+)\]", re.DOTALL)


def give_out(corpus: Corpus, only: Only) -> Corpus:
    """The passages `only` of `corpus` as a corpus of its own, in the order of `corpus` and of the text.

    `only` is a list of ids of articles, a table with the columns ``article``, ``start`` and ``end``, or ``{id:
    passages}``, where a passage is ``(start, end)`` in characters or the words with which a paragraph begins. Passages
    that overlap become one, and white space at their ends is left out. A passage has the id of its article with its
    place, such as ``a[14:25]``; where it is the whole article, the article is given out as it is.
    `newsloupe.spans.put_back` takes what was coded in passages back into the articles.

    Raises `CorpusError` for an article, a place or a paragraph that is not there, and when nothing is given out.

    >>> corpus = Corpus.from_texts({"a": "It may rain.\\n\\nIt may not.", "b": "Nobody knows."})
    >>> give_out(corpus, {"a": ["It may not"]}).ids, give_out(corpus, ["b"]).ids
    (['a[14:25]'], ['b'])
    """
    wanted = _places(corpus, only)
    given = [_passage(corpus[name], place) for name in corpus.ids for place in _apart(wanted.get(name, []))]
    if not given:
        raise CorpusError("nothing is given out; name articles of the corpus, or passages in them")
    return Corpus(given)


def place_of(name: str) -> tuple[str, int, int] | None:
    """Of which article, and where in it, a passage is that `give_out` has named so; None for another name.

    >>> place_of("a[14:25]"), place_of("a")
    (('a', 14, 25), None)
    """
    found = _PASSAGE.fullmatch(name)
    return (found[1], int(found[2]), int(found[3])) if found else None


def _places(corpus: Corpus, only: Only) -> dict[str, list[tuple[int, int]]]:
    if isinstance(only, str):
        raise CorpusError(f"{only!r} is one text; give a list of ids, [{only!r}], or {{id: passages}}")
    if isinstance(only, pd.DataFrame):
        rows = list(only[["article", "start", "end"]].itertuples(index=False, name=None))
    elif isinstance(only, Mapping):
        rows = [(name, *_place(corpus, name, one)) for name, passages in only.items() for one in passages]
    else:
        rows = [(name, 0, len(_article(corpus, name).text)) for name in only]
    wanted: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in rows:
        text = _article(corpus, name).text
        passage = text[start:end]
        if not 0 <= start < end <= len(text) or not passage.strip():
            raise CorpusError(f"{start} to {end} is no passage of {name}, which has {len(text)} characters; correct it")
        first, last = start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip())
        wanted.setdefault(name, []).append((int(first), int(last)))
    return wanted


def _article(corpus: Corpus, name: str) -> Article:
    if name not in corpus:
        raise CorpusError(f"there is no article {name!r}; the first ids are {', '.join(corpus.ids[:5])}")
    return corpus[name]


def _place(corpus: Corpus, name: str, passage: tuple[int, int] | str) -> tuple[int, int]:
    """Where a passage stands that is given by its place, or by the words with which its paragraph begins."""
    if not isinstance(passage, str):
        start, end = passage
        return start, end
    text = _article(corpus, name).text
    found = [place for place in _text.paragraphs(text) if text.startswith(passage, place[0])]
    if len(found) != 1:
        many = "no paragraph" if not found else f"{len(found)} paragraphs"
        raise CorpusError(f"{many} of {name} begin with {passage[:60]!r}; give more of its words, or (start, end)")
    return found[0]


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _passage(article: Article, place: tuple[int, int]) -> Article:
    start, end = place
    if article.text[start:end] == article.text.strip():
        return article
    meta = {name: value for name, value in article.meta.items() if name != "label"}
    label = f"{article.label}, {start} to {end}"
    return Article(f"{article.id}[{start}:{end}]", article.text[start:end], article.title, meta | {"label": label})
