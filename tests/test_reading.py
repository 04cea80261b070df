"""Files as people have them: nothing is lost, split or guessed without a word, and every remedy works when followed."""

import csv
import io
import json
import warnings

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.actors import ActorError, load_actors
from newsloupe.codebook import CodebookError
from newsloupe.codebook.coder import CodebookWarning, machine_coder
from newsloupe.corpus import CorpusError, CorpusWarning
from newsloupe.exchange import ExchangeError, from_brat, from_doccano, from_inception, from_label_studio, to_brat
from newsloupe.exchange.shared import file_name
from newsloupe.reading.decoding import Unreadable, decode, decode_strictly
from newsloupe.reading.tables import read_table
from newsloupe.reading.yaml_text import parse_yaml
from newsloupe.spans import COLUMNS, SpanError

ENGLISH = "The council met on Friday. “We’ll vote,” said the chair – twice. Nobody objected to the café’s plan."
SAMPLES = {
    "ru": "Совет собрался в пятницу. Председатель сказал, что голосование состоится завтра утром.",
    "ja": "市議会は金曜日に開かれ、議長はもう一度採決すると述べました。",
    "zh": "市议会星期五开会，主席说他们将再次投票，没有人反对这个计划。",
    "de": "Der Stadtrat tagte am Freitag. „Größe zählt“, sagte die Vorsitzende über das Café.",
}
CORPUS = nl.Corpus.from_texts({"a": "Perhaps it will rain. “Perhaps not,” she said."})
HEAD = ",".join(COLUMNS)


def load(path):
    """The texts by id, and what is told of each entry."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        corpus = nl.load_corpus(path)
    told = corpus.problems
    assert bool(len(told)) == any(one.category is CorpusWarning for one in caught), "what is listed is also warned of"
    return {a.id: a.text for a in corpus}, dict(zip(told["file"], told["problem"] + "; " + told["remedy"], strict=True))


# ---- encodings


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_what_a_mark_or_utf8_makes_certain_is_not_doubted(encoding, language):
    mark = "\ufeff" if encoding.endswith("-be") else ""
    found = decode((mark + SAMPLES[language] + "\r\n").encode(encoding))
    assert (found.text, found.certain, found.doubt) == (SAMPLES[language] + "\r\n", True, "")


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "cp866"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"),
     ("zh", "gbk"), ("de", "cp1252"), ("de", "mac_roman"), ("de", "utf-16-le"), ("de", "utf-32-be")],
)  # fmt: skip
def test_a_guess_is_said_to_be_one(tmp_path, language, encoding):
    data = SAMPLES[language].encode(encoding, "replace")
    (tmp_path / "x.txt").write_bytes(data)
    texts, told = load(tmp_path)
    assert "which is a guess; look whether" in told["x.txt"]
    if encoding in ("cp1251", "shift_jis", "euc_jp", "iso2022_jp", "cp1252", "utf-16-le", "utf-32-be"):
        assert texts["x"] == SAMPLES[language]
    (tmp_path / "x.txt").write_text(texts["x"], encoding="utf-8")  # the remedy
    assert load(tmp_path) == (texts, {})


def damaged():
    """English and other text with a byte of another encoding at some places, or cut in the middle of a letter."""
    for text in (ENGLISH, *SAMPLES.values()):
        whole = text.encode()
        places = range(3, len(whole), len(whole) // 6)
        for byte in (b"\x92", b"\xe9", b"\xff"):
            starts = [at for at in places if whole[at] & 0xC0 != 0x80]
            yield from ((whole[:at] + byte + whole[at:], at, byte) for at in starts)
        cut = next(at for at in range(len(whole) - 1, 0, -1) if whole[at] & 0xC0 == 0x80)
        yield whole[:cut], None, b""


def test_a_wrong_byte_never_makes_another_code_page_of_utf8():
    for data, at, byte in damaged():
        found = decode(data)
        assert found.text == data.decode("utf-8", "replace") and not found.certain, data
        assert "U+FFFD" in found.doubt and (at is None or f"0x{byte[0]:02X} at offset {at} (line 1)" in found.doubt)


def test_windows_text_with_pairs_that_could_be_utf8_stays_windows_text():
    for text in ("Der „Spaß“ begann.", "«É» dit le café", "„Straße“ und „Gruß“ – über alles", "It’s over."):
        assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"%PDF-1.7 text", "PDF"), (b"PK\x03\x04rest", "ZIP"), (b"{\\rtf1 a}", "RTF"), (b"\x1f\x8b\x08", "compressed"),
     (bytes(range(256)) * 4, "binary"), (b"\x00\x01\x02\x03", "binary")],
)  # fmt: skip
def test_what_is_no_text_is_named_beside_what_is(tmp_path, data, reason):
    (tmp_path / "good.txt").write_text("An article.")
    (tmp_path / "bad.txt").write_bytes(data)
    texts, told = load(tmp_path)
    assert texts == {"good": "An article."} and reason in told["bad.txt"]


def test_one_nul_refuses_nothing(tmp_path):
    (tmp_path / "c.csv").write_bytes(b"id,text\n1,The minister\x00 said no.\n2,Yes.\n")
    texts, told = load(tmp_path / "c.csv")
    assert texts == {"1": "The minister\x00 said no.", "2": "Yes."} and "NUL" in told["c.csv"]


# ---- tables

INSIDE = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\r", "\x00"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_line_ends_end_a_row(separator, newline):
    for odd in INSIDE:
        for text in (f"One.{odd}Two.", f"{odd}One", f"One{odd}", f"One.{odd}{odd}Two. {odd}"):
            if odd == "\r" and text.endswith("\r"):
                continue  # before the line end of Windows nobody can tell them apart
            source = newline.join(
                [f"id{separator}text{separator}more", f"1{separator}{text}{separator}x", "2" + separator]
            )
            table = read_table(source + newline, ["id", "text"])
            assert table.rows[0].cells == {"id": "1", "text": text, "more": "x"} and len(table.rows) == 2


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(rows=st.lists(st.lists(st.text("ab\"',;\t\n\r \u2028\x0c1"), min_size=3, max_size=3), max_size=5))
def test_what_the_csv_module_writes_is_read_as_it_was(separator, rows):
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["id", "text", "more"], *rows])
    table = read_table(written.getvalue(), ["id", "text"])
    assert [list(row.cells.values()) for row in table.rows] == [r for r in rows if any(cell.strip() for cell in r)]
    assert not table.left_out


BROKEN = [
    ("2,Yes, no", "3 cells"),
    ('2,"He said "no" twice."', "stands alone"),
    ('2,"He said "no", twice."', "stands alone"),
    ('2,"He said \\"no\\" twice."', "stands alone"),
    ('2,"He said no.', "quotation mark"),
    ('2,"He" said no.', "stands alone"),
    ('2,"First "line".\nThen, he left.\nMore."', "stands alone"),
]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize(("row", "reason"), BROKEN)
def test_a_broken_row_is_named_and_the_others_are_read(tmp_path, row, reason, quoted, separator):
    good = ["1,Good.", "3,Good three.", "4,Good four."]
    if quoted:
        good = [f'{line[:2]}"{line[2:]}"' for line in good]
    lines = [good[0], row, *good[1:]]
    source = "\n".join(["id,text", *lines]) + "\n"
    if separator != ",":
        source = source.replace(",", separator)
    (tmp_path / "c.csv").write_text(source, encoding="utf-8")
    texts, told = load(tmp_path / "c.csv")
    assert list(texts) == ["1", "3", "4"] and texts["3"] == "Good three."
    assert list(told) == ["c.csv, line 3"] and reason in told["c.csv, line 3"]
    # the remedies: quotation marks around the cell, and written twice inside it
    cell = row.partition(",")[2].replace('"', '""').replace(",", separator)
    mended = source.replace(row.replace(",", separator), f'2{separator}"{cell}"')
    (tmp_path / "c.csv").write_text(mended, encoding="utf-8")
    texts, told = load(tmp_path / "c.csv")
    assert list(texts) == ["1", "2", "3", "4"] and not told


def test_rows_inside_a_cell_are_doubted(tmp_path):
    (tmp_path / "c.csv").write_text('id,text\n1,Good.\n2,"No, she said.\n3,Good three.\n4,He said yes"\n5,End.\n')
    assert "look like rows" in load(tmp_path / "c.csv")[1]["c.csv, line 3"]


def test_short_rows_are_doubted_and_blank_rows_are_none(tmp_path):
    (tmp_path / "c.csv").write_text("id,text,outlet\n\n1,First line.\nSecond line.\n,,\n2,Whole,X\n")
    texts, told = load(tmp_path / "c.csv")
    assert texts == {"1": "First line.", "2": "Whole"}
    assert "2 cells" in told["c.csv, line 3"] and told["c.csv, line 4"].startswith("is empty") and len(told) == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [("", "is empty"), ("id,text,text\n1,a,b\n", "two columns are called 'text'"),
     ("nr,passage\n1,a\n", "its columns are 'nr', 'passage'; say which one holds the text"),
     ('"id,text\n1,a\n', "line 1: the names of the columns"), ("id,text\n", "holds no")],
)  # fmt: skip
def test_a_table_without_its_columns_says_which_it_has(tmp_path, source, message):
    (tmp_path / "c.csv").write_text(source)
    with pytest.raises(CorpusError, match=rf"c\.csv.*{message}"):
        nl.load_corpus(tmp_path / "c.csv")


@pytest.mark.parametrize("source", ["sep=;\nID;Text\n1;a, b\n", "\ufeffid\ttext\n1\ta, b\n", 'id, text\n1, "a, b"\n',
                                    "id,text\r1,a\\ b\r"])  # fmt: skip
def test_other_ways_to_write_a_table(tmp_path, source):
    (tmp_path / "c.tsv").write_text(source, encoding="utf-8", newline="")
    assert load(tmp_path / "c.tsv") == ({"1": "a, b".replace(", ", "\\ ") if "\\" in source else "a, b"}, {})


# ---- JSON Lines

LINES = [
    ('{"id": "b", "te', "not valid JSON"),
    ('{"id": "b", "text": "x", "m": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    ('{"id": "b", "text": "x", "m": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}", "nested too deeply"),
    ('["b", "x"]', "no JSON object"),
    ('{"id": "b"}', "has no text"),
    ('{"id": "b", "text": 5}', "text that is no string"),
    ('{"id": " ", "text": "x"}', "id"),
    ('{"id": ["b"], "text": "x"}', "id that is no string"),
    ('{"id": "b", "text": "x", "text": "y"}', "'text' twice"),
    ('{"id": "a", "text": "Another."}', "same id"),
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path, line, reason):
    (tmp_path / "c.jsonl").write_text(f'{{"id": "a", "text": "One."}}\n{line}\n\n{{"id": "c", "text": "Three."}}\n')
    texts, told = load(tmp_path / "c.jsonl")
    assert texts == {"a": "One.", "c": "Three."}
    assert [name.split(" (")[0] for name in told] == ["c.jsonl, line 2"] and reason in next(iter(told.values()))


def test_half_a_character_is_replaced_and_named(tmp_path):
    rows = ['{"id": "a", "text": "No \\ud83d way \\ud83d\\ude00."}', '{"id": "b", "text": "B.", "outlet": "\\udc00"}']
    (tmp_path / "c.jsonl").write_text("\n".join(rows))
    texts, told = load(tmp_path / "c.jsonl")
    assert texts["a"] == "No \ufffd way 😀." and len(told) == 2
    assert all("lone surrogate" in problem for problem in told.values())
    assert len(nl.find_attributions(nl.Corpus.from_texts(texts)).columns)


def test_from_texts_refuses_half_a_character_with_a_remedy_that_works():
    text = "No \ud83d way"
    with pytest.raises(CorpusError, match=r"article 'x': its text has half a character .* at 3") as error:
        nl.Corpus.from_texts({"x": text})
    remedy = str(error.value).rpartition("by ")[2]
    assert nl.Corpus.from_texts({"x": eval(remedy, {"text": text})})["x"].text == "No \ufffd way"


def test_huge_numbers_are_read(tmp_path):
    (tmp_path / "c.jsonl").write_text(f'{{"id": "a", "text": "One.", "n": {"9" * 5000}}}')
    assert load(tmp_path / "c.jsonl") == ({"a": "One."}, {})


# ---- folders and manifests


def test_what_a_folder_holds_beside_articles_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("An article.")
    for name in ("b.docx", "c.html", "noext", "GUIDE.md", "d.csv", "README.md", "LICENSE", ".hidden", "manifest.csv"):
        (tmp_path / name).write_bytes(b"file\n")
    (tmp_path / "2020" / "may").mkdir(parents=True)
    (tmp_path / "2020" / "may" / "e.txt").write_text("Another.")
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    texts, told = load(tmp_path)
    assert list(texts) == ["a", "e"]
    assert set(told) == {"b.docx", "c.html", "noext", "GUIDE.md", "d.csv", "gone.txt"}


def folder(path, manifest):
    for name in ("a", "b"):
        (path / f"{name}.txt").write_text(f"Article {name}.")
    (path / "manifest.csv").write_bytes(manifest if isinstance(manifest, bytes) else manifest.encode())
    return path


@pytest.mark.parametrize(
    "manifest",
    ["file;label;outlet\na.txt;One;Zürich\nb.txt;Two;\n", "\ufefffile,label,outlet\na.txt,One,Zürich\n",
     "file\tlabel\toutlet\na.txt\tOne\tZürich\n", "file,label,outlet\na.txt,One,Zürich\n".encode("utf-16"),
     "file;label;outlet\r\na.txt;One;Zürich\r\n".encode("cp1252")],
)  # fmt: skip
def test_a_manifest_as_spreadsheets_save_it(tmp_path, manifest):
    corpus = folder(tmp_path, manifest)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        corpus = nl.load_corpus(tmp_path)
    assert corpus["a"].meta["outlet"] == "Zürich" and corpus["a"].label == "One"
    assert ("a guess" in str(caught[-1].message)) if manifest[:1] == b"f" else not caught


def test_renewing_a_manifest_loses_nothing(tmp_path):
    folder(
        tmp_path, "file,date,section,note\na.txt,2020-01,World,mine\ngone.txt,2019,City,kept\nbad.txt,2018,Arts,too\n"
    )
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    for _ in range(2):
        nl.write_manifest(tmp_path)
        rows = {row["file"]: row for row in csv.DictReader((tmp_path / "manifest.csv").open(encoding="utf-8"))}
        assert list(rows) == ["a.txt", "b.txt", "gone.txt", "bad.txt"]
        assert [rows["gone.txt"][name] for name in ("date", "section", "note")] == ["2019", "City", "kept"]
        assert rows["bad.txt"]["section"] == "Arts" and rows["a.txt"]["section"] == "World"
        assert rows["b.txt"]["section"] == "unknown"
    texts, told = load(tmp_path)
    assert list(texts) == ["a", "b"] and set(told) == {"gone.txt", "bad.txt"}


@pytest.mark.parametrize(
    ("manifest", "message"),
    [("name,label\na.txt,One\n", "no column 'file'; its columns are 'name', 'label'"), ("", "is empty"),
     ("file,file\na.txt,b\n", "two columns"), (b"\x00\x01\x02\x03", "binary")],
)  # fmt: skip
def test_the_remedies_for_a_manifest_work(tmp_path, manifest, message):
    folder(tmp_path, manifest)
    before = (tmp_path / "manifest.csv").read_bytes()
    for call in (nl.load_corpus, nl.write_manifest):
        with pytest.raises(CorpusError, match=rf"manifest\.csv.*{message}.*rename .*write_manifest make a new one"):
            call(tmp_path)
    assert (tmp_path / "manifest.csv").read_bytes() == before
    (tmp_path / "manifest.csv").rename(tmp_path / ".old-manifest.csv")
    nl.write_manifest(tmp_path)
    assert load(tmp_path) == ({"a": "Article a.", "b": "Article b."}, {})


def test_a_manifest_with_a_broken_row_is_not_renewed_and_its_rest_is_used(tmp_path):
    manifest = "file,note\na.txt,one, two\nb.txt,fine\nb.txt,again\n"
    folder(tmp_path, manifest)
    with pytest.raises(CorpusError, match=r"line 2: has 3 cells.*Nothing was changed"):
        nl.write_manifest(tmp_path)
    assert (tmp_path / "manifest.csv").read_text() == manifest
    texts, told = load(tmp_path)
    assert (
        list(texts) == ["a", "b"]
        and "3 cells" in told["manifest.csv, line 2"]
        and told["manifest.csv, line 4"].startswith("lists")
    )


def test_an_id_in_a_manifest_that_is_not_used_is_told(tmp_path):
    folder(tmp_path, "id,file\nx,a.txt\nb,b.txt\n")
    assert "'a'" in load(tmp_path)[1]["manifest.csv, line 2"]


@pytest.mark.parametrize("name", ["no such folder", "x" * 5000, "a\0b", "file.txt"])
def test_a_path_that_is_none(tmp_path, name):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(CorpusError, match="folder"):
        nl.write_manifest(f"{tmp_path}/{name}")
    if name != "file.txt":
        with pytest.raises(FileNotFoundError, match="does not exist; give"):
            nl.load_corpus(f"{tmp_path}/{name}")


def test_articles_of_one_label_are_told_apart(tmp_path):
    (tmp_path / "c.csv").write_text("id,text,label\n1,One may.,Same\n2,Two may.,Same\n3,Three may.,Other\n")
    corpus = nl.load_corpus(tmp_path / "c.csv")
    assert list(corpus.labels.values()) == ["Same (1)", "Same (2)", "Other"] and corpus["1"].label == "Same"
    assert nl.context(nl.find_words(corpus, "may"), corpus)["article"].tolist() == list(corpus.labels.values())


# ---- span tables

ROW = "a,0,7,Perhaps,rhetoric,hedge,,,Anna"
SPANS = [
    (f"{HEAD}\n{ROW}\na,0,21,“Perhaps,x,y,,,B\n".encode("cp1252"), "line 3: is not UTF-8 .byte 0x93.; .*CSV UTF-8"),
    (b"", "is empty"),
    (b"\n\n", "is empty"),
    (b"article,start\na,1\n", "lacks the columns end, text.*its columns are article, start"),
    *((f"{HEAD}\n{ROW}\n{ROW.replace('7', bad)}\n".encode(), "line 3: end is not a number but")
      for bad in ("inf", "-inf", "nan", "1e400", "7.5", "seven", "", "9" * 5000, "0x7", "²", "1_0")),
    (f"{HEAD}\n{ROW.replace('7', '9' * 14)}\n".encode(), "line 2: 0 to 9+ is no span"),
    (f"{HEAD}\n{ROW.replace('0', '-1')}\n".encode(), "line 2: start is not a number"),
    (f'{HEAD}\n{ROW}\na,0,7,"Per"haps,x,y,,,B\n'.encode(), "line 3: a quotation mark stands alone"),
    (f'{HEAD}\na,0,7,"Perhaps,x,y,,,B\n'.encode(), "line 2: a quotation mark is never closed"),
    (f"{HEAD}\n{ROW},more\n".encode(), "line 2: has 10 cells"),
    (f"{HEAD},text\n{ROW},x\n".encode(), "two columns are called 'text'"),
    (f"{HEAD}\n{ROW}\nz,0,7,Perhaps,x,y,,,B\n".encode(), "line 3: there is no article 'z'"),
    (f"{HEAD}\na,0,7,PERHAPS,x,y,,,B\n".encode(), "line 2: .*another version of the text"),
    (b"PK\x03\x04\xff", "ZIP"),
    (b"\xff\xfe\x00", "UTF"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), SPANS)
def test_a_span_table_that_cannot_be_used_says_where_and_why(tmp_path, data, message):
    (tmp_path / "mine.csv").write_bytes(data)
    with pytest.raises(SpanError, match=rf"(?s)^mine\.csv.*{message}"):
        nl.load_spans(tmp_path / "mine.csv", CORPUS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["mine.csv", "MINE.CSV", "mine.tsv"])
def test_span_tables_as_spreadsheets_save_them(tmp_path, separator, encoding, name):
    source = f"{HEAD}\r\n{ROW}\r\na,22.0, 46 ,“Perhaps not.”,r,x,,,B\r\n".replace("Perhaps not.”", "Perhaps not")
    source = source.replace("22.0, 46 ", "22.0, 34 ").replace(",", separator)
    (tmp_path / name).write_bytes(source.encode(encoding))
    assert nl.load_spans(tmp_path / name, CORPUS)["text"].tolist() == ["Perhaps", "“Perhaps not"]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 no table", b"PAR1" + bytes(100) + b"PAR1", b"text"])
def test_a_damaged_parquet_file(tmp_path, data):
    (tmp_path / "mine.parquet").write_bytes(data)
    with pytest.raises(SpanError, match=r"mine\.parquet: is no sound Parquet file .*restore"):
        nl.load_spans(tmp_path / "mine.parquet", CORPUS)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("end", float("inf"), "row 2: end is not a number"), ("end", None, "row 2: end"), ("end", 7.5, "row 2: end"),
     ("article", 5, "row 2: article is 5, which is no text"), ("label", 1.5, "row 2: label"),
     ("text", None, "row 2: ")],
)  # fmt: skip
def test_parquet_with_cells_of_another_kind(tmp_path, column, value, message):
    table = nl.make_spans(CORPUS, [{"article": "a", "start": 0, "end": 7, "label": "x"}])
    values = {name: [table[name][0]] for name in table}
    frame = pd.concat([table, pd.DataFrame(values | {column: [value]})])[[column]].reset_index(drop=True)
    if column in ("article", "label") and value is not None:
        frame[column] = [value, value]  # a column of Parquet has one type
        message = message.replace("row 2", "row 1")
    table = pd.concat([table, table], ignore_index=True).assign(**{column: frame[column]})
    table.to_parquet(tmp_path / "mine.parquet")
    with pytest.raises(SpanError, match=rf"mine\.parquet, {message}"):
        nl.load_spans(tmp_path / "mine.parquet", CORPUS)


def test_a_span_table_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist; check"):
        nl.load_spans(tmp_path / "none.csv", CORPUS)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(SpanError, match="is a folder"):
        nl.load_spans(tmp_path / "folder.csv", CORPUS)


@pytest.mark.parametrize(
    "record",
    [{"start": None, "end": 7}, {"start": "zero", "end": 7}, {"start": 0, "end": float("inf")}, {"start": 0, "end": []},
     {"start": 0, "end": 10**30}, {"start": 0}, {"article": None, "start": 0, "end": 7},
     {"article": ["a"], "start": 0, "end": 7}, {"start": True, "end": 7}, "no record", None,
     {"start": 0, "end": 7, "note": "cut \ud83d"}],
)  # fmt: skip
def test_records_that_are_no_spans(record):
    record = {"article": "a", "label": "x"} | record if isinstance(record, dict) else record
    with pytest.raises(SpanError, match=r"row 0|record 0|a record"):
        nl.make_spans(CORPUS, [record])


# ---- codebooks and actor lists

BOOK = {
    "name": "mine", "title": "Mine", "layer": "rhetoric", "about": "About.", "status": "Untested.",
    "codes": [{"label": "a", "title": "A", "definition": "D.", "indicators": [{"reason": "r", "terms": ["may"]}]}],
}  # fmt: skip
GOOD = yaml.safe_dump(BOOK, sort_keys=False)
YAML = [
    ((GOOD + "codes:\n- {label: b, title: B, definition: D.}\n").encode(),
     "line 14: 'codes' stands twice .lines 6 and 14"),
    (GOOD.replace("title: A", "title: A\n  title: B").encode(), "'title' stands twice .lines 8 and 9"),
    (GOOD.replace("terms:", "terms: [x]\n    terms:").encode(), "'terms' stands twice"),
    (GOOD.replace("About.", "“Über”").encode("cp1252"), "line 4: is not UTF-8 .byte 0x93.*save it as UTF-8"),
    *((GOOD.replace("About.", f"A{odd}b").encode(), "line 4: has the control character U\\+00.*delete it")
      for odd in ("\x00", "\x01", "\x08", "\x0c", "\x1b", "\x7f", "\x9f")),
    (b"[" * 500 + b"]" * 500, "more than 50 levels"),
    (b"[" * 100_000 + b"]" * 100_000, "more than 50 levels"),
    (b"{a: " * 100_000, "more than 50 levels"),
    (b"- " * 10_000 + b"x", "more than 50 levels"),
    (b"\n".join(b" " * n + b"a:" for n in range(300)), "more than 50 levels"),
    (b"x" * 2_000_001, "2,000,000 characters"),
    (b"a: 2021-13-45", "not valid YAML"),
    (b"a: !!python/object:os.system x", "not valid YAML"),
    (b"a: [", "not valid YAML"),
    (b"name: x\nst\tatus: y\n", "mine.yml, line 1"),
    (b"? [a]\n: b", "not valid YAML"),
    (b"a: &x [*x]", "mine.yml"),
    (b"", "the whole file: is empty"),
    (b"text", "the whole file"),
    (b"PK\x03\x04\xff", "ZIP"),
]  # fmt: skip


@pytest.mark.parametrize("read", [nl.load_codebook, load_actors])
@pytest.mark.parametrize(("data", "message"), YAML)
def test_a_yaml_file_that_cannot_be_used_says_where_and_why(tmp_path, read, data, message):
    (tmp_path / "mine.yml").write_bytes(data)
    with pytest.raises(CodebookError if read is nl.load_codebook else ActorError, match=rf"(?s)^mine\.yml.*{message}"):
        read(tmp_path / "mine.yml")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_codebooks_with_a_mark_are_read(tmp_path, encoding):
    (tmp_path / "mine.yml").write_bytes(GOOD.replace("\n", "\r\n").encode(encoding))
    assert nl.load_codebook(tmp_path / "mine.yml").labels == ["a"]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b.yml", GOOD, "../none", "none.yml", ""])
@pytest.mark.parametrize(("read", "error"), [(nl.load_codebook, CodebookError), (load_actors, ActorError)])
def test_a_name_that_is_none_lists_the_shipped_ones(read, error, name):
    with pytest.raises(error, match=r"shipped.*path of a \.yml file"):
        read(name)


@pytest.mark.parametrize(
    ("indicator", "message"),
    [({"pattern": r"\b"}, "empty text"), ({"pattern": "(?=m)"}, "empty text"),
     ({"pattern": "(" * 5000 + ")" * 5000}, "regular"),
     ({"terms": ["😀"]}, "write it as a 'pattern'"), ({"terms": ["**"]}, "match everything")],
)  # fmt: skip
def test_indicators_that_cannot_fire_are_named(tmp_path, indicator, message):
    book = BOOK | {"codes": [BOOK["codes"][0] | {"indicators": [{"reason": "r"} | indicator]}]}
    (tmp_path / "mine.yml").write_text(yaml.safe_dump(book, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CodebookError, match=f"(?s)mine.yml, line .*{message}"):
        nl.load_codebook(tmp_path / "mine.yml")


def test_keys_of_different_entries_may_be_the_same():
    assert parse_yaml("a: {x: 1}\nb: {x: 2}\nc: [{x: 1}, {x: 2}]\nd: &d {y: 1}\ne: {<<: *d, y: 2}") is not None
    with pytest.raises(Unreadable, match=r"'x' stands twice .lines 2 and 2.*'a' stands twice .lines 1 and 3"):
        parse_yaml("a: 1\nb: {x: 1, x: 2}\na: 3")


RUNS = ["1,", "1.", "$1,", "1.000,", "x-", "1 percent ", "not ", "it isn't "]


@pytest.mark.parametrize("run", RUNS)
def test_shipped_patterns_are_quick_on_long_runs(run):
    corpus = nl.Corpus.from_texts({"x": run * (18_000 // len(run))})
    with warnings.catch_warnings():
        warnings.simplefilter("error", CodebookWarning)
        for book in ("policy-frames", "generic-frames", "figures"):
            nl.apply_codebook(corpus, book)


def test_a_shipped_pattern_that_is_too_slow_is_named_and_the_rest_is_coded(monkeypatch):
    corpus = nl.Corpus.from_texts({"slow": "It may rain. " * 3, "quick": "It might rain."})
    coder = machine_coder(nl.load_codebook("stance"))
    whole = coder._candidates

    def candidates(rule, text, found):
        if rule.id == "hedge_may" and text.text.startswith("It may"):
            raise TimeoutError
        return whole(rule, text, found)

    monkeypatch.setattr(coder, "_candidates", candidates)
    with pytest.warns(CodebookWarning, match="stance, code hedge, indicator hedge_may: .* article 'slow'"):
        assert nl.apply_codebook(corpus, "stance")["text"].tolist() == ["might"]


# ---- exchange

TEXT = nl.Corpus.from_texts({"t": "The minister said no."})


def brat(path, ann):
    (path / "t.txt").write_text(TEXT["t"].text)
    (path / "t.ann").write_bytes(ann)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return from_brat(path, TEXT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_first_mark_is_read_whatever_stands_before_it(tmp_path, encoding):
    table = brat(tmp_path, "T1\tsource 0 12\tThe minister\n".encode(encoding))
    assert table["text"].tolist() == ["The minister"] and not table.attrs["problems"]


def test_a_note_with_half_a_character_is_read(tmp_path):
    ann = b'T1\tsource 0 12\tThe minister\n#1\tAnnotatorNotes T1\t{"kind": "\\ud83d"}\n'
    assert brat(tmp_path, ann)["kind"].tolist() == ["\ufffd"]


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, "99"])
def test_a_huge_offset_is_named_and_the_others_are_read(tmp_path, number):
    table = brat(tmp_path, f"T1\tsource 0 {number}\tThe\nT2\tcue 13 17\tsaid\n".encode())
    assert table["text"].tolist() == ["said"] and table.attrs["problems"][0][0] == "t.ann, line 1"


def test_names_in_other_scripts_that_are_too_long_come_back(tmp_path):
    ids = ["Совет" * 20, "Совет" * 20 + "а", "市" * 80, "x" * 190]
    corpus = nl.Corpus.from_texts(dict.fromkeys(ids, "The same text."))
    table = nl.make_spans(
        corpus, [{"article": name, "start": 0, "end": 3, "label": "x", "coder": "市" * 90} for name in ids]
    )
    again = from_brat(to_brat(table, corpus, tmp_path / "out"), corpus)
    assert again["article"].tolist() == ids and again["coder"].tolist() == table["coder"].tolist()
    assert max(len(file_name(name).encode()) for name in ids) <= 200 and file_name("x" * 190) == "x" * 190


@pytest.mark.parametrize(
    ("read", "name", "data", "message"),
    [(from_label_studio, "e.json", b"[]", "holds no text that was coded; export"),
     (from_doccano, "e.jsonl", b"", "holds no text that was coded; export"),
     (from_inception, "e.json", b"PK\x03\x04\xff", "ZIP file.*unpack it"),
     (from_label_studio, "e.json", b"PK\x03\x04\xff", "ZIP file.*unpack it"),
     (from_label_studio, "e.json", b"[" * 100_000, "nested too deeply"),
     (from_doccano, "e.jsonl", "{“}".encode("cp1252"), "is not UTF-8 .byte 0x93. on line 1; .*save it as UTF-8"),
     (from_doccano, "e.jsonl", b'{"text": "The minister said no.", "label": 1', "line 1: is not valid JSON"),
     (from_label_studio, "e.json",
      json.dumps([{"data": {"text": "The minister said no.\n"}, "annotations": []}]).encode(),
      "at character 21, line 1")],
)  # fmt: skip
def test_exports_that_cannot_be_used_say_why(tmp_path, read, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExchangeError, match=f"(?s){message}"):
        read(tmp_path / name, TEXT)


def test_huge_numbers_in_json_are_named(tmp_path):
    nines = "9" * 5000
    label = f'[[0, 12, "source"], [0, {nines}, "source"]]'
    (tmp_path / "e.jsonl").write_text(f'{{"text": "The minister said no.", "label": {label}}}')
    with pytest.warns(nl.exchange.shared.ExchangeWarning, match="line 1: 0 to inf is no span"):
        assert from_doccano(tmp_path, TEXT)["text"].tolist() == ["The minister"]


# ---- whatever comes


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_with_a_reason(data):
    for read in (decode, decode_strictly):
        try:
            read(data)
        except Unreadable as error:
            assert error.problem and error.remedy


@given(st.text(alphabet='ab1",;\t\n\r \u2028-', max_size=200))
def test_any_text_is_a_table_whose_lines_are_all_accounted_for(text):
    try:
        table = read_table(text)
    except Unreadable:
        return
    lines = [row.line for row in table.rows] + [line for line, *_ in table.left_out]
    assert len(lines) == len(set(lines)) and all(len(row.cells) == len(table.columns) for row in table.rows)


# ---- what was lost or badly told when many bad inputs were tried (bench/robust.py)


def test_what_is_wrong_with_a_file_is_told_under_its_name_and_once(tmp_path):
    (tmp_path / "good.txt").write_text("Sun.")
    for name, data in {"again.md": b"Sun.", "none.txt": b" ", "cut.txt": b"Sun\xe9.", "also.txt": b"Sun\xe9."}.items():
        (tmp_path / name).write_bytes(data)
    texts, told = load(tmp_path)
    assert set(texts) == {"again", "also"} and set(told) == {"also.txt", "cut.txt", "good.txt", "none.txt"}
    with pytest.warns(CorpusWarning):
        assert len(nl.load_corpus(tmp_path).problems) == 4


def test_the_home_of_nobody_is_told(tmp_path):
    for call in (nl.load_corpus, nl.write_manifest):
        with pytest.raises(FileNotFoundError, match="no home folder of that name; give the whole path"):
            call("~nobody-of-this-name/texts")


def test_truth_is_no_id(tmp_path):
    (tmp_path / "c.jsonl").write_text('{"id": true, "text": "Sun."}\n{"id": 5, "text": "Fog."}\n')
    assert load(tmp_path / "c.jsonl")[0] == {"5": "Fog."}


def test_a_checksum_may_be_in_capitals(tmp_path):
    folder(tmp_path, "file,sha256\n")
    nl.write_manifest(tmp_path)
    manifest = tmp_path / "manifest.csv"
    header, *lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join([header, *(line.upper().replace(".TXT", ".txt") for line in lines)]))
    assert list(load(tmp_path)[0]) == ["a", "b"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [(b"a.txt,X\na.txt,Y\n", "line 3: lists a.txt again; delete"),
     (b"c.txt,X\nc.txt,Y\n", "line 3: lists c.txt again"),
     (b"a.txt,X\n,Y\n", "line 3: names no file; write"),
     ("a.txt,Dvořák řekl víc\n".encode("cp1250"), "guess; .*save it"),
     ("a.txt,“X”".encode() + b"\x97\n", "0x97 .*save it")],
)  # fmt: skip
def test_a_manifest_that_is_not_certain_is_not_renewed(tmp_path, rows, message):
    folder(tmp_path, b"file,outlet\n" + rows)
    with pytest.raises(CorpusError, match=rf"manifest\.csv.*{message}.*Nothing was changed"):
        nl.write_manifest(tmp_path)
    assert (tmp_path / "manifest.csv").read_bytes() == b"file,outlet\n" + rows


def test_a_row_of_a_manifest_without_a_file_is_told(tmp_path):
    folder(tmp_path, "file,outlet\n,X\na.txt,Y\nb.txt,Z\n")
    assert load(tmp_path)[1] == {
        "manifest.csv, line 2": "names no file; write the name of the file, or delete the line"}  # fmt: skip


def test_a_bare_carriage_return_in_a_manifest_makes_no_row_in_other_programs(tmp_path):
    folder(tmp_path, 'file,note\na.txt,"One.\rTwo."\n')
    table = pd.read_csv(nl.write_manifest(tmp_path), keep_default_na=False)
    assert table["file"].tolist() == ["a.txt", "b.txt"]
    assert nl.load_corpus(tmp_path)["a"].meta["note"] == "One.\rTwo."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_span_table_in_utf_16_without_a_mark_is_told_to_be_no_utf_8(tmp_path, encoding):
    (tmp_path / "s.csv").write_bytes(f"{HEAD}\n{ROW}\n".encode(encoding))
    with pytest.raises(SpanError, match=r"s\.csv: is not UTF-8; .*save it as UTF-8"):
        nl.load_spans(tmp_path / "s.csv", CORPUS)


@pytest.mark.parametrize("digits", ["٠ ١٢", "0 １２"])
def test_offsets_in_digits_of_another_script_are_told(tmp_path, digits):
    table = brat(tmp_path, f"T1\tsource {digits}\tThe minister\nT2\tcue 13 17\tsaid\n".encode())
    assert table["text"].tolist() == ["said"] and "not understood" in table.attrs["problems"][0][1]


def test_every_refusal_of_a_span_says_what_to_do():
    record = {"article": "a", "start": 0, "end": 7, "label": "x"}
    table = nl.make_spans(CORPUS, [record])
    for wrong in (
        table.assign(article="z"),
        table.assign(end=999),
        table.assign(text="No"),
        table.drop(columns="text"),
    ):
        with pytest.raises(SpanError, match=r"; (correct the row, or load the corpus|.*let make_spans or load_spans)"):
            nl.check(wrong, CORPUS)


def test_an_id_of_an_actor_that_is_a_number_is_named_with_its_line(tmp_path):
    (tmp_path / "l.yml").write_text("actors:\n  a: {title: A, side: s, aliases: [Anna]}\n  7: {title: B}\n")
    with pytest.raises(ActorError, match=r"l\.yml, line 3: actors\.7"):
        load_actors(tmp_path / "l.yml")
    (tmp_path / "l.yml").write_text("actors:\n  a: {title: A, aliases: [Anna]}\n")
    with pytest.raises(ActorError, match=r"l\.yml, line 2: actors\.a\.side: is missing; write it"):
        load_actors(tmp_path / "l.yml")
