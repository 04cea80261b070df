"""A report on any corpus: files for a spreadsheet and for R.

- `workbook`: everything that was found as an Excel workbook or a folder of tidy CSV files
- `tables`: the tables in it, one function each
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "workbook": "ExportError export",
        "tables": "",
    },
)
