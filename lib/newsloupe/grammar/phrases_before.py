"""The noun phrase that ends at a place, seen from a verb after it, over all that may stand between the two."""

from collections.abc import Iterator

from newsloupe.grammar.noun_phrases import ANYTHING, DESCRIBING, Phrase, Phrases
from newsloupe.grammar.parsed import Range
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.unit import NOUNS
from newsloupe.grammar.verbs import saying_that
from newsloupe.grammar.word_sets import (
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    STANDING_ALONE,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME,
)

_BEFORE_LISTS = frozenset(", ; : - – — -- and but that which while because both".split())
_LEADING_IN = PREPOSITIONS | SUBORDINATORS
_ASIDES = frozenset("meanwhile however though too for example instance of course in turn".split())


class PhrasesBefore(Phrases):
    """The noun phrases of one unit, seen from a verb after them."""

    def before(self, k: int, relative: bool = False) -> tuple[Phrase, ...]:
        """The outermost noun phrase that ends at `k`: several where *and* joins them, none where a gerund acts."""
        found: tuple[Phrase, ...] = ()
        for each in self.outwards(k, relative):
            found = each
        return found

    def outwards(self, k: int, relative: bool = False) -> Iterator[tuple[Phrase, ...]]:
        """The noun phrase that ends at `k`, and then each on which it hangs, by a preposition or a participle; each
        with those that *and* joins to it.

        Appositives and relative clauses between commas are passed over (the first is kept as `Phrase.apposition`).
        (Before `relative` pronouns not over participles: in *accused of firing workers who* it is the workers.)
        """
        unit = self.unit
        k, apposition = self._over_asides(self._over_time(unit.skip_back(k)))
        last = unit.verbs.get(k)  # its refusal to talk has …
        hangs = last is not None and last.kind != "finite" and not relative
        start = self._host(k if last and last.kind != "infinitive" else last.first) if last and hangs else k
        found = self.core_before(start) if start is not None else None
        joined: tuple[Phrase, ...] = ()
        for _ in range(8):
            if found is None:
                yield ()
                return
            j = unit.skip_back(found.first - 1)
            if unit.word(j) in ("and", "or", "nor", "&") or (unit.word(j) == "," and joined):
                other = self._joined_before(j, found)
                if other is not None:
                    joined, found = (found, *joined), other
                    continue
            yield (found._replace(apposition=apposition) if apposition else found, *joined)
            told = j in unit.verbs and unit.verbs[j].kind == "ing" and unit.word(j) in saying_that()
            host = None if told or (relative and (j in unit.verbs or j - 1 in unit.verbs)) else self._host(j)
            if host is None:
                if not told and self._opens_clause(j, found):
                    yield ()  # raising the tax could …: no noun acts
                return
            joined, found, apposition = (), self.core_before(host), None

    def _joined_before(self, j: int, found: Phrase) -> Phrase | None:
        """The phrase that *and* or a comma at `j` joins to `found`; None where it joins clauses."""
        unit = self.unit
        other = self.core_before(unit.skip_back(j - 2 if unit.word(j - 1) == "," else j - 1))
        if other is None or (unit.word(j) != "or" and self._clause_before(other.first - 1)):
            return None
        alone = unit.word(found.head) in SUBJECT_PRONOUNS  # begins a clause
        if unit.word(found.head) == "i" and unit.word(j - 1) != ",":
            alone = unit.word(other.first - 1) in PREPOSITIONS or other.first - 1 in unit.verbs  # my aunt and I
        return None if alone else other

    def _over_time(self, k: int) -> int:
        unit = self.unit
        while k > unit.low and (self.is_time(k) or unit.word(k) in ("best", "better")):
            k = unit.skip_back(k - 1)
            k -= unit.word(k) in ("on", "in", "this", "last", "next") and unit.word(k + 1) in TIME
        return unit.skip_back(k)

    def is_time(self, k: int) -> bool:
        """A word of time, and none in a name such as *USA Today*."""
        return self.word(k) in TIME and not (self.unit.p.upper[k] and self.unit.p.upper[k - 1])

    def _over_asides(self, k: int) -> tuple[int, Phrase | None]:
        """Back over what stands between commas, dashes or in brackets; the noun phrase that opens it."""
        apposition: Phrase | None = None
        for _ in range(3):
            if self.word(k) not in (",", ")", *DASHES):
                break
            opening = self._opening(k)
            if opening is None:
                return -1, None
            apposition = self._apposition(opening + 1) or apposition
            k = self.unit.skip_back(opening - 1)
        return k, apposition

    def _apposition(self, k: int) -> Phrase | None:
        """The noun phrase without a verb that begins at `k`."""
        found = self.phrase_at(k)
        return found if found and found.first == k and k not in self.unit.verbs else None

    def _clause_before(self, j: int) -> bool:
        """Is the phrase before *and* the object of a verb, so that *and* joins clauses?"""
        j = self.unit.skip_back(j)
        governs = j in self.unit.verbs and self.unit.verbs[j].kind in ("finite", "infinitive")
        return governs or self.word(j) in AUXILIARIES

    def _host(self, j: int) -> int | None:
        """The noun on which a phrase hangs that has the word `j` before it, or None."""
        if j <= self.unit.low:
            return None
        word = self.word(j)
        if word in PREPOSITIONS or word == "to":
            return self._host_of_preposition(j, word)
        if j in self.unit.verbs and self.unit.verbs[j].kind in ("ing", "reduced", "infinitive"):
            back = self.unit.skip_back(self.unit.verbs[j].first - 1)
            if self.word(back) in TIME:
                return None
            if self._is_participle(back) and self.unit.verbs[j].passive and self.is_head(back - 1):
                return back - 1  # a bridge meant to be raised by the crew
            return back if self.is_head(back) else self._host(back) if self.word(back) in PREPOSITIONS else None
        if self.tag(j) in ("VBG", "NN") and word.endswith("ing") and word not in ANYTHING and self.is_head(j - 1):
            return j - 1
        return None

    def _host_of_preposition(self, j: int, word: str) -> int | None:
        back = self.unit.skip_back(j - 1)
        if word != "of" and self.word(back) in TIME:
            before = self._over_time(back)  # a poll released on Monday by the union
            back = back if self.tag(before) in ("DT", "PRP$", "JJ", "CD") or before <= self.unit.low else before
        if self.word(back) in OBJECT_PRONOUNS and back - 1 in self.unit.verbs:
            return self._host(back - 1)  # remarks about taking it by force
        if word == "by" and self.tag(back) == "RP":
            back -= 1  # steps set out by the union
        verb = self.unit.verbs.get(back)
        if verb and verb.passive and verb.kind == "infinitive":
            return self._host(back)  # the work to be done by the union
        noun = back - 1 - (self.word(back - 1) == "being")
        if self._is_participle(back) and self.tag(noun) in NOUNS:
            return noun
        if self.word(back) in DESCRIBING and self.is_head(back - 1):
            return back - 1  # experts close to NATO
        return back if self.is_head(back) else None

    def _opens_clause(self, j: int, found: Phrase) -> bool:
        """Is `j` a gerund with `found` as its object, and with which a clause begins?"""
        verb = self.unit.verbs.get(j)
        reports = self.word(j) in verb_forms() or self.word(found.first) in SUBJECT_PRONOUNS
        if verb is None or verb.kind != "ing" or reports:
            return False
        return j - 1 < self.unit.low or self.word(j - 1) in ("that", ",", ":", *DASHES)

    def _is_participle(self, k: int) -> bool:
        return self.tag(k) in ("VBN", "VBD") and not self._is_finite_verb(k)

    def _is_finite_verb(self, k: int) -> bool:
        return k in self.unit.verbs and self.unit.verbs[k].kind == "finite" and self.tag(k) == "VBD"

    def _opening(self, k: int) -> int | None:
        """The mark that opens what the mark at `k` closes, a description and no clause of its own."""
        unit = self.unit
        mark = "(" if unit.word(k) == ")" else unit.word(k)
        if mark == "," and (lists := self._listing_comma(k)) is not None:
            return lists
        for j in range(k - 1, max(unit.low, k - 40), -1):
            if unit.word(j + 1) in ("and", "or", "but") and mark == ",":
                continue
            if unit.word(j) == mark and self.is_head(unit.skip_back(j - 1)):
                return None if mark == "," and self._is_clause(j + 1, k) else j
            if unit.stops(j) and mark != "(":
                return None
        return None

    def _is_clause(self, first: int, end: int) -> bool:
        """Has what stands there a tensed verb, with no relative pronoun or *while* before it?"""
        unit = self.unit
        if unit.word(end - 1) in verb_forms() and (end - 1 in unit.verbs or unit.tag(end - 1) in ("VBD", "VBZ")):
            return False  # the museum, he said, celebrated
        opens = next((k for k in range(first, end) if unit.word(k) in SUBORDINATORS), end)
        return any(unit.tag(k) in ("VBD", "VBZ", "VBP", "MD") for k in range(first + 1, opens))

    # ------------------------------------------------------------ one phrase with its descriptions

    def described(self, j: int) -> Range | None:
        """The noun phrase that ends with token `j`, with what describes it: prepositional phrases, appositives and
        relative clauses between commas. None where no noun phrase ends there."""
        p, low = self.unit.p, self.unit.low
        if j < low:
            return None
        if p.words[j] == "," and j - 1 > low and p.words[j - 1] == ")" and p.quote[j] < 0:
            inner = self.described(j - 1)
            outer = self._between_commas(j)
            return outer or (inner and (inner[0], j))
        if p.words[j] in (",", ")", *DASHES):
            opener = self._opening_mark(j)
            head = self._without_asides(opener - 1) if opener is not None else None
            if head is None or opener is None:
                return None
            aside = all(p.is_adverb(k) or p.words[k] in _ASIDES for k in range(opener + 1, j))
            aside = aside or (p.words[j] == "," and self._reports_meanwhile(opener + 1))
            return head if aside else (head[0], j + 1)
        return self._without_asides(j)

    def _reports_meanwhile(self, k: int) -> bool:
        """*Ann Lee, while saying that …,*: what she does besides is no description of her."""
        p = self.unit.p
        return p.words[k] in ("while", "after", "before") and p.tags[k + 1] == "VBG"

    def _between_commas(self, j: int) -> Range | None:
        """For *X, head of the board (B),* the phrase with the description between the commas, where no time and no
        preposition stand before the first."""
        p, low = self.unit.p, self.unit.low
        opener = self._opening_mark(j)
        head = self._without_asides(opener - 1) if opener is not None and opener < j - 3 else None
        if head is None or opener is None or not p.upper[head[1] - 1] or p.words[opener + 1] in SUBORDINATORS - {"who"}:
            return None
        lead_in = head[0] > low and p.words[head[0] - 1] in _LEADING_IN
        dated = any(p.words[k] in TIME for k in range(*head))
        described = p.words[opener + 1] in ("a", "an", "the", "who") or not p.upper[opener + 1]
        return (head[0], j + 1) if described and not lead_in and not dated else None

    def _opening_mark(self, j: int) -> int | None:
        """The comma, dash or bracket that opens the description which mark `j` closes."""
        p, low = self.unit.p, self.unit.low
        mark = "(" if p.words[j] == ")" else p.words[j]
        if mark == "," and (lists := self._listing_comma(j)) is not None:
            return lists
        for k in range(j - 1, max(low, j - 45), -1):
            if p.words[k] in (";", ":") and p.quote[k] == p.quote[j]:
                return None
            if p.words[k] != mark or p.quote[k] != p.quote[j] or p.words[k + 1] in ("and", "or"):
                continue
            if mark == "(":
                return k
            if not ((p.is_noun(k - 1) or p.words[k - 1] in (")", ".")) and not self._is_clause(k + 1, j)):
                return None
            while mark == ",":
                earlier = self._earlier_comma(k)
                if earlier is None:
                    break
                k = earlier
            return k
        return None

    def _listing_comma(self, j: int) -> int | None:
        """The comma that opens *, including X, Y and Z,* or *, such as X,* when the comma `j` closes it."""
        p, low = self.unit.p, self.unit.low
        for k in range(j - 2, max(low, j - 45), -1):
            if p.tags[k] in ("VBZ", "VBP", "MD") or p.words[k] in (";", ":"):
                return None
            if p.words[k] == "," and p.words[k + 1] in ("including", "such"):
                return k
        return None

    def _earlier_comma(self, k: int) -> int | None:
        """For *X, 67, a lawyer, who …, said*: the comma before `k`, when a description stands between the two."""
        p, low = self.unit.p, self.unit.low
        m = next((m for m in range(k - 1, max(low, k - 16), -1) if p.words[m] == ","), None)
        if m is not None and p.tags[low] == "VBG" and "," not in p.words[low:m]:
            return None  # Calling it a ruin, Ann Lee, a baker, …
        if m is None or not (p.is_noun(m - 1) or p.words[m - 1] in (")", ".")):
            return None
        short = p.words[m + 1] in ("a", "an", "the") or (
            (p.upper[m + 1] or p.tags[m + 1] == "CD")
            and k - m <= 6
            and not any(p.is_finite(i) for i in range(m + 1, k))
        )
        head = self._without_asides(m - 1)
        lead_in = head is not None and head[0] > low and p.words[head[0] - 1] in _LEADING_IN
        return m if short and not lead_in else None

    def _without_asides(self, j: int) -> Range | None:
        """The noun phrase that ends with the word `j`, without anything between commas."""
        p, low = self.unit.p, self.unit.low
        if j < low:
            return None
        word = p.words[j]
        if word in SUBJECT_PRONOUNS or word in STANDING_ALONE or word in ("which", "what"):
            return None if p.quote[j] >= 0 else (j, j + 1)
        if word == ")":
            opener = self._opening_mark(j)
            inner = self._without_asides(opener - 1) if opener is not None and opener > low else None
            return inner and (inner[0], j + 1)
        if not (p.is_nominal(j) or p.tags[j] in ("VBG", "VBN") or word == "."):
            return None
        first = k = j + 1
        while k > low:
            k -= 1
            if p.quote[k] >= 0 and p.quote[k] != p.quote[j]:
                if not self._is_title(p.quote[k]):
                    break
                k = p.quote_tokens[p.quote[k]][0]
                continue
            step = self._extends(k, first)
            if step == "determiner":
                first = k
            elif step == "inside":
                first = k
                continue
            more = self._attached(first) if first <= j and k >= first - 1 else None
            if more is None:
                break
            k = more + 1
        first = first - 2 if first <= j and self._shares_noun(first) else first
        return (first, j + 1) if first <= j else None

    def _is_title(self, quotation: int) -> bool:
        """Is the quotation a nickname or a title inside of a phrase?"""
        a, b = self.unit.p.quote_tokens[quotation]
        return b - a <= 24 and a > self.unit.low and self.unit.p.words[b - 2] not in (",", "?", "!", ".")

    def _shares_noun(self, first: int) -> bool:
        """*he and another officer*, *current and former officials*: what stands before *and* belongs to the phrase."""
        p, low = self.unit.p, self.unit.low
        if first - 2 < low or p.words[first - 1] not in ("and", "or") or p.quote[first - 2] >= 0:
            return False
        before = p.words[first - 2]
        pronoun = before in SUBJECT_PRONOUNS and (
            first - 2 == low or p.words[first - 3] in (",", "that", "but", *DASHES)
        )
        return pronoun or (p.tags[first - 2] == p.tags[first] == "JJ")

    def _extends(self, k: int, first: int) -> str:
        """Does token `k` belong to the noun phrase that so far begins at `first`: ``inside`` it, as its ``determiner``
        (nothing more can stand before), or ``no``?"""
        p, low = self.unit.p, self.unit.low
        word, tag = p.words[k], p.tags[k]
        if word == "a" and p.upper[k] and k > low and p.upper[k - 1]:
            return "inside"  # M A Holm
        if word in DETERMINERS or tag in ("DT", "PRP$"):
            return "no" if word == "that" and k > low and p.tags[k - 1][:2] in ("VB", "NN", "RB") else "determiner"
        if p.is_abbreviation(k, low):
            return "inside"
        if word in SUBORDINATORS or word in PREPOSITIONS or word in ("and", "or", "but") or word in SUBJECT_PRONOUNS:
            return "no"
        if p.is_nominal(k):
            late = (
                k < first - 1 and word in TIME and k > low and p.words[k - 1] in ("on", "in", "late", "early", "last")
            )
            return "no" if late else "inside"
        return "inside" if k > low and self._modifies(k, first) else "no"

    def _modifies(self, k: int, first: int) -> bool:
        """Belongs what is no noun to the noun phrase that so far begins at `first`?"""
        p = self.unit.p
        word, tag, before = p.words[k], p.tags[k], p.tags[k - 1]
        if word in ("-", "–", "/", "&", "%", "$", "#", "@") and p.is_noun(k - 1) and p.ends[k - 1] == p.starts[k]:
            return True
        if k == first - 1 and tag == "VBG" and p.is_possessive(k - 1):
            return True  # somebody's thinking
        participle = tag in ("VBG", "VBN", "RB", "RBR", "RBS") and before in ("DT", "PRP$", "JJ", "IN", "RB")
        return participle and first == k + 1 < len(p) and p.tags[k + 1] not in ("DT", "PRP$", "PRP")

    def _attached(self, first: int) -> int | None:
        """The last word of the phrase to which the one beginning at `first` is attached, also by *and*."""
        p, low = self.unit.p, self.unit.low
        k = first - 1
        if k <= low or p.quote[k] >= 0:
            return None
        if p.words[k] not in ("and", "or", "&"):
            return self._host(k)
        if not p.is_noun(k - 1) or p.words[k - 1] in SUBJECT_PRONOUNS:
            return None
        start = k - 1
        while start >= low and (p.is_nominal(start) or p.words[start] in (".", "of")):
            start -= 1
        return k - 1 if start < low or p.words[start] in _BEFORE_LISTS or p.quote[start] >= 0 else None
