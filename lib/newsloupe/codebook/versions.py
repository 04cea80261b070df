"""Versions of a codebook: which one a coding was made with, and what has changed since.

A codebook has no need of a version number: its checksum changes with every word of it that counts. Codings keep the
checksum in the further column ``checksum``, so that years later it can be said whether two people coded by the same
definitions. Nothing is thrown away because a codebook was changed: `coded_under` says what an old coding is.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.codebook.schema import Code, Codebook, load_codebook
from newsloupe.spans import READ, marked

_DIGITS = 16  # of a checksum: enough to tell apart all codebooks that there will ever be
_FOR_PEOPLE = ("title", "definition", "code_when", "not_when", "examples", "near_misses")
_FOR_THE_MACHINE = ("indicators", "literal_senses", "names", "needs", "half", "residual")


def checksum(value: object) -> str:
    """16 digits that are the same for the same text, or for the same lists and dictionaries of texts and numbers.

    >>> checksum("The bridge may close."), checksum({"a": 1}) == checksum({"a": 2})
    ('80a528a83f8b04db', False)
    """
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def codebook_checksum(codebook: str | Path | Codebook) -> str:
    """The checksum of all that a codebook says to people and to the machine; comments and layout of the file, and what
    is said about its status and literature, do not count.

    >>> codebook_checksum("stance") == codebook_checksum(load_codebook("stance"))
    True
    """
    book = load_codebook(codebook)
    kept = book.model_dump(mode="json", exclude={"status", "literature", "codes"})
    return checksum(kept | {"codes": [code.model_dump(mode="json", exclude={"literature"}) for code in book.codes]})


def compare_codebooks(a: str | Path | Codebook, b: str | Path | Codebook) -> pd.DataFrame:
    """What has changed from codebook `a` to codebook `b`, code by code.

    One row per difference: ``label`` (``""`` for what is said of the whole codebook), ``part`` (``code``, or the field
    of the entry), ``concerns`` (``people``, ``machine`` or ``both``: whose coding it may change), ``change``
    (``added``, ``removed``, ``changed`` or ``renamed``), ``before`` and ``after`` (str). Lists are compared line by
    line, so that a new near miss is one row. A code with another label and the same definition is renamed.

    >>> old = load_codebook("stance")
    >>> hedge = old["hedge"].model_copy(update={"near_misses": (*old["hedge"].near_misses, "It is a May day.")})
    >>> new = old.model_copy(update={"codes": (hedge, *old.codes[1:])})
    >>> compare_codebooks(old, new)[["label", "part", "concerns", "change", "after"]].values.tolist()
    [['hedge', 'near_misses', 'people', 'added', 'It is a May day.']]
    """
    one, two = load_codebook(a), load_codebook(b)
    rows: list[tuple[str, ...]] = []
    for part in ("name", "title", "layer", "about"):
        if getattr(one, part) != getattr(two, part):
            rows.append(("", part, "people", "changed", getattr(one, part), getattr(two, part)))
    old, new = ({code.label: code for code in book.codes} for book in (one, two))
    renamed = {
        label: other
        for label in old.keys() - new.keys()
        for other in new.keys() - old.keys()
        if old[label].definition == new[other].definition
    }
    for label, code in old.items():
        after = new.get(renamed.get(label, label))
        if after is None:
            rows.append((label, "code", "both", "removed", code.definition, ""))
            continue
        if label in renamed:
            rows.append((label, "code", "both", "renamed", label, renamed[label]))
        rows += _changes(label, code, after)
    added = new.keys() - old.keys() - set(renamed.values())
    rows += [(label, "code", "both", "added", "", new[label].definition) for label in new if label in added]
    return pd.DataFrame(rows, columns=["label", "part", "concerns", "change", "before", "after"])


def _changes(label: str, old: Code, new: Code) -> list[tuple[str, ...]]:
    rows = list[tuple[str, ...]]()
    parts = [(part, "people") for part in _FOR_PEOPLE] + [(part, "machine") for part in _FOR_THE_MACHINE]
    for part, whom in [*parts, ("items", "both")]:
        before, after = _lines(getattr(old, part)), _lines(getattr(new, part))
        if before == after:
            continue
        if len(before) == len(after) == 1:
            rows.append((label, part, whom, "changed", before[0], after[0]))
            continue
        rows += [(label, part, whom, "removed", line, "") for line in before if line not in after]
        rows += [(label, part, whom, "added", "", line) for line in after if line not in before]
    return rows


def _lines(value: Any) -> list[str]:
    if not isinstance(value, tuple):
        return [str(value)]
    return [
        one if isinstance(one, str) else json.dumps(one.model_dump(mode="json", exclude_defaults=True)) for one in value
    ]


def coded_under(spans: pd.DataFrame, codebook: str | Path | Codebook) -> pd.DataFrame:
    """Whether codings were made with this version of a codebook: a row for each coder and version found in `spans`.

    A mark keeps the checksum of its codebook itself, or the rows of the layer ``read`` keep it for all marks of their
    coder (`read_rows`: people, the program and models alike). Marks without a checksum of their own are left out where
    the column ``codebook`` says that they are by another one.

    Columns: ``coder``, ``checksum`` (that the coding keeps, ``""`` where it keeps none), ``marks`` (int),
    ``same`` (``yes``, ``no``, or ``unknown`` for a coding that does not say), and ``gone`` (labels, separated by
    commas, that the codebook does not have, with their marks). Such rows are as good as on the day when they were
    made: they say what their coder saw under another definition, and `compare_codebooks` says under which.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> old = find_words(corpus, "may").assign(coder="Ada", label="maybe", checksum="0123456789abcdef")
    >>> coded_under(old, "stance").values.tolist()
    [['Ada', '0123456789abcdef', 1, 'no', 'maybe (1)']]
    """
    book = load_codebook(codebook)
    now, known = codebook_checksum(book), set(book.labels)
    table = _by_book(spans, book.name)
    read = table[table["layer"] == READ].groupby("coder")["checksum"].unique()
    table = marked(table)
    several = {coder: ", ".join(sorted(set(versions) - {""})) for coder, versions in read.items()}
    by_reading = [several.get(coder, "") for coder in table["coder"]]
    table["checksum"] = table["checksum"].where(table["checksum"] != "", by_reading)
    rows = []
    for (coder, version), own in table.groupby(["coder", "checksum"], sort=True):
        gone = own.loc[~own["label"].isin(known), "label"].value_counts().sort_index()
        same = "unknown" if not version else "yes" if version == now else "no"
        rows.append((coder, version, len(own), same, ", ".join(f"{label} ({count})" for label, count in gone.items())))
    return pd.DataFrame(rows, columns=["coder", "checksum", "marks", "same", "gone"])


def _by_book(spans: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows that are by this codebook, with a checksum (``""`` where there is none). People's marks say nothing of
    their codebook; those of the program that say nothing are by none."""
    table = spans.assign(checksum=spans["checksum"].fillna("") if "checksum" in spans else "")
    table = table if "layer" in table else table.assign(layer="")
    if "codebook" not in table:
        return table
    by = table["codebook"].fillna("")
    own = (table["checksum"] != "") & (table["layer"] != READ)
    return table[own | (by == name) | ((by == "") & (table["coder"] != "machine"))]
