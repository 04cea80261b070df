"""Codebooks: checked on loading, run as they say, and each shipped one passes its own examples."""

import os

import pandas as pd
import pytest
import yaml

import newsloupe as nl
from newsloupe import residue
from newsloupe.codebook import CodebookError, apply_codebook, codebook_names, to_markdown
from newsloupe.codebook.coder import MachineCoder, machine_coder
from newsloupe.codebook.schema import FOLDER, Code, Codebook
from newsloupe.reading.yaml_text import YAML_LOADER
from newsloupe.rhetoric import CODEBOOKS
from support import assert_time_grows_with, one

BASE = {"name": "try", "title": "Try", "layer": "rhetoric", "about": "About.", "status": "Not measured."}


def book(tmp_path, *indicators, **changes):
    code = {"label": "a", "title": "A", "definition": "D.", "indicators": [{"reason": "r"} | i for i in indicators]}
    file = tmp_path / "try.yml"
    file.write_text(yaml.safe_dump(BASE | {"codes": [code | changes]}, sort_keys=False), encoding="utf-8")
    return nl.load_codebook(file)


def found(codebook, text):
    return nl.apply_codebook(nl.Corpus.from_texts({"x": text}), codebook)["text"].tolist()


TERMS = [
    (["threat"], "A threat. The threat’s size; threats, war-threat", ["threat", "threat", "threat"]),
    (["threat*"], "threat threats threatening athreat", ["threat", "threats", "threatening"]),
    (
        ["third world war"],
        "a third world war, third-world-war; third. World war",
        ["third world war", "third-world-war"],
    ),
    (["so-called"], "so-called so called", ["so-called", "so called"]),
    (["may #"], "on May 5, may five", ["May 5"]),
    (["raise* the alarm*"], "She raised the alarms", ["raised the alarms"]),
    (["at risk", "risk"], "lives at risk", ["at risk"]),
    (["doesn't"], "It doesn’t", ["doesn’t"]),
    (["u.s."], "the U.S. and us", ["U.S"]),
    (["end now"], "This is the end. Now go.", []),
    (["страх*"], "Страхи растут", ["Страхи"]),
]


@pytest.mark.parametrize(("terms", "text", "expected"), TERMS)
def test_terms(tmp_path, terms, text, expected):
    assert found(book(tmp_path, {"terms": terms}), text) == expected


MEANT = [
    ({"literal_senses": [r"\b oak \s table"]}, "The oak table is on the table.", ["table"]),
    ({"names": False}, "Ann Table set the table. Table!", ["table", "Table"]),
    ({"names": False}, "The Table Is Set", ["Table"]),  # a headline
]


@pytest.mark.parametrize(("limits", "text", "expected"), MEANT)
def test_what_is_meant_literally_or_as_a_name_is_no_hit(limits, text, expected):
    table = {"reason": "a thing", "terms": ["table"]}
    code = Code(label="thing", title="Thing", definition="A thing.", indicators=[table], **limits)
    coded = Codebook(name="things", title="Things", layer="things", about="Try.", status="None.", codes=[code])
    assert apply_codebook(one(text), coded)["text"].tolist() == expected


def test_a_literal_sense_must_say_something():
    with pytest.raises(ValueError, match="empty text"):
        Code(label="thing", title="Thing", definition="A thing.", literal_senses=["x*"])


CONDITIONS = [
    ({"terms": ["may"], "not_in": ["in may"]}, "It may rain in May.", ["may"]),
    ({"terms": ["may"], "case": True}, "May may be MAY", ["may"]),
    ({"terms": ["cut"], "sentence_has": ["tax*"]}, "A cut. Taxes were cut.", ["cut"]),
    ({"terms": ["cut"], "sentence_lacks": ["hair"]}, "A cut. A hair cut.", ["cut"]),
    ({"terms": ["share"], "whole_line": True}, "Share\nWe share it.\n• Share!", ["Share", "• Share!"]),
    ({"pattern": r"not\ (?P<span>\w+)"}, "Not war, not peace", ["war", "peace"]),
    ({"pattern": r"(?P<span>war) s? | peace"}, "Peace and wars", ["war"]),
    ({"pattern": r"\w+ing", "sentence_has": ["tax*"]}, "A cutting. Cutting taxes, a saving.", ["Cutting", "saving"]),
    # a hit stays in its paragraph, and in its sentence if that is what it was looked for in
    ({"pattern": r"war (?:\s\w+){1,3}"}, "After the war\nPeace came. A war of words", ["war of words"]),
    ({"pattern": r"not .{,9} yes .?"}, "No, not\nyes. Not now,  yes\n", ["Not now,  yes"]),
    ({"pattern": r"^ \w+ $"}, "Heading\nA text.\n  \nAnother\n", ["Heading", "Another"]),
    ({"pattern": r"not .+ yes", "sentence_has": ["not"]}, "Not now. But yes. Not so, yes.", ["Not so, yes"]),
    ({"pattern": r"not .+ yes", "sentence_has": ["not"], "next_sentence": True}, "Not now. But yes. Yes.",
     ["Not now. But yes"]),
    ({"pattern": r"not (?s:.)+ yes", "sentence_has": ["not"], "next_sentence": True}, "Not now.\nBut yes.", []),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "text", "expected"), CONDITIONS)
def test_conditions(tmp_path, indicator, text, expected):
    assert found(book(tmp_path, indicator), text) == expected


def test_an_edit_of_the_file_counts_at_once(tmp_path):
    assert found(book(tmp_path, {"terms": ["war"]}), "war or pax") == ["war"]
    before = (tmp_path / "try.yml").stat()
    again = book(tmp_path, {"terms": ["pax"]})
    os.utime(tmp_path / "try.yml", ns=(before.st_atime_ns, before.st_mtime_ns))  # neither size nor time tell of it
    assert (tmp_path / "try.yml").stat().st_size == before.st_size
    assert found(again, "war or pax") == found(tmp_path / "try.yml", "war or pax") == ["pax"]


def test_both_readers_of_yaml_read_the_same():
    for file in FOLDER.glob("*.yml"):
        source = file.read_text(encoding="utf-8")
        assert yaml.load(source, Loader=YAML_LOADER) == yaml.safe_load(source)


@pytest.mark.parametrize("name", CODEBOOKS)
def test_sentence_has_drops_no_hit_of_a_rhetoric_pattern(name):
    """In these codebooks the words are there for speed: whoever adds one to a pattern must add it there."""
    codebook = nl.load_codebook(name)
    texts = [article.text for article in nl.load_corpus()]
    texts += [text for code in codebook.codes for text in (*code.examples, *code.near_misses)]

    def hits(anywhere):
        codes = []
        for code in codebook.codes:
            patterns = [i for _, i in code.all_indicators() if i.pattern and i.sentence_has]
            if anywhere:
                patterns = [i.model_copy(update={"sentence_has": ()}) for i in patterns]
            codes.append(code.model_copy(update={"indicators": tuple(patterns), "items": ()}))
        coder = MachineCoder(codebook.model_copy(update={"codes": tuple(codes)}))
        return [[(start, end, rule.id, rule.note) for start, end, rule in coder.hits(text)] for text in texts]

    assert hits(anywhere=True) == hits(anywhere=False)


def test_a_span_tells_its_rule_item_and_weight(tmp_path):
    item = {"id": "a_1", "question": "Is it?", "indicators": [{"reason": "it says so", "terms": ["yes"], "weight": 2}]}
    table = nl.apply_codebook(nl.Corpus.from_texts({"x": "Yes."}), book(tmp_path, items=[item]))
    assert table[["layer", "label", "rule", "item", "weight"]].values.tolist() == [["rhetoric", "a", "a_1", "a_1", 2.0]]


def ids(codebook):
    return [indicator.id for code in codebook.codes for _, indicator in code.all_indicators()]


def test_an_indicator_without_id_is_called_after_its_code_or_item(tmp_path):
    assert ids(book(tmp_path, {"terms": ["x"]})) == ["a"]
    assert ids(book(tmp_path, {"terms": ["x"]}, {"id": "a_y", "terms": ["y"]}, {"terms": ["z"]})) == [
        "a_1",
        "a_y",
        "a_3",
    ]
    item = {"id": "b", "question": "Is it?", "indicators": [{"reason": "r", "terms": [term]} for term in "uv"]}
    assert ids(book(tmp_path, {"terms": ["x"]}, items=[item])) == ["a", "b_1", "b_2"]
    assert ids(book(tmp_path, items=[item])) == ["b_1", "b_2"]


def test_older_codebooks_say_rule_for_reason(tmp_path):
    old = book(tmp_path, indicators=[{"rule": "an old one", "terms": ["x"]}])
    assert old.reasons() == {"a": "an old one"}
    assert old == book(tmp_path, indicators=[{"id": "a", "reason": "an old one", "terms": ["x"]}])


def test_two_indicators_of_one_id_are_named_with_both_lines(tmp_path):
    twice = {"id": "same", "terms": ["x"]}, {"id": "same", "terms": ["y"]}
    with pytest.raises(CodebookError) as error:
        book(tmp_path, *twice)
    numbers = [n for n, line in enumerate((tmp_path / "try.yml").read_text().splitlines(), 1) if "id: same" in line]
    assert str(error.value) == (
        f"try.yml, line {numbers[1]}: codes.0.indicators.1.id: an indicator of 'a' and one of 'a' are both called "
        f"'same'; ids in a codebook differ, so write another 'id' in one of them (the first is on line {numbers[0]})"
    )


def test_an_id_that_is_filled_in_may_not_be_taken(tmp_path):
    item = {"id": "a_1", "question": "Is it?", "indicators": [{"reason": "r", "terms": ["z"]}]}
    with pytest.raises(CodebookError, match=r"codes\.0\.items\.0\.indicators\.0\.id: .* both called 'a_1'.*line 11"):
        book(tmp_path, {"terms": ["x"]}, {"terms": ["y"]}, items=[item])


def test_no_two_indicators_of_the_shipped_codebooks_have_one_id():
    found = nl.rules()["rule"].tolist()  # with the codes of the rules of grammar
    assert set(found) >= {one for name in codebook_names() for one in ids(nl.load_codebook(name))}
    assert len(found) == len(set(found)) and max(map(len, found)) < 32


def test_every_indicator_of_the_shipped_codebooks_is_written_with_its_id():
    for file in FOLDER.glob("*.yml"):
        for code in yaml.safe_load(file.read_text(encoding="utf-8"))["codes"]:
            for holder in (code, *code.get("items", ())):
                assert all(list(one)[:2] == ["id", "reason"] for one in holder.get("indicators", ())), code["label"]


def reworded(codebook):
    """The same codebook with other sentences, which stand in the opposite order of the alphabet."""
    order = {
        name: f"{1000 - number}" for number, name in enumerate(sorted(codebook.reasons(), key=codebook.reasons().get))
    }

    def changed(holder):
        return tuple(one.model_copy(update={"reason": order[one.id]}) for one in holder.indicators)

    codes = []
    for code in codebook.codes:
        items = tuple(item.model_copy(update={"indicators": changed(item)}) for item in code.items)
        codes.append(code.model_copy(update={"indicators": changed(code), "items": items}))
    return codebook.model_copy(update={"codes": tuple(codes)})


@pytest.mark.parametrize("name", codebook_names())
def test_no_table_changes_when_every_sentence_is_reworded(name):
    codebook, corpus = nl.load_codebook(name), nl.load_corpus()
    other = reworded(codebook)
    assert not set(other.reasons().values()) & set(codebook.reasons().values())
    before, after = (nl.apply_codebook(corpus, one) for one in (codebook, other))
    pd.testing.assert_frame_equal(before, after)
    assert set(before["rule"]) <= set(codebook.reasons())


def test_no_table_of_devices_or_residue_changes_either(monkeypatch):
    corpus = nl.load_corpus()
    devices, found = nl.find_rhetoric(corpus), nl.find_residue(corpus)
    pd.testing.assert_frame_equal(nl.find_rhetoric(corpus, [reworded(nl.load_codebook(n)) for n in CODEBOOKS]), devices)
    monkeypatch.setattr(residue, "load_codebook", lambda name: reworded(nl.load_codebook(name)))
    pd.testing.assert_frame_equal(nl.find_residue(corpus), found)
    assert set(found["rule"]) <= set(nl.rules()["rule"]) and not set(found["rule"]) & set(nl.rules()["reason"])


def test_of_overlapping_hits_only_those_inside_another_are_dropped(tmp_path):
    overlapping = book(tmp_path, {"terms": ["peace talks", "talks failed", "talks", "peace"]})
    assert found(overlapping, "The peace talks failed.") == ["peace talks", "talks failed"]


WRONG = [
    ({"indicator": []}, "line 14: codes.0.indicator: there is no such field; did you mean 'indicators'"),
    ({"label": "Not A Label"}, "codes.0.label"),
    ({"definition": 5}, "codes.0.definition: should be text; put it in quotes"),
    ({"indicators": [{"reason": "r"}]}, "give one of 'terms', 'pattern' and 'figure'"),
    ({"indicators": [{"terms": ["x"]}]}, "say in 'reason', in a few words"),
    ({"indicators": [{"reason": "r", "rule": "r", "terms": ["x"]}]}, "'rule' is the old name of 'reason'; keep one"),
    ({"indicators": [{"reason": "r", "id": "A", "terms": ["x"]}]}, "codes.0.indicators.0.id"),
    ({"indicators": [{"reason": "r", "terms": ["x"], "pattern": "y"}]}, "give one of 'terms', 'pattern' and 'figure'"),
    ({"indicators": [{"reason": "r", "terms": ["*"]}]}, "would match everything"),
    ({"indicators": [{"reason": "r", "pattern": "(a"}]}, "not a regular expression"),
    ({"indicators": [{"reason": "r", "pattern": "a*"}]}, "matches the empty text"),
    ({"indicators": [{"reason": "r", "terms": ["x"], "weight": 0}]}, "greater than 0"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_a_wrong_entry_is_named_with_file_line_and_remedy(tmp_path, change, message):
    with pytest.raises(CodebookError) as error:
        book(tmp_path, {"terms": ["x"]}, **change)
    assert "try.yml, line " in str(error.value) and message in str(error.value)


def test_two_codes_of_one_name_are_refused(tmp_path):
    file = tmp_path / "try.yml"
    code = {"label": "a", "title": "A", "definition": "D."}
    file.write_text(yaml.safe_dump(BASE | {"codes": [code, code]}))
    with pytest.raises(CodebookError, match="two codes are called 'a'"):
        nl.load_codebook(file)


@pytest.mark.parametrize(
    ("source", "message"),
    [("name: x\n  title: [", "line 2: not valid YAML"), ("- a", "the whole file"), ("", "the whole file"),
     ("codes:\n  - top # this week", "line 2: YAML reads what follows # as a comment")],
)  # fmt: skip
def test_a_file_that_is_no_codebook_is_refused(tmp_path, source, message):
    file = tmp_path / "try.yml"
    file.write_text(source)
    with pytest.raises(CodebookError, match=message):
        nl.load_codebook(file)


def test_an_unknown_name_lists_the_shipped_ones():
    with pytest.raises(CodebookError, match="page-residue"):
        nl.load_codebook("no-such-codebook")


def test_a_pattern_that_takes_too_long_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("newsloupe.codebook.coder._SECONDS", 0.2)
    slow = book(tmp_path, {"id": "nested", "pattern": r"(a|aa)+$"})
    with pytest.raises(CodebookError, match="code a, indicator nested"):
        found(slow, "a" * 5000 + "b")


@pytest.mark.parametrize("name", nl.codebook.codebook_names())
def test_shipped_codebooks_pass_their_own_examples(name, prove):
    codebook = nl.load_codebook(name)
    assert codebook.name == name
    tried = nl.try_examples(codebook)
    assert tried["ok"].all(), tried[~tried["ok"]].to_string()
    hits = tried["kind"].eq("example")
    prove(int(hits.sum()), "example sentences of codebooks in which the machine finds their code")
    prove(int((~hits).sum()), "near misses of codebooks that it leaves alone")


@pytest.mark.parametrize("name", nl.codebook.codebook_names())
def test_shipped_codebooks_can_be_read_as_a_page(name):
    codebook = nl.load_codebook(name)
    page = to_markdown(codebook)
    for code in codebook.codes:
        assert f"## {code.title}\n" in page and code.definition in page
    assert all(f"`{one}`, {reason}: " in page for one, reason in codebook.reasons().items())


def test_a_page_names_other_codes_by_their_titles():
    page = to_markdown(nl.load_codebook("policy-frames"))
    assert "no money is spoken of (Capacity and resources)." in page and "(capacity_resources)" not in page


def test_every_codebook_is_shipped():
    assert nl.codebook.codebook_names() == sorted(file.stem for file in FOLDER.iterdir())


def test_a_coder_is_linear_in_the_length_of_the_text():
    coder = MachineCoder(nl.load_codebook("page-residue"))
    assert_time_grows_with(2000, lambda times: coder.hits("Share\nnext article \n" * times))


def test_a_pattern_in_sentences_is_linear_in_one_long_paragraph(tmp_path):
    pattern = {"pattern": r"\b not \s .+ \s never", "sentence_has": ["not"], "next_sentence": True}
    coder = MachineCoder(book(tmp_path, pattern))

    assert_time_grows_with(2000, lambda times: coder.hits("This is not so. " * times))


FAULTS = [
    (("title: A", "title: ''"), "line 8: codes.0.title: is empty; write something"),
    (("    definition: D.\n", ""), "line 7: codes.0.definition: is missing; write it"),
    (("label: a", "label: A b"), "line 7: codes.0.label: may have small letters, digits and _ only"),
    (("[may]", "may"), "line 12: codes.0.indicators.0.terms: should be a list; write it as"),
    (("[may]", "[may]\n        weight: heavy"), "line 13: .*weight: is no number; write one"),
    (("[may]", "[may]\n        weight: 0"), "line 13: .*weight: should be greater than 0; write"),
    (("[may]", "[may]\n        case: perhaps"), "line 13: .*case: is neither true nor false"),
    (("[may]", "[may]\n    needs: 1.5"), "line 13: .*needs: is no whole number; write one"),
    (
        ("terms: [may]", "figure: litotes"),
        "line 12: .*figure: there is no figure 'litotes'; choose one of alliteration",
    ),
    (("terms: [may]", "pattern: '(may'"), "line 12: .*not a regular expression: missing .*; correct it"),
    (("terms: [may]", f"pattern: '{'(a|b)' * 4001}'"), "line 12: .*more than 20,000 characters; write its words as"),
    (("terms: [may]", f"pattern: '{'(?:a' * 900 + ')?' * 900}'"), "line 12: .*can be used: .*; write it shorter"),
]


def test_an_empty_list_of_codes_is_told_with_its_line(tmp_path):
    (tmp_path / "mine.yml").write_text("name: mine\ntitle: Mine\nlayer: rhetoric\nabout: A.\nstatus: S.\ncodes: []\n")
    with pytest.raises(CodebookError, match="line 6: codes: is empty; write at least one entry"):
        nl.load_codebook(tmp_path / "mine.yml")


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_every_fault_of_an_entry_is_told_with_what_to_do(tmp_path, change, message):
    whole = (
        "name: mine\ntitle: Mine\nlayer: rhetoric\nabout: A. \nstatus: S.\ncodes:\n  - label: a\n    title: A\n"
        "    definition: D.\n    indicators:\n      - reason: r\n        terms: [may]\n"
    )
    assert change[0] in whole
    (tmp_path / "mine.yml").write_text(whole.replace(*change))
    with pytest.raises(CodebookError, match=message):
        nl.load_codebook(tmp_path / "mine.yml")


def test_several_codebooks_find_together_what_each_finds_alone():
    books = [nl.load_codebook(name) for name in CODEBOOKS]
    together = machine_coder(*books)
    for article in nl.load_corpus():
        hits = [(books[rule.book].name, start, end, rule.id) for start, end, rule in together.hits(article.text)]
        alone = [(book.name, *hit[:2], hit[2].id) for book in books for hit in machine_coder(book).hits(article.text)]
        assert hits and sorted(hits) == sorted(alone)


def test_the_page_of_a_codebook_says_who_finds_a_code_and_keeps_examples_whole():
    page = nl.codebook.to_markdown(nl.load_codebook("page-residue"))
    assert "**The machine** finds this with `find_residue`" in page and "For human coders only" not in page
    code = Code(label="x", title="X", definition="x", examples=("- rain\n- snow",))
    book = Codebook(name="mine", title="Mine", layer="residue", about="x", status="x", codes=(code,))
    mine = nl.codebook.to_markdown(book)
    assert "- \\- rain\\\n  \\- snow\n" in mine and "For human coders only" in mine
