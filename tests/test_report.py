"""A report on any corpus: nothing fails, nothing empty is a finding, nothing of our own articles is in it."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import newsloupe as nl
from newsloupe import report
from newsloupe.agreement import SampleError
from newsloupe.corpus import Article
from newsloupe.report import notebook, overview, page, parts, showing
from support import BROWSER

TEXTS = {
    "council": "The council will close the pool in May, Mayor Ann Lee said on Monday. “Nobody wants to do this,” "
    "said Lee. Critics say it might harm children. Perhaps it will. According to the report, 400 people swim there.",
    "football": "Eastmoor Town may sign the striker, agent Rita Voss said. “He is happy,” she told reporters. It is a "
    "shameful deal, fans claimed. Will he stay? Nobody knows.",
    "storm": "The storm destroyed 20 houses, police said. “We lost everything,” said Tom Hill, a farmer. Experts warn "
    "that more rain could come. The government promised aid of $5 million.\nShare this article",
    "health": "A new drug could help patients, researchers said. “It will take years,” said lead author Ilse Brandt. "
    "The company denied the claim that <script>alert(1)</script> prices would rise to $9 and *$10*.",
}
OUTLETS = ("Daily", "Gazette", "Herald")
OURS = re.compile(r"\bfive articles|NATO|Russia|\bPutin|000_|Wikinews", re.IGNORECASE)
CELLS = [
    cell
    for cell in json.loads((Path(report.__file__).parent / notebook.TEMPLATE).read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]


def twelve(known: bool = True) -> nl.Corpus:
    """Twelve made-up articles of three outlets and six months, or of which nothing is known."""
    names = list(TEXTS)
    return nl.Corpus(
        Article(
            f"{names[i % 4]}-{i}",
            f"{TEXTS[names[i % 4]]} The paper counted {i} letters.",
            meta={"outlet": OUTLETS[i % 3], "date": f"2024-0{i % 6 + 1}-1{i % 9}"} if known else {},
        )
        for i in range(12)
    )


def saved(corpus: nl.Corpus, folder: Path) -> Path:
    rows = [{"id": a.id, "text": a.text, **a.meta} for a in corpus]
    pd.DataFrame(rows).to_csv(folder / "articles.csv", index=False)
    return folder / "articles.csv"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(corpus: nl.Corpus, folder: Path, monkeypatch, **parameters) -> list[str]:
    """What the cells of the workbook show, run here: a kernel would take longer to start than all of them to run."""
    source = saved(corpus, folder)
    told: list[str] = []
    figures: list[Figure] = []
    monkeypatch.chdir(folder)
    monkeypatch.setattr(showing, "display", lambda shown: told.append(shown.data))
    monkeypatch.setattr(showing, "show_figure", figures.append)
    space = {"SOURCE": source.name, "COLUMNS": {}, "GROUP": "outlet", "DATE": "date", "ACTORS": None,
             "CODEBOOK": "generic-frames", "CORRECT": None, "CODED": None} | parameters  # fmt: skip
    for cell in CELLS[1:]:
        exec("".join(cell["source"]), space)
    for figure in figures:
        told.append(figure.get_label())
        for axes in figure.axes:
            assert len(axes.get_yticklabels()) <= 40
    return told


def test_cells_are_short_and_the_first_has_the_parameters():
    assert CELLS[0]["metadata"]["tags"] == ["parameters"]
    assert 15 <= len(CELLS) <= 28
    for cell in CELLS:
        assert len("".join(cell["source"]).splitlines()) <= 12 and not cell["outputs"]


def test_twelve_articles(tmp_path, monkeypatch):
    told = run(twelve(), tmp_path, monkeypatch)
    findings = [text for text in told if text.startswith("**Finding.**")]
    assert not [text for text in told if OURS.search(text)]
    assert any("12 articles were read" in text for text in findings)
    assert any(re.search(r"Ann Lee|Rita Voss", text) for text in told)
    assert any("By outlet there are 3 groups, with 4 articles each" in text for text in findings)
    assert any("over time. Points over time" in text and "(2024-" in text for text in told)
    assert not [text for text in told if "<script>" in text]
    devices = pd.read_csv(tmp_path / "tables" / "rhetoric.csv", encoding="utf-8-sig")
    per = overview.per_article(nl.find_in_parts(twelve(), tmp_path / "parts"))
    assert devices["passages"].sum() == per.loc[per["layer"] == "rhetoric", "count"].sum() > 5
    residue = pd.read_csv(tmp_path / "tables" / "residue.csv", encoding="utf-8-sig")
    assert residue.set_index("label")["passages"]["odd_character"] >= 6


@pytest.mark.parametrize("text", ["It rained.", "“We will go,” said the mayor.", TEXTS["health"]])
def test_one_article_of_which_nothing_is_known(text, tmp_path, monkeypatch):
    told = run(nl.Corpus([Article("a", text)]), tmp_path, monkeypatch)
    findings = [text for text in told if text.startswith("**Finding.**")]
    assert any(text.startswith("### Limitations") and "One article can be read" in text for text in told)
    assert any("The outlet of no article is known" in text for text in findings)
    assert not [text for text in told if OURS.search(text)]
    assert not [
        text
        for text in findings
        if re.search(r"\b1 of 1 article|: 0 of \d report|\b0 (?:of 0|reports?|devices?|passages?)\b|nan|None", text)
    ]


def test_a_count_is_corrected_by_the_sentences_of_the_file(tmp_path, monkeypatch):
    told = run(twelve(), tmp_path, monkeypatch, CORRECT="hedge")
    assert any("sentences to code for “Hedge” are in to-code-hedge.csv" in text.replace("\\", "") for text in told)
    assert any(text.startswith("### Limitations") and "No count was corrected" in text for text in told)
    path = tmp_path / "to-code-hedge.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    sample = nl.load_spans(path, twelve())
    answers = ["yes" if "could" in text or "might" in text else "no" for text in sample["text"]]
    nl.save_spans(sample.assign(answer=answers), path)
    filled = path.read_bytes()
    told = run(twelve(), tmp_path, monkeypatch, CODED="to-code-hedge.csv")
    said = next(text for text in told if text.startswith("**Finding.** The program marked"))
    row = pd.read_csv(tmp_path / "tables" / "corrected.csv", encoding="utf-8-sig").iloc[0]
    assert row["coded"] == len(sample) and row["share"] < row["machine"]
    assert f"the share is {row['share']:.1%} (95% interval {row['low']:.1%} to {row['high']:.1%})" in said
    assert any("corrected by" in text and f"{row['machine']:.1%}" in text and "<table" in text for text in told)
    assert any(
        text.startswith("### Methods") and "checksum" in text and "as “Hedge”; of these" in text for text in told
    )
    told = run(twelve(), tmp_path, monkeypatch, CORRECT="hedge")
    assert path.read_bytes() == filled and any("There are answers in" in text for text in told)


def test_what_cannot_be_corrected_is_told(tmp_path):
    found = nl.find_in_parts(twelve(), tmp_path / "parts")
    with pytest.raises(SampleError, match=r"'smile' was marked nowhere.*hedge"):
        report.correct(found, twelve(), "smile", folder=tmp_path)
    two = report.correct(found, twelve(), "hedge", folder=tmp_path)
    assert two.table.empty and two.sentences == []
    sample = nl.load_spans(tmp_path / "to-code-hedge.csv", twelve())
    nl.save_spans(sample.assign(label=["x", *["y"] * (len(sample) - 1)]), tmp_path / "two.csv")
    with pytest.raises(SampleError, match=r"two\.csv is about 2 labels"):
        report.correct(found, twelve(), coded=tmp_path / "two.csv")
    nothing = nl.find_in_parts(nl.Corpus.from_texts({"a": "No."}), tmp_path / "none")
    assert "No device was marked" in report.correct(nothing, nl.Corpus.from_texts({"a": "No."})).why_empty


def test_without_metadata_and_with_a_list_of_actors(tmp_path, monkeypatch):
    (tmp_path / "actors.yml").write_text(
        "actors:\n  lee: {title: Ann Lee, side: town, aliases: [Ann Lee, Lee, the council]}\n"
        "  storm: {title: The storm, side: weather, aliases: [the storm]}\n"
    )
    told = run(twelve(known=False), tmp_path, monkeypatch, ACTORS="actors.yml")
    assert any("names somebody in 6 of 12 articles" in text for text in told)
    agency = pd.read_csv(tmp_path / "tables" / "agency.csv", encoding="utf-8-sig").set_index("actor")
    assert agency.loc["The storm", "acts"] == 3 and "destroyed" in agency.loc["The storm", "verbs"]


def test_a_list_that_does_not_fit_is_told(tmp_path):
    (tmp_path / "actors.yml").write_text("actors:\n  hill: {title: Tom Hill, side: farm, aliases: [Ann Lee’s cat]}\n")
    found = parts.find_in_parts(twelve(), tmp_path / "parts", actors=tmp_path / "actors.yml")
    agency = overview.agency(found, twelve(), tmp_path / "actors.yml")
    assert "names somebody in 0 of 12 articles only: it does not fit" in agency.why_empty
    assert agency.table.empty and agency.sentences == []


def test_no_side_of_somebody_elses_list(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "“We will go,” Vladimir Putin said in Moscow."})
    assert set(parts.find_in_parts(corpus, tmp_path).spans()["side"]) == {""}
    assert "russia" in set(parts.find_in_parts(corpus, tmp_path, actors="nato-russia").spans()["side"])


def test_a_figure_has_forty_rows_at_most(monkeypatch):
    drawn = []
    monkeypatch.setattr(showing, "show_figure", drawn.append)
    many = pd.DataFrame({"kind": [f"k{i}" for i in range(300)], "n": range(300, 0, -1)})
    report.show_bars(many, "n", "kind", title="Many", unit="cases")
    report.show_dots(many, "n", "kind", title="Many", unit="cases")
    groups = many.rename(columns={"kind": "group", "n": "articles"})
    report.show_groups(groups.assign(measure="late", value=1.0, low=0.5, high=2.0))
    assert [len(figure.axes[0].get_yticklabels()) for figure in drawn] == [40, 40, 40]
    assert "the first 40 of 300" in drawn[0].get_suptitle().replace("\n", " ")
    assert drawn[2].axes[0].get_yticklabels()[0].get_text() == "k0 (300)"


def test_a_table_is_text_also_in_a_spreadsheet(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(showing, "display", lambda shown: told.append(shown.data))
    table = pd.DataFrame({"name": ["=1+1", "<b>x</b>"], "share": [0.5, None]})
    report.show_table(table, "t", empty="", folder=tmp_path)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfname,share\n\\=1+1,0.5\n")
    assert "&lt;b&gt;" in told[0] and "50%" in told[0] and "nan" not in told[0]


def test_passages_are_the_same_however_the_work_was_shared(tmp_path, monkeypatch):
    corpus = twelve()
    whole = overview.to_check(nl.find_in_parts(corpus, tmp_path / "one"), corpus, each=3)
    monkeypatch.setattr(parts, "ARTICLES", 5)
    cut = overview.to_check(nl.find_in_parts(corpus, tmp_path / "three"), corpus, each=3)
    pd.testing.assert_frame_equal(whole, cut)
    assert whole.groupby(["layer", "label"]).size().max() == 3
    assert not whole.equals(overview.to_check(nl.find_in_parts(corpus, tmp_path / "three"), corpus, each=3, seed=2))


def test_what_lies_in_residue_is_left_out(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "It may rain, she said.\nShare this article"})
    found = nl.find_in_parts(corpus, tmp_path)
    assert overview.words_of(corpus, found)["a"] == 5
    assert set(overview.per_article(found)["layer"]) >= {"residue", "rhetoric"}
    for spans in overview.kept(found):
        assert (spans["end"] <= 22).all() and len(spans)


def test_groups_are_compared_by_the_interval_of_the_difference():
    ids = [f"{outlet}{i}" for outlet in "xy" for i in range(10)]
    groups = pd.Series({name: name[0] for name in ids})
    sizes = pd.Series(500, index=ids)
    many = overview.Measure("late", pd.Series({name: 10 + int(name[1:]) % 3 for name in ids if name[0] == "x"}), sizes)
    same = overview.Measure("wet", pd.Series({name: int(name[1:]) % 3 for name in ids}), sizes)
    apart = overview.differences([many, same], groups).set_index("measure")
    assert apart.loc["late", "low"] > 0 and apart.loc["late", "p_bh"] < 0.01
    assert apart.loc["wet", "low"] < 0 < apart.loc["wet", "high"] and apart.loc["wet", "difference"] == 0
    value = overview.by_group([many], groups).set_index("group")["value"]
    assert value["x"] == pytest.approx(1000 * sum(10 + i % 3 for i in range(10)) / 5000) and value["y"] == 0


def test_nothing_is_said_to_be_first_that_has_an_equal():
    counts = pd.DataFrame(
        {"title": ["Hedge", "Slogan"], "passages": [3, 3], "articles": [2, 1], "per_1000": [1.0, 1.0]}
    )
    assert report.of_labels(counts, 4, "device") == ["6 devices of 2 kinds were marked."]
    assert "most often “Hedge”" in report.of_labels(counts.assign(passages=[4, 3]), 4, "device")[0]
    assert report.of_residue(counts, 4) == ["6 passages were marked as not belonging to an article."]
    both = report.of_frames(counts.assign(articles=2), 4)
    assert len(both) == 2 and "“Slogan”" in both[1]


def test_of_many_groups_the_first_measures_are_shown():
    groups = pd.Series({f"a{n:02}": f"2024-{n:02}" for n in range(1, 13)})
    late = [overview.Measure(name, pd.Series(1, groups.index), pd.Series(500, groups.index)) for name in "abcd"]
    wide = overview.side_by_side(overview.by_group(late, groups))
    assert wide.columns.tolist() == ["group (articles)", "a", "b", "c"] and len(wide) == 12
    assert wide.iloc[0].tolist() == ["2024-01 (1)", "2.0", "2.0", "2.0"]


def test_years_where_there_are_many_months():
    dates = {str(i): f"{2000 + i // 2}-0{1 + 6 * (i % 2)}-01" for i in range(40)}
    corpus = nl.Corpus(Article(name, "Rain.", meta={"date": date}) for name, date in dates.items())
    assert set(overview.periods_of(corpus, "date")) == {str(2000 + i) for i in range(20)}
    assert set(overview.periods_of(twelve(), "date")) == {f"2024-0{i}" for i in range(1, 7)}


def test_small_groups_have_no_interval_and_stand_side_by_side():
    groups = pd.Series({f"{group}{i}": group for group, n in {"x": 5, "y": 4}.items() for i in range(n)})
    late = overview.Measure("late", pd.Series(1, index=groups.index), pd.Series(500, index=groups.index))
    compared = overview.by_group([late], groups).set_index("group")
    assert compared["low"].notna().to_dict() == compared["high"].notna().to_dict() == {"x": True, "y": False}
    wide = overview.side_by_side(compared.reset_index())
    assert wide.columns.tolist() == ["measure", "x (5)", "y (4)"]
    assert wide["x (5)"][0].startswith("2.0\u00a0(") and wide["y (4)"][0] == "2.0"
    assert "5 articles each" in report.of_groups(groups, "outlet")[1]


def test_the_turns_of_an_interview_are_no_quotations_and_their_speakers_no_sources(tmp_path):
    text = "LEE: It rains every day.\n\nVOSS: We need a roof.\n\nLEE: Who pays?"
    corpus = nl.Corpus.from_texts({"a": text, "b": "“Nobody pays,” Dora Finch said."})
    told = overview.reports(nl.find_in_parts(corpus, tmp_path))
    assert sorted(told["kind"]) == ["direct", "turn", "turn", "turn"]
    assert overview.top_speakers(told)["speaker"].tolist() == ["Dora Finch"]
    assert report.of_speakers(told, 2)[1:3] == [
        "3 of them are turns of an interview or a transcript; what follows leaves such turns out.",
        "Ascribed to a person with a name: 1 of 1 report.",
    ]


def test_codes_that_are_never_coded_in_quotations_are_not_asked_whose_words_they_are():
    rows = [("rhetoric", 40, 0.2, 0.05), ("rhetoric", 60, 0.0, 0.0)]
    voices = pd.DataFrame(rows, columns=["layer", "passages", "reported", "quoted"])
    told = report.of_voices(voices, {"own": 0.8, "sources": 0.2})
    assert told == [
        "About 20% of all words are ascribed to a source; of 40 passages of rhetoric, 10 (25%) stand in such words, "
        "codes left out that are met in no quotation."
    ]


def test_a_report_is_not_put_among_articles_nor_over_other_files(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.")
    with pytest.raises(report.ReportError, match="folder of the articles"):
        report.write_report(tmp_path, tmp_path / "report")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.docx").write_text("mine")
    with pytest.raises(report.ReportError, match=r"hold.*no report"):
        report.write_report(saved(twelve(), tmp_path), tmp_path / "other")
    made = tmp_path / "made"
    made.mkdir()
    (made / notebook.MARK).write_text('{"workbook": "0"}')
    (made / notebook.WORKBOOK).write_text("changed by hand")
    with pytest.raises(report.ReportError, match="was changed"):
        report.write_report(tmp_path / "articles.csv", made)


def test_a_page_asks_nothing_and_runs_nothing(tmp_path):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["<script>a</script>"]},
        {"output_type": "display_data", "data": {"text/plain": "<script>b</script>"}},
        {"output_type": "display_data", "data": {"text/markdown": "**Finding.** &#60;script&#62;"}},
        {"output_type": "display_data", "data": {"image/png": "QQ=="}, "metadata": {"image/png": {"alt": '"x"'}}},
        {"output_type": "display_data", "data": {"image/png": "QQ=="},
         "metadata": {"image/png": {"alt": "y"}, "svg": "<svg><script/></svg>"}},
    ]  # fmt: skip
    code = {"cell_type": "code", "source": "x < 1", "outputs": outputs}
    cells = [{"cell_type": "markdown", "source": ["# Rain & <b>sun</b>"]}, code]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    html = page.write_page(tmp_path / "n.ipynb", tmp_path / "n.html").read_text()
    assert "<script" not in html and "default-src 'none'" in html and 'name="viewport"' in html
    assert not re.findall(r"(?:src|href)=\"(?!data:)", html)
    assert 'alt="y" src="data:image/svg+xml;base64,' in html
    assert 'alt="&quot;x&quot;"' in html and "<title>Rain &amp; &lt;b&gt;sun&lt;/b&gt;</title>" in html


def test_a_page_begins_with_what_is_in_it(tmp_path):
    cells = [{"cell_type": "markdown", "source": text} for text in ("# Rain", "## Sun & *wind*", "## Snow")]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    html = page.write_page(tmp_path / "n.ipynb", tmp_path / "n.html").read_text()
    contents = html[html.index("<nav") : html.index("</nav>")]
    assert (
        re.findall(r'href="#([^"]+)"', contents) == re.findall(r'<h2 id="([^"]+)">', html) == ["section-1", "section-2"]
    )
    assert ">Sun &amp; <em>wind</em></a>" in contents


@pytest.mark.slow
def test_a_page_fits_a_phone_and_its_rows_are_cards_there(tmp_path, monkeypatch):
    look = pytest.importorskip("look")
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on this machine")
    told = []
    monkeypatch.setattr(showing, "display", lambda shown: told.append(shown.data))
    table = pd.DataFrame({f"a_column_{n}": ["many a word " * 9, "c" * 60 * (n == 3)] for n in range(8)}).assign(
        share=[0.5, None]
    )
    report.show_table(table, "t", empty="", folder=tmp_path)
    outputs = [{"output_type": "display_data", "data": {"text/html": html}} for html in told]
    cells = [
        {"cell_type": "markdown", "source": "# Rain"},
        {"cell_type": "code", "source": "x" * 200, "outputs": outputs},
    ]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    made = page.write_page(tmp_path / "n.ipynb", tmp_path / "n.html")
    assert list(look.look(tmp_path, [made])) == []
    with look.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=look.FLAGS)
        phone = browser.new_page(viewport={"width": 360, "height": 800})
        phone.goto(made.as_uri())
        row = phone.locator("tbody tr").first
        tops = row.locator("td").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().top)")
        heads = row.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        browser.close()
    assert tops == sorted(set(tops)) and len(tops) == 9
    assert heads[0] == '"A column 0: "' and heads[-1] == '"Share: "'


def test_the_pages_of_articles_may_go_without_texts(tmp_path):
    found, book = nl.find_in_parts(twelve(), tmp_path / "parts"), nl.load_codebook("generic-frames")
    for texts in (True, False):
        notebook._articles(twelve(), found, tmp_path, texts, book, nl.load_actors())
        pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "articles").glob("*.html")]
        assert len(pages) > 12 and any("Nobody wants to do this" in page for page in pages) == texts


@pytest.mark.slow
def test_a_report_through_a_kernel_is_the_same_wherever_it_is_made(tmp_path):
    """The whole way once, and again from the same parts: the same bytes, no path, no time, no failed cell."""
    source, out = saved(twelve(), tmp_path), tmp_path / "report"
    made = report.write_report(source, out)
    first = contents(out)
    page = (out / "articles" / "council-0.html").read_text(encoding="utf-8")
    assert "Nobody wants to do this" in page and (out / "articles" / "index.html").exists()
    stored = json.loads(made.workbook.read_text(encoding="utf-8"))
    kinds = {output["output_type"] for cell in stored["cells"] for output in cell.get("outputs", [])}
    assert kinds == {"display_data"}
    assert str(tmp_path) not in made.workbook.read_text(encoding="utf-8") + made.page.read_text(encoding="utf-8")
    assert not re.search(r"20\d\d-\d\d-\d\dT\d\d:|papermill|duration", made.workbook.read_text(encoding="utf-8"))
    assert not OURS.search(re.sub(r'base64,[^"]*', "", made.page.read_text(encoding="utf-8")))
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    again = report.write_report(saved(twelve(), moved), moved / "report")
    assert contents(again.folder) == first
