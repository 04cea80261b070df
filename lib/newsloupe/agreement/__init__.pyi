# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.agreement import boundaries as boundaries
from newsloupe.agreement import comparison as comparison
from newsloupe.agreement import merging as merging
from newsloupe.agreement import passages as passages
from newsloupe.agreement import reliability as reliability
from newsloupe.agreement import simulation as simulation
from newsloupe.agreement.boundaries import u_alpha as u_alpha
from newsloupe.agreement.comparison import agreement as agreement
from newsloupe.agreement.comparison import disagreements as disagreements
from newsloupe.agreement.merging import MergeError as MergeError
from newsloupe.agreement.merging import merge as merge
from newsloupe.agreement.reliability import alpha as alpha
from newsloupe.agreement.reliability import alpha_interval as alpha_interval
from newsloupe.agreement.reliability import kappa as kappa
from newsloupe.agreement.reliability import unit_table as unit_table
from newsloupe.agreement.simulation import simulated_coders as simulated_coders
