"""The reading edition in a real browser: by mouse, keyboard and touch, wide and narrow, light and dark."""

import re
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.corpus import seeds_path
from support import BROWSER, FLAGS

playwright = pytest.importorskip("playwright.sync_api")
look = pytest.importorskip("look")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The reading edition of one shipped article, as the program and a reader marked it."""
    corpus = nl.load_corpus().select(["000_ecead0db609f1074"])
    names = ("attribution", "rhetoric", "frames", "agency")
    coded = [nl.load_spans(seeds_path() / "reference" / f"{name}.csv", nl.load_corpus()) for name in names]
    coded = [table[table["article"].isin(corpus.ids)] for table in coded]
    spans = pd.concat([nl.find(corpus), *coded], ignore_index=True)
    return nl.reader(corpus, spans, tmp_path_factory.mktemp("edition")).parent


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, folder):
    """Opens a page from the disk; afterwards nothing was asked of elsewhere, and nothing went wrong."""
    opened, asked, wrong = [], [], []

    def go(address: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(folder.as_uri() + "/" + address)
        return page

    yield go
    for context in opened:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert wrong == []


def shown(page) -> int:
    return page.evaluate("document.querySelectorAll('#text mark[tabindex]').length")


def count(page, label: str) -> int:
    return int(page.locator(f"li:has(input[value={label}]) .count").inner_text())


def test_the_address_says_what_is_shown_and_switches_change_it(visit):
    page = visit("000.html#rhetoric=hedge")
    assert shown(page) == count(page, "hedge") > 0
    page.get_by_label("the article’s own").check()
    assert "voice=own" in page.url
    own = count(page, "hedge")
    page.get_by_label("reported", exact=True).check()
    reported = count(page, "hedge")
    page.locator("[name=voice][value=all]").check()
    assert own + reported == count(page, "hedge") == shown(page)
    page.get_by_label("where they differ").check()
    assert "coder=differ" in page.url
    again = visit(page.url.split("/")[-1])
    assert again.locator("[value=differ]").is_checked() and shown(again) == shown(page)


def test_no_more_than_six_kinds_unless_asked(visit):
    page = visit("000.html")
    assert page.locator("li input:checked").count() == 6
    layer = page.locator("[data-layer=rhetoric]")
    assert layer.evaluate("box => box.indeterminate")
    layer.click()
    assert page.locator("li input:checked").count() == 3 and not layer.evaluate("box => box.indeterminate")
    layer.click()
    assert page.locator("li input:checked").count() == 6
    assert "No more than 6" in page.get_by_role("status").inner_text()
    page.get_by_label("more than six kinds at once").check()
    layer.click()
    layer.click()
    assert page.locator("li input:checked").count() > 6 and "more=1" in page.url


@pytest.mark.parametrize("width", [360, 1280])
def test_that_there_are_too_many_kinds_is_told_where_the_reader_is(visit, width):
    page = visit("000.html", width)
    if width == 360:
        page.locator("details.choose > summary").click()
    box = page.locator("li input:not(:checked)").locator("visible=true").last
    box.click()
    assert not box.is_checked()
    told = page.get_by_role("status")
    assert "No more than 6" in told.inner_text()
    seen = told.evaluate("""status => {
      const { left, top, bottom } = status.getBoundingClientRect();
      const there = document.elementFromPoint(left + 9, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && status.contains(there);
    }""")
    assert seen


def test_on_a_phone_the_panel_begins_at_its_top_and_the_mark_is_seen_above_it(visit):
    page = visit("000.html#rhetoric=hedge", 360, has_touch=True)
    page.locator("#text mark[tabindex]").first.tap()
    for _ in range(4):
        page.locator("#panel").evaluate("panel => { panel.scrollTop = 9999; }")
        page.get_by_role("button", name="next").first.evaluate("button => button.click()")
        top, mark, panel = page.evaluate("""() => [document.querySelector('#panel').scrollTop,
          document.querySelector('#text mark.now').getBoundingClientRect().toJSON(),
          document.querySelector('#panel').getBoundingClientRect().top]""")
        assert top == 0 and 0 < mark["top"] < mark["bottom"] < panel
        assert abs((mark["top"] + mark["bottom"]) / 2 - panel / 2) < 40


def test_the_first_stop_leads_to_the_text_and_keeps_what_is_chosen(visit):
    page = visit("000.html#rhetoric=hedge")
    page.goto(page.url.split("#")[0])
    marks = shown(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the text"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#text'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#text mark')") and shown(page) == marks


def test_marks_and_places_are_told_apart_and_so_are_marks_of_people_and_of_the_program(visit):
    page = visit("000.html#attribution=content&coder=all")
    told = page.get_by_role("status").inner_text()
    page.locator("#text mark[tabindex]").first.click()
    places = re.search(r" of (\d+)", page.locator("#panel .steps").first.inner_text())[1]
    assert f"{count(page, 'content')} marks in {places} places" in told
    listed = visit("marks-rhetoric-hedge.html")
    listed.locator("a[href*='coder=reader']").first.click()
    listed.wait_for_function("document.querySelector('#text mark.now')")
    assert listed.locator("[name=coder][value=reader]").is_checked()
    assert "a reader" in listed.locator("#panel").inner_text() and "the program" not in listed.locator(
        "#panel").inner_text()  # fmt: skip


def test_marks_are_reached_and_told_by_keyboard(visit):
    page = visit("000.html#rhetoric=hedge")
    marks = page.locator("#text mark[tabindex]")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#text mark')"):
            break
    assert page.evaluate("document.activeElement === document.querySelector('#text mark[tabindex]')")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "Hedge" and "1 of" in panel.inner_text()
    assert (
        "Why" in panel.inner_text() and "leaves open" in panel.inner_text()
    )  # the rule, and the codebook's definition
    page.keyboard.press("n")
    assert "2 of" in panel.inner_text() and "mark=m-" in page.url
    assert page.evaluate("document.activeElement.matches('#text mark.now')")
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    assert panel.is_hidden() and marks.first.evaluate("mark => mark === document.activeElement")


def test_a_tap_opens_the_panel_and_a_link_leads_to_its_mark(visit):
    page = visit("000.html#attribution=content", 360, has_touch=True)
    page.locator("#text mark[tabindex]").first.tap()
    assert "Source" in page.locator("#panel").inner_text()
    listed = visit("marks-rhetoric-hedge.html")
    link = listed.locator(".kwic a").last
    words = link.inner_text()
    link.click()
    listed.wait_for_function("document.querySelector('#text mark.now')")
    assert "".join(listed.locator("#text mark.now").all_inner_texts()).strip() == words.strip()
    assert listed.locator("#panel h2").first.inner_text() == "Hedge"


def test_without_scripts_the_text_is_there_and_its_marks_are_seen(visit):
    page = visit("000.html", java_script_enabled=False)
    assert page.locator("#choices").is_hidden() and page.locator("noscript").inner_text().startswith("Scripts are off")
    assert page.locator("#text p").count() > 3
    lines = page.locator("#text mark").evaluate_all("all => all.map(one => getComputedStyle(one).borderBottomWidth)")
    assert 0 < lines.count("2px") < len(lines), "what is shown at first, and not every sentence"


@pytest.mark.parametrize("address", ["000.html", "000.html#framing=conflict,responsibility&coder=all", "index.html",
                                     "marks-attribution-content.html"])  # fmt: skip
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_its_box_and_everybody_can_read_it(visit, address, width):
    for scheme in ("light", "dark"):
        page = visit(address, width, color_scheme=scheme)
        assert page.evaluate(look.BOXES) == []
        if page.locator("#text mark[tabindex]").count():
            page.locator("#text mark[tabindex]").first.click()
        assert look.axe_faults(page) == []


def test_print_keeps_the_marks_and_names_them(visit):
    page = visit("000.html#rhetoric=hedge", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#choices").is_hidden()
    style = page.locator("#text mark.on").first.evaluate(
        "mark => [getComputedStyle(mark).printColorAdjust, getComputedStyle(mark, '::before').content]"
    )
    assert style == ["exact", '"Hedge"']
