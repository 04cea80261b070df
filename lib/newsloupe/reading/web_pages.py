"""The article in a web page, what the page says of it, and what was cut from it."""

import logging
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from newsloupe.reading.decoding import Unreadable, decode
from newsloupe.reading.extras import needed

_BLOCKS = (
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "td",
    "th",
    "blockquote",
    "figcaption",
    "pre",
    "dt",
    "dd",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{3,20})", re.IGNORECASE)


class Page(NamedTuple):
    """The `text` of the article; `title`, `author`, `date`, `outlet` and `url` as far as the page says them; and what
    was cut between two passages of the article, each with the offset in `text` before which it stood."""

    text: str
    about: dict[str, str]
    cut: tuple[tuple[int, str], ...] = ()


def page_source(data: bytes) -> str:
    """The source of a web page, in the encoding that it declares, if it has no byte-order mark and is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


def parse_page(source: str) -> Any:
    """The tree of a page, by lxml. Raises `Unreadable` for a page without any element."""
    html = needed("lxml.html", "lxml", "a web page")
    try:
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", ""))
    except Exception as error:  # of several kinds, for what is hardly a page
        raise Unreadable(f"is no web page that can be read ({error})", "save it again in the browser") from None


def read_page(source: str) -> Page:
    """The article in a page: what is in no menu, list of links, comment or note, as trafilatura tells it.

    Raises `Unreadable` for a page in which no article can be told from the rest.
    """
    trafilatura = needed("trafilatura", "trafilatura", "a web page")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        source, with_metadata=True, favor_precision=True, include_comments=False, include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    text = (found.text or "").strip() if found else ""
    if len(re.findall(r"\w+", text)) < 8:
        problem = "is a web page in which no article can be told from menus, links and scripts"
        raise Unreadable(problem, "copy the text of the article into a .txt file")
    names = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "outlet": found.sitename,
        "url": found.url,
    }
    about = {name: " ".join(str(value).split()) for name, value in names.items() if value}
    return Page(text, about, tuple(_cut(text, parse_page(source))))


def _cut(text: str, tree: Any) -> Iterator[tuple[int, str]]:
    """The blocks of a page that stand between passages of its article, and are not in it."""
    starts: dict[str, int] = {}
    at = 0
    for line in text.split("\n"):
        starts.setdefault(_bare(line), at)
        at += len(line) + 1
    whole = _bare(text)
    blocks = [block for element in tree.iter(*_BLOCKS) if (block := _own_text(element))]
    kept = [number for number, block in enumerate(blocks) if _bare(block) in starts]
    for number in range(kept[0], kept[-1]) if kept else ():
        if _bare(blocks[number]) not in whole:
            following = next(later for later in kept if later > number)
            yield starts[_bare(blocks[following])], blocks[number]


def _own_text(element: Any) -> str:
    """The text of a block; empty for one that is made of blocks, which speak for themselves."""
    inner = next(element.iterdescendants(*_BLOCKS, "script", "style"), None)
    return "" if inner is not None else " ".join(element.text_content().split())


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
