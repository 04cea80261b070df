"""Coders who do not exist, to prepare a class before it has coded anything.

Simulated codings teach what agreement looks like and what to do about disagreement. They are no evidence about people:
how well people agree on a codebook is known only when people have used it.
"""

from bisect import bisect_left, bisect_right
from typing import Any

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.spans import make_spans

Words = dict[str, tuple[tuple[int, int], ...]]
Rates = tuple[float, float, float, float]


def simulated_coders(
    reference: pd.DataFrame,
    corpus: Corpus,
    n: int = 3,
    seed: int = 1,
    *,
    miss: float = 0.15,
    recode: float = 0.05,
    shift: float = 0.2,
    invent: float = 0.1,
) -> list[pd.DataFrame]:
    """`n` span tables that differ from `reference` by chance, each as a coder who makes mistakes of four kinds.

    Each coder overlooks a span with probability `miss`. Of the spans that are left, one gets another label of its
    layer with probability `recode`, and an end that is a word too early or too late with probability `shift`. For
    each span of the reference, one word somewhere in the corpus is marked for no reason with probability `invent`.
    ``coder`` is ``simulated 1`` and so on, ``rule`` says what happened (``as_in_reference``, ``recoded``,
    ``moved``, ``invented``). The same arguments always give the same tables.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not."})
    >>> reference = make_spans(corpus, [dict(article="a", start=3, end=6, label="hedge")])
    >>> [table["coder"].tolist() for table in simulated_coders(reference, corpus, n=2, miss=0, invent=0)]
    [['simulated 1'], ['simulated 2']]
    """
    words = {article.id: _text.words(article.text) for article in corpus}
    rates = (miss, recode, shift, invent)
    codings = []
    for number in range(1, n + 1):
        records = _perturbed(reference, words, np.random.default_rng([seed, number]), rates)
        spans = make_spans(corpus, records, coder=f"simulated {number}")
        codings.append(spans.reindex(columns=list(dict.fromkeys([*spans.columns, *reference.columns]))))
    return codings


def _perturbed(
    reference: pd.DataFrame, words: Words, random: np.random.Generator, rates: Rates
) -> list[dict[str, Any]]:
    """The records of one simulated coder."""
    records = []
    labels = {layer: sorted(set(rows["label"])) for layer, rows in reference.groupby("layer")}
    for record in reference.drop(columns=["text", "coder"]).to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        missed, recoded, moved, invented = random.random(4) < rates
        others = [label for label in labels[row["layer"]] if label != row["label"]]
        row |= {"rule": "as_in_reference", "note": ""}
        if recoded and others:
            row |= {"label": others[random.integers(len(others))], "rule": "recoded"}
        if moved:
            row |= _moved(row["start"], row["end"], words[row["article"]], random)
        if not missed:
            records.append(row)
        if invented:
            records.append(_invented(row["layer"], labels[row["layer"]], words, random))
    return records


def _moved(start: int, end: int, words: tuple[tuple[int, int], ...], random: np.random.Generator) -> dict[str, Any]:
    """The span with one of its ends a word further in or out, or as it was where that leaves nothing."""
    first = bisect_left([e for _, e in words], start + 1)  # the words that the span touches: first up to last
    last = bisect_right([s for s, _ in words], end - 1)
    step = int(random.choice([-1, 1]))
    if random.random() < 0.5:
        place = first + step
        start = words[place][0] if 0 <= place < last else start
    else:
        place = last + step
        end = words[place - 1][1] if first < place <= len(words) else end
    return {"start": start, "end": end, "rule": "moved"}


def _invented(layer: str, labels: list[str], words: Words, random: np.random.Generator) -> dict[str, Any]:
    """A word marked for no reason."""
    article = list(words)[random.integers(len(words))]
    start, end = words[article][random.integers(len(words[article]))]
    label = labels[random.integers(len(labels))]
    return {"article": article, "start": start, "end": end, "layer": layer, "label": label, "rule": "invented"}
