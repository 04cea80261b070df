"""The notebooks in JupyterLab, as `make lab` starts it."""

import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import BROWSER

pytest.importorskip("jupyterlab")
pytest.importorskip("playwright")
lab = pytest.importorskip("lab")

ROOT = Path(__file__).resolve().parents[1]
MINUTES = 4  # for one notebook, on a machine that does other things too
NOTEBOOKS = ["00-start-here.ipynb", "01-the-articles.ipynb"]
LIST = "lib/newsloupe/codebooks/stance.yml"  # which the plan of a course lets students change

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs make"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of the project whose notebooks have no outputs."""
    copy = tmp_path_factory.mktemp("project with spaces")
    for name in ["notebooks", "lib", "seeds"]:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "exercises"))
    for name in NOTEBOOKS:
        path = copy / "notebooks" / name
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell.update({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def address(project, tmp_path_factory) -> Iterator[str]:
    """The address of JupyterLab, started with the options of `make lab`."""
    line = re.search(r"^lab:.*\n\t\$\(BIN\)/jupyter lab (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert line
    options = re.sub(r"\$\$\(.+\) ", "", line[1]).replace("$(CURDIR)", str(project))
    with lab.served(project, tmp_path_factory.mktemp("home"), shlex.split(options)) as address:
        yield address


def stored(path: Path) -> list[dict]:
    """The cells with code of a notebook, as the file has them."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_restart_and_run_all(name, project, address):
    path = project / "notebooks" / name
    with lab.opened(f"{address}doc/tree/notebooks/{name}") as page:
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        page.get_by_role("menuitem", name="Kernel", exact=True).click()
        page.remove_locator_handler(page.locator(".jp-Dialog").first)
        page.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
        lab.accept(page.get_by_role("dialog"))

        def finished() -> bool:
            page.keyboard.press("Control+s")
            page.wait_for_timeout(1000)
            return all(cell["execution_count"] for cell in stored(path))

        lab.wait_for(finished, "all cells to run", MINUTES * 60)
    outputs = [output for cell in stored(path) for output in cell["outputs"]]
    assert outputs and not [output for output in outputs if output["output_type"] == "error"]
    assert not [output["text"] for output in outputs if output.get("name") == "stderr"]


def test_a_teacher_sees_the_whole_project_and_opens_its_lists(address):
    with lab.opened(f"{address}lab/tree/{LIST}") as page:
        page.locator(".jp-FileEditor", has_text="name: stance").wait_for()
    with lab.opened(address) as page:  # what opens by itself
        page.locator(".jp-NotebookPanel", has_text="Start here").wait_for()
