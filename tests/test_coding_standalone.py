"""The coding page without Python: one file, in a real browser, whose table is read like all others."""

from pathlib import Path

import pytest

import newsloupe as nl
from newsloupe.codebook import codebook_checksum
from newsloupe.coding import coding_page
from newsloupe.exchange import load_codings
from support import BROWSER, FLAGS

TEXT = "😀 Officials </script> warned on “Monday”.\n\n=1+1, may 😀 rain. -5 percent, perhaps."
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows, perhaps."})


def test_the_page_is_one_file_without_addresses_and_its_text_is_no_markup(tmp_path):
    page = coding_page(CORPUS, "stance", tmp_path / "c.html", only={"a": ["=1+1"]}).read_text(encoding="utf-8")
    assert "://" not in page and "src=" not in page and "warned on “Monday”" not in page
    whole = coding_page(CORPUS, "stance", tmp_path / "c.html", coder='"><b>').read_text(encoding="utf-8")
    assert whole.count("</script>") == 2 and 'value="&quot;&gt;&lt;b&gt;"' in whole
    with pytest.raises(ValueError, match="the corpus is empty"):
        coding_page(nl.Corpus([]), "stance", tmp_path / "c.html")


@pytest.fixture
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield opened
        opened.close()


def select(page, words):
    """Select words in the text as a person does with the mouse, and tell the widget."""
    page.evaluate(
        """(words) => {
          const text = document.querySelector(".text");
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          text.focus();
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
        }""",
        words,
    )
    page.wait_for_timeout(50)


def mark(page, words, code):
    page.locator(".codes label", has_text=code).first.click()
    select(page, words)
    page.get_by_role("button", name="Mark Enter").click()
    page.locator(".status", has_text="arked “").wait_for()


def download(page, folder) -> Path:
    with page.expect_download() as held:
        page.get_by_role("button", name="Download the coding").click()
    path = folder / held.value.suggested_filename
    held.value.save_as(path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("only", [None, {"a": ["=1+1"], "b": [(0, 22)]}], ids=["articles", "passages"])
def test_what_is_coded_in_the_page_is_loaded_like_all_others(browser, tmp_path, only):
    page = browser.new_page(viewport={"width": 820, "height": 1180}, has_touch=True)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    address = coding_page(CORPUS, "stance", tmp_path / "c.html", only=only).as_uri()
    page.goto(address)
    page.get_by_label("An invented name").fill("otter 1")
    page.get_by_role("button", name="Start").click()
    for words in ("may", "perhaps", "=1+1"):
        mark(page, words, "Hedge")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Redo").click()
    page.locator(".marks button").first.click()
    page.get_by_label("Note: why this code").fill("a, “b”")
    page.get_by_label("Note: why this code").press("Enter")
    page.locator(".status", has_text="kept").wait_for()
    page.get_by_role("button", name="Finished with this text").click()
    page.get_by_label("Article", exact=True).select_option(index=1)
    page.get_by_role("button", name="Finished: read, nothing found").click()
    page.get_by_role("button", name="✓ Finished").wait_for()
    (tmp_path / "in").mkdir()
    path = download(page, tmp_path / "in")
    assert path.name == "otter-1.csv" and not faults
    loaded = load_codings(tmp_path / "in", CORPUS, "stance")
    assert loaded.problems.empty and loaded.names == ["otter 1"]
    marks = loaded[0][loaded[0]["layer"] == "rhetoric"]
    wanted = [(words, TEXT.index(words)) for words in ("=1+1", "may", "perhaps")]
    assert list(zip(marks["text"], marks["start"], strict=True)) == wanted and set(marks["label"]) == {"hedge"}
    assert [note for note in marks["note"] if note] == ["a, “b”"]
    assert loaded.who["read"].tolist() == ["part" if only else "all", "all"]
    assert set(loaded[0].loc[loaded[0]["layer"] == "read", "checksum"]) == {codebook_checksum("stance")}

    fresh = browser.new_context().new_page()  # another computer, with the table that was downloaded
    fresh.goto(address)
    fresh.get_by_label("An invented name").fill("otter 1")
    fresh.get_by_role("button", name="Start").click()
    fresh.get_by_label("Go on with a table").set_input_files(path)
    fresh.locator(".status", has_text="5 rows of otter-1.csv").wait_for()
    (tmp_path / "again").mkdir()
    assert download(fresh, tmp_path / "again").read_bytes() == path.read_bytes()


@pytest.mark.slow
def test_parts_are_linked_and_a_group_of_one_is_none(browser, tmp_path):
    page = browser.new_page()
    page.goto(coding_page(CORPUS, "attribution", tmp_path / "c.html", coder="owl").as_uri())
    mark(page, "Officials", "Source")
    page.get_by_role("button", name="Link l", exact=True).click()
    mark(page, "warned", "Cue")
    page.locator(".marks b").nth(1).wait_for()
    (tmp_path / "in").mkdir()
    path = download(page, tmp_path / "in")
    assert nl.load_spans(path, CORPUS)["group"].tolist() == ["a1", "a1"]
    page.get_by_role("button", name="Remove Del").click()
    page.locator(".status", has_text="Removed").wait_for()
    assert nl.load_spans(download(page, tmp_path / "in"), CORPUS)["group"].tolist() == [""]
