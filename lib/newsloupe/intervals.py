"""How sure: 95% intervals of means and of shares, and the weights of the bootstrap."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["mean_interval", "mean_intervals", "wilson"]


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


def wilson(count: int, n: int) -> tuple[float, float]:
    """95% interval of the share `count` / `n`, which it always holds; 0 to 1 where `n` is 0.

    The interval is that of Wilson (1927), which stays within 0 and 1 and behaves well for few cases.

    >>> [round(end, 2) for end in wilson(0, 10)]  # none of ten is not none of all
    [0.0, 0.28]
    """
    if n == 0:
        return 0.0, 1.0
    z, share = 1.959964, count / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    # Rounding leaves an end a hair off where it is the share itself, at 0 and at 1.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def bootstrap_weights(size: int, draws: int, seed: int) -> npt.NDArray[np.int64]:
    """How often each of `size` things is drawn in each bootstrap sample (draws × size)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(size, np.full(size, 1 / size), size=draws)
