"""Where in its unit a verb can stand, and what only looks like a place for one."""

from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import INSIDE, RELATIVE, Words
from newsloupe.grammar.word_sets import AUXILIARIES, BE, DASHES, DO, HAVE, MODAL, OBJECT_PRONOUNS, PREPOSITIONS, TIME

_NO_GERUNDS = frozenset("thing nothing something anything everything morning evening king string wing ceiling".split())
_BEFORE_INVERSION = frozenset(', and but or nor how why what when where that never : — – “ "'.split())
_NO_SUBJECT = frozenset("DT PRP$ JJ IN CD VBN VBG VB TO : (".split())


class Places(Words):
    """Questions about the place of one word."""

    def shares(self, k: int) -> str:
        """The kind of the verb whose *to* or *could* a bare verb after *and* shares; else ``""``."""
        earlier = next((self.verbs[j] for j in range(k - 1, self.low - 1, -1) if j in self.verbs), None)
        if earlier is None or self.word(k) in verb_forms():
            return ""
        modal = any(self.word(j) in MODAL for j in range(earlier.first, earlier.at))
        return earlier.kind if earlier.kind == "infinitive" or modal else ""

    def is_passive(self, k: int) -> bool:
        return k in self.verbs and self.verbs[k].passive

    def is_gerund(self, k: int) -> bool:
        """An -ing form with an object after a preposition or a noun, whatever the tagger takes it for."""
        word, before = self.word(k), self.word(k - 1)
        if not word.endswith("ing") or word in _NO_GERUNDS or word in TIME or len(word) < 6:
            return False
        follows = self.tag(k + 1) in ("DT", "PRP$") or self.word(k + 1) in OBJECT_PRONOUNS
        if before in (",", "and", *DASHES):
            return follows
        if before in PREPOSITIONS or before == "to":
            return follows or (self.tag(k) != "JJ" and self.tag(k + 1) in ("NNP", "NNPS"))
        return follows and self.tag(k - 1) in ("NNS", "NNP", "NNPS", "NN") and not self.p.is_possessive(k - 1)

    def inverted(self, k: int) -> str:
        """The auxiliary before the subject of the verb at `k` (*can the union stop it*, *why did France leave*)."""
        tag, j = self.tag(k), self.skip_back(k - 1)
        base = tag in ("VB", "VBP") or (tag == "NN" and self.object_begins(k + 1))
        if not (base or tag in ("VBN", "VBD", "VBG")):
            return ""
        end = j
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
        if following not in INSIDE:
            possessed = self.p.is_possessive(k - 1) and self.tag(k) == "VBG" and not self.object_begins(k + 1)
            return previous in ("DT", "PRP$") or possessed
        if previous == "," and self.tag(k - 2) == "JJ":
            return True  # rapid, destabilizing conflicts
        if previous in ("DT", "PRP$", "JJ", "POS", "CD") or (k > self.low and self.p.is_possessive(k - 1)):
            return True
        return self.word(k - 1) in ("amid", "with", "despite", "between", "including", "amidst")

    def has_place_for_subject(self, k: int) -> bool:
        """Can the tensed verb at `k` have a subject: is there a noun, pronoun, comma or *and* before it?"""
        word, tag = self.word(k), self.tag(k)
        before = self.skip_back(k - 1)
        if before < self.low or self.is_modifier(k):
            return False
        previous, following_noun = self.tag(before), self.tag(k + 1) in INSIDE
        if previous == "JJ" and tag in ("VBD", "VBN") and self.object_begins(k + 1):
            return True  # the general urged the ministers
        if tag == "VBN" and previous == "CC" and not self.object_begins(k + 1) and following_noun:
            return False  # advanced missiles and enhanced radars
        stands_alone = self.word(before) in RELATIVE or self.word(before) in ("this", "these", "that", "those")
        if self.p.is_possessive(before) or (previous in _NO_SUBJECT and not stands_alone):
            return False
        if tag == "VB" and not stands_alone and previous not in ("NNS", "NNPS", "PRP", "WP", "WDT", "CC", "NNP", "NN"):
            return False
        if tag == "VBN" and word.endswith("ed") and previous not in ("NNP", "NNPS", "PRP", ",", "CC", "WDT", "WP"):
            return not self.finite_follows(k + 1)
        return True
