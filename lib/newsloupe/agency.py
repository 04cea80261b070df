"""Agency: who does what to whom, in which voice, and whether it is said to have happened.

Grammar hands out roles: *NATO seized the port*, *the port was seized by NATO*, *the port was seized* and *the seizure
of the port* tell one event with more and more of the actor left out (Fowler 1991; van Leeuwen 2008). This module lists
the roles. It passes no verdict on who is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.action_words import ActionWords, action_words
from newsloupe.actors import DEFAULT, ActorFinder, Actors, load_actors
from newsloupe.attribution import attributions
from newsloupe.constructions.tokens import MODAL, Parsed
from newsloupe.corpus import Corpus
from newsloupe.predicates import Clauses, Phrase, Verb
from newsloupe.reporting import noun_forms
from newsloupe.spans import make_spans

VOICES = ("active", "passive", "agentless_passive", "nominalisation")
FACTUALITY = ("actual", "claimed", "potential", "intended", "negated")
_NOT_ACTUAL = ("potential", "intended", "negated")
EXTRA = ["voice", "factuality", "process", "agent_actor", "patient_actor"]

_RULES = {
    "active": "active verb: its subject acts",
    "passive": "passive verb: who acts stands after “by”",
    "agentless_passive": "passive verb without “by”: nobody is named as acting",
    "nominalisation": "noun made from a verb ({})",
}


@dataclass(frozen=True)
class _Role:
    """A phrase in a role: its tokens, the actor it names (or ``""``), and how it names it."""

    phrase: Phrase
    actor: str
    how: str


@dataclass(frozen=True)
class _Action:
    verb: tuple[int, int]
    voice: str
    factuality: str
    process: str
    agent: _Role | None
    patient: _Role | None
    rule: str


def find_agency(corpus: Corpus, actors: str | Path | Actors = DEFAULT) -> pd.DataFrame:
    """Who does what to whom: the span table of layer ``agency``.

    Each action is one `group` (``g1``, ``g2`` … in every article) of rows labeled ``agent``, ``verb`` and ``patient``.
    Only actions are listed in which an actor of the list `actors` (a name, a path, or a loaded list) acts or is acted
    upon; the other role may be anybody, or missing. Where *and* joins several actors, each pair is an action of its
    own. An actor is found by name, as the owner (*NATO’s new plan*), or as an adjective (*Russian ships*): `rule` says
    which. Pronouns stand for nobody. Further columns, the same for all rows of a group:

    ``voice``
        ``active``, ``passive`` (with *by*), ``agentless_passive``, or ``nominalisation`` (*the annexation of Crimea*).
    ``factuality``
        ``negated`` (did not, refused to), ``potential`` (could, risk of, urged to), ``intended`` (vowed to, plan to,
        will), ``claimed`` (the article attributes the words to somebody, see `find_attributions`), else ``actual``. The
        word nearest to the verb decides; claimed is only what would be actual otherwise.
    ``process``
        ``reporting`` where the verb makes an attribution (*Moscow warns*), else ``doing``.
    ``agent_actor``, ``patient_actor``
        actor ids, or ``""``.

    Verbs that only say what something is or has are left out. Raises `ActorError` when the list cannot be used.

    >>> corpus = Corpus.from_texts({"a": "NATO could seize Kaliningrad."})
    >>> find_agency(corpus)[["label", "text", "factuality"]].values.tolist()
    [['agent', 'NATO', 'potential'], ['verb', 'could seize', 'potential'], ['patient', 'Kaliningrad', 'potential']]
    """
    listed = load_actors(actors)
    finder, lexicon = ActorFinder(listed), action_words()
    spans = make_spans(corpus, (
        row for article in corpus for row in _rows(article.id, article.text, finder, lexicon)
    ), layer="agency")  # fmt: skip
    return spans if len(spans) else spans.assign(**dict.fromkeys(EXTRA, ""))


def actions(spans: pd.DataFrame) -> pd.DataFrame:
    """One row per action instead of one per span: ``article``, ``group``, ``agent``, ``verb``, ``patient`` (their
    words, ``""`` where missing), then the further columns of `find_agency` and ``rule``.
    """
    keys = ["article", "group"]
    words = spans.pivot_table(index=keys, columns="label", values="text", aggfunc="first", sort=False)
    words = words.reindex(columns=["agent", "verb", "patient"]).astype(object).fillna("").reset_index()
    verbs = spans.loc[spans["label"] == "verb", [*keys, *EXTRA, "rule"]]
    return words.merge(verbs, on=keys, how="left", validate="one_to_one").rename_axis(columns=None)


def who_acts_on_whom(spans: pd.DataFrame) -> pd.DataFrame:
    """How often each actor acts on each: a table of counts (int), agent actors in rows, patient actors in columns.

    ``"(nobody named)"`` and ``"(no actor)"`` stand for a missing and for another agent or patient. Every cell is the
    number of groups that `actions` lists with these two actors.
    """
    table = actions(spans)
    roles = {name: _named(table[f"{name}_actor"], table[name]) for name in ("agent", "patient")}
    return pd.crosstab(roles["agent"], roles["patient"]).rename_axis(index="agent", columns="patient")


def roles(spans: pd.DataFrame) -> pd.DataFrame:
    """How often each actor acts and is acted upon: ``actor``, ``acts``, ``acted_upon`` (int), and how many of the
    ``acts`` are ``not_actual`` (potential, intended or negated) and ``reporting``. Who has 0 in ``acts`` is only acted
    upon. Sorted by the two counts together, from high to low.
    """
    table = actions(spans)
    acts, suffers = table[table["agent_actor"] != ""], table[table["patient_actor"] != ""]
    frame = pd.DataFrame({
        "acts": acts["agent_actor"].value_counts(),
        "acted_upon": suffers["patient_actor"].value_counts(),
        "not_actual": acts.loc[acts["factuality"].isin(_NOT_ACTUAL), "agent_actor"].value_counts(),
        "reporting": acts.loc[acts["process"] == "reporting", "agent_actor"].value_counts(),
    }).fillna(0).astype("int64").rename_axis("actor").reset_index()  # fmt: skip
    order = pd.DataFrame({"total": -(frame["acts"] + frame["acted_upon"]), "actor": frame["actor"]})
    return frame.loc[order.sort_values(["total", "actor"]).index].reset_index(drop=True)


def without_actor(spans: pd.DataFrame) -> pd.DataFrame:
    """The actions in which nobody is named as acting: the rows of `actions` without an agent (agentless passives, and
    nouns such as *the annexation of Crimea*)."""
    table = actions(spans)
    return table[table["agent"] == ""].reset_index(drop=True)


def _named(actors: pd.Series, words: pd.Series) -> pd.Series:
    return actors.mask(actors == "", "(no actor)").mask((actors == "") & (words == ""), "(nobody named)")


# ---------------------------------------------------------------- one text


def _rows(article: str, text: str, finder: ActorFinder, lexicon: ActionWords) -> Iterator[dict[str, Any]]:
    for number, action in enumerate(_Reader(text, finder, lexicon).actions(), 1):
        shared = {
            "article": article, "group": f"g{number}", "rule": action.rule, "voice": action.voice,
            "factuality": action.factuality, "process": action.process,
            "agent_actor": action.agent.actor if action.agent else "",
            "patient_actor": action.patient.actor if action.patient else "",
        }  # fmt: skip
        pieces = {
            "agent": action.agent.phrase.tokens if action.agent else None,
            "verb": action.verb,
            "patient": action.patient.phrase.tokens if action.patient else None,
        }
        tagged = _text.tags(text)
        for label, tokens in pieces.items():
            if tokens:
                start, end = tagged[tokens[0]][0], tagged[tokens[1] - 1][1]
                owner = label != "verb" and text[end - 2 : end] in ("'s", "’s") and end - 2 > start
                yield {**shared, "start": start, "end": end - 2 if owner else end, "label": label}


class _Reader:
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

    def actions(self) -> Iterator[_Action]:
        for low, high in self.p.units:
            if any(k in self.actor_at for k in range(low, high)):
                clauses = Clauses(self.p, low, high, self.lexicon, names=self.actor_at)
                found = [*self._of_verbs(clauses), *self._of_nouns(clauses)]
                yield from sorted(found, key=lambda action: action.verb)

    def _of_verbs(self, clauses: Clauses) -> Iterator[_Action]:
        for verb in clauses.verbs.values():
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
    ) -> Iterator[_Action]:  # fmt: skip
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
                yield _Action(span, voice, factuality, process, agent, patient, "; ".join(parts))

    def _acts_itself(self, agent: _Role | None) -> bool:
        """Is the agent an actor, or people of an actor, and not just something of its own (its rhetoric)?"""
        if agent is None or not agent.actor:
            return False
        return agent.how.startswith(_BY_NAME) or self.p.words[agent.phrase.head] in self.lexicon.people

    @staticmethod
    def _actors_first(roles: list[_Role]) -> list[_Role | None]:
        """Of joined phrases those that are actors; if none is, the first."""
        return [role for role in roles if role.actor] or list(roles[:1])

    def _role(self, phrase: Phrase, acting: bool, depends: bool = False) -> _Role:
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
        return _Role(phrase, actor, how)

    # ------------------------------------------------------------ nouns

    def _of_nouns(self, clauses: Clauses) -> Iterator[_Action]:
        for k in clauses.nouns():
            noun = clauses.head_phrase(k)
            word = self.p.words[k]
            agents = self._owner(noun.first, k)
            patients: tuple[Phrase, ...] = ()
            for preposition, phrases in clauses.attachments(k):
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
            outer = clauses.verbs.get(k)
            if outer is None:
                break
            own = self._sign_in_group(clauses, outer, agents)
            if own:
                return own
            k = clauses.governor(outer)
        if verb.kind == "infinitive" and (first is None or first not in clauses.verbs):
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
        for word, _ in words:
            if word in ("will", "shall") or word.endswith("'ll"):
                named = agents and self._role(agents[0], acting=True).actor
                return ("intended" if named else "potential"), word
            if word in MODAL or self.lexicon.factuality.get(word) == "potential":
                return "potential", word
        start = clauses.agents(verb)[0].first if clauses.agents(verb) else verb.first
        before = self.p.words[start - 1] if start > clauses.low else ""
        if verb.kind == "finite" and before in ("if", "unless", "whether", "should", "could", "would", "might", "may"):
            return "potential", before
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
    while clauses.word(k) and (clauses.p.is_adverb(k) or clauses.tag(k) == "RP"):
        k += 1
    if clauses.word(k) != "to":
        return False
    return any(other.kind == "infinitive" and other.first == k for other in clauses.verbs.values())
