"""Coding by hand in a notebook: an article beside a codebook, every mark saved at once.

`code` shows the widget; what it saves is a span table (`newsloupe.coding.store`), so `load_spans` reads it and every
function of this package that takes spans takes a person's coding. Needs the extra ``coding``.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsloupe.codebook.readings import provenance_of
from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.coding.desk import choices, columns_of, form_of, page_of
from newsloupe.coding.store import Coding, CodingWarning, NotSaved, Refused, Row, read_coding
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import Only, give_out, place_of
from newsloupe.exchange.offsets import Utf16
from newsloupe.show.display import highlight
from newsloupe.spans import ANSWER, READ

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError('coding by hand needs the package anywidget: pip install "newsloupe[coding]"') from error

_FOLDER = Path(__file__).resolve().parent
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")  # several in a row, which are a hole on a page
WAIT = 3.0  # seconds for others to finish writing; after four without an answer, the browser says so


def code(
    corpus: Corpus,
    path: str | Path,
    codebook: str | Path | Codebook = "attribution",
    coder: str = "",
    article: str | None = None,
    only: Only | None = None,
) -> "CodingWidget":
    """A widget in which `coder` codes the articles of `corpus` with `codebook`, saved to `path` at every change.

    `path` is a ``.csv`` or ``.parquet`` file; if it exists, coding goes on where it stopped, and the rows of other
    coders, articles and layers stay as they are. `codebook` is the name of a shipped one, a path or a `Codebook`;
    where its codes have items, each item is a choice of its own and is saved in the column ``item``. `article` is
    the id of the one to begin with. `only` are the passages that are given out (`newsloupe.corpus.give_out`): nothing
    else is shown, and the file has their places in the whole articles.

    *Finished* saves that the coder has read the article or passage to its end, also where nothing is marked: a row of
    the layer ``read`` with ``codebook``, ``codes``, ``checksum``, ``version`` and ``date``. Agreement uses what all
    coders have finished.

    Raises ValueError when `coder` is missing or `corpus` is empty, `CorpusError` for a passage that is not there,
    KeyError for an unknown `article`, `CodebookError`
    for a codebook that cannot be used, `SpanError` for a file that is no span table of these articles (it is not
    changed), and FileNotFoundError when there is no folder for it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     widget = code(Corpus.from_texts({"a": "It may rain."}), f"{folder}/coding.csv", "stance", coder="Ada")
    ...     len(widget.spans)  # as a notebook's last line, `widget` shows the article and the codes
    0
    """
    if not len(corpus):
        raise ValueError("the corpus is empty; load articles first")
    given = corpus if only is None else give_out(corpus, only)
    return CodingWidget(corpus, Path(path), load_codebook(codebook), coder, article or given.ids[0], given)


def _told(warned: list[warnings.WarningMessage]) -> Iterator[str]:
    """What the coder is to know; other warnings are passed on."""
    for one in warned:
        if one.category is CodingWarning:
            yield f"{one.message}."
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)


class CodingWidget(anywidget.AnyWidget):
    """What `code` returns. `spans` is the coder's work so far."""

    _esm = (_FOLDER / "coding.js").read_text(encoding="utf-8")
    _css = (_FOLDER / "coding.css").read_text(encoding="utf-8")
    desk = traitlets.Dict().tag(sync=True)  # what never changes: articles, codes, names
    page = traitlets.Dict().tag(sync=True)  # the open article
    state = traitlets.Dict().tag(sync=True)  # its marks, and what happened last

    def __init__(
        self, corpus: Corpus, path: Path, codebook: Codebook, coder: str, article: str, given: Corpus | None = None
    ) -> None:
        self._corpus, self._path, self._codebook, self._coder = corpus, path, codebook, coder
        self._given = corpus if given is None else given
        self._choices = choices(codebook)
        self._codings: dict[tuple[str, str], Coding] = {}
        self._latest = 0  # the mark that was just made, if any
        self._open(article)
        super().__init__(desk=self._desk(), page=self._page(), state=self._state("", ""))
        self.on_msg(self._receive)

    @property
    def spans(self) -> Any:
        """The coder's marks in all articles, with this codebook's layer: the span table in the file."""
        table = read_coding(self._path, self._corpus)
        own = table["coder"].eq(self._coding.coder) & table["layer"].eq(self._codebook.layer)
        return table[own].reset_index(drop=True)

    def _open(self, passage: str) -> str:
        """Open an article, or a passage of one that was given out."""
        self._passage = self._given[passage]
        place = place_of(passage) if passage not in self._corpus else None
        article, self._base, _ = place or (passage, 0, 0)
        layers = (self._codebook.layer, READ, ANSWER)
        self._coding, self._reading, self._answers = (self._coding_of(article, layer) for layer in layers)
        self._article = self._coding.article
        self._offsets = Utf16(self._passage.text)
        count = len(self._shown())
        return f"{self._passage.label}: {count} {'passage' if count == 1 else 'passages'} marked."

    def _coding_of(self, article: str, layer: str) -> Coding:
        if (article, layer) not in self._codings:
            coding = Coding(self._path, self._corpus, article, self._coder, layer, wait=WAIT)
            self._codings[article, layer] = coding
        return self._codings[article, layer]

    def _shown(self) -> list[tuple[int, Row]]:
        """The marks that lie in what is open."""
        end = self._base + len(self._passage.text)
        return [(n, row) for n, row in self._coding.in_order() if self._base <= row["start"] and row["end"] <= end]

    def _finished(self) -> int | None:
        """The number of the row that says that the coder has read what is open, with this codebook; None without."""
        start, end = self._base, self._base + len(self._passage.text.rstrip())
        return next(
            (
                number
                for number, row in self._reading.in_order()
                if row["start"] <= start + len(self._passage.text) - len(self._passage.text.lstrip())
                and row["end"] >= end
                and row.get("codebook") == self._codebook.name
            ),
            None,
        )

    # ------------------------------------------------------------ what the browser asks for

    def _receive(self, _: Any, content: dict[str, Any], buffers: Any = None) -> None:
        """Do what a message asks for, and answer with the new state."""
        said, refused, problem, self._latest = "", "", "", 0
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always", CodingWarning)
                said = self._commands()[content["do"]](content)
            said = " ".join([said, *_told(warned)])
        except Refused as error:
            refused = f"Refused: {error}."
        except NotSaved as error:
            problem = f"Not saved yet: {error}."
        except KeyError:
            said = "That passage is no longer marked."
        except Exception as error:  # whatever it is, the browser must get an answer
            said = f"Nothing was changed: {error}."
        with self.hold_sync():
            self.page = self._page()
            self.state = self._state(said, problem or self._save_rest(), refused, content.get("turn"))

    def _save_rest(self) -> str:
        """Save what could not be saved before, in any article; the reason if it still cannot be, else ``""``."""
        for coding in self._codings.values():
            try:
                coding.save()
            except NotSaved as error:
                return f"Not saved yet: {error}."
        return ""

    def _commands(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        return {
            "mark": self._mark,
            "remove": self._remove,
            "recode": self._recode,
            "note": self._note,
            "link": self._link,
            "unlink": self._unlink,
            "undo": self._undo,
            "redo": self._redo,
            "open": lambda asked: self._open(asked["article"]),
            "save": lambda _: "Tried to save again.",
            "finish": self._finish,
            "answer": self._answer,
        }

    def _mark(self, asked: dict[str, Any]) -> str:
        start, end = (self._base + self._offsets.to_python(asked[name]) for name in ("start", "end"))
        before = len(self._coding.marks)
        choice = self._choices[asked["choice"]]
        number = self._coding.mark(start, end, join=asked["join"], **columns_of(choice))
        self._latest = number
        done = "Marked" if len(self._coding.marks) > before else "Already marked"
        return f"{done} {self._quoted(number)} as {choice['title']}."

    def _remove(self, asked: dict[str, Any]) -> str:
        passage = self._quoted(asked["mark"])
        self._coding.remove(asked["mark"])
        return f"Removed the mark from {passage}."

    def _recode(self, asked: dict[str, Any]) -> str:
        choice = self._choices[asked["choice"]]
        self._coding.update(asked["mark"], **columns_of(choice))
        return f"{self._quoted(asked['mark'])} is now {choice['title']}."

    def _note(self, asked: dict[str, Any]) -> str:
        self._coding.update(asked["mark"], note=" ".join(asked["note"].split()))
        return f"Note on {self._quoted(asked['mark'])} kept."

    def _link(self, asked: dict[str, Any]) -> str:
        group = self._coding.link(asked["marks"])
        return f"Linked {self._quoted(asked['marks'][-1])} into group {group}."

    def _unlink(self, asked: dict[str, Any]) -> str:
        self._coding.unlink(asked["mark"])
        return f"{self._quoted(asked['mark'])} is in no group now."

    def _undo(self, _: dict[str, Any]) -> str:
        possible = self._coding.can_undo
        self._coding.undo()
        return "The last change is undone." if possible else "There is nothing to undo."

    def _redo(self, _: dict[str, Any]) -> str:
        possible = self._coding.can_redo
        self._coding.redo()
        return "The change is made again." if possible else "There is nothing to redo."

    def _finish(self, _: dict[str, Any]) -> str:
        """Save that what is open was read to its end, or take that back."""
        number = self._finished()
        if number is not None:
            self._reading.remove(number)
            return f"{self._passage.label} is not finished."
        told = provenance_of(self._codebook)
        self._reading.mark(self._base, self._base + len(self._passage.text), READ, join=(), **told)
        count = len(self._shown())
        return f"Finished: {self._passage.label} is read, with {count or 'no'} {'mark' if count == 1 else 'marks'}."

    def _answer(self, asked: dict[str, Any]) -> str:
        """Save the answer to a question of the form, with a passage as evidence; an empty one takes it away."""
        question = next(one for one in self._codebook.form if one.id == asked["question"])
        number, value = self._answered().get(question.id, (None, {}))[0], str(asked["answer"]).strip()
        if not value:
            if number is not None:
                self._answers.remove(number)
            return f"No answer to “{question.ask}”."
        if fault := question.fault(value):
            raise ValueError(fault)
        places = (self._base + self._offsets.to_python(asked[name]) for name in ("start", "end") if name in asked)
        start, end = tuple(places) or (self._base, self._base + len(self._passage.text))
        with_evidence = "passage" if "start" in asked else "whole"
        if number is not None:
            self._answers.remove(number)
        self._answers.mark(start, end, question.id, join=(), answer=value, evidence=with_evidence,
                           codebook=self._codebook.name)  # fmt: skip
        return f"{value}: “{question.ask}”" + (" with a passage." if "start" in asked else "")

    def _answered(self) -> dict[str, tuple[int, Row]]:
        """The answers to the form in what is open, by question."""
        end = self._base + len(self._passage.text)
        return {
            row["label"]: (number, row)
            for number, row in self._answers.in_order()
            if self._base <= row["start"] and row["end"] <= end and row.get("codebook") == self._codebook.name
        }

    def _quoted(self, number: int) -> str:
        row = self._coding.marks[number]
        words = " ".join(self._article.text[row["start"] : row["end"]].split())
        return f"“{words if len(words) <= 60 else words[:57] + '…'}”"

    # ------------------------------------------------------------ what the browser is told

    def _desk(self) -> dict[str, Any]:
        return {
            "articles": list(self._given.labels.items()),
            "codebook": self._codebook.title,
            "choices": self._choices,
            "form": form_of(self._codebook),
            "coder": self._coding.coder,
            "file": self._path.name,
        }

    def _page(self) -> dict[str, Any]:
        return page_of(self._passage)

    def _state(self, said: str, problem: str, refused: str = "", turn: int | None = None) -> dict[str, Any]:
        marks = [
            {
                "id": number,
                "start": self._offsets.from_python(row["start"] - self._base),
                "end": self._offsets.from_python(row["end"] - self._base),
                "name": row.get("item") or row["label"],
                "group": row["group"],
                "note": row["note"],
            }
            for number, row in self._shown()
        ]
        possible = {"undo": self._coding.can_undo, "redo": self._coding.can_redo}
        told = {"said": said, "problem": problem, "refused": refused, "finished": self._finished() is not None}
        answers = {
            question: {
                "answer": row["answer"],
                "evidence": self._article.text[row["start"] : row["end"]] if row.get("evidence") == "passage" else "",
            }
            for question, (_, row) in self._answered().items()
        }
        return {"marks": marks, "answers": answers, "latest": self._latest, **possible, **told, "turn": turn}

    # ------------------------------------------------------------ where no kernel runs

    def __repr__(self) -> str:
        marked = f"{len(self._coding.marks)} marked, in {self._path.name}"
        return f"Coding of {self._passage.label} by {self._coding.coder}: {marked}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget and, for pages that run no kernel, the article as it was coded when the cell ran."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:  # the widget is closed
            return None
        return bundle[0] | {"text/html": self._shown_without_kernel()}, bundle[1]

    def _shown_without_kernel(self) -> str:
        end = self._base + len(self._passage.text)
        page = str(highlight(self._article, self._coding.spans(), start=self._base, end=end).data)
        return _BLANK_LINES.sub("\n\n", page)
