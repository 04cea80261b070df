"""How the tests are run: a dead kernel fails at once, warnings are ours, and the end of a run says what it proved."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).resolve().parent
PLAIN = """
import warnings
import pytest
from hypothesis import given, strategies as st

def test_two(prove):
    prove(2, "ducks counted")

def test_more(prove):
    prove(1500, "ducks counted")

def test_wrong(prove):
    prove(9, "ducks counted")
    assert not "a duck"

@given(st.integers())
def test_offsets_of_ducks(number):
    assert number == number

@pytest.mark.skipif(True, reason="no pond here")
def test_pond():
    pass

def test_of_somebody_else():
    warnings.warn_explicit("theirs", UserWarning, "pond.py", 1, module="pond.water")
    warnings.warn_explicit("ours", UserWarning, "spans.py", 1, module="newsloupe.spans")
"""


def run(folder: Path, *arguments: str) -> str:
    """What pytest says about a folder that has a copy of how our tests are run."""
    for name in ("conftest.py", "notebook_kernels.py", "proved.py"):
        (folder / name).write_text((TESTS / name).read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder)]
    command += ["-c", str(TESTS.parent / "pyproject.toml"), *arguments, str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def notebook(path: Path, *sources: str) -> None:
    cells = [
        {"cell_type": "code", "execution_count": number, "id": f"c{number}", "metadata": {}, "source": source,
         "outputs": [{"output_type": "stream", "name": "stdout", "text": "4\n"}] if "print" in source else []}
        for number, source in enumerate(sources, 1)
    ]  # fmt: skip
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))


def test_a_dead_kernel_fails_its_cell_at_once(tmp_path):
    """nbval alone waits until the time for a cell is up, which gives another message."""
    notebook(tmp_path / "dead.ipynb", "print(2 + 2)", "import os; os._exit(1)", "print(2 + 2)")
    notebook(tmp_path / "sound.ipynb", "print(2 + 2)")
    said = run(tmp_path, "--nbval", "--nbval-current-env", "--proved", "-rf")
    assert "the kernel died in this cell" in said and "Kernel dead on test start" in said
    assert "2 failed, 2 passed" in said
    assert "2 stored outputs of notebooks" in said and "2 cells of notebooks" in said and "NOT proved: 2 failed" in said


def test_the_end_of_a_run_says_in_words_what_was_proved_and_shows_our_warnings(tmp_path):
    (tmp_path / "test_pond.py").write_text('"""Ducks: how many there are."""\n' + PLAIN, encoding="utf-8")
    said = run(tmp_path, "--proved")
    lines = [line.strip() for line in said.splitlines()]
    for line in (
        "1,502 ducks counted",
        "1 statements that hold for whatever texts and tables hypothesis makes up",
        "1 of these statements about offsets: each result lies exactly where it says",
        "4 pond: Ducks: how many there are.",
        "1 left out: no pond here",
        "NOT proved: 1 failed, see above.",
    ):
        assert line in lines
    assert "UserWarning: ours" in said and "theirs" not in said, "warnings of other packages are theirs"


def test_a_run_has_no_limit_of_time_and_the_same_examples_each_time():
    if not settings.default.derandomize:
        pytest.skip("another profile was chosen")
    assert settings.default.deadline is None
    random = settings.get_profile("random")
    assert not random.derandomize and random.deadline is None
    assert random.max_examples > 10 * settings.default.max_examples


def test_the_commands_for_windows_are_those_of_the_makefile():
    root = TESTS.parent
    makefile, readme = ((root / name).read_text(encoding="utf-8") for name in ("Makefile", "README.md"))
    start = re.search(r"^PYTEST := \S+ (.*)$", makefile, re.MULTILINE)[1]
    by_make = {f"{start} {rest}" for rest in re.findall(r"^\t\$\(PYTEST\) (.*)$", makefile, re.MULTILINE)}
    assert set(re.findall(r"^\.venv\\Scripts\\python (-m pytest .*)$", readme, re.MULTILINE)) == by_make
    assert len(by_make) == 2
