"""Names in an article: where they stand, what is the person's name in a source, a source without its descriptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from newsloupe.attribution.speakers import (
    PRONOUNS,
    apposed_name,
    conjuncts,
    first_name,
    has_name,
    is_capital,
    is_plural,
    name_run,
    parse,
    untitled,
    without_genitive,
    word_lists,
)
from newsloupe.figures_of_speech.vehicle_words import supersense
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.reporting_verbs import verb_at
from newsloupe.grammar.word_sets import DETERMINERS, TIME

_APPOSITIVE = regex.compile(
    r"\s*[(—–]|\s+-\s|,\s*(?=(?:an?|the|his|her|who|which|whose|whom|where|one|former|himself|herself|itself|themselves|"
    r"\d+|\w+(?:ed|ing)|\w+ly|speaking|now|then|also|both|director|president|chief|head|professor|founder|author)\b)|"
    r",(?!.*\b(?:and|or)\b)"
)
# When and in what it was said: no part of who says it.
_DAYS = "|".join(sorted(TIME - {"week", "may", "march", "spring", "fall"}))
_WHEN = regex.compile(
    rf"\s+(?:on|in|during|at|late|early|last|this|since|until)\s+"
    rf"(?:(?:late|early|last|this|next|a|an|the|his|her|its|their)\s+)*"
    rf"(?:(?:{_DAYS})(?:[\s,]+(?:{_DAYS}|\d+))*|(?:statement|tweet|interview|letter|speech|video|email|post|release)"
    rf"(?:\s+(?:to|with|on|posted|released|issued)\b.*)?)$|\s+(?:yesterday|today|tonight)$",
    regex.IGNORECASE | regex.DOTALL,
)
# What the time behind it belongs to: *a report presented* on Monday.
_PARTICIPLE = regex.compile(r"(?<=\w)\s+(?:\p{Ll}{3,}ed|held|given|made|seen|sent)$")
_OWNING = regex.compile(r"(?:['’]s|(?<=s)['’])$")
# A nickname in marks inside a name: Leo “Duke” Farr, William ‘Bill’ Oak, Robert (Bob) Lind.
_NICKNAME = regex.compile(
    r"(?<=\p{Lu}[\p{L}.]+\s+)([“\"‘'(])(\p{Lu}[\p{L}.’'-]*(?: [\p{L}.’'-]+)?)[”\"’')](?=\s+\p{Lu})"
)
_PLACES = frozenset(
    """new north south east west central upper lower san santa los las saint st mount mt lake port fort united saudi sri
    hong great grand red wall white black capitol""".split()
)
_BEFORE_PLACES = DETERMINERS | frozenset(
    "in at near from to into across outside around through via toward towards".split()
)
_OF_PERSONS = frozenset("van von der den bin bint ibn".split())
_ROLES = ("titles", "roles", "officials", "describing")


@lru_cache(maxsize=5_000)
def clean(text: str) -> str:
    """The source's own words without what only describes it: *the Times* of *the Times, which …*, and small at the
    start, so that *Experts* and *experts* are one; *THE PRESIDENT* of a transcript keeps its letters.

    >>> [clean(s) for s in ["Moscow’s", "The Kremlin", "Experts, who know it", "The Baltic states, aware of it"]]
    ['Moscow', 'the Kremlin', 'experts', 'the Baltic states']
    """
    cut = _APPOSITIVE.search(text, 1)
    short = _OWNING.sub("", (text[: cut.start()] if cut else text).strip())
    when = _WHEN.search(short, 1)
    short = short[: when.start()] if when and not _PARTICIPLE.search(short[: when.start()]) else short
    first, _, rest = short.partition(" ")
    common = {"a", "an", "the", "some", "many", "one", "this", "several", "other", "most", "two", "both", "all"}
    lists = word_lists()
    for name in ("officials", "experts", "vague", "documents", "publications"):
        common |= lists[name]
    article = first.lower() in ("a", "an", "the")
    named = rest[:1].isupper() or rest[:1].isdigit() or first.isupper()
    plain = first.lower() in common and (article or not named) and not (short.isupper() and len(short) > 1)
    return short[0].lower() + short[1:] if plain else short


@lru_cache(maxsize=5_000)
def person_name(text: str) -> tuple[str, ...]:
    """The name in a source that is a person's, without titles; empty where there is none.

    >>> person_name("Dr. Emilia Schmidt, a Senior Fellow at the German Marshall Fund")
    ('Emilia', 'Schmidt')
    >>> person_name("the mayor of Ware, Mira van der Aas"), person_name("Det. Insp. Bo Lind KC")
    (('Mira', 'van', 'der', 'Aas'), ('Bo', 'Lind'))
    """
    source = parse(text)
    if source is None:
        return ()
    if source.everything[len(source.forms) : len(source.forms) + 1] == ("and",) and conjuncts(text) is None:
        sides = regex.split(r"\s+and\s+", text, maxsplit=1)
        if len(sides) == 2:
            return person_name(sides[1])  # actor and singer Bo Lind
    run = name_run(source.forms)
    lists = word_lists()
    name = untitled(run)[0]
    roles = lists["people"]
    if len(name) == 1:
        roles = roles | lists["vague"]
    no_name = len(name) == 1 and source.forms[0].lower() in ("a", "an")  # a Republican, Ann Lee
    if not run or no_name or (name[-1].lower() in roles and not (len(name) > 1 and first_name(name) in lists["names"])):
        after = source.everything[len(source.forms) :]
        behind = next((r for k in range(2, len(after) + 1) if len(r := name_run(after[:k])) > 1), ())
        behind = behind if has_name(after) else ()
        name = apposed_name(text) or untitled(_longest(after, behind))[0] or name
    return tuple(without_genitive(form) for form in name)


def _longest(after: tuple[str, ...], run: tuple[str, ...]) -> tuple[str, ...]:
    """The run with all capitalised words that go on after it."""
    k = next((k for k in range(len(after)) if after[k : k + len(run)] == run), 0) + len(run)
    while run and k < len(after) and is_capital(after[k]):
        run, k = (*run, after[k]), k + 1
    return run


@dataclass(frozen=True)
class Name:
    """A name where it stands: its first and last token, its words, the title before it (also a small one: *prime
    minister*), what stands behind it between commas, as the text writes it, and how it stands in its sentence."""

    token: int
    end: int
    forms: tuple[str, ...]
    before: str
    written: str
    nickname: str
    possessive: bool
    subject: bool  # a verb follows, or it opens its sentence: somebody does something
    aged: bool  # an age or *who* follows
    placed: bool  # *in Ware*, *the Red Sea*

    @cached_property
    def text(self) -> str:
        return f"{self.before} {' '.join(self.forms)}".strip()

    @property
    def sure(self) -> bool:
        """A person, by a title, an age, a particle (*Lea van der Aas*), or a common first name."""
        if self.before:
            return True
        if len(self.forms) == 1 or self.forms[0].lower() in _PLACES:
            return False
        known = first_name(self.forms) in word_lists()["names"] or not _OF_PERSONS.isdisjoint(self.forms)
        return self.aged or known


def find_names(p: Parsed) -> Iterator[Name]:
    """Every run of capitalised words outside quotation marks and headlines that can be a person's name."""
    starts = word_lists()["particles"]
    nicknames = {match.start(1): match for match in _NICKNAME.finditer(p.text)}
    for low, high in p.units:
        if (low, high) in p.headlines and p.words[high - 1] != ".":
            continue
        k = low
        while k < high:
            if not p.upper[k] and p.words[k] not in starts and "-" not in p.words[k]:
                k += 1
                continue
            run, k, nickname = _run(p, k, low, high, nicknames)
            while run and p.words[run[0]] in TIME and len(run) > 1:
                run = run[1:]  # In June Ann Lee left
            if not run:
                continue
            while len(run) > 2 and _of_office(p, run[0]):
                run = run[1:]
            one = _name(p, run, low, nickname)
            if one is not None:
                yield one


def _of_office(p: Parsed, k: int) -> bool:
    """*Information* in *Minister of Information Mira Aas*: a noun that an office is for, no first name."""
    office = k > 1 and p.words[k - 1] in ("of", "for") and any(p.words[k - 2] in word_lists()[name] for name in _ROLES)
    return office and supersense(p.words[k])[1] not in ("", "person")


def _run(p: Parsed, k: int, low: int, high: int, nicknames: dict[int, regex.Match]) -> tuple[list[int], int, str]:
    """The tokens of the name that begins at `k`, where to go on, and the nickname in it."""
    particles = word_lists()["particles"]
    run: list[int] = []
    nickname = ""
    while k < high:
        match = nicknames.get(p.starts[k]) if run else None
        if match is not None:
            nickname = match[2]
            while k < high and p.starts[k] < match.end():
                k += 1
            continue
        if p.quote[k] >= 0:
            break
        if _in_name(p, k, low):
            if not p.is_mark(k):
                run.append(k)
            k += 1
            if run and p.words[run[-1]].endswith(("'s", "s'")):
                break
        elif p.words[k] in particles and _leads_to_name(p, k, high):
            run.append(k)
            k += 1
        else:
            break
    return (run, k, nickname) if run else ([], k + 1, "")


def _leads_to_name(p: Parsed, k: int, high: int) -> bool:
    particles = word_lists()["particles"]
    after = k + 1
    while after < high and p.words[after] in particles and not p.upper[after]:
        after += 1
    return after < high and after - k < 4 and p.quote[after] < 0 and p.upper[after] and not p.is_mark(after)


def _name(p: Parsed, run: list[int], low: int, nickname: str) -> Name | None:
    forms = tuple(p.text[p.starts[k] : p.ends[k]].replace("’", "'") for k in run)
    name, titles, before = _taken_apart(forms)
    if not name:
        return None
    first, last = run[titles], run[titles + len(name) - 1]
    small = "" if titles else _role_before(p, run[0], low)
    end = run[-1] + 1
    followed = p.words[end] if end < len(p) else ""
    written = " ".join(name)
    if nickname or last - first >= len(name):  # with its marks and full stops
        written = " ".join(without_genitive(p.text[p.starts[first] : p.ends[last]].replace("’s", "'s")).split())
    return Name(
        token=run[0],
        end=end,
        forms=name,
        before=small or before,
        written=written,
        nickname=nickname,
        possessive=forms[-1].endswith(("'s", "s'")),
        subject=run[0] == low or (followed != "" and _acts(p, end)),
        aged=followed == "," and end + 1 < len(p) and (p.words[end + 1] == "who" or p.words[end + 1].isdigit()),
        placed=name[0].lower() in _PLACES or (run[0] > low and p.words[run[0] - 1] in _BEFORE_PLACES),
    )


def _acts(p: Parsed, k: int) -> bool:
    """Does a finite verb stand at `k`: also one that looks like a participle (*Ann Lee held a vote*)?"""
    if p.is_finite(k):
        return True
    verb = verb_at(p, k) if p.tags[k] == "VBN" and p.quote[k] < 0 else None
    return verb is not None and verb.kind == "finite" and verb.first == k


@lru_cache(maxsize=5_000)
def _taken_apart(forms: tuple[str, ...]) -> tuple[tuple[str, ...], int, str]:
    """The name in capitalised words, how many words stand before it, and these, if a title is among them. No name where
    it is that of a thing: Ann House is a person; Ann House Group, Oslo House and the House are not."""
    lists = word_lists()
    name, titles = untitled(forms)
    name = tuple(without_genitive(form) for form in name)
    if len([form for form in name if form.lower() not in lists["particles"]]) > 4:
        return (), 0, ""
    known = len(name) == 2 and first_name(name) in lists["names"] and name[1].lower() not in lists["organisations"]
    things = (lists["organisations"], lists["collectives"], lists["states"], lists["documents"], TIME)
    if not known and any(form.lower() in listed for form in name for listed in things):
        return (), 0, ""
    titled = any(form.lower() in lists["officers"] for form in titles if not form.endswith(("'s", "’s")))
    return name, len(titles), " ".join(titles) if titled else ""


def _role_before(p: Parsed, first: int, low: int) -> str:
    """*Prime minister* before a name, written small."""
    lists = word_lists()
    k = first
    while k > low and first - k < 3 and any(p.words[k - 1] in lists[name] for name in _ROLES[: 4 if k < first else 3]):
        k -= 1
    return " ".join(p.words[k:first]) if k < first and not is_plural(p.words[first - 1]) else ""


def _in_name(p: Parsed, k: int, low: int) -> bool:
    if p.words[k] == ".":
        return k > low and p.upper[k - 1] and p.is_abbreviation(k, low)
    if not p.upper[k]:
        return "-" in p.words[k] and is_capital(p.text[p.starts[k] : p.ends[k]])
    if p.words[k].split("'")[0] in PRONOUNS and p.words[k + 1 : k + 2] != ["."]:
        return False
    return not p.is_mark(k) and (p.tags[k] in ("NNP", "NNPS") or k > low)


def bare(form: str) -> str:
    """A name to compare by."""
    return without_genitive(form).lower()
