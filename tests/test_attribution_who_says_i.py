"""Who says *I*; labels of turns; short forms of organizations and persons; what is no speaker."""

import pytest

import newsloupe as nl
from newsloupe.attribution import attribution_list
from newsloupe.attribution.who_says_i import byline, signatures, turns
from newsloupe.grammar import Parsed
from support import one


def speakers(text):
    found = attribution_list(nl.find_attributions(one(text), nested=True))
    return dict(zip(found["source"] + " " + found["cue"], found["speaker"], strict=True))


MILL = """Sarah Feldt of Radio North spoke to Ola Nyman, head of the Nyman Mill.

FELDT: The mill is old, and I think that you knew.

NYMAN: Well, we believe that the wheel will hold. She said that it was over.

"""

FIRST_PERSON = [
    # the label of the turn, in full
    (MILL, "I think", "Sarah Feldt"),
    (MILL, "we believe", "Ola Nyman"),
    (MILL, "She said", "Sarah Feldt"),  # nobody is *she* to himself
    ("((Kari Holm)) Well, I said that it was over.\n\n((XY)) So I heard that it was late.\n", "I said", "Kari Holm"),
    ("((Kari Holm)) Well, I said that it was over.\n\n((XY)) So I heard that it was late.\n", "I heard", "XY"),
    ("Nora Holm, 41, ran.\n\nNH: Well, I said that it was over.\n\nQ: Why?\n\nNH: It rained.\n", "I said", "Nora Holm"),
    ("Nora Tveit, the minister, came.\n\nTHE MINISTER: Well, I said that it was over.\n\nQ: Why?\n", "I said",
     "Nora Tveit"),
    ("Ola Nyman ran. Interview by Sarah Feldt.\n\nQ: So I heard that it fell.\n\nA: It did. We knew that it would.\n",
     "I heard", "Sarah Feldt"),
    ("Ola Nyman ran. Interview by Sarah Feldt.\n\nQ: So I heard that it fell.\n\nA: It did. We knew that it would.\n",
     "We knew", "Ola Nyman"),
    # a signature, a byline, and neither
    ("To the editor:\n\nI believe that the bridge is bad.\n\nNora Tveit\nWare\n", "I believe", "Nora Tveit"),
    ("Dear all,\n\nI believe that the bridge is bad.\n\nYours sincerely,\nOla Nyman\n", "I believe", "Ola Nyman"),
    ("The bridge\nBy Nora Tveit\n\nI believe that the bridge is bad.\n", "I believe", "Nora Tveit"),
    ("The bridge is bad. I believe that it may fall.\n", "I believe", "I"),
    ("Note: It rained.\n\nI believe that it may fall.\n", "I believe", "I"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "speaker"), FIRST_PERSON)
def test_i_is_who_speaks_there(text, said, speaker):
    assert speakers(text)[said] == speaker


def test_a_label_is_a_person_where_the_text_has_the_name():
    found = attribution_list(nl.find_attributions(one(MILL + "FELDT: The mill is late.\n")))
    label = found[found["source"] == "FELDT"].iloc[-1]
    assert (label["speaker"], label["source_type"]) == ("Sarah Feldt", "named person")


TALK = """Morning Talk

Interviewer: It is cold. Why is the mill closed?

Nyman: Good morning, {name}. The wheel broke, and we wait for a new one.

Interviewer: When will it come?

Nyman: Nobody can tell us.
"""
ROOM = """SARAH FELDT: Thank you. First is Ola Nyman from the Ware Post.

REPORTER: Why is the mill closed?

MINISTER: The wheel broke.

REPORTER: When will it open?

SARAH FELDT: Next we have Kari Holm, Radio North.

REPORTER: Who pays for it?
"""
PAPER = "In this interview with our Science Editor, SARAH FELDT, Ola Nyman speaks on mills. Excerpts:\n\n"


def labels(text):
    found = attribution_list(nl.find_attributions(one(text)))
    return list(zip(found["source"], found["speaker"], strict=True))


def test_who_asks_is_the_one_who_is_greeted():
    assert [who for said, who in labels(TALK.format(name="Kari")) if said == "Interviewer"] == ["Kari", "Kari"]
    assert [who for said, who in labels(TALK.format(name="everybody")) if said == "Interviewer"] == ["Interviewer"] * 2


def test_a_reporter_is_who_was_given_the_floor_also_for_a_second_question():
    assert [who for said, who in labels(ROOM) if said == "REPORTER"] == ["Ola Nyman", "Ola Nyman", "Kari Holm"]


def test_letters_and_initials_of_a_label():
    letters = labels(PAPER + "Q: Why is it closed?\n\nA: The wheel broke.\n\nQ: When?\n\nA: In May.\n")
    assert letters == [("Q", "SARAH FELDT"), ("A", "Ola Nyman")] * 2
    outlet = "Worldnews met Ola Nyman.\n\n" + 2 * "WN: Why is it closed?\n\nNYMAN: The wheel broke.\n\n"
    assert labels(outlet) == [("WN", "Worldnews"), ("NYMAN", "Ola Nyman")] * 2
    assert labels(outlet.replace("WN", "XW"))[0] == ("XW", "XW")  # no outlet begins so
    pair = "Ola Nyman and Sarah Feldt came.\n\nO. NYMAN: The wheel broke.\n\nS. FELDT: In May it did.\n"
    assert labels(pair) == [("O. NYMAN", "Ola Nyman"), ("S. FELDT", "Sarah Feldt")]


def test_a_name_alone_under_the_headline_is_a_byline_and_a_heading_is_none():
    first = (
        "I think that the mill of the town is old, and that nobody who lives near it will ever come to see it closed."
    )
    assert byline(Parsed(f"A wheel\n\nSarah Feldt\n\n{first}\n")) == "Sarah Feldt"
    assert byline(Parsed(f"A wheel\n\nMill Town\n\n{first}\n")) == ""
    assert byline(Parsed("A wheel\n\nSarah Feldt\n\nI think that it is old.\n")) == ""  # a list of short lines


SHORT = [
    ("The Arland Water Board met. The Board said the dam was safe.", "The Board said", "the Arland Water Board"),
    ("The Arland Water Board met the Ware Water Board. The Board said it was late.", "The Board said", "the Board"),
    ("The Bridge Claims Office (BCO) met. The BCO said it was late.", "The BCO said", "the Bridge Claims Office"),
    ("If the Ware Museum Trust on Monday closes, it is sad. The Trust said it was late.", "The Trust said",
     "the Ware Museum Trust"),
    ("Arland Police came. Police said it was late.", "Police said", "Arland Police"),
    ("The Board said the dam was safe. The Arland Water Board met.", "The Board said", "the Board"),
    ("PC Arne Holm came. The officer said it was late.", "The officer said", "Arne Holm"),
    ("Coach Arne Holm came. The coach said it was late.", "The coach said", "Arne Holm"),
    ("Arne Holm, head coach of Ware, came. The coach said it was late.", "The coach said", "Arne Holm"),
    # the surname decides
    ("Scott Holm came. Mr Scott said it was late.", "Mr Scott said", "Scott"),
    ("Arne Holm came. Mrs Holm said it was late.", "Mrs Holm said", "Mrs Holm"),
    ("Arne Holm came. Mr Holm said it was late.", "Mr Holm said", "Arne Holm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "speaker"), SHORT)
def test_a_short_form_is_the_only_full_one_before(text, said, speaker):
    assert speakers(text)[said] == speaker


NO_SPEAKERS = [
    ("The jury heard that the road was dark.", "The jury heard", ""),
    ("The court said it was late.", "The court said", "the court"),
    ("Yesterday said the road was shut.", "Yesterday said", ""),
    ("Orbit, Inc. said it was late.", "Inc said", "Orbit"),
]


@pytest.mark.parametrize(("text", "said", "speaker"), NO_SPEAKERS)
def test_days_hearers_and_halves_of_names_are_no_speakers(text, said, speaker):
    assert speakers(text).get(said, speaker) == speaker


def test_what_is_a_turn():
    assert [turn.label for turn in turns(Parsed(MILL))] == ["FELDT", "NYMAN"]
    assert turns(Parsed("Mayor: The talks failed\n\nIt rained.")) == []  # a headline
    assert turns(Parsed("Nora Tveit Image: Arne Holm\n\nBo Lind Image: Ida Aas")) == []  # captions


def test_signatures_and_bylines():
    text = "It rained.\n\n— Nora Tveit, Ware\n\nIt was late.\n\nRegards,\nLotte van den Broek\nWare\n"
    assert [name for _, name in signatures(Parsed(text))] == ["Nora Tveit", "Lotte van den Broek"]
    assert byline(Parsed("A bridge\nBy Nora Tveit\n\nBy Ola Nyman\n")) == ""


LETTERS = """I walk to school with my son. I think the crossing is unsafe.

Asha Rao, Mill Lane

I disagree with those who want it closed. I believe the road is wide enough.

Peter Lund
Brook Street
"""


def test_each_letter_of_a_page_is_its_signer_s():
    spans = nl.find_attributions(nl.Corpus.from_texts({"a": LETTERS}))
    first_person = spans[(spans["label"] == "source") & (spans["text"] == "I")]
    assert list(dict.fromkeys(first_person["speaker"])) == ["Asha Rao", "Peter Lund"]


def test_a_name_that_stands_alone_again_and_again_signs_nothing():
    text = (
        "Asha Rao\n\nI think so.\n\nPeter Lund\n\nI doubt it.\n\nAsha Rao\n\nI think it is late.\n\nPeter Lund\n\nNo.\n"
    )
    spans = nl.find_attributions(nl.Corpus.from_texts({"a": text}))
    assert not set(spans["speaker"]) & {"Asha Rao", "Peter Lund"}


def test_labels_in_double_brackets_are_turns():
    text = (
        "((Ina Moe))  The pool is old. We repair it.\n\n((Paper))  When will it open?\n\n((Ina Moe))  In May, I hope.\n"
    )
    spans = nl.find_attributions(nl.Corpus.from_texts({"a": text}))
    assert spans.loc[spans["label"] == "source", "text"].tolist() == ["Ina Moe", "Paper", "Ina Moe"]
    assert "The pool is old. We repair it." in spans.loc[spans["label"] == "content", "text"].tolist()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The baker, when we reached her at home, said the oven was cold.", "The baker"),
        ("The baker, in a letter to the council, said the oven was cold.", "The baker"),
        ("The bakers, for their part, said the oven was cold.", "The bakers"),
        ("The baker, in charge of two ovens, said one was cold.", "The baker, in charge of two ovens"),
    ],
)
def test_the_occasion_is_no_part_of_the_source(text, source):
    spans = nl.find_attributions(nl.Corpus.from_texts({"a": text}))
    assert spans.loc[spans["label"] == "source", "text"].tolist() == [source]
