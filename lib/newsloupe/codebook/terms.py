"""Looking up the terms of a codebook: all of them in one pass over a text.

Each distinct word is looked up once (for its exact form and for every ``accus*`` that it fits); only words that can
begin a term are examined where they stand.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

import regex

from newsloupe import text as _text

_UNIT = r"[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?"
_UNITS = regex.compile(f"({_UNIT})")
_ASCII_UNITS = re.compile(r"([a-z0-9]+(?:'[a-z]+)?)")  # the same in small letters, twice as fast
_WANTED = regex.compile(rf"{_UNIT}\*?|#")
_GAP = regex.compile(r"[^\S\r\n]+|[-./]|\r?\n")  # what may stand between two words of one term


class Units(NamedTuple):
    """The folded words of a text as columns, what stands before each of them, where its sentences start, and where
    each distinct word stands."""

    words: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    places: dict[str, list[int]]


class Term(NamedTuple):
    """A term as a codebook gives it: its words, whose it is, and how it is written where case matters."""

    units: tuple[str, ...]
    indicator: int
    role: str  # the indicator's field that the term comes from
    cased: str | None  # without its *

    @classmethod
    def of(cls, written: str, indicator: int, role: str, case: bool) -> "Term":
        cased = _text.plain(written).rstrip("*") if case else None
        return cls(tuple(_WANTED.findall(fold(written))), indicator, role, cased)


_Begun = tuple[tuple[Term, ...], dict[str, tuple[Term, ...]]]


class TermIndex:
    """Terms, by the words with which they begin."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._exact: dict[str, list[Term]] = defaultdict(list)
        self._prefix: dict[str, list[Term]] = defaultdict(list)
        self._number: list[Term] = []
        for term in terms:
            first = term.units[0]
            if first == "#":
                self._number.append(term)
            elif first.endswith("*"):
                self._prefix[first[:-1]].append(term)
            else:
                self._exact[first].append(term)
        self._lengths = sorted({len(prefix) for prefix in self._prefix})
        self._known: dict[str, _Begun] = {}

    def look_up(self, text: str) -> Iterator[tuple[Term, int, int, int]]:
        """``(term, sentence, start, end)`` of every term in a text; the sentences are numbered from 1."""
        plain = _text.plain(text)
        units = _units(text)
        for unit, numbers in units.places.items():
            anyway, by_second = self._known.get(unit) or self._beginning(unit)
            for number in numbers if anyway or by_second else ():
                terms = anyway
                if by_second and number + 1 < len(units.words):
                    terms += by_second.get(units.words[number + 1].removesuffix("'s"), ())
                for term in terms:
                    start, end = units.starts[number], _follow(term.units, units, number)
                    if not end or (term.cased is not None and not plain.startswith(term.cased, start, end)):
                        continue
                    sentence = bisect_right(units.sentences, start)
                    if len(term.units) == 1 or bisect_right(units.sentences, end - 1) == sentence:
                        yield term, sentence, start, end

    def _beginning(self, unit: str) -> _Begun:
        """The terms that this word can begin, whatever follows, and those by their second word where it is given in
        full."""
        terms = list(self._exact.get(unit, ()))
        if unit.endswith("'s"):
            terms += self._exact.get(unit[:-2], ())
        for length in self._lengths:
            terms += self._prefix.get(unit[:length], ()) if length <= len(unit) else ()
        if unit[0].isdigit():
            terms += self._number
        by_second: dict[str, tuple[Term, ...]] = {}
        for term in terms:
            second = term.units[1] if len(term.units) > 1 and term.units[1][-1] not in "*#" else ""
            second = second.removesuffix("'s")
            by_second[second] = (*by_second.get(second, ()), term)
        begun = by_second.pop("", ()), by_second
        if len(self._known) < 200_000:  # a corpus in another script must not fill the memory
            self._known[unit] = begun
        return begun


def fold(text: str) -> str:
    """Lower-case `text` with plain quotation marks and hyphens, character by character: the length stays."""
    plain = _text.plain(text)
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@_text.remembered
def _units(text: str) -> Units:
    folded = fold(text)
    parts = (_ASCII_UNITS if folded.isascii() else _UNITS).split(folded)  # gap, word, gap … word, gap
    ends = list(accumulate(map(len, parts)))
    words = parts[1::2]
    places: dict[str, list[int]] = {}
    for number, unit in enumerate(words):
        places.setdefault(unit, []).append(number)
    sentences = [start for start, _ in _text.sentences(text)]
    return Units(words, parts[:-1:2], ends[:-1:2], ends[1::2], sentences, places)


def _follow(wanted: tuple[str, ...], units: Units, first: int) -> int:
    """Where the term that begins at unit `first` ends, or 0 if the words that follow are others."""
    last = first + len(wanted) - 1
    if last >= len(units.words):
        return 0
    for number, want in enumerate(wanted[1:], first + 1):
        if not (_fits(want, units.words[number]) and _GAP.fullmatch(units.gaps[number])):
            return 0
    owner = units.words[last].endswith("'s") and not wanted[-1].endswith(("*", "'s"))
    return units.ends[last] - 2 if owner else units.ends[last]


def _fits(want: str, unit: str) -> bool:
    if want == "#":
        return unit[0].isdigit()
    if want.endswith("*"):
        return unit.startswith(want[:-1])
    return unit in (want, want + "'s")
