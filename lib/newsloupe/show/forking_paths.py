"""Other definitions: a finding repeated under every combination of the choices on which it depends.

A *multiverse* is the set of analyses that one could have defended, all of them carried out (Steegen et al. 2016); a
*specification curve* is its picture (Simonsohn, Simmons & Nelson 2020). Here a finding is a function that returns one
number. The names of its parameters say which choices it depends on, so that no analysis is counted twice for a choice
that does not touch it.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from itertools import product
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from newsloupe.show.captions import of_analyses
from newsloupe.show.labels import PALETTE
from newsloupe.show.plots import LINE, SIZE, WIDTH, put_title, row_name, taller, with_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BESIDE = 24  # letters of a line in the name of the axis of values
_RESULT = ["finding", "value", "changes"]


def multiverse(findings: Mapping[str, Callable[..., float]], choices: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Every finding under every combination of its choices; the first option of each choice is the published one.

    Returns a row for each finding and combination: ``finding`` (str), a column for each of the `choices` with the
    option taken (str; ``""`` where the finding does not depend on the choice), ``value`` (float; NaN where the
    finding cannot be asked in this way) and ``changes`` (int), the number of options that are not the published ones.

    Raises ValueError for a choice without options, one with the name of a column, and a parameter that is no choice.

    >>> articles = {"a": 2, "b": 3, "c": 7}
    >>> def mean(without): return sum(n for name, n in articles.items() if name != without) / (3 - (without != "none"))
    >>> multiverse({"mean": mean}, {"without": ["none", "a", "b", "c"]})["value"].tolist()
    [4.0, 5.0, 4.5, 2.5]
    """
    for choice, options in choices.items():
        if not len(options) or choice in _RESULT:
            reason = "is the name of a column of the result" if choice in _RESULT else "has no options"
            raise ValueError(f"the choice {choice!r} {reason}")
    rows: list[dict[str, Any]] = []
    for name, finding in findings.items():
        own = list(signature(finding).parameters)
        if strange := [parameter for parameter in own if parameter not in choices]:
            raise ValueError(f"{name!r} depends on {strange[0]!r}, which is none of the choices: {', '.join(choices)}")
        for options in product(*(choices[choice] for choice in own)):
            taken = dict(zip(own, options, strict=True))
            changes = sum(option != choices[choice][0] for choice, option in taken.items())
            value = float(finding(**taken))
            rows.append({"finding": name, **dict.fromkeys(choices, ""), **taken, "value": value, "changes": changes})
    return pd.DataFrame(rows, columns=["finding", *choices, "value", "changes"])


def one_change(table: pd.DataFrame) -> pd.DataFrame:
    """The part of a multiverse that can be read: one choice changed at a time.

    A row for each changed option (``choice: option``), first ``as published``; a column for each finding; NaN where
    the finding does not depend on the choice or cannot be asked.

    >>> def late(limit, days): return {"5 min": 12, "3 min": 20}[limit] - (days == "weekdays")
    >>> table = multiverse({"late": late}, {"limit": ["5 min", "3 min"], "days": ["all", "weekdays"]})
    >>> one_change(table)["late"].to_dict()
    {'as published': 12.0, 'limit: 3 min': 20.0, 'days: weekdays': 11.0}
    """
    few = table[table["changes"] < 2]
    published = few[few["changes"] == 0].set_index("finding")
    rows = {"as published": published["value"]}
    for choice in _choices(table):
        usual = few["finding"].map(published[choice])
        for option, changed in few[few[choice] != usual].groupby(choice, sort=False):
            rows[f"{choice}: {option}"] = changed.set_index("finding")["value"]
    return pd.DataFrame(rows).T.reindex(columns=published.index).rename_axis(index="change", columns=None)


def survival(table: pd.DataFrame, claims: Mapping[str, Callable[[float], bool]]) -> pd.DataFrame:
    """In how many analyses the claim made of each finding is true.

    Returns a row for each of the `claims` (the keys are findings): ``finding``, ``published``, ``lowest``,
    ``highest`` (float), ``analyses`` (int; those in which it could be asked), ``true`` (int) and ``survives`` (bool;
    true in all of them). Raises KeyError for a claim about a finding that is not in `table`.

    >>> def late(limit, days): return {"5 min": 12, "3 min": 20}[limit] - (days == "weekdays")
    >>> table = multiverse({"late": late}, {"limit": ["5 min", "3 min"], "days": ["all", "weekdays"]})
    >>> survival(table, {"late": lambda buses: buses > 11})[["published", "lowest", "analyses", "true", "survives"]]
       published  lowest  analyses  true  survives
    0       12.0    11.0         4     3     False
    """
    rows = []
    for name, claim in claims.items():
        own = table[table["finding"] == name].dropna(subset="value")
        if own.empty:
            raise KeyError(f"there is no value of a finding {name!r}")
        values, true = own["value"], sum(bool(claim(value)) for value in own["value"])
        published = own.loc[own["changes"] == 0, "value"]
        rows.append((name, published.squeeze(), values.min(), values.max(), len(own), true, true == len(own)))
    columns = ["finding", "published", "lowest", "highest", "analyses", "true", "survives"]
    return pd.DataFrame(rows, columns=columns)


def specification_curve(
    table: pd.DataFrame, finding: str, *, title: str, unit: str, limit: float | None = None
) -> "Figure":
    """The values of one finding from lowest to highest, and below each the options that led to it.

    The published analysis has a diamond. `unit` labels the value axis; `limit` draws the value at which the claim
    becomes false.

    Returns a matplotlib Figure.

    >>> def late(limit): return {"5 min": 12, "3 min": 20}[limit]
    >>> table = multiverse({"late": late}, {"limit": ["5 min", "3 min"]})
    >>> figure = specification_curve(table, "late", title="Late buses", unit="buses", limit=11)
    >>> [label.get_text() for label in figure.axes[1].get_yticklabels()]
    ['limit: 5 min', 'limit: 3 min']
    """
    from matplotlib.figure import Figure

    own = table[table["finding"] == finding].dropna(subset="value").sort_values("value", kind="stable")
    rows = [(choice, option) for choice in _choices(table) for option in dict.fromkeys(table[choice])]
    rows = [(choice, option) for choice, option in rows if option and (own[choice] == option).any()]
    named = [row_name(f"{choice}: {option}") for choice, option in rows]
    below = max(max((name.count("\n") + 1 for name in named), default=1) * (LINE + 0.02) * len(rows), 0.5)
    figure = Figure(figsize=(WIDTH, 2.6 + below), layout="constrained")
    curve, options = figure.subplots(2, sharex=True, height_ratios=[2, below])
    places = np.arange(len(own))
    published = (own["changes"] == 0).to_numpy()
    told = [f"{unit} from {own['value'].min():.3g} to {own['value'].max():.3g}"]
    told += [f"as published {value:.3g}" for value in own["value"][published]]
    told += [] if limit is None else [f"limit of the claim {limit:.3g}"]
    figure.set_label(f"{title}. {len(own)} analyses and below each its options: {'; '.join(told)}.")
    curve.plot(places, own["value"], ".", color=PALETTE[0], markersize=4)
    curve.plot(places[published], own["value"][published], "D", color=PALETTE[4], label="as published")
    if limit is not None:
        curve.axhline(limit, color="0.4", linestyle="--", linewidth=1, label="limit of the claim")
    curve.set_ylabel("\n".join(wrap(unit, BESIDE)), parse_math=False, fontsize=SIZE)
    figure.legend(loc="outside lower left", ncols=2, frameon=False, fontsize=SIZE)
    taller(figure, 2 * LINE)
    put_title(figure, title)
    _options(options, own, rows, named)
    for axes in (curve, options):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=SIZE)
    return with_numbers(figure, own, [*_choices(own), "value"], of_analyses(own, _choices(own), limit))


def _options(axes: "Axes", own: pd.DataFrame, rows: list[tuple[str, str]], named: list[str]) -> None:
    """The lower part of the curve: a line for each option, with a tick wherever it was taken."""
    for number, (choice, option) in enumerate(rows):
        taken = np.flatnonzero(own[choice] == option)
        axes.plot(taken, np.full(len(taken), number), "|", color=PALETTE[0], markersize=7)
    axes.set_yticks(range(len(rows)), named, parse_math=False)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel("analyses, from the lowest\nvalue to the highest", fontsize=SIZE)


def _choices(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns if name not in _RESULT]
