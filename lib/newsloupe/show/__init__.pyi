# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.show import display as display
from newsloupe.show import forking_paths as forking_paths
from newsloupe.show import plots as plots
from newsloupe.show.display import PALETTE as PALETTE
from newsloupe.show.display import finding as finding
from newsloupe.show.display import highlight as highlight
from newsloupe.show.display import show_figure as show_figure
from newsloupe.show.forking_paths import multiverse as multiverse
from newsloupe.show.forking_paths import one_change as one_change
from newsloupe.show.forking_paths import specification_curve as specification_curve
from newsloupe.show.forking_paths import survival as survival
from newsloupe.show.plots import bars as bars
from newsloupe.show.plots import curves as curves
from newsloupe.show.plots import dots as dots
from newsloupe.show.plots import strip as strip
from newsloupe.show.plots import trend as trend
