"""How fast each step is, in words per second of processor time, in one process.

    python bench/speed.py                # the five articles, repeated to 1,000,000 words
    python bench/speed.py 100000         # … to another number of words

Each copy gets its number as a last line, so that no copy is the same text as another and nothing is remembered
from one to the next. NLTK's sentence splitter (without our parameters) and word tokenizer run over the same
texts in the same process, before and after, as the yardstick: on another machine compare the ratios, not the
figures. Prints a table and writes bench/results/speed.csv.
"""

import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nltk
import pandas as pd
from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

import newsloupe as nl
from newsloupe import text
from newsloupe.actors import naming
from newsloupe.agency import who_acts_on_whom
from newsloupe.attribution import attribution_list, shares, voices
from newsloupe.framing import frame_scores
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"


def main(words: int) -> None:
    corpus = repeated(nl.load_corpus(), words)
    total = sum(len(text.words(article.text)) for article in corpus)
    warm_up = repeated(nl.load_corpus(), 3000)
    rows = []
    for name, step in steps().items():
        step(warm_up)  # imports and compiles what it needs; not counted
        rows.append((name, total, *seconds(step, corpus)))
    table = pd.DataFrame(rows, columns=["step", "words", "cpu_seconds", "result_rows"])
    table["words_per_cpu_second"] = (table["words"] / table["cpu_seconds"]).round(-2).astype(int)
    nltk_speed = table[table["step"].str.startswith("NLTK")]["words_per_cpu_second"].mean()
    table["times_nltk"] = (table["words_per_cpu_second"] / nltk_speed).round(2)
    table["cpu_seconds"] = table["cpu_seconds"].round(2)
    versions = {"newsloupe": nl.__version__, "nltk": nltk.__version__, "python": platform.python_version()}
    RESULTS.mkdir(exist_ok=True)
    put(RESULTS / "speed.csv", table.assign(**versions).to_csv(index=False, lineterminator="\n").encode())
    print(table.to_string(index=False))


def repeated(corpus: nl.Corpus, words: int) -> nl.Corpus:
    """The articles again and again until there are about `words` words, each copy with a number of its own."""
    lengths = [len(text.words(article.text)) for article in corpus]
    copies = max(1, round(words / sum(lengths)))
    return nl.Corpus.from_texts(
        {f"{article.id}-{copy}": f"{article.text}\n{copy}" for copy in range(copies) for article in corpus}
    )


def steps() -> dict[str, Callable[[nl.Corpus], int]]:
    """What is timed; each step returns how many rows, words or sentences it made."""
    readers = {"words": text.words, "words and marks (tokens)": text.tokens, "sentences": text.sentences,
               "part-of-speech tags": text.tags}  # fmt: skip
    layers = [nl.find_residue, nl.find_rhetoric, nl.find_frames, nl.find_attributions, nl.find_agency, nl.find_actors]
    steps: dict[str, Callable[[nl.Corpus], int]] = {"NLTK sentences and words, before": nltk_baseline}
    steps |= {name: lambda corpus, f=f: sum(len(f(a.text)) for a in corpus) for name, f in readers.items()}
    steps |= {f.__name__: lambda corpus, f=f: len(f(corpus)) for f in layers}
    steps["all detectors"] = lambda corpus: sum(len(f(corpus)) for f in layers)
    steps["all detectors and tables"] = detectors_and_tables
    return steps | {"NLTK sentences and words, after": nltk_baseline}


def detectors_and_tables(corpus: nl.Corpus) -> int:
    """Every layer, and of each the tables that people make of it."""
    residue, devices, frames = nl.find_residue(corpus), nl.find_rhetoric(corpus), nl.find_frames(corpus)
    attributions, agency, names = nl.find_attributions(corpus), nl.find_agency(corpus), nl.find_actors(corpus)
    tables = [
        attribution_list(attributions),
        shares(attributions, "kind"),
        voices(attributions, corpus),
        nl.rate(devices, corpus, without=residue),
        frame_scores(frames, corpus),
        nl.actions(agency),
        who_acts_on_whom(agency),
        naming(names, corpus),
    ]
    return sum(map(len, tables))


def nltk_baseline(corpus: nl.Corpus) -> int:
    """What `nltk.sent_tokenize` and `nltk.word_tokenize` do, without the model that they would download."""
    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    made = 0
    for article in corpus:
        for start, end in sentences.span_tokenize(article.text):
            made += 1 + len(words.tokenize(article.text[start:end]))
    return made


def seconds(step: Callable[[nl.Corpus], int], corpus: nl.Corpus) -> tuple[float, int]:
    for remembering in (text.words, text.tokens, text.paragraphs, text.sentences, text.tags, text.forms):
        remembering.cache_clear()
    started = time.process_time()
    made = step(corpus)
    return time.process_time() - started, made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
