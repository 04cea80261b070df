"""Articles and collections of articles: what is read, and what is known about it.

- `article`: an article (its text is never altered) and the corpus of several
- `readers`: text files, CSV and JSONL, and the manifest that says what is known of each file
- `no_articles`: texts that are no articles in English, of which the reader is told
- `dates`: dates as people and archives write them
- `metadata`: what is known of articles in tables, and groups of articles by it
- `overlap`: passages that articles share, word for word
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "article": "Article Corpus CorpusError UNKNOWN",
        "readers": "CorpusWarning load_corpus seeds_path write_manifest",
        "no_articles": "doubtful_kinds language_of",
        "dates": "Dates parse_dates",
        "metadata": "PERIODS article_dates article_groups with_meta",
        "overlap": "shared_passages",
    },
)
