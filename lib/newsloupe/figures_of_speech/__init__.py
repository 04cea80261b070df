"""Figures of speech that only structure shows, each a function of a text that yields ``(start, end, why)``.

A codebook names the function in an indicator (``figure: tricolon``); definitions, examples and literature are in the
codebook ``figures``.

- `figures`: rhetorical question, hypophora, polysyndeton, alliteration, scare quotes, repetition; `FIGURES`
- `parallelism`: anaphora, epistrophe, anadiplosis, isocolon, asyndeton
- `chiasm`: words that return in the opposite order
- `threes`: three members of one form
- `address`: *I*, *you* and *we* in the writer's own voice
- `interviews`: where a text is other people's speech without quotation marks
- `likeness`: simile
- `vehicle_words`: what nouns name, and the concrete words that metaphors borrow
- `domains`: metaphor, by contrast of domains
- `personified`: personification and metonymy
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "figures": (
            "FIGURES alliteration doubting_question hypophora polysyndeton repetition rhetorical_question scare_quotes"
        ),
        "parallelism": "anadiplosis anaphora asyndeton epistrophe isocolon",
        "chiasm": "chiasmus crossings",
        "threes": "tricolon",
        "address": "first_person second_person",
        "interviews": "",
        "likeness": "simile",
        "vehicle_words": "",
        "domains": "metaphor",
        "personified": "metonymy personification",
    },
)
