"""Where a quotation that somebody copied stands in a text: typography may differ, words may not.

A language model that is asked for the exact words mostly gives them, with other quotation marks, dashes, spaces or
capitals. `Quotable.places` looks for the very characters first, then without these differences, then over ``…``, which
says that something was left out. Nothing is ever matched by likeness: *may* for *will*, a word less or another order
is not found, and `Quotable.nearest` shows a person where it probably comes from.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

import regex

from newsloupe import text as _text

Offsets = tuple[int, int]

_QUOTES = r"[\"“”„‟«»‹›〝〞＂'’‘‚‛`´ʼ＇]"
_DASHES = r"[-‐‑‒–—―−﹘﹣－⸺]"
_NOTHING = r"\u00ad\u200b-\u200d\u2060\ufeff"  # characters without width
_ROOM = rf"[\s{_NOTHING}]*"
_TOKEN = regex.compile(
    rf"""(?P<plain>[A-Za-z0-9]+)
       | {_ROOM}(?P<dots>…|\.(?:\s?\.){{2,}}){_ROOM}
       | {_ROOM}(?P<quote>{_QUOTES}+){_ROOM}
       | {_ROOM}(?P<dash>{_DASHES}+){_ROOM}
       | [{_NOTHING}]*(?P<space>\s){_ROOM}
       | (?P<nothing>[{_NOTHING}]+)
       | (?P<other>\X)""",
    regex.VERBOSE | regex.DOTALL,
)
_FOLDED = {"dots": "…", "quote": "'", "dash": "-", "space": " "}
_LEFT_OUT = regex.compile(r"\s*[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?\s*")
_OUTER = " '.,;:!?"  # what may stand around a quotation and is none of its words
_MOST = 6  # pieces of one quotation


class Place(NamedTuple):
    """Where a quotation stands: its pieces, and how it was found: ``exact``, ``folded`` or ``gap``."""

    pieces: tuple[Offsets, ...]
    alignment: str


class Quotable:
    """A text in which quotations are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._starts, self._ends = _fold(text)
        self._sentences = _text.sentences(text)

    def places(self, quote: str, within: Offsets | None = None) -> list[Place]:
        """Every place where `quote` stands, the best first; none where a word differs.

        The very characters come before places that differ in typography. Over ``…`` there is a place only if the pieces
        stand in one way in one sentence, or else in one paragraph; where they stand in several ways there is none, as
        nobody can know which was meant. `within` limits the search.

        >>> Quotable("“We may win – or not,” she said.").places('We may win - or not')
        [Place(pieces=((1, 20),), alignment='folded')]
        >>> Quotable("They cannot win. They can’t.").places("They can")
        []
        """
        first, last = within or (0, len(self.text))
        if not regex.search(r"[\p{L}\p{N}]", quote):
            return []
        found = [
            Place((place,), "exact") for place in _occurrences(self.text, quote.strip()) if whole(self.text, *place)
        ]
        seen = {place.pieces for place in found}
        alike = [Place((place,), "folded") for place in self._alike(quote)]
        found += [place for place in alike if place.pieces not in seen]
        found = [place for place in found if first <= place.pieces[0][0] and place.pieces[-1][1] <= last]
        return found or self._over_gaps(quote, first, last)

    def sentence(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self._sentences, (offset, len(self.text)))

    def _alike(self, quote: str) -> list[Offsets]:
        """Where a quotation stands when typography does not count, with or without the marks around it."""
        folded = _fold(quote)[0].strip()
        for form in dict.fromkeys((folded, folded.strip("' "), folded.strip(_OUTER))):
            if regex.search(r"[\p{L}\p{N}]", form):
                ranges = ((self._starts[start], self._ends[end - 1]) for start, end in _occurrences(self._folded, form))
                if found := [place for place in ranges if whole(self.text, *place)]:
                    return found
        return []

    def _over_gaps(self, quote: str, first: int, last: int) -> list[Place]:
        if not _LEFT_OUT.search(quote):
            return []
        pieces = [piece for piece in _LEFT_OUT.split(quote) if regex.search(r"[\p{L}\p{N}]", piece)]
        if not 0 < len(pieces) <= _MOST:
            return []
        stand = [self._alike(piece) for piece in pieces]
        for units in (self._sentences, _text.paragraphs(self.text)):
            ways = [
                way for start, end in units for way in islice(self._ways(stand, max(start, first), min(end, last)), 2)
            ]
            if ways:
                return [Place(ways[0], "gap")] if len(ways) == 1 and not self._has_dots(ways[0]) else []
        return []

    def _ways(self, stand: Sequence[Sequence[Offsets]], start: int, end: int) -> Iterator[tuple[Offsets, ...]]:
        """The ways in which pieces stand between two offsets one after the other."""
        if not stand:
            yield ()
            return
        for piece in stand[0]:
            if start <= piece[0] and piece[1] <= end:
                for rest in self._ways(stand[1:], piece[1], end):
                    yield (piece, *rest)

    def _has_dots(self, pieces: Sequence[Offsets]) -> bool:
        """Does the writer leave something out where the quotation does? Then what is missing may be a word."""
        gaps = zip(pieces, pieces[1:], strict=False)
        return any(_LEFT_OUT.search(self.text[end:start]) for (_, end), (start, _) in gaps)

    def nearest(self, quote: str) -> tuple[int, int, str]:
        """The sentence, or two, with most words of `quote`, and in which words the two differ.

        >>> text = "It rains. The bridge will close. Nobody knows why."
        >>> start, end, difference = Quotable(text).nearest("The bridge may close.")
        >>> text[start:end], difference
        ('The bridge will close.', '“may” for “will”')
        """
        wanted = [form.casefold() for form in _forms(quote)]
        best, place = -1.0, (0, 0)
        pairs = [(one[0], two[1]) for one, two in zip(self._sentences, self._sentences[1:], strict=False)]
        for start, end in (*self._sentences, *pairs):
            there = [form.casefold() for form in _forms(self.text[start:end])]
            shared = sum((Counter(wanted) & Counter(there)).values())
            score = 2 * shared / max(len(wanted) + len(there), 1)
            if score > best:
                best, place = score, (start, end)
        return (*place, _difference(self.text[slice(*place)], quote))


def _forms(text: str) -> list[str]:
    plain = _text.plain(text)
    return [plain[start:end] for start, end in _text.words(text)]


def _difference(passage: str, quote: str) -> str:
    """The words of a quotation that the passage does not have, and those it has in their place; three at most."""
    there, given = _forms(passage), _forms(quote)
    matcher = SequenceMatcher(None, [form.casefold() for form in there], [form.casefold() for form in given], False)
    said = []
    for kind, start, end, first, last in matcher.get_opcodes():
        outside = kind == "delete" and (first in (0, len(given)))  # the sentence is longer, which is no difference
        if kind != "equal" and not outside:
            old, new = " ".join(there[start:end][:6]), " ".join(given[first:last][:6])
            said.append(f"“{new}” for “{old}”" if old and new else f"“{old}” left out" if old else f"“{new}” added")
    return "; ".join(said[:3])


def _fold(text: str) -> tuple[str, list[int], list[int]]:
    """The text without differences of typography, with the start and end in `text` of each of its characters."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "nothing":
            continue
        written = match[kind]
        if kind == "plain":
            letters.append(written.lower())
            starts += range(*match.span())
            ends += range(match.start() + 1, match.end() + 1)
            continue
        folded = _FOLDED.get(kind) or unicodedata.normalize("NFD", written.casefold())
        start, end = match.span(kind)
        letters.append(folded)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
    return "".join(letters), starts, ends


def _occurrences(text: str, wanted: str) -> Iterator[Offsets]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)


def _trimmed(text: str, start: int, end: int) -> Offsets:
    """Without marks that stand apart from the words: they belong to what is before or after."""
    before, after = _APART_BEFORE.match(text, start, end), _APART_AFTER.search(text, start, end)
    return (before.end() if before else start), (after.start() if after else end)


_APART_BEFORE = regex.compile(rf"(?:{_QUOTES}|{_DASHES})+\s+")
_APART_AFTER = regex.compile(rf"\s+(?:{_QUOTES}|{_DASHES})+\Z")
_JOINED = regex.compile(r"[\p{L}\p{N}\p{M}]|(?<=\p{N})[.,](?=\p{N})|(?<=[\p{L}\p{N}])[-‐‑](?=[\p{L}\p{N}])")
_LETTER = regex.compile(r"[\p{L}\p{N}\p{M}]")
_NOT = regex.compile(r"['’]t\b", regex.IGNORECASE)


def whole(text: str, start: int, end: int) -> bool:
    """Does a passage neither begin nor end inside a word, a number or a compound, and not before the *n’t* of a verb?

    >>> whole("They can’t pay 1.5%.", 5, 8), whole("They can’t pay 1.5%.", 17, 19)
    (False, False)
    >>> whole("Anti-war marches in Russia’s north", 20, 26)
    True
    """
    if not 0 <= start < end <= len(text):
        return False
    if start and _LETTER.match(text[start]) and _JOINED.match(text, start - 1):
        return False
    if start and text[start].isdigit() and text[start - 1] in "-−" and not (start > 1 and text[start - 2].isalnum()):
        return False
    if end < len(text) and _LETTER.match(text[end - 1]):
        return not (_JOINED.match(text, end) or _NOT.match(text, end))
    return True
