"""Reporting verbs where they stand: is the word a verb here, and how is it used?"""

from dataclasses import dataclass

from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_before
from newsloupe.grammar.reporting import Reporter, verb_forms
from newsloupe.grammar.word_sets import AUXILIARIES, BE, CHANNELS, HAVE, MODAL, PREPOSITIONS, SUBJECT_PRONOUNS

_POINTING = frozenset(
    """that this these those all both some many most others few another each neither one third fourth
    fifth quarter chief""".split()
)
_NOT_BEFORE_REPORTS = frozenset("for of about on at to from with as against toward towards into worth".split())


@dataclass(frozen=True)
class Verb:
    """The verb at token `at`: its group is `first`..`end` (with auxiliaries and particles); `takes` gives, for each
    complement, the reporting word and the attitude; `form` is as in `reporting.verb_forms`."""

    first: int
    at: int
    end: int
    takes: dict[str, tuple[Reporter, str]]
    form: str
    passive: bool

    @property
    def participle(self) -> bool:
        """An -ing form without *is* or *was*: *saying*, *having announced*."""
        return self.form == "ing" and not self.passive

    def words(self, p: Parsed) -> list[str]:
        return p.words[self.first : self.end]


def read_verb(p: Parsed, i: int, low: int, high: int) -> Verb | None:
    """The reporting verb at token `i`, or None where the word is a noun or part of something else."""
    found, end = _matching(p, i, high)
    if not found:
        return None
    forms = {form for _, form in found}
    form = "base" if "base" in forms else min(forms)
    if p.upper[i] and i > low and not _in_headline(p, low, high) and p.words[i - 1] not in (".", ":", '"'):
        return None  # the Post, the United States
    if form in ("base", "s") and _is_noun_here(p, i, low):
        return None
    first = p.verb_group(i, low)
    group = p.words[first:i]
    progressive = form == "ing" and any(word in BE for word in group)
    passive = "part" in form and any(word in BE or word in ("get", "gets", "got") for word in group)
    if form == "participle" and not group:
        return None
    if form == "ing" and first > low and (p.words[first - 1] in _NOT_BEFORE_REPORTS or p.tags[i - 1] == "DT"):
        return None  # options for supporting it, a telling sign: nobody's report
    if p.words[i] == "asked" and (i == low or p.words[i - 1] == "when"):
        passive = True  # Asked whether …, X said
    elif form == "past participle" and not group and end == i + 1 and i + 1 < high:
        by = p.words[i + 1] == "by" and p.words[i + 2 : i + 3] and p.words[i + 2] not in CHANNELS
        reduced = by or (i > low and p.tags[i - 1] in ("DT", "PRP$") and p.words[i - 1] not in _POINTING)
        if reduced:
            return None
    takes: dict[str, tuple[Reporter, str]] = {}
    for reporter, _ in found:
        for complement, attitude in reporter.takes.items():
            takes.setdefault(complement, (reporter, attitude))
    return Verb(first, i, end, takes, "progressive" if progressive else form, passive)


def _matching(p: Parsed, i: int, high: int) -> tuple[list[tuple[Reporter, str]], int]:
    """The verbs of the lexicon that stand at `i`, those with the longest tail only, and where they end."""
    best: list[tuple[Reporter, str]] = []
    end = i + 1
    for reporter, form in verb_forms()[p.words[i]]:  # longest tail first
        k = i + 1
        while reporter.tail and p.words[i] in BE and k < high and p.is_adverb(k):
            k += 1
        if tuple(p.words[k : k + len(reporter.tail)]) != reporter.tail or (
            best and len(reporter.tail) < len(best[0][0].tail)
        ):
            continue
        best.append((reporter, form))
        end = max(end, k + len(reporter.tail)) if reporter.tail else end
    return best, end


def _in_headline(p: Parsed, low: int, high: int) -> bool:
    return (low, high) in p.headlines


def _is_noun_here(p: Parsed, i: int, low: int) -> bool:
    """Is a word such as *claims* or *report* a noun? Its neighbour on the left tells."""
    if i == low:
        return p.tags[i] in ("NN", "NNS") or p.words[i] in ("claims", "plans", "reports")
    before, tag = p.words[i - 1], p.tags[i - 1]
    if before in BE or before in HAVE:
        return True  # there are fears that …
    verbal = p.tags[i].startswith("V")
    if tag in ("DT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "VBN") or p.is_possessive(i - 1):
        counted = tag == "CD" or (tag == "VBN" and i - 2 >= low and p.words[i - 2] in _POINTING)  # those surveyed say
        return not (verbal and (before in _POINTING or counted)) and before not in AUXILIARIES
    if before in PREPOSITIONS and before != "to":
        return True
    if p.quote[i - 1] >= 0:
        return False  # “…,” notes X
    if p.tags[i] in ("NN", "NNS", "NNP"):
        subject = (
            p.is_noun(i - 1)
            or before in SUBJECT_PRONOUNS
            or before in AUXILIARIES
            or before == "to"
            or p.is_adverb(i - 1)
        )
        compound = p.tags[i] == "NN" and tag in ("NN", "NNP", "NNPS") and not _after_quotation(p, i, low)
        return (not subject and before not in (")", ",", "-", "–", "—")) or compound
    return False


def _after_quotation(p: Parsed, i: int, low: int) -> bool:
    """Does nothing but a noun phrase stand between a quotation and the word `i` (*“…,” the Saudis state*)?"""
    found = phrase_before(p, i - 1, low)
    return found is not None and found[0] > low and p.quote[found[0] - 1] >= 0


def unsure(p: Parsed, verb: Verb, source: Range | None, low: int) -> bool:
    """Does the sentence only imagine the attitude: *if you support*, *could seek*, *would ever endorse*?"""
    if source is not None and p.words[source[0] : source[1]] == ["you"]:
        return True
    group = p.words[verb.first : verb.at]
    refuses = "wouldn't" in group or ("would" in group and "not" in group)  # would not say: a refusal, and a fact
    if not refuses and any(word in MODAL and word not in ("will", "won't", "cannot", "can't") for word in group):
        return True
    start = source[0] if source is not None else verb.first
    return start > low and p.words[start - 1] in ("if", "whether", "unless", "should")
