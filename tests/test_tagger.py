"""The tagger: scores add up, the best path is the best of all paths, files that are no models are refused."""

import gzip
import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.attribution import attributions
from newsloupe.constructions import Parsed
from newsloupe.constructions.learned import MODEL, columns
from newsloupe.tagger import Tagger, load_tagger

LABELS = ("O", "B-cue", "I-cue")
TEMPLATES = [
    ([("word", 0)], {"said": [0.0, 2.0, 0.0], "has": [0.0, 1.0, 0.0]}),
    ([("word", -1), ("word", 0)], {"has\tsaid": [0.0, 0.0, 3.0], "<>\tsaid": [0.5, 0.0, 0.0]}),
    ([("word", 1)], {"<>": [1.0, 0.0, 0.0]}),
]
TRANSITIONS = [[0.0, 0.0, -9.0], [0.0, -1.0, 0.0], [0.0, -0.5, 0.0]]


@pytest.fixture
def tagger() -> Tagger:
    return Tagger(LABELS, TEMPLATES, TRANSITIONS)


def test_scores_are_the_sums_of_the_weights_of_what_stands_there(tagger):
    scores = tagger.scores({"word": ["she", "has", "said", "said"]}, [(0, 3), (3, 4)])
    assert scores.tolist() == [[0, 0, 0], [0, 1, 0], [1, 2, 3], [1.5, 2, 0]]


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (["she", "has", "said", "so"], ["O", "B-cue", "I-cue", "O"]),
        (["she", "said", "so"], ["O", "B-cue", "O"]),
        (["never", "heard", "of"], ["O", "O", "O"]),
    ],
)
def test_the_labels_of_short_texts(tagger, words, labels):
    assert tagger.tag({"word": words}, [(0, len(words))]) == labels


def test_a_handicap_makes_a_label_rarer_and_tokens_outside_the_sequences_are_not_marked(tagger):
    words = {"word": ["she", "has", "said", "so"]}
    assert tagger.tag(words, [(0, 4)], {"B-cue": 9.0, "I-cue": 9.0}) == ["O"] * 4
    assert tagger.tag(words, [(0, 1)]) == ["O"] * 4


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["she", "has", "said", "so"]), min_size=1, max_size=6))
def test_no_other_sequence_of_labels_has_a_higher_score(words):
    tagger = Tagger(LABELS, TEMPLATES, TRANSITIONS)
    scores = tagger.scores({"word": words}, [(0, len(words))])

    def total(path):
        steps = sum(TRANSITIONS[a][b] for a, b in itertools.pairwise(path))
        return steps + sum(scores[k, label] for k, label in enumerate(path))

    best = max(total(path) for path in itertools.product(range(3), repeat=len(words)))
    found = tagger.tag({"word": words}, [(0, len(words))])
    assert np.isclose(total([LABELS.index(label) for label in found]), best)


def test_a_file_that_is_no_model_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "model.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"labels": ["O"]}).encode()))
    with pytest.raises(ValueError, match=r"model\.json\.gz is no tagger model.*train_attribution"):
        load_tagger(path)
    path.write_bytes(b"not gzip")
    with pytest.raises(ValueError, match="is no tagger model"):
        load_tagger(path)
    with pytest.raises(FileNotFoundError, match="tagger=None"):
        load_tagger(tmp_path / "none.json.gz")


# ---------------------------------------------------------------- the model that comes with the package

TEXT = (
    "The mayor said the bridge is safe. Residents were angry about the closure of the bridge. “We will not wait,” "
    "said Ann Lee. Officials are worried about the cost of the bridge."
)


def test_the_model_is_small_plain_data():
    assert MODEL.stat().st_size < 5_000_000
    model = json.loads(gzip.decompress(MODEL.read_bytes()))
    assert sorted(model) == ["labels", "templates", "transitions"]
    assert len(model["labels"]) == 7


def test_what_the_rules_find_stays_and_what_the_tagger_adds_says_so():
    parsed = Parsed(TEXT)
    rules = attributions(parsed)
    both = attributions(parsed, load_tagger(MODEL))
    assert [one for one in both if one in rules] == rules
    added = [one for one in both if one not in rules]
    assert all(one.rule.startswith("learned from coded news: ") and one.source for one in added)
    covered = {token for one in rules for part in (one.cue, *one.content) for token in range(*part)}
    assert not covered & {token for one in added for part in (one.cue, *one.content) for token in range(*part)}


def test_rules_alone_need_no_model():
    corpus = nl.Corpus.from_texts({"a": TEXT})
    alone = nl.find_attributions(corpus, tagger=None)
    assert len(alone) and not alone["rule"].str.startswith("learned").any()


def test_every_column_has_one_value_per_token():
    parsed = Parsed(TEXT)
    seen = columns(parsed, attributions(parsed))
    assert {len(values) for values in seen.values()} == {len(parsed)}


def test_the_tagger_finds_an_attribution_whose_word_is_in_no_list():
    corpus = nl.Corpus.from_texts({"a": TEXT})
    found = nl.find_attributions(corpus)
    learned = found[found["rule"].str.startswith("learned")]
    assert set(learned["label"]) == {"source", "cue", "content"}


def test_the_training_says_so_when_its_texts_are_absent(tmp_path):
    command = Path(__file__).resolve().parents[1] / "bench" / "train_attribution.py"
    run = subprocess.run([sys.executable, str(command), str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.returncode == 2 and "Nothing trained" in run.stdout
