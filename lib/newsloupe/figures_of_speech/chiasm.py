"""Chiasmus: words that return in the opposite order (*say what they mean and mean what they say*), ranked.

Nearly every page holds two words that happen to cross; few of them are meant. So every crossing gets a score from 0
to 1, built from what distinguishes the meant ones (Dubremetz & Nivre 2015): short and equal distances, the same small
words between the pairs, a turning point with a conjunction or a mark, and no further repetition nearby. The
weights were set by hand, feature by feature; from 0.5 on a crossing is reported.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import exp, inf, log
from typing import NamedTuple

import regex

from newsloupe import text as _text

WINDOW = 30  # words from the first to the last word of a crossing
REPORTED = 0.5
_NONE = 1.6  # the points that make a score of 0.5
_BEST = 5.6 - _NONE  # by which the best crossing of words that stand nowhere else exceeds them

_SMALL = frozenset(
    """a an the this that these those some any all each every its his her their our my your of in on at to for from by
    with about into as than if then so and or but nor not no n't is are was were be been being am has have had having
    do does did will would can could may might must shall should there here what which who whom whose when where why
    how it 's 're 've 'll 'd 'm s t oh yes well just very also too more most much many out up down off over only one
    because while though yeah okay hey gon gonna na got get let please said says say mr mrs"""
    .split()
)  # fmt: skip
_PERSONS = {"me": "i", "my": "i", "him": "he", "his": "he", "her": "she", "us": "we", "our": "we", "them": "they",
            "their": "they", "your": "you"}  # fmt: skip
_PRONOUNS = frozenset("i you he she we they".split())
_TURN = frozenset("and but or than not nor because rather as if so when while yet".split())


class Crossing(NamedTuple):
    """Words A … B … B … A: offsets from the first to the last, the two words, and the score."""

    start: int
    end: int
    words: tuple[str, str]
    score: float


def chiasmus(text: str) -> Iterator[tuple[int, int, str]]:
    """The crossings within a paragraph that score 0.5 and above; where they overlap, the best without pronouns.

    >>> list(chiasmus("They say what they mean and mean what they say."))
    [(14, 42, 'they … mean … mean … they, score 0.56')]
    """
    paragraphs = [start for start, _ in _text.paragraphs(text)]
    reported = [
        crossing
        for crossing in crossings(text, REPORTED)
        if bisect_right(paragraphs, crossing.start) == bisect_right(paragraphs, crossing.end - 1)
    ]
    taken: list[Crossing] = []  # in the order of the text
    for crossing in sorted(reported, key=lambda c: (not _PRONOUNS.isdisjoint(c.words), -c.score)):
        place = bisect_left(taken, crossing)
        after, before = taken[place : place + 1], taken[max(place - 1, 0) : place]
        if all(crossing.end <= other.start for other in after) and all(other.end <= crossing.start for other in before):
            taken.insert(place, crossing)
    for start, end, (a, b), score in taken:
        yield start, end, f"{a} … {b} … {b} … {a}, score {score:.2f}"


def crossings(text: str, least: float = 0.0) -> list[Crossing]:
    """Every crossing of two words within 30 words that scores `least` or more, in the order of the text.

    Each is a tuple with the names ``start``, ``end`` (characters), ``words`` (the two words) and ``score`` (float).
    Where the same few words come again and again, nearly everything crosses: words that return so often that no
    crossing of theirs can reach `least` are passed over, which bounds the time.

    >>> for crossing in crossings("Cats chase mice. Do mice chase cats?", 0.65):
    ...     print(*crossing.words, round(crossing.score, 2))
    cat mice 0.84
    chase mice 0.69
    """
    often = _BEST + 4 - log(least / (1 - least)) if 0 < least < 1 else inf
    spans = _text.words(text)
    forms = _text.forms(text)
    keys = list(map(_key, forms))
    times = Counter(keys)
    keys = [key if times[key] > 1 else "" for key in keys]  # what stands there once crosses nothing
    found: list[Crossing] = []
    places: dict[str, list[int]] = {}
    returned = -1  # the last place so far whose word has come again: only what began before encloses a pair
    for last, key in enumerate(keys):
        if not key:
            continue
        before = places.setdefault(key, [])
        for first in reversed(before):
            if last - first > WINDOW:
                break
            if first < returned and last - first >= 3:
                near, allowed = keys[max(first - 5, 0) : last + 6], often - _lost(last - first, key)
                if near.count(key) + 2 <= allowed:
                    found += _crossings_within(text, spans, forms, keys, near, allowed, first, last)
        if before and before[-1] > returned:
            returned = before[-1]
        before.append(last)
    return sorted(crossing for crossing in found if crossing.score >= least)


def _lost(distance: int, key: str) -> float:
    """The points that a crossing loses at least if its first and last word stand so far apart and are this one: most
    are left when two words stand at the turn (see `_score`)."""
    return 0.16 * max(distance - 5, 0) + 1.3 * (key in _PRONOUNS)


@lru_cache(maxsize=20_000)
def _key(form: str) -> str:
    """What makes two words the same: the person of a pronoun, or the form without its commonest endings."""
    form = regex.sub(r"'(?:s|re|ve|ll|d|m)$", "", form)
    if form in _PRONOUNS or form in _PERSONS:
        return _PERSONS.get(form, form)
    if form in _SMALL or len(form) < 3:
        return ""
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3 else form


def _crossings_within(
    text: str,
    spans: tuple[tuple[int, int], ...],
    forms: tuple[str, ...],
    keys: list[str],
    near: list[str],
    often: float,
    first: int,
    last: int,
) -> Iterator[Crossing]:
    between = [place for place in range(first + 1, last) if keys[place] and keys[place] != keys[first]]
    if len({keys[place] for place in between}) == len(between):
        return  # no word comes twice
    inner: dict[str, list[int]] = {}
    for place in between:
        inner.setdefault(keys[place], []).append(place)
    outer = near.count(keys[first])
    for key, places in inner.items():
        times = outer + near.count(key)
        for second, third in pairwise(places) if times + _lost(0, key) <= often else ():
            score = _score(text, spans, forms, keys, times, (first, second, third, last))
            yield Crossing(spans[first][0], spans[last][1], (keys[first], key), score)


def _score(
    text: str,
    spans: tuple[tuple[int, int], ...],
    forms: tuple[str, ...],
    keys: list[str],
    times: int,
    places: tuple[int, int, int, int],
) -> float:
    a, b, c, d = places
    left, turn, right = forms[a + 1 : b], forms[b + 1 : c], forms[c + 1 : d]
    between = text[spans[b][1] : spans[c][0]]
    pronouns = sum(keys[p] in _PRONOUNS for p in (a, b))
    points = 2.6  # and up to 3.0 more: see _BEST
    points -= 0.16 * (len(left) + len(right)) + 0.10 * abs(len(left) - len(right))
    points -= 0.22 * max(len(turn) - 2, 0)
    points += 1.2 * len(set(left) & set(right)) / max(len(set(left) | set(right)), 1)
    points += 0.8 * any(word in _TURN for word in turn)
    points -= 1.2 * sum(map(between.count, ".!?"))
    points -= 1.0 * (times - 4)  # how often the two words stand here and five words around
    points -= 1.3 * pronouns
    points += 0.5 * (forms[a] == forms[d]) + 0.5 * (forms[b] == forms[c])
    points -= 1.5 * (c - b == 1)
    points -= 0.5 * sum(text[spans[p][0]].isupper() for p in (b, c, d)) * (keys[b] != "i" != keys[a])
    return 1 / (1 + exp(-points + _NONE))
