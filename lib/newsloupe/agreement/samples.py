"""A sample to code by hand, so that a machine's count can be corrected: drawn by what the machine marked.

Half of the sample comes from the units that the machine marked, half from the rest: where it marked, its mistakes are
seen; where it did not, what it missed. Such a stratified sample (Neyman 1934, *Journal of the Royal Statistical
Society* 97, 558–625) says more about a rare code than as many units drawn at random, most of which would be empty.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.codebook.versions import checksum
from newsloupe.corpus.article import UNKNOWN, Article, Corpus
from newsloupe.saving import put
from newsloupe.spans import make_spans, save_spans

Unit = Literal["sentence", "paragraph", "article", "attribution"]
UNITS = ("sentence", "paragraph", "article", "attribution")

_YES, _NO = {"yes", "y", "true", "1", "1.0"}, {"no", "n", "false", "0", "0.0"}


class SampleError(ValueError):
    """A sample cannot be drawn or used; the message says why and what to do.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It snows."})
    >>> sample_to_code(find_words(corpus, "may"), corpus, 0)
    Traceback (most recent call last):
        ...
    newsloupe.agreement.samples.SampleError: n is 0; draw at least 2 units
    """


def sample_to_code(
    spans: pd.DataFrame,
    corpus: Corpus,
    n: int = 80,
    seed: int = 1,
    *,
    unit: Unit = "sentence",
    of: pd.DataFrame | None = None,
    by: str | Mapping[str, str] | None = None,
    path: str | Path | None = None,
) -> pd.DataFrame:
    """Draw `n` units to code by hand: half from what the machine marked, half from the rest.

    Parameters
    ----------
    spans
        the machine's marks for one question, such as the rows of `find_rhetoric` with the label ``hedge``. Any coder
        will do in place of the machine: a model, a class.
    unit
        ``sentence``, ``paragraph`` or ``article``, which is marked if it shares a character with a row of `spans`; or
        ``attribution``: then `of` holds the rows of all attributions (the units), and those are marked whose group
        has a row in `spans`. What no rule found is no unit then, so that a share of attributions is of those found.
    by
        for a corrected share in each group of articles: the name of a field of their metadata, or a mapping from
        article to group. `n` is then divided among the groups.
    path
        where to write the sample as a ``.csv`` or ``.parquet`` file.

    Returns the sample as a span table in reading order, one row a unit. Fill in ``answer``: ``yes`` if the code stands
    in the unit, else ``no``. Whether the machine marked a unit is not said, so that nobody is led by it; the design is
    remembered in the further columns ``unit``, ``by`` (the group), ``marked`` and ``rest`` (int: how many units the
    machine marked in it, and how many not), ``seed``, and ``marks`` (a checksum of `spans`).

    Raises `SampleError` for fewer than 2 units, an unknown `unit`, and attributions without `of`.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It snows. It might hail. It is dry."})
    >>> sample = sample_to_code(find_words(corpus, "may"), corpus, 2)
    >>> sample[["text", "answer", "marked", "rest"]].values.tolist()
    [['It may rain.', '', 1, 3], ['It might hail.', '', 1, 3]]
    """
    if n < 2:
        raise SampleError(f"n is {n}; draw at least 2 units")
    units = _units(corpus, unit, of)
    if units.empty:
        raise SampleError(f"there is no {unit} to draw from; give a corpus with text, and attributions as `of`")
    units["is_marked"] = is_marked(units, spans, unit)
    units["by"] = [_group(corpus[name], by) for name in units["article"]]
    generator, chosen = np.random.default_rng(seed), []
    groups = sorted(set(units["by"]))
    for number, name in enumerate(groups):
        own = units[units["by"] == name]
        marked, rest = own[own["is_marked"]], own[~own["is_marked"]]
        share = n // len(groups) + (number < n % len(groups))
        for stratum, size in zip((marked, rest), allocation(len(marked), len(rest), share), strict=True):
            picked = stratum.iloc[np.sort(generator.choice(len(stratum), size, replace=False))]
            chosen.append(picked.assign(marked=len(marked), rest=len(rest)))
    label = ", ".join(sorted(set(spans["label"]))) or "code"
    sample = pd.concat(chosen).drop(columns="is_marked")
    sample = sample.assign(label=label, answer="", unit=unit, seed=seed, marks=marks_checksum(spans))
    kept = ["article", "start", "end", "label", "group", "answer", "unit", "by", "marked", "rest", "seed", "marks"]
    table = make_spans(corpus, sample[kept].to_dict("records"), layer="sample", coder="")
    if path is not None:
        save_spans(table, path)
        if Path(path).suffix.lower() == ".csv":  # so that Excel opens it as the UTF-8 that it is
            put(path, codecs.BOM_UTF8 + Path(path).read_bytes())
    return table


def allocation(marked: int, rest: int, n: int) -> tuple[int, int]:
    """How many units to draw of those marked and of the rest: half each, or what there is.

    >>> allocation(100, 900, 80), allocation(10, 900, 80), allocation(3, 2, 80)
    ((40, 40), (10, 70), (3, 2))
    """
    first = min(marked, max(n // 2, n - rest))
    return first, min(rest, n - first)


def _units(corpus: Corpus, unit: str, of: pd.DataFrame | None) -> pd.DataFrame:
    """All units: ``article``, ``start``, ``end``, ``group``."""
    if unit not in UNITS:
        raise SampleError(f"there is no unit {unit!r}; use {', '.join(map(repr, UNITS))}")
    if unit == "attribution":
        if of is None:
            raise SampleError("say with of=… which attributions there are: the table of find_attributions")
        rows = of[of["layer"].eq("attribution") & of["group"].ne("")]
        found = rows.groupby(["article", "group"], sort=False).agg(start=("start", "min"), end=("end", "max"))
        return found.reset_index()[["article", "start", "end", "group"]]
    cut: Any = {"sentence": _text.sentences, "paragraph": _text.paragraphs}.get(
        unit, lambda text: [(0, len(text))] if text.strip() else []
    )
    places = [(article.id, start, end, "") for article in corpus for start, end in cut(article.text)]
    return pd.DataFrame(places, columns=["article", "start", "end", "group"])


def is_marked(units: pd.DataFrame, spans: pd.DataFrame, unit: str) -> list[bool]:
    """For each unit, whether it shares a character (an attribution: its group) with a row of `spans`."""
    if unit == "attribution":
        groups = set(zip(spans["article"], spans["group"], strict=True))
        return [pair in groups for pair in zip(units["article"], units["group"], strict=True)]
    ends = {article: (own["start"].to_numpy(), own["end"].to_numpy()) for article, own in spans.groupby("article")}
    places = zip(units["article"], units["start"].astype(int), units["end"].astype(int), strict=True)
    return [
        bool(article in ends and ((ends[article][0] < end) & (ends[article][1] > start)).any())
        for article, start, end in places
    ]


def marks_checksum(spans: pd.DataFrame) -> str:
    """A checksum of the places and labels that were marked, in whatever order."""
    rows = spans[["article", "start", "end", "label", "group"]].astype(str)
    return checksum(sorted(rows.itertuples(index=False, name=None)))


def _group(article: Article, by: str | Mapping[str, str] | None) -> str:
    if by is None:
        return "all"
    return str(by.get(article.id, UNKNOWN) if isinstance(by, Mapping) else article.meta.get(by) or UNKNOWN)


def answers(coded: pd.DataFrame) -> list[bool | None]:
    """What was answered: yes, no, or nothing. Raises `SampleError` for any other word."""
    found: list[bool | None] = []
    for row, value in zip(coded.index, coded["answer"], strict=True):
        word = "" if pd.isna(value) else str(value).strip().lower()
        if word and word not in _YES | _NO:
            raise SampleError(f"row {row}: the answer is {str(value)[:30]!r}; write yes or no, or leave it empty")
        found.append(None if not word else word in _YES)
    return found
