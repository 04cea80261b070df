"""Reporting verbs where they stand: what they can take after them, and whose words they tell."""

from typing import NamedTuple

from newsloupe.grammar.agents_and_patients import clauses_of
from newsloupe.grammar.antecedents import Subject
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import Reporter, verb_forms
from newsloupe.grammar.unit import Verb
from newsloupe.grammar.word_sets import AUXILIARIES, BE, MODAL

_NOT_BEFORE_REPORTS = frozenset("for of about on at to from with as against toward towards into worth".split())


class ReportingVerb(NamedTuple):
    """A verb that reports: `verb` is what it is in its unit, `first`..`end` its group (with auxiliaries and particles,
    without *to*); `takes` gives, for each complement, the reporting word and the attitude; `form` is as in
    `reporting.verb_forms`, or ``progressive``."""

    verb: Verb
    first: int
    end: int
    takes: dict[str, tuple[Reporter, str]]
    form: str

    @property
    def at(self) -> int:
        return self.verb.at

    @property
    def passive(self) -> bool:
        return self.verb.passive

    @property
    def participle(self) -> bool:
        """An -ing form without *is* or *was*: *saying*, *having announced*."""
        return self.form == "ing" and not self.passive


def read_verb(p: Parsed, i: int, high: int) -> ReportingVerb | None:
    """The reporting verb at token `i`, or None where the word is a noun or part of something else."""
    found, end = _matching(p, i, high)
    verb = verb_at(p, i) if found else None
    if verb is None:
        return None
    low = p.unit_of(i)[0]
    asked = p.words[i] == "asked" and (i == low or p.words[i - 1] == "when")  # Asked whether …, X said
    if verb.kind == "reduced" and not asked:
        return None
    forms = {form for _, form in found}
    form = "base" if "base" in forms else min(forms)
    first = p.verb_group(i, low)
    if form == "participle" and first == i:
        return None
    if form == "ing":
        if first > low and (p.words[first - 1] in _NOT_BEFORE_REPORTS or p.tags[i - 1] == "DT"):
            return None  # options for supporting it, a telling sign: nobody's report
        form = "progressive" if any(word in BE for word in p.words[first:i]) else form
    takes: dict[str, tuple[Reporter, str]] = {}
    for reporter, _ in found:
        for complement, attitude in reporter.takes.items():
            takes.setdefault(complement, (reporter, attitude))
    return ReportingVerb(verb, first, end, takes, form)


def verb_at(p: Parsed, i: int) -> Verb | None:
    """The verb at token `i`, if the word is one there; *is* and *would* too."""
    unit = clauses_of(p, p.unit_of(i)).unit
    if i in unit.verbs or p.words[i] not in AUXILIARIES:
        return unit.verbs.get(i)
    first = p.verb_group(i, unit.low)
    to = unit.word(first - 1) == "to"
    return Verb(first - to, i, "infinitive" if to else "ing" if p.words[i].endswith("ing") else "finite", False)


def subject_of(p: Parsed, verb: Verb) -> Subject | None:
    """The subject of an active verb."""
    return clauses_of(p, p.unit_of(verb.at)).phrases.of(verb)


def source_of(p: Parsed, verb: Verb) -> Range | None:
    """The subject of an active verb as a source: not a bare possessive, not *which*."""
    found = subject_of(p, verb)
    if found is None:
        return None
    first, last = found.source[0], found.source[1] - 1
    if p.tags[last] == "PRP$" or (p.words[last].endswith("'s") and not p.is_finite(last)):
        return None
    return None if first == last and p.words[last] in ("which", "that", "there", "what") else found.source


def _matching(p: Parsed, i: int, high: int) -> tuple[list[tuple[Reporter, str]], int]:
    """The verbs of the lexicon that stand at `i`, those with the longest tail only, and where they end."""
    best: list[tuple[Reporter, str]] = []
    end = i + 1
    for reporter, form in verb_forms()[p.words[i]]:  # longest tail first
        k = i + 1
        while reporter.tail and p.words[i] in BE and k < high and p.is_adverb(k):
            k += 1
        if tuple(p.words[k : k + len(reporter.tail)]) != reporter.tail or (
            best and len(reporter.tail) < len(best[0][0].tail)
        ):
            continue
        best.append((reporter, form))
        end = max(end, k + len(reporter.tail)) if reporter.tail else end
    return best, end


def unsure(p: Parsed, verb: ReportingVerb, source: Range | None, low: int) -> bool:
    """Does the sentence only imagine the attitude: *if you support*, *could seek*, *would ever endorse*?"""
    if source is not None and p.words[source[0] : source[1]] == ["you"]:
        return True
    group = p.words[verb.first : verb.at]
    refuses = "wouldn't" in group or ("would" in group and "not" in group)  # would not say: a refusal, and a fact
    if not refuses and any(word in MODAL and word not in ("will", "won't", "cannot", "can't") for word in group):
        return True
    start = source[0] if source is not None else verb.first
    return start > low and p.words[start - 1] in ("if", "whether", "unless", "should")
