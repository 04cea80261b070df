"""How a reporting verb attributes: what follows it, what stands before it, and its passive."""

from dataclasses import dataclass, replace

from newsloupe.clauses import content_end, reach
from newsloupe.grammar import OBJECT_PRONOUNS, PREPOSITIONS, PRONOUNS, TIME, Parsed, Range
from newsloupe.phrases import clause_at, clause_starts, phrase_after, phrase_before
from newsloupe.reporting import Reporter, things_do_too, verb_forms
from newsloupe.speakers import can_speak, is_document, is_speaker
from newsloupe.verbs import Verb, read_verb, subject, unsure

QUESTION_WORDS = frozenset("how why whether what if who where when which".split())
_LEAD_INS = frozenset("in on at during after with to from via for before by over through into following of".split())
_DASHES = ("-", "–", "—", "--")


@dataclass(frozen=True)
class Attribution:
    """One attribution in tokens: its cue, its content in one or more pieces, its source if it has one."""

    cue: Range
    content: tuple[Range, ...]
    rule: str
    reporter: Reporter
    attitude: str
    source: Range | None = None

    def with_content(self, *more: Range) -> "Attribution":
        return replace(self, content=self.content + more)


@dataclass(frozen=True)
class Complement:
    """What follows a verb: its name in the lexicon, the tokens of the content, the construction in words."""

    name: str
    content: Range
    rule: str


def verb_attribution(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """The attribution made by the verb at token `i` of the unit `low`..`high`, if it makes one."""
    verb = read_verb(p, i, low, high)
    if verb is None:
        return None
    if verb.passive:
        return passive(p, verb, low, high)
    inserted = after_content(p, verb, low, high)
    if inserted is not None:
        return inserted
    relative = inside_relative(p, verb, low, high)
    if relative is not None:
        return relative
    source = subject(p, verb, low)
    limit = reach(p, verb.first, verb.end, source, low, high)
    found = complement(p, verb, limit)
    if found is None or found.content[1] <= found.content[0]:
        return None
    if found.name not in ("quotation", "that", "person_that"):
        if source is None or unsure(p, verb, source, low):
            return None
        if not _fits_speaker(p, source, found.name, verb.takes[found.name][0].word):
            return None
    if source is not None and source[1] > verb.first:
        source = None
    reporter, attitude = verb.takes[found.name]
    return Attribution((verb.first, verb.end), (found.content,), found.rule, reporter, attitude, source)


def _fits_speaker(p: Parsed, source: Range, complement: str, word: str) -> bool:
    """Can the subject be a source, with this verb and complement?"""
    said = p.text[slice(*p.characters(source))]
    if complement == "shown":
        return is_document(said)
    if complement in ("clause", "question"):
        return can_speak(said)
    if said.lower() == "who" and complement == "object":
        return False  # people who back the plan: a description, seldom a report
    return is_speaker(said) if word in things_do_too() else can_speak(said)


# ---------------------------------------------------------------- what follows the verb


def complement(p: Parsed, verb: Verb, high: int) -> Complement | None:
    """What follows the verb, by the first construction that fits."""
    if verb.end >= high:
        return None
    k = past_lead_in(p, verb.end, high)
    for find in (_quotation, _that, _question, _infinitive, _telling, _with_object, _clause, _named, _object, _shown):
        found = find(p, verb, k, high)
        if found is not None:
            return found
    return None


def past_lead_in(p: Parsed, start: int, high: int) -> int:
    """Past *on Friday*, *in a statement*, *to reporters*, *again*, when content follows them."""
    k = start
    while k < high and p.quote[k] < 0:
        word = p.words[k]
        if word in TIME or (p.is_adverb(k) and word not in ("not", "no", "all", "both", "just", "only", "even", "now")):
            k += 1
        elif word in _LEAD_INS:
            phrase = phrase_after(p, k + 1, high, long=False)
            if phrase is None:
                break
            k = phrase[1]
        elif word == "," and k > start and k + 1 < high and p.words[k + 1] == "that":
            k += 1
        else:
            break
    follows = k < high and (p.quote[k] >= 0 or p.words[k] in ("that", ",", ":") or p.words[k] in QUESTION_WORDS)
    return k if follows or k == start or clause_starts(p, k, high) else start


def _quotation(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    if "quotation" not in verb.takes or k >= high:
        return None
    q = k + (p.words[k] in (",", ":") and p.quote[k] < 0)
    that = q < high and p.words[q] == "that" and p.quote[q] < 0
    if q + that >= high or p.quote[q + that] < 0:
        return None
    return Complement("quotation", (q, content_end(p, q, high)), "verb of saying before a quotation")


def _that(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    if "that" not in verb.takes or k + 2 >= high or p.words[k] != "that" or p.quote[k] >= 0:
        return None
    if not _has_verb(p, k + 1, high):
        return None  # that as a pronoun: did not say that
    return Complement("that", (k, content_end(p, k, high)), "verb with a that-clause")


def _question(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    if "question" not in verb.takes:
        return None
    if p.words[min(k, high - 1)] not in QUESTION_WORDS:
        person = phrase_after(p, verb.end, high, long=False)
        k = person[1] if person is not None else k
    if k + 1 >= high or p.words[k] not in QUESTION_WORDS or p.words[k] == "which":
        return None
    return Complement("question", (k, content_end(p, k, high)), "verb with a question (how, why, whether)")


def _infinitive(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    r = verb.end
    t = r + (p.words[r] == "not")
    if "infinitive" not in verb.takes or t + 1 >= high or p.words[t] != "to" or p.words[t + 1] in ("the", "a", "his"):
        return None
    return Complement("infinitive", (r, content_end(p, r, high, "infinitive")), "verb with an infinitive")


def _telling(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    if "person_that" not in verb.takes:
        return None
    start = _what_is_told(p, verb.end, high)
    if start is None or start >= high:
        return None
    return Complement("person_that", (start, content_end(p, start, high)), "verb of telling somebody")


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
    for j in range(r + 1, min(max(k, r) + 12, high)):
        if p.words[j] == "that" and p.quote[j] < 0 and p.words[j - 1] != "of":
            return j
        if p.quote[j] >= 0:
            return j if p.words[j - 1] in (",", ":") or j <= k + 1 else None
    if p.words[r] in OBJECT_PRONOUNS and clause_starts(p, r + 1, high):
        return r + 1
    return k if k < high and (p.words[k] in QUESTION_WORDS or clause_starts(p, k, high)) else None


def _with_object(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    """*urged NATO to …*, *views it as …*, *accused him of …*."""
    r = verb.end
    if p.quote[r] >= 0 and "object_as" not in verb.takes:
        return None
    thing = phrase_after(p, r, high, long=False)
    after = thing[1] if thing is not None else r + 1 if p.words[r] in OBJECT_PRONOUNS else None
    if after is None or after >= high:
        return None
    t = after + (p.words[after] == "not")
    if "person_to" in verb.takes and t + 1 < high and p.words[t] == "to" and p.tags[t + 1] not in ("DT", "NNP", "PRP$"):
        start = r if verb.takes["person_to"][0].word in ("want", "expect", "would like") else after
        return Complement("person_to", (start, content_end(p, after, high, "infinitive")), "verb with a person and an infinitive")  # fmt: skip
    if "object_as" in verb.takes and _as_follows(p, r, high):
        return Complement("object_as", (r, content_end(p, r, high, "object")), "verb with “something as something”")
    if "object_of" in verb.takes and "of" in p.words[r + 1 : after + 1]:
        return Complement("object_of", (r, content_end(p, r, high, "object")), "verb with somebody “of” something")
    return None


def _as_follows(p: Parsed, r: int, high: int) -> bool:
    for j in range(r + 1, min(high - 1, r + 30)):
        if p.words[j] == "as" and p.quote[j] < 0:
            return (
                p.words[j + 1] not in ("well", "much", "soon", "long", "part", "usual", "if")
                and p.words[j + 1] not in PRONOUNS
            )
        if (p.is_finite(j) and p.quote[j] < 0) or p.words[j] in (",", ";"):
            return False
    return False


def _clause(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    if "clause" not in verb.takes or k + 1 >= high or p.quote[k] >= 0:
        return None
    loose = (
        verb.takes["clause"][0].word in ("say", "think", "believe", "claim", "hope") and p.words[k] not in PREPOSITIONS
    )
    loose = loose and p.words[k] not in ("and", "or", "but", "to", ",", ".", "as", ":", "so") and _has_verb(p, k, high)
    subordinate = p.words[k] in ("if", "when", "while", "because", "should", "although") and clause_at(p, k + 1, high)
    if not (loose or subordinate or clause_starts(p, k, high)):
        return None
    return Complement("clause", (k, content_end(p, k, high)), "verb with a clause")


def _has_verb(p: Parsed, k: int, high: int) -> bool:
    """Is there a noun and after it some verb? Enough after *say*, where the tags may be wrong."""
    noun = next((m for m in range(k, high) if p.is_noun(m) or p.words[m] in PRONOUNS), high)
    return any(
        p.tags[m][0] in "VM" for m in range(noun + (not p.is_finite(noun) if noun < high else 0), min(high, k + 30))
    )


def _named(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "object_named" not in verb.takes or (p.quote[r] < 0 and p.words[r] in (*PREPOSITIONS, "out", "up", "off")):
        return None
    if p.quote[r] < 0 and not p.opens_phrase(r) and p.words[r] not in OBJECT_PRONOUNS:
        return None
    end = content_end(p, r, high, "object")
    one_phrase = phrase_after(p, r, end, long=False)
    if one_phrase is not None and one_phrase[1] >= end and p.words[r] not in OBJECT_PRONOUNS and end - r < 3:
        return None
    return Complement("object_named", (r, end), "verb of calling something by a name")


def _object(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "object" not in verb.takes or p.words[r] in TIME:
        return None
    fits = (
        p.quote[r] >= 0
        or p.opens_phrase(r)
        or p.words[r] in OBJECT_PRONOUNS
        or p.words[r] in ("what", "how", "whether", "why")
    )
    end = content_end(p, r, high, "object") if fits else r
    return Complement("object", (r, end), "verb with an object") if end > r else None


def _shown(p: Parsed, verb: Verb, k: int, high: int) -> Complement | None:
    r = verb.end
    if "shown" not in verb.takes or not (p.opens_phrase(r) or p.words[r] in OBJECT_PRONOUNS):
        return None
    return Complement("shown", (r, content_end(p, r, high, "object")), "what a document shows")


# ---------------------------------------------------------------- content before the verb


def after_content(p: Parsed, verb: Verb, low: int, high: int) -> Attribution | None:
    """*“…,” X said*, *“…,” said X*, *…, X said*, and content that goes on after the inserted cue."""
    sayable = [verb.takes[name] for name in ("quotation", "clause", "person_that") if name in verb.takes]
    if not sayable or verb.form in ("ing", "progressive", "participle"):
        return None
    source, edge = _source_around(p, verb, low, high)
    if source is None or edge <= low:
        return None
    before = edge - 1
    quoted = _ends_quotation(p, before, low)
    after = max(source[1], verb.end)
    if "person_that" in verb.takes and source[0] < verb.first:
        titled = p.quote[verb.end] if verb.end < high else -1  # told “Fox & Friends”
        told = p.quote_tokens[titled] if titled >= 0 else phrase_after(p, verb.end, high, long=False)
        after = told[1] if told is not None else after
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
    where = "between two parts of" if pieces[1] is not None else "after"
    rule = f"verb of saying {where} {'a quotation' if quoted else 'the clause'}"
    return Attribution((verb.first, verb.end), content, rule, *sayable[0], source)


def _source_around(p: Parsed, verb: Verb, low: int, high: int) -> tuple[Range | None, int]:
    """The source next to an inserted verb, and where cue and source together begin."""
    before = verb.first - 1
    if before < low:
        return None, low
    if _ends_quotation(p, before, low) and p.quote[min(verb.end, high - 1)] < 0:  # “…,” said X
        return phrase_after(p, verb.end, high), verb.first
    k = before
    while k > low and p.is_adverb(k) and p.quote[k] < 0 and p.words[k] not in TIME:
        k -= 1
    if p.quote[k] >= 0 or p.words[k] == ",":
        inverted = p.words[k] == "," and "clause" in verb.takes and k == before
        followed = phrase_after(p, verb.end, high) if inverted else None
        if followed is not None and (_ends_here(p, followed[1], high) or p.words[followed[1]] == ","):
            return followed, verb.first
    source = phrase_before(p, k, low) if p.quote[k] < 0 else None
    if source is not None and p.words[source[0]] in ("which", "that", "who", "what"):
        return None, low
    return source, source[0] if source is not None else low


def _ends_quotation(p: Parsed, k: int, low: int) -> bool:
    """Does a quotation of a whole utterance end at token `k`: with a comma, a full stop or ? or ! at its end?"""
    if p.quote[k] >= 0:
        last = p.words[k] if p.words[k] not in ("''",) else p.words[k - 1]
        inner = k - 1 if last in ('"', "'", "''") else k
        while inner > low and p.words[inner] in ('"', "'"):
            inner -= 1
        return p.words[inner] in (*",?!.…-–—", "--", "...")
    return k > low and p.words[k] in (",", *_DASHES) and p.quote[k - 1] >= 0


def _may_insert(p: Parsed, verb: Verb, before: int, after: int, low: int, high: int) -> bool:
    """May *…, X says* be inserted in (or stand after) the unquoted clause before it?"""
    if "clause" not in verb.takes or p.words[before] not in (",", *_DASHES) or before - low < 1:
        return False
    if after < high - 1 and p.words[after] == p.words[before] and p.tags[after + 1] != "VBG":
        return p.words[after + 1] not in ("which", "that", "who")
    if p.words[before] != "," or p.words[low] == "asked" or not _ends_here(p, after, high):
        return False
    return before - low >= 3 and _has_verb(p, low, before)


def _ends_here(p: Parsed, k: int, high: int) -> bool:
    k = past_lead_in(p, k, high) if k < high else k
    while k < high and (p.words[k] in TIME or p.words[k] in ("on", "in", "at") or p.is_nominal(k)):
        k += 1
    return k >= high or p.words[k] in (*".!?;)",) or (p.words[k] == "," and k + 1 < high and p.tags[k + 1] == "VBG")


def _content_start(p: Parsed, low: int, before: int, quoted: bool) -> int:
    if not quoted:
        return low + (p.words[low] in ("but", "and", "still", "meanwhile"))
    last = p.quote[before] if p.quote[before] >= 0 else p.quote[before - 1]
    start = max(p.quote_tokens[last][0], low)
    if start == low or p.words[start - 1] == ":" or (p.words[start - 1] == "," and not clause_at(p, low, start, 30)):
        return start
    return low


def _inserted_start(p: Parsed, low: int, before: int, second: Range) -> int:
    """Where a clause begins into which a cue is inserted: after *…, which* or *… - and*; and a quotation that
    follows an opening such as *Asked about it,* stands alone."""
    if p.quote[second[0]] >= 0 and p.words[low] in (
        "as",
        "when",
        "while",
        "asked",
        "in",
        "on",
        "at",
        "after",
        "during",
    ):
        return before + 1
    for k in range(before - 1, low, -1):
        if p.words[k] in (",", *_DASHES) and p.words[k + 1] in ("which", "who", "and", "but", "all", "a", "an", "so"):
            return k + 1 + (p.words[k + 1] in ("and", "but"))
    return low + (p.words[low] in ("but", "and", "still", "meanwhile"))


def _second_part(p: Parsed, after: int, high: int, quoted: bool) -> Range | None:
    """Content that goes on after the inserted cue."""
    if quoted:
        q = next((k for k in range(after, high) if p.quote[k] >= 0 and p.quote[k] != p.quote[after - 1]), None)
        if q is None or p.words[q - 1] not in (",", ":", ";", *_DASHES) or _verb_between(p, after, q):
            return None
        return q, content_end(p, q, high)
    if after + 1 < high and p.words[after] in (",", *_DASHES) and p.tags[after + 1] != "VBG":
        return p.trim(after + 1, high)
    return None


def _verb_between(p: Parsed, a: int, b: int) -> bool:
    return any(p.words[m] in verb_forms() and p.tags[m][:2] == "VB" for m in range(a, b))


def inside_relative(p: Parsed, verb: Verb, low: int, high: int) -> Attribution | None:
    """*a move that officials say saves lives*, *what he called a mistake*: the cue inside a relative clause."""
    if "clause" not in verb.takes or verb.end >= high or verb.participle:
        return None
    source = phrase_before(p, verb.first - 1, low) if verb.first > low else None
    if source is None or source[0] <= low or p.words[source[0] - 1] not in ("which", "that", "who", "what"):
        return None
    k = verb.end
    while k < high and p.is_adverb(k):
        k += 1
    finite = k < high and p.quote[k] < 0 and (p.is_finite(k) or p.tags[k] == "NNS") and p.words[k] not in PRONOUNS and "'" not in p.words[k][:3]
    if not finite or p.words[source[0] - 1] == "that" and p.tags[source[0] - 2][:2] == "VB":
        return None
    relative = (source[0] - 1, source[0])
    end = content_end(p, verb.end, high, "object")
    reporter, attitude = verb.takes["clause"]
    rule = "verb inside a relative clause"
    return Attribution((verb.first, verb.end), (relative, (verb.end, end)), rule, reporter, attitude, source)


# ---------------------------------------------------------------- the passive


def passive(p: Parsed, verb: Verb, low: int, high: int) -> Attribution | None:
    """*is seen as*, *has been interpreted by Moscow as*, *was accused of*, *is expected to*, *it is said that*."""
    high = reach(p, verb.first, verb.end, None, low, high)
    by = verb.end
    while by < high and p.is_adverb(by):
        by += 1
    agent = phrase_after(p, by + 1, high, long=False) if by + 1 < high and p.words[by] == "by" else None
    rest = agent[1] if agent is not None else by
    about = topic(p, verb.first, low)
    cue = (verb.first, verb.end)
    if rest + 1 < high:
        word = p.words[rest]
        for name, sign, rule in _PASSIVES:
            if name not in verb.takes or not (
                word in sign if sign else p.quote[rest] >= 0 or p.words[rest] in ("a", "an", "the")
            ):
                continue
            reporter, attitude = verb.takes[name]
            if word == "to" and reporter.word not in _TO_PASSIVES:
                continue
            alone = name in ("that", "person_that", "question")
            if not alone and about is None:
                return None
            end = content_end(p, rest, high, "clause" if alone else "object")
            pieces = ((rest, end),) if alone or about is None else (about, (rest, end))
            return Attribution(cue, pieces, rule, reporter, attitude, agent)
    if agent is not None and about is not None and "object" in verb.takes:
        return Attribution(cue, (about,), "passive verb with its agent", *verb.takes["object"], agent)
    return None


_TO_PASSIVES = frozenset(
    "expect say believe think report know allege assume claim suppose rumor estimate presume".split()
)
_PASSIVES = (
    ("that", ("that",), "passive verb (it is said that)"),
    ("person_that", ("that",), "passive verb (was told that)"),
    ("question", ("whether", "if", "why", "how", "what", "who"), "passive verb (was asked whether)"),
    ("object_as", ("as",), "passive verb (is seen as)"),
    ("object_of", ("of",), "passive verb (is accused of)"),
    ("clause", ("to",), "passive verb (is expected to)"),
    ("person_to", ("to",), "passive verb (is expected to)"),
    ("object_named", (), "passive verb (is called)"),
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
        if found is not None and (p.opens_phrase(found[0]) or p.words[found[0]] in PRONOUNS or p.quote[found[0]] >= 0):
            return found[0], first if p.words[first - 1] in _DASHES else found[1]
    return phrase_before(p, first - 1, low) if first > low else None
