"""Which of the old encodings of Latin letters a file is in: the one in which its words look like words.

They differ in what one byte means: 0xF8 is the ø of *Bjørn* in Windows-1252, and the ř of *Jiří* in Windows-1250. A
word looks like one if all its letters beyond A to Z belong to one language that is written in that encoding, no such
capital stands inside of it, and no sign stands between its letters.
"""

import re
from itertools import pairwise

_NORTH, _SOUTH = "åäöÅÄÖ æøåÆØÅéÉ áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ", "àâæçèéêëîïôœùûüÿÀÂÆÇÈÉÊËÎÏÔŒÙÛÜ áéíñóúüÁÉÍÑÓÚÜ"
_WEST = f"{_NORTH} {_SOUTH} äöüßÄÖÜéè ãáàâçéêíõóôúÃÁÀÂÇÉÊÍÕÓÔÚ àèéìíîòóùúÀÈÉÌÒÙ ëïéèöüáóËÏÉ çàèéíïòóúüÇÀÈÉÍÒÓ".split()
_EAST = (
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ "
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ čćđšžČĆĐŠŽ ăâîşţĂÂÎŞŢ äöüßÄÖÜ"
).split()
CODE_PAGES = {"cp1252": _WEST, "cp1250": _EAST, "mac_roman": _WEST, "cp850": _WEST}  # the commonest first
_WORD = re.compile(rb"[^\s,;\"|()\[\]<>/]*[\x80-\xff][^\s,;\"|()\[\]<>/]*")
_MOST = 2_000  # words that are looked at
_BEFORE, _AFTER, _INSIDE = "“„‘‚«‹–—…¿¡•'’.-", "”“’‘»›–—…!?.:'-", "’–—‐"  # what may stand around a word, and in it
_COUNTED = re.compile(r"[£€§]\d+|\d+[€£°%]")


def code_page(data: bytes) -> str:
    """The code page in which at least nine words in ten of those with other letters than A to Z look like words, and
    most do, if possible in one language; empty if there is none.

    >>> [code_page("Søren Ærø, Bjørn Åsen".encode(name)) for name in ("cp1252", "mac_roman", "cp850")]
    ['cp1252', 'mac_roman', 'cp850']
    >>> code_page("Jiří Dvořák".encode("cp1250")), code_page("Министр заявил".encode("cp1251"))
    ('cp1250', '')
    """
    words = [match[0] for match, _ in zip(_WORD.finditer(data), range(_MOST), strict=False)]
    shares = {name: _shares(words, name) for name in CODE_PAGES}
    best = max(shares, key=lambda name: shares[name])  # of equal ones the first
    return best if shares[best][0] >= 0.9 else ""


def _shares(words: list[bytes], encoding: str) -> tuple[float, float]:
    """The share of the words that look like words of any language, and of the one that has most of them."""
    languages = [_languages(word, encoding) for word in words]
    single = max(sum(number in found for found in languages) for number in range(len(CODE_PAGES[encoding])))
    return sum(map(bool, languages)) / max(len(words), 1), single / max(len(words), 1)


def _languages(data: bytes, encoding: str) -> set[int]:
    """The numbers of the languages in which it looks like a word in this encoding."""
    try:
        word = data.decode(encoding)
    except UnicodeDecodeError:
        return set()
    word = _COUNTED.sub("", word).lstrip(_BEFORE).rstrip(_AFTER)
    late = any(one.isupper() and not one.isascii() and before.isalpha() for before, one in pairwise(word))
    if late and not word.isupper():
        return set()
    foreign = {character for character in word if not character.isascii()} - set(_INSIDE)
    return {number for number, alphabet in enumerate(CODE_PAGES[encoding]) if foreign <= set(alphabet)}
