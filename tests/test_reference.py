"""The hand coding in seeds/reference: it fits the articles, and it keeps the rules of its guide."""

import re
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl

SEEDS = Path(__file__).parents[1] / "seeds"
REFERENCE = SEEDS / "reference"
TABLES = sorted(path.name for path in REFERENCE.glob("*.csv"))

KINDS = {"direct", "indirect", "mixed"}
TRACEABLE = {"yes", "partly", "no"}
SOURCE_TYPES = {
    "named person", "named organisation", "publication", "document", "unnamed official", "unnamed expert",
    "state or collective", "vague or anonymous", "none",
}  # fmt: skip
VOICES = {"active", "passive", "agentless_passive", "nominalisation"}
FACTUALITIES = {"actual", "claimed", "potential", "intended", "negated"}
ITEMS = {"conflict": 4, "human_interest": 4, "economic_consequences": 3, "morality": 3, "responsibility": 5}
POLICY_FRAMES = {
    "economic", "capacity_resources", "morality", "fairness_equality", "legality", "policy_prescription",
    "crime_punishment", "security_defense", "health_safety", "quality_of_life", "cultural_identity", "public_opinion",
    "political", "external_regulation", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def attribution(corpus: nl.Corpus) -> pd.DataFrame:
    return nl.load_spans(REFERENCE / "attribution.csv", corpus)


@pytest.fixture(scope="module")
def agency(corpus: nl.Corpus) -> pd.DataFrame:
    return nl.load_spans(REFERENCE / "agency.csv", corpus)


@pytest.fixture(scope="module")
def verbs(agency: pd.DataFrame) -> pd.DataFrame:
    """One row for each action."""
    return agency[agency["label"] == "verb"]


@pytest.fixture(scope="module")
def framing(corpus: nl.Corpus) -> pd.DataFrame:
    frames = nl.load_spans(REFERENCE / "frames.csv", corpus)
    return frames[frames["layer"] == "framing"]


@pytest.fixture(scope="module")
def policy(corpus: nl.Corpus) -> pd.DataFrame:
    frames = nl.load_spans(REFERENCE / "frames.csv", corpus)
    return frames[frames["layer"] == "policy_frame"]


def broken_words(table: pd.DataFrame, corpus: nl.Corpus) -> list[str]:
    """Spans that begin or end inside a word, or with white space."""
    texts = {article.id: article.text for article in corpus}
    return [
        row.text
        for row in table.itertuples()
        for whole in [texts[row.article]]
        if row.text != row.text.strip()
        or re.fullmatch(r"\w\w", whole[max(row.start - 1, 0) : row.start + 1])
        or re.fullmatch(r"\w\w", whole[row.end - 1 : row.end + 1])
    ]


def crossed(spans: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Which of `spans` share a character with one of `others`."""
    return pd.Series(
        [
            ((others["article"] == row.article) & (others["start"] < row.end) & (row.start < others["end"])).any()
            for row in spans.itertuples()
        ],
        index=spans.index,
    )


def test_the_tables_are_there():
    assert {"agency.csv", "attribution.csv", "frames.csv"} <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_fits_the_articles(name, corpus):
    table = nl.load_spans(REFERENCE / name, corpus)  # checks every offset and text
    assert set(table["article"]) == set(corpus.ids)
    assert table["coder"].eq("reference").all() and table["rule"].eq("").all()
    assert table["label"].str.fullmatch("[a-z_]+").all()
    assert not table.duplicated(["article", "start", "end", "layer", "label", "group", *table.columns[10:]]).any()
    assert broken_words(table, corpus) == []
    assert b"\r" not in (REFERENCE / name).read_bytes()


@pytest.mark.parametrize("name", ["agency.csv", "attribution.csv", "frames.csv"])
def test_rows_are_in_reading_order(name, corpus):
    table = nl.load_spans(REFERENCE / name, corpus)
    place = table["article"].map({name: number for number, name in enumerate(corpus.ids)})
    keys = list(zip(place, table["start"], -table["end"], strict=True))
    assert keys == sorted(keys)


def test_attributions_use_the_allowed_values(attribution):
    assert attribution["layer"].eq("attribution").all()
    assert set(attribution["label"]) == {"source", "cue", "content"}
    assert set(attribution["kind"]) <= KINDS
    assert set(attribution["source_type"]) <= SOURCE_TYPES
    assert set(attribution["traceable"]) <= TRACEABLE


def test_every_attribution_has_one_cue_at_most_one_source_and_content(attribution):
    for group, rows in attribution.groupby("group"):
        count = rows["label"].value_counts()
        assert count["cue"] == 1 and count.get("source", 0) <= 1 and count["content"] >= 1, group
        shared = ["article", "note", "kind", "source_type", "traceable", "speaker"]
        assert len(rows[shared].drop_duplicates()) == 1, group


def test_the_pieces_of_an_attribution_do_not_overlap(attribution):
    for group, rows in attribution.sort_values("start").groupby("group"):
        assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all(), group


def test_attributions_are_numbered_as_their_cues_are_read(attribution):
    cues = attribution[attribution["label"] == "cue"].sort_values(["article", "start"])
    for article, rows in cues.groupby("article"):
        assert rows["group"].tolist() == [f"{article[:3]}-{n:02d}" for n in range(1, len(rows) + 1)]


def test_contents_are_quoted_as_their_kind_says(attribution):
    contents = attribution[attribution["label"] == "content"].groupby("group")["text"].apply(list)
    groups = attribution.drop_duplicates("group").set_index("group")
    cues = attribution[attribution["label"] == "cue"].set_index("group")["text"]
    for group, texts in contents.items():
        quoted = all(text[0] in '“"' and text[-1] in '”"' for text in texts)
        marks = any(re.search('[“”‘"]', text) for text in texts)
        kind = "direct" if quoted or cues[group] == "–" else "mixed" if marks else "indirect"
        assert groups.loc[group, "kind"] == kind, (group, texts)


def test_a_missing_source_is_of_no_type_unless_the_note_says_where_it_is(attribution):
    with_source = set(attribution.loc[attribution["label"] == "source", "group"])
    for row in attribution.drop_duplicates("group").itertuples():
        if row.group in with_source:
            assert row.source_type != "none", row.group
        else:
            assert row.source_type == "none" or "no source in the clause" in row.note, row.group
        assert row.source_type != "none" or row.traceable == "no", row.group


def test_a_speaker_is_named_unless_the_source_is_of_no_type(attribution):
    assert (attribution["speaker"].eq("") == attribution["source_type"].eq("none")).all()


def test_speakers_stand_in_their_articles_without_article_and_title(attribution, corpus):
    texts = {article.id: article.text for article in corpus}
    for row in attribution.drop_duplicates("group").itertuples():
        assert re.search(rf"(?<!\w){re.escape(row.speaker)}(?!\w)", texts[row.article]), row.group
        assert not re.match(r"(the|an?|this|dr\.|professor)\b", row.speaker, re.IGNORECASE), row.group
        assert row.speaker.lower() not in {"he", "she", "it", "they", "who", "which", "my", "our"}, row.group


def test_one_speaker_has_one_name_in_an_article(attribution):
    persons = attribution[attribution["source_type"] == "named person"].drop_duplicates(["article", "speaker"])
    for _, names in persons.groupby("article")["speaker"]:
        assert names.str.split().str[-1].is_unique, names.tolist()  # no surname beside the full name


def test_actions_use_the_allowed_values(agency):
    actors = nl.load_actors("nato-russia").actors
    places = {name for name, actor in actors.items() if not actor.acts}
    assert agency["layer"].eq("agency").all()
    assert set(agency["label"]) == {"agent", "verb", "patient"}
    assert set(agency["voice"]) <= VOICES and set(agency["factuality"]) <= FACTUALITIES
    assert set(agency["process"]) == {"doing", "reporting"}
    assert set(agency["patient_actor"]) <= {*actors, ""}
    assert set(agency["agent_actor"]) <= {*actors, ""} - places


def test_every_action_has_one_verb_at_most_one_agent_and_patient_and_an_actor(agency):
    for group, rows in agency.groupby("group"):
        count = rows["label"].value_counts()
        assert count["verb"] == 1 and count.get("agent", 0) <= 1 and count.get("patient", 0) <= 1, group
        assert len(rows[["article", *agency.columns[9:]]].drop_duplicates()) == 1, group
        named = {role for role in ("agent", "patient") if rows[f"{role}_actor"].iloc[0]}
        assert named and named <= set(rows["label"]), group
        assert rows["voice"].iloc[0] != "agentless_passive" or "agent" not in set(rows["label"]), group
        assert rows["voice"].iloc[0] != "passive" or "agent" in set(rows["label"]), group


def test_the_pieces_of_an_action_do_not_overlap(agency):
    for group, rows in agency.sort_values("start").groupby("group"):
        assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all(), group


def test_actions_are_numbered_as_their_verbs_are_read(verbs):
    for article, rows in verbs.groupby("article"):
        numbered = rows.sort_values("group")
        assert numbered["group"].tolist() == [f"{article[:3]}-{n:02d}" for n in range(1, len(rows) + 1)]
        assert numbered["start"].is_monotonic_increasing


def test_no_action_is_listed_twice(agency):
    roles = agency.assign(span=list(zip(agency["start"], agency["end"], strict=True)))
    actions = roles.pivot(index=["article", "group"], columns="label", values="span").fillna("").reset_index()
    assert not actions.duplicated(["article", "agent", "verb", "patient"]).any()


def test_an_action_is_reporting_where_its_verb_is_the_cue_of_an_attribution(verbs, attribution):
    cues = attribution[attribution["label"] == "cue"]
    assert (crossed(verbs, cues) == verbs["process"].eq("reporting")).all()


def test_an_action_is_claimed_where_it_would_be_actual_outside_a_content(verbs, attribution):
    told = verbs[verbs["factuality"].isin(["actual", "claimed"])]
    contents = attribution[attribution["label"] == "content"]
    assert (crossed(told, contents) == told["factuality"].eq("claimed")).all()


def test_frames_answer_known_items_with_a_sentence(framing, corpus):
    items = {f"{frame}_{number}" for frame, last in ITEMS.items() for number in range(1, last + 1)}
    assert set(framing["item"]) <= items
    assert (framing["item"].str.replace(r"_\d$", "", regex=True) == framing["label"]).all()
    assert all(note.startswith(f"{item}: ") for note, item in zip(framing["note"], framing["item"], strict=True))
    assert not framing.duplicated(["article", "item"]).any()
    sentences = {(article.id, *span) for article in corpus for span in nl.text.sentences(article.text)}
    assert set(zip(framing["article"], framing["start"], framing["end"], strict=True)) <= sentences


def test_the_guide_lists_the_items():
    listed = re.findall(r"^\| ([a-z_]+_\d) \|", (REFERENCE / "GUIDE.md").read_text("utf-8"), re.MULTILINE)
    assert listed == [f"{frame}_{number}" for frame, last in ITEMS.items() for number in range(1, last + 1)]


def test_a_paragraph_has_at_most_one_policy_frame(policy, corpus):
    assert set(policy["label"]) <= POLICY_FRAMES
    assert policy["item"].eq("").all()
    assert not policy.duplicated(["article", "start"]).any()
    paragraphs = {(article.id, *span) for article in corpus for span in nl.text.paragraphs(article.text)}
    assert set(zip(policy["article"], policy["start"], policy["end"], strict=True)) <= paragraphs


def test_every_long_paragraph_has_a_policy_frame(policy, corpus):
    coded = set(zip(policy["article"], policy["start"], strict=True))
    long = {(a.id, s) for a in corpus for s, e in nl.text.paragraphs(a.text) if e - s > 120}
    assert long <= coded


def test_the_guide_states_the_counts(attribution, verbs, framing, policy, corpus):
    guide = (REFERENCE / "GUIDE.md").read_text("utf-8")
    for article in corpus:
        groups = attribution.loc[attribution["article"] == article.id, "group"].nunique()
        actions, items, paragraphs = ((table["article"] == article.id).sum() for table in (verbs, framing, policy))
        assert f"| {article.label} | {groups} | {actions} | {items} | {paragraphs} |" in guide
    assert f"95 decisions, of which {len(framing)} are" in guide


def test_the_passages_in_the_guide_stand_in_the_articles(corpus):
    guide = (REFERENCE / "GUIDE.md").read_text("utf-8")
    passages = [" ".join(found.split()) for found in re.findall(r"(?<!\*)\*([^*\n][^*]*)\*(?!\*)", guide)]
    whole = "\n".join(article.text for article in corpus)
    assert len(passages) > 40
    assert [passage for passage in passages if passage not in whole] == []
