"""From a language model's answers to a span table: each quotation is looked up, and a changed word is no mark.

A model is a coder like others: its marks are rows of the same table, with `coder`, and what has to be known of a run
(model, prompt, date, settings) in further columns. What it says and the text does not is a problem for a person.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.codebook.versions import checksum, codebook_checksum
from newsloupe.corpus.article import Article, Corpus
from newsloupe.exchange.quotes import Offsets, Place, Quotable
from newsloupe.exchange.shared import Coding, ExchangeError, Problems, files, read_json, read_text, span_table
from newsloupe.reading.json_text import without_lone_surrogates
from newsloupe.spans import COLUMNS, READ, make_spans

_ABOUT = ("model", "run", "codebook", "checksum", "prompt", "date", "settings")
_ROLES = ("content", "cue", "source")  # placed in this order: the content is long and stands in one place mostly
_LAYER = "attribution"


@dataclass
class Answer:
    """What a model said to one request: the words, what is known of the run, and the article it is about."""

    where: str
    said: Any
    article: Article
    within: Offsets
    about: dict[str, str]
    labels: list[str] = field(default_factory=list)
    layer: str = ""


def from_model(
    path: str | Path,
    corpus: Corpus,
    *,
    coder: str = "",
    requests: str | Path | None = None,
    codebook: str | Path | Codebook | None = None,
    layer: str = "",
    read: bool = False,
) -> pd.DataFrame:
    """Read the answers of a language model as a span table; every passage is looked up in its article.

    `path` is a ``.jsonl`` file with one answer a line, or a folder of ``.txt`` or ``.json`` files, each an answer as
    it was copied, named after its request. A line is an object with ``id`` (or ``custom_id``: the id of the request, or
    the article's) and ``answer``, the model's words or the object itself; ``model``, ``run``, ``date`` and
    ``settings`` if they are known. Lines as two batch interfaces are documented to write them (with
    ``response.body.choices`` or ``result.message.content``) are understood, but were not tried with these services.
    An answer may be fenced (three backticks), have words around it, or be cut off: its whole marks are read.

    `requests` is the file of `to_prompt`: from it come the part of the article, the labels that are allowed, the
    layer, and the checksums; an answer for another version of a text is left out. Without it, the id has to be an
    article's, and `codebook` and `layer` say the rest. `coder` is the name in the table; left out, it is the model's.

    A quotation is placed where exactly these words stand: as they are, else without differences of quotation marks,
    dashes, spaces and case, else over ``…`` (one row for each piece, in one group). Equal quotations take successive
    places. A quotation with a changed, missing or added word, a label that is not allowed, an answer that is none:
    each is in ``spans.attrs["problems"]`` (place, problem with the nearest passage, remedy), and an `ExchangeWarning`
    says so. ``spans.attrs["answered"]`` lists the articles that have a usable answer, be it that there is nothing;
    ``spans.attrs["labels_refused"]`` the labels that were not allowed.

    Columns beside those of every span table, where they are known: ``note`` (the model's reason), ``alignment``
    (``exact``, ``folded`` or ``gap``), ``places`` (int: how many places the quotation fits; above 1, the place is a
    guess), ``model``, ``run``, ``codebook`` (its name), ``checksum`` (of the codebook), ``prompt`` (a
    checksum), ``date``, ``settings`` (str).

    With `read`, rows of the layer ``read`` say which passages have a usable answer, be it that there is nothing, with
    these columns, ``version`` (of newsloupe) and ``coder_kind`` (``model``): so that what was never answered is missing
    and no zero, and `newsloupe.codebook.coded_under` says whether the codebook has changed since.

    Raises FileNotFoundError, and `ExchangeError` when nothing could be used.

    >>> import tempfile
    >>> from pathlib import Path
    >>> corpus = Corpus.from_texts({"a": "“It may rain,” she said."})
    >>> said = '{"id": "a", "answer": {"marks": [{"quote": "IT MAY RAIN", "label": "hedge", "reason": "may"}]}}'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "answers.jsonl")
    ...     _ = path.write_text(said, encoding="utf-8")
    ...     spans = from_model(path, corpus, coder="a model", codebook="stance")
    >>> spans[["text", "label", "coder", "note", "alignment"]].values.tolist()
    [['It may rain', 'hedge', 'a model', 'may', 'folded']]
    """
    book = None if codebook is None else load_codebook(codebook)
    asked = {} if requests is None else _requests(Path(requests))
    problems, answers = Problems(), list[Answer]()
    for where, entry in _entries(Path(path), problems):
        with problems.at(where):
            answers.append(_answer(where, entry, asked, corpus, book, layer))
    refused: list[tuple[str, str]] = []
    found, answered = _codings(answers, coder, problems, refused)
    spans = span_table(path, found, problems, corpus, layer=layer, coder=coder or "model")
    if read:
        rows: list[dict[Any, Any]] = [*spans.to_dict("records"), *(_read_row(answer, coder) for answer in answered)]
        attrs, spans = spans.attrs, make_spans(corpus, ({str(key): v for key, v in row.items()} for row in rows))
        texts = [name for name in spans if name not in COLUMNS and name != "places"]
        spans = spans.fillna(dict.fromkeys(texts, ""))
        spans.attrs = attrs
    ids = {answer.article.id for answer in answered}
    spans.attrs["answered"] = [name for name in corpus.ids if name in ids]
    spans.attrs["labels_refused"] = [list(pair) for pair in refused]
    return spans


def _read_row(answer: Answer, coder: str) -> dict[str, Any]:
    """What was read, by which model and codebook."""
    start, end = answer.within
    told = {"codes": " ".join(answer.labels), "version": import_module("newsloupe").__version__, "coder_kind": "model"}
    place = {"article": answer.article.id, "start": start, "end": end, "label": READ, "layer": READ, "places": 0}
    return place | {"coder": coder or answer.about.get("model", "") or "model"} | answer.about | told


def _requests(path: Path) -> dict[str, dict[str, Any]]:
    lines = [read_json(line) for line in read_text(path).split("\n") if line.strip()]
    return {str(line["id"]): line for line in lines if isinstance(line, dict) and "id" in line}


def _entries(path: Path, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each answer stands, and what its line says."""
    if path.expanduser().is_dir() and not list(path.expanduser().glob("*.jsonl")):
        copied = sorted(file for file in path.expanduser().iterdir() if file.suffix in (".txt", ".json"))
        if not copied:
            raise ExchangeError(f"{path.name} holds no .jsonl, .json or .txt file", "give the folder of the answers")
        for file in copied:
            with problems.at(file.name):
                yield file.name, {"id": file.stem, "answer": read_text(file)}
        return
    for name, file in files(path, ".jsonl")[1]:
        with problems.at(name):
            for number, line in enumerate(read_text(file).split("\n"), 1):
                where = f"{name}, line {number}"
                with problems.at(where):
                    if line.strip():
                        entry = read_json(line)
                        if not isinstance(entry, dict):
                            raise ExchangeError("is no object with id and answer", "write one object a line")
                        yield where, entry


def _answer(
    where: str,
    entry: Mapping[str, Any],
    asked: Mapping[str, Mapping[str, Any]],
    corpus: Corpus,
    book: Codebook | None,
    layer: str,
) -> Answer:
    name = str(entry.get("custom_id", entry.get("id", entry.get("article", ""))))
    request = asked.get(name, {})
    if asked and not request:
        raise ExchangeError(
            f"answers a request {name[:60]!r} that is not in the file of requests", "give the right one"
        )
    article_id = str(request.get("article", entry.get("article", name)))
    if article_id not in corpus:
        raise ExchangeError(f"there is no article {article_id[:60]!r}", "load the corpus, and give the requests")
    article = corpus[article_id]
    if request and request.get("article_checksum") != checksum(article.text):
        raise ExchangeError(
            f"was made for another version of article {article_id}", "load the version that was sent, or ask again"
        )
    body, said = _said(entry)
    about = {
        "model": entry.get("model") or body.get("model"),
        "run": entry.get("run") or request.get("run"),
        "codebook": request.get("codebook") or (book.name if book else ""),
        "checksum": request.get("codebook_checksum") or (codebook_checksum(book) if book else ""),
        "prompt": request.get("prompt_checksum") or entry.get("prompt_checksum"),
        "date": entry.get("date") or entry.get("created_at"),
        "settings": entry.get("settings"),
    }
    known = {key: value if isinstance(value, str) else json.dumps(value) for key, value in about.items() if value}
    within = (int(request.get("start", 0)), int(request.get("end", len(article.text))))
    labels = list(request.get("labels", book.labels if book else []))
    return Answer(
        where, said, article, within, known, labels, layer or str(request.get("layer", book.layer if book else ""))
    )


def _said(entry: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
    """The object that tells of the model, and the model's words."""
    if "answer" in entry:
        return entry, entry["answer"]
    for way in (("response", "body"), ("result", "message"), ()):
        body: Any = entry
        for step in way:
            body = body.get(step) if isinstance(body, dict) else None
        if not isinstance(body, dict):
            continue
        choices, content = body.get("choices"), body.get("content")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict):
            content = (choices[0].get("message") or {}).get("content")
        if isinstance(content, list):
            content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
        if isinstance(content, str):
            return body, content
    raise ExchangeError("has no answer", "write the model's words as 'answer'")


def marks_in(said: Any) -> tuple[list[dict[str, Any]], str]:
    """The marks of an answer, and what is wrong with it as a whole (``""`` for nothing).

    >>> marks_in('Here it is: ```json {"marks": [{"quote": "may", "label": "hedge"}, {"quote": "mig')
    ([{'quote': 'may', 'label': 'hedge'}], 'breaks off after 1 whole mark')
    >>> marks_in("I cannot help with that.")
    ([], 'has no JSON')
    """
    if not isinstance(said, str):
        found = _marks(said)
        return (found, "") if found is not None else ([], "has no list of marks")
    decoder, at, marks = json.JSONDecoder(), 0, list[dict[str, Any]]()
    broken, any_list = False, False
    while (opening := regex.compile(r"[\[{]").search(said, at)) is not None:
        try:
            value, at = decoder.raw_decode(said, opening.start())
        except RecursionError:  # brackets in brackets without end are no answer
            break
        except ValueError:
            broken, at = True, opening.end()  # what is cut off has whole objects in it
            continue
        found = _marks(without_lone_surrogates(value))
        if found is not None:
            marks, any_list = marks + found, True
    if any_list or marks:
        return marks, "" if not broken else f"breaks off after {len(marks)} whole mark{'s' * (len(marks) != 1)}"
    return [], "breaks off before the first mark" if broken and '"marks"' in said else "has no JSON"


def _marks(value: Any) -> list[dict[str, Any]] | None:
    """The marks in a value: a list of them, an object with such a list, or one mark; None for anything else."""
    if isinstance(value, list):
        inner = [_marks(one) for one in value]
        return [mark for one in inner if one for mark in one] if None not in inner else None
    if not isinstance(value, dict):
        return None
    if "quote" in value or "cue" in value or "content" in value:
        return [value]
    lists = [one for one in value.values() if isinstance(one, list)]
    return _marks(lists[0]) if len(lists) == 1 else None


def _codings(
    answers: list[Answer], coder: str, problems: Problems, refused: list[tuple[str, str]]
) -> tuple[list[Coding], list[Answer]]:
    """One coding for each article and run, and the answers that could be used."""
    found: dict[tuple[str, str, str], Coding] = {}
    answered, texts = list[Answer](), dict[str, Quotable]()
    for answer in answers:
        article = answer.article
        marks, wrong = marks_in(answer.said)
        if wrong:
            problems.add(answer.where, f"the answer {wrong}", "ask again, or with a higher limit of words")
        if wrong and not marks:
            continue
        answered.append(answer)
        who = coder or answer.about.get("model", "")
        key = (article.id, who, answer.about.get("run", ""))
        coding = found.setdefault(key, Coding(article, who))
        quotable = texts.setdefault(article.id, Quotable(article.text))
        for number, mark in enumerate(marks, 1):
            placing = _Placing(answer, quotable, coding, problems, f"{answer.where}, mark {number}", refused)
            placing.relation(mark) if "quote" not in mark else placing.mark(mark)
    return list(found.values()), answered


@dataclass
class _Placing:
    """One mark on its way into a coding."""

    answer: Answer
    quotable: Quotable
    coding: Coding
    problems: Problems
    where: str
    refused: list[tuple[str, str]]

    def mark(self, mark: Mapping[str, Any]) -> None:
        label = self._label(mark.get("label"))
        if label is not None:
            place = self._place(mark["quote"], label)
            if place:
                self._add([(label, place)], mark)

    def relation(self, mark: Mapping[str, Any]) -> None:
        """Source, cue and content of one attribution: all of them, or, where a word is changed, none."""
        parts: list[tuple[str, tuple[Place, int]]] = []
        for role in _ROLES:
            given = mark.get(role) or []
            for quote in [given] if isinstance(given, str) else given if isinstance(given, list) else []:
                near = parts[-1][1][0].pieces[0] if parts else None
                place = self._place(quote, role, near)
                if place is None:
                    return
                parts.append((role, place))
        if not {"cue", "content"} & {role for role, _ in parts}:
            self.problems.add(self.where, "has no cue and no content", "leave it out, or ask again")
            return
        self._add(parts, mark)

    def _label(self, given: Any) -> str | None:
        allowed = self.answer.labels
        label = regex.sub(r"[\s-]+", "_", str(given or "").strip().lower())
        if not label or (allowed and label not in allowed):
            self.refused.append((self.answer.article.id, str(given)))
            some = f"the codes are {', '.join(allowed)}" if allowed else "every mark needs one"
            self.problems.add(self.where, f"has the label {str(given)[:40]!r}; {some}", "leave it out, or ask again")
            return None
        return label

    def _place(self, quote: Any, label: str, near: Offsets | None = None) -> tuple[Place, int] | None:
        """Where a quotation stands: the first place that this label does not have yet, or the nearest to another."""
        if not isinstance(quote, str) or not regex.search(r"[\p{L}\p{N}]", quote):
            self.problems.add(self.where, f"quotes no words ({str(quote)[:40]!r})", "leave it out")
            return None
        places = self.quotable.places(quote, self.answer.within)
        taken = {(row["label"], row["start"], row["end"]) for row in self.coding.rows}
        free = [one for one in places if label == "source" or (label, *one.pieces[0]) not in taken]
        if not free:
            self._not_there(quote, len(places))
            return None
        if near is not None:
            free = sorted(free, key=lambda one: self._apart(one.pieces, near))
        return free[0], len(places)

    def _apart(self, pieces: tuple[Offsets, ...], near: Offsets) -> tuple[bool, int]:
        """How far a place is from another: those in the same sentence come first."""
        same = self.quotable.sentence(pieces[0][0]) == self.quotable.sentence(near[0])
        return not same, max(pieces[0][0] - near[1], near[0] - pieces[-1][1])

    def _not_there(self, quote: str, places: int) -> None:
        short = quote if len(quote) <= 120 else quote[:117] + "…"
        if places:
            problem = f"“{short}” is quoted more often than it stands there"
            self.problems.add(self.where, problem, "leave it out")
            return
        start, end, difference = self.quotable.nearest(quote)
        passage = self.quotable.text[start:end]
        near = f"the nearest passage is {start}:{end}, “{passage if len(passage) <= 200 else passage[:197] + '…'}”"
        changes = f"; changed: {difference}" if difference else ""
        problem = f"“{short}” does not stand in {self.answer.article.id}{changes}; {near}"
        self.problems.add(self.where, problem, "let a person decide")

    def _add(self, parts: list[tuple[str, tuple[Place, int]]], mark: Mapping[str, Any]) -> None:
        rows, first = self.coding.rows, len(self.coding.rows)
        pieces = [(label, place, count, piece) for label, (place, count) in parts for piece in place.pieces]
        together = f"m{len({row['group'] for row in rows} - {''}) + 1}" if len(pieces) > 1 else ""
        reason = mark.get("reason")
        common = {"layer": self.answer.layer or (_LAYER if "quote" not in mark else ""), "group": together}
        common |= {"note": reason} if isinstance(reason, str) else {}
        for label, place, count, (start, end) in pieces:
            row = {"start": start, "end": end, "label": label, "alignment": place.alignment, "places": count}
            rows.append(common | row | self.answer.about)
        self.coding.links += [(first, number, rows[number]["label"]) for number in range(first + 1, len(rows))]


def from_langextract(path: str | Path, corpus: Corpus, *, coder: str = "", layer: str = "") -> pd.DataFrame:
    """Read a ``.jsonl`` file of annotated documents that LangExtract wrote, as a span table.

    Each extraction is looked up like a quotation of `from_model`, in the first place that is not taken, and its own
    interval is used to choose among several places. What LangExtract placed by likeness (``match_fuzzy``) and does not
    stand there is a problem, with the nearest passage. ``extraction_class`` is the label, its attributes become
    ``note`` (as JSON). The document is found by its text, or by its id. Not tried with files that a model made.

    Columns, warnings and errors are those of `from_model`; ``alignment`` is ours, ``langextract`` is theirs.

    >>> import json, tempfile
    >>> from pathlib import Path
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> found = {"extraction_class": "hedge", "extraction_text": "may", "alignment_status": "match_exact"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "found.jsonl")
    ...     _ = path.write_text(json.dumps({"document_id": "a", "extractions": [found]}), encoding="utf-8")
    ...     from_langextract(path, corpus)[["start", "end", "label", "alignment"]].values.tolist()
    [[3, 6, 'hedge', 'exact']]
    """
    problems, found = Problems(), list[Coding]()
    for where, entry in _entries(Path(path), problems):
        with problems.at(where):
            found.append(_extracted(where, entry, corpus, coder, layer, problems))
    spans = span_table(path, found, problems, corpus, layer=layer, coder=coder or "langextract")
    spans.attrs["answered"] = [coding.article.id for coding in found]
    return spans


def _extracted(
    where: str, entry: Mapping[str, Any], corpus: Corpus, coder: str, layer: str, problems: Problems
) -> Coding:
    text, name = entry.get("text"), str(entry.get("document_id", ""))
    named = corpus[name] if name in corpus else None  # noqa: SIM401
    article = next((one for one in corpus if one.text == text), named)
    if article is None or (isinstance(text, str) and text != article.text):
        raise ExchangeError("its text is that of no article in this corpus", "load the corpus that was sent, unchanged")
    if not isinstance(entry.get("extractions"), list):
        raise ExchangeError("has no list of extractions", "save the annotated documents again")
    answer = Answer(where, entry, article, (0, len(article.text)), {}, [], layer)
    coding, quotable = Coding(article, coder), Quotable(article.text)
    for number, one in enumerate(entry["extractions"], 1):
        if not isinstance(one, dict):
            continue
        placing = _Placing(answer, quotable, coding, problems, f"{where}, extraction {number}", [])
        label = placing._label(one.get("extraction_class"))
        near = _interval(one.get("char_interval"))
        place = placing._place(one.get("extraction_text"), label, near) if label else None
        if label and place:
            attributes = one.get("attributes")
            placing._add([(label, place)], {"quote": "", "reason": json.dumps(attributes) if attributes else None})
            coding.rows[-1]["langextract"] = str(one.get("alignment_status") or "")
    return coding


def _interval(given: Any) -> Offsets | None:
    ends = (given.get("start_pos"), given.get("end_pos")) if isinstance(given, dict) else (None, None)
    return (ends[0], ends[1]) if isinstance(ends[0], int) and isinstance(ends[1], int) else None
