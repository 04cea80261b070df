"""What is known of the articles, carried into tables, and articles put into groups by it."""

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from newsloupe.corpus.article import UNKNOWN, Corpus, CorpusError
from newsloupe.corpus.dates import parse_dates
from newsloupe.corpus.report import CorpusWarning

# The parts of time into which a date can be put, with the name of the column that they make.
PERIODS = {"Y": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}

Groups = str | tuple[str, str] | Mapping[Any, Any] | pd.Series


def with_meta(table: pd.DataFrame, corpus: Corpus, names: str | Iterable[str | tuple[str, str]]) -> pd.DataFrame:
    """`table` (spans, or any table with a column ``article`` of ids) with what is known of each row's article.

    `names` are fields of the metadata, such as ``"outlet"``, and pairs for parts of time: ``("date", "M")`` adds a
    column ``month`` (``2019-05``); ``Y``, ``Q``, ``W`` (its Monday) and ``D`` add ``year``, ``quarter``, ``week`` and
    ``day``. All are text, ``"unknown"`` where nobody knows. A field that is called like a column of `table` becomes
    ``meta_…``, so that nothing is overwritten.

    Raises `CorpusError` for a field that no article has, and for an article that is not in the corpus.

    >>> corpus = Corpus([Article("a", "It may rain.", "", {"outlet": "Daily", "date": "2 May 2024"})])
    >>> with_meta(find_words(corpus, "may"), corpus, ["outlet", ("date", "M")])[["text", "outlet", "month"]]
      text outlet    month
    0  may  Daily  2024-05
    """
    wanted: list[Any] = [names] if isinstance(names, str) or _is_period(names) else list(names)
    if "article" not in table:
        raise CorpusError("the table has no column 'article' with the ids of articles")
    strange = sorted(set(table["article"]) - set(corpus.ids), key=str)
    if strange:
        raise CorpusError(f"the table speaks of an article {strange[0]!r}, which is not in this corpus")
    result = table.copy()
    for name in wanted:
        known = article_groups(corpus, name)
        column = str(known.name)
        values = table["article"].map(known)
        if column in table and not table[column].equals(values.rename(column)):
            column = f"meta_{column}"
        result[column] = values
    return result


def article_groups(corpus: Corpus, groups: Groups) -> pd.Series:
    """The group of each article, by id: text, ``"unknown"`` where nobody knows.

    `groups` is the name of a field of the metadata; a pair of a field with dates and a part of time (``("date", "M")``:
    see `with_meta`); or a Series or dictionary from the ids of articles to their groups. Dates that cannot be read are
    told in a `CorpusWarning`, and their articles are ``"unknown"``.

    Raises `CorpusError` for a field that no article has, a part of time that there is not, and for a Series or
    dictionary that speaks of none of the articles.

    >>> corpus = Corpus([Article("a", "Yes.", "", {"outlet": "Daily"}), Article("b", "No.")])
    >>> article_groups(corpus, "outlet").to_dict()
    {'a': 'Daily', 'b': 'unknown'}
    """
    if isinstance(groups, str):
        return _field(corpus, groups)
    if isinstance(groups, Mapping | pd.Series):
        given = pd.Series(groups, dtype=object)
        known = given[~given.index.duplicated()].reindex(corpus.ids)
        if len(corpus) and known.isna().all():
            raise CorpusError("the groups speak of none of these articles; give them by the ids of the articles")
        name = given.name if isinstance(given.name, str) else "group"
        return known.map(_told, na_action=None).rename(name).rename_axis("article")
    if not _is_period(groups):
        raise CorpusError(
            f"groups are a field of the metadata ('outlet'), a field with a part of time (('date', 'M'); "
            f"{', '.join(PERIODS)}), or a Series by the ids of articles; not {groups!r}"
        )
    field, unit = groups
    dates = article_dates(corpus, field)
    periods = dates.dt.to_period(unit)
    text = periods.map(lambda period: UNKNOWN if period is pd.NaT else _period(period, unit), na_action=None)
    return text.astype(object).rename(PERIODS[unit])


def article_dates(corpus: Corpus, field: str = "date") -> pd.Series:
    """The day of each article (datetime64, NaT where nobody knows), by id; those that cannot be read are told in a
    `CorpusWarning`.

    >>> article_dates(Corpus([Article("a", "Yes.", "", {"date": "2 May 2024"})])).dt.month.tolist()
    [5]
    """
    parsed, unparsable = parse_dates(_field(corpus, field))
    if unparsable:
        shown = "; ".join(f"{value[:40]!r} {why}" for value, why in list(unparsable.items())[:3])
        more = f"; and {len(unparsable) - 3} more" if len(unparsable) > 3 else ""
        warnings.warn(
            f"dates that cannot be read: {shown}{more}; write them as 2024-05-31", CorpusWarning, stacklevel=3
        )
    return parsed.rename(field)


def in_order(groups: Iterable[str]) -> list[str]:
    """Each group once, in the order of the alphabet, which is that of time as well; ``"unknown"`` last.

    >>> in_order(["b", "unknown", "a", "b"])
    ['a', 'b', 'unknown']
    """
    return sorted(set(groups), key=lambda group: (group == UNKNOWN, group))


def _field(corpus: Corpus, name: str) -> pd.Series:
    titles = name == "title" and any(article.title for article in corpus)
    if len(corpus) and not titles and not any(name in article.meta for article in corpus):
        fields = sorted({field for article in corpus for field in article.meta})
        there = f"there are {', '.join(fields[:20])}" if fields else "nothing is known of them"
        raise CorpusError(
            f"no article has a field {name!r}: {there}; write the fields into the table that is loaded, or into the "
            "manifest (newsloupe.write_manifest), or give a Series by the ids of articles"
        )
    values = [_told(article.meta.get(name) or (article.title if name == "title" else None)) for article in corpus]
    return pd.Series(values, index=pd.Index(corpus.ids, name="article"), dtype=object, name=name)


def _told(value: Any) -> str:
    missing = value is None or value is pd.NaT or value is pd.NA or value != value
    return UNKNOWN if missing or not str(value).strip() else str(value).strip()


def _is_period(groups: Any) -> bool:
    return isinstance(groups, tuple) and len(groups) == 2 and isinstance(groups[0], str) and groups[1] in PERIODS


def _period(period: pd.Period, unit: str) -> str:
    return f"{period.start_time:%Y-%m-%d}" if unit == "W" else str(period)
