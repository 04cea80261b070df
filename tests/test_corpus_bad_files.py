"""Bad input beside good: each kind is named with reason and remedy, and the rest is loaded."""

import io
import os
import re
import stat
import zipfile

import pytest

import newsloupe as nl
from newsloupe.corpus import CorpusError, documents
from newsloupe.reading import zipped
from newsloupe.reading.decoding import Unreadable
from test_corpus_loading import docx, load, odt, pdf, web_page, workbook

LINES = ["The pool is closed.", "Nobody knows why."]


def zipped_files(files, **how):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", **how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def broken_inside(data):
    """A ZIP archive whose directory is sound and whose content is not."""
    at = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").header_offset + 100
    return data[:at] + bytes(100) + data[at + 100 :]


def encrypted(data):
    """A ZIP archive whose files say that they need a password."""
    data = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def entity_bomb():
    body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    return zipped_files({"word/document.xml": body})


BAD = {
    "truncated.pdf": (lambda: pdf(LINES, pages=3)[:-600], "damaged PDF|breaks off", "get it again"),
    "password.pdf": (lambda: pdf(LINES, user_password="secret"), "password", "without"),
    "scanned.pdf": (lambda: pdf([]), "no text, only pictures", "OCR"),
    "none.pdf": (lambda: b"hello", "no PDF file", "get it again"),
    "nothing.pdf": (lambda: b"", "no PDF file", "get it again"),
    "damaged.docx": (lambda: docx(LINES)[:2000], "damaged ZIP", "save it again"),
    "inside.docx": (lambda: broken_inside(docx(LINES)), "damaged ZIP", "save it again"),
    "other.docx": (lambda: zipped_files({"a.txt": b"x"}), "no word/document.xml", "save it again"),
    "xml.docx": (lambda: zipped_files({"word/document.xml": b"<w:document>"}), "damaged .its XML", "save it again"),
    "bomb.docx": (entity_bomb, "declares entities", "do not trust"),
    "password.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "password", "without a password"),
    "password.odt": (
        lambda: zipped_files({"content.xml": b"x", "META-INF/manifest.xml": b"<m:encryption-data/>"}),
        "password",
        "without",
    ),
    "damaged.odt": (lambda: odt(LINES)[:100], "damaged ZIP", "save it again"),
    "none.rtf": (lambda: b"hello", "no RTF", "save it again"),
    "cut.rtf": (lambda: rb"{\rtf1\ansi Nobody knows", "breaks off", "save it again"),
    "scripts.html": (
        lambda: b"<html><script>alert(1)</script><body><nav>Home</nav></body></html>",
        "no article can be told",
        "copy the text",
    ),
    "empty.html": (lambda: b"", "no article|no web page", ""),
    "damaged.zip": (lambda: zipped_files({"x.txt": b"x" * 99})[:-30], "damaged ZIP", "get it again"),
    "password.zip/x.txt": (lambda: encrypted(zipped_files({"x.txt": b"Secret."})), "password", "without one"),
    "page.mhtml": (lambda: b"MIME-Version: 1.0", "not read", "HTML only"),
    "film.mp4": (lambda: b"\x00", "not read", "leave it out"),
}  # fmt: skip


@pytest.fixture(scope="module")
def bad_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.txt").write_text("A good article.")
    for name, (make, *_) in BAD.items():
        (folder / name.partition("/")[0]).write_bytes(make())
    return load(folder)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_reason_and_remedy(bad_folder, name):
    corpus, problems, _ = bad_folder
    assert corpus.ids == ["good"] and set(problems) == set(BAD)
    row = corpus.problems.set_index("file").loc[name]
    assert re.search(BAD[name][1], row["problem"]) and re.search(BAD[name][2], row["remedy"]), list(row)


@pytest.mark.parametrize("name", ["password.pdf", "damaged.docx", "scripts.html", "damaged.zip"])
def test_a_bad_file_by_itself_is_an_error_that_says_the_same(tmp_path, name):
    make, problem, remedy = BAD[name]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(CorpusError, match=rf"(?s){name}.*({problem}).*{remedy}"):
        nl.load_corpus(tmp_path / name)


# ---- archives


def test_nothing_in_a_zip_leads_out_of_it(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = {"a.txt": b"An article.", "../out.txt": b"Out.", "/etc/x.txt": b"Root.", "C:\\x.txt": b"Disk.",
             "sub\\..\\..\\y.txt": b"Back.", link: b"/etc/passwd", "z.zip": zipped_files({"b.txt": b"B."})}  # fmt: skip
    (tmp_path / "c.zip").write_bytes(zipped_files(files))
    corpus, problems, _ = load(tmp_path / "c.zip")
    assert corpus.ids == ["a"] and sorted(os.listdir(tmp_path)) == ["c.zip"]
    assert sum("leads out" in why for why in problems.values()) == 4
    assert "is a link" in problems["c.zip/link.txt"] and "inside a ZIP" in problems["c.zip/z.zip"]


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    data = zipped_files({"a.txt": bytes(30_000_000)}, compression=zipfile.ZIP_DEFLATED)
    assert len(data) < 50_000
    for name in ("bomb.zip", "bomb.docx", "bomb.xlsx", "bomb.odt"):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("A good article.")
    monkeypatch.setattr(zipped, "read_member", lambda *_: pytest.fail("it was unpacked"))
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["good"]
    for name in ("bomb.zip", "bomb.docx", "bomb.odt"):
        assert "would unpack to 30,000,000 bytes" in problems[name]
    with pytest.raises(CorpusError, match=r"bomb\.xlsx: would unpack to"):
        nl.load_corpus(tmp_path / "bomb.xlsx")


def test_a_zip_that_lies_about_its_sizes(tmp_path):
    data = bytearray(zipped_files({"a.txt": b"A" * 5000}, compression=zipfile.ZIP_DEFLATED))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = zipped.open_zip(bytes(data))
    with pytest.raises(Unreadable, match="damaged"):
        zipped.read_member(archive, "a.txt")


# ---- folders


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_loop_of_links_ends_and_is_named(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("An article.")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["a"] and list(problems) == ["sub/loop/"] and "not followed" in problems["sub/loop/"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_may_not_be_opened_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("An article.")
    (tmp_path / "locked").mkdir(0)
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["a"] and "cannot be opened" in problems["locked/"]


def test_what_is_too_large_for_a_text_is_not_read(tmp_path):
    (tmp_path / "good.txt").write_text("A good article.")
    with (tmp_path / "huge.txt").open("wb") as handle:
        handle.truncate(100_000_000)
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["good"] and "has 100,000,000 bytes, more than any article" in problems["huge.txt"]


def test_a_long_table_is_read_whole(tmp_path):
    rows = 20_000  # a million are measured by bench/loading.py
    (tmp_path / "c.csv").write_text("text\n" + "".join(f"Row {n} says no.\n" for n in range(rows)))
    corpus, problems, _ = load(tmp_path / "c.csv")
    assert len(corpus) == rows and not problems


# ---- tables and pages


def test_formulas_in_a_csv_stay_text(tmp_path):
    (tmp_path / "c.csv").write_text('id,text,outlet\n1,=1+1,"=HYPERLINK(""x"")"\n')
    corpus, _, _ = load(tmp_path / "c.csv")
    assert corpus["1"].text == "=1+1" and corpus["1"].meta["outlet"] == '=HYPERLINK("x")'


def test_a_damaged_workbook(tmp_path):
    whole = workbook(tmp_path / "c.xlsx", {"S": [["id", "text"], ["a", "x"]]}).read_bytes()
    for data, why in [(whole[:500], "damaged ZIP"), (b"hello", "damaged ZIP"),
                      (b"\xd0\xcf\x11\xe0" + bytes(99), "password"),
                      (zipped_files({"x": b"y"}), "damaged Excel")]:  # fmt: skip
        (tmp_path / "c.xlsx").write_bytes(data)
        with pytest.raises(CorpusError, match=rf"c\.xlsx: .*{why}"):
            nl.load_corpus(tmp_path / "c.xlsx")
    workbook(tmp_path / "c.xlsx", {"S": [["id", "text", "text"], ["a", "x", "y"]]})
    with pytest.raises(CorpusError, match="two columns are called 'text'"):
        nl.load_corpus(tmp_path / "c.xlsx")


@pytest.mark.parametrize("data", [b"5", b'"x"', b'{"a": {"b": 1}}', b"[1, 2]", b"{", b""])
def test_json_that_is_no_corpus(tmp_path, data):
    (tmp_path / "c.json").write_bytes(data)
    with pytest.raises(CorpusError, match=r"c\.json"):
        nl.load_corpus(tmp_path / "c.json")


def test_a_damaged_parquet_file(tmp_path):
    (tmp_path / "c.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(CorpusError, match=r"c\.parquet: is no sound Parquet file"):
        nl.load_corpus(tmp_path / "c.parquet")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
def test_a_page_in_the_encoding_that_it_declares(tmp_path, encoding):
    page = web_page("Café closed").replace('charset="utf-8"', f'charset="{encoding}"')
    (tmp_path / "c.html").write_bytes(page.encode(encoding))
    corpus, _, _ = load(tmp_path / "c.html")
    assert corpus["c"].title == "Café closed" and "“We will mend it by June,”" in corpus["c"].text


def test_a_pdf_with_a_page_without_text_is_doubted():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for part in (pdf(LINES), pdf([])):
        writer.append(PdfReader(io.BytesIO(part)))
    written = io.BytesIO()
    writer.write(written)
    found = documents.read_document(documents.Source("a.pdf", 0, bytes), written.getvalue())
    assert (
        found.drafts[0].text.strip() == "\n".join(LINES) and "no text on 1 of its 2 pages (no. 2)" in found.doubts[0][0]
    )
