"""Making the site deletes nothing of others, and an environment is finished only when it is whole."""

import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def site(monkeypatch):
    """site/build.py, with a Sphinx that writes one page; its status is `site.status`."""
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    import build

    def sphinx(arguments: list[str]) -> int:
        made = f"<main>made of {len(list(Path(arguments[-2]).iterdir()))} things</main>"
        Path(arguments[-1], "index.html").write_text(made)
        Path(arguments[-1], "searchindex.js").write_text('Search.setIndex({"docnames": ["index"]})')
        return build.status

    monkeypatch.setattr(build, "sphinx", sphinx)
    monkeypatch.setattr(build, "FOLDERS", ["seeds"])  # the others would be copied, too
    build.status = 0
    return build


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# ---------------------------------------------------------------- the site


def test_the_site_is_made_and_made_again(site, tmp_path):
    for _ in range(2):
        assert site.main([str(tmp_path / "public")]) == 0
        assert sorted(path.name for path in (tmp_path / "public").iterdir()) == ["pages", "site"]
        assert (tmp_path / "public" / "site" / "index.html").is_file()
    assert (tmp_path / "public" / "pages" / "seeds" / "manifest.csv").is_file()


def test_code_that_shows_nothing_is_folded_with_what_comes_after_it(site):
    shown = [new_output("stream", text="2")]
    cells = [new_code_cell("a = 1"), new_code_cell("b = 2"), new_code_cell("b", outputs=shown), new_code_cell("c = 3"),
             new_markdown_cell("So."), new_code_cell("c", outputs=shown)]  # fmt: skip
    sources = [cell.source for cell in site.joined(cells)]
    assert sources == ["a = 1\n\n\nb = 2\n\n\nb", "c = 3", "So.", "c"]


@pytest.mark.parametrize("name", ["site", "pages", "site.new"])
def test_a_folder_of_somebody_else_is_never_deleted(site, tmp_path, capsys, name):
    mine = tmp_path / name
    mine.mkdir()
    (mine / "thesis.txt").write_text("three years of work")
    assert site.main([str(tmp_path)]) == 2
    assert f"{mine} was not made by this command" in capsys.readouterr().err
    assert contents(tmp_path) == {f"{name}/thesis.txt": b"three years of work"} and len(list(tmp_path.iterdir())) == 1
    assert site.main([str(tmp_path / "another")]) == 0  # the remedy


def test_a_link_to_a_folder_of_somebody_else_is_left_alone(site, tmp_path):
    (tmp_path / "public").mkdir()
    made = site.new_folder(tmp_path / "elsewhere")
    (tmp_path / "public" / "site").symlink_to(made)
    assert site.main([str(tmp_path / "public")]) == 2 and made.is_dir()


@pytest.mark.parametrize("target", [".", "site", "lib/newsloupe", "notebooks", "README.md"])
def test_the_project_itself_is_no_place_for_the_site(site, capsys, monkeypatch, target):
    monkeypatch.setattr(site, "FOLDERS", ["notebooks", "seeds", "lib", "bench"])
    monkeypatch.setattr(site.shutil, "rmtree", lambda *_: pytest.fail("deleted something"))
    monkeypatch.setattr(site.shutil, "copytree", lambda *_, **__: pytest.fail("wrote something"))
    assert site.main([str(ROOT / target)]) == 2
    assert "name another folder" in capsys.readouterr().err or target == "README.md"
    assert (ROOT / "site" / "build.py").is_file()


def test_a_site_with_warnings_leaves_the_old_one(site, tmp_path, capsys):
    assert site.main([str(tmp_path)]) == 0
    (tmp_path / "site" / "index.html").write_text("old")
    site.status = 1
    assert site.main([str(tmp_path)]) == 1 and "site.new" in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    site.status = 0
    assert site.main([str(tmp_path)]) == 0
    assert (tmp_path / "site" / "index.html").read_text() != "old" and not (tmp_path / "site.new").exists()


# ---------------------------------------------------------------- the environment


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    import installed

    return installed


def package(folder: Path) -> Path:
    """An installed package of two files, as pip and uv leave it."""
    about = folder / "loupe_lens-1.0.dist-info"
    about.mkdir()
    (folder / "lens.py").write_text("x = 1\n")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: loupe-lens\nVersion: 1.0\n")
    record = "lens.py,sha256=x,6\n__pycache__/lens.cpython-311.pyc,,\nloupe_lens-1.0.dist-info/METADATA,sha256=y,56\n"
    (about / "RECORD").write_text(record + "loupe_lens-1.0.dist-info/RECORD,,\n")
    (about / "METADATA").write_bytes((about / "METADATA").read_bytes().ljust(56, b"\n"))
    return about


def test_a_whole_package_is_whole_without_its_compiled_files(installed, tmp_path):
    package(tmp_path)
    assert list(installed.broken(metadata.distributions(path=[str(tmp_path)]))) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (
            lambda folder, about: (folder / "lens.py").unlink(),
            "loupe-lens: 1 of 4 files are missing or damaged, such as",
        ),
        (lambda folder, about: (folder / "lens.py").write_text("x ="), "loupe-lens: 1 of 4 files"),
        (lambda folder, about: (about / "RECORD").unlink(), "loupe-lens: has no list of its files"),
        (lambda folder, about: (about / "METADATA").unlink(), "loupe.lens.*: "),
    ],
)
def test_what_a_kill_has_left_out_is_named(installed, tmp_path, damage, message):
    damage(tmp_path, package(tmp_path))
    (problem,) = installed.broken(metadata.distributions(path=[str(tmp_path)]))
    assert re.search(message, problem)


def test_what_the_lock_wants_is_there(installed):
    lock = (
        "Loupe.Lens==1.0 \\\n    --hash=sha256:00\nappnope==1.0.0 ; sys_platform == 'darwin' \\\n    --hash=sha256:00\n"
    )
    assert list(installed.missing(lock, {"loupe-lens": "1.0"})) == []
    assert list(installed.missing(lock, {"loupe-lens": "0.9"})) == ["Loupe.Lens: 1.0 is wanted, 0.9 is there"]
    assert list(installed.missing(lock, {})) == ["Loupe.Lens: 1.0 is wanted, nothing is there"]


PIP = """#!/bin/sh
# Stands in for the Python of an environment: installs nothing, but notes what it was asked to do.
echo "$0 $@" >> asked
case "$*" in
  *sys.version_info*) echo 0.0 ;;
  *installed.py*) test ! -e broken ;;
  *"uv pip install"*lock*) test ! -e killed || kill -9 $PPID ;;
esac
"""
PYTHON = """#!/bin/sh
echo "python $@" >> asked
case "$*" in
  *"print("*) echo 0.0 ;;
  *venv*) rm -rf .venv; mkdir -p .venv/bin; cp pip .venv/bin/python; chmod +x .venv/bin/python ;;
esac
"""


@pytest.fixture
def make(tmp_path):
    """`make` where Python is a stand-in that says it is version 0.0; its status, what was asked, and what it said."""
    if shutil.which("make") is None:
        pytest.skip("no make on this machine")
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    (tmp_path / "pip").write_text(PIP)
    (tmp_path / "py").write_text(PYTHON)
    (tmp_path / "py").chmod(0o755)

    def run() -> tuple[int, str, str]:
        (tmp_path / "asked").unlink(missing_ok=True)
        command = ["make", ".venv/installed-0.0", "PYTHON=./py"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, (tmp_path / "asked").read_text(), done.stdout + done.stderr

    return run


def test_make_installs_once(make, tmp_path):
    status, asked, _ = make()
    assert status == 0 and "-m venv --clear" in asked and (tmp_path / ".venv" / "installed-0.0").exists()
    status, asked, _ = make()
    assert status == 0 and "venv" not in asked.replace(".venv", "") and "install" not in asked


def test_make_begins_anew_after_a_kill(make, tmp_path):
    (tmp_path / "killed").touch()
    status, _, _ = make()
    assert status != 0 and not (tmp_path / ".venv" / "installed-0.0").exists()
    (tmp_path / "killed").unlink()
    status, asked, said = make()
    assert status == 0 and "-m venv --clear" in asked and "made anew" in said
    assert (tmp_path / ".venv" / "installed-0.0").exists()


def test_a_kill_while_a_newer_lock_is_installed_is_noticed(make, tmp_path):
    assert make()[0] == 0
    lock = tmp_path / "requirements.lock"
    newer = (tmp_path / ".venv" / "installed-0.0").stat().st_mtime + 10
    os.utime(lock, (newer, newer))
    (tmp_path / "killed").touch()
    assert make()[0] != 0 and not (tmp_path / ".venv" / "installed-0.0").exists()
    (tmp_path / "killed").unlink()
    status, asked, _ = make()
    assert status == 0 and "-m venv --clear" in asked


def test_make_names_the_remedy_when_packages_are_not_whole(make, tmp_path):
    (tmp_path / "broken").touch()
    status, _, said = make()
    assert status != 0 and "Run make again" in said and not (tmp_path / ".venv" / "installed-0.0").exists()


def test_make_begins_anew_when_the_python_of_the_environment_is_gone(make, tmp_path):
    assert make()[0] == 0
    (tmp_path / ".venv" / "bin" / "python").unlink()
    status, asked, _ = make()
    assert status == 0 and "-m venv --clear" in asked
