"""Codings from and to the tools that courses use: brat, Label Studio, Doccano, INCEpTION, REFI-QDA, paper, and language
models.

Each tool has a pair of functions with the same arguments in the same order: ``to_brat(spans, corpus, path)`` writes a
folder that the tool opens, ``from_brat(path, corpus)`` reads what the tool exports, as a span table. Offsets come back
exactly as they were. `coding_sheet` writes a page to print. `to_prompt` and `from_model` do the same for language
models, with quotations in place of offsets.

What was coded is checked against the corpus: a file that was made for another version of a text is left out, and an
`ExchangeWarning` says where the texts first differ; other files are read. ``spans.attrs["problems"]`` lists all that
was left out: file and line, problem, remedy.

`layer` and `coder` fill these columns where a file does not say. What a tool has no column for is kept where it has a
place for notes; the docstrings say what each can hold. A column with nothing in it is not written.

Tried in the running tools, with text coded in the browser: Label Studio 1.23.2, Doccano 1.8.4, brat 1.3. Not tried in
INCEpTION, nor in a program that reads REFI-QDA (NVivo, MAXQDA, ATLAS.ti and others). Other versions may differ: try one
text before you give a class fifty.

- `brat`, `label_studio`, `doccano`, `inception`: one module for each tool
- `webanno`: WebAnno TSV 3, and CoNLL for programs that learn from tokens
- `refi`, `refi_codebook`: projects and codebooks of programs for qualitative analysis (REFI-QDA)
- `brat_lines`: the lines of a brat file
- `class_files`: the span tables of a class in one call, with all that is wrong in them
- `sheet`: the coding sheet for paper
- `prompts`: what a language model is asked, made from a codebook
- `model_answers`: its answers, as spans
- `quotes`: where a quotation stands: typography may differ, words may not
- `offsets`: the units in which programs count characters
- `links`: groups of a span table as links between spans
- `shared`: what all formats share
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "brat": "from_brat to_brat",
        "label_studio": "from_label_studio to_label_studio",
        "doccano": "from_doccano to_doccano",
        "inception": "from_inception to_inception",
        "webanno": "from_webanno to_conll",
        "refi": "from_refi to_refi",
        "refi_codebook": "from_refi_codebook to_refi_codebook",
        "brat_lines": "",
        "class_files": "ClassCodings load_codings",
        "sheet": "coding_sheet",
        "prompts": "to_prompt",
        "model_answers": "from_langextract from_model",
        "quotes": "",
        "offsets": "",
        "links": "",
        "shared": "ExchangeError ExchangeWarning",
    },
)
