"""Agreement: coders against coders, be they persons or the machine.

- `comparison`: how often codings mark the same passages with the same label; where they differ
- `what_was_read`: not read is missing, never a zero
- `names`: what coders are called in tables, and what counts as a code
- `relation_groups`: which groups of different coders are the same attribution or action
- `passages`: which spans of different coders are about the same passage
- `reliability`: Krippendorff's alpha and Cohen's kappa: agreement beyond chance
- `boundaries`: Krippendorff's alpha for unitizing: are the stretches of text the same?
- `links_and_columns`: do coders tie the same pieces together, and say the same of them?
- `form_answers`: agreement on the answers of a form, question by question
- `pairs`: coders two by two: each with each, with a key, with an earlier self
- `merging`: several codings become one, with every tie in the open
- `samples`: a sample to code by hand, drawn by what the machine marked
- `correction`: a machine's count, corrected by such a sample, with an interval that holds
- `wording`: what was done and how far it can be trusted, as paragraphs for a report
- `planning`: how many units a test needs, which they are, and who codes what
- `simulation`: coders who do not exist, to prepare a class
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "comparison": "agreement disagreements",
        "what_was_read": "ReadingWarning",
        "names": "",
        "relation_groups": "",
        "passages": "",
        "reliability": "alpha alpha_interval kappa unit_table",
        "boundaries": "u_alpha",
        "links_and_columns": "column_agreement link_agreement",
        "form_answers": "answer_table form_agreement",
        "pairs": "against pairwise stability",
        "merging": "MergeError merge",
        "samples": "SampleError sample_to_code",
        "correction": "corrected_rate",
        "wording": "corrected_in_words limitations_paragraph methods_paragraph",
        "planning": "reliability_sample split_among units_needed units_of_population",
        "simulation": "simulated_coders",
    },
)
