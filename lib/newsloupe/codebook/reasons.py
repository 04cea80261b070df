"""Why something was marked, in words: a sentence for every code that can stand in the column ``rule``.

The sentences of grammar rules are in `lexicons/rules.yml`, those of indicators in their codebook.
"""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from newsloupe.codebook.schema import Codebook, codebook_names, load_codebook
from newsloupe.reading.yaml_text import parse_yaml

FILE = Path(__file__).resolve().parents[1] / "lexicons" / "rules.yml"
JOINT = "+"  # between the codes where several rules made one mark


def rules() -> pd.DataFrame:
    """All codes of the column ``rule`` with their sentences.

    Returns the columns ``rule`` (the code), ``layer``, ``codebook`` (its name, ``""`` for the rules of grammar) and
    ``reason`` (str each), in the order in which the files list them.

    >>> rules().set_index("rule").loc["according_to"].tolist()
    ['attribution', '', 'according to somebody']
    """
    grammar = parse_yaml(FILE.read_text(encoding="utf-8"))
    rows = [(code, layer, "", reason) for layer, found in grammar.items() for code, reason in found.items()]
    for name in codebook_names():
        book = load_codebook(name)
        rows += [(code, book.layer, name, reason) for code, reason in book.reasons().items()]
    return pd.DataFrame(rows, columns=["rule", "layer", "codebook", "reason"])


def explain(rule: str, codebook: Codebook | None = None) -> str:
    """The sentence for a code of the column ``rule``, or for several joined by ``+``.

    With `codebook`, its indicators go before the shipped ones. What is no code is given back as it is.

    >>> explain("passive_verb_with_agent+patient_by_name")
    'a passive verb: who acts stands after “by”; who is acted upon is an actor by name'
    """
    known = (_shipped() | codebook.reasons()) if codebook is not None else _shipped()
    return "; ".join(known.get(code, code) for code in rule.split(JOINT))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, str]:
    table = rules()
    return dict(zip(table["rule"], table["reason"], strict=True))
