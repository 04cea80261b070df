"""Rates: what is counted, against which words, and how wide the interval is."""

from inspect import signature

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.intervals import mean_interval

CORPUS = nl.Corpus.from_texts({"b": "Perhaps it will rain. “Perhaps not,” she said.", "a": "Nobody knows, perhaps."})


def spans(*rows, **columns):
    return nl.make_spans(
        CORPUS, [dict(zip(("article", "start", "end", "label"), row, strict=True)) | columns for row in rows]
    )


def test_rate_by_voice_counts_each_voice_against_its_own_words():
    hedges = spans(("b", 0, 7, "hedge"), ("b", 23, 30, "hedge"), ("a", 14, 21, "hedge"))
    table = nl.rate_by_voice(hedges, spans(("b", 22, 36, "content")), CORPUS).set_index(["article", "voice"])
    assert table.loc[("b", "own"), ["count", "words"]].tolist() == [1, 6]
    assert table.loc[("b", "source"), ["count", "words"]].tolist() == [1, 2]
    assert table.loc[("a", "source"), ["count", "words"]].tolist() == [0, 0]
    page = spans(("b", 0, 7, "page_furniture"), ("b", 31, 34, "page_furniture"))  # a word of each voice
    table = nl.rate_by_voice(hedges, spans(("b", 22, 36, "content")), CORPUS, without=page)
    assert table.loc[table["article"] == "b", ["count", "words"]].to_numpy().tolist() == [[0, 5], [1, 1]]


def test_rate_keeps_counts_beside_rates_and_lists_what_does_not_occur():
    table = nl.rate(spans(("b", 0, 7, "hedge"), ("b", 23, 30, "hedge"), ("a", 0, 6, "nobody")), CORPUS)
    counts = table.set_index(["article", "label"])["count"].to_dict()
    assert counts == {("b", "hedge"): 2, ("b", "nobody"): 0, ("a", "hedge"): 0, ("a", "nobody"): 1}
    row = table[(table["article"] == "b") & (table["label"] == "hedge")].iloc[0]
    assert row["words"] == 8 and row["rate"] == 250
    assert ((table["low"] <= table["rate"]) & (table["rate"] <= table["high"])).all()


def test_rate_is_the_same_every_time_and_leaves_out_what_it_is_told():
    hedges = spans(("b", 0, 7, "hedge"), ("b", 23, 30, "hedge"))
    pd.testing.assert_frame_equal(nl.rate(hedges, CORPUS), nl.rate(hedges, CORPUS))
    rest = nl.rate(hedges, CORPUS, without=spans(("b", 0, 21, "page_furniture"))).iloc[0]
    assert (rest["count"], rest["words"]) == (1, 4)


def test_the_interval_of_a_rate_is_wide_where_there_are_few_sentences():
    few = nl.Corpus.from_texts({"x": "Perhaps so. No. No. No."})
    many = nl.Corpus.from_texts({"x": "Perhaps so. No. No. No. " * 50})
    widths = [
        (nl.rate(nl.find_words(corpus, "perhaps"), corpus)[["low", "high"]].diff(axis=1)["high"]).item()
        for corpus in (few, many)
    ]
    assert widths[0] > 3 * widths[1] > 0


def test_the_interval_of_a_mean_is_the_interval_of_a_rate():
    """One bootstrap in the whole library: a mark in every third of nine two-word sentences, both ways."""
    corpus = nl.Corpus.from_texts({"x": "Perhaps so. Never so. Always so. " * 3})
    row = nl.rate(nl.find_words(corpus, "perhaps"), corpus, per=2).iloc[0]
    assert mean_interval([1, 0, 0] * 3) == pytest.approx((row["rate"], row["low"], row["high"]))


def test_means_and_rates_draw_alike():
    mine, theirs = signature(mean_interval).parameters, signature(nl.rate).parameters
    assert all(mine[name].default == theirs[name].default for name in ("draws", "seed"))


def test_articles_of_as_many_sentences_share_their_samples_and_nothing_else():
    texts = {"a": "It may rain. It may not.", "b": "Rain. Snow. It may.", "c": "It may snow. Rain.", "d": "May."}
    whole = nl.Corpus.from_texts(texts)
    table = nl.rate(nl.find_words(whole, "may"), whole)
    alone = (nl.Corpus.from_texts({name: text}) for name, text in texts.items())
    pd.testing.assert_frame_equal(
        table, pd.concat([nl.rate(nl.find_words(one, "may"), one) for one in alone], ignore_index=True)
    )
