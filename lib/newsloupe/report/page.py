"""An executed notebook as one HTML page that asks nothing of the network."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from newsloupe.saving import put
from newsloupe.show.display import SVG

# Nothing is loaded, and no script is run: whatever a text brings along, the browser is told so.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_TABLES = (Path(__file__).parents[1] / "show" / "tables.css").read_text(encoding="utf-8")  # as on the site
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 0 1rem 4rem; }
body { overflow-wrap: anywhere; background: Canvas; color: CanvasText; }
h1, h2 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8886; padding-top: 1rem; }
.cell_output { overflow-x: auto; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; }
td.number { font-variant-numeric: tabular-nums; }
img { max-width: 100%; height: auto; background: #fff; }
pre { white-space: pre-wrap; font-size: .85rem; padding: .5rem; background: #8881; }
details.code > summary { font-size: .8rem; opacity: .7; cursor: pointer; }
nav ul { columns: 16rem; padding-left: 1.2rem; }
@media screen and (prefers-color-scheme: dark) {
  /* Black on white becomes white on black, and a colour stays what it is. */
  img[src^="data:image/svg"] { filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, details.code { display: none; }
  h1, h2, h3, summary { break-after: avoid; }
  p:has(> img), li { break-inside: avoid; }
  img { max-height: 24cm; }
  .cell_output { overflow: visible; }
  details::details-content { display: block; content-visibility: visible; } /* on paper nothing can be opened */
  body * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def write_page(notebook: str | Path, page: str | Path) -> Path:
    """Write an executed notebook as an HTML page: text, tables and figures, with the code folded away.

    The page loads nothing and runs no script (a content security policy says so to the browser), fits a phone, and
    follows the reader's choice of light or dark. Returns the path of the page.

    >>> import json, tempfile
    >>> from pathlib import Path
    >>> cell = {"cell_type": "markdown", "metadata": {}, "source": "# Rain"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "rain.ipynb"
    ...     _ = path.write_text(json.dumps({"cells": [cell]}))
    ...     "<h1" in write_page(path, Path(folder) / "rain.html").read_text()
    True
    """
    cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    body = _with_contents("\n".join(part for cell in cells for part in _cell(cell)))
    html = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(_title(cells))}</title>\n<style>{_STYLE}{_TABLES}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return put(page, html.encode())


def _with_contents(body: str) -> str:
    """The page with an address for each of its sections and, before the first of several, a list that leads to them."""
    heads: list[str] = []

    def addressed(match: re.Match[str]) -> str:
        heads.append(match[1])
        return f'<h2 id="section-{len(heads)}">{match[1]}</h2>'

    body = re.sub(r"<h2>(.*?)</h2>", addressed, body)
    links = "".join(f'<li><a href="#section-{n}">{head}</a></li>' for n, head in enumerate(heads, 1))
    contents = f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n' if len(heads) > 1 else ""
    return body.replace("<h2 id=", f"{contents}<h2 id=", 1)


def _title(cells: list[dict[str, Any]]) -> str:
    lines = (line for cell in cells if cell["cell_type"] == "markdown" for line in _text(cell["source"]).splitlines())
    return next((line.lstrip("# ") for line in lines if line.startswith("# ")), "Report")


def _cell(cell: dict[str, Any]) -> Iterator[str]:
    source = _text(cell["source"])
    if cell["cell_type"] == "markdown":
        yield _markdown(source)
    elif cell["cell_type"] == "code":
        yield from (_output(output) for output in cell.get("outputs", []))
        yield f'<details class="code"><summary>code</summary><pre>{escape(source)}</pre></details>'


def _output(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return f"<pre>{escape(_text(output['text']))}</pre>"
    if output["output_type"] == "error":
        return f"<pre>{escape(output['ename'])}: {escape(output['evalue'])}</pre>"
    data = output.get("data", {})
    if "image/png" in data:
        about = output.get("metadata", {})
        kind, picture = "png", _text(data["image/png"]).strip()
        if SVG in about:
            kind, picture = "svg+xml", b64encode(_text(about[SVG]).encode()).decode()
        alt = about.get("image/png", {}).get("alt", "")
        return f'<p><img alt="{escape(alt)}" src="data:image/{kind};base64,{picture}"></p>'
    if "text/html" in data:
        return f'<div class="cell_output">{_text(data["text/html"])}</div>'
    if "text/markdown" in data:
        return _markdown(_text(data["text/markdown"]))
    return f"<pre>{escape(_text(data.get('text/plain', '')))}</pre>"


def _markdown(source: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=False, plugins=["table"])(source))


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
