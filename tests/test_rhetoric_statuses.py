"""Every code says how far it can be trusted, and no code that is on by default is a memory of five articles."""

import sys
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.codebook import CodebookError, statuses, to_markdown
from newsloupe.rhetoric import CODEBOOKS
from newsloupe.show import highlight

ROOT = Path(__file__).parents[1]
NOT_OF_OPINION = {"opinion_hits": 9, "per_1000_opinion": 0.1, "per_1000_open": 0.1}
TEXT = "Perhaps it is late. The stakes could not be higher."


@pytest.fixture(scope="module")
def table():
    return nl.code_statuses()


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(ROOT / "bench"))
    import memory

    yield memory
    sys.path.remove(str(ROOT / "bench"))


@pytest.fixture(scope="module")
def measured(bench):
    """What was written by bench/memory.py, which reads 287 articles and takes too long for a test."""
    reasons = {(book.name, code.label): bool(code.genre) for book in bench.books() for code in book.codes}
    table = pd.read_csv(ROOT / "bench" / "results" / "memory.csv")
    return table.assign(reason=[reasons[key] for key in zip(table["codebook"], table["code"], strict=True)])


def test_every_code_has_a_status(table):
    codes = {(name, code.label) for name in CODEBOOKS for code in nl.load_codebook(name).codes}
    assert set(zip(table["codebook"], table["code"], strict=True)) == codes
    assert set(table["status"]) <= set(statuses.STATUSES)


def test_hits_are_those_of_the_code_as_it_is_today(table):
    """Otherwise run bench/rhetoric.py and bench/memory.py again."""
    today = nl.find_rhetoric(nl.load_corpus(), codes="all").groupby(["codebook", "label"]).size()
    known = table.dropna(subset=["five_hits"]).set_index(["codebook", "code"])["five_hits"]
    assert known[known > 0].astype(int).to_dict() == today.to_dict()


def test_the_measure_knows_which_term_has_found_a_passage(bench):
    found = bench.spans_in(nl.Corpus.from_texts({"a": TEXT}))
    terms = dict(zip(found["text"], found["term"], strict=True))
    assert terms["Perhaps"] == "perhaps" and len(found) >= 2


def test_what_is_on_by_default_is_no_memory_of_five_articles(bench, measured, table):
    today = measured[measured["layer"] == "rhetoric"].assign(status=table["status"].to_numpy())
    on = today[today["status"] != statuses.BY_HAND]
    assert len(on) > 10
    assert on[~bench.remembers_nothing(on)].empty


def test_frames_whose_lists_remember_the_five_articles_say_so(bench, measured):
    """How often a frame is met follows the topic; that a wording is met nowhere else does not."""
    frames = measured[(measured["layer"] == "framing") & (measured["five_hits"] > bench.FEW)]
    remembered = set(frames[frames["only_five"] > bench.REMEMBERED]["codebook"])
    frame_books = [book for book in bench.books() if book.layer == "framing"]
    assert remembered == {book.name for book in frame_books if "finished on the five articles" in book.status}
    assert not remembered & {"generic-frames", "policy-frames", "entman-functions", "episodic-thematic"}


@pytest.mark.parametrize(
    ("times", "opinion", "hits", "only_five", "reason", "expected"),
    [(5.0, 9, 9, 0, False, True), (5.1, 1, 9, 0, False, False), (5.1, 5.0, 9, 0, True, True),
     (5.1, 5.1, 9, 0, True, False),
     (9.0, 9, 1, 0, False, True), (9.0, 9, 2, 0, False, False), (1.0, 1, 9, 0.1, False, False),
     (float("nan"), float("nan"), 0, float("nan"), False, True)],
)  # fmt: skip
def test_when_a_code_is_a_memory(bench, times, opinion, hits, only_five, reason, expected):
    row = {"times": times, "times_opinion": opinion, "five_hits": hits, "only_five": only_five, "reason": reason}
    assert bench.remembers_nothing(pd.DataFrame([row | NOT_OF_OPINION])).tolist() == [expected]


@pytest.mark.parametrize(
    ("opinion_hits", "per_1000_opinion", "reason", "expected"),
    [(20, 0.5, True, True), (19, 0.5, True, False), (20, 0.49, True, False), (20, 0.5, False, False)],
)
def test_when_a_code_is_a_figure_of_opinion(bench, opinion_hits, per_1000_opinion, reason, expected):
    """Texts of opinion have it five times as often as plain reports; then these need not have it at all."""
    row = {"times": 99.0, "times_opinion": 9.0, "five_hits": 4, "only_five": 0, "reason": reason, "open_hits": 1.0,
           "opinion_hits": opinion_hits, "per_1000_opinion": per_1000_opinion, "per_1000_open": 0.1,
           "layer": "rhetoric", "codebook": "b", "code": "c"}  # fmt: skip
    assert bench.remembers_nothing(pd.DataFrame([row])).tolist() == [expected]
    nobody = pd.DataFrame({"code": ["c"], "set": [None], "coded": [None], "found": [float("nan")], "precision": [None]})
    status = statuses.TRAVELS if expected else statuses.BY_HAND
    assert bench.with_status(pd.DataFrame([row]), nobody)["status"].tolist() == [status]


@pytest.mark.parametrize(
    ("open_hits", "found", "precision", "expected"),
    [(9, 20, 0.34, statuses.MEASURED), (9, 20, 0.33, statuses.BY_HAND), (9, 19, 0.1, statuses.TRAVELS),
     (3, None, None, statuses.TRAVELS), (2, None, None, statuses.BY_HAND), (None, None, None, statuses.BY_HAND)],
)  # fmt: skip
def test_what_status_follows_from_the_figures(bench, open_hits, found, precision, expected):
    figures = {"layer": "rhetoric", "codebook": "b", "code": "c", "open_hits": open_hits, "five_hits": 1,
               "times": 1.0, "times_opinion": 1.0, "only_five": 0.0, "reason": False} | NOT_OF_OPINION  # fmt: skip
    agreed = pd.DataFrame([{"code": "c", "set": "s", "coded": 50, "found": found, "precision": precision, "recall": 0}])
    agreed = agreed.astype({"found": float, "precision": float})
    assert bench.with_status(pd.DataFrame([figures]).astype({"open_hits": float}), agreed)["status"].tolist() == [
        expected
    ]


def test_which_codes_are_run(table):
    corpus = nl.load_corpus()
    status = table.set_index("code")["status"]
    by_default, everything = nl.find_rhetoric(corpus), nl.find_rhetoric(corpus, codes="all")
    assert (by_default["status"] != statuses.BY_HAND).all()
    assert (everything["label"].map(status) == everything["status"]).all()
    left = everything[everything["status"] != statuses.BY_HAND].reset_index(drop=True)
    pd.testing.assert_frame_equal(by_default, left)


def test_codes_can_be_chosen():
    corpus = nl.Corpus.from_texts({"a": TEXT})
    assert set(nl.find_rhetoric(corpus, codes=["hedge"])["label"]) == {"hedge"}
    assert set(nl.find(corpus, "rhetoric", codes=["hyperbole"])["label"]) == {"hyperbole"}
    with pytest.raises(CodebookError, match="there is no code 'hedges'; use \"default\""):
        nl.find_rhetoric(corpus, codes=["hedges"])
    with pytest.raises(CodebookError, match="the machine does not code 'straw_man'"):
        nl.find_rhetoric(corpus, codes="straw_man")


def test_codes_of_ones_own_have_no_status_and_are_run(tmp_path):
    book = tmp_path / "own.yml"
    book.write_text(
        "{name: persuasion, title: T, layer: rhetoric, about: a, status: s, codes: [{label: bandwagon, title: B, "
        "definition: d, indicators: [{reason: r, terms: [late]}]}]}"
    )
    found = nl.find_rhetoric(nl.Corpus.from_texts({"a": TEXT}), [str(book)])
    assert found[["text", "status"]].values.tolist() == [["late", ""]]


def test_pages_and_highlights_show_the_status(table):
    hedge = table.set_index("code").loc["hedge"]
    page = to_markdown(nl.load_codebook("stance"))
    assert f"**Status:** {hedge['status']}." in page and f"{hedge['per_1000_open']:.2f} times per 1,000 words" in page
    corpus = nl.Corpus.from_texts({"a": TEXT})
    shown = highlight(corpus["a"], nl.find_rhetoric(corpus, codes=["hedge"])).data
    assert f"<small>({hedge['status']})</small>" in shown


def test_words_of_a_class_stand_where_it_is_named(tmp_path):
    source = """
        {name: own, title: Own, layer: rhetoric, about: a, status: s, classes: {fruit: [apple, ripe pear]}, codes: [
          {label: a, title: A, definition: d, indicators: [{reason: r, terms: [<fruit>, nut]}]},
          {label: b, title: B, definition: d, indicators: [
            {reason: r, pattern: 'red \\s \\L<fruit>', sentence_has: [<fruit>]}]}]}
    """
    book = tmp_path / "own.yml"
    book.write_text(source, encoding="utf-8")
    found = nl.apply_codebook(nl.Corpus.from_texts({"a": "A red ripe pear, a nut and a plum."}), book)
    assert sorted(found[["label", "text"]].values.tolist()) == [
        ["a", "nut"],
        ["a", "ripe pear"],
        ["b", "red ripe pear"],
    ]
    assert "`fruit`: apple, ripe pear" in to_markdown(nl.load_codebook(book))
    book.write_text(source.replace("L<fruit>", "L<fruits>"), encoding="utf-8")
    with pytest.raises(CodebookError, match="not a regular expression"):
        nl.load_codebook(book)
