"""Where sources and contents begin and end, each by an example: (text, (source, contents) of every attribution)."""

import pytest

import newsloupe as nl
from support import one, reports

ENDS = [
    ('She said "I never wanted the job" and hung up.', [("She", ['"I never wanted the job"'])]),
    ("The fans chanted “We are staying put” while the band packed.", [("The fans", ["“We are staying put”"])]),
    ("They called it “a scandal” and stormed off.", [("They", ["it “a scandal”"])]),
    ("The bakers demanded “fair weights” after their scales were checked.", [("The bakers", ["“fair weights”"])]),
    ("She said “rude” and “loud” guests would pay more.", [("She", ["“rude” and “loud” guests would pay more"])]),
    ("Lee said the “old” and tired hall would close.", [("Lee", ["the “old” and tired hall would close"])]),
    ("He thinks he is fast - but then Lee always does.", [("He", ["he is fast"])]),
    ("Lee says the hall is safe, but then she always does.", [("Lee", ["the hall is safe"])]),
    ("Lee said Ray would not come, but that she would.", [("Lee", ["Ray would not come, but that she would"])]),
    ("Lee insisted that she likes the hall, days after Ray said she hates it.",
     [("Lee", ["that she likes the hall"]), ("Ray", ["she hates it"])]),
    ("Lee said the hall would open, two weeks before the roof fell in.", [("Lee", ["the hall would open"])]),
    ("Lee said the hall would open two weeks before the fair.",
     [("Lee", ["the hall would open two weeks before the fair"])]),
]  # fmt: skip

ENDS += [  # a second *had* is reported as the first one is
    ("Lee said that Ray had sold the hall and had promised to pay.",
     [("Lee", ["that Ray had sold the hall and had promised to pay"])]),
    ("Lee said that Ray sold the hall and said that it was cold.",
     [("Lee", ["that Ray sold the hall"]), ("Lee", ["that it was cold"])]),
    ("Yesterday, the mayor, Ann Lee, said the hall was cold.", [("the mayor, Ann Lee", ["the hall was cold"])]),
    ("The mayor, on the other hand, said the hall was cold.", [("The mayor", ["the hall was cold"])]),
    ("The mayor, on whom all depends, said the hall was cold.",
     [("The mayor, on whom all depends", ["the hall was cold"])]),
    ("The baker, who rises at four and who has seen the bill, knows that flour is dear.",
     [("The baker, who rises at four and who has seen the bill", ["that flour is dear"])]),
]  # fmt: skip
ENDS += [
    ("The choir sang “We will come home” as the ship sank.", [("The choir", ["“We will come home”"])]),
    ("She said “I was never in the hall” and sat down.", [("She", ["“I was never in the hall”"])]),
    ("Lee praised the bakers, also met the mayor.", [("Lee", ["the bakers"])]),
    (
        "“It is cold in here,” said a man who goes by “Bear.”",
        [("a man who goes by “Bear.”", ["“It is cold in here,”"])],
    ),
    ("“It is cold in here,” said a woman who lives nearby.", [("a woman who lives nearby", ["“It is cold in here,”"])]),
    ("“It is cold in here,” Ann May said.", [("Ann May", ["“It is cold in here,”"])]),
    ("Ann Lee looked up. “We are always cold in here.” She left.", [("Ann Lee", ["“We are always cold in here.”"])]),
]
ENDS += [
    ("It is thought the ferry sank in May.", [(None, ["the ferry sank in May"])]),
    ("It was understood the club would fold.", [(None, ["the club would fold"])]),
    ("It was said with a smile.", []),
    ("“It is cold in here,” said lead singer Ann Lee.", [("lead singer Ann Lee", ["“It is cold in here,”"])]),
]
ENDS += [  # before its main clause, in what it was said, and what only leads up to a quotation
    ("With Lee saying the hall was full, parents looked elsewhere.", [("Lee", ["the hall was full"])]),
    ("Without thinking, Lee said the hall was full, but warm.", [("Lee", ["the hall was full, but warm"])]),
    ("The library told readers to return books in its weekly safety alert.", [("The library", ["to return books"])]),
    ("Lee said the hall would close in a statement on Monday.", [("Lee", ["the hall would close"])]),
    ("Lee said the hall would close in a year.", [("Lee", ["the hall would close in a year"])]),
    ("Lee said she would publish the plan in a statement on Monday.",
     [("Lee", ["she would publish the plan in a statement on Monday"])]),
    ("His aunt, and head of the choir, Ann Lee wrote, “We sang all night.”", [("Ann Lee", ["“We sang all night.”"])]),
    ("Speaking to the Ghent Post, Ann Lee said, “We sang all night.”", [("Ann Lee", ["“We sang all night.”"])]),
    ("The hall was cold, Ann Lee said, “and we sang all night.”",
     [("Ann Lee", ["The hall was cold", "“and we sang all night.”"])]),
    ("Lee said the roof leaks — and she warned that it may fall.",
     [("Lee", ["the roof leaks"]), ("she", ["that it may fall"])]),
    ("The ferry sank, WHO announced on Monday.", [("WHO", ["The ferry sank"])]),
]  # fmt: skip
# Time and place before the subject are no part of it.
PLACED = [
    ("Last week Ann Lee said the hall was cold.", "Ann Lee"),
    ("Yesterday Ray Moss said the hall was cold.", "Ray Moss"),
    ("On Friday Ray Moss said the hall was cold.", "Ray Moss"),
    ("On May 3 Ray Moss said the hall was cold.", "Ray Moss"),
    ("Last night police said the hall was cold.", "police"),
    ("At a fair in Ghent Mr Moss said the hall was cold.", "Mr Moss"),
    ("In a speech on Tuesday Ray Moss said the hall was cold.", "Ray Moss"),
    ("In a report the bank said the hall was cold.", "the bank"),
    ("April Moss said the hall was cold.", "April Moss"),
    ("Last week’s report said the hall was cold.", "Last week’s report"),
    ("The Friday report said the hall was cold.", "The Friday report"),
    ("The woman in the red coat said the hall was cold.", "The woman in the red coat"),
]
WITHOUT_COMMA = [
    ("According to the water board over 40 homes were flooded.", "the water board", "over 40 homes were flooded"),
    ("According to witnesses the bus had stopped.", "witnesses", "the bus had stopped"),
    ("According to Ann Lee police were late.", "Ann Lee", "police were late"),
    ("According to the owner of the mill, Ann Lee, the wheel was broken.", "the owner of the mill, Ann Lee",
     "the wheel was broken"),
    ("According to the union, a body of bakers, the wheel was broken.", "the union, a body of bakers",
     "the wheel was broken"),
    ("According to the union, teachers, nurses and doctors are leaving.", "the union",
     "teachers, nurses and doctors are leaving"),
    ("The mill is old, I propose two repairs.", "I", "two repairs"),
    ("The mill is old, I proposed two weeks ago.", "I", "The mill is old"),
    ("The bakers announced a new shop as the prices fell.", "The bakers", "a new shop"),
    ("The bakers praised it as the work of a master.", "The bakers", "it as the work of a master"),
    ("According to one of the bakers, who left early, it's late.", "one of the bakers, who left early",
     "it's late"),
    ("According to two people with a view of the owner's thinking, who were not free to speak, a sale is near.",
     "two people with a view of the owner's thinking, who were not free to speak", "a sale is near"),
    ("According to the bank, Ann Lee, the owner, was paid.", "the bank", "Ann Lee, the owner, was paid"),
    ("According to the woman who was there, the wheel was broken.", "the woman who was there", "the wheel was broken"),
]  # fmt: skip
# The whole of a long description; nicknames, ages, and names that are words of time.
NAMED = [
    ("Ann Lee, who is the head of the harbour union (HU) said the hall was cold.",
     "Ann Lee, who is the head of the harbour union (HU)"),
    ("Ann Lee, who was once a deputy mayor of Ghent said the hall was cold.",
     "Ann Lee, who was once a deputy mayor of Ghent"),
    ("Ann Lee, a baker and head of the union (HU), said the hall was cold.",
     "Ann Lee, a baker and head of the union (HU)"),
    ("In May, Ann Lee (HU), said the hall was cold.", "Ann Lee (HU)"),
    ("The hall was cold, said Leo “Bear” Farr, 61.", "Leo “Bear” Farr, 61"),
    ("The hall was cold, said Ann Lee, 34, a baker from Ghent.", "Ann Lee, 34, a baker from Ghent"),
    ("The hall was cold, said Ann Summer.", "Ann Summer"),
    ("The hall was cold, said Ann Lee Friday.", "Ann Lee"),
]  # fmt: skip
PARTICIPLES = [
    ("Describing the hall as a ruin, Ann Lee, a baker and former head of the union (HU), wondered why it was open.",
     [("Ann Lee, a baker and former head of the union (HU)", ["the hall as a ruin"]),
      ("Ann Lee, a baker and former head of the union (HU)", ["why it was open"])]),
    ("Ann Lee, while admitting she likes the hall, also said it should close.",
     [("Ann Lee", ["she likes the hall"]), ("Ann Lee", ["it should close"])]),
    ("It followed after Lee scolded Ray, accusing the club of fraud.",
     [("Lee", ["Ray"]), ("Lee", ["the club of fraud"])]),
]  # fmt: skip
# A whole sentence in marks after one that names somebody and reports nothing.
FLOATING = [
    ("Ann Lee was furious. “This is the end of our hall.”", [("Ann Lee", ["“This is the end of our hall.”"])]),
    ("The head of the club, Ann Lee, was furious. “This is the end of our hall.”",
     [("The head of the club, Ann Lee", ["“This is the end of our hall.”"])]),
    ("For Ann Lee, the fair was a family affair. “My mother baked every loaf here.”",
     [("Ann Lee", ["“My mother baked every loaf here.”"])]),
    ("Ann Lee laughed.\n“My mother baked every loaf here.”", [("Ann Lee", ["“My mother baked every loaf here.”"])]),
    ("Ann Lee went to the door. “We never bake on Sundays.” Then she left.",
     [("Ann Lee", ["“We never bake on Sundays.”"])]),
    ("The hall was cold. “We never bake on Sundays.”", []),
    ("Ann Lee left. “The Cold Hall” ran for a year.", []),
    ("And from Mayor Ann Lee:\n\n“Ray has done a great deal for this town.”",
     [("Mayor Ann Lee", ["“Ray has done a great deal for this town.”"])]),
]  # fmt: skip
TABLES = [
    *FLOATING,
    *PARTICIPLES,
    *(
        (text, [(source, ["The hall was cold" if text.startswith("The hall") else "the hall was cold"])])
        for text, source in NAMED
    ),
    *ENDS,
    *((text, [(source, ["the hall was cold"])]) for text, source in PLACED),
    *((text, [(source, [content])]) for text, source, content in WITHOUT_COMMA),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_borders(text, expected):
    assert [(source, content) for source, _, content in reports(nl.find_attributions(one(text)))] == expected
