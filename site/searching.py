"""What is shown of a page that the search has found: its text, in a script of its own.

Sphinx fetches each page it has found to show where the words stand in it, and no browser fetches anything for a page
that lies on a disk. So the build writes the text of all pages into one script, which the search page alone loads;
`static/searching.js` shows from it.
"""

import json
from collections.abc import Collection
from pathlib import Path

from lxml import etree

from newsloupe.saving import put

TEXTS = Path("_static") / "searchtexts.js"
# Code, lists of patterns, answers that are folded until somebody has tried, the buttons and cards beside an article:
# found, they are shown by the name of their page.
LEFT_OUT_TAGS = {"script", "style", "noscript", "form", "sup", "details"}
LEFT_OUT = {"headerlink", "head-of-cell", "toctree-wrapper", "panel"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt"}
APART = {"p", "li", "td", "th", "tr", "dd", "div", "br", "caption", "section", *HEADS}
MAIN = "//article[contains(@class, 'bd-article')] | //main"
Place = list[str]  # an id to lead to, the heading, and the text


def write_texts(site: Path, target: Path, leave_out: Collection[str] = ()) -> Path:
    """Write the text of all pages in `site` that the search may find, but for those to `leave_out`, below `target`."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    names = json.loads(index[index.index("{") : index.rindex("}") + 1])["docnames"]
    lines = [
        f"{json.dumps(name)}: {json.dumps(places(site / f'{name}.html'), ensure_ascii=False, separators=(',', ':'))}"
        for name in names
        if name not in leave_out
    ]
    (target / TEXTS).parent.mkdir(parents=True, exist_ok=True)
    return put(target / TEXTS, ("const SEARCH_TEXTS = {\n" + ",\n".join(lines) + "\n};\n").encode())


def places(path: Path) -> list[Place]:
    """What a page says, place by place: each section, term or paragraph of an article that has an address."""
    page = etree.parse(path, etree.HTMLParser(encoding="utf-8"))
    found: list[Place] = [["", "", ""]]
    _read(page.xpath(MAIN)[-1], found)
    told = ([address, " ".join(heading.split()), " ".join(text.split())] for address, heading, text in found)
    return [place for place in told if place[2]]


def _read(node: etree._Element, found: list[Place], part: int = 2) -> None:
    """Put what `node` says at the end of `found`: into the text of the last place or, if `part` is 1, its heading."""
    if not isinstance(node.tag, str) or node.tag in LEFT_OUT_TAGS:  # comments have no name
        return
    classes = set(node.get("class", "").split())
    if classes & LEFT_OUT or any(name.startswith("highlight-") for name in classes - {"highlight-none"}):
        return
    address = node.get("id", "")
    if address and (node.tag in ("section", "dt") or "citation" in classes):
        found.append([address, "", ""])
    elif address.startswith("s-") and not found[-1][0].startswith("s-"):  # a sentence of an article, the first of a
        found.append([address, "", ""])  # paragraph
    elif node.tag == "p" and found[-1][0].startswith("s-"):
        found.append(["", "", ""])
    part = 1 if node.tag in HEADS else part
    found[-1][part] += (" " if node.tag in APART else "") + (node.text or "")
    for child in node:
        _read(child, found, part)
        found[-1][part] += child.tail or ""
