"""Source attribution: who says, believes, wants or knows what, and through which words.

The detector knows constructions of English (`newsloupe.constructions`) and a list of reporting words
(`lexicons/reporting.yml`), nothing else: every decision can be explained to a student. What counts as an attribution
follows PolNeAR (Newell, Margolin & Ruths 2018); `bench/attribution.py` measures how well the two agree.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from newsloupe.constructions import Attribution, Parsed, Range, candidates
from newsloupe.constructions.phrases import phrase_before
from newsloupe.constructions.tokens import PREPOSITIONS
from newsloupe.corpus import Corpus
from newsloupe.spans import make_spans
from newsloupe.speakers import source_type, traceable

EXTRA = ["kind", "attitude", "stance", "source_type", "traceable"]
# Constructions whose cue stands outside all that it reports: nothing in their sentence can enclose them.
_ENCLOSING = ("verb of saying after", "verb of saying between", "according to", "pull quote", "as somebody says")
_LAST = ("colon before a quotation", "any verb beside a quotation")  # used where nothing else claims the quotation

NEAR = 20  # how many sources back a pronoun may reach


def find_attributions(corpus: Corpus) -> pd.DataFrame:
    """Find who is made to say what: the span table of layer ``attribution``.

    Each attribution is one `group` (``a1``, ``a2`` … in every article) of rows labeled ``source`` (none where nobody
    is named, *it is said*), ``cue`` (the words that attribute) and ``content`` (one row for each piece). Where one
    attribution reports another, only the outermost is kept. `rule` is the construction that was recognised. Further
    columns, the same for all rows of a group:

    ``kind``
        ``direct`` (nine words in ten of the content in quotation marks, or a pull quote), ``mixed`` or ``indirect``.
    ``attitude``
        what the source does: ``assertion``, ``belief``, ``desire`` or ``knowledge``.
    ``stance``
        what the cue adds: ``neutral`` (said), ``doubting`` (claimed), ``endorsing`` (pointed out).
    ``source_type``
        one of `newsloupe.speakers.SOURCE_TYPES`, from the words of the source; *he* or *they* take the type of a source
        before them.
    ``traceable``
        could a reader find who said it: ``yes``, ``partly`` or ``no`` (see `newsloupe.speakers.traceable`).

    >>> corpus = Corpus.from_texts({"a": "According to Moscow, the port is safe."})
    >>> find_attributions(corpus)[["label", "text"]].values.tolist()
    [['cue', 'According to'], ['source', 'Moscow'], ['content', 'the port is safe']]
    """
    spans = make_spans(
        corpus, (row for article in corpus for row in _rows(article.id, article.text)), layer="attribution"
    )
    return spans if len(spans) else spans.assign(**dict.fromkeys(EXTRA, ""))


def attributions(parsed: Parsed) -> list[Attribution]:
    """The attributions of one parsed text, in order of their cues, in token numbers."""
    return _with_later_quotations(parsed, outermost(candidates(parsed)))


def outermost(found: Iterable[Attribution]) -> list[Attribution]:
    """Without those whose cue stands in another's content, and without a second use of the same words."""

    def rank(one: Attribution) -> tuple[int, int, Range]:
        order = 0 if one.rule.startswith(_ENCLOSING) else 2 if one.rule.endswith(_LAST) else 1
        return order, -sum(b - a for a, b in one.content), one.cue

    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=rank):
        own = {token for a, b in one.content for token in range(a, b)}
        if len(own & taken) > 0.3 * len(own) or any(token in taken for token in range(*one.cue)):
            continue
        taken |= own | set(range(*one.cue))
        kept.append(one)
    return sorted(kept, key=lambda one: one.cue)


def _with_later_quotations(parsed: Parsed, kept: list[Attribution]) -> list[Attribution]:
    """Give a sentence in quotation marks that has no cue of its own to the quotation before it."""
    owners = {parsed.quote[k]: number for number, one in enumerate(kept) for a, b in one.content for k in range(a, b)}
    cues = {token for one in kept for token in range(*one.cue)}
    units = dict(parsed.units)
    last = -1
    for number, (a, b) in sorted(parsed.quote_tokens.items()):
        if number not in owners and a in units and last in owners and b - a >= 4 and _goes_on(parsed, last, number):
            unit = parsed.trim(a, units[a]) or (a, b)
            if 2 * (b - a) > unit[1] - unit[0] and not any(token in cues for token in range(*unit)):
                owners[number] = owners[last]
                kept[owners[last]] = kept[owners[last]].with_content(unit)
        if number in owners:
            last = number
    return kept


def _goes_on(parsed: Parsed, last: int, number: int) -> bool:
    """Does quotation `number` go on with what quotation `last` says? In the same paragraph yes. At the beginning of
    the next one only after a mark that was left open, or after a cue that ended the paragraph; what comes after a
    closed quotation or a question is another speaker's turn."""
    before, here = parsed.quotations[last], parsed.quotations[number]
    first, second = (bisect_right(parsed.paragraph_starts, one.start) for one in (before, here))
    if second == first:
        return True
    if second != first + 1 or here.start != parsed.paragraph_starts[second - 1]:
        return False
    cue_after = any(character.isalnum() for character in parsed.text[before.end : here.start])
    return not before.closed or (cue_after and "?" not in parsed.text[before.end - 3 : before.end])


def _rows(article: str, text: str) -> Iterator[dict[str, Any]]:
    parsed = Parsed(text)
    types: list[str] = []
    for number, one in enumerate(attributions(parsed), 1):
        bare = None if one.source is None else parsed.trim(*one.source)
        source = None if bare is None else _without_contraction(text, *parsed.characters(bare))
        said = text[slice(*source)] if source else ""
        types.append(_type(parsed, one, said, types[-NEAR:]))
        common = {
            "article": article,
            "group": f"a{number}",
            "rule": one.rule,
            "kind": kind(parsed, one),
            "attitude": one.attitude,
            "stance": one.reporter.stance,
            "source_type": types[-1],
            "traceable": traceable(said, types[-1]),
        }
        spans = [("cue", parsed.characters(one.cue)), *(("content", parsed.characters(c)) for c in one.content)]
        for label, (start, end) in [*spans, ("source", source)] if source else spans:
            yield {**common, "label": label, "start": start, "end": end}


def _type(parsed: Parsed, one: Attribution, said: str, earlier: list[str]) -> str:
    """The type of the source; *who* takes that of the noun before it, other pronouns that of an earlier source."""
    if said.lower() == "who" and one.source is not None:
        last = one.source[0] - 1 - (parsed.words[one.source[0] - 1] == ",")
        noun = phrase_before(parsed, last, 0) if last >= 0 else None
        if noun is None:
            return source_type(said)
        start = next((k + 1 for k in range(last, noun[0], -1) if parsed.words[k] in PREPOSITIONS), noun[0])
        return source_type(text_of(parsed, (start, last + 1)))
    return source_type(said, earlier)


def text_of(parsed: Parsed, tokens: Range) -> str:
    """The characters of a range of tokens."""
    return parsed.text[slice(*parsed.characters(tokens))]


def _without_contraction(text: str, start: int, end: int) -> tuple[int, int]:
    """*I* of *I’ve*, *they* of *they’re*."""
    for short in ("’ve", "'ve", "’re", "'re", "’d", "'d", "’ll", "'ll", "’m", "'m"):
        if text[start:end].endswith(short):
            return start, end - len(short)
    return start, end


def kind(parsed: Parsed, one: Attribution) -> str:
    """``direct`` (nine words in ten in quotation marks, or set as a pull quote), ``mixed`` or ``indirect``."""
    if one.rule.startswith("pull quote"):
        return "direct"
    words = [token for a, b in one.content for token in range(a, b) if not parsed.is_mark(token)]
    quoted = sum(parsed.quote[token] >= 0 for token in words)
    return "indirect" if not quoted else "direct" if quoted >= 0.9 * len(words) else "mixed"
