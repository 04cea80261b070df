"""Which groups of different coders are the same relation, such as one attribution or one action.

A *relation* is a set of groups, at most one of each coder, with the same article and layer. Where two groups have a cue
or a verb, the relation is the same if these share a character; other groups are, if spans of the same label do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

# The part of a relation that says which one it is: two attributions may share a source, but never a cue.
ANCHORS = ("cue", "verb")


@dataclass
class _Group:
    coder: int
    rows: list[int] = field(default_factory=list)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # by label


def relations(codings: Sequence[pd.DataFrame]) -> list[np.ndarray]:
    """For each row of each coding the number of its relation, -1 for rows in no group.

    Groups are joined whose spans share most, those with a common cue or verb before all others.
    """
    found = [np.full(len(coding), -1) for coding in codings]
    by_place: dict[tuple[str, str], list[_Group]] = {}
    for coder, coding in enumerate(codings):
        if "group" not in coding:
            continue
        groups: dict[tuple[str, str, str], _Group] = {}
        layers = coding["layer"] if "layer" in coding else [""] * len(coding)
        columns = (coding[name] for name in ("article", "group", "label", "start", "end"))
        for row, (layer, article, group, label, start, end) in enumerate(zip(layers, *columns, strict=True)):
            if isinstance(group, str) and group:
                own = groups.setdefault((article, layer, group), _Group(coder))
                own.rows.append(row)
                own.spans.setdefault(label, []).append((start, end))
        for (article, layer, _), own in groups.items():
            by_place.setdefault((article, layer), []).append(own)
    number = 0
    for place in sorted(by_place):
        for joined in _joined(by_place[place]):
            for group in joined:
                found[group.coder][group.rows] = number
            number += 1
    return found


def _joined(groups: list[_Group]) -> list[list[_Group]]:
    candidates = []
    places = [[place for own in group.spans.values() for place in own] for group in groups]
    reach = [(min(start for start, _ in own), max(end for _, end in own)) for own in places]
    for first, one in enumerate(groups):
        for second, two in enumerate(groups[first + 1 :], first + 1):
            if reach[first][0] >= reach[second][1] or reach[second][0] >= reach[first][1]:
                continue
            if one.coder != two.coder and not _differ(one, two):
                closeness = _closeness(one, two)
                if closeness > 0:
                    anchored = any(_common(one, two, label) for label in ANCHORS)
                    candidates.append((not anchored, -closeness, first, second))
    together = {number: [group] for number, group in enumerate(groups)}
    for *_, first, second in sorted(candidates):
        left, right = together[first], together[second]
        if left is right or any(a.coder == b.coder or _differ(a, b) for a in left for b in right):
            continue
        left += right
        together |= {number: left for number, own in together.items() if own is right}
    return list({id(joined): joined for joined in together.values()}.values())


def _differ(one: _Group, two: _Group) -> bool:
    """Do both have a cue, or a verb, and not the same?"""
    return any(label in one.spans and label in two.spans and not _common(one, two, label) for label in ANCHORS)


def _common(one: _Group, two: _Group, label: str) -> int:
    """How many characters both have marked with a label."""
    pairs = [(a, b) for a in one.spans.get(label, ()) for b in two.spans.get(label, ())]
    return sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a, b in pairs)


def _closeness(one: _Group, two: _Group) -> float:
    """The characters that both marked with the same label, as a part of those that either marked."""
    common = sum(_common(one, two, label) for label in one.spans)
    sizes = sum(end - start for group in (one, two) for own in group.spans.values() for start, end in own)
    return common / max(sizes - common, 1)
