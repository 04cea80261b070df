"""Comparing vocabularies: which words mark one set of texts against another.

The raw counts stand beside every score, for the scores answer different questions: G² how surely a word's
frequencies differ, the log ratio how much, the weighted log-odds how much in view of how little was seen.
In five articles nearly everything is rare; the words on top are then places to read, not findings.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from newsloupe.vocabulary.collocation import collocations
from newsloupe.vocabulary.contingency import (
    Counts,
    Floats,
    benjamini_hochberg,
    bonferroni,
    log_likelihood,
    log_ratio,
    log_ratio_interval,
    p_value,
    percent_difference,
)
from newsloupe.vocabulary.dispersion import dispersion_scores
from newsloupe.vocabulary.wordlists import Words, frequencies, normalise

__all__ = [
    "collocations", "dispersion_scores", "frequencies", "keyness", "keyness_against_rest", "normalise",
    "weighted_log_odds",
]  # fmt: skip

Prior = str | float | Mapping[str, float]


def keyness(
    target: Words | Mapping[str, int],
    reference: Words | Mapping[str, int],
    *,
    cells: int = 4,
    correction: str | None = None,
    prior: Prior = "pooled",
    prior_size: float | None = None,
    variance_terms: int = 2,
    level: float = 0.95,
    min_count: int = 1,
) -> pd.DataFrame:
    """Each word's frequency in the target against the reference, one row per word.

    `target` and `reference` are lists of words, or counts of them. Columns:

    - word; target, reference, target_size, reference_size (int): the counts and what they are counted against;
      target_per_1000, reference_per_1000;
    - g2: signed log-likelihood ratio with `cells` and `correction` as in `contingency.log_likelihood`; p from it,
      p_bonferroni and p_bh (Benjamini-Hochberg) corrected for as many tests as there are different words;
    - log_ratio (Hardie 2014) with log_ratio_low and log_ratio_high, its interval at `level`;
    - pct_diff: %DIFF (Gabrielatos & Marchi 2011), NaN for words that the reference does not have;
    - log_odds and z: difference of weighted log-odds and the same over its standard error (Monroe, Colaresi &
      Quinn 2008); `prior`, `prior_size` and `variance_terms` as in `weighted_log_odds`.

    Rows are sorted by g2, from the word most typical of the target to the least, ties by the word. `min_count`
    leaves out words that are rarer in both together; it changes no number in the other rows.
    Raises ValueError when one side has no words.

    >>> town = "bus bus bus tram the the".split()
    >>> village = "cow cow bus the the field".split()
    >>> keyness(town, village)[["word", "target", "reference", "g2", "log_ratio"]].round(2)
        word  target  reference    g2  log_ratio
    0    bus       3          1  1.55       1.58
    1   tram       1          0  1.48       1.00
    2    the       2          2  0.00       0.00
    3  field       0          1 -1.48      -1.00
    4    cow       0          2 -3.18      -2.00
    """
    counts = pd.DataFrame({"target": pd.Series(frequencies(target)), "reference": pd.Series(frequencies(reference))})
    counts = counts.fillna(0).astype("int64").sort_index()
    a, b = counts["target"].to_numpy(), counts["reference"].to_numpy()
    sizes = int(a.sum()), int(b.sum())
    if not all(sizes):
        raise ValueError("target and reference must each have at least one word")
    g2 = log_likelihood(a, b, *sizes, cells=cells, correction=correction)
    p = p_value(g2)
    low, high = log_ratio_interval(a, b, *sizes, level=level)
    pseudo_counts = _pseudo_counts(counts, prior, prior_size)
    log_odds, z = weighted_log_odds(a, b, pseudo_counts, variance_terms=variance_terms)
    table = pd.DataFrame(
        {
            "word": counts.index,
            "target": a,
            "reference": b,
            "target_size": sizes[0],
            "reference_size": sizes[1],
            "target_per_1000": 1000 * a / sizes[0],
            "reference_per_1000": 1000 * b / sizes[1],
            "g2": g2,
            "p": p,
            "p_bonferroni": bonferroni(p),
            "p_bh": benjamini_hochberg(p),
            "log_ratio": log_ratio(a, b, *sizes),
            "log_ratio_low": low,
            "log_ratio_high": high,
            "pct_diff": percent_difference(a, b, *sizes),
            "log_odds": log_odds,
            "z": z,
        }
    )
    kept = table[a + b >= min_count]
    return kept.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def keyness_against_rest(groups: Mapping[str, Words | Mapping[str, int]], **options: object) -> pd.DataFrame:
    """`keyness` of every group against all other groups together, with the group's name in a first column, group.

    `options` are those of `keyness`. Raises ValueError for fewer than two groups, or a group without words.

    >>> groups = {"town": ["bus", "bus"], "village": ["cow", "bus"], "coast": ["boat"]}
    >>> table = keyness_against_rest(groups)
    >>> table.groupby("group", sort=False)["word"].first().to_dict()  # the word that marks each most
    {'town': 'bus', 'village': 'cow', 'coast': 'boat'}
    """
    if len(groups) < 2:
        raise ValueError("at least two groups are needed, to compare one with the rest")
    counts = {name: frequencies(words) for name, words in groups.items()}
    everything = sum(counts.values(), start=frequencies([]))
    tables = []
    for name, own in counts.items():
        table = keyness(own, everything - own, **options)  # type: ignore[arg-type]
        table.insert(0, "group", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def weighted_log_odds(
    target: Counts, reference: Counts, prior: Counts, *, variance_terms: int = 2
) -> tuple[Floats, Floats]:
    """Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008): difference and z.

    All three arrays hold one number per word of the whole vocabulary: its count in the target, in the reference,
    and its pseudo-count in the prior. The difference is positive (natural logarithms) where the word marks the
    target. z divides it by its standard error, with one of two variances: ``variance_terms=2`` is the paper's
    approximation, 1/(target + prior) + 1/(reference + prior), as in ConvoKit; ``variance_terms=4`` adds the same
    for all other words, as in scattertext. z shrinks rare words, and that is its use; |z| > 1.96 is no test when
    thousands of words are looked at.
    Raises ValueError for another number of terms, or a word with neither count nor pseudo-count on a side.

    >>> difference, z = weighted_log_odds([8, 1, 2], [1, 8, 2], prior=[9, 9, 4])
    >>> difference.round(2).tolist(), z.round(2).tolist()
    ([0.89, -0.89, 0.0], [2.24, -2.24, 0.0])
    """
    if variance_terms not in (2, 4):
        raise ValueError(f"the variance has 2 or 4 terms, not {variance_terms}")
    alpha = np.asarray(prior, dtype=float)
    sides = [np.asarray(counts, dtype=float) + alpha for counts in (target, reference)]
    if any((side <= 0).any() for side in sides):
        raise ValueError("every word needs a pseudo-count above 0 in the prior, or its odds may be 0")
    others = [side.sum() - side for side in sides]
    with np.errstate(divide="ignore", invalid="ignore"):  # a vocabulary of one word has no odds
        difference = np.log(sides[0] / others[0]) - np.log(sides[1] / others[1])
        variance = sum(1 / part for part in (sides if variance_terms == 2 else sides + others))
        return difference, difference / np.sqrt(variance)


def _pseudo_counts(counts: pd.DataFrame, prior: Prior, size: float | None) -> Floats:
    """The prior's pseudo-count for each word of the index.

    "pooled": the word's count in target and reference together, the usual informative prior; a number: the same
    for every word (an uninformative prior, ConvoKit's default is 0.1); a mapping: counts from a background
    corpus. `size` scales them to that sum: a larger prior shrinks more.
    """
    if isinstance(prior, str):
        if prior != "pooled":
            raise ValueError(f"the prior is 'pooled', a number, or counts of words, not {prior!r}")
        alpha = counts.sum(axis=1).to_numpy(dtype=float)
    elif isinstance(prior, Mapping):
        unseen = [word for word in counts.index if not prior.get(word, 0) > 0]
        if unseen:
            raise ValueError(f"the prior has no count for {unseen[0]!r} ({len(unseen)} words in all); add 1 to each")
        alpha = np.array([prior[word] for word in counts.index], dtype=float)
    else:
        alpha = np.full(len(counts), float(prior))
    if (alpha <= 0).any() or (size is not None and size <= 0):
        raise ValueError("pseudo-counts and the size of the prior must be above 0")
    return alpha if size is None else alpha * (size / alpha.sum())
