"""The tables of a report, each made part by part, so that memory does not grow with what was found.

What lies in page residue is left out of all but the table of the residue.
"""

import hashlib
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge, nsmallest
from pathlib import Path

import numpy as np
import pandas as pd

from newsloupe.actors import Actors, find_actors, load_actors
from newsloupe.agency.finder import actions
from newsloupe.attribution.who_speaks import attribution_list
from newsloupe.codebook.schema import Codebook, codebook_names, load_codebook
from newsloupe.codebook.statuses import code_statuses
from newsloupe.corpus.article import UNKNOWN, Corpus
from newsloupe.corpus.metadata import article_groups
from newsloupe.corpus.report import CorpusWarning
from newsloupe.framing import DEFAULT, frame_scores
from newsloupe.intervals import Difference, Ratio, wilson
from newsloupe.metrics.lengths import kept_words
from newsloupe.report.findings import fits, of_agency
from newsloupe.report.parts import Parts
from newsloupe.rhetoric import with_voice
from newsloupe.spans import inside, outside
from newsloupe.vocabulary.contingency import benjamini_hochberg

# Whose words: the article's own, those of a source without quotation marks, and those between quotation marks.
VOICES = ("own", "reported", "quoted")
TURNS = {"turn", "answer"}  # the rules of attribution for interviews and transcripts
FEWEST = 5  # articles that a group needs for an interval, and two groups to be compared
PRESENT = 0.5  # the score from which on a frame counts as present
SHOWN = 40  # rows of a figure, at most
MANY_GROUPS = 8  # more do not stand side by side on a page
MONTHS = 36  # more are put together to years
RESIDUE = "residue"
_KNOWN = ["status", "precision", "recall"]  # of the codes of rhetoric


def kept(parts: Parts, *, and_residue: bool = False) -> Iterator[pd.DataFrame]:
    """The rows of each part that do not lie in residue (an attribution is left out as a whole), without the residue
    itself or with it."""
    for spans in parts:
        residue = spans[spans["layer"] == RESIDUE]
        others = spans[spans["layer"] != RESIDUE].reset_index(drop=True)
        if len(residue):
            lying = inside(others, residue)
            whole = set(zip(lying["article"], lying["layer"], lying["group"], strict=True)) if len(lying) else set()
            keys = zip(others["article"], others["layer"], others["group"], strict=True)
            tied = [key[2] != "" and key in whole for key in keys]
            others = outside(others[~np.array(tied, dtype=bool)], residue)
        yield pd.concat([residue, others], ignore_index=True) if and_residue and len(residue) else others


def about(corpus: Corpus) -> pd.DataFrame:
    """What was loaded: ``what`` and ``value`` (str): articles, words, the shortest and the longest, known metadata.

    >>> about(Corpus.from_texts({"a": "The pool is closed."})).head(3).values.tolist()
    [['articles', '1'], ['words', '4'], ['articles with a known title', '0']]
    """
    table = corpus.table()
    words = table["words"]
    rows = [("articles", f"{len(table):,}"), ("words", f"{words.sum():,}")]
    if len(table) > 1:
        rows += [
            ("words of an article, median", f"{words.median():,.0f}"),
            ("words of the shortest and of the longest", f"{words.min():,} and {words.max():,}"),
        ]
    fields = [str(name) for name in table.columns[7:] if table[name].ne(UNKNOWN).any()]
    rows += [
        (f"articles with a known {name}", f"{table[name].ne(UNKNOWN).sum():,}") for name in ("title", *fields[:20])
    ]
    rows += [("entries that were left out, or loaded with a doubt", f"{len(corpus.problems):,}")]
    return pd.DataFrame(rows, columns=["what", "value"])


def words_of(corpus: Corpus, parts: Parts) -> pd.Series:
    """The number of words of each article outside the residue (int), by id.

    >>> from pathlib import Path
    >>> words_of(Corpus.from_texts({"a": "The pool is closed."}), Parts(Path("."), ())).to_dict()
    {'a': 4}
    """
    sizes: dict[str, int] = {}
    for residue in parts.of(RESIDUE):
        for name, rows in residue.groupby("article", sort=False):
            sizes[str(name)] = len(kept_words(corpus[str(name)], rows))
    return pd.Series({a.id: sizes[a.id] if a.id in sizes else len(kept_words(a, None)) for a in corpus}, dtype="int64")


def per_article(parts: Parts) -> pd.DataFrame:
    """How often each label was marked in each article: ``article``, ``layer``, ``codebook``, ``label``, ``count``
    (int).

    Attributions are counted by their cues: once each. Nothing is listed with a count of 0.

    >>> from pathlib import Path
    >>> per_article(Parts(Path("."), ())).columns.tolist()
    ['article', 'layer', 'codebook', 'label', 'count']
    """
    keys = ["article", "layer", "codebook", "label"]
    tables = [spans.groupby(keys, sort=True).size() for spans in kept(parts, and_residue=True)]
    found = [table.rename("count").reset_index() for table in tables if len(table)]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in keys} | {"count": pd.Series(dtype="int64")})
    return pd.concat(found, ignore_index=True)


def label_counts(per: pd.DataFrame, words: pd.Series, layer: str) -> pd.DataFrame:
    """How often each label of a layer was marked: ``label``, ``title`` (of the code), ``codebook``, ``passages``,
    ``articles`` (int), ``share`` (float: of the articles), ``per_1000`` (float: per 1,000 words), most frequent first;
    for rhetoric also ``status``, how far the code was compared with people's coding, and ``precision`` and ``recall``
    there (float; `code_statuses`).

    `per` is from `per_article`, `words` from `words_of`. What was marked nowhere is not listed.

    >>> per = pd.DataFrame([["a", "rhetoric", "stance", "hedge", 3]],
    ...                    columns=["article", "layer", "codebook", "label", "count"])
    >>> label_counts(per, pd.Series({"a": 100, "b": 50}), "rhetoric").iloc[:, :8].values.tolist()
    [['hedge', 'Hedge', 'stance', 3, 1, 0.5, 20.0, 'measured']]
    """
    rows = per[per["layer"] == layer].groupby(["codebook", "label"])["count"].agg(["sum", "size"]).reset_index()
    rows = rows.sort_values(["sum", "codebook", "label"], ascending=[False, True, True], ignore_index=True)
    table = pd.DataFrame({
        "label": rows["label"], "title": [title(*key) for key in zip(rows["codebook"], rows["label"], strict=True)],
        "codebook": rows["codebook"], "passages": rows["sum"], "articles": rows["size"],
        "share": rows["size"] / max(len(words), 1), "per_1000": 1000 * rows["sum"] / max(int(words.sum()), 1),
    })  # fmt: skip
    if layer == "rhetoric":
        known = code_statuses().rename(columns={"code": "label"})[["codebook", "label", *_KNOWN]]
        table = table.merge(known, how="left", on=["codebook", "label"]).fillna({"status": ""})
    return table


def title(codebook: str, label: str) -> str:
    """What a code of a shipped codebook is called; the label in words where it is of another one."""
    books = [codebook] if codebook in codebook_names() else [] if codebook else ["page-residue"]
    titles = {code.label: code.title for book in books for code in load_codebook(book).codes}
    return titles.get(label, label.replace("_", " "))


def reports(parts: Parts) -> pd.DataFrame:
    """One row per report of what somebody said or wrote: ``article``, ``source_type``, ``speaker``, ``kind``,
    ``stance``, ``traceable`` (str) and ``words`` (int, of the content). Beliefs, plans and judgments are left out, as
    most studies of sources do. A turn of an interview or a transcript, which has no quotation marks, is of the kind
    ``turn``.

    >>> from pathlib import Path
    >>> reports(Parts(Path("."), ())).columns.tolist()
    ['article', 'source_type', 'speaker', 'kind', 'stance', 'traceable', 'words']
    """
    columns = ["article", "source_type", "speaker", "kind", "stance", "traceable", "words"]
    tables = []
    for spans in kept(parts):
        listed = attribution_list(spans[spans["layer"] == "attribution"])
        if len(listed):
            listed["kind"] = listed["kind"].mask(listed["rule"].isin(TURNS), "turn")
        tables += [listed.loc[(listed["scope"] == "report") & (listed["cue"] != ""), columns]] if len(listed) else []
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def shares_of(table: pd.DataFrame, by: str, ids: list[str]) -> pd.DataFrame:
    """What share of the reports each value of a column has: `by`, ``reports``, ``articles`` (int), ``share``, ``low``,
    ``high`` (float; 95% interval over articles, as reports of one article resemble each other).

    >>> told = pd.DataFrame({"article": ["a", "a", "b"], "kind": ["direct", "direct", "indirect"]})
    >>> shares_of(told, "kind", ["a", "b"]).round(2).values.tolist()
    [['direct', 2, 1, 0.67, 0.0, 1.0], ['indirect', 1, 1, 0.33, 0.0, 1.0]]
    """
    if not len(table):
        return pd.DataFrame(columns=[by, "reports", "articles", "share", "low", "high"])
    grid = table.groupby(["article", by]).size().unstack(fill_value=0).reindex(ids, fill_value=0)
    numbers = grid.to_numpy(dtype=float)
    low, high = Ratio(numbers, numbers.sum(axis=1), share=True).interval()
    frame = pd.DataFrame({
        by: grid.columns, "reports": numbers.sum(axis=0).astype(int), "articles": (numbers > 0).sum(axis=0),
        "share": numbers.sum(axis=0) / numbers.sum(), "low": low, "high": high,
    })  # fmt: skip
    return frame.sort_values(["reports", by], ascending=[False, True], ignore_index=True)


def top_speakers(table: pd.DataFrame) -> pd.DataFrame:
    """The speakers with a name, those with most reports first: ``speaker``, ``source_type``, ``reports``, ``articles``,
    ``words`` (int). `table` is from `reports`; turns of interviews, where two people speak all the time, are left out.
    The same name in two articles is taken for the same speaker, of the type that it has most often.

    >>> columns = ["article", "source_type", "speaker", "kind", "words"]
    >>> top_speakers(pd.DataFrame([["a", "named person", "Rita Voss", "direct", 7]], columns=columns)).values.tolist()
    [['Rita Voss', 'named person', 1, 1, 7]]
    """
    named = table[
        table["source_type"].isin(["named person", "named organisation", "publication"])
        & (table["speaker"] != "")
        & (table["kind"] != "turn")
    ]
    frame = named.groupby("speaker", as_index=False).agg(
        source_type=("source_type", lambda types: types.mode().iloc[0]),
        reports=("article", "size"), articles=("article", "nunique"), words=("words", "sum"),
    )  # fmt: skip
    return frame.sort_values(["reports", "articles", "speaker"], ascending=[False, False, True], ignore_index=True)


def frames(parts: Parts, corpus: Corpus, codebook: str | Codebook = DEFAULT) -> pd.DataFrame:
    """In how many articles each frame of the codebook is present: ``frame``, ``title``, ``articles`` (int), ``share``,
    ``low``, ``high`` (float; Wilson's 95% interval, which takes the articles for drawn at random; missing for one
    article).

    >>> from pathlib import Path
    >>> frames(Parts(Path("."), ()), Corpus.from_texts({})).empty
    True
    """
    book, present = load_codebook(codebook), Counter[str]()
    for spans in kept(parts):
        rows = spans[spans["layer"] == "framing"]
        scores = frame_scores(rows, corpus.select(rows["article"].unique()), book)
        present.update(scores.loc[scores["score"] >= PRESENT, "frame"])
    residual = {code.label for code in book.codes if code.residual}
    found = [(code.label, code.title, present[code.label]) for code in book.codes if code.label not in residual]
    n, none = len(corpus), (float("nan"), float("nan"))
    listed = [(*row, row[2] / n, *(wilson(row[2], n) if n > 1 else none)) for row in found if row[2]]
    frame = pd.DataFrame(listed, columns=["frame", "title", "articles", "share", "low", "high"])
    return frame.sort_values(["articles", "frame"], ascending=[False, True], ignore_index=True)


def whose_words(parts: Parts) -> pd.DataFrame:
    """In whose words each code of rhetoric and framing stands: ``layer``, ``codebook``, ``label``, ``title``,
    ``passages`` (int), and the shares (float) of `VOICES`. Read them against the share of all words that each
    voice has.

    >>> from pathlib import Path
    >>> whose_words(Parts(Path("."), ())).columns.tolist()
    ['layer', 'codebook', 'label', 'title', 'passages', 'own', 'reported', 'quoted']
    """
    keys = ["layer", "codebook", "label"]
    found: Counter[tuple[str, ...]] = Counter()
    for spans in kept(parts):
        voiced = with_voice(spans[spans["layer"].isin(["rhetoric", "framing"])], spans[spans["layer"] == "attribution"])
        found.update(zip(*(voiced[name] for name in (*keys, "voice")), strict=True))
    rows = []
    for key in sorted({key[:3] for key in found}):
        numbers = [found[*key, voice] for voice in VOICES]
        rows.append((*key, title(*key[1:]), sum(numbers), *(number / sum(numbers) for number in numbers)))
    frame = pd.DataFrame(rows, columns=[*keys, "title", "passages", *VOICES])
    return frame.sort_values(["passages", *keys], ascending=[False, True, True, True], ignore_index=True)


def words_by_voice(parts: Parts, words: pd.Series) -> dict[str, float]:
    """Which share of all words the article's own voice has, and its sources: what other shares are read against.

    >>> from pathlib import Path
    >>> words_by_voice(Parts(Path("."), ()), pd.Series({"a": 4}))
    {'own': 1.0, 'sources': 0.0}
    """
    told = 0
    for spans in kept(parts):
        listed = attribution_list(spans[spans["layer"] == "attribution"])
        told += int(listed["words"].sum()) if len(listed) else 0
    share = min(told / max(int(words.sum()), 1), 1.0)
    return {"own": 1 - share, "sources": share}


@dataclass(frozen=True)
class Measure:
    """What is compared between groups and over time: `counts` of `sizes` in each article (by id), times `per`.

    >>> late = Measure("late", pd.Series({"a": 1}), pd.Series({"a": 500, "b": 500}))
    >>> float(late.per * late.among(pd.Series({"a": True, "b": True})).value[0])
    1.0
    """

    name: str
    counts: pd.Series
    sizes: pd.Series
    per: int = 1000
    share: bool = False

    def among(self, chosen: pd.Series) -> Ratio:
        """The measure in those articles for which `chosen` (by id) is true."""
        here = chosen.reindex(self.sizes.index, fill_value=False).to_numpy(dtype=bool)
        counts = self.counts.reindex(self.sizes.index, fill_value=0).to_numpy(dtype=float)
        return Ratio(counts[here][:, None], self.sizes.to_numpy(dtype=float)[here], self.share)


def measures(per: pd.DataFrame, table: pd.DataFrame, words: pd.Series, most: int = 8) -> list[Measure]:
    """Reports per 1,000 words (turns of interviews left out), the shares of reports in quotation marks and of those of
    a named person, and the `most` frequent devices and wordings of frames per 1,000 words.

    `per` is from `per_article`, `table` from `reports`, `words` from `words_of`.

    >>> per = pd.DataFrame([["a", "rhetoric", "stance", "hedge", 3]],
    ...                    columns=["article", "layer", "codebook", "label", "count"])
    >>> told = pd.DataFrame(columns=["article", "kind", "source_type"])
    >>> [measure.name for measure in measures(per, told, pd.Series({"a": 100}))]
    ['reports, per 1,000 words', 'Hedge, per 1,000 words']
    """
    table = table[table["kind"] != "turn"]
    told = table.groupby("article").size().reindex(words.index, fill_value=0)
    found = [Measure("reports, per 1,000 words", told, words)]
    for column, value, what in (
        ("kind", "direct", "in quotation marks"),
        ("source_type", "named person", "of a named person"),
    ):
        if len(table):
            some = table[table[column] == value].groupby("article").size()
            found.append(Measure(f"reports {what}, percent", some, told, 100, share=True))
    for layer, ending in (("rhetoric", ""), ("framing", " (wordings of the frame)")):
        rows = per[per["layer"] == layer]
        totals = rows.groupby(["codebook", "label"])["count"].sum().reset_index()
        totals = totals.sort_values(["count", "codebook", "label"], ascending=[False, True, True]).head(most)
        for book, label in totals[["codebook", "label"]].itertuples(index=False, name=None):
            here = rows[(rows["codebook"] == book) & (rows["label"] == label)]
            found.append(
                Measure(f"{title(book, label)}{ending}, per 1,000 words", here.set_index("article")["count"], words)
            )
    return found


def by_group(measured: Iterable[Measure], groups: pd.Series) -> pd.DataFrame:
    """Each measure in each group: ``group``, ``measure``, ``articles`` (int), ``value``, ``low``, ``high`` (float).

    `measured` is from `measures`; `groups` says which group each article is in, by id; ``"unknown"`` is left out. The
    interval (95%) is over articles, see `newsloupe.intervals`; it is missing for groups of fewer than five.

    >>> measured = [Measure("late", pd.Series({"a": 1}), pd.Series({"a": 500, "b": 500}))]
    >>> by_group(measured, pd.Series({"a": "x", "b": "y"})).iloc[:, :4].values.tolist()
    [['x', 'late', 1, 2.0], ['y', 'late', 1, 0.0]]
    """
    rows = []
    for measure in measured:
        for group in sorted(set(groups) - {UNKNOWN}):
            ratio = measure.among(groups == group)
            if ratio.sizes.sum():
                low, high = ratio.interval()
                value, *ends = (measure.per * float(value[0]) for value in (ratio.value, low, high))
                count = int((groups == group).sum())
                rows.append((group, measure.name, count, value, *(ends if count >= FEWEST else [float("nan")] * 2)))
    return pd.DataFrame(rows, columns=["group", "measure", "articles", "value", "low", "high"])


def side_by_side(compared: pd.DataFrame) -> pd.DataFrame:
    """A table of `by_group` as a page shows it: a row for each measure, a column for each group, in its cells the value
    and, in brackets, its interval where there is one. Of more groups than a page is wide, a row for each group, and a
    column for each of the first three measures.

    >>> measured = [Measure("late", pd.Series({"a": 1}), pd.Series({"a": 500, "b": 500}))]
    >>> side_by_side(by_group(measured, pd.Series({"a": "x", "b": "y"}))).to_dict("records")
    [{'measure': 'late', 'x (1)': '2.0', 'y (1)': '0.0'}]
    """
    cells = [
        (
            measure,
            f"{group} ({n:,})",
            f"{value:,.1f}" if pd.isna(low) else f"{value:,.1f}\u00a0({low:,.1f}\u00a0–\u00a0{high:,.1f})",
        )
        for group, measure, n, value, low, high in compared.itertuples(index=False, name=None)
    ]
    table = pd.DataFrame(cells, columns=["measure", "group", "value"])
    wide = table.pivot(index="measure", columns="group", values="value").reindex(table["measure"].unique())
    if compared["group"].nunique() > MANY_GROUPS:
        wide = wide.head(3).T.rename_axis("group (articles)")
    return wide.fillna("–").rename_axis(columns=None).reset_index()


def differences(measured: Iterable[Measure], groups: pd.Series) -> pd.DataFrame:
    """The two largest groups compared: ``measure``, ``first``, ``second`` (the groups), ``difference`` (the first minus
    the second), ``low``, ``high`` (float, 95% interval of the difference over articles: two intervals that overlap do
    not say that there is none), ``p_bh`` (corrected for the number of measures; Benjamini & Hochberg 1995) and
    ``articles`` (int, of the smaller group). Empty where the smaller group has fewer than five articles.

    >>> differences([], pd.Series({"a": "x", "b": "y"})).empty
    True
    """
    columns = ["measure", "first", "second", "difference", "low", "high", "p_bh", "articles"]
    sizes = groups[groups != UNKNOWN].value_counts()
    largest = sorted(sizes.index, key=lambda group: (-sizes[group], group))[:2]
    if len(largest) < 2 or sizes[largest[1]] < FEWEST:
        return pd.DataFrame(columns=columns)
    first, second = sorted(largest)
    rows = []
    for measure in measured:
        between = Difference(measure.among(groups == first), measure.among(groups == second))
        if between.first.sizes.sum() and between.second.sizes.sum():
            low, high = between.interval()
            numbers = [measure.per * float(value[0]) for value in (between.value, low, high)]
            rows.append((measure.name, first, second, *numbers, float(between.p()[0]), int(sizes[largest[1]])))
    frame = pd.DataFrame(rows, columns=columns)
    tested = frame["p_bh"].notna()
    frame.loc[tested, "p_bh"] = benjamini_hochberg(frame.loc[tested, "p_bh"].to_numpy())
    return frame


def groups_of(corpus: Corpus, field: str) -> pd.Series:
    """What the field of the metadata says of each article, by id; ``"unknown"`` where it says nothing, or no article
    has this field.

    >>> from newsloupe.corpus import Article
    >>> groups_of(Corpus([Article("a", "Yes.", "", {"outlet": "Daily"}), Article("b", "No.")]), "outlet").to_dict()
    {'a': 'Daily', 'b': 'unknown'}
    """
    if not any(field in article.meta for article in corpus):
        return pd.Series(UNKNOWN, index=corpus.ids, dtype=object)
    return article_groups(corpus, field)


def periods_of(corpus: Corpus, field: str) -> pd.Series:
    """The month of each article by the dates in this field (``2024-05``), or the year where there are more than 36
    months; ``"unknown"`` where there is no date, or one that cannot be read.

    >>> from newsloupe.corpus import Article
    >>> periods_of(Corpus([Article("a", "Yes.", "", {"date": "2024-05-31"}), Article("b", "No.")]), "date").to_dict()
    {'a': '2024-05', 'b': 'unknown'}
    """
    if not any(field in article.meta for article in corpus):
        return pd.Series(UNKNOWN, index=corpus.ids, dtype=object)
    with warnings.catch_warnings():  # dates that cannot be read are unknown
        warnings.simplefilter("ignore", CorpusWarning)
        months = article_groups(corpus, (field, "M"))
        return months if months[months != UNKNOWN].nunique() <= MONTHS else article_groups(corpus, (field, "Y"))


def to_check(parts: Parts, corpus: Corpus, each: int = 20, seed: int = 1) -> pd.DataFrame:
    """Passages to check by hand, `each` drawn at random for every label: ``layer``, ``label``, ``title``, ``article``,
    ``start``, ``end``, ``left``, ``text``, ``right`` (the context) and the empty columns ``right_or_wrong`` and
    ``remark``.

    Attributions are drawn by their cues. The draw depends on `seed` and the passages only: not on their order, and not
    on how the work was shared.

    >>> from pathlib import Path
    >>> to_check(Parts(Path("."), ()), Corpus.from_texts({})).empty
    True
    """
    drawn: dict[tuple[str, str, str], list[tuple[str, str, int, int]]] = {}
    for spans in kept(parts, and_residue=True):
        rows = spans[~(spans["layer"].isin(["attribution", "agency"]) & ~spans["label"].isin(["cue", "verb"]))]
        new: dict[tuple[str, str, str], list[tuple[str, str, int, int]]] = {}
        columns = ["layer", "codebook", "label", "article", "start", "end"]
        for layer, book, label, name, start, end in rows[columns].itertuples(index=False, name=None):
            lot = hashlib.blake2b(f"{seed} {layer} {label} {name} {start} {end}".encode(), digest_size=8).hexdigest()
            new.setdefault((layer, book, label), []).append((lot, name, start, end))
        for key, found in new.items():
            drawn[key] = list(merge(drawn.get(key, []), nsmallest(each, found)))[:each]
    records = [
        {"layer": layer, "label": label, "title": title(book, label), "article": name, "start": start, "end": end,
         **_around(corpus[name].text, start, end), "right_or_wrong": "", "remark": ""}
        for (layer, book, label), found in sorted(drawn.items()) for _, name, start, end in found
    ]  # fmt: skip
    columns = ["layer", "label", "title", "article", "start", "end", "left", "text", "right"]
    columns += ["right_or_wrong", "remark"]
    return pd.DataFrame(records, columns=columns)


def _around(text: str, start: int, end: int, width: int = 120) -> dict[str, str]:
    left, right = text[max(start - width, 0) : start], text[end : end + width]
    told = {"left": ("…" if start > width else "") + left, "text": text[start:end],
            "right": right + ("…" if end + width < len(text) else "")}  # fmt: skip
    return {
        name: " ".join(value.split()) if name == "text" else " ¶ ".join(value.split("\n"))
        for name, value in told.items()
    }


@dataclass(frozen=True)
class Section:
    """A section of the report: a `table`, why it is empty if it is, and `sentences` about it.

    >>> Section(pd.DataFrame(columns=["actor", "acts"]), "No list of actors was given.", []).table.empty
    True
    """

    table: pd.DataFrame
    why_empty: str
    sentences: list[str]


def agency(parts: Parts, corpus: Corpus, actors: str | Path | Actors | None) -> Section:
    """How often each actor of the list acts, and is acted upon. The table has ``actor``, ``side``, ``articles`` (that
    name it), ``acts``, ``acted_upon`` (int) and ``verbs`` (the commonest of its deeds). It is empty without a list, and
    where the list names somebody in fewer than a fifth of the articles.

    >>> from pathlib import Path
    >>> agency(Parts(Path("."), ()), Corpus.from_texts({"a": "Rain."}), None).why_empty
    'No list of actors was given (--actors), so nothing is counted here.'
    """
    empty = pd.DataFrame(columns=["actor", "side", "articles", "acts", "acted_upon", "verbs"])
    if actors is None:
        return Section(empty, "No list of actors was given (--actors), so nothing is counted here.", [])
    listed, named, anybody = load_actors(actors), Counter[str](), set[str]()
    for article in corpus:
        labels = set(find_actors(Corpus([article]), listed)["label"])
        named.update(labels)
        anybody |= {article.id} if labels else set()
    if not fits(len(anybody), len(corpus)):
        return Section(empty, of_agency(0, len(anybody), len(corpus))[0], [])
    acts, upon, verbs = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    count = 0
    for spans in kept(parts):
        done = actions(spans[spans["layer"] == "agency"])
        count += len(done)
        for agent, patient, verb in done[["agent_actor", "patient_actor", "verb"]].itertuples(index=False, name=None):
            acts[agent] += 1
            upon[patient] += 1
            verbs[agent][verb.lower()] += 1
    rows = []
    for name in sorted(listed.ids, key=lambda name: (-acts[name] - upon[name], -named[name], name)):
        commonest = sorted(verbs[name].items(), key=lambda pair: (-pair[1], pair[0]))[:5]
        if named[name]:
            rows.append(
                (
                    listed[name].title,
                    listed[name].side,
                    named[name],
                    acts[name],
                    upon[name],
                    ", ".join(v for v, _ in commonest),
                )
            )
    return Section(pd.DataFrame(rows, columns=empty.columns), "", of_agency(count, len(anybody), len(corpus)))
