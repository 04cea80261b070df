"""A coding sheet for paper: the codes, every article with numbered lines, and a table to fill in."""

import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path

import regex

from newsloupe.codebook.schema import Code, Codebook, load_codebook
from newsloupe.corpus.article import UNKNOWN, Article, Corpus
from newsloupe.corpus.giving_out import Only, give_out
from newsloupe.escaping import clean
from newsloupe.exchange.shared import write

# Characters in a line. Short enough to fit beside the margin in the widest of the usual fonts, so that a line is one
# line on paper, with the same number on every copy.
_WIDTH = 60
_COLUMNS = ["Line", "First words", "Last words", "Code", "Note"]
_STYLE = """
@page { size: A4; margin: 15mm; }
body { font: 10pt/1.35 Georgia, "Times New Roman", serif; color: #000; background: #fff; max-width: 180mm;
  margin: 0 auto; }
h1, h2, h3 { font-family: "Helvetica Neue", Arial, sans-serif; line-height: 1.2; break-after: avoid; }
h1 { font-size: 18pt; margin-top: 0; } h2 { font-size: 14pt; } h3 { font-size: 11pt; margin: 1.2em 0 0.2em; }
p, ul { margin: 0.25em 0; } ul, ol { padding-left: 5mm; } li { margin: 0.1em 0; orphans: 2; widows: 2; }
.codes { columns: 2; column-gap: 8mm; font-size: 9.5pt; } .codes strong { break-after: avoid; }
.name { font: 9pt monospace; }
.who { margin: 3mm 0 5mm; } .blank { display: inline-block; width: 45mm; border-bottom: 0.3mm solid #000; }
article { break-before: page; }
.lines { margin: 4mm 0; padding: 0 48mm 0 0; list-style: none;
  background: linear-gradient(#999, #999) no-repeat right 46mm top / 0.2mm 100%; }
.lines li { margin: 0; padding-left: 9mm; position: relative; line-height: 1.75; white-space: pre-wrap;
  overflow-wrap: anywhere; break-inside: avoid; }
.lines li::before { content: attr(data-line); position: absolute; left: 0; width: 6.5mm; text-align: right;
  direction: ltr; font: 8pt/2.2 Arial, sans-serif; color: #444; }
.lines .first { margin-top: 0.7em; }
table { border-collapse: collapse; width: 179.5mm; table-layout: fixed; break-before: page; }
caption { text-align: left; font-weight: bold; padding-bottom: 2mm; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.25mm solid #000; padding: 1mm; font-size: 9.5pt; text-align: left; vertical-align: top; }
tbody td, tbody th { height: 8mm; } .number { width: 8mm; } .line { width: 13mm; } .code { width: 32mm; }
"""


def coding_sheet(
    corpus: Corpus,
    codebook: str | Path | Codebook,
    path: str | Path,
    *,
    rows: int = 24,
    only: Only | None = None,
    codes: Iterable[str] | None = None,
) -> Path:
    """Write one HTML page to print: the codes of `codebook`, each article with numbered lines and a wide margin for
    notes, and after it a table with `rows` lines to fill in.

    The page needs no network and has no script; open it in a browser and print it on A4. Lines are cut by the sheet,
    not by the browser, so that line 12 is the same on every copy. First and last words let a span be found again.
    `only` are the passages that are given out (`newsloupe.corpus.give_out`), `codes` the labels to print, if not all.

    Raises `CodebookError` for a codebook that cannot be used, `CorpusError` for a passage and KeyError for a code that
    is not there.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "It may rain."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = coding_sheet(corpus, "stance", f"{folder}/sheet.html").read_text(encoding="utf-8")
    >>> "It may rain." in page, "<script" in page
    (True, False)
    """
    book, path = load_codebook(codebook), Path(path)
    if only is not None:
        corpus = give_out(corpus, only)
    printed = book.codes if codes is None else [book[label] for label in codes]
    title = f"Coding sheet: {_clean(book.title)}"
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        f'<p>{_prose(book.about)}</p>\n{_how(book)}\n<section>\n<h2>The codes</h2>\n<div class="codes">',
        *(_code(code) for code in printed),
        "</div>\n</section>",
        *(_article(article, rows) for article in corpus),
        "</main>\n</body>\n</html>\n",
    ]
    write(path, "\n".join(parts))
    return path


def _clean(text: str) -> str:
    """Text for HTML, without the control characters that HTML does not know."""
    return escape(regex.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", clean(text)))


def _prose(text: str) -> str:
    """A sentence of a codebook, where ``*this*`` is emphasis."""
    return regex.sub(r"(?<!\w)\*(?=\S)([^*]+)(?<=\S)\*(?!\w)", r"<em>\1</em>", _clean(text)).replace("`", "")


def _how(book: Codebook) -> str:
    steps = [
        "Read the codes, then the whole article once, before you mark anything.",
        "Underline a passage in the text, and write its code into the margin.",
        "Give each passage a row of the table: the line in which it begins, its first and last two or three words, "
        "the code, and what made you hesitate.",
        "Code alone. Compare with others only when everybody has finished.",
    ]
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return f"<section>\n<h2>How to code</h2>\n<ol>{listed}</ol>\n<p>{_prose(book.status)}</p>\n</section>"


def _code(code: Code) -> str:
    lists = [
        ("Code when", code.code_when),
        ("Do not code when", code.not_when),
        ("Examples", code.examples),
        ("Near misses: do not code", code.near_misses),
        ("Questions", [f"{item.id}: {item.question}" for item in code.items]),
    ]
    name = f'<span class="name">{_clean(code.label)}</span>'
    body = "".join(_list(title, lines) for title, lines in lists)
    return f"<div>\n<h3>{_clean(code.title)} ({name})</h3>\n<p>{_prose(code.definition)}</p>{body}</div>"


def _list(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{_prose(line)}</li>" for line in lines)
    return f"\n<p><strong>{title}</strong></p>\n<ul>{items}</ul>\n" if items else ""


def _article(article: Article, rows: int) -> str:
    title = _clean(article.title or article.label)
    language = article.meta.get("language", UNKNOWN)
    lang = f' lang="{_clean(language)}"' if language not in ("", UNKNOWN) else ""
    known = [article.meta.get(name, UNKNOWN) for name in ("outlet", "author", "date")]
    about = " · ".join([article.id, *(value for value in known if value not in ("", UNKNOWN))])
    blank = '<span class="blank"></span>'
    return "\n".join([
        f"<article>\n<h2{lang}>{title}</h2>\n<p>{_clean(about)}</p>",
        f'<p class="who">Coder: {blank} Date: {blank}</p>',
        f'<ol class="lines"{lang}>', *_lines(article.text), "</ol>",
        _table(title, rows), "</article>",
    ])  # fmt: skip


def _lines(text: str) -> list[str]:
    """The lines of a text, cut and numbered; a paragraph begins with some space above it."""
    lines: list[str] = []
    for paragraph in regex.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text):
        wrapped = textwrap.wrap(paragraph, _WIDTH, replace_whitespace=False, tabsize=4)
        for first, line in zip([True] + [False] * len(wrapped), wrapped, strict=False):
            opens = ' class="first"' if first else ""
            lines.append(f'<li data-line="{len(lines) + 1}" dir="auto"{opens}>{_clean(line)}</li>')
    return lines


def _table(title: str, rows: int) -> str:
    classes = {"Line": "line", "Code": "code"}
    head = "".join(f'<th scope="col" class="{classes.get(name, "words")}">{name}</th>' for name in _COLUMNS)
    cells = "<td></td>" * len(_COLUMNS)
    body = "\n".join(f'<tr><th scope="row">{number}</th>{cells}</tr>' for number in range(1, rows + 1))
    number = '<th scope="col" class="number">No.</th>'
    caption = f"<caption>Coded passages: {title}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{number}{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
