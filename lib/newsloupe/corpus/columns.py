"""Which column of a table holds what: found by the names that people and archives use, and said."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsloupe.corpus.article import Article, CorpusError
from newsloupe.corpus.report import Report, listed

# For each thing the names of its column, the likeliest first; without case, spaces and punctuation.
_NAMES = {
    "text": "text content body fulltext articletext articlebody bodytext maintext articlecontent storytext",
    "id": "id articleid documentid docid storyid storiesid",
    "title": "title headline articletitle heading",
    "date": "date publishdate published publicationdate pubdate publisheddate publishedat datepublished datepublish",
    "outlet": "outlet medianame publication newspaper publicationtitle publicationname source sourcename sourcedomain "
    "publisher medium",
    "author": "author byline authors writer",
    "url": "url link articleurl weburl documenturl",
}
WANTED = frozenset(name for names in _NAMES.values() for name in names.split())
_OWN = ("id", "text", "title")  # what is not in `meta`


def folded(name: object) -> str:
    """The name of a column without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", str(name)).lower()


@dataclass(frozen=True)
class Columns:
    """Of each thing (text, id, title, date …) the column that holds it; all `others` keep their names."""

    of: Mapping[str, str]
    others: Sequence[str]
    given: frozenset[str] = field(default=frozenset())

    def said(self) -> str:
        """What was understood without having been said, as *text from 'content'*; empty if nothing had to be found."""
        found = [(thing, name) for thing, name in self.of.items() if thing not in self.given and name != thing]
        return ", ".join(f"{thing} from {name!r}" for thing, name in found if name.strip().lower() != thing)


def media_cloud(names: Iterable[str]) -> bool:
    """Is it a list of stories from Media Cloud, which has no texts?"""
    return {"medianame", "publishdate", "url"} <= {folded(name) for name in names}


def find_columns(
    names: Sequence[str], file: str, *, text: str | None = None, id: str | None = None, title: str | None = None,
    meta: Sequence[str] | Mapping[str, str] | None = None, needs_text: bool = True,
) -> Columns:  # fmt: skip
    """Which of the columns with these `names` hold what. `text`, `id` and `title` name a column; `meta` names those to
    keep (all others are dropped), or is a dictionary from a new name to a column. Without `needs_text`, the texts may
    stand elsewhere.

    Raises `CorpusError`, with the columns that there are, when one that is named is not there, or none holds the text.
    """
    asked = {thing: name for thing, name in (("text", text), ("id", id), ("title", title)) if name is not None}
    renamed = dict(meta) if isinstance(meta, Mapping) else None
    of = {thing: _there(name, names, file) for thing, name in (asked | (renamed or {})).items()}
    given = frozenset(of)
    _find_the_rest(of, names, _NAMES if renamed is None else _OWN)
    if needs_text and "text" not in of:
        raise CorpusError(_no_text(file, names))
    others = [name for name in names if name not in of.values()] if renamed is None else []
    if meta is not None and renamed is None:
        keep = {_there(name, names, file) for name in ([meta] if isinstance(meta, str) else meta)}
        of = {thing: name for thing, name in of.items() if thing in _OWN or name in keep}
        others = [name for name in others if name in keep]
    order = dict.fromkeys([*_NAMES, *of])
    return Columns({thing: of[thing] for thing in order if thing in of}, others, given)


def _find_the_rest(of: dict[str, str], names: Sequence[str], things: Iterable[str]) -> None:
    """For each of these `things` that has no column yet, the likeliest that is not taken."""
    by_name: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name != folded(name)):  # stable: those that are written so come first
        by_name.setdefault(folded(name), name)
    for thing in things:
        there = [by_name[one] for one in _NAMES[thing].split() if one in by_name and by_name[one] not in of.values()]
        if thing not in of and there:
            of[thing] = there[0]


def _there(wanted: str, names: Sequence[str], file: str) -> str:
    found = [name for name in names if name == wanted] or [name for name in names if folded(name) == folded(wanted)]
    if not found:
        raise CorpusError(f"{file} has no column {wanted!r}; its columns are {listed(list(names))}")
    return found[0]


def _no_text(file: str, names: Sequence[str]) -> str:
    found = f"{file} has no column that is called as texts are; its columns are {listed(list(names))}"
    if media_cloud(names):
        return (
            f"{found}. It is a list of stories as Media Cloud gives it, without their texts: save each text as a .txt "
            "file with its id as its name, put this list beside them, and load the folder"
        )
    return f"{found}; say which one holds the text: load_corpus(…, text={str(names[-1]) if names else '…'!r})"


def articles_of_rows(
    rows: Iterable[tuple[str, str, Mapping[str, Any]]], columns: Columns, report: Report
) -> Iterator[tuple[str, Article]]:
    """The articles in rows (each with the name that it has in the report, and the id that it gets if it has none)."""
    for where, made, row in rows:
        name = row.get(columns.of["id"]) if "id" in columns.of else made
        text = row.get(columns.of["text"])
        problem = _fault(name, text)
        if problem:
            remedy = f"give each entry an id and a text, as {columns.of.get('id', 'id')!r} and {columns.of['text']!r}"
            report.left_out.append((where, problem, remedy))
            continue
        meta = {thing: row.get(column) for thing, column in columns.of.items() if thing not in _OWN}
        meta |= {other: row.get(other) for other in columns.others}
        title = row.get(columns.of["title"]) if "title" in columns.of else ""
        known = {str(key): as_text(value) for key, value in meta.items() if not missing(value)}
        yield where, Article(as_text(name), str(text), "" if missing(title) else as_text(title), known)


def _fault(name: Any, text: Any) -> str:
    """Why a row is no article: it has no id or no text, or something else in their place."""
    wrong_id = isinstance(name, bool) or not isinstance(name, str | int | float)
    if missing(name) or not str(name).strip():
        return "has no id"
    if wrong_id:
        return "has id that is no string"
    if missing(text):
        return "has no text"
    return "" if isinstance(text, str) else "has text that is no string"


def missing(value: Any) -> bool:
    """Is it nothing: None, NaN, NaT?"""
    return value is None or (not isinstance(value, str | list | tuple | dict) and bool(value != value))


def as_text(value: Any) -> str:
    """A value as the text that a person would write for it."""
    if isinstance(value, list | tuple):
        return ", ".join(as_text(one) for one in value if not missing(one))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)
