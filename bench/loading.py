"""How long `load_corpus` takes for a large table, and how much memory.

    python bench/loading.py                  # 10,000 and 100,000 rows: half a minute
    python bench/loading.py --rows 1000000   # as many as you say

The table is a CSV with id, date, outlet and a text of 100 to 200 characters in each row, all made here and all
different. Each size is loaded in a process of its own. Prints and writes bench/results/loading.csv, in which the rows
of sizes that were not asked for stay: ``seconds`` is processor time, ``peak_mib`` the most memory that the process held
at once, and ``before_mib`` what it held with newsloupe imported and nothing loaded.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results" / "loading.csv"
WHO = ["The mayor", "A spokeswoman for the port", "The head of the school", "Two drivers", "The union", "Her lawyer"]
WHAT = ["said", "denied", "announced", "warned", "told reporters", "wrote in a letter"]
THAT = [
    "that the bridge would stay closed", "that nobody had asked the tenants", "that prices might rise again",
    "that the trial had been a success", "that the last bus had left too early", "that the figures were wrong",
]  # fmt: skip


def articles(rows: int) -> Iterator[str]:
    """The lines of a table."""
    draw = random.Random(5)
    yield "id,date,outlet,text\n"
    for number in range(rows):
        date = f"20{draw.randrange(10, 25)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        said = f"{draw.choice(WHO)} {draw.choice(WHAT)} {draw.choice(THAT)} in street {number}"
        more = f"{draw.choice(WHO)} {draw.choice(WHAT)} {draw.choice(THAT)}"
        yield f'a{number},{date},Paper {number % 20},"{said}. {more}, after {draw.randrange(2, 99)} days."\n'


def measure(path: Path) -> dict[str, float]:
    """Load a table in this process."""
    import newsloupe as nl

    nl.Corpus.from_texts({"a": "So that everything is imported."}).table()
    before = _peak()
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        corpus = nl.load_corpus(path)
    seconds = time.process_time() - start
    return {"articles": len(corpus), "seconds": round(seconds, 2), "peak_mib": _peak(), "before_mib": before}


def _peak() -> int:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main(sizes: list[int]) -> None:
    found = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.csv"
            with path.open("w", encoding="utf-8") as handle:
                handle.writelines(articles(rows))
            megabytes = round(path.stat().st_size / 1e6, 1)
            run = [sys.executable, __file__, "--measure", str(path)]
            said = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        assert said.pop("articles") == rows, "every row is an article"
        versions = {name: version(name) for name in ("newsloupe", "pandas")}
        found.append({"rows": rows, "megabytes": megabytes, **said, **versions, "python": sys.version.split()[0]})
        print(found[-1], flush=True)
    known = pd.read_csv(RESULTS) if RESULTS.exists() else pd.DataFrame(columns=["rows"])
    table = pd.concat([known[~known["rows"].isin(sizes)], pd.DataFrame(found)]).sort_values("rows")
    table = table.astype({"peak_mib": int, "before_mib": int})
    put(RESULTS, table.to_csv(index=False, lineterminator="\n").encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
    else:
        main(given.rows)
