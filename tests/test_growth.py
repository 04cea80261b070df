"""Time grows with the length of a text, not with its square. `bench/growth.py` measures everything; here is what once
grew faster."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import u_alpha, unit_table
from newsloupe.figures_of_speech import FIGURES, crossings, repetition
from newsloupe.metrics import text_words
from support import assert_time_grows_with, one


@pytest.mark.parametrize(
    ("figure", "again"),
    [
        ("repetition", "he said that she said that "),
        ("repetition", "The harbor closed early because winter storms arrived, officials said. "),
        ("chiasmus", "Ann Bell said Ann Bell was Ann Bell. "),
    ],
)
def test_figures_in_a_text_that_says_the_same_again_and_again(figure, again):
    assert_time_grows_with(300, lambda times: list(FIGURES[figure](again * times)))


@pytest.mark.parametrize("again", ["1,", "1", "a'", "a-", "a", "aд"])
@pytest.mark.parametrize("codebook", ["generic-frames", "policy-frames", "figures"])
def test_patterns_on_one_endless_word_or_number(codebook, again):
    """A pattern that begins anew inside of a number reads the rest of it each time."""
    assert_time_grows_with(4000, lambda times: nl.apply_codebook(one(f"{again * times} just years-old 5"), codebook))


def words(times: int) -> tuple[nl.Corpus, pd.DataFrame]:
    corpus = one("It rains and rains. " * times)
    return corpus, nl.find_words(corpus, "rains")


@pytest.mark.parametrize(
    "measure",
    [
        lambda corpus, spans: text_words(corpus, without=spans),
        lambda corpus, spans: nl.frame_scores(spans.head(0), corpus, unit="sentence", without=spans),
        lambda corpus, spans: unit_table([spans, spans], corpus),
        lambda corpus, spans: u_alpha([spans, spans], corpus),
    ],
    ids=["text_words", "frame_scores", "unit_table", "u_alpha"],
)
def test_measures_of_many_spans(measure):
    made = {}  # the spans are made before, and are not part of the time

    def work(times: int) -> object:
        return measure(*made[times])

    for size in (20, *(400 + attempt for attempt in range(5)), *(1600 + attempt for attempt in range(5))):
        made[size] = words(size)
    assert_time_grows_with(400, work)


SENTENCE = "It never gave a clear answer to us."


@pytest.mark.parametrize(
    "others", [("", "", ""), ("\n", "\n", "\n"), ("Ships came.", "Nobody asked.", "Then it rained.")]
)
def test_every_repetition_is_found(others):
    text = " ".join([SENTENCE, *(part for other in others for part in (other, SENTENCE))])
    found = [text[start:end] for start, end, _ in repetition(text)]
    assert found == [SENTENCE.rstrip(".")] * 3


def test_a_text_that_stands_there_three_times_is_found_twice_paragraph_by_paragraph():
    once = next(iter(nl.load_corpus())).text
    text = "\n".join([once] * 3)
    found = list(repetition(text))
    own = len(list(repetition(once)))
    assert sum(end - start for start, end, _ in found) > 1.9 * len(once)
    assert all("\n" not in text[start:end] for start, end, _ in found)
    assert len(found) >= 2 * own


def test_crossings_that_cannot_reach_a_score_are_passed_over_and_no_others():
    text = "Ann met Ben and Ben met Ann. " * 8 + "Cats chase mice. Do mice chase cats?"
    every = crossings(text)
    for least in (0.1, 0.5, 0.7):
        assert crossings(text, least) == [crossing for crossing in every if crossing.score >= least]
    assert len(every) > 1000


def test_spans_that_are_nested_however_deeply_find_their_holders():
    def nested(size: int) -> object:
        columns = {"article": "a", "start": range(size), "end": range(3 * size, 2 * size, -1), "label": "x"}
        table = pd.DataFrame(columns)
        return nl.inside(table, table, carry=["label"])

    assert_time_grows_with(3000, nested)
