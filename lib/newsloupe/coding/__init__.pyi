# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.coding import adjudication as adjudication
from newsloupe.coding import decisions as decisions
from newsloupe.coding import desk as desk
from newsloupe.coding import standalone as standalone
from newsloupe.coding import store as store
from newsloupe.coding import widget as widget
from newsloupe.coding.adjudication import adjudicate as adjudicate
from newsloupe.coding.decisions import Adjudication as Adjudication
from newsloupe.coding.decisions import Decision as Decision
from newsloupe.coding.standalone import coding_page as coding_page
from newsloupe.coding.store import Coding as Coding
from newsloupe.coding.store import NotSaved as NotSaved
from newsloupe.coding.store import Refused as Refused
from newsloupe.coding.store import read_coding as read_coding
from newsloupe.coding.widget import code as code
