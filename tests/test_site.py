"""The rendered site is complete, needs no other host, and can be read by everybody, on a phone as well."""

import importlib
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import nbformat
import pandas
import pytest
from bs4 import BeautifulSoup

import newsloupe as nl
from support import BROWSER, html_pages

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODEBOOKS = sorted((ROOT / "lib" / "newsloupe" / "codebooks").glob("*.yml"))
LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, rendered from the notebooks as they are stored; a warning of Sphinx fails it."""
    target = tmp_path_factory.mktemp("build")
    command = [sys.executable, str(ROOT / "site" / "build.py"), str(target)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return target / "site"


class Tags(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, tag: str, attribute: str) -> list[str]:
        return [found[attribute] or "" for name, found in self.tags if name == tag and attribute in found]


def test_the_index_leads_to_every_chapter_and_codebook_in_order(site):
    links = Tags(site / "index.html").values("a", "href")
    chapters = [link for link in dict.fromkeys(links) if re.fullmatch(r"notebooks/\d\d-[\w-]+\.html", link)]
    assert chapters == [f"notebooks/{path.stem}.html" for path in CHAPTERS]
    assert {f"lib/newsloupe/codebooks/{path.stem}.html" for path in CODEBOOKS} <= set(links)
    assert {"seeds/README.html", "CONTRIBUTING.html", "CHANGELOG.html", "licence.html"} <= set(links)
    assert {f"notebooks/{page}.html" for page in ("teaching", "glossary", "reading-list")} <= set(links)


def test_the_front_page_says_what_was_found_and_leads_to_the_passages(site):
    page = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    found = page.select("section#what-we-found-in-five-articles > ul > li")
    assert len(found) == 6
    for entry in found:
        assert re.search(r"\d", entry.text), entry.text
        passages, notebook = (link["href"] for link in entry.select("a"))
        assert (site / passages).is_file() and notebook.startswith("notebooks/")
    order = [head.text.strip("#") for head in page.select("article h2, article .door > .rubric")]
    assert order[:5] == ["What we found in five articles", "Read", "Rerun", "Teach", "In Python"]
    marks = [link["href"].split("#") for link in page.select("section#what-we-found-in-five-articles mark > a")]
    assert len(marks) > 10 and {path for path, _ in marks} == {"articles/004.html"}
    assert {"first-look.html", "notebooks/00-start-here.html"} <= {link["href"] for link in page.select(".door a")}


def test_solutions_of_exercises_are_not_on_the_site(site):
    names = [path.name for path in (ROOT / "notebooks" / "exercises").glob("*.ipynb")]
    assert names
    files = [path for path in site.rglob("*") if path.is_file() and path.stem not in ("README", "paper")]
    copied = [path for path in files if "exercises" in path.parts]
    solved = [path for path in site.rglob("*.ipynb") if "BEGIN SOLUTION" in path.read_text(encoding="utf-8")]
    assert copied + solved == []


def test_a_number_in_the_text_leads_to_its_reference(site):
    page = BeautifulSoup((site / "notebooks" / "reading-list.html").read_text(encoding="utf-8"), "html.parser")
    entries = page.select("div.citation")
    numbers = [int(entry.select_one("span.label").text.strip("[]")) for entry in entries]
    assert numbers == list(range(1, len(entries) + 1)) and len(entries) > 100
    targets = {entry["id"] for entry in entries}
    assert {link["href"].lstrip("#") for link in page.select("article li a[href^='#id']")} >= targets
    families = [entry.select_one("p").text.split(",")[0].split(".")[0].casefold() for entry in entries]
    assert families[0].startswith("aalberg") and families[-1].startswith("zou")


def test_notebooks_works_and_terms_that_are_named_are_links(site):
    page = BeautifulSoup((site / "notebooks" / "04-framing.html").read_text(encoding="utf-8"), "html.parser")
    links = {" ".join(link.text.split()): link["href"] for link in page.select("article a.reference.internal")}
    assert links["notebook 6"] == "06-whose-words.html" and "04-framing.html" not in links.values()
    assert links["Entman (1993)"].startswith("reading-list.html#")
    assert links["frame"] == "glossary.html#term-frame"
    assert links["Error rates"] == "../error-rates.html"


def test_every_term_of_the_glossary_can_be_linked(site):
    page = BeautifulSoup((site / "notebooks" / "glossary.html").read_text(encoding="utf-8"), "html.parser")
    terms = [term["id"] for term in page.select("dl.glossary dt")]
    assert len(terms) == len(set(terms)) > 200
    used = Tags(site / "notebooks" / "teaching.html").values("a", "href")
    used = [link.split("#")[1] for link in used if link.startswith("glossary.html#")]
    assert len(used) > 10 and set(used) <= set(terms)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_figure_keeps_its_text_alternative(site, path):
    cells = nbformat.read(path, as_version=4).cells
    stored = [
        " ".join(output.metadata["image/png"]["alt"].split())
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    shown = [" ".join(alt.split()) for alt in Tags(site / "notebooks" / f"{path.stem}.html").values("img", "alt")]
    assert [alt for alt in shown if alt in stored] == stored


def test_figures_are_drawings_with_the_numbers_behind_them(site):
    for path in CHAPTERS:
        cells = nbformat.read(path, as_version=4).cells
        outputs = [
            output for cell in cells for output in cell.get("outputs", []) if "text/csv" in output.get("data", {})
        ]
        page = BeautifulSoup((site / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8"), "html.parser")
        shown = [(site / "notebooks" / str(link["href"])).read_text(encoding="utf-8") for link in
                 page.select(".figure-note a")]  # fmt: skip
        assert shown == [output.data["text/csv"] for output in outputs]
        assert len(page.select(".cell_output img[src$='.svg'][alt]")) == len(outputs)


def test_html_is_valid(site, prove):
    parser = pytest.importorskip("tinyhtml5.parser")
    faults = []
    for page in html_pages(site):
        reader = parser.HTMLParser()
        reader.parse(page.read_text(encoding="utf-8"))
        faults += [f"{page.relative_to(site)}, line {line}: {why}" for (line, _), why, _ in reader.errors[:3]]
        ids = [tag["id"] for _, tag in Tags(page).tags if "id" in tag]
        faults += [f"{page.relative_to(site)}: {tag} {name}" for tag, attributes in Tags(page).tags
                   for name in {"align", "halign", "valign"} & attributes.keys()]  # fmt: skip
        faults += [f"{page.relative_to(site)}: the id {name} twice" for name in set(ids) if ids.count(name) > 1]
    assert faults == []
    prove(len(html_pages(site)), "pages of the site are valid HTML")


def test_columns_of_numbers_are_aligned_and_text_is_not(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from conf import align_numbers, name_cells

    table = pandas.DataFrame({"passage": ["1 <b>", "two"], "count": [1, 20], "rate": [0.5, -3]})
    page = BeautifulSoup(table.to_html(notebook=True), "html.parser")
    align_numbers(page)
    name_cells(page)
    page = BeautifulSoup(str(page), "html.parser")
    assert [head.get("class") for head in page.select("th")] == [None, ["number"], ["number"]]
    assert [cell.text for cell in page.select("td.number")] == ["1", "0.5", "20", "-3.0"]
    assert [cell.text for cell in page.select("td:not(.number)")] == ["1 <b>", "two"]
    assert [cell["data-head"] for cell in page.select("tbody tr:first-child td")] == ["passage", "count", "rate"]


def test_tables_of_pandas_are_written_as_people_write(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from conf import in_words, name_cells

    table = pandas.DataFrame({"five_hits": [12.0, float("nan")], "per_1000": [0.5, -3.0], "ok": [True, "a_b"]})
    page = BeautifulSoup(table.to_html(notebook=True), "html.parser")
    name_cells(page)
    in_words(page)
    assert [head.text for head in page.select("th")] == ["five hits", "per 1000", "ok"]
    assert [cell.text for cell in page.select("td")] == ["12", "0.5", "yes", "–", "-3.0", "a_b"]
    assert page.td["data-head"] == "five hits"
    page = BeautifulSoup(
        pandas.DataFrame([["a", "b", "c"]], columns=["left", "text", "right"]).to_html(), "html.parser"
    )
    name_cells(page)
    in_words(page)
    assert [cell["style"][12:] for cell in page.select("td")] == ["right", "center", "left"]


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_every_codebook_page_shows_each_code(site, path):
    from newsloupe.codebook import load_codebook

    page = (
        (site / "lib" / "newsloupe" / "codebooks" / f"{path.stem}.html")
        .read_text(encoding="utf-8")
        .replace("<wbr>", "")
    )
    assert [label for label in load_codebook(path).labels if f">{label}</span>" not in page] == []


def test_every_public_name_is_listed_once_and_leads_to_its_explanation(site):
    """In the order of the floor plan, with its first sentence; where it leads stand its signature and its example."""
    plan = re.findall(r"^\| \d \| \[`(\w+)`", (ROOT / "lib" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    rooms = [room for room in plan if hasattr(importlib.import_module(f"newsloupe.{room}"), "__all__")]
    names = {f"{room}.{name}" for room in rooms for name in importlib.import_module(f"newsloupe.{room}").__all__}
    index = BeautifulSoup((site / "library" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [head.find(string=True) for head in index.select("article h2 a:first-child")] == rooms
    explained = {room: BeautifulSoup((site / "library" / f"{room}.html").read_text(encoding="utf-8"), "html.parser")
                 for room in rooms}  # fmt: skip
    listed = []
    for entry in index.select("article li:has(> p > a code)"):
        link = entry.select_one("a")
        page, anchor = link["href"].split("#")
        room, name = Path(page).stem, link.text.removeprefix("nl.")
        listed.append(f"{room}.{name}")
        section = explained[room].find(id=anchor)
        section = (
            section if section.name == "section" else section.find_parent("section") or section.find_next("section")
        )
        assert section.find("h2").get_text().removesuffix("#") == name
        assert name in section.select_one("pre").text, "no signature"
        assert name.isupper() or ">>>" in section.text, "no example"
        assert len(entry.text) > len(link.text) + 5, "no first sentence"
    assert sorted(listed) == sorted(names) and len(listed) > 150


def test_every_code_of_the_column_rule_can_be_looked_up(site):
    from newsloupe.codebook import rules

    page = BeautifulSoup((site / "library" / "rules.html").read_text(encoding="utf-8"), "html.parser")
    shown = dict(entry.text.strip().split(": ", 1) for entry in page.select("article li:has(> p > code)"))
    table = rules()
    assert list(shown) == table["rule"].tolist()
    bare = {code: "".join(filter(str.isalnum, text)) for code, text in shown.items()}
    wanted = {code: "".join(filter(str.isalnum, why)) for code, why in zip(table["rule"], table["reason"], strict=True)}
    assert bare == wanted


def test_links_within_the_site_lead_somewhere(site):
    anchors = {page: {tag.get("id") for _, tag in Tags(page).tags} for page in html_pages(site)}
    lost = []
    for page in anchors:
        for link in Tags(page).values("a", "href"):
            address = urlsplit(link)
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            if address.scheme or address.netloc or target.suffix != ".html":
                continue
            fragment = unquote(address.fragment)
            if "=" in fragment:  # what is to be shown in an article
                page_text = target.read_text(encoding="utf-8")
                pairs = [(name, value) for part in fragment.split("&") for name, _, values in [part.partition("=")]
                         for value in values.split(",")]  # fmt: skip
                there = (f'name="{name}" value="{value}"' in page_text or f"name={name} value={value}" in page_text
                         or (name == "mark" and value in anchors[target]) for name, value in pairs)  # fmt: skip
                fragment = "choices" if all(there) else fragment
            if target not in anchors or (fragment and fragment not in anchors[target]):
                lost.append(f"{page.relative_to(site)}: {link}")
    assert lost == []


def test_the_name_of_an_index_stands_in_the_row_of_heads(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from conf import name_cells

    table = pandas.DataFrame({"hedge": [1, 2]}, index=pandas.Index(["a", "b"], name="text"))
    page = BeautifulSoup(table.to_html(), "html.parser")
    name_cells(page)
    assert [head.text for head in page.select("thead th")] == ["text", "hedge"]
    assert [cell["data-head"] for cell in page.select("tbody tr:first-child > *")] == ["text", "hedge"]


def test_where_there_are_several_rows_of_heads_a_cell_has_all_above_it(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from conf import name_cells

    columns = pandas.MultiIndex.from_product([["count", "share"], ["own", "told"]], names=["", "voice"])
    table = pandas.DataFrame([[1, 2, 3, 4]], index=pandas.Index(["a"], name="text"), columns=columns)
    page = BeautifulSoup(table.to_html(), "html.parser")
    name_cells(page)
    heads = [cell["data-head"] for cell in page.select("tbody tr:first-child > *")]
    assert heads[1:] == ["count · own", "count · told", "share · own", "share · told"] and "text" in heads[0]


def test_what_nobody_needs_is_not_in_the_site(site):
    assert [font.stat().st_size < 10_000 for font in site.rglob("fa-*.woff2")] == [True]
    assert not list(site.rglob("*.map")) and not list(site.rglob("fontawesome.js"))
    for page in html_pages(site):
        text = page.read_text(encoding="utf-8")
        assert "fontawesome.js" not in text and ("searchindex.js" not in text or page.name == "search.html"), page.name
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 20_000_000


def test_code_is_folded_and_numbers_lead_to_passages(site):
    page = BeautifulSoup((site / "notebooks" / "03-rhetoric.html").read_text(encoding="utf-8"), "html.parser")
    assert page.select("details.above-input") and not page.select(".cell > .cell_input")
    assert page.select_one("table a[href='../articles/marks-rhetoric-hedge.html']").text == "Hedge"
    passages = [link["href"] for link in page.select("table a.to-passage") if "#" in link["href"]]
    # to a mark, to a sentence, or from a count to the article with that label shown
    place = r"\.\./articles/00\d\.html#(?:[ms]-\d+.*|\w+=\w+)"
    assert len(passages) > 20 and all(re.fullmatch(place, link) for link in passages)


def test_rows_and_labels_of_a_table_for_readers_lead_to_passages(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from reading import lead_to_passages

    corpus = nl.load_corpus()
    vague = nl.find_rhetoric(corpus).query("label == 'vague_attribution'")
    lines = nl.context(vague, corpus, 40)[["left", "text", "right"]]
    assert lines["left"].str.contains("¶").any(), "no line end, which a table shows as a slash, is tried"
    for frame in (lines, vague[["label"]]):
        page = BeautifulSoup(nl.table(frame).data, "html.parser")
        lead_to_passages(page)
        assert len(page.select("td a.to-passage")) == len(frame)


def test_unused_styles_go_and_used_ones_stay(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from lighter import used

    kept = ['@import "x.css";', '.a:not(.z){x:url("data:)}")}', '.a[class*=".q"]{y:"}"}', "@font-face{src:url(a;b)}"]
    css = kept[0] + ".b," + kept[1] + ".c .a{z:1}" + kept[2] + "@media (x){.c{z:3}}" + kept[3]
    assert used(css, {"a"}) == "".join(kept)


def test_what_a_page_loads_lies_in_the_site(site, prove):
    for page in html_pages(site):
        tags = Tags(page)
        for tag, attribute in LOADING.items():
            for value in tags.values(tag, attribute):
                address = urlsplit(value)
                if address.scheme == "data":
                    continue
                assert not address.scheme and not address.netloc, f"{page.name} loads {value}"
                assert not address.path or (page.parent / unquote(address.path)).exists(), f"{page.name} lacks {value}"
    for style in site.rglob("*.css"):
        elsewhere = re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\s]+", style.read_text(encoding="utf-8"))
        assert elsewhere == [], style
    prove(len(html_pages(site)), "pages of the site built; what they load is there, and nothing comes from elsewhere")


def test_the_search_has_the_text_of_every_page_it_finds(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    names = json.loads(index[index.index("{") : index.rindex("}") + 1])["docnames"]
    script = (site / "_static" / "searchtexts.js").read_text(encoding="utf-8")
    texts = json.loads(script[script.index("{") : script.rindex("}") + 1])
    assert list(texts) == names and all(texts.values()) and len(script) < 1_300_000
    lost = []
    for name, places in texts.items():
        ids = {tag["id"] for _, tag in Tags(site / f"{name}.html").tags if "id" in tag}
        lost += [f"{name}#{address}" for address, _, _ in places if address and address not in ids]
    assert lost == []
    for page in html_pages(site):
        assert ("searchtexts.js" in page.read_text(encoding="utf-8")) == (page.name == "search.html"), page.name


def test_a_class_searches_without_what_tells_of_the_hand_coding(site, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from archives import BY_HAND
    from searching import TEXTS, write_texts

    left = write_texts(site, tmp_path, leave_out=BY_HAND).read_text(encoding="utf-8")
    whole = (site / TEXTS).read_text(encoding="utf-8")
    for name in BY_HAND:
        assert f'"{name}":' in whole and f'"{name}":' not in left


def test_places_of_a_page_have_their_own_text_and_no_code(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from searching import places

    body = """<main><form>no</form><section id="a"><h1>Rain<a class="headerlink">#</a></h1>
    <p>It <b>rain</b>s &lt;now.</p>
    <table><tr><td>1</td><td>2</td></tr></table><details class="hide above-input"><pre>code</pre></details><!-- no -->
    <section id="b"><h2>Sun</h2><p>It shines.</p></section><section id="c"><h2>Empty</h2></section>
    <dl><dt id="t">term</dt><dd>What it is.</dd></dl></section></main>"""
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>")
    assert places(tmp_path / "a.html") == [
        ["a", "Rain", "It rains <now. 1 2"], ["b", "Sun", "It shines."], ["t", "term", "What it is."]]  # fmt: skip
    text = '<p><span id="s-0"></span>One. <span id="s-5"></span>Two.</p><p><span id="s-10"></span>Three.</p>'
    (tmp_path / "b.html").write_text(f"<html><body><main><h1>Rain</h1>{text}</main></body></html>")
    assert places(tmp_path / "b.html") == [["s-0", "", "One. Two."], ["s-10", "", "Three."]]


def test_answers_that_are_folded_are_not_told_by_the_search(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from searching import places

    answer = "<details><summary>What we see</summary><p>Me.</p></details>"
    text = f"<section id=a><h1>Ask</h1><p>Who?</p>{answer} Then.</section>"
    (tmp_path / "a.html").write_text(f"<html><body><main>{text}</main></body></html>")
    assert places(tmp_path / "a.html") == [["a", "Ask", "Who? Then."]]


def test_a_sentence_that_announces_a_list_goes_with_it(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from library import LISTED

    lists = "From the\nground up:\n\n- `a`: one\n  more\n- `b`: two\n\nOf units:\n\n- `c`: three"
    assert LISTED.sub("", f"Rules see tags. {lists}\n\nThe end.").split() == "Rules see tags. The end.".split()
    assert LISTED.sub("", "It has:\n\n- sums\n\nand `x`:\n\nmore") == "It has:\n\n- sums\n\nand `x`:\n\nmore"


def test_names_may_break_and_printed_tables_say_how_long_they_are(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from narrow import breakable, sized

    assert (
        breakable('<h2>a_b<a href="#a_b">c_d</a></h2><p>e_f</p>') == '<h2>a_<wbr>b<a href="#a_b">c_d</a></h2><p>e_f</p>'
    )
    assert breakable('<td class="x"><p>x_1 0.5</p></td>') == '<td class="x"><p>x_1 0.5</p></td>'
    prompt = '<span class="gp">&gt;&gt;&gt; </span>'
    assert sized(f"<pre>{prompt}f()\n   a  &amp;\n</pre>").startswith('<pre style="--longest: 7">')
    for other in (f"<pre>{prompt}f()\n[1, 2]\n</pre>", "<pre>a  = b\n</pre>"):
        assert sized(other) == other


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def look():
    """How pages are looked at; a site is no site without a browser."""
    found = pytest.importorskip("look")
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on this machine to look at the site with")
    return found


def test_everybody_can_read_every_page_and_nothing_is_wider_than_its_box(site, look, prove):
    """Here axe looks at all but colours, and only in the light; with `make look` at everything in all views."""
    assert list(look.look(site, whole=False)) == []
    prove(
        len(html_pages(site)),
        "pages of the site seen in a browser: nothing is cut or pale, and axe-core finds nothing",
    )


def test_axe_finds_nothing_on_a_page_of_each_kind(site, look):
    names = ["index", "search", "notebooks/09-a-model-is-a-coder-too", "lib/newsloupe/codebooks/attribution",
             "library/ready", "articles/marks-framing-morality"]  # fmt: skip
    assert list(look.look(site, [site / f"{name}.html" for name in names])) == []


@pytest.fixture
def page(look):
    """A page of a browser in which nothing may be asked of elsewhere, and nothing go wrong."""
    with look.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=look.FLAGS)
        opened, told = browser.new_page(), look.Told()
        opened.on("request", lambda request: told.asked(request.url))
        opened.on("console", lambda message: told.said(message.type, message.text))
        opened.on("pageerror", lambda error: told.append(f"error: {error}"))
        yield opened
        assert told == []
        browser.close()


def test_the_search_shows_where_the_words_stand_without_a_server(site, page):
    def search(words):
        page.goto(f"{(site / 'search.html').as_uri()}?q={quote(words)}")
        page.wait_for_function("document.querySelector('.search-summary')?.textContent")
        return page.locator("ul.search > li")

    found = search("powder keg").filter(has=page.get_by_role("link", name="0 Start here"))
    excerpt = found.locator("p.context").first
    assert "was like tossing a match into a powder keg" in excerpt.inner_text()
    assert excerpt.locator("mark").all_inner_texts() == ["powder", "keg"]
    excerpt.get_by_role("link").click()
    assert page.url.split("/")[-1].startswith("00-start-here.html#three-questions")
    article = search("powder keg").filter(has=page.get_by_role("link", name="002 Chess piece"))
    assert "tossing a match" in article.locator("p.context").first.inner_text()
    assert "hedge" in search("hedges").first.inner_text().lower()
    assert search('"><img src=x onerror=alert(1)>').count() == 0 and page.locator("#search-results img").count() == 0
    term = search("adjudication").filter(has_text="Deciding, with reasons")
    assert term.count() >= 1
    terms = {"hedge": "hedge", "Frames": "frame", "framing": "framing", "alpha": "Krippendorff's alpha",
             "voice": "voice (grammar)"}  # fmt: skip
    for asked, term in terms.items():
        assert search(asked).first.get_by_role("link").first.inner_text() == f"Glossary: {term}"
    addresses = [link.get_attribute("href") for link in search("tricolon").locator("> a").all()]
    assert len(addresses) > 3 and len(addresses) == len(set(addresses))
    loaded = search("loaded language").locator("> a")
    assert "persuasion.html#loaded-language" in loaded.nth(1).get_attribute("href")  # after the glossary
    tried = search("answers the question from before").filter(has=page.get_by_role("link", name="A first look"))
    assert "An article can frighten" not in "".join(tried.all_inner_texts())


def test_long_pages_are_short_enough_on_a_phone(site, page):
    page.set_viewport_size({"width": 360, "height": 800})
    for name, most in (("error-rates", 12_000), ("articles/index", 9_000)):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollHeight") <= most, name
    page.goto((site / "error-rates.html").as_uri())
    shown = page.locator("table.cards td:visible").all_inner_texts()
    assert shown and not [cell for cell in shown if cell.endswith(": –")]


def test_a_text_that_looks_like_a_page_stays_a_text(site, page, tmp_path):
    """Articles are somebody's: what they hold is shown, and never run."""
    copy = tmp_path / "site"
    shutil.copytree(site / "_static", copy / "_static")
    for name in ("search.html", "searchindex.js"):
        shutil.copy(site / name, copy)
    text = 'powder keg <img src=x onerror="document.title = 1"><script>document.title = 2</script>'
    (copy / "_static" / "searchtexts.js").write_text(
        f"const SEARCH_TEXTS = {json.dumps({'articles/002': [['', '<b>', text]]})};"
    )
    page.goto(f"{(copy / 'search.html').as_uri()}?q=powder+keg")
    page.wait_for_function("document.querySelector('.search-summary')?.textContent")
    assert page.locator("p.context").inner_text() == text
    assert page.locator("#search-results :is(img, script)").count() == 0
    assert page.title().startswith("Search")
