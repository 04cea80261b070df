"""Count on how many verbs attribution and agency name different subjects.

    python bench/grammar.py FOLDER

FOLDER is a benchmark folder with attribution/polnear/dev: US political news, other people's and no part of this
project. Only the texts are read, not what people marked in them.

``verbs``: the forms of reporting verbs outside quotation marks that both layers read as active verbs, and on how many
of them the subject of one is not that of the other: none, since both look up one fact. ``attributions``: those that
`find_attributions` lists with a source by an active verb (nested ones too), and on how many of them the agent of the
verb does not stand in the source (for *who*: is not whom it stands for); here the layers may still
part. At revision 32a82a7 they had two grammars, and differed on 377 of 2,254 verbs.

The command prints a table, writes bench/results/grammar.csv, and ends with status 2 when FOLDER is not there.
"""

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import newsloupe as nl
from newsloupe.attribution.constructions import candidates
from newsloupe.attribution.finder import attributions, inner
from newsloupe.attribution.parts import Attribution
from newsloupe.grammar import Parsed, verb_forms
from newsloupe.grammar.agents_and_patients import Clauses, clauses_of
from newsloupe.grammar.reporting_verbs import read_verb, subject_of

RESULT = Path(__file__).parent / "results" / "grammar.csv"


def main(folder: Path) -> int:
    folder = folder / "attribution" if (folder / "attribution").is_dir() else folder
    files = sorted((folder / "polnear" / "dev").rglob("*.txt"))
    if not files:
        print(f"Nothing counted: {folder} has no polnear/dev with texts.")
        return 2
    texts = [Parsed(file.read_bytes().decode("utf-8")) for file in files]
    same = {
        "verbs": [one for p in texts for one in verbs(p)],
        "attributions": [one for p in texts for one in sources(p)],
    }
    rows = [(name, len(found), found.count(False)) for name, found in same.items()]
    table = pd.DataFrame(rows, columns=["what", "read_by_both", "subjects_differ"]).assign(texts=len(texts))
    python = ".".join(platform.python_version_tuple()[:2])
    RESULT.parent.mkdir(exist_ok=True)
    table.assign(newsloupe=nl.__version__, python=python).to_csv(RESULT, index=False, lineterminator="\n")
    print(table.to_string(index=False))
    return 0


def verbs(p: Parsed) -> Iterator[bool]:
    """For every active verb that both layers read: do they name the same subject, or none?"""
    for low, high in p.units:
        clauses = clauses_of(p, (low, high))
        for k in range(low, high):
            one = read_verb(p, k, high) if p.words[k] in verb_forms() and p.quote[k] < 0 else None
            other = clauses.unit.verbs.get(k)
            if one is not None and other is not None and not one.passive and not other.passive:
                found = subject_of(p, one.verb)
                yield {phrase.head for phrase in clauses.agents(other)} == {
                    phrase.head for phrase in (found.phrases if found else ())
                }


def sources(p: Parsed) -> Iterator[bool]:
    """For every attribution with a source by an active verb: does the agent of its verb stand in the source?"""
    outer = {str(number): one for number, one in enumerate(attributions(p))}
    for one in [*outer.values(), *dict(inner(candidates(p), outer)).values()]:
        clauses = clauses_of(p, p.unit_of(one.cue[0]))
        verb = next((clauses.unit.verbs[k] for k in range(*one.cue) if k in clauses.unit.verbs), None)
        if one.source is not None and verb is not None and not verb.passive:
            yield _stands_in(clauses, one, [phrase.head for phrase in clauses.agents(verb)])


def _stands_in(clauses: Clauses, one: Attribution, heads: list[int]) -> bool:
    first, end = one.source or (0, 0)
    pronoun = clauses.phrases.stands_for(first) if clauses.unit.word(first) == "who" else None
    return any(first <= head < end for head in heads) or (pronoun is not None and pronoun.phrases[0].head in heads)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1])))
