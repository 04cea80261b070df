"""Groups of a span table as links between spans, which is how annotation tools tie the pieces of a relation.

The parts of one attribution or one action have the same `group`. As links, one part (the cue, the verb, else the
first) points to each other part, and the link is named after the label of the part that it points to.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Link = tuple[int, int, str]  # from this row, to that row, name

_HEADS = ("cue", "verb")  # what holds an attribution, an action together


def group_links(rows: Sequence[Mapping[str, Any]]) -> list[Link]:
    """The links that stand for the groups of these rows, which are one coder's in one article."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        if row.get("group"):
            groups.setdefault((row.get("layer", ""), row["group"]), []).append(number)
    links = []
    for members in groups.values():
        head = next((number for number in members if rows[number]["label"] in _HEADS), members[0])
        links += [(head, number, rows[number]["label"]) for number in members if number != head]
    return sorted(links)


def link_names(labels: Iterable[str]) -> set[str]:
    """What links may be called where these labels are used, so that coders can draw them in a text that has none yet:
    the labels of what a cue or a verb holds together.
    """
    names = set(labels)
    return set() if names.isdisjoint(_HEADS) else names.difference(_HEADS)


def name_groups(rows: Sequence[dict[str, Any]], links: Sequence[Link]) -> None:
    """Give rows that are linked, directly or through others, the same `group`, and what a link is called as `role`
    where that is not the label of its target.

    A group keeps the name that its first row brings, unless an earlier group has it: then a link between the two was
    deleted in the tool, and the later one is a group of its own, or none when it is a single row.
    """
    parent = list(range(len(rows)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for source, target, name in links:
        first, second = sorted((root(source), root(target)))
        parent[second] = first
        if name not in ("", rows[target]["label"]):
            rows[target].setdefault("role", name)
    parts: dict[int, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        parts.setdefault(root(number), []).append(row)
    _name(list(parts.values()), {row["group"] for row in rows if row.get("group")})


def _name(parts: list[list[dict[str, Any]]], known: set[str]) -> None:
    taken: set[tuple[str, str, str]] = set()
    number = 0
    for part in parts:
        named = next((row for row in part if row.get("group")), {})
        claim = (named.get("coder", ""), named.get("layer", ""), named.get("group", ""))
        name = "" if claim in taken else claim[2]
        if not name and len(part) > 1:
            number = next(n for n in range(number + 1, number + len(known) + 2) if f"g{n}" not in known)
            name = f"g{number}"
        taken.add(claim)
        for row in part:
            row["group"] = name
