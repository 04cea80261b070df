"""Rates: how often spans occur, what they are counted against, and an interval."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.metadata import Groups, article_groups, in_order
from newsloupe.intervals import Floats, Ratio, bootstrap_weights
from newsloupe.metrics.lengths import kept_words
from newsloupe.spans import COLUMNS, NOTE, gaps, outside

__all__ = ["rate", "rate_by_voice"]

Kind = tuple[Any, ...]


def rate(
    spans: pd.DataFrame,
    corpus: Corpus,
    by: str | Sequence[str] = "label",
    *,
    groups: Groups | None = None,
    without: pd.DataFrame | None = None,
    per: int = 1000,
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """How often each kind of span occurs in each article, or group of articles, per 1,000 words, with a 95% interval.

    Parameters
    ----------
    by
        the column or columns whose values are counted; every value seen anywhere is listed for every article,
        with a count of 0 where it does not occur.
    groups
        what groups the articles: a field of their metadata (``"outlet"``), a field with dates and a part of time
        (``("date", "M")``; `with_meta` lists them), or a Series from ids to groups. Articles of which it is not known
        are the group ``"unknown"``.
    without
        spans to leave out of both the count and the words (usually `find_residue(corpus)`).
    per, draws, seed
        words per unit of the rate; number of bootstrap samples; seed of the random numbers.

    Returns
    -------
    DataFrame
        ``article``, the `by` columns, ``count`` (int), ``words`` (int), ``rate``, ``low``, ``high`` (float). The
        interval is the percentile bootstrap over sentences (Efron & Tibshirani 1993, ch. 13): it says how much
        the rate would move if other sentences of the same kind had been written, not whether the detector is right.

        With `groups`: ``group``, the `by` columns, ``articles``, ``count``, ``words`` (int), ``rate``, ``low``,
        ``high``. The rate is that of all words of the group together; its interval asks how far it would move if other
        articles of the same kind had been read, and needs no drawing. (Percentiles of a bootstrap over ten articles
        hold 85 to 87 times in a hundred instead of 95, as `bench/coverage.py` measures; these 94 to 97.) It is NaN for
        a group of one article. Where one article is forty times as long as the others, no interval holds: 67 to 95 in
        a hundred, for ten such articles; look at long and short texts apart.

    Raises ValueError for a column that is not there, or that says something about articles and not about spans.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may snow. The sun shines.", "b": "The sun shines."})
    >>> rate(find_words(corpus, "may"), corpus)[["article", "count", "words", "rate"]].round(1)
      article  count  words   rate
    0       a      2      9  222.2
    1       b      0      3    0.0
    >>> rate(find_words(corpus, "may"), corpus, groups={"a": "wet", "b": "dry"}).iloc[:, :6].round(1)
      group   label  articles  count  words   rate
    0   dry  search         1      0      3    0.0
    1   wet  search         1      2      9  222.2
    """
    keys = by_columns(spans, corpus, by)
    kinds = kinds_of(spans, keys)
    if without is not None:
        spans = outside(spans, without)
    if groups is not None:
        return _rate_of_groups(spans, corpus, keys, kinds, article_groups(corpus, groups), without, per)
    number = {kind: column for column, kind in enumerate(kinds)}
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, start, *values in spans[["article", "start", *keys]].itertuples(index=False, name=None):
        found[name].append((start, number[tuple(values)]))
    sentences = {article.id: _sentence_sizes(article, without) for article in corpus}
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in sentences}
    weights = np.empty((draws, 0))
    for name in sorted(sentences, key=lambda name: len(sentences[name][1])):
        starts, sizes = sentences[name]
        if weights.shape[1] != len(sizes):  # articles with as many sentences share their samples
            weights = bootstrap_weights(len(sizes), draws, seed).astype(float)  # floats multiply faster
        counts = np.zeros((len(sizes), len(kinds)))
        for start, column in found[name]:
            counts[sentence_of(starts, start), column] += 1
        samples = per * (weights @ counts) / np.maximum(weights @ sizes, 1)[:, None]
        low, high = np.percentile(samples, [2.5, 97.5], axis=0)
        words = int(sizes.sum())
        for kind, total, *ends in zip(kinds, counts.sum(axis=0).astype(int).tolist(), low, high, strict=True):
            rows[name].append((name, *kind, total, words, per * total / max(words, 1), *ends))
    columns = ["article", *keys, "count", "words", "rate", "low", "high"]
    return pd.DataFrame(list(chain.from_iterable(rows.values())), columns=columns)


def _rate_of_groups(
    spans: pd.DataFrame,
    corpus: Corpus,
    keys: list[str],
    kinds: list[Kind],
    groups: pd.Series,
    without: pd.DataFrame | None,
    per: int,
) -> pd.DataFrame:
    words = pd.Series({article.id: len(kept_words(article, without)) for article in corpus}, dtype="int64")
    counts = counted(spans, keys, kinds, "article", corpus.ids)
    rows = []
    for name in in_order(groups):
        own = (groups == name).to_numpy()
        ratio = Ratio(counts[own], np.asarray(words[own], dtype=float))
        low, high = ratio.interval()
        totals = counts[own].sum(axis=0).astype(int).tolist()
        ends = (per * np.nan_to_num(ratio.value), per * low, per * high)
        for kind, total, *numbers in zip(kinds, totals, *ends, strict=True):
            rows.append((name, *kind, int(own.sum()), total, int(words[own].sum()), *numbers))
    return pd.DataFrame(rows, columns=["group", *keys, "articles", "count", "words", "rate", "low", "high"])


def by_columns(spans: pd.DataFrame, corpus: Corpus, by: str | Sequence[str]) -> list[str]:
    """The columns `by`, if they tell the kinds of spans.

    Raises ValueError for one that is not there, or that only says what is known of the article: to count by it would
    make a row for each article and each outlet, although each article has one.
    """
    keys = [by] if isinstance(by, str) else list(by)
    for name in keys:
        known = any(name in article.meta for article in corpus)
        told = f"{name!r} is known of articles, not of spans; write groups={name!r}, with by for what is counted"
        if name not in spans:
            there = f"there is no column {name!r}; the columns are {', '.join(map(str, spans.columns))}"
            raise ValueError(told if known else there)
        if not known or name in (*COLUMNS, NOTE):
            continue
        if spans[name].equals(spans["article"].map(article_groups(corpus, name)).rename(name)):
            raise ValueError(told)
    return keys


def kinds_of(spans: pd.DataFrame, keys: list[str]) -> list[Kind]:
    """The values that the columns `keys` have together, sorted."""
    return list(spans[keys].drop_duplicates().sort_values(keys).itertuples(index=False, name=None))


def counted(
    table: pd.DataFrame, keys: list[str], kinds: list[Kind], case: str | Sequence[Any], cases: Sequence[Any]
) -> Floats:
    """How many rows of each kind (columns) each of `cases` has (rows); `case` names the column, or has a case a row."""
    place = {name: number for number, name in enumerate(cases)}
    number = {kind: column for column, kind in enumerate(kinds)}
    counts = np.zeros((len(cases), len(kinds)))
    named = table[case] if isinstance(case, str) else case
    values = table[keys].itertuples(index=False, name=None) if keys else [()] * len(table)
    for name, kind in zip(named, values, strict=True):
        counts[place[name], number[kind]] += 1
    return counts


def rate_by_voice(
    spans: pd.DataFrame,
    contents: pd.DataFrame,
    corpus: Corpus,
    by: str | Sequence[str] = "label",
    *,
    groups: Groups | None = None,
    without: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`rate` in the article's own voice and in that of its sources, each per 1,000 words of that voice.

    `contents` are the spans of attributed words (rows labelled ``content`` of `find_attributions`). Returns the
    columns of `rate` with ``voice`` (``own`` or ``source``) after ``article`` (with `groups`: ``group``). A span that
    is only partly attributed counts in both voices. `without` belongs to neither (usually `find_residue(corpus)`). How
    the two differ says `rate_difference`.

    >>> corpus = Corpus.from_texts({"a": "The mayor said the bridge may close. Nobody knows when."})
    >>> contents = find_attributions(corpus).query("label == 'content'")
    >>> rate_by_voice(find_words(corpus, "may"), contents, corpus)[["voice", "label", "count", "words", "rate"]]
        voice   label  count  words   rate
    0     own  search      0      6    0.0
    1  source  search      1      4  250.0
    """
    voices = {"own": contents, "source": gaps(contents, corpus)}
    if without is not None:
        voices = {voice: pd.concat([others, without], ignore_index=True) for voice, others in voices.items()}
    own, source = (
        rate(spans, corpus, by, groups=groups, without=others).assign(voice=voice) for voice, others in voices.items()
    )
    both = pd.concat([own, source]).sort_index(kind="stable").reset_index(drop=True)
    first = "article" if groups is None else "group"
    return both[[first, "voice", *[name for name in both if name not in (first, "voice")]]]


def _sentence_sizes(article: Article, without: pd.DataFrame | None) -> tuple[list[int], np.ndarray]:
    """Where each sentence starts, and its number of words not in `without`."""
    starts = sentence_starts(article)
    kept = [start for start, _ in kept_words(article, without)]
    numbers = np.maximum(np.searchsorted(starts, kept, side="right") - 1, 0)
    return starts, np.bincount(numbers, minlength=len(starts))


def sentence_starts(article: Article) -> list[int]:
    """Where the sentences of an article start; of one without any, 0."""
    return [start for start, _ in _text.sentences(article.text)] or [0]


def sentence_of(starts: list[int], offset: int) -> int:
    """The number of the sentence in which a place stands."""
    return max(bisect_right(starts, offset) - 1, 0)
