"""Adjudication: what coders differ on is decided passage by passage, merged, and told to the next coders."""

import pandas as pd
import pytest
import yaml

import newsloupe as nl
from newsloupe.agreement import disagreements, merge
from newsloupe.codebook import read_rows
from newsloupe.coding import Adjudication, NotSaved
from newsloupe.spans import SpanError
from support import BROWSER

pytest.importorskip("anywidget")

TEXT = "😀 It may <b>rain</b> in May. Surely the tram *will* stop, perhaps for good."
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": "Perhaps it snows."})


def coding(coder, *marks, note=""):
    rows = [{"article": "a", "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "label": label,
             "note": note} for words, label in marks]  # fmt: skip
    marked = nl.make_spans(CORPUS, rows, layer="rhetoric", coder=coder)
    return pd.concat([marked, read_rows(CORPUS, coder, "stance")], ignore_index=True)


ADA = coding("Ada Q", ("may", "hedge"), ("May", "hedge"), ("Surely", "booster"))
BEN = coding("Ben Q", ("may", "hedge"), ("perhaps for good", "hedge"), note="a guess")
CEM = coding("Cem Q", ("It may", "hedge"), ("Surely", "hedge"))
CODERS = [ADA, BEN, CEM]


@pytest.fixture
def bench(tmp_path):
    return Adjudication(CODERS, CORPUS, "stance", tmp_path / "decisions.csv")


def number(bench, words, label="hedge"):
    return bench.cases.index[bench.cases["text"].eq(words) & bench.cases["label"].eq(label)].item()


def merged(bench):
    return merge(*CODERS, decisions=nl.load_spans(bench.path, CORPUS), ties="out")


def test_what_is_decided_is_what_is_merged(bench):
    month, good, surely = number(bench, "May"), number(bench, "perhaps for good"), number(bench, "Surely")
    bench.decide(month, "no", reason="the month", near_miss=bench.sentence(month))
    at = TEXT.index("perhaps")
    bench.decide(good, "yes", start=at, end=at + 7)
    bench.decide(surely, "yes", label="booster", near_miss="Surely it is closed.")
    found = merged(bench)
    assert found[["text", "label", "decided"]].values.tolist() == [
        ["may", "hedge", "all"], ["Surely", "booster", "adjudicated"], ["perhaps", "hedge", "adjudicated"]
    ]  # fmt: skip
    bench.decide(month, "")
    bench.decide(surely, "no")
    assert merged(bench)["text"].tolist() == ["may", "perhaps"]


def test_it_goes_on_where_it_stopped_and_keeps_what_another_window_decided(bench):
    month, good = number(bench, "May"), number(bench, "perhaps for good")
    other = Adjudication(CODERS, CORPUS, "stance", bench.path)
    bench.decide(month, "no", reason="-- the month")
    other.decide(good, "yes", start=TEXT.index("perhaps"), end=TEXT.index("perhaps") + 7)
    again = Adjudication(CODERS, CORPUS, "stance", bench.path)
    assert [again.decision(case) for case in (month, good)] == [bench.decision(month), other.decision(good)]
    assert again.decision(month).reason == "-- the month"


def test_nobody_is_named_and_who_marked_nothing_is_there(bench):
    surely = number(bench, "Surely", "booster")
    assert bench.votes(surely) == (1, 3)
    assert [[mark["label"] for mark in marks] for marks in bench.readings(surely)] == [["booster"], ["hedge"], []]
    assert bench.readings(number(bench, "perhaps for good"))[0][0]["note"] == "a guess"


def test_who_has_not_read_the_passage_is_not_counted(tmp_path):
    late = CEM[CEM["article"] != "a"]
    bench = Adjudication([ADA, BEN, late], CORPUS, "stance", tmp_path / "d.csv")
    case = number(bench, "May")
    assert bench.votes(case) == (1, 2) and len(bench.readings(case)) == 2


def test_the_log_has_each_decision_and_near_misses_that_a_codebook_can_take(bench):
    month, surely = number(bench, "May"), number(bench, "Surely", "booster")
    bench.decide(month, "no", reason="*the* month", near_miss=bench.sentence(month))
    bench.decide(surely, "yes", start=TEXT.index("Surely"), end=TEXT.index(" *will"), label="hedge")
    log = bench.path.with_suffix(".md").read_text(encoding="utf-8")
    assert f"2 of {len(bench.cases)} passages are decided" in log and "Q" not in log
    assert "(1 of 3): dropped. &#42;the&#42; month" in log and "<b>" not in log.partition("## Near misses")[0]
    assert "recoded as hedge, with other ends: “Surely the tram”" in log
    told = yaml.safe_load("\n".join(line[4:] for line in log.partition("to add\n")[2].split("\n")))
    assert told == {"hedge": {"near_misses": ["😀 It may <b>rain</b> in May."]}}


@pytest.mark.parametrize(
    ("keep", "further", "message"),
    [
        ("maybe", {}, "must be yes, no or nothing"),
        ("yes", {"near_miss": "In May."}, "a near miss does not have the code"),
        ("", {"near_miss": "In May."}, "a near miss does not have the code"),
        ("yes", {"start": 9, "end": 9}, "9 to 9 is no passage of a"),
        ("yes", {"start": 0, "end": 999}, "0 to 999 is no passage of a"),
        ("yes", {"label": "hegde"}, "stance has no code 'hegde'"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_not_kept(bench, keep, further, message):
    before = bench.decision(0)
    with pytest.raises(ValueError, match=message):
        bench.decide(0, keep, **further)
    assert bench.decision(0) == before and not bench.path.exists()


def test_a_file_of_other_codings_is_refused_and_one_that_cannot_be_written_waits(bench, tmp_path):
    bench.decide(number(bench, "May"), "no")
    with pytest.raises(SpanError, match=r"decides about a\[\d+:\d+\] as hedge, on which these codings do not differ"):
        Adjudication([BEN, CEM], CORPUS, "stance", bench.path)
    nl.save_spans(disagreements(*CODERS), tmp_path / "open.csv")
    with pytest.raises(SpanError, match="no column keep"):
        Adjudication(CODERS, CORPUS, "stance", tmp_path / "open.csv")
    with pytest.raises(SpanError, match=r"kept in a \.csv file"):
        Adjudication(CODERS, CORPUS, "stance", tmp_path / "decisions.xlsx")
    bench.path.unlink()
    bench.path.mkdir()
    with pytest.raises(NotSaved):
        bench.decide(0, "yes")
    bench.path.rmdir()
    bench.decide(1, "no")
    assert [one.keep for one in map(Adjudication(CODERS, CORPUS, "stance", bench.path).decision, (0, 1))] == [
        "yes",
        "no",
    ]


def test_without_a_difference_there_is_nothing_to_decide(tmp_path):
    from newsloupe.coding import adjudicate

    with pytest.raises(ValueError, match="differ on no passage"):
        adjudicate([ADA, ADA], CORPUS, "stance", tmp_path / "d.csv")


# ---------------------------------------------------------------- in a browser


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine")
def test_by_keyboard_and_touch_in_a_browser(tmp_path):
    from newsloupe.coding import adjudicate
    from widget_page import open_widget

    path = tmp_path / "decisions.csv"
    with open_widget(BROWSER, adjudicate(CODERS, CORPUS, "stance", path)) as page:
        assert page.locator("body b").count() == 0  # markup in a text stays text
        assert "Q" not in page.locator(".newsloupe-bench").inner_text()
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input[type=text], fieldset label")]
              .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.9)
              .map((one) => one.outerHTML)"""
        )
        assert small == []
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input")].filter((one) => !one.textContent.trim()
              && !one.ariaLabel && !one.labels?.length).map((one) => one.outerHTML)"""
        )
        assert nameless == []

        case = page.locator(".top span").first
        page.locator(".text").focus()
        while page.locator("mark").inner_text().replace("\n", "") != "May":
            before = case.inner_text()
            page.keyboard.press(".")
            page.wait_for_function("(before) => document.querySelector('.top span').textContent !== before", arg=before)
        page.keyboard.press("d")
        page.get_by_role("status").filter(has_text="dropped: not Hedge").wait_for()
        assert page.evaluate("document.activeElement.className") == "text"  # the focus is where it was
        page.keyboard.press("n")
        page.keyboard.type("k is the month")  # no key of the widget fires while somebody writes
        page.keyboard.press("Enter")
        page.get_by_label("Add this sentence as a near miss").check()
        page.get_by_label("The near miss, as it will stand").wait_for()

        page.keyboard.press("o")
        while not page.locator("mark").inner_text().endswith("good"):
            before = case.inner_text()
            page.get_by_role("button", name="Next open one").tap()
            page.wait_for_function("(before) => document.querySelector('.top span').textContent !== before", arg=before)
        for _ in range(2):
            words = page.locator("mark").inner_text()
            page.get_by_role("button", name="End earlier, by one word").tap()
            page.wait_for_function("(words) => document.querySelector('mark').textContent !== words", arg=words)
        page.get_by_label("Code", exact=True).select_option("booster")
        page.get_by_role("status").filter(has_text="“perhaps”: kept as Booster").wait_for()

    decisions = nl.load_spans(path, CORPUS)
    done = decisions[decisions["keep"] != ""].set_index("text")
    assert done.loc["May", ["keep", "reason", "near_miss"]].tolist() == [
        "no", "k is the month", "😀 It may <b>rain</b> in May."
    ]  # fmt: skip
    assert done.loc["perhaps for good", ["keep", "to_text", "to_label"]].tolist() == ["yes", "perhaps", "booster"]
    with open_widget(BROWSER, adjudicate(CODERS, CORPUS, "stance", path)) as page:
        assert "2 decided" in page.locator(".top span").first.inner_text()
