# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.agency import action_reader as action_reader
from newsloupe.agency import actors_in_phrases as actors_in_phrases
from newsloupe.agency import factuality as factuality
from newsloupe.agency import finder as finder
from newsloupe.agency import lexicon as lexicon
from newsloupe.agency import matching as matching
from newsloupe.agency import nouns_of_doing as nouns_of_doing
from newsloupe.agency.finder import EXTRA as EXTRA
from newsloupe.agency.finder import FACTUALITY as FACTUALITY
from newsloupe.agency.finder import VOICES as VOICES
from newsloupe.agency.finder import actions as actions
from newsloupe.agency.finder import roles as roles
from newsloupe.agency.finder import who_acts_on_whom as who_acts_on_whom
from newsloupe.agency.finder import without_actor as without_actor
from newsloupe.agency.matching import match_actions as match_actions
from newsloupe.agency.matching import same as same
