"""Hand coding from and to the tools that courses use: brat, Label Studio, Doccano, INCEpTION, and paper.

Each tool has a pair of functions with the same arguments in the same order: ``to_brat(spans, corpus, path)`` writes a
folder that the tool opens, ``from_brat(path, corpus)`` reads what the tool exports, as a span table. Offsets come back
exactly as they were. `coding_sheet` writes a page to print.

What was coded is checked against the corpus: a file that was made for another version of a text is left out, and an
`ExchangeWarning` says where the texts first differ; other files are read. ``spans.attrs["problems"]`` lists all that
was left out: file and line, problem, remedy.

`layer` and `coder` fill these columns where a file does not say. What a tool has no column for is kept where it has a
place for notes; the docstrings say what each can hold. A column with nothing in it is not written.

Tried in the running tools, with text coded in the browser: Label Studio 1.23.2, Doccano 1.8.4, brat 1.3. Not tried in
INCEpTION itself. Other versions may differ: try one text before you give a class fifty.
"""

from newsloupe.exchange.brat import from_brat, to_brat
from newsloupe.exchange.doccano import from_doccano, to_doccano
from newsloupe.exchange.inception import from_inception, to_inception
from newsloupe.exchange.label_studio import from_label_studio, to_label_studio
from newsloupe.exchange.shared import ExchangeError, ExchangeWarning
from newsloupe.exchange.sheet import coding_sheet

__all__ = [
    "ExchangeError",
    "ExchangeWarning",
    "coding_sheet",
    "from_brat",
    "from_doccano",
    "from_inception",
    "from_label_studio",
    "to_brat",
    "to_doccano",
    "to_inception",
    "to_label_studio",
]
