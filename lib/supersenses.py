"""Make lexicons/supersenses.txt: English nouns by what kind of thing they name.

    python lib/supersenses.py FOLDER

FOLDER is the folder ``dict`` of WordNet 3.1 (index.sense). Each sense of a noun stands in one lexicographer file
(``noun.artifact``, ``noun.state`` …), its supersense. A noun is written down with the supersense that leads, where
three fifths of its senses, weighted by how often each occurs in the tagged texts behind WordNet, are of one sort:
abstract, thing, group, person, or place and time. Nouns that were never tagged and that the lexicon of our tagger
does not know are rare and left out. Terms of use: LICENSE-CONTENT, in the section on WordNet.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

import textblob

from newsloupe.saving import put

TARGET = Path(__file__).parent / "newsloupe" / "lexicons" / "supersenses.txt"
# The lexicographer files 3 to 28, in their order.
NAMES = """tops act animal artifact attribute body cognition communication event feeling food group location motive
    object person phenomenon plant possession process quantity relation shape state substance time""".split()
SORTS = {
    "abstract": "act attribute cognition communication event feeling motive possession process relation state",
    "thing": "animal artifact body food object phenomenon plant substance",
    "group": "group",
    "person": "person",
    "setting": "location time quantity shape",
}
SORT = {name: sort for sort, names in SORTS.items() for name in names.split()}
LEAST = 0.6  # of the weight of all senses
HEAD = """# English nouns by supersense, the lexicographer file of their leading sense, from WordNet 3.1.
# Copyright 2011 by Princeton University. All rights reserved. The licence is in LICENSE-CONTENT.
# Made by lib/supersenses.py, which says which nouns are here; do not edit.
"""


def senses(file: Path) -> dict[str, list[tuple[int, str, int]]]:
    """Of each noun its senses: number, supersense, how often tagged."""
    found = defaultdict(list)
    for line in file.read_text(encoding="ascii").splitlines():
        key, _, number, tagged = line.split()
        noun, place = key.split("%")
        kind, file_number = place.split(":")[:2]
        if kind == "1" and re.fullmatch("[a-z]+(?:-[a-z]+)*", noun):
            found[noun].append((int(number), NAMES[int(file_number) - 3], int(tagged)))
    return found


def leading(of_noun: list[tuple[int, str, int]]) -> str:
    """The supersense that leads, or "" where the senses are of several sorts."""
    weights: dict[str, float] = defaultdict(float)
    for number, name, tagged in of_noun:
        weights[name] += tagged + 1 / number
    sorts: dict[str, float] = defaultdict(float)
    for name, weight in weights.items():
        sorts[SORT.get(name, "")] += weight
    sort = max(sorts, key=lambda one: sorts[one])
    if sorts[sort] < LEAST * sum(sorts.values()):
        return ""
    return max((name for name in weights if SORT.get(name, "") == sort), key=lambda name: weights[name])


def known_to_tagger() -> set[str]:
    lines = (Path(textblob.__file__).parent / "en" / "en-lexicon.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0].lower() for line in lines if line and not line.startswith(";") and " NN" in line}


def main(folder: Path) -> None:
    known = known_to_tagger()
    lines = defaultdict(list)
    for noun, of_noun in senses(folder / "index.sense").items():
        name = leading(of_noun)
        if name in SORT and (noun in known or any(tagged for _, _, tagged in of_noun)):
            lines[name].append(noun)
    text = HEAD + "".join(f"{name}: {' '.join(sorted(lines[name]))}\n" for name in sorted(lines))
    put(TARGET, text.encode("ascii"))
    print(f"{sum(map(len, lines.values())):,} nouns, {len(text) // 1000} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
