"""Two paragraphs to begin from: what was done, and how far it can be trusted, with the numbers of this report."""

from importlib import import_module
from pathlib import Path

import pandas as pd

from newsloupe.agreement import corrected_in_words
from newsloupe.codebook.schema import Codebook, codebook_names, load_codebook
from newsloupe.codebook.versions import codebook_checksum
from newsloupe.corpus.article import Corpus
from newsloupe.framing import DEFAULT
from newsloupe.report.findings import cannot
from newsloupe.report.tables import accuracy


def methods(
    corpus: Corpus,
    marked: pd.DataFrame,
    reports: pd.DataFrame,
    corrected: pd.DataFrame,
    codebook: str | Path | Codebook = DEFAULT,
) -> str:
    """What was read, by which program and codebooks (with their checksums), and what was found, as plain text.

    `marked` is from `per_article`, `reports` from the function of this name, `corrected` the table of `correct`
    (empty where nothing was coded); `codebook` is that of frames.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> columns = ["article", "layer", "codebook", "label", "count"]
    >>> marked = pd.DataFrame([["a", "rhetoric", "stance", "hedge", 1]], columns=columns)
    >>> print(methods(corpus, marked, pd.DataFrame(), pd.DataFrame()))  # doctest: +NORMALIZE_WHITESPACE
    1 article (3 words) was read by newsloupe ..., a program that goes by lists of words and rules of grammar. It marked
    1 passage of rhetoric (codebook stance, checksum ...).
    """
    words = int(corpus.table()["words"].sum())
    many = f"{len(corpus):,} article{'s' * (len(corpus) != 1)} ({words:,} words)"
    program = f"newsloupe {import_module('newsloupe').__version__}, a program that goes by lists of words and rules of "
    said = [f"{many} {'was' if len(corpus) == 1 else 'were'} read by {program}grammar."]
    frames = load_codebook(codebook)
    found = [_count(len(reports), "report") + " of what somebody said or wrote"] if len(reports) else []
    found += [_layer(marked, layer, what, frames) for layer, what in (("rhetoric", "rhetoric"), ("framing", "frames"))]
    if any(found):
        said.append(f"It marked {_and([one for one in found if one])}.")
    residue = int(marked.loc[marked["layer"] == "residue", "count"].sum())
    if residue:
        said.append(f"{_count(residue, 'passage')} that {'is' if residue == 1 else 'are'} not the article, such as "
                    "menus, and what lies in them, were left out of every count.")  # fmt: skip
    if len(corpus) > 1:
        said.append("Intervals (95%) are over articles.")
    if len(corrected):
        said.append(corrected_in_words(corrected))
    return " ".join(said)


def _layer(marked: pd.DataFrame, layer: str, what: str, frames: Codebook) -> str:
    rows = marked[marked["layer"] == layer]
    if rows.empty:
        return ""
    names = sorted(set(rows["codebook"]))
    books = [frames if name == frames.name else name for name in names if name == frames.name or name in _shipped()]
    told = [f"{load_codebook(book).name}, checksum {codebook_checksum(book)}" for book in books]
    by = f" (codebook{'s' * (len(told) > 1)} {'; '.join(told)})" if told else ""
    noun = "wording" if layer == "framing" else "passage"
    return f"{_count(int(rows['count'].sum()), noun)} of {what}{by}"


def _shipped() -> set[str]:
    return set(codebook_names())


def limitations(
    corpus: Corpus, reports: pd.DataFrame, groups: pd.Series, dates: pd.Series, corrected: pd.DataFrame
) -> str:
    """What these articles and this program cannot tell, as plain text: `cannot`, how often the program was right where
    that was measured, and whether a count was corrected. The arguments are those of `cannot` and `methods`.

    >>> unknown = pd.Series({"a": "unknown"})
    >>> text = limitations(Corpus.from_texts({"a": "Rain."}), pd.DataFrame(), unknown, unknown, pd.DataFrame())
    >>> text.endswith("so that none of them says how often something is there.")
    True
    """
    said = cannot(corpus, reports, groups, dates)
    known = [f"{layer}, {what}: {told}" for layer, what, told in accuracy() if layer != "agency"]
    if known:
        said.append(f"How right the program was on texts that people had coded: {'; '.join(known)}.")
    if len(corrected):
        n = int(corrected["coded"].iloc[-1])
        said.append(f"One count was corrected; this rests on {n:,} units coded by hand, and on that coder being right.")
    else:
        said.append(
            "No count was corrected by coding a sample by hand, so that none of them says how often something is there."
        )
    return " ".join(said)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
