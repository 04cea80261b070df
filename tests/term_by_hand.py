"""What a class reports, computed from its files a second time: with lists, sets and loops, and nothing of newsloupe's
agreement, merging or rates. Spans match when both ends and the code are the same."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

Span = tuple[str, int, int, str]  # article, start, end, code
Place = tuple[str, int, int]  # article, start, end


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file that nothing is wrong with."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spans_in(rows: Iterable[dict[str, str]]) -> list[Span]:
    """What is marked, in the order of the file."""
    return [
        (row["article"], int(row["start"]), int(row["end"]), row["label"]) for row in rows if row["layer"] != "read"
    ]


def places_in(rows: Iterable[dict[str, str]]) -> list[Place]:
    """What was read."""
    return [(row["article"], int(row["start"]), int(row["end"])) for row in rows if row["layer"] == "read"]


# ---------------------------------------------------------------- beyond chance


def decided(units: Sequence[Place], coders: Sequence[Sequence[Span]], code: str | None) -> list[list[object]]:
    """For each unit what each coder says: whether the code is there, or (None) the set of all codes."""
    table = []
    for article, first, last in units:
        row = []
        for spans in coders:
            codes = {name for place, start, end, name in spans if place == article and start < last and end > first}
            row.append(frozenset(codes) if code is None else code in codes)
        table.append(row)
    return table


def alpha(table: Iterable[Sequence[object]], apart: Callable[[object, object], float] = lambda a, b: a != b) -> float:
    """Krippendorff's alpha from the pairs of values within units, and of all values; None is missing."""
    units = [Counter(value for value in row if value is not None) for row in table]
    units = [unit for unit in units if unit.total() > 1]
    everything: Counter[object] = sum(units, Counter())
    observed = sum(_pairs(unit, apart) / (unit.total() - 1) for unit in units)
    return 1 - observed / (_pairs(everything, apart) / (everything.total() - 1))


def _pairs(values: Counter[object], apart: Callable[[object, object], float]) -> float:
    return sum(values[a] * values[b] * apart(a, b) for a in values for b in values)


def sets_apart(one: object, other: object) -> float:
    """How many codes stand in one of two sets only."""
    return len(one ^ other)  # type: ignore[operator]


def kappa(table: Iterable[Sequence[object]], apart: Callable[[object, object], float] = lambda a, b: a != b) -> float:
    """Cohen's kappa of two coders, from what both say of each unit, and of what each says at all."""
    rows = list(table)
    observed = sum(apart(one, other) for one, other in rows) / len(rows)
    first, second = (Counter(row[coder] for row in rows) for coder in (0, 1))
    chance = sum(first[a] * second[b] * apart(a, b) for a in first for b in second) / len(rows) ** 2
    return 1 - observed / chance if chance else float("nan")


# ---------------------------------------------------------------- the same passages, the same links


def matched(coders: Sequence[Sequence[Span]]) -> int:
    """Over all pairs of coders, the spans that both have."""
    return sum((Counter(one) & Counter(other)).total() for one, other in combinations(coders, 2))


def f1(coders: Sequence[Sequence[Span]]) -> float:
    """The F1 over all pairs of coders."""
    return 2 * matched(coders) / ((len(coders) - 1) * sum(map(len, coders)))


def links(coders: Sequence[Sequence[dict[str, str]]]) -> list[list[object]]:
    """For each two passages that two coders or more have marked: whether each of them ties them together."""
    groups: list[dict[Span, set[str]]] = []
    for rows in coders:
        own: dict[Span, set[str]] = {}
        marks = [row for row in rows if row["layer"] != "read"]
        for row, span in zip(marks, spans_in(marks), strict=True):
            own.setdefault(span, set()).update({row["group"]} - {""})
        groups.append(own)
    common = sorted(span for span, count in Counter(span for own in groups for span in own).items() if count > 1)
    table = []
    for one, two in combinations(common, 2):
        said = [bool(own[one] & own[two]) if one in own and two in own else None for own in groups]
        if one[0] == two[0] and sum(value is not None for value in said) > 1:
            table.append(said)
    return table


def f1_of_links(table: Sequence[Sequence[object]]) -> float:
    """Of the links that one of two coders made, twice the share that both made, over all pairs of coders."""
    both = made = 0
    for row in table:
        for one, two in combinations([value for value in row if value is not None], 2):
            both, made = both + (one is two is True), made + bool(one) + bool(two)
    return 2 * both / made


# ---------------------------------------------------------------- one coding of many, and what comes of it


def by_majority(coders: Sequence[Sequence[Span]], read: Sequence[set[str]], ties: bool) -> set[Span]:
    """What more than half of those who read the article have marked; what exactly half have, if `ties`."""
    votes = Counter(span for spans in coders for span in set(spans))
    readers = Counter(article for articles in read for article in articles)
    return {span for span, count in votes.items() if 2 * count > readers[span[0]] - ties}
