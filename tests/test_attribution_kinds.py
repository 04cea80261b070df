"""Attribution in every kind of news text: bare clauses, courts, headlines, datelines, turns, and what is no report."""

import pytest

import newsloupe as nl
from support import one, reports


def found(text):
    return reports(nl.find_attributions(one(text)))


CLAUSES = [
    ("The manager said ferry crews walk out on Friday.", "The manager", "said", ["ferry crews walk out on Friday"]),
    ("The owner said concert tickets double every spring.", "The owner", "said",
     ["concert tickets double every spring"]),
    ("The clerk stated the form was blank.", "The clerk", "stated", ["the form was blank"]),
    ("The judge ruled the fine was fair.", "The judge", "ruled", ["the fine was fair"]),
    ("Neighbours are concerned the mill will reopen.", "Neighbours", "are concerned", ["the mill will reopen"]),
    ("The lab has forecast a dry autumn.", "The lab", "has forecast", ["a dry autumn"]),
    ("Teachers have raised doubts about the new test.", "Teachers", "doubts", ["the new test"]),
]  # fmt: skip

COURTS = [
    ("Jurors were told the lamp was broken.", None, "were told", ["Jurors", "the lamp was broken"]),
    ("The tribunal heard why the pump failed.", "The tribunal", "heard", ["why the pump failed"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CLAUSES + COURTS)
def test_a_clause_without_that(text, source, cue, content):
    assert found(text) == [(source, cue, content)]
