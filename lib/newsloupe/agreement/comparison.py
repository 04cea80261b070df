"""Coder against coder: how often two or more codings of the same texts mark the same passages with the same label.

Each may be a person or the machine. None is the truth; calling the first of two the reference only fixes which way
round precision and recall are read. All functions take one span table per coder.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import pandas as pd

from newsloupe.agreement.boundaries import unitizing
from newsloupe.agreement.names import coder_names, relabelled
from newsloupe.agreement.passages import passage_table, span_rows, spans_in_passages
from newsloupe.agreement.reliability import Level, alpha_interval, interval, kappa, unit_table
from newsloupe.agreement.what_was_read import Places, cut, places_all_read, warn_of_unread
from newsloupe.corpus.article import Corpus
from newsloupe.spans import COLUMNS, NOTE, marked


def agreement(
    *codings: pd.DataFrame,
    match: str = "overlap",
    corpus: Corpus | None = None,
    by: str | Sequence[str] = "label",
    labels: bool = True,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """How far coders agree, for each label and for all together: a row per label that anybody used, the last ``all``.

    Spans of the same article and label match one to one, those that share most first; with ``match="overlap"`` any
    shared character is enough, with ``"exact"`` both ends must be the same. `by` names the column or columns that must
    be the same, if it is not the label alone: ``by="item"`` for the questions of a frame, ``by=["label", "kind"]`` for
    a code with one of its columns. With ``labels=False`` only the place counts, whatever the code.

    Only passages that all coders have read count, if their codings say what was read (rows of the layer ``read``, as
    `newsloupe.coding.code` and `newsloupe.codebook.read_rows` write them). A coding without such rows counts as one of
    all that is in `corpus`; a `ReadingWarning` names its articles without a mark.

    **Two codings** (`reference`, `other`): ``reference``, ``other``, ``matched`` (int), ``precision``, ``recall``,
    ``f1`` (float; NaN where there is nothing to divide by), as in information extraction (Chinchor & Sundheim 1993,
    MUC-5). **More**: ``spans`` of all coders, ``matched`` pairs of spans (int) and ``f1`` over all pairs of coders
    (Hripcsak & Rothschild 2005).

    With `corpus`, only its articles count, and what chance would give can be taken into account. Further columns:

    - ``kappa`` (two codings) and ``alpha`` (float): Cohen's kappa and Krippendorff's alpha over sentences that have or
      lack the code; in the row ``all`` each sentence has a set of codes (`newsloupe.agreement.reliability`)
    - ``u_alpha`` (float): Krippendorff's alpha for unitizing, over characters (`u_alpha`)
    - ``f1_low``, ``f1_high`` and so on (float): the ends of 95% intervals for f1, alpha and u_alpha, by a seeded
      bootstrap over sentences. They contain their estimate, and are NaN with it.
    - ``units`` (int): how many sentences that is

    Words and codes only are compared: `link_agreement` asks who is tied to what, `column_agreement` what further
    columns say. Raises ValueError for fewer than two codings, another `match`, a column that is not there, and when
    nothing was read by all.

    >>> spans = pd.DataFrame({"article": ["a"], "start": [0], "end": [5], "label": ["hedge"]})
    >>> agreement(spans, spans).loc[0, "f1"]
    np.float64(1.0)
    """
    if corpus is not None:
        codings = tuple(coding[coding["article"].isin(corpus.ids)] for coding in codings)
        warn_of_unread(codings, corpus)
    names, codings = relabelled(codings, by if labels else [])
    whole = places_all_read(codings, corpus)
    rows, pieces = [], dict[str, tuple]()
    for label in [*(sorted(names) if labels else []), None]:
        places = whole if label is None else places_all_read(codings, corpus, names[label])
        if str(places) not in pieces:
            pieces[str(places)] = _in_passages(codings, corpus, places, match)
        cuts, part, spans = pieces[str(places)]
        chosen = spans if label is None else spans[spans["label"] == label]
        row: dict[str, str | float] = {"label": "all" if label is None else label, **counts(chosen, len(codings))}
        more = {} if part is None else _beyond_chance(cuts, part, chosen, label, draws, seed)
        rows.append({**row, **more})
    return pd.DataFrame(rows)


def _in_passages(
    codings: Sequence[pd.DataFrame], corpus: Corpus | None, places: Places | None, match: str
) -> tuple[list[pd.DataFrame], Corpus | None, pd.DataFrame]:
    cuts, part = cut(codings, corpus, places)
    return cuts, part, spans_in_passages(cuts, match)


def disagreements(*codings: pd.DataFrame, match: str = "overlap") -> pd.DataFrame:
    """The passages that some coders marked with a code and some did not, worst first.

    The columns of the span table, so that `newsloupe.context` and `newsloupe.highlight` open the passage, with
    ``coder`` for all who marked it, and then

    - ``missed_by``: the others of those who have read the passage (all, where the codings do not say what was read)
    - ``instead``: the codes that these gave to words of this passage, ``""`` if they marked nothing there
    - ``disagreement``: the mean, over all pairs of these and those, of the part of the passage that only one of the two
      marked (0 where they marked the same characters, 1 where one of two did not mark it at all)
    - ``only``, for two codings: which of them marked it, ``reference`` or ``other``

    Rows are sorted by ``disagreement``; of equals the longest passage comes first, then in reading order. Where coders
    share a passage and differ in its ends, it is not listed, unless ``match="exact"``.
    Raises ValueError as `agreement` does.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> ada = find_words(corpus, "may", "rain").assign(coder="Ada")
    >>> ben = ada.head(1).assign(coder="Ben")
    >>> disagreements(ada, ben)[["text", "coder", "missed_by", "disagreement"]]
       text coder missed_by  disagreement
    0  rain   Ada       Ben           1.0
    1   may   Ada       Ben           1.0
    """
    names = coder_names(codings)
    table = passage_table(codings, match)
    table = table[table["coders"].map(len) < table["readers"].map(len)].reset_index(drop=True)
    found = span_rows(codings, table)[[*COLUMNS, NOTE]]
    found["coder"] = [", ".join(names[one] for one in who) for who in table["coders"]]
    missing = [
        [one for one in read if one not in who] for who, read in zip(table["coders"], table["readers"], strict=True)
    ]
    found["missed_by"] = [", ".join(names[one] for one in who) for who in missing]
    found["instead"] = _instead(codings, table, missing)
    found["disagreement"] = table["disagreement"]
    if len(codings) == 2:
        found["only"] = table["coder"].map({0: "reference", 1: "other"})
    order = pd.DataFrame({"disagreement": -table["disagreement"].round(9), "length": table["start"] - table["end"]})
    return found.loc[order.sort_values(["disagreement", "length"], kind="stable").index].reset_index(drop=True)


def _instead(codings: Sequence[pd.DataFrame], table: pd.DataFrame, missing: list[list[int]]) -> list[str]:
    """For each passage, the codes that those who missed it gave to some of its words."""
    spans = [{article: list(zip(rows["start"], rows["end"], rows["label"], strict=True))
              for article, rows in marked(coding).groupby("article")} for coding in codings]  # fmt: skip
    places = zip(table["article"], table["start"], table["end"], missing, strict=True)
    return [
        ", ".join(sorted({code for one in who for s, e, code in spans[one].get(article, ()) if s < end and e > start}))
        for article, start, end, who in places
    ]


def counts(spans: pd.DataFrame, coders: int) -> dict[str, float]:
    """How many spans, how many match, and the scores made of these."""
    sizes = spans["passage"].value_counts()
    matched = int((sizes * (sizes - 1) // 2).sum())
    f1 = _ratio(2 * matched, (coders - 1) * len(spans))
    if coders > 2:
        return {"spans": len(spans), "matched": matched, "f1": f1}
    reference, other = (int((spans["coder"] == number).sum()) for number in (0, 1))
    scores = {"precision": _ratio(matched, other), "recall": _ratio(matched, reference), "f1": f1}
    return {"reference": reference, "other": other, "matched": matched} | scores


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _beyond_chance(
    codings: Sequence[pd.DataFrame], corpus: Corpus, spans: pd.DataFrame, label: str | None, draws: int, seed: int
) -> dict[str, float]:
    """The columns of `agreement` that need the text, for one label or (None) for all; `spans` are those of it."""
    level: Level = "sets" if label is None else "nominal"
    units = unit_table(codings, corpus, label=label)
    alone, compared = _alone(spans, units.index, len(codings))
    f1 = _ratio(compared.sum() - alone.sum(), compared.sum())
    unitized = unitizing(codings, corpus, label)
    u_interval = interval(unitized.alpha, unitized.disagreement, unitized.size, draws, seed)
    row = dict(zip(["f1_low", "f1_high"], interval(f1, alone, compared, draws, seed, lowest=0), strict=True))
    if len(codings) == 2:
        row["kappa"] = kappa(units, level)
    row |= zip(["alpha", "alpha_low", "alpha_high"], alpha_interval(units, level, draws, seed), strict=True)
    row |= zip(["u_alpha", "u_alpha_low", "u_alpha_high"], [unitized.alpha, *u_interval], strict=True)
    return row | {"units": len(units)}


def _alone(spans: pd.DataFrame, sentences: pd.Index, coders: int) -> tuple[np.ndarray, np.ndarray]:
    """For each sentence, how often its spans lack a partner in another coding, and how often they could have one."""
    places = [(article, start) for article, start, _ in sentences]  # sorted within each article
    first = {article: place for place, (article, _) in reversed(list(enumerate(places)))}
    starts: dict[str, list[int]] = {}
    for article, start in places:
        starts.setdefault(article, []).append(start)
    sizes = spans["passage"].map(spans["passage"].value_counts())
    alone, compared = np.zeros(len(places)), np.zeros(len(places))
    for article, start, size in zip(spans["article"], spans["start"], sizes, strict=True):
        if article not in first:  # an article of white space
            continue
        place = first[article] + max(bisect_right(starts[article], start) - 1, 0)
        alone[place] += coders - size
        compared[place] += coders - 1
    return alone, compared
