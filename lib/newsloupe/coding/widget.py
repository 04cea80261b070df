"""Coding by hand in a notebook: an article beside a codebook, every mark saved at once.

`code` shows the widget; what it saves is a span table (`newsloupe.coding.store`), so `load_spans` reads it and every
function of this package that takes spans takes a person's coding. Needs the extra ``coding``.
"""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsloupe import text as _text
from newsloupe.codebook.schema import Code, Codebook, Item, load_codebook
from newsloupe.coding.store import Coding, CodingWarning, NotSaved, Refused, read_coding
from newsloupe.corpus.article import Corpus
from newsloupe.exchange.offsets import Utf16
from newsloupe.show.display import highlight
from newsloupe.show.labels import look

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError('coding by hand needs the package anywidget: pip install "newsloupe[coding]"') from error

_FOLDER = Path(__file__).resolve().parent
WAIT = 3.0  # seconds for others to finish writing; after four without an answer, the browser says so
KEYS = "123456789abcdefghijkmopqrstuvwxyz"  # one for each code; l links and n is for notes


def code(
    corpus: Corpus,
    path: str | Path,
    codebook: str | Path | Codebook = "attribution",
    coder: str = "",
    article: str | None = None,
) -> "CodingWidget":
    """A widget in which `coder` codes the articles of `corpus` with `codebook`, saved to `path` at every change.

    `path` is a ``.csv`` or ``.parquet`` file; if it exists, coding goes on where it stopped, and the rows of other
    coders, articles and layers stay as they are. `codebook` is the name of a shipped one, a path or a `Codebook`;
    where its codes have items, each item is a choice of its own and is saved in the column ``item``. `article` is
    the id of the one to begin with.

    Raises ValueError when `coder` is missing or `corpus` is empty, KeyError for an unknown `article`, `CodebookError`
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
    return CodingWidget(corpus, Path(path), load_codebook(codebook), coder, article or corpus.ids[0])


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

    def __init__(self, corpus: Corpus, path: Path, codebook: Codebook, coder: str, article: str) -> None:
        self._corpus, self._path, self._codebook, self._coder = corpus, path, codebook, coder
        self._choices = choices(codebook)
        self._codings: dict[str, Coding] = {}
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

    def _open(self, article: str) -> str:
        if article not in self._codings:
            layer = self._codebook.layer
            self._codings[article] = Coding(self._path, self._corpus, article, self._coder, layer, wait=WAIT)
        self._coding = self._codings[article]
        self._article = self._coding.article
        self._offsets = Utf16(self._article.text)
        count = len(self._coding.marks)
        return f"{self._article.label}: {count} {'passage' if count == 1 else 'passages'} marked."

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
        }

    def _mark(self, asked: dict[str, Any]) -> str:
        start, end = (self._offsets.to_python(asked[name]) for name in ("start", "end"))
        before = len(self._coding.marks)
        choice = self._choices[asked["choice"]]
        number = self._coding.mark(start, end, join=asked["join"], **_columns(choice))
        self._latest = number
        done = "Marked" if len(self._coding.marks) > before else "Already marked"
        return f"{done} {self._quoted(number)} as {choice['title']}."

    def _remove(self, asked: dict[str, Any]) -> str:
        passage = self._quoted(asked["mark"])
        self._coding.remove(asked["mark"])
        return f"Removed the mark from {passage}."

    def _recode(self, asked: dict[str, Any]) -> str:
        choice = self._choices[asked["choice"]]
        self._coding.update(asked["mark"], **_columns(choice))
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

    def _quoted(self, number: int) -> str:
        row = self._coding.marks[number]
        words = " ".join(self._article.text[row["start"] : row["end"]].split())
        return f"“{words if len(words) <= 60 else words[:57] + '…'}”"

    # ------------------------------------------------------------ what the browser is told

    def _desk(self) -> dict[str, Any]:
        return {
            "articles": list(self._corpus.labels.items()),
            "codebook": self._codebook.title,
            "choices": self._choices,
            "coder": self._coding.coder,
            "file": self._path.name,
        }

    def _page(self) -> dict[str, Any]:
        text, offset = self._article.text, self._offsets.from_python
        return {
            "article": self._article.id,
            "text": text,
            "words": [(offset(a), offset(b)) for a, b in _text.words(text)],
            "sentences": [(offset(a), offset(b)) for a, b in _text.sentences(text)],
        }

    def _state(self, said: str, problem: str, refused: str = "", turn: int | None = None) -> dict[str, Any]:
        marks = [
            {
                "id": number,
                "start": self._offsets.from_python(row["start"]),
                "end": self._offsets.from_python(row["end"]),
                "name": row.get("item") or row["label"],
                "group": row["group"],
                "note": row["note"],
            }
            for number, row in self._coding.in_order()
        ]
        possible = {"undo": self._coding.can_undo, "redo": self._coding.can_redo}
        told = {"said": said, "problem": problem, "refused": refused}
        return {"marks": marks, "latest": self._latest, **possible, **told, "turn": turn}

    # ------------------------------------------------------------ where no kernel runs

    def __repr__(self) -> str:
        marked = f"{len(self._coding.marks)} marked, in {self._path.name}"
        return f"Coding of {self._article.label} by {self._coding.coder}: {marked}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget and, for pages that run no kernel, the article as it was coded when the cell ran."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:  # the widget is closed
            return None
        return bundle[0] | {"text/html": highlight(self._article, self._coding.spans()).data}, bundle[1]


def choices(codebook: Codebook) -> list[dict[str, Any]]:
    """What a coder can choose: each code or, where a code has items, each of its items."""
    chosen = [(code, item) for code in codebook.codes for item in code.items or (None,)]
    return [
        _guide(code, item) | {"key": KEYS[i : i + 1], "color": look(item.id if item else code.label).colour}
        for i, (code, item) in enumerate(chosen)
    ]


def _guide(code: Code, item: Item | None) -> dict[str, Any]:
    """All that a person needs to decide, and the name under which it is marked."""
    lists = {
        "Code when": code.code_when,
        "Do not code when": code.not_when,
        "Examples": code.examples,
        "Near misses": code.near_misses,
    }
    return {
        "label": code.label,
        "item": item.id if item else "",
        "name": item.id if item else code.label,
        "title": f"{code.title}: {item.question}" if item else code.title,
        "definition": code.definition,
        "lists": [[title, list(lines)] for title, lines in lists.items() if lines],
    }


def _columns(choice: dict[str, Any]) -> dict[str, str]:
    return {"label": choice["label"]} | ({"item": choice["item"]} if choice["item"] else {})
