"""INCEpTION (and its predecessor WebAnno): UIMA CAS JSON and XMI, read and written by dkpro-cassis.

The format: https://github.com/apache/uima-uimaj-io-jsoncas. A CAS counts UTF-16 code units, as Java does; cassis
converts them to and from the code points of a span table. WebAnno TSV has
a module of its own (`webanno`).

Not tried in INCEpTION itself: what is known of its files comes from its documentation, source and issues.
"""

import warnings
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pandas as pd
import regex

from newsloupe.codebook.schema import Codebook
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import Only
from newsloupe.exchange.shared import (
    Coding,
    ExchangeError,
    Problems,
    Texts,
    codings,
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
from newsloupe.spans import COLUMNS, NOTE

SPAN, LINK = "webanno.custom.Code", "webanno.custom.CodeLink"
_NUMBERS = {bool: "uima.cas.Boolean", int: "uima.cas.Integer", float: "uima.cas.Float"}
_TAKEN = {"begin", "end", "sofa", "self", "type", "xmiID"}  # names that cassis or UIMA use
_SOURCE = "INITIAL_CAS"  # the document before anybody coded it, in an export


def _cassis() -> ModuleType:
    try:
        return import_module("cassis")
    except ImportError:
        raise ImportError('INCEpTION files need dkpro-cassis: pip install "newsloupe[coding]"') from None


def to_inception(
    spans: pd.DataFrame, corpus: Corpus, path: str | Path, *, only: Only | None = None, xmi: bool = False
) -> Path:
    """Write a span table as UIMA CAS JSON (with `xmi` as UIMA CAS XMI): a folder for each coder in `path`, a file for
    each article of `corpus`, and the layers in ``typesystem.xml``.

    In INCEpTION, import ``typesystem.xml`` under *Settings*, *Layers* (by its source, INCEpTION then makes *Code* a
    layer of spans at character level, with any overlap, and *CodeLink* its relations), then the ``.json`` files under
    *Documents*, in the format *UIMA CAS JSON*. A span is an annotation of the layer ``webanno.custom.Code`` with the
    features label, layer, group, rule, coder, note and further columns; groups also are relations of the layer
    ``webanno.custom.CodeLink``.

    Raises ImportError without dkpro-cassis, `SpanError` when the table does not fit the corpus, and `ExchangeError`
    for a column whose name cannot be that of a feature.

    `only` are the passages to give out (`newsloupe.corpus.give_out`): each is a text of its own there, and comes
    back at its place in the article.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_inception(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     sorted(file.relative_to(path).as_posix() for file in path.rglob("*.*"))
    ['Ada/a.json', 'typesystem.xml']
    """
    cassis, path = _cassis(), Path(path)
    spans, corpus = given_out(spans, corpus, only)
    cut = codings(spans, corpus)
    folders, names = file_names({coding.coder for coding in cut}), file_names(corpus.ids)
    types = _type_system(cassis, _features(cut))
    written = [(coding, _cas(cassis, types, coding)) for coding in cut]
    for coding, cas in written:
        stem, content = names[coding.article.id], cas.to_xmi() if xmi else cas.to_json()
        write(path / folders[coding.coder] / f"{stem}.{'xmi' if xmi else 'json'}", f"{content}\n")
    write(path / "typesystem.xml", types.to_xml())
    return path


def _features(cut: list[Coding]) -> dict[str, str]:
    """The UIMA type of each column: of numbers and truth values where all are, else string."""
    kinds: dict[str, set[type]] = {}
    for row in chain.from_iterable(coding.rows for coding in cut):
        for name, value in told(row).items():
            kinds.setdefault(name, set()).add(type(value))
    own = dict.fromkeys(("label", *COLUMNS[4:], NOTE), "uima.cas.String")
    return own | {
        name: _NUMBERS.get(next(iter(kind)), "uima.cas.String") if len(kind) == 1 else "uima.cas.String"
        for name, kind in sorted(kinds.items())
        if name not in own
    }


def _type_system(cassis: ModuleType, features: dict[str, str]) -> Any:
    types = cassis.TypeSystem()
    structure = cassis.typesystem.FeatureStructure
    span = types.create_type(SPAN, "uima.tcas.Annotation", description="A coded span")
    for name, kind in features.items():
        if not regex.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) or name in _TAKEN or hasattr(structure, name):
            raise ExchangeError(f"a feature in INCEpTION cannot be called {name!r}", "rename the column")
        types.create_feature(span, name, kind)
    relation = types.create_type(LINK, "uima.tcas.Annotation", description="From the cue or verb to another part")
    types.create_feature(relation, "Governor", span)
    types.create_feature(relation, "Dependent", span)
    types.create_feature(relation, "role", "uima.cas.String")
    return types


def _cas(cassis: ModuleType, types: Any, coding: Coding) -> Any:
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = coding.article.text, "text/plain"
    span, relation = types.get_type(SPAN), types.get_type(LINK)
    strings = {feature.name for feature in span.all_features if feature.rangeType.name == "uima.cas.String"}
    made = []
    for row in coding.rows:
        values = {name: str(value) if name in strings else value for name, value in told(row).items()}
        made.append(span(begin=row["start"], end=row["end"], label=row["label"], **values))
        cas.add(made[-1])
    for source, target, name in coding.links:
        ends = {"Governor": made[source], "Dependent": made[target]}
        cas.add(relation(begin=made[target].begin, end=made[target].end, role=name, **ends))
    return cas


def from_inception(
    path: str | Path,
    corpus: Corpus,
    *,
    layer: str = "",
    coder: str = "",
    span_type: str = SPAN,
    feature: str = "label",
    read: str | Path | Codebook | None = None,
) -> pd.DataFrame:
    """Read UIMA CAS JSON or XMI (a file, or a folder, unpacked) as a span table. Beside ``.xmi`` files, or in a folder
    above them, stands ``TypeSystem.xml``, as in an export.

    `span_type` and `feature` say which layer holds the spans and which of its features the label: by default those of
    `to_inception`; for named entities ``"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"`` and ``"value"``.
    Other features of the layer become columns. Relations of any layer between such spans tie them into groups, and
    the name of a relation is kept in the further column `role` where it is not the label of its second span.

    The coder is the folder of an article's file, or the name of a file in the folder of an article, as in an export
    of INCEpTION; else `coder`. Files ``INITIAL_CAS.json`` are ignored. INCEpTION leaves a layer out of a text in which
    nobody used it (inception, issue 5111): beside files that have it, such a text counts as read, with nothing coded.
    A file for another version of the text is left out, with an `ExchangeWarning`. Raises ImportError without
    dkpro-cassis, FileNotFoundError, and `ExchangeError` when nothing could be used.

    With `read`, the codebook that was used, every text of the export counts as read to its end, also
    without a mark: it gets a row of the layer ``read``.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_inception(find_words(corpus, "may").assign(coder="Ada"), corpus, folder)
    ...     from_inception(path, corpus)[["start", "end", "text", "label", "coder"]].values.tolist()
    [[3, 6, 'may', 'search', 'Ada']]
    """
    cassis = _cassis()
    top, found = _files(path)
    texts, problems = Texts(corpus), Problems()
    coded: list[Coding] = []
    unused: dict[str, tuple[Coding, str]] = {}
    for name, file in found:
        if file.stem != _SOURCE:
            with problems.at(name):
                cas = _load_xmi(cassis, file, top) if file.suffix.lower() == ".xmi" else _load(cassis, file)
                coding = _coding(cas, file, top, texts)
                if span_type in _layers(cas):
                    _read(cas, coding, span_type, feature, problems, name)
                    coded.append(coding)
                else:
                    unused[name] = coding, ", ".join(sorted(_layers(cas))) or "none"
    for name, (coding, layers) in unused.items():
        if coded:  # INCEpTION leaves a layer out of a text in which nobody used it
            coded.append(coding)
        else:
            problems.add(name, f"has no layer {span_type}", f"if it was coded, choose one of its layers: {layers}")
    return span_table(path, coded, problems, corpus, layer=layer, coder=coder, read=read)


def _coding(cas: Any, file: Path, top: Path, texts: Texts) -> Coding:
    """Whose coding of which article a file holds, still empty."""
    folder = unquote(file.parent.name) if file.parent != top else ""
    article = texts.article(cas.sofa_string or "", file.stem, folder)
    return Coding(article, unquote(file.stem) if texts.named(folder) is article else folder)


def _files(path: str | Path) -> tuple[Path, list[tuple[str, Path]]]:
    """The ``.json`` files and the ``.xmi`` files in a folder, or one of them."""
    found: list[tuple[str, Path]] = []
    missing: list[ExchangeError] = []
    for suffix in (".json", ".xmi"):
        try:
            top, more = files(path, suffix)
            found += [one for one in more if one not in found]
        except ExchangeError as error:
            missing.append(error)
    if not found:
        raise missing[0]
    return top, found


def _load_xmi(cassis: ModuleType, file: Path, top: Path) -> Any:
    folders = [file.parent, *(folder for folder in file.parents if folder == top or top in folder.parents)]
    found = (one for folder in folders for one in sorted(folder.iterdir()) if one.name.lower() == "typesystem.xml")
    types = next(found, None)
    if types is None:
        raise ExchangeError("has no TypeSystem.xml beside it", "unpack the whole export, and give its folder")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # an offset outside the text
        try:
            known = cassis.load_typesystem(read_text(types))
            return cassis.load_cas_from_xmi(read_text(file), typesystem=known, lenient=True)
        except Exception as error:  # cassis checks nothing, so that anything may go wrong inside it
            raise ExchangeError(f"is no sound UIMA CAS XMI ({error})", "export it again") from None


def _load(cassis: ModuleType, file: Path) -> Any:
    text = read_text(file)
    if text.lstrip().startswith("<"):
        problem = "is not valid JSON but XML or a web page"
        raise ExchangeError(
            problem, "export it again; if it is XMI, give it the ending .xmi, with TypeSystem.xml beside it"
        )
    content = read_json(text)
    if not isinstance(content, dict) or "%FEATURE_STRUCTURES" not in content:
        raise ExchangeError("is no UIMA CAS JSON", "export again in the format UIMA CAS JSON")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # an offset outside the text
        try:
            return cassis.load_cas_from_json(text)
        except Exception as error:  # cassis checks nothing, so that anything may go wrong inside it
            raise ExchangeError(f"is no sound UIMA CAS JSON ({error})", "export it again") from None


def _layers(cas: Any) -> dict[str, set[str]]:
    """The features of each layer."""
    types = [kind for kind in cas.typesystem.get_types() if not kind.name.startswith("uima.")]
    return {kind.name: {one.name for one in kind.all_features} for kind in types}


def _read(cas: Any, coding: Coding, span_type: str, feature: str, problems: Problems, where: str) -> None:
    """Fill a coding from a CAS."""
    layers = _layers(cas)
    if feature not in layers[span_type]:
        others = ", ".join(sorted(layers[span_type]))
        raise ExchangeError(f"has no feature {feature} in the layer {span_type}", f"choose one of these: {others}")
    numbers: dict[str, int] = {}
    for annotation in cas.select(span_type):
        with problems.at(f"{where}, annotation {annotation.xmiID}"):
            row = place(coding.article.text, annotation.begin, annotation.end) | _values(annotation)
            label = row.pop(feature, "")
            if not label:
                raise ExchangeError(f"has no {feature}", "choose a label in INCEpTION, or another feature")
            numbers[str(annotation.xmiID)] = len(coding.rows)
            coding.rows.append(row | {"label": str(label)})
    for name in (name for name, features in layers.items() if {"Governor", "Dependent"} <= features):
        for relation in cas.select(name):
            ends = [str(getattr(end, "xmiID", None)) for end in (relation.Governor, relation.Dependent)]
            if ends[0] in numbers or ends[1] in numbers:  # else it is about other layers
                role = next((value for value in _values(relation).values() if isinstance(value, str)), "")
                with problems.at(f"{where}, relation {relation.xmiID}"):
                    coding.links.append(link(numbers, ends[0], ends[1], role))


def _values(annotation: Any) -> dict[str, Any]:
    """The features of an annotation that are strings, numbers or truth values."""
    named = {one.name: getattr(annotation, one.name) for one in annotation.type.all_features}
    plain = {name: value for name, value in named.items() if isinstance(value, str | bool | int | float)}
    kept = told({name: value for name, value in plain.items() if name not in ("begin", "end")})
    return kept | ({"label": plain["label"]} if plain.get("label") else {})
