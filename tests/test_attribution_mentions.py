"""Whom *he*, *it* and *the report* mean, where no name was given or only a short one; where the words of a source
begin and end; who only hears; and what only says that nothing was said."""

import pytest

import newsloupe as nl
from newsloupe.attribution import attribution_list
from support import one


def listed(text):
    return attribution_list(nl.find_attributions(one(text), actors=None))


WHOM = [
    # introduced without a name, as the subject, behind the verb, as a possession
    ("A plumber waited at the lock. “It leaks,” he said.", "A plumber"),
    ("Beside me sat a woman in her nineties. “It leaks,” she said.", "a woman"),
    ("There was a girl at the gate. She told me that it was late.", "a girl"),
    ("I had my sister-in-law look at it. “It leaks,” she said.", "my sister-in-law"),
    ("A cousin of mine who works in the docks holds that it leaks. He points to the pumps.", "a cousin of mine"),
    ("The Minister for Canals is no fool. He said that it was late.", "the Minister for Canals"),
    ("Lind-Aas’s brother, Olaf, had come by boat. He said it was late. “So it was,” said Olaf Lind.", "Olaf Lind"),
    # a name is nearer than what only describes somebody, or belongs to what is reported
    ("Nora Tveit told the board that her tenant was late. She said it leaks.", "Nora Tveit"),
    ("Nora Tveit was the first swimmer to cross. She said it was cold.", "Nora Tveit"),
    ("Nora Tveit, a baker, closed the shop. She said it was cold.", "Nora Tveit"),
    ("When a student met Arne Moe, he said that it leaks.", "Arne Moe"),
    ("Karin Moe sang. The newspaper El Brezo said it was cold. She said it was late.", "Karin Moe"),
    # documents
    ("A traffic survey came out in May. It says that the lane is empty.", "a traffic survey"),
    ("As part of a lease agreement, the town pays. The agreement states that it must.", "a lease agreement"),
    ("The Canal Trust thanked them in a letter. It said that it would study the plan.", "the Canal Trust"),
    # who said something is more likely a person than what nothing shows to be one, less than a known one
    ("Brek Xelaru, speaking in the square, urged them to wait. He said that it was late.", "Brek Xelaru"),
    ("Brek Xelaru praised Karin Moe. She said it was late.", "Karin Moe"),
    ("Arne Moe sang. Brek Xelaru bought a boat. He said that it was late.", "Arne Moe"),
    # whose message it is; what was only received has no sender here
    ("The Canal Trust issued a statement saying that it was late.", "the Canal Trust"),
    ("Forty bakers, including Nora Tveit, signed a letter saying it was late.", "Forty bakers"),
    ("Nora Tveit received a letter stating that it was late.", "a letter"),
    # firms and papers in full, by the only one
    ("Tarn Tools, Inc. (“Tarn”), a maker of saws, has moved. Tarn said that it was late.", "Tarn Tools"),
    ("Tarn Tools Ltd closed a mill. The company said that it was late.", "Tarn Tools"),
    ("Tarn Tools Ltd and Fell Foods plc met. The company said that it was late.", "the company"),
    ("Vesle Hills Electric is late. In a note, the utility said that it was dark.", "Vesle Hills Electric"),
    ("Vesle Hills Electric is late. Vesle Hills said that it was dark.", "Vesle Hills Electric"),
    ("Tarn sold saws. Then Tarn Overseas Ltd came. Tarn said that it was late.", "Tarn"),
    ("The Daily Gazette rang. It was late, according to The Gazette.", "the Daily Gazette"),
    # ranks of other countries
    ("DCP Karin Moe left. The DCP said it was late.", "Karin Moe"),
    ("Barr. Karin Moe said it was late.", "Karin Moe"),
    # an office with *of* or *for* before a name; a name that is given in passing; an indefinite article is no name
    ("Secretary of State Karin Moe said it was late.", "Karin Moe"),
    ("The secretary of state said it was late.", "the secretary of state"),
    ("A diver, who gave his name only as Rolf, said it was late.", "Rolf"),
    ("A diver, who gave his address only as Holm, said it was late.", "a diver"),
    ("A Liberal, Karin Moe, said it was late.", "Karin Moe"),
    # who
    ("It is a fellow in Bergen who told them that it was late.", "a fellow in Bergen"),
    ("The captain of the team, who said it was late, left.", "the captain of the team"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), WHOM)
def test_whom_the_last_source_means(text, speaker):
    last = "who" if " who told" in text or "team, who" in text else None
    table = listed(text)
    table = table[table["source"] == last] if last else table
    assert table["speaker"].iloc[-1].lower() == speaker.lower()


SOURCES = [
    ("A smith who works at the bridge told me that it was late.", "A smith who works at the bridge"),
    ("A guard who has stood at the tower all week said it was late.", "A guard who has stood at the tower all week"),
    ("A smith who thinks the bridge said no left.", "who"),
    ("“It leaks,” said Karin Moe during the week.", "Karin Moe"),
    ("“It leaks,” said Moe to the Lantern. “It does.”", "Moe"),
    ("Karin Moe on the radio says it leaks.", "Karin Moe"),
    ("The ambassador to Peru said it leaks.", "The ambassador to Peru"),
    ("In his evidence Mr Moe, who has since left, denied having seen it.", "Mr Moe, who has since left"),
    ("At noon he was told by the ticket clerk, Nora Tveit, that it was late.", "the ticket clerk, Nora Tveit"),
    ("“It leaks,” said Karin Moe, Tarn’s founder and chief executive. “It does.”",
     "Karin Moe, Tarn’s founder and chief executive"),
    ("Tarn Tools, Inc. (“Tarn”), a leading maker of saws, today announced that it will move.",
     "Tarn Tools, Inc. (“Tarn”), a leading maker of saws"),
    ("Barrister K A Moe told reporters that it was late.", "Barrister K A Moe"),
    ("Painter Karin Moe described Oslo to the Lantern in 2002: “It was a town that was good to me. It still is.”",
     "Painter Karin Moe"),
    # who hears says nothing; what the court came to know is its own
    ("The court heard that the barge was stolen.", ""),
    ("A man stole a barge, an inquest has heard.", ""),
    ("The tribunal heard why the barge sank.", "The tribunal"),
    ("The tribunal told the owner that it was late.", "The tribunal"),
    ("Karin Moe heard that it was late.", "Karin Moe"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_where_the_words_of_a_source_begin_and_end(text, source):
    assert source in listed(text)["source"].tolist()


def test_a_headline_names_the_hearers_too():
    text = (
        "Skipper ‘sold one barge 40 times’, jury told\n\nA skipper sold one barge again and again, a court has heard.\n"
    )
    assert listed(text)["source"].tolist() == ["", ""]


CONTENTS = [
    # what is thought belongs to what is said; what is said again, or hoped, is a report of its own
    ("Karin Moe said she saw the smoke, and suspected a leak.", "she saw the smoke, and suspected a leak"),
    ("Karin Moe said she saw the smoke and warned that it was late.", "she saw the smoke"),
    ("Karin Moe thought it was dark and believed that it was late.", "it was dark"),
    # a passive tells of others
    ("The mill said the barge costs $3 million and is expected to carry coal.",
     "the barge costs $3 million and is expected to carry coal"),
    ("The mill said the barge was late and expects to sell it.", "the barge was late"),
    # the sentence’s own clause does not belong to a noun
    ("Despite Moe’s allegations of fraud, Tveit kept the post.", "fraud"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), CONTENTS)
def test_where_content_ends_when_the_source_goes_on(text, content):
    assert listed(text)["content"].iloc[0] == content


@pytest.mark.parametrize(("text", "cues"), [
    ("Karin Moe would neither confirm nor deny that it was late.", []),
    ("Karin Moe denied that it was late.", ["denied"]),
    ("Karin Moe declined to say whether it was late.", ["declined"]),
    ("Tonight the boxer will find out whether he has won.", []),
    ("The boxer found out that he has won.", ["found out"]),
    ("She does not know how to swim.", []),
    ("She does not know how it works.", ["does not know"]),
    ("Police responded to an alarm in the mill.", []),
    ("The mayor responded to the criticism.", ["responded to"]),
    ("The mayor answered a few questions about the mill.", []),
    ("Karin Moe found time to answer a few questions about her barge from readers who wrote to us.", []),
    ("Karin Moe answered that it was late.", ["answered"]),
    ("We have long thought of barges — basically objects that float.", []),
    ("Karin Moe objects that it was late.", ["objects"]),
    ("Karin Moe was still thinking about it two hours later.", []),
    ("Karin Moe was still thinking about the barge.", ["was still thinking about"]),
    ("Nobody expected the barge to sink.", []),
    ("The mayor expected the barge to sink.", ["expected"]),
    ("HALF-TIME: Tarn lead the match 2-1\n\nThe rain has stopped.\n", []),
    ("Notes to editors: A picture is attached. It is of a barge.\n\nThe barge is red.\n", []),
])  # fmt: skip
def test_what_says_that_nothing_was_said_is_no_attribution(text, cues):
    assert listed(text)["cue"].tolist() == cues
