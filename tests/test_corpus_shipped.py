"""What a package holds: the open corpus, and no text that belongs to others."""

import subprocess
import sys
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

import newsloupe as nl
from newsloupe.corpus import CorpusError, readers, seeds_path

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def installed(monkeypatch):
    """As in an installed package: the repository is not there, and only the open corpus is."""
    elsewhere = ROOT / "nowhere"

    class Without(type(ROOT)):
        def is_file(self):
            return "open" in self.parts and Path(str(self)).is_file()

    monkeypatch.setattr(readers, "_seeds", lambda: [elsewhere, Without(ROOT / "seeds")])


def test_without_the_five_the_open_corpus_is_loaded_and_it_is_said(installed):
    with pytest.warns(nl.corpus.CorpusWarning, match=r"five articles .* not in the installed package.*Loaded instead"):
        corpus = nl.load_corpus()
    assert len(corpus) == 287 and "folder seeds of the project's repository" in corpus.notes[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert nl.load_corpus("open").ids == corpus.ids
    with pytest.raises(CorpusError, match="belong to their owners"):
        seeds_path()


def built(folder, kind):
    code = f"import sys; from hatchling.build import {kind}; print({kind}(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.iterdir()
    return path


@pytest.mark.slow
def test_what_is_published_holds_the_open_corpus_and_no_text_of_others(tmp_path):
    for name in ("wheel", "sdist"):
        (tmp_path / name).mkdir()
    wheel = zipfile.ZipFile(built(tmp_path / "wheel", "build_wheel"))
    first = [article.text.encode()[:200] for article in nl.load_corpus()]
    files = {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(built(tmp_path / "sdist", "build_sdist")) as sdist:
        files |= {one.name: sdist.extractfile(one).read() for one in sdist.getmembers() if one.isfile()}
    assert sum("seeds/open/" in name and name.endswith(".txt") for name in files) == 2 * 287
    assert not [name for name in files if "seeds/" in name and "seeds/open/" not in name]
    assert not [name for name, data in files.items() if any(text in data for text in first)]
