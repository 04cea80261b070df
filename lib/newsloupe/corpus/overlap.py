"""Passages that articles share, word for word: a sign of a common source, of copying, or only of set phrases."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

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
