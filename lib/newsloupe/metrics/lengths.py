"""Sentences and words as units to be counted, each kept in its place.

A mean length is a quotient of two counts, and both depend on decisions: where a sentence ends, and what belongs
to the article at all. So the rule that splits sentences and the spans to leave out are the caller's to exchange.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.corpus.article import Article, Corpus
from newsloupe.spans import make_spans
from newsloupe.text import Offsets
from newsloupe.vocabulary.wordlists import normalise

Split = Callable[[str], Sequence[Offsets]]
Place = tuple[str, int, int]  # article, start, end


def kept_words(article: Article, without: pd.DataFrame | None = None) -> list[Offsets]:
    """Offsets of the article's words, but for those that lie wholly inside a row of `without`.

    >>> corpus = Corpus.from_texts({"a": "Buses are late. Advertisement"})
    >>> advertisement = find_words(corpus, "advertisement")
    >>> [corpus["a"].text[start:end] for start, end in kept_words(corpus["a"], advertisement)]
    ['Buses', 'are', 'late']
    """
    found = list(_text.words(article.text))
    if without is None:
        return found
    own = without[without["article"] == article.id]
    left_out = _text.within(zip(own["start"], own["end"], strict=True))
    return [(a, b) for a, b in found if not left_out(a, b)]


def text_words(corpus: Corpus, *, without: pd.DataFrame | None = None) -> dict[str, list[str]]:
    """The words of each article, normalised, in their order: what the measures of vocabulary take.

    `without` are spans to leave out (usually `find_residue(corpus)`).

    >>> text_words(Corpus.from_texts({"a": "Moscow’s reply: no."}))
    {'a': ["moscow's", 'reply', 'no']}
    """
    return {article.id: normalise(article.text[a:b] for a, b in kept_words(article, without)) for article in corpus}


def sentence_words(
    corpus: Corpus, split: Split = _text.sentences, *, without: pd.DataFrame | None = None
) -> dict[Place, list[str]]:
    """The normalised words of every sentence, by the sentence's place ``(article, start, end)``.

    `split` gives the offsets of the sentences of a text, `without` spans to leave out. A sentence of which no
    word is left is no sentence here. Words outside every sentence are not listed.

    >>> sentence_words(Corpus.from_texts({"a": "It rains. The bus is late."}))
    {('a', 0, 9): ['it', 'rains'], ('a', 10, 26): ['the', 'bus', 'is', 'late']}
    """
    found: dict[Place, list[str]] = {}
    for article in corpus:
        places = [(article.id, start, end) for start, end in split(article.text)]
        starts = [start for _, start, _ in places]
        groups: list[list[str]] = [[] for _ in places]
        for a, b in kept_words(article, without):
            number = bisect_right(starts, a) - 1
            if number >= 0 and b <= places[number][2]:
                groups[number].append(article.text[a:b])
        found |= {place: normalise(words) for place, words in zip(places, groups, strict=True) if words}
    return found


def find_sentences(
    corpus: Corpus, split: Split = _text.sentences, *, without: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every sentence as a span (layer ``text``, label ``sentence``) with its number of ``words`` (int).

    `split` and `without` are those of `sentence_words`.

    >>> find_sentences(Corpus.from_texts({"a": "It rains. The bus is late."}))[["text", "words"]].values.tolist()
    [['It rains.', 2], ['The bus is late.', 4]]
    """
    found = sentence_words(corpus, split, without=without)
    return make_spans(corpus, [
        {"article": article, "start": start, "end": end, "label": "sentence", "words": len(words)}
        for (article, start, end), words in found.items()
    ], layer="text")  # fmt: skip


def across_lines(text: str) -> tuple[Offsets, ...]:
    """Sentences as a program finds them that does not know lines: NLTK's Punkt (Kiss & Strunk 2006) with
    newsloupe's abbreviations, over the whole text at once.

    A heading or list item has no full stop, so it is glued to what follows. `newsloupe.text.sentences` splits at
    line ends first; this is its foil, to see how much that matters.

    >>> from newsloupe.text import sentences
    >>> text = "What is at stake\\nMuch."
    >>> len(sentences(text)), len(across_lines(text))
    (2, 1)
    """
    return tuple(_punkt().span_tokenize(_text.plain(text)))


@lru_cache(maxsize=1)
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_text.ABBREVIATIONS)
    parameters.sent_starters = set(_text.OPENERS)
    # NLTK's own pattern gives up after five seconds of wall time, which a book without line ends takes when the machine
    # is busy. It is linear, and needs no limit.
    ends = regex.compile(PunktLanguageVars().period_context_re().pattern, regex.VERBOSE)

    class Unlimited(PunktLanguageVars):  # type: ignore[misc]
        def period_context_re(self) -> Any:
            return ends

    return PunktSentenceTokenizer(parameters, lang_vars=Unlimited())
