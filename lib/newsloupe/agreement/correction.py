"""A machine's count, corrected by a small sample that people coded: an estimate with an interval that holds.

The machine alone is biased, however much it counts; a few dozen sentences coded by hand are right, and say little. Put
together they give more than either: the idea of design-based supervised learning (Egami, Hinck, Stewart & Wei 2023,
NeurIPS) and of prediction-powered inference (Angelopoulos et al. 2023, *Science* 382, 669–674). Their intervals rest on
the normal curve, which fails for codes that are rare or well found and for samples of 40 or 80 units, as here. This one
does not: `bench/corrected.py` shows by simulation how often each holds the truth. What it cannot do: a code so rare, or
a machine so bad, that hand coding alone says as much; the file of figures has such cases too.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsloupe.agreement.samples import SampleError, answers, is_marked, marks_checksum

_DRAWS = 20_000
_DESIGN = ["answer", "unit", "by", "marked", "rest", "marks"]

Stratum = tuple[int, int, int]  # units, coded, and those with the code among the coded


def corrected_rate(spans: pd.DataFrame, coded_sample: pd.DataFrame) -> pd.DataFrame:
    """The share of units that carry a code: counted by a machine, corrected by a sample coded by hand.

    `spans` are the marks by which `sample_to_code` drew the sample; `coded_sample` is the sample, its ``answer`` filled
    in. Units without an answer are left out, as if they had not been drawn; that is right only if nobody left out the
    hard ones.

    One row for each group of the sample (`by`), and a last one, ``all``, where there are several: ``by``, ``unit``,
    ``units`` (int), ``marked`` and ``coded`` (int: by the machine, by hand), ``machine`` (the share that the machine
    marked), ``right`` (of the marked units, the share that has the code), ``missed`` (of the rest, the share that has
    it), ``share`` (the corrected estimate) and ``low``, ``high``, the ends of its 95% interval.

    The estimate adds up both strata, weighted by their sizes. The interval: in each stratum the share has the posterior
    of Jeffreys' prior (Brown, Cai & DasGupta 2001, *Statistical Science* 16, 101–133), the units that nobody coded are
    drawn from it, those coded are known (a finite population), and the sum over strata is taken 20,000 times with a
    fixed seed. It says how far the sample may mislead, not whether its coder is right.

    Raises `SampleError` when the sample is none of `sample_to_code`, the marks are others than when it was drawn, or a
    stratum has no coded unit.

    >>> corpus = Corpus.from_texts({"a": "It may rain. It snows. It might hail. It is dry. It is May."})
    >>> machine = find_words(corpus, "may")
    >>> sample = sample_to_code(machine, corpus, 5)
    >>> sample["answer"] = ["yes", "no", "yes", "no", "no"]  # by hand; with all units coded nothing is left to chance
    >>> corrected_rate(machine, sample)[["units", "machine", "right", "share", "low", "high"]].round(2).values.tolist()
    [[5.0, 0.4, 0.5, 0.4, 0.4, 0.4]]
    """
    missing = [name for name in _DESIGN if name not in coded_sample]
    if missing:
        raise SampleError(f"the sample lacks the columns {', '.join(missing)}; draw it with sample_to_code")
    if set(coded_sample["marks"]) != {marks_checksum(spans)}:
        raise SampleError(
            "the sample was drawn by other marks than these: it says nothing of how many units these marked; give the "
            "marks of that day, or draw a new sample"
        )
    unit = str(coded_sample["unit"].iloc[0])
    marked_by_machine = is_marked(coded_sample, spans, unit)
    table = coded_sample.assign(is_marked=marked_by_machine, by=coded_sample["by"].astype(str))
    table["answer"] = pd.Series(answers(coded_sample), coded_sample.index, dtype=object)
    rows, strata_of_all = list[dict[str, Any]](), list[list[Stratum]]()
    for name, own in table.groupby("by", sort=True):
        sizes = int(own["marked"].iloc[0]), int(own["rest"].iloc[0])
        strata = [
            _stratum(own[own["is_marked"] == marked], size) for marked, size in zip((True, False), sizes, strict=True)
        ]
        for which, (size, coded, _) in zip(("marked", "not marked"), strata, strict=True):
            if size and not coded:
                raise SampleError(f"no unit of {name!r} that was {which} has an answer; code at least one")
        strata_of_all.append(strata)
        rows.append({"by": name, "unit": unit} | _row(strata))
    if len(rows) > 1:
        rows.append({"by": "all", "unit": unit} | _row([stratum for strata in strata_of_all for stratum in strata]))
    return pd.DataFrame(rows)


def _stratum(rows: pd.DataFrame, size: int) -> Stratum:
    coded = [answer for answer in rows["answer"] if answer is not None and not pd.isna(answer)]
    return size, len(coded), sum(map(bool, coded))


def _row(strata: list[Stratum]) -> dict[str, float]:
    """Strata stand in pairs: marked, rest, marked, rest …"""
    marked, rest = strata[::2], strata[1::2]
    units = sum(size for size, _, _ in strata)
    share, low, high = stratified_share(strata)
    return {
        "units": units,
        "marked": sum(size for size, _, _ in marked),
        "coded": sum(coded for _, coded, _ in strata),
        "machine": sum(size for size, _, _ in marked) / units,
        "right": _mean(marked),
        "missed": _mean(rest),
        "share": share,
        "low": low,
        "high": high,
    }


def _mean(strata: Iterable[Stratum]) -> float:
    """The estimated share over strata; NaN where they have no units."""
    known = [stratum for stratum in strata if stratum[0]]
    units = sum(size for size, _, _ in known)
    return sum(size * found / coded for size, coded, found in known) / units if units else float("nan")


def stratified_share(strata: Iterable[Stratum]) -> tuple[float, float, float]:
    """The share over all strata with the ends of its 95% interval; a stratum is (units, coded, found among the coded).

    >>> [round(number, 2) for number in stratified_share([(100, 40, 36), (900, 40, 1)])]
    [0.11, 0.09, 0.19]
    """
    known = [stratum for stratum in strata if stratum[0]]
    units = sum(size for size, _, _ in known)
    share = _mean(known)
    totals = np.sum([_totals(*stratum, number) for number, stratum in enumerate(known)], axis=0)
    low, high = np.percentile(totals / units, [2.5, 97.5])
    return share, float(min(low, share)), float(max(high, share))


@lru_cache(maxsize=256)
def _totals(size: int, coded: int, found: int, number: int) -> npt.NDArray[np.int64]:
    """How many units of a stratum may have the code, given how many of those coded do: draws from the posterior."""
    generator = np.random.default_rng([number, 1])
    shares = generator.beta(found + 0.5, coded - found + 0.5, _DRAWS)
    return found + generator.binomial(size - coded, shares)
