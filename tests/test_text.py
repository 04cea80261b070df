"""Words, sentences, paragraphs and tags: offsets into an untouched text."""

import pickle

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


# A bar stands where a sentence ends; it is no part of the text.
KINDS_OF_ENDS = """
titles: Supt. Ina Falk spoke to Cpl. Moe.| Nobody listened.
titles: Maj.-Gen. Falk met Flt. Lt. Moe and Lt.Col. Ray.| It was late.
titles: The report of Shri Rao, Smt. Rao and Amb. Moe is out.
titles: A sales rep.| Buyers like her.
titles: It was signed by Ptl. Moe.
titles: Ask Attorney General Carr.| Lawyers did.
numbers: See no. 7 and Nos. 8 and 9, Vol. II, Fig. A and Apt. 3.
numbers: The reply was a short no.| Farmers shrugged.
numbers: He was the No. Two of the firm.
numbers: She likes art.| Painters know her.
months: They wed in Sept.| Guests danced.
months: On Tues. Oct. 3 and on Nov. 4 the shop was shut.
hours: The ferry sails at 8 a.m.| Tickets are cheap.
hours: The ferry sails at 8 a.m. Sunday.| It sails at 9 p.m. GMT on Monday.
hours: It sails at 8 a.m. Pacific Time.
firms: She left Moe Bros. Shipping and went to Falk & Co.| Colleagues wept.
firms: She met Falk Corp. Chairman Ina Moe and Rao Co. Ltd. staff.
firms: Moe & Falk Inc. and Rao & Co. agree.
names: A statue shows Olaf Moe Jr.| Tourists admire it.
names: The parade is on Olaf Moe Jr. Day.
initials: A tale by T.S. Moe and O.P.Q. Falk is out.
initials: T. S. Moe wrote it.| She sold it.
initials: The C.F. Museum opened.
letters: We have no option C.| Lawyers agree.
letters: Doses of vitamin K.| It helps.
letters: She read it on X.| Friends wrote.
letters: You and I.| We know.
letters: The bones of King Olaf I.| They are old.
letters: It was sung by D. Moe.
pointers: Ina Moe, a.k.a. The Fox, and others, e.g. Falk, met.
pointers: Moe v. Falk was about Rs. 900.
pointers: Falk et al. (2011) and Moe et al. [12] differ.| Others agree.
pointers: Moe et al. show it.| It is old.
pointers: The Atlas of Birds, O. Moe, ed. (1988), is lost.
countries: He flew to the U.S.| Nurses met him.
countries: The U.S. Senate and the U.N. Security Council met.
countries: The U.S. Marines landed.
countries: She moved to Washington, D.C.| Neighbours smiled.
countries: The D.C. Circuit agreed.
states: It is in Salem, Ore.| Rain fell.
states: SALEM, Ore. (Wire) — Rain fell.
states: Sen. Moe (R-Wis.) Tuesday and Rep. Rao (D-Ill.), too, left.
streets: He sleeps at 9 Oak St.| Neighbours know.
streets: He sleeps in St. Albans.
streets: The shop is in Elm Blvd.| Bakers meet there.
capitals: Traders sold SEC.| Regulators shrugged.
capitals: DR. MOE AND MR. FALK MET.| THEY ATE.
sounds: Hmm.| Perhaps.
units: It weighs 9 lbs. or 4 kilos.| A man of 6 ft.| He stoops.
degrees: He is a Ph.D.: he has read it.| Ask him.
ellipsis: They hoped...| It rained.
ellipsis: They hoped… and it rained.
ellipsis: The prize goes to... Bergen!
ellipsis: Say what ... Bergen has.| She [...] left.
ellipsis: They spoke of rain [...]| It came.
marks: Yahoo! grew.| Yahoo! Sports did not.
marks: Must it rain? they wondered.| It must.
marks: “Must it rain?” they asked.| “It must.”| So it did.
marks: He doubted it (?) and left.
smileys: It stopped! 🌞🌞| We go out.
smileys: It stopped :) and we go.| Fine. :-)| Come.
no space: The bank shut.|Clerks wept.|It was 2011.|The town slept.
no space: They sang “Oslo”.|The crowd left.| Was it late?|It was.
no space: See Example.Com or https://example.org/A.Page or St.Albans or Ina.Moe@example.org.
no space: Will.I.Am and Node.Js stay.
small: it rained.| we slept.| why?| because.
items: 1. Mend the harbour.| 2. Paint the bridge.
footnotes: It was tin.[4]| The town knew.[citation needed]| It closed.
a space before the mark: He said, "It is late. "| She left.
products: Shares fell.| iPhone sales grew.
"""
KINDS = [line.split(": ", 1) for line in KINDS_OF_ENDS.strip().splitlines()]


@pytest.mark.parametrize(("kind", "marked"), KINDS)
def test_what_ends_a_sentence_by_kind(kind, marked):
    assert pieces(text.sentences, marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


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


@given(st.text(max_size=60), st.sampled_from([" ", "\n", "\u00a0", "\x1c"]), st.text(max_size=60))
def test_what_stands_between_two_spaces_is_read_alone(one, space, other):
    """So it can be read once for a whole corpus."""
    after = len(one) + len(space)
    for find in (text.words, text.tokens):
        assert [*find(one), *((after + a, after + b) for a, b in find(other))] == list(find(one + space + other))
    assert text.forms(one) + text.forms(other) == text.forms(one + space + other)


def test_what_was_read_in_a_text_does_not_travel_with_it():
    value = text.Text("It rained.")
    text.words(value)
    copy = pickle.loads(pickle.dumps(value))
    assert value.facts and (copy, type(copy), copy.facts) == (value, text.Text, {})


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_plain_keeps_every_offset(value):
    assert len(text.plain(value)) == len(value)


@pytest.mark.parametrize("unit", ["word ", "“He said no.” ", "a. ", "! ", "x", '"', ".", "…?", ". ", "\n"])
def test_time_grows_with_the_length_of_one_paragraph(unit):
    def split(times):
        value = unit * times + "x"
        return text.words(value), text.tokens(value), text.sentences(value)

    assert_time_grows_with(10_000, split)


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


LINES = [
    # one sentence a line: blank lines are the boundary, and yet no sentence runs over a line
    ("It rained.\nWe slept.\n\nIt stopped.\nWe woke.", ["It rained.\nWe slept.", "It stopped.\nWe woke."]),
    (
        "It rained. We slept.\nIt hailed. We rose.\n\nIt stopped.",
        ["It rained. We slept.", "It hailed. We rose.", "It stopped."],
    ),
    ("Weather\nMen\n\nIt stopped.\nWe woke.", ["Weather", "Men", "It stopped.", "We woke."]),
    # a sentence broken around a link or a name in bold
    ("The keeper of\nOslo Zoo\nsaid it rained.\nWe slept.", ["The keeper of\nOslo Zoo\nsaid it rained.", "We slept."]),
    ("The rain, says\nIna Moe\n, a keeper, is warm.", ["The rain, says\nIna Moe\n, a keeper, is warm."]),
    ("“It rains,”\nKeeper Ina Moe said\n. “We wait.”", ["“It rains,”\nKeeper Ina Moe said\n. “We wait.”"]),
    ("The bears and\ntheir cubs slept.", ["The bears and\ntheir cubs slept."]),
    # no such thing
    ("Shopping\nmilk\neggs", ["Shopping", "milk", "eggs"]),
    ("Rain at last\nby Ina Moe\nIt rained.", ["Rain at last", "by Ina Moe", "It rained."]),
    ("We need:\nmilk and eggs.", ["We need:", "milk and eggs."]),
]


@pytest.mark.parametrize(("value", "expected"), LINES)
def test_lines_and_paragraphs(value, expected):
    assert pieces(text.paragraphs, value) == expected


def test_no_sentence_runs_over_lines_of_one_sentence():
    lines = ["It rained.", "Rain again", "We slept.", "We woke.", "We ate.", "We ran."]
    assert len(text.paragraphs("\n".join([*lines, "", "It hailed."]))) == 2
    assert pieces(text.sentences, "\n".join([*lines, "", "It hailed."])) == [*lines, "It hailed."]
