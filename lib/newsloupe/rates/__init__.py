"""How often, against how many words, and whether it differs; with intervals.

- `counting`: rates per article, per group of articles, and per voice
- `comparing`: the difference between two rates, or two shares, with an interval of its own
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "counting": "rate rate_by_voice",
        "comparing": "rate_difference share_difference",
    },
)
