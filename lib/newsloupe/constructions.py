"""The constructions by which English attributes words to a source, each a function from a parsed unit to candidates."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from newsloupe.phrases import AUXILIARIES, BE, PREPOSITIONS, PRONOUNS, TIME, Parsed, Range
from newsloupe.reporting import Reporter, noun_forms, verb_forms

QUESTION_WORDS = frozenset("how why whether what if who where when which".split())
_LEAD_INS = frozenset("in on at during after with to from via for before by over through into following".split())
_END_MARKS = frozenset(", ; : - – — -- … ( )".split())


@dataclass(frozen=True)
class Attribution:
    """One attribution in token numbers."""

    cue: Range
    content: tuple[Range, ...]
    rule: str
    reporter: Reporter
    attitude: str
    source: Range | None = None
    quoted: bool = False
    size: int = field(default=0)


@dataclass(frozen=True)
class Verb:
    """A reporting verb where it stands: its group `first`..`end`, what it takes, and how it is used."""

    first: int
    at: int
    end: int
    takes: dict[str, tuple[Reporter, str]]
    kind: str
    passive: bool


def find_all(parsed: Parsed) -> list[Attribution]:
    """All candidates of all constructions, overlapping ones included."""
    found: list[Attribution] = []
    for low, high in parsed.units:
        found.extend(_in_unit(parsed, low, high))
    return found


def _in_unit(parsed: Parsed, low: int, high: int) -> Iterator[Attribution]:
    verbs, nouns = verb_forms(), noun_forms()
    words, quote = parsed.words, parsed.quote
    previous: Attribution | None = None
    for i in range(low, high):
        if quote[i] >= 0:
            continue
        word = words[i]
        hit: Attribution | None = None
        if word in verbs:
            verb = read_verb(parsed, i, low, high)
            if verb is not None:
                hit = _verb(parsed, verb, low, high, previous)
        if hit is None and word in nouns:
            hit = _noun(parsed, i, nouns[word], low, high)
        if hit is None and word in ("according", "words", "as"):
            hit = _phrase_cue(parsed, i, low, high)
        if hit is not None:
            yield hit
            previous = hit


# ---------------------------------------------------------------- verbs


def read_verb(parsed: Parsed, i: int, low: int, high: int) -> Verb | None:
    """The reporting verb at token `i`, or None where the word is a noun or part of something else."""
    words, tags = parsed.words, parsed.tags
    takes: dict[str, tuple[Reporter, str]] = {}
    end, kinds = i + 1, set()
    for reporter, kind in verb_forms()[words[i]]:
        tail = reporter.tail
        k = i + 1
        if words[i] in BE and tail:
            while k < high and parsed.is_adverb(k):
                k += 1
        if tuple(words[k : k + len(tail)]) != tail:
            continue
        if tail and end > i + 1 and k + len(tail) < end:
            continue
        if tail:
            end = max(end, k + len(tail))
        elif end > i + 1 and not set(reporter.takes) <= {"object"}:
            pass
        kinds.add(kind)
        for complement, attitude in reporter.takes.items():
            takes.setdefault(complement, (reporter, attitude))
    if not takes:
        return None
    kind = sorted(kinds)[0]
    previous = words[i - 1] if i > low else ""
    before = tags[i - 1] if i > low else ""
    if kind in ("base", "s") and end == i + 1:
        determined = (
            before in ("DT", "PRP$", "JJ", "JJR", "JJS", "CD") or parsed.is_possessive(i - 1) if i > low else False
        )
        if determined and not (
            previous in ("that", "this", "these", "those", "all", "both", "some", "many", "most", "others")
            and tags[i].startswith("V")
        ):
            return None
        if previous in PREPOSITIONS and previous != "to":
            return None
        if (
            tags[i] in ("NN", "NNS")
            and i > low
            and not (
                parsed.is_noun(i - 1)
                or previous in PRONOUNS
                or previous in AUXILIARIES
                or previous == "to"
                or parsed.is_adverb(i - 1)
            )
        ):
            return None
        if tags[i] == "NN" and kind == "base" and i > low and parsed.is_noun(i - 1) and tags[i - 1] in ("NN", "NNP"):
            return None
    first = parsed.verb_group(i, low)
    group = words[first:i]
    passive = "part" in kind and any(w in BE for w in group) and words[i] not in BE
    if kind == "participle" and not group:
        return None
    if kind == "past participle" and not group and end == i + 1:
        nxt = words[i + 1] if i + 1 < high else ""
        if nxt == "by" or before in ("DT", "PRP$"):
            return None
    return Verb(first, i, end, takes, kind, passive)


def _verb(parsed: Parsed, verb: Verb, low: int, high: int, previous: Attribution | None) -> Attribution | None:
    if verb.passive:
        return _passive(parsed, verb, low, high)
    left = _left_content(parsed, verb, low, high)
    if left is not None:
        return left
    complement = _complement(parsed, verb, high)
    if complement is None:
        return None
    name, content, rule, cue_end = complement
    reporter, attitude = verb.takes[name]
    source = _subject(parsed, verb, low, previous)
    quoted = name == "quotation" or any(q >= 0 for a, b in content for q in parsed.quote[a:b])
    cue = (verb.first, max(verb.end, cue_end))
    if source is not None and source[1] > cue[0]:
        source = None
    if source is None and name in ("object", "infinitive", "person_to", "question", "object_as", "clause"):
        return None
    return Attribution(cue, content, rule, reporter, attitude, source, quoted)


def _subject(parsed: Parsed, verb: Verb, low: int, previous: Attribution | None) -> Range | None:
    words = parsed.words
    k = verb.first - 1
    if k >= low and words[k] == "to":
        return _chain_subject(parsed, k, low, previous)
    while k >= low and (parsed.is_adverb(k) and words[k] not in TIME):
        k -= 1
    if k < low:
        return None
    if verb.kind == "ing" and not any(w in BE for w in words[verb.first : verb.at]):
        return _main_subject(parsed, verb.first, low, previous)
    if words[k] in ("and", "but", "or") or (words[k] == "," and k > low and parsed.phrase_before(k, low) is None):
        return _main_subject(parsed, verb.first, low, previous)
    time = k
    while time >= low and words[time] in TIME:
        time -= 1
    if time < k and time >= low:
        k = time - 1 if words[time] in ("on", "in", "late", "early") and time > low else time
    found = parsed.phrase_before(k, low)
    if found is not None and found[1] - found[0] == 1 and words[found[0]] in ("which", "that", "who"):
        return found if words[found[0]] == "who" else None
    return found


def _chain_subject(parsed: Parsed, to: int, low: int, previous: Attribution | None) -> Range | None:
    """The subject of *went on to say*, *continued to insist*, *is likely to argue*."""
    for k in range(to - 1, max(low - 1, to - 5), -1):
        if parsed.is_finite(k) and parsed.words[k] not in PRONOUNS:
            first = parsed.verb_group(k, low)
            return parsed.phrase_before(first - 1, low) if first > low else None
    return None


def _main_subject(parsed: Parsed, before: int, low: int, previous: Attribution | None) -> Range | None:
    """The subject of the clause on which a participle or a second verb depends."""
    if previous is not None and previous.source is not None and low <= previous.cue[0] < before:
        return previous.source
    for k in range(low, before):
        if parsed.quote[k] < 0 and parsed.is_finite(k) and k > low:
            first = parsed.verb_group(k, low)
            found = parsed.phrase_before(first - 1, low) if first > low else None
            if found is not None:
                return found
    return None


def _complement(parsed: Parsed, verb: Verb, high: int) -> tuple[str, tuple[Range, ...], str, int] | None:
    """What follows the verb: its name in the lexicon, its tokens, and the construction in words."""
    words, quote, takes = parsed.words, parsed.quote, verb.takes
    r = verb.end
    if r >= high:
        return None
    k = _skip_lead_in(parsed, r, high)
    if "quotation" in takes and k < high:
        q = k + 1 if words[k] in (",", ":") and quote[k] < 0 else k
        q = q + 1 if q < high and words[q] == "that" and quote[q] < 0 and q + 1 < high and quote[q + 1] >= 0 else q
        if q < high and quote[q] >= 0 and (q == k or words[k] in (",", ":") or words[k] == "that"):
            start = q - 1 if q > k and words[q - 1] == "that" else q
            end = clause_end(parsed, q, high)
            rule = "verb of saying before a quotation"
            return "quotation", ((start, end),), rule, verb.end
    if "that" in takes and k < high and words[k] == "that" and quote[k] < 0 and k + 2 < high:
        return "that", ((k, clause_end(parsed, k, high)),), "verb with a that-clause", verb.end
    if "question" in takes and k < high and words[k] in QUESTION_WORDS:
        return "question", ((k, clause_end(parsed, k, high)),), "verb with a question (how, why, whether)", verb.end
    if "infinitive" in takes and words[r] == "to" and r + 1 < high and parsed.tags[r + 1][:2] in ("VB", "NN"):
        return "infinitive", ((r, clause_end(parsed, r, high)),), "verb with an infinitive", verb.end
    if "infinitive" in takes and words[r] == "not" and r + 2 < high and words[r + 1] == "to":
        return "infinitive", ((r, clause_end(parsed, r, high)),), "verb with an infinitive", verb.end
    if "person_that" in takes:
        told = _person_that(parsed, r, high)
        if told is not None:
            return "person_that", ((told, clause_end(parsed, told, high)),), "verb of telling somebody", verb.end
    if "person_to" in takes or "object_of" in takes or "object_as" in takes:
        found = _with_object(parsed, verb, r, high)
        if found is not None:
            return found
    if (
        "clause" in takes
        and k < high
        and quote[k] < 0
        and words[k] not in ("and", "or", "but", "to", "of", ",", ".", "as")
    ):
        if parsed.clause_at(k, high, 20) and not (words[k] in PREPOSITIONS and not parsed.clause_at(k, high, 12)):
            return "clause", ((k, clause_end(parsed, k, high)),), "verb with a clause", verb.end
    if "object_named" in takes:
        found = _named(parsed, r, high)
        if found is not None:
            return found
    if "object" in takes and (
        quote[r] >= 0
        or parsed._opens_phrase(r)
        or words[r] in ("what", "how", "whether", "why", "him", "her", "them", "it", "us")
    ):
        end = object_end(parsed, r, high)
        if end > r:
            return "object", ((r, end),), "verb with an object", verb.end
    return None


def _skip_lead_in(parsed: Parsed, k: int, high: int) -> int:
    """Past *on Friday*, *in a statement*, *to reporters*, *again*: what stands between the verb and its content."""
    words = parsed.words
    start = k
    while k < high and parsed.quote[k] < 0:
        if words[k] in TIME or (
            parsed.is_adverb(k) and words[k] not in ("not", "no", "so", "all", "both", "just", "only", "even", "now")
        ):
            k += 1
        elif words[k] in _LEAD_INS or (k == start and words[k] == "of"):
            phrase = parsed.phrase_after(k + 1, high, long=False)
            if phrase is None:
                break
            k = phrase[1]
        elif words[k] == "," and k > start and k + 1 < high and (words[k + 1] == "that"):
            k += 1
        else:
            break
    if (
        k < high
        and k > start
        and words[k] not in ("that", ",", ":")
        and parsed.quote[k] < 0
        and words[k] not in QUESTION_WORDS
    ):
        # "said in May the plan failed" keeps its lead-in out only when something clause-like follows
        if not parsed.clause_at(k, high, 14):
            return start
    return k


def _person_that(parsed: Parsed, r: int, high: int) -> int | None:
    words, quote = parsed.words, parsed.quote
    if quote[r] >= 0:
        return r
    if words[r] in ("that", ":"):
        return r if words[r] == "that" else r + 1
    person = parsed.phrase_after(r, high, long=False)
    if person is None:
        return None
    k = _skip_lead_in(parsed, person[1], high)
    for j in range(r + 1, min(k + 12, high)):
        if words[j] == "that" and quote[j] < 0:
            return j
        if quote[j] >= 0 and words[j - 1] in (",", ":", "that"):
            return j
    if k < high and words[k] in (",", ":") and k + 1 < high and quote[k + 1] >= 0:
        return k + 1
    if words[r] in (
        "him",
        "her",
        "them",
        "us",
        "me",
        "you",
        "it",
        "reporters",
        "lawmakers",
        "voters",
        "people",
    ) and parsed.clause_at(r + 1, high):
        return k
    if (
        k < high
        and (words[k] in PRONOUNS or words[k] in ("the", "there") or words[k] in QUESTION_WORDS)
        and parsed.clause_at(k, high)
    ):
        return k
    return None


def _with_object(parsed: Parsed, verb: Verb, r: int, high: int) -> tuple[str, tuple[Range, ...], str, int] | None:
    words, takes = parsed.words, verb.takes
    limit = min(high, r + 30)
    thing = parsed.phrase_after(r, high, long=False)
    if parsed.quote[r] >= 0 or (
        thing is None and words[r] not in ("him", "her", "them", "us", "me", "it", "himself", "herself", "themselves")
    ):
        return None
    k = thing[1] if thing is not None else r + 1
    if k >= high:
        return None
    if "person_to" in takes and words[k] == "to" and k + 1 < high and parsed.tags[k + 1] not in ("DT", "NNP", "PRP$"):
        return "person_to", ((k, clause_end(parsed, k, high)),), "verb with a person and an infinitive", verb.end
    if "person_to" in takes and words[k] == "not" and k + 1 < high and words[k + 1] == "to":
        return "person_to", ((k, clause_end(parsed, k, high)),), "verb with a person and an infinitive", verb.end
    if "object_as" in takes:
        for j in range(r + 1, limit):
            if (
                words[j] == "as"
                and parsed.quote[j] < 0
                and j + 1 < high
                and words[j + 1] not in ("well", "much", "soon", "long", "he", "she", "they", "it", "part", "usual")
            ):
                return "object_as", ((r, clause_end(parsed, r, high)),), "verb with “something as something”", verb.end
            if parsed.is_finite(j) or words[j] in (",", ";"):
                break
    if ("object_of" in takes and words[k] in ("of", "for") and "of") or ("object_of" in takes and "of" in words[r + 1 : k]):
        return "object_of", ((r, clause_end(parsed, r, high)),), "verb with somebody “of” something", verb.end
    return None


def _named(parsed: Parsed, r: int, high: int) -> tuple[str, tuple[Range, ...], str, int] | None:
    if (
        parsed.words[r] in ("for", "on", "to", "in", "at", "upon", "up", "off", "out", "the")
        and parsed.quote[r] < 0
        and parsed.words[r] != "the"
    ):
        return None
    if (
        parsed.quote[r] >= 0
        or parsed._opens_phrase(r)
        or parsed.words[r] in ("him", "her", "them", "it", "himself", "herself", "us", "me")
    ):
        end = object_end(parsed, r, high)
        return ("object_named", ((r, end),), "verb of calling something by a name", r) if end > r + 1 else None
    return None


def clause_end(parsed: Parsed, i: int, high: int) -> int:
    """Where content that begins at `i` ends: with the unit, or before a further reporting verb of the same source
    (*, adding that …*, *and said that …*)."""
    words, quote = parsed.words, parsed.quote
    verbs = verb_forms()
    for k in range(i + 1, high):
        if quote[k] >= 0:
            continue
        word = words[k]
        if word in verbs and words[k - 1] == "," and word.endswith("ing") and _reports_again(parsed, k, high):
            return k - 1
        if word in ("and", "but") and k + 1 < high and k > i + 1:
            n = k + 1
            while n < high and (parsed.is_adverb(n) or words[n] in ("has", "have", "had", "was", "is")):
                n += 1
            if (
                n < high
                and words[n] in verbs
                and parsed.tags[n] in ("VBD", "VBN", "VBZ", "VBP")
                and quote[n] < 0
                and _reports_again(parsed, n, high)
            ):
                return k - 1 if words[k - 1] == "," else k
        if word == ";":
            return k
    return _without_end(parsed, i, high)


def object_end(parsed: Parsed, i: int, high: int) -> int:
    """Where an object that begins at `i` ends: before the next clause or participle after a comma."""
    words, quote = parsed.words, parsed.quote
    end = clause_end(parsed, i, high)
    for k in range(i + 1, end):
        if quote[k] >= 0:
            continue
        if words[k] in (";", ":", "—", "--"):
            return k
        if (
            words[k] == ","
            and k + 1 < end
            and (
                words[k + 1]
                in (
                    "but",
                    "while",
                    "although",
                    "though",
                    "which",
                    "with",
                    "as",
                    "because",
                    "when",
                    "after",
                    "before",
                    "where",
                    "who",
                    "so",
                    "if",
                )
                or parsed.tags[k + 1] == "VBG"
                or (words[k + 1] in ("and",) and parsed.clause_at(k + 2, end, 8))
            )
        ):
            return k
        if words[k] in ("while", "although", "though", "because", "when", "after", "before", "but") and k > i + 1:
            return k
    return end


def _reports_again(parsed: Parsed, k: int, high: int) -> bool:
    nxt = parsed.words[k + 1] if k + 1 < high else ""
    takes = {c for reporter, _ in verb_forms()[parsed.words[k]] for c in reporter.takes}
    if parsed.words[k].endswith("ing"):
        return True
    return (
        (nxt == "that"
        and "that" in takes)
        or (k + 1 < high and parsed.quote[k + 1] >= 0 and "quotation" in takes)
        or parsed.words[k] in ("said", "says")
        or (nxt in ("for", "on", "it")
        and False)
        or (nxt == "to"
        and "infinitive" in takes)
    )


def _without_end(parsed: Parsed, i: int, high: int) -> int:
    while (
        high > i
        and parsed.quote[high - 1] < 0
        and parsed.is_mark(high - 1)
        and parsed.words[high - 1] not in ("%", ")")
    ):
        high -= 1
    return high


# ---------------------------------------------------------------- content on the left


def _left_content(parsed: Parsed, verb: Verb, low: int, high: int) -> Attribution | None:
    """*“…,” X said*, *“…,” said X*, *…, X said.*, and content on both sides of the inserted cue."""
    words, quote = parsed.words, parsed.quote
    if "quotation" not in verb.takes and "clause" not in verb.takes and "person_that" not in verb.takes:
        return None
    first, at = verb.first, verb.at
    inverted = first - 1 >= low and (
        quote[first - 1] >= 0
        or (words[first - 1] in (",", "—", "–", "--", "-")
        and verb.kind in ("past participle", "s", "past", "base")
        and "quotation" in verb.takes)
    )
    source: Range | None = None
    edge = first
    if inverted and first - 1 >= low and (quote[first - 1] >= 0 or first - 2 >= low):
        follower = parsed.phrase_after(verb.end, high)
        if follower is not None and parsed.quote[verb.end] < 0:
            if quote[first - 1] >= 0 or not parsed.clause_at(verb.end, high, 10):
                source = follower
    if source is None:
        k = first - 1
        while k >= low and parsed.is_adverb(k) and quote[k] < 0 and words[k] not in TIME:
            k -= 1
        if k < low or quote[k] >= 0:
            return None
        source = parsed.phrase_before(k, low)
        if source is None:
            return None
        edge = source[0]
        inverted = False
    if edge - 1 < low:
        return None
    before = edge - 1
    quoted = quote[before] >= 0 or (
        words[before] in (",", "—", "–", "--", "-") and before - 1 >= low and quote[before - 1] >= 0
    )
    if not quoted and words[before] in ("as",):
        return None
    if not quoted and not (
        words[before] in (",", "—", "–", "--", "-") and before - low >= 3 and parsed.clause_at(low, before, 40)
    ):
        return None
    reporter, attitude = verb.takes.get("quotation") or verb.takes.get("clause") or verb.takes["person_that"]
    after = max(source[1], verb.end)
    if "person_that" in verb.takes and "quotation" in verb.takes and not inverted:
        addressee = parsed.phrase_after(verb.end, high, long=False)
        after = addressee[1] if addressee is not None else after
    if not quoted:
        if words[low] in (
            "in",
            "on",
            "at",
            "after",
            "during",
            "when",
            "while",
            "as",
            "if",
            "for",
            "although",
            "though",
            "since",
            "because",
            "before",
            "with",
            "asked",
        ) and not _ends_here(parsed, after, high):
            return None
        if not _ends_here(parsed, after, high) and words[min(after, high - 1)] not in (",", "—", "–", "--"):
            return None
    start = _content_start(parsed, low, before, quoted)
    pieces = [parsed.trim(start, edge)]
    rest = _second_part(parsed, after, high, quoted)
    if rest is not None:
        pieces.append(rest)
    content = tuple(p for p in pieces if p is not None)
    if not content:
        return None
    if quoted:
        rule = (
            "verb of saying between two parts of a quotation"
            if rest is not None
            else "verb of saying after a quotation"
        )
    else:
        rule = "verb inserted in the clause" if rest is not None else "verb after the clause"
    return Attribution((first, verb.end), content, rule, reporter, attitude, source, quoted)


def _ends_here(parsed: Parsed, k: int, high: int) -> bool:
    k = _skip_lead_in(parsed, k, high) if k < high else k
    while k < high and (parsed.words[k] in TIME):
        k += 1
    return (
        k >= high
        or parsed.words[k] in (".", "!", "?", ";")
        or (parsed.words[k] == "," and k + 1 < high and parsed.tags[k + 1] == "VBG")
    )


def _content_start(parsed: Parsed, low: int, before: int, quoted: bool) -> int:
    if not quoted:
        return low + 1 if parsed.words[low] in ("but", "and", "still", "meanwhile") else low
    last = parsed.quote[before] if parsed.quote[before] >= 0 else parsed.quote[before - 1]
    start = parsed.quote_tokens[last][0]
    if start <= low:
        return low
    # words of the reporter's own before the quotation belong to the content when they are part of its clause
    head = parsed.words[start - 1]
    if head in (":",) or (head == "," and not parsed.clause_at(low, start, 30)):
        return start
    return low


def _second_part(parsed: Parsed, after: int, high: int, quoted: bool) -> Range | None:
    """Content that goes on after the inserted cue."""
    words, quote = parsed.words, parsed.quote
    if quoted:
        for k in range(after, high):
            if quote[k] >= 0 and quote[k] != (quote[after - 1] if after else -1):
                if any(words[m] in verb_forms() and parsed.tags[m][:2] == "VB" for m in range(after, k)):
                    return None
                end = clause_end(parsed, k, high)
                return (k, end)
        return None
    if after < high and words[after] in (",", "—", "–", "--") and after + 1 < high and parsed.tags[after + 1] != "VBG":
        return parsed.trim(after + 1, high)
    return None


# ---------------------------------------------------------------- passive


def _passive(parsed: Parsed, verb: Verb, low: int, high: int) -> Attribution | None:
    words, takes = parsed.words, verb.takes
    r = verb.end
    if r >= high:
        return None
    source: Range | None = None
    by = r
    cue_end = verb.end
    while by < high and parsed.is_adverb(by):
        by += 1
    if by < high and words[by] == "by":
        source = parsed.phrase_after(by + 1, high, long=False)
        cue_end = verb.end
    rest = source[1] if source is not None else r
    subject = parsed.phrase_before(verb.first - 1, low) if verb.first > low else None
    if rest < high:
        word = words[rest]
        impersonal = subject is not None and words[subject[0]] == "it" and subject[1] - subject[0] == 1
        if "that" in takes and word == "that" and (impersonal or subject is None):
            reporter, attitude = takes["that"]
            return Attribution(
                (verb.first, cue_end),
                ((rest, clause_end(parsed, rest, high)),),
                "passive verb (it is said that)",
                reporter,
                attitude,
                source,
            )
        for name, mark in (("object_as", ("as",)), ("object_of", ("of",)), ("clause", ("to",)), ("person_to", ("to",))):
            if name in takes and word in mark and subject is not None:
                if name == "clause" and takes["clause"][0].word in (
                    "agree",
                    "determine",
                    "see",
                    "figure",
                    "hold",
                    "hear",
                ):
                    continue
                reporter, attitude = takes[name]
                if name == "person_to" and reporter.word != "expect":
                    continue
                pieces = (subject, (rest, clause_end(parsed, rest, high)))
                return Attribution(
                    (verb.first, cue_end),
                    pieces,
                    "passive verb (is seen as, is expected to)",
                    reporter,
                    attitude,
                    source,
                )
        if "person_that" in takes and word in ("that",) and subject is not None:
            reporter, attitude = takes["person_that"]
            return Attribution(
                (verb.first, cue_end),
                ((rest, clause_end(parsed, rest, high)),),
                "passive verb (was told that)",
                reporter,
                attitude,
                source,
            )
        if (
            "object_named" in takes
            and (parsed._opens_phrase(rest) or parsed.quote[rest] >= 0)
            and subject is not None
            and source is None
        ):
            reporter, attitude = takes["object_named"]
            return Attribution(
                (verb.first, cue_end),
                (subject, (rest, object_end(parsed, rest, high))),
                "passive verb (is called)",
                reporter,
                attitude,
                source,
            )
    if source is not None and subject is not None and "object" in takes:
        reporter, attitude = takes["object"]
        return Attribution((verb.first, cue_end), (subject,), "passive verb with its agent", reporter, attitude, source)
    return None


# ---------------------------------------------------------------- nouns


def _noun(parsed: Parsed, i: int, reporter: Reporter, low: int, high: int) -> Attribution | None:
    words, tags = parsed.words, parsed.tags
    if i + 2 >= high:
        return None
    source: Range | None = None
    first = i
    k = i - 1
    while k >= low and tags[k] in ("JJ", "JJR", "JJS", "NN", "VBN", "VBG", "RB", "CD"):
        first = k
        k -= 1
    if k >= low and tags[k] == "PRP$":
        source = (k, k + 1)
    elif k >= low and words[k].endswith(("'s", "s'")) and parsed.is_noun(k):
        source = parsed._core_before(k, low)
    r = i + 1
    if words[r] in ("by", "from", "among", "of") and source is None and words[r] != "of":
        by = parsed.phrase_after(r + 1, high, long=False)
        if by is not None:
            source, r = by, by[1]
    if r + 1 >= high:
        return None
    word = words[r]
    if "that" in reporter.takes and word == "that" and parsed.clause_at(r + 1, high, 20):
        return Attribution(
            (i, i + 1),
            ((r, object_end(parsed, r, high)),),
            "noun with a that-clause",
            reporter,
            reporter.takes["that"],
            source,
        )
    if "infinitive" in reporter.takes and word == "to" and tags[r + 1] == "VB" and source is not None:
        return Attribution(
            (i, i + 1),
            ((r, object_end(parsed, r, high)),),
            "noun with an infinitive",
            reporter,
            reporter.takes["infinitive"],
            source,
        )
    if (
        "about" in reporter.takes
        and word in ("of", "about", "for", "on", "against", "over")
        and source is not None
        and parsed._opens_phrase(r + 1)
    ):
        return Attribution(
            (i, i + 1),
            ((r + 1, object_end(parsed, r + 1, high)),),
            "noun with of, about or for",
            reporter,
            reporter.takes["about"],
            source,
        )
    return None


# ---------------------------------------------------------------- according to, in the words of, as X put it


_ACCORDING = Reporter("according to", "neutral", {"quotation": "assertion"})
_WORDS_OF = Reporter("in the words of", "neutral", {"quotation": "assertion"})


def _phrase_cue(parsed: Parsed, i: int, low: int, high: int) -> Attribution | None:
    words = parsed.words
    if words[i] == "according" and i + 2 < high and words[i + 1] == "to":
        return _with_named_source(parsed, (i, i + 2), _ACCORDING, "according to", low, high)
    if (
        words[i] == "words"
        and i >= low + 2
        and words[i - 2 : i] == ["in", "the"]
        and i + 2 < high
        and words[i + 1] == "of"
    ):
        return _with_named_source(parsed, (i - 2, i + 2), _WORDS_OF, "in the words of", low, high)
    if words[i] == "as" and parsed.quote[i] < 0:
        return _as_they_say(parsed, i, low, high)
    return None


def _with_named_source(
    parsed: Parsed, cue: Range, reporter: Reporter, rule: str, low: int, high: int
) -> Attribution | None:
    words, quote = parsed.words, parsed.quote
    source = parsed.phrase_after(cue[1], high)
    if source is None:
        stop = next((k for k in range(cue[1], high) if words[k] in (",", ".")), high)
        source = (cue[1], stop)
    after = source[1]
    # a longer source: everything up to the comma
    if after < high and words[after] not in (",", ".", ";", ":", ")") and quote[after] < 0:
        stop = next((k for k in range(after, high) if words[k] in (",", ".", ";") or quote[k] >= 0), high)
        if stop - after <= 20:
            after = stop
            source = (source[0], stop)
    if source[0] >= source[1]:
        return None
    begins = cue[0] - low <= 1 and all(
        parsed.is_mark(k) or words[k] in ("and", "but", "yet", "now", "still") for k in range(low, cue[0])
    )
    pieces: list[Range | None] = []
    if begins:
        pieces.append(parsed.trim(after, high))
    else:
        start = low + 1 if words[low] in ("but", "and") else low
        pieces.append(parsed.trim(start, cue[0]))
        if (
            after < high
            and words[after] in (",", "—", "–", "--")
            and after + 2 < high
            and parsed.tags[after + 1] != "VBG"
            and words[after + 1] not in ("which", "who", "and", "but", "while")
        ):
            pieces.append(parsed.trim(after + 1, high))
    content = tuple(p for p in pieces if p is not None)
    if not content:
        return None
    quoted = any(q >= 0 for a, b in content for q in quote[a:b])
    return Attribution(cue, content, rule, reporter, "assertion", source, quoted)


def _as_they_say(parsed: Parsed, i: int, low: int, high: int) -> Attribution | None:
    """*As the Kremlin put it, …* and *…, as the report notes.*"""
    words = parsed.words
    verbs = verb_forms()
    stop = next(
        (k for k in range(i + 1, min(high, i + 25)) if words[k] == "," or parsed.quote[k] >= 0), min(high, i + 25)
    )
    if words[i + 1 : i + 3] == ["reported", "by"] or words[i + 1 : i + 3] == ["noted", "by"]:
        source = parsed.phrase_after(i + 3, high)
        content = parsed.trim(low, i)
        if source is None or content is None:
            return None
        return Attribution((i, i + 3), (content,), "as somebody says", verbs[words[i + 1]][0][0], "assertion", source)
    for k in range(i + 1, stop):
        put = words[k] in ("put", "puts") and k + 1 < high and words[k + 1] == "it"
        if not put and not (
            words[k] in verbs and k + 1 >= stop - 1 and {"quotation"} & {c for r, _ in verbs[words[k]] for c in r.takes}
        ):
            continue
        source = parsed.phrase_before(k - 1, i + 1)
        if source is None or source[0] != i + 1:
            continue
        end = k + 2 if put else k + 1
        content = parsed.trim(stop, high) if i <= low + 1 else parsed.trim(low, i)
        if content is None:
            return None
        reporter = Reporter("put it", "neutral", {"quotation": "assertion"}) if put else verbs[words[k]][0][0]
        quoted = any(q >= 0 for q in parsed.quote[content[0] : content[1]])
        return Attribution((k, end), (content,), "as somebody says", reporter, "assertion", source, quoted)
    return None


def with_content(attribution: Attribution, *more: Range) -> Attribution:
    """The attribution with further pieces of content."""
    return replace(attribution, content=attribution.content + more)
