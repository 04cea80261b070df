"""The report: a workbook notebook that is executed, its page, and its tables as files."""

import json
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from typing import Any

from newsloupe.actors import DEFAULT as DEFAULT_ACTORS
from newsloupe.actors import Actors, load_actors
from newsloupe.codebook.schema import Codebook, CodebookError, codebook_names, load_codebook
from newsloupe.corpus.article import Corpus, CorpusError
from newsloupe.corpus.readers import load_corpus
from newsloupe.framing import DEFAULT
from newsloupe.report.correction import correct as corrected
from newsloupe.report.page import write_page
from newsloupe.report.parts import Parts, find_in_parts
from newsloupe.report.workbook import export
from newsloupe.saving import put
from newsloupe.show.reading_edition import reader
from newsloupe.spans import load_spans

TEMPLATE = "workbook.ipynb"
WORKBOOK, PAGE, MARK = "workbook.ipynb", "report.html", ".newsloupe-report"
ARTICLES = "articles"
MOST_IN_EXCEL, MOST_EXPORTED = 1_000, 5_000  # articles
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class ReportError(RuntimeError):
    """A report cannot be made; the message says why, and what to do.

    >>> issubclass(ReportError, RuntimeError)
    True
    """


@dataclass(frozen=True)
class Report:
    """Where the report is: its `folder`, the `workbook`, the `page`, and how many `articles` it is about and how many
    entries were left out or loaded with a doubt (`problems`).

    >>> from pathlib import Path
    >>> folder = Path("report")
    >>> made = Report(folder, folder / "workbook.ipynb", folder / "report.html", articles=3, problems=1)
    >>> made.page.name, made.articles
    ('report.html', 3)
    """

    folder: Path
    workbook: Path
    page: Path
    articles: int
    problems: int


def write_report(
    source: str | Path,
    out: str | Path = "report",
    *,
    group: str | None = None,
    date: str | None = None,
    actors: str | Path | None = None,
    codebook: str | Path = DEFAULT,
    correct: str | None = None,
    coded: str | Path | None = None,
    columns: Mapping[str, Any] | None = None,
    texts: bool = True,
    jobs: int = 1,
    executor: Executor | None = None,
    resume: bool = True,
    progress: bool | None = None,
) -> Report:
    """Write a report on the articles in `source` into the folder `out`.

    Parameters
    ----------
    source
        what `load_corpus` reads: a folder, a table …
    out
        a new folder, or that of an earlier report, which is made anew. It may not lie in `source`.
    group, date
        the fields of the metadata by which articles are compared and put in order of time; by default ``outlet`` and
        ``date``, where these are known.
    actors
        a list of actors (see `load_actors`): with one that fits, the report says who acts on whom.
    codebook
        of frames.
    correct, coded
        the device whose count is corrected by hand, by default the commonest; and the file that the report drew for
        it, ``to-code-LABEL.csv``, when its ``answer`` is filled in.
    columns
        further options of `load_corpus`.
    texts
        whether ``articles/`` holds the articles' words (see `reader`), or their cards and counts only. The other files
        quote passages all the same.
    jobs, executor, resume, progress
        as in `find_in_parts`.

    `out` then holds ``workbook.ipynb`` (executed; it can be changed and run again), ``report.html`` (one page, which
    needs no network), ``to-code-LABEL.csv`` (sentences to correct a count), ``tables/`` (every table as CSV),
    ``results.xlsx`` (see `export`; a folder of CSV files for more than 1,000 articles or without openpyxl, nothing for
    more than 5,000), ``articles/`` (for up to 1,000 articles a page each, with its marks on and off: `reader`) and
    ``parts/`` (the span tables). The same articles give the same files, to the byte, wherever they lie.

    Returns `Report`. Raises `ReportError` when the report cannot be made there, `CorpusError` for a source that cannot
    be used or a field that no article has, `SpanError` and `SampleError` for a file `coded` that does not fit,
    ImportError when the packages of ``newsloupe[report]`` are missing.

    >>> write_report(".", "./report")
    Traceback (most recent call last):
        ...
    newsloupe.report.notebook.ReportError: the report would lie in the folder of the articles, ...
    """
    papermill = _papermill()
    source, out = _places(source, out)
    corpus = _loaded(source, columns)
    group, date = _field(corpus, group, "outlet"), _field(corpus, date, "date")
    book = load_codebook(codebook)
    if book.layer != "framing":
        raise CodebookError(f"codebook {book.name} codes {book.layer}, not framing")
    if actors is not None:
        load_actors(actors)
    if coded is not None:
        load_spans(coded, corpus)
    out.mkdir(parents=True, exist_ok=True)
    put(out / MARK, (out / MARK).read_bytes() if (out / MARK).exists() else b"{}\n")
    options = {} if actors is None else {"actors": actors}
    parts = find_in_parts(
        corpus,
        out / "parts",
        jobs=jobs,
        executor=executor,
        resume=resume,
        progress=progress,
        codebook=codebook,
        **options,
    )
    parameters = {
        "SOURCE": _relative(source, out), "COLUMNS": dict(columns or {}), "GROUP": group, "DATE": date,
        "ACTORS": None if actors is None else _named(actors, out, ()),
        "CODEBOOK": _named(codebook, out, codebook_names()),
        "CORRECT": correct, "CODED": None if coded is None else _relative(Path(coded).expanduser().resolve(), out),
    }  # fmt: skip
    if correct or coded:
        corrected(parts, corpus, correct, coded, out)  # what cannot be used is told before all else is made
    notebook = _executed(papermill, parameters, out)
    content = (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
    put(out / WORKBOOK, content)
    _export(corpus, parts, out)
    _articles(corpus, parts, out, texts, book, load_actors(actors or DEFAULT_ACTORS))
    write_page(out / WORKBOOK, out / PAGE)
    put(out / MARK, (json.dumps({"workbook": sha256(content).hexdigest()}) + "\n").encode())
    return Report(out, out / WORKBOOK, out / PAGE, len(corpus), len(corpus.problems))


def _places(source: str | Path, out: str | Path) -> tuple[str | Path, Path]:
    out = Path(out).expanduser().resolve()
    if str(source) != "open" or Path(source).exists():
        source = Path(source).expanduser().resolve()
        if out.is_relative_to(source):
            raise ReportError(
                "the report would lie in the folder of the articles, and be read with them; name another folder"
            )
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out.name} is a file; name a folder for the report")
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise ReportError(f"the folder {out.name} holds files that are no report; name another one, or a new one")
    if (out / WORKBOOK).exists():
        written = json.loads((out / MARK).read_text(encoding="utf-8") or "{}").get("workbook")
        if written not in (None, sha256((out / WORKBOOK).read_bytes()).hexdigest()):
            raise ReportError(
                f"{out.name}/{WORKBOOK} was changed since it was made; give it another name, so that it is not lost"
            )
    return source, out


def _loaded(source: str | Path, columns: Mapping[str, Any] | None) -> Corpus:
    """The corpus; what is wrong with it stands in the report, and need not be told twice."""
    with quiet():
        return load_corpus(source, **dict(columns or {}))


@contextmanager
def quiet() -> Any:
    """Keep to itself what is told of files, as it is listed in `Corpus.problems`.

    >>> with quiet():
    ...     corpus = Corpus.from_texts({"a": "Rain."})
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _field(corpus: Corpus, name: str | None, usual: str) -> str:
    if name is None:
        return usual
    fields = sorted({field for article in corpus for field in article.meta})
    if name not in fields:
        there = f"there are: {', '.join(fields[:20])}" if fields else "nothing is known of them"
        raise CorpusError(f"no article has a field {name!r}; {there}")
    return name


def _relative(path: str | Path, out: Path) -> str:
    """As seen from the folder of the report, so that both can be moved together; the whole path on another drive."""
    if isinstance(path, str):
        return path
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:
        return path.as_posix()


def _named(name: str | Path, out: Path, shipped: Any) -> str:
    is_name = isinstance(name, str) and (name in shipped or not Path(name).exists())
    return str(name) if is_name else _relative(Path(name).resolve(), out)


def _executed(papermill: Any, parameters: dict[str, Any], out: Path) -> dict[str, Any]:
    """The executed workbook, without times, paths and versions."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    with tempfile.TemporaryDirectory(prefix="newsloupe-", ignore_cleanup_errors=True) as folder:
        template, made = Path(folder) / TEMPLATE, Path(folder) / "made.ipynb"
        template.write_bytes((files("newsloupe.report") / TEMPLATE).read_bytes())
        try:
            papermill.execute_notebook(
                template, made, parameters=parameters, cwd=str(out), kernel_name=KERNEL["name"], progress_bar=False,
                extra_arguments=["--log-level=ERROR"],
                request_save_on_cell_execute=False,
            )  # fmt: skip
        except papermill.PapermillExecutionError as error:
            put(out / "failed.ipynb", made.read_bytes())
            raise ReportError(
                f"a cell of the workbook failed ({error.ename}: {error.evalue}); it is kept as failed.ipynb. Please "
                "report this"
            ) from None
        notebook: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
    (out / "failed.ipynb").unlink(missing_ok=True)
    return _cleaned(notebook)


def _cleaned(notebook: dict[str, Any]) -> dict[str, Any]:
    """Parameters in one cell, and nothing that differs between two runs."""
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        tags = cell["metadata"].get("tags", [])
        if "parameters" in tags:
            continue  # the values given stand in the cell after it
        injected = "injected-parameters" in tags
        cell["metadata"] = {"tags": ["parameters"]} if injected else {}
        cell["id"] = f"cell-{len(cells):02}"
        cells.append(cell)
    for number, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), 1):
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = number
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _export(corpus: Corpus, parts: Parts, out: Path) -> None:
    """One row for each thing that was found, for a spreadsheet, where it fits into memory."""
    for old in (out / "results.xlsx", out / "results"):
        if old.is_dir():
            rmtree(old)
        old.unlink(missing_ok=True)
    if len(corpus) <= MOST_EXPORTED:
        suffix = ".xlsx" if len(corpus) <= MOST_IN_EXCEL and find_spec("openpyxl") else ""
        export(corpus, parts.spans(), out / f"results{suffix}")


def _articles(corpus: Corpus, parts: Parts, out: Path, texts: bool, book: Codebook, actors: Actors) -> None:
    """A page for each article, where there are not too many to be read one by one."""
    if (out / ARTICLES).is_dir():
        rmtree(out / ARTICLES)
    if len(corpus) <= MOST_IN_EXCEL:
        spans, home = parts.spans(), f"../{PAGE}"
        reader(corpus, spans, out / ARTICLES, texts=texts, codebooks=[book], actors=actors, home=home,
               home_name="The report")  # fmt: skip


def _papermill() -> Any:
    try:
        import ipykernel  # noqa: F401
        import mistune  # noqa: F401
        import papermill
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ImportError(f'a report needs the package {error.name}: pip install ".[report]"') from None
    return papermill
