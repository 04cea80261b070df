"""Agreement: coders against coders, be they persons or the machine.

- `comparison`: how often codings mark the same passages with the same label; where they differ
- `passages`: which spans of different coders are about the same passage
- `reliability`: Krippendorff's alpha and Cohen's kappa: agreement beyond chance
- `boundaries`: Krippendorff's alpha for unitizing: are the stretches of text the same?
- `merging`: several codings become one, with every tie in the open
- `samples`: a sample to code by hand, drawn by what the machine marked
- `correction`: a machine's count, corrected by such a sample, with an interval that holds
- `wording`: what was done and how far it can be trusted, as paragraphs for a report
- `simulation`: coders who do not exist, to prepare a class
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "comparison": "agreement disagreements",
        "passages": "",
        "reliability": "alpha alpha_interval kappa unit_table",
        "boundaries": "u_alpha",
        "merging": "MergeError merge",
        "samples": "SampleError sample_to_code",
        "correction": "corrected_rate",
        "wording": "limitations_paragraph methods_paragraph",
        "simulation": "simulated_coders",
    },
)
