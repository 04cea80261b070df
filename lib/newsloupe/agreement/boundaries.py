"""Krippendorff's alpha for unitizing: do coders find the same stretches of text, and with the same codes?

The coefficient is ᵤα of Krippendorff, Mathet, Bouvry & Widlöcher (2016, *Quality & Quantity* 50, 2347–2364). It is
our own code, because no library of it is kept: krippendorff-unitized-alpha had its only release in 2022, and
pygamma-agreement, which computes the related γ of Mathet, Widlöcher & Métivier (2015), had its last in 2024 and needs
a solver and a compiler.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.agreement.what_was_read import cut, places_all_read
from newsloupe.corpus.article import Corpus

_Segment = tuple[int, int, str]  # start, end and the codes it carries ("" in a gap)


class Unitizing(NamedTuple):
    """What ᵤα is made of: disagreement and size of each sentence, and the disagreement expected by chance."""

    disagreement: np.ndarray
    size: np.ndarray
    expected: float

    @property
    def alpha(self) -> float:
        return 1 - float(self.disagreement.sum()) / self.expected if self.expected > 0 else float("nan")


def u_alpha(codings: Sequence[pd.DataFrame], corpus: Corpus, label: str | None = None) -> float:
    """Krippendorff's alpha for unitizing, ᵤα, over the characters of `corpus`, for two or more coders.

    With `label` the question is only where that code was marked. Without, a character's value is the set of codes
    that a coder gave it, so it counts in full whether a coder chose another code or none. Overlapping spans of one
    coder and code are one stretch. With `label`, the code is compared with everything else, gaps included; that is
    not the coefficient of a single category (the (k)uα of the book).

    Only passages that all coders have read count; codings that do not say what was read count as read in full.
    ValueError when there is no such passage.

    1 is perfect agreement, 0 what chance would give; longer stretches weigh more. NaN when chance could not produce
    any disagreement, as when nobody marked anything or everybody everything: such data cannot show reliability.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> one = pd.DataFrame({"article": ["a", "a"], "start": [3, 16], "end": [6, 19], "label": ["hedge", "hedge"]})
    >>> u_alpha([one, one], corpus), round(u_alpha([one, one.head(1)], corpus), 2)
    (1.0, 0.6)
    """
    cuts, part = cut(codings, corpus, places_all_read(codings, corpus, label))
    assert part is not None
    return unitizing(cuts, part, label).alpha


def unitizing(codings: Sequence[pd.DataFrame], corpus: Corpus, label: str | None = None) -> Unitizing:
    """Observed disagreement in each sentence of `corpus`, and what is expected by chance (eqs. 1 to 5 of the paper).

    Two segments of the same coder are never paired with themselves: the squared lengths of units, and the lengths of
    gaps, which have no inner structure, are taken out of the pairs that chance could make.
    """
    others, lengths, selves = len(codings) - 1, dict[str, int](), dict[str, int]()
    disagreement, size = [], []
    found = [_by_article(coding if label is None else coding[coding["label"] == label]) for coding in codings]
    for article in corpus:
        sentences = _text.sentences(article.text)
        if not sentences:  # nothing but white space
            continue
        rows = [own.get(article.id, []) for own in found]
        segments = [list(_segments(own, len(article.text))) for own in rows]
        for start, end, value in (segment for own in segments for segment in own):
            lengths[value] = lengths.get(value, 0) + end - start
            selves[value] = selves.get(value, 0) + (end - start) ** (2 if value else 1)
        starts = [start for start, _ in sentences[1:]]
        observed = np.zeros((len(starts) + 1, 2))
        for start, end, values in _pieces(segments, starts):
            same = sum(values.count(value) ** 2 for value in set(values))
            observed[bisect_right(starts, start)] += (
                (end - start) * np.array([len(values) ** 2 - same, len(values) * others]) / others
            )
        disagreement.append(observed[:, 0])
        size.append(observed[:, 1])
    total = sum(lengths.values())
    pairs = total**2 - sum(selves.values())
    different = total**2 - sum(length**2 for length in lengths.values())
    expected = total * different / pairs if pairs else 0.0
    return Unitizing(np.concatenate([[], *disagreement]), np.concatenate([[], *size]), expected)


def _by_article(coding: pd.DataFrame) -> dict[str, list[_Segment]]:
    """One coder's units in each article; overlapping ones with the same code are joined, touching ones are not."""
    units: dict[str, list[_Segment]] = {}
    for (article, label), rows in coding.groupby(["article", "label"]):
        joined: list[_Segment] = []
        for start, end in sorted(zip(rows["start"], rows["end"], strict=True)):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]), str(label))
            else:
                joined.append((start, end, str(label)))
        units.setdefault(str(article), []).extend(joined)
    return units


def _segments(units: list[_Segment], length: int) -> Iterator[_Segment]:
    """One coder's article as units and gaps that follow each other without overlap."""
    edges = sorted({0, length, *(start for start, _, _ in units), *(end for _, end, _ in units)})
    waiting, open_ = sorted(units, reverse=True), []
    for start, end in zip(edges, edges[1:], strict=False):
        while waiting and waiting[-1][0] <= start:
            open_.append(waiting.pop())
        open_ = [unit for unit in open_ if unit[1] > start]  # one for each code at most
        yield start, end, ", ".join(sorted(code for _, _, code in open_))


def _pieces(segments: list[list[_Segment]], cuts: list[int]) -> Iterator[tuple[int, int, list[str]]]:
    """The text cut wherever any coder or any of `cuts` cuts it: each piece with the value each coder gave it."""
    edges = sorted({edge for own in segments for start, end, _ in own for edge in (start, end)} | set(cuts))
    begins = [[start for start, _, _ in own] for own in segments]
    for start, end in zip(edges, edges[1:], strict=False):
        yield start, end, [own[bisect_right(first, start) - 1][2] for own, first in zip(segments, begins, strict=True)]
