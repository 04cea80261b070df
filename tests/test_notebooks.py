"""The notebooks keep the shape that the book promises, and nbval notices when a stored result is changed."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbval.plugin import comment_markers, metadata_tags

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
CHAPTERS = [
    "00-start-here",
    "01-the-articles",
    "02-measuring-text",
    "03-rhetoric",
    "04-framing",
    "05-source-attribution",
    "06-whose-words",
    "07-how-far-to-trust-it",
    "08-your-own-articles",
    "09-a-model-is-a-coder-too",
]
ANALYSES = CHAPTERS[2:8]
CARD = ["Question", "You will be able to", "Minutes", "Level", "Needs"]
LINES = 12  # longest code cell
ALT = 40  # shortest text alternative, in characters

# What would differ on the next machine. Article text may say "and/or", so a path needs a space or quote before it.
LOCAL = re.compile(
    r"""(?<![\w.</])/(?:home|root|tmp|work|Users|usr|opt|var|private|mnt|workspaces)/
      | \b[A-Za-z]:\\
      | \b0x[0-9a-fA-F]{6,}
      | \blocalhost\b | \b\d{1,3}(?:\.\d{1,3}){3}\b""",
    re.VERBOSE,
)


@pytest.fixture(params=CHAPTERS)
def notebook(request) -> NotebookNode:
    return read(request.param)


def read(name: str) -> NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Every output with the number of its cell."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            yield cell.execution_count, output


def texts(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    """Everything that an output says in words, with the number of its cell."""
    for number, output in outputs(notebook):
        for kind, content in output.get("data", {"text": output.get("text", "")}).items():
            if not kind.startswith("image/"):
                yield number, content if isinstance(content, str) else str(content)


def is_finding(output: NotebookNode) -> bool:
    return output.get("data", {}).get("text/markdown", "").startswith("**Finding")


def is_table(output: NotebookNode) -> bool:
    return "<table" in output.get("data", {}).get("text/html", "")


def test_the_book_has_exactly_its_ten_chapters():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == CHAPTERS


def test_it_opens_with_a_lesson_card(notebook):
    first = [cell.source for cell in notebook.cells[:4] if cell.cell_type == "markdown"]
    assert any(all(word in source for word in CARD) for source in first), f"no cell has all of {CARD}"
    assert notebook.cells[0].source.startswith("# ")


def test_it_closes_with_key_points_before_the_exercises(notebook):
    """What to keep, in sentences that stay true when the numbers change."""
    (place,) = (number for number, cell in enumerate(notebook.cells) if cell.id == "key-points")
    heading, *points = notebook.cells[place].source.split("\n- ")
    assert heading.strip() == "## Key points" and 3 <= len(points) <= 5
    assert [point for point in points if re.search(r"\d", point) or len(point.split()) > 40] == []
    assert notebook.cells[place + 1].source.startswith("## Exercises")


def test_every_code_cell_is_executed_in_order_and_stored(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)


def test_no_output_is_an_error_or_a_warning(notebook):
    bad = [
        (number, output.get("text", output.get("ename")))
        for number, output in outputs(notebook)
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert bad == []


def test_no_output_shows_the_machine_it_was_made_on(notebook):
    found = [(number, match.group()) for number, text in texts(notebook) for match in LOCAL.finditer(text)]
    assert found == []
    name = socket.gethostname()
    assert len(name) < 6 or [number for number, text in texts(notebook) if name in text] == []


def test_a_table_or_finding_stands_before_each_figure(notebook):
    """nbval does not compare pictures, so what a figure shows must stand there in numbers or words first."""
    bare, evidence = [], False
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.search(r"^#{1,2} ", cell.source, flags=re.MULTILINE):
            evidence = False
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                bare += [] if evidence else [cell.execution_count]
                evidence = False
            evidence = evidence or is_table(output) or is_finding(output)
    assert bare == [], "figures without a table or finding before them in their section"


def test_every_figure_has_a_text_alternative(notebook):
    missing = [
        number
        for number, output in outputs(notebook)
        if "image/png" in output.get("data", {}) and len(output.metadata.get("image/png", {}).get("alt", "")) < ALT
    ]
    assert missing == []


def test_code_cells_are_short(notebook):
    long = [
        (cell.execution_count, lines) for cell in code_cells(notebook) if (lines := cell.source.count("\n") + 1) > LINES
    ]
    assert long == [], "move what is longer into lib/"


@pytest.mark.parametrize("name", ANALYSES)
def test_each_analysis_states_its_findings(name):
    assert sum(is_finding(output) for _, output in outputs(read(name))) >= 4


def test_whatever_nbval_leaves_out_has_a_reason(notebook):
    for cell in code_cells(notebook):
        tags = metadata_tags.keys() & set(cell.metadata.get("tags", []))
        assert not tags or cell.metadata.get("reason", "").strip(), f"cell {cell.execution_count}: {tags}"
        comments = [mark for mark in comment_markers if mark in cell.source]
        assert comments == [], f"cell {cell.execution_count}: use a tag, with a reason in the cell's metadata"


def test_the_machine_pattern_finds_paths_and_addresses_and_spares_prose():
    for text in ["'/home/ada/a.csv'", "in /tmp/x", r"C:\Users\ada", "<Axes at 0x7f3a2b1c>", "http://127.0.0.1:8888"]:
        assert LOCAL.search(text), text
    for text in ["and/or the work/life balance", "</table>", "ratio 3.5.1", "10x0", "the root/stem", "1.250.000"]:
        assert not LOCAL.search(text), text


# ---------------------------------------------------------------- a changed result is noticed


def tamper(notebook: NotebookNode) -> set[int]:
    """Change one digit of one stored table and one word of one stored finding; return the numbers of their cells."""
    table = next(
        (number, o)
        for number, o in outputs(notebook)
        if is_table(o) and re.search(r"<td[^>]*>[^<]*\d", o.data["text/html"])
    )
    finding = next((number, o) for number, o in outputs(notebook) if is_finding(o) and number != table[0])
    html, sentence = table[1].data["text/html"], finding[1].data["text/markdown"]
    digit = re.search(r"<td[^>]*>[^<]*?(\d)", html)
    table[1].data["text/html"] = html[: digit.start(1)] + str(9 - int(digit[1])) + html[digit.end(1) :]
    finding[1].data["text/markdown"] = re.sub(r"(\w+)(\W*)$", r"otherwise\2", sentence)
    assert table[1].data["text/html"] != html
    assert finding[1].data["text/markdown"] != sentence
    return {table[0], finding[0]}


@pytest.mark.slow
def test_nbval_notices_one_changed_digit_and_one_changed_word(tmp_path):
    name = "02-measuring-text"
    beside = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.ipynb")
    shutil.copytree(ROOT, tmp_path / "copy", ignore=beside)  # so that the copy finds what the original finds
    copy = tmp_path / "copy" / "notebooks" / f"{name}.ipynb"
    notebook = read(name)
    changed = tamper(notebook)
    nbformat.write(notebook, copy)
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-rf", "-p", "no:cacheprovider"]
    run = subprocess.run([*command, str(copy)], cwd=tmp_path, capture_output=True, text=True, check=False)
    failed = {int(number) + 1 for number in re.findall(r"^FAILED .*::Cell (\d+)", run.stdout, flags=re.MULTILINE)}
    assert run.returncode == 1, run.stdout[-2000:] + run.stderr[-2000:]
    assert failed == changed
