"""Rates: how often spans occur, what they are counted against, and an interval."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Article, Corpus
from newsloupe.intervals import bootstrap_weights
from newsloupe.metrics.lengths import kept_words
from newsloupe.spans import gaps, outside

__all__ = ["rate", "rate_by_voice"]


def rate(
    spans: pd.DataFrame,
    corpus: Corpus,
    by: str | Sequence[str] = "label",
    *,
    without: pd.DataFrame | None = None,
    per: int = 1000,
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """How often each kind of span occurs in each article, per 1,000 words, with a 95% bootstrap interval.

    Parameters
    ----------
    by
        the column or columns whose values are counted; every value seen anywhere is listed for every article,
        with a count of 0 where it does not occur.
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

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may snow. The sun shines.", "b": "The sun shines."})
    >>> rate(find_words(corpus, "may"), corpus)[["article", "count", "words", "rate"]].round(1)
      article  count  words   rate
    0       a      2      9  222.2
    1       b      0      3    0.0
    """
    keys = [by] if isinstance(by, str) else list(by)
    rows = []
    kinds = list(spans[keys].drop_duplicates().sort_values(keys).itertuples(index=False, name=None))
    number = {kind: column for column, kind in enumerate(kinds)}
    if without is not None:
        spans = outside(spans, without)
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, start, *values in spans[["article", "start", *keys]].itertuples(index=False, name=None):
        found[name].append((start, number[tuple(values)]))
    for article in corpus:
        starts, sizes = _sentence_sizes(article, without)
        weights = bootstrap_weights(len(sizes), draws, seed)
        counts = np.zeros((len(sizes), len(kinds)), dtype=np.int64)
        for start, column in found[article.id]:
            counts[_sentence_of(starts, start), column] += 1
        samples = per * (weights @ counts) / np.maximum(weights @ sizes, 1)[:, None]
        low, high = np.percentile(samples, [2.5, 97.5], axis=0)
        words = int(sizes.sum())
        for kind, total, *ends in zip(kinds, counts.sum(axis=0).tolist(), low, high, strict=True):
            rows.append((article.id, *kind, total, words, per * total / max(words, 1), *ends))
    return pd.DataFrame(rows, columns=["article", *keys, "count", "words", "rate", "low", "high"])


def rate_by_voice(
    spans: pd.DataFrame, contents: pd.DataFrame, corpus: Corpus, by: str | Sequence[str] = "label"
) -> pd.DataFrame:
    """`rate` in the article's own voice and in that of its sources, each per 1,000 words of that voice.

    `contents` are the spans of attributed words (rows labelled ``content`` of `find_attributions`). Returns the
    columns of `rate` with ``voice`` (``own`` or ``source``) after ``article``. A span that is only partly attributed
    counts in both voices.

    >>> corpus = Corpus.from_texts({"a": "The mayor said the bridge may close. Nobody knows when."})
    >>> contents = find_attributions(corpus).query("label == 'content'")
    >>> rate_by_voice(find_words(corpus, "may"), contents, corpus)[["voice", "label", "count", "words", "rate"]]
        voice   label  count  words   rate
    0     own  search      0      5    0.0
    1  source  search      1      5  200.0
    """
    own = rate(spans, corpus, by, without=contents).assign(voice="own")
    source = rate(spans, corpus, by, without=gaps(contents, corpus)).assign(voice="source")
    both = pd.concat([own, source]).sort_index(kind="stable").reset_index(drop=True)
    return both[["article", "voice", *[name for name in both if name not in ("article", "voice")]]]


def _sentence_sizes(article: Article, without: pd.DataFrame | None) -> tuple[list[int], np.ndarray]:
    """Where each sentence starts, and its number of words not in `without`."""
    starts = [start for start, _ in _text.sentences(article.text)] or [0]
    kept = [start for start, _ in kept_words(article, without)]
    numbers = np.array([_sentence_of(starts, start) for start in kept], dtype=np.int64)
    return starts, np.bincount(numbers, minlength=len(starts))


def _sentence_of(starts: list[int], offset: int) -> int:
    return max(bisect_right(starts, offset) - 1, 0)
