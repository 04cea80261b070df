"""Lexical diversity: how much of a text's vocabulary is new, and how much is repetition.

Every function takes the words of one text (see `newsloupe.vocabulary.wordlists`), lower-cased if *The* and *the* are
to be one word. A measure is NaN where its definition gives no number: for an empty text always, otherwise as its
docstring says. A share that counts types against tokens (TTR, root TTR, Herdan's C, Maas) falls as a text grows,
so it compares texts of one length only; MATTR, MTLD and HD-D were made to depend less on length.
"""

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

from newsloupe.vocabulary.wordlists import Texts, Words, checked

NAN = math.nan


def ttr(words: Words) -> float:
    """Type-token ratio: different words divided by words; 0 < TTR <= 1.

    >>> ttr("the bus and the train".split())
    0.8
    """
    return len(set(checked(words))) / len(words) if len(words) else NAN


def root_ttr(words: Words) -> float:
    """Types divided by the square root of tokens (Guiraud 1954). Carroll's corrected TTR (1964) is this / √2.

    >>> round(root_ttr("the bus and the train".split()), 2)
    1.79
    """
    return len(set(checked(words))) / math.sqrt(len(words)) if len(words) else NAN


def herdan_c(words: Words) -> float:
    """log types / log tokens (Herdan 1960). NaN below two words, where log tokens is 0.

    >>> round(herdan_c("the bus and the train".split()), 2)
    0.86
    """
    return math.log(len(set(checked(words)))) / math.log(len(words)) if len(words) > 1 else NAN


def maas(words: Words) -> float:
    """Maas' a² (1972) with natural logarithms: (ln tokens - ln types) / (ln tokens)². It falls as diversity rises.

    Tools that take logarithms to base 10 print this times 2.303. NaN below two words.

    >>> round(maas("the bus and the train".split()), 3)
    0.086
    """
    if len(words) < 2:
        return NAN
    return (math.log(len(words)) - math.log(len(set(checked(words))))) / math.log(len(words)) ** 2


def mattr(words: Words, window: int = 50) -> float:
    """Moving-average TTR (Covington & McFall 2010): the mean TTR of all windows of `window` successive words.

    NaN when the text is shorter than the window: the plain TTR, which some tools give instead, is another
    measure. Raises ValueError for a window below 1.

    >>> mattr("the bus and the train".split(), window=4)  # the bus and the: 3 of 4; bus and the train: 4 of 4
    0.875
    """
    if window < 1:
        raise ValueError(f"the window must hold at least 1 word, not {window}")
    size = len(words)
    if size < window:
        return NAN
    # A window counts a type where it meets it first. Word i is first in the windows that begin after the word's
    # previous occurrence, not before i - window + 1, at i at the latest, and at the text's last window.
    place = np.arange(size)
    first = np.maximum(_previous(words) + 1, place - window + 1)
    last = np.minimum(place, size - window)
    return float(np.maximum(last - first + 1, 0).sum() / (size - window + 1) / window)


def mtld(words: Words, threshold: float = 0.72, *, shortest: int = 1, inclusive: bool = False) -> float:
    """Measure of textual lexical diversity (McCarthy & Jarvis 2010), in words.

    It is the mean of a forward and a backward pass. A pass cuts the text into factors: a factor ends where the
    TTR of its words falls *below* `threshold`. The rest counts as the part (1 - TTR) / (1 - threshold) of a
    factor, and the pass gives words / factors. Variants: ``inclusive=True`` ends a factor also at exactly the
    threshold (as lexicalrichness does); ``shortest=10`` lets no factor end before its tenth word (as
    lexical-diversity and TAALED do). On five news texts the three differ by up to 16%.

    NaN when no word is repeated: then there is no factor, and the text is too short to say. Below about 100
    words the value is an extrapolation. Raises ValueError for a threshold outside 0 to 1.

    >>> round(mtld("the bus and the train and the tram and the boat".split()), 1)
    6.4
    """
    _check_threshold(threshold)
    checked(words)
    options = (threshold, shortest, inclusive)
    return (_mtld_pass(words, *options) + _mtld_pass(words[::-1], *options)) / 2


def mtld_wrap(words: Words, threshold: float = 0.72, *, shortest: int = 10) -> float:
    """MTLD as a moving average with wrap-around (MTLD-MA-Wrap, Vidal & Jarvis 2020), in words.

    From every word one factor is followed, past the end of the text to its beginning if need be, and the lengths
    are averaged: no part-factors. NaN when from no word the TTR falls below `threshold` within one round.

    >>> round(mtld_wrap("the bus and the train and the tram and the boat".split(), shortest=1), 1)
    5.7
    """
    _check_threshold(threshold)
    size = len(checked(words))
    twice = [*words, *words]
    lengths = [_factor_length(twice[start : start + size], threshold, shortest) for start in range(size)]
    complete = [length for length in lengths if length]
    return sum(complete) / len(complete) if complete else NAN


def hdd(words: Words, draws: int = 42) -> float:
    """HD-D (McCarthy & Jarvis 2007): the TTR to expect of `draws` words drawn at random without replacement.

    NaN when the text has fewer than `draws` words. Raises ValueError for fewer than 1 draw.

    >>> round(hdd("the bus and the train".split(), draws=2), 2)  # two words drawn are the same one time in ten
    0.95
    """
    if draws < 1:
        raise ValueError(f"at least 1 word must be drawn, not {draws}")
    size = len(words)
    if size < draws:
        return NAN
    all_samples = math.comb(size, draws)
    spectrum = Counter(Counter(checked(words)).values())
    seen = (types * (1 - math.comb(size - count, draws) / all_samples) for count, types in sorted(spectrum.items()))
    return math.fsum(seen) / draws


def yule_k(words: Words) -> float:
    """Yule's characteristic K (1944): 10,000 (Σ f² - N) / N², f being each word's count; it rises with repetition.

    0 is a true value: it says that no word is repeated.

    >>> yule_k("the bus and the train".split()), yule_k("no word comes again".split())
    (800.0, 0.0)
    """
    return 1e4 * (_sum_of_squares(words) - len(words)) / len(words) ** 2 if len(words) else NAN


def simpson(words: Words) -> float:
    """Simpson's D (1949): the chance that two words drawn without replacement are the same. NaN below two words.

    >>> simpson("the bus and the train".split())
    0.1
    """
    size = len(words)
    return (_sum_of_squares(words) - size) / (size * (size - 1)) if size > 1 else NAN


def hapax_legomena(words: Words) -> int:
    """How many words occur exactly once.

    >>> hapax_legomena("the bus and the train".split())
    3
    """
    return sum(count == 1 for count in Counter(checked(words)).values())


def diversity_scores(texts: Texts, *, window: int = 50, threshold: float = 0.72, draws: int = 42) -> pd.DataFrame:
    """All measures of this module but `mtld_wrap`, one row per text.

    Columns: article, words and types (int), hapax_legomena (int), then the measures (float): ttr, root_ttr,
    herdan_c, maas, mattr, mtld, hdd, yule_k, simpson.

    >>> scores = diversity_scores({"a": "the bus and the train".split()}, window=4, draws=2)
    >>> scores[["article", "words", "types", "ttr", "mattr"]].values.tolist()
    [['a', 5, 4, 0.8, 0.875]]
    """
    rows = [
        {
            "article": article,
            "words": len(words),
            "types": len(set(words)),
            "hapax_legomena": hapax_legomena(words),
            "ttr": ttr(words),
            "root_ttr": root_ttr(words),
            "herdan_c": herdan_c(words),
            "maas": maas(words),
            "mattr": mattr(words, window),
            "mtld": mtld(words, threshold),
            "hdd": hdd(words, draws),
            "yule_k": yule_k(words),
            "simpson": simpson(words),
        }
        for article, words in texts.items()
    ]
    return pd.DataFrame(rows)


def _previous(words: Words) -> np.ndarray:
    """For each word, the place where it stood last, or -1."""
    seen: dict[str, int] = {}
    previous = np.empty(len(words), dtype=np.int64)
    for place, word in enumerate(checked(words)):
        previous[place] = seen.get(word, -1)
        seen[word] = place
    return previous


def _mtld_pass(words: Words, threshold: float, shortest: int, inclusive: bool) -> float:
    factors, length, types = 0.0, 0, set()
    for word in words:
        length += 1
        types.add(word)
        share = len(types) / length
        if (share < threshold or (inclusive and share == threshold)) and length >= shortest:
            factors, length, types = factors + 1, 0, set()
    if length:
        factors += (1 - len(types) / length) / (1 - threshold)
    return len(words) / factors if factors else NAN


def _factor_length(words: Iterable[str], threshold: float, shortest: int) -> int:
    """How many words until their TTR falls below the threshold; 0 if it never does."""
    types: set[str] = set()
    for length, word in enumerate(words, start=1):
        types.add(word)
        if len(types) / length < threshold and length >= shortest:
            return length
    return 0


def _sum_of_squares(words: Words) -> int:
    return sum(count * count for count in Counter(checked(words)).values())


def _check_threshold(threshold: float) -> None:
    if not 0 < threshold < 1:
        raise ValueError(f"the threshold is a type-token ratio between 0 and 1, not {threshold}")
