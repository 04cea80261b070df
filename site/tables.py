"""Tables of the site: numbers in line and, where each row is a card on a phone, the head of its column in each cell."""

import re

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx

from newsloupe.show.tables import MISSING, PHONE, fits

NUMBER = re.compile(r"[-+−]?[\d.,]+ ?%?|NaN|–|")  # what stands in a column of numbers
IN_WORDS = {"NaN": "–", "None": "–", "NaT": "–", "True": "yes", "False": "no"}  # as `newsloupe.table` writes them
CONCORDANCE = {"left": "right", "text": "center", "right": "left"}  # its columns, and where their words stand
NUMBERS = "numbers"  # the folder of what is behind figures, and the key by which an output names its file
CARDS = 3  # columns from which on a table of prose may be too wide for a phone


def head_cells(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make a table of prose fit for a phone: a wide one has the head of its column in each cell, for cards.

    A row of which only the first cell says something is a line above the rows that follow.
    """
    for table in doctree.findall(nodes.table):
        heads = [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
        lines = [
            list(row.findall(nodes.entry)) for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)
        ]
        for row in lines:
            if len(row) > 1 and row[0].astext() and not any(entry.astext() for entry in row[1:]):
                row[0]["morecols"] = len(row) - 1
                row[0]["classes"].append("line")
                for entry in row[1:]:
                    entry.parent.remove(entry)
        cells = [row for row in lines if not row[0].get("morecols")]
        if len(heads) < CARDS:
            continue
        if fits(list(zip(heads, *(map(text, row) for row in cells), strict=False)), PHONE):
            table["classes"].append("narrow")
            continue
        table["classes"].append("cards")
        for row in cells:
            for entry, head in zip(row, heads, strict=False):
                if text(entry) == MISSING:
                    entry["classes"].append("missing")
                if head and entry.astext():
                    first = entry.next_node(nodes.paragraph) or entry
                    first.insert(0, nodes.inline("", f"{head}: ", classes=["head-of-cell"]))


def text(entry: nodes.entry) -> str:
    """What stands in a cell, without the HTML in it."""
    return "".join(part.astext() for part in entry.findall(nodes.Text) if not isinstance(part.parent, nodes.raw))


def name_cells(page: BeautifulSoup) -> None:
    """Tell each cell the head of its column, which stands before it where a row is a card; leave out empty indexes."""
    for table in page.select("table.dataframe"):
        _one_row_of_heads(table)
        heads = _heads(table)
        for row in table.select("tbody tr"):
            cells = row.find_all(["th", "td"])
            for cell, head in zip(cells, heads[-len(cells) :], strict=False):
                cell["data-head"] = head
        index = table.select("tbody tr th:first-child")
        numbered = index and all(cell.get_text(strip=True).isdigit() for cell in index)
        if numbered and len(table.select("thead tr")) == 1 and heads and not heads[0]:
            for cell in [*index, table.select_one("thead th")]:
                cell.decompose()


def _heads(table: Tag) -> list[str]:
    """The head of each column; where there are several rows of heads, with all that stands above it."""
    rows = [
        [head.get_text(" ", strip=True) for head in row.find_all("th") for _ in range(int(str(head.get("colspan", 1))))]
        for row in table.select("thead tr")
    ]
    return [" · ".join(filter(None, parts)) for parts in zip(*rows, strict=False)]


def _one_row_of_heads(table: Tag) -> None:
    """Pandas writes the name of an index into a row of its own, which is empty but for it."""
    rows = [row.find_all("th") for row in table.select("thead tr")]
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    names = [cell for cell in rows[1] if cell.get_text(strip=True)]
    if names and names == rows[1][: len(names)]:
        for above, below in zip(rows[0], names, strict=False):
            above.string = below.get_text(strip=True)
        rows[1][0].find_parent("tr").decompose()


def align_numbers(page: BeautifulSoup) -> None:
    """Give the columns of a pandas table that hold only numbers a class, since CSS cannot tell them from text."""
    for table in page.select("table.dataframe"):
        heads = [row.find_all("th") for row in table.select("thead tr")]
        rows = [row.find_all("td") for row in table.select("tbody tr")]
        for column in range(-min(map(len, rows), default=0), 0):  # from the right: the index is on the left
            cells = [row[column] for row in rows]
            if all(NUMBER.fullmatch(cell.text.strip()) for cell in cells):
                for cell in cells + [head[column] for head in heads if len(head) >= -column]:
                    cell["class"] = "number"


def in_words(page: BeautifulSoup) -> None:
    """Write heads and cells of a pandas table as people do: *five hits* for five_hits, 12 for 12.0, a dash for NaN."""
    for table in page.select("table.dataframe"):
        for head in table.select("thead th"):
            if head.string:
                head.string = head.string.replace("_", " ")
        heads = {str(cell["data-head"]) for cell in table.select("[data-head]")}
        for cell in table.select("[data-head]"):
            head = cell["data-head"] = str(cell["data-head"]).replace("_", " ")
            if head in CONCORDANCE and heads >= set(CONCORDANCE):
                cell["style"] = f"text-align: {CONCORDANCE[head]}"
        rows = [row.find_all("td") for row in table.select("tbody tr")]
        for column in range(-min(map(len, rows), default=0), 0):
            cells = [row[column] for row in rows if row[column].string]
            whole = all(re.fullmatch(r"-?[\d,]+\.0|NaN", cell.get_text(strip=True)) for cell in cells)
            for cell in cells:
                word = cell.get_text(strip=True)
                if whole or word in IN_WORDS:
                    _leaf(cell).string = IN_WORDS.get(word, word.removesuffix(".0"))


def _leaf(cell: Tag) -> Tag:
    """The innermost element, such as a link, that holds the text of a cell."""
    while (inner := cell.find(True, recursive=False)) is not None:
        cell = inner
    return cell
