"""A table as people read it: readable heads, no numbers of rows, the word of a concordance in the middle."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape, unescape
from typing import Any

import pandas as pd
from IPython.display import HTML

from newsloupe.escaping import as_html, clean
from newsloupe.show.labels import are_labels, readable
from newsloupe.show.passages import mark_id

MISSING = "–"
SHORT = 20  # letters of a cell that stays in one line beside a concordance
PHONE, PAGE = 48, 80  # letters that a line of a table has room for, with one between columns
FEW_LINES, LINE = 4, 30  # a cell has no more lines on a phone, unless they are as long as this
MANY = 6  # columns, of more of which a page may have no room for letters of the usual size
CONCORDANCE = ["left", "text", "right"]
_OF_PROBLEMS = {"problem", "remedy"}  # columns of `Corpus.problems`, which are codes of framing, too
_WORD = re.compile(r"\[[^]]*\]|\S+")
_ENDS_OF_LINES = re.compile("(?: ¶ )+")  # as `newsloupe.context` has them; empty lines between them say nothing
_P_VALUES = {"p", "p_bh", "p_bonferroni"}  # columns of tests, which have three decimals
_ALIGNED = {"left": "right", "right": "left", "text": "center"}


def table(
    frame: pd.DataFrame,
    caption: str = "",
    *,
    heads: Mapping[str, str] | None = None,
    digits: int = 2,
    shares: Collection[str] = (),
) -> HTML:
    """A DataFrame as a table for readers; on the site and in a report each row is a card on a phone.

    Parameters
    ----------
    caption
        what the table shows, in a sentence.
    heads
        names for columns; without one a head is the column's name in words (``agent_actor``: *Agent actor*).
    digits
        decimals of numbers that are not whole; a column of whole numbers has none. What is more than 0 and would be
        shown as 0 is told as less than the last decimal.
    shares
        columns whose numbers are shares, shown as percentages.

    Numbers of rows are left out; an index with names or words becomes the first column. What is missing is a dash.
    Labels of codebooks have their titles. The p-values of `rate_difference` and `newsloupe.vocabulary.keyness` (columns
    ``p``, ``p_bh``, ``p_bonferroni``) have three decimals. Columns ``left``, ``text`` and ``right``, as
    `newsloupe.context` makes them, are shown as a concordance, cut between words. A row of a span table leads, on the
    site, to its passage.

    >>> page = table(pd.DataFrame({"label": ["hedge", "cliche"], "f1_low": [0.513, None]}), "How often.").data
    >>> "Cliché" in page, "F1 low" in page, ">0.51<" in page, ">–<" in page
    (True, True, True, True)
    """
    shown = _with_index(frame)
    places = _places(shown)
    concordance = set(CONCORDANCE) <= set(map(str, shown.columns))
    names = {column: (heads or {}).get(str(column), _head(column)) for column in shown.columns}
    columns = [_column(shown[name], str(name), concordance, digits, str(name) in shares) for name in shown.columns]
    head = "".join(f'<th scope="col" style="text-align: {_align(c)}">{as_html(names[c.name])}</th>' for c in columns)
    rows = []
    for number, cells in enumerate(zip(*(c.cells for c in columns), strict=True)):
        inner = "".join(
            f'<td data-head="{escape(clean(names[c.name]))}"{c.css} style="text-align: {_align(c)}">{cell}</td>'
            for c, cell in zip(columns, cells, strict=True)
        )
        rows.append(f"<tr{places[number]}>{inner}</tr>")
    title = f"<caption>{as_html(caption)}</caption>" if caption else ""
    kind = "concordance" if concordance else _width([[names[c.name], *map(unescape, c.cells)] for c in columns])
    inner = f"{title}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return HTML(f'<table class="{" ".join(filter(None, ["newsloupe", kind]))}">{inner}</table>')


def fits(columns: Iterable[Sequence[str]], letters: int) -> bool:
    """Whether columns have room beside each other in a line of so many letters, with no word broken.

    A cell may take a few lines. An interval in brackets counts as one word.

    >>> fits([["text", "001"], ["rate", "0.5 [0.3, 0.7]"]], letters=16), fits([["a", "long " * 50]], letters=20)
    (True, False)
    """
    wide = 0
    for cells in columns:
        word = max((len(word) for cell in cells for word in _WORD.findall(cell)), default=0)
        wide += 1 + max(word, min(max(map(len, cells)) // FEW_LINES, LINE))
    return wide <= letters


def _width(columns: Sequence[Sequence[str]]) -> str:
    """`narrow` where even a phone has room for all columns; `wide` where letters have to be smaller everywhere."""
    if fits(columns, PHONE):
        return "narrow"
    return "wide" if len(columns) > MANY and not fits(columns, PAGE) else ""


class _Column:
    """The cells of a column as HTML, and whether they are numbers."""

    def __init__(self, name: Any, cells: list[str], number: bool, css: str = "") -> None:
        self.name, self.cells, self.number = name, cells, number
        self.css = f' class="{css or "number"}"' if css or number else ""


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an index that says something as columns; several rows of heads become one."""
    shown = frame.copy()
    if isinstance(shown.columns, pd.MultiIndex):
        shown.columns = [" · ".join(str(part) for part in parts if str(part)) for parts in shown.columns]
    shown.columns.name = None
    named = shown.index.nlevels > 1 or shown.index.name is not None or not pd.api.types.is_integer_dtype(shown.index)
    if not named or not len(shown.index):
        return shown.reset_index(drop=True)
    levels = [name if name is not None else ("" if shown.index.nlevels == 1 else f"level {number}")
              for number, name in enumerate(shown.index.names)]  # fmt: skip
    index = shown.index.to_frame(index=False).set_axis(levels, axis=1)
    clash = [name for name in index if name in shown]
    return pd.concat([index.drop(columns=clash), shown.reset_index(drop=True)], axis=1)


def _head(column: Any) -> str:
    words = " ".join(str(column).replace("_", " ").split())
    label = column not in _OF_PROBLEMS and are_labels([column])
    return readable(str(column)) if label else words[:1].upper() + words[1:]


def _column(values: pd.Series, name: str, concordance: bool, digits: int, share: bool) -> _Column:
    if concordance and name in CONCORDANCE:
        return _Column(values.name, [as_html(_context(str(value), name)) for value in values], False, f"kwic-{name}")
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric and share:
        return _Column(values.name, [MISSING if pd.isna(value) else _percent(value) for value in values], True)
    if numeric:
        whole = bool(((values.dropna() % 1) == 0).all()) if len(values.dropna()) else True
        decimals = 0 if whole else 3 if name in _P_VALUES else digits
        return _Column(values.name, [MISSING if pd.isna(v) else as_html(_number(v, decimals)) for v in values], True)
    present = [value for value in values if not _is_missing(value)]
    titles = are_labels(present)
    cells = [MISSING if _is_missing(v) else as_html(readable(v) if titles else _said(v, digits)) for v in values]
    short = concordance and max(map(len, cells), default=0) <= SHORT
    return _Column(values.name, cells, False, "short" if short else "")


def _percent(share: float) -> str:
    """One decimal where it would be 0% or 100% without being it."""
    return _with_minus(f"{100 * share:.{1 if 0 < share < 0.01 or 0.99 < share < 1 else 0}f}%")


def _is_missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _said(value: Any, digits: int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value, digits) if isinstance(value, float) else str(value)


def _number(value: float, digits: int) -> str:
    """The number rounded; what is more than 0 and would be shown as 0 is less than the last decimal."""
    if value > 0 and float(f"{value:.{digits}f}") == 0:
        return f"<\u00a0{1 / 10**digits:.{digits}f}"  # in one line
    return _with_minus(f"{value:,.{digits}f}")


def _with_minus(number: str) -> str:
    """The number with a minus for the hyphen; what is rounded to 0 has none."""
    return number.replace("-", "−" if number.strip("-0.,%") else "")


def _context(text: str, side: str) -> str:
    """What stands beside the word, cut between words, in one line; a blank towards the word is kept, for a phone."""
    line = " ".join(_ENDS_OF_LINES.sub(" / ", text).split())
    if side == "left" and line.startswith("…"):
        line = "…\u00a0" + (line[1:].partition(" ")[2] or line[1:])
    if side == "right" and line.endswith("…"):
        line = (line[:-1].rpartition(" ")[0] or line[:-1]) + "\u00a0…"
    before, after = side == "right" and text[:1].isspace(), side == "left" and text[-1:].isspace()
    return " " * before + line + " " * after


def _align(column: _Column) -> str:
    side = _ALIGNED.get(str(column.name)) if column.css.startswith(' class="kwic') else None
    return side or ("right" if column.number else "left")


def _places(frame: pd.DataFrame) -> list[str]:
    """For each row of a span table where its passage is, for the site to make a link of."""
    if not {"article", "start", "end", "label"} <= set(map(str, frame.columns)):
        return [""] * len(frame)
    rows = zip(*(frame[name].tolist() for name in ("article", "start", "end", "label")), strict=True)
    return [
        f' data-article="{escape(clean(str(article)))}" data-mark="{escape(mark_id(start, end, str(label)))}"'
        for article, start, end, label in rows
    ]
