"""A report on any corpus: one workbook notebook, its page, and files for a spreadsheet and for R; long work in parts.

- `notebook`: the report itself, from a corpus to a folder
- `parts`: long work in parts that are saved at once, on several processes or a cluster
- `overview`: the tables of a report, each made part by part
- `correction`: count by machine, correct by eighty sentences
- `findings`: sentences whose numbers are computed, for whatever the articles are about
- `for_a_paper`: what was done, and how far it can be trusted, for a paper
- `showing`: how the notebook of a report shows its tables, figures and findings
- `page`: an executed notebook as one page that asks nothing of the network
- `workbook`: everything that was found as an Excel workbook or a folder of tidy CSV files
- `tables`: the tables in it, one function each
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "notebook": "Report ReportError quiet write_report",
        "parts": "PartError Parts find_in_parts",
        "overview": "Measure Section VOICES about agency by_group differences frames groups_of label_counts "
        "measures per_article periods_of reports shares_of side_by_side to_check top_speakers whose_words "
        "words_by_voice words_of",
        "correction": "beside correct",
        "findings": "cannot of_agency of_corpus of_differences of_frames of_groups of_labels of_residue of_speakers "
        "of_top_speakers of_voices",
        "showing": "say show_bars show_dots show_groups show_paragraph show_passages show_table show_time suggest",
        "for_a_paper": "limitations methods",
        "page": "write_page",
        "workbook": "ExportError export",
        "tables": "",
    },
)
