"""The house that `lib/README.md` draws: its rooms and floors, who imports whom, and which name is where.

A room is what stands directly in `newsloupe`: a module, or a package with modules inside. A room stands one floor above
the highest room from which it imports. To see the floors: ``python -m pytest -s tests/test_house.py -k floors``.
"""

import ast
import importlib
import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

import newsloupe as nl

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "lib" / "newsloupe"
PLAN = (ROOT / "lib" / "README.md").read_text(encoding="utf-8")
FILES = {path.relative_to(HOUSE.parent): ast.parse(path.read_text(encoding="utf-8")) for path in HOUSE.rglob("*.py")}
MODULES = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): tree for path, tree in FILES.items()}
ROOMS = sorted({name.split(".")[1] for name in MODULES if "." in name} - {"__main__"})  # that is the door
PACKAGES = [room for room in ROOMS if (HOUSE / room).is_dir()]
TWICE = {"normalise"}  # in `vocabulary`, and in `metrics`, where it was first


def imports(tree: ast.Module) -> list[tuple[str, str]]:
    """The modules of newsloupe that a module imports from, each with a name; also inside functions and for types."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full: from newsloupe.room.module import name"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                found.append((inside, "") if inside in MODULES else (str(node.module), alias.name))
    return [(module, name) for module, name in found if module.split(".")[0] == "newsloupe"]


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def arrows() -> dict[str, set[str]]:
    """For each room the other rooms from which it imports."""
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    for module, tree in MODULES.items():
        if (room := room_of(module)) in found:
            found[room] |= {room_of(other) for other, _ in imports(tree)} - {room, ""}  # "": the version
    return found


def floors() -> dict[str, int]:
    below, floor = arrows(), {}
    while len(floor) < len(below):
        ready = [room for room in below if room not in floor and below[room] <= floor.keys()]
        assert ready, f"these rooms import each other in a circle: {sorted(below.keys() - floor.keys())}"
        floor |= {room: 1 + max((floor[other] for other in below[room]), default=-1) for room in ready}
    return floor


def drawn() -> dict[str, int]:
    """The floors as the plan shows them."""
    return {room: int(floor) for floor, room in re.findall(r"^\| (\d+) \| \[`(\w+)`\]", PLAN, re.MULTILINE)}


def public(tree: ast.Module) -> set[str]:
    """The functions and classes that a module defines."""
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


def test_the_floors_are_as_the_plan_shows_them():
    """Imports run downward only, so that a room can be understood, tested and taken away without those above it."""
    built = floors()
    for floor, rooms in groupby(sorted(built, key=lambda room: (-built[room], room)), key=built.get):
        print(floor, *rooms)
    assert drawn() == built
    assert list(drawn().values()) == sorted(drawn().values(), reverse=True), "the plan is drawn from the top down"


def test_the_house_stays_small():
    """What nobody can keep in mind is no plan."""
    assert len(ROOMS) <= 28
    assert max(floors().values()) + 1 <= 11


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_goes_through_two_walls(room):
    """From another room one imports the room or a module of it, by public names: what is inside can be changed."""
    for module, tree in MODULES.items():
        for other, name in imports(tree) if room_of(module) == room else ():
            assert other.count(".") <= 2, f"{module} imports {other}, a room within a room"
            foreign = room_of(other) != room and other.split(".")[-1].startswith("_")
            assert not foreign and not (room_of(other) != room and name.startswith("_")), f"{module}: {other} {name}"


def test_no_module_hides_a_function():
    """Once `newsloupe.metrics.readability` is a module, a function of that name cannot be had from `newsloupe.metrics`,
    or only until somebody imports the module; and a person who reads the name cannot know which one is meant."""
    names = set().union(*map(public, MODULES.values()))
    inside = {module: module.rpartition(".")[2] for module in MODULES if module.count(".") == 2}
    assert not {module for module, name in inside.items() if name in names}
    assert not set(ROOMS) & set(nl.__all__)


@pytest.mark.parametrize("room", PACKAGES)
def test_each_package_has_a_table_of_contents(room):
    """Its docstring has a line for each module; every name in `__all__` can be had from it, and so can its modules."""
    package = importlib.import_module(f"newsloupe.{room}")
    modules = {path.stem for path in (HOUSE / room).glob("*.py")} - {"__init__"}
    entries = re.findall(r"^- (.+?): ", package.__doc__, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(entries))) == modules
    for name in (*package.__all__, *modules):
        assert getattr(package, name) is not None
    assert set(dir(package)) == {*package.__all__, *modules}
    with pytest.raises(AttributeError, match="nothing_like_this"):
        package.nothing_like_this  # noqa: B018


def test_each_thing_has_one_address():
    """A function or class is offered by one package, so that notebooks of different people look alike; `newsloupe`
    itself offers again what every notebook needs."""
    offered = [
        name
        for room in PACKAGES
        for name in importlib.import_module(f"newsloupe.{room}").__all__
        if callable(getattr(importlib.import_module(f"newsloupe.{room}"), name))
    ]
    assert {name for name, count in Counter(offered).items() if count > 1} == TWICE


def test_the_plan_lists_the_names_of_newsloupe():
    section = PLAN.split("\n## ")[-1]
    assert sorted(re.findall(r"^\| `nl\.(\w+)`", section, re.MULTILINE)) == nl.__all__


@pytest.mark.parametrize(
    "address",
    """text.sentences text.words framing.frame_scores framing.frame_sentences metrics.count_syllables metrics.flesch
    agreement.agreement agreement.disagreements agreement.merge coding.code exchange.to_brat exchange.coding_sheet
    rhetoric.along codebook.Codebook codebook.CodebookError corpus.seeds_path attribution.voices agency.actions
    vocabulary.keyness show.highlight figures_of_speech.FIGURES spans.SpanError actors.ActorError rates.rate
    intervals.wilson""".split(),
)
def test_addresses_that_other_peoples_notebooks_use(address):
    module, name = address.split(".")
    assert getattr(importlib.import_module(f"newsloupe.{module}"), name) is not None
    assert getattr(getattr(nl, module), name) is not None


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_its_tests(room):
    """In `test_<room>.py`, or in several files `test_<room>_<part>.py`, so that they are found without a search."""
    files = [path for path in Path(__file__).parent.glob(f"test_{room}*.py") if owner(path.stem) == room]
    assert any(re.search(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE) for path in files)


def owner(name: str) -> str:
    """The room that a file of tests is for: the longest name that it begins with."""
    return max((room for room in ROOMS if f"{name}_".startswith(f"test_{room}_")), key=len, default="")


def branches(function: ast.FunctionDef) -> int:
    """How many conditions a function asks: `if`, loops, handlers, and each `and` and `or`. Functions inside count for
    themselves."""
    count, left = 0, list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        count += isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.match_case)
        count += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
        count += 1 + len(node.ifs) if isinstance(node, ast.comprehension) else 0
        left += ast.iter_child_nodes(node)
    return count


def test_no_function_has_more_than_25_branches():
    """Ruff's limit (PLR0912) does not see conditions that `and` and `or` join, and in grammar they are most."""
    functions = [(module, node) for module, tree in MODULES.items() for node in ast.walk(tree)]
    long = {f"{module}.{node.name}": branches(node) for module, node in functions if isinstance(node, ast.FunctionDef)}
    assert {name: count for name, count in long.items() if count > 25} == {}
    assert (
        branches(ast.parse("def f(a, b):\n    if a and b or not a:\n        return [x for x in b if x]").body[0]) == 5
    )
