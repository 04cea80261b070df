"""Exports of Nexis Uni and Lexis+ (.docx, also .rtf), and of the old LexisNexis (.txt).

The form of the new ones: a list of the documents, then for each its headline, outlet, date and copyright, lines such
as ``Section:`` and ``Length:``, ``Body``, the text, ``Classification``, and ``End of Document``. Of the old ones:
``1 of 10 DOCUMENTS``, outlet and date, headline, ``LENGTH:``, the text, and lines such as ``LOAD-DATE:``.
"""

import re
from collections.abc import Sequence

from newsloupe.corpus.exports import Draft, Export, other_language

_END = "end of document"
_OTHER_END = re.compile(r"(fin du document|ende des dokuments|fin del documento|fine del documento|"
                        r"einde van (het )?document|fim do documento)", re.IGNORECASE)  # fmt: skip
_COUNT = re.compile(r"documents? \((\d+)\)", re.IGNORECASE)
_ENTRY = re.compile(r"(\d+)\.\s+(\S.*)")
_FIELD = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Load-Date):\s*(.*)", re.IGNORECASE)
_DAY = re.compile(r"(?:\w+day,? )?(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2} [^\W\d_]+,? \d{4})")
_AFTER = {"classification", "graphic", "notes", "correction", "correction-date"}
_NAMES = {"byline": "author", "load-date": "loaded"}

_OLD = re.compile(r"^[ \t]*(\d+) of (\d+) DOCUMENTS[ \t]*$", re.MULTILINE)
_OLD_OTHER = re.compile(r"^[ \t]*(?:Document )?\d+ (?:von|de|di|van) \d+ ?(?:DOKUMENTE\w*|DOCUMENT\w*)?[ \t]*$",
                        re.MULTILINE | re.IGNORECASE)  # fmt: skip
_OLD_FIELD = re.compile(r"^([A-Z][A-Z-]{2,20}):[ \t]*(.*)$", re.MULTILINE)
_OLD_HEAD = {"BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "HEADLINE", "TYPE"}


def is_nexis(lines: Sequence[str]) -> bool:
    """Are these the paragraphs of an export? A single article without ``Body`` was copied by hand, and is any text.

    Raises `Unreadable` for an export in another language of the interface.
    """
    plain = [_plain(line).lower() for line in lines]
    if _END in plain:
        return "body" in plain or (plain.count(_END) > 1 and any(line.startswith("length:") for line in plain))
    other = next((line for line in plain if _OTHER_END.fullmatch(line)), None)
    if other:
        raise other_language("Nexis", other)
    return False


def read_nexis(lines: Sequence[str]) -> Export:
    """The articles of an export of Nexis Uni or Lexis+.

    >>> lines = ["Documents (1)", "1. Pool closed", "Pool closed", "Daily News", "July 1, 2019", "Length: 1 word",
    ...          "Body", "Shut.", "Load-Date: July 2, 2019", "End of Document"]
    >>> export = read_nexis(lines)
    >>> export.note("news.docx"), export.drafts[0].title, export.drafts[0].meta["outlet"]
    ('news.docx is an export of Nexis: 1 announced, 1 read', 'Pool closed', 'Daily News')
    """
    plain = [_plain(line) for line in lines]
    chunks: list[list[str]] = [[]]
    for line in plain:
        if line.lower() == _END:
            chunks.append([])
        else:
            chunks[-1].append(line)
    rest = chunks.pop()
    read = [_article(chunk) for chunk in chunks]
    cover = chunks[0][: read[0][0]] if chunks else []
    counted = next((int(match[1]) for line in cover if (match := _COUNT.search(line))), 0)
    contents = {int(match[1]): match[2] for line in cover if (match := _ENTRY.fullmatch(line))}
    numbers = _numbers([draft.title for _, draft, _ in read], contents)
    export = Export("Nexis", counted or max(contents, default=len(read)))
    for number, (_, draft, fault) in zip(numbers, read, strict=True):
        if fault:
            export.faults[number] = fault
        else:
            export.drafts.append(Draft(draft.text, draft.title, draft.meta, number))
    if any(line.lower() == "body" for line in rest):
        export.faults[max(numbers, default=0) + 1] = "breaks off: the end of the document is missing"
        export.announced = max(export.announced, len(read) + 1)
    return export


def _plain(line: str) -> str:
    return " ".join(line.split())  # also no-break spaces


def _numbers(titles: list[str], contents: dict[int, str]) -> list[int]:
    """The number of each article: by its headline in the list at the beginning, else by its place."""
    waiting = {number: _start(title) for number, title in contents.items()}
    found: list[int] = []
    for title in titles:
        by_title = next((number for number, known in waiting.items() if known and known == _start(title)), 0)
        waiting.pop(by_title, None)
        found.append(by_title)
    if 0 in found:  # some headline is not in the list: the numbers are the places, as long as none is taken
        free = (n for n in range(1, len(titles) + len(contents) + 1) if n not in found)
        found = [number or next(free) for number in found]
    return found


def _start(title: str) -> str:
    return re.sub(r"\W+", "", title.lower())[:40]


def _article(lines: list[str]) -> tuple[int, Draft, str]:
    """Where the headline of a document is, the document, and what is wrong with it."""
    lower = [line.lower() for line in lines]
    body = lower.index("body") if "body" in lower else -1
    if body < 0:
        return 0, Draft(""), "has no line that says “Body”, so its text cannot be told from the rest"
    dates = [number for number in range(body) if _DAY.match(lines[number])]
    dated = dates[-1] if dates else body
    above = [number for number in range(dated) if lines[number]]
    first = above[-2] if len(above) > 1 else 0
    end = next((n for n in range(body + 1, len(lines)) if lower[n] in _AFTER or lower[n].startswith("load-date:")),
               len(lines))  # fmt: skip
    text = "\n".join(lines[body + 1 : end]).strip("\n")
    meta = {"outlet": lines[above[-1]] if len(above) > 1 else "", "date": lines[dated] if dates else ""}
    for line in (*lines[dated:body], *lines[end:]):
        if match := _FIELD.fullmatch(line):
            meta[_NAMES.get(match[1].lower(), match[1].lower())] = match[2]
    meta = {name: value for name, value in meta.items() if value}
    title = lines[first] if above else ""
    return first, Draft(text, title, meta), "" if text.strip() else "has no text below “Body”"


def is_lexisnexis(text: str) -> bool:
    """Is it an old export? Raises `Unreadable` for one in another language of the interface."""
    if _OLD.search(text):
        return True
    other = _OLD_OTHER.findall(text)
    if other and any(re.search("dok|doc", line, re.IGNORECASE) for line in other):
        raise other_language("LexisNexis", other[0])
    return False


def read_lexisnexis(text: str) -> Export:
    """The articles of an old export (.txt).

    >>> parts = ["2 of 2 DOCUMENTS", " Daily News", " July 1, 2019", "Pool closed", "LENGTH: 1 word", "Shut."]
    >>> export = read_lexisnexis("\\n\\n".join(parts))
    >>> export.lost, export.drafts[0].text, export.drafts[0].meta["date"]
    ([1], 'Shut.', 'July 1, 2019')
    """
    starts = list(_OLD.finditer(text))
    export = Export("LexisNexis", max(int(match[2]) for match in starts))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=True):
        draft = _old_article(text[match.end() : end], int(match[1]))
        if draft.text:
            export.drafts.append(draft)
        else:
            export.faults[draft.number] = "has no text below its line “LENGTH:”"
    return export


def _old_article(text: str, number: int) -> Draft:
    fields = list(_OLD_FIELD.finditer(text))
    head = [match for match in fields if match[1] in _OLD_HEAD]
    start = head[-1].end() if head else 0
    tail = next((match.start() for match in fields if match.start() >= start and match[1] not in _OLD_HEAD), len(text))
    above = [part for part in re.split(r"\n[ \t]*\n", text[: head[0].start()] if head else "") if part.strip()]
    outlet, date, *titles = [" ".join(part.split()) for part in above] + [""] * max(0, 2 - len(above))
    titles = [title for title in titles if not title.lower().startswith("copyright")]
    meta = {"outlet": outlet, "date": date}
    for match in fields:
        if match in head or match.start() >= tail:
            meta[_NAMES.get(match[1].lower(), match[1].lower())] = match[2].strip()
    body = re.split(r"^[ \t]*Copyright \d{4}", text[start:tail], maxsplit=1, flags=re.MULTILINE)[0]
    return Draft(body.strip("\r\n \t"), " ".join(titles), {k: v for k, v in meta.items() if v}, number)
