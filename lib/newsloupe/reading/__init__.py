"""Files as they come: bytes to text, text to rows, and an answer for whatever is wrong with them.

Everything that people hand in is read here: articles, manifests, span tables, codebooks, actor lists, exported codings.
What cannot be read raises `Unreadable`, with the line, the reason and the remedy; the rooms above make it their own
error, with the name of the file. What can be read but is open to doubt says so.

- `decoding`: the text of a file, and how sure its encoding is
- `code_pages`: which of the old encodings of Latin letters it is in
- `tables`: CSV with commas, semicolons or tabs, row by row
- `json_text`: one JSON value
- `office`: the text of .docx, .odt and .rtf files
- `pdf_files`: the text of .pdf files, in paragraphs
- `spreadsheets`: Excel workbooks, sheet by sheet
- `web_pages`, `web_archives`: the article in a web page, and the pages in a WARC file
- `zipped`: ZIP archives, with limits, and never unpacked to a disk
- `extras`: packages that only some files need
- `yaml_text`: a YAML file with a limit to its depth, in which no key stands twice
"""

from newsloupe.contents import table_of_contents

__all__, __getattr__, __dir__ = table_of_contents(
    __name__,
    {
        "decoding": "Unreadable decode",
        "code_pages": "code_page",
        "tables": "read_table",
        "json_text": "parse_json",
        "yaml_text": "parse_yaml",
        "office": "",
        "pdf_files": "",
        "spreadsheets": "",
        "web_pages": "",
        "web_archives": "",
        "zipped": "",
        "extras": "",
    },
)
