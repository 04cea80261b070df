"""The page *Error rates*: how often each detector is right, from the results of the programs in `bench/`."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.codebook import code_statuses, load_codebook
from newsloupe.intervals import wilson
from newsloupe.show.labels import layer_name, readable

NOTHING = "–"
GROUPS = {
    "open": "news reports of volunteers (Wikinews)",
    "open again": "the same, drawn anew, before anything was mended",
    "transcripts": "transcripts and interviews",
    "columns": "letters and columns",
    "press_releases": "press releases",
    "court_police": "court and police reports",
    "sport": "sport",
    "all marked texts": "all 20 marked texts",
}
JUDGED = ["attribution right", "source right", "content right", "speaker right", "all right"]

POLNEAR = "US political news (PolNeAR; Newell et al. 2018)"
FIVE = "the five articles, coded by one of us"
UNSEEN = f"{FIVE}; the program as it was before that coding was known"
KNOWN = f"{FIVE}; the rules were revised with every difference in view"
CLIMATE = "news on climate (Frermann et al. 2023)"
FRAMES = ("conflict", "economic_consequences", "human_interest", "morality", "responsibility")
ALL_FRAMES = "framing: generic frames of an article"
# Detector, table of results, set and label in it, texts.
AGAINST_PEOPLE = [
    ("attribution: content", "attribution", "dev", "all: content", POLNEAR),
    ("attribution: content and source", "attribution", "dev", "all: content with source", POLNEAR),
    ("attribution: content in quotation marks", "attribution", "dev", "quoted: content", POLNEAR),
    ("attribution: content after a verb of saying", "attribution", "dev", "reporting core: content", POLNEAR),
    ("agency: verbs", "agency_reference", "reference unseen", "verb", UNSEEN),
    ("agency: agents", "agency_reference", "reference unseen", "agent", UNSEEN),
    ("agency: patients", "agency_reference", "reference unseen", "patient", UNSEEN),
    ("agency: verbs, now", "agency_reference", "reference known", "verb", KNOWN),
    ("agency: agents, now", "agency_reference", "reference known", "agent", KNOWN),
    ("agency: patients, now", "agency_reference", "reference known", "patient", KNOWN),
    ("framing: policy frame of a sentence", "framing", "frac", "all", "US news (Guida et al. 2025)"),
    (ALL_FRAMES, "framing", "narr", "all", CLIMATE),
    *((f"framing: {readable(name)}", "framing", "narr", name, CLIMATE) for name in FRAMES),
    ("rhetoric: all devices", "rhetoric", "five articles", "all", f"{FIVE}; the lists were finished on them"),
    ("rhetoric: sentences with a hedge", "rhetoric", "hedge", "all", "Wikipedia (Farkas et al. 2010)"),
    ("rhetoric: sentences with loaded language", "rhetoric", "babe", "all", "news (BABE; Spinde et al. 2021)"),
    ("rhetoric: words of loaded language", "rhetoric", "babe words", "all", "news (BABE; Spinde et al. 2021)"),
    ("rhetoric: chiasmus among crossed words", "rhetoric", "chiasmus", "all", "passages (Dubremetz and Nivre 2015)"),
]
# The program, and in the same measure one person against another: table of results, measure, set and label of each.
TWO_PEOPLE = [
    ("attribution: content", "attribution", "f1", ("dev", "all: content"),
     [("train", "person with person, all: content"), ("dev", "person with person, all: content")], POLNEAR),
    *(
        (ALL_FRAMES if name == "all" else f"framing: {readable(name)}", "framing", "macro_f1", ("narr", name),
         [("narr, person with person", name)], CLIMATE)
        for name in ("all", *FRAMES)
    ),
]  # fmt: skip
SETS = {
    "hedge": "Wikipedia (Farkas et al. 2010)",
    "metaphor": "sentences with metaphors",
    "hyperbole": "sentences with hyperboles",
    "persuasion": "news (Da San Martino et al. 2020)",
}
STATUSES = ["measured", "travels, not measured", "for human coders"]
SAME = ["voice", "factuality", "both actors", "everything"]
# What stands in the variant of a row of parity.csv, and which measures these are.
KINDS = {
    "published counts": "readability formulas",
    "counted from words": "words, letters, characters",
    "collocation": "collocations",
    "dispersion": "dispersion",
    "word shift": "word shifts",
}
INTRODUCTION = """# Error rates

Whoever counts with a program should know how often it is wrong. Here is what was measured, from the files in
`bench/results`; each kind of measure has a table of its own, because shares of different things cannot be compared.
*n* is the number of cases, and an interval in brackets says where the share may lie if other cases of the same kind
had been taken (95%). Rules were changed with some of these figures in view, so expect a little less on texts of your
own. What the errors look like stands in [notebook 7](notebooks/07-how-far-to-trust-it.ipynb).
"""
BELOW = "```{toctree}\n:hidden:\n\nbench/genres/README\n```"  # Sphinx wants every page under another


def write_error_rates(results: Path, page: Path) -> None:
    """Write the page from the tables in the folder `results`; what is not there has not been measured."""
    parts = [
        INTRODUCTION,
        *genres(results),
        *fresh(results),
        *against_people(results),
        *two_people(results),
        *five_articles(results),
        *judged_right(results),
        *by_status(),
        *counted(results),
        BELOW,
    ]
    page.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


# ---------------------------------------------------------------- the parts of the page


def genres(results: Path) -> Iterator[str]:
    yield "## Attribution in six kinds of text"
    measured = read(results, "genres")
    if measured.empty:
        yield "This has not been measured."
        return
    yield (
        "How to read it: of the attributions that the program finds in texts of a kind, so many are attributions at "
        "all, have the right source, the right content and the right speaker, and are right in all of it; *missed* is "
        "the share of the attributions marked by a reader that the program does not find. Those that are judged were "
        "drawn at random, and whoever judged them had written no rule. All texts but those of Wikinews were "
        "[invented for it](bench/genres/README.md). Rules were mended after the errors in these very texts had been "
        "read, in transcripts above all, so that other texts will fare worse; only what changed was judged again."
    )
    cells = {(row.set, row.measure): row for row in measured.itertuples()}
    rows = []
    for group in dict.fromkeys(measured["set"]):
        judged = cells.get((group, "judged"))
        right = [interval(cells.get((group, name))) for name in JUDGED]
        number = NOTHING if judged is None else f"{judged.value:.0f} of {judged.n:.0f}"
        lost = cells.get((group, "missed"))
        marked = NOTHING if lost is None else f"{lost.n:.0f}"
        rows.append([GROUPS.get(group, group), number, *right, marked, interval(lost)])
    yield table(["texts", "judged", *(name.removesuffix(" right") for name in JUDGED), "marked", "missed"], rows)
    parts = measured[measured["measure"].isin(JUDGED[1:4]) & ~measured["set"].isin(["open again", "all marked texts"])]
    if parts.empty:
        yield "What was found has not been judged."
        return
    right = parts.groupby("measure")["value"].mean()
    worst = right.idxmin().removesuffix(" right")
    yield (
        f"Wrong most often is the {worst}, right in {right.min():.0%} on average: read the passages before you count "
        f"by {worst}."
    )


def fresh(results: Path) -> Iterator[str]:
    yield "## Eight fresh texts"
    measured = read(results, "fresh")
    if measured.empty:
        yield "This has not been measured."
        return
    yield (
        "How to read it: eight news reports that no rule was made on, each read twice by makers of this project who "
        "worked apart, knew the guide, and saw nothing that the program marks. *F1*, a share, and Krippendorff's "
        "*alpha* (over sentences; no share: 1 is perfect, 0 what chance gives) are given for the two readings with "
        "each other and for the program with each of them. Two strangers would agree less than these two did."
    )
    rows = []
    for (layer, first, second), own in measured[measured["label"] == "all"].groupby(["layer", "first", "second"]):
        row = own.iloc[0]
        f1 = percent(row["f1"], row["f1_low"], row["f1_high"])
        alpha = f"{row['alpha']:.2f} [{row['alpha_low']:.2f}, {row['alpha_high']:.2f}]"
        marks = [f"{row[name]:,.0f}" for name in ("reference", "other")]
        rows.append([f"{first} and {second}", *marks, f1, alpha, layer_name(str(layer))])
    yield table(["who with whom", "marks", "marks of the other", "F1", "alpha"], with_lines(rows))


def against_people(results: Path) -> Iterator[str]:
    yield "## Against what people marked"
    yield (
        "How to read it: *precision* is the share of what the program marks that people marked too, *recall* the share "
        "of what people marked that the program finds, and *F1* one number for both, which is low when one of them is; "
        "*n* is the number of passages that people marked, or of sentences or articles that they sorted."
    )
    rows = []
    for detector, file, name, label, texts in AGAINST_PEOPLE:
        own = chosen(results, file, set=name, label=label)
        found = {row.measure: row for row in own.itertuples()}
        if "f1" in found:
            shown = [interval(found.get(measure)) for measure in ("precision", "recall", "f1")]
            rows.append([detector, *shown, f"{found['f1'].n:,.0f}", texts])
    yield table(["detector", "precision", "recall", "F1", "n"], with_lines(rows))


def two_people(results: Path) -> Iterator[str]:
    yield "## How far people agree with each other"
    yield (
        "How to read it: how far the program does what people did, and how far one person does what another did, in "
        "the same measure. On the articles on climate the program is compared with what most coders said, which is "
        "easier. *F1* is that of passages, *macro-F1* the mean of the F1 of *present* and of *absent*; *n* is the "
        "number of pairs of people's codings, or of articles. PolNeAR has two parts, *train* and *dev*; the program is "
        "measured on *dev*."
    )
    rows = []
    for detector, file, measure, own, others, texts in TWO_PEOPLE:
        by_program = chosen(results, file, measure=measure, set=own[0], label=own[1])
        for name, label in others:
            person = chosen(results, file, measure=measure, set=name, label=label)
            if len(by_program) and len(person):
                shown = [interval(by_program.iloc[0]), interval(person.iloc[0]), f"{person.iloc[0]['n']:,.0f}"]
                what = f"{detector}, people on *{name}*" if len(others) > 1 else detector
                rows.append([what, "macro-F1" if measure == "macro_f1" else "F1", *shown, texts])
    yield table(["detector", "measure", "program", "people", "n"], with_lines(rows))


def five_articles(results: Path) -> Iterator[str]:
    yield "## Devices in the five articles"
    yield (
        "How to read it: the codes that run by default, against one reading of the five articles, on which the lists "
        "were finished. So these are results of an exam whose questions were known, and where *n* is small, of a few "
        "passages."
    )
    own = chosen(results, "rhetoric", set="five articles")
    own = own[own["label"] != "all"] if len(own) else own
    by_label = {label: {row.measure: row for row in part.itertuples()}
                for label, part in (own.groupby("label") if len(own) else ())}  # fmt: skip
    rows = [
        [readable(label), *(interval(found.get(name)) for name in ("precision", "recall", "f1")),
         f"{found['recall'].n:.0f}"]
        for label, found in sorted(by_label.items(), key=lambda one: -one[1]["recall"].n)
    ]  # fmt: skip
    yield table(["device", "precision", "recall", "F1", "n"], rows)
    yield (
        "Page residue, naming, metaphor domains, Entman's functions, episodic and thematic framing, war and peace "
        "journalism and politics as a game have been compared with nobody's coding."
    )


def by_status() -> Iterator[str]:
    yield "## The codes of rhetoric by status"
    yield (
        "How to read it: *elsewhere* and *five* are hits per 1,000 words in 287 articles of Wikinews and in the five "
        "articles of this project, on which the first lists were made. *Measured* codes were compared with people on "
        "texts that are no part of the project; those that *travel* find something in other news as well, but nobody "
        "has counted how often they are right; the others are *for human coders*, and a zero says nothing."
    )
    for status in STATUSES:
        own = code_statuses().query("status == @status").sort_values(["codebook", "code"], kind="stable")
        rows = [
            [
                readable(row.code, row.codebook),
                *(NOTHING if pd.isna(rate) else f"{rate:.2f}" for rate in (row.per_1000_open, row.per_1000_five)),
                *(NOTHING if pd.isna(share) else percent(share) for share in (row.precision, row.recall)),
                SETS.get(row.set, row.set or NOTHING),
                load_codebook(row.codebook).title,
            ]
            for row in own.itertuples()
        ]
        known = [row for row in rows if set(row[1:-1]) != {NOTHING}]
        shown = table(["code", "elsewhere", "five", "precision", "recall", "coded texts"], with_lines(known))
        empty = ", ".join(row[0] for row in rows if row not in known)
        parts = [shown, f"Only people can find these: {empty}." if empty else ""]
        yield folded(f"{status[0].upper()}{status[1:]}: {len(rows)} codes", "\n\n".join(parts))


def judged_right(results: Path) -> Iterator[str]:
    yield "## Judged one by one"
    yield "How to read it: of *n* things that the program said, this share was right."
    rows = [
        [
            f"agency, {row.judged}",
            percent(row.right / row.n, *wilson(row.right, row.n)),
            f"{row.n}",
            f"{row.set}, judged by {row.reader}",
        ]
        for row in read(results, "agency").itertuples()
    ]
    for row in chosen(results, "agency_reference", set="reference unseen", measure="same").itertuples():
        if row.label in SAME:
            rows.append([f"agency, {row.label} of actions that both have", interval(row), f"{row.n:,.0f}", UNSEEN])
    yield table(["what", "right", "n"], with_lines(rows))


def counted(results: Path) -> Iterator[str]:
    yield "## Syllables and formulas"
    yield (
        "How to read it: syllables are counted by rules, so that some words get a wrong number, which moves a text on "
        "Flesch's scale by so many points; the formulas are exact, and the last table says by which part of its value "
        "a number differs at most from that of other programs for the same words."
    )
    rows = [
        [
            f"`{row.counter}`",
            percent(row.words_right),
            f"{row.texts}",
            f"{row.flesch_moved_mean:.1f}",
            f"{row.articles}",
        ]
        for row in read(results, "syllables").itertuples()
    ]
    yield table(["counter", "words right", "n: texts", "Flesch moved by", "n: articles"], rows)
    parity = read(results, "parity")
    rows = []
    for kind, own in parity.groupby(parity["variant"].map(kind_of), sort=False) if len(parity) else ():
        most = own["largest_relative_difference"].max()
        told = "0" if not most else "less than 0.000001" if most < 1e-6 else f"{most:.6f}"
        rows.append([kind, f"{len(own)}", f"{own['values'].sum():,}", told])
    yield table(["measures", "how many", "n: values", "largest difference"], rows)


def kind_of(variant: object) -> str:
    """What a row of parity.csv is about."""
    named = [kind for start, kind in KINDS.items() if start in str(variant)]
    return named[0] if named else "lexical diversity and keyness"


# ---------------------------------------------------------------- reading and writing tables


def read(results: Path, name: str) -> pd.DataFrame:
    """A table of results; an empty one where it has not been measured."""
    file = results / f"{name}.csv"
    return pd.read_csv(file) if file.is_file() else pd.DataFrame()


def chosen(results: Path, name: str, **values: str) -> pd.DataFrame:
    """The rows of a table of results that have these values."""
    own = read(results, name)
    for column, value in values.items() if len(own) else ():
        own = own[own[column] == value]
    return own


def percent(share: float, low: float = float("nan"), high: float = float("nan")) -> str:
    """A share in percent, with its interval where it has one."""
    return f"{share:.0%}" + (f" [{100 * low:.0f}–{100 * high:.0f}]" if low == low else "")


def interval(row: Any) -> str:
    return NOTHING if row is None else percent(row.value, row.low, row.high)


def with_lines(rows: list[list[str]]) -> list[list[str]]:
    """The rows without their last cell, which stands in a line of its own above all rows that have the same."""
    lines: list[list[str]] = []
    for last, own in groupby(rows, key=lambda row: row[-1]):
        lines += [[f"**{last[:1].upper()}{last[1:]}**"], *(row[:-1] for row in own)]
    return lines


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, without columns that say nothing; a sentence where there is no row."""
    if not rows:
        return "This has not been measured."
    full = [row for row in rows if len(row) == len(heads)]
    said = [place for place in range(len(heads)) if any(row[place] != NOTHING for row in full)]
    told = [[row[place] for place in said] if len(row) == len(heads) else row + [""] * (len(said) - 1) for row in rows]
    lines = [[heads[place] for place in said], ["---"] * len(said), *told]
    made = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return re.sub(r"\[\d[^\]|]*\]", r'<span class="unbroken">\g<0></span>', made)  # an interval stays in one line


def folded(summary: str, inside: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{inside.strip()}\n\n</details>"
