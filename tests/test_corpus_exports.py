"""Exports of archives: each says how many articles were announced and read, and which are missing.

The files are our own, in the forms that other readers' descriptions and samples show; no real export was tried.
"""

import gzip
import warnings

import pytest

import newsloupe as nl
from newsloupe.corpus import CorpusError
from test_corpus_loading import docx, load, web_page

NBSP = "\xa0"
HEADLINES = ["Pool closed after crack is found", "Buses to run at night", "Mayor says no to the port"]


def text_of(number):
    return [f"The story number {number} begins here, the mayor said.", f"It goes on; “nobody knew {number}”, she said."]


# ---- Nexis


def nexis(articles=(0, 1, 2), announced=3, labels=None, classification=True, listed=True):
    """The paragraphs of an export with a list of `announced` documents, of which only `articles` follow."""
    say = {"Length": "Length", "Body": "Body", "End": "End of Document", "Section": "Section"} | (labels or {})
    lines = [f"Documents ({announced})", "Job Number: 1234", ""]
    if listed:
        for number in range(announced):
            lines += [f"{number + 1}. {HEADLINES[number]}", "Client/Matter: -None-", "Search Terms: pool"]
    for number in articles:
        lines += [HEADLINES[number], "", "The Daily Herald", f"July {number + 1}, 2019 Monday 9:20 AM GMT",
                  "Copyright 2019 The Daily Herald All Rights Reserved", f"{say['Section']}:{NBSP}NEWS; Pg. {number}",
                  f"{say['Length']}:{NBSP}355 words", f"Byline:{NBSP}Ann Lee", f"Highlight:{NBSP}A summary.", "",
                  say["Body"], "", *text_of(number), ""]  # fmt: skip
        if classification:
            lines += ["Classification", "", f"Language:{NBSP}ENGLISH", f"Subject:{NBSP}POOLS (90%)", ""]
        lines += [f"Load-Date:{NBSP}July 2, 2019", "", say["End"]]
    return lines


@pytest.mark.parametrize("classification", [True, False])
def test_nexis(tmp_path, classification):
    (tmp_path / "news.docx").write_bytes(docx(nexis(classification=classification)))
    corpus, problems, told = load(tmp_path)
    assert "news.docx is an export of Nexis: 3 announced, 3 read" in told and "missing" not in told and not problems
    assert corpus.ids == ["news-1", "news-2", "news-3"]
    first = corpus["news-1"]
    assert first.title == HEADLINES[0] and first.text == "\n".join(text_of(0))
    assert {**first.meta} == {
        "outlet": "The Daily Herald", "date": "July 1, 2019 Monday 9:20 AM GMT", "section": "NEWS; Pg. 0",
        "length": "355 words", "author": "Ann Lee", "highlight": "A summary.", "loaded": "July 2, 2019"}  # fmt: skip
    assert corpus.dates.dt.day.tolist() == [1, 2, 3]


def test_nexis_says_which_article_is_missing(tmp_path):
    (tmp_path / "news.docx").write_bytes(docx(nexis(articles=(1, 2))))
    corpus, problems, told = load(tmp_path / "news.docx")
    assert "3 announced, 2 read, missing: no. 1" in told and "no. 1" in problems["news.docx, no. 1"]
    assert [article.title for article in corpus] == HEADLINES[1:] and corpus.ids == ["news-2", "news-3"]
    lines = nexis()
    lines.remove("Body")
    (tmp_path / "news.docx").write_bytes(docx(lines))
    corpus, problems, told = load(tmp_path / "news.docx")
    assert corpus.ids == ["news-2", "news-3"] and "no line that says “Body”" in problems["news.docx, no. 1"]
    (tmp_path / "news.docx").write_bytes(docx(nexis()[:-4]))
    corpus, problems, told = load(tmp_path / "news.docx")
    assert corpus.ids == ["news-1", "news-2"] and "breaks off" in problems["news.docx, no. 3"]
    (tmp_path / "news.docx").write_bytes(docx(nexis(articles=(0, 1), listed=False)))
    assert "3 announced, 2 read, missing: no. 3" in load(tmp_path / "news.docx")[2]


@pytest.mark.parametrize(
    "labels",
    [{"Length": "Länge", "Body": "Text", "End": "Ende des Dokuments"}, {"Body": "Corps", "End": "Fin du document"},
     {"Body": "Cuerpo", "End": "Fin del documento"}],
)  # fmt: skip
def test_nexis_in_another_language_is_refused_with_the_reason(tmp_path, labels):
    (tmp_path / "news.docx").write_bytes(docx(nexis(labels=labels)))
    (tmp_path / "good.txt").write_text("An article.")
    corpus, problems, _ = load(tmp_path)
    assert corpus.ids == ["good"] and "another language of the interface" in problems["news.docx"]
    assert "English" in corpus.problems["remedy"].iloc[0]


def test_nexis_as_rtf(tmp_path):
    body = (
        "".join(f"{line}\\par\n" for line in nexis()).replace("“", "\\'93").replace("”", "\\'94").replace(NBSP, "\\~")
    )
    (tmp_path / "news.rtf").write_text(f"{{\\rtf1\\ansi\\ansicpg1252 {body}}}", encoding="ascii")
    corpus, problems, told = load(tmp_path / "news.rtf")
    assert "3 announced, 3 read" in told and not problems and corpus["news-3"].title == HEADLINES[2]


# ---- the old LexisNexis


def lexisnexis(articles=(1, 2, 3), count="DOCUMENTS", of="of"):
    parts = []
    for number in articles:
        parts.append(f"""


                               {number} {of} 3 {count}

                               The Daily Herald

                            July {number}, 2019 Monday

                               {HEADLINES[number - 1]}

BYLINE: Ann Lee

SECTION: NEWS; Pg. 3

LENGTH: 355 words

{text_of(number)[0]}

{text_of(number)[1]}

LOAD-DATE: July 5, 2019

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                    Copyright 2019 The Daily Herald
                              All Rights Reserved
""")
    return "".join(parts)


def test_the_old_lexisnexis(tmp_path):
    (tmp_path / "old.TXT").write_text(lexisnexis((2, 3)), encoding="cp1252", newline="\r\n")
    corpus, problems, told = load(tmp_path / "old.TXT")
    assert "old.TXT is an export of LexisNexis: 3 announced, 2 read, missing: no. 1" in told and len(problems) == 2
    article = corpus["old-2"]
    assert article.title == HEADLINES[1] and article.text.split("\n\n") == text_of(2)
    assert article.meta["outlet"] == "The Daily Herald" and article.meta["section"] == "NEWS; Pg. 3"
    assert article.meta["author"] == "Ann Lee" and str(corpus.dates["old-2"].date()) == "2019-07-02"


def test_the_old_lexisnexis_in_another_language_is_refused(tmp_path):
    (tmp_path / "old.txt").write_text(lexisnexis(count="DOKUMENTEN", of="von"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"old\.txt: looks like an export of LexisNexis with another language"):
        nl.load_corpus(tmp_path / "old.txt")


# ---- Factiva


def factiva(table=True, kind="enArticle", words="words", empty=()):
    blocks = []
    for number, headline in enumerate(HEADLINES):
        paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in text_of(number))
        paragraphs = "" if number in empty else paragraphs
        if table:
            fields = {"HD": headline, "BY": "Ann Lee", "WC": "355 words", "PD": f"{number + 1} July 2019",
                      "ET": "05:00", "SN": "The Daily Herald", "SC": "DH", "LA": "English", "CY": "(c) 2019 Daily",
                      "LP": paragraphs, "NS": "gpool : Pools", "AN": f"Document DH{number}"}  # fmt: skip
            rows = "".join(
                f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>' for code, value in fields.items()
            )
            inside = f"<table>{rows}</table>"
        else:
            lines = [f"<b>{headline}</b>", "By Ann Lee", f"355 {words}", f"{number + 1} July 2019", "05:00",
                     "The Daily Herald", "DH", "English", "(c) 2019 Daily"]  # fmt: skip
            inside = "".join(f"<div>{line}</div>" for line in lines) + paragraphs
        blocks.append(f'<div id="article-DH{number}" class="article {kind}">{inside}</div>')
    return f"<html><head><title>Factiva</title></head><body>{''.join(blocks)}</body></html>"


@pytest.mark.parametrize("table", [True, False])
def test_factiva(tmp_path, table):
    (tmp_path / "f.html").write_text(factiva(table, empty=(1,)), encoding="utf-8")
    corpus, problems, told = load(tmp_path / "f.html")
    assert "f.html is an export of Factiva: 3 announced, 2 read, missing: no. 2" in told
    assert problems == {"f.html, no. 2": "has no text"} and corpus.ids == ["f-1", "f-3"]
    article = corpus["f-3"]
    assert article.title == HEADLINES[2] and article.text == "\n".join(text_of(2))
    assert article.meta["outlet"] == "The Daily Herald" and article.meta["length"] == "355 words"
    assert "Ann Lee" in article.meta["author"] and str(corpus.dates["f-3"].date()) == "2019-07-03"


def test_factiva_in_another_language(tmp_path):
    (tmp_path / "f.html").write_text(factiva(kind="deArticle"), encoding="utf-8")
    assert len(load(tmp_path / "f.html")[0]) == 3, "the codes are the same in all languages"
    (tmp_path / "f.html").write_text(factiva(False, "deArticle", "Wörter"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"f\.html: looks like an export of Factiva with another language.*deArticle"):
        nl.load_corpus(tmp_path / "f.html")


# ---- Europresse


def europresse(empty=()):
    blocks = []
    for number, headline in enumerate(HEADLINES):
        paragraphs = "" if number in empty else "".join(f"<p>{line}</p>" for line in text_of(number))
        blocks.append(f"""<article><header><div class="rdp__DocPublicationName">
<span class="DocPublicationName">The Daily Herald</span></div>
<span class="DocHeader">lundi {number + 1} juillet 2019, p. 3</span>
<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{headline}</p></div>
<div class="docAuthors">Ann Lee</div></header>
<section><div class="docOcurrContainer">{paragraphs}</div></section></article>""")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(blocks)}</body></html>"


def test_europresse(tmp_path):
    (tmp_path / "e.html").write_text(europresse(empty=(0,)), encoding="utf-8")
    corpus, problems, told = load(tmp_path / "e.html")
    assert "Europresse: 3 announced, 2 read, missing: no. 1" in told and problems == {"e.html, no. 1": "has no text"}
    article = corpus["e-2"]
    assert (article.title, article.text) == (HEADLINES[1], "\n".join(text_of(1)))
    assert article.meta["outlet"] == "The Daily Herald" and str(corpus.dates["e-2"].date()) == "2019-07-02"
    old = "<html><body><table><tr><td class='TitreArticleVisu'>Piscine</td></tr></table></body></html>"
    (tmp_path / "e.html").write_bytes(old.encode("latin-1"))
    with pytest.raises(CorpusError, match="Europresse in its old form"):
        nl.load_corpus(tmp_path / "e.html")


# ---- ProQuest


def proquest(labels=("Title", "Full text", "Publication title"), empty=(), name="ProQuest"):
    rule = "_" * 60
    title, full, outlet = labels
    records = [f"\nTable of contents\n\n1. {HEADLINES[0]}\n\n"]
    for number, headline in enumerate(HEADLINES):
        body = "" if number in empty else f"{full}: {text_of(number)[0]}\n\n{text_of(number)[1]}\n\n"
        records.append(
            f"\nDocument {number + 1} of 3\n\n{title}: {headline}\n\nAuthor: Lee, Ann\n\n{outlet}: The Daily Herald\n\n"
            f"Publication date: Jul {number + 1}, 2019\n\nSection: News\n\n{body}Subject: Pools\n\nLocation: London\n\n"
            f"ISSN: 0000-0000\n\n{name} document ID: 99{number}\n\nDocument URL: http://example.org/{number}\n\n"
            "Copyright: Copyright Daily 2019\n\nLast updated: 2019-07-09\n\nDatabase: Newsstand\n\n"
        )
    return rule.join([*records, "\nContact us at: http://example.org\n"])


@pytest.mark.parametrize("full", ["Full text", "Full Text"])
def test_proquest(tmp_path, full):
    source = proquest(("Title", full, "Publication title"), empty=(0,))
    (tmp_path / "p.txt").write_text(source, encoding="utf-8", newline="\r\n")
    corpus, problems, told = load(tmp_path / "p.txt")
    assert "p.txt is an export of ProQuest: 3 announced, 2 read, missing: no. 1" in told
    assert problems == {"p.txt, no. 1": "has no full text"}
    article = corpus["p-2"]
    assert article.title == HEADLINES[1] and article.text.split("\n\n") == text_of(1)
    assert article.meta["outlet"] == "The Daily Herald" and article.meta["accession"] == "991"
    assert str(corpus.dates["p-3"].date()) == "2019-07-03"


def test_proquest_says_which_of_its_documents_are_not_there(tmp_path):
    parts = proquest().split("_" * 60)
    del parts[2]  # Document 2 of 3
    (tmp_path / "p.txt").write_text(("_" * 60).join(parts), encoding="utf-8")
    corpus, problems, told = load(tmp_path / "p.txt")
    assert corpus.ids == ["p-1", "p-3"] and "3 announced, 2 read, missing: no. 2" in told and len(problems) == 1
    (tmp_path / "p.txt").write_text(proquest().replace("Document 2 of 3", ""), encoding="utf-8")
    assert load(tmp_path / "p.txt")[0].ids == ["p-1", "p-2", "p-3"], "without the line, the place counts"


def test_proquest_in_another_language_is_refused(tmp_path):
    (tmp_path / "p.txt").write_text(proquest(("Título", "Texto completo", "Título de publicación")), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"p\.txt: looks like an export of ProQuest with another language"):
        nl.load_corpus(tmp_path / "p.txt")


# ---- web archives


def record(number, page, kind=b"text/html; charset=utf-8", status=b"200 OK"):
    http = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n\r\n" + page
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://daily.example/%d\r\n" % number
        + b"WARC-Date: 2024-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n" % number
        + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
        + http
        + b"\r\n\r\n"
    )


def web_archive():
    pages = [web_page(title).replace("June", f"June, story {n}").encode() for n, title in enumerate(HEADLINES)]
    return [record(1, pages[0]), record(2, b"\x89PNG", b"image/png"), record(3, b"Gone", status=b"404 Not Found"),
            record(4, b"<html><body><nav>Home</nav><script>x</script></body></html>"), record(5, pages[1])]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives(tmp_path, packed):
    records = [gzip.compress(one) for one in web_archive()] if packed else web_archive()
    name = "w.warc.gz" if packed else "w.warc"
    (tmp_path / name).write_bytes(b"".join(records))
    corpus, problems, told = load(tmp_path / name)
    assert corpus.ids == ["w-1", "w-3"] and f"{name} is an export of web pages (WARC): 3 announced, 2 read" in told
    assert "no article can be told" in problems[f"{name}, no. 2"]
    assert corpus["w-1"].meta["url"] == "http://daily.example/1" and corpus["w-1"].meta["date"] == "2024-05-01"
    (tmp_path / name).write_bytes(b"".join(records)[: -300 if not packed else -60])
    corpus, problems, told = load(tmp_path / name)
    assert corpus.ids == ["w-1"] and any("cut" in why or "breaks off" in why for why in problems.values())
    with warnings.catch_warnings(), pytest.raises(CorpusError, match=r"no (sound )?WARC file"):
        (tmp_path / name).write_bytes(b"no archive at all")
        nl.load_corpus(tmp_path / name)
