"""Attribution: where its rules draw the line, and which of two speakers or readings goes first.

A rule that looks so many words ahead, and no further, is tried with a sentence on either side of its line. The
sentences are made for this: `@` stands for a word that is said as often as the near side of the line allows, then once
more.
"""

import pytest

import newsloupe as nl
from newsloupe.attribution import attribution_list, source_type
from newsloupe.attribution.finder import outermost
from newsloupe.attribution.names import find_names
from newsloupe.attribution.parts import Attribution
from newsloupe.grammar import Parsed
from newsloupe.grammar.reporting import Reporter
from support import one


def spans(text):
    return nl.find_attributions(one(text))


def told(text):
    """Source, cue and content of every attribution."""
    return list(attribution_list(spans(text))[["source", "cue", "content"]].itertuples(index=False, name=None))


def speakers(text):
    return attribution_list(spans(text))["speaker"].tolist()


# The sentence, what @ stands for, how many times it is said, what is found then, and what is found with one more.
LINES = [
    (
        "Ann Lee, the chair of the board of @ music, said it was over.",
        "fine",
        36,
        [("Ann Lee, the chair of the board of @ music", "said", "it was over")],
        [],
    ),
    (
        "Ann Lee, a lawyer @ at home, who knows it, said it was over.",
        "desk",
        10,
        [("Ann Lee, a lawyer @ at home, who knows it", "said", "it was over")],
        [("a lawyer @ at home, who knows it", "said", "it was over")],
    ),
    (
        "Ann Lee, Bob @ Roe, who knows it, said it was over.",
        "Tom",
        3,
        [("Ann Lee, Bob @ Roe, who knows it", "said", "it was over")],
        [("Bob @ Roe, who knows it", "said", "it was over")],
    ),
    (
        "Ann “the @ one” Lee said it was over.",
        "very",
        20,
        [("Ann “the @ one” Lee", "said", "it was over")],
        [("Lee", "said", "it was over")],
    ),
    (
        "“It is over,” said Ann Lee (@), the chair of the board.",
        "here",
        6,
        [("Ann Lee (@), the chair of the board", "said", "“It is over,”")],
        [("Ann Lee", "said", "“It is over,”")],
    ),
    (
        "“It is over,” said Ann Lee and all @ voters, it is there.",
        "old",
        2,
        [("Ann Lee and all @ voters", "said", "“It is over,”")],
        [("Ann Lee", "said", "“It is over,”")],
    ),
    (
        "“It is over,” said Ann Lee and the @ owner is glad.",
        "old",
        5,
        [("Ann Lee", "said", "“It is over,”")],
        [("Ann Lee and the @ owner", "said", "“It is over,”")],
    ),
    (
        "“It is over,” said Ann Lee, who @ warned that it was over.",
        "often",
        1,
        [("Ann Lee", "said", "“It is over,”"), ("who", "often warned", "that it was over")],
        [("Ann Lee, who @ warned that it was over", "said", "“It is over,”"), ("who", "@ warned", "that it was over")],
    ),
    (
        "They met (the @ minister said the plan (an old one) was over) in Rome.",
        "tall",
        56,
        [],
        [("the @ minister", "said", "the plan (an old one) was over) in Rome")],
    ),
    (
        "When the @ plan failed the minister said it was over, the port was closed.",
        "old",
        7,
        [("the minister", "said", "it was over")],
        [("the minister", "said", "it was over, the port was closed")],
    ),
    (
        "It is over, according to the men that @ run the port, and it rains.",
        "often",
        16,
        [("the men that @ run the port", "according to", "It is over")],
        [("the men", "according to", "It is over")],
    ),
    (
        "As the @ minister put it, the port is safe.",
        "old",
        21,
        [("the @ minister", "put it", "the port is safe")],
        [],
    ),
    (
        "As Lee said @, the port is safe.",
        "there",
        4,
        [("Lee", "said", "the port is safe")],
        [("Lee", "said", "@")],
    ),
    (
        "The minister agreed. “@”",
        "No",
        2,
        [],
        [("The minister", "agreed", "“@”")],
    ),
    (
        "The mayor lit into “@ men” in May.",
        "old",
        8,
        [],
        [("The mayor", "lit", "“@ men” in May")],
    ),
    (
        "The mayor spun the plan as @ “dead”.",
        "so",
        2,
        [("The mayor", "spun", "the plan as @ “dead”")],
        [],
    ),
    (
        "Critics called the plan “dead” in @ letter.",
        "old",
        4,
        [("Critics", "called", "the plan “dead”")],
        [("Critics", "called", "the plan “dead” in @ letter")],
    ),
    (
        "The minister said it was over, but the @ chief says it rains.",
        "old",
        7,
        [("The minister", "said", "it was over"), ("the @ chief", "says", "it rains")],
        [("The minister", "said", "it was over, but the @ chief says it rains")],
    ),
    (
        "The minister said it was over, which he @ described as old.",
        "often",
        4,
        [("The minister", "said", "it was over"), ("he", "@ described", "which … as old")],
        [("The minister", "said", "it was over, which he @ described as old")],
    ),
    (
        "The minister said it was over, with the @ chief calling it old.",
        "old",
        5,
        [("The minister", "said", "it was over"), ("the @ chief", "calling", "it old")],
        [("The minister", "said", "it was over, with the @ chief calling it old")],
    ),
    (
        "Critics praised the plan, and the @ chief slept.",
        "old",
        4,
        [("Critics", "praised", "the plan")],
        [("Critics", "praised", "the plan, and the @ chief slept")],
    ),
    (
        "Critics praised the plan, the @ chief slept.",
        "old",
        6,
        [("Critics", "praised", "the plan")],
        [("Critics", "praised", "the plan, the @ chief slept")],
    ),
    (
        "“It is so over,” she said. “No no no no” @.",
        "now",
        5,
        [("she", "said", "“It is so over,” … “No no no no” @")],
        [("she", "said", "“It is so over,”")],
    ),
    (
        "The minister of the old port town of the @ coast: “It is over.”",
        "old",
        5,
        [("The minister of the old port town of the @ coast", ":", "“It is over.”")],
        [],
    ),
    (
        "The @ minister: The talks have failed",
        "old",
        3,
        [("The @ minister", ":", "The talks have failed")],
        [],
    ),
    (
        "Minister: The @ talks have failed",
        "old",
        17,
        [("Minister", ":", "The @ talks have failed")],
        [],
    ),
    (
        "We stand and wait here.\n– Ann @",
        "Lee",
        12,
        [("Ann @", "–", "We stand and wait here.")],
        [],
    ),
    (
        "We @.\n– Ann Lee",
        "stand",
        1,
        [],
        [("Ann Lee", "–", "We @.")],
    ),
    (
        "“@” – Ann Lee",
        "No",
        1,
        [],
        [("Ann Lee", "–", "“@”")],
    ),
    (
        "“We stand here.” – Ann @\nIt rained in the town and all was well with the old men of the port.",
        "Lee",
        11,
        [("Ann @", "–", "“We stand here.”")],
        [],
    ),
    (
        "Moscow’s claim that the @ port holds",
        "old",
        17,
        [("Moscow’s", "claim", "that the @ port holds")],
        [],
    ),
    (
        "“@” the minister said.",
        "now",
        5,
        [],
        [("the minister", "said", "“@”")],
    ),
    (
        "The @ plan has failed, “and so we go,” the minister said.",
        "old",
        27,
        [("the minister", "said", "The @ plan has failed, “and so we go,”")],
        [("the minister", "said", "“and so we go,”")],
    ),
    (
        "The minister told the paper because @ rain that it was over.",
        "old",
        9,
        [("The minister", "told", "that it was over")],
        [],
    ),
    (
        "Critics see the @ plan as dead.",
        "old",
        27,
        [("Critics", "see", "the @ plan as dead")],
        [],
    ),
    (
        "The minister said despite the @ losses, the plan holds.",
        "old",
        11,
        [("The minister", "said", "despite the @ losses, the plan holds")],
        [],
    ),
    (
        "She wrote in a @ court file that it was over.",
        "old",
        4,
        [("She", "wrote", "that it was over")],
        [],
    ),
    (
        "The minister said, if @ elected, that it was over.",
        "never",
        6,
        [("The minister", "said", "that it was over")],
        [],
    ),
]


@pytest.mark.parametrize(("sentence", "word", "times", "near", "beyond"), LINES)
def test_either_side_of_a_line(sentence, word, times, near, beyond):
    for number, expected in ((times, near), (times + 1, beyond)):
        said = " ".join([word] * number)
        found = told(sentence.replace("@", said))
        assert found == [tuple(part.replace("@", said) for part in row) for row in expected], number


# Sentences of different words, on either side of the same line.
PAIRS = [
    # what goes before a colon may be two words, subject and verb
    ("Lee wept: “It is so old now.”", [("Lee", "wept", "“It is so old now.”")]),
    # a verb that no list has needs two words after *that*
    ("Lee snarled that he did", [("Lee", "snarled", "that he did")]),
    # the writer goes on after a quotation of a comma alone
    ("She said “,” when it rained.", [("She", "said", "“,”")]),
    # a colon after three words of content and more
    ("Critics called it dead: “It is over.”", [("Critics", "called", "it dead: “It is over.”")]),
    ("Critics praised the old plan: “It is over.”", [("Critics", "praised", "the old plan")]),
    # a quotation of fewer than four words and marks does not go on with the one before
    ("“It is so over,” she said. “.”", [("she", "said", "“It is so over,”")]),
    ("“It is so over,” she said. “No.”", [("she", "said", "“It is so over,” … “No.”")]),
    # marks between the end of a sentence and the quotation that goes on with it
    ("He said it was over?! “We go home now.”", [("He", "said", "it was over … “We go home now.”")]),
    ("He said it was over?!! “We go home now.”", [("He", "said", "it was over")]),
    # the question mark among the last three characters of a quotation
    ("“Is it over?!” she said.\n“We go home now.”", [("she", "said", "“Is it over?!”")]),
    ("“Is it over?!!” she said.\n“We go home now.”", [("she", "said", "“Is it over?!!” … “We go home now.”")]),
    # a clause of three words before *, Lee warned*, and one of two
    ("The port closed, Lee warned.", [("Lee", "warned", "The port closed")]),
    ("Snow falls, Lee warned.", []),
    # a name of two words is content of *call*, a phrase of two is not
    ("Critics called the plan.", []),
    ("Critics called the old plan.", [("Critics", "called", "the old plan")]),
    # the eighth word of an aside may be its verb
    ("The minister said, here here here here here here he is, that it was over.", []),
    # a contraction with its apostrophe among the first three letters has its subject in it
    ("A move that officials say isn't over", [("officials", "say", "that … isn't over")]),
    ("A move that officials say he's over has come.", [("officials", "say", "he's over has come")]),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_lines_between_two_sentences(text, expected):
    assert told(text) == expected


# ------------------------------------------------------------ who is meant

RAIN = "It rained. "


@pytest.mark.parametrize(("between", "speaker"), [(6, "Ann Lee"), (7, "she")])
def test_a_pronoun_reaches_seven_sentences_back(between, speaker):
    assert speakers(f"Ann Lee said it was over. {RAIN * between}She said it was late.") == ["Ann Lee", speaker]


@pytest.mark.parametrize(("between", "speaker"), [(58, "a Kremlin spokesperson"), (59, "the spokesperson")])
def test_a_description_reaches_fifty_nine_sentences_back(between, speaker):
    text = f"A Kremlin spokesperson said it was over. {RAIN * between}The spokesperson said it was late."
    assert speakers(text) == ["a Kremlin spokesperson", speaker]


def test_of_two_persons_in_a_sentence_a_pronoun_means_the_first():
    text = "Ann Lee said it was over, but Bea Roe says it rains. She said it was late."
    assert speakers(text) == ["Ann Lee", "Bea Roe", "Ann Lee"]


ADJECTIVES = (
    "red blue green grey black white pink brown tall short thin fat rich poor young gray calm loud quiet brave proud "
    "shy kind mean fair dark bright cold warm weak strong"
).split()


@pytest.mark.parametrize(("called", "speaker"), [(30, "Ann Lee"), (31, "the strong minister")])
def test_thirty_ways_to_call_a_speaker_are_remembered(called, speaker):
    text = " ".join(f"The {word} minister, Ann Lee, said it was over." for word in ADJECTIVES[:called])
    assert speakers(f"{text} The {ADJECTIVES[called - 1]} minister said it was late.")[-1] == speaker


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("A firm said it was over. The firm said it was late.", "a firm"),  # a description has two words
        ("A firm said it was over. According to this, it was late.", "this"),
    ],
)
def test_a_description_has_two_words(text, last):
    assert speakers(text)[-1] == last


SORTS = [
    ("the old old states", "state or collective"),  # four words at most
    ("the old old old states", "vague or anonymous"),
    ("the deputy, Ann", "vague or anonymous"),  # a name has two words
    ("the deputy, Ann Lee", "named person"),
]


@pytest.mark.parametrize(("source", "sort"), SORTS)
def test_the_sort_of_a_source_by_the_number_of_its_words(source, sort):
    assert source_type(source) == sort


def test_a_name_behind_a_role_has_two_words():
    assert speakers("The deputy, Ann Lee, said it was over.") == ["Ann Lee"]


@pytest.mark.parametrize(("words", "found"), [(4, True), (5, False)])
def test_a_name_has_four_words_at_most(words, found):
    assert bool(list(find_names(Parsed(f"He met Ann{' Lee' * (words - 1)} in town.")))) is found


# ------------------------------------------------------------ one of two readings


@pytest.mark.parametrize(("shared", "kept"), [(30, 2), (31, 1)])
def test_three_words_in_ten_may_be_content_of_two_attributions(shared, kept):
    say = Reporter("say", "neutral", {})
    first = Attribution((0, 1), ((1, 201),), "verb_with_that_clause", say, "assertion")
    second = Attribution((400, 401), ((201 - shared, 301 - shared),), "verb_with_that_clause", say, "assertion")
    assert len(outermost([second, first])) == kept


@pytest.mark.parametrize(("quoted", "kind"), [(9, "direct"), (8, "mixed")])
def test_direct_is_nine_words_in_ten(quoted, kind):
    found = spans(f"The minister said it “{' '.join(['no'] * quoted)}”.")
    assert set(found["kind"]) == {kind}  # with *it*, nine of ten words, or eight of nine


def test_an_attribution_stands_where_its_cue_begins():
    """Also where source or content come first, as the list is in the reading order of the cues."""
    text = "“It is over,” the minister said. According to Poland, it is not."
    assert attribution_list(spans(text))["start"].tolist() == [text.index("said"), text.index("According")]
