"""The tables of contents of newsloupe and its packages: which name is in which module.

A module is imported when one of its names is first asked for. So ``import newsloupe`` is quick, and what is not used
need not be installed (the coding widget).

Editors and type checkers do not run this; they read the file ``__init__.pyi`` beside each ``__init__.py``. It says the
same, and ``python lib/stubs.py`` writes it anew after a table has changed.
"""

import dis
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import FrameType
from typing import Any


def table_of_contents(
    package: str, modules: dict[str, str]
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """``__all__``, ``__getattr__`` and ``__dir__`` of a package.

    `modules` names its modules, each with its public names, separated by spaces. A name that is elsewhere in the house
    raises an AttributeError that says where; for ``from package import name``, where Python would put another in its
    place that does not, an ImportError.
    """
    module_of = {name: module for module, names in modules.items() for name in names.split()}

    def get(name: str) -> Any:
        if name in module_of:
            return getattr(import_module(f"{package}.{module_of[name]}"), name)
        if name in modules:
            return import_module(f"{package}.{name}")
        room = None if name.startswith("_") else _room_of(name, package.split(".")[0])
        where = f"; it is in {room}: from {room} import {name}" if room else ""
        error = ImportError if room and _is_imported(sys._getframe(1)) else AttributeError
        raise error(f"{package} has no {name!r}{where}")

    return sorted(module_of), get, lambda: sorted({*module_of, *modules})


def _is_imported(frame: FrameType) -> bool:
    """Is it ``from … import …`` at which this frame stands? (Other Pythons than CPython may not know: no.)"""
    return frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 1] == bytes([dis.opmap.get("IMPORT_FROM", 0)])


def _room_of(name: str, house: str) -> str | None:
    """The room that offers a public name; None where none does."""
    rooms = [f"{house}.{room.name}" for room in iter_modules(import_module(house).__path__) if room.name[0] != "_"]
    return next((room for room in rooms if name in _names_of(room)), None)


def _names_of(room: str) -> list[str]:
    """The names that a room offers; none where it needs a package that is not installed."""
    try:
        return list(getattr(import_module(room), "__all__", ()))
    except ImportError:
        return []
