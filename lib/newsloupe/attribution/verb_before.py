"""A reporting verb before what it reports: a quotation, a that-clause, an infinitive, an object …, and what may stand
between the two: *on Friday*, *in a statement*, *, if elected,*."""

from typing import NamedTuple

from newsloupe.attribution.content_ends import content_end
from newsloupe.grammar.clauses import clause_starts, has_verb, verb_taken_for_noun
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import clause_at, phrase_after
from newsloupe.grammar.reporting_verbs import ReportingVerb
from newsloupe.grammar.word_sets import OBJECT_PRONOUNS, PREPOSITIONS, SUBJECT_PRONOUNS, TIME

QUESTION_WORDS = frozenset("how why whether what if who whom where when which".split())
_LEAD_INS = frozenset(
    "in on at during after with to from via for before by over through into following of about".split()
)
_NO_LEAD_INS = frozenset("not no all both just only even now".split())
_ASIDES = _LEAD_INS | {"if", "when", "as", "while", "among", "like", "however", "without", "unless"}


class Complement(NamedTuple):
    """What follows a verb: its name in the lexicon, the tokens of the content, the construction in words."""

    name: str
    content: Range
    rule: str


def complement(p: Parsed, verb: ReportingVerb, high: int) -> Complement | None:
    """What follows the verb, by the first construction that fits."""
    if verb.end >= high:
        return None
    k = past_lead_in(p, verb.end, high)
    for find in (_quotation, _that, _question, _infinitive, _telling, _with_object, _clause, _named, _object, _shown):
        found = find(p, verb, k, high)
        if found is not None:
            return found
    return None


def _quotation(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    if "quotation" not in verb.takes or k >= high:
        return None
    q = k + (p.words[k] in (",", ":") and p.quote[k] < 0)
    that = q < high and p.words[q] == "that" and p.quote[q] < 0
    if q + that >= high or p.quote[q + that] < 0:
        return None
    return Complement("quotation", (q, content_end(p, q, high)), "verb_before_quotation")


def _that(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    if "that" not in verb.takes or k + 2 >= high or p.words[k] != "that" or p.quote[k] >= 0:
        return None
    if not has_verb(p, k + 1, high) or (k > verb.end and _relative(p, k)):
        return None  # that as a pronoun: did not say that; states in the south that voted
    return Complement("that", (k, content_end(p, k, high)), "verb_with_that_clause")


def _relative(p: Parsed, that: int) -> bool:
    """Is *that* the subject of its clause (*an order that surprised many*)?"""
    return p.is_finite(that + 1) and "'" not in p.words[that + 1]


def _question(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    if "question" not in verb.takes:
        return None
    asks = verb.takes["question"][0].word in ("ask", "wonder")
    if asks and p.words[min(k, high - 1)] not in QUESTION_WORDS:
        person = phrase_after(p, verb.end, high, long=False)
        k = person[1] if person is not None else k
    if asks and k + 1 < high and p.words[k] == "about" and k > verb.end:
        return Complement("question", (k, content_end(p, k, high, "object")), "verb_asked_about")
    if k + 1 >= high or p.words[k] not in QUESTION_WORDS or (p.words[k] in ("which", "whom") and not asks):
        return None
    return Complement("question", (k, content_end(p, k, high)), "verb_with_question")


def _infinitive(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    r = verb.end
    while r + 1 < high and p.words[r] in TIME:
        r += 1
    t = r + (p.words[r] == "not")
    if "infinitive" not in verb.takes or t + 1 >= high or p.words[t] != "to" or p.words[t + 1] in ("the", "a", "his"):
        return None
    return Complement("infinitive", (r, content_end(p, r, high, "infinitive")), "verb_with_infinitive")


def _telling(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    if "person_that" not in verb.takes:
        return None
    start = _what_is_told(p, verb.end, high)
    if start is None or start >= high:
        return None
    if verb.takes["person_that"][0].word == "ask" and p.quote[start] < 0:
        return None  # asks somebody a question: in quotation marks, or with a question word
    return Complement("person_that", (start, content_end(p, start, high)), "verb_of_telling")


def _what_is_told(p: Parsed, r: int, high: int) -> int | None:
    """Where the message begins after *told* and the person told."""
    if p.quote[r] >= 0 or p.words[r] == "that":
        return r
    if p.words[r] == ":":
        return r + 1
    person = phrase_after(p, r, high, long=False)
    if person is None:
        return None
    k = past_lead_in(p, person[1], high)
    clause = k + (k < high and p.words[k] == ",")
    if clause < high and clause_starts(p, clause, high):
        return clause
    for j in range(r + 1, min(max(k, r) + 12, high)):
        if p.words[j] == "that" and p.quote[j] < 0 and p.words[j - 1] != "of":
            return j
        if p.quote[j] >= 0:
            return j if p.words[j - 1] in (",", ":") or j <= k + 1 else None
    if p.words[r] in OBJECT_PRONOUNS and clause_starts(p, r + 1, high):
        return r + 1
    return k if k < high and p.words[k] in QUESTION_WORDS else None


def _with_object(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    """*urged NATO to …*, *views it as …*, *accused him of …*."""
    r = verb.end
    if p.quote[r] >= 0 and "object_as" not in verb.takes:
        return None
    if p.quote[r] >= 0 and _as_follows(p, r, high):
        return Complement("object_as", (r, content_end(p, r, high, "object")), "verb_with_something_as")
    thing = phrase_after(p, r, high, long=False)
    after = thing[1] if thing is not None else r + 1 if p.words[r] in OBJECT_PRONOUNS else None
    if after is None or after >= high:
        return None
    t = after + (p.words[after] == "not")
    if "person_to" in verb.takes and t + 1 < high and p.words[t] == "to" and p.tags[t + 1] not in ("DT", "NNP", "PRP$"):
        start = r if verb.takes["person_to"][0].word in ("want", "expect", "would like") else after
        end = content_end(p, after, high, "infinitive")
        return Complement("person_to", (start, end), "verb_with_person_and_infinitive")
    if "object_as" in verb.takes and _as_follows(p, r, high):
        return Complement("object_as", (r, content_end(p, r, high, "object")), "verb_with_something_as")
    if "object_of" in verb.takes and "of" in p.words[r + 1 : after + 1]:
        return Complement("object_of", (r, content_end(p, r, high, "object")), "verb_with_somebody_of")
    return None


def _as_follows(p: Parsed, r: int, high: int) -> bool:
    for j in range(r + 1, min(high - 1, r + 30)):
        if p.words[j] == "as" and p.quote[j] < 0:
            return (
                p.words[j + 1] not in ("well", "much", "soon", "long", "part", "usual", "if")
                and p.words[j + 1] not in SUBJECT_PRONOUNS
            )
        if (p.is_finite(j) and p.quote[j] < 0) or p.words[j] in (",", ";"):
            return False
    return False


def _clause(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    if "clause" not in verb.takes or k + 1 >= high or p.quote[k] >= 0:
        return None
    if p.words[k] == "that" and _relative(p, k) and (k > verb.end or p.tags[verb.at].startswith("N")):
        return None  # said in an order that surprised many, states that voted
    loose = (
        verb.takes["clause"][0].word in ("say", "think", "believe", "claim", "hope") and p.words[k] not in PREPOSITIONS
    )
    loose = loose and p.words[k] not in ("and", "or", "but", "to", ",", ".", "as", ":", "so") and has_verb(p, k, high)
    subordinate = p.words[k] in ("if", "when", "while", "because", "should", "although") and clause_at(p, k + 1, high)
    subordinate = subordinate and not verb.takes["clause"][0].word.startswith("be ")  # is worried because …
    subordinate = subordinate or (p.words[k] in _FRONTED and _clause_after_comma(p, k + 1, high))
    disguised = "object" not in verb.takes and verb_taken_for_noun(p, k, high)
    if not (loose or subordinate or disguised or clause_starts(p, k, high)):
        return None
    return Complement("clause", (k, content_end(p, k, high)), "verb_with_clause")


_FRONTED = frozenset("despite without under since unlike like even instead rather given barring absent".split())


def _clause_after_comma(p: Parsed, k: int, high: int) -> bool:
    """*despite the losses, the plan holds*: a clause with something before it."""
    comma = next((m for m in range(k, min(k + 14, high)) if p.words[m] == "," and p.quote[m] < 0), high)
    return comma + 1 < high and clause_starts(p, comma + 1, high)


def _named(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "object_named" not in verb.takes or (p.quote[r] < 0 and p.words[r] in (*PREPOSITIONS, "out", "up", "off")):
        return None
    pointing = p.words[r] == "that" and r + 1 < high and p.quote[r + 1] >= 0
    if p.quote[r] < 0 and not p.opens_phrase(r) and p.words[r] not in OBJECT_PRONOUNS and not pointing:
        return None
    name = p.quote_tokens[p.quote[r]] if p.quote[r] >= 0 else phrase_after(p, r, high, long=False)
    if name is not None and verb.first == verb.at and name[1] < high and p.is_finite(name[1]):
        return None  # a band called X played
    end = content_end(p, r, high, "object")
    one_phrase = phrase_after(p, r, end, long=False)
    if one_phrase is not None and one_phrase[1] >= end and p.words[r] not in OBJECT_PRONOUNS and end - r < 3:
        return None
    return Complement("object_named", (r, end), "verb_of_naming")


def _object(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "object" not in verb.takes or p.words[r] in TIME:
        return None
    fits = (
        p.quote[r] >= 0
        or p.opens_phrase(r)
        or p.words[r] in OBJECT_PRONOUNS
        or p.words[r] in ("what", "how", "whether", "why", "having", "being")
    )
    end = content_end(p, r, high, "object") if fits else r
    return Complement("object", (r, end), "verb_with_object") if end > r else None


def _shown(p: Parsed, verb: ReportingVerb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "shown" not in verb.takes or not (p.opens_phrase(r) or p.words[r] in OBJECT_PRONOUNS or p.quote[r] >= 0):
        return None
    return Complement("shown", (r, content_end(p, r, high, "object")), "document_shows")


def past_lead_in(p: Parsed, start: int, high: int) -> int:
    """Past *on Friday*, *in a statement*, *to reporters*, *again*, when content follows them."""
    k = start
    while k < high and p.quote[k] < 0:
        after = _past_one(p, k, start, high)
        if after == k:
            break
        k = after
    follows = k < high and (p.quote[k] >= 0 or p.words[k] in ("that", ",", ":") or p.words[k] in QUESTION_WORDS)
    return k if follows or k == start or clause_starts(p, k, high) else start


def _past_one(p: Parsed, k: int, start: int, high: int) -> int:
    """Past the time, adverb, phrase or aside at `k`; `k` itself if there is none."""
    word = p.words[k]
    if word in ("this", "last", "next") and k + 1 < high and p.words[k + 1] in TIME:
        return k + 2
    if word in TIME or (p.is_adverb(k) and word not in _NO_LEAD_INS):
        return k + 1
    if word in _LEAD_INS:
        that = _that_after(p, k + 1, high) if word != "to" else None
        phrase = phrase_after(p, k + 1, high, long=False)
        return that if that is not None else phrase[1] if phrase is not None else k
    if word != ",":
        return k
    if k + 1 < high and p.words[k + 1] == "that" and p.quote[k + 1] < 0:
        return k + 1
    if k > start and p.words[k - 1] != "," and clause_starts(p, k + 1, high):
        return k + 1  # said in an interview, the plan is dead
    return _past_aside(p, k, high) or k


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
