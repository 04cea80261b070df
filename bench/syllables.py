"""Compare the syllable counters with published counts, and see how far each moves a readability score.

    python bench/syllables.py FOLDER

FOLDER holds metrics.json: lists of words with their syllables in the CMU Pronouncing Dictionary. The command
prints a table and writes bench/results/syllables.csv; it ends with status 2 when FOLDER is not there.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from newsloupe import metrics
from newsloupe.saving import put

RESULTS = Path(__file__).parent / "results"
COUNTERS = (metrics.count_syllables, metrics.vowel_groups, metrics.pyphen_syllables)
ARTICLE = 400  # a text of more words than this is one of the news articles, not a made-up example


def main(folder: Path) -> int:
    if not (folder / "metrics.json").is_file():
        print(f"Nothing compared: {folder} has no metrics.json with published counts.")
        return 2
    published = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    table = syllable_errors(published["texts"], published["syllables"]["words"])
    RESULTS.mkdir(exist_ok=True)
    put(RESULTS / "syllables.csv", table.to_csv(index=False, float_format="%.4f", lineterminator="\n").encode())
    print(table.set_index("counter").T.to_string(float_format="{:.3f}".format))
    return 0


def syllable_errors(texts: Mapping[str, Any], pronounced: Mapping[str, Any]) -> pd.DataFrame:
    """How far each syllable counter is from the published counts, and what that does to Flesch's score.

    `pronounced` has the CMU Pronouncing Dictionary's count for each word, None where it does not have the word.
    """
    tokens = [word for known in texts.values() for word in known["tokens"]]
    tokens = [word for word in tokens if pronounced.get(word, {}).get("cmudict")]
    types = sorted(set(tokens))
    known = pd.DataFrame({text: values["counts"] for text, values in texts.items() if values["tokens"]}).T
    expected = metrics.flesch(known["word"], known["sentence"], known["syllable"])
    rows = []
    for counter in COUNTERS:
        try:
            ours = _counts(texts, counter).set_index("article").loc[known.index]
        except ImportError as error:
            print(error)
            continue
        moved = np.abs(metrics.flesch(known["word"], known["sentence"], ours["syllables"]) - expected)
        news = (known["word"] > ARTICLE).to_numpy()
        rows.append(
            {
                "counter": counter.__name__,
                "words_right": np.mean([counter(word) == pronounced[word]["cmudict"] for word in tokens]),
                "types_right": np.mean([counter(word) == pronounced[word]["cmudict"] for word in types]),
                "texts": len(known),
                "syllables_ratio": ours["syllables"].sum() / known["syllable"].sum(),
                "mean_error_per_text": np.abs(ours["syllables"] / known["syllable"] - 1).mean(),
                "polysyllables_ratio": ours["polysyllables"].sum() / known["polysillabicWord"].sum(),
                "articles": int(news.sum()),
                "flesch_moved_mean": moved[news].mean(),
                "flesch_moved_most": moved[news].max(),
            }
        )
    return pd.DataFrame(rows)


def _counts(texts: Mapping[str, Any], syllables: Callable[[str], int]) -> pd.DataFrame:
    words = {text: known["tokens"] for text, known in texts.items()}
    sentences = {text: known["counts"]["sentence"] for text, known in texts.items()}
    return metrics.text_counts(words, sentences, syllables=syllables)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
