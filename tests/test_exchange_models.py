"""What a language model is asked, and what its answers become: typography may differ, words may not."""

import json
import socket
import warnings

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe.agreement import agreement
from newsloupe.codebook import codebook_checksum, coded_under
from newsloupe.exchange import ExchangeError, ExchangeWarning, from_langextract, from_model, to_prompt
from newsloupe.exchange.model_answers import marks_in
from newsloupe.exchange.quotes import Quotable
from newsloupe.text import words
from support import examples, one

TEXT = (
    "“We may – perhaps – win,” said Mayor O’Neill.\n\nThe bridge may close in May, the pro-Kyiv council said. "
    "“They can’t pay 1,500 euros… or 2.5 per cent,” it said. The bridge will not reopen."
)


@pytest.fixture
def files(tmp_path):
    """Writes answers, and reads them: spans and problems."""

    def read(*answers, corpus=None, requests=None, **options):
        path = tmp_path / "answers.jsonl"
        lines = [one if isinstance(one, dict) and "id" in one else {"id": "a", "answer": one} for one in answers]
        path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExchangeWarning)
            spans = from_model(path, corpus or one_article(), requests=requests, **options)
        return spans, [problem for _, problem, _ in spans.attrs["problems"]]

    return read


def one_article() -> nl.Corpus:
    return one(TEXT)


def marks(*quotes, label="hedge"):
    return {"marks": [{"quote": quote, "label": label, "reason": "because"} for quote in quotes]}


@pytest.mark.parametrize(
    ("quote", "found", "alignment"),
    [
        ("The bridge may close", "The bridge may close", "exact"),
        ("the BRIDGE  may\nclose", "The bridge may close", "folded"),
        ('"We may - perhaps - win,"', "“We may – perhaps – win,”", "folded"),
        ("'We may—perhaps—win'", "We may – perhaps – win", "folded"),
        ("said Mayor O'Neill", "said Mayor O’Neill", "folded"),
        ('"said Mayor"', "said Mayor", "folded"),
        ("They can't pay 1,500 euros... or", "They can’t pay 1,500 euros… or", "folded"),
        ("The bridge may close.", "The bridge may close", "folded"),
        ("We\u200b may\u00a0– perhaps", "We may – perhaps", "folded"),
        ("…bridge may close", "bridge may close", "gap"),
    ],
)
def test_typography_does_not_count(quote, found, alignment):
    place = Quotable(TEXT).places(quote)[0]
    assert [TEXT[start:end] for start, end in place.pieces] == [found]
    assert place.alignment == alignment


@pytest.mark.parametrize(
    "quote",
    [
        "The bridge might close",  # another word
        "The bridge close",  # one less
        "The bridge may soon close",  # one more
        "The may bridge close",  # another order
        "bridge ma",  # half a word
        "They can",  # of can’t
        "500 euros",  # of 1,500
        "5 per cent",  # of 2.5
        "The bridge will reopen",  # the opposite
        "Kyiv council",  # half of pro-Kyiv
        "O Neill",
        "",
        "…",
    ],
)
def test_a_changed_word_is_never_accepted(quote):
    assert Quotable(TEXT).places(quote) == []


def test_over_three_dots_the_pieces_stand_in_one_way_or_nowhere():
    said = Quotable("Rain fell in the north and in the south. It snowed. It rained.\n\nRain stopped.")
    pieces = said.places("Rain fell … the south")[0]
    assert pieces.alignment == "gap"
    assert [said.text[start:end] for start, end in pieces.pieces] == ["Rain fell", "the south"]
    assert said.places("Rain fell … in the") == []  # twice, and nobody knows which
    assert said.places("the south … It rained")  # over the end of a sentence
    assert said.places("snowed … Rain stopped") == []  # not over that of a paragraph
    assert said.places("the south … the north") == []  # not backwards
    kept = Quotable("We will … not go now.")
    assert kept.places("We will … go now") == []  # the writer's own dots, and a word less


ANY = st.text(st.characters(codec="utf-8"), max_size=80)
FOLDS = [
    ("“", '"'),
    ("”", "'"),
    ("’", "'"),
    ("–", "-"),
    (" – ", "—"),
    (" ", "  "),
    (" ", "\n"),
    (" ", "\u00a0"),
    ("…", "..."),
]


@st.composite
def passages(draw):
    """A text of words with typography between, and where a run of at least five of the words stands."""
    forms = draw(
        st.lists(
            st.sampled_from("alpha beta gamma delta omega Kappa it's 1,500 pro-x".split()), min_size=8, max_size=30
        )
    )
    text, places = "", []
    for form in forms:
        places.append((len(text), len(text) + len(form)))
        text += form + draw(st.sampled_from([" ", " ", " ", ", ", " – ", ". ", "” ", " “", "… "]))
    first = draw(st.integers(0, len(forms) - 6))
    last = draw(st.integers(first + 5, len(forms) - 1))
    return text, places, first, last


@given(passages(), st.lists(st.sampled_from(FOLDS), max_size=5), st.sampled_from([str, str.upper, str.lower]))
@examples(50)
def test_damage_of_typography_is_placed_where_it_stands(passage, folds, case):
    text, places, first, last = passage
    quote = text[places[first][0] : places[last][1]]
    damaged = quote
    for old, new in folds:
        damaged = damaged.replace(old, new)
    found = Quotable(text).places(case(damaged))
    forms = [text[start:end].lower() for start, end in places]
    wanted = forms[first : last + 1]
    assert places[first][0] in [place.pieces[0][0] for place in found]
    for place in found:  # wherever else it is placed, the same words stand there
        start, end = place.pieces[0][0], place.pieces[-1][1]
        assert [text[s:e].lower() for s, e in places if start <= s and e <= end] == wanted


@given(passages(), st.integers(1, 4), st.sampled_from(["changed", "dropped", "swapped"]))
@examples(50)
def test_damage_of_words_is_placed_nowhere(passage, number, kind):
    text, places, first, last = passage
    forms = [text[start:end] for start, end in places]
    said = forms[first : last + 1]
    old = list(said)
    if kind == "changed":
        said[number] = "zeta"
    elif kind == "dropped":
        del said[number]
    else:
        said[number - 1], said[number] = said[number], said[number - 1]
    lower = [form.lower() for form in said]
    stands = any([form.lower() for form in forms[at : at + len(said)]] == lower for at in range(len(forms)))
    if stands or lower == [form.lower() for form in old]:
        return
    quoted = text[places[first][0] : places[last][1]]
    rebuilt = quoted
    if kind == "changed":
        start, end = (place - places[first][0] for place in places[first + number])
        rebuilt = quoted[:start] + "zeta" + quoted[end:]
    for quote in (" ".join(said), rebuilt if rebuilt != quoted else " ".join(said)):
        assert Quotable(text).places(quote) == []


@given(ANY, ANY)
@examples(50)
def test_whatever_is_quoted_never_fails(text, quote):
    quotable = Quotable(text)
    for place in quotable.places(quote):
        for start, end in place.pieces:
            assert 0 <= start < end <= len(text)
    start, end, _ = quotable.nearest(quote)
    assert 0 <= start <= end <= len(text)


def test_repeated_quotations_take_successive_places(files):
    spans, problems = files(marks("may", "may", "may", "may"))
    found = spans[["start", "text", "alignment", "places"]].values.tolist()
    at = [TEXT.index("may"), TEXT.index("may close"), TEXT.index("May,")]
    assert [row[0] for row in found] == at
    assert {row[3] for row in found} == {3}
    assert problems == ["“may” is quoted more often than it stands there"]


def test_a_changed_word_stands_in_the_problems_with_the_nearest_passage(files):
    spans, problems = files(marks("perhaps", "The bridge might close in May"))
    assert spans["text"].tolist() == ["perhaps"]
    assert "does not stand in a; changed: “might” for “may”; the nearest passage is" in problems[0]
    assert "“The bridge may close in May, the pro-Kyiv council said.”" in problems[0]


@pytest.mark.parametrize(
    ("said", "count", "wrong"),
    [
        ('{"marks": [{"quote": "may", "label": "hedge"}]}', 1, ""),
        ('```json\n{"marks": [{"quote": "may", "label": "hedge"}]}\n```', 1, ""),
        ('Sure! Here you are:\n[{"quote": "may", "label": "hedge"}]\nAnything else?', 1, ""),
        ('{"quote": "may", "label": "hedge"}\n{"quote": "May", "label": "hedge"}', 2, ""),
        ('{"marks": [{"quote": "may", "label": "hedge"}, {"quote": "per', 1, "breaks off after 1 whole mark"),
        ('{"marks": [{"quote": "ma', 0, "breaks off before the first mark"),
        ('{"marks": []}', 0, ""),
        ("[]", 0, ""),
        ("I would rather not.", 0, "has no JSON"),
        ("", 0, "has no JSON"),
        ('{"marks": "none"}', 0, "has no JSON"),
        ("[" * 100_000, 0, "has no JSON"),
    ],
)
def test_answers_as_models_give_them(said, count, wrong):
    found, problem = marks_in(said)
    assert (len(found), problem) == (count, wrong)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | ANY,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["marks", "quote", "label", "cue", "content", "x"]), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
@examples(30)
def test_whatever_is_answered_never_fails(tmp_path_factory, said):
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    lines = [{"id": "a", "answer": said}, {"id": "a", "answer": json.dumps(said)}, {"id": "a", "answer": marks("may")}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExchangeWarning)
        nl.check(from_model(path, one_article(), codebook="stance"), one_article())


def test_no_answer_is_a_problem_and_nothing_found_is_an_answer(files):
    corpus = nl.Corpus.from_texts({"a": TEXT, "b": "Rain.", "c": "Snow."})
    spans, problems = files(
        marks("may"), {"id": "b", "answer": {"marks": []}}, {"id": "c", "answer": "No."}, corpus=corpus
    )
    assert spans.attrs["answered"] == ["a", "b"]
    assert problems == ["the answer has no JSON"]


def test_what_was_answered_is_read_and_by_which_codebook(files, tmp_path):
    corpus = nl.Corpus.from_texts({"a": "It may rain.", "b": "It snows.", "c": "It might hail."})
    requests = to_prompt("stance", corpus, tmp_path / "requests.jsonl")
    answers = [
        {"id": "a", "answer": marks("may"), "model": "m-1", "date": "2026-03-01"},
        {"id": "b", "answer": marks(), "model": "m-1", "date": "2026-03-01"},
        {"id": "c", "answer": "I cannot help with that.", "model": "m-1"},
    ]
    spans, _ = files(*answers, corpus=corpus, requests=requests, read=True)
    rows = spans[spans["layer"] == "read"]
    assert rows[["article", "coder", "coder_kind", "codebook", "checksum", "date"]].values.tolist() == [
        [name, "m-1", "model", "stance", codebook_checksum("stance"), "2026-03-01"] for name in "ab"
    ]
    assert spans.attrs["answered"] == ["a", "b"] and spans["prompt"].nunique() == 1
    assert coded_under(spans, "stance").values.tolist() == [["m-1", codebook_checksum("stance"), 1, "yes", ""]]
    people = nl.find_words(corpus, "may", "might").assign(label="hedge", layer="rhetoric", coder="Ada")
    row = agreement(people, spans, corpus=corpus).iloc[-1]
    assert (row["reference"], row["f1"]) == (1, 1.0)  # what was not answered is not missed
    plain, _ = files(*answers, corpus=corpus, requests=requests)
    pd.testing.assert_frame_equal(nl.spans.marked(spans)[plain.columns].reset_index(drop=True), plain)


def test_a_label_that_there_is_not_is_refused(files):
    spans, problems = files(
        marks("may") | {}, marks("perhaps", label="Booster"), marks("win", label="joy"), codebook="stance"
    )
    assert spans["label"].tolist() == ["hedge", "booster"] or sorted(spans["label"]) == ["booster", "hedge"]
    assert spans.attrs["labels_refused"] == [["a", "joy"]]
    assert "has the label 'joy'" in problems[0]


def test_an_attribution_is_placed_whole_or_not_at_all(files):
    said = {"source": "it", "cue": "said", "content": ["They can't pay 1,500 euros"], "reason": "it speaks"}
    spans, problems = files({"marks": [said, said | {"content": ["They cannot pay"]}]}, codebook="attribution")
    assert spans[["label", "text", "group"]].values.tolist() == [
        ["content", "They can’t pay 1,500 euros", "m1"],
        ["source", "it", "m1"],
        ["cue", "said", "m1"],
    ]
    assert spans["start"].tolist()[1] == TEXT.index("it said. The")  # beside the content, not the first of the text
    assert len(problems) == 1


def test_a_request_is_the_page_that_people_code_by(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)  # nothing is sent
    corpus = nl.Corpus.from_texts({"a": TEXT, "odd id/": "It may rain.", "empty": " "})
    path = to_prompt("stance", corpus, tmp_path / "requests.jsonl", unit="paragraph")
    requests = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [request["id"] for request in requests] == ["a-p1", "a-p2", "r3"]
    book = nl.load_codebook("stance")
    for code in book.codes:
        for line in (code.definition, *code.code_when, *code.not_when, *code.examples, *code.near_misses):
            assert line in requests[0]["system"]
    assert requests[0]["schema"]["properties"]["marks"]["items"]["properties"]["label"]["enum"] == book.labels
    assert requests[1]["prompt"].count("The bridge may close") == 1 and "O’Neill" not in requests[1]["prompt"]
    assert {request["codebook_checksum"] for request in requests} == {codebook_checksum("stance")}
    assert len({request["prompt_checksum"] for request in requests}) == 1
    with pytest.raises(ExchangeError, match="no unit"):
        to_prompt("stance", corpus, path, unit="word")


def test_requests_say_where_what_and_by_which_codebook(files, tmp_path):
    requests = to_prompt("stance", one_article(), tmp_path / "requests.jsonl", unit="paragraph", run="2")
    line = {"id": "a-p2", "answer": marks("may"), "model": "m-1", "date": "2026-11-29", "settings": {"temperature": 0}}
    spans, _ = files(line, requests=requests)
    row = spans.iloc[0]
    assert row["start"] == TEXT.index("may close")  # in its paragraph, not the first of the text
    assert (row["layer"], row["coder"], row["run"], row["date"]) == ("rhetoric", "m-1", "2", "2026-11-29")
    assert row["checksum"] == codebook_checksum("stance")
    assert json.loads(row["settings"]) == {"temperature": 0}
    assert row["prompt"] == json.loads(requests.read_text(encoding="utf-8").splitlines()[0])["prompt_checksum"]
    with pytest.raises(ExchangeError, match="another version of article a"):
        files(line, corpus=one(TEXT + " More."), requests=requests)


@pytest.mark.parametrize(
    "line",
    [
        {
            "id": "x",
            "response": {"body": {"model": "m", "choices": [{"message": {"content": json.dumps(marks("may"))}}]}},
        },
        {"result": {"message": {"model": "m", "content": [{"type": "text", "text": json.dumps(marks("may"))}]}}},
    ],
)
def test_lines_of_batch_interfaces(tmp_path, line):
    path = tmp_path / "batch.jsonl"
    path.write_text(json.dumps({"custom_id": "a"} | line), encoding="utf-8")
    spans = from_model(path, one_article())
    assert spans[["text", "coder"]].values.tolist() == [["may", "m"]]


def test_pasted_answers_are_files_with_the_name_of_their_request(tmp_path):
    (tmp_path / "a.txt").write_text("```json\n" + json.dumps(marks("perhaps")) + "\n```", encoding="utf-8")
    (tmp_path / "b.txt").write_text(json.dumps(marks("perhaps")), encoding="utf-8")
    with pytest.warns(ExchangeWarning, match="there is no article 'b'"):
        spans = from_model(tmp_path, one_article())
    assert spans["text"].tolist() == ["perhaps"]


def test_langextract_is_looked_up_too(tmp_path):
    second = TEXT.index("may close")
    found = [
        {"extraction_text": "may", "char_interval": {"start_pos": second, "end_pos": second + 3}},
        {"extraction_text": "bridge might close", "alignment_status": "match_fuzzy", "char_interval": None},
        {"extraction_text": "perhaps", "alignment_status": "match_exact", "attributes": {"why": "x"}},
    ]
    found = [{"extraction_class": "hedge"} | extraction for extraction in found]
    path = tmp_path / "found.jsonl"
    path.write_text(json.dumps({"document_id": "z", "text": TEXT, "extractions": found}), encoding="utf-8")
    with pytest.warns(ExchangeWarning, match="bridge might close"):
        spans = from_langextract(path, one_article())
    assert spans[["start", "text", "langextract"]].values.tolist() == [
        [TEXT.index("perhaps"), "perhaps", "match_exact"],
        [second, "may", ""],
    ]
    assert spans["note"].tolist() == ['{"why": "x"}', ""]


def test_people_rules_and_a_model_stand_in_one_table(files):
    model, _ = files(marks("may", "perhaps"), coder="a model")
    rules = nl.find_rhetoric(one_article(), ["stance"])
    person = nl.find_words(one_article(), "may", "perhaps", "will").assign(label="hedge", coder="Ada")
    together = pd.concat([model, rules, person])
    assert set(together["coder"]) == {"a model", "machine", "Ada"}
    table = nl.agreement.agreement(person, rules, model, corpus=one_article())
    assert table["label"].tolist()[-1] == "all" and "hedge" in table["label"].tolist()
    assert words(TEXT)
