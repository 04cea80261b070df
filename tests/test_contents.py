"""How a package finds its names: each is imported when it is first asked for, and an unknown one is named."""

import importlib
import sys

import pytest

import newsloupe as nl
from newsloupe.contents import table_of_contents


def test_every_public_name_exists():
    for name in nl.__all__:
        assert callable(getattr(nl, name)), "a module of this name would hide it"
    with pytest.raises(AttributeError, match="nothing_like_this"):
        nl.nothing_like_this  # noqa: B018


def test_a_name_of_another_room_is_told_where_it_is_however_it_is_asked_for():
    where = "newsloupe has no 'from_brat'; it is in newsloupe.exchange: from newsloupe.exchange import from_brat"
    with pytest.raises(AttributeError, match=where):
        nl.from_brat  # noqa: B018
    with pytest.raises(ImportError, match=where):  # Python alone would say no more than that it cannot be imported
        from newsloupe import from_brat  # noqa: F401
    assert not hasattr(nl, "from_brat")


def test_a_module_is_imported_when_one_of_its_names_is_asked_for(tmp_path, monkeypatch):
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "jars.py").write_text("def jam(): return 'plum'\n\nLIDS = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    names, get, listed = table_of_contents("shelf", {"jars": "jam LIDS", "torn": "page"})
    assert names == ["LIDS", "jam", "page"] and listed() == ["LIDS", "jam", "jars", "page", "torn"]
    assert "shelf.jars" not in sys.modules
    assert get("jam")() == "plum" and get("LIDS") == 3 and get("jars") is sys.modules["shelf.jars"]
    with pytest.raises(AttributeError, match="shelf has no 'honey'"):
        get("honey")
    (folder / "torn.py").write_text("import nothing_that_is_installed\n")
    importlib.invalidate_caches()
    with pytest.raises(ModuleNotFoundError, match="nothing_that_is_installed"):
        get("page")
