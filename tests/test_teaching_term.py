"""A class of thirty through a term. The coders are simulated, and called so: this tests tools, and says nothing about
people."""

from collections import Counter
from itertools import permutations

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import (
    agreement,
    merge,
    pairwise,
    reliability_sample,
    simulated_coders,
    split_among,
    unit_table,
)
from newsloupe.codebook import read_rows
from newsloupe.coding import Adjudication
from newsloupe.corpus import seeds_path
from newsloupe.exchange import ExchangeWarning, load_codings

CORPUS = nl.load_corpus()
REFERENCE = nl.load_spans(seeds_path() / "reference" / "attribution.csv", CORPUS)
CLASS = 30


def hand_in(folder, texts, seed, readers=None):
    """Each simulated coder codes `texts` (or their own) and saves a file."""
    reference = REFERENCE[REFERENCE["article"].isin(texts.ids)]
    for number, coding in enumerate(simulated_coders(reference, CORPUS.select(texts.ids), n=CLASS, seed=seed), 1):
        name = f"simulated {number}"
        own = texts if readers is None else readers[name]
        marks = coding[coding["article"].isin(own.ids)].assign(rule="")
        rows = pd.concat([marks, read_rows(own, name, "attribution")] if len(own) else [marks])
        folder.mkdir(exist_ok=True)
        nl.save_spans(rows, folder / f"{number:02}.csv")


def alpha_by_hand(values):
    """Krippendorff's alpha for nominal data from its coincidences, written out."""
    units = [[value for value in row if value == value and value is not None] for row in values]
    units = [unit for unit in units if len(unit) > 1]
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    counts = Counter(value for unit in units for value in unit)
    total = sum(counts.values())
    expected = sum(counts[a] * counts[b] for a, b in permutations(counts, 2)) / (total - 1)
    return 1 - observed / expected


def test_a_class_of_thirty_plays_a_term(tmp_path):
    test = reliability_sample(CORPUS, 1, seed=7)
    rest = CORPUS.select(name for name in CORPUS.ids if name not in test.ids)

    # The test of reliability: one file is late, one empty, one broken, one was saved by a spreadsheet.
    hand_in(tmp_path / "test", test, seed=1)
    files = sorted((tmp_path / "test").glob("*.csv"))
    files[0].unlink()
    files[1].write_bytes(b"")
    files[2].write_bytes(b"PK\x03\x04")
    files[3].write_bytes(files[3].read_bytes().decode().replace("\n", "\r\n").encode("utf-16"))
    with pytest.warns(ExchangeWarning, match="2 files have problems"):
        codings = load_codings(tmp_path / "test", CORPUS, "attribution")
    assert len(codings) == CLASS - 3 and "simulated 4" in codings.names
    assert codings.problems["file"].tolist() == ["02.csv", "03.csv"]
    read = codings.who.groupby("article")["read"].value_counts()
    assert read[test.ids[0], "all"] == CLASS - 3 and (codings.who["read"] != "not said").all()

    # Only the text that was given out counts, whatever corpus is compared.
    table = agreement(*codings, corpus=CORPUS, draws=20).set_index("label")
    pd.testing.assert_frame_equal(table, agreement(*codings, corpus=test, draws=20).set_index("label"))
    units = unit_table(list(codings), CORPUS, label="cue")
    assert table.loc["cue", "alpha"] == pytest.approx(alpha_by_hand(units.to_numpy()))
    assert table.loc["cue", "units"] == len(units.dropna()) == len(unit_table(list(codings), test))
    few = pairwise(*list(codings)[:4], corpus=CORPUS, label="cue")
    pair = units[[few.loc[0, "one"], few.loc[0, "two"]]]
    assert few.loc[0, "alpha"] == pytest.approx(alpha_by_hand(pair.to_numpy()))

    # The list of disagreements is decided, and the key has whole attributions.
    bench = Adjudication(codings, CORPUS, "attribution", tmp_path / "decisions.csv")
    bench.decide(0, "yes", reason="by the definition")
    bench.decide(1, "no", near_miss=bench.sentence(1))
    decisions = nl.load_spans(bench.path, CORPUS)
    assert decisions["keep"].tolist()[:3] == ["yes", "no", ""] and len(decisions) == len(bench.cases)
    key = merge(*codings, decisions=decisions, ties="out", name="key")
    place = ["article", "start", "end", "label"]
    kept = key.loc[key["decided"] == "adjudicated", place].drop_duplicates()
    assert kept.values.tolist() == decisions[place].head(1).values.tolist()
    wanted = REFERENCE[REFERENCE["article"].isin(test.ids)]["group"].nunique()
    assert abs(len(nl.attribution_list(key)) - wanted) <= 1

    # The main coding: every other text is read by two, and all of them are in the merged coding.
    readers = split_among(rest, [f"simulated {number}" for number in range(1, CLASS + 1)], readers=2)
    hand_in(tmp_path / "main", rest, seed=2, readers=readers)
    with pytest.warns(ExchangeWarning, match="files have problems"):  # who had nothing to read hands in an empty table
        main = load_codings(tmp_path / "main", CORPUS, "attribution")
    assert sorted(main.names) == sorted(name for name, own in readers.items() if len(own))
    merged = merge(*main, ties="in")
    assert set(merged["article"]) == set(rest.ids) and set(merged["readers"]) == {2}
