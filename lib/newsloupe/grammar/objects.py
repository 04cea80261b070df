"""The noun phrases after a verb: its object, and who *by* names."""

from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import HARD, Verb
from newsloupe.grammar.word_sets import AUXILIARIES, TIME


def patients(phrases: Phrases, verb: Verb) -> tuple[Phrase, ...]:
    """The object of an active verb: several where *and* joins them, the recipient where something is given, and what
    a preposition leads to that belongs to the verb (*pressing for*, *contribute to*, *fire at*)."""
    unit = phrases.unit
    k = unit.skip(verb.at + 1)
    if unit.word(k) == "against" or unit.word(verb.at) in unit.lexicon.object_after.get(unit.word(k), ()):
        return phrases.joined(k + 1)
    found = phrases.joined(k)
    if not found or unit.word(found[0].first) in TIME:
        return ()
    after = unit.skip(found[-1].head + 1)
    clause = (after in unit.verbs and unit.verbs[after].kind == "finite") or unit.word(after) in AUXILIARIES
    if clause and unit.word(verb.at) in verb_forms() and unit.word(verb.at) not in unit.lexicon.deeds:
        return ()  # said the plan would fail
    if unit.word(verb.at) in unit.lexicon.giving and unit.word(after) in ("to", "for"):
        return phrases.joined(after + 1) or found
    if unit.word(verb.at) in unit.lexicon.object_after["on"]:
        after = next((j for j in range(after, min(after + 8, unit.high)) if _leads(phrases, j)), after)
    leads = unit.word(after) == "against" or _leads(phrases, after)
    return (*found, *phrases.joined(after + 1)) if leads and unit.word(verb.at) not in verb_forms() else found


def _leads(phrases: Phrases, k: int) -> bool:
    """Does *on* at `k` lead to whom something is imposed on (and not to a day)?"""
    return phrases.unit.word(k) == "on" and phrases.unit.word(k + 1) not in TIME


def by_agent(phrases: Phrases, verb: Verb) -> tuple[Phrase, ...] | None:
    """Those whom *by* names after a passive; None where there is no *by*."""
    unit = phrases.unit
    for k in range(verb.at + 1, min(unit.high, verb.at + 14)):
        if unit.word(k) == "by" and unit.tag(k + 1) != "VBG" and unit.word(k + 1) not in TIME:
            return phrases.joined(k + 1)
        if unit.word(k) in ("and", "or") and unit.is_passive(k + 1):
            return by_agent(phrases, unit.verbs[k + 1])
        if k in unit.verbs or unit.word(k) in HARD or unit.word(k) in (",", "and", "but"):
            return None
    return None
