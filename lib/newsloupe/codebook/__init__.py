"""Codebooks: the guide that a human coder reads is the instruction that the machine runs.

- `schema`: what stands in a codebook, checked; the shipped ones and any path
- `page`: a codebook as a page for human coders
- `coder`: the machine coder, which runs a codebook over a corpus
- `reasons`: why something was marked: the sentence for every code of the column ``rule``
- `questions`: questions for whole articles, made from the items of a codebook
- `statuses`: how far the machine can be trusted with each code of rhetoric
- `versions`: which version of a codebook a coding was made with, and what has changed since
- `readings`: what was read, by whom, and with which codebook
- `behaviour_tests`: does a coder keep to a codebook? tests that need no coded texts
- `terms`: looking up all terms of a codebook in one pass
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "schema": "Code Codebook CodebookError Indicator Item Question codebook_names load_codebook",
        "page": "to_markdown",
        "coder": "CodebookWarning apply_codebook try_examples",
        "reasons": "explain rules",
        "questions": "form_of_items",
        "statuses": "code_statuses",
        "versions": "checksum coded_under codebook_checksum compare_codebooks",
        "readings": "read_rows",
        "behaviour_tests": "behaviour other_order renamed own_texts",
        "terms": "",
    },
)
