"""Links, items, further columns; two by two; and merging that keeps relations whole."""

import numpy as np
import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import (
    against,
    agreement,
    alpha,
    column_agreement,
    disagreements,
    link_agreement,
    merge,
    pairwise,
    simulated_coders,
    stability,
    u_alpha,
    unit_table,
)
from newsloupe.codebook import read_rows
from newsloupe.corpus import seeds_path

SEEDS = nl.load_corpus()
REFERENCE = nl.load_spans(seeds_path() / "reference" / "attribution.csv", SEEDS)
FOUR = REFERENCE[REFERENCE["article"] == SEEDS.ids[4]].reset_index(drop=True)
CORPUS = nl.Corpus.from_texts({"a": "The mayor said the port may close. The minister denied it, and Berlin said no."})


def span(words, label, group="", start=0):
    at = CORPUS["a"].text.index(words, start)
    return {"article": "a", "start": at, "end": at + len(words), "label": label, "group": group, "layer": "attribution"}


def coding(coder, *rows, **further):
    return nl.make_spans(CORPUS, rows, coder=coder).assign(**further)


def test_sources_tied_to_the_wrong_statement_have_the_same_words_and_other_links():
    groups = FOUR["group"].where(FOUR["label"] != "source")
    sources = FOUR[FOUR["label"] == "source"]
    rotated = FOUR.assign(group=groups.fillna(pd.Series(np.roll(sources["group"], 1), sources.index)), coder="rotated")
    words = agreement(FOUR, rotated, corpus=SEEDS.select([SEEDS.ids[4]]))
    assert (words["f1"] == 1).all()  # which is why there is another table
    links = link_agreement(FOUR, rotated).set_index("link")
    assert links.loc["cue + source", "f1"] < 0.2 and links.loc["cue + source", "alpha"] < 0.2
    assert links.loc["content + cue", "f1"] == links.loc["content + cue", "alpha"] == 1
    assert 0 < links.loc["all", "alpha"] < 1
    same = link_agreement(FOUR, FOUR)
    assert (same["f1"].dropna() == 1).all() and (same["alpha"].dropna() == 1).all()


def test_other_values_in_every_row_are_seen():
    other = FOUR.assign(kind="x", traceable=np.roll(FOUR["traceable"], 7), coder="other")
    table = column_agreement(FOUR, other).set_index(["column", "label"])
    assert table.loc[("kind", "all"), "equal"] == 0 and table.loc[("kind", "all"), "alpha"] <= 0
    assert table.loc[("traceable", "all"), "alpha"] < 0.5 and table.loc[("source_type", "cue"), "equal"] == 1
    assert set(column_agreement(FOUR, other, columns="kind")["column"]) == {"kind"}
    with pytest.raises(ValueError, match="no coding has a column 'knid'; their further columns are kind"):
        column_agreement(FOUR, other, columns=["knid"])


def test_an_empty_cell_is_missing_and_numbers_have_distances():
    one = coding("Ada", span("may", "tone"), span("close", "tone"), span("denied", "tone"), value=["1", "2", "5"])
    two = coding("Ben", span("may", "tone"), span("close", "tone"), span("denied", "tone"), value=["1", "3", ""])
    row = column_agreement(one, two, levels={"value": "interval"}).iloc[-1]
    assert (row["units"], row["equal"]) == (2, 0.5)
    assert row["alpha"] == pytest.approx(alpha(pd.DataFrame({"Ada": [1, 2], "Ben": [1, 3]}), "interval"))


def test_items_of_one_frame_are_different_answers():
    ada = coding("Ada", span("The mayor", "conflict"), span("denied", "conflict"), item=["conflict_1", "conflict_2"])
    ben = coding("Ben", span("The mayor", "conflict"), span("denied", "conflict"), item=["conflict_4", "conflict_2"])
    assert agreement(ada, ben, corpus=CORPUS)["f1"].tolist() == [1, 1]
    by_item = agreement(ada, ben, corpus=CORPUS, by="item").set_index("label")
    assert by_item.loc["conflict_1", "f1"] == 0 and by_item.loc["conflict_2", "f1"] == 1
    assert "conflict conflict_1" in set(agreement(ada, ben, by=["label", "item"])["label"])
    answers = unit_table([ada, ben], CORPUS, "article", "conflict_1", by="item")
    assert answers.values.tolist() == [[1, 0]]
    with pytest.raises(ValueError, match="no coding has a column 'itme'"):
        agreement(ada, ben, by="itme")


def test_position_alone():
    ada, ben = coding("Ada", span("may", "hedge")), coding("Ben", span("may", "booster"))
    assert agreement(ada, ben)["f1"].tolist() == [0, 0, 0]
    row = agreement(ada, ben, labels=False, corpus=CORPUS)
    assert row["label"].tolist() == ["all"] and row.loc[0, ["f1", "alpha", "u_alpha"]].tolist() == [1, 1, 1]


def test_spans_that_share_nothing_do_not_match_through_a_third():
    wide = nl.Corpus.from_texts({"a": "x" * 40})
    chain = [pd.DataFrame([["a", *place, "p"]], columns=["article", "start", "end", "label"])
             for place in [(0, 10), (9, 20), (19, 30)]]  # fmt: skip
    assert agreement(*chain).loc[0, "matched"] == 1 and agreement(*chain, corpus=wide).loc[0, "f1"] == 1 / 3


# ---------------------------------------------------------------- two by two


def test_pairs_are_compared_on_what_both_have_read():
    corpus = nl.Corpus.from_texts({"a": "It may rain. It may not.", "b": "Perhaps it may.", "c": "No."})
    may = nl.find_words(corpus, "may").assign(layer="rhetoric", label="hedge")
    read = {"Ada": ["a", "b", "c"], "Ben": ["a", "b"], "Cem": ["c"]}
    coders = [
        pd.concat([may[may["article"].isin(own)].assign(coder=name), read_rows(corpus, name, "stance", only=own)])
        for name, own in read.items()
    ]
    table = pairwise(*coders, corpus=corpus, label="hedge").set_index(["one", "two"])
    assert table["units"].to_dict() == {("Ada", "Ben"): 3, ("Ada", "Cem"): 1, ("Ben", "Cem"): 0}
    assert table.loc[("Ada", "Ben"), ["reference", "f1"]].tolist() == [3, 1]
    key = against(coders[0], *coders[1:], corpus=corpus, label="hedge").set_index("coder")
    assert key.loc["Ben", ["reference", "matched"]].tolist() == [3, 3] and np.isnan(key.loc["Cem", "f1"])


def test_two_by_two_is_agreement_of_two():
    three = simulated_coders(REFERENCE, SEEDS, n=3)
    table = pairwise(*three, corpus=SEEDS).set_index(["one", "two"])
    two = agreement(three[0], three[2], corpus=SEEDS, draws=1).iloc[-1]
    found = table.loc[("simulated 1", "simulated 3")]
    for name in ("reference", "other", "matched", "f1", "kappa", "alpha", "u_alpha"):
        assert found[name] == pytest.approx(two[name])
    assert table["alpha"].is_monotonic_increasing
    again = stability(three, [three[1].tail(60), three[0]], corpus=SEEDS)
    assert (
        again["coder"].tolist() == ["simulated 1", "simulated 2"] and again.loc[0, "alpha"] == 1 > again.loc[1, "alpha"]
    )
    with pytest.raises(ValueError, match="nobody coded twice"):
        stability(three[:1], three[1:], corpus=SEEDS)


def test_unitizing_as_published():
    """Krippendorff (2019), fig. 12.11: three coders, 60 units, alpha .510, and .413 for relevant or not."""
    places = {
        "Alex": [(1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)],
        "Paul": [(1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)],
        "Suzan": [(1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)],
    }
    coders = [
        pd.DataFrame([("a", first - 1, last, str(code), name) for first, last, code in rows],
                     columns=["article", "start", "end", "label", "coder"])
        for name, rows in places.items()
    ]  # fmt: skip
    sixty = nl.Corpus.from_texts({"a": "x" * 60})
    assert u_alpha(coders, sixty) == pytest.approx(0.510, abs=0.0005)
    assert u_alpha([one.assign(label="relevant") for one in coders], sixty) == pytest.approx(0.413, abs=0.001)


# ---------------------------------------------------------------- merging


def whole(spans):
    groups = [set(own["label"]) for _, own in spans[spans["group"] != ""].groupby("group")]
    return len(groups), sum({"cue", "content"} <= labels for labels in groups)


@pytest.mark.parametrize(("n", "least"), [(3, 81), (5, 82)])
def test_merged_attributions_stay_whole(n, least):
    assert whole(REFERENCE) == (84, 84)
    for names in ("same", "other"):  # coders name their groups as they like
        coders = simulated_coders(REFERENCE, SEEDS, n=n)
        if names == "other":
            coders = [one.assign(group=one["group"].where(one["group"] == "", f"{k}-" + one["group"].str[::-1]))
                      for k, one in enumerate(coders)]  # fmt: skip
        merged = merge(*coders, ties="out")
        groups, both = whole(merged)
        assert 82 <= groups <= 85 and both >= least
        assert abs(len(nl.attribution_list(merged)) - 84) <= 1


def test_two_statements_of_one_source_stay_two():
    def both(coder):
        rows = [span("The mayor", "source", "1"), span("said", "cue", "1"), span("The mayor", "source", "2"),
                span("may", "cue", "2"), span("the port", "content", "2"), span("close", "content", "1")]  # fmt: skip
        return coding(coder, *rows)

    one, two, three = both("Ada"), both("Ben").query("group == '1'"), both("Cem").query("group == '2'")
    merged = merge(one, two, three)
    assert {frozenset(own["text"]) for _, own in merged.groupby("group")} == {
        frozenset({"The mayor", "said", "close"}), frozenset({"The mayor", "may", "the port"})
    }  # fmt: skip
    assert merged["decided"].unique().tolist() == ["majority"]


def test_a_relation_that_few_marked_goes_as_a_whole_and_one_that_is_kept_has_its_parts():
    rows = [span("The mayor", "source", "1"), span("said", "cue", "1"), span("the port may close", "content", "1")]
    ada, ben = coding("Ada", *rows), coding("Ben", *rows[1:])
    cem = coding("Cem", span("Berlin", "source", "x"), span("said", "cue", "x", 40), span("no", "content", "x", 60))
    merged = merge(ada, ben, cem)
    assert merged[["text", "group", "votes", "readers", "decided"]].values.tolist() == [
        ["The mayor", "m1", 1, 3, "part"], ["said", "m1", 2, 3, "majority"],
        ["the port may close", "m1", 2, 3, "majority"],
    ]  # fmt: skip
    decisions = disagreements(ada, ben, cem).assign(keep="")
    decisions.loc[decisions["text"] == "Berlin", "keep"] = "yes"
    decisions.loc[decisions["text"] == "The mayor", "keep"] = "no"
    kept = merge(ada, ben, cem, decisions=decisions)
    assert kept[kept["group"] == "m2"]["text"].tolist() == ["Berlin", "said", "no"]
    assert "The mayor" not in kept["text"].tolist()


def test_the_commonest_value_of_a_column_is_taken():
    coders = [coding(name, span("may", "hedge"), kind=kind) for name, kind in (("A", "x"), ("B", "y"), ("C", "y"))]
    assert merge(*coders).loc[0, "kind"] == "y"
