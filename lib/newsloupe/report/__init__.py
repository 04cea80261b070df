"""A report on any corpus: one workbook notebook, its page, and files for a spreadsheet; long work in parts.

- `parts`: long work in parts that are saved at once, on several processes or a cluster
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "parts": "PartError Parts find_in_parts",
    },
)
