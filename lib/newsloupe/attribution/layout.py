"""Attribution by layout: the colon after a speaker or in a headline, and pull quotes."""

from collections.abc import Iterator
from itertools import pairwise

from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import can_speak, is_document, is_person, is_speaker, source_type
from newsloupe.attribution.transcript import headings, lines
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import clause_at
from newsloupe.grammar.reporting import Reporter
from newsloupe.grammar.word_sets import DASHES

_COLON = Reporter(":", "neutral", {})
_DASH = Reporter("–", "neutral", {})


def _is_verbless_headline(p: Parsed, content: Range, high: int) -> bool:
    """Ann Lee: *Ban on cars unfair*"""
    short = p.words[high - 1] not in _UTTERANCE_ENDS and content[1] - content[0] > 2
    return short and p.upper[content[0]] and p.words[content[0]] not in ("a", "an", "the")


def headline_colon(p: Parsed, low: int, high: int) -> Attribution | None:
    """*Minister: The talks have failed*: a line that begins with a speaker or a document and a colon."""
    colon = _label_colon(p, low, high)
    content = p.trim(colon + 1, high) if colon is not None else None
    if colon is None or content is None:
        return None
    past = (k for k in range(low + 1, colon) if p.tags[k] in ("VBD", "VBN") and not p.upper[k])
    verb = next(past, colon)
    label = p.text[p.starts[low] : p.ends[verb - 1]]
    if label.lower() in headings():
        return None
    if verb < colon:  # Ann Lee described it to the Herald: “…”
        source = phrase_before(p, verb - 1, low) or (low, verb)
        quoted = p.quote[content[0]] >= 0 and can_speak(label)
        return (
            Attribution((verb, verb + 1), (content,), "colon_after_speaker", _COLON, "assertion", source)
            if quoted
            else None
        )
    document = is_document(label)
    if not document and source_type(label) in ("vague or anonymous", "none"):
        return None
    person = is_person(tuple(label.split())) or (colon - low == 1 and p.tags[low] in ("NNP", "NN"))
    headline = person and not document and _is_verbless_headline(p, content, high)
    if not (headline or p.quote[content[0]] >= 0 or clause_at(p, content[0], content[1], 20)):
        return None
    return Attribution((colon, colon + 1), (content,), "colon_after_speaker", _COLON, "assertion", (low, colon))


def _label_colon(p: Parsed, low: int, high: int) -> int | None:
    """The colon behind a label at the beginning of a line."""
    colon = next((k for k in range(low + 1, min(high, low + 16)) if p.words[k] == ":" and p.quote[k] < 0), None)
    if colon is None or colon + 2 >= high or not p.upper[low] or p.starts[low] not in p.line_starts:
        return None
    if colon - low > 5 and p.quote[colon + 1] < 0:
        return None  # a long line before it is a label only where a quotation follows
    verbs = any(p.is_finite(k) or p.quote[k] >= 0 or p.is_possessive(k) for k in range(low, colon))
    return None if verbs else colon


def headline_sources(p: Parsed) -> Iterator[Attribution]:
    """*Fares will rise: minister*, *Fares will rise – minister*, *‘We are tired’: drivers on the new fares*."""
    for low, high in p.units:
        if high - low > 30 or p.starts[low] not in p.line_starts or p.words[high - 1] in _UTTERANCE_ENDS:
            continue
        if high < len(p) and p.starts[high] not in p.line_starts:
            continue
        mark = next((k for k in range(high - 2, low + 1, -1) if p.words[k] in (":", *DASHES) and p.quote[k] < 0), None)
        if mark is None or (p.words[mark] == "-" and p.ends[mark - 1] == p.starts[mark]):
            continue
        quoted = p.quote[low] >= 0 and p.quote_tokens[p.quote[low]][1] == mark
        end = next((k for k in range(mark + 1, high) if quoted and p.words[k] in _LEADING_ON), high)
        clause = mark - low >= 4 if quoted else clause_at(p, low, mark, 20)
        if clause and mark + 1 < end and _is_headline_source(p, mark + 1, end, low):
            content = (low, mark)
            yield Attribution(
                (mark, mark + 1), (content,), "headline_source_last", _COLON, "assertion", (mark + 1, end)
            )


_LEADING_ON = frozenset("on over after as about at in to of for when".split())


def _is_headline_source(p: Parsed, first: int, end: int, low: int) -> bool:
    if end - first > 6 or any(p.is_finite(k) or not (p.is_nominal(k) or p.words[k] == ".") for k in range(first, end)):
        return False
    said = p.written((first, end))
    if said.lower() in headings() or is_document(said):
        return said.lower() in ("report", "study", "poll", "survey")
    if not p.upper[first] or is_person(tuple(said.split())):
        return is_speaker(said)
    return is_speaker(said) and (low, end) not in p.headlines and p.tags[end - 1].startswith("NNP")


def pull_quotes(p: Parsed) -> Iterator[Attribution]:
    """A line of text, and on the next line a dash and who said it; lists of points with dashes are left alone."""
    lines = p.line_starts
    for number in range(1, len(p.units)):
        (low, high), (a, b) = p.units[number - 1 : number + 1]
        if p.words[a] not in (*DASHES, "―") or not 1 < b - a <= 14 or high - low < 4 or p.starts[a] not in lines:
            continue
        following = p.words[b] if b < len(p) else ""
        point = p.words[low] in DASHES or following in DASHES or p.words[high - 1] not in _UTTERANCE_ENDS
        name = p.upper[a + 1] and p.words[b - 1] not in ".:;!?" and not any(p.is_finite(k) for k in range(a + 1, b))
        if name and not point and (b >= len(p) or p.starts[b] in lines):
            yield Attribution((a, a + 1), ((low, high),), "pull_quote", _DASH, "assertion", (a + 1, b))


def signatures(p: Parsed) -> Iterator[Attribution]:
    """A paragraph in quotation marks, and on the line below who said it: *Ann Lee, baker*."""
    paragraphs = lines(p)
    for (low, high), (a, b) in pairwise(paragraphs):
        whole = p.quote[low] >= 0 and p.quote_tokens[p.quote[low]] == (low, high) and high - low > 3
        if not whole or b - a > 12 or not p.upper[a] or p.words[b - 1] in (":", *_UTTERANCE_ENDS):
            continue
        name = next((k for k in range(a, b) if p.words[k] in (",", "(", *DASHES)), b)
        if name > a and is_person(tuple(p.written((a, name)).split())) and not any(p.is_finite(k) for k in range(a, b)):
            yield Attribution((a, b), ((low, high),), "pull_quote", _DASH, "assertion", (a, b))


def from_somebody(p: Parsed) -> Iterator[Attribution]:
    """*And from Ann Lee:*, *From the desk of Ann Lee.*, and in the next paragraph what she says."""
    for (low, high), (a, b) in pairwise(lines(p)):
        first = low + (p.words[low] in ("and", "also", "then"))
        if p.words[first] != "from" or high - first < 3 or p.words[high - 1] not in (":", "."):
            continue
        desk = p.words[first + 1 : first + 4] in (["the", "desk", "of"], ["the", "office", "of"])
        source = (first + 4 if desk else first + 1, high - 1)
        quoted = p.quote[a] >= 0
        if source[0] >= source[1] or any(p.is_finite(k) for k in range(*source)) or not is_speaker(p.written(source)):
            continue
        if p.words[high - 1] == ":" or (quoted and desk):
            content = p.quote_tokens[p.quote[a]] if quoted else (a, b)
            yield Attribution((first, source[0]), (content,), "from_somebody", _COLON, "assertion", source)


def signed_quotations(p: Parsed) -> Iterator[Attribution]:
    """*“…” — Ann Lee*: a quotation, and on the rest of its line a dash and who said it."""
    for a, b in p.quote_tokens.values():
        if b + 1 >= len(p) or p.words[b] not in (*DASHES, "―") or not p.upper[b + 1] or b - a < 4:
            continue
        end = next((k for k in range(b + 1, min(len(p), b + 14)) if p.starts[k] in p.line_starts), None)
        end = len(p) if end is None and len(p) <= b + 14 else end
        if end is not None and p.words[end - 1] not in ".:;!?" and not any(p.is_finite(k) for k in range(b + 1, end)):
            yield Attribution((b, b + 1), ((a, b),), "pull_quote", _DASH, "assertion", (b + 1, end))


_UTTERANCE_ENDS = (*".!?…\"”’»'", "...", "''")
