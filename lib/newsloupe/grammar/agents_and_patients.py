"""Who acts and who is acted upon: the phrases that belong to a verb, also to one that depends on another.

`Clauses` finds the subjects; the functions after it, the object of a verb and who *by* names.
"""

from newsloupe.grammar.noun_phrases import Phrase, Phrases
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.subjects import Subjects
from newsloupe.grammar.unit import HARD, RELATIVE, Verb
from newsloupe.grammar.verbs import SHORT, Unit
from newsloupe.grammar.word_sets import AUXILIARIES, BE, DASHES, HAVE, MODAL, PREPOSITIONS, TIME

_TOPIC = frozenset("about on over regarding concerning".split())
_LINKS = frozenset("by without after before while when since upon".split())
_QUESTIONS = frozenset("how whether what where when why".split())
DEPTH = 4  # verbs that govern one another (vowed to try to stop …)


class Clauses:
    """The verbs of one unit with the phrases that belong to them."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.phrases = unit, Subjects(unit)
        self._agents: dict[int, tuple[Phrase, ...]] = {}

    def agents(self, verb: Verb, depth: int = DEPTH) -> tuple[Phrase, ...]:
        """The subject of `verb`: who acts where it is active, who is acted upon where it is passive."""
        if verb.at not in self._agents:
            self._agents[verb.at] = ()  # no verb is its own subject
            self._agents[verb.at] = self._subject(verb, depth) if depth else ()
        return self._agents[verb.at]

    def _subject(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        k = self.unit.skip_back(verb.first - 1)
        if k < self.unit.low:
            return self._later_subject(verb, depth) if verb.kind in ("ing", "reduced") else ()
        if self.unit.word(k) in ("and", "or", "but", "then"):
            return self._of_verb_before(verb, depth)
        if verb.kind == "infinitive":
            return self._of_governor(k, depth)
        if verb.kind == "ing":
            return self._of_participle(verb, k, depth)
        if self.unit.word(k) in RELATIVE:
            comma = self.unit.word(k - 1) == ","
            return self.phrases.before(k - 1 - comma, relative=True)
        if verb.kind == "reduced" and self.unit.word(k) == ",":
            last = self.unit.verbs.get(self.unit.skip_back(k - 1))  # the price fell, driven by …
            return self.agents(last, depth - 1) if last else self.phrases.before(k - 1)
        if verb.kind == "reduced" and self.phrases.is_head(k):
            return self.phrases.before(k, relative=True)  # accept the offer made by …
        if verb.kind == "reduced" and self.unit.word(k) in SHORT:
            return self._main_subject(k, depth) or self._later_subject(verb, depth)
        return self.phrases.before(k)

    def _of_verb_before(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        """The subject that `verb` shares with the verb before *and*: the nearest one of its own kind."""
        for k in range(verb.first - 1, self.unit.low - 1, -1):
            if self.unit.word(k) in HARD:
                return ()
            other = self.unit.verbs.get(k)
            if other and other.kind == verb.kind and (other.passive == verb.passive or verb.kind == "finite"):
                return self.agents(other, depth - 1)
            helps = self.unit.word(k) in BE | MODAL and not self.unit.p.upper[k]  # not the month of May
            if other is None and helps and verb.kind == "finite" and k + 1 not in self.unit.verbs:
                return self.phrases.before(k - 1)
        return ()

    def _of_participle(self, verb: Verb, k: int, depth: int) -> tuple[Phrase, ...]:
        word = self.unit.word(k)
        if word in ("like", "as", "than", "with"):
            return ()
        if word in (",", *DASHES) or word in _LINKS:
            return self._main_subject(verb.first, depth, verb) or self._later_subject(verb, depth)
        if word in _TOPIC and self.phrases.is_head(self.unit.skip_back(k - 1)):
            return ()  # remarks about seizing the port: whoever makes them need not be the one who seizes
        if word in PREPOSITIONS or word == "to" or k in self.unit.verbs:
            return self._of_governor(k if k in self.unit.verbs else self.unit.skip_back(k - 1), depth)
        return self.phrases.before(k)

    def main_verb(self, verb: Verb) -> Verb | None:
        """The tensed verb of the clause to which an -ing form after a comma or *while* belongs."""
        close = self.unit.word(self.unit.skip_back(verb.first - 1)) in _LINKS  # may belong to a relative clause
        reports = self.unit.word(verb.at) in verb_forms()  # insists that …, urging: the one who insists also urges
        for k in range(verb.first - 1, self.unit.low - 1, -1):
            other = self.unit.verbs.get(k)
            if self.unit.word(k) in HARD:
                return None
            if not other or other.kind != "finite":
                continue
            subject = self.agents(other)
            start = self.unit.skip_back(subject[0].first - 1) if subject else other.first - 1
            relative = self.unit.word(self.unit.skip_back(other.first - 1)) in RELATIVE
            if (close or not relative) and not (reports and self.unit.word(start) == "that"):
                return other
        return None

    def _main_subject(self, before: int, depth: int, verb: Verb | None = None) -> tuple[Phrase, ...]:
        """The subject of the clause that goes on before `before`: of its verb, or of *is* and *are*."""
        main = self.main_verb(verb) if verb else None
        if main:
            return self.agents(main, depth - 1)
        infinitive: Verb | None = None
        for k in range(before - 1, self.unit.low - 1, -1):
            other = self.unit.verbs.get(k)
            if self.unit.word(k) in HARD:
                break
            if other and other.kind == "finite" and not verb:
                return self.agents(other, depth - 1)
            if other is None and self.unit.word(k) in BE and k + 1 not in self.unit.verbs:
                return self.phrases.before(k - 1)
            infinitive = infinitive or (other if other and other.kind == "infinitive" else None)
        return self.agents(infinitive, depth - 1) if infinitive and verb else ()

    def _later_subject(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        """The subject of the main clause that follows a participle (*Citing risks, NATO …*)."""
        for k in range(verb.at + 1, self.unit.high):
            if self.unit.word(k) == "," and (found := self.phrases.phrase_at(k + 1)):
                after = self.unit.skip(found.head + 1)
                return (found,) if after in self.unit.verbs or self.unit.word(after) in AUXILIARIES else ()
            if k in self.unit.verbs and self.unit.verbs[k].kind == "finite":
                return ()
        return ()

    def _of_governor(self, k: int, depth: int) -> tuple[Phrase, ...]:
        """Who does what depends on the word `k` (*vowed* to resist, *ability* to deploy, urged *NATO* to stop)."""
        if self.unit.word(k) in _QUESTIONS:
            return ()  # a debate about how to support: nobody is named
        if k in self.unit.verbs:
            return self.agents(self.unit.verbs[k], depth - 1)
        if self.unit.word(k) in BE:  # the aim is to …, it is about …
            return self._named(self._before_group(k))
        if not self.phrases.is_head(k):  # an adjective: NATO is likely to
            return self._main_subject(k, depth)
        noun = self.phrases.core_before(k)
        while noun and noun.first > self.unit.low and self.unit.word(noun.first - 1) == "of":
            outer = self.phrases.core_before(noun.first - 2)
            if outer is None:
                break
            noun = outer
        if noun is None:
            return ()
        j = self.unit.skip_back(noun.first - 1)
        if j in self.unit.verbs and not self.unit.verbs[j].passive:
            if self.unit.word(j) in self.unit.lexicon.object_acts:
                return (noun,)
            if self._named((noun,)) or self.unit.p.is_possessive(noun.first):
                return (noun,)
            return self.agents(self.unit.verbs[j], depth - 1)
        if self.unit.word(j) in BE | HAVE and not self._named((noun,)):  # the plan is a way to …
            return self._before_group(j)
        able = self.unit.word(noun.head) in self.unit.lexicon.factuality
        if self.unit.word(j) in PREPOSITIONS and self.unit.word(j) not in ("for", "on") and not able:
            return self._main_subject(j, depth) or (noun,)  # met in Rome to talk
        return (noun,)

    def _named(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Those phrases that have an owner or a name in them."""
        p = self.unit.p
        return tuple(
            phrase
            for phrase in phrases
            if any(p.is_possessive(i) or i in self.unit.names or self.unit.tag(i) == "NNP" for i in phrase.everything)
        )

    def _before_group(self, k: int) -> tuple[Phrase, ...]:
        """The subject before the auxiliaries that end at `k`."""
        while self.unit.word(k) in AUXILIARIES:
            k = self.unit.skip_back(k - 1)
        return self.phrases.before(k)

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
