"""What *the Board*, *the PCC* and *the officer* are short for: the one full name before that ends so.

A short form is resolved only where the article has exactly one full name for it up to there.
"""

from bisect import bisect_left
from collections import Counter, defaultdict

import regex

from newsloupe.attribution.names import Name, bare
from newsloupe.attribution.speakers import is_when, word_lists
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.word_sets import DETERMINERS, PREPOSITIONS, SUBORDINATORS
from newsloupe.text import remembered

# What a sentence begins with, no part of a name.
_OPENING = PREPOSITIONS | SUBORDINATORS | DETERMINERS - {"the"} | frozenset("and but or so yet".split())
_WORD = r"\p{Lu}[\p{L}\p{N}'’&-]*"
_SMALL = r"(?:of|for|and|on|in|the|&|de|du|von|des)"
_FULL = regex.compile(rf"(?:\b[Tt]he\s)?\b{_WORD}(?:[ \t]+(?:{_SMALL}[ \t]+){{0,2}}{_WORD})+")
_BRACKETS = regex.compile(r"[ \t]*\((?:the\s+|“|\")?(\p{Lu}[\p{L}&.-]*\p{Lu}[\p{L}]{0,2})[”\"]?\)")
_BEFORE_BRACKETS = 120  # characters in which the full name stands
_PLACE = regex.compile(rf"\b(?:[Ii]n|[Ff]rom|[Aa]cross|of)\s+({_WORD})")
_GOVERNMENT = regex.compile(
    rf"\b[Tt]he[ \t]+(?:{_WORD}[ \t]+)+[Gg]overnment\b(?!['’])|"
    rf"\b[Tt]he[ \t]+[Gg]overnment[ \t]+of[ \t]+(?:the[ \t]+)?{_WORD}(?:[ \t]+{_WORD})*"
)
_SUFFIX = r"(?:Inc|Ltd|Limited|LLC|PLC|plc|Corp|GmbH|AG|SA|NV|LLP|Pty Ltd)"
# A company by its suffix, and the short name that it gives itself: *Orbit Tools, Inc. (“Orbit”)*.
_COMPANY = regex.compile(
    rf"\b({_WORD}(?:[ \t]+(?:(?:of|and|&)[ \t]+)?{_WORD}){{0,5}}?),?[ \t]+({_SUFFIX})\b\.?"
    rf"(?:\s*\((?:hereafter\s+|the\s+)?[“\"]({_WORD}(?: {_WORD})*)[”\"]\))?"
)
_ENDS_FIRM = regex.compile(rf"[ \t]{_SUFFIX}\b")  # quickly says that there is none
_MORE_HEADS = frozenset("trust union police constabulary corporation service ministry orchestra museum".split())
# Last words of the names of firms, which alone say nothing (*Ware Electric*).
_FIRMS = frozenset(
    """airways brewery electric electronics energy enterprises foods holdings industries insurance laboratories labs
    logistics media motors oil partners pharmaceuticals pictures power railway records software solutions steel stores
    studios systems technologies technology telecom water""".split()
)
# What a firm is called without its name.
_A_FIRM = frozenset("company firm manufacturer maker developer retailer utility business".split())
_NO_HEADS = frozenset("house congress administration campaign project office".split())
# A rank that *the officer* can mean, and the like.
_CALLED = {
    "officer": frozenset(
        """pc constable sgt sergeant insp inspector supt superintendent detective det trooper dci dsi dc ds lieutenant
        lt captain cpt capt deputy sheriff officer""".split()
    ),
    "doctor": frozenset("dr doctor".split()),
    "judge": frozenset("judge justice magistrate".split()),
    "councillor": frozenset("cllr councillor".split()),
    "lawmaker": frozenset("sen senator rep representative mp congressman congresswoman".split()),
    "priest": frozenset("fr father rev reverend".split()),
    "manager": frozenset(["manager"]),
}  # fmt: skip


@remembered
def _organisations(p: Parsed) -> dict[str, list[tuple[int, str]]]:
    """Full names of organisations by their head noun, and by the letters in brackets behind them, in their order."""
    heads = (word_lists()["organisations"] | _MORE_HEADS | word_lists()["publications"]) - _NO_HEADS
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    text = str(p.text)
    for match in _BRACKETS.finditer(text):
        whole = _spelt_out(text[max(0, match.start() - _BEFORE_BRACKETS) : match.start()], match[1])
        if whole:
            found[f"({match[1].lower()}"].append((match.start(), whole))
    for match in _GOVERNMENT.finditer(text):
        country = next(word for word in regex.findall(_WORD, match[0]) if word.lower() not in ("the", "government"))
        if text.count(country[:4]) >= max(_places(p).values(), default=0):  # where the article plays
            found["government"].append((match.start(), match[0]))
    for start, end, full in _full_names(p):
        brackets = _BRACKETS.match(text, end)
        full = (_spelt_out(full, brackets[1]) if brackets is not None else "") or full
        words = [bare(word) for word in full.split()]
        first = next((k for k, word in enumerate(words) if word in ("of", "for", "on") and k > 0), len(words))
        if full.endswith(("'s", "’s")) or len([word for word in words if word != "the"]) < 2:
            continue
        for head in {words[-1], words[first - 1]} & heads:
            found[head].append((start, full))
    return dict(found)


@remembered
def _places(p: Parsed) -> Counter[str]:
    """How often what may be places is named: what *in*, *from*, *across* and *of* have led to at least once."""
    text = str(p.text)
    names = set(_PLACE.findall(text))
    return Counter({name: text.count(name) for name in names if not is_when(name)})


@remembered
def _full_names(p: Parsed) -> list[tuple[int, int, str]]:
    """Where words with capitals stand side by side, and the name that they are."""
    return [(*match.span(), _name_only(match[0])) for match in _FULL.finditer(str(p.text))]


_ARTICLE = regex.compile(r"^[Tt]he\s+")
_OWNING = regex.compile(r"(?:'s|’s)$")
_EDGE = regex.compile(r"\b")


def _name_only(run: str) -> str:
    """Without the words before and behind that only stand beside a name: *If the Ware Senate on Monday*."""
    words = run.split()
    while len(words) > 1 and (words[0].lower() in _OPENING or (bare(words[0]) in word_lists()["states"]
                              and words[0].endswith(("'s", "’s")))):  # fmt: skip
        words = words[1:]
    while len(words) > 1 and (is_when(words[-1]) or words[-1] in ("on", "in", "of", "for", "and")):
        words = words[:-1]
    return " ".join(words)


def _spelt_out(before: str, letters: str) -> str:
    """The last words `before` the brackets that the letters are initials of: *Water Trust* of *Ware Water Trust (WT)*,
    also with commas (*Ware Arts, Sports and Youth Fund*)."""
    words = before.split("\n")[-1].split()
    wanted = regex.sub(r"[^\p{L}]", "", letters).lower()
    for first in range(len(words) - 1, -1, -1):
        capitals = "".join(word[0] for word in words[first:] if word[0].isupper()).lower()
        every = "".join(word[0] for word in words[first:]).lower()
        if wanted in (capitals, every, capitals.removeprefix("t")) and words[first][0].isupper():
            article = first > 0 and words[first - 1].lower() == "the"
            return " ".join(words[first - article :])
    return ""


@remembered
def _firms(p: Parsed) -> dict[str, list[tuple[int, str]]]:
    """Full names of firms by their first words (*orbit*, *orbit tools*), and by the name that they give themselves."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    text = str(p.text)
    for match in _COMPANY.finditer(text) if _ENDS_FIRM.search(text) else ():
        full = _name_only(match[1])
        for short in {*_beginnings(full), match[3] or full, full}:
            found[short.lower()].append((match.start(), full))
    for start, _, name in _full_names(p):
        full = _ARTICLE.sub("", name)
        if bare(full.split()[-1]) in _FIRMS and not full.endswith(("'s", "’s")):
            for short in {*_beginnings(full), full}:
                found[short.lower()].append((start, full))
    return dict(found)


def _beginnings(full: str) -> list[str]:
    words = full.split()
    return [" ".join(words[:k]) for k in range(1, len(words))]


def full_firm(p: Parsed, at: int, text: str) -> str:
    """*Ware Water Electric* for *Ware Water*, *Orbit Tools* for *Orbit* and, where it is the only firm with its full
    name before token `at`, for *the company*; else ``""``."""
    place, words = p.starts[at], text.lower().split()
    firms = _firms(p)
    if len(words) == 2 and words[0] == "the" and words[1] in _A_FIRM:
        names = {full for found in firms.values() for start, full in found if start < place}
        return names.pop() if len(names) == 1 else ""
    short = _OWNING.sub("", text)
    found = [(start, full) for start, full in firms.get(short.lower(), []) if start < place]
    if not found or _stands_before(p, short, min(found)[0]):
        return ""
    return _one([full for _, full in found])


def _stands_before(p: Parsed, short: str, place: int) -> bool:
    """Is the short name used before the full one, headlines aside: *Orbit* before *Orbit Ireland Ltd*?"""
    text = p.text[:place]
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        alone = _EDGE.match(text, at) and _EDGE.match(text, end)
        if alone and p.unit_of(bisect_left(p.starts, at)) not in p.headlines:
            return True
        at = text.find(short, end if alone else at + 1)
    return False


def full_organisation(p: Parsed, at: int, text: str) -> str:
    """The one full name before token `at` that *the Board*, *police* or *the PCC* is short for; else ``""``."""
    words = text.split()
    if words and words[0].lower() in ("the", "this"):
        words = words[1:]
    elif not (len(words) == 1 and (words[0].lower() == "police" or words[0].isupper())):
        return ""
    if len(words) != 1:
        return ""
    word = words[0].replace("’s", "").replace("'s", "")
    place = p.starts[at]
    named = _organisations(p)
    letters = word.isupper() and len(word) > 1
    found = named.get(f"({word.lower()}" if letters else word.lower(), [])
    return _one([full for start, full in found if start < place])


def _one(names: list[str]) -> str:
    """The longest, where all others are a part of it; ``""`` for none and for several."""
    plain = {_ARTICLE.sub("", " ".join(name.split())): name for name in names}
    longest = max(plain, key=len, default="")
    if longest and all(f" {name.lower()} " in f" {longest.lower()} " for name in plain):
        whole = " ".join(plain[longest].split())
        return whole[0].lower() + whole[1:] if whole.startswith("The ") else whole
    return ""


def full_person(names: list[Name], lows: list[int], at: int, text: str) -> Name | None:
    """*PC Ann Lee* for *the officer*, *Coach Bo Lind* for *the coach*: the one person before token `at` with a title
    that is called so."""
    words = text.lower().split()
    if len(words) != 2 or words[0] != "the":
        return None
    own = words[1] in word_lists()["officers"]
    titles = _CALLED.get(words[1], frozenset()) | ({words[1]} if own else frozenset())
    if not titles:
        return None
    before = names[: bisect_left(lows, at)]
    fitting = [one for one in before if titles & {word.strip(".") for word in one.before.lower().split()}]
    persons = {bare(one.forms[-1]) for one in fitting}
    return max(fitting, key=lambda one: len(one.forms)) if len(persons) == 1 else None
