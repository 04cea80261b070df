"""newsloupe: look closely at news: rhetoric, framing and source attribution.

What a notebook needs is here; `lib/README.md` says what is where. Everything else is in its package:
``from newsloupe.metrics import flesch``.

>>> import newsloupe as nl
>>> corpus = nl.Corpus.from_texts({"a": "“We will answer,” the minister said."})
>>> nl.find_attributions(corpus)["label"].tolist()
['content', 'source', 'cue']
"""

from newsloupe.contents import table_of_contents

__version__ = "0.2.0"

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "corpus": "Corpus load_corpus with_meta write_manifest",
        "spans": "check context find_words gaps inside load_spans make_spans outside save_spans",
        "rates": "rate rate_by_voice rate_difference share_difference",
        "layers": "find find_agency find_attributions find_frames find_residue find_rhetoric",
        "attribution": "attribution_list suggest_actors",
        "rhetoric": "",
        "framing": "frame_scores",
        "agency": "actions roles who_acts_on_whom without_actor",
        "actors": "find_actors load_actors naming",
        "residue": "provenance",
        "codebook": "apply_codebook code_statuses explain load_codebook rules try_examples",
        "vocabulary": "compare_words show_surviving surviving word_lines word_shift",
        "report": "export find_in_parts write_report",
        "show": "finding highlight passage_link reader show_figure table",
        "agreement": "",
        "coding": "",
        "exchange": "",
        "figures_of_speech": "",
        "grammar": "",
        "intervals": "",
        "metrics": "",
        "text": "",
    },
)
