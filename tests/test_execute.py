"""Re-executing the notebooks: the same bytes each time, and a failure that names its cell and stops nobody."""

import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).resolve().parents[1] / "site" / "execute.py"

FIGURE = """from matplotlib import pyplot
figure, axes = pyplot.subplots()
axes.plot([1, 3, 2])
display(figure, metadata={"image/png": {"alt": "A line that rises, then falls"}})
pyplot.close(figure)"""


def write(path: Path, *code: str) -> Path:
    cells = [new_markdown_cell("# A title", id="title")]
    cells += [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(code)]
    nbformat.write(new_notebook(cells=cells), path)
    return path


def execute(*paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_two_executions_give_the_same_bytes(tmp_path):
    path = write(tmp_path / "good.ipynb", "import time\nprint('a', flush=True)\ntime.sleep(.3)\nprint('b')", FIGURE)
    assert execute(path).returncode == 0
    first = path.read_bytes()
    assert execute(path).returncode == 0
    assert path.read_bytes() == first
    notebook = nbformat.reads(first.decode(), as_version=4)
    assert [output.text for output in notebook.cells[1].outputs] == ["a\nb\n"]
    assert notebook.cells[2].outputs[0].metadata["image/png"]["alt"] == "A line that rises, then falls"
    assert "version" not in notebook.metadata.language_info
    assert notebook.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}


def test_a_failure_names_its_cell_leaves_the_file_and_stops_nobody(tmp_path):
    bad = write(tmp_path / "bad.ipynb", "x = 1", "x / 0", "x")
    good = write(tmp_path / "good.ipynb", "1 + 1")
    torn = tmp_path / "torn.ipynb"
    torn.write_text("{", encoding="utf-8")
    before = bad.read_bytes()
    run = execute(bad, good, torn)
    assert run.returncode == 1
    assert f"{bad.name}: code cell [2] failed" in run.stdout
    assert "ZeroDivisionError" in run.stdout
    assert f"{torn.name}: cannot be read as a notebook" in run.stdout
    assert bad.read_bytes() == before
    assert nbformat.read(good, as_version=4).cells[1].outputs[0].data["text/plain"] == "2"


def test_code_runs_in_the_folder_of_its_notebook(tmp_path):
    (tmp_path / "beside.txt").write_text("here", encoding="utf-8")
    path = write(tmp_path / "good.ipynb", "print(open('beside.txt').read())")
    assert execute(path).returncode == 0
    assert nbformat.read(path, as_version=4).cells[1].outputs[0].text == "here\n"


def test_a_kernel_that_dies_is_named_at_once_with_its_cell(tmp_path):
    bad = write(tmp_path / "bad.ipynb", "x = 1", "import os\nos._exit(1)")
    good, before = write(tmp_path / "good.ipynb", "1 + 1"), bad.read_bytes()
    started = time.monotonic()
    run = execute(bad, good)
    assert time.monotonic() - started < 100  # the limit for a cell is 300 seconds
    assert run.returncode == 1 and f"{bad.name}: the kernel died in code cell [2]" in run.stdout
    assert "os._exit(1)" in run.stdout and bad.read_bytes() == before
    assert nbformat.read(good, as_version=4).cells[1].outputs[0].data["text/plain"] == "2"


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_full_disk_leaves_the_stored_notebook(tmp_path, monkeypatch, step):
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    import execute as script

    def full(*_):
        raise OSError(28, "No space left on device")

    path = write(tmp_path / "good.ipynb", "1 + 1")
    before = path.read_bytes()
    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        script.store(nbformat.read(path, as_version=4), path)
    assert path.read_bytes() == before and [file.name for file in tmp_path.iterdir()] == ["good.ipynb"]


def test_a_notebook_that_is_killed_while_it_is_stored_is_the_old_one(tmp_path):
    path = write(tmp_path / "good.ipynb", "1 + 1")
    before = path.read_bytes()
    program = f"""
import os, sys
sys.path.insert(0, {str(SCRIPT.parent)!r})
from execute import execute
from pathlib import Path
os.replace = lambda *_: os._exit(9)  # everything is written, nothing is in place
execute(Path({str(path)!r}))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert path.read_bytes() == before


def test_the_notebook_for_articles_of_ones_own_reads_no_file_beside_it():
    """It is the one that people copy to where their articles are."""
    book = SCRIPT.parents[1] / "notebooks" / "08-your-own-articles.ipynb"
    code = [cell.source for cell in nbformat.read(book, as_version=4).cells if cell.cell_type == "code"]
    assert not [source for source in code if "../" in source]


def test_of_a_folder_all_notebooks_are_executed(tmp_path, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    import execute as script

    executed = []
    monkeypatch.setattr(script, "execute", executed.append)
    for name in ("b.ipynb", "a.ipynb", "notes.txt"):
        (tmp_path / name).touch()
    assert script.main([str(tmp_path), "c.ipynb"]) == 0
    assert {path.name for path in executed} == {"a.ipynb", "b.ipynb", "c.ipynb"}
    (tmp_path / "empty").mkdir()
    assert script.main([str(tmp_path / "empty")]) == 1 and "give a .ipynb file" in capsys.readouterr().err
