"""Passages that articles share, word for word: a sign of a common source, of copying, or only of set phrases.

And articles that are nearly the same text, as when two outlets print one report of an agency, or a page was saved
twice.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus

COLUMNS = ["article", "start", "end", "other", "other_start", "other_end", "words", "text"]


def shared_passages(corpus: Corpus, least: int = 4, within: bool = False, most: int = 50) -> pd.DataFrame:
    """The longest runs of at least `least` words that stand in two articles (or, with `within`, twice in one).

    Words are compared without case and typography; a run stays inside one sentence. Words that stand together in
    more than `most` places are a set phrase and left out, which also bounds the time on a large corpus. One row per
    pair of places: ``article``, ``start``, ``end``, ``other``, ``other_start``, ``other_end`` (half-open character
    offsets in the two texts), ``words`` (int) and ``text`` (as in the first); longest first. Such short runs are the
    word n-gram fingerprints of plagiarism research (Lyon, Malcolm & Dickerson 2001).

    >>> corpus = Corpus.from_texts({"a": "Both sides refuse to talk.", "b": "Again both sides refuse to move."})
    >>> shared_passages(corpus)["text"].tolist()
    ['Both sides refuse to']
    """
    if least < 2:
        raise ValueError("least: a passage has at least two words")
    offsets = {article.id: list(_words_and_breaks(article.text)) for article in corpus}
    forms = {a.id: [_text.plain(a.text[s:e]).lower() or f"\n{a.id} {s}" for s, e in offsets[a.id]] for a in corpus}
    rows = []
    for (one, i), (two, j), length in _runs(forms, least, within, most):
        start, end = offsets[one][i][0], offsets[one][i + length - 1][1]
        other_start, other_end = offsets[two][j][0], offsets[two][j + length - 1][1]
        rows.append((one, start, end, two, other_start, other_end, length, corpus[one].text[start:end]))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    order = frame.sort_values(["words", "article", "start", "other", "other_start"], ascending=[False] + 4 * [True])
    return order.reset_index(drop=True)


_RUN = 5  # words in a run; shorter ones are set phrases
_FEWEST = 40  # words that a text needs, to be compared
_BANDS, _ROWS = (
    16,
    4,
)  # texts that share half of their runs are put beside each other in .64 of all cases, at .8 in .999
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_RANDOM = np.random.default_rng(0).integers(1, 2**63, size=(2, _BANDS * _ROWS, 1), dtype=np.uint64)
_ODD, _SHIFT = _RANDOM[0] | np.uint64(1), _RANDOM[1]

Hashes = npt.NDArray[np.uint64]


def near_duplicates(corpus: Corpus, least: float = 0.8) -> pd.DataFrame:
    """Articles that are nearly the same text as an earlier one: at least the share `least` of all runs of five words
    that either has, both have (their Jaccard index). Texts of less than 40 words are not compared.

    Columns ``article``, ``other`` (the earlier one that it is likest to), ``share`` (float). The time grows with the
    number of articles, not with its square: candidates are found by MinHash (Broder 1997), then compared in full. A
    pair that shares .8 is missed once in a thousand times.

    >>> text = " ".join(f"Bus number {n} leaves the square at {n} and returns." for n in range(9))
    >>> table = near_duplicates(Corpus.from_texts({"a": text, "b": text + " Or not.", "c": text.upper()[::-1]}))
    >>> table[["article", "other"]].values.tolist(), table["share"].round(2).tolist()
    ([['b', 'a']], [0.98])
    """
    buckets: list[dict[bytes, str]] = [{} for _ in range(_BANDS)]
    rows = []
    for article in corpus:
        runs = _hashed_runs(article.text)
        if len(runs) < _FEWEST - _RUN + 1:
            continue
        signature = (runs * _ODD + _SHIFT).min(axis=1).reshape(_BANDS, _ROWS)
        candidates = {}
        for bucket, band in zip(buckets, signature, strict=True):
            other = bucket.setdefault(band.tobytes(), article.id)
            if other != article.id:
                candidates[other] = 0.0
        for other in candidates:
            theirs = _hashed_runs(corpus[other].text)
            shared = len(np.intersect1d(runs, theirs))
            candidates[other] = shared / (len(np.unique(runs)) + len(np.unique(theirs)) - shared)
        likest = max(candidates, key=lambda name: candidates[name], default="")
        if likest and candidates[likest] >= least:
            rows.append((article.id, likest, candidates[likest]))
    return pd.DataFrame(rows, columns=["article", "other", "share"]).astype({"share": float})


def _hashed_runs(text: str) -> Hashes:
    """A number for each run of five words of a text, which is the same in every session."""
    words = np.array([_hashed(word) for word in _WORD.findall(text.lower())], dtype=np.uint64)
    found = np.zeros(max(len(words) - _RUN + 1, 0), dtype=np.uint64)
    for place in range(_RUN if len(found) else 0):
        found = found * np.uint64(6364136223846793005) + words[place : place + len(found)]
    return (found ^ (found >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)


@lru_cache(maxsize=100_000)
def _hashed(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _words_and_breaks(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text, and an empty span after each sentence (its form will be like no other)."""
    for start, end in _text.sentences(text):
        yield from ((start + a, start + b) for a, b in _text.words(text[start:end]))
        yield end, end


def _runs(
    forms: dict[str, list[str]], least: int, within: bool, most: int
) -> Iterator[tuple[tuple[str, int], tuple[str, int], int]]:
    """Pairs of places (article, word number) from which the same words run, with the length of the longest run."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for article, words in forms.items():
        for number in range(len(words) - least + 1):
            places[tuple(words[number : number + least])].append((article, number))
    for shared in places.values():
        if len(shared) > most:
            continue
        for (one, i), (two, j) in combinations(shared, 2):
            left, right = forms[one], forms[two]
            if (one == two) != within or (i and j and left[i - 1] == right[j - 1]):
                continue  # the run began earlier, or is of the other kind
            length = least
            while i + length < len(left) and j + length < len(right) and left[i + length] == right[j + length]:
                length += 1
            yield (one, i), (two, j), length
