"""Inputs that were found by `make fuzz` are answered now; and the command itself."""

import random
import warnings

import pytest

import fuzz


@pytest.mark.parametrize("entry", fuzz.index(), ids=lambda entry: entry["file"])
def test_what_was_found_is_answered(entry):
    """Each was an exception that is not ours, or did not end; its index says which."""
    assert not fuzz.problem(entry["target"], (fuzz.FOUND / entry["file"]).read_bytes())


def test_the_index_lists_what_is_kept():
    kept = {file.name for file in fuzz.FOUND.iterdir()} - {"index.csv"}
    assert kept == {entry["file"] for entry in fuzz.index()} and kept
    assert all(file.stat().st_size < 50_000 for file in fuzz.FOUND.iterdir())


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_the_files_that_are_damaged_are_whole(name, tmp_path):
    """If a reader refused its own seed, damage would be tried on a file that is not read at all."""
    target = fuzz.TARGETS[name]
    seeds = target.seeds()
    file = tmp_path / target.name
    file.write_bytes(seeds[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target.read(file)  # an exception of ours would be an answer to damage, and none to a whole file
    one, two = (random.Random(5), random.Random(5))
    inputs = [fuzz.damaged(one, target, seeds) for _ in range(30)]
    assert inputs == [fuzz.damaged(two, target, seeds) for _ in range(30)]  # the same seed, the same inputs
    assert len(set(inputs)) > 20


def test_a_find_is_named_made_smaller_and_kept(tmp_path, monkeypatch):
    def read(file):
        if b"x" in file.read_bytes():
            raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setitem(fuzz.TARGETS, "text", fuzz.Target(list, "a.txt", read))
    found = fuzz.problem("text", b"some x here")
    assert found == "ZeroDivisionError in test_fuzz.read: nothing to divide by"
    small = fuzz.smaller("text", b"some x here", found.split(":")[0])
    assert small == b"x" and not fuzz.problem("text", b"y")
    file = fuzz.keep(tmp_path / "found", "text", small, found)
    assert [(entry["file"], entry["was"]) for entry in fuzz.index(tmp_path / "found")] == [(file, found)]
