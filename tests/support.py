"""What several test files need."""

import os
import time
from collections.abc import Callable
from typing import Any

import pandas as pd
from hypothesis import settings

import newsloupe as nl

# A copy of axe.min.js of the npm package axe-core (MPL 2.0), which is no part of this project.
AXE = os.environ.get("AXE_CORE", "")


def one(text: str) -> nl.Corpus:
    """A corpus of one article, `a`."""
    return nl.Corpus.from_texts({"a": text})


def reports(spans: pd.DataFrame) -> list[tuple[str | None, str, list[str]]]:
    """(source, cue, contents) of every attribution, in order of the cue."""
    result = []
    for _, group in spans.groupby("group", sort=False):
        of = {label: rows["text"].tolist() for label, rows in group.groupby("label")}
        cue = int(group.loc[group["label"] == "cue", "start"].iloc[0])
        result.append((cue, (of.get("source", [None])[0], of["cue"][0], of["content"])))
    return [found for _, found in sorted(result, key=lambda pair: pair[0])]


def examples(number: int) -> settings:
    """For a test that gets `number` examples where others get a hundred; with the profile `random` more of each."""
    return settings(max_examples=max(1, number * settings.default.max_examples // 100))


def assert_time_grows_with(size: int, work: Callable[[int], object]) -> None:
    """Four times the size must take about four times as long; the square of it would take sixteen times.

    Only processor time counts, of several tries the least, because whatever else the machine does can only add to it.
    No size comes twice, so that nothing remembered helps.
    """

    def seconds(size: int) -> float:
        started = time.process_time()
        work(size)
        return time.process_time() - started

    work(size // 20)  # whatever is read and compiled once
    small = large = float("inf")
    for attempt in range(5):
        small, large = min(small, seconds(size + attempt)), min(large, seconds(4 * size + attempt))
        if large < 9 * small:
            return
    raise AssertionError(f"{size} takes {small:.3f} s, four times as much {large:.3f} s: {large / small:.1f} times")


def faults_of_access(page: Any, *, without: tuple[str, ...] = ()) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds wrong with a page in a browser: rule, what it says, and up to three places; all its rules."""
    page.add_script_tag(path=AXE)
    rules = {name: {"enabled": False} for name in without}
    found = page.evaluate("rules => axe.run({rules, preload: false})", rules)["violations"]
    return [(one["id"], one["help"], [node["html"][:150] for node in one["nodes"]][:3]) for one in found]
