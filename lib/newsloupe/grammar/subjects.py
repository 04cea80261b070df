"""Whose verb it is: one subject for every verb, looked up by all layers.

A verb tells by its kind where its subject stands: before it, after it (*“…,” said X*), before the relative pronoun, or
with another verb on which it hangs: the one before *and*, the one that governs an infinitive (*forced Poland to stop*),
the one of the main clause (*…, saying that …*).
"""

from collections.abc import Iterator
from functools import lru_cache

from newsloupe.grammar.antecedents import ALONE, ANYBODY, JOINING, PLACES, Antecedents, Subject
from newsloupe.grammar.clauses import ends_quotation
from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Range
from newsloupe.grammar.phrase_spans import phrase_after
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import MARKS, RELATIVE, Verb
from newsloupe.grammar.verbs import SHORT, Unit
from newsloupe.grammar.word_sets import (
    AUXILIARIES,
    BE,
    DASHES,
    DETERMINERS,
    DO,
    HAVE,
    MODAL,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    TIME,
)

DEPTH = 40  # verbs that hang on one another
_GET = frozenset("get gets got getting".split())
_TOPIC = frozenset("about on over regarding concerning".split())
_LETTING = frozenset("help helps helped helping let lets letting make makes made making".split())
_LINKS = frozenset("by without after before while when since upon".split())
_QUESTIONS = frozenset("how whether what where when why".split())
_BARE_TIMES = TIME - frozenset(
    """january february march april may june july august september october november december spring summer autumn fall
    winter week month year night morning afternoon evening weekend last earlier later ago sept oct nov
    recently""".split()
)
_OCCASION = TIME - {"fall", "march", "may", "spring"} | {"on", "in", "at", "during"}  # saw the prices fall
_ADDRESSES = frozenset("mr mrs ms miss mx dr prof sir dame lord lady sen rep gov cllr councillor rev mayor".split())


_TOLD = frozenset("that if how why whether what than".split())
_OPENING = frozenset("that as while because although though when".split())
_SUBORDINATE = _TOLD | frozenset("because when while as where after before since although though".split())


@lru_cache(maxsize=4)
def _saying(*complements: str) -> frozenset[str]:
    """Forms of verbs that may stand between what they report and whoever says it (*“…,” said X*)."""
    takes = set(complements)
    return frozenset(form for form, verbs in verb_forms().items() if any(takes & set(verb.takes) for verb, _ in verbs))


@lru_cache(maxsize=1)
def _judging() -> frozenset[str]:
    """Forms of verbs that praise or blame somebody for something."""
    groups = ("object_of", "object_as")
    return frozenset(
        form for form, verbs in verb_forms().items() if any(g in v.takes for v, _ in verbs for g in groups)
    )


class Subjects(Antecedents):
    """The subjects of the verbs of one unit, each found once."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._known: dict[int, Subject | None] = {}
        self._depth = 0

    def of(self, verb: Verb) -> Subject | None:
        """The subject of `verb`: who acts where it is active, who is acted upon where it is passive."""
        if verb.at not in self._known:
            if self._depth == DEPTH:
                return None
            self._depth += 1
            self._known[verb.at] = self._find(verb)
            self._depth -= 1
        return self._known[verb.at]

    def _find(self, verb: Verb) -> Subject | None:
        unit = self.unit
        if unit.is_contracted(verb.at):  # he’s
            return Subject((Phrase(verb.at, verb.at),), (verb.at, verb.at + 1))
        if found := self._after(verb):
            return found
        if unit.word(verb.first - 1) == "(" and verb.first == verb.at and unit.tag(verb.at) in ("VB", "VBP"):
            return None  # (think Kent in 1990)
        k = unit.skip_back(verb.first - 1)
        if k < unit.low:
            return self._later(verb) if verb.kind in ("ing", "reduced") else None
        if unit.word(k) in JOINING or unit.word(self._before_time(k)) in JOINING:
            return self._shared(verb)
        if verb.kind == "infinitive":
            return self._nearest(k + 1) if unit.word(k + 1) in ("likely", "unlikely") else self._controller(k)
        if verb.kind == "ing":
            return self._of_participle(verb, k)
        if unit.word(k) in RELATIVE:
            return self.antecedent(k, verb)
        if unit.word(k).split("'")[0] in RELATIVE:  # singers who’ve said
            whose = self.antecedent(k, verb)
            first = k if unit.word(k - 1) == "," else whose.extent[0] if whose else k
            return whose and whose._replace(pronoun=None, extent=(first, k + 1))
        return self._of_reduced(verb, k) if verb.kind == "reduced" else self._before(verb, k)

    # ------------------------------------------------------------ beside the verb

    def _before(self, verb: Verb, k: int) -> Subject | None:
        """The subject that ends at `k`. Where *and* and prepositions lead further back than one phrase, they are
        followed; else the phrase with its descriptions counts."""
        p = self.unit.p
        if self._stands_alone(verb.first - 1) and p.quote[verb.at] < 0:
            return Subject((Phrase(verb.first - 1, verb.first - 1),), (verb.first - 1, verb.first))
        if self.word(k) in ("either", "neither", "each"):
            k = self.unit.skip_back(k - 1)
        if let := self._let(verb, k):
            return let
        last = self.unit.verbs.get(k) or self.unit.verbs.get(k - 1)
        if last and last.kind == "finite" and (found := self._after_clause(last, k)):
            return found
        chain = list(self.outwards(k))
        phrases = chain[-1] if chain else ()
        if phrases and (other := self._after_and(verb, phrases, k) or self._helped(verb, phrases[0], HAVE)):
            return other
        if (len(chain) > 1 and not phrases) or (last and last.at == k and last.kind == "finite"):
            return None  # a gerund acts: raising the tax could …
        if self.word(k) in ("more", "less"):
            return None
        extent = self._described(verb, self._before_time(k)) if p.quote[verb.at] < 0 else None
        if extent is None:
            if phrases:
                return Subject(phrases, (phrases[0].first, k + 1))
            return self._shared(verb) if self._goes_on_with(verb, k) else None
        found = self._placed(verb, self._reconciled(verb, phrases, extent))
        return self._of_somewhere(found) or self._open_relative(found, verb.first) or found

    def _goes_on_with(self, verb: Verb, k: int) -> bool:
        """Is the verb behind the comma `k` a further one of the same subject (*demands an answer, yet refuses*)?"""
        if self.word(k) != "," or self.unit.p.quote[verb.at] >= 0:
            return False
        if verb.first < verb.at or "yet" in self.unit.p.words[k : verb.at]:
            return True
        tag = self.tag(verb.at)
        return tag in ("VBD", "VBZ") or (tag == "VBN" and self.unit.object_begins(verb.at + 1))

    def _after_and(self, verb: Verb, phrases: tuple[Phrase, ...], k: int) -> Subject | None:
        """The phrase after *and* alone, where it fits the verb in number and the whole does not: *it turns into any
        tissue of the body, and researchers hope*."""
        own = self.core_before(k) if not self._agrees(phrases, verb) else None
        if own is None or (own in phrases and self.word(phrases[0].first - 1) not in PREPOSITIONS):
            return None
        opens = self.word(own.first - 1) in ("and", "but") and self._agrees((own,), verb)
        return Subject((own,), (own.first, k + 1)) if opens else None

    def _of_somewhere(self, found: Subject) -> Subject | None:
        """*Ann Lee, of Bath, said*: the name before *of*."""
        if self.word(found.extent[0] - 1) not in ("of", "from") or self.word(found.extent[0] - 2) != ",":
            return None
        outer = self.described(found.extent[0] - 3)
        named = outer is not None and self.tag(outer[1] - 1) == "NNP"
        return Subject(self._within(outer), (outer[0], found.extent[1])) if outer and named else None

    def _let(self, verb: Verb, k: int) -> Subject | None:
        """Who is let or made to do what a bare verb after `k` tells (*a push to help people understand*)."""
        bare = self.tag(verb.at) in ("VB", "VBP") and verb.first == verb.at
        if not bare or _LETTING.isdisjoint(self.unit.p.words[self.unit.low : k]):
            return None
        for found in self.outwards(k):
            if found and self.word(self.unit.skip_back(found[0].first - 1)) in _LETTING:
                return self._named_by(found)
        return None

    def _helped(self, verb: Verb, phrase: Phrase, auxiliaries: frozenset[str]) -> Subject | None:
        """The subject where the phrase stands with a preposition inside the verb: *has at times said*, *is in town
        telling*."""
        part = verb.first == verb.at or self.word(verb.first) == "been"
        helped = phrase.first - 2
        if not part or self.word(helped + 1) not in PREPOSITIONS - {"of"} or self.word(helped) not in auxiliaries:
            return None
        return self.of(Verb(self.unit.p.verb_group(helped, self.unit.low), helped, "finite", False))

    def _open_relative(self, found: Subject, end: int) -> Subject | None:
        """*Ann Lee, who is the head of the board said*: the phrase before the verb belongs to a clause with *who* that
        no comma closes."""
        k = self._governing(self.unit.skip_back(found.extent[0] - 1))
        if self.word(k) not in BE and k not in self.unit.verbs:
            return None
        first = self.unit.p.verb_group(k, self.unit.low)
        if first - 1 <= self.unit.low or self.word(first - 1) != "who":
            return None
        whose = self.antecedent(first - 1)
        if whose is None or whose.pronoun is None:
            return None
        return Subject(whose.phrases, (whose.phrases[0].first, max(found.extent[1], end)))

    def _governing(self, k: int) -> int:
        """The verb on which the preposition at `k` hangs, over phrases and times between the two (*who has worked all
        week at* the gate); `k` itself where there is none. A verb that takes a clause may have one there."""
        unit, m = self.unit, k
        while m > unit.low and unit.word(m) in PREPOSITIONS and m not in unit.verbs:
            m = unit.skip_back(m - 1)
            while m > unit.low and m not in unit.verbs and unit.word(m) not in PREPOSITIONS and self.is_nominal(m):
                m = unit.skip_back(m - 1)
        return k if m in unit.verbs and unit.word(m) in _saying("clause") else m

    def is_nominal(self, k: int) -> bool:
        return self.unit.p.is_nominal(k) or self.word(k) in DETERMINERS

    def _placed(self, verb: Verb, found: Subject) -> Subject:
        """Without the time and the place that stand before the subject with no comma after them (*Last night Ann Lee*,
        *At a fair in Bath Ms Lee*)."""
        first = self._behind_time(found.extent[0], found.extent[1])
        if first == found.extent[0]:
            first = self._behind_place(*found.extent)
        if first == found.extent[0]:
            return found
        extent = (first, found.extent[1])
        return Subject(self._within(extent), extent, beside=found.beside)

    def _behind_time(self, first: int, end: int) -> int:
        """Where the subject begins behind *yesterday*, *last night*, *(on) Tuesday*, *in May* at the start."""
        unit, p = self.unit, self.unit.p
        opens = unit.word(first - 1) in ("on", "in", "by", "early", "late", "since", "until")
        k = first + (unit.word(first) in ("last", "this", "next") and unit.word(first + 1) in TIME)
        dated = k > first
        while k + 1 < end and self._is_when(k) and not p.is_possessive(k):
            dated = dated or unit.word(k) in _BARE_TIMES or (opens and unit.word(k) not in ("last", "earlier", "later"))
            k += 1
        while dated and opens and k + 1 < end and unit.tag(k) == "CD":
            k += 1  # on May 3
        if not dated or k >= end or unit.word(k) in PREPOSITIONS | {",", "and"}:
            return first
        before = first - 1 - opens
        starts = before < unit.low or unit.word(before) in (",", "but", "and", "that", *MARKS, *DASHES)
        named = p.upper[k] or unit.tag(k) in ("DT", "PRP$", "NNS", "CD", "JJ") or unit.word(k) in ("police", "it")
        sure = unit.word(k - 1) in ("yesterday", "today", "tonight") or unit.word(first) in ("last", "this") or opens
        return k if starts and named and (sure or p.upper[k] or unit.tag(k) == "DT") else first

    def _is_when(self, k: int) -> bool:
        return self.word(k) in TIME or (self.word(k) == "may" and self.tag(k + 1) == "CD")

    def _behind_place(self, first: int, end: int) -> int:
        """Where a titled name begins behind a phrase with a preposition that opens the sentence."""
        unit, p = self.unit, self.unit.p
        places = PLACES | {"during", "after", "before"}
        if unit.word(unit.low) not in places or unit.word(first - 1) not in places or first - unit.low > 8:
            return first
        breaks = (k for k in range(unit.low, end) if unit.word(k) in (",", "(", ")", *DASHES) or k in unit.verbs)
        end = next(breaks, end)
        for k in range(first + 1, end - 1):
            titled = p.upper[k] and p.upper[k + 1 + (unit.word(k + 1) == ".")] and unit.word(k) in _ADDRESSES
            article = unit.word(k) in DETERMINERS and unit.word(k) != "all"
            before = unit.word(k - 1)
            hangs = before in PREPOSITIONS or before in ("and", "or", "to") or p.is_possessive(k - 1)
            if p.upper[k] and unit.word(k - 1) in _BARE_TIMES and unit.word(k - 2) in ("on", "last", "this"):
                return k  # in a speech on Tuesday Ann Lee
            if (titled or article) and not hangs and self.is_head(k - 1):
                return k
        return first

    def _after_clause(self, last: Verb, k: int) -> Subject | None:
        """The subject before a relative clause of which `last` is the verb, at `k` or before an object pronoun."""
        found = self.of(last)
        if found is None:
            return None
        if last.at < k:  # sources who reviewed them told …
            stands = self.word(k) in OBJECT_PRONOUNS and found.pronoun is not None
            return Subject(found.phrases, (found.extent[0], k + 1)) if stands else None
        if not found.beside or not self.is_head(found.extent[0] - 1):
            return None
        phrases = self.before(found.extent[0] - 1)  # the experts I met said …
        return Subject(phrases, (phrases[0].first, k + 1)) if phrases else None

    def _described(self, verb: Verb, end: int) -> Range | None:
        """The noun phrase that ends at `end` with all that describes it."""
        p, low = self.unit.p, self.unit.low
        if p.tags[end] in ("VBN", "VBD") and end - 1 > low and p.is_noun(end - 1):  # a poll released last week
            extent = self.described(end - 1)
            return extent and (extent[0], verb.first)
        return self.described(end)

    def _reconciled(self, verb: Verb, phrases: tuple[Phrase, ...], extent: Range) -> Subject:
        """One subject of the noun phrases with their heads and of the last phrase with its descriptions."""
        if not phrases or extent[0] <= phrases[0].head < extent[1]:
            return Subject(phrases or self._within(extent), extent)
        agrees = self._agrees(phrases, verb) and not self._agrees(self._within(extent), verb)
        through = self._goes_through(phrases[0].first, extent[0]) or self._is_list(phrases[0], extent)
        if phrases[0].first < extent[0] and (agrees or through):
            return Subject(phrases, (phrases[0].first, extent[1]))
        return Subject(self._within(extent), extent)

    def _goes_through(self, first: int, end: int) -> bool:
        """Is what begins at `first` one phrase with what begins at `end`: no comma between, or those of a list?"""
        commas = self.unit.p.words[first - 1 : end].count(",")
        return commas == (first > self.unit.low and self.word(first - 1) == ",") or (
            commas > 1 and not {"and", "or"}.isdisjoint(self.unit.p.words[first:end])
        )

    def _is_list(self, phrase: Phrase, extent: Range) -> bool:
        """*Voters in Kent, Essex and Bath*: a subject that opens the sentence, and the end of its list."""
        unit = self.unit
        if self.is_time(phrase.head) or self.tag(phrase.first) in ("IN", "RB") or self._is_bare(phrase):
            return False
        opens = phrase.first == unit.low or unit.word(phrase.first - 1) == "that"
        return opens and unit.word(extent[0] - 1) == "," and "and" in unit.p.words[extent[0] : extent[1]]

    def _within(self, extent: Range) -> tuple[Phrase, ...]:
        """The noun phrases with which `extent` begins."""
        found = tuple(one for one in self.joined(extent[0], both=True) if one.head < extent[1])
        return found or (self.core_before(extent[1] - 1) or Phrase(extent[0], extent[0]),)

    def _stands_alone(self, k: int) -> bool:
        """*Most said …*, *…; all agree …*: a subject by itself."""
        before = self.word(k - 1)
        return self.word(k) in ALONE and before in ("", ",", ";", "and", "but", "while", "though", *DASHES)

    def _before_time(self, k: int) -> int:
        """Back over *Tuesday* and *on Tuesday* between subject and verb."""
        unit, m = self.unit, k
        while m > unit.low and self.is_time(m):
            m -= 1
        if m < k and unit.word(m) in ("the", "a", "that") and unit.word(m - 1) not in PREPOSITIONS:
            return k  # the night went on
        skips = m < k and m - 1 >= unit.low and unit.word(m) in ("on", "in", "late", "early", "this", "all", "every")
        return m - 1 if skips else m

    def _after(self, verb: Verb) -> Subject | None:
        """The subject behind the verb: *“…,” said X*, *…, says X.*, *Said X: “…”*"""
        p, low, high = self.unit.p, self.unit.low, self.unit.high
        end = verb.at + 1 + (self.tag(verb.at + 1) == "RP")
        bare = verb.kind == "finite" and not verb.passive and verb.first == verb.at
        if not bare or p.quote[verb.at] >= 0 or end >= high or p.quote[end] >= 0 or self.unit.is_contracted(end):
            return None
        before, says = verb.first - 1, self.word(verb.at) in _saying("quotation", "clause", "person_that")
        closes = before > low and ends_quotation(p, before, low)
        inserted = before > low and p.words[before] == "," and self.word(verb.at) in _saying("clause")
        inserted = inserted and not self.before(before)  # Lee, a clerk, said …
        if not (closes and (says or p.quote[low] >= 0)) and not inserted and before >= low:
            return None
        extent = phrase_after(p, end, high) if p.words[end] not in TIME else None
        if extent is None or not (closes or self._nothing_follows(extent[1], opens=before < low)):
            return None
        return Subject(self._within(extent), extent)

    def _nothing_follows(self, k: int, opens: bool) -> bool:
        """Does the inserted clause end at `k`, or the quotation begin that it opens?"""
        p, high = self.unit.p, self.unit.high
        if opens:
            return k + 1 < high and p.words[k] in (",", ":") and p.quote[k + 1] >= 0
        placed = k < high and p.words[k] in _OCCASION
        return k >= high or placed or p.words[k] in (*".,!?;)", "who", "whose", "as", "when", "while", "before")

    def stands_for(self, k: int) -> Subject | None:
        """What the relative pronoun at `k` stands for, as the subject of the verb after it."""
        verb = next((verb for at, verb in self.unit.verbs.items() if at > k), None)
        found = self.of(verb) if verb else None
        return found if found and found.pronoun == k else self.antecedent(k)

    # ------------------------------------------------------------ with another verb

    def predicates(self, verb: Verb, k: int) -> Iterator[Verb]:
        """The verbs of the sentence before `k`, the nearest first, *is* and *has* too; those in quotation marks only
        for a verb in quotation marks. A list after a colon goes on with -ing forms and infinitives."""
        unit, p = self.unit, self.unit.p
        outside = p.quote[verb.at] < 0
        k -= 1
        while k >= unit.low:
            quotes = outside and unit.word(k) == ":" and p.quote[k + 1] >= 0
            listed = unit.word(k) in (":", ";") and verb.kind in ("ing", "infinitive")
            if unit.stops(k) and not quotes and not listed:
                return
            if (outside and p.quote[k] >= 0) or not (k in unit.verbs or (p.is_finite(k) and not p.upper[k])):
                k -= 1
                continue
            bare = (unit.word(k) in AUXILIARIES or unit.is_contracted(k)) and k not in unit.verbs
            if bare or k in unit.verbs:
                found = Verb(p.verb_group(k, unit.low), k, "finite", False) if bare else unit.verbs[k]
                yield found
                k = found.first
            k -= 1

    def _shared(self, verb: Verb) -> Subject | None:
        """The subject that `verb` shares with a verb before *and*: the nearest of its form; for a report none in
        what somebody else is made to say (*Lee said that the plan was dead and called for* …)."""
        reports = self.word(verb.at) in verb_forms()
        beside = self.unit.verbs.get(self.unit.skip_back(self.unit.skip_back(verb.first - 1) - 1))
        acts = beside and BE.isdisjoint(self.unit.p.words[beside.first : beside.at])
        if beside and acts and beside.kind == verb.kind and self._parallel(verb, beside):
            return self._elsewhere(self.of(beside))  # painted and perceived
        second = third = last = None
        for other in self.predicates(verb, verb.first):
            if not self._alike(verb, other) or (found := self.of(other)) is None:
                continue
            found = found._replace(beside=False)
            if self.word(other.at) in BE and self.word(found.extent[0]) in ("it", "there"):
                last = last or found  # it is known that Ann Lee sings, yet refuses
                continue
            inner = reports and verb.kind == "finite" and (self._is_told(found) or self._stands_for_thing(found))
            if not inner and self._parallel(verb, other):
                return found
            if self._parallel(verb, other):
                second = second or found
            elif not inner:
                third = third or found
            last = last or found
        return second or third or last

    def _alike(self, verb: Verb, other: Verb) -> bool:
        """Are the two of one kind, so that *and* may join them?"""
        if verb.kind == "ing" and other.kind == "finite":
            return self.word(other.at).endswith("ing") and other.first < other.at  # is proposing and giving
        bare = verb.kind == "finite" and verb.first == verb.at and self._tense(verb) == "base"
        if bare and other.kind == "infinitive":
            return True  # to meet and agree
        return verb.kind == other.kind and (verb.passive == other.passive or verb.kind == "finite")

    def _parallel(self, verb: Verb, other: Verb) -> bool:
        one, two = self._tense(verb), self._tense(other)
        if verb.kind != "finite" or one == two:
            return True
        if verb.first == verb.at and self.tag(verb.at) in ("VBN", "VBD") and other.first < other.at:
            return self.word(other.first) in HAVE | BE  # has met and agreed
        return one == "base" and (two == "modal" or other.kind == "infinitive")

    def _tense(self, verb: Verb) -> str:
        words = [self.word(k) for k in range(verb.first, verb.at + 1)]
        first = next((word for word in words if word in AUXILIARIES), "")
        if first in MODAL:
            return "modal"
        if first in ("had", "was", "were", "did"):
            return "past"
        if first in ("has", "is", "does"):
            return "s"
        tag = self.tag(verb.at)
        if first or tag in ("VB", "VBP", "NN", "NNS", "JJ"):
            return "base" if not words[-1].endswith("s") else "s"
        return "s" if tag == "VBZ" else "past"

    def _is_told(self, found: Subject, openers: frozenset[str] = _TOLD) -> bool:
        """Does a clause begin with this subject that a verb reports (*said that the plan*, *said the plan*)?"""
        k = self.unit.skip_back(found.source[0] - 1)
        return self.word(k) in openers or k in self.unit.verbs

    def _stands_for_thing(self, found: Subject) -> bool:
        return found.pronoun is not None and self.word(found.pronoun) != "who"

    def _of_reduced(self, verb: Verb, k: int) -> Subject | None:
        unit = self.unit
        if unit.word(k) == ",":
            last = unit.verbs.get(unit.skip_back(k - 1))  # the price fell, driven by …
            return self._elsewhere(self.of(last)) if last else self._before(verb, k - 1)
        if self.is_head(k):
            return self._named_by(self.before(k, relative=True))  # accept the offer made by …
        if unit.word(k) in SHORT:
            return self._nearest(k) or self._later(verb)
        return self._before(verb, k)

    def _of_participle(self, verb: Verb, k: int) -> Subject | None:
        unit = self.unit
        word = unit.word(k)
        if word in ("like", "as", "than", "with"):
            return None
        if word == "," and (found := self._around(k)) and self._opens_clause_there(found.phrases[0]):
            return found  # as Ann Lee, waiting outside, said
        if word in (",", *DASHES) or word in _LINKS:
            return self._main(verb) or self._later(verb) or self._around(k)
        if word in _TOPIC and self.is_head(unit.skip_back(k - 1)):
            return None  # remarks about seizing the port: whoever makes them need not be the one who seizes
        if word == "for" and (judged := self._judged(unit.skip_back(k - 1))):
            return judged
        if word in PREPOSITIONS or word == "to" or k in unit.verbs:
            return self._controller(k if k in unit.verbs else unit.skip_back(k - 1))
        return self._of_description(verb, k)

    def _of_description(self, verb: Verb, k: int) -> Subject | None:
        """Whom the -ing form behind the noun at `k` describes (*without them knowing*, *for anyone wanting to learn*,
        *to issue a memo telling*)."""
        if self.word(k) in OBJECT_PRONOUNS or self.word(k) in ANYBODY:
            whose = self.core_before(k) or Phrase(k, k)
            if not self.unit.p.upper[k] and self.word(whose.first - 1) not in ("and", "or"):
                return self._named_by((whose,))
        chain = [found for found in self.outwards(k, relative=True) if found] if self.is_head(k) else []
        if len(chain) == 1 and (helped := self._helped(verb, chain[0][0], BE)):
            return helped
        return self._named_by(chain[-1]) if chain else self._before(verb, k)

    def _judged(self, k: int) -> Subject | None:
        """Who is praised or punished *for* doing something: the object of such a verb, before other phrases."""
        unit, found = self.unit, None
        for phrases in self.outwards(k):
            verb = unit.verbs.get(unit.skip_back(phrases[0].first - 1)) if phrases else None
            if verb is not None:
                judges = not verb.passive and unit.word(verb.at) in _judging() | unit.lexicon.needs_object
                somebody = self._is_human(phrases[0]) or self.tag(phrases[0].head) in ("NNP", "NNPS", "PRP")
                found = self._named_by(phrases) if judges and somebody else None
        return found

    def _opens_clause_there(self, phrase: Phrase) -> bool:
        """Does a clause begin with this phrase and the word before it (not *that day*, *as a candidate*)?"""
        opens, name = self.word(phrase.first - 1), self.tag(phrase.head) in ("NNP", "NNPS")
        if opens not in _OPENING or self.word(phrase.head) in TIME or self._is_bare(phrase):
            return False
        return opens != "as" or (name and self.tag(phrase.first) != "DT")

    def _around(self, k: int) -> Subject | None:
        """*Ann Lee, while saying that …, also said*: the phrase before the comma, where its verb is still to come."""
        comma = k if self.word(k) == "," else k - 1
        if self.word(comma) != "," or not self.is_head(comma - 1) or self.unit.p.is_adverb(comma - 1):
            return None
        found = self.core_before(comma - 1)
        opens = found is not None and self.word(found.first - 1) in ("", *MARKS, "and", "but", ";", ":", *_OPENING)
        return self._named_by((found,)) if found is not None and opens else None

    def main_verb(self, verb: Verb) -> Verb | None:
        """The tensed verb of the clause to which an -ing form after a comma or *while* belongs."""
        close = self.word(self.unit.skip_back(verb.first - 1)) in _LINKS  # may belong to a relative clause
        reports = self.word(verb.at) in verb_forms()  # insists that …, urging: the one who insists also urges
        told = None
        for other in self.predicates(verb, verb.first):
            found = self.of(other) if other.kind == "finite" else None
            if found and (close or found.pronoun is None):
                if told and reports and self.word(found.extent[0]) in ("it", "this", "that", "there"):
                    return told  # it came after Ann Lee left, calling it
                if not (reports and not close and self._is_told(found, _SUBORDINATE)):
                    return other
                told = told or other
        return told

    def _main(self, verb: Verb) -> Subject | None:
        main = self.main_verb(verb)
        if main is None:
            main = next((other for other in self.predicates(verb, verb.first) if other.kind == "infinitive"), None)
        return self._elsewhere(self.of(main)) if main else None

    def _nearest(self, k: int) -> Subject | None:
        """The subject of the nearest tensed verb before `k`."""
        near = Verb(k, k, "finite", False)
        main = next((other for other in self.predicates(near, k) if other.kind == "finite"), None)
        return self._elsewhere(self.of(main)) if main else None

    def _later(self, verb: Verb) -> Subject | None:
        """The subject of the main clause that follows a participle (*Citing risks, NATO …*)."""
        for k in range(verb.at + 1, self.unit.high):
            if self.word(k) == "," and (found := self.phrase_at(k + 1)):
                after = self.unit.skip(found.head + 1)
                if after in self.unit.verbs or self.word(after) in AUXILIARIES:
                    return self._named_by((found,))
                return self._behind_description(found) if self.word(after) in (",", "(", "of", "for") else None
            if k in self.unit.verbs and self.unit.verbs[k].kind == "finite":
                return None
        return None

    def _behind_description(self, phrase: Phrase) -> Subject | None:
        """The subject that begins with `phrase` and has its verb behind a description (*Calling it cheap, Ann Lee, a
        former head of the board, asked*)."""
        at = next((k for k in range(phrase.head + 1, self.unit.high) if self._is_finite_verb(k)), None)
        found = self.of(self.unit.verbs[at]) if at is not None else None
        return self._elsewhere(found) if found and found.extent[0] == phrase.first and found.beside else None

    def _named_by(self, phrases: tuple[Phrase, ...]) -> Subject | None:
        """A subject that is nothing but `phrases`, elsewhere in the sentence."""
        return Subject(phrases, (phrases[0].first, phrases[-1].head + 1), beside=False) if phrases else None

    def _elsewhere(self, found: Subject | None) -> Subject | None:
        return found._replace(beside=False) if found else None

    # ------------------------------------------------------------ who controls an infinitive

    def _controller(self, k: int) -> Subject | None:
        """Who does what depends on the word `k` (*vowed* to resist, *ability* to deploy, urged *NATO* to stop)."""
        unit = self.unit
        k = self._before_time(k)
        word = unit.word(k)
        if word in _QUESTIONS:
            return None  # a debate about how to support: nobody is named
        if k in unit.verbs:
            return self._elsewhere(self.of(unit.verbs[k]))
        if word == "order" and unit.word(k - 1) == "in":
            return self._nearest(k)
        if word in BE:  # the aim is to …, it is about …
            return self._named_by(self.named(self._before_group(k)))
        if word in HAVE | DO:  # has to, has yet to
            return self._elsewhere(self.of(Verb(unit.p.verb_group(k, unit.low), k, "finite", False)))
        if word in OBJECT_PRONOUNS:
            return self._of_object(k, (Phrase(k, k),))
        if unit.tag(k) == "VBN" and self.is_head(k - 1) and (phrases := self._controlling(k - 1)):
            return self._named_by(phrases)  # a bridge designed to be raised
        people = word in unit.lexicon.people and unit.tag(k - 1) in ("DT", "JJ")  # the general public
        if not self.is_head(k) and not people:
            return self._of_adjective(k)
        chain = [found for found in self.outwards(k) if found]
        if chain and unit.word(chain[0][0].first - 1) not in ("for", "of"):
            for found in chain[1:]:
                j = unit.skip_back(found[0].first - 1)
                if j in unit.verbs and not unit.verbs[j].passive and unit.word(j) in unit.lexicon.object_acts:
                    return self._named_by(found)  # encouraged his supporters at a rally to …
        return self._of_object(k, self._controlling(k))

    def _of_adjective(self, k: int) -> Subject | None:
        """Who is as the adjective at `k` says: *NATO is likely* to, *urged NATO to be willing* to, *members reluctant*
        to."""
        unit, be = self.unit, self.unit.skip_back(k - 1)
        if unit.word(be) == "be" and unit.word(be - 1) == "to":
            return self._controller(unit.skip_back(be - 2))
        inclined = unit.tag(k) == "JJ" and unit.word(k) in unit.lexicon.factuality
        if inclined and self.is_head(k - 1) and unit.word(k - 1) not in AUXILIARIES | TIME:
            return self._named_by(self._controlling(k - 1))
        return self._nearest(k)

    def _controlling(self, k: int) -> tuple[Phrase, ...]:
        """The noun phrase at `k` or the one on which it hangs that may control an infinitive after it."""
        noun = self.core_before(k)
        while noun and self.word(noun.first - 1) == "of":
            outer = self.core_before(noun.first - 2)
            if outer is None:
                break
            noun = outer
        return (noun,) if noun else ()

    def _of_object(self, k: int, phrases: tuple[Phrase, ...]) -> Subject | None:
        """The object of a verb such as *force* controls the infinitive, else the subject of that verb; so does a noun
        such as *plan* with its owner."""
        if not phrases:
            return None
        unit = self.unit
        able = unit.word(phrases[0].head) in unit.lexicon.factuality
        joined = phrases if able else self._with_joined(phrases)
        if self.word(unit.skip_back(joined[0].first - 1)) in unit.lexicon.object_acts | {"for", "between"}:
            phrases = joined
        noun = phrases[0]
        j = unit.skip_back(noun.first - 1)
        whom = self.core_before(j) if self.is_head(j) else None
        if whom is not None and unit.word(unit.skip_back(whom.first - 1)) in unit.lexicon.giving:
            return self._named_by((whom,))  # gave NATO the right to
        itself = self._named_by(phrases)
        if j in unit.verbs and not unit.verbs[j].passive:
            return itself if self._acts_itself(j, phrases, k) else self._elsewhere(self.of(unit.verbs[j]))
        if unit.word(j) == "there's":
            return None  # there’s no way to tell
        if unit.word(j) in BE | HAVE | _GET and not self.named(phrases):  # the plan is a way to …
            return self._named_by(self._before_group(j))
        free = unit.word(j) != "for"
        if unit.word(j) in ("on", "upon"):  # pressure on NATO to stop, but: met a panel on trade to talk
            host = unit.skip_back(j - 1)
            free = host not in unit.verbs and unit.word(host) not in unit.lexicon.factuality
        if unit.word(j) in PREPOSITIONS | {"before", "after"} and free and not able:
            return self._nearest(j) or itself  # met in Rome to talk
        return itself

    def _acts_itself(self, j: int, phrases: tuple[Phrase, ...], k: int) -> bool:
        """Does the object of the verb `j`, or its owner, do what the infinitive after `k` says?"""
        unit, noun = self.unit, phrases[0]
        if unit.word(j) in unit.lexicon.object_acts or unit.p.is_possessive(noun.first):
            return True
        named = bool(self.named(phrases))
        whose = any(unit.p.upper[noun.first : noun.head])  # Western efforts to stop it
        if (whose and unit.word(noun.head) in unit.lexicon.factuality) or (named and unit.tag(noun.head) != "NNP"):
            return True
        gives = unit.word(j) in unit.lexicon.giving and noun.head < k  # gave the head of it power to
        if gives and (named or self._is_human(noun)):
            return True
        return unit.word(j).startswith(("need", "pay", "paid")) and unit.word(noun.head) in unit.lexicon.people

    def _with_joined(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """With those before *and* (*allowed* the staff and *the public to see it*)."""
        while self.word(phrases[0].first - 1) in ("and", "or"):
            other = self.core_before(phrases[0].first - 2)
            if other is None:
                break
            phrases = (other, *phrases)
        return phrases

    def named(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Those phrases that have an owner or a name in them."""
        p = self.unit.p
        return tuple(
            phrase for phrase in phrases if any(p.is_possessive(i) or self._is_name(i) for i in phrase.everything)
        )

    def _is_name(self, k: int) -> bool:
        plural = (
            self.tag(k) in ("NNS", "NNPS") and self.unit.p.upper[k] and k > self.unit.low and not self.unit.is_headline
        )
        return self.tag(k) == "NNP" or (plural and self.word(k - 1) not in MARKS)

    def _before_group(self, k: int) -> tuple[Phrase, ...]:
        """The subject before the auxiliaries that end at `k`."""
        while self.word(k) in AUXILIARIES:
            k = self.unit.skip_back(k - 1)
        return self.before(k)
