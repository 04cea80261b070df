"""Texts that would like to be more than text: shown as they stand, in every output, in a real browser.

Forty articles hold scripts, formulas, Markdown, commands for spreadsheets and letters that turn others around; their
labels, titles and outlets do so, too. Nothing in them may run or ask another host, and no letter may be lost.
"""

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.formatters import DisplayFormatter

import newsloupe as nl
from newsloupe import show
from newsloupe.escaping import as_label, from_cell, to_cell
from newsloupe.exchange import coding_sheet
from support import BROWSER, FLAGS

SITE = Path(__file__).resolve().parents[1] / "site"
RUN = "window.PWN=1"
AWAY = "http://elsewhere.invalid/"
TEXTS = [
    f"<script>{RUN}</script>The minister said no.",
    f"<img src=x onerror={RUN}> Officials said so.",
    f"<svg onload={RUN}><circle r=9 /></svg>",
    f"<svg><script href='data:text/javascript,{RUN}' /></svg>",
    "<iframe srcdoc='<script>parent.PWN=1</script>'></iframe>",
    f"<a href=\"javascript:{RUN}\">the report</a>",
    f"[the report](javascript:{RUN}) and ![]({AWAY}a.png)",
    f"[the report][1]\n\n[1]: {AWAY}b",
    f"<{AWAY}c> and {AWAY}d and www.elsewhere.invalid and ann@elsewhere.invalid",
    f"<link rel=stylesheet href={AWAY}e.css><style>@import '{AWAY}f.css'; * {{display: none}}</style>",
    f"<style>body {{background: url({AWAY}g.png)}}</style>",
    f"<meta http-equiv=refresh content='0; url={AWAY}h'><base href={AWAY}>",
    f"<form action={AWAY}i><button autofocus onfocus={RUN}>Reply</button></form>",
    f"</script></style></title></textarea></mark></div><script>{RUN}</script>",
    f"\"><script>{RUN}</script>",
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}",
    f"<!-- --><!--><img src=x onerror={RUN}>--> <![CDATA[ x ]]> ]]>",
    f"<details open ontoggle={RUN}><summary>More</summary></details><video><source onerror={RUN}></video>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    "The bill costs $5 million, up from $3 million, officials said.",
    "It is \\$5 or $$6$$, \\(a\\) or \\[b\\], \\begin{equation} c \\end{equation} \\ref{d} \\\\(e\\\\)",
    "Up $5 {a $6 and \\frac{1}{2 $x^2_{$",
    "*So* **they** _said_ __it__ ~~never~~ ==was== `code` ``two`` \\*that\\* snake_case _a b_",
    "# No heading\n## None\n\n- no item\n1. no item\n> no quotation\n\n---\n\n    no code\n",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```{raw} html\n<script>window.PWN=1</script>\n```\n{raw}`html` {math}`x` ::: {note}\n:::",
    "~~~\n```\n` `` ``` `{eval-rst}` {{ name }} {% if x %} {# y #} ${z} #{w} <%= v %> @@0@@",
    "&lt;b&gt; &amp;amp; &#36;5 &nbsp; &#x3c;script&#x3e; &notin &copy",
    "\x1b[31mred\x1b[0m \x1b]8;;http://elsewhere.invalid/\x07link\x1b]8;;\x07 \x07\x08\x7f",
    "Turned \u202egnihton si siht\u202c and \u2066isolated\u2069, \u200emarked\u200f.",
    "قال الوزير إن \u202bالشركة\u202c لن تدفع 5$ و 3$ هذا العام.",
    "A\0B\0 and \ufeff\ufffe\uffff\ufffd and \x85 and \u2028 and \u2029 and \xad\u200b\u2060.",
    "😀 👩‍👩‍👧 e\u0301 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319 \U0010fffd \ud7ff\ue000",
    "漢字とカナ、＝１＋１、ＣＯＭＭＡＮＤ",
    "Donaudampfschifffahrtsgesellschaft" * 60,
    '=HYPERLINK("http://elsewhere.invalid/","click")',
    "-5 percent, @SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1\r\n+2+2\r-3\n@4",
    "\\=1+1 and \\\\-2, 'quoted'",
    "_begins with an underscore, ends with one_ __proto__ constructor %s %(name)s {0} {article}",
]  # fmt: skip


def corpus_of(texts: list[str]) -> nl.Corpus:
    """Each text is also the label, title and outlet of its article."""
    articles = [
        nl.corpus.Article(f"a{number}", text, text, {"label": text, "outlet": text, "author": text})
        for number, text in enumerate(texts)
    ]
    return nl.Corpus(articles)


CORPUS = corpus_of(TEXTS)


def marked(corpus: nl.Corpus) -> pd.DataFrame:
    """Every article marked as a whole; label, note and coder are its text."""
    whole = [
        {"article": a.id, "start": 0, "end": len(a.text), "label": a.text, "note": a.text, "coder": a.text}
        for a in corpus
    ]
    return nl.make_spans(corpus, whole, layer="hostile")


def test_there_are_forty_texts():
    assert len(set(TEXTS)) == 40


# ---------------------------------------------------------------- spreadsheets


@pytest.mark.parametrize("text", [*TEXTS, "=1", "+1", "-1", "@a", "＝1", "\t-1", "\r1", "\\=1", "\\\\=1", "\\", "'=1"])
def test_a_cell_comes_back_exactly_and_begins_with_no_command(text):
    assert from_cell(to_cell(text)) == text
    assert not re.match(r"[=+\-@\t\r\n]", to_cell(text))


@given(st.text(alphabet="\\=+-@'\t\r\n＝a1", max_size=6))
def test_any_cell_comes_back(text):
    assert from_cell(to_cell(text)) == text
    assert to_cell(text) == text or to_cell(text)[0] == "\\"


def test_a_span_table_is_safe_in_a_spreadsheet_and_comes_back(tmp_path):
    spans = marked(CORPUS).assign(change=-5, **{"=extra": "-5"})
    path = nl.save_spans(spans, tmp_path / "spans.csv")
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    texts = [*cells.columns, *cells.drop(columns="change").to_numpy().ravel()]
    assert [text for text in texts if re.match(r"[=+\-@\t\r\n＝＋－＠]", text)] == []
    assert set(cells["change"]) == {"-5"}
    again = nl.load_spans(path, CORPUS)
    pd.testing.assert_frame_equal(again.drop(columns="change"), spans.drop(columns="change"), check_dtype=False)


def test_a_table_from_before_is_read_as_it_was(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "-5 percent"})
    old = nl.make_spans(
        corpus, [{"article": "a", "start": 0, "end": 10, "label": "=l", "note": "'-quoted", "coder": "A"}]
    )
    old.to_csv(tmp_path / "old.csv", index=False)
    pd.testing.assert_frame_equal(nl.load_spans(tmp_path / "old.csv", corpus), old, check_dtype=False)


def test_a_manifest_is_safe_in_a_spreadsheet_and_comes_back(tmp_path):
    (tmp_path / "=1+1.txt").write_text("The minister said no.", encoding="utf-8")
    path = nl.write_manifest(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("unknown", "-5 percent", 1), encoding="utf-8")
    cells = pd.read_csv(nl.write_manifest(tmp_path), dtype=str, keep_default_na=False).iloc[0]
    assert cells[["id", "file", "label", "title"]].to_list() == [
        f"\\{x}" for x in ("=1+1", "=1+1.txt", "=1+1", "-5 percent")
    ]
    article = nl.load_corpus(tmp_path)["=1+1"]
    assert (article.label, article.title) == ("=1+1", "-5 percent")


# ---------------------------------------------------------------- labels and figures


def test_articles_with_one_label_are_told_apart_everywhere():
    same = {"label": "Same"}
    texts = [("1", same), ("2", same), ("3", {"label": "Same (1)"}), ("4", {"label": "unknown"}), ("5", {})]
    corpus = nl.Corpus(nl.corpus.Article(name, f"Text {name} may.", "", meta) for name, meta in texts)
    labels = list(corpus.labels.values())
    assert len(set(labels)) == 5 and labels[1] == "Same (2)" and labels[3:] == ["4", "5"]
    found = nl.find_words(corpus, "may")
    assert nl.context(found, corpus)["article"].to_list() == labels
    assert corpus.table()["label"].to_list() == nl.provenance(corpus)["article"].to_list() == labels
    rates = nl.rate(found, corpus)
    rates["text"] = rates["article"].map(corpus.labels)
    axes = show.dots(rates, "rate", "text", title="Rates", unit="per 1,000 words").axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == labels


def frame() -> pd.DataFrame:
    return pd.DataFrame({"text": list(CORPUS.labels.values()), "kind": TEXTS, "value": range(len(TEXTS))})


FIGURES = {
    "dots": lambda data, name: show.dots(data, "value", "text", "kind", title=name, unit=name),
    "bars": lambda data, name: show.bars(data, "value", "text", "kind", title=name, unit=name),
    "strip": lambda data, name: show.strip(data, "value", "text", "kind", title=name, unit=name),
    "curves": lambda data, name: show.curves(data, "value", "value", "kind", title=name, units=(name, name)),
}


@pytest.mark.parametrize("kind", FIGURES)
def test_a_figure_shows_each_label_as_it_stands(kind, monkeypatch):
    data, shown = frame(), []
    monkeypatch.setattr("newsloupe.show.display.display", shown.append)
    for start in range(0, len(data), 8):
        part = data[start : start + 8]
        figure = FIGURES[kind](part, "Up $5 {from $3")
        figure.set_dpi(20)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            nl.show_figure(figure, " ".join(part["text"]))
        assert len(told) <= 1, [str(warning.message) for warning in told]
        legend = [text.get_text() for text in figure.legends[0].get_texts()]
        assert sorted(legend) == sorted(as_label(name, 30) for name in part["kind"])
    assert len(shown) == 2 * 5  # a figure, and what to see in it


def test_labels_that_differ_only_where_they_are_cut_keep_a_line_each():
    data = pd.DataFrame({"text": ["x" * 100 + "1", "x" * 100 + "2"], "value": [1, 2]})
    axes = show.dots(data, "value", "text", title="t", unit="u").axes[0]
    assert len(axes.get_yticks()) == 2


def test_a_specification_curve_takes_any_option():
    table = show.multiverse({"f": lambda choice: 1.0}, {"choice": ["$5 {a $6", "_b"]})
    show.specification_curve(table, "f", title="$5 {a $6", unit="$ {b $").canvas.draw()


# ---------------------------------------------------------------- in a browser

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("anywidget")
pytest.importorskip("jupyterlab")
lab = pytest.importorskip("lab")

in_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine")
FLOWING = "div[style*='pre-wrap']"  # an article as `highlight` shows it
# What a page shows, and what there is in the outputs that only a text could have brought there.
LOOK = """([outputs, selectors]) => ({
    ran: window.PWN ?? null,
    formulas: document.querySelectorAll("mjx-container, .MathJax, .math").length,
    made: [...document.querySelectorAll(outputs)].flatMap(output => [...output.querySelectorAll(
        "script, svg, iframe, link, form, a:not(.image-reference), video, details, math, em, code, h1, li, hr, " +
        "blockquote, img:not([alt])")]
    ).filter(element => !element.matches(".newsloupe-coding li, .newsloupe-coding details")
    ).map(element => element.outerHTML.slice(0, 200)),
    texts: selectors.map(selector => [...document.querySelectorAll(selector)].map(
        element => element.tagName === "IMG" ? element.alt : element.textContent)),
    titles: [...document.querySelectorAll("mark[title]")].map(element => element.title),
})"""


def seen(text: str) -> str:
    """A text as a browser keeps it: it has one kind of line end, and no NUL; white space around a block is its own."""
    return re.sub(r"\r\n?", "\n", text.replace("\0", "\ufffd")).strip()


def in_table(text: str) -> str:
    """The same in the cell of a table, where NUL is dropped or U+FFFD; pandas spells tabs and line ends, and writes two
    blanks so that they are seen."""
    for letter, spelt in (("\0", ""), ("\ufffd", ""), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r"), ("  ", "\xa0\xa0")):
        text = text.replace(letter, spelt)
    return text.strip()


def nothing_happened(found: dict, requests: list[str], host: str) -> None:
    assert found["ran"] is None
    assert found["formulas"] == 0
    assert found["made"] == []
    assert [address for address in requests if urlsplit(address).netloc not in (host, "")] == []


def all_is_shown(findings: list[str], articles: list[str], cells: list[str], titles: list[str]) -> None:
    assert [seen(text.strip().removeprefix("Finding. ")) for text in findings] == [seen(text) for text in TEXTS]
    # The label stands before what is marked.
    assert [seen(text) for text in articles] == [seen(text + text) for text in TEXTS]
    assert {in_table(text) for text in TEXTS} <= {in_table(cell) for cell in cells}
    assert {seen(" · ".join([text] * 3)) for text in TEXTS} == {seen(title) for title in titles}


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def page(requests) -> Iterator:
    """A browser that notes what it asks for."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(lab.SECONDS * 1000)
        page.on("request", lambda request: requests.append(request.url))
        yield page
        browser.close()


def outputs(monkeypatch) -> list[list[nbformat.NotebookNode]]:
    """What a notebook stores of findings, articles, tables and figures of all texts."""
    pictures = []
    monkeypatch.setattr("newsloupe.show.display.display", pictures.append)
    nl.show_figure(show.dots(frame()[:2], "value", "text", title="t", unit="u"), " ".join(TEXTS))
    spans = marked(CORPUS)
    shown = [
        [nl.finding(text) for text in TEXTS],
        [nl.highlight(article, spans) for article in CORPUS],
        [nl.provenance(CORPUS)],
        pictures,
    ]
    form = DisplayFormatter().format

    def stored(thing: object) -> nbformat.NotebookNode:
        data, metadata = form(thing)
        return nbformat.v4.new_output("display_data", json.loads(json.dumps(data)), metadata=metadata)

    with pd.option_context("display.max_colwidth", None):
        return [[stored(thing) for thing in things] for things in shown]


@pytest.mark.slow
@in_browser
def test_the_site_shows_them_as_they_stand(tmp_path, page, requests, monkeypatch):
    source, target = tmp_path / "pages", tmp_path / "site"
    (source / "notebooks").mkdir(parents=True)
    (source / "index.md").write_text("# Index\n\n```{toctree}\nnotebooks/hostile\n```\n", encoding="utf-8")
    cells = [nbformat.v4.new_markdown_cell("# Texts")]
    for number, things in enumerate(outputs(monkeypatch), 1):
        cells.append(nbformat.v4.new_code_cell("show()", execution_count=number, outputs=things))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), source / "notebooks" / "hostile.ipynb")
    command = [sys.executable, "-m", "sphinx", "-q", "-c", SITE, "-d", tmp_path / "trees", source, target]
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    page.goto((target / "notebooks" / "hostile.html").as_uri())
    output = ".cell_output"
    found = page.evaluate(LOOK, [output, [f"{output} .text_markdown, {output} > p", FLOWING, "td", f"{output} img"]])
    nothing_happened(found, requests, "")
    *shown, alternatives = found["texts"]
    assert shown[0].pop() == "Highest is “{1}” (1), lowest is “{0}” (0).".format(*TEXTS)  # below the figure
    all_is_shown(*shown, found["titles"])
    assert [" ".join(seen(text).split()) for text in alternatives] == [" ".join(seen(" ".join(TEXTS)).split())]


@pytest.mark.slow
@in_browser
def test_a_coding_sheet_shows_them_as_they_stand(tmp_path, page, requests):
    page.goto(coding_sheet(CORPUS, "generic-frames", tmp_path / "sheet.html").as_uri())
    found = page.evaluate(LOOK, [".nothing", ["h2", ".lines"]])
    nothing_happened(found, requests, "")
    assert page.locator("script, img, svg, iframe, link, form, a").count() == 0
    heads, lines = (["".join(text.split()) for text in texts] for texts in found["texts"])
    shown = [re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text) for text in TEXTS]
    assert [head for head in heads if head not in ("Howtocode", "Thecodes")] == [
        "".join(text.split()) for text in shown
    ]
    # The lines of the sheet end where those of the text do, also where that is told by a letter of control.
    assert [line.replace("\ufffd", "") for line in lines] == ["".join(t.split()).replace("\ufffd", "") for t in shown]


# ---------------------------------------------------------------- in JupyterLab

SETUP = """
import os
import warnings
from pathlib import Path
import pandas as pd
import newsloupe as nl
from newsloupe import coding
pd.set_option("display.max_colwidth", None)
warnings.simplefilter("ignore")  # they look like pages of the web, and are
corpus = nl.load_corpus("hostile.jsonl")
every = nl.Corpus([*corpus, nl.corpus.Article("all", "\\n".join(article.text for article in corpus))])
whole = [dict(article=a.id, start=0, end=len(a.text), label=a.text, note=a.text, coder=a.text) for a in corpus]
spans = nl.make_spans(corpus, whole, layer="hostile")
mine = spans.assign(article="all", label="source", coder="Ann", layer="attribution")
mine["start"] = (mine["text"].str.len() + 1).cumsum().shift(fill_value=0)
mine["end"] = mine["start"] + mine["text"].str.len()
nl.save_spans(mine, "coding.csv")
"""
CELLS = [
    SETUP,
    "for article in corpus: display(nl.finding(article.label))",
    "for article in corpus: display(nl.highlight(article, spans))",
    "display(nl.provenance(corpus), nl.context(spans, corpus), corpus.table())",
    'Path("pid").write_text(str(os.getpid())); coding.code(every, "coding.csv", coder="Ann", article="all")',
]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with the texts and a notebook that shows them."""
    rows = [json.dumps({"id": a.id, "text": a.text, "title": a.title, **a.meta}) for a in CORPUS]
    (tmp_path / "hostile.jsonl").write_text("\n".join(rows), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "coding.ipynb")
    return tmp_path


@pytest.mark.slow
@in_browser
@pytest.mark.skipif(sys.platform == "win32", reason="starts a server as on POSIX systems")
def test_jupyterlab_shows_them_as_they_stand(page, requests, folder, tmp_path_factory):
    page.add_locator_handler(page.locator(".jp-Dialog").first, lab.accept)
    with lab.served(folder, tmp_path_factory.mktemp("home")) as address:
        page.goto(f"{address}doc/tree/coding.ipynb?token=test")
        lab.run_cell(page, folder)
        output = ".jp-OutputArea-output"
        selectors = [f"{output}.jp-RenderedMarkdown", f"{output} {FLOWING}", f"{output} td", ".newsloupe-coding .text"]
        page.wait_for_timeout(2000)  # formulas are set a little later
        found = page.evaluate(LOOK, [output, selectors])
        nothing_happened(found, requests, urlsplit(address).netloc)
    *shown, (coded,) = found["texts"]
    all_is_shown(*shown, [title for title in found["titles"] if title.count(" · ") == 2])
    assert seen(coded) == seen("\n".join(TEXTS))
