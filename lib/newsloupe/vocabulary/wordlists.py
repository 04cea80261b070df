"""Lists of words, as the numeric measures take them.

A text is a sequence of words (strings, punctuation left out); several texts are a mapping from the article's id
to its words. The measures compare words as they are written, so *The* and *the* are two words for them until
`normalise` has been there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsloupe.text import plain

Words = Sequence[str]
Texts = Mapping[str, Words]


class Encoded(NamedTuple):
    """All words of several texts in one row: word k is ``types[codes[k]]`` and stands in text ``owners[k]``."""

    codes: npt.NDArray[np.int64]
    types: list[str]
    owners: npt.NDArray[np.int64]


def normalise(words: Iterable[str]) -> list[str]:
    """The words in lower case, with straight apostrophes and plain hyphens.

    >>> normalise(["Russia’s", "NATO"])
    ["russia's", 'nato']
    """
    return [plain(word).lower() for word in words]


def frequencies(words: Words | Mapping[str, int]) -> Counter[str]:
    """How often each word occurs. Counts that are already made pass through, without the zeros.

    Raises TypeError for a string (give a list of words) and ValueError for a negative count.

    >>> frequencies("the bus and the train".split()).most_common(1)
    [('the', 2)]
    """
    if not isinstance(words, Mapping):
        return Counter(checked(words))
    if any(count < 0 for count in words.values()):
        raise ValueError("a word count is negative; counts start at 0")
    return Counter({word: count for word, count in words.items() if count})


def encode(texts: Texts) -> Encoded:
    """The words of all texts as integer codes, so that numpy can count them; texts are numbered in their order.

    A question about a word's form (its letters, its syllables) is then asked once per type, not per token.
    """
    words = np.array(list(chain.from_iterable(checked(text) for text in texts.values())), dtype=object)
    codes, types = pd.factorize(words)
    lengths = [len(text) for text in texts.values()]
    return Encoded(codes.astype(np.int64), list(types), np.repeat(np.arange(len(texts)), lengths))


def checked(words: Words) -> Words:
    """`words` itself; TypeError where a text was given in place of its words, or a word is not a string."""
    if isinstance(words, str):
        raise TypeError("a list of words is needed, not one string; split the text into words first")
    if not all(isinstance(word, str) for word in words):
        odd = next(word for word in words if not isinstance(word, str))
        raise TypeError(f"every word must be a string, but {odd!r} is among them")
    return words
