"""Source attribution: who says, believes, wants or knows what, and through which words.

- `finder`: the attributions of a corpus as a span table
- `who_speaks`: a row per attribution; attributions and words per kind of source
- `constructions`: all ways in which English attributes words, tried one by one
- `verb_before`: *says that …*, *told him …*, *urged NATO to …*
- `verb_after`: *“…,” said X*, *the plan, X says, has failed*
- `passive_verb`: *is seen as*, *was accused of*, *it is said that*
- `reporting_noun`: *X’s claim that …*, *fears that …*
- `according_to`: *according to*, *in the words of*, *reportedly*
- `any_verb`: verbs that no list has, and verbs beside a quotation
- `literal_sense`: deeds that are called by the words of judgments (*rebels attacked the village*)
- `layout`: the colon after a speaker, headlines, pull quotes
- `transcript`: turns of transcripts and interviews
- `continuations`: quotations that go on with an earlier one
- `content_ends`: where reported words end
- `scopes`: reports of speech, and what else is attributed: beliefs, plans, judgments …
- `parts`: one attribution: source, cue and content, in tokens
- `speakers`: what sort of source speaks, and whether it can be traced
- `names`: where names stand, and what is the person's name in a source
- `who_says_i`: who says *I*: labels of turns, bylines, signatures
- `mentions`: who and what is introduced without a name
- `short_forms`: what *the Board* and letters in brackets are short for
- `coreference`: which speaker *he*, *the spokesperson* or a surname means
- `suggestions`: whom a list of actors for these articles should hold
- `sides`: on which side of a conflict a source stands
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "finder": "EXTRA",
        "who_speaks": "attribution_list shares voices",
        "constructions": "",
        "verb_before": "",
        "verb_after": "",
        "passive_verb": "",
        "reporting_noun": "",
        "according_to": "",
        "any_verb": "",
        "literal_sense": "",
        "layout": "",
        "transcript": "",
        "continuations": "",
        "content_ends": "",
        "scopes": "SCOPES",
        "parts": "",
        "speakers": "SOURCE_TYPES source_type traceable",
        "names": "",
        "who_says_i": "",
        "mentions": "",
        "short_forms": "",
        "coreference": "",
        "suggestions": "suggest_actors",
        "sides": "Sides",
    },
)
