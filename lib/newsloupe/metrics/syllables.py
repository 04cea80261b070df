"""Counting the syllables of English words by rule.

Every syllable count by machine is an estimate, and readability scores move with it. Three counters are here, to
be exchanged for one another: `count_syllables` (the default), `vowel_groups` (the crudest rule there is) and
`pyphen_syllables` (from hyphenation patterns). Dictionaries of pronunciation do better, but those on PyPI come
under the GPL or have to be downloaded.
"""

import re
from functools import lru_cache
from typing import Any

_VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ"
_GROUP = re.compile(f"[{_VOWELS}]+")
_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

# Written together, spoken apart: each match is one syllable more than the vowel groups show.
_APART = re.compile(
    r"""
      (?<![cgstx])ia(?!ge|m) | ^gia(?=n) | i(?=at(?!i?[oc]*h))   # Syr-ia, gi-ant, medi-ate; not so-cial
    | (?<![cgstxln])io(?!r) | (?<=r)ior | (?<=[nl])io(?=us|s?$)   # vi-olent, superi-or, harmoni-ous; not na-tion
    | (?<!g)i(?=um) | ii | ie(?=t) | (?:(?<![ct])|(?<=^sc))ie(?=n[ct])  # medi-um, qui-et, sci-ence; not an-cient
    | (?<=[lrnvs])i(?=er) | (?<=[lrnvspd])i(?=est$)               # earli-er, happi-est
    | ^geo(?!rg) | (?<![gp])eo(?!u?s|p|rg) | (?<=[nrt])eous       # ge-opolitics, vide-o, simultane-ous
    | (?<=[aeiouy][^aeiouy])ea$ | (?<=[aeiouy]r)ea(?=s?$|ns?$) | uclea | opea   # ide-a, Kore-an, nucle-ar
    | cre(?=at) | the(?=at) | ^re(?=act|aff|app|ass|al[itsz]|dju|in[fstv]) # cre-ate, the-ater, re-act
    | (?<![gqs])ua | (?<![q])uou | (?<![gqz])ue(?=[ln])           # actu-al, strenu-ous, influ-ence; not lan-guage
    | (?<=[aeo])y(?=[aou]) | (?<=[ao])y(?=[ei](?!d$)) | y(?=i)    # roy-al, pay-er, say-ing
    | [eou]i(?=ng|sts?$|sm) | (?<!q)ui(?=ty$) | oe(?=[txv]) | co(?=al[ei]|op|ord)  # be-ing, continu-ity, po-et
    | s(?=ms?$) | (?<=[ds])n(?='t$) | ^mc(?=[^aeiouy])            # tour-is-m, did-n't, Mc-Cain
    """,
    re.VERBOSE,
)
# Written, not spoken: each match is one syllable less.
_MUTE = re.compile(
    r"""
      (?<=[^aeiouy])e$ (?<![^aeiouylw]le) (?<![tb]re)             # state; not ta-ble, cen-tre
    | (?<=[^aeiouy])e's$ (?<![cgsxz]e's) (?<![^aeiouylw]le's)     # Europe's; not France's
    | (?<=[^aeiouy])es$ (?<![cgsxz]es) (?<![cs]hes) (?<![^aeiouylr]les)       # states; not for-ces, ta-bles
    | (?<=[^aeiouytd])ed$ (?<![^aeiouyrlw]led) (?<![dc]red)       # warned; not stat-ed, hun-dred
    | (?<=[gq])ues?$ (?<!argue) (?<!argues)                       # league, unique
    | (?:(?<=[aeiouy][^aeiouyl])|(?<=[lnr][cgs])|(?<=lv)|(?<=dg)|(?<=st)) e
      (?=ments?(?:al)?$|ly$|ness|ful|less|some$)                  # state-ment, large-ly, hope-ful
    | (?<=[aeiouy][fn])e(?=ty) | (?<=[aeiouy]l)e(?=ly$|ss) | (?<=ic)a(?=lly$)  # safe-ty, sole-ly, basic-ally
    | ^(?:som|hom|for|her|ther|wher|lif|wid|whit|hous|hors|war|stor|shar|saf|stak|sid|tim|fir|tak|spok)e
      (?=(?!st|r|d$|n|l|ver|ment)[b-df-hj-np-tv-z]\w) | (?<=spok)es(?=m[ae]n|p)    # home-town, spokes-man
    """,
    re.VERBOSE,
)


# Capitals that are spoken letter by letter: BBC, CEOs; not NATO, and not THE in a headline.
_CAPITALS = re.compile(r"([A-Z]{2,6})(?:'?s)?")
_SPOKEN_AS_A_WORD = re.compile(r"[^AEIOUY][AEIOU][^AEIOUY]|Y[AEIOU][^AEIOUY]|[^AEIOUY][AEIOU][WY]")  # PIN, VAT, WAR
_YET_BY_LETTER = frozenset("DUP GOP HIV LAX MEP MIT NES SEC SUV VIP".split())
_SHORT_WORDS = frozenset(
    """ACE ACT ADD AGE AGO AID AIM AIR ALL AM AN AND ANY ARE ARM ART AS ASK AT ATE AX BE BEE BOY BUY BY CRY CUE DIE DO
    DRY DUE EAR EAT EGG ELM END EVE EYE FEE FEW FLY FOE FRY GO GUY HE HEY HI HOE HOW ICE IF ILL IN INK INN IS IT ITS KEY
    LIE LOW ME MY NEW NO NOW ODD OF OFF OIL OK OLD ON ONE OR OUR OUT OWE OWL OWN PIE PRO SEA SEE SHE SHY SKY SO SPA SPY
    TEA THE THY TIE TO TOE TOO TRY TWO UP US USE VIA WE WHO WHY WOE YE YOU ZOO""".split()
)  # fmt: skip


def _letters(part: str) -> int:
    """The syllables of an acronym that is spoken letter by letter, where *W* has three; 0 for any other word."""
    match = _CAPITALS.fullmatch(part)
    if match is None:
        return 0
    capitals = match[1]
    voiceless = not re.search("[AEIOUY]", capitals)
    short = len(capitals) < 4 and capitals not in _SHORT_WORDS
    if voiceless or capitals in _YET_BY_LETTER or (short and not _SPOKEN_AS_A_WORD.fullmatch(capitals)):
        return len(capitals) + 2 * capitals.count("W")
    return 0


@lru_cache(maxsize=50_000)
def count_syllables(word: str) -> int:
    """The syllables of an English word: its groups of vowel letters, corrected by two sets of rules.

    Vowels that are written together but spoken apart (*cre-ate*, *Syr-ia*) add one; an *e* that is written but
    mute (*state*, *warned*, *state-ment*) takes one away. Each part of a hyphenated word is counted for itself
    and has one syllable at least; a word without letters (*2025*) counts as one. An acronym that cannot be spoken as
    a word (*BBC*, *UK*) has a syllable a letter. The rules are our own. On
    24,000 common words that were not used to write them, 95% agree with the CMU Pronouncing Dictionary, and
    the sum is within half a percent (bench/syllables.py compares all three counters on other texts).

    >>> [count_syllables(word) for word in ("states", "created", "Syria", "de-escalation")]
    [1, 3, 3, 5]
    """
    if any(map(str.isupper, word[1:])):
        return sum(_letters(part) or _sum_parts(part, _by_rule) for part in _PART.findall(word.replace("’", "'"))) or 1
    return _sum_parts(word, _by_rule)


def _by_rule(part: str) -> int:
    return _groups(part) + len(_APART.findall(part)) - len(_MUTE.findall(part))


@lru_cache(maxsize=50_000)
def vowel_groups(word: str) -> int:
    """The groups of vowel letters in a word: too many by 6% on news text, mostly for mute *e*.

    >>> vowel_groups("states")
    2
    """
    return _sum_parts(word, _groups)


@lru_cache(maxsize=50_000)
def pyphen_syllables(word: str) -> int:
    """The places where TeX's patterns (Liang 1983) would hyphenate a word, plus one: too few by 6% on news text,
    since typesetters do not divide everywhere (*about* stays whole). Needs the package pyphen.

    Raises ImportError, with what to install, when pyphen is missing.

    >>> [pyphen_syllables(word) for word in ("table", "about")]
    [2, 1]
    """
    return _sum_parts(word, lambda part: len(_pyphen().positions(part)) + 1)


def _sum_parts(word: str, count: Any) -> int:
    parts = _PART.findall(word.lower().replace("’", "'"))
    return sum(max(count(part), 1) for part in parts) or 1


def _groups(part: str) -> int:
    return len(_GROUP.findall(part))


@lru_cache(maxsize=1)
def _pyphen() -> Any:
    try:
        import pyphen  # type: ignore[import-untyped]
    except ImportError as error:
        raise ImportError("pyphen_syllables needs the package pyphen: pip install pyphen") from error
    return pyphen.Pyphen(lang="en_US")
