"""How the time of each step grows with the length of a text: measured at 1, 2, 4 and 8 times a length, in one process.

    python bench/growth.py                          # every step on every text: about an hour
    python bench/growth.py --text quotation         # texts whose name begins so
    python bench/growth.py --step find_rhetoric     # steps whose name begins so
    python bench/growth.py --scale 4                # texts four times as long

The longest of the four texts is as long as `TEXTS` says (100,000 words, one sentence of 50,000 words, 200,000 quotation
marks, a line of 5 MB …). Most of them are no news; they are made to find the rule that looks at everything again for
each thing that it sees. Times are seconds of processor time, the best of up to three runs; a call that takes longer
than the limit is ended. ``exponent`` is the slope of time against length, both as
logarithms, over the lengths that take at least 10 ms: 1 is linear, 2 means that a text twice as long takes four times
as long, and n log n is about 1.1. ``last`` is the slope of the last doubling alone. Prints what grows faster than that,
and writes bench/results/growth.csv.
"""

import argparse
import gc
import math
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from inspect import signature
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import newsloupe as nl
from newsloupe import text
from newsloupe.agreement import agreement, disagreements, merge
from newsloupe.attribution import attribution_list, voices
from newsloupe.corpus.overlap import shared_passages
from newsloupe.figures_of_speech import FIGURES
from newsloupe.framing import frame_scores
from newsloupe.metrics import diversity_scores, readability, text_words
from newsloupe.saving import put
from newsloupe.vocabulary import collocations, compare_words

RESULTS = Path(__file__).parent / "results"
SIZES = (1, 2, 4, 8)
SHORT = 0.01  # seconds; what takes less is not fitted
FAST = 0.1  # seconds; what takes less is measured three times
STEEP = 1.3  # an exponent from which on a step is listed

_NAMES = (
    "Ann Bell Carl Dunn Emil Frost Grace Hill Ivan Jones Kate Lund Mark Nash Olga Park Paul Quist Rose Stone".split()
)


def _say(pattern: str) -> Callable[[int], str]:
    """A text that says the same again and again."""
    return lambda size: pattern * size


def _news(words: int) -> str:
    """Words drawn at random from the five articles, in sentences and paragraphs: nothing long returns."""
    draw = random.Random(1)
    known = [article.text[a:b] for article in nl.load_corpus() for a, b in text.words(article.text)]
    return "".join(
        draw.choice(known) + draw.choices([" ", ", ", ". ", ".\n", " “", ",” said "], [60, 5, 3, 1, 1, 1])[0]
        for _ in range(words)
    )


def _articles(words: int) -> str:
    """The five articles again and again."""
    whole = "\n".join(article.text for article in nl.load_corpus())
    return "\n".join([whole] * math.ceil(words / len(text.words(whole))))


def _sentence(words: int) -> str:
    """One sentence: the articles without anything that ends one."""
    whole = " ".join(part for part in _articles(words).split() if part[-1].isalpha() or part[-1] == ",")
    places = text.words(whole)
    return whole[: places[min(words, len(places)) - 1][1]] + "."


def _people(number: int) -> str:
    """As many speakers, each with a name of their own, each of whom returns as *she* or by surname."""
    draw = random.Random(2)
    made = [
        f"{draw.choice(_NAMES)} {draw.choice(_NAMES)}{''.join(draw.choices('aeioust', k=5))}" for _ in range(number)
    ]
    return " ".join(
        f"“We know {draw.choice(made)},” {name} said. She told {name.split()[1]} that it rains." for name in made
    )


def _deep(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: opening * size + "x" + closing * size


# What is tried, with the number that makes the longest text.
TEXTS: dict[str, tuple[Callable[[int], str], int]] = {
    "news, 100,000 words": (_news, 100_000),
    "the articles repeated, 100,000 words": (_articles, 100_000),
    "one sentence, 50,000 words": (_sentence, 50_000),
    "one quotation, 20,000 words": (lambda size: f"“{_sentence(size)}” he said.", 20_000),
    "one quotation of many sentences": (lambda size: "“" + _say("He said it rains. ")(size) + "” he said.", 10_000),
    "one line, 5 MB": (lambda size: _articles(size // 6).replace("\n", " ")[:size], 5_000_000),
    "all capitals, 50,000 words": (lambda size: _news(size).upper(), 50_000),
    "small letters only, 50,000 words": (lambda size: _news(size).lower(), 50_000),
    "names, 4,000 persons": (_people, 4_000),
    "the same name": (_say("Ann Bell said Ann Bell was Ann Bell. "), 6_000),
    "quotation marks, straight": (_say('"'), 200_000),
    "quotation marks, opening": (_say("“"), 200_000),
    "quotation marks, closing": (_say("”"), 200_000),
    "quotation marks, pairs": (_say("“a” "), 100_000),
    "quotation marks, opening with words": (_say("“We go "), 30_000),
    "apostrophes": (_say("'"), 200_000),
    "apostrophes in words": (_say("a'"), 100_000),
    "brackets, open": (_say("("), 100_000),
    "brackets, nested": (_deep("(", ")"), 50_000),
    "brackets, nested, with words": (_deep("(a b ", ")"), 20_000),
    "one word": (_say("a"), 200_000),
    "one word with hyphens": (_say("a-"), 100_000),
    "one word with points": (_say("U.S."), 50_000),
    "one word in capitals": (_say("A"), 200_000),
    "paragraphs of a word": (_say("Rain.\n"), 100_000),
    "paragraphs of a sentence": (_say("He said it rains.\n"), 20_000),
    "blank lines": (_say("\n"), 200_000),
    "spaces": (_say(" "), 200_000),
    "spaces between words": (lambda size: "a" + " " * size + "b", 200_000),
    "wrapped lines": (_say("the minister of this country said on Monday that\nit would rain.\n\n"), 8_000),
    "list items": (_say("- rain: a word\n"), 20_000),
    "questions": (_say("Why? "), 40_000),
    "full stops": (_say("."), 200_000),
    "commas": (_say(", "), 100_000),
    "commas between words": (_say("war, "), 50_000),
    "dashes": (_say("– "), 100_000),
    "colons": (_say("Bell: "), 40_000),
    "digits": (_say("1"), 200_000),
    "digits with commas": (_say("1,"), 100_000),
    "digits with spaces": (_say("1 "), 100_000),
    "percentages": (_say("5 percent "), 30_000),
    "dollars": (_say("$5 million "), 30_000),
    "hearsay": (_say("he said that she said that "), 12_000),
    "hearsay in sentences": (_say("He said that she said that it rains. "), 10_000),
    "according to": (_say("according to "), 30_000),
    "said": (_say("said "), 50_000),
    "told": (_say("told NATO to tell Russia to "), 12_000),
    "accused": (_say("was accused by "), 20_000),
    "the claim that": (_say("the claim of the claim that "), 12_000),
    "and": (_say("and "), 50_000),
    "this and that": (_say("talk and "), 40_000),
    "not but": (_say("not only but not "), 20_000),
    "as a": (_say("as bad as the "), 20_000),
    "who": (_say("who which that "), 20_000),
    "of the": (_say("of the "), 40_000),
    "actors": (_say("NATO Russia "), 30_000),
    "actors act": (_say("NATO attacked Russia and "), 12_000),
    "the seizure of": (_say("the seizure of Russia by "), 12_000),
    "web addresses": (_say("https://example.org/a?b=c "), 10_000),
    "one web address": (lambda size: "https://example.org/" + "a/" * size, 100_000),
    "tags": (_say("<a"), 100_000),
    "entities": (_say("&amp"), 50_000),
    "two scripts": (_say("aд"), 100_000),
    "another script": (_say("Москва сказала, что идёт дождь. "), 10_000),
    "Chinese": (_say("新闻报道说今天下雨。"), 20_000),
    "wrongly decoded": (_say("â€œ"), 60_000),
    "emoji": (_say("😀"), 100_000),
    "combining marks": (_say("e\u0301"), 100_000),
    "soft hyphens": (_say("\u00ad"), 100_000),
}  # fmt: skip

Step = tuple[Callable[[nl.Corpus], tuple[Any, ...]], Callable[..., Any]]


def _own(corpus: nl.Corpus) -> tuple[Any, ...]:
    return (corpus,)


def _texts(corpus: nl.Corpus) -> tuple[Any, ...]:
    return ("\n".join(article.text for article in corpus),)


def _halves(corpus: nl.Corpus) -> tuple[Any, ...]:
    """The text as two articles, cut in the middle."""
    (whole,) = _texts(corpus)
    return (nl.Corpus.from_texts({"a": whole[: len(whole) // 2] or "a", "b": whole[len(whole) // 2 :] or "b"}),)


def _coders(corpus: nl.Corpus) -> tuple[Any, ...]:
    """Two codings of the words, which differ in every fifth."""
    marks = [nl.make_spans(corpus, [
        {"article": article.id, "start": a, "end": b, "label": "ab"[number % 2]}
        for article in corpus for number, (a, b) in enumerate(text.words(article.text)[:20_000]) if number % 5 != coder
    ], layer="naming", coder=str(coder)) for coder in range(2)]  # fmt: skip
    return (corpus, *marks)


STEPS: dict[str, Step] = {
    "words": (_texts, text.words),
    "tokens": (_texts, text.tokens),
    "paragraphs": (_texts, text.paragraphs),
    "sentences": (_texts, text.sentences),
    "tags": (_texts, text.tags),
    "find_residue": (_own, nl.find_residue),
    "find_rhetoric": (_own, nl.find_rhetoric),
    "find_frames": (_own, nl.find_frames),
    "find_frames, policy-frames": (_own, lambda corpus: nl.find_frames(corpus, "policy-frames")),
    "find_attributions": (_own, nl.find_attributions),
    "find_agency": (_own, nl.find_agency),
    "find_actors": (_own, nl.find_actors),
    "attribution_list": (lambda corpus: (nl.find_attributions(corpus),), attribution_list),
    "voices": (lambda corpus: (nl.find_attributions(corpus), corpus), voices),
    "actions": (lambda corpus: (nl.find_agency(corpus),), nl.actions),
    "rate": (
        lambda corpus: (nl.find_words(corpus, "*a*"), corpus, nl.find_actors(corpus)),
        lambda spans, corpus, without: nl.rate(spans, corpus, without=without, draws=20),
    ),
    "frame_scores": (lambda corpus: (nl.find_frames(corpus), corpus), frame_scores),
    "frame_scores, sentences": (
        lambda corpus: (nl.find_frames(corpus), corpus, nl.find_actors(corpus)),
        lambda spans, corpus, without: frame_scores(spans, corpus, unit="sentence", without=without),
    ),
    "shared_passages": (_halves, shared_passages),
    "shared_passages, within": (_own, lambda corpus: shared_passages(corpus, within=True)),
    "compare_words": (
        lambda corpus: (nl.find_words(*_halves(corpus), "*"),),
        lambda words: compare_words(words, {"a": "a", "b": "b"}, "a"),
    ),
    "collocations": (lambda corpus: (text_words(corpus),), collocations),
    "readability": (_own, readability),
    "diversity_scores": (lambda corpus: (text_words(corpus),), diversity_scores),
    "inside": (lambda corpus: (nl.find_words(corpus, "*"), nl.find_words(corpus, "*a*")), nl.inside),
    "gaps": (lambda corpus: (nl.find_words(corpus, "*a*"), corpus), nl.gaps),
    "context": (lambda corpus: (nl.find_words(corpus, "*a*"), corpus), nl.context),
    "highlight": (
        lambda corpus: (next(iter(corpus)), nl.find_words(corpus, "*a*"), nl.find_residue(corpus)),
        lambda article, *spans: nl.highlight(article, pd.concat(spans)),
    ),
    "agreement": (_coders, lambda corpus, *coders: agreement(*coders, corpus=corpus, draws=20)),
    "disagreements": (_coders, lambda corpus, *coders: disagreements(*coders)),
    "merge": (_coders, lambda corpus, *coders: merge(*coders, ties="in")),
}
STEPS |= {
    f"figure: {name}": (_texts, lambda text, figure=figure: list(figure(text))) for name, figure in FIGURES.items()
}


def main(chosen_text: str, chosen_step: str, scale: float, limit: float, write: bool) -> None:
    rows: list[dict[str, Any]] = []
    with Worker(limit) as worker:
        for name, (_, longest) in TEXTS.items():
            for step in STEPS if name.startswith(chosen_text) else ():
                if step.startswith(chosen_step):
                    rows.append({"step": step, "text": name, **grown(worker, step, name, round(longest * scale))})
                    if rows[-1]["exponent"] >= STEEP or rows[-1]["problem"]:
                        print("  ".join(str(value) for value in rows[-1].values()), flush=True)
            if write and rows:  # after each text, because all of them take long
                put(RESULTS / "growth.csv", pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode())
    table = pd.DataFrame(rows)
    print(f"{len(table)} measured, {int((table['exponent'] >= STEEP).sum())} with an exponent of {STEEP} or more, "
          f"{int((table['problem'] != '').sum())} that did not end or failed")  # fmt: skip


def grown(worker: "Worker", step: str, name: str, longest: int) -> dict[str, Any]:
    """The row of one step on one text."""
    times: dict[int, float] = {}
    characters, problem = 0, ""
    for times_longer in reversed(SIZES):  # the longest first: where that is quick, there is nothing to be fitted
        made, found = worker.measure(step, name, longest * times_longer // SIZES[-1])
        if isinstance(found, str):
            problem = problem or f"{found} at {times_longer} times"
            if not made:
                break
            continue
        times[times_longer] = found
        characters = max(made, characters)
        if found < SHORT:
            break
    seconds = {f"seconds_{size}": round(times[size], 4) if size in times else None for size in SIZES}
    return {"characters": characters, **seconds, **slopes(times), "problem": problem}


def slopes(times: Mapping[int, float]) -> dict[str, float]:
    """The slope of log time over log length, over all that is long enough to be measured, and that of the last two."""
    slow = [(math.log2(size), math.log2(seconds)) for size, seconds in sorted(times.items()) if seconds >= SHORT]
    if len(slow) < 2:
        return {"exponent": float("nan"), "last": float("nan")}
    sizes, seconds = map(np.array, zip(*slow, strict=True))
    exponent, last = (np.polyfit(sizes[first:], seconds[first:], 1)[0] for first in (0, -2))
    return {"exponent": round(float(exponent), 2), "last": round(float(last), 2)}


class Worker:
    """A process of its own that measures, so that a call that does not end can be ended."""

    def __init__(self, limit: float) -> None:
        self.limit = limit

    def __enter__(self) -> "Worker":
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def measure(self, step: str, name: str, size: int) -> tuple[int, float | str]:
        """Characters, and seconds of processor time or what went wrong."""
        self._here.send((step, name, size))
        kind, value = self._next(self.limit + 60)  # what the step needs is made
        if kind == "ready":
            characters, (kind, value) = value, self._next(self.limit)
            return characters, value
        return 0, value

    def _next(self, limit: float) -> tuple[str, Any]:
        if self._here.poll(limit):
            answer: tuple[str, Any] = self._here.recv()
            return answer
        self.__exit__()
        self.__enter__()
        return "failed", f"more than {limit:g} s"


def _serve(there: Connection) -> None:
    """In the other process: measure what is asked for."""
    warm: set[str] = set()
    while True:
        step, name, size = there.recv()
        try:
            prepare, run = STEPS[step]
            if step not in warm:  # imports and compiles what it needs
                run(*prepare(_corpus("news, 100,000 words", 200)))
                warm.add(step)
            ready = _prepared(step, name, size)
            there.send(("ready", len(TEXTS[name][0](size))))
            there.send(("seconds", min(_runs(run, ready))))
        except Exception as error:  # whatever it is, it is what was found
            there.send(("failed", f"{type(error).__name__}: {str(error)[:100]}"))


@lru_cache(maxsize=1)
def _corpus(name: str, size: int) -> nl.Corpus:
    return nl.Corpus.from_texts({"a": TEXTS[name][0](size)})


def _prepared(step: str, name: str, size: int) -> tuple[Any, ...]:
    return STEPS[step][0](_corpus(name, size))


def _runs(run: Callable[..., Any], ready: tuple[Any, ...]) -> Iterator[float]:
    """Seconds of processor time of each run, nothing remembered from before."""
    spent = 0.0
    while True:
        forget()
        gc.collect()
        started = time.process_time()
        run(*ready)
        seconds = time.process_time() - started
        yield seconds
        spent += max(seconds, FAST / 3)
        if spent >= FAST:
            return


def forget() -> None:
    """Empty what the library remembers of texts; what it knows of codebooks and words stays."""
    for one in _caches():
        one.cache_clear()


@lru_cache(maxsize=1)
def _caches() -> list[Any]:
    """The functions that remember what they said of a text: their first parameter is the text."""
    own = (thing for thing in gc.get_objects() if str(getattr(thing, "__module__", "")).startswith("newsloupe"))
    found = [thing for thing in own if hasattr(thing, "cache_clear")]
    return [one for one in found if next(iter(signature(one).parameters), "") in ("text", "plain")]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="How the time of each step grows with the length of a text.")
    options.add_argument("--text", default="", help="texts whose name begins so")
    options.add_argument("--step", default="", help="steps whose name begins so")
    options.add_argument("--scale", type=float, default=1, help="how much longer or shorter the texts are")
    options.add_argument("--limit", type=float, default=60, help="seconds for one call, by the clock")
    options.add_argument("--no-file", action="store_true", help="write no results")
    chosen = options.parse_args()
    main(chosen.text, chosen.step, chosen.scale, chosen.limit, not chosen.no_file)
