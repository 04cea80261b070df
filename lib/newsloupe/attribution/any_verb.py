"""Verbs that no word list has: beside a whole utterance in quotation marks, or where what follows is a report
(*snarled that …*, *waved it off as “…”*)."""

from collections.abc import Iterator

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import is_speaker
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.clauses import ends_quotation, has_verb
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import Reporter, verb_forms
from newsloupe.grammar.reporting_verbs import read_verb, source_of, verb_at
from newsloupe.grammar.word_sets import AUXILIARIES, OBJECT_PRONOUNS, SUBJECT_PRONOUNS

SHORTEST = 5  # tokens, marks included; shorter quotations are mostly titles and scare quotes
LONG = 12  # tokens; somebody said this, whatever the verb
_COLON = Reporter(":", "neutral", {})
_VERB = Reporter("(any verb)", "neutral", {})
# Verbs that make something so, or find that it is so, and do not say it.
_NO_REPORT = frozenset(
    """ensure ensures ensured mean means meant make makes made prove proves proved cause causes caused happen happens
    happened seem seems seemed appear appears appeared turn turns turned follow follows followed have has had do does
    did get gets got know see be become became so such""".split()
)


def beside_quotations(p: Parsed) -> Iterator[Attribution]:
    """*She turned to the crowd: “…”* (also with the quotation in the next paragraph), *“…,” the clerk deadpans.*"""
    starts = {low: number for number, (low, _) in enumerate(p.units)}
    unit_of: dict[int, Range] = {}
    for low, high in p.units:
        for token in range(low, high):
            if p.quote[token] >= 0 and p.quote[token] not in unit_of:
                unit_of[p.quote[token]] = (low, high)
    for number, (a, b) in p.quote_tokens.items():
        low, high = unit_of[number]
        before = (low, a) if a > low else p.units[starts[low] - 1] if starts[low] else (a, a)
        if before[1] - before[0] > 2 and p.words[before[1] - 1] == ":":
            found = _after_colon(p, before, (a, content_end(p, a, high)))
        elif a == low and p.starts[a] not in p.line_starts and b - a >= SHORTEST and p.words[before[1] - 1] == ".":
            found = _said_last(p, before[1] - 2, before, (a, b), "verb_before_quotation")
        elif b - a >= SHORTEST and b + 1 < high and ends_quotation(p, b - 1, low) and a == low:
            found = _before_any_verb(p, (a, b), high)
        else:
            found = None
        if found is None and b - a >= LONG and a > low:
            found = _after_any_verb(p, (a, b), low, high)
        if found is not None:
            yield found


def set_off_paragraphs(p: Parsed) -> Iterator[Attribution]:
    """*Lee writes:* and in the next paragraph, without marks, what Lee writes."""
    for number in range(len(p.units) - 1):
        low, high = p.units[number]
        a = p.units[number + 1][0]
        k = high - 2 - (p.words[high - 2] == "that")
        if p.words[high - 1] == ":" and k > low and p.words[k] not in verb_forms():
            k = next((m for m in range(k, low, -1) if _writes(p, m)), k)  # wrote in a letter to the board:
        reports = p.words[high - 1] == ":" and k > low and p.words[k] in verb_forms() and p.quote[k] < 0
        if not reports or p.quote[a] >= 0 or p.starts[a] not in p.line_starts or p.text[p.starts[a]] == "<":
            continue
        ends = (p.units[later][1] for later in range(number + 1, len(p.units)))
        end = next((k for k in ends if k >= len(p) or p.starts[k] in p.line_starts), a)
        found = _said_last(p, k, (low, high), (a, end), "verb_before_set_off_paragraph")
        if found is not None:
            yield found


def _writes(p: Parsed, m: int) -> bool:
    """Is the word at `m` a verb of saying that has no object of its own: *wrote*, not *announced*?"""
    takes = {c for reporter, _ in verb_forms().get(p.words[m], ()) if not reporter.tail for c in reporter.takes}
    return "quotation" in takes and not takes & {"object", "person_to"} and p.tags[m].startswith("V")


def _after_colon(p: Parsed, before: Range, content: Range) -> Attribution | None:
    low, colon = before[0], before[1] - 1
    start = low + (p.words[low] in ("and", "but", "also", "then"))
    if p.words[start] == "from":  # And from Ann Lee:
        sender = phrase_after(p, start + 1, colon)
        told = sender is not None and sender[1] == colon and is_speaker(p.written(sender))
        return (
            Attribution((colon, colon + 1), (content,), "colon_before_quotation", _COLON, "assertion", sender)
            if told
            else None
        )
    for k in range(low + 1, colon):
        if p.quote[k] >= 0 or not (p.is_finite(k) or p.tags[k] == "VBN") or p.words[k - 1] == ",":
            continue
        first = p.verb_group(k, low)
        source = phrase_before(p, first - 1, low) if first > low else None
        if source is None or not is_speaker(p.written(source)):
            return None
        end = k + 1
        while end < colon and (p.words[end - 1] in AUXILIARIES or p.is_adverb(end - 1)) and p.tags[end][0] in "VR":
            end += 1
        return Attribution((first, end), (content,), "colon_before_quotation", _COLON, "assertion", source)
    return None


def _said_last(p: Parsed, k: int, unit: Range, content: Range, rule: str) -> Attribution | None:
    """*Lee agreed. “…”*: the verb `k` at the end of a sentence reports the quotation after it."""
    verb = read_verb(p, k, unit[1]) if p.words[k] in verb_forms() and p.quote[k] < 0 else None
    if verb is None or "quotation" not in verb.takes or verb.passive or verb.form in ("base", "ing"):
        return None
    source = source_of(p, verb.verb)
    if source is None or not is_speaker(p.written(source)):
        return None
    return Attribution((verb.first, verb.end), (content,), rule, *verb.takes["quotation"], source)


def _after_any_verb(p: Parsed, quotation: Range, low: int, high: int) -> Attribution | None:
    """*The mayor went after “…”*: the last verb before a long quotation, with a subject that can speak."""
    for k in range(quotation[0] - 1, low, -1):
        verb = verb_at(p, k) if p.quote[k] < 0 and p.tags[k].startswith("V") and p.words[k] not in AUXILIARIES else None
        if verb is not None and verb.kind != "infinitive":
            first = p.verb_group(k, low)
            source = source_of(p, verb) if not verb.passive else None
            if source is None or source[1] > first or not is_speaker(p.written(source)):
                return None
            content = (quotation[0], content_end(p, quotation[0], high, "object"))
            return Attribution((first, k + 1), (content,), "any_verb_before_quotation", _VERB, "assertion", source)
    return None


def _before_any_verb(p: Parsed, quotation: Range, high: int) -> Attribution | None:
    b = quotation[1]
    if p.tags[b] in ("VBD", "VBZ") and p.words[b] not in AUXILIARIES:
        verb, source = b, phrase_after(p, b + 1, high)
        end = source[1] if source is not None else high
    else:
        source = phrase_after(p, b, high)
        verb = source[1] if source is not None else high
        while verb < high and p.is_adverb(verb):
            verb += 1
        end = verb + 1
        if verb >= high or p.tags[verb] not in ("VBD", "VBZ", "VBN") or p.words[verb] in AUXILIARIES:
            return None
    if source is None or end > high or not is_speaker(p.written(source)):
        return None
    if end < high and p.words[end] not in (".", ",", "in", "on", "at", "to", "as", "during", "after", "when", "while"):
        return None
    return Attribution((verb, verb + 1), (quotation,), "any_verb_beside_quotation", _VERB, "assertion", source)


TENSED = frozenset("VBD VBZ VBP VBN".split())


def unlisted_verb(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """The attribution made by the finite verb at token `i`, which no list has, if what follows it reports."""
    word = p.words[i]
    if p.tags[i] not in TENSED or word in AUXILIARIES or word in _NO_REPORT or i + 3 >= high:
        return None
    begin = _reported(p, i, high)
    if begin is None:
        return None
    first = p.verb_group(i, low)
    verb = verb_at(p, i)
    source = source_of(p, verb) if verb is not None and not verb.passive else None
    if source is None or not is_speaker(p.written(source)) or source[1] > first:
        return None
    if p.words[source[0] - 1] in ("if", "unless") and source[0] > low:
        return None
    that = p.words[begin] == "that"
    content = (begin, content_end(p, begin, high, "clause" if that else "object"))
    rule = "any_verb_with_that_clause" if that else "any_verb_with_something_as"
    return Attribution((first, i + 1), (content,), rule, _VERB, "assertion", source)


def _reported(p: Parsed, i: int, high: int) -> int | None:
    """Where the report after the verb begins: a that-clause, or a thing that is described in quotation marks."""
    r = i + 1
    if p.words[r] == "that" and p.quote[r] < 0:
        clause = has_verb(p, r + 1, high) and (p.opens_phrase(r + 1) or p.words[r + 1] in SUBJECT_PRONOUNS)
        return r if clause else None
    r += p.words[r] in ("off", "up", "down", "out")
    if "as" not in p.words[r:high]:
        return None
    thing = phrase_after(p, r, high, long=False)
    end = thing[1] if thing is not None else r + 1 if p.words[r] in OBJECT_PRONOUNS else high
    quoted = any(p.quote[k] >= 0 for k in range(end + 1, min(high, end + 4)))
    return r if quoted and p.words[end] == "as" else None
