"""The page *Many articles*: what 10,000, 100,000 and a million cost, from measured speed, and how to use a cluster."""

from pathlib import Path

import pandas as pd

WORDS = 800  # of an article
COUNTS = (10_000, 100_000, 1_000_000)
PROCESSORS = (1, 4, 16, 64)
BYTES = 6  # of a word, with the space after it

TEXT = """# Many articles

One command reads any number of articles, on all processors, and goes on where it was stopped:

```sh
newsloupe check news.jsonl                # what would be read, what is wrong, how long it will take here
newsloupe report news.jsonl --jobs 4      # Ctrl-C stops it; the same command goes on
```

Without a report, `newsloupe.find_in_parts` writes what is found as Parquet files of 200 articles each. It takes any
iterable, so that not all articles are in memory at a time:

```python
import newsloupe as nl

parts = nl.find_in_parts(nl.load_corpus("news.jsonl"), "parts", jobs=4)
for spans in parts:  # one table after the other
    ...
```

The files are the same, to the byte, however many processes wrote them, and whoever they are. A process that is
killed is replaced, and its part begun again. A part is written beside its place and then put there, so that a kill,
a power cut or a full disk leaves no half of one.

## What it costs

{measured} So {words} words an article come to these times, where every process has a processor of its own:

{table}

These are computed, not measured: other articles, other processors and a shared machine differ, and `newsloupe check`
reads some of your articles to say how long yours will take. A report adds its tables, for which every part is read some
times. Memory of a process hardly depends on the number of articles; `load_corpus` keeps the texts, about {gigabytes}
gigabytes for a million, so a collection of that size is better cut into files, or read by an iterator.
{scale}
## A cluster

With `pip install ".[cluster]"`, a Dask cluster that is running does the reading. It needs newsloupe in the same
version on every machine, and a folder that all machines see (`--out` lies in it), because the machines write the
files themselves; nothing but the number of articles comes back.

```sh
newsloupe report news.jsonl --out /shared/report --scheduler tcp://10.0.0.1:8786
```

```python
from dask.distributed import Client

executor = Client("tcp://10.0.0.1:8786").get_executor(pure=False, retries=3)
nl.find_in_parts(corpus, "/shared/parts", executor=executor)
```

Any other executor of `concurrent.futures` does as well, such as that of mpi4py. We tried Dask on one machine, with
several processes, one of which was killed; not on several machines.

**By hand.** `dask scheduler` on one machine, `dask worker tcp://10.0.0.1:8786 --nworkers 16 --nthreads 1` on each.
One thread a process: reading is Python, and threads would wait for each other.

**Slurm.** A script for `sbatch`; the first task is the scheduler, the others work:

```sh
#!/bin/sh
#SBATCH --ntasks=65 --cpus-per-task=1 --mem-per-cpu=1G --time=04:00:00
scheduler="$PWD/scheduler.json"
rm -f "$scheduler"
srun --exclusive --ntasks=1 dask scheduler --scheduler-file "$scheduler" &
while [ ! -s "$scheduler" ]; do sleep 1; done
srun --exclusive --ntasks=63 dask worker --scheduler-file "$scheduler" --nthreads 1 --memory-limit 1GiB &
address=$(python -c "import json, sys; print(json.load(open(sys.argv[1]))['address'])" "$scheduler")
newsloupe report news.jsonl --out report --scheduler "$address"
```

**Kubernetes.** The Dask operator starts a cluster from an image that has newsloupe in it, with a volume that all
pods mount at the same path; then `--scheduler` is the address of its service, `tcp://NAME-scheduler:8786`.

Dask lets the C library give memory back very eagerly, which slows down work with many small arrays. If workers are
slow, raise the limit before they start:
`DASK_DISTRIBUTED__NANNY__PRE_SPAWN_ENVIRON__MALLOC_TRIM_THRESHOLD_=1000000000`."""


def hours(words_per_second: float, articles: int, processors: int) -> float:
    return articles * WORDS / words_per_second / processors / 3600


def told(number: float) -> str:
    """Hours in the unit that people use."""
    if number < 1:
        return f"{60 * number:.0f} min" if number > 1 / 60 else "1 min"
    return f"{number:.1f} h" if number < 10 else f"{number:,.0f} h"


def write_scale(results: Path, page: Path) -> None:
    """Write the page from the files in `results`."""
    speed = pd.read_csv(results / "speed.csv").set_index("step")["words_per_cpu_second"]["all layers"]
    head = f"| articles | {' | '.join(f'{n} processor' + ('s' if n > 1 else '') for n in PROCESSORS)} |"
    lines = [head, "|--:" * (len(PROCESSORS) + 1) + "|"]
    for count in COUNTS:
        lines.append(f"| {count:,} | {' | '.join(told(hours(speed, count, number)) for number in PROCESSORS)} |")
    measured = (
        f"Measured on one processor, all layers together read {speed:,.0f} words a second (`bench/results/speed.csv`)."
    )
    page.write_text(
        TEXT.format(measured=measured, words=WORDS, table="\n".join(lines), scale=_measured(results / "scale.csv"),
                    gigabytes=round(COUNTS[-1] * WORDS * BYTES / 1e9)),
        encoding="utf-8",
    )  # fmt: skip


def _measured(path: Path) -> str:
    """What `bench/scale.py` measured, if it was run."""
    if not path.exists():
        return ""
    table = pd.read_csv(path)
    head = "| articles | processes | seconds | articles a second | largest process, MiB |"
    rows = ["\nMeasured (`bench/scale.py`, best of several runs):\n", head, "|--:|--:|--:|--:|--:|"]
    for row in table.itertuples():
        rows.append(f"| {row.articles:,} | {row.processes} | {row.seconds:,.0f} | {row.articles_per_second:.1f} | "
                    f"{row.largest_process_mib:,.0f} |")  # fmt: skip
    return "\n".join([*rows, ""])
