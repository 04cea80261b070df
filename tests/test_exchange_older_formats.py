"""INCEpTION's XMI, WebAnno TSV 3, and CoNLL."""

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.exchange import ExchangeError, ExchangeWarning, from_inception, from_webanno, to_conll, to_inception

TEXT = "😀 Officials said so.\nIt may rain, perhaps."
CORPUS = nl.Corpus.from_texts({"a": TEXT})
ROWS = [("Officials", "source", "1"), ("said", "cue", "1"), ("may rain", "content", "")]
CODED = nl.make_spans(
    CORPUS,
    [{"article": "a", "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "label": label, "group": group}
     for words, label, group in ROWS], layer="attribution", coder="Ada",
)  # fmt: skip
COLUMNS = ["start", "end", "text", "label", "coder"]


def test_xmi_comes_back_and_without_its_types_says_so(tmp_path):
    pytest.importorskip("cassis")
    path = to_inception(CODED, CORPUS, tmp_path / "export", xmi=True)
    back = from_inception(path, CORPUS)
    assert back[[*COLUMNS, "group"]].values.tolist() == CODED[[*COLUMNS, "group"]].values.tolist()
    (path / "typesystem.xml").rename(path / "Ada" / "TypeSystem.xml")
    assert len(from_inception(path, CORPUS)) == 3
    (path / "Ada" / "TypeSystem.xml").unlink()
    with pytest.raises(ExchangeError, match=r"has no TypeSystem\.xml beside it; unpack the whole export"):
        from_inception(path, CORPUS)
    (path / "Ada" / "a.xmi").rename(path / "Ada" / "a.json")
    with pytest.raises(ExchangeError, match=r"is not valid JSON but XML .* give it the ending \.xmi"):
        from_inception(path, CORPUS)


def utf16(words, after=0):
    start = len(TEXT[: TEXT.index(words, after)].encode("utf-16-le")) // 2
    return f"{start}-{start + len(words)}"


HEAD = "#FORMAT=WebAnno TSV 3.3\n"
LINES = [
    "#Text=😀 Officials said so.",
    "1-1\t0-2\t😀\t_\t_\t_\t_",
    f"1-2\t{utf16('Officials')}\tOfficials\tsource\tno\t_\t_",
    f"1-3\t{utf16('said')}\tsaid\tcue[2]|hedge\t_|*\t_\t_",
    f"1-4\t{utf16('so')}\tso\tcue[2]\t_\t_\t_",
    "",
    "#Text=It may rain, perhaps.",
    f"2-1\t{utf16('It')}\tIt\t_\t_\t_\t_",
    f"2-2\t{utf16('may')}\tmay\tcontent[3]\tyes\\|no[3]\t_\t_",
    f"2-3\t{utf16('rain')}\train\tcontent[3]\tyes\\|no[3]\t_\t_",
    f"2-3.1\t{utf16('ain')}\tain\tpart\t_\t_\t_",
    f"2-4\t{utf16('perhaps')}\tperhaps\t_\t_\tgood\t_",
]
WANTED = [["Officials", "source"], ["said so", "cue"], ["said", "hedge"], ["may rain", "content"], ["ain", "part"]]


def tsv(path, *lines, types=("#T_SP=custom.Code|label|traceable", "#T_SP=custom.Tone|tone", "#T_RL=custom.Link|role")):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((HEAD + "\n".join([*types, "", "", *lines]) + "\n").encode())
    return path


def test_webanno_tsv_with_spans_of_several_tokens_and_parts_of_tokens(tmp_path):
    tsv(tmp_path / "a.txt" / "Ada.tsv", *LINES)
    tsv(tmp_path / "a.txt" / "INITIAL_CAS.tsv", *LINES)
    with pytest.warns(ExchangeWarning, match=r"the layer custom\.Link is no layer of spans"):
        found = from_webanno(tmp_path, CORPUS, layer="attribution", read="attribution")
    marks = found[found["layer"] == "attribution"]
    assert sorted(marks[["text", "label"]].values.tolist()) == sorted(WANTED) and set(found["coder"]) == {"Ada"}
    assert marks.set_index("text")["traceable"].to_dict() == {
        "Officials": "no", "said so": "", "said": "", "may rain": "yes|no", "ain": ""
    }  # fmt: skip
    assert len(found.attrs["problems"]) == 1
    assert found.loc[found["layer"] == "read", "text"].tolist() == [TEXT]
    with pytest.warns(ExchangeWarning):
        tones = from_webanno(tmp_path, CORPUS, span_type="custom.Tone")
    assert tones[["text", "label"]].values.tolist() == [["perhaps", "good"]]


@pytest.mark.parametrize(
    ("lines", "further", "message"),
    [
        (LINES[:5], {}, "was made for another version of article a"),
        ([line.replace("said", "told") for line in LINES], {}, "another version"),
        (LINES, {"span_type": "no.Such"}, r"no layer of spans no\.Such; choose one of these: custom\.Code"),
        (LINES, {"feature": "lable"}, "no feature lable in the layer"),
    ],
)
def test_webanno_tsv_that_does_not_fit_says_why(lines, further, message, tmp_path):
    tsv(tmp_path / "a.tsv", *lines)
    with pytest.raises(ExchangeError, match=message):
        from_webanno(tmp_path, CORPUS, **further)


def test_another_table_is_no_webanno_tsv(tmp_path):
    (tmp_path / "a.tsv").write_text("a\tb\n")
    with pytest.raises(ExchangeError, match="is no WebAnno TSV 3; export again"):
        from_webanno(tmp_path, CORPUS)


def test_conll_has_a_tag_for_each_word_and_an_empty_line_between_sentences(tmp_path):
    more = nl.find_words(CORPUS, "rain").assign(coder="Ada")  # inside of a longer one
    path = to_conll(pd.concat([more, CODED]), CORPUS, tmp_path)
    lines = [line.split("\t") for line in (path / "Ada" / "a.conll").read_text(encoding="utf-8").splitlines()]
    assert [line[-1] for line in lines] == [
        "B-source", "B-cue", "O", "", "O", "B-content", "I-content", "O"
    ]  # fmt: skip
    assert all(TEXT[int(start) : int(end)] == word for word, start, end, _ in (line for line in lines if line != [""]))
    only = to_conll(CODED, CORPUS, tmp_path / "cues", label="cue") / "Ada" / "a.conll"
    assert only.read_text(encoding="utf-8").count("B-") == 1
