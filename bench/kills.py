"""Kill what is saving, and count what is lost or broken afterwards.

    python bench/kills.py                    # 300 kills while spans, exports, marks and notebooks are stored; minutes
    python bench/kills.py installation 10    # kills of make while it installs, in a copy of the project; half an hour
    python bench/kills.py book 10            # kills of `make book`, in a copy

Each kill is SIGKILL at a random moment (seeded; the machine adds its own chance). *Lost* is what was acknowledged, that
is, a call had returned, and is not in the file; *broken* is a file that is neither the old nor the new one, or an
environment that cannot be used after `make` was run again. Writes bench/results/kills.csv. Needs POSIX and, for
installations, make and a package index.
"""

import itertools
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_notebook, new_output

import newsloupe as nl
from newsloupe import exchange
from newsloupe.coding import Coding
from newsloupe.saving import put

ROOT = Path(__file__).resolve().parents[1]
RESULT = Path(__file__).parent / "results" / "kills.csv"
sys.path.insert(0, str(ROOT / "site"))
from execute import store  # noqa: E402  (site/ is no package)

LONGEST = 0.4  # seconds from the first thing that is acknowledged to the kill
TEXTS = nl.Corpus.from_texts(dict.fromkeys(("a", "b", "c"), "The minister said no to the plan. " * 300))
Acknowledge = Callable[[int], None]
Kind = tuple[Callable[[Path, Acknowledge], None], Callable[[Path, list[int]], tuple[int, int]]]


def kill_while(work: Callable[[Path, Acknowledge], None], folder: Path) -> list[int]:
    """Start `work` in a process of its own and kill it a random while after its first result; what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            work(folder, lambda number: os.write(writing, b"%d\n" % number) and None)
        finally:
            os._exit(1)  # it was to go on until it is killed
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        first = answers.readline()
        time.sleep(random.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WTERMSIG(status) != signal.SIGKILL:
            raise RuntimeError("the process that was to be killed ended by itself")
        return [int(line) for line in [first, *answers.read().splitlines()]]


# ---------------------------------------------------------------- what is killed: work, and a look at what it left


def spans(suffix: str) -> Kind:
    def table(version: int) -> pd.DataFrame:
        marks = [
            {"article": "a", "start": n, "end": n + 5, "label": "x", "note": str(version)} for n in range(0, 5000, 5)
        ]
        return nl.make_spans(TEXTS, marks, layer="test")

    def work(folder: Path, acknowledge: Acknowledge) -> None:
        for version in itertools.count():
            nl.save_spans(table(version), folder / f"spans{suffix}")
            acknowledge(version)

    def look(folder: Path, done: list[int]) -> tuple[int, int]:
        try:
            notes = nl.load_spans(folder / f"spans{suffix}", TEXTS)["note"]
        except Exception:
            return 0, 1
        whole = len(notes) == 1000 and notes.nunique() == 1
        return int(whole and int(notes[0]) < max(done)), int(not whole)

    return work, look


def exports(write: Callable[..., object], read: Callable[..., pd.DataFrame]) -> Kind:
    """Two versions in turn: each file is that of one of them."""
    versions = [
        nl.make_spans(TEXTS, [{"article": a, "start": n, "end": n + 5, "label": "x", "coder": coder}
                              for a in TEXTS.ids for n in range(0, 1500, 5)], layer="test")
        for coder in ("Anna", "Anna")
    ]  # fmt: skip
    versions[1] = versions[1][::2].reset_index(drop=True)

    def files(folder: Path) -> dict[str, bytes]:
        found = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(".part"))
        return {str(file.relative_to(folder)): file.read_bytes() for file in found}

    def work(folder: Path, acknowledge: Acknowledge) -> None:
        for number in itertools.count():
            write(versions[number % 2], TEXTS, folder / "out")
            acknowledge(number)

    def look(folder: Path, done: list[int]) -> tuple[int, int]:
        if not (folder / "one").exists():
            for version, name in zip(versions, ("one", "two"), strict=True):
                write(version, TEXTS, folder / name)
        one, two, now = (files(folder / name) for name in ("one", "two", "out"))
        broken = sum(content not in (one.get(name), two.get(name)) for name, content in now.items())
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                read(folder / "out", TEXTS)
            except Exception:
                broken += 1
        return len(one.keys() - now.keys()), broken

    return work, look


def marks(suffix: str) -> Kind:
    """One file, killed again and again: what every coder before marked has to stay."""
    kept: set[int] = set()

    def work(folder: Path, acknowledge: Acknowledge) -> None:
        coding = Coding(folder / f"coding{suffix}", TEXTS, "a", "Anna", "test")
        for start in range(max(kept, default=-7) + 7, len(TEXTS["a"].text) - 5, 7):
            coding.mark(start, start + 5, "x")
            acknowledge(start)
        raise RuntimeError("the text is full")

    def look(folder: Path, done: list[int]) -> tuple[int, int]:
        kept.update(done)
        try:
            found = set(nl.load_spans(folder / f"coding{suffix}", TEXTS)["start"])
        except Exception:
            return 0, 1
        lost = len([start for start in kept if not found & {start, start + 1}])  # a mark has no space at its begin
        kept.update(start for start in found)
        return lost, 0

    return work, look


def notebook() -> Kind:
    def made(version: int) -> nbformat.NotebookNode:
        output = new_output("stream", name="stdout", text=f"{version}\n" * 5000)
        return new_notebook(cells=[new_code_cell("x", id="x", execution_count=1, outputs=[output])])

    def work(folder: Path, acknowledge: Acknowledge) -> None:
        for version in itertools.count():
            store(made(version), folder / "book.ipynb")
            acknowledge(version)

    def look(folder: Path, done: list[int]) -> tuple[int, int]:
        try:
            stored = nbformat.read(folder / "book.ipynb", as_version=4)
            nbformat.validate(stored)
            lines = stored.cells[0].outputs[0].text.split()
        except Exception:
            return 0, 1
        whole = len(lines) == 5000 and len(set(lines)) == 1
        return int(whole and int(lines[0]) < max(done)), int(not whole)

    return work, look


KINDS: dict[str, Callable[[], Kind]] = {
    "spans as .csv": lambda: spans(".csv"),
    "spans as .parquet": lambda: spans(".parquet"),
    "export to brat": lambda: exports(exchange.to_brat, exchange.from_brat),
    "export to Label Studio": lambda: exports(exchange.to_label_studio, exchange.from_label_studio),
    "marks in a .csv": lambda: marks(".csv"),
    "marks in a .parquet": lambda: marks(".parquet"),
    "notebook": notebook,
}


def saving(kills: int) -> pd.DataFrame:
    rows = []
    for place, (kind, make) in enumerate(KINDS.items()):
        work, look = make()
        share = kills // len(KINDS) + (place < kills % len(KINDS))
        with tempfile.TemporaryDirectory() as name:
            folder, acknowledged, lost, broken = Path(name), 0, 0, 0
            for _ in range(share):
                done = kill_while(work, folder)
                acknowledged += len(done)
                lost, broken = (a + b for a, b in zip((lost, broken), look(folder, done), strict=True))
            parts = sum(".part" in file.name for file in folder.rglob("*"))
        rows.append((kind, share, acknowledged, lost, broken, parts))
        print(*rows[-1], flush=True)
    return pd.DataFrame(rows, columns=["kind", "kills", "acknowledged", "lost", "broken", "hidden_parts_left"])


# ---------------------------------------------------------------- make

IMPORTS = """
import contextlib, importlib, io, os, sys
from importlib.metadata import packages_distributions
os.environ["MPLBACKEND"] = "agg"
for name in sorted(packages_distributions()):
    if name.isidentifier():
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                importlib.import_module(name)
        except BaseException as error:
            print(name, type(error).__name__)
import matplotlib.pyplot, jedi.api.completion
"""


def kill_make(project: Path, target: str, seconds: float) -> None:
    """Start `make` with all that it starts, and kill it after a random while."""
    command = ["make", target, f"PYTHON={sys._base_executable}"]
    process = subprocess.Popen(
        command, cwd=project, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.uniform(0.3, seconds))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def copy_of_the_project(folder: Path) -> Path:
    leave = shutil.ignore_patterns(".git", ".venv", "build", "__pycache__", ".*_cache", ".hypothesis")
    return Path(shutil.copytree(ROOT, folder / "project", ignore=leave, dirs_exist_ok=True))


def installation(kills: int, folder: Path) -> pd.DataFrame:
    """Kill `make` while it installs, run it again, and import all that was installed."""
    project = copy_of_the_project(folder)
    target = ".venv/installed-{}.{}".format(*sys.version_info[:2])
    command = ["make", target, f"PYTHON={sys._base_executable}"]

    def imports() -> str:
        run = subprocess.run(
            [".venv/bin/python", "-c", IMPORTS], cwd=project, capture_output=True, text=True, check=False
        )
        return f"{run.returncode} {run.stdout}"

    started = time.monotonic()
    subprocess.run(command, cwd=project, check=True)
    seconds, whole, broken, unfinished = time.monotonic() - started, imports(), 0, 0
    print(f"installed in {seconds:.0f} seconds; what cannot be imported even so: {whole}", flush=True)
    for number in range(kills):
        if number % 2:
            shutil.rmtree(project / ".venv")  # a first installation
        else:
            (project / "requirements.lock").touch()  # a newer lock
        kill_make(project, target, seconds)
        unfinished += not (project / target).exists()
        status = subprocess.run(command, cwd=project, check=False).returncode
        verified = subprocess.run([".venv/bin/python", "site/installed.py"], cwd=project, check=False).returncode
        broken += bool(status or verified or imports() != whole)
        print(f"kill {number + 1}: make again ended with {status}; broken so far: {broken}", flush=True)
    columns = ["kind", "kills", "acknowledged", "lost", "broken"]
    return pd.DataFrame([("installation", kills, kills - unfinished, 0, broken)], columns=columns)


def book(kills: int, folder: Path) -> pd.DataFrame:
    """Kill `make book` in or between notebooks; each notebook must be the old one, or a new one with all outputs."""
    project = copy_of_the_project(folder)
    paths = sorted(path for path in project.glob("notebooks/**/*.ipynb") if not path.name.startswith("."))
    subprocess.run(["make", "assignments", f"PYTHON={sys._base_executable}"], cwd=project, check=True)
    started = time.monotonic()
    subprocess.run(["make", "book", f"PYTHON={sys._base_executable}"], cwd=project, check=True)
    seconds = time.monotonic() - started
    print(f"the book takes {seconds:.0f} seconds", flush=True)
    broken = stored = 0
    for number in range(kills):
        before = {path: path.read_bytes() for path in paths}
        times = {path: path.stat().st_mtime_ns for path in paths}
        kill_make(project, "book", seconds)
        for path in paths:
            stored += path.stat().st_mtime_ns != times[path]
            broken += path.read_bytes() != before[path] and not _complete(path)
        print(f"kill {number + 1}: {stored} notebooks were stored so far, {broken} are broken", flush=True)
    columns = ["kind", "kills", "acknowledged", "lost", "broken"]
    return pd.DataFrame([("make book", kills, stored, 0, broken)], columns=columns)


def _complete(path: Path) -> bool:
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception:
        return False
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    return counts == list(range(1, len(counts) + 1))


def keep(table: pd.DataFrame) -> None:
    """Put new rows in the place of older ones of the same kinds."""
    table = table.assign(newsloupe=nl.__version__, python=platform.python_version())
    if RESULT.exists():
        old = pd.read_csv(RESULT)
        table = pd.concat([old[~old["kind"].isin(table["kind"])], table], ignore_index=True)
    table["hidden_parts_left"] = table.get("hidden_parts_left", pd.Series(dtype=float)).astype("Int64")
    put(RESULT, table.to_csv(index=False, lineterminator="\n").encode())
    print(table.to_string(index=False))


def main(what: str, kills: int, folder: str) -> None:
    random.seed(12)
    if what == "saving":
        keep(saving(kills))
        return
    with tempfile.TemporaryDirectory() as made:
        keep({"installation": installation, "book": book}[what](kills, Path(folder or made)))


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "saving"
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else {"saving": 300}.get(what, 10)
    if what not in ("saving", "installation", "book"):
        sys.exit(__doc__)
    main(what, kills, sys.argv[3] if len(sys.argv) > 3 else "")
