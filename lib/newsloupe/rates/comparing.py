"""Differences: is one rate, or one share, larger than another, and by how much?

That two intervals overlap does not show that there is no difference (Schenker & Gentleman 2001): the difference has an
interval of its own, and there one looks whether it holds 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.corpus.metadata import article_groups
from newsloupe.intervals import Difference, Floats, Ratio, level_of_zero, mover, wilson
from newsloupe.metrics.lengths import kept_words
from newsloupe.rates.counting import Kind, by_columns, counted, kinds_of, sentence_of, sentence_starts
from newsloupe.spans import COLUMNS, NOTE, gaps, outside
from newsloupe.vocabulary.contingency import benjamini_hochberg

__all__ = ["rate_difference", "share_difference"]

Selection = Mapping[Any, Any]
Pair = tuple[int, int]  # how many, of how many

_VOICES = ("own", "source")


def rate_difference(
    spans: pd.DataFrame,
    corpus: Corpus,
    first: Selection,
    second: Selection,
    *,
    by: str | Sequence[str] | None = None,
    contents: pd.DataFrame | None = None,
    without: pd.DataFrame | None = None,
    over: str | None = None,
    per: int = 1000,
) -> pd.DataFrame:
    """How much more often spans occur in one selection than in another, per 1,000 words: `first` minus `second`, with
    the 95% interval of the difference.

    Parameters
    ----------
    first, second
        each a dictionary that says what is selected; what it does not name is not restricted. Its keys are

        - a field of the metadata, or a field with a part of time: ``{"outlet": "Daily"}``, ``{("date", "Y"): "2024"}``
        - ``"article"``: ``{"article": ["a", "b"]}``, ids
        - ``"voice"``: ``{"voice": "own"}`` (the article's own words) or ``"source"`` (those of its sources); needs
          `contents`
        - a column of `spans`: ``{"label": "hedge"}``

        A value is one, or a list of several. ``{"outlet": "Daily", "label": ["hedge", "booster"]}`` restricts both.
    by
        columns of `spans`: a row for each of their values, instead of one for all spans together.
    contents
        the spans of attributed words (rows labelled ``content`` of `find_attributions`).
    without
        spans to leave out of both counts and words (usually `find_residue(corpus)`).
    over
        what is taken for a case: ``"articles"`` (would other articles of the same kind say so?) or ``"sentences"``
        (would these texts, with other sentences of the same kind?). Sentences where a selection names articles or holds
        one only, else articles.

    Returns
    -------
    DataFrame
        the `by` columns, ``first_count``, ``first_words``, ``first_rate`` and the same of ``second``, ``difference``,
        ``low``, ``high``, ``p``, ``p_bh``, ``over`` and ``paired`` (bool). Where both selections look at the same
        articles or sentences (two voices, two labels), they are paired: what makes one of them high may make the other
        high, too. ``p`` is the level at which the interval would end at 0. ``p_bh`` is corrected for all rows of the
        table (Benjamini & Hochberg 1995): of the rows below .05 one in twenty is expected to be chance. The interval is
        not corrected. NaN where a selection has fewer than two cases.

    Raises ValueError for a selection of nothing and for a value that does not occur, and CorpusError for a field that
    no article has.

    >>> from newsloupe.corpus import Article
    >>> texts = {"a": "It may rain. It may snow.", "b": "It may hail. It is cold.", "c": "It is dry.", "d": "So it is."}
    >>> outlets = {"a": "Daily", "b": "Daily", "c": "Post", "d": "Post"}
    >>> corpus = Corpus(Article(name, text, "", {"outlet": outlets[name]}) for name, text in texts.items())
    >>> found = rate_difference(find_words(corpus, "may"), corpus, {"outlet": "Daily"}, {"outlet": "Post"})
    >>> found[["first_count", "second_count", "difference", "over", "paired"]]
       first_count  second_count  difference      over  paired
    0            3             0       250.0  articles   False
    """
    keys = by_columns(spans, corpus, by) if by is not None else []
    chosen = [_select(spans, corpus, selection, contents, without) for selection in (first, second)]
    over = over or ("sentences" if any(one.few for one in chosen) else "articles")
    if over not in ("articles", "sentences"):
        raise ValueError(f"over is 'articles' or 'sentences', not {over!r}")
    kinds = kinds_of(pd.concat([one.spans for one in chosen]), keys) if keys else [()]
    cases = _cases(corpus.select([name for name in corpus.ids if any(name in one.articles for one in chosen)]), over)
    one, other = (_ratio(selected, corpus, cases, keys, kinds) for selected in chosen)
    return _table(keys, kinds, Difference(one, other, _shared(one, other)), "words", "rate", per, over)


@dataclass(frozen=True)
class _Selected:
    articles: list[str]
    spans: pd.DataFrame
    without: pd.DataFrame | None
    few: bool  # is the question about these texts?


def _select(
    spans: pd.DataFrame,
    corpus: Corpus,
    selection: Selection,
    contents: pd.DataFrame | None,
    without: pd.DataFrame | None,
) -> _Selected:
    if not isinstance(selection, Mapping):
        raise ValueError(f"a selection is a dictionary such as {{'outlet': 'Daily'}}, not {selection!r}")
    articles, left_out = corpus.ids, [] if without is None else [without]
    for key, value in selection.items():
        wanted = [value] if isinstance(value, str) or not isinstance(value, Sequence) else list(value)
        if key == "voice" and set(wanted) <= set(_VOICES):
            left_out += _other_voices(wanted, contents, corpus)
        elif key == "article":
            _there(key, wanted, corpus.ids)
            articles = [name for name in articles if name in wanted]
        elif key in (*COLUMNS, NOTE) or (key in spans and not any(key in article.meta for article in corpus)):
            column = pd.Series(spans[key])
            _there(key, wanted, list(column.unique()))
            spans = spans[column.isin(wanted)]
        else:
            groups = _groups(spans, corpus, key)
            _there(key, wanted, list(groups.unique()))
            articles = [name for name in articles if groups[name] in wanted]
    if not articles:
        raise ValueError(f"no article is in the selection {dict(selection)!r}; each part of it alone has some")
    whole = pd.concat(left_out, ignore_index=True) if left_out else None
    spans = spans[spans["article"].isin(articles)]
    spans = spans if whole is None else outside(spans, whole)
    return _Selected(articles, spans, whole, few="article" in selection or len(articles) < 2)


def _other_voices(wanted: Sequence[str], contents: pd.DataFrame | None, corpus: Corpus) -> list[pd.DataFrame]:
    """The spans to leave out for a voice."""
    if contents is None:
        raise ValueError("to tell the voices apart, give contents: the rows labelled 'content' of find_attributions")
    contents = contents[contents["label"] == "content"] if "label" in contents else contents
    if set(wanted) == set(_VOICES):
        return []
    return [contents if wanted == ["own"] else gaps(contents, corpus)]


def _groups(spans: pd.DataFrame, corpus: Corpus, key: Any) -> pd.Series:
    groups = article_groups(corpus, key)
    if not isinstance(key, str) or key not in spans or spans[key].equals(spans["article"].map(groups).rename(key)):
        return groups
    raise ValueError(f"{key!r} is a field of the metadata and a column of the spans, which differ; rename the column")


def _there(key: Any, wanted: Sequence[Any], known: Sequence[Any]) -> None:
    strange = [value for value in wanted if value not in known]
    if strange or not wanted:
        there = ", ".join(repr(value) for value in known[:10]) or "none"
        more = f" and {len(known) - 10} more" if len(known) > 10 else ""
        what = f"no {key!r} is {strange[0]!r}" if strange else f"no value of {key!r} is selected"
        raise ValueError(f"{what}; there are {there}{more}")


def _cases(corpus: Corpus, over: str) -> dict[str, list[int]]:
    """Where the cases of each article start; an article that is one case starts at 0."""
    return {article.id: sentence_starts(article) if over == "sentences" else [0] for article in corpus}


def _ratio(
    chosen: _Selected, corpus: Corpus, cases: Mapping[str, list[int]], keys: list[str], kinds: list[tuple[Any, ...]]
) -> Ratio:
    """Counts and words of a selection in all cases: 0 in those that it does not hold."""
    names = [(name, number) for name, starts in cases.items() for number in range(len(starts))]
    place = {name: number for number, name in enumerate(names)}
    words = np.zeros(len(names))
    for name in chosen.articles:
        for start, _ in kept_words(corpus[name], chosen.without):
            words[place[name, sentence_of(cases[name], start)]] += 1
    found = zip(chosen.spans["article"], chosen.spans["start"], strict=True)
    where = [(name, sentence_of(cases[name], start)) for name, start in found]
    counts = counted(chosen.spans, keys, kinds, where, names)
    counts[words == 0] = 0  # a mark without a word, such as punctuation, has nothing that it could be counted against
    return Ratio(counts, words)


def share_difference(
    first: Pair | pd.DataFrame, second: Pair | pd.DataFrame, by: str | None = None, *, over: str | None = None
) -> pd.DataFrame:
    """How much larger a share is in one set than in another: `first` minus `second`, with the 95% interval of the
    difference.

    Parameters
    ----------
    first, second
        each a pair, how many of how many: ``(30, 57)``; or a table with a row for each thing that is counted, such as
        the rows of one outlet in `attribution_list` or `actions` (`with_meta` gives these tables the column
        ``outlet``).
    by
        with tables, the column of which each value has a share.
    over
        with tables, what is taken for a case: ``"articles"``, because what stands in one article is alike, or
        ``"rows"``, as if each had been drawn alone. Rows where a table is from one article only, else articles.

    Returns
    -------
    DataFrame
        with tables the column `by`; ``first_count``, ``first_n``, ``first_share`` and the same of ``second``;
        ``difference``, ``low``, ``high``, ``p``, ``p_bh``, ``over``, ``paired``, as in `rate_difference`. Pairs and
        rows get the hybrid score interval of Newcombe (1998); over articles the number of rows is replaced by the
        number of independent ones that would be as uncertain. Shares are between 0 and 1.

    Raises ValueError for counts that are no shares, and for tables that have several rows for one thing.

    >>> share_difference((30, 57), (10, 33))[["difference", "low", "high", "p"]].round(3)
       difference    low   high      p
    0       0.223  0.011  0.402  0.039
    """
    if not (isinstance(first, pd.DataFrame) and isinstance(second, pd.DataFrame)):
        if isinstance(first, pd.DataFrame) or isinstance(second, pd.DataFrame) or by is not None:
            raise ValueError("give two pairs, such as (30, 57) and (10, 33), or two tables with by=")
        return _share_table([], [()], _pair(first), _pair(second), "rows")
    for table in (first, second):
        _refuse_pieces(table, by)
    over = over or ("rows" if min(first["article"].nunique(), second["article"].nunique()) < 2 else "articles")
    if over not in ("articles", "rows"):
        raise ValueError(f"over is 'articles' or 'rows', not {over!r}")
    keys = [str(by)]
    kinds = kinds_of(pd.concat([first[keys], second[keys]]), keys)
    if over == "rows":
        return _share_table(keys, kinds, _of_rows(first, keys, kinds), _of_rows(second, keys, kinds), over)
    names = list(dict.fromkeys([*first["article"], *second["article"]]))
    one, other = (
        Ratio(
            counted(table, keys, kinds, "article", names),
            counted(table, [], [()], "article", names)[:, 0],
            share=True,
        )
        for table in (first, second)
    )
    return _table(keys, kinds, Difference(one, other, _shared(one, other)), "n", "share", 1, over)


def _of_rows(table: pd.DataFrame, keys: list[str], kinds: list[Kind]) -> tuple[Floats, Floats]:
    """How many rows are of each kind, and of how many."""
    return counted(table, keys, kinds, [0] * len(table), [0])[0], np.full(len(kinds), float(len(table)))


def _pair(pair: Any) -> tuple[Floats, Floats]:
    try:
        count, n = (int(number) for number in pair)
        if not 0 <= count <= n or not n:
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(f"a share is a pair, how many of how many, such as (30, 57), not {pair!r}") from None
    return np.array([float(count)]), np.array([float(n)])


def _refuse_pieces(table: pd.DataFrame, by: str | None) -> None:
    missing = [name for name in ("article", by) if name not in table]
    if by is None or missing:
        there = ", ".join(map(str, table.columns))
        raise ValueError(f"by={by!r}: give the column of which each value has a share; the columns are {there}")
    if "group" in table and table[table["group"] != ""].duplicated(["article", "group"]).any():
        raise ValueError("the table has several rows for one thing; give attribution_list(spans) or actions(spans)")


def _share_table(
    keys: list[str], kinds: list[Any], first: tuple[Floats, Floats], second: tuple[Floats, Floats], over: str
) -> pd.DataFrame:
    """The difference of shares whose rows were drawn alone."""
    one, other = (counts / n for counts, n in (first, second))

    def interval(level: float | Floats) -> tuple[Floats, Floats]:
        levels = np.broadcast_to(level, first[0].shape)
        low, high, other_low, other_high = np.vstack(
            [
                np.array([wilson(int(count), int(n), at) for count, n, at in zip(*pair, levels, strict=True)]).T
                for pair in (first, second)
            ]
        )
        return mover(one, other, (low, high, other_low, other_high))

    value = one - other
    columns: dict[str, Any] = {}
    for name, (counts, n), share in zip(("first", "second"), (first, second), (one, other), strict=True):
        columns |= {f"{name}_count": counts.astype(int), f"{name}_n": n.astype(int), f"{name}_share": share}
    return _finish(keys, kinds, columns, (value, *interval(0.05), level_of_zero(value, interval)), over, False)


def _shared(first: Ratio, second: Ratio) -> bool:
    return bool(((first.sizes > 0) & (second.sizes > 0)).any())


def _table(
    keys: list[str], kinds: list[Any], between: Difference, size: str, value: str, per: int, over: str
) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name, ratio in (("first", between.first), ("second", between.second)):
        columns[f"{name}_count"] = ratio.counts.sum(axis=0).astype(int)
        columns[f"{name}_{size}"] = int(ratio.sizes.sum())
        columns[f"{name}_{value}"] = per * ratio.value
    low, high = between.interval()
    numbers = (per * between.value, per * low, per * high, between.p())
    return _finish(keys, kinds, columns, numbers, over, between.paired)


def _finish(
    keys: list[str], kinds: list[Any], columns: dict[str, Any], numbers: tuple[Floats, ...], over: str, paired: bool
) -> pd.DataFrame:
    table = pd.DataFrame(kinds, columns=keys) if keys else pd.DataFrame(index=range(1))
    table = table.assign(**columns, **dict(zip(("difference", "low", "high", "p"), numbers, strict=True)))
    tested = table["p"].notna()
    table["p_bh"] = np.nan
    table.loc[tested, "p_bh"] = benjamini_hochberg(table.loc[tested, "p"].to_numpy())
    return table.assign(over=over, paired=paired)
