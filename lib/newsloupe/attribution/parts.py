"""One attribution: its cue, its content and its source, in tokens."""

from typing import NamedTuple

from newsloupe.grammar.parsed import Range
from newsloupe.grammar.reporting import Reporter


class Attribution(NamedTuple):
    """One attribution in tokens: its cue, its content in one or more pieces, its source if it has one."""

    cue: Range
    content: tuple[Range, ...]
    rule: str
    reporter: Reporter
    attitude: str
    source: Range | None = None

    def with_content(self, *more: Range) -> "Attribution":
        return self._replace(content=self.content + more)
