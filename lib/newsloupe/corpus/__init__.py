"""Articles and collections of articles: what is read, and what is known about it.

- `article`: an article (its text is never altered) and the corpus of several
- `readers`: text files, CSV and JSONL, and the manifest that says what is known of each file
- `overlap`: passages that articles share, word for word
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "article": "Article Corpus CorpusError UNKNOWN",
        "readers": "CorpusWarning load_corpus seeds_path write_manifest",
        "overlap": "shared_passages",
    },
)
