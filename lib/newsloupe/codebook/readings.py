"""What was read, by whom, and with which codebook: without this no two codings can be compared later."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.codebook.versions import codebook_checksum
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import Only, give_out
from newsloupe.spans import READ, make_spans, put_back


def provenance_of(codebook: Codebook, on: str = "") -> dict[str, str]:
    """The further columns of a row that says what was read: ``codebook`` (its name), ``codes`` (the labels that were
    looked for), ``checksum``, ``version`` (of newsloupe) and ``date`` (`on`, else today)."""
    return {
        "codebook": codebook.name,
        "codes": " ".join(codebook.labels),
        "checksum": codebook_checksum(codebook),
        "version": import_module("newsloupe").__version__,
        "date": on or date.today().isoformat(),
    }


def read_rows(
    corpus: Corpus, coder: str, codebook: str | Path | Codebook, *, only: Only | None = None, on: str = ""
) -> pd.DataFrame:
    """Rows that say that `coder` has read the articles of `corpus`, or the passages `only`, with `codebook`.

    A span table of the layer and label ``read`` with a row for each passage, to be put below a coding
    (``pd.concat([coding, read_rows(…)])``) that was not made with `newsloupe.coding.code`, which writes them itself.
    `only` is as in `newsloupe.corpus.give_out`. Further columns: ``codebook``, ``codes`` (the labels that were looked
    for), ``checksum``, ``version`` and ``date`` (`on`, else today). With the coder ``machine`` they are the provenance
    of what the program marked by this codebook, with ``coder_kind``, which is ``rules``; those of a language model come
    from `newsloupe.exchange.from_model`. By them `coded_under` says whether the codebook has changed since.

    Raises `CodebookError` for a codebook that cannot be used, and `CorpusError` for a passage that is not there.

    >>> corpus = Corpus.from_texts({"a": "It may rain.\\n\\nIt may not."})
    >>> rows = read_rows(corpus, "Ada", "stance", only={"a": ["It may not"]}, on="2026-01-31")
    >>> rows[["text", "layer", "coder", "codebook", "date"]].values.tolist()
    [['It may not.', 'read', 'Ada', 'stance', '2026-01-31']]
    """
    told = provenance_of(load_codebook(codebook), on) | ({"coder_kind": "rules"} if coder == "machine" else {})
    given = corpus if only is None else give_out(corpus, only)
    records = [
        {"article": article.id, "start": start, "end": end, "label": READ, "coder": coder, **told}
        for article in given
        for start, end in [_printed(article.text)]
        if start < end
    ]
    return put_back(make_spans(given, records, layer=READ), corpus)


def _printed(text: str) -> tuple[int, int]:
    """The text without white space around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
