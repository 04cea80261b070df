"""Collocations: words that stand near each other more often than their frequencies lead one to expect."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsloupe.vocabulary.contingency import chi_squared_terms, g2_terms, two_by_two
from newsloupe.vocabulary.wordlists import Texts, Words, encode

# The measures by which `collocations` sorts.
MEASURES = ("log_likelihood", "pmi", "t", "chi_squared", "dice", "log_dice", "jaccard")


def collocations(
    texts: Words | Texts, *, window: int = 2, min_count: int = 3, by: str = "log_likelihood"
) -> pd.DataFrame:
    """Ordered pairs of words with the strength of their association, one row per pair.

    `texts` is one list of words, or several by article; no pair reaches over the end of a text. With
    ``window=2`` the second word follows the first directly; with 5 it is one of the next four, and since each
    word then stands in four pairs, the measures divide a pair's count by window - 1, as NLTK's do. `pairs` is the
    undivided count, and pairs with fewer than `min_count` are left out.

    Columns: word_1, word_2; pairs, count_1, count_2, size (all words; int); log_likelihood (G², Dunning 1993),
    pmi (binary, Church & Hanks 1990), t (Church et al. 1991), chi_squared (Pearson), dice (Dice 1945), log_dice
    (14 + log2 of Dice, Rychlý 2008; at most 14), jaccard. log_dice from undivided counts, as some tools print it,
    is log2(window - 1) higher. The measures agree with NLTK's; PMI favours the rarest pairs, so keep `min_count`.

    Rows are sorted by the measure `by`, falling, ties by the words.
    Raises ValueError for a window below 2 or an unknown measure.

    >>> collocations("the black sea and the black sea".split(), min_count=2)[["word_1", "word_2"]].values.tolist()
    [['black', 'sea'], ['the', 'black']]
    """
    if window < 2:
        raise ValueError(f"a window holds at least 2 words, not {window}")
    if by not in MEASURES:
        raise ValueError(f"unknown measure {by!r}; one of {', '.join(MEASURES)}")
    codes, types, owners = encode(texts if isinstance(texts, Mapping) else {"": texts})
    counts = np.bincount(codes, minlength=len(types))
    first, second, pairs = _count_pairs(codes, owners, window)
    enough = pairs >= min_count
    first, second, pairs = first[enough], second[enough], pairs[enough]
    names = np.array(types, dtype=object)
    table = pd.DataFrame(
        {
            "word_1": names[first],
            "word_2": names[second],
            "pairs": pairs,
            "count_1": counts[first],
            "count_2": counts[second],
            "size": len(codes),
        }
    )
    table = table.assign(**_measures(pairs / (window - 1), counts[first], counts[second], len(codes)))
    return table.sort_values([by, "word_1", "word_2"], ascending=[False, True, True], ignore_index=True)


def _count_pairs(
    codes: npt.NDArray[np.int64], owners: npt.NDArray[np.int64], window: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First word, second word and count of every ordered pair within the window, in one text."""
    width = int(codes.max(initial=0)) + 1
    near = [
        codes[:-gap][same] * width + codes[gap:][same]
        for gap in range(1, min(window, len(codes)))
        for same in [owners[:-gap] == owners[gap:]]
    ]
    pairs, counts = np.unique(np.concatenate(near or [codes[:0]]), return_counts=True)
    return pairs // width, pairs % width, counts


def _measures(
    both: npt.NDArray[np.float64], first: npt.NDArray[np.int64], second: npt.NDArray[np.int64], size: int
) -> dict[str, npt.NDArray[np.float64]]:
    total = np.full(len(both), float(size))
    observed, expected = two_by_two(both, first.astype(float), second.astype(float), total)
    dice = 2 * both / (first + second)
    return {
        "log_likelihood": 2 * g2_terms(observed, expected).sum(axis=0),
        "pmi": np.log2(both / expected[0]),
        "t": (both - expected[0]) / np.sqrt(both),
        "chi_squared": chi_squared_terms(observed, expected).sum(axis=0),
        "dice": dice,
        "log_dice": 14 + np.log2(dice),
        "jaccard": both / (first + second - both),
    }
