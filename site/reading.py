"""The reading edition of the five articles on the site, and the links that lead to it from tables and passages.

The articles' pages are made by `newsloupe.reader`; Sphinx only knows of them by small pages of the same names, which
hold the text, so that navigation and search lead there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup, Tag

import newsloupe as nl
from newsloupe.corpus import seeds_path
from newsloupe.escaping import as_markdown, clean
from newsloupe.show import are_labels, mark_id, marks_page, page_names, readable
from newsloupe.text import paragraphs, sentences

FOLDER = "articles"
TITLE = "The articles under the loupe"
REFERENCE = ("attribution", "rhetoric", "frames", "agency")
WORDS = {"other"}  # a frame, and in most tables something else
NOT_ALONE = {"attribution", "agency", "residue"}  # their labels are words that stand in other tables, too


@dataclass(frozen=True)
class Edition:
    """What the pages are made of, and where everything is in them."""

    corpus: nl.Corpus
    spans: pd.DataFrame
    names: dict[str, str]  # the page of each article
    ids: dict[str, set[str]]  # the marks of each article
    labels: dict[str, str]  # the layer of each label that a word in a table may mean
    titles: dict[str, str]  # the label of each title, which stands in its place in a table for readers
    articles: dict[str, str]  # the id of each article, by its label


@lru_cache(maxsize=1)
def edition() -> Edition:
    """The five articles with what the program finds and what a reader marked; read once for the whole site."""
    corpus = nl.load_corpus()
    coded = [nl.load_spans(seeds_path() / "reference" / f"{name}.csv", corpus) for name in REFERENCE]
    spans = pd.concat([nl.find(corpus), *coded], ignore_index=True)
    ids: dict[str, set[str]] = {article: set() for article in corpus.ids}
    for article, start, end, label in spans[["article", "start", "end", "label"]].itertuples(index=False):
        ids[article].add(mark_id(start, end, label))
    pairs = spans[["layer", "label"]].drop_duplicates().sort_values("layer", key=lambda names: names == "policy_frame")
    labels: dict[str, str] = {}
    for layer, label in pairs.itertuples(index=False):
        labels.setdefault(label, layer)
    articles = {label: article for article, label in corpus.labels.items()}
    titles = {readable(label): label for label in reversed(labels)}
    return Edition(corpus, spans, page_names(corpus), ids, labels, titles, articles)


def write_stubs(pages: Path) -> None:
    """The pages that Sphinx knows; those of the same names that `write_articles` makes take their place."""
    pages.mkdir()
    (pages / "index.md").write_text(f"# {TITLE}\n", encoding="utf-8")
    for article in edition().corpus:
        title = as_markdown(edition().corpus.labels[article.id])
        words = "\n\n".join(
            f"<!-- -->{as_markdown(article.text[start:end])}" for start, end in paragraphs(article.text)
        )
        path = (pages / edition().names[article.id]).with_suffix(".md")
        path.write_text(f"# {title}\n\n{words}\n", encoding="utf-8")


def write_articles(site: Path, *, by_hand: bool = True) -> None:
    """Put the reading edition into the finished site; without the marks made by hand, if they are for teachers only."""
    books = "../lib/newsloupe/codebooks/"
    spans = edition().spans if by_hand else edition().spans.query("coder == 'machine'")
    home = {"home": "../index.html", "home_name": "The book"}
    nl.reader(edition().corpus, spans, site / FOLDER, **home, codebook_pages=books)


def lead_to_passages(page: BeautifulSoup, up: str = "../") -> None:
    """Make links in the output of a cell: from marks, from rows of concordances, and from labels in tables."""
    for place in page.select("[data-mark]"):
        target = _target(str(place.get("data-article")), str(place["data-mark"]), up)
        if target and place.name == "tr":
            _link(place.select_one("td.kwic-text") or place.find("td"), target, page)
        elif target:
            _link(place, target, page)
    for table in page.select("table"):
        _concordance(table, page, up)
        _labels(table, page, up)


def _target(article: str, mark: str, up: str) -> str:
    """Where a mark is; where the edition has no such mark, its sentence."""
    if article not in edition().names:
        return ""
    if mark in edition().ids[article]:
        return f"{up}{FOLDER}/{edition().names[article]}#{mark}"
    return _sentence(article, int(mark.split("-")[1]), up)


def _sentence(article: str, offset: int, up: str) -> str:
    starts = [start for start, _ in sentences(edition().corpus[article].text) if start <= offset]
    return f"{up}{FOLDER}/{edition().names[article]}" + (f"#s-{starts[-1]}" if starts else "")


def _heads(table: Tag) -> list[str]:
    row = table.select_one("thead tr")
    return [head.get_text(strip=True).lower() for head in row.find_all("th")] if row else []


def _concordance(table: Tag, page: BeautifulSoup, up: str) -> None:
    """A row of `newsloupe.context` holds the article's own words, so that its place can be looked up."""
    heads = _heads(table)
    if not {"left", "text", "right"} <= set(heads):
        return
    for row in table.select("tbody tr"):
        cells = row.find_all(["th", "td"])
        if len(cells) != len(heads) or row.find("a"):
            continue
        at = dict(zip(heads, cells, strict=True))
        label = at["article"].get_text() if "article" in at else ""
        if target := _looked_up(label, *(at[name].get_text() for name in ("left", "text", "right")), up):
            _link(at["text"], target, page)


def _looked_up(label: str, left: str, text: str, right: str, up: str) -> str:
    known = edition().articles
    articles = [known[label]] if label in known else list(known.values())
    # A table shows white space, line ends and what is cut off in its own way; the words are the article's.
    words = [[word for word in part.strip(" .…").split() if word not in ("¶", "/")] for part in (left, text, right)]
    parts = [r"[\s/]+".join(map(re.escape, part)) for part in words]
    pattern = re.compile(rf"{parts[0]}[\s.…]*({parts[1]})[\s.…]*{parts[2]}")
    places = [(article, found) for article in articles for found in pattern.finditer(edition().corpus[article].text)]
    if not text.strip() or len(places) != 1:
        return ""
    article, (start, end) = places[0][0], places[0][1].span(1)
    own = edition().spans[(edition().spans["article"] == article) & (edition().spans["start"] == start)]
    own = own.sort_values("layer", key=lambda layers: layers.isin(NOT_ALONE), kind="stable")  # devices and frames first
    same = own.loc[own["end"] == end, "label"].tolist()
    return _target(article, mark_id(start, end, same[0] if same else "search"), up)


def _labels(table: Tag, page: BeautifulSoup, up: str) -> None:
    """A label in a table has its readable name and leads to the list of its marks; its count, into the article."""
    heads = _heads(table)
    raw = [_said(head) for head in table.select("thead tr:first-child th")]
    for row in table.select("tbody tr"):
        cells = row.find_all(["th", "td"])
        if len(cells) != len(heads):
            continue
        words = [_said(cell) for cell in cells]
        article = next((edition().articles[word] for word in words if word in edition().articles), "")
        in_row = {word for word, head in zip(words, heads, strict=True) if _layer(word, head)}
        for cell, word, head, name in zip(cells, words, heads, raw, strict=True):
            label = name if _layer(name) else next(iter(in_row)) if len(in_row) == 1 and head == "count" else ""
            if article and label and word.isdigit() and word != "0":
                state = f"{_layer(label, 'label')}={label}"
                _link(cell, f"{up}{FOLDER}/{edition().names[article]}#{state}", page)
    for row in table.select("tr"):
        for cell, head in zip(row.find_all(["th", "td"]), [*heads, *[""] * 99], strict=False):
            word = _said(cell)
            if (layer := _layer(word, head)) and not cell.find("a"):
                cell.string = readable(word)
                _link(cell, f"{up}{FOLDER}/{marks_page(layer, word)}", page)


def _said(cell: Tag) -> str:
    """What stands in a cell; of the title of a label, the label."""
    word = cell.get_text(strip=True)
    return edition().titles.get(word, word)


def _layer(word: str, head: str = "") -> str:
    """The layer of a label that stands under `head`, or is a head; ``""`` where the word may mean something else."""
    layer = edition().labels.get(word, "")
    alone = layer not in NOT_ALONE and word not in WORDS and head != "set"
    return layer if layer and are_labels([word]) and (alone or head == "label") else ""


def _link(cell: Tag | None, target: str, page: BeautifulSoup) -> None:
    """What is in `cell` becomes a link."""
    if cell is None or not clean(cell.get_text()).strip():
        return
    link = page.new_tag("a", href=target, attrs={"class": "to-passage"})
    for child in list(cell.contents):
        link.append(child.extract())
    cell.append(link)
