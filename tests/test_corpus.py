"""Loading: what is there is kept byte for byte, what is broken is named, nothing else is lost."""

import json
import os
import shutil
import subprocess
import sys
import warnings

import pytest

import newsloupe as nl
from newsloupe.corpus import seeds_path


def load(path, **how):
    """The corpus, and what was left out of it as {file: problem}."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nl.corpus.CorpusWarning)
        corpus = nl.load_corpus(path, **how)
    return corpus, dict(zip(corpus.problems["file"], corpus.problems["problem"], strict=True))


def test_the_shipped_articles_are_their_files_byte_for_byte():
    corpus = nl.load_corpus()
    assert len(corpus) == 5 and not len(corpus.problems)
    for article in corpus:
        assert (seeds_path() / f"{article.id}.txt").read_bytes() == article.text.encode()


def test_the_open_corpus_has_what_its_licence_asks_for():
    corpus = nl.load_corpus("open")
    assert len(corpus) == 287 and not len(corpus.problems)
    for article in corpus:
        assert article.title and article.meta["url"].startswith("https://en.wikinews.org/")
        assert article.id.startswith(article.meta["date"]) and article.meta["outlet"] == "Wikinews"
    assert "Attribution 2.5" in (seeds_path() / "open" / "README.md").read_text(encoding="utf-8")


def test_a_folder_inside_is_read_unless_it_has_a_manifest_and_is_a_corpus_of_its_own(tmp_path):
    (tmp_path / "a.txt").write_text("The pool is closed.")
    for name in ("own", "more"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "b.txt").write_text("The pool is open.")
    nl.write_manifest(tmp_path / "own")
    corpus, problems = load(tmp_path)
    assert corpus.ids == ["a", "b"] and list(problems) == ["own/"]
    assert corpus["b"].meta == {"folder": "more"}
    corpus, problems = load(tmp_path, recursive=False)
    assert corpus.ids == ["a"] and list(problems) == ["more/", "own/"]


def test_the_shipped_articles_are_found_from_any_working_directory(tmp_path):
    code = "import newsloupe; print(len(newsloupe.load_corpus()))"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "5"


def test_the_table_says_unknown_where_nobody_knows():
    table = nl.load_corpus().table().set_index("label")
    assert table.loc["000 Core interest", ["title", "date", "outlet", "author", "url"]].eq("unknown").all()
    assert table.loc["001 Calculus", "date"] == "2025-11-10"
    assert table["words"].tolist() == [452, 850, 1283, 595, 841]


def test_from_texts_keeps_everything_as_it_is():
    value = "  A\r\nB\u2028C \ufeff\n"
    corpus = nl.Corpus.from_texts({"x": value})
    assert corpus["x"].text == value and corpus.ids == ["x"] and "x" in corpus and "y" not in corpus


def test_articles_cannot_be_changed():
    article = nl.load_corpus()["000_ecead0db609f1074"]
    with pytest.raises(AttributeError):
        article.text = "other"
    with pytest.raises(TypeError):
        article.meta["outlet"] = "other"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("“Zürich”\r\n".encode(), "“Zürich”\r\n"),
        ("“Zürich”".encode("utf-8-sig"), "“Zürich”"),
        ("“Zürich” – naïve café".encode("cp1252"), "“Zürich” – naïve café"),
        ("Zürich".encode("utf-16"), "Zürich"),
        ("Министр иностранных дел заявил, что переговоры продолжатся в понедельник утром.".encode("cp1251"),
         "Министр иностранных дел заявил, что переговоры продолжатся в понедельник утром."),
    ],
)  # fmt: skip
def test_encodings_are_detected(tmp_path, data, expected):
    (tmp_path / "a.txt").write_bytes(data)
    assert load(tmp_path)[0]["a"].text == expected


def test_broken_files_are_named_and_the_rest_is_loaded(tmp_path):
    for number in range(20):
        (tmp_path / f"good{number:02}.txt").write_text(f"Article {number}.")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\x03PNG\x00")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.md").write_text(" \n\t")
    (tmp_path / "twin.txt").write_text("Article 7.")
    (tmp_path / "good03.md").write_text("Another text with the same name.")
    (tmp_path / "README.md").write_text("About this folder.")
    with pytest.warns(nl.corpus.CorpusWarning, match=r"binary\.txt: is binary.*save it as UTF-8") as caught:
        corpus = nl.load_corpus(tmp_path)
    assert len(caught) == 1
    assert len(corpus) == 20
    _, problems = load(tmp_path)
    assert set(problems) == {"binary.txt", "empty.txt", "blank.md", "twin.txt", "good03.txt"}
    assert problems["twin.txt"] == "repeats the text of good07"


def test_a_changed_file_is_refused_and_renewing_the_manifest_accepts_it(tmp_path):
    folder = shutil.copytree(seeds_path(), tmp_path / "seeds")
    file = folder / "002_254fc0c4e7ae9744.txt"
    file.write_bytes(file.read_bytes() + b"\n")
    corpus, problems = load(folder)
    assert len(corpus) == 4 and "checksum" in problems[file.name]
    nl.write_manifest(folder)
    corpus, problems = load(folder)
    assert len(corpus) == 5 and file.name not in problems
    assert corpus["001_cff5383b2bd8b5c6"].meta["date"] == "2025-11-10", "what was known is kept"


def test_a_listed_file_that_is_gone_is_reported(tmp_path):
    folder = shutil.copytree(seeds_path(), tmp_path / "seeds")
    (folder / "000_ecead0db609f1074.txt").unlink()
    corpus, problems = load(folder)
    assert len(corpus) == 4 and "missing" in problems["000_ecead0db609f1074.txt"]


def test_csv_and_jsonl_give_the_same_corpus(tmp_path):
    rows = [{"id": "a", "title": "T", "text": 'He said "no",\r\nand left.\n\nEnd', "outlet": "X"},
            {"id": "b", "title": "", "text": "Zürich, “quoted”", "outlet": "Y"}]  # fmt: skip
    import csv

    with (tmp_path / "c.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "c.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    one, two = load(tmp_path / "c.csv")[0], load(tmp_path / "c.jsonl")[0]
    assert [(a.id, a.text, a.title, dict(a.meta)) for a in one] == [
        ("a", rows[0]["text"], "T", {"outlet": "X"}),
        ("b", rows[1]["text"], "", {"outlet": "Y"}),
    ]
    assert list(one) == list(two)


def test_broken_lines_of_a_table_are_named(tmp_path):
    file = tmp_path / "c.jsonl"
    file.write_text('{"id": "a", "text": "One."}\n{broken\n{"id": "b"}\n[1]\n{"id": "c", "text": "Two."}\n')
    corpus, problems = load(file)
    assert corpus.ids == ["a", "c"]
    assert set(problems) == {"c.jsonl, line 2", "c.jsonl, line 3", "c.jsonl, line 4"}


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("absent", None, FileNotFoundError, "does not exist"),
        ("a.pdf", b"%PDF", nl.corpus.CorpusError, "a.pdf: is a damaged PDF file.*; get it again"),
        ("a.png", b"\x89PNG", nl.corpus.CorpusError, "use a folder"),
        ("a.csv", b"title,passage\nx,y\n", nl.corpus.CorpusError, "its columns are 'title', 'passage'.*text='passage'"),
        ("a.csv", b'id,text\n1,"never closed\n', nl.corpus.CorpusError, "quotation marks"),
        ("a.csv", b"\x00\x01", nl.corpus.CorpusError, "binary"),
    ],
)
def test_what_cannot_be_loaded_at_all_is_an_error_that_says_what_to_do(tmp_path, name, content, error, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=message):
        nl.load_corpus(tmp_path / name)


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(nl.corpus.CorpusError, match=r"no \.txt or \.md file"):
        nl.load_corpus(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_an_unreadable_file_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    (tmp_path / "b.txt").chmod(0)
    corpus, problems = load(tmp_path)
    assert corpus.ids == ["a"] and "cannot be read" in problems["b.txt"]


def test_importing_the_package_is_quick():
    code = "import sys, newsloupe; print(*{'pandas', 'numpy', 'matplotlib', 'nltk', 'pydantic'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "", "what takes long to load is loaded when it is used"


KINDS_OF_TEXT = {
    "page": "<html><body><div><h1>Rain</h1><p>It rained.</p></div></body></html>",
    "foreign": "El ministro viaja a la capital de la provincia con una lista de temas. " * 2,
    "transcript": "MOE: It rained.\nFALK: Where?\nMOE: In the harbour.\nFALK (by phone): I see.",
    "interview": "Rain and what it does\nQ. Does it rain?\nA. It does.\nQ. Where?\nA. Here.",
    "gallery": "Rain\nImage: Moe.\nImage: Falk.\nImage: Moe.\nImage: Rao.",
    "article": "Rain\nIt rained in the harbour on Monday.\nMoe: it will rain again.\nAnd it did.",
}


def test_letters_that_were_lost_before_are_told(tmp_path):
    texts = {
        "misread": "Itâ€™s late, said BjÃ¸rn MÃ¼ller.",
        "lost": "It is late, said Bj?rn M?ller.",
        "sound": "It’s late? Why? See daily.example/a?b=c and daily.example/x?y=z, said Bjørn. NÃO.",
        "typed": "What?nobody knows.",
    }
    for name, value in texts.items():
        (tmp_path / f"{name}.txt").write_text(value, encoding="utf-8")
    corpus, problems = load(tmp_path)
    assert set(problems) == {"misread", "lost"} and len(corpus) == 4
    assert "wrong encoding" in problems["misread"] and "question marks inside of words" in problems["lost"]


def test_what_is_no_article_in_english_is_said_once_for_each_kind(tmp_path):
    for name, value in KINDS_OF_TEXT.items():
        (tmp_path / f"{name}.txt").write_text(value, encoding="utf-8")
    with pytest.warns(nl.corpus.CorpusWarning, match="interview, transcript: look like transcripts"):
        corpus = nl.load_corpus(tmp_path)
    assert corpus.problems["file"].tolist() == ["foreign", "interview, transcript", "page"]
    assert len(corpus) == len(KINDS_OF_TEXT)
