"""One attribution: its cue, its content and its source, in tokens."""

from dataclasses import dataclass, replace

from newsloupe.grammar.parsed import Range
from newsloupe.grammar.reporting import Reporter


@dataclass(frozen=True)
class Attribution:
    """One attribution in tokens: its cue, its content in one or more pieces, its source if it has one."""

    cue: Range
    content: tuple[Range, ...]
    rule: str
    reporter: Reporter
    attitude: str
    source: Range | None = None

    def with_content(self, *more: Range) -> "Attribution":
        return replace(self, content=self.content + more)
