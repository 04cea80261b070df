"""The lines of a brat .ann file."""

from collections.abc import Iterable
from typing import Any

import regex

from newsloupe.exchange.links import Link
from newsloupe.exchange.shared import ExchangeError, place, told
from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.json_text import parse_json
from newsloupe.spans import COLUMNS, NOTE

TYPE = regex.compile(r"[^A-Za-z0-9_-]")  # what may not stand in a type
_SPAN = regex.compile(r"(T\S*)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)(?:\t(.*))?", regex.DOTALL)
_EVENT = regex.compile(r"(E\S*)\t[^\s:]+:(T\S*)((?: [^\s:]+:\S+)*)\s*")
_RELATION = regex.compile(r"(R\S*)\t(\S+) [^\s:]+:(\S+) [^\s:]+:(\S+)\s*")
_ATTRIBUTE = regex.compile(r"([AM]\S*)\t(\S+) (\S+)(?: (.*\S))?\s*")
_NOTE = regex.compile(r"(#\S*)\t(\S+) (\S+)\t(.*)", regex.DOTALL)
_PATTERNS = {"T": _SPAN, "E": _EVENT, "R": _RELATION, "A": _ATTRIBUTE, "M": _ATTRIBUTE, "#": _NOTE}
_LEFT_OUT = {"*": "is an equivalence", "N": "links to a data base (normalisation)"}
_RESERVED = {*COLUMNS, NOTE, "role"}


class AnnotationFile:
    """The annotations of one text: `rows`, `links` between them by number, and `problems` by line.

    `other_text` lists the problems of spans that say another text than stands in the article.
    """

    def __init__(self, text: str, lines: Iterable[str]) -> None:
        self.text = text
        self.rows: list[dict[str, Any]] = []
        self.links: list[Link] = []
        self.problems: list[tuple[int, str, str]] = []
        self.other_text: list[str] = []
        self._rows_of: dict[str, list[int]] = {}  # of a span (T) or of the trigger of an event (E)
        readers = {"T": self._span, "E": self._event, "R": self._relation, "A": self._attribute, "#": self._note}
        parsed = self._matches(lines)
        events = {match[1]: match for _, match in parsed if match[1][0] == "E"}
        for kind, read in readers.items():
            for number, match in parsed:
                if match[1][0].replace("M", "A") == kind:
                    try:
                        read(match)
                    except ExchangeError as error:
                        self.problems.append((number, error.problem, error.remedy))
            if kind == "T":
                self._rows_of |= {name: self._rows_of.get(event[2], []) for name, event in events.items()}
        self.problems.sort()

    def _matches(self, lines: Iterable[str]) -> list[tuple[int, Any]]:
        parsed, seen = [], set()
        for number, line in enumerate(lines, 1):
            line = line.removesuffix("\r")
            pattern = _PATTERNS.get(line[:1])
            match = pattern.fullmatch(line) if pattern else None
            if match is not None and match[1] not in seen:
                seen.add(match[1])
                parsed.append((number, match))
            elif match is not None:
                self.problems.append((number, f"the name {match[1]} is used twice", "rename one of them"))
            elif line.strip():
                why = _LEFT_OUT.get(line[0], "is not understood")
                self.problems.append((number, why, "a span table has no place for it" if why != "is not understood"
                                      else "correct or delete it"))  # fmt: skip
        return parsed

    def _span(self, match: Any) -> None:
        name, label, where, written = match.groups()
        numbers = [piece.split() for piece in where.split(";")]
        if any(len(number) > 15 for piece in numbers for number in piece):
            raise ExchangeError("an offset is longer than any text", "correct or delete it")
        pieces = [tuple(map(int, piece)) for piece in numbers]
        for start, end in pieces:
            place(self.text, start, end)
        there = " ".join(self.text[start:end] for start, end in pieces)
        if written is not None and written.strip() and "".join(written.split()) != "".join(there.split()):
            self.other_text.append(f"{name} says {written[:40]!r}, the text has {there[:40]!r}")
            raise ExchangeError(self.other_text[-1], "mark the span again")
        first = len(self.rows)
        for start, end in self._joined(pieces):
            self.rows.append({"start": start, "end": end, "label": label})
        self._rows_of[name] = list(range(first, len(self.rows)))
        self.links += [(first, number, "") for number in self._rows_of[name][1:]]

    def _joined(self, pieces: list[tuple[int, ...]]) -> list[tuple[int, int]]:
        """Fragments with only white space between them are one span that brat had to cut."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(pieces):
            if joined and not self.text[joined[-1][1] : start].strip():
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        return joined

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [self.rows[number] for number in self._numbers(name)]

    def _numbers(self, name: str) -> list[int]:
        if not self._rows_of.get(name):
            raise ExchangeError(f"there is no {name} to which this belongs", "correct or delete the line")
        return self._rows_of[name]

    def _event(self, match: Any) -> None:
        trigger = self._numbers(match[1])[0]
        for argument in match[3].split():
            role, _, name = argument.partition(":")
            self._link(trigger, self._numbers(name)[0], role.rstrip("0123456789"))

    def _relation(self, match: Any) -> None:
        self._link(self._numbers(match[3])[0], self._numbers(match[4])[0], match[2])

    def _link(self, source: int, target: int, name: str) -> None:
        self.links.append((source, target, "" if name == self.rows[target]["label"] else name))

    def _attribute(self, match: Any) -> None:
        name, target, value = match[2], match[3], match[4]
        if name in _RESERVED:
            raise ExchangeError(f"an attribute cannot be called {name!r}, a column of every table", "rename it")
        for row in self._rows(target):
            row[name] = value or "yes"

    def _note(self, match: Any) -> None:
        target, note = match[3], match[4]
        try:
            ours = parse_json(note)[0]
        except Unreadable:
            ours = None
        for row in self._rows(target):
            if not isinstance(ours, dict):
                row["note"] = f"{row['note']} / {note}" if "note" in row else note
                continue
            row |= told(ours)
            if TYPE.sub("_", str(ours.get("label", ""))) == row["label"]:
                row["label"] = ours["label"]
            start, end = ours.get("start", row["start"]), ours.get("end", row["end"])
            if self._is_space(start, row["start"]) and self._is_space(row["end"], end):
                row["start"], row["end"] = start, end

    def _is_space(self, start: Any, end: Any) -> bool:
        """Is there nothing, or only white space, between these offsets?"""
        integers = type(start) is int and type(end) is int
        return integers and 0 <= start <= end <= len(self.text) and not self.text[start:end].strip()
