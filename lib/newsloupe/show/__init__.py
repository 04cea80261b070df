"""Showing results.

- `display`: articles with highlighted spans, findings, figures with a text alternative
- `plots`: dots, bars, strips, curves and trends in one plain style
- `forking_paths`: a finding repeated under every combination of the choices behind it
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "display": "PALETTE finding highlight show_figure",
        "plots": "bars curves dots strip trend",
        "forking_paths": "multiverse one_change specification_curve survival",
    },
)
