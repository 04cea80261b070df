"""Packages that only some files need, and what to say when one is not installed."""

from importlib import import_module
from typing import Any

from newsloupe.reading.decoding import Unreadable


def needed(module: str, package: str, kind: str) -> Any:
    """The module with this name, which files of this `kind` need.

    Raises `Unreadable` when it is not installed, with what to install.

    >>> needed("json", "json", "JSON").__name__
    'json'
    """
    try:
        return import_module(module)
    except ImportError:
        remedy = f'pip install {package}, or pip install "newsloupe[files]" for all kinds of files'
        raise Unreadable(f"is {kind}, which needs the package {package}, and it is not installed", remedy) from None
