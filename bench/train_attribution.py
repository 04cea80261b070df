"""Train the tagger that adds to the rules of source attribution, and say how well it travels.

    pip install python-crfsuite
    python bench/train_attribution.py FOLDER            # writes lib/newsloupe/models/attribution.json.gz
    python bench/train_attribution.py FOLDER --leave-one-publisher-out

FOLDER is a benchmark folder with attribution/polnear_score.py and attribution/polnear/train (PolNeAR; Newell, Margolin
& Ruths 2018). The model is a conditional random field, fitted by L-BFGS (Okazaki 2007, CRFsuite); an article that
several people coded is used as its first coder has it. `lib/newsloupe/models/README.md` is the model's card.

With ``--leave-one-publisher-out`` nothing is stored. For each publisher a tagger is trained on all the others, rules
and tagger are scored on the one left out, and the result goes to bench/results/attribution_publishers.csv.
"""

import gzip
import importlib.util
import json
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attribution as bench
import pandas as pd

import newsloupe as nl
from newsloupe.attribution import attributions
from newsloupe.constructions import Parsed
from newsloupe.constructions.learned import MODEL, TEMPLATES, columns
from newsloupe.tagger import EDGE, Tagger

SETTINGS = {
    "c1": 0.5,
    "c2": 0.3,
    "max_iterations": 90,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
DIGITS = 2


def examples(gold: Iterable[Any]) -> list[tuple[list[list[str]], list[str]]]:
    """For every unit of every article the features of its tokens and their labels."""
    units = []
    for _, text, versions in gold:
        p = Parsed(text.text)
        values = columns(p, attributions(p))
        labels = coded_labels(p, versions[0][1])
        for low, high in p.units:
            units.append(([features(values, k, low, high) for k in range(low, high)], labels[low:high]))
    return units


def features(values: dict[str, list[str]], k: int, low: int, high: int) -> list[str]:
    """The value of every template at token `k` of the unit `low`..`high`."""
    seen = []
    for number, template in enumerate(TEMPLATES):
        parts = [values[name][k + by] if low <= k + by < high else EDGE for name, by in template]
        seen.append("\t".join([str(number), *parts]))
    return seen


def coded_labels(p: Parsed, coded: list[dict[str, Any]]) -> list[str]:
    """The part that each token plays in what people marked: ``B-cue``, ``I-content`` … or ``O``."""
    labels = ["O"] * len(p)
    for one in coded:
        for name in ("source", "cue", "content"):
            for start, end in one[name]:
                first = k = bisect_left(p.ends, start + 1)
                while k < len(p) and p.starts[k] < end:
                    if labels[k] == "O" or name != "source":
                        labels[k] = f"{'B' if k == first else 'I'}-{name}"
                    k += 1
    return labels


def train(units: list[tuple[list[list[str]], list[str]]]) -> dict[str, Any]:
    """The model as it is stored: labels, templates with their weights, transitions."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for seen, labels in units:
        trainer.append(seen, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        fitted = tagger.info()
        labels = sorted(tagger.labels())
        tagger.close()
    weights: list[dict[str, list[float]]] = [{} for _ in TEMPLATES]
    for (feature, label), weight in sorted(fitted.state_features.items()):
        number, _, value = feature.partition("\t")
        if round(weight, DIGITS):
            row = weights[int(number)].setdefault(value, [0.0] * len(labels))
            row[labels.index(label)] = round(weight, DIGITS)
    transitions = [[round(fitted.transitions.get((a, b), -9.0), DIGITS) for b in labels] for a in labels]
    templates = [{"parts": parts, "weights": found} for parts, found in zip(TEMPLATES, weights, strict=True)]
    return {"labels": labels, "transitions": transitions, "templates": templates}


def store(model: dict[str, Any], path: Path) -> None:
    """Write the model, the same bytes for the same weights."""
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def leave_one_out(scorer: Any, gold: list[Any]) -> pd.DataFrame:
    """F1 on each publisher by rules alone and by rules with a tagger that has not seen that publisher."""
    by_publisher: dict[str, list[Any]] = {}
    for one in gold:
        by_publisher.setdefault(bench.publisher(one[0]), []).append(one)
    units = {name: examples(articles) for name, articles in by_publisher.items()}
    rows = []
    for name, articles in sorted(by_publisher.items()):
        model = train([unit for other in sorted(units) if other != name for unit in units[other]])
        corpus = nl.Corpus.from_texts({article: text.text for article, text, _ in articles})
        for method, tagger in (("rules", None), ("rules and tagger", as_tagger(model))):
            result = scorer.score(articles, bench.as_predictions(nl.find_attributions(corpus, tagger=tagger)))
            scores = {label: round(result[key][2], 4) for label, key in bench.SCORES.items()}
            rows += [{"publisher": name, "method": method, "score": label, "f1": f1} for label, f1 in scores.items()]
            print(name, method, scores, flush=True)
    return pd.DataFrame(rows).assign(articles=len(gold), **bench.versions())


def as_tagger(model: dict[str, Any]) -> Tagger:
    return Tagger(model["labels"], [(t["parts"], t["weights"]) for t in model["templates"]], model["transitions"])


def main(folder: Path, leave_out: bool) -> int:
    if not (folder / "attribution" / "polnear" / "train").is_dir():
        print(f"Nothing trained: {folder} has no attribution/polnear/train with texts coded by people.")
        return 2
    if importlib.util.find_spec("pycrfsuite") is None:
        print("Nothing trained: pip install python-crfsuite, which does the fitting.")
        return 2
    scorer = bench.load(folder / "attribution" / "polnear_score.py")
    gold = scorer.load_gold(str(folder / "attribution" / "polnear" / "train"))
    if leave_out:
        table = leave_one_out(scorer, gold)
        table.to_csv(bench.RESULTS / "attribution_publishers.csv", index=False, lineterminator="\n")
    else:
        store(train(examples(gold)), MODEL)
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--leave-one-publisher-out"]):
        print(__doc__)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1]), len(sys.argv) == 3))
