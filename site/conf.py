"""Sphinx settings of the rendered site; `build.py` runs them over the pages that it puts together."""

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx

from newsloupe.codebook import load_codebook, to_markdown

project = "newsloupe"
author = "The newsloupe authors"
language = "en"
html_title = "newsloupe"
extensions = ["myst_nb"]
include_patterns = [
    "index.md",
    "licence.md",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "seeds/README.md",
    "notebooks/**",
    "lib/newsloupe/codebooks/*.yml",
]
exclude_patterns = ["**/.ipynb_checkpoints"]

# The stored outputs are the ones that the tests have compared; nothing is executed here.
nb_execution_mode = "off"
nb_merge_streams = True
myst_heading_anchors = 3  # notebooks may link to their own sections
suppress_warnings = ["misc.highlighting_failure"]

# Everything comes from this folder and the theme's own files: no fonts, scripts or styles from elsewhere.
html_theme = "sphinx_book_theme"
html_static_path = ["static"]
html_css_files = ["newsloupe.css"]
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


class CodebookParser(MystParser):
    """A codebook's YAML file becomes the page that a human coder reads."""

    supported = ("codebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        path = env.doc2path(env.docname)
        super().parse(to_markdown(load_codebook(path)), document)


render_image = NbElementRenderer.render_image


def render_image_with_alt(self: NbElementRenderer, data: MimeData) -> list[nodes.Element]:
    """As MyST-NB does it, with the text alternative that is stored beside the figure, which it leaves out."""
    elements = render_image(self, data)
    if alt := data.output_metadata.get(data.mime_type, {}).get("alt"):
        for element in elements:
            element["alt"] = alt
    return elements


def setup(app: Sphinx) -> None:
    NbElementRenderer.render_image = render_image_with_alt
    app.add_source_suffix(".yml", "codebook")
    app.add_source_parser(CodebookParser)
