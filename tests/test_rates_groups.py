"""Rates of groups of articles and differences: what is counted, who is a case, and what is refused."""

import numpy as np
import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.attribution import shares, voices
from newsloupe.corpus import Article, Corpus, CorpusError, CorpusWarning, article_groups

TEXTS = {
    "a": ("It may rain. It may snow. “It may hail,” Ann Lee said.", "Daily", "2024-01-05"),
    "b": ("It is dry. It may be cold. “No,” Ann Lee said.", "Daily", "7 January 2024"),
    "c": ("It is warm. It is dry.", "Post", "2024-03-01"),
    "d": ("It is late. It may be dark.", "Post", "soon"),
    "e": ("Nobody may know it.", "", ""),
}
CORPUS = Corpus(
    Article(name, text, "", {"outlet": outlet, "date": date, "label": "of the article"})
    for name, (text, outlet, date) in TEXTS.items()
)
MAY = nl.find_words(CORPUS, "may")
TWO = nl.find_words(CORPUS, "may", "it").assign(label=lambda table: table["text"].str.lower())


def test_what_nobody_knows_is_a_group_and_nothing_vanishes():
    table = nl.rate(MAY, CORPUS, groups="outlet").set_index("group")
    assert table.index.tolist() == ["Daily", "Post", "unknown"]
    assert table["articles"].tolist() == [2, 2, 1]
    assert table["count"].sum() == len(MAY)
    assert table.loc["Daily", ["count", "words"]].tolist() == [4, 23]
    assert table.loc["Daily", "rate"] == pytest.approx(1000 * 4 / 23)
    assert np.isnan(table.loc["unknown", "low"])  # one article says nothing about how articles differ


def test_groups_are_a_field_or_time_or_a_series_or_a_dictionary():
    with pytest.warns(CorpusWarning, match="'soon' is no date"):
        months = article_groups(CORPUS, ("date", "M"))
    assert months.tolist() == ["2024-01", "2024-01", "2024-03", "unknown", "unknown"]
    given = {"a": "x", "b": "x", "c": "y"}
    for groups in (given, pd.Series(given)):
        assert nl.rate(MAY, CORPUS, groups=groups)["articles"].tolist() == [2, 1, 2]


@pytest.mark.parametrize(
    ("unit", "expected"), zip("YQMWD", ["2024", "2024Q1", "2024-01", "2024-01-01", "2024-01-05"], strict=True)
)
@pytest.mark.filterwarnings("ignore::newsloupe.corpus.readers.CorpusWarning")
def test_parts_of_time(unit, expected):
    assert article_groups(CORPUS, ("date", unit))["a"] == expected


@pytest.mark.parametrize(
    ("groups", "message"),
    [("paper", "no article has a field 'paper': there are date, label, outlet"), (("date", "X"), "a field with a part"),
     ({"z": "x"}, "speak of none of these articles")],
)  # fmt: skip
def test_groups_that_cannot_be(groups, message):
    with pytest.raises(CorpusError, match=message):
        nl.rate(MAY, CORPUS, groups=groups)


def test_metadata_in_a_table_never_overwrites():
    table = nl.with_meta(MAY, CORPUS, ["outlet", "label"])
    assert set(table["label"]) == {"search"} and set(table["meta_label"]) == {"of the article"}
    assert nl.with_meta(table, CORPUS, "outlet").equals(table)
    assert table.loc[table["article"] == "e", "outlet"].tolist() == ["unknown"]
    with pytest.raises(CorpusError, match="'z', which is not in this corpus"):
        nl.with_meta(MAY.assign(article="z"), CORPUS, "outlet")


def test_to_count_by_what_is_known_of_articles_is_refused():
    for spans in (MAY, nl.with_meta(MAY, CORPUS, "outlet")):
        with pytest.raises(ValueError, match="write groups='outlet'"):
            nl.rate(spans, CORPUS, by="outlet")
    with pytest.raises(ValueError, match="no column 'mood'; the columns are article"):
        nl.rate(MAY, CORPUS, by="mood")


def test_an_interval_holds_the_rate_and_none_is_of_width_nothing():
    table = nl.rate(TWO, CORPUS, groups="outlet").dropna()
    assert ((table["low"] <= table["rate"]) & (table["rate"] <= table["high"]) & (table["low"] < table["high"])).all()
    none = nl.rate(MAY, CORPUS, groups={"c": "x", "e": "y", "a": "z"}).set_index("group")
    assert none.loc["x", "count"] == 0


def test_a_zero_is_not_certain():
    corpus = nl.Corpus.from_texts({"a": "It is dry.", "b": "It is warm.", "c": "It may rain."})
    row = nl.rate(nl.find_words(corpus, "may"), corpus, groups={"a": "x", "b": "x", "c": "y"}).iloc[0]
    assert (row["rate"], row["low"]) == (0, 0) and row["high"] > 100


SELECTIONS = [
    ({"outlet": "Daily"}, {"outlet": "Post"}, 4, 23, 1, 13, "articles", False),
    ({"outlet": ["Daily", "Post"]}, {"outlet": "unknown"}, 5, 36, 1, 4, "sentences", False),
    ({"article": "a"}, {"article": "b"}, 3, 12, 1, 11, "sentences", False),
    ({"label": "may"}, {"label": "it"}, 6, 40, 10, 40, "articles", True),
    ({"outlet": "Daily", "label": "may"}, {"outlet": "Post", "label": "it"}, 4, 23, 4, 13, "articles", False),
    ({}, {"label": "may"}, 16, 40, 6, 40, "articles", True),
]


@pytest.mark.parametrize(("first", "second", "n1", "words1", "n2", "words2", "over", "paired"), SELECTIONS)
def test_selections(first, second, n1, words1, n2, words2, over, paired):
    spans = TWO if "label" in {**first, **second} else MAY
    row = nl.rate_difference(spans, CORPUS, first, second).iloc[0]
    assert row[["first_count", "first_words", "second_count", "second_words"]].tolist() == [n1, words1, n2, words2]
    assert row["difference"] == pytest.approx(1000 * (n1 / words1 - n2 / words2))
    assert (row["over"], row["paired"]) == (over, paired)


def test_voices_are_told_apart_in_the_same_sentences():
    contents = nl.find_attributions(CORPUS)
    row = nl.rate_difference(MAY, CORPUS, {"voice": "own"}, {"voice": "source"}, contents=contents).iloc[0]
    assert row["second_count"] == 1 and row["second_words"] == 4 and row["first_count"] == 5
    assert row["paired"]
    with pytest.raises(ValueError, match="give contents"):
        nl.rate_difference(MAY, CORPUS, {"voice": "own"}, {"voice": "source"})


@pytest.mark.parametrize(
    ("selection", "message"),
    [({"outlet": "Mail"}, "no 'outlet' is 'Mail'; there are 'Daily'"), ({"article": "z"}, "no 'article' is 'z'"),
     ({"label": "hedge"}, "no 'label' is 'hedge'; there are 'search'"), ("Daily", "a selection is a dictionary"),
     ({"outlet": "Post", "article": "a"}, "no article is in the selection"), ({"outlet": []}, "no value of")],
)  # fmt: skip
def test_selections_of_nothing_say_what_there_is(selection, message):
    with pytest.raises(ValueError, match=message):
        nl.rate_difference(MAY, CORPUS, selection, {})


def test_pairing_makes_a_difference_surer():
    """Every article has its own level; both labels follow it."""
    random = np.random.default_rng(1)
    texts = {str(k): " ".join(["may might no no no no."] * int(n)) + " no no no no" * 20
             for k, n in enumerate(random.integers(0, 25, 20))}  # fmt: skip
    corpus = nl.Corpus.from_texts(texts)
    spans = nl.find_words(corpus, "may", "might").assign(label=lambda table: table["text"])
    paired = nl.rate_difference(spans, corpus, {"label": "may"}, {"label": "might"}).iloc[0]
    assert paired["difference"] == 0 and paired["p"] == 1
    assert paired["high"] - paired["low"] < 5
    halves = dict.fromkeys(corpus.ids[:10], "x") | dict.fromkeys(corpus.ids[10:], "y")
    marked = Corpus(Article(a.id, a.text, "", {"half": halves[a.id]}) for a in corpus)
    assert np.ptp(nl.rate_difference(spans, marked, {"half": "x"}, {"half": "y"})[["low", "high"]].to_numpy()) > 50


def test_p_and_interval_say_the_same_and_many_comparisons_are_corrected():
    table = nl.rate_difference(TWO, CORPUS, {"outlet": "Daily"}, {"outlet": "Post"}, by="label")
    outside = (table["low"] > 0) | (table["high"] < 0)
    assert (outside == (table["p"] < 0.05)).all()
    assert (table["p_bh"] >= table["p"]).all()
    assert table["p_bh"].max() == pytest.approx(table["p"].max())


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((5, 56), (0, 29), -0.0381, 0.1926),
     ((0, 10), (0, 10), -0.2775, 0.2775)],
)  # fmt: skip
def test_the_hybrid_score_interval_is_the_published_one(first, second, low, high):
    """Newcombe (1998), table II, method 10."""
    row = nl.share_difference(first, second).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-4)


def test_shares_of_tables_count_articles_as_cases():
    rows = pd.DataFrame({"article": list("aaaabbbbccccdddd"), "kind": list("xxxxxxxxyyyyyyyy")})
    table = nl.share_difference(rows[:8], rows[8:], by="kind").set_index("kind")
    assert table.loc["x", ["first_count", "first_n", "second_count", "second_n"]].tolist() == [4 + 4, 8, 0, 8]
    assert table.loc["x", "over"] == "articles" and not table.loc["x", "paired"]
    alike = pd.DataFrame({"article": list("aaaabbbbccccdddd"), "kind": list("xxxxyyyyxxxxyyyy")})
    apart = nl.share_difference(alike[:8], alike[8:], by="kind")
    alone = nl.share_difference(alike[:8], alike[8:], by="kind", over="rows")
    assert (apart["high"] - apart["low"] > alone["high"] - alone["low"]).all()


@pytest.mark.parametrize(
    ("first", "second", "by", "message"),
    [((5, 3), (1, 2), None, "a share is a pair"), ((1, 2), (1, 0), None, "a share is a pair"),
     (pd.DataFrame({"article": ["a"]}), (1, 2), "kind", "two tables with by="),
     (pd.DataFrame({"article": ["a"]}), pd.DataFrame({"article": ["a"]}), "kind", "by='kind': give the column")],
)  # fmt: skip
def test_shares_that_cannot_be(first, second, by, message):
    with pytest.raises(ValueError, match=message):
        nl.share_difference(first, second, by)


def test_pieces_of_attributions_are_no_cases():
    spans = nl.find_attributions(CORPUS)
    with pytest.raises(ValueError, match="several rows for one thing"):
        nl.share_difference(spans, spans, by="kind")


def test_shares_and_voices_by_group_lose_nothing():
    spans = nl.find_attributions(CORPUS)
    table = shares(spans, "kind", CORPUS, groups="outlet").set_index("group")
    assert table["count"].sum() == 2 and table.loc["Daily", "articles"] == 2
    assert table.loc["Post", "n"] == 0 and np.isnan(table.loc["Post", "share"])
    with pytest.raises(ValueError, match="give the corpus as well"):
        shares(spans, "kind", groups="outlet")
    said = voices(spans, CORPUS, groups="outlet").set_index("group")
    assert said.loc["Daily", ["articles", "attributions", "words", "speakers"]].tolist() == [2, 2, 4, 1]
    assert said.loc["Daily", "share"] == pytest.approx(4 / 23)
    assert said["words"].sum() == voices(spans, CORPUS)["words"].sum()


def test_words_are_compared_by_a_column_of_groups():
    words = nl.with_meta(nl.find_words(CORPUS, "*"), CORPUS, "outlet")
    given = {name: outlet for name, (_, outlet, _) in TEXTS.items() if outlet}
    asked = nl.compare_words(words, "outlet", "Daily", "Post")
    pd.testing.assert_frame_equal(asked, nl.compare_words(words, given, "Daily", "Post"))
    with pytest.raises(ValueError, match="add it: with_meta"):
        nl.compare_words(nl.find_words(CORPUS, "*"), "outlet", "Daily")
