"""Quotations without a cue of their own, which go on with what somebody has said before them."""

from bisect import bisect_right

from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import source_type
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import Reporter
from newsloupe.grammar.reporting_verbs import source_of, verb_at


def with_later_quotations(parsed: Parsed, kept: list[Attribution]) -> list[Attribution]:
    """Give a sentence in quotation marks that has no cue of its own to the quotation before it."""
    owners = {
        parsed.quote[k]: number
        for number, one in enumerate(kept)
        for a, b in one.content
        for k in range(a, b)
        if parsed.quote[k] >= 0
    }
    cues = {token for one in kept for token in range(*one.cue)}
    units = dict(parsed.units)
    ends = {one.content[-1][1]: number for number, one in enumerate(kept) if one.source is not None}
    last: int | None = None
    for number, (a, b) in sorted(parsed.quote_tokens.items()):
        begin = a - 1 if a - 1 in units and parsed.words[a - 1] in ("but", "and", "so") else a
        if number not in owners and begin in units and b - a >= 4:
            unit = parsed.trim(begin, units[begin]) or (a, b)
            if last is not None and _goes_on(parsed, last, number):
                owner: int | None = owners[last]
            else:
                owner = _just_before(parsed, begin, ends)
            alone = 2 * (b - a) > unit[1] - unit[0] and not any(token in cues for token in range(*unit))
            if alone and owner is not None:
                owners[number] = owner
                kept[owner] = kept[owner].with_content(unit)
            elif alone and begin == a and (found := _named_before(parsed, (a, b), cues)) is not None:
                owners[number] = len(kept)
                kept.append(found)
                cues |= set(range(*found.cue))
        if number in owners:
            last = number
    return sorted(kept, key=lambda one: one.cue)


def _named_before(p: Parsed, quotation: Range, cues: set[int]) -> Attribution | None:
    """*Ann Lee was furious. “…”*, *For Ann Lee, it was hard. “…”*: a whole sentence in quotation marks after one that
    names a person and has no report in it."""
    a, b = quotation
    low, high = p.unit_of(a - 1) if a > 0 else (0, 0)
    utters = b - a >= _SHORTEST and any(mark in p.written((b - 2, b)) for mark in ".!?…") and p.quote[b - 1] >= 0
    if (
        not utters
        or high != a
        or p.words[high - 1] != "."
        or any(k in cues or p.quote[k] >= 0 for k in range(low, high))
    ):
        return None
    between = p.text[p.ends[high - 1] : p.starts[a]]
    if p.starts[low] in p.line_starts and between.count("\n") and high - low > _LONGEST:
        return None
    named = _for_somebody(p, low, high) if p.words[low] == "for" else _opening_subject(p, low, high)
    said = p.written(named[1]) if named is not None else ""
    if named is None or (said.lower() not in ("he", "she") and source_type(said) != "named person"):
        return None
    return Attribution(named[0], (quotation,), "any_verb_before_quotation", _VERB, "assertion", named[1])


def _for_somebody(p: Parsed, low: int, high: int) -> tuple[Range, Range] | None:
    """The cue and the source of *For Ann Lee, …*."""
    source = phrase_after(p, low + 1, high)
    if source is None or source[1] >= high or p.words[source[1]] != ",":
        return None
    return (low, low + 1), source


def _opening_subject(p: Parsed, low: int, high: int) -> tuple[Range, Range] | None:
    """The first finite verb of a sentence, and its subject where the sentence begins with it."""
    k = next((k for k in range(low + 1, high) if p.is_finite(k)), None)
    verb = verb_at(p, k) if k is not None else None
    source = source_of(p, verb) if verb is not None else None
    if k is None or source is None or source[0] != low or source[1] > k:
        return None
    return (p.verb_group(k, low), k + 1), source


_SHORTEST, _LONGEST = 6, 40  # tokens of the quotation, and of a sentence in the paragraph before it
_VERB = Reporter("(any verb)", "neutral", {})


def _just_before(parsed: Parsed, begin: int, ends: dict[int, int]) -> int | None:
    """The attribution that ends the sentence before `begin`, in the same paragraph: *He said it was over. “…”*"""
    if parsed.starts[begin] in parsed.line_starts:
        return None
    return next((ends[k] for k in range(begin, begin - 3, -1) if k in ends), None)


def _goes_on(parsed: Parsed, last: int, number: int) -> bool:
    """Does quotation `number` go on with what quotation `last` says? In the same paragraph yes. At the beginning of
    the next one only after a mark that was left open, or after a cue that ended the paragraph; what comes after a
    closed quotation or a question is another speaker's turn."""
    before, here = parsed.quotations[last], parsed.quotations[number]
    first, second = (bisect_right(parsed.paragraph_starts, one.start) for one in (before, here))
    if second == first:
        return True
    if second != first + 1 or here.start != parsed.paragraph_starts[second - 1]:
        return False
    cue_after = any(character.isalnum() for character in parsed.text[before.end : here.start])
    return not before.closed or (cue_after and "?" not in parsed.text[before.end - 3 : before.end])
