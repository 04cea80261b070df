"""Write the file ``__init__.pyi`` beside each ``__init__.py``: what editors and type checkers read.

    python lib/stubs.py

The packages import their names when they are asked for (`newsloupe.contents`), which a type checker cannot follow.
The stubs say the same as the tables of contents in words that it knows; `tests/test_types.py` holds the two together.
"""

import ast
from pathlib import Path

HOUSE = Path(__file__).resolve().parent / "newsloupe"
HEAD = "# Written by python lib/stubs.py, from the table of contents in __init__.py."


def stub(init: Path) -> str:
    """What has to stand in ``__init__.pyi``, by the table of contents in the file `init`."""
    source = init.read_text(encoding="utf-8")
    call = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    modules: dict[str, str] = ast.literal_eval(call.args[1])
    package = "newsloupe" if init.parent == HOUSE else f"newsloupe.{init.parent.name}"
    lines = [f"from {package} import {module} as {module}" for module in sorted(modules)]
    for module, names in sorted(modules.items()):
        order = sorted(names.split(), key=lambda name: (not name.isupper(), name[0].islower(), name))
        lines += [f"from {package}.{module} import {name} as {name}" for name in order]
    version = ["", "__version__: str"] if "__version__" in source else []
    return "\n".join([HEAD, *lines, *version, ""])


def stubs() -> dict[Path, str]:
    """Every ``__init__.pyi`` of the house with what has to stand in it."""
    packages = [HOUSE / "__init__.py", *sorted(HOUSE.glob("*/__init__.py"))]
    return {init.with_suffix(".pyi"): stub(init) for init in packages}


if __name__ == "__main__":
    for path, content in stubs().items():
        path.write_text(content, encoding="utf-8", newline="\n")
