"""Several codings become one: majorities, ties and decisions."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.agreement import MergeError, agreement, disagreements, merge
from support import examples

CORPUS = nl.Corpus.from_texts({"a": "It may perhaps rain, she said. It might snow.", "b": "Or not."})


def coding(*rows, coder):
    records = [dict(zip(["article", "start", "end", "label", "group"], row, strict=False)) for row in rows]
    return nl.make_spans(CORPUS, records, layer="rhetoric", coder=coder)


ADA = coding(("a", 3, 6, "hedge"), ("a", 7, 14, "hedge"), coder="Ada")
BEN = coding(("a", 0, 6, "hedge"), ("a", 34, 39, "hedge"), coder="Ben")
CEM = coding(("a", 3, 6, "hedge"), ("a", 34, 39, "booster"), coder="Cem")
SPANS = st.tuples(st.sampled_from("a"), st.integers(0, 30), st.integers(1, 15), st.sampled_from(["hedge", "booster"]))
CODINGS = st.lists(SPANS, max_size=6).map(lambda rows: [(a, s, s + length, label) for a, s, length, label in rows])


def test_the_majority_decides_and_the_span_is_the_one_most_share():
    merged = merge(ADA, BEN, CEM)
    assert merged[["text", "label", "coder", "votes", "decided"]].values.tolist() == [
        ["may", "hedge", "merged", 3, "all"]
    ]
    nl.check(merged, CORPUS)


def test_a_majority_of_two_is_enough_of_three():
    merged = merge(BEN, BEN.assign(coder="Ben too"), CEM, name="the class")
    assert merged[["text", "votes", "decided"]].values.tolist() == [["It may", 3, "all"], ["might", 2, "majority"]]
    assert set(merged["coder"]) == {"the class"}


def test_ties_are_never_settled_unseen():
    with pytest.raises(MergeError, match=r"2 passages .* a\[7:14\] as hedge"):
        merge(ADA, CEM)
    assert merge(ADA, CEM, ties="out")["text"].tolist() == ["may"]
    merged = merge(ADA, CEM, ties="in")
    assert merged[["text", "decided"]].values.tolist() == [["may", "all"], ["perhaps", "tie"], ["might", "tie"]]


def test_decisions_win_against_any_majority(tmp_path):
    decisions = disagreements(ADA, BEN, CEM).assign(keep="")
    decisions.loc[decisions["text"] == "perhaps", "keep"] = "yes"
    path = nl.save_spans(decisions, tmp_path / "decisions.csv")  # a student's spreadsheet
    merged = merge(ADA, BEN, CEM, decisions=nl.load_spans(path, CORPUS))
    assert merged[["text", "votes", "decided"]].values.tolist() == [["may", 3, "all"], ["perhaps", 1, "adjudicated"]]


def test_what_people_wrote_about_a_passage_stays_with_it():
    ada = ADA.assign(note=["not the month", "a guess"])
    assert merge(ada, BEN, CEM)["note"].tolist() == ["not the month"]
    assert disagreements(ada, BEN).set_index("text").loc["perhaps", "note"] == "a guess"
    assert merge(ADA.drop(columns="note"), BEN, CEM)["note"].tolist() == [""]  # a table from before there were notes


def test_a_tie_that_was_decided_is_no_tie():
    decisions = disagreements(ADA, CEM).assign(keep=False)
    assert merge(ADA, CEM, decisions=decisions)["text"].tolist() == ["may"]


@pytest.mark.parametrize("keep", [True, "Yes", " true", 1, 1.0, "1"])
def test_a_yes_can_be_written_in_several_ways(keep):
    assert len(merge(ADA, CEM, decisions=disagreements(ADA, CEM).assign(keep=keep))) == 3


def test_decisions_that_do_not_fit_are_refused():
    found = disagreements(ADA, BEN, CEM)
    with pytest.raises(MergeError, match="keep is 'maybe'"):
        merge(ADA, BEN, CEM, decisions=found.assign(keep="maybe"))
    with pytest.raises(MergeError, match="lack the columns keep"):
        merge(ADA, BEN, CEM, decisions=found)
    with pytest.raises(MergeError, match="no passage of these codings"):
        merge(ADA, CEM, CEM, decisions=found.assign(keep="no"))
    with pytest.raises(MergeError, match="both kept and not kept"):
        merge(ADA, BEN, CEM, decisions=pd.concat([found.assign(keep="no"), found.assign(keep="yes")]))
    with pytest.raises(ValueError, match="in, out"):
        merge(ADA, CEM, ties="maybe")


def test_relations_stay_tied():
    one, two = (
        coding(("a", 3, 6, "content", "1"), ("a", 21, 24, "source", "1"), ("a", 25, 29, "cue", "1"), coder=name)
        for name in ("Ada", "Ben")
    )
    merged = merge(one, two.assign(group="7"), two.assign(group="x", source_type="person"))
    assert set(merged["group"]) == {"m1"} and set(merged["source_type"]) == {"person"}


def test_nothing_to_merge():
    nobody = ADA.head(0)
    merged = merge(nobody, nobody)
    assert merged.empty and merged["start"].dtype == "int64" and {"votes", "decided"} <= set(merged)


@examples(40)
@given(CODINGS, CODINGS, CODINGS)
def test_the_merged_coding_fits_the_corpus_and_lies_between_the_coders(one, two, three):
    codings = [coding(*rows, coder=name) for name, rows in zip("ABC", (one, two, three), strict=True)]
    merged = nl.check(merge(*codings), CORPUS)
    assert (merged["votes"] >= 2).all() and merged["coder"].eq("merged").all()
    offsets = set(pd.concat(codings)[["article", "start", "end", "label"]].itertuples(index=False, name=None))
    assert set(merged[["article", "start", "end", "label"]].itertuples(index=False, name=None)) <= offsets
    same = agreement(merge(codings[0], codings[0], codings[0]), codings[0], match="exact").iloc[-1]
    assert same["matched"] == same["reference"] == same["other"] == len(codings[0])


def test_one_tie_is_not_told_as_several():
    corpus = nl.Corpus.from_texts({"a": "It may rain, it may not."})
    both = nl.find_words(corpus, "may")
    with pytest.raises(MergeError, match=r"^1 passage is marked by exactly half of the coders: a\[3:6\].* Decide it "):
        merge(both, both.tail(1))
    with pytest.raises(MergeError, match=r"^2 passages are marked .*, the first of them: .* Decide them "):
        merge(both, both.head(0))


# ---------------------------------------------------------------- what an adjudicator changes


def decided(keep="yes", **changes):
    decisions = disagreements(ADA, BEN, CEM).assign(keep="")
    return decisions.assign(**{"keep": decisions["keep"].mask(decisions["label"].eq("booster"), keep), **changes})


def test_a_passage_that_is_kept_may_get_other_ends_and_another_code():
    moved = {"to_start": "3", "to_end": "14", "to_text": "may perhaps", "to_label": "hedge"}
    merged = merge(ADA, BEN, CEM, decisions=decided(**moved))
    assert merged[["start", "end", "text", "label", "decided"]].values.tolist() == [
        [3, 6, "may", "hedge", "all"], [3, 14, "may perhaps", "hedge", "adjudicated"]
    ]  # fmt: skip
    nl.check(merged, CORPUS)
    assert merge(ADA, BEN, CEM, decisions=decided("no", **moved))["text"].tolist() == ["may"]


def test_two_passages_that_become_one_are_one():
    merged = merge(ADA, BEN, CEM, decisions=decided(to_start=3, to_end=6, to_text="may", to_label="hedge"))
    assert merged[["text", "label"]].values.tolist() == [["may", "hedge"]]


@pytest.mark.parametrize("changes", [{"to_start": 3}, {"to_start": 3, "to_end": 14, "to_text": "may"}])
def test_ends_that_do_not_fit_are_refused(changes):
    with pytest.raises(MergeError, match=r"decisions, row .* do not fit each other"):
        merge(ADA, BEN, CEM, decisions=decided(**changes))


def attribution(coder, *places):
    return coding(*(("a", *place, label, "1") for place, label in places), coder=coder)


SOURCE, CUE, CONTENT = ((0, 2), "source"), ((3, 6), "cue"), ((7, 11), "content")
ANN, BOB, CAT = attribution("Ann", SOURCE, CUE, CONTENT), attribution("Bob", SOURCE, CUE, CONTENT), ADA.head(0)


def as_decided(*codings, match="overlap", **keep):
    found = disagreements(*codings, match=match)
    decisions = found.assign(keep=[keep.get(label, "") for label in found["label"]])
    return sorted(merge(*codings, match=match, ties="out", decisions=decisions)["label"])


def test_a_relation_whose_cue_or_content_is_dropped_goes_with_it():
    assert as_decided(ANN, BOB, CAT) == ["content", "cue", "source"]
    assert as_decided(ANN, BOB, CAT, source="no") == ["content", "cue"]
    assert as_decided(ANN, BOB, CAT, cue="no") == as_decided(ANN, BOB, CAT, content="no") == []
    assert as_decided(ANN, BOB, CAT, cue="no", content="yes") == ["content"]  # what is decided is done
    two_pieces = attribution("Ann", SOURCE, CUE, CONTENT, ((16, 20), "content"))
    decisions = disagreements(two_pieces, BOB, CAT)
    decisions = decisions.assign(keep=["no" if start == 7 else "" for start in decisions["start"]])
    merged = merge(two_pieces, BOB, CAT, ties="out", decisions=decisions)
    assert merged[["start", "label"]].values.tolist() == [[0, "source"], [3, "cue"], [16, "content"]]


def test_where_one_content_is_dropped_another_one_is_the_relations():
    places = ((7, 11), (12, 15), (16, 20))  # of three coders, who agree on the cue only
    coders = [attribution(name, CUE, (place, "content")) for name, place in zip("ABC", places, strict=True)]
    assert merge(*coders)["start"].tolist() == [3, 7]
    decisions = disagreements(*coders)
    decisions = decisions.assign(keep=["no" if start == 7 else "" for start in decisions["start"]])
    assert merge(*coders, decisions=decisions)["start"].tolist() == [3, 12]
