"""Agency: who does what to whom, in which voice, and whether it is said to have happened.

Grammar hands out roles: *NATO seized the port*, *the port was seized by NATO*, *the port was seized* and *the seizure
of the port* tell one event with more and more of the actor left out (Fowler 1991; van Leeuwen 2008). This module lists
the roles. It passes no verdict on who is right.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.actors import DEFAULT, ActorFinder, Actors, load_actors
from newsloupe.agency.action_reader import ActionReader
from newsloupe.agency.lexicon import ActionWords, action_words
from newsloupe.corpus.article import Corpus
from newsloupe.spans import make_spans

# What stands in the column `voice`: how an action is told.
VOICES = ("active", "passive", "agentless_passive", "nominalisation")
# What stands in the column `factuality`: how far an action is said to have happened.
FACTUALITY = ("actual", "claimed", "potential", "intended", "negated")
_NOT_ACTUAL = ("potential", "intended", "negated")
# The columns of `find_agency` after those of every span table.
EXTRA = ["voice", "factuality", "process", "agent_actor", "patient_actor"]


def find_agency(corpus: Corpus, actors: str | Path | Actors = DEFAULT) -> pd.DataFrame:
    """Who does what to whom: the span table of layer ``agency``.

    Each action is one `group` (``g1``, ``g2`` … in every article) of rows labeled ``agent``, ``verb`` and ``patient``.
    Only actions are listed in which an actor of the list `actors` (a name, a path, or a loaded list) acts or is acted
    upon; the other role may be anybody, or missing. Where *and* joins several actors, each pair is an action of its
    own, and of a clash each side acts on the other. An actor is found by name, as the owner (*NATO’s new plan*), as an
    adjective (*Russian ships*), after the noun (*access to Russian ports*), or in an apposition (*Smith, a French
    minister*): `rule` says which (`newsloupe.codebook.explain` puts it into words), and `note` names the word that
    shows the factuality. A thing of an actor (its rhetoric) acts only where it acts on something. Pronouns stand for
    nobody. Further columns, the same for all rows of a group:

    ``voice``
        ``active``, ``passive`` (with *by*), ``agentless_passive``, or ``nominalisation`` (*the annexation of Crimea*).
    ``factuality``
        ``negated`` (did not, refused to), ``potential`` (could, risk of, urged to), ``intended`` (vowed to, plan to,
        will), ``claimed`` (the article attributes the words to somebody), else ``actual``. The word nearest to the verb
        decides; claimed is only what would be actual otherwise.
    ``process``
        ``reporting`` where the verb or noun makes an attribution (*Moscow warns*), else ``doing``. Attributions are
        those of `find_attributions`.
    ``agent_actor``, ``patient_actor``
        actor ids, or ``""``.

    Verbs that only say what something is, has, shows or undergoes are left out. Raises `ActorError` when the list
    cannot be used.

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


def _rows(article: str, text: str, finder: ActorFinder, lexicon: ActionWords) -> Iterator[dict[str, Any]]:
    for number, action in enumerate(ActionReader(text, finder, lexicon).actions(), 1):
        shared = {
            "article": article, "group": f"g{number}", "rule": action.rule, "note": action.told.note,
            "voice": action.told.voice, "factuality": action.told.factuality, "process": action.told.process,
            "agent_actor": action.agent.actor if action.agent else "",
            "patient_actor": action.patient.actor if action.patient else "",
        }  # fmt: skip
        pieces = {
            "agent": action.agent.tokens if action.agent else None,
            "verb": action.told.verb,
            "patient": action.patient.tokens if action.patient else None,
        }
        tagged = _text.tags(text)
        for label, tokens in pieces.items():
            if tokens:
                start, end = tagged[tokens[0]][0], tagged[tokens[1] - 1][1]
                owner = label != "verb" and text[end - 2 : end] in ("'s", "’s") and end - 2 > start
                yield {**shared, "start": start, "end": end - 2 if owner else end, "label": label}
