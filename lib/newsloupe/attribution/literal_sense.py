"""Deeds that are called by the same words as judgments: *rebels attacked the village*, *police questioned the boy*.

Judging and siding verbs report only where somebody speaks and where there is something to be judged.
"""

from newsloupe.attribution.parts import Attribution
from newsloupe.attribution.speakers import HE_OR_SHE, is_person, parse
from newsloupe.grammar.parsed import Parsed, Range
from newsloupe.grammar.reporting import deeds, noun_forms
from newsloupe.grammar.reporting_verbs import ReportingVerb


def is_deed(p: Parsed, word: str, source: Range, thing: Range) -> bool:
    """Is the verb `word` (its base form) with the subject `source` and the object `thing` a deed, and no report?"""
    lists = deeds()
    literal = word in lists["fighting"] | lists["helping"] | lists["on_people"] | lists["feasting"]
    if not (literal or word == "seek" or word in lists["answering"]) or any(p.quote[k] >= 0 for k in range(*thing)):
        return False
    head, who = _head(p, thing), _head(p, source)
    if word in lists["answering"]:
        return head in lists["answered"]
    if word == "seek":
        return not lists["sport"].isdisjoint(p.words[thing[0] : thing[1] + 1])
    if head in lists["judged"] or head in noun_forms():
        return False
    if word in lists["feasting"]:
        return True
    if word in lists["on_people"] and _are_people(p, thing):
        return True
    return (word in lists["fighting"] and who in lists["fighters"]) or (
        word in lists["helping"] and who in lists["helpers"]
    )


def is_no_source(p: Parsed, source: Range) -> bool:
    """*Experience shows*, *history tells us*: nobody who could be asked."""
    return p.written(source).lower() in deeds()["no_source"]


def leaves_open(p: Parsed, verb: ReportingVerb, begin: int, complement: str) -> bool:
    """Does the sentence only say that nothing was said, or is not known yet: *declined to say*, *would neither confirm
    nor deny that*, *will find out whether*, *knows how to swim*? `begin`: of the content."""
    group = p.words[verb.first : verb.at]
    before = p.words[max(0, verb.first - 2) : verb.first]
    if before[-1:] == ["nor"] or (before[-1:] == ["to"] and before[:1] and before[0] in _REFUSALS):
        return True
    if complement != "question":
        return False
    to_come = not {"will", "'ll", "to"}.isdisjoint(group + before[-1:])
    return (to_come and p.words[verb.at] in _FINDING) or p.words[begin : begin + 2] == ["how", "to"]


_FINDING = ("find", "learn", "see", "discover")
_REFUSALS = frozenset("declined declines decline declining refused refuses refuse refusing unable".split())


def only_hears(p: Parsed, one: Attribution) -> bool:
    """*The court heard that …*, *…, jury told*: what the sentence has before the verb is who heard it, and nobody is
    said to have said it. *The court heard how …* and *… from …* keep the court: it is what the court came to know."""
    if (
        one.source is None
        or one.reporter.word not in ("hear", "tell")
        or _head(p, one.source) not in deeds()["hearers"]
    ):
        return False
    if one.reporter.word == "tell":  # in a headline, for was told
        return one.cue[1] >= len(p) or p.is_mark(one.cue[1]) or p.starts[one.cue[1]] in p.line_starts
    return one.rule not in ("verb_with_question", "verb_with_object")


def _head(p: Parsed, phrase: Range) -> str:
    source = parse(p.written(phrase))
    return source.head if source is not None else ""


def _are_people(p: Parsed, thing: Range) -> bool:
    source = parse(p.written(thing))
    if source is None:
        return False
    return source.head in HE_OR_SHE or is_person(source.forms) or source.is_in("vague", "officials", "experts", "kin")
