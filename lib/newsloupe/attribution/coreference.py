"""Which speaker a source means: surnames, pronouns and descriptions, resolved within one article.

The rules are few and can be told to a student. A surname, a first name (*Sir Keir*, *Tilda*) or a nickname means the
commonest full name that has it. *He*, *she*, *it* and *they* mean the nearest earlier source or person that fits: who
speaks or does something in a sentence goes before who is only mentioned there, and of several the first, which is
mostly the subject (Hobbs 1978 makes the same choice from a full parse). *He* and *she* are persons, never police,
officials, an organization or a newspaper; titles, roles and common first names tell one from the other. *They* may be
two who were named together. Where no source fits, *what it calls* and the like mean the organisation with which their
sentence opens.
*The spokesperson* means the nearest earlier one that has been called so. *The commentary* and other words for what was
said mean who spoke last. Names inside quotation marks are the speaker's affair and are passed over.
*I* and *we* mean whoever speaks there: in a transcript the one whom the label of the turn names, in a letter or a
column the one who signed it; a label of capitals or a role means the fullest name that the text has for it. *The Board*
means the one Board that was named before. Days and numbers are no speakers.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import regex

from newsloupe.attribution.mentions import Mention, find_mentions
from newsloupe.attribution.names import Name, bare, clean, find_names, person_name
from newsloupe.attribution.short_forms import full_firm, full_organisation, full_person
from newsloupe.attribution.speakers import (
    HE_OR_SHE,
    IT,
    PRONOUNS,
    THEY,
    US,
    both_speak,
    conjuncts,
    first_name,
    is_one_person,
    is_plural,
    is_when,
    named_thing,
    parse,
    source_type,
    word_lists,
)
from newsloupe.attribution.who_says_i import (
    Turn,
    author_at,
    called,
    introduction,
    is_answer,
    is_question,
    spelt_out,
    turn_at,
    turns,
    who_answers,
    who_asks,
)
from newsloupe.grammar.agents_and_patients import clauses_of
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting_verbs import source_of, verb_at
from newsloupe.text import remembered

NEAR = 8  # how many sentences back a pronoun may reach
FAR = 60  # and a description
MANY = 30  # different texts for one speaker are remembered
# How many sentences farther away somebody counts who is only mentioned, whom nothing shows to be a person (or only
# that somebody said something), of whom it is not known whether *he* or *she* fits, and for *they* one organisation.
MENTIONED, UNSURE, SAID, UNKNOWN, SINGLE = 1.5, 4, 0.8, 0.75, 1
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
# What somebody sends, signs or holds: its words are those of whoever does.
_MESSAGES = frozenset(
    """statement letter email e-mail memo message tweet post release petition affidavit conference briefing speech
    interview""".split()
)
_SENDING = frozenset(
    """issued issues issue released releases release sent sends send signed signs sign wrote writes published publishes
    posted posts made put circulated filed shared delivered read held holds hold gave gives give""".split()
)
_ARTICLE = regex.compile(r"^(?:an?|the) ")
_SUFFIXES = frozenset("inc ltd llc plc corp co gmbh limited llp".split())
# Titles that stand before a surname, never before a first name alone.
_BEFORE_SURNAMES = frozenset(
    "mr mrs ms dr prof professor cllr councillor pc sgt insp supt sen senator rep justice".split()
)


@dataclass
class Speaker:
    """One speaker of an article: `name` as in the column ``speaker``, `kind` as in ``source_type``, and the texts by
    which the article has called it."""

    name: str
    kind: str
    texts: list[str] = field(default_factory=list)
    pronoun: str = ""
    # A person, by a title, a first name, a noun such as *nurse*, or because *he* or *she* has been used.
    sure: bool = False
    several: bool = False  # *Ann Lee and Bo Lind*

    def call(self, text: str) -> None:
        """Remember another text for this speaker, and *he* or *she* where a title or a first name tells."""
        self.texts.append(text)
        self.pronoun = _he_or_she(text) or self.pronoun

    @staticmethod
    def words(text: str) -> set[str]:
        source = parse(text)
        return {bare(form) for form in source.everything} if source else set()

    def is_called(self, words: set[str], head: str) -> bool:
        """Has the article called it so? A thing only by its noun: *the plan* is not *critics of the plan*."""
        for text in (self.name, *self.texts):
            if words <= self.words(text):
                source = parse(text)
                if self.kind == "named person" or (source is not None and source.head == head):
                    return True
        return False


class _Seen(NamedTuple):
    """Where a speaker stands: as a source (`rank` 0), as one who does something (1), only mentioned (2), or so in what
    somebody else says (3). `unnamed`: by a description."""

    token: int
    speaker: Speaker
    rank: int = 0
    unnamed: bool = False


class Speakers:
    """The speakers of one article. `resolve` takes its sources in the order of the text."""

    def __init__(self, p: Parsed) -> None:
        self._p = p
        self._lows = [low for low, _ in p.units]
        self._known: dict[str, Speaker] = {}
        self._persons: dict[str, Speaker] = {}  # by the text of the source
        self._seen: defaultdict[int, list[_Seen]] = defaultdict(list)  # by number of the unit
        self._last: Speaker | None = None
        self._names = names = list(find_names(p))
        self._tokens = [one.token for one in names]
        self._turns: dict[str, Speaker | None] = {}  # by label
        alone = {bare(one.forms[0]) for one in names if len(one.forms) == 1 and not one.placed}
        self._full: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)  # by surname
        self._first: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)  # by first name or nickname
        self._written: dict[tuple[str, ...], str] = {}  # as the text writes it, with initials and nickname
        for one in names:
            if len(one.forms) > 1:
                self._full[bare(one.forms[-1])][one.forms] += 1
                if one.nickname:
                    self._first[bare(one.nickname.split(" ")[0])][one.forms] += 1
                if self._is_sure(one, alone):
                    self._first[bare(one.forms[0])][one.forms] += 1
                if one.nickname or one.forms not in self._written:
                    self._written[one.forms] = one.written
        self._mention_all(names, alone)
        self._introduced: dict[str, Speaker] = {}  # by head noun
        for mention in find_mentions(p):
            speaker = self._introduce(mention)
            if speaker is not None:
                self._see(_Seen(mention.token, speaker, mention.standing, unnamed=True))

    def resolve(self, at: int, text: str) -> Speaker:
        """The speaker whom the source `text` that begins at token `at` means."""
        if self._nobody(at, text):
            return Speaker("", "none")
        found = self._find(at, self._whole(at, text))
        turn = turn_at(self._p, self._p.starts[at])
        label = turn is not None and self._p.starts[at] < turn.after
        if text.lower() not in US and not (label and found.kind != "named person"):
            if found.kind == "named person":  # a baker, who gave her name as Ida
                unit = self._seen[self._unit(at)]
                unit[:] = [one for one in unit if not (one.unnamed and one.token == at)]
            self._see(_Seen(at, found))  # nobody is *he* to himself
        self._last = found
        return found

    def _find(self, at: int, text: str) -> Speaker:
        source = parse(text)
        if source is None:
            return self._speaker(text, "vague or anonymous", text)
        turn = turn_at(self._p, self._p.starts[at])
        if turn is not None and self._p.starts[at] < turn.after:
            return self._labelled(turn) or self._speaker(
                text if text.isupper() else clean(text), source_type(text), text
            )
        if len(source.everything) == 1 and source.head in US:
            return self._who_says_i(at, turn) or self._speaker(
                _OWN.get(source.head, source.head), source_type(text), ""
            )
        if self._p.words[at] in PRONOUNS and len(source.everything) == 1:  # WHO, in capitals, is none
            return self._pronoun(at, text, source.head)
        kind = "named person" if self._person_known(text) else source_type(text)
        if source.everything[len(source.forms) : len(source.forms) + 1] == ("and",):
            both = conjuncts(text)
            if both is not None or kind != "named person":
                found = self._speaker(clean(text), kind, text)
                found.several = both is not None and both_speak(both)
                return found
        if source.head in _MESSAGES and (sender := self._sender(at)) is not None:
            return self._find(sender[0], self._p.written(sender))
        if kind == "named person":
            firm = "" if self._person_known(text) else full_firm(self._p, at, text)
            if firm:
                return self._speaker(firm, "named organisation", text)
            return self._person(text) or self._speaker(clean(text), kind, text)
        return (
            self._short_for(at, text, kind)
            or self._described(at, text)
            or self._speaker(named_thing(text) or clean(text), kind, text)
        )

    def _sender(self, at: int) -> Range | None:
        """Whose message it is that begins at token `at`: *the board* in *the board issued a statement saying …*."""
        verb = verb_at(self._p, at - 1) if at > 0 and self._p.quote[at - 1] < 0 else None
        if verb is None or verb.passive or verb.kind != "finite" or self._p.words[at - 1] not in _SENDING:
            return None
        found = source_of(self._p, verb)
        return found if found is not None and found[1] < at else None

    def _person_known(self, text: str) -> bool:
        """Has the article a full name with this surname?"""
        return bare(text.split()[-1]) in self._full and len(text.split()) == 1

    def _who(self, at: int, text: str) -> Speaker:
        """*Who* in a relative clause is the noun before it."""
        noun = clauses_of(self._p, self._p.unit_of(at)).phrases.stands_for(at)
        if noun is None:
            return self._speaker("who", "vague or anonymous", text)
        return self._find(noun.extent[0], self._p.written(noun.extent))

    def _pronoun(self, at: int, text: str, pronoun: str) -> Speaker:
        if pronoun == "who":
            return self._who(at, text)
        found = self._meant(at, pronoun) or self._opening(at, pronoun)
        if found is None:
            return self._speaker(_OWN.get(pronoun, pronoun), source_type(text), "")
        if pronoun in ("he", "she") and found.kind == "named person":
            found.pronoun, found.sure = found.pronoun or pronoun, True
        return found

    def _short_for(self, at: int, text: str, kind: str) -> Speaker | None:
        """*The Board*, *the officer*: the only one that was named so."""
        full = full_organisation(self._p, at, text) or full_firm(self._p, at, text)
        if full:
            return self._speaker(full, "named organisation" if kind == "vague or anonymous" else kind, text)
        person = full_person(self._names, self._tokens, at, text)
        if person is not None and (found_person := self._person(person.text)) is not None:
            found_person.call(text)
            return found_person
        return None

    # ------------------------------------------------------------ what is no speaker, and half of one

    def _nobody(self, at: int, text: str) -> bool:
        """A day or a number."""
        return is_when(text) and self._before_comma(at) is None

    def _whole(self, at: int, text: str) -> str:
        """*Orbit, Inc* for *Inc*, *Ann Lee* for her age, and without the verb behind: *a report* of *a report
        presented*."""
        source = parse(text)
        if source is None:
            return text
        if is_when(text) or (len(source.forms) == 1 and source.head in _SUFFIXES):
            low = self._before_comma(at)
            end = at - 1 if is_when(text) else at + 1
            return self._p.written((low, end)) if low is not None else text
        k = at + 1
        end = self._p.starts[at] + len(text)
        while k < len(self._p) and self._p.starts[k] < end:
            p = self._p
            if p.quote[k] >= 0 or p.words[k] in ("who", "which", "that", "whom", "whose", "where", ",", "and"):
                break
            last = k + 1 >= len(p) or p.starts[k + 1] >= end
            if p.tags[k] in ("VBP", "VBD") and not last:
                break
            if p.words[k] in ("what", "how", "why"):
                return p.written((at, k))
            if not p.upper[k] and ((p.tags[k] in ("VBZ", "MD") and not p.is_possessive(k)) or
                                   (last and p.tags[k] in ("VBD", "VBN") and k - at > 1)):  # fmt: skip
                return p.written((at, k))
            k += 1
        return text

    def _before_comma(self, at: int) -> int | None:
        """The token at which the name before *, Inc* or *, 41* begins; None where there is none."""
        p = self._p
        if at < 2 or p.words[at - 1] != ",":
            return None
        k = at - 1
        while k > 0 and p.upper[k - 1] and not p.is_mark(k - 1) and p.quote[k - 1] < 0 and not is_when(p.words[k - 1]):
            k -= 1
        return k if k < at - 1 else None

    # ------------------------------------------------------------ who says *I*

    def _who_says_i(self, at: int, turn: Turn | None) -> Speaker | None:
        if turn is not None:
            return self._labelled(turn)
        if self._p.quote[at] >= 0:
            return None
        name = "" if turns(self._p) else author_at(self._p, self._p.starts[at])
        return self._person(name) or self._speaker(name, "named person", name) if name else None

    def _labelled(self, turn: Turn) -> Speaker | None:
        """Whom the label of a turn means: the fullest name that the text has for it, else its letters."""
        label = turn.label
        name = called(self._p).get(turn.start, "")
        if name and not who_asks(self._p):
            return self._speaker(self._full_name(name), "named person", label)
        if label not in self._turns:
            self._turns[label] = self._label_means(label)
        return self._turns[label]

    def _label_means(self, label: str) -> Speaker | None:
        plain = regex.sub(r"\s*\([^)]*\)", "", label).strip()
        name = self._label_name(plain)
        if name:
            return self._speaker(name, "named person", label)
        if plain.isupper() and len(plain.strip(".")) in (2, 3) and (outlet := spelt_out(self._p, plain)):
            return self._speaker(outlet, "publication", label)
        if is_question(plain) or is_answer(plain):
            return self._speaker(plain, "vague or anonymous", label)
        return self._speaker(plain, source_type(plain), label)

    def _label_name(self, label: str) -> str:
        if is_question(label):
            return self._full_name(who_asks(self._p)) or who_asks(self._p)
        if is_answer(label):
            return self._full_name(who_answers(self._p)) or self._only_one_introduced()
        forms = [form for form in label.split() if form.lower() not in ("the", "a", "an")]
        lists = word_lists()
        known = {word for name in ("titles", "roles", "officials", "experts", "vague") for word in lists[name]}
        if forms and bare(forms[-1]).strip(".") in known and not self._with_surname(forms[-1]):
            return self._in_role([bare(form) for form in forms])
        if label.isupper() and len(forms) == 1 and len(label.strip(".")) in (2, 3) and not self._with_surname(label):
            return self._with_initials(label)
        surname = self._with_surname(forms[-1]) if forms else []
        own = [bare(form).strip(".") for form in forms[:-1]]
        same = [full for full in surname
                if not own or own[-1] in known or own[0] in (bare(full[0]), bare(full[0])[:1])]  # fmt: skip
        if not same:
            return "" if label.isupper() else self._full_name(label)
        best = max(same, key=lambda full: self._full[bare(full[-1])][full])
        return self._written.get(best, " ".join(best))

    def _full_name(self, name: str) -> str:
        forms = tuple(name.split())
        person = self._person(name) if len(forms) > 0 and source_type(name) == "named person" else None
        return person.name if person is not None else name if len(forms) > 1 else ""

    def _with_surname(self, form: str) -> list[tuple[str, ...]]:
        """The full names with a surname, those of small letters first."""
        full = list(self._full.get(bare(form), ()))
        return [one for one in full if not " ".join(one).isupper()] or full

    def _with_initials(self, letters: str) -> str:
        wanted = letters.replace(".", "").lower()
        found = {full for known in self._full.values() for full in known
                 if "".join(form[0] for form in full).lower() == wanted
                 and first_name(full) in word_lists()["names"]}  # fmt: skip
        return self._written.get(full := found.pop(), " ".join(full)) if len(found) == 1 else ""

    def _in_role(self, words: list[str]) -> str:
        """The one person whom the text has called so: *the minister, Ann Lee* for *THE MINISTER*."""
        role = set(words)
        found = {}
        for one in self._names:
            behind = {bare(word) for word in self._apposition(one).split()}
            if role <= {word.strip(".") for word in one.before.lower().split()} | behind and len(one.forms) > 1:
                found[bare(one.forms[-1])] = self._person(one.text)
        person = next(iter(found.values())) if len(found) == 1 else None
        if person is None and words == ["interviewer"]:
            return self._full_name(who_asks(self._p))
        return person.name if person is not None else ""

    def _only_one_introduced(self) -> str:
        """Who answers: the one full name of the introduction, who asks left out."""
        asks = who_asks(self._p).split()
        before = len(introduction(self._p))
        names = {bare(one.forms[-1]): one for one in self._names
                 if self._p.starts[one.token] < before and len(one.forms) > 1
                 and (not one.placed or self._p.words[one.token - 1] == "to")}  # fmt: skip
        if asks:
            names.pop(bare(asks[-1]), None)
        return self._full_name(next(iter(names.values())).text) if len(names) == 1 else ""

    # ------------------------------------------------------------ persons by name

    def _person(self, text: str) -> Speaker | None:
        if text in self._persons:
            return self._persons[text]
        name = person_name(text)
        if not name:
            return None
        title = parse(text)
        titled = title is not None and title.forms[0].lower().strip(".") in _BEFORE_SURNAMES
        best = self._fullest(name, _he_or_she(text), titled)
        if len(name) == 1 and titled and not best:
            best = (title.forms[0], *name) if title is not None else name  # Mrs Holm, where the only Holm is he
        speaker = self._speaker(self._written.get(best, " ".join(best)), "named person", text)
        if not speaker.pronoun and len(best) > 1:
            speaker.pronoun = _he_or_she(" ".join(best))
        self._persons[text] = speaker
        return speaker

    def _fullest(self, name: tuple[str, ...], pronoun: str, titled: bool = False) -> tuple[str, ...]:
        """The commonest full name of the article that goes with `name`. Behind *Mr* and the like (`titled`) it is a
        surname; nothing where those with this surname are women."""
        particles = word_lists()["particles"]
        while len(name) > 1 and name[0].lower() in particles:
            name = name[1:]  # van der Aas
        known = self._full.get(bare(name[-1]), Counter())
        if len(name) == 1:
            same = list(known)
            fitting = [full for full in same if not pronoun or _he_or_she(" ".join(full)) in ("", pronoun)]
            if same and not fitting and titled:
                return ()
            same = fitting or same
            if not same:
                known = self._first.get(bare(name[0]), Counter())
                same = [full for full in known if not titled or first_name(full) not in word_lists()["names"]]
        else:
            firsts = (bare(name[0]), bare(name[0]).rstrip("."))
            same = [full for full in known if bare(full[0]) in firsts or full in self._first.get(firsts[0], ())]
        return max(same, key=lambda full: known[full], default=name)

    def _mention_all(self, names: list[Name], alone: set[str]) -> None:
        """Remember where persons and newspapers are named, for later pronouns and descriptions."""
        before: tuple[Name, Speaker | None] | None = None
        for one in names:
            speaker = self._mention(one, alone)
            rank = 2 if one.possessive or (not one.subject and not one.aged) else 1
            if speaker is not None:
                self._see(_Seen(one.token, speaker, rank))
            if before is not None and self._p.words[before[0].end : one.token] == ["and"] and (before[1] or speaker):
                persons = [known or self._person(name.text) for name, known in (before, (one, speaker))]
                if None not in persons:
                    both = self._speaker(" and ".join(person.name for person in persons if person), "named person", "")
                    both.several = True
                    self._see(_Seen(before[0].token, both, rank))
            before = one, speaker

    def _mention(self, one: Name, alone: set[str]) -> Speaker | None:
        if one.forms[-1].lower() in word_lists()["publications"] and not one.sure:
            return self._speaker(" ".join(one.forms), "publication", one.text)
        sure = self._is_sure(one, alone)
        full = one.forms
        if len(full) == 1 and not sure:
            key = bare(full[0])
            if key not in self._full and key not in self._first:
                return None
            full = self._fullest(full, "")
        if not sure and (len(full) == 1 or one.placed or not one.subject or self._is_common(full)):
            return None
        speaker = self._person(one.text)
        if speaker is not None:
            speaker.sure = speaker.sure or sure
            behind = self._apposition(one)
            if behind:
                self._speaker(speaker.name, speaker.kind, f"{one.text}, {behind}")
        return speaker

    def _introduce(self, one: Mention) -> Speaker | None:
        """Whom or what *a nurse*, *her report* or *the nurse* means, without a name; None where a name tells better."""
        if one.sort == "known" and one.alone:
            person = full_person(self._names, self._tokens, one.token, one.text)
            if person is not None:
                return self._person(person.text)
            return self._introduced.get(one.head)
        kind = source_type(one.text)
        if kind == "named person":
            return self._person(one.text)
        name = f"the {one.head}" if one.alone and kind == "document" else one.text
        speaker = self._speaker(name, kind, one.text)
        speaker.pronoun, speaker.sure = speaker.pronoun or _he_or_she(one.text), True
        self._introduced[one.head] = speaker
        return speaker

    def _is_sure(self, one: Name, alone: set[str]) -> bool:
        """A person by title, age or first name, or as the last word is used as a surname and is no word otherwise."""
        if one.sure:
            return True
        return len(one.forms) > 1 and not one.placed and bare(one.forms[-1]) in alone and not self._is_common(one.forms)

    def _is_common(self, forms: tuple[str, ...]) -> bool:
        """*National Championship*, where the article also has a championship."""
        return any(form.lower() in _small_words(self._p) for form in forms)

    def _apposition(self, one: Name) -> str:
        """*The mayor* in *Ann Lee, the mayor of Ware, left*."""
        p, k = self._p, one.end
        if p.words[k : k + 1] != [","] or k + 2 >= len(p):
            return ""
        if p.words[k + 1] not in ("the", "a", "an") and (p.upper[k + 1] or p.words[k + 1] not in _jobs()):
            return ""
        end = k + 2
        while end < min(len(p), k + 8) and p.is_nominal(end) and p.quote[end] < 0:
            end += 1
        text = p.written((k + 1, end))
        return text if is_one_person(text) else ""

    # ------------------------------------------------------------ pronouns and descriptions

    def _meant(self, at: int, pronoun: str) -> Speaker | None:
        """Whom a pronoun means: the nearest that agrees, and not the one who says it."""
        turn = turn_at(self._p, self._p.starts[at])
        own = self._labelled(turn) if turn is not None else None
        return self._nearest(at, NEAR, lambda one: one is not own and _agrees(one, pronoun), pronoun)

    def _described(self, at: int, text: str) -> Speaker | None:
        """*The spokesperson*, *this document*: the nearest earlier speaker that was called so."""
        source = parse(text)
        if source is None or source.forms[0].lower() not in ("the", "this", "that") or len(source.forms) < 2:
            return None
        if source.forms[-1][0].isupper() and not source.is_in("officials", "titles", "roles"):
            return None
        if len(source.everything) > len(source.forms):
            return None
        words = {bare(form) for form in source.forms[1:]}
        if len(words) == 1 and source.head in _SAYINGS:
            return self._last
        generic = {kind for kind, heads in _GENERIC.items() if len(words) == 1 and source.head in heads}
        return self._nearest(at, FAR, lambda one: one.is_called(words, source.head) or one.kind in generic)

    def _nearest(self, at: int, far: int, fits: Callable[[Speaker], bool], pronoun: str = "") -> Speaker | None:
        """The nearest that fits; some count as farther away than they are."""
        unit = self._unit(at)
        best: tuple[float, int, int] | None = None
        found = None
        for number in range(unit, max(-1, unit - far), -1):
            if best is not None and unit - number > best[0]:
                break
            for one in self._seen.get(number, ()):
                inside = one.unnamed and number == unit and one.rank > 1
                if one.token < at and not inside and fits(one.speaker):
                    distance = unit - number + MENTIONED * (one.rank > 1) + (one.rank > 2)
                    if pronoun in HE_OR_SHE:
                        unsure = not one.speaker.sure and one.speaker.kind == "named person"
                        distance += unsure * (SAID if one.rank == 0 else UNSURE)
                        distance += UNKNOWN * (one.speaker.pronoun == "")
                    elif pronoun in THEY and not one.speaker.several and not _is_plural(one.speaker):
                        distance += SINGLE
                    key = distance, one.rank, one.token
                    if best is None or key < best:
                        best, found = key, one.speaker
        return found

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
        if speaker.kind == "named person" and kind in ("publication", "named organisation") and not speaker.sure:
            speaker.kind = kind  # the newspaper El Sol, taken for a person so far
        if text not in ("", speaker.name, *speaker.texts) and len(speaker.texts) < MANY:
            speaker.call(text)
        return speaker

    def _see(self, seen: _Seen) -> None:
        self._seen[self._unit(seen.token)].append(seen)

    def _unit(self, token: int) -> int:
        return bisect_right(self._lows, token) - 1


@remembered
def _small_words(p: Parsed) -> set[str]:
    """The words that stand somewhere in the text without a capital, short ones aside."""
    return {word for word, upper in zip(p.words, p.upper, strict=True) if not upper and len(word) > 3}


@lru_cache(maxsize=1)
def _jobs() -> frozenset[str]:
    return word_lists()["roles"] | word_lists()["officials"] | word_lists()["describing"]


def _agrees(one: Speaker, pronoun: str) -> bool:
    if pronoun in HE_OR_SHE:
        own = "he" if pronoun in ("he", "him", "his") else "she"
        if one.pronoun not in ("", own) or one.several:
            return False
        return one.kind == "named person" or (
            one.kind in ("unnamed official", "unnamed expert", "vague or anonymous")
            and (one.sure or is_one_person(one.name))
        )
    people = one.kind in ("unnamed official", "unnamed expert", "state or collective")
    if pronoun in THEY:
        return one.several or one.kind == "named organisation" or (people and _is_plural(one))
    single = one.kind == "state or collective" and not _is_plural(one)
    return pronoun in IT and (single or one.kind in ("named organisation", "publication", "document"))


@lru_cache(maxsize=5_000)
def _he_or_she(text: str) -> str:
    """``he`` or ``she`` by a title, a role (*spokeswoman*) or a common first name; ``""`` where nothing tells."""
    source = parse(text)
    if source is None:
        return ""
    lists = word_lists()
    name = person_name(text)
    told = [bare(form).strip(".") for form in source.forms if not form.endswith(("'s", "’s"))]
    told = told[: len(told) - len(name)] if name and not source.is_in("kin", "men", "women") else told
    told += [bare(form) for form in source.everything if regex.search(r"(?:sm[ae]n|woman|girl|boy)$", form)]
    for pronoun, words in (("she", lists["women"]), ("he", lists["men"])):
        if any(form in words for form in told):
            return pronoun
    first = first_name(name) if len(name) > 1 else ""
    return "she" if first in lists["she"] else "he" if first in lists["he"] else ""


def _is_plural(one: Speaker) -> bool:
    """*Officials*, *the Baltic states*; not *the United States*."""
    source = parse(one.name)
    return source is not None and source.plural and is_plural(source.head)


def _key(name: str) -> str:
    """Under which a speaker is known: *Kremlin spokesperson* is *a Kremlin spokesperson* again."""
    return _ARTICLE.sub("", name.lower())
