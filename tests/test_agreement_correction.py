"""A machine's count corrected by a sample coded by hand: the design is kept, the numbers add up, the interval holds."""

import csv
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import SampleError, corrected_rate, limitations_paragraph, methods_paragraph, sample_to_code
from newsloupe.agreement.correction import stratified_share
from newsloupe.agreement.samples import allocation
from newsloupe.corpus import Article

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ["It may rain.", "It snows.", "It might hail.", "A day in May came.", "It is dry."]
CORPUS = nl.Corpus(
    Article(f"a{number}", " ".join(SENTENCES), "", {"outlet": "one" if number < 4 else "two"}) for number in range(10)
)
MACHINE = nl.find_words(CORPUS, "may")  # marks 20 of 50, half of them right, and misses 10 of 30


def by_hand(sample: pd.DataFrame) -> pd.DataFrame:
    return sample.assign(answer=["yes" if ("may" in text or "might" in text) else "no" for text in sample["text"]])


def test_half_is_drawn_from_what_was_marked():
    sample = sample_to_code(MACHINE, CORPUS, 10)
    assert sample["text"].str.lower().str.contains("may").sum() == 5
    assert set(sample["marked"]) == {20} and set(sample["rest"]) == {30}
    assert sample.equals(sample_to_code(MACHINE, CORPUS, 10))
    assert not sample.equals(sample_to_code(MACHINE, CORPUS, 10, seed=2))
    assert not sample.duplicated(["article", "start"]).any()


@pytest.mark.parametrize(("marked", "rest", "n"), product([0, 1, 7, 300], [0, 2, 500], [2, 9, 40]))
def test_as_many_are_drawn_as_there_are(marked, rest, n):
    first, second = allocation(marked, rest, n)
    assert 0 <= first <= marked and 0 <= second <= rest
    assert first + second == min(n, marked + rest)


def test_nothing_in_the_file_says_what_the_machine_marked(tmp_path):
    sample = sample_to_code(MACHINE, CORPUS, 10, path=tmp_path / "sample.csv")
    design = sample.columns.difference(["article", "start", "end", "text"])
    assert all(sample[name].nunique() == 1 for name in design)
    assert set(sample["answer"]) == {""}


def test_the_file_can_be_coded_and_read(tmp_path):
    path = tmp_path / "sample.csv"
    sample_to_code(MACHINE, CORPUS, 20, path=path)
    nl.save_spans(by_hand(nl.load_spans(path, CORPUS)), path)
    row = corrected_rate(MACHINE, nl.load_spans(path, CORPUS)).iloc[0]
    assert row[["units", "marked", "coded"]].tolist() == [50, 20, 20]
    assert row["machine"] == 0.4
    assert row["low"] <= 20 / 50 <= row["high"]
    assert row["share"] == pytest.approx((20 * row["right"] + 30 * row["missed"]) / 50)


def test_when_everything_is_coded_nothing_is_left_to_chance():
    row = corrected_rate(MACHINE, by_hand(sample_to_code(MACHINE, CORPUS, 50))).iloc[0]
    assert row[["share", "low", "high"]].tolist() == [0.4, 0.4, 0.4]
    assert (row["right"], row["missed"]) == (0.5, pytest.approx(1 / 3))


def test_by_group():
    table = corrected_rate(MACHINE, by_hand(sample_to_code(MACHINE, CORPUS, 30, by="outlet")))
    assert table["by"].tolist() == ["one", "two", "all"]
    assert table["units"].tolist() == [20, 30, 50] and table["coded"].tolist() == [15, 15, 30]
    share, units = table["share"], table["units"]
    assert share[2] == pytest.approx((share[0] * units[0] + share[1] * units[1]) / units[2])
    mapped = sample_to_code(MACHINE, CORPUS, 30, by={name: name for name in CORPUS.ids})
    assert mapped.groupby("by").size().tolist() == [3] * 10


@pytest.mark.parametrize(
    ("unit", "units", "marked"), [("sentence", 50, 20), ("paragraph", 10, 10), ("article", 10, 10)]
)
def test_units(unit, units, marked):
    sample = sample_to_code(MACHINE, CORPUS, 4, unit=unit)
    assert set(sample["marked"]) == {marked} and set(sample["rest"]) == {units - marked}


def test_attributions_are_units_too():
    corpus = nl.Corpus.from_texts({"a": "Officials said it rains. Ann Lee said it snows. Experts said it is dry."})
    found = nl.find_attributions(corpus)
    vague = found[found["label"].eq("source") & ~found["text"].str.contains("Lee")]
    sample = sample_to_code(vague, corpus, 3, unit="attribution", of=found)
    assert sample["text"].tolist() == ["Officials said it rains", "Ann Lee said it snows", "Experts said it is dry"]
    row = corrected_rate(vague, sample.assign(answer=["yes", "no", "yes"])).iloc[0]
    assert row[["units", "marked", "share"]].tolist() == [3, 2, pytest.approx(2 / 3)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda sample: sample.assign(answer=["maybe"] * 10), "write yes or no"),
        (lambda sample: sample.assign(answer=""), "no unit of 'all' that was marked has an answer"),
        (lambda sample: sample.drop(columns="marked"), "lacks the columns marked"),
        (lambda sample: sample.assign(answer="no", marks="0"), "drawn by other marks"),
    ],
)
def test_what_cannot_be_used_is_said(change, why):
    with pytest.raises(SampleError, match=why):
        corrected_rate(MACHINE, change(sample_to_code(MACHINE, CORPUS, 10)))


@pytest.mark.parametrize(
    ("options", "why"),
    [({"n": 1}, "at least 2"), ({"unit": "word"}, "no unit 'word'"), ({"unit": "attribution"}, "say with of")],
)
def test_what_cannot_be_drawn_is_said(options, why):
    with pytest.raises(SampleError, match=why):
        sample_to_code(MACHINE, CORPUS, **options)


def test_the_interval_holds_the_truth():
    """A small version of bench/corrected.py: 3 of 40 marks are wrong, 6 of 160 others were missed."""
    generator = np.random.default_rng(1)
    truth, held = 43 / 200, 0
    for right, missed in zip(
        generator.hypergeometric(37, 3, 20, 300), generator.hypergeometric(6, 154, 20, 300), strict=True
    ):
        _, low, high = stratified_share([(40, 20, int(right)), (160, 20, int(missed))])
        held += low <= truth <= high
    assert held / 300 >= 0.93


def test_the_stored_figures_hold_what_the_docstring_says():
    with (ROOT / "bench" / "results" / "corrected.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["population"].startswith("made up")]
    assert len(rows) == 5 * 3 * 3
    assert min(float(row["covered"]) for row in rows if row["way"] == "corrected") >= 0.93
    assert min(float(row["covered"]) for row in rows if row["way"] == "difference") < 0.6


def test_paragraphs_have_the_numbers_of_the_data():
    corpus = nl.load_corpus()
    machine = nl.find_rhetoric(corpus, ["stance"])
    reader = nl.load_spans(nl.corpus.seeds_path() / "reference" / "rhetoric.csv", corpus)
    reader = reader[reader["label"].isin(nl.load_codebook("stance").labels)]
    agreed = nl.agreement.agreement(reader, machine, corpus=corpus, draws=50)
    hedges = machine[machine["label"] == "hedge"]
    sample = sample_to_code(hedges, corpus, 40)
    corrected = corrected_rate(hedges, sample.assign(answer="no"))
    text = methods_paragraph(corpus, [reader, machine], "stance", agreed=agreed, corrected=corrected)
    assert f"The program marked {len(machine)} passages." in text
    assert f"alpha {agreed.iloc[-1]['alpha']:.2f}" in text and "of 40 was coded by hand" in text
    old = machine.assign(coder="Ada", checksum="0" * 16)
    limits = limitations_paragraph(corpus, [old], "persuasion", corrected=corrected)
    assert f"The {len(machine)} marks of Ada were made with another version of the codebook." in limits
    assert "The codebook no longer has these codes of Ada: " in limits and "booster (" in limits
    assert "With 5 articles this is a case study" in limits and "40 units coded by hand" in limits
