"""Articles and corpora: immutable texts, and what is known and not known about them.

Text is decoded once and never changed afterwards: no newline translation, no stripping, no repair. Every
result of this package points back into it with half-open character offsets.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from newsloupe import text as _text

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
    ``problem``, ``remedy``) of everything that could not be loaded.

    >>> corpus = Corpus.from_texts({"a": "The minister said no.", "b": "Yes."})
    >>> [article.id for article in corpus], corpus["b"].text
    (['a', 'b'], 'Yes.')
    """

    def __init__(self, articles: Iterable[Article], problems: Iterable[tuple[str, str, str]] = ()) -> None:
        self._articles: dict[str, Article] = {}
        for article in articles:
            if article.id in self._articles:
                raise CorpusError(f"two articles have the id {article.id!r}; give each its own")
            for what, value in (("text", article.text), ("id", article.id)):
                _refuse_half_characters(article.id, what, value)
            self._articles[article.id] = article
        self.problems = pd.DataFrame(list(problems), columns=["file", "problem", "remedy"])

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Corpus":
        """A corpus from ``{id: text}``; the texts are kept exactly as they are.

        Raises `CorpusError` for a text that is no string, or has half a character (a lone surrogate) in it.
        """
        if not isinstance(texts, Mapping):
            raise CorpusError(f"the texts are a {type(texts).__name__}; give a dictionary, {{id: text}}")
        for name, value in texts.items():
            if not isinstance(value, str):
                raise CorpusError(f"the text of {name!r} is a {type(value).__name__}; decode it to str first")
        return cls(Article(str(name), value) for name, value in texts.items())

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

    def select(self, ids: Iterable[str]) -> "Corpus":
        """The same articles, restricted to `ids`, in the order of `ids`."""
        return Corpus(self[name] for name in ids)

    def table(self) -> pd.DataFrame:
        """One row per article: ``article``, ``label``, ``title``, ``words``, ``sentences``, ``paragraphs``,
        ``characters`` (int), then every field of `meta` that any article has (``"unknown"`` where missing).
        """
        names = sorted({name for article in self for name in article.meta} - {"label"})
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
                **{name: article.meta.get(name) or UNKNOWN for name in names},
            }
            for article in self
        ]
        fixed = ["article", "label", "title", "words", "sentences", "paragraphs", "characters"]
        return pd.DataFrame(rows, columns=fixed + names)


def _refuse_half_characters(name: str, what: str, value: str) -> None:
    """Lone surrogates are no text: no file, table or web page can hold them."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"article {name!a}: its {what} has half a character (a lone surrogate) at {error.start}; replace it, "
            "for example by text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
        ) from None
