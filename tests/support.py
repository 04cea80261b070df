"""What several test files need."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from hypothesis import settings

import newsloupe as nl

MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
BROWSER = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome", "chrome", MAC])), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

# A codebook that is a form, with an entry of each kind.
FORM = """
name: story
title: Story
layer: framing
about: A first try.
status: Not checked.
form:
  - {id: conflict, kind: question, ask: Do they disagree?}
  - {id: focus, kind: choice, ask: What is it about?, options: [people, money]}
  - {id: tone, kind: scale, ask: How is the tone?, lowest: -2, highest: 2}
  - {id: sources, kind: number, ask: How many sources?, lowest: 0}
"""


def html_pages(site: Path) -> list[Path]:
    """All pages of a site, in order; none of the theme's own pieces."""
    return [page for page in sorted(site.rglob("*.html")) if "_static" not in page.parts]


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
