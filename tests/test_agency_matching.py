"""Two codings of agency beside each other, on codings whose agreement can be counted by hand."""

from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agency import match_actions
from newsloupe.agency.matching import same
from newsloupe.agreement import agreement

RESULT = Path(__file__).resolve().parents[1] / "bench" / "results" / "agency_reference.csv"
TEXT = "NATO and Russia attacked Ukraine. Moscow fears an attack on Belarus."


@pytest.fixture(scope="module")
def found():
    return nl.find_agency(nl.Corpus.from_texts({"a": TEXT}))


def test_a_coding_agrees_with_itself(found):
    pairs = match_actions(found, found)
    assert pairs["only"].eq("").all() and len(pairs) == found["label"].eq("verb").sum()
    assert (pairs["agent_actor_reference"] == pairs["agent_actor_other"]).all()  # NATO attacked, Russia attacked
    assert same(pairs)["same"].eq(len(pairs)).all()


def test_what_only_one_has_and_what_differs(found):
    fewer = found[found["group"] != found.loc[found["text"].eq("attack"), "group"].iloc[0]]
    other = fewer.assign(voice=fewer["voice"].where(fewer["agent_actor"] != "nato", "passive"))
    pairs = match_actions(found, other)
    assert pairs.loc[pairs["only"] == "reference", "text"].tolist() == ["attack"]
    assert pd.isna(pairs.loc[pairs["only"] == "reference", "voice_other"]).all()
    counts = same(pairs).set_index("column")
    assert counts.loc["voice", ["same", "of"]].tolist() == [len(pairs) - 2, len(pairs) - 1]
    assert counts.loc["everything", "same"] == len(pairs) - 2
    assert match_actions(other, found)["only"].tolist() == ["other" if x else "" for x in pairs["only"]]


def test_as_many_verbs_match_as_in_agreement():
    corpus = nl.load_corpus()
    hand = nl.load_spans(RESULT.parents[2] / "seeds" / "reference" / "agency.csv", corpus)
    machine = nl.find_agency(corpus)
    verbs = agreement(hand, machine).set_index("label").loc["verb"]
    assert (match_actions(hand, machine)["only"] == "").sum() == verbs["matched"]


def test_nobody_finds_anything():
    nothing = nl.find_agency(nl.Corpus.from_texts({"a": "The cat slept."}))
    assert match_actions(nothing, nothing).empty
    assert same(match_actions(nothing, nothing))["of"].eq(0).all()


def test_the_figures_from_before_the_reference_was_known_are_kept():
    table = pd.read_csv(RESULT)
    assert set(table["set"]) == {"reference unseen", "reference known"}
    unseen = table[table["set"] == "reference unseen"].set_index(["measure", "label"])["value"]
    assert unseen["f1", "verb"] == 0.7135 and unseen["same", "everything"] == 0.7377


def test_verbs_that_share_most_are_matched_first():
    corpus = nl.Corpus.from_texts({"a": "NATO could seize and hold Kaliningrad."})
    one = nl.find_agency(corpus)
    one = one[one["group"] == one["group"].iloc[0]]

    def moved(start, end, voice):
        """The action with its verb at other characters."""
        verb = one["label"] == "verb"
        text = corpus["a"].text[start:end]
        return one.assign(
            start=one["start"].mask(verb, start), end=one["end"].mask(verb, end), text=one["text"].mask(verb, text),
            voice=voice, group=f"g{start}",
        )  # fmt: skip

    long, short = moved(5, 16, "active"), moved(11, 25, "passive")  # could seize; seize and hold
    pairs = match_actions(moved(5, 14, "active"), pd.concat([short, long], ignore_index=True))
    assert pairs.loc[pairs["only"] == "", "voice_other"].tolist() == ["active"]
