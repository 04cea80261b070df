"""Judge attributions in six kinds of text, and count what was missed.

    python bench/genres.py draw FILE      # a sheet of attributions to judge, for a spreadsheet
    python bench/genres.py judged FILE    # take the filled sheet into bench/genres/judged.csv
    python bench/genres.py                # print the shares and write bench/results/genres.csv

The six are the open corpus (`load_corpus("open")`, from which two draws are taken) and the five folders of
bench/genres, whose README says what they are. In each, up to 100 of the attributions that `find_attributions` finds
are drawn with a fixed seed. A reader who has written no rule fills in ``yes`` or ``no``: `is_attribution` (does the
text attribute these words to somebody?), `source_right`, `content_right`, `speaker_right` (where the first is no, the
others may stay empty and count as wrong); rows that are left empty are not judged. An attribution is drawn by where it
stands, and its judgement holds as long as source, cue and content stand in the same places and the speaker has the
same name: after a change of rules only what has changed is to be judged again, and the last command says how many
those are.

In the 20 texts of bench/genres/marked.csv a marked attribution counts as found when the content of an attribution found
takes in at least half of its words, and not its cue as well (that is what reports it from outside). Inner attributions
are marked, so they are looked for, too (``nested=True``). The last command ends with status 1 when a share is
beyond its bound.
"""

import hashlib
import platform
import sys
from pathlib import Path
from typing import Any

import pandas as pd

import newsloupe as nl
from newsloupe import text as nl_text
from newsloupe.escaping import from_cell, to_cell
from newsloupe.intervals import wilson
from newsloupe.saving import put

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "genres"
JUDGED, MARKED, RESULT = TEXTS / "judged.csv", TEXTS / "marked.csv", HERE / "results" / "genres.csv"
AGAIN = "open again"  # a second draw, judged when the rules had been mended after the errors of the first
GROUPS = ("open", AGAIN, "transcripts", "columns", "press_releases", "court_police", "sport")
SEED, SEED_AGAIN, DRAWN = 14, 15, 100
KEY = ["text", "source_at", "cue_at", "content_at", "speaker"]
QUESTIONS = ["is_attribution", "source_right", "content_right", "speaker_right"]
SHEET = ["group", *KEY[:4], "source", "cue", "content", "speaker", "passage", *QUESTIONS, "note"]
SIGNS = {"source": "[]", "cue": "{}", "content": "<>"}
ALL_RIGHT = dict.fromkeys(GROUPS, 0.75) | {"open": 0.80, AGAIN: 0.80}  # shares that each group should reach
MISSED = 0.25  # and of what is marked, the largest share that may be missed
COLUMNS = ["set", "measure", "value", "low", "high", "n"]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["draw", file]:
            return draw(Path(file))
        case ["judged", file]:
            return take_in(Path(file))
        case []:
            return measure()
    print(__doc__)
    return 2


# ---------------------------------------------------------------- what is found, and what of it is drawn


def texts(group: str) -> nl.Corpus:
    return nl.load_corpus("open" if group in ("open", AGAIN) else TEXTS / group)


def found(group: str, corpus: nl.Corpus, nested: bool = False) -> pd.DataFrame:
    """One row per attribution; `text` is group and file, each ``…_at`` the places of its pieces (``12..20 31..40``)."""
    spans = nl.find_attributions(corpus, nested=nested)
    table = nl.attribution_list(spans).set_index(["article", "group"])
    place = spans["start"].astype(str) + ".." + spans["end"].astype(str)  # 12-20 would be a date to a spreadsheet
    for label in SIGNS:
        own = spans[spans["label"] == label]
        pieces = place[own.index].groupby([own["article"], own["group"]]).agg(" ".join)
        table[f"{label}_at"] = pieces.reindex(table.index, fill_value="")
    table = table.reset_index(level="article").reset_index(drop=True)
    folder = group.removesuffix(" again")
    table = table.assign(group=group, text=[f"{folder}/{article}.txt" for article in table["article"]])
    return table[["article", *SHEET[:9]]]


def places(at: str) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in (piece.split("..") for piece in at.split())]


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Up to `DRAWN` attributions in an order by chance that hangs on each one's place alone: another attribution that
    comes or goes elsewhere changes at most the last of them."""
    anchor = table["cue_at"].where(table["cue_at"] != "", table["content_at"])
    names = table["text"] + " " + anchor.str.split("..", regex=False).str[0]
    seed = SEED_AGAIN if (table["group"] == AGAIN).any() else SEED
    lot = [hashlib.sha256(f"{seed} {name}".encode()).hexdigest() for name in names]
    return table.assign(lot=lot).sort_values(["lot", *KEY]).head(DRAWN)


# ---------------------------------------------------------------- the sheet, there and back


def draw(file: Path) -> int:
    """Write the sheet; what is judged already is filled in."""
    sheets = []
    for group in GROUPS:
        corpus = texts(group)
        every = found(group, corpus)
        sample = drawn(every)
        sheets.append(sample.assign(passage=[passage(corpus[row.article].text, row) for row in sample.itertuples()]))
        print(f"{group}: {len(sample)} of {len(every)} attributions in {len(corpus)} texts")
    sheet = pd.concat(sheets).merge(judgements(), on=KEY, how="left")[SHEET].fillna("")
    put(file, sheet.map(to_cell).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    return 0


def passage(text: str, row: Any) -> str:
    """The paragraphs around an attribution, with ``[source]``, ``{cue}`` and ``<content>``."""
    signs = [(start, end, SIGNS[label]) for label in SIGNS for start, end in places(str(getattr(row, f"{label}_at")))]
    first, last = min(start for start, _, _ in signs), max(end for _, end, _ in signs)
    around = [(start, end) for start, end in nl_text.paragraphs(text) if end > first and start < last]
    first, last = min([first, *(start for start, _ in around)]), max([last, *(end for _, end in around)])
    put_in = sorted([(end, 0, sign[1]) for _, end, sign in signs] + [(start, 1, sign[0]) for start, _, sign in signs])
    for at, _, sign in reversed(put_in):
        text = text[:at] + sign + text[at:]
    return text[first : last + len(put_in)].strip()


def judgements(file: Path = JUDGED) -> pd.DataFrame:
    """What has been judged so far; no row when nothing has."""
    if not file.is_file():
        return pd.DataFrame(columns=[*KEY, *QUESTIONS, "note"], dtype=str)
    return pd.read_csv(file, dtype=str, keep_default_na=False).map(from_cell)


def take_in(file: Path, into: Path = JUDGED) -> int:
    """Add the judged rows of a sheet; a row that was judged before takes the new judgement."""
    sheet = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig").map(from_cell)
    if missing := [name for name in [*KEY, *QUESTIONS, "note"] if name not in sheet]:
        print(f"{file} has no column {', '.join(missing)}: is it a sheet that `draw` wrote?")
        return 2
    sheet[QUESTIONS] = sheet[QUESTIONS].map(lambda cell: cell.strip().lower())
    judged = sheet[(sheet[QUESTIONS] != "").any(axis=1)].copy()
    no = judged["is_attribution"] == "no"
    judged.loc[no, QUESTIONS] = judged.loc[no, QUESTIONS].replace("", "no")
    unclear = judged[~judged[QUESTIONS].isin(["yes", "no"]).all(axis=1)]
    if len(unclear):
        print(
            f"Nothing taken: yes or no is wanted in all four columns of row {', '.join(map(str, unclear.index + 2))}."
        )
        return 2
    every = pd.concat([judgements(into), judged[[*KEY, *QUESTIONS, "note"]]]).drop_duplicates(KEY, keep="last")
    every = every.sort_values(KEY).map(to_cell)
    put(into, every.to_csv(index=False, lineterminator="\n").encode())
    print(f"{len(judged)} rows taken, {len(sheet) - len(judged)} not judged; {len(every)} judgements in {into.name}")
    return 0


# ---------------------------------------------------------------- the shares


def measure() -> int:
    rows: list[tuple[object, ...]] = []
    marked, known = pd.read_csv(MARKED, keep_default_na=False), judgements()
    every = []
    for group in GROUPS:
        corpus = texts(group)
        rows += shares(group, found(group, corpus), known)
        own = marked[marked["text"].str.startswith(f"{group}/")]
        if len(own):
            every += missed(own, found(group, corpus, nested=True), corpus)
            rows.append(share(group, "missed", sum(every[-len(own) :]), len(own)))
    rows.append(share("all marked texts", "missed", sum(every), len(every)))
    table = pd.DataFrame(rows, columns=COLUMNS)
    written = table.assign(**versions()).to_csv(index=False, float_format="%.4f", lineterminator="\n")
    put(RESULT, written.encode())
    print(table.to_string(index=False, float_format="{:.3f}".format, na_rep=""))
    return beyond(table)


def shares(group: str, every: pd.DataFrame, known: pd.DataFrame) -> list[tuple[object, ...]]:
    """How many were drawn (n: of how many found) and judged (n: of those), and of these how many are right."""
    sample = drawn(every)
    judged = sample.merge(known, on=KEY)
    if len(judged) < len(sample):
        print(f"{group}: {len(sample) - len(judged)} of {len(sample)} are not judged, or changed since")
    counts = [
        (group, "drawn", len(sample), None, None, len(every)),
        (group, "judged", len(judged), None, None, len(sample)),
    ]
    if judged.empty:
        return counts
    right = judged[QUESTIONS] == "yes"
    right = right[QUESTIONS].rename(columns={"is_attribution": "attribution_right"}).assign(all_right=right.all(axis=1))
    return counts + [
        share(group, name.replace("_", " "), int(column.sum()), len(column)) for name, column in right.items()
    ]


def share(group: str, name: str, count: int, n: int) -> tuple[object, ...]:
    return (group, name, count / n, *wilson(count, n), n)


def missed(marked: pd.DataFrame, every: pd.DataFrame, corpus: nl.Corpus) -> list[bool]:
    """Of each marked attribution: was it missed?"""
    contents = {text: [places(at) for at in own["content_at"]] for text, own in every.groupby("text")}
    words = {article.id: nl_text.words(article.text) for article in corpus}
    result = []
    for row in marked.itertuples():
        own = [start for start, _ in words[Path(str(row.text)).stem] if row.start <= start < row.end]
        candidates = [pieces for pieces in contents.get(row.text, []) if not holds(pieces, row.cue_start)]
        best = max((sum(holds(pieces, start) for start in own) for pieces in candidates), default=0)
        result.append(best < len(own) / 2 or best == 0)
    return result


def holds(pieces: list[tuple[int, int]], place: int | str) -> bool:
    return place != "" and any(start <= int(place) < end for start, end in pieces)


def beyond(table: pd.DataFrame) -> int:
    """Print which shares are beyond their bounds; 1 if there is one."""
    right, lost = table[table["measure"] == "all right"], table[table["measure"] == "missed"]
    low = [row.set for row in right.itertuples() if row.value < ALL_RIGHT[row.set]]
    high = [row.set for row in lost.itertuples() if row.value > MISSED]
    for name, groups in (("too few are all right", low), ("too many are missed", high)):
        if groups:
            print(f"{name}: {', '.join(groups)}")
    return int(bool(low or high))


def versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsloupe": nl.__version__, "python": python, "pandas": pd.__version__}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
