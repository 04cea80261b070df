"""Which words of a unit are verbs, and in which form: the tagger knows nine in ten, the rules here know more."""

from functools import lru_cache

from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import INSIDE, MARKS, NOUNS, RELATIVE, Verb, Words
from newsloupe.grammar.verb_lexicon import VerbWords
from newsloupe.grammar.word_sets import (
    AUXILIARIES,
    BE,
    CHANNELS,
    DASHES,
    DO,
    HAVE,
    MODAL,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    TIME,
)

SHORT = frozenset("if unless when once until as though although where".split())  # if asked, as planned
_NEVER_VERBS = AUXILIARIES | PREPOSITIONS
_NO_SUBJECTS = PREPOSITIONS | {""}  # "": before the unit
_BE_OR_GET = BE | frozenset("get gets got getting gotten".split())
_VERBAL = frozenset("VB NN JJ RB".split())  # tags of verbs, and of words that the tagger may take for something else
_AMOUNTS = frozenset("majority margin half third quarter percent points".split())
_POINTING = frozenset(
    """that this these those all both some many most others few another each neither one third fourth
    fifth quarter chief""".split()
)
_NO_VERBS = frozenset("according following given owing depending compared".split())
_NO_GERUNDS = frozenset("thing nothing something anything everything morning evening king string wing ceiling".split())
_BEFORE_INVERSION = frozenset(', and but or nor how why what when where that never : — – “ "'.split())
_DESCRIBING = frozenset(
    """leading ruling governing opposing outgoing incoming remaining existing growing pending surviving
    reigning visiting neighboring neighbouring competing defending founding sitting acting""".split()
)
_MAKES_VERBS = AUXILIARIES | RELATIVE | MARKS | {"to"}  # before a word that is a noun elsewhere
_BEFORE_BARE = frozenset(
    """that help helps helped helping let lets letting make makes made making see sees saw seen seeing hear hears heard
    hearing watch watches watched watching feel felt""".split()
)  # let the union strike, asked that the union strike
_NO_SUBJECT = frozenset("DT PRP$ JJ IN CD VBN VBG VB TO : (".split())


def _takes_infinitive(word: str) -> bool:
    """*Hopes* to, not *states* to."""
    return any("infinitive" in reporter.takes for reporter, _ in verb_forms().get(word, ()))


@lru_cache(maxsize=1)
def saying_that() -> frozenset[str]:
    """Forms of verbs after which a clause may begin (*says closing banks would help*)."""
    saying = ((form, verb) for form, verbs in verb_forms().items() for verb, _ in verbs)
    return frozenset(form for form, verb in saying if "clause" in verb.takes and not verb.tail)


class Places(Words):
    """Questions about the place of one word."""

    def shares(self, k: int) -> str:
        """The kind of the verb whose *to* or *could* a bare verb after *and* shares; else ``""``."""
        earlier = next((self.verbs[j] for j in range(k - 1, self.low - 1, -1) if j in self.verbs), None)
        if earlier is None or self.word(k) in verb_forms():
            return ""
        modal = any(self.word(j) in MODAL for j in range(earlier.first, earlier.at))
        return earlier.kind if earlier.kind == "infinitive" or modal else ""

    def _opens_comparison(self, k: int) -> bool:
        """*Compared to*, *according to*, and no verb."""
        return not (self.word(k) == "compared" and self.object_begins(k + 1))

    def is_passive(self, k: int) -> bool:
        return k in self.verbs and self.verbs[k].passive

    def is_gerund(self, k: int) -> bool:
        """An -ing form with an object after a preposition or a noun, whatever the tagger takes it for."""
        word, before = self.word(k), self.word(k - 1)
        if not word.endswith("ing") or word in _NO_GERUNDS or word in TIME or len(word) < 6:
            return False
        follows = self.tag(k + 1) in ("DT", "PRP$") or self.word(k + 1) in OBJECT_PRONOUNS
        if self.p.is_possessive(k - 1) and self.tag(k + 1) in ("NNP", "NNPS"):
            return self.tag(k + 2) not in NOUNS and word not in _DESCRIBING  # Ann's joining Acme
        if before in (",", "and", *DASHES):
            return follows
        if before in PREPOSITIONS or before == "to":
            return follows or (self.tag(k) != "JJ" and self.tag(k + 1) in ("NNP", "NNPS"))
        return follows and self.tag(k - 1) in ("NNS", "NNP", "NNPS", "NN") and not self.p.is_possessive(k - 1)

    def inverted(self, k: int) -> str:
        """The auxiliary before the subject of the verb at `k` (*can the union stop it*, *why did France leave*)."""
        tag = self.tag(k)
        base = tag in ("VB", "VBP") or (tag == "NN" and self.object_begins(k + 1))
        if not (base or tag in ("VBN", "VBD", "VBG")):
            return ""
        end = j = self.skip_back(k - 1)
        while j > self.low and j not in self.verbs and (self.tag(j) in INSIDE or self.tag(j) in ("DT", "PRP", "PRP$")):
            j -= 1
        opens = (
            j == self.low or self.word(j - 1) in _BEFORE_INVERSION or (j - 1 == self.low and self.word(j - 1) == "-")
        )
        auxiliary = self.word(j)
        if j == end or not opens or auxiliary not in AUXILIARIES:
            return ""
        if base:
            return auxiliary if auxiliary in MODAL or auxiliary in DO else ""
        asks = self.word(self.high - 1) == "?" or self.word(self.high - 2) == "?"
        return auxiliary if asks and (auxiliary in BE or (auxiliary in HAVE and tag != "VBG")) else ""

    def is_modifier(self, k: int) -> bool:
        """Is a participle part of a noun phrase (*escalating tensions*, *a perceived threat*)?"""
        previous, following = self.tag(k - 1), self.tag(k + 1)
        if self._is_no_verb(k):
            return True
        if following not in INSIDE:
            possessed = self.p.is_possessive(k - 1) and self.tag(k) == "VBG" and not self.object_begins(k + 1)
            return previous in ("DT", "PRP$") or possessed
        if previous == "," and self.tag(k - 2) == "JJ":
            return True  # rapid, destabilizing conflicts
        if previous in ("DT", "PRP$", "JJ", "POS", "CD") or (k > self.low and self.p.is_possessive(k - 1)):
            return True
        return self.word(k - 1) in ("amid", "with", "despite", "between", "including", "amidst")

    def _is_no_verb(self, k: int) -> bool:
        """A participle that is a noun or an adjective by what stands before it: *a public hearing*, *under
        questioning*, *more detailed*, *cited disparaging remarks*."""
        word, tag = self.word(k - 1), self.tag(k)
        if not self.word(k).endswith("ing"):
            return (tag == "VBN" and word in ("more", "very")) or (tag == "VB" and self._is_second_noun(k))
        if tag == "VBG" and k - 1 in self.verbs and not self.is_headline:
            takes = word in self.lexicon.takes_ing or word in saying_that()
            return not takes and self.tag(k + 1) in ("NN", "NNS", "JJ")
        j = k - 1
        while self.tag(j) == "JJ":
            j -= 1
        determined = j < k - 1 and self.tag(j) in ("DT", "PRP$")
        return (determined or word in ("under", "amid", "during")) and not self.object_begins(k + 1)

    def _is_second_noun(self, k: int) -> bool:
        """*A conference call with voters*: no verb agrees with the noun before it, and nothing follows that only a verb
        takes."""
        word = self.word(k)
        if (
            self.tag(k - 1) != "NN"
            or self.p.upper[k - 1]
            or not (word in self.lexicon.verb_or_noun or word in verb_forms())
        ):
            return False
        j = k - 1
        while self.tag(j) in INSIDE or self.tag(j) in ("DT", "PRP$"):
            j -= 1
        if self.word(j) in _BEFORE_BARE or self.word(j) in AUXILIARIES or self.word(k + 1) in ("that", "by"):
            return False
        past = any("pa" in form for _, form in verb_forms().get(word, ()))  # the letter read
        return not past and not self.object_begins(k + 1) and self.tag(k + 1) not in ("TO", "VB", "JJ")

    def _only_comma(self, k: int) -> bool:
        """Is `k` a comma that closes nothing which another one opens?"""
        return self.word(k) == "," and all(self.word(j) != "," for j in range(max(self.low, k - 15), k))

    def has_place_for_subject(self, k: int) -> bool:
        """Can the tensed verb at `k` have a subject: is there a noun, pronoun, comma or *and* before it?"""
        word, tag = self.word(k), self.tag(k)
        before = self.skip_back(k - 1)
        if before < self.low or self.is_modifier(k):
            return False
        previous, following_noun = self.tag(before), self.tag(k + 1) in INSIDE
        says = tag in ("VBD", "VBZ") and word in verb_forms()
        if previous == "JJ" and ((tag in ("VBD", "VBN") and self.object_begins(k + 1)) or says):
            return True  # the general urged the ministers, her brief said that
        listed = (tag == "VBN" and previous == "CC") or (tag in ("VBN", "VBD") and self._only_comma(before))
        if listed and following_noun and not self.object_begins(k + 1):
            return False  # advanced missiles and enhanced radars
        stands_alone = self.word(before) in RELATIVE or self.word(before) in ("this", "these", "that", "those")
        year = previous == "CD" and self.word(before - 1) in ("in", "since", "of")  # a group of doctors in 2015 sent
        if self.p.is_possessive(before) or (previous in _NO_SUBJECT and not stands_alone and not year):
            return False
        if tag == "VB" and not stands_alone and previous not in ("NNS", "NNPS", "PRP", "WP", "WDT", "CC", "NNP", "NN"):
            return False
        if tag == "VBN" and word.endswith("ed") and previous not in ("NNP", "NNPS", "PRP", ",", "CC", "WDT", "WP"):
            return not self.finite_follows(k + 1)
        return True

    def reports(self, k: int) -> bool:
        """Is a form of a reporting verb outside quotation marks a verb at `k`? What stands before it tells."""
        word, tag, p = self.word(k), self.tag(k), self.p
        if word not in verb_forms() or p.quote[k] >= 0 or self._is_no_verb(k):
            return False
        if p.upper[k] and k > self.low and not self.is_headline and self.word(k - 1) not in (".", ":", '"'):
            return False  # the Post, the United States
        if word.endswith("ing"):
            leads = tag == "JJ" and (self.tag(k + 1) in ("TO", "DT") or self.word(k + 1) == "that")
            return (tag in ("VBG", "NN") or leads) and self.tag(k - 1) != "DT"
        before = self.skip_back(k - 1)
        after_quotation = k > self.low and p.quote[k - 1] >= 0
        past = any("pa" in form for _, form in verb_forms()[word])
        if not tag.startswith("V"):
            return self._agrees(k, before, past)
        if after_quotation or self.word(before) in _POINTING:
            return True
        previous = self.tag(before)
        if past:
            described = previous in ("CD", "JJ", "POS", "VBN") or p.is_possessive(before)
            return previous not in ("DT", "PRP$") and not (described and self.tag(k + 1) in ("NN", "NNS", "JJ"))
        if previous in ("DT", "PRP$", "JJ", "JJR", "JJS", "POS", "VBN") or (
            before >= self.low and p.is_possessive(before)
        ):
            return previous == "VBN" and self.word(before - 1) in _POINTING  # those surveyed say
        return self.word(before) not in _NO_SUBJECTS

    def _agrees(self, k: int, before: int, past: bool) -> bool:
        """A verb that the tagger took for a noun or an adjective: *he jokes*, *the records show*, *Lee preferred*."""
        word, previous, tag = self.word(before), self.tag(before), self.tag(k)
        if before < self.low or self.p.is_possessive(before) or self.tag(k + 1) in ("VBD", "VBZ", "VBP", "MD"):
            return False
        if past:
            return previous in ("NNP", "PRP")
        if tag == "NNS":
            return previous == "NNP" or word in ("he", "she", "it", "who") or (word == "," and self.tag(k + 1) == "TO")
        plural = previous in ("NNS", "NNPS") or word in ("they", "we", "i", "you", "who")
        return plural and (tag == "NN" or (tag == "RB" and self.object_begins(k + 1)))


class Unit(Places):
    """The words of one unit of a text, and which of them are verbs."""

    def __init__(self, p: Parsed, low: int, high: int, lexicon: VerbWords) -> None:
        super().__init__(p, low, high, lexicon)
        for k, (word, tag) in enumerate(zip(p.words[low:high], self._tags, strict=True), low):
            name = tag in ("NNP", "NNPS") and p.upper[k] and not self.is_headline and not word.endswith("ing")
            possible = tag[:2] in _VERBAL and not name and word not in _NEVER_VERBS and word[0].isalpha()
            if possible and not self._stays_noun(k, word, tag) and (verb := self._read(k)) is not None:
                self.verbs[k] = verb

    def _stays_noun(self, k: int, word: str, tag: str) -> bool:
        """Is the word no verb elsewhere, and nothing before or after it makes it one here? True of most nouns, which
        need no further reading."""
        if tag[0] == "V" or word in self.lexicon.verb_or_noun or word in verb_forms() or word.endswith("ing"):
            return False
        before = self.word(k - 1)
        if before in _MAKES_VERBS or "'" in before or self.p.is_adverb(k - 1):
            return False
        return tag[0] != "N" or not (self.object_begins(k + 1) or self.word(k + 1) in ("that", "how"))

    def _read(self, k: int) -> Verb | None:
        """The verb at `k`, or None where the word is no verb here."""
        if "'" in self.word(k) or (self.word(k) in _NO_VERBS and self._opens_comparison(k)):
            return None
        first = k
        while first - 1 >= self.low and self.in_group(first - 1):
            first -= 1
        contracted = first > self.low and self.is_contracted(first - 1)  # they’ve been fortifying
        helped = contracted or not AUXILIARIES.isdisjoint(self.p.words[first:k])
        before = self.skip_back(k - 1) if not helped else k - 1
        infinitive = not helped and self.word(before) == "to"
        if not helped and (found := self._out_of_place(k, first, before, infinitive)) is not None:
            return found
        if not (self.tag(k).startswith("VB") or self._verb_in_disguise(k, before, helped, infinitive)):
            return None
        if helped and self.word(first) in ("be", "have") and self.word(first - 1) == "to":
            return self._in_group(k, first - 1, first, contracted, infinitive=True)
        if helped or infinitive:
            return self._in_group(k, before if infinitive else first, first, contracted, infinitive)
        return self._alone(k, first, before)

    def _out_of_place(self, k: int, first: int, before: int, infinitive: bool) -> Verb | None:
        """A verb that its place shows, whatever the tagger says: *Urging* them, *can* they *help*, if *asked*."""
        ing = self.word(k).endswith("ing")
        if k == self.low and ing and self.word(k) not in _NO_GERUNDS and self.object_begins(k + 1):
            return Verb(k, k, "ing", False)
        if k == self.low and self.word(k) == "asked":
            return Verb(k, k, "reduced", True)  # Asked whether …, X said
        if ing and self.is_gerund(k):
            return Verb(first, k, "ing", False)
        if not infinitive and (auxiliary := self.inverted(k)):
            return Verb(k, k, "finite", auxiliary in BE and not ing)
        short = before == k - 1 and self.word(before) in SHORT and self.tag(k) in ("VBN", "VBD")
        return Verb(k, k, "reduced", True) if short and not self.object_begins(k + 1) else None

    def _in_group(self, k: int, start: int, first: int, contracted: bool, infinitive: bool) -> Verb | None:
        """A verb after auxiliaries or *to*."""
        word, tag = self.word(k), self.tag(k)
        if infinitive and first == k and not self._may_be_infinitive(k, tag):
            return None
        are = contracted and self.word(first - 1).endswith("'re")
        be = are or not _BE_OR_GET.isdisjoint(self.p.words[first:k])
        participle = tag in ("VBN", "VBD") or word.endswith("ed") or word in self.lexicon.participles
        passive = be and participle and not word.endswith("ing")
        if be and not passive and not word.endswith("ing"):
            return None  # is target of: a noun or an adjective
        return Verb(start, k, "infinitive" if infinitive else "finite", passive and word not in self.lexicon.adjectives)

    def _alone(self, k: int, first: int, before: int) -> Verb | None:
        """A verb without auxiliaries."""
        word, tag, joined = self.word(k), self.tag(k), self.word(before) in ("and", "or")
        if word.endswith("ing") and (tag in ("VBG", "NN") or word in verb_forms()):
            verbal = (tag != "NN" and not self.is_modifier(k)) or self.reports(k)
            return Verb(first, k, "ing", False) if verbal else None
        if tag in ("VBN", "VBD"):
            shared = joined and self.is_passive(before - 1)  # was seized and occupied
            if self._has_agent(k):
                return Verb(k, k, "finite" if shared else "reduced", True)
            if before == k - 1 and self._only_describes(k):
                return Verb(k, k, "reduced", True)
            if shared:
                return Verb(k, k, "finite", True)
        if tag in ("VB", "NN") and joined and self.shares(k) == "infinitive":
            return Verb(k, k, "infinitive", False)
        placed = "-" not in word and (self.has_place_for_subject(k) or self.reports(k))
        return Verb(first, k, "finite", False) if placed else None

    def _has_agent(self, k: int) -> bool:
        """Says *by* after the participle at `k` who did it, and not how or by how much?"""
        by = self.skip(k + 1)
        if self.word(by) != "by" or self.word(by + 1) in CHANNELS or self.is_modifier(k) or self._tells_means(k, by):
            return False
        amounts = (self.tag(j) in ("CD", "$") or self.word(j) in _AMOUNTS for j in range(by + 1, by + 5))
        return not any(amounts)  # grew by 2%

    def _only_describes(self, k: int) -> bool:
        """*The envoys expelled from the capital flew home*: a verb that needs an object and has none."""
        word, after = self.word(k), self.word(k + 1)
        if word not in self.lexicon.needs_object or word in verb_forms() or self.is_modifier(k):
            return False
        leads = after in PREPOSITIONS and after not in ("on", "upon", "at", "into", "by")
        return leads and self.tag(k - 1) in ("NN", "NNS", "NNP", "NNPS") and self.finite_follows(k + 1)

    def _tells_means(self, k: int, by: int) -> bool:
        """*She answered by closing the door*: the tensed verb of its clause, and *by* tells how."""
        after = self.skip(by + 1)
        alone = not any(verb.kind == "finite" for verb in self.verbs.values())
        return (
            self.tag(after) == "VBG"
            and self.word(after) not in TIME
            and (
                self.has_place_for_subject(k)
                and (alone or self.word(self.skip_back(k - 1)) in ("and", "but"))
                and not self.finite_follows(after)
            )
        )

    def _may_be_infinitive(self, k: int, tag: str) -> bool:
        known = self.word(k) in self.lexicon.verb_or_noun
        wanted = self.word(k - 1) == "to" and self.word(k - 2) in self.lexicon.leading
        known = known or (self.word(k) in verb_forms() and self.tag(k + 1)[:2] in ("IN", "TO", "JJ", "NN"))
        return tag in ("VB", "VBP") or self.object_begins(k + 1) or ((known or wanted) and tag in ("NN", "RB"))

    def _verb_in_disguise(self, k: int, before: int, helped: bool, infinitive: bool) -> bool:
        """A verb that the tagger took for a noun: after *to* or *could*, or between a subject and an object."""
        word, tag = self.word(k), self.tag(k)
        known = word in self.lexicon.verb_or_noun or word in verb_forms()
        nominal = ("NN", "NNS", "JJ", "NNP", "NNPS", *(("RB",) if known else ()))
        if tag not in nominal or "-" in word or (self.p.upper[k] and not self.is_headline):
            return False
        if helped:
            if word.endswith("ing") and self.word(self.skip_back(before)) in BE | {"be"}:
                return self.object_begins(k + 1) or self.reports(k)  # is cleaning the boats, was hearing from them
            if self.word(self.skip_back(before)) in HAVE and word in verb_forms():
                return any("part" in form for _, form in verb_forms()[word])  # has cast
            would = self.is_contracted(before) and self.word(before).endswith(("'d", "'ll"))
            return would or self.word(before) in MODAL or self.word(self.skip_back(before)) in MODAL or self.did(before)
        if infinitive:
            wanted = self.word(self.skip_back(before - 1)) in self.lexicon.leading and tag == "NN"  # wants to cap wages
            return self.object_begins(k + 1) or wanted or (known and tag != "NNS")
        return self.reports(k) or self._between_phrases(k, before, known)

    def _between_phrases(self, k: int, before: int, known: bool) -> bool:
        """Stands a word that may be a noun between a subject and an object? `known`: it is a verb elsewhere."""
        if self.word(before) in RELATIVE and self.tag(before) in ("WDT", "WP", "IN"):
            relative = self._after_relative(k, before)
            if relative is not None:
                return relative
        if self.word(before) in ("and", "or") and known and self.tag(k + 1) in INSIDE and self.shares(k):
            return True
        subject = self.tag(before) in ("NN", "NNP", "NNS", "NNPS", "PRP") and not self.p.is_possessive(before)
        subject = subject or self.word(before) in ("this", "it")
        also = before < k - 1 or self.word(before) in ("and", "but", "or")  # not only …s but also …s
        if not (subject or also or self.word(before) == ",") or not self._fits_number(k, before):
            return False
        return self.word(k) not in TIME and self._leads_on(k, before, known, subject, also)

    def _after_relative(self, k: int, before: int) -> bool | None:
        """Is what follows *who*, *which* or *that* its verb? None if that does not tell."""
        if self.tag(k) == "NNS":
            goes_on = self.skip(k + 1)  # said that moves by the union …; that voters still want
            after = self.word(goes_on)
            verb = self.tag(goes_on).startswith("VB") or after in AUXILIARIES or after in verb_forms()
            return self.word(k + 1) not in ("by", "of") and not verb
        measured = self.tag(before - 1) == "NNS" and self.tag(k + 1) in INSIDE  # measures that exacerbate mistrust
        return True if self.tag(k) in ("NN", "JJ") and measured else None

    def _fits_number(self, k: int, before: int) -> bool:
        """A verb with *s* after a singular, one without after a plural; in headlines and after marks either."""
        previous, following = self.tag(before), self.tag(k + 1)
        unknown = previous not in NOUNS and following in ("TO", "DT", "PRP$", "NNP")  # after a comma or a dash
        plural = previous in ("NNS", "NNPS") and self.word(before - 1) not in ("a", "an")  # a media request
        return self.word(k).endswith("s") != plural or self.is_headline or unknown

    def _leads_on(self, k: int, before: int, known: bool, subject: bool, also: bool) -> bool:
        """Does something follow that a verb takes and a noun does not?"""
        word, tag, following = self.word(k), self.tag(k), self.tag(k + 1)
        determined = following in ("DT", "PRP$") or self.word(k + 1) in ("that", "how")
        if determined and (tag == "NNS" or known):
            return True
        if following == "TO" and self.word(before - 1) == "of":
            return False  # the use of army trucks to …
        if not known or (self.finite_follows(k + 1) and word not in verb_forms()):
            return False
        to = following == "TO" and (tag != "NNS" or word in self.lexicon.leading or _takes_infinitive(word))
        leads = following in ("NNS", "MD") or (to and (subject or tag != "NNS"))
        return self.object_begins(k + 1) or leads or (also and following == "JJ")
