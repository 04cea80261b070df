"""Long work in parts: the same bytes whoever does it, and nothing lost or done twice when it is stopped."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import active_children
from pathlib import Path

import pytest

import newsloupe as nl
from newsloupe.layers import LayerWarning
from newsloupe.report import PartError, find_in_parts, parts

CORPUS = nl.Corpus.from_texts(
    {
        f"a{number}": f"Perhaps {number} buses will come, the mayor said. “It may rain,” she said.\nShare this article"
        for number in range(24)
    }
)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(parts, "ARTICLES", 4)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of the six parts, as one process writes them."""
    folder, size = tmp_path_factory.mktemp("whole"), parts.ARTICLES
    parts.ARTICLES = 4
    find_in_parts(CORPUS, folder)
    parts.ARTICLES = size
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def begun(folder: Path, then: Callable[[], None]) -> threading.Thread:
    """Do something as soon as the first part is there."""

    def wait() -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end and not list(folder.glob("part-*")):
            time.sleep(0.005)
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_parts_are_what_find_finds(tmp_path, whole):
    found = find_in_parts(CORPUS, tmp_path)
    assert len(found) == 6 == len(whole) and contents(tmp_path) == whole
    expected = nl.find(CORPUS, "attribution", "rhetoric", "framing", "residue")
    assert found.spans().drop(columns="side").to_csv() == expected.drop(columns="side").to_csv()
    residue = list(found.of("residue", ["text", "label"]))
    assert sum(map(len, residue)) == 24 and list(residue[0].columns) == ["text", "label"]


def test_what_is_there_is_not_read_again(tmp_path, whole, monkeypatch):
    find_in_parts(CORPUS, tmp_path)
    gone = sorted(tmp_path.iterdir())[3]
    gone.unlink()
    read = []
    write = parts.write_part
    monkeypatch.setattr(parts, "write_part", lambda *args: (read.append(list(args[0])), write(*args))[1])
    find_in_parts(CORPUS, tmp_path)
    assert read == [["a12", "a13", "a14", "a15"]] and contents(tmp_path) == whole
    find_in_parts(CORPUS, tmp_path, resume=False)
    assert len(read) == 7 and contents(tmp_path) == whole


def test_other_texts_and_other_settings_are_read_anew_and_other_files_stay(tmp_path, whole):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / ".0123abcd.part.parquet").write_text("half")  # what a kill has left
    find_in_parts(CORPUS, tmp_path)
    texts = {article.id: article.text for article in CORPUS}
    find_in_parts(nl.Corpus.from_texts(texts | {"a5": "Rain."}), tmp_path)
    changed = contents(tmp_path)
    assert len(changed.keys() - whole.keys() - {"notes.txt"}) == 1 and len(changed) == 7 and "notes.txt" in changed
    find_in_parts(CORPUS, tmp_path, "framing", codebook="policy-frames")
    assert not set(contents(tmp_path)) & set(whole)


def test_an_iterator_of_articles_is_enough(tmp_path, whole):
    find_in_parts(iter(CORPUS), tmp_path)
    assert contents(tmp_path) == whole


def test_threads_are_an_executor_too(tmp_path, whole):
    with ThreadPoolExecutor(2) as executor:
        find_in_parts(CORPUS, tmp_path, executor=executor)
    assert contents(tmp_path) == whole


def test_a_killed_process_is_replaced(tmp_path, whole):
    """One of two processes is killed in the middle; the whole corpus is there all the same."""

    def kill() -> None:
        os.kill(active_children()[0].pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

    killer = begun(tmp_path, kill)
    find_in_parts(CORPUS, tmp_path, jobs=2)
    killer.join()
    assert contents(tmp_path) == whole


class Ending(Executor):
    """An executor whose third part ends with an error."""

    def __init__(self, error: BaseException) -> None:
        self.error, self.asked = error, 0

    def submit(self, function, /, *args, **kwargs):
        self.asked += 1
        future: Future = Future()
        if self.asked == 3:
            future.set_exception(self.error)
        else:
            future.set_result(function(*args, **kwargs))
        return future


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=["Ctrl-C", "full disk"]
)
def test_after_a_stop_the_next_call_goes_on(error, tmp_path, whole):
    with pytest.raises(type(error)):
        find_in_parts(CORPUS, tmp_path, executor=Ending(error))
    left = contents(tmp_path)
    assert 2 <= len(left) < 6 and left.items() <= whole.items()
    find_in_parts(CORPUS, tmp_path)
    assert contents(tmp_path) == whole


def test_a_part_whose_process_always_ends_is_told(tmp_path, monkeypatch):
    from concurrent.futures import BrokenExecutor

    class Pool(Ending):
        def shutdown(self, wait=True, *, cancel_futures=False):
            pass

    monkeypatch.setattr(parts, "workers", lambda jobs: Pool(BrokenExecutor()))
    monkeypatch.setattr(Pool, "submit", lambda self, function, *args: (_ for _ in ()).throw(BrokenExecutor()))
    with pytest.raises(PartError, match="ended 3 times; try fewer jobs"):
        find_in_parts(CORPUS, tmp_path, jobs=2)


def test_what_a_layer_cannot_read_is_told(tmp_path, monkeypatch):
    from newsloupe import layers

    monkeypatch.setattr(layers.framing, "rows", lambda parsed, settings: 1 / 0)
    with pytest.warns(LayerWarning, match="'a0' has no rows of framing"):
        find_in_parts(CORPUS.select(["a0"]), tmp_path)


def test_progress_says_how_far_it_is(tmp_path, capsys, monkeypatch):
    find_in_parts(CORPUS.select(CORPUS.ids[:8]), tmp_path, progress=False)
    assert capsys.readouterr().err == ""
    bar = parts.tqdm  # which is silent for two seconds, however quick the machine is
    monkeypatch.setattr(parts, "tqdm", lambda **options: bar(**options | {"mininterval": 0, "delay": 0}))
    find_in_parts(CORPUS, tmp_path, progress=True)
    assert "24/24" in capsys.readouterr().err


@pytest.mark.slow
def test_a_cluster_writes_the_same_and_survives_a_kill(tmp_path, whole):
    """Two processes of a Dask cluster, one of which is killed: partitions in, Parquet out, nothing else comes back."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(2, processes=True, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        processes = sorted(client.run(os.getpid).values())
        killer = begun(tmp_path, lambda: os.kill(processes[0], signal.SIGKILL))
        find_in_parts(CORPUS, tmp_path, executor=client.get_executor(pure=False, retries=3))
        killer.join()
    assert contents(tmp_path) == whole
