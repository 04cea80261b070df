"""Codebooks: one YAML file that a human coder reads and the machine coder runs.

A codebook lists *codes*; each has a definition, rules for when to code and when not to, examples, near misses, and,
where form is enough to find it, *indicators*: the words or patterns by which the machine codes. A code without
indicators is offered to human coders only. `newsloupe/codebooks/` holds the shipped ones; any path works.

Terms are written as plain words or phrases. ``accus*`` stands for any ending, ``#`` for any number; a space also
matches a hyphen; case does not matter unless ``case: true``; a possessive ’s is ignored. Words of one meaning that
several indicators need are `classes` of the codebook.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import regex
import yaml
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsloupe.figures_of_speech.figures import FIGURES
from newsloupe.reading.decoding import Unreadable
from newsloupe.reading.yaml_text import YAML_LOADER, parse_yaml, yaml_source

FOLDER = Path(__file__).resolve().parents[1] / "codebooks"

_PROBE = (
    "“May I?” asked a minister in 2021 – no one answered.\n"  # a pattern that finds no character in it, but a place
)

# Characters of a pattern. Reading one takes about 30 millionths of a second a character and has no limit of time.
LONGEST = 20_000

Label = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class CodebookError(ValueError):
    """A codebook cannot be used; the message names the file, the line and the remedy.

    >>> load_codebook("weather")
    Traceback (most recent call last):
        ...
    newsloupe.codebook.schema.CodebookError: there is no codebook 'weather'; shipped are attribution, ...
    """


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def compiled_pattern(pattern: str, words: Iterable[tuple[str, tuple[str, ...]]], flags: int) -> Any:
    """A regular expression in which ``\\L<threat>`` stands for any word of the class ``threat`` out of `words`."""
    named: dict[str, Any] = dict(words)
    return regex.compile(pattern, flags | regex.VERBOSE, ignore_unused=True, **named)


def pattern_flags(case: bool) -> int:
    return regex.MULTILINE | (0 if case else regex.IGNORECASE)


def _compiles(pattern: str, flags: int, words: Iterable[tuple[str, tuple[str, ...]]] = ()) -> str:
    """A regular expression as it is; raises ValueError, which says what to do, where it cannot be used. It is compiled
    as the machine will do it, so that this is done once."""
    if len(pattern) > LONGEST:
        raise ValueError(f"the pattern has more than {LONGEST:,} characters; write its words as 'terms'")
    try:
        compiled = compiled_pattern(pattern, words, flags)
        hits = [compiled.search(text, timeout=1) for text in ("", _PROBE)]
    except (regex.error, TimeoutError) as error:
        raise ValueError(f"not a regular expression: {error}; correct it") from None
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        why = error or "too deep"
        raise ValueError(f"not a regular expression that can be used: {why}; write it shorter") from None
    if hits[0] or (hits[1] and not hits[1].group()):
        raise ValueError(
            "the pattern matches the empty text, so it would match everywhere; write what has to stand there"
        )
    return pattern


class Indicator(_Entry):
    """What the machine looks for, and in which surroundings it does not count.

    One of `terms`, `pattern` (a regular expression of at most 20,000 characters, which is tried on an article for five
    seconds at most; a group named ``span`` marks the part to report) and `figure`
    (the name of a function of `newsloupe.figures_of_speech`, for what only structure shows) is required. With
    `whole_line` only a term that is a line of its own counts, apart from punctuation at its ends, and a pattern only
    where it matches all of a line, which has at most 260 characters. No hit of a term or
    pattern runs on into another paragraph. A hit is dropped when it lies inside one of `not_in`, when its sentence has
    none of `sentence_has` (if given), or has one of `sentence_lacks`. A pattern with `sentence_has` is tried in such
    sentences only, which is fast; its hit ends with the sentence, or with the one after it if `next_sentence`.
    `id` is the short code that stands in the column ``rule`` of every table; it stays when the sentence is reworded.
    Where it is missing it is made from the label of the code (or the id of the item) that the indicator belongs to:
    ``hedge`` for the only one, ``hedge_1``, ``hedge_2`` and so on, by its place among them, where there are several.
    `reason` says in plain words why it fired (in older codebooks it is called ``rule``); `weight` is its share in a
    frame score.

    >>> Indicator(reason="a month may be meant", terms=["may"], not_in=["in may"]).weight
    1.0
    """

    id: Label = ""  # until the code or item fills it in
    reason: Prose = Field(validation_alias=AliasChoices("reason", "rule"))
    terms: tuple[Prose, ...] = ()
    words: tuple[tuple[str, tuple[Prose, ...]], ...] = Field(default=(), repr=False)  # filled in from the codebook
    case: bool = False
    pattern: Prose | None = None
    figure: Prose | None = None
    whole_line: bool = False
    not_in: tuple[Prose, ...] = ()
    sentence_has: tuple[Prose, ...] = ()
    next_sentence: bool = False
    sentence_lacks: tuple[Prose, ...] = ()
    weight: float = Field(default=1.0, gt=0)

    @model_validator(mode="before")
    @classmethod
    def _has_one_reason(cls, entry: Any) -> Any:
        given = [name for name in ("reason", "rule") if name in entry] if isinstance(entry, dict) else ["reason"]
        if not given:
            raise ValueError("say in 'reason', in a few words that a student understands, why it fires")
        if len(given) == 2:
            raise ValueError("'rule' is the old name of 'reason'; keep one of the two")
        return entry

    @field_validator("terms", "not_in", "sentence_has", "sentence_lacks")
    @classmethod
    def _terms_say_something(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if not term.strip("*"):
                raise ValueError(f"the term {term!r} would match everything; write at least one letter")
            if not regex.search(r"[\p{L}\p{N}#]", term):
                raise ValueError(f"the term {term!r} has no letter, so that it is no word; write it as a 'pattern'")
        return terms

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str | None, info: ValidationInfo) -> str | None:
        if pattern is None:
            return None
        return _compiles(pattern, pattern_flags(info.data.get("case", False)), info.data.get("words", ()))

    @field_validator("figure")
    @classmethod
    def _figure_exists(cls, figure: str | None) -> str | None:
        if figure is not None and figure not in FIGURES:
            raise ValueError(f"there is no figure {figure!r}; choose one of {', '.join(sorted(FIGURES))}")
        return figure

    @model_validator(mode="after")
    def _has_something_to_find(self) -> "Indicator":
        if bool(self.terms) + bool(self.pattern) + bool(self.figure) != 1:
            raise ValueError("give one of 'terms', 'pattern' and 'figure'")
        return self


def _with_ids(indicators: tuple[Indicator, ...], owner: str) -> tuple[Indicator, ...]:
    """Indicators without an id get that of the code or item that owns them, numbered where there are several."""
    names = [f"{owner}_{number}" for number in range(1, len(indicators) + 1)] if len(indicators) > 1 else [owner]
    pairs = zip(indicators, names, strict=False)
    return tuple(one if one.id else one.model_copy(update={"id": name}) for one, name in pairs)


class Item(_Entry):
    """One question of a code, as in item-by-item content analysis; its id becomes the column ``item``.

    >>> Item(id="cost", question="Is a price named?", indicators=[Indicator(reason="a price", terms=["costs"])]).id
    'cost'
    """

    id: Label
    question: Prose
    indicators: tuple[Indicator, ...] = ()

    @field_validator("indicators")
    @classmethod
    def _indicators_have_ids(cls, given: tuple[Indicator, ...], info: ValidationInfo) -> tuple[Indicator, ...]:
        return _with_ids(given, info.data["id"]) if "id" in info.data else given  # else the id is at fault


class Code(_Entry):
    """One category, with everything a human coder needs to decide, and the machine's indicators.

    A hit of any indicator is dropped when it lies inside a match of one of `literal_senses` (regular expressions, tried
    on its sentence: the words are meant as they stand, as a crime before a court or as a thing), and, unless `names`,
    when it is written as a name (a capital inside a sentence that is no headline).

    >>> code = Code(label="hedge", title="Hedge", definition="Lowers commitment.",
    ...             indicators=[Indicator(reason="a modal verb", terms=["may", "might"])])
    >>> code.by_machine, code.indicators[0].id
    (True, 'hedge')
    """

    label: Label
    title: Prose
    definition: Prose
    code_when: tuple[Prose, ...] = ()
    not_when: tuple[Prose, ...] = ()
    examples: tuple[Prose, ...] = ()
    near_misses: tuple[Prose, ...] = ()
    literature: tuple[Prose, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    items: tuple[Item, ...] = ()
    needs: int = Field(default=1, ge=1)  # so many items make the code present in an article
    half: float = Field(default=1.25, gt=0)  # the evidence at which a frame score is one half
    literal_senses: tuple[Prose, ...] = ()
    names: bool = True
    residual: bool = False  # what is left when no other code is present
    genre: Prose | None = None  # why analyses and comments, such as the five articles, have it more often than reports

    @field_validator("indicators")
    @classmethod
    def _indicators_have_ids(cls, given: tuple[Indicator, ...], info: ValidationInfo) -> tuple[Indicator, ...]:
        return _with_ids(given, info.data["label"]) if "label" in info.data else given  # else the label is at fault

    @field_validator("literal_senses")
    @classmethod
    def _senses_compile(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_compiles(pattern, regex.IGNORECASE) for pattern in given)

    @property
    def by_machine(self) -> bool:
        """Does the machine code it, or people only?"""
        return bool(self.indicators) or any(item.indicators for item in self.items)

    def all_indicators(self) -> list[tuple[str, Indicator]]:
        """Every indicator with the id of its item (``""`` for those of the code itself)."""
        own = [("", indicator) for indicator in self.indicators]
        return own + [(item.id, indicator) for item in self.items for indicator in item.indicators]


class Question(_Entry):
    """One entry of a form, which is answered once for a whole article; `id` becomes the label of the answer.

    - ``question``: yes, no, or cannot tell
    - ``choice``: one of `options`
    - ``scale``: a whole number from `lowest` to `highest`, such as −2 to 2
    - ``number``: a number, such as how many sources there are; at least `lowest` and at most `highest`, if given

    What is not answered is missing; it is never a no.

    >>> Question(id="tone", kind="scale", ask="How is the tone?", lowest=-1, highest=1).values
    ('-1', '0', '1')
    """

    id: Label
    kind: Literal["question", "choice", "scale", "number"]
    ask: Prose
    help: str = ""
    options: tuple[Prose, ...] = ()
    lowest: float | None = None
    highest: float | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> "Question":
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("a 'choice' has 'options', and nothing else has; write [one, another]")
        if self.kind == "scale":
            ends = [self.lowest, self.highest]
            if None in ends or any(end != int(end) for end in ends if end is not None) or ends[0] >= ends[1]:  # type: ignore[operator]
                raise ValueError("a 'scale' needs 'lowest' and 'highest', two whole numbers, the lower one first")
        return self

    @property
    def values(self) -> tuple[str, ...]:
        """What can be answered; nothing for a number, of which there are too many."""
        if self.kind == "question":
            return ("yes", "no", "cannot tell")
        if self.kind == "scale" and self.lowest is not None and self.highest is not None:
            return tuple(str(value) for value in range(int(self.lowest), int(self.highest) + 1))
        return self.options

    def fault(self, answer: str) -> str:
        """Why this is no answer; ``""`` if it is one."""
        if self.kind != "number":
            return "" if answer in self.values else f"{answer!r} is none of {', '.join(self.values)}"
        try:
            number = float(answer)
        except ValueError:
            return f"{answer!r} is no number"
        low = self.lowest is not None and number < self.lowest
        high = self.highest is not None and number > self.highest
        return f"{answer} is too {'small' if low else 'large'}" if low or high or number != number else ""


class Codebook(_Entry):
    """A set of codes on one layer; `status` says how far it has been checked against people.

    `classes` are sets of words of one meaning, for several indicators: ``<threat>`` in one of their lists of terms
    stands for all words of the class ``threat``, and ``\\L<threat>`` in a pattern for any of them (written out, without
    ``*``).

    >>> wet = Code(label="wet", title="Wet", definition="Rain or snow.",
    ...            indicators=[Indicator(reason="it falls", terms=["rain*", "snow*"])])
    >>> book = Codebook(name="weather", title="Weather", layer="weather", about="A first try.",
    ...                 status="Not checked.", codes=[wet])
    >>> apply_codebook(Corpus.from_texts({"a": "It rained."}), book)[["text", "label", "rule"]].values.tolist()
    [['rained', 'wet', 'wet']]
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Prose
    layer: Label
    about: Prose
    status: Prose
    literature: tuple[Prose, ...] = ()
    classes: tuple[tuple[Label, tuple[Prose, ...]], ...] = ()
    codes: tuple[Code, ...] = ()
    form: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _asks_for_something(self) -> "Codebook":
        if not self.codes and not self.form:
            raise PydanticCustomError("too_short", "the codebook has neither codes nor a form")
        seen = set()
        for question in self.form:
            if question.id in seen:
                raise ValueError(f"two questions are called {question.id!r}; rename one")
            seen.add(question.id)
        return self

    @model_validator(mode="before")
    @classmethod
    def _classes_are_filled_in(cls, entry: Any) -> Any:
        classes = entry.get("classes") if isinstance(entry, dict) else None
        if not isinstance(classes, dict) or not all(isinstance(words, list) for words in classes.values()):
            return entry
        return _with_classes(entry, classes) | {
            "classes": tuple((name, tuple(words)) for name, words in classes.items())
        }

    @model_validator(mode="after")
    def _labels_differ(self) -> "Codebook":
        seen: set[str] = set()
        for code in self.codes:
            if code.label in seen:
                raise ValueError(f"two codes are called {code.label!r}; rename one")
            seen.add(code.label)
        return self

    @model_validator(mode="after")
    def _ids_differ(self) -> "Codebook":
        seen: dict[str, tuple[str, list[Any]]] = {}
        for label, place, indicator in _places(self):
            first, earlier = seen.setdefault(indicator.id, (label, place))
            if earlier != place:
                problem = f"an indicator of {first!r} and one of {label!r} are both called {indicator.id!r}"
                remedy = "ids in a codebook differ, so write another 'id' in one of them"
                raise PydanticCustomError("same_id", f"{problem}; {remedy}", {"places": [earlier, place]})
        return self

    @property
    def labels(self) -> list[str]:
        return [code.label for code in self.codes]

    def reasons(self) -> dict[str, str]:
        """The sentence that says why an indicator fired, by its id, which is what stands in the column ``rule``.

        >>> load_codebook("stance").reasons()["hedge_may"]
        'may as a modal verb, not the month'
        """
        return {indicator.id: indicator.reason for code in self.codes for _, indicator in code.all_indicators()}

    def __getitem__(self, label: str) -> Code:
        for code in self.codes:
            if code.label == label:
                return code
        raise KeyError(f"codebook {self.name} has no code {label!r}; it has {', '.join(self.labels)}")


def _with_classes(entry: Any, classes: dict[str, list[str]]) -> Any:
    """The content of a codebook with the words of its classes where indicators name them."""
    if isinstance(entry, list):
        return [_with_classes(one, classes) for one in entry]
    if not isinstance(entry, dict):
        return entry
    filled = {key: _with_classes(value, classes) for key, value in entry.items()}
    for field in ("terms", "not_in", "sentence_has", "sentence_lacks"):
        if isinstance(filled.get(field), list):
            filled[field] = [word for term in filled[field] for word in _meant(term, classes)]
    if isinstance(filled.get("pattern"), str):
        named = set(regex.findall(r"\\L<(\w+)>", filled["pattern"])) & set(classes)
        filled |= {"words": tuple((name, tuple(classes[name])) for name in sorted(named))} if named else {}
    return filled


def _meant(term: Any, classes: dict[str, list[str]]) -> list[Any]:
    name = regex.fullmatch(r"<(\w+)>", term) if isinstance(term, str) else None
    return classes[name[1]] if name and name[1] in classes else [term]


def _places(codebook: Codebook) -> Iterator[tuple[str, list[Any], Indicator]]:
    """Every indicator with the label of its code, and where in the file its id stands."""
    for number, code in enumerate(codebook.codes):
        for place, indicator in enumerate(code.indicators):
            yield code.label, ["codes", number, "indicators", place, "id"], indicator
        for item_number, item in enumerate(code.items):
            for place, indicator in enumerate(item.indicators):
                yield code.label, ["codes", number, "items", item_number, "indicators", place, "id"], indicator


def codebook_names() -> list[str]:
    """Names of the shipped codebooks.

    >>> [name for name in codebook_names() if name.endswith("frames")]
    ['generic-frames', 'policy-frames']
    """
    return list(_shipped())


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yml")))


def load_codebook(name: str | Path | Codebook) -> Codebook:
    """Read and validate a codebook: the name of a shipped one, or the path of a YAML file.

    Some of its codes only are ``"stance:hedge,booster"``, several codebooks of one layer (whole or in part) are joined
    by ``" + "``: ``"stance:hedge,booster + persuasion:appeal_to_fear"``.

    Raises `CodebookError` with the file, the line, the entry and what to do when anything in it is wrong.

    >>> load_codebook("stance").layer
    'rhetoric'
    """
    if isinstance(name, Codebook):
        return name
    if isinstance(name, str) and (" + " in name or (_chosen(name) and not Path(name).suffix)):
        return _combined([_part(part.strip()) for part in name.split(" + ")])
    try:
        return _read(*yaml_source(name, FOLDER))
    except FileNotFoundError:
        raise CodebookError(f"there is no codebook {str(name)[:80]!r}; shipped are {', '.join(codebook_names())}, "
                            "or give the path of a .yml file") from None  # fmt: skip
    except Unreadable as error:
        raise CodebookError(error.about(Path(name).name)) from None


def _chosen(name: str) -> regex.Match[str] | None:
    """The name of a codebook or its path, and the labels that are chosen from it."""
    return regex.fullmatch(r"(.+):([a-z][a-z0-9_]*(?:\s*,\s*[a-z][a-z0-9_]*)*)", name, regex.DOTALL)


def _part(name: str) -> Codebook:
    """A codebook, or some of its codes, in the order in which they are named."""
    found = _chosen(name)
    if found is None:
        return load_codebook(name)
    book = load_codebook(found[1])
    labels = [label.strip() for label in found[2].split(",")]
    if unknown := [label for label in labels if label not in book.labels]:
        near = get_close_matches(unknown[0], book.labels, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(book.labels)}"
        raise CodebookError(f"codebook {book.name} has no code {unknown[0]!r}; {hint}")
    return book.model_copy(update={"codes": tuple(book[label] for label in dict.fromkeys(labels)), "form": ()})


def _combined(books: list[Codebook]) -> Codebook:
    if len(books) == 1:
        return books[0]
    layers = {book.layer for book in books}
    if len(layers) > 1:
        raise CodebookError(
            f"codebooks of the layers {', '.join(sorted(layers))} cannot be one; code one layer at a time"
        )
    try:
        return Codebook(
            name="-and-".join(dict.fromkeys(book.name for book in books)),
            title=" and ".join(dict.fromkeys(book.title for book in books)),
            layer=books[0].layer,
            about=" ".join(dict.fromkeys(book.about for book in books)),
            status=" ".join(dict.fromkeys(book.status for book in books)),
            literature=tuple(dict.fromkeys(line for book in books for line in book.literature)),
            codes=tuple(code for book in books for code in book.codes),
            form=tuple(question for book in books for question in book.form),
        )
    except ValidationError as error:
        raise CodebookError("; ".join(one["msg"].removeprefix("Value error, ") for one in error.errors())) from None


@lru_cache(maxsize=64)  # remembered by what the file says, so that every edit counts at once
def _read(name: str, source: str) -> Codebook:
    for number, written in enumerate(source.splitlines(), 1):
        if regex.match(r"\s*+-\s++(?!#)[^'\"|>\[{#]*+(?<=\s)#", written):
            raise CodebookError(
                f"{name}, line {number}: YAML reads what follows # as a comment; put the entry in quotes"
            )
    content = parse_yaml(source)
    try:
        return Codebook.model_validate(content)
    except ValidationError as error:
        # A code that fails is missing from the list of codes, which would then be reported as too short.
        errors = [e for e in error.errors() if e["type"] != "too_short"] or error.errors()
        for one in errors:
            one["loc"] = one["loc"] or (("codes",) if one["type"] == "too_short" and "codes" in content else ())
        raise CodebookError("\n".join(_explain(name, source, e) for e in errors)) from None


def _explain(name: str, source: str, error: Any) -> str:
    places = error.get("ctx", {}).get("places")  # of two entries that do not go together
    where = places[1] if places else list(error["loc"])
    line = line_of(source, where)
    entry = ".".join(str(part) for part in where) or "the whole file"
    problem = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        fields = {f for model in (Codebook, Code, Question, Item, Indicator) for f in model.model_fields}
        near = get_close_matches(str(where[-1]), sorted(fields), n=1)
        problem = "there is no such field; " + (f"did you mean {near[0]!r}?" if near else "remove it")
    elif error["type"] == "string_type":
        problem = "should be text; put it in quotes"
    elif error["type"] == "model_type":
        what = "is empty" if error["input"] is None else f"is a {type(error['input']).__name__}"
        problem = f"{what}; write 'name of a field: its content', one on each line"
    elif error["type"] in REMEDIES:
        problem = REMEDIES[error["type"]]
    elif places:
        problem += f" (the first is on line {line_of(source, places[0])})"
    return f"{name}, line {line}: {entry}: {problem}"


# What to do about the commonest faults of an entry, in the words of people who write YAML.
REMEDIES = {
    "missing": "is missing; write it",
    "tuple_type": "should be a list; write it as [one, another]",
    "dict_type": "should have entries; write 'name: content', one on each line",
    "too_short": "is empty; write at least one entry",
    "string_too_short": "is empty; write something",
    "string_pattern_mismatch": "may have small letters, digits and _ only, a letter first; rename it",
    "greater_than": "should be greater than 0; write such a number",
    "float_parsing": "is no number; write one, such as 0.5",
    "float_type": "is no number; write one, such as 0.5",
    "int_parsing": "is no whole number; write one",
    "int_type": "is no whole number; write one",
    "int_from_float": "is no whole number; write one",
    "bool_parsing": "is neither true nor false; write one of them",
    "bool_type": "is neither true nor false; write one of them",
}


def line_of(source: str, where: list[Any]) -> int:
    """The line on which an entry stands, as near as it can be found (a missing field: its parent)."""
    node = yaml.compose(source, Loader=YAML_LOADER)
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
