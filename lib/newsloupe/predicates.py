"""Verbs and action nouns with the phrases around them: the grammar beneath `newsloupe.agency`.

The rules see part-of-speech tags, not sentence trees. They look for the nearest noun phrases on both sides of a
verb, over what stands between (appositives, relative clauses, adverbs), and give up where that is not clear.
Unlike the phrases of `newsloupe.constructions`, these are read inside quotation marks too.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from newsloupe.action_words import ActionWords
from newsloupe.constructions.tokens import (
    AUXILIARIES,
    BE,
    DASHES,
    DETERMINERS,
    MODAL,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME,
    Parsed,
    Range,
)
from newsloupe.reporting import verb_forms

_NOUNS = frozenset("NN NNS NNP NNPS CD".split())
_INSIDE = _NOUNS | frozenset("JJ JJR JJS POS FW".split())
_MARKS = frozenset("“ ” \" ' ‘ ’ ( )".split())
_HARD = frozenset(". ! ? ; :".split())
_RELATIVE = frozenset("who which that".split())
_GET = frozenset("get gets got getting gotten".split())
_NO_VERBS = frozenset("according following given owing depending compared".split())
_NO_SUBJECT = frozenset("DT PRP$ JJ IN CD VBN VBG VB TO : (".split())
_LINKS = frozenset("by without after before while when since upon".split())
_QUESTIONS = frozenset("how whether what where when why".split())
DEPTH = 4  # verbs that govern one another (vowed to try to stop …)


@dataclass(frozen=True)
class Phrase:
    """A noun phrase in tokens: `first` to `end`, with its `head`; `tail` are the phrases that *of* hangs on it."""

    first: int
    head: int
    tail: tuple["Phrase", ...] = ()

    @property
    def tokens(self) -> Range:
        return self.first, self.head + 1


@dataclass(frozen=True)
class Verb:
    """A verb: its group of words, its kind (``finite``, ``infinitive``, ``ing`` or ``reduced`` passive), its voice."""

    first: int
    at: int
    kind: str
    passive: bool


class Clauses:
    """The verbs of one unit (see `Parsed`) and the phrases around them."""

    def __init__(self, p: Parsed, low: int, high: int, lexicon: ActionWords, names: Container[int] = ()) -> None:
        self.p, self.low, self.high, self.lexicon = p, low, high, lexicon
        self._agents: dict[int, tuple[Phrase, ...]] = {}
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
        if self.p.words[k] == "general" and self.p.tags[k] == "JJ" and self.tag(k + 1) not in _INSIDE:
            return "NN"  # a rank that the tagger takes for an adjective
        return self.p.tags[k]

    def _skip_back(self, k: int) -> int:
        while k >= self.low and (self.p.is_adverb(k) or self.word(k) in _MARKS) and self.word(k) not in TIME:
            k -= 1
        return k

    def _skip(self, k: int) -> int:
        while k < self.high and (self.p.is_adverb(k) or self.word(k) in _MARKS or self.tag(k) == "RP"):
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
        before = self._skip_back(k - 1) if not helped else k - 1
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
        if tag in ("VBN", "VBD") and self.word(self._skip(k + 1)) == "by" and not self._is_modifier(k):
            joined = self.word(before) in ("and", "or") and self._is_passive(before - 1)
            return Verb(k, k, "finite" if joined else "reduced", True)
        if tag in ("VBN", "VBD") and self.word(before) in ("and", "or") and self._is_passive(before - 1):
            return Verb(k, k, "finite", True)  # was seized and occupied
        placed = "-" not in word and self._has_place_for_subject(k)
        return Verb(first, k, "finite", False) if placed else None

    def _is_passive(self, k: int) -> bool:
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
        k = self._skip(k)
        word, tag = self.word(k), self.tag(k)
        return tag in ("DT", "PRP$", "PRP", "NNP", "NNPS") or word in OBJECT_PRONOUNS or word in DETERMINERS

    def _verb_in_disguise(self, k: int, before: int, helped: bool, infinitive: bool) -> bool:
        """A verb that the tagger took for a noun: after *to* or *could*, or between a subject and an object."""
        word, tag = self.word(k), self.tag(k)
        known = word in self.lexicon.verb_or_noun or word in verb_forms()
        if tag not in ("NN", "NNS", "JJ", "NNP", "NNPS") or "-" in word or (self.p.upper[k] and not self._headline):
            return False
        if helped:
            return self.word(before) in MODAL or self.word(self._skip_back(before)) in MODAL or self._did(before)
        if infinitive:
            return self._object_begins(k + 1) or (known and tag != "NNS")
        previous = self.tag(before)
        relative = self.word(before) in _RELATIVE and previous in ("WDT", "WP", "IN")
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
        return self.word(k).split("n't")[0] in ("do", "does", "did") or self.word(self._skip_back(k)) in ("did", "do")

    def _finite_follows(self, k: int) -> bool:
        """Is there a finite verb before the next mark? Then what stands before it is rather its subject."""
        while k < self.high and self.word(k) not in (",", *_HARD, "and", "that", "which", "who"):
            if self.tag(k) in ("VBZ", "VBP", "VBD", "MD") and self.tag(k - 1) not in ("TO", "DT", "JJ", "IN"):
                return True
            k += 1
        return False

    def _is_modifier(self, k: int) -> bool:
        """Is a participle part of a noun phrase (*escalating tensions*, *a perceived threat*)?"""
        previous, following = self.tag(k - 1), self.tag(k + 1)
        if following not in _INSIDE:
            return previous in ("DT", "PRP$")
        if previous in ("DT", "PRP$", "JJ", "POS", "CD") or (k > self.low and self.p.is_possessive(k - 1)):
            return True
        return self.word(k - 1) in ("amid", "with", "despite", "between", "including", "amidst")

    def _has_place_for_subject(self, k: int) -> bool:
        """Can the tensed verb at `k` have a subject: is there a noun, pronoun, comma or *and* before it?"""
        word, tag = self.word(k), self.tag(k)
        before = self._skip_back(k - 1)
        if before < self.low or self._is_modifier(k):
            return False
        previous, following_noun = self.tag(before), self.tag(k + 1) in _INSIDE
        if previous == "JJ" and tag in ("VBD", "VBN") and self._object_begins(k + 1):
            return True  # the general urged the ministers
        if tag == "VBN" and previous == "CC" and not self._object_begins(k + 1) and following_noun:
            return False  # advanced missiles and enhanced radars
        stands_alone = self.word(before) in _RELATIVE or self.word(before) in ("this", "these", "that", "those")
        if self.p.is_possessive(before) or (previous in _NO_SUBJECT and not stands_alone):
            return False
        if tag == "VB" and previous not in ("NNS", "NNPS", "PRP", "WP", "WDT", "CC", "NNP", "NN"):
            return False
        if tag == "VBN" and word.endswith("ed") and previous not in ("NNP", "NNPS", "PRP", ",", "CC", "WDT", "WP"):
            return not self._finite_follows(k + 1)
        return True

    # ------------------------------------------------------------ noun phrases

    def phrase_at(self, k: int) -> Phrase | None:
        """The noun phrase that begins at `k` (marks and adverbs before it are passed over)."""
        while k < self.high and self.word(k) in _MARKS:
            k += 1
        if k >= self.high:
            return None
        if self.word(k) in OBJECT_PRONOUNS and not (self.word(k) == "her" and self.tag(k + 1) in _INSIDE):
            return Phrase(k, k)
        first, head = k, -1
        while k < self.high and self._inside(k, first):
            if self.tag(k) in _NOUNS or self.tag(k) in ("NNPS", "PRP"):
                if head >= 0 and head == k - 1 and self.tag(k) == "NNP" and self.tag(head) == "NNS":
                    break
                head = k
            elif self.tag(k).startswith("JJ") and self.tag(k + 1) not in _INSIDE and head < 0:
                head = k  # the general, the volatile dynamic: an adjective for a noun
            elif self.tag(k) == "VB" and (head < 0 or (self.p.is_possessive(k - 1) and head == k - 1)):
                head = k  # Russia’s resolve
            k += 1
        if head < 0:
            return None
        return Phrase(first + (self.word(first) in ("both", "either") and first < head), head, self._tail(head))

    def _tail(self, head: int) -> tuple[Phrase, ...]:
        if self.word(head + 1) != "of":
            return ()
        found = self.phrase_at(head + 2)
        return (found, *found.tail) if found else ()

    def _inside(self, k: int, first: int) -> bool:
        word, tag = self.word(k), self.tag(k)
        if k in self.verbs:
            return tag == "VB" and self.tag(k - 1) in ("DT", "JJ", "PRP$", "NNP")
        if word in DETERMINERS or tag in ("DT", "PRP$", "PDT"):
            return k == first or self.word(k - 1) in ("both", "all", "of", "half")
        if word in ("and", "or") and self.tag(k - 1).startswith("JJ") and self.tag(k + 1).startswith("JJ"):
            return True  # defensive and offensive capabilities
        if word in PREPOSITIONS or word in SUBORDINATORS or word in PRONOUNS or word in ("and", "or", "but"):
            return False
        if not word[0].isalnum():
            return False
        if tag in _INSIDE or tag == "VB" or (self.p.upper[k] and word[0].isalpha()):
            return not (tag in ("NN", "NNS") and word in TIME and k > first)
        joined = self.tag(k + 1) in _INSIDE or self.tag(k + 1) in ("VBN", "VBG", "VBD")
        return (tag in ("VBN", "VBG", "VBD") or self.p.is_adverb(k)) and joined and word not in AUXILIARIES

    def _core_before(self, k: int) -> Phrase | None:
        """The noun phrase whose head is at `k`."""
        if k < self.low:
            return None
        if self.word(k).split("'")[0] in PRONOUNS or self.word(k) in ("this", "these", "those", "that"):
            return Phrase(k, k)
        if not (self.tag(k) in _NOUNS or self.tag(k) in ("NNPS", "JJ", "VB", "VBG") or self.p.upper[k]):
            return None
        if k in self.verbs:
            return None
        first = k
        while first - 1 >= self.low:
            j = first - 1
            if self.word(j) in DETERMINERS or self.tag(j) in ("DT", "PRP$", "PDT"):
                first = j
                if self.word(j - 1) not in ("both", "all"):
                    break
                continue
            if (self.tag(j) == "NNS" and self.tag(j + 1) in ("NNP", "PRP")) or self.word(j) in TIME:
                break
            if self.word(j) in ("“", '"', "‘") and self.tag(j - 1) in _INSIDE and j - 1 >= self.low:
                break
            if j in self.verbs or not self._inside(j, self.low - 1):
                break
            first = j
        return Phrase(first + (self.word(first) in ("both", "either") and first < k), k, self._tail(k))

    def before(self, k: int) -> tuple[Phrase, ...]:
        """The noun phrase that ends at `k`, seen from a verb after it: several where *and* joins them.

        Appositives and relative clauses between commas are passed over, and so is what prepositions and participles
        hang on the phrase: its head is the leftmost noun.
        """
        k = self._skip_back(k)
        for _ in range(3):
            if self.word(k) not in (",", ")", *DASHES):
                break
            opening = self._opening(k)
            if opening is None:
                return ()
            k = self._skip_back(opening - 1)
        found = self._core_before(k)
        joined: tuple[Phrase, ...] = ()
        for _ in range(8):
            if found is None:
                return ()
            j = self._skip_back(found.first - 1)
            word = self.word(j)
            if word in ("and", "or", "&") or (word == "," and joined):
                other = self._core_before(self._skip_back(j - 2 if self.word(j - 1) == "," else j - 1))
                if other is None or self._clause_before(other.first - 1):
                    break
                joined, found = (found, *joined), other
                continue
            host = self._host(j)
            if host is None:
                break
            joined, found = (), self._core_before(host)
        return (found, *joined) if found else ()

    def _clause_before(self, j: int) -> bool:
        """Is the phrase before *and* the object of a verb, so that *and* joins clauses?"""
        j = self._skip_back(j)
        return (j in self.verbs and self.verbs[j].kind in ("finite", "infinitive")) or self.word(j) in AUXILIARIES

    def _host(self, j: int) -> int | None:
        """The noun on which a phrase hangs that has the word `j` before it, or None."""
        if j <= self.low:
            return None
        word = self.word(j)
        if word in PREPOSITIONS or word == "to":
            back = self._skip_back(j - 1)
            if self.tag(back) in ("VBN", "VBD") and self.tag(back - 1) in _NOUNS and not self._is_finite_verb(back):
                return back - 1
            return back if self._is_head(back) else None
        if j in self.verbs and self.verbs[j].kind in ("ing", "reduced", "infinitive"):
            back = self._skip_back(self.verbs[j].first - 1)
            return back if self._is_head(back) else None
        if self.tag(j) in ("VBG", "NN") and word.endswith("ing") and self._is_head(j - 1):
            return j - 1
        return None

    def _is_finite_verb(self, k: int) -> bool:
        return k in self.verbs and self.verbs[k].kind == "finite" and self.tag(k) == "VBD"

    def _is_head(self, k: int) -> bool:
        return self.low <= k and k not in self.verbs and (self.tag(k) in _NOUNS or self.tag(k) == "NNPS")

    def _opening(self, k: int) -> int | None:
        """The mark that opens what the mark at `k` closes."""
        mark = "(" if self.word(k) == ")" else self.word(k)
        for j in range(k - 1, max(self.low, k - 40), -1):
            if self.word(j) == mark and self._is_head(self._skip_back(j - 1)):
                return j
            if self.word(j) in _HARD:
                return None
        return None

    # ------------------------------------------------------------ who acts

    def agents(self, verb: Verb, depth: int = DEPTH) -> tuple[Phrase, ...]:
        """The subject of `verb`: who acts where it is active, who is acted upon where it is passive."""
        if verb.at not in self._agents:
            self._agents[verb.at] = ()  # no verb is its own subject
            self._agents[verb.at] = self._subject(verb, depth) if depth else ()
        return self._agents[verb.at]

    def _subject(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        k = self._skip_back(verb.first - 1)
        if k < self.low:
            return self._later_subject(verb, depth) if verb.kind == "ing" else ()
        if verb.kind == "infinitive":
            return self._of_governor(k, depth)
        if self.word(k) in ("and", "or", "but", "then"):
            return self._of_verb_before(verb, depth)
        if verb.kind == "ing":
            return self._of_participle(verb, k, depth)
        if self.word(k) in _RELATIVE:
            if self.word(k - 1) == ",":
                k -= 1
            return self.before(k - 1)
        if verb.kind == "reduced" and self.word(k) == ",":
            return self.before(k - 1)
        return self.before(k)

    def _of_verb_before(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        """The subject that `verb` shares with the verb before *and*: the nearest one of its own kind."""
        for k in range(verb.first - 1, self.low - 1, -1):
            if self.word(k) in _HARD:
                return ()
            other = self.verbs.get(k)
            if other and other.kind == verb.kind and other.passive == verb.passive:
                return self.agents(other, depth - 1)
            if other is None and self.word(k) in BE | MODAL and verb.kind == "finite" and k + 1 not in self.verbs:
                return self.before(k - 1)
        return ()

    def _of_participle(self, verb: Verb, k: int, depth: int) -> tuple[Phrase, ...]:
        word = self.word(k)
        if word in ("like", "as", "than", "with"):
            return ()
        if word in (",", *DASHES) or word in _LINKS:
            return self._main_subject(verb.first, depth, verb) or self._later_subject(verb, depth)
        if word in PREPOSITIONS or word == "to" or k in self.verbs:
            return self._of_governor(k if k in self.verbs else self._skip_back(k - 1), depth)
        return self.before(k)

    def main_verb(self, verb: Verb) -> Verb | None:
        """The tensed verb of the clause to which an -ing form after a comma or *while* belongs."""
        close = self.word(self._skip_back(verb.first - 1)) in _LINKS  # may belong to a relative clause
        reports = self.word(verb.at) in verb_forms()  # insists that …, urging: the one who insists also urges
        for k in range(verb.first - 1, self.low - 1, -1):
            other = self.verbs.get(k)
            if self.word(k) in _HARD:
                return None
            if not other or other.kind != "finite":
                continue
            subject = self.agents(other)
            start = self._skip_back(subject[0].first - 1) if subject else other.first - 1
            relative = self.word(self._skip_back(other.first - 1)) in _RELATIVE
            if (close or not relative) and not (reports and self.word(start) == "that"):
                return other
        return None

    def _main_subject(self, before: int, depth: int, verb: Verb | None = None) -> tuple[Phrase, ...]:
        """The subject of the clause that goes on before `before`: of its verb, or of *is* and *are*."""
        main = self.main_verb(verb) if verb else None
        if main:
            return self.agents(main, depth - 1)
        infinitive: Verb | None = None
        for k in range(before - 1, self.low - 1, -1):
            other = self.verbs.get(k)
            if self.word(k) in _HARD:
                break
            if other and other.kind == "finite" and not verb:
                return self.agents(other, depth - 1)
            if other is None and self.word(k) in BE and k + 1 not in self.verbs:
                return self.before(k - 1)
            infinitive = infinitive or (other if other and other.kind == "infinitive" else None)
        return self.agents(infinitive, depth - 1) if infinitive and verb else ()

    def _later_subject(self, verb: Verb, depth: int) -> tuple[Phrase, ...]:
        """The subject of the main clause that follows a participle (*Citing risks, NATO …*)."""
        for k in range(verb.at + 1, self.high):
            if self.word(k) == "," and (found := self.phrase_at(k + 1)):
                after = self._skip(found.head + 1)
                return (found,) if after in self.verbs or self.word(after) in AUXILIARIES else ()
            if k in self.verbs and self.verbs[k].kind == "finite":
                return ()
        return ()

    def _of_governor(self, k: int, depth: int) -> tuple[Phrase, ...]:
        """Who does what depends on the word `k` (*vowed* to resist, *ability* to deploy, urged *NATO* to stop)."""
        if self.word(k) in _QUESTIONS:
            return ()  # a debate about how to support: nobody is named
        if k in self.verbs:
            return self.agents(self.verbs[k], depth - 1)
        if not self._is_head(k):  # an adjective: NATO is likely to
            return self._main_subject(k, depth)
        noun = self._core_before(k)
        while noun and noun.first > self.low and self.word(noun.first - 1) == "of":
            outer = self._core_before(noun.first - 2)
            if outer is None:
                break
            noun = outer
        if noun is None:
            return ()
        j = self._skip_back(noun.first - 1)
        if j in self.verbs and not self.verbs[j].passive:
            if self.word(j) in self.lexicon.object_acts:
                return (noun,)
            if any(self.p.is_possessive(i) or self.tag(i) == "NNP" for i in range(noun.first, k)):
                return (noun,)
            return self.agents(self.verbs[j], depth - 1)
        return (noun,)

    # ------------------------------------------------------------ who is acted upon

    def patients(self, verb: Verb) -> tuple[Phrase, ...]:
        """The object of an active verb: several where *and* joins them, the recipient where something is given."""
        k = self._skip(verb.at + 1)
        if self.word(k) in ("against",):
            return self.joined(k + 1)
        if self.word(k) in ("at", "on", "upon", "into") and self.word(verb.at) in self.lexicon.striking:
            return self.joined(k + 1)
        found = self.joined(k)
        if not found or self.p.words[found[0].first] in TIME:
            return ()
        after = self._skip(found[-1].head + 1)
        clause = (after in self.verbs and self.verbs[after].kind == "finite") or self.word(after) in MODAL
        if clause and self.word(verb.at) in verb_forms():
            return ()
        if self.word(verb.at) in self.lexicon.giving and self.word(after) in ("to", "for"):
            return self.joined(after + 1) or found
        if self.word(after) == "against" or (self.word(after) == "on" and self.word(verb.at) in self.lexicon.striking):
            return (*found, *self.joined(after + 1))
        return found

    def joined(self, k: int) -> tuple[Phrase, ...]:
        """The noun phrase at `k` and those that *and* or commas join to it."""
        found = self.phrase_at(k)
        phrases: list[Phrase] = []
        while found and len(phrases) < 6:
            phrases.append(found)
            end = (found.tail[-1] if found.tail else found).head + 1
            comma = self.word(end) == ","
            if comma and self.word(end + 1) in ("and", "or"):
                end += 1
            if self.word(end) not in ("and", "or", "&"):
                break
            found = self.phrase_at(end + 1)
            after = self._skip(found.head + 1) if found else 0
            if found and (after in self.verbs or self.word(after) in AUXILIARIES):
                break
        return tuple(phrases)

    def by_agent(self, verb: Verb) -> tuple[Phrase, ...] | None:
        """Those whom *by* names after a passive; None where there is no *by*."""
        for k in range(verb.at + 1, min(self.high, verb.at + 14)):
            if self.word(k) == "by" and self.tag(k + 1) != "VBG" and self.word(k + 1) not in TIME:
                return self.joined(k + 1)
            if self.word(k) in ("and", "or") and self._is_passive(k + 1):
                return self.by_agent(self.verbs[k + 1])
            if k in self.verbs or self.word(k) in _HARD or self.word(k) in (",", "and", "but"):
                return None
        return None

    def undergoers(self, verb: Verb) -> tuple[Phrase, ...]:
        """Who is acted upon in a passive: its subject, or what the preposition of its verb leads to (*imposed on*)."""
        after = self._skip(verb.at + 1)
        if self.word(verb.at) in self.lexicon.striking and self.word(after) in ("on", "upon", "against", "at"):
            return (*self.joined(after + 1), *self.agents(verb))
        return self.agents(verb)

    def nouns(self) -> Iterator[int]:
        """The action nouns of the unit that are heads of their phrases."""
        for k in range(self.low, self.high):
            word = self.word(k)
            known = word in self.lexicon.of_acts or word in self.lexicon.of_is_acted_upon
            noun = k not in self.verbs and self.tag(k) in ("NN", "NNS", "NNP", "VBZ", "VB", "VBG")
            if known and noun and (self.tag(k + 1) not in _NOUNS or self.word(k + 1) in TIME):
                yield k

    def head_phrase(self, k: int) -> Phrase:
        """The noun phrase whose head is at `k`, without what *of* hangs on it."""
        found = self._core_before(k)
        return Phrase(found.first, k) if found else Phrase(k, k)

    def attachments(self, k: int) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """The prepositions that follow the noun at `k`, each with its phrases: *encroachment* of X into Y."""
        end = k + 1
        for _ in range(3):
            preposition = self.word(end)
            if preposition not in PREPOSITIONS and preposition != "to":
                return
            phrases = self.joined(end + 1)
            if not phrases:
                return
            yield preposition, phrases
            last = phrases[-1].tail[-1] if phrases[-1].tail else phrases[-1]
            end = last.head + 1

    def governor(self, verb: Verb) -> int | None:
        """The word on which an infinitive or an -ing form depends: *vowed*, *ability*, *risk*, *likely*."""
        if verb.kind not in ("infinitive", "ing"):
            return None
        k = self._skip_back(verb.first - 1)
        if k < self.low or self.word(k) in (",", *DASHES):
            return None
        if verb.kind == "ing":
            if self.word(k) == "without":
                return k
            if k in self.verbs:
                return k
            if self.word(k) not in PREPOSITIONS and self.word(k) != "to":
                return None
            k = self._skip_back(k - 1)
            if self._is_head(k) and (found := self._core_before(k)):  # accused the alliance of threatening
                j = self._skip_back(found.first - 1)
                if j in self.verbs and self.word(j) in self.lexicon.object_acts:
                    return j
            return k if k >= self.low else None
        if k in self.verbs or self.word(k) in self.lexicon.factuality or not self._is_head(k):
            return k
        found = self._core_before(k)  # urging NATO to reconsider; uses force to deter
        j = self._skip_back(found.first - 1) if found else -1
        return j if j in self.verbs and self.word(j) in self.lexicon.object_acts else k
