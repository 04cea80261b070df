"""Actor lists: the longest name counts, capitals matter where they are said to, and bad files say what to do."""

import pytest

import newsloupe as nl
from newsloupe.actors import ActorError, find_actors, load_actors, naming
from support import one

NAMES = [
    ("NATO and the alliance", [("NATO", "nato"), ("the alliance", "nato")]),
    ("The West pressed Moscow.", [("The West", "west"), ("Moscow", "russia")]),
    ("They went west.", []),
    ("the West Bank", []),
    ("the Kaliningrad exclave", [("Kaliningrad exclave", "kaliningrad")]),
    ("Russia’s Kaliningrad region", [("Russia", "russia"), ("Kaliningrad region", "kaliningrad")]),
    ("NATO member states met.", [("NATO member states", "nato")]),
    ("Tell us about the U.S. economy and the U.S.", [("U.S.", "us"), ("U.S.", "us")]),
    ("It gives us hope.", []),
    ("a professor at the University of Warsaw", []),
    ("Western analysts doubt it.", [("Western analysts", "experts")]),
    ("both sides", []),
    ("Estonian and Latvian ports", [("Estonian", "baltic_states"), ("Latvian", "baltic_states")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text, expected):
    spans = find_actors(one(text))
    assert list(zip(spans["text"], spans["label"], strict=True)) == expected
    assert "side" in spans and (spans["layer"] == "naming").all()


def test_the_rule_says_whether_capital_letters_count():
    spans = find_actors(one("American ports and the U.S."))
    assert spans[["text", "rule"]].values.tolist() == [["American", "name"], ["U.S.", "name_capitals"]]
    assert set(spans["rule"]) <= set(nl.rules()["rule"])


def test_naming_counts_variants_by_article():
    corpus = nl.Corpus.from_texts({"a": "The alliance met. Then the alliance and NATO left.", "b": "NATO came."})
    assert naming(find_actors(corpus), corpus).values.tolist() == [
        ["a", "nato", "the alliance", 2],
        ["a", "nato", "NATO", 1],
        ["b", "nato", "NATO", 1],
    ]


def test_naming_counts_equal_the_spans():
    corpus = nl.load_corpus()
    spans = find_actors(corpus)
    table = naming(spans, corpus)
    assert table["count"].sum() == len(spans)
    for row in table.itertuples():
        same = (spans["article"].map(corpus.labels) == row.article) & (spans["label"] == row.actor)
        assert (spans.loc[same, "text"].str.lower() == row.variant.lower()).sum() == row.count


def test_another_topic_is_another_file(tmp_path):
    file = tmp_path / "bakers.yml"
    file.write_text(
        "actors:\n  bakers: {title: bakers, side: trade, aliases: [baker*]}\n"
        "  millers: {title: millers, side: trade, aliases: [the mill]}\n", encoding="utf-8"
    )  # fmt: skip
    corpus = one("Bakers attacked the mill. NATO did nothing.")
    assert find_actors(corpus, file)["label"].tolist() == ["bakers", "millers"]
    table = nl.actions(nl.find_agency(corpus, file))
    assert table[["agent_actor", "verb", "patient_actor"]].values.tolist() == [["bakers", "attacked", "millers"]]


BAD = [
    ("actors:\n  nato:\n    title: NATO\n    side: west\n    aliasses: [NATO]\n", "line 5.*did you mean 'aliases'"),
    ("actors:\n  nato: {title: N, side: w, aliases: [NATO]}\n  west: {title: W, side: w, cased: [Nato]}\n",
     "line 3.*'Nato' belongs to 'nato' as well"),
    ("actors:\n  nato:\n    title: NATO\n    side: west\n", "line 2.*has no name"),
    ("actors:\n  nato: {title: N, side: w, aliases: ['*']}\n", "match nearly everything"),
    ("actors:\n  NATO: {title: N, side: w, aliases: [NATO]}\n", "small letters"),
    ("actors:\n  nato: {title: N, side: w, aliases: [2025]}\n", "put it in quotes"),
    ("actors:\n  nato: {title: N, side: w, aliases: [NATO\n", "not valid YAML"),
    ("actors: {}\n", "actors"),
    ("- NATO\n", "the whole file"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), BAD)
def test_bad_files_say_what_to_do(tmp_path, content, message):
    file = tmp_path / "mine.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ActorError, match=f"(?s)mine.yml.*{message}"):
        load_actors(file)


def test_a_missing_list_names_the_shipped_ones():
    with pytest.raises(ActorError, match="nato-russia"):
        load_actors("nato")


def test_an_edited_list_counts_at_once(tmp_path):
    """Lists are remembered by what their file says, so that calls are quick and edits are never missed."""
    file = tmp_path / "mine.yml"
    for name in ("Ruritania", "Graustark"):
        file.write_text(f"actors:\n  country:\n    title: A country\n    side: one\n    aliases: [{name}]\n")
        assert find_actors(one("Ruritania met Graustark."), file)["text"].tolist() == [name]
    assert load_actors("nato-russia") is load_actors("nato-russia")
