# Written by python lib/stubs.py, from the table of contents in __init__.py.
from newsloupe.corpus import article as article
from newsloupe.corpus import no_articles as no_articles
from newsloupe.corpus import overlap as overlap
from newsloupe.corpus import readers as readers
from newsloupe.corpus.article import UNKNOWN as UNKNOWN
from newsloupe.corpus.article import Article as Article
from newsloupe.corpus.article import Corpus as Corpus
from newsloupe.corpus.article import CorpusError as CorpusError
from newsloupe.corpus.no_articles import doubtful_kinds as doubtful_kinds
from newsloupe.corpus.no_articles import language_of as language_of
from newsloupe.corpus.overlap import shared_passages as shared_passages
from newsloupe.corpus.readers import CorpusWarning as CorpusWarning
from newsloupe.corpus.readers import load_corpus as load_corpus
from newsloupe.corpus.readers import seeds_path as seeds_path
from newsloupe.corpus.readers import write_manifest as write_manifest
