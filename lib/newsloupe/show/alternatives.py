"""What a figure shows, in words, for those who do not see it.

The functions of `newsloupe.show` put it into the label of their figure; `newsloupe.show_figure` takes it from there.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from newsloupe.show.labels import are_labels, readable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOLD = 12  # series, or lines of ticks


def describe(figure: "Figure", kind: str, title: str, unit: str, parts: Iterable[str]) -> None:
    """Say in the label of `figure` what it shows: its title, the kind of picture, what is measured, and `parts`.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> describe(figure, "Bars", "Late buses", "minutes", ["from 4 (line 2) to 31 (line 5)"])
    >>> figure.get_label()
    'Late buses. Bars, minutes: from 4 (line 2) to 31 (line 5).'
    """
    told = list(parts)
    more = [f"and {len(told) - TOLD} more"] if len(told) > TOLD else []
    all_told = "; ".join(told[:TOLD] + more)
    end = "" if title.endswith(("?", "!", ".")) else "."
    figure.set_label(f"{title}{end} {kind}, {unit}" + (f": {all_told}." if told else "."))


def ends(data: pd.DataFrame, value: str, rows: str, by: str | None = None) -> list[str]:
    """The lowest and the highest value and where they stand, for each series by column `by`.

    >>> ends(pd.DataFrame({"day": ["Mon", "Tue"], "late": [3, 1]}), "late", "day")
    ['from 1 (Tue) to 3 (Mon)']
    """
    known = data.dropna(subset=value).sort_values(value, kind="stable")
    told = [
        f"{as_number(number)} ({name})" for name, number in zip(readable_names(known[rows]), known[value], strict=True)
    ]
    if not by:
        return _both_ends(told)
    series = list(dict.fromkeys(data[by]))
    own = [[text for text, of in zip(told, known[by], strict=True) if of == name] for name in series]
    return [
        f"{name}: {text}" for name, one in zip(readable_names(series), own, strict=True) for text in _both_ends(one)
    ]


def courses(data: pd.DataFrame, value: str, by: str) -> list[str]:
    """The first and the last value of each series."""
    series = list(data.groupby(by, sort=False)[value])
    parts = zip(readable_names(name for name, _ in series), (part for _, part in series), strict=True)
    return [f"{name} from {as_number(part.iloc[0])} to {as_number(part.iloc[-1])}" for name, part in parts]


def counts(data: pd.DataFrame, rows: str) -> list[str]:
    """How many rows there are on each line."""
    found = data[rows].value_counts(sort=False)
    return [f"{name} {number}" for name, number in zip(readable_names(found.index), found, strict=True)]


def readable_names(found: Iterable[Any]) -> list[str]:
    """Labels by their titles; everything else as it is."""
    values = list(found)
    return [readable(name) if are_labels(values) else str(name) for name in values]


def _both_ends(told: list[str]) -> list[str]:
    return [f"from {told[0]} to {told[-1]}"] if len(told) > 1 else told


def as_number(value: float) -> str:
    """With as many digits as a reader keeps in mind, and no more decimals than a table has.

    >>> [as_number(value) for value in (1234.5, 34.348, 9.0, 0.826, -0.0042)]
    ['1,234', '34.3', '9', '0.83', '−0.0042']
    """
    size = abs(value)
    told = f"{value:,.0f}" if size >= 1000 else f"{value:.3g}" if size >= 10 else f"{value:.2g}"
    if 0.1 <= size < 10:
        told = f"{value:.2f}".rstrip("0").rstrip(".")
    return told.replace("-", "−", 1) if value < 0 else told
