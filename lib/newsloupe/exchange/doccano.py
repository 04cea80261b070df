"""Doccano: one JSON object on each line.

The format is that of Doccano's own examples for import, *JSONL* and *JSONL(Relation)*; see
https://doccano.github.io/doccano/. A sequence labelling project counts UTF-16 code units, two for an emoji (doccano,
issue 2290), or grapheme clusters when *Count grapheme clusters as one character* was ticked. Doccano does not write
which; `to_doccano` does, and Doccano keeps it. For text without emoji and combining marks (and without CR LF) the units
are the same.

Tried with Doccano 1.8.4: our files imported, spans marked in the browser in both kinds of project, and read again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.links import link_names
from newsloupe.exchange.offsets import Units, code_points, counted
from newsloupe.exchange.shared import (
    Coding,
    ExchangeError,
    Problems,
    Texts,
    codings,
    dumps,
    file_names,
    files,
    given_out,
    link,
    place,
    read_json,
    read_text,
    span_table,
    told,
    write,
)
from newsloupe.show.labels import look

_EVERYBODY = "all"  # what Doccano calls the file of an export that does not say who coded


def to_doccano(
    spans: pd.DataFrame,
    corpus: Corpus,
    path: str | Path,
    *,
    codebook: str | Path | Codebook | None = None,
    units: Units = "utf-16",
    only: Only | None = None,
) -> Path:
    """Write a span table for Doccano: a ``.jsonl`` file for each coder in the folder `path` (``all.jsonl`` when nobody
    is named), and the labels of the table and of `codebook`.

    In Doccano, create a project for sequence labelling and tick *Allow overlapping spans* (else Doccano leaves them
    out) and *Use relation labeling*. Import ``span_types.json`` under *Labels*, *Span*, ``relation_types.json`` under
    *Labels*, *Relation*, and the ``.jsonl`` file under *Dataset*, as *JSONL(Relation)*. Groups become relations.
    Whoever imports is taken for the coder; others see what was imported only if *Share annotations across all users*
    is ticked. Doccano drops what else is known of a span (layer, group, rule, coder, note, further columns); the file
    itself holds it, as ``meta``.

    `units` is ``"utf-16"``, or ``"graphemes"`` for a project in which *Count grapheme clusters as one character* is
    ticked: in the wrong kind of project, spans stand in the wrong place after the first emoji. Raises `SpanError` when
    the table does not fit the corpus, `ExchangeError` for a span that begins or ends inside a grapheme cluster.

    `only` are the passages to give out (`newsloupe.corpus.give_out`): each is a text of its own there, and comes
    back at its place in the article.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_doccano(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     sorted(file.name for file in path.iterdir())
    ['Ada.jsonl', 'relation_types.json', 'span_types.json']
    """
    path = Path(path)
    spans, corpus = given_out(spans, corpus, only)
    cut = codings(spans, corpus)
    names = file_names({coding.coder for coding in cut} | {_EVERYBODY}) | {"": _EVERYBODY, _EVERYBODY: "%61ll"}
    lines: dict[str, list[str]] = {}
    next_id = 0
    for coding in cut:
        entry = _entry(coding, units, next_id)
        next_id += len(coding.rows) + len(coding.links)
        lines.setdefault(coding.coder, []).append(dumps(entry) + "\n")
    for coder, entries in lines.items():
        write(path / f"{names[coder]}.jsonl", "".join(entries))
    labels = {row["label"] for coding in cut for row in coding.rows}
    links = {name for coding in cut for _, _, name in coding.links}
    if codebook is not None:
        codes = load_codebook(codebook).labels
        labels, links = labels.union(codes), links | link_names(codes)
    write(path / "span_types.json", _types(labels))
    write(path / "relation_types.json", _types(links))
    return path


def _entry(coding: Coding, units: Units, first: int) -> dict[str, Any]:
    """One line: an article with its spans and relations, numbered from `first`, since numbers may not repeat."""
    offsets = counted(coding.article.text, units)
    entities = []
    for number, row in enumerate(coding.rows, first):
        start, end = offsets.get(row["start"]), offsets.get(row["end"])
        if start is None or end is None:
            raise ExchangeError(
                f"{coding.article.id}[{row['start']}:{row['end']}] begins or ends inside a grapheme cluster",
                'move the offset, or use units="utf-16" and a project that does not count graphemes',
            )
        entity = {"id": number, "label": row["label"], "start_offset": start, "end_offset": end}
        entities.append(entity | {"meta": told(row)})
    relations = [
        {"id": number, "from_id": first + source, "to_id": first + target, "type": name}
        for number, (source, target, name) in enumerate(coding.links, first + len(entities))
    ]
    about = {"article": coding.article.id, "units": units, "text": coding.article.text}
    return about | {"entities": entities, "relations": relations}


def _types(labels: set[str]) -> str:
    types = [
        {"text": label, "background_color": look(label).colour, "text_color": "#000000"} for label in sorted(labels)
    ]
    return dumps(types, indent=1) + "\n"


def from_doccano(
    path: str | Path,
    corpus: Corpus,
    *,
    layer: str = "",
    coder: str = "",
    units: Units | None = None,
    read: str | Path | Codebook | None = None,
) -> pd.DataFrame:
    """Read a Doccano export in the format JSONL (a file, or a folder with such files) as a span table.

    Understood are lines with ``label`` (or ``labels``) and triples of start, end and label, and lines with ``entities``
    and ``relations``. The coder is the file's name, which is the user's in an export by user; for ``all.jsonl``, as for
    a file given by itself, it is `coder`. Relations tie spans into groups; the name of a relation is kept in the
    further column `role` where it is not the label of the second span. Comments, which are about whole texts, are
    reported.

    `units` is ``"utf-16"``, as Doccano counts; ``"graphemes"`` for a project in which *Count grapheme clusters as one
    character* was ticked; or ``"code points"`` for files that other programs wrote. Left out, it is what `to_doccano`
    wrote into the texts that were imported, else ``"utf-16"``. An offset that cannot be in these units is reported; one
    that only happens to fit is not noticed, so look at the texts of the spans.

    A line for another version of the text is left out, with an `ExchangeWarning` that says why. Raises
    FileNotFoundError, and `ExchangeError` when nothing could be used.

    With `read`, the codebook that was used, every text of the export counts as read to its end, also
    without a mark: it gets a row of the layer ``read``.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "🌧 It may rain."})  # an emoji counts as two in the file, as one here
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_doccano(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     from_doccano(path, corpus)[["start", "end", "text", "coder"]].values.tolist()
    [[5, 8, 'may', 'Ada']]
    """
    _, found = files(path, ".jsonl")
    texts, problems, coded = Texts(corpus), Problems(), []
    for name, file in found:
        who = "" if file.stem == _EVERYBODY or Path(path).is_file() else unquote(file.stem)
        with problems.at(name):
            for number, line in enumerate(read_text(file).split("\n"), 1):
                where = f"{name}, line {number}"
                with problems.at(where):
                    if line.strip():
                        coded.append(_coding(read_json(line), who, units, texts, problems, where))
    return span_table(path, coded, problems, corpus, layer=layer, coder=coder, read=read)


def _coding(entry: Any, coder: str, units: Units | None, texts: Texts, problems: Problems, where: str) -> Coding:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise ExchangeError("has no text", "export the project again as JSONL")
    meta = entry["meta"] if isinstance(entry.get("meta"), dict) else {}
    article = texts.article(entry["text"], entry.get("article"), meta.get("article"), entry.get("id"))
    coding = Coding(article, coder)
    said: Units = next((known for known in get_args(Units) if known == entry.get("units")), "utf-16")
    units = units or said
    converted = code_points(article.text, units)
    numbers: dict[str, int] = {}
    for entity in _entities(entry):
        with problems.at(where):
            row = _row(entity, article.text, converted, units)
            if isinstance(entity, dict):
                numbers[str(entity.get("id"))] = len(coding.rows)
            coding.rows.append(row)
    for relation in _list(entry, "relations") if "entities" in entry else []:  # else left from the file imported
        with problems.at(where):
            known = relation if isinstance(relation, dict) else {}
            coding.links.append(link(numbers, known.get("from_id"), known.get("to_id"), known.get("type")))
    for comment in _list(entry, "Comments"):
        problems.add(where, f"has a comment on the whole text: {comment}", "a span table has no place for it")
    return coding


def _list(entry: dict[str, Any], name: str) -> list[Any]:
    return entry[name] if isinstance(entry.get(name), list) else []


def _entities(entry: dict[str, Any]) -> Iterator[Any]:
    names = [name for name in ("entities", "label", "labels") if isinstance(entry.get(name), list)]
    if not names:
        raise ExchangeError("has no label and no entities", "export a sequence labelling project as JSONL")
    for name in names:
        yield from entry[name]


def _row(entity: Any, text: str, converted: dict[int, int], units: Units) -> dict[str, Any]:
    if isinstance(entity, list) and len(entity) == 3:
        entity = dict(zip(("start_offset", "end_offset", "label"), entity, strict=True))
    if not isinstance(entity, dict) or not isinstance(entity.get("label"), str):
        raise ExchangeError(f"{str(entity)[:60]} is no labelled span", "export a sequence labelling project as JSONL")
    start, end = entity.get("start_offset"), entity.get("end_offset")
    if type(start) is not int or type(end) is not int or start not in converted or end not in converted:
        raise ExchangeError(f"{start} to {end} is no span of the text in {units}", "check `units`")
    row = place(text, converted[start], converted[end])
    meta = entity["meta"] if isinstance(entity.get("meta"), dict) else {}
    return row | told(meta) | {"label": entity["label"]}
