"""How far two readings of eight fresh texts agree, and the program with each of them.

    python bench/fresh.py

The texts of seeds/fresh, which no rule was made on, and the two readings in seeds/fresh/key. Writes
bench/results/fresh.csv: for attribution and stance, code by code, F1 and Krippendorff's alpha over sentences with their
intervals, and for attributions whether the same pieces are tied together.
"""

import platform
import sys
from pathlib import Path

import pandas as pd

import newsloupe as nl
from newsloupe.agreement import agreement, link_agreement
from newsloupe.saving import put
from newsloupe.spans import READ

RESULT = Path(__file__).resolve().parent / "results" / "fresh.csv"
FRESH = Path(__file__).resolve().parents[1] / "seeds" / "fresh"
KEPT = [
    "label",
    "reference",
    "other",
    "matched",
    "f1",
    "f1_low",
    "f1_high",
    "alpha",
    "alpha_low",
    "alpha_high",
    "units",
]


def texts() -> nl.Corpus:
    return nl.Corpus([article for part in ("pilot", "reliability") for article in nl.load_corpus(FRESH / part)])


def codings(corpus: nl.Corpus, layer: str) -> dict[str, pd.DataFrame]:
    """By name, the two readings and what the program finds."""
    found = {name: nl.load_spans(FRESH / "key" / f"reader-{name}.csv", corpus) for name in ("one", "two")}
    found = {f"reader {name}": table[table["layer"].isin([layer, READ])] for name, table in found.items()}
    if layer == "attribution":
        return found | {"program": nl.find_attributions(corpus, actors="nato-russia")}
    return found | {"program": nl.find_rhetoric(corpus, ["stance"], codes="all")}


def compared(corpus: nl.Corpus) -> pd.DataFrame:
    tables = []
    for layer in ("attribution", "stance"):
        coded = codings(corpus, layer)
        for first, second in (("reader one", "reader two"), ("reader one", "program"), ("reader two", "program")):
            pair = (coded[first], coded[second])
            tables.append(agreement(*pair, corpus=corpus)[KEPT].assign(layer=layer, first=first, second=second))
            if layer == "attribution":
                links = link_agreement(*pair, corpus=corpus)
                links = links[links["link"] == "all"].rename(columns={"low": "alpha_low", "high": "alpha_high"})
                tables.append(links.assign(label="links", layer=layer, first=first, second=second))
    table = pd.concat(tables, ignore_index=True)
    return table[["layer", "first", "second", *KEPT]]


def main() -> int:
    table = compared(texts())
    python = ".".join(platform.python_version_tuple()[:2])
    versions = {"newsloupe": nl.__version__, "python": python, "pandas": pd.__version__}
    put(RESULT, table.assign(**versions).to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())
    print(table.to_string(index=False, float_format="{:.2f}".format, na_rep=""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
