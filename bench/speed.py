"""How fast each step is, in words per second of processor time, in one process.

    python bench/speed.py                # the five articles, repeated to 1,000,000 words
    python bench/speed.py 100000         # … to another number of words
    python bench/speed.py 200000 --against 32a82a7   # this code and another revision, by turns, on the same texts

Each copy gets its number as a last line, so that no copy is the same text as another and nothing is remembered
from one to the next. NLTK's sentence splitter (without our parameters) and word tokenizer run over the same
texts in the same process, before and after, as the yardstick: on another machine compare the ratios, not the
figures. Prints a table and writes bench/results/speed.csv. With ``--against`` three rounds are run, the best of
each counts, and bench/results/speed_against.csv is written; there two processes are timed as well, by the clock.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
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
ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
# Runs in a process of its own, so that it must do with what both revisions have. All layers: in this code by `find`.
RUNNER = """
import json, sys, time
import newsloupe as nl

def main():
    texts, jobs = json.load(open(sys.argv[1], encoding="utf-8")), json.loads(sys.argv[2])
    corpus, warm_up = nl.Corpus.from_texts(texts), nl.Corpus.from_texts(dict(list(texts.items())[:5]))
    alone = [nl.find_residue, nl.find_rhetoric, nl.find_frames, nl.find_attributions, nl.find_agency]
    steps = {f.__name__: f for f in alone}
    steps["all layers"] = getattr(nl, "find", lambda corpus: [f(corpus) for f in alone])
    seconds = {}
    for name, step in steps.items():
        step(warm_up)
        started = time.process_time()
        step(corpus)
        seconds[name] = time.process_time() - started
    for number in jobs:
        started = time.perf_counter()
        nl.find(corpus, jobs=number)
        seconds[f"all layers, jobs={number}, by the clock"] = time.perf_counter() - started
    print(json.dumps(seconds))

if __name__ == "__main__":
    main()
"""


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
    steps["all layers"] = lambda corpus: len(nl.find(corpus))
    steps["all layers and tables"] = layers_and_tables
    return steps | {"NLTK sentences and words, after": nltk_baseline}


def layers_and_tables(corpus: nl.Corpus) -> int:
    """Every layer, and of each the tables that people make of it."""
    found = dict(iter(nl.find(corpus).groupby("layer")))
    attributions, devices, frames = found["attribution"], found["rhetoric"], found["framing"]
    agency, residue, names = found["agency"], found["residue"], nl.find_actors(corpus)
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
    started = time.process_time()
    made = step(corpus)
    return time.process_time() - started, made


def against(revision: str, words: int) -> None:
    """This code and `revision` by turns in fresh processes; prints and writes words per second of both."""
    corpus = repeated(nl.load_corpus(), words)
    total = sum(len(text.words(article.text)) for article in corpus)
    with tempfile.TemporaryDirectory() as folder:
        texts, other = Path(folder) / "texts.json", Path(folder) / "other"
        texts.write_text(json.dumps({article.id: article.text for article in corpus}), encoding="utf-8")
        other.mkdir()
        packed = subprocess.run(["git", "archive", revision, "lib"], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", other], input=packed, check=True)
        rounds = [(runner(other, texts, ()), runner(ROOT, texts, (1, 2))) for _ in range(ROUNDS)]
    before, now = (pd.DataFrame(list(one)).min() for one in zip(*rounds, strict=True))
    table = pd.DataFrame({"then": total / before, "now": total / now}).reindex(now.index).round(-2)
    table["times"] = (before / now).round(2)
    first, second = (now[f"all layers, jobs={number}, by the clock"] for number in (1, 2))
    table.loc["all layers, jobs=2, by the clock", "times"] = round(first / second, 2)  # against jobs=1 of this code
    table = table.rename_axis("step").reset_index().assign(revision=revision, words=total, newsloupe=nl.__version__,
                                                           python=platform.python_version())  # fmt: skip
    put(RESULTS / "speed_against.csv", table.to_csv(index=False, lineterminator="\n").encode())
    print(table.to_string(index=False))


def runner(root: Path, texts: Path, jobs: tuple[int, ...]) -> dict[str, float]:
    """Seconds of each step, of the code in `root`."""
    script = texts.with_name("runner.py")
    script.write_text(RUNNER, encoding="utf-8")
    done = subprocess.run([sys.executable, script, texts, json.dumps(jobs)], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(root / "lib")})  # fmt: skip
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("words", type=int, nargs="?", default=1_000_000)
    options.add_argument("--against", metavar="REVISION", help="another revision of this repository")
    chosen = options.parse_args()
    if chosen.against:
        against(chosen.against, chosen.words)
    else:
        main(chosen.words)
