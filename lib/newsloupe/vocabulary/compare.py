"""Comparing the words of groups of articles, with the way back to every line that was counted.

`compare_words` makes the whole table; `show_surviving` is the view to look at first, because it says plainly when
nothing is left after correction; `word_lines` opens the lines behind a row; `word_shift` shows which words make two
groups differ at all, without any test.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.spans import context
from newsloupe.vocabulary.dispersion import dispersion_scores
from newsloupe.vocabulary.keywords import keyness
from newsloupe.vocabulary.wordlists import Words, frequencies, normalise

if TYPE_CHECKING:
    from IPython.display import Markdown

# The corrections for many tests, each with the column of `keyness` that holds its p-values.
CORRECTIONS = {"bonferroni": "p_bonferroni", "bh": "p_bh"}
_IN_WORDS = {"bonferroni": "Bonferroni's correction", "bh": "the correction of Benjamini and Hochberg"}
_SHOWN = ["word", "target", "reference", "log_ratio", "log_ratio_low", "log_ratio_high", "g2"]


def compare_words(
    words: pd.DataFrame,
    groups: str | Mapping[str, str] | pd.Series,
    target: str,
    reference: str | None = None,
    **options: object,
) -> pd.DataFrame:
    """The words of one group of articles against another group, or against all others.

    Parameters
    ----------
    words
        the words as spans: ``find_words(corpus, "*")``, with what does not count left out by `outside`.
    groups
        the group of each article by article id, as a dictionary or Series; articles that are not in it are left out. Or
        a column of `words`: ``"outlet"``, ``"month"``, which `with_meta` adds.
    target, reference
        names of groups; without `reference` the target is compared with all the rest.
    options
        passed to `newsloupe.vocabulary.keyness`.

    Returns
    -------
    DataFrame
        the columns of `keyness`, then ``dp_norm`` (Gries 2008; Lijffijt & Gries 2012): how unevenly the word is spread
        over the compared articles, 0 even to 1 in one article only; NaN where only one article is compared.

    Raises ValueError for a group that no article has, and for a column that is not there.

    >>> corpus = Corpus.from_texts({"a": "The bus is late. The bus is full.", "b": "The cow is late."})
    >>> table = compare_words(find_words(corpus, "*"), {"a": "town", "b": "village"}, "town")
    >>> table[["word", "target", "reference", "log_ratio", "dp_norm"]].head(2).round(2)
       word  target  reference  log_ratio  dp_norm
    0   bus       2          0        1.0      0.5
    1  full       1          0        0.0      0.5
    """
    group = _groups(words, groups)
    chosen = group.notna() if reference is None else group.isin([target, reference])
    for name in (target, *([] if reference is None else [reference])):
        if not (group == name).any():
            there = ", ".join(sorted(map(str, group.dropna().unique())))
            raise ValueError(f"no word is in a group {name!r}; the groups are {there}")
    kept = words[chosen].assign(word=normalise(words.loc[chosen, "text"]))
    own = group[chosen] == target
    table = keyness(kept.loc[own, "word"].tolist(), kept.loc[~own, "word"].tolist(), **options)  # type: ignore[arg-type]
    parts = {str(name): rows.tolist() for name, rows in kept.groupby("article", sort=True)["word"]}
    spread = dispersion_scores(parts)[["word", "dp_norm"]]
    return table.merge(spread, on="word", how="left", validate="one_to_one")


def _groups(words: pd.DataFrame, groups: str | Mapping[str, str] | pd.Series) -> pd.Series:
    if not isinstance(groups, str):
        return words["article"].map(groups)
    if groups not in words:
        raise ValueError(f"the words have no column {groups!r}; add it: with_meta(words, corpus, {groups!r})")
    return words[groups]


def surviving(table: pd.DataFrame, alpha: float = 0.05, correction: str = "bonferroni") -> pd.DataFrame:
    """The rows of a `keyness` table whose corrected p is below `alpha`: perhaps none.

    `correction` is ``"bonferroni"`` (of all tests, no false find with probability 1 - alpha) or ``"bh"`` (of all finds,
    on average at most the share alpha is false; Benjamini & Hochberg 1995). Raises ValueError for another name.

    >>> table = keyness(["bus"] * 20 + ["the"] * 20, ["cow"] * 20 + ["the"] * 20)
    >>> surviving(table)["word"].tolist(), surviving(table.assign(p_bonferroni=0.2))["word"].tolist()
    (['bus', 'cow'], [])
    """
    if correction not in CORRECTIONS:
        raise ValueError(f"the correction is {' or '.join(map(repr, CORRECTIONS))}, not {correction!r}")
    return table[table[CORRECTIONS[correction]] < alpha].reset_index(drop=True)


def show_surviving(
    table: pd.DataFrame, alpha: float = 0.05, correction: str = "bonferroni"
) -> "pd.DataFrame | Markdown":
    """What to look at first: the surviving words with counts, log ratio and its interval; or, where there are none, a
    sentence that says so.

    >>> print(show_surviving(keyness(["bus", "the"], ["cow", "the"])).data)
    **Nothing survives.** Of 3 words none has a p below 0.05 after Bonferroni's correction; the ...
    """
    from IPython.display import Markdown

    left = surviving(table, alpha, correction)
    column = CORRECTIONS[correction]
    if left.empty:
        return Markdown(
            f"**Nothing survives.** Of {len(table):,} words none has a p below {alpha:g} after "
            f"{_IN_WORDS[correction]}; the smallest is {table[column].min():.2g}. {(table['p'] < alpha).sum():,} words "
            f"have an uncorrected p below {alpha:g}; chance alone would give up to about {alpha * len(table):,.0f}."
        )
    return left[[*_SHOWN, column]]


def word_lines(words: pd.DataFrame, word: str, corpus: Corpus, width: int = 50) -> pd.DataFrame:
    """The lines behind a row: every place of `words` where `word` stands, in its surroundings (see `context`).

    Case and the form of the apostrophe make no difference, as in `compare_words`: so many lines are listed as the
    counts of the row say.

    >>> corpus = Corpus.from_texts({"a": "The bus is late. No Bus came."})
    >>> word_lines(find_words(corpus, "*"), "bus", corpus, width=8)[["left", "text", "right"]].values.tolist()
    [['The ', 'bus', ' is late…'], ['…ate. No ', 'Bus', ' came.']]
    """
    wanted = normalise([word])[0]
    return context(words[[form == wanted for form in normalise(words["text"])]], corpus, width)


def word_shift(target: Words | Mapping[str, int], reference: Words | Mapping[str, int]) -> pd.DataFrame:
    """Which words make two vocabularies differ (Gallagher et al. 2021), one row per word, the largest shift first.

    Columns: ``word``; ``target``, ``reference`` (int counts); ``proportion``, the word's share in the target minus
    its share in the reference; ``jsd``, what the word adds to the Jensen-Shannon divergence of the two vocabularies
    (bits, never negative; the column adds up to the divergence, 0 for the same shares to 1 for no word in common);
    ``shift``, the same with a minus where the word is the reference's. No test is made: every difference in use shows,
    chance or not.

    Raises ValueError when one side has no words.

    >>> word_shift({"war": 2, "peace": 1}, {"war": 1, "peace": 2})[["word", "shift"]].round(3).values.tolist()
    [['peace', -0.041], ['war', 0.041]]
    """
    counts = pd.DataFrame({"target": pd.Series(frequencies(target)), "reference": pd.Series(frequencies(reference))})
    counts = counts.fillna(0).astype("int64").sort_index()
    if not (counts["target"].sum() and counts["reference"].sum()):
        raise ValueError("target and reference must each have at least one word")
    p, q = (counts[side].to_numpy() / counts[side].sum() for side in ("target", "reference"))
    jsd = _information(p, (p + q) / 2) / 2 + _information(q, (p + q) / 2) / 2
    table = pd.DataFrame({
        "word": counts.index, "target": counts["target"].to_numpy(), "reference": counts["reference"].to_numpy(),
        "proportion": p - q, "jsd": jsd, "shift": np.sign(p - q) * jsd,
    })  # fmt: skip
    return table.sort_values(["jsd", "word"], ascending=[False, True], ignore_index=True)


def _information(p: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """p log2(p / middle), 0 where p is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log2(p / middle), 0.0)
