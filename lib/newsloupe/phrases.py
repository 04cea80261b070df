"""Shallow grammar: the words of an article with their tags, and where noun phrases, verb groups and clauses end.

Everything here works on token numbers, not on characters. Nothing looks further than one unit: a sentence, or
several sentences that a quotation holds together.
"""

from collections.abc import Iterator
from functools import cached_property

from newsloupe import text as _text
from newsloupe.quotations import Quotation, find_quotations

Range = tuple[int, int]  # half-open, in tokens
LONGEST = 200  # words outside quotation marks that are read as one unit at most

BE = frozenset("be is are was were been being am isn't aren't wasn't weren't 's 're 'm".split())
HAVE = frozenset("have has had having haven't hasn't hadn't".split())
MODAL = frozenset(
    "will would can could may might must shall should won't wouldn't can't couldn't cannot shouldn't".split()
)
DO = frozenset("do does did don't doesn't didn't".split())
AUXILIARIES = BE | HAVE | MODAL | DO | {"get", "gets", "got", "getting"}
ADVERBS = frozenset(
    """not never also still now then often again once long already only just even ever recently repeatedly publicly
    later first previously further always sometimes soon since initially simply merely in-turn both all
    reportedly famously flatly openly privately explicitly widely""".split()
)  # fmt: skip
PRONOUNS = frozenset("i he she it they we you who".split())
SUBORDINATORS = frozenset(
    """because although though while whereas if unless until when whenever after before since as that where which
    who whom whose whether why how what than once so""".split()
)  # fmt: skip
PREPOSITIONS = frozenset(
    """of in on at by for from with to about against between among over under into through during without within
    toward towards behind across near outside inside around like including amid amongst upon off per via""".split()
)  # fmt: skip
TIME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week month year night morning
    afternoon evening weekend january february march april may june july august september october november
    december spring summer autumn fall winter last earlier later ago recently mon tue wed thu fri sat sun jan feb aug sept oct nov dec""".split()
)  # fmt: skip
_NOMINAL = frozenset("NN NNS NNP NNPS CD JJ JJR JJS POS PRP$ DT PDT EX $ FW WDT".split())
_NOUN = frozenset("NN NNS NNP NNPS CD PRP EX FW".split())
_FINITE = frozenset("VBD VBZ VBP MD".split())
_PUNCTUATION = frozenset(",;:()[]-–—!?…")
_CONTRACTED = ("'s", "'ve", "'re", "'d", "'ll", "'m")


class Parsed:
    """An article as parallel columns: `starts`, `ends` (characters), `words` (lower case, plain), `tags`,
    `quote` (number of the quotation a token stands in, or -1); and `units` of tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotations: list[Quotation] = find_quotations(text)
        tagged = _text.tags(text)
        plain = _text.plain(text)
        self.starts = [a for a, _, _ in tagged]
        self.ends = [b for _, b, _ in tagged]
        self.words = [plain[a:b].lower() for a, b, _ in tagged]
        self.tags = [t for _, _, t in tagged]
        self.upper = [plain[a].isupper() for a, _, _ in tagged]
        self.quote = self._quote_numbers()
        self.units: list[Range] = self._units()
        self.paragraph_starts = [a for a, _ in _text.paragraphs(text)]

    def __len__(self) -> int:
        return len(self.words)

    def _quote_numbers(self) -> list[int]:
        numbers = [-1] * len(self.starts)
        token = 0
        for number, quotation in enumerate(self.quotations):
            while token < len(self.starts) and self.starts[token] < quotation.start:
                token += 1
            while token < len(self.starts) and self.starts[token] < quotation.end:
                numbers[token] = number
                token += 1
        return numbers

    def _units(self) -> list[Range]:
        """Sentences, joined where a quotation runs from one into the next."""
        units: list[Range] = []
        token = 0
        ends = [end for _, end in _text.sentences(self.text)]
        for end in ends:
            first = token
            while token < len(self.starts) and self.starts[token] < end:
                token += 1
            if first == token:
                continue
            if units and self.quote[first] >= 0 and self.quote[first] == self.quote[first - 1]:
                units[-1] = (units[-1][0], token)
            else:
                units.append((first, token))
        return [part for unit in units for part in self._in_parts(unit)]

    def _in_parts(self, unit: Range) -> Iterator[Range]:
        """Cut a unit without an end in sight (a table, a page without full stops) so that work stays in proportion."""
        start, outside = unit[0], 0
        for token in range(*unit):
            outside += self.quote[token] < 0
            if outside > LONGEST and self.quote[token] < 0:
                yield start, token
                start, outside = token, 0
        yield start, unit[1]

    @cached_property
    def quote_tokens(self) -> dict[int, Range]:
        """Token range of every quotation."""
        found: dict[int, Range] = {}
        for token, number in enumerate(self.quote):
            if number >= 0:
                found[number] = (found[number][0] if number in found else token, token + 1)
        return found

    # ------------------------------------------------------------ questions about one token

    def is_mark(self, i: int) -> bool:
        return not self.words[i][0].isalnum()

    def is_noun(self, i: int) -> bool:
        return self.tags[i] in _NOUN or (
            self.upper[i] and self.words[i][0].isalpha() and self.words[i] not in SUBORDINATORS
        )

    def is_possessive(self, i: int) -> bool:
        return self.words[i].endswith(("'s", "s'")) or self.tags[i] == "PRP$"

    def is_finite(self, i: int) -> bool:
        word = self.words[i]
        return (
            self.tags[i] in _FINITE
            or word in AUXILIARIES
            or (word.endswith(_CONTRACTED) and word.split("'")[0] in PRONOUNS | {"that", "there", "what"})
        )

    def is_adverb(self, i: int) -> bool:
        word = self.words[i]
        return (
            word in ADVERBS
            or self.tags[i] == "RB"
            or (word.endswith("ly") and len(word) > 4 and self.tags[i] not in ("NNP", "VB", "VBP"))
        )

    # ------------------------------------------------------------ phrases

    def verb_group(self, i: int, low: int) -> int:
        """Where the verb group begins that ends with the verb `i`: auxiliaries, negation and adverbs before it."""
        first = i
        k = i - 1
        while k >= low and (self.words[k] in AUXILIARIES or self.is_adverb(k)):
            if self.words[k] in AUXILIARIES or self.words[k] == "not" or (k >= low and (self.words[k - 1 if k > low else k] in AUXILIARIES)):
                first = k
            elif self.words[k] in TIME or self.words[k] in ("however", "then", "so", "instead", "meanwhile"):
                break
            else:
                first = k
            k -= 1
        return first

    def phrase_before(self, j: int, low: int) -> Range | None:
        """The noun phrase that ends with token `j` (exclusive end `j + 1`), with what describes it:
        prepositional phrases, an appositive or a relative clause between commas."""
        end = j + 1
        if j >= low and self.words[j] in (",", "-", "–", "—", "--", ")"):
            opener = self._parenthesis_before(j, low)
            if opener is None:
                return None
            head = self._core_before(opener - 1, low)
            return None if head is None else (head[0], end)
        return self._core_before(j, low, end)

    def _parenthesis_before(self, j: int, low: int) -> int | None:
        """The comma, dash or bracket that opens what the mark `j` closes."""
        mark = "(" if self.words[j] == ")" else self.words[j]
        k = j - 1
        best = None
        while k > low and j - k < 45:
            if self.words[k] == mark and self.quote[k] == self.quote[j]:
                if mark == "(":
                    return k
                nxt = self.words[k + 1]
                best = k
                # A list or several appositives: go on while a noun phrase stands before the comma.
                if self.is_noun(k - 1) and self._describes(k + 1, j):
                    earlier = self._earlier_appositive(k, low)
                    return earlier if earlier is not None else k
                if nxt in ("and", "or"):
                    k -= 1
                    continue
                return best if self.is_noun(k - 1) and self._describes(k + 1, j) else None
            k -= 1
        return None

    def _earlier_appositive(self, k: int, low: int) -> int | None:
        """For *X, a lawyer, who …, said*: the first comma, when what stands between is a description too."""
        for m in range(k - 1, max(low, k - 14), -1):
            if self.words[m] == ",":
                if m > low and self.is_noun(m - 1) and self._short_description(m + 1, k):
                    return m
                return None
        return None

    def _short_description(self, a: int, b: int) -> bool:
        return self.words[a] in ("a", "an", "the") or (
            self.upper[a] and b - a <= 4 and not any(self.is_finite(k) for k in range(a, b))
        )

    def _describes(self, a: int, b: int) -> bool:
        word, tag = self.words[a], self.tags[a]
        if word in ("who", "which", "whose", "whom", "where"):
            return True
        if any(
            self.is_finite(k) and self.words[k] not in ("'s",)
            for k in range(a, min(b, a + 12))
            if not self._in_relative(a, k)
        ):
            return False
        return (
            word in PREPOSITIONS
            or word
            in (
                "a",
                "an",
                "the",
                "then",
                "now",
                "also",
                "himself",
                "herself",
                "once",
                "both",
                "formerly",
                "president",
                "chairman",
                "former",
                "his",
                "her",
                "their",
                "its",
                "one",
                "long",
                "already",
                "too",
            )
            or tag in ("VBN", "VBG", "JJ", "CD", "NN", "NNS", "NNP", "RB", "DT", "PRP$", "JJS")
        )

    def _in_relative(self, a: int, k: int) -> bool:
        return any(self.words[m] in ("who", "which", "that", "whose", "where", "when") for m in range(a, k))

    def _core_before(self, j: int, low: int, end: int | None = None) -> Range | None:
        end = j + 1 if end is None else end
        if j < low or (self.quote[j] >= 0 and self.quote[j] != self.quote[min(end, len(self) - 1)]):
            return None
        word = self.words[j]
        if word in PRONOUNS or word in (
            "there",
            "this",
            "that",
            "these",
            "those",
            "some",
            "many",
            "others",
            "all",
            "both",
            "none",
            "nobody",
            "everyone",
            "anyone",
            "someone",
            "most",
            "one",
            "few",
        ):
            if word in ("who",) and j - 1 >= low:
                return (j, end)
            if word in ("one", "some", "many", "all", "both", "others", "most", "few", "these", "those"):
                pass
            else:
                return (j, end)
        if not (self.is_noun(j) or self.tags[j] in _NOMINAL or self.tags[j] in ("VBG", "VBN")):
            return None
        k = j
        first = j
        while k >= low:
            if self.quote[k] != self.quote[j] and self.quote[k] >= 0:
                # a nickname or title in quotation marks inside the noun phrase
                number = self.quote[k]
                a, b = self.quote_tokens[number]
                if b - a > 6 or a <= low:
                    break
                k = a - 1
                continue
            word, tag = self.words[k], self.tags[k]
            if word == "." and k > low and (self.words[k - 1] in _text.ABBREVIATIONS or len(self.words[k - 1]) == 1):
                first, k = k, k - 1
                continue
            if word in (
                "a",
                "an",
                "the",
                "this",
                "that",
                "these",
                "those",
                "his",
                "her",
                "their",
                "its",
                "our",
                "my",
                "some",
                "many",
                "several",
                "few",
                "no",
                "any",
                "every",
                "each",
                "another",
                "one",
                "most",
                "both",
                "all",
            ) or (tag in ("DT", "PRP$") and word != "both"):
                if word == "that" and k > low and self.tags[k - 1][:2] in ("VB", "NN", "RB"):
                    break
                first = k
                more = self._attached_before(k, low)
                if more is None:
                    break
                k = more
                continue
            if tag in _NOMINAL or tag in ("NN", "PRP$") or self.is_noun(k):
                if word in SUBORDINATORS or word in PREPOSITIONS or word in ("and", "or", "but"):
                    pass
                elif tag == "PRP" or word in PRONOUNS or (
                    k < first
                    and word in TIME
                    and k - 1 >= low
                    and self.words[k - 1] in ("on", "in", "late", "early", "last", "this")
                ):
                    break
                else:
                    first, k = k, k - 1
                    continue
            if (
                word in ("-", "–", "/", "&", "%", "$", "#", "@")
                and k > low
                and k - 1 >= low
                and self.is_noun(k - 1)
                and self.ends[k - 1] == self.starts[k]
            ):
                first, k = k, k - 1
                continue
            if (
                tag in ("VBG", "VBN", "RB", "RBR", "RBS")
                and k > low
                and (self.tags[k - 1] in ("DT", "PRP$", "JJ", "IN", "RB") or k == low)
                and first == k + 1
                and self.tags[k + 1] not in ("DT", "PRP$", "PRP")
            ):
                first, k = k, k - 1
                continue
            if first == k + 1:
                more = self._attached_before(first, low)
                if more is not None:
                    k = more
                    continue
            break
        return (first, end)

    def _attached_before(self, first: int, low: int) -> int | None:
        """The last token of the phrase to which the one beginning at `first` is attached: over a preposition
        (*officials of the ministry*), *and* between two nouns, or a reduced relative (*a memo released by X*)."""
        k = first - 1
        if k <= low:
            return None
        word = self.words[k]
        if (
            word in PREPOSITIONS
            and self.is_noun(k - 1)
            and self.words[k - 1] not in PRONOUNS
            and self.words[k - 1] not in TIME
        ):
            return k - 1
        if (
            word in ("by", "in", "at", "with", "for", "on", "to", "from", "of")
            and self.tags[k - 1] in ("VBN", "VBD", "VBG", "JJ")
            and k - 2 >= low
            and self.is_noun(k - 2)
            and self.words[k - 2] not in PRONOUNS
            and not self.is_possessive(k - 2)
        ):
            return k - 2 if self.tags[k - 1] in ("VBN", "VBG", "JJ") or word == "by" else None
        if word in ("and", "or", "&") and self.is_noun(k - 1) and self.words[k - 1] not in PRONOUNS:
            before = self._core_start(k - 1, low)
            if before <= low or self.words[before - 1] in (
                ",",
                ";",
                ":",
                "and",
                "but",
                "that",
                "which",
                '"',
                "while",
                "because",
                "-",
                "–",
                "—",
                "both",
            ):
                return k - 1
        return None

    def _core_start(self, j: int, low: int) -> int:
        k = j
        while k >= low and (
            self.tags[k] in _NOMINAL or self.is_noun(k) or self.words[k] == "." or self.words[k] in ("of",)
        ):
            k -= 1
        return k + 1

    def phrase_after(self, i: int, high: int, long: bool = True) -> Range | None:
        """The noun phrase that begins at token `i`, with prepositional phrases and, if `long`, appositives."""
        k = i
        while k < high and self.quote[k] < 0:
            word, tag = self.words[k], self.tags[k]
            if (
                word in PRONOUNS
                or (word in ("him", "them", "me", "us", "her")
                and (k + 1 >= high or not self.is_noun(k + 1)))
            ):
                return (i, k + 1) if k == i else ((i, k) if k > i else None)
            if (
                word == "."
                and k + 1 < high
                and k > i
                and (self.words[k - 1] in _text.ABBREVIATIONS or len(self.words[k - 1]) == 1)
            ):
                k += 1
                continue
            if (
                word in ("and", "or", "&", "-", "/")
                and k > i
                and k + 1 < high
                and self._opens_phrase(k + 1)
                and not self._clause_follows(k + 1, high)
            ):
                k += 1
                continue
            if (
                word in PREPOSITIONS
                and k > i
                and k + 1 < high
                and self._opens_phrase(k + 1)
                and self.words[k + 1] not in TIME
                and not (word in ("on", "in", "at", "during") and not long)
            ):
                k += 1
                continue
            if word in SUBORDINATORS or word in PREPOSITIONS or word in ("and", "or", "but"):
                break
            if (
                self.is_noun(k)
                or tag in _NOMINAL
                or (tag in ("VBN", "VBG", "RB", "JJ") and k + 1 < high and self.tags[k + 1] in _NOMINAL)
            ):
                if k > i and word in TIME and self.words[k - 1] not in ("of", "the"):
                    break
                if tag in _FINITE and not self.upper[k]:
                    break
                k += 1
                continue
            if word == "(" and long and ")" in self.words[k : min(high, k + 6)]:
                k += self.words[k : min(high, k + 6)].index(")") + 1
                continue
            break
        if k == i:
            return None
        if long:
            k = self._appositive_after(k, high)
        return (i, k)

    def _appositive_after(self, k: int, high: int) -> int:
        """Extend over *, a lawyer at X* and *, who …* up to the next comma or the end."""
        while (
            k + 1 < high
            and self.words[k] == ","
            and self.quote[k] < 0
            and (
                self.words[k + 1]
                in (
                    "a",
                    "an",
                    "the",
                    "who",
                    "which",
                    "whose",
                    "president",
                    "chairman",
                    "director",
                    "professor",
                    "co-founder",
                    "chief",
                    "head",
                    "editor",
                    "spokesman",
                    "spokeswoman",
                    "founder",
                    "author",
                    "executive",
                    "senior",
                    "vice",
                    "one",
                    "former",
                    "then",
                    "now",
                    "himself",
                    "herself",
                )
            )
        ):
            m = k + 2
            while (
                m < high
                and self.words[m] not in (",", ";", ":", "(", "—")
                and self.quote[m] < 0
                and not (self.words[m] == "." and m + 1 >= high)
            ):
                m += 1
            k = m
        return k

    def _opens_phrase(self, i: int) -> bool:
        return (
            self.is_noun(i)
            or self.tags[i] in _NOMINAL
            or (self.tags[i] in ("VBG", "VBN") and self.words[i] not in AUXILIARIES)
        )

    def _clause_follows(self, i: int, high: int) -> bool:
        """Does a noun phrase with its finite verb begin at `i`?"""
        return self.clause_at(i, high, 8)

    def clause_at(self, i: int, high: int, reach: int = 16) -> bool:
        """Is there a subject and then a finite verb, soon after `i`?"""
        subject = False
        for k in range(i, min(high, i + reach)):
            word = self.words[k]
            if subject and self.is_finite(k):
                return True
            if self.is_finite(k) and "'" in word and k == i:
                return True
            if not subject and (
                self.is_noun(k)
                or word in PRONOUNS
                or word in ("this", "that", "these", "those", "many", "some", "most", "there")
            ):
                subject = True
            elif word in (";", ":", ".") and k + 1 >= high:
                return False
        return False

    def trim(self, a: int, b: int) -> Range | None:
        """Without punctuation at the edges that belongs to the sentence, not to the phrase."""
        while a < b and self.words[a] in (",", ";", ":", "-", "–", "—", "--", ".", ")", "…") and self.quote[a] < 0:
            a += 1
        while (
            b > a
            and self.words[b - 1] in (",", ";", ":", "-", "–", "—", "--", ".", "(", "?", "!")
            and self.quote[b - 1] < 0
        ):
            b -= 1
        return (a, b) if a < b else None
