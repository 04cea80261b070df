"""Measures of who speaks: attributions and words per kind of source, direct speech, and the stance of the cues.

All take the span table of `find_attributions`, or a hand coding with the same columns.
"""

from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.intervals import wilson

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


def voices(spans: pd.DataFrame, corpus: Corpus, by: str = "source_type") -> pd.DataFrame:
    """How often each kind of source is made to speak, and for how many words; every kind for every article.

    `by` is a column of `spans`: ``source_type``, ``side``, ``speaker`` … Columns: ``article``, the column `by`,
    ``attributions``, ``words`` (int; words of content), ``speakers`` (int: different speakers, where `spans` names
    them), ``share`` (float: these words as a share of the article's words). The counts say different things: a source
    that is named once may be quoted at length, and three attributions can be one speaker's.

    >>> corpus = Corpus.from_texts({"a": "“The bus is late,” the driver said. Police denied it."})
    >>> voices(find_attributions(corpus), corpus)[["source_type", "attributions", "words", "share"]].round(2)
              source_type  attributions  words  share
    0    unnamed official             1      1    0.1
    1  vague or anonymous             1      4    0.4
    """
    table = attribution_list(spans)
    kinds = sorted(table[by].unique())
    index = pd.MultiIndex.from_product([corpus.ids, kinds], names=["article", by])
    grouped = table.groupby(["article", by])["words"].agg(["size", "sum"]).reindex(index, fill_value=0)
    result = grouped.set_axis(["attributions", "words"], axis=1)
    if "speaker" in table:
        named = table[table["speaker"] != ""].assign(kind=table[by])  # `by` may be the speaker
        result["speakers"] = named.groupby(["article", "kind"])["speaker"].nunique().reindex(index, fill_value=0).array
    result = result.reset_index()
    sizes = {article.id: max(len(_text.words(article.text)), 1) for article in corpus}
    return result.assign(share=result["words"] / result["article"].map(sizes))


def shares(spans: pd.DataFrame, by: str) -> pd.DataFrame:
    """What share of the attributions each value of `by` has (``kind``, ``stance``, ``traceable`` …).

    Columns: `by`, ``count``, ``n`` (int), ``share``, ``low``, ``high`` (float; 95% interval of Wilson 1927, which
    behaves well for few attributions). The interval takes the attributions as independent draws, which sentences of
    one article are not quite: read it as the least of the uncertainty.

    >>> corpus = Corpus.from_texts({"a": "“It is late,” he said. “It is full,” she said. They knew it was."})
    >>> shares(find_attributions(corpus), "kind").round(2)
           kind  count  n  share   low  high
    0    direct      2  3   0.67  0.21  0.94
    1  indirect      1  3   0.33  0.06  0.79
    """
    counts = attribution_list(spans)[by].value_counts().sort_index()
    n = int(counts.sum())
    rows = [(value, count, n, count / n, *wilson(count, n)) for value, count in counts.astype(int).items()]
    return pd.DataFrame(rows, columns=[by, "count", "n", "share", "low", "high"])
