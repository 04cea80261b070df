"""What a class gets, and what only its teacher gets."""

import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site"))
import archives  # noqa: E402
from archives import for_the_teacher, pack  # noqa: E402

FRESH = ROOT / "seeds" / "fresh"


def names(files, folder):
    pack(files, folder / "made.zip")
    return zipfile.ZipFile(folder / "made.zip").namelist()


def test_without_a_site_nothing_is_packed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(archives, "SITE", archives.ROOT / "build" / "there is none")
    assert archives.main(["class"]) == 1
    assert "make book" in capsys.readouterr().err


def test_a_teacher_gets_the_key_and_the_same_files_make_the_same_bytes(tmp_path):
    found = names(for_the_teacher(tmp_path), tmp_path)
    assert {name.split("/")[0] for name in found} >= {"key", "reference", "exercises-with-solutions"}
    once = (tmp_path / "made.zip").read_bytes()
    names(for_the_teacher(tmp_path), tmp_path)
    assert (tmp_path / "made.zip").read_bytes() == once


def test_the_fresh_sets_are_in_no_other_corpus_and_in_no_wheel():
    fresh = {name for part in ("pilot", "reliability") for name in nl.load_corpus(FRESH / part).ids}
    assert len(fresh) == 8 and not fresh & {*nl.load_corpus("open").ids, *nl.load_corpus().ids}
    assert "fresh" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", ["one", "two"])
def test_the_key_stands_in_its_texts(reader):
    for part in ("pilot", "reliability"):
        corpus = nl.load_corpus(FRESH / part)
        table = pd.read_csv(FRESH / "key" / f"reader-{reader}.csv", dtype=str, keep_default_na=False)
        own = table[table["article"].isin(corpus.ids)]
        assert len(own) > 50
        for row in own.itertuples():
            assert corpus[row.article].text[int(row.start) : int(row.end)] == row.text
