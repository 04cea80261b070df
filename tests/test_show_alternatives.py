"""What figures say of themselves, for those who do not see them."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

import newsloupe as nl
from newsloupe import show

RATES = pd.DataFrame({"text": ["a", "b", "a", "b"], "label": ["hedge", "hedge", "booster", "booster"],
                      "rate": [4.0, 7.5, 1200.0, float("nan")], "low": [2, 5, 900, 0],
                      "high": [6, 10, 1500, 0]})  # fmt: skip


def test_it_names_title_kind_unit_and_where_each_series_is_lowest_and_highest():
    said = show.dots(RATES, "rate", "text", "label", title="Hedges.", unit="per 1,000 words").get_label()
    series = "Hedge: from 4 (a) to 7.5 (b); Booster: 1,200 (a)"
    assert said == f"Hedges. Dots with intervals, per 1,000 words: {series}."
    bars = show.bars(RATES.head(2), "rate", "text", title="Hedges?", unit="words").get_label()
    assert bars == "Hedges? Bars, words: from 4 (a) to 7.5 (b)."


def test_ticks_are_counted_and_curves_have_two_ends():
    ticks = show.strip(RATES, "low", "text", title="Where", unit="place").get_label()
    assert ticks == "Where. Ticks, place: a 2; b 2."
    curve = show.curves(RATES.head(2), "low", "rate", "label", title="Falls", units=("words", "TTR")).get_label()
    assert curve == "Falls. Curves, TTR over words: Hedge from 4 to 7.5."


def test_a_specification_curve_says_how_far_its_values_reach_and_where_the_claim_ends():
    table = show.multiverse({"late": lambda limit: {"5": 12, "3": 20}[limit]}, {"limit": ["5", "3"]})
    said = show.specification_curve(table, "late", title="Late", unit="buses", limit=15).get_label()
    assert said == (
        "Late. 2 analyses and below each its options: buses from 12 to 20; as published 12; limit of the claim 15."
    )


def test_of_many_series_the_first_are_told_and_the_others_counted():
    figure = Figure()
    show.describe(figure, "Bars", "Buses", "minutes", [f"line {number}" for number in range(30)])
    assert figure.get_label().endswith("line 11; and 18 more.")


def test_it_is_the_text_alternative_unless_another_is_given(capsys):
    nl.show_figure(show.dots(RATES, "rate", "text", title="Rates", unit="per 1,000 words"))
    with pytest.raises(ValueError, match="full sentence"):
        nl.show_figure(Figure())
