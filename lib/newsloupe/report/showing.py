"""How a workbook shows its tables, figures and findings: nothing where there is nothing, and never more than fits."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML, Markdown, display

from newsloupe.attribution.suggestions import suggest_actors
from newsloupe.corpus.article import UNKNOWN, Corpus
from newsloupe.escaping import as_html, as_markdown, to_cell
from newsloupe.report.overview import SHOWN
from newsloupe.saving import put
from newsloupe.show.display import finding, show_figure
from newsloupe.show.labels import layer_name
from newsloupe.show.plots import bars, dots, trend
from newsloupe.show.tables import table

SHARES = {"share", "own", "reported", "quoted", "machine", "right", "missed", "precision", "recall"}
_PASSAGE = ["layer", "title", "article", "left", "text", "right"]
TABLES = Path("tables")  # beside the workbook


def show_table(
    frame: pd.DataFrame,
    name: str,
    *,
    empty: str,
    rows: int = SHOWN,
    wide: pd.DataFrame | None = None,
    folder: Path = TABLES,
) -> None:
    """Save a table as ``<name>.csv``, and show its first rows; where it has none, the sentence `empty`, if any.

    `wide` is the same table in a form that is easier to read, and shown in its place. Columns that say nothing, or what
    the column before them says, stand in the file only.

    The file can be opened by a double click in Excel: it is UTF-8 with a mark, and no cell is a formula.

    >>> show_table(pd.DataFrame(), "speakers", empty="Nobody is reported.")
    <IPython.core.display.Markdown object>
    """
    if not len(frame):
        if empty:
            display(Markdown(as_markdown(empty)))
        return
    folder.mkdir(exist_ok=True)
    cells = frame.map(to_cell)
    put(folder / f"{name}.csv", cells.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"), sync=False)
    whole = _telling(frame if wide is None else wide)
    shown = whole.head(rows)
    all_shown = "Also in" if wide is None else "With all values in"
    more = all_shown if len(shown) == len(whole) else f"The first {rows} of {len(whole):,} rows; all are in"
    if not rows:
        display(HTML(f"<p>{len(frame):,} rows are in <code>{escape(folder.name)}/{escape(name)}.csv</code>.</p>"))
        return
    note = f"<p><small>{more} <code>{escape(folder.name)}/{escape(name)}.csv</code></small></p>"
    shares = SHARES | ({"low", "high"} if "share" in shown else set())
    display(HTML(table(shown.map(_cut), shares=shares).data + note))


def _cut(value: object) -> object:
    return value[:199] + "…" if isinstance(value, str) and len(value) > 200 else value


def _telling(frame: pd.DataFrame) -> pd.DataFrame:
    """Without columns that are unknown or empty throughout, and without technical names where there is a title."""
    silent = [name for name in frame if frame[name].isin(["", UNKNOWN]).all()]
    doubled = [name for name in ("label", "frame", "characters", "sentences", "paragraphs", "url") if "title" in frame]
    if "label" in frame and "article" in frame and (frame["label"] == frame["article"]).all():
        silent.append("label")
    kept = [name for name in frame if name not in silent and (name not in doubled or "title" in silent)]
    return frame[kept]


def show_bars(frame: pd.DataFrame, value: str, rows: str, *, title: str, unit: str, most: int = SHOWN) -> None:
    """Bars of the first rows of a table; nothing where there are fewer than two rows, which a sentence says better.

    >>> show_bars(pd.DataFrame({"kind": ["bus"], "late": [3]}), "late", "kind", title="Late", unit="vehicles")
    """
    shown = frame.head(most)
    if len(shown) < 2:
        return
    show_figure(bars(shown, value, rows, title=_headed(title, len(shown), len(frame)), unit=unit))


def show_dots(
    frame: pd.DataFrame, value: str, rows: str, by: str | None = None, *, title: str, unit: str, most: int = SHOWN
) -> None:
    """Dots with intervals for the first rows of a table, in series by a column; nothing where there are fewer than two.

    >>> show_dots(pd.DataFrame({"kind": [], "late": []}), "late", "kind", title="Late", unit="vehicles")
    """
    shown = frame.head(most)
    if len(shown) < 2:
        return
    show_figure(dots(shown, value, rows, by, title=_headed(title, len(shown), len(frame)), unit=unit))


def _headed(title: str, shown: int, there: int) -> str:
    return title if shown == there else f"{title} (the first {shown} of {there})"


def suggest(corpus: Corpus, folder: Path = TABLES) -> None:
    """Save the beginning of a list of actors (`suggest_actors`), and say where it is.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as name:
    ...     suggest(Corpus.from_texts({"a": "Rain."}), Path(name))
    <IPython.core.display.Markdown object>
    """
    folder.mkdir(exist_ok=True)
    put(folder / "suggested-actors.yml", suggest_actors(corpus).encode(), sync=False)
    display(
        Markdown(
            "The names that occur most are in `tables/suggested-actors.yml`, as the beginning of a list of actors."
        )
    )


def say(sentences: Iterable[str]) -> None:
    """Show computed sentences as findings, one each; nothing where there is none to say.

    >>> say([])
    """
    for sentence in sentences:
        display(finding(sentence))


def show_paragraph(heading: str, text: str) -> None:
    """A paragraph to copy, under a heading.

    >>> show_paragraph("Methods", "One article was read.")
    <IPython.core.display.Markdown object>
    """
    display(Markdown(f"### {as_markdown(heading)}\n\n{as_markdown(text)}"))


def show_groups(compared: pd.DataFrame, by: str = "groups", measures: int = 3) -> None:
    """A figure for each of the first measures: a dot and an interval for each group, the largest 40 at most.

    >>> show_groups(pd.DataFrame(columns=["group", "measure", "articles", "value", "low", "high"]))
    """
    for measure in list(dict.fromkeys(compared.get("measure", ())))[:measures]:
        rows = compared[compared["measure"] == measure]
        chosen = set(rows.sort_values(["articles", "group"], ascending=[False, True])["group"].head(SHOWN))
        shown = rows[rows["group"].isin(chosen)]
        named = shown.assign(group=[f"{g} ({n:,})" for g, n in zip(shown["group"], shown["articles"], strict=True)])
        title = f"{measure[0].upper()}{measure[1:]}, by {by} (number of articles)"
        show_dots(named, "value", "group", title=title, unit=measure)


def show_time(over_time: pd.DataFrame, measures: int = 3) -> None:
    """A line with its band for each of the first measures; nothing where there are fewer than three months or years.

    >>> show_time(pd.DataFrame(columns=["group", "measure", "articles", "value", "low", "high"]))
    """
    last = sorted(set(over_time["group"]))[-SHOWN:]
    for measure in list(dict.fromkeys(over_time["measure"]))[:measures] if len(last) >= 3 else ():
        rows = over_time[(over_time["measure"] == measure) & over_time["group"].isin(last)]
        if len(rows) < 3:
            continue
        title = f"{measure[0].upper()}{measure[1:]}, over time"
        show_figure(trend(rows, "value", title=title, unit=measure))


def show_passages(passages: pd.DataFrame) -> None:
    """Passages in their context, folded by label.

    >>> show_passages(pd.DataFrame(columns=["layer", "title", "article", "left", "text", "right"]))
    """
    found: dict[str, list[str]] = {}
    for layer, name, article, left, text, right in passages[_PASSAGE].itertuples(index=False, name=None):
        item = f"{as_html(left)}<mark>{as_html(text)}</mark>{as_html(right)} <small>({as_html(article)})</small>"
        found.setdefault(f"{layer_name(layer)}: {name}", []).append(f"<li>{item}</li>")
    for name, items in found.items():
        display(HTML(f"<details><summary>{as_html(name)}</summary><ul>{''.join(items)}</ul></details>"))
