"""Measure the rhetoric codebooks against people.

    python bench/rhetoric.py FOLDER

FOLDER is a benchmark folder with rhetoric/hedge.jsonl (Wikipedia sentences, uncertain or not; Farkas et al. 2010),
rhetoric/babe.jsonl (news sentences, biased wording or not, with the marked words; Spinde et al. 2021) and
rhetoric/chiasmus.jsonl (passages, salient chiasmus or accident), rhetoric/metaphor.jsonl (web and news sentences with
and without a metaphor; Mohler et al. 2016) and rhetoric/hyperbole.jsonl (exaggerations and plain sentences; Troiano et
al. 2018): one object per line with ``id``, ``text``, ``label``
and, for babe, ``spans``. The texts are other people's and no part of this project. Independently of FOLDER the machine
is compared with the project's own reading of the five articles (seeds/reference/rhetoric.csv).

The command prints a table, writes bench/results/rhetoric.csv and ends with status 1 when a score falls below its
floor, with status 2 when FOLDER is not there (then the comparison with the reading is printed, and nothing written).
"""

import json
import platform
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe.agreement import agreement
from newsloupe.corpus import seeds_path
from newsloupe.figures_of_speech import crossings
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
SETS = ("hedge", "babe", "chiasmus", "metaphor", "hyperbole")
# Lowest value that passes, by set and measure.
FLOORS = {
    ("hedge", "macro_f1"): 0.74,
    ("babe", "macro_f1"): 0.66,
    ("babe words", "f1"): 0.35,
    ("chiasmus", "f1"): 0.70,
    ("metaphor", "precision"): 0.80,
    ("metaphor", "recall"): 0.25,
    ("hyperbole", "precision"): 0.85,
    ("hyperbole", "recall"): 0.15,
    ("five articles", "recall"): 0.90,
    ("five articles", "precision"): 0.78,
}
DRAWS = 1000
COLUMNS = ["set", "measure", "label", "value", "low", "high", "n"]


def main(folder: Path) -> int:
    folder = folder / "rhetoric" if (folder / "rhetoric").is_dir() else folder
    tables = [reading()]
    missing = [name for name in SETS if not (folder / f"{name}.jsonl").is_file()]
    if not missing:
        coded = {name: read(folder / f"{name}.jsonl") for name in SETS}
        hedges = find(coded["hedge"], "stance", ["hedge", "vague_attribution"])
        loaded = find(coded["babe"], "persuasion", ["loaded_language"])
        tables += [
            sentences("hedge", coded["hedge"], hedges),
            sentences("babe", coded["babe"], loaded),
            marked_words(coded["babe"], loaded),
            passages(coded["chiasmus"]),
            sentences("metaphor", coded["metaphor"], find(coded["metaphor"], "figures", ["metaphor"])),
            sentences("hyperbole", coded["hyperbole"], find(coded["hyperbole"], "persuasion", ["hyperbole"])),
        ]
    table = pd.concat(tables, ignore_index=True)
    show(table)
    if missing:
        print(f"Measured on the five articles only: {folder} has no {', '.join(f'{name}.jsonl' for name in missing)}.")
        return 2
    RESULTS.mkdir(exist_ok=True)
    table = table.assign(**versions())
    put(RESULTS / "rhetoric.csv", table.to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())
    return check_floors(table)


def show(table: pd.DataFrame) -> None:
    devices = table[table["set"] == "five articles"].pivot(index=["label", "n"], columns="measure", values="value")
    print(devices.to_string(float_format="{:.2f}".format))
    print(table[table["set"] != "five articles"].to_string(index=False, float_format="{:.3f}".format))


def check_floors(table: pd.DataFrame) -> int:
    status = 0
    for (name, measure), floor in FLOORS.items():
        rows = table[(table["set"] == name) & (table["measure"] == measure) & (table["label"] == "all")]
        value = rows["value"].item()
        print(f"{name}: {measure} {value:.3f}, floor {floor}: {'ok' if value >= floor else 'BELOW THE FLOOR'}")
        status = status if value >= floor else 1
    return status


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def find(coded: list[dict[str, Any]], codebook: str, labels: list[str]) -> pd.DataFrame:
    """The spans of some codes of a codebook, in texts that are one sentence each."""
    spans = nl.apply_codebook(nl.Corpus.from_texts({row["id"]: row["text"] for row in coded}), codebook)
    return spans[spans["label"].isin(labels)]


def reading() -> pd.DataFrame:
    """Precision, recall and F1 of the machine per device, with the reading of the five articles as reference."""
    corpus = nl.load_corpus()
    reference = nl.load_spans(seeds_path() / "reference" / "rhetoric.csv", corpus)
    table = agreement(reference, nl.find_rhetoric(corpus))
    long = table.melt(["label", "reference"], ["precision", "recall", "f1"], "measure", "value")
    return long.rename(columns={"reference": "n"}).assign(set="five articles", low=np.nan, high=np.nan)[COLUMNS]


def sentences(name: str, coded: list[dict[str, Any]], spans: pd.DataFrame) -> pd.DataFrame:
    """A sentence is predicted to hold the device when at least one span lies in it."""
    gold = np.array([bool(row["label"]) for row in coded])
    found = pd.Series([row["id"] for row in coded]).isin(spans["article"]).to_numpy()
    return with_intervals(name, gold, found)


def passages(coded: list[dict[str, Any]]) -> pd.DataFrame:
    """A passage is predicted to be a chiasmus when its best crossing scores one half or more; beside this the
    average precision of the ranking by score."""
    gold = np.array([bool(row["label"]) for row in coded])
    scores = np.array([max((c.score for c in crossings(row["text"])), default=0.0) for row in coded])
    ranked = gold[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    average = ("chiasmus", "average_precision", "all", precision[ranked].mean(), np.nan, np.nan, len(gold))
    table = with_intervals("chiasmus", gold, scores >= 0.5)
    return pd.concat([table, pd.DataFrame([average], columns=COLUMNS)], ignore_index=True)


def marked_words(coded: list[dict[str, Any]], spans: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of the words marked, with credit for the overlapping share of each span (the measure of
    SemEval-2020 task 11; Da San Martino et al. 2020)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in zip(spans["article"], spans["start"], spans["end"], strict=True):
        found.setdefault(article, []).append((start, end))
    pairs = [(merged(row["spans"]), merged(found.get(row["id"], []))) for row in coded]

    def score(part: list[tuple[list, list]]) -> dict[str, float]:
        precision = np.mean([share(span, gold) for gold, other in part for span in other] or [0])
        recall = np.mean([share(span, other) for gold, other in part for span in gold] or [0])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": float(precision), "recall": float(recall), "f1": float(f1)}

    generator = np.random.default_rng(1)
    draws = [score([pairs[i] for i in chosen]) for chosen in generator.integers(0, len(pairs), (200, len(pairs)))]
    return rows("babe words", score(pairs), draws, sum(len(gold) for gold, _ in pairs))


def merged(spans: list) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, end in sorted(map(tuple, spans)):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def share(span: tuple[int, int], others: list[tuple[int, int]]) -> float:
    """Which share of a span lies in the other coder's spans."""
    start, end = span
    return sum(max(0, min(end, b) - max(start, a)) for a, b in others) / (end - start)


def with_intervals(name: str, gold: np.ndarray, found: np.ndarray) -> pd.DataFrame:
    """Scores of a yes-or-no decision, with 95% bootstrap intervals over the texts."""
    generator = np.random.default_rng(1)
    draws = [decisions(gold[i], found[i]) for i in generator.integers(0, len(gold), (DRAWS, len(gold)))]
    return rows(name, decisions(gold, found), draws, len(gold))


def decisions(gold: np.ndarray, found: np.ndarray) -> dict[str, float]:
    both = (gold & found).sum()
    f1 = positive_f1(gold, found)
    return {
        "precision": both / max(found.sum(), 1),
        "recall": both / max(gold.sum(), 1),
        "f1": f1,
        "macro_f1": (f1 + positive_f1(~gold, ~found)) / 2,
        "base_rate": gold.mean(),
    }


def positive_f1(gold: np.ndarray, found: np.ndarray) -> float:
    return 2 * (gold & found).sum() / max(gold.sum() + found.sum(), 1)


def rows(name: str, values: dict[str, float], draws: list[dict[str, float]], n: int) -> pd.DataFrame:
    table = []
    for measure, value in values.items():
        low, high = np.percentile([draw[measure] for draw in draws], [2.5, 97.5])
        table.append((name, measure, "all", value, low, high, n))
    return pd.DataFrame(table, columns=COLUMNS)


def versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsloupe": nl.__version__, "python": python, "pandas": pd.__version__}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
