"""Make seeds/open from the tables of Wikinews articles, and set eight aside that nobody is to read from now on.

    python bench/open_corpus.py ../shared/corpora/wikinews

Takes the folder with ``2019.csv`` and ``2020.csv`` (url, date, title, text). Eight articles are drawn with a fixed seed
and stay out of everything here; the others become one text file each, byte for byte as in the table, and a manifest.
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

OPEN = Path(__file__).resolve().parents[1] / "seeds" / "open"
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the tables; it is not part of this project")
    folder = parser.parse_args().folder
    if not list(folder.glob("*.csv")):
        sys.exit(f"there is no .csv in {folder}; give the folder of the Wikinews tables")
    table = articles(folder)
    shipped = table[~table["id"].isin(set_aside(table))]
    OPEN.mkdir(exist_ok=True)
    for row in shipped.itertuples():
        put(OPEN / f"{row.id}.txt", row.text.encode("utf-8"))
    manifest = pd.read_csv(write_manifest(OPEN), dtype=str, keep_default_na=False)
    known = shipped.set_index("id").loc[manifest["id"]].reset_index()
    manifest["label"] = known["title"]
    manifest[["title", "date", "url"]] = known[["title", "date", "url"]]
    manifest["outlet"], manifest["author"], manifest["language"] = "Wikinews", "Wikinews contributors", "en"
    put(OPEN / "manifest.csv", manifest.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    print(f"{len(shipped)} articles in {OPEN.name}, {len(table) - len(shipped)} set aside unread")


if __name__ == "__main__":
    main()
