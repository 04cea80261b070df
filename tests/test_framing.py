"""Frames: each code finds what its definition says and not what it excludes; scores are what their account says."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

import newsloupe as nl
from newsloupe.codebook.schema import FOLDER
from newsloupe.framing import frame_scores, frame_sentences
from support import one

BOOKS = ["generic-frames", "policy-frames"]
UNTESTED = ["entman-functions", "episodic-thematic", "strategy-game", "war-peace-journalism"]
BENCH = Path(__file__).resolve().parents[1] / "bench" / "framing.py"


def found(text, codebook):
    spans = nl.find_frames(one(text), codebook)
    return sorted(set(spans["label"]))


ITEMS = [
    ("She accused the ministry of neglect.", {"conflict_2"}),
    ("The union and the firm disagree about nearly everything.", {"conflict_1"}),
    ("Both sides were heard.", {"conflict_3"}),
    ("The tension between Moscow and Washington grew.", {"conflict_1", "conflict_3"}),
    ("The train between Moscow and Kazan was late.", set()),
    ("The visitors won, and the hosts took the defeat calmly.", {"conflict_4"}),
    ("The 43-year-old baker has two shops.", {"human_interest_1"}),
    ("He wept.", {"human_interest_2"}),
    ("Forty houses burned and many families were displaced.", {"human_interest_3"}),
    ("Her husband collects stamps.", {"human_interest_4"}),
    ("Profits fell sharply.", {"economic_consequences_1"}),
    ("The bridge cost €3.5 million.", {"economic_consequences_2"}),
    ("Experts fear economic fallout.", {"economic_consequences_3"}),
    ("That is immoral.", {"morality_1"}),
    ("He quoted the Bible.", {"morality_2"}),
    ("We owe it to them.", {"morality_3"}),
    ("There is a remedy.", {"responsibility_3"}),
    ("Smoke from the kilns is to blame.", {"conflict_2", "responsibility_4"}),
    ("Help is urgently needed.", {"responsibility_5"}),
    ("The cat slept on the mat.", set()),
]


@pytest.mark.parametrize(("text", "items"), ITEMS)
def test_each_wording_speaks_to_its_item(text, items):
    assert set(nl.find_frames(one(text))["item"]) == items


POLICY = [
    ("Workers lost their jobs.", "economic"),
    ("There are too few beds, and staff are overwhelmed.", "capacity_resources"),
    ("To abandon them would be a sin.", "morality"),
    ("Tenants are discriminated against.", "fairness_equality"),
    ("The appeal went to the supreme court.", "legality"),
    ("The new regulation replaces two older policies.", "policy_prescription"),
    ("Two burglars were arrested.", "crime_punishment"),
    ("The navy laid mines, and a missile struck the port.", "security_defense"),
    ("Patients recover faster after the treatment.", "health_safety"),
    ("The quality of life in the quarter has improved, and traffic is quieter.", "quality_of_life"),
    ("Their language and customs survived.", "cultural_identity"),
    ("Four in ten respondents of the survey were undecided.", "public_opinion"),
    ("The party lost votes in both elections.", "political"),
    ("Ambassadors renewed the treaty.", "external_regulation"),
    ("I have not worn that coat since spring.", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("text", "frame"), POLICY)
def test_the_highest_policy_frame(text, frame):
    corpus = one(text)
    scores = frame_scores(nl.find_frames(corpus, "policy-frames"), corpus, "policy-frames")
    assert scores.loc[scores["score"].idxmax(), "frame"] == frame
    assert scores["score"].max() >= 0.5


EXCLUDED = [
    ("Pay attention to the second verse.", "policy-frames"),
    ("She was the life of the birthday party.", "policy-frames"),
    ("The film critic praised the opening scene.", "generic-frames"),
    ("They wanted peace at all costs.", "generic-frames"),
]


@pytest.mark.parametrize(("text", "codebook"), EXCLUDED)
def test_near_misses_of_all_codes_at_once(text, codebook):
    assert set(found(text, codebook)) <= {"security_defense"}  # "peace"


@pytest.mark.parametrize("name", BOOKS + UNTESTED)
def test_the_examples_and_near_misses_of_every_code(name):
    book = nl.load_codebook(name)
    tried = nl.try_examples(book)
    assert tried.loc[~tried["ok"], ["label", "kind", "text"]].values.tolist() == []
    counts = tried.groupby(["label", "kind"]).size().unstack()
    assert (counts >= 2).all(axis=None)
    assert set(counts.index) == {code.label for code in book.codes if code.by_machine}


@pytest.mark.parametrize("name", UNTESTED)
def test_what_is_not_validated_says_so(name):
    assert nl.load_codebook(name).status.startswith("Not validated against coded data.")


def test_the_nineteen_items_of_semetko_and_valkenburg():
    book = nl.load_codebook("generic-frames")
    assert {code.label: len(code.items) for code in book.codes} == {
        "conflict": 4, "human_interest": 4, "economic_consequences": 3, "morality": 3, "responsibility": 5,
    }  # fmt: skip
    assert all(item.indicators for code in book.codes for item in code.items)


# ---------------------------------------------------------------- scores


def test_one_row_for_every_article_and_frame_also_without_any_span():
    corpus = nl.Corpus.from_texts({"b": "", "a": "The cat slept."})
    scores = frame_scores(nl.find_frames(corpus), corpus)
    assert scores["article"].tolist() == ["b"] * 5 + ["a"] * 5
    assert scores["frame"].tolist() == nl.load_codebook("generic-frames").labels * 2
    assert list(scores.columns) == ["article", "frame", "score", "wordings", "items"]
    assert (scores["score"] == 0).all()
    assert scores.dtypes.astype(str).tolist()[2:] == ["float64", "int64", "int64"]


def make_book(tmp_path, **code):
    content = {"name": "try", "title": "T", "layer": "framing", "about": "A.", "status": "S."}
    entry = {"label": "war", "title": "W", "definition": "D.", "half": 2.0}
    file = tmp_path / "try.yml"
    file.write_text(yaml.safe_dump(content | {"codes": [entry | code]}), encoding="utf-8")
    return file


def score_of(text, book, **options):
    corpus = one(text)
    return frame_scores(nl.find_frames(corpus, book), corpus, **options).loc[0, "score"]


def test_the_score_is_what_its_account_says(tmp_path):
    book = make_book(tmp_path, indicators=[{"reason": "r", "terms": ["tank*", "siege"], "weight": 1.5}])
    filler = "word " * 398
    evidence = (1.5 + 1.5) / (400 / 100) ** 0.5
    assert score_of(filler + "tank siege", book) == pytest.approx(evidence / (evidence + 2.0))


def test_a_repeated_wording_counts_once_and_a_possessive_is_no_other_wording(tmp_path):
    book = make_book(tmp_path, indicators=[{"reason": "r", "terms": ["tank", "siege"]}])
    filler = "word " * 97
    assert score_of(filler + "tank Tank tank’s", book) == score_of(filler + "tank word word", book)


def test_one_item_of_two_needed_halves_the_score_of_an_article_but_not_of_a_sentence(tmp_path):
    items = [{"id": name, "question": "Q?", "indicators": [{"reason": "r", "terms": [name]}]} for name in ("aa", "bb")]
    both = make_book(tmp_path, items=items, needs=1)
    text = "aa " + "word " * 99
    alone = score_of(text, both)
    needing = make_book(tmp_path, items=items, needs=2)
    assert score_of(text, needing) == pytest.approx(alone / 2)
    assert score_of(text, needing, unit="sentence") == pytest.approx(alone)


def test_the_residual_frame_gets_what_the_highest_leaves():
    corpus = one("The party lost votes.")
    scores = frame_scores(nl.find_frames(corpus, "policy-frames"), corpus).set_index("frame")["score"]
    assert scores["other"] == pytest.approx(1 - scores.drop("other").max())


def test_small_units_have_their_offsets_and_add_up():
    corpus = one("She accused him.\nHe denied it. The cat slept.")
    spans = nl.find_frames(corpus)
    sentences = frame_scores(spans, corpus, unit="sentence")
    assert len(sentences) == 3 * 5
    conflict = sentences[sentences["frame"] == "conflict"]
    assert [corpus["a"].text[s:e] for s, e in zip(conflict["start"], conflict["end"], strict=True)] == [
        "She accused him.", "He denied it.", "The cat slept.",
    ]  # fmt: skip
    assert (conflict["score"] >= 0.5).tolist() == [True, True, False]
    assert sentences["wordings"].sum() == len(spans)
    assert len(frame_scores(spans, corpus, unit="paragraph")) == 2 * 5


def test_what_is_left_out_is_neither_evidence_nor_length(tmp_path):
    book = make_book(tmp_path, indicators=[{"reason": "r", "terms": ["tank", "siege"]}])
    text = "tank " + "word " * 19 + "\nsiege " + "word " * 79
    corpus = one(text)
    start = text.index("siege")
    gone = nl.make_spans(corpus, [{"article": "a", "start": start, "end": len(text), "label": "x"}], layer="residue")
    left = score_of(text, book, without=gone)
    assert left == pytest.approx(score_of(text[: start - 1], book))


def test_hand_coding_is_scored_by_the_codebook_that_is_named():
    corpus = one("The rules are unfair.")
    coded = nl.make_spans(corpus, [{"article": "a", "start": 14, "end": 20, "label": "fairness_equality"}],
                          layer="framing", coder="Ada")  # fmt: skip
    scores = frame_scores(coded, corpus, "policy-frames").set_index("frame")["score"]
    assert scores["fairness_equality"] > 0.5 > scores["economic"]


def test_editing_a_copied_codebook_changes_the_result(tmp_path):
    corpus = one("The glacier groaned. " * 3)
    copy = tmp_path / "mine.yml"
    copy.write_text((FOLDER / "generic-frames.yml").read_text(encoding="utf-8"), encoding="utf-8")
    before = frame_scores(nl.find_frames(corpus, copy), corpus)
    content = yaml.safe_load(copy.read_text(encoding="utf-8"))
    content["codes"][0]["items"][0]["indicators"][0]["terms"].append("groan*")
    content["codes"][0]["needs"] = 1
    copy.write_text(yaml.safe_dump(content), encoding="utf-8")
    after = frame_scores(nl.find_frames(corpus, copy), corpus)
    changed = after[after["score"] != before["score"]]
    assert changed["frame"].tolist() == ["conflict"]
    assert changed["score"].item() > 0


# ---------------------------------------------------------------- sentences


def test_the_sentences_that_carry_a_frame():
    corpus = one("It rained. She accused the singer of lying. The singer wept.")
    table = frame_sentences(nl.find_frames(corpus), corpus)
    assert table[["label", "text", "rule", "note", "wordings"]].values.tolist() == [
        [
            "conflict",
            "She accused the singer of lying.",
            "conflict_reproach+conflict_reproach_own",
            "accused, lying",
            2,
        ],
        ["human_interest", "The singer wept.", "human_interest_feeling", "wept", 1],
    ]
    nl.check(table, corpus)
    by_hand = nl.make_spans(corpus, [{"article": "a", "start": 0, "end": 2, "label": "conflict"}], coder="Ada")
    assert frame_sentences(by_hand, corpus)[["rule", "note"]].values.tolist() == [["", "it"]]
    assert list(frame_sentences(nl.find_frames(one("Tea.")), one("Tea.")).columns) == list(table.columns)


# ---------------------------------------------------------------- the shipped articles


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_result_twice_and_every_span_in_its_text(corpus, name):
    first, second = (nl.find_frames(corpus, name) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    nl.check(first, corpus)
    assert set(first["layer"]) == {"framing"}
    assert set(first["rule"]) <= set(nl.load_codebook(name).reasons())
    pd.testing.assert_frame_equal(
        frame_scores(first, corpus), frame_scores(second.sample(frac=1, random_state=3), corpus)
    )


def test_all_five_articles_speak_of_security(corpus):
    scores = frame_scores(nl.find_frames(corpus, "policy-frames"), corpus)
    best = scores.loc[scores.groupby("article", sort=False)["score"].idxmax()]
    assert set(best["frame"]) == {"security_defense"}


def test_a_corpus_in_another_order_or_company_scores_the_same(corpus):
    alone = corpus.select(corpus.ids[2:3])
    whole = frame_scores(nl.find_frames(corpus), corpus)
    expected = whole[whole["article"] == alone.ids[0]].reset_index(drop=True)
    pd.testing.assert_frame_equal(frame_scores(nl.find_frames(alone), alone), expected)


# ---------------------------------------------------------------- bad input


def test_bad_input_is_told_what_to_do(corpus):
    spans = nl.find_frames(corpus)
    with pytest.raises(ValueError, match="there is no unit 'page'; use 'article', 'paragraph', 'sentence'"):
        frame_scores(spans, corpus, unit="page")
    with pytest.raises(nl.codebook.CodebookError, match="no codebook 'no-frames'; shipped are"):
        nl.find_frames(corpus, "no-frames")
    with pytest.raises(nl.codebook.CodebookError, match="codes rhetoric, not framing; run it with apply_codebook"):
        nl.find_frames(corpus, "stance")
    with pytest.raises(nl.codebook.CodebookError, match=r"policy-frames has no conflict.*codebook=…"):
        frame_scores(spans, corpus, "policy-frames")
    both = pd.concat([spans, nl.find_frames(corpus, "policy-frames")])
    with pytest.raises(ValueError, match="several codebooks \\(generic-frames, policy-frames\\)"):
        frame_scores(both, corpus)


def test_text_that_is_no_prose_does_no_harm():
    corpus = nl.Corpus.from_texts({"html": "<b>accused</b>", "cyrillic": "Он обвинил её.", "long": "accused " * 5000})
    scores = frame_scores(nl.find_frames(corpus), corpus)
    assert scores["score"].between(0, 1).all()
    conflict = scores[scores["frame"] == "conflict"].set_index("article")["wordings"]
    assert conflict.to_dict() == {"html": 1, "cyrillic": 0, "long": 1}


def test_the_benchmark_says_when_there_is_nothing_to_measure(tmp_path):
    run = subprocess.run([sys.executable, BENCH, tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "Nothing measured" in run.stdout


def test_the_stored_benchmark_is_above_its_floor():
    table = pd.read_csv(BENCH.parent / "results" / "framing.csv")
    overall = table[(table["measure"] == "macro_f1") & (table["label"] == "all")].set_index("set")["value"]
    assert overall["frac"] >= 0.70
    assert overall["narr"] >= 0.66
    assert set(table["label"]) > set(nl.load_codebook("generic-frames").labels)


def test_a_text_counts_for_ten_words_at_least():
    def highest(words):
        corpus = nl.Corpus.from_texts({"a": "accused" + " x" * (words - 1)})
        return nl.frame_scores(nl.find_frames(corpus), corpus)["score"].max()

    assert highest(3) == highest(9) == highest(10) > highest(11)
