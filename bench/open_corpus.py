"""Make seeds/open and seeds/fresh from the tables of Wikinews articles: 287 to compare with, eight for tests of coders.

    python bench/open_corpus.py ../shared/corpora/wikinews

Takes the folder with ``2019.csv`` and ``2020.csv`` (url, date, title, text). Eight articles are drawn with a seed;
no rule, list, page or lesson uses them. Dealt out by length they make two sets of four, one for a pilot and one for the
test of reliability. Each article becomes one text file, byte for byte as in the table; each folder has a manifest.
"""

import argparse
import random
import sys
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import regex

from newsloupe.corpus import write_manifest
from newsloupe.saving import put

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
DEALT = "pilot reliability reliability pilot".split()  # and again: about as many words in each
SEED, ASIDE = 20, 8
LONGEST = 60  # characters of a file's name after the date


def articles(folder: Path) -> pd.DataFrame:
    """All articles, by date and address: url, date, title, text, and an id that can be a file's name."""
    tables = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in sorted(folder.glob("*.csv"))]
    table = pd.concat(tables, ignore_index=True).sort_values(["date", "url"], ignore_index=True)
    return table.assign(id=[_name(row) for row in table.itertuples()])


def _name(row: object) -> str:
    words = regex.sub(r"[^a-z0-9]+", "-", unquote(row.url.rsplit("/", 1)[-1]).lower()).strip("-")  # type: ignore[attr-defined]
    return f"{row.date}-{words[:LONGEST].rstrip('-')}"  # type: ignore[attr-defined]


def set_aside(table: pd.DataFrame) -> list[str]:
    """The ids of the eight that are left out."""
    return sorted(random.Random(SEED).sample(sorted(table["id"]), ASIDE))


def fresh_sets(aside: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The articles that were set aside, in two sets of about the same length."""
    longest_first = aside.assign(words=aside["text"].str.split().str.len()).sort_values("words", ascending=False)
    name = [DEALT[number % len(DEALT)] for number in range(len(aside))]
    return {which: own.sort_values("id") for which, own in longest_first.groupby(name)}


def write(folder: Path, table: pd.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for row in table.itertuples():
        put(folder / f"{row.id}.txt", row.text.encode("utf-8"))
    manifest = pd.read_csv(write_manifest(folder), dtype=str, keep_default_na=False)
    known = table.set_index("id").loc[manifest["id"]].reset_index()
    manifest["label"] = known["title"]
    manifest[["title", "date", "url"]] = known[["title", "date", "url"]]
    manifest["outlet"], manifest["author"], manifest["language"] = "Wikinews", "Wikinews contributors", "en"
    put(folder / "manifest.csv", manifest.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    print(f"{len(table)} articles in {folder.relative_to(SEEDS)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the tables; it is not part of this project")
    folder = parser.parse_args().folder
    if not list(folder.glob("*.csv")):
        sys.exit(f"there is no .csv in {folder}; give the folder of the Wikinews tables")
    table = articles(folder)
    aside = table["id"].isin(set_aside(table))
    write(SEEDS / "open", table[~aside])
    for name, own in fresh_sets(table[aside]).items():
        write(SEEDS / "fresh" / name, own)


if __name__ == "__main__":
    main()
