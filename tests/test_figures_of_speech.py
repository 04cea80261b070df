"""Figures of speech: how many words, how near, how alike: a text on either side of every line.

What each figure is found in at all is tried in `test_rhetoric.py` and by the examples of the codebook.
"""

import pytest

from newsloupe.figures_of_speech import FIGURES, crossings

ALIKE = "Many grand harbour gates "
LINES = [
    # (figure, found, not found)
    ("rhetorical_question", f"Why{' now' * 11}?\nIt rained.", f"Why{' now' * 10}?\nIt rained."),  # longer than headings
    ("rhetorical_question", f"“Why now?” Mo {'x' * 53} asked.", f"“Why now?” Mo {'x' * 50} asked."),
    ("simile", "It is like fire.", "It is like war."),  # four letters
    ("alliteration", "Miles and misery won.", "Mist and misery won."),  # two families: their first three letters
    ("alliteration", "Mist and moss fell.", "Men and mice fell."),  # four letters
    ("alliteration", "Swift small states stay.", "Still small states stay."),  # *still* is pale
    ("repetition", f"{ALIKE}opened. Rain. {ALIKE}opened.", f"{ALIKE}opened. Rain. {ALIKE}closed."),  # five words
    (
        "repetition",  # three of them longer than four letters
        "The house ship opened later now. Rain. The house ship opened later now.",
        "The port ship opened later now. Rain. The port ship opened later now.",
    ),
    ("anaphora", "He is on the left now. He is on the right now. He is on the hill now.",
     "He is on the left now. He is on the right now."),  # plain words: three members
    ("anaphora", f"Never came a man here. Never{' red' * 7}.", f"Never came a man here. Never{' red' * 8}."),
    ("anaphora", "Never he went an old way home to the old town. Never she went an old way home to the old town. "
     "Never rode a horse through the very old town of men.",
     "Never he went an old way home to the old town. Never rode a horse through the very old town of men."),
    ("anaphora", "Cold rain fell on men. Cold rain came to town. Cold rain went off soon.",
     "Rain fell on men. Rain came to town. Rain went off soon."),  # of three members two words
    ("anaphora", "Cold rain fell on men. Cold rain fell to town.", "Cold rain fell on men. Cold rain came to town."),
    ("anaphora", "No ship, we know. No ship, they say.", "No ship, sir. No ship, man."),  # a sentence has four words
    ("anaphora", "No ships, no rain.", "We saw no, no, no."),  # a part has two words
    ("anaphora", f"There is no plan{' ' * 6}, no money.", f"There is no plan{' ' * 7}, no money."),  # neighbours
    ("anaphora", "There is no plan, there is no money, there is no hope.",
     "There is no plan; he said, there is no hope."),
    ("epistrophe", "He saw the rain. She ran from rain. We all want rain.", "He saw the rain. She ran from rain."),
    ("epistrophe", "He saw the cold rain. We fear the cold rain.", "He saw the cold rain. We fear cold rain."),
    ("anadiplosis", "He saw the town. Town came to them.", "He saw the war. War came to them."),  # four letters
    ("anadiplosis", "He saw the town. Town fell down.", "He saw the town. Town fell."),  # three words
    ("isocolon", "He saw it: old red towns,   new blue ships.", "He saw it: old red towns,    new blue ships."),
    ("isocolon", "He saw it: old red towns, new blue ships.", "He saw it: old towns, new ships."),  # three words
    ("tricolon", f"They want the big old ship, the{' old' * 10} port, and the big old man.",
     f"They want the big old ship, the{' old' * 11} port, and the big old man."),
    ("tricolon", "They want ships, old ports and money.", "They want ships, old old ports and money."),
    ("tricolon", f"They want ships, ports, and{' old' * 7} money.", f"They want ships, ports, and{' old' * 8} money."),
    ("tricolon", "They saw Rome, ships, and men.", "They saw Rome, ships, and Berlin."),  # one name
    ("chiasmus", "Ports cities cities ports.", "Ports cities ports."),
    ("chiasmus", f"Ports need{' the' * 9} cities, cities need ports.",
     f"Ports need{' the' * 10} cities, cities need ports."),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text", "other"), LINES)
def test_either_side_of_a_line(figure, text, other):
    assert list(FIGURES[figure](text)) and not list(FIGURES[figure](other))


WORDS = [
    ("simile", f"It is like a{' old' * 8} port.", f"like a{' old' * 8} port"),  # to the next mark, within twelve words
    ("simile", f"It is like a{' old' * 9} port.", "like a"),
    ("anaphora", "Cold rain fell on men. Cold rain fell on ships. Cold rain came to town.",
     "Cold rain fell on men. Cold rain fell on ships. Cold rain came to town"),
    ("anaphora", "Cold rain fell on men. Cold rain fell on ships. Cold wind came to town.",
     "Cold rain fell on men. Cold rain fell on ships"),  # a third member that shares but one word
    ("tricolon", "They want ships in town, old old ports, and men in huts.",
     "ships in town, old old ports, and men in huts"),
    ("tricolon", "They want ships in town, old ports, and men in huts.", "town, old ports, and men"),
    ("first_person", f"Chapter{' ' * 14}I went.", "I"),  # a numeral only near the word that it numbers
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text", "words"), WORDS)
def test_which_words_are_marked(figure, text, words):
    assert {text[start:end] for start, end, _ in FIGURES[figure](text)} == {words}


def test_a_numeral_stands_near_what_it_numbers():
    assert not list(FIGURES["first_person"](f"Chapter{' ' * 13}I went."))


# The score of the crossing of these two words: each row is there for one of its parts.
SCORES = [
    ("Ports love cities, cities love ports.", 0.7990),  # the same small words
    ("Ports and cities love cities and ports.", 0.9468),
    ("Ports of old cities love cities of ports.", 0.8829),  # sides of unequal length
    ("Ports love the big wide open cities: cities love ports.", 0.3498),  # a long side
    ("Ports need cities red big old new cities need ports.", 0.9198),  # a long turn
    ("Ports love cities red big cities love ports.", 0.9468),  # two words of turn cost nothing
    ("Ports cities cities ports.", 0.6225),  # nothing between
    ("Ports love cities. Cities love ports.", 0.4207),  # a full stop between
    ("Ports met for cities, cities met by ports.", 0.5646),  # half of the small words
    ("Ports love cities as cities love ports.", 0.9754),  # a conjunction at the turn
    ("Ports love Cities, Cities love Ports.", 0.4700),  # capitals
    ("Ports the the the the ports and cities, cities and ports.", 0.5939),  # once more, five words before
    ("Ports the the the the the ports and cities, cities and ports.", 0.7990),
    ("Ports and cities, cities and ports the the the the ports.", 0.5939),  # once more, five words after
    ("Ports and cities, cities and ports the the the the the ports.", 0.7990),
    ("Me and cities, cities and me.", 0.5200),  # a pronoun
]


@pytest.mark.parametrize(("text", "score"), SCORES)
def test_the_score_of_a_crossing(text, score):
    """The best score of a crossing of *ports* (or *me*) and *cities*."""
    found = [one.score for one in crossings(text) if one.words in (("port", "citie"), ("i", "citie"))]
    assert max(found) == pytest.approx(score, abs=1e-4)


KEYS = [
    ("Fog ask and ask fog.", "fog", True),  # three letters
    ("Go ask and ask go.", "go", False),
    ("Cats ask and ask cat.", "cat", True),  # from four letters on without an *s*
    ("Gas ask and ask gas.", "gas", True),
    (f"Ports need {'the ' * 24}cities and cities need ports.", "port", True),  # within thirty words
    (f"Ports need {'the ' * 25}cities and cities need ports.", "port", False),
]


@pytest.mark.parametrize(("text", "word", "crosses"), KEYS)
def test_which_words_cross(text, word, crosses):
    assert any(one.words[0] == word for one in crossings(text)) is crosses


def test_a_word_that_is_taken_up_over_a_full_stop_is_one_anadiplosis():
    text = "The thaw brought high water. Water filled every cellar, and cellar after cellar was lost."
    found = [text[start:end] for start, end, _ in FIGURES["anadiplosis"](text)]
    assert found == ["water. Water", "cellar, and cellar"]
