"""Coding without Python: one HTML file with texts, codebook and the widget, which saves a table by download."""

import json
import re
from html import escape
from pathlib import Path

from newsloupe.codebook.readings import provenance_of
from newsloupe.codebook.schema import Codebook, load_codebook
from newsloupe.coding.desk import choices, form_of, page_of
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import Only, give_out
from newsloupe.saving import put

_FOLDER = Path(__file__).resolve().parent
_STYLE = """
body { font: 100%/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80em; padding: .8em; color: #1a1a1a;
  background: #fff; }
h1 { font-size: 1.2em; margin: 0 0 .4em; } p { margin: .3em 0; }
h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } /* to be heard */
.bar { display: flex; flex-wrap: wrap; gap: .5em 1em; align-items: center; margin: .4em 0; }
.bar button, .bar input { font: inherit; min-height: 2.75em; padding: .3em .8em; }
[hidden] { display: none !important; }
#table { width: 100%; height: 10em; font: .85em monospace; }
.newsloupe-coding button, .newsloupe-coding select { min-height: 2.75em; }
.newsloupe-coding .codes label { min-height: 2.75em; align-items: center; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } }
"""


def coding_page(
    corpus: Corpus,
    codebook: str | Path | Codebook,
    path: str | Path,
    *,
    coder: str = "",
    only: Only | None = None,
) -> Path:
    """Write one HTML file in which people code the articles of `corpus` with `codebook`: no Python, no server, no
    network, also from a memory stick and on a tablet.

    It is the widget of `code`. The page asks for an invented name (unless `coder` is given), and saves a span table,
    ``NAME.csv``, by download; with *Finished*, it says what was read. Meanwhile the browser keeps the marks where it
    lets a file do so (not all do: download before you close it); a table that was downloaded can be taken up again.
    `only` are the passages that are given out (`newsloupe.corpus.give_out`). `newsloupe.exchange.load_codings` reads
    what comes back, passages at their place in the articles.

    Raises `CodebookError` for a codebook that cannot be used, `CorpusError` for a passage that is not there, ValueError
    for an empty corpus, and OSError when the file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = coding_page(Corpus.from_texts({"a": "It may rain."}), "stance", f"{folder}/code.html")
    ...     page = path.read_text(encoding="utf-8")
    >>> "It may rain." in page, "://" in page
    (True, False)
    """
    given = corpus if only is None else give_out(corpus, only)
    if not len(given):
        raise ValueError("the corpus is empty; load articles first")
    book = load_codebook(codebook)
    told = provenance_of(book)
    data = {
        "articles": list(given.labels.items()),
        "pages": [page_of(article) for article in given],
        "choices": choices(book),
        "form": form_of(book),
        "codebook": book.title,
        "layer": book.layer,
        "provenance": {name: value for name, value in told.items() if name != "date"},
        "key": f"{book.name} {told['checksum']} {' '.join(given.ids)}",
    }
    return put(Path(path), _page(book.title, json.dumps(data, ensure_ascii=False), coder).encode("utf-8"))


def _page(title: str, data: str, coder: str) -> str:
    widget = (_FOLDER / "coding.js").read_text(encoding="utf-8").replace("export default", "const widget =")
    script = widget + "\n" + (_FOLDER / "standalone.js").read_text(encoding="utf-8")
    style = (_FOLDER / "coding.css").read_text(encoding="utf-8") + _STYLE
    inert = re.sub("[<\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", data)  # no tag inside of a script
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coding: {escape(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Coding: {escape(title)}</h1>
<form id="start" class="bar">
<label for="coder">An invented name (an animal, for example):</label>
<input id="coder" type="text" autocomplete="off" value="{escape(coder)}">
<button>Start</button>
</form>
<div id="after" hidden>
<div class="bar">
<button id="download" type="button">Download the coding</button>
<button id="show" type="button">Show it as text, to copy</button>
<label>Go on with a table: <input id="earlier" type="file" accept=".csv,text/csv"></label>
<span id="told" role="status"></span>
</div>
<textarea id="table" readonly hidden aria-label="The coding as a table, to copy"></textarea>
<h2>Text and codes</h2>
<div id="desk"></div>
</div>
<noscript><p>This page needs JavaScript. Ask for the coding sheet on paper.</p></noscript>
</main>
<script id="data" type="application/json">{inert}</script>
<script>
{script}
</script>
</body>
</html>
"""
