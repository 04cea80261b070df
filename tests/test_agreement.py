"""Coder against coder."""

import pandas as pd
import pytest

from newsloupe.agreement import agreement, disagreements, matched
from newsloupe.spans import COLUMNS


def coding(*rows, coder="one"):
    frame = pd.DataFrame(rows, columns=["article", "start", "end", "label"])
    return frame.assign(text="", layer="rhetoric", group="", rule="", coder=coder)[COLUMNS]


ONE = coding(("a", 0, 5, "hedge"), ("a", 10, 20, "hedge"), ("a", 30, 35, "booster"), ("b", 0, 5, "hedge"))
TWO = coding(("a", 0, 5, "hedge"), ("a", 12, 25, "hedge"), ("a", 30, 35, "hedge"), ("c", 0, 5, "simile"), coder="two")


def test_agreement_counts_matches_by_label():
    table = agreement(ONE, TWO).set_index("label")
    assert table.loc["hedge", ["reference", "other", "matched"]].tolist() == [3, 3, 2]
    assert table.loc["booster", ["reference", "other", "matched"]].tolist() == [1, 0, 0]
    assert table.loc["all", ["reference", "other", "matched"]].tolist() == [4, 4, 2]
    assert table.loc["hedge", "f1"] == pytest.approx(2 / 3)
    assert pd.isna(table.loc["booster", "precision"]) and table.loc["booster", "recall"] == 0
    assert pd.isna(table.loc["simile", "recall"]) and table.loc["simile", "f1"] == 0


def test_exact_matching_wants_both_ends():
    assert agreement(ONE, TWO, match="exact").set_index("label").loc["hedge", "matched"] == 1


def test_swapping_the_coders_swaps_precision_and_recall():
    there, back = agreement(ONE, TWO).set_index("label"), agreement(TWO, ONE).set_index("label")
    pd.testing.assert_series_equal(there["precision"], back["recall"], check_names=False)
    pd.testing.assert_series_equal(there["f1"], back["f1"])


def test_matching_is_one_to_one_and_takes_the_closest():
    one = coding(("a", 0, 10, "hedge"))
    two = coding(("a", 0, 3, "hedge"), ("a", 1, 10, "hedge"))
    assert matched(one, two) == [(0, 1)]


def test_disagreements_list_what_only_one_marked():
    found = disagreements(ONE, TWO)[["article", "start", "label", "only"]].values.tolist()
    assert found == [
        ["a", 30, "booster", "reference"],
        ["a", 30, "hedge", "other"],
        ["b", 0, "hedge", "reference"],
        ["c", 0, "simile", "other"],
    ]


def test_nothing_to_compare():
    empty = coding()
    assert agreement(empty, empty)["f1"].isna().all() and not len(disagreements(empty, empty))
    assert len(disagreements(ONE, empty)) == len(ONE)


def test_an_unknown_way_of_matching_is_refused():
    with pytest.raises(ValueError, match="overlap, exact"):
        agreement(ONE, TWO, match="fuzzy")
