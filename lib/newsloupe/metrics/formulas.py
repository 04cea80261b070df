"""Text metrics: length and readability from published counts, and lexical diversity.

The readability formulas agree to the last digit between tools; what differs is what goes into them: words,
sentences and above all syllables. So `text_counts` counts first and shows its counts, `readability_scores` works
on these counts alone, and the syllable counter and the sentences are the caller's to exchange.

A school grade or an ease score is a property of word and sentence length. It does not measure whether a text is
clear, and most of the formulas were fitted on schoolbooks, reading tests and training manuals, not on news.
"""

from collections.abc import Callable, Container, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsloupe.metrics.diversity import (
    diversity_scores,
    hapax_legomena,
    hdd,
    herdan_c,
    maas,
    mattr,
    mtld,
    mtld_wrap,
    root_ttr,
    simpson,
    ttr,
    yule_k,
)
from newsloupe.metrics.syllables import count_syllables, pyphen_syllables, vowel_groups
from newsloupe.vocabulary.wordlists import Texts, encode, normalise

__all__ = [
    "ari", "coleman_liau", "count_syllables", "dale_chall", "diversity_scores", "flesch", "flesch_kincaid",
    "gunning_fog", "hapax_legomena", "hdd", "herdan_c", "lix", "maas", "mattr", "mtld", "mtld_wrap", "normalise",
    "pyphen_syllables", "readability_scores", "root_ttr", "simpson", "smog", "text_counts", "ttr", "vowel_groups",
    "yule_k",
]  # fmt: skip

Values = Any  # a number, or an array or column of numbers: the formulas take and give either


def text_counts(
    words: Texts,
    sentences: Mapping[str, int],
    *,
    syllables: Callable[[str], int] = count_syllables,
    familiar: Container[str] | None = None,
) -> pd.DataFrame:
    """What the readability formulas need to know, one row per text.

    `words` maps each article to its words, `sentences` to its number of sentences. Words are looked at in lower
    case with straight apostrophes; strings without any letter or digit are punctuation and not counted.

    Columns (int): words, sentences, syllables, polysyllables (words of 3 syllables or more), letters, characters
    (letters and digits), long_words (more than 6 letters); difficult_words (float): words outside `familiar`,
    NaN when no such set is given. No list of familiar words is part of newsloupe: the lists of Dale (1948) and
    of Chall and Dale (1995) belong to their authors and publishers. A set of your own is taken as it is, so it
    must hold inflected forms (*asks*, *asked*) too. Or assign a number of difficult words to the column.

    Raises ValueError when the two mappings do not name the same articles.

    >>> text_counts({"a": ["Ships", "sailed"]}, {"a": 1})[["words", "syllables", "letters"]].values.tolist()
    [[2, 2, 11]]
    """
    if set(words) != set(sentences):
        odd = sorted(set(words) ^ set(sentences), key=str)
        raise ValueError(f"words and sentences must name the same articles; only one of them has {odd[0]!r}")
    codes, types, owners = encode(words)
    forms = normalise(types)
    letters = np.array([sum(map(str.isalpha, form)) for form in forms], dtype=np.int64)
    characters = np.array([sum(map(str.isalnum, form)) for form in forms], dtype=np.int64)
    is_word = characters > 0
    spoken = np.array([syllables(form) for form in forms], dtype=np.int64) * is_word

    def total(per_type: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        return np.bincount(owners, weights=per_type[codes], minlength=len(words)).astype(np.int64)

    counts = pd.DataFrame(
        {
            "article": list(words),
            "words": total(is_word),
            "sentences": [int(sentences[article]) for article in words],
            "syllables": total(spoken),
            "polysyllables": total(spoken >= 3),
            "letters": total(letters),
            "characters": total(characters),
            "long_words": total(letters > 6),
            "difficult_words": np.nan,
        }
    )
    if familiar is not None:
        counts["difficult_words"] = total(is_word & [form not in familiar for form in forms]).astype(float)
    return counts


def readability_scores(counts: pd.DataFrame) -> pd.DataFrame:
    """Mean lengths and all readability scores, from the table that `text_counts` makes; one row per text.

    Columns: article; words_per_sentence, letters_per_word, syllables_per_word; flesch (the higher, the easier);
    flesch_kincaid, gunning_fog, smog, coleman_liau, ari (school grades of the United States); dale_chall (its own
    scale, 4.9 and below for grade 4, 10 and above for graduates); lix (below 30 very easy, above 60 very hard).
    A score is NaN where a text has no words or no sentences, or a count that it needs is NaN.

    >>> counts = text_counts({"a": "the cat sat on the mat".split()}, {"a": 1})
    >>> readability_scores(counts)[["words_per_sentence", "flesch", "lix"]].round(1).values.tolist()
    [[6.0, 116.1, 6.0]]
    """
    c = counts
    scores = pd.DataFrame(
        {
            "words_per_sentence": _per(c["words"], c["sentences"]),
            "letters_per_word": _per(c["letters"], c["words"]),
            "syllables_per_word": _per(c["syllables"], c["words"]),
            "flesch": flesch(c["words"], c["sentences"], c["syllables"]),
            "flesch_kincaid": flesch_kincaid(c["words"], c["sentences"], c["syllables"]),
            "gunning_fog": gunning_fog(c["words"], c["sentences"], c["polysyllables"]),
            "smog": smog(c["sentences"], c["polysyllables"]),
            "coleman_liau": coleman_liau(c["words"], c["sentences"], c["letters"]),
            "ari": ari(c["words"], c["sentences"], c["characters"]),
            "dale_chall": dale_chall(c["words"], c["sentences"], c["difficult_words"]),
            "lix": lix(c["words"], c["sentences"], c["long_words"]),
        }
    )
    scores.loc[(c["words"] == 0).to_numpy()] = np.nan
    scores.insert(0, "article", c["article"].to_numpy())
    return scores


def flesch(words: Values, sentences: Values, syllables: Values) -> Values:
    """Reading ease (Flesch 1948): about 0 (very hard) to 100 (very easy), not bounded by either.

    >>> round(float(flesch(words=100, sentences=5, syllables=150)), 1)
    59.6
    """
    return 206.835 - 1.015 * _per(words, sentences) - 84.6 * _per(syllables, words)


def flesch_kincaid(words: Values, sentences: Values, syllables: Values) -> Values:
    """Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers & Chissom 1975).

    >>> round(float(flesch_kincaid(words=100, sentences=5, syllables=150)), 1)
    9.9
    """
    return 0.39 * _per(words, sentences) + 11.8 * _per(syllables, words) - 15.59


def gunning_fog(words: Values, sentences: Values, complex_words: Values) -> Values:
    """Fog index (Gunning 1952), a grade. Complex words are all of 3 syllables or more here: Gunning left out
    proper names, compounds and verbs made long by -es and -ed, which needs a reader or a tagger.

    >>> round(float(gunning_fog(words=100, sentences=5, complex_words=10)), 1)
    12.0
    """
    return 0.4 * (_per(words, sentences) + 100 * _per(complex_words, words))


def smog(sentences: Values, polysyllables: Values) -> Values:
    """SMOG grade (McLaughlin 1969), from words of 3 syllables or more. It was fitted on samples of 30 sentences;
    for other numbers the count is scaled to 30, and below 30 sentences it is an extrapolation.

    >>> round(float(smog(sentences=30, polysyllables=30)), 1)
    8.8
    """
    return 3.1291 + 1.0430 * np.sqrt(30 * _per(polysyllables, sentences))


def coleman_liau(words: Values, sentences: Values, letters: Values) -> Values:
    """Coleman-Liau index (Coleman & Liau 1975), a grade from letters and sentences per 100 words; no syllables.

    >>> round(float(coleman_liau(words=100, sentences=5, letters=450)), 1)
    9.2
    """
    sentences_per_100 = _per(100, _per(words, sentences))
    return 0.0588 * 100 * _per(letters, words) - 0.296 * sentences_per_100 - 15.8


def ari(words: Values, sentences: Values, characters: Values) -> Values:
    """Automated readability index (Senter & Smith 1967), a grade from letters and digits; no syllables.

    >>> round(float(ari(words=100, sentences=5, characters=450)), 1)
    9.8
    """
    return 4.71 * _per(characters, words) + 0.5 * _per(words, sentences) - 21.43


def dale_chall(words: Values, sentences: Values, difficult_words: Values) -> Values:
    """Dale-Chall raw score (Dale & Chall 1948) in the form that software uses: the constant 3.6365 is added only
    where more than 5% of the words are difficult (outside the list of familiar words); the paper adds it always.
    The 1995 revision by Chall and Dale reads its grades from a table instead.

    >>> dale_chall(words=100, sentences=5, difficult_words=[5, 6]).round(2).tolist()  # one word more, and a jump
    [1.78, 5.58]
    """
    share = 100 * _per(difficult_words, words)
    score = 0.1579 * share + 0.0496 * _per(words, sentences)
    return score + np.where(share > 5, 3.6365, 0.0)


def lix(words: Values, sentences: Values, long_words: Values) -> Values:
    """LIX (Björnsson 1968): words per sentence plus the percentage of words with more than 6 letters.

    >>> round(float(lix(words=100, sentences=5, long_words=25)), 1)
    45.0
    """
    return _per(words, sentences) + 100 * _per(long_words, words)


def _per(count: Values, total: Values) -> Values:
    """count / total, NaN where total is 0: a text without words or sentences has no mean length."""
    count, total = np.asarray(count, dtype=float), np.asarray(total, dtype=float)
    return np.divide(count, total, out=np.full(np.broadcast(count, total).shape, np.nan), where=total > 0)[()]
