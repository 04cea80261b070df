"""What nobody needs goes from the finished site, so that a page is quick from a slow disk and fits a memory stick;
and what the theme and Sphinx write for screen readers is put right.

The theme ships icons as a script of 1.6 MB although its style sheet has them too, search indexes on pages that do not
search, styles for hundreds of things that these pages do not have, and maps for debugging.
"""

import logging
import re
from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont

DEAD = ["_static/**/*.map", "_static/scripts/fontawesome.js*", "_static/locales/**/*", "_static/vendor/**/fa-brands-*",
        "_static/vendor/**/fa-regular-*", "_static/*.html"]  # fmt: skip
NOT_LOADED = re.compile(r"\s*<script[^>]*fontawesome\.js[^>]*></script>")
SEARCHING = re.compile(r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"></script>')
FOR_EVERYBODY = [
    (re.compile(r' role="doc-biblioentry"'), ' role="listitem"'),  # ARIA has given up the first; they stand in a list
    # The name of a button is what is to be read on it, here “Search Ctrl+K”, for those who speak to a computer.
    (re.compile(r'(<button class="btn search-button-field[^>]*) aria-label="Search"'), r"\1"),
    (re.compile(r'<summary>(?=<span class="toctree-toggle")'), '<summary aria-label="Pages below this one">'),
    # So is the name of what opens code; and no paragraph can stand in it.
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    (re.compile(r'<p class="(collapsed|expanded) admonition-title">(.*?)</p>'), r'<span class="\1">\2</span>'),
]
ICON = re.compile(r'"\\([0-9a-f]{2,6}) ?"')
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def lighten(site: Path) -> None:
    """Delete what is never used from the pages, scripts and styles in `site`, and mend what stays."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells each table of a font
    for pattern in DEAD:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()
    words: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        text = NOT_LOADED.sub("", text)
        if page.name != "search.html":
            text = SEARCHING.sub("", text)
        for pattern, instead in FOR_EVERYBODY:
            text = pattern.sub(instead, text)
        page.write_text(text, encoding="utf-8")
        words |= set(re.findall(r"[\w-]+", text))
    for script in (site / "_static").rglob("*.js"):
        words |= set(re.findall(r"[\w-]+", script.read_text(encoding="utf-8")))
    for style in (site / "_static").rglob("*.css"):
        if style.name not in ("newsloupe.css", "pygments.css"):
            style.write_text(used(COMMENT.sub("", style.read_text(encoding="utf-8")), words), encoding="utf-8")
    for font in site.glob("_static/vendor/**/fa-solid-*.woff2"):
        _keep_icons(font, "".join(style.read_text(encoding="utf-8") for style in (site / "_static").rglob("*.css")))


def _keep_icons(font: Path, css: str) -> None:
    """Leave only those icons in a font that the styles name: some twenty of two thousand."""
    subset = Subsetter(Options(flavor="woff2"))
    subset.populate(unicodes=[int(code, 16) for code in ICON.findall(css)])
    with TTFont(font) as icons:
        subset.subset(icons)
        save_font(icons, font, Options(flavor="woff2"))


def used(css: str, words: set[str]) -> str:
    """The rules of a style sheet whose classes are all among `words`; those for icons not loaded go, too.

    >>> used(".a,.b{x:1}.c{y:2}@media print{.c{z:3}.a{z:4}}", {"a"})
    '.a{x:1}@media print{.a{z:4}}'
    """
    kept = []
    for head, body in _blocks(css):
        if body is None:
            kept.append(head)
        elif head.lstrip().startswith(("@media", "@supports", "@layer", "@container")):
            inner = used(body, words)
            kept += [f"{head}{{{inner}}}"] if inner.strip() else []
        elif head.lstrip().startswith("@"):
            kept += [] if "fa-brands" in body or "fa-regular" in body else [f"{head}{{{body}}}"]
        else:
            selectors = [part for part in _selectors(head) if set(CLASS.findall(_outside_not(part))) <= words]
            kept += [f"{','.join(selectors)}{{{body}}}"] if selectors else []
    return "".join(kept)


def _outside_not(selector: str) -> str:
    """A selector without what is in brackets or quoted: ``:not(.a)`` holds where there is no ``a``."""
    selector = re.sub(r"\\.", "", re.sub(r"\[[^\]]*\]", "", selector))
    while (shorter := re.sub(r"\([^()]*\)", "", selector)) != selector:
        selector = shorter
    return selector


def _selectors(head: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for place, letter in enumerate(head):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(head[begin:place])
            begin = place + 1
    return [*parts, head[begin:]]


def _blocks(css: str) -> list[tuple[str, str | None]]:
    """What stands before each ``{``, and inside it; statements such as ``@import`` have no inside."""
    found: list[tuple[str, str | None]] = []
    place = begin = 0
    token = re.compile(r"""[{};]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\((?!["'])[^)]*\)|\\.""")
    depth, head = 0, ""
    while match := token.search(css, place):
        place = match.end()
        if match[0] == "{":
            if not depth:
                head, begin = css[begin : match.start()], place
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if not depth:
                found.append((head, css[begin : match.start()]))
                begin = place
        elif match[0] == ";" and not depth:
            found.append((css[begin:place], None))
            begin = place
    return found
