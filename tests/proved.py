"""At the end of a run with ``--proved``: what was proved, in words, from the reports of the tests.

The counts are those that tests hand over (the fixture `prove`), of cells that nbval compared, and of tests that passed;
what a file of tests is about is the first line of its docstring. Nothing is counted from a test that failed.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

PROVED = "proved"
COMPARED = "stored outputs of notebooks computed again, and equal (tables, findings and all other words; no pictures)"
CELLS = "cells of notebooks run again"
ANY = "statements that hold for whatever texts and tables hypothesis makes up"
OFFSETS = "of these statements about offsets: each result lies exactly where it says"
DOCTESTS = "examples in docstrings run, each with the result that stands there"


@pytest.fixture
def prove(record_property: Callable[[str, object], None]) -> Callable[[int, str], None]:
    """``prove(12, "examples found")``: what this test has shown, and how many of them."""
    return lambda count, what: record_property(PROVED, [count, what])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.user_properties += [(PROVED, [count, what]) for count, what in shown_by(item) if count]


def shown_by(item: pytest.Item) -> Iterable[tuple[int, str]]:
    """What can be told of a test from its kind."""
    if item.path.suffix == ".ipynb":
        yield 1, CELLS
        yield compared(item), COMPARED
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        yield 1, ANY
        yield int("offset" in item.name), OFFSETS


def compared(item: pytest.Item) -> int:
    """How many outputs of a cell nbval compares: those with something else than a picture."""
    if item.options["skip"] or not item.options["check"]:
        return 0
    return sum(any(not kind.startswith("image/") for kind in out.get("data", "text")) for out in item.cell.outputs)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("--proved"):
        return
    passed = [report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
    failed = len([*terminalreporter.stats.get("failed", []), *terminalreporter.stats.get("error", [])])
    terminalreporter.section("what was proved")
    for line in sentences(passed, failed, skipped(terminalreporter.stats.get("skipped", [])), config.rootpath):
        terminalreporter.write_line(line)
    if config.option.markexpr:
        terminalreporter.write_line(f"Only tests that are “{config.option.markexpr}” were run; make test runs all.")


def sentences(passed: list[pytest.TestReport], failed: int, left_out: dict[str, int], root: Path) -> Iterable[str]:
    """The lines of the summary."""
    counts: Counter[str] = Counter()
    files: dict[str, int] = defaultdict(int)
    for report in passed:
        files[report.nodeid.partition("::")[0]] += 1
        for name, value in report.user_properties:
            if name == PROVED:
                counts[value[1]] += value[0]
    notebooks = [name for name in files if name.endswith(".ipynb")]
    about = {name: files[name] for name in sorted(files) if (root / name).suffix == ".py"}
    if notebooks:
        counts["notebooks"] = len(notebooks)
    yield from (f"{count:7,} {what}" for what, count in sorted(counts.items(), key=lambda pair: -pair[1]))
    yield f"{sum(about.values()):7,} tests passed that are not cells of notebooks:"
    yield from (
        f"{count:7,} {Path(name).stem.removeprefix('test_')}: {first_line(root / name)}"
        for name, count in about.items()
    )
    yield from (f"{count:7,} left out: {reason}" for reason, count in left_out.items())
    yield f"NOT proved: {failed} failed, see above." if failed else "Nothing failed."


def first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "(it does not say what it is about)"
    return text.splitlines()[0]


def skipped(reports: list[pytest.TestReport]) -> dict[str, int]:
    """How many tests were skipped, by the reason that they give."""
    reasons = [report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr for report in reports]
    return Counter(str(reason).removeprefix("Skipped: ") for reason in reasons)
