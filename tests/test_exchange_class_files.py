"""The files of a class: every kind of broken file, and all the rest is loaded."""

import io
import zipfile

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.agreement import agreement
from newsloupe.codebook import read_rows
from newsloupe.corpus import give_out
from newsloupe.exchange import ExchangeError, ExchangeWarning, load_codings

CORPUS = nl.Corpus.from_texts({"a": "“It may rain,” she said – perhaps.\nIt might.", "b": "Nobody knows, perhaps."})
HEDGES = ("may", "perhaps", "might")


def coding(coder, *words, corpus=CORPUS, read=True):
    marks = nl.find_words(corpus, *words).assign(layer="rhetoric", label="hedge", rule="", coder=coder)
    return pd.concat([marks, read_rows(corpus, coder, "stance", on="2026-02-01")]) if read else marks


def csv(table, **further):
    return table.to_csv(index=False, lineterminator="\n", **further)


def book(content):
    """What a spreadsheet saves: a ZIP file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)
    return held.getvalue()


GOOD = coding("owl", *HEDGES)
WRONG_TEXT = csv(coding("owl", *HEDGES)).replace(",may,", ",may not,", 1)
FILES = {  # name: content, names of coders, marks, and what is said (part of a problem; whether it was loaded)
    "comma.csv": (csv(GOOD), ["owl"], 4, None),
    "semicolon.csv": (csv(GOOD, sep=";"), ["owl"], 4, None),
    "tabs.tsv": (csv(GOOD, sep="\t"), ["owl"], 4, None),
    "tabs.csv": (csv(GOOD, sep="\t"), ["owl"], 4, None),
    "utf16.csv": (csv(GOOD, sep="\t").encode("utf-16"), ["owl"], 4, None),
    "utf8-with-mark.csv": (csv(GOOD, sep=";").encode("utf-8-sig"), ["owl"], 4, None),
    "windows.csv": (csv(GOOD, sep=";").encode("cp1252"), ["owl"], 4, ("Windows-1252, which is a guess", True)),
    "several.csv": (csv(pd.concat([coding("ant", "may"), coding("bee", "might")])), ["ant", "bee"], 2, None),
    "no-coder.csv": (csv(coding("", *HEDGES)), ["no-coder"], 4, ("does not say who coded (6 rows)", True)),
    "typo.csv": (csv(GOOD).replace(",hedge,", ",hegde,", 1), ["owl"], 3, ("no label 'hegde' in the", False)),
    "twice.csv": (csv(pd.concat([GOOD, GOOD.head(1)])), ["owl"], 4, ("is the same mark as line 2", False)),
    "wrong-text.csv": (WRONG_TEXT, ["owl"], 3, ("the table says 'may not'", False)),
    "unread.csv": (csv(coding("owl", *HEDGES, read=False)), ["owl"], 4, ("does not say what owl has read", True)),
    "number.csv": (csv(GOOD).replace("a,4,", 'a,"4,0",', 1), ["owl"], 3, ("start is not a number but '4,0'", False)),
    "unknown.csv": (csv(GOOD).replace("\nb,", "\nz,", 1), ["owl"], 3, ("there is no article 'z'", False)),
    "lines.csv": (csv(nl.find_words(CORPUS, "perhaps").assign(
        layer="rhetoric", label="hedge", coder="owl", text="perhaps ")), ["owl"], 2, ("not say what owl", True)),
    "passage.csv": (csv(coding("owl", "might", corpus=give_out(CORPUS, {"a": [(35, 44)]}))), ["owl"], 1, None),
}  # fmt: skip
NOTHING = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b" \n", "is empty"),
    "header.csv": (csv(GOOD.head(0)), "has no rows: nothing was marked"),
    "sheet.xlsx": (book("x"), "is a spreadsheet (.xlsx)"),
    "renamed.csv": (book("x"), "is a ZIP file, as .docx and .xlsx files are"),
    "essay.docx": (book("x"), "is no span table (.docx)"),
    "other.csv": ("name,grade\nowl,1\n", "lacks the columns article, start, end, text, label (it has name, grade)"),
    "broken.parquet": (b"PAR1 no", "is no sound Parquet file"),
}


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.filterwarnings("ignore::newsloupe.exchange.ExchangeWarning")
@pytest.mark.parametrize("name", FILES)
def test_what_can_be_read_is_read(name, tmp_path):
    content, coders, marks, said = FILES[name]
    write(tmp_path, name, content)
    loaded = load_codings(tmp_path, CORPUS, "stance")
    assert loaded.names == coders and len(loaded) == len(coders)
    assert sum((one["layer"] != "read").sum() for one in loaded) == marks
    for one in loaded:
        nl.check(one, CORPUS)
    if said is None:
        assert loaded.problems.empty
    else:
        problem, kept = said
        found = loaded.problems[loaded.problems["problem"].str.contains(problem, regex=False)]
        assert found["loaded"].tolist() == [kept] and found["remedy"].str.len().gt(10).all()
        assert found["file"].tolist() == [name] and (kept or found["line"].iloc[0] > 1)


@pytest.mark.parametrize("name", NOTHING)
def test_a_file_of_which_nothing_can_be_used_is_named(name, tmp_path):
    content, said = NOTHING[name]
    write(tmp_path, name, content)
    with pytest.raises(ExchangeError, match="could be used"):
        load_codings(tmp_path, CORPUS)
    write(tmp_path, "good.csv", csv(GOOD))
    with pytest.warns(ExchangeWarning, match="1 files have problems"):
        loaded = load_codings(tmp_path, CORPUS)
    assert loaded.names == ["owl"] and loaded.problems["file"].tolist() == [name]
    assert said in loaded.problems.loc[0, "problem"] and not loaded.problems.loc[0, "loaded"]


def test_a_class_with_all_of_these_at_once(tmp_path):
    for number, (name, (content, *_)) in enumerate(FILES.items()):
        write(tmp_path, f"student {number}/{name}", content)
    for name, (content, _) in NOTHING.items():
        write(tmp_path, name, content)
    write(tmp_path, ".DS_Store", b"\0\1")
    write(tmp_path, "~$sheet.xlsx", b"\0\1")
    with pytest.warns(ExchangeWarning):
        loaded = load_codings(tmp_path, CORPUS, "stance")
    assert len(set(loaded.names)) == len(loaded) > 10
    assert set(NOTHING) <= set(loaded.problems["file"]) and not loaded.problems["file"].str.contains("DS_Store").any()
    assert loaded.problems["problem"].str.contains("owl has marks in a in another file").sum() > 5
    agreement(*loaded.codings[:3], corpus=CORPUS, draws=1)


def test_who_coded_and_read_what(tmp_path):
    write(tmp_path, "1.csv", csv(GOOD))
    write(tmp_path, "2.csv", csv(read_rows(CORPUS, "ant", "stance", only={"a": [(0, 14)]})))
    write(tmp_path, "3.csv", csv(coding("bee", "may", read=False)))
    write(tmp_path, "4.csv", csv(read_rows(CORPUS, "ant", "stance", only=["b"])))  # the same coder, another article
    with pytest.warns(ExchangeWarning):
        who = load_codings(tmp_path, CORPUS, "stance").who.set_index(["coder", "article"])
    assert who["read"].to_dict() == {
        ("owl", "a"): "all", ("owl", "b"): "all", ("ant", "a"): "part", ("ant", "b"): "all",
        ("bee", "a"): "not said", ("bee", "b"): "not said",
    }  # fmt: skip
    assert who.loc[("owl", "a"), ["marks", "codebook", "date"]].tolist() == [3, "stance", "2026-02-01"]


def test_an_item_or_a_codebook_of_another_version_is_named(tmp_path):
    frames = nl.make_spans(CORPUS, [{"article": "a", "start": 1, "end": 3, "label": "conflict", "item": "conflict_9"}],
                           layer="framing", coder="owl")  # fmt: skip
    write(tmp_path, "1.csv", csv(frames))
    write(tmp_path, "2.csv", csv(read_rows(CORPUS, "ant", "generic-frames").assign(checksum="0123456789ab")))
    with pytest.warns(ExchangeWarning):
        problems = load_codings(tmp_path, CORPUS, "generic-frames").problems.set_index("file")
    assert problems.loc["1.csv", "problem"] == "there is no item 'conflict_9' in the codebook generic-frames"
    assert problems.loc["1.csv", "remedy"].startswith("write 'conflict_")
    assert "another version of the codebook (checksum 0123456789ab)" in problems.loc["2.csv", "problem"]


def test_no_folder_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        load_codings(tmp_path / "none", CORPUS)
    with pytest.raises(ExchangeError, match="it is empty"):
        load_codings(tmp_path, CORPUS)
