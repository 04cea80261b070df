"""Interviews and transcripts: from where on a text is other people's speech without quotation marks.

There a question is put to somebody, *I* is whoever answers, and *you* whoever is asked.
"""

from collections.abc import Iterator

import regex

from newsloupe import text as _text

Offsets = tuple[int, int]

# ((Ina Moe)) …, Q: …, A. …, Ina Moe: …, HOST: …
_TURN = regex.compile(
    r"\(\((?P<who>[^()\n]{1,40})\)\)|(?P<who>\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,4}(?:\s\([^()\n]{1,30}\))?):\s"
    r"|(?P<who>[QA])[.:]\s"
)
_LEAST = 4  # turns, of two speakers or more
_QUESTIONS = 5  # paragraphs that only ask: a column may have three


@_text.remembered
def speech_from(text: str) -> int:
    """Where the first turn of an interview begins; the length of the text where it is none.

    >>> speech_from("The mayor was asked.\\nQ: Why now?\\nA: Because.\\nQ: What next?\\nA: Rest.")
    21
    >>> speech_from("The mayor said: no.")
    19
    """
    turns = [(start, match["who"]) for start, end in _text.paragraphs(text) if (match := _TURN.match(text, start, end))]
    nearly_all = 5 * len(turns) >= len(_text.paragraphs(text))
    if len(turns) < _LEAST or len({who for _, who in turns}) < 2 or not nearly_all:
        return len(text)
    return turns[0][0]


@_text.remembered
def asked_in_turn(text: str) -> frozenset[Offsets]:
    """Sentences of paragraphs that only ask, each with an answer below, five times or more: questions and answers."""
    paragraphs = _text.paragraphs(text)
    asking = [
        one
        for one, (start, end) in zip(paragraphs, paragraphs[1:], strict=False)
        if text[one[1] - 1] == "?" and text[end - 1] != "?"
    ]
    if len(asking) < _QUESTIONS:
        return frozenset()
    return frozenset(_within(_text.sentences(text), asking))


def _within(sentences: tuple[Offsets, ...], paragraphs: list[Offsets]) -> Iterator[Offsets]:
    inside = _text.within(paragraphs)
    return (sentence for sentence in sentences if inside(*sentence))
