"""Verbs that no word list has, in constructions that report: *snarled that …*, *waved it off as “…”*."""

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.speakers import is_speaker
from newsloupe.grammar.clauses import has_verb
from newsloupe.grammar.parsed import Attribution, Parsed
from newsloupe.grammar.phrase_after import phrase_after
from newsloupe.grammar.reporting import Reporter
from newsloupe.grammar.reporting_subjects import subject
from newsloupe.grammar.reporting_verbs import Verb
from newsloupe.grammar.word_sets import AUXILIARIES, OBJECT_PRONOUNS, PRONOUNS

_VERB = Reporter("(any verb)", "neutral", {})
# Verbs that make something so, or find that it is so, and do not say it.
_NO_REPORT = frozenset(
    """ensure ensures ensured mean means meant make makes made prove proves proved cause causes caused happen happens
    happened seem seems seemed appear appears appeared turn turns turned follow follows followed have has had do does
    did get gets got know see be become became so such""".split()
)


def unlisted_verb(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """The attribution made by the finite verb at token `i`, which no list has, if what follows it reports."""
    word = p.words[i]
    if p.tags[i] not in ("VBD", "VBZ", "VBP", "VBN") or word in AUXILIARIES or word in _NO_REPORT or i + 3 >= high:
        return None
    begin = _reported(p, i, high)
    if begin is None:
        return None
    first = p.verb_group(i, low)
    verb = Verb(first, i, i + 1, {}, "past", False)
    source = subject(p, verb, low)
    if source is None or not is_speaker(p.written(source)) or source[1] > first:
        return None
    that = p.words[begin] == "that"
    content = (begin, content_end(p, begin, high, "clause" if that else "object"))
    rule = "any verb with a that-clause" if that else "any verb with something as “something”"
    return Attribution((first, i + 1), (content,), rule, _VERB, "assertion", source)


def _reported(p: Parsed, i: int, high: int) -> int | None:
    """Where the report after the verb begins: a that-clause, or a thing that is described in quotation marks."""
    r = i + 1
    if p.words[r] == "that" and p.quote[r] < 0:
        clause = has_verb(p, r + 1, high) and (p.opens_phrase(r + 1) or p.words[r + 1] in PRONOUNS)
        return r if clause else None
    r += p.words[r] in ("off", "up", "down", "out")
    thing = phrase_after(p, r, high, long=False)
    end = thing[1] if thing is not None else r + 1 if p.words[r] in OBJECT_PRONOUNS else high
    quoted = any(p.quote[k] >= 0 for k in range(end + 1, min(high, end + 4)))
    return r if quoted and p.words[end] == "as" else None
