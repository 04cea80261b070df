"""Attributions that no rule knows, found by a tagger that was trained on coded news.

The tagger sees the words, their tags, what the rules have found, and what the word lists say. What it marks is used
only where it does not touch anything that a rule has found, and only with a source that can speak.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from newsloupe.constructions.tokens import Attribution, Parsed, Range
from newsloupe.reporting import Reporter, noun_forms, verb_forms
from newsloupe.speakers import PRONOUNS, is_speaker, word_lists
from newsloupe.tagger import Tagger

MODEL = Path(__file__).resolve().parents[1] / "models" / "attribution.json.gz"
TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    *(((name, k),) for name in ("word", "tag", "reporter", "speaker") for k in (-2, -1, 0, 1, 2)),
    *(((name, k),) for name in ("role", "quoted") for k in (-1, 0, 1)),
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("tag", -1), ("tag", 0), ("tag", 1)),
    (("tag", 0), ("tag", 1), ("tag", 2)),
    (("tag", -2), ("tag", -1), ("tag", 0)),
    (("role", -1), ("role", 0), ("role", 1)),
    (("quoted", -1), ("quoted", 0), ("quoted", 1)),
    (("rule", 0),),
    (("ending", 0),),
    (("capital", 0),),
    (("found", 0), ("quoted", 0)),
    (("reporter", 0), ("tag", -1), ("tag", 1)),
    (("reporter", 0), ("word", 1)),
    (("reporter", 0), ("speaker", -1)),
    (("speaker_left", 0), ("reporter", 0)),
    (("speaker_left", 0), ("tag", 0)),
    (("speaker_left", 0), ("word", 0)),
    (("reporter_left", 0), ("tag", 0)),
    (("reporter_right", 0), ("tag", 0)),
    (("reporter_left", 0), ("reporter_right", 0)),
    (("word_left", 0),),
    (("distance", 0),),
)
_AROUND = ("found", "reporter_left", "reporter_right", "word_left", "distance", "speaker_left")
_SPEAKERS = ("titles", "officials", "experts", "publications", "documents", "collectives", "organisations", "vague")
# Higher marks less. Chosen on the development texts: elsewhere the tagger errs far more often than where words stand in
# quotation marks, most of all in texts unlike those that it was trained on.
CAUTION, CAUTION_QUOTED = 2.5, 0.5
_LEARNED = "learned from coded news: "


def learned_attributions(p: Parsed, found: Sequence[Attribution], tagger: Tagger) -> list[Attribution]:
    """What `tagger` marks beside what the rules have `found`."""
    labels = tagger.tag(columns(p, found), p.units, {"B-cue": _caution(p)})
    taken = {token for one in found for part in _parts(one) for token in range(*part)}
    sentences = ((low, high) for low, high in p.units if p.words[low:high].count("|") < 2)  # not the rows of a table
    new = (one for low, high in sentences for one in _assembled(p, labels, low, high))
    return [one for one in new if not any(token in taken for part in _parts(one) for token in range(*part))]


def _caution(p: Parsed) -> np.ndarray:
    """For every token what a cue must be worth, by whether there is a quotation in its unit."""
    caution = np.full(len(p), CAUTION)
    for low, high in p.units:
        if any(p.quote[k] >= 0 for k in range(low, high)):
            caution[low:high] = CAUTION_QUOTED
    return caution


def _parts(one: Attribution) -> tuple[Range, ...]:
    return (one.cue, *one.content)


# ---------------------------------------------------------------- what the tagger sees


def columns(p: Parsed, found: Sequence[Attribution]) -> dict[str, list[str]]:
    """One value per token in each column that a template can look at."""
    role, rule = _roles(p, found)
    own = {
        "word": p.words,
        "tag": p.tags,
        "ending": [word[-3:] for word in p.words],
        "capital": ["capital" if up else "-" for up in p.upper],
        "quoted": ["quoted" if number >= 0 else "-" for number in p.quote],
        "role": role,
        "rule": rule,
        "reporter": [_REPORTERS.get(word, "-") if p.quote[k] < 0 else "-" for k, word in enumerate(p.words)],
        "speaker": [_speaker(p, k) for k in range(len(p))],
    }
    around = {name: ["-"] * len(p) for name in _AROUND}
    for low, high in p.units:
        _look_around(p, low, high, own, around)
    return own | around


def _roles(p: Parsed, found: Sequence[Attribution]) -> tuple[list[str], list[str]]:
    """What the rules say of every token: its part (``B-cue``, ``I-content`` …), and the rule."""
    role, rule = ["O"] * len(p), ["-"] * len(p)
    for one in found:
        parts = [("content", c) for c in one.content] + [("cue", one.cue)]
        for name, (a, b) in [*parts, ("source", one.source)] if one.source else parts:
            for k in range(a, b):
                role[k], rule[k] = f"{'B' if k == a else 'I'}-{name}", f"{one.rule} {name}"
    return role, rule


def _look_around(p: Parsed, low: int, high: int, own: dict[str, list[str]], around: dict[str, list[str]]) -> None:
    """Fill in, for the tokens of one unit, what stands to the left and to the right of each."""
    role, reporter, speaker = own["role"], own["reporter"], own["speaker"]
    rules_found = "found" if any(role[k] != "O" for k in range(low, high)) else "-"
    last, last_speaker = -1, "-"
    for k in range(low, high):
        around["found"][k] = rules_found
        around["speaker_left"][k] = last_speaker
        if last >= 0:
            around["reporter_left"][k], around["word_left"][k] = reporter[last], p.words[last]
            around["distance"][k] = str(min(k - last, 6))
        if reporter[k] != "-":
            last = k
        if speaker[k] != "-" and p.quote[k] < 0:
            last_speaker = speaker[k]
    next_reporter = "-"
    for k in range(high - 1, low - 1, -1):
        around["reporter_right"][k] = next_reporter
        next_reporter = reporter[k] if reporter[k] != "-" else next_reporter


def _speaker(p: Parsed, k: int) -> str:
    """Which sort of speaker the word may be: a pronoun, a word of `lexicons/speakers.yml`, a name, another noun."""
    word = p.words[k].removesuffix("'s")
    if word in PRONOUNS:
        return "pronoun"
    if word in _SORTS:
        return _SORTS[word]
    if p.tags[k] in ("NNP", "NNPS") or (p.upper[k] and p.tags[k][0] == "N"):
        return "name"
    return "thing" if p.tags[k] in ("NN", "NNS") else "-"


def _reporter_classes() -> dict[str, str]:
    """For every form of a reporting word the attitudes it can express and what it takes."""
    classes = {}
    for word, reporters in verb_forms().items():
        takes: dict[str, str] = {}
        for reporter, _ in reporters:
            takes |= reporter.takes if not reporter.tail else {}
        classes[word] = "verb " + " ".join(sorted({*takes, *takes.values()}))
    for word, noun in noun_forms().items():
        classes.setdefault(word, "noun " + " ".join(sorted({*noun.takes, *noun.takes.values()})))
    return classes


_REPORTERS = _reporter_classes()
_SORTS = {word: name for name in reversed(_SPEAKERS) for word in word_lists()[name]}


# ---------------------------------------------------------------- what its labels mean


def _assembled(p: Parsed, labels: Sequence[str], low: int, high: int) -> Iterator[Attribution]:
    """Cues with the content and the source nearest to them."""
    marked: dict[str, list[Range]] = {"cue": [], "content": [], "source": []}
    for k in range(low, high):
        if labels[k] != "O":
            begin, _, name = labels[k].partition("-")
            goes_on = begin == "I" and marked[name] and marked[name][-1][1] == k
            marked[name][-1:] = [(marked[name][-1][0], k + 1)] if goes_on else [*marked[name][-1:], (k, k + 1)]
    owners: dict[Range, list[Range]] = {cue: [] for cue in marked["cue"]}
    for content in marked["content"] if owners else ():
        owners[min(owners, key=lambda cue: _distance(cue, content, marked["cue"]))].append(content)
    for cue, contents in owners.items():
        pieces = tuple(piece for content in contents if (piece := p.trim(*content)) is not None)
        source = min(marked["source"], key=lambda s: _distance(s, cue, marked["cue"]), default=None)
        if pieces and source is not None and is_speaker(p.written(source)):
            reporter, attitude = _reporter(p, cue)
            yield Attribution(cue, pieces, _LEARNED + _order(p, cue, pieces), reporter, attitude, source)


def _distance(one: Range, other: Range, cues: Sequence[Range]) -> int:
    """How far apart two pieces are, in tokens; another cue between them counts as three."""
    low, high = min(one, other)[1], max(one, other)[0]
    return max(high - low, 0) * 2 + 6 * sum(low <= a and b <= high for a, b in cues) + (one > other)


def _order(p: Parsed, cue: Range, contents: Sequence[Range]) -> str:
    noun = all(p.tags[k][0] != "V" for k in range(*cue)) and any(p.is_noun(k) for k in range(*cue))
    sort = "noun" if noun else "verb" if any(p.tags[k][0] == "V" for k in range(*cue)) else "other words"
    places = {content > cue for content in contents}
    return f"{sort} {'inside' if len(places) > 1 else 'before' if places == {True} else 'after'} what is reported"


def _reporter(p: Parsed, cue: Range) -> tuple[Reporter, str]:
    """The reporting word in the cue, if the lexicon has it, and its attitude."""
    for k in range(cue[1] - 1, cue[0] - 1, -1):
        word = p.words[k]
        known = verb_forms()[word][-1][0] if word in verb_forms() else noun_forms().get(word)
        if known is not None:
            return known, next(iter(known.takes.values()))
    return Reporter(p.words[cue[1] - 1], "neutral", {}), "unknown"
