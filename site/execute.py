"""Execute notebooks again, in place, each in a fresh kernel.

    python site/execute.py                  # all that are in notebooks/ and in notebooks/exercises/
    python site/execute.py FILE.ipynb ...   # these; of a folder, all that are in it

What differs between machines and runs (versions, times, widget state) is left out, so that two executions
write the same bytes. A notebook that fails keeps its stored outputs, is named with its cell, and does not stop
the others; the exit status is then 1. Each is stored in one step: a kill or a full disk leaves the old one.
"""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from newsloupe.saving import put

BOOK = Path(__file__).resolve().parents[1] / "notebooks"
SECONDS_PER_CELL = 300
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def execute(path: Path) -> str | None:
    """Execute the notebook at `path` in its own folder and store it; return what went wrong, if anything did."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat lets any reader's error through
        return f"cannot be read as a notebook: {error}"
    for cell in notebook.cells:
        if cell.cell_type == "code":  # a failure must not be hidden behind an old output
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name=KERNEL["name"],
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent.resolve())}},
    )
    begun: list[nbformat.NotebookNode] = []
    client.on_cell_execute = lambda cell, cell_index: begun.append(cell)
    try:
        client.execute()
    except CellExecutionError as error:  # its message shows the code
        return f"code cell [{len(begun)}] failed\n{error}"
    except CellTimeoutError as error:
        return f"code cell [{len(begun)}] failed\n{begun[-1].source}\n{error}"
    except RuntimeError as error:  # DeadKernelError, and what a kernel raises that never began
        if not begun:
            return f"its kernel did not start: {error}"
        return f"the kernel died in code cell [{len(begun)}], perhaps for want of memory\n{begun[-1].source}\n{error}"
    try:
        store(normalise(notebook), path)
    except OSError as error:
        return f"could not be stored, and is as it was: {error}"
    return None


def store(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write the notebook in one step: a full disk or a kill leaves the old one."""
    put(path, (nbformat.writes(notebook) + "\n").encode())


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave out what depends on the machine: the exact Python version, and of a widget all but its plain text."""
    notebook.metadata["kernelspec"] = dict(KERNEL)
    notebook.metadata.get("language_info", {}).pop("version", None)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return notebook


def notebooks(path: Path) -> list[Path]:
    """The notebooks in a folder; or the file alone."""
    return sorted(path.glob("*.ipynb")) if path.is_dir() else [path]


def main(names: list[str]) -> int:
    import matplotlib.font_manager  # noqa: F401  (a first import may announce itself inside a notebook)

    paths = [path for name in names or [BOOK, BOOK / "exercises"] for path in notebooks(Path(name))]
    if not paths:
        print(
            f"There is no notebook in {', '.join(names)}; give a .ipynb file, or a folder with some.", file=sys.stderr
        )
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as settings:
        os.environ["IPYTHONDIR"] = settings  # nobody's own start-up files, and no history to share
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
        with ThreadPoolExecutor(max_workers=2) as pool:
            failed = 0
            for path, problem in zip(paths, pool.map(execute, paths), strict=True):
                print(f"{path.name}: {problem or 'executed'}", flush=True)
                failed += problem is not None
    if failed:
        print(f"{failed} of {len(paths)} notebooks failed; what they stored before is unchanged.", file=sys.stderr)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
