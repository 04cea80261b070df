"""Readability of the articles of a corpus, measured with exchangeable rulers.

What the numbers mean, and what they do not, stands in `newsloupe.metrics`. Here the ruler is the point: the
counter of syllables, the splitter of sentences and the spans to leave out can each be exchanged for another.
"""

from collections.abc import Callable, Mapping
from itertools import product

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.intervals import bootstrap_weights
from newsloupe.metrics.formulas import readability_scores, text_counts
from newsloupe.metrics.lengths import Split, sentence_words
from newsloupe.metrics.syllables import count_syllables

Counter = Callable[[str], int]


def sentence_counts(
    corpus: Corpus,
    *,
    syllables: Counter = count_syllables,
    split: Split = _text.sentences,
    without: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`newsloupe.metrics.text_counts` of every sentence: ``article``, ``start``, ``end``, then the counts.

    `syllables` counts the syllables of a word, `split` gives the offsets of a text's sentences, `without` are spans
    to leave out (usually `find_residue(corpus)`).

    >>> corpus = Corpus.from_texts({"a": "It rains. The bus is late."})
    >>> sentence_counts(corpus)[["start", "end", "words", "syllables"]].values.tolist()
    [[0, 9, 2, 2], [10, 26, 4, 4]]
    """
    words = sentence_words(corpus, split, without=without)
    numbered = {str(number): sentence for number, sentence in enumerate(words.values())}
    counts = text_counts(numbered, dict.fromkeys(numbered, 1), syllables=syllables).drop(columns="article")
    places = pd.DataFrame(list(words), columns=["article", "start", "end"])
    return pd.concat([places, counts], axis=1)


def readability(
    corpus: Corpus,
    *,
    syllables: Counter = count_syllables,
    split: Split = _text.sentences,
    without: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """All readability scores of each article, with the columns of `newsloupe.metrics.readability_scores`.

    The other arguments are those of `sentence_counts`. A text without words has NaN in every score, and so has
    ``dale_chall`` always, since its list of familiar words is not part of newsloupe.

    >>> found = readability(Corpus.from_texts({"a": "Ships sailed. Nobody asked why."}))
    >>> found.loc[0, ["words_per_sentence", "flesch"]].round(1).tolist()
    [2.5, 85.9]
    """
    counts = sentence_counts(corpus, syllables=syllables, split=split, without=without)
    sums = counts.drop(columns=["start", "end"]).groupby("article").sum(min_count=1)
    whole = sums.reindex(corpus.ids).rename_axis("article").reset_index()
    columns = [name for name in whole if name not in ("article", "difficult_words")]
    return readability_scores(whole.fillna(dict.fromkeys(columns, 0)))


def readability_by_ruler(
    corpus: Corpus,
    counters: Mapping[str, Counter],
    splitters: Mapping[str, Split],
    leave_out: Mapping[str, pd.DataFrame | None],
) -> pd.DataFrame:
    """`readability` with every combination of the named rulers: columns ``syllables``, ``sentences`` and
    ``residue`` with their names, ``text`` with the article's label, then those of `readability`.

    >>> corpus = Corpus.from_texts({"a": "The states argued. Nobody knew why."})
    >>> counters = {"rules": count_syllables, "vowels": vowel_groups}
    >>> table = readability_by_ruler(corpus, counters, {"across lines": across_lines}, {"kept": None})
    >>> table[["syllables", "sentences", "flesch"]].round(1).values.tolist()
    [['rules', 'across lines', 76.9], ['vowels', 'across lines', 62.8]]
    """
    tables = []
    for counter, splitter, residue in product(counters, splitters, leave_out):
        scores = readability(corpus, syllables=counters[counter], split=splitters[splitter], without=leave_out[residue])
        names = {"syllables": counter, "sentences": splitter, "residue": residue}
        tables.append(scores.assign(**names, text=scores["article"].map(corpus.labels)))
    table = pd.concat(tables, ignore_index=True)
    first = ["syllables", "sentences", "residue", "text"]
    return table[first + [name for name in table if name not in first]]


def readability_intervals(
    corpus: Corpus,
    score: str = "flesch",
    *,
    syllables: Counter = count_syllables,
    split: Split = _text.sentences,
    without: pd.DataFrame | None = None,
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """One score of each article with a 95% interval: ``article``, the score's name, ``low``, ``high``.

    The interval is the percentile bootstrap over sentences, as in `newsloupe.rate`: how far the score would move
    had other sentences of the same kind been written. It holds the ruler fixed, so it says nothing about the
    choice of `syllables` and `split`. Articles without words are left out.

    >>> corpus = Corpus.from_texts({"a": "It rains. The bus is late. Nobody understands administrations."})
    >>> readability_intervals(corpus).round(0)  # three sentences say nearly nothing
      article  flesch    low   high
    0       a    44.0 -106.0  120.0
    """
    counts = sentence_counts(corpus, syllables=syllables, split=split, without=without)
    values = readability(corpus, syllables=syllables, split=split, without=without).set_index("article")[score]
    rows = []
    for article, own in counts.groupby("article", sort=False):
        numbers = own.drop(columns=["article", "start", "end"])
        drawn = pd.DataFrame(bootstrap_weights(len(own), draws, seed) @ numbers.to_numpy(), columns=numbers.columns)
        samples = readability_scores(drawn.assign(article=article))[score]
        rows.append((article, values[article], *np.percentile(samples, [2.5, 97.5])))
    return pd.DataFrame(rows, columns=["article", score, "low", "high"])
