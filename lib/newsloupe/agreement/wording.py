"""What was done, and how far it can be trusted, in words whose numbers are computed: two paragraphs for a report."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.codebook.versions import codebook_checksum, coded_under
from newsloupe.corpus.article import UNKNOWN, Corpus
from newsloupe.spans import marked

_FEW = 20  # articles; below this nobody should speak of more than these texts


def methods_paragraph(
    corpus: Corpus,
    codings: Sequence[pd.DataFrame],
    codebook: str | Path | Codebook,
    *,
    agreed: pd.DataFrame | None = None,
    corrected: pd.DataFrame | None = None,
) -> str:
    """How the texts were coded, by whom, by which codebook, and how well the coders agree, as plain text.

    `codings` are span tables, one a coder; `agreed` is the table of `agreement`, `corrected` that of `corrected_rate`.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> text = methods_paragraph(corpus, [find_words(corpus, "may").assign(label="hedge", coder="Ada")], "stance")
    >>> print(text[:63])
    We coded 1 article (3 words) by the codebook “Stance” (8 codes,
    """
    book = load_codebook(codebook)
    words = int(corpus.table()["words"].sum())
    many = f"{len(corpus):,} article{'s' * (len(corpus) != 1)} ({words:,} words)"
    version = f"{len(book.codes)} codes, checksum {codebook_checksum(book)}"
    parts = [f"We coded {many} by the codebook “{book.title}” ({version})."]
    parts += [_coder(marked(coding)) for coding in codings if len(marked(coding))]
    if agreed is not None:
        parts.append(_agreement(agreed, len(codings)))
    if corrected is not None:
        parts.append(corrected_in_words(corrected))
    return " ".join(parts)


def corrected_in_words(corrected: pd.DataFrame) -> str:
    """The last row of a table of `corrected_rate` in two sentences; a column ``code`` names what was counted.

    >>> row = {"unit": "sentence", "units": 900, "marked": 90, "coded": 80, "machine": 0.1, "share": 0.125, "low": 0.08,
    ...        "high": 0.2, "code": "Hedge"}
    >>> corrected_in_words(pd.DataFrame([row]))[:57]
    'The program marked 90 of 900 sentences (10.0%) as “Hedge”'
    """
    row = corrected.iloc[-1]
    named = f" as “{row['code']}”" if "code" in row else ""
    return (
        f"The program marked {row['marked']:,} of {row['units']:,} {row['unit']}s ({row['machine']:.1%}){named}; of "
        f"these and of the rest a stratified random sample of {row['coded']:,} was coded by hand. Corrected by it, the "
        f"share is {row['share']:.1%} (95% interval {row['low']:.1%} to {row['high']:.1%})."
    )


def _coder(coding: pd.DataFrame) -> str:
    names = ", ".join(sorted(set(coding["coder"]))) or "One coder without a name"
    named = {"machine": "The program", "reference": "The reference coding"}.get(names, names)
    about = f"{named} marked {len(coding):,} passage{'s' * (len(coding) != 1)}"
    said = [
        f"{word} {', '.join(values)}"
        for column, word in (("model", "model"), ("run", "run"), ("date", "asked on"), ("prompt", "prompt"))
        if column in coding
        and (values := sorted({str(value) for value in coding[column] if str(value) not in ("", "nan")}))
    ]
    return f"{about} ({'; '.join(said)})." if said else f"{about}."


def _agreement(agreed: pd.DataFrame, coders: int) -> str:
    row = agreed[agreed["label"] == "all"].iloc[-1]
    said = f"Over all codes, the {coders} codings agree with F1 {row['f1']:.2f}"
    if "alpha" not in row:
        return f"{said}."
    low, high = row["alpha_low"], row["alpha_high"]
    return f"{said} and Krippendorff’s alpha {row['alpha']:.2f} over sentences (95% interval {low:.2f} to {high:.2f})."


def limitations_paragraph(
    corpus: Corpus,
    codings: Sequence[pd.DataFrame],
    codebook: str | Path | Codebook,
    *,
    agreed: pd.DataFrame | None = None,
    corrected: pd.DataFrame | None = None,
) -> str:
    """What the numbers cannot show, as plain text; the arguments are those of `methods_paragraph`.

    Each sentence stands there because something in the data says so: few articles, unknown sources, one coder, no
    correction, a codebook that has changed, passages that a model made up.

    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> print(limitations_paragraph(corpus, [find_words(corpus, "may").assign(coder="Ada")], "stance")[:66])
    With 1 article this is a case study: it says nothing about others.
    """
    book, parts = load_codebook(codebook), list[str]()
    if len(corpus) < _FEW:
        parts.append(
            f"With {len(corpus)} article{'s' * (len(corpus) != 1)} this is a case study: it says nothing about others."
        )
    unknown = sum(article.meta.get("outlet", UNKNOWN) in ("", UNKNOWN) for article in corpus)
    if unknown:
        parts.append(f"The outlet of {unknown:,} of {len(corpus):,} articles is unknown.")
    if len(codings) < 2:
        parts.append("There is one coding only, so that nothing is known about how far another coder would agree.")
    elif agreed is not None and (agreed.loc[agreed["label"] == "all", "f1"] < 0.8).any():
        low = agreed[(agreed["label"] != "all") & (agreed["f1"] < 0.5)]["label"].tolist()
        weak = f", least on {', '.join(low)}" if low else ""
        parts.append(
            f"The coders disagree about many passages{weak}; the counts of one of them are not those of another."
        )
    if corrected is None:
        parts.append("Counts by machine are not corrected for its errors.")
    else:
        row = corrected.iloc[-1]
        parts.append(
            f"The corrected share rests on {row['coded']:,} units coded by hand, and on that coder being right."
        )
    parts += _of_versions(codings, book) + _of_models(codings)
    return " ".join(parts)


def _of_versions(codings: Sequence[pd.DataFrame], book: Codebook) -> list[str]:
    said = []
    for coding in codings:
        for row in coded_under(coding, book).itertuples():
            who = str(row.coder) or "one coder"
            if row.same == "no":
                said.append(f"The {row.marks:,} marks of {who} were made with another version of the codebook.")
            if row.gone:
                said.append(f"The codebook no longer has these codes of {who}: {row.gone!s}.")
    return said


def _of_models(codings: Sequence[pd.DataFrame]) -> list[str]:
    said = []
    for coding in codings:
        if "alignment" in coding and len(coding):
            who, lost = sorted(set(coding["coder"]))[0], len(coding.attrs.get("problems", ()))
            guessed = int((pd.to_numeric(coding["places"]) > 1).sum()) if "places" in coding else 0
            said.append(
                f"Of the answers of {who}, {lost:,} mark{'s' * (lost != 1)} or answers could not be used, and "
                f"{guessed:,} of {len(coding):,} passages stand in more than one place, so that theirs is a guess."
            )
    return said
