"""Figures of speech that only structure shows: what stands where, rather than which word stands there.

Each function takes a text and yields ``(start, end, why)``. A codebook names the function in an indicator
(``figure: tricolon``); definitions, examples and literature are in the codebook ``figures``.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import regex

from newsloupe import text as _text
from newsloupe.figures_of_speech.address import first_person, second_person
from newsloupe.figures_of_speech.chiasm import chiasmus
from newsloupe.figures_of_speech.domains import metaphor, of_domain
from newsloupe.figures_of_speech.interviews import asked_in_turn, speech_from
from newsloupe.figures_of_speech.likeness import simile
from newsloupe.figures_of_speech.parallelism import anadiplosis, anaphora, asyndeton, epistrophe, isocolon, kind_at
from newsloupe.figures_of_speech.personified import metonymy, personification
from newsloupe.figures_of_speech.threes import tricolon
from newsloupe.figures_of_speech.vehicle_words import domain_names
from newsloupe.grammar.parsed import Parsed

Found = Iterator[tuple[int, int, str]]
Token = tuple[int, int, str]

_ASKED = regex.compile(r"(?i)\b(?:ask|wonder|inquir|quer(?:y|ie)|demand)(?:s|ed|ing)?\b")
_ANSWER = regex.compile(
    r"""(?xi) ["'“‘]? (?: (?:yes|no|nope|sure|not|never|none|nobody|nothing|everything|because|simple|simply
        |hardly|absolutely|certainly|of\ course|perhaps|maybe|probably|possibly|both|neither|it\ depends) \b
      | only\ time | the\ (?:short\ )?(?:answer|truth|reason)\b | in\ (?:short|a\ word)
      | (?:it(?:['’]s|\ is|\ may\ be)\ )? (?:too\ (?:early|soon)|hard|difficult|impossible)
        \ to\ (?:say|tell|know|predict) )"""
)
_OPEN_QUESTION = regex.compile(r"(?i)(?:(?:so|but|and|then|well|now),?\s+)?(?:what|why|where|when|who|how|which)\b")
_NOUN = {"NN", "NNS", "NNP", "NNPS"}
_AND_AND = regex.compile(
    r"""(?xi) (?<!\p{L}) [\p{L}'’-]{3,} (?:(?P<mark>,?)\s+(?P<and>and|or|nor)\s+[\p{L}'’-]{3,})
        (?:(?P=mark)\s+(?P=and)\s+[\p{L}'’-]{3,})+"""
)
_CONSONANT = regex.compile(r"ch|sh|th|ph|wh|kn|wr|[bcdfghjklmnpqrstvwxyz]")
_PALE = frozenset(
    """said says some such still that this these those they them then there their when where while will
    with would""".split()
)
_QUOTED = regex.compile(r"[“\"‘'](?P<span>\p{Ll}[\p{Ll}'’-]*(?:\s\p{Ll}[\p{Ll}'’-]*)?)[”\"’'](?!\p{L})")
_SPEECH = regex.compile(
    r"""(?xi) \b (?: sa(?:y|ys|id|ying) | tells? | told | call(?:s|ed|ing)? | according | argue[sd]? | claim(?:s|ed)?
      | describ(?:e[sd]?|ing) | label(?:s|led|ed|ling|ing)? | dub(?:s|bed) | accus(?:e[sd]?|ing) | warn(?:s|ed)?
      | vow(?:s|ed)? | remark(?:s|ed)? | comments? | wr(?:ote|ites?|itten) | put\ it | statements? | spokes\w+
      | refer(?:s|red) | known\ as | words? | term(?:s|ed)? | quot\w+ | phrase\w* | declar\w+ | denounc\w+ | insist\w*
      | announc\w+ | add(?:s|ed)
      | pledg\w+ | promis\w+ | commit(?:s|ted|ments?) | explain\w* | defin\w+ | ruled? | rules | ruling
      | rat(?:e[sd]?|ings?) | grad(?:es|ed)
      | deem(?:s|ed) | judged | conclud\w+ | assert\w* | admit\w* | complain\w* | prais\w+ | critici[sz]\w+
      | titled | entitled
      | nicknam\w+ | branded | meaning | slogan\w* | motto | chant\w* | shout\w* | hail\w* | known\ (?:\w+\ ){1,3}as
      | (?:stud(?:y|ies)|reports?|inquiry|investigation|courts?|jury|judges?|inspectors?|inquest|review|tribunal|panel
         |auditors?|researchers?|survey|poll|watchdog) \ (?:\w+\ ){0,3} (?:found|finds) ) \b"""
)

_TALKERS = regex.compile(r"(?i)\b(?:i|me|my|mine|we|us|our|ours|you|your|yours)\b")
_OTHERS = regex.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir|him|them|[Ww]ho\w*|[Tt]hose)\b|(?<=[\p{Ll},’'] )\p{Lu}\w+"
)

# What has a name or a grade of its own, which stands in marks: the “right to roam” scheme, raised to “severe”.
_TERM_AFTER = regex.compile(
    r"(?i)\s(?:schemes?|polic(?:y|ies)|laws?|rules?|programmes?|programs?|clauses?|lists?|labels?|warnings?|alerts?"
    r"|category"
    r"|categories|status|visas?|buttons?|signs?|awards?|feature|mode|targets?|principle|doctrine|charge|fee)\b"
)
_GRADE_BEFORE = regex.compile(
    r"(?i)\b(?:level|status|category|target|goal|grade|(?:raised|lowered|upgraded|downgraded|changed|moved)\sto"
    r"|(?:classed|listed|classified)\sas|marked|(?:go|going|become|becoming|make\s(?:it|the\s\w+)))(?:\sof)?\s\Z"
)


def rhetorical_question(text: str) -> Found:
    """Sentences that ask, outside headings and outside reports of somebody's asking.

    >>> text = "Why not walk? The bus is late anyway."
    >>> [text[start:end] for start, end, _ in rhetorical_question(text)]
    ['Why not walk?']
    """
    for start, end in _questions(text):
        yield start, end, "a question put to the reader"


def doubting_question(text: str) -> Found:
    """Such a question about others: it names somebody, or says *he, they, those*, and neither *I, we* nor *you*.

    >>> text = "Where is the money? Does the mayor of Oslo know where his money went? Do you?"
    >>> [text[start:end] for start, end, _ in doubting_question(text)]
    ['Does the mayor of Oslo know where his money went?']
    """
    for start, end in _questions(text):
        question = text[start:end]
        if _OTHERS.search(question) and not _TALKERS.search(question):
            yield start, end, "a question about somebody, put to the reader"


def hypophora(text: str) -> Found:
    """A question and the answer that the writer gives at once.

    >>> text = "Will fares rise? Yes, by a tenth."
    >>> list(hypophora(text))
    [(0, 33, 'a question, and an answer that opens as one')]
    """
    sentences = _text.sentences(text)
    alone = set(_text.paragraphs(text))
    asked = set(_questions(text))
    for (start, end), (next_start, next_end) in pairwise(sentences):
        if not _asks(text, start, end) or _asks(text, next_start, next_end) or start >= speech_from(text):
            continue
        together = "\n" not in text[end:next_start]
        answer = text[next_start:next_end]
        if (start, end) in alone and _asks(text, start, end) and answer.rstrip()[-1:] in ".!…":
            yield start, next_end, "a heading asks and the text below answers"
        elif together and (start, end) in asked and _ANSWER.match(answer):
            yield start, next_end, "a question, and an answer that opens as one"
        elif together and (start, end) in asked and _OPEN_QUESTION.match(text, start, end) and "question" not in answer:
            yield start, next_end, "a wh-question, and a statement after it"


def _asks(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip("”\"’')").endswith("?")


def _questions(text: str) -> Iterator[tuple[int, int]]:
    """Sentences that ask and are neither a heading nor reported speech."""
    alone = set(_text.paragraphs(text)[:-1])  # the last paragraph heads nothing
    interview, asked = speech_from(text), asked_in_turn(text)
    for start, end in _text.sentences(text):
        if not _asks(text, start, end) or start >= interview or (start, end) in asked:
            continue
        heading = (start, end) in alone and len(_text.words(text[start:end])) < 12
        reported = text[start] in "“\"‘'" and _ASKED.search(text, end, end + 60)
        if not heading and not reported:
            yield start, end


def polysyndeton(text: str) -> Found:
    """Three or more words of the same kind, each joined to the next by *and* or *or*.

    >>> text = "They sang and danced and laughed all night."
    >>> [text[start:end] for start, end, _ in polysyndeton(text)]
    ['sang and danced and laughed']
    """
    spans, forms = _text.words(text), _text.forms(text)
    reached = 0
    for number, (form, again) in enumerate(zip(forms, forms[2:], strict=False)):
        if form not in ("and", "or", "nor") or form != again or number == 0 or spans[number - 1][0] < reached:
            continue
        match = _AND_AND.match(text, spans[number - 1][0])
        if not match:
            continue
        reached = match.end()
        members = [match.start() + a for a, _ in _text.words(match.group())][::2]
        alike = len({kind_at(text, start)[:2] for start in members}) == 1
        if alike and not all(text[start].isupper() for start in members):
            yield *match.span(), f"“{match['and'].lower()}” joins every member"


def alliteration(text: str) -> Found:
    """Words joined by *and*, *but* or *or*, or three content words in a row, that begin with the same consonant.

    >>> text = "They want bread and butter, not cake and tea."
    >>> [text[start:end] for start, end, _ in alliteration(text)]
    ['bread and butter']
    """
    columns, tag_names = _text.read_tokens(text), _text.tag_names(text)
    sounds = list(map(_onset, columns.small))
    for i in [i for i, (first, third) in enumerate(zip(sounds, sounds[2:], strict=False)) if first and first == third]:
        words = [text[a:b] for a, b in zip(columns.starts[i : i + 3], columns.ends[i : i + 3], strict=True)]
        tags = [tag[:2] for tag in tag_names[i : i + 3]]
        start, end = columns.starts[i], columns.ends[i + 2]
        if words[1].lower() in ("and", "but", "or"):
            noun = i + 3 < len(tag_names) and tag_names[i + 3] in _NOUN
            part_of_more = (
                noun and "\n" not in text[end : columns.starts[i + 3]]
            )  # de-escalation and diplomatic engagement
            if tags[0] == tags[2] and not part_of_more and _sound_alike([words[0], words[2]]):
                yield start, end, f"two joined words begin with {sounds[i]}"
        elif words[1].islower() and _sound_alike(words) and set(tags) <= {"NN", "JJ", "VB", "RB"}:
            content = _PALE.isdisjoint(word.lower() for word in words)
            if content:
                yield start, end, f"three words in a row begin with {sounds[i]}"


def _sound_alike(words: list[str]) -> bool:
    """The same first consonant, in words that are not of one family (*mis-*understanding, *mis-*interpretation)."""
    small = [word.lower() for word in words]
    onsets, families = {_onset(word) for word in small}, {word[:3] for word in small}
    return len(onsets) == 1 and "" not in onsets and len(families) == len(small) and min(map(len, small)) > 3


@lru_cache(maxsize=20_000)
def _onset(word: str) -> str:
    """The consonant sound that a word begins with, as far as spelling tells; "" for a vowel."""
    match = _CONSONANT.match(word)
    sound = match.group() if match else ""
    if sound == "c":
        return "s" if word[1:2] in ("e", "i", "y") else "k"
    return {"q": "k", "ph": "f", "wh": "w", "kn": "n", "wr": "r"}.get(sound, sound)


def scare_quotes(text: str) -> Found:
    """One or two words in quotation marks in a sentence that names nobody who said them.

    >>> text = "The “luxury” flat has no window. He called it “small”."
    >>> [text[start:end] for start, end, _ in scare_quotes(text)]
    ['“luxury”']
    """
    for start, end in _text.sentences(text):
        quoted = list(_QUOTED.finditer(text, start, end))
        if quoted and not _SPEECH.search(text, start, end):
            for match in quoted:
                if _TERM_AFTER.match(text, match.end()) or _GRADE_BEFORE.search(text, start, match.start()):
                    continue  # a term or a grade
                if match.start() == start or not text[match.start() - 1].isalnum():
                    yield *match.span(), "quoted words, and nobody in the sentence says them"


def repetition(text: str) -> Found:
    """Five words or more, three of them neither small words nor names, that stood in the article before.

    A passage stays in its paragraph, is compared with the place where its first five words stood last, and ends where
    it would run into itself: what stands there four times is three repetitions, whatever is between them.

    >>> text = "The new library opens next spring. Few believe that the new library opens next spring."
    >>> [(start, text[start:end]) for start, end, _ in repetition(text)]
    [(52, 'the new library opens next spring')]
    """
    spans, forms = _text.words(text), _text.forms(text)
    content = [form if len(form) > 4 and text[a].islower() else "" for form, (a, _) in zip(forms, spans, strict=True)]
    telling = _third_of_its_kind(content)
    starts = [start for start, _ in spans]
    places: dict[tuple[str, ...], int] = {}
    distance = reach = reached = 0
    for first, last in _text.paragraphs(text):
        stop = bisect_left(starts, last)
        for i in range(bisect_left(starts, first), stop):
            if i >= 5:
                places[forms[i - 5 : i]] = i - 5
            earlier = places.get(forms[i : i + 5]) if reached <= i <= stop - 5 else None
            if earlier is None:
                continue
            # A passage that began one word before ends where that one ended: nothing is compared twice.
            reach = max(reach, i) if i - earlier == distance else i
            distance = i - earlier
            while reach < min(i + distance, stop) and forms[reach] == forms[reach - distance]:
                reach += 1
            if telling[i] < reach:
                yield spans[i][0], spans[reach - 1][1], "stood in the article before, word for word"
                reached = reach


def _third_of_its_kind(content: list[str]) -> list[int]:
    """For each place where the third different one stands, counted from there; "" does not count."""
    found = [len(content)] * len(content)
    inside: Counter[str] = Counter()
    end = 0
    for place, one in enumerate(content):
        while end < len(content) and len(inside) < 3:
            if content[end]:
                inside[content[end]] += 1
            end += 1
        if len(inside) < 3:
            break
        found[place] = end - 1
        if one:
            inside[one] -= 1
            if not inside[one]:
                del inside[one]
    return found


# Those that ask the grammar take a parsed text as well as a text, so that each text is parsed once.
ASK_GRAMMAR: dict[str, Callable[[str | Parsed], Found]] = {
    function.__name__: function for function in (metaphor, metonymy, personification, *map(of_domain, domain_names()))
}

# All of these functions by name, as a codebook asks for them.
FIGURES: dict[str, Callable[[Any], Found]] = {
    function.__name__: function
    for function in (
        alliteration,
        anadiplosis,
        anaphora,
        asyndeton,
        chiasmus,
        doubting_question,
        epistrophe,
        first_person,
        hypophora,
        isocolon,
        polysyndeton,
        repetition,
        rhetorical_question,
        scare_quotes,
        second_person,
        simile,
        tricolon,
    )
} | ASK_GRAMMAR
