"""Coding by hand in a notebook: an article beside a codebook, every mark saved at once. Needs the extra ``coding``.

- `widget`: what people code with (`coding.js` and `coding.css` are its part in the browser)
- `standalone`: the same without Python: one HTML file that saves a table by download (`standalone.js`)
- `adjudication`: where coders differ, decided passage by passage (`adjudication.js`, `adjudication.css`)
- `desk`: what all show: codes and texts, as the browser wants them
- `store`: what a person codes in one article, kept in a file, with undo
- `decisions`: what was decided about each disagreement, for `newsloupe.agreement.merge`, and a log of it
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "widget": "code",
        "standalone": "coding_page",
        "adjudication": "adjudicate",
        "desk": "",
        "store": "Coding NotSaved Refused read_coding",
        "decisions": "Adjudication Decision",
    },
)
