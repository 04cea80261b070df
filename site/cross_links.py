"""Links that the pages of the site get when they are built, so that nobody has to write them.

*notebook 4* leads to the notebook, *Entman (1993)* to the entry of the reading list, which has the DOI, a term in
bold to the glossary, the name of a file or of a codebook to its page, and *Error rates* to that page, which only the
site has.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

NOTEBOOK = re.compile(r"\b([Nn]otebooks?\s\d)\b(?:\s(?:and|to|or)\s(\d)\b)?")
BETWEEN = r"[^.;:()\d]{0,60}?(?:[A-Z]\.[^;:()\d]{0,60}?)*[\s,(]{1,3}"  # “and others (”, “, R. M. (”
ERROR_RATES = "error-rates"
CODEBOOKS = "lib/newsloupe/codebooks"
NOT_IN = (nodes.reference, nodes.literal, nodes.title, nodes.raw, nodes.literal_block, nodes.citation)


@dataclass(frozen=True)
class Link:
    start: int
    end: int
    target: str  # the page, with an anchor where there is one


def to_notebooks(text: str, pages: Mapping[str, str]) -> Iterator[Link]:
    """Where notebooks are named; `pages` has the page of each by its digit.

    >>> list(to_notebooks("see notebooks 4 and 6", {"4": "four", "6": "six"}))
    [Link(start=4, end=15, target='four'), Link(start=20, end=21, target='six')]
    """
    for found in NOTEBOOK.finditer(text):
        for group in (1, 2):
            if found[group] and (page := pages.get(found[group][-1])):
                yield Link(*found.span(group), page)


def to_literature(text: str, works: Iterable[tuple[str, str, str]]) -> Iterator[Link]:
    """Where a work is named by its first author and year; `works` are triples of family name, year and page.

    >>> list(to_literature("as Iyengar (1991) says, not Smith (1991)", [("Iyengar", "1991", "list#a")]))
    [Link(start=3, end=17, target='list#a')]
    """
    for name, year, page in works:
        if name in text and year in text:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?:['’]s?)?\b{BETWEEN}{year}\b\)?", text):
                alone = found[0].endswith(")") and "(" not in found[0]  # the bracket was opened before the name
                yield Link(found.start(), found.end() - alone, page)


def known_works(citations: Iterable[Any], page: str) -> list[tuple[str, str, str]]:
    """Family name, year and place in the reading list (a `page`) of each work that these two tell from all others."""
    places: dict[tuple[str, str], list[str]] = {}
    for citation in citations:
        first = citation.entry.persons["author"][0]
        family = re.sub("[{}]", "", " ".join([*first.prelast_names, *first.last_names]))
        key = family, citation.entry.fields.get("year", "")
        places.setdefault(key, []).append(f"{page}#{citation.citation_id}")
    return [(name, year, found[0]) for (name, year), found in places.items() if len(found) == 1 and year]


def page_of(name: str, pages: Collection[str]) -> str:
    """The page of a file or of a codebook that is named; ``""`` for any other word.

    >>> pages = {"seeds/README", "lib/newsloupe/codebooks/stance"}
    >>> page_of("seeds/README.md", pages), page_of("stance", pages), page_of("seeds", pages)
    ('seeds/README', 'lib/newsloupe/codebooks/stance', '')
    """
    file, codebook = name.removesuffix(".md"), f"{CODEBOOKS}/{name}"
    return file if file != name and file in pages else codebook if codebook in pages else ""


def put_links(app: Sphinx, document: nodes.document, page: str) -> None:
    """Make the links of one page; what is a link already, a heading or code stays as it is."""
    domain = app.env.get_domain("cite")
    pages = {path.split("/")[-1][1]: path for path in sorted(app.env.found_docs) if re.match(r"notebooks/0\d-", path)}
    works = known_works(domain.citations, "notebooks/reading-list")
    for text in list(document.findall(nodes.Text)):
        if not _inside(text, NOT_IN):
            links = [*to_notebooks(text, pages), *(to_literature(text, works) if page in pages.values() else ())]
            _replace(app, text, [link for link in links if link.target != page], page)
    for named in list(document.findall(nodes.emphasis)):
        if named.astext() == "Error rates" and page != ERROR_RATES and not _inside(named, NOT_IN):
            named[:] = [_reference(app, page, ERROR_RATES, named.astext())]
    named_here: set[str] = set()
    for name in [*document.findall(nodes.literal), *document.findall(nodes.emphasis)]:
        place = page_of(name.astext(), app.env.found_docs)
        known = place if page in pages.values() or not place.startswith(CODEBOOKS) else ""
        if known not in ("", page, *named_here) and not _inside(name, NOT_IN):
            named_here.add(place)
            link = _reference(app, page, place, "")
            name.parent.replace(name, link)
            link[:] = [name]
    terms = {
        name.casefold(): place for (kind, name), place in app.env.get_domain("std").objects.items() if kind == "term"
    }
    for strong in list(document.findall(nodes.strong)):
        place = terms.pop(" ".join(strong.astext().split()).casefold(), None)  # only the first time
        if place and page in pages.values() and not _inside(strong, NOT_IN):
            strong[:] = [_reference(app, page, "#".join(place), strong.astext())]


def _inside(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, kinds):
        parent = parent.parent
    return parent is not None


def _replace(app: Sphinx, text: nodes.Text, links: list[Link], page: str) -> None:
    """Put a text with its links in the place of the text; of two that overlap the first one counts."""
    parts: list[nodes.Node] = []
    reached, whole = 0, text.astext()
    for link in sorted(links, key=lambda one: (one.start, -one.end)):
        if link.start >= reached:
            words = whole[link.start : link.end]
            parts += [nodes.Text(whole[reached : link.start]), _reference(app, page, link.target, words)]
            reached = link.end
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(whole[reached:])])


def _reference(app: Sphinx, page: str, target: str, words: str) -> nodes.reference:
    path, _, anchor = target.partition("#")
    address = app.builder.get_relative_uri(page, path) + (f"#{anchor}" if anchor else "")
    return nodes.reference("", words, internal=True, refuri=address)
