"""Coding by hand in a notebook: an article beside a codebook, every mark saved at once. Needs the extra ``coding``.

- `widget`: what people code with (`coding.js` and `coding.css` are its part in the browser)
- `store`: what a person codes in one article, kept in a file, with undo
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "widget": "code",
        "store": "Coding NotSaved Refused read_coding",
    },
)
