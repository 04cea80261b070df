"""Dispersion: is a word spread evenly over the parts of a corpus, or does one part have nearly all of it?"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsloupe.vocabulary.wordlists import Texts, encode


def dispersion_scores(parts: Texts, *, min_count: int = 1) -> pd.DataFrame:
    """How evenly each word is spread over the parts, one row per word.

    `parts` maps the name of each part (an article, an outlet, a month) to its words; a part without words is
    left out. With s a part's share of all words and v its share of the word's occurrences, the columns are:

    - word; count, parts (in how many the word occurs), all_parts (int);
    - dp: Gries' deviation of proportions (2008), Σ|v - s| / 2; 0 is even, near 1 is all in one small part;
      dp_norm divides it by its maximum, 1 - min s (Lijffijt & Gries 2012);
    - kld: Kullback-Leibler divergence Σ v log2(v / s) in bits (Gries 2022); dkl_norm is 1 - 2^-kld;
    - the older measures rise with evenness, 1 being even: juilland_d, 1 - V / √(parts - 1), V the coefficient of
      variation of the relative frequencies, with the population's standard deviation (Juilland et al. 1970);
      carroll_d2, their entropy over log2(parts) (Carroll 1970); rosengren_s, (Σ √(s f))² / count for counts f in
      parts of unequal size (Rosengren 1971).

    All but kld lie between 0 and 1, and kld is never negative.

    With one part only there is nothing to spread over: all scores are NaN. Rows are sorted by count, falling,
    ties by the word; words rarer than `min_count` in all parts together are left out.

    >>> parts = {"monday": "rain wind rain".split(), "tuesday": "wind sun sun".split()}
    >>> dispersion_scores(parts)[["word", "count", "parts", "dp", "dp_norm"]]
       word  count  parts   dp  dp_norm
    0  rain      2      1  0.5      1.0
    1   sun      2      1  0.5      1.0
    2  wind      2      2  0.0      0.0
    """
    codes, types, owners = encode(parts)
    sizes = np.bincount(owners, minlength=len(parts)).astype(float)
    filled = int((sizes > 0).sum())
    # One entry per word and part where they meet; the parts without the word are summed by what is left over.
    meeting, found = np.unique(codes * len(parts) + owners, return_counts=True)
    word, part = np.divmod(meeting, max(len(parts), 1))
    count = np.bincount(codes, minlength=len(types))
    v, s = found / count[word], sizes[part] / len(codes)

    def total(entries: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.bincount(word, weights=entries, minlength=len(types)).astype(float)

    relative = found / sizes[part]
    whole = total(relative)
    # The variance as mean of squares minus square of the mean would lose digits; parts without the word add mean².
    mean = whole / max(filled, 1)
    in_parts = np.bincount(word, minlength=len(types))
    variance = (total((relative - mean[word]) ** 2) + (filled - in_parts) * mean**2) / max(filled, 1)
    q = relative / whole[word]
    dp = (total(np.abs(v - s)) + 1 - total(s)) / 2
    kld = total(v * np.log2(v / s))
    with np.errstate(divide="ignore", invalid="ignore"):  # a single part: 0 / 0
        scores = pd.DataFrame(
            {
                "dp": dp,
                "dp_norm": dp / (1 - sizes[sizes > 0].min(initial=np.inf) / len(codes) if filled > 1 else np.nan),
                "kld": kld,
                "dkl_norm": 1 - 2.0**-kld,
                "juilland_d": 1 - np.sqrt(variance) / mean / np.sqrt(filled - 1.0),
                "carroll_d2": total(-q * np.log2(q)) / np.log2(filled),
                "rosengren_s": total(np.sqrt(s * found)) ** 2 / count,
            }
        )
    # Rounding leaves a value a hair outside of its scale; only kld may be larger than 1.
    scores = scores.clip(0, 1).assign(kld=scores["kld"].clip(lower=0))
    if filled < 2:
        scores[:] = np.nan
    counts = pd.DataFrame({"word": types, "count": count, "parts": in_parts, "all_parts": filled})
    table = pd.concat([counts, scores], axis=1)[count >= min_count]
    return table.sort_values(["count", "word"], ascending=[False, True], ignore_index=True)


def expected_dp(parts: Texts, count: int, *, draws: int = 2000, seed: int = 1) -> float:
    """The mean DP of a word that is thrown into the parts `count` times at random, larger parts catching more.

    It is the base rate for `dispersion_scores`: a rare word cannot be spread evenly, so its DP is high by chance
    alone. Raises ValueError for a count below 1, or parts without words.

    >>> expected_dp({"a": ["x"] * 50, "b": ["x"] * 50}, 1)
    0.5
    """
    sizes = np.array([len(words) for words in parts.values()], dtype=float)
    if count < 1 or not sizes.sum():
        raise ValueError("a word must occur at least once, in parts that have words")
    shares = sizes / sizes.sum()
    thrown = np.random.default_rng(seed).multinomial(count, shares, size=draws) / count
    return float(np.abs(thrown - shares).sum(axis=1).mean() / 2)
