"""How often 95% intervals hold what they promise: simulated for `rate` with groups, `rate_difference`,
`share_difference`.

    python bench/coverage.py              # about five minutes on a quiet core
    python bench/coverage.py --runs 200   # a quick look

Articles are made by the thousand, whose true rates are known, and each interval is asked whether it holds the truth.
Marks are overdispersed, as they are in news: every article has a rate of its own (gamma), and its marks fall by chance
at this rate (Poisson). ``per_1000`` is the mean rate and ``cv`` how far the articles' own rates vary around it: in the
open corpus that is .5 to 1.1 for most labels. Lengths are lognormal (median 450 words). Shares: each article has a
share of its own (beta), and a number of attributions that varies as much (mean 6). ``icc`` is how alike attributions of
one article are.

The rows *open corpus* make nothing up: articles are drawn from the open corpus with their words and marks, so that the
truth is the rate in all of them. Some of its interviews are forty times as long as its reports; ``with interviews``
shows what that does, ``reports only`` draws articles of fewer than 1,500 words.

``cases`` is the number of articles of both groups together (half in each), or of sentences of one text. ``held`` should
be .95; with 2,000 runs chance moves it by .01 either way. ``method`` *percentile* is the bootstrap over articles, for
comparison. Prints what is not between .93 and .97, and writes bench/results/coverage.csv.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe.intervals import Difference, Ratio, bootstrap_weights
from newsloupe.metrics.lengths import kept_words
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
CASES = (20, 100, 500)
RATES = ((0.5, 0.7), (2, 0.6), (2, 1.0), (5, 0.5), (5, 1.0), (10, 0.5))  # per 1,000 words, and how far that varies
SHARES = ((0.5, 0.1), (0.3, 0.1), (0.1, 0.1), (0.3, 0.3), (0.3, 0.02))  # share, and how alike one article's are
LABELS = ("hedge", "booster", "loaded_language", "vague_attribution", "tricolon")
SHORT = 1500  # words; longer ones of the open corpus are interviews
RUNS = 2000

Interval = tuple[float, float]
Run = Callable[[np.random.Generator, int], Iterator[tuple[str, str, Interval, float]]]


def lengths(random: np.random.Generator, number: int) -> np.ndarray:
    return np.maximum(40, random.lognormal(np.log(450), 0.5, number)).astype(int)


def marks(random: np.random.Generator, words: np.ndarray, per_1000: float, cv: float) -> np.ndarray:
    own = random.gamma(1 / cv**2, per_1000 / 1000 * cv**2, len(words))
    return random.poisson(own * words)[:, None]


def first(ends: tuple[np.ndarray, np.ndarray]) -> Interval:
    return float(ends[0][0]), float(ends[1][0])


@lru_cache
def drawn(cases: int) -> np.ndarray:
    return bootstrap_weights(cases, 1000, 1)


def percentile(ratio: Ratio) -> Interval:
    weights = drawn(len(ratio.sizes))
    low, high = np.percentile(weights @ ratio.counts[:, 0] / (weights @ ratio.sizes), [2.5, 97.5])
    return float(low), float(high)


def of_rates(per_1000: float, cv: float) -> Run:
    """A group; two groups, of which the second has half as much again; two labels in the same articles, which an
    article's own rate moves together."""

    def run(random: np.random.Generator, cases: int) -> Iterator[tuple[str, str, Interval, float]]:
        truth = per_1000 / 1000
        words = [lengths(random, cases // 2) for _ in range(2)]
        one = Ratio(marks(random, words[0], per_1000, cv).astype(float), words[0].astype(float))
        two = Ratio(marks(random, words[1], 1.5 * per_1000, cv).astype(float), words[1].astype(float))
        yield "rate of a group", "score", first(one.interval()), truth
        if cases <= 100:
            yield "rate of a group", "percentile", percentile(one), truth
        yield "rate difference, two groups", "score", first(Difference(two, one).interval()), truth / 2
        both = random.gamma(1 / cv**2, truth * cv**2, len(words[0]))
        pair = [Ratio(random.poisson(times * both * words[0])[:, None].astype(float), words[0].astype(float))
                for times in (1, 1.5)]  # fmt: skip
        yield "rate difference, two labels", "score", first(Difference(*pair[::-1], paired=True).interval()), truth / 2

    return run


def of_voices(per_1000: float, _: float) -> Run:
    """The two voices in the sentences of one text: of each sentence some words are the source's, the other half as much
    again marked; some sentences have many marks."""

    def run(random: np.random.Generator, cases: int) -> Iterator[tuple[str, str, Interval, float]]:
        words = np.maximum(3, random.lognormal(np.log(20), 0.5, cases)).astype(int)
        source = np.where(random.random(cases) < 0.5, (words * random.beta(2, 1, cases)).astype(int), 0)
        mood = random.gamma(2, 0.5, cases)
        truth = per_1000 / 1000
        voices = [Ratio(random.poisson(times * truth * mood * size)[:, None].astype(float), size.astype(float))
                  for times, size in ((1.5, source), (1, words - source))]  # fmt: skip
        between = Difference(*voices, paired=True)
        yield "rate difference, two voices of a text", "score", first(between.interval()), truth / 2

    return run


def of_shares(share: float, icc: float) -> Run:
    def run(random: np.random.Generator, cases: int) -> Iterator[tuple[str, str, Interval, float]]:
        groups = []
        for mean in (share, 1.4 * share):
            n = random.poisson(random.gamma(1 / 0.6**2, 6 * 0.6**2, cases // 2))
            like = (1 - icc) / icc
            counts = random.binomial(n, random.beta(mean * like, (1 - mean) * like, cases // 2))
            groups.append(Ratio(counts[:, None].astype(float), n.astype(float), share=True))
        yield "share of a group", "score", first(groups[0].interval()), share
        yield "share difference, two groups", "score", first(Difference(*groups[::-1]).interval()), 0.4 * share

    return run


def of_open_corpus(counts: np.ndarray, words: np.ndarray) -> Run:
    truth = counts.sum() / words.sum()

    def run(random: np.random.Generator, cases: int) -> Iterator[tuple[str, str, Interval, float]]:
        drawn = [random.integers(0, len(words), cases // 2) for _ in range(2)]
        one, two = (Ratio(counts[rows, None], words[rows]) for rows in drawn)
        yield "rate of a group", "score", first(one.interval()), truth
        yield "rate difference, two groups", "score", first(Difference(two, one).interval()), 0.0

    return run


def settings() -> Iterator[tuple[dict[str, Any], Run]]:
    for per_1000, cv in RATES:
        yield {"set": "made", "per_1000": per_1000, "cv": cv}, of_rates(per_1000, cv)
    for per_1000 in (5, 20):
        yield {"set": "made", "per_1000": per_1000}, of_voices(per_1000, 0)
    for share, icc in SHARES:
        yield {"set": "made", "share": share, "icc": icc}, of_shares(share, icc)
    corpus = nl.load_corpus("open")
    words = np.array([len(kept_words(article)) for article in corpus], dtype=float)
    spans = nl.find_rhetoric(corpus)
    for name, kept in (("reports only", words < SHORT), ("with interviews", words > 0)):
        for label in LABELS:
            number = spans.loc[spans["label"] == label, "article"].value_counts().reindex(corpus.ids, fill_value=0)
            counts = number.to_numpy(dtype=float)[kept]
            row = {"set": f"open corpus, {name}", "label": label, "per_1000": 1000 * counts.sum() / words[kept].sum()}
            yield row, of_open_corpus(counts, words[kept])


def measured(row: dict[str, Any], run: Run, cases: int, runs: int) -> Iterator[dict[str, Any]]:
    random = np.random.default_rng([1, cases])
    found: dict[tuple[str, str], list[tuple[bool, bool, float]]] = {}
    for _ in range(runs):
        for what, method, (low, high), truth in run(random, cases):
            missed = truth < low, truth > high, high - low
            if not np.isnan(low):
                found.setdefault((what, method), []).append(missed)
    for (what, method), missed in found.items():
        low, high, width = np.array(missed, dtype=float).T
        yield {"what": what, **row, "cases": cases, "method": method, "held": 1 - low.mean() - high.mean(),
               "truth_below": low.mean(), "truth_above": high.mean(), "median_width": np.median(width),
               "runs": len(missed)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    rows = [found for row, run in settings() for cases in CASES for found in measured(row, run, cases, runs)]
    columns = "what set label per_1000 cv share icc cases method held truth_below truth_above median_width runs".split()
    table = pd.DataFrame(rows, columns=columns).sort_values(["what", "method", "set"], kind="stable")
    outside = table[~table["held"].between(0.93, 0.97) & (table["method"] == "score")]
    print(f"{len(table)} intervals; not between .93 and .97:")
    print(outside.drop(columns=["median_width", "runs", "method"]).round(3).to_string(index=False))
    put(RESULTS / "coverage.csv", table.round(5).to_csv(index=False, lineterminator="\n").encode())


if __name__ == "__main__":
    main()
