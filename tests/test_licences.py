"""All that newsloupe requires is permissively licensed: no GPL, no AGPL, and nothing whose licence is not known.

What each package says of its licence is read from its installed metadata, for the core, every extra, and whatever these
require in turn on this system. Licences that ask for more than a permissive one, or that cannot be read here, are named
below with a reason.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from email.message import Message
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# Installed beside newsloupe and used as they are; nothing of them is copied into it or changed.
NAMED = {
    "axe-playwright-python": "MIT (its LICENSE), with axe-core inside, MPL 2.0: looks at the pages; for tests alone",
    "certifi": "MPL 2.0: a list of certificates, for requests and httpx, which JupyterLab needs",
    "docutils": "public domain and BSD; the GPL is for a mode of Emacs (its COPYING.rst), not in the wheel",
    "fqdn": "MPL 2.0: checks host names in the events of the Jupyter server",
    "hypothesis": "MPL 2.0: for tests alone",
    "pathspec": "MPL 2.0: which files mypy leaves out; for tests alone",
    "pyphen": "one may choose GPL, LGPL or MPL 1.1 (its LICENSE), here the MPL: a second opinion on syllables",
    "tld": "one may choose GPL, LGPL or MPL 1.1 (its LICENSE), here the MPL: the domain in an address, for trafilatura",
    "tqdm": "MPL 2.0 in part: the bar of progress in nltk",
}
# Required on other systems only, so not installed on each; read in the metadata of the wheels that are locked.
ELSEWHERE = {
    "appnope": "BSD-2-Clause (macOS; wheel of 1.0.0)",
    "colorama": "BSD License (Windows; wheel of 0.4.6)",
    "pywinpty": "MIT License (Windows; wheel of 3.1.2)",
    # papermill asks for these on Python 3.12 and newer
    "aiohappyeyeballs": "PSF-2.0 (wheel of 2.7.1)",
    "aiohttp": "Apache-2.0 AND MIT (wheel of 3.14.5)",
    "aiosignal": "Apache 2.0 (wheel of 1.4.0)",
    "frozenlist": "Apache-2.0 (wheel of 1.8.0)",
    "multidict": "Apache-2.0 (wheel of 7.2.1)",
    "propcache": "Apache-2.0 (wheel of 0.5.4)",
    "yarl": "Apache-2.0 (wheel of 1.25.1)",
}

GPL = re.compile(r"\bA?GPL|GNU (Affero )?General Public|Affero", re.IGNORECASE)
PERMISSIVE = re.compile(
    r"\b(MIT|0?BSD|Apache|ISCL?|PSFL?|Python Software Foundation|HPND|Zlib|CNRI-Python|CC0|Public Domain|Unlicense)\b",
    re.IGNORECASE,
)
WEAK = re.compile(r"\bLGPL|Lesser General|Library General|\bMPL|Mozilla|\bEPL|Eclipse|\bCDDL|\bEUPL", re.IGNORECASE)


def statements(about: Message) -> list[str]:
    """What metadata says of the licence: the SPDX expression, else the classifiers and a field of one line.

    The field may hold the whole text of a licence, which its first line has to name when nothing else does.
    """
    if expression := about.get("License-Expression"):
        return [expression]
    lines = [line.strip() for line in (about.get("License") or "").splitlines() if line.strip(" =")]
    classifiers = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ")]
    field = lines[:1] if len(lines) == 1 or not classifiers else []
    return classifiers + [line for line in field if line != "UNKNOWN"]


def fault(statement: str) -> str:
    """Why a statement does not permit what we want; empty where it does. Of licences joined by OR one may choose.

    Where there are brackets, all that they hold has to be permissive: no more is read into them.
    """
    choices = [statement] if "(" in statement else statement.split(" OR ")
    return min(map(_fault, choices), key=len)


def _fault(choice: str) -> str:
    for part in re.split(r" AND | OR ", choice):
        if GPL.search(part):
            return f"{part} is a copyleft licence"
        if WEAK.search(part):
            return f"{part} is copyleft in part: name it in NAMED, with a reason"
        if not PERMISSIVE.search(part):
            return f"{part!r} is not known as a permissive licence"
    return ""


def faults(about: Message) -> list[str]:
    """What is wrong with the licence in the metadata; each statement has to be permissive, and there has to be one."""
    found = statements(about)
    return [why for why in map(fault, found) if why] if found else ["no licence is stated"]


def reachable(wanted: Iterable[str], requires: Callable[[str], Collection[str] | None]) -> set[str]:
    """Names of all packages that are required here, directly or not; `requires` gives the lines of one of them."""
    waiting = [(Requirement(line), "") for line in wanted]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        new = {(name, one) for one in ("", *requirement.extras)} - seen
        seen |= new
        waiting += [(Requirement(line), one) for _, one in new for line in requires(name) or ()]
    return {name for name, _ in seen}


@cache
def required() -> set[str]:
    """All that newsloupe needs on this system, with every extra. What is not installed raises PackageNotFoundError."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return reachable([line for group in groups for line in group], metadata.requires)


def test_every_licence_is_permissive_or_named():
    found = {name: faults(metadata.metadata(name)) for name in required() - NAMED.keys()}
    assert len(found) > 50
    assert {name: why for name, why in found.items() if why} == {}


def test_nothing_is_named_without_need():
    assert NAMED.keys() <= required()
    assert [name for name in NAMED if not faults(metadata.metadata(name))] == []


def test_the_licence_of_every_locked_package_is_read_here_or_named():
    locked = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", LOCK, flags=re.MULTILINE)}
    assert len(locked) > 50
    assert sorted(locked - required() - ELSEWHERE.keys()) == []
    assert sorted(ELSEWHERE.keys() - locked) == []
    assert [name for name, licence in ELSEWHERE.items() if fault(licence)] == []


# ---------------------------------------------------------------- would it be noticed?


def about(*classifiers: str, expression: str = "", field: str = "") -> Message:
    message = Message()
    for header, value in {"License-Expression": expression, "License": field}.items():
        if value:
            message[header] = value
    for classifier in classifiers:
        message["Classifier"] = f"License :: OSI Approved :: {classifier}"
    return message


GPL3 = "GNU General Public License v3 (GPLv3)"


@pytest.mark.parametrize(
    "refused",
    [
        about(GPL3, expression="GPL-3.0-or-later"),  # as the package krippendorff 0.9 says, which was required once
        about(GPL3),
        about("MIT License", GPL3),
        about("MIT License", field="GPL"),
        about(field="GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007\n\nCopyright ..."),
        about("GNU Affero General Public License v3"),
        about(expression="AGPL-3.0-only"),
        about(expression="MIT AND GPL-2.0-only WITH Classpath-exception-2.0"),
        about(expression="MIT AND (MIT OR GPL-2.0-only) AND GPL-3.0-only"),
        about(expression="(MIT OR GPL-2.0-only) AND ISC"),  # brackets are not read: it would have to be named
        about(expression="LGPL-2.1-or-later"),
        about("GNU Lesser General Public License v2 or later (LGPLv2+)"),
        about("Mozilla Public License 2.0 (MPL 2.0)"),
        about(expression="LicenseRef-Proprietary"),
        about(expression="BUSL-1.1"),
        about("BSD License", field="Free for academic use"),
        about(field="UNKNOWN"),
        about(field="Copyright 2024, all rights reserved\n\nNo part of this ..."),
        about(),
    ],
    ids=lambda message: ", ".join(statements(message)) or "none",
)
def test_what_is_not_permissive_is_refused(refused):
    assert faults(refused)


@pytest.mark.parametrize(
    "accepted",
    [
        about(expression="MIT OR GPL-3.0-or-later"),
        about(expression="BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"),
        about("Python Software Foundation License", field="License agreement for versions 1.3 and later\n====\n1. ..."),
        about(field="Apache License, Version 2.0"),
        about(field="BSD 3-Clause License\n\nCopyright ..."),
        about("ISC License (ISCL)", field="UNKNOWN"),
    ],
    ids=lambda message: ", ".join(statements(message)),
)
def test_what_is_permissive_is_accepted(accepted):
    assert faults(accepted) == []


def test_requirements_are_followed_through_extras_and_markers():
    lines = {
        "a": ["B[fast] >=1", "c ; sys_platform == 'no such system'", "d ; extra == 'more'"],
        "b": ["a", "e ; extra == 'fast'", "f ; extra == 'slow'"],
        "d": [],
        "e": None,
    }
    assert reachable(["a"], lines.__getitem__) == {"a", "b", "e"}
    assert reachable(["a", "A[more]"], lines.__getitem__) == {"a", "b", "d", "e"}
    assert reachable(["c ; python_version < '3'", "e ; python_version > '3'"], lines.__getitem__) == {"e"}
