"""Quotations without a cue of their own, which go on with what somebody has said before them."""

from bisect import bisect_right

from newsloupe.attribution.parts import Attribution
from newsloupe.grammar.parsed import Parsed


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
        if number in owners:
            last = number
    return kept


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
