"""Sphinx settings of the rendered site; `build.py` runs them over the pages that it puts together."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import myst_nb.sphinx_
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from myst_parser.parsers.sphinx_ import MystParser
from pybtex.database import Person
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx

from newsloupe.codebook import load_codebook, to_markdown

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cross_links import put_links
from reading import lead_to_passages

NUMBER = re.compile(r"[-+−]?[\d.,]+ ?%?|NaN|–|")  # what stands in a column of numbers

project = "newsloupe"
author = "The newsloupe authors"
language = "en"
html_title = "newsloupe"
extensions = ["myst_nb", "sphinxcontrib.bibtex"]
include_patterns = [
    "index.md",
    "first-look.md",
    "licence.md",
    "error-rates.md",
    "many-articles.md",
    "bench/genres/README.md",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    "SECURITY.md",
    "seeds/README.md",
    "seeds/open/README.md",
    "seeds/fresh/README.md",
    "seeds/reference/GUIDE.md",
    "notebooks/*",
    "notebooks/exercises/README.md",
    "notebooks/exercises/paper.md",
    "lib/README.md",
    "library/*.md",
    "lib/newsloupe/codebooks/*.yml",
    "articles/*.md",
]

# The stored outputs are the ones that the tests have compared; nothing is executed here.
nb_execution_mode = "off"
nb_merge_streams = True
smartquotes = False  # quotation marks in a finding are those of the article
myst_heading_anchors = 3  # notebooks may link to their own sections
myst_enable_extensions = ["colon_fence"]  # ::: begins a glossary that GitHub, too, shows as text and not as code

# The text names author and year in words, so that it can be read on GitHub; a number leads to the full reference.
bibtex_bibfiles = ["../notebooks/references.bib"]
bibtex_reference_style = "label"
bibtex_default_style = "last-name-first"

# Everything comes from this folder and the theme's own files: no fonts, scripts or styles from elsewhere.
html_theme = "sphinx_book_theme"
html_static_path = ["static"]
html_css_files = ["newsloupe.css"]
html_js_files = ["newsloupe.js"]
html_favicon = "static/loupe.svg"
html_logo = "static/loupe.svg"
html_show_copyright = False
html_show_sphinx = False
html_sourcelink_suffix = ""
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is
html_theme_options = {
    "logo": {"text": "newsloupe"},
    "navbar_persistent": [],  # the search field stands in the sidebar
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "use_fullscreen_button": False,
    "extra_footer": "Text: CC BY 4.0. Code: MIT. The five articles belong to their owners.",
}


class ByFamilyName(SortingStyle):
    """BibTeX's order, but for the braces that hold the name of a group together: those would come after Z."""

    def person_key(self, person: Person) -> str:
        return super().person_key(person).replace("{", "").replace("}", "")


class LastNameFirst(PlainStyle):
    """Numbered references whose order, by family name, is plain to see."""

    default_name_style = "lastfirst"
    default_sorting_style = ByFamilyName


class CodebookParser(MystParser):
    """A codebook's YAML file becomes the page that a human coder reads."""

    supported = ("codebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        path = env.doc2path(env.docname)
        super().parse(to_markdown(load_codebook(path)), document)


def shown(html: str) -> str:
    """The output of a cell as the site shows it: numbers in line, heads for cards, links to the passages."""
    if '"dataframe' not in html and "<table" not in html and "data-mark" not in html:
        return html
    page = BeautifulSoup(html, "html.parser")
    align_numbers(page)
    name_cells(page)
    lead_to_passages(page)
    for style in page.select("div > style"):  # of pandas; in the text of a page it is not valid, and not needed
        style.decompose()
    return str(page)


def name_cells(page: BeautifulSoup) -> None:
    """Tell each cell the head of its column, which stands before it where a row is a card; leave out empty indexes."""
    for table in page.select("table.dataframe"):
        _one_row_of_heads(table)
        heads = [head.get_text(" ", strip=True) for head in table.select("thead tr:first-child th")]
        for row in table.select("tbody tr"):
            cells = row.find_all(["th", "td"])
            for cell, head in zip(cells, heads[-len(cells) :], strict=False):
                cell["data-head"] = head
        index = table.select("tbody tr th:first-child")
        numbered = index and all(cell.get_text(strip=True).isdigit() for cell in index)
        if numbered and len(table.select("thead tr")) == 1 and heads and not heads[0]:
            for cell in [*index, table.select_one("thead th")]:
                cell.decompose()


def _one_row_of_heads(table: Tag) -> None:
    """Pandas writes the name of an index into a row of its own, which is empty but for it."""
    rows = [row.find_all("th") for row in table.select("thead tr")]
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    names = [cell for cell in rows[1] if cell.get_text(strip=True)]
    if names and names == rows[1][: len(names)]:
        for above, below in zip(rows[0], names, strict=False):
            above.string = below.get_text(strip=True)
        rows[1][0].find_parent("tr").decompose()


def align_numbers(page: BeautifulSoup) -> None:
    """Give the columns of a pandas table that hold only numbers a class, since CSS cannot tell them from text."""
    for table in page.select("table.dataframe"):
        heads = [row.find_all("th") for row in table.select("thead tr")]
        rows = [row.find_all("td") for row in table.select("tbody tr")]
        for column in range(-min(map(len, rows), default=0), 0):  # from the right: the index is on the left
            cells = [row[column] for row in rows]
            if all(NUMBER.fullmatch(cell.text.strip()) for cell in cells):
                for cell in cells + [head[column] for head in heads if len(head) >= -column]:
                    cell["class"] = "number"


class BookRenderer(NbElementRenderer):
    """MyST-NB's renderer, with what it leaves out: the text alternative stored beside a figure, aligned numbers."""

    def render_image(self, data: MimeData) -> list[nodes.Element]:
        elements = super().render_image(data)
        if alt := data.output_metadata.get(data.mime_type, {}).get("alt"):
            for element in elements:
                element["alt"] = alt
        return elements

    def render_text_html(self, data: MimeData) -> list[nodes.Element]:
        html = data.string.replace("\0", "\ufffd")  # docutils would take NUL, and the letter after it, for its own
        return super().render_text_html(replace(data, content=shown(html)))


def setup(app: Sphinx) -> None:
    register_plugin("pybtex.style.formatting", "last-name-first", LastNameFirst)
    myst_nb.sphinx_.load_renderer = lambda name: BookRenderer  # it would look among installed packages only
    app.connect("doctree-resolved", put_links)
    app.add_source_suffix(".yml", "codebook")
    app.add_source_parser(CodebookParser)
