"""Measure the frame codebooks against people.

    python bench/framing.py FOLDER

FOLDER is a benchmark folder with framing/frac.jsonl (sentences, one policy frame each; Guida et al. 2025) and
framing/narr.jsonl (articles, any number of five generic frames; Frermann et al. 2023): one object per line with
``id``, ``text`` and ``labels``, for narr also ``human`` (the labels of each coder). The texts are other people's and
no part of this project. The command prints a table, writes bench/results/framing.csv and ends with status 1 when a
score falls below its floor, with status 2 when FOLDER is not there.
"""

import json
import platform
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
FLOORS = {"frac": 0.74, "narr": 0.69}  # macro-F1; the scores when they were set: .757 and .707
DRAWS = 1000

GENERIC = {
    "CO": "conflict",
    "EC": "economic_consequences",
    "HI": "human_interest",
    "MO": "morality",
    "RE": "responsibility",
}
# The ten classes into which Guida et al. merged the dimensions; the dimensions that they do not name went into these.
POLICY = {
    "economic": "economic",
    "capacity_resources": "economic",
    "morality": "morality",
    "fairness_equality": "fairness_equality",
    "legality": "legality_crime",
    "crime_punishment": "legality_crime",
    "political": "political_policy",
    "policy_prescription": "political_policy",
    "external_regulation": "political_policy",
    "security_defense": "security_defense",
    "health_safety": "health_safety",
    "cultural_identity": "cultural_identity",
    "public_opinion": "public_opinion",
    "quality_of_life": "other",
    "other": "other",
}


def main(folder: Path) -> int:
    folder = folder / "framing" if (folder / "framing").is_dir() else folder
    if not (folder / "frac.jsonl").is_file() or not (folder / "narr.jsonl").is_file():
        print(f"Nothing measured: {folder} has no frac.jsonl and narr.jsonl with texts coded by people.")
        return 2
    coded = {name: read(folder / f"{name}.jsonl") for name in ("frac", "narr")}
    frac, narr = coded["frac"], coded["narr"]
    tables = [
        measure("frac", truth(frac, sorted(set(POLICY.values()))), predict_policy(frac)),
        measure("narr", truth(narr, sorted(GENERIC.values())), predict_generic(narr)),
        between_people(narr),
        always_the_commonest("frac", truth(frac, sorted(set(POLICY.values())))),
        always_the_commonest("narr", truth(narr, sorted(GENERIC.values()))),
    ]
    table = pd.concat(tables, ignore_index=True).assign(**versions())
    RESULTS.mkdir(exist_ok=True)
    put(RESULTS / "framing.csv", table.to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())
    shown = table[table["measure"].isin(["macro_f1", "f1", "alpha"])].drop(columns=list(versions()))
    print(shown.to_string(index=False, float_format="{:.3f}".format))
    status = 0
    for name, floor in FLOORS.items():
        value = table.query("set == @name and measure == 'macro_f1' and label == 'all'")["value"].item()
        print(f"{name}: macro-F1 {value:.3f}, floor {floor}: {'ok' if value >= floor else 'BELOW THE FLOOR'}")
        status = status if value >= floor else 1
    return status


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def truth(coded: list[dict[str, Any]], labels: list[str]) -> pd.DataFrame:
    """Texts × frames (bool): what people coded."""
    return pd.DataFrame({label: [label in named(row["labels"]) for row in coded] for label in labels})


def named(labels: list[str]) -> set[str]:
    return {GENERIC.get(label, label) for label in labels}


def corpus_of(coded: list[dict[str, Any]]) -> nl.Corpus:
    return nl.Corpus.from_texts({row["id"]: row["text"] for row in coded})


def predict_policy(coded: list[dict[str, Any]]) -> pd.DataFrame:
    """The one class of each sentence: that of the frame with the highest score."""
    corpus = corpus_of(coded)
    scores = nl.frame_scores(nl.find_frames(corpus, "policy-frames"), corpus)
    best = scores.loc[scores.groupby("article", sort=False)["score"].idxmax(), "frame"].map(POLICY)
    return pd.DataFrame({label: (best == label).to_numpy() for label in sorted(set(POLICY.values()))})


def predict_generic(coded: list[dict[str, Any]]) -> pd.DataFrame:
    """Every frame whose score is one half or more."""
    corpus = corpus_of(coded)
    scores = nl.frame_scores(nl.find_frames(corpus, "generic-frames"), corpus)
    wide = scores.pivot(index="article", columns="frame", values="score").loc[corpus.ids, sorted(GENERIC.values())]
    return (wide >= 0.5).reset_index(drop=True)


def measure(name: str, gold: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Tidy rows of precision, recall, F1 and alpha per frame, and their means, with bootstrap intervals over texts."""
    g, f = gold.to_numpy(), found[gold.columns].to_numpy()
    generator = np.random.default_rng(1)
    draws = [scores(name, g[i], f[i]) for i in generator.integers(0, len(g), (DRAWS, len(g)))]
    rows = []
    for (kind, which), value in scores(name, g, f).items():
        low, high = np.nanpercentile([draw[kind, which] for draw in draws], [2.5, 97.5])
        label, n = ("all", len(g)) if which < 0 else (gold.columns[which], int(g[:, which].sum()))
        rows.append((name, kind, label, value, low, high, n))
    return pd.DataFrame(rows, columns=["set", "measure", "label", "value", "low", "high", "n"])


def scores(name: str, gold: np.ndarray, found: np.ndarray) -> dict[tuple[str, int], float]:
    """By measure and number of the frame (-1: all). For narr each frame is a decision of its own, so its macro-F1 is
    the mean of the F1 of *present* and that of *absent*; for frac, with one class per text, the mean over classes."""
    yes, no = f1(gold, found), f1(~gold, ~found)
    both = (gold & found).sum(axis=0)
    columns = {
        "precision": both / np.maximum(found.sum(axis=0), 1),
        "recall": both / np.maximum(gold.sum(axis=0), 1),
        "f1": yes,
        "macro_f1": (yes + no) / 2,
        "alpha": alpha(gold, found),
    }
    result = {(kind, -1): float(np.mean(values)) for kind, values in columns.items()}
    result |= {(kind, i): float(value) for kind, values in columns.items() for i, value in enumerate(values)}
    if name == "frac":
        result["macro_f1", -1] = float(np.mean(yes))
    return result


def f1(gold: np.ndarray, found: np.ndarray) -> np.ndarray:
    return 2 * (gold & found).sum(axis=0) / np.maximum(gold.sum(axis=0) + found.sum(axis=0), 1)


def alpha(gold: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha, nominal, two coders without gaps, for every frame (Krippendorff 2019, ch. 12)."""
    units = 2 * len(gold)
    ones = gold.sum(axis=0) + found.sum(axis=0)
    expected = 2 * ones * (units - ones) / (units - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - 2 * (gold != found).sum(axis=0) / expected


def between_people(coded: list[dict[str, Any]]) -> pd.DataFrame:
    """narr again, with one person as the truth and another as the prediction, for every ordered pair on a text."""
    pairs = [
        (named(one[1]), named(other[1]))
        for row in coded
        for one in row["human"]
        for other in row["human"]
        if one is not other
    ]
    labels = sorted(GENERIC.values())
    gold, found = (np.array([[label in pair[side] for label in labels] for pair in pairs]) for side in (0, 1))
    values = scores("narr", gold, found)
    return without_interval("narr, person with person", values, labels, len(coded))


def always_the_commonest(name: str, gold: pd.DataFrame) -> pd.DataFrame:
    """The same measure for a coder who gives every text the commonest answer: what must be beaten."""
    share = gold.mean()
    guess = (share == share.max()) if name == "frac" else share > 0.5
    found = np.tile(guess.to_numpy(), (len(gold), 1))
    values = scores(name, gold.to_numpy(), found)
    return without_interval(f"{name}, always the commonest", values, list(gold.columns), len(gold))


def without_interval(name: str, values: dict[tuple[str, int], float], labels: list[str], n: int) -> pd.DataFrame:
    table = pd.DataFrame({"set": name, "measure": "macro_f1", "label": ["all", *labels]})
    table["value"] = [values["macro_f1", i] for i in range(-1, len(labels))]
    return table.assign(low=np.nan, high=np.nan, n=n)


def versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsloupe": nl.__version__, "python": python, "pandas": pd.__version__}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
