"""How far the machine can be trusted with a code of the rhetoric codebooks: its status, and the figures behind it.

The figures were measured by ``bench/memory.py`` and are shipped in ``statuses.csv`` beside this module.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.codebook.schema import Codebook, codebook_names

FILE = Path(__file__).with_suffix(".csv")

MEASURED, TRAVELS, BY_HAND = "measured", "travels, not measured", "for human coders"
STATUSES = (MEASURED, TRAVELS, BY_HAND)
DEFAULT = (MEASURED, TRAVELS)


def code_statuses() -> pd.DataFrame:
    """One row for each code of the rhetoric codebooks: how often the machine finds it in other news, how often it is
    right there, and what follows for you.

    Returns a DataFrame with the columns

    ``codebook``, ``code``
        where the code is defined.
    ``status``
        ``measured``: compared with people on texts that are no part of this project, and right often enough there.
        ``travels, not measured``: it finds something in news at large about as often as in the five articles (a figure
        of opinion: in texts of opinion), but nobody has counted how often it is right. ``for human coders``: the
        machine does not hear it, or it knows the wordings of five articles only; `find_rhetoric` runs it with
        ``codes="all"`` only. **A zero of such a code says nothing**, and a zero of the others says that none of the
        wordings known to the machine is there.
    ``open_hits``, ``per_1000_open``
        hits in the open corpus (``load_corpus("open")``), and the same per 1,000 words; missing where no machine codes.
    ``five_hits``, ``per_1000_five``
        the same for the five articles that come with newsloupe.
    ``times``
        ``per_1000_five / per_1000_open`` (inf where there is nothing in the open corpus).
    ``opinion_hits``, ``per_1000_opinion``, ``times_opinion``
        the same for 382,000 words of opinion and analysis, where the genre explains that a figure is rare in plain
        reports.
    ``only_five``
        the share of its wordings met in the five articles that are met nowhere else.
    ``set``, ``coded``, ``found``, ``precision``, ``recall``
        the texts coded by people, how many passages (or sentences) they coded and the machine found there, and the
        agreement; missing where there is no such set.

    >>> statuses = code_statuses().set_index("code")
    >>> statuses.loc[["hedge", "straw_man"], "status"].tolist()
    ['measured', 'for human coders']
    """
    return _table().copy()


_NUMBERS = """open_hits per_1000_open five_hits per_1000_five times only_five opinion_hits per_1000_opinion
    times_opinion coded found precision recall""".split()


@lru_cache(maxsize=1)
def _table() -> pd.DataFrame:
    return pd.read_csv(FILE, keep_default_na=False, na_values={name: [""] for name in _NUMBERS})


@lru_cache(maxsize=1)
def _by_code() -> dict[tuple[str, str], dict[str, Any]]:
    records = {(row["codebook"], row["code"]): row for row in _table().to_dict("records")}
    return {key: {str(name): value for name, value in row.items()} for key, row in records.items()}


def status_of(codebook: str, code: str) -> str:
    """The status of a code of a shipped rhetoric codebook, ``""`` for any other code.

    >>> status_of("stance", "hedge"), status_of("mine.yml", "hedge")
    ('measured', '')
    """
    return str(_by_code().get((codebook, code), {}).get("status", ""))


def shipped_name(codebook: str | Path | Codebook) -> str:
    """The name by which statuses know a codebook; ``""`` for one of the user's own, which has none."""
    name = codebook.name if isinstance(codebook, Codebook) else str(codebook)
    return name if name in codebook_names() else ""


def told(codebook: str, code: str) -> str:
    """The status of a code in sentences, for readers; ``""`` where it has none."""
    row = _by_code().get((codebook, code))
    if row is None:
        return ""
    parts = [f"{row['status']}."]
    if not pd.isna(row["open_hits"]):
        parts.append(f"In 287 articles of Wikinews the machine finds it {row['per_1000_open']:.2f} times per 1,000 "
                     f"words, in texts of opinion {row['per_1000_opinion']:.2f} times, in the five articles of this "
                     f"project {row['per_1000_five']:.2f} times.")  # fmt: skip
    if not pd.isna(row["precision"]):
        parts.append(f"Compared with people ({row['set']}): precision {row['precision']:.2f}, "
                     f"recall {row['recall']:.2f}, {row['found']:.0f} found.")  # fmt: skip
    return " ".join(parts)
