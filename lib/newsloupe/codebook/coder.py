"""The machine coder: runs a codebook over a corpus and returns a span table.

Terms are looked up all at once (`newsloupe.codebook.terms`). Patterns are tried one by one, and no hit runs from a
heading into the text below it; a pattern whose indicator has `sentence_has` is tried in such sentences only, one with
`whole_line` on lines that are not long, which is much faster.
"""

import warnings
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.codebook.schema import (
    Code,
    Codebook,
    CodebookError,
    Indicator,
    codebook_names,
    compiled_pattern,
    load_codebook,
    pattern_flags,
)
from newsloupe.codebook.terms import Term, TermIndex
from newsloupe.corpus.article import Corpus
from newsloupe.figures_of_speech.figures import ASK_GRAMMAR, FIGURES
from newsloupe.grammar.parsed import Parsed
from newsloupe.spans import make_spans

# A word that has a capital in a headline.
_IN_SMALL_LETTERS = regex.compile(
    r"(?<![\p{L}’'-])(?!(?:a|an|the|and|or|but|nor|as|at|by|for|from|in|into|of|off|on|over|per|to|up|via|vs|with|is|it)\b)"
    r"\p{Ll}{2,}(?!\p{L})"
)
_AFTER_A_WORD = regex.compile(r"[\p{L}\p{M}\d][,’'s]*[ \u00a0]$|\p{L}\.\s$")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_LINE = 260  # characters: what is longer is no line of its own but a paragraph
_SECONDS = 5  # for one pattern on one article; beyond this the pattern is at fault

Offsets = tuple[int, int]
_Stretch = tuple[int, int, int]  # where to search from; where a hit must begin before; where it must end
# What was looked up: spans by (indicator, role of the term) and by number of the sentence, from 1.
_Found = defaultdict[tuple[int, str], defaultdict[int, list[Offsets]]]
_ROLES = ("terms", "not_in", "sentence_has", "sentence_lacks")


@dataclass
class _Rule:
    """An indicator together with what its hits are called; `note` says more about one hit."""

    number: int  # its place among all of them
    book: int  # the number of its codebook
    label: str
    item: str
    indicator: Indicator
    pattern: Any
    note: str = ""

    @property
    def id(self) -> str:
        return self.indicator.id

    @cached_property
    def needs(self) -> frozenset[tuple[int, str]]:
        """What must have been looked up with success, else there is no hit."""
        return frozenset((self.number, role) for role in ("terms", "sentence_has") if getattr(self.indicator, role))

    @cached_property
    def depends(self) -> bool:
        """Do its hits count in some surroundings only?"""
        return any(getattr(self.indicator, role) for role in ("sentence_has", "sentence_lacks", "not_in"))


class CodebookWarning(UserWarning):
    """A pattern of a shipped codebook was too slow for an article and found nothing in it; the message names both.

    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("error", CodebookWarning)  # to stop instead
    ...     found = apply_codebook(Corpus.from_texts({"a": "It might rain."}), "stance")
    >>> found["text"].tolist()
    ['might']
    """


class _Senses:
    """Tells whether the words of one code are meant as the code says, and not literally or as a name."""

    def __init__(self, code: Code) -> None:
        self.literal = [compiled_pattern(pattern, (), regex.IGNORECASE) for pattern in code.literal_senses]
        self.names = code.names
        terms = (term.rstrip("*") for _, indicator in code.all_indicators() for term in indicator.terms)
        self.always_capital = tuple(term for term in terms if term != term.lower())

    def meant(self, text: str, sentence: int, start: int, end: int, known: dict[Offsets, list[Offsets]]) -> bool:
        """`known` holds what is literal in the sentences of this text that were looked at before."""
        first, last = _text.sentences(text)[sentence - 1] if sentence else (0, len(text))
        if not self.names and self._is_name(text, first, last, start, end):
            return False
        stretch = first, max(last, end)
        if stretch not in known:
            known[stretch] = [span for pattern in self.literal for span in self._matches(pattern, text, *stretch)]
        return not any(a <= start and end <= b for a, b in known[stretch])

    def _matches(self, pattern: Any, text: str, first: int, last: int) -> list[Offsets]:
        try:
            return [match.span() for match in pattern.finditer(_text.plain(text), first, last, timeout=_SECONDS)]
        except TimeoutError:
            return []

    def _is_name(self, text: str, first: int, last: int, start: int, end: int) -> bool:
        """A capital inside a sentence, or after *Ms*, that is no headline (there every word has one)."""
        if not all(word[0].isupper() for word in text[start:end].split()) or text[start:end].startswith(
            self.always_capital
        ):
            return False
        inside = _AFTER_A_WORD.search(text[first:start]) is not None
        return inside and _IN_SMALL_LETTERS.search(text, first, last) is not None


class MachineCoder:
    """One or several compiled codebooks, whose terms are looked up together. Make it once for many articles; `hits`
    codes one text."""

    def __init__(self, *codebooks: Codebook) -> None:
        self.codebooks = codebooks
        codes = [(book, code) for book, codebook in enumerate(codebooks) for code in codebook.codes]
        indicators = ((book, code.label, *pair) for book, code in codes for pair in code.all_indicators())
        self.rules = [_Rule(number, *one, _compile(one[-1])) for number, one in enumerate(indicators)]
        self._senses = {
            (book, code.label): _Senses(code) for book, code in codes if code.literal_senses or not code.names
        }
        self._terms = TermIndex(
            Term.of(written, rule.number, role, rule.indicator.case and role == "terms")
            for rule in self.rules
            for role in _ROLES
            for written in getattr(rule.indicator, role)
        )

    def hits(self, text: str | Parsed, article: str = "") -> list[tuple[int, int, _Rule]]:
        """``(start, end, rule)`` of everything the codebooks find in `text`, in order, conditions applied.

        `text` may be parsed already; `article` is what the text is called in messages. A pattern that takes too long
        is a `CodebookError`; in a shipped codebook, which is not the user's fault, it finds nothing in this text, and a
        `CodebookWarning` says so.
        """
        parsed = text if isinstance(text, Parsed) else Parsed(text, article)
        text = parsed.text
        starts = [start for start, _ in _text.sentences(text)]
        found: _Found = defaultdict(lambda: defaultdict(list))
        for term, sentence, start, end in self._terms.look_up(text):
            found[term.indicator, term.role][sentence].append((start, end))
        kept: dict[tuple[int, str], list[tuple[int, int, _Rule]]] = defaultdict(list)
        known: dict[tuple[int, str], dict[Offsets, list[Offsets]]] = defaultdict(dict)
        for rule in self.rules:
            if not found.keys() >= rule.needs:
                continue
            code = rule.book, rule.label
            senses, literal = self._senses.get(code), known[code]
            for start, end, note in self._in_time(rule, parsed, found, article):
                if rule.indicator.whole_line and rule.pattern is None:
                    start, end = _whole_line(text, start, end)
                sentence = bisect_right(starts, start)
                if start >= end or (rule.depends and not _counts(rule, start, end, sentence, found)):
                    continue
                if senses is None or senses.meant(text, sentence, start, end, literal):
                    kept[code].append((start, end, replace(rule, note=note) if note else rule))
        return sorted((hit for hits in kept.values() for hit in _longest(hits)), key=lambda hit: hit[:2])

    def rows(self, text: str, article: str = "") -> Iterator[dict[str, Any]]:
        """The hits in `text` (see `hits`) as rows of the span table of `apply_codebook`, without the article."""
        for start, end, rule in self.hits(text, article):
            yield {"start": start, "end": end, "label": rule.label, "rule": rule.id, "note": rule.note,
                   "item": rule.item, "weight": rule.indicator.weight}  # fmt: skip

    def _in_time(self, rule: _Rule, parsed: Parsed, found: _Found, article: str) -> list[tuple[int, int, str]]:
        try:
            return list(self._candidates(rule, parsed, found))
        except TimeoutError:
            book = self.codebooks[rule.book]
            where = f"codebook {book.name}, code {rule.label}, indicator {rule.id}"
            what = f"the pattern takes more than {_SECONDS} s on {f'article {article!r}' if article else 'one text'}"
        if not _is_shipped(book):
            raise CodebookError(f"{where}: {what}; avoid nested repetition such as (a+)+")
        warnings.warn(f"{where}: {what}, so that nothing is coded by it there; everything else is", CodebookWarning,
                      stacklevel=4)  # fmt: skip
        return []

    def _candidates(self, rule: _Rule, parsed: Parsed, found: _Found) -> Iterator[tuple[int, int, str]]:
        text = parsed.text
        if figure := rule.indicator.figure:
            yield from FIGURES[figure](parsed if figure in ASK_GRAMMAR else text)
        elif rule.pattern is not None and rule.indicator.whole_line:
            plain = _text.plain(text)
            for start, end in _lines(text):
                if rule.pattern.fullmatch(plain, start, end, timeout=_SECONDS):
                    yield start, end, ""
        elif rule.pattern is not None and rule.indicator.sentence_has:
            numbers = sorted(found[rule.number, "sentence_has"])
            yield from self._search(rule, text, _stretches(text, numbers, rule.indicator.next_sentence))
        elif rule.pattern is not None:
            hits = list(self._search(rule, text, [(0, len(text), len(text))]))
            if _any_crosses(hits, text):
                hits = list(self._search(rule, text, [(start, end, end) for start, end in _blocks(text)]))
            yield from hits
        else:
            yield from ((*span, "") for spans in found[rule.number, "terms"].values() for span in spans)

    def _search(self, rule: _Rule, text: str, stretches: list[_Stretch]) -> Iterator[tuple[int, int, str]]:
        plain = _text.plain(text)
        group = "span" if "span" in rule.pattern.groupindex else 0
        for begin, stop, end in stretches:
            for match in rule.pattern.finditer(plain, begin, end, timeout=_SECONDS):
                start = match.start(group)
                if start >= stop:
                    break
                yield start, start + len(plain[start : match.end(group)].rstrip()), ""


def _is_shipped(book: Codebook) -> bool:
    """Is it a codebook of this package, or some codes of one?"""
    return book.name in codebook_names() and all(code in load_codebook(book.name).codes for code in book.codes)


@_text.remembered
def _lines(text: str) -> list[Offsets]:
    """The lines that are not empty and not long, without white space at their ends."""
    found, begin = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare and len(line) <= _LINE:
            start = begin + line.index(bare)
            found.append((start, start + len(bare)))
        begin += len(line) + 1
    return found


def _blocks(text: str) -> list[Offsets]:
    """The paragraphs with the white space on both sides, where ``^`` and ``$`` look for the ends of lines."""
    paragraphs = _text.paragraphs(text)
    before = [0, *(end for _, end in paragraphs)]
    after = [*(start for start, _ in paragraphs[1:]), len(text)]
    return list(zip(before, after, strict=False))


def _any_crosses(hits: list[tuple[int, int, str]], text: str) -> bool:
    """Does a hit run over the end of a paragraph?"""
    ends = [end for _, end in _text.paragraphs(text)]
    return any(bisect_left(ends, start + 1) != bisect_left(ends, end) for start, end, _ in hits)


def _stretches(text: str, numbers: list[int], into_next: bool) -> list[_Stretch]:
    """The sentences with these numbers; a hit may reach into the next one of the paragraph if `into_next`."""
    sentences = _text.sentences(text)
    opening = {start for start, _ in _text.paragraphs(text)} if into_next else set()
    stretches = []
    for number in numbers:
        start, stop = sentences[number - 1]
        following = sentences[number] if into_next and number < len(sentences) else (stop, stop)
        stretches.append((start, stop, stop if following[0] in opening else following[1]))
    return stretches


def _counts(rule: _Rule, start: int, end: int, sentence: int, found: _Found) -> bool:
    """Do the surroundings of a hit let it count?"""
    indicator = rule.indicator

    def around(role: str) -> Sequence[Offsets]:
        return found[rule.number, role].get(sentence, ()) if (rule.number, role) in found else ()

    return (
        (not indicator.sentence_has or bool(around("sentence_has")))
        and not (indicator.sentence_lacks and around("sentence_lacks"))
        and not any(a <= start and end <= b for a, b in around("not_in"))
    )


@lru_cache(maxsize=32)  # remembered by all that the codebooks say
def machine_coder(*codebooks: Codebook) -> MachineCoder:
    """The compiled form of one or several codebooks."""
    return MachineCoder(*codebooks)


def apply_codebook(corpus: Corpus, codebook: str | Path | Codebook) -> pd.DataFrame:
    """Code every article by the machine's indicators in `codebook` (a name, a path, or a loaded codebook).

    Returns the span table: ``label`` is the code, ``rule`` the id of the indicator that fired (`Codebook.reasons` has
    its sentence), ``note`` what a figure of speech says of this one hit; the further columns are ``item`` (the item's
    id, or ``""``) and ``weight`` (float). Within one code the longest of nested hits is kept; of equals, that of the
    indicator that stands first in the codebook.

    >>> corpus = Corpus.from_texts({"a": "It might perhaps rain in May."})
    >>> apply_codebook(corpus, "stance")["text"].tolist()
    ['might', 'perhaps']
    """
    book = load_codebook(codebook)
    coder = machine_coder(book)
    records = ({**row, "article": article.id} for article in corpus for row in coder.rows(article.text, article.id))
    spans = make_spans(corpus, records, layer=book.layer)
    return spans if len(spans) else spans.assign(item="", weight=1.0).astype({"weight": float})


def _compile(indicator: Indicator) -> Any:
    if indicator.pattern is None:
        return None
    return compiled_pattern(indicator.pattern, indicator.words, pattern_flags(indicator.case))


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a hit, if nothing but punctuation stands beside the hit, else an empty span."""
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    right = right if right >= 0 else len(text)
    if _LETTER.search(text[left:start] + text[end:right]):
        return start, start
    return right - len(text[left:right].lstrip()), left + len(text[left:right].rstrip())


def _longest(hits: list[tuple[int, int, _Rule]]) -> Iterator[tuple[int, int, _Rule]]:
    """Drop hits that lie inside an earlier or longer one of the same code, or stand after it among equals."""
    reached = -1
    for hit in sorted(hits, key=lambda h: (h[0], -h[1])):
        if hit[1] > reached:
            yield hit
            reached = hit[1]


def try_examples(codebook: Codebook) -> pd.DataFrame:
    """Run the machine on the codebook's own examples and near misses.

    One row per sentence: ``label``, ``kind`` (``example`` or ``near miss``), ``text``, ``found`` (bool) and ``ok``
    (bool: examples are found, near misses are not). Codes for people only are left out.

    >>> tried = try_examples(load_codebook("stance"))
    >>> bool(tried["ok"].all()), tried.columns.tolist()
    (True, ['label', 'kind', 'text', 'found', 'ok'])
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
