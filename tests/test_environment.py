"""The ways to install newsloupe agree: pyproject.toml, environment.yml and the lock."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

import newsloupe as nl

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def requirements() -> dict[str, SpecifierSet]:
    """Bounds in pyproject.toml, by package: the core, every extra, and Python itself."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    bounds = {canonicalize_name(r.name): r.specifier for group in groups for r in map(Requirement, group)}
    return bounds | {"python": SpecifierSet(PROJECT["requires-python"])}


def conda_specs() -> dict[str, SpecifierSet]:
    """Bounds in environment.yml, by package: those from conda, but for pip itself, and those that pip installs."""
    specs = [MatchSpec(line) for line in CONDA["dependencies"] if isinstance(line, str)]
    by_conda = {canonicalize_name(spec.name.normalized): SpecifierSet(spec.version or "") for spec in specs}
    by_pip = {canonicalize_name(r.name): r.specifier for r in map(Requirement, pip_lines())}
    return {name: bound for name, bound in (by_conda | by_pip).items() if name != "pip"}


def pip_lines() -> list[str]:
    """What conda leaves to pip, without the package itself."""
    (section,) = [line for line in CONDA["dependencies"] if isinstance(line, dict)]
    return [line for line in section["pip"] if line != "-e ."]


def locked() -> dict[str, set[Version]]:
    """Versions in the lock, by package; more than one where Pythons or systems need different ones."""
    versions: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(Version(version))
    return versions


def test_conda_has_the_same_packages_and_bounds():
    assert conda_specs() == requirements()


def test_conda_leaves_to_pip_only_the_package_itself_and_what_serves_teaching_tests_and_the_site():
    assert [line for line in CONDA["dependencies"] if isinstance(line, dict)] == [{"pip": [*pip_lines(), "-e ."]}]
    assert [Requirement(line).name for line in pip_lines()] == [
        "dkpro-cassis", "playwright", "axe-playwright-python", "tinyhtml5", "brotli",
    ]  # fmt: skip
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]


@pytest.mark.parametrize("name", sorted(requirements().keys() - {"python"}))
def test_lock_meets_the_bounds(name):
    versions = locked().get(name)
    assert versions, f"{name} is not in requirements.lock; run 'make lock'"
    assert all(version in requirements()[name] for version in versions), f"run 'make lock': {name} {versions}"


def test_every_locked_package_has_a_hash_and_the_lock_names_no_address():
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", LOCK) == []


def test_each_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^    "[\w.-]+[^"]*>=.*$', text, flags=re.MULTILINE)
    assert len({Requirement(line.split('"')[1]).name for line in lines}) == len(requirements()) - 1
    assert [line for line in lines if not re.search(r",\s+# \w{2,}", line)] == []


def test_the_citation_names_the_version_that_is_built():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert "version" in PROJECT["dynamic"]
    assert citation["version"] == nl.__version__
    assert json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))["version"] == nl.__version__
    assert f"## [{nl.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_paper_cites_what_stands_in_its_bibliography():
    cited = set(re.findall(r"@([a-z]+\d{4})", (ROOT / "paper.md").read_text(encoding="utf-8")))
    entries = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "paper.bib").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert cited == entries and len(cited) > 10
