"""Simulated coders: the same every time, valid, and wrong in the ways and about as often as asked."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import agreement, simulated_coders
from newsloupe.corpus import seeds_path


@pytest.fixture(scope="module")
def reference(corpus):
    return nl.load_spans(seeds_path() / "reference" / "attribution.csv", corpus)


def test_they_are_valid_named_and_the_same_every_time(corpus, reference):
    once, again = simulated_coders(reference, corpus), simulated_coders(reference, corpus)
    assert [set(table["coder"]) for table in once] == [{"simulated 1"}, {"simulated 2"}, {"simulated 3"}]
    for one, two in zip(once, again, strict=True):
        nl.check(one, corpus)
        pd.testing.assert_frame_equal(one, two)
    assert not once[0].drop(columns="coder").equals(once[1].drop(columns="coder"))
    other = simulated_coders(reference, corpus, seed=2)
    assert not once[0].equals(other[0])


def test_without_errors_they_are_the_reference(corpus, reference):
    (table,) = simulated_coders(reference, corpus, n=1, miss=0, recode=0, shift=0, invent=0)
    assert agreement(reference, table, match="exact").iloc[-1]["f1"] == 1
    assert set(table["rule"]) == {"as_in_reference"} and set(table["note"]) == {""}


@pytest.mark.parametrize(
    ("error", "rule"), [({"recode": 1}, "recoded"), ({"shift": 1}, "moved"), ({"invent": 1}, "invented")]
)
def test_each_kind_of_error_can_be_had_alone(corpus, reference, error, rule):
    rates = {"miss": 0, "recode": 0, "shift": 0, "invent": 0} | error
    (table,) = simulated_coders(reference, corpus, n=1, **rates)
    assert (table["rule"] == rule).sum() == len(reference)
    assert len(table) == len(reference) * (2 if rule == "invented" else 1)
    if rule == "moved":
        changed = agreement(reference, table, match="exact").iloc[-1]["f1"]
        assert changed < 0.5 < agreement(reference, table).iloc[-1]["f1"]


def test_who_misses_everything_has_an_empty_table(corpus, reference):
    (table,) = simulated_coders(reference, corpus, n=1, miss=1, invent=0)
    assert table.empty and set(reference.columns) <= set(table.columns)


def test_rates_are_about_what_was_asked(corpus, reference):
    tables = simulated_coders(reference, corpus, n=5, miss=0.3, recode=0, shift=0, invent=0)
    kept = sum(len(table) for table in tables) / (5 * len(reference))
    assert 0.65 < kept < 0.75
