"""The book as one PDF, for paper: its essays and guides in reading order, without code and without the articles.

    python site/pdf.py              # build/site becomes build/newsloupe.pdf
    python site/pdf.py SITE FILE

All pages are put into one, so that links between them lead within the PDF, and a browser prints it.
"""

import shutil
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[1]
BEFORE, AFTER = ["index"], ["error-rates", "notebooks/glossary", "notebooks/reading-list"]
BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
LEFT_OUT = (
    ".headerlink, .show-code, details.above-input, .figure-note .numbers, .doors, script, #in-python, .toctree-wrapper"
)
LOOKS = """
.page { break-before: page; } .page:first-child { break-before: auto; }
body { background: #fff; } .bd-article { padding: 0 !important; }
.bd-main .bd-content { margin: 0; max-width: none; display: block; }
.bd-main .bd-content .bd-article.page h1:first-of-type { display: block; }
#contents li { list-style: none; }
"""
FOOT = '<div style="width: 100%; text-align: center; font: 8pt sans-serif"><span class="pageNumber"></span></div>'


class Refused(Exception):
    """The PDF cannot be made; the message says why, and what to do."""


def names(site: Path) -> list[str]:
    """The pages of the book, in reading order."""
    chapters = [f"notebooks/{path.stem}" for path in sorted((site / "notebooks").glob("[0-9]*.html"))]
    return [*BEFORE, *chapters, *AFTER]


def book(site: Path) -> str:
    """One page of HTML, to stand in `site`, with everything that is to be printed."""
    chapters = names(site)
    articles = [_article(site, name, set(chapters)) for name in chapters]
    titles = [article.select_one("h1").get_text(strip=True) for article in articles]
    head = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser").head
    styles = "".join(str(link) for link in head.select("link[rel=stylesheet]"))
    contents = "".join(f'<li><a href="#{_id(n)}">{t}</a></li>' for n, t in zip(chapters[1:], titles[1:], strict=True))
    parts = [str(article) for article in articles]
    parts.insert(1, f'<section class="page" id="contents"><h2>Contents</h2><ul>{contents}</ul></section>')
    return (
        '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>newsloupe</title>'
        f'{styles}<style>{LOOKS}</style></head><body><main class="bd-main"><div class="bd-content">{"".join(parts)}'
        "</div></main></body></html>"
    )


def _article(site: Path, name: str, inside: set[str]) -> Tag:
    """What a page says, with ids and addresses that hold in the whole book."""
    path = site / f"{name}.html"
    if not path.is_file():
        raise Refused(f"there is no {path}: run make book first")
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article.bd-article")
    for part in article.select(LEFT_OUT):
        part.decompose()
    for part in article.select("details"):
        part["open"] = ""
    for part in article.select("[id]"):
        part["id"] = _id(name, str(part["id"]))
    for part in article.select("[src]"):
        part["src"] = (path.parent / unquote(str(part["src"]))).resolve().relative_to(site.resolve()).as_posix()
    for link in article.select("a[href]"):
        target = _target(site, path, str(link["href"]), inside)
        if target:
            link["href"] = target
        else:
            link.unwrap()
    article["class"], article["id"] = ["bd-article", "page"], _id(name)
    return article


def _target(site: Path, path: Path, address: str, inside: set[str]) -> str:
    """Where a link leads in the book; ``""`` where it leads to a page that is not in it."""
    parts = urlsplit(address)
    if parts.scheme:
        return address
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    name = (
        target.relative_to(site.resolve()).with_suffix("").as_posix() if target.is_relative_to(site.resolve()) else ""
    )
    return f"#{_id(name, unquote(parts.fragment))}" if name in inside else ""


def _id(name: str, anchor: str = "") -> str:
    return f"{name.replace('/', '-')}--{anchor}" if anchor else name.replace("/", "-")


def write_pdf(site: Path, target: Path) -> None:
    """Print the book; raises `Refused` where there is no browser or no site."""
    from playwright.sync_api import sync_playwright

    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise Refused("there is no Chromium or Chrome on this machine to print with")
    page = site / "book-to-print.html"
    margin = dict.fromkeys(["top", "bottom", "left", "right"], "18mm")
    try:
        page.write_text(book(site), encoding="utf-8")
        with sync_playwright() as started:
            opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
            shown = opened.new_page()
            shown.goto(page.as_uri())
            shown.pdf(path=target, format="A4", margin=margin, print_background=True, display_header_footer=True,
                      header_template="<span></span>", footer_template=FOOT, outline=True, tagged=True)  # fmt: skip
            opened.close()
    finally:
        page.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    site = Path(arguments[0] if arguments else ROOT / "build" / "site").resolve()
    target = Path(arguments[1]) if len(arguments) > 1 else site.parent / "newsloupe.pdf"
    try:
        write_pdf(site, target)
    except Refused as why:
        print(why, file=sys.stderr)
        return 2
    print(f"The book is ready: {target}, {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
