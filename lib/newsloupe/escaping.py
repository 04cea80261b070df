r"""Other people's text as text: in HTML, in Markdown, in figures, and in the cells of a spreadsheet.

Texts, labels and whatever else is known of an article were written by others. Wherever they are shown or handed on,
nothing in them is markup, a formula or a command; it is shown as it stands.

JupyterLab looks for formulas in everything that a notebook shows, after entities such as ``&#36;`` have become
characters. It does not look across the bounds of an element: each ``$`` and ``\`` has a ``<span>`` of its own.
"""

import json
import re
from html import escape
from typing import Any
from unicodedata import category, east_asian_width

__all__ = ["as_html", "as_label", "as_markdown", "as_script_json", "clean", "from_cell", "to_cell"]

_NOT_SHOWN = re.compile(r"[\0\ud800-\udfff]")  # a browser drops the first, and no file or message can hold the others
_FORMULA = re.compile(r"[$\\]")
# What means something in Markdown inside a paragraph, for the readers of JupyterLab, GitHub and the site. An underscore
# in a word does not, nor do most colons, points and bars: they stay, so that stored findings can be read.
_MARKDOWN = re.compile(r"[&<>*`\[\]{}~@\t\n\r]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.", re.IGNORECASE)
_COMMAND = re.compile(r"\\*[=+\-@\t\r\n＝＋－＠]")


def clean(text: str) -> str:
    r"""`text` with U+FFFD for what can be shown nowhere: NUL, and halves of characters (lone surrogates).

    >>> clean("a\0b")
    'a�b'
    """
    return _NOT_SHOWN.sub("\ufffd", text)


def as_html(text: str) -> str:
    """`text` as the content of an HTML element; for attributes, which hold no elements, use ``html.escape``.

    >>> as_html("<b>$5</b>")
    '&lt;b&gt;<span>$</span>5&lt;/b&gt;'
    """
    return _FORMULA.sub(r"<span>\g<0></span>", escape(clean(text)))


def as_script_json(value: Any) -> str:
    r"""`value` as JSON that can stand between ``<script type="application/json">`` and its end, whatever is in it.

    >>> as_script_json({"a": "</script><b>&"})
    '{"a":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}'
    """
    plain = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return plain.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def as_markdown(text: str) -> str:
    """`text` as a part of one paragraph of Markdown, not at its beginning. What has no meaning there stays as it is.

    >>> as_markdown("*so* it costs $5, says human_interest <1>")
    '&#42;so&#42; it costs <span>&#36;</span>5, says human_interest &#60;1&#62;'
    """
    coded = _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", clean(text))
    return _FORMULA.sub(lambda found: f"<span>&#{ord(found[0])};</span>", coded)


def as_label(text: object, width: int = 60) -> str:
    r"""`text` in one line of at most `width` letters, for a figure; a wide letter (漢, W) counts as two.

    >>> as_label("Up $5\nfrom $3"), as_label("so long a headline", width=12)
    ('Up $5 from $3', 'so long a h…')
    """
    line = " ".join(clean(str(text)).split())
    # What is invisible is left out (some of it turns words around); no font has pictures of control characters.
    line = "".join({"Cc": "\ufffd", "Cf": ""}.get(category(letter), letter) for letter in line)
    place = 0
    for number, letter in enumerate(line):
        place += 2 if letter.isupper() or east_asian_width(letter) in "WF" else 1
        if place > width:
            return line[: number - 1] + "…"
    return line


def to_cell(value: Any) -> Any:
    r"""A value for a CSV file: text that a spreadsheet would take for a formula gets a backslash before it.

    That is text that begins with ``=``, ``+``, ``-``, ``@`` (also in full width), a tab or a line end, or with
    backslashes and one of these. Numbers stay numbers. `from_cell` gives back exactly what was there.

    >>> to_cell('=HYPERLINK("a")'), to_cell("-5 percent"), to_cell(-5), to_cell("5 - 3")
    ('\\=HYPERLINK("a")', '\\-5 percent', -5, '5 - 3')
    """
    return f"\\{value}" if isinstance(value, str) and _COMMAND.match(value) else value


def from_cell(value: Any) -> Any:
    r"""What `to_cell` was given. A cell that a spreadsheet has stripped of the backslash, or that never had one, stays.

    >>> [from_cell(to_cell(text)) for text in ("-5", r"\-5", r"\section", "5")]
    ['-5', '\\-5', '\\section', '5']
    >>> from_cell("-5")
    '-5'
    """
    return value[1:] if isinstance(value, str) and value[:1] == "\\" and _COMMAND.match(value) else value
