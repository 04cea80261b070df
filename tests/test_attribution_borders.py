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
    ("Lee said the hall would open two weeks before the fair.", [("Lee", ["the hall would open two weeks before the fair"])]),
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
    ("According to the bank, Ann Lee, the owner, was paid.", "the bank", "Ann Lee, the owner, was paid"),
    ("According to the woman who was there, the wheel was broken.", "the woman who was there", "the wheel was broken"),
]  # fmt: skip
TABLES = [
    *ENDS,
    *((text, [(source, ["the hall was cold"])]) for text, source in PLACED),
    *((text, [(source, [content])]) for text, source, content in WITHOUT_COMMA),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_borders(text, expected):
    assert [(source, content) for source, _, content in reports(nl.find_attributions(one(text)))] == expected
