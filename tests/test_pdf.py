"""The book as one page, from which the PDF is printed: its addresses hold, and code and links to elsewhere are gone."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
PAGE = """<!doctype html><html><head><title>t</title><link rel="stylesheet" href="{up}a.css"></head><body>
<article class="bd-article"><h1>{title}<a class="headerlink" href="#x">#</a></h1><p id="x">{title}
<a href="{up}notebooks/01-two.html#x">two</a> <a href="{up}library/index.html">a room</a> <a href="#x">here</a>
<a href="https://doi.org/10.1/x">DOI</a> <img src="{up}_images/a.svg" alt="a"></p>
<details class="hide above-input">code</details></article></body></html>"""


@pytest.fixture
def pdf(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    return pytest.importorskip("pdf")


@pytest.fixture
def site(tmp_path, pdf) -> Path:
    for name in [*pdf.BEFORE, "notebooks/00-one", "notebooks/01-two", *pdf.AFTER, "library/index"]:
        path = tmp_path / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE.format(title=name, up="../" * name.count("/")), encoding="utf-8")
    return tmp_path


def test_links_lead_within_the_book_or_to_a_doi(site, pdf):
    page = BeautifulSoup(pdf.book(site), "html.parser")
    ids = [part["id"] for part in page.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]) for link in page.select("a")]
    assert {link for link in links if not link.startswith("#")} == {"https://doi.org/10.1/x"}
    assert {link.lstrip("#") for link in links if link.startswith("#")} <= set(ids)
    assert "notebooks-01-two--x" in ids and "a room" in page.text and "code" not in page.text
    assert {image["src"] for image in page.select("img")} == {"_images/a.svg"}
    assert [head.text for head in page.select("h1")] == pdf.names(site)


def test_without_a_site_it_is_said_what_to_do(tmp_path, pdf, capsys):
    assert pdf.main([str(tmp_path), str(tmp_path / "book.pdf")]) == 2
    assert "make book first" in capsys.readouterr().err
