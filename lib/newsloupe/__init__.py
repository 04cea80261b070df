"""newsloupe: look closely at news: rhetoric, framing and source attribution.

The names below are imported when first used, so that ``import newsloupe`` is quick.

>>> import newsloupe as nl
>>> corpus = nl.Corpus.from_texts({"a": "“We will answer,” the minister said."})
>>> nl.find_attributions(corpus)["label"].tolist()
['content', 'source', 'cue']
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "corpus": "Article Corpus CorpusError",
    "readers": "CorpusWarning load_corpus write_manifest",
    "spans": "SpanError check context find_words gaps inside load_spans make_spans outside save_spans",
    "measures": "rate rate_by_voice",
    "codebook": "Codebook CodebookError codebook_names load_codebook",
    "coder": "apply_codebook try_examples",
    "residue": "find_residue provenance",
    "rhetoric": "find_rhetoric",
    "framing": "find_frames frame_scores frame_sentences",
    "attribution": "find_attributions",
    "voices": "attribution_list shares",
    "actors": "ActorError find_actors load_actors naming",
    "agency": "actions find_agency roles who_acts_on_whom without_actor",
    "comparison": "compare_words show_surviving surviving word_lines word_shift",
    "merging": "MergeError merge",
    "reliability": "alpha kappa unit_table",
    "exchange": "ExchangeError ExchangeWarning coding_sheet from_brat from_doccano from_inception from_label_studio "
    "to_brat to_doccano to_inception to_label_studio",
    "show": "finding highlight show_figure",
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = sorted(_MODULE)


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"newsloupe has no {name!r}")
    return getattr(import_module(f"newsloupe.{_MODULE[name]}"), name)


def __dir__() -> list[str]:
    return __all__
