# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.rates import comparing as comparing
from newsloupe.rates import counting as counting
from newsloupe.rates.comparing import rate_difference as rate_difference
from newsloupe.rates.comparing import share_difference as share_difference
from newsloupe.rates.counting import rate as rate
from newsloupe.rates.counting import rate_by_voice as rate_by_voice
