"""Sphinx settings of the rendered site; `build.py` runs them over the pages that it puts together."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import myst_nb.sphinx_
from bs4 import BeautifulSoup
from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from myst_parser.parsers.sphinx_ import MystParser
from pybtex.database import Person
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx

from newsloupe.codebook import load_codebook, to_markdown
from newsloupe.show.display import SVG

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cross_links import put_links
from narrow import breakable, sized
from reading import lead_to_passages
from searching import TEXTS
from tables import NUMBERS, align_numbers, head_cells, in_words, name_cells

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
html_static_path = ["static", "../lib/newsloupe/show/tables.css"]
html_css_files = ["tables.css", "newsloupe.css"]
html_js_files = ["newsloupe.js"]
html_favicon = "static/loupe.svg"
html_logo = "static/loupe.svg"
html_show_copyright = False
html_show_search_summary = False  # Sphinx would fetch the pages; searching.js shows it without
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


BY_MACHINE = re.compile(r"^(\*\*The machine\*\* codes it by)\n\n((?:.+\n?)+)", re.MULTILINE)


class CodebookParser(MystParser):
    """A codebook's YAML file becomes the page that a human coder reads; what only the machine reads is folded."""

    supported = ("codebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        path = env.doc2path(env.docname)
        page = to_markdown(load_codebook(path))
        folded = r'<details class="machine"><summary>The machine codes it by …</summary>\n\n\2\n\n</details>\n'
        super().parse(BY_MACHINE.sub(folded, page), document)


def shown(html: str) -> str:
    """The output of a cell as the site shows it: numbers in line, heads for cards, links to the passages."""
    if '"dataframe' not in html and "<table" not in html and "data-mark" not in html:
        return html
    page = BeautifulSoup(html, "html.parser")
    align_numbers(page)
    name_cells(page)
    lead_to_passages(page)
    in_words(page)
    for cell in page.select("[halign], [valign]"):  # of pandas, too: no HTML of today has these
        del cell["halign"], cell["valign"]
    for style in page.select("div > style"):  # of pandas; in the text of a page it is not valid, and not needed
        style.decompose()
    return str(page)


class BookRenderer(NbElementRenderer):
    """MyST-NB's renderer, with what it leaves out: of a figure the drawing and the text alternative, of its caption the
    numbers behind it, of a table aligned numbers."""

    def render_image(self, data: MimeData) -> list[nodes.Element]:
        about = data.output_metadata
        alt = about.get(data.mime_type, {}).get("alt")
        if SVG in about:
            data = replace(data, mime_type="image/svg+xml", content=about[SVG])
        elements = super().render_image(data)
        for element in elements:
            if alt:
                element["alt"] = alt
        return elements

    def render_markdown(self, data: MimeData) -> list[nodes.Element]:
        elements = super().render_markdown(data)
        if address := data.output_metadata.get(NUMBERS):
            link = f' <a class="numbers" href="{address}" download>The numbers behind it (CSV)</a>'
            caption = nodes.paragraph("", "", *(part for one in elements for part in one.children))
            caption["classes"].append("figure-note")
            caption += nodes.raw("", link, format="html")
            return [caption]
        return elements

    def render_text_html(self, data: MimeData) -> list[nodes.Element]:
        html = data.string.replace("\0", "\ufffd")  # docutils would take NUL, and the letter after it, for its own
        return super().render_text_html(replace(data, content=shown(html)))


def load_texts(app: Sphinx, pagename: str, *_: object) -> None:
    """The search page alone loads the text of all pages, and what shows it."""
    for name in (TEXTS.name, "searching.js") if pagename == "search" else ():
        app.add_js_file(name, loading_method="defer")


def fit_for_a_phone(app: Sphinx, pagename: str, template: str, context: dict[str, Any], *_: object) -> None:
    """Long names may break, and printed tables are as small as their lines are long."""
    if "body" in context:
        context["body"] = sized(breakable(context["body"]))


def setup(app: Sphinx) -> None:
    register_plugin("pybtex.style.formatting", "last-name-first", LastNameFirst)
    myst_nb.sphinx_.load_renderer = lambda name: BookRenderer  # it would look among installed packages only
    app.connect("doctree-resolved", put_links)
    app.connect("doctree-resolved", head_cells)
    app.connect("html-page-context", load_texts)
    app.connect("html-page-context", fit_for_a_phone)
    app.add_source_suffix(".yml", "codebook")
    app.add_source_parser(CodebookParser)
