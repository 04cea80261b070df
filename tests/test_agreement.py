"""Coder against coder: spans that match, coefficients, intervals, and the list of disagreements."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.agreement import agreement, disagreements
from newsloupe.agreement.passages import spans_in_passages
from newsloupe.spans import COLUMNS
from support import examples

TEXT = "One two three four. Five six seven eight. Nine ten eleven twelve. " * 2
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": TEXT[::-1], "c": "Nothing is marked here. Or is it?"})


def coding(*rows, coder="one"):
    frame = pd.DataFrame(rows, columns=["article", "start", "end", "label"]).astype({"start": int, "end": int})
    text = [CORPUS[article].text[start:end] for article, start, end, _ in rows]
    return frame.assign(text=text, layer="rhetoric", group="", rule="", coder=coder)[COLUMNS]


ONE = coding(("a", 0, 5, "hedge"), ("a", 10, 20, "hedge"), ("a", 30, 35, "booster"), ("b", 0, 5, "hedge"))
TWO = coding(("a", 0, 5, "hedge"), ("a", 12, 25, "hedge"), ("a", 30, 35, "hedge"), ("c", 0, 5, "simile"), coder="two")
THREE = coding(("a", 1, 5, "hedge"), ("a", 30, 35, "booster"), coder="three")
EMPTY = coding(coder="nobody")

# Many codings here lack articles, on purpose; test_agreement_reading.py has what is said of them.
pytestmark = pytest.mark.filterwarnings("ignore::newsloupe.agreement.ReadingWarning")

SPANS = st.tuples(st.sampled_from("ab"), st.integers(0, 60), st.integers(1, 30), st.sampled_from(["hedge", "booster"]))
CODINGS = st.lists(SPANS, max_size=8).map(
    lambda rows: coding(*((a, s, s + length, code) for a, s, length, code in rows))
)


def passages(*codings, match="overlap"):
    """The spans that belong together, as sets of (coder, row)."""
    spans = spans_in_passages(codings, match)
    return {frozenset(zip(rows["coder"], rows["row"], strict=True)) for _, rows in spans.groupby("passage")}


# ---------------------------------------------------------------- spans that match


def test_agreement_counts_matches_by_label():
    table = agreement(ONE, TWO).set_index("label")
    assert table.loc["hedge", ["reference", "other", "matched"]].tolist() == [3, 3, 2]
    assert table.loc["booster", ["reference", "other", "matched"]].tolist() == [1, 0, 0]
    assert table.loc["all", ["reference", "other", "matched"]].tolist() == [4, 4, 2]
    assert table.loc["hedge", "f1"] == pytest.approx(2 / 3)
    assert pd.isna(table.loc["booster", "precision"]) and table.loc["booster", "recall"] == 0
    assert pd.isna(table.loc["simile", "recall"]) and table.loc["simile", "f1"] == 0
    assert table.index[-1] == "all"


def test_exact_matching_wants_both_ends():
    assert agreement(ONE, TWO, match="exact").set_index("label").loc["hedge", "matched"] == 1


def test_swapping_the_coders_swaps_precision_and_recall():
    there, back = agreement(ONE, TWO).set_index("label"), agreement(TWO, ONE).set_index("label")
    pd.testing.assert_series_equal(there["precision"], back["recall"], check_names=False)
    pd.testing.assert_series_equal(there["f1"], back["f1"])


def test_matching_is_one_to_one_and_takes_the_closest():
    one = coding(("a", 0, 10, "hedge"))
    two = coding(("a", 0, 3, "hedge"), ("a", 1, 10, "hedge"))
    assert passages(one, two) == {frozenset({(0, 0), (1, 1)}), frozenset({(1, 0)})}


def test_a_passage_holds_one_span_of_each_coder():
    wide = coding(("a", 0, 20, "hedge"))
    parts = coding(("a", 0, 9, "hedge"), ("a", 10, 20, "hedge"))
    assert passages(wide, parts, wide) == {frozenset({(0, 0), (1, 1), (2, 0)}), frozenset({(1, 0)})}


def test_a_span_marked_twice_matches_once():
    twice = pd.concat([ONE, ONE.head(1)])  # also a repeated index
    assert agreement(ONE, twice).set_index("label").loc["all", ["reference", "other", "matched"]].tolist() == [4, 5, 4]


def test_three_coders_are_compared_pair_by_pair():
    table = agreement(ONE, TWO, THREE).set_index("label")
    pairs = [agreement(*pair).set_index("label") for pair in [(ONE, TWO), (ONE, THREE), (TWO, THREE)]]
    assert table.loc["all", "matched"] == sum(pair.loc["all", "matched"] for pair in pairs) == 5
    assert table.loc["all", "spans"] == 10
    assert table.loc["all", "f1"] == pytest.approx(2 * 5 / (2 * 10))
    assert table.columns.tolist() == ["spans", "matched", "f1"]


def test_nothing_to_compare():
    assert agreement(EMPTY, EMPTY)["f1"].isna().all() and not len(disagreements(EMPTY, EMPTY))
    assert len(disagreements(ONE, EMPTY)) == len(ONE)
    table = agreement(EMPTY, EMPTY, corpus=CORPUS)
    assert table["label"].tolist() == ["all"] and table.loc[0, "precision":"u_alpha_high"].isna().all()


@pytest.mark.parametrize("texts", [{}, {"a": " \n "}])
def test_a_corpus_without_a_sentence(texts):
    blank = coding(("a", 0, 2, "hedge"))
    table = agreement(blank, blank, corpus=nl.Corpus.from_texts(texts))
    assert table["label"].iloc[-1] == "all" and table[["alpha", "kappa", "u_alpha", "f1_low"]].isna().all(axis=None)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="overlap, exact"):
        agreement(ONE, TWO, match="fuzzy")
    with pytest.raises(ValueError, match="at least two"):
        agreement(ONE)
    with pytest.raises(ValueError, match="at least two"):
        disagreements(ONE)


# ---------------------------------------------------------------- with the text


def test_the_text_adds_coefficients_with_intervals_and_changes_nothing_else():
    plain, full = agreement(ONE, TWO), agreement(ONE, TWO, corpus=CORPUS)
    pd.testing.assert_frame_equal(full[plain.columns], plain)
    assert full.columns.tolist()[len(plain.columns) :] == [
        "f1_low", "f1_high", "kappa", "alpha", "alpha_low", "alpha_high", "u_alpha", "u_alpha_low", "u_alpha_high",
        "units",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(full, agreement(ONE, TWO, corpus=CORPUS))
    assert "kappa" not in agreement(ONE, TWO, THREE, corpus=CORPUS)


def test_only_articles_of_the_corpus_count():
    table = agreement(ONE, TWO, corpus=CORPUS.select(["a"])).set_index("label")
    assert table.loc["all", ["reference", "other", "matched"]].tolist() == [3, 3, 2]
    assert "simile" not in table.index


def test_coders_with_no_article_in_common_do_not_agree():
    row = agreement(coding(("a", 0, 5, "hedge")), coding(("b", 0, 5, "hedge")), corpus=CORPUS).iloc[-1]
    assert row["f1"] == 0 and row["alpha"] <= 0 and row["kappa"] <= 0 and row["u_alpha"] <= 0


def test_one_coder_has_nothing():
    row = agreement(ONE, EMPTY, corpus=CORPUS).iloc[-1]
    assert np.isnan(row["precision"]) and row["recall"] == row["f1"] == 0
    assert row["alpha"] <= 0 and row["u_alpha"] <= 0 and row["kappa"] == 0


def test_a_code_in_every_sentence_says_nothing_about_reliability():
    everywhere = coding(("a", 0, len(TEXT), "hedge"))
    row = agreement(everywhere, everywhere, corpus=CORPUS.select(["a"])).iloc[-1]
    assert row["f1"] == row["f1_low"] == 1
    assert row[["kappa", "alpha", "alpha_low", "alpha_high", "u_alpha", "u_alpha_low"]].isna().all()


def test_a_label_may_be_named_all():
    table = agreement(coding(("a", 0, 5, "all")), EMPTY, corpus=CORPUS)
    assert table["label"].tolist() == ["all", "all"]


@examples(15)
@given(st.lists(CODINGS, min_size=2, max_size=3))
def test_intervals_contain_their_estimates(codings):
    table = agreement(*codings, corpus=CORPUS, draws=50)
    for name in ("f1", "alpha", "u_alpha"):
        known = table[table[name].notna()]
        assert (known[f"{name}_low"] <= known[name]).all() and (known[name] <= known[f"{name}_high"]).all()
        assert table.loc[table[name].isna(), [f"{name}_low", f"{name}_high"]].isna().all(axis=None)
        assert (known[name] <= 1 + 1e-9).all() and (known[f"{name}_high"] <= 1 + 1e-9).all()


@examples(15)
@given(CODINGS, CODINGS, st.integers(0, 99))
def test_the_order_of_coders_and_rows_does_not_matter(one, two, seed):
    scores = ["f1", "f1_low", "f1_high", "kappa", "alpha", "alpha_low", "alpha_high", "u_alpha", "u_alpha_low"]
    there = agreement(one, two, corpus=CORPUS, draws=50)
    back = agreement(two.sample(frac=1, random_state=seed), one, corpus=CORPUS, draws=50)
    pd.testing.assert_frame_equal(there[["label", "matched", *scores]], back[["label", "matched", *scores]])


@examples(15)
@given(CODINGS)
def test_everybody_agrees_with_himself(one):
    table = agreement(one, one, one, corpus=CORPUS, draws=20)
    assert (table["f1"].dropna() == 1).all() and table["f1"].notna().all() == (len(one) > 0)
    assert np.allclose(table[["alpha", "u_alpha", "alpha_low", "u_alpha_low"]].stack().dropna(), 1)
    assert disagreements(one, one, one, match="exact").empty


# ---------------------------------------------------------------- disagreements


def test_disagreements_list_what_only_one_marked_the_longest_first():
    found = disagreements(ONE, TWO)[["article", "start", "label", "coder", "missed_by", "instead", "only"]]
    assert found.values.tolist() == [
        ["a", 30, "booster", "one", "two", "hedge", "reference"],
        ["a", 30, "hedge", "two", "one", "booster", "other"],
        ["b", 0, "hedge", "one", "two", "", "reference"],
        ["c", 0, "simile", "two", "one", "", "other"],
    ]
    longer = pd.concat([TWO, coding(("c", 8, 17, "simile"), coder="two")])
    assert disagreements(ONE, longer)["start"].tolist()[0] == 8


def test_disagreements_of_three_name_who_marked_and_how_bad_it_is():
    found = disagreements(ONE, TWO, THREE)
    assert "only" not in found
    row = found[(found["start"] == 30) & (found["label"] == "booster")].iloc[0]
    assert (row["coder"], row["missed_by"], row["instead"]) == ("one, three", "two", "hedge")
    assert row["disagreement"] == pytest.approx(2 / 3)  # two of the three pairs do not share a character
    half = found[(found["start"] == 12) | (found["start"] == 10)].iloc[0]
    assert half["disagreement"] == pytest.approx(1 - (8 / 15) / 3)  # 8 of 15 characters in one pair, none in two
    assert found["disagreement"].is_monotonic_decreasing and found["disagreement"].iloc[0] == half["disagreement"]


def test_ends_that_differ_are_a_disagreement_only_when_matching_is_exact():
    one, two = coding(("a", 0, 9, "hedge")), coding(("a", 0, 7, "hedge"), coder="two")
    assert disagreements(one, two).empty
    assert disagreements(one, two, match="exact")["only"].tolist() == ["reference", "other"]


def test_each_disagreement_opens_its_passage():
    found = disagreements(ONE, TWO, THREE)
    nl.check(found, CORPUS)
    assert nl.context(found, CORPUS)["text"].tolist() == found["text"].tolist()
    assert "booster" in nl.highlight(CORPUS["a"], found).data


def test_codings_that_name_no_coder_or_the_same_are_numbered():
    found = disagreements(ONE, ONE.head(1))
    assert set(found["coder"]) == {"one 1"} and set(found["missed_by"]) == {"one 2"}
    assert set(disagreements(ONE, EMPTY)["missed_by"]) == {"coder 2"}
