"""Who does what a verb says: the subject of a reporting verb."""

from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import phrase_before
from newsloupe.grammar.reporting_verbs import Verb
from newsloupe.grammar.word_sets import DASHES, PREPOSITIONS, PRONOUNS, TIME


def subject(p: Parsed, verb: Verb, low: int) -> Range | None:
    """The source of an active verb: the noun phrase before it, or the subject of the clause that it belongs to."""
    k = verb.first - 1
    while k >= low and p.is_adverb(k) and p.words[k] not in TIME and not _stands_alone(p, k, low):
        k -= 1
    if k < low:
        return None
    if _stands_alone(p, k, low):
        return k, k + 1
    if p.words[k] == "to":
        return _subject_of_chain(p, k, low)
    joined = _before_time(p, k, low)
    if p.words[joined] in ("and", "but", "or"):
        return main_subject(p, joined, low)
    if verb.participle:
        if p.words[k] == "," or p.quote[k] >= 0 or p.words[k] in PREPOSITIONS or p.tags[k].startswith("V"):
            return main_subject(p, k, low)
        return _speaker(p, phrase_before(p, k, low)) or main_subject(p, k, low)
    k = _before_time(p, k, low)
    if p.tags[k] in ("VBN", "VBD") and k - 1 > low and p.is_noun(k - 1):
        return _widened(_speaker(p, phrase_before(p, k - 1, low)), verb.first)  # a poll released last week
    before = phrase_before(p, k, low)
    if before is None and p.words[k] == ",":
        return main_subject(p, k, low)
    return _speaker(p, before)


def _stands_alone(p: Parsed, k: int, low: int) -> bool:
    """*Most said …*, *…; all agree …*: a subject by itself."""
    return p.words[k] in ("most", "all", "both", "many", "some", "others") and (
        k == low or p.words[k - 1] in (",", ";", "and", "but", "while", "though", *DASHES)
    )


def _widened(found: Range | None, end: int) -> Range | None:
    return None if found is None else (found[0], end)


def _before_time(p: Parsed, k: int, low: int) -> int:
    """Skip *Tuesday* and *on Tuesday* between subject and verb."""
    m = k
    while m > low and p.words[m] in TIME:
        m -= 1
    if m == k:
        return k
    return m - 1 if p.words[m] in ("on", "in", "late", "early", "this") and m - 1 > low else m


def _speaker(p: Parsed, found: Range | None) -> Range | None:
    """`found` if it can be a subject: not a bare possessive, not *which*."""
    if found is None:
        return None
    last = found[1] - 1
    if p.tags[last] == "PRP$" or (p.words[last].endswith("'s") and not p.is_finite(last)):
        return None
    return None if found[1] - found[0] == 1 and p.words[last] in ("which", "that", "there", "what") else found


def _subject_of_chain(p: Parsed, to: int, low: int) -> Range | None:
    """The subject of *went on to say*, *continued to insist*, *is likely to argue*."""
    if p.tags[to - 1][:2] not in ("VB", "JJ", "RB", "IN", "RP"):
        return None  # an effort to claim, nobody's yet
    for k in range(to - 1, max(low, to - 5), -1):
        if p.is_finite(k) or p.tags[k] in ("VBN", "VBG"):
            first = p.verb_group(k, low)
            found = phrase_before(p, first - 1, low) if first > low else None
            if found is not None:
                return _speaker(p, found)
    return None


def main_subject(p: Parsed, before: int, low: int) -> Range | None:
    """The subject of the nearest clause before token `before`: that of its finite verb, the sentence's first verb
    being tried last."""
    for k in range(before - 1, low, -1):
        if p.quote[k] >= 0 or not (p.is_finite(k) or _looks_like_participle(p, k)) or p.is_finite(k - 1):
            continue
        first = p.verb_group(k, low)
        found = _speaker(p, phrase_before(p, first - 1, low)) if first > low else None
        who = found is not None and p.words[found[0]] == "who" and p.words[before] == "and"
        if found is not None and (who or not _embedded(p, found[0], low)):
            return found
    return None


def _looks_like_participle(p: Parsed, k: int) -> bool:
    """*Reid caucused …*: a past tense that the tagger takes for a participle, right after its subject."""
    before = k - 1 - p.is_adverb(k - 1)
    subject = p.is_noun(before) or p.words[before] in PRONOUNS or p.words[before] == ","
    bare = p.tags[k] == "VB" and p.words[before] in ("he", "she", "it")  # he cut, she put
    return (p.tags[k] == "VBN" or bare) and subject and p.words[k + 1] != "by"


def _embedded(p: Parsed, start: int, low: int) -> bool:
    """Is the clause whose subject begins at `start` inside another one (*said that he …*, *a man who …*)?"""
    if p.words[start] in ("who", "which", "that", "it", "there"):
        return p.words[start] != "it"
    before = p.words[start - 1] if start > low else ""
    if before in (
        "that",
        "because",
        "when",
        "while",
        "if",
        "as",
        "how",
        "why",
        "whether",
        "what",
        "where",
        "than",
        "after",
        "before",
        "which",
        "whom",
    ):
        return True
    return (
        start > low
        and p.tags[start - 1] in ("VBD", "VBZ", "VBP", "VBG", "VB", "VBN", "NN", "NNS")
        and p.words[start - 1] not in TIME
    )
