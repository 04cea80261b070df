"""Frame scores where all texts are about one thing."""

import warnings

import pytest

import newsloupe as nl
from newsloupe.framing import FrameWarning

RARE = "A fine was paid."


def corpus(texts, shared):
    """So many texts, of which so many say *shooting*."""
    lines = [f"The {'shooting' if number < shared else 'fair'} was on Monday." for number in range(texts)]
    return nl.Corpus.from_texts({f"a{number}": line for number, line in enumerate(lines)})


def crime(of, **options):
    scores = nl.frame_scores(nl.find_frames(of, "policy-frames"), of, "policy-frames", **options)
    return scores[scores["frame"] == "crime_punishment"].set_index("article")["score"]


@pytest.mark.parametrize(("texts", "shared", "warned"), [(10, 6, True), (10, 5, False), (9, 9, False)])
def test_a_corpus_of_one_topic_is_told(texts, shared, warned):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        crime(corpus(texts, shared))
    assert [w.category for w in told if "shooting (crime_punishment)" in str(w.message)] == [FrameWarning] * warned


def test_what_most_texts_share_counts_little():
    plain = crime(corpus(10, 5))
    assert crime(corpus(10, 5), relative_to_corpus=True).equals(plain) and plain["a0"] > 0.5
    shared = [crime(corpus(10, n), relative_to_corpus=True)["a0"] for n in (6, 8, 10)]
    assert plain["a0"] > shared[0] > shared[1] > shared[2] == 0


def test_a_few_texts_have_no_topic():
    with pytest.raises(ValueError, match="take 10 articles or more"):
        crime(corpus(9, 9), relative_to_corpus=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("They had strategies and made demands.", []), ("They need a strategy to stop it.", ["strategy to"]),
     ("Voters demand that it ends.", ["demand that"]), ("Demand for coal fell.", [])],
)  # fmt: skip
def test_a_strategy_or_a_demand_alone_is_no_solution(text, expected):
    found = nl.find_frames(nl.Corpus.from_texts({"a": text}))
    assert found.loc[found["rule"] == "responsibility_plans", "text"].tolist() == expected
