"""What sort of source speaks: a named person, an organisation, a document, somebody unnamed, or nobody at all.

The answer comes from the words of the source alone, by its head (*analysts* in *Western analysts close to NATO*) and by
whether a name stands in it. The words are in `lexicons/speakers.yml`. The types follow studies of anonymous and
official sourcing in news (Sigal 1973; Reich 2009); their borders are this package's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import regex
import yaml
from pydantic import BaseModel, ConfigDict

from newsloupe import text as _text
from newsloupe.grammar.reporting import Words

FILE = Path(__file__).resolve().parents[1] / "lexicons" / "speakers.yml"
# What stands in the column `source_type`: who or what speaks.
SOURCE_TYPES = (
    "named person",
    "named organisation",
    "publication",
    "document",
    "unnamed official",
    "unnamed expert",
    "state or collective",
    "vague or anonymous",
    "none",
)

HE_OR_SHE = frozenset("he she him her his hers".split())
THEY = frozenset("they them their".split())
IT = frozenset("it its".split())
PRONOUNS = HE_OR_SHE | THEY | IT | frozenset("we you i who my our your us me".split())
_POINTING = frozenset("this that these those such which it there".split())
# Words after which a noun phrase only describes its head.
_AFTER_HEAD = frozenset(
    """of in at for from with on who which that to by near outside inside within among across around about over behind
    under against between familiar close monitoring affiliated like including such and or whose""".split()
)  # fmt: skip
_INNER_QUOTATION = regex.compile(r"(?<!\w)(?:‘[^’]*’|“[^”]*”|\"[^\"]*\")(?=\s+\w)")
_ABSTRACT = regex.compile(r"(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|ncy)s?$")


class SpeakerWords(BaseModel):
    """The word lists of `lexicons/speakers.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: Words
    publications: Words
    documents: Words
    officials: Words
    experts: Words
    collectives: Words
    organisations: Words
    vague: Words
    offices: Words


@lru_cache(maxsize=4)
def word_lists(path: Path = FILE) -> dict[str, frozenset[str]]:
    words = SpeakerWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return {name: frozenset(listed) for name, listed in words}


@dataclass(frozen=True)
class Source:
    """A source taken apart: its words as written up to and including the head, and all of them."""

    forms: tuple[str, ...]
    everything: tuple[str, ...]

    @cached_property
    def head(self) -> str:
        return regex.sub(r"'s?$", "", self.forms[-1].lower())

    @cached_property
    def capital(self) -> bool:
        """Is there a capitalised word up to the head, articles aside?"""
        return any(form[0].isupper() and form.lower() not in ("the", "a", "an") for form in self.forms)

    def is_in(self, *names: str) -> bool:
        return any(self.head in word_lists()[name] for name in names)


@lru_cache(maxsize=100_000)
def parse(text: str) -> Source | None:
    text = _INNER_QUOTATION.sub(lambda match: " " * len(match.group()), text)  # the ‘Foundations of …’ document
    spans = _text.words(text)
    forms = tuple(_text.plain(text[a:b]) for a, b in spans)
    for k in range(1, len(forms)):
        gap = text[spans[k - 1][1] : spans[k][0]]
        if forms[k].lower() in _AFTER_HEAD or any(mark in gap for mark in ",(—–"):
            return Source(forms[:k], forms)
    return Source(forms, forms) if forms else None


def source_type(text: str, earlier: Sequence[str] = ()) -> str:
    """The type of a source, from its words; `""` (no source) is ``none``.

    A pronoun takes its type from `earlier`: the types of the sources before it, the nearest last.

    >>> [source_type(s) for s in ["Dr. Schmidt", "Western analysts", "a Kremlin spokesperson", "Moscow", ""]]
    ['named person', 'unnamed expert', 'unnamed official', 'state or collective', 'none']
    >>> source_type("he", earlier=["named person", "document"])
    'named person'
    """
    source = parse(text)
    if source is None:
        return "none"
    if source.head in PRONOUNS:
        return _pronoun_type(source.head, earlier)
    named = _has_name(source.everything[len(source.forms) :])
    for name in ("officials", "experts"):
        if source.is_in(name):
            return "named person" if named else f"unnamed {name[:-1]}"
    if source.is_in("publications"):
        return "publication"
    if source.is_in("documents"):
        return "document"
    if source.capital and any(form.lower() in word_lists()["titles"] for form in source.forms):
        return "named person"
    if source.is_in("collectives") and len(source.forms) <= 4:
        return "state or collective"
    if source.is_in("organisations"):
        return "named organisation" if source.capital else "state or collective"
    if source.is_in("vague"):
        return "named person" if named else "vague or anonymous"
    last = source.forms[-1]
    if last[0].isupper():
        return "named organisation" if last.isupper() and len(last) > 1 else "named person"
    return "named person" if named else "vague or anonymous"


def _pronoun_type(pronoun: str, earlier: Sequence[str]) -> str:
    fitting: tuple[str, ...] = ()
    if pronoun in HE_OR_SHE:
        fitting = ("named person", "unnamed official", "unnamed expert")
    elif pronoun in THEY:
        fitting = ("unnamed official", "unnamed expert", "state or collective", "named organisation")
    elif pronoun in IT:
        fitting = ("state or collective", "named organisation", "publication", "document")
    return next((kind for kind in reversed(earlier) if kind in fitting), "vague or anonymous")


_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def traceable(text: str, kind: str) -> tuple[str, str]:
    """Could a reader find who said it, and why? From the words of the source and its type (`kind`).

    ``yes``: a document with its title and year. ``partly``: a person, organisation, publication or office that could
    be asked, but not when or where it said this. ``no``: neither; a state or its capital cannot be asked. The second
    value gives the reason in plain words.

    >>> [traceable(s, source_type(s))[0] for s in ["Dr. Schmidt", "A Kremlin spokesperson", "Russian officials"]]
    ['partly', 'partly', 'no']
    """
    forms = [_text.plain(text[a:b]) for a, b in _text.words(text)]
    if kind == "document":
        titled = _INNER_QUOTATION.search(text) is not None
        if titled and _YEAR.search(text):
            return "yes", "a document with its title and year"
        if titled or any(form[0].isupper() for form in forms[1:]):
            return "partly", "a document with a title or a maker, but not both title and year"
        return "no", "a document without title or maker"
    if kind in ("named person", "named organisation", "publication"):
        return "partly", f"a {kind} that could be asked, but not when or where this was said"
    if kind in ("unnamed official", "unnamed expert", "state or collective"):
        if any(form.lower() in word_lists()["offices"] for form in forms):
            return "partly", "nobody by name, but an office that could be asked"
        return "no", _NOBODY[kind]
    return "no", _NOBODY.get(kind, "a source that the words do not identify")


_NOBODY = {
    "unnamed official": "officials without a name or an office that could be asked",
    "unnamed expert": "experts without a name or an institution that could be asked",
    "state or collective": "a state or a group: nobody in particular who could be asked",
    "none": "no source is given",
}


def can_speak(text: str) -> bool:
    """Can this be somebody or something that speaks? *The escalation* and *this* cannot; a commission can.

    >>> [can_speak(s) for s in ["the escalation", "the administration", "a recent report", "this"]]
    [False, True, True, False]
    """
    source = parse(text)
    if source is None or (len(source.everything) == 1 and source.head in _POINTING - {"it", "there"}):
        return False
    return source.is_in(*word_lists()) or not _ABSTRACT.search(source.head) or source.forms[-1][0].isupper()


def is_speaker(text: str) -> bool:
    """Is there evidence that this is a speaker: a name, a role, an organisation, a document, *he*, *they*?"""
    source = parse(text)
    if source is None or (len(source.everything) == 1 and source.head in _POINTING):
        return False
    return source.head in PRONOUNS or source.is_in("vague") or source_type(text) != "vague or anonymous"


def is_document(text: str) -> bool:
    """Is the source something written or published: a report, a poll, a newspaper?"""
    return source_type(text) in ("document", "publication")


def _has_name(forms: Sequence[str]) -> bool:
    """Does a person's name follow the head (*the deputy, Ann Smith*): two capitalised words in a row that are no
    organisation, place or title, before any other describing word?"""
    lists = word_lists()
    known = lists["collectives"] | lists["organisations"] | lists["officials"] | lists["publications"]
    run = 0
    for form in forms:
        if form.lower() in _AFTER_HEAD:
            return False
        run = run + 1 if form[0].isupper() and form.lower() not in known and not form.isupper() else 0
        if run == 2:
            return True
    return False
