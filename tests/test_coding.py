"""Coding by hand: exact offsets, a file that is never lost, undo, groups. No browser is needed here."""

import errno
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.coding import Coding, NotSaved, Refused, read_coding, store
from newsloupe.exchange.offsets import Utf16
from newsloupe.spans import COLUMNS
from support import examples

TEXT = "😀 Officials warned on Monday\r\nthat “the 𝒫ort” may close, perhaps."
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows, perhaps."})
TEXTS = st.text(st.sampled_from("aé “”\r\n😀👩\u200d🚀𝒫\u0301字"), max_size=40)


def start(path, article="a", coder="Anna", layer="attribution"):
    return Coding(path, CORPUS, article, coder, layer)


def words(coding, passage, label, **further):
    """Mark the first `passage` in the text."""
    at = coding.article.text.index(passage)
    return coding.mark(at, at + len(passage), label, **further)


def rows(path, *columns):
    return nl.load_spans(path, CORPUS)[list(columns)].values.tolist()


@pytest.fixture(params=["coding.csv", "coding.parquet"])
def path(request, tmp_path):
    return tmp_path / request.param


# ---------------------------------------------------------------- offsets


@given(TEXTS)
def test_offsets_of_browsers_are_converted_exactly(text):
    offsets, units = Utf16(text), text.encode("utf-16-le")
    for place in range(len(text) + 1):
        there = offsets.from_python(place)
        assert units[: 2 * there].decode("utf-16-le") == text[:place]
        assert offsets.to_python(there) == place


@given(TEXTS, st.integers(0, 100))
def test_the_middle_of_a_wide_character_becomes_its_beginning(text, place):
    length = len(text.encode("utf-16-le")) // 2
    if place > length:
        with pytest.raises(ValueError, match="no place in a text"):
            Utf16(text).to_python(place)
    else:
        whole = text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", errors="ignore")
        assert Utf16(text).to_python(place) == len(whole)


def test_a_passage_after_emoji_and_line_ends_is_the_one_that_was_selected(tmp_path):
    widget = desk(tmp_path / "c.csv")
    at = len(TEXT[: TEXT.index("the 𝒫ort")].encode("utf-16-le")) // 2
    ask(widget, "mark", start=at, end=at + len("the 𝒫ort".encode("utf-16-le")) // 2, choice=2, join=[])
    assert rows(tmp_path / "c.csv", "text", "label") == [["the 𝒫ort", "content"]]
    shown = widget.state["marks"][0]
    assert (shown["start"], shown["end"]) == (at, at + 9)


@examples(20)
@given(st.lists(st.tuples(TEXTS, st.text("ab ", max_size=3)), min_size=1, max_size=5))
def test_whatever_is_marked_is_read_back_from_the_file(tmp_path_factory, pieces):
    text = "x" + "".join(a + b for a, b in pieces).replace("\r", "\r\n") + "x"
    corpus = nl.Corpus.from_texts({"a": text})
    file = tmp_path_factory.mktemp("round") / "c.csv"
    coding = Coding(file, corpus, "a", "Anna", "rhetoric")
    for end in range(1, len(text) + 1, 7):
        coding.mark(0, end, "hedge")
    again = Coding(file, corpus, "a", "Anna", "rhetoric")
    assert [row["text"] for _, row in again.in_order()] == list(coding.spans()["text"])


# ---------------------------------------------------------------- the file


def test_every_change_is_in_the_file_at_once_and_the_next_session_goes_on(path):
    first = start(path)
    words(first, "Officials", "source")
    assert list(nl.load_spans(path, CORPUS).columns) == [*COLUMNS, "note"]
    assert rows(path, *COLUMNS) == [["a", 2, 11, "Officials", "attribution", "source", "", "", "Anna"]]
    again = start(path)
    words(again, "warned", "cue")
    first_number = again.in_order()[0][0]
    again.update(first_number, note="they are unnamed")
    assert rows(path, "label", "rule", "note") == [["source", "", "they are unnamed"], ["cue", "", ""]]
    words(again, "Officials", "source")  # a note makes no other mark of it
    assert rows(path, "label") == [["source"], ["cue"]]
    again.remove(first_number)
    assert rows(path, "label") == [["cue"]]


def test_an_older_file_goes_on_with_its_notes(path):
    words(start(path), "Officials", "source")
    table = nl.load_spans(path, CORPUS)
    nl.save_spans(table.assign(rule="they are unnamed").drop(columns="note"), path)
    again = start(path)
    words(again, "warned", "cue")
    assert rows(path, "label", "rule", "note") == [["source", "", "they are unnamed"], ["cue", "", ""]]
    again.undo()
    assert rows(path, "rule", "note") == [["", "they are unnamed"]]


def test_nothing_but_the_file_and_its_lock_is_left_in_the_folder(path):
    words(start(path), "Officials", "source")
    assert sorted(file.name for file in path.parent.iterdir()) == [f".{path.name}.lock", path.name]


def test_rows_of_others_keep_their_values_and_places(path):
    other = {"coder": "Ben", "layer": "attribution", "traceable": "no"}
    table = nl.make_spans(CORPUS, [
        {"article": "a", "start": 12, "end": 18, "label": "cue", **other},
        {"article": "a", "start": 2, "end": 11, "label": "source", **other, "coder": "Anna"},
        {"article": "a", "start": 2, "end": 11, "label": "hedge", **other, "coder": "Anna", "layer": "rhetoric"},
        {"article": "b", "start": 0, "end": 6, "label": "source", **other, "coder": "Anna"},
    ])  # fmt: skip
    nl.save_spans(table, path)
    coding = start(path)
    words(coding, "Monday", "content")
    coding.remove(coding.in_order()[0][0])
    after = nl.load_spans(path, CORPUS)
    mine = after["text"] == "Monday"
    rest = table[~((table["coder"] == "Anna") & (table["layer"] == "attribution") & (table["article"] == "a"))]
    assert mine.sum() == 1
    pd.testing.assert_frame_equal(after[~mine].reset_index(drop=True), rest.reset_index(drop=True), check_dtype=False)


def test_further_columns_of_ones_own_rows_are_kept(path):
    own = {"article": "a", "start": 2, "end": 11, "label": "source", "coder": "Anna", "source_type": "unnamed official"}
    nl.save_spans(nl.make_spans(CORPUS, [own], layer="attribution"), path)
    coding = start(path)
    words(coding, "warned", "cue")
    coding.link(coding.marks)
    assert rows(path, "label", "group", "source_type")[0] == ["source", "a1", "unnamed official"]


def test_two_coders_and_two_articles_write_the_same_file_in_turns(path):
    anna, ben, later = start(path), start(path, coder="Ben"), start(path, "b")
    words(anna, "Officials", "source")
    words(ben, "warned", "cue")
    words(later, "Nobody", "source")
    words(anna, "Monday", "content")
    ben.undo()
    assert sorted(rows(path, "coder", "text")) == [["Anna", "Monday"], ["Anna", "Nobody"], ["Anna", "Officials"]]


def test_what_another_notebook_did_to_ones_own_rows_is_taken_over(path):
    here, there = start(path), start(path)
    words(here, "Officials", "source")
    words(there, "warned", "cue")
    assert rows(path, "label") == [["source"], ["cue"]]
    there.undo()
    assert rows(path, "label") == [["source"]] and not there.can_undo  # what was done elsewhere is not undone here
    here.undo()
    assert rows(path, "label") == []


def test_a_file_that_was_deleted_is_written_again(path):
    start(path, coder="Ben").mark(0, 11, "source")
    coding = start(path)
    words(coding, "Officials", "source")
    path.unlink()
    words(coding, "warned", "cue")
    assert len(rows(path, "coder")) == 3


@pytest.mark.parametrize("error", [PermissionError("in use"), OSError("disk full")])
def test_a_file_that_cannot_be_replaced_loses_nothing(path, monkeypatch, error):
    coding = start(path)
    words(coding, "Officials", "source")
    before = path.read_bytes()

    def refuse(*_):
        raise error

    with monkeypatch.context() as locked:
        locked.setattr(os, "replace", refuse)
        with pytest.raises(NotSaved, match="next change"):
            words(coding, "warned", "cue")
    assert path.read_bytes() == before and len(coding.marks) == 2 and not coding.saved
    assert not list(path.parent.glob(".*.part*"))
    words(coding, "Monday", "content")
    assert coding.saved and [row[0] for row in rows(path, "label")] == ["source", "cue", "content"]


def test_a_file_broken_meanwhile_is_left_alone_until_it_is_repaired(tmp_path):
    path = tmp_path / "c.csv"
    coding = start(path)
    words(coding, "Officials", "source")
    good = path.read_bytes()
    path.write_text("not,a\ntable", encoding="utf-8")
    with pytest.raises(NotSaved, match="lacks the columns"):
        words(coding, "warned", "cue")
    assert path.read_text(encoding="utf-8") == "not,a\ntable"
    path.write_bytes(good)
    coding.save()
    assert rows(path, "label") == [["source"], ["cue"]]


def test_a_process_that_dies_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "c.csv"
    words(start(path), "Officials", "source")
    program = f"""
import os
import newsloupe as nl
from newsloupe.coding import Coding
os.replace = lambda *_: os._exit(9)  # everything is written, nothing is in place
Coding({str(path)!r}, nl.Corpus.from_texts({{"a": {TEXT!r}, "b": "Nobody knows, perhaps."}}), "a", "Anna",
       "attribution").mark(12, 18, "cue")
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert rows(path, "label") == [["source"]]


REFUSED = [
    (b"", "cannot be used, and was left as it is"),
    (b"\xff\xfe\x00", "cannot be used"),
    (b'article,start\n"a,1', "cannot be used"),
    (b"article;start;end\na;1;2\n", "lacks the columns"),
    (b"article,start,end,text,layer,label,group,rule,coder\na,2,11,OFFICIALS,x,y,,,Ben\n", "another version"),
    (b"article,start,end,text,layer,label,group,rule,coder\nz,2,11,Officials,x,y,,,Ben\n", "no article 'z'"),
    (b"article,start,end,text,layer,label,group,rule,coder\na,two,11,Officials,x,y,,,Ben\n", "start is not a number"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_a_file_that_does_not_fit_is_refused_and_not_changed(tmp_path, content, message):
    file = tmp_path / "c.csv"
    file.write_bytes(content)
    with pytest.raises(nl.spans.SpanError, match=message):
        start(file)
    assert file.read_bytes() == content


def test_a_broken_parquet_file_is_refused(tmp_path):
    (tmp_path / "c.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(nl.spans.SpanError, match=r"c\.parquet cannot be used"):
        start(tmp_path / "c.parquet")


def test_what_cannot_begin_says_why(tmp_path):
    with pytest.raises(nl.spans.SpanError, match=r"\.csv or \.parquet"):
        start(tmp_path / "c.xlsx")
    with pytest.raises(FileNotFoundError, match="make it first"):
        start(tmp_path / "none" / "c.csv")
    with pytest.raises(KeyError, match="no article 'z'"):
        start(tmp_path / "c.csv", "z")
    for name in ("", "  ", "machine"):
        with pytest.raises(ValueError, match="name or initials"):
            start(tmp_path / "c.csv", coder=name)
    assert read_coding(tmp_path / "c.csv", CORPUS).empty and not list(tmp_path.iterdir())


def test_the_same_coding_is_the_same_bytes(tmp_path):
    for name in ("one.csv", "two.csv"):
        coding = start(tmp_path / name)
        for passage, label in sorted([("Officials", "source"), ("warned", "cue")], reverse=name == "two.csv"):
            words(coding, passage, label)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


# ---------------------------------------------------------------- several writers

WRITER = """
import sys
import newsloupe as nl
from newsloupe.coding import Coding
corpus = nl.Corpus.from_texts({"a": "word " * 100})
coding = Coding(sys.argv[1], corpus, "a", sys.argv[2], "attribution")
sys.stdin.readline()
for number in range(40):
    coding.mark(number * 5, number * 5 + 4, sys.argv[3])
"""


def writers(path, *whose):
    """Processes that mark the same passages, forty each without pauses, all beginning at the same moment."""
    command = [sys.executable, "-c", WRITER, str(path)]
    running = [subprocess.Popen([*command, *one], stdin=subprocess.PIPE, text=True) for one in whose]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.close()
    assert [process.wait() for process in running] == [0] * len(whose)
    return nl.load_spans(path, nl.Corpus.from_texts({"a": "word " * 100}))


def test_every_mark_of_three_coders_is_in_the_file(tmp_path):
    table = writers(tmp_path / "c.csv", ("Anna", "cue"), ("Ben", "cue"), ("Cem", "cue"))
    assert table.groupby("coder")["start"].nunique().to_dict() == {"Anna": 40, "Ben": 40, "Cem": 40}


def test_every_mark_of_one_coder_in_two_notebooks_is_in_the_file(tmp_path):
    table = writers(tmp_path / "c.csv", ("Anna", "cue"), ("Anna", "source"))
    assert len(table) == len(table[["start", "label"]].drop_duplicates()) == 80


def test_a_writer_that_is_killed_while_it_has_the_lock_holds_up_nobody(tmp_path):
    path = tmp_path / "c.csv"
    program = f"""
import os, signal
from pathlib import Path
from newsloupe.coding.store import locked
with locked(Path({str(path)!r})):
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    words(start(path), "Officials", "source")
    assert rows(path, "label") == [["source"]]


def test_a_mark_that_waits_too_long_is_told_and_saved_with_the_next(path):
    coding = Coding(path, CORPUS, "a", "Anna", "attribution", wait=0.05)
    with store.locked(path), pytest.raises(NotSaved, match=r"in use by others for 0\.05 seconds.*The next change"):
        words(coding, "Officials", "source")
    assert not path.exists() and len(coding.marks) == 1 and not coding.saved
    words(start(path), "warned", "cue")  # the same coder elsewhere, who is not overwritten
    words(coding, "Monday", "content")
    assert rows(path, "label") == [["source"], ["cue"], ["content"]] and coding.saved


def test_a_link_to_the_file_has_the_same_lock(tmp_path):
    words(start(tmp_path / "c.csv"), "Officials", "source")
    (tmp_path / "link.csv").symlink_to(tmp_path / "c.csv")
    coding = Coding(tmp_path / "link.csv", CORPUS, "a", "Ben", "attribution", wait=0.05)
    with store.locked(tmp_path / "c.csv"), pytest.raises(NotSaved, match="in use"):
        words(coding, "warned", "cue")
    coding.save()
    assert rows(tmp_path / "c.csv", "coder") == [["Anna"], ["Ben"]] and (tmp_path / "link.csv").is_symlink()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOLCK, "No locks available"), "cannot be locked .*No locks.* drive of this computer"),
        (OSError(errno.ENOSYS, "Function not implemented"), "cannot be locked .*drive of this computer"),
        (PermissionError(errno.EACCES, "Permission denied"), "may not be written; close it there"),
    ],
)
def test_a_drive_without_locks_is_told_with_what_to_do(tmp_path, monkeypatch, error, message):
    fcntl = pytest.importorskip("fcntl", reason="Windows locks in another way, which has not been tried")

    def refuse(*_):
        raise error

    coding = Coding(tmp_path / "c.csv", CORPUS, "a", "Anna", "attribution", wait=0.05)
    with monkeypatch.context() as network, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # filelock says that it makes do with less
        if isinstance(error, PermissionError):
            network.setattr(os, "open", refuse)
        else:
            network.setattr(fcntl, "flock", refuse)
        with pytest.raises(NotSaved, match=message):
            words(coding, "Officials", "source")
    coding.save()
    assert rows(tmp_path / "c.csv", "label") == [["source"]]


def test_what_killed_writers_left_is_swept(path):
    words(start(path), "Officials", "source")
    left = path.with_name(f".{path.name}.0123abcd.part{path.suffix}")
    left.write_bytes(b"half")
    words(start(path), "warned", "cue")
    assert not left.exists() and len(rows(path, "label")) == 2


# ---------------------------------------------------------------- two who changed the same mark


def number_of(coding, passage):
    return next(n for n, row in coding.marks.items() if coding.article.text[row["start"] : row["end"]] == passage)


def two(path):
    """Anna's coding, open in two notebooks."""
    words(start(path), "Officials", "source")
    return start(path), start(path)


def test_of_a_mark_that_two_changed_each_column_is_what_was_saved_last(path):
    here, there = two(path)
    here.update(number_of(here, "Officials"), note="unnamed")
    there.update(number_of(there, "Officials"), label="content")
    assert rows(path, "label", "note") == [["content", "unnamed"]]
    here.update(number_of(here, "Officials"), label="cue")
    there.update(number_of(there, "Officials"), note="two of them")
    assert rows(path, "label", "note") == [["cue", "two of them"]]


def test_what_others_changed_keeps_its_number(path):
    here, there = two(path)
    number = number_of(here, "Officials")
    words(there, "warned", "cue")
    there.update(number_of(there, "Officials"), label="content")
    here.update(number, note="unnamed")
    assert rows(path, "label", "note") == [["content", "unnamed"], ["cue", ""]]


def test_a_mark_that_is_gone_cannot_be_changed_and_nothing_else_is(path):
    here, there = two(path)
    words(there, "warned", "cue")
    there.remove(number_of(there, "Officials"))
    with pytest.raises(KeyError):
        here.update(number_of(here, "Officials"), note="unnamed")
    assert rows(path, "label") == [["cue"]] and here.saved and [row["label"] for row in here.marks.values()] == ["cue"]


def test_a_change_that_waited_is_merged_with_what_others_did_meanwhile(path):
    here, there = two(path)
    here.wait = 0.05
    with store.locked(path):
        with pytest.raises(NotSaved):
            here.update(number_of(here, "Officials"), note="unnamed")
        with pytest.raises(NotSaved):
            here.link([number_of(here, "Officials"), words_unsaved(here, "warned", "cue")])
    there.remove(number_of(there, "Officials"))
    there.link([words(there, "Monday", "content"), words(there, "close", "content")])
    here.save()
    assert rows(path, "text", "note", "group") == [
        ["Officials", "unnamed", "a2"], ["warned", "", "a2"], ["Monday", "", "a1"], ["close", "", "a1"],
    ]  # fmt: skip


def words_unsaved(coding, passage, label):
    with pytest.raises(NotSaved):
        words(coding, passage, label)
    return number_of(coding, passage)


def test_undo_takes_back_only_what_was_done_here(path):
    here, there = two(path)
    here.update(number_of(here, "Officials"), label="content")
    words(there, "warned", "cue")
    there.update(number_of(there, "Officials"), note="unnamed")
    here.undo()
    assert rows(path, "label", "note") == [["source", "unnamed"], ["cue", ""]]
    here.redo()
    assert rows(path, "label", "note") == [["content", "unnamed"], ["cue", ""]]


ROWS = st.fixed_dictionaries({"start": st.just(0), "label": st.sampled_from("xy"), "group": st.just(""),
                              "note": st.sampled_from(["", "n"])})  # fmt: skip
MARKS = st.lists(ROWS, max_size=3, unique_by=lambda row: (row["label"], row["note"])).flatmap(
    lambda rows: st.permutations(range(1, 6)).map(lambda numbers: dict(zip(numbers, rows, strict=False)))
)


@given(MARKS, MARKS)
def test_a_merge_where_only_one_side_changed_is_that_side(before, after):
    assert store.merge(before, after, before) == after
    assert store.merge(before, before, after) == after
    assert store.merge(before, before, before) == before


# ---------------------------------------------------------------- what no file can hold


def test_what_no_file_can_hold_is_refused_and_does_not_hold_up_the_next(tmp_path):
    for path in (tmp_path / "c.csv", tmp_path / "c.parquet"):
        corpus = nl.Corpus.from_texts({"a": "An emoji, perhaps."})  # a text with half of one is refused by the corpus
        coding = Coding(path, corpus, "a", "Anna", "attribution")
        with pytest.raises(Refused, match="what you wrote about it holds half a character"):
            coding.mark(0, 8, "content", note="half: \ud83d")
        number = coding.mark(10, 17, "cue")
        with pytest.raises(Refused, match="what you wrote about it holds half a character"):
            coding.update(number, note="so \ud83d")
        assert coding.saved and coding.can_undo
        assert nl.load_spans(path, corpus)[["text", "note"]].values.tolist() == [["perhaps", ""]]
        coding.undo()
        assert coding.marks == {}


def test_what_the_writer_refuses_is_taken_back(path, monkeypatch):
    coding = start(path)
    words(coding, "Officials", "source")

    def refuse(*_):
        raise RecursionError("too deep")

    with monkeypatch.context() as broken:
        broken.setattr(store, "write_table", refuse)
        with pytest.raises(Refused, match=r"taken back \(too deep\)"):
            words(coding, "warned", "cue")
    assert len(coding.marks) == 1 and coding.saved
    words(coding, "Monday", "content")
    assert rows(path, "label") == [["source"], ["content"]]


def test_a_full_disk_is_named(path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    coding = start(path)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        with pytest.raises(NotSaved, match=r"disk of coding.* is full; make room"):
            words(coding, "Officials", "source")
    coding.save()
    assert rows(path, "label") == [["source"]]


# ---------------------------------------------------------------- marks, undo, groups


def test_a_mark_has_no_white_space_around_it_and_is_not_made_twice(tmp_path):
    coding = start(tmp_path / "c.csv")
    number = coding.mark(1, 12, "source")
    assert coding.spans()["text"].tolist() == ["Officials"]
    assert words(coding, "Officials", "source") == number and len(coding.marks) == 1
    assert words(coding, "Officials", "content") != number
    with pytest.raises(ValueError, match="select some words"):
        coding.mark(1, 2, "source")


@examples(20)
@given(
    st.lists(st.sampled_from(["mark", "remove", "update", "link", "unlink", "undo", "redo"]), max_size=14), st.randoms()
)
def test_undo_and_redo_go_back_and_forth_through_every_state(tmp_path_factory, actions, random):
    path = tmp_path_factory.mktemp("undo") / "c.csv"
    coding = start(path, "b")
    done, undone = [coding.marks], []
    for action in actions:
        number = random.choice(sorted(coding.marks)) if coding.marks else None
        if action == "undo":
            coding.undo()
            if len(done) > 1:
                undone.append(done.pop())
        elif action == "redo":
            coding.redo()
            if undone:
                done.append(undone.pop())
        elif action == "mark" or number is not None:
            before = coding.marks
            if action == "mark":
                coding.mark(random.choice([0, 7]), random.choice([12, 21]), random.choice(["cue", "source"]))
            elif action == "link":
                coding.link(coding.marks)
            elif action == "update":
                coding.update(number, label="content")
            else:
                getattr(coding, action)(number)
            if coding.marks is not before:
                done.append(coding.marks)
                undone = []
        assert coding.marks == done[-1]
        assert coding.can_undo == (len(done) > 1) and coding.can_redo == bool(undone)
        if path.exists():
            assert nl.load_spans(path, CORPUS)["label"].tolist() == coding.spans()["label"].tolist()


def test_source_cue_and_content_become_one_group(tmp_path):
    path = tmp_path / "c.csv"
    coding = start(path)
    source, cue = words(coding, "Officials", "source"), words(coding, "warned", "cue")
    assert coding.link([source, cue]) == "a1"
    content = words(coding, "may close", "content", join=[cue])
    assert rows(path, "group") == [["a1"]] * 3
    another = words(coding, "Monday", "source")
    again = words(coding, "perhaps", "content", join=[another])
    assert coding.marks[another]["group"] == coding.marks[again]["group"] == "a2"
    coding.undo()
    assert coding.marks[another]["group"] == "" and again not in coding.marks  # one step back
    second = words(coding, "Officials", "source", join=[another])
    assert second != source and coding.marks[second]["group"] == "a2"  # one source, two attributions
    coding.unlink(content)
    assert [row[0] for row in rows(path, "group")] == ["a1", "a2", "a1", "a2", ""]


@pytest.mark.parametrize("act", ["unlink", "remove"])
def test_one_mark_alone_is_no_group(tmp_path, act):
    coding = start(tmp_path / "c.csv")
    source, cue = words(coding, "Officials", "source"), words(coding, "warned", "cue")
    coding.link([source, cue])
    getattr(coding, act)(cue)
    assert coding.marks[source]["group"] == ""


def test_a_group_keeps_its_name_when_more_join(tmp_path):
    coding = start(tmp_path / "c.csv")
    numbers = [words(coding, passage, "content") for passage in ("Officials", "warned", "Monday", "perhaps")]
    coding.link(numbers[:2])
    coding.link(numbers[2:])
    assert coding.link([numbers[3], numbers[0]]) == "a2"
    assert [coding.marks[n]["group"] for n in numbers] == ["a2", "a1", "a2", "a2"]


# ---------------------------------------------------------------- the widget, as the browser speaks to it


def desk(path, codebook="attribution", **further):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    return code(CORPUS, path, codebook, coder="Anna", **further)


def ask(widget, what, **further):
    widget._receive(widget, {"do": what, "turn": 1, **further}, [])
    return widget.state


def test_the_widget_tells_what_it_did(tmp_path):
    widget = desk(tmp_path / "c.csv")
    state = ask(widget, "mark", start=3, end=12, choice=0, join=[])
    assert state["said"] == "Marked “Officials” as Source." and state["undo"] and not state["problem"]
    number = state["latest"]
    assert ask(widget, "mark", start=3, end=12, choice=0, join=[])["said"].startswith("Already marked")
    ask(widget, "mark", start=13, end=19, choice=1, join=[number])
    assert [mark["group"] for mark in widget.state["marks"]] == ["a1", "a1"]
    assert ask(widget, "recode", mark=number, choice=2)["said"] == "“Officials” is now Content."
    assert ask(widget, "note", mark=number, note=" who\nsays? ")["marks"][0]["note"] == "who says?"
    assert ask(widget, "remove", mark=number)["said"] == "Removed the mark from “Officials”."
    assert ask(widget, "remove", mark=number)["said"] == "That passage is no longer marked."
    assert ask(widget, "mark", start=2, end=3, choice=0, join=[])["said"].endswith("select some words first.")
    assert ask(widget, "undo")["marks"][0]["name"] == "content"
    assert widget.spans["label"].tolist() == ["content", "cue"]


def test_each_article_has_its_own_marks_and_undo(tmp_path):
    widget = desk(tmp_path / "c.csv")
    ask(widget, "mark", start=3, end=12, choice=0, join=[])
    state = ask(widget, "open", article="b")
    assert widget.page["text"] == CORPUS["b"].text and state["marks"] == [] and not state["undo"]
    ask(widget, "mark", start=0, end=6, choice=0, join=[])
    assert len(ask(widget, "open", article="a")["marks"]) == 1 and widget.state["undo"]
    assert widget.spans["text"].tolist() == ["Officials", "Nobody"]


def test_a_locked_file_is_told_until_it_is_saved(tmp_path, monkeypatch):
    widget = desk(tmp_path / "c.csv")

    def refuse(*_):
        raise PermissionError("in use")

    with monkeypatch.context() as locked:
        locked.setattr(store.os, "replace", refuse)
        state = ask(widget, "mark", start=3, end=12, choice=0, join=[])
        assert "Not saved yet: c.csv is open in another program" in state["problem"] and len(state["marks"]) == 1
        assert ask(widget, "open", article="b")["problem"]
    assert not ask(widget, "save")["problem"] and rows(tmp_path / "c.csv", "text") == [["Officials"]]


def test_what_is_refused_is_told_and_the_next_mark_is_saved(tmp_path):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    corpus = nl.Corpus.from_texts({"a": "Half an emoji, perhaps."})
    widget = code(corpus, tmp_path / "c.csv", "attribution", coder="Anna")
    state = ask(widget, "mark", start=15, end=22, choice=0, join=[])
    state = ask(widget, "note", mark=state["latest"], note="so \ud83d")
    assert state["refused"].startswith("Refused: the mark on “perhaps” cannot be saved") and not state["problem"]
    assert state["turn"] == 1 and state["marks"][0]["note"] == ""
    state = ask(widget, "mark", start=0, end=4, choice=0, join=[])
    assert not state["refused"] and not state["problem"]
    assert nl.load_spans(tmp_path / "c.csv", corpus)["text"].tolist() == ["Half", "perhaps"]


def test_whatever_goes_wrong_the_browser_gets_an_answer(tmp_path, monkeypatch):
    widget = desk(tmp_path / "c.csv")

    def fail(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(Coding, "mark", fail)
    assert ask(widget, "mark", start=3, end=12, choice=0, join=[])["said"] == "Nothing was changed: by zero."


def test_where_a_code_has_items_each_item_is_a_choice(tmp_path):
    widget = desk(tmp_path / "c.csv", "generic-frames")
    choices = widget.desk["choices"]
    number = next(i for i, choice in enumerate(choices) if choice["item"] == "conflict_2")
    ask(widget, "mark", start=3, end=12, choice=number, join=[])
    assert rows(tmp_path / "c.csv", "layer", "label", "item") == [["framing", "conflict", "conflict_2"]]
    assert len({choice["name"] for choice in choices}) == len(choices)
    keys = [choice["key"] for choice in choices if choice["key"]]
    assert len(set(keys)) == len(keys) and not {"l", "n"} & set(keys)


@pytest.mark.parametrize("name", nl.codebook.codebook_names())
def test_every_shipped_codebook_can_be_coded_with(name, tmp_path):
    choices = desk(tmp_path / "c.csv", name).desk["choices"]
    assert {choice["label"] for choice in choices} == set(nl.load_codebook(name).labels)
    assert all(choice["definition"] and choice["lists"] for choice in choices)


def test_without_a_kernel_the_coded_article_is_shown_escaped(tmp_path):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    corpus = nl.Corpus.from_texts({"a": "<script>alert(1)</script> perhaps"})
    widget = code(corpus, tmp_path / "c.csv", "stance", "Anna")
    ask(widget, "mark", start=26, end=33, choice=0, join=[])
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<script>" not in data["text/html"] and "hedge" in data["text/html"]
    assert data["text/plain"] == "Coding of a by Anna: 1 marked, in c.csv"


def test_without_a_kernel_several_blank_lines_are_shown_as_one(tmp_path):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    corpus = nl.Corpus.from_texts({"a": "Monday \n \n\n\nIt may rain.\n\nIt may not."})
    html = code(corpus, tmp_path / "c.csv", "stance", "Anna")._repr_mimebundle_()[0]["text/html"]
    assert "Monday \n\nIt may rain.\n\nIt may not." in html


def test_the_package_does_not_need_the_widget_library(tmp_path):
    program = """
import sys
sys.modules["anywidget"] = None
import newsloupe
import newsloupe.coding.store
try:
    newsloupe.coding.code
except ImportError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'pip install "newsloupe[coding]"' in run.stdout


def test_the_browser_gets_its_files_and_nothing_from_elsewhere():
    folder = Path(store.__file__).parent
    for path in [*folder.glob("*.js"), *folder.glob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text and "import" not in text, path.name
        assert "innerHTML" not in text and "insertAdjacentHTML" not in text, path.name


# ---------------------------------------------------------------- what people do to files meanwhile


def test_where_even_the_folder_was_deleted_nothing_is_lost_and_it_is_told(tmp_path):
    path = tmp_path / "work" / "c.csv"
    path.parent.mkdir()
    coding = start(path)
    words(coding, "Officials", "source")
    words(start(path, coder="Ben"), "Monday", "x")
    words(coding, "warned", "cue")  # brings in what Ben did
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    with pytest.warns(store.CodingWarning, match="folder .*work was gone; it was made again.*give the path"):
        words(coding, "perhaps", "content")
    assert rows(path, "text", "coder") == [
        ["Officials", "Anna"], ["warned", "Anna"], ["perhaps", "Anna"], ["Monday", "Ben"]]  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error", store.CodingWarning)
        words(coding, "close", "content")  # told once


def test_the_coder_reads_in_the_widget_that_the_folder_was_gone(tmp_path):
    path = tmp_path / "work" / "c.csv"
    path.parent.mkdir()
    widget = desk(path)
    path.parent.rmdir()
    said = ask(widget, "mark", start=3, end=12, choice=0, join=[])["said"]
    assert said.startswith("Marked “Officials” as Source.") and "was gone; it was made again" in said
    assert rows(path, "text") == [["Officials"]]


@pytest.mark.parametrize("name", ["C.CSV", "c.Parquet"])
def test_the_name_of_the_file_may_have_capitals(tmp_path, name):
    words(start(tmp_path / name), "perhaps", "hedge")
    assert rows(tmp_path / name, "text") == [["perhaps"]]


@pytest.mark.parametrize("change", [lambda c: c.update(9, note="x"), lambda c: c.remove(9), lambda c: c.link([9])])
def test_a_mark_that_is_not_there_is_named(tmp_path, change):
    with pytest.raises(KeyError, match=r"there is no mark 9 .*look there"):
        change(start(tmp_path / "c.csv"))
