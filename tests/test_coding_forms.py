"""Forms for whole articles, and codebooks that are put together."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import agreement, alpha, answer_table, form_agreement
from newsloupe.codebook import CodebookError, Question, form_of_items
from support import BROWSER, FORM

CORPUS = nl.Corpus.from_texts({"a": "😀 It may rain. Officials warned.", "b": "Nobody knows.", "c": "Snow."})


@pytest.fixture
def book(tmp_path):
    (tmp_path / "story.yml").write_text(FORM, encoding="utf-8")
    return nl.load_codebook(tmp_path / "story.yml")


def desk(path, book, coder="Ada", **further):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    return code(CORPUS, path, book, coder=coder, **further)


def answer(widget, question, value, **further):
    widget._receive(widget, {"do": "answer", "turn": 1, "question": question, "answer": value, **further}, [])
    return widget.state


def test_answers_are_saved_with_evidence_and_what_is_not_answered_is_missing(tmp_path, book):
    widget = desk(tmp_path / "c.csv", book)
    assert [one["values"] for one in widget.desk["form"]] == [
        ["yes", "no", "cannot tell"], ["people", "money"], ["-2", "-1", "0", "1", "2"], []
    ]  # fmt: skip
    answer(widget, "conflict", "no")
    state = answer(widget, "tone", "-1", start=6, end=9)
    assert state["answers"] == {
        "conflict": {"answer": "no", "evidence": ""}, "tone": {"answer": "-1", "evidence": "may"}
    }  # fmt: skip
    answer(widget, "sources", "3")
    assert answer(widget, "sources", "four")["said"] == "Nothing was changed: 'four' is no number."
    assert "sources" not in answer(widget, "sources", "")["answers"]
    table = nl.load_spans(tmp_path / "c.csv", CORPUS).set_index("label")
    assert table.loc["tone", ["text", "layer", "answer", "evidence"]].tolist() == ["may", "answer", "-1", "passage"]
    assert table.loc["conflict", "text"] == CORPUS["a"].text
    again = desk(tmp_path / "c.csv", book)
    assert again.state["answers"] == state["answers"] and not again.state["marks"]
    answer(again, "conflict", "yes")
    assert nl.load_spans(tmp_path / "c.csv", CORPUS)["label"].tolist().count("conflict") == 1
    assert answer_table([nl.load_spans(tmp_path / "c.csv", CORPUS)], CORPUS, "conflict")["Ada"].tolist() == [
        "yes", None, None
    ]  # fmt: skip


def test_agreement_counts_articles_that_two_have_answered():
    def coded(coder, **answers):
        rows = [
            {"article": name, "start": 0, "end": len(CORPUS[name].text), "layer": "answer", "label": label,
             "answer": value}
            for label, values in answers.items() for name, value in zip("abc", values, strict=True) if value
        ]  # fmt: skip
        return nl.make_spans(CORPUS, rows, coder=coder)

    ada = coded("Ada", conflict=["yes", "no", ""], tone=["-1", "2", "0"])
    ben = coded("Ben", conflict=["yes", "yes", "no"], tone=["-1", "1", "0"])
    table = form_agreement(ada, ben, corpus=CORPUS, levels={"tone": "interval"}).set_index("question")
    assert table.loc["conflict", ["units", "answers", "equal"]].tolist() == [2, 5, 0.5]
    assert table.loc["conflict", "alpha"] == alpha(pd.DataFrame({"Ada": ["yes", "no"], "Ben": ["yes", "yes"]}))
    assert table.loc["tone", "alpha"] == alpha(pd.DataFrame({"A": [-1, 2, 0], "B": [-1, 1, 0]}), "interval") > 0.8
    assert agreement(ada, ben).loc[0, "reference"] == 0  # answers are no marks
    with pytest.raises(ValueError, match="Ada has answered conflict twice in a"):
        form_agreement(pd.concat([ada, ada]), ben, corpus=CORPUS)


def test_the_nineteen_questions_are_a_form(tmp_path):
    book = form_of_items("generic-frames")
    assert len(book.form) == 19 and {one.kind for one in book.form} == {"question"} and not book.codes
    widget = desk(tmp_path / "c.csv", book)
    assert answer(widget, "conflict_1", "cannot tell")["answers"]["conflict_1"]["answer"] == "cannot tell"
    with pytest.raises(ValueError, match="has no items"):
        form_of_items("stance")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{id: x, kind: choice, ask: y}", "a 'choice' has 'options'"),
        ("{id: x, kind: scale, ask: y, lowest: 2, highest: 1}", "'lowest' and 'highest', two whole numbers"),
        ("{id: x, kind: scale, ask: y}", "'lowest' and 'highest', two whole numbers"),
        ("{id: tone, kind: question, ask: y}", "two questions are called 'tone'"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(entry, message, tmp_path):
    (tmp_path / "story.yml").write_text(f"{FORM}  - {entry}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        nl.load_codebook(tmp_path / "story.yml")


def test_numbers_have_ends():
    number = Question(id="n", kind="number", ask="How many?", lowest=0, highest=9)
    assert [number.fault(value) for value in ("0", "9.5", "-1", "nan", "x")] == [
        "", "9.5 is too large", "-1 is too small", "nan is too large", "'x' is no number"
    ]  # fmt: skip


# ---------------------------------------------------------------- codebooks put together


def test_codes_of_several_codebooks_are_one(tmp_path):
    book = nl.load_codebook("stance:hedge,booster + persuasion:appeal_to_fear")
    assert book.labels == ["hedge", "booster", "appeal_to_fear"] and book.layer == "rhetoric"
    assert book.name == "stance-and-persuasion" and nl.load_codebook("stance:booster").labels == ["booster"]
    assert [one["name"] for one in desk(tmp_path / "c.csv", book).desk["choices"]] == book.labels
    found = nl.apply_codebook(CORPUS, "stance:hedge + persuasion:appeal_to_fear")
    assert found["text"].tolist()[0] == "may"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("stance:hegde", "has no code 'hegde'; did you mean 'hedge'"),
        ("stance + generic-frames", "layers framing, rhetoric cannot be one"),
        ("stance + stance:hedge", "two codes are called 'hedge'"),
        ("stance + weather", "there is no codebook 'weather'"),
    ],
)
def test_what_cannot_be_put_together_says_why(name, message):
    with pytest.raises(CodebookError, match=message):
        nl.load_codebook(name)


# ---------------------------------------------------------------- in a browser

without_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine")
SELECT = """(words) => {
  const text = document.querySelector(".text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  text.focus();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def fill_in(page):
    """Answer three of the four questions as a person does: by mouse, by keyboard, with a passage; then finish."""
    asked = page.locator(".form fieldset")
    assert asked.locator("legend").all_inner_texts() == [
        "Do they disagree?", "What is it about?", "How is the tone?", "How many sources?"
    ]  # fmt: skip
    assert page.locator(".form input:checked").count() == 0  # nothing is chosen before somebody does
    asked.nth(0).get_by_label("no", exact=True).check()
    page.get_by_role("status").filter(has_text="no: “Do they disagree?”").wait_for()
    asked.nth(2).get_by_label("-2").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("status").filter(has_text="-1: “How is the tone?”").wait_for()
    page.evaluate(SELECT, "may")
    page.wait_for_timeout(50)
    asked.nth(2).get_by_role("button", name="Selection as evidence").click()
    asked.nth(2).locator("q", has_text="may").wait_for()
    number = asked.nth(3).get_by_label("How many sources?")
    number.fill("many")
    number.press("Tab")
    page.get_by_role("status").filter(has_text="Nothing was changed").wait_for()
    number.fill("2")
    number.press("Tab")
    page.get_by_role("status").filter(has_text="2: “How many sources?”").wait_for()
    page.get_by_role("button", name="Finished").click()
    page.get_by_role("button", name="✓ Finished").wait_for()


def filled_in(page):
    return (
        [one.input_value() for one in page.locator(".form input:checked").all()],
        page.get_by_label("How many sources?").input_value(),
        page.locator(".form q:visible").all_inner_texts(),
        page.locator("button[aria-pressed=true]", has_text="Finished").count(),
    )


def answers_in(table):
    found = table[table["layer"] == "answer"].set_index("label")["answer"].to_dict()
    return found, table.loc[table["layer"] == "read", "article"].tolist()


GIVEN = (["no", "-1"], "2", ["may"], 1)
SAVED = ({"conflict": "no", "tone": "-1", "sources": "2"}, ["a"])


@pytest.mark.slow
@without_browser
def test_a_form_is_answered_finished_and_there_again_in_the_widget(tmp_path, book):
    from widget_page import open_widget

    with open_widget(BROWSER, desk(tmp_path / "c.csv", book)) as page:
        fill_in(page)
    assert answers_in(nl.load_spans(tmp_path / "c.csv", CORPUS)) == SAVED
    with open_widget(BROWSER, desk(tmp_path / "c.csv", book)) as page:
        assert filled_in(page) == GIVEN
        page.locator(".form fieldset").nth(0).get_by_role("button", name="No answer").click()
        page.get_by_role("status").filter(has_text="No answer").wait_for()
    assert "conflict" not in answers_in(nl.load_spans(tmp_path / "c.csv", CORPUS))[0]


@pytest.mark.slow
@without_browser
def test_a_form_is_answered_finished_and_there_again_in_the_page_without_python(tmp_path, book):
    playwright = pytest.importorskip("playwright.sync_api")
    from newsloupe.coding import coding_page
    from newsloupe.exchange import load_codings

    address = coding_page(CORPUS, book, tmp_path / "c.html", coder="otter").as_uri()
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(has_touch=True)
        page.on("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave what is not downloaded
        page.goto(address)
        fill_in(page)
        page.reload()
        page.locator(".form").wait_for()
        assert filled_in(page) == GIVEN
        with page.expect_download() as held:
            page.get_by_role("button", name="Download the coding").click()
        (tmp_path / "in").mkdir()
        held.value.save_as(tmp_path / "in" / held.value.suggested_filename)
        browser.close()
    loaded = load_codings(tmp_path / "in", CORPUS, book)
    assert loaded.problems.empty and answers_in(loaded[0]) == SAVED
