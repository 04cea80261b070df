"""What may stand between a reporting verb and what it reports: *on Friday*, *in a statement*, *, if elected,*."""

from newsloupe.grammar.clauses import clause_starts
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.phrase_after import phrase_after
from newsloupe.grammar.word_sets import TIME

QUESTION_WORDS = frozenset("how why whether what if who whom where when which".split())
_LEAD_INS = frozenset(
    "in on at during after with to from via for before by over through into following of about".split()
)
_NO_LEAD_INS = frozenset("not no all both just only even now".split())
_ASIDES = _LEAD_INS | {"if", "when", "as", "while", "among", "like", "however", "without", "unless"}


def past_lead_in(p: Parsed, start: int, high: int) -> int:
    """Past *on Friday*, *in a statement*, *to reporters*, *again*, when content follows them."""
    k = start
    while k < high and p.quote[k] < 0:
        word = p.words[k]
        if word in ("this", "last", "next") and k + 1 < high and p.words[k + 1] in TIME:
            k += 2
        elif word in TIME or (p.is_adverb(k) and word not in _NO_LEAD_INS):
            k += 1
        elif word in _LEAD_INS:
            phrase = phrase_after(p, k + 1, high, long=False)
            that = _that_after(p, k + 1, high) if word != "to" else None
            behind = that if that is not None else phrase[1] if phrase is not None else None
            if behind is None:
                break
            k = behind
        elif word == "," and k + 1 < high and p.words[k + 1] == "that" and p.quote[k + 1] < 0:
            k += 1
        elif word == "," and k > start and p.words[k - 1] != "," and clause_starts(p, k + 1, high):
            k += 1  # said in an interview, the plan is dead
        elif word == "," and (aside := _past_aside(p, k, high)):
            k = aside
        else:
            break
    follows = k < high and (p.quote[k] >= 0 or p.words[k] in ("that", ",", ":") or p.words[k] in QUESTION_WORDS)
    return k if follows or k == start or clause_starts(p, k, high) else start


def _that_after(p: Parsed, k: int, high: int) -> int | None:
    """The *that* of *wrote in a court file that …*, or a comma and a quotation, if no verb stands before it."""
    for m in range(k, min(k + 8, high)):
        if p.words[m] == "," and m + 1 < high and p.quote[m + 1] >= 0:
            return m
        if p.words[m] == "that" and p.tags[m - 1] not in ("IN", "DT"):
            return m
        if p.quote[m] >= 0 or p.is_finite(m) or p.is_mark(m):
            return None
    return None


def _past_aside(p: Parsed, comma: int, high: int) -> int | None:
    """Past *, if elected,*, *, among other things,* and *, twice,*, when a clause or *that* follows."""
    if comma + 2 >= high:
        return None
    second = next((k for k in range(comma + 2, min(comma + 9, high)) if p.words[k] == ","), comma + 9)
    short = not any(p.is_finite(k) for k in range(comma + 1, min(second, high)))
    if p.words[comma + 1] not in _ASIDES and not short:
        return None
    for k in range(comma + 2, min(comma + 10, high - 2)):
        if p.quote[k] >= 0:
            return None
        if p.words[k] == ",":
            follows = p.quote[k + 1] >= 0 or p.words[k + 1] == "that" or clause_starts(p, k + 1, high)
            return k + 1 if follows else None
    return None
