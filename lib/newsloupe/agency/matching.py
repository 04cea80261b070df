"""Agency, coder against coder: which actions two codings share, and whether they say the same about them."""

import pandas as pd

from newsloupe.agency.finder import EXTRA, actions

_PLACE = ["article", "start", "end"]


def match_actions(reference: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The actions of two codings beside each other. Two are the same if their verbs share a character; they are matched
    one to one, those that share most first, of equals those that are coded most alike.

    Both arguments are span tables of `find_agency`. Returns one row per action of either, in reading order:
    ``article``, ``start``, ``end``, ``text`` (of the verb, in the reference where it has it), ``only`` (``reference``
    or ``other`` where one of them lacks the action, else ``""``), and for each column of `find_agency` and for
    ``agent`` and ``patient`` (their words) two columns, as ``voice_reference`` and ``voice_other`` (missing where the
    action is).

    >>> from newsloupe import Corpus, find_agency
    >>> found = find_agency(Corpus.from_texts({"a": "NATO could seize Kaliningrad."}))
    >>> match_actions(found, found)[["text", "only", "voice_other"]].values.tolist()
    [['could seize', '', 'active']]
    """
    one, two = _verbs(reference), _verbs(other)
    partner = _partners(one, two)
    both = one.assign(pair=one.index.map(partner)).merge(
        two.assign(pair=two.index), on="pair", how="outer", suffixes=("_reference", "_other"), indicator="only"
    )
    for column in [*_PLACE, "text"]:
        both[column] = both[f"{column}_reference"].fillna(both[f"{column}_other"])
    both["only"] = both["only"].astype(str).map({"both": "", "left_only": "reference", "right_only": "other"})
    both = both.astype({"start": "int64", "end": "int64"}).sort_values(_PLACE, kind="stable").reset_index(drop=True)
    return both[[*_PLACE, "text", "only", *(f"{name}_{who}" for name in _SAID for who in ("reference", "other"))]]


def same(pairs: pd.DataFrame) -> pd.DataFrame:
    """How often two codings say the same about the actions that both have: `pairs` is from `match_actions`.

    One row per ``column`` of `find_agency`, then ``both actors`` and ``everything``: ``same`` and ``of`` (int).

    >>> from newsloupe import Corpus, find_agency
    >>> found = find_agency(Corpus.from_texts({"a": "NATO could seize Kaliningrad."}))
    >>> same(match_actions(found, found)).tail(2).values.tolist()
    [['both actors', 1, 1], ['everything', 1, 1]]
    """
    matched = pairs[pairs["only"] == ""]
    alike = pd.DataFrame({name: matched[f"{name}_reference"] == matched[f"{name}_other"] for name in EXTRA})
    alike["both actors"] = alike[["agent_actor", "patient_actor"]].all(axis=1)
    alike["everything"] = alike[[*EXTRA]].all(axis=1)
    return pd.DataFrame({"same": alike.sum().astype("int64"), "of": len(alike)}).rename_axis("column").reset_index()


_SAID = ["agent", "patient", *EXTRA]


def _verbs(spans: pd.DataFrame) -> pd.DataFrame:
    """One row per action: where its verb stands, and all that is said of it."""
    verbs = spans.loc[spans["label"] == "verb", ["article", "group", "start", "end", "text"]]
    return verbs.merge(actions(spans)[["article", "group", *_SAID]], on=["article", "group"]).reset_index(drop=True)


def _partners(one: pd.DataFrame, two: pd.DataFrame) -> dict[int, int]:
    """For the rows of the first table, their rows in the second."""
    pairs = one.reset_index().merge(two.reset_index(), on="article", suffixes=("", "_2"))
    shared = pairs[["end", "end_2"]].min(axis=1) - pairs[["start", "start_2"]].max(axis=1)
    alike = sum((pairs[name] == pairs[f"{name}_2"]).astype(int) for name in EXTRA)
    pairs = pairs.assign(shared=shared, alike=alike)[shared > 0]
    pairs = pairs.sort_values(["shared", "alike", "index", "index_2"], ascending=[False, False, True, True])
    found: dict[int, int] = {}
    taken: set[int] = set()
    for row, partner in zip(pairs["index"], pairs["index_2"], strict=True):
        if row not in found and partner not in taken:
            found[row] = partner
            taken.add(partner)
    return found
