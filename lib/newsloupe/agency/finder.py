"""Agency: who does what to whom, in which voice, and whether it is said to have happened.

Grammar hands out roles: *NATO seized the port*, *the port was seized by NATO*, *the port was seized* and *the seizure
of the port* tell one event with more and more of the actor left out (Fowler 1991; van Leeuwen 2008). This module lists
the roles. It passes no verdict on who is right.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.actors import DEFAULT, ActorFinder, Actors, load_actors
from newsloupe.agency.action_reader import ActionReader
from newsloupe.agency.actors_in_phrases import Role
from newsloupe.agency.lexicon import action_words
from newsloupe.grammar.parsed import Parsed, Range

# What stands in the column `voice`: how an action is told.
VOICES = ("active", "passive", "agentless_passive", "nominalisation")
# What stands in the column `factuality`: how far an action is said to have happened.
FACTUALITY = ("actual", "claimed", "potential", "intended", "negated")
_NOT_ACTUAL = ("potential", "intended", "negated")
# The columns of this layer after those of every span table, and what stands in them for the rows of other layers.
EXTRA: dict[str, Any] = dict.fromkeys("voice factuality process agent_actor patient_actor".split(), "")


def actions(spans: pd.DataFrame) -> pd.DataFrame:
    """One row per action instead of one per span: ``article``, ``group``, ``agent``, ``verb``, ``patient`` (their
    words, ``""`` where missing), then the further columns of `find_agency` and ``rule``.

    >>> corpus = Corpus.from_texts({"a": "NATO could seize the port. Moscow’s plan was blocked by Poland."})
    >>> actions(find_agency(corpus))[["agent", "verb", "patient", "voice"]]
        agent         verb        patient    voice
    0    NATO  could seize       the port   active
    1  Poland  was blocked  Moscow’s plan  passive
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

    >>> corpus = Corpus.from_texts({"a": "NATO warned Russia. Russia accused NATO. Poland was attacked."})
    >>> table = who_acts_on_whom(find_agency(corpus))
    >>> table.index.tolist(), table["russia"].tolist()
    (['(nobody named)', 'nato', 'russia'], [0, 1, 0])
    """
    table = actions(spans)
    roles = {name: _named(table[f"{name}_actor"], table[name]) for name in ("agent", "patient")}
    return pd.crosstab(roles["agent"], roles["patient"]).rename_axis(index="agent", columns="patient")


def roles(spans: pd.DataFrame) -> pd.DataFrame:
    """How often each actor acts and is acted upon: ``actor``, ``acts``, ``acted_upon`` (int), and how many of the
    ``acts`` are ``not_actual`` (potential, intended or negated) and ``reporting``. Who has 0 in ``acts`` is only acted
    upon. Sorted by the two counts together, from high to low.

    >>> corpus = Corpus.from_texts({"a": "NATO could attack Russia. Poland was attacked."})
    >>> roles(find_agency(corpus))
        actor  acts  acted_upon  not_actual  reporting
    0    nato     1           0           1          0
    1  poland     0           1           0          0
    2  russia     0           1           0          0
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
    nouns such as *the annexation of Crimea*).

    >>> corpus = Corpus.from_texts({"a": "Poland was attacked. NATO attacked Russia."})
    >>> without_actor(find_agency(corpus))[["verb", "patient", "voice"]].values.tolist()
    [['was attacked', 'Poland', 'agentless_passive']]
    """
    table = actions(spans)
    return table[table["agent"] == ""].reset_index(drop=True)


def _named(actors: pd.Series, words: pd.Series) -> pd.Series:
    return actors.mask(actors == "", "(no actor)").mask((actors == "") & (words == ""), "(nobody named)")


def settings(actors: str | Path | Actors | None = DEFAULT) -> ActorFinder | None:
    return None if actors is None else ActorFinder(load_actors(actors))


def rows(parsed: Parsed, finder: ActorFinder | None) -> Iterator[dict[str, Any]]:
    """The rows of one text in the span table of `find_agency`; none without a list of actors."""
    if finder is None:
        return
    text = parsed.text
    for number, action in enumerate(ActionReader(parsed, finder, action_words()).actions(), 1):
        shared = {
            "group": f"g{number}", "rule": action.rule, "note": action.told.note,
            "voice": action.told.voice, "factuality": action.told.factuality, "process": action.told.process,
            "agent_actor": action.agent.actor if action.agent else "",
            "patient_actor": action.patient.actor if action.patient else "",
        }  # fmt: skip
        pieces = {
            "agent": _place(parsed, action.agent),
            "verb": parsed.characters(action.told.verb),
            "patient": _place(parsed, action.patient),
        }
        for label, place in pieces.items():
            if place:
                start, end = place
                owner = label != "verb" and text[end - 2 : end] in ("'s", "’s") and end - 2 > start
                yield {**shared, "start": start, "end": end - 2 if owner else end, "label": label}


def _place(parsed: Parsed, role: Role | None) -> Range | None:
    """The characters of a role."""
    return (role.place or parsed.characters(role.tokens)) if role else None
