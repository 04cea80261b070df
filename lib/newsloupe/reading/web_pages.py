"""The article in a web page, what the page says of it, and what was cut from it."""

import logging
import re
from bisect import bisect
from collections.abc import Iterator
from typing import Any, NamedTuple

from newsloupe.reading.decoding import Unreadable, decode
from newsloupe.reading.extras import needed

_BLOCKS = set(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl table tr td th blockquote figure figcaption pre dt dd br hr article section "
    "main header footer nav aside form body details summary address fieldset dialog".split()
)
_NO_TEXT = set("script style noscript template svg select button textarea iframe object head".split())
# What surrounds articles on ordinary pages, and is not missed: by the element, or by what its designers call it.
_AROUND = {"nav", "footer", "aside", "form", "dialog", "figure", "figcaption"}
_CALLED = re.compile(
    r"comment|cookie|consent|newsletter|sign-?up|promo|related|recommend|sponsor|advert|footer|subscri|social|share|"
    r"copyright|disclaimer|login|paywall|teaser|bio\b|menu|sidebar|popular|trending|most-?read|caption|legal|card\b|river",
    re.IGNORECASE,
)
_FEWEST = 12  # words of a passage that may be part of an article
_NOTABLE, _SHARE = 40, 0.1  # so many words left out, and such a share of the article's, are told
_SAVED = re.compile(r"<meta\s+name=[\"']?(?:changed|created)\b[^>]*>", re.IGNORECASE)  # by a word processor
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{3,20})", re.IGNORECASE)


class Page(NamedTuple):
    """The `text` of the article; `title`, `author`, `date`, `outlet` and `url` as far as the page says them; what was
    `cut`, each passage with the offset in `text` before which it stood: all between two passages of the article, and
    around it what is running text; and a `doubt`, if that is much."""

    text: str
    about: dict[str, str]
    cut: tuple[tuple[int, str], ...] = ()
    doubt: str = ""


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
        plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", "")
        return html.document_fromstring(plain, html.HTMLParser(remove_comments=True, remove_pis=True))
    except Exception as error:  # of several kinds, for what is hardly a page
        raise Unreadable(f"is no web page that can be read ({error})", "save it again in the browser") from None


def read_page(source: str) -> Page:
    """The article in a page: what is in no menu, list of links, comment or note, as trafilatura tells it.

    Raises `Unreadable` for a page in which no article can be told from the rest.
    """
    trafilatura = needed("trafilatura", "trafilatura", "a web page")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        _SAVED.sub("", source), with_metadata=True, favor_precision=True, include_comments=False, include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    text = _without_marks((found.text or "").strip(), found.body) if found else ""
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
    cut = tuple(_cut(text, parse_page(source)))
    return Page(text, about, tuple((at, passage) for at, passage, _ in cut), _doubt(text, cut))


def _without_marks(text: str, body: Any) -> str:
    """The text with cells of tables and items of lists as lines of their own, without the marks of Markdown."""
    tables, lists = ({*body.iter(name)} if body is not None else () for name in ("row", "item"))
    lines = []
    for line in text.split("\n"):
        if tables and line.startswith("| ") and line.rstrip().endswith("|"):
            lines += [cell for cell in line.rstrip().removeprefix("| ").removesuffix("|").strip().split(" | ") if cell]
        elif not (tables and re.fullmatch(r"\|(---\|)+", line.rstrip())):
            lines.append(re.sub(r"^(- |\d+\. )", "", line) if lists else line)
    return "\n".join(lines)


def _cut(text: str, tree: Any) -> Iterator[tuple[int, str, bool]]:
    """What of a page is not in its article, with the place in `text`, and whether it might have belonged to it: all
    that stands between two of its passages, and the running text before and after it."""
    starts: dict[str, int] = {}
    at = 0
    for line in text.split("\n"):
        starts.setdefault(_bare(line), at)
        at += len(line) + 1
    whole = _bare(text)
    blocks = list(_blocks(tree))
    places = [starts.get(_bare(block)) for _, block in blocks]
    kept = [number for number, place in enumerate(places) if place is not None]
    ends = [0, *(places[number] or 0 for number in kept[1:]), len(text)] if kept else [0]
    inside = {one for number in kept for one in (blocks[number][0], *blocks[number][0].iterancestors())}
    inside |= {*tree.iter("html", "body")}
    for number, (element, block) in enumerate(blocks):
        bare = _bare(block)
        if (
            places[number] is not None
            or bare in whole
            or (len(bare) > 80 and (bare[:40] in whole or bare[-40:] in whole))
        ):
            continue
        missed = _is_running(element, block) and not _is_around(element, inside)
        after = bisect(kept, number)  # so many passages of the article stand before it
        if missed or 0 < after < len(kept):
            yield ends[after], block, missed


def _blocks(tree: Any) -> Iterator[tuple[Any, str]]:
    """The passages of a page, each with the element in which it stands."""
    etree = needed("lxml.etree", "lxml", "a web page")
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            passage = " ".join("".join(parts).split())
            parts.clear()
            if passage:
                yield element if event == "end" and element.tag != "br" else element.getparent(), passage
        if event == "start" and element.tag in _NO_TEXT:
            walk.skip_subtree()
        else:
            parts.append((element.text if event == "start" else element.tail) or "")


def _is_running(element: Any, passage: str) -> bool:
    """Is it made of sentences, and not a list of links?"""
    if next(element.iterancestors("a"), None) is not None:
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    enough = len(re.findall(r"\w+", passage)) >= _FEWEST
    return enough and re.search(r"[.!?…][\"”’)\]]?$", passage) is not None and linked * 2 < len(passage)


def _is_around(element: Any, inside: set[Any]) -> bool:
    """Does it stand in a part of the page that is no article, and holds nothing of this one?"""
    parts = [one for one in (element, *element.iterancestors()) if one not in inside]
    names = (f"{one.get('class', '')} {one.get('id', '')}" for one in parts)
    return any(one.tag in _AROUND for one in parts) or any(map(_CALLED.search, names))


def _doubt(text: str, cut: tuple[tuple[int, str, bool], ...]) -> str:
    """How much running text was left out, if it is more than ordinary pages have around an article."""
    missed = [(at, passage) for at, passage, running in cut if running]
    left, kept = (len(re.findall(r"\w+", words)) for words in (" ".join(one for _, one in missed), text))
    if left < max(_NOTABLE, _SHARE * kept):
        return ""
    at, passage = max(missed, key=lambda one: len(one[1]))
    where = "before it" if at == 0 else "after it" if at == len(text) else "inside"
    shown = passage if len(passage) < 70 else passage[:60].rpartition(" ")[0] + " …"
    return f"has {left} words of running text that were not taken for its article of {kept} words ({where}: “{shown}”)"


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
