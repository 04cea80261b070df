"""The actions of one text: verbs and action nouns, joined with the actors that a list knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsloupe.action_words import ActionWords
from newsloupe.actors import ActorFinder
from newsloupe.attribution import attributions
from newsloupe.clauses import Clauses, Phrase, Unit, Verb
from newsloupe.constructions.tokens import MODAL, Parsed
from newsloupe.reporting import noun_forms

_RULES = {
    "active": "active verb: its subject acts",
    "passive": "passive verb: who acts stands after “by”",
    "agentless_passive": "passive verb without “by”: nobody is named as acting",
    "nominalisation": "noun made from a verb ({})",
}


@dataclass(frozen=True)
class Role:
    """A phrase in a role: its tokens, the actor it names (or ``""``), and how it names it."""

    phrase: Phrase
    actor: str
    how: str


@dataclass(frozen=True)
class Action:
    verb: tuple[int, int]
    voice: str
    factuality: str
    process: str
    agent: Role | None
    patient: Role | None
    rule: str


class ActionReader:
    """The actions of one text."""

    def __init__(self, text: str, finder: ActorFinder, lexicon: ActionWords) -> None:
        self.p, self.lexicon, self.actors = Parsed(text), lexicon, finder.actors
        self.actor_at = self._tokens_of(finder.mentions(text))
        self.claimed: set[int] = set()
        self.cues: set[int] = set()
        if self.actor_at:
            for found in attributions(self.p):
                deed = "object" in found.rule or "agent" in found.rule
                self.cues |= {k for k in range(*found.cue) if not (deed and self.p.words[k] in lexicon.deeds)}
                for piece in found.content:
                    self.claimed |= set(range(*piece))

    def _tokens_of(self, mentions: list[tuple[int, int, str, str]]) -> dict[int, str]:
        """The actor named at each token."""
        found, k = {}, 0
        for start, end, actor, _ in mentions:
            while k < len(self.p) and self.p.ends[k] <= start:
                k += 1
            j = k
            while j < len(self.p) and self.p.starts[j] < end:
                if start <= self.p.starts[j] and self.p.ends[j] <= end + 2:  # not NATO in NATO-Russia
                    found[j] = actor
                j += 1
        return found

    def actions(self) -> Iterator[Action]:
        for low, high in self.p.units:
            if any(k in self.actor_at for k in range(low, high)):
                clauses = Clauses(Unit(self.p, low, high, self.lexicon, names=self.actor_at))
                found = [*self._of_verbs(clauses), *self._of_nouns(clauses)]
                yield from sorted(found, key=lambda action: action.verb)

    def _of_verbs(self, clauses: Clauses) -> Iterator[Action]:
        for verb in clauses.unit.verbs.values():
            if self.p.words[verb.at] in self.lexicon.states or _governs(clauses, verb):
                continue
            if verb.passive:
                by = clauses.by_agent(verb)
                voice, agents, patients = "passive" if by else "agentless_passive", by or (), clauses.undergoers(verb)
            else:
                voice, agents, patients = "active", clauses.agents(verb), clauses.patients(verb)
            factuality, sign = self._factuality(clauses, verb, agents)
            if factuality == "actual" and patients and self.p.words[patients[0].first] == "no":
                factuality, sign = "negated", "no"  # shows no signs
            process = "reporting" if verb.at in self.cues else "doing"
            span = (verb.first, verb.at + 1)
            yield from self._pairs(span, voice, _RULES[voice], factuality, sign, process, agents, patients)

    def _pairs(
        self, span: tuple[int, int], voice: str, rule: str, factuality: str, sign: str, process: str,
        agents: tuple[Phrase, ...], patients: tuple[Phrase, ...],
    ) -> Iterator[Action]:  # fmt: skip
        """An action for every pair of an agent and a patient of which one is an actor."""
        depends = voice == "active" and self.p.words[span[0]] == "to"  # NATO’s ability to deploy
        doers = self._actors_first([self._role(phrase, acting=True, depends=depends) for phrase in agents])
        sufferers = self._actors_first([self._role(phrase, acting=False) for phrase in patients])
        for agent in doers or [None]:
            for patient in sufferers or [None]:
                upon = patient is not None and patient.actor != ""
                if not upon and not self._acts_itself(agent):
                    continue
                parts = [rule]
                parts += [f"acts: {agent.how}"] if agent and agent.actor else []
                parts += [f"acted upon: {patient.how}"] if patient and patient.actor else []
                parts += [f"{factuality}: {sign}"] if sign else []
                yield Action(span, voice, factuality, process, agent, patient, "; ".join(parts))

    def _acts_itself(self, agent: Role | None) -> bool:
        """Is the agent an actor, or people of an actor, and not just something of its own (its rhetoric)?"""
        if agent is None or not agent.actor:
            return False
        return agent.how.startswith(_BY_NAME) or self.p.words[agent.phrase.head] in self.lexicon.people

    @staticmethod
    def _actors_first(roles: list[Role]) -> list[Role | None]:
        """Of joined phrases those that are actors; if none is, the first."""
        return [role for role in roles if role.actor] or list(roles[:1])

    def _role(self, phrase: Phrase, acting: bool, depends: bool = False) -> Role:
        """Which actor a phrase names: by its head, by a name before the head, or (if acted upon) after *of*."""
        head = phrase.head
        owners = [k for k in range(phrase.first, head) if k in self.actor_at]
        if head in self.actor_at:
            actor, how = self.actor_at[head], _BY_NAME
        elif owners and depends and self.p.words[head] in self.lexicon.factuality:
            actor, how = self.actor_at[owners[-1]], f"{_BY_NAME}, as the owner of “{self.p.words[head]}”"
        elif owners:
            actor, how = self.actor_at[owners[-1]], "something or somebody of the actor"
        elif phrase.tail and phrase.tail[0].head in self.actor_at and not acting:
            actor, how = self.actor_at[phrase.tail[0].head], "something or somebody of the actor"
        else:
            actor, how = "", ""
        if acting and actor and not self.actors[actor].acts:
            actor, how = "", ""
        return Role(phrase, actor, how)

    # ------------------------------------------------------------ nouns

    def _of_nouns(self, clauses: Clauses) -> Iterator[Action]:
        for k in clauses.nouns():
            noun = clauses.phrases.head_phrase(k)
            word = self.p.words[k]
            agents = self._owner(noun.first, k)
            patients: tuple[Phrase, ...] = ()
            for preposition, phrases in clauses.phrases.attachments(k):
                if preposition == "by" or (preposition in ("of", "from") and word in self.lexicon.of_acts):
                    agents = agents or phrases
                elif preposition in _TOWARDS or preposition in self.lexicon.attached.get(word, ("of",)):
                    patients = patients or phrases
            if agents and not patients and self._undergoes(word, agents[0]):
                agents, patients = (), agents
            verb = self.lexicon.of_acts.get(word) or self.lexicon.of_is_acted_upon.get(word, "")
            rule = _RULES["nominalisation"].format(f"{word}, from {verb}")
            factuality, sign = self._factuality_of_noun(noun.first, k)
            process = "reporting" if word in noun_forms() and word not in self.lexicon.deeds else "doing"
            yield from self._pairs((k, k + 1), "nominalisation", rule, factuality, sign, process, agents, patients)

    def _owner(self, first: int, k: int) -> tuple[Phrase, ...]:
        """The last name between `first` and the noun `k`: *Russia’s* invasion, *the West’s* latest push."""
        last = next((i for i in range(k - 1, first - 1, -1) if i in self.actor_at), None)
        if last is None:
            return ()
        start = last
        while start > first and self.actor_at.get(start - 1) == self.actor_at[last]:
            start -= 1
        return (Phrase(start, last),)

    def _undergoes(self, word: str, owner: Phrase) -> bool:
        """Is the owner of the noun acted upon: *Russia’s isolation*, *the Kaliningrad blockade*?"""
        actor = self.actor_at.get(owner.head)
        place = actor is not None and not self.actors[actor].acts
        return word in self.lexicon.possessor_is_acted_upon or (place and word in self.lexicon.of_is_acted_upon)

    def _factuality_of_noun(self, first: int, k: int) -> tuple[str, str]:
        words = self.p.words
        for j in range(k - 1, max(first - 1, -1), -1):  # inside the phrase: a possible attack, no attack
            if words[j] in self.lexicon.factuality:
                return self.lexicon.factuality[words[j]], words[j]
        if first >= 2 and words[first - 1] in ("of", "for", "against"):
            for j in (first - 2, first - 3):
                if j >= 0 and words[j] in self.lexicon.factuality and words[j + 1] in ("of", "for", "against"):
                    return self.lexicon.factuality[words[j]], f"{words[j]} {words[first - 1]}"
        if first >= 1 and words[first - 1] in ("without", "avoid", "avoiding", "prevent", "preventing"):
            return "negated", words[first - 1]
        return ("claimed", "in words attributed to somebody") if k in self.claimed else ("actual", "")

    # ------------------------------------------------------------ factuality

    def _factuality(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...]) -> tuple[str, str]:
        """Whether the action is said to happen, and the word that says so."""
        own = self._sign_in_group(clauses, verb, agents)
        if own:
            return own
        k = first = clauses.governor(verb)
        for _ in range(4):
            if k is None:
                break
            word = self.p.words[k]
            if word in self.lexicon.factuality:
                return self.lexicon.factuality[word], word
            if word in ("how", "whether"):
                return "potential", word
            outer = clauses.unit.verbs.get(k)
            if outer is None:
                break
            own = self._sign_in_group(clauses, outer, agents)
            if own:
                return own
            k = clauses.governor(outer)
        if verb.kind == "infinitive" and (first is None or first not in clauses.unit.verbs):
            return "intended", "to"  # for the purpose of it
        if verb.kind == "ing" and first is None and (main := clauses.main_verb(verb)):
            own = self._sign_in_group(clauses, main, agents)  # might engage, raising: neither has happened
            if own and own[0] != "negated":
                return own
        if verb.at in self.claimed:
            return "claimed", "in words attributed to somebody"
        return "actual", ""

    def _sign_in_group(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...]) -> tuple[str, str] | None:
        words = [(w, k) for k, w in enumerate(self.p.words[verb.first : verb.at], verb.first)]
        for word, _ in words:
            if (word in ("not", "never", "no", "neither") and not self._not_only(words)) or word.endswith("n't"):
                return "negated", word
            if word == "cannot":
                return "negated", word
        start = clauses.agents(verb)[0].first if clauses.agents(verb) else verb.first
        before = self.p.words[start - 1] if start > clauses.unit.low else ""
        if verb.kind == "finite" and before in ("if", "unless", "whether", "should", "could", "would", "might", "may"):
            return "potential", before
        for word, _ in words:
            if word in ("will", "shall") or word.endswith("'ll"):
                named = agents and self._role(agents[0], acting=True).actor
                return ("intended" if named else "potential"), word
            if word in MODAL or self.lexicon.factuality.get(word) == "potential":
                return "potential", word
        if verb.kind == "finite" and before in ("no", "neither"):
            return "negated", before
        return None

    @staticmethod
    def _not_only(words: list[tuple[str, int]]) -> bool:
        return any(word in ("only", "just", "merely", "simply") for word, _ in words)


_BY_NAME = "an actor by name"
_TOWARDS = frozenset("on upon against toward towards into over at".split())


def _governs(clauses: Clauses, verb: Verb) -> bool:
    """Does the verb only lead to another one (*vowed to resist*)? Then that one is the action."""
    k = verb.at + 1
    while clauses.unit.word(k) and (clauses.unit.p.is_adverb(k) or clauses.unit.tag(k) == "RP"):
        k += 1
    if clauses.unit.word(k) != "to":
        return False
    return any(other.kind == "infinitive" and other.first == k for other in clauses.unit.verbs.values())
