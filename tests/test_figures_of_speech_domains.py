"""Metaphor by contrast of domains, personification and metonymy: pairs on either side of each border."""

import pytest

from newsloupe.codebook import load_codebook, try_examples
from newsloupe.codebook.coder import machine_coder
from newsloupe.figures_of_speech import metaphor, metonymy, personification
from newsloupe.figures_of_speech.domains import of_domain
from newsloupe.figures_of_speech.vehicle_words import domain_names, is_abstract, is_thing, supersense, vehicles
from newsloupe.grammar import Parsed

METAPHORS = [
    # a concrete noun of something abstract, and of something concrete
    ("It is a labyrinth of rules and exceptions.", ["labyrinth of rules"]),
    ("It is a labyrinth of hedges.", []),
    ("They planted the seeds of doubt.", ["seeds of doubt"]),
    ("They planted the seeds of a tomato.", []),
    ("The wheels of justice turn slowly.", ["wheels of justice"]),
    ("The wheels of the bus turn slowly.", []),
    # dead before "of": no image is left in them
    ("In the face of criticism, she resigned.", []),
    ("He is the head of the commission.", []),
    # what the verb does to something abstract, and to something concrete
    ("The scandal crippled confidence in the bank.", ["crippled"]),
    ("The disease crippled the horse.", []),
    ("Nobody can strangle curiosity for long.", ["strangle"]),
    ("Nobody can strangle a bear.", []),
    ("His reputation was crushed by the verdict.", ["crushed"]),
    ("The car was crushed by the truck.", []),
    # an attack kills; it is no image
    ("The attack killed four people.", []),
    ("The vote killed the initiative.", ["killed"]),
    # what something abstract does by itself
    ("His patience evaporated within a week.", ["evaporated"]),
    ("The water evaporated within a week.", []),
    # adjectives and compounds
    ("A crippling debt remains.", ["crippling"]),
    ("It was a diplomatic earthquake.", ["diplomatic earthquake"]),
    ("It was a strong earthquake.", []),
    # said by a form of "be"
    ("Bureaucracy is a maze.", ["maze"]),
    ("The garden is a maze.", []),
    # into a state and out of one
    ("Thousands sank into despair.", ["sank into despair"]),
    ("Thousands sank into the sand.", []),
    ("It is a ladder to success.", ["ladder to success"]),
    # a comparison in words is a simile
    ("It was like a labyrinth of rules.", []),
    # names
    ("Anna Spark of Freedom House spoke.", []),
    # phrases that are always one
    ("The village has become a powder keg.", ["powder keg"]),
]


@pytest.mark.parametrize(("text", "expected"), METAPHORS)
def test_metaphor(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in metaphor(text)] == expected


def test_a_metaphor_names_the_domain_that_lends_the_word() -> None:
    text = "They fought against prejudice in a storm of criticism."
    assert [why.split(":")[0] for _, _, why in metaphor(text)] == ["war", "weather"]
    assert [text[a:b] for a, b, _ in of_domain("weather")(text)] == ["storm of criticism"]


def test_every_domain_of_the_codebook_is_in_the_lexicon() -> None:
    assert set(load_codebook("metaphor-domains").labels) <= set(domain_names())


def test_a_parsed_text_gives_the_same_as_a_text() -> None:
    text = "The corridors of power are quiet. History teaches patience."
    for figure in (metaphor, personification, metonymy):
        assert list(figure(Parsed(text))) == list(figure(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("History teaches patience.", ["History teaches"]),
        ("The teacher teaches history.", []),
        ("Nature forgets nothing.", ["Nature forgets"]),
        ("The report insists on reform.", []),  # a report is somebody's words
        ("The night watchman watches the door.", []),
        ("Nature offers a lesson.", ["Nature offers"]),
        ("Nature offers shade.", []),
        ("The world may never know.", ["world may never know"]),
        ("The disease is known to the world.", []),
        ("At the same time he denied it.", []),
        ("Peace and justice advocates praised it.", []),
        ("Peace and justice kissed.", []),  # two who do something: rare, and mostly part of a name
        ("The film “Black Death” laughs at kings.", []),
        ("The history of the town reminds me of ours.", ["history of the town reminds"]),
        ("The situation reminds me of ours.", []),
    ],
)
def test_personification(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in personification(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ottawa rejected the offer.", ["Ottawa"]),
        ("The envoy from Ottawa rejected the offer.", []),
        ("They fear retaliation from Ottawa.", ["Ottawa"]),
        ("They flew home from Ottawa.", []),
        ("Ottawa’s decision surprised them.", ["Ottawa"]),
        ("Ottawa’s bridges surprised them.", []),
    ],
)
def test_metonymy(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in metonymy(text)] == expected


@pytest.mark.parametrize(
    ("word", "base", "kind"),
    [("taxes", "tax", "possession"), ("corridor", "corridor", "artifact"), ("qwertyness", "qwertyness", "attribute")],
)
def test_supersense(word: str, base: str, kind: str) -> None:
    assert supersense(word) == (base, kind)


def test_words_with_senses_of_several_sorts_are_neither_abstract_nor_things() -> None:
    assert is_abstract("despair")
    assert not is_abstract("corridor")
    assert is_thing("corridor")
    assert not is_thing("despair")


def test_dead_pairs_name_vehicles() -> None:
    words = vehicles()
    bases = {pair[0] for v in words.forms.values() for pair in (v.noun, v.verb, v.adjective) if pair}
    assert not set(words.dead) - bases - set(words.forms)
    assert words.object_only <= bases
    assert words.worn <= bases


HYPERBOLES = [
    ("She has told this story a thousand times.", True),
    ("She has told this story three times.", False),
    ("The company has a thousand workers.", False),
    ("An ocean of tears was shed.", True),
    ("The shore of the ocean of sand is near.", False),
    ("It was the silliest idea in history.", True),
    ("It was the largest bridge in the world.", False),
    ("He was bored to death.", True),
    ("He was stabbed to death.", False),
    ("Nobody on earth believes it.", True),
    ("Nobody in the office believes it.", False),
    ("The risk could not be higher.", True),
    ("The price could not be confirmed.", False),
    ("The soup was as cold as ice.", True),
    ("The soup was as cold as before.", False),
]


@pytest.mark.parametrize(("text", "expected"), HYPERBOLES)
def test_hyperbole(text: str, expected: bool) -> None:
    hits = machine_coder(load_codebook("persuasion")).hits(text)
    assert any(rule.label == "hyperbole" for _, _, rule in hits) == expected


@pytest.mark.parametrize("name", ["figures", "persuasion", "metaphor-domains"])
def test_examples_of_the_pages_hold(name: str) -> None:
    tried = try_examples(load_codebook(name))
    assert tried["ok"].all(), tried[~tried["ok"]].to_string()
