"""What people code with, asked by axe-core: the widget, the form, adjudication, and the page without Python."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.codebook import read_rows
from newsloupe.coding import coding_page
from support import BROWSER, FLAGS, FORM

pytest.importorskip("anywidget")
from newsloupe.coding import adjudicate, code
from widget_page import open_widget

look = pytest.importorskip("look")
TEXT = "Officials warned on Monday that the port may close. Moscow denied it.\n\nPerhaps it will rain in May."
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows, perhaps."})

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine"),
]


@pytest.fixture
def form(tmp_path):
    (tmp_path / "story.yml").write_text(FORM, encoding="utf-8")
    return nl.load_codebook(tmp_path / "story.yml")


def coding(coder: str, *words: str) -> pd.DataFrame:
    """What one coder marked as a hedge."""
    rows = [{"article": "a", "start": TEXT.index(one), "end": TEXT.index(one) + len(one), "label": "hedge"}
            for one in words]  # fmt: skip
    found = nl.make_spans(CORPUS, rows, layer="rhetoric", coder=coder)
    return pd.concat([found, read_rows(CORPUS, coder, "stance")], ignore_index=True)


def assert_clean(page) -> None:
    """Nothing is wrong, in light and in dark, on a tablet and on a telephone."""
    for width in (1024, 390):
        page.set_viewport_size({"width": width, "height": 1180})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert look.axe_faults(page) == [], (width, scheme)


def test_the_widget(tmp_path):
    nl.save_spans(coding("Ada", "may", "Perhaps").query("layer == 'rhetoric'"), tmp_path / "c.csv")
    with open_widget(BROWSER, code(CORPUS, tmp_path / "c.csv", "stance", coder="Ada")) as page:
        assert_clean(page)
        page.locator(".marks button").first.click()  # a mark is chosen: its note and its buttons are there
        assert_clean(page)
        page.get_by_role("button", name="Finished").click()
        page.get_by_role("button", name="✓ Finished").wait_for()
        assert_clean(page)


def test_the_form(tmp_path, form):
    with open_widget(BROWSER, code(CORPUS, tmp_path / "c.csv", form, coder="Ada")) as page:
        assert_clean(page)
        page.locator(".form fieldset").first.get_by_label("no", exact=True).check()
        page.get_by_role("status").filter(has_text="no: “Do they disagree?”").wait_for()
        assert_clean(page)


def test_adjudication(tmp_path):
    codings = [coding("Ada", "may", "May"), coding("Ben", "may", "Perhaps"), coding("Cem", "may")]
    with open_widget(BROWSER, adjudicate(codings, CORPUS, "stance", tmp_path / "d.csv")) as page:
        assert_clean(page)
        page.get_by_label("Drop: it has not").check()
        page.get_by_role("status").filter(has_text="dropped").wait_for()
        page.get_by_label("Add this sentence as a near miss").check()
        page.get_by_label("The near miss, as it will stand").wait_for()
        assert_clean(page)


@pytest.mark.parametrize("book", ["stance", "form"])
def test_the_page_without_python(tmp_path, form, book):
    playwright = pytest.importorskip("playwright.sync_api")
    address = coding_page(CORPUS, form if book == "form" else book, tmp_path / "c.html").as_uri()
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(bypass_csp=True)  # the page lets no other script run; axe is one
        page.goto(address)
        assert_clean(page)
        page.get_by_label("An invented name").fill("otter")
        page.get_by_role("button", name="Start").click()
        page.locator(".text").wait_for()
        assert_clean(page)
        browser.close()
