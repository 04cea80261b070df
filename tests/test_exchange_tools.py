"""Files as the tools themselves write them, not only our own; what our files hold for the tools; the coding sheet."""

import json
import sys
import warnings
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

import newsloupe as nl
from newsloupe import exchange

TEXT = "Acme, the firm,\nsued Zürich 😀 today.\nNobody answered."
CORPUS = nl.Corpus.from_texts({"news": TEXT, "other": "Rain fell on Bern."})


def quoted(table, *columns):
    return table[["text", *columns]].values.tolist()


# brat

ANN = """\
T1\tOrganization 0 4\tAcme
T2\tSuing 16 20\tsued
T3\tLocation 21 27\tZürich
T4\tOrganization 6 14;37 43\tthe firm Nobody
T5\tPassage 6 15;16 20\tthe firm, sued
E1\tSuing:T2 Plaintiff:T1 Place2:T3
R1\tSame Arg1:T1 Arg2:T4\t
A1\tNegation E1
M1\tSure T3 high
#1\tAnnotatorNotes T1\tis this the firm?
#2\tAnnotatorNotes T1\tyes
*\tEquiv T1 T4
N1\tReference T3 Wikipedia:40334\tZürich
T6\tPerson 21 27\tGeneva
T7\tPerson 90 99\tnobody
T1\tAgain 0 4\tAcme
R2\tSame Arg1:T1 Arg2:T99
A2\trule T1
hello
"""


@pytest.fixture
def brat(tmp_path):
    (tmp_path / "kim").mkdir()
    (tmp_path / "annotation.conf").write_text("[entities]\nPerson\n[relations]\n[events]\n[attributes]\n")
    (tmp_path / "kim" / "news.txt").write_bytes(TEXT.encode())
    (tmp_path / "kim" / "news.ann").write_bytes(ANN.encode())
    return tmp_path


def test_brat_s_lines_are_read_and_what_has_no_place_is_reported(brat):
    with pytest.warns(exchange.ExchangeWarning) as caught:
        table = exchange.from_brat(brat, CORPUS, layer="events", coder="nobody")
    assert quoted(table, "label", "group", "role", "Negation", "Sure", "note") == [
        ["Acme", "Organization", "g1", "Plaintiff", "", "", "is this the firm? / yes"],
        ["the firm,\nsued", "Passage", "", "", "", "", ""],
        ["the firm", "Organization", "g1", "Same", "", "", ""],
        ["sued", "Suing", "g1", "", "yes", "", ""],
        ["Zürich", "Location", "g1", "Place", "", "high", ""],
        ["Nobody", "Organization", "g1", "", "", "", ""],
    ]
    assert set(table["coder"]) == {"kim"} and set(table["layer"]) == {"events"}
    message = str(caught[0].message)
    for told in (
        "kim/news.ann, line 12: is an equivalence",
        "line 13: links to a data base",
        "line 14: T6 says 'Geneva', the text has 'Zürich'; mark the span again",
        "line 15: 90 to 99 is no span of the text, which has 53 characters",
        "line 16: the name T1 is used twice",
        "line 17: there is no T99",
        "line 18: an attribute cannot be called 'rule'",
        "line 19: is not understood",
    ):
        assert told in message


def test_an_ann_file_without_its_text_must_fit_in_every_span(brat):
    (brat / "kim" / "news.txt").unlink()
    with pytest.raises(exchange.ExchangeError, match="another version of article news: T6 says 'Geneva'"):
        exchange.from_brat(brat, CORPUS)
    (brat / "kim" / "news.ann").write_text("T1\tOrganization 0 4\tAcme\r\n", encoding="utf-8", newline="")
    assert quoted(exchange.from_brat(brat / "kim" / "news.ann", CORPUS, coder="kim"), "coder") == [["Acme", "kim"]]
    (brat / "kim" / "news.ann").rename(brat / "kim" / "lost.ann")
    with pytest.raises(exchange.ExchangeError, match=r"has no lost\.txt beside it"):
        exchange.from_brat(brat, CORPUS)


def test_brat_gets_fragments_notes_and_a_configuration(tmp_path):
    row = {"article": "news", "start": 6, "end": 20, "label": "bad news!", "group": "a1", "coder": "kim", "layer": "x"}
    table = nl.make_spans(CORPUS, [row, row | {"start": 0, "end": 4, "label": "cue"}])
    exchange.to_brat(table, CORPUS, tmp_path, codebook="stance")
    assert (tmp_path / "kim" / "news.ann").read_text(encoding="utf-8") == (
        "T1\tcue 0 4\tAcme\n"
        "T2\tbad_news_ 6 15;16 20\tthe firm, sued\n"
        "R1\tbad_news_ Arg1:T1 Arg2:T2\t\n"
        '#1\tAnnotatorNotes T1\t{"layer": "x", "group": "a1", "coder": "kim"}\n'
        '#2\tAnnotatorNotes T2\t{"layer": "x", "group": "a1", "coder": "kim", "label": "bad news!"}\n'
    )
    assert (tmp_path / "kim" / "other.ann").read_bytes() == b""
    assert (tmp_path / "kim" / "news.txt").read_bytes() == TEXT.encode()
    sections = (tmp_path / "annotation.conf").read_text(encoding="utf-8").split("\n")
    assert [line for line in sections if line.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]
    assert {"bad_news_", "hedge"} <= set(sections) and "bad_news_\tArg1:<ENTITY>, Arg2:<ENTITY>" in sections


def test_a_span_of_line_ends_only_is_refused_by_brat(tmp_path):
    table = nl.make_spans(CORPUS, [{"article": "news", "start": 15, "end": 16, "label": "x"}])
    with pytest.raises(exchange.ExchangeError, match=r"news\[15:16\] has nothing but line ends"):
        exchange.to_brat(table, CORPUS, tmp_path)
    assert not list(tmp_path.iterdir())


# Label Studio


def region(id_, start, end, label, text=None, **more):
    value = {"start": start, "end": end, "labels": label if isinstance(label, list) else [label]}
    value |= {} if text is None else {"text": text}
    return {
        "id": id_,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
    } | more


def export(*annotations, **more):
    return {"id": 7, "data": {"text": TEXT, "source": "wire"}, "annotations": list(annotations)} | more


def from_label_studio(tmp_path, *tasks, **options):
    (tmp_path / "project-1.json").write_text(json.dumps(tasks), encoding="utf-8")
    return exchange.from_label_studio(tmp_path / "project-1.json", CORPUS, **options)


def test_an_export_with_several_annotators_is_read(tmp_path):
    relation = {"from_id": "r1", "to_id": "r2", "type": "relation", "direction": "right", "labels": ["org:sues"]}
    first = {
        "id": 1,
        "completed_by": 3,
        "result": [region("r1", 0, 4, "ORG", "Acme"), region("r2", 21, 27, "LOC"), relation],
    }
    second = {
        "id": 2,
        "completed_by": {"id": 4, "email": "lee@example.org"},
        "result": [region("q", 0, 4, ["ORG", "NAME"])],
    }
    skipped = {"id": 3, "completed_by": 5, "was_cancelled": True, "result": [region("s", 0, 4, "ORG")]}
    guess = [{"model_version": "m", "result": [region("p", 0, 4, "GUESS")]}]
    table = from_label_studio(tmp_path, export(first, second, skipped, predictions=guess), layer="names")
    assert quoted(table, "label", "coder", "group", "role", "layer") == [
        ["Acme", "NAME", "lee@example.org", "", "", "names"],
        ["Acme", "ORG", "lee@example.org", "", "", "names"],
        ["Acme", "ORG", "3", "g1", "", "names"],
        ["Zürich", "LOC", "3", "g1", "org:sues", "names"],
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), [(30, 35), (31, 36)], ids=["code points", "UTF-16"])
def test_label_studio_s_old_and_new_offsets_after_an_emoji(start, end, tmp_path):
    results = [region("r1", 0, 4, "ORG", "Acme"), region("r2", start, end, "TIME", "today")]
    assert quoted(from_label_studio(tmp_path, export({"result": results})))[1] == ["today"]


def test_label_studio_may_write_line_ends_in_its_own_way(tmp_path):
    results = [region("r1", 6, 20, "X", "the firm,\\nsued"), region("r2", 6, 21, "X", "the firm,\\nsued")]
    assert quoted(from_label_studio(tmp_path, export({"result": results}))) == [
        ["the firm,\nsued "],
        ["the firm,\nsued"],
    ]


def test_what_label_studio_has_beside_labelled_text_is_reported(tmp_path):
    choice = {"id": "c", "type": "choices", "from_name": "frame", "to_name": "text", "value": {"choices": ["war"]}}
    html = region("h", "/div[1]/text()[1]", "/div[1]/text()[1]", "ORG")
    loose = {"type": "relation", "from_id": "r1", "to_id": "gone", "direction": "right"}
    results = [region("r1", 0, 4, "ORG", "Acme"), region("w", 21, 27, "LOC", "Geneva"), choice, html, loose]
    with pytest.warns(exchange.ExchangeWarning) as caught:
        table = from_label_studio(tmp_path, export({"result": results}))
    assert quoted(table, "layer", "coder") == [["Acme", "", ""]]
    for told in ("task 7, region w: says 'Geneva', the text has 'Zürich'", "region c: a result of type 'choices'",
                 "region h: offsets are places in HTML", "task 7: a relation has an end"):  # fmt: skip
        assert told in str(caught[0].message)


def test_json_min_is_named(tmp_path):
    with pytest.raises(exchange.ExchangeError, match="JSON-MIN"):
        from_label_studio(tmp_path, {"id": 1, "text": TEXT, "label": [{"start": 0, "end": 4, "labels": ["ORG"]}]})


def test_label_studio_gets_a_configuration_that_is_xml_whatever_the_labels(tmp_path):
    label = "<b> & \"'\u0301\n\t]]>"
    table = nl.make_spans(CORPUS, [{"article": "news", "start": 0, "end": 4, "label": label, "layer": "a&b"}])
    exchange.to_label_studio(table, CORPUS, tmp_path, codebook="stance")
    view = ElementTree.parse(tmp_path / "config.xml").getroot()
    controls = {element.get("name"): element for element in view.iter("Labels")}
    assert set(controls) == {"a&b", "rhetoric"} and [e.get("value") for e in controls["a&b"]] == [label]
    assert {e.get("value") for e in controls["rhetoric"]} == set(nl.load_codebook("stance").labels)
    assert all(e.get("hint") for e in controls["rhetoric"])
    task = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))[0]
    result = task["annotations"][0]["result"][0]
    assert result["from_name"] in controls and result["to_name"] == view.find("Text").get("name")
    assert view.find("Text").get("value") == "$text" and task["data"]["text"] == TEXT
    with pytest.raises(exchange.ExchangeError, match="XML cannot hold"):
        exchange.to_label_studio(table.assign(label="a\x00"), CORPUS, tmp_path)


# Doccano


def from_doccano(path, *lines, **options):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return exchange.from_doccano(path, CORPUS, **options)


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1, "text": TEXT, "label": [[0, 4, "ORG"], [31, 36, "TIME"]], "Comments": []},
        {"id": 1, "data": "x", "text": TEXT, "labels": [[31, 36, "TIME"], [0, 4, "ORG"]]},
        {"id": 1, "text": TEXT, "relations": [], "meta": {}, "Comments": [],
         "entities": [{"id": 5, "label": "ORG", "start_offset": 0, "end_offset": 4},
                      {"id": 6, "label": "TIME", "start_offset": 31, "end_offset": 36}]},
    ],
    ids=["label", "labels", "entities"],
)  # fmt: skip
def test_every_form_of_a_doccano_line_is_read(line, tmp_path):
    table = from_doccano(tmp_path / "all.jsonl", line, coder="kim", layer="names")
    assert quoted(table, "label", "coder", "layer") == [
        ["Acme", "ORG", "kim", "names"],
        ["today", "TIME", "kim", "names"],
    ]


def test_doccano_s_users_are_the_names_of_files_and_relations_are_groups(tmp_path):
    entities = [{"id": 5, "label": "ORG", "start_offset": 0, "end_offset": 4},
                {"id": 9, "label": "LOC", "start_offset": 21, "end_offset": 27}]  # fmt: skip
    relations = [{"id": 1, "from_id": 5, "to_id": 9, "type": "sues"}]
    from_doccano(tmp_path / "lee.jsonl", {"text": TEXT, "entities": entities, "relations": relations})
    table = exchange.from_doccano(tmp_path, CORPUS)
    assert quoted(table, "coder", "group", "role") == [["Acme", "lee", "g1", ""], ["Zürich", "lee", "g1", "sues"]]


@pytest.mark.parametrize(
    ("units", "offsets"), [("graphemes", [30, 35]), ("code points", [30, 35]), ("utf-16", [31, 36])]
)
def test_doccano_s_units_have_to_be_said(units, offsets, tmp_path):
    line = {"text": TEXT, "label": [[*offsets, "TIME"]]}
    assert quoted(from_doccano(tmp_path / "all.jsonl", line, units=units)) == [["today"]]


def test_what_doccano_has_wrong_is_reported_by_line(tmp_path):
    good = {"text": CORPUS["other"].text, "label": [[0, 4, "WEATHER"]]}
    bad = {
        "text": TEXT,
        "label": [[0, 4, "ORG"], [29, 36, "HALF"], [0, 400, "LONG"], "ORG"],
        "entities": [],
        "relations": [{"from_id": 1}],
    }
    with pytest.warns(exchange.ExchangeWarning) as caught:
        table = from_doccano(tmp_path / "all.jsonl", good, bad, {"text": TEXT}, {"text": TEXT, "annotations": []})
    assert quoted(table) == [["Acme"], ["Rain"]]
    for told in (
        "line 2: 29 to 36 is no span of the text in utf-16; check `units`",
        "line 2: 0 to 400",
        "line 2: ORG is no",
        "line 2: a relation has an end",
        "line 3: has no label and no entities",
        "line 4: has no",
    ):
        assert told in str(caught[0].message)


def test_doccano_gets_types_and_numbers_that_do_not_repeat(tmp_path):
    rows = [{"article": name, "start": 0, "end": 4, "label": label, "group": "g", "coder": coder}
            for name in CORPUS.ids for label in ("cue", "source") for coder in ("kim", "lee")]  # fmt: skip
    exchange.to_doccano(nl.make_spans(CORPUS, rows), CORPUS, tmp_path, codebook="stance", units="graphemes")
    files = [(tmp_path / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("kim", "lee")]
    lines = [json.loads(line) for file in files for line in file.split("\n") if line]
    numbers = [item["id"] for line in lines for item in line["entities"] + line["relations"]]
    assert len(numbers) == len(set(numbers)) == 12
    types = json.loads((tmp_path / "span_types.json").read_text(encoding="utf-8"))
    assert {"cue", "source", "hedge"} <= {one["text"] for one in types}
    assert [one["text"] for one in json.loads((tmp_path / "relation_types.json").read_text())] == ["source"]


def test_a_span_inside_a_grapheme_is_refused_where_graphemes_count(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "e\u0301x"})
    table = nl.make_spans(corpus, [{"article": "a", "start": 1, "end": 3, "label": "x"}])
    with pytest.raises(exchange.ExchangeError, match="inside a grapheme cluster"):
        exchange.to_doccano(table, corpus, tmp_path, units="graphemes")
    assert quoted(exchange.from_doccano(exchange.to_doccano(table, corpus, tmp_path), corpus)) == [["\u0301x"]]


# INCEpTION

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CUSTOM, RELATION, DEPENDENCY = "webanno.custom.Frame", "webanno.custom.Because", "webanno.custom.Dependency"


def feature(name, range_="uima.cas.String"):
    return {name: {"%NAME": name, "%RANGE": range_}}


def inception_export(folder, text=TEXT):
    """A CAS as INCEpTION exports it: a folder for the document, a file for each person."""

    def layer(name, **features):
        return {name: {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation"} | features}

    types = layer(NER, **feature("value"), **feature("identifier")) | layer(
        CUSTOM, **feature("frame"), **feature("sure", "uima.cas.Boolean")
    )
    types |= layer(DEPENDENCY, **feature("Governor", NER), **feature("Dependent", NER))
    types |= layer(RELATION, **feature("Governor", CUSTOM), **feature("Dependent", CUSTOM), **feature("kind"))
    structures = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text},
        {"%ID": 2, "%TYPE": NER, "@sofa": 1, "begin": 0, "end": 4, "value": "ORG", "identifier": "Q1"},
        {"%ID": 3, "%TYPE": NER, "@sofa": 1, "begin": 21, "end": 27},
        {"%ID": 4, "%TYPE": CUSTOM, "@sofa": 1, "begin": 31, "end": 36, "frame": "conflict", "sure": True},
        {"%ID": 5, "%TYPE": CUSTOM, "@sofa": 1, "begin": 16, "end": 20, "frame": "law"},
        {"%ID": 6, "%TYPE": RELATION, "@sofa": 1, "begin": 16, "end": 20, "@Governor": 4, "@Dependent": 5}
        | {"kind": "since"},
        {"%ID": 7, "%TYPE": DEPENDENCY, "@sofa": 1, "begin": 0, "end": 4, "@Governor": 2, "@Dependent": 2},
    ]  # fmt: skip
    cas = {"%TYPES": types, "%FEATURE_STRUCTURES": structures,
           "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5, 6, 7]}}}  # fmt: skip
    for name in ("kim", "INITIAL_CAS"):
        file = folder / "annotation" / "news.txt" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(cas), encoding="utf-8")
    return folder


def test_a_custom_layer_of_inception_with_relations(tmp_path):
    folder = inception_export(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = exchange.from_inception(folder, CORPUS, layer="framing", span_type=CUSTOM, feature="frame")
    assert quoted(table, "label", "coder", "group", "role", "layer") == [
        ["sued", "law", "kim", "g1", "since", "framing"],
        ["today", "conflict", "kim", "g1", "", "framing"],
    ]
    assert table["sure"].tolist()[1] is True


def test_the_named_entities_of_inception(tmp_path):
    with pytest.warns(exchange.ExchangeWarning, match=r"kim\.json, annotation 3: has no value"):
        table = exchange.from_inception(inception_export(tmp_path), CORPUS, span_type=NER, feature="value")
    assert quoted(table, "label", "identifier", "coder") == [["Acme", "ORG", "Q1", "kim"]]


def test_a_layer_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    with pytest.raises(
        exchange.ExchangeError, match=rf"choose one of its layers: .*{NER}, {RELATION}, {DEPENDENCY}, {CUSTOM}"
    ):
        exchange.from_inception(inception_export(tmp_path), CORPUS)


def test_other_json_is_no_cas(tmp_path):
    (tmp_path / "x.json").write_text("[1]")
    with pytest.raises(exchange.ExchangeError, match="UIMA CAS JSON"):
        exchange.from_inception(tmp_path, CORPUS)


def test_inception_gets_utf_16_offsets_and_its_layers(tmp_path):
    rows = [{"article": "news", "start": 30, "end": 35, "label": "TIME", "weight": 0.5, "sure": True, "name": "x"}]
    exchange.to_inception(nl.make_spans(CORPUS, rows, coder="kim"), CORPUS, tmp_path)
    cas = json.loads((tmp_path / "kim" / "news.json").read_text(encoding="utf-8"))
    span = next(one for one in cas["%FEATURE_STRUCTURES"] if one["%TYPE"] == "webanno.custom.Code")
    assert (span["begin"], span["end"], span["weight"], span["sure"]) == (31, 36, 0.5, True)
    assert exchange.from_inception(tmp_path, CORPUS).loc[0, "name"] == "x"
    described = ElementTree.parse(tmp_path / "typesystem.xml").getroot()
    names = [element.text for element in described.iter("{http://uima.apache.org/resourceSpecifier}name")]
    assert {"webanno.custom.Code", "webanno.custom.CodeLink", "label", "coder", "weight", "Governor"} <= set(names)
    with pytest.raises(exchange.ExchangeError, match="cannot be called 'my column'"):
        exchange.to_inception(nl.make_spans(CORPUS, [rows[0] | {"my column": "x"}]), CORPUS, tmp_path)


def test_without_cassis_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(ImportError, match=r'pip install "newsloupe\[coding\]"'):
        exchange.to_inception(nl.make_spans(CORPUS, []), CORPUS, tmp_path)
    with pytest.raises(ImportError, match=r'pip install "newsloupe\[coding\]"'):
        exchange.from_inception(tmp_path, CORPUS)


# Paper


class Page(HTMLParser):
    """What stands in a page: its tags with attributes, and its text."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_the_coding_sheet_has_codes_numbered_lines_and_a_table(tmp_path):
    corpus = nl.Corpus([
        nl.corpus.Article("a", "Short.\r\n\r\n" + "word " * 40 + "\n\nשלום", "The <title>", {"language": "en-GB"}),
        nl.corpus.Article("b", "<script>alert(1)</script>\x00 & so on"),
    ])  # fmt: skip
    book = nl.load_codebook("stance")
    source = exchange.coding_sheet(corpus, book, tmp_path / "sheet.html", rows=5).read_text(encoding="utf-8")
    page = Page(source)
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags and not any("src" in attrs or "href" in attrs for _, attrs in page.tags)
    assert ("html", {"lang": "en"}) in page.tags and tags.count("h1") == 1 and tags.count("main") == 1
    assert tags.count("article") == tags.count("table") == tags.count("caption") == tags.count("thead") == 2
    headers = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert headers.count("col") == 12 and headers.count("row") == 10 and tags.count("td") == 50
    numbers = [attrs["data-line"] for tag, attrs in page.tags if tag == "li" and "data-line" in attrs]
    assert numbers == ["1", "2", "3", "4", "5", "6", "1"]
    shown = "".join(page.text)
    assert "<script>alert(1)</script>� & so on" in shown and "The <title>" in shown
    for code in book.codes:
        for sentence in (code.definition, *code.code_when, *code.not_when, *code.examples, *code.near_misses):
            assert sentence.replace("*", "") in shown
    assert ("em", {}) in page.tags
    assert [attrs["lang"] for tag, attrs in page.tags if tag == "ol" and "lang" in attrs] == ["en-GB"]


def test_nothing_of_a_text_is_lost_on_paper(tmp_path):
    corpus = nl.load_corpus()
    page = Page(exchange.coding_sheet(corpus, "generic-frames", tmp_path / "sheet.html").read_text(encoding="utf-8"))
    shown = "".join("".join(page.text).split())
    for article in corpus:
        assert "".join(article.text.split()) in shown
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = exchange.coding_sheet(corpus, "generic-frames", tmp_path / "again.html").read_bytes()
    assert again == (tmp_path / "sheet.html").read_bytes()
