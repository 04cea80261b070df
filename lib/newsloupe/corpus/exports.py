"""What exports of news archives have in common: many articles in a file, and a number that was announced.

No reader here was tried on a real export: the forms are those that other programs' readers and their samples describe.
So each reader counts, and says which of the articles that were announced it could not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsloupe.corpus.report import Entry
from newsloupe.reading.decoding import Unreadable


@dataclass(frozen=True)
class Draft:
    """An article to be: it has no id yet. `number` is its place in an export (0: it is no part of one); `cut` is what
    was cut from its page, each passage with the offset in the text before which it stood."""

    text: str
    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    cut: tuple[tuple[int, str], ...] = ()


@dataclass
class Export:
    """The articles of an export from the `archive`, how many were `announced`, and why single ones were not read."""

    archive: str
    announced: int = 0
    drafts: list[Draft] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def lost(self) -> list[int]:
        """The numbers that were announced, and are not among the articles."""
        read = {draft.number for draft in self.drafts}
        return sorted({*range(1, self.announced + 1), *self.faults} - read)

    def note(self, file: str) -> str:
        """How many were announced and read, in words.

        >>> Export("Nexis", 2, [Draft("The pool is closed.", number=2)]).note("news.docx")
        'news.docx is an export of Nexis: 2 announced, 1 read, missing: no. 1'
        """
        counts = f"{file} is an export of {self.archive}: {self.announced} announced, {len(self.drafts)} read"
        return counts + (f", missing: no. {_listed(self.lost)}" if self.lost else "")

    def problems(self, file: str) -> list[Entry]:
        """A line for each article with a known fault, and one for those of which only the number is known."""
        entries = [(f"{file}, no. {number}", why, "look at it in the file, and add its text as a file of its own")
                   for number, why in sorted(self.faults.items())]  # fmt: skip
        unknown = [number for number in self.lost if number not in self.faults]
        if unknown:
            counted = f"{self.announced} announced, {len(self.drafts)} read, missing: no. {_listed(unknown)}"
            remedy = "look for them in the file; if they are not in it, export them again"
            entries.append((f"{file}, no. {_listed(unknown)}", counted, remedy))
        if len(self.drafts) > self.announced:
            counted = f"{self.announced} announced, but {len(self.drafts)} read"
            entries.append((f"{file}, as a whole", counted, "look whether each of them is one article"))
        return entries


def other_language(archive: str, sign: str) -> Unreadable:
    """The error for an export whose words are not those of the English interface."""
    problem = f"looks like an export of {archive} with another language of the interface (it says {sign.strip()!r})"
    return Unreadable(problem, "set the language of its website to English, and export it again")


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
