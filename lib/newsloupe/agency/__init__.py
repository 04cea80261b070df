"""Agency: who does what to whom, and where nobody is said to have done it.

- `finder`: the actions of a corpus as a span table; tables of who acts on whom
- `action_reader`: verbs and action nouns of a text, joined with the actors that a list knows
- `actors_in_phrases`: which actor a phrase names, and how
- `factuality`: is an action said to happen, and which word says so?
- `nouns_of_doing`: *Russia’s invasion*, *the annexation of Crimea*
- `lexicon`: the verbs and nouns that are actions (`lexicons/actions.yml`, `lexicons/action_nouns.yml`)
- `matching`: which actions two codings share
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "finder": "EXTRA FACTUALITY VOICES actions roles who_acts_on_whom without_actor",
        "action_reader": "",
        "actors_in_phrases": "",
        "factuality": "",
        "nouns_of_doing": "",
        "lexicon": "",
        "matching": "match_actions same",
    },
)
