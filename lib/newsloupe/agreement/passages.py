"""Which spans of different coders are about the same passage: the step on which comparing and merging codings rest.

A coding is a span table by one coder. A *passage* is a set of spans with the same article and label, at most one of
each coder, that belong together. Spans that nobody else marked are passages of their own.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from newsloupe.spans import COLUMNS, NOTE

MATCHES = ("overlap", "exact")

_Span = tuple[int, int, int, int]  # start, end, coder, number of its row


def coder_names(codings: Sequence[pd.DataFrame]) -> list[str]:
    """A name for each coding: the one value of its column ``coder``, else ``coder 1``, ``coder 2`` and so on.

    Where two codings have the same name, the number of the coding follows it.
    """
    found = [sorted(set(coding["coder"])) if "coder" in coding else [] for coding in codings]
    names = [str(one[0]) if len(one) == 1 else "coder" for one in found]
    return [
        f"{name} {number}" if name == "coder" or names.count(name) > 1 else name for number, name in enumerate(names, 1)
    ]


def spans_in_passages(codings: Sequence[pd.DataFrame], match: str = "overlap") -> pd.DataFrame:
    """All spans of all coders, one row each: ``article``, ``start``, ``end``, ``label``, ``coder`` and ``row`` (int,
    the number of the coding and of the row in it, from 0) and ``passage`` (int, the same for spans that belong
    together).

    Within an article and label the spans that share the largest part of their characters are joined first, and a
    passage never holds two spans of one coder. With ``match="overlap"`` any shared character is enough, with
    ``"exact"`` both ends must be the same. Neither the order of the rows nor that of the coders matters. Raises
    ValueError for fewer than two codings and for a way of matching that does not exist.
    """
    if match not in MATCHES:
        raise ValueError(f"match is {match!r}; it must be one of {', '.join(MATCHES)}")
    if len(codings) < 2:
        raise ValueError("agreement needs the span tables of at least two coders")
    tables = [
        coding[["article", "start", "end", "label"]].reset_index(drop=True).assign(coder=number).rename_axis("row")
        for number, coding in enumerate(codings)
    ]
    spans = pd.concat(tables).reset_index()[["article", "start", "end", "label", "coder", "row"]]
    spans = spans.sort_values(["article", "start", "end", "label", "coder", "row"], ignore_index=True)
    passage = np.arange(len(spans))
    for rows in spans.groupby(["article", "label"], sort=False).indices.values():
        own = spans.iloc[rows]
        for joined in _joined(list(zip(own["start"], own["end"], own["coder"], rows, strict=True)), match):
            passage[joined] = min(joined)
    return spans.assign(passage=passage)


def passage_table(codings: Sequence[pd.DataFrame], match: str = "overlap") -> pd.DataFrame:
    """One row per passage, in reading order: ``article``, ``start``, ``end``, ``label``, ``coders`` (tuple of int,
    who marked it), ``coder`` and ``row`` (int, where its span comes from) and ``disagreement`` (float).

    The span is that of the coder who shares most with the others; of equals, that of the coder named first.
    ``disagreement`` is the mean, over all pairs of coders, of the part of the passage's characters that only one of
    the two marked: 0 when all marked the same characters, 1 when one of two coders did not mark it at all. A pair in
    which neither marked it agrees.
    """
    spans = spans_in_passages(codings, match)
    members: dict[int, list[tuple]] = {}
    for *place, coder, row, passage in spans.sort_values(["coder", "row"]).itertuples(index=False):
        members.setdefault(passage, []).append((*place, coder, row))
    rows = []
    for passage in members.values():
        offsets = [(start, end) for _, start, end, *_ in passage]
        shared = [sum(_shared(one, two) for two in offsets) for one in offsets]
        *place, coder, row = passage[int(np.argmax(shared))]
        coders = tuple(coder for *_, coder, _ in passage)
        rows.append((*place, coders, coder, row, _disagreement(offsets, len(codings))))
    names = ["article", "start", "end", "label", "coders", "coder", "row", "disagreement"]
    table = pd.DataFrame(rows, columns=names).astype({"start": "int64", "end": "int64", "disagreement": float})
    return table.sort_values(["article", "start", "end", "label"], ignore_index=True, kind="stable")


def span_rows(codings: Sequence[pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """The spans of the passages of `table` (see `passage_table`) as a span table, with all columns of the codings."""
    columns = [*COLUMNS, NOTE]
    extra = [name for name in dict.fromkeys(name for coding in codings for name in coding) if name not in columns]
    codings = [coding if NOTE in coding else coding.assign(note="") for coding in codings]
    rows = [codings[coder].iloc[row] for coder, row in zip(table["coder"], table["row"], strict=True)]
    spans = pd.DataFrame(rows, columns=columns + extra).reset_index(drop=True)
    return spans.astype({"start": "int64", "end": "int64"}).fillna(dict.fromkeys(columns[3:], ""))


def _disagreement(offsets: list[tuple[int, int]], coders: int) -> float:
    """One minus what the pairs of coders share on average; those who both left the passage out agree."""
    both = sum(_shared(one, two) for one, two in combinations(offsets, 2))
    neither = comb(coders - len(offsets), 2)
    return 1 - (both + neither) / comb(coders, 2)


def _shared(one: tuple[int, int], two: tuple[int, int]) -> float:
    """The characters that both spans cover, as a part of those that either covers."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return max(shared, 0) / (max(one[1], two[1]) - min(one[0], two[0]))


def _joined(spans: list[_Span], match: str) -> list[list[int]]:
    """The rows of spans that belong together, for the spans of one article and label, sorted by start."""
    candidates = []
    for number, one in enumerate(spans):
        for two in spans[number + 1 :]:
            if two[0] >= one[1]:
                break
            closeness = _shared(one[:2], two[:2])
            if one[2] != two[2] and (match == "overlap" or closeness == 1):
                candidates.append((-closeness, one, two))
    passage = {span[3]: {span[3]: span[2]} for span in spans}  # row: the rows of its passage, with their coders
    for _, one, two in sorted(candidates):
        left, right = passage[one[3]], passage[two[3]]
        if left is not right and not set(left.values()) & set(right.values()):
            left |= right
            passage |= dict.fromkeys(right, left)
    return [list(rows) for rows in {id(rows): rows for rows in passage.values()}.values()]
