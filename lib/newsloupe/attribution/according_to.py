"""Attribution without a verb: *according to*, *in the words of*, *for somebody*, nouns such as *claim* and *fear*,
*reportedly*."""

from functools import lru_cache

from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.passive_verb import topic
from newsloupe.attribution.reporting_noun import noun_attribution
from newsloupe.attribution.speakers import PRONOUNS, source_type
from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.clauses import clause_starts
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import Reporter, noun_forms, verb_forms
from newsloupe.grammar.word_sets import (
    BE,
    DASHES,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVE,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME,
)

_ACCORDING = Reporter("according to", "neutral", {})
_WORDS_OF = Reporter("in the words of", "neutral", {})
_FOR = Reporter("for", "neutral", {})
_PUT_IT = Reporter("put it", "neutral", {})
_VIEW = Reporter("view", "neutral", {})
_VIEWS = frozenset("view opinion judgment judgement estimation experience words telling".split())
_HEARSAY = {word: Reporter(word, "distancing", {}) for word in ("reportedly", "allegedly", "supposedly", "purportedly")}


@lru_cache(maxsize=1)
def phrase_words() -> frozenset[str]:
    """The words of which `phrase_attribution` can make something."""
    return frozenset(["according", "words", "for", "as", *_VIEWS, *_HEARSAY, *noun_forms()])


def phrase_attribution(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """The attribution that token `i` makes without a reporting verb, if it makes one."""
    word = p.words[i]
    if word == "according" and p.words[i + 1 : i + 2] == ["to"]:
        return _with_source_after(p, (i, i + 2), "according_to", _ACCORDING, low, high)
    if word == "words" and p.words[i - 2 : i] == ["in", "the"] and p.words[i + 1 : i + 2] == ["of"]:
        return _with_source_after(p, (i - 2, i + 2), "in_the_words_of", _WORDS_OF, low, high)
    if word == "for" and all(p.is_mark(k) or p.words[k] in ("and", "but", "yet") for k in range(low, i)):
        return _for_somebody(p, i, high)
    if word == "as":
        return _as_they_say(p, i, low, high)
    if word in _VIEWS and i - 2 >= low and (p.is_possessive(i - 1) or p.tags[i - 1] == "JJ"):
        return _in_my_view(p, i, low, high)
    if word in _HEARSAY:
        return _hearsay(p, i, low, high)
    return noun_attribution(p, i, noun_forms()[word], low, high) if word in noun_forms() else None


def _to_comma(p: Parsed, end: int, high: int) -> int:
    """The end of a source that is longer than its first phrase."""
    if end >= high or p.words[end] in (*",.;:)—–", "--") or p.quote[end] >= 0:
        return end
    stop = next((k for k in range(end, high) if p.words[k] in ",.;:)—–" or p.quote[k] >= 0), high)
    return stop if stop - end <= 20 else end


def _with_source_after(p: Parsed, cue: Range, rule: str, reporter: Reporter, low: int, high: int) -> Attribution | None:
    opening = all(p.is_mark(k) or p.words[k] in ("and", "but", "yet", "now", "still") for k in range(low, cue[0]))
    source = phrase_after(p, cue[1], high)
    if opening and source is not None and p.trim(source[1], high) is None:
        source = phrase_after(p, cue[1], high, long=False)  # what looked like a description is the content
    split = _own_clause(p, cue[1], high) if opening else None
    if split is not None:
        source = (cue[1], split)
    end = source[1] if source is not None else cue[1]
    end = _over_apposition(p, end, high) if opening and split is None else end
    end = _to_comma(p, end, high) if split is None else end
    end = _over_relative_clause(p, end, high) if opening else end
    if end <= cue[1]:
        return None
    if opening:
        pieces = [p.trim(end, content_end(p, end, high) if end < high else high)]
    else:
        led_on = cue[0] - 2 > low and p.words[cue[0] - 1] == "," and p.words[cue[0] - 2] in _LEADING_ON
        pieces = [None if led_on else p.trim(_left_start(p, low, cue[0]), cue[0]), _goes_on(p, end, high)]
    content = tuple(piece for piece in pieces if piece is not None)
    return Attribution(cue, content, rule, reporter, "assertion", (cue[1], end)) if content else None


def _own_clause(p: Parsed, first: int, high: int) -> int | None:
    """Where the clause begins that follows the source without a comma: *According to police | the road was shut*."""
    verb = next((k for k in range(first + 1, high) if p.quote[k] >= 0 or p.words[k] in _STOPS or p.is_finite(k)), high)
    if verb >= high or p.quote[verb] >= 0 or p.words[verb] in _STOPS:
        return None
    if p.words[verb - 1] in RELATIVE or p.words[verb - 1] == ")":
        return None
    for k in range(first + 1, verb):
        before, tag = p.words[k - 1], p.tags[k - 1]
        if before in _GOING_ON or p.is_possessive(k - 1) or tag[:2] in ("JJ", "VB"):
            continue
        quantity = p.words[k] in _QUANTIFYING and k + 1 < verb and (p.tags[k + 1] == "CD" or p.words[k + 1] == "least")
        begins = p.words[k] in DETERMINERS | SUBJECT_PRONOUNS or p.tags[k] in ("DT", "PRP$", "CD") or p.is_finite(k)
        changes = p.upper[k] != p.upper[k - 1] and p.is_noun(k) and p.is_noun(k - 1) and k - 1 > first
        if quantity or begins or changes:
            return k
    return None


_STOPS = (*",;:()", *DASHES)
_GOING_ON = PREPOSITIONS | DETERMINERS | {"and", "or", "&"}
_OPENING = PREPOSITIONS | SUBORDINATORS
_QUANTIFYING = frozenset("over about around nearly almost roughly some more fewer at".split())


def _over_apposition(p: Parsed, k: int, high: int) -> int:
    """Past *, Ann Lee,* and *, a body of bakers,* behind the source, when the clause begins after the second comma."""
    if k + 3 >= high or p.words[k] != "," or p.quote[k] >= 0 or p.words[k + 1] in _OPENING:
        return k
    stop = next((m for m in range(k + 1, min(high, k + 16)) if p.words[m] == "," or p.quote[m] >= 0), high)
    if stop + 1 >= high or p.words[stop] != "," or any(p.is_finite(m) for m in range(k + 1, stop)):
        return k
    if not p.opens_phrase(k + 1) or p.words[k + 1] in TIME or p.words[stop + 1] in ("and", "or", *RELATIVE):
        return k
    subject = phrase_after(p, stop + 1, high, long=False)
    quoted = p.quote[stop + 1] >= 0
    bare = subject is not None and subject[1] < high and p.words[subject[1]] != "," and clause_starts(p, stop + 1, high)
    return stop if quoted or bare or p.words[stop + 1] in SUBJECT_PRONOUNS else k


def _over_relative_clause(p: Parsed, k: int, high: int) -> int:
    """Past *, who asked not to be named,* behind the source, when the clause begins after the second comma."""
    if p.words[k : k + 1] != [","] or p.words[k + 1 : k + 2] not in (["who"], ["which"], ["whose"]):
        return k
    stop = next((m for m in range(k + 2, min(high - 1, k + 25)) if p.words[m] == "," or p.quote[m] >= 0), high)
    begins = stop < high and p.quote[stop] < 0 and (p.quote[stop + 1] >= 0 or clause_starts(p, stop + 1, high))
    return stop if begins else k


def _for_somebody(p: Parsed, i: int, high: int) -> Attribution | None:
    """*For Moscow, the exclave is a shield*: a judgement, with *is*, *means* or the like, in somebody's eyes. *For
    years, it was a shield* has no speaker; *For Moscow, the sanctions cost billions* no judgement. Of a single
    person the words tell more often what was good or bad for them."""
    source = phrase_after(p, i + 1, high, long=False)
    if source is None or source[1] + 2 >= high or p.words[source[1]] != ",":
        return None
    said = p.written(source)
    if said.lower() in PRONOUNS or source_type(said) not in _WITH_A_VIEW:
        return None
    content = p.trim(source[1] + 1, high)
    if content is None or p.words[content[0]] == "there" or not clause_starts(p, content[0], high):
        return None
    verb = next((k for k in range(content[0], content[1]) if p.quote[k] < 0 and p.is_finite(k)), high)
    if verb >= high or p.words[verb] not in _JUDGING:
        return None
    if p.words[verb] in BE and verb + 1 < high and p.tags[verb + 1] in ("VBN", "VBG", "VBD"):
        return None  # for Moscow, the road was closed: an event
    return Attribution((i, i + 1), (content,), "for_somebody", _FOR, "belief", source)


_JUDGING = frozenset("is are was were isn't aren't wasn't weren't remains remained means meant represents".split())
_WITH_A_VIEW = ("named organisation", "state or collective", "unnamed official", "unnamed expert")
_LEADING_ON = SUBORDINATORS | {"and", "but", "including", "like"}  # because, according to X, …


def _left_start(p: Parsed, low: int, cue: int) -> int:
    return low + (p.words[low] in ("but", "and"))


def _goes_on(p: Parsed, end: int, high: int) -> Range | None:
    """The content after *…, according to X,*: only what cannot be a new clause of the writer's own."""
    if end + 2 >= high or p.words[end] not in (",", *DASHES) or p.tags[end + 1] == "VBG":
        return None
    if p.words[end + 1] in ("which", "who", "and", "but", "while", "although", "with"):
        return None
    return p.trim(end + 1, high)


def _in_my_view(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*In my view, …*, *in the minister’s opinion, …*: what follows, or the sentence around it."""
    whose = i - 1 if p.is_possessive(i - 1) else i - 2
    source = (whose, whose + 1) if p.tags[whose] == "PRP$" else phrase_before(p, whose, low)
    if source is None or not p.is_possessive(whose) or source[0] - 1 < low or p.words[source[0] - 1] != "in":
        return None
    pieces = [p.trim(low, source[0] - 1), p.trim(i + 1, high)]
    content = tuple(piece for piece in pieces if piece is not None)
    set_off = source[0] - 1 == low or p.words[source[0] - 2] == ","
    if not content or not set_off or i + 1 >= high or p.words[i + 1] != ",":
        return None
    return Attribution((i, i + 1), content, "in_somebodys_view", _VIEW, "belief", source)


def _as_they_say(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*As the Kremlin put it, …*, *…, as the report notes*, *…, as reported by X*."""
    if p.quote[i] >= 0 or not _set_off(p, i, low):
        return None
    if p.words[i + 2 : i + 3] == ["by"] and p.words[i + 1] in verb_forms():
        return _as_told_by(p, i, low, high)
    limit = min(high, i + 25)
    stop = next((k for k in range(i + 1, limit) if p.words[k] == "," or p.quote[k] >= 0), limit)
    for k in range(i + 2, limit if _put_it_between(p, i, limit) else stop):
        put = p.words[k] in ("put", "puts") and p.words[k + 1 : k + 2] == ["it"]
        reporter = _PUT_IT if put else _saying(p, k)
        if reporter is None or (not put and k + 1 < stop - 4 and "person_that" not in reporter.takes):
            continue
        source = phrase_before(p, p.verb_group(k, i + 1) - 1, i + 1)
        content = p.trim(max(stop, k + 2) if put else stop, high) if i <= low + 1 else p.trim(low, i)
        if source and source[0] == i + 1 and content is not None and not p.is_possessive(source[1] - 1):
            end = k + 1 + (put or len(reporter.tail))
            return Attribution((k, end), (content,), "as_they_say", reporter, "assertion", source)
    return None


def _set_off(p: Parsed, i: int, low: int) -> bool:
    """Can an inserted clause begin at `i`: after a comma, *and*, a dash, or a quotation that ends with a comma?"""
    after_quotation = i - 1 > low and p.quote[i - 1] >= 0 and p.words[i - 2] == ","
    return i == low or after_quotation or p.words[i - 1] in (",", "and", "but", "(", *DASHES)


def _as_told_by(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*…, as reported by X*, *As noted by X, …*"""
    source = phrase_after(p, i + 3, high, long=i > low)
    content = p.trim(low, i) if i > low or source is None else p.trim(source[1], high)
    if source is None or content is None:
        return None
    reporter = verb_forms()[p.words[i + 1]][0][0]
    return Attribution((i, i + 3), (content,), "as_they_say", reporter, "assertion", source)


def _saying(p: Parsed, k: int) -> Reporter | None:
    """The verb at `k` that may report what stands beside it, with all of its words."""
    forms = () if p.upper[k] else verb_forms().get(p.words[k], ())
    return next((r for r, _ in forms if _asserts(r) and p.words[k + 1 : k + 1 + len(r.tail)] == [*r.tail]), None)


def _put_it_between(p: Parsed, i: int, limit: int) -> bool:
    """*As Lee, the chair, put it, …*: commas belong to the source."""
    ends = (["it", ","], ["it", ":"])
    return any(p.words[k] in ("put", "puts") and p.words[k + 1 : k + 3] in ends for k in range(i, limit))


def _asserts(reporter: Reporter) -> bool:
    return "quotation" in reporter.takes and bool({"that", "person_that"} & set(reporter.takes))


def _hearsay(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*The framework reportedly includes …*: said by nobody in particular."""
    end = content_end(p, i, high, "object")
    rest = p.trim(i + 1, end)
    first = p.verb_group(i, low)
    about = topic(p, first, low) if first > low else None
    if rest is None:
        return None
    before = p.trim(about[0], i) if about is not None else None
    content = (rest,) if before is None else (before, rest)
    return Attribution((i, i + 1), content, "adverb_of_hearsay", _HEARSAY[p.words[i]], "assertion")
