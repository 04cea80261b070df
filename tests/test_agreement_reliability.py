"""Unit tables, alpha and kappa: published examples, missing values, what is not defined, intervals."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.agreement import alpha, alpha_interval, kappa, unit_table
from newsloupe.agreement.reliability import interval
from support import examples

NA = float("nan")

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section E: four observers, twelve units.
PUBLISHED = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
        "C": [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
    }
)
CORPUS = nl.Corpus.from_texts({"a": "It may rain. It might snow. It is cold.", "b": "Perhaps. No."})
SCORES = st.lists(st.sampled_from([0.0, 1.0, 2.0, NA]), min_size=6, max_size=6)
RATINGS = st.tuples(st.integers(1, 7), st.integers(2, 5)).flatmap(  # units, coders
    lambda size: st.lists(
        st.lists(st.sampled_from([-3.0, 0.0, 0.5, 1.0, 2.0, 7.25, NA, NA]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(pd.DataFrame)
)
TABLES = st.lists(SCORES, min_size=2, max_size=4).map(lambda columns: pd.DataFrame(dict(enumerate(columns))))


def coding(*rows, coder):
    return pd.DataFrame(rows, columns=["article", "start", "end", "label", "weight"]).assign(coder=coder)


ADA = coding(("a", 3, 6, "hedge", 1), ("a", 16, 21, "hedge", 2), ("b", 0, 7, "hedge", 1), coder="Ada")
BEN = coding(("a", 3, 20, "hedge", 2), ("a", 0, 2, "simile", 1), coder="Ben")


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_example(level, published):
    assert alpha(PUBLISHED, level) == pytest.approx(published, abs=0.0005)


def by_pairs(table, level):
    """Alpha from its definition: one less the mean difference of pairs within units over that of all pairs.

    A pair is any value and any other one, also one of the same coder. Each of the m values of a unit has the same
    weight, so the pairs of the unit count as 1 / (m - 1). The differences are those in Krippendorff (2011), section E.
    """
    units = [[value for value in row if value == value] for row in table.to_numpy().tolist()]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]

    def difference(one, other):
        if level == "nominal" or one == other:
            return float(one != other)
        if level == "ordinal":
            low, high = sorted((one, other))
            between = sum(low <= value <= high for value in everything)
            return (between - (everything.count(low) + everything.count(high)) / 2) ** 2
        return ((one - other) / (one + other if level == "ratio" else 1)) ** 2

    def pairs(values):
        return sum(difference(*pair) for pair in permutations(values, 2))

    expected = pairs(everything) / (len(everything) - 1) if everything else 0
    return 1 - sum(pairs(unit) / (len(unit) - 1) for unit in units) / expected if expected else NA


@examples(150)
@given(RATINGS, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_its_definition_by_pairs(table, level):
    if level == "ratio":
        table = table.abs()
    assert alpha(table, level) == pytest.approx(by_pairs(table, level), rel=1e-9, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_definition_by_pairs_gives_what_was_published_too(level, published):
    assert by_pairs(PUBLISHED, level) == pytest.approx(published, abs=0.0005)


def test_numbers_may_be_written_as_text():
    for level in ("ordinal", "interval", "ratio"):
        table = PUBLISHED[["A", "B"]].dropna()
        text = table.astype(int).astype(str)
        assert alpha(text, level) == alpha(table, level)
        assert kappa(text, level) == kappa(table, level) < 1


def test_words_are_as_good_as_numbers_for_nominal_values():
    words = PUBLISHED.astype(object).replace({1: "one", 2: "two", 3: "three", 4: "four", 5: "five"})
    assert alpha(words) == pytest.approx(alpha(PUBLISHED))
    assert alpha(words.where(words.notna(), None)) == pytest.approx(alpha(PUBLISHED))


def cohens_table():
    """Cohen (1968): two judges put 200 cases into three categories."""
    cells = {(1, 1): 88, (1, 2): 14, (1, 3): 18, (2, 1): 10, (2, 2): 40, (2, 3): 10, (3, 1): 2, (3, 2): 6, (3, 3): 12}
    return pd.DataFrame([pair for pair, count in cells.items() for _ in range(count)], columns=["A", "B"])


def test_cohens_example():
    assert kappa(cohens_table()) == pytest.approx(0.492, abs=0.0005)


def test_alpha_of_sets_is_that_of_all_codes_together():
    """1 - sum of observed / sum of expected disagreement of the single codes, by nominal alpha."""
    sets = pd.DataFrame([["x", "x", ""], ["x, y", "x", "x, y"], ["", "y", ""], ["y", "y", "y"], ["", "x", ""]])
    observed = expected = 0.0
    for code in "xy":
        single = sets.map(lambda value, code=code: int(code in value))
        marked, n = single.to_numpy().sum(), single.size
        pairs = 2 * marked * (n - marked) / (n - 1)
        observed += (1 - alpha(single)) * pairs
        expected += pairs
    assert alpha(sets, "sets") == pytest.approx(1 - observed / expected)
    assert alpha(sets, "sets") > alpha(sets)  # half right counts for something


def test_kappa_over_sets_gives_credit_for_codes_in_common():
    sets = pd.DataFrame({"A": ["x, y", "", "y", "x"], "B": ["x", "", "y", "x"]})
    assert kappa(sets, "sets") == pytest.approx(1 - 1 / (16 / 4))  # 1 code differs; 16/4 would by chance
    assert kappa(sets, "sets") > kappa(sets)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"A": [1, 1], "B": [1, 1]}),  # one value only
        pd.DataFrame({"A": [1, NA], "B": [NA, 0]}),  # no unit coded by both
        pd.DataFrame({"A": [], "B": []}),
    ],
)
def test_what_is_not_defined_is_nan(table):
    assert np.isnan([alpha(table), kappa(table), alpha(table, "ordinal"), *alpha_interval(table)]).all()
    assert np.isnan([alpha(table, "interval"), alpha(table, "ratio"), alpha(table, "sets")]).all()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio, sets"):
        alpha(PUBLISHED, "metric")
    with pytest.raises(ValueError, match="two coders, not 4"):
        kappa(PUBLISHED)
    for level in ("ordinal", "interval", "ratio"):
        with pytest.raises(ValueError, match="low"):
            alpha(pd.DataFrame({"A": ["low", "high"], "B": ["low", "low"]}), level)
    with pytest.raises(ValueError, match="below 0"):
        alpha(PUBLISHED - 3, "ratio")


# ---------------------------------------------------------------- intervals


def test_the_interval_of_the_published_example():
    estimate, low, high = alpha_interval(PUBLISHED)
    assert estimate == alpha(PUBLISHED) and low < estimate < high <= 1
    assert alpha_interval(PUBLISHED) == (estimate, low, high) != alpha_interval(PUBLISHED, seed=2)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_the_disagreement_that_is_drawn_is_the_one_in_alpha(level):
    """Where every unit is the same, drawing units again changes nothing, so the ends are the estimate."""
    same = pd.DataFrame({"A": [1] * 8, "B": [2] * 8, "C": [1] * 8})
    assert alpha_interval(same, level) == pytest.approx((alpha(same, level),) * 3)


def test_more_units_make_it_narrower():
    few, many = (alpha_interval(pd.concat([PUBLISHED] * times, ignore_index=True)) for times in (1, 20))
    assert many[2] - many[1] < (few[2] - few[1]) / 3


@examples(40)
@given(TABLES, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_intervals_contain_their_estimate(table, level):
    estimate, low, high = alpha_interval(table, level, draws=40)
    assert low <= estimate <= high <= 1 + 1e-9 or np.isnan([estimate, low, high]).all()


@examples(40)
@given(TABLES, st.sampled_from(["nominal", "ordinal"]), st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_does_not_matter(table, level, random):
    shuffled = table[random.sample(list(table), len(table.columns))].sample(frac=1, random_state=random.randrange(99))
    assert alpha(shuffled, level) == pytest.approx(alpha(table, level), nan_ok=True)
    if len(table.columns) == 2:
        assert kappa(shuffled) == pytest.approx(kappa(table), nan_ok=True)


@examples(20)
@given(SCORES)
def test_everybody_agrees_with_himself(scores):
    table = pd.DataFrame({"A": scores, "B": scores})
    expected = 1 if len(set(scores) - {NA}) > 1 and len({s for s in scores if s == s}) > 1 else NA
    for value in (alpha(table), alpha(table, "ordinal"), kappa(table)):
        assert value == pytest.approx(expected, nan_ok=True)


# ---------------------------------------------------------------- tables from spans


def test_a_sentence_has_a_code_when_a_span_touches_it():
    table = unit_table([ADA, BEN], CORPUS, label="hedge")
    assert table.index.tolist() == [("a", 0, 12), ("a", 13, 27), ("a", 28, 39), ("b", 0, 8), ("b", 9, 12)]
    assert table["Ada"].tolist() == [1, 1, 0, 1, 0]
    assert table["Ben"].tolist() == [1, 1, 0, 0, 0]  # one span over two sentences


def test_without_a_label_the_value_lists_all_codes():
    assert unit_table([ADA, BEN], CORPUS)["Ben"].tolist() == ["hedge, simile", "hedge", "", "", ""]


def test_scores_give_the_highest_of_the_unit_and_nought_elsewhere():
    table = unit_table([ADA, BEN], CORPUS, label="hedge", score="weight")
    assert table["Ada"].tolist() == [1, 2, 0, 1, 0] and table["Ben"].tolist() == [2, 2, 0, 0, 0]
    assert 0 < alpha(table, "ordinal") < 1


def test_words_and_paragraphs_are_units_too():
    assert unit_table([ADA, BEN], CORPUS, "word", label="hedge")["Ada"].sum() == 3
    assert unit_table([ADA, BEN], CORPUS, "paragraph", label="hedge")["Ben"].tolist() == [1, 0]


def test_what_a_coder_did_not_read_is_missing():
    table = unit_table([ADA, BEN], CORPUS, label="hedge", read={"Ben": ["a"]})
    assert table["Ben"].isna().tolist() == [False, False, False, True, True]
    assert alpha(table) == 1  # they agree on all that both have read


def test_tables_that_cannot_be_made_are_refused():
    with pytest.raises(ValueError, match="'sentence', 'paragraph', 'word'"):
        unit_table([ADA, BEN], CORPUS, "clause")
    with pytest.raises(ValueError, match="no coder 'Cem'; the coders are Ada, Ben"):
        unit_table([ADA, BEN], CORPUS, read={"Cem": []})
    with pytest.raises(ValueError, match="one code at a time"):
        unit_table([ADA, BEN], CORPUS, score="weight")


@pytest.mark.parametrize(("estimate", "seed"), [(0.4, 1), (0.4, 2), (0.4, 3), (-1.5, 1)])
def test_an_interval_holds_its_estimate(estimate, seed):
    """Also where all of one or two samples fall on one side of it, or no sample counts as low as it is."""
    low, high = interval(estimate, np.array([0.0, 1.0, 2.0]), np.ones(3), draws=1, seed=seed)
    assert low <= estimate <= high
