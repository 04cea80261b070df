"""The pages about the library: what every public name does, and what every code of the column ``rule`` means.

All of it is taken from the package: rooms and their order from the floor plan, `lib/README.md`, names from `__all__`,
text and examples from the docstrings.
"""

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsloupe as nl
from newsloupe.codebook import load_codebook, rules

HOUSE = Path(nl.__file__).parent
LISTED = re.compile(  # a list of modules, with the sentence that announces it
    r"(?:(?:(?<=[.?!])[ \n](?!\n)|^)(?:(?![.?!]\s|\n\n).)*?:\n+)?^- `[^\n]*(?:\n(?:  |- `)[^\n]*)*\n?",
    re.MULTILINE | re.DOTALL,
)
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
INTRODUCTION = """# The library

All that `newsloupe` offers, room by room, from the top of [the house](../lib/README.md) down. A name with `nl.` can be
had from `import newsloupe as nl`; the others are imported from their room: `from newsloupe.metrics import flesch`.
What the codes of the column `rule` mean stands on [a page of its own](rules.md).
"""


def rooms() -> list[tuple[str, str]]:
    """The rooms with public names, each with what is in it, in the order of the floor plan."""
    plan = (HOUSE.parent / "README.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^\| \d \| \[`(\w+)`\]\([^)]*\) \| (.+?) \|$", plan, re.MULTILINE)
    return [(room, what) for room, what in drawn if hasattr(importlib.import_module(f"newsloupe.{room}"), "__all__")]


def public(room: str) -> dict[str, Any]:
    """The public names of a room: functions and classes, then constants."""
    module = importlib.import_module(f"newsloupe.{room}")
    found = {name: getattr(module, name) for name in module.__all__}
    return dict(sorted(found.items(), key=lambda pair: (not callable(pair[1]), pair[0].casefold())))


def write_pages(folder: Path) -> None:
    """Write the index, a page for each room, and the page of the codes."""
    folder.mkdir()
    pages = {room: _room(room, what) for room, what in rooms()} | {"index": _index(), "rules": _rules()}
    for name, content in pages.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")


# ---------------------------------------------------------------- pages


def _index() -> str:
    parts = [INTRODUCTION]
    for room, what in rooms():
        parts.append(f"## [{room}]({room}.md)\n\n{what[0].upper() + what[1:]}.\n")
        for name, thing in public(room).items():
            shown = f"nl.{name}" if name in nl.__all__ and getattr(nl, name) is thing else name
            parts.append(f"- [`{shown}`](#{_anchor(room, name)}) {_first_sentence(_told(room, name, thing))}")
        parts.append("")
    listed = "\n".join(room for room, _ in rooms())
    return "\n".join(parts) + f"\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"


def _room(room: str, what: str) -> str:
    module = importlib.import_module(f"newsloupe.{room}")
    about = LISTED.sub("", inspect.getdoc(module) or "")
    taken = ["from newsloupe import *", f"from newsloupe.{room} import *"]
    parts = [f"# {room}", _markdown(about, room), "The examples on this page run after:"]
    parts.append("```python\nimport pandas as pd\n" + "\n".join(taken) + "\n```")
    for name, thing in public(room).items():
        parts += [f"({_anchor(room, name)})=\n## {name}", *_described(room, name, thing)]
    return "\n\n".join(parts) + "\n"


def _described(room: str, name: str, thing: Any) -> Iterator[str]:
    if not callable(thing):
        yield f"{_told(room, name, thing)}\n\n```python\n{name} = {_value(thing)}\n```"
        return
    yield f"```python\n{_signature(thing, name)}\n```"
    yield _markdown(_told(room, name, thing), room, name)
    for method, inside in vars(thing).items() if inspect.isclass(thing) else ():
        function = inside.fget if isinstance(inside, property) else getattr(inside, "__func__", inside)
        if not method.startswith("_") and inspect.isfunction(function) and function.__doc__:
            call = method if isinstance(inside, property) else _signature(function, method)
            yield f"```python\n{name}.{call}\n```\n\n{_markdown(inspect.getdoc(function) or '', room, method)}"


def _rules() -> str:
    table = rules()
    parts = [
        "# What the codes mean",
        "In every table of passages the column `rule` says why a passage was marked, as a short code; where several "
        "rules fired, their codes are joined by `+`. Here are all codes with their sentences, by layer, and by "
        "codebook where they come from one. In Python, [`nl.explain`](#newsloupe.codebook.explain) does the same for "
        "a code, and [`nl.rules`](#newsloupe.codebook.rules) gives the whole table.",
    ]
    for (layer, codebook), own in table.groupby(["layer", "codebook"], sort=False):
        title = f"{layer}: {load_codebook(str(codebook)).title}" if codebook else f"{layer}: rules without a codebook"
        parts.append(f"## {title[0].upper() + title[1:]}")
        if codebook:
            parts.append(f"The indicators of [the codebook](../lib/newsloupe/codebooks/{codebook}.yml).")
        parts.append(
            "\n".join(f"- `{rule}`: {_plain(why)}" for rule, why in zip(own["rule"], own["reason"], strict=True))
        )
    return "\n\n".join(parts) + "\n"


# ---------------------------------------------------------------- from Python to Markdown


def _anchor(room: str, name: str) -> str:
    return f"newsloupe.{room}.{name}"


def _told(room: str, name: str, thing: Any) -> str:
    """The docstring; of a constant the comment above it."""
    if callable(thing):
        return inspect.getdoc(thing) or ""
    places = [HOUSE / f"{room}.py", *sorted((HOUSE / room).glob("*.py"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in places if path.exists())
    found = re.search(rf"((?:^# .+\n)+){name}\b.*? = ", text, re.MULTILINE)
    return " ".join(line.removeprefix("# ") for line in found[1].splitlines()) if found else ""


def _value(thing: Any) -> str:
    """A constant as Python; of a table of functions or modules only the names."""
    if isinstance(thing, dict) and all(callable(value) or inspect.ismodule(value) for value in thing.values()):
        thing = list(thing)
    return "\n".join(textwrap.wrap(repr(thing), 76, subsequent_indent="    "))


def _signature(thing: Any, name: str) -> str:
    """The call as it stands in the source, a parameter a line where one line is too long."""
    function = inspect.unwrap(thing.__init__ if inspect.isclass(thing) else thing)
    try:
        node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(node, ast.FunctionDef)
    except (OSError, TypeError, IndentationError, AssertionError):
        return f"{name}({_fields(thing)})"
    arguments = node.args
    if arguments.args and arguments.args[0].arg in ("self", "cls"):
        del arguments.args[0]
    returns = f" -> {ast.unparse(node.returns)}" if node.returns and not inspect.isclass(thing) else ""
    parameters = [re.sub(r"^(\*{0,2}\w+: [^=]+)=", r"\1 = ", part) for part in _parameters(ast.unparse(arguments))]
    line = f"{name}({', '.join(parameters)}){returns}"
    if len(line) > 76:
        line = f"{name}(\n" + "".join(f"    {part},\n" for part in parameters) + f"){returns}"
    return line.replace("'", '"')


def _parameters(inner: str) -> list[str]:
    """A list of parameters, cut at the commas outside brackets."""
    depth, parts = 0, [""]
    for sign in inner:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _fields(kind: Any) -> str:
    """The fields of a class that others fill in: a model of pydantic, a dataclass, or an exception."""
    fields = getattr(kind, "model_fields", None) or getattr(kind, "__dataclass_fields__", None)
    return ", ".join(fields) if fields else "message"


def _first_sentence(told: str) -> str:
    paragraph = " ".join(told.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[a-z0-9)`*\]][.?])\s(?=[A-Z`])", paragraph)[0]
    return _plain(re.sub(r":\s`.*", ".", sentence))  # what follows such a colon are columns and files


def _plain(text: str) -> str:
    """Text for Markdown in which nothing but code and emphasis is markup."""
    pieces = re.split(r"(``.+?``|`[^`]+`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([<>\[\]{}$|])", r"\\\1", piece) for piece in pieces)


def _markdown(told: str, room: str, name: str = "") -> str:
    """A docstring as Markdown: examples in boxes, sections as lists, names of the library as links."""
    own = set(re.findall(r"\w+", _signature(public(room)[name], name))) if name in public(room) else set()
    parts = []
    for block in _sections(told).split("\n\n"):
        if block.startswith(">>> "):
            parts.append(f"```python\n{block}\n```")
        else:
            parts.append(re.sub(r"(?<!`)`([\w.]+)`(?!`)", lambda found: _link(found[1], room, own), _plain(block)))
    return "\n\n".join(part for part in parts if part.strip())


def _sections(told: str) -> str:
    """*Parameters*, *Returns* and *Raises*, whose entries are followed by indented text, as lists."""
    told = SECTION.sub(r"**\1**\n\n", told)
    return re.sub(r"^(\S.*)\n    (\S.*(?:\n    .*)*)", _entry, told, flags=re.MULTILINE)


def _entry(found: re.Match[str]) -> str:
    if found[1].startswith((">>>", "...", "- ", "Traceback")):
        return found[0]
    names = found[1] if "`" in found[1] else ", ".join(f"`{name}`" for name in found[1].split(", "))
    return f"- {names}: " + " ".join(found[2].split())


def _link(name: str, room: str, own: set[str]) -> str:
    """A name of the library leads to where it is explained; a parameter does not."""
    last = name.split(".")[-1]
    homes = [place for place, _ in rooms() if last in public(place)]
    home = room if room in homes else homes[0] if len(homes) == 1 else ""
    known = home and name not in own and name in (last, f"newsloupe.{last}", f"newsloupe.{home}.{last}")
    return f"[`{name}`](#{_anchor(home, last)})" if known else f"`{name}`"
