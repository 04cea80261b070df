"""Figures made of members that resemble each other: anaphora, epistrophe, anadiplosis, isocolon, asyndeton.

Members are sentences of one paragraph, or the parts of one sentence between commas, semicolons, colons and dashes.
Every function takes a text and yields ``(start, end, why)``. Definitions follow Lausberg (1998); how many members and
how many equal words are asked for is our choice, made so that ordinary continuity of topic does not count.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import and_
from typing import NamedTuple

import regex

from newsloupe import text as _text

Found = Iterator[tuple[int, int, str]]

_BREAK = regex.compile(r"[,;:()]|[–—]|--|\s-\s")
_THERE = ("there", "it", "this", "that")
_THERE_IS = regex.compile(r"(?i)\s*(?:there|it|this|that)(?:['’]s|\s+(?:is|are|was|were))\s+(?=no\b|not\b)")
_PLAIN_WORDS = frozenset(
    """a an the this that these those some any all each its his her their our my your he she it they we you i who
    which what there here and or but so yet nor as at by for from in into of on over to with about after before
    under between through against during than is are was were be been being has have had do does did will would
    can could may might must shall should not if when while because although though also more most very just"""
    .split()
)  # fmt: skip
_REPORTING = frozenset("according said says told added noted asked explained continued concluded".split())
_STRONG = frozenset("no not never every nothing nobody neither without let imagine because when if".split())
_CONJUNCTIONS = ("and", "but", "so", "or", "yet")
_COARSE = {
    **dict.fromkeys(("NN", "NNS"), "N"),
    **dict.fromkeys(("NNP", "NNPS"), "NAME"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "VBG", "VBN"), "J"),
    **dict.fromkeys(("VB", "VBZ", "VBP", "VBD"), "V"),
    **dict.fromkeys(("DT", "PRP$"), "D"),
    **dict.fromkeys(("IN", "TO"), "P"),
}


class Member(NamedTuple):
    """A sentence or a part of one: its offsets and its words in small letters."""

    start: int
    end: int
    words: tuple[str, ...]
    place: int  # the number of its first word in the text
    paragraph: int  # its number: members of two paragraphs make no figure
    opening: int  # where its sentence or part begins, before *there is* and the like


def anaphora(text: str) -> Found:
    """Neighbouring members that begin with the same words (*no off-ramp …, no talks …*).

    >>> text = "No bus came, no train came, no taxi came."
    >>> list(anaphora(text))
    [(0, 40, '3 members begin with “no”')]
    """
    for run, shared in _runs(text):
        telling = shared[0] not in ("a", "an", "the") and (len(run) >= 3 or not set(shared) <= _PLAIN_WORDS)
        strong = shared[0] in _STRONG and (len(run) >= 3 or len(shared) > 1 or len(run[-1].words) < 9)
        if strong or (telling and len(shared) >= (2 if len(run) >= 3 else 3)):
            yield run[0].start, run[-1].end, f"{len(run)} members begin with “{' '.join(shared)}”"


def epistrophe(text: str) -> Found:
    """Neighbouring members that end with the same words (*of the people, by the people, for the people*).

    >>> text = "The parents want a new school, the teachers want a new school, the town needs a new school."
    >>> list(epistrophe(text))
    [(0, 90, '3 members end with “a new school”')]
    """
    for run, shared in _runs(text, backwards=True):
        if (len(run) >= 3 or len(shared) >= 3) and shared[0] not in _PLAIN_WORDS:
            yield run[0].start, run[-1].end, f"{len(run)} members end with “{' '.join(shared[::-1])}”"


def anadiplosis(text: str) -> Found:
    """A member that takes up the last word of the one before (*… lost the game; but games like this …*).

    >>> text = "Every storm brings floods. Floods bring repairs and bills."
    >>> [(text[start:end], why) for start, end, why in anadiplosis(text)]
    [('floods. Floods', '“floods” is taken up again at once')]
    """
    seen: set[tuple[int, int]] = set()  # a word at the end of a sentence stands at the end of a part, too
    for members in _levels(text):
        for first, second in pairwise(members):
            last = first.words[-1]
            opening = next((i for i, w in enumerate(second.words) if w not in _CONJUNCTIONS), 0)
            again = second.words[opening]
            if last in _PLAIN_WORDS or len(last) < 4 or len(second.words) < 3:
                continue
            taken_up = first.paragraph == second.paragraph and again.rstrip("s") == last.rstrip("s")
            if taken_up and not _names(text, first)[-1]:
                start = first.end - len(last)
                end = _text.words(text)[second.place + opening][1]
                if (start, end) not in seen:
                    seen.add((start, end))
                    yield start, end, f"“{last}” is taken up again at once"


def isocolon(text: str) -> Found:
    """Neighbouring members of one sentence whose words are of the same kinds in the same order.

    >>> list(isocolon("The old win games, the young win hearts."))
    [(0, 39, '2 members of 4 words of the same kinds')]
    """
    for run, why in _equal_members(text):
        yield run[0].start, run[-1].end, why


def asyndeton(text: str) -> Found:
    """Like members of one sentence, set side by side without *and* or *or*.

    >>> next(asyndeton("No bus came, no train came, no taxi came."))
    (0, 40, 'no conjunction; 3 members of 3 words of the same kinds')
    """
    members = list(_equal_members(text))
    members += [(run, f"members begin with “{shared[0]}”") for run, shared in
                _runs(text, sentences=False) if shared[0] in _STRONG]  # fmt: skip
    for run, why in members:
        if not any(member.words[0] in _CONJUNCTIONS for member in run):
            yield run[0].start, run[-1].end, f"no conjunction; {why}"


def _runs(
    text: str, backwards: bool = False, sentences: bool = True
) -> Iterator[tuple[Sequence[Member], tuple[str, ...]]]:
    """Runs of two or more members that share their first words, or their last ones, from the end, if `backwards`."""
    edge, order = (-1, slice(None, None, -1)) if backwards else (0, slice(None))
    for number, members in enumerate(_levels(text)):
        if number == 0 and not sentences:
            continue
        least = 4 if number == 0 else 2
        run: list[Member] = []
        shared: tuple[str, ...] = ()
        for member in [*members, None]:
            common: tuple[str, ...] = ()
            if (
                run
                and member
                and member.words[edge] == run[-1].words[edge]
                and len(member.words) >= least
                and _neighbors(run[-1], member)
            ):
                common = _common(shared or run[-1].words[order], member.words[order], _names(text, member)[order])
            if common and (len(run) < 2 or common[0] in _STRONG or len(common) >= min(2, len(shared))):
                run.append(member)  # type: ignore[arg-type]
                shared = common
                continue
            if len(run) > 1 and not _REPORTING & set(shared):
                yield run, shared
            run, shared = ([member] if member and len(member.words) >= least else []), ()


def _neighbors(first: Member, second: Member) -> bool:
    return first.paragraph == second.paragraph and second.opening - first.end < 8


def _names(text: str, member: Member) -> list[bool]:
    """Of each word: is it written with a capital, elsewhere than at the beginning?"""
    _, *others = _starts(text, member)
    return [False, *(text[start].isupper() for start in others)]


def _starts(text: str, member: Member) -> list[int]:
    """Where its words begin."""
    return [start for start, _ in _text.words(text)[member.place : member.place + len(member.words)]]


def _common(first: tuple[str, ...], second: tuple[str, ...], names: list[bool]) -> tuple[str, ...]:
    """The words with which both begin; a name does not count, nor what follows it."""
    shared = []
    for a, b, name in zip(first, second, names, strict=False):
        if a != b or name:
            break
        shared.append(a)
    return tuple(shared)


def _levels(text: str) -> Iterator[Sequence[Member]]:
    """First the sentences of each paragraph, then the parts of each sentence."""
    whole, parts = _members(text)
    yield whole
    yield parts


@_text.remembered
def _members(text: str) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    words = _Words(text)
    whole: list[Member] = []
    parts: list[Member] = []
    for start, end in _text.sentences(text):
        if text[end - 1] not in ".!?;:…”\"’'" or text[start] in "-–•*":
            continue  # a heading, an item of a list, a line of the page
        paragraph = bisect_right(words.paragraphs, start)
        whole += words.member(start, end, paragraph)
        cuts = [start, *(p for m in _BREAK.finditer(text, start, end) for p in m.span()), end]
        for a, b in zip(cuts[::2], cuts[1::2], strict=True):
            member = words.member(a, b, paragraph, a)
            if member and member[0].words[0].startswith(_THERE) and (skipped := _THERE_IS.match(text, a, b)):
                member = words.member(skipped.end(), b, paragraph, a)
            parts += member
    return tuple(whole), tuple(parts)


class _Words:
    """The words of a text, looked at once, for all the members that are made of them."""

    def __init__(self, text: str) -> None:
        self.spans, self.forms = _text.words(text), _text.forms(text)
        self.starts = [start for start, _ in self.spans]
        self.paragraphs = [start for start, _ in _text.paragraphs(text)]

    def member(self, start: int, end: int, paragraph: int, opening: int | None = None) -> list[Member]:
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        if first == last:
            return []
        begin = self.starts[first]
        opening = begin if opening is None else opening
        return [Member(begin, self.spans[last - 1][1], self.forms[first:last], first, paragraph, opening)]


def kind_at(text: str, start: int) -> str:
    """The part-of-speech tag of the token that begins at an offset, ``""`` if none does."""
    starts = _text.read_tokens(text).starts
    k = bisect_left(starts, start)
    return _text.tag_names(text)[k] if starts[k : k + 1] == [start] else ""


@_text.remembered
def _equal_members(text: str) -> tuple[tuple[Sequence[Member], str], ...]:
    return tuple(_runs_of_equal_members(text))


def _runs_of_equal_members(text: str) -> Iterator[tuple[Sequence[Member], str]]:
    """Pairs and longer runs of neighbouring parts of a sentence with the same kinds of words."""
    parts = _members(text)[1]
    run: list[Member] = []
    for part in [*parts, None]:
        if run and part and part.start - run[-1].end < 5 and _alike(text, run[-1], part):
            run.append(part)
            continue
        if len(run) > 1:
            yield run, f"{len(run)} members of {len(run[0].words)} words of the same kinds"
        run = [part] if part else []


def _alike(text: str, first: Member, second: Member) -> bool:
    if not len(first.words) == len(second.words) > 1 or first.words == second.words:
        return False
    if text[first.end : second.start].strip() not in (",", ";", "—", "–"):
        return False
    patterns = [[_COARSE.get(kind_at(text, start), "?") for start in _starts(text, m)] for m in (first, second)]
    if patterns[0] != patterns[1] or "?" in patterns[0] or any(map(and_, _names(text, first), _names(text, second))):
        return False
    return len(first.words) > 2 or "-" in first.words[0] + second.words[0]
