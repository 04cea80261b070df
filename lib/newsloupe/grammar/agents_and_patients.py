"""Who acts and who is acted upon: the phrases that belong to a verb, also to one that depends on another.

`Clauses` finds the subjects; the functions after it, the object of a verb and who *by* names.
"""

from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.subjects import Subjects
from newsloupe.grammar.unit import HARD, Verb
from newsloupe.grammar.verb_lexicon import verb_words
from newsloupe.grammar.verbs import Unit
from newsloupe.grammar.word_sets import AUXILIARIES, DASHES, PREPOSITIONS, TIME


def clauses_of(p: Parsed, unit: Range) -> "Clauses":
    """The verbs of a unit with their subjects and objects, read once."""
    if unit not in p.facts:
        p.facts[unit] = Clauses(Unit(p, *unit, verb_words()))
    found: Clauses = p.facts[unit]
    return found


def phrase_before(p: Parsed, j: int, low: int) -> Range | None:
    """The noun phrase that ends with token `j`, with all on which it hangs; None where none does, or one from before
    `low`."""
    found = clauses_of(p, p.unit_of(j)).phrases.before(j)
    return (found[0].first, j + 1) if found and low <= found[0].first <= j else None


class Clauses:
    """The verbs of one unit with the phrases that belong to them."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.phrases = unit, Subjects(unit)

    def agents(self, verb: Verb) -> tuple[Phrase, ...]:
        """The subject of `verb`: who acts where it is active, who is acted upon where it is passive."""
        found = self.phrases.of(verb)
        return found.phrases if found else ()

    def main_verb(self, verb: Verb) -> Verb | None:
        """The tensed verb of the clause to which an -ing form after a comma or *while* belongs."""
        return self.phrases.main_verb(verb)

    # ------------------------------------------------------------ who is acted upon

    def patients(self, verb: Verb) -> tuple[Phrase, ...]:
        """The object of an active verb: see the function `patients`."""
        return patients(self.phrases, verb)

    def by_agent(self, verb: Verb) -> tuple[Phrase, ...] | None:
        """Those whom *by* names after a passive; None where there is no *by*."""
        return by_agent(self.phrases, verb)

    def undergoers(self, verb: Verb) -> tuple[Phrase, ...]:
        """Who is acted upon in a passive: its subject, or what the preposition of its verb leads to (*imposed on*)."""
        after = self.unit.skip(verb.at + 1)
        verbs = self.unit.lexicon.object_after.get(self.unit.word(after), ())
        if self.unit.word(after) in ("on", "upon", "against", "at") and self.unit.word(verb.at) in verbs:
            return (*self.phrases.joined(after + 1), *self.agents(verb))
        return self.agents(verb)

    def coordinate(self, verb: Verb) -> Verb | None:
        """The infinitive before *and* or *or* to which the infinitive `verb` is joined."""
        if verb.kind != "infinitive" or self.unit.word(self.unit.skip_back(verb.first - 1)) not in ("and", "or"):
            return None
        earlier = (self.unit.verbs[k] for k in range(verb.first - 1, self.unit.low - 1, -1) if k in self.unit.verbs)
        return next((other for other in earlier if other.kind == "infinitive"), None)

    def governor(self, verb: Verb) -> int | None:
        """The word on which an infinitive or an -ing form depends: *vowed*, *ability*, *risk*, *likely*."""
        if verb.kind not in ("infinitive", "ing"):
            return None
        k = self.unit.skip_back(verb.first - 1)
        if k < self.unit.low or self.unit.word(k) in (",", *DASHES):
            return None
        if verb.kind == "ing":
            if self.unit.word(k) == "without":
                return k
            if k in self.unit.verbs:
                return k
            if self.unit.word(k) not in PREPOSITIONS and self.unit.word(k) != "to":
                return None
            k = self.unit.skip_back(k - 1)
            found = self.phrases.core_before(k) if self.phrases.is_head(k) else None
            if found:  # accused the alliance of threatening
                j = self.unit.skip_back(found.first - 1)
                if j in self.unit.verbs and self.unit.word(j) in self.unit.lexicon.object_acts:
                    return j
            return k if k >= self.unit.low else None
        if k in self.unit.verbs or self.unit.word(k) in self.unit.lexicon.factuality or not self.phrases.is_head(k):
            return k
        found = self.phrases.core_before(k)  # urging NATO to reconsider; uses force to deter
        j = self.unit.skip_back(found.first - 1) if found else -1
        if j in self.unit.verbs and self.unit.word(j) in self.unit.lexicon.object_acts:
            return j
        host = self.unit.skip_back(j - 1)  # pressure on the members to pay
        return host if self.unit.word(j) in PREPOSITIONS and self.unit.word(host) in self.unit.lexicon.factuality else k


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
