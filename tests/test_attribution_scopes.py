"""Reports of speech, and what else is attributed: a sentence for each scope, and both sides of each border."""

import pytest
import yaml

import newsloupe as nl
from newsloupe.attribution import SCOPES
from newsloupe.attribution.scopes import _SCOPE_OF
from newsloupe.codebook import reasons


def found(text, **options):
    spans = nl.find_attributions(nl.Corpus.from_texts({"a": text}), **options)
    return spans[spans["label"] == "cue"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("“The pool is closed,” the mayor said.", "report"),
        ("The mayor said the pool is closed.", "report"),
        ("The mayor told parents that the pool is closed.", "report"),
        ("The mayor asked whether the pool is closed.", "report"),
        ("The mayor announced the closure of the pool.", "report"),
        ("According to the mayor, the pool is closed.", "report"),
        ("Hence the mayor’s claim that the pool is safe.", "report"),
        ("The closure of the pool was announced by the mayor.", "report"),
        ("The closure of the pool was criticized by the mayor.", "judgment"),
        ("The mayor believes the pool is safe.", "belief"),
        ("They shared the mayor’s fear that the pool may close.", "belief"),
        ("The mayor wants to close the pool.", "plan"),
        ("The mayor called the pool a burden.", "naming"),
        ("The mayor criticized the closure of the pool.", "judgment"),
        ("The pool is reportedly closed.", "hearsay"),
        ("The report shows a decline in visits.", "evidence"),
    ],
)
def test_each_construction_has_a_scope(text, scope):
    assert found(text)["scope"].tolist() == [scope]


def test_statements_are_the_reports_also_where_a_plan_holds_them():
    text = "The mayor wants to tell parents that the pool is closed. She criticized the plan."
    assert found(text)["scope"].tolist() == ["plan", "judgment"]
    assert found(text, scope="statements")["text"].tolist() == ["tell"]


def test_every_rule_has_one_scope():
    """A construction without a scope would stop the reading of an article."""
    shipped = yaml.safe_load(reasons.FILE.read_text(encoding="utf-8"))
    assert set(_SCOPE_OF) == set(shipped["attribution"]) and set(_SCOPE_OF.values()) == set(SCOPES)


def test_another_scope_is_refused():
    with pytest.raises(ValueError, match="there is no scope 'quotes'; use 'all' or 'statements'"):
        nl.find_attributions(nl.load_corpus(), scope="quotes")
