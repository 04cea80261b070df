"""Coder against coder: how often two codings of the same texts mark the same passages with the same label.

Either may be a person or the machine. Neither is the truth; calling one of them the reference only fixes which
way round precision and recall are read.
"""

import pandas as pd

from newsloupe.spans import COLUMNS

MATCHES = ("overlap", "exact")


def agreement(reference: pd.DataFrame, other: pd.DataFrame, match: str = "overlap") -> pd.DataFrame:
    """Precision, recall and F1 of `other` against `reference`, for each label and for all together.

    Spans of the same article and label match one to one, those that share most first; with ``match="overlap"`` any
    shared character is enough, with ``"exact"`` both ends must be the same. Rows: one per label that either coder
    used, and a last one ``all`` (sums over labels). Columns: ``label``, ``reference``, ``other``, ``matched`` (int),
    ``precision``, ``recall``, ``f1`` (float; NaN where there is nothing to divide by). Precision and recall for
    spans are those of information extraction (Chinchor & Sundheim 1993, MUC-5).

    >>> spans = pd.DataFrame({"article": ["a"], "start": [0], "end": [5], "label": ["hedge"]})
    >>> agreement(spans, spans).loc[0, "f1"]
    np.float64(1.0)
    """
    pairs = matched(reference, other, match)
    labels = sorted(set(reference["label"]) | set(other["label"]))
    counts = pd.DataFrame(
        {
            "reference": reference["label"].value_counts().reindex(labels, fill_value=0),
            "other": other["label"].value_counts().reindex(labels, fill_value=0),
            "matched": reference.loc[[one for one, _ in pairs], "label"].value_counts().reindex(labels, fill_value=0),
        },
        index=pd.Index(labels, name="label"),
    )
    counts.loc["all"] = counts.sum()
    counts["precision"] = counts["matched"] / counts["other"].where(counts["other"] > 0)
    counts["recall"] = counts["matched"] / counts["reference"].where(counts["reference"] > 0)
    counts["f1"] = 2 * counts["matched"] / (counts["reference"] + counts["other"]).where(lambda total: total > 0)
    return counts.reset_index()


def disagreements(reference: pd.DataFrame, other: pd.DataFrame, match: str = "overlap") -> pd.DataFrame:
    """What only one of two coders marked: the columns of the span table, and ``only`` (``reference`` or ``other``)."""
    pairs = matched(reference, other, match)
    left = reference.drop(index=[one for one, _ in pairs])[COLUMNS].assign(only="reference")
    right = other.drop(index=[two for _, two in pairs])[COLUMNS].assign(only="other")
    both = pd.concat([left, right], ignore_index=True)
    return both.sort_values(["article", "start", "end", "label", "only"], ignore_index=True)


def matched(reference: pd.DataFrame, other: pd.DataFrame, match: str = "overlap") -> list[tuple[int, int]]:
    """Index pairs (row of `reference`, row of `other`) of spans that match one to one.

    Raises ValueError for a way of matching that does not exist.
    """
    if match not in MATCHES:
        raise ValueError(f"match is {match!r}; it must be one of {', '.join(MATCHES)}")
    pairs: list[tuple[int, int]] = []
    theirs = dict(list(other.groupby(["article", "label"])))
    for key, mine in reference.groupby(["article", "label"]):
        if key in theirs:
            pairs += _one_to_one(mine, theirs[key], match)
    return sorted(pairs)


def _one_to_one(mine: pd.DataFrame, theirs: pd.DataFrame, match: str) -> list[tuple[int, int]]:
    candidates = []
    for one, start, end in mine[["start", "end"]].itertuples():
        near = theirs[(theirs["start"] < end) & (theirs["end"] > start)]
        for two, other_start, other_end in near[["start", "end"]].itertuples():
            shared = min(end, other_end) - max(start, other_start)
            union = max(end, other_end) - min(start, other_start)
            if match == "overlap" or shared == union:
                candidates.append((-shared / union, one, two))
    used_mine, used_theirs, pairs = set(), set(), []
    for _, one, two in sorted(candidates):
        if one not in used_mine and two not in used_theirs:
            used_mine.add(one)
            used_theirs.add(two)
            pairs.append((one, two))
    return pairs
