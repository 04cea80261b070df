"""What people have is loaded: folders in folders, office and web files, tables of all kinds; and nothing vanishes."""

import datetime as dt
import io
import json
import re
import warnings
import zipfile

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.corpus import CorpusError, CorpusWarning, near_duplicates
from newsloupe.corpus.columns import find_columns

TOPICS = [
    "council",
    "football",
    "cricket",
    "health",
    "court",
    "election",
    "earnings",
    "science",
    "storm",
    "port",
    "bus",
    "zoo",
]
OUTLETS = ["Herald", "Post", "Times"]
ROWS = [
    {
        "id": topic,
        "title": f"About the {topic}",
        "text": f"The {topic} was in the news, said Ann Lee.\nNobody there, in the {topic}, “knew why”; all left.",
        "outlet": OUTLETS[number % 3],
        "date": f"2024-{number % 7 + 1:02}-09",
    }
    for number, topic in enumerate(TOPICS)
]
FRAME = pd.DataFrame(ROWS)


def load(source, **how):
    """The corpus, its problems as {file: problem}, and the warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        corpus = nl.load_corpus(source, **how)
    told = [str(one.message) for one in caught if issubclass(one.category, CorpusWarning)]
    return corpus, dict(zip(corpus.problems["file"], corpus.problems["problem"], strict=True)), "\n".join(told)


def rows_of(corpus, *names):
    return [
        (article.id, article.text, article.title, *(article.meta.get(name) for name in names)) for article in corpus
    ]


EXPECTED = [(row["id"], row["text"], row["title"], row["outlet"], row["date"]) for row in ROWS]


# ---- folders


def test_one_folder_per_outlet(tmp_path):
    for row in ROWS:
        folder = tmp_path / row["outlet"] / row["date"][:4]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    corpus, problems, told = load(tmp_path)
    assert {(a.id, a.text, a.meta["folder"], a.meta["subfolder"]) for a in corpus} == {
        (row["id"], row["text"], row["outlet"], "2024") for row in ROWS
    }
    assert not problems and not told
    assert set(corpus.table()["folder"]) == set(OUTLETS)


def test_a_flat_folder_with_a_folder_in_it_is_read_whole_or_what_is_left_out_is_named(tmp_path):
    (tmp_path / "more").mkdir()
    for number, row in enumerate(ROWS):
        (tmp_path / ("more" if number % 2 else ".") / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    assert len(load(tmp_path)[0]) == 12
    corpus, problems, told = load(tmp_path, recursive=False)
    assert len(corpus) == 6 and "recursive=False" in problems["more/"] and "more/" in told


def test_the_same_name_in_two_folders_gets_the_folders_into_its_id(tmp_path):
    for folder, name in (("herald", "1"), ("post", "1"), ("post", "2")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.txt").write_text(f"Text {name} of the {folder}.")
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["herald/1", "post/1", "2"] and not problems
    nl.write_manifest(tmp_path)
    table = pd.read_csv(tmp_path / "manifest.csv")
    assert table["file"].tolist() == ["herald/1.txt", "post/1.txt", "post/2.txt"]
    assert table["id"].tolist() == ["herald/1", "post/1", "2"]
    table.assign(outlet=["H", "P", "P"]).to_csv(tmp_path / "manifest.csv", index=False)
    assert [article.meta["outlet"] for article in load(tmp_path)[0]] == ["H", "P", "P"]


def docx(lines):
    import docx as word

    document = word.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def odt(lines):
    written = io.BytesIO()
    names = ("office", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{inside}</office:document-content>"
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return written.getvalue()


def pdf(lines, pages=1, **password):
    """A PDF with these lines on each of its pages."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(300, 300)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                                 NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        stream = DecodedStreamObject()
        drawn = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream.set_data(f"BT /F 12 Tf 20 280 Td {drawn} ET".encode() if lines else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(**password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def web_page(title="Pool closed", **more):
    paragraphs = [
        "The city council closed the swimming pool on Monday after inspectors had found a crack in the basin.",
        "“We will mend it by June,” said the mayor, whom parents and swimmers had asked about it for months.",
        "Swimmers were disappointed by the decision. The next pool is an hour away by bus, and it costs more.",
    ]
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-05-01T10:00:00Z"><script>var secret = "evil";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{title}</h1>{body}</article><aside><ul><li><a href="/r">Ten recipes for rain</a></li></ul></aside>
<footer>Copyright The Daily</footer></body></html>"""


RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0 The caf\'e9 is closed.\par Nobody knows why.}"


def test_a_folder_of_what_people_have(tmp_path):
    lines = ["The pool is closed.", "Nobody knows why."]
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    (tmp_path / "four.docx").write_bytes(docx([*lines, "It is docx."]))
    (tmp_path / "five.pdf").write_bytes(pdf([*lines, "It is pdf."]))
    (tmp_path / "six.html").write_text(web_page(), encoding="utf-8")
    (tmp_path / "seven.rtf").write_bytes(RTF)
    (tmp_path / "eight.odt").write_bytes(odt([*lines, "It is odt."]))
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "six_files").mkdir()
    (tmp_path / "six_files" / "script.js").write_text("x")
    corpus, problems, told = load(tmp_path)
    assert sorted(corpus.ids) == ["eight", "five", "four", "one", "seven", "six", "three", "two"]
    assert corpus["four"].text == "\n".join([*lines, "It is docx."])
    assert corpus["eight"].text == "\n".join([*lines, "It is odt."])
    assert corpus["five"].text.split("\n") == [*lines, "It is pdf."]
    assert corpus["seven"].text.strip() == "The café is closed.\nNobody knows why."
    page = corpus["six"]
    assert page.title == "Pool closed" and page.meta["outlet"] == "The Daily" and page.meta["date"] == "2024-05-01"
    assert "mend it by June" in page.text and "Home" not in page.text and "evil" not in page.text
    assert problems.keys() == {"photo.png", "old.doc", "six_files/"} and "photo.png" in told
    assert corpus.problems.set_index("file").loc["old.doc", "remedy"] == "save it as .docx"


def test_what_is_cut_inside_of_a_page_is_kept_with_its_place(tmp_path):
    page = web_page().replace("<p>Swimmers", '<div class="related"><a href="/x">Read more: buses</a></div><p>Swimmers')
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text(web_page("Another pool closed").replace("June", "July"), encoding="utf-8")
    corpus, _, _ = load(tmp_path)
    assert corpus.cut[["article", "text"]].values.tolist() == [["a", "Read more: buses"]]
    assert corpus["a"].text[corpus.cut["at"].iloc[0] :].startswith("Swimmers were") and "buses" not in corpus["a"].text


REST = [
    "The basin was built in 1974, and no inspector had looked at it since the roof was mended eight years ago.",
    "Two clubs have asked for water in the neighbouring town. The council there will answer in a fortnight, it said.",
    "Nobody wants to say what a new pool would cost. The last one, in the east, took nine years to build.",
]


# An article of some length: of a short one, trafilatura takes what stands beside it for a part.
LONG = "".join(f"<p>The crack is {n} feet long, said inspector no. {n}, and {'it grows' * n}.</p>" for n in range(9))


def test_running_text_outside_of_the_article_of_a_page_is_said_and_kept(tmp_path):
    rest = "".join(f"<p>{line}</p>" for line in REST)
    parts = {"after": ("</article>", f'</article><div class="part-two">{rest}</div>'),
             "before": ("<article>", f'<div class="part-one">{rest}</div><article>')}  # fmt: skip
    for name, (old, new) in parts.items():
        file = tmp_path / f"{name}.html"
        file.write_text(web_page().replace("<p>Swimmers", f"{LONG}<p>Swimmers").replace(old, new), encoding="utf-8")
        corpus, problems, told = load(file)
        assert re.search(rf"has \d+ words of running text that were not taken .*\({name} it: “", problems[file.name])
        assert "may not be right" in told and REST[0] not in corpus[name].text
        assert corpus.cut["text"].tolist() == REST
        assert set(corpus.cut["at"]) == {0 if name == "before" else len(corpus[name].text)}


@pytest.mark.parametrize(
    "around",
    ['<section class="comments-list">{}</section>', '<div id="cookie-wall"><div>{}</div></div>', "<aside>{}</aside>",
     '<div class="cards"><a href="/x">{}</a></div>', "<footer>{}</footer>", "<form>{}</form>", "<script>{}</script>"],
)  # fmt: skip
def test_what_surrounds_articles_on_ordinary_pages_is_not_said(tmp_path, around):
    rest = "".join(f"<p>{line}</p>" for line in REST)
    page = web_page().replace("</article>", "</article>" + around.format(rest))
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    corpus, problems, _ = load(tmp_path)
    assert not problems and corpus.cut.empty and REST[0] not in corpus["a"].text


def test_tables_and_lists_of_a_page_are_lines_without_marks(tmp_path):
    table = "<table><tr><th>Year</th><th>Bill</th></tr><tr><td>2022</td><td>£30</td></tr></table>"
    page = web_page().replace("<p>Swimmers", f"{table}<ul><li>No pool.</li><li>No bus.</li></ul><p>Swimmers")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    lines = load(tmp_path)[0]["a"].text.split("\n")
    assert lines[-7:-1] == ["Year", "Bill", "2022", "£30", "No pool.", "No bus."]


def test_the_day_on_which_a_word_processor_saved_a_page_is_no_date(tmp_path):
    page = web_page().replace(
        '<meta property="article:published_time" content="2024-05-01T10:00:00Z">',
        '<meta name="created" content="2020-01-01T00:00:00"/><meta name="changed" content="2021-02-03T09:00:00"/>',
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "date" not in load(tmp_path)[0]["a"].meta


def test_a_word_file_is_read_as_it_reads(tmp_path):
    import docx as word

    document = word.Document()
    document.add_paragraph("First").add_run(" and\tsecond.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    document.add_paragraph("Last.")
    document.sections[0].header.paragraphs[0].text = "A header"
    document.save(tmp_path / "a.docx")
    assert load(tmp_path)[0]["a"].text == "First and\tsecond.\nLeft\nRight\nLast."


def test_a_zip_is_a_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for row in ROWS:
            archive.writestr(f"corpus/{row['outlet']}/{row['id']}.txt", row["text"])
        archive.writestr("corpus/manifest.csv", "file,author\nHerald/council.txt,Ann Lee\n")
        archive.writestr("__MACOSX/corpus/._council.txt", "x")
        archive.writestr("corpus/photo.png", b"\x89PNG")
    corpus, problems, _ = load(tmp_path / "c.zip")
    assert {(a.id, a.meta["folder"]) for a in corpus} == {(row["id"], row["outlet"]) for row in ROWS}
    assert corpus["council"].meta["author"] == "Ann Lee" and list(problems) == ["c.zip/photo.png"]
    (tmp_path / "other.txt").write_text("Another text.")
    corpus, _, _ = load(tmp_path)
    assert len(corpus) == 13 and corpus["council"].meta["archive"] == "c"


# ---- tables


def renamed(**names):
    return FRAME.rename(columns=names)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (FRAME, ""),
        (renamed(id="ID", title="Title", text="content"), "text from 'content'"),
        (renamed(title="Headline", outlet="Publication", text="Full text"), "outlet from 'Publication'"),
        (renamed(id="Id", text="Text"), ""),
        (renamed(date="publish_date", outlet="media_name"), "date from 'publish_date', outlet from 'media_name'"),
        (renamed(text="BODY", date="Published", outlet="source", title="HEADLINE"), "text from 'BODY'"),
        (FRAME.rename(columns=lambda name: f" {name} "), ""),
    ],
)
def test_columns_are_found_by_the_names_that_people_use_and_said(tmp_path, frame, said):
    frame.to_csv(tmp_path / "c.csv", index=False)
    corpus, problems, told = load(tmp_path / "c.csv")
    assert rows_of(corpus, "outlet", "date") == EXPECTED and not problems
    assert said in told and bool(said) == bool(told) == bool(corpus.notes)
    card = nl.provenance(corpus)
    assert (card[["outlet", "date"]] != "unknown").all(axis=None)


def test_without_ids_the_numbers_of_the_rows_are_used_and_said(tmp_path):
    columns = {"title": "title", "date": "publish_date", "outlet": "media_name", "text": "text"}
    FRAME[list(columns)].rename(columns=columns).to_csv(tmp_path / "c.csv", index=False)
    corpus, _, told = load(tmp_path / "c.csv")
    assert corpus.ids == [str(number) for number in range(1, 13)] and corpus["1"].text == ROWS[0]["text"]
    assert "outlet from 'media_name'; ids are the numbers of the rows" in told


def written(tmp_path, suffix, frame=FRAME):
    path = tmp_path / f"c.{suffix}"
    if suffix == "csv":
        frame.to_csv(path, index=False, sep=";")
    elif suffix == "tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif suffix == "xlsx":
        frame.to_excel(path, index=False)
    elif suffix == "json":
        path.write_text(json.dumps(frame.to_dict("records")), encoding="utf-8")
    elif suffix == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    elif suffix == "parquet":
        frame.to_parquet(path)
    return frame if suffix == "frame" else path


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "json", "jsonl", "parquet", "frame"])
def test_every_kind_of_table_gives_the_same_corpus(tmp_path, suffix):
    corpus, problems, told = load(written(tmp_path, suffix))
    assert rows_of(corpus, "outlet", "date") == EXPECTED and not problems and not told
    without = FRAME.drop(columns="id")
    corpus, _, told = load(written(tmp_path, suffix, without))
    assert corpus.ids == [str(number) for number in range(1, 13)] and "ids are the numbers" in told


def test_the_columns_can_be_named():
    frame = pd.DataFrame({"text": ["short"], "Story": ["The whole story."], "n": ["7"], "Zeitung": ["Blatt"], "x": [1]})
    corpus, _, told = load(frame, text="Story", id="n", meta={"outlet": "Zeitung"})
    assert rows_of(corpus, "outlet", "x") == [("7", "The whole story.", "", "Blatt", None)] and not told
    corpus, _, _ = load(frame, text="story", id="n", meta=["x"])
    assert dict(corpus["7"].meta) == {"x": "1"}
    with pytest.raises(CorpusError, match="no column 'body'; its columns are 'text', 'Story'"):
        nl.load_corpus(frame, text="body")
    with pytest.raises(CorpusError, match=r"columns are 'Story', 'n'.*say which one holds the text: load_corpus"):
        nl.load_corpus(frame[["Story", "n"]])


def test_a_data_frame_keeps_its_metadata_however_it_is_given():
    frame = FRAME.assign(date=pd.to_datetime(FRAME["date"]), words=[900.0, None] * 6)
    corpus = nl.Corpus.from_frame(frame)
    assert rows_of(corpus, "outlet", "date") == EXPECTED and corpus["council"].meta["words"] == "900"
    assert "words" not in corpus["football"].meta
    corpus, _, told = load(FRAME.drop(columns="id").set_index(FRAME["id"].str.upper()))
    assert corpus.ids[0] == "COUNCIL" and "ids are the index" in told
    for call, message in [
        (lambda: nl.Corpus(FRAME), "Corpus.from_frame"),
        (lambda: nl.Corpus.from_texts(FRAME), "Corpus.from_frame"),
        (lambda: nl.Corpus(["text"]), "from_texts"),
        (lambda: nl.load_corpus(["text"]), "from_texts"),
        (lambda: nl.Corpus.from_texts(["text"]), "give a dictionary"),
        (lambda: nl.load_corpus(pd.concat([FRAME, FRAME[["text"]]], axis=1)), "two columns called 'text'"),
    ]:
        with pytest.raises(CorpusError, match=message):
            call()


def test_metadata_never_overwrites_what_is_computed(tmp_path):
    rows = [{"id": "a", "text": "One two three.", "words": "900", "article": "x", "sentences": 7, "meta_words": "y"}]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    table = load(tmp_path / "c.jsonl")[0].table()
    assert table.columns.is_unique and table["words"].tolist() == [3] and table["article"].tolist() == ["a"]
    assert table.loc[0, ["meta_words", "meta_meta_words", "meta_article", "meta_sentences"]].tolist() == [
        "y",
        "900",
        "x",
        "7",
    ]


def test_a_row_with_more_cells_than_the_header_and_a_bad_one_lose_nothing_but_themselves(tmp_path):
    (tmp_path / "c.csv").write_text('id,text\n1,Hello, there, you.\n2,Good.\n3,"Bad "row".\n4,Good four.\n')
    corpus, problems, told = load(tmp_path / "c.csv")
    assert corpus.ids == ["2", "4"] and "4 cells" in problems["c.csv, line 2"] and "c.csv, line 4" in problems
    assert "c.csv, line 2" in told


def test_ids_stay_as_they_are_written(tmp_path):
    FRAME.assign(id=[f"{number:03}" for number in range(11)] + ["a/b"]).to_csv(tmp_path / "c.csv", index=False)
    assert load(tmp_path / "c.csv")[0].ids == [f"{number:03}" for number in range(11)] + ["a/b"]
    (tmp_path / "d.csv").write_text("id,text\n001,One.\n1,Two.\n001,Three.\n")
    corpus, problems, _ = load(tmp_path / "d.csv")
    assert corpus.ids == ["001", "1"] and "same id" in problems["d.csv, line 4"]


def test_a_folder_of_tables_is_read_table_by_table_but_beside_articles_they_are_named(tmp_path):
    FRAME[:6].drop(columns="id").to_csv(tmp_path / "may.csv", index=False)
    FRAME[6:].drop(columns="id").to_csv(tmp_path / "june.csv", index=False)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    corpus, problems, _ = load(tmp_path)
    assert len(corpus) == 12 and corpus.ids[0] == "june-1" and list(problems) == ["bad.csv"]
    (tmp_path / "a.txt").write_text("An article.")
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["a"] and set(problems) == {"bad.csv", "june.csv", "may.csv"}


def test_a_list_of_media_cloud_is_a_manifest(tmp_path):
    stories = pd.DataFrame({"id": ["s1", "s2", "s3"], "title": ["A", "B", "C"], "publish_date": "2024-05-01",
                            "media_name": "daily.example", "url": "u", "language": "en"})  # fmt: skip
    stories.to_csv(tmp_path / "stories.csv", index=False)
    with pytest.raises(CorpusError, match=r"list of stories as Media Cloud.*put this list beside"):
        nl.load_corpus(tmp_path / "stories.csv")
    for name in ("s1", "s2"):
        (tmp_path / f"{name}.txt").write_text(f"The text of {name}.")
    corpus, problems, told = load(tmp_path)
    assert rows_of(corpus, "outlet", "date")[0] == ("s1", "The text of s1.", "A", "daily.example", "2024-05-01")
    assert (
        "lists 1 articles of which there is no file" in problems["stories.csv"] and "3 listed, 2 of them there" in told
    )


def test_one_article_in_a_file_as_news_please_writes_it(tmp_path):
    for number, row in enumerate(ROWS[:3]):
        made = {"maintext": row["text"], "title": row["title"], "authors": ["Ann Lee", "Bo Li"], "language": "en",
                "date_publish": row["date"] + " 10:00", "source_domain": "daily.example", "url": "u"}  # fmt: skip
        (tmp_path / f"{number}.json").write_text(json.dumps(made), encoding="utf-8")
    corpus, problems, _ = load(tmp_path)
    assert rows_of(corpus, "outlet", "author")[0] == (
        "0",
        ROWS[0]["text"],
        "About the council",
        "daily.example",
        "Ann Lee, Bo Li",
    )
    assert len(corpus) == 3 and not problems and str(corpus.dates["0"].date()) == "2024-01-09"
    assert corpus.notes == ["articles of news-please: 3 announced, 3 read"]
    assert load(tmp_path / "1.json")[0].ids == ["1"]
    (tmp_path / "1.json").write_text(json.dumps(made | {"maintext": None}))  # where it found no text
    (tmp_path / "cut.json").write_text(json.dumps(made)[:-20])
    corpus, problems, told = load(tmp_path)
    assert corpus.ids == ["0", "2"] and "news-please: 3 announced, 2 read" in told
    assert problems.keys() == {"1.json", "cut.json"} and problems["1.json"] == "is empty"
    assert "table" not in problems["cut.json"] and "JSON" in problems["cut.json"]


@pytest.mark.parametrize("value", [{"articles": ROWS}, {"count": 12, "data": ROWS}, ROWS])
def test_json_of_other_makers(tmp_path, value):
    (tmp_path / "c.json").write_text(json.dumps(value), encoding="utf-8")
    assert rows_of(load(tmp_path / "c.json")[0], "outlet", "date") == EXPECTED


# ---- workbooks


def workbook(path, sheets, change=lambda book: None):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    book.save(path)
    return path


def test_a_workbook_with_three_sheets(tmp_path):
    articles = [["id", "text"], ["a", "One text."], ["b", "Another text."]]
    notes = [["what", "who"], ["read again", "me"]]
    path = workbook(tmp_path / "c.xlsx", {"About": notes, "Articles": articles, "Empty": []})
    corpus, problems, _ = load(path)
    assert corpus.ids == ["a", "b"]
    assert list(problems) == ["c.xlsx, sheet 'About'"] and "no column of texts" in problems["c.xlsx, sheet 'About'"]
    two = [["text"], ["Third text."]]
    corpus, _, _ = load(workbook(path, {"May": two, "June": [["text"], ["Fourth text."]]}))
    assert [(a.id, a.meta["sheet"]) for a in corpus] == [("May-1", "May"), ("June-1", "June")]


def test_a_workbook_as_people_fill_it(tmp_path):
    rows = [["id", "text", "outlet", "date", "note"], [1, "First text.", "Herald", dt.datetime(2024, 5, 1), "=1+1"],
            [2, "Second text.", None, 45413, None], [3, "=A1", "Post", "2024-05-03", None]]  # fmt: skip

    def change(book):
        sheet = book.active
        sheet.merge_cells("C2:C3")
        sheet["A2"].number_format = "000"

    corpus, problems, _ = load(workbook(tmp_path / "c.xlsx", {"S": rows}, change))
    assert rows_of(corpus, "outlet", "date") == [
        ("001", "First text.", "", "Herald", "2024-05-01"), ("2", "Second text.", "", "Herald", "45413")]  # fmt: skip
    assert corpus.dates.dt.day.tolist() == [1, 1]
    merged = corpus.problems[corpus.problems["problem"].str.contains("merged")]
    assert merged["file"].tolist() == ["c.xlsx, row 2"] and "C2:C3" in merged["problem"].iloc[0]
    assert "c.xlsx, row 4" in problems and corpus.problems["problem"].str.contains("formula in cell E2").any()


# ---- the manifest and Excel


def two_texts(path):
    for name in ("a", "b"):
        (path / f"{name}.txt").write_text(f"Article {name}.")


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "cp1252"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")]
)
def test_a_manifest_that_comes_back_from_excel(tmp_path, separator, encoding):
    two_texts(tmp_path)
    nl.write_manifest(tmp_path)
    assert (tmp_path / "manifest.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "so that Excel reads its letters right"
    table = pd.read_csv(tmp_path / "manifest.csv", dtype=str, keep_default_na=False)
    table = table.assign(outlet=["Café “Müller”", "Post"], section="City", frequency="daily")
    (tmp_path / "manifest.csv").write_bytes(
        table.to_csv(index=False, sep=separator, lineterminator="\r\n").encode(encoding)
    )
    corpus, _, _ = load(tmp_path)
    assert corpus["a"].meta["outlet"] == "Café “Müller”" and corpus["a"].meta["section"] == "City"
    (tmp_path / "c.txt").write_text("Article c.")
    nl.write_manifest(tmp_path)
    again = pd.read_csv(tmp_path / "manifest.csv", dtype=str, keep_default_na=False).set_index("file")
    assert again.loc["a.txt", ["outlet", "section", "frequency"]].tolist() == ["Café “Müller”", "City", "daily"]
    assert again.loc["c.txt", "section"] == "unknown"
    assert (tmp_path / ".manifest-before.csv").exists() == (encoding == "cp1252")
    assert load(tmp_path)[0].ids == ["a", "b", "c"] and not load(tmp_path)[1]


NAMES = {
    "Danish": ["Bjørn Ærø", "Århus Stiftstidende", "Søren på Ø"],
    "Norwegian": ["Ålesund Avis", "Tromsø", "Bjørn Næss"],
    "Swedish": ["Göteborgs Blad", "Åsa Öberg"],
    "German": ["Gießener Bote", "Jürgen Weiß", "Östliche Rundschau"],
    "Icelandic": ["Morgunblað", "Þórður Guðmundsson"],
    "French": ["L’Écho du Midi", "Où ça", "Le Progrès"],
    "all at once": ["Bjørn Ærø", "Jürgen Weiß", "Le Progrès", "Þórður", "El País"],
}


@pytest.mark.parametrize("language", NAMES)
def test_letters_of_western_europe_from_excel_are_right_in_manifests_and_tables(tmp_path, language):
    names = NAMES[language]
    rows = [f"a{number}.txt;{name};Article {number}." for number, name in enumerate(names)]
    table = "\r\n".join(["file;outlet;text", *rows]).encode("cp1252")
    (tmp_path / "t.csv").write_bytes(table)
    assert [article.meta["outlet"] for article in load(tmp_path / "t.csv")[0]] == names
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(len(names)):
        (folder / f"a{number}.txt").write_text(f"Article {number}.")
    (folder / "manifest.csv").write_bytes(table)
    assert [article.meta["outlet"] for article in load(folder)[0]] == names
    nl.write_manifest(folder)
    assert [article.meta["outlet"] for article in load(folder)[0]] == names and not load(folder)[1]
    assert (folder / ".manifest-before.csv").read_bytes() == table


@pytest.mark.parametrize(
    ("encoding", "names"),
    [("cp1250", ["Jiří Dvořák", "Příbram"]), ("mac_roman", NAMES["Danish"]), ("cp850", NAMES["German"])],
)
def test_a_manifest_in_a_rarer_encoding_is_read_as_a_guess_and_not_renewed_before_it_is_saved_as_utf_8(
    tmp_path, encoding, names
):
    table = "\n".join(["file;outlet", *(f"{number}.txt;{name}" for number, name in enumerate(names))])
    for number in range(len(names)):
        (tmp_path / f"{number}.txt").write_text(f"Article {number}.")
    (tmp_path / "manifest.csv").write_bytes(table.encode(encoding))
    corpus, problems, _ = load(tmp_path)
    assert [article.meta["outlet"] for article in corpus] == names and "is a guess" in problems["manifest.csv"]
    with pytest.raises(CorpusError, match="look whether its letters are right, and save it as UTF-8"):
        nl.write_manifest(tmp_path)
    (tmp_path / "manifest.csv").write_text(table, encoding="utf-8")  # the remedy
    nl.write_manifest(tmp_path)
    assert [article.meta["outlet"] for article in load(tmp_path)[0]] == names


# ---- the corpus as a whole


def test_a_flat_folder_of_texts_is_read_whole_and_nothing_is_said_of_them(tmp_path):
    for row in ROWS:
        (tmp_path / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    corpus, problems, told = load(tmp_path)
    assert {a.id: a.text for a in corpus} == {row["id"]: row["text"] for row in ROWS}
    assert not problems and not told and not corpus.notes and not any(article.meta for article in corpus)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_a_table_in_an_old_encoding_or_with_a_mark_and_ids_that_are_numbers(tmp_path, encoding):
    FRAME.assign(id=range(1, 13)).to_csv(tmp_path / "c.csv", index=False, encoding=encoding)
    corpus, problems, _ = load(tmp_path / "c.csv")
    assert corpus.ids == [str(number) for number in range(1, 13)] and corpus["1"].text == ROWS[0]["text"]
    assert bool(problems) == (encoding == "cp1252")
    FRAME.assign(id=range(1, 13)).to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    assert load(tmp_path / "c.jsonl")[0].ids == corpus.ids


def test_each_kind_of_document_by_itself_and_without_any_txt_beside(tmp_path):
    lines = ["The pool is closed.", "Nobody knows why."]
    made = {"a.docx": docx([*lines, "1."]), "b.pdf": pdf([*lines, "It is a PDF."]), "c.odt": odt([*lines, "3."]),
            "d.rtf": RTF, "e.html": web_page().encode(), "f.md": b"The pool is closed."}  # fmt: skip
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        corpus, problems, _ = load(tmp_path / name)
        assert corpus.ids == [name[0]] and not problems and "closed" in corpus[name[0]].text
    assert load(tmp_path)[0].ids == list("abcdef")


def test_a_text_in_german_with_markup_or_with_lines_of_an_archive_is_said_to_be_one(tmp_path):
    german = (
        "Der Rat hat das Bad am Montag geschlossen. Die Bürger sind nicht gefragt worden, und das ist auch so. " * 2
    )
    (tmp_path / "german.txt").write_text(german, encoding="utf-8")
    markup = "<div><p>The mayor said &quot;no&quot;.</p><p>Nobody was asked.</p></div>"
    (tmp_path / "markup.txt").write_text(markup)
    about = [
        "Byline: Ann Lee",
        "Section: NEWS; Pg. 3",
        "Length: 97 words",
        "Load-Date: July 2, 2019",
        "End of Document",
    ]
    (tmp_path / "nexis.txt").write_text(
        "\n".join(["Pool closed", *about[:3], "The pool is closed, she said.", *about[3:]])
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        corpus, problems, told = load(tmp_path)
    assert "seem not to be in English" in problems["german"] and "web pages with their markup" in problems["markup"]
    assert "german" in told and "markup" in told
    found = nl.find_residue(corpus.select(["nexis"]))["text"].tolist()
    assert [line for line in about if not any(line in one for one in found)] == []


def test_dates_are_parsed_once_and_those_that_are_none_are_named():
    frame = FRAME.assign(date=["2024-05-01", "soon", "31/12/2023", "2/3/2024", *["unknown"] * 6, "", "soon"])
    corpus, problems, told = load(frame)
    assert corpus.dates.dt.month.tolist()[:4:2] == [5, 12] and corpus.dates["health"].month == 3
    assert corpus["health"].meta["date"] == "2/3/2024", "what the file says stays"
    assert "date 'soon' is no date" in problems["football, zoo"] and "football, zoo" in told
    assert corpus.dates.isna().sum() == 9


def test_near_duplicates_are_named_and_kept():
    text = " ".join(f"Bus {n} leaves the square at {n * 7 % 60} past {n % 24} and comes back empty." for n in range(30))
    other = " ".join(f"Train {n} stops in the valley for {n * 3 % 50} minutes, and nobody gets off." for n in range(30))
    corpus, problems, told = load(
        pd.DataFrame({"id": ["a", "b", "c"], "text": [text, other, text + " Said the mayor."]})
    )
    assert corpus.ids == ["a", "b", "c"] and list(problems) == ["c"]
    assert "nearly the same text as a (9" in problems["c"] and "nearly the same" in told
    assert near_duplicates(corpus, least=1.0).empty
    assert near_duplicates(nl.Corpus.from_texts({"a": "One two.", "b": "One two."})).empty, "too short to tell"


def test_what_is_found_of_each_thing_is_the_likeliest_name():
    columns = find_columns(["source", "Outlet", "content", "text", "Date Published", "x"], "c.csv")
    assert columns.of == {"text": "text", "date": "Date Published", "outlet": "Outlet"}
    assert columns.others == ["source", "content", "x"]


def test_columns_of_what_is_no_table_are_an_error(tmp_path):
    (tmp_path / "a.txt").write_text("An article.")
    with pytest.raises(CorpusError, match="is no table; text, id, title and meta name the columns"):
        nl.load_corpus(tmp_path, text="body")


def test_the_first_argument_may_be_called_path(tmp_path):
    (tmp_path / "a.txt").write_text("An article.")
    assert nl.load_corpus(path=tmp_path).ids == nl.load_corpus(source=tmp_path).ids == nl.load_corpus(tmp_path).ids


@pytest.mark.parametrize(
    ("suffix", "module", "package"),
    [("html", "trafilatura", "trafilatura"), ("pdf", "pypdf", "pypdf"), ("rtf", "striprtf.striprtf", "striprtf"),
     ("xlsx", "openpyxl", "openpyxl"), ("warc", "fastwarc.warc", "fastwarc")],
)  # fmt: skip
def test_what_has_to_be_installed_is_said(tmp_path, monkeypatch, suffix, module, package):
    import sys

    workbook(tmp_path / "c.xlsx", {"S": [["text"], ["x"]]})
    data = {"html": web_page().encode(), "pdf": pdf(["x"]), "rtf": RTF, "xlsx": (tmp_path / "c.xlsx").read_bytes(),
            "warc": b"WARC/1.0\r\n"}[suffix]  # fmt: skip
    (tmp_path / f"d.{suffix}").write_bytes(data)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CorpusError, match=rf"d\.{suffix}.*needs the package {package}.*newsloupe\[files\]"):
        nl.load_corpus(tmp_path / f"d.{suffix}")
