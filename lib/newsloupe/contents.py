"""The tables of contents of newsloupe and its packages: which name is in which module.

A module is imported when one of its names is first asked for. So ``import newsloupe`` is quick, and what is not used
need not be installed (the coding widget).
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def table_of_contents(
    package: str, modules: dict[str, str]
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """``__all__``, ``__getattr__`` and ``__dir__`` of a package.

    `modules` names its modules, each with its public names, separated by spaces.
    """
    module_of = {name: module for module, names in modules.items() for name in names.split()}

    def get(name: str) -> Any:
        if name in module_of:
            return getattr(import_module(f"{package}.{module_of[name]}"), name)
        if name in modules:
            return import_module(f"{package}.{name}")
        raise AttributeError(f"{package} has no {name!r}")

    return sorted(module_of), get, lambda: sorted({*module_of, *modules})
