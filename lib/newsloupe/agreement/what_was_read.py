"""What coders have read: where one of them did not read, nothing is known of what he would have marked.

Rows of the layer ``read`` say which passages a coder has read, and for which codes. A coding without such rows counts
as one of everything, as the machine's is. What was not read is missing, and never a zero.
"""

import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import pandas as pd

from newsloupe.agreement.names import coder_names
from newsloupe.corpus.article import Article, Corpus
from newsloupe.spans import READ, marked

Places = dict[str, list[tuple[int, int]]]  # article: passages in order, which do not overlap

_WHO_READ_ALL = {"machine", "reference"}  # what they did not mark, they read and left


class ReadingWarning(UserWarning):
    """A coding does not say what was read, so that a text without marks may be one that nobody opened.

    >>> import warnings
    >>> corpus = Corpus.from_texts({"a": "It may rain.", "b": "It may snow."})
    >>> ada = find_words(corpus, "may").assign(coder="Ada")
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     table = agreement(ada, ada.head(1).assign(coder="Ben"), corpus=corpus)
    >>> print(caught[0].message)  # doctest: +ELLIPSIS
    Ben has no mark in b, and nothing says whether Ben has read it; ...
    """


def places_read(coding: pd.DataFrame, label: str | None = None) -> Places | None:
    """The passages that a coder has read for `label` (None: for anything); None where nothing says what was read.

    A row says in its column ``codes`` for which labels it holds; an empty one holds for all.
    """
    rows = coding[coding["layer"] == READ] if "layer" in coding else coding.head(0)
    if rows.empty:
        return None
    if label is not None and "codes" in rows:
        rows = rows[[label in codes or not codes for codes in _codes(rows)]]
    found: Places = {}
    for article, start, end in rows[["article", "start", "end"]].itertuples(index=False, name=None):
        found.setdefault(article, []).append((start, end))
    return {article: _joined(passages) for article, passages in found.items()}


def asked_for(codings: Sequence[pd.DataFrame], label: str | None) -> str | None:
    """The label, if any coder says to have looked for it; None, which stands for anything, for one of another book."""
    rows = (coding[coding["layer"] == READ] for coding in codings if "layer" in coding and "codes" in coding)
    return label if any(label in codes for own in rows for codes in _codes(own)) else None


def _codes(rows: pd.DataFrame) -> list[list[str]]:
    return [told.split() if isinstance(told, str) else [] for told in rows["codes"]]


def places_all_read(codings: Sequence[pd.DataFrame], corpus: Corpus | None, label: str | None = None) -> Places | None:
    """The passages that all coders have read for `label`; None for everything. ValueError where there is none."""
    common: Places | None = None
    label = asked_for(codings, label)
    for coding in codings:
        own = places_read(coding, label)
        if own is not None:
            common = own if common is None else _shared(common, own)
    if common is not None and corpus is not None:
        common = {article: passages for article, passages in common.items() if article in corpus}
    if common is not None and not common:
        what = "" if label is None else f" for {label}"
        raise ValueError(
            f"no passage was read{what} by all of {', '.join(coder_names(codings))}; compare those who read the same "
            "(`newsloupe.agreement.pairwise` does it pair by pair)"
        )
    return common


def cut(
    codings: Sequence[pd.DataFrame], corpus: Corpus | None, places: Places | None
) -> tuple[list[pd.DataFrame], Corpus | None]:
    """The marks of the codings, and the corpus, cut to `places`: each passage is an article of its own, unless it is a
    whole one. A mark that runs over the end of a passage is cut there; without a corpus offsets stay as they are."""
    if places is None:
        return [marked(coding) for coding in codings], corpus
    if corpus is None:
        whole = {article: [(start, end, article, 0) for start, end in spans] for article, spans in places.items()}
        return [_clipped(marked(coding), whole) for coding in codings], None
    pieces = {name: list(_pieces(corpus[name], spans)) for name, spans in places.items()}
    articles = [article for name in corpus.ids for *_, article in pieces.get(name, ())]
    ends = {
        name: [(start, end, article.id, 0 if article.id == name else start) for start, end, article in found]
        for name, found in pieces.items()
    }
    return [_clipped(marked(coding), ends) for coding in codings], Corpus(articles)


def covered(units: Iterable[tuple[str, int, int]], places: Places) -> list[bool]:
    """For each unit: was it read from end to end?"""
    starts = {article: [start for start, _ in passages] for article, passages in places.items()}
    found = []
    for article, start, end in units:
        number = bisect_right(starts.get(article, []), start) - 1
        found.append(number >= 0 and places[article][number][1] >= end)
    return found


class Readers:
    """Who has read what, asked passage by passage."""

    def __init__(self, codings: Sequence[pd.DataFrame]) -> None:
        self._codings = codings
        self._say_nothing = all(places_read(coding) is None for coding in codings)
        self._places: dict[str, list[Places | None]] = {}

    def of(self, article: str, start: int, end: int, label: str) -> tuple[int, ...]:
        """The numbers of the coders who have read some of a passage for `label`, or do not say what they read."""
        if self._say_nothing:
            return tuple(range(len(self._codings)))
        if label not in self._places:
            asked = asked_for(self._codings, label)
            self._places[label] = [places_read(coding, asked) for coding in self._codings]
        return tuple(
            number
            for number, places in enumerate(self._places[label])
            if places is None or any(s < end and e > start for s, e in places.get(article, ()))
        )


def warn_of_unread(codings: Sequence[pd.DataFrame], corpus: Corpus) -> None:
    """Name those who say nothing of what they read, and have no mark where others have some."""
    where = [set(marked(coding)["article"]) & set(corpus.ids) for coding in codings]
    anywhere = [article for article in corpus.ids if any(article in own for own in where)]
    told = []
    for name, coding, own in zip(coder_names(codings), codings, where, strict=True):
        said = "layer" not in coding or places_read(coding) is not None
        missing = [article for article in anywhere if article not in own]
        if missing and not said and not set(coding["coder"].unique() if "coder" in coding else []) & _WHO_READ_ALL:
            several = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            told.append(f"{name} has no mark in {several}, and nothing says whether {name} has read "
                        f"{'it' if len(missing) == 1 else 'them'}")  # fmt: skip
    if told:
        warnings.warn(
            "; ".join(told) + "; it counts as read, and as nothing found. If it was not read, leave the article out of "
            "the corpus, or add rows that say what was read (newsloupe.codebook.read_rows)",
            ReadingWarning,
            stacklevel=3,
        )


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _shared(one: Places, two: Places) -> Places:
    found = {
        article: sorted(
            (max(s, a), min(e, b)) for s, e in one[article] for a, b in two[article] if max(s, a) < min(e, b)
        )
        for article in one.keys() & two.keys()
    }
    return {article: places for article, places in found.items() if places}


def _pieces(article: Article, places: list[tuple[int, int]]) -> Iterable[tuple[int, int, Article]]:
    whole = article.text.strip()
    for start, end in places:
        text = article.text[start:end]
        own = article if whole and whole in text else Article(f"{article.id}[{start}:{end}]", text)
        yield start, end, own


def _clipped(marks: pd.DataFrame, places: dict[str, list[tuple[int, int, str, int]]]) -> pd.DataFrame:
    """The parts of the marks that lie in `places`: (start, end, name of the passage, where its text begins)."""
    rows, spans = [], []
    for number, (article, start, end) in enumerate(zip(marks["article"], marks["start"], marks["end"], strict=True)):
        for first, last, name, base in places.get(article, ()):
            if start < last and end > first:
                rows.append(number)
                spans.append((name, max(start, first) - base, min(end, last) - base))
    cut = marks.iloc[rows].reset_index(drop=True)
    for column, values in zip(("article", "start", "end"), zip(*spans, strict=True), strict=False):
        cut[column] = list(values)
    return cut
