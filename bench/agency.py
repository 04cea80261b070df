"""Measure who acts on whom against the hand coding of the five articles.

    python bench/agency.py [SET]

The hand coding is seeds/reference/agency.csv; nothing else is needed. The command prints a table, writes
bench/results/agency_reference.csv and ends with status 1 when a score falls below its floor. SET names the rows that
are written, "reference known" if it is left out; rows of other sets are kept. The rows "reference unseen" were measured
with the program of commit 42da1a6, whose authors knew the texts and not the coding: they are the honest accuracy. The
others are development figures, since rules were added with the differences in view.
"""

import platform
import sys
from pathlib import Path

import pandas as pd

import newsloupe as nl
from newsloupe.agency import match_actions, same
from newsloupe.agreement import agreement
from newsloupe.intervals import wilson
from newsloupe.saving import put

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "agency_reference.csv"
KNOWN = "reference known"
FLOOR = 0.9  # F1 of verbs with the reference known; .938 when it was set


def main(name: str = KNOWN) -> int:
    corpus = nl.load_corpus()
    hand = nl.load_spans(ROOT / "seeds" / "reference" / "agency.csv", corpus)
    machine = nl.find_agency(corpus)
    rows = [*spans(hand, machine, corpus), *judgements(hand, machine)]
    table = pd.DataFrame(rows, columns=["measure", "label", "value", "low", "high", "n"])
    table.insert(0, "set", name)
    versions = {"newsloupe": nl.__version__, "python": ".".join(platform.python_version_tuple()[:2])}
    table = table.assign(**versions, pandas=pd.__version__)
    kept = pd.read_csv(RESULT, dtype={"python": str}) if RESULT.is_file() else table.head(0)
    together = pd.concat([kept[kept["set"] != name], table]).sort_values("set", ascending=False, kind="stable")
    put(RESULT, together.to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())
    print(table.drop(columns=list(versions)).to_string(index=False, float_format="%.3f"))
    verbs = table[(table["measure"] == "f1") & (table["label"] == "verb")]["value"].item()
    return int(name == KNOWN and verbs < FLOOR)


def spans(hand: pd.DataFrame, machine: pd.DataFrame, corpus: nl.Corpus) -> list[tuple[object, ...]]:
    """Precision, recall and F1 of agents, verbs and patients; n is what is divided by (F1: the reader's)."""
    rows: list[tuple[object, ...]] = []
    for row in agreement(hand, machine, corpus=corpus).itertuples():
        rows.append(("precision", row.label, row.precision, None, None, row.other))
        rows.append(("recall", row.label, row.recall, None, None, row.reference))
        rows.append(("f1", row.label, row.f1, row.f1_low, row.f1_high, row.reference))
    return rows


def judgements(hand: pd.DataFrame, machine: pd.DataFrame) -> list[tuple[object, ...]]:
    """For actions that both have, how often the columns are the same; n is the number of these actions."""
    table = same(match_actions(hand, machine))
    return [("same", row.column, row.same / row.of, *wilson(row.same, row.of), row.of) for row in table.itertuples()]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
