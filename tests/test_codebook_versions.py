"""Which version of a codebook a coding was made with, what has changed, and whether a coder keeps to it."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import limitations_paragraph, methods_paragraph
from newsloupe.codebook import (
    behaviour,
    codebook_checksum,
    codebook_names,
    coded_under,
    compare_codebooks,
    other_order,
    own_texts,
    read_rows,
    renamed,
)

STANCE = nl.load_codebook("stance")
HEDGE = STANCE["hedge"]


def changed(**fields):
    return STANCE.model_copy(update={"codes": (HEDGE.model_copy(update=fields), *STANCE.codes[1:])})


@pytest.mark.parametrize("name", codebook_names())
def test_a_codebook_is_no_other_version_of_itself(name):
    assert compare_codebooks(name, name).empty
    assert len(codebook_checksum(name)) == 16


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"definition": "New."}, ["hedge", "definition", "people", "changed"]),
        ({"near_misses": HEDGE.near_misses[1:]}, ["hedge", "near_misses", "people", "removed"]),
        ({"examples": (*HEDGE.examples, "Perhaps.")}, ["hedge", "examples", "people", "added"]),
        ({"indicators": HEDGE.indicators[1:]}, ["hedge", "indicators", "machine", "removed"]),
        ({"label": "softener"}, ["hedge", "code", "both", "renamed"]),
    ],
)
def test_what_has_changed_is_named(fields, row):
    book = changed(**fields)
    table = compare_codebooks(STANCE, book)
    assert table[["label", "part", "concerns", "change"]].values.tolist() == [row]
    assert codebook_checksum(book) != codebook_checksum(STANCE)


def test_codes_that_come_and_go():
    less = STANCE.model_copy(update={"codes": STANCE.codes[1:]})
    assert compare_codebooks(STANCE, less)[["label", "change"]].values.tolist() == [["hedge", "removed"]]
    assert compare_codebooks(less, STANCE)[["label", "change"]].values.tolist() == [["hedge", "added"]]


def test_status_and_literature_change_no_coding():
    assert codebook_checksum(STANCE.model_copy(update={"status": "Checked."})) == codebook_checksum(STANCE)


def test_an_old_coding_is_said_and_kept():
    corpus = nl.Corpus.from_texts({"a": "It may rain."})
    own = nl.find_words(corpus, "may").assign(label="hedge")
    codings = pd.concat([
        own.assign(coder="now", checksum=codebook_checksum(STANCE)),
        own.assign(coder="old", checksum="f" * 16, label="gone"),
        own.assign(coder="unknown", checksum=""),
    ])  # fmt: skip
    assert coded_under(codings, STANCE)[["coder", "same", "gone"]].values.tolist() == [
        ["now", "yes", ""], ["old", "no", "gone (1)"], ["unknown", "unknown", ""],
    ]  # fmt: skip
    assert coded_under(own, STANCE)["same"].tolist() == ["unknown"]


def test_a_machine_coding_of_an_older_codebook_is_said_by_its_read_rows():
    corpus = nl.Corpus.from_texts({"a": "It may rain, by a whisker.", "b": "It snows."})
    old = changed(definition="Another definition.")
    spans = nl.find(corpus, "rhetoric", "attribution")
    for book, same in ((STANCE, "yes"), (old, "no")):
        rows = read_rows(corpus, "machine", book, on="2026-02-01")
        assert set(rows["coder_kind"]) == {"rules"} and len(rows) == 2
        coding = pd.concat([spans, rows], ignore_index=True)
        told = coded_under(coding, "stance")
        assert told[["coder", "same", "gone"]].values.tolist() == [["machine", same, ""]]
        assert told["marks"].tolist() == [(spans["codebook"] == "stance").sum()]
        assert ("another version of the codebook" in limitations_paragraph(corpus, [coding], "stance")) == (
            same == "no"
        )
        assert "The program marked" in methods_paragraph(corpus, [coding], "stance")


def test_rules_keep_to_their_codebook_in_any_order_and_under_any_name():
    texts = own_texts(STANCE)
    coded, order, names = (nl.apply_codebook(texts, book) for book in (STANCE, other_order(STANCE), renamed(STANCE)))
    table = behaviour(STANCE, coded, order, names)
    assert table["test"].tolist() == ["legal labels", "own examples", "near misses", "other order", "other names"]
    assert table["passed"].tolist() == table["tried"].tolist()
    assert (table["low"] < 1).all()


def test_each_failing_is_seen():
    texts = own_texts(STANCE)
    everything = nl.make_spans(
        texts, [{"article": one.id, "start": 0, "end": len(one.text), "label": "hedge"} for one in texts]
    )
    passed = behaviour(STANCE, everything, everything.head(3), everything).set_index("test")
    hedges = len(HEDGE.examples)
    assert passed.loc["own examples", "passed"] == hedges
    assert passed.loc["near misses", "passed"] == sum(len(code.near_misses) for code in STANCE.codes[1:])
    assert passed.loc["other order", "passed"] == 3
    strange = everything.assign(label="joy")
    strange.attrs = {"labels_refused": [["x", "y"]], "answered": texts.ids[:2]}
    table = behaviour(STANCE, strange).set_index("test")
    assert table.loc["legal labels", ["tried", "passed"]].tolist() == [len(texts) + 1, 0]
    assert table.loc[["own examples", "near misses"], "tried"].sum() == 2
