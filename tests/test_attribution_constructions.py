"""More constructions of attribution, each by an example: what stands between a source, its verb and what it reports."""

import pytest

import newsloupe as nl
from support import one, reports


def found(text):
    """(source, cue, contents) of every attribution that the rules find."""
    return reports(nl.find_attributions(one(text)))


SOURCES = [
    ("Reilly said he would be careful.", "Reilly", "said", ["he would be careful"]),
    ("Nearly seven in 10 say they will keep the dog.", "Nearly seven in 10", "say", ["they will keep the dog"]),
    ("By wide margins, those surveyed say the ferry is late.", "those surveyed", "say", ["the ferry is late"]),
    ("Another said the ferry was late.", "Another", "said", ["the ferry was late"]),
    ("The club bought a new stand in May and says it paid in cash.", "The club", "says", ["it paid in cash"]),
    ("She raised two sons alone, but said she had been happy.", "She", "said", ["she had been happy"]),
    ("He also tried out some new routes, saying he would run until May.", "He", "saying", ["he would run until May"]),
    ("Ann Lee, chair of the club, tied the win to luck, saying the wind had helped.",
     "Ann Lee, chair of the club", "saying", ["the wind had helped"]),
    ("The players’ union and the coach said the pitch was bad.", "The players’ union and the coach", "said",
     ["the pitch was bad"]),
    ("The pitch was bad, he and another coach said.", "he and another coach", "said", ["The pitch was bad"]),
    ("The pitch was bad, past and present coaches said.", "past and present coaches", "said", ["The pitch was bad"]),
    ("Rep. Ann Lee (L-Oh.), chair of the club, said the pitch was bad.", "Rep. Ann Lee (L-Oh.), chair of the club",
     "said", ["the pitch was bad"]),
    ("It came from singers who’ve said the hall is cold.", "singers who", "said", ["the hall is cold"]),
    ("Eleven unions are asking the club to close on Sundays.", "Eleven unions", "are asking", ["to close on Sundays"]),
    ("The petition accuses the bakery of fraud.", "The petition", "accuses", ["the bakery of fraud"]),
]  # fmt: skip

CONTENTS = [
    ("The coach said bullying doesn’t just happen to children.", "The coach", "said",
     ["bullying doesn’t just happen to children"]),
    ("The coach said the rule unfairly targets goalkeepers.", "The coach", "said",
     ["the rule unfairly targets goalkeepers"]),
    ("Reports say the former champion plans to “quietly retire” in May.", "Reports", "say",
     ["the former champion plans to “quietly retire” in May"]),
    ("Lee noted Swedes and Finns have a longer winter.", "Lee", "noted", ["Swedes and Finns have a longer winter"]),
    ("The agency reported at least six boats were lost.", "The agency", "reported", ["at least six boats were lost"]),
    ("Lee says despite the rain, the game goes on.", "Lee", "says", ["despite the rain, the game goes on"]),
    ("Lee admits the new boat “did not work” in the storm.", "Lee", "admits",
     ["the new boat “did not work” in the storm"]),
    ("Lee asked the club to release copies of the contract.", "Lee", "asked", ["to release copies of the contract"]),
    ("Lee asked the choir about their new hall.", "Lee", "asked", ["about their new hall"]),
    ("Lee asked the choir which hall they liked.", "Lee", "asked", ["which hall they liked"]),
    ("Asked about the hall, Lee smiled.", None, "Asked about", ["the hall"]),
    ("Lee was asked to name a hall.", None, "was asked", ["Lee", "to name a hall"]),
    ("Lee was asked, “Which hall do you like?”", None, "was asked", ["“Which hall do you like?”"]),
    ("The bank would not say whether it had paid.", "The bank", "would not say", ["whether it had paid"]),
    ("Lee pledged Saturday to sell the hall.", "Lee", "pledged", ["to sell the hall"]),
    ("Lee’s claim that “nobody had paid” was false.", "Lee’s", "claim", ["that “nobody had paid” was false"]),
    ("Her claim in the trial that the hall was empty fell flat.", "Her", "claim", ["that the hall was empty"]),
    ("Lee called that “beyond belief.”", "Lee", "called", ["that “beyond belief.”"]),
    ("The study found “no trace” of the bird.", "The study", "found", ["“no trace” of the bird"]),
    ("Lee sold the hall, which he described as a ruin.", "he", "described", ["which", "as a ruin"]),
]  # fmt: skip

PLACES = [
    ("Lee wrote in a court file that the hall was empty.", "Lee", "wrote", ["that the hall was empty"]),
    ("Lee announced earlier this month that he would leave.", "Lee", "announced", ["that he would leave"]),
    ("Lee said, twice, that he would leave.", "Lee", "said", ["that he would leave"]),
    ("Lee said of the hall, “It is cold.”", "Lee", "said", ["“It is cold.”"]),
    ("Lee said about the hall, “It is cold.”", "Lee", "said", ["“It is cold.”"]),
    ("“It is cold,” Lee said by telephone.", "Lee", "said", ["“It is cold,”"]),
    ("He had played all week, a friend told The Herald.", "a friend", "told", ["He had played all week"]),
    ("That is not enough, said Ann Lee, a nurse, who notes that bread is dear.", "Ann Lee, a nurse", "said",
     ["That is not enough"]),
    ("It is no surprise, Lee said, that bread is dear.", "Lee", "said", ["It is no surprise", "that bread is dear"]),
    ("The oven was cold, a clerk, Ann Lee, said on Saturday, and it had been for a week.", "a clerk, Ann Lee", "said",
     ["The oven was cold", "and it had been for a week"]),
    ("“Only you,” she said, would buy a hall.", "she", "said", ["“Only you,”", "would buy a hall"]),
    ("Soon after the fire, Lee said of it, “It was hot.”", "Lee", "said", ["“It was hot.”"]),
    ("The order was clear, including, he said, “the part on bread.”", "he", "said", ["“the part on bread.”"]),
    ("He stayed because, according to Lee, the hall was warm.", "Lee", "according to", ["the hall was warm"]),
    ("As Ann Lee, the chair, put it: “Bread is dear.”", "Ann Lee, the chair", "put it", ["“Bread is dear.”"]),
    ("As Lee told the Daily Herald, bread is dear.", "Lee", "told", ["bread is dear"]),
    ("As Lee told the Daily Herald, “bread is very dear.”", "Lee", "told", ["“bread is very dear.”"]),
    ("The hall “is a ruin right now,” as Lee said on Monday.", "Lee", "said", ["The hall “is a ruin right now,”"]),
    ("Said Ann Lee, “Bread is dear.”", "Ann Lee", "Said", ["“Bread is dear.”"]),
    ("Ann Lee agreed. “Bread has become very dear.”", "Ann Lee", "agreed", ["“Bread has become very dear.”"]),
    ("Lee writes:\nBread has become very dear this year.\nThe hall is cold.", "Lee", "writes",
     ["Bread has become very dear this year."]),
    ("Lee said that bread was dear. “I cannot pay for it any more.”", "Lee", "said",
     ["that bread was dear", "“I cannot pay for it any more.”"]),
    ("Noting that bread was dear, Lee went home.", "Lee", "Noting", ["that bread was dear"]),
]  # fmt: skip

ENDS = [
    ("Lee called it “a ruin,” which is what it was.", "Lee", "called", ["it “a ruin,”"]),
    ("Lee said bread was dear before claiming that cake was cheap.", "Lee", "said", ["bread was dear"]),
    ("Lee said that Spain, France and Italy had won.", "Lee", "said", ["that Spain, France and Italy had won"]),
    ("Lee said the hall was cold, but the club says it is warm.", "Lee", "said", ["the hall was cold"]),
    ("In an email, Mr. Lee said his friendship with Mr. Roe was over.", "Mr. Lee", "said",
     ["his friendship with Mr. Roe was over"]),
]  # fmt: skip

UNLISTED = [
    ("The minister snickered that the hall was cold.", "The minister", "snickered", ["that the hall was cold"]),
    ("The mayor spun the delay as “a gift” to the town.", "The mayor", "spun",
     ["the delay as “a gift” to the town"]),
    ("The mayor spoke for an hour, hitting “all those people with their very big and very old dogs.”",
     "The mayor", "hitting", ["“all those people with their very big and very old dogs.”"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), SOURCES)
def test_who_says_it(text, source, cue, content):
    assert (source, cue, content) in found(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), CONTENTS)
def test_what_is_reported(text, source, cue, content):
    assert (source, cue, content) in found(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), PLACES)
def test_what_stands_between(text, source, cue, content):
    assert (source, cue, content) in found(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), ENDS)
def test_where_content_ends(text, source, cue, content):
    assert (source, cue, content) in found(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), UNLISTED)
def test_verbs_that_no_list_has(text, source, cue, content):
    assert (source, cue, content) in found(text)


NOTHING = [
    "It was a telling sign of rain.",
    "A band called The Loons played on.",
    "The hall is explained by its age.",
    "Strong rain in the dozen states that voted changed little.",
    "He ensured that the hall was warm.",
    "The clerk issued an order that surprised many.",
    "Last month, 26 percent said.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_report(text):
    assert found(text) == []
