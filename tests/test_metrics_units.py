"""Units: words and sentences in their places, readability by ruler, word classes."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe import metrics
from newsloupe.metrics import (
    across_lines,
    find_sentences,
    find_word_classes,
    kept_words,
    readability,
    readability_by_ruler,
    readability_intervals,
    sentence_counts,
    sentence_words,
    text_words,
)

CORPUS = nl.Corpus.from_texts(
    {"a": "What is at stake\nMoscow’s reply was short. It said nothing.\nLEAVE A REPLY", "b": "Perhaps.", "c": "—"}
)
MENU = nl.make_spans(CORPUS, [{"article": "a", "start": 60, "end": 73, "label": "page_furniture"}])

# --- units -----------------------------------------------------------------------------------------------------


def test_words_of_texts_are_normalised_and_leave_out_what_they_are_told():
    assert text_words(CORPUS)["a"][4:6] == ["moscow's", "reply"]
    assert text_words(CORPUS, without=MENU)["a"][-2:] == ["said", "nothing"]
    assert text_words(CORPUS)["c"] == []


def test_a_word_that_is_only_partly_left_out_stays():
    half = nl.make_spans(CORPUS, [{"article": "b", "start": 0, "end": 4, "label": "x"}])
    assert kept_words(CORPUS["b"], half) == [(0, 7)]


def test_sentences_are_spans_with_their_number_of_words():
    found = find_sentences(CORPUS)
    nl.check(found, CORPUS)
    assert found["text"].tolist() == [
        "What is at stake", "Moscow’s reply was short.", "It said nothing.", "LEAVE A REPLY", "Perhaps.",
    ]  # fmt: skip
    assert found["words"].tolist() == [4, 4, 3, 3, 1]
    assert find_sentences(CORPUS, without=MENU)["words"].tolist() == [4, 4, 3, 1]


def test_across_lines_a_heading_is_glued_to_what_follows():
    assert find_sentences(CORPUS, across_lines)["words"].tolist() == [8, 3, 3, 1]
    assert find_sentences(CORPUS, across_lines, without=MENU)["words"].tolist() == [8, 3, 1]


def test_across_lines_knows_the_same_abbreviations():
    text = "The U.S. sent Gen. Smith on Jan. 5. He left."
    assert across_lines(text) == nl.text.sentences(text) == ((0, 35), (36, 44))


def test_words_outside_every_sentence_are_not_listed():
    first = sentence_words(CORPUS, lambda text: [(0, 4)])
    assert first == {("a", 0, 4): ["what"]}


# --- readability by ruler --------------------------------------------------------------------------------------


def test_readability_is_that_of_the_counts():
    words = {"a": text_words(CORPUS)["a"], "b": ["perhaps"], "c": []}
    expected = metrics.readability_scores(metrics.text_counts(words, {"a": 4, "b": 1, "c": 0}))
    pd.testing.assert_frame_equal(readability(CORPUS), expected)
    assert readability(CORPUS).set_index("article").loc["c"].isna().all()
    assert readability(CORPUS)["dale_chall"].isna().all()


def test_each_ruler_can_be_exchanged():
    text = nl.Corpus.from_texts({"x": "States at stake\nStates warned."})
    own = readability(text)
    assert readability(text, syllables=metrics.vowel_groups).at[0, "syllables_per_word"] == pytest.approx(9 / 5)
    assert own.at[0, "syllables_per_word"] == 1
    assert readability(text, split=across_lines).at[0, "words_per_sentence"] == 5
    assert own.at[0, "words_per_sentence"] == 2.5


def test_all_combinations_of_rulers():
    counters = {"rules": metrics.count_syllables, "groups": metrics.vowel_groups}
    splitters, leave_out = {"lines": nl.text.sentences, "across": across_lines}, {"out": MENU, "in": None}
    table = readability_by_ruler(CORPUS, counters, splitters, leave_out)
    assert len(table) == 8 * len(CORPUS)
    assert not table.duplicated(["syllables", "sentences", "residue", "article"]).any()
    one = table.query("syllables == 'groups' and sentences == 'across' and residue == 'out'")
    expected = readability(CORPUS, syllables=metrics.vowel_groups, split=across_lines, without=MENU)
    pd.testing.assert_frame_equal(one[expected.columns].reset_index(drop=True), expected)


def test_counts_of_sentences_stand_in_their_places():
    counts = sentence_counts(CORPUS, without=MENU)
    assert counts[["article", "start", "end", "words", "sentences"]].iloc[0].tolist() == ["a", 0, 16, 4, 1]
    assert len(counts) == 4


def test_the_interval_of_a_score_surrounds_it_and_shrinks_with_the_number_of_sentences():
    few = "Ships sailed. The international organization deliberated. No. "
    corpus = nl.Corpus.from_texts({"few": few, "many": few * 40, "none": ""})
    found = readability_intervals(corpus, "flesch_kincaid").set_index("article")
    assert found.index.tolist() == ["few", "many"]
    assert (found["low"] < found["flesch_kincaid"]).all() and (found["flesch_kincaid"] < found["high"]).all()
    widths = found["high"] - found["low"]
    assert widths["few"] > 3 * widths["many"]
    values = readability(corpus).set_index("article").loc[found.index, "flesch_kincaid"]
    pd.testing.assert_series_equal(found["flesch_kincaid"], values)


# --- word classes ----------------------------------------------------------------------------------------------


def test_word_classes_are_spans_of_open_classes():
    corpus = nl.Corpus.from_texts({"x": "The strong alliance quickly warned Russia of an escalation."})
    found = find_word_classes(corpus)
    nl.check(found, corpus)
    assert dict(zip(found["text"], found["label"], strict=True)) == {
        "strong": "adjective", "alliance": "noun", "quickly": "adverb", "warned": "verb", "Russia": "name",
        "escalation": "noun",
    }  # fmt: skip
    assert found["rule"].iloc[0] == "JJ"


def test_nltk_may_take_as_long_as_it_takes(monkeypatch):
    """Its own patterns give up after some seconds by the clock on the wall: on a busy machine, in a long text. That for
    the ends of sentences takes more than half a second here; those for single words, which keep their limit, nothing.
    """
    monkeypatch.setattr("nltk.redos.DEFAULT_TIMEOUT", 0.5, raising=False)
    assert len(across_lines("He said no. " * 20_000)) == 20_000
