"""Words, sentences, paragraphs and part-of-speech tags, always as half-open character offsets.

Nothing is downloaded and nothing depends on data that a user may or may not have installed: sentence splitting
is NLTK's Punkt (Kiss & Strunk 2006) with the parameters below, words are one regular expression, and tags come
from the lexicon inside TextBlob's wheel.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from itertools import accumulate
from typing import Any, TypeVar

import regex

__all__ = ["Text", "forms", "paragraphs", "plain", "remembered", "sentences", "tags", "tokens", "words"]

Offsets = tuple[int, int]
Fact = TypeVar("Fact")

# One character for one character, so that offsets into the plain text are offsets into the original.
_PLAIN = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "’": "'",
    "‘": "'",
    "‛": "'",
    "ʼ": "'",
    "‐": "-",
    "‑": "-",
    "\u00a0": " ",
    "\u202f": " ",
}

_LETTERS = r"[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]"
_WORD = regex.compile(
    rf"""(?:\p{{L}}\.){{2,}}(?:-{_LETTERS}+)*          # U.S., e.g., U.S.-led
       | [\p{{L}}\p{{N}}]{_LETTERS}*
         (?: (?: ['’ʼ&‐‑-]                             # Russia’s, didn't, re-formation, R&D
               | (?<=\d)[.,](?=\d)                     # 1,393 and 0.5
               | (?<=\p{{Ll}})[.@](?=\p{{Ll}}) )       # example.org
             {_LETTERS}+ )*
    """,
    regex.VERBOSE,
)
_TOKEN = regex.compile(rf"(?:{_WORD.pattern}) | \.{{2,}} | -{{2,}} | [^\s\x1c-\x1f]", regex.VERBOSE)
_LINE = regex.compile(r"[^\r\n\u2028\u2029]+")

ABBREVIATIONS = frozenset(
    """adm apr assn assoc aug ave brig capt cf cmdr co col corp cpl dec dept dr e.g eg est etc feb fig fr gen gov
    hon i.e inc jan jr jun jul lt ltd maj mar messrs mr mrs ms mt no nov oct ph.d prof rep reps rev sen sens sep
    sept sgt sr st supt pres u.k u.n u.s u.s.a d.c vol vs a.m p.m""".split()
)  # fmt: skip
# Words that open a sentence even when the word before them looks like an abbreviation ("… in the U.S. The …").
OPENERS = frozenset(
    """a after an and as at but by during for from he her his however i if in it its many meanwhile most no on one
    our she since so some that the their then there these they this those though to under we what when where which
    while who with yet you""".split()
)  # fmt: skip


class Text(str):
    """A text that remembers what was read in it (see `remembered`). It is made for one analysis, and what was read goes
    when it goes. A part of it is an ordinary string.

    >>> text = Text("It rained. It snowed.")
    >>> sentences(text) is sentences(text), text[:2]
    (True, 'It')
    """

    facts: dict[Any, Any]

    def __new__(cls, text: str) -> "Text":
        if isinstance(text, Text):
            return text
        made = super().__new__(cls, text)
        made.facts = {}
        return made


def remembered(read: Callable[[Any], Fact]) -> Callable[[Any], Fact]:
    """A function of a text that reads each `Text`, or anything else that has `facts`, once.

    >>> count = remembered(lambda text: print("reading") or len(text))
    >>> text = Text("It rained.")
    >>> count(text), count(text)
    reading
    (10, 10)
    """

    @wraps(read)
    def look_up(text: Any) -> Fact:
        facts = getattr(text, "facts", None)
        if facts is None:
            return read(text)
        if read not in facts:
            facts[read] = read(text)
        found: Fact = facts[read]
        return found

    return look_up


@remembered
def plain(text: str) -> str:
    """`text` with curly quotes, typographic hyphens and no-break spaces made plain; the same length.

    >>> plain("“It’s late.”")
    '"It\\'s late."'
    """
    if not text.isascii():
        for typographic, simple in _PLAIN.items():  # fourteen searches are faster than a look at every character
            text = text.replace(typographic, simple)
    return text


@remembered
def words(text: str) -> tuple[Offsets, ...]:
    """Offsets of the words: runs of letters and digits of any script, with the apostrophes, hyphens and dots
    inside them. Punctuation is no word; *Russia’s*, *re-formation*, *U.S.* and *1,393* are one word each.

    >>> [t[a:b] for t in ["Moscow didn’t reply."] for a, b in words(t)]
    ['Moscow', 'didn’t', 'reply']
    """
    return tuple(match.span() for match in _WORD.finditer(text))


@remembered
def forms(text: str) -> tuple[str, ...]:
    """The words (as in `words`) in small letters and with plain marks, to compare them with each other.

    >>> forms("It’s LATE, isn’t it?")
    ("it's", 'late', "isn't", 'it')
    """
    straight = plain(text)
    return tuple(straight[a:b].lower() for a, b in words(text))


@remembered
def tokens(text: str) -> tuple[Offsets, ...]:
    """Offsets of the words (as in `words`) and of every punctuation mark or other symbol between them.

    >>> text = "Late again?!"
    >>> [text[start:end] for start, end in tokens(text)]
    ['Late', 'again', '?', '!']
    """
    return tuple(match.span() for match in _TOKEN.finditer(text))


@remembered
def paragraphs(text: str) -> tuple[Offsets, ...]:
    """Offsets of the paragraphs, without surrounding white space.

    A line is a paragraph: in text taken from web pages headlines, list items and pull quotes are lines of their
    own, and joining them to their neighbours is the commonest cause of false sentences. Only where the text is
    hard-wrapped (line ends in the middle of sentences) are blank lines the boundary.

    >>> text = "Bus fares rise\\n\\nA ticket costs more from May."
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['Bus fares rise', 'A ticket costs more from May.']
    """
    blocks = (
        regex.finditer(r"\S(?:.*?\S)??(?=\s*?(?:\r?\n[ \t]*\r?\n|\z))", text, regex.DOTALL)
        if _wrapped(text)
        else _LINE.finditer(text)
    )
    return tuple(_strip(text, *block.span()) for block in blocks if not block.group().isspace())


@remembered
def sentences(text: str) -> tuple[Offsets, ...]:
    """Offsets of the sentences, each inside one paragraph, without surrounding white space.

    A headline, a list item or a table row is a sentence. Closing quotation marks stay with their sentence.

    >>> text = "Dr. Lee is in. Is she?"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Lee is in.', 'Is she?']
    """
    straight, splitter = plain(text), punkt()
    found: list[Offsets] = []
    for start, end in paragraphs(text):
        for a, b in splitter.span_tokenize(straight[start:end]):
            if a and straight[start + a] in ",;)":  # Rep. Ann Lee (D-Md. | ), the chair: no sentence begins so
                found[-1] = (found[-1][0], start + b)
            else:
                found.append((start + a, start + b))
    return tuple(found)


@remembered
def tags(text: str) -> tuple[tuple[int, int, str], ...]:
    """``(start, end, tag)`` for every token, with Penn Treebank tags (Marcus et al. 1993).

    The tagger is TextBlob's port of Pattern (De Smedt & Daelemans 2012): a lexicon and suffix rules, about nine
    tags in ten right. A contraction keeps the tag of its first part (*isn't* is a verb).

    >>> text = "It didn’t rain."
    >>> [(text[start:end], tag) for start, end, tag in tags(text)]
    [('It', 'PRP'), ('didn’t', 'VBD'), ('rain', 'NN'), ('.', '.')]
    """
    straight = plain(text)
    opening = {start for start, _ in sentences(text)}
    return tuple((a, b, _tag(straight[a:b], a in opening)) for a, b in tokens(text))


_CONTRACTED = regex.compile(r"(?i)(n't|'\w{1,2})$")


@lru_cache(maxsize=50_000)
def _tag(form: str, opens: bool) -> str:
    """The tag of a token. The tagger looks at nothing but the token and whether it opens a sentence, where a small
    letter may have become a capital; so every form is asked about once.
    """
    from textblob.en.taggers import PatternTagger  # imports NLTK: half a second and more

    # The tagger splits at spaces and slashes: give it one plain, unbroken form.
    form = _CONTRACTED.sub("", form).replace("/", ",") or "'"
    found = PatternTagger().tag(form if opens else f"a {form}", tokenize=False)
    return str(found[-1][1])


@lru_cache(maxsize=1)
def punkt() -> Any:
    """NLTK's sentence splitter (Kiss & Strunk 2006) with `ABBREVIATIONS` and `OPENERS`, untrained otherwise.

    It takes plain text (see `plain`) of any length.

    >>> list(punkt().span_tokenize("Mr. Lee left. He sang."))
    [(0, 13), (14, 22)]
    """
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    parameters.sent_starters = set(OPENERS)
    # NLTK's own pattern gives up after five seconds of wall time, which a book without line ends takes when the machine
    # is busy. It is linear, and needs no limit.
    ends = regex.compile(PunktLanguageVars().period_context_re().pattern, regex.VERBOSE)

    class Unlimited(PunktLanguageVars):  # type: ignore[misc]
        def period_context_re(self) -> Any:
            return ends

    return PunktSentenceTokenizer(parameters, lang_vars=Unlimited())


def within(spans: Iterable[Offsets]) -> Callable[[int, int], bool]:
    """A function that says whether a stretch lies wholly inside one of `spans`, by looking at one of them only.

    >>> quoted = within([(0, 5), (10, 20)])
    >>> quoted(12, 20), quoted(4, 11)
    (True, False)
    """
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    reach = [-1, *accumulate((end for _, end in ordered), max)]  # how far those that begin before have come
    return lambda start, end: end <= reach[bisect_right(starts, start)]


def _strip(text: str, start: int, end: int) -> Offsets:
    block = text[start:end]
    return start + len(block) - len(block.lstrip()), start + len(block.rstrip())


def _wrapped(text: str) -> bool:
    """Are sentences broken over lines, as in mail and old text files? Judged by lines that follow a line
    directly: most of them would begin with a small letter or digit after a line of nearly full width."""
    lines = text.splitlines()
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if a.strip() and b.strip()]
    if len(pairs) < 3 or max(map(len, lines)) > 120:
        return False
    broken = sum(len(a) > 40 and a.rstrip()[-1] not in ".!?:;" and b.lstrip()[0].islower() for a, b in pairs)
    return broken > 0.4 * len(pairs)
