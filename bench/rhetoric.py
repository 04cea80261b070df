"""Measure the rhetoric codebooks against people.

    python bench/rhetoric.py FOLDER

FOLDER is a benchmark folder with rhetoric/hedge.jsonl (Wikipedia sentences, uncertain or not; Farkas et al. 2010),
rhetoric/babe.jsonl (news sentences, biased wording or not, with the marked words; Spinde et al. 2021),
rhetoric/chiasmus.jsonl (passages, salient chiasmus or accident), rhetoric/metaphor.jsonl (sentences; Mohler et al.
2016), rhetoric/hyperbole.jsonl (sentences; Troiano et al. 2018, Zhang & Wan 2022) and rhetoric/persuasion.jsonl (news
articles with spans of techniques; Da San Martino et al. 2020): one object per line with ``id``, ``text``, ``label``
and, for babe and persuasion, ``spans``. The texts are other people's and no part of this project.
Independently of FOLDER the machine is compared with the project's own reading of the five articles
(seeds/reference/rhetoric.csv).

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
SETS = ("hedge", "babe", "chiasmus", "metaphor", "hyperbole", "persuasion")
# By set of sentences, the codes that a coded sentence should hold; by code, the technique that people marked.
SENTENCES = {
    "hedge": [("stance", "hedge"), ("stance", "vague_attribution")],
    "metaphor": [("figures", "metaphor")],
    "hyperbole": [("persuasion", "hyperbole")],
}
TECHNIQUES = {
    "loaded_language": "Loaded_Language",
    "name_calling": "Name_Calling,Labeling",
    "appeal_to_fear": "Appeal_to_fear-prejudice",
    "flag_waving": "Flag-Waving",
    "appeal_to_authority": "Appeal_to_Authority",
    "doubt": "Doubt",
    "false_dilemma": "Black-and-White_Fallacy",
    "slogan": "Slogans",
    "bandwagon": "Bandwagon,Reductio_ad_hitlerum",
    "whataboutism": "Whataboutism,Straw_Men,Red_Herring",
    "hyperbole": "Exaggeration,Minimisation",
    "repetition": "Repetition",
}
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
    ("five articles", "recall"): 0.78,
    ("five articles", "precision"): 0.80,
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
            *(by_sentence(name, coded[name], book, code) for name, codes in SENTENCES.items() for book, code in codes),
            *techniques(coded["persuasion"]),
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
        rows = table[(table["set"] == name) & (table["measure"] == measure) & table["label"].isin(["all", name])]
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
    """Precision, recall and F1 of the machine per device, with the reading of the five articles as reference, over the
    codes that are run by default."""
    corpus = nl.load_corpus()
    reference = nl.load_spans(seeds_path() / "reference" / "rhetoric.csv", corpus)
    statuses = nl.code_statuses().set_index("code")["status"]
    reference = reference[reference["label"].map(statuses) != "for human coders"]
    table = agreement(reference, nl.find_rhetoric(corpus))
    long = table.melt(["label", "reference"], ["precision", "recall", "f1"], "measure", "value")
    return long.rename(columns={"reference": "n"}).assign(set="five articles", low=np.nan, high=np.nan)[COLUMNS]


def sentences(name: str, coded: list[dict[str, Any]], spans: pd.DataFrame) -> pd.DataFrame:
    """A sentence is predicted to hold the device when at least one span lies in it."""
    gold = np.array([bool(row["label"]) for row in coded])
    found = pd.Series([row["id"] for row in coded]).isin(spans["article"]).to_numpy()
    return with_intervals(name, gold, found)


def by_sentence(name: str, coded: list[dict[str, Any]], codebook: str, code: str) -> pd.DataFrame:
    """Precision, recall and F1 of one code among sentences, and how many it was found in."""
    gold = np.array([bool(row["label"]) for row in coded])
    found = pd.Series([row["id"] for row in coded]).isin(find(coded, codebook, [code])["article"]).to_numpy()
    values = {key: value for key, value in decisions(gold, found).items() if key in ("precision", "recall", "f1")}
    return one_code(name, code, values | {"found": float(found.sum())}, int(gold.sum()))


def techniques(coded: list[dict[str, Any]]) -> list[pd.DataFrame]:
    """The same for the spans of each technique, by overlapping shares, and for all of them together."""
    spans = pd.concat([find(coded, book, list(TECHNIQUES)) for book in ("persuasion", "figures")], ignore_index=True)
    found = {label: by_article(rows) for label, rows in spans.groupby("label")} | {"any technique": by_article(spans)}
    tables = []
    for label, rows_found in found.items():
        wanted = {TECHNIQUES.get(str(label))}
        pairs = []
        for row in coded:
            gold = [(start, end) for start, end, technique in row["spans"] if technique in wanted or wanted == {None}]
            pairs.append((merged(gold), merged(rows_found.get(row["id"], []))))
        sizes = [sum(len(spans) for spans in side) for side in zip(*pairs, strict=True)]
        touched = sum(any(share(span, [other]) for other in others) for gold, others in pairs for span in gold)
        values = overlaps(pairs) | {"found": float(sizes[1]), "touched": touched / max(sizes[0], 1)}
        tables.append(one_code("persuasion", str(label), values, sizes[0]))
    return tables


def one_code(name: str, code: str, values: dict[str, float], n: int) -> pd.DataFrame:
    rows = [(name, measure, code, value, np.nan, np.nan, n) for measure, value in values.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def by_article(spans: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in zip(spans["article"], spans["start"], spans["end"], strict=True):
        found.setdefault(article, []).append((start, end))
    return found


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
    found = by_article(spans)
    pairs = [(merged(row["spans"]), merged(found.get(row["id"], []))) for row in coded]

    generator = np.random.default_rng(1)
    draws = [overlaps([pairs[i] for i in chosen]) for chosen in generator.integers(0, len(pairs), (200, len(pairs)))]
    return rows("babe words", overlaps(pairs), draws, sum(len(gold) for gold, _ in pairs))


def overlaps(pairs: list[tuple[list, list]]) -> dict[str, float]:
    """Of pairs (marked by people, found by the machine): scores with credit for the overlapping share of each span."""
    precision = np.mean([share(span, gold) for gold, other in pairs for span in other] or [0])
    recall = np.mean([share(span, other) for gold, other in pairs for span in gold] or [0])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": float(precision), "recall": float(recall), "f1": float(f1)}


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
