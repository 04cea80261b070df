"""How sure: 95% intervals of means, shares and rates, and of differences between them; the weights of the bootstrap.

A rate or a share over articles is a ratio of two sums (marks over words, some attributions over all). Its interval asks
how far the ratio would move if other articles of the same kind had been read: articles are the cases, because what
stands in one article is alike. `bench/coverage.py` measures how often these intervals hold what they promise.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["mean_difference", "mean_interval", "mean_intervals", "wilson"]

Floats = npt.NDArray[np.float64]

LEVEL = 0.05  # what may lie outside of an interval
_SURE = 1e-12  # no p-value is given more exactly


def mean_interval(values: npt.ArrayLike, draws: int = 2000, seed: int = 1) -> tuple[float, float, float]:
    """The mean of `values` with the lower and upper end of its 95% interval.

    The interval is the percentile bootstrap (Efron & Tibshirani 1993, ch. 13) over the values: how far the mean
    would move if as many others of the same kind had been drawn. It takes them for independent of each other.
    All three are NaN for no values, and the ends equal the mean for a single one, from which nothing can be
    learned about spread.

    >>> [round(number, 1) for number in mean_interval([5, 10, 30])]
    [15.0, 5.0, 30.0]
    """
    numbers = np.asarray(values, dtype=float).ravel()
    if not numbers.size:
        return (float("nan"),) * 3
    samples = bootstrap_weights(len(numbers), draws, seed) @ numbers / len(numbers)
    low, high = np.percentile(samples, [2.5, 97.5])
    return float(numbers.mean()), float(low), float(high)


def mean_intervals(groups: Mapping[str, npt.ArrayLike], draws: int = 2000, seed: int = 1) -> pd.DataFrame:
    """`mean_interval` of each group: ``text`` (its name), ``count`` of values (int), ``mean``, ``low``, ``high``.

    >>> mean_intervals({"weekdays": [12, 15, 11, 14], "weekend": [30, 26]}).round(1)
           text  count  mean   low  high
    0  weekdays      4  13.0  11.5  14.5
    1   weekend      2  28.0  26.0  30.0
    """
    rows = [(name, np.size(values), *mean_interval(values, draws, seed)) for name, values in groups.items()]
    return pd.DataFrame(rows, columns=["text", "count", "mean", "low", "high"])


def mean_difference(
    first: npt.ArrayLike, second: npt.ArrayLike, draws: int = 2000, seed: int = 1
) -> tuple[float, float, float]:
    """The mean of `first` minus that of `second`, with the lower and upper end of the 95% interval of this difference.

    Whether two means differ cannot be seen from two intervals that overlap (Schenker & Gentleman 2001); look whether
    this one holds 0. It is the percentile bootstrap, as in `mean_interval`: the values of the two are drawn apart from
    each other. All three are NaN where one has no values.

    >>> [round(number, 1) for number in mean_difference([12, 15, 11, 14], [30, 26])]
    [-15.0, -18.0, -12.0]
    """
    one, other = (np.asarray(values, dtype=float).ravel() for values in (first, second))
    if not one.size or not other.size:
        return (float("nan"),) * 3
    pairs = zip((one, other), (seed, seed + 1), strict=True)  # another seed: or both would be drawn alike
    means = [bootstrap_weights(len(values), draws, own) @ values / len(values) for values, own in pairs]
    low, high = np.percentile(means[0] - means[1], [2.5, 97.5])
    return float(one.mean() - other.mean()), float(low), float(high)


def wilson(count: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """95% interval of the share `count` / `n`, which it always holds; 0 to 1 where `n` is 0.

    `level` is what may lie outside, .05 for 95%. The interval is that of Wilson (1927), which stays within 0 and 1 and
    behaves well for few cases.

    >>> [round(end, 2) for end in wilson(0, 10)]  # none of ten is not none of all
    [0.0, 0.28]
    """
    if n == 0:
        return 0.0, 1.0
    z, share = 1.959964 if level == LEVEL else NormalDist().inv_cdf(1 - level / 2), count / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    # Rounding leaves an end a hair off where it is the share itself, at 0 and at 1.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def bootstrap_weights(size: int, draws: int, seed: int) -> npt.NDArray[np.int64]:
    """How often each of `size` things is drawn in each bootstrap sample (draws × size)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(size, np.full(size, 1 / size), size=draws)


@dataclass(frozen=True)
class Ratio:
    """Ratios of sums over the same cases: ``counts / sizes``, a column of `counts` for each kind.

    `counts` (cases × kinds) are what is counted in each case, `sizes` (cases) against what. With `share`, the counts
    are some of the sizes (attributions of attributions), else sizes are words. Cases of size 0 count for nothing.
    """

    counts: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.float64]
    share: bool = False

    @property
    def cases(self) -> int:
        return int((self.sizes > 0).sum())

    @property
    def value(self) -> Floats:
        size = self.sizes.sum()
        return self.counts.sum(axis=0) / size if size else np.full(self.counts.shape[1], np.nan)

    @property
    def deviations(self) -> Floats:
        """What each case adds to the error; the squares add up to the variance. The variance of a ratio by
        linearization (Cochran 1977, ch. 6), each case corrected for pulling the ratio towards itself (Bell &
        McCaffrey 2002)."""
        size = max(self.sizes.sum(), 1)
        own = np.minimum(self.sizes / size, 1 - 1e-9)
        return (self.counts - self.value * self.sizes[:, None]) / size / np.sqrt(1 - own)[:, None]

    @property
    def freedom(self) -> float:
        """Degrees of freedom: as many as if so many cases of one size had been read, less one. A few long articles
        among short ones are few cases."""
        return float(self.sizes.sum() ** 2 / (self.sizes**2).sum() - 1) if self.cases > 1 else 0.0

    def interval(self, level: float | Floats = LEVEL) -> tuple[Floats, Floats]:
        """The interval of each kind: the score interval of a count (Poisson) or of a share (Wilson 1927) that is as
        uncertain as this one, with the quantile of Student's t for that of the normal distribution. NaN for fewer than
        two cases, from which nothing can be learned about how cases differ.
        """
        value, size = self.value, max(self.sizes.sum(), 1)
        if self.cases < 2:
            return np.full_like(value, np.nan), np.full_like(value, np.nan)
        variance = (self.deviations**2).sum(axis=0)
        spread = value * (1 - value) if self.share else value  # times 1 / size: the variance without clustering
        with np.errstate(divide="ignore", invalid="ignore"):
            number = np.where((variance > 0) & (spread > 0), spread / variance, size)
        quantile = t_quantile(level, self.freedom)
        half = quantile * np.sqrt(spread / number + quantile**2 / (4 * number**2))
        middle = value + quantile**2 / (2 * number)
        shrink = 1 + quantile**2 / number if self.share else 1.0
        return np.clip((middle - half) / shrink, 0, value), np.maximum((middle + half) / shrink, value)


@dataclass(frozen=True)
class Difference:
    """`first` minus `second`, kind by kind. `paired` means that their cases are the same, in the same order.

    The interval is put together from the two of `first` and `second` (Zou & Donner 2008; of two shares that is the
    hybrid score interval of Newcombe 1998); where they are paired, with the correlation of their errors (Zou 2007).
    """

    first: Ratio
    second: Ratio
    paired: bool = False

    @property
    def value(self) -> Floats:
        return self.first.value - self.second.value

    def interval(self, level: float | Floats = LEVEL) -> tuple[Floats, Floats]:
        ends = (*self.first.interval(level), *self.second.interval(level))
        return mover(self.first.value, self.second.value, ends, self._correlation())

    def p(self) -> Floats:
        """The level at which the interval would end at 0: how often chance alone makes so large a difference."""
        return level_of_zero(self.value, self.interval)

    def _correlation(self) -> Floats | float:
        if not self.paired:
            return 0.0
        one, other = self.first.deviations, self.second.deviations
        both = np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
        return np.divide((one * other).sum(axis=0), both, out=np.zeros_like(both), where=both > 0)


Ends = tuple[Floats, Floats, Floats, Floats]


def mover(first: Floats, second: Floats, ends: Ends, correlation: Floats | float = 0.0) -> tuple[Floats, Floats]:
    """The interval of ``first - second`` from the ends (low, high, low, high) of the intervals of the two."""
    low, high, second_low, second_high = ends

    def reach(one: Floats, other: Floats) -> Floats:
        return np.sqrt(np.maximum(one**2 - 2 * correlation * one * other + other**2, 0))

    value = first - second
    return value - reach(first - low, second_high - second), value + reach(high - first, second - second_low)


def level_of_zero(value: Floats, interval: Any) -> Floats:
    """For each value the level at which its interval ends at 0, by halving; NaN where there is no interval."""
    low, high = np.full_like(value, np.log(_SURE)), np.zeros_like(value)
    for _ in range(40):
        middle = (low + high) / 2
        ends = interval(np.exp(middle))
        apart = np.where(value > 0, ends[0] > 0, ends[1] < 0)
        low, high = np.where(apart, low, middle), np.where(apart, middle, high)
    return np.where(np.isnan(ends[0]), np.nan, np.where(value == 0, 1.0, np.exp(high)))


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def t_quantile(level: float | Floats, freedom: float) -> Floats:
    """The value that Student's t with `freedom` (at least 1 is taken) exceeds in size with probability `level`.

    >>> float(t_quantile(0.05, 9).round(3)), float(t_quantile(0.05, 1e6).round(3))
    (2.262, 1.96)
    """
    inside, freedom = 1 - np.asarray(level, dtype=float), max(freedom, 1.0)
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    t = np.zeros_like(inside)
    for _ in range(100):  # Newton's steps never go beyond, because the distribution function bends downward
        angle = np.arctan(t / math.sqrt(freedom))
        places = angle[..., None] * (_NODES + 1) / 2
        reached = scale * angle * (np.cos(places) ** (freedom - 1) @ _WEIGHTS)
        density = 2 * scale / math.sqrt(freedom) * (1 + t * t / freedom) ** (-(freedom + 1) / 2)
        step = (inside - reached) / density
        t = t + np.maximum(step, 0)
        if np.all(step <= 1e-10 * (1 + t)):
            break
    return t
