"""Articles and collections of articles: what is read, and what is known about it.

- `article`: an article (its text is never altered) and the corpus of several
- `readers`: from a path or a DataFrame to a corpus
- `report`: what was left out, what is open to doubt, and how files were understood
- `trees`: the files in a folder or a ZIP archive, with the folders inside
- `documents`: a file of any kind, to the articles in it
- `tables`, `columns`: tables with a row for each article, and which column holds what
- `manifest`: the table beside the files of a folder that says what is known of each
- `exports`, `nexis`, `factiva`, `europresse`, `proquest`: what news archives export, counted
- `dates`: dates as people and archives write them
- `no_articles`: texts that are no articles in English, of which the reader is told
- `metadata`: what is known of articles in tables, and groups of articles by it
- `overlap`: passages that articles share, word for word, and articles that are nearly the same
- `giving_out`: passages of articles, to be read or coded one by one
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "article": "Article Corpus CorpusError UNKNOWN",
        "readers": "load_corpus seeds_path",
        "report": "CorpusWarning",
        "trees": "",
        "documents": "",
        "tables": "",
        "columns": "",
        "manifest": "write_manifest",
        "exports": "",
        "nexis": "",
        "factiva": "",
        "europresse": "",
        "proquest": "",
        "dates": "Dates parse_dates",
        "no_articles": "doubtful_kinds language_of",
        "metadata": "PERIODS article_dates article_groups with_meta",
        "overlap": "near_duplicates shared_passages",
        "giving_out": "give_out place_of",
    },
)
