"""Vocabulary: which words mark a text, stand together, or are spread evenly.

- `wordlists`: lists of words, as all measures take them
- `keywords`: which words mark one set of texts against another
- `compare`: the same for the groups of a corpus, with the way back to every line
- `collocation`: words that stand near each other
- `dispersion`: is a word spread evenly over the parts?
- `contingency`: statistics of a word's frequency in two corpora
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "wordlists": "frequencies normalise",
        "keywords": "keyness keyness_against_rest weighted_log_odds",
        "compare": "CORRECTIONS compare_words show_surviving surviving word_lines word_shift",
        "collocation": "MEASURES collocations",
        "dispersion": "dispersion_scores expected_dp",
        "contingency": "benjamini_hochberg bic bonferroni chi_squared log_likelihood log_ratio log_ratio_interval "
        "p_value percent_difference",
    },
)
