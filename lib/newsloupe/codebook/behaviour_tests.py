"""Does a coder keep to a codebook? Tests that need no coded texts, because the codebook itself says what is right.

After the behavioural tests of Halterman & Keith (2025, *Political Analysis*, "Codebook LLMs"): labels that exist only,
the codebook's own examples, its near misses, and the same answers when the codes stand in another order or have other
names. A model that fails them has not read the codebook, whatever it scores elsewhere; people and rules can be tested
in the same way. Nothing is asked here: the texts are a corpus, so that any coder can code them (a model: `to_prompt`).
"""

from collections import defaultdict
from pathlib import Path

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.intervals import wilson

_KINDS = (("example", "examples"), ("near miss", "near_misses"))


def own_texts(codebook: str | Path | Codebook) -> Corpus:
    """The examples and near misses of a codebook as a corpus, each an article; its metadata say ``label`` and ``kind``.

    >>> corpus = own_texts("stance")
    >>> corpus.ids[0], corpus["hedge-example-1"].meta["kind"]
    ('hedge-example-1', 'example')
    """
    book = load_codebook(codebook)
    return Corpus(
        Article(f"{code.label}-{kind.replace(' ', '-')}-{number}", text, "", {"code": code.label, "kind": kind})
        for code in book.codes
        for kind, field in _KINDS
        for number, text in enumerate(getattr(code, field), 1)
    )


def other_order(codebook: str | Path | Codebook) -> Codebook:
    """The codebook with its codes in the opposite order.

    >>> other_order("stance").labels == load_codebook("stance").labels[::-1]
    True
    """
    book = load_codebook(codebook)
    return book.model_copy(update={"codes": book.codes[::-1]})


def renamed(codebook: str | Path | Codebook) -> Codebook:
    """The codebook with labels and titles that say nothing: ``code_1``, ``code_2`` and so on, in its order.

    >>> renamed("stance").labels[:2]
    ['code_1', 'code_2']
    """
    book = load_codebook(codebook)
    names = [(f"code_{number}", f"Code {number}") for number in range(1, len(book.codes) + 1)]
    codes = [
        code.model_copy(update={"label": label, "title": title})
        for code, (label, title) in zip(book.codes, names, strict=True)
    ]
    return book.model_copy(update={"codes": tuple(codes)})


def behaviour(
    codebook: str | Path | Codebook,
    coded: pd.DataFrame,
    in_other_order: pd.DataFrame | None = None,
    when_renamed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How a coder did on the texts of a codebook's own.

    `coded` is the coding of `own_texts` by the codebook; the other two, if given, are those by `other_order` and by
    `renamed` (with its labels). Span tables of `from_model` bring the labels that were refused, and which texts have an
    answer; others count as having answered all.

    One row per test: ``test`` (``legal labels``: marks with a label that exists; ``own examples``: the code is found;
    ``near misses``: the code is not found; ``other order`` and ``other names``: texts with the same codes as before),
    ``tried`` and ``passed`` (int), ``share``, and ``low``, ``high``, the ends of its 95% interval (Wilson).

    >>> found = apply_codebook(own_texts("stance"), load_codebook("stance"))
    >>> behaviour("stance", found)[["test", "share"]].values.tolist()
    [['legal labels', 1.0], ['own examples', 1.0], ['near misses', 1.0]]
    """
    book = load_codebook(codebook)
    corpus, found = own_texts(book), _labels(coded)
    answered = set(coded.attrs.get("answered", corpus.ids))
    refused = len(coded.attrs.get("labels_refused", ()))
    legal = int(coded["label"].isin(book.labels).sum())
    rows = [("legal labels", len(coded) + refused, legal)]
    for test, kind in (("own examples", "example"), ("near misses", "near miss")):
        texts = [one for one in corpus if one.meta["kind"] == kind and one.id in answered]
        hits = sum(one.meta["code"] in found[one.id] for one in texts)
        rows.append((test, len(texts), hits if kind == "example" else len(texts) - hits))
    old_names = dict(zip(renamed(book).labels, book.labels, strict=True))
    for test, other in (("other order", in_other_order), ("other names", when_renamed)):
        if other is not None:
            back = other.assign(label=other["label"].replace(old_names)) if test == "other names" else other
            again, both = _labels(back), answered & set(other.attrs.get("answered", corpus.ids))
            rows.append((test, len(both), sum(found[name] == again[name] for name in both)))
    table = pd.DataFrame(rows, columns=["test", "tried", "passed"])
    table["share"] = table["passed"] / table["tried"].where(table["tried"] > 0)
    ends = [wilson(passed, tried) for passed, tried in zip(table["passed"], table["tried"], strict=True)]
    return table.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def _labels(spans: pd.DataFrame) -> defaultdict[str, set[str]]:
    """The codes of each text."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, label in zip(spans["article"], spans["label"], strict=True):
        found[name].add(label)
    return found
