"""Several codings become one: by majority, with every tie and every decision of an adjudicator in the open."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from newsloupe.agreement.passages import passage_table, span_rows
from newsloupe.spans import COLUMNS, NOTE, marked, whole_number

KEY = ["article", "start", "end", "label"]
TIES = ("in", "out")
CORE = {"cue": "cue", "verb": "cue", "content": "content"}  # parts without which there is no relation, by what they do
CHANGED = {"to_start": "start", "to_end": "end", "to_text": "text", "to_label": "label"}
_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class MergeError(ValueError):
    """Codings cannot be merged as they are; the message names the passages and says what to do.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> coding = find_words(corpus, "may")
    >>> merge(coding, coding.head(1))
    Traceback (most recent call last):
        ...
    newsloupe.agreement.merging.MergeError: 1 passage is marked by exactly half of the coders: ...
    """


def merge(
    *codings: pd.DataFrame,
    match: str = "overlap",
    ties: str | None = None,
    decisions: pd.DataFrame | None = None,
    name: str = "merged",
) -> pd.DataFrame:
    """One span table from those of two or more coders: what more than half of those who read it marked.

    Relations (spans with a ``group``) are voted on as a whole: groups of different coders are the same relation when
    they share the cue or verb, else when they share most. A relation that more than half marked is kept, and of its
    parts those that at least half of these coders have, as one group with a new name. Without cue or verb, or without
    content, there is no relation: where no such part has so many votes, the one with most is kept.

    Parameters
    ----------
    match
        when spans count as the same passage, as in `newsloupe.agreement.agreement`.
    ties
        what happens to passages and relations that exactly half of the readers marked and nobody decided: ``"in"`` or
        ``"out"``. Without it they are refused, so that no tie is settled unseen.
    decisions
        rows of `newsloupe.agreement.disagreements` with a further column ``keep`` (yes or no, true or false, 1 or 0;
        empty to leave it to the majority). A decision wins against any majority. A part that is kept keeps its
        relation; where no cue or verb, or no content, is left because it was decided against, the relation goes, but
        for parts that a decision keeps. A passage that is kept may get other ends (``to_start``, ``to_end`` and
        ``to_text``) and another code (``to_label``), as `newsloupe.coding.adjudicate` writes them; where two passages
        become one, one is kept.
    name
        the ``coder`` of the result.

    Returns
    -------
    DataFrame
        a span table in reading order, with ``votes`` and ``readers`` (int, how many coders marked the passage, and how
        many read it) and ``decided``: ``all``, ``majority``, ``tie``, ``adjudicated``, ``alone`` (only one has read
        it), or ``part`` (no majority of its own; kept with its relation). A span is that of the
        coder who shares most with the others, so its ends are always some coder's, and so is what stands in ``rule``
        and in ``note``. Columns of its own have the value that most gave, of equals that of this coder.

    Raises
    ------
    MergeError
        when there are ties and `ties` is not given, or a decision is unclear or about no passage of these codings.

    >>> row = dict(article="a", text="may", layer="", label="hedge", group="", rule="")
    >>> coders = [pd.DataFrame([row | dict(start=3, end=6, coder=name)]) for name in ("Ada", "Ben", "Cem")]
    >>> merge(*coders[:2], coders[2].head(0))[["text", "label", "coder", "votes", "decided"]].values.tolist()
    [['may', 'hedge', 'merged', 2, 'majority']]
    """
    if ties not in (None, *TIES):
        raise ValueError(f"ties is {ties!r}; it must be one of {', '.join(TIES)}, or left out")
    table = passage_table(codings, match)
    votes, readers = (table[column].map(len).astype("int64") for column in ("coders", "readers"))
    decided = _decided(table, decisions)
    whole = _of_relations(table, decided)
    tied = whole["adjudicated"].eq(False) & decided.isna() & (2 * whole["votes"] == whole["readers"])
    if ties is None and tied.any():
        raise MergeError(_tied(table[tied]))
    wanted = (2 * whole["votes"] > whole["readers"]) | whole["adjudicated"] | (tied & (ties == "in"))
    enough = (2 * votes >= whole["votes"]) | _needed(table, decided, votes, whole["votes"])
    keep = decided.where(decided.notna(), wanted & enough).astype(bool)
    keep &= decided.notna() | ~_broken(table, decided, keep)
    how = pd.Series("part", table.index).mask(2 * votes > readers, "majority").mask(votes == readers, "all")
    how = how.mask(tied, "tie").mask(readers == 1, "alone").mask(decided.notna(), "adjudicated")
    spans = span_rows(codings, table).assign(votes=votes, readers=readers, decided=how)
    spans = _with_common_values(spans, codings, table).assign(coder=name, group=_new_groups(table, keep))
    return _as_decided(spans[keep], decisions).reset_index(drop=True)


def _of_relations(table: pd.DataFrame, decided: pd.Series) -> pd.DataFrame:
    """For each passage, of its relation (of itself, if it has none): how many marked and read it, and whether an
    adjudicator keeps one of its parts."""
    alone = -1 - table.index.to_series()
    number = table["relation"].where(table["relation"] >= 0, alone)
    who = {column: table.groupby(number)[column].agg(lambda all_: len({one for some in all_ for one in some}))
           for column in ("coders", "readers")}  # fmt: skip
    kept = decided.eq(True).groupby(number).any() if len(table) else pd.Series(dtype=bool)
    in_relation = table["relation"] >= 0
    return pd.DataFrame(
        {
            "votes": number.map(who["coders"]).astype("int64"),
            "readers": number.map(who["readers"]).astype("int64"),
            "adjudicated": number.map(kept).astype(bool) & in_relation,
        }
    )


def _core(table: pd.DataFrame) -> pd.Series:
    """For each passage that makes a relation one, what it does there; missing for all others."""
    return table["label"].map(CORE).where(table["relation"] >= 0)


def _needed(table: pd.DataFrame, decided: pd.Series, votes: pd.Series, all_votes: pd.Series) -> pd.Series:
    """Of each relation the parts without which it is none, where fewer than half of its coders agree on one: of each
    such label the passage with most votes, of equals the first; never one that was decided against."""
    core = _core(table).notna() & decided.ne(False)
    of = [table["relation"][core], table["label"][core]]
    lacking = (2 * votes < all_votes)[core].groupby(of).transform("all")
    best = votes[core].groupby(of).transform("idxmax")
    return (lacking & (best == best.index)).reindex(table.index, fill_value=False)


def _broken(table: pd.DataFrame, decided: pd.Series, keep: pd.Series) -> pd.Series:
    """Which passages belong to a relation that a decision has left without cue and verb, or without content."""
    of = list(zip(table["relation"], _core(table), strict=True))
    left = {pair for pair, kept in zip(of, keep, strict=True) if kept}
    lost = {pair for pair, answer in zip(of, decided, strict=True) if answer is False} - left
    return table["relation"].isin({relation for relation, does in lost if not pd.isna(does)})


def _new_groups(table: pd.DataFrame, keep: pd.Series) -> pd.Series:
    """A name for each relation, in reading order of what is kept of it; ``""`` for passages of none."""
    kept = table.loc[keep & (table["relation"] >= 0), "relation"]
    names = {relation: f"m{number}" for number, relation in enumerate(dict.fromkeys(kept), 1)}
    return pd.Series([names.get(relation, "") for relation in table["relation"]], table.index, dtype=object)


def _with_common_values(spans: pd.DataFrame, codings: Sequence[pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """The spans with the commonest value of all who marked them in each column that is not one of every span table."""
    marks = [marked(coding) for coding in codings]
    fixed = {*COLUMNS, NOTE, "votes", "readers", "decided"}
    for column in [name for name in spans if name not in fixed and any(name in own for own in marks)]:
        values = [own[column].tolist() if column in own else [None] * len(own) for own in marks]
        found = []
        for own, members in zip(spans[column], table["members"], strict=True):
            given = [values[coder][row] for coder, row in members]
            counts = Counter(value for value in given if not pd.isna(value) and value != "").most_common(2)
            clear = counts and (len(counts) == 1 or counts[0][1] > counts[1][1])
            found.append(counts[0][0] if clear else own)
        spans[column] = pd.Series(found, spans.index, dtype=object).infer_objects()
    return spans


def _decided(table: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.Series:
    """For each passage True, False or None, as the adjudicator decided."""
    undecided = pd.Series(None, table.index, dtype=object)
    if decisions is None:
        return undecided
    if missing := [column for column in [*KEY, "keep"] if column not in decisions]:
        raise MergeError(
            f"the decisions lack the columns {', '.join(missing)}; add `keep` to the list of disagreements"
        )
    answers: dict[tuple[object, ...], bool] = {}
    for row, *key, keep in decisions[[*KEY, "keep"]].itertuples():
        if pd.isna(keep) or not str(keep).strip():
            continue
        answer = _ANSWERS.get(str(keep).strip().lower().removesuffix(".0"))
        if answer is None:
            raise MergeError(f"decisions, row {row}: keep is {keep!r}; write yes, no, or nothing")
        if answers.setdefault(tuple(key), answer) != answer:
            raise MergeError(f"decisions, row {row}: {_place(key)} is both kept and not kept")
    keys = [tuple(key) for key in table[KEY].itertuples(index=False)]
    if unknown := set(answers) - set(keys):
        raise MergeError(
            f"the decisions name {_place(min(unknown, key=str))}, which is no passage of these codings; "
            "make the list of disagreements again, from the same codings and with the same `match`"
        )
    return pd.Series([answers.get(key) for key in keys], table.index, dtype=object)


def _as_decided(spans: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.DataFrame:
    """The spans that are kept with the ends and the code that an adjudicator gave them, in reading order."""
    if decisions is None or not set(CHANGED) & set(decisions):
        return spans
    spans = spans.copy()
    keys = pd.Series([tuple(key) for key in spans[KEY].itertuples(index=False)], spans.index, dtype=object)
    for row, decision in decisions.iterrows():
        told = {name: decision[old] for old, name in CHANGED.items() if old in decision and _filled(decision[old])}
        if not told or _ANSWERS.get(str(decision["keep"]).strip().lower().removesuffix(".0")) is not True:
            continue
        start, end = (whole_number(told.get(name, decision[name])) for name in ("start", "end"))
        if start is None or end is None or len(told.get("text", decision["text"])) != end - start:
            raise MergeError(
                f"decisions, row {row}: to_start, to_end and to_text do not fit each other; give all three, or none"
            )
        same = keys == tuple(decision[KEY])
        for name, value in (told | {"start": start, "end": end}).items():
            spans.loc[same, name] = value
    return spans.sort_values(KEY, kind="stable").drop_duplicates([*KEY, "group"])


def _filled(value: Any) -> bool:
    return not pd.isna(value) and str(value).strip() != ""


def _tied(passages: pd.DataFrame) -> str:
    one = len(passages) == 1
    several, first = ("1 passage is", "") if one else (f"{len(passages)} passages are", ", the first of them")
    places = "; ".join(_place(key) for key in passages[KEY].head(3).itertuples(index=False))
    return (
        f"{several} marked by exactly half of the coders{first}: {places}. Decide {'it' if one else 'them'} "
        "in `decisions`, or settle all with ties='in' or ties='out'"
    )


def _place(key: Sequence[object]) -> str:
    article, start, end, label = key
    return f"{article}[{start}:{end}] as {label}"
