# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.codebook import coder as coder
from newsloupe.codebook import page as page
from newsloupe.codebook import reasons as reasons
from newsloupe.codebook import schema as schema
from newsloupe.codebook import terms as terms
from newsloupe.codebook.coder import apply_codebook as apply_codebook
from newsloupe.codebook.coder import try_examples as try_examples
from newsloupe.codebook.page import to_markdown as to_markdown
from newsloupe.codebook.reasons import explain as explain
from newsloupe.codebook.reasons import rules as rules
from newsloupe.codebook.schema import Code as Code
from newsloupe.codebook.schema import Codebook as Codebook
from newsloupe.codebook.schema import CodebookError as CodebookError
from newsloupe.codebook.schema import Indicator as Indicator
from newsloupe.codebook.schema import Item as Item
from newsloupe.codebook.schema import codebook_names as codebook_names
from newsloupe.codebook.schema import load_codebook as load_codebook
