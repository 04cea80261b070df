"""Several coders write one file at once: is every mark that was acknowledged in it?

    python bench/writers.py              # 2, 4, 8 and 20 processes, 40 marks each without pauses, .csv and .parquet
    python bench/writers.py 2 4          # so many processes

A mark is acknowledged when `Coding.mark` returns; a refusal (`NotSaved`) is told to the coder and counted apart. Prints
a table and writes bench/results/writers.csv. On slow disks fewer get their turn in time; `lost` must be 0 everywhere.
"""

import multiprocessing
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import newsloupe as nl
from newsloupe.coding import Coding, NotSaved
from newsloupe.saving import put

RESULT = Path(__file__).parent / "results" / "writers.csv"
MARKS = 40
CORPUS = nl.Corpus.from_texts({"a": "The minister said no to the plan. " * 60})


def code(path: Path, coder: str, begin: float) -> tuple[str, list[int], list[float], int]:
    """One coder: marks that were acknowledged, by their beginning; seconds each took; how many were not saved."""
    time.sleep(max(0, begin - time.time()))
    coding, done, seconds, refused = Coding(path, CORPUS, "a", coder, "test"), [], [], 0
    for number in range(MARKS):
        started = time.perf_counter()
        try:
            coding.mark(number * 7, number * 7 + 5, "x")
            done.append(list(coding.marks.values())[-1]["start"])
        except NotSaved:
            refused += 1
        seconds.append(time.perf_counter() - started)
    return coder, done, seconds, refused


def measure(writers: int, suffix: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(writers) as pool:
        path, begin = Path(folder) / f"coding{suffix}", time.time() + 1
        told = pool.starmap(code, [(path, f"coder {number}", begin) for number in range(writers)])
        table = nl.load_spans(path, CORPUS)
    found = set(zip(table["coder"], table["start"], strict=True))
    acknowledged = [(coder, start) for coder, done, _, _ in told for start in done]
    seconds = pd.Series([second for *_, seconds, _ in told for second in seconds])
    return {
        "file": suffix,
        "writers": writers,
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - found),
        "not_saved_at_once": sum(refused for *_, refused in told),
        "median_seconds": round(seconds.median(), 3),
        "longest_seconds": round(seconds.max(), 2),
    }


def main(numbers: list[int]) -> int:
    table = pd.DataFrame([measure(number, suffix) for suffix in (".csv", ".parquet") for number in numbers])
    table = table.assign(newsloupe=nl.__version__, python=platform.python_version(), processors=os.cpu_count())
    put(RESULT, table.to_csv(index=False, lineterminator="\n").encode())
    print(table.to_string(index=False))
    return int(table["lost"].any())


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]] or [2, 4, 8, 20]))
