"""Every public name is explained, and every example in every docstring is true.

Public is what stands in `__all__` of a room. The examples of a public name run with what a reader of the site can
import: all of `newsloupe`, all of the name's room, and pandas as pd.
"""

import ast
import doctest
import importlib
import inspect
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from proved import DOCTESTS

HOUSE = Path(nl.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in HOUSE.rglob("*.py")
)
# All rooms but the one that is for the house itself.
ROOMS = sorted({module.split(".")[1] for module in MODULES if "." in module} - {"contents", "__main__"})
PUBLIC = [(room, name) for room in ROOMS for name in importlib.import_module(f"newsloupe.{room}").__all__]
EXPLAINED = [
    (room, name) for room, name in PUBLIC if callable(getattr(importlib.import_module(f"newsloupe.{room}"), name))
]


def of(room: str, name: str) -> object:
    return getattr(importlib.import_module(f"newsloupe.{room}"), name)


def what_a_reader_has(room: str) -> dict[str, object]:
    names = importlib.import_module(f"newsloupe.{room}").__all__
    return {name: getattr(nl, name) for name in nl.__all__} | {name: of(room, name) for name in names} | {"pd": pd}


@pytest.mark.parametrize("module", MODULES)
def test_examples_are_true(module, prove):
    loaded = importlib.import_module(module)
    room = module.split(".")[1] if "." in module else ""
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    for example in doctest.DocTestFinder().find(loaded, module):
        name = example.name.removeprefix(module + ".").split(".")[0]
        if (room, name) in PUBLIC:
            example.globs = what_a_reader_has(room)
        told: list[str] = []
        runner.run(example, out=told.append)
        assert not runner.failures, "".join(told)
    prove(runner.tries, DOCTESTS)


@pytest.mark.parametrize(("room", "name"), EXPLAINED, ids=".".join)
def test_a_public_name_has_an_example(room, name):
    told = inspect.getdoc(of(room, name)) or ""
    assert doctest.DocTestParser().get_examples(told), f"newsloupe.{room}.{name} has no example (>>>)"
    home = importlib.import_module(of(room, name).__module__)
    tested = {found.name for found in doctest.DocTestFinder().find(home, home.__name__) if found.examples}
    assert f"{home.__name__}.{name}" in tested, "the test above does not see this example"


@pytest.mark.parametrize(("room", "name"), sorted(set(PUBLIC) - set(EXPLAINED)), ids=".".join)
def test_a_public_constant_has_a_comment(room, name):
    """What cannot have a docstring has a line above it that says what it is."""
    places = [HOUSE / f"{room}.py"] if (HOUSE / f"{room}.py").exists() else sorted((HOUSE / room).glob("*.py"))
    above = []
    for path in places:
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.parse("\n".join(lines)).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if name in [getattr(target, "id", None) for target in targets]:
                above.append(lines[node.lineno - 2])
    assert len(above) == 1 and above[0].startswith("# ") and above[0].endswith(".")


def test_what_every_notebook_needs_is_public_in_its_room():
    assert set(nl.__all__) <= {name for _, name in PUBLIC}
