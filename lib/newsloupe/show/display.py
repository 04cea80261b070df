"""Showing results: articles with highlighted spans, findings, figures with a text alternative.

Everything that comes from an article is shown as it stands: it is never markup and never a formula
(`newsloupe.escaping`).
"""

import re
import warnings
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import HTML, Markdown, display

from newsloupe.codebook.reasons import explain
from newsloupe.corpus.article import Article
from newsloupe.escaping import as_html, as_markdown, clean, to_cell
from newsloupe.show.labels import Appearance, look, nth_look, readable
from newsloupe.show.passages import mark_id
from newsloupe.show.plots import numbers_behind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SVG = "svg"  # where the metadata of an output have the picture for the site
_TAG, _MORE_DECIMALS = re.compile(r"<[^>]*>"), re.compile(r"(?<=\d\.\d\d)\d+")
_HASHED_ID = re.compile(r'\bid="([a-z][0-9a-f]{10})"')
NAMES = 40  # letters of the names before a mark that stay in one line
DRAWN = 12  # spans over each other; more lines than that run into the next line of text


def finding(sentence: str) -> Markdown:
    """A computed sentence as the output of a cell, so that the test run fails when it stops being true.

    Write it with an f-string whose every number is computed: ``finding(f"{n} of {total} sentences …")``. The whole
    sentence is text, whatever an article's label or words bring into it: ``*``, ``<b>`` and ``$`` are shown as they
    stand. Words that are spoken of have quotation marks.

    >>> finding("“said” stands in 2 of *Up $5*.").data
    '**Finding.** “said” stands in 2 of &#42;Up <span>&#36;</span>5&#42;.'
    """
    return Markdown(f"**Finding.** {as_markdown(sentence)}")


def show_figure(figure: "Figure", alt: str = "") -> None:
    """Display a matplotlib figure with `alt` as its text alternative.

    Without `alt` it is the figure's label, in which the functions of `newsloupe.show` say what their figures show.
    What is stored is a PNG, which JupyterLab shows with the text alternative; the text alternative as plain text; and,
    in the output's metadata, the same picture as SVG, which the site shows. Below a figure of `newsloupe.show` stands
    a sentence on what to see in it (`newsloupe.show.captions`), stored with the numbers behind the figure as CSV. The
    same data make the same bytes. Where the font has no picture of a letter, there is a box, and one warning names all
    such letters. Raises ValueError when what is said is too short to stand in for the picture.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> show_figure(figure, "Late buses")
    Traceback (most recent call last):
        ...
    ValueError: describe the figure in a full sentence: what is on the axes, and what is to be seen
    """
    alt = alt or str(figure.get_label())
    if len(alt) < 40:
        raise ValueError("describe the figure in a full sentence: what is on the axes, and what is to be seen")
    png = BytesIO()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        figure.savefig(png, format="png", dpi=110, metadata={"Software": None})
        svg = _svg(figure)
    _warn_once(told)
    data = {"image/png": b64encode(png.getvalue()).decode(), "text/plain": clean(alt)}
    about = {"alt": clean(alt), "width": int(figure.get_figwidth() * 100)}
    display(_Bundle(data, {"image/png": about, SVG: svg}))
    if (numbers := numbers_behind(figure)) is not None:
        caption = getattr(figure, "caption", "")
        csv = numbers.map(to_cell).to_csv(index=False, float_format="%.6g", lineterminator="\n")
        display(_Bundle({"text/markdown": as_markdown(caption), "text/plain": clean(caption), "text/csv": csv}, {}))


@dataclass(frozen=True)
class _Bundle:
    """What is stored of an output, by kind, and what is known of each kind."""

    data: dict[str, str]
    metadata: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.data, self.metadata


def _svg(figure: "Figure") -> str:
    """The figure as SVG whose letters are letters, with nothing in it of the time, the machine or the version."""
    from matplotlib import rc_context

    page = StringIO()
    nothing = dict.fromkeys(["Creator", "Date", "Format", "Type"])
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "newsloupe"}):
        figure.savefig(page, format="svg", metadata=nothing)
    svg = page.getvalue()
    svg = re.sub("[\ufffe\uffff]", "\ufffd", svg[svg.index("<svg") :])  # these two can stand in no XML
    # Hundredths of a point are more than can be seen; of more decimals the last could differ between processors, and
    # with it what is hashed from all of them.
    names = {hashed: f"shared_{n}" for n, hashed in enumerate(dict.fromkeys(_HASHED_ID.findall(svg)), start=1)}
    renamed = re.compile("|".join(names) or "(?!)")

    def shortened(tag: re.Match[str]) -> str:
        rounded = _MORE_DECIMALS.sub("", " ".join(tag[0].split()))
        return renamed.sub(lambda hashed: names[hashed[0]], rounded)

    return _TAG.sub(shortened, svg)


def _warn_once(told: Iterable[warnings.WarningMessage]) -> None:
    """Pass on what matplotlib said, but what it said of each single letter in one sentence."""
    missing: dict[str, None] = {}
    for warning in told:
        if glyph := re.match(r"Glyph (\d+) .*missing from", str(warning.message)):
            missing[chr(int(glyph[1]))] = None
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    if missing:
        letters = " ".join(missing) if len(missing) <= 20 else f"{len(missing)} letters"
        warnings.warn(
            f"the figure shows boxes for what its font lacks ({letters}); choose another font with "
            "matplotlib.rcParams['font.family']",
            stacklevel=3,
        )


def highlight(article: Article, spans: pd.DataFrame, by: str = "label", start: int = 0, end: int | None = None) -> HTML:
    """The article's text (from `start` to `end`) with `spans` marked, coloured by the column `by`.

    Any mixture of layers may be shown, also overlapping and nested spans: each span draws its own line under
    its words, the shortest one also colours them. A label has the same colour and line everywhere, and the name that
    its codebook gives it. Where more than 12 spans lie over each other, the 12 shortest are drawn and told, with the
    number of the others. Hovering tells the label, why it was marked, the note, the coder, and the status of what the
    machine found (`code_statuses`), which the legend of labels has as well; each span begins with its label in small
    letters, so that nothing depends on colour alone. Works on light and dark pages. On the site a mark leads to its
    place in the reading edition (`reader`).

    >>> corpus = Corpus.from_texts({"a": "It may <b>rain</b>."})
    >>> page = highlight(corpus["a"], find_words(corpus, "may")).data
    >>> page.count("<mark"), "<b>" in page  # one in the text, one in the legend; tags of the text are only text
    (2, False)
    """
    text, end = article.text, len(article.text) if end is None else end
    rows = spans[(spans["article"] == article.id) & (spans["end"] > start) & (spans["start"] < end)]
    kinds = sorted(rows[by].unique())
    looks = {kind: look(str(kind)) if by == "label" else nth_look(i) for i, kind in enumerate(kinds)}
    names = {kind: readable(str(kind)) if by == "label" else str(kind) for kind in kinds}
    records = rows.sort_values(["start", "end"], ascending=[True, False]).to_dict("records")
    edges = sorted({start, end, *(max(r["start"], start) for r in records), *(min(r["end"], end) for r in records)})
    body, active, upcoming = [], [], 0
    for left, right in zip(edges, edges[1:], strict=False):
        while upcoming < len(records) and records[upcoming]["start"] <= left:
            active.append(records[upcoming])
            upcoming += 1
        active = [record for record in active if record["end"] > left]
        opened = [record for record in active if max(record["start"], start) == left]
        body.append(_segment(text[left:right], active, opened, by, looks, names))
    box = (
        '<div style="white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2.1; max-width: 46em; '
        'padding: 0.5em 0.4em 0.5em 0">{}</div>'
    )
    return HTML(_legend(looks, names, _statuses(rows, by)) + box.format("".join(body)))


def _segment(
    text: str, active: list[dict], opened: list[dict], by: str, looks: dict[str, Appearance], names: dict[str, str]
) -> str:
    """One stretch of text that the same spans cover."""
    if not active:
        return as_html(text)
    shortest = min(active, key=_length)
    shown = active
    if len(active) > DRAWN:
        least = {id(record) for record in nsmallest(DRAWN, active, key=_length)}
        shown = [record for record in active if id(record) in least]
    told = "; ".join(" · ".join(filter(None, _told(record))) for record in shown)
    told += f"; and {len(active) - DRAWN} more" if len(active) > DRAWN else ""
    begun = " · ".join(dict.fromkeys(as_html(names[record[by]]) for record in opened))
    whole = "; white-space: nowrap" if len(begun) <= NAMES else ""  # so that none stays behind at the end of a line
    sup = (
        f'<sup style="color: inherit; opacity: .8; font-size: .65em; padding-right: .3em{whole}">{begun}</sup>'
        if begun
        else ""
    )
    style = lines_under([looks[record[by]] for record in reversed(shown)], looks[shortest[by]])
    place = mark_id(shortest["start"], shortest["end"], shortest["label"])
    where = f'data-article="{escape(clean(shortest["article"]))}" data-mark="{escape(place)}"'
    return f'<mark style="{style}" {where} title="{escape(clean(told))}">{sup}{as_html(text)}</mark>'


def lines_under(looks: list[Appearance], tint: Appearance) -> str:
    """The style of words with a line for each of `looks`, from the outside in, on a light ground of `tint`.

    >>> lines_under([look("hedge")], look("hedge")).split("; ")[1:3]
    ['padding: 0 0 4px', 'background: linear-gradient(#5886F3,#5886F3) 0 100%/100% 2px no-repeat, #5886F333']
    """
    used = {False: 0, True: 0}  # pixels, below and above
    layers = []
    for one in reversed(looks):
        place = f"{used[True]}px" if one.above else f"calc(100% - {used[False]}px)" if used[False] else "100%"
        layers.append(f"{one.image()} 0 {place}/100% {one.height}px no-repeat")
        used[one.above] += one.height + 2
    padding = f"{used[True]}px 0 {used[False]}px" if used[True] else f"0 0 {used[False]}px"
    return (
        f"color: inherit; padding: {padding}; background: {', '.join(layers)}, {tint.colour}33; "
        "-webkit-box-decoration-break: clone; box-decoration-break: clone; print-color-adjust: exact"
    )


def _length(record: dict) -> int:
    return int(record["end"] - record["start"])


def _told(record: dict) -> list[str]:
    """What is known of a span: its label, why it was marked, what was noted, and by whom."""
    known = {key: "" if pd.isna(value) else str(value) for key, value in record.items()}  # layers have other columns
    rule = known.get("rule", "")
    name = readable(known["label"], known.get("codebook", ""))
    return [name, explain(rule) if rule else "", known.get("note", ""), known["coder"], known.get("status", "")]


def _statuses(rows: pd.DataFrame, by: str) -> dict[Any, str]:
    """By label, how far the machine can be trusted with it, where the table says so and all its spans agree."""
    if by != "label" or "status" not in rows:  # a coder has none, however few labels are shown
        return {}
    statuses = {kind: set(column) for kind, column in rows["status"].fillna("").groupby(rows[by])}
    return {kind: next(iter(found)) for kind, found in statuses.items() if len(found) == 1 and found != {""}}


def _legend(looks: dict[str, Appearance], names: dict[str, str], status: dict[Any, str]) -> str:
    if not looks:
        return "<p>Nothing is marked in this passage.</p>"
    marks = " ".join(
        f'<mark style="{lines_under([one], one)}; margin-right: .6em">{as_html(names[kind])}'
        + (f" <small>({as_html(status[kind])})</small>" if kind in status else "")
        + "</mark>"
        for kind, one in looks.items()
    )
    return f'<p style="line-height: 2">{marks}</p>'
