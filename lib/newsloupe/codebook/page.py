"""A codebook as a page for human coders, in Markdown."""

import re
from collections.abc import Iterable

from newsloupe.codebook.schema import Code, Codebook
from newsloupe.codebook.statuses import shipped_name, told

# Layers whose codes a function finds, also those for which the codebook has no words or patterns.
_FINDERS = {"attribution": "find_attributions", "residue": "find_residue"}


def to_markdown(codebook: Codebook) -> str:
    """The codebook as a guide for human coders: a Markdown page with one section per code.

    >>> to_markdown(load_codebook("stance")).splitlines()[0]
    '# Stance'
    """
    parts = [f"# {codebook.title}", codebook.about, f"**How far it has been checked.** {codebook.status}"]
    for code in codebook.codes:
        parts += [f"## {code.title}", f"Label: `{code.label}`. {code.definition}"]
        parts += _status(codebook, code)
        parts += _list("Code when", code.code_when)
        parts += _list("Do not code when", [_with_titles(line, codebook) for line in code.not_when])
        parts += _list("Examples", code.examples) + _list("Near misses", code.near_misses)
        if code.items:
            parts += _list("Items", [f"`{item.id}`: {item.question}" for item in code.items])
        parts.append(_machine(codebook, code))
        parts += _list("Literature", code.literature)
    if codebook.classes:
        parts.append("## Classes of words")
        parts.append("``\\L<name>`` in a pattern stands for any word of a class.")
        parts += _list("Classes", [f"`{name}`: {', '.join(words)}" for name, words in codebook.classes])
    return "\n\n".join(parts + _list("Literature for the whole codebook", codebook.literature)) + "\n"


def _list(title: str, lines: Iterable[str]) -> list[str]:
    items = "\n".join(f"- {_as_item(line)}" for line in lines)
    return [f"**{title}**", items] if items else []


def _with_titles(line: str, codebook: Codebook) -> str:
    """The line with the titles of other codes in brackets, where it has their labels."""
    titles = {code.label: code.title for code in codebook.codes}
    label = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    listed = re.compile(rf"\((?:{label})(?:, (?:{label}))*\)")
    return listed.sub(lambda found: f"({', '.join(titles[name] for name in found[0][1:-1].split(', '))})", line)


def _as_item(text: str) -> str:
    """An example of several lines as one item, in which no line begins a list of its own."""
    return "\\\n  ".join(re.sub(r"^([-+*#>])", r"\\\1", line) for line in text.splitlines())


def _status(codebook: Codebook, code: Code) -> list[str]:
    told_status = told(shipped_name(codebook), code.label)
    if not told_status:
        return []
    return [f"**Status:** {told_status}" + (f" {code.genre}" if code.genre else "")]


def _machine(codebook: Codebook, code: Code) -> str:
    if not code.by_machine and shipped_name(codebook) and codebook.layer in _FINDERS:
        return f"**The machine** finds this with `{_FINDERS[codebook.layer]}`, not by words or patterns."
    if not code.by_machine:
        return "**The machine** does not code this: its form does not give it away. For human coders only."
    lines = []
    for item, indicator in code.all_indicators():
        form = "by its structure" if indicator.figure else f"`{indicator.pattern}`"
        what = ", ".join(f"*{term}*" for term in indicator.terms).replace("**", "*\\*") or form
        limits = [f"{words} {', '.join(terms)}" for words, terms in (
            ("not inside", indicator.not_in), ("only in a sentence with", indicator.sentence_has),
            ("not in a sentence with", indicator.sentence_lacks)) if terms]  # fmt: skip
        lines.append(f"- {f'`{item}`, ' if item else ''}`{indicator.id}`, {indicator.reason}: {what}"
                     + (f" ({'; '.join(limits)})" if limits else ""))  # fmt: skip
    if not code.names:
        lines.append("- but no names")
    lines += [f"- but not where the words are meant literally: `{pattern}`" for pattern in code.literal_senses]
    return "**The machine** codes it by\n\n" + "\n".join(lines)
