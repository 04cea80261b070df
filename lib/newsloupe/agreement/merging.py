"""Several codings become one: by majority, with every tie and every decision of an adjudicator in the open."""

from collections.abc import Sequence

import pandas as pd

from newsloupe.agreement.passages import passage_table, span_rows

KEY = ["article", "start", "end", "label"]
TIES = ("in", "out")
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
    """One span table from those of two or more coders: the passages that more than half of them marked.

    Parameters
    ----------
    match
        when spans count as the same passage, as in `newsloupe.agreement.agreement`.
    ties
        what happens to passages that exactly half of the coders marked and nobody decided: ``"in"`` or ``"out"``.
        Without it they are refused, so that no tie is settled unseen.
    decisions
        rows of `newsloupe.agreement.disagreements` with a further column ``keep`` (yes or no, true or false, 1 or 0;
        empty to leave it to the majority). A decision wins against any majority.
    name
        the ``coder`` of the result.

    Returns
    -------
    DataFrame
        a span table in reading order, with ``votes`` (int, how many coders marked the passage) and ``decided``
        (``all``, ``majority``, ``tie`` or ``adjudicated``). A span is that of the coder who shares most with the
        others, so its ends are always some coder's, and so is what stands in ``rule``, in ``note`` and in columns of
        its own. Its ``group`` names that coder first: pieces of a relation taken from different coders are not tied
        together.

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
    votes = table["coders"].map(len).astype("int64")
    decided = _decided(table, decisions)
    tied = decided.isna() & (2 * votes == len(codings))
    if ties is None and tied.any():
        raise MergeError(_tied(table[tied]))
    keep = decided.fillna(2 * votes > len(codings)).astype(bool) | (tied & (ties == "in"))
    how = pd.Series("majority", table.index).mask(votes == len(codings), "all").mask(tied, "tie")
    how = how.mask(decided.notna(), "adjudicated")
    spans = span_rows(codings, table).assign(votes=votes, decided=how)
    spans["group"] = (spans["coder"].astype(str) + " " + spans["group"]).where(spans["group"].ne(""), "")
    return spans.assign(coder=name)[keep].reset_index(drop=True)


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
