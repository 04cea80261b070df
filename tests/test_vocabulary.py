"""Comparison of vocabularies, collocations and dispersion: worked examples, published ones, and properties."""

import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloupe.vocabulary import (
    MEASURES,
    collocations,
    contingency,
    dispersion_scores,
    expected_dp,
    frequencies,
    keyness,
    keyness_against_rest,
    normalise,
    weighted_log_odds,
)

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 40), min_size=1)
# A target of 30 and a reference of 60 words; "sea" is twice as frequent in the target.
TARGET = {"sea": 10, "land": 15, "coast": 5}
REFERENCE = {"sea": 10, "land": 48, "air": 2}


# --- lists of words --------------------------------------------------------------------------------------------


def test_normalise_makes_one_word_of_two_spellings():
    assert normalise(["Russia’s", "RUSSIA'S", "de‑mining"]) == ["russia's", "russia's", "de-mining"]


def test_frequencies_take_words_or_counts():
    assert frequencies(["a", "b", "a"]) == {"a": 2, "b": 1}
    assert dict(frequencies({"a": 2, "b": 0})) == {"a": 2}
    with pytest.raises(TypeError, match="split the text"):
        frequencies("a text")
    with pytest.raises(ValueError, match="negative"):
        frequencies({"a": -1})


# --- statistics of a two-by-two table --------------------------------------------------------------------------


def test_two_cell_log_likelihood_by_hand():
    # Expected 5 and 10 of 15 in 1,000 and 2,000 words: 2 (10 ln 2 + 5 ln 1/2).
    assert contingency.log_likelihood(10, 5, 1000, 2000, cells=2) == pytest.approx(10 * math.log(2))
    assert contingency.log_likelihood(0, 15, 1000, 2000, cells=2) == pytest.approx(-30 * math.log(1.5))


def test_four_cell_log_likelihood_adds_the_other_words():
    others = 990 * math.log(990 / 995) + 1995 * math.log(1995 / 1990)
    assert contingency.log_likelihood(10, 5, 1000, 2000) == pytest.approx(10 * math.log(2) + 2 * others)


def test_corrections_of_the_log_likelihood():
    word = (3, 0, 452, 3577)
    assert contingency.log_likelihood(*word) == pytest.approx(13.1433, abs=1e-4)
    assert contingency.log_likelihood(*word, correction="yates") == pytest.approx(8.3653, abs=1e-4)
    n, q = 4029, contingency.log_likelihood(*word) / contingency.log_likelihood(*word, correction="williams")
    assert q == pytest.approx(1 + (n / 452 + n / 3577 - 1) * (n / 3 + n / 4026 - 1) / (6 * n))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 500), st.integers(50, 500))
def test_chi_squared_is_the_textbook_formula(a, b, n1, n2):
    c, d, n = n1 - a, n2 - b, n1 + n2
    margins = (a + b) * (c + d) * n1 * n2
    cross = a * d - b * c
    expected = math.copysign(n * cross**2 / margins, cross) if margins else 0
    assert contingency.chi_squared(a, b, n1, n2) == pytest.approx(expected, abs=1e-9)
    # Yates' correction is capped where a cell is nearer than 1/2 to its expectation.
    corrected = math.copysign(n * max(abs(cross) - n / 2, 0) ** 2 / margins, cross) if margins else 0
    assert contingency.chi_squared(a, b, n1, n2, yates=True) == pytest.approx(corrected, abs=1e-9)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 500), st.integers(50, 500))
def test_swapping_the_corpora_turns_the_sign(a, b, n1, n2):
    if a * n2 == b * n1:
        return
    for statistic in (contingency.log_likelihood, contingency.chi_squared):
        assert statistic(a, b, n1, n2) == pytest.approx(-statistic(b, a, n2, n1), abs=1e-9)
    if a + b:
        ratio = contingency.log_ratio(a, b, n1, n2)
        assert ratio == pytest.approx(-contingency.log_ratio(b, a, n2, n1))
        low, high = contingency.log_ratio_interval(a, b, n1, n2)
        assert low < ratio < high


def test_log_ratio_and_its_interval_by_hand():
    assert contingency.log_ratio(10, 5, 1000, 2000) == pytest.approx(2)
    error = math.sqrt(1 / 10 - 1 / 1000 + 1 / 5 - 1 / 2000) / math.log(2)
    low, high = contingency.log_ratio_interval(10, 5, 1000, 2000)
    assert (low, high) == pytest.approx((2 - 1.959964 * error, 2 + 1.959964 * error), rel=1e-6)
    narrow, _ = contingency.log_ratio_interval(10, 5, 1000, 2000, level=0.5)
    assert low < narrow < 2


def test_log_ratio_of_a_word_that_one_side_lacks():
    assert contingency.log_ratio(4, 0, 100, 100) == pytest.approx(3)  # 0 counts as 1/2
    low, high = contingency.log_ratio_interval(4, 0, 100, 100)
    assert (low + high) / 2 == pytest.approx(math.log2(9))  # 4.5 of 100.5 to 0.5 of 100.5
    assert np.isnan(contingency.log_ratio(0, 0, 100, 100))
    assert np.isnan(contingency.log_ratio_interval(0, 0, 100, 100)).all()


def test_percent_difference():
    difference = contingency.percent_difference([10, 0, 3], [5, 4, 0], 1000, 2000)
    assert difference == pytest.approx([300, -100, math.nan], nan_ok=True)


def test_p_values_of_known_quantiles():
    assert contingency.p_value([3.841459, -6.634897, 0]) == pytest.approx([0.05, 0.01, 1], rel=1e-6)
    assert contingency.p_value(3.841459) == pytest.approx(0.05, rel=1e-6)


def test_corrected_p_values_by_hand():
    p = [0.01, 0.04, 0.03, 0.005, 0.9]
    assert contingency.bonferroni(p) == pytest.approx([0.05, 0.2, 0.15, 0.025, 1])
    assert contingency.benjamini_hochberg(p) == pytest.approx([0.025, 0.05, 0.05, 0.025, 0.9])
    # A smaller p-value with a larger product takes the product of the next one.
    assert contingency.benjamini_hochberg([0.03, 0.031]) == pytest.approx([0.031, 0.031])


def test_bic_by_hand():
    assert contingency.bic(-20, 60, 40) == pytest.approx(20 - math.log(100))


def test_an_empty_corpus_gives_nan_and_an_impossible_count_an_error():
    for statistic in (contingency.log_likelihood, contingency.chi_squared, contingency.log_ratio):
        assert np.isnan(statistic(1, 0, 10, 0))
        with pytest.raises(ValueError, match="number of words"):
            statistic(11, 0, 10, 10)
    with pytest.raises(ValueError, match="cells"):
        contingency.log_likelihood(1, 1, 10, 10, cells=3)
    with pytest.raises(ValueError, match="correction"):
        contingency.log_likelihood(1, 1, 10, 10, cells=2, correction="yates")
    with pytest.raises(ValueError, match="level"):
        contingency.log_ratio_interval(1, 1, 10, 10, level=1)


# --- weighted log-odds -----------------------------------------------------------------------------------------


def test_weighted_log_odds_by_hand():
    # With the prior 4 and 2 against 2 and 4: odds 2 against 1/2.
    difference, z = weighted_log_odds([3, 1], [1, 3], [1, 1])
    assert difference == pytest.approx([2 * math.log(2), -2 * math.log(2)])
    assert z[0] == pytest.approx(2 * math.log(2) / math.sqrt(1 / 4 + 1 / 2))
    _, z = weighted_log_odds([3, 1], [1, 3], [1, 1], variance_terms=4)
    assert z[0] == pytest.approx(2 * math.log(2) / math.sqrt(1 / 4 + 1 / 2 + 1 / 2 + 1 / 4))


def test_priors_are_interchangeable():
    pooled = keyness(TARGET, REFERENCE)
    background = {word: TARGET.get(word, 0) + REFERENCE.get(word, 0) for word in ("sea", "land", "coast", "air")}
    pd.testing.assert_frame_equal(pooled, keyness(TARGET, REFERENCE, prior=background))
    scaled = keyness(TARGET, REFERENCE, prior_size=90)  # the pooled counts sum to 90 anyway
    pd.testing.assert_frame_equal(pooled, scaled)
    uniform = keyness(TARGET, REFERENCE, prior=0.5).set_index("word")
    expected = math.log(10.5 / 21.5) - math.log(10.5 / 51.5)  # four words: 32 and 62 with the prior
    assert uniform.at["sea", "log_odds"] == pytest.approx(expected)


def test_a_larger_prior_shrinks_more():
    sizes = [np.abs(keyness(TARGET, REFERENCE, prior_size=size)["log_odds"]).max() for size in (10, 100, 1000)]
    assert sizes == sorted(sizes, reverse=True)


def test_wrong_priors_are_refused():
    with pytest.raises(ValueError, match="'air'"):
        keyness(TARGET, REFERENCE, prior={"sea": 1, "land": 1, "coast": 1})
    for prior in (0, -1.0, "uniform"):
        with pytest.raises(ValueError, match="prior"):
            keyness(TARGET, REFERENCE, prior=prior)
    with pytest.raises(ValueError, match="size"):
        keyness(TARGET, REFERENCE, prior_size=0)
    with pytest.raises(ValueError, match="2 or 4"):
        keyness(TARGET, REFERENCE, variance_terms=3)
    with pytest.raises(ValueError, match="pseudo-count"):
        weighted_log_odds([0], [1], [0])


# --- keyness ---------------------------------------------------------------------------------------------------


def test_keyness_keeps_counts_beside_scores():
    table = keyness(TARGET, REFERENCE)
    assert table["word"].tolist() == ["coast", "sea", "air", "land"]
    sea = table.set_index("word").loc["sea"]
    assert sea[["target", "reference", "target_size", "reference_size"]].tolist() == [10, 10, 30, 60]
    assert sea["target_per_1000"] == pytest.approx(1000 / 3)
    assert sea["reference_per_1000"] == pytest.approx(1000 / 6)
    assert sea["g2"] == pytest.approx(float(contingency.log_likelihood(10, 10, 30, 60)))
    assert sea["p_bonferroni"] == pytest.approx(4 * sea["p"])
    assert sea["log_ratio"] == pytest.approx(1)
    assert sea["pct_diff"] == pytest.approx(100)
    assert sea["log_ratio_low"] < 1 < sea["log_ratio_high"]


def test_keyness_options_reach_their_statistics():
    plain, other = (
        keyness(TARGET, REFERENCE, **options).set_index("word")
        for options in ({}, {"cells": 2, "variance_terms": 4, "level": 0.5})
    )
    assert other.at["sea", "g2"] == pytest.approx(float(contingency.log_likelihood(10, 10, 30, 60, cells=2)))
    assert abs(other.at["sea", "z"]) < abs(plain.at["sea", "z"])
    assert other.at["sea", "log_ratio_low"] > plain.at["sea", "log_ratio_low"]


@given(COUNTS, COUNTS)
def test_keyness_does_not_depend_on_order_and_turns_with_the_sides(target, reference):
    table = keyness(target, reference)
    words = [word for word, count in target.items() for _ in range(count)]
    random.Random(1).shuffle(words)
    pd.testing.assert_frame_equal(table, keyness(words, dict(reversed(reference.items()))))
    swapped = keyness(reference, target).set_index("word").loc[table["word"]]
    for column in ("log_ratio", "log_odds", "z"):
        np.testing.assert_allclose(table[column], -swapped[column], atol=1e-12)
    assert table["g2"].is_monotonic_decreasing
    assert table["target"].sum() == sum(target.values())
    assert (table["p_bh"] <= table["p_bonferroni"] + 1e-15).all()


@given(COUNTS, COUNTS, st.integers(1, 30))
def test_min_count_hides_rows_and_changes_no_number(target, reference, least):
    full = keyness(target, reference)
    kept = full[full["target"] + full["reference"] >= least].reset_index(drop=True)
    pd.testing.assert_frame_equal(keyness(target, reference, min_count=least), kept)


def test_every_group_is_compared_with_all_others():
    groups = {"a": ["sea", "sea", "land"], "b": ["land", "air"], "c": ["sea", "air", "air"]}
    table = keyness_against_rest(groups, prior=0.1)
    assert table["group"].unique().tolist() == ["a", "b", "c"]
    alone = keyness(groups["b"], groups["a"] + groups["c"], prior=0.1)
    part = table[table["group"] == "b"].drop(columns="group").reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)
    del groups["c"]
    assert keyness_against_rest(groups)["group"].nunique() == 2


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="at least one word"):
        keyness([], ["a"])
    with pytest.raises(ValueError, match="two groups"):
        keyness_against_rest({"a": ["x"]})


def test_a_vocabulary_of_one_word_has_no_odds():
    assert np.isnan(keyness(["a"], ["a", "a"]).at[0, "z"])


# --- collocations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("window", [2, 3, 5])
def test_collocations_agree_with_nltk(window):
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    source = random.Random(7)
    words = source.choices("abcdefghij", weights=range(10, 0, -1), k=400)
    finder = BigramCollocationFinder.from_words(words, window_size=window)
    ours = collocations(words, window=window, min_count=1).set_index(["word_1", "word_2"])
    assert ours["pairs"].to_dict() == dict(finder.ngram_fd)
    theirs = {
        "log_likelihood": BigramAssocMeasures.likelihood_ratio, "pmi": BigramAssocMeasures.pmi,
        "t": BigramAssocMeasures.student_t, "chi_squared": BigramAssocMeasures.chi_sq,
        "dice": BigramAssocMeasures.dice, "jaccard": BigramAssocMeasures.jaccard,
    }  # fmt: skip
    for name, measure in theirs.items():
        assert ours[name].to_dict() == pytest.approx(dict(finder.score_ngrams(measure)), rel=1e-9, abs=1e-9), name


def test_measures_of_a_pair_by_hand():
    # "black sea" 2 times in 8 words, black 2, sea 3 times.
    row = collocations("the black sea a black sea the sea".split(), min_count=2).set_index("word_1").loc["black"]
    assert row[["pairs", "count_1", "count_2", "size"]].tolist() == [2, 2, 3, 8]
    assert row["pmi"] == pytest.approx(math.log2(2 * 8 / (2 * 3)))
    assert row["t"] == pytest.approx((2 - 0.75) / math.sqrt(2))
    assert row["dice"] == pytest.approx(4 / 5)
    assert row["log_dice"] == pytest.approx(14 + math.log2(4 / 5))
    assert row["jaccard"] == pytest.approx(2 / 3)
    assert row["chi_squared"] == pytest.approx(8 * (2 * 5 - 0 * 1) ** 2 / (2 * 6 * 3 * 5))
    cells = [(2, 0.75), (1, 2.25), (5, 3.75)]
    assert row["log_likelihood"] == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells))


def test_the_strongest_possible_pair_has_a_log_dice_of_14():
    assert collocations(["x", "y"] * 1, min_count=1).at[0, "log_dice"] == 14


def test_no_pair_reaches_over_the_end_of_a_text():
    table = collocations({"one": ["a", "b"], "none": [], "two": ["c", "d"]}, window=4, min_count=1)
    assert table[["word_1", "word_2"]].values.tolist() == [["a", "b"], ["c", "d"]]
    assert table["size"].tolist() == [4, 4]


@pytest.mark.parametrize("by", MEASURES)
def test_collocations_are_sorted_by_the_chosen_measure_and_the_words(by):
    table = collocations("b a b a c d c d e b".split(), window=3, min_count=1, by=by)
    keys = list(zip(-table[by], table["word_1"], table["word_2"], strict=True))
    assert keys == sorted(keys)


def test_collocations_without_pairs_and_with_wrong_parameters():
    for words in ([], ["a"], {}, {"one": ["a"], "two": ["b"]}):
        assert len(collocations(words, min_count=1)) == 0
    with pytest.raises(ValueError, match="window"):
        collocations(["a", "b"], window=1)
    with pytest.raises(ValueError, match="log_dice"):
        collocations(["a", "b"], by="mi")
    with pytest.raises(TypeError, match="split the text"):
        collocations("a b")


# --- dispersion ------------------------------------------------------------------------------------------------

# The corpus of 50 words in five parts with which Gries (2008) explains the measures.
GRIES_PARTS = "bamnibeup basatbewqn bcagabesta baghabeaat bahaabeaxat".split()
GRIES = {str(number): list(letters) for number, letters in enumerate(GRIES_PARTS)}


def test_the_published_example():
    a = dispersion_scores(GRIES).set_index("word").loc["a"]
    assert (a["count"], a["parts"], a["all_parts"]) == (15, 5, 5)
    assert a["dp"] == pytest.approx(0.18)
    assert a["dp_norm"] == pytest.approx(0.18 / 0.82)
    assert a["juilland_d"] == pytest.approx(0.785, abs=5e-4)
    assert a["carroll_d2"] == pytest.approx(0.938, abs=5e-4)
    assert a["rosengren_s"] == pytest.approx(0.950, abs=5e-4)
    assert a["kld"] == pytest.approx(0.137, abs=5e-4)


def test_a_word_in_one_part_only():
    x = dispersion_scores(GRIES).set_index("word").loc["x"]
    assert x["dp"] == pytest.approx(1 - 11 / 50)
    assert x["kld"] == pytest.approx(math.log2(50 / 11))
    assert x["dkl_norm"] == pytest.approx(1 - 11 / 50)
    assert x["juilland_d"] == pytest.approx(0, abs=1e-12)
    assert x["carroll_d2"] == pytest.approx(0, abs=1e-12)
    assert x["rosengren_s"] == pytest.approx(11 / 50)


PARTS = st.dictionaries(st.sampled_from("stuvw"), st.lists(st.sampled_from("abc"), min_size=1, max_size=12), min_size=2)


@given(PARTS)
def test_dispersion_is_its_definition(parts):
    table = dispersion_scores(parts).set_index("word")
    total = sum(map(len, parts.values()))
    s = np.array([len(words) / total for words in parts.values()])
    for word, row in table.iterrows():
        counts = np.array([words.count(word) for words in parts.values()])
        v = counts / counts.sum()
        assert row["dp"] == pytest.approx(np.abs(v - s).sum() / 2)
        assert row["dp_norm"] == pytest.approx(np.abs(v - s).sum() / 2 / (1 - s.min()))
        assert row["kld"] == pytest.approx(sum(x * math.log2(x / y) for x, y in zip(v, s, strict=True) if x), abs=1e-12)
        relative = counts / (s * total)
        variation = relative.std() / relative.mean()
        assert row["juilland_d"] == pytest.approx(1 - variation / math.sqrt(len(parts) - 1), abs=1e-9)
        assert row["rosengren_s"] == pytest.approx(np.sqrt(s * counts).sum() ** 2 / counts.sum())
        assert row[["dp", "dp_norm", "dkl_norm", "juilland_d", "carroll_d2", "rosengren_s"]].between(0, 1).all()


@pytest.mark.parametrize(
    ("word", "scale", "parts"),
    [
        ("a", "dp", "a aaa aaa aaa aaa"),  # the shares of the parts add up to a hair more than 1
        ("a", "dp_norm", "a aaa aaa aaa aaa"),
        ("b", "rosengren_s", "abcbbc cabccbbb"),
        ("c", "juilland_d", "b cbabbbccca abaaabaa a"),
    ],
)
def test_rounding_takes_no_score_off_its_scale(word, scale, parts):
    scores = dispersion_scores({str(number): list(letters) for number, letters in enumerate(parts.split())})
    assert 0 <= scores.set_index("word").at[word, scale] <= 1


def test_an_even_word_has_the_even_ends_of_the_scales():
    row = dispersion_scores({"p": ["a", "b"], "q": ["a", "c"]}).set_index("word").loc["a"]
    assert row[["dp", "dp_norm", "kld", "dkl_norm"]].tolist() == pytest.approx([0, 0, 0, 0], abs=1e-12)
    assert row[["juilland_d", "carroll_d2", "rosengren_s"]].tolist() == pytest.approx([1, 1, 1])


def test_empty_parts_are_left_out():
    with_empty = dispersion_scores({"p": ["a", "b"], "empty": [], "q": ["a"]})
    pd.testing.assert_frame_equal(with_empty, dispersion_scores({"p": ["a", "b"], "q": ["a"]}))


def test_a_single_part_has_no_dispersion():
    scores = dispersion_scores({"p": ["a", "b", "a"]})
    assert scores["count"].tolist() == [2, 1]
    assert scores.iloc[:, 4:].isna().all(axis=None)
    assert dispersion_scores({}).empty


def test_rows_are_sorted_and_rare_words_left_out():
    parts = {"p": ["b", "a", "c", "c"], "q": ["a", "b"]}
    assert dispersion_scores(parts)["word"].tolist() == ["a", "b", "c"]
    parts["q"].append("d")
    assert dispersion_scores(parts, min_count=2)["word"].tolist() == ["a", "b", "c"]


def test_the_dp_of_a_rare_word_is_high_by_chance():
    parts = {"p": ["x"] * 30, "q": ["x"] * 70}
    assert expected_dp(parts, 1) == pytest.approx(0.7 * 0.3 + 0.3 * 0.7, abs=0.02)  # it falls into p or into q
    assert expected_dp(parts, 1000) < 0.02
    evenly = dispersion_scores({"p": ["w"] * 3 + ["x"] * 27, "q": ["w"] * 7 + ["x"] * 63}).set_index("word")
    assert evenly.at["w", "dp"] == pytest.approx(0) and expected_dp(parts, 10) > 0.05
    for bad in ((parts, 0), ({"p": []}, 3)):
        with pytest.raises(ValueError, match="at least once"):
            expected_dp(*bad)
