"""REFI-QDA codebooks (``.qdc``): the codes of a codebook for programs of qualitative analysis, and back."""

import json
import re
from collections import Counter
from itertools import takewhile
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from newsloupe.codebook.schema import Code, Codebook, load_codebook
from newsloupe.exchange.shared import ExchangeError
from newsloupe.reading.decoding import Unreadable, read_bytes
from newsloupe.saving import put
from newsloupe.show.labels import PALETTE

CODEBOOK = "urn:QDA-XML:codebook:1.0"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTS = {
    "Code when": "code_when",
    "Do not code when": "not_when",
    "Examples": "examples",
    "Near misses": "near_misses",
}


def to_refi_codebook(codebook: str | Path | Codebook, path: str | Path) -> Path:
    """Write the codes of a codebook as a REFI-QDA codebook, the file `path` (``.qdc``), which programs of qualitative
    analysis import. Items of a code stand below it. Definition, rules, examples and near misses are its description.

    Raises `CodebookError` for a codebook that cannot be used, `ExchangeError` for another ending of the file's name.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_refi_codebook("stance", f"{folder}/stance.qdc")
    ...     from_refi_codebook(path)["hedge"].definition == load_codebook("stance")["hedge"].definition
    True
    """
    book, path = load_codebook(codebook), Path(path)
    if path.suffix.lower() != ".qdc":
        raise ExchangeError(f"{path.name} is no name for a REFI-QDA codebook", "call it something.qdc")
    root = ElementTree.Element("CodeBook", {"xmlns": CODEBOOK, "origin": "newsloupe"})
    codes = ElementTree.SubElement(root, "Codes")
    for number, code in enumerate(book.codes):
        about = {"guid": guid("code", code.label), "name": code.label, "isCodable": "true", "color": color(number)}
        written = ElementTree.SubElement(codes, "Code", about)
        ElementTree.SubElement(written, "Description").text = description(code)
        for item in code.items:
            about = {"guid": guid("code", item.id), "name": item.id, "isCodable": "true", "color": color(number)}
            ElementTree.SubElement(ElementTree.SubElement(written, "Code", about), "Description").text = item.question
    ElementTree.indent(root, " ")
    path.parent.mkdir(parents=True, exist_ok=True)
    return put(path, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def from_refi_codebook(path: str | Path, *, layer: str = "coding") -> Codebook:
    """Read a REFI-QDA codebook (``.qdc``), to code with it by hand: labels in small letters and ``_`` are made from the
    names of its codes, which become titles.

    Codes below a code become codes, too; those of one that newsloupe wrote are its items again. It has no indicators:
    the machine cannot code with it. Raises FileNotFoundError, and `ExchangeError` for what is no such file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     from_refi_codebook(to_refi_codebook("attribution", f"{folder}/a.qdc")).labels
    ['source', 'cue', 'content']
    """
    path = Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; give a .qdc file")
    try:
        root = parse_xml(read_bytes(path), path.name)
    except Unreadable as error:
        raise ExchangeError(error.problem, error.remedy) from None
    ours = root.get("origin") == "newsloupe"
    top = next((one for one in root.iter() if _local(one) == "Codes"), root)
    found = [code for code in (top if ours else top.iter()) if _local(code) == "Code"]
    if not found:
        raise ExchangeError(f"{path.name} has no codes", "export the codebook again, as .qdc")
    labels = _labels([code.get("name", "") for code in found])
    codes = [
        Code.model_validate({"label": label, "title": code.get("name") or label} | _said(code, ours))
        for label, code in zip(labels, found, strict=True)
    ]
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return Codebook(
        name=name if name[:1].isalpha() else f"codebook-{name}".rstrip("-"),
        title=path.stem,
        layer=layer,
        about="A codebook from a program of qualitative analysis.",
        status="Not checked.",
        codes=tuple(codes),
    )


def guid(*what: object) -> str:
    """A name in the form that the format wants, always the same for the same things."""
    return str(uuid5(NAMESPACE_URL, json.dumps(["newsloupe", *map(str, what)])))


def description(code: Code) -> str:
    """All that a coder needs to decide, as plain text."""
    parts = [code.title, "", code.definition]
    for title, field in _LISTS.items():
        lines = getattr(code, field)
        parts += ["", f"{title}:", *(f"- {line}" for line in lines)] if lines else []
    return NO_XML.sub("\ufffd", "\n".join(parts))


def color(number: int) -> str:
    return PALETTE[number % len(PALETTE)]


def parse_xml(data: bytes, name: str) -> ElementTree.Element:
    """The root of an XML file. One that declares a document type is refused: nothing of ours does, and entities can
    be made to fill the memory."""
    if b"<!DOCTYPE" in data[:10_000] or b"<!ENTITY" in data:
        raise ExchangeError(f"{name} declares a document type, which no such file needs", "export it again")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ExchangeError(f"{name} is no sound XML ({error})", "export it again") from None


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _labels(names: list[str]) -> list[str]:
    """A label for each name, no two alike."""
    plain = [re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") for name in names]
    plain = [label if label[:1].isalpha() else f"code_{label}".rstrip("_") for label in plain]
    seen: Counter[str] = Counter()
    for number, label in enumerate(plain):
        seen[label] += 1
        plain[number] = label if seen[label] == 1 else f"{label}_{seen[label]}"
    return plain


def _said(code: ElementTree.Element, ours: bool) -> dict[str, Any]:
    """The definition of a code; of one that newsloupe wrote also its title, its lists and its items."""
    told = next((one.text or "" for one in code if _local(one) == "Description"), "").strip()
    if not ours:
        return {"definition": told or "(The program gave no description.)"}
    lines = told.split("\n")
    heads = [f"{title}:" for title in _LISTS]
    body = list(takewhile(lambda line: line not in heads, lines[1:]))
    found: dict[str, Any] = {"title": lines[0], "definition": "\n".join(body).strip() or lines[0]}
    for title, field in _LISTS.items():
        if f"{title}:" in lines:
            after = lines[lines.index(f"{title}:") + 1 :]
            found[field] = [line[2:] for line in takewhile(lambda line: line.startswith("- "), after)]
    items = [one for one in code if _local(one) == "Code"]
    found["items"] = [
        {"id": item.get("name", ""), "question": next((one.text for one in item if _local(one) == "Description"), "?")}
        for item in items
    ]
    return found
