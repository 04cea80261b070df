"""Figures of speech: what each is found in, and what it is not found in, as the codebooks use them."""

import pytest

import newsloupe as nl
from newsloupe.figures_of_speech import FIGURES, crossings

# (figure, text, the words that should be marked)
EXAMPLES = [
    # questions
    ("rhetorical_question", "Have you ever wondered why?", ["Have you ever wondered why?"]),
    ("rhetorical_question", "What Is Next?\nNothing was said.", []),
    ("rhetorical_question", "“What next?” she asked.", []),
    ("hypophora", "Could that work? It’s hard to say.", ["Could that work? It’s hard to say."]),
    ("hypophora", "Could that work? Ships left the port.", []),
    # repetition and order
    ("anaphora", "There is no plan, no money, no hope.", ["no plan, no money, no hope"]),
    ("anaphora", "There is no rain, there is no ice.", ["no rain, there is no ice"]),
    ("anaphora", "There is no rain, and nobody said that there is no snow.", []),
    ("anaphora", "Please enter your comment!\nPlease enter your name here\n", []),
    ("anaphora", "The minister spoke. The minister left. The minister slept.", []),
    ("anaphora", "According to aides, he left. According to aides, he slept.", []),
    ("epistrophe", "We saw fire, we fought fire, we became fire.", ["We saw fire, we fought fire, we became fire"]),
    ("epistrophe", "He came from Russia, she went to Russia, they love Russia.", []),
    ("anadiplosis", "It is part of the game. But games like this hurt.", ["game. But games"]),
    ("anadiplosis", "He read the plan. The plan was long. They love Russia. Russia is cold.", []),
    ("tricolon", "We rely on speed, precision, and overwhelming force.", ["speed, precision, and overwhelming force"]),
    ("tricolon", "They wanted hope, faith and charity.", ["hope, faith and charity"]),
    ("tricolon", "It has military, economic, and diplomatic sides.", ["military, economic, and diplomatic"]),
    ("tricolon", "They flew to Estonia, Latvia, and Lithuania.", []),
    ("tricolon", "Poland, sharing a border with Belarus and Russia, agrees.", []),
    ("tricolon", "They sell apples, pears, plums, and cherries.", []),
    ("isocolon", "The rich grow richer, the poor grow poorer.", ["The rich grow richer, the poor grow poorer"]),
    ("isocolon", "On Monday, in Oslo, the talks began.", []),
    ("asyndeton", "There is no plan, no money, no hope.", ["no plan, no money, no hope"]),
    ("asyndeton", "There is no plan and no money.", []),
    ("polysyndeton", "They talked and argued and shouted.", ["talked and argued and shouted"]),
    ("polysyndeton", "Russia and Poland and Lithuania sent aid.", []),
    ("chiasmus", "Do you live to work or work to live?", ["live to work or work to live"]),
    ("chiasmus", "Sanctions hurt the countries. The countries asked for talks about grain, oil and sanctions.", []),
    ("alliteration", "It was fascinating but frustrating.", ["fascinating but frustrating"]),
    ("alliteration", "It was misunderstood and misread, long and boring.", []),
    ("repetition", "It never gave a clear answer to us. Why it never gave a clear answer is open.",
     ["it never gave a clear answer"]),
    ("repetition", "The Ministry of Foreign Affairs of Norway met the Ministry of Foreign Affairs of Norway.", []),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text", "expected"), EXAMPLES)
def test_figures(figure, text, expected):
    spans = nl.find_rhetoric(nl.Corpus.from_texts({"a": text}), codes="all")
    assert spans.loc[spans["label"] == figure, "text"].tolist() == expected


ACROSS_PARAGRAPHS = [
    ("anaphora", "We will never forget the war.", "We will never forgive the war."),
    ("epistrophe", "They went to see the good old town.", "They stayed long in the good old town."),
    ("anadiplosis", "It is part of the game.", "Games like this have consequences."),
    ("chiasmus", "Do you live to work?", "Or work to live?"),
]


@pytest.mark.parametrize(("device", "first", "second"), ACROSS_PARAGRAPHS)
def test_figures_of_repetition_stay_in_one_paragraph(device, first, second):
    for between, expected in ((" ", True), ("\n", False)):
        spans = nl.find_rhetoric(nl.Corpus.from_texts({"a": first + between + second}), codes="all")
        assert (device in set(spans["label"])) == expected


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("They say what they mean and mean what they say.", "They mean it. He left. Then they say what we all mean."),
        (
            "Live to work, or work to live?",
            "Work was hard to find where they went to live. Few who live there today have a home near their work.",
        ),
    ],
)
def test_a_meant_crossing_scores_above_an_accident(text, more):
    best = [max((c.score for c in crossings(t)), default=0) for t in (text, more)]
    assert best[0] >= 0.5 > best[1]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("text", ["", " ", "\n", "—", "word", "Ja. Nein. 🙂"])
def test_where_there_is_no_figure_none_is_found(figure, text):
    assert list(FIGURES[figure](text)) == []
