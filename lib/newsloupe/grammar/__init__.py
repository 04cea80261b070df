"""English grammar by rules: a text as words with tags, and the verbs, phrases and clauses in it.

The rules see part-of-speech tags, not sentence trees. From the ground up:

- `word_sets`: small words of grammar in sets (auxiliaries, prepositions, pronouns, words of time …)
- `inflection`: the forms of verbs and nouns
- `verb_lexicon`: verbs that the rules must know one by one (`lexicons/actions.yml`)
- `reporting`: the words that report, and what may follow them (`lexicons/reporting.yml`)
- `quotations`: quotations by their marks
- `datelines`: *LONDON (AP) —*, which is no part of a sentence
- `parsed`: a text as columns of tokens, with its quotations and units

What stands in a unit is read once, inside quotation marks too, and looked up by attribution and agency alike:

- `unit`: the words of a unit, with their tags
- `verbs`: which of them are verbs
- `noun_phrases`: noun phrases at a word, joined by *and*, hanging on a noun
- `phrases_before`: the noun phrases that end at a word, from the nearest outwards, and with what describes them
- `antecedents`: what *who*, *which* and *that* stand for
- `subjects`: whose verb it is: the subject of every verb
- `agents_and_patients`: who acts and who is acted upon

For what is marked as source, cue and content, there are ranges of tokens that end with a quotation:

- `phrase_spans`: the noun phrase that begins at a place, with all that describes it
- `clauses`: where a clause begins, and how far it reaches
- `reporting_verbs`: verbs that report, what they take, and their subject as a source
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "word_sets": "",
        "inflection": "inflect plural",
        "verb_lexicon": "",
        "reporting": "noun_forms verb_forms",
        "quotations": "find_quotations",
        "datelines": "",
        "parsed": "Parsed",
        "phrase_spans": "",
        "clauses": "",
        "reporting_verbs": "",
        "unit": "",
        "verbs": "",
        "noun_phrases": "",
        "phrases_before": "",
        "antecedents": "",
        "subjects": "",
        "agents_and_patients": "",
    },
)
