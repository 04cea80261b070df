"""What editors and type checkers see: the stubs are current, the wheel has them, and a user's file is checked by it."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RIGHT = """
import newsloupe as nl
from newsloupe.agreement import agreement
from newsloupe.coding import code
from newsloupe.metrics import flesch, mattr

corpus = nl.Corpus.from_texts({"a": "“It is late,” said the driver."})
shipped: nl.Corpus = nl.load_corpus()
found = [nl.find_attributions(corpus), nl.find_rhetoric(corpus), nl.find_frames(corpus), nl.find_agency(corpus)]
table = nl.rate(nl.find_residue(corpus), corpus, by="label")
scores = agreement(found[0], found[0], corpus=corpus)
widget = code(corpus, "coding.csv", "stance", coder="Ada")
diversity: float = mattr(["late", "again"], window=2)
ease = flesch(100, 5, 150)
width: int = nl.context(found[0], corpus, width=20).shape[1]
"""
# What newsloupe is built with, but for pandas, says nothing about these files, and takes mypy a minute to read.
SETTINGS = """
[mypy]
[mypy-anywidget.*,IPython.*,matplotlib.*,pydantic.*,pydantic_core.*,traitlets.*]
follow_imports = skip
"""
WRONG = {
    "nl.load_corpus(3)": 'Argument 1 to "load_corpus" has incompatible type "int"',
    'nl.find_attributions("text")': 'Argument 1 to "find_attributions" has incompatible type "str"',
    "mattr(5)": 'Argument 1 to "mattr" has incompatible type "int"',
    "nl.from_brat": 'Module has no attribute "from_brat"',
    "nl.metrics.fleisch": 'Module has no attribute "fleisch"',
}


def test_the_stubs_say_what_the_tables_of_contents_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "lib"))
    from stubs import HOUSE, stubs

    assert set(stubs()) == set(HOUSE.rglob("*.pyi"))
    old = [path for path, content in stubs().items() if path.read_text(encoding="utf-8") != content]
    assert not old, "run: python lib/stubs.py"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel as a user would install it, built from this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel) -> Path:
    """A Python that has the wheel, not the repository, and beside it the packages that newsloupe needs."""
    home = wheel.parent / "home"
    venv.create(home)
    packages = next(home.rglob("site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    others = [path for path in sys.path if path.rstrip("/\\").endswith("site-packages")]
    (packages / "others.pth").write_text("\n".join(others), encoding="utf-8")
    return next(path for path in home.glob("*/python*") if path.stem == "python")


@pytest.fixture(scope="module")
def told(python, tmp_path_factory) -> str:
    """What mypy has to say about two files of a user."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "mypy.ini").write_text(SETTINGS, encoding="utf-8")
    (folder / "right.py").write_text(RIGHT, encoding="utf-8")
    (folder / "wrong.py").write_text(RIGHT + "\n".join(WRONG) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "right.py", "wrong.py"]
    outside = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
    run = subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


@pytest.mark.slow
def test_the_wheel_has_what_type_checkers_need(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {path.relative_to(ROOT / "lib").as_posix() for path in (ROOT / "lib").rglob("*.pyi")}
    assert len(needed) > 10 and {"newsloupe/py.typed", *needed} <= names
    assert not [name for name in names if name.startswith("stubs")]


@pytest.mark.slow
def test_a_users_file_is_right_for_a_strict_type_checker(told):
    assert not [line for line in told.splitlines() if line.startswith("right.py")]


@pytest.mark.slow
def test_wrong_calls_are_found(told):
    assert [reason for reason in WRONG.values() if reason not in told] == []
    assert len(re.findall(r"^wrong.py:.* error: ", told, re.MULTILINE)) == len(WRONG)
