"""Coding by hand in a real browser: with the mouse, with the keyboard, and through a crash of the kernel."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

import newsloupe as nl
from support import BROWSER

pytest.importorskip("anywidget")
pytest.importorskip("jupyterlab")
pytest.importorskip("playwright")
lab = pytest.importorskip("lab")
wait_for = lab.wait_for

TEXT = "😀 Officials warned on Monday\r\nthat the <b>port</b> may close. Moscow denied it. Perhaps it will rain."
CELL = f"""
import os
from pathlib import Path
import newsloupe as nl
from newsloupe import coding
corpus = nl.Corpus.from_texts({{"a": {TEXT!r}, "b": "Nobody knows."}})
widget = coding.code(corpus, "coding.csv", codebook="attribution", coder="Anna")
Path("pid").write_text(str(os.getpid()))
widget
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="kills a kernel with a POSIX signal"),
]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with a notebook of one cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL.strip(), id="coding")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "coding.ipynb")
    return tmp_path


@pytest.fixture
def page(folder, tmp_path_factory) -> Iterator:
    """The notebook in a browser."""
    with (
        lab.served(folder, tmp_path_factory.mktemp("home")) as address,
        lab.opened(f"{address}doc/tree/coding.ipynb") as page,
    ):
        yield page


def saved(folder: Path) -> list[tuple[str, str, str, str]]:
    """Text, label, group and note of the rows in the file, which `load_spans` has checked against the text."""
    if not (folder / "coding.csv").exists():
        return []
    rows = nl.load_spans(folder / "coding.csv", nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows."}))
    return list(rows[["text", "label", "group", "note"]].itertuples(index=False, name=None))


def drag(page, words: str) -> None:
    """Select `words` in the text with the mouse."""
    box = page.evaluate(
        """words => {
            const text = document.querySelector(".newsloupe-coding .text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                const {left, right, top, bottom} = range.getBoundingClientRect();
                return {left, right, middle: (top + bottom) / 2};
            }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 2, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 2, box["middle"], steps=5)
    page.mouse.up()


def test_what_is_coded_survives_the_kernel(page, folder):
    pid = lab.run_cell(page, folder)

    # With the mouse: drag over a word, a little sloppily, choose a code, press the button.
    drag(page, "Officials")
    page.locator(".newsloupe-coding .codes label").nth(0).click()
    page.get_by_role("button", name="Mark").click()
    mine = [("Officials", "source", "", "")]
    wait_for(lambda: saved(folder) == mine, "the mouse's mark in the file", fails=False)
    assert saved(folder) == mine

    # With the keyboard, quicker than Python answers: link, select the next word, mark it with the second code, which
    # joins the group; end the link, mark the rest of the line, undo that, go back to the mark before.
    page.locator(".newsloupe-coding .text").focus()
    for key in [
        "l",
        "Shift+ArrowRight",
        "2",
        "Enter",
        "Escape",
        "3",
        "Shift+ArrowDown",
        "Enter",
        "Control+z",
        ",",
        "n",
    ]:
        page.keyboard.press(key)
    page.locator(".newsloupe-coding input[type=text]:focus").wait_for()
    page.keyboard.type("they speak")
    page.keyboard.press("Enter")
    both = [("Officials", "source", "a1", ""), ("warned", "cue", "a1", "they speak")]
    wait_for(lambda: saved(folder) == both, "the keyboard's mark in the file", fails=False)
    assert saved(folder) == both
    page.get_by_role("status").filter(has_text="kept").wait_for()  # a screen reader hears it

    # The kernel dies, another one begins.
    page.remove_locator_handler(page.locator(".jp-Dialog").first)
    os.kill(pid, signal.SIGKILL)
    assert saved(folder) == both
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()  # JupyterLab tells that the kernel died
    assert lab.run_cell(page, folder) != pid
    marks = page.locator(".newsloupe-coding .mark")
    wait_for(lambda: marks.all_inner_texts() == ["Officials", "warned"], "the marks of the first session")
    assert saved(folder) == both
    assert page.locator(".newsloupe-coding b", has_text="port").count() == 0  # markup in a text stays text
    assert page.locator(".jp-Cell").count() == 1  # none of these keys was taken for a command of the notebook
