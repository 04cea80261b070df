"""What sort of source speaks: a named person, an organisation, a document, somebody unnamed, or nobody at all.

The answer comes from the words of the source alone, by its head (*analysts* in *Western analysts close to NATO*) and by
whether a name stands in it. The words are in `lexicons/speakers.yml`, what stands before and in names is in
`lexicons/titles.yml` and `lexicons/first_names.yml`. The types follow studies of anonymous and official sourcing in
news (Sigal 1973; Reich 2009); their borders are this package's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from unicodedata import combining, normalize

import regex
import yaml
from pydantic import BaseModel, ConfigDict

from newsloupe import text as _text
from newsloupe.figures_of_speech.vehicle_words import supersense
from newsloupe.grammar.reporting import Words

LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
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
US = frozenset("i me my we us our".split())
PRONOUNS = HE_OR_SHE | THEY | IT | US | frozenset("you who your".split())
_POINTING = frozenset("this that these those such which it there".split())
_ARTICLES = frozenset("the a an".split())
# When it was said; months and seasons that are names, too, are left out.
_WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february july
    september october november december""".split()
)
_WITH_WHEN = frozenset("last this next morning afternoon evening night week month year on in at early late".split())
# Words after which a noun phrase only describes its head.
_AFTER_HEAD = frozenset(
    """of in at for from with on who which that to by near outside inside within among across around about over behind
    under against between familiar close monitoring affiliated like including such and or whose""".split()
)  # fmt: skip
_AFTER_HEAD_WORD = regex.compile(r"'s?$|\.$|-in-law$")
_PREFIXED = regex.compile(r"(?:[a-z]{1,4}-|[dlo]')\p{Lu}")
_INNER_QUOTATION = regex.compile(r"(?<!\w)(?:‘[^’]*’|“[^”]*”|\"[^\"]*\")(?=\s+\w)")
_ABSTRACT = regex.compile(r"(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|ncy)s?$")
# People in the list of publications: *the reporter Ann Lee* is she, *the newspaper El Sol* is the paper.
_WHO_WRITE = frozenset("columnist columnists journalist journalists reporter reporters".split())
# Heads of officials, experts and others that are no single person.
_NOT_ONE = frozenset(
    """administration campaign police authorities crowd audience couple pair staff leadership majority half quarter
    third handful percent generation none nobody few several some most many all both everyone anyone circles allies
    others people""".split()
)  # fmt: skip
_PLACES = frozenset(
    """new north south east west central upper lower san santa los las saint st mount lake port fort united saudi sri
    el""".split()
)


class SpeakerWords(BaseModel):
    """The word lists of `lexicons/speakers.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    publications: Words
    documents: Words
    officials: Words
    experts: Words
    states: Words
    collectives: Words
    organisations: Words
    vague: Words
    offices: Words
    institutions: Words
    unique: Words


class NameWords(BaseModel):
    """The word lists of `lexicons/titles.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: Words
    roles: Words
    describing: Words
    after: Words
    particles: Words
    kin: Words
    men: Words
    women: Words


class FirstNames(BaseModel):
    """The word lists of `lexicons/first_names.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    she: Words
    he: Words
    either: Words


_NO_PERSONS = ("collectives", "states", "organisations", "officials", "publications")


@lru_cache(maxsize=4)
def word_lists(folder: Path = LEXICONS) -> dict[str, frozenset[str]]:
    """All lists of the three files by name, and some of them together: `names` are the first names of all three kinds,
    `officers` titles, roles and officials, `people` these and experts, `no_persons` what looks like a name and is none.
    """
    files: dict[str, type[BaseModel]] = {"speakers": SpeakerWords, "titles": NameWords, "first_names": FirstNames}
    lists: dict[str, frozenset[str]] = {}
    for name, model in files.items():
        words = model.model_validate(yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8")))
        lists |= {key: frozenset(listed) for key, listed in words}
    officers = lists["titles"] | lists["roles"] | lists["officials"]
    no_persons = frozenset().union(*(lists[name] for name in _NO_PERSONS))
    return lists | {"names": lists["she"] | lists["he"] | lists["either"], "officers": officers,
                    "people": officers | lists["experts"], "no_persons": no_persons}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A source taken apart: its words as written up to and including the head, and all of them."""

    forms: tuple[str, ...]
    everything: tuple[str, ...]

    @cached_property
    def head(self) -> str:
        return _AFTER_HEAD_WORD.sub("", self.forms[-1].lower())

    @cached_property
    def capital(self) -> bool:
        """Is there a capitalised word up to the head, articles aside?"""
        return any(form[0].isupper() and form.lower() not in _ARTICLES for form in self.forms)

    @cached_property
    def plural(self) -> bool:
        """*Officials*, *the Baltic states*; not *the United States*."""
        return is_plural(self.head) and self.forms[-2:] != ("United", "States")

    def is_in(self, *names: str) -> bool:
        return any(self.head in word_lists()[name] for name in names)


def is_plural(head: str) -> bool:
    return head.endswith(("s", "people", "men", "police")) and not head.endswith(("ss", "u.s", "us"))


@lru_cache(maxsize=5_000)
def parse(text: str) -> Source | None:
    text = _INNER_QUOTATION.sub(lambda match: " " * len(match.group()), text)  # the ‘Foundations of …’ document
    spans = _text.words(text)
    forms = tuple(_text.plain(text[a:b]) for a, b in spans)
    for k in range(1, len(forms)):
        gap = text[spans[k - 1][1] : spans[k][0]]
        if forms[k].lower() in _AFTER_HEAD or any(mark in gap for mark in ",(—–"):
            return Source(forms[:k], forms)
        if forms[k].endswith("ing") and forms[k].islower() and forms[k - 1][0].isupper() and 1 < k < len(forms) - 1:
            return Source(forms[:k], forms)  # Ann Lee speaking to the council
    return Source(forms, forms) if forms else None


# ------------------------------------------------------------ names in a source


def is_capital(form: str) -> bool:
    """Does a word of a name begin here: a capital, also after *al-*, *d'* and the like?"""
    return form[0].isupper() or (_PREFIXED.match(form) is not None)


def name_run(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The capitalised words at the end, small particles between and before them included (*Lea van der Berg*)."""
    k = len(forms)
    while k > 0:
        if (is_capital(forms[k - 1]) and forms[k - 1].lower() not in _ARTICLES) or (
            k < len(forms) and forms[k - 1] in word_lists()["particles"]
        ):
            k -= 1
        else:
            break
    return forms[k:]


@lru_cache(maxsize=5_000)
def untitled(run: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name, and the titles, offices and affiliations before it; letters after the name are left out.

    >>> untitled(("Labour", "MP", "Tove", "Aas", "OBE"))
    (('Tove', 'Aas'), ('Labour', 'MP'))
    """
    lists = word_lists()
    words = [form.lower().strip(".") for form in run]
    end = len(run)
    while end > 1 and words[end - 1] in lists["after"] and (run[end - 1].isupper() or words[end - 1] == "phd"):
        end -= 1
    cut = 0
    for k in range(end - 1):
        if (
            run[k].endswith(("'s", "’s"))
            or (words[k] in _before_names() and not _in_full_name(words, k, end))
            or (k == cut and words[k] in lists["describing"] | lists["states"])
        ):
            cut = k + 1
    return run[cut:end], run[:cut]


def _in_full_name(words: list[str], k: int, end: int) -> bool:
    """Is what looks like a title part of the name: *Dean Holm*, *Martin Luther King Jr.*?"""
    names = word_lists()["names"]
    if words[k] in ("dean", "earl", "duke", "baron", "judge") and k == 0 and end == 2:
        return words[k] in ("dean", "earl")
    return (k > 0 and words[k - 1] in names) or words[k + 1 : end] in (["jr"], ["sr"], ["ii"], ["iii"])


@lru_cache(maxsize=1)
def _before_names() -> frozenset[str]:
    lists = word_lists()
    return frozenset().union(
        *(
            lists[name]
            for name in ("titles", "roles", "officials", "experts", "collectives", "organisations", "publications")
        )
    )


@lru_cache(maxsize=5_000)
def is_person(forms: tuple[str, ...]) -> bool:
    """Do these words end in the name of a person, by a title or a role before it or by a common first name?"""
    lists = word_lists()
    run = name_run(forms)
    name, before = untitled(run)
    if not name or name[-1].lower() in lists["organisations"]:
        return False
    if len(name) > 1 and first_name(name) in lists["names"]:
        return True
    last = without_genitive(name[-1]).lower()
    if last in lists["people"] or run[-1].endswith(("'s", "’s")):
        return bool(before) and last in ("king", "bishop", "young", "head", "star", "forward") and len(name) > 1
    small = forms[len(forms) - len(run) - 1].lower() if len(forms) > len(run) else ""
    people = lists["people"] | lists["kin"]
    titled = any(form.lower().strip(".") in people for form in before if not form.endswith(("'s", "’s")))
    return (titled or small in people - _NOT_ONE) and last not in lists["states"] | lists["publications"]


@lru_cache(maxsize=5_000)
def apposed_name(text: str) -> tuple[str, ...]:
    """The name that stands between commas behind a role: *Mira Aas* in *the mayor of Ware, Mira Aas, who …*. One word
    is enough behind kin (*his brother, Tom*)."""
    source = parse(text)
    if source is None or source.plural:
        return ()
    if given := _GIVEN_NAME.search(text):
        return tuple((given[1] or given[2]).split())
    if "," not in text and (name := _behind_office(source)):
        return name
    lists = word_lists()
    shortest = 1 if source.is_in("kin") else 2
    for piece in regex.split(r"[,()—–]|\s-\s", text)[1:]:
        forms = tuple(_text.plain(piece[a:b]) for a, b in _text.words(piece))
        run = name_run(forms)
        name = untitled(run)[0]
        small = forms[: len(forms) - len(run)]
        if any(form.lower() not in lists["titles"] | lists["roles"] | _ARTICLES for form in small):
            continue
        words = {form.lower() for form in name}
        place = name and name[0].lower() in _PLACES
        things = lists["states"] | lists["organisations"] | lists["officials"] | lists["roles"]
        if shortest <= len(name) <= 5 and not place and not words & things and not name[-1].isupper():
            return name
    return ()


# *A butcher, who gave her name only as Ida*
_NAMED = r"(\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*)"
_GIVEN_NAME = regex.compile(
    rf"\b(?:g[ai]ve[sn]?|giving) (?:only )?(?:his|her|their) names? (?:only |simply |just )?as {_NAMED}"
    rf"|\bidentif(?:ied|ying|ies) (?:him|her)self (?:only )?as {_NAMED}(?=,|$)"
)


def _behind_office(source: Source) -> tuple[str, ...]:
    """*Ann Lee* of *Secretary of State Ann Lee*, *Minister for Trade Ann Lee*: behind an office with *of* or *for*."""
    after = source.everything[len(source.forms) :]
    if after[:1] not in (("of",), ("for",)) or not source.is_in("titles", "roles", "officials"):
        return ()
    for k in range(2, len(after) - 1):
        name = after[k:]
        whole = all(is_capital(form) for form in name) and len(name) < 4
        if whole and all(is_capital(form) for form in after[1:k]) and first_name(name) in word_lists()["names"]:
            return name
    return ()


def first_name(name: tuple[str, ...]) -> str:
    """The first word of a name as the lists have it: small, without accents (*agnes* of *Agnès Holm*)."""
    if name[0].isascii():
        return name[0].lower()
    return "".join(c for c in normalize("NFD", name[0].lower()) if not combining(c)).replace("ø", "o").replace("ł", "l")


def without_genitive(form: str) -> str:
    """*Moscow* of *Moscow’s*, *states* of *states’*."""
    short = form.removesuffix("s") if form.endswith(("'s", "’s")) else form
    return short.rstrip("'’")


@lru_cache(maxsize=5_000)
def conjuncts(text: str) -> tuple[str, str] | None:
    """The two sides of *X and Y* where both are the source; None for one source that holds an *and*: *officials of
    health and trade*, *the actor and director Ann Lee*, *Orbit and Comet founder Ann Lee*.

    >>> [conjuncts(s) for s in ["Ida Aas and Bo Lind", "Bath and Wells", "actor and singer Bo Lind"]]
    [('Ida Aas', 'Bo Lind'), ('Bath', 'Wells'), None]
    """
    source = parse(text)
    k = len(source.forms) if source else 0
    if source is None or k + 1 >= len(source.everything) or source.everything[k].lower() != "and":
        return None
    match = _AND.match(text)
    after = parse(match[2]) if match else None
    if match is None or after is None or after.head in PRONOUNS:
        return None
    if is_person(after.forms) and not is_person(source.forms):
        first = after.forms[0].lower()
        role = first in word_lists()["officers"] or first in word_lists()["names"]
        alone = len(untitled(name_run(after.forms))[0]) == len(after.forms)
        if not _may_be_name(source.forms) or not (role or alone or first in _ARTICLES):
            return None  # Orbit and Comet founder Ann Lee, Roads and Bridges Minister Ann Lee
    return match[1], match[2]


_AND = regex.compile(r"\s*(?:both\s+)?([^,(—–]+?)\s+and\s+(.+)", regex.IGNORECASE | regex.DOTALL)


def both_speak(sides: tuple[str, str]) -> bool:
    """Are both sides named or told apart, so that *they* can mean them: *Ann Lee and her son*, not *snow and ice*?"""
    sources = [parse(side) for side in sides]
    return all(source is not None and _may_be_name(source.forms) for source in sources)


def _may_be_name(forms: tuple[str, ...]) -> bool:
    """Somebody or something that can be named beside a person: a name, or a noun with its determiner."""
    return forms[-1][0].isupper() or forms[0].lower() in _ARTICLES | {"his", "her", "their"} or forms[0].endswith("'s")


# ------------------------------------------------------------ the type of a source


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
    pronoun = source.head in PRONOUNS and text != "WHO"
    return _pronoun_type(source.head, earlier) if pronoun else _own_type(text)


@lru_cache(maxsize=5_000)
def _own_type(text: str) -> str:
    """The type of a source that is no pronoun."""
    source = parse(text)
    if source is None:
        return "none"
    if source.everything[len(source.forms) : len(source.forms) + 1] == ("and",):
        return _type_of_both(text, source)
    if is_person(source.forms):
        return "named person"
    kind = _type_by_noun(source)
    if kind:
        return kind
    named = has_name(source.everything[len(source.forms) :]) or bool(apposed_name(text))
    return _listed_type(source, named) or _type_by_name(source, named)


def _listed_type(source: Source, named: bool) -> str:
    """The type that the lists know of the head; `named` says whether a name follows it."""
    for name in ("officials", "experts"):
        if source.is_in(name):
            return "named person" if named else f"unnamed {name[:-1]}"
    if source.is_in("publications"):
        return "publication"
    if source.is_in("documents"):
        return "document"
    if source.is_in("collectives", "states") and len(source.forms) <= 4:
        return "state or collective"
    if source.is_in("organisations"):
        return "named organisation" if source.capital else "state or collective"
    last = source.forms[-1]
    name_like = last[0].isupper() and (len(source.forms) == 1 or last.isupper())  # Singer said …, the SVP said …
    if source.is_in("vague", "kin") or (source.is_in("roles") and not name_like):
        return "named person" if named else "vague or anonymous"
    return ""


def _type_by_name(source: Source, named: bool) -> str:
    """The type of a source whose head no list has, from capital letters and from what follows."""
    last = source.forms[-1]
    if not last[0].isupper():
        return "named person" if named else "vague or anonymous"
    if source.is_in("titles") and len(source.forms) < len(source.everything) and not named:
        return "unnamed official"  # Dean of the school
    after = source.everything[len(source.forms) :]
    if after[:1] == ("of",) and after[1:] and after[1][0].islower() and len(source.forms) == 1:
        return "vague or anonymous"  # Part of the statement
    if after[:1] == ("for",) and after[1:] and after[1][0].isupper():
        return "named organisation"  # Transport for London
    if len(source.forms) == 1 and _are_people(last.lower()):
        return "vague or anonymous"  # Bakers at the fair
    short = last.isupper() and len(last) > 1
    the = len(source.forms) > 1 and source.forms[0].lower() == "the"  # persons have no article, things have
    return "named organisation" if short or the else "named person"


def _are_people(word: str) -> bool:
    """*Bakers*, *anglers*: the plural of a noun for a person, which may open a sentence."""
    base, kind = supersense(word)
    return kind == "person" and base != word


def _type_of_both(text: str, source: Source) -> str:
    """*Ida Aas and Bo Lind* are persons; *wheat and barley growers* are growers; *the Food and Farms Agency* is one."""
    both, match = conjuncts(text), _AND.match(text)
    right = match[2] if match else ""
    after = parse(right)
    if after is None:
        return source_type(" ".join(source.forms))
    by_right = not after.forms[-1][0].isupper() or after.is_in("organisations", "officials", "experts", "publications")
    if both is None or (by_right and source.forms[0].lower() not in _ARTICLES and not is_person(source.forms)):
        return source_type(right)
    return source_type(both[0])


def _type_by_noun(source: Source) -> str:
    """*The newspaper El Sol*, *the charity Hearth*: the small noun before the name says what it is."""
    run = name_run(source.forms)
    if not run or len(run) == len(source.forms):
        return ""
    noun, lists = source.forms[len(source.forms) - len(run) - 1].lower(), word_lists()
    if noun in lists["publications"] - _WHO_WRITE:
        return "publication"
    return "named organisation" if noun in lists["organisations"] else ""


@lru_cache(maxsize=5_000)
def named_thing(text: str) -> str:
    """*El Sol* of *the newspaper El Sol*: the name behind the noun that says what it is; ``""`` where there is none."""
    source = parse(text)
    if source is None or is_person(source.forms) or not _type_by_noun(source):
        return ""
    return " ".join(name_run(source.forms))


def _pronoun_type(pronoun: str, earlier: Sequence[str]) -> str:
    fitting: tuple[str, ...] = ()
    if pronoun in HE_OR_SHE:
        fitting = ("named person", "unnamed official", "unnamed expert")
    elif pronoun in THEY:
        fitting = ("unnamed official", "unnamed expert", "state or collective", "named organisation")
    elif pronoun in IT:
        fitting = ("state or collective", "named organisation", "publication", "document")
    return next((kind for kind in reversed(earlier) if kind in fitting), "vague or anonymous")


@lru_cache(maxsize=5_000)
def is_when(text: str) -> bool:
    """Only words of time or numbers: *yesterday*, *last Monday*, *2019*.

    >>> [is_when(s) for s in ["Last Monday", "41", "the Monday group"]]
    [True, True, False]
    """
    words = [text[a:b].lower() for a, b in _text.words(text)]
    dated = [word in _WHEN or word[0].isdigit() for word in words]
    return any(dated) and all(told or word in _WITH_WHEN for told, word in zip(dated, words, strict=True))


@lru_cache(maxsize=5_000)
def is_one_person(text: str) -> bool:
    """Can *he* or *she* mean this source without a name: *a paramedic*, *the minister*; not *police*, *officials*?"""
    source = parse(text)
    if source is None or source.plural or source.head in _NOT_ONE or " and " in text:
        return False
    if source.head == "one" and (len(source.everything) == 1 or source.everything[-1] in ("them", "us", "you")):
        return False
    return source.is_in("officials", "experts", "vague", "roles", "titles", "kin", "men", "women")


# ------------------------------------------------------------ could it be traced?

_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def traceable(text: str, kind: str) -> tuple[str, str]:
    """Could a reader find who said it, and why? From the words of the source and its type (`kind`).

    ``yes``: a document with its title and year. ``partly``: one whom a reader would know to ask, but not when or where
    it said this: a named person, an organisation, a publication, a state, an institution, an office that one person
    holds, whoever speaks for one of these. ``no``: groups without a voice of their own, one unnamed member of a group,
    nobody. The second value gives the reason in plain words.

    >>> [traceable(s, source_type(s))[0] for s in ["Dr. Schmidt", "Moscow", "the president", "Russian officials"]]
    ['partly', 'partly', 'partly', 'no']
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
    if kind in _NOBODY and kind != "none":
        whom = _whom_to_ask(text, forms, kind)
        if whom:
            return "partly", f"nobody by name, but {whom} that could be asked"
    return "no", _NOBODY.get(kind, "a source that the words do not identify")


def _whom_to_ask(text: str, forms: list[str], kind: str) -> str:
    source = parse(text)
    if source is None or source.head in PRONOUNS:
        return ""
    if kind != "vague or anonymous" and any(form.lower() in word_lists()["offices"] for form in forms):
        return "an office"
    if source.plural:
        return ""
    if source.is_in("states") or source.forms[-2:] == ("United", "States"):
        return "a state"
    if kind == "state or collective" and source.is_in("institutions", "organisations"):
        return "an institution"
    first = source.forms[0].lower()
    only_one = first in ("the", "its", "their") or first.endswith("'s") or source.forms[-1][0].isupper()
    if source.is_in("unique") and only_one and "former" not in (form.lower() for form in source.forms):
        return "an office"
    return ""


_NOBODY = {
    "unnamed official": "officials without a name or an office that could be asked",
    "unnamed expert": "experts without a name or an institution that could be asked",
    "state or collective": "a group without a voice of its own: nobody in particular who could be asked",
    "vague or anonymous": "a source that the words do not identify",
    "none": "no source is given",
}


# ------------------------------------------------------------ who can speak at all


def can_speak(text: str) -> bool:
    """Can this be somebody or something that speaks? *The escalation* and *this* cannot; a commission can.

    >>> [can_speak(s) for s in ["the escalation", "the administration", "a recent report", "this"]]
    [False, True, True, False]
    """
    source = parse(text)
    if source is None or (len(source.everything) == 1 and source.head in _POINTING - {"it", "there"}):
        return False
    return (
        source.is_in(*SpeakerWords.model_fields, "titles")
        or not _ABSTRACT.search(source.head)
        or source.forms[-1][0].isupper()
    )


def is_speaker(text: str) -> bool:
    """Is there evidence that this is a speaker: a name, a role, an organisation, a document, *he*, *they*?"""
    source = parse(text)
    if source is None or (len(source.everything) == 1 and source.head in _POINTING):
        return False
    person = source.is_in("vague", "kin") or supersense(source.head)[1] == "person"
    return source.head in PRONOUNS or person or source_type(text) != "vague or anonymous"


def is_document(text: str) -> bool:
    """Is the source something written or published: a report, a poll, a newspaper?"""
    return source_type(text) in ("document", "publication")


def has_name(forms: Sequence[str]) -> bool:
    """Does a person's name follow the head (*the deputy, Ann Smith*): two capitalised words in a row that are no
    organisation, place or title, before any other describing word?"""
    known = word_lists()["no_persons"]
    run = 0
    for form in forms:
        if form.lower() in _AFTER_HEAD:
            return False
        run = run + 1 if form[0].isupper() and form.lower() not in known and not form.isupper() else 0
        if run == 2:
            return True
    return False
