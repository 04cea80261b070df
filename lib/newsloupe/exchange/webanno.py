"""WebAnno TSV 3, an older format of INCEpTION and WebAnno; and CoNLL, for programs that learn from tokens.

WebAnno TSV 3 has a line for each token, with its offsets in UTF-16 code units, and a column for each feature of a
layer; what begins or ends inside a token has a line of its own (``1-2.1``). Written after the documentation of
INCEpTION (appendix on file formats); not tried in INCEpTION itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.codebook.schema import Codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.offsets import Utf16
from newsloupe.exchange.shared import (
    Coding,
    ExchangeError,
    Problems,
    Texts,
    codings,
    file_names,
    files,
    given_out,
    place,
    read_text,
    span_table,
    write,
)
from newsloupe.spans import marked

_UNIT = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?$")
_VALUE = re.compile(r"(.*?)(?:(?<!\\)\[(\d+)\])?$", re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")  # between the values of annotations of one token
_ESCAPED = re.compile(r"\\(.)")


def from_webanno(
    path: str | Path,
    corpus: Corpus,
    *,
    layer: str = "",
    coder: str = "",
    span_type: str = "",
    feature: str = "",
    read: str | Path | Codebook | None = None,
) -> pd.DataFrame:
    """Read WebAnno TSV 3 (a ``.tsv`` file, or a folder with such files, unpacked) as a span table.

    `span_type` and `feature` say which layer holds the spans and which of its features the label; by default the first
    layer of spans in a file, and its first feature. Other features of the layer become columns; layers of relations and
    chains are left out, with a word in ``spans.attrs["problems"]``. The coder is the name of a file in the folder of an
    article, as in an export (``a.txt/Ada.tsv``), or the folder of an article's file; else `coder`.

    With `read`, the codebook that was used, every text of the export counts as read to its end. Raises
    FileNotFoundError, and `ExchangeError` when nothing could be used.

    >>> import tempfile
    >>> from pathlib import Path
    >>> lines = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=custom.Code|label", "", "", "#Text=It may rain.",
    ...          "1-1\\t0-2\\tIt\\t_\\t", "1-2\\t3-6\\tmay\\thedge\\t", "1-3\\t7-11\\train\\t_\\t"]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.tsv").write_text("\\n".join(lines))
    ...     found = from_webanno(folder, Corpus.from_texts({"a": "It may rain."}), coder="Ada")
    >>> found[["start", "end", "text", "label", "coder"]].values.tolist()
    [[3, 6, 'may', 'hedge', 'Ada']]
    """
    top, found = files(path, ".tsv")
    texts, problems, coded = Texts(corpus), Problems(), list[Coding]()
    for name, file in found:
        if file.stem == "INITIAL_CAS":
            continue
        with problems.at(name):
            content = read_text(file)
            if not content.startswith("#FORMAT=WebAnno TSV 3"):
                raise ExchangeError("is no WebAnno TSV 3", "export again in the format WebAnno TSV v3")
            parsed = _File(content)
            folder = file.parent.name if file.parent != top else ""
            article = _article(parsed, texts, file.stem, folder)
            who = file.stem if texts.named(folder) is article else folder
            coding = Coding(article, who)
            for what in parsed.left_out:
                problems.add(name, what, "give relations in another format, such as UIMA CAS JSON")
            _fill(coding, parsed, span_type, feature, problems, name)
            coded.append(coding)
    return span_table(path, coded, problems, corpus, layer=layer, coder=coder, read=read)


@dataclass
class _Layer:
    name: str
    features: list[str]
    first: int  # column


@dataclass
class _File:
    """One file: its sentences, and its lines as (line number, start, end, text, cells)."""

    content: str
    layers: list[_Layer] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    lines: list[tuple[int, int, int, str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        column = 3
        fresh = False
        for number, line in enumerate(self.content.split("\n"), 1):
            line = line.removesuffix("\r")
            if line.startswith(("#T_SP=", "#T_RL=", "#T_CH=")):
                name, *features = line.partition("=")[2].split("|")
                width = max(len(features), 1)
                if line.startswith("#T_SP="):
                    self.layers.append(_Layer(name, [one.partition(":")[2] or one for one in features], column))
                else:
                    self.left_out.append(f"the layer {name} is no layer of spans")
                    width = len(features) + 1 if line.startswith("#T_RL=") else width
                column += width
            elif line.startswith("#Text="):
                told = _unescaped(line.removeprefix("#Text="))
                if fresh:
                    self.sentences[-1] += "\n" + told
                else:
                    self.sentences.append(told)
                fresh = True
            elif line and not line.startswith("#"):
                fresh = False
                cells = line.split("\t")
                offsets = re.fullmatch(r"(\d+)-(\d+)", cells[1]) if len(cells) > 2 else None
                if offsets and _UNIT.fullmatch(cells[0]):
                    self.lines.append((number, int(offsets[1]), int(offsets[2]), _unescaped(cells[2]), cells))


def _unescaped(written: str) -> str:
    names = {"t": "\t", "n": "\n", "r": "\r"}
    return _ESCAPED.sub(lambda match: names.get(match[1], match[1]), written)


def _article(parsed: _File, texts: Texts, *names: str) -> Article:
    """The article whose words stand at the places that the file says; white space between sentences is not in it."""
    named = texts.named(*names)
    candidates = [named] if named else []
    candidates += [article for article in texts.corpus if article is not named]
    words = " ".join(" ".join(parsed.sentences).split())
    for article in candidates:
        offsets = Utf16(article.text)
        if " ".join(article.text.split()) == words and all(
            _at(article.text, offsets, start, end) == word for _, start, end, word, _ in parsed.lines
        ):
            return article
    if named is None:
        raise ExchangeError(
            "its text is that of no article in this corpus", "load the corpus that was coded, unchanged"
        )
    raise ExchangeError(
        f"was made for another version of article {named.id}", "load the version of the corpus that was coded"
    )


def _at(text: str, offsets: Utf16, start: int, end: int) -> str:
    try:
        return text[offsets.to_python(start) : offsets.to_python(end)]
    except ValueError:
        return ""


def _fill(coding: Coding, parsed: _File, span_type: str, feature: str, problems: Problems, name: str) -> None:
    names = [layer.name for layer in parsed.layers]
    layer = next((one for one in parsed.layers if one.name == span_type or (not span_type and one.features)), None)
    if layer is None:
        if not parsed.layers and not span_type:
            return  # nobody used a layer in this text
        raise ExchangeError(f"has no layer of spans {span_type}", f"choose one of these: {', '.join(names) or 'none'}")
    chosen = feature or layer.features[0]
    if chosen not in layer.features:
        raise ExchangeError(
            f"has no feature {chosen} in the layer {layer.name}", f"choose one of these: {', '.join(layer.features)}"
        )
    offsets = Utf16(coding.article.text)
    for line, start, end, values in _annotations(parsed, layer):
        with problems.at(f"{name}, line {line}"):
            label = values.pop(chosen, "")
            if not label:
                raise ExchangeError(f"has no {chosen}", "choose a label in INCEpTION, or another feature")
            where = place(coding.article.text, offsets.to_python(start), offsets.to_python(end))
            coding.rows.append(values | where | {"label": label})


def _annotations(parsed: _File, layer: _Layer) -> Iterator[tuple[int, int, int, dict[str, Any]]]:
    """The spans of a layer: those of several tokens have the same number in brackets."""
    found: list[list[Any]] = []
    open_: dict[str, list[Any]] = {}
    for number, start, end, _, cells in parsed.lines:
        columns = [_BAR.split(cells[layer.first + i]) if layer.first + i < len(cells) else ["_"]
                   for i in range(len(layer.features))]  # fmt: skip
        count = max(map(len, columns))
        for which in range(count):
            matches = [_VALUE.fullmatch(column[which] if which < len(column) else "_") for column in columns]
            pairs = [(match[1], match[2]) for match in matches if match]
            if all(value == "_" for value, _ in pairs):
                continue
            told = {
                name: _unescaped(value)
                for name, (value, _) in zip(layer.features, pairs, strict=True)
                if value not in ("_", "*")
            }
            joined = next((mark for _, mark in pairs if mark), None)
            if joined is not None and joined in open_:
                open_[joined][2] = max(end, open_[joined][2])
                continue
            found.append([number, start, end, told])
            if joined is not None:
                open_[joined] = found[-1]
    for number, start, end, told in found:
        yield number, start, end, told


def to_conll(
    spans: pd.DataFrame, corpus: Corpus, path: str | Path, *, label: str | None = None, only: Only | None = None
) -> Path:
    """Write a span table as CoNLL files for programs that learn from tokens: a folder for each coder in `path`, a file
    ``.conll`` for each article, a line for each word, an empty line after each sentence.

    A line has the word, its offsets in the article (``start``, ``end``, in characters), and its tag: ``B-`` and the
    label where a span begins, ``I-`` and the label inside, ``O`` elsewhere, separated by tabs. A span counts from the
    first word of which it has a character to the last. One word has one tag: of spans that overlap, the longest is
    written; choose a `label` to write no other. It is a way out, not back: groups, notes and further columns are not in
    it. `only` are the passages to write (`newsloupe.corpus.give_out`).

    Raises `SpanError` when the table does not fit the corpus.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_conll(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     print((path / "Ada" / "a.conll").read_text(encoding="utf-8").split())
    ['It', '0', '2', 'O', 'may', '3', '6', 'B-search', 'rain', '7', '11', 'O']
    """
    path = Path(path)
    spans, corpus = given_out(marked(spans), corpus, only)
    chosen = spans if label is None else spans[spans["label"] == label]
    cut = codings(chosen, corpus)
    folders, names = file_names({coding.coder for coding in cut}), file_names(corpus.ids)
    for coding in cut:
        write(path / folders[coding.coder] / f"{names[coding.article.id]}.conll", _conll(coding))
    return path


def _conll(coding: Coding) -> str:
    text = coding.article.text
    words = _text.words(text)
    tags = ["O"] * len(words)
    for row in sorted(coding.rows, key=lambda row: (row["start"] - row["end"], row["start"])):
        touched = [i for i, (start, end) in enumerate(words) if start < row["end"] and end > row["start"]]
        if touched and all(tags[i] == "O" for i in touched):
            for i in touched:
                tags[i] = f"{'B' if i == touched[0] else 'I'}-{row['label']}"
    starts = {start for start, _ in _text.sentences(text)[1:]}
    lines: list[str] = []
    ends = sorted(starts)
    for (start, end), tag in zip(words, tags, strict=True):
        while ends and ends[0] <= start:
            ends.pop(0)
            if lines and lines[-1]:
                lines.append("")
        lines.append("\t".join([" ".join(text[start:end].split()), str(start), str(end), tag]))
    return "".join(line + "\n" for line in lines)
