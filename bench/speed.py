"""How fast each step is, in words per second of processor time, in one process.

    python bench/speed.py                # the five articles, repeated to 1,000,000 words
    python bench/speed.py 100000         # … to another number of words
    python bench/speed.py 200000 --against 32a82a7   # this code and another revision, by turns, on the same texts
    python bench/speed.py 60000 --peers PYTHON   # beside spaCy and textacy, which the environment of PYTHON has

Each copy gets its number as a last line, so that no copy is the same text as another and nothing is remembered
from one to the next. NLTK's sentence splitter (without our parameters) and word tokenizer run over the same
texts in the same process, before and after, as the yardstick: on another machine compare the ratios, not the
figures. Prints a table and writes bench/results/speed.csv. With ``--against`` and ``--peers`` three rounds are run by
turns and the best of each counts. ``--against`` writes bench/results/speed_against.csv; there two processes are timed
as well, by the clock.
Take 110,000 words or more: 32a82a7 and its neighbours remember the last 128 texts, so that with fewer texts each of
their steps finds much that the step before has read, which happens in no corpus of some size.
With ``--peers`` the same texts are read by a spaCy pipeline of the size of its small English one (tagger, parser,
names), and by textacy's quotations on top of it (bench/results/speed_peers.csv). Its trained model cannot be installed
without a download, so the weights are those it begins to learn with: the work is the same, what it finds is nothing.
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

# Runs in the environment of the peers. The sizes of layers are spaCy's defaults, which its small pipeline has as well.
PEERS = """
import json, sys, time
import spacy, textacy
from spacy.training import Example
from textacy.extract import direct_quotations

texts = list(json.load(open(sys.argv[1], encoding="utf-8")).values())
labels = {
    "tagger": "NN NNS NNP NNPS VB VBD VBG VBN VBP VBZ JJ JJR JJS RB RBR RBS IN DT CD CC PRP PRP$ MD TO RP WDT WP WRB EX"
    " POS PDT UH FW SYM LS HYPH NFP ADD AFX XX _SP WP$ $ '' `` , -LRB- -RRB- . :".split(),
    "parser": "nsubj nsubjpass dobj iobj csubj ccomp xcomp acomp advcl advmod amod appos attr aux auxpass agent case cc"
    " compound conj dative dep det expl intj mark meta neg nmod npadvmod nummod oprd parataxis pcomp pobj poss preconj"
    " predet prep prt punct quantmod relcl acl".split(),
    "ner": "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME"
    " WORK_OF_ART".split(),
}
nlp = spacy.blank("en")
nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None,
    "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}})
shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
for name, its_labels in labels.items():
    config = {"model": {"tok2vec": shared}} if name != "ner" else {}  # names are read by layers of their own
    pipe = nlp.add_pipe(name, config=config)
    for label in its_labels:
        pipe.add_label(label)
example = Example.from_dict(nlp.make_doc("Rain fell ."), {"words": ["Rain", "fell", "."], "heads": [1, 1, 1],
    "deps": ["nsubj", "ROOT", "punct"], "tags": ["NN", "VBD", "."], "sent_starts": [1, 0, 0]})
nlp.initialize(lambda: [example])
list(nlp.pipe(texts[:3]))
started = time.process_time()
docs = list(nlp.pipe(texts))
read = time.process_time() - started
started = time.process_time()
for doc in docs:
    try:
        list(direct_quotations(doc))
    except ValueError:
        pass
quoted = read + time.process_time() - started
print(json.dumps({f"spaCy {spacy.__version__}": read, f"textacy {textacy.__version__}, quotations": quoted}))
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


def peers(python: str, words: int) -> None:
    """All layers of this code, and the peers by the same texts; prints and writes words per second of each."""
    corpus = repeated(nl.load_corpus(), words)
    total = sum(len(text.words(article.text)) for article in corpus)
    with tempfile.TemporaryDirectory() as folder:
        texts, script = Path(folder) / "texts.json", Path(folder) / "peers.py"
        texts.write_text(json.dumps({article.id: article.text for article in corpus}), encoding="utf-8")
        script.write_text(PEERS, encoding="utf-8")
        rounds = []
        for _ in range(ROUNDS):
            ours = {f"newsloupe {nl.__version__}, all layers": runner(ROOT, texts, ())["all layers"]}
            theirs = subprocess.run([python, script, texts], capture_output=True, text=True, check=True).stdout
            rounds.append(ours | json.loads(theirs))
    table = pd.DataFrame(rounds).min().rename("cpu_seconds").rename_axis("program").reset_index()
    table = table.assign(words=total, words_per_cpu_second=(total / table["cpu_seconds"]).round(-2).astype(int))
    table["times_ours"] = (table["cpu_seconds"] / table["cpu_seconds"].iloc[0]).round(2)
    table["cpu_seconds"] = table["cpu_seconds"].round(2)
    table = table.assign(python=platform.python_version())
    put(RESULTS / "speed_peers.csv", table.to_csv(index=False, lineterminator="\n").encode())
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
    options.add_argument("--peers", metavar="PYTHON", help="the Python of an environment with spacy and textacy")
    chosen = options.parse_args()
    if chosen.peers:
        peers(chosen.peers, chosen.words)
    elif chosen.against:
        against(chosen.against, chosen.words)
    else:
        main(chosen.words)
