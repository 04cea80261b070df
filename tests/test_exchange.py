"""Codings from and to other tools: offsets come back exactly, another version of a text is refused."""

import json
import random
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe import exchange
from newsloupe.exchange.offsets import code_points, counted
from newsloupe.exchange.shared import file_name
from newsloupe.spans import COLUMNS
from support import examples

FORMATS = ["brat", "doccano", "inception", "label_studio"]
PAIRS = {name: (getattr(exchange, f"to_{name}"), getattr(exchange, f"from_{name}")) for name in FORMATS}
TEXT = "“We will answer 😀,” the minister\r\nsaid.\tAnd “soon”."


def spans(corpus, *rows):
    return nl.make_spans(corpus, [dict(zip(("article", "start", "end", "label"), row[:4], strict=True)) | row[4]
                                  for row in rows])  # fmt: skip


def attribution():
    """One attribution whose content is in two pieces, and a nested span of another layer and coder."""
    corpus = nl.Corpus.from_texts({"a": TEXT, "b": "Nothing here."})
    group = {
        "layer": "attribution",
        "group": "a1",
        "rule": "verb_after",
        "coder": "ana",
        "note": "verb <after>",
        "source_type": "official",
    }
    return corpus, spans(
        corpus,
        ("a", 0, 19, "content", group),
        ("a", 20, 32, "source", group),
        ("a", 34, 38, "cue", group),
        ("a", 44, 50, "content", group),
        ("a", 1, 32, "threat", {"layer": "rhetoric", "coder": "ben", "weight": 0.5}),
    )


def comparable(table):
    """Rows in one order, columns by name; what is empty is None."""
    table = table[[*COLUMNS, *sorted(set(table.columns) - set(COLUMNS))]]
    rows = [[None if value == "" or pd.isna(value) else value for value in row] for row in table.values.tolist()]
    return list(table.columns), sorted(rows, key=repr)


def without(table, empty=True):
    """The table without columns in which nothing stands; those are not written."""
    names = [name for name in table.columns if name in [*COLUMNS, "note"] or not table[name].isin(["", np.nan]).all()]
    return table[names]


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_comes_back_as_it_was(name, tmp_path):
    write, read = PAIRS[name]
    corpus, table = attribution()
    assert write(table, corpus, tmp_path / "out") == tmp_path / "out"
    again = read(tmp_path / "out", corpus)
    assert comparable(again) == comparable(table)
    assert again["start"].dtype == "int64" and list(again.columns[: len(COLUMNS)]) == COLUMNS
    nl.check(again, corpus)


# What tools and programs disagree about: astral characters, combining marks, line ends, tabs, right-to-left,
# zero-width characters, byte-order marks, characters that HTML and XML and JSON escape, surrogate neighbours.
PIECES = st.sampled_from(
    ["😀", "👨‍👩‍👧", "e\u0301", "\r\n", "\r", "\n", "\t", "\u2028", "\x85", "\x0b", "שלום", "مرحبا", "\u200b",
     "\u200f", "\ufeff", "<b>&\"'", "\\n", "\\u0041", "\ud7ff\ue000", " ", "  ", "word",
     "Zürich", "\x00", "\x1f", "𝔘", "🇩🇪", "]]>", "漢字"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=4)), max_size=14).map(
    "".join
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6).filter(str.strip)


@st.composite
def tables(draw):
    """A corpus and a span table in which anything goes: overlaps, nesting, groups, names that need escaping."""
    names = draw(
        st.lists(st.sampled_from(["a", "b/ü", "c.d", "e%20 f", "con", " g."]), min_size=1, max_size=3, unique=True)
    )
    texts = {name: draw(TEXTS) + name for name in names}
    corpus = nl.Corpus.from_texts(texts)
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        name = draw(st.sampled_from(names))
        start = draw(st.integers(0, len(texts[name]) - 1))
        end = draw(st.integers(start + 1, len(texts[name])))
        rows.append({"article": name, "start": start, "end": end, "label": draw(st.one_of(st.just("cue"), WORDS)),
                     "layer": draw(st.sampled_from(["", "attribution", "Ä & B"])),
                     "group": draw(st.sampled_from(["", "a1", "g1", "x y"])),
                     "rule": draw(st.one_of(st.just(""), WORDS)),
                     "note": draw(st.one_of(st.just(""), WORDS)),
                     "coder": draw(st.sampled_from(["", "ana", "all", "Bé/n", "aux."])),
                     "id": draw(st.sampled_from(["", "7"])), "source_type": draw(st.one_of(st.just(""), WORDS)),
                     "weight": draw(st.sampled_from([0.0, 0.25, 3.5]))})  # fmt: skip
    return corpus, nl.make_spans(corpus, rows)


ROUNDS = settings(examples(30), suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", FORMATS)
@ROUNDS
@given(made=tables())
def test_offsets_and_columns_survive_the_round_trip(name, tmp_path_factory, made):
    corpus, table = made
    write, read = PAIRS[name]
    if name == "brat":  # which cannot hold a span without a visible character, and says so
        table = table[table["text"].str.strip("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029") != ""]
    folder = tmp_path_factory.mktemp(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = read(write(table, corpus, folder), corpus)
    assert comparable(without(again)) == comparable(without(table))
    first = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    other = tmp_path_factory.mktemp(name)
    write(again.reindex(columns=table.columns, fill_value="") if len(table) else table, corpus, other)
    assert {file.relative_to(other) for file in other.rglob("*") if file.is_file()} == set(first)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_table_gives_the_same_bytes(name, tmp_path):
    corpus, table = attribution()
    written = []
    for folder in ("one", "two"):
        PAIRS[name][0](table, corpus, tmp_path / folder)
        files = [file for file in sorted((tmp_path / folder).rglob("*")) if file.is_file()]
        written.append([(file.relative_to(tmp_path / folder), file.read_bytes()) for file in files])
    assert written[0] == written[1]
    assert not any(str(tmp_path).encode() in data for _, data in written[0])


@pytest.fixture(scope="module")
def machine():
    corpus = nl.load_corpus().select(nl.load_corpus().ids[:2])
    return corpus, pd.concat([nl.find_attributions(corpus), nl.find_agency(corpus)], ignore_index=True).fillna("")


@pytest.mark.parametrize("name", FORMATS)
def test_the_machine_s_coding_of_articles_comes_back(name, tmp_path, machine):
    corpus, table = machine
    again = PAIRS[name][1](PAIRS[name][0](table, corpus, tmp_path), corpus)
    assert comparable(without(again)) == comparable(without(table))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_table_gives_articles_that_can_be_coded(name, tmp_path):
    corpus, _ = attribution()
    write, read = PAIRS[name]
    again = read(write(nl.make_spans(corpus, []), corpus, tmp_path), corpus)
    assert not len(again) and list(again.columns[: len(COLUMNS)]) == COLUMNS and again["start"].dtype == "int64"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("other", "told"),
    [
        (TEXT.replace("minister", "premier"), "article a: at character 24, line 1, the article has 'premier"),
        (TEXT.replace("\r\n", "\n"), "only line ends differ"),
        (TEXT[:-1], "at character"),
    ],
)
def test_another_version_of_a_text_is_refused_and_the_rest_is_used(name, other, told, tmp_path):
    corpus, table = attribution()
    table = pd.concat([table, spans(corpus, ("b", 0, 7, "threat", {"coder": "ana"}))], ignore_index=True)
    write, read = PAIRS[name]
    write(table, corpus, tmp_path)
    changed = nl.Corpus.from_texts({"a": other, "b": corpus["b"].text})
    with pytest.warns(exchange.ExchangeWarning, match="(?s)another version of article a") as caught:
        again = read(tmp_path, changed)
    assert told in str(caught[0].message) and caught[0].filename == __file__
    assert again["article"].tolist() == ["b"]
    with pytest.raises(exchange.ExchangeError, match="could be used; this is why"):
        read(tmp_path, nl.Corpus.from_texts({"z": "Else."}))


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_is_found_by_its_text_when_it_was_renamed(name, tmp_path):
    corpus, table = attribution()
    write, read = PAIRS[name]
    write(table, corpus, tmp_path)
    again = read(tmp_path, nl.Corpus.from_texts({"new name": TEXT, "b": corpus["b"].text}))
    assert set(again["article"]) == {"new name"} and len(again) == len(table)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_missing_or_wrong_is_said(name, tmp_path):
    corpus, table = attribution()
    write, read = PAIRS[name]
    with pytest.raises(FileNotFoundError, match="give a folder"):
        read(tmp_path / "none", corpus)
    with pytest.raises(exchange.ExchangeError, match="holds no"):
        read(tmp_path, corpus)
    with pytest.raises(nl.spans.SpanError, match="another version"):
        write(table.assign(text="x"), corpus, tmp_path)
    with pytest.raises(exchange.ExchangeError, match="no label"):
        write(table.assign(label=""), corpus, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_one_broken_file_of_many_is_reported(name, tmp_path):
    corpus = nl.Corpus.from_texts({f"n{number:03}": f"Article {number} warns." for number in range(40)})
    table = nl.find_words(corpus, "warns")
    write, read = PAIRS[name]
    write(table, corpus, tmp_path)
    broken = {"brat": "machine/n007.ann", "inception": "machine/n007.json"}.get(name)
    if broken:
        (tmp_path / broken).write_bytes(b"\xff\xfe{")
    elif name == "doccano":
        lines = (tmp_path / "machine.jsonl").read_text(encoding="utf-8").split("\n")
        lines[7] = lines[7][:-5]
        (tmp_path / "machine.jsonl").write_text("\n".join(lines), encoding="utf-8")
    else:
        tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
        tasks[7]["annotations"] = "lost"
        (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    place = broken or {"doccano": "machine.jsonl, line 8", "label_studio": "tasks.json, task 8"}[name]
    with pytest.warns(exchange.ExchangeWarning, match=place):
        again = read(tmp_path, corpus)
    assert again["article"].tolist() == [name for name in corpus.ids if name != "n007"]
    where, problem, remedy = again.attrs["problems"][0]
    assert where == place and problem and remedy and len(again.attrs["problems"]) == 1
    assert len(pd.concat([again, again])) == 78  # pandas compares attrs


def damage(value, rng):
    """One place of a JSON value replaced by something that does not belong there."""
    if isinstance(value, dict | list) and value and rng.random() < 0.85:
        key = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value = value.copy()
        value[key] = damage(value[key], rng)
        return value
    return rng.choice([None, -1, 10**9, 1.5, "x", [], {}, [None], {"id": None}, True])


@pytest.mark.parametrize("name", ["doccano", "inception", "label_studio"])
def test_damaged_files_are_reported_and_never_end_in_another_error(name, tmp_path):
    corpus, table = attribution()
    write, read = PAIRS[name]
    write(table, corpus, tmp_path / "good")
    whole = {"doccano": "ana.jsonl", "inception": "ana/a.json", "label_studio": "tasks.json"}[name]
    source = (tmp_path / "good" / whole).read_text(encoding="utf-8")
    content = json.loads(source.split("\n")[0] if name == "doccano" else source)
    rng = random.Random(6)
    file = tmp_path / f"damaged{whole[whole.rindex('.') :]}"
    outcomes = set()
    for _ in range(150):
        file.write_text(json.dumps(damage(content, rng)), encoding="utf-8")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                nl.check(read(file, corpus), corpus)
                outcomes.add("reported" if caught else "read")
            except exchange.ExchangeError:
                outcomes.add("refused")
    assert outcomes >= {"read", "refused"}


def test_a_deleted_relation_parts_its_group_and_a_new_one_joins():
    from newsloupe.exchange.links import group_links, name_groups

    rows = [{"label": label, "group": "a1"} for label in ("source", "cue", "content")] + [
        {"label": "x"},
        {"label": "y"},
    ]
    links = group_links(rows)
    assert links == [(1, 0, "source"), (1, 2, "content")]
    name_groups(rows, [links[0], (3, 4, "because")])
    assert [row["group"] for row in rows] == ["a1", "a1", "", "g1", "g1"]
    assert rows[4]["role"] == "because" and not any("role" in row for row in rows[:4])


@pytest.mark.parametrize(
    ("text", "units", "offsets"),
    [
        ("a😀b", "code points", {0: 0, 1: 1, 2: 2, 3: 3}),
        ("a😀b", "utf-16", {0: 0, 1: 1, 2: 3, 3: 4}),
        ("e\u0301\r\nx", "graphemes", {0: 0, 2: 1, 4: 2, 5: 3}),
        ("👨‍👩‍👧!", "graphemes", {0: 0, 5: 1, 6: 2}),
        ("", "utf-16", {0: 0}),
    ],
)
def test_units_of_offsets(text, units, offsets):
    assert counted(text, units) == offsets
    assert code_points(text, units) == {there: here for here, there in offsets.items()}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_16_is_what_an_encoder_counts(text):
    assert [len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)] == list(
        counted(text, "utf-16").values()
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("000_a", "000_a"), ("a/b", "a%2Fb"), ("con", "%63on"), ("LPT1.x", "%4CPT1.x"), ("..", "%2E%2E"), (".", "%2E"),
     ("x.", "x%2E"), (" x", "%20x"), ("ü", "%C3%BC"), ("100%", "100%25"), ("", "")],
)  # fmt: skip
def test_file_names_work_everywhere_and_can_be_read_back(name, expected):
    from urllib.parse import unquote

    assert file_name(name) == expected and unquote(expected) == name


def test_two_names_that_are_one_file_on_some_systems_are_refused(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "One.", "A": "Two."})
    with pytest.raises(exchange.ExchangeError, match="one file name on some systems"):
        exchange.to_brat(nl.make_spans(corpus, []), corpus, tmp_path)


def test_label_studio_counts_code_points_where_no_region_says_what_it_marks(tmp_path):
    corpus, coded = attribution()
    exchange.to_label_studio(coded, corpus, tmp_path)
    for file in tmp_path.rglob("*.json"):
        tasks = json.loads(file.read_text(encoding="utf-8"))
        for task in tasks:
            for region in (one for part in task.get("annotations", ()) for one in part["result"] if "value" in one):
                region["value"].pop("text", None)
        file.write_text(json.dumps(tasks), encoding="utf-8")
    back = exchange.from_label_studio(tmp_path, corpus)
    assert sorted(back["text"]) == sorted(coded["text"])  # the emoji stands before the cue
