"""Other definitions: every combination once, one change at a time, and what survives."""

from inspect import Parameter, Signature

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloupe.show import multiverse, one_change, specification_curve, survival

CHOICES = {"coder": ["program", "reader"], "threshold": [".5", ".4", ".6"], "residue": ["out", "in"]}


def present(coder, threshold):
    return float("nan") if coder == "reader" and threshold != ".5" else 10 * float(threshold) + (coder == "reader")


def length(residue):
    return {"out": 90, "in": 100}[residue]


def taking(names: list[str]):
    """A function whose parameters have these names."""

    def one(**options):
        return len(options)

    one.__signature__ = Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in names])
    return one


@pytest.fixture
def table() -> pd.DataFrame:
    return multiverse({"present": present, "length": length}, CHOICES)


def test_a_finding_is_repeated_for_its_own_choices_only(table):
    assert table.columns.tolist() == ["finding", *CHOICES, "value", "changes"]
    assert table["finding"].value_counts().to_dict() == {"present": 6, "length": 2}
    assert set(table.loc[table["finding"] == "length", "coder"]) == {""}
    assert table.loc[table["changes"] == 0, "value"].tolist() == [5.0, 90.0]
    row = table.query("coder == 'reader' and threshold == '.5'").iloc[0]
    assert (row["value"], row["changes"]) == (6.0, 1)


def test_one_change_shows_each_option_alone(table):
    view = one_change(table)
    assert view.index.tolist() == [
        "as published", "coder: reader", "threshold: .4", "threshold: .6", "residue: in",
    ]  # fmt: skip
    assert view["present"].fillna(-1).tolist() == [5, 6, 4, 6, -1]
    assert view["length"].fillna(-1).tolist() == [90, -1, -1, -1, 100]


def test_survival_counts_the_analyses_that_could_be_asked(table):
    result = survival(table, {"present": lambda n: n < 6, "length": lambda n: n >= 90}).set_index("finding")
    assert result.loc["present", ["published", "lowest", "highest", "analyses", "true"]].tolist() == [5, 4, 6, 4, 2]
    assert result["survives"].tolist() == [False, True]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_all_combinations_once(sizes):
    choices = {f"c{number}": [f"o{option}" for option in range(size)] for number, size in enumerate(sizes)}
    table = multiverse({"one": taking(list(choices))}, choices)
    assert len(table) == np.prod(sizes) == len(table[list(choices)].drop_duplicates())
    assert (table["changes"] == 0).sum() == 1
    assert len(one_change(table)) == 1 + sum(size - 1 for size in sizes)


@pytest.mark.parametrize(
    "choices, message",
    [
        ({"coder": []}, "no options"),
        ({"value": ["a"]}, "name of a column"),
        ({"coder": ["program"]}, "depends on 'threshold'"),
    ],
)
def test_choices_that_cannot_be_used_are_named(choices, message):
    with pytest.raises(ValueError, match=message):
        multiverse({"present": present}, choices)


def test_a_claim_needs_a_finding_with_values(table):
    with pytest.raises(KeyError, match="no value of a finding 'absent'"):
        survival(table, {"absent": bool})
    with pytest.raises(KeyError):
        survival(table.assign(value=np.nan), {"present": bool})


def test_the_curve_rises_and_names_the_options_that_were_taken(table):
    figure = specification_curve(table, "present", title="Present", unit="points", limit=6)
    curve, options = figure.axes
    values = curve.lines[0].get_ydata()
    assert list(values) == sorted(values) and len(values) == 4  # those that could not be asked are left out
    assert list(curve.lines[1].get_ydata()) == [5.0]
    names = [label.get_text() for label in options.get_yticklabels()]
    assert names == ["coder: program", "coder: reader", "threshold: .5", "threshold: .4", "threshold: .6"]
    assert sum(len(line.get_xdata()) for line in options.lines) == 2 * len(values)
