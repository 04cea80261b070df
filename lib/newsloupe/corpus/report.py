"""What was left out of a corpus, what was loaded with a doubt, and how its files were understood."""

from newsloupe.reading.decoding import Unreadable

Entry = tuple[str, str, str]  # file (and line), problem, remedy

EMPTY = "is empty", "delete it or fetch its text again"


class CorpusWarning(UserWarning):
    """Something was left out, may be read wrongly, or was understood in a way that should be checked; `Corpus.problems`
    and `Corpus.notes` list it.

    >>> import tempfile, warnings
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     for name, text in {"a.txt": "The pool is closed.", "b.txt": ""}.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     corpus = load_corpus(folder)
    >>> caught[0].category.__name__, corpus.ids, corpus.problems.iloc[0].tolist()
    ('CorpusWarning', ['a'], ['b.txt', 'is empty', 'delete it or fetch its text again'])
    """


class Report:
    """What was left out, what was loaded but should be looked at, `notes` on how files were understood, and what was
    `cut` from web pages and PDF files: id of the article, offset and text. `tables` counts those that were read;
    `with_notes` are files with footnotes, comments or deleted text, which are left out."""

    def __init__(self) -> None:
        self.left_out: list[Entry] = []
        self.loaded: list[Entry] = []
        self.notes: list[str] = []
        self.tables = 0
        self.with_notes: list[str] = []
        self.cut: list[tuple[str, int, str]] = []

    def leave_out(self, where: str, error: Unreadable) -> None:
        """Something cannot be read."""
        at = f"{where}, line {error.line}" if error.line else where
        self.left_out.append((at, error.problem, error.remedy))

    def finish(self) -> None:
        """Say once which files have notes, and of rows without a text what was found when they were read, if that is
        why they have none."""
        if self.with_notes:
            self.notes.append(f"footnotes, comments and deleted text are left out (of {shortened(self.with_notes)})")
        reasons = {where: (f"{EMPTY[0]}, since it {problem}", remedy) for where, problem, remedy in self.loaded}
        self.left_out = [
            (entry[0], *reasons.get(entry[0], entry[1:])) if entry[1] == EMPTY[0] else entry for entry in self.left_out
        ]

    def doubted(self) -> list[Entry]:
        """What was loaded, without what was doubted and then left out."""
        gone = {where for where, *_ in self.left_out}
        return [entry for entry in self.loaded if entry[0] not in gone]

    def message(self, name: str) -> str:
        parts = list(self.notes)
        if parts and self.tables:
            parts.append("(If a column holds something else, say so: text=, id=, title= or meta=.)")
        for entries, what in ((self.left_out, "left out"), (self.doubted(), "loaded, but may not be right")):
            if entries:
                parts.append(f"{len(entries)} of the entries in {name} were {what}:")
                parts += [f"  {where}: {problem}; {remedy}" for where, problem, remedy in entries[:20]]
                parts += [f"  and {len(entries) - 20} more in corpus.problems"] if len(entries) > 20 else []
        return "\n".join(parts)


def named(file: str, entries: list[tuple[int, str, str]], whole: int = 0) -> list[Entry]:
    """Entries about lines of a file; those about the line `whole` are about the whole file."""
    return [(f"{file}, line {line}" if line != whole else file, problem, remedy) for line, problem, remedy in entries]


def listed(names: list[str]) -> str:
    """Names of columns, for a message."""
    shown = ", ".join(repr(str(name)[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def shortened(names: list[str]) -> str:
    """The first ten of many names, for a message."""
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
