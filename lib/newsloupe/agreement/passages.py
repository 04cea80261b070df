"""Which spans of different coders are about the same passage: the step on which comparing and merging codings rest.

A coding is a span table by one coder. A *passage* is a set of spans with the same article and label, at most one of
each coder, that belong together. Spans that nobody else marked are passages of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from newsloupe.agreement.relation_groups import relations
from newsloupe.agreement.what_was_read import Readers
from newsloupe.spans import COLUMNS, NOTE, marked

MATCHES = ("overlap", "exact")

_Span = tuple[int, int, int, int, int]  # start, end, coder, number of its row, relation


def spans_in_passages(
    codings: Sequence[pd.DataFrame], match: str = "overlap", relations: Sequence[np.ndarray] | None = None
) -> pd.DataFrame:
    """All spans of all coders, one row each: ``article``, ``start``, ``end``, ``label``, ``coder`` and ``row`` (int,
    the number of the coding and of the row in it, from 0), ``relation`` (int, that of `relations`, -1 for none) and
    ``passage`` (int, the same for spans that belong together).

    Within an article and label the spans that share the largest part of their characters are joined first. Each two
    spans of a passage are by different coders and share a character; where `relations` are given, they are of the same
    one, or one of them is of none. With ``match="overlap"`` any shared character is enough, with ``"exact"`` both ends
    must be the same. Neither the order of the rows nor that of the coders matters. Raises ValueError for fewer than
    two codings and for a way of matching that does not exist.
    """
    if match not in MATCHES:
        raise ValueError(f"match is {match!r}; it must be one of {', '.join(MATCHES)}")
    if len(codings) < 2:
        raise ValueError("agreement needs the span tables of at least two coders")
    tables = [
        coding[["article", "start", "end", "label"]]
        .reset_index(drop=True)
        .assign(coder=number, relation=-1 if relations is None else relations[number])
        .rename_axis("row")
        for number, coding in enumerate(codings)
    ]
    spans = pd.concat(tables).reset_index()[["article", "start", "end", "label", "coder", "row", "relation"]]
    spans = spans.sort_values(["article", "start", "end", "label", "coder", "row"], ignore_index=True)
    passage = np.arange(len(spans))
    for rows in spans.groupby(["article", "label"], sort=False).indices.values():
        own = spans.iloc[rows]
        columns = (own["start"], own["end"], own["coder"], rows, own["relation"])
        for joined in _joined(list(zip(*columns, strict=True)), match):
            passage[joined] = min(joined)
    return spans.assign(passage=passage)


def passage_table(codings: Sequence[pd.DataFrame], match: str = "overlap") -> pd.DataFrame:
    """One row per passage, in reading order: ``article``, ``start``, ``end``, ``label``, ``coders`` and ``readers``
    (tuples of int: who marked it, and who has read it), ``coder`` and ``row`` (int, where its span comes from),
    ``members`` (all spans of it, as pairs of coder and row), ``relation`` (int, -1 for none) and ``disagreement``
    (float).

    The span is that of the coder who shares most with the others; of equals, that of the coder named first.
    ``disagreement`` is the mean, over all pairs of readers, of the part of the passage's characters that only one of
    the two marked: 0 when all marked the same characters, 1 when one of two did not mark it at all. A pair in which
    neither marked it agrees.
    """
    marks = [marked(coding) for coding in codings]
    spans = spans_in_passages(marks, match, relations(marks))
    members: dict[int, list[tuple]] = {}
    for *place, coder, row, relation, passage in spans.sort_values(["coder", "row"]).itertuples(index=False):
        members.setdefault(passage, []).append((*place, coder, row, relation))
    read = Readers(codings)
    rows = []
    for passage in members.values():
        offsets = [(start, end) for _, start, end, *_ in passage]
        shared = [sum(_shared(one, two) for two in offsets) for one in offsets]
        *place, coder, row, _ = passage[int(np.argmax(shared))]
        coders = tuple(coder for *_, coder, _, _ in passage)
        who = tuple(sorted({*coders, *read.of(*place)}))
        relation = max(relation for *_, relation in passage)
        own = [(coder, row) for *_, coder, row, _ in passage]
        rows.append((*place, coders, who, coder, row, own, relation, _disagreement(offsets, len(who))))
    names = ["article", "start", "end", "label", "coders", "readers", "coder", "row", "members", "relation"]
    table = pd.DataFrame(rows, columns=[*names, "disagreement"])
    table = table.astype({"start": "int64", "end": "int64", "relation": "int64", "disagreement": float})
    return table.sort_values(["article", "start", "end", "label", "relation"], ignore_index=True, kind="stable")


def span_rows(codings: Sequence[pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """The spans of the passages of `table` (see `passage_table`) as a span table, with all columns of the codings."""
    columns = [*COLUMNS, NOTE]
    codings = [marked(coding) for coding in codings]
    extra = [name for name in dict.fromkeys(name for coding in codings for name in coding) if name not in columns]
    codings = [coding if NOTE in coding else coding.assign(note="") for coding in codings]
    rows = [codings[coder].iloc[row] for coder, row in zip(table["coder"], table["row"], strict=True)]
    spans = pd.DataFrame(rows, columns=columns + extra).reset_index(drop=True)
    return spans.astype({"start": "int64", "end": "int64"}).fillna(dict.fromkeys(columns[3:], ""))


def _disagreement(offsets: list[tuple[int, int]], coders: int) -> float:
    """One minus what the pairs of coders share on average; those who both left the passage out agree."""
    both = sum(_shared(one, two) for one, two in combinations(offsets, 2))
    neither = comb(coders - len(offsets), 2)
    return 1 - (both + neither) / comb(coders, 2) if coders > 1 else 0.0


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
            if _go_together(one, two) and (match == "overlap" or closeness == 1):
                candidates.append((one[4] != two[4], -closeness, one, two))
    passage = {span[3]: _Passage([span[3]], {span[2]}, span[0], span[1], span[4]) for span in spans}
    for *_, one, two in sorted(candidates):
        left, right = passage[one[3]], passage[two[3]]
        if left is not right and left.takes(right):
            left.join(right)
            passage |= dict.fromkeys(right.rows, left)
    return [joined.rows for joined in {id(joined): joined for joined in passage.values()}.values()]


@dataclass
class _Passage:
    """Spans that belong together. Each two of them share a character just when all of them have one in common, between
    the last `start` and the first `end`."""

    rows: list[int]
    coders: set[int]
    start: int
    end: int
    relation: int

    def takes(self, other: "_Passage") -> bool:
        common = max(self.start, other.start) < min(self.end, other.end)
        one_relation = self.relation == other.relation or -1 in (self.relation, other.relation)
        return common and one_relation and not self.coders & other.coders

    def join(self, other: "_Passage") -> None:
        self.rows += other.rows
        self.coders |= other.coders
        self.start, self.end = max(self.start, other.start), min(self.end, other.end)
        self.relation = max(self.relation, other.relation)


def _go_together(one: _Span, two: _Span) -> bool:
    """Are two spans by different coders, of one relation at most, and do they share a character?"""
    one_relation = one[4] == two[4] or -1 in (one[4], two[4])
    return one[2] != two[2] and one_relation and one[0] < two[1] and two[0] < one[1]
