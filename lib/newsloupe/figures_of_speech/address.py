"""Who speaks and who is spoken to: *I*, *you* and *we* in the writer's own voice.

What stands inside quotation marks is somebody else's *I* and somebody else's *you*, so the marks decide. *We* may be
the newsroom, writer and reader together, or a nation: here it counts as addressing the reader unless a verb of
newsroom work follows (which the codebook ``stance`` codes as self-mention).
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from newsloupe import text as _text
from newsloupe.figures_of_speech.interviews import speech_from
from newsloupe.grammar.quotations import find_quotations

Found = Iterator[tuple[int, int, str]]

_WRITER = regex.compile(r"\b(?:I(?!\.)(?!['’]\p{L}*\s*\p{Lu}{2})|[Mm]e|[Mm]y|[Mm]ine(?=[.,;!?])|[Mm]yself)\b")
_NUMERAL = regex.compile(
    r"(?:War|Part|Chapter|Act|Section|Volume|Phase|Class|Type|Title|Article|[IVX]+|\p{Lu}\p{Ll}+)\s*\Z"
)
_MARK_BEFORE = regex.compile(r"[.!?,;:]\s*\Z")
_VERB_AFTER = regex.compile(r"['’]\p{L}|,?\s+\p{Ll}")
_SIGNATURE = regex.compile(r"[–—-]\s+\p{Lu}[^.!?:]{2,60}")
_ITEM = regex.compile(r"[–—•*-]\s")
_READER = regex.compile(r"(?i)\b(?:you|your|yours|yourself|yourselves|ourselves|we(?!['’]?\p{L})|us|our|ours)\b")
_NEWSROOM = regex.compile(
    r"""(?xi) \s+ (?:anticipate|expect|reported|contacted|asked|spoke|found|reviewed|analy[sz]ed|examined|obtained
    |understand|argue|predict|estimate|forecast|present|explore|reporters?|correspondents?|analysis|investigation
    |newsroom|coverage|newspaper|team|editors?)\b"""
)


def first_person(text: str) -> Found:
    """I, me, my, myself outside quotation marks; not the numeral (*World War I*).

    >>> text = "I waited. “I did not,” said the driver. World War I is another matter."
    >>> [text[start:end] for start, end, _ in first_person(text)]
    ['I']
    """
    for start, end in _outside_quotations(text, _WRITER):
        if text[start:end] != "I" or not _numeral(text, start, end):
            yield start, end, ""


def second_person(text: str) -> Found:
    """You, your, and the we, us, our that is not the newsroom's, outside quotation marks.

    >>> text = "You know the bus. We asked the driver. “Your turn,” he said."
    >>> [text[start:end] for start, end, _ in second_person(text)]
    ['You']
    """
    for start, end in _outside_quotations(text, _READER):
        if text[start:end] != "US" and not _NEWSROOM.match(text, end):
            yield start, end, ""


def _numeral(text: str, start: int, end: int) -> bool:
    """An I after a capitalized word, or with no word after it that could be its verb."""
    before = text[max(start - 20, 0) : start]
    verb = _VERB_AFTER.match(text[end : end + 3])
    return bool(_NUMERAL.search(before) and not _MARK_BEFORE.search(before) and before.strip()) or not verb


def _outside_quotations(text: str, pattern: "regex.Pattern[str]") -> Iterator[tuple[int, int]]:
    quoted = _quotations(text)
    number = 0
    for match in pattern.finditer(text):
        while number < len(quoted) and quoted[number][1] <= match.start():
            number += 1
        if number == len(quoted) or quoted[number][0] > match.start():
            yield match.span()


@_text.remembered
def _quotations(text: str) -> list[tuple[int, int]]:
    interview = [(speech_from(text), len(text))]
    return sorted([(q.start, q.end) for q in find_quotations(text)] + _signed_quotations(text) + interview)


def _signed_quotations(text: str) -> list[tuple[int, int]]:
    """Paragraphs that are quotations without marks, because the next line signs them (*– Kremlin spokesperson*)."""
    return [
        before
        for before, (start, end) in pairwise(_text.paragraphs(text))
        if _SIGNATURE.fullmatch(text, start, end) and not _ITEM.match(text, *before)
    ]
