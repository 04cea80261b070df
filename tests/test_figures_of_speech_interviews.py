"""In interviews nobody addresses the reader, and a question is no figure."""

import pytest

from newsloupe.figures_of_speech import epistrophe, first_person, hypophora, rhetorical_question, second_person
from newsloupe.figures_of_speech.interviews import asked_in_turn, speech_from

TURNS = "The mayor spoke with us.\nQ: Why do you wait?\nA: I must.\nQ: Will you go on?\nA: Yes, by May."
UNLABELLED = "\n".join(
    "Why wait?|She must.|Who pays for it?|The town does.|When will it open?|In May, she says.|Who comes?|All."
    "|And then?|They rest.".split("|")
)
COLUMN = "Why do you wait? I know the answer. It is money."


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (TURNS, TURNS.index("Q:")),
        (TURNS.replace("Q: Will", "Will"), len(TURNS) - 3),  # three turns are not enough
        (COLUMN, len(COLUMN)),
        ("((Ina Moe)) Yes.\n((WN)) Why?\n((Ina Moe)) No.\n((WN)) How?", 0),
    ],
)
def test_where_an_interview_begins(text: str, first: int) -> None:
    assert speech_from(text) == first


@pytest.mark.parametrize("figure", [first_person, second_person, rhetorical_question, hypophora])
def test_a_turn_is_no_figure_but_a_column_is(figure) -> None:
    assert [text for start, end, _ in figure(TURNS) if (text := TURNS[start:end]) != "us"] == []
    assert list(figure(COLUMN))


def test_questions_with_answers_below_are_no_rhetorical_questions() -> None:
    assert len(asked_in_turn(UNLABELLED)) == 5
    assert not list(rhetorical_question(UNLABELLED))
    assert not asked_in_turn(COLUMN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is for the town, by the town, with the town.", True),
        ("He lost his mother. She found her mother.", False),  # two members, one word
        ("They pay for a new school. We wait for a new school.", True),
    ],
)
def test_an_epistrophe_is_long_enough(text: str, found: bool) -> None:
    assert bool(list(epistrophe(text))) == found
