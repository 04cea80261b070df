"""Showing results.

- `labels`: the colour, the line and the name of every label, the same everywhere
- `passages`: where a mark stands in the reading edition, and links to it
- `alternatives`: what a figure shows, in words, for those who do not see it
- `captions`: what to see in a figure, in one sentence computed from its numbers
- `display`: articles with highlighted spans, findings, figures with a text alternative
- `reading_edition`: the reading edition: each article on a page of its own, with its layers on and off
- `cards`: what is in an article, and what is not known of it, in a few lines
- `tables`: a table as people read it
- `plots`: dots, bars, strips, curves and trends in one plain style
- `forking_paths`: a finding repeated under every combination of the choices behind it
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "labels": "GREY LINES PALETTE Appearance are_labels layer_name look nth_look readable",
        "passages": "mark_id marks_page page_names passage_link",
        "alternatives": "describe",
        "captions": "",
        "display": "finding highlight lines_under show_figure",
        "reading_edition": "reader",
        "cards": "card",
        "tables": "table",
        "plots": "bars curves dots numbers_behind strip trend",
        "forking_paths": "multiverse one_change specification_curve survival",
    },
)
