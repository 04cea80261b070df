"""One reading, several layers: the same rows alone and together, on one core and on two, and nothing lost."""

import gc
import subprocess
import sys
import weakref

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import newsloupe as nl
from newsloupe import layers
from newsloupe.codebook import CodebookError
from newsloupe.grammar.parsed import Parsed
from newsloupe.layers import LAYERS, LayerWarning
from newsloupe.spans import COLUMNS, NOTE

TEXT = "Perhaps NATO will answer, the minister said. She accused Russia of delay.\nShare this article"
ALONE = {
    "attribution": nl.find_attributions,
    "rhetoric": nl.find_rhetoric,
    "framing": nl.find_frames,
    "agency": nl.find_agency,
    "residue": nl.find_residue,
}


@pytest.fixture(scope="module")
def corpus():
    texts = {article.id: article.text for article in nl.load_corpus()}
    return nl.Corpus.from_texts(texts | {f"extra {number}": f"{TEXT} {number}" for number in range(25)})


@pytest.fixture(scope="module")
def together(corpus):
    return nl.find(corpus)


def test_each_layer_says_the_same_alone_and_among_all(corpus, together):
    assert set(ALONE) == set(LAYERS)
    for layer, find_alone in ALONE.items():
        alone = find_alone(corpus)
        among = together[together["layer"] == layer].reset_index(drop=True)
        assert len(alone)
        assert_frame_equal(among[alone.columns], alone, check_dtype=False)


def test_two_processes_give_the_same_bytes(corpus, together):
    assert nl.find(corpus, jobs=2).to_csv() == together.to_csv()


def test_the_order_in_which_layers_are_named_changes_nothing(corpus):
    one, other = nl.find(corpus, "residue", "rhetoric"), nl.find(corpus, "rhetoric", "residue")
    assert one.to_csv() == other.to_csv()


@pytest.mark.parametrize("layer", LAYERS)
def test_columns_are_there_where_nothing_is_found(layer):
    found = nl.find(nl.Corpus.from_texts({"a": "Rain."}), layer)
    assert found.empty and list(found.columns) == [*COLUMNS, NOTE, *LAYERS[layer].EXTRA]


def test_rows_of_other_layers_have_nothing_in_the_columns_of_one(together):
    devices = together[together["layer"] == "rhetoric"]
    assert devices["weight"].isna().all() and devices["speaker"].eq("").all()
    assert not together[COLUMNS].isna().any().any()


def test_what_lies_in_residue_is_left_out_and_the_residue_stays():
    corpus = nl.Corpus.from_texts({"a": "It might rain.\nPerhaps share this article"})
    marked = nl.make_spans(corpus, [{"article": "a", "start": 15, "end": 41, "label": "page_furniture"}])
    assert set(nl.find(corpus, "rhetoric")["text"]) == {"might", "Perhaps"}
    assert set(nl.find(corpus, "rhetoric", without=marked)["text"]) == {"might"}
    residue = nl.find_residue(nl.Corpus.from_texts({"a": TEXT}))
    kept = nl.find(nl.Corpus.from_texts({"a": TEXT}), "residue", without=residue)
    assert_frame_equal(kept, residue)


def test_options_go_to_the_layers_that_have_them(corpus):
    found = nl.find(corpus, "attribution", "framing", nested=True, codebook="policy-frames")
    assert_frame_equal(
        found.loc[found["layer"] == "attribution", ["text", "parent"]].reset_index(drop=True),
        nl.find_attributions(corpus, nested=True)[["text", "parent"]],
    )
    assert set(found.loc[found["layer"] == "framing", "codebook"]) == {"policy-frames"}


def test_mistakes_are_told_before_anything_is_read(corpus):
    with pytest.raises(ValueError, match="there is no layer 'frames'; there are attribution, rhetoric, framing"):
        nl.find(corpus, "frames")
    with pytest.raises(TypeError, match="option 'nested': framing takes codebook"):
        nl.find(corpus, "framing", nested=True)
    with pytest.raises(CodebookError, match="codes rhetoric, not framing"):
        nl.find(corpus, "framing", codebook="stance")


def test_an_article_that_cannot_be_read_is_named_and_the_others_are_read(corpus, monkeypatch):
    rows = layers.rhetoric.rows

    def failing(parsed, settings):
        if parsed.name == "extra 7":
            raise IndexError("beyond the end")
        return rows(parsed, settings)

    before = nl.find_rhetoric(corpus)
    monkeypatch.setattr(layers.rhetoric, "rows", failing)
    with pytest.warns(LayerWarning, match=r"article 'extra 7' has no rows of rhetoric.*IndexError: beyond the end"):
        after = nl.find_rhetoric(corpus)
    assert_frame_equal(after, before[before["article"] != "extra 7"].reset_index(drop=True))


def test_what_was_read_in_an_article_goes_with_it():
    """Memory does not grow with the corpus: nothing keeps a reading."""
    parsed = Parsed(TEXT, "a")
    for name, layer in LAYERS.items():
        assert len(list(layer.rows(parsed, layer.settings()))) > 0, name
    watched = weakref.ref(parsed)
    del parsed
    gc.collect()
    assert watched() is None


@pytest.mark.parametrize("actors", [None, "nato-russia"])
def test_what_was_looked_at_to_choose_a_list_is_not_read_again(actors, monkeypatch):
    handed_on = []

    def read_part(texts, by_layer):
        handed_on.extend(bool(getattr(text, "facts", None)) for text in texts.values())
        return real(texts, by_layer)

    real = layers.read_part
    monkeypatch.setattr(layers, "read_part", read_part)
    nl.find_agency(nl.load_corpus(), actors)
    assert handed_on == [actors is None] * 5


def test_a_script_may_use_several_processes(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import newsloupe as nl\n"
        "if __name__ == '__main__':\n"
        "    corpus = nl.Corpus.from_texts({str(n): 'It might rain. ' + str(n) for n in range(45)})\n"
        "    print(len(nl.find(corpus, 'rhetoric', jobs=2, progress=True)))\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "45"


def test_a_script_without_the_guard_is_told_what_to_do(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import newsloupe as nl\n"
        "corpus = nl.Corpus.from_texts({str(n): 'It might rain. ' + str(n) for n in range(45)})\n"
        "nl.find(corpus, 'rhetoric', jobs=2)\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    # Not always the last line: the tracker of shared memory may say, after it, what the ended processes left.
    assert run.returncode and any(
        line.startswith("RuntimeError: ") and 'if __name__ == "__main__":' in line for line in run.stderr.splitlines()
    )


def test_find_for_no_article():
    found = nl.find(nl.Corpus([]), jobs=4)
    assert found.empty and isinstance(found, pd.DataFrame)
