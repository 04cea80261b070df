"""Actors: who the texts speak of, and by which names.

An actor list is a YAML file (`newsloupe/actor_lists/`) that says which words name whom. It decides what a table of
agency can show, so it is short and made to be edited: another topic needs another file.
"""

import warnings
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from newsloupe.codebook.coder import MachineCoder, machine_coder
from newsloupe.codebook.schema import REMEDIES, Code, Codebook, Indicator, line_of
from newsloupe.codebook.terms import fold
from newsloupe.corpus.article import Corpus
from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.yaml_text import parse_yaml, yaml_source
from newsloupe.spans import make_spans
from newsloupe.text import Text, words

__all__ = ["ActorError", "ActorWarning", "Actors", "find_actors", "load_actors", "naming"]

FOLDER = Path(__file__).resolve().parent / "actor_lists"
DEFAULT = "nato-russia"
UNKNOWN_SIDE = "?"  # what `suggest_actors` writes where a person has to decide
LOOKED_AT = 50  # articles, spread over the corpus, by which it is judged whether a list fits
OFTEN = 100  # words: a list of their actors names somebody at least once in so many

Term = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ActorId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class ActorError(ValueError):
    """An actor list cannot be used; the message names the file, the line and the remedy.

    >>> load_actors("football")
    Traceback (most recent call last):
        ...
    newsloupe.actors.ActorError: there is no actor list 'football'; shipped: nato-russia; or give the ...
    """


class ActorWarning(UserWarning):
    """No list of actors fits the articles, and none was asked for by name; the message says how to make one.

    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     found = find_actors(Corpus.from_texts({"a": "The Rovers lost."}))
    >>> print(len(found), caught[0].message)
    0 no list of actors was used: 'nato-russia' names somebody in 0 of 1 article, often in 0; so no actors are ...
    """


class Actor(BaseModel):
    """One actor. The fields are explained at the top of ``actor_lists/nato-russia.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Term
    side: Term
    aliases: tuple[Term, ...] = ()
    cased: tuple[Term, ...] = ()
    not_in: tuple[Term, ...] = ()
    acts: bool = True

    @field_validator("aliases", "cased", "not_in")
    @classmethod
    def _say_something(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if len([c for c in term if c.isalpha()]) < 2:
                raise ValueError(f"the alias {term!r} would match nearly everything; write at least two letters")
        return terms

    @field_validator("side")
    @classmethod
    def _decided(cls, side: str) -> str:
        if side == UNKNOWN_SIDE:
            raise ValueError(
                "is not filled in; write any word for the '?' (actors with the same word are on one side), or "
                "delete the actor"
            )
        return side

    @model_validator(mode="after")
    def _has_a_name(self) -> "Actor":
        if not self.aliases and not self.cased:
            raise ValueError("this actor has no name; give 'aliases' or 'cased'")
        return self


class Actors(BaseModel):
    """A validated actor list: actors by id.

    >>> rovers = {"title": "Rovers", "side": "north", "aliases": ["the Rovers"]}
    >>> clubs = Actors.model_validate({"actors": {"rovers": rovers}})
    >>> clubs.ids, clubs["rovers"].side
    (['rovers'], 'north')
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    actors: dict[ActorId, Actor] = Field(min_length=1)

    def __getitem__(self, actor: str) -> Actor:
        return self.actors[actor]

    @property
    def ids(self) -> list[str]:
        return list(self.actors)

    @property
    def titles(self) -> dict[str, str]:
        """What tables call each actor, by id."""
        return {name: actor.title for name, actor in self.actors.items()}


def load_actors(name: str | Path | Actors = DEFAULT) -> Actors:
    """Read and validate an actor list: the name of a shipped one, or the path of a YAML file.

    Raises `ActorError` with the file, the line, the entry and what to do when anything in it is wrong.

    >>> load_actors("nato-russia")["kaliningrad"].acts
    False
    """
    if isinstance(name, Actors):
        return name
    try:
        return _read(*yaml_source(name, FOLDER))
    except FileNotFoundError:
        shipped = ", ".join(sorted(path.stem for path in FOLDER.glob("*.yml")))
        raise ActorError(f"there is no actor list {str(name)[:80]!r}; shipped: {shipped}; "
                         "or give the path of a .yml file") from None  # fmt: skip
    except Unreadable as error:
        raise ActorError(error.about(Path(name).name)) from None


@lru_cache(maxsize=16)  # remembered by what the file says, so that every edit counts at once
def _read(name: str, source: str) -> Actors:
    content = parse_yaml(source)
    try:
        actors = Actors.model_validate(content)
    except ValidationError as error:
        told = [_explain(name, source, e) for e in error.errors()]
        open_sides = [line for line in told if "side: is not filled in" in line]
        if len(open_sides) > 2:  # of a fresh list from `suggest_actors` all are
            told = [line for line in told if line not in open_sides]
            told = [f"{open_sides[0]} ({len(open_sides) - 1} more like this)", *told]
        raise ActorError("\n".join(told)) from None
    twice = _used_twice(actors)
    if twice:
        alias, first, second, field = twice
        line = line_of(source, ["actors", second, field])
        raise ActorError(f"{name}, line {line}: actors.{second}: the alias {alias!r} belongs to {first!r} as "
                         "well; a name can mean one actor only, so remove it from one of the two")  # fmt: skip
    return actors


def _explain(name: str, source: str, error: Any) -> str:
    where = [part for part in error["loc"] if part != "[key]"]
    problem = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(where[-1]), list(Actor.model_fields), n=1)
        problem = "there is no such field; " + (f"did you mean {near[0]!r}?" if near else "remove it")
    elif error["type"] == "string_pattern_mismatch":
        problem = "an actor's id has small letters, digits and _ only; rename it"
    elif error["type"] == "string_type":
        problem = "should be text; put it in quotes"
    elif error["type"] == "model_type":
        what = "is empty" if error["input"] is None else f"is a {type(error['input']).__name__}"
        problem = f"{what}; write 'name of a field: its content', one on each line"
    elif error["type"] in REMEDIES:
        problem = REMEDIES[error["type"]]
    return f"{name}, line {line_of(source, where)}: {'.'.join(map(str, where)) or 'the whole file'}: {problem}"


def _used_twice(actors: Actors) -> tuple[str, str, str, str] | None:
    owner: dict[str, str] = {}
    for name, actor in actors.actors.items():
        for field in ("aliases", "cased"):
            for alias in getattr(actor, field):
                first = owner.setdefault(fold(alias), name)
                if first != name:
                    return alias, first, name, field
    return None


class ActorFinder:
    """A compiled actor list. Make it once for many articles; `mentions` reads one text."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self._coder = _coder_of(tuple(actors.actors.items()))

    def mentions(self, text: str) -> list[tuple[int, int, str, str]]:
        """``(start, end, actor, rule)`` of every name, in order; of overlapping names the longest."""
        facts = text.facts if isinstance(text, Text) else {}
        if self._coder not in facts:
            facts[self._coder] = self._read(text)
        found: list[tuple[int, int, str, str]] = facts[self._coder]
        return found

    def _read(self, text: str) -> list[tuple[int, int, str, str]]:
        hits = [(start, _with_point(text, start, end), rule) for start, end, rule in self._coder.hits(text)]
        kept: list[tuple[int, int, str, str]] = []
        for start, end, rule in sorted(hits, key=lambda hit: (hit[0], -hit[1], hit[2].label)):
            if kept and start < kept[-1][1]:
                if end - start <= kept[-1][1] - kept[-1][0]:
                    continue
                kept.pop()
            kept.append((start, end, rule.label, rule.id.removeprefix(f"{rule.label}_")))
        return kept


@lru_cache(maxsize=32)
def _coder_of(actors: tuple[tuple[str, Actor], ...]) -> MachineCoder:
    """The machine coder of a codebook with one code per actor."""
    return machine_coder(Codebook(
        name="actors", title="Actors", layer="naming", about="Names of actors.", status="A list of names.",
        codes=tuple(
            Code(label=name, title=actor.title, definition=actor.title, indicators=tuple(_indicators(name, actor)))
            for name, actor in actors
        ),
    ))  # fmt: skip


def find_actors(corpus: Corpus, actors: str | Path | Actors | None = None) -> pd.DataFrame:
    """Every name of an actor, as listed in `actors` (a name, a path, or a loaded list).

    Without `actors`, the shipped list is used if it fits: if in half of the articles it names somebody at least once in
    100 words. Else nobody is found, and an `ActorWarning` says so; `newsloupe.suggest_actors` begins a list.

    Returns the span table of layer ``naming``: ``label`` is the actor's id, ``rule`` says how the name is listed
    (``name``, or ``name_capitals`` where its capital letters count), and the further column ``side`` is the actor's
    side. Of overlapping names the longest counts. Pronouns are not resolved: *it* and *they* are nobody here, so that
    counts are of names, not of all that is said about an actor.

    Raises `ActorError` when the list cannot be used.

    >>> corpus = Corpus.from_texts({"a": "Moscow accused the alliance."})
    >>> find_actors(corpus)[["text", "label", "side"]].values.tolist()
    [['Moscow', 'russia', 'russia'], ['the alliance', 'nato', 'west']]
    """
    read: dict[str, Text] = {}
    chosen = fitting(corpus, "no actors are found", read, stacklevel=3) if actors is None else actors
    if chosen is None:
        return make_spans(corpus, (), layer="naming").assign(side="")
    listed = load_actors(chosen)
    finder = ActorFinder(listed)
    spans = make_spans(corpus, (
        {"article": article.id, "start": start, "end": end, "label": actor, "rule": rule, "side": listed[actor].side}
        for article in corpus
        for start, end, actor, rule in finder.mentions(read.pop(article.id, article.text))
    ), layer="naming")  # fmt: skip
    return spans if len(spans) else spans.assign(side="")


def fitting(
    corpus: Corpus, consequence: str, read: dict[str, Text] | None = None, *, stacklevel: int = 2
) -> str | None:
    """The shipped list that names somebody often in most of the articles, if these are half of them; else None, and an
    `ActorWarning` that says what follows from it. The texts that were looked at are put into `read`, by the ids of
    their articles, for who goes on to read them.

    >>> fitting(Corpus.from_texts({"a": "Moscow accused the alliance."}), "nothing is found")
    'nato-russia'
    """
    articles = list(corpus)
    articles = articles[:: -(-len(articles) // LOOKED_AT) or 1]
    texts = {article.id: Text(article.text) for article in articles}
    if read is not None:
        read |= texts
    told = []
    for name in sorted(path.stem for path in FOLDER.glob("*.yml")):
        finder = ActorFinder(load_actors(name))
        named = [len(finder.mentions(text)) for text in texts.values()]
        lengths = [len(words(text)) for text in texts.values()]
        often = sum(bool(n) and n * OFTEN >= length for n, length in zip(named, lengths, strict=True))
        told.append((often, name, sum(map(bool, named))))
    often, name, at_all = max(told)
    if 2 * often >= len(articles):
        return name
    what = f"{len(articles)} article{'s' if len(articles) > 1 else ''}"
    what += " looked at" if len(articles) < len(corpus) else ""
    warnings.warn(
        f"no list of actors was used: {name!r} names somebody in {at_all} of {what}, often in {often}; "
        f"so {consequence}. Make a list of your own (newsloupe.suggest_actors(corpus) begins one) and give it as "
        f"actors=, or say actors={name!r}",
        ActorWarning,
        stacklevel=stacklevel + 1,
    )
    return None


def naming(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Which names each article uses for each actor: ``article`` (its label), ``actor``, ``variant``, ``count`` (int).

    `spans` are from `find_actors`. Variants that differ in capitals, quotation marks or *the* with a capital only are
    one; the commonest spelling is shown. Sorted by article (in corpus order), actor, and count from high to low.

    >>> rovers = {"title": "Rovers", "side": "north", "aliases": ["the Rovers", "the hosts"]}
    >>> clubs = Actors.model_validate({"actors": {"rovers": rovers}})
    >>> corpus = Corpus.from_texts({"a": "The Rovers lost. The hosts had led; the Rovers were tired."})
    >>> naming(find_actors(corpus, clubs), corpus)
      article   actor     variant  count
    0       a  rovers  the Rovers      2
    1       a  rovers   the hosts      1
    """
    table = spans.assign(variant=[_small_the(text) for text in spans["text"]], key=[fold(t) for t in spans["text"]])
    rows = []
    for (article, actor, _), group in table.groupby(["article", "label", "key"], sort=True):
        shown = group["variant"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[0]
        rows.append((article, actor, shown, len(group)))
    frame = pd.DataFrame(rows, columns=["article", "actor", "variant", "count"])
    order = {name: number for number, name in enumerate(corpus.ids)}
    frame = frame.assign(place=frame["article"].map(order)).sort_values(
        ["place", "actor", "count", "variant"], ascending=[True, True, False, True]
    )
    return frame.assign(article=frame["article"].map(corpus.labels)).drop(columns="place").reset_index(drop=True)


def _indicators(name: str, actor: Actor) -> Iterator[Indicator]:
    if actor.aliases:
        yield Indicator(id=f"{name}_name", reason="a name of the actor", terms=actor.aliases, not_in=actor.not_in)
    if actor.cased:
        # The last point of "U.S." may be that of the sentence, so it is no part of the term.
        names = [term.rstrip(".") for term in actor.cased]
        terms = (*names, *map(_opening, names))
        reason = "a name of the actor, with its capital letters"
        yield Indicator(id=f"{name}_name_capitals", reason=reason, terms=terms, case=True, not_in=actor.not_in)


def _opening(term: str) -> str:
    """As at the start of a sentence: *The West*."""
    return term[0].upper() + term[1:]


def _with_point(text: str, start: int, end: int) -> int:
    """With the last point of *U.S.*, which the codebook's terms leave out."""
    return end + 1 if "." in text[start:end] and text[end : end + 1] == "." else end


def _small_the(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(("The ", "This ")) else text
