"""Files for a thesis: a row for each thing, read back exactly, the same bytes, and nothing lost when writing fails."""

import hashlib
import os
import subprocess
import sys

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.corpus import Article, Corpus
from newsloupe.escaping import from_cell
from newsloupe.report import ExportError

NAMES = "articles attributions devices frames agency by_group problems codebook about".split()
ODD = '=HYPERLINK("x") “It may rain,” the mayor said.\r\n-5 percent of “NATO” blamed Russia. It may snow.'
CORPUS = Corpus(
    [
        Article("001", ODD, "=1+1", {"outlet": "@Daily", "date": "2024-01-05", "author": "Ann\x07Lee"}),
        Article("b", "“It might,” Ann Lee said. NATO attacked Russia; a war of words.", "", {"outlet": "Post"}),
        Article("c", "Nothing.", "", {}),
    ],
    [("lost.pdf", "is cut", "fetch it again")],
)
SPANS = nl.find(CORPUS, actors="nato-russia")


def read(folder):
    options = {"encoding": "utf-8-sig", "dtype": str, "keep_default_na": False}
    return {file.stem: pd.read_csv(file, **options).map(from_cell) for file in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return nl.export(CORPUS, SPANS, tmp_path_factory.mktemp("out") / "results")


def test_a_row_for_each_thing_with_what_is_known_and_the_sentence(folder):
    tables = read(folder)
    assert sorted(tables) == sorted(NAMES)
    listed = nl.attribution_list(SPANS[SPANS["layer"] == "attribution"])
    assert len(tables["attributions"]) == len(listed) > 1
    assert set(tables["attributions"]["outlet"]) == {"@Daily", "Post"}
    assert "“It might,” Ann Lee said." in tables["attributions"]["sentence"].tolist()
    assert len(tables["devices"]) == (SPANS["layer"] == "rhetoric").sum() > 0
    assert len(tables["frames"]) == (SPANS["layer"] == "framing").sum() > 0
    assert tables["agency"]["verb"].tolist() == nl.actions(SPANS[SPANS["layer"] == "agency"])["verb"].tolist()
    assert "attacked" in tables["agency"]["verb"].tolist()
    assert tables["articles"]["article"].tolist() == ["001", "b", "c"]
    assert tables["articles"]["attributions"].astype(int).sum() == len(listed)
    assert tables["problems"].values.tolist() == [["lost.pdf", "is cut", "fetch it again"]]
    assert set(tables["by_group"]["group"]) == {"@Daily", "Post", "unknown"}
    assert set(tables["devices"]["label"]) <= set(tables["codebook"]["code"])
    assert tables["about"].set_index("what").at["newsloupe", "value"] == nl.__version__
    assert tables["about"]["what"].str.startswith("how right: attribution").any()


def test_csv_is_for_spreadsheets_and_is_read_back_exactly(folder):
    raw = (folder / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b'"=1+1"' not in raw and b'"@Daily"' not in raw
    tables = read(folder)
    assert tables["articles"].loc[0, ["title", "outlet"]].tolist() == ["=1+1", "@Daily"]
    devices = SPANS[SPANS["layer"] == "rhetoric"]
    assert tables["devices"]["text"].tolist() == devices["text"].tolist()
    assert (folder / "read.R").read_text(encoding="utf-8").count("\n") == 3


def test_the_same_results_are_the_same_bytes(folder, tmp_path):
    other = nl.export(CORPUS, SPANS, tmp_path / "again")
    digests = [{f.name: hashlib.sha256(f.read_bytes()).digest() for f in one.iterdir()} for one in (folder, other)]
    assert digests[0] == digests[1]


def test_a_workbook_has_these_sheets_and_no_formula(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = nl.export(CORPUS, SPANS, tmp_path / "results.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [name.replace("_", " ") for name in NAMES]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells] and not any(cell.data_type == "f" for cell in cells)
    assert any("\ufffd" in str(cell.value) for cell in cells)  # the control character
    before = path.read_bytes()
    assert nl.export(CORPUS, SPANS, path).read_bytes() == before


def test_without_openpyxl_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r"pip install .*or give the name of a folder"):
        nl.export(CORPUS, SPANS, tmp_path / "results.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_folder_of_something_else_or_of_another_version_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds something else"):
        nl.export(CORPUS, SPANS, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
    old = nl.export(CORPUS, SPANS, tmp_path / "old")
    about = old / "about.csv"
    about.write_text(about.read_text(encoding="utf-8").replace(nl.__version__, "0.0.9"), encoding="utf-8")
    kept = {file.name: file.read_bytes() for file in old.iterdir()}
    with pytest.raises(ExportError, match=r"results of newsloupe 0\.0\.9"):
        nl.export(CORPUS, SPANS, old)
    assert {file.name: file.read_bytes() for file in old.iterdir()} == kept


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    kept = nl.export(CORPUS, SPANS, tmp_path / "results")
    before = {file.name: file.read_bytes() for file in kept.iterdir()}

    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsloupe.saving._sync", full)
    monkeypatch.setattr(os, "mkdir", lambda *_, **__: full(None))
    for name in ("results", "new"):
        with pytest.raises(ExportError, match=r"cannot be written \(No space left.*what was there is as it was"):
            nl.export(CORPUS, SPANS, tmp_path / name)
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["results"]


@pytest.mark.parametrize(
    ("name", "message"), [("r.docx", "cannot write .docx"), ("no/such/folder/results", "cannot be written")]
)
def test_paths_that_cannot_be(tmp_path, name, message):
    with pytest.raises(ExportError, match=message):
        nl.export(CORPUS, SPANS, tmp_path / name)


def test_some_layers_or_none_are_enough(tmp_path):
    nothing = nl.find(nl.Corpus.from_texts({"a": "No."}), "rhetoric")
    tables = read(nl.export(nl.Corpus.from_texts({"a": "No."}), nothing, tmp_path / "r"))
    assert len(tables["articles"]) == 1 and tables["devices"].empty and tables["attributions"].empty


def test_openpyxl_is_asked_for_only_when_it_is_needed():
    code = "import sys, newsloupe as nl; nl.export; assert 'openpyxl' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
