"""Readability and lexical diversity: worked examples done by hand, properties, and the corner cases."""

import importlib.util
import itertools
import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloupe import metrics

LINCOLN = "of the people by the people for the people".split()
SHORT_LISTS = st.lists(st.sampled_from("abcdef"), max_size=9)
PARITY = Path(__file__).parent.parent / "bench" / "parity.py"


# --- syllables -------------------------------------------------------------------------------------------------

SYLLABLES = """
a 1 | the 1 | states 1 | warned 1 | stated 2 | forces 2 | tables 2 | table 2 | hundred 2 | troubled 2 | league 1
unique 2 | centre 2 | statement 2 | movements 2 | largely 2 | hopeful 2 | safety 2 | basically 3 | hometown 2
foreign 2 | forever 3 | spokesman 2 | Europe's 2 | France's 2 | alliance's 4 | Syria 3 | Russia 2 | Russian 2
mediate 3 | negotiate 4 | nation 2 | violent 3 | superior 4 | serious 3 | stadium 3 | quiet 2 | science 2
patient 2 | earlier 3 | happiest 3 | geopolitical 6 | video 3 | people 2 | courageous 3 | idea 3 | area 3
Korean 3 | European 4 | nuclear 3 | clear 1 | create 2 | increase 2 | theater 3 | react 2 | actual 3 | language 2
persuade 2 | strenuous 3 | influence 3 | royal 2 | player 2 | saying 2 | being 2 | going 2 | continuity 5 | poet 2
cooperation 5 | coalition 4 | tourism 3 | didn't 2 | don't 1 | McCain 2 | element 3 | family 3 | implement 3
"""


@pytest.mark.parametrize(("word", "syllables"), [entry.split() for entry in re.split(r"[|\n]", SYLLABLES.strip())])
def test_syllables_of_common_words(word, syllables):
    assert metrics.count_syllables(word) == int(syllables)


def test_each_part_of_a_hyphenated_word_is_counted():
    assert metrics.count_syllables("state-of-the-art") == 4
    assert metrics.count_syllables("de‑escalation") == 5  # no-break hyphen


def test_strings_without_letters_have_one_syllable():
    assert [metrics.count_syllables(word) for word in ("2025", "", "北京", "tsk")] == [1, 1, 1, 1]


CAPITALS = "TV 2|NGO 3|EU 2|IMF 3|WWF 7|MEPs 3|NGO's 3|EU-wide 3|COVID-19 2|NATO 2|PIN 1|VIP 3|THE 1|LAW 1|McGee 2"


@pytest.mark.parametrize(("word", "syllables"), [entry.split() for entry in CAPITALS.split("|")])
def test_acronyms_are_spoken_by_letters_where_they_make_no_word(word, syllables):
    assert metrics.count_syllables(word) == int(syllables)


def test_curly_apostrophes_change_no_syllable():
    assert metrics.count_syllables("didn’t") == metrics.count_syllables("didn't") == 2


def test_vowel_groups_is_the_plain_count():
    assert [metrics.vowel_groups(word) for word in ("states", "created", "idea", "rhythm")] == [2, 2, 2, 1]


def test_pyphen_counts_hyphenation_points_or_says_what_is_missing():
    if importlib.util.find_spec("pyphen"):
        assert metrics.pyphen_syllables("hyphenation") == 3  # hy-phen-ation: the patterns divide no further
    else:
        with pytest.raises(ImportError, match="pip install pyphen"):
            metrics.pyphen_syllables("hyphenation")


# --- counts ----------------------------------------------------------------------------------------------------


def test_counts_of_a_small_text():
    words = {"a": ["Washington’s", "3rd", "ship", "sailed", "—", "quietly"], "b": []}
    counts = metrics.text_counts(words, {"a": 2, "b": 0})
    expected = pd.DataFrame(
        {
            "article": ["a", "b"],
            "words": [5, 0],
            "sentences": [2, 0],
            "syllables": [3 + 1 + 1 + 1 + 3, 0],
            "polysyllables": [2, 0],
            "letters": [11 + 2 + 4 + 6 + 7, 0],
            "characters": [11 + 3 + 4 + 6 + 7, 0],
            "long_words": [2, 0],
            "difficult_words": [np.nan, np.nan],
        }
    )
    pd.testing.assert_frame_equal(counts, expected)


def test_difficult_words_are_those_outside_the_given_set():
    words = {"a": ["The", "ship", "isn’t", "amphibious"]}
    counts = metrics.text_counts(words, {"a": 1}, familiar={"the", "ship", "isn't"})
    assert counts.at[0, "difficult_words"] == 1


def test_the_syllable_counter_is_the_callers():
    counts = metrics.text_counts({"a": ["states"]}, {"a": 1}, syllables=metrics.vowel_groups)
    assert counts.at[0, "syllables"] == 2


@given(st.dictionaries(st.text(max_size=3), st.lists(st.text(max_size=8), max_size=12), max_size=4))
def test_texts_are_counted_apart(texts):
    together = metrics.text_counts(texts, dict.fromkeys(texts, 1))
    apart = [metrics.text_counts({name: words}, {name: 1}) for name, words in texts.items()]
    assert together.to_dict("records") == [
        pytest.approx(row, nan_ok=True) for table in apart for row in table.to_dict("records")
    ]


def test_counts_refuse_unlike_articles_and_unsplit_text():
    with pytest.raises(ValueError, match="'b'"):
        metrics.text_counts({"a": ["x"]}, {"a": 1, "b": 2})
    with pytest.raises(TypeError, match="split the text into words"):
        metrics.text_counts({"a": "one string"}, {"a": 1})
    with pytest.raises(TypeError, match="None"):
        metrics.text_counts({"a": ["x", None]}, {"a": 1})


# --- readability -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (metrics.flesch(100, 5, 150), 206.835 - 20.3 - 126.9),
        (metrics.flesch_kincaid(100, 5, 150), 7.8 + 17.7 - 15.59),
        (metrics.gunning_fog(100, 5, 10), 12.0),
        (metrics.smog(30, 16), 3.1291 + 1.043 * 4),
        (metrics.smog(15, 8), 3.1291 + 1.043 * 4),
        (metrics.coleman_liau(100, 5, 450), 26.46 - 1.48 - 15.8),
        (metrics.ari(100, 5, 460), 21.666 + 10 - 21.43),
        (metrics.dale_chall(100, 5, 4), 0.6316 + 0.992),
        (metrics.dale_chall(100, 5, 5), 0.7895 + 0.992),  # exactly 5%: no constant yet
        (metrics.dale_chall(100, 5, 10), 1.579 + 0.992 + 3.6365),
        (metrics.lix(100, 5, 20), 40.0),
    ],
)
def test_formulas_by_hand(score, expected):
    assert score == pytest.approx(expected, rel=1e-12)


def test_formulas_take_columns():
    np.testing.assert_allclose(metrics.flesch(np.array([100, 10]), np.array([5, 1]), [150, 10]), [59.635, 112.085])


def test_scores_use_the_counts_of_their_name():
    # Every count differs, so a formula that reads the wrong column is found out.
    counts = pd.DataFrame(
        {
            "article": ["a"], "words": [200], "sentences": [8], "syllables": [310], "polysyllables": [23],
            "letters": [911], "characters": [923], "long_words": [41], "difficult_words": [37.0],
        }
    )  # fmt: skip
    scores = metrics.readability_scores(counts).iloc[0]
    assert scores.index[:2].tolist() == ["article", "words_per_sentence"]
    assert scores["words_per_sentence"] == 25
    assert scores["letters_per_word"] == 4.555
    assert scores["syllables_per_word"] == 1.55
    assert scores["flesch"] == metrics.flesch(200, 8, 310)
    assert scores["flesch_kincaid"] == metrics.flesch_kincaid(200, 8, 310)
    assert scores["gunning_fog"] == metrics.gunning_fog(200, 8, 23)
    assert scores["smog"] == metrics.smog(8, 23)
    assert scores["coleman_liau"] == metrics.coleman_liau(200, 8, 911)
    assert scores["ari"] == metrics.ari(200, 8, 923)
    assert scores["dale_chall"] == metrics.dale_chall(200, 8, 37)
    assert scores["lix"] == metrics.lix(200, 8, 41)


def test_scores_are_nan_without_words_or_sentences():
    words = {"full": ["one", "two"], "empty": [], "unsplit": ["one"], "dots": ["…"]}
    counts = metrics.text_counts(words, {"full": 1, "empty": 0, "unsplit": 0, "dots": 1}, familiar={"one"})
    scores = metrics.readability_scores(counts).set_index("article")
    assert scores.loc["full"].notna().all()
    assert scores.loc[["empty", "dots"]].isna().all(axis=None)
    assert scores.loc["unsplit"].dropna().index.tolist() == ["letters_per_word", "syllables_per_word"]


def test_dale_chall_is_nan_without_a_list_of_familiar_words():
    counts = metrics.text_counts({"a": ["one"]}, {"a": 1})
    assert math.isnan(metrics.readability_scores(counts).at[0, "dale_chall"])


# --- lexical diversity -----------------------------------------------------------------------------------------


def test_shares_by_hand():
    words = ["a", "a", "b"]
    assert metrics.ttr(words) == 2 / 3
    assert metrics.root_ttr(words) == pytest.approx(2 / math.sqrt(3))
    assert metrics.herdan_c(words) == pytest.approx(math.log(2) / math.log(3))
    assert metrics.maas(words) == pytest.approx(math.log(1.5) / math.log(3) ** 2)
    assert metrics.yule_k(words) == pytest.approx(1e4 * 2 / 9)
    assert metrics.simpson(words) == pytest.approx(1 / 3)
    assert metrics.hapax_legomena([*words, "c"]) == 2


def test_two_words_are_enough_for_logarithms():
    assert (metrics.herdan_c(["a", "b"]), metrics.maas(["a", "b"]), metrics.simpson(["a", "b"])) == (1, 0, 0)


def test_mtld_of_the_papers_example():
    # McCarthy & Jarvis (2010) cut "of the people by the people | for the people"; backwards it is cut after five.
    assert metrics.mtld(LINCOLN) == pytest.approx(9)


def test_mtld_counts_the_rest_as_part_of_a_factor():
    assert metrics.mtld(["a", "b", "c", "a"]) == pytest.approx(4 / (0.25 / 0.28))


def test_mtld_variants():
    words = ["a", "b", "c", "a", "d"]
    assert metrics.mtld(words, 0.75) == pytest.approx(6.25)
    assert metrics.mtld(words, 0.75, inclusive=True) == pytest.approx((5 + 6.25) / 2)
    rest = 8 / (0.125 / 0.28)
    assert metrics.mtld(list("aabcdefg")) == pytest.approx((8 + rest) / 2)
    assert metrics.mtld(list("aabcdefg"), shortest=4) == pytest.approx(rest)


def test_mtld_wrap_by_hand():
    assert metrics.mtld_wrap(["a", "a", "b"], shortest=2) == pytest.approx((2 + 3 + 3) / 3)
    assert metrics.mtld_wrap(["a", "a", "b"], shortest=3) == 3
    assert metrics.mtld_wrap(["a"] * 30) == 10  # the shortest factor that is allowed
    # From the first two words the TTR reaches 0.75, but never falls below.
    assert metrics.mtld_wrap(list("abca"), 0.75, shortest=1) == (3 + 2) / 2


@given(SHORT_LISTS, st.integers(1, 5))
def test_mattr_is_the_mean_over_all_windows(words, window):
    shares = [metrics.ttr(words[i : i + window]) for i in range(len(words) - window + 1)]
    expected = sum(shares) / len(shares) if shares else math.nan
    assert metrics.mattr(words, window) == pytest.approx(expected, nan_ok=True)


@given(SHORT_LISTS, st.integers(1, 4))
def test_hdd_is_the_mean_over_all_samples(words, draws):
    shares = [metrics.ttr(sample) for sample in itertools.combinations(words, draws)]
    expected = sum(shares) / len(shares) if shares else math.nan
    assert metrics.hdd(words, draws) == pytest.approx(expected, nan_ok=True)


@given(SHORT_LISTS)
def test_simpson_is_the_share_of_equal_pairs(words):
    pairs = list(itertools.combinations(words, 2))
    expected = sum(a == b for a, b in pairs) / len(pairs) if pairs else math.nan
    assert metrics.simpson(words) == pytest.approx(expected, nan_ok=True)


@given(st.lists(st.sampled_from("abcdefghij"), min_size=2, max_size=60))
def test_mtld_does_not_depend_on_direction_and_is_nan_only_without_repetition(words):
    assert metrics.mtld(words) == pytest.approx(metrics.mtld(words[::-1]), nan_ok=True)
    assert math.isnan(metrics.mtld(words)) == (len(set(words)) == len(words))


def test_corner_cases_are_nan():
    table = metrics.diversity_scores({"empty": [], "one": ["a"], "no repetition": list("abc"), "short": list("aab")})
    undefined = {row["article"]: {name for name in row if row[name] != row[name]} for row in table.to_dict("records")}
    every = set(table.columns) - {"article", "words", "types", "hapax_legomena"}
    assert undefined["empty"] == every
    assert undefined["one"] == {"herdan_c", "maas", "mattr", "mtld", "hdd", "simpson"}
    assert undefined["no repetition"] == {"mattr", "mtld", "hdd"}
    assert undefined["short"] == {"mattr", "hdd"}
    assert math.isnan(metrics.mtld_wrap(list("abc"), shortest=1))
    assert table["yule_k"].tolist()[1:3] == [0, 0]


def test_usual_window_draws_and_threshold():
    fifty = [str(number % 40) for number in range(50)]
    row = metrics.diversity_scores({"a": fifty}).iloc[0]
    assert row["mattr"] == metrics.mattr(fifty) == 0.8
    assert math.isnan(metrics.mattr(fifty[:49]))
    assert row["hdd"] == metrics.hdd(fifty) == metrics.hdd(fifty, 42)
    assert math.isnan(metrics.hdd(fifty[:41]))
    assert row["mtld"] == metrics.mtld(fifty) == metrics.mtld(fifty, 0.72)


def test_table_of_diversity_passes_its_options_on():
    words = [*LINCOLN, "and", "of", "the", "press"]
    table = metrics.diversity_scores({"a": words}, window=4, threshold=0.8, draws=5)
    row = table.iloc[0]
    assert row["words"] == 13
    assert row["types"] == 7
    assert (row["mattr"], row["mtld"], row["hdd"]) == (
        metrics.mattr(words, 4), metrics.mtld(words, 0.8), metrics.hdd(words, 5)
    )  # fmt: skip


def test_wrong_parameters_are_refused():
    with pytest.raises(ValueError, match="window"):
        metrics.mattr(["a"], 0)
    with pytest.raises(ValueError, match="threshold"):
        metrics.mtld(["a"], 1.0)
    with pytest.raises(ValueError, match="drawn"):
        metrics.hdd(["a"], 0)
    for measure in (metrics.ttr, metrics.mattr, metrics.mtld, metrics.hdd, metrics.yule_k):
        with pytest.raises(TypeError, match="split the text into words"):
            measure("a text that nobody split into words, longer than fifty letters")


# --- weight, and the comparison with other packages ------------------------------------------------------------


def test_importing_the_measures_loads_no_heavy_library():
    code = "import sys, newsloupe.metrics, newsloupe.vocabulary; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"nltk", "scipy", "textblob", "pyphen", "matplotlib"} & set(done.stdout.split())


@pytest.fixture
def parity():
    spec = importlib.util.spec_from_file_location("parity", PARITY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_parity_says_when_there_is_nothing_to_compare(parity, tmp_path, capsys):
    assert parity.main(tmp_path) == 2
    assert "Nothing compared" in capsys.readouterr().out


def test_parity_sees_differences_and_missing_values(parity):
    rows = [
        ("same", "", "t", 1.0, 1.0), ("same", "", "u", math.nan, None),
        ("off", "", "t", 2.0, 2.0), ("off", "", "u", -2.0002, -2.0), ("missing", "", "t", math.nan, 1.0),
    ]  # fmt: skip
    table = parity.summarise(rows).set_index("measure")
    assert table["largest_relative_difference"].tolist() == pytest.approx([0, 1e-4, math.inf])
    assert table["values"].tolist() == [1, 2, 1]
