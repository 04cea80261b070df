"""Adjudication: the passages on which coders differ, decided one by one, with a reason.

The file is the list of disagreements with what was decided, which `newsloupe.agreement.merge` takes; beside it lies the
same name with ``.md``, a log for the codebook: every decision with its reason, and the near misses to add.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newsloupe import text as _text
from newsloupe.agreement.comparison import disagreements
from newsloupe.agreement.passages import passage_table
from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.codebook.versions import codebook_checksum
from newsloupe.coding.store import WAIT, NotSaved, locked, replace_file
from newsloupe.corpus.article import Corpus
from newsloupe.escaping import as_markdown
from newsloupe.saving import put
from newsloupe.spans import SpanError, load_spans, marked, whole_number

KEEP = ("", "yes", "no")
_PLACE = ["article", "start", "end", "label"]
_Place = tuple[str, int, int, str]


@dataclass(frozen=True)
class Decision:
    """What was decided about one passage.

    ``keep`` is ``yes`` (it has a code), ``no`` or ``""`` (open); ``start``, ``end`` and ``label`` are those that it
    is to have; ``near_miss`` is a sentence that is to warn the next coders.

    >>> Decision(3, 6, "hedge").keep
    ''
    """

    start: int
    end: int
    label: str
    keep: str = ""
    reason: str = ""
    near_miss: str = ""


class Adjudication:
    """The passages on which `codings` differ, worst first, and what was decided about them, in the file `path`.

    `cases` is `newsloupe.agreement.disagreements`, with each passage once; a case is called by its number in it. Every
    decision is saved at once. What others decided in the same file meanwhile is kept; about one passage the last one
    counts. If the file exists, it goes on where it stopped.

    Raises what `disagreements` raises; `CodebookError` for a codebook that cannot be used; `SpanError` for a file that
    is no list of decisions, or that decides about passages on which these codings do not differ; FileNotFoundError when
    there is no folder for it.

    >>> import tempfile
    >>> from newsloupe.agreement import merge
    >>> corpus = Corpus.from_texts({"a": "It may rain. In May it rains."})
    >>> ada = find_words(corpus, "may").assign(label="hedge", layer="rhetoric", coder="Ada")
    >>> ben = ada.head(1).assign(coder="Ben")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     bench = Adjudication([ada, ben], corpus, "stance", f"{folder}/decisions.csv")
    ...     bench.decide(0, "no", reason="the month", near_miss="In May it rains.")
    ...     merge(ada, ben, decisions=load_spans(bench.path, corpus))["start"].tolist()
    [3]
    """

    def __init__(
        self,
        codings: Sequence[pd.DataFrame],
        corpus: Corpus,
        codebook: str | Path | Codebook,
        path: str | Path,
        *,
        match: str = "overlap",
        wait: float = WAIT,
    ) -> None:
        self.corpus, self.codebook, self.path, self.wait = corpus, load_codebook(codebook), Path(path), wait
        if self.path.suffix.lower() != ".csv":
            raise SpanError(f"{self.path.name}: decisions are kept in a .csv file; give the path of one")
        if not self.path.parent.is_dir():
            raise FileNotFoundError(f"there is no folder {self.path.parent}; make it first")
        self.codings = [marked(coding).reset_index(drop=True) for coding in codings]
        self.cases = disagreements(*codings, match=match).drop_duplicates(_PLACE, ignore_index=True)
        self._places: list[_Place] = [(a, int(s), int(e), one) for a, s, e, one in self.cases[_PLACE].to_numpy()]
        table = passage_table(codings, match)
        who = zip(table["coders"].map(len), table["readers"].map(len), strict=True)
        self._who = dict(zip(table[_PLACE].itertuples(index=False, name=None), who, strict=True))
        self._unsaved: set[int] = set()
        self._made = self._on_disk()

    def decision(self, case: int) -> Decision:
        """What was decided about a case; an open one has the ends and the code of the list."""
        _, start, end, label = self._places[case]
        return self._made.get(case, Decision(start, end, label))

    def readings(self, case: int) -> list[list[dict[Any, Any]]]:
        """What each coder who has read the passage marked on its words: ``label``, ``text`` and ``note``.

        Nobody is named, and the order is that of the marks, so that it does not tell who is who.
        """
        article, start, end, _ = self._places[case]
        found = []
        for coding in self.codings:
            near = coding["article"].eq(article) & coding["start"].lt(end) & coding["end"].gt(start)
            rows = coding[near].sort_values(_PLACE).reindex(columns=["label", "text", "note"], fill_value="")
            if len(rows):
                found.append([dict(row) for row in rows.drop_duplicates().to_dict("records")])
        return sorted(found, key=repr) + [[] for _ in range(self.votes(case)[1] - len(found))]

    def votes(self, case: int) -> tuple[int, int]:
        """How many marked the passage, and how many have read it."""
        return self._who[self._places[case]]

    def sentence(self, case: int) -> str:
        """The sentence or sentences of the passage, in one line: what a near miss may be made of."""
        article, start, end, _ = self._places[case]
        whole = self.corpus[article].text
        around = [(a, b) for a, b in _text.sentences(whole) if a < end and b > start] or [(start, end)]
        return " ".join(whole[around[0][0] : around[-1][1]].split())

    def decide(
        self,
        case: int,
        keep: str,
        *,
        start: int | None = None,
        end: int | None = None,
        label: str | None = None,
        reason: str = "",
        near_miss: str = "",
    ) -> None:
        """Decide about a case, and save it: ``yes``, ``no``, or ``""`` to leave it to the majority.

        `start`, `end` (in the article) and `label` move or recode a passage that is kept. `near_miss` is a sentence
        for the codebook, under the code that the passage did not get: it needs a *no* or another `label`.

        Raises ValueError when this cannot be, and `NotSaved` when the file cannot be written; the decision is then kept
        in memory and saved with the next one.
        """
        place = self._places[case]
        made = Decision(*place[1:], keep, *(" ".join(words.split()) for words in (reason, near_miss)))
        if keep not in KEEP:
            raise ValueError(f"keep is {keep!r}; it must be yes, no or nothing")
        if keep == "yes":
            first, last = (place[1] if start is None else start), (place[2] if end is None else end)
            if not 0 <= first < last <= len(self.corpus[place[0]].text) or not self._words(place[0], first, last):
                raise ValueError(f"{first} to {last} is no passage of {place[0]}; choose at least one word")
            made = replace(made, start=first, end=last, label=label or place[3])
        if near_miss and (keep == "" or (keep == "yes" and made.label == place[3])):
            raise ValueError("a near miss does not have the code; drop the passage, or give it another code, first")
        if made.label not in self.codebook.labels and made.label != place[3]:
            raise ValueError(f"the codebook {self.codebook.name} has no code {made.label!r}")
        self._made[case] = made
        self._unsaved.add(case)
        self.save()

    def save(self) -> None:
        """Save what could not be saved before; does nothing if all is saved."""
        if not self._unsaved:
            return
        with locked(self.path, self.wait):
            try:
                self._made = self._on_disk() | {case: self._made[case] for case in self._unsaved}
                replace_file(self.decisions, self.path, self.corpus)
                put(self.path.with_suffix(".md"), self.log().encode("utf-8"))
            except (OSError, SpanError) as error:
                raise NotSaved(f"{error}. The next decision saves this one, too") from error
        self._unsaved.clear()

    @property
    def decisions(self) -> pd.DataFrame:
        """The table in the file: `cases` with ``keep``, ``to_start``, ``to_end``, ``to_text``, ``to_label``, ``reason``
        and ``near_miss`` (all str), which `newsloupe.agreement.merge` takes as its `decisions`."""
        rows = []
        for case, place in enumerate(self._places):
            made = self.decision(case)
            moved, recoded = (made.start, made.end) != place[1:3], made.label != place[3]
            ends = (str(made.start), str(made.end), self._words(place[0], made.start, made.end))
            rows.append((made.keep, *(ends if moved else ("", "", "")), made.label if recoded else "", made.reason,
                         made.near_miss))  # fmt: skip
        names = ["keep", "to_start", "to_end", "to_text", "to_label", "reason", "near_miss"]
        return self.cases.join(pd.DataFrame(rows, columns=names, index=self.cases.index, dtype=object))

    def log(self) -> str:
        """The decisions as Markdown, code by code, and the near misses as lines to put into the codebook."""
        made = [(place, case, one) for case, place in enumerate(self._places) if (one := self.decision(case)).keep]
        lines = [f"# Decisions: {as_markdown(self.codebook.title)}", "",
                 f"Codebook `{self.codebook.name}`, checksum {codebook_checksum(self.codebook)}. "
                 f"{len(made)} of {len(self._places)} passages are decided."]  # fmt: skip
        for label in dict.fromkeys(place[3] for place, _, _ in made):
            lines += ["", f"## {as_markdown(label)}", ""]
            lines += [self._told(*one) for one in made if one[0][3] == label]
        misses: dict[str, dict[str, list[str]]] = {}
        for place, _, one in made:
            if one.near_miss:
                misses.setdefault(place[3], {"near_misses": []})["near_misses"].append(one.near_miss)
        if misses:
            told = yaml.safe_dump(misses, allow_unicode=True, sort_keys=False, width=100).rstrip()
            lines += ["", "## Near misses to add", "", *(f"    {line}" for line in told.split("\n"))]
        return "\n".join(lines) + "\n"

    def _told(self, place: _Place, case: int, made: Decision) -> str:
        done = {"yes": "kept", "no": "dropped"}[made.keep]
        if made.label != place[3]:
            done = f"recoded as {as_markdown(made.label)}"
        if (made.start, made.end) != place[1:3]:
            moved = as_markdown(" ".join(self._words(place[0], made.start, made.end).split()))
            done += f", with other ends: “{moved}”"
        words, sentence = (
            as_markdown(" ".join(told.split())) for told in (self._words(*place[:3]), self.sentence(case))
        )
        votes, readers = self.votes(case)
        told = f"- “{words}” in *{sentence}* ({votes} of {readers}): {done}."
        return told + (f" {as_markdown(made.reason)}" if made.reason else "")

    def _words(self, article: str, start: int, end: int) -> str:
        return self.corpus[article].text[start:end]

    def _on_disk(self) -> dict[int, Decision]:
        """The decisions in the file, by case."""
        if not self.path.exists():
            return {}
        cases = {place: case for case, place in enumerate(self._places)}
        found: dict[int, Decision] = {}
        table = load_spans(self.path, self.corpus)
        if "keep" not in table:
            raise SpanError(f"{self.path.name} has no column keep, so it is no list of decisions; give another path")
        for row in table[table["keep"].ne("")].fillna("").to_dict("records"):
            place = tuple(row[name] for name in _PLACE)
            if place not in cases:
                raise SpanError(
                    f"{self.path.name} decides about {place[0]}[{place[1]}:{place[2]}] as {place[3]}, on which these "
                    "codings do not differ; take the codings it was made from, delete the row, or give another path"
                )
            found[cases[place]] = _decision(row)
        return found


def _decision(row: dict[Any, Any]) -> Decision:
    start, end = (whole_number(row.get(f"to_{name}")) for name in ("start", "end"))
    if start is None or end is None:
        start, end = int(row["start"]), int(row["end"])
    keep, reason, near_miss = (str(row.get(name, "")) for name in ("keep", "reason", "near_miss"))
    return Decision(start, end, row.get("to_label") or row["label"], keep, reason, near_miss)
