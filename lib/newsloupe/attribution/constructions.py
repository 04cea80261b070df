"""The constructions by which English attributes words to a source.

`candidates` finds them all in one parsed text, overlapping ones included. Each family of constructions has a module of
its own: see the table of contents of this package.
"""

from collections.abc import Iterator

from newsloupe.attribution.according_to import phrase_attribution, phrase_words
from newsloupe.attribution.any_verb import TENSED, beside_quotations, set_off_paragraphs, unlisted_verb
from newsloupe.attribution.content_ends import content_end
from newsloupe.attribution.layout import (
    from_somebody,
    headline_colon,
    headline_sources,
    pull_quotes,
    signatures,
    signed_quotations,
)
from newsloupe.attribution.literal_sense import is_deed, is_no_source, leaves_open
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.passive_verb import passive
from newsloupe.attribution.speakers import can_speak, is_document, is_speaker
from newsloupe.attribution.transcript import turns
from newsloupe.attribution.verb_after import after_content, inside_relative, opening_verb
from newsloupe.attribution.verb_before import Complement, complement
from newsloupe.grammar.clauses import reach
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import things_do_too, verb_forms
from newsloupe.grammar.reporting_verbs import ReportingVerb, read_verb, source_of, unsure, verb_at
from newsloupe.grammar.word_sets import DASHES


def candidates(p: Parsed) -> Iterator[Attribution]:
    """The attributions that every construction finds by itself; the caller decides between overlapping ones."""
    verbs, phrases = verb_forms(), phrase_words()
    for low, high in p.units:
        colon = headline_colon(p, low, high)
        if colon is not None:
            yield colon
        said_last: Range | None = None
        for i in range(low, high):
            if p.quote[i] >= 0:
                continue
            found = None
            if p.words[i] in verbs:
                found = verb_attribution(p, i, low, high, said_last)
                said_last = found.source if found is not None else said_last
                found = found or to_somebody_about(p, i, low, high)
            if found is None and p.words[i] in phrases:
                found = phrase_attribution(p, i, low, high)
            if found is None and p.tags[i] in TENSED:
                found = unlisted_verb(p, i, low, high)
            if found is not None:
                yield found
    yield from turns(p)
    yield from headline_sources(p)
    yield from from_somebody(p)
    yield from pull_quotes(p)
    yield from signatures(p)
    yield from signed_quotations(p)
    yield from beside_quotations(p)
    yield from set_off_paragraphs(p)


def verb_attribution(p: Parsed, i: int, low: int, high: int, said_last: Range | None) -> Attribution | None:
    """The attribution made by the verb at token `i` of the unit `low`..`high`, if it makes one. `said_last` is the
    source of the verb before it in the unit, which a participle may share (*X warned …, urging …*)."""
    verb = read_verb(p, i, high)
    if verb is None:
        return None
    if verb.passive:
        return passive(p, verb, low, high)
    inserted = after_content(p, verb, low, high) or opening_verb(p, verb, low, high)
    if inserted is not None:
        return inserted
    relative = inside_relative(p, verb, low, high)
    if relative is not None:
        return relative
    source = source_of(p, verb.verb)
    if source is None and (verb.participle or p.words[verb.first - 1] in ("and", "but")):
        source = said_last
    limit = reach(p, verb.first, verb.end, source, low, high)
    if source is not None and source[0] >= verb.end:  # Citing risks, Lee …
        limit = min(limit, source[0])
    found = complement(p, verb, limit)
    if found is None or found.content[1] <= found.content[0] or _is_imperative(p, verb, low):
        return None
    if _says_nothing(p, verb, found, source, low):
        return None
    if found.name not in ("quotation", "that", "person_that"):
        if source is None or unsure(p, verb, source, low):
            return None
        infinitive = p.words[verb.first - 1] == "to"
        if not _fits_speaker(p, source, found.name, verb.takes[found.name][0].word, infinitive):
            return None
    if source is not None and source[0] < verb.end and source[1] > verb.first:
        source = None
    reporter, attitude = verb.takes[found.name]
    return Attribution((verb.first, verb.end), (found.content,), found.rule, reporter, attitude, source)


def to_somebody_about(p: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*apologized to the guests for the noise*: somebody is spoken to between the verb and its preposition."""
    if p.words[i + 1 : i + 2] not in (["to"], ["with"]) or p.quote[i] >= 0 or p.words[i] not in verb_forms():
        return None
    verb = verb_at(p, i)
    if verb is None or verb.passive or verb.kind != "finite" or not p.opens_phrase(min(i + 2, high - 1)):
        return None
    followed = [r for r, _ in verb_forms()[p.words[i]] if len(r.tail) == 1 and "object" in r.takes]
    tails = {r.tail: r for r in followed if r.tail != ("of",)}  # spoke to the head of the board: no topic
    at = next((k for k in range(i + 3, min(i + 8, high - 1)) if (p.words[k],) in tails), None)
    if at is None or any(p.is_finite(k) or p.is_mark(k) for k in range(i + 2, at)):
        return None
    reporter = tails[(p.words[at],)]
    source = source_of(p, verb)
    if source is None or not can_speak(p.written(source)):
        return None
    content = (at, content_end(p, at, high, "object"))
    attitude = reporter.takes["object"]
    return Attribution((p.verb_group(i, low), i + 1), (content,), "verb_with_object", reporter, attitude, source)


def _is_imperative(p: Parsed, verb: ReportingVerb, low: int) -> bool:
    """*…, but don’t expect much*: the reader is told what to do."""
    negated = p.words[verb.first] == "don't" or p.words[verb.first : verb.first + 2] == ["do", "not"]
    return negated and (verb.first == low or p.words[verb.first - 1] in (",", "and", "but", "so", ":", ";", *DASHES))


def _says_nothing(p: Parsed, verb: ReportingVerb, found: Complement, source: Range | None, low: int) -> bool:
    if found.name in ("question", "that", "clause") and leaves_open(p, verb, found.content[0], found.name):
        return True
    if source is None:  # rather a noun: — objects that move by themselves
        return found.name == "that" and verb.form == "s" and verb.first > low
    return _tells_nothing(p, verb, found, source, low)


def _tells_nothing(p: Parsed, verb: ReportingVerb, found: Complement, source: Range, low: int) -> bool:
    """Is nobody's word told: a deed, what experience shows, what would be if somebody said something?"""
    if found.name == "that" and source[0] > low and p.words[source[0] - 1] in ("if", "unless"):
        return True
    if found.name == "object" and _only_points(p, verb, found):
        return True
    deed = found.name in ("object", "clause") and is_deed(p, verb.takes[found.name][0].word, source, _thing(p, found))
    return deed or is_no_source(p, source)


def _only_points(p: Parsed, verb: ReportingVerb, found: Complement) -> bool:
    """*thought about it*, *spoke of that*: what it was is not said."""
    reporter = verb.takes["object"][0]
    return bool(reporter.tail) and p.words[found.content[0]] in ("it", "this", "that", "them")


def _thing(p: Parsed, found: Complement) -> Range:
    return phrase_after(p, *found.content, long=False) or found.content


def _fits_speaker(p: Parsed, source: Range, complement: str, word: str, infinitive: bool) -> bool:
    """Can the subject be a source, with this verb and complement? An infinitive may hang on a thing (*an effort to
    claim*)."""
    said = p.written(source)
    if infinitive:
        return is_speaker(said)
    if complement == "shown":
        return is_document(said)
    if complement == "clause":
        return can_speak(said)
    if complement == "question":
        return is_speaker(said)
    if said.lower() == "who" and complement == "object":
        return False  # people who back the plan: a description, seldom a report
    return is_speaker(said) if word in things_do_too() else can_speak(said)
