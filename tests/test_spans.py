"""The span table: offsets that are always checked, joins, rates, files."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.spans import COLUMNS, NOTE

CORPUS = nl.Corpus.from_texts({"b": "Perhaps it will rain. “Perhaps not,” she said.", "a": "Nobody knows, perhaps."})


def spans(*rows, **columns):
    return nl.make_spans(
        CORPUS, [dict(zip(("article", "start", "end", "label"), row, strict=True)) | columns for row in rows]
    )


def test_make_spans_fills_the_text_and_sorts_in_corpus_order():
    table = spans(("a", 14, 21, "hedge"), ("b", 0, 7, "hedge"), ("b", 0, 21, "frame"))
    assert table["text"].tolist() == ["Perhaps it will rain.", "Perhaps", "perhaps"]
    assert list(table.columns) == [*COLUMNS, NOTE] and table["note"].eq("").all()
    assert list(spans(("b", 0, 7, "hedge"), note="so-so", kind="k").columns) == [*COLUMNS, NOTE, "kind"]
    assert table["coder"].eq("machine").all() and str(table["start"].dtype) == "int64"


def test_a_record_without_layer_and_coder_gets_those_of_the_call_beside_others_that_have_them():
    rows = [{"start": 0, "end": 1, "layer": "mine", "coder": "Ann"}, {"start": 2, "end": 3, "weight": 2.0}]
    table = nl.make_spans(CORPUS, [row | {"article": "a", "label": "x"} for row in rows], layer="rhetoric")
    assert table["layer"].tolist() == ["mine", "rhetoric"] and table["coder"].tolist() == ["Ann", "machine"]
    assert table["weight"].isna().tolist() == [True, False]


def test_an_empty_table_has_the_columns_and_types():
    table = nl.make_spans(CORPUS, [])
    assert (
        table.dtypes == nl.make_spans(CORPUS, [{"article": CORPUS.ids[0], "start": 0, "end": 1, "label": "x"}]).dtypes
    ).all()
    assert list(table.columns) == [*COLUMNS, NOTE] and str(table["end"].dtype) == "int64" and not len(table)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("article", "c", "no article 'c'"),
        ("text", "Perhaps!", "another version of the text"),
        ("start", 5, "the table says"),
        ("end", 99, "no span"),
        ("end", 0, "no span"),
        ("start", -1, "no span"),
        ("start", float("nan"), "no span"),
    ],
)
def test_check_names_the_row_that_does_not_fit(column, value, message):
    table = spans(("b", 0, 7, "hedge"), ("a", 14, 21, "hedge")).astype({"start": object, "end": object})
    nl.check(table, CORPUS)
    table.loc[1, column] = value
    with pytest.raises(nl.spans.SpanError, match=f"row 1: .*{message}"):
        nl.check(table, CORPUS)


def test_check_names_missing_columns():
    with pytest.raises(nl.spans.SpanError, match="lacks the columns rule, coder"):
        nl.check(spans(("b", 0, 7, "hedge")).drop(columns=["rule", "coder"]), CORPUS)


def test_inside_finds_the_shortest_span_around_and_outside_the_rest():
    inner = spans(("b", 0, 7, "hedge"), ("b", 23, 30, "hedge"), ("a", 14, 21, "hedge"))
    outer = spans(("b", 22, 36, "content"), ("b", 0, 36, "quotation"), group="g")
    held = nl.inside(inner, outer, carry=["label", "group"])
    assert held[["start", "in_label", "in_group"]].values.tolist() == [[0, "quotation", "g"], [23, "content", "g"]]
    assert nl.outside(inner, outer)["article"].tolist() == ["a"]


def test_gaps_are_what_no_span_covers():
    covered = spans(("b", 0, 7, "x"), ("b", 3, 10, "x"), ("b", 20, 46, "x"))
    assert nl.gaps(covered, CORPUS)[["article", "start", "end"]].values.tolist() == [["b", 10, 20], ["a", 0, 22]]


pairs = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12)


@given(pairs, pairs)
def test_inside_agrees_with_the_definition(inner, outer):
    corpus = nl.Corpus.from_texts({"x": "x" * 50})

    def table(offsets):
        return nl.make_spans(corpus, [{"article": "x", "start": a, "end": a + n, "label": "l"} for a, n in offsets])

    small, large = table(inner), table(outer)
    expected = [
        (s, e) for s, e in small[["start", "end"]].itertuples(index=False)
        if any(a <= s and e <= b for a, b in large[["start", "end"]].itertuples(index=False))
    ]  # fmt: skip
    assert list(nl.inside(small, large)[["start", "end"]].itertuples(index=False, name=None)) == expected
    assert len(nl.outside(small, large)) == len(small) - len(expected)


def test_context_shows_both_sides():
    row = nl.context(spans(("b", 11, 15, "will")), CORPUS, width=6).iloc[0]
    assert (row["left"], row["text"], row["right"]) == ("…ps it ", "will", " rain.…")


def test_find_words_takes_wildcards_and_curly_apostrophes():
    corpus = nl.Corpus.from_texts({"x": "Russia’s Fleet, the fleets, a [fleet]"})
    assert nl.find_words(corpus, "fleet*")["text"].tolist() == ["Fleet", "fleets", "fleet"]
    assert nl.find_words(corpus, "russia's")["text"].tolist() == ["Russia’s"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_saved_tables_come_back_the_same(tmp_path, suffix):
    corpus = nl.Corpus.from_texts({"001": 'A "quoted",\r\nbroken; text\nwith ümläuts, NA\rand 007.'})
    table = nl.make_spans(
        corpus,
        [{"article": "001", "start": a, "end": b, "label": "l", "kind": "NA"} for a, b in [(0, 18), (2, 10), (40, 46)]],
    )
    path = nl.save_spans(table, tmp_path / f"spans{suffix}")
    pd.testing.assert_frame_equal(nl.load_spans(path, corpus), table, check_dtype=False)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_tables_from_before_there_were_notes_are_read_as_of_today(tmp_path, suffix):
    old = spans(("b", 0, 7, "hedge"), ("b", 0, 21, "tags"), ("a", 14, 21, "leaked_text"), kind="k").drop(columns="note")
    old["coder"], old["layer"] = ["machine", "Ada", "Ben"], ["rhetoric", "quality", "quality"]
    old["rule"] = ["a modal verb", "I am not sure", ""]
    path = nl.save_spans(old, tmp_path / f"old{suffix}")
    before = path.read_bytes()
    table = nl.load_spans(path, CORPUS)
    assert list(table.columns) == [*COLUMNS, NOTE, "kind"] and path.read_bytes() == before
    assert table["rule"].tolist() == ["a modal verb", "", ""]
    assert table["note"].tolist() == ["", "I am not sure", ""]
    assert table["layer"].tolist() == ["rhetoric", "quality", "residue"]  # the second is somebody's own code
    nl.check(old, CORPUS)
    kept = nl.save_spans(table.assign(rule="r1", note="why"), tmp_path / f"new{suffix}")
    assert nl.load_spans(kept, CORPUS)[["rule", "note"]].drop_duplicates().values.tolist() == [["r1", "why"]]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_stance_that_was_called_doubting_is_read_by_its_name_of_today(tmp_path, suffix):
    old = spans(("b", 0, 7, "cue"), ("a", 0, 3, "cue"), ("a", 14, 21, "mine"))
    old["layer"], old["stance"] = ["attribution", "attribution", "own"], ["doubting", "neutral", "doubting"]
    path = nl.save_spans(old, tmp_path / f"old{suffix}")
    assert nl.load_spans(path, CORPUS)["stance"].tolist() == [
        "distancing",
        "neutral",
        "doubting",
    ]  # own layer: own word


def test_a_table_made_for_another_version_of_the_text_is_refused(tmp_path):
    path = nl.save_spans(spans(("b", 0, 7, "hedge")), tmp_path / "spans.csv")
    other = nl.Corpus.from_texts({"b": "- Perhaps it will rain.", "a": "x"})
    with pytest.raises(nl.spans.SpanError, match="another version"):
        nl.load_spans(path, other)


def test_bad_files_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(nl.spans.SpanError, match=r"\.csv or \.parquet"):
        nl.save_spans(spans(("b", 0, 7, "hedge")), tmp_path / "spans.xlsx")
    path = nl.save_spans(spans(("b", 0, 7, "hedge")), tmp_path / "spans.csv")
    path.write_text(path.read_text().replace(",0,7,", ",zero,7,"))
    with pytest.raises(nl.spans.SpanError, match="start is not a number"):
        nl.load_spans(path, CORPUS)


def test_the_rows_that_are_outside_are_numbered_anew():
    inner, outer = spans(("b", 0, 7, "hedge"), ("a", 14, 21, "hedge")), spans(("b", 0, 36, "quotation"))
    assert nl.outside(inner, outer).index.tolist() == [0]


@pytest.mark.parametrize("name", ["S.CSV", "s.Csv", "S.PARQUET"])
def test_a_suffix_may_be_in_capitals(name, tmp_path):
    corpus = nl.Corpus.from_texts({"a": "It may rain."})
    found = nl.find_words(corpus, "may")
    pd.testing.assert_frame_equal(nl.load_spans(nl.save_spans(found, tmp_path / name), corpus), found)


def test_there_must_be_a_folder_to_save_in(tmp_path):
    spans = nl.make_spans(nl.Corpus.from_texts({"a": "x"}), [])
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*none; make it first"):
        nl.save_spans(spans, tmp_path / "none" / "s.csv")


def test_the_holder_is_the_shortest_and_of_equals_the_first():
    """Against the plain rule, on all spans of a short text, in an order that tells nothing."""
    places = [(a, b) for a in range(7) for b in range(a + 1, 8)]
    corpus = nl.Corpus.from_texts({"a": "abcdefg"})
    for step in (5, 11, 17, 23):
        order = [places[i * step % len(places)] for i in range(len(places))]
        outer = pd.DataFrame([("a", s, e, str(i)) for i, (s, e) in enumerate(order[: 5 + step])],
                             columns=["article", "start", "end", "label"])  # fmt: skip
        inner = nl.make_spans(corpus, [{"article": "a", "start": s, "end": e, "label": "x"} for s, e in places])
        held = {(row.start, row.end): row.in_label for row in nl.inside(inner, outer, carry=["label"]).itertuples()}
        for s, e in places:
            around = [(b - a, i) for i, (a, b) in enumerate(order[: 5 + step]) if a <= s and e <= b]
            assert held.get((s, e)) == (str(min(around)[1]) if around else None)
