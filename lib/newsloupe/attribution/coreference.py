"""Which speaker a source means: surnames, pronouns and descriptions, resolved within one article.

The rules are few and can be told to a student. A surname means the commonest full name with that surname. *He*, *she*,
*it* and *they* mean the nearest earlier source or person that fits, in the same sentence or the nearest one before; of
several in one sentence the first, which is mostly its subject (Hobbs 1978 makes the same choice from a full parse).
Where no source fits, *what it calls* and the like mean the organisation with which their sentence opens.
*The spokesperson* means the nearest earlier one that has been called so. *The commentary* and other words for what was
said mean who spoke last. Names inside quotation marks are the speaker's affair and are passed over.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from newsloupe.attribution.names import bare, clean, find_names, person_name
from newsloupe.attribution.speakers import HE_OR_SHE, IT, PRONOUNS, THEY, parse, source_type, word_lists
from newsloupe.grammar.agents_and_patients import clauses_of
from newsloupe.grammar.parsed import Parsed

NEAR = 8  # how many sentences back a pronoun may reach
FAR = 60  # and a description
MANY = 30  # different texts for one speaker are remembered
_MAN = frozenset("mr sir lord king prince congressman spokesman chairman".split())
_WOMAN = frozenset("mrs ms lady queen princess congresswoman spokeswoman chairwoman".split())
# Descriptions that fit any earlier source of a type, whatever it was called.
_GENERIC = {
    "publication": frozenset("publication newspaper paper magazine outlet site website broadcaster journal".split()),
    "document": frozenset("document paper text".split()),
    "named organisation": frozenset("group organization organisation company firm agency".split()),
}
_OWN = {"i": "I", "my": "I", "me": "I", "our": "we", "us": "we", "your": "you", "them": "they", "their": "they",
        "him": "he", "his": "he", "her": "she", "hers": "she", "its": "it", "whose": "who"}  # fmt: skip
_HANGING = frozenset("what which that because since although though while when if where".split())
_SAYINGS = frozenset("commentary comment remark statement message announcement".split())


@dataclass
class Speaker:
    """One speaker of an article: `name` as in the column ``speaker``, `kind` as in ``source_type``, and the texts by
    which the article has called it."""

    name: str
    kind: str
    texts: list[str] = field(default_factory=list)
    pronoun: str = ""

    def call(self, text: str) -> None:
        """Remember another text for this speaker, and *he* or *she* where a title tells."""
        self.texts.append(text)
        words = self.words(text)
        self.pronoun = "he" if words & _MAN else "she" if words & _WOMAN else self.pronoun

    @staticmethod
    def words(text: str) -> set[str]:
        source = parse(text)
        return {bare(form) for form in source.everything} if source else set()

    def is_called(self, words: set[str]) -> bool:
        return any(words <= self.words(text) for text in self.texts)


class Speakers:
    """The speakers of one article. `resolve` takes its sources in the order of the text."""

    def __init__(self, p: Parsed) -> None:
        self._p = p
        self._lows = [low for low, _ in p.units]
        self._known: dict[str, Speaker] = {}
        self._seen: defaultdict[int, list[tuple[int, Speaker]]] = defaultdict(list)  # by number of the unit
        self._last: Speaker | None = None
        names = list(find_names(p))
        self._untitled: defaultdict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)  # by surname
        self._full: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for token, name, before in names:
            if len(name) > 1:
                self._full[bare(name[-1])][name] += 1
            if not before:
                self._untitled[bare(name[-1])].append((token, name))
        for token, name, before in names:
            if before or name[-1].lower() in word_lists()["publications"]:
                self._mention(token, name, before)

    def resolve(self, at: int, text: str) -> Speaker:
        """The speaker whom the source `text` that begins at token `at` means."""
        found = self._find(at, text)
        self._seen[self._unit(at)].append((at, found))
        self._last = found
        return found

    def _find(self, at: int, text: str) -> Speaker:
        source = parse(text)
        if source is None:
            return self._speaker(text, "vague or anonymous", text)
        if text.lower() == "who":
            noun = clauses_of(self._p, self._p.unit_of(at)).phrases.stands_for(at)
            if noun is None:
                return self._speaker("who", "vague or anonymous", text)
            return self._find(noun.extent[0], self._p.written(noun.extent))
        if len(source.everything) == 1 and source.head in PRONOUNS:
            pronoun = source.head
            found = self._nearest(at, NEAR, lambda one: _agrees(one, pronoun)) or self._opening(at, pronoun)
            if found is None:
                return self._speaker(_OWN.get(pronoun, pronoun), source_type(text), "")
            if pronoun in ("he", "she") and found.kind == "named person":
                found.pronoun = found.pronoun or pronoun
            return found
        kind = source_type(text)
        if kind == "named person":
            return self._person(text) or self._speaker(clean(text), kind, text)
        return self._described(at, text) or self._speaker(clean(text), kind, text)

    def _person(self, text: str) -> Speaker | None:
        name = person_name(text)
        if not name:
            return None
        known = self._full.get(bare(name[-1]), Counter())
        same = [full for full in known if len(name) == 1 or bare(full[0]) == bare(name[0])]
        best = max(same, key=lambda full: known[full], default=name)
        fresh = _key(" ".join(best)) not in self._known
        speaker = self._speaker(" ".join(best), "named person", text)
        if fresh:  # from now on this name is known to be a person's: mark where it stands
            for token, other in self._untitled.get(bare(best[-1]), ()):
                if len(other) == 1 or other == best:
                    self._seen[self._unit(token)].append((token, speaker))
        return speaker

    def _mention(self, token: int, name: tuple[str, ...], before: str) -> None:
        text = f"{before} {' '.join(name)}".strip()
        paper = name[-1].lower() in word_lists()["publications"]
        speaker = self._speaker(" ".join(name), "publication", text) if paper else self._person(text)
        if speaker is not None:
            self._seen[self._unit(token)].append((token, speaker))

    def _described(self, at: int, text: str) -> Speaker | None:
        """*The spokesperson*, *this document*: the nearest earlier speaker that was called so."""
        source = parse(text)
        if source is None or source.forms[0].lower() not in ("the", "this", "that") or len(source.forms) < 2:
            return None
        if source.forms[-1][0].isupper() or len(source.everything) > len(source.forms):
            return None
        words = {bare(form) for form in source.forms[1:]}
        if len(words) == 1 and source.head in _SAYINGS:
            return self._last
        generic = {kind for kind, heads in _GENERIC.items() if len(words) == 1 and source.head in heads}
        return self._nearest(at, FAR, lambda one: one.is_called(words) or one.kind in generic)

    def _nearest(self, at: int, far: int, fits: Callable[[Speaker], bool]) -> Speaker | None:
        unit = self._unit(at)
        for number in range(unit, max(-1, unit - far), -1):
            fitting = [(token, one) for token, one in self._seen.get(number, ()) if token < at and fits(one)]
            if fitting:
                return min(fitting, key=lambda pair: pair[0])[1]
        return None

    def _opening(self, at: int, pronoun: str) -> Speaker | None:
        """*The ministry* in *The ministry’s plan rests on what it calls a reform*: whoever does or owns what the
        sentence tells, though no source so far. Only for clauses that hang on another: in *NATO is weak, they said*
        it is somebody else who speaks."""
        p, low = self._p, self._lows[self._unit(at)]
        if pronoun not in IT | THEY or p.words[at - 1] not in _HANGING or p.quote[low] >= 0:
            return None
        end = next((k + p.is_possessive(k) for k in range(low, at) if p.is_possessive(k) or not p.is_nominal(k)), at)
        name = clean(p.written((low, end))) if end > low else ""
        one = Speaker(name, source_type(name))
        if one.kind not in ("named organisation", "state or collective") or (pronoun in IT and _is_plural(one)):
            return None
        return self._speaker(name, one.kind, name)

    def _speaker(self, name: str, kind: str, text: str) -> Speaker:
        speaker = self._known.setdefault(_key(name), Speaker(name, kind))
        if text and text not in speaker.texts and len(speaker.texts) < MANY:
            speaker.call(text)
        return speaker

    def _unit(self, token: int) -> int:
        return bisect_right(self._lows, token) - 1


def _agrees(one: Speaker, pronoun: str) -> bool:
    if pronoun in HE_OR_SHE:
        own = "he" if pronoun in ("he", "him", "his") else "she"
        return one.kind in ("named person", "unnamed official", "unnamed expert") and one.pronoun in ("", own)
    people = one.kind in ("unnamed official", "unnamed expert", "state or collective")
    if pronoun in THEY:
        return (people or one.kind == "named organisation") and _is_plural(one)
    single = one.kind == "state or collective" and not _is_plural(one)
    return pronoun in IT and (single or one.kind in ("named organisation", "publication", "document"))


def _is_plural(one: Speaker) -> bool:
    """*Officials*, *the Baltic states*; not *the United States*."""
    source = parse(one.name)
    if source is None or source.forms[-2:] == ("United", "States"):
        return False
    return source.head.endswith(("s", "people", "men", "police")) and not source.head.endswith("ss")


def _key(name: str) -> str:
    """Under which a speaker is known: *Kremlin spokesperson* is *a Kremlin spokesperson* again."""
    return regex.sub(r"^(?:an?|the) ", "", name.lower())
