"""Beyond words and codes: do coders tie the same pieces together, and say the same of them?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pandas as pd

from newsloupe.agreement.passages import passage_table, spans_in_passages
from newsloupe.agreement.reliability import Level, alpha_interval
from newsloupe.agreement.what_was_read import cut, places_all_read
from newsloupe.corpus.article import Corpus
from newsloupe.spans import COLUMNS, NOTE

_PROVENANCE = {"codebook", "codes", "checksum", "version", "date", "coder_kind"}
_NOT_COMPARED = {*COLUMNS, NOTE, *_PROVENANCE, "votes", "readers", "decided"}


def link_agreement(
    *codings: pd.DataFrame, match: str = "overlap", corpus: Corpus | None = None, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """How far coders agree on what belongs together, for passages that they all agree to be there.

    A unit is a pair of passages of one article that at least two coders marked with the same labels; its value is
    whether they are linked (have a ``group`` in common). A row for each kind of link that anybody
    made (such as ``cue + source``), the last ``all``:

    - ``links`` (int): pairs that a coder linked, over all coders; ``matched`` (int): pairs of coders who both linked
    - ``f1`` (float): over all pairs of coders, of the links between what both marked, those that both made
    - ``alpha``, ``low``, ``high`` (float): Krippendorff's alpha with its 95% interval (`alpha_interval`)
    - ``units`` (int): pairs of passages

    Only passages that all have read count (see `agreement`). Somebody who ties every source to the wrong statement has
    the same words and codes as the others, and an F1 of 0 here. Raises ValueError as `agreement` does.

    >>> corpus = Corpus.from_texts({"a": "Ann said yes. Ben said no."})
    >>> rows = [dict(start=0, end=3, label="source", group="1"), dict(start=4, end=8, label="cue", group="1"),
    ...         dict(start=14, end=17, label="source", group="2"), dict(start=18, end=22, label="cue", group="2")]
    >>> one = make_spans(corpus, [row | {"article": "a"} for row in rows], coder="Ada")
    >>> other = one.assign(group=["2", "1", "1", "2"], coder="Ben")
    >>> link_agreement(one, other)[["link", "links", "matched", "f1"]].values.tolist()
    [['cue + source', 4, 0, 0.0], ['all', 4, 0, 0.0]]
    """
    if corpus is not None:
        codings = tuple(coding[coding["article"].isin(corpus.ids)] for coding in codings)
    cuts, _ = cut(codings, None, places_all_read(codings, corpus))
    table = _links([coding.reset_index(drop=True) for coding in cuts], match)
    kinds = sorted(set(table["link"][table.drop(columns="link").eq(1).any(axis=1)]))
    rows = []
    for kind in [*kinds, None]:
        values = (table if kind is None else table[table["link"] == kind]).drop(columns="link")
        pairs = [values[list(pair)].dropna() for pair in combinations(values.columns, 2)]
        matched = sum(int((pair.sum(axis=1) == 2).sum()) for pair in pairs)
        linked = sum(int(pair.to_numpy().sum()) for pair in pairs)
        made = int(values.sum().sum())
        scores = dict(zip(("alpha", "low", "high"), alpha_interval(values, "nominal", draws, seed), strict=True))
        f1 = 2 * matched / linked if linked else float("nan")
        rows.append(
            {"link": kind or "all", "links": made, "matched": matched, "f1": f1, **scores, "units": len(values)}
        )
    return pd.DataFrame(rows)


def _links(codings: Sequence[pd.DataFrame], match: str) -> pd.DataFrame:
    """A unit table: pairs of passages by coders, 1 where linked, NaN where the coder lacks one of the two; ``link``."""
    places = ["article", "start", "end", "label"]
    groups: list[dict[tuple, set[str]]] = []
    single = []
    for coding in codings:
        own: dict[tuple, set[str]] = {}
        names = coding["group"] if "group" in coding else [""] * len(coding)
        for place, group in zip(coding[places].itertuples(index=False, name=None), names, strict=True):
            own.setdefault(place, set()).update({str(group)} - {""})
        groups.append(own)
        single.append(coding[places].drop_duplicates())  # a source of two statements is marked twice, and is one span
    spans = spans_in_passages(single, match)
    sizes = spans["passage"].map(spans["passage"].value_counts())
    rows: list[list[float]] = []
    kinds: list[str] = []
    for _, spans_of_one in spans[sizes > 1].groupby("article"):
        for kind, values in _pairs(spans_of_one, groups):
            kinds.append(kind)
            rows.append(values)
    names = [f"coder {number}" for number in range(1, len(codings) + 1)]
    return pd.DataFrame(rows, columns=names, dtype=float).assign(link=pd.Series(kinds, dtype=object))


def _pairs(spans: pd.DataFrame, groups: list[dict[tuple, set[str]]]) -> Iterator[tuple[str, list[float]]]:
    """The pairs of passages of one article, each with what every coder says of it, where at least two say something."""
    labels: dict[int, str] = {}
    linked: dict[int, dict[int, set[str]]] = {}  # passage: coder: groups
    columns = ["article", "start", "end", "label", "coder", "passage"]
    for article, start, end, label, coder, passage in spans[columns].itertuples(index=False, name=None):
        labels[passage] = label
        linked.setdefault(passage, {})[coder] = groups[coder][article, start, end, label]
    for one, two in combinations(linked, 2):
        both = linked[one].keys() & linked[two].keys()
        if len(both) > 1:
            values = [float("nan")] * len(groups)
            for coder in both:
                values[coder] = float(bool(linked[one][coder] & linked[two][coder]))
            yield " + ".join(sorted((labels[one], labels[two]))), values


def column_agreement(
    *codings: pd.DataFrame,
    columns: str | Sequence[str] | None = None,
    levels: Mapping[str, Level] | None = None,
    match: str = "overlap",
    corpus: Corpus | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """How far coders say the same of passages that they both marked, column by column (``kind``, ``item``).

    A unit is a passage that at least two coders marked with the same label and of which they gave a value; an empty
    cell is missing, not a value. A row for each column and label, and for each column with all labels:

    - ``column``, ``label`` (``all`` for all together), ``units`` (int)
    - ``equal`` (float): of the pairs of coders, the share that gave the same value
    - ``alpha``, ``low``, ``high`` (float): Krippendorff's alpha with its 95% interval (`alpha_interval`)

    `columns` are all that the codings have beyond those of every span table, if not given. `levels` says which are more
    than names: ``{"tone": "ordinal"}`` (see `alpha`). Only passages that all have read count (see `agreement`).
    Raises ValueError as `agreement` does, and for a column that is not there.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> ada = find_words(corpus, "may").assign(coder="Ada", kind=["modal", "modal"])
    >>> ben = ada.assign(coder="Ben", kind=["modal", "month"])
    >>> column_agreement(ada, ben)[["column", "label", "units", "equal"]].values.tolist()
    [['kind', 'search', 2, 0.5], ['kind', 'all', 2, 0.5]]
    """
    cuts, _ = cut(codings, None, places_all_read(codings, corpus))
    if corpus is not None:
        cuts = [coding[coding["article"].isin(corpus.ids)] for coding in cuts]
    cuts = [coding.reset_index(drop=True) for coding in cuts]
    found = list(dict.fromkeys(str(name) for coding in cuts for name in coding if name not in _NOT_COMPARED))
    chosen = [columns] if isinstance(columns, str) else found if columns is None else list(columns)
    if missing := [name for name in chosen if not any(name in coding for coding in codings)]:
        raise ValueError(
            f"no coding has a column {missing[0]!r}; their further columns are {', '.join(found) or 'none'}"
        )
    passages = passage_table(cuts, match)
    passages = passages[passages["coders"].map(len) > 1]
    rows = []
    for column in chosen:
        table = _values(cuts, passages, column)
        if columns is None and table.drop(columns="label").isna().all(axis=None):
            continue
        for label in [*sorted(set(table["label"])), None]:
            values = (table if label is None else table[table["label"] == label]).drop(columns="label")
            values = values[values.notna().sum(axis=1) > 1]
            level = (levels or {}).get(column, "nominal")
            scores = dict(zip(("alpha", "low", "high"), alpha_interval(values, level, draws, seed), strict=True))
            rows.append(
                {"column": column, "label": label or "all", "units": len(values), "equal": _equal(values)} | scores
            )
    return pd.DataFrame(rows, columns=["column", "label", "units", "equal", "alpha", "low", "high"])


def _values(codings: Sequence[pd.DataFrame], passages: pd.DataFrame, column: str) -> pd.DataFrame:
    """A unit table of passages by coders, with the value of a column, and ``label``."""
    own = [coding[column].tolist() if column in coding else [None] * len(coding) for coding in codings]
    rows = []
    for members in passages["members"]:
        values: list[object] = [None] * len(codings)
        for coder, row in members:
            value = own[coder][row]
            values[coder] = None if pd.isna(value) or str(value).strip() == "" else value
        rows.append(values)
    names = [f"coder {number}" for number in range(1, len(codings) + 1)]
    table = pd.DataFrame(rows, columns=names, index=passages.index, dtype=object)
    return table.assign(label=passages["label"])


def _equal(values: pd.DataFrame) -> float:
    """Of the pairs of coders who gave a value, the share that gave the same."""
    pairs = [values[list(pair)].dropna() for pair in combinations(values.columns, 2)]
    total = sum(map(len, pairs))
    same = sum(int((pair.iloc[:, 0] == pair.iloc[:, 1]).sum()) for pair in pairs)
    return same / total if total else float("nan")
