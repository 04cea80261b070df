"""Everything that reading an article needs, imported and compiled: for the process of which the workers are copies.

Importing this module takes some seconds; the copies have it all at once, and share the memory (`layers.workers`).
"""

from newsloupe.layers import LAYERS, read_part

__all__: list[str] = []

_TEXT = "Perhaps the mayor of Rome, who is said to know it, told them: “We will go.”"
read_part({"": _TEXT}, {name: {} for name in LAYERS})
