"""Many articles on one process and on several: time, memory, and what is left after kills, Ctrl-C and a full disk.

    python bench/scale.py                       # 2,000 and 20,000 articles, 1 and 2 processes, best of three; hours
    python bench/scale.py --articles 400 800 --rounds 1          # a small one
    python bench/scale.py --breaks 400          # only the stops: a worker killed, all killed, Ctrl-C, a full disk

The articles are sentences of the open corpus, drawn anew with a fixed seed; each has a surname that no other has, so
that the vocabulary grows as it does in news. Memory is the largest resident size of any one process, looked at four
times a second. Prints a table, and writes bench/results/scale.csv and scale_breaks.csv. Needs psutil and, for the
stops, POSIX.
"""

import argparse
import hashlib
import os
import platform
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil

import newsloupe as nl
from newsloupe.corpus import Article
from newsloupe.report import find_in_parts, parts
from newsloupe.text import sentences, words

RESULTS = Path(__file__).parent / "results"
SEED = 1
SENTENCES = 25  # in an article
SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve zi ko la mu".split()


def articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """Made one after the other, so that they are never all in memory."""
    pool = [a.text[start:end] for a in nl.load_corpus("open") for start, end in sentences(a.text) if end - start > 20]
    for number in range(count):
        lot = random.Random(f"{seed} {number}")
        name = "".join(lot.choice(SYLLABLES) for _ in range(4)).capitalize()
        drawn = [lot.choice(pool) for _ in range(SENTENCES)]
        drawn.insert(lot.randrange(SENTENCES), f"“That is number {number},” said Alex {name}, who was there.")
        yield Article(
            f"{number:07}", "\n".join(" ".join(drawn[first : first + 4]) for first in range(0, len(drawn), 4))
        )


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.glob("part-*")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def begin(count: int, jobs: int, folder: Path, **options: object) -> subprocess.Popen[bytes]:
    here = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import scale"
    code = f"{here}; scale.read({count}, {jobs}, {str(folder)!r}, {parts.ARTICLES})"
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


def read(count: int, jobs: int, folder: str, part: int) -> None:
    """What the process does that is looked at; it is no script of its own, so the workers need not read it again."""
    parts.ARTICLES = part
    find_in_parts(articles(count), folder, jobs=jobs, progress=False)


def watched(count: int, jobs: int, folder: Path) -> dict[str, object]:
    """Seconds by the clock, processor seconds and the largest process, in MiB."""
    started = time.perf_counter()
    process = begin(count, jobs, folder)
    largest, used = 0, {}
    while process.poll() is None:
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            for one in family:
                largest = max(largest, one.memory_info().rss)
                times = one.cpu_times()
                used[one.pid] = times.user + times.system
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.25)
    if process.returncode:
        raise RuntimeError(process.stderr.read().decode() if process.stderr else "failed")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu_seconds": sum(used.values()), "largest_process_mib": largest / 2**20}


def measure(counts: list[int], jobs: list[int], rounds: int) -> pd.DataFrame:
    rows = []
    for count in counts:
        size = sum(len(words(article.text)) for article in articles(count))
        for number in jobs:
            tries, found = [], set()
            for _ in range(rounds):
                with tempfile.TemporaryDirectory() as folder:
                    tries.append(watched(count, number, Path(folder)))
                    found.add(digest(Path(folder)))
            best = min(tries, key=lambda one: one["seconds"])  # type: ignore[arg-type,return-value]
            rows.append({"articles": count, "words": size, "processes": number, **best,
                         "articles_per_second": count / best["seconds"], "words_per_second": size / best["seconds"],
                         "bytes": " ".join(sorted(found))})  # fmt: skip
            print(rows[-1], flush=True)
    table = pd.DataFrame(rows).round(2)
    same = table.groupby("articles")["bytes"].nunique().eq(1).all() and not table["bytes"].str.contains(" ").any()
    return table.assign(same_bytes=bool(same)).drop(columns="bytes")


def breaks(count: int) -> pd.DataFrame:
    """Each kind of stop once, in the middle; then the same work again: is everything there, and the same?"""
    rows = []
    with tempfile.TemporaryDirectory() as whole:
        read(count, 1, whole, parts.ARTICLES)
        expected = digest(Path(whole))
    for kind in ("worker killed", "all killed", "Ctrl-C", "full disk"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            limit = {"preexec_fn": _small_disk} if kind == "full disk" else {}
            process = begin(count, 2, folder, **limit)
            while process.poll() is None and not list(folder.glob("part-*")) and kind != "full disk":
                time.sleep(0.05)
            children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            asked = time.perf_counter()
            if kind == "worker killed":
                max(children, key=lambda one: one.cpu_times().user).kill()
            elif kind == "all killed":
                process.kill()
            elif kind == "Ctrl-C":
                os.killpg(process.pid, signal.SIGINT)
            process.wait()
            seconds = time.perf_counter() - asked
            _, alive = psutil.wait_procs(children, timeout=20)
            left = len(list(folder.glob("part-*")))
            read(count, 1, name, parts.ARTICLES)
            rows.append({"stop": kind, "articles": count, "seconds_to_end": round(seconds, 2),
                         "exit": process.returncode, "processes_left": len(alive), "parts_left": left,
                         "same_bytes_after": digest(folder) == expected})  # fmt: skip
            print(rows[-1], flush=True)
    return pd.DataFrame(rows)


def _small_disk() -> None:
    """No file may be larger than this: writing a part fails, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def save(table: pd.DataFrame, name: str) -> None:
    table = table.assign(processors=os.cpu_count(), python=platform.python_version(), newsloupe=nl.__version__)
    table.to_csv(RESULTS / name, index=False, lineterminator="\n")
    print(table.to_string(index=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", type=int, default=parts.ARTICLES, help="articles in a part; fewer for a small try")
    parser.add_argument("--breaks", type=int, nargs="?", const=2_000, metavar="ARTICLES")
    given = parser.parse_args()
    parts.ARTICLES = given.part
    if given.breaks is None:
        save(measure(given.articles, given.processes, given.rounds), "scale.csv")
    save(breaks(given.breaks or 2_000), "scale_breaks.csv")
