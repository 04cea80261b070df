"""Noun phrases as ranges of tokens: the one that ends before a place, the one that begins at a place, and whether a
clause begins there."""

from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import (
    DASHES,
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

_BEFORE_LISTS = frozenset(", ; : - – — -- and but that which while because both".split())
_ASIDES = frozenset("meanwhile however though too for example instance of course in turn".split())


def phrase_before(p: Parsed, j: int, low: int) -> Range | None:
    """The noun phrase that ends with token `j`, with what describes it: prepositional phrases, appositives and
    relative clauses between commas. None where no noun phrase ends there."""
    if j < low:
        return None
    if p.words[j] == "," and j - 1 > low and p.words[j - 1] == ")" and p.quote[j] < 0:
        return _widened(phrase_before(p, j - 1, low), j)
    if p.words[j] in (",", ")", *DASHES):
        opener = _opening_mark(p, j, low)
        head = _core_before(p, opener - 1, low) if opener is not None else None
        if head is None or opener is None:
            return None
        aside = all(p.is_adverb(k) or p.words[k] in _ASIDES for k in range(opener + 1, j))
        return head if aside else (head[0], j + 1)
    return _core_before(p, j, low)


def _opening_mark(p: Parsed, j: int, low: int) -> int | None:
    """The comma, dash or bracket that opens the description which mark `j` closes."""
    mark = "(" if p.words[j] == ")" else p.words[j]
    if mark == "," and (lists := listing_comma(p, j, low)) is not None:
        return lists
    for k in range(j - 1, max(low, j - 45), -1):
        if p.words[k] in (";", ":") and p.quote[k] == p.quote[j]:
            return None
        if p.words[k] != mark or p.quote[k] != p.quote[j] or p.words[k + 1] in ("and", "or"):
            continue
        if mark == "(":
            return k
        if not ((p.is_noun(k - 1) or p.words[k - 1] in (")", ".")) and _describes(p, k + 1, j)):
            return None
        while mark == ",":
            earlier = _earlier_comma(p, k, low)
            if earlier is None:
                break
            k = earlier
        return k
    return None


def listing_comma(p: Parsed, j: int, low: int) -> int | None:
    """The comma that opens *, including X, Y and Z,* or *, such as X,* when the comma `j` closes it."""
    for k in range(j - 2, max(low, j - 45), -1):
        if p.tags[k] in ("VBZ", "VBP", "MD") or p.words[k] in (";", ":"):
            return None
        if p.words[k] == "," and p.words[k + 1] in ("including", "such"):
            return k
    return None


def _earlier_comma(p: Parsed, k: int, low: int) -> int | None:
    """For *X, 67, a lawyer, who …, said*: the comma before `k`, when a description stands between the two."""
    m = next((m for m in range(k - 1, max(low, k - 16), -1) if p.words[m] == ","), None)
    if m is None or not (p.is_noun(m - 1) or p.words[m - 1] in (")", ".")):
        return None
    short = p.words[m + 1] in ("a", "an", "the") or (
        (p.upper[m + 1] or p.tags[m + 1] == "CD") and k - m <= 6 and not any(p.is_finite(i) for i in range(m + 1, k))
    )
    head = _core_before(p, m - 1, low)
    lead_in = head is not None and head[0] > low and p.words[head[0] - 1] in PREPOSITIONS | SUBORDINATORS
    return m if short and not lead_in else None


def _describes(p: Parsed, a: int, b: int) -> bool:
    """Is `a`..`b` an appositive, a relative clause or another description, not a clause of its own?"""
    if p.words[a] in ("who", "which", "whose", "whom", "where"):
        return True
    relative = p.tags[a] == "VBD" and p.words[a + 1] in PREPOSITIONS  # the report, issued on Monday, says
    for k in range(a, min(b, a + 12)):
        relative = relative or p.words[k] in RELATIVE
        if p.is_finite(k) and not relative:
            return False
    tag = p.tags[a]
    return (
        p.words[a] in PREPOSITIONS or p.words[a] in ROLES or p.is_nominal(a) or tag in ("VBN", "VBG", "RB") or relative
    )


def _core_before(p: Parsed, j: int, low: int) -> Range | None:
    """The noun phrase that ends with the word `j`, without anything between commas."""
    if j < low:
        return None
    word = p.words[j]
    if word in SUBJECT_PRONOUNS or word in STANDING_ALONE or word in ("which", "what"):
        return None if p.quote[j] >= 0 else (j, j + 1)
    closing_bracket = word == ")"
    if closing_bracket:
        opener = _opening_mark(p, j, low)
        return None if opener is None or opener <= low else _widened(_core_before(p, opener - 1, low), j + 1)
    if not (p.is_nominal(j) or p.tags[j] in ("VBG", "VBN") or word == "."):
        return None
    first = k = j + 1
    while k > low:
        k -= 1
        if p.quote[k] >= 0 and p.quote[k] != p.quote[j]:
            a, b = p.quote_tokens[p.quote[k]]  # a nickname or a title in quotation marks inside the phrase
            if b - a > 24 or a <= low or p.words[b - 2] in (",", "?", "!", "."):
                break
            k = a
            continue
        step = _extends(p, k, first, low)
        if step == "determiner":
            first = k
        elif step == "inside":
            first = k
            continue
        more = _attached(p, first, low) if first <= j and k >= first - 1 else None
        if more is None:
            break
        k = more + 1
    first = first - 2 if first <= j and _shares_noun(p, first, low) else first
    return (first, j + 1) if first <= j else None


def _shares_noun(p: Parsed, first: int, low: int) -> bool:
    """*he and another officer*, *current and former officials*: what stands before *and* belongs to the phrase."""
    if first - 2 < low or p.words[first - 1] not in ("and", "or") or p.quote[first - 2] >= 0:
        return False
    before = p.words[first - 2]
    pronoun = before in SUBJECT_PRONOUNS and (first - 2 == low or p.words[first - 3] in (",", "that", "but", *DASHES))
    return pronoun or (p.tags[first - 2] == p.tags[first] == "JJ")


def _widened(found: Range | None, end: int) -> Range | None:
    return None if found is None else (found[0], end)


def _extends(p: Parsed, k: int, first: int, low: int) -> str:
    """Does token `k` belong to the noun phrase that so far begins at `first`: ``inside`` it, as its ``determiner``
    (nothing more can stand before), or ``no``?"""
    word, tag = p.words[k], p.tags[k]
    if word in DETERMINERS or tag in ("DT", "PRP$"):
        return "no" if word == "that" and k > low and p.tags[k - 1][:2] in ("VB", "NN", "RB") else "determiner"
    if p.is_abbreviation(k, low):
        return "inside"
    if word in SUBORDINATORS or word in PREPOSITIONS or word in ("and", "or", "but") or word in SUBJECT_PRONOUNS:
        return "no"
    if p.is_nominal(k):
        late = k < first - 1 and word in TIME and k > low and p.words[k - 1] in ("on", "in", "late", "early", "last")
        return "no" if late else "inside"
    if (
        word in ("-", "–", "/", "&", "%", "$", "#", "@")
        and k > low
        and p.is_noun(k - 1)
        and p.ends[k - 1] == p.starts[k]
    ):
        return "inside"
    if k == first - 1 and tag == "VBG" and k > low and p.is_possessive(k - 1):
        return "inside"  # somebody's thinking
    modifier = tag in ("VBG", "VBN", "RB", "RBR", "RBS") and k > low and first == k + 1 < len(p)
    if modifier and p.tags[k - 1] in ("DT", "PRP$", "JJ", "IN", "RB") and p.tags[k + 1] not in ("DT", "PRP$", "PRP"):
        return "inside"
    return "no"


def _attached(p: Parsed, first: int, low: int) -> int | None:
    """The last word of the phrase to which the one beginning at `first` is attached: by a preposition (*officials
    of the ministry*), by *and*, or as a reduced relative clause (*a memo released by the ministry*)."""
    k = first - 1
    if k <= low or p.quote[k] >= 0:
        return None
    word, before = p.words[k], p.words[k - 1]
    named = p.is_noun(k - 1) or before in (")", "chief")
    if word in PREPOSITIONS and named and before not in SUBJECT_PRONOUNS and before not in TIME:
        return k - 1
    if before in ("close", "familiar", "loyal", "sympathetic", "next") and k - 2 >= low and p.is_noun(k - 2):
        return k - 2  # experts close to NATO
    participle = p.tags[k - 1] in ("VBN", "VBG", "JJ") or (word == "by" and p.tags[k - 1] == "VBD")
    if word in PREPOSITIONS and participle and k - 2 >= low and p.is_noun(k - 2):
        return k - 2 if p.words[k - 2] not in SUBJECT_PRONOUNS and not p.is_possessive(k - 2) else None
    if word.endswith("ing") and p.is_noun(k - 1) and word not in verb_forms() and before not in SUBJECT_PRONOUNS:
        return k - 1  # analysts monitoring the region
    if word in ("and", "or", "&") and p.is_noun(k - 1) and before not in SUBJECT_PRONOUNS:
        start = k - 1
        while start >= low and (p.is_nominal(start) or p.words[start] in (".", "of")):
            start -= 1
        if start < low or p.words[start] in _BEFORE_LISTS or p.quote[start] >= 0:
            return k - 1
    return None


def phrase_after(p: Parsed, i: int, high: int, long: bool = True) -> Range | None:
    """The noun phrase that begins at token `i`, with prepositional phrases and, if `long`, appositives after it."""
    k = i
    while k < high and p.quote[k] < 0:
        word, tag = p.words[k], p.tags[k]
        alone = word in SUBJECT_PRONOUNS or (word in OBJECT_PRONOUNS and (k + 1 >= high or not p.is_noun(k + 1)))
        if k > i and "'" in word and word.split("'")[0] in SUBJECT_PRONOUNS:
            break  # told the paper | he's ready
        if alone:
            return (i, k + 1) if k == i or p.words[k - 1] in PREPOSITIONS else (i, k)
        if k > i and (tag in ("DT", "PRP$") or word in ("a", "an", "the")) and p.is_noun(k - 1):
            break  # a second noun phrase begins: told reporters | the plan …
        if (k > i and p.is_abbreviation(k, i)) or (
            word in ("and", "or", "&", "-", "/") and i < k < high - 1 and _and_goes_on(p, k, high)
        ):
            k += 1
        elif word == "to" and k > i and _infinitive_at(p, k, high):
            break
        elif word in PREPOSITIONS and i < k < high - 1 and p.opens_phrase(k + 1) and p.words[k + 1] not in TIME:
            if not long and word in ("on", "in", "at", "during", "about", "after", "before"):
                break
            k += 1
        elif word in SUBORDINATORS or word in PREPOSITIONS or word in ("and", "or", "but"):
            break
        elif p.is_nominal(k) or _modifies(p, k, i, high):
            if k > i and word in TIME and p.words[k - 1] not in ("of", "the"):
                break
            k += 1
        elif word == "(" and long and ")" in p.words[k : min(high, k + 8)]:
            k += p.words[k : min(high, k + 8)].index(")") + 1
        else:
            break
    if k == i:
        return None
    return (i, _over_appositives(p, k, high) if long else k)


def _modifies(p: Parsed, k: int, i: int, high: int) -> bool:
    """Does the participle or adverb `k` belong to the noun after it, or a gerund to its article before it?"""
    if p.tags[k] == "VBG" and k == i + 1 and p.tags[i] == "DT":
        return True  # the questioning will start
    before_noun = k + 1 < high and p.is_nominal(k + 1)
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


def _over_appositives(p: Parsed, k: int, high: int) -> int:
    """Past *, a lawyer at X* and *, who …*, up to the next comma or the end."""
    while k + 1 < high and p.words[k] == "," and p.quote[k] < 0 and p.words[k + 1] in ROLES:
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
