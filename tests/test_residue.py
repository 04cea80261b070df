"""What is not the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl


def residue(text):
    found = nl.find_residue(nl.Corpus.from_texts({"x": text}))
    return list(zip(found["label"], found["text"], strict=True))


CODEBOOK = nl.load_codebook("page-residue")
CASES = [
    (code.label, text, kind == "example")
    for code in CODEBOOK.codes
    for kind, texts in (("example", code.examples), ("near miss", code.near_misses))
    for text in texts
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES)
def test_the_examples_and_near_misses_of_the_codebook(label, text, expected):
    assert (label in dict(residue(text))) is expected


def test_what_is_not_the_article_in_the_five_shipped_texts():
    found = nl.find_residue(nl.load_corpus())
    counts = found.groupby([found["article"].str[:3], "label"]).size().to_dict()
    assert counts == {
        ("000", "mixed_script"): 1,
        ("001", "odd_character"): 1,
        ("001", "page_furniture"): 7,
        ("002", "cut_off_item"): 1,
        ("002", "odd_character"): 1,
        ("003", "leaked_text"): 2,
        ("003", "page_furniture"): 4,
    }
    assert found.loc[found["label"] == "mixed_script", "text"].item() == "Журавlev"


def test_provenance_counts_what_is_unknown():
    card = nl.provenance(nl.load_corpus()).set_index("article")
    assert card["missing"].to_dict() == {
        "000 Core interest": 5, "001 Calculus": 3, "002 Chess piece": 5, "003 Asian Times": 4, "004 Deterrence": 5,
    }  # fmt: skip
    assert card["links"].eq(0).all()
    linked = nl.Corpus.from_texts({"x": "See www.example.org and https://example.org/a."})
    assert nl.provenance(linked).loc[0, "links"] == 2


@given(st.text(max_size=200))
def test_any_text_is_taken(text):
    if text.strip():
        residue(text)


ENGLISH = "The men of the ship went to the port in the rain.\n"
LIMITS = [
    ("Previous article\n" + "x" * 199, "leaked_text", True),  # a headline is shorter than 200 characters
    ("Previous article\n" + "x" * 200, "leaked_text", False),
    (ENGLISH + "el la los las casa", "leaked_text", True),  # five words tell the language
    (ENGLISH + "el la los las", "leaked_text", False),
    (ENGLISH + "el la los casa mar", "leaked_text", True),  # three of them small
    (ENGLISH + "el la casa mar sol", "leaked_text", False),
    ("- one: a\n- two: a\n- three", "cut_off_item", True),  # more than half of three or more are explained
    ("- one: a\n- two: a\n- three\n- four", "cut_off_item", False),
    ("- one: a\n- two", "cut_off_item", False),
    ("- one: a\n- two: a\n- a b c d", "cut_off_item", True),  # a heading of four words
    ("- one: a\n- two: a\n- a b c d e", "cut_off_item", False),
]


@pytest.mark.parametrize(("text", "label", "expected"), LIMITS)
def test_either_side_of_a_line(text, label, expected):
    assert (label in dict(residue(text))) is expected


@pytest.mark.parametrize(
    ("text", "lonely"), [("A „ferry” sank, “they” said.", 0), ("A ferry” sank.", 1), ("„A “ferry”” sank.", 0)]
)
def test_quotation_marks_of_other_languages_are_pairs(text, lonely):
    found = nl.find_residue(nl.Corpus.from_texts({"a": text}))
    assert (found["rule"] == "odd_character_quote").sum() == lonely
