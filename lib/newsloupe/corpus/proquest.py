"""Exports of ProQuest (.txt): records between lines of underscores, each line with a label such as ``Title:``."""

import re

from newsloupe.corpus.exports import Draft, Export, other_language

_RULE = re.compile(r"^_{40,}[ \t]*\r?$", re.MULTILINE)
_NAMES = [
    "Title", "Author", "Publication title", "Publication date", "Publication year", "Publication info",
    "Publication subject", "Section", "Full text", "Abstract", "Subject", "Location", "People",
    "Company / organization", "ISSN", "ISBN", "Document type", "ProQuest document ID", "Document URL", "Copyright",
    "Last updated", "Database", "Source type", "Language of publication", "Place of publication", "Publisher",
    "Country of publication", "Pages", "First page", "Volume", "Issue", "Links", "Document feature", "Source",
    "Identifier / keyword", "Number of pages", "Dateline", "Edition", "Classification", "Column",
]  # fmt: skip
_LABEL = re.compile(rf"^({'|'.join(re.escape(name) for name in _NAMES)}):[ \t]*", re.MULTILINE | re.IGNORECASE)
_PLACE = re.compile(r"^[ \t]*Document (\d+) of (\d+)[ \t]*\r?$", re.MULTILINE)
_ANY_LABEL = re.compile(r"^[^\W\d_][^:\n]{2,30}: ", re.MULTILINE)
_META = {"author": "author", "publication title": "outlet", "publication date": "date", "document url": "url",
         "proquest document id": "accession", "section": "section", "document type": "type",
         "language of publication": "language", "subject": "subject", "location": "location"}  # fmt: skip


def is_proquest(text: str) -> bool:
    """Is it an export? Raises `Unreadable` for one in another language of the interface."""
    if len(_RULE.findall(text)) < 2:
        return False
    labels = {match[1].lower() for match in _LABEL.finditer(text)}
    if "title" in labels and labels & {"full text", "document url", "proquest document id", "publication title"}:
        return True
    found = _ANY_LABEL.findall(text)
    if "ProQuest" in text and found:
        raise other_language("ProQuest", found[0])
    return False


def read_proquest(text: str) -> Export:
    """The articles of an export. What has no full text is named, since often only the abstract may be exported.

    >>> rule = "_" * 60
    >>> export = read_proquest(f"{rule}\\nTitle: Pool closed\\nFull text: Shut.\\n{rule}\\nTitle: Open\\n{rule}")
    >>> export.announced, export.drafts[0].text, export.faults
    (2, 'Shut.', {2: 'has no full text'})
    """
    export, records = Export("ProQuest"), 0
    for part in _RULE.split(text):
        fields = _fields(part)
        if not fields.keys() & {"title", "full text", "proquest document id"}:
            continue  # the list of contents, and what stands at the end
        place = _PLACE.search(part)  # else its number is that of the record
        number, count = map(int, place.groups()) if place else (records + 1, records + 1)
        records, export.announced = number, max(export.announced, count)
        body = fields.get("full text", "").strip()
        if not body:
            export.faults[number] = "has no full text"
            continue
        meta = {name: " ".join(fields[label].split()) for label, name in _META.items() if fields.get(label, "").strip()}
        title = " ".join(fields.get("title", "").split())
        export.drafts.append(Draft(body, title, meta, number))
    return export


def _fields(part: str) -> dict[str, str]:
    """What stands after each label, up to the next one; of a label that comes twice, the first counts."""
    labels = list(_LABEL.finditer(part))
    found: dict[str, str] = {}
    ends = [match.start() for match in labels[1:]] + [len(part)]
    for match, end in zip(labels, ends, strict=bool(labels)):
        found.setdefault(match[1].lower(), part[match.end() : end])
    return found
