"""Word classes: nouns, names, verbs, adjectives and adverbs as spans, so that they can be counted and read."""

import pandas as pd

from newsloupe.corpus.article import Corpus
from newsloupe.spans import make_spans
from newsloupe.text import tags

# The class of words for each tag of `newsloupe.text.tags` that has one.
CLASSES = {
    "NN": "noun",
    "NNS": "noun",
    "NNP": "name",
    "NNPS": "name",
    "MD": "verb",
    "VB": "verb",
    "VBD": "verb",
    "VBG": "verb",
    "VBN": "verb",
    "VBP": "verb",
    "VBZ": "verb",
    "JJ": "adjective",
    "JJR": "adjective",
    "JJS": "adjective",
    "RB": "adverb",
    "RBR": "adverb",
    "RBS": "adverb",
}


def find_word_classes(corpus: Corpus) -> pd.DataFrame:
    """Spans (layer ``word_class``) of all nouns, names, verbs, adjectives and adverbs; ``rule`` is the tag.

    The tags are those of `newsloupe.text.tags` (Penn Treebank, Marcus et al. 1993), about nine in ten of them right.
    *Verb* includes modals and participles, also where a participle stands like an adjective (*advanced systems*);
    *name* is a proper noun. Words of other classes (*the*, *of*, *and*) and punctuation are not listed.

    >>> find_word_classes(Corpus.from_texts({"a": "The minister spoke."}))[["text", "label"]].values.tolist()
    [['minister', 'noun'], ['spoke', 'verb']]
    """
    return make_spans(corpus, [
        {"article": article.id, "start": start, "end": end, "label": CLASSES[tag], "rule": tag}
        for article in corpus
        for start, end, tag in tags(article.text)
        if tag in CLASSES
    ], layer="word_class")  # fmt: skip
