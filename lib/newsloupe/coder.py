"""The machine coder: runs a codebook over a corpus and returns a span table.

All terms of all codes are looked up in one pass. Each distinct word is looked up once (for its exact form and for
every ``accus*`` that it fits); only words that can begin a term are examined where they stand.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.codebook import Codebook, CodebookError, Indicator, load_codebook
from newsloupe.corpus import Corpus
from newsloupe.figures_of_speech import FIGURES
from newsloupe.spans import make_spans

_UNIT = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?")
_GAP = regex.compile(r"[^\S\r\n]+|[-./]|\r?\n")  # what may stand between two words of one term
_SECONDS = 5  # for one pattern on one article; beyond this the pattern is at fault

# What was looked up: spans by (indicator, role of the term) and by number of the sentence.
_Found = defaultdict[tuple[int, str], defaultdict[int, list[tuple[int, int]]]]


class _Term(NamedTuple):
    units: tuple[str, ...]
    indicator: int
    role: str  # the indicator's field that the term comes from
    cased: str | None  # the term as written, where case matters


@dataclass
class _Rule:
    """An indicator together with what its hits are called; `why` says more about one hit."""

    label: str
    item: str
    indicator: Indicator
    pattern: Any
    why: str = ""

    @property
    def reason(self) -> str:
        return f"{self.indicator.rule}: {self.why}" if self.why else self.indicator.rule


class MachineCoder:
    """A compiled codebook. Make it once for many articles; `hits` codes one text."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.rules = [
            _Rule(code.label, item, indicator, _compile(indicator))
            for code in codebook.codes
            for item, indicator in code.all_indicators()
        ]
        self._exact: dict[str, list[_Term]] = defaultdict(list)
        self._prefix: dict[str, list[_Term]] = defaultdict(list)
        self._number: list[_Term] = []
        for term in self._terms():
            first = term.units[0]
            if first == "#":
                self._number.append(term)
            elif first.endswith("*"):
                self._prefix[first[:-1]].append(term)
            else:
                self._exact[first].append(term)
        self._lengths = sorted({len(prefix) for prefix in self._prefix})
        self._known: dict[str, list[_Term]] = {}

    def _terms(self) -> Iterator[_Term]:
        for number, rule in enumerate(self.rules):
            for role in ("terms", "not_in", "sentence_has", "sentence_lacks"):
                for term in getattr(rule.indicator, role):
                    units = tuple(regex.findall(r"[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?\*?|#", fold(term)))
                    cased = term if rule.indicator.case and role == "terms" else None
                    yield _Term(units, number, role, cased)

    def _beginning(self, unit: str) -> list[_Term]:
        """The terms that this word can begin."""
        found = self._known.get(unit)
        if found is None:
            found = list(self._exact.get(unit, ()))
            if unit.endswith("'s"):
                found += self._exact.get(unit[:-2], ())
            for length in self._lengths:
                if length > len(unit):
                    break
                found += self._prefix.get(unit[:length], ())
            if unit[0].isdigit():
                found += self._number
            if len(self._known) < 200_000:  # a corpus in another script must not fill the memory
                self._known[unit] = found
        return found

    def hits(self, text: str) -> list[tuple[int, int, _Rule]]:
        """``(start, end, rule)`` of everything the codebook finds in `text`, in order, conditions applied."""
        starts = [start for start, _ in _text.sentences(text)]
        found: _Found = defaultdict(lambda: defaultdict(list))
        for term, start, end in self._look_up(text, starts):
            found[term.indicator, term.role][bisect_right(starts, start)].append((start, end))
        kept: dict[str, list[tuple[int, int, _Rule]]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            for start, end, why in self._candidates(number, rule, text, found):
                if rule.indicator.whole_line:
                    start, end = _whole_line(text, start, end)
                if start < end and _counts(rule.indicator, number, start, end, bisect_right(starts, start), found):
                    kept[rule.label].append((start, end, replace(rule, why=why) if why else rule))
        return sorted((hit for hits in kept.values() for hit in _longest(hits)), key=lambda hit: hit[:2])

    def _candidates(self, number: int, rule: _Rule, text: str, found: _Found) -> Iterator[tuple[int, int, str]]:
        if rule.indicator.figure:
            yield from FIGURES[rule.indicator.figure](text)
        elif rule.pattern is not None:
            yield from ((start, end, "") for start, end in self._search(rule, text))
        else:
            yield from ((*span, "") for spans in found[number, "terms"].values() for span in spans)

    def _look_up(self, text: str, starts: list[int]) -> Iterator[tuple[_Term, int, int]]:
        folded = fold(text)
        units = [(match.group(), *match.span()) for match in _UNIT.finditer(folded)]
        for number, (unit, start, _) in enumerate(units):
            for term in self._beginning(unit):
                end = _follow(term.units, units, number, folded)
                if end and _same_case(term.cased, text[start:end]) and _one_sentence(starts, start, end):
                    yield term, start, end

    def _search(self, rule: _Rule, text: str) -> list[tuple[int, int]]:
        group = "span" if "span" in rule.pattern.groupindex else 0
        try:
            found = [match.span(group) for match in rule.pattern.finditer(_text.plain(text), timeout=_SECONDS)]
        except TimeoutError:
            raise CodebookError(
                f"codebook {self.codebook.name}, code {rule.label}, {rule.indicator.rule!r}: the pattern "
                f"takes more than {_SECONDS} s on one text; avoid nested repetition such as (a+)+"
            ) from None
        return [(start, end) for start, end in found if start < end]


def _counts(indicator: Indicator, number: int, start: int, end: int, sentence: int, found: _Found) -> bool:
    """Do the surroundings of a hit let it count?"""
    around = {role: found[number, role].get(sentence, ()) for role in ("not_in", "sentence_has", "sentence_lacks")}
    return (
        not any(a <= start and end <= b for a, b in around["not_in"])
        and (bool(around["sentence_has"]) or not indicator.sentence_has)
        and not around["sentence_lacks"]
    )


def apply_codebook(corpus: Corpus, codebook: str | Path | Codebook) -> pd.DataFrame:
    """Code every article by the machine's indicators in `codebook` (a name, a path, or a loaded codebook).

    Returns the span table: ``label`` is the code, ``rule`` says which indicator fired; the further columns are
    ``item`` (the item's id, or ``""``) and ``weight`` (float). Within one code the longest of nested hits is kept.

    >>> corpus = Corpus.from_texts({"a": "It might perhaps rain in May."})
    >>> apply_codebook(corpus, "stance")["text"].tolist()
    ['might', 'perhaps']
    """
    coder = MachineCoder(load_codebook(codebook))
    records = (
        {"article": article.id, "start": start, "end": end, "label": rule.label, "rule": rule.reason,
         "item": rule.item, "weight": rule.indicator.weight}
        for article in corpus
        for start, end, rule in coder.hits(article.text)
    )  # fmt: skip
    spans = make_spans(corpus, records, layer=coder.codebook.layer)
    return spans if len(spans) else spans.assign(item="", weight=1.0).astype({"weight": float})


def fold(text: str) -> str:
    """Lower-case `text` with plain quotation marks and hyphens, character by character: the length stays."""
    plain = _text.plain(text)
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _compile(indicator: Indicator) -> Any:
    if indicator.pattern is None:
        return None
    flags = regex.VERBOSE | regex.MULTILINE | (0 if indicator.case else regex.IGNORECASE)
    return regex.compile(indicator.pattern, flags)


def _follow(wanted: tuple[str, ...], units: list[tuple[str, int, int]], first: int, folded: str) -> int:
    """Where the term that begins at unit `first` ends, or 0 if the words that follow are others."""
    if first + len(wanted) > len(units):
        return 0
    for offset, want in enumerate(wanted):
        unit, start, _ = units[first + offset]
        if offset and not (_fits(want, unit) and _GAP.fullmatch(folded, units[first + offset - 1][2], start)):
            return 0
    unit, _, end = units[first + len(wanted) - 1]
    bare = wanted[-1]
    return end - 2 if unit.endswith("'s") and not bare.endswith(("*", "'s")) else end


def _fits(want: str, unit: str) -> bool:
    if want == "#":
        return unit[0].isdigit()
    if want.endswith("*"):
        return unit.startswith(want[:-1])
    return unit in (want, want + "'s")


def _same_case(cased: str | None, found: str) -> bool:
    return cased is None or _text.plain(found).startswith(_text.plain(cased).rstrip("*"))


def _one_sentence(starts: list[int], start: int, end: int) -> bool:
    return bisect_right(starts, start) == bisect_right(starts, end - 1)


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a hit, if nothing but punctuation stands beside the hit, else an empty span."""
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    right = right if right >= 0 else len(text)
    if regex.search(r"[\p{L}\p{N}]", text[left:start] + text[end:right]):
        return start, start
    return right - len(text[left:right].lstrip()), left + len(text[left:right].rstrip())


def _longest(hits: list[tuple[int, int, _Rule]]) -> Iterator[tuple[int, int, _Rule]]:
    """Drop hits that lie inside an earlier or longer one of the same code."""
    reached = -1
    for hit in sorted(hits, key=lambda h: (h[0], -h[1], h[2].item, h[2].indicator.rule)):
        if hit[1] > reached:
            yield hit
            reached = hit[1]


def try_examples(codebook: Codebook) -> pd.DataFrame:
    """Run the machine on the codebook's own examples and near misses.

    One row per sentence: ``label``, ``kind`` (``example`` or ``near miss``), ``text``, ``found`` (bool) and ``ok``
    (bool: examples are found, near misses are not). Codes for people only are left out.
    """
    rows = [
        (code.label, kind, text)
        for code in codebook.codes
        if code.by_machine
        for kind, texts in (("example", code.examples), ("near miss", code.near_misses))
        for text in texts
    ]
    corpus = Corpus.from_texts({str(i): row[2] for i, row in enumerate(rows)})
    spans = apply_codebook(corpus, codebook)
    found = set(zip(spans["article"], spans["label"], strict=True))
    frame = pd.DataFrame(rows, columns=["label", "kind", "text"])
    frame["found"] = [(str(i), label) in found for i, label in enumerate(frame["label"])]
    frame["ok"] = frame["found"] == (frame["kind"] == "example")
    return frame
