"""Source attribution: who says, believes, wants or knows what, and through which words.

The detector knows constructions of English (`newsloupe.attribution.constructions`) and a list of reporting words
(`lexicons/reporting.yml`), so each of its decisions can be explained to a student. What counts as an attribution
follows PolNeAR (Newell, Margolin & Ruths 2018); `bench/attribution.py` measures how well the two agree.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.actors import DEFAULT, Actors
from newsloupe.attribution.constructions import candidates
from newsloupe.attribution.continuations import with_later_quotations
from newsloupe.attribution.coreference import Speaker, Speakers
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.sides import Sides
from newsloupe.attribution.speakers import PRONOUNS, source_type, traceable
from newsloupe.corpus.article import Corpus
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.spans import make_spans

# The columns of `find_attributions` after those of every span table.
EXTRA = [
    "kind", "attitude", "stance", "source_type", "speaker", "side", "traceable", "traceable_reason", "parent"
]  # fmt: skip
# Constructions whose cue stands outside all that it reports: nothing in their sentence can enclose them.
_ENCLOSING = frozenset(
    """verb_after_quotation verb_after_clause verb_inside_quotation verb_inside_clause according_to pull_quote
    as_they_say""".split()
)
# Used where nothing else claims the quotation.
_LAST = frozenset("colon_before_quotation any_verb_beside_quotation any_verb_before_quotation".split())


def find_attributions(corpus: Corpus, actors: str | Path | Actors = DEFAULT, *, nested: bool = False) -> pd.DataFrame:
    """Find who is made to say what: the span table of layer ``attribution``.

    Each attribution is one `group` (``a1``, ``a2`` … in every article) of rows labeled ``source`` (none where nobody
    is named, *it is said*), ``cue`` (the words that attribute) and ``content`` (one row for each piece). Where one
    attribution reports another, only the outermost is kept; with `nested` the inner ones are rows too, as groups
    ``a1.1``, ``a1.2`` …, with the outer group in ``parent`` (what stands inside quotation marks is not taken apart).
    Quotation marks around a few words that nobody is made to say are no attribution: for those see `find_rhetoric`,
    label ``scare_quotes``. `rule` is the construction that was recognized (`newsloupe.codebook.explain` puts it into
    words). Further columns, the same for all rows of a group:

    ``kind``
        ``direct`` (nine words in ten of the content in quotation marks, or a pull quote), ``mixed`` or ``indirect``.
    ``attitude``
        what the source does: ``assertion``, ``belief``, ``desire`` or ``knowledge``.
    ``stance``
        what the cue adds: ``neutral`` (said), ``doubting`` (claimed), ``endorsing`` (pointed out).
    ``source_type``
        one of `newsloupe.attribution.SOURCE_TYPES`, from the words of the source; a pronoun has that of its speaker.
    ``speaker``
        whom the source means: a person's fullest name in the article without titles (*Emilia Schmidt* for *Dr.
        Schmidt*), the earlier source that a pronoun or *the spokesperson* stands for (see `coreference` in
        `newsloupe.attribution`), else the source without what only describes it; ``""`` without source.
    ``side``
        the side of the speaker in `actors` (the name of a shipped list, a path, or a loaded list; for another topic
        write your own), ``""`` where none of its names occurs.
    ``traceable``, ``traceable_reason``
        could a reader find who said it: ``yes``, ``partly`` or ``no``, and why (`newsloupe.attribution.traceable`).
    ``parent``
        the group of the attribution that reports this one; ``""`` for the outermost.

    Raises `ActorError` when the list of actors cannot be used.

    >>> corpus = Corpus.from_texts({"a": "According to Moscow, the port is safe."})
    >>> find_attributions(corpus)[["label", "text", "side"]].values.tolist()
    [['cue', 'According to', 'russia'], ['source', 'Moscow', 'russia'], ['content', 'the port is safe', 'russia']]
    """
    sides = Sides(actors)
    spans = make_spans(
        corpus,
        (row for article in corpus for row in _rows(article.id, article.text, sides, nested)),
        layer="attribution",
    )
    return spans if len(spans) else spans.assign(**dict.fromkeys(EXTRA, ""))


def attributions(parsed: Parsed) -> list[Attribution]:
    """The attributions of one parsed text, in order of their cues, in token numbers."""
    return with_later_quotations(parsed, outermost(candidates(parsed)))


def outermost(found: Iterable[Attribution]) -> list[Attribution]:
    """Without those whose cue stands in another's content, and without a second use of the same words."""

    def rank(one: Attribution) -> tuple[int, int, Range]:
        order = 0 if one.rule in _ENCLOSING else 2 if one.rule in _LAST else 1
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


def _rows(article: str, text: str, sides: Sides, nested: bool) -> Iterator[dict[str, Any]]:
    parsed = Parsed(text)
    found = {f"a{number}": one for number, one in enumerate(attributions(parsed), 1)}
    if nested:
        found |= dict(inner(candidates(parsed), found))
    sources = {group: _source(parsed, one) for group, one in found.items()}
    speakers = _speakers(parsed, sources)
    for group, one in found.items():
        source, speaker = sources[group], speakers.get(group)
        said = text[slice(*source)] if source else ""
        type_ = speaker.kind if speaker is not None and said.lower() in PRONOUNS else source_type(said)
        trace, reason = traceable(said, type_)
        common = {
            "article": article,
            "group": group,
            "rule": one.rule,
            "kind": kind(parsed, one),
            "attitude": one.attitude,
            "stance": one.reporter.stance,
            "source_type": type_,
            "speaker": speaker.name if speaker is not None else "",
            "side": _side(said, speaker, sides),
            "traceable": trace,
            "traceable_reason": reason,
            "parent": group.rpartition(".")[0],
        }
        spans = [("cue", parsed.characters(one.cue)), *(("content", parsed.characters(c)) for c in one.content)]
        for label, (start, end) in [*spans, ("source", source)] if source else spans:
            yield {**common, "label": label, "start": start, "end": end}


def inner(found: Iterable[Attribution], outer: dict[str, Attribution]) -> Iterator[tuple[str, Attribution]]:
    """The attributions of `found` that stand wholly in the content of one of `outer`, level by level, named after it:
    ``a3.1``, ``a3.1.1``."""
    owner = {token: group for group, one in outer.items() for a, b in one.content for token in range(a, b)}
    within: defaultdict[str, list[Attribution]] = defaultdict(list)
    for one in found:
        groups = {owner.get(token, "") for a, b in (one.cue, *one.content) for token in range(a, b)}
        if len(groups) == 1 and groups != {""}:
            within[groups.pop()].append(one)
    for group, inside in within.items():
        named = {f"{group}.{number}": one for number, one in enumerate(outermost(inside), 1)}
        yield from named.items()
        yield from inner(inside, named)


def _source(parsed: Parsed, one: Attribution) -> Range | None:
    """The characters of the source."""
    bare = None if one.source is None else parsed.trim(*one.source)
    return None if bare is None else _without_contraction(parsed.text, *parsed.characters(bare))


def _speakers(parsed: Parsed, sources: dict[str, Range | None]) -> dict[str, Speaker]:
    """Whom each source means; a later source can depend on an earlier one, so in the order of the text."""
    known = Speakers(parsed)
    return {
        group: known.resolve(bisect_left(parsed.starts, source[0]), parsed.text[slice(*source)])
        for group, source in sorted(sources.items(), key=lambda item: item[1] or (0, 0))
        if source is not None
    }


def _side(said: str, speaker: Speaker | None, sides: Sides) -> str:
    """The side that the source's own words tell, else what the article has called the speaker before."""
    if speaker is None:
        return ""
    own = "" if said.lower() in PRONOUNS else sides.of(said)
    return own or next((side for text in speaker.texts if (side := sides.of(text))), "")


def _without_contraction(text: str, start: int, end: int) -> tuple[int, int]:
    """*I* of *I’ve*, *they* of *they’re*."""
    for short in ("’ve", "'ve", "’re", "'re", "’d", "'d", "’ll", "'ll", "’m", "'m"):
        if text[start:end].endswith(short):
            return start, end - len(short)
    return start, end


def kind(parsed: Parsed, one: Attribution) -> str:
    """``direct`` (nine words in ten in quotation marks, or set as a pull quote), ``mixed`` or ``indirect``."""
    if one.rule == "pull_quote":
        return "direct"
    words = [token for a, b in one.content for token in range(a, b) if not parsed.is_mark(token)]
    quoted = sum(parsed.quote[token] >= 0 for token in words)
    return "indirect" if not quoted else "direct" if quoted >= 0.9 * len(words) else "mixed"
