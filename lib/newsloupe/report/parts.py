"""Long work in parts: 200 articles each, saved as soon as they are read, so that nothing is lost and little repeated.

One pure function, `write_part`, reads the articles of a part and writes what it found; whoever runs it (this process,
several, or a cluster) writes the same bytes. Nothing but the number of articles comes back.
"""

import hashlib
import json
import re
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel
from tqdm.auto import tqdm

from newsloupe.actors import load_actors
from newsloupe.codebook.schema import codebook_names, load_codebook
from newsloupe.corpus.article import Article
from newsloupe.layers import LAYERS, check_options, read_part, with_columns, workers
from newsloupe.saving import replacing

ARTICLES = 200  # in a part
ATTEMPTS = 3  # how often a part is begun whose process was ended
_NAME = re.compile(r"part-(\d{6})-[0-9a-f]{16}\.parquet")

Texts = dict[str, str]
Told = list[tuple[type[Warning], str]]


class PartError(RuntimeError):
    """Articles could not be read to the end; the message says why, and that what was finished stays.

    >>> issubclass(PartError, RuntimeError)
    True
    """


@dataclass(frozen=True)
class Parts:
    """The span tables of a corpus, saved in parts; iterate to have one after the other in memory.

    `folder` holds the files `names`, in the order of the articles. Any program that reads Parquet reads them.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "Perhaps it rains.", "b": "It may snow."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     parts = find_in_parts(corpus, folder, "rhetoric")
    ...     [table["text"].tolist() for table in parts]
    [['Perhaps', 'may']]
    """

    folder: Path
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return (_read(self.folder / name) for name in self.names)

    def of(self, layer: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows of one layer (and only these columns of them), part by part.

        >>> from pathlib import Path
        >>> list(Parts(Path("."), ()).of("rhetoric"))
        []
        """
        for name in self.names:
            wanted = None if columns is None else list(columns)
            yield _read(self.folder / name, columns=wanted, filters=[("layer", "==", layer)])

    def spans(self) -> pd.DataFrame:
        """All of it in one span table, as `newsloupe.find` gives it, in memory; empty where there is no article.

        >>> from pathlib import Path
        >>> Parts(Path("."), ()).spans().empty
        True
        """
        tables = [table for table in self if len(table)]
        return pd.concat(tables, ignore_index=True) if tables else with_columns(pd.DataFrame(), list(LAYERS))


def find_in_parts(
    articles: Iterable[Article],
    folder: str | Path,
    *layers: str,
    jobs: int = 1,
    executor: Executor | None = None,
    resume: bool = True,
    progress: bool | None = None,
    **options: Any,
) -> Parts:
    """Run several layers over many articles, and save what is found as Parquet files of 200 articles each.

    Parameters
    ----------
    articles
        a corpus, or any iterable of articles, of which only some are in memory at a time.
    folder
        where the files go; a cluster must see the same folder.
    layers
        as in `newsloupe.find`; without a list of `actors`, agency is left out where none is named, and the column
        ``side`` stays empty: whom the shipped list names is nobody's choice for another topic.
    jobs, executor
        how many processes share the work, or whoever else is to do it: any executor of `concurrent.futures`, such as
        ``Client(address).get_executor()`` of Dask. The files are the same, to the byte.
    resume
        go on after an interruption: what is there is used if it was made from the same texts, by the same codebooks
        and the same newsloupe. Otherwise all is done anew.
    progress
        whether a bar shows how far it is and how long it will take; by default in a terminal or a notebook, when it
        takes more than two seconds.
    options
        those of the layers, as in `newsloupe.find`.

    Ctrl-C, a kill or a full disk leave what was finished; the next call goes on. A process that is ended by somebody
    else is replaced, and its part begun again, three times at most. Files in `folder` of other texts or settings that
    were written here are deleted.

    Returns `Parts`. Raises ImportError without pyarrow, `PartError` when processes end again and again, OSError when
    the folder cannot be written, and what `newsloupe.find` raises. An article that a layer cannot read is named in a
    `LayerWarning`.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "Perhaps it rains.", "b": "It may snow."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     find_in_parts(corpus, folder, "rhetoric", jobs=1).spans()["text"].tolist()
    ['Perhaps', 'may']
    """
    _need_pyarrow()
    by_layer = _by_layer(layers, options)
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder, keep=_NAME.fullmatch if resume else None)
    names: list[str] = []
    total = len(articles) if isinstance(articles, Sized) else None
    with _bar(total, progress) as bar:

        def missing() -> Iterator[tuple[Texts, Path]]:
            for number, texts in enumerate(_cut(articles)):
                names.append(f"part-{number:06}-{_fingerprint(texts, by_layer)}.parquet")
                if (folder / names[-1]).exists():
                    bar.initial = getattr(bar, "initial", 0) + len(texts)  # the speed is that of what is read now
                    bar.update(len(texts))
                else:
                    yield texts, folder / names[-1]

        for count, told in _run(missing(), by_layer, jobs, executor):
            for category, message in told:
                warnings.warn(message, category, stacklevel=2)
            bar.update(count)
    _sweep(folder, keep=set(names).__contains__)
    return Parts(folder, tuple(names))


def write_part(texts: Mapping[str, str], by_layer: Mapping[str, Mapping[str, Any]], path: Path) -> tuple[int, Told]:
    """Read some articles and put the span table at `path`: how many they were, and what was told. For any process."""
    spans, told = read_part(texts, by_layer)
    spans = with_columns(spans, list(by_layer))
    with replacing(path, suffix=".parquet", sync=False) as beside:
        spans.to_parquet(beside, index=False, engine="pyarrow", compression="zstd")
    return len(texts), told


def _run(
    parts: Iterator[tuple[Texts, Path]], by_layer: Mapping[str, Any], jobs: int, executor: Executor | None
) -> Iterator[tuple[int, Told]]:
    ahead = list(islice(parts, 2))
    if not ahead:
        return
    parts = chain(ahead, parts)
    if executor is not None:
        yield from _with(executor, parts, by_layer, 2 * max(jobs, _workers_of(executor)), [])
    elif jobs < 2 or len(ahead) < 2:
        yield from (write_part(texts, by_layer, path) for texts, path in parts)
    else:
        yield from _with_processes(parts, by_layer, jobs)


def _with_processes(parts: Iterator[tuple[Texts, Path]], by_layer: Mapping[str, Any], jobs: int) -> Iterator[Any]:
    """Processes that are replaced where they end, as when the system is short of memory."""
    begun: list[tuple[Texts, Path]] = []
    for _ in range(ATTEMPTS):
        pool = workers(jobs)
        try:
            again, begun = begun, []
            yield from _with(pool, chain(again, parts), by_layer, 2 * jobs, begun)
            pool.shutdown()
            return
        except BrokenExecutor:
            pool.shutdown(wait=False, cancel_futures=True)
        except BaseException:  # Ctrl-C, a full disk, a fault: nobody waits for parts that are being read
            _stop(pool)
            raise
    raise PartError(
        f"processes that read articles were ended {ATTEMPTS} times; try fewer jobs, which need less memory. If this "
        'is a script, put the call under if __name__ == "__main__":. What was finished is saved; the next call goes on'
    )


def _with(
    executor: Executor, parts: Iterable[tuple[Texts, Path]], by_layer: Mapping[str, Any], at_once: int, begun: list[Any]
) -> Iterator[tuple[int, Told]]:
    """No more than `at_once` parts are on their way, so that memory does not grow; `begun` are those not finished."""
    waiting: deque[Future[tuple[int, Told]]] = deque()
    try:
        for texts, path in parts:
            begun.append((texts, path))
            waiting.append(executor.submit(write_part, texts, by_layer, path))
            if len(waiting) >= at_once:
                result = waiting[0].result()
                waiting.popleft()
                begun.pop(0)
                yield result
        while waiting:
            result = waiting[0].result()
            waiting.popleft()
            begun.pop(0)
            yield result
    finally:
        for future in waiting:
            future.cancel()


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _workers_of(executor: Executor) -> int:
    """How many parts it reads at once, as far as it says."""
    client = getattr(executor, "_client", None)
    if client is not None:
        with suppress(Exception):
            return max(1, sum(client.nthreads().values()))
    return int(getattr(executor, "_max_workers", None) or 4)


def _cut(articles: Iterable[Article]) -> Iterator[Texts]:
    every = iter(articles)
    while part := {article.id: article.text for article in islice(every, ARTICLES)}:
        yield part


def _by_layer(layers: Sequence[str], options: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The options that each layer takes; lists and codebooks from files are read here, as others may not have them."""
    own = {name: value for name, value in options.items() if name != "actors"}
    actors = options.get("actors")
    if actors is None:
        layers = layers or [name for name in LAYERS if name != "agency"]
    if actors is not None or {"attribution", "agency"} & set(layers):
        own["actors"] = None if actors is None else load_actors(actors)
    if "codebook" in own:
        own["codebook"] = _book(own["codebook"])
    if "codebooks" in own:
        own["codebooks"] = tuple(_book(book) for book in own["codebooks"])
    return check_options(layers, own)


def _book(book: Any) -> Any:
    return book if isinstance(book, str) and book in codebook_names() else load_codebook(book)


def _fingerprint(texts: Texts, by_layer: Mapping[str, Any]) -> str:
    """What decides what is in a part: texts, settings, and the code and lists of this newsloupe."""
    said = json.dumps([_code(), by_layer, texts], default=_as_json, ensure_ascii=True, sort_keys=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _as_json(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)


@cache
def _code() -> str:
    digest = hashlib.sha256(pd.__version__.encode())
    house = Path(__file__).parents[1]
    for path in sorted(
        path for path in house.rglob("*") if path.suffix in (".py", ".yml") and "report" not in path.parts
    ):
        digest.update(path.relative_to(house).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _sweep(folder: Path, keep: Any) -> None:
    """Delete what was written here and is of no use: other parts, and what kills have left of parts."""
    for path in sorted(folder.iterdir()):
        if (_NAME.fullmatch(path.name) and not (keep and keep(path.name))) or re.fullmatch(
            r"\.(part-\d{6}-[0-9a-f]{16}\.parquet\.)?[0-9a-f]{8}\.part\.parquet", path.name
        ):
            path.unlink()


def _bar(total: int | None, progress: bool | None) -> Any:
    silent = not (sys.stderr.isatty() or _in_notebook()) if progress is None else not progress
    return tqdm(total=total, unit=" articles", delay=2, disable=silent, dynamic_ncols=True)


def _in_notebook() -> bool:
    from IPython.core.getipython import get_ipython

    return hasattr(get_ipython(), "kernel")


def _read(path: Path, **choice: Any) -> pd.DataFrame:
    frame = pd.read_parquet(path, engine="pyarrow", **choice)
    return frame.astype(
        {name: object for layer in LAYERS.values() for name in layer.EXTRA if name in frame and name != "weight"}
    )


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise ImportError('parts are Parquet files; for these install pyarrow: pip install ".[report]"') from None
