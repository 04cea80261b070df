"""Highlighted articles, findings and figures."""

import re
from html.parser import HTMLParser
from io import StringIO
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe import show


class Text(HTMLParser):
    """The text of an HTML piece without its legend (<p>) and labels (<sup>); `open` must end empty."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.found, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"p", "sup"} & set(self.open):
            self.found.append(data)


def read(html):
    parser = Text()
    parser.feed(html.data)
    parser.close()
    assert not parser.open
    return "".join(parser.found), parser.tags


offsets = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=8)


@given(st.text(min_size=71, max_size=80, alphabet="ab <>&\"'\n“é"), offsets)
def test_highlighting_shows_the_whole_text_escaped_whatever_the_spans(value, found):
    corpus = nl.Corpus.from_texts({"x": value})
    spans = nl.make_spans(
        corpus,
        [{"article": "x", "start": a, "end": a + n, "label": f"<l{n}>", "rule": '"&'} for a, n in found],
    )
    shown, tags = read(nl.highlight(corpus["x"], spans))
    assert shown == value
    assert tags <= {"p", "div", "mark", "sup"}
    assert read(nl.highlight(corpus["x"], spans, start=10, end=40))[0] == value[10:40]


def test_nested_spans_of_two_layers_are_both_named():
    corpus = nl.Corpus.from_texts({"x": "He said it might rain."})
    spans = nl.make_spans(corpus, [
        {"article": "x", "start": 8, "end": 21, "label": "content", "layer": "attribution"},
        {"article": "x", "start": 11, "end": 16, "label": "hedge", "layer": "rhetoric"},
    ])  # fmt: skip
    html = nl.highlight(corpus["x"], spans).data
    assert html.count(">Content</") == 2 and html.count(">Hedge</") == 2  # legend and text
    assert 'title="Content · machine; Hedge · machine"' in html


def test_a_finding_is_markdown():
    assert nl.finding("2 of 5.").data == "**Finding.** 2 of 5."


def table():
    return pd.DataFrame({"article": ["a", "b", "a"], "kind": ["k", "k", "m"], "rate": [1.0, 2.0, 3.0],
                         "low": [0.5, 1.0, 2.0], "high": [2.0, 3.0, 5.0]})  # fmt: skip


@pytest.mark.parametrize("plot", [show.dots, show.bars, show.strip])
def test_figures_have_title_unit_rows_and_legend(plot):
    figure = plot(table(), "rate", "article", "kind", title="Rates", unit="per 1,000 words")
    axes = figure.axes[0]
    assert figure.get_suptitle() == "Rates" and axes.get_xlabel() == "per 1,000 words"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [label.get_text() for label in figure.legends[0].get_texts()] == ["k", "m"]


def test_a_figure_needs_a_real_text_alternative(capsys):
    figure = show.dots(table(), "rate", "article", title="Rates", unit="per 1,000 words")
    with pytest.raises(ValueError, match="full sentence"):
        nl.show_figure(figure, "a chart")
    nl.show_figure(figure, "Dots for the articles a and b on one axis of rates per 1,000 words.")


FIGURES = {
    "dots": lambda data: show.dots(data, "rate", "article", "kind", title="T" * 60, unit="per 1,000 words"),
    "bars": lambda data: show.bars(data, "rate", "article", "kind", title="T" * 60, unit="per 1,000 words"),
    "strip": lambda data: show.strip(data, "rate", "article", "kind", title="T" * 60, unit="per 1,000 words"),
    "curves": lambda data: show.curves(data, "rate", "low", "kind", title="T" * 60, units=("words", "words")),
    "trend": lambda data: show.trend(data.assign(group=["2024", "2025", "2026"]), by="kind", title="T", unit="words"),
}


def stored(monkeypatch, figure):
    """What `show_figure` stores of a figure and of its caption, and what it knows about the figure."""
    shown = []
    monkeypatch.setattr("newsloupe.show.display.display", shown.append)
    nl.show_figure(figure, "Dots for the articles a and b on one axis of rates per 1,000 words.")
    (picture, about), (caption, _) = (one._repr_mimebundle_() for one in shown)
    return caption | picture, about


@pytest.mark.parametrize("kind", FIGURES)
def test_a_figure_is_stored_with_its_numbers_and_as_a_drawing_readable_on_a_phone(kind, monkeypatch):
    named = table().assign(article=["an article with a name of several lines", "b", "c < & \ufffe"], kind=list("pqr"))
    data, about = stored(monkeypatch, FIGURES[kind](named))
    assert (data, about) == stored(monkeypatch, FIGURES[kind](named))  # the same bytes
    numbers = pd.read_csv(StringIO(data["text/csv"]))
    assert len(numbers) == 3 and set(numbers) <= {*named, "group"} and "kind" in numbers
    drawing = ElementTree.fromstring(about["svg"])
    phone = 328 / float(drawing.attrib["width"].removesuffix("pt"))
    letters = [float(size) for size in re.findall(r"font: (?:\w+ )*([\d.]+)px", about["svg"])]
    letters += [float(size) for size in re.findall(r"font-size: ([\d.]+)px", about["svg"])]
    assert letters and min(letters) * phone >= 11


def test_a_drawing_is_the_same_where_a_processor_rounds_the_last_decimal_otherwise(monkeypatch):
    drawings = []
    for factor in (1, 1 + 1e-12):
        figure = show.dots(table(), "rate", "article", "kind", title="Rates", unit="per 1,000 words")
        figure.axes[0].set_position([0.3 * factor, 0.2 * factor, 0.6 * factor, 0.6 * factor])
        drawings.append(stored(monkeypatch, figure)[1]["svg"])
    assert drawings[0] == drawings[1] and "url(#" in drawings[0]
    named = set(re.findall(r' id="([^"]+)"', drawings[0]))
    assert set(re.findall(r"(?:url\(|href=\")#([^)\"]+)", drawings[0])) <= named


def test_numbers_in_a_csv_are_no_formulas(monkeypatch):
    data, _ = stored(monkeypatch, show.bars(table().assign(article="=1+1"), "rate", "article", title="T", unit="words"))
    assert data["text/csv"].splitlines()[1] == "\\=1+1,1"


def test_a_curve_for_each_text():
    data = pd.DataFrame({"n": [1, 2, 1, 2], "ttr": [1.0, 0.5, 1.0, 0.9], "text": ["p", "p", "q", "q"]})
    figure = show.curves(data, "n", "ttr", "text", title="Falls", units=("words", "TTR"))
    axes = figure.axes[0]
    assert [line.get_ydata().tolist() for line in axes.lines] == [[1.0, 0.5], [1.0, 0.9]]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("words", "TTR")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["p", "q"]


def test_what_an_article_brings_along_is_neither_a_script_nor_a_formula():
    """In a browser, with forty texts: `test_escaping.py`."""
    text = "Fares rose from $2 to $3, <script>alert(1)</script> she said."
    corpus = nl.Corpus([nl.corpus.Article("x", text, text, {"label": text})])
    found = nl.find_words(corpus, "rose")
    outputs = [nl.highlight(corpus["x"], found).data, nl.finding(corpus["x"].label).data]
    for output in outputs:
        assert "<script" not in output and output.replace("&#36;", "$").count("<span>$</span>") == 2
    table = nl.context(found, corpus)._repr_html_()
    assert "<script" not in table and "mathjax_ignore" in table


def test_of_many_spans_over_each_other_the_shortest_are_drawn_and_the_others_counted():
    corpus = nl.Corpus.from_texts({"x": "It rained all day in the hills."})
    nested = nl.make_spans(
        corpus, [{"article": "x", "start": n, "end": 31 - n, "label": f"l{n:02}", "coder": "A"} for n in range(15)]
    )
    innermost = nl.highlight(corpus["x"], nested).data.split("<mark")[-15]
    assert "and 3 more" in innermost and "L14 · A" in innermost and "L02" not in innermost.split('">')[0]


def test_a_title_is_shown_without_what_no_font_has_in_the_lines_that_it_has():
    figure = show.bars(table(), "rate", "article", title="Up\x07 $5\nto $6 {", unit="$ a\x07 {")
    assert figure.get_suptitle() == "Up\ufffd \\$5\nto \\$6 {" and figure.axes[0].get_xlabel() == "$ a\ufffd {"
    figure.canvas.draw()


def test_a_mark_without_a_status_or_a_note_tells_nothing_of_them():
    corpus = nl.Corpus.from_texts({"a": "It may rain, the mayor said."})
    spans = pd.concat([nl.find_rhetoric(corpus), nl.find_attributions(corpus)], ignore_index=True)
    assert spans["status"].isna().any()
    shown = nl.highlight(corpus["a"], spans).data
    assert "nan" not in shown and "machine" in shown


def test_a_status_belongs_to_a_label_and_not_to_a_coder():
    corpus = nl.Corpus.from_texts({"a": "It may rain."})
    hedges = nl.find_rhetoric(corpus).query("label == 'hedge'")
    status = f"<small>({hedges['status'].iloc[0]})</small>"
    assert status in nl.highlight(corpus["a"], hedges).data
    assert "<small>" not in nl.highlight(corpus["a"], hedges, by="coder").data
