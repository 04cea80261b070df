"""Frames: which wordings of a framing codebook stand where, and how strongly each frame is present.

To frame is to select some aspects of a matter and make them salient (Entman 1993). The machine sees wordings, not
selection: a frame score says how much of the vocabulary by which people recognise a frame a text contains.
"""

import math
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.codebook.coder import MachineCoder, machine_coder
from newsloupe.codebook.reasons import JOINT
from newsloupe.codebook.schema import Codebook, CodebookError, load_codebook
from newsloupe.corpus.article import Corpus
from newsloupe.grammar.parsed import Parsed
from newsloupe.spans import make_spans, outside

__all__ = ["FrameWarning", "frame_scores", "frame_sentences"]

DEFAULT = "generic-frames"
UNITS: dict[str, Callable[[str], tuple[tuple[int, int], ...]]] = {
    "article": lambda text: ((0, len(text)),),
    "paragraph": _text.paragraphs,
    "sentence": _text.sentences,
}


ENOUGH = 10  # texts from which on it can be told what most of them share
SHARED = 0.5  # of the texts: wordings that more of them have are the topic's rather than a choice of the writer


class FrameWarning(UserWarning):
    """The texts are so much about one thing that a score says what they are about, not how they are framed.

    >>> import warnings
    >>> corpus = Corpus.from_texts({f"a{number}": "The shooting was on Monday." for number in range(10)})
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore", FrameWarning)
    ...     plain = frame_scores(find_frames(corpus, "policy-frames"), corpus)
    >>> spans = find_frames(corpus, "policy-frames")
    >>> relative = frame_scores(spans, corpus, relative_to_corpus=True)
    >>> crime = [scores.loc[scores["frame"] == "crime_punishment", "score"] for scores in (plain, relative)]
    >>> [round(float(scores.max()), 1) for scores in crime]
    [0.7, 0.0]
    """


# The columns of this layer after those of every span table, and what stands in them for the rows of other layers.
EXTRA: dict[str, Any] = {"item": "", "weight": math.nan, "codebook": ""}

Settings = tuple[str, MachineCoder]


def settings(codebook: str | Path | Codebook = DEFAULT) -> Settings:
    book = load_codebook(codebook)
    if book.layer != "framing":
        raise CodebookError(f"codebook {book.name} codes {book.layer}, not framing; run it with apply_codebook")
    return book.name if isinstance(codebook, Codebook) else str(codebook), machine_coder(book)


def rows(parsed: Parsed, settings: Settings) -> Iterator[dict[str, Any]]:
    """The rows of one text in the span table of `find_frames`."""
    name, coder = settings
    return ({**row, "codebook": name} for row in coder.rows(parsed.text, parsed.name))


def frame_scores(
    spans: pd.DataFrame,
    corpus: Corpus,
    codebook: str | Path | Codebook | None = None,
    *,
    unit: str = "article",
    without: pd.DataFrame | None = None,
    relative_to_corpus: bool = False,
) -> pd.DataFrame:
    """How strongly each frame is present in each article, paragraph or sentence: 0 (no sign) to 1; from .5: present.

    The evidence for a frame is the sum of the weights of its *different* wordings in the unit (a repeated word says
    nothing new), divided by the square root of the unit's length in hundreds of words, because the number of
    different words grows about so with length (Heaps 1978). The score is ``evidence / (evidence + half)``, where
    ``half``, given for each code in the codebook, is the evidence from which on the frame counts as present.
    An article is only said to carry a frame whose items are asked one by one if enough of them (`needs` in the
    codebook) are answered: with one of two, the score is halved. A residual code (``other``) gets what the highest
    of the other scores leaves: 1 minus that.

    Parameters
    ----------
    spans
        from `find_frames`, or hand coding with the codebook's labels (weight 1 where there is no ``weight``).
    codebook
        the codebook that lists the frames; by default the one that `spans` names in its column ``codebook``, and
        ``generic-frames`` where there is no such column or no row.
    unit
        ``"article"``, ``"paragraph"`` or ``"sentence"``; in the small units one item is enough.
    without
        spans to leave out of both the evidence and the words (usually `find_residue(corpus)`).
    relative_to_corpus
        whether wordings that most articles of this corpus share count little: one that stands in up to half of them
        counts in full, one that stands in all of them nothing, between these in proportion. In a corpus about one
        thing (a shooting) its words (*shooting*) are the topic and no choice; what is left tells the articles apart.
        Such scores compare articles within this corpus, and not with another one.

    Returns
    -------
    DataFrame
        ``article``, (``start``, ``end`` for the small units,) ``frame``, ``score`` (float), ``wordings`` and
        ``items`` (int): how many different wordings and items the score rests on. One row for every unit and every
        frame of the codebook, zeros included.

    Raises ValueError for an unknown unit, several codebooks in one table, or `relative_to_corpus` with fewer than ten
    articles; `CodebookError` for labels that are not in the codebook. Where a wording stands in more than half of ten
    articles or more, and counts in full, a `FrameWarning` names it.

    >>> corpus = Corpus.from_texts({"a": "She accused the club, and the dispute goes on.", "b": "It rained."})
    >>> scores = frame_scores(find_frames(corpus), corpus)
    >>> scores[scores["frame"] == "conflict"].round(2)
      article     frame  score  wordings  items
    0       a  conflict   0.84         2      2
    5       b  conflict   0.00         0      0
    """
    if unit not in UNITS:
        raise ValueError(f"there is no unit {unit!r}; use {', '.join(map(repr, UNITS))}")
    book = load_codebook(_named(spans) if codebook is None else codebook)
    strange = sorted(set(spans["label"]) - set(book.labels))
    if strange:
        raise CodebookError(f"codebook {book.name} has no {', '.join(strange)}; name the codebook of these spans: "
                            "frame_scores(spans, corpus, codebook=…)")  # fmt: skip
    if without is not None:
        spans = outside(spans, without)
    units = _units(corpus, unit, without)
    common = _common(spans, corpus)
    if relative_to_corpus and len(corpus) < ENOUGH:
        raise ValueError(f"what most texts share cannot be told from {len(corpus)}; take {ENOUGH} articles or more")
    if relative_to_corpus:
        spans = _discounted(spans, common)
    elif len(common) and len(corpus) >= ENOUGH:
        told = ", ".join(f"{wording} ({frame})" for frame, wording in common.head(5).index)
        warnings.warn(
            f"more than half of the texts have {told}: these scores tell the topic of the corpus rather than frames; "
            "frame_scores(…, relative_to_corpus=True) discounts what most texts share",
            FrameWarning,
            stacklevel=2,
        )
    found = _evidence(spans, units)
    index = pd.MultiIndex.from_product([units.index, book.labels], names=["unit", "frame"])
    scores = units.join(found.reindex(index, fill_value=0).reset_index("frame")).reset_index()
    codes = {code.label: code for code in book.codes}
    half = scores["frame"].map({label: code.half for label, code in codes.items()})
    needs = scores["frame"].map({label: code.needs if unit == "article" else 1 for label, code in codes.items()})
    evidence = scores["weight"] / np.sqrt(scores["words"].clip(lower=10) / 100)
    scores["score"] = evidence / (evidence + half) * np.minimum(1, scores["items"] / needs)
    residual = scores["frame"].isin([label for label, code in codes.items() if code.residual])
    highest = scores["score"].mask(residual, 0).groupby(scores["unit"]).transform("max")
    scores["score"] = scores["score"].mask(residual, 1 - highest)
    place = [] if unit == "article" else ["start", "end"]
    return scores[["article", *place, "frame", "score", "wordings", "items"]].reset_index(drop=True)


def frame_sentences(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The sentences that carry each frame: a span table with one row for each sentence and frame.

    ``note`` lists the wordings, ``rule`` joins the ids of the indicators that fired with ``+``; the further columns are
    ``wordings`` (int, how many different ones) and ``items`` (str). Within an article and frame, sentences keep their
    order.

    >>> corpus = Corpus.from_texts({"a": "It rained. She accused the singer of lying."})
    >>> frame_sentences(find_frames(corpus), corpus)[["rule", "note"]].values.tolist()
    [['conflict_reproach+conflict_reproach_own', 'accused, lying']]
    """
    sentences = _units(corpus, "sentence", None)
    rows = spans.assign(unit=_unit_of(spans, sentences), wording=_wording(spans))
    records = []
    for (unit, label), group in rows[rows["unit"] >= 0].groupby(["unit", "label"], sort=True):
        where = sentences.loc[[unit]].iloc[0]
        wordings = list(dict.fromkeys(group["wording"]))
        items = sorted(set(group["item"])) if "item" in group else [""]
        records.append({"article": where["article"], "start": where["start"], "end": where["end"], "label": label,
                        "rule": JOINT.join(rule for rule in dict.fromkeys(group["rule"]) if rule),
                        "note": ", ".join(wordings), "coder": group["coder"].iloc[0], "wordings": len(wordings),
                        "items": ", ".join(items)})  # fmt: skip
    frame = make_spans(corpus, records, layer="framing")
    return frame if len(frame) else frame.assign(wordings=0, items="")


def _named(spans: pd.DataFrame) -> str:
    names = sorted(set(spans["codebook"].dropna())) if "codebook" in spans else []
    if len(names) > 1:
        raise ValueError(f"the spans come from several codebooks ({', '.join(names)}); score each by itself")
    return names[0] if names else DEFAULT


def _units(corpus: Corpus, unit: str, without: pd.DataFrame | None) -> pd.DataFrame:
    """``article``, ``start``, ``end`` and ``words`` (those outside `without`) of every unit, in order."""
    left_out = {} if without is None else {
        name: _text.within(zip(rows["start"], rows["end"], strict=True)) for name, rows in without.groupby("article")
    }  # fmt: skip
    rows = []
    for article in corpus:
        leave = left_out.get(article.id, _text.within(()))
        words = [a for a, b in _text.words(article.text) if not leave(a, b)]
        for start, end in UNITS[unit](article.text):
            rows.append((article.id, start, end, bisect_left(words, end) - bisect_left(words, start)))
    return pd.DataFrame(rows, columns=["article", "start", "end", "words"]).rename_axis("unit")


def _unit_of(spans: pd.DataFrame, units: pd.DataFrame) -> list[int]:
    """For each span the number of the unit in which it starts, or -1."""
    starts = {name: (rows.index[0], rows["start"].tolist()) for name, rows in units.groupby("article", sort=False)}
    numbers = []
    for article, start in zip(spans["article"], spans["start"], strict=True):
        first, begins = starts.get(article, (0, []))
        here = bisect_right(begins, start) - 1
        numbers.append(int(first) + here if here >= 0 else -1)
    return numbers


def _wording(spans: pd.DataFrame) -> pd.Series:
    """What counts as the same wording: case and a possessive ending make no difference."""
    return spans["text"].str.lower().str.replace("[’']s$", "", regex=True)


def _common(spans: pd.DataFrame, corpus: Corpus) -> pd.Series:
    """The share of the articles that have a wording of a frame, by frame and wording; only what most of them have."""
    table = pd.DataFrame({"frame": spans["label"], "wording": _wording(spans), "article": spans["article"]})
    shares = table.drop_duplicates().groupby(["frame", "wording"]).size() / max(len(corpus), 1)
    return shares[shares > SHARED].sort_values(ascending=False, kind="stable")


def _discounted(spans: pd.DataFrame, common: pd.Series) -> pd.DataFrame:
    """`spans` with weights that fall from full (in half of the articles) to nothing (in all of them)."""
    factors = ((1 - common) / (1 - SHARED)).to_dict()
    weights = spans["weight"].fillna(1.0) if "weight" in spans else pd.Series(1.0, index=spans.index)
    factor = [factors.get(key, 1.0) for key in zip(spans["label"], _wording(spans), strict=True)]
    kept = spans.assign(weight=weights * factor)
    return kept[kept["weight"] > 0]


def _evidence(spans: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """``weight``, ``wordings`` and ``items`` by unit and frame, each wording counted once."""
    table = pd.DataFrame({
        "unit": _unit_of(spans, units),
        "frame": spans["label"].to_numpy(),
        "item": spans["item"].to_numpy() if "item" in spans else "",
        "wording": _wording(spans).to_numpy(),
        "weight": spans["weight"].to_numpy() if "weight" in spans else 1.0,
    }).fillna({"item": "", "weight": 1.0})  # fmt: skip
    distinct = table[table["unit"] >= 0].drop_duplicates(["unit", "frame", "item", "wording"])
    groups = distinct.groupby(["unit", "frame"])
    return pd.DataFrame({
        "weight": groups["weight"].sum().astype(float),
        "wordings": groups.size().astype("int64"),
        "items": groups["item"].nunique().astype("int64"),
    })  # fmt: skip
