"""Which words of a unit are verbs, and in which form: the tagger knows nine in ten, the rules here know more."""

from collections.abc import Container
from dataclasses import dataclass

from newsloupe.action_words import ActionWords
from newsloupe.constructions.tokens import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    MODAL,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TIME,
    Parsed,
)
from newsloupe.reporting import verb_forms

NOUNS = frozenset("NN NNS NNP NNPS CD".split())
INSIDE = NOUNS | frozenset("JJ JJR JJS POS FW".split())
MARKS = frozenset("“ ” \" ' ‘ ’ ( )".split())
HARD = frozenset(". ! ? ; :".split())
RELATIVE = frozenset("who which that".split())
_GET = frozenset("get gets got getting gotten".split())
_NO_VERBS = frozenset("according following given owing depending compared".split())
_NO_SUBJECT = frozenset("DT PRP$ JJ IN CD VBN VBG VB TO : (".split())


@dataclass(frozen=True)
class Verb:
    """A verb: its group of words, its kind (``finite``, ``infinitive``, ``ing`` or ``reduced`` passive), its voice."""

    first: int
    at: int
    kind: str
    passive: bool


class Unit:
    """The words of one unit of a text (see `Parsed`), and which of them are verbs."""

    def __init__(self, p: Parsed, low: int, high: int, lexicon: ActionWords, names: Container[int] = ()) -> None:
        self.p, self.low, self.high, self.lexicon = p, low, high, lexicon
        self.verbs: dict[int, Verb] = {}
        for k in range(low, high):
            verb = self._read(k) if k not in names else None
            if verb:
                self.verbs[k] = verb

    # ------------------------------------------------------------ which words are verbs

    def word(self, k: int) -> str:
        return self.p.words[k] if self.low <= k < self.high else ""

    def tag(self, k: int) -> str:
        if not self.low <= k < self.high:
            return ""
        if self.p.words[k] == "general" and self.p.tags[k] == "JJ" and self.tag(k + 1) not in INSIDE:
            return "NN"  # a rank that the tagger takes for an adjective
        return self.p.tags[k]

    def skip_back(self, k: int) -> int:
        while k >= self.low and (self.p.is_adverb(k) or self.word(k) in MARKS) and self.word(k) not in TIME:
            k -= 1
        return k

    def skip(self, k: int) -> int:
        while k < self.high and (self.p.is_adverb(k) or self.word(k) in MARKS or self.tag(k) == "RP"):
            k += 1
        return k

    def _read(self, k: int) -> Verb | None:
        """The verb at `k`, or None where the word is no verb here."""
        word, tag = self.word(k), self.tag(k)
        if word in AUXILIARIES or word in PREPOSITIONS or word in _NO_VERBS or not word[0].isalpha() or "'" in word:
            return None
        first = k
        while first - 1 >= self.low and self._in_group(first - 1):
            first -= 1
        group = self.p.words[first:k]
        contracted = first > self.low and self._contracted(first - 1)  # they’ve been fortifying
        helped = contracted or any(w in AUXILIARIES for w in group)
        before = self.skip_back(k - 1) if not helped else k - 1
        infinitive = not helped and self.word(before) == "to"
        if k == self.low and word.endswith("ing") and self._object_begins(k + 1):
            return Verb(k, k, "ing", False)  # Urging NATO to …
        if not (tag.startswith("VB") or self._verb_in_disguise(k, before, helped, infinitive)):
            return None
        if helped or infinitive:
            if infinitive and not self._may_be_infinitive(k, tag):
                return None
            be = any(w in BE or w in _GET for w in group) or (contracted and self.word(first - 1).endswith("'re"))
            participle = tag in ("VBN", "VBD") or word.endswith("ed") or word in self.lexicon.participles
            passive = be and participle and not word.endswith("ing")
            if be and not passive and not word.endswith("ing"):
                return None  # is target of: a noun or an adjective
            passive = passive and word not in self.lexicon.adjectives
            return Verb(before, k, "infinitive", passive) if infinitive else Verb(first, k, "finite", passive)
        if word.endswith("ing") and tag in ("VBG", "NN"):
            return Verb(first, k, "ing", False) if tag == "VBG" and not self._is_modifier(k) else None
        if tag in ("VBN", "VBD") and self.word(self.skip(k + 1)) == "by" and not self._is_modifier(k):
            joined = self.word(before) in ("and", "or") and self.is_passive(before - 1)
            return Verb(k, k, "finite" if joined else "reduced", True)
        if tag in ("VBN", "VBD") and self.word(before) in ("and", "or") and self.is_passive(before - 1):
            return Verb(k, k, "finite", True)  # was seized and occupied
        placed = "-" not in word and self._has_place_for_subject(k)
        return Verb(first, k, "finite", False) if placed else None

    def is_passive(self, k: int) -> bool:
        return k in self.verbs and self.verbs[k].passive

    def _in_group(self, k: int) -> bool:
        word = self.word(k)
        return word in AUXILIARIES or (self.p.is_adverb(k) and word not in TIME)

    def _contracted(self, k: int) -> bool:
        """*They’ve*, *we’ll*: a pronoun with an auxiliary in one word."""
        word = self.word(k)
        return word.endswith(("'re", "'ve", "'ll", "'d")) and word.split("'")[0] in PRONOUNS

    def _may_be_infinitive(self, k: int, tag: str) -> bool:
        return tag in ("VB", "VBP") or self._object_begins(k + 1)

    def _object_begins(self, k: int) -> bool:
        """Does something begin at `k` that only a verb can be followed by: a determiner, a name, a pronoun?"""
        k = self.skip(k)
        word, tag = self.word(k), self.tag(k)
        return tag in ("DT", "PRP$", "PRP", "NNP", "NNPS") or word in OBJECT_PRONOUNS or word in DETERMINERS

    def _verb_in_disguise(self, k: int, before: int, helped: bool, infinitive: bool) -> bool:
        """A verb that the tagger took for a noun: after *to* or *could*, or between a subject and an object."""
        word, tag = self.word(k), self.tag(k)
        known = word in self.lexicon.verb_or_noun or word in verb_forms()
        if tag not in ("NN", "NNS", "JJ", "NNP", "NNPS") or "-" in word or (self.p.upper[k] and not self._headline):
            return False
        if helped:
            return self.word(before) in MODAL or self.word(self.skip_back(before)) in MODAL or self._did(before)
        if infinitive:
            return self._object_begins(k + 1) or (known and tag != "NNS")
        previous = self.tag(before)
        relative = self.word(before) in RELATIVE and previous in ("WDT", "WP", "IN")
        if relative and tag == "NNS":
            return True
        subject = previous in ("NN", "NNP", "NNS", "NNPS", "PRP") and not self.p.is_possessive(before)
        subject = subject or self.word(before) in ("this", "it")
        also = before < k - 1 or self.word(before) in ("and", "but", "or")  # not only …s but also …s
        plural = previous in ("NNS", "NNPS")
        form = word.endswith("s") != plural or self._headline
        if not (subject or also or self.word(before) == ",") or not form or word in TIME:
            return False
        determined = self.tag(k + 1) in ("DT", "PRP$") or self.word(k + 1) in ("that", "how")
        if determined and (tag == "NNS" or known):
            return True
        if not known or (self._finite_follows(k + 1) and word not in verb_forms()):
            return False
        following = self.tag(k + 1)
        return self._object_begins(k + 1) or following in ("NNS", "TO", "MD") or (also and following == "JJ")

    @property
    def _headline(self) -> bool:
        return (self.low, self.high) in self.p.headlines

    def _did(self, k: int) -> bool:
        return self.word(k).split("n't")[0] in ("do", "does", "did") or self.word(self.skip_back(k)) in ("did", "do")

    def _finite_follows(self, k: int) -> bool:
        """Is there a finite verb before the next mark? Then what stands before it is rather its subject."""
        while k < self.high and self.word(k) not in (",", *HARD, "and", "that", "which", "who"):
            if self.tag(k) in ("VBZ", "VBP", "VBD", "MD") and self.tag(k - 1) not in ("TO", "DT", "JJ", "IN"):
                return True
            k += 1
        return False

    def _is_modifier(self, k: int) -> bool:
        """Is a participle part of a noun phrase (*escalating tensions*, *a perceived threat*)?"""
        previous, following = self.tag(k - 1), self.tag(k + 1)
        if following not in INSIDE:
            return previous in ("DT", "PRP$")
        if previous in ("DT", "PRP$", "JJ", "POS", "CD") or (k > self.low and self.p.is_possessive(k - 1)):
            return True
        return self.word(k - 1) in ("amid", "with", "despite", "between", "including", "amidst")

    def _has_place_for_subject(self, k: int) -> bool:
        """Can the tensed verb at `k` have a subject: is there a noun, pronoun, comma or *and* before it?"""
        word, tag = self.word(k), self.tag(k)
        before = self.skip_back(k - 1)
        if before < self.low or self._is_modifier(k):
            return False
        previous, following_noun = self.tag(before), self.tag(k + 1) in INSIDE
        if previous == "JJ" and tag in ("VBD", "VBN") and self._object_begins(k + 1):
            return True  # the general urged the ministers
        if tag == "VBN" and previous == "CC" and not self._object_begins(k + 1) and following_noun:
            return False  # advanced missiles and enhanced radars
        stands_alone = self.word(before) in RELATIVE or self.word(before) in ("this", "these", "that", "those")
        if self.p.is_possessive(before) or (previous in _NO_SUBJECT and not stands_alone):
            return False
        if tag == "VB" and previous not in ("NNS", "NNPS", "PRP", "WP", "WDT", "CC", "NNP", "NN"):
            return False
        if tag == "VBN" and word.endswith("ed") and previous not in ("NNP", "NNPS", "PRP", ",", "CC", "WDT", "WP"):
            return not self._finite_follows(k + 1)
        return True
