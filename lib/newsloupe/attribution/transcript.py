"""Turns of transcripts and interviews: *MODERATOR: …*, *Q: …*, *A. …*, and answers that only follow questions."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import is_person, parse, source_type
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import Reporter
from newsloupe.grammar.verb_lexicon import read_lexicon
from newsloupe.text import remembered

_LONGEST = 9  # tokens of a label
_MARK = Reporter(":", "neutral", {})
_ADDRESS = frozenset("i we you me us my our your let's i'm i've i'd i'll we're we've we'll you're you've".split())
_FIRST_PERSON = frozenset("i i'm i've i'd i'll me my we we're we've we'll us our".split())
_LETTERS = ("q", "a")


@lru_cache(maxsize=1)
def headings() -> frozenset[str]:
    """What begins a line before a colon and is nobody (*Note*, *Price*)."""
    return frozenset(" ".join(read_lexicon("layout")["headings"].split()).split(", "))


def lines(p: Parsed) -> list[Range]:
    """The paragraphs in tokens."""
    return list(pairwise([*p.line_tokens, len(p)]))


def label_end(p: Parsed, low: int, high: int) -> int:
    """The token of the mark behind the label with which a line begins; `low` where there is none."""
    if p.words[low : low + 2] == ["(", "("]:  # ((Ina Moe)) …, not the language of a quotation: ((hi)) …
        if not any(p.upper[low + 2 : low + 4]):
            return low
        ends = range(low + 2, min(low + _LONGEST, high - 2))
        return next((k + 1 for k in ends if p.words[k : k + 2] == [")", ")"]), low)
    if p.words[low] in _LETTERS and low + 2 < high and p.words[low + 1] in (":", "."):
        return low + 1
    mark = next((k for k in range(low + 1, min(low + _LONGEST, high - 1)) if p.words[k] == ":" and p.quote[k] < 0), low)
    bare = next((k for k in range(low, mark) if p.words[k] == "("), mark)  # Ina Moe (by phone):
    words = [k for k in range(low, bare) if not p.is_abbreviation(k, low)]
    if mark == low or not words or not all(p.upper[k] or p.words[k] in ("of", "the", "de") for k in words):
        return low
    if any(p.quote[k] >= 0 or p.is_possessive(k) or p.is_finite(k) for k in words) or len(words) > 5:
        return low
    return low if p.written((low, bare)).lower() in headings() else mark


@remembered
def turns(p: Parsed) -> list[Attribution]:
    """The turns of a text, each with its label as the source."""
    paragraphs = lines(p)
    labels = {low: mark for low, high in paragraphs if (mark := label_end(p, low, high)) > low}
    if not labels:
        return list(_answers(p, paragraphs))
    spoken = [low for low, high in paragraphs if low in labels and _is_spoken(p, labels[low] + 1, high)]
    names = {p.written((low, labels[low])).lower() for low in spoken}
    several = len(spoken) > 1 and len(names) > 1
    taking_turns = len(spoken) >= 2 * len(names) and len(spoken) >= 0.1 * len(paragraphs)  # with long answers
    transcript = several and (taking_turns or len(spoken) >= 0.4 * len(paragraphs))
    initials = {"(", "[", *_labels_without_mark(p, paragraphs)}
    found: list[Attribution] = []
    speaking = False
    for low, high in paragraphs:
        if low in labels:
            letter = p.words[low] in _LETTERS and labels[low] == low + 1
            speaking = low in spoken and (several or letter or _talks(p, low, labels[low], high))
            if speaking:
                found.append(_turn(p, low, labels[low], high))
        elif transcript and speaking and p.words[high - 1] in (*_ENDS, ":") and p.words[low] not in initials:
            found[-1] = found[-1].with_content((low, high))
    only_questions = found and all(p.words[one.cue[0] - 1] == "q" for one in found)
    return found + (list(_answers(p, paragraphs)) if only_questions else [])


def _turn(p: Parsed, low: int, mark: int, high: int) -> Attribution:
    label = (low + 2, mark - 1) if p.words[low] == "(" else (low, mark)
    return Attribution((mark, mark + 1), ((mark + 1, high),), "turn", _MARK, "assertion", label)


def _labels_without_mark(p: Parsed, paragraphs: list[Range]) -> set[str]:
    """*AL* in *AL We looked again*: two or three capital letters with which several paragraphs begin."""
    first = Counter(p.written((low, low + 1)) for low, high in paragraphs if high - low > 1)
    return {word.lower() for word, count in first.items() if count > 2 and word.isupper() and len(word) in (2, 3)}


_ENDS = (*".!?…—”\"’'", "...", "--", "''")


def _is_spoken(p: Parsed, first: int, high: int) -> bool:
    """Is the rest of the line something that is said: a sentence, not *free* after *Price*?"""
    return first < high and p.words[high - 1] in _ENDS and p.quote[first] < 0


def _talks(p: Parsed, low: int, mark: int, high: int) -> bool:
    """Does somebody talk in the only labelled line: is somebody addressed?"""
    named = source_type(p.written((low, mark))) not in ("document", "publication")
    return named and bool(_ADDRESS & set(p.words[mark + 1 : high]))


def _answers(p: Parsed, paragraphs: list[Range]) -> Iterator[Attribution]:
    """Answers without a label: paragraphs in the first person after paragraphs that are questions."""
    asked = [
        number
        for number, (low, high) in enumerate(paragraphs)
        if p.words[high - 1] == "?" and p.quote[high - 1] < 0 and high - low > 1 and not _quotes(p, low, high)
    ]
    if not asked:
        return
    ends = [*asked[1:], len(paragraphs)]
    replies = [paragraphs[number + 1 : end] for number, end in zip(asked, ends, strict=True)]
    personal = sum(
        any(p.words[k] in _FIRST_PERSON for low, high in reply for k in range(low, high)) for reply in replies
    )
    labelled = p.words[paragraphs[asked[0]][0]] == "q"
    own = any(p.words[k] == "i" for number in asked for k in range(*paragraphs[number]))
    if not labelled and (len(asked) < 3 or 2 * personal < len(asked) or len(asked) * 6 < len(paragraphs) or own):
        return
    source = _interviewed(p, paragraphs[asked[0]][0])
    for number, reply in zip(asked, replies, strict=True):
        said = [(low, high) for low, high in reply if p.words[high - 1] in _ENDS and not _quotes(p, low, high)]
        if said:
            mark = paragraphs[number][1] - 1
            yield Attribution((mark, mark + 1), tuple(said), "answer", _MARK, "assertion", source)


def _quotes(p: Parsed, low: int, high: int) -> bool:
    return 2 * sum(p.quote[k] >= 0 for k in range(low, high)) > high - low


def _interviewed(p: Parsed, end: int) -> Range | None:
    """The one person who is named before the first question; None where there are several."""
    found: dict[str, Range] = {}
    first = 0
    while first < end:
        k = first
        while k < end and p.upper[k] and (p.tags[k].startswith("NN") or p.words[k] == "."):
            k += 1
        source = parse(p.written((first, k))) if k > first + 1 else None
        if source is not None and is_person(source.forms):
            found.setdefault(source.head, (first, k))
        first = max(k, first + 1)
    return next(iter(found.values())) if len(found) == 1 else None
