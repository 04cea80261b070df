"""Simile: a comparison with an image, in words (*like a snail*, *as cold as a stone*)."""

from collections.abc import Iterator

import regex

from newsloupe import text as _text

Found = Iterator[tuple[int, int, str]]

_IMAGE_VERBS = frozenset(
    """is are was were be been being 's 're feel feels felt sit sits sat stand stands stood hang hangs hung lie lies
    act acts acted behave behaves behaved work works worked move moves moved run runs ran fall falls fell spread
    spreads burn burns burned rise rises rose look looks looked sound sounds sounded seem seems seemed treat treats
    treated fight fights fought fly flies flew shine shines shone grow grows grew hit hits""".split()
)  # fmt: skip
_STOPS = frozenset('. , ; : — – - ! ? that which who where when while and but or because if — “ ” " ( )'.split())
_SOMEBODY_IS = regex.compile(r"(?:it|that|this|he|she|they|we|you)'(?:s|re)")
_AS_AS = regex.compile(
    r"""(?xi) \bas\s (?!well|soon|long|much|many|far|early|late|recently|often|good\sa\splace) \p{Ll}{3,} \s as \s
    (?:an?|the) \s (?!result|matter|whole|rule|year|day) \p{Ll}+ (?:\sof\s\p{Ll}+)?"""
)


def simile(text: str) -> Found:
    """A comparison with an image: *like* after a verb and before a thing or an action, *as … as a …*.

    >>> text = "The queue moved like a snail. They like soup."
    >>> [text[start:end] for start, end, _ in simile(text)]
    ['like a snail']
    """
    starts, ends, _, forms, _ = _text.read_tokens(text)
    for i in [i for i, form in enumerate(forms[:-1]) if form == "like" and i]:
        if _follows_verb(forms, i) and _image(text, forms, i + 1):
            end = next((j for j in range(i + 1, min(i + 12, len(forms))) if forms[j] in _STOPS), i + 2)
            yield starts[i], ends[end - 1], "like, after a verb and before an image"
    for match in _AS_AS.finditer(text):
        yield *match.span(), "as … as a …"


def _follows_verb(forms: list[str], i: int) -> bool:
    before = forms[i - 1] if not forms[i - 1].endswith("ly") else forms[i - 2]
    return before in _IMAGE_VERBS or _SOMEBODY_IS.fullmatch(before) is not None


def _image(text: str, forms: list[str], i: int) -> bool:
    """Does what follows *like* look like a thing or an action, rather than an example with a name?"""
    tag, capital = _text.tag_names(text)[i], text[_text.read_tokens(text).starts[i]].isupper()
    common = tag in ("NN", "NNS") and not capital and len(forms[i]) > 3
    return forms[i] in ("a", "an") or (tag == "VBG" and forms[i].endswith("ing")) or common
