"""The command line: every mistake is a sentence and an exit code, and nothing of a person's is overwritten."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsloupe import cli, report
from newsloupe.cli import app

TEXT = "The council may close the pool, Mayor Ann Lee said."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def articles(**texts: str | bytes) -> Path:
    Path("articles").mkdir()
    for name, text in texts.items():
        Path("articles", f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Path("articles")


def test_check_says_what_would_be_read_and_how_long_it_takes():
    articles(a=TEXT, b=TEXT + " It rained.")
    result = run("check", "articles")
    assert result.exit_code == 0
    assert "2 articles with 22 words would be read." in result.stdout and "on this machine" in result.stdout
    said = json.loads(run("check", "articles", "--json").stdout)
    assert (said["articles"], said["words"], said["problems"]) == (2, 22, []) and said["seconds"] >= 30


def test_check_says_what_is_wrong():
    articles(a=TEXT, empty="", picture=b"\x89PNG\x00\x00")
    result = run("check", "articles")
    assert result.exit_code == cli.Exit.DOUBT
    assert (
        "1 article with" in result.stdout and "empty.txt: is empty" in result.stdout and "picture.txt" in result.stdout
    )


@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize(
    ("texts", "said"),
    [({}, "articles"), ({"a": "", "b": b"\x89PNG\x00\x00"}, "a.txt"), (None, "does not exist")],
    ids=["empty folder", "all files bad", "no folder"],
)
def test_nothing_to_read_is_a_clear_error(command, texts, said):
    if texts is not None:
        articles(**texts)
    result = run(command, "articles")
    assert result.exit_code == cli.Exit.FAILED
    assert said in result.stderr and "Traceback" not in result.output and not Path("report", "parts").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_files_that_cannot_be_read_are_named():
    (articles(a=TEXT, b=TEXT + " No.") / "b.txt").chmod(0)
    result = run("check", "articles")
    assert result.exit_code == cli.Exit.DOUBT and "b.txt" in result.stdout


def test_settings_come_from_the_file_and_the_command_line_counts_more(monkeypatch):
    seen = {}

    def write_report(source, out, **settings):
        seen.update(settings, source=source)
        return report.Report(out, out / "workbook.ipynb", out / "report.html", 3, 1)

    monkeypatch.setattr("newsloupe.report.notebook.write_report", write_report)
    Path("newsloupe.toml").write_text(
        '[report]\ngroup = "paper"\njobs = 2\nactors = "mine.yml"\n[report.columns]\ntext = "T"\n'
    )
    Path("mine.yml").write_text("")
    result = run("report", "news.csv", "--jobs", "3", "--anew", "--json")
    assert json.loads(result.stdout)["articles"] == 3
    assert seen["group"] == "paper" and seen["jobs"] == 3 and seen["columns"] == {"text": "T"}
    assert seen["actors"] == Path("mine.yml") and seen["resume"] is False and seen["executor"] is None
    assert "1 entries were left out" in run("report", "news.csv").stdout


@pytest.mark.parametrize(
    ("config", "said"),
    [("[report]\ngrupo = 1\n", "no setting 'grupo'; there are actors"), ("[report", "cannot be used")],
)
def test_a_wrong_file_of_settings(config, said):
    Path("newsloupe.toml").write_text(config)
    result = run("check", "articles")
    assert result.exit_code == cli.Exit.USAGE and said in result.stderr


@pytest.mark.parametrize("arguments", [["report"], ["nothing"], ["report", "x", "--jobs", "0"]])
def test_a_wrong_command(arguments):
    assert run(*arguments).exit_code == cli.Exit.USAGE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--group", "paper"], "no article has a field 'paper'"),
        (["--actors", "none.yml"], "there is no actor list 'none.yml'"),
        (["--codebook", "stance"], "codes rhetoric, not framing"),
        (["--coded", "none.csv"], "none.csv does not exist"),
        (["--out", "articles/report"], "in the folder of the articles"),
    ],
)
def test_what_a_report_cannot_use_is_told_before_anything_is_read(arguments, said):
    articles(a=TEXT)
    result = run("report", "articles", *arguments)
    assert result.exit_code == cli.Exit.FAILED and said in result.stderr
    assert not Path("report", "parts").exists()


def test_start_makes_a_project_that_can_be_read_at_once():
    assert run("start", "project").exit_code == 0
    said = json.loads(run("check", "project/articles", "--json").stdout)
    assert said["articles"] == cli.EXAMPLES and said["known"]["date"] == cli.EXAMPLES and said["problems"] == []
    assert cli._settings(Path("project/newsloupe.toml"), {}) == {}
    again = run("start", "project")
    assert again.exit_code == cli.Exit.FAILED and "not empty" in again.stderr


def test_every_setting_of_the_example_is_one():
    lines = (Path(report.__file__).parent / "example.toml").read_text(encoding="utf-8").splitlines()
    Path("all.toml").write_text("\n".join(line.removeprefix("# ") for line in lines[3:]))
    assert set(cli._settings(Path("all.toml"), {})) == cli.SETTINGS


def test_site_makes_a_page_of_each_notebook():
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# Rain"}
    Path("workbook.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert run("site", ".").exit_code == 0 and "<h1>Rain</h1>" in Path("report.html").read_text()
    Path("empty").mkdir()
    assert run("site", "empty").exit_code == cli.Exit.FAILED


def test_ctrl_c_is_told_in_a_sentence(monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("newsloupe.report.notebook.write_report", stopped)
    result = run("report", "news.csv")
    assert result.exit_code == cli.Exit.STOPPED and "goes on from there" in result.stderr


def test_it_is_a_program():
    """`python -m newsloupe`, in a process of its own; the help has examples and the exit codes."""
    shown = subprocess.run(
        [sys.executable, "-m", "newsloupe", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert "newsloupe report articles/ --out report" in " ".join(shown.split()) and "Exit codes" in shown
