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


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_borders(text, expected):
    assert [(source, content) for source, _, content in reports(nl.find_attributions(one(text)))] == expected
