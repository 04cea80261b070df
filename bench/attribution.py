"""Measure source attribution against people, and its speed.

    python bench/attribution.py FOLDER

FOLDER is a benchmark folder with attribution/polnear_score.py (the scorer) and attribution/polnear/dev and train:
US political news in which trained people marked source, cue and content (PolNeAR; Newell, Margolin & Ruths 2018). The
texts are other people's and no part of this project. The rules were written with train in view, so scores on train
flatter. Up to revision 32a82a7 nobody read dev for it, though changes were kept or dropped by its scores. For the one
subject finder (`newsloupe.grammar.subjects`) sentences of dev were read, so that its scores flatter since, too.

Speed is that of one process, in CPU seconds. Where textacy and a spaCy model for English are installed beside
newsloupe, textacy's `direct_quotations` is scored and timed in the same run (give the model's module as PEER_MODEL in
the environment, ``en_core_web_sm`` if there is none); this project installs neither.

`bench/results/attribution_learned.csv` is history, and no command makes it again: what a trained tagger added to the
rules before it was taken out. Its rows for publishers and for dev were measured by this command and by
`bench/train_attribution.py` at revision 32a82a7; those for Wikinews by reading sixty of the
172 attributions that it added to 295 articles, drawn with a fixed seed, by a reader who had no part in it.

The command prints a table, writes bench/results/attribution.csv and ends with status 1 when a score on dev falls
below its floor, with status 2 when FOLDER is not there. Content counts as found when it shares at least half of its
words with that of the people (Jaccard), each attribution once; ``with source`` when the source is right as well.
"""

import importlib
import importlib.util
import os
import platform
import sys
import time
from collections import defaultdict
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe import text as nl_text
from newsloupe.intervals import wilson
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
# F1 on dev, just below the scores when they were set.
FLOORS = {
    "all: content": 0.721,
    "all: content with source": 0.671,
    "quoted: content": 0.89,
    "reporting core: content": 0.901,
    "reporting core: content with source": 0.869,
}
SCORES = {
    "all: content": "attr_j50",
    "all: content with source": "full_triple",
    "quoted: content": "quoted_attr_j50",
    "quoted: content with source": "quoted_full_triple",
    "reporting core: content": "core_attr_j50",
    "reporting core: content with source": "core_full_triple",
}
DRAWS = 1000


def main(folder: Path) -> int:
    folder = folder / "attribution" if (folder / "attribution").is_dir() else folder
    if not (folder / "polnear_score.py").is_file() or not (folder / "polnear" / "dev").is_dir():
        print(f"Nothing measured: {folder} has no polnear_score.py and polnear/dev with texts coded by people.")
        return 2
    scorer = load(folder / "polnear_score.py")
    rows: list[dict[str, Any]] = []
    for name in ("dev", "train"):
        if (folder / "polnear" / name).is_dir():
            rows += measure(name, scorer, scorer.load_gold(str(folder / "polnear" / name)))
            rows += peer(name, scorer, scorer.load_gold(str(folder / "polnear" / name))) if name == "dev" else []
    table = pd.DataFrame(rows)
    RESULTS.mkdir(exist_ok=True)
    written = table.assign(**versions()).to_csv(index=False, float_format="%.4f", lineterminator="\n")
    put(RESULTS / "attribution.csv", written.encode())
    print(table.to_string(index=False, float_format="{:.3f}".format, na_rep=""))
    return below_floor(table)


def load(file: Path) -> ModuleType:
    """The scorer as a module; it stays where it is."""
    spec = importlib.util.spec_from_file_location("polnear_score", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be read as a Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(name: str, scorer: ModuleType, gold: list[Any]) -> list[dict[str, Any]]:
    corpus = nl.Corpus.from_texts({article: known.text for article, known, _ in gold})
    spans, seconds = timed(corpus)
    predictions = as_predictions(spans)
    whole = scorer.score(gold, predictions)
    words = sum(len(nl_text.words(article.text)) for article in corpus)
    rows = [row(name, "words per CPU second", "", round(words / seconds, -2), n=words)]
    intervals = bootstrap(scorer, gold, predictions)
    for label, key in SCORES.items():
        for measure_name, value in zip(("precision", "recall", "f1"), whole[key], strict=True):
            low, high = intervals.get((key, measure_name), (np.nan, np.nan))
            known = whole[{"a": "gold_attributions", "q": "quoted_gold", "r": "core_gold"}[label[0]]]
            rows.append(row(name, measure_name, label, value, low, high, n=round(known)))
    narrow = scorer.score(gold, as_predictions(nl.find_attributions(corpus, scope="statements")))
    reports, core = narrow["pred_attributions"], narrow["core_gold"]
    rows.append(row(name, "precision", "statements: content", narrow["attr_j50"][0], n=round(reports)))
    rows.append(row(name, "recall", "statements: reporting core", narrow["core_attr_j50"][1], n=round(core)))
    for kind, (recall, n) in whole["recall_by_kind"].items():
        rows.append(row(name, "recall", f"kind: {kind}", recall, *wilson(round(recall * n), round(n)), n=round(n)))
    rows.append(row(name, "accuracy", "kind, where content matches", whole["kind_accuracy_among_matched"]))
    rows += among_people(name, scorer, gold)
    by_publisher = defaultdict(list)
    for one in gold:
        by_publisher[publisher(one[0])].append(one)
    for paper, articles in sorted(by_publisher.items()):
        result = scorer.score(articles, predictions)
        for label in ("all: content", "all: content with source"):
            rows.append(row(name, "f1", f"{paper}, {label}", result[SCORES[label]][2], n=len(articles)))
    return rows + by_rule(name, scorer, gold, spans, predictions)


def peer(name: str, scorer: ModuleType, gold: list[Any]) -> list[dict[str, Any]]:
    """Scores and speed of textacy’s rules for direct quotations, by paragraph; nothing where it is missing."""
    try:
        from textacy.extract import direct_quotations

        model = importlib.import_module(os.environ.get("PEER_MODEL", "en_core_web_sm")).load()
    except ImportError as error:
        print(f"No peer timed: {error}")
        return []
    predictions = {}
    start = time.process_time()
    for article, text, _ in gold:
        found = predictions[article] = []
        for low, high in nl_text.paragraphs(text.text):
            try:
                quotations = list(direct_quotations(model(text.text[low:high])))
            except ValueError:  # it gives up on a paragraph with an odd number of quotation marks
                continue
            for parts in quotations:
                ranges = [[[low + token.idx, low + token.idx + len(token)] for token in part] for part in parts]
                found.append(dict(zip(("source", "cue", "content"), ranges, strict=True)))
    seconds = time.process_time() - start
    result = scorer.score(gold, predictions)
    words = sum(len(nl_text.words(text.text)) for _, text, _ in gold)
    label = f"textacy {version('textacy')}"
    speed = row(name, "words per CPU second", label, round(words / seconds, -1), n=words)
    return [speed, *(row(name, "f1", f"{label}, {score}", result[key][2]) for score, key in SCORES.items())]


def publisher(article: str) -> str:
    """The publisher of a PolNeAR article, from its id."""
    return article.split("_")[0]


def among_people(name: str, scorer: ModuleType, gold: list[Any]) -> list[dict[str, Any]]:
    """How well two annotators of the same article agree, and how often people mark a form of *say* as the cue."""
    shared = marked = pairs = said = cues = 0
    for _, text, versions_ in gold:
        coded = []
        for _, known, discard in versions_:
            skip = text.tokset(discard, words=False)
            attributions = [scorer.Attr(text, a["source"], a["cue"], a["content"], skip) for a in known]
            coded.append([a for a in attributions if a.w["content"]])
        for one, other in combinations(coded, 2):
            pairs += 1
            shared += len(scorer.match(one, other, 0.5))
            marked += len(one) + len(other)
        for a in coded[0]:
            words = {text.text[start:end].lower() for start, end in (text.toks[k] for k in a.w["cue"])}
            cues += bool(words)
            said += bool(words & {"say", "says", "said", "saying"})
    rows = [row(name, "share", "cues with a form of say", said / cues, *wilson(said, cues), n=cues)]
    if pairs:
        rows.append(row(name, "f1", "person with person, all: content", 2 * shared / marked, n=pairs))
    return rows


def timed(corpus: nl.Corpus) -> tuple[pd.DataFrame, float]:
    """The attributions, and the CPU seconds they took, imports and word lists aside."""
    nl.find_attributions(nl.Corpus.from_texts({"warm": "“Yes,” she said. According to him, no."}))
    start = time.process_time()
    spans = nl.find_attributions(corpus)
    return spans, time.process_time() - start


def as_predictions(spans: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Per article the attributions as the scorer takes them, with their rule."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (article, _), group in spans.groupby(["article", "group"], sort=False):
        roles: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
        for label, start, end in zip(group["label"], group["start"], group["end"], strict=True):
            roles[label].append([start, end])
        one = {label: ranges or None for label, ranges in roles.items()}
        found[article].append({**one, "kind": group["kind"].iloc[0], "rule": group["rule"].iloc[0]})
    return dict(found)


def bootstrap(scorer: ModuleType, gold: list[Any], predictions: dict[str, Any]) -> dict[Any, tuple[float, float]]:
    """95% intervals (percentile bootstrap over articles) of the scores over all attributions."""
    keys = ("attr_j50", "full_triple")
    counts = []
    for one in gold:
        result = scorer.score([one], predictions)
        predicted, known = result["pred_attributions"], result["gold_attributions"]
        counts.append([predicted, known, *(result[key][0] * predicted for key in keys)])
    weights = np.random.default_rng(1).multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=DRAWS)
    sums = weights @ np.array(counts)
    intervals = {}
    for number, key in enumerate(keys):
        right = sums[:, 2 + number]
        precision, recall = right / sums[:, 0], right / sums[:, 1]
        f1 = 2 * right / (sums[:, 0] + sums[:, 1])
        for name, values in (("precision", precision), ("recall", recall), ("f1", f1)):
            low, high = np.percentile(values, [2.5, 97.5])
            intervals[key, name] = (float(low), float(high))
    return intervals


def by_rule(
    name: str, scorer: ModuleType, gold: list[Any], spans: pd.DataFrame, predictions: dict[str, Any]
) -> list[dict[str, Any]]:
    """How many of each construction's attributions people marked too (by the first annotator of each article)."""
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for article, text, versions_ in gold:
        _, known, discard = versions_[0]
        skip = text.tokset(discard, words=False)
        ours = predictions.get(article, [])
        golden = [scorer.Attr(text, g["source"], g["cue"], g["content"], skip) for g in known]
        found = [scorer.Attr(text, o["source"], o["cue"], o["content"], skip) for o in ours]
        matched = {number for _, number in scorer.match(golden, found, 0.5)}
        for number, one in enumerate(ours):
            if found[number].w["content"]:
                total[one["rule"]] += 1
                right[one["rule"]] += number in matched
    return [
        row(name, "precision", f"rule: {rule}", right[rule] / n, *wilson(right[rule], n), n=n)
        for rule, n in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    ]


def row(
    name: str, measure_name: str, label: str, value: float, low: float = np.nan, high: float = np.nan, n: float = np.nan
) -> dict[str, Any]:
    return {"set": name, "measure": measure_name, "label": label, "value": value, "low": low, "high": high, "n": n}


def versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsloupe": nl.__version__, "python": python, "pandas": pd.__version__}


def below_floor(table: pd.DataFrame) -> int:
    scores = table[(table["set"] == "dev") & (table["measure"] == "f1")].set_index("label")["value"]
    fallen = {label: floor for label, floor in FLOORS.items() if scores[label] < floor}
    for label, floor in fallen.items():
        print(f"{label}: F1 {scores[label]:.3f} is below its floor of {floor}")
    return 1 if fallen else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1])))
