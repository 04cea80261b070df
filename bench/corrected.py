"""How often the interval of a corrected share holds the truth, and how wide it is, by simulation.

    python bench/corrected.py

Takes populations of which everything is known: the sentences of the five articles, each with what the program marked
and what the reader of the reference coding marked (the rules were made on these texts, so that the program looks
better here than elsewhere), and made-up ones of 3,000 units with rarer codes and worse machines. From each, samples
of 40, 80 and 120 units are drawn 2,000 times, with a fixed seed, and three ways to estimate the share compared:

- hand: as many units drawn at random and coded by hand, nothing else, with the same kind of interval
- difference: the machine's share plus the mean difference in a random sample, with the interval of the normal curve
- corrected: `newsloupe.agreement.corrected_rate`, with `sample_to_code`

Writes bench/results/corrected.csv: population, units, share, machine (share), right, missed, n, way, covered, width.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe.agreement import unit_table
from newsloupe.agreement.correction import stratified_share
from newsloupe.agreement.samples import allocation
from newsloupe.corpus import seeds_path
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
SEED, TIMES = 20, 2000
SIZES = (40, 80, 120)
CODES = ("hedge", "loaded_language", "metaphor", "booster", "appeal_to_fear")
Cells = tuple[int, int, int, int]  # units with both marks, of the machine only, of the reader only, with none

# Of 3,000 units: how many carry the code, how many of these the machine finds, and what share of its marks is right.
MADE_UP = {
    "made up: common, found well": (600, 0.9, 0.9),
    "made up: common, found badly": (600, 0.5, 0.6),
    "made up: rare, found well": (90, 0.9, 0.9),
    "made up: rare, found badly": (90, 0.5, 0.5),
    "made up: half of all": (1500, 0.7, 0.8),
    "made up: all marks right": (300, 0.8, 1.0),
}


def populations() -> Iterator[tuple[str, Cells]]:
    corpus = nl.load_corpus()
    machine = nl.find_rhetoric(corpus)
    reader = nl.load_spans(seeds_path() / "reference" / "rhetoric.csv", corpus)
    for code in CODES:
        table = unit_table([machine, reader], corpus, label=code).to_numpy(dtype=bool)
        by_machine, by_reader = table[:, 0], table[:, 1]
        cells = (by_machine & by_reader, by_machine & ~by_reader, ~by_machine & by_reader, ~by_machine & ~by_reader)
        yield code, tuple(int(cell.sum()) for cell in cells)  # type: ignore[misc]
    for name, (carry, found, right) in MADE_UP.items():
        both = round(carry * found)
        wrong = round(both / right) - both
        yield name, (both, wrong, carry - both, 3000 - carry - wrong)


@cache
def interval(*strata: tuple[int, int, int]) -> tuple[float, float, float]:
    return stratified_share(strata)


def hand(cells: Cells, n: int, generator: np.random.Generator) -> Iterator[tuple[float, float]]:
    total, carry = sum(cells), cells[0] + cells[2]
    for found in generator.hypergeometric(carry, total - carry, n, TIMES):
        yield interval((total, n, int(found)))[1:]


def difference(cells: Cells, n: int, generator: np.random.Generator) -> Iterator[tuple[float, float]]:
    total = sum(cells)
    machine = (cells[0] + cells[1]) / total
    for _, wrong, missed, _ in generator.multivariate_hypergeometric(cells, n, TIMES):
        mean = (missed - wrong) / n
        variance = ((missed + wrong) / n - mean**2) * n / (n - 1)
        half = 1.959964 * (variance / n * (1 - n / total)) ** 0.5
        yield machine + mean - half, machine + mean + half


def corrected(cells: Cells, n: int, generator: np.random.Generator) -> Iterator[tuple[float, float]]:
    both, wrong, missed, none = cells
    marked, rest = both + wrong, missed + none
    first, second = allocation(marked, rest, n)
    right = generator.hypergeometric(both, wrong, first, TIMES) if first else np.zeros(TIMES)
    left = generator.hypergeometric(missed, none, second, TIMES)
    for one, two in zip(right, left, strict=True):
        yield interval((marked, first, int(one)), (rest, second, int(two)))[1:]


WAYS = {"hand": hand, "difference": difference, "corrected": corrected}


def main() -> None:
    generator, rows = np.random.default_rng(SEED), []
    for name, cells in populations():
        both, wrong, missed, none = cells
        total, share = sum(cells), (both + missed) / sum(cells)
        about = (total, share, (both + wrong) / total, both / max(both + wrong, 1), missed / (missed + none))
        for n in SIZES:
            for way, draw in WAYS.items():
                ends = np.array(list(draw(cells, n, generator)))
                covered = ((ends[:, 0] <= share + 1e-9) & (share - 1e-9 <= ends[:, 1])).mean()
                rows.append((name, *about, n, way, covered, (ends[:, 1] - ends[:, 0]).mean()))
    names = ["population", "units", "share", "machine", "right", "missed", "n", "way", "covered", "width"]
    table = pd.DataFrame(rows, columns=names).round(4)
    print(table.to_string(index=False))
    put(RESULTS / "corrected.csv", table.to_csv(index=False, lineterminator="\n").encode("utf-8"))


if __name__ == "__main__":
    main()
