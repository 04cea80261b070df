"""Every page of the site in a real browser: what is wrong with it for people who read, tap, tab or listen.

    python tests/look.py            # build/site, in both themes, on a desktop and on a phone
    python tests/look.py FOLDER

Nothing may be asked of elsewhere, no error told, nothing stand outside of its box, no mark be out of reach of the
keyboard; and axe-core, which knows what people who cannot see well need (WCAG 2.1, A and AA), must find nothing.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import axe_playwright_python
from playwright.sync_api import Page, sync_playwright

from support import BROWSER, FLAGS, html_pages

ROOT = Path(__file__).resolve().parents[1]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
DESKTOP, PHONE = 1280, 360
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"


class View(NamedTuple):
    width: int  # of the window, in CSS pixels
    theme: str  # light or dark


VIEWS = [View(width, theme) for theme in ("light", "dark") for width in (DESKTOP, PHONE)]
TWO_VIEWS = [VIEWS[0], VIEWS[-1]]  # each width and each theme once

# All that is folded is opened, since it has to fit as well. What is there for screen readers alone has no box.
BOXES = """() => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  for (const part of folded) part.open = true;
  const column = document.querySelector("article.bd-article") ?? document.querySelector("main");
  const box = column.getBoundingClientRect();
  const unseen = node => node !== column && (node.clientWidth === 1 || unseen(node.parentElement));
  const wider = [...column.querySelectorAll("*")].filter(node => {
    const own = node.getBoundingClientRect();
    const out = own.width && (own.right > box.right + 1 || own.left < box.left - 1) && !node.matches("pre *");
    const cut = node.clientWidth > 1 && node.scrollWidth > node.clientWidth &&
      getComputedStyle(node).overflowX !== "visible";
    return (out || cut) && !unseen(node);
  }).map(node => `${node.tagName.toLowerCase()}.${node.className} ${node.textContent.trim().slice(0, 40)}`);
  for (const part of folded) part.open = false;
  const root = document.documentElement;
  return [...(root.scrollWidth > root.clientWidth ? ["the page"] : []), ...wider];
}"""
MARKS = """() => [...document.querySelectorAll("article mark[data-mark]")].filter(
  mark => mark.textContent.trim() && !mark.querySelector("a[href]") && !mark.closest("a[href]")
).map(mark => mark.textContent.slice(0, 40))"""
# Quicker than axe by far, which looks for whatever may lie behind each letter: the colours of letters and of the boxes
# around them, one laid over the other.
CONTRAST = """() => {
  const rgba = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+(?:e-\\d+)?/g).map(Number);
    return colour.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a));
  const light = colour => colour.reduce((sum, part, i) => sum + [0.2126, 0.7152, 0.0722][i] *
    (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4), 0);
  const grounds = new Map();
  const ground = node => {
    if (!node) return [255, 255, 255];
    if (grounds.has(node)) return grounds.get(node);
    const own = over(rgba(getComputedStyle(node).backgroundColor), ground(node.parentElement));
    grounds.set(node, own);
    return own;
  };
  const unseen = node => node && (node.clientWidth === 1 || getComputedStyle(node).opacity === "0" ||
    unseen(node.parentElement));
  const nodes = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (texts.currentNode.data.trim()) nodes.add(texts.currentNode.parentElement);
  return [...nodes].filter(node => {
    if (node.closest("script, style, noscript, :disabled, details:not([open]) > :not(summary)")) return false;
    if (!node.checkVisibility({visibilityProperty: true}) || !node.getClientRects().length) return false;
    const style = getComputedStyle(node), behind = ground(node), size = parseFloat(style.fontSize);
    const [dark, bright] = [light(over(rgba(style.color), behind)), light(behind)].sort((a, b) => a - b);
    const enough = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    return (bright + 0.05) / (dark + 0.05) < enough && !unseen(node);
  }).map(node => `${node.tagName.toLowerCase()}.${node.className} ${node.textContent.trim().slice(0, 40)}`);
}"""
FAULTS = """([rules, contrast]) => axe.run({
  runOnly: rules, resultTypes: ["violations"], preload: false, selectors: false, iframes: false,
  rules: {"label-content-name-mismatch": {enabled: true}, "color-contrast": {enabled: contrast}},
}).then(
  found => found.violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 120)}`)))"""


def axe_faults(page: Page, colours: bool = True) -> list[str]:
    """What axe-core finds wrong with an open page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    faults: list[str] = page.evaluate(FAULTS, [RULES, colours])
    return faults


def look(site: Path, pages: Iterable[Path] = (), *, whole: bool = True) -> Iterator[str]:
    """A line for each fault: the page, the width, the theme, and what is wrong; of each kind the first three.

    With `whole` axe looks at everything in four views; without, there are two, and axe looks in the first at all but
    colours, and not at the many pages of marks and functions, each made as the others: far quicker.
    """
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        context = browser.new_context(reduced_motion="reduce")
        page, told = context.new_page(), Told()
        page.on("request", lambda request: told.asked(request.url))
        page.on("console", lambda message: told.said(message.type, message.text))
        page.on("pageerror", lambda error: told.append(f"error: {error}"))
        for path in pages or html_pages(site):
            for view in VIEWS if whole else TWO_VIEWS:
                for fault in [*seen(page, path, view, whole), *told]:
                    yield f"{path.relative_to(site)} at {view.width}, {view.theme}: {fault}"
                told.clear()
        browser.close()


class Told(list[str]):
    """What the browser tells while a page is looked at."""

    def asked(self, address: str) -> None:
        if not address.startswith(("file:", "data:", "blob:")):
            self.append(f"asks for {address}")

    def said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.append(f"{kind}: {text}")


def seen(page: Page, path: Path, view: View, whole: bool) -> list[str]:
    """The faults of one page; what is opened once is looked at in all views."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(color_scheme=view.theme, reduced_motion="reduce")
    if page.url.partition("#")[0] != path.as_uri():
        page.goto(path.as_uri())
        page.add_style_tag(content=STILL)
    wide = [f"wider than its box: {what}" for what in page.evaluate(BOXES)]
    pale = [f"too little contrast: {what}" for what in page.evaluate(CONTRAST)]
    unreached = [f"no key reaches the mark {what}" for what in page.evaluate(MARKS)]
    asked = whole or (view == VIEWS[0] and not path.match("articles/marks-*") and not path.match("library/*"))
    found = axe_faults(page, colours=whole) if asked else []
    return [line for lines in (wide, pale, unreached, found) for line in lines[:3]]


def main(arguments: list[str]) -> int:
    site = Path(arguments[0] if arguments else ROOT / "build" / "site").resolve()
    if BROWSER is None or not (site / "index.html").is_file():
        print("There is no Chromium or Chrome." if BROWSER is None else f"There is no site in {site}: make book first.")
        return 2
    started, faults = time.monotonic(), 0
    for fault in look(site):
        print(fault, flush=True)
        faults += 1
    pages = len(html_pages(site))
    print(f"{pages} pages in {len(VIEWS)} views, {time.monotonic() - started:.0f} s: {faults or 'no'} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
