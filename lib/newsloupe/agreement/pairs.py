"""Coders two by two: each with each, each with a key, and each with an earlier self."""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from newsloupe.agreement.boundaries import unitizing
from newsloupe.agreement.comparison import counts
from newsloupe.agreement.names import coder_names
from newsloupe.agreement.passages import spans_in_passages
from newsloupe.agreement.reliability import Level, alpha, kappa, unit_table
from newsloupe.agreement.what_was_read import cut, places_all_read
from newsloupe.corpus.article import Corpus

_SCORES = ["reference", "other", "matched", "precision", "recall", "f1", "kappa", "alpha", "u_alpha", "units"]


def pairwise(*codings: pd.DataFrame, corpus: Corpus, label: str | None = None, match: str = "overlap") -> pd.DataFrame:
    """Each coder with each other, on what both have read: ``one``, ``two`` (names), then the columns of `agreement` for
    two codings without intervals (``one`` is the reference), for the code `label` or for all codes together.

    Worst ``alpha`` first, so that the pair who should talk is on top. Where two have read nothing in common, ``units``
    is 0 and the rest is NaN. `agreement` of all at once counts only what everybody has read. Raises ValueError for
    fewer than two codings.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not. It snows."})
    >>> ada = find_words(corpus, "may").assign(coder="Ada")
    >>> coders = [ada, ada.assign(coder="Ben"), ada.head(1).assign(coder="Cem")]
    >>> pairwise(*coders, corpus=corpus)[["one", "two", "f1", "alpha"]].round(2).values.tolist()
    [['Ada', 'Cem', 0.67, 0.44], ['Ben', 'Cem', 0.67, 0.44], ['Ada', 'Ben', 1.0, 1.0]]
    """
    if len(codings) < 2:
        raise ValueError("agreement needs the span tables of at least two coders")
    names = coder_names(codings)
    rows = [
        {"one": names[one], "two": names[two]} | _scores(codings[one], codings[two], corpus, label, match)
        for one, two in combinations(range(len(codings)), 2)
    ]
    table = pd.DataFrame(rows, columns=["one", "two", *_SCORES])
    return table.sort_values("alpha", kind="stable", na_position="last", ignore_index=True)


def against(
    key: pd.DataFrame, *codings: pd.DataFrame, corpus: Corpus, label: str | None = None, match: str = "overlap"
) -> pd.DataFrame:
    """Each coder with a key (a coding that was agreed on), on what both have read: ``coder``, then the columns of
    `agreement` for two codings without intervals, with the key as reference. In the order of `codings`.

    A key is what its makers agreed on, and not the truth: look at the passages before anybody is told to be wrong.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not. It snows."})
    >>> key = find_words(corpus, "may")
    >>> against(key, key.head(1).assign(coder="Cem"), corpus=corpus)[["coder", "precision", "recall"]].values.tolist()
    [['Cem', 1.0, 0.5]]
    """
    names = coder_names(codings)
    rows = [
        {"coder": name} | _scores(key, coding, corpus, label, match)
        for name, coding in zip(names, codings, strict=True)
    ]
    return pd.DataFrame(rows, columns=["coder", *_SCORES])


def stability(
    first: Sequence[pd.DataFrame],
    second: Sequence[pd.DataFrame],
    *,
    corpus: Corpus,
    label: str | None = None,
    match: str = "overlap",
) -> pd.DataFrame:
    """The same coders twice (intracoder agreement): each coding of `first` with that of the same coder in `second`.

    A row for each coder who is in both: ``coder``, then the columns of `agreement` for two codings without intervals,
    the first round as reference. Code the second time some weeks later, without a look at the first, and report it
    beside the agreement between coders, which it does not replace (Krippendorff 2019, ch. 12). Raises ValueError when
    nobody has coded twice.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It may not. It snows."})
    >>> may = find_words(corpus, "may").assign(coder="Ada")
    >>> stability([may], [may.tail(1)], corpus=corpus)[["coder", "reference", "other", "matched"]].values.tolist()
    [['Ada', 2, 1, 1]]
    """
    earlier, later = (dict(zip(coder_names(codings), codings, strict=True)) for codings in (first, second))
    both = [name for name in earlier if name in later]
    if not both:
        raise ValueError(f"nobody coded twice: first {', '.join(earlier)}, then {', '.join(later)}; give equal names")
    rows = [{"coder": name} | _scores(earlier[name], later[name], corpus, label, match) for name in both]
    return pd.DataFrame(rows, columns=["coder", *_SCORES])


def _scores(one: pd.DataFrame, two: pd.DataFrame, corpus: Corpus, label: str | None, match: str) -> dict[str, float]:
    """What `agreement` says of two codings, without intervals."""
    codings = [coding[coding["article"].isin(corpus.ids)] for coding in (one, two)]
    try:
        places = places_all_read(codings, corpus, label)
    except ValueError:  # nothing that both have read
        return {"units": 0}
    cuts, part = cut(codings, corpus, places)
    assert part is not None
    chosen = [coding if label is None else coding[coding["label"] == label] for coding in cuts]
    level: Level = "sets" if label is None else "nominal"
    units = unit_table(cuts, part, label=label)
    found = counts(spans_in_passages(chosen, match), 2)
    return found | {
        "kappa": kappa(units, level),
        "alpha": alpha(units, level),
        "u_alpha": unitizing(cuts, part, label).alpha,
        "units": len(units),
    }
