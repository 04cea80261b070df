"""REFI-QDA: projects and codebooks for programs of qualitative analysis, valid by the published schema, and back."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import simulated_coders
from newsloupe.codebook import read_rows
from newsloupe.corpus import seeds_path
from newsloupe.exchange import (
    ExchangeError,
    ExchangeWarning,
    from_refi,
    from_refi_codebook,
    to_refi,
    to_refi_codebook,
)

SEEDS = nl.load_corpus()
TEXT = "😀 Officials warned\r\nof “rain” <b>& more\r\n\r\nMaybe. It may rain."
CORPUS = nl.Corpus.from_texts({"a/ä": TEXT, "b": "Nobody knows."})
SCHEMA = Path(__file__).parent / "schemas" / "refi-qda-project.xsd"


def rows(*spans, coder="Ada", **further):
    records = []
    for words, label, group in spans:
        at = TEXT.index(words)
        records.append({"article": "a/ä", "start": at, "end": at + len(words), "label": label, "group": group})
    return nl.make_spans(CORPUS, records, layer="attribution", coder=coder).assign(**further)


CODED = rows(("Officials", "source", "1"), ("warned", "cue", "1"), ("of “rain” <b>& more", "content", "1"),
             note=["who?", "", "two\r\nlines \x01"], traceable=["no", "", ""])  # fmt: skip


def same(one, other):
    columns = sorted(set(one) | set(other))
    both = [table.reindex(columns=columns).astype(object).where(lambda t: t.notna(), "").map(str)
            .sort_values(columns, ignore_index=True) for table in (one, other)]  # fmt: skip
    pd.testing.assert_frame_equal(*both)


def validate(path):
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    with zipfile.ZipFile(path) as archive:
        schema.assertValid(etree.fromstring(archive.read("project.qde")))


def test_three_coders_and_all_columns_come_back(tmp_path):
    reference = nl.load_spans(seeds_path() / "reference" / "attribution.csv", SEEDS)
    coders = [one.assign(rule="") for one in simulated_coders(reference, SEEDS, n=3)]
    spans = pd.concat([*coders, read_rows(SEEDS, "simulated 1", "attribution")], ignore_index=True)
    path = to_refi(spans, SEEDS, tmp_path / "class.qdpx", codebook="attribution")
    validate(path)
    same(from_refi(path, SEEDS), spans)


def test_whatever_a_note_holds_comes_back_and_the_file_is_valid(tmp_path):
    path = to_refi(CODED, CORPUS, tmp_path / "p.qdpx", codebook="attribution")
    validate(path)
    same(from_refi(path, CORPUS), CODED)
    assert path.read_bytes() == to_refi(CODED, CORPUS, tmp_path / "q.qdpx", codebook="attribution").read_bytes()
    inside = nl.make_spans(CORPUS, [{"article": "a/ä", "start": 19, "end": 24, "label": "x"}], coder="Ada")
    same(from_refi(to_refi(inside, CORPUS, tmp_path / "r.qdpx"), CORPUS), inside)  # begins between CR and LF


def test_texts_without_a_mark_are_a_project_too(tmp_path):
    path = to_refi(CODED.head(0), CORPUS, tmp_path / "p.qdpx", codebook="attribution", only={"a/ä": ["Maybe"]})
    validate(path)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 2
        assert archive.read(archive.namelist()[1]).decode() == "Maybe. It may rain."
    assert from_refi(path, CORPUS).empty
    told = from_refi(path, CORPUS, coder="Ada", read="attribution")
    assert told[["article", "text", "layer", "coder"]].values.tolist() == [
        ["a/ä", "Maybe. It may rain.", "read", "Ada"]
    ]


PROGRAM = """<?xml version="1.0" encoding="utf-8"?>
<Project name="p" xmlns="urn:QDA-XML:project:{version}"><Users><User guid="{{{u}}}" name="Ada"/></Users>
<CodeBook><Codes><Code guid="{c}" name="Speech" isCodable="false"><Code guid="{d}" name="cue" isCodable="true"/></Code>
</Codes></CodeBook><Sources><TextSource guid="{t}" name="whatever.docx" plainTextPath="{path}" richTextPath="x">
<PlainTextSelection guid="{s}" name="{name}" startPosition="{start}" endPosition="{end}" creatingUser="{u}">
<Description>loud</Description><Coding guid="{k}"><CodeRef targetGUID="{d}"/></Coding></PlainTextSelection>
<PlainTextSelection guid="{k}" startPosition="0" endPosition="2"/>
</TextSource><PDFSource guid="{s}" name="scan.pdf"/></Sources></Project>"""
KEYS = {name: f"{number:08x}-0000-4000-8000-000000000000" for number, name in enumerate("ucdtsk", 10)}
LF = TEXT.replace("\r\n", "\n")
MAYBE = TEXT.index("Maybe")  # after three line ends
WAYS = {  # folder, text as it is stored, and the places of “Maybe”
    "as it is": ("Sources", TEXT, MAYBE, MAYBE + 5),
    "small letters": ("sources", TEXT, MAYBE, MAYBE + 5),
    "LF": ("sources", LF, MAYBE - 3, MAYBE + 2),
    "CR LF counted as one": ("Sources", TEXT, MAYBE - 3, MAYBE + 2),
    "mark": ("Sources", "\ufeff" + TEXT, MAYBE, MAYBE + 5),
    "mark counted": ("Sources", "\ufeff" + TEXT, MAYBE + 1, MAYBE + 6),
    "mark and LF": ("sources", "\ufeff" + LF, MAYBE - 3, MAYBE + 2),
    "the last character": ("Sources", LF, MAYBE - 3, MAYBE + 1),
}


def written(path, folder, text, start, end, name="Maybe", version="1.0", address="internal://{}.TXT"):
    where = address.format(KEYS["t"].upper())
    project = PROGRAM.format(start=start, end=end, name=name, path=where, version=version, **KEYS)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", "\ufeff" + project)
        archive.writestr(f"{folder}/{KEYS['t']}.txt", text.encode())
    return path


@pytest.mark.parametrize("way", WAYS)
def test_programs_that_count_otherwise_are_understood(way, tmp_path):
    folder, text, start, end = WAYS[way]
    path = written(tmp_path / "p.qdpx", folder, text, start, end)
    with pytest.warns(ExchangeWarning, match="has no code; give it one"):
        found = from_refi(path, CORPUS, layer="attribution")
    columns = ["article", "text", "label", "parent", "coder", "note", "layer"]
    assert found[columns].values.tolist() == [["a/ä", "Maybe", "cue", "Speech", "Ada", "loud", "attribution"]]
    problems = [problem for _, problem, _ in found.attrs["problems"]]
    assert problems == ["is no plain text (PDFSource)", "has no code"]


def test_without_names_the_file_is_taken_as_it_is(tmp_path):
    for version, address in (("1.0", "internal://{}.txt"), ("1.5", "internal:/{}.txt")):
        path = written(tmp_path / "p.qdpx", "Sources", TEXT, MAYBE, MAYBE + 5, "", version, address)
        with pytest.warns(ExchangeWarning):
            assert from_refi(path, CORPUS)["text"].tolist() == ["Maybe"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"no ZIP"), "is no REFI-QDA project"),
        (lambda path: zipfile.ZipFile(path, "w").close(), "holds no project.qde"),
        (lambda path: written(path, "Sources", TEXT + "!", 0, 2), "another version|that of no article"),
        (lambda path: written(path, "elsewhere", TEXT, 0, 2), "has no plain text in the project"),
    ],
)
def test_what_cannot_be_read_says_why(make, message, tmp_path):
    make(tmp_path / "p.qdpx")
    with pytest.raises(ExchangeError, match=message):
        from_refi(tmp_path / "p.qdpx", CORPUS)


def test_entities_and_names_that_do_not_go_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as archive:
        archive.writestr("project.qde", '<!DOCTYPE p [<!ENTITY a "aaaa">]><Project name="&a;"/>')
    with pytest.raises(ExchangeError, match="declares a document type"):
        from_refi(tmp_path / "p.qdpx", CORPUS)
    with pytest.raises(ExchangeError, match=r"call it something\.qdpx"):
        to_refi(CODED, CORPUS, tmp_path / "p.zip")
    with pytest.raises(ExchangeError, match="cannot hold"):
        to_refi(CODED.assign(label="\x01"), CORPUS, tmp_path / "p.qdpx")
    with pytest.raises(FileNotFoundError):
        from_refi(tmp_path / "none.qdpx", CORPUS)


# ---------------------------------------------------------------- codebooks


@pytest.mark.parametrize("name", ["stance", "attribution", "generic-frames"])
def test_a_codebook_goes_there_and_back(name, tmp_path):
    book = nl.load_codebook(name)
    back = from_refi_codebook(to_refi_codebook(book, tmp_path / f"{name}.qdc"), layer=book.layer)
    assert (back.name, back.labels, back.layer) == (book.name, book.labels, book.layer)
    for there, here in zip(back.codes, book.codes, strict=True):
        for field in ("title", "definition", "code_when", "not_when", "examples", "near_misses"):
            assert getattr(there, field) == getattr(here, field)
        assert [(item.id, item.question) for item in there.items] == [(item.id, item.question) for item in here.items]


def test_a_codebook_of_a_program(tmp_path):
    (tmp_path / "Meine Codes.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="QDA"><Codes><Code guid="x" name="Wer spricht?" '
        'isCodable="true"><Description>Quelle</Description><Code guid="y" '
        'name="1. Wer spricht" isCodable="true"/></Code>'
        '<Code guid="z" name="Wer spricht" isCodable="true"/></Codes></CodeBook>', encoding="utf-8"
    )  # fmt: skip
    book = from_refi_codebook(tmp_path / "Meine Codes.qdc")
    assert book.labels == ["wer_spricht", "code_1_wer_spricht", "wer_spricht_2"] and book.name == "meine-codes"
    assert book["wer_spricht"].title == "Wer spricht?" and book["wer_spricht"].definition == "Quelle"
    (tmp_path / "empty.qdc").write_text("<CodeBook/>", encoding="utf-8")
    with pytest.raises(ExchangeError, match="has no codes"):
        from_refi_codebook(tmp_path / "empty.qdc")
    with pytest.raises(ExchangeError, match="no sound XML"):
        (tmp_path / "empty.qdc").write_text("no", encoding="utf-8")
        from_refi_codebook(tmp_path / "empty.qdc")
