"""Where a clause begins, and how far the clause of a reporting verb can reach."""

from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.phrase_spans import clause_at, phrase_after
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import DASHES, RELATIVE, SUBJECT_PRONOUNS, TIME

_OPENERS = frozenset(
    """while when if as after although though since because before until unless whereas once asked despite even
    whether given""".split()
)  # fmt: skip
_POINTING = frozenset("there this that these those".split())
_GOING_ON = frozenset("to for in on at about during after before of with".split())
_QUANTIFYING = frozenset("at least about nearly almost roughly some more than fewer".split())


def clause_starts(p: Parsed, i: int, high: int) -> bool:
    """A stricter `clause_at`: one noun phrase and then, with adverbs at most between, its finite verb."""
    if i >= high or p.quote[i] >= 0:
        return False
    word = p.words[i]
    if word in TIME or (word in ("this", "that", "these") and i + 1 < high and p.words[i + 1] in TIME):
        return False  # said this week …
    if word in _POINTING or word.split("'")[0] in SUBJECT_PRONOUNS:
        return i + 1 < high and (p.is_finite(i) or not p.is_mark(i + 1) or p.quote[i + 1] >= 0)
    if word in _QUANTIFYING and i + 2 < high and (p.tags[i + 1] == "CD" or p.words[i + 1] in ("least", "most", "half")):
        return clause_starts(p, i + 1 + (p.words[i + 1] in ("least", "most")), high)
    subject = phrase_after(p, i, high, long=False)
    if subject is None:
        return p.tags[i] == "VBG" and word not in verb_forms() and _gerund_acts(p, i, high)
    return _verb_follows(p, subject, high)


def _verb_follows(p: Parsed, subject: Range, high: int) -> bool:
    """Comes the verb of the subject after it, with adverbs at most between?"""
    first, end = subject
    k = end
    while k < high and p.is_adverb(k) and p.words[k] not in TIME:
        k += 1
    if k < high:
        if p.quote[k] >= 0:
            return any(p.is_finite(m) for m in range(k, min(high, k + 3)))  # the plan “did not work”
        if p.is_finite(k) or (p.words[k] in verb_forms() and p.tags[k] in ("VB", "VBN")):
            return True
        if end < k and p.tags[k] == "NNS":
            return True  # the law unfairly targets …: a verb in spite of its tag
        later = _verb_behind(p, subject, k, high)
        if later is not None:
            return later
    # the verb may have been taken for a noun: voters | back the plan
    return any(p.tags[m] in ("VBZ", "VBP", "VBD", "MD") for m in range(first + 1, end))


def _verb_behind(p: Parsed, subject: Range, k: int, high: int) -> bool | None:
    """Comes the verb behind what goes on at `k`: *and*, a comma, a preposition, a relative clause? None if not."""
    if k + 1 < high and p.words[k] == "to" and p.words[k - 1] in verb_forms() and p.tags[k - 1] == "NNS":
        return k - 1 > subject[0]  # the governor plans to …
    if k + 2 < high and k == subject[1] and p.words[k] == "and" and p.upper[k + 1]:
        other = phrase_after(p, k + 1, high, long=False)
        return other is not None and other[1] < high and p.is_finite(other[1])  # Latinos and Blacks have …
    if p.words[k] == ",":
        return clause_at(p, subject[0], high, 20)
    return clause_at(p, k + 1, high, 10) if p.words[k] in _GOING_ON or p.words[k] in RELATIVE else None


def _gerund_acts(p: Parsed, i: int, high: int) -> bool:
    """*bullying does not stop*, *seeking help was right*: a participle as the subject."""
    thing = phrase_after(p, i + 1, high, long=False) if i + 1 < high and not p.is_finite(i + 1) else (i, i + 1)
    return thing is not None and thing[1] < high and p.quote[thing[1]] < 0 and p.is_finite(thing[1])


def reach(p: Parsed, first: int, end: int, source: Range | None, low: int, high: int) -> int:
    """How far content after a verb (its group begins at `first` and ends at `end`) can go, because the verb's own
    clause ends there: a subordinate clause before the main one, a relative clause or a bracket."""
    start = source[0] if source is not None and source[0] < first else first
    high = _bracket_end(p, first, end, low, high)
    if source is not None and p.words[source[0]] in ("who", "which", "that") and source[1] - source[0] == 1:
        return _relative_end(p, start, end, low, high)
    if source is not None and p.words[source[1] : source[1] + 1] == [","] and first - 3 < source[1] < first:
        high = _before_main_verb(p, end, high)
    opener = start - 1
    while opener > low and p.words[opener - 1] == "even":
        opener -= 1
    if not _is_subordinate(p, first, start, opener, low):
        return high
    for k in range(end + 1, high - 2):
        if p.words[k] == "," and p.quote[k] < 0 and _main_clause(p, k + 1, high):
            return high if p.words[opener] == "as" and p.quote[k + 1] >= 0 else k  # as X told the paper, “…”
    return high


def _bracket_end(p: Parsed, first: int, end: int, low: int, high: int) -> int:
    """Where the bracket closes in which the verb stands; `high` if it stands in none."""
    marks = (k for k in range(first - 1, max(low - 1, first - 60), -1) if p.quote[k] < 0 and p.words[k] in ("(", ")"))
    last = next(marks, None)
    if last is None or p.words[last] == ")":
        return high
    return next((m for m in range(end, high) if p.words[m] == ")" and p.quote[m] < 0), high)


def _is_subordinate(p: Parsed, first: int, start: int, opener: int, low: int) -> bool:
    """Does the verb's clause begin with *while*, *if*, *as* … at `opener`, or with a participle?"""
    at_start = opener == low or (opener > low and p.words[opener - 1] in (",", "and", "but", "that", '"', *DASHES))
    if (opener >= low and p.words[opener] in _OPENERS and at_start) or (first == low and p.tags[low] == "VBG"):
        return True  # Noting that …, X said
    fronted = p.words[low] in _OPENERS and first - low < 14
    return fronted and not any(p.words[k] == "," and p.quote[k] < 0 for k in range(low, start))


def _main_clause(p: Parsed, i: int, high: int) -> bool:
    if p.quote[i] >= 0 or p.words[i] in ("and", "or", "but", "which", "who", "where"):
        return p.quote[i] >= 0
    return clause_starts(p, i, high)


def _relative_end(p: Parsed, start: int, end: int, low: int, high: int) -> int:
    """A relative clause between commas ends at the comma before the main verb; one without commas is not cut. A second
    one (*Ann, who sings and who has heard the song, knows*) ends with the first."""
    if p.words[start - 1] in ("and", "but", "or"):
        start = next((j for j in range(start - 2, low, -1) if p.words[j] == p.words[start]), start)
    if start == low or p.words[start - 1] not in (",", *DASHES):
        return high
    for k in range(end + 1, high - 1):
        if p.quote[k] < 0 and p.words[k] in (",", *DASHES):
            n = k + 1
            while n < high - 1 and p.is_adverb(n):
                n += 1
            if p.is_finite(n) and p.quote[n] < 0:
                return k
    return high


def _before_main_verb(p: Parsed, end: int, high: int) -> int:
    """*Ann Lee, while saying that she likes it, | also voted against it*: the comma before the main verb."""
    for k in range(end + 1, high - 1):
        if p.quote[k] < 0 and p.words[k] == ",":
            n = k + 1
            while n < high - 1 and p.is_adverb(n):
                n += 1
            if p.quote[n] < 0 and (p.is_finite(n) or p.tags[n] == "VBN"):
                return k
    return high


def has_verb(p: Parsed, k: int, high: int) -> bool:
    """Is there a noun and after it some verb? Enough after *say*, where the tags may be wrong."""
    noun = next((m for m in range(k, high) if p.is_noun(m) or p.words[m] in SUBJECT_PRONOUNS), high)
    return any(
        p.tags[m][0] in "VM" for m in range(noun + (not p.is_finite(noun) if noun < high else 0), min(high, k + 30))
    )


def verb_taken_for_noun(p: Parsed, k: int, high: int) -> bool:
    """Does a clause begin at `k` whose verb is a noun or an adjective, too: *ferry workers strike tomorrow*? After a
    plural such a word can hardly be anything else."""
    for m in range(k, min(k + 6, high - 2)):
        if p.quote[m] >= 0 or not (p.is_nominal(m) or p.is_adverb(m)):
            return False
        verbal = (
            p.tags[m + 1] in _MAY_BE_VERB and p.quote[m + 1] < 0 and not p.upper[m + 1] and p.words[m + 1].isalpha()
        )
        if p.tags[m] == "NNS" and verbal and not p.is_adverb(m + 1):
            return not p.is_mark(m + 2) and p.words[m + 2] not in ("and", "or")
    return False


_MAY_BE_VERB = frozenset("NN JJ VB VBN VBP".split())


def ends_quotation(p: Parsed, k: int, low: int) -> bool:
    """Does a quotation of a whole utterance end at token `k`: with a comma, a full stop or ? or ! at its end?"""
    if p.quote[k] >= 0:
        last = p.words[k] if p.words[k] not in ("''",) else p.words[k - 1]
        inner = k - 1 if last in ('"', "'", "''") else k
        while inner > low and p.words[inner] in ('"', "'"):
            inner -= 1
        a, b = p.quote_tokens[p.quote[k]]
        return p.words[inner] in (*",?!.…-–—", "--", "...") or (a == low and k == b - 1 and b - a > 7)
    return k > low and p.words[k] in (",", *DASHES) and p.quote[k - 1] >= 0
