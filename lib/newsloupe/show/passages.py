"""Where a mark stands in the reading edition (`reader`): its id, the page of its article, and links to it."""

import re
from hashlib import blake2s

import pandas as pd

from newsloupe.corpus.article import Corpus

_PLAIN_LABEL = re.compile(r"[a-z][a-z0-9_]{0,60}")
_NUMBERED = re.compile(r"(\d+)_[0-9a-f]{8,}")  # a number, then a checksum: the number is enough
_TAKEN = {"index", "con", "prn", "aux", "nul"}  # the last four are no names of files on Windows


def mark_id(start: int, end: int, label: str) -> str:
    """The id of a mark in the page of its article: the same whatever else is marked there, and by whom.

    Two marks of an article have the same id only where both offsets and the label are the same.

    >>> mark_id(120, 128, "hedge")
    'm-120-128-hedge'
    """
    return f"m-{start}-{end}-{_plain(label)}"


def _plain(name: str) -> str:
    """A label as a part of an address; one that is not made of plain letters is told by its checksum."""
    if _PLAIN_LABEL.fullmatch(name):
        return name
    return "0" + blake2s(name.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()  # no plain label begins so


def page_names(corpus: Corpus) -> dict[str, str]:
    """The file name of each article's page, by the article's id.

    It is the id or, where the id is a number and a checksum, the number; with a checksum where the id would be no name
    of a file on every system, or not the only one of that name.

    >>> page_names(Corpus.from_texts({"002_254fc0c4e7ae9744": "No.", "Le Monde/3": "Non."}))
    {'002_254fc0c4e7ae9744': '002.html', 'Le Monde/3': 'Le-Monde-3-99db8ef2.html'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for article in corpus.ids:
        numbered = _NUMBERED.fullmatch(article)
        name = numbered[1] if numbered else re.sub(r"[^A-Za-z0-9._-]+", "-", article)[:80].strip(".-")
        whole = bool(numbered) or name == article
        if not whole or not name or name.casefold() in taken | _TAKEN or name.startswith("marks-"):
            name = f"{name or 'article'}-{blake2s(article.encode(), digest_size=4).hexdigest()}"
        taken.add(name.casefold())
        names[article] = f"{name}.html"
    return names


def passage_link(spans: pd.DataFrame, corpus: Corpus, folder: str = "articles/") -> pd.Series:
    """The address of each span in the reading edition of `corpus`, which is in `folder`.

    Returns a Series of str with the index of `spans`. A count leads to ``002.html#rhetoric=hedge``, with the layer and
    the label, or to the page of all marks of a label, ``marks-rhetoric-hedge.html``. Raises KeyError for an article
    that is not in `corpus`.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> passage_link(find_words(corpus, "may"), corpus).tolist()
    ['articles/a.html#m-3-6-search']
    """
    names = page_names(corpus)
    rows = zip(*(spans[name].tolist() for name in ("article", "start", "end", "label")), strict=True)
    links = [f"{folder}{names[article]}#{mark_id(start, end, label)}" for article, start, end, label in rows]
    return pd.Series(links, index=spans.index, dtype=object)


def marks_page(layer: str, label: str) -> str:
    """The file name of the page with all marks of a label.

    >>> marks_page("rhetoric", "hedge")
    'marks-rhetoric-hedge.html'
    """
    return f"marks-{_plain(layer)}-{_plain(label)}.html"
