"""Krippendorff's alpha for unitizing, against sums by hand and against the equations written out by character."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.agreement import u_alpha
from newsloupe.agreement.boundaries import unitizing
from support import examples

SIXTY = nl.Corpus.from_texts({"a": "x" * 60})
UNITS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from("pq")), max_size=3)


def coding(*rows):
    return pd.DataFrame([("a", *row) for row in rows], columns=["article", "start", "end", "label"])


def exclusive(rows):
    """Units one after the other: (gap before, length, code)."""
    spans, reached = [], 0
    for gap, length, code in rows:
        spans.append((reached + gap, reached + gap + length, code))
        reached += gap + length
    return coding(*(span for span in spans if span[1] <= 60))


def by_character(codings, length):
    """Equations 1 to 5 of Krippendorff et al. (2016), written out over characters."""
    values = [["" for _ in range(length)] for _ in codings]
    selves = {}
    for number, one in enumerate(codings):
        for start, end, label in one[["start", "end", "label"]].itertuples(index=False):
            values[number][start:end] = [label] * (end - start)
            selves[label] = selves.get(label, 0) + (end - start) ** 2
        selves[""] = selves.get("", 0) + values[number].count("")
    pairs = [(one[i], two[i]) for one, two in permutations(values, 2) for i in range(length)]
    observed = sum(c != k for c, k in pairs) / (len(codings) - 1)
    total = len(codings) * length
    lengths = {c: sum(own.count(c) for own in values) for c in selves}
    expected = total - sum(total * (lengths[c] ** 2 - selves[c]) / (total**2 - sum(selves.values())) for c in lengths)
    return 1 - observed / expected if expected > 1e-12 else float("nan")


def test_three_coders_by_hand():
    """No worked example of the paper could be had, so this one is ours, with every sum on paper.

    In 2 to 5 two say p and one q: 4 of 6 ordered pairs of coders differ at 3 characters. In 10 to 20 one (then two)
    of three say q: 4 pairs at 10 characters. Halved (coders less one) that is 6 + 20 = 26. Lengths: p 6, q 18, gaps
    156, together 180; squared lengths of units 9 + 9 + 100 + 9 + 25 = 152.
    """
    codings = [coding((2, 5, "p")), coding((2, 5, "p"), (10, 20, "q")), coding((2, 5, "q"), (15, 20, "q"))]
    expected = 180 * (180**2 - 6**2 - 18**2 - 156**2) / (180**2 - 152 - 156)
    assert u_alpha(codings, SIXTY) == pytest.approx(1 - 26 / expected)
    assert round(u_alpha(codings, SIXTY), 3) == 0.398


def test_one_code_by_itself():
    codings = [coding((0, 10, "p"), (30, 40, "q")), coding((0, 20, "p"))]
    expected = 120 * (120**2 - 30**2 - 90**2) / (120**2 - (10**2 + 20**2) - 90)
    assert u_alpha(codings, SIXTY, "p") == pytest.approx(1 - 20 / expected)
    assert u_alpha(codings, SIXTY, "q") == pytest.approx(1 - 20 / (120 * (120**2 - 10**2 - 110**2) / (120**2 - 210)))


@examples(60)
@given(st.lists(UNITS.map(exclusive), min_size=2, max_size=4))
def test_it_follows_the_equations_of_the_paper(codings):
    assert u_alpha(codings, SIXTY) == pytest.approx(by_character(codings, 60), nan_ok=True)
    assert u_alpha(codings[::-1], SIXTY) == pytest.approx(u_alpha(codings, SIXTY), nan_ok=True)


def test_nothing_marked_or_everything_by_one_unit_each_is_not_defined():
    assert np.isnan(u_alpha([coding(), coding()], SIXTY))
    assert np.isnan(u_alpha([coding((0, 60, "p"))] * 2, SIXTY))
    assert np.isnan(u_alpha([coding(), coding()], nl.Corpus.from_texts({"a": "  "})))


def test_overlapping_and_repeated_spans_of_one_code_are_one_stretch():
    overlapping = coding((0, 10, "p"), (5, 20, "p"), (5, 20, "p"))
    assert u_alpha([overlapping, coding((0, 20, "p"))], SIXTY) == 1
    assert u_alpha([overlapping, coding((0, 10, "p"))], SIXTY) == u_alpha(
        [coding((0, 20, "p")), coding((0, 10, "p"))], SIXTY
    )


def test_two_codes_on_the_same_words_are_a_value_of_their_own():
    both, one = coding((0, 20, "p"), (0, 20, "q")), coding((0, 20, "p"))
    assert u_alpha([both, both], SIXTY) == 1
    assert u_alpha([both, one], SIXTY) < u_alpha([both, one], SIXTY, "p") == 1


def test_disagreement_is_kept_by_sentence():
    corpus = nl.Corpus.from_texts({"a": "It may rain. It may not.", "b": "Yes."})
    parts = unitizing([coding((3, 6, "p"), (16, 19, "p")), coding((16, 18, "p"))], corpus)
    assert parts.disagreement.tolist() == [6, 2, 0]  # both ordered pairs of coders
    assert parts.size.tolist() == [26, 22, 8]
