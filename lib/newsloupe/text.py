"""Words, sentences, paragraphs and part-of-speech tags, always as half-open character offsets.

Nothing is downloaded and nothing depends on data that a user may or may not have installed: words are one regular
expression, sentences are split by the rules and lists of abbreviations below, and tags come from the lexicon inside
TextBlob's wheel.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from itertools import accumulate, compress, pairwise
from typing import Any, NamedTuple, TypeVar

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
       | [\p{{L}}\p{{N}}]{_LETTERS}*+
         (?: (?=['’ʼ&‐‑.,@-])                          # most words end here: one look, and no way back
             (?: ['’ʼ&‐‑-]                             # Russia’s, didn't, re-formation, R&D
               | (?<=\d)[.,](?=\d)                     # 1,393 and 0.5
               | (?<=\p{{Ll}})[.@](?=\p{{Ll}}) )       # example.org
             {_LETTERS}++ )*+
    """,
    regex.VERBOSE,
)
_TOKEN = regex.compile(rf"(?P<word>{_WORD.pattern}) | \.{{2,}} | -{{2,}} | [^\s\x1c-\x1f]", regex.VERBOSE)
_LONG_RUN = 40  # characters without a space between them: what is longer hardly comes again, and is not kept
_LINE = regex.compile(r"[^\r\n\u2028\u2029]+")
_BLOCK = regex.compile(r"\S(?:.*?\S)??(?=\s*?(?:\r?\n[ \t]*\r?\n|\z))", regex.DOTALL)

_BLANK_LINE = regex.compile(r"\n[ \t\r]*\n")
_FINISHED = regex.compile(r"[.!?…]['\"”’»)\]]*\Z")
# A line that goes on with the sentence of the line before: a small letter that is no item, address, byline or name.
_GOES_ON = regex.compile(r"(?!\w{1,3}[.)]\s|by\s\p{Lu}|https?:|www\.|\p{Ll}\p{Lu}|\S*[@/])[\p{Ll},;]|\.(?![.\w])")
_SMALL_END = regex.compile(r"\s\p{Ll}+\Z")
_OPEN_ENDED = regex.compile(r"(?:,[\"”’']?|\s(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|their|to|with))\Z")
_BROKEN = regex.compile(r"(?<=[^.!?:;…\s][^\S\n]*)\n\s*+(?:[\p{Ll},;]|\.(?![.\w]))")

# Abbreviations by kind, in small letters and without the last stop; the kind decides with the next word whether the
# stop ends a sentence (`_ends_after_abbreviation`). A word in no list ends it before a capital.
TITLES = frozenset(
    """adm adv ald alh amb archbp asst atty bp brig capt cdr cllr cmdr cmdt col comdr comdt const cpl dep det dir
    dr drs engr ens flt fr gen gens gov govs gp hon insp ldr lt lts maj messrs mgr mlle mme mr mrs ms msgr mt pfc
    pres prof profs pte pvt rep reps rev revd rt sec secy sen sens sfc sgt shri smt spc sqn sr sra srta st supt treas
    ven""".split()
)  # fmt: skip
FIRMS = frozenset("bros co corp cos inc llc ltd plc".split())
NAME_ENDS = frozenset("jr sr esq ph.d".split())
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
DAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
NUMBERED = frozenset("apt art ch cl est ext fig figs no nos op para pp reg sect ser vol vols".split())
STREETS = frozenset("ave blvd dr hwy ln pkwy rd sq st".split())
STATES = frozenset(
    """ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ont ore pa
    penn tenn tex va vt wash wis wyo d.c n.c n.d n.h n.j n.m n.y p.r r.i s.c s.d w.va""".split()
)  # fmt: skip
# They point to what follows and never end a sentence.
POINTERS = frozenset("a.k.a aka approx ca cf d.b.a e.g eg f.k.a i.e ie incl n.b rs viz vs".split())
# Words cut short before another word: a sentence ends with them only before a word that opens one.
CUT_SHORT = frozenset(
    """agric assn assoc assocs attn auth bldg bn com comm conf cont dept depts dist div ed eds ency equip
    fedn fmr ft govt grp hosp hq inst intl mfg mgmt min natl org prop publ regt repr soc subj suppl trans
    transl univ""".split()
)  # fmt: skip
UNITS = frozenset("ft hr hrs in km lb lbs mins oz secs yd yds".split())  # after a number
HOURS = frozenset("a.m p.m".split())
STATES_OF_THE_WORLD = frozenset("e.u u.a.e u.k u.n u.s u.s.a".split())
ABBREVIATIONS = (
    TITLES | FIRMS | NAME_ENDS | MONTHS | DAYS | NUMBERED | STREETS | STATES | POINTERS | CUT_SHORT | HOURS
    | STATES_OF_THE_WORLD | {"al", "etc"}
)  # fmt: skip
# Written with a small letter these are words as others are.
_ALSO_WORDS = frozenset(
    """adm ark art com conf const cont del dec dep dir exec fed fig figs fri gen hon ill ind inst la lab ln mar mass min
    miss mon mont mt no org op pa prop rep reps rev sat sec ser soc sun tech temp tex trans va wash wed""".split()
)  # fmt: skip
# Words that open a sentence even when the word before them looks like an abbreviation ("… in the U.S. The …").
OPENERS = frozenset(
    """a about according after all also although among an and another any are as asked at because before both but by
    despite did do does during each earlier either even every everyone few following for from he her here hers his how
    however i if in instead is it its just last later like many meanwhile more moreover most much my neither
    nevertheless no nobody none nor not nothing now of on once one only or other others our over perhaps rather several
    she since so some somebody someone soon still such than that the their then there therefore these they this those
    though through thus to today together tomorrow tonight too two under unlike until was we were what when where
    whether which while who why with within without yesterday yet you your""".split()
)  # fmt: skip
# Those of them that are no surname: they open a sentence after a title or an initial, too.
_SURE_OPENERS = frozenset(
    """although because but he his however it its meanwhile she that the their then there these they this those we
    were what when where while who""".split()
)  # fmt: skip
# What has letters for names: plan B, hepatitis C, World War I, Malcolm X.
_LETTERED = frozenset(
    """act annex appendix article block book category chapter channel class clause column course district division dock
    exhibit factor figure formula gate generation grade group hepatitis influenza item lane letter level line list
    malcolm note option panel part phase plan platform point pool product programme program project route row schedule
    school section series serie shift size sphere stage strain strand string table team terminal tier title type unit
    variant version vitamin vol volume war ward wing zone""".split()
)  # fmt: skip
# After a firm, a street or *Jr.* these go on with the name, or name an office in the firm.
_NAME_GOES_ON = frozenset(
    """academy airport analyst analysts arena association avenue award awards bank boulevard bridge building ceo center
    centre cfo chair chairman chairwoman chapel chapter chief church co college company coo corp corporation court cto
    day deputy director discovery division drive economist elementary entertainment executive films founder foundation
    fund global group hall high hills holdings hospital house inc industries institute international journal law
    lawyer library llc ltd mall manager market medical memorial middle motor museum news newswires park partners
    pictures place plaza plc president prize productions professor records road school secretary senior services
    spokesman spokesperson spokeswoman square stadium station store stores street studio studios technologies tower
    treasurer trust university vice""".split()
)  # fmt: skip
_AFTER_HOURS = frozenset(
    """et est edt ct cst cdt mst mdt pt pst pdt gmt utc bst ist cet cest eat eastern central mountain pacific greenwich
    local time day eve monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december""".split()
)  # fmt: skip
_PARTS_OF_A_STATE = frozenset(  # the U.S. Marines
    """affairs airlines airways armed chiefs customs emirates foods forces games investigations marines marshals masters
    nations operations rangers representatives senators services standards states statistics steelworkers
    treasuries works""".split()
)  # fmt: skip
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_MARKED_NAMES = frozenset("e guess jeopardy joomla wham yahoo yum".split())  # names with a mark: Yahoo!, Yum!
_DOMAINS = frozenset("app biz ca co com de edu eu gov info int io js mil net org py tv uk us".split())
# With one of these before an ellipsis something is still to come.
_HANGING = frozenset(
    """a an and are as at be but by can for from had has have he i if in into is it's its like my of on or our she
    than that the their they to um uh very was we well were when which who with would you your""".split()
)  # fmt: skip

_SPACE = r"[\s\x1c-\x1f]"
_EMOJI = r"(?:(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f])+"
# A mark that may end a sentence, with what closes after it, and then white space, or a capital that was glued to it.
_END = regex.compile(
    rf"""(?<![.?!…]) (?P<mark>\.(?:[ ]\.){{2,}} | [.?!…]++)
         (?P<closers>["'»)\]}}]* (?:\[(?:\w{{1,3}}|citation[ ]needed)\])*)
         (?: (?P<token>(?:{_SPACE}*{_EMOJI} | {_SPACE}[:;]-?[)D(P](?!\S))+) {_SPACE}+
           | (?P<gap>{_SPACE}+)
           | (?= (?P<glued>["']?(?P<first>\p{{Lu}}\p{{Ll}}*+)(?:[\s'’,?!]|\Z)) ) )
    """,
    regex.VERBOSE,
)
_OPENING = regex.compile(r"""\A(?:.*["«(\[{–—]|'+)""")
_AFTER = regex.compile(r"""(?:[-–—]+\s*)?["'«(\[{¿¡`*_]*(?P<word>\w[\w'.&-]*)?(?:\s+(?P<next>\w[\w'-]*))?""")
_YEAR = regex.compile(r"[(\[]\d+\p{L}?[)\]]")
_ADDRESS = regex.compile(r"[@/\\_=]|www\.")
_SOUND = regex.compile(r"(?i)h*m+|p?s+[ht]+|[bg]r+|pf+t*|tsk|zz+")
_NUMBER = regex.compile(r"\d{1,2}|\p{L}")
_INITIALS = regex.compile(r"\p{L}(?:\.\p{L})+")
_ROMAN = regex.compile(r"[IVXLC]+|[A-Z]")
_TIME_ZONE = regex.compile(r"[A-Z]{1,4}T")
_ARTICLE = regex.compile(r"(?:The|An?)\s")
_VOWEL = regex.compile(r"(?i)[aeiouyáéíóúäöüàèâêîôûå\d]")


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

    def __reduce__(self) -> tuple[Any, ...]:  # what was read stays in this process
        return Text, (str(self),)


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
    read = read_tokens(text)
    return tuple(compress(zip(read.starts, read.ends, strict=True), read.is_word))


@remembered
def forms(text: str) -> tuple[str, ...]:
    """The words (as in `words`) in small letters and with plain marks, to compare them with each other.

    >>> forms("It’s LATE, isn’t it?")
    ("it's", 'late', "isn't", 'it')
    """
    read = read_tokens(text)
    return tuple(compress(read.small, read.is_word))


@remembered
def tokens(text: str) -> tuple[Offsets, ...]:
    """Offsets of the words (as in `words`) and of every punctuation mark or other symbol between them.

    >>> text = "Late again?!"
    >>> [text[start:end] for start, end in tokens(text)]
    ['Late', 'again', '?', '!']
    """
    read = read_tokens(text)
    return tuple(zip(read.starts, read.ends, strict=True))


class Tokens(NamedTuple):
    """The tokens of a text: where each starts and ends, how it is written (with plain marks), the same in small
    letters, and whether it is a word."""

    starts: list[int]
    ends: list[int]
    written: list[str]
    small: list[str]
    is_word: list[bool]


@remembered
def read_tokens(text: str) -> Tokens:
    """The tokens of a text as columns; what stands between two spaces is taken apart once for each of its forms."""
    read = starts, ends, written, small, is_word = Tokens([], [], [], [], [])
    at = 0
    for run in text.split():
        offset = text.index(run, at)
        at = offset + len(run)
        for start, end, form, lower, word in _pieces(run) if len(run) <= _LONG_RUN else _pieces.__wrapped__(run):
            starts.append(offset + start)
            ends.append(offset + end)
            written.append(form)
            small.append(lower)
            is_word.append(word)
    return read


@lru_cache(maxsize=20_000)
def _pieces(run: str) -> tuple[tuple[int, int, str, str, bool], ...]:
    """The tokens of what stands between two spaces, as a row of `Tokens` each."""
    straight = plain(run)
    found = ((*match.span(), straight[slice(*match.span())], match.lastgroup) for match in _TOKEN.finditer(run))
    return tuple((a, b, form, form.lower(), group is not None) for a, b, form, group in found)


@remembered
def paragraphs(text: str) -> tuple[Offsets, ...]:
    """Offsets of the paragraphs, without surrounding white space.

    A line is a paragraph: in text taken from web pages headlines, list items and pull quotes are lines of their
    own, and joining them to their neighbours is the commonest cause of false sentences. Blank lines are the boundary
    only where the text is hard-wrapped (lines end in the middle of sentences), or has one sentence a line. Where only
    some sentences run over line ends, as around a link that was copied from a page, their lines are one.

    >>> text = "Bus fares rise\\n\\nA ticket costs more from May."
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['Bus fares rise', 'A ticket costs more from May.']
    """
    lines = _lines(text)
    if not _one_sentence_a_line(text, lines):
        return lines
    found: list[Offsets] = []
    for start, end in lines:
        if found and not _BLANK_LINE.search(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


@remembered
def sentences(text: str) -> tuple[Offsets, ...]:
    """Offsets of the sentences, each inside one paragraph, without surrounding white space.

    A headline, a list item or a table row is a sentence. Closing quotation marks stay with their sentence.

    >>> text = "Dr. Lee is in. Is she?"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Lee is in.', 'Is she?']
    """
    straight = plain(text)
    found: list[Offsets] = []
    for start, end in _lines(text):
        begin = start
        for stop, following in _ends(straight, start, end):
            found.append((begin, stop))
            begin = following
        found.append((begin, end))
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
    text = Text(text)
    read = read_tokens(text)
    return tuple(zip(read.starts, read.ends, tag_names(text), strict=True))


@remembered
def tag_names(text: str) -> list[str]:
    """The tags of the tokens, without their offsets."""
    read = read_tokens(text)
    opening = {start for start, _ in sentences(text)}
    return list(map(tag_of, read.written, map(opening.__contains__, read.starts)))


_CONTRACTED = regex.compile(r"(?i)(n't|'\w{1,2})$")


@lru_cache(maxsize=20_000)
def tag_of(form: str, opens: bool) -> str:
    """The tag of a token. The tagger looks at nothing but the token and whether it opens a sentence, where a small
    letter may have become a capital; so every form is asked about once.
    """
    from textblob.en.taggers import PatternTagger  # imports NLTK: half a second and more

    # The tagger splits at spaces and slashes: give it one plain, unbroken form.
    form = _CONTRACTED.sub("", form).replace("/", ",") or "'"
    found = PatternTagger().tag(form if opens else f"a {form}", tokenize=False)
    return str(found[-1][1])


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


def _ends(text: str, start: int, end: int) -> Iterator[Offsets]:
    """In the paragraph of plain text from `start` to `end`: where a sentence ends, and where the next one begins."""
    begin = start
    edited = not text[start:end].lstrip("\"'([{«").startswith(tuple("abcdefghijklmnopqrstuvwxyz"))
    for match in _END.finditer(text, start, end):
        stop, following = match.end("closers"), match.end()
        if match["token"]:  # smileys belong to what they follow
            stop = match.end("token")
        elif match["glued"]:
            if not _ends_glued(text, start, match):
                continue
        elif following >= end or not _ends_sentence(text, begin, end, match, edited):
            continue
        alone = text[following : following + 2].rstrip() == '"'  # a space was typed before the closing mark
        if alone and (following + 1 == end or text.count('"', begin, stop) % 2):
            stop = following + 1
            following = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
            if following == end:
                return
        yield stop, following
        begin = following


def _words_before(text: str, begin: int, at: int) -> tuple[str, str, str]:
    """The two words before the one that ends at `at`, and that one without opening marks; "" where there is none."""
    window = text[max(begin, at - 60) : at]
    before = ["", "", "", *window.split()]
    if not window or window[-1].isspace():
        return before[-2], before[-1], ""
    return before[-3], before[-2], _OPENING.sub("", before[-1])


def _ends_sentence(text: str, begin: int, end: int, match: Any, edited: bool) -> bool:
    mark, closers = match["mark"], match["closers"]
    at, following = match.start(), match.end()
    if text[following] in "&,;:)%=+]}" or _YEAR.match(text, following, end):  # no sentence begins so
        return False
    after: Any = _AFTER.match(text, following, end)
    word = after["word"] or ""
    small = word[:1].islower() and not word[1:2].isupper() and text[following] not in "(["  # but iPhone
    opens = word.lower() in OPENERS
    second, previous, last = _words_before(text, begin, at)
    if small and closers:
        return not edited
    if mark[-1] in "?!":
        if small or text[at - 1 : at] in ("(", "["):
            return opens if not small else not edited
        return bool(closers) or last.lower() not in _MARKED_NAMES or last.islower() or opens
    if len(mark) > 1 or mark == "…":
        if not last and not (word[:1].islower() or word[:1].isdigit()):  # alone or in brackets: for words left out
            return opens and text[at - 1] not in "\"'" and text[begin:at].strip("\"'([{ ") != ""
        return _ends_after_dots(last, word, closers)
    return _ends_after_point(text, begin, match, (second, previous, last), after, small)


def _ends_after_dots(last: str, word: str, closers: str) -> bool:
    if word[:1].islower() or word[:1].isdigit():
        return False
    return bool(closers) or last.lower() not in _HANGING


def _ends_after_point(text: str, begin: int, match: Any, before: tuple[str, str, str], after: Any, small: bool) -> bool:
    """Is the single full stop of `match` an end, or that of an abbreviation?"""
    (second, previous, last), closers = before, match["closers"]
    at, following = match.start(), match.end()
    word = after["word"] or ""
    if not last:
        return at > begin
    if begin + len(last) == at and _NUMBER.fullmatch(last):  # the number of an item
        return False
    kind = _abbreviation(last)
    if last in UNITS and previous[-1:].isdigit():
        return not (small or word[:1].isdigit())
    if kind is None:
        return True
    if _is_acronym(last, kind) and not (word.isupper() or word[:1].isdigit()):
        return not small
    if small:
        return kind in _ALSO_WORDS and last.islower() and kind not in NUMBERED | TITLES | MONTHS
    if not word or text[following] in "([" or closers[:1] in (")", "]"):
        return word.lower() in OPENERS and text[following] not in "(["
    return _ends_after_abbreviation(kind, last, previous, second, word, after["next"] or "")


def _abbreviation(last: str) -> str | None:
    """The abbreviation that the word before a stop is, in small letters; None if it is a word as others are."""
    part = last.rpartition("-")[2]  # Maj.-Gen.
    if len(part) == 1:
        return part if part.isalpha() else None
    small = part.lower()
    if part in ("Ed", "Eds"):
        return None
    if small in ABBREVIATIONS or _INITIALS.fullmatch(part):
        return small
    part = part.rpartition(".")[2]  # Lt.Col.
    if part.lower() in ABBREVIATIONS and part[:1].isupper():
        return part.lower()
    unspoken = part[:1].isupper() and part[1:].islower() and part.isalpha() and not _VOWEL.search(part)
    return part.lower() if unspoken and part != "Ng" and not _SOUND.fullmatch(part) else None  # Cpl, Bde


def _is_acronym(word: str, kind: str) -> bool:
    """SEC, BP"""
    return word.isupper() and len(word) > 1 and "." not in word and kind not in ("mr", "mrs", "dr")


def _ends_after_abbreviation(kind: str, last: str, previous: str, second: str, word: str, following: str) -> bool:
    """Is there an end between the abbreviation `last` and `word`, which has a capital or is a number?"""
    number, name = word[0].isdigit(), word.lower().rstrip(".")
    if kind in _ALSO_WORDS and last.islower() and not (number and kind in NUMBERED):
        return True
    if len(kind) == 1:
        if len(last) > 1:  # Jay-Z. Fans
            return True
        return _ends_after_letter(last, previous, name)
    if kind in POINTERS:
        return False
    if kind in NUMBERED and kind not in TITLES:
        named = name in _NUMBERS and previous if kind == "no" else _ROMAN.fullmatch(word.rstrip("."))
        return not (number or named)
    if kind == "al":
        return previous.lower() != "et" or not number
    if number:
        return kind == "etc"
    if kind in MONTHS or kind in DAYS:
        return name not in MONTHS | DAYS
    if kind in HOURS:
        timed = previous[-1:].isdigit() or last.islower()
        goes_on = {name, following.lower()} & _AFTER_HOURS or _TIME_ZONE.fullmatch(word)
        return timed and not goes_on
    return _ends_after_name_part(kind, previous, second, word, following)


def _ends_after_name_part(kind: str, previous: str, second: str, word: str, following: str) -> bool:
    """The same, of an abbreviation in a name: of a street, a person, a firm or a state."""
    opens, name = word.lower() in OPENERS, word.lower().rstrip(".")
    if kind in STREETS and (kind not in ("st", "dr") or _street(kind, previous, second)):
        return name not in _NAME_GOES_ON
    if kind in NAME_ENDS and (kind != "sr" or previous[:1].isupper()):
        return name not in _NAME_GOES_ON
    if kind in FIRMS:
        return opens or (kind != "bros" and name not in _NAME_GOES_ON)
    if kind == "u.s.a" or kind == "etc":
        return opens or following.islower()
    if kind in STATES and "." not in kind and kind not in TITLES:
        return opens or name not in TITLES or previous.endswith(",")
    if kind in STATES_OF_THE_WORLD or kind in STATES or kind in ("m.d", "b.a", "m.a"):
        return opens or _ends_after_state(kind, previous, name, following)
    return opens if kind in CUT_SHORT else name in _SURE_OPENERS


def _ends_after_state(kind: str, previous: str, name: str, following: str) -> bool:
    noun = previous.lower() in ("the", "a", "an", "his", "her") or previous.endswith(",")
    placed = kind in STATES and previous.endswith(",") and following.islower()
    return placed or (noun and _people_do(name, following))


def _ends_after_letter(letter: str, previous: str, name: str) -> bool:
    """*Plan B. Ministers* ends a sentence, *by B. Minister* does not."""
    before = previous.lower()
    if before in _LETTERED or (letter == "X" and before in ("on", "via")):
        return letter.isupper()
    if letter == "I" and before in ("and", "or", "than", "nor", "am", "do", "did", "as", "not", "should", "was"):
        return True
    return letter.isupper() and (name in _SURE_OPENERS or (before in ("a", "an") and name in OPENERS))


def _street(kind: str, previous: str, second: str) -> bool:
    """*12 Main St.*, *on Main St.*, but not *near Lake St. Clair*."""
    if not previous[:1].isupper() or previous in ("East", "Lake", "Mount", "Port", "Fort", "Sault", "Cape", "Mt."):
        return False
    return second[-1:].isdigit() or (kind == "st" and second in ("on", "off", "along", "down", "of"))


def _people_do(name: str, following: str) -> bool:
    """Is it *Lawyers helped* or *Police say*, with which a sentence opens, and no part of a state (*Marines land*)?"""
    plural = name.endswith("s") and not name.endswith("ss") and name not in _PARTS_OF_A_STATE
    people = plural or name in ("police", "people")
    return people and following.islower() and tag_of(following, False) in ("VBD", "VBP", "VB", "MD", "RB", "VBN")


def _ends_glued(text: str, start: int, match: Any) -> bool:
    """Is the space missing between two sentences (*in May.Workers left*), and it is no address, name or initial?"""
    at, mark, first = match.start(), match["mark"], match["first"].lower()
    _, _, last = _words_before(text, start, at)
    run = (text[max(start, at - 60) : at].split() or [""])[-1] + text[at : at + 60].split()[0]
    if _ADDRESS.search(run) or first in _DOMAINS or text[at - 1 : at] in "([":
        return False
    if match["closers"] or (not last and at > start and text[at - 1] in "\"'"):
        return _abbreviation(last) is None
    if mark[-1] in "?!":
        return len(last) > 1 and last.lower() not in _MARKED_NAMES
    if mark != ".":
        return bool(last) and first in OPENERS
    if len(last) < 2 or _abbreviation(last) is not None:
        return False
    return last[-1].islower() or (last[-1].isdigit() and len(last) > 2) or (last[-1] in ")%" or first in OPENERS)


@remembered
def _lines(text: str) -> tuple[Offsets, ...]:
    """The stretches over whose ends no sentence runs: lines, or in hard-wrapped text what blank lines separate."""
    blocks = _BLOCK.finditer(text) if _wrapped(text) else _LINE.finditer(text)
    found = [_strip(text, *block.span()) for block in blocks if not block.group().isspace()]
    if not _BROKEN.search(text):
        return tuple(found)
    joined: list[Offsets] = []
    number = 0
    while number < len(found):
        last = _last_of_sentence(text, found, number)
        joined.append((found[number][0], found[last][1]))
        number = last + 1
    return tuple(joined)


def _last_of_sentence(text: str, lines: list[Offsets], first: int) -> int:
    """The line in which a sentence that is broken over lines ends, or `first`: it begins with a capital, goes on with
    small letters, perhaps after one short line (the text of a link), and comes to a mark that ends it."""
    number = first
    if not (text[lines[first][0]].isupper() or text[lines[first][0]] in "\"“‘'"):
        return first
    longest = min(len(lines), first + 12)  # no sentence has more lines, and the work must stay in proportion
    while number + 1 < longest and not _FINISHED.search(text, *lines[number]):
        if _goes_on(text, *lines[number + 1]):
            number += 1
        elif _is_link(text, lines[number : number + 3]):
            number += 2
        else:
            break
    return number if _FINISHED.search(text, *lines[number]) else first


def _is_link(text: str, lines: list[Offsets]) -> bool:
    """Is the second of three lines a name in the middle of a sentence that stood on a page as a link, or in bold?"""
    if len(lines) < 3 or not _goes_on(text, *lines[2]):
        return False
    before, line, after = lines
    if line[1] - line[0] >= 60 or _FINISHED.search(text, *line):
        return False
    pending = text[after[0]] in ",.;" or (before[0] > 0 or _ARTICLE.match(text, before[0]))
    return bool(_OPEN_ENDED.search(text, *before) or (pending and _SMALL_END.search(text, *before)))


def _goes_on(text: str, start: int, end: int) -> bool:
    return bool(_GOES_ON.match(text, start, end))


def _one_sentence_a_line(text: str, lines: tuple[Offsets, ...]) -> bool:
    """Are there blank lines, and between them lines of one sentence each, as in treebanks and subtitles?"""
    if not _BLANK_LINE.search(text) or _wrapped(text):
        return False
    above = [a for a, b in pairwise(lines) if not _BLANK_LINE.search(text, a[1], b[0])]
    if len(above) < 2:
        return False
    finished = sum(_FINISHED.search(text, *line) is not None for line in above)
    straight = plain(text)
    several = sum(next(_ends(straight, *line), None) is not None for line in above)
    return finished >= 0.8 * len(above) and several <= 0.2 * len(above)


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
