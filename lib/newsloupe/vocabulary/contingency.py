"""Statistics of a word's frequency in two corpora, for whole columns of words at once.

Every function takes the word's count in the target and in the reference and the sizes of both corpora in words:
numbers or arrays that broadcast. Signed statistics are positive where the word is relatively more frequent in
the target. Where a corpus is empty the result is NaN.
"""

import math
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.ArrayLike
Floats = npt.NDArray[np.float64]


def log_likelihood(
    target: Counts,
    reference: Counts,
    target_size: Counts,
    reference_size: Counts,
    *,
    cells: int = 4,
    correction: str | None = None,
) -> Floats:
    """Signed G², the log-likelihood ratio (Dunning 1993).

    ``cells=4``, the default, sums over the word and all other words in both corpora. ``cells=2`` sums over the
    word only (Rayson & Garside 2000), as Wmatrix and most online calculators do; it is a little smaller.
    `correction`: None, the default; "yates" moves each cell by 1/2 towards its expectation, at most onto it (as
    scipy does); "williams" divides by Williams' q (1976).

    quanteda.textstats corrects by default: its manual says by Williams, its compiled code moves the cells by
    Yates' 1/2 where an expected count is below 5. A word that is 3 times in 452 words and never in 3,577 others
    has 13.14 without a correction, 8.37 there, and 8.75 with Williams' q.
    Raises ValueError for other `cells`, another `correction`, or a correction with 2 cells.

    >>> round(float(log_likelihood(3, 0, 452, 3577)), 2)
    13.14
    """
    if cells not in (2, 4) or correction not in (None, "yates", "williams") or (correction and cells == 2):
        raise ValueError("cells is 4 or 2; correction is None, or with 4 cells 'yates' or 'williams'")
    observed, expected = _table(target, reference, target_size, reference_size)
    counted = _yates(observed, expected) if correction == "yates" else observed
    g2 = 2 * g2_terms(counted, expected)[:cells].sum(axis=0)
    if correction == "williams":
        g2 = g2 / _williams_q(observed)
    return _signed(g2, observed, expected)


def chi_squared(
    target: Counts, reference: Counts, target_size: Counts, reference_size: Counts, *, yates: bool = False
) -> Floats:
    """Signed X² (Pearson 1900) of the four cells. ``yates=True`` moves each cell by 1/2 towards its expectation, at
    most onto it (as scipy does; quanteda does so under conditions only).

    Returns floats of the shape of the counts. Raises ValueError where a count exceeds its corpus.

    >>> [round(float(chi_squared(3, 0, 452, 3577, yates=yates)), 1) for yates in (False, True)]
    [23.8, 15.7]
    """
    observed, expected = _table(target, reference, target_size, reference_size)
    counted = _yates(observed, expected) if yates else observed
    return _signed(chi_squared_terms(counted, expected).sum(axis=0), observed, expected)


def bic(g2: Counts, target_size: Counts, reference_size: Counts) -> Floats:
    """Bayes factor of a G² as BIC (Wilson 2013): |G²| - ln(all words). Above 2 is called positive,
    above 6 strong and above 10 very strong evidence.

    >>> round(float(bic(13.14, 452, 3577)), 2)
    4.84
    """
    return np.abs(np.asarray(g2, dtype=float)) - np.log(np.asarray(target_size) + np.asarray(reference_size))


def p_value(statistic: Counts) -> Floats:
    """The chance of a statistic at least as large in absolute value, from chi-squared with 1 degree of freedom.

    It takes words for independent draws, which words in texts are not: real p-values are larger.

    >>> round(float(p_value(3.84)), 3)
    0.05
    """
    roots = np.sqrt(np.abs(np.atleast_1d(np.asarray(statistic, dtype=float))) / 2)
    tails = np.array([math.erfc(root) for root in roots.ravel()]).reshape(roots.shape)
    return tails.reshape(np.shape(statistic))


def bonferroni(p: Counts) -> Floats:
    """p-values times their number, at most 1: holds the chance of even one false finding (Dunn 1961).

    >>> bonferroni([0.01, 0.02, 0.5]).tolist()
    [0.03, 0.06, 1.0]
    """
    p = np.asarray(p, dtype=float)
    return np.minimum(p * p.size, 1.0)


def benjamini_hochberg(p: Counts) -> Floats:
    """p-values adjusted to hold the expected share of false findings (Benjamini & Hochberg 1995).

    >>> benjamini_hochberg([0.01, 0.02, 0.5]).round(3).tolist()
    [0.03, 0.03, 0.5]
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(p)[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(p[order] * p.size / np.arange(p.size, 0, -1))
    return adjusted


def log_ratio(target: Counts, reference: Counts, target_size: Counts, reference_size: Counts) -> Floats:
    """Binary logarithm of the ratio of relative frequencies (Hardie 2014): 1 means twice as frequent.

    A count of 0 is replaced by 1/2, and only that. Where both are 0 the result is NaN.

    Raises ValueError where a count exceeds its corpus.

    >>> log_ratio([8, 4], [2, 4], 100, 100).tolist()
    [2.0, 0.0]
    """
    a, b, n1, n2 = _columns(target, reference, target_size, reference_size)
    ratio = np.where(a == 0, 0.5, a) / n1 / (np.where(b == 0, 0.5, b) / n2)
    return np.where((a == 0) & (b == 0), np.nan, np.log2(ratio))


def log_ratio_interval(
    target: Counts, reference: Counts, target_size: Counts, reference_size: Counts, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper end of a confidence interval for the log ratio, in the same binary logarithms.

    It is the normal interval of the logarithm of a relative risk (Katz et al. 1978). Where one of the counts is
    0, every count and size is raised by 1/2 first (Walter 1975); NaN where both are 0.
    Raises ValueError for a level outside 0 to 1.

    >>> [round(float(end), 2) for end in log_ratio_interval(8, 2, 100, 100)]  # 0, no difference, lies inside
    [-0.2, 4.2]
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    a, b, n1, n2 = _columns(target, reference, target_size, reference_size)
    raised = np.where((a == 0) != (b == 0), 0.5, 0.0)
    a, b, n1, n2 = a + raised, b + raised, n1 + raised, n2 + raised
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log2(a / n1 / (b / n2))
        error = np.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n2) / math.log(2)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    return centre - reach, centre + reach


def percent_difference(target: Counts, reference: Counts, target_size: Counts, reference_size: Counts) -> Floats:
    """%DIFF (Gabrielatos & Marchi 2011): the difference of the relative frequencies in percent of the reference's.

    NaN where the word is not in the reference: the authors' substitute of 10^-18 only gives a giant number.

    >>> percent_difference([8, 4], [2, 0], 100, 100).tolist()
    [300.0, nan]
    """
    a, b, n1, n2 = _columns(target, reference, target_size, reference_size)
    return 100 * (a / n1 * n2 / np.where(b == 0, np.nan, b) - 1)


def _columns(*values: Counts) -> list[Floats]:
    """All values as float arrays of one shape; empty corpora as NaN; ValueError where a count exceeds its corpus."""
    a, b, n1, n2 = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))
    if np.any(a < 0) or np.any(b < 0) or np.any(a > n1) or np.any(b > n2):
        raise ValueError("a word's count lies between 0 and the number of words of its corpus")
    return [a, b, np.where(n1 == 0, np.nan, n1), np.where(n2 == 0, np.nan, n2)]


def _table(target: Counts, reference: Counts, target_size: Counts, reference_size: Counts) -> tuple[Any, Any]:
    """Observed and expected counts: the word in target and reference, then all other words in them."""
    a, b, n1, n2 = _columns(target, reference, target_size, reference_size)
    return two_by_two(a, a + b, n1, n1 + n2)


def two_by_two(both: Floats, first: Floats, second: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Four observed cells, and four expected under independence, from a joint count, two margins and the total.

    The cells are: both; first without second; second without first; neither.
    """
    observed = np.stack([both, first - both, second - both, total - first - second + both])
    rest, others = total - first, total - second
    expected = np.stack([first * second, first * others, rest * second, rest * others]) / total
    return observed, expected


def g2_terms(observed: Floats, expected: Floats) -> Floats:
    """observed · ln(observed / expected), 0 where nothing is observed."""
    some = (observed > 0) & (expected > 0)
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=some)
    return np.where(np.isnan(expected), np.nan, observed * np.log(ratio))


def chi_squared_terms(observed: Floats, expected: Floats) -> Floats:
    """(observed - expected)² / expected, 0 where nothing is expected."""
    squares = (observed - expected) ** 2
    return np.divide(squares, expected, out=np.zeros_like(squares), where=expected != 0)


def _yates(observed: Floats, expected: Floats) -> Floats:
    gap = expected - observed
    return observed + np.sign(gap) * np.minimum(0.5, np.abs(gap))


def _williams_q(observed: Floats) -> Floats:
    """Williams' q for a two-by-two table; 1 where a margin is empty, since G² is 0 there."""
    a, b, c, d = observed
    total = a + b + c + d
    margins = np.stack([a + b, c + d, a + c, b + d])
    inverse = np.divide(total, margins, out=np.zeros_like(margins), where=margins > 0)
    q = 1 + (inverse[0] + inverse[1] - 1) * (inverse[2] + inverse[3] - 1) / (6 * total)
    return np.where((margins > 0).all(axis=0), q, 1.0)


def _signed(statistic: Floats, observed: Floats, expected: Floats) -> Floats:
    return np.where(observed[0] >= expected[0], statistic, -statistic)
