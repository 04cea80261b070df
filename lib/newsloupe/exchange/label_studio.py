r"""Label Studio: a labelling configuration in XML, and tasks in JSON.

The format of tasks: https://labelstud.io/guide/task_format.html, of the configuration: https://labelstud.io/tags/.

Label Studio counts Unicode code points in a ``Text`` since the change "text with emoji breaks region offsets"
(label-studio-frontend, pull request 308); before, it counted UTF-16 code units, two for an emoji (label-studio, issues
1008 and 1347). Files of both kinds are about. Where the two differ, `from_label_studio` takes the units in which all
regions say the text that they mark, and code points when they do not say it. CR LF is two characters, according to the
documentation of the tag ``Text``.

Tried with Label Studio 1.23.2: our files imported; regions, relations and notes made in the browser, which counted code
points, after emoji, too, and CR LF as two; and read again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.links import link_names
from newsloupe.exchange.offsets import code_points
from newsloupe.exchange.shared import (
    Coding,
    ExchangeError,
    Problems,
    Texts,
    codings,
    dumps,
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

_OBJECT = "article_text"  # the name of the text in the configuration
_CONTROL = "label"  # the name of the labels of spans without a layer
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AGAIN = "export the project again, in the format JSON"


def to_label_studio(
    spans: pd.DataFrame,
    corpus: Corpus,
    path: str | Path,
    *,
    codebook: str | Path | Codebook | None = None,
    only: Only | None = None,
) -> Path:
    """Write a span table as a Label Studio project: ``config.xml`` and ``tasks.json`` in the folder `path`.

    In Label Studio, create a project, paste ``config.xml`` under *Labeling Setup*, *Custom template*, *Code*, and
    import ``tasks.json``. Each article of `corpus` is a task, each coder an annotation of it. Every layer has its own
    labels, those of the table and of `codebook`, with its definitions as hints. Groups become relations; rule, coder
    and further columns are the ``meta`` of a region, and the column `note` is the note that Label Studio shows with it.
    Nobody is named in ``completed_by``, since Label Studio refuses people whom it does not know.

    `only` are the passages to give out (`newsloupe.corpus.give_out`): each is a text of its own there, and comes
    back at its place in the article.

    Raises `SpanError` when the table does not fit the corpus, `ExchangeError` for a label that XML cannot hold.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_label_studio(find_words(corpus, "may"), corpus, folder)
    ...     sorted(file.name for file in path.iterdir())
    ['config.xml', 'tasks.json']
    """
    path = Path(path)
    spans, corpus = given_out(spans, corpus, only)
    cut = codings(spans, corpus)
    labels: dict[str, dict[str, str]] = {row.get("layer", ""): {} for coding in cut for row in coding.rows}
    for row in (row for coding in cut for row in coding.rows):
        labels[row.get("layer", "")].setdefault(row["label"], "")
    links = {name for coding in cut for _, _, name in coding.links}
    if codebook is not None:
        book = load_codebook(codebook)
        labels.setdefault(book.layer, {}).update({code.label: code.definition for code in book.codes})
        links |= link_names(book.labels)
    write(path / "config.xml", _configuration(labels, links))
    write(path / "tasks.json", dumps([_task(article, cut) for article in corpus], indent=1) + "\n")
    return path


def _configuration(labels: dict[str, dict[str, str]], links: set[str]) -> str:
    lines = ["<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>", "  <Relations>"]
    lines += [f"    <Relation value={_attribute(name)}/>" for name in sorted(links)]
    lines.append("  </Relations>")
    for layer, codes in sorted(labels.items()):
        if layer:
            lines.append(f"  <Header value={_attribute(layer)}/>")
        lines.append(f"  <Labels name={_attribute(layer or _CONTROL)} toName={_attribute(_OBJECT)}>")
        for label, definition in sorted(codes.items()):
            hint = f" hint={_attribute(definition)}" if definition else ""
            lines.append(f"    <Label value={_attribute(label)}{hint}/>")
        lines.append("  </Labels>")
    lines += [f"  <Text name={_attribute(_OBJECT)} value={_attribute('$text')}/>", "</View>"]
    return "".join(line + "\n" for line in lines)


def _attribute(value: str) -> str:
    if _NO_XML.search(value):
        raise ExchangeError(f"{escape(repr(value))} has a character that XML cannot hold", "rename it")
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _task(article: Article, cut: list[Coding]) -> dict[str, Any]:
    data = {"article": article.id, "text": article.text} | ({"title": article.title} if article.title else {})
    own = (coding for coding in cut if coding.article is article and coding.rows)
    return {"data": data, "annotations": [{"result": _result(coding)} for coding in own]}


def _result(coding: Coding) -> list[dict[str, Any]]:
    regions: list[dict[str, Any]] = []
    for number, row in enumerate(coding.rows, 1):
        value = {"start": row["start"], "end": row["end"], "labels": [row["label"]]}
        value["text"] = coding.article.text[row["start"] : row["end"]]
        kind = {"from_name": row.get("layer") or _CONTROL, "to_name": _OBJECT, "type": "labels"}
        regions.append({"id": f"s{number}", **kind, "value": value, "meta": _meta(row)})
    for source, target, name in coding.links:
        ends = {"from_id": f"s{source + 1}", "to_id": f"s{target + 1}"}
        regions.append({"type": "relation", **ends, "direction": "right", "labels": [name]})
    return regions


def _meta(row: dict[str, Any]) -> dict[str, Any]:
    """What Label Studio keeps with a region: ``text`` is the note that it shows, the rest is ours."""
    meta = told(row)
    if isinstance(meta.get("note"), str):
        meta["text"] = [meta.pop("note")]
    return meta


def from_label_studio(
    path: str | Path, corpus: Corpus, *, layer: str = "", coder: str = "", read: str | Path | Codebook | None = None
) -> pd.DataFrame:
    """Read a Label Studio export in the format JSON (a file, or a folder with such files) as a span table.

    Every annotation of a task is one coder's: the number of the user in ``completed_by`` (in some versions the e-mail
    address), else `coder`. A region that carries a coder in its ``meta``, because `to_label_studio` wrote it, keeps
    that one, even where somebody changed the region. A region with several labels becomes several rows. The layer is
    that of ``meta``, else `layer`, else the name of the labels in the configuration. Relations tie regions into groups;
    what a relation is called is kept in the further column `role` where it is not the label of the second region, and
    the note on a region in the column `note`. Predictions and annotations that were skipped are ignored; results that
    mark no text, such as choices, and drafts that nobody submitted are reported.

    A task for another version of the text is left out, with an `ExchangeWarning` that says why. Raises
    FileNotFoundError, and `ExchangeError` when nothing could be used.

    With `read`, the codebook that was used, every text of the export counts as read to its end, also
    without a mark: it gets a row of the layer ``read``.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_label_studio(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     from_label_studio(path, corpus)[["start", "end", "text", "label", "coder"]].values.tolist()
    [[3, 6, 'may', 'search', 'Ada']]
    """
    _, found = files(path, ".json")
    texts, problems = Texts(corpus), Problems()
    coded: list[Coding] = []
    for name, file in found:
        with problems.at(name):
            tasks = read_json(read_text(file))
            for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
                where = f"{name}, task {task.get('id', number) if isinstance(task, dict) else number}"
                with problems.at(where):
                    coded += _codings(task, texts, problems, where, layer)
    return span_table(path, coded, problems, corpus, layer=layer, coder=coder, read=read)


def _codings(task: Any, texts: Texts, problems: Problems, where: str, layer: str) -> Iterator[Coding]:
    data, annotations = (task.get(name) if isinstance(task, dict) else None for name in ("data", "annotations"))
    if not isinstance(data, dict) or not isinstance(annotations, list):
        raise ExchangeError("has no data or no annotations; is this JSON-MIN or another format?", _AGAIN)
    strings = [value for value in data.values() if isinstance(value, str)]
    text = data["text"] if isinstance(data.get("text"), str) else max(strings, key=len, default="")
    article = texts.article(text, data.get("article"), data.get("id"))
    yield Coding(article, "", opened=False)  # the task was read, whether or not somebody marked something
    for annotation in annotations:
        if isinstance(annotation, dict) and not annotation.get("was_cancelled"):
            coding = Coding(article, _coder(annotation.get("completed_by")))
            _read(annotation.get("result"), coding, problems, where, layer)
            yield coding
    drafts = task.get("drafts")
    for draft in drafts if isinstance(drafts, list) else []:
        who = f" of {draft['user']}" if isinstance(draft, dict) and isinstance(draft.get("user"), str) else ""
        problems.add(where, f"a draft{who} was not submitted", "press Submit or Update in it, and export again")


def _coder(person: Any) -> str:
    if isinstance(person, dict):
        person = person.get("email") or person.get("id")
    return "" if person is None else str(person)


def _read(result: Any, coding: Coding, problems: Problems, where: str, layer: str) -> None:
    """Fill a coding from the ``result`` of an annotation."""
    results = [item for item in result if isinstance(item, dict)] if isinstance(result, list) else []
    regions = [item for item in results if item.get("type") != "relation"]
    converted = _units(coding.article.text, [item["value"] for item in regions if isinstance(item.get("value"), dict)])
    rows_of: dict[str, int] = {}
    for region in regions:
        with problems.at(f"{where}, region {region.get('id')}"):
            rows = _rows(region, coding.article.text, converted, layer)
            rows_of[str(region.get("id"))] = len(coding.rows)
            coding.rows += rows
    for relation in (item for item in results if item.get("type") == "relation"):
        with problems.at(where):
            names = relation.get("labels")
            name = names[0] if isinstance(names, list) and names else ""
            coding.links.append(link(rows_of, relation.get("from_id"), relation.get("to_id"), name))


def _rows(region: dict[str, Any], text: str, converted: dict[int, int], layer: str) -> list[dict[str, Any]]:
    value, kind = region.get("value"), str(region.get("type"))
    labels = value.get(kind) if isinstance(value, dict) else None
    if not isinstance(value, dict) or "start" not in value or not isinstance(labels, list) or not labels:
        raise ExchangeError(f"a result of type {kind!r} is no labelled text", "a span table has no place for it")
    start, end = value["start"], value.get("end")
    if type(start) is not int or type(end) is not int:
        raise ExchangeError("offsets are places in HTML, not characters", "use the tag Text in the configuration")
    row = place(text, converted.get(start), converted.get(end))
    if not _says(text, row["start"], row["end"], value):
        here = text[row["start"] : row["end"]]
        raise ExchangeError(f"says {value['text'][:40]!r}, the text has {here[:40]!r}", "mark the span again")
    meta = region["meta"] if isinstance(region.get("meta"), dict) else {}
    control = str(region.get("from_name", ""))
    known = {"layer": layer or ("" if control == _CONTROL else control)} | told(meta) | _note(meta.get("text"))
    return [row | known | {"label": str(label)} for label in labels]


def _note(written: Any) -> dict[str, str]:
    """The note that somebody wrote on a region in Label Studio."""
    lines = [line for line in written if isinstance(line, str) and line] if isinstance(written, list) else []
    return {"note": " / ".join(lines)} if lines else {}


def _units(text: str, values: list[dict[str, Any]]) -> dict[int, int]:
    """Offsets of the text by offsets of the file, in the units in which all regions say the text that they mark."""
    both = [code_points(text, "code points"), code_points(text, "utf-16")]
    for converted in both:
        ends = [(converted.get(_integer(v.get("start"))), converted.get(_integer(v.get("end"))), v) for v in values]
        if all(a is not None and b is not None and _says(text, a, b, value) for a, b, value in ends):
            return converted
    return both[0]


def _integer(value: Any) -> int:
    return value if type(value) is int else -1


def _says(text: str, start: int, end: int, value: dict[str, Any]) -> bool:
    r"""Is this the text of a region? White space does not count, which Label Studio may write as ``\n`` or trim."""
    told_text = value.get("text")
    return not isinstance(told_text, str) or _bare(told_text) == _bare(text[start:end])


def _bare(text: str) -> str:
    return re.sub(r"\\n|\s", "", text)
