"""Source attribution: who says, believes, wants or knows what, and through which words.

The detector knows constructions of English (`newsloupe.attribution.constructions`) and a list of reporting words
(`lexicons/reporting.yml`), so each of its decisions can be explained to a student. What counts as an attribution
follows PolNeAR (Newell, Margolin & Ruths 2018); `bench/attribution.py` measures how well the two agree.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsloupe.actors import DEFAULT, Actors
from newsloupe.attribution.constructions import candidates
from newsloupe.attribution.continuations import with_later_quotations
from newsloupe.attribution.coreference import Speaker, Speakers
from newsloupe.attribution.literal_sense import only_hears
from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.scopes import REPORT, scope
from newsloupe.attribution.sides import Sides
from newsloupe.attribution.speakers import PRONOUNS, source_type, traceable, word_lists
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.word_sets import TIME
from newsloupe.text import remembered

# The columns of this layer after those of every span table, and what stands in them for the rows of other layers.
EXTRA: dict[str, Any] = dict.fromkeys(
    "kind scope attitude stance source_type speaker side traceable traceable_reason parent".split(), ""
)
# Constructions whose cue stands outside all that it reports: nothing in their sentence can enclose them.
_ENCLOSING = frozenset(
    """verb_after_quotation verb_after_clause verb_inside_quotation verb_inside_clause according_to pull_quote
    as_they_say turn answer headline_source_last from_somebody""".split()
)
# What begins an insertion behind a source that is no part of it.
_OCCASIONS = frozenset(
    """when while after before during through asked interviewed speaking writing replying responding however meanwhile
    though""".split()
)
_OCCASIONS_IN_TWO = (
    {("in", word) for word in "a an remarks comments evidence records documents filings papers testimony".split()}
    | {("for", word) for word in "his her its their".split()}
    | {("on", "the"), ("by", "contrast"), ("of", "course")}
)
_ON_OCCASION = frozenset("on during to via after before".split())
_SUFFIXES = frozenset("inc ltd llc plc corp co gmbh limited llp".split())
# Used where nothing else claims the quotation.
_LAST = frozenset("colon_before_quotation any_verb_beside_quotation any_verb_before_quotation".split())


@dataclass(frozen=True)
class Settings:
    """What is asked of this layer; see `find_attributions`."""

    sides: Sides
    nested: bool
    scope: str


def settings(actors: str | Path | Actors | None = DEFAULT, nested: bool = False, scope: str = "all") -> Settings:
    if scope not in ("all", "statements"):
        raise ValueError(f"there is no scope {scope!r}; use 'all' or 'statements'")
    return Settings(Sides(actors), nested, scope)


@remembered
def attributions(parsed: Parsed) -> list[Attribution]:
    """The attributions of one parsed text, in order of their cues, in token numbers."""
    return with_later_quotations(parsed, outermost(candidates(parsed)))


def statements(parsed: Parsed) -> list[Attribution]:
    """The reports among them; those inside a plan, a request or a judgment, too, which are not outermost there."""
    return with_later_quotations(parsed, outermost(_candidates(parsed, "statements")))


def _candidates(parsed: Parsed, asked: str) -> Iterator[Attribution]:
    return (one for one in candidates(parsed) if asked == "all" or scope(one) == REPORT)


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


def rows(parsed: Parsed, settings: Settings) -> Iterator[dict[str, Any]]:
    """The rows of one text in the span table of `find_attributions`."""
    text = parsed.text
    read = attributions if settings.scope == "all" else statements
    found = {f"a{number}": one for number, one in enumerate(read(parsed), 1)}
    if settings.nested:
        found |= dict(inner(_candidates(parsed, settings.scope), found))
    sources = {group: _source(parsed, one) for group, one in found.items()}
    speakers = _speakers(parsed, sources)
    for group, one in found.items():
        source, speaker = sources[group], speakers.get(group)
        said = text[slice(*source)] if source else ""
        type_ = speaker.kind if speaker is not None and _told_by_speaker(one, said, speaker) else source_type(said)
        trace, reason = traceable(_whose(said, speaker), type_)
        common = {
            "group": group,
            "rule": one.rule,
            "kind": kind(parsed, one),
            "scope": scope(one),
            "attitude": one.attitude,
            "stance": one.reporter.stance,
            "source_type": type_,
            "speaker": speaker.name if speaker is not None else "",
            "side": _side(said, speaker, settings.sides),
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
    """The characters of the source; none where the sentence only names who heard it."""
    if one.source is None or only_hears(parsed, one):
        return None
    bare = parsed.trim(*_without_occasion(parsed, *_without_insertion(parsed, *_without_time(parsed, *one.source))))
    bare = None if bare is None else _with_whole_name(parsed, *bare)
    return None if bare is None else _without_contraction(parsed.text, *parsed.characters(bare))


def _without_time(parsed: Parsed, a: int, b: int) -> Range:
    """Without the time before the source: *Yesterday, | the minister, Ann Lee*."""
    timed = b - a > 2 and parsed.words[a] in TIME and parsed.words[a + 1] == ","
    return (a + 2 if timed else a), b


def _without_insertion(parsed: Parsed, a: int, b: int) -> Range:
    """Without what only tells the occasion, between commas (Lee*, when we reached her*; Lee*, in a letter*)."""
    for k in range(a + 1, b - 2):
        word, following = parsed.words[k + 1], parsed.words[k + 2]
        bracket = parsed.words[a:k].count("(") > parsed.words[a:k].count(")")
        if not bracket and parsed.words[k] == "," and (word in _OCCASIONS or (word, following) in _OCCASIONS_IN_TWO):
            return a, k
    return a, b


def _without_occasion(parsed: Parsed, a: int, b: int) -> Range:
    """Without when, where or to whom a person said it (Ann Lee *during the week*, *on the radio*, *to the Herald*)."""
    for k in range(a + 1, b - 1):
        if parsed.words[k] in _ON_OCCASION and parsed.upper[k - 1] and parsed.quote[k] < 0:
            name = parsed.written((a, k))
            only_name = len(name.split()) > 1 or k + 2 < b or parsed.words[k] == "to"
            named = source_type(name) == "named person" and "," not in name and not _has_office(name)
            return (a, k) if named and only_name else (a, b)
    return a, b


def _has_office(name: str) -> bool:
    """*Ambassador* to France, *Secretary* to the board."""
    return name.lower().split()[-1] in word_lists()["officers"]


def _with_whole_name(parsed: Parsed, a: int, b: int) -> Range:
    """*Orbit Tools, Inc*, where the comma has cut off the name."""
    k = a - 1
    if parsed.words[a] in _SUFFIXES and k > 0 and parsed.words[k] == ",":
        while k > 0 and parsed.upper[k - 1] and parsed.quote[k - 1] < 0 and not parsed.is_mark(k - 1):
            k -= 1
    return (k, b) if k < a - 1 else (a, b)


def _speakers(parsed: Parsed, sources: dict[str, Range | None]) -> dict[str, Speaker]:
    """Whom each source means; a later source can depend on an earlier one, so in the order of the text."""
    known = Speakers(parsed)
    return {
        group: known.resolve(bisect_left(parsed.starts, source[0]), parsed.text[slice(*source)])
        for group, source in sorted(sources.items(), key=lambda item: item[1] or (0, 0))
        if source is not None
    }


def _whose(said: str, speaker: Speaker | None) -> str:
    """The words that tell whom a reader could ask: those of the source, or of the earlier one that a pronoun, *who* or
    *this document* points back to."""
    back = said.lower() in PRONOUNS | {"who"} or said.lower().startswith(("the ", "this ", "that "))
    return speaker.name if speaker is not None and back and speaker.kind != "named person" else said


def _told_by_speaker(one: Attribution, said: str, speaker: Speaker) -> bool:
    """Is the sort of source that of the speaker, as its words alone do not tell it: *he*, *LEE*, *Sellers*, nobody, and
    the label of a turn (*Q*)?"""
    surname = speaker.kind == "named person" and " " not in said and said[:1].isupper()
    return one.rule == "turn" or said.lower() in PRONOUNS or surname or not speaker.name


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
    """``direct`` (nine words in ten in quotation marks, or a pull quote or a turn), ``mixed`` or ``indirect``."""
    if one.rule in ("pull_quote", "turn", "answer"):
        return "direct"
    words = [token for a, b in one.content for token in range(a, b) if not parsed.is_mark(token)]
    quoted = sum(parsed.quote[token] >= 0 for token in words)
    return "indirect" if not quoted else "direct" if quoted >= 0.9 * len(words) else "mixed"
