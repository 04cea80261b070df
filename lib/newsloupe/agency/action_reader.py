"""The actions of one text: verbs and action nouns, joined with the actors that a list knows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from newsloupe.actors import ActorFinder
from newsloupe.agency.actors_in_phrases import Parts, Role, RoleReader
from newsloupe.agency.factuality import Factuality
from newsloupe.agency.lexicon import ActionWords
from newsloupe.agency.nouns_of_doing import Nominal, NominalReader
from newsloupe.attribution.finder import attributions
from newsloupe.codebook.reasons import JOINT
from newsloupe.grammar.agents_and_patients import Clauses, clauses_of
from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import HARD, Verb
from newsloupe.grammar.word_sets import BE, DASHES, PREPOSITIONS, TIME

_RULES = {
    "active": "active_verb",
    "passive": "passive_verb_with_agent",
    "agentless_passive": "passive_verb_without_agent",
    "nominalisation": "noun_of_doing",
}
# Attributions whose verb may be a deed: the alliance attacked a town.
_FOUND = frozenset(
    "guilty dead alive safe unhurt hostage prisoner captive free responsible liable".split()
)  # found guilty
_GROUNDS = frozenset("suspicion charges charge bail board orders trial parole remand border".split())  # held on bail
_OF_REPORTS = frozenset("to of for over from as".split())  # accused of, told to
_RATHER_DEEDS = frozenset("held taken dismissed invited".split())
_TOWARDS = frozenset("on upon at into that".split())  # seized on the chance
_LEADS = ("-led", "-ordered", "-imposed", "-launched")
Pair = tuple[Role | None, Role | None]  # who acts, and upon whom

_MAYBE_DEEDS = ("verb_with_object", "passive_with_agent")


class Told(NamedTuple):
    """What is said of a verb or noun of doing, whoever acts: its words, and the columns of `find_agency`."""

    verb: Range
    voice: str
    factuality: str
    process: str
    note: str


class Action(NamedTuple):
    """One agent, one deed, one patient; `rule` and `note` as in the span table."""

    told: Told
    agent: Role | None
    patient: Role | None

    @property
    def rule(self) -> str:
        codes = [_RULES[self.told.voice]]
        codes += [f"agent_{self.agent.how}"] if self.agent and self.agent.actor else []
        codes += [f"patient_{self.patient.how}"] if self.patient and self.patient.actor else []
        return JOINT.join(codes)


class ActionReader:
    """The actions of one text."""

    def __init__(self, parsed: Parsed, finder: ActorFinder, lexicon: ActionWords) -> None:
        self.p, self.lexicon = parsed, lexicon
        mentions = finder.mentions(parsed.text)
        self.actor_at = self._tokens_of(mentions)
        parts_at = self._parts_of(mentions)
        self.claimed: set[int] = set()
        self.cues: set[int] = set()
        if self.actor_at or parts_at:
            self._read_attributions()
        self.roles = RoleReader(self.p, lexicon, self.actor_at, finder.actors, parts_at)
        self.factuality = Factuality(self.p, lexicon, self.roles, self.claimed)
        self.nouns = NominalReader(self.p, lexicon, self.roles)

    def _read_attributions(self) -> None:
        for found in attributions(self.p):
            last = self.p.words[found.cue[1] - 1]
            deed = last in self.lexicon.deeds and found.rule in _MAYBE_DEEDS
            self.cues |= set() if deed else set(range(*found.cue))
            for piece in found.content:
                self.claimed |= set(range(*piece))

    def _tokens_of(self, mentions: list[tuple[int, int, str, str]]) -> dict[int, str]:
        """The actor named at each token."""
        found = {}
        starts, ends = self.p.starts, self.p.ends
        for start, end, actor, _ in mentions:
            for k in range(bisect_right(ends, start), bisect_left(starts, end)):
                if start <= starts[k] and ends[k] <= end + 2:  # not NATO in NATO-Russia
                    found[k] = actor
        return found

    def _parts_of(self, mentions: list[tuple[int, int, str, str]]) -> Parts:
        """The compound words that join two actors (*NATO-Russia*) or say that one leads (*NATO-led*)."""
        inside: dict[int, list[tuple[int, int, str]]] = {}
        for start, end, actor, _ in mentions:
            k = bisect_right(self.p.starts, start) - 1
            if k >= 0 and k not in self.actor_at and end <= self.p.ends[k]:
                inside.setdefault(k, []).append((start, end, actor))
        found: Parts = {}
        for k, parts in inside.items():
            left = list(self.p.text[self.p.starts[k] : self.p.ends[k]])
            for start, end, _ in parts:
                left[start - self.p.starts[k] : end - self.p.starts[k]] = [""] * (end - start)
            shape = "".join(left)
            if (len(parts) == 2 and shape in ("-", "–", "/")) or (len(parts) == 1 and shape in _LEADS):
                found[k] = tuple((actor, (start, end)) for start, end, actor in parts)
        return found

    def actions(self) -> Iterator[Action]:
        for low, high in self.p.units:
            if any(k in self.actor_at or k in self.roles.parts_at for k in range(low, high)):
                clauses = clauses_of(self.p, (low, high))
                found = [*self._of_verbs(clauses), *self._of_nouns(clauses)]
                yield from sorted(found, key=lambda action: action.told.verb)

    # ------------------------------------------------------------ verbs and nouns

    def _of_verbs(self, clauses: Clauses) -> Iterator[Action]:
        for verb in clauses.unit.verbs.values():
            if self._only_leads(clauses, verb):
                continue
            voice, agents, patients = self._in_roles(clauses, verb)
            reports = verb.at in self.cues
            state = self._is_state(clauses, verb) or self._feels(verb, voice)
            if state and not reports:
                continue
            only_told = reports and not verb.passive and self.p.words[verb.at] in self.lexicon.telling
            depends = verb.kind == "infinitive"  # NATO’s ability to deploy
            pairs = self._pairs(clauses, agents, () if only_told else patients, reports, state, depends)
            if self._tells_means(clauses, verb):
                pairs = [(agent, patient) for agent, patient in pairs if patient and patient.actor]
            if pairs:
                factuality, sign = self.factuality.of_verb(clauses, verb, agents)
                if factuality == "actual" and patients and self.p.words[patients[0].first] == "no":
                    factuality, sign = "negated", "no"  # gives no answer
                told = Told(self._span(verb), voice, factuality, _process(reports), _sign(factuality, sign))
                yield from (Action(told, *pair) for pair in pairs)

    def _span(self, verb: Verb) -> Range:
        """The words of a verb, without adverbs before it (*also* targets, *not only* targets)."""
        first = verb.first
        while first < verb.at and self.p.is_adverb(first):
            if self.p.words[first] in ("not", "never") and self.p.words[first + 1] not in ("only", "just", "merely"):
                break
            first += 1
        return first, verb.at + 1

    def _in_roles(self, clauses: Clauses, verb: Verb) -> tuple[str, tuple[Phrase, ...], tuple[Phrase, ...]]:
        """The voice of a verb, who acts and who is acted upon."""
        by = clauses.by_agent(verb) if verb.passive or self._is_adjective(verb) else None
        if not verb.passive and not by:
            if self._lacks_auxiliary(clauses, verb):
                return "agentless_passive", (), clauses.agents(verb)
            return "active", clauses.agents(verb), clauses.patients(verb)
        return "passive" if by else "agentless_passive", by or (), clauses.undergoers(verb)

    def _is_state(self, clauses: Clauses, verb: Verb) -> bool:
        """*Carries* no action, *carried out* does."""
        out = clauses.unit.word(verb.at + 1) in ("out", "down", "off") and self.p.words[verb.at] not in BE
        return self.p.words[verb.at] in self.lexicon.states and not out

    def _is_adjective(self, verb: Verb) -> bool:
        """*Is committed*, *was opposed*: a participle that describes a state."""
        words = self.p.words
        return words[verb.at] in self.lexicon.adjectives and any(w in BE for w in words[verb.first : verb.at])

    def _feels(self, verb: Verb, voice: str) -> bool:
        """*Was disappointed*: how somebody is, and nothing that anybody does."""
        feeling = verb.passive and self.p.words[verb.at] in self.lexicon.feelings
        return (feeling or self._is_adjective(verb)) and voice != "passive"

    def _lacks_auxiliary(self, clauses: Clauses, verb: Verb) -> bool:
        """*Envoy expelled from capital*: a verb that needs an object and has none, a passive of headlines."""
        unit = clauses.unit
        bare = verb.kind == "finite" and self._span(verb)[0] == verb.at and unit.tag(verb.at) in ("VBD", "VBN")
        if not bare or unit.word(verb.at) not in self.lexicon.needs_object or unit.inverted(verb.at):
            return False
        k = unit.skip(verb.at + 1)
        if unit.word(k) in ("and", "or") and (joined := unit.verbs.get(unit.skip(k + 1))):
            return self._lacks_auxiliary(clauses, joined)
        if unit.word(verb.at) in verb_forms() and unit.word(verb.at) not in _RATHER_DEEDS:  # ordered last week that
            return unit.word(k) in _OF_REPORTS or unit.word(k) in _FOUND
        on = unit.word(k) == "on" and unit.word(k + 1) in TIME | _GROUNDS
        goes_on = unit.word(k) in PREPOSITIONS | {"to", "after"} and unit.word(k) not in _TOWARDS
        ends = k >= unit.high or unit.word(k) in HARD or unit.word(k) in TIME or unit.word(k) in (",", *DASHES)
        return ends or on or goes_on or unit.word(k) in _FOUND

    def _tells_means(self, clauses: Clauses, verb: Verb) -> bool:
        """*Answered by closing it*: how the other thing was done, the same deed. (*Saved it by closing it* has two.)"""
        by = clauses.unit.skip_back(verb.first - 1) if verb.kind == "ing" else -1
        if clauses.unit.word(by) != "by":
            return False
        before = clauses.unit.verbs.get(clauses.unit.skip_back(by - 1))
        return before is not None and before.kind == "finite"

    def _only_leads(self, clauses: Clauses, verb: Verb) -> bool:
        """Does the verb only say how the one after it stands to reality (*seeks to resist*)? That one is the action."""
        word = self.p.words[verb.at]
        if verb.at in self.cues or not (word in self.lexicon.leading or word in self.lexicon.factuality):
            return False
        if verb.passive and word in self.lexicon.object_acts:
            return False  # was asked to leave: something is done to whoever was asked
        k = verb.at + 1
        while clauses.unit.word(k) and (clauses.unit.p.is_adverb(k) or clauses.unit.tag(k) == "RP"):
            k += 1
        after = [other for other in clauses.unit.verbs.values() if other.first == k]
        return any(other.kind in ("infinitive", "ing") for other in after)

    def _of_nouns(self, clauses: Clauses) -> Iterator[Action]:
        for noun in self.nouns.read(clauses):
            reports = noun.at in self.cues
            if noun.joined:
                pairs = self._joined(clauses, noun)
            else:
                pairs = self._pairs(clauses, noun.agents, noun.patients, reports)
            if pairs:
                factuality, sign = self.factuality.of_noun(clauses, noun.first, noun.at)
                note = "; ".join(filter(None, (f"{self.p.words[noun.at]}, from {noun.verb}", _sign(factuality, sign))))
                told = Told((noun.at, noun.at + 1), "nominalisation", factuality, _process(reports), note)
                yield from (Action(told, *pair) for pair in pairs)

    def _joined(self, clauses: Clauses, noun: Nominal) -> list[Pair]:
        """*The NATO-Russia clash*: each acts on the other, or both act on somebody."""
        if noun.mutual:
            one, two = noun.joined
            return [(one, two), (two, one)]
        read = self.roles.read
        patients = _actors_first([read(clauses.phrases, phrase, acting=False) for phrase in noun.patients])
        return [(agent, patient) for agent in noun.joined for patient in patients or [None]]

    # ------------------------------------------------------------ who with whom

    def _pairs(
        self,
        clauses: Clauses,
        agents: tuple[Phrase, ...],
        patients: tuple[Phrase, ...],
        reports: bool,
        themselves: bool = False,
        depends: bool = False,
    ) -> list[Pair]:
        """Every pair of an agent and a patient of which one is an actor. A thing of an actor (its rhetoric) acts where
        it acts on something or `reports`, and never if only the actors `themselves` count."""
        read, phrases = self.roles.read, clauses.phrases
        doers = _actors_first([read(phrases, phrase, acting=True, depends=depends) for phrase in agents])
        sufferers = _actors_first([read(phrases, phrase, acting=False) for phrase in patients])
        pairs: list[Pair] = []
        for agent in doers or [None]:
            itself = self.roles.acts_itself(agent)
            reaches = bool(sufferers) or reports
            acts = itself or (agent is not None and agent.actor != "" and reaches and not themselves)
            for patient in sufferers or [None]:
                upon = patient is not None and patient.actor != "" and not (themselves and not itself)
                if acts or upon:
                    pairs.append((agent, patient))
        return pairs


def _actors_first(roles: list[Role]) -> list[Role | None]:
    """Of joined phrases those that are actors; if none is, the first."""
    return [role for role in roles if role.actor] or list(roles[:1])


def _process(reports: bool) -> str:
    return "reporting" if reports else "doing"


def _sign(factuality: str, sign: str) -> str:
    """What shows the degree: *potential: could*."""
    return f"{factuality}: {sign}" if sign else ""
