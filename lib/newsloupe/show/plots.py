"""Figures in one plain style: what is counted on one axis, articles or kinds on the other, with intervals.

Each function takes a tidy DataFrame and returns a matplotlib Figure; `newsloupe.show_figure` displays it together
with its text alternative. Colours are `PALETTE`; shape or position always says the same as colour. A label of a
codebook has its own colour and its readable name (`newsloupe.show.labels`). All other text is shown as it stands, ``$``
included; long names are broken into lines, and very long ones cut.

A figure is as narrow, and its letters are as large, as a phone needs it: there it is shown at three quarters of its
size. It carries a sentence on what to see in it (`newsloupe.show.captions`) and the numbers behind it
(`numbers_behind`), which `newsloupe.show_figure` stores as CSV.
"""

import re
from collections.abc import Iterable, Sequence
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from newsloupe.escaping import as_label
from newsloupe.show.alternatives import counts, courses, describe, ends
from newsloupe.show.captions import crosses_0, of_bars, of_curves, of_dots, of_ticks
from newsloupe.show.labels import LINES, PALETTE, are_labels, look, readable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = "osD^vPX*"
HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo", "--")
STROKES = ("-", "--", ":", "-.")
LEGEND = 30  # letters of a name in a legend
WIDTH = 4.5  # inches; on a phone of 360 pixels letters of 11 points are then 11 pixels high
SIZE = 11  # points of all letters
LINE = 0.19  # inches from line to line
ROW, ACROSS = 20, 42  # letters of a line in the name of a row, and across the figure
TALLEST = 16  # inches


def dots(data: pd.DataFrame, value: str, rows: str, by: str | None = None, *, title: str, unit: str) -> "Figure":
    """One dot per row of `data`, at `value`, on the line named in column `rows`; series by column `by`.

    Where `data` has columns ``low`` and ``high``, they are drawn as the interval. `unit` labels the value axis. Among
    values on both sides of 0, as differences are, a line stands at 0.

    Returns a matplotlib Figure.

    >>> data = pd.DataFrame({"article": ["a", "b"], "rate": [4.0, 7.5], "low": [2, 5], "high": [6, 10]})
    >>> figure = dots(data, "rate", "article", title="Hedges", unit="per 1,000 words")
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['a', 'b']
    """
    lines = list(dict.fromkeys(data[rows]))
    series = list(dict.fromkeys(data[by])) if by else [None]
    figure, axes = _axes(0.9, 0.16 * (len(series) + 1.2), lines)
    drawn: list[Any] = []
    between = " with intervals" if {"low", "high"} <= set(data) else ""
    describe(figure, f"Dots{between}", title, unit, ends(data, value, rows, by))
    if crosses_0(data[[name for name in (value, "low", "high") if name in data]]):
        axes.axvline(0, color="#888888", linewidth=1)
    for number, name in enumerate(series):
        part = data if name is None else data[data[by] == name]
        places = np.array([lines.index(line) for line in part[rows]]) + _offset(number, len(series))
        colour, kind = _look(number, series)
        marker = MARKERS[kind % len(MARKERS)]
        if {"low", "high"} <= set(part.columns):
            axes.hlines(places, part["low"], part["high"], color=colour, alpha=0.5, linewidth=2)
        drawn += axes.plot(part[value], places, marker, color=colour, label=name)
    _rows(axes, lines, title, unit)
    if by:
        _legend(figure, drawn, series)
    return with_numbers(figure, data, [rows, by, value, "low", "high"], of_dots(data, value, rows, by))


def bars(data: pd.DataFrame, value: str, rows: str, by: str | None = None, *, title: str, unit: str) -> "Figure":
    """Horizontal bars of `value` for each entry of column `rows`, stacked by column `by` if given.

    Returns a matplotlib Figure.

    >>> data = pd.DataFrame({"day": ["Mon", "Mon", "Tue"], "kind": ["bus", "tram", "bus"], "late": [3, 1, 2]})
    >>> figure = bars(data, "late", "day", by="kind", title="Late", unit="vehicles")
    >>> [float(bar.get_width()) for bar in figure.axes[0].patches]
    [3.0, 2.0, 1.0, 0.0]
    """
    lines = list(dict.fromkeys(data[rows]))
    series = list(dict.fromkeys(data[by])) if by else [None]
    figure, axes = _axes(1.0, 0.34, lines)
    left = np.zeros(len(lines))
    drawn: list[Any] = []
    describe(figure, "Stacked bars" if by else "Bars", title, unit, ends(data, value, rows, by))
    for number, name in enumerate(series):
        part = data if name is None else data[data[by] == name]
        sizes = part.groupby(rows)[value].sum().reindex(lines, fill_value=0).to_numpy(dtype=float)
        drawn.append(axes.barh(range(len(lines)), sizes, left=left, color=PALETTE[number % len(PALETTE)], label=name,
                               edgecolor="white", hatch=("", "//", "..", "xx", "\\\\")[number % 5]))  # fmt: skip
        left += sizes
    _rows(axes, lines, title, unit)
    if by:
        _legend(figure, drawn, series)
    return with_numbers(figure, data, [rows, by, value], of_bars(data, value, rows, by))


def strip(data: pd.DataFrame, position: str, rows: str, by: str | None = None, *, title: str, unit: str) -> "Figure":
    """A short vertical tick for every row of `data` at `position`, on the line named in column `rows`.

    Returns a matplotlib Figure.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> figure = strip(find_words(corpus, "may"), "start", "article", title="May", unit="characters")
    >>> figure.axes[0].get_xlabel()
    'characters'
    """
    lines = list(dict.fromkeys(data[rows]))
    series = sorted(data[by].unique()) if by else [None]
    figure, axes = _axes(1.0, 0.4, lines)
    drawn: list[Any] = []
    describe(figure, "Ticks", title, unit, counts(data, rows))
    for number, name in enumerate(series):
        part = data if name is None else data[data[by] == name]
        places = np.array([lines.index(line) for line in part[rows]]) + _offset(number, len(series))
        colour, _ = _look(number, series)
        ticks = axes.scatter(part[position], places, marker="|", s=90, linewidths=1.6, color=colour, label=name)
        drawn.append(ticks)
    _rows(axes, lines, title, unit)
    if by:
        _legend(figure, drawn, series)
    return with_numbers(figure, data, [rows, by, position], of_ticks(data, position, rows))


def curves(data: pd.DataFrame, x: str, y: str, by: str, *, title: str, units: tuple[str, str]) -> "Figure":
    """`y` over `x`, one line with its own marker for each value of column `by`; `units` label the two axes.

    Returns a matplotlib Figure.

    >>> data = pd.DataFrame({"week": [1, 2, 1, 2], "late": [3, 5, 2, 2], "kind": ["bus", "bus", "tram", "tram"]})
    >>> figure = curves(data, "week", "late", "kind", title="Late", units=("week", "vehicles"))
    >>> [line.get_label() for line in figure.axes[0].get_lines()]
    ['bus', 'tram']
    """
    series = list(data.groupby(by, sort=False))
    figure, axes = _axes(3.6)
    drawn: list[Any] = []
    describe(figure, "Curves", title, f"{units[1]} over {units[0]}", courses(data, y, by))
    for number, (name, part) in enumerate(series):
        colour, kind = _look(number, [name for name, _ in series])
        style = f"{MARKERS[kind % len(MARKERS)]}{STROKES[kind % len(STROKES)]}"
        drawn += axes.plot(part[x], part[y], style, color=colour, markersize=4, linewidth=1.4, label=name)
    _label(axes.set_xlabel, units[0])
    _label(axes.set_ylabel, units[1])
    _frame(axes, title, "both")
    _legend(figure, drawn, [name for name, _ in series])
    return with_numbers(figure, data, [by, x, y], of_curves(data, y, by))


def trend(
    data: pd.DataFrame, value: str = "rate", by: str | None = None, *, title: str, unit: str, when: str = "group"
) -> "Figure":
    """`value` over time, with the interval of each point as a band: for `rate` with ``groups=("date", "M")`` and its
    kin.

    `when` is the column with days, weeks, months, quarters or years as text (``2024``, ``2024Q1``, ``2024-05``); rows
    where it is something else, such as ``unknown``, have no place in time and are counted in the label of the axis.
    Lines break where a month is missing, because nothing was read there; a point without an interval has no band. `by`
    is the column of the series, `unit` labels the value axis; columns ``low`` and ``high`` are drawn where there are
    any.

    Returns a matplotlib Figure. Raises ValueError where no row has a place in time.

    >>> data = pd.DataFrame({"group": ["2024-01", "2024-02"], "rate": [4.0, 7.5], "low": [2, 5], "high": [6, 10]})
    >>> figure = trend(data, title="Hedges", unit="per 1,000 words")
    >>> [label.get_text() for label in figure.axes[0].get_xticklabels()]
    ['2024-01', '2024-02']
    """
    periods = data[when].map(_period)
    if periods.isna().all():
        raise ValueError(f"no value of {when!r} is a time such as 2024, 2024Q1, 2024-05 or 2024-05-31")
    nowhere = data.loc[periods.isna(), when].unique()
    data = data.assign(_period=periods)[periods.notna()]
    series = list(dict.fromkeys(data[by])) if by else [None]
    figure, axes = _axes(3.6)
    drawn: list[Any] = []
    describe(figure, "Points over time", title, unit, ends(data, value, when, by))
    for number, name in enumerate(series):
        part = (data if name is None else data[data[by] == name]).set_index("_period").sort_index()
        whole = part.reindex(_steps(part.index, list(data["_period"])))
        places = pd.PeriodIndex(whole.index).to_timestamp()
        colour, kind = _look(number, series)
        marker = MARKERS[kind % len(MARKERS)]
        drawn += axes.plot(places, whole[value], color=colour, marker=marker, markersize=4, linewidth=1.4, label=name)
        if {"low", "high"} <= set(whole.columns):
            low, high = (whole[end].to_numpy(dtype=float) for end in ("low", "high"))
            axes.fill_between(places, low, high, color=colour, alpha=0.18, linewidth=0)
            axes.vlines(places, low, high, color=colour, alpha=0.35, linewidth=1)  # a point between gaps has no band
    if nowhere.size:
        _label(axes.set_xlabel, f"not shown: {', '.join(as_label(name, LEGEND) for name in nowhere)}")
    marked = sorted(set(data["_period"]))[:: len(set(data["_period"])) // 8 + 1]
    axes.set_xticks([period.to_timestamp() for period in marked], [str(period) for period in marked])
    _label(axes.set_ylabel, unit)
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    _frame(axes, title, "both")
    figure.autofmt_xdate(rotation=30)
    if by:
        _legend(figure, drawn, series)
    return with_numbers(figure, data, [when, by, value, "low", "high"], of_dots(data, value, when, by))


def numbers_behind(figure: "Figure") -> pd.DataFrame | None:
    """The table that a figure of this module was drawn from, only with what was drawn; None for any other figure.

    >>> data = pd.DataFrame({"day": ["Mon", "Tue"], "late": [3, 2], "rain": ["no", "yes"]})
    >>> numbers_behind(bars(data, "late", "day", title="Late", unit="vehicles"))
       day  late
    0  Mon     3
    1  Tue     2
    """
    return getattr(figure, "numbers", None)


def with_numbers(figure: "Figure", data: pd.DataFrame, columns: Iterable[str | None], caption: str) -> "Figure":
    """Give a figure what stands below it: a sentence on what to see, and the numbers."""
    figure.numbers = data[[name for name in columns if name in data]]  # type: ignore[attr-defined]
    figure.caption = caption  # type: ignore[attr-defined]
    return figure


def _period(text: Any) -> Any:
    """The year, quarter, month or day that a text is, or None."""
    shape = re.fullmatch(r"\d{4}(?P<Q>Q[1-4])?(?P<M>-[01]\d(?P<D>-[0-3]\d)?)?", str(text))
    try:
        found = shape and pd.Period(str(text), next((unit for unit in "DMQ" if shape[unit]), "Y"))
    except ValueError:
        found = None
    return found or None


def _steps(own: Any, all_periods: list[Any]) -> Any:
    """Every period from the first to the last, so that a line breaks where one is missing; of days, which may be the
    Mondays of weeks, every seventh or every one."""
    days = {(period - min(all_periods)).n for period in all_periods}
    weeks = own[0].freqstr == "D" and all(number % 7 == 0 for number in days)
    return pd.period_range(own[0], own[-1], freq=own[0].freqstr)[:: 7 if weeks else 1]


def _axes(base: float, row: float = 0, lines: Sequence[Any] = ()) -> tuple["Figure", "Axes"]:
    """A figure with a row for each of `lines`, high enough for the longest name."""
    from matplotlib.figure import Figure

    longest = max((row_name(name).count("\n") + 1 for name in _names(lines)), default=1)
    height = base + max(row, longest * LINE + 0.06) * len(lines)
    figure = Figure(figsize=(WIDTH, min(height, TALLEST)), layout="constrained")
    return figure, figure.subplots()


def _rows(axes: Any, lines: Sequence[Any], title: str, unit: str) -> None:
    axes.set_yticks(range(len(lines)), [row_name(line) for line in _names(lines)], parse_math=False)
    axes.set_ylim(len(lines) - 0.4, -0.6)  # first line on top
    _label(axes.set_xlabel, unit)
    _frame(axes, title, "x")


def row_name(name: Any) -> str:
    return "\n".join(wrap(as_label(name), ROW)) or " "


def _names(names: Sequence[Any]) -> list[Any]:
    """Labels by their titles; everything else as it is."""
    return [readable(name) for name in names] if are_labels(names) else list(names)


def _look(number: int, series: Sequence[Any]) -> tuple[str, int]:
    """The colour of a series and the number of its marker, hatch or stroke: those of its label, else by its place."""
    if are_labels(series) and len({(look(name).colour, look(name).line) for name in series}) == len(series):
        own = look(series[number])
        return own.colour, LINES.index(own.line)
    return PALETTE[number % len(PALETTE)], number


def _lines(text: str, letters: int = ACROSS) -> str:
    """Lines as they are, long ones broken, without characters of which no font has a picture."""
    return "\n".join("\n".join(wrap(as_label(line, 10_000), letters)) for line in text.split("\n"))


def _label(put: Any, text: str) -> None:
    """The name of an axis."""
    put(_lines(text, ACROSS - 6), parse_math=False, fontsize=SIZE)


def put_title(figure: "Figure", title: str) -> None:
    """A title over all of `figure`, broken into lines, for which there is room; matplotlib looks for formulas in titles
    whatever it is told."""
    lines = _lines(title)
    figure.suptitle(lines.replace("$", r"\$"), x=0.01, ha="left", fontsize=SIZE)
    taller(figure, (lines.count("\n") + 1) * LINE)


def taller(figure: "Figure", inches: float) -> None:
    """More room for what stands above or below of the axes."""
    figure.set_figheight(figure.get_figheight() + inches)


def _frame(axes: Any, title: str, grid: str) -> None:
    put_title(axes.figure, title)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=SIZE)
    axes.grid(axis=grid, alpha=0.3)


def _offset(number: int, series: int) -> float:
    return 0.0 if series == 1 else 0.6 * (number / (series - 1) - 0.5)


def _legend(figure: "Figure", drawn: Sequence[Any], series: Sequence[Any]) -> None:
    """Below of all, in as many columns as there is room for. The names are written afterwards, since matplotlib leaves
    out what begins with an underscore."""
    names = [as_label(name, LEGEND) for name in _names(series)]
    columns = max(1, min(len(names), ACROSS // (max(map(len, names)) + 5)))
    numbers = [str(number) for number in range(len(drawn))]
    legend = figure.legend(drawn, numbers, loc="outside lower left", ncols=columns, frameon=False, fontsize=SIZE)
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set(text=name, parse_math=False)
    taller(figure, ceil(len(names) / columns) * (LINE + 0.05) + 0.1)
