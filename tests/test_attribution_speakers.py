"""Whom a source means, in news, court, police, sport and transcripts: titles, names, pronouns, two together."""

import pytest

import newsloupe as nl
from newsloupe.attribution import attribution_list, source_type
from newsloupe.attribution.names import find_names, person_name
from newsloupe.attribution.speakers import conjuncts, word_lists
from newsloupe.grammar import Parsed
from support import one


def speakers(text):
    return attribution_list(nl.find_attributions(one(text)))["speaker"].tolist()


TITLES = [
    "Councillor", "Cllr", "MP", "Det Insp", "Supt", "Sheriff", "Rev", "Archbishop", "Coach", "CEO", "Alhaji", "Shri",
    "Amb", "Barrister", "Sgt", "Detective Chief Superintendent", "Lord Justice", "Sir", "Dame", "Mayor", "Ecologist",
    "Green MSP", "Former Prime Minister", "Shadow Chancellor", "Team captain", "Chief Executive",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_titles_and_offices_are_no_part_of_the_name(title):
    assert speakers(f"“The bridge stays open,” said {title} Nora Tveit.") == ["Nora Tveit"]


NAMES = [
    # particles and prefixes stay
    ("Lotte van den Broek", "Lotte van den Broek"),
    ("Inés de la Fuente", "Inés de la Fuente"),
    ("Omar bin Hamad", "Omar bin Hamad"),
    ("Yusuf al-Amin", "Yusuf al-Amin"),
    ("Siobhan O’Dell", "Siobhan O'Dell"),
    ("Rory McBride", "Rory McBride"),
    ("Prof. Ursula von Aschau", "Ursula von Aschau"),
    # letters after the name go
    ("Judge Nora Tveit KC", "Nora Tveit"),
    ("Nora Tveit OBE", "Nora Tveit"),
    # a name that looks like a title
    ("Martin Luther King Jr", "Martin Luther King Jr"),
    ("Dean Holm", "Dean Holm"),
    ("Stephen King", "Stephen King"),
    # the name behind a role
    ("the governor of Arland, Nora Tveit", "Nora Tveit"),
    ("the club’s new manager, Rory McBride", "Rory McBride"),
    ("Mrs Tveit’s son, Arne", "Arne"),
    ("singer and actor Rory McBride", "Rory McBride"),
    ("Orbit and Comet founder Rory McBride", "Rory McBride"),
    ("Roads and Harbours Minister Nora Tveit", "Nora Tveit"),
    ("Nora Tveit speaking to the council", "Nora Tveit"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name"), NAMES)
def test_the_name_of_a_person_in_a_source(source, name):
    assert " ".join(person_name(source)) == name and source_type(source) == "named person"


@pytest.mark.parametrize(("source", "sort"), [
    ("Bakers", "vague or anonymous"), ("Anglers in Ware", "vague or anonymous"), ("Baker", "named person"),
    ("the newspaper El Norte", "publication"), ("the charity Hearth", "named organisation"),
    ("the Coast Guard", "named organisation"), ("Transport for Arland", "named organisation"),
    ("Peru", "state or collective"),
    ("barley and oat farmers", "vague or anonymous"), ("Mr Tveit’s father", "vague or anonymous"),
    ("Nora Tveit and Rory McBride", "named person"), ("the mayor of Rapid City, South Dakota", "unnamed official"),
    ("Part of the letter", "vague or anonymous"), ("the reporter Nora Tveit", "named person"),
])  # fmt: skip
def test_the_sort_of_a_source_with_a_name(source, sort):
    assert source_type(source) == sort


@pytest.mark.parametrize(("source", "both"), [
    ("Peru and Chile", True), ("both Peru and Chile", True), ("Nora Tveit and her sister", True),
    ("officials of health and trade", False), ("singer and actor Rory McBride", False), ("Nora, and I", False),
])  # fmt: skip
def test_two_are_two(source, both):
    assert (conjuncts(source) is not None) is both


WHO = [
    # who was only named
    ("Nora Tveit opened the hall on Monday. She said it was late.", ["Nora Tveit"]),
    ("Rory McBride thanked Nora Tveit. She said it was nothing.", ["Rory McBride", "Nora Tveit"]),
    ("The court heard from Nora Tveit, 41, a nurse. She said the road was dark.", ["Nora Tveit"]),
    ("Striker Rory McBride scored twice. He said the pitch was wet.", ["Rory McBride"]),
    ("Rory McBride’s sister Nora Tveit left. She said it was late.", ["Nora Tveit"]),
    # never police, officials, a newspaper or an organization
    ("Nora Tveit said it was dark. Police said the road was shut. She said it was late.",
     ["Nora Tveit", "police", "Nora Tveit"]),
    ("Nora Tveit said it was dark. The daily El Norte said it was late. She said it was over.",
     ["Nora Tveit", "El Norte", "Nora Tveit"]),
    ("Police said the road was shut. She said it was late.", ["police", "she"]),
    ("Council leaders said the road was shut. He said it was late.", ["Council leaders", "he"]),
    # one person without a name
    ("A paramedic said the road was dark. He said it was late.", ["a paramedic"] * 2),
    ("A policewoman said the road was dark. He said it was late.", ["a policewoman", "he"]),
    # who speaks goes before who is mentioned
    ("After Rory McBride left, Arne Tveit said it was late. He said it was dark.", ["Arne Tveit"] * 2),
    ("Rory McBride said it was late. Holm and two of his aides left. Arne Holm is old. He said it was dark.",
     ["Rory McBride", "Arne Holm"]),
    ("Rosa La Vega came. La Vega said it was late.", ["Rosa La Vega"]),
    # they
    ("Nora Tveit and Rory McBride run the mill. They said the wheel was old.", ["Nora Tveit and Rory McBride"]),
    ("The Ministry of Roads said it was late. They said it was dark.", ["the Ministry of Roads"] * 2),
    # first names, nicknames, titles, roles
    ("Nora Tveit shook her head. “It is late,” Nora said.", ["Nora Tveit"]),
    ("Arthur Holm was there. “It is late,” Sir Arthur said.", ["Arthur Holm"]),
    ("Prince Omar bin Hamad came. Prince Omar said it was late.", ["Omar bin Hamad"]),
    ("Walter ‘Wally’ Holm came. Wally said it was late. Holm said it was dark.", ["Walter ‘Wally’ Holm"] * 2),
    ("President-elect Nora Tveit came. The president-elect said it was late.", ["Nora Tveit"]),
    ("Nora Tveit, the mayor of Ware, came. The mayor said it was late.", ["Nora Tveit"]),
    ("Mr and Mrs Holm came. Arne Holm said it was late. Ida Holm said it was dark. Mrs Holm said it was over.",
     ["Arne Holm", "Ida Holm", "Ida Holm"]),
    # a verb that looks like a participle; who holds what is said
    ("The former choir leader Bo Tveit held a vote. Arne Holm slept. He said it was late.", ["Arne Holm"]),
    ("The former choir leader Bo Tveit held a vote near Arne Holm. He said it was late.", ["Bo Tveit"]),
    ("Nora Tveit held a press conference claiming the road was shut.", ["Nora Tveit"]),
    # short forms: letters of a name with commas, the government of the one country that it is about, WHO
    ("The Ware Arts, Sports and Youth Fund (WASYF) met. WASYF said it was late.",
     ["the Ware Arts, Sports and Youth Fund"]),
    ("The Peruvian government met. Rain fell in Peru. The government said it was late.", ["the Peruvian government"]),
    ("The government of Peru met the Chilean government in Peru. The government said it was late.",
     ["the government of Peru"]),
    ("In Oslo the Peruvian government met. Oslo slept. The government said it was late.", ["the government"]),
    ("The World Health Organization (WHO) met. On Monday WHO said it was late.", ["the World Health Organization"]),
    ("The nurse WHO SAID it was late left.", ["the nurse"]),
    ("Minister of Information Nora Tveit left. Tveit said it was late.", ["Nora Tveit"]),
    ("Bakers said it was late.", ["Bakers"]),
    ("Nora Sellers came. Sellers said it was late.", ["Nora Sellers"]),
    # two and one, owners
    ("Peru and Chile said it was late.", ["Peru and Chile"]),
    ("Barley and oat farmers said it was late.", ["Barley and oat farmers"]),
    ("Nora Tveit’s lawyer said it was late.", ["Nora Tveit’s lawyer"]),
    # when it was said is not who said it; capitals stay
    ("It was late, according to police on Friday.", ["police"]),
    ("THE CLERK: It is late.\nTHE CLERK said it was over.", ["THE CLERK"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_whom_a_source_means(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "names"), [
    ("In June Nora Tveit came.", [("Nora", "Tveit")]),
    ("He met Walter “Wally” Holm.", [("Walter", "Holm")]),
    ("He met I. B. Holm.", [("I", "B", "Holm")]),
    ("Then I met Oslo House.", []),
])  # fmt: skip
def test_where_names_stand(text, names):
    assert [name.forms for name in find_names(Parsed(text))] == names


def test_the_lists_are_small_letters_and_no_name_is_in_two():
    lists = word_lists()
    assert all(word == word.lower() and word.strip(".") for words in lists.values() for word in words)
    assert not lists["he"] & lists["she"] and not lists["either"] & (lists["he"] | lists["she"])
    assert not lists["men"] & lists["women"]
