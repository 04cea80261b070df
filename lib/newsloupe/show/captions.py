"""What to see in a figure, in one sentence computed from its numbers, so that it is true of any texts.

The functions of `newsloupe.show` give it to their figure, and `newsloupe.show_figure` shows it below. Each returns
``""`` where there is nothing to compare.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from newsloupe.escaping import as_label
from newsloupe.show.alternatives import as_number, readable_names

NAMED = 3  # names in a row; of more the others are counted
SERIES = 4  # of more only the highest dot of all is told


def of_dots(data: pd.DataFrame, value: str, rows: str, by: str | None = None) -> str:
    """Which dot is highest and which lowest; of differences, which intervals leave 0 out.

    >>> buses = pd.DataFrame({"bus": ["1", "2", "3"], "late": [4, 9, 7], "low": [3, 8, 5], "high": [5, 10, 8.5]})
    >>> of_dots(buses, "late", "bus")
    'Highest is “2” (9), lowest is “1” (4), and their intervals do not overlap; the widest interval is that of “3”.'
    >>> of_dots(buses.assign(low=-1), "late", "bus")
    'None of the 3 intervals leaves 0 out.'
    """
    known = _named(data.dropna(subset=value), rows, by)
    lines = {"low", "high"} <= set(known)
    if len(known) < 2:
        return ""
    if lines and crosses_0(known[[value, "low", "high"]]):
        return _beside_0(known, rows, by)
    if by and known[by].nunique() > 1:
        return _in_each(known, value, rows, by)
    most, least = _most(known, value), _most(known, value, sign=-1)
    if len(least) == len(known):
        return f"All have the same value, {as_number(known[value].iloc[0])}."
    told = f"Highest {_are(most, value, rows)}, lowest {_are(least, value, rows)}"
    if not lines or known[["low", "high"]].isna().any(axis=None):
        return f"{told}."
    apart = "do not overlap" if least["high"].max() < most["low"].min() else "overlap, which alone decides nothing"
    longest = _most(known.assign(length=known["high"] - known["low"]), "length")
    end = f"; the widest interval is that of {_listed(longest[rows])}" if len(longest) < len(known) else ""
    return f"{told}, and their intervals {apart}{end}."


def crosses_0(data: pd.DataFrame | pd.Series) -> bool:
    """Whether there are values on both sides of 0, as among differences.

    >>> crosses_0(pd.DataFrame({"low": [-1, 2], "high": [0, 3]})), crosses_0(pd.DataFrame({"late": [0, 3]}))
    (True, False)
    """
    values = data.to_numpy(dtype=float)
    return bool((values < 0).any() and (values > 0).any())


def of_bars(data: pd.DataFrame, value: str, rows: str, by: str | None = None) -> str:
    """Which bar is longest, what its largest part is, and which bar is shortest.

    >>> late = pd.DataFrame({"day": ["Mon", "Mon", "Tue"], "kind": ["bus", "tram", "bus"], "late": [3, 1, 2]})
    >>> of_bars(late, "late", "day", "kind")
    'The longest bar is “Mon” (4), its largest part “bus” (3), and the shortest is “Tue” (2).'
    """
    known = _named(data.dropna(subset=value), rows, by)
    bars = known.groupby(rows, sort=False)[value].sum().reset_index()
    most, least = _most(bars, value), _most(bars, value, sign=-1)
    if len(most) == len(bars):  # no bar, one, or all of one length
        return ""
    if crosses_0(bars[value]):
        return f"Longest to the right {_are(most, value, rows)}, longest to the left {_are(least, value, rows)}."
    sign = 1 if most[value].iloc[0] > 0 else -1
    most, least = (most, least)[::sign]
    own, part = known[known[rows].isin(most[rows])], ""
    if by and len(most) == 1 and len(own) > 1:
        part = f", its largest part {_with_values(_most(own, value, sign), value, by)}"
    return f"The longest bar {_are(most, value, rows)}{part}, and the shortest {_are(least, value, rows)}."


def of_ticks(data: pd.DataFrame, position: str, rows: str) -> str:
    """Which line has most ticks, and before which place half of all stand.

    >>> of_ticks(pd.DataFrame({"start": [1, 5, 9], "text": ["a", "a", "b"]}), "start", "text")
    'The line of “a” has most ticks (2 of 3); half of all stand at 5 or before.'
    """
    found = _named(data, rows)[rows].value_counts(sort=False).rename_axis("line").reset_index(name="ticks")
    most = _most(found, "ticks")
    if len(found) == len(most):
        return ""
    middle = as_number(float(data[position].quantile(0.5, interpolation="lower")))
    lines, has = ("line", "has") if len(most) == 1 else ("lines", "have")
    told = f"The {lines} of {_listed(most['line'])} {has} most ticks ({most['ticks'].iloc[0]:,} of {len(data):,})"
    return f"{told}; half of all stand at {middle} or before."


def of_curves(data: pd.DataFrame, y: str, by: str) -> str:
    """Which curve ends highest, and which lowest.

    >>> late = pd.DataFrame({"week": [1, 2, 1, 2], "late": [3, 5, 2, 2], "kind": ["bus", "bus", "tram", "tram"]})
    >>> of_curves(late, "late", "kind")
    'At the end the highest is “bus” (5), the lowest is “tram” (2).'
    """
    last = _named(data.dropna(subset=y), by).groupby(by, sort=False, as_index=False).last()
    most, least = _most(last, y), _most(last, y, sign=-1)
    if len(most) == len(last):
        return ""
    return f"At the end the highest {_are(most, y, by)}, the lowest {_are(least, y, by)}."


def of_analyses(own: pd.DataFrame, choices: Sequence[str], limit: float | None = None) -> str:
    """How many analyses of a multiverse lie above the limit of the claim, and what the others have in common.

    >>> table = pd.DataFrame({"delay": ["5", "3", "3"], "value": [20, 12, 11], "changes": [0, 1, 1]})
    >>> of_analyses(table, ["delay"], limit=15)
    '1 of 3 analyses lies above the limit of the claim, the published one among them; all others have “delay: 3”.'
    >>> of_analyses(table, ["delay"])
    'The published value (20) is higher than 2 of the 3.'
    """
    published = own[own["changes"] == 0]
    if limit is None:
        if published.empty:
            return ""
        value = published["value"].iloc[0]
        return (
            f"The published value ({as_number(value)}) is higher than {(own['value'] < value).sum()} of the {len(own)}."
        )
    above = own["value"] > limit
    told = f"{above.sum()} of {len(own)} analyses {'lies' if above.sum() == 1 else 'lie'} above the limit of the claim"
    if published.empty or above.all() or not above.any():
        return f"{told}."
    side = above[published.index[0]]
    others = own[above != side]
    shared = [f"{choice}: {others[choice].iloc[0]}" for choice in choices
              if others[choice].nunique() == 1 and others[choice].iloc[0] != published[choice].iloc[0]]  # fmt: skip
    there = "the published one among them" if side else "the published one does not"
    return f"{told}, {there}" + (f"; {'all others' if side else 'those'} have {_listed(shared)}." if shared else ".")


def _named(data: pd.DataFrame, *columns: str | None) -> pd.DataFrame:
    """Labels by their titles, as the figure has them."""
    return data.assign(**{name: readable_names(data[name]) for name in columns if name})


def _most(data: pd.DataFrame, value: str, sign: int = 1) -> pd.DataFrame:
    """All rows with the highest value, or with ``sign=-1`` the lowest."""
    return data[sign * data[value] == (sign * data[value]).max()]


def _are(found: pd.DataFrame, value: str, rows: str) -> str:
    return f"{'is' if len(found) == 1 else 'are'} {_with_values(found, value, rows)}"


def _with_values(found: pd.DataFrame, value: str, rows: str) -> str:
    """Names of rows that have the same value, and this value."""
    return f"{_listed(found[rows])} ({as_number(found[value].iloc[0])})"


def _listed(names: Iterable[str]) -> str:
    told = [f"“{as_label(name)}”" for name in names]  # a name may have commas, or be a word such as “and”
    if len(told) > NAMED:
        told = [*told[: NAMED - 1], f"{len(told) - NAMED + 1} more"]
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def _beside_0(known: pd.DataFrame, rows: str, by: str | None) -> str:
    outside = known[(known["low"] > 0) | (known["high"] < 0)]
    if outside.empty:
        return f"None of the {len(known)} intervals leaves 0 out."
    names = [f"{name} ({one})" for name, one in zip(outside[rows], outside[by], strict=True)] if by else outside[rows]
    leave = "leaves" if len(outside) == 1 else "leave"
    return f"{len(outside)} of {len(known)} intervals {leave} 0 out: {_listed(names)}."


def _in_each(known: pd.DataFrame, value: str, rows: str, by: str) -> str:
    """The highest of each series, or of all where there are many."""
    tops = [(name, _most(part, value)) for name, part in known.groupby(by, sort=False)]
    if len(tops) > SERIES:
        most = _most(known, value)
        return f"The highest of all {_are(most, value, rows)}, in the series {_listed(most[by].unique())}."
    told = [f"{as_label(name)} at {_with_values(top, value, rows)}" for name, top in tops]
    return f"Where each is highest: {', '.join(told)}."
