"""How surely quotations are found again when a model has copied them, and whether a changed word is ever accepted.

    python bench/model_quotes.py

Takes the sentences of the open corpus that stand in one place and have at least six words, damages each in several
ways, and looks it up in its article as `newsloupe.exchange.from_model` does. Damage of typography is what programs and
models do to quotation marks, dashes, spaces and capitals; then something is left out over …; then a word is changed,
dropped, or two are swapped. Prints a table and writes bench/results/model_quotes.csv. No model is asked: the damage
is made here, with a fixed seed.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import regex

import newsloupe as nl
from newsloupe.exchange.quotes import Quotable
from newsloupe.saving import put
from newsloupe.text import sentences, words

RESULTS = Path(__file__).parent / "results"
SEED = 20
FEWEST = 6  # words of a sentence
Damage = Callable[[str, random.Random, Sequence[str]], str | None]

_STRAIGHT = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'")})
_CURLED = str.maketrans({'"': "”", "'": "’"})
_SINGLE = str.maketrans(dict.fromkeys('“”„«»"', "'"))


def straight(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    return sentence.translate(_STRAIGHT)


def curled(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    return sentence.translate(_CURLED)


def single(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    return sentence.translate(_SINGLE)


def dashes(sentence: str, generator: random.Random, _: Sequence[str]) -> str:
    return regex.sub(r"\s*[–—]\s*|\s-\s", lambda _: generator.choice(["-", " - ", " – ", "—", "--"]), sentence)


def spaces(sentence: str, generator: random.Random, _: Sequence[str]) -> str:
    return regex.sub(r"\s+", lambda _: generator.choice([" ", "  ", "\n", "\u00a0", " \u200b"]), sentence)


def lower(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    return sentence.lower()


def upper(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    return sentence.upper()


def all_of_these(sentence: str, generator: random.Random, other: Sequence[str]) -> str:
    for damage in (single, dashes, spaces, lower):
        sentence = damage(sentence, generator, other)
    return f'"{sentence}"'


def middle_left_out(sentence: str, _: random.Random, __: Sequence[str]) -> str:
    found = words(sentence)
    third = len(found) // 3
    return f"{sentence[: found[third - 1][1]]} … {sentence[found[len(found) - third][0] :]}"


def changed(sentence: str, generator: random.Random, other: Sequence[str]) -> str | None:
    """Another word of the corpus in the place of one."""
    start, end = generator.choice(words(sentence))
    old = sentence[start:end]
    new = next((word for word in iter(lambda: generator.choice(other), None) if word.lower() != old.lower()), None)
    return f"{sentence[:start]}{new}{sentence[end:]}"


def dropped(sentence: str, generator: random.Random, _: Sequence[str]) -> str | None:
    """A word is missing, not at an end, where the rest would still be the writer's words."""
    start, end = generator.choice(words(sentence)[1:-1])
    return regex.sub(r"  +", " ", sentence[:start] + sentence[end:])


def swapped(sentence: str, generator: random.Random, _: Sequence[str]) -> str | None:
    """Two words that follow each other have changed places; None where they are the same word."""
    found = words(sentence)
    number = generator.randrange(len(found) - 1)
    (a, b), (c, d) = found[number], found[number + 1]
    if sentence[a:b].lower() == sentence[c:d].lower():
        return None
    return sentence[:a] + sentence[c:d] + sentence[b:c] + sentence[a:b] + sentence[d:]


def shuffled(sentence: str, generator: random.Random, _: Sequence[str]) -> str | None:
    forms = [sentence[start:end] for start, end in words(sentence)]
    mixed = generator.sample(forms, len(forms))
    return None if mixed == forms else " ".join(mixed)


KINDS: dict[str, tuple[str, Damage | None]] = {
    "copied": ("typography", None),
    "straight quotation marks": ("typography", straight),
    "curled quotation marks": ("typography", curled),
    "single quotation marks": ("typography", single),
    "other dashes": ("typography", dashes),
    "other spaces": ("typography", spaces),
    "lower case": ("typography", lower),
    "upper case": ("typography", upper),
    "all of these": ("typography", all_of_these),
    "middle left out over …": ("left out", middle_left_out),
    "one word changed": ("words", changed),
    "one word dropped": ("words", dropped),
    "two words swapped": ("words", swapped),
    "words shuffled": ("words", shuffled),
}


def as_words(text: str) -> str:
    return " ".join(["", *(text[start:end].lower() for start, end in words(text)), ""])


def ends(text: str, pieces: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the first word begins and the last one ends; marks around them are typography."""
    first, last = pieces[0][0], pieces[-1][1]
    found = words(text[first:last])
    return first + found[0][0], first + found[-1][1]


def tried(corpus: nl.Corpus, seed: int = SEED) -> pd.DataFrame:
    """For each kind of damage: how many quotations, how many were placed where they stand, elsewhere, not at all."""
    generator = random.Random(seed)
    other = sorted({article.text[start:end] for article in corpus for start, end in words(article.text)[:60]})
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for article in corpus:
        quotable, said = Quotable(article.text), as_words(article.text)
        for start, end in sentences(article.text):
            sentence = article.text[start:end]
            if len(words(sentence)) < FEWEST or said.count(as_words(sentence)) > 1:
                continue
            for kind, (_, damage) in KINDS.items():
                quote = sentence if damage is None else damage(sentence, generator, other)
                if quote is None or (KINDS[kind][0] == "words" and as_words(quote) in said):
                    continue  # nothing to change, or the article says exactly this elsewhere, which is no mistake
                places = quotable.places(quote)
                right = bool(places) and ends(article.text, places[0].pieces) == ends(article.text, [(start, end)])
                counts[kind][0 if right else 1 if places else 2] += 1
    rows = [(KINDS[kind][0], kind, sum(found), *found) for kind, found in counts.items()]
    return pd.DataFrame(rows, columns=["damage", "kind", "quotations", "in_place", "elsewhere", "not_placed"])


def main() -> None:
    table = tried(nl.load_corpus("open"))
    print(table.to_string(index=False))
    put(RESULTS / "model_quotes.csv", table.to_csv(index=False, lineterminator="\n").encode("utf-8"))


if __name__ == "__main__":
    main()
