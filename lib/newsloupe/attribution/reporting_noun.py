"""Nouns that report: *X’s claim that …*, *a warning by X of …*, *fears that …*, *their plan to …*."""

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import is_speaker
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import clause_at, phrase_after
from newsloupe.grammar.reporting import Reporter
from newsloupe.grammar.reporting_verbs import source_of, verb_at
from newsloupe.grammar.word_sets import SUBORDINATORS

_RAISING = frozenset("raise raises raised raising voice voices voiced voicing express expressed expressing".split())


def noun_attribution(p: Parsed, i: int, reporter: Reporter, low: int, high: int) -> Attribution | None:
    """*X's claim that …*, *a warning by X of …*, *fears that …*, *their plan to …*."""
    if i + 2 >= high:
        return None
    source = _owner(p, i, low)
    r = i + 1
    if source is None and p.words[r] in ("by", "from", "among"):
        source = phrase_after(p, r + 1, high, long=False)
        r = source[1] if source is not None else r
    if r + 1 >= high:
        return None
    word, takes = p.words[r], reporter.takes
    that = r if word == "that" else _that_behind(p, r, high) if source is not None else None
    if "that" in takes and that is not None and that + 1 < high and _clause_in(p, that + 1, high):
        clause = (that, _second_verb(p, that + 1, high))
        return _noun_with(p, i, clause, "that", "noun_with_that_clause", reporter, source)
    raised = source is None and p.words[i - 1] in _RAISING and i > low
    if raised and "about" in takes and word in ("about", "over"):
        after = (r + 1, _main_verb(p, r + 1, high))
        return _noun_with(p, i, after, "about", "concerns_raised", reporter, _who_raises(p, i - 1))
    if source is None or p.words[source[0]] in ("its", "my", "our", "your"):
        return None
    if "infinitive" in takes and word == "to" and p.tags[r + 1] in ("VB", "VBP", "NN"):
        return _noun_with(p, i, (r, high), "infinitive", "noun_with_infinitive", reporter, source)
    if (
        "about" in takes
        and word in ("of", "about", "for", "on", "against", "over")
        and (p.opens_phrase(r + 1) or p.quote[r + 1] >= 0)
    ):
        after = (r + 1, _main_verb(p, r + 1, high))
        return _noun_with(p, i, after, "about", "noun_with_preposition", reporter, source)
    return None


def _who_raises(p: Parsed, i: int) -> Range | None:
    """The subject of *raised* or *voiced* at `i`, if it can speak; the report that raises doubts is none."""
    verb = verb_at(p, i)
    found = source_of(p, verb) if verb is not None and not verb.passive and verb.kind == "finite" else None
    return found if found is not None and is_speaker(p.written(found)) else None


def _owner(p: Parsed, i: int, low: int) -> Range | None:
    """*Their* and *the minister’s* before the noun at `i`."""
    k = i - 1
    while k >= low and p.tags[k] in ("JJ", "JJR", "JJS", "NN", "VBN", "VBG", "RB", "CD") and not p.is_possessive(k):
        k -= 1
    if k < low or p.tags[k] == "PRP$":
        return (k, k + 1) if k >= low else None
    return phrase_before(p, k, low) if p.words[k].endswith(("'s", "s'")) and p.is_noun(k) else None


def _that_behind(p: Parsed, r: int, high: int) -> int | None:
    """The *that* of *her claim in the debate that …*."""
    phrase = phrase_after(p, r + 1, high, long=False) if p.words[r] in ("in", "during", "at", "on") else None
    return phrase[1] if phrase is not None and phrase[1] < high and p.words[phrase[1]] == "that" else None


def _clause_in(p: Parsed, k: int, high: int) -> bool:
    """Does a clause begin at `k`, perhaps in quotation marks, with a subject of its own?"""
    if p.quote[k] >= 0:
        return True
    return not p.is_finite(k) and (clause_at(p, k, high, 20) or (k + 1 < high and p.quote[k + 1] >= 0))


def _second_verb(p: Parsed, i: int, high: int) -> int:
    """Where the sentence's own verb comes after a that-clause (*the claim that it is safe | was denied*)."""
    seen = False
    for k in range(i, high):
        if p.quote[k] >= 0 or p.words[k] in (",", ";", "and", "or", "but") or p.words[k] in SUBORDINATORS:
            return high  # more clauses: which verb is whose cannot be told
        if p.is_finite(k) and not p.is_finite(k - 1):
            if seen:
                return p.verb_group(k, i)
            seen = True
    return high


def _main_verb(p: Parsed, i: int, high: int) -> int:
    """Where the sentence's own verb comes (*his remarks about seizing the port | have stirred …*)."""
    for k in range(i, high):
        if p.quote[k] < 0 and p.words[k] in ("who", "which", "that", "what", "how", "whether", "why", "where", "when"):
            return high
        if p.quote[k] < 0 and p.is_finite(k) and p.tags[k] != "VBN":
            first = p.verb_group(k, i)
            subject = phrase_before(p, first - 1, i)
            set_off = subject is not None and subject[0] > i and p.words[subject[0] - 1] == ","
            return subject[0] - 1 if subject is not None and set_off else first  # a question about jobs, Lee said
    return high


def _noun_with(
    p: Parsed, i: int, after: Range, complement: str, rule: str, reporter: Reporter, source: Range | None
) -> Attribution | None:
    end = content_end(p, after[0], after[1], "object")
    if end <= after[0]:
        return None
    return Attribution((i, i + 1), ((after[0], end),), rule, reporter, reporter.takes[complement], source)
