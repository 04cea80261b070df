"""Compare newsloupe's numeric measures with values that independent packages gave for the same lists of words.

    python bench/parity.py FOLDER

FOLDER holds metrics.json and framing.json: lists of words and the values expected for them, with the packages
that gave them. The command prints a table, writes bench/results/parity.csv, and ends with status 1 when a
relative difference exceeds one in a million, with status 2 when FOLDER is not there.
"""

import json
import math
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import newsloupe
from newsloupe import metrics
from newsloupe.saving import put
from newsloupe.vocabulary import collocations, contingency, dispersion_scores, keyness, word_shift

TOLERANCE = 1e-6
LN_10 = math.log(10)
RESULTS = Path(__file__).parent / "results"
Row = tuple[str, str, str, Any, Any]  # measure, variant, text, ours, expected


def main(folder: Path) -> int:
    if not (folder / "metrics.json").is_file() or not (folder / "framing.json").is_file():
        print(f"Nothing compared: {folder} has no metrics.json and framing.json with expected values.")
        return 2
    texts = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["texts"]
    framing = json.loads((folder / "framing.json").read_text(encoding="utf-8"))
    rows = [*readability_rows(texts), *diversity_rows(texts), *comparison_rows(framing)]
    rows += [*collocation_rows(framing), *dispersion_rows(framing), *shift_rows(framing)]
    table = summarise(rows)
    RESULTS.mkdir(exist_ok=True)
    written = table.assign(**versions()).to_csv(index=False, float_format="%.1e", lineterminator="\n")
    put(RESULTS / "parity.csv", written.encode())
    print(table.to_string(index=False, float_format="{:.1e}".format))
    failed = table[~(table["largest_relative_difference"] <= TOLERANCE)]
    print(f"\n{len(table) - len(failed)} of {len(table)} measures agree within {TOLERANCE:g}.")
    return 1 if len(failed) else 0


def summarise(rows: Iterable[Row]) -> pd.DataFrame:
    """One line per measure and variant, with the largest relative difference over texts and words."""
    table = pd.DataFrame(rows, columns=["measure", "variant", "text", "ours", "expected"])
    ours, expected = (pd.to_numeric(table[column]).to_numpy(dtype=float) for column in ("ours", "expected"))
    scale = np.where(expected == 0, 1.0, np.abs(expected))
    difference = np.abs(ours - expected) / scale
    difference[np.isnan(ours) & np.isnan(expected)] = 0.0
    difference[np.isnan(ours) != np.isnan(expected)] = np.inf
    return (
        table.assign(difference=difference, compared=~np.isnan(expected))
        .groupby(["measure", "variant"], sort=False)
        .agg(
            texts=("text", "nunique"),
            values=("compared", "sum"),
            undefined=("compared", lambda compared: int((~compared).sum())),
            largest_relative_difference=("difference", "max"),
        )
        .reset_index()
    )


def readability_rows(texts: Mapping[str, Any]) -> Iterator[Row]:
    """The formulas on the published counts, and our own counts of everything but syllables."""
    formulas: dict[str, Callable[[dict[str, int]], Any]] = {
        "flesch": lambda c: metrics.flesch(c["word"], c["sentence"], c["syllable"]),
        "flesch_kincaid": lambda c: metrics.flesch_kincaid(c["word"], c["sentence"], c["syllable"]),
        "gunning_fog": lambda c: metrics.gunning_fog(c["word"], c["sentence"], c["complexPolysillabicWord"]),
        "smog": lambda c: metrics.smog(c["sentence"], c["polysillabicWord"]),
        "coleman_liau": lambda c: metrics.coleman_liau(c["word"], c["sentence"], c["letter"]),
        "ari": lambda c: metrics.ari(c["word"], c["sentence"], c["character"]),
        "dale_chall": lambda c: metrics.dale_chall(c["word"], c["sentence"], c["difficultWord"]),
        "lix": lambda c: metrics.lix(c["word"], c["sentence"], c["longWord_gt6"]),
    }
    for name, formula in formulas.items():
        for text, known in texts.items():
            if known["formula"]["reference"]:
                yield name, "from published counts", text, formula(known["counts"]), known["formula"]["reference"][name]
    words = {text: known["tokens"] for text, known in texts.items()}
    counts = metrics.text_counts(words, dict.fromkeys(words, 1)).set_index("article")
    names = {"words": "word", "letters": "letter", "characters": "character", "long_words": "longWord_gt6"}
    for ours, theirs in names.items():
        for text, known in texts.items():
            yield ours, "counted from words", text, counts.at[text, ours], known["counts"][theirs]


# Where a package follows another rule than the measure's definition in a corner case, by text.
_OTHER_RULES = {
    # A factor that ends with the very last word is taken for an unfinished one.
    ("mtld", "taaled 0.32"): {"syn_100same"},
}


def _undefined(measure: str, words: list[str]) -> bool:
    """Is our value NaN for a reason, where the packages print something else (the plain TTR, 0 or a length)?"""
    if measure in ("herdan_c", "maas", "simpson"):
        return len(words) < 2
    if measure.startswith("mtld"):
        return len(set(words)) == len(words)
    return not words or (measure == "mattr" and len(words) < 50)


def diversity_rows(texts: Mapping[str, Any]) -> Iterator[Row]:
    measures: list[tuple[str, str, Callable[[list[str]], float], str, str]] = [
        ("ttr", "", metrics.ttr, "reference", "ttr"),
        ("root_ttr", "Guiraud", metrics.root_ttr, "reference", "rttr"),
        ("root_ttr", "divided by √2: Carroll's", lambda w: metrics.root_ttr(w) / math.sqrt(2), "reference", "cttr"),
        ("herdan_c", "", metrics.herdan_c, "reference", "herdan_c"),
        ("maas", "natural logarithm", metrics.maas, "reference", "maas_a2"),
        ("maas", "times ln 10: base 10", lambda w: metrics.maas(w) * LN_10, "lexical-diversity 0.1.1", "maas_a2"),
        ("mattr", "window 50", metrics.mattr, "reference", "mattr50"),
        ("mtld", "below the threshold", metrics.mtld, "reference", "mtld"),
        ("mtld", "inclusive", lambda w: metrics.mtld(w, inclusive=True), "reference", "mtld_le"),
        ("mtld", "shortest factor 10", lambda w: metrics.mtld(w, shortest=10), "taaled 0.32", "mtld_original"),
        ("mtld_wrap", "shortest factor 10", metrics.mtld_wrap, "lexical-diversity 0.1.1", "mtld_mawrap"),
        ("hdd", "42 draws", metrics.hdd, "reference", "hdd42"),
        ("yule_k", "", metrics.yule_k, "reference", "yulek"),
        ("simpson", "without replacement", metrics.simpson, "reference", "simpson"),
        ("hapax_legomena", "", metrics.hapax_legomena, "reference", "hapax"),
    ]
    for measure, variant, function, source, key in measures:
        for text, known in texts.items():
            if measure == "hapax_legomena" and not known["tokens"]:
                continue  # a count, 0, and not undefined
            words, expected = known["tokens"], known["lexdiv"][source].get(key)
            if _undefined(measure, words):
                expected = None
            elif text in _OTHER_RULES.get((measure, source), ()):
                continue
            if isinstance(expected, str):
                continue  # the package failed on this text
            yield measure, variant, text, function(words), expected


def comparison_rows(framing: Mapping[str, Any]) -> Iterator[Row]:
    seeds, toy = framing["tokens"]["seeds"], framing["tokens"]["toy"]
    for name, target in seeds.items():
        rest = [word for other in seeds if other != name for word in seeds[other]]
        known = framing["seeds"][f"{name}_vs_rest"]
        yield from _keyness_rows(name, target, rest, known["keyness"]["words"], known["logodds"])
    known = framing["toy"]
    words, log_odds = known["keyness_A_vs_B"]["words"], known["logodds_A_vs_B"]
    yield from _keyness_rows("toy", toy["A"], toy["B"], words, log_odds)


def _keyness_rows(
    text: str, target: list[str], reference: list[str], known: Mapping[str, Any], log_odds: Mapping[str, Any]
) -> Iterator[Row]:
    ours = keyness(target, reference).set_index("word")
    sizes = len(target), len(reference)
    a, b = ours["target"], ours["reference"]
    ours["g2_two_cells"] = contingency.log_likelihood(a, b, *sizes, cells=2)
    ours["chi_squared"] = contingency.chi_squared(a, b, *sizes)
    ours["chi_squared_yates"] = contingency.chi_squared(a, b, *sizes, yates=True)
    ours["bic"] = contingency.bic(ours["g2"], *sizes)
    columns = [
        ("target", "count", "f_target"), ("reference", "count", "f_reference"), ("g2", "4 cells", "G2_signed"),
        ("p", "of G2", "G2_p"), ("g2_two_cells", "2 cells", "G2_two_cell_signed"),
        ("chi_squared", "uncorrected", "chi2_signed"), ("chi_squared_yates", "Yates, capped", "chi2_yates_signed"),
        ("bic", "Wilson", "BIC_wilson"), ("log_ratio", "Hardie", "log_ratio_hardie"), ("pct_diff", "", "pct_diff"),
    ]  # fmt: skip
    intervals = dict(zip(ours.index, zip(ours["log_ratio_low"], ours["log_ratio_high"], strict=True), strict=True))
    for word, expected in known.items():
        for column, variant, key in columns:
            yield column, variant, text, ours.at[word, column], expected[key]
        low, high = intervals[word]
        if "relative_risk_ci95" in expected:
            yield "log_ratio_low", "Katz", text, 2**low, expected["relative_risk_ci95"][0]
            yield "log_ratio_high", "Katz", text, 2**high, expected["relative_risk_ci95"][1]
        else:
            yield "log_ratio interval", "centre, Walter", text, (low + high) / 2, expected["log_ratio_walter"]
    priors: dict[str, dict[str, Any]] = {
        "informative_pooled_counts": {},
        "informative_alpha0_500": {"prior_size": 500},
        "uniform_0.01": {"prior": 0.01},
        "uniform_0.1": {"prior": 0.1},
    }
    for prior, options in priors.items():
        for terms, key in ((2, "z_two_term"), (4, "z_four_term")):
            scores = keyness(target, reference, variance_terms=terms, **options).set_index("word")
            for word, expected_z in log_odds[prior][key].items():
                yield "z", f"{prior}, {terms} terms", text, scores.at[word, "z"], expected_z
        for word, delta in log_odds[prior]["delta"].items():
            yield "log_odds", prior, text, scores.at[word, "log_odds"], delta


def collocation_rows(framing: Mapping[str, Any]) -> Iterator[Row]:
    columns = {
        "pairs": "f_xy", "count_1": "f_x", "count_2": "f_y", "log_likelihood": "likelihood_ratio", "pmi": "pmi",
        "t": "student_t", "chi_squared": "chi_sq", "dice": "dice", "log_dice": "logDice_scaled", "jaccard": "jaccard",
    }  # fmt: skip
    for group, names in {"seeds": ("w2_min3", "w5_min4_top150"), "toy": ("w2", "w5")}.items():
        for name in names:
            known = framing[group][f"collocations_{name}"]
            ours = collocations(framing["tokens"][group], window=known["window"], min_count=known["min_freq"])
            ours = ours.set_index(ours["word_1"] + " " + ours["word_2"])
            variant = f"collocation, window {known['window']}"
            for pair, expected in known["pairs"].items():
                for column, key in columns.items():
                    yield column, variant, group, ours.at[pair, column], expected[key]


def shift_rows(framing: Mapping[str, Any]) -> Iterator[Row]:
    for group, name, reference, target in (
        ("toy", "shifts_A_to_B", "A", "B"),
        ("seeds", "shifts_001_to_004", "001", "004"),
        ("seeds", "shifts_002_to_003", "002", "003"),
    ):
        tokens, known = framing["tokens"][group], framing[group][name]
        ours = word_shift(tokens[target], tokens[reference]).set_index("word")
        for column, key in (("proportion", "proportion"), ("jsd", "jsd_base2")):
            for word, expected in known[key]["raw_scores"].items():
                yield column, "word shift", name, ours.at[word, column], expected
        yield "jsd", "sum of the word shift", name, ours["jsd"].sum(), known["jsd_base2"]["diff"]


def dispersion_rows(framing: Mapping[str, Any]) -> Iterator[Row]:
    columns = {
        "dp": "DP", "dp_norm": "DPnorm", "kld": "KLD", "dkl_norm": "DKL_norm", "juilland_d": "juilland_D",
        "carroll_d2": "carroll_D2", "rosengren_s": "rosengren_S", "count": "f", "parts": "range",
    }  # fmt: skip
    gries = framing["tokens"]["gries"]
    cases = {
        "seeds": (framing["tokens"]["seeds"], framing["seeds"]["dispersion"]),
        "gries": (gries if isinstance(gries, dict) else dict(enumerate(gries)), framing["gries"]),
    }
    for name, (parts, known) in cases.items():
        ours = dispersion_scores(parts).set_index("word")
        for word, expected in known["words"].items():
            for column, key in columns.items():
                yield column, "dispersion", name, ours.at[word, column], expected[key]


def versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsloupe": newsloupe.__version__, "python": python, "numpy": np.__version__, "pandas": pd.__version__}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
