"""A linear-chain tagger: one label for every token of a sequence, read from a plain file and computed with NumPy.

The model is a conditional random field (Lafferty, McCallum & Pereira 2001). A token's score for a label is a sum of
weights, one for every *template* (the word, the word and the next tag, …), and the best sequence of labels is found
with Viterbi's algorithm. The file is JSON, so that every weight can be looked up; `bench/train_attribution.py`
writes it.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np

Range = tuple[int, int]
Columns = Mapping[str, Sequence[str]]
EDGE = "<>"  # what a template sees beyond the first and the last token


@dataclass(frozen=True)
class Template:
    """Which columns at which distance a template looks at, and a row of weights for each combination of values."""

    parts: tuple[tuple[str, int], ...]
    keys: np.ndarray  # int64, sorted; a combination of values as one number
    weights: np.ndarray  # float, one row per key and a last row of zeros for all that is not known


class Tagger:
    """A trained model: its labels, the numbers of the values of every column, its templates, its transitions."""

    def __init__(
        self,
        labels: Sequence[str],
        templates: Sequence[tuple[Sequence[tuple[str, int]], Mapping[str, Sequence[float]]]],
        transitions: Sequence[Sequence[float]],
    ) -> None:
        self.labels = tuple(labels)
        self.transitions = np.array(transitions, dtype=float)
        self.values: dict[str, dict[str, int]] = {}
        self.templates = [self._template(tuple((c, d) for c, d in parts), weights) for parts, weights in templates]

    def _template(self, parts: tuple[tuple[str, int], ...], weights: Mapping[str, Sequence[float]]) -> Template:
        keys = np.array([self._key(parts, value.split("\t")) for value in weights], dtype="int64")
        order = np.argsort(keys)
        rows = np.array(list(weights.values()), dtype=float).reshape(len(keys), len(self.labels))
        return Template(parts, keys[order], np.vstack([rows[order], np.zeros((1, len(self.labels)))]))

    def _key(self, parts: tuple[tuple[str, int], ...], values: Sequence[str]) -> int:
        key = 0
        for (column, _), value in zip(parts, values, strict=True):
            numbers = self.values.setdefault(column, {EDGE: 1})
            key = (key << _BITS) | numbers.setdefault(value, len(numbers) + 1)
        return key

    def scores(self, columns: Columns, sequences: Sequence[Range]) -> np.ndarray:
        """The score of every label for every token (tokens × labels); `sequences` are ranges of tokens."""
        length = len(next(iter(columns.values())))
        numbers = {
            name: np.fromiter(map(known.get, columns[name], repeat(0)), "int64", length)
            for name, known in self.values.items()
        }
        starts, ends = _bounds(sequences, length)
        total = np.zeros((length, len(self.labels)))
        for template in self.templates:
            key = np.zeros(length, dtype="int64")
            for column, distance in template.parts:
                key = (key << _BITS) | _shifted(numbers[column], distance, starts, ends)
            place = np.searchsorted(template.keys, key)
            place[place == len(template.keys)] = 0
            total += template.weights[np.where(template.keys[place] == key, place, len(template.keys))]
        return total

    def tag(
        self, columns: Columns, sequences: Sequence[Range], handicap: Mapping[str, float | np.ndarray] | None = None
    ) -> list[str]:
        """The best label of every token. `columns` has one value per token in each column; tokens outside
        `sequences` are labelled ``O``. `handicap` is taken off the scores of the labels that it names: a number, or one
        for every token."""
        scores = self.scores(columns, sequences)
        for label, points in (handicap or {}).items():
            scores[:, self.labels.index(label)] -= points
        labels = ["O"] * len(scores)
        for start, end in sequences:
            labels[start:end] = [self.labels[number] for number in self._best_path(scores[start:end])]
        return labels

    def _best_path(self, scores: np.ndarray) -> list[int]:
        """Viterbi: the sequence of labels with the highest sum of scores and transitions."""
        best, back = scores[0], []
        for row in scores[1:]:
            through = best[:, None] + self.transitions
            back.append(through.argmax(axis=0))
            best = through.max(axis=0) + row
        path = [int(best.argmax())]
        for choice in reversed(back):
            path.append(int(choice[path[-1]]))
        return path[::-1]


_BITS = 20  # up to a million values in a column, three columns in a template


def _bounds(sequences: Sequence[Range], length: int) -> tuple[np.ndarray, np.ndarray]:
    """For every token the first and the last-but-one token of its sequence."""
    starts, ends = np.arange(length), np.arange(1, length + 1)
    for start, end in sequences:
        starts[start:end], ends[start:end] = start, end
    return starts, ends


def _shifted(numbers: np.ndarray, distance: int, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The value `distance` tokens on, or that of the edge where the sequence has ended."""
    place = np.arange(len(numbers)) + distance
    inside = (place >= starts) & (place < ends)
    return np.where(inside, numbers[np.where(inside, place, 0)], 1)


@lru_cache(maxsize=2)
def load_tagger(path: Path) -> Tagger:
    """Read a model. Raises FileNotFoundError when there is no file and ValueError when it is not a model."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no tagger model {path.name}; with tagger=None the rules work without one")
    try:
        model = json.loads(gzip.decompress(path.read_bytes()))
        return Tagger(model["labels"], [(t["parts"], t["weights"]) for t in model["templates"]], model["transitions"])
    except (KeyError, TypeError, OSError, EOFError, ValueError) as error:
        raise ValueError(f"{path.name} is no tagger model: {error!r}; bench/train_attribution.py writes one") from error
