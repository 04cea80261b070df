"""Who and what a text introduces without a name: *a man in his eighties*, *my brother-in-law*, *a forensic report*.

Later *he*, *it* and *the report* can mean them, though they have said nothing yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsloupe.attribution.names import clean
from newsloupe.attribution.speakers import is_plural, word_lists
from newsloupe.figures_of_speech.vehicle_words import supersense
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import BE, DASHES, SUBORDINATORS

SUBJECT, MENTIONED, REPORTED = 1, 2, 3
_NEW = frozenset("a an one another".split())
_OWNED = frozenset("my his her our their its".split())
_BEFORE_HEADS = ("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBG")
# Words of the lists that are no single person.
_NOT_ONE = frozenset(
    """accounts administration all allies another anyone audience authorities both campaign circles clergy couple crowd
    dozens everyone few figures generation general half handful hundreds leadership majority many millions most nobody
    none one others pair people percent police quarter reports rival several some somebody someone staff
    thousands third rumors rumours head fellow lead""".split()
)


@dataclass(frozen=True)
class Mention:
    """A noun phrase where it stands: its first token, its words, its head noun, and whether it is ``new`` (*a nurse*),
    ``owned`` (*my brother*) or ``known`` (*the nurse*). `standing`: `SUBJECT` of its sentence, only `MENTIONED` there,
    or part of what the sentence reports (`REPORTED`). `alone`: nothing but its article stands before the noun, and
    nothing behind it."""

    token: int
    text: str
    head: str
    sort: str
    standing: int
    alone: bool


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    lists = word_lists()
    names = ("officials", "experts", "vague", "roles", "kin", "men", "women")
    words = frozenset().union(*(lists[name] for name in names))
    return frozenset(word for word in words - _NOT_ONE if not is_plural(word))


@lru_cache(maxsize=1)
def _documents() -> frozenset[str]:
    kept = "report study survey poll review paper audit ruling agreement article document"
    return frozenset(kept.split()) & word_lists()["documents"]


@lru_cache(maxsize=20_000)
def _is_person(word: str) -> bool:
    return word not in _NOT_ONE and (supersense(word) == (word, "person") or word.endswith("-in-law"))


def find_mentions(p: Parsed) -> Iterator[Mention]:
    """One person, or one document, after another, outside quotation marks and headlines."""
    heads = _persons() | _documents()
    for low, high in p.units:
        if (low, high) in p.headlines:
            continue
        for k in range(low + 1, high):
            word = p.words[k]
            if p.quote[k] < 0 and p.tags[k][:1] in "NJ" and (word in heads or _is_person(word)):
                if p.upper[k] and word not in word_lists()["officials"] and word not in word_lists()["titles"]:
                    continue
                found = _mention(p, k, low, high)
                if found is not None:
                    yield found


def _mention(p: Parsed, k: int, low: int, high: int) -> Mention | None:
    after = k + 1
    first, sort = _determiner(p, k, low)
    if p.is_possessive(k) or not sort or _only_describes(p, first, low):
        return None
    if after < high and p.quote[after] < 0 and p.is_noun(after):
        return None  # the coach driver, coach Ann Lee
    end = after
    if p.words[after : after + 1] in (["of"], ["for"], ["from"], ["by"]):
        phrase = phrase_after(p, k, high, long=False)
        end = max(end, phrase[1]) if phrase is not None else end
    comma = end + 1 < high and p.words[end] == "," and p.quote[end] < 0
    if end < high and p.upper[end + comma] and p.quote[end] < 0:
        kin = sort == "owned" and p.words[k] in word_lists()["kin"]
        if not (comma and kin and end + 2 < high and p.words[end + 2] in (",", ".")):
            return None  # his brother, Tom Lee: the name tells
        text = p.written((first, end + 2))  # her brother, Tom
        return Mention(first, text, p.words[k], sort, _standing(p, first, end + 3, low, high), False)
    standing = min(_standing(p, first, end, low, high), _standing(p, first, after, low, high))
    text = clean(p.written((first, end)))
    return Mention(first, text, p.words[k], sort, standing, k == first + 1 and end == after)


def _determiner(p: Parsed, k: int, low: int) -> tuple[int, str]:
    """Where the phrase with the noun `k` begins, and its sort by the article or the owner there; ``""`` for neither."""
    first = k - 1
    while first > low and k - first < 5 and p.tags[first] in _BEFORE_HEADS and not p.is_possessive(first):
        first -= 1
    word = p.words[first]
    if word in _NEW:
        return first, "new"
    if word in ("the", "this", "that"):
        return first, "known"
    if not (p.is_possessive(first) and p.is_noun(first)):
        return first, "owned" if word in _OWNED else ""
    while first > low and (p.is_noun(first - 1) or p.tags[first - 1] in ("DT", "PRP$", "JJ")):
        first -= 1
    return first, "owned"


def _standing(p: Parsed, first: int, end: int, low: int, high: int) -> int:
    """How the phrase stands in its sentence: see `Mention`."""
    before = [m for m in range(low, first) if p.quote[m] < 0 and p.is_finite(m)]
    there = p.words[low] == "there" and p.words[first - 1] in BE
    hangs = first > low and p.words[first - 1] in SUBORDINATORS
    if there or first == low or (not before and not hangs and _acts(p, end, high)):
        return SUBJECT
    return REPORTED if any(p.words[m] in verb_forms() and m + 1 < first for m in before) else MENTIONED


def _only_describes(p: Parsed, first: int, low: int) -> bool:
    """*Ann Lee, a nurse*, *she was a nurse*, *as a nurse*: somebody of whom the text speaks already."""
    before = p.words[first - 1] if first > low else ""
    if before in (",", "(", ")", *DASHES) and first - 1 > low:
        return p.is_noun(first - 2) or p.words[first - 2] in (")", ",")
    if before in BE:
        return first - 2 < low or p.words[first - 2] != "there"
    return before in ("as", "like", "not", "become", "became", "than", "'s", "being")


def _acts(p: Parsed, k: int, high: int) -> bool:
    while k < high and p.is_adverb(k):
        k += 1
    return k < high and (p.is_finite(k) or p.words[k] == "who" or p.words[k : k + 2] == [",", "who"])
