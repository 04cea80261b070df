"""Adjudication in a notebook: what coders differ on, passage by passage, beside the codebook; nobody is named."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe.codebook.schema import Codebook
from newsloupe.coding.decisions import Adjudication
from newsloupe.coding.desk import guides, page_of
from newsloupe.coding.store import NotSaved
from newsloupe.corpus.article import Corpus
from newsloupe.exchange.offsets import Utf16

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError('adjudication needs the package anywidget: pip install "newsloupe[coding]"') from error

_FOLDER = Path(__file__).resolve().parent
WAIT = 3.0  # seconds for others to finish writing; after four without an answer, the browser says so


def adjudicate(
    codings: Sequence[pd.DataFrame],
    corpus: Corpus,
    codebook: str | Path | Codebook,
    path: str | Path,
    *,
    match: str = "overlap",
) -> "AdjudicationWidget":
    """A widget that steps through the passages on which `codings` differ, worst first, and saves what is decided.

    Each passage is shown in its article, with what the coders marked there (not who they are), and with the definition
    and the near misses of the codes in question. It is kept or dropped, its ends are moved word by word, it is given
    another code; with a reason, and a sentence that becomes a near miss. Every decision is saved at once to `path`, a
    ``.csv``, and goes on from there when the cell is run again; beside it lies a log for the codebook, the same
    name with ``.md``. Then ``merge(*codings, decisions=load_spans(path, corpus))`` is the adjudicated coding (with the
    same `match`).

    Raises ValueError where the coders differ on nothing, and otherwise what `Adjudication` raises.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain. In May it rains."})
    >>> ada = find_words(corpus, "may").assign(label="hedge", layer="rhetoric", coder="Ada")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     adjudicate([ada, ada.head(1).assign(coder="Ben")], corpus, "stance", f"{folder}/decisions.csv")
    0 of 1 passages decided, in decisions.csv
    """
    bench = Adjudication(codings, corpus, codebook, path, match=match, wait=WAIT)
    if bench.cases.empty:
        raise ValueError("these codings differ on no passage; there is nothing to decide")
    return AdjudicationWidget(bench)


class AdjudicationWidget(anywidget.AnyWidget):
    """What `adjudicate` returns; `bench` is the `Adjudication` behind it."""

    _esm = "\n".join(
        [
            (_FOLDER / "coding.js").read_text(encoding="utf-8").replace("export default", "export const coding ="),
            (_FOLDER / "adjudication.js").read_text(encoding="utf-8"),
        ]
    )
    _css = "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("coding.css", "adjudication.css"))
    desk = traitlets.Dict().tag(sync=True)  # what never changes: codes, names
    page = traitlets.Dict().tag(sync=True)  # the article of the open passage
    state = traitlets.Dict().tag(sync=True)  # the passage, what was decided about it, and what happened last

    def __init__(self, bench: Adjudication) -> None:
        self.bench = bench
        open_ = (case for case in range(len(bench.cases)) if not bench.decision(case).keep)
        self._case = next(open_, 0)
        super().__init__(desk=self._desk(), page=self._page(), state=self._state(""))
        self.on_msg(self._receive)

    # ------------------------------------------------------------ what the browser asks for

    def _receive(self, _: Any, content: dict[str, Any], buffers: Any = None) -> None:
        """Do what a message asks for, and answer with the new state."""
        said, problem = "", ""
        try:
            said = self._commands()[content["do"]](content)
        except NotSaved as error:
            problem = f"Not saved yet: {error}."
        except Exception as error:  # whatever it is, the browser must get an answer
            said = f"Nothing was changed: {error}."
        with self.hold_sync():
            self.page = self._page()
            self.state = self._state(said, problem, content.get("turn"))

    def _commands(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        return {"go": self._go, "open": self._go_open, "decide": self._decide, "save": self._save}

    def _go(self, asked: dict[str, Any]) -> str:
        case = int(asked["case"])
        if not 0 <= case < len(self.bench.cases):
            return "That was the last passage." if case > 0 else "That was the first passage."
        self._case = case
        self.bench.save()
        return self._told()

    def _go_open(self, _: dict[str, Any]) -> str:
        count = len(self.bench.cases)
        further = ((self._case + step) % count for step in range(1, count + 1))
        case = next((case for case in further if not self.bench.decision(case).keep), None)
        return "All passages are decided." if case is None else self._go({"case": case})

    def _decide(self, asked: dict[str, Any]) -> str:
        offsets = self._offsets()
        start, end = (offsets.to_python(int(asked[name])) for name in ("start", "end"))
        reason, near_miss, label = (str(asked[name]) for name in ("reason", "near_miss", "label"))
        self.bench.decide(
            self._case, asked["keep"], start=start, end=end, label=label, reason=reason, near_miss=near_miss
        )
        return self._told()

    def _save(self, _: dict[str, Any]) -> str:
        self.bench.save()
        return "Saved."

    def _told(self) -> str:
        made = self.bench.decision(self._case)
        title = next((code["title"] for code in self.desk["codes"] if code["label"] == made.label), made.label)
        done = {"yes": f"kept as {title}", "no": f"dropped: not {title}", "": f"not decided: {title}?"}[made.keep]
        words = " ".join(self.bench.corpus[self._article()].text[made.start : made.end].split())
        shown = words if len(words) <= 60 else words[:57] + "…"
        return f"Passage {self._case + 1} of {len(self.bench.cases)}, “{shown}”: {done}."

    # ------------------------------------------------------------ what the browser is told

    def _article(self) -> str:
        return str(self.bench.cases.at[self._case, "article"])

    def _offsets(self) -> Utf16:
        return Utf16(self.bench.corpus[self._article()].text)

    def _desk(self) -> dict[str, Any]:
        codes = guides(self.bench.codebook, self.bench.cases["label"])
        return {"codebook": self.bench.codebook.title, "codes": codes, "file": self.bench.path.name}

    def _page(self) -> dict[str, Any]:
        article = self.bench.corpus[self._article()]
        return page_of(article) | {"title": article.label}

    def _state(self, said: str, problem: str = "", turn: int | None = None) -> dict[str, Any]:
        row, made, offset = self.bench.cases.loc[self._case], self.bench.decision(self._case), self._offsets()
        count = len(self.bench.cases)
        votes, readers = self.bench.votes(self._case)
        others = [mark["label"] for marks in self.bench.readings(self._case) for mark in marks]
        return {
            "case": self._case,
            "cases": count,
            "decided": sum(bool(self.bench.decision(case).keep) for case in range(count)),
            "listed": row["label"],
            "start": offset.from_python(made.start),
            "end": offset.from_python(made.end),
            "label": made.label,
            "keep": made.keep,
            "reason": made.reason,
            "near_miss": made.near_miss,
            "sentence": self.bench.sentence(self._case),
            "readings": self.bench.readings(self._case),
            "votes": f"{votes} of {readers} coders marked it",
            "beside": list(dict.fromkeys([made.label, row["label"], *others])),
            "said": said,
            "problem": problem,
            "turn": turn,
        }

    def __repr__(self) -> str:
        return f"{self.state['decided']} of {self.state['cases']} passages decided, in {self.bench.path.name}"
