"""Measures of a text: length, readability, lexical diversity, word classes.

- `lengths`: sentences and words as units to be counted, each kept in its place
- `syllables`: three counters of syllables
- `formulas`: readability scores from published counts
- `reading_ease`: readability of a corpus, by rulers that can be exchanged
- `diversity`: how much of a text's vocabulary is new
- `word_classes`: nouns, names, verbs, adjectives and adverbs as spans
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "lengths": "across_lines find_sentences kept_words sentence_words text_words",
        "syllables": "count_syllables pyphen_syllables vowel_groups",
        "formulas": "ari coleman_liau dale_chall flesch flesch_kincaid gunning_fog lix normalise readability_scores "
        "smog text_counts",
        "reading_ease": "readability readability_by_ruler readability_intervals sentence_counts",
        "diversity": "diversity_scores hapax_legomena hdd herdan_c maas mattr mtld mtld_wrap root_ttr simpson ttr "
        "yule_k",
        "word_classes": "CLASSES find_word_classes",
    },
)
