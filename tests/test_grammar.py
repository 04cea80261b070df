"""Grammar: clauses, units, headlines, and the phrases of a verb, each on either side of the line that a rule draws."""

import pytest

from newsloupe import find_agency
from newsloupe.agency import actions
from newsloupe.grammar import Parsed
from newsloupe.grammar.clauses import clause_starts, has_verb
from newsloupe.grammar.parsed import LONGEST
from newsloupe.grammar.phrase_spans import clause_at
from support import one

# What @ stands for is said as often as the number says, then once more.
CLAUSES = [
    (clause_at, "the @ plan holds", "old", 13),  # a subject, and within sixteen words its verb
    (clause_starts, "the plan “@ did not work”", "never", 1),  # within three words of a quotation
    (clause_starts, "the plan that the @ council has fails", "old", 7),  # within ten after a preposition or *that*
    (clause_starts, "the plan, a @ scheme, fails", "old", 13),  # within twenty where a comma follows the noun
    (has_verb, "the @ plan never holds", "old", 26),  # within thirty
]


@pytest.mark.parametrize(("rule", "clause", "word", "times"), CLAUSES)
def test_how_far_a_verb_may_be(rule, clause, word, times):
    for number, expected in ((times, True), (times + 1, False)):
        p = Parsed(clause.replace("@", " ".join([word] * number)))
        assert rule(p, 0, len(p)) is expected, number


UNITS = [
    ("“Is it over?” The {} minister asked.", "old", 6, 1),  # the verb among the first nine words after the quotation
    ("“Is it over?” The {} minister asked.", "old", 7, 2),
    ("“It is over.” The {} minister said.", "old", 2, 1),  # after a full stop seven words in all
    ("“It is over.” The {} minister said.", "old", 3, 2),
    ("{}", "old", LONGEST, 1),
    ("{}", "old", 201, 2),
]


@pytest.mark.parametrize(("text", "word", "times", "units"), UNITS)
def test_what_is_read_as_one_unit(text, word, times, units):
    assert len(Parsed(text.format(" ".join([word] * times))).units) == units


HEADLINES = [
    ("Ports" + " Close" * 2, False),  # four words at least
    ("Ports" + " Close" * 3, True),
    ("Ports" + " Close" * 39, True),  # forty at most
    ("Ports" + " Close" * 40, False),
    ("At the Ports Ports by the", False),  # three that are not small
    ("At the Ports Ports Ports by the", True),
    ("Ports Close Close Close soon", True),  # four in five with a capital
    ("Ports Close Close soon", False),
    ("Ports Close Close Close Close Close soon soon", False),
]


@pytest.mark.parametrize(("line", "is_headline"), HEADLINES)
def test_what_is_a_headline(line, is_headline):
    assert bool(Parsed(line).headlines) is is_headline


@pytest.mark.parametrize(("word", "adverb"), [("silly", True), ("holy", False)])
def test_words_of_five_letters_in_ly_may_be_adverbs(word, adverb):
    assert Parsed(f"a {word} man").is_adverb(1) is adverb


# ------------------------------------------------------------ phrases around a verb


def acts(text):
    """Agent, verb and patient of every action."""
    table = actions(find_agency(one(text)))
    return set(table[["agent", "verb", "patient"]].itertuples(index=False, name=None))


NATO, NOBODY = ("NATO", "attacked", "Russia"), ("", "attacked", "Russia")
PHRASES = [
    # verbs that govern one another
    ("NATO vowed @ seize Russia.", "to try", 40, ("NATO", "to try", "seize Russia"), ("", "to try", "seize Russia")),
    # from the object to *on*
    ("The ministers imposed sanctions in the @ spring on Russia.", "old", 4,
     ("The ministers", "imposed", "Russia"), None),
    # from the verb to *by*
    (
        "Russia was attacked in the @ spring by NATO.", "old", 9,
        ("NATO", "was attacked", "Russia"), ("", "was attacked", "Russia"),
    ),
    ("NATO attacked @ Ukraine.", "Russia and", 5, ("NATO", "attacked", "Ukraine"), None),  # six joined objects
    ("NATO, the @ owner, attacked Russia.", "old", 41, NATO, NOBODY),  # between commas
    ("NATO grew by a @ large half.", "very", 1, ("NATO", "grew", ""), ("", "grew", "NATO")),  # *by* with an amount
    # what hangs on a noun: three prepositions
    ("NATO supported the attack by Poland @ on Ukraine.", "with Latvia", 1, ("Poland", "attack", "Ukraine"), None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "word", "times", "near", "beyond"), PHRASES)
def test_either_side_of_a_line(sentence, word, times, near, beyond):
    first, second = (acts(sentence.replace("@", " ".join([word] * number))) for number in (times, times + 1))
    assert near in first and near not in second
    assert beyond is None or (beyond in second and beyond not in first)


def test_an_ing_form_of_six_letters_may_govern():
    assert ("The alliance", "arming", "NATO") in acts("The alliance of arming NATO was strong.")
    assert not any(verb == "icing" for _, verb, _ in acts("Poland thought of icing it."))


def test_the_second_preposition_of_three_is_one_of_them():
    assert ("Poland", "attack", "") in acts("NATO supported the attack by Poland with Latvia in Estonia on Ukraine.")
