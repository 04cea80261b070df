"""Persuasion techniques by constructions and classes of words: what is one, and what looks like one and is not."""

import pytest

import newsloupe as nl

TECHNIQUES = [
    # a noun of contempt, with what goes before it; a crime before a court, a toy or an animal is none
    ("name_calling", "The rest are spineless bootlickers.", ["spineless bootlickers"]),
    ("name_calling", "Only hypocrites would vote for it.", ["hypocrites"]),
    ("name_calling", "He was convicted as a murderer of two drivers.", []),
    ("name_calling", "She called her neighbor a snake.", ["a snake"]),
    ("name_calling", "A snake lay in the grass.", []),
    ("name_calling", "These clowns closed the pool.", ["These clowns"]),
    ("name_calling", "Two clowns opened the fair.", []),
    # an adjective that condemns or glorifies, before somebody; before a thing it is no name
    ("name_calling", "We pay for incompetent bureaucrats.", ["incompetent bureaucrats"]),
    ("name_calling", "The incompetent repair cost a week.", []),
    ("name_calling", "Heroic farmers kept the dam.", []),
    ("name_calling", "The heroic officers kept the dam.", ["The heroic officers"]),
    ("name_calling", "It was a witch hunt.", ["a witch hunt"]),
    ("name_calling", "It was a treasure hunt.", []),
    # what is feared
    ("appeal_to_fear", "Cheap imports are a mortal threat to our farms.", ["mortal threat to our farms"]),
    ("appeal_to_fear", "The threat of frost has passed.", []),
    ("appeal_to_fear", "Nobody is safe in this town.", ["Nobody is safe in this town"]),
    ("appeal_to_fear", "The rope is safe, the guide said.", []),
    ("appeal_to_fear", "If we do nothing, the river will bring ruin to the valley.",
     ["If we do nothing, the river will bring ruin to the valley"]),
    ("appeal_to_fear", "If we leave at noon, we will be home at four.", []),
    ("appeal_to_fear", "This tax will destroy our country.", ["will destroy our country"]),
    ("appeal_to_fear", "The dispute could soon lead to a civil war.", ["could soon lead to a civil war"]),
    ("appeal_to_fear", "The road could lead to a farm.", []),
    ("appeal_to_fear", "The army will destroy the old shells.", []),
    # the nation
    ("flag_waving", "Nothing is above our great nation.", ["our great nation"]),
    ("flag_waving", "Our bus crossed the country.", []),
    ("flag_waving", "He lied to the Irish people.", ["lied to the Irish people"]),
    ("flag_waving", "Three Irish people live there.", []),
    # questions that take the answer for granted
    ("doubt", "Why did the mayor not read the report?", ["Why did the mayor not read the report?"]),
    ("doubt", "Why the mayor left is unknown.", []),
    ("doubt", "When does the train leave?", []),
    # others
    ("slogan", "Long live the harbor!", ["Long live the harbor!"]),
    ("slogan", "Otters live long.", []),
    ("false_dilemma", "The only real answer is a wall.", ["The only real answer is a wall"]),
    ("false_dilemma", "The only answer came from Oslo.", []),
    ("bandwagon", "Millions of families have switched.", ["Millions of families have switched"]),
    ("bandwagon", "Millions of bees were lost.", []),
    ("appeal_to_authority", "Peace, as Kant famously said, needs law.", ["as Kant famously said"]),
    ("appeal_to_authority", "The gate is shut, as Kant said.", []),
    # loaded words, and the same things said plainly or literally
    ("loaded_language", "It was an utterly shameless charade.", ["utterly shameless", "charade"]),
    ("loaded_language", "The price was extremely low for a week.", []),
    ("loaded_language", "Gross domestic product and crude oil fell.", []),
    ("loaded_language", "The flooded railway was demolished.", []),
    ("loaded_language", "He was held in contempt of court.", []),
]  # fmt: skip


@pytest.mark.parametrize(("device", "text", "expected"), TECHNIQUES)
def test_techniques(device, text, expected):
    spans = nl.find_rhetoric(nl.Corpus.from_texts({"a": text}), ["persuasion"], codes="all")
    assert spans.loc[spans["label"] == device, "text"].tolist() == expected


@pytest.mark.parametrize(
    "opening",
    [
        "It is a mortal threat to",
        "The threat that floods pose",
        "Unless it stops, it will bring ruin",
        "It could soon lead to a civil war",
        "It could trigger a war",
        "It may spread",
        "She feared that it could bring ruin",
        "It will destroy our country",
        "The only real way",
        "The only answer is",
    ],
)
@pytest.mark.parametrize("letters", range(3, 13))
def test_what_goes_on_long_ends_with_a_word(opening, letters):
    """Each pattern takes in some dozens of letters of what follows, wherever these end."""
    text = f"{opening} {('o' * letters + ' ') * 30}."
    found = nl.find_rhetoric(nl.Corpus.from_texts({"a": text}), ["persuasion"], codes="all")
    assert len(found)
    assert [text[end : end + 1].isalnum() and text[end - 1].isalnum() for end in found["end"]] == [False] * len(found)


@pytest.mark.parametrize(("text", "expected"), [
    ("It is considered an art.", ["is considered an"]),
    ("It is portrayed ably.", []),
    ("It is known as the old mill.", ["is known as"]),
    ("It is known asymptotically.", []),
])  # fmt: skip
def test_a_passive_of_opinion_needs_a_whole_word_after_it(text, expected):
    found = nl.find_rhetoric(nl.Corpus.from_texts({"a": text}), ["stance"], codes=["vague_attribution"])
    assert found["text"].tolist() == expected
