"""A widget in a real browser without Jupyter: its own script and style, and its own Python, joined by a function."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Widget</title>
<style>{style}</style></head>
<body><main><h1>A notebook</h1><h2>Its section</h2><div id="here"></div></main></body></html>"""
JOIN = """
const told = await window.ask(null);
const listeners = [];
const model = {
  get: (name) => told[name],
  on: (_, listener) => listeners.push(listener),
  off: () => {},
  send: async (asked) => {
    Object.assign(told, await window.ask(asked));
    listeners.forEach((listener) => listener());
  },
};
(await import(URL.createObjectURL(new Blob([await window.script()], { type: "text/javascript" }))))
  .default.render({ model, el: document.getElementById("here") });
"""
FLAGS = ["--no-sandbox", "--disable-gpu"]


@contextmanager
def open_widget(browser: str, widget: Any) -> Iterator[Any]:
    """A page with the widget in it, on a tablet; what goes wrong in its script fails the test."""
    playwright = pytest.importorskip("playwright.sync_api")

    def ask(asked: dict[str, Any] | None) -> dict[str, Any]:
        if asked is not None:
            widget._receive(widget, asked, [])
        return {"desk": widget.desk, "page": widget.page, "state": widget.state}

    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=FLAGS)
        page = opened.new_page(viewport={"width": 1024, "height": 1180}, has_touch=True)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.expose_function("ask", ask)
        page.expose_function("script", lambda: widget._esm)
        page.set_content(PAGE.replace("{style}", widget._css))
        page.add_script_tag(content=JOIN, type="module")
        page.locator("#here > *").first.wait_for()
        yield page
        opened.close()
        assert faults == []
