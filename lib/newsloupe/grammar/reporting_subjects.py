"""Whose words a reporting verb tells: its subject, as it is marked in the text."""

from newsloupe.grammar.agents_and_patients import clauses_of
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting_verbs import Verb
from newsloupe.grammar.subjects import Subject
from newsloupe.grammar.unit import Verb as UnitVerb


def subject(p: Parsed, verb: Verb) -> Subject | None:
    """The subject of an active verb."""
    clauses = clauses_of(p, p.unit_of(verb.at))
    known = clauses.unit.verbs.get(verb.at)
    if known is None:
        to = verb.first - 1 if verb.first > clauses.unit.low and p.words[verb.first - 1] == "to" else verb.first
        known = UnitVerb(
            to, verb.at, "infinitive" if to < verb.first else "ing" if verb.participle else "finite", False
        )
    return clauses.phrases.of(known)


def source(p: Parsed, found: Subject | None) -> Range | None:
    """The subject as a source: not a bare possessive, not *which*."""
    if found is None:
        return None
    first, last = found.source[0], found.source[1] - 1
    if p.tags[last] == "PRP$" or (p.words[last].endswith("'s") and not p.is_finite(last)):
        return None
    return None if first == last and p.words[last] in ("which", "that", "there", "what") else found.source
