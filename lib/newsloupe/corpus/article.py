"""Articles and corpora: immutable texts, and what is known and not known about them.

Text is decoded once and never changed afterwards: no newline translation, no stripping, no repair. Every
result of this package points back into it with half-open character offsets.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.dates import parse_dates

# What stands in the metadata of an article where nobody knows.
UNKNOWN = "unknown"

# “$5 million, up from $3 million” is no formula, but JupyterLab sets it as one in a table, and who meets that for the
# first time does not know of this option. All texts come from here, so it is set here, for all tables of the session.
pd.set_option("display.html.use_mathjax", False)


class CorpusError(ValueError):
    """A corpus cannot be made; the message says why and what to do.

    >>> Corpus.from_texts({"a": b"not decoded"})
    Traceback (most recent call last):
        ...
    newsloupe.corpus.article.CorpusError: the text of 'a' is a bytes; decode it to str first
    """


@dataclass(frozen=True)
class Article:
    """One text and what is known about it.

    `meta` maps names such as ``date``, ``outlet`` or ``author`` to strings; what the text does not say is the
    string ``"unknown"``. `label` is its short name (``meta["label"]``, else the id); in tables and figures of several
    articles `Corpus.labels` stands for it.

    >>> article = Article("a1", "The pool is closed.", meta={"label": "Pool", "outlet": "unknown"})
    >>> article.label, article.meta["outlet"], article.text[4:8]
    ('Pool', 'unknown', 'pool')
    """

    id: str
    text: str = field(repr=False)
    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "meta", MappingProxyType(dict(self.meta)))

    @property
    def label(self) -> str:
        label = self.meta.get("label", "")
        return self.id if label.strip() in ("", UNKNOWN) else label

    def __reduce__(self) -> tuple[Any, ...]:  # a mapping proxy cannot be copied to worker processes
        return Article, (self.id, self.text, self.title, dict(self.meta))


class Corpus:
    """An ordered collection of articles with distinct ids.

    Iterate over it for `Article` objects, index it by id. `problems` is a DataFrame (columns ``file``,
    ``problem``, ``remedy``) of everything that could not be loaded, or may be wrong; `notes` is a list of sentences on
    how the files were understood: which column holds the text, how many articles an export announced. `cut` is a
    DataFrame of what was taken for no part of the article in web pages, such as links to other articles, and in PDF
    files, such as page heads: ``article``, ``at`` (the offset in its text before which it stood) and ``text``.

    >>> corpus = Corpus.from_texts({"a": "The minister said no.", "b": "Yes."})
    >>> [article.id for article in corpus], corpus["b"].text
    (['a', 'b'], 'Yes.')
    """

    def __init__(
        self,
        articles: Iterable[Article],
        problems: Iterable[tuple[str, str, str]] = (),
        notes: Iterable[str] = (),
        cut: Iterable[tuple[str, int, str]] = (),
    ) -> None:
        self._articles: dict[str, Article] = {}
        if isinstance(articles, pd.DataFrame):
            raise CorpusError("a DataFrame is no list of articles; use Corpus.from_frame, or load_corpus")
        for article in articles:
            if not isinstance(article, Article):
                kind = type(article).__name__
                raise CorpusError(f"a corpus is made of articles, not of {kind}; for texts use Corpus.from_texts")
            if article.id in self._articles:
                raise CorpusError(f"two articles have the id {article.id!r}; give each its own")
            for what, value in (("text", article.text), ("id", article.id)):
                _refuse_half_characters(article.id, what, value)
            self._articles[article.id] = article
        self.problems = pd.DataFrame(list(problems), columns=["file", "problem", "remedy"])
        self.notes = list(notes)
        self.cut = pd.DataFrame(list(cut), columns=["article", "at", "text"])
        self._dates: pd.Series | None = None

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Corpus":
        """A corpus from ``{id: text}``; the texts are kept exactly as they are.

        Raises `CorpusError` for a text that is no string, or has half a character (a lone surrogate) in it.
        """
        if isinstance(texts, pd.DataFrame):
            raise CorpusError("the texts are a DataFrame; use Corpus.from_frame")
        if not isinstance(texts, Mapping):
            raise CorpusError(f"the texts are a {type(texts).__name__}; give a dictionary, {{id: text}}")
        for name, value in texts.items():
            if not isinstance(value, str):
                raise CorpusError(f"the text of {name!r} is a {type(value).__name__}; decode it to str first")
        return cls(Article(str(name), value) for name, value in texts.items())

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        text: str | None = None,
        id: str | None = None,
        title: str | None = None,
        meta: Sequence[str] | Mapping[str, str] | None = None,
    ) -> "Corpus":
        """A corpus from a DataFrame with a row for each article; the same as `load_corpus` with it.

        Columns are found by their names as in a file, or named by `text`, `id`, `title` and `meta`. Without a column of
        ids these are the index, if that is more than row numbers, else the number of the row, from 1.

        Raises `CorpusError` when no column holds the text, or one that is named is not there.

        >>> frame = pd.DataFrame({"Headline": ["Pool closed"], "Full text": ["Shut."], "Publication": ["Daily"]})
        >>> corpus = Corpus.from_frame(frame, text="Full text", id="Headline")
        >>> corpus["Pool closed"].text, corpus["Pool closed"].meta["outlet"]
        ('Shut.', 'Daily')
        """
        from newsloupe.corpus.readers import load_corpus  # it makes corpora, so it comes after them

        return load_corpus(frame, text=text, id=id, title=title, meta=meta)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._articles.values())

    def __len__(self) -> int:
        return len(self._articles)

    def __getitem__(self, article: str) -> Article:
        try:
            return self._articles[article]
        except KeyError:
            known = ", ".join(list(self._articles)[:5])
            raise KeyError(f"no article {article!r}; the first ids are: {known}") from None

    def __contains__(self, article: object) -> bool:
        return article in self._articles

    def __repr__(self) -> str:
        return f"Corpus of {len(self)} article{'s' if len(self) != 1 else ''}"

    @property
    def ids(self) -> list[str]:
        return list(self._articles)

    @property
    def labels(self) -> dict[str, str]:
        """Short display name of each article, by id; where two would have the same one, the id is added to both.

        >>> meta = {"label": "Daily News"}
        >>> Corpus([Article("1", "Yes.", "", meta), Article("2", "No.", "", meta)]).labels
        {'1': 'Daily News (1)', '2': 'Daily News (2)'}
        """
        labels = {article.id: article.label for article in self}
        while len(set(labels.values())) < len(labels):
            count = Counter(labels.values())
            labels = {name: label if count[label] == 1 else f"{label} ({name})" for name, label in labels.items()}
        return labels

    @property
    def dates(self) -> pd.Series:
        """The day of each article (datetime64, by id), parsed from ``meta["date"]``; NaT where it is unknown, or cannot
        be read (see `parse_dates`). What the file says stays in `meta`.

        >>> meta = [{"date": "July 1, 2019"}, {"date": "unknown"}]
        >>> Corpus(Article(name, "Yes.", "", known) for name, known in zip("ab", meta)).dates.dt.year.tolist()
        [2019.0, nan]
        """
        if self._dates is None:
            given = [article.meta.get("date") for article in self]
            self._dates = parse_dates(pd.Series(given, index=self.ids, dtype=object)).parsed
        return self._dates.copy()

    def select(self, ids: Iterable[str]) -> "Corpus":
        """The same articles, restricted to `ids`, in the order of `ids`."""
        return Corpus(self[name] for name in ids)

    def table(self) -> pd.DataFrame:
        """One row per article: ``article``, ``label``, ``title``, ``words``, ``sentences``, ``paragraphs``,
        ``characters`` (int), then every field of `meta` that any article has (``"unknown"`` where missing). One that is
        called like a column before it gets ``meta_`` before its name.

        >>> Corpus([Article("a", "Yes.", meta={"words": "900"})]).table()[["words", "meta_words"]].values.tolist()
        [[1, '900']]
        """
        names = sorted({name for article in self for name in article.meta} - {"label"})
        fixed = ["article", "label", "title", "words", "sentences", "paragraphs", "characters"]
        columns: dict[str, str] = {}
        for name in sorted(names, key=lambda name: name in fixed):  # those that keep their names first
            column = name
            while column in fixed or column in columns:
                column = f"meta_{column}"
            columns[column] = name
        labels = self.labels
        rows = [
            {
                "article": article.id,
                "label": labels[article.id],
                "title": article.title or UNKNOWN,
                "words": len(_text.words(article.text)),
                "sentences": len(_text.sentences(article.text)),
                "paragraphs": len(_text.paragraphs(article.text)),
                "characters": len(article.text),
                **{column: article.meta.get(name) or UNKNOWN for column, name in columns.items()},
            }
            for article in self
        ]
        return pd.DataFrame(rows, columns=[*fixed, *columns])


def _refuse_half_characters(name: str, what: str, value: str) -> None:
    """Lone surrogates are no text: no file, table or web page can hold them."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"article {name!a}: its {what} has half a character (a lone surrogate) at {error.start}; replace it, "
            "for example by text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
        ) from None
