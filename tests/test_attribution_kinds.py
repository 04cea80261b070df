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


HEADLINES = [
    ("Ferry fares will double by May – minister\nThe ferry sails daily.", "minister", "–",
     ["Ferry fares will double by May"]),
    ("Toll is a scandal: Aas\nThe toll began.", "Aas", ":", ["Toll is a scandal"]),
    ("‘We are tired’: drivers on the new toll\nThe toll began.", "drivers", ":", ["‘We are tired’"]),
    ("Aas: Call for lower toll pointless\nThe toll began.", "Aas", ":", ["Call for lower toll pointless"]),
]  # fmt: skip

DATELINES = [
    ("OSLO (AP) — The ferry is late, the crew said.", "the crew", "said", ["The ferry is late"]),
    ("BERGEN, Norway - “The ferry is late,” the crew said.", "the crew", "said", ["“The ferry is late,”"]),
    ("Nairobi: The crew says the ferry is late.", "The crew", "says", ["the ferry is late"]),
]

NEXT_LINE = [
    ("And from Mayor Ann Aas:\n\n“The pool is a gift to us all.”", "Mayor Ann Aas", "from",
     ["“The pool is a gift to us all.”"]),
    ("From the desk of Ann Aas, head of the pool.\n“The pool is a gift to us all.”", "Ann Aas, head of the pool",
     "From the desk of", ["“The pool is a gift to us all.”"]),
    ("“The pool is a gift to us all.”\nAnn Aas, swimmer", "Ann Aas, swimmer", "Ann Aas, swimmer",
     ["“The pool is a gift to us all.”"]),
    ("Ann Aas wrote in a note to the board:\nThe pool is cold.\nIt opens in May.", "Ann Aas", "wrote",
     ["The pool is cold."]),
    ("The ferry line apologized to its guests for the noise.", "The ferry line", "apologized", ["for the noise"]),
]  # fmt: skip

TURNS = [
    ("Host: Who built it?\nLars: My uncle did. He died in May.",
     [("Host", ":", ["Who built it?"]), ("Lars", ":", ["My uncle did. He died in May."])]),
    ("AAS: Welcome back. We begin with rain.", [("AAS", ":", ["Welcome back. We begin with rain."])]),
    ("Q. Was it cold?\nA. Yes. Very.", [("Q", ".", ["Was it cold?"]), ("A", ".", ["Yes. Very."])]),
    ("HOST: Hello.\nAAS: Thank you.\nIt is cold.\n(APPLAUSE)\nHOST: Why?",
     [("HOST", ":", ["Hello."]), ("AAS", ":", ["Thank you.", "It is cold."]), ("HOST", ":", ["Why?"])]),
    ("“It is late,” Bo said, ((hi)) der ho gayi.", [("Bo", "said", ["“It is late,”"])]),
    ("((hi)) It was said that it is late.", [(None, "was said", ["that it is late"])]),
    # long answers, a list in one, a label without a mark that is no part of the turn before it
    ("((AL)) Was it cold?\n((Bo)) Yes.\nVery.\nWe had:\nno coal.\n((AL)) And\nRain.\n((AL)) Why?\n((Bo)) I forgot.\n"
     "So did you.",
     [("AL", ")", ["Was it cold?"]), ("Bo", ")", ["Yes.", "Very.", "We had:", "no coal."]), ("AL", ")", ["Why?"]),
      ("Bo", ")", ["I forgot.", "So did you."])]),
    ("((AL)) Was it cold?\nBR It was.\n((AL)) Why?\nBR Nobody knew.\n((AL)) Then?\nBR We left.\n((Ina)) Bye.",
     [("AL", ")", ["Was it cold?"]), ("AL", ")", ["Why?"]), ("AL", ")", ["Then?"]), ("Ina", ")", ["Bye."])]),
    ("The singer Ann Lee is back.\nWhere were you?\nI was at sea.\nAlone?\nNo, we were three.\nFun?\nI think it was.",
     [("Ann Lee", "?", ["I was at sea."]), ("Ann Lee", "?", ["No, we were three."]),
      ("Ann Lee", "?", ["I think it was."])]),
]  # fmt: skip

NOBODY_SPEAKS = [
    "Paris: The minister left the hall on Monday.",
    "Price: free\nPlace: Town Hall\nTime: noon",
    "Note: The pool is shut.\nIt opens in May.",
    "Storm hits the coast – in pictures\nThe wind rose.",
]

DEEDS = [
    "Pirates attack a tanker off the coast.",
    "The dog attacked a sheep.",
    "The studio celebrated the opening of its new hall.",
    "The museum is backed by a trust.",
    "Officers questioned a teenager.",
    "The hostel welcomed 40 students.",
    "Experience shows that locks rust.",
    "Rovers are seeking a third win.",
    "The ferry has gone, so don’t expect the captain to wait.",
    "If she says that she will win.",
]
JUDGMENTS = [
    ("Rebels attacked the peace deal.", "Rebels", "attacked", ["the peace deal"]),
    ("The bank supports the reform.", "The bank", "supports", ["the reform"]),
    ("The senator questioned the claim.", "The senator", "questioned", ["the claim"]),
    ("Records show that locks rust.", "Records", "show", ["that locks rust"]),
]


@pytest.mark.parametrize("text", DEEDS)
def test_deeds_are_no_judgments(text):
    assert found(text) == []


@pytest.mark.parametrize(("text", "source", "cue", "content"), JUDGMENTS)
def test_what_can_be_judged(text, source, cue, content):
    assert found(text) == [(source, cue, content)]


@pytest.mark.parametrize(("text", "source", "cue", "content"), HEADLINES + DATELINES + NEXT_LINE)
def test_layout_of_the_first_line(text, source, cue, content):
    assert found(text) == [(source, cue, content)]


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_turns(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", NOBODY_SPEAKS)
def test_lines_in_which_nobody_speaks(text):
    assert found(text) == []
