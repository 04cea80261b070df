"""The passive: *is seen as*, *was accused of*, *it is said that*, with or without *by* somebody."""

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.literal_sense import is_deed
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import is_speaker
from newsloupe.attribution.verb_before import past_lead_in
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.clauses import clause_starts, reach
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting_verbs import ReportingVerb
from newsloupe.grammar.word_sets import DASHES, OBJECT_PRONOUNS, PREPOSITIONS, SUBJECT_PRONOUNS, TIME


def passive(p: Parsed, verb: ReportingVerb, low: int, high: int) -> Attribution | None:
    """*is seen as*, *has been interpreted by Moscow as*, *was accused of*, *is expected to*, *it is said that*."""
    high = reach(p, verb.first, verb.end, None, low, high)
    by = verb.end
    while by < high and p.is_adverb(by):
        by += 1
    agent = phrase_after(p, by + 1, high, long=False) if by + 1 < high and p.words[by] == "by" else None
    agent = _with_name(p, agent, high) if agent is not None else None
    rest = agent[1] if agent is not None else by
    about = topic(p, verb.first, low)
    cue = (verb.first, verb.end)
    if "object" in verb.takes and verb.takes["object"][0].word == "ask about":
        return _asked_about(p, verb, high)
    rest = past_lead_in(p, rest, high)
    for name, signs, rule in _PASSIVES if rest + 1 < high else ():
        if name in verb.takes and _shows(p, verb.takes[name][0].word, signs, rest):
            rest += p.words[rest] == ","
            alone = name in ("quotation", "that", "person_that", "question") or (name == "person_to" and about is None)
            if not alone and about is None:
                return None
            end = content_end(p, rest, high, "clause" if alone else "object")
            pieces = ((rest, end),) if alone or about is None else (about, (rest, end))
            return Attribution(cue, pieces, rule, *verb.takes[name], agent)
    if clause_starts(p, rest, high):
        clause = (rest, content_end(p, rest, high))
        if _vague(p, verb, rest, low):  # it is thought | the boat sank
            takes = verb.takes.get("clause") or verb.takes["that"]
            return Attribution(cue, (clause,), "passive_that", *takes, agent)
        if "person_that" in verb.takes and agent is None and about is not None:  # the jury was told the car was stolen
            return Attribution(cue, (about, clause), "passive_told_that", *verb.takes["person_that"])
    return _by_somebody(p, verb, agent, about)


def _with_name(p: Parsed, agent: Range, high: int) -> Range:
    """With the name between commas behind the agent: *by the clerk, Ann Lee,*."""
    k = agent[1] + 1
    end = k
    while end < high and p.upper[end] and p.quote[end] < 0:
        end += 1
    named = k < end < high and p.words[agent[1]] == "," and p.words[end] == "," and end - k < 5
    return (agent[0], end + 1) if named and not p.upper[agent[1] - 1] else agent


def _by_somebody(p: Parsed, verb: ReportingVerb, agent: Range | None, about: Range | None) -> Attribution | None:
    """The plan *was criticized by the mayor*; not what somebody did to it."""
    if agent is None or about is None or "object" not in verb.takes or not is_speaker(p.written(agent)):
        return None
    if is_deed(p, verb.takes["object"][0].word, agent, about):
        return None
    return Attribution((verb.first, verb.end), (about,), "passive_with_agent", *verb.takes["object"], agent)


def _vague(p: Parsed, verb: ReportingVerb, rest: int, low: int) -> bool:
    """*It is thought …*: an opinion of nobody in particular, with the clause at once."""
    reports = bool({"clause", "that"} & set(verb.takes)) and rest == verb.end
    return reports and verb.first > low and p.words[verb.first - 1] == "it"


def _shows(p: Parsed, reporter: str, signs: tuple[str, ...], k: int) -> bool:
    """Do the words at `k` show that the passive of this verb reports? Without `signs`: a name or a thing."""
    word = p.words[k]
    if not signs:
        return p.quote[k] >= 0 or word in ("a", "an", "the")
    if word == ",":
        return word in signs and reporter == "ask" and p.quote[k + 1] >= 0
    return word in signs and (word != "to" or reporter in _TO_PASSIVES)


def _asked_about(p: Parsed, verb: ReportingVerb, high: int) -> Attribution | None:
    """*Asked about his plans, X said …*: what the question was about."""
    if verb.end >= high:
        return None
    if p.quote[verb.end] < 0 and not p.opens_phrase(verb.end) and p.words[verb.end] not in OBJECT_PRONOUNS:
        return None
    content = (verb.end, content_end(p, verb.end, high, "object"))
    rule = "passive_about"
    return (
        Attribution((verb.first, verb.end), (content,), rule, *verb.takes["object"]) if content[1] > verb.end else None
    )


_TO_PASSIVES = frozenset(
    """expect say believe think report know allege assume claim suppose rumor estimate presume ask urge order
    tell""".split()
)  # fmt: skip
_PASSIVES = (
    ("quotation", (",",), "passive_quotation"),
    ("that", ("that",), "passive_that"),
    ("person_that", ("that",), "passive_told_that"),
    ("question", ("whether", "if", "why", "how", "what", "who"), "passive_question"),
    ("object_as", ("as",), "passive_as"),
    ("object_of", ("of",), "passive_of"),
    ("clause", ("to",), "passive_infinitive"),
    ("person_to", ("to",), "passive_infinitive"),
    ("object_named", (), "passive_named"),
)


def topic(p: Parsed, first: int, low: int) -> Range | None:
    """The whole subject of a passive, lists and all: from the start of its clause, if no other verb comes between."""
    start = low
    if (
        p.words[low] in PREPOSITIONS
        or p.words[low] in TIME
        or p.words[low] in ("while", "although", "though", "as", "because", "but", "and", "if", "when")
    ):
        comma = next((k for k in range(low, first) if p.words[k] == "," and p.quote[k] < 0), None)
        start = comma + 1 if comma is not None and p.words[low] in PREPOSITIONS else low + 1
    if start < first and not any(p.is_finite(k) and p.quote[k] < 0 for k in range(start, first)):
        found = p.trim(start, first)
        if found is not None and (
            p.opens_phrase(found[0]) or p.words[found[0]] in SUBJECT_PRONOUNS or p.quote[found[0]] >= 0
        ):
            return found[0], first if p.words[first - 1] in DASHES else found[1]
    return phrase_before(p, first - 1, low) if first > low else None
