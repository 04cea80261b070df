"""The noun phrase that begins at a place, as a range of tokens, and whether a clause begins there."""

from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import (
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    RELATIVE,
    ROLES,
    STANDING_ALONE,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME,
)

_NAMED_ROLES = ROLES - DETERMINERS


def phrase_after(p: Parsed, i: int, high: int, long: bool = True) -> Range | None:
    """The noun phrase that begins at token `i`, with prepositional phrases and, if `long`, appositives after it."""
    k = i
    while k < high:
        if p.quote[k] >= 0:
            after = _past_nickname(p, k, i, high)
            if after == k:
                break
            k = after
            continue
        word = p.words[k]
        if long and k > i and word == "who":
            break  # a woman | who lives nearby
        if k > i and "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS:
            break  # told the paper | he's ready
        if word in SUBJECT_PRONOUNS or (word in OBJECT_PRONOUNS and (k + 1 >= high or not p.is_noun(k + 1))):
            return (i, k + 1) if k == i or p.words[k - 1] in PREPOSITIONS else (i, k)
        after = _past(p, k, i, high, long)
        if after == k:
            break
        k = after
    if k == i:
        return None
    return (i, _over_appositives(p, k, high) if long else k)


def _past_nickname(p: Parsed, k: int, i: int, high: int) -> int:
    """Past a nickname in marks inside a name: *Leo “Duke” | Farr*; `k` itself where there is none."""
    end = p.quote_tokens[p.quote[k]][1]
    inside = i < k and end < high and end - k <= 5 and p.upper[k - 1] and p.upper[end] and p.quote[end] < 0
    return end if inside and p.upper[k + 1] and p.words[end - 2][0] not in ",.?!" else k


def _past(p: Parsed, k: int, i: int, high: int, long: bool) -> int:
    """Where the phrase that begins at `i` goes on after what stands at `k`; `k` itself where it ends."""
    word = p.words[k]
    if k > i and (p.tags[k] in ("DT", "PRP$") or word in ("a", "an", "the")) and p.is_noun(k - 1):
        return k  # a second noun phrase begins: told reporters | the plan …
    if k > i and ((word == "." and p.is_abbreviation(k, i)) or _joins(p, k, high)):
        return k + 1
    if word in PREPOSITIONS or word in SUBORDINATORS or word in ("and", "or", "but"):
        return k + (k > i and _attaches(p, k, high, long))
    if p.is_nominal(k) or _modifies(p, k, i, high):
        return k + (k == i or word not in TIME or p.words[k - 1] in ("of", "the") or _is_surname(p, k, high))
    if word == "(" and long and ")" in p.words[k : min(high, k + 8)]:
        return k + p.words[k : min(high, k + 8)].index(")") + 1
    return k


def _is_surname(p: Parsed, k: int, high: int) -> bool:
    """Is a month or season a name: *Carl Spring*, *Ina March*? A day of the week seldom is, and a date has a number."""
    if not (p.upper[k] and p.upper[k - 1]) or (k + 1 < high and p.tags[k + 1] == "CD"):
        return False
    word = p.words[k]
    return not word.endswith("day") and word not in ("last", "sept", "oct", "nov", "this", "next", "tonight")


def _joins(p: Parsed, k: int, high: int) -> bool:
    return p.words[k] in ("and", "or", "&", "-", "/") and k < high - 1 and _and_goes_on(p, k, high)


def _attaches(p: Parsed, k: int, high: int, long: bool) -> bool:
    """Does a preposition at `k` hang a further phrase on the one before it?"""
    word = p.words[k]
    if word not in PREPOSITIONS or k >= high - 1 or (word == "to" and _infinitive_at(p, k, high)):
        return False
    if not p.opens_phrase(k + 1) or p.words[k + 1] in TIME:
        return False
    return long or word not in ("on", "in", "at", "during", "about", "after", "before")


def _modifies(p: Parsed, k: int, i: int, high: int) -> bool:
    """Does the participle or adverb `k` belong to the noun after it, or a gerund to its article before it?"""
    if p.tags[k] == "VBG" and k == i + 1 and p.tags[i] == "DT":
        return True  # the questioning will start
    before_noun = k + 1 < high and p.is_nominal(k + 1)
    if k == i and p.words[k] == "lead":
        return before_noun  # lead author Ann Lee
    adverb = p.tags[k] == "RB" and not (k > i and p.is_noun(k - 1))  # not: the rule unfairly targets …
    return before_noun and (p.tags[k] in ("VBN", "VBG") or adverb)


def _infinitive_at(p: Parsed, to: int, high: int) -> bool:
    """*to release copies*: a bare verb that the tagger takes for a noun, with something after it."""
    verb = to + 1
    if verb + 1 >= high or p.upper[verb] or p.tags[verb] not in ("NN", "JJ", "VB"):
        return False
    return p.opens_phrase(verb + 1) or p.is_adverb(verb + 1) or p.words[verb + 1] in OBJECT_PRONOUNS


def _and_goes_on(p: Parsed, k: int, high: int) -> bool:
    comma = next((m for m in range(k + 1, min(high, k + 6)) if p.words[m] == ","), high)
    return p.opens_phrase(k + 1) and not clause_at(p, k + 1, comma, 8)


def _over_who(p: Parsed, k: int, high: int) -> int:
    """Past *who has no comma before it*, unless it says something itself."""
    if k + 2 < high and p.words[k] == "who" and not any(_reports(p.words[m]) for m in range(k + 1, k + 3)):
        k = next((m for m in range(k, high) if p.words[m] in (*",;:(—–-", ".") or p.quote[m] >= 0), high)
        if k < high and p.quote[k] >= 0 and p.upper[k + 1] and p.quote_tokens[p.quote[k]][1] - k <= 5:
            k = p.quote_tokens[p.quote[k]][1]  # a man who is known as “Bear”
    return k


def _over_appositives(p: Parsed, k: int, high: int) -> int:
    """Past *who …*, *, a lawyer at X* and *, who …*, up to the next comma or the end."""
    k = _over_who(p, k, high)
    while k + 1 < high and p.words[k] == "," and p.quote[k] < 0 and _describes(p, k + 1, high):
        end = k + 2
        while end < high and p.words[end] not in (*",;:(—–-",) and p.quote[end] < 0:
            if p.words[end] == "." and end + 1 >= high:
                break
            end += 1
        if p.words[k + 1] in RELATIVE and any(p.words[m] in verb_forms() for m in range(k + 2, min(k + 4, end))):
            break  # who says more: an attribution of its own
        relative = next((m for m in range(k + 1, end) if p.words[m] in RELATIVE), end)
        if any(p.is_finite(m) for m in range(k + 1, relative)):
            break  # a clause of its own: …, the spokesman resigned
        k = end
    return k


def _describes(p: Parsed, k: int, high: int) -> bool:
    """Can a description begin at `k`, behind a comma: *the …*, *61*, *Orbit's founder*?"""
    owned = p.upper[k] and any(p.is_possessive(m) for m in range(k, min(k + 3, high)))
    return (
        p.words[k] in ROLES
        or _age(p, k, high)
        or (owned and any(p.words[m] in _NAMED_ROLES for m in range(k + 1, min(k + 7, high))))
    )


def _reports(word: str) -> bool:
    return any(not reporter.tail for reporter, _ in verb_forms().get(word, ()))


def _age(p: Parsed, k: int, high: int) -> bool:
    """*Ann Lee, 61*: a number of years, with a comma or the end after it."""
    plain = len(p.words[k]) == 2 and p.words[k].isdigit() and p.upper[k - 2]
    return plain and (k + 1 >= high or p.words[k + 1] in (",", "."))


def clause_at(p: Parsed, i: int, high: int, reach: int = 16) -> bool:
    """Does a clause begin at `i`: a subject, and within `reach` tokens a finite verb?"""
    subject = False
    for k in range(i, min(high, i + reach)):
        word = p.words[k]
        if p.quote[k] >= 0 and subject:
            continue
        if p.is_finite(k) and (
            subject or (k == i and "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS | {"that", "there"})
        ):
            return True
        if p.is_noun(k) or word in SUBJECT_PRONOUNS or word in STANDING_ALONE or word in DETERMINERS:
            subject = True
        elif word in (";", ":") or (word == "," and not subject):
            return False
    return False
