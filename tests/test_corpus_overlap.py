"""Passages that articles share."""

import pytest

import newsloupe as nl
from newsloupe.corpus import shared_passages
from newsloupe.text import words

CASES = [
    ("Both sides refuse to talk.", "Again both SIDES refuse to move.", 4, ["Both sides refuse to"]),
    ("Russia’s plan is old news", "russia's plan is, old news", 4, ["Russia’s plan is old news"]),
    ("one two three. Four five", "one two three four five", 4, []),
    ("one two three. Four five", "one two three four five", 3, ["one two three"]),
    ("a b c d x a b c d", "a b c d", 4, ["a b c d", "a b c d"]),
]


@pytest.mark.parametrize(("one", "two", "least", "expected"), CASES)
def test_shared_passages(one, two, least, expected):
    corpus = nl.Corpus.from_texts({"x": one, "y": two})
    table = shared_passages(corpus, least)
    assert table["text"].tolist() == expected
    for row in table.itertuples():
        assert corpus[row.article].text[row.start : row.end] == row.text
        other = corpus[row.other].text[row.other_start : row.other_end]
        assert len(words(other)) == row.words


def test_within_one_article():
    corpus = nl.Corpus.from_texts({"x": "It is a divide. Yes, it is a divide.", "y": "It is a divide."})
    table = shared_passages(corpus, 4, within=True)
    assert table[["article", "other", "text"]].values.tolist() == [["x", "x", "It is a divide"]]


def test_set_phrases_are_left_out():
    corpus = nl.Corpus.from_texts({str(i): f"in the Baltic region {i}" for i in range(10)})
    assert len(shared_passages(corpus)) == 45 and not len(shared_passages(corpus, most=9))


def test_one_word_is_no_passage():
    with pytest.raises(ValueError, match="at least two"):
        shared_passages(nl.load_corpus(), 1)
