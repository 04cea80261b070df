"""Tricolon: three members of the same form (*speed, precision, and overwhelming force*).

The machine sees kinds of words, not phrases, so the borders of the first and the third member are where a word comes
that cannot belong to a phrase like the second one, which stands between two commas, or a comma and *and*.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from newsloupe import text as _text

Found = Iterator[tuple[int, int, str]]

_NOUN = {"NN", "NNS", "NNP", "NNPS"}
_PHRASE = _NOUN | {"JJ", "JJR", "JJS", "DT", "PRP$", "CD", "VBN", "VBG", "POS", "FW"}
_NAMING = _NOUN | {"JJ"}
_OPENING = {"", ",", ":", ".", "IN", "DT", "CC", "JJ", "JJR", "PRP$", "("}
_OPENERS = frozenset("and or but including rather while that which who as where when".split())
_CLASS = {
    **dict.fromkeys(("JJ", "JJR", "JJS"), "adjective"),
    **dict.fromkeys(("VB", "VBP", "VBZ", "VBD"), "verb"),
    "RB": "adverb",
    "VBG": "-ing form",
    "TO": "infinitive",
    "IN": "prepositional phrase",
}
_SMALL = ("DT", "CD", "PRP$", "IN", "TO")
_PLACES = frozenset("at in on from near to with".split())
_COLORS = frozenset("red white blue green yellow black brown orange pink purple grey gray gold silver".split())
_ABSTRACT_ENDINGS = (
    "tion",
    "sion",
    "ity",
    "ness",
    "ment",
    "ence",
    "ance",
    "ship",
    "cy",
    "ism",
    "dom",
    "hood",
    "ure",
    "al",
    "ght",
    "ing",
)
_ABSTRACT = frozenset(
    """speed force courage trust hope peace war love hate fear faith truth honor honour power blood sweat tears pride
    joy grief anger rage envy greed lust guilt shame doubt pain death life time will skill luck fate chance
    order law work effort strength unity liberty duty glory victory mercy charity beauty misery memory energy
    safety loyalty equality fraternity health wealth respect care calm ease grace patience wisdom youth age rest
    sleep change growth trade progress support help aid defeat loss profit risk threat danger crisis chaos panic
    terror horror dream idea word deed thought belief mind soul spirit heart poverty hunger disease crime lie
    promise reform vote debate talk delay success failure fraud""".split()
)  # fmt: skip


def tricolon(text: str) -> Found:
    """Three members of the same form, the last with *and* or *or*; three names are a list, not a figure, and so
    are three things (*bread, milk and eggs*).

    >>> text = "The town wants cleaner streets, safer crossings and cheaper buses."
    >>> [text[start:end] for start, end, _ in tricolon(text)]
    ['cleaner streets, safer crossings and cheaper buses']
    """
    starts, ends, _, forms, _ = _text.read_tokens(text)
    tags = _with_participles(text)
    for first, last in _token_ranges(text):
        for place in [k for k, form in enumerate(forms[first + 3 : last - 1], first + 3) if form in ("and", "or")]:
            members = _three_members(tags, forms, first, last, place)
            kind = _like_form(text, tags, members) if members else ""
            if members and kind:
                yield starts[members[0][0]], ends[members[2][1] - 1], f"three members of the same form ({kind})"


def _with_participles(text: str) -> list[str]:
    """The tags, with -ed forms that open a phrase as participles (*advanced air defense*)."""
    tags, written = _text.tag_names(text), _text.read_tokens(text).written
    changed = list(tags)
    for i in [i for i, tag in enumerate(tags[:-1]) if tag == "VBD" and written[i].endswith("ed")]:
        if (tags[i - 1] if i else "") in _OPENING and tags[i + 1] in _NAMING:
            changed[i] = "VBN"
    return changed


def _token_ranges(text: str) -> Iterator[tuple[int, int]]:
    """For each sentence the number of its first token and of the one after its last."""
    starts = _text.read_tokens(text).starts
    edges = [0, *(bisect_left(starts, end) for _, end in _text.sentences(text))]
    return pairwise(edges)


def _three_members(
    tags: list[str], forms: list[str], first: int, last: int, place: int
) -> list[tuple[int, int]] | None:
    """Token ranges of the members around the conjunction at `place`, or None: *A, B, and C* or *A, B and C*."""
    serial = forms[place - 1] == ","
    stop = place - 1 if serial else place
    comma = next((i for i in range(stop - 1, max(first, stop - 14), -1) if forms[i] == ","), -1)
    if comma <= first or not (serial or stop - comma <= 3) or forms[comma + 1] in _OPENERS:
        return None
    kinds = {tags[i] for i in range(comma + 1, stop)}
    if kinds & {"WDT", "WP", "MD", ":", ".", "(", ")", "PRP"} or (kinds & {"VBZ", "VBD"} and kinds & _NOUN):
        return None  # a clause or an aside, not a member
    allowed = _PHRASE | (kinds - {"CC"}) | ({"IN"} if place - comma > 4 else set())
    begin, finish = comma, place + 1
    while finish < last and _belongs(tags, forms, finish, allowed | {"of"}):
        finish += 1
    if "of" in forms[comma:finish]:
        allowed.add("of")
    while begin > first and _belongs(tags, forms, begin - 1, allowed):
        begin -= 1
    if begin > first and forms[begin - 1] == ",":
        return None  # four members or more
    if kinds <= {"JJ", "JJR", "JJS"} and tags[place + 1].startswith("JJ"):
        begin, finish = comma - 1, place + 2  # three adjectives before one noun
    return [(begin, comma), (comma + 1, stop), (place + 1, finish)]


def _belongs(tags: list[str], forms: list[str], i: int, allowed: set[str]) -> bool:
    return (tags[i] in allowed or (forms[i] == "of" and "of" in allowed)) and forms[i] not in _OPENERS


def _like_form(text: str, tags: list[str], members: list[tuple[int, int]]) -> str:
    """What kind of member all three are, or "" if they differ, are names, or differ much in length."""
    sizes = [b - a for a, b in members]
    if min(sizes) < 1 or max(sizes) > 4 * min(sizes) + 4:
        return ""
    kinds = {_kind(tags[a:b]) for a, b in members}
    starts = _text.read_tokens(text).starts
    names = sum(all(text[starts[i]].isupper() or tags[i] in _SMALL for i in range(a, b)) for a, b in members)
    if names > 1 or len(kinds) > 1 or (not names and _lists_things(text, tags, members)):
        return ""
    return kinds.pop()


def _lists_things(text: str, tags: list[str], members: list[tuple[int, int]]) -> bool:
    """*Apples, pears and plums*, *at the bank, at the shop, and at home*, *red, white and blue*: members that are bare
    nouns, at most one of them abstract, or colors: what there is, in the order in which it comes to mind."""
    small = _text.read_tokens(text).small
    bare = [[i for i in range(a, b) if tags[i] not in _SMALL] for a, b in members]
    words = [small[one[0]] for one in bare if len(one) == 1]
    if len(words) < 3:
        return False
    if all(word in _COLORS for word in words):
        return True
    nouns = all(tags[one[0]] in _NOUN for one in bare)
    leading = {small[a] for a, _ in members if tags[a] in ("IN", "TO")}
    placed = not leading or (len(leading) == 1 and leading <= _PLACES)
    return nouns and placed and sum(_is_abstract(word) for word in words) < 2


def _is_abstract(noun: str) -> bool:
    """A noun of a quality, a feeling, a deed or a state: by its ending, or one of the short ones."""
    singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s") if not noun.endswith("ss") else noun
    return singular.endswith(_ABSTRACT_ENDINGS) or singular in _ABSTRACT or noun in _ABSTRACT


def _kind(tags: list[str]) -> str:
    if any(tag in _NOUN for tag in tags) and tags[0] not in ("VB", "VBP", "VBZ", "VBD", "TO"):
        return "noun phrase"
    return _CLASS.get(tags[0], "")
