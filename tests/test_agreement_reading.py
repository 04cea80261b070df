"""What was not read is missing, and not a zero: in agreement, disagreements, units, merging and unitizing."""

import warnings

import numpy as np
import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import ReadingWarning, agreement, alpha, disagreements, merge, u_alpha, unit_table
from newsloupe.codebook import codebook_checksum, read_rows
from newsloupe.corpus import give_out
from newsloupe.spans import marked

SEEDS = nl.load_corpus()
THREE = SEEDS.ids[3]
SESSION_1 = {THREE: ["The publication suggests", "In parallel commentary"]}
CORPUS = nl.Corpus.from_texts(
    {"a": "It may rain. It may not.\n\nPerhaps it snows. It may.", "b": "It may be dry.", "c": "Nobody knows."}
)


def coding(corpus, coder, *words, only=None, codebook="stance"):
    """`words` marked as hedges, and what was read."""
    found = nl.find_words(corpus if only is None else give_out(corpus, only), *words)
    marks = nl.make_spans(corpus, found.assign(layer="rhetoric", label="hedge")[
        ["article", "start", "end", "layer", "label"]].to_dict("records")) if only is None else None  # fmt: skip
    if marks is None:
        from newsloupe.spans import put_back

        marks = put_back(found.assign(layer="rhetoric", label="hedge", rule=""), corpus)
    return pd.concat([marks.assign(coder=coder), read_rows(corpus, coder, codebook, only=only)], ignore_index=True)


def test_session_1_counts_the_five_sentences_that_were_coded():
    """Two coders and two paragraphs, one sentence that both mark, one more by each."""
    text = SEEDS.select([THREE])
    one = coding(text, "Otter", "should", "could", only=SESSION_1).query("text != 'could' or start > 1900")
    two = coding(text, "Heron", "should", "likely*", only=SESSION_1).query("text != 'likely'")
    two = pd.concat([two, coding(text, "Heron", "would", only=SESSION_1).query("layer != 'read'")])
    hedges = agreement(one, two, corpus=text).set_index("label").loc["hedge"]
    assert (hedges["units"], round(hedges["alpha"], 3)) == (5, 0.250)
    without = agreement(marked(one), marked(two), corpus=text).set_index("label").loc["hedge"]
    assert (without["units"], round(without["alpha"], 3)) == (31, 0.474)
    assert round(u_alpha([one, two], text), 6) == round(agreement(one, two, corpus=text)["u_alpha"].iloc[-1], 6)


def test_a_missing_article_changes_nothing_but_the_units():
    ada, ben = coding(CORPUS, "Ada", "may", "perhaps"), coding(CORPUS, "Ben", "may")
    late = ben[ben["article"] != "b"]
    rest = CORPUS.select(["a", "c"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pd.testing.assert_frame_equal(agreement(ada, late, corpus=CORPUS), agreement(ada, ben, corpus=rest))
    assert agreement(ada, late, corpus=CORPUS)["units"].tolist() == [5, 5]
    assert agreement(ada, ben, corpus=CORPUS)["units"].tolist() == [6, 6]
    assert disagreements(ada, late)["text"].tolist() == ["Perhaps"]


def test_nothing_found_is_a_zero_and_not_read_is_missing():
    everything, nothing = coding(CORPUS, "Ada", "may"), read_rows(CORPUS, "Ben", "stance", only=["b", "c"])
    table = unit_table([everything, nothing], CORPUS, label="hedge")
    assert table["Ben"].isna().tolist() == [True] * 4 + [False] * 2 and table["Ben"].sum() == 0
    assert alpha(table) == alpha(table.dropna()) == 0
    assert agreement(everything, nothing, corpus=CORPUS).loc[0, ["reference", "other", "matched"]].tolist() == [1, 0, 0]
    assert agreement(everything, nothing).loc[0, "reference"] == 1  # also where no corpus is given


def test_passages_that_only_one_has_read_are_no_disagreement_and_no_vote():
    ada, ben = coding(CORPUS, "Ada", "may", "perhaps"), coding(CORPUS, "Ben", "may", only={"a": ["Perhaps"]})
    found = disagreements(ada, ben)
    assert found[["text", "coder", "missed_by"]].values.tolist() == [["Perhaps", "Ada", "Ben"]]
    merged = merge(ada, ben, ties="out")
    assert merged[["article", "text", "votes", "readers", "decided"]].values.tolist() == [
        ["a", "may", 1, 1, "alone"], ["a", "may", 1, 1, "alone"], ["a", "may", 2, 2, "all"], ["b", "may", 1, 1, "alone"]
    ]  # fmt: skip


def test_codes_that_were_not_looked_for_are_not_compared():
    ada, ben = (read_rows(CORPUS, name, "stance").assign(codes="hedge booster") for name in ("Ada", "Ben"))
    ben = ben.assign(codes=["hedge", "hedge booster", "hedge"])
    ada = pd.concat([ada, nl.find_words(CORPUS, "rain", "dry").assign(label="booster", coder="Ada")])
    ben = pd.concat([ben, nl.find_words(CORPUS, "dry").assign(label="booster", coder="Ben")])
    table = agreement(ada, ben, corpus=CORPUS).set_index("label")
    assert table.loc["booster", ["reference", "other", "matched", "units"]].tolist() == [1, 1, 1, 1]
    assert disagreements(ada, ben).empty
    with pytest.raises(ValueError, match=r"no passage was read for booster by all of Ada, Ben; .*pairwise"):
        agreement(ada, ben.query("article != 'b'"), corpus=CORPUS)


def test_who_says_nothing_of_what_was_read_is_named():
    ada, ben = (marked(coding(CORPUS, name, "may")) for name in ("Ada", "Ben"))
    with pytest.warns(ReadingWarning, match="Ben has no mark in b, and nothing says whether Ben has read it"):
        agreement(ada, ben.query("article == 'a'"), corpus=CORPUS)
    for who in ("machine", "reference"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            agreement(ada, ben.query("article == 'a'").assign(coder=who), corpus=CORPUS)


def test_nothing_in_common_is_said():
    ada, ben = coding(CORPUS, "Ada", "may", only=["a"]), coding(CORPUS, "Ben", "may", only=["b"])
    for compare in (agreement, lambda *codings, corpus: u_alpha(codings, corpus)):
        with pytest.raises(ValueError, match="no passage was read"):
            compare(ada, ben, corpus=CORPUS)
    assert disagreements(ada, ben).empty and len(merge(ada, ben)) == 4
    assert np.isnan(alpha(unit_table([ada, ben], CORPUS, label="hedge")))


def test_passages_are_given_out_by_their_first_words_and_come_back():
    given = give_out(CORPUS, {"a": ["Perhaps", (0, 13)], "b": [(0, 14)]})
    assert given.ids == ["a[0:12]", "a[26:51]", "b"] and given["a[26:51]"].text == CORPUS["a"].text[26:51]
    assert give_out(CORPUS, nl.find_words(CORPUS, "perhaps")).ids == ["a[26:33]"]
    for only, message in [
        ({"a": ["Nope"]}, "no paragraph of a begin"), (["z"], "there is no article 'z'"), ("a", "one text"),
        ({"a": [(5, 99)]}, "5 to 99 is no passage of a"), ([], "nothing is given out"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=message):
            give_out(CORPUS, only)


def test_the_checksum_changes_with_every_word_of_the_codebook():
    book = nl.load_codebook("stance")
    rows = read_rows(CORPUS, "Ada", book, on="2026-03-01")
    assert (
        rows["checksum"].unique().tolist() == [codebook_checksum("stance")]
        and rows["version"].iloc[0] == nl.__version__
    )
    assert rows["codes"].iloc[0].split() == book.labels and rows["date"].iloc[0] == "2026-03-01"
    assert codebook_checksum(book.model_copy(update={"about": book.about + "!"})) != codebook_checksum(book)
