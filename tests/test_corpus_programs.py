"""Files as the programs that people use write them: word processors, spreadsheets, browsers, and packers of archives.

The kinds of fault are those that a trial of fifty files found, made with LibreOffice, Chromium, pandoc and by hand.
"""

import io
import unicodedata
import zipfile

import pytest

import newsloupe as nl
from newsloupe.reading.code_pages import code_page
from newsloupe.reading.pdf_files import _paragraphs, read_pdf
from test_corpus_loading import load, pdf, rows_of, workbook

# ---- word processors

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTED = """<w:p><w:r><w:t>The gate jammed</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>
<w:del w:id="1"><w:r><w:delText> again</w:delText></w:r></w:del><w:ins w:id="3"><w:r><w:t> twice</w:t></w:r></w:ins>
<w:r><w:t>.</w:t></w:r></w:p>"""


def packed(**files):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return written.getvalue()


def word(body):
    return packed(word__document_xml=f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')


def open_document(body):
    names = ("office", "text", "drawing")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(content_xml=f"<office:document-content {spaces}>{inside}</office:document-content>")


def test_notes_comments_and_deleted_text_are_left_out_and_that_is_said_once(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.docx").write_bytes(word(NOTED + f"<w:p><w:r><w:t>File {name}.</w:t></w:r></w:p>"))
    odt = open_document("<text:p>The gate<text:note><text:p>1. See there.</text:p></text:note> jammed.</text:p>")
    (tmp_path / "c.odt").write_bytes(odt)
    (tmp_path / "d.docx").write_bytes(word("<w:p><w:r><w:t>Without any.</w:t></w:r></w:p>"))
    corpus, problems, told = load(tmp_path)
    assert [article.text for article in corpus] == [
        "The gate jammed twice.\nFile a.", "The gate jammed twice.\nFile b.", "The gate jammed.", "Without any."
    ]  # fmt: skip
    assert corpus.notes == ["footnotes, comments and deleted text are left out (of a.docx, b.docx, c.odt)"]
    assert corpus.notes[0] in told and not problems


def test_a_text_box_in_a_paragraph_is_a_paragraph(tmp_path):
    box = "<drawing:frame><drawing:text-box><text:p>In the box.</text:p></drawing:text-box></drawing:frame>"
    (tmp_path / "a.odt").write_bytes(open_document(f"<text:p>{box}It goes on.</text:p>"))
    assert load(tmp_path)[0]["a"].text == "In the box.\nIt goes on."


def test_rtf_has_no_deleted_text_no_addresses_and_no_bars(tmp_path):
    body = (
        r"\pard The gate {\deleted\revauthdel1 never }{\revised\revauth1 always }jams.\par "
        r'{\field{\*\fldinst{HYPERLINK "https://example.org/x"}}{\fldrslt{The whole report}}} is long.\par '
        r"\trowd\cellx5000\cellx9000 Ships\cell Two\cell\row Last.\par"
    )
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi {body}}}", encoding="ascii")
    lines = load(tmp_path)[0]["a"].text.strip().split("\n")
    assert lines == ["The gate always jams.", "The whole report is long.", "Ships", "Two", "Last."]


def test_what_stands_above_a_note_in_markdown_is_what_is_known_of_it(tmp_path):
    head = '---\ntitle: "Pool: closed"\nauthor:\n  - "[[Ann Lee]]"\npublished: 2024-05-01\n{}\n---\n\n'
    (tmp_path / "a.md").write_text(head.format("source: https://daily.example/pool\ntags: [swim]") + "It is shut.\n")
    (tmp_path / "b.md").write_text(head.format("x: [").replace("closed", "open") + "It is open.\n")
    (tmp_path / "c.md").write_text("---\n\nA line above the text.\n\n---\n\nAnd it goes on.\n")
    corpus, problems, _ = load(tmp_path)
    assert rows_of(corpus, "author", "date", "url", "tags")[0] == (
        "a", "It is shut.\n", "Pool: closed", "Ann Lee", "2024-05-01", "https://daily.example/pool", "swim",
    )  # fmt: skip
    assert corpus["b"].text.startswith("---") and "cannot be read: not valid YAML" in problems["b.md"]
    assert corpus["c"].text.startswith("---") and len(problems) == 1


# ---- PDF


def test_lines_of_a_pdf_are_joined_to_paragraphs():
    lines = [
        "Ferry stays in the harbour after",
        "a gate jams",
        "The evening ferry stayed in harbour on Monday because its gate",
        "could not be closed, and some 140 passengers had to wait for",
        "buses in the rain.",
        "“We cannot be sure that it stays closed,” said the head of the tech-",
        "nical office, a well-known engineer. The next ship is a well-",
        "known one as well.",
        "By hand it can be closed, the Anglo-",
        "Danish firm said.",
    ]
    text, cut = _paragraphs([lines])
    assert text.split("\n") == [
        "Ferry stays in the harbour after a gate jams",
        "The evening ferry stayed in harbour on Monday because its gate could not be closed, and some 140 passengers "
        "had to wait for buses in the rain.",
        "“We cannot be sure that it stays closed,” said the head of the technical office, a well-known engineer. The "
        "next ship is a well-known one as well.",
        "By hand it can be closed, the Anglo-Danish firm said.",
    ]
    assert not cut


def test_page_heads_of_a_pdf_are_cut_and_kept_and_sentences_go_on(tmp_path):
    pages = [
        ["The Daily Herald, 3 May", "A sentence that begins on the first page goes on at the top of the", "Page 1"],
        ["The Daily Herald, 3 May", "second page, and there it ends.", "The bus came.", "Page 2"],
    ]
    text, cut = _paragraphs(pages)
    assert text.startswith("A sentence that begins on the first page goes on at the top of the second page, and")
    assert [line for _, line in cut] == [pages[0][0], "Page 1", pages[1][0], "Page 2"]
    assert [text[at:][:6] for at, _ in cut] == ["A sent", "second", "second", ""]
    assert _paragraphs([["It rained.", "Page 1"], ["It rained.", "Page 2"]])[0].count("It rained.") == 2, "all alike"
    (tmp_path / "a.pdf").write_bytes(pdf(["It rained.", "And then the sun came out.", "12"]))
    corpus, _, _ = load(tmp_path)
    assert corpus.cut[["article", "text"]].values.tolist() == [["a", "12"]] and corpus["a"].text.endswith("out.")


def test_letters_that_a_pdf_draws_as_one_are_letters(monkeypatch):
    import pypdf

    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda self: "The oﬃcials ﬁnd the traﬀic ﬂow.")
    assert read_pdf(pdf(["x"])).text == "The officials find the traffic flow."


# ---- spreadsheets

ROWS = [
    ["No.", "Newspaper", "Headline", "Text"],
    [1, "Post", "Pool closed", "It is shut."],
    [2, "Bote", "Bus", "It is late."],
]


@pytest.mark.parametrize(
    "above",
    [
        [["Our sample, winter 2024 (draft)"]],
        [["Our sample"], [], ["Two papers"], []],
        [[None, "Source", "Article", "Article"]],
    ],
)
def test_a_title_above_the_names_of_the_columns_is_told_from_them(tmp_path, above):
    def merge(book):
        book.active.merge_cells("A1:D1" if above[0][0] else "C1:D1")

    corpus, problems, told = load(workbook(tmp_path / "c.xlsx", {"S": above + ROWS}, merge))
    expected = [("1", "It is shut.", "Pool closed", "Post"), ("2", "It is late.", "Bus", "Bote")]
    assert rows_of(corpus, "outlet") == expected and "title from 'Headline'" in told
    assert all("stands above the names of the columns" in why for why in problems.values())
    assert list(problems) == [f"c.xlsx, row {number}" for number, row in enumerate(above, 1) if row]
    lines = [";".join(str(cell or "") for cell in [*row, *[""] * (4 - len(row))]) for row in above + ROWS]
    (tmp_path / "c.csv").write_text("\n".join(lines))
    corpus, problems, _ = load(tmp_path / "c.csv")
    assert rows_of(corpus, "outlet") == expected
    assert list(problems) == [f"c.csv, line {number}" for number, row in enumerate(above, 1) if row]


def test_names_that_nobody_knows_may_stand_below_a_title(tmp_path):
    rows = [["Our sample"], ["Story", "Zeitung"], ["It is shut.", "Bote"]]
    corpus, _, _ = load(workbook(tmp_path / "c.xlsx", {"S": rows}), text="Story")
    assert rows_of(corpus, "Zeitung") == [("1", "It is shut.", "", "Bote")]


def test_a_table_without_quotation_marks_says_of_each_row_why_it_has_no_text(tmp_path):
    (tmp_path / "c.csv").write_text("id;title;text\n1;Pool;It is shut.\nIt was old.\n2;Bus;It is late.\n")
    corpus, problems, _ = load(tmp_path / "c.csv")
    assert corpus.ids == ["1", "2"] and list(problems) == ["c.csv, line 3"]
    assert "is empty, since it has 1 cell, but there are 3 columns" in problems["c.csv, line 3"]
    assert "belongs in quotation marks" in corpus.problems["remedy"].iloc[0]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_the_encodings_in_which_excel_saves_csv(tmp_path, encoding):
    names = ["Børsen", "Söndagsavisen", "Ålesund Blad", "El País", "Gießener Bote"]
    table = "text;outlet\n" + "".join(f"Text {number} says no.;{name}\n" for number, name in enumerate(names))
    (tmp_path / "c.csv").write_bytes(table.encode(encoding))
    corpus, problems, _ = load(tmp_path / "c.csv")
    assert [article.meta["outlet"] for article in corpus] == names and "is a guess" in problems["c.csv"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("“We’ll wait,” said the café – twice, for £4,500 (20°).", "cp1252"), ("Zażółć gęślą jaźń, Łódź", "cp1250"),
     ("Čeština žádá příliš", "cp1250"), ("Gießen, MÜNCHEN, Übung", "mac_roman"), ("Ærø, Tromsø, Næss", "cp850")],
)  # fmt: skip
def test_code_pages_are_told_apart_by_their_words(text, encoding):
    assert code_page(text.encode(encoding)) == encoding


def test_what_is_in_no_code_page_of_latin_letters_is_none():
    for text, encoding in (("Совет собрался в пятницу", "cp1251"), ("Η κυβέρνηση", "cp1253"), ("政府は", "shift_jis")):
        assert code_page(text.encode(encoding)) == ""


def test_quotation_marks_of_which_half_was_lost_are_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Nobody knows.\r\x1cWe do,\x1d he said. It\x19s true.")
    (tmp_path / "b.txt").write_bytes(b"Page one.\x0cPage two.")
    problems = load(tmp_path)[1]
    assert problems == {"a.txt": "has control characters (U+001C …), 3 in number, the first on line 1"}


# ---- packers and file systems

NAMES = ["Bjørn Åsen", "Søndag på sø"]


def zip_of(names):
    """A ZIP archive whose names are these bytes, without a word on their encoding."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(f"{chr(65 + number)}" * len(name), f"Article {number}.")
    data = written.getvalue()
    for number, name in enumerate(names):
        data = data.replace(chr(65 + number).encode() * len(name), name)
    return data


@pytest.mark.parametrize("encoding", ["utf-8", "cp850"])
def test_names_in_archives_of_macos_and_windows(tmp_path, encoding):
    (tmp_path / "c.zip").write_bytes(zip_of([f"Avis\\{name}.txt".encode(encoding) for name in NAMES]))
    corpus, problems, _ = load(tmp_path / "c.zip")
    assert corpus.ids == NAMES and not problems


def test_names_of_german_windows(tmp_path):
    (tmp_path / "c.zip").write_bytes(zip_of(["Größe.txt".encode("cp437"), "Müll.txt".encode("cp437")]))
    assert load(tmp_path / "c.zip")[0].ids == ["Größe", "Müll"]


def test_decomposed_names_of_macos_are_names_as_people_type_them(tmp_path):
    apart = unicodedata.normalize("NFD", "Åsen")
    assert apart != "Åsen"
    (tmp_path / f"{apart}.txt").write_text("An article.")
    (tmp_path / "manifest.csv").write_text("file,outlet\nÅsen.txt,Blad\n", encoding="utf-8")
    corpus, problems, _ = load(tmp_path)
    assert corpus["Åsen"].meta["outlet"] == "Blad" and not problems
    nl.write_manifest(tmp_path)
    assert load(tmp_path)[0]["Åsen"].meta["outlet"] == "Blad"
