"""Source attribution: who says what, through which words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from newsloupe.constructions import Attribution, Parsed, Range, candidates
from newsloupe.corpus import Corpus
from newsloupe.spans import make_spans
from newsloupe.speakers import source_type

EXTRA = ["kind", "attitude", "stance", "source_type"]


def find_attributions(corpus: Corpus) -> pd.DataFrame:
    """Who says, believes, wants or knows what: the span table of layer ``attribution``."""
    records = (record for article in corpus for record in _records(article.id, article.text))
    spans = make_spans(corpus, records, layer="attribution")
    return spans if len(spans) else spans.assign(**dict.fromkeys(EXTRA, ""))


# Constructions whose cue stands outside all that it reports: nothing in the sentence can enclose them.
_ENCLOSING = ("verb of saying after", "verb of saying between", "according to", "pull quote", "as somebody says")


def attributions(text: str) -> list[Attribution]:
    parsed = Parsed(text)
    return _assemble(parsed)


def _assemble(parsed: Parsed) -> list[Attribution]:
    kept = outermost(candidates(parsed))
    return _continue_quotations(parsed, kept)


def outermost(candidates: Iterable[Attribution]) -> list[Attribution]:
    """Without those whose cue stands in the content of another, and without a second use of the same words."""
    ranked = sorted(
        candidates, key=lambda c: (not c.rule.startswith(_ENCLOSING), -sum(b - a for a, b in c.content), c.cue)
    )
    taken: set[int] = set()
    kept = []
    for candidate in ranked:
        if any(k in taken for k in range(*candidate.cue)):
            continue
        own = {k for a, b in candidate.content for k in range(a, b)}
        if len(own & taken) > 0.3 * len(own):
            continue
        taken |= own | set(range(*candidate.cue))
        kept.append(candidate)
    return sorted(kept, key=lambda c: c.cue)


def _continue_quotations(parsed: Parsed, kept: list[Attribution]) -> list[Attribution]:
    """Give quotations without a cue to the quotation before them, in the paragraph and across paragraphs."""
    owners = {parsed.quote[k]: n for n, c in enumerate(kept) for a, b in c.content for k in range(a, b)}
    units = dict(parsed.units)
    cues = {k for c in kept for k in range(*c.cue)}
    last, paragraph = -1, -1
    for number, (a, b) in sorted(parsed.quote_tokens.items()):
        here = bisect_right(parsed.paragraph_starts, parsed.starts[a])
        if number not in owners and a in units and last in owners and here - paragraph <= 1:
            unit = parsed.trim(a, units[a]) or (a, b)
            free = not any(k in cues for k in range(*unit))
            if here > paragraph and parsed.starts[a] != parsed.paragraph_starts[here - 1]:
                continue
            if b - a >= 4 and 2 * (b - a) > unit[1] - unit[0] and free:
                owners[number] = owners[last]
                kept[owners[last]] = kept[owners[last]].with_content(unit)
        if number in owners:
            last, paragraph = number, here
    return kept


def _records(article: str, text: str) -> Iterator[dict[str, Any]]:
    parsed = Parsed(text)
    for number, found in enumerate(_assemble(parsed), 1):
        common = {
            "article": article,
            "group": f"a{number}",
            "rule": found.rule,
            "kind": kind(parsed, found),
            "attitude": found.attitude,
            "stance": found.reporter.stance,
            "source_type": source_type(_words_of(parsed, found.source)),
        }
        pieces = [("cue", found.cue)] + [("content", piece) for piece in found.content]
        pieces += [("source", found.source)] if found.source is not None else []
        for label, (a, b) in pieces:
            yield {**common, "label": label, "start": parsed.starts[a], "end": parsed.ends[b - 1]}


def kind(parsed: Parsed, found: Attribution) -> str:
    """``direct`` (nine words in ten in quotation marks), ``mixed`` or ``indirect``."""
    words = [k for a, b in found.content for k in range(a, b) if not parsed.is_mark(k)]
    quoted = sum(parsed.quote[k] >= 0 for k in words)
    return "indirect" if not quoted else "direct" if quoted >= 0.9 * len(words) else "mixed"


def _words_of(parsed: Parsed, tokens: Range | None) -> str:
    return "" if tokens is None else parsed.text[parsed.starts[tokens[0]] : parsed.ends[tokens[1] - 1]]
