"""Reasons: a code for everything that is marked, a sentence for every code, and no decision that reads a sentence."""

import ast
from pathlib import Path

import pandas as pd
import pytest
import yaml

import newsloupe as nl
from newsloupe.codebook import codebook_names, explain, reasons, rules, schema
from newsloupe.codebook.reasons import JOINT
from newsloupe.codebook.schema import FOLDER, YAML_LOADER

ROOT = Path(__file__).parents[1]
LAYERS = [nl.find_attributions, nl.find_agency, nl.find_rhetoric, nl.find_frames, nl.find_residue, nl.find_actors]
SHOWS_SENTENCES = {
    "codebook/schema.py", "codebook/reasons.py", "codebook/page.py", "show/display.py",
    "show/reading_edition.py", "report/tables.py",  # beside a mark, and on the sheet that explains the codes
    "coding/adjudication.py", "coding/decisions.py",  # the reasons that people give for what they decided
}  # fmt: skip


def found():
    """The tables of all layers of the five articles."""
    corpus = nl.load_corpus()
    return {find.__name__: find(corpus) for find in LAYERS}


@pytest.fixture(scope="module")
def tables():
    return found()


@pytest.fixture
def reworded(tmp_path, monkeypatch):
    """Other sentences in every file that has some; they stand in the opposite order of the alphabet."""
    written = sorted(rules()["reason"].unique())
    other = {reason: f"{len(written) - number:04}" for number, reason in enumerate(written)}
    grammar = yaml.load(reasons.FILE.read_text(encoding="utf-8"), Loader=YAML_LOADER)
    grammar = {layer: {code: other[reason] for code, reason in codes.items()} for layer, codes in grammar.items()}
    (tmp_path / "rules.yml").write_text(yaml.safe_dump(grammar, sort_keys=False), encoding="utf-8")
    for file in FOLDER.glob("*.yml"):
        book = yaml.load(file.read_text(encoding="utf-8"), Loader=YAML_LOADER)
        for code in book["codes"]:
            for indicator in (one for holder in (code, *code.get("items", ())) for one in holder.get("indicators", ())):
                indicator["reason"] = other[indicator["reason"]]
        text = yaml.safe_dump(book, sort_keys=False, allow_unicode=True, width=10_000)
        (tmp_path / "codebooks").mkdir(exist_ok=True)
        (tmp_path / "codebooks" / file.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(reasons, "FILE", tmp_path / "rules.yml")
    monkeypatch.setattr(schema, "FOLDER", tmp_path / "codebooks")
    reasons._shipped.cache_clear()
    yield set(written)
    reasons._shipped.cache_clear()


def test_no_table_of_any_layer_changes_when_every_sentence_is_reworded(tables, reworded):
    assert not set(rules()["reason"]) & reworded and explain("according_to").isdigit()
    for name, table in found().items():
        pd.testing.assert_frame_equal(table, tables[name])


def test_only_what_shows_sentences_reads_them():
    house = ROOT / "lib" / "newsloupe"
    readers = set()
    for file in house.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
        attributes = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        files = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value == "rules.yml"]
        if {"explain", "rules"} & set(names) or {"reason", "reasons", "explain", "_shipped"} & set(attributes) or files:
            readers.add(file.relative_to(house).as_posix())
    assert readers == SHOWS_SENTENCES


def test_every_code_is_there_once():
    table = rules()
    assert table["rule"].is_unique and table["rule"].str.fullmatch(r"[a-z][a-z0-9_]*").all()
    assert table["reason"].str.strip().ne("").all() and JOINT not in "".join(table["rule"])
    grammar = yaml.load(reasons.FILE.read_text(encoding="utf-8"), Loader=YAML_LOADER)
    written = [line.split(":")[0].strip() for line in reasons.FILE.read_text(encoding="utf-8").splitlines()]
    for code in (code for codes in grammar.values() for code in codes):
        assert written.count(code) == 1, code


def sentences(*files):
    """What stands between quotation marks in test files: examples for every rule, one a line."""
    trees = [ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8")) for file in files]
    texts = [n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is str]
    return "\n".join(dict.fromkeys(text for text in texts if " " in text and len(text) < 300))


def examples():
    """The examples and near misses of the codebooks, and the sentences that the tests of the detectors are made of."""
    books = [nl.load_codebook(name) for name in codebook_names()]
    texts = {f"{b.name} {c.label}": "\n".join((*c.examples, *c.near_misses)) for b in books for c in b.codes}
    texts |= {
        "attribution": sentences(
            "test_attribution.py", "test_attribution_constructions.py", "test_attribution_limits.py"
        ),
        "turns": "MODERATOR: We begin. I ask you first.\n\nANN LEE: I thank you. We are ready.\n",
        "answers": "\n\n".join(
            ["How is the pool?", "I like it.", "Who pays?", "I do not know.", "Why now?", "I waited."]
        ),
        "headlines": "Pool to close in May: mayor\n\nIt is old.\n\nFrom Ann Lee:\n\n“It is over and we are glad.”\n",
        "agency": sentences("test_agency.py", "test_agency_constructions.py"),
        "residue": "Hello &amp; \u200b world.\n" + sentences("test_residue.py"),
    }
    return nl.Corpus.from_texts({name.replace(" ", "_"): text for name, text in texts.items() if text})


def test_every_code_that_a_layer_gives_has_its_sentence(tables):
    known = rules().groupby("layer")["rule"].agg(set).to_dict()
    corpus = examples()
    for name, table in tables.items():
        more = getattr(nl, name)(corpus)
        codes = {code for given in (*table["rule"], *more["rule"]) for code in given.split(JOINT)}
        layer = table["layer"].iloc[0]
        assert codes <= known[layer], (name, codes - known[layer])
        if layer in ("attribution", "naming"):
            assert codes == known[layer], known[layer] - codes
