"""On which side of a conflict a source stands, by an actor list that anybody can edit (`newsloupe.actors`)."""

from functools import lru_cache
from pathlib import Path

import regex

from newsloupe.actors import DEFAULT, ActorFinder, Actors, load_actors

# What follows these words only says what a speaker looks at: analysts monitoring Russia.
_ABOUT = regex.compile(
    r"\b(?:in|on|to|about|against|over|near|outside|inside|across|who|which|that|whose|including|like|"
    r"monitoring|covering|studying|watching|familiar|close)\b", regex.IGNORECASE
)  # fmt: skip
_BELONGS = regex.compile(r"\b(?:of|for|at|from|with|by)\b", regex.IGNORECASE)
_SEGMENT = regex.compile(r"[^,(—–]+")


class Sides:
    """The sides of sources, by one actor list; without one nobody has a side.

    >>> [Sides().of(s) for s in ["a Kremlin spokesperson", "Western analysts", "officials of NATO", "Ann Smith"]]
    ['russia', 'observers', 'west', '']
    """

    def __init__(self, actors: str | Path | Actors | None = DEFAULT) -> None:
        if actors is None:
            self.of = lambda source: ""
            return
        self._actors = load_actors(actors)
        self._finder = ActorFinder(self._actors)
        self.of = lru_cache(maxsize=5_000)(self._of)

    def _of(self, source: str) -> str:
        """The side of the actor that `source` names, or ``""``. The last name before *of*, *for*, *at* counts (the
        head, in *Russian experts* the experts), else the first one after it; then what stands between commas. Names
        of what a source only speaks about, and of places, which cannot speak, do not count."""
        mentions = [(start, end, actor) for start, end, actor, _ in self._finder.mentions(source)
                    if self._actors[actor].acts]  # fmt: skip
        for segment in _SEGMENT.finditer(source) if mentions else ():
            about = _ABOUT.search(source, *segment.span())
            stop = about.start() if about else segment.end()
            here = [one for one in mentions if segment.start() <= one[0] and one[1] <= stop]
            if here:
                of = _BELONGS.search(source, segment.start(), stop)
                head = [one for one in here if of is None or one[0] < of.start()]
                return self._actors[head[-1][2] if head else here[0][2]].side
        return ""
