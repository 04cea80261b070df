"""Comparison of vocabularies: every count can be opened, and the first view says so when nothing is left."""

import math

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.vocabulary import compare_words, show_surviving, surviving, word_lines, word_shift


@pytest.fixture(scope="module")
def five():
    corpus = nl.load_corpus()
    return corpus, nl.outside(nl.find_words(corpus, "*"), nl.find_residue(corpus))


def test_every_count_equals_the_lines_that_it_opens(five):
    corpus, words = five
    groups = {name: "002" if name.startswith("002") else "others" for name in corpus.ids}
    table = compare_words(words, groups, "002")
    for row in [*table.head(40).itertuples(), *table.tail(40).itertuples()]:
        lines = word_lines(words, row.word, corpus)
        own = lines["article"] == corpus.labels["002_254fc0c4e7ae9744"]
        assert (own.sum(), (~own).sum()) == (row.target, row.reference), row.word
    assert table["target"].sum() + table["reference"].sum() == len(words)


def test_pair_by_pair_leaves_the_others_out(five):
    corpus, words = five
    groups = {name: name[:3] for name in corpus.ids}
    table = compare_words(words, groups, "000", "003")
    assert table["target"].sum() + table["reference"].sum() == words["article"].str[:3].isin(["000", "003"]).sum()
    everything = compare_words(words, groups, "000")
    assert everything["reference"].sum() > table["reference"].sum()


def test_dispersion_stands_beside_the_counts(five):
    corpus, words = five
    table = compare_words(words, {name: name[:3] for name in corpus.ids}, "002").set_index("word")
    assert table.at["the", "dp_norm"] < 0.2 < 0.5 < table.at["it's", "dp_norm"] <= 1


def test_an_unknown_group_is_named(five):
    corpus, words = five
    with pytest.raises(ValueError, match="no word is in a group 'x'; the groups are a"):
        compare_words(words, dict.fromkeys(corpus.ids, "a"), "x")


def test_nothing_survives_is_said_in_words():
    corpus = nl.Corpus.from_texts({"a": "The bridge is old and long.", "b": "The river is wide and cold."})
    table = compare_words(nl.find_words(corpus, "*"), {"a": "A", "b": "B"}, "A")
    shown = show_surviving(table)
    assert "Nothing survives" in shown.data and f"Of {len(table)} words" in shown.data
    assert surviving(table).empty


def test_what_survives_is_shown_with_its_counts(five):
    corpus, words = five
    table = compare_words(words, {name: name[:3] for name in corpus.ids}, "002")
    shown = show_surviving(table)
    assert isinstance(shown, pd.DataFrame) and len(shown) == len(surviving(table)) > 0
    assert (shown["p_bonferroni"] < 0.05).all() and {"target", "reference"} <= set(shown.columns)
    assert len(surviving(table, correction="bh")) >= len(shown)
    with pytest.raises(ValueError, match="'bonferroni' or 'bh'"):
        surviving(table, correction="none")


def test_shift_of_a_worked_example():
    """Shares 2/3 and 1/3 against the reverse; the middle is 1/2 each."""
    table = word_shift({"war": 2, "peace": 1}, {"war": 1, "peace": 2}).set_index("word")
    one = (2 / 3 * math.log2(4 / 3) + 1 / 3 * math.log2(2 / 3)) / 2
    assert table["jsd"].tolist() == pytest.approx([one, one])
    assert table.at["war", "proportion"] == pytest.approx(1 / 3)
    assert table.at["war", "shift"] == pytest.approx(one) and table.at["peace", "shift"] == pytest.approx(-one)


def test_shift_runs_from_no_difference_to_no_word_in_common():
    same, apart = word_shift(["a", "b"], ["b", "a"]), word_shift(["a", "b"], ["c", "d"])
    assert same["jsd"].sum() == pytest.approx(0) and apart["jsd"].sum() == pytest.approx(1)
    assert apart["proportion"].sum() == pytest.approx(0)
    with pytest.raises(ValueError, match="at least one word"):
        word_shift([], ["a"])
    with pytest.raises(TypeError, match="one string"):
        word_shift("war", ["a"])


# ---------------------------------------------------------------- the codebook of metaphors


def test_metaphors_say_that_they_are_not_validated_and_pass_their_own_examples():
    book = nl.load_codebook("metaphor-domains")
    assert book.status.startswith("Not validated against coded data.")
    tried = nl.try_examples(book)
    assert tried["ok"].all(), tried[~tried["ok"]]
    assert set(tried["label"]) == set(book.labels)


@pytest.mark.parametrize("text", ["The war began when the army attacked.", "Troops defended the front line."])
def test_literal_war_is_no_metaphor(text):
    assert nl.find_frames(nl.Corpus.from_texts({"a": text}), "metaphor-domains").empty
