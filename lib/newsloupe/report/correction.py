"""Count by machine, correct by eighty sentences: the file to code, and what comes of it when it is coded."""

from pathlib import Path

import pandas as pd

from newsloupe.agreement import corrected_in_words, corrected_rate, sample_to_code
from newsloupe.agreement.samples import SampleError, answers
from newsloupe.corpus.article import Corpus
from newsloupe.report.overview import Section, kept, title
from newsloupe.report.parts import Parts
from newsloupe.spans import load_spans, make_spans

SENTENCES = 80


def correct(
    parts: Parts, corpus: Corpus, label: str | None = None, coded: str | Path | None = None, folder: str | Path = "."
) -> Section:
    """A device's count corrected by a coded sample, or the sample to code.

    Parameters
    ----------
    label
        the code of rhetoric; by default the one with most marks.
    coded
        the sample of an earlier call, its ``answer`` filled in. Its label counts.
    folder
        where ``to-code-LABEL.csv`` goes if nothing is coded: the sample of `sample_to_code`, 80 sentences, seed 1. A
        file in which somebody has begun to answer is left as it is.

    The `Section` has the table of `corrected_rate`, with ``code`` (what the device is called), and a sentence about it;
    or it has neither, and says which file there is to code.

    Raises `SampleError` for a label that was marked nowhere, and for a sample that is not about these articles.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain. It snows."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     parts = find_in_parts(corpus, f"{folder}/parts")
    ...     print(correct(parts, corpus, folder=folder).why_empty[:53])
    2 sentences to code for “Hedge” are in to-code-hedge.
    """
    marks = _devices(parts, corpus)
    if coded is not None:
        return _corrected(marks, corpus, Path(coded))
    if marks.empty:
        return Section(pd.DataFrame(), "No device was marked, so that there is no count to correct.", [])
    chosen = label or str(marks["label"].value_counts().sort_index().idxmax())
    own = _of(marks, chosen)
    path = Path(folder) / f"to-code-{chosen}.csv"
    if path.exists() and any(answer is not None for answer in answers(load_spans(path, corpus))):
        return Section(
            pd.DataFrame(), f"There are answers in {path.name}: name it with --coded, and they are used.", []
        )
    count = len(sample_to_code(own, corpus, SENTENCES, path=path))
    sentences = f"{count} sentence{'s' * (count != 1)} to code for “{_title(own)}” are in {path.name}."
    return Section(pd.DataFrame(), sentences, [])


def _devices(parts: Parts, corpus: Corpus) -> pd.DataFrame:
    """The devices of all parts that do not lie in residue."""
    tables = [spans[spans["layer"] == "rhetoric"] for spans in kept(parts)]
    found = [table for table in tables if len(table)]
    return pd.concat(found, ignore_index=True) if found else make_spans(corpus, ())


def _corrected(marks: pd.DataFrame, corpus: Corpus, path: Path) -> Section:
    sample = load_spans(path, corpus)
    labels = sorted(set(sample["label"]))
    if len(labels) != 1:
        raise SampleError(f"{path.name} is about {len(labels)} labels; give a sample that is about one")
    own = _of(marks, labels[0])
    table = corrected_rate(own, sample).assign(code=_title(own))
    return Section(table, "", [corrected_in_words(table)])


def _of(marks: pd.DataFrame, label: str) -> pd.DataFrame:
    own = marks[marks["label"] == label].reset_index(drop=True)
    if own.empty:
        there = ", ".join(sorted(set(marks["label"]))) or "nothing"
        raise SampleError(f"{label!r} was marked nowhere, so that its count cannot be corrected; marked was {there}")
    return own


def _title(own: pd.DataFrame) -> str:
    return title(str(own["codebook"].iloc[0]), str(own["label"].iloc[0]))


def beside(corrected: pd.DataFrame) -> pd.DataFrame:
    """The table of `corrected_rate` as a page shows it: the share that the machine marked, and below it the corrected
    one with its interval.

    >>> row = {"unit": "sentence", "coded": 80, "machine": 0.1, "share": 0.125, "low": 0.08, "high": 0.2}
    >>> beside(pd.DataFrame([row])).values.tolist()
    [['marked by the machine', '10.0%', '–'], ['corrected by 80 of them', '12.5%', '8.0% to 20.0%']]
    """
    if corrected.empty:
        return pd.DataFrame()
    row = corrected.iloc[-1]
    shares = [f"{row['machine']:.1%}", f"{row['share']:.1%}"]
    intervals = ["–", f"{row['low']:.1%} to {row['high']:.1%}"]
    counted = ["marked by the machine", f"corrected by {row['coded']:,} of them"]
    return pd.DataFrame({"": counted, f"share of the {row['unit']}s": shares, "95% interval": intervals})
