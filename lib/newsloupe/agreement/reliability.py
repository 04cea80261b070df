"""Do coders agree beyond chance? Tables of units by coders, Krippendorff's alpha and Cohen's kappa.

A *unit table* has one row per unit (a sentence, a paragraph, a word, an article) and one column per coder; its values
are what the coder decided about the unit, NaN or None where the coder did not code it. Make one from span tables with
`unit_table`, or bring your own.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.agreement.names import coder_names, relabelled
from newsloupe.agreement.what_was_read import asked_for, covered, places_read
from newsloupe.corpus.article import Corpus
from newsloupe.intervals import bootstrap_weights
from newsloupe.spans import marked

UNITS = {
    "sentence": _text.sentences,
    "paragraph": _text.paragraphs,
    "word": _text.words,
    "article": lambda text: ((0, len(text)),) if text.strip() else (),
}
Level = Literal["nominal", "ordinal", "interval", "ratio", "sets"]


def unit_table(
    codings: Sequence[pd.DataFrame],
    corpus: Corpus,
    unit: str = "sentence",
    label: str | None = None,
    score: str | None = None,
    read: Mapping[str, Collection[str]] | None = None,
    by: str | Sequence[str] = "label",
) -> pd.DataFrame:
    """What each coder decided about each unit of `corpus`, from two or more span tables.

    Parameters
    ----------
    unit
        ``sentence``, ``paragraph``, ``word`` or ``article``. A span belongs to every unit with which it shares a
        character.
    label
        the code in question: 1 where the coder marked it, 0 where not. Without it, the value is the text that lists
        all codes of the unit, such as ``conflict, morality`` (empty for none), to be used with ``level="sets"`` or
        as a nominal value.
    score
        with `label`, a column of the span tables with a number for each span (say 1 for weak, 2 for strong): the
        value is the highest of the unit, 0 where nothing is marked. For ``level="ordinal"``.
    read
        for coders who did not read everything and whose coding does not say so, the ids of the articles that they
        read, by coder. Rows of the layer ``read`` (`newsloupe.codebook.read_rows`) say it in the coding itself, of
        articles and of passages in them. A unit that somebody did not read from end to end is missing (NaN or None)
        for this coder. Coders of whom neither says anything read all: no span means that nothing was found.
    by
        the column or columns that make the code, if not the label: ``unit_table(…, "article", "conflict_1",
        by="item")`` is the answer of each coder to one question of a frame.

    Returns
    -------
    DataFrame
        one column per coder (``coder`` of its span table, else ``coder 1`` and so on), one row per unit;
        the index says where it stands: ``article``, ``start``, ``end``.

    Raises ValueError for an unknown unit, a `score` without `label`, and a coder in `read` who is not there.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not. It snows."})
    >>> ada = find_words(corpus, "may").assign(coder="Ada")
    >>> ben = ada.head(1).assign(coder="Ben")
    >>> table = unit_table([ada, ben], corpus, label="search")
    >>> table.columns.tolist(), table.values.tolist()
    (['Ada', 'Ben'], [[1, 1], [1, 0], [0, 0]])
    """
    if unit not in UNITS:
        raise ValueError(f"there is no unit {unit!r}; use {', '.join(map(repr, UNITS))}")
    if score is not None and label is None:
        raise ValueError(f"scores in {score!r} can be compared for one code at a time; name it with label=…")
    names = coder_names(codings)
    _, codings = relabelled(codings, by)
    if unknown := sorted(set(read or {}) - set(names)):
        raise ValueError(f"there is no coder {unknown[0]!r}; the coders are {', '.join(names)}")
    index = [(article.id, start, end) for article in corpus for start, end in UNITS[unit](article.text)]
    table = pd.DataFrame(index=pd.MultiIndex.from_tuples(index, names=["article", "start", "end"]))
    asked = asked_for(codings, label)
    for name, coding in zip(names, codings, strict=True):
        table[name] = _values(marked(coding), index, label, score)
        places = places_read(coding, asked)
        if places is not None:
            table[name] = table[name].where(np.array(covered(_trimmed(index, corpus), places), dtype=bool))
        if read and name in read:
            table[name] = table[name].where(table.index.get_level_values("article").isin(list(read[name])))
    return table


def _trimmed(units: list[tuple[str, int, int]], corpus: Corpus) -> list[tuple[str, int, int]]:
    """The units without white space at their ends, which nobody has to read."""
    texts = {article.id: article.text for article in corpus}
    cut = [(article, start, end, texts[article][start:end]) for article, start, end in units]
    return [(article, end - len(own.lstrip()), start + len(own.rstrip())) for article, start, end, own in cut]


def _values(coding: pd.DataFrame, units: list[tuple[str, int, int]], label: str | None, score: str | None) -> list[Any]:
    """The value of each unit for one coder."""
    chosen = coding if label is None else coding[coding["label"] == label]
    numbers = np.ones(len(chosen), dtype=int) if score is None else chosen[score]
    spans: dict[str, list[tuple[int, int, str, float]]] = {}
    for article, *span in zip(chosen["article"], chosen["start"], chosen["end"], chosen["label"], numbers, strict=True):
        spans.setdefault(article, []).append(tuple(span))  # type: ignore[arg-type]
    found = []
    for article, unit in groupby(units, key=lambda unit: unit[0]):
        waiting, open_ = sorted(spans.get(article, ()), reverse=True), []
        for _, start, end in unit:  # in the order of the text
            while waiting and waiting[-1][0] < end:
                open_.append(waiting.pop())
            open_ = [span for span in open_ if span[1] > start]
            found.append([*open_])
    if label is None:
        return [", ".join(sorted({code for _, _, code, _ in here})) for here in found]
    return [max((number for _, _, _, number in here), default=0) for here in found]


def alpha(table: pd.DataFrame, level: Level = "nominal") -> float:
    """Krippendorff's alpha of a unit table, for any number of coders and with missing values (Krippendorff 2011).

    1 is perfect agreement, 0 what chance would give. `level` says how far two values are apart:

    - ``nominal``: they are the same or not
    - ``ordinal``: how many of all values lie between them; numbers in an order, such as 1 for weak and 2 for strong
    - ``interval``: their difference; numbers on a scale with equal steps
    - ``ratio``: their difference as a part of their sum; numbers from 0 on, such as counts
    - ``sets``: the number of codes that stand in only one of two lists such as ``conflict, morality``, so that alpha
      is that of all codes together

    NaN where alpha is not defined: no unit was coded by two coders, or all values are the same. Even perfect
    agreement is then no evidence, because nobody showed that they can tell one value from another. ValueError where
    a level that needs numbers meets a value that is none, or ``ratio`` one below 0. Memory and time grow with the
    square of the number of different values.

    >>> round(alpha(pd.DataFrame({"Ada": [1, 0, 0, 1], "Ben": [1, 0, 0, 0]})), 3)
    0.533
    """
    values, counts = _value_counts(table, level)
    distance = _distance(values, counts, level)
    return _beyond_chance(_disagreement(counts, distance), counts, distance)


def alpha_interval(
    table: pd.DataFrame, level: Level = "nominal", draws: int = 1000, seed: int = 1
) -> tuple[float, float, float]:
    """`alpha` of a unit table with the ends of its 95% interval, from a bootstrap over units.

    As Krippendorff proposes, the observed disagreement is drawn again and the expected one is kept (Hayes &
    Krippendorff 2007). The ends are percentiles, moved where needed so that they contain the estimate; all three are
    NaN where alpha is not defined. The units are taken for independent of each other, which sentences of one article
    are not quite: the true interval is wider. Where coders never differed there is nothing to draw, and both ends
    are 1.

    Raises ValueError as `alpha` does.

    >>> table = pd.DataFrame({"Ada": [1, 0] * 20, "Ben": [1, 0, 1, 1] * 10})
    >>> [round(number, 2) for number in alpha_interval(table)]
    [0.47, 0.21, 0.74]
    """
    values, counts = _value_counts(table, level)
    distance = _distance(values, counts, level)
    disagreement = _disagreement(counts, distance)
    estimate = _beyond_chance(disagreement, counts, distance)
    return estimate, *interval(estimate, disagreement, counts.sum(axis=1), draws, seed)


def kappa(table: pd.DataFrame, level: Level = "nominal") -> float:
    """Cohen's kappa of a unit table with two coders (Cohen 1960); units that one of them did not code are left out.

    At every level but ``nominal`` it is weighted by the distances of `alpha` (Cohen 1968). Unlike alpha, what
    chance would give is taken from each coder's own habits. NaN where nothing was coded by both, or both always gave
    the same one value. The few lines are our own: no dependency of this library has kappa for tables with missing
    values and our weights.

    >>> round(kappa(pd.DataFrame({"Ada": [1, 0, 0, 1], "Ben": [1, 0, 0, 0]})), 3)
    0.5
    """
    if table.shape[1] != 2:
        raise ValueError(f"Cohen's kappa is for two coders, not {table.shape[1]}; use alpha, or choose two columns")
    values, counts = _value_counts(table, level)
    both = _readable(table, level).dropna()
    one, two = (pd.get_dummies(both[name]).reindex(columns=values, fill_value=0).to_numpy(int) for name in both)
    distance = _distance(values, counts, level)
    observed = ((one @ distance) * two).sum()
    expected = (one.sum(axis=0) @ distance @ two.sum(axis=0)) / max(len(both), 1)
    return 1 - float(observed / expected) if expected else float("nan")


def interval(
    estimate: float, disagreement: np.ndarray, size: np.ndarray, draws: int, seed: int, lowest: float = -1
) -> tuple[float, float]:
    """The 95% interval of a coefficient ``1 - disagreement / expected`` when its units are drawn again.

    `disagreement` and `size` are those of each unit; what would be expected stays as it is. No sample counts as less
    than `lowest`. The ends contain the estimate; both are NaN when it is.
    """
    if np.isnan(estimate) or not disagreement.sum():
        return estimate, estimate
    weights = _weights(len(size), draws, seed)
    drawn, rate = weights @ size, disagreement.sum() / size.sum()
    samples = 1 - (1 - estimate) * (weights @ disagreement)[drawn > 0] / drawn[drawn > 0] / rate
    low, high = np.percentile(np.maximum(samples, lowest), [2.5, 97.5]) if len(samples) else (estimate, estimate)
    return min(float(low), estimate), max(float(high), estimate)


@lru_cache(maxsize=2)
def _weights(size: int, draws: int, seed: int) -> np.ndarray:
    """`bootstrap_weights` as floats, which multiply faster, kept because every code of a table needs the same."""
    return bootstrap_weights(size, draws, seed).astype(float)


def _readable(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    """The table, its values as numbers where `level` needs numbers; ValueError where one is none."""
    if level not in get_args(Level):
        raise ValueError(f"level is {level!r}; it must be one of {', '.join(get_args(Level))}")
    if level in ("nominal", "sets"):
        return table
    numbers = table.apply(pd.to_numeric)
    if level == "ratio" and (numbers < 0).any(axis=None):
        raise ValueError("a value is below 0; level 'ratio' is for numbers from 0 on, 'interval' for others")
    return numbers


def _value_counts(table: pd.DataFrame, level: Level) -> tuple[list[Any], np.ndarray]:
    """The different values in order, and how many coders gave each unit each of them (units coded once left out)."""
    table = _readable(table, level)
    pairable = table[table.notna().sum(axis=1) > 1]
    columns = [pairable.iloc[:, number] for number in range(pairable.shape[1])]
    values = sorted({value for column in columns for value in column.dropna()})
    place = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(pairable), len(values)), dtype=np.int64)
    for column in columns:
        for unit, value in enumerate(column):
            if value in place:
                counts[unit, place[value]] += 1
    return values, counts


def _disagreement(counts: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """The observed disagreement within each unit: its pairs of values, each with their distance."""
    return ((counts @ distance) * counts).sum(axis=1) / (counts.sum(axis=1) - 1)


def _beyond_chance(disagreement: np.ndarray, counts: np.ndarray, distance: np.ndarray) -> float:
    """Alpha: 1 less the observed disagreement over the one expected when all values are paired with each other."""
    total = counts.sum(axis=0)
    expected = total @ distance @ total / (total.sum() - 1)
    return 1 - float(disagreement.sum() / expected) if expected else float("nan")


def _distance(values: list[Any], counts: np.ndarray, level: Level) -> np.ndarray:
    """How far each value is from each other: the metric differences, squared, of Krippendorff (2011)."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "sets":
        codes = [set(str(value).split(", ")) - {""} for value in values]
        apart = [len(one ^ two) for one in codes for two in codes]
        return np.array(apart, dtype=float).reshape(len(codes), len(codes))
    total = counts.sum(axis=0)
    points = total.cumsum() - total / 2 if level == "ordinal" else np.array(values, dtype=float)
    difference = points[:, None] - points
    if level == "ratio":
        together = points[:, None] + points
        difference = np.divide(difference, together, out=np.zeros_like(difference), where=together > 0)
    return difference**2
