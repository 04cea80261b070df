"""Clauses: verbs with those who act and those acted upon, the grammar beneath `newsloupe.agency`.

The rules see part-of-speech tags, not sentence trees. They look for the nearest noun phrases on both sides of a verb,
over what stands between (appositives, relative clauses, adverbs), and give up where that is not clear. The modules,
from the ground up: `words` (the words of a unit), `places` and `verbs` (which of them are verbs), `phrases` (noun
phrases), `subjects` and `objects` (those before and after a verb), `roles` (whose verb it is).
"""

from newsloupe.clauses.phrases import Phrase
from newsloupe.clauses.roles import Clauses
from newsloupe.clauses.verbs import Unit
from newsloupe.clauses.words import Verb

__all__ = ["Clauses", "Phrase", "Unit", "Verb"]
