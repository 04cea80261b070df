"""Measures of who speaks: attributions and words per kind of source, direct speech, and the stance of the cues.

All take the span table of `find_attributions`, or a hand coding with the same columns.
"""

from typing import Any

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.metadata import Groups, article_groups, in_order
from newsloupe.intervals import Ratio, wilson

_OF_THE_ROW = {"article", "start", "end", "text", "layer", "label", "group"}
LABELS = ("source", "cue", "content")


def attribution_list(spans: pd.DataFrame) -> pd.DataFrame:
    """One row per attribution, in reading order of the cues.

    Columns: ``article``, ``group``, ``start`` (of the cue, int), ``source``, ``cue``, ``content`` (str; pieces joined
    by `` … ``, ``""`` where there is none), ``words`` (int, of the content), then the further columns of `spans`.

    >>> corpus = Corpus.from_texts({"a": "“The bus is late,” the driver said. A passenger claimed it was full."})
    >>> attribution_list(find_attributions(corpus))[["source", "cue", "content", "words", "stance"]]
            source      cue             content  words      stance
    0   the driver     said  “The bus is late,”      4     neutral
    1  A passenger  claimed         it was full      3  distancing
    """
    extra = [str(name) for name in spans.columns if name not in _OF_THE_ROW]
    order = {article: number for number, article in enumerate(spans["article"].unique())}
    rows: dict[tuple[str, str], dict[Any, Any]] = {}
    for span in spans.to_dict("records"):
        row = rows.setdefault((span["article"], span["group"]), {**span, "pieces": {label: [] for label in LABELS}})
        if span["label"] in LABELS:
            row["pieces"][span["label"]].append((span["start"], span["text"]))
    for row in rows.values():
        pieces = row.pop("pieces")
        row["start"] = min((start for start, _ in pieces["cue"]), default=row["start"])
        row |= {label: " … ".join(text for _, text in found) for label, found in pieces.items()}
        row["words"] = sum(len(_text.words(text)) for _, text in pieces["content"])
    reading = sorted(rows.values(), key=lambda row: (order[row["article"]], row["start"]))
    return pd.DataFrame(reading, columns=["article", "group", "start", *LABELS, "words", *extra])


def voices(
    spans: pd.DataFrame, corpus: Corpus, by: str = "source_type", *, groups: Groups | None = None
) -> pd.DataFrame:
    """How often each kind of source is made to speak, and for how many words; every kind for every article.

    `by` is a column of `spans`: ``source_type``, ``side``, ``speaker`` … Columns: ``article``, the column `by`,
    ``attributions``, ``words`` (int; words of content), ``speakers`` (int: different speakers, where `spans` names
    them), ``share`` (float: these words as a share of the article's words). The counts say different things: a source
    that is named once may be quoted at length, and three attributions can be one speaker's.

    With `groups` (as in `rate`: ``"outlet"``, ``("date", "M")``, a Series), the same of each group of articles:
    ``group`` and ``articles`` (int) for ``article``, and ``low`` and ``high``, the 95% interval of the share over
    articles (`rate` says how it is made). The same name in two articles is one speaker then.

    >>> corpus = Corpus.from_texts({"a": "“The bus is late,” the driver said. Police denied it."})
    >>> voices(find_attributions(corpus), corpus)[["source_type", "attributions", "words", "share"]].round(2)
              source_type  attributions  words  share
    0    unnamed official             1      1    0.1
    1  vague or anonymous             1      4    0.4
    """
    table = attribution_list(spans)
    sizes = {article.id: len(_text.words(article.text)) for article in corpus}
    unit = "article"
    if groups is not None:
        place = article_groups(corpus, groups)
        table, unit = _in_groups(table, place), "in_group"
    kinds = sorted(table[by].unique())
    units = corpus.ids if groups is None else in_order(place)
    index = pd.MultiIndex.from_product([units, kinds], names=[unit, by])
    grouped = table.groupby([unit, by])["words"].agg(["size", "sum"]).reindex(index, fill_value=0)
    result = grouped.set_axis(["attributions", "words"], axis=1)
    if "speaker" in table:
        named = table[table["speaker"] != ""].assign(kind=table[by])  # `by` may be the speaker
        result["speakers"] = named.groupby([unit, "kind"])["speaker"].nunique().reindex(index, fill_value=0).array
    result = result.reset_index()
    if groups is None:
        return result.assign(share=result["words"] / result["article"].map(sizes).clip(lower=1))
    spoken = table.pivot_table(index="article", columns=by, values="words", aggfunc="sum", fill_value=0)
    words = spoken.reindex(index=corpus.ids, columns=kinds, fill_value=0).to_numpy(dtype=float)
    ratios = {name: Ratio(words[place == name], np.array([sizes[a] for a in place.index[place == name]], dtype=float),
                          share=True) for name in units}  # fmt: skip
    return _with_intervals(result.rename(columns={unit: "group"}), ratios, place)


def shares(spans: pd.DataFrame, by: str, corpus: Corpus | None = None, *, groups: Groups | None = None) -> pd.DataFrame:
    """What share of the attributions each value of `by` has (``kind``, ``stance``, ``traceable`` …).

    Columns: `by`, ``count``, ``n`` (int), ``share``, ``low``, ``high`` (float; 95% interval of Wilson 1927, which
    behaves well for few attributions). The interval takes the attributions as independent draws, which sentences of
    one article are not quite: read it as the least of the uncertainty.

    With `corpus` and `groups` (as in `rate`: ``"outlet"``, ``("date", "M")``, a Series), the same of each group of
    articles, every value for every group: ``group``, `by`, ``articles`` (int; with or without attributions), ``count``,
    ``n``, ``share``, ``low``, ``high``. There the interval is over articles, and so takes into account that those of
    one article are alike; NaN where only one article has any. How two groups differ says `share_difference`.

    >>> corpus = Corpus.from_texts({"a": "“It is late,” he said. “It is full,” she said. They knew it was."})
    >>> shares(find_attributions(corpus), "kind").round(2)
           kind  count  n  share   low  high
    0    direct      2  3   0.67  0.21  0.94
    1  indirect      1  3   0.33  0.06  0.79
    """
    table = attribution_list(spans)
    if groups is None:
        counts = table[by].value_counts().sort_index()
        n = int(counts.sum())
        rows = [(value, count, n, count / n, *wilson(count, n)) for value, count in counts.astype(int).items()]
        return pd.DataFrame(rows, columns=[by, "count", "n", "share", "low", "high"])
    if corpus is None:
        raise ValueError("for groups give the corpus as well: shares(spans, by, corpus, groups=…)")
    place = article_groups(corpus, groups)
    counted = pd.crosstab(table["article"], table[by]).reindex(index=corpus.ids, fill_value=0)
    numbers = counted.to_numpy(dtype=float)
    units = in_order(place)
    ratios = {name: Ratio(numbers[place == name], numbers[place == name].sum(axis=1), share=True) for name in units}
    in_groups = [
        (name, value, int(count), int(ratio.sizes.sum()))
        for name, ratio in ratios.items()
        for value, count in zip(counted.columns, ratio.counts.sum(axis=0), strict=True)
    ]
    result = pd.DataFrame(in_groups, columns=["group", by, "count", "n"])
    return _with_intervals(result, ratios, place)


def _in_groups(table: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    return table.assign(in_group=table["article"].map(place))


def _with_intervals(result: pd.DataFrame, ratios: dict[str, Ratio], place: pd.Series) -> pd.DataFrame:
    """With the number of articles, the share and its interval; the rows are the groups' kinds, in order."""
    result.insert(2, "articles", result["group"].map(place.value_counts()).astype("int64"))
    ends = [ratio.interval() for ratio in ratios.values()]
    parts = {
        "share": [ratio.value for ratio in ratios.values()],
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
    }
    return result.assign(**{name: np.concatenate(values) if values else [] for name, values in parts.items()})
