# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.report import tables as tables
from newsloupe.report import workbook as workbook
from newsloupe.report.workbook import ExportError as ExportError
from newsloupe.report.workbook import export as export
