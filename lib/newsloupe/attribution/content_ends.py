"""Where reported content ends: with its sentence, or earlier, where the reporter goes on."""

from newsloupe.grammar.agents_and_patients import phrase_before
from newsloupe.grammar.clauses import clause_starts
from newsloupe.grammar.inflection import inflect
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.phrase_spans import clause_at, phrase_after
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.reporting_verbs import verb_at
from newsloupe.grammar.word_sets import AUXILIARIES, BE, DASHES, DETERMINERS, DO, SUBJECT_PRONOUNS, TIME

_ADDED = frozenset(
    """but while although though which because when after before who so if with as where whereas even then""".split()
)


# In what something is said, also where it is one of many; what is somebody's own; and further occasions.
_SAID_IN = frozenset("statement interview tweet email e-mail message alert".split())
_OWN_TEXTS = frozenset("letter report speech release advisory post memo testimony newsletter".split())
_OCCASIONS = (
    _SAID_IN
    | _OWN_TEXTS
    | frozenset(
        """conference debate rally briefing column essay op-ed editorial appearance town filing video call facebook
    twitter""".split()
    )
)
_A_OR_OWN = frozenset("a an his her its their".split())
_SENT = frozenset(
    form
    for verb in "publish release issue post put announce appear read say mention write use make give".split()
    for form in inflect(verb)
)


def content_end(p: Parsed, i: int, high: int, sort: str = "clause") -> int:
    """Where content that begins at token `i` ends. `sort` is ``clause`` (goes on to the end of the sentence, unless
    the same source reports again), ``infinitive`` or ``object`` (end before the next clause)."""
    high = min(_end_of_absolute(p, i, high), _occasion_at_end(p, i, high))
    for k in range(i + 1, high):
        if p.quote[k] >= 0:
            continue
        if _breaks_off(p, k, i, high):
            return k
        if _hands_over(p, k, i, high, sort):
            return k - (p.words[k - 1] in (",", *DASHES))
        if sort != "clause" and k > i + 1 and (_cuts(p, k, i, high, sort) or _places_quotation(p, k, high)):
            return k
    return _without_end_marks(p, i, high)


def _end_of_absolute(p: Parsed, i: int, high: int) -> int:
    """*With Ware saying it was full, | parents went elsewhere*: the comma before the main clause; else `high`."""
    low = p.unit_of(i)[0]
    if p.words[low] != "with" or i - low > 12 or any(p.is_finite(k) or p.words[k] == "," for k in range(low, i)):
        return high
    for k in range(i + 2, high - 2):
        if p.words[k] == "," and p.quote[k] < 0 and p.words[k + 1] not in _ADDED | {"and", "or"}:
            return k if any(p.is_finite(m) and p.quote[m] < 0 for m in range(k + 2, high)) else high
    return high


def _occasion_at_end(p: Parsed, i: int, high: int) -> int:
    """*to leave the region | in its weekly safety alert*, *that it would close | in a statement on Monday*: the writer
    tells where it was said; else `high`. Not where the content itself is of sending words (*to say so in a letter*)."""
    last = _without_end_marks(p, i, high)
    for k in range(last - 2, max(i + 2, last - 10), -1):
        if p.words[k] != "in" or p.quote[k] >= 0 or p.words[k + 1] not in _A_OR_OWN:
            continue
        n = k + 2
        while n < last and (p.tags[n] in ("JJ", "NN", "NNP", "CD") or p.words[n] in TIME):
            n += 1
        head = p.words[n - 1]
        told = head in _SAID_IN or (head in _OWN_TEXTS and p.words[k + 1] not in ("a", "an"))
        goes_on = n == last or p.words[n] in ("to", "with", "on", "from", "after", "posted", "issued", "released")
        return k if told and goes_on and _SENT.isdisjoint(p.words[i:k]) else high
    return high


def _breaks_off(p: Parsed, k: int, i: int, high: int) -> bool:
    """Does the content that begins at `i` end at `k`, whoever goes on there?"""
    word = p.words[k]
    if p.quote[k - 1] >= 0 and k > i + 2 and (_writer_after_quotation(p, k) or _after_utterance(p, k, i, high)):
        return True
    if k > i + 2 and (_soon_after(p, k, high) or _then_always(p, k, high)):
        return True
    if word == ";" or (word == ")" and "(" not in p.words[i:k]):
        return True
    return word in ("before", "after", "while") and k > i + 1 and _reporting_participle(p, k + 1, high)


def _hands_over(p: Parsed, k: int, i: int, high: int, sort: str) -> bool:
    """Does at `k`, or at the comma before it, another report begin, by the same source or by another?"""
    word, comma = p.words[k], p.words[k - 1] == ","
    if word in verb_forms() and word.endswith("ing") and _after_comma(p, k):
        return True
    if word == "with" and comma and _described_by_other(p, k + 1, high):
        return True
    if k <= i + 1:
        return False
    if word in ("which", "whom", "who") and comma and _described_as(p, k + 1, high):
        return True
    set_off = word not in ("and", "but") or comma or p.words[k - 1] in DASHES or p.quote[k - 1] >= 0
    if word in _CONTRAST and set_off and _other_source(p, k + 1, high):
        return True
    if word not in ("and", "but") or not _reports_again(p, k + 1, high, sort) or _had_too(p, k, i):
        return False
    return sort != "clause" or not (_thinks_too(p, k + 1, i, high) or _is_passive(p, k + 1, high))


def _had_too(p: Parsed, k: int, i: int) -> bool:
    """*that he had written to them and | had warned*: the second *had* tells what was reported, as the first does."""
    n = k + 1
    return n < len(p) and p.words[n] in ("had", "hadn't", "hadn’t") and "had" in p.words[i:k]


def _is_passive(p: Parsed, n: int, high: int) -> bool:
    """*and | is expected to*, which tells of others."""
    start = n
    while n < high and (p.is_adverb(n) or p.words[n] in AUXILIARIES):
        n += 1
    return n < high and p.tags[n] in ("VBN", "VBD") and not BE.isdisjoint(p.words[start:n])


def _thinks_too(p: Parsed, n: int, i: int, high: int) -> bool:
    """*said he saw the smoke and | suspected a fire*: after a verb of saying, what is thought is told, too, where a
    clause with a verb of the same time comes before it."""
    while n < high and p.is_adverb(n):
        n += 1
    attitudes = {attitude for reporter, _ in verb_forms().get(p.words[n], ()) for attitude in reporter.takes.values()}
    if "belief" not in attitudes or p.tags[n] not in ("VBD", "VBN"):
        return False
    says = i - 1 - (p.words[i - 1] == "that")
    spoken = any(
        attitude == "assertion" for r, _ in verb_forms().get(p.words[says], ()) for attitude in r.takes.values()
    )
    return spoken and any(p.tags[m] == "VBD" and p.quote[m] < 0 for m in range(i, n))


_MEANWHILE = frozenset("as when while before after until because since though although whereas".split())


def _after_utterance(p: Parsed, k: int, i: int, high: int) -> bool:
    """Does the writer go on at `k` after a quotation that is the whole of what was said: *“…” as the bus left*,
    *“…” and left*? A few quoted words may be the subject or part of what follows (*“rigged” and unfair*)."""
    a, b = p.quote_tokens[p.quote[k - 1]]
    if b != k or a > i + 1:
        return False
    word, n = p.words[k], k + 1
    if word in _MEANWHILE:
        after_all = word not in ("as", "after", "before", "since", "until")  # which may lead to a phrase, too
        return (
            after_all
            or clause_starts(p, n, high)
            or _someone_acts(p, n, high)
            or (word != "as" and n < high and p.tags[n] == "VBG")
        )
    return word in ("and", "then", "but") and _acts(p, n + (n < high and p.words[n] == "then"), high)


def _someone_acts(p: Parsed, n: int, high: int) -> bool:
    """*the bus left*: a subject and its verb, whatever the tagger took the verb for."""
    subject = phrase_after(p, n, high, long=False)
    return subject is not None and subject[1] < high and _acts(p, subject[1], high)


def _acts(p: Parsed, n: int, high: int) -> bool:
    """Does a verb of doing stand at `n`, with adverbs at most before it (*and quickly left*)?"""
    while n < high and p.is_adverb(n):
        n += 1
    verb = verb_at(p, n) if n < high and p.quote[n] < 0 and p.words[n] not in AUXILIARIES else None
    return verb is not None and verb.kind == "finite" and p.tags[n] in ("VBD", "VBZ", "VBN") and verb.first <= n


_SPANS = frozenset("moments minutes hours days weeks months years minute hour day week month year".split())


def _soon_after(p: Parsed, k: int, high: int) -> bool:
    """*, hours after the vote*, *, just two days before she left*: the writer tells when it was said."""
    if p.words[k] != ",":
        return False
    n = k + 1
    while n < high and (p.is_adverb(n) or p.tags[n] in ("CD", "DT", "JJ", "RB") or p.words[n] in ("a", "few", "than")):
        n += 1
    timed = n < high and p.words[n] in _SPANS
    return n + timed + 1 < high and timed and p.quote[n + 1] < 0 and p.words[n + 1] in ("after", "before")


def _then_always(p: Parsed, k: int, high: int) -> bool:
    """*, but then he always does*, *– though she rarely did*: the writer’s own comment, which says what is usual."""
    n = k + 1
    if p.words[k] not in (",", *DASHES) or n + 2 >= high or p.words[n] not in ("but", "though", "although", "as"):
        return False
    last = high - 1
    while last > n and p.is_mark(last):
        last -= 1
    usual = any(p.words[m] in _USUALLY for m in range(n + 1, last)) and last - n < 8
    return usual and p.words[last] in DO


_USUALLY = frozenset("always usually often never rarely seldom then generally normally invariably".split())


def _places_quotation(p: Parsed, k: int, high: int) -> bool:
    """Do the words at `k`, right after a quotation, say on what occasion it was uttered (*“rigged” | in a tweet*)?"""
    if p.quote[k - 1] < 0 or p.words[k] not in ("in", "on", "during", "at", "last", "this"):
        return False
    return any(p.words[m] in _OCCASIONS or p.words[m] in TIME for m in range(k + 1, min(k + 6, high)))


_CONTRAST = ("but", "while", "and", "though", "although", "whereas")


def _other_source(p: Parsed, n: int, high: int) -> bool:
    """Does a clause with its own source and reporting verb begin at `n` (*but the minister says …*)?"""
    for k in range(n + 1, min(high - 1, n + 10)):
        if p.quote[k] >= 0:
            return False
        if p.is_finite(k) and p.tags[k] != "VBN":
            verb = k
            while verb < high - 1 and (p.words[verb] in AUXILIARIES or p.is_adverb(verb)):
                verb += 1
            takes = {c for reporter, _ in verb_forms().get(p.words[verb], ()) for c in reporter.takes}
            found = phrase_before(p, k - 1, n)
            return bool(takes & {"that", "person_that"}) and found is not None and found[0] == n
    return False


def _reports_again(p: Parsed, n: int, high: int, sort: str) -> bool:
    """Does a further reporting verb of the same source begin at `n` (*and said that …*)?"""
    while n < high and (p.is_adverb(n) or p.words[n] in AUXILIARIES):
        n += 1
    if n + 1 >= high or p.quote[n] >= 0 or p.words[n] not in verb_forms():
        return False
    if p.tags[n] not in ("VBD", "VBN", "VBZ", "VBP") and sort == "clause":
        return False
    takes = {complement for reporter, _ in verb_forms()[p.words[n]] for complement in reporter.takes}
    after = p.words[n + 1]
    if sort == "object":
        return p.tags[n] in ("VBD", "VBZ", "VBG", "VBN") or after == "that"
    return (
        p.words[n] in ("said", "says")
        or (after == "that" and "that" in takes)
        or (after == ":" and "quotation" in takes)
        or (p.quote[n + 1 + (after == ",")] >= 0 and "quotation" in takes)
        or (after == "to" and "infinitive" in takes and sort != "infinitive")
        or bool(takes & {"object_of", "object_named", "person_to"})
    )


_WRITER_GOES_ON = frozenset("which who whose when as before after while although though".split())


def _writer_after_quotation(p: Parsed, k: int) -> bool:
    """Does the writer go on at `k`, right after a comma in a quotation (*“…,” which is*, *“…,” vowing*)?"""
    return p.words[k - 2] == "," and (p.words[k] in _WRITER_GOES_ON or p.tags[k] in ("VBD", "VBZ", "VBG"))


def _described_as(p: Parsed, n: int, high: int) -> bool:
    """*…, which he described as*: an attribution of its own."""
    for k in range(n + 1, min(high - 1, n + 6)):
        if p.quote[k] >= 0 or p.is_mark(k):
            return False
        takes = {c for reporter, _ in verb_forms().get(p.words[k], ()) for c in reporter.takes}
        if "object_as" in takes and p.words[k + 1] == "as":
            return True
    return False


def _reporting_participle(p: Parsed, n: int, high: int) -> bool:
    """*… before claiming that*: the same source reports again."""
    return n < high and p.quote[n] < 0 and p.words[n] in verb_forms() and p.words[n].endswith("ing")


def _after_comma(p: Parsed, k: int) -> bool:
    """Does a comma stand before `k`, also inside a closing quotation mark?"""
    return p.words[k - 1] == "," or (p.quote[k - 1] >= 0 and k > 1 and p.words[k - 2] == ",")


def _described_by_other(p: Parsed, n: int, high: int) -> bool:
    """*, with the Kremlin describing …*: another source's report hangs on this one."""
    for k in range(n + 1, min(high, n + 8)):
        if p.words[k] in verb_forms() and p.words[k].endswith("ing"):
            return True
        if p.words[k] in (",", "and") or p.is_finite(k):
            return False
    return False


def _cuts(p: Parsed, k: int, i: int, high: int, sort: str) -> bool:
    """Does the content of an object or infinitive end at token `k`?"""
    word = p.words[k]
    if word in ("—", "--", "–") or (
        word == "-" and p.ends[k - 1] < p.starts[k] and k + 1 < high and p.ends[k] < p.starts[k + 1]
    ):
        return "—" not in p.words[i:k] if sort == "object" else False
    if word == ":" and sort == "object":
        return k - i > 2 and k + 1 < high and p.quote[k + 1] >= 0
    if word == ",":
        return k + 1 < high and p.quote[k + 1] < 0 and _cuts_at_comma(p, k, high)
    if sort == "object":
        if word == "and" and p.quote[k - 1] >= 0 and _acts(p, k + 1, high):
            return True  # called it “a shame” and walked out
        if word in ("while", "although", "though", "because", "but", "whereas"):
            return True
        if word == "as" and p.words[k - 1] != "such":
            return _someone_acts(p, k + 1, high)
        return word in ("when", "after", "before") and clause_starts(p, k + 1, high)
    return word in ("although", "though", "whereas")


def _cuts_at_comma(p: Parsed, k: int, high: int) -> bool:
    """Is what follows the comma at `k` a clause or a participle, and no further member of a list?"""
    nxt = p.words[k + 1]
    listed = p.tags[k - 1] == "JJ" and k + 2 < high and p.is_noun(k + 2)  # rapid, destabilizing conflicts
    participle = (p.tags[k + 1] == "VBG" and not listed) or (
        p.is_adverb(k + 1) and k + 2 < high and p.tags[k + 2] == "VBG"
    )
    n = k + 1
    while n < high - 1 and p.is_adverb(n):
        n += 1
    own_clause = nxt in ("and", "or") and clause_starts(p, k + 2, high) and clause_at(p, k + 2, high, 7)
    return nxt in _ADDED or participle or own_clause or _second_clause(p, k + 1, high) or p.is_finite(n)


def _second_clause(p: Parsed, i: int, high: int) -> bool:
    return (p.words[i] in SUBJECT_PRONOUNS or p.words[i] in DETERMINERS or p.upper[i]) and clause_at(
        p, i, min(high, i + 9), 9
    )


def _without_end_marks(p: Parsed, i: int, high: int) -> int:
    while high > i and p.quote[high - 1] < 0 and p.is_mark(high - 1) and p.words[high - 1] not in ("%", ")"):
        high -= 1
    return high
