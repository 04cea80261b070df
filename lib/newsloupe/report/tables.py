"""The tables of an export: a row for each article, attribution, device, frame and action, with what is known of the
article and the sentence; and what one needs to know to read them."""

import platform
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.agency.finder import actions
from newsloupe.attribution.who_speaks import attribution_list
from newsloupe.codebook.reasons import JOINT, rules
from newsloupe.codebook.schema import CodebookError, load_codebook
from newsloupe.corpus.article import UNKNOWN, Corpus
from newsloupe.corpus.metadata import PERIODS, Groups, article_groups, with_meta
from newsloupe.rates.counting import rate

# How often the detectors were right: layer, words for it, file of results, set and label in it, which texts.
MEASURED = [
    ("attribution", "contents", "attribution", "dev", "all: content", "US political news (PolNeAR)"),
    ("attribution", "contents in quotation marks", "attribution", "dev", "quoted: content", "the same"),
    ("agency", "verbs", "agency_reference", "reference unseen", "verb", "five articles, coded by one of the authors"),
    ("framing", "policy frame of a sentence", "framing", "frac", "all", "US news (Guida et al. 2025)"),
    ("framing", "generic frames of an article", "framing", "narr", "all", "news on climate (Frermann et al. 2023)"),
    ("rhetoric", "sentences with a hedge", "rhetoric", "hedge", "all", "Wikipedia (Farkas et al. 2010)"),
    ("rhetoric", "sentences with loaded language", "rhetoric", "babe", "all", "news (BABE; Spinde et al. 2021)"),
]
_NAMES = {"attribution": "attributions", "rhetoric": "devices", "framing": "frames", "agency": "agency"}


def all_tables(spans: pd.DataFrame, corpus: Corpus, groups: Mapping[str, Groups]) -> dict[str, pd.DataFrame]:
    """The tables by name, in the order of the sheets."""
    by_layer = {layer: spans[spans["layer"] == layer].reset_index(drop=True) for layer in _NAMES}
    counted = {
        "attributions": attribution_list(by_layer["attribution"]),
        "devices": by_layer["rhetoric"],
        "frames": by_layer["framing"],
        "agency": _actions(by_layer["agency"]),
    }
    bounds = {article.id: _text.sentences(article.text) for article in corpus}
    told = {name: _told(table, corpus, bounds) for name, table in counted.items()}
    return {
        "articles": _articles(corpus, counted),
        **told,
        "by group": _by_group(by_layer, corpus, groups),
        "problems": corpus.problems,
        "codebook": _codebook(spans),
        "about": _about(spans, corpus, groups),
    }


def usual_groups(corpus: Corpus) -> dict[str, Groups]:
    """Outlet and month, where more than one is known."""
    found: dict[str, Groups] = {}
    for name, groups in (("outlet", "outlet"), ("month", ("date", "M"))):
        field = groups if isinstance(groups, str) else groups[0]
        known = any(field in article.meta for article in corpus)
        if known and len(set(article_groups(corpus, groups)) - {UNKNOWN}) > 1:
            found[name] = groups
    return found


def _articles(corpus: Corpus, counted: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    table = corpus.table()
    for name, rows in counted.items():
        column = name if name not in table else f"{name}_found"
        table[column] = table["article"].map(rows["article"].value_counts()).fillna(0).astype("int64")
    return table


def _actions(spans: pd.DataFrame) -> pd.DataFrame:
    """`actions` with the place of the verb."""
    if spans.empty:
        return spans
    places = spans.loc[spans["label"] == "verb", ["article", "group", "start"]]
    return actions(spans).merge(places, on=["article", "group"], how="left")


def _told(table: pd.DataFrame, corpus: Corpus, bounds: Mapping[str, Sequence[tuple[int, int]]]) -> pd.DataFrame:
    """`table` without columns in which nothing stands, with what is known of the article and with the sentence."""
    kept = ("article", "start", "label", "text")
    empty = [name for name in table if name not in kept and (table[name].isna() | table[name].eq("")).all()]
    fields = sorted({name for article in corpus for name in article.meta} - {"label", "sha256", "file"})
    table = with_meta(table.drop(columns=[*empty, "layer", "coder"], errors="ignore"), corpus, fields)
    places = zip(table["article"], table["start"], strict=True) if "start" in table else ()
    return table.assign(sentence=[_sentence(corpus[name].text, bounds[name], int(start)) for name, start in places])


def _sentence(text: str, bounds: Sequence[tuple[int, int]], start: int) -> str:
    place = bisect_right([begin for begin, _ in bounds], start) - 1
    begin, end = bounds[max(place, 0)] if bounds else (0, len(text))
    return " ".join(text[begin:end].split())


def _by_group(by_layer: Mapping[str, pd.DataFrame], corpus: Corpus, groups: Mapping[str, Groups]) -> pd.DataFrame:
    parts = []
    for name, asked in groups.items():
        for layer, spans in by_layer.items():
            counted = _one_row_each(layer, spans)
            if counted.empty:
                continue
            rates = rate(counted, corpus, groups=article_groups(corpus, asked))
            parts.append(rates.assign(grouped_by=name, layer=layer))
    columns = ["grouped_by", "group", "layer", "label", "articles", "count", "words", "rate", "low", "high"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _one_row_each(layer: str, spans: pd.DataFrame) -> pd.DataFrame:
    """What is counted in a layer: of attributions the cue, by kind; of actions the verb, by voice."""
    if layer == "attribution":
        cues = spans[spans["label"] == "cue"]
        return cues.assign(label="attribution, " + cues["kind"]) if "kind" in cues else cues
    if layer == "agency":
        verbs = spans[spans["label"] == "verb"]
        return verbs.assign(label="action, " + verbs["voice"]) if "voice" in verbs else verbs
    return spans


def _codebook(spans: pd.DataFrame) -> pd.DataFrame:
    """What the labels and the rules in the tables mean."""
    rows: list[tuple[Any, ...]] = []
    used = spans[["codebook", "label"]].drop_duplicates() if "codebook" in spans else pd.DataFrame()
    for name, labels in used[used["codebook"].ne("")].groupby("codebook")["label"] if len(used) else ():
        try:
            codes = {code.label: code for code in load_codebook(str(name)).codes}
        except (CodebookError, OSError):  # a file of one's own that has been moved
            continue
        rows += [("label", name, label, codes[label].title, codes[label].definition)
                 for label in sorted(labels) if label in codes]  # fmt: skip
    known = rules().drop_duplicates("rule").set_index("rule")
    fired = sorted({code for rule in spans["rule"] for code in str(rule).split(JOINT)} & set(known.index))
    rows += [("rule", known.at[code, "codebook"], code, "", known.at[code, "reason"]) for code in fired]
    return pd.DataFrame(rows, columns=["kind", "codebook", "code", "title", "meaning"])


def _about(spans: pd.DataFrame, corpus: Corpus, groups: Mapping[str, Groups]) -> pd.DataFrame:
    layers = ", ".join(dict.fromkeys(spans["layer"])) or "none"
    coders = ", ".join(dict.fromkeys(spans["coder"])) or "nobody"
    grouped = [f"{name}: {asked if isinstance(asked, str) else _shown(asked)}" for name, asked in groups.items()]
    rows = [
        ("newsloupe", import_module("newsloupe").__version__),
        ("python", ".".join(platform.python_version_tuple()[:2])),
        ("pandas", pd.__version__),
        ("articles", str(len(corpus))),
        ("words", str(sum(len(_text.words(article.text)) for article in corpus))),
        ("layers", layers),
        ("coded by", coders),
        ("grouped by", "; ".join(grouped) or "nothing: fewer than two outlets and months are known"),
        ("rate", "per 1,000 words of all articles of the group; low and high are its 95% interval over articles"),
        ("start, end", "characters of the text before the passage begins, and before it has ended"),
        ("unknown", "nobody has written it down; such articles are a group of their own"),
    ]
    present = set(spans["layer"])
    return pd.DataFrame(
        [*rows, *((f"how right: {layer}, {what}", told) for layer, what, told in accuracy() if layer in present)],
        columns=["what", "value"],
    )


def _shown(groups: Groups) -> str:
    return f"{groups[0]} by {PERIODS[groups[1]]}" if isinstance(groups, tuple) else "groups that were given"


def accuracy() -> Iterable[tuple[str, str, str]]:
    """How often the detectors were right on texts that people had coded: the layer, what in it, and the figures."""
    package = Path(__file__).resolve().parents[1]
    places = [base / "bench" / "results" for base in (package.parents[1], package)]  # in the repository, or installed
    folder = next((place for place in places if (place / "attribution.csv").is_file()), places[-1])
    for layer, what, file, which, label, texts in MEASURED:
        path = folder / f"{file}.csv"
        if not path.is_file():
            continue
        table = pd.read_csv(path)
        found = table[(table["set"] == which) & (table["label"] == label)].drop_duplicates("measure")
        values = found.set_index("measure")["value"]
        if {"precision", "recall"} <= set(values.index):
            told = f"precision {values['precision']:.2f}, recall {values['recall']:.2f}, in {texts}"
            yield layer, what, told
