"""How sure: intervals of means and of shares."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloupe.intervals import bootstrap_weights, mean_difference, mean_interval, mean_intervals, wilson


def test_the_mean_lies_inside_its_interval_and_comes_out_the_same_every_time():
    values = [3, 9, 14, 20, 41]
    mean, low, high = mean_interval(values)
    assert mean == np.mean(values) and min(values) <= low < mean < high <= max(values)
    assert mean_interval(values) == (mean, low, high) != mean_interval(values, seed=2)


def test_the_interval_has_the_width_that_theory_gives_for_many_values():
    values = np.random.default_rng(5).normal(20, 8, size=400)
    _, low, high = mean_interval(values)
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.05)


def test_no_value_has_no_mean_and_one_value_has_no_spread():
    assert all(map(math.isnan, mean_interval([])))
    assert mean_interval([7]) == (7, 7, 7)


def test_two_means_may_differ_although_their_intervals_overlap():
    drawn = np.random.default_rng(3)
    first, second = drawn.normal(20, 8, size=400), drawn.normal(18.4, 8, size=400)
    difference, low, high = mean_difference(first, second)
    assert difference == pytest.approx(first.mean() - second.mean()) and 0 < low < difference < high
    assert high - low == pytest.approx(2 * 1.96 * np.hypot(first.std(), second.std()) / 20, rel=0.06)
    assert mean_interval(first)[1] < mean_interval(second)[2], "the two intervals overlap"


def test_a_difference_is_that_of_the_means_turned_round_when_its_sides_are_exchanged():
    first, second = [3, 9, 14, 20, 41], [5, 6, 6]
    assert mean_difference(first, second)[0] == -mean_difference(second, first)[0]
    assert mean_difference([4], [1]) == (3, 3, 3)
    assert all(map(math.isnan, mean_difference([], second)))


def test_means_of_groups_keep_their_counts():
    table = mean_intervals({"p": [1, 2, 6], "q": [4]})
    assert table.iloc[0].tolist() == ["p", 3, *mean_interval([1, 2, 6])]
    assert table.iloc[1].tolist() == ["q", 1, 4, 4, 4]


@pytest.mark.parametrize(("count", "n", "expected"), [(0, 0, (0, 1)), (0, 10, (0, 0.2775)), (5, 10, (0.2366, 0.7634))])
def test_wilson_interval(count, n, expected):
    assert wilson(count, n) == pytest.approx(expected, abs=1e-4)


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_of_a_share_holds_it_and_is_the_mirror_of_that_of_the_rest(count, more):
    n = max(count, more)
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1
    assert wilson(n - count, n) == pytest.approx((1 - high, 1 - low))


@given(st.integers(1, 30), st.integers(1, 50), st.integers(0, 9))
def test_each_bootstrap_sample_is_as_large_as_what_it_is_drawn_from(size, draws, seed):
    weights = bootstrap_weights(size, draws, seed)
    assert weights.shape == (draws, size) and (weights.sum(axis=1) == size).all() and weights.min() >= 0
    assert (weights == bootstrap_weights(size, draws, seed)).all()
