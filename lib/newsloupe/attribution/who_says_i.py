"""Who says *I* at a place of a text: the label of a turn in a transcript, a byline, the signature of a letter.

Only what stands on a line of its own tells it; where nobody is named, nobody is guessed.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

import regex

from newsloupe.attribution.speakers import is_capital, is_person, parse, word_lists
from newsloupe.grammar.parsed import Parsed
from newsloupe.text import remembered

# ((Ann Lee)) …, LEE: …, Ann Lee: …, THE MINISTER: …, Q: …, A. …
_LABEL = regex.compile(
    r"^[ \t]*(?:\(\((?P<label>[^()\n:]{1,60})\)\)|(?P<label>\p{Lu}[^:\n?!“”\"]{0,90}+):(?=\s|$)"
    r"|(?P<label>[QA])\.(?=[ \t]))",
    regex.MULTILINE,
)
_QUESTION = frozenset(["q", "question", "interviewer"])
_ANSWER = frozenset(["a", "answer", "interviewee"])
_NAME = r"(\p{Lu}[\p{L}'’.-]+(?:[ \t]+(?:\p{Ll}{2,3}[ \t]+)?\p{Lu}[\p{L}'’.-]*){1,3})"
_JOB = r"(?:(?:our|the|its)\s+(?:\p{L}+\s+){0,3}?(?:correspondent|reporter|editor|columnist|writer|host)[,\s]+)"
_ASKS = regex.compile(
    rf"(?i:\binterviewer[ \t]*(?:[:,–—-]|is|was)|\binterview(?:ed)?[ \t]+by|\binterview[ \t]+conducted[ \t]+by"
    rf"|\b(?:with|to)[ \t]+{_JOB})[ \t]*{_NAME}"
)
# Who met whom for the interview: *Orbit spoke to …*, *… told Orbit*.
_VERBS = r"(?:spoke|speaks|talked|talks|discussed|discusses|interviewed|interviews|caught|sat|reached|contacted|met)"
_CAPITALS = r"(\p{Lu}[\p{L}-]+(?:[ \t]\p{Lu}[\p{L}-]+){0,3})"
_MET = regex.compile(
    rf"\b{_CAPITALS}[ \t]+(?:(?:has|had)[ \t]+)?(?:recently[ \t]+)?{_VERBS}\b"
    rf"|\b(?:told|with|for|to|from)[ \t]+(?:the[ \t]+|an?[ \t]+)?{_CAPITALS}"
)
# Somebody is called by name: *Good morning, Ida.*, *Thanks, Ida.*; *First is Ida Aas from the Post.*
_GREETED = regex.compile(
    r"(?i:\b(?:good (?:morning|afternoon|evening|day)|thanks|thank you|thanks very much|hello|hi|welcome|well|cheers))"
    r",?[ \t]+(\p{Lu}\p{Ll}+)(?=[ \t]*[.,!?])"
)
_NO_NAMES = frozenset("sir madam everybody everyone all folks minister mayor mr mrs ms dr professor doctor".split())
_REPORTER = frozenset("reporter question journalist q speaker".split())
_CALLED = regex.compile(rf"{_NAME}(?=,[ \t]|[ \t](?:from|of|with|at|for)[ \t])")
_ROUND = 30  # words of a turn that only gives the floor to somebody
_INTERVIEWED = regex.compile(rf"(?i:\binterviewee[ \t]*(?:[:,–—-]|is|was)|\binterview[ \t]+with)[ \t]+{_NAME}")
_BYLINE = regex.compile(
    rf"^[ \t]*(?:By|BY|by|With|Written by|Words by)[ \t]+{_NAME}[ \t]*(?:[,|–—-].*)?$", regex.MULTILINE
)
_CLOSING = regex.compile(
    r"^[ \t]*(?:yours|sincerely|faithfully|respectfully|(?:kind |best )?regards|best wishes|with thanks|signed)\b"
    r"[^\n]{0,24}$",
    regex.IGNORECASE | regex.MULTILINE,
)
_CAPTION = regex.compile(r"(?:image|photo|picture|credit|video|source|file)s?$", regex.IGNORECASE)
_TITLE_IN_BRACKETS = regex.compile(r"^\((Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.?\)\s+")
_FILLED_LINE = regex.compile(r"[^\n]*\S[^\n]*")
_BEHIND_NAME = regex.compile(r"[,(|]|\s[–—-]\s")
_DESCRIBED = regex.compile(r"\([^)]*\)|,.*")
_NAME_ALONE = regex.compile(rf"[ \t]*{_NAME}[ \t]*")
_LINES = 5  # at the beginning, where a byline stands; at the end, where a signature stands
_PARAGRAPH = 20  # words of a line that is a paragraph, no headline
_LONGEST = 6  # words of a label


@dataclass(frozen=True)
class Turn:
    """A turn of a transcript: its label as written, and at which characters the label and the turn begin and end."""

    label: str
    start: int
    end: int
    after: int  # where its words begin


@remembered
def turns(p: Parsed) -> list[Turn]:
    """The turns of a transcript or an interview, in their order; none where fewer than two lines have a label.

    >>> [(turn.label, turn.end) for turn in turns(Parsed("LEE: It rained.\\n\\nQ: When?\\n\\nLEE: I forgot."))]
    [('LEE', 17), ('Q', 27), ('LEE', 41)]
    """
    found = [(m["label"].strip(), m) for m in _LABEL.finditer(str(p.text))]
    often = {label for label, count in Counter(label for label, _ in found).items() if count > 1}
    found = [
        (label, m)
        for label, m in found
        if m[0].lstrip().startswith("((") or _is_label(label, label in often or _also_small(p, label))
    ]
    if len(found) < 2:
        return []
    ends = [m.start() for _, m in found[1:]] + [len(p.text)]
    return [Turn(label, m.start("label"), end, m.end()) for (label, m), end in zip(found, ends, strict=True)]


def turn_at(p: Parsed, place: int) -> Turn | None:
    """The turn in which a character stands."""
    found = turns(p)
    k = bisect_right(found, place, key=lambda turn: turn.start) - 1
    return found[k] if k >= 0 and place < found[k].end else None


def is_question(label: str) -> bool:
    return label.lower().strip(". ") in _QUESTION


def is_answer(label: str) -> bool:
    return label.lower().strip(". ") in _ANSWER


def introduction(p: Parsed) -> str:
    """What stands before the first turn."""
    found = turns(p)
    return str(p.text[: found[0].start]) if found else ""


@remembered
def who_asks(p: Parsed) -> str:
    """The interviewer, where the text says who that is or those who answer call somebody by name; else ``""``."""
    return _only(_ASKS, str(p.text)) or _greeted(p)


def _greeted(p: Parsed) -> str:
    """The one first name by which those who answer greet the one who asks: *Good morning, Ida.*"""
    found = turns(p)
    names = Counter(match[1] for turn in found if not is_question(turn.label)
                    for match in _GREETED.finditer(str(p.text[turn.after : turn.end])))  # fmt: skip
    labels = {word for turn in found for word in turn.label.lower().split()}
    persons = [name for name in names if name.lower() not in labels | _NO_NAMES]
    return persons[0] if len(persons) == 1 and any(is_question(turn.label) for turn in found) else ""


def spelt_out(p: Parsed, letters: str) -> str:
    """The outlet or person that held the interview and that `letters` stand for: *Orbit News* for *ON*, by its first
    letter and the others in their order; the commonest one, ``""`` where there is none.

    >>> text = "Ina Moe told Worldnews it rained.\\n\\nWN: Where?\\n\\nMOE: Here.\\n\\nWN: When?\\n\\nMOE: Now."
    >>> spelt_out(Parsed(text), "WN")
    'Worldnews'
    """
    wanted = letters.lower().replace(".", "")
    names = Counter(regex.sub(r"^The[ \t]+", "", m[1] or m[2]) for m in _MET.finditer(introduction(p)))
    fitting = [name for name in names if _abbreviates(wanted, name)]
    return max(fitting, key=lambda name: (names[name], name), default="")


def _abbreviates(letters: str, name: str) -> bool:
    rest = iter(name.lower())
    return name[:1].lower() == letters[:1] and all(letter in rest for letter in letters)


@remembered
def called(p: Parsed) -> dict[int, str]:
    """At which character a turn of a *REPORTER* begins: the person to whom the turn before gave the floor, also for
    what the same one asks after the first answer."""
    found, names, floor = turns(p), {}, ""
    for before, turn in zip(found, found[1:], strict=False):
        if turn.label.lower().strip(". ") not in _REPORTER:
            continue
        words = str(p.text[before.after : before.end]).split()
        if len(words) <= _ROUND and before.label.lower() not in _REPORTER:
            persons = _CALLED.findall(" ".join(words))
            last = persons[-1] if persons else floor
            floor = next((name for name in reversed(persons) if is_person(tuple(name.split()))), last)
        names[turn.start] = floor
    return names


def who_answers(p: Parsed) -> str:
    """The one who is interviewed, where the text says it in so many words; else ``""``."""
    return _only(_INTERVIEWED, introduction(p))


def _only(pattern: regex.Pattern[str], text: str) -> str:
    names = dict.fromkeys(match[1].rstrip(".") for match in pattern.finditer(text))
    return next(iter(names)) if len(names) == 1 else ""


def _also_small(p: Parsed, label: str) -> bool:
    """LEE, where the text also has a *Lee*."""
    last = label.split()[-1]
    return label.isupper() and len(last) > 2 and regex.search(rf"\b{regex.escape(last.title())}\b", p.text) is not None


def _is_label(label: str, often: bool) -> bool:
    """A name, a role or letters that stand for one; a label that comes once must look like a speaker (not *Note*)."""
    words = _DESCRIBED.sub("", label).split()
    if (
        not words
        or len(words) > _LONGEST
        or _CAPTION.search(label)
        or any(not (w[0].isupper() or w[0].isdigit()) for w in words[:1] + words[-1:])
    ):
        return False
    if is_question(label) or is_answer(label) or is_person(tuple(words)):
        return True
    source, lists = parse(" ".join(words)), word_lists()
    people = lists["people"] | lists["vague"]
    if source is not None and source.head in people:
        return True
    return often and all(is_capital(word) or word in lists["particles"] for word in words)


@remembered
def signatures(p: Parsed) -> list[tuple[int, str]]:
    """The names under letters, each with the character at which it begins."""
    text = str(p.text)
    lines = [(m.start(), m[0].strip()) for m in _FILLED_LINE.finditer(text)]
    once = Counter(_signed(line.lstrip("—–- "), True) for _, line in lines if _is_short(line))
    found = []
    for number, (start, line) in enumerate(lines):
        closed = number > 0 and _CLOSING.match(lines[number - 1][1]) is not None
        dashed = line[:1] in "—–-" and number > 0 and lines[number - 1][1][-1:] in ".!?)"
        last = number >= len(lines) - 4 and number >= 2 and all(_is_short(other) for _, other in lines[number:])
        before = number > 0 and (lines[number - 1][1][-1:] in '.!?”"’)' or closed)
        name = _signed(line.lstrip("—–- "), closed or "," in line)  # Asha Rao, Mill Lane
        # On a page of letters each name stands alone once; in an interview it stands there again and again.
        alone = before and bool(name) and _is_short(line) and line[-1:] != "." and once[name] == 1
        if name and (closed or dashed or (last and before and once[name] == 1) or alone):
            found.append((start, name))
    return found


def _is_short(line: str) -> bool:
    return len(line.split()) < 12 and line[-1:] not in "!?"


def _signed(line: str, closed: bool) -> str:
    """The name with which a line begins, its place and office behind a comma left out."""
    line = _TITLE_IN_BRACKETS.sub("", line)  # (Mrs) Ann Lee
    first = _BEHIND_NAME.split(line, 1)[0].strip().rstrip(".")
    words = tuple(first.split())
    names = [word for word in words if is_capital(word)]
    small = [word for word in words if not is_capital(word)]
    if not 2 <= len(words) <= 5 or any(word not in word_lists()["particles"] for word in small) or len(names) < 2:
        return ""
    return first if closed or is_person(words) else ""


@remembered
def byline(p: Parsed) -> str:
    """The one name of the byline, in the first or last lines; ``""`` where there is none or are several."""
    lines = [line for line in str(p.text).split("\n") if line.strip()]
    ends = lines[:_LINES] + lines[-2:] if len(lines) > _LINES + 2 else lines
    names = dict.fromkeys(match[1].rstrip(".") for line in ends for match in _BYLINE.finditer(line))
    names = names or dict.fromkeys(_names_alone(lines))
    return next(iter(names)) if len(names) == 1 else ""


def _names_alone(lines: list[str]) -> list[str]:
    """A name on a line of its own between the headline and the first paragraph; no heading such as *Market Square*,
    whose words the text has in small letters, too."""
    small = {word for line in lines for word in line.split() if word.islower()}
    return [
        line.strip()
        for before, line, after in zip(lines, lines[1 : _LINES + 1], lines[2:], strict=False)
        if len(before.split()) < _PARAGRAPH <= len(after.split())
        and _NAME_ALONE.fullmatch(line)
        and not any(word.lower() in small for word in line.split())
    ]


def author_at(p: Parsed, place: int) -> str:
    """Who says *I* outside quotations and turns: the next signature below, else the byline, else ``""``."""
    below = next((name for start, name in signatures(p) if start > place), "")
    return below or byline(p)
