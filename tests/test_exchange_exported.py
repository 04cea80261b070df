"""What the tools exported after somebody had coded a text of ours in the browser, as they exported it.

The text was written for this, coded with the codebook "attribution" in Label Studio 1.23.2, Doccano 1.8.4 and brat 1.3.
"""

import json
import warnings

import pytest

import newsloupe as nl
from newsloupe import exchange

TEXT = "“Rain 😀 fell,” said the mayor.\nShe added: “Soon 👨‍👩‍👧.” Nobody spoke later.\n"
CORPUS = nl.Corpus.from_texts({"rain": TEXT})
MARKED = [
    ["“Rain 😀 fell,”", "content", "g1"],
    ["said", "cue", "g1"],
    ["the mayor", "source", "g1"],
    ["👨‍👩‍👧", "content", ""],
    ["later", "cue", ""],
]
OVER_A_LINE_END = ["mayor.\nShe added", "content", ""]

# Line breaks between the parts are ours.
LABEL_STUDIO = r"""
[{"id":22,"annotations":[{"id":17,"completed_by":1,"result":[
{"value":{"start":0,"end":14,"text":"“Rain 😀 fell,”","labels":["content"]},"id":"NwfBpoy0G9",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"value":{"start":15,"end":19,"text":"said","labels":["cue"]},"id":"M5SY7xUyDW",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"value":{"start":20,"end":29,"text":"the mayor","labels":["source"]},"id":"s0chVHH4FC",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"value":{"start":69,"end":74,"text":"later","labels":["cue"]},"meta":{"text":["not sure 😀"]},"id":"VxPRqCYtxU",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"value":{"start":48,"end":53,"text":"👨‍👩‍👧","labels":["content"]},"id":"qgNj74Ut54",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"value":{"start":24,"end":40,"text":"mayor.\\nShe added","labels":["content"]},"id":"ttN-tgny1i",
"from_name":"attribution","to_name":"article_text","type":"labels","origin":"manual"},
{"from_id":"M5SY7xUyDW","to_id":"s0chVHH4FC","type":"relation","direction":"right"},
{"from_id":"M5SY7xUyDW","to_id":"NwfBpoy0G9","type":"relation","direction":"right"}],
"was_cancelled":false,"ground_truth":false,"created_at":"2026-11-27T09:29:37.327218Z",
"updated_at":"2026-11-27T09:29:37.327250Z","draft_created_at":"2026-11-27T09:29:28.347239Z",
"lead_time":18.117,"prediction":{},"result_count":7,"unique_id":"c36a7839-d35f-4fc1-b0bc-df747288e4e9",
"import_id":null,"last_action":null,"bulk_created":false,
"task":22,"project":7,"updated_by":1,"parent_prediction":null,"parent_annotation":null,"last_created_by":null}],
"drafts":[],"predictions":[],"data":{"article":"rain",
"text":"“Rain 😀 fell,” said the mayor.\nShe added: “Soon 👨‍👩‍👧.” Nobody spoke later.\n"},"meta":{},
"created_at":"2026-11-27T09:29:10.373911Z","updated_at":"2026-11-27T09:29:37.367316Z","allow_skip":true,
"inner_id":1,"total_annotations":1,"cancelled_annotations":0,"total_predictions":0,
"comment_count":0,"unresolved_comment_count":0,"last_comment_updated_at":null,
"project":7,"updated_by":1,"comment_authors":[]}]
"""

DOCCANO = {
    "utf-16": r"""{"id":41,"text":"“Rain 😀 fell,” said the mayor.\nShe added: “Soon 👨‍👩‍👧.” Nobody spoke later.\n",
"article":"rain","units":"utf-16","entities":[{"id":900,"label":"content","start_offset":0,"end_offset":15},
{"id":901,"label":"cue","start_offset":16,"end_offset":20},{"id":902,"label":"source","start_offset":21,"end_offset":30},
{"id":903,"label":"cue","start_offset":73,"end_offset":78},{"id":904,"label":"content","start_offset":49,"end_offset":57}],
"relations":[{"id":599,"from_id":901,"to_id":902,"type":"source"},{"id":600,"from_id":901,"to_id":900,"type":"content"}],
"Comments":[]}""",
    "graphemes": r"""{"id":42,"text":"“Rain 😀 fell,” said the mayor.\nShe added: “Soon 👨‍👩‍👧.” Nobody spoke later.\n",
"article":"rain","units":"graphemes","entities":[{"id":905,"label":"content","start_offset":0,"end_offset":14},
{"id":906,"label":"cue","start_offset":15,"end_offset":19},{"id":907,"label":"source","start_offset":20,"end_offset":29},
{"id":908,"label":"cue","start_offset":65,"end_offset":70},{"id":909,"label":"content","start_offset":48,"end_offset":49}],
"relations":[{"id":601,"from_id":906,"to_id":907,"type":"source"},{"id":602,"from_id":906,"to_id":905,"type":"content"}],
"Comments":[]}""",
}

BRAT = """\
T1\tcontent 0 14\t“Rain 😀 fell,”
T2\tcue 15 19\tsaid
T3\tsource 20 29\tthe mayor
T4\tcue 69 74\tlater
#1\tAnnotatorNotes T4\tnot sure 😀
T5\tcontent 48 53\t👨‍👩‍👧
T6\tcontent 24 30;31 40\tmayor. She added
R1\tsource Arg1:T2 Arg2:T3\t
R2\tcontent Arg1:T2 Arg2:T1\t
"""


def quoted(table, *columns):
    return table[["text", "label", "group", *columns]].values.tolist()


def silently(read, *arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read(*arguments, **options)


def test_what_label_studio_exported(tmp_path):
    (tmp_path / "project-7.json").write_text(LABEL_STUDIO, encoding="utf-8")
    table = silently(exchange.from_label_studio, tmp_path, CORPUS)
    assert sorted(quoted(table)) == sorted([*MARKED, OVER_A_LINE_END])
    assert dict(zip(table["text"], table["note"], strict=True)) == dict.fromkeys(table["text"], "") | {
        "later": "not sure 😀"
    }
    assert set(table["layer"]) == {"attribution"} and set(table["coder"]) == {"1"}


def test_a_note_is_where_label_studio_shows_it_and_a_draft_is_told(tmp_path):
    rows = [{"article": "rain", "start": 15, "end": 19, "label": "cue", "note": "a / b"}]
    exchange.to_label_studio(nl.make_spans(CORPUS, rows), CORPUS, tmp_path)
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert tasks[0]["annotations"][0]["result"][0]["meta"] == {"coder": "machine", "text": ["a / b"]}
    assert silently(exchange.from_label_studio, tmp_path, CORPUS)["note"].tolist() == ["a / b"]
    tasks[0]["drafts"] = [{"id": 5, "user": "lee@example.org", "result": [], "annotation": None}]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    with pytest.warns(exchange.ExchangeWarning, match=r"a draft of lee@example\.org was not submitted; press Submit"):
        exchange.from_label_studio(tmp_path, CORPUS)


@pytest.mark.parametrize("units", DOCCANO)
def test_what_doccano_exported_says_its_units_because_we_did(units, tmp_path):
    line = DOCCANO[units].replace("\n", "")
    (tmp_path / "kim.jsonl").write_text(line + "\n", encoding="utf-8")
    table = silently(exchange.from_doccano, tmp_path, CORPUS)
    assert sorted(quoted(table, "coder")) == sorted([*row, "kim"] for row in MARKED)
    other = next(name for name in DOCCANO if name != units)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", exchange.ExchangeWarning)
        assert quoted(exchange.from_doccano(tmp_path, CORPUS, units=other)) != quoted(table)


def test_relations_that_doccano_only_handed_through_are_not_missed_and_comments_are_told(tmp_path):
    line = r"""{"id":37,"text":"“Rain 😀 fell,” said the mayor.\nShe added: “Soon 👨‍👩‍👧.” Nobody spoke later.\n",
"article":"rain","label":[[16,20,"cue"]],"relations":[{"id":7,"from_id":2,"to_id":0,"type":"source"}],"Comments":["hm"]}"""
    (tmp_path / "all.jsonl").write_text(line.replace("\n", ""), encoding="utf-8")
    with pytest.warns(exchange.ExchangeWarning) as caught:
        table = exchange.from_doccano(tmp_path, CORPUS)
    assert quoted(table) == [["said", "cue", ""]]
    assert table.attrs["problems"] == [
        ["all.jsonl, line 1", "has a comment on the whole text: hm", "a span table has no place for it"]
    ]
    assert len(caught) == 1


def test_what_brat_saved(tmp_path):
    exchange.to_brat(nl.make_spans(CORPUS, []), CORPUS, tmp_path, codebook="attribution")
    (tmp_path / "rain.ann").write_bytes(BRAT.encode())
    table = silently(exchange.from_brat, tmp_path, CORPUS)
    assert sorted(quoted(table)) == sorted([*MARKED, OVER_A_LINE_END])
    assert table.loc[table["text"] == "later", "note"].tolist() == ["not sure 😀"]


def test_links_of_an_attribution_can_be_drawn_in_a_text_that_nobody_coded(tmp_path):
    empty = nl.make_spans(CORPUS, [])
    for name in ("brat", "label_studio", "doccano"):
        for book in ("attribution", "stance"):
            getattr(exchange, f"to_{name}")(empty, CORPUS, tmp_path / name / book, codebook=book)
    files = {
        "brat/{}/annotation.conf": ["content\tArg1:<ENTITY>, Arg2:<ENTITY>", "source\tArg1:<ENTITY>, Arg2:<ENTITY>"],
        "label_studio/{}/config.xml": ['<Relation value="content"/>', '<Relation value="source"/>'],
        "doccano/{}/relation_types.json": ['"text": "content"', '"text": "source"'],
    }
    for file, expected in files.items():
        lines = (tmp_path / file.format("attribution")).read_text(encoding="utf-8")
        assert all(line in lines for line in expected)
        assert not any(line in (tmp_path / file.format("stance")).read_text(encoding="utf-8") for line in expected)
    types = json.loads((tmp_path / "doccano/attribution/relation_types.json").read_text(encoding="utf-8"))
    assert [one["text"] for one in types] == ["content", "source"]


def test_inception_leaves_a_layer_out_of_a_text_in_which_nobody_used_it(tmp_path):
    corpus = nl.Corpus.from_texts({"rain": TEXT, "dry": "Nothing said."})
    rows = [{"article": "rain", "start": 15, "end": 19, "label": "cue", "coder": "kim"}]
    exchange.to_inception(nl.make_spans(corpus, rows), corpus, tmp_path)
    file = tmp_path / "kim" / "dry.json"
    cas = json.loads(file.read_text(encoding="utf-8"))
    cas["%TYPES"] = {}
    file.write_text(json.dumps(cas), encoding="utf-8")
    assert quoted(silently(exchange.from_inception, tmp_path, corpus)) == [["said", "cue", ""]]
    (tmp_path / "kim" / "rain.json").unlink()
    with pytest.raises(exchange.ExchangeError, match=r"dry\.json: has no layer webanno\.custom\.Code; if it was coded"):
        exchange.from_inception(tmp_path, corpus)
