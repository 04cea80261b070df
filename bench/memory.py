"""Are the lists a memory of five articles? How often each code is met in them, and in 287 others.

    python bench/memory.py           # print; ends with status 1 where a code that is on by default is a memory
    python bench/memory.py FOLDER    # … and write the results

FOLDER is the benchmark folder of bench/rhetoric.py. Its news texts (persuasion and babe) and the columns that come with
the project (bench/genres/columns) are a third place, texts of opinion, where a wording may be met.
For each code of the rhetoric and frame codebooks: hits and rates per 1,000 words in the five articles that come with
newsloupe, in the open corpus (Wikinews) and, for rhetoric, in the texts of opinion; the first rate divided by each of
the others; and of the wordings met in the five (a term of a list) the share that is met nowhere else.

A code that is more than 5 times as frequent in the five as in the open corpus is a memory of them, unless its genre
explains it: the codebook says so in words (`genre`), and either the same 5 times are kept in texts of opinion, or these
have it at least 5 times as often as the reports of the open corpus, so that it is a figure of opinion.

The command with FOLDER writes bench/results/memory.csv, bench/results/memory_terms.csv (the wordings that the open
corpus lacks, with how often the texts of FOLDER have them) and lib/newsloupe/codebook/statuses.csv, the statuses of
`newsloupe.codebook.code_statuses`. Run bench/rhetoric.py before it: its results have the agreement with people.

For the lesson of notebook 3, memory_before.csv and rhetoric_before.csv keep what was measured of revision 32a82a7,
whose lists had been finished on the five articles: the hits of its `find_rhetoric` in both corpora, and its results.
"""

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe import text
from newsloupe.codebook import Code, Codebook, codebook_names, statuses
from newsloupe.codebook.terms import Term, TermIndex
from newsloupe.rhetoric import CODEBOOKS
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
COLUMNS = Path(__file__).parent / "genres" / "columns"
OPINION = ("persuasion", "babe")  # of the benchmark folder
LAYERS = ("rhetoric", "framing")
ALLOWED = 5  # times as often in the five articles as elsewhere
FEW = 2  # hits in the five articles: fewer show no memory
REMEMBERED = 0.34  # larger shares of a frame's wordings that only the five articles have: its codebook says so
SEEN = 3  # hits in the open corpus that a code needs, if nobody has measured it
ENOUGH, RIGHT = 20, 1 / 3  # found among texts coded by people or of opinion; the share that has to be right
SETS = ("hedge", "babe", "metaphor", "hyperbole", "persuasion")  # a code is measured on the first that has it


def main(folder: Path | None) -> int:
    table, terms = memory(*spans_of_both(), elsewhere(folder) if folder else known_elsewhere())
    table = with_opinion(table, opinion(folder) if folder else known_opinion())
    print(table.to_string(index=False, float_format="{:.2f}".format))
    devices = with_status(table[table["layer"] == "rhetoric"], agreement_with_people())
    print(
        devices[["code", "status", "set", "precision", "recall"]].to_string(index=False, float_format="{:.2f}".format)
    )
    if folder:
        write(RESULTS / "memory.csv", table.drop(columns="reason"))
        write(RESULTS / "memory_terms.csv", terms[terms["open"] == 0].drop(columns="open"))
        write(statuses.FILE, devices.drop(columns=["layer", "reason"]))
    failing = devices[(devices["status"] != statuses.BY_HAND) & ~remembers_nothing(devices)]
    for row in failing.itertuples():
        print(
            f"{row.code}: {row.times:.1f} times as often in the five articles, "
            f"{row.only_five:.0%} of its wordings only there"
        )
    return int(bool(len(failing)))


def write(path: Path, table: pd.DataFrame) -> None:
    put(path, table.to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())


def books() -> list[Codebook]:
    return [book for book in map(nl.load_codebook, codebook_names()) if book.layer in LAYERS and _is_run(book)]


def _is_run(book: Codebook) -> bool:
    return book.layer == "framing" or book.name in CODEBOOKS


def spans_of_both() -> tuple[pd.DataFrame, pd.DataFrame]:
    return tuple(spans_in(nl.load_corpus(which)) for which in (None, "open"))  # type: ignore[return-value]


def spans_in(corpus: nl.Corpus) -> pd.DataFrame:
    """All that the machine finds by any of the codebooks, each span with the wording that it was found by, and the
    words of the corpus in `attrs`."""
    devices = nl.find_rhetoric(corpus, codes="all")
    frames = [nl.find_frames(corpus, book.name) for book in books() if book.layer == "framing"]
    spans = pd.concat([devices, *frames], ignore_index=True)
    indicators = {one.id: one for book in books() for code in book.codes for _, one in code.all_indicators()}
    spans["term"] = [
        term_of(rule, indicators[rule].terms, found) for rule, found in zip(spans["rule"], spans["text"], strict=True)
    ]
    spans.attrs["words"] = sum(len(text.words(article.text)) for article in corpus)
    return spans


@cache
def term_of(rule: str, terms: tuple[str, ...], found: str) -> str:
    """The term of an indicator that found these words; the id of the indicator where it has no terms."""
    fitting = [terms[term.indicator] for term, *_ in index_of(terms).look_up(text.Text(found))] if terms else []
    return max(fitting, key=len, default=rule)


@cache
def index_of(terms: tuple[str, ...]) -> TermIndex:
    return TermIndex(Term.of(term, number, "terms", False) for number, term in enumerate(terms))


def texts_of(folder: Path) -> dict[str, list[str]]:
    """The news texts of the benchmark folder: articles, and sentences of the leanings of all sides."""
    folder = folder / "rhetoric" if (folder / "rhetoric").is_dir() else folder
    lines = {name: (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in OPINION}
    return {name: [json.loads(line)["text"] for line in found if line.strip()] for name, found in lines.items()}


def opinion(folder: Path) -> pd.DataFrame:
    """Hits in texts of opinion by code of the rhetoric codebooks, and their rate per 1,000 words."""
    coded = texts_of(folder)
    coded["babe"] = ["\n\n".join(coded["babe"])]  # single sentences
    coded["columns"] = [file.read_text(encoding="utf-8") for file in sorted(COLUMNS.glob("*.txt"))]
    corpus = nl.Corpus.from_texts({f"{name}-{n}": one for name, texts in coded.items() for n, one in enumerate(texts)})
    words = sum(len(text.words(article.text)) for article in corpus)
    hits = nl.find_rhetoric(corpus, codes="all").groupby(["codebook", "label"]).size().rename("opinion_hits")
    table = hits.rename_axis(["codebook", "code"]).reset_index()
    return table.assign(per_1000_opinion=1000 * table["opinion_hits"] / words)


def known_opinion() -> pd.DataFrame:
    """The same as it was counted when the results were written."""
    table = pd.read_csv(RESULTS / "memory.csv")
    return table[["codebook", "code", "opinion_hits", "per_1000_opinion"]].dropna()


def with_opinion(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    table = table.merge(found, how="left", on=["codebook", "code"])
    counted = (table["layer"] == "rhetoric") & table["open_hits"].notna()
    for column in ("opinion_hits", "per_1000_opinion"):
        table[column] = table[column].where(~counted, table[column].fillna(0))
    with np.errstate(divide="ignore", invalid="ignore"):
        table["times_opinion"] = np.divide(table["per_1000_five"], table["per_1000_opinion"])
    return table[[*(column for column in table if column != "reason"), "reason"]]


def elsewhere(folder: Path) -> dict[str, int]:
    """How often each term of a list is met in the news texts of the benchmark folder."""
    whole = text.Text("\n\n".join(one for texts in texts_of(folder).values() for one in texts))
    terms = {t for book in books() for code in book.codes for _, one in code.all_indicators() for t in one.terms}
    listed = tuple(sorted(terms))
    found = index_of(listed).look_up(whole)
    return dict(Counter(listed[term.indicator] for term, *_ in found))


def known_elsewhere() -> dict[str, int]:
    """The same as it was counted when the results were written; only for wordings that the open corpus lacks."""
    table = pd.read_csv(RESULTS / "memory_terms.csv")
    return dict(zip(table["term"], table["elsewhere"], strict=True))


def memory(five: pd.DataFrame, other: pd.DataFrame, more: dict[str, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per code; and one per wording met in the five articles."""
    key = ["codebook", "label", "rule", "term"]
    terms = five.groupby(key).size().rename("five").to_frame()
    terms["open"] = other.groupby(key).size().reindex(terms.index, fill_value=0)
    terms = terms.astype(int).reset_index().rename(columns={"label": "code"})
    terms = terms[terms["term"] != terms["rule"]]  # a list; patterns and figures are no memory of wordings
    terms["elsewhere"] = terms["term"].map(lambda term: more.get(term, 0))
    rows = [row_of(book, code, five, other, terms) for book in books() for code in book.codes]
    return pd.DataFrame(rows), terms


def row_of(
    book: Codebook, code: Code, five: pd.DataFrame, other: pd.DataFrame, terms: pd.DataFrame
) -> dict[str, object]:
    row: dict[str, object] = {"layer": book.layer, "codebook": book.name, "code": code.label}
    for name, spans in (("open", other), ("five", five)):
        hits = ((spans["codebook"] == book.name) & (spans["label"] == code.label)).sum() if code.by_machine else np.nan
        row |= {f"{name}_hits": hits, f"per_1000_{name}": 1000 * hits / spans.attrs["words"]}
    with np.errstate(divide="ignore", invalid="ignore"):
        row["times"] = np.divide(row["per_1000_five"], row["per_1000_open"])
    own = terms[(terms["codebook"] == book.name) & (terms["code"] == code.label)]
    nowhere = (own["open"] == 0) & (own["elsewhere"] == 0)
    row["only_five"] = nowhere.mean() if code.by_machine and len(own) else np.nan
    row["reason"] = bool(code.genre)
    return row


def remembers_nothing(table: pd.DataFrame) -> pd.Series:
    """At most five times as frequent as in the open corpus, or more where the genre explains it."""
    rare = table["five_hits"] < FEW
    return (~(table["times"] > ALLOWED) | rare | explained(table)) & ~(table["only_five"] > 0)


def explained(table: pd.DataFrame) -> pd.Series:
    """Does the genre explain it: the same 5 times hold in opinion, or opinion has it 5 times as often as reports?"""
    as_in_opinion = table["times_opinion"] <= ALLOWED
    of_opinion = (table["opinion_hits"] >= ENOUGH) & (table["per_1000_opinion"] >= ALLOWED * table["per_1000_open"])
    return table["reason"] & (as_in_opinion | of_opinion)


def agreement_with_people() -> pd.DataFrame:
    """By code: ``set``, ``coded``, ``found``, ``precision``, ``recall``, from the results of bench/rhetoric.py."""
    results = pd.read_csv(RESULTS / "rhetoric.csv")
    results = results[results["set"].isin(SETS) & (results["label"] != "all")]
    wide = results.pivot(index=["label", "set", "n"], columns="measure", values="value").reset_index()
    wide["order"] = wide["set"].map(SETS.index)
    wide = wide.sort_values(["label", "order"]).drop_duplicates("label").rename(columns={"label": "code", "n": "coded"})
    return wide[["code", "set", "coded", "found", "precision", "recall"]]


def with_status(table: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    table = table.merge(agreed, how="left", on="code")
    measured = table["found"] >= ENOUGH
    right = measured & (table["precision"] >= RIGHT)
    found = (table["open_hits"] >= SEEN) | (explained(table) & (table["opinion_hits"] >= ENOUGH))
    travels = found & ~measured
    status = np.select(
        [~remembers_nothing(table) | table["open_hits"].isna(), right, travels],
        [statuses.BY_HAND, statuses.MEASURED, statuses.TRAVELS],
        statuses.BY_HAND,
    )
    table.insert(3, "status", status)
    return table


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
