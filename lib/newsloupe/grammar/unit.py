"""The words of one unit of a text, with their tags: the ground of the rules about clauses."""

from typing import NamedTuple

from newsloupe import text as _text
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.verb_lexicon import VerbWords
from newsloupe.grammar.word_sets import AUXILIARIES, DETERMINERS, DO, OBJECT_PRONOUNS, SUBJECT_PRONOUNS, TIME

NOUNS = frozenset("NN NNS NNP NNPS CD".split())
INSIDE = NOUNS | frozenset("JJ JJR JJS POS FW".split())
MARKS = frozenset("“ ” \" ' ‘ ’ ( )".split())
_BEFORE_WORDS = MARKS - {")"}
HARD = frozenset(". ! ? ; :".split())
_PARTICLES = frozenset("out up down off over aside away back forward forth together through".split())
RELATIVE = frozenset("who which that".split())


class Verb(NamedTuple):
    """A verb: its group of words, its kind (``finite``, ``infinitive``, ``ing`` or ``reduced`` passive), its voice."""

    first: int
    at: int
    kind: str
    passive: bool


class _Column(dict[int, str]):
    """Something of each token of a unit; ``""`` of those outside of it."""

    def __missing__(self, k: int) -> str:
        return ""


class Words:
    """The words of the unit from `low` to `high` (see `Parsed`): `word` and `tag` of a token, ``""`` outside of it."""

    def __init__(self, p: Parsed, low: int, high: int, lexicon: VerbWords) -> None:
        self.p, self.low, self.high, self.lexicon = p, low, high, lexicon
        self.is_headline = (low, high) in p.headlines
        words, tags = p.words[low:high], p.tags[low:high]
        self._tags = self._small(tags) if self.is_headline else _ranks(words, tags)
        # Asked for at every step of every rule, so without a function in between.
        self.word = _Column(enumerate(words, low)).__getitem__
        self.tag = _Column(enumerate(self._tags, low)).__getitem__
        self.verbs: dict[int, Verb] = {}  # filled by `newsloupe.grammar.verbs`

    def _small(self, tags: list[str]) -> list[str]:
        """The tags of a headline, where a capital is no sign of a name: those that the words have in small letters."""
        return [
            _text.tag_of(self.p.words[k], False) if tag in ("NNP", "NNPS") and self.p.words[k].isalpha() else tag
            for k, tag in enumerate(tags, self.low)
        ]

    def skip_back(self, k: int) -> int:
        words, adverbs, low = self.p.words, self.p.adverbs, self.low
        while k >= low and (adverbs[k] or words[k] in _BEFORE_WORDS) and words[k] not in TIME:
            k -= 1
        return k

    def stops(self, k: int) -> bool:
        """Does a sentence or a part of one end at `k`, and not only *Mr.*?"""
        return self.word(k) in HARD and not self.p.is_abbreviation(k, self.low)

    def skip(self, k: int) -> int:
        while k < self.high and (self.p.is_adverb(k) or self.word(k) in MARKS or self.tag(k) == "RP"):
            k += 1
        return k

    def in_group(self, k: int) -> bool:
        word = self.word(k)
        return word in AUXILIARIES or (self.p.is_adverb(k) and word not in TIME)

    def is_contracted(self, k: int) -> bool:
        """*They’ve*, *we’ll*: a pronoun with an auxiliary in one word."""
        word = self.word(k)
        if "'" not in word:
            return False
        if word.endswith("'s") and self.tag(k + 1) not in ("VBN", "VBG", "VBD"):
            return False
        return word.endswith(("'re", "'ve", "'ll", "'d", "'s")) and word.split("'")[0] in SUBJECT_PRONOUNS

    def object_begins(self, k: int) -> bool:
        """Does something begin at `k` that only a verb can be followed by: a determiner, a name, a pronoun?"""
        k = self.skip(k)
        word, tag = self.word(k), self.tag(k)
        return tag in ("DT", "PRP$", "PRP", "NNP", "NNPS") or word in OBJECT_PRONOUNS or word in DETERMINERS

    def finite_follows(self, k: int) -> bool:
        """Is there a finite verb before the next mark? Then what stands before it is rather its subject."""
        while k < self.high and self.word(k) not in (",", *HARD, "and", "that", "which", "who"):
            if self.tag(k) in ("VBZ", "VBP", "VBD", "MD") and self.tag(k - 1) not in ("TO", "DT", "JJ", "IN"):
                return True
            k += 1
        return False

    def did(self, k: int) -> bool:
        return self.word(k).split("n't")[0] in ("do", "does", "did") or self.word(self.skip_back(k)) in DO


def _ranks(words: list[str], tags: list[str]) -> list[str]:
    """The tags, with *general* as the rank where no noun follows: the tagger takes it for an adjective; and with *out*
    as a part of the verb in *set out by*: the tagger takes it for a preposition."""
    if "general" not in words and "by" not in words:
        return tags
    ranked = list(tags)
    for k, word in enumerate(words):
        if word == "general" and tags[k] == "JJ" and INSIDE.isdisjoint(tags[k + 1 : k + 2]):
            ranked[k] = "NN"
        elif word == "by" and k > 1 and words[k - 1] in _PARTICLES and tags[k - 2] in ("VBN", "VBD"):
            ranked[k - 1] = "RP"
    return ranked
