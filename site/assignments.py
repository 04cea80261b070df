"""Make the students' copies of the exercises: without solutions, hidden tests and outputs.

    python site/assignments.py            # into build/assignments/
    python site/assignments.py COURSE     # an nbgrader course folder, to collect, grade and give feedback in

Each notebook in notebooks/exercises/ is an assignment of its name. A course folder holds the solutions (`source/`) and
the grades (`gradebook.db`), so students get what is in `release/` and nothing else. Run again after an exercise has
changed: submissions and grades are kept.
"""

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from newsloupe.saving import put

ROOT = Path(__file__).resolve().parents[1]
EXERCISES = ROOT / "notebooks" / "exercises"
SETTINGS = """c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "newsloupe"
c.ExecutePreprocessor.timeout = 300  # seconds for one cell, when submissions are graded
"""


def make_course(course: Path, exercises: Path = EXERCISES) -> dict[str, str]:
    """Put the exercises into the nbgrader folder `course` and generate releases; return what went wrong, by name."""
    course.mkdir(parents=True, exist_ok=True)
    if not (course / "nbgrader_config.py").exists():
        put(course / "nbgrader_config.py", SETTINGS.encode())
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])  # has alembic
    settings = Config()
    settings.CourseDirectory.root = str(course)
    settings.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
    api = NbGraderAPI(config=settings)
    problems = {}
    for path in sorted(exercises.glob("*.ipynb")):
        source = course / "source" / path.stem / path.name
        source.parent.mkdir(parents=True, exist_ok=True)
        put(source, path.read_bytes())
        result = api.generate_assignment(path.stem)
        if not result["success"]:
            problems[path.stem] = result.get("log") or result.get("error") or "nbgrader does not say why"
    return problems


def make_copies(target: Path, exercises: Path = EXERCISES) -> dict[str, str]:
    """Write the students' copy of every exercise into the folder `target`; return what went wrong, by name.

    A copy that was there is replaced when the new one is made; copies of what is no exercise any more are deleted.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        problems = make_course(Path(folder), exercises)
        made = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("release/*/*.ipynb"))}
    target.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        put(target / name, content)
    for path in target.glob("*.ipynb"):
        if path.name not in made:
            path.unlink()
    return problems


def main(arguments: list[str]) -> int:
    target = Path(arguments[0] if arguments else ROOT / "build" / "assignments").resolve()
    problems = make_course(target) if arguments else make_copies(target)
    for name, problem in problems.items():
        print(f"{name}: {problem}", file=sys.stderr)
    if not problems:
        print(f"The students' copies are in {target / 'release' if arguments else target}")
    return int(bool(problems))


if __name__ == "__main__":
    if len(sys.argv) > 2 or sys.argv[-1].startswith("-"):
        print(__doc__)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
