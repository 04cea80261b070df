"""A text as parallel columns of tokens, with their tags, quotations and units: the ground of the grammar rules.

A *unit* is a sentence, or several sentences that one quotation holds together. No rule looks beyond its unit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from newsloupe import text as _text
from newsloupe.grammar.datelines import dateline_end
from newsloupe.grammar.quotations import Quotation, find_quotations
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import ADVERBS, AUXILIARIES, PREPOSITIONS, SUBORDINATORS, TIME

Range = tuple[int, int]  # half-open, in tokens
LONGEST = 200  # words outside quotation marks that are read as one unit at most
_NOUN = frozenset("NN NNS NNP NNPS CD PRP EX FW".split())
_NOUNS_TOO = frozenset("who've who's who'd general".split())  # those who’ve said, the attorney general
_NOMINAL = _NOUN - {"PRP"} | frozenset("JJ JJR JJS POS PRP$ DT PDT $ WDT".split())
_FINITE = frozenset("VBD VBZ VBP MD".split())
_CONTRACTED = frozenset("i he she it they we you who that there what here where".split())
_NO_ADVERBS = frozenset("family ally supply reply assembly rally bully monopoly anomaly jelly italy july".split())
_SMALL = frozenset("a an and as at but by for from if in is it nor of on or so the to up with over vs via".split())


def _is_adverb(word: str, tag: str, upper: bool) -> bool:
    """Is a word with *-ly* an adverb that the tagger does not know? *Jolly* is a name."""
    return word not in _NO_ADVERBS and len(word) > 4 and tag in ("JJ", "NN") and not upper


class Parsed:
    """One text, read once. What a layer does not ask for is not read.

    `text`, `name` (what messages call it); of each token `starts` and `ends` (characters), `words` (lower case, plain),
    `tags`, `upper` (begins with a capital), `quote` (number of the quotation it stands in, or -1); and `units` (ranges
    of tokens).

    >>> parsed = Parsed("“It rained,” she said.")
    >>> [parsed.words[k] for k in range(len(parsed)) if parsed.quote[k] < 0]
    ['she', 'said', '.']
    >>> parsed.units
    [(0, 8)]
    """

    def __init__(self, text: str, name: str = "") -> None:
        self.text, self.name = _text.Text(text), name
        self.facts: dict[Any, Any] = {}  # what the modules above have read in it, or in one of its units

    @cached_property
    def starts(self) -> list[int]:
        return _text.read_tokens(self.text).starts

    @cached_property
    def ends(self) -> list[int]:
        return _text.read_tokens(self.text).ends

    @cached_property
    def tags(self) -> list[str]:
        tags = _text.tag_names(self.text)
        return ["NNP" if tag == "WP" and self._is_short_name(k) else tag for k, tag in enumerate(tags)]

    @cached_property
    def words(self) -> list[str]:
        words = list(_text.read_tokens(self.text).small)
        for k in range(len(words) - 1):
            if k and words[k] in ("may", "will") and self._is_surname(k):
                words[k] = words[k].capitalize()  # Ann May said: no word of grammar
            elif words[k] == "who" and self.tags[k] == "NNP":
                words[k] = "WHO"  # the World Health Organization
        return words

    def _is_short_name(self, k: int) -> bool:
        """Is the word at `k` in capitals, and its neighbours are not?"""
        near = [self.text[self.starts[m] : self.ends[m]] for m in (k - 1, k, k + 1) if 0 <= m < len(self.starts)]
        return near.pop(1 if k else 0).isupper() and not any(word.isupper() and len(word) > 1 for word in near)

    def _is_surname(self, k: int) -> bool:
        """Is *May* or *Will* at `k` the end of a name? No modal verb has a past tense or a full stop after it."""
        after = self.tags[k + 1]
        return self.upper[k] and self.upper[k - 1] and (after in ("VBD", "VBZ", ".", ",") or after.startswith("''"))

    @cached_property
    def upper(self) -> list[bool]:
        return [form[0].isupper() for form in _text.read_tokens(self.text).written]

    @cached_property
    def quotations(self) -> list[Quotation]:
        return find_quotations(self.text)

    @cached_property
    def quote(self) -> list[int]:
        return self._quote_numbers()

    @cached_property
    def units(self) -> list[Range]:
        return [part for unit in self._joined_sentences() for part in self._parts(unit)]

    @cached_property
    def paragraph_starts(self) -> list[int]:
        return [a for a, _ in _text.paragraphs(self.text)]

    def __len__(self) -> int:
        return len(self.words)

    def _quote_numbers(self) -> list[int]:
        numbers = [-1] * len(self.starts)
        token = 0
        for number, quotation in enumerate(self.quotations):
            first = bisect_left(self.starts, quotation.start, token)
            token = bisect_left(self.starts, quotation.end, first)
            numbers[first:token] = [number] * (token - first)
        return numbers

    def _joined_sentences(self) -> list[Range]:
        units: list[Range] = []
        token = 0
        opening = {k for k in self.line_tokens if not self._quoted_through(k)}
        for _, end in _text.sentences(self.text):
            first, token = token, bisect_left(self.starts, end, token)
            if first == token:
                continue
            if units and first not in opening and self._goes_on(first, token):
                units[-1] = (units[-1][0], token)
            else:
                units.append((first, token))
        return units

    def _quoted_through(self, k: int) -> bool:
        return k > 0 and self.quote[k] >= 0 and self.quote[k] == self.quote[k - 1]

    def _goes_on(self, first: int, end: int) -> bool:
        """Does what looks like a new sentence at `first` belong to the one before: inside a quotation, with a small
        letter (*Sen. Paul (R-Ky.) said*), or as *X asked* after a quoted question?"""
        if self._quoted_through(first) or (self.words[first][0].islower() and not self.upper[first]):
            return True
        last = first - 1
        while last > 0 and self.quote[last] == self.quote[first - 1] and self.words[last] in ('"', "'", "”", "’"):
            last -= 1
        if self.quote[first - 1] < 0 or self.words[last] not in ("?", "!", "."):
            return False
        said = next((k for k in range(first, min(end, first + 9)) if self.words[k] in verb_forms()), None)
        after = said is not None and said + 1 < end and self.words[said + 1]
        if self.words[last] == ".":
            return said is not None and self.quote[said] < 0 and after in ("", False, ".") and end - first < 7
        if said is None or self.quote[said] >= 0:
            return False
        placed = not after or after in (".", ",", ":") or after in PREPOSITIONS | TIME | {"as", "when", "while"}
        return placed or self.words[said] in ("asked", "asks", "told", "tells")

    def _parts(self, unit: Range) -> Iterator[Range]:
        """Cut a unit with no end in sight (a table, a page without full stops): work must stay in proportion."""
        start, outside = unit[0], 0
        if self.starts[start] in self.line_starts:
            forms = [self.text[a:b] for a, b in zip(self.starts[slice(*unit)], self.ends[slice(*unit)], strict=True)]
            if after := dateline_end(self.words[slice(*unit)], forms):
                yield start, start + after
                start += after
        for token in range(start, unit[1]) if unit[1] - start > LONGEST else ():
            outside += self.quote[token] < 0
            if outside > LONGEST and self.quote[token] < 0:
                yield start, token
                start, outside = token, 0
        yield start, unit[1]

    def unit_of(self, k: int) -> Range:
        """The unit in which token `k` stands."""
        return self.units[bisect_right(self._unit_starts, k) - 1]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [low for low, _ in self.units]

    @cached_property
    def quote_tokens(self) -> dict[int, Range]:
        """Token range of every quotation."""
        found: dict[int, Range] = {}
        for token, number in enumerate(self.quote):
            if number >= 0:
                found[number] = (found[number][0] if number in found else token, token + 1)
        return found

    @cached_property
    def line_starts(self) -> set[int]:
        """The characters at which paragraphs begin."""
        return set(self.paragraph_starts)

    @cached_property
    def line_tokens(self) -> list[int]:
        """The tokens with which paragraphs begin."""
        found = (bisect_left(self.starts, start) for start in self.paragraph_starts)
        return [k for k in found if k < len(self.starts)]

    @cached_property
    def headlines(self) -> set[Range]:
        """The units in which nearly every word is capitalised."""
        return {unit for unit in self.units if self._is_headline(*unit)}

    def _is_headline(self, low: int, high: int) -> bool:
        if not (4 <= high - low <= 40) or sum(self.upper[low:high]) < 3:
            return False
        long = [k for k in range(low, high) if self.words[k][0].isalpha() and self.words[k] not in _SMALL]
        return len(long) > 2 and sum(self.upper[k] for k in long) >= 0.8 * len(long)

    # ------------------------------------------------------------ questions about one token

    def is_mark(self, i: int) -> bool:
        return not self.words[i][0].isalnum()

    def is_noun(self, i: int) -> bool:
        word = self.words[i]
        if not word[0].isalnum():
            return False
        if self.tags[i] in _NOUN or word in _NOUNS_TOO:
            return True
        return self.upper[i] and word not in SUBORDINATORS and word not in PREPOSITIONS

    def is_nominal(self, i: int) -> bool:
        """Can the token stand inside a noun phrase?"""
        if not self.words[i][0].isalnum() and self.words[i] not in ("$", "'", "'s"):
            return False
        return self.tags[i] in _NOMINAL or self.is_noun(i)

    def is_possessive(self, i: int) -> bool:
        return self.words[i].endswith(("'s", "s'")) or self.tags[i] == "PRP$"

    def is_finite(self, i: int) -> bool:
        word = self.words[i]
        if "'" in word and word not in AUXILIARIES:
            return word.split("'")[0] in _CONTRACTED
        return (self.tags[i] in _FINITE or word in AUXILIARIES) and word not in ("been", "being", "having", "be")

    def is_adverb(self, i: int) -> bool:
        return self.adverbs[i]

    @cached_property
    def adverbs(self) -> list[bool]:
        """Of each token: is it an adverb?"""
        found = zip(self.words, self.tags, self.upper, strict=True)
        return [word in ADVERBS or tag == "RB" or (word[-2:] == "ly" and _is_adverb(word, tag, upper))
                for word, tag, upper in found]  # fmt: skip

    def opens_phrase(self, i: int) -> bool:
        """Can a noun phrase begin at `i`?"""
        return self.is_nominal(i) or (self.tags[i] in ("VBG", "VBN") and self.words[i] not in AUXILIARIES)

    def is_abbreviation(self, i: int, low: int) -> bool:
        """Is the full stop `i` that of *Mr.* or of an initial?"""
        before = self.words[i - 1] if i > low else ""
        return self.words[i] == "." and (before in _text.ABBREVIATIONS or len(before) == 1)

    def verb_group(self, i: int, low: int) -> int:
        """Where the verb group begins that ends with the verb `i`: auxiliaries, negation, adverbs before it."""
        first = k = i
        while k - 1 >= low and self.quote[k - 1] < 0:
            k -= 1
            if self.words[k] not in AUXILIARIES and (not self.is_adverb(k) or self.words[k] in TIME):
                break
            first = k
        return first

    def trim(self, a: int, b: int) -> Range | None:
        """Without the punctuation at the edges that belongs to the sentence, not to the phrase; None if empty."""
        while a < b and self.quote[a] < 0 and self.words[a] in (",", ";", ":", "-", "–", "—", "--", ".", ")", "…", "•"):
            a += 1
        while b > a and self.quote[b - 1] < 0 and self.words[b - 1] in (*",;:-–—.(?!", "--"):
            b -= 1
        return (a, b) if a < b else None

    def written(self, tokens: Range) -> str:
        """The words as the text has them."""
        return self.text[slice(*self.characters(tokens))]

    def characters(self, tokens: Range) -> Range:
        return self.starts[tokens[0]], self.ends[tokens[1] - 1]
