"""Before anybody codes: how many units a test of reliability needs, which they are, and who codes what."""

from collections.abc import Sequence
from math import ceil
from statistics import NormalDist

import numpy as np

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import give_out


def units_needed(smallest_alpha: float = 0.8, rarest: float = 0.5, error: float = 0.05) -> int:
    """How many units two coders have to code before an alpha below `smallest_alpha` can be told from one above.

    `rarest` is the share of units that has the rarest value that matters (0.5 where a code is in every second sentence,
    0.05 where in one of twenty), `error` the probability to call data reliable that are not. The formula is that of
    Krippendorff (2019, ch. 12), after Bloch & Kraemer (1989, *Biometrics* 45, 269–287); it holds for values that are
    the same or not. Rare codes need many more units, which is why a code that hardly occurs cannot be tested.

    Raises ValueError for numbers that are not between 0 and 1.

    >>> units_needed(0.8), units_needed(0.667), units_needed(0.8, rarest=0.05)
    (103, 60, 560)
    """
    for name, value in (("smallest_alpha", smallest_alpha), ("rarest", rarest), ("error", error)):
        if not 0 < value < 1:
            raise ValueError(f"{name} is {value}; it must lie between 0 and 1")
    z = NormalDist().inv_cdf(1 - error)
    chance = 4 * (1 - smallest_alpha) * rarest * (1 - rarest)
    return ceil(2 * z**2 * ((1 + smallest_alpha) * (3 - smallest_alpha) / chance - smallest_alpha))


def units_of_population(population: int, agreement: float = 0.9, within: float = 0.05, error: float = 0.05) -> int:
    """How many of `population` units both coders have to code, so that the share on which they agree is known to be no
    more than `within` below `agreement`, the share that is expected in all units (Lacy & Riffe 1996).

    The paper rounds the standard error, and so gives 92 for 1,000 units where this gives 90. Raises ValueError for
    numbers that make no sense.

    >>> units_of_population(1000), units_of_population(10_000, agreement=0.85)
    (90, 138)
    """
    if population < 1 or not 0 < within < agreement < 1 or not 0 < error < 1:
        raise ValueError("give a population of at least 1, and shares between 0 and 1, `within` below `agreement`")
    squared = (within / NormalDist().inv_cdf(1 - error)) ** 2
    variance = agreement * (1 - agreement)
    return min(population, ceil(((population - 1) * squared + variance * population)
                                / ((population - 1) * squared + variance)))  # fmt: skip


def reliability_sample(corpus: Corpus, n: int, seed: int = 1, *, unit: str = "article") -> Corpus:
    """`n` units of `corpus` drawn at random, in its order: what all coders code, apart from each other, before the rest
    is split among them (`split_among`). The same seed draws the same units.

    With ``unit="paragraph"`` passages are drawn, as `newsloupe.corpus.give_out` makes them. Draw it from what has *not*
    been used for training: a test on texts that were discussed shows what was discussed. Raises ValueError for another
    unit, and where there are fewer than `n`.

    >>> corpus = Corpus.from_texts({name: "It may rain." for name in "abcdef"})
    >>> len(reliability_sample(corpus, 3)), reliability_sample(corpus, 3).ids == reliability_sample(corpus, 3).ids
    (3, True)
    """
    if unit not in ("article", "paragraph"):
        raise ValueError(f"there is no unit {unit!r}; use 'article' or 'paragraph'")
    paragraphs = unit == "paragraph"
    places = [
        (article.id, *place)
        for article in corpus
        for place in (_text.paragraphs(article.text) if paragraphs else ((0, len(article.text)),))
    ]
    if not 0 < n <= len(places):
        raise ValueError(f"there are {len(places)} {unit}s; draw at least 1, and no more than there are")
    drawn = sorted(np.random.default_rng(seed).choice(len(places), n, replace=False))
    if not paragraphs:
        return corpus.select(places[number][0] for number in drawn)
    only: dict[str, list[tuple[int, int] | str]] = {}
    for name, start, end in (places[number] for number in drawn):
        only.setdefault(name, []).append((start, end))
    return give_out(corpus, only)


def split_among(corpus: Corpus, coders: Sequence[str], seed: int = 1, *, readers: int = 1) -> dict[str, Corpus]:
    """Who codes what: the articles of `corpus` dealt out at random, each to `readers` coders, as evenly as can be.

    Articles that two read (``readers=2``) show whether coders drift apart during the main coding. A corpus for each
    coder, in the order of `corpus`; a coder for whom nothing is left has an empty one. Raises ValueError when `readers`
    is more than there are coders, and for equal names.

    >>> corpus = Corpus.from_texts({name: "It may rain." for name in "abcd"})
    >>> {coder: len(own) for coder, own in split_among(corpus, ["Ada", "Ben", "Cem", "Dee"], readers=2).items()}
    {'Ada': 2, 'Ben': 2, 'Cem': 2, 'Dee': 2}
    """
    if not 1 <= readers <= len(coders) or len(set(coders)) < len(coders):
        raise ValueError(f"each article is to have {readers} of {len(coders)} coders, who must have different names")
    order = np.random.default_rng(seed).permutation(len(corpus))
    own: dict[str, set[str]] = {coder: set() for coder in coders}
    for place, number in enumerate(order):
        for which in range(readers):
            # Who is next to whom changes from round to round, so that not always the same two read the same.
            step = 1 + (place // len(coders)) % max(len(coders) - 1, 1)
            own[coders[(place + which * step) % len(coders)]].add(corpus.ids[number])
    return {coder: corpus.select(name for name in corpus.ids if name in names) for coder, names in own.items()}
