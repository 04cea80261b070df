"""Saving in one step: whatever goes wrong while a file is written, it is the old one, and nothing is left beside it."""

import errno
import os
import stat
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe import exchange, saving
from newsloupe.saving import leftovers, put, replacing

CORPUS = nl.Corpus.from_texts({"a": "Perhaps it will rain."})
OLD = nl.make_spans(CORPUS, [{"article": "a", "start": 0, "end": 7, "label": "hedge"}], layer="rhetoric")
NEW = OLD.assign(note="new")


def manifest(version: str, folder: Path) -> Path:
    (folder / f"{version}.txt").write_text(f"The {version} article.", encoding="utf-8")
    return nl.write_manifest(folder)


WRITERS = {
    "put": lambda version, folder: put(folder / "file.txt", version.encode()),
    "csv": lambda version, folder: nl.save_spans({"old": OLD, "new": NEW}[version], folder / "spans.csv"),
    "parquet": lambda version, folder: nl.save_spans({"old": OLD, "new": NEW}[version], folder / "spans.parquet"),
    "manifest": manifest,
    "brat": lambda version, folder: exchange.to_brat({"old": OLD, "new": NEW}[version], CORPUS, folder / "brat"),
    "sheet": lambda version, folder: exchange.coding_sheet(CORPUS, "stance", folder / "sheet.html"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(params=WRITERS)
def write(request):
    return WRITERS[request.param]


# ---------------------------------------------------------------- an error leaves what was there


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_what_is_refused_at_the_last_step_leaves_the_old_file(tmp_path, monkeypatch, write, step):
    write("old", tmp_path)
    before = {name: content for name, content in contents(tmp_path).items() if name != "new.txt"}
    with monkeypatch.context() as refusing:
        refusing.setattr(os, step, full)
        if step == "replace" or write not in (WRITERS["brat"], WRITERS["sheet"]):  # these do not wait for the disk
            with pytest.raises(OSError, match="No space"):
                write("new", tmp_path)
            now = contents(tmp_path)
            now.pop("new.txt", None)  # an article for the manifest
            assert now == before
    write("new", tmp_path)
    assert not [name for name in contents(tmp_path) if ".part" in name]


def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_file(tmp_path, monkeypatch):
    def half(spans: pd.DataFrame, path: Path, **_: object) -> None:
        path.write_text("article,st", encoding="utf-8")
        full()

    nl.save_spans(OLD, tmp_path / "spans.csv")
    before = contents(tmp_path)
    monkeypatch.setattr(pd.DataFrame, "to_csv", half)
    with pytest.raises(OSError, match="No space"):
        nl.save_spans(NEW, tmp_path / "spans.csv")
    assert contents(tmp_path) == before


def test_a_first_file_that_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "file.txt", b"new")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- what a file keeps


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_permissions_stay(tmp_path):
    file = put(tmp_path / "file.txt", b"old")
    usual = stat.S_IMODE(file.stat().st_mode)
    (tmp_path / "plain").write_bytes(b"")
    assert usual == stat.S_IMODE((tmp_path / "plain").stat().st_mode)  # as for any other new file
    file.chmod(0o640)
    put(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640 and file.read_bytes() == b"new"


def test_a_write_protected_file_is_not_replaced(tmp_path, monkeypatch):
    file = put(tmp_path / "file.txt", b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who is root may write everything
    with pytest.raises(PermissionError, match="write-protected"):
        put(file, b"new")
    assert file.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    file, link = put(tmp_path / "there" / "file.txt", b"old"), tmp_path / "link.txt"
    link.symlink_to(file)
    put(link, b"new")
    assert link.is_symlink() and file.read_bytes() == b"new" and len(list(file.parent.iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="shorter paths there")
def test_the_longest_name_of_the_system_can_be_saved(tmp_path):
    file = tmp_path / ("n" * 251 + ".csv")
    put(file, b"old")
    with replacing(file) as part:
        assert len(part.name) < 20
        part.write_bytes(b"new")
    assert file.read_bytes() == b"new"


# ---------------------------------------------------------------- what a kill has left


def test_what_kills_have_left_is_found_and_nothing_else(tmp_path):
    file = tmp_path / "coding.csv"
    with pytest.raises(KeyError), replacing(file, suffix=".csv") as part:
        left = part
        raise KeyError
    left.write_bytes(b"half")
    for name in (
        "coding.csv",
        ".coding.csv.lock",
        ".coding.csv.part.csv",
        f".other{left.name[7:]}",
        f"{left.name}.csv",
    ):
        (tmp_path / name).write_bytes(b"")
    assert list(leftovers(file, ".csv")) == [left]
    assert list(leftovers(file)) == []


# ---------------------------------------------------------------- Windows, by stand-ins: it has not been tried there


def held(times: int, number: int):
    """`os.replace` as where another program holds the file open for a while: WinError 5, 32 or 33."""
    tries = []
    replace = os.replace

    def stand_in(source: Path, target: Path) -> None:
        tries.append(source)
        if len(tries) <= times:
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            error.winerror = number
            raise error
        replace(source, target)

    return stand_in, tries


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(tmp_path, monkeypatch, number):
    file = put(tmp_path / "file.txt", b"old")
    stand_in, tries = held(3, number)
    monkeypatch.setattr(os, "replace", stand_in)
    put(file, b"new")
    assert len(tries) == 4 and file.read_bytes() == b"new"


def test_a_file_that_stays_held_is_told_after_a_second(tmp_path, monkeypatch):
    file = put(tmp_path / "file.txt", b"old")
    waited = []
    stand_in, _ = held(100, 32)
    monkeypatch.setattr(os, "replace", stand_in)
    monkeypatch.setattr(saving.time, "sleep", waited.append)
    with pytest.raises(PermissionError, match="cannot access"):
        put(file, b"new")
    assert 0.5 < sum(waited) < 2 and file.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_refusal_that_is_no_matter_of_time_is_told_at_once(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(saving.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(PermissionError):
        put(tmp_path / "file.txt", b"new")


def test_where_folders_cannot_be_opened_files_are_saved_all_the_same(tmp_path, monkeypatch):
    opening = os.open

    def stand_in(path: Path, *further: int, **named: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return opening(path, *further, **named)

    monkeypatch.setattr(os, "open", stand_in)
    put(tmp_path / "file.txt", b"new")
    assert (tmp_path / "file.txt").read_bytes() == b"new"
