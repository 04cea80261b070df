"""What a page needs to be read on a phone: where long names may break, and options may not, and how long lines are."""

import re
from html import unescape

NAME = re.compile(r"(<h[1-4]>|<t[dh][^>]*><p>|<span class=\"pre\">)([^<]+)")
CODE = re.compile(r"<pre>.*?</pre>|<code[^>]*>.*?</code>", re.DOTALL)
OPTION = re.compile(r"(?<![^\s>])--?[a-z][\w-]*(?![^<>]*>)")
EXAMPLE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
PROMPT = (">>>", "...")
COLUMNS = re.compile(r"\S  +\S|^  +\S")  # what a list or a sentence has not, which may wrap


def breakable(html: str) -> str:
    """In headings, cells and code a name may break behind ``_``, ``.``, ``/`` and ``,``, so that it need not inside of
    a word; an option does not break behind its hyphens.

    >>> breakable("<h2>benjamini_hochberg 0.5</h2>"), breakable("<pre>dask --nthreads 1</pre>")
    ('<h2>benjamini_<wbr>hochberg 0.5</h2>', '<pre>dask <span class="option">--nthreads</span> 1</pre>')
    """
    html = NAME.sub(lambda found: found[1] + re.sub(r"(?<=\w)([_./,])(?=[^\W\d_])", r"\1<wbr>", found[2]), html)
    return CODE.sub(lambda found: OPTION.sub(r'<span class="option">\g<0></span>', found[0]), html)


def sized(html: str) -> str:
    """Each example that prints a table says how long its longest line is, for the size of its letters.

    >>> sized("<pre><span>&gt;&gt;&gt; </span>frame\\n   a  b\\n0  1  2\\n</pre>")
    '<pre style="--longest: 7"><span>&gt;&gt;&gt; </span>frame\\n   a  b\\n0  1  2\\n</pre>'
    """
    return EXAMPLE.sub(_sized, html)


def _sized(found: re.Match[str]) -> str:
    lines = unescape(re.sub(r"<[^>]*>", "", found[1])).splitlines()
    printed = [line for line in lines if not line.startswith(PROMPT)]
    table = any(map(COLUMNS.search, printed)) and not any(line.startswith("Traceback") for line in printed)
    if len(printed) == len(lines) or not table:  # no example, or none that prints a table
        return found[0]
    return f'<pre style="--longest: {max(map(len, printed))}">{found[1]}</pre>'
