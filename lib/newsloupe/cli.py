"""The command ``newsloupe``: look at articles before they are read, write a report on them, begin a project.

    newsloupe check articles/
    newsloupe report articles/ --out report
    newsloupe start my-project
    newsloupe site report

Exit codes: 0 done; 1 it could not be done, and the message says why; 2 the command or its settings are wrong; 3
(`check` only) something would be left out or is in doubt; 130 stopped by Ctrl-C.
"""

import csv
import io
import json
import shutil
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from importlib.metadata import version as installed
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsloupe.saving import put

# What takes seconds to import is imported by the command that needs it.
if TYPE_CHECKING:
    from newsloupe.corpus.article import Corpus

__all__ = ["main"]


class Exit(IntEnum):
    """What the command says to a script that ran it."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    DOUBT = 3
    STOPPED = 130


CONFIG = "newsloupe.toml"
TRIED = 10  # articles that are read to find out how long all of them will take
OWN = "08-your-own-articles.ipynb"
EXAMPLES = 24  # articles in the folder that a new project begins with
BEGIN = 30.0  # seconds for the workbook of a report, besides the reading
# What may stand in newsloupe.toml, under [report]; the names are those of the options.
SETTINGS = {"group", "date", "actors", "codebook", "correct", "coded", "jobs", "scheduler", "columns"}
PATHS = ("actors", "codebook", "coded")  # settings that may be files, as seen from the file newsloupe.toml

# The command line, for typer.
app = typer.Typer(
    name="newsloupe",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Look closely at news: who is made to speak, by which means texts persuade, and which frames they carry.",
    epilog="Exit codes: 0 done; 1 could not be done; 2 the command is wrong; 3 check found something to look at; "
    "130 stopped.  Examples:  newsloupe check articles/   newsloupe report articles/ --out report",
)

Source = Annotated[
    str,
    typer.Argument(metavar="PATH", help="A folder of articles, or a table (.csv, .jsonl …); 'open' for 287 free ones."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Say the result as JSON, for programs.")]
Config = Annotated[
    Path | None, typer.Option(help=f"A file of settings; without it, {CONFIG} in this folder, if there is one.")
]
Jobs = Annotated[int | None, typer.Option(min=1, help="How many processes share the work.", show_default="1")]


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Say the version.")] = False) -> None:
    if version:
        typer.echo(f"newsloupe {installed('newsloupe')}")
        raise typer.Exit(Exit.DONE)


@app.command(
    epilog="Example:  newsloupe check articles/   Exit code 3 when something would be left out or is in doubt."
)
def check(source: Source, config: Config = None, jobs: Jobs = None, as_json: AsJson = False) -> None:
    """Say what would be loaded from PATH, what is wrong with it, and how long a report will take."""
    from newsloupe.corpus.article import UNKNOWN

    settings = _settings(config, {"jobs": jobs})
    with _told():
        corpus = _load(source, settings)
        table = corpus.table()
        fields = [str(name) for name in table.columns[7:] if table[name].ne(UNKNOWN).any()]
        said = {
            "articles": len(corpus),
            "words": int(table["words"].sum()),
            "known": {name: int(table[name].ne(UNKNOWN).sum()) for name in ("title", *fields)},
            "problems": corpus.problems.to_dict("records"),
            "seconds": round(_seconds(corpus, int(table["words"].sum()), int(settings.get("jobs") or 1))),
        }
    _say(said, as_json, _check_in_words)
    raise typer.Exit(Exit.DOUBT if said["problems"] else Exit.DONE)


def _check_in_words(said: Mapping[str, Any]) -> Iterator[str]:
    articles = "1 article" if said["articles"] == 1 else f"{said['articles']:,} articles"
    yield f"{articles} with {said['words']:,} words would be read."
    for name, count in said["known"].items():
        yield f"  {name} is known of {count:,}"
    if len(said["known"]) == 1:
        yield "  neither outlet nor date is known, so nothing will be compared"
    problems = said["problems"]
    if problems:
        entries = "1 entry" if len(problems) == 1 else f"{len(problems):,} entries"
        yield f"{entries} would be left out, or loaded with a doubt:"
        yield from (f"  {row['file']}: {row['problem']}; {row['remedy']}" for row in problems[:20])
        yield from [f"  and {len(problems) - 20:,} more (all with --json)"] if len(problems) > 20 else []
    yield f"A report will take about {_duration(said['seconds'])} on this machine."


@app.command(
    "report",
    epilog="Examples:  newsloupe report articles/ --out report   newsloupe report news.csv --group outlet --jobs 4   "
    "newsloupe report news.jsonl --scheduler tcp://10.0.0.1:8786",
)
def make_report(
    source: Source,
    out: Annotated[
        Path, typer.Option(help="The folder for the report: a new one, or that of an earlier report.")
    ] = Path("report"),
    group: Annotated[
        str | None, typer.Option(help="The field by which articles are compared.", show_default="outlet")
    ] = None,
    date: Annotated[str | None, typer.Option(help="The field with their dates.", show_default="date")] = None,
    actors: Annotated[str | None, typer.Option(help="A list of the actors of your topic (.yml).")] = None,
    codebook: Annotated[
        str | None, typer.Option(help="A codebook of frames: a name or a .yml.", show_default="generic-frames")
    ] = None,
    correct: Annotated[
        str | None,
        typer.Option(help="The device whose count you will correct by hand.", show_default="the commonest"),
    ] = None,
    coded: Annotated[
        str | None, typer.Option(help="The file to-code-….csv of an earlier report, with your answers.")
    ] = None,
    config: Config = None,
    jobs: Jobs = None,
    scheduler: Annotated[
        str | None, typer.Option(help="An existing Dask cluster that shall read, as tcp://host:8786.")
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Pages of the articles with their words, or with counts only.")
    ] = True,
    resume: Annotated[
        bool, typer.Option("--resume/--anew", help="Go on where an earlier run was stopped, or read all again.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Write a report on the articles in PATH: a workbook, its page, and tables for a spreadsheet.

    Ctrl-C stops it; the same command goes on where it was stopped.
    """
    from newsloupe.report.notebook import write_report

    given = {
        "group": group, "date": date, "actors": actors, "codebook": codebook, "correct": correct, "coded": coded,
        "jobs": jobs, "scheduler": scheduler,
    }  # fmt: skip
    settings = _settings(config, given)
    begun = time.monotonic()
    with _told(), _cluster(settings.pop("scheduler", None)) as executor:
        made = write_report(source, out, texts=texts, executor=executor, resume=resume, **settings)
    said = {
        "articles": made.articles, "problems": made.problems, "page": str(made.page), "workbook": str(made.workbook),
        "tables": str(made.folder / "tables"),
        "pages": str(pages) if (pages := made.folder / "articles" / "index.html").exists() else None,
        "seconds": round(time.monotonic() - begun),
    }  # fmt: skip
    _say(said, as_json, _report_in_words)


def _report_in_words(said: Mapping[str, Any]) -> Iterator[str]:
    articles = "1 article" if said["articles"] == 1 else f"{said['articles']:,} articles"
    yield f"The report on {articles} is ready: open {said['page']}"
    if said["pages"]:
        yield f"To read the articles with their marks: {said['pages']}"
    yield f"To change it and run it again: {said['workbook']}"
    yield f"For a spreadsheet: {said['tables']}"
    if said["problems"]:
        yield f"{said['problems']:,} entries were left out or loaded with a doubt; the report lists them."


@app.command(epilog="Example:  newsloupe start my-project")
def start(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")], as_json: AsJson = False
) -> None:
    """Begin a project in DIR: a file of settings, a folder with example articles, and the notebooks."""
    with _told():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ValueError(f"{folder} is not empty; name a new folder")
        _copy_examples(_shipped("seeds/open"), folder / "articles")
        put(folder / CONFIG, (files("newsloupe.report") / "example.toml").read_bytes())
        copied = _notebooks(folder / "notebooks")
    said = {"folder": str(folder), "notebooks": copied}
    _say(said, as_json, lambda said: iter([f"Next: cd {said['folder']} && newsloupe report articles --out report"]))


@app.command(epilog="Example:  newsloupe site report")
def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with notebooks.")], as_json: AsJson = False
) -> None:
    """Write every notebook in DIR, as it is stored, as a page beside it: after you have changed and run a workbook."""
    from newsloupe.report.page import write_page

    with _told():
        notebooks = sorted(folder.glob("*.ipynb"))
        if not notebooks:
            raise ValueError(f"there is no notebook in {folder}")
        pages = [str(write_page(path, path.with_name(_page_name(path)))) for path in notebooks]
    _say({"pages": pages}, as_json, lambda said: iter(said["pages"]))


def _page_name(path: Path) -> str:
    return "report.html" if path.name == "workbook.ipynb" else f"{path.stem}.html"


def main() -> None:
    """Run the command line; an error is a sentence, and an exit code.

    >>> main.__name__
    'main'
    """
    try:
        app()
    except KeyboardInterrupt:
        _stopped()


def _stopped() -> None:
    typer.echo("Stopped. What was finished is saved; the same command goes on from there.", err=True)
    sys.exit(Exit.STOPPED)


@contextmanager
def _told() -> Iterator[None]:
    """Errors that a person can do something about are told in a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        _stopped()
    except (ValueError, RuntimeError, ImportError, OSError) as error:
        typer.echo(str(error) or type(error).__name__, err=True)
        raise typer.Exit(Exit.FAILED) from None


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise ImportError('a cluster needs the package distributed: pip install ".[cluster]"') from None
    with Client(address, timeout=10) as client:
        yield client.get_executor(pure=False, retries=3)


def _settings(config: Path | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """Settings from the file, and over them those from the command line."""
    path = config or (Path(CONFIG) if Path(CONFIG).is_file() else None)
    settings: dict[str, Any] = {}
    if path is not None:
        try:
            settings = dict(tomllib.loads(path.read_text(encoding="utf-8")).get("report", {}))
        except (OSError, ValueError) as error:
            typer.echo(f"{path} cannot be used: {error}", err=True)
            raise typer.Exit(Exit.USAGE) from None
        strange = sorted(set(settings) - SETTINGS)
        if strange:
            typer.echo(f"{path}: there is no setting {strange[0]!r}; there are {', '.join(sorted(SETTINGS))}", err=True)
            raise typer.Exit(Exit.USAGE)
        for name in PATHS:
            if name in settings and (path.parent / str(settings[name])).is_file():
                settings[name] = path.parent / settings[name]
    return settings | {name: value for name, value in given.items() if value is not None}


def _load(source: str, settings: Mapping[str, Any]) -> "Corpus":
    from newsloupe.corpus.readers import load_corpus
    from newsloupe.report.notebook import quiet

    with quiet():
        return load_corpus(source, **dict(settings.get("columns", {})))


def _seconds(corpus: "Corpus", words: int, jobs: int) -> float:
    """How long a report will take, by reading some of the articles, evenly from the first to the last."""
    from newsloupe.corpus.article import Article
    from newsloupe.layers import find
    from newsloupe.report.notebook import quiet

    places = range(TRIED) if len(corpus) > TRIED else range(0)
    chosen = corpus.select([corpus.ids[place * len(corpus) // TRIED] for place in places] or corpus.ids)
    layers = ("attribution", "rhetoric", "framing", "residue")
    find(
        type(corpus)([Article("", "It may rain, the mayor said.")]), *layers, actors=None, progress=False
    )  # what is read and compiled once
    begun = time.perf_counter()
    with quiet():
        find(chosen, *layers, progress=False)
    tried = max(int(chosen.table()["words"].sum()), 1)
    return BEGIN + (time.perf_counter() - begun) * words / tried / jobs


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _copy_examples(source: Path, folder: Path) -> None:
    """Some articles that may be republished, with what is known of them."""
    manifest = (source / "manifest.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(manifest)))
    chosen = rows[:: max(1, len(rows) // EXAMPLES)][:EXAMPLES]
    folder.mkdir(parents=True)
    for name in ("README.md", *(row["file"] for row in chosen)):
        shutil.copyfile(source / name, folder / name)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(chosen)


def _notebooks(folder: Path) -> list[str]:
    """The notebook about articles of one's own, and the workbook of a report, ready to be run on the examples."""
    folder.mkdir()
    own = _shipped(f"notebooks/{OWN}")
    put(folder / OWN, own.read_bytes())
    template = (files("newsloupe.report") / "workbook.ipynb").read_text(encoding="utf-8")
    put(folder / "workbook.ipynb", template.replace('SOURCE = \\"articles\\"', 'SOURCE = \\"../articles\\"').encode())
    return sorted(path.name for path in folder.glob("*.ipynb"))


def _shipped(name: str) -> Path:
    """What comes with newsloupe, in the installed package or in the repository."""
    house = Path(__file__).resolve().parent
    return next((path for path in (house / name, house.parents[1] / name) if path.exists()), house / name)


def _say(said: Mapping[str, Any], as_json: bool, in_words: Callable[[Mapping[str, Any]], Iterator[str]]) -> None:
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        for line in in_words(said):
            typer.echo(line)
