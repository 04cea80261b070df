"""The exercises: solutions pass their own tests; students' copies hold no solution, and fail until they are solved.

Students work with what the archive of a class holds; who grades them has the repository.
"""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from exercise_answers import RIGHT, WRONG
from newsloupe.codebook import load_codebook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
EXERCISES = sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb"))
CARD = ["Question", "You will be able to", "Minutes", "Level", "Needs"]
LINES = 12  # longest code cell that students get; theirs to fill in is one line
TASKS = range(4, 7)
SECONDS = 120  # for one cell
OF_ARTICLES = ["index.html", "of-hand.html", "page.js"]  # of a site that was not made for a class
REGION = re.compile(r"^[^\n]*BEGIN (SOLUTION|HIDDEN TESTS)[^\n]*\n(.*?)^[^\n]*END \1[^\n]*$", re.MULTILINE | re.DOTALL)

of_each_exercise = pytest.mark.parametrize("name", [path.stem for path in EXERCISES])


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def source(name: str) -> NotebookNode:
    return read(ROOT / "notebooks" / "exercises" / f"{name}.ipynb")


def role(cell: NotebookNode) -> str:
    """What a cell is to nbgrader: ``solution`` (answered in code), ``tests``, ``manual``, or something else."""
    said = cell.metadata.get("nbgrader", {})
    names = {(False, True): "solution", (True, False): "tests", (True, True): "manual"}
    return names.get((said.get("grade", False), said.get("solution", False)), "")


def of_role(notebook: NotebookNode, *roles: str) -> dict[str, NotebookNode]:
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if role(cell) in roles}


def points(notebook: NotebookNode) -> dict[str, int]:
    return {name: cell.metadata.nbgrader.points for name, cell in of_role(notebook, "tests", "manual").items()}


# ---------------------------------------------------------------- as they are written


def test_there_is_an_exercise_for_each_lesson_that_has_one_and_each_has_its_lesson():
    assert EXERCISES
    assert [path.name for path in EXERCISES if not (ROOT / "notebooks" / path.name).exists()] == []


@of_each_exercise
def test_it_has_a_lesson_card_tasks_and_questions_to_talk_about(name):
    words = [cell.source for cell in source(name).cells if cell.cell_type == "markdown"]
    assert words[0].startswith("# Exercise ")
    assert all(f"**{word}**" in "\n".join(words[:2]) for word in CARD)
    assert len(re.findall(r"^## \d", "\n".join(words), flags=re.MULTILINE)) in TASKS
    talk = "\n".join(words).partition("## To talk about")[2]
    assert len(re.findall(r"^\d\. ", talk, flags=re.MULTILINE)) in (2, 3)


@of_each_exercise
def test_its_metadata_are_what_nbgrader_expects(name):
    notebook = source(name)
    MetadataValidatorV3().validate_nb(notebook)
    said = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert {meta.schema_version for meta in said} == {3}
    assert len({meta.grade_id for meta in said}) == len(said)
    assert all(cell.metadata.nbgrader.locked for cell in of_role(notebook, "tests").values())
    assert min(points(notebook).values()) > 0


@of_each_exercise
def test_it_has_answers_for_programs_and_for_teachers_and_says_how_many_points(name):
    notebook = source(name)
    by_test, by_teacher = (sum(points(notebook)[n] for n in of_role(notebook, kind)) for kind in ("tests", "manual"))
    assert len(of_role(notebook, "tests")) >= 3
    assert of_role(notebook, "manual")
    told = re.findall(r"^## .*?\((\d+) points?\b", "\n".join(c.source for c in notebook.cells), flags=re.MULTILINE)
    assert sum(map(int, told)) == by_test + by_teacher
    unmarked = [n for n, cell in of_role(notebook, "solution").items() if "### BEGIN SOLUTION" not in cell.source]
    assert unmarked == []
    assert any("### BEGIN HIDDEN TESTS" in cell.source for cell in of_role(notebook, "tests").values())


def edits_of_exercise_7() -> list[tuple[str, str, str]]:
    cells = {cell.id: cell.source for cell in source("07-how-far-to-trust-it").cells}
    return ast.literal_eval(cells["edits"].partition("EDITS = ")[2].partition("\npd.")[0])


def test_the_edits_of_exercise_7_are_the_codebooks_own():
    """Those after which a sentence has its code no more are near misses of it."""
    edits = edits_of_exercise_7()
    codes = {code.label: code for book in ("stance", "figures") for code in load_codebook(book).codes}
    assert len(edits) == 8 and {label for label, *_ in edits} <= set(codes)
    lost = [label for label, _, after in edits if after.replace("it was", "the port was") in codes[label].near_misses]
    assert lost == [edits[number - 1][0] for number in (1, 2, 3, 5, 6)]


@of_each_exercise
def test_its_code_cells_are_short_executed_and_stored(name):
    cells = [cell for cell in source(name).cells if cell.cell_type == "code"]
    given = {cell.id: REGION.sub("# YOUR CODE HERE", cell.source) for cell in cells}
    assert [(name, lines) for name, text in given.items() if (lines := text.count("\n") + 1) > LINES] == []
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    stored = [output for cell in cells for output in cell.outputs]
    assert stored
    assert [o for o in stored if o.output_type == "error" or o.get("name") == "stderr"] == []


def test_the_paper_version_has_each_exercise_its_points_add_up_and_it_holds_no_solution():
    paper = (ROOT / "notebooks" / "exercises" / "paper.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", paper, flags=re.MULTILINE)[1:]
    titles = [source(path.stem).cells[0].source.partition("\n")[0].partition(": ")[2] for path in EXERCISES]
    assert [part.partition(" (")[0].split(" ", 1)[1] for part in parts] == titles
    for part in parts:
        told, *each = (int(number) for number in re.findall(r"\((\d+) points\b", part))
        assert told == sum(each), part.partition("\n")[0]
    secrets = {line for path in EXERCISES for line in secret_lines(read(path)) if len(line) > 30}
    assert [line for line in secrets if line in paper] == []
    for number, (code, before, after) in enumerate(edits_of_exercise_7(), 1):
        assert f"| {number} | {code.replace('_', ' ')} | {before} | {after} |" in paper


# ---------------------------------------------------------------- as students get them


@pytest.fixture(scope="module")
def alone(tmp_path_factory) -> Iterator[None]:
    """Nobody's own settings are read, nothing is written outside the test's folders."""
    folder = tmp_path_factory.mktemp("settings")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(folder / name.lower()))
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        patch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)  # nbgrader calls alembic
        patch.syspath_prepend(str(ROOT / "site"))
        yield


@pytest.fixture(scope="module")
def course(tmp_path_factory, alone) -> Path:
    """An nbgrader course folder with all exercises, made as a teacher makes it."""
    folder = tmp_path_factory.mktemp("course")
    from assignments import main

    assert main([str(folder)]) == 0
    return folder


def copy_of(course: Path, name: str) -> NotebookNode:
    return read(course / "release" / name / f"{name}.ipynb")


def solved(copy: NotebookNode, original: NotebookNode, *names: str) -> NotebookNode:
    """The student's copy with the original's answers in it (all, or those named)."""
    copy, answers = deepcopy(copy), of_role(original, "solution", "manual")
    for name, cell in of_role(copy, "solution", "manual").items():
        if not names or name in names:
            cell.source = answers[name].source
    return copy


def secret_lines(original: NotebookNode) -> set[str]:
    """What students must not get: lines of solutions and of hidden tests that stand nowhere else in the exercise."""
    hidden, shown = [], []
    for cell in original.cells:
        manual = role(cell) == "manual"
        hidden += [cell.source] if manual else [match[2] for match in REGION.finditer(cell.source)]
        shown += [] if manual else [REGION.sub("", cell.source)]
    lines = [{line.strip() for line in "\n".join(part).split("\n")} for part in (hidden, shown)]
    return {line for line in lines[0] - lines[1] if re.search(r"\w", line)}


def run(notebook: NotebookNode, *, then: dict[str, NotebookNode], client: NotebookClient) -> dict[str, str]:
    """Execute all code cells anew, each followed by the cell of `then` that has its name; return the errors by cell."""
    client.execute_cell(new_code_cell("%reset -f"), 0)
    errors = {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)
        for part in [cell, *[then[n] for n in [name] if n in then]]:
            try:
                client.execute_cell(deepcopy(part), 0)
            except CellExecutionError as error:
                errors[name] = f"{error.ename}: {error.evalue}"
    return errors


@pytest.fixture(scope="module")
def unpacked(course, tmp_path_factory) -> Path:
    """What `make class` packs, with the copies of `course` and a small site, unpacked as students do."""
    import archives
    from reading import FOLDER, REFERENCE

    folder = tmp_path_factory.mktemp("class")
    pages = ["index.html", "seeds/reference/GUIDE.html", *(f"{FOLDER}/{name}" for name in OF_ARTICLES)]
    files = dict.fromkeys([*pages, "_downloads/attribution.csv"], b"coded by hand")
    files |= {f"_downloads/1/{name}.csv": (archives.REFERENCE / f"{name}.csv").read_bytes() for name in REFERENCE}
    for name, content in files.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    (folder / "made").mkdir()

    def copies(target: Path) -> dict[str, str]:
        target.mkdir()
        for path in course.glob("release/*/*.ipynb"):
            (target / path.name).write_bytes(path.read_bytes())
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "SITE", folder / "site")
        patch.setattr(archives, "make_copies", copies)
        archives.pack(archives.for_the_class(folder / "made"), folder / "class.zip")
    with zipfile.ZipFile(folder / "class.zip") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def installed(unpacked, tmp_path_factory) -> dict[str, str]:
    """The settings of a Python with the wheel of the class before everything else, what it needs besides as it is."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(*unpacked.glob("*.whl")) as wheel:
        wheel.extractall(folder)
    return os.environ | {"PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def errors(unpacked, installed) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Of each exercise of the class: which cells fail in the copy, and which when all answers have been put into it.

    All run in one kernel, which forgets every name in between: starting it takes longer than the exercises. The tests
    of the original, with those that are hidden from students, follow on the tests of the solved copy.
    """
    here = {"metadata": {"path": str(unpacked / "exercises")}}
    one_cell = new_notebook(cells=[new_code_cell()])  # where each cell is put to be executed
    client = NotebookClient(one_cell, timeout=SECONDS, resources=here, extra_arguments=["--log-level=CRITICAL"])
    found = {}
    with client.setup_kernel(env=installed):
        asked = f"import newsloupe; assert newsloupe.__file__.startswith({installed['PYTHONPATH']!r})"
        client.execute_cell(new_code_cell(asked), 0)
        for path in EXERCISES:
            original, copy = read(path), read(unpacked / "exercises" / path.name)
            unsolved = run(copy, then={}, client=client)
            tests = {name: cell for name, cell in of_role(original, "tests").items() if not for_teachers(cell)}
            found[path.stem] = unsolved, run(solved(copy, original), then=tests, client=client)
    return found


def for_teachers(cell: NotebookNode) -> bool:
    """Whether a test needs the hand coding that students do not get."""
    return '"reference"' in cell.source


@pytest.fixture(scope="module")
def tried(course) -> dict[str, tuple[dict[str, list[str]], dict[str, str]]]:
    """Of each exercise: for each answered cell, the wrong answers that pass its tests and the right ones that fail; and
    the tests for teachers only that fail with the solutions."""
    here = {"metadata": {"path": str(course)}}
    client = NotebookClient(new_notebook(cells=[new_code_cell()]), timeout=SECONDS, resources=here,
                            extra_arguments=["--log-level=CRITICAL"])  # fmt: skip
    with client.setup_kernel():
        return {path.stem: judged(read(path), path.stem, client) for path in EXERCISES}


def judged(
    notebook: NotebookNode, exercise: str, client: NotebookClient
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Run an exercise with its solutions; before each of them, the other answers with the tests that follow on it."""

    def error(code: str) -> str:
        try:
            client.execute_cell(new_code_cell(code), 0)
        except CellExecutionError as raised:
            return f"{raised.ename}: {raised.evalue}"
        return ""

    error("%reset -f")
    found: dict[str, list[str]] = {}
    failed_ones: dict[str, str] = {}
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        if role(cell) == "solution":
            name, faults = cell.metadata.nbgrader.grade_id, []
            between, tests = up_to_tests(notebook, place)
            for changes, wanted in [*((one, False) for one in WRONG.get((exercise, name), [])),
                                    *((one, True) for one in RIGHT.get((exercise, name), []))]:  # fmt: skip
                answer = changed(cell.source, changes)
                if broken := error(answer):
                    faults.append(f"does not run: {changes}: {broken}")
                    continue
                failed = next(filter(None, [*map(error, between), *map(error, tests)][len(between) :]), "")
                if wanted is bool(failed):
                    faults.append(f"{'fails' if wanted else 'passes'}: {changes} {failed}")
            found[name] = faults
        if (told := error(cell.source)) and for_teachers(cell):
            failed_ones[cell.id] = told
    return found, failed_ones


def up_to_tests(notebook: NotebookNode, place: int) -> tuple[list[str], list[str]]:
    """What is run between a solution and the tests that follow on it, and these tests."""
    between, tests = [], []
    for cell in (one for one in notebook.cells[place + 1 :] if one.cell_type == "code"):
        if role(cell) == "tests":
            tests.append(cell.source)
        elif tests and role(cell):
            break
        elif not tests:
            between.append(cell.source)
    return between, tests


def changed(answer: str, changes: tuple[str, str]) -> str:
    """The answer with other words in it; ``""`` stands for the whole solution."""
    old, new = changes
    assert old in answer, f"no “{old}” in {answer}"
    return answer.replace(old, new)


@of_each_exercise
def test_each_answer_has_a_wrong_one_and_none_passes_and_other_right_ones_do(tried, name, prove):
    answered, _ = tried[name]
    missing = [cell for cell in answered if not WRONG.get((name, cell))]
    assert missing == [], "write a wrong answer for these into tests/exercise_answers.py"
    assert {cell: faults for cell, faults in answered.items() if faults} == {}
    prove(sum(len(WRONG[name, cell]) for cell in answered), "wrong answers to exercises that the tests refuse")


@of_each_exercise
def test_the_copy_has_no_solution_no_hidden_test_and_no_output(course, name):
    original, copy = source(name), copy_of(course, name)
    secrets = secret_lines(original)
    assert len(secrets) > 10
    assert [line for cell in copy.cells for line in cell.source.split("\n") if line.strip() in secrets] == []
    assert [cell.id for cell in copy.cells if re.search("SOLUTION|HIDDEN TESTS", cell.source)] == []
    assert [cell.id for cell in copy.cells if cell.get("outputs") or cell.get("execution_count")] == []
    assert points(copy) == points(original)


@of_each_exercise
def test_with_the_wheel_of_the_class_every_test_of_the_copy_fails_until_it_is_solved(course, errors, name, prove):
    unsolved, solved_ones = errors[name]
    assert set(of_role(copy_of(course, name), "tests")) - set(unsolved) == set()
    assert solved_ones == {}
    prove(1, "exercises done with nothing but the archive of a class")


@of_each_exercise
def test_the_solutions_pass_all_tests(errors, tried, name, prove):
    (_, solved_ones), (_, failed_ones) = errors[name], tried[name]
    assert solved_ones == failed_ones == {}
    prove(len(of_role(source(name), "tests")), "tests of exercises that the solutions pass")


def test_a_class_gets_texts_pages_exercises_and_of_the_key_what_exercises_ask_for(unpacked):
    found = {path.relative_to(unpacked).as_posix(): path for path in unpacked.rglob("*") if path.is_file()}
    assert {"site", "texts", "coding", "exercises", "READ-ME.txt"} <= {name.split("/")[0] for name in found}
    for texts, count in (("pilot", 4), ("reliability", 4), ("five", 5)):
        assert sum(name.startswith(f"texts/{texts}/") and name.endswith(".txt") for name in found) == count
    (wheel,) = (path for name, path in found.items() if name.endswith(".whl"))
    assert wheel.name in found["READ-ME.txt"].read_text(encoding="utf-8")
    inside = [name for name in zipfile.ZipFile(wheel).namelist() if "/seeds/" in name and "/open/" not in name]
    assert sorted(name.rpartition("/")[2] for name in inside if not name.endswith(".txt")) == [
        "attribution.csv", "manifest.csv", "rhetoric.csv"
    ]  # fmt: skip
    assert sum(name.endswith(".txt") for name in inside) == 5
    assert not [name for name in (*found, *inside) if re.search("key|fresh|solution", name)]
    assert [name for name in found if "reference" in name] == ["site/seeds/reference/GUIDE.html"]
    pages = {name.removeprefix("site/"): path.read_bytes() for name, path in found.items() if name.startswith("site/")}
    assert b"Left out" in pages["seeds/reference/GUIDE.html"] and b"Left out" in pages["articles/of-hand.html"]
    assert b"Left out" not in pages["articles/index.html"] and b"by hand" not in pages["articles/index.html"]
    assert [name for name in pages if name.startswith("_downloads")] == ["_downloads/attribution.csv"]
    assert {f"articles/{name}" for name in OF_ARTICLES} <= set(pages)
    given = [path.read_bytes() for name, path in found.items() if name.endswith(".ipynb")]
    assert len(given) == len(EXERCISES)
    assert not any(b"BEGIN SOLUTION" in one or b"BEGIN HIDDEN TESTS" in one for one in given)


def test_the_hand_codings_that_students_get_are_those_of_the_reference(alone):
    from archives import GIVEN, PARTS, given

    assert {path.stem for path in GIVEN.iterdir()} == set(PARTS)
    for name in PARTS:
        assert (GIVEN / f"{name}.csv").read_text(encoding="utf-8") == given(name), "python site/archives.py given"


# What takes minutes and the network: CLASS=all python -m pytest tests/test_exercises.py -k read_me
@pytest.mark.skipif(os.environ.get("CLASS") != "all", reason="CLASS=all installs the archive of a class, with pip")
def test_a_student_does_the_exercises_as_the_read_me_says(unpacked, tmp_path):
    told = (unpacked / "READ-ME.txt").read_text(encoding="utf-8")
    (asked,) = re.findall(r'pip install "([^"]+)"', told)
    venv.create(tmp_path / "class-env", with_pip=True)
    python = tmp_path / "class-env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    fresh = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    handed_in = [tmp_path / path.name for path in EXERCISES]
    for path in EXERCISES:
        nbformat.write(solved(read(unpacked / "exercises" / path.name), read(path)), tmp_path / path.name)
    for command in (["pip", "install", "--quiet", asked], ["nbconvert", "--to=notebook", "--execute", *handed_in]):
        run = subprocess.run(
            [python, "-m", *command], cwd=unpacked, env=fresh, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert len(list(tmp_path.glob("*.nbconvert.ipynb"))) == len(EXERCISES)


def test_make_assignments_writes_the_copies_and_names_what_is_broken(course, tmp_path):
    from assignments import make_copies

    (tmp_path / "sources").mkdir()
    broken = source("01-the-articles")
    nbformat.write(broken, tmp_path / "sources" / "good.ipynb")
    next(iter(of_role(broken, "solution").values())).source += "\n### BEGIN SOLUTION"
    nbformat.write(broken, tmp_path / "sources" / "torn.ipynb")
    problems = make_copies(tmp_path / "copies", tmp_path / "sources")
    assert list(problems) == ["torn"] and "end solution" in problems["torn"]
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["good.ipynb"]
    made = {name: cell.source for name, cell in of_role(read(tmp_path / "copies" / "good.ipynb"), "solution").items()}
    assert made == {n: c.source for n, c in of_role(copy_of(course, "01-the-articles"), "solution").items()}


# ---------------------------------------------------------------- as a teacher grades them


def nbgrader(course: Path, *command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command], cwd=course, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]


def test_nbgrader_grades_a_submission_that_solves_a_part(course):
    name, student = "01-the-articles", "a-student"
    nbgrader(course, "generate_assignment", name, "--force")
    original, copy = source(name), copy_of(course, name)
    handed_in = solved(copy, original, "offsets", "damaged", "editor")
    of_role(handed_in, "tests")["guess-test"].source = "assert True"  # a test that the student has made easier
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    nbformat.write(handed_in, folder / f"{name}.ipynb")
    nbgrader(course, "autograde", name)
    nbgrader(course, "generate_feedback", name)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        graded = book.find_submission(name, student)
        scores = {grade.name: grade.auto_score for grade in graded.notebooks[0].grades if grade.auto_score}
        assert scores == {n: points(original)[n] for n in ("offsets-test", "damaged-test")}
        assert graded.score == sum(scores.values())
        assert graded.max_score == sum(points(original).values())
        assert graded.needs_manual_grade
    feedback = (course / "feedback" / student / name / f"{name}.html").read_text(encoding="utf-8")
    assert f"Score: {sum(scores.values()):.1f} / {sum(points(original).values()):.1f}" in feedback


def every_second(copy: NotebookNode, original: NotebookNode) -> NotebookNode:
    names = [*of_role(original, "solution")]
    return solved(copy, original, *names[::2])


def all_wrong(copy: NotebookNode, original: NotebookNode, exercise: str) -> NotebookNode:
    """The first wrong answer to everything."""
    copy, answers = deepcopy(copy), of_role(original, "solution")
    for name, cell in of_role(copy, "solution").items():
        cell.source = changed(answers[name].source, WRONG[exercise, name][0])
    return copy


# All of them: GRADE=all python -m pytest tests/test_exercises.py -k nbgrader (half a minute and more for each of 32).
GRADED = [path.stem for path in EXERCISES] if os.environ.get("GRADE") == "all" else ["08-your-own-articles"]


@pytest.mark.parametrize("name", GRADED)
def test_nbgrader_gives_each_submission_the_points_of_the_tests_that_it_passes(course, name, prove):
    """Perfect, half, blank and wrong; what passes is found out without nbgrader, in a kernel of its own."""
    original, copy = source(name), copy_of(course, name)
    tests = {test: points(original)[test] for test in of_role(original, "tests")}
    handed_in = {"perfect": solved(copy, original), "half": every_second(copy, original), "blank": copy,
                 "wrong": all_wrong(copy, original, name)}  # fmt: skip
    client = NotebookClient(new_notebook(cells=[new_code_cell()]), timeout=SECONDS,
                            resources={"metadata": {"path": str(course)}},
                            extra_arguments=["--log-level=CRITICAL"])  # fmt: skip
    wanted = {}
    with client.setup_kernel():
        for student, notebook in handed_in.items():
            failed = run(notebook, then=of_role(original, "tests"), client=client)
            wanted[student] = {test: worth for test, worth in tests.items() if test not in failed}
    assert wanted["perfect"] == tests and wanted["blank"] == {}
    assert sum(wanted["half"].values()) >= sum(tests.values()) / 4  # nobody loses all because of one task
    for student, notebook in handed_in.items():
        folder = course / "submitted" / student / name
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    nbgrader(course, "generate_assignment", name, "--force")
    nbgrader(course, "autograde", name)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for student, scores in wanted.items():
            graded = book.find_submission(name, student)
            found = {grade.name: grade.auto_score for grade in graded.notebooks[0].grades if grade.auto_score}
            assert found == scores, student
            assert graded.max_score == sum(points(original).values())
    told = {student: sum(scores.values()) for student, scores in wanted.items()}
    print(f"{name}: {told} of {sum(tests.values())}")
    prove(len(wanted), "submissions to which nbgrader gave the points of the tests that they pass")
