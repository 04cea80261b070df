"""Cues that stand after what they report or inside it: *“…,” said X*, *the plan, X says, has failed*."""

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import can_speak
from newsloupe.attribution.verb_before import past_lead_in
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.clauses import clause_starts, ends_quotation, has_verb
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import clause_at, phrase_after
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.reporting_verbs import ReportingVerb, source_of, subject_of
from newsloupe.grammar.word_sets import AUXILIARIES, DASHES, PREPOSITIONS, SUBJECT_PRONOUNS, SUBORDINATORS, TIME


def after_content(p: Parsed, verb: ReportingVerb, low: int, high: int) -> Attribution | None:
    """*“…,” X said*, *“…,” said X*, *…, X said*, and content that goes on after the inserted cue."""
    sayable = [verb.takes[name] for name in ("quotation", "clause", "person_that") if name in verb.takes]
    if not sayable or verb.form in ("ing", "progressive", "participle"):
        return None
    source, edge = _source_around(p, verb, low)
    if source is None or edge <= low:
        return None
    before = edge - 1
    quoted = ends_quotation(p, before, low)
    after = max(source[1], verb.end)
    if source[0] < verb.first:
        if quoted and _reports_what_follows(p, verb, high):
            return None
        after = _past_addressee(p, verb, after, high)
        if not quoted and p.words[before] == ",":
            placed = past_lead_in(p, after, high)
            after = placed if placed < high and p.words[placed] == "," else after  # said on Saturday, and …
    if not quoted and not _may_insert(p, verb, before, after, low, high):
        return None
    second = _second_part(p, after, high, quoted)
    begin = _content_start(p, low, before, quoted)
    if not quoted and second is not None:
        begin = _inserted_start(p, low, before, second)
    pieces = [p.trim(begin, edge) if begin < edge else None, second]
    content = tuple(piece for piece in pieces if piece is not None)
    if not content:
        return None
    rule = f"verb_{'inside' if pieces[1] is not None else 'after'}_{'quotation' if quoted else 'clause'}"
    return Attribution((verb.first, verb.end), content, rule, *sayable[0], source)


def _past_addressee(p: Parsed, verb: ReportingVerb, after: int, high: int) -> int:
    """Past the person told (*told reporters*, *told “Fox & Friends”*); else `after`."""
    if "person_that" not in verb.takes:
        return after
    titled = p.quote[verb.end] if verb.end < high else -1
    told = p.quote_tokens[titled] if titled >= 0 else phrase_after(p, verb.end, high, long=False)
    return told[1] if told is not None else after


def opening_verb(p: Parsed, verb: ReportingVerb, low: int, high: int) -> Attribution | None:
    """*Said X, “…”*, *Said X: “…”*: a sentence that begins with the verb."""
    if verb.first != low or "quotation" not in verb.takes or verb.form not in ("past", "past participle", "s"):
        return None
    source = phrase_after(p, verb.end, high)
    if source is None or source[1] + 1 >= high or p.words[source[1]] not in (",", ":") or p.quote[source[1] + 1] < 0:
        return None
    content = (source[1] + 1, content_end(p, source[1] + 1, high))
    return Attribution((low, verb.end), (content,), "verb_before_quotation", *verb.takes["quotation"], source)


def _reports_what_follows(p: Parsed, verb: ReportingVerb, high: int) -> bool:
    """*In “The Art,” Trump says that …*: a title stands before the source, and the content after the verb."""
    if verb.end >= high or p.quote[verb.end] >= 0 or "clause" not in verb.takes:
        return False
    return (p.words[verb.end] == "that" and has_verb(p, verb.end + 1, high)) or clause_starts(p, verb.end, high)


def _source_around(p: Parsed, verb: ReportingVerb, low: int) -> tuple[Range | None, int]:
    """The source next to an inserted verb, and where cue and source together begin."""
    found, source = subject_of(p, verb.verb), source_of(p, verb.verb)
    if found is None or source is None or not found.beside or found.pronoun is not None or verb.first <= low:
        return None, low
    if source[0] < verb.first:
        return source, source[0]
    return (source, verb.first) if can_speak(p.written(source)) else (None, low)


def _may_insert(p: Parsed, verb: ReportingVerb, before: int, after: int, low: int, high: int) -> bool:
    """May *…, X says* be inserted in (or stand after) the unquoted clause before it?"""
    takes = next((verb.takes[name] for name in ("clause", "person_that", "that") if name in verb.takes), None)
    if takes is None or p.words[before] not in (",", *DASHES) or before - low < 1:
        return False
    if after < high - 1 and p.words[after] == p.words[before] and p.tags[after + 1] != "VBG":
        named = p.quote[after + 1] >= 0 and p.words[verb.first - 1] not in SUBJECT_PRONOUNS
        if p.words[after + 1] == "that" or named:
            return has_verb(p, low, before)  # it is no surprise, he said, that …; his aunt, a nurse, Ann Lee said, “…”
        if p.words[after + 1] not in ("which", *_WHO):
            return True
    if p.words[before] != "," or p.words[low] == "asked" or not _ends_here(p, after, high):
        return False
    if "object" in verb.takes and _has_object(p, after, high):
        return False
    if before - low >= 3 and (has_verb(p, low, before) or any(p.is_finite(k) for k in range(low, before))):
        return True
    alone = p.words[low] not in _OPENING and p.words[low] not in TIME and p.trim(after, high) is None
    return takes[0].word == "say" and alone  # Sorry, he said.


def _has_object(p: Parsed, k: int, high: int) -> bool:
    """*…, I propose two dams*: what is proposed stands behind the verb, and no time (*…, I proposed two weeks ago*)."""
    thing = phrase_after(p, k, high, long=False) if k < high and p.tags[k] in ("DT", "CD", "PRP$") else None
    return thing is not None and TIME.isdisjoint(p.words[thing[0] : thing[1] + 1])


_PLACING = ("on", "in", "at", "to", "during", "after", "of", "with")
_WHO = ("who", "whose", "whom")


def _ends_here(p: Parsed, k: int, high: int) -> bool:
    k = past_lead_in(p, k, high) if k < high else k
    while k < high and (p.words[k] in TIME or p.words[k] in _PLACING or p.is_nominal(k)):
        k += 1
    return (
        k >= high
        or p.words[k] in ("who", "whose", "as", "when", "while", "before")
        or (p.words[k] in (*".!?;)",) and not p.is_abbreviation(k, 0))
        or (p.words[k] == "," and k + 1 < high and (p.tags[k + 1] == "VBG" or p.words[k + 1] in _WHO))
    )


def _content_start(p: Parsed, low: int, before: int, quoted: bool) -> int:
    if not quoted:
        return low + (p.words[low] in ("but", "and", "still", "meanwhile"))
    last = p.quote[before] if p.quote[before] >= 0 else p.quote[before - 1]
    start = max(p.quote_tokens[last][0], low)
    if start == low or p.words[start - 1] == ":" or (p.words[start - 1] == "," and not clause_at(p, low, start, 30)):
        return start
    return low


_OPENING = PREPOSITIONS | SUBORDINATORS
_SOON = frozenset("soon shortly moments asked although even".split())
_LEADING_ON = frozenset("including because like also and but that".split())


def _inserted_start(p: Parsed, low: int, before: int, second: Range) -> int:
    """Where a clause begins into which a cue is inserted: after *…, which* or *… - and*; and a quotation that
    follows an opening such as *Asked about it,* stands alone."""
    opens = p.words[low] in _OPENING or p.words[low] in _SOON
    if (p.quote[second[0]] >= 0 and opens) or p.words[before - 1] in _LEADING_ON:
        return before + 1
    for k in range(before - 1, low, -1):
        if p.words[k] in (",", *DASHES) and p.words[k + 1] in ("which", "who", "and", "but", "all", "a", "an", "so"):
            return k + 1 + (p.words[k + 1] in ("and", "but"))
    return low + (p.words[low] in ("but", "and", "still", "meanwhile"))


def _second_part(p: Parsed, after: int, high: int, quoted: bool) -> Range | None:
    """Content that goes on after the inserted cue."""
    if quoted:
        if after + 2 < high and p.words[after] == "," and _clause_goes_on(p, after + 1):
            return p.trim(after + 1, high)  # “Only you,” she said, would do it
        q = next((k for k in range(after, high) if p.quote[k] >= 0 and p.quote[k] != p.quote[after - 1]), None)
        if q is None or p.words[q - 1] not in (",", ":", ";", *DASHES) or _verb_between(p, after, q):
            return None
        return q, content_end(p, q, high)
    goes_on = after + 1 < high and p.words[after] in (",", *DASHES)
    if goes_on and p.tags[after + 1] != "VBG" and p.words[after + 1] not in _WHO:
        return p.trim(after + 1, high)
    return None


def _clause_goes_on(p: Parsed, k: int) -> bool:
    """*that* or a finite verb at `k`; not that of a report of its own."""
    reports = p.words[k] in verb_forms() and p.words[k] not in AUXILIARIES
    return p.words[k] == "that" or (p.is_finite(k) and not reports)


def _verb_between(p: Parsed, a: int, b: int) -> bool:
    return any(p.words[m] in verb_forms() and p.tags[m][:2] == "VB" for m in range(a, b))


def inside_relative(p: Parsed, verb: ReportingVerb, low: int, high: int) -> Attribution | None:
    """*a move that officials say saves lives*, *what he calls a mistake*: the cue inside a relative clause."""
    fits = {"clause", "object_named", "object_as"} & set(verb.takes)
    if not fits or verb.end >= high or verb.participle or verb.first <= low:
        return None
    source = phrase_before(p, verb.first - 1, low)
    if source is None or source[0] <= low:
        return None
    at = source[0] - 1 - (p.words[source[0] - 1] == "even")
    if p.words[at] not in ("which", "that", "who", "whom", "what"):
        return None
    opener = p.words[at]
    if opener == "that" and p.tags[at - 1][:2] == "VB":
        return None  # says that X thinks: not a relative clause
    judged = opener in ("that", "which") and verb.end < high and p.tags[verb.end] == "JJ"
    if (
        "object_named" in verb.takes
        and (opener == "what" or judged)
        and (p.quote[verb.end] >= 0 or p.opens_phrase(verb.end))
    ):
        name, sort = "object_named", "object"
    elif "object_as" in verb.takes and p.words[verb.end] == "as" and p.quote[verb.end] < 0:
        name, sort = "object_as", "object"  # which he described as a mistake
    elif "clause" in verb.takes and _verb_follows(p, verb.end, high):
        name, sort = "clause", "object"
    else:
        return None
    pieces = ((at, at + 1), (verb.end, content_end(p, verb.end, high, sort)))
    if pieces[1][1] <= verb.end:
        return None
    reporter, attitude = verb.takes[name]
    return Attribution((verb.first, verb.end), pieces, "verb_in_relative_clause", reporter, attitude, source)


def _verb_follows(p: Parsed, k: int, high: int) -> bool:
    while k < high and p.is_adverb(k):
        k += 1
    if k >= high or p.quote[k] >= 0 or p.words[k] in SUBJECT_PRONOUNS or "'" in p.words[k][:3]:
        return False
    return p.is_finite(k) or p.tags[k] in ("NNS", "VBN")
