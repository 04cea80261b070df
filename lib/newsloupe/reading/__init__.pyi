# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.reading import decoding as decoding
from newsloupe.reading import extras as extras
from newsloupe.reading import json_text as json_text
from newsloupe.reading import office as office
from newsloupe.reading import spreadsheets as spreadsheets
from newsloupe.reading import tables as tables
from newsloupe.reading import web_archives as web_archives
from newsloupe.reading import web_pages as web_pages
from newsloupe.reading import yaml_text as yaml_text
from newsloupe.reading import zipped as zipped
from newsloupe.reading.decoding import Unreadable as Unreadable
from newsloupe.reading.decoding import decode as decode
from newsloupe.reading.json_text import parse_json as parse_json
from newsloupe.reading.tables import read_table as read_table
from newsloupe.reading.yaml_text import parse_yaml as parse_yaml
