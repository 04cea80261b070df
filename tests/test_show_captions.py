"""What to see in a figure, in one sentence that is true whatever was counted."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest

import newsloupe as nl
from newsloupe import show
from newsloupe.show.captions import of_analyses, of_bars, of_curves, of_dots, of_ticks

NAN = float("nan")


def frame(values, low=None, high=None, by=None, rows="abcdefgh"):
    columns = {"row": list(rows[: len(values)]), "value": values, "low": low, "high": high, "by": by}
    return pd.DataFrame({name: column for name, column in columns.items() if column is not None})


DOTS = [
    (frame([]), ""),
    (frame([3.0]), ""),
    (frame([3.0, NAN]), ""),
    (frame([0.0, 0.0]), "All have the same value, 0."),
    (frame([1, 5, 3]), "Highest is “b” (5), lowest is “a” (1)."),
    (frame([5, 1, 5]), "Highest are “a” and “c” (5), lowest is “b” (1)."),
    (frame([5] * 5 + [1]), "Highest are “a”, “b” and 3 more (5), lowest is “f” (1)."),
    (frame([1, 5], [0, 4], [2, NAN]), "Highest is “b” (5), lowest is “a” (1)."),
    (
        frame([1, 5], [0, 4], [2, 6]),
        "Highest is “b” (5), lowest is “a” (1), and their intervals do not overlap.",
    ),
    (
        frame([1, 5, 2], [0, 2, 1], [2, 8, 3]),
        "Highest is “b” (5), lowest is “a” (1), and their intervals overlap, which alone decides nothing; the widest "
        "interval is that of “b”.",
    ),
    (frame([-1, 5], [-2, -1], [3, 8]), "None of the 2 intervals leaves 0 out."),
    (frame([-1, 5], [-2, 1], [3, 8]), "1 of 2 intervals leaves 0 out: “b”."),
    (frame([-2, 5, 4, 6, 7], [-3, 1, 1, 1, 1], [-1, 8, 8, 8, 8]), "5 of 5 intervals leave 0 out: “a”, “b” and 3 more."),
    (frame([-1, 5]), "Highest is “b” (5), lowest is “a” (−1)."),
]


@pytest.mark.parametrize("data, said", DOTS)
def test_of_dots_the_ends_or_what_lies_beside_0(data, said):
    assert of_dots(data, "value", "row") == said


BY = [
    (frame([1, 5, 2, 4], by=list("ppqq"), rows="abab"), "Where each is highest: p at “b” (5), q at “b” (4)."),
    (frame([1, 1, 2, 4], by=list("ppqq"), rows="abab"), "Where each is highest: p at “a” and “b” (1), q at “b” (4)."),
    (frame([1, 5, 3, 3, 2], by=list("pqrst")), "The highest of all is “b” (5), in the series “q”."),
    (frame([1, 5], by=list("pp")), "Highest is “b” (5), lowest is “a” (1)."),
    (frame([-1, 5], [-2, 1], [3, 8], by=list("pq")), "1 of 2 intervals leaves 0 out: “b (q)”."),
]


@pytest.mark.parametrize("data, said", BY)
def test_of_several_series_each_is_told_or_the_highest_of_all(data, said):
    assert of_dots(data, "value", "row", "by") == said


BARS = [
    (frame([]), ""),
    (frame([3]), ""),
    (frame([3, 3]), ""),
    (frame([3, 1, 2]), "The longest bar is “a” (3), and the shortest is “b” (1)."),
    (frame([3, 1, 1]), "The longest bar is “a” (3), and the shortest are “b” and “c” (1)."),
    (frame([3, -4, 2]), "Longest to the right is “a” (3), longest to the left is “b” (−4)."),
    (frame([-1, -4]), "The longest bar is “b” (−4), and the shortest is “a” (−1)."),
    (
        frame([3, 4, 2], by=list("ppq"), rows="aba"),
        "The longest bar is “a” (5), its largest part “p” (3), and the shortest is “b” (4).",
    ),
    (
        frame([-3, -4, -2], by=list("ppq"), rows="aba"),
        "The longest bar is “a” (−5), its largest part “p” (−3), and the shortest is “b” (−4).",
    ),
    (frame([3, 4], by=list("pq")), "The longest bar is “b” (4), and the shortest is “a” (3)."),
]


@pytest.mark.parametrize("data, said", BARS)
def test_of_bars_the_ends_and_the_largest_part(data, said):
    assert of_bars(data, "value", "row", "by" if "by" in data else None) == said


def test_of_ticks_the_fullest_line_and_the_middle():
    assert of_ticks(frame([]), "value", "row") == ""
    assert of_ticks(frame([1, 2]), "value", "row") == ""
    said = of_ticks(frame([1, 2, 8], rows="aab"), "value", "row")
    assert said == "The line of “a” has most ticks (2 of 3); half of all stand at 2 or before."
    assert "The lines of “a” and “b” have most ticks (2 of 5)" in of_ticks(frame([1] * 5, rows="aabbc"), "value", "row")


def test_of_curves_how_they_end():
    assert of_curves(frame([1, 2], rows="aa"), "value", "row") == ""
    assert of_curves(frame([9, 2, 1, 3, NAN], rows="aabbb"), "value", "row") == (
        "At the end the highest is “b” (3), the lowest is “a” (2)."
    )


ANALYSES = [
    ([20, 12, 11], 5, "3 of 3 analyses lie above the limit of the claim."),
    ([20, 12, 11], 30, "0 of 3 analyses lie above the limit of the claim."),
    ([20, 12, 11], 15, "1 of 3 analyses lies above the limit of the claim, the published one among them; all others "
     "have “k: y”."),
    ([11, 20, 21], 15, "2 of 3 analyses lie above the limit of the claim, the published one does not; those have "
     "“k: y”."),
    ([20, 8, 21], 15, "2 of 3 analyses lie above the limit of the claim, the published one among them; all others "
     "have “k: y” and “m: q”."),
    ([20, 21, 3, 8], 15, "2 of 4 analyses lie above the limit of the claim, the published one among them."),
    ([20, 8, 21], None, "The published value (20) is higher than 1 of the 3."),
]  # fmt: skip


@pytest.mark.parametrize("values, limit, said", ANALYSES)
def test_of_analyses_the_side_of_the_limit_and_what_leads_to_the_other(values, limit, said):
    own = pd.DataFrame({"k": list("xyyx"), "m": list("pqpq"), "changes": [0, 2, 1, 1]})[: len(values)]
    own["value"] = values
    assert of_analyses(own, ["k", "m"], limit) == said


def test_of_analyses_without_the_published_one():
    own = pd.DataFrame({"k": ["y"], "value": [3], "changes": [1]})
    assert of_analyses(own, ["k"], 1) == "1 of 1 analyses lies above the limit of the claim."
    assert of_analyses(own, ["k"]) == ""


def shown(monkeypatch, figure):
    found = []
    monkeypatch.setattr("newsloupe.show.display.display", found.append)
    nl.show_figure(figure)
    return [one._repr_mimebundle_()[0] for one in found]


def test_it_stands_below_the_figure_with_the_numbers_and_is_no_markup(monkeypatch):
    data = frame([1, 5]).assign(row=["<b>$5", "*b* of a very long name that nobody would read to its end in a caption"])
    picture, below = shown(monkeypatch, show.dots(data, "value", "row", title="Late", unit="minutes"))
    assert "image/png" in picture and "text/csv" not in picture
    assert below["text/markdown"] == (
        "Highest is “&#42;b&#42; of a very long name that nobody would read to its end i…” (5), lowest is "
        "“&#60;b&#62;<span>&#36;</span>5” (1)."
    )
    assert len(pd.read_csv(StringIO(below["text/csv"]))) == 2


def test_labels_have_their_names_and_where_there_is_nothing_to_see_the_numbers_stay(monkeypatch):
    data = pd.DataFrame({"label": ["hedge", "loaded_language"], "rate": [np.float64(1), np.float64(2)]})
    assert shown(monkeypatch, show.bars(data, "rate", "label", title="R" * 40, unit="words"))[1]["text/plain"] == (
        "The longest bar is “Loaded language” (2), and the shortest is “Hedge” (1)."
    )
    assert shown(monkeypatch, show.bars(data[:1], "rate", "label", title="R" * 40, unit="words"))[1]["text/plain"] == ""
