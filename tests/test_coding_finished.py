"""Finished: what was read is saved, also where nothing was marked; passages are given out, and come back in place."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.codebook import codebook_checksum
from newsloupe.exchange import (
    coding_sheet,
    from_brat,
    from_doccano,
    from_inception,
    from_label_studio,
    to_brat,
    to_doccano,
    to_inception,
    to_label_studio,
)

TEXT = "😀 It may rain.\n\nMaybe 😀 it may snow. Officials warned of it.\n\nNobody knows."
CORPUS = nl.Corpus.from_texts({"a": TEXT, "b": "Perhaps."})
ONLY = {"a": ["Maybe"]}
FIRST, MAY = TEXT.index("Maybe"), TEXT.index("may snow")
LAST = TEXT.index("\n\nNobody")


def desk(path, codebook="stance", coder="Ada", **further):
    pytest.importorskip("anywidget")
    from newsloupe.coding import code

    return code(CORPUS, path, codebook, coder=coder, **further)


def ask(widget, what, **further):
    widget._receive(widget, {"do": what, "turn": 1, **further}, [])
    return widget.state


def test_finished_is_saved_where_nothing_was_marked(tmp_path):
    widget = desk(tmp_path / "c.csv", article="b")
    assert not widget.state["finished"]
    assert ask(widget, "finish")["said"] == "Finished: b is read, with no marks." and widget.state["finished"]
    row = nl.load_spans(tmp_path / "c.csv", CORPUS).iloc[0]
    assert (row["article"], row["text"], row["layer"], row["coder"]) == ("b", "Perhaps.", "read", "Ada")
    assert (row["codebook"], row["checksum"], row["version"]) == ("stance", codebook_checksum("stance"), nl.__version__)
    assert "hedge" in row["codes"].split() and pd.Timestamp(row["date"])
    assert widget.spans.empty and desk(tmp_path / "c.csv", article="b").state["finished"]
    assert not desk(tmp_path / "c.csv", "persuasion", article="b").state["finished"]
    assert ask(widget, "finish")["said"] == "b is not finished."
    assert nl.load_spans(tmp_path / "c.csv", CORPUS).empty


def test_only_the_passage_is_shown_and_the_file_has_its_place_in_the_article(tmp_path):
    widget = desk(tmp_path / "c.csv", only=ONLY)
    assert widget.page["text"] == TEXT[FIRST:LAST] and len(widget.desk["articles"]) == 1
    at = len(TEXT[FIRST:].split("may")[0].encode("utf-16-le")) // 2
    assert ask(widget, "mark", start=at, end=at + 3, choice=0, join=[])["marks"][0]["start"] == at
    ask(widget, "finish")
    table = nl.load_spans(tmp_path / "c.csv", CORPUS)
    assert table[["start", "end", "text"]].values.tolist() == [[MAY, MAY + 3, "may"], [FIRST, LAST, TEXT[FIRST:LAST]]]
    whole = desk(tmp_path / "c.csv")
    assert len(whole.state["marks"]) == 1 and not whole.state["finished"]
    ask(whole, "mark", start=7, end=10, choice=0, join=[])
    assert len(desk(tmp_path / "c.csv", only=ONLY).state["marks"]) == 1
    assert TEXT[FIRST:LAST].split()[-1] in widget._repr_mimebundle_()[0]["text/html"]


TOOLS = [
    (to_brat, from_brat, "."), (to_label_studio, from_label_studio, "tasks.json"),
    (to_doccano, from_doccano, "Ada.jsonl"), (to_inception, from_inception, "."),
]  # fmt: skip


@pytest.mark.parametrize(("write", "read", "file"), TOOLS, ids=lambda one: getattr(one, "__name__", ""))
def test_passages_go_to_each_tool_and_come_back_in_place(write, read, file, tmp_path):
    coded = nl.find_words(CORPUS, "may").assign(coder="Ada")
    path = write(coded, CORPUS, tmp_path, only=ONLY)
    back = read(path / file, CORPUS, read="stance")
    marks = back[back["layer"] != "read"]
    assert marks[["article", "start", "text", "coder"]].values.tolist() == [["a", MAY, "may", "Ada"]]
    told = back[back["layer"] == "read"]
    assert told[["article", "start", "end", "coder", "codebook"]].values.tolist() == [
        ["a", FIRST, LAST, "Ada", "stance"]
    ]


def test_the_sheet_has_the_passages_and_codes_that_are_given_out(tmp_path):
    page = coding_sheet(CORPUS, "stance", tmp_path / "s.html", only=ONLY, codes=["hedge"]).read_text(encoding="utf-8")
    assert "it may snow" in page and "It may rain" not in page and "booster" not in page
    with pytest.raises(KeyError, match="has no code 'hegde'"):
        coding_sheet(CORPUS, "stance", tmp_path / "s.html", codes=["hegde"])
