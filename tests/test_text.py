"""Words, sentences, paragraphs and tags: offsets into an untouched text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloupe import load_corpus, text
from support import assert_time_grows_with


def pieces(find, value):
    return [value[a:b] for a, b in find(value)]


WORDS = [
    ("Moscow didn’t reply.", ["Moscow", "didn’t", "reply"]),
    ("Moscow didn't reply.", ["Moscow", "didn't", "reply"]),
    ("the ‘absolute sphere’ of interests", ["the", "absolute", "sphere", "of", "interests"]),
    ("the U.S. commander", ["the", "U.S.", "commander"]),
    ("a U.S.-led plan", ["a", "U.S.-led", "plan"]),
    ("re-formation of East-West ties", ["re-formation", "of", "East-West", "ties"]),
    ("1,393 words, 0.5 percent", ["1,393", "words", "0.5", "percent"]),
    ("A2AD|Iskander|", ["A2AD", "Iskander"]),
    ("Alexei Журавlev spoke", ["Alexei", "Журавlev", "spoke"]),
    ("Казань, 日本 und Zürich", ["Казань", "日本", "und", "Zürich"]),
    ("wait—no, wait – no", ["wait", "no", "wait", "no"]),
    ("see example.org, now.Then", ["see", "example.org", "now", "Then"]),
    ("R&D at AT&T", ["R&D", "at", "AT&T"]),
    ("🙂 … — !", []),
    ("", []),
]


@pytest.mark.parametrize(("value", "expected"), WORDS)
def test_words(value, expected):
    assert pieces(text.words, value) == expected


TOKENS = [
    ("“No,” he said.", ["“", "No", ",", "”", "he", "said", "."]),
    ("either/or... wait -- no", ["either", "/", "or", "...", "wait", "--", "no"]),
    ("Gen. Smith's 5% rise", ["Gen", ".", "Smith's", "5", "%", "rise"]),
]


@pytest.mark.parametrize(("value", "expected"), TOKENS)
def test_tokens_are_words_and_everything_between(value, expected):
    assert pieces(text.tokens, value) == expected


SENTENCES = [
    ("He met Gen. Smith on Jan. 5. Then he left.", ["He met Gen. Smith on Jan. 5.", "Then he left."]),
    ("Mr. J. R. Smith came. She left.", ["Mr. J. R. Smith came.", "She left."]),
    ("He lives in the U.S. The end.", ["He lives in the U.S.", "The end."]),
    ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
    ("“No,” he said. “Never.” She left.", ["“No,” he said.", "“Never.”", "She left."]),
    ('"No," he said. "Never." She left.', ['"No," he said.', '"Never."', "She left."]),
    ("She asked ‘why?’ Nobody knew.", ["She asked ‘why?’", "Nobody knew."]),
    ("It cost $1.5 million. Why?", ["It cost $1.5 million.", "Why?"]),
    ("A headline\nThe first sentence. The second.", ["A headline", "The first sentence.", "The second."]),
    ("- one item\n- another item", ["- one item", "- another item"]),
    ("A quote.\n– Geopolitical analyst", ["A quote.", "– Geopolitical analyst"]),
    ("Action | Impact |\nSanctions | Cost |", ["Action | Impact |", "Sanctions | Cost |"]),
    ("One.\r\nTwo.", ["One.", "Two."]),
    ("Он пришёл. Она ушла.", ["Он пришёл.", "Она ушла."]),
    ("  \n\t\n ", []),
]


@pytest.mark.parametrize(("value", "expected"), SENTENCES)
def test_sentences(value, expected):
    assert pieces(text.sentences, value) == expected


def test_a_line_is_a_paragraph():
    assert pieces(text.paragraphs, "A headline\n\n  A line. \r\n\r\nAnother") == ["A headline", "A line.", "Another"]


def test_hard_wrapped_text_is_split_at_blank_lines():
    wrapped = (
        "The ministers met in the capital on Monday to talk about\nthe ports, and they did not agree on any one of\n"
        "the points that both sides had prepared.\n\nOn Tuesday they met again in the same room, which had\n"
        "been cleaned, and signed what had been on the table for\nseven months.\n"
    )
    assert len(text.paragraphs(wrapped)) == 2
    assert len(text.sentences(wrapped)) == 2


def test_the_shipped_articles_have_the_sentences_and_words_that_the_data_essay_says():
    counts = [(len(text.sentences(a.text)), len(text.words(a.text))) for a in load_corpus()]
    assert counts == [(17, 452), (41, 850), (96, 1283), (31, 595), (45, 841)]


TAGS = [
    ("Moscow has accused the alliance.", ["NNP", "VBZ", "VBN", "DT", "NN", "."]),
    ("She didn’t go/come quickly.", ["PRP", "VBD", "VB", ",", "VB", "RB", "."]),
]


@pytest.mark.parametrize(("value", "expected"), TAGS)
def test_tags(value, expected):
    assert [tag for _, _, tag in text.tags(value)] == expected


@given(st.text(max_size=300))
def test_offsets_are_ordered_stripped_and_inside_the_text(value):
    for find in (text.words, text.tokens, text.sentences, text.paragraphs):
        end = 0
        for a, b in find(value):
            assert end <= a < b <= len(value)
            assert value[a:b].strip() == value[a:b]
            end = b
    assert [(a, b) for a, b, _ in text.tags(value)] == [
        (start + a, start + b) for start, end in text.sentences(value) for a, b in text.tokens(value[start:end])
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_plain_keeps_every_offset(value):
    assert len(text.plain(value)) == len(value)


@pytest.mark.parametrize("unit", ["word ", "“He said no.” ", "a. ", "! ", "x", '"'])
def test_time_grows_with_the_length_of_one_paragraph(unit):
    def split(times):
        value = unit * times
        return text.words(value), text.tokens(value), text.sentences(value)

    assert_time_grows_with(10_000, split)


def test_a_long_paragraph_may_take_as_long_as_it_takes(monkeypatch):
    """NLTK's own patterns give up after some seconds by the clock on the wall: on a busy machine, in a long text."""
    monkeypatch.setattr("nltk.redos.DEFAULT_TIMEOUT", 0.01, raising=False)
    assert len(text.sentences("He said no. " * 20_000)) == 20_000


BROKEN = "about the ports, and they did not agree on any one"  # a line that goes on in the next
WRAPPED = [
    ([BROKEN] * 4, True),  # three line ends and more
    ([BROKEN] * 3, False),
    ([BROKEN] * 5 + ["The end."] * 4, True),  # more than four in ten are broken
    ([BROKEN] * 3 + ["The end."] * 3, False),  # two in five
    ([BROKEN] * 6 + ["The end."] * 7, True),  # five in twelve
    ([BROKEN] * 5 + ["The end."] * 6, False),
    (["a" * 41] * 5, True),  # nearly full width
    (["a" * 40] * 5, False),
    ([BROKEN] * 4 + ["a" * 120], True),  # the lines of one width
    ([BROKEN] * 4 + ["a" * 121], False),
]


@pytest.mark.parametrize(("lines", "wrapped"), WRAPPED)
def test_what_counts_as_hard_wrapped(lines, wrapped):
    assert len(text.paragraphs("\n".join(lines))) == (1 if wrapped else len(lines))
