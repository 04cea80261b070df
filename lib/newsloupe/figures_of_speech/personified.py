"""Personification and metonymy: who is said to do what only people do.

Both look at the subjects of verbs. Something abstract that teaches, watches or forgets is made a person (Lakoff &
Johnson 1980, chapter 7); a city that says, wants or fears stands for a government (chapter 8).
"""

from collections.abc import Iterator
from functools import lru_cache

from newsloupe.figures_of_speech.vehicle_words import supersense, vehicles
from newsloupe.grammar.agents_and_patients import Clauses, clauses_of
from newsloupe.grammar.inflection import inflect
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.reporting import verb_forms
from newsloupe.grammar.word_sets import BE, PREPOSITIONS

Found = Iterator[tuple[int, int, str]]

_COMMON = frozenset("NN NNS".split())
_HEADS = _COMMON | {"VB", "VBP"}  # hope, fear, which the tagger takes for verbs
# Supersenses whose nouns are said to do what people do by using them: reports, laws, theories, campaigns.
_PERSONS_BEHIND = frozenset("communication cognition possession".split())
_ABSTRACT = frozenset("attribute event feeling motive process relation state act".split()) - _PERSONS_BEHIND
_SOMEBODY = frozenset("who whom those people".split())  # the verb is theirs
_BEFORE_NOUN = frozenset("DT JJ PRP$".split())
_NEAR = 6  # words from the subject to its verb
_GIVING = frozenset(form for verb in ("offer", "give", "hold") for form in inflect(verb))
_WILL = frozenset(
    form
    for verb in """want seek respond react use consider hope plan decide refuse agree view see back support oppose
        impose fear intend threaten try retaliate hesitate tolerate escalate negotiate struggle regard perceive
        denounce signal need maintain hit fire push press urge pursue prefer pledge balk lobby wait watch""".split()
    for form in inflect(verb)
)
_POLICY = _PERSONS_BEHIND | {"act", "state", "attribute", "feeling", "relation", "motive"}
_FORCES = frozenset(
    "army military forces troops allies ally leaders government officials diplomats interests envoy".split()
)
_HANGING = PREPOSITIONS - {"of"}
_SENT = frozenset("from by with".split())
_SAID = frozenset(
    """rhetoric pressure signals threats response tensions talks demands statements relations ties warnings support aid
    message messages criticism retaliation provocation concessions dialogue interpreted seen viewed perceived""".split()
)
_MAKE = frozenset("forces forced urges urged pushes pushed pressed presses urging pressing forcing".split())


def personification(text: "str | Parsed") -> Found:
    """Abstract subjects of verbs of what only people do.

    >>> text = "History teaches patience. The teacher teaches history."
    >>> [text[start:end] for start, end, _ in personification(text)]
    ['History teaches']
    """
    parsed = text if isinstance(text, Parsed) else Parsed(text)
    lexicon = vehicles()
    telling = set(filter(_can_tell, set(parsed.words)))  # asked once for each form
    for k, word in [(k, word) for k, word in enumerate(parsed.words) if word in telling]:
        if found := _mind(parsed, k):
            yield found
            continue
        giving = word in _GIVING and _lesson(parsed, k)
        strong = giving or word in lexicon.human
        if not (strong or word in lexicon.human_of_named) or not _person_before(parsed, k, strong):
            continue
        head = _subject(parsed, k)
        if (
            k - _NEAR <= head >= 0
            and _may_be_person(parsed, head, strong)
            and _SOMEBODY.isdisjoint(parsed.words[head:k])
        ):
            yield parsed.starts[head], parsed.ends[k], f"{parsed.words[head]} as a person"


@lru_cache(maxsize=20_000)
def _can_tell(word: str) -> bool:
    """Is it a verb of what people do, or a noun of what they have in mind?"""
    lexicon = vehicles()
    acts = word in _GIVING or word in lexicon.human or word in lexicon.human_of_named
    return acts or supersense(word)[0] in lexicon.of_a_mind


def _person_before(parsed: Parsed, k: int, strong: bool) -> bool:
    """Is there anything to ask the grammar about: something that may be a person before the verb?"""
    return any(_may_be_person(parsed, j, strong) for j in range(max(k - _NEAR, 0), k))


def _subject(parsed: Parsed, k: int) -> int:
    """The head of the subject of the active verb at `k`, else -1."""
    clauses = clauses_of(parsed, parsed.unit_of(k))
    verb = clauses.unit.verbs.get(k)
    if verb is None:  # the world watches: taken for a noun
        alone = not clauses.unit.verbs and parsed.tags[k] == "NNS" and parsed.tags[k - 2 : k] == ["DT", "NN"]
        return k - 1 if alone else -1
    is_known = parsed.tags[k] == "VBN" and not BE.isdisjoint(parsed.words[verb.first : k])  # the disease is known
    if verb.passive or is_known or verb.kind != "finite":
        return -1
    agents = [phrase for phrase in clauses.agents(verb) if phrase.head < k]
    if len(agents) != 1 or parsed.words[agents[0].head + 1] == "and":
        return -1  # peace and justice advocates
    first = agents[0].first
    hangs = first > 0 and parsed.words[first - 1] in _HANGING  # at the same time, in good faith
    return -1 if hangs else agents[0].head


def _may_be_person(parsed: Parsed, head: int, strong: bool) -> bool:
    """A noun that is often made a person; before a verb that only people can do, anything abstract."""
    base, kind = supersense(parsed.words[head])
    if base == "justice" != parsed.words[head]:
        return False  # judges
    lexicon = vehicles()
    like = base in lexicon.like_persons
    if not (
        base in lexicon.personified or (strong and like) or (strong and kind in _ABSTRACT and base not in lexicon.light)
    ):
        return False
    opens = head == parsed.unit_of(head)[0]
    return opens if parsed.upper[head] else parsed.tags[head] in _HEADS


def _mind(parsed: Parsed, k: int) -> tuple[int, int, str] | None:
    """*The whims of the market*, *nature’s wrath*."""
    base, lexicon, words = supersense(parsed.words[k])[0], vehicles(), parsed.words
    if base not in lexicon.of_a_mind or parsed.tags[k] not in _COMMON:
        return None
    persons = lexicon.personified | lexicon.like_persons
    owner = words[k - 1].removesuffix("'s") if k else ""
    if owner in persons and owner != words[k - 1]:
        return parsed.starts[k - 1], parsed.ends[k], f"{owner} as a person"
    if words[k + 1 : k + 2] != ["of"]:
        return None
    head = k + 2
    while parsed.tags[head : head + 1] and parsed.tags[head] in _BEFORE_NOUN:
        head += 1
    if (
        head >= len(words)
        or supersense(words[head])[0] not in persons
        or (head + 1 < len(words) and parsed.tags[head + 1] in _COMMON)
    ):
        return None
    return parsed.starts[k], parsed.ends[head], f"{words[head]} as a person"


def _lesson(parsed: Parsed, k: int) -> bool:
    """*History offers some lessons.*"""
    return any(word in ("lesson", "lessons") for word in parsed.words[k + 1 : k + 6])


def metonymy(text: "str | Parsed") -> Found:
    """Cities that act, speak, or own a policy, as governments do.

    >>> text = "Moscow insists on talks. They flew to Moscow. London’s policy is old, and London’s parks are older."
    >>> [(text[start:end], why) for start, end, why in metonymy(text)]
    [('Moscow', 'insists'), ('London', 'policy')]
    """
    parsed = text if isinstance(text, Parsed) else Parsed(text)
    capitals = vehicles().capitals
    for k, word in enumerate(parsed.words):
        name = word.removesuffix("'s")
        if name in capitals and parsed.upper[k] and (why := _acts(parsed, k, name != word)):
            yield parsed.starts[k], parsed.starts[k] + len(name), why


def _acts(parsed: Parsed, k: int, owns: bool) -> str:
    words, tags = parsed.words, parsed.tags
    if owns:
        for j in range(k + 1, min(k + 4, len(words))):
            if tags[j] in _COMMON and (j + 1 == len(words) or tags[j + 1] not in _COMMON):
                return words[j] if words[j] in _FORCES or supersense(words[j])[1] in _POLICY else ""
        return ""
    if k and words[k - 1] in _SENT and k > 1 and words[k - 2] in _SAID:
        return words[k - 2]
    if k and words[k - 1] in _MAKE:
        return words[k - 1]
    return _acts_as_subject(clauses_of(parsed, parsed.unit_of(k)), k)


def _acts_as_subject(clauses: Clauses, k: int) -> str:
    for verb in clauses.unit.verbs.values():
        word = clauses.unit.word(verb.at)
        if k < verb.at <= k + 12 and not verb.passive and (word in verb_forms() or word in _WILL):
            for phrase in clauses.agents(verb):
                if phrase.first == phrase.head == k:
                    return word
    return ""
