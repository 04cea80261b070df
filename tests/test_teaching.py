"""The instructor kit: sessions that fill their time, links that lead somewhere, whole references, a glossary."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from pybtex.database import Entry, parse_file

import newsloupe as nl
from newsloupe import agreement, codebook, exchange
from newsloupe.codebook import load_codebook

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("*.ipynb"))
CODEBOOKS = sorted((ROOT / "lib" / "newsloupe" / "codebooks").glob("*.yml"))
PAGES = ["teaching", "glossary", "reading-list"]
TEACHING, GLOSSARY, READING = (NOTEBOOKS.joinpath(f"{name}.md").read_text(encoding="utf-8") for name in PAGES)
BIBLIOGRAPHY = parse_file(NOTEBOOKS / "references.bib", bib_format="bibtex").entries
CITATION = re.compile(r"\{cite:p\}`([^`]+)`")
YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


def prose(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


PROSE = {path.name: prose(path) for path in CHAPTERS}

# ---------------------------------------------------------------- the course


def sessions() -> dict[str, str]:
    parts = re.split(r"^## ", TEACHING, flags=re.MULTILINE)
    return {part.splitlines()[0]: part for part in parts if part.startswith("Session ")}


def test_there_are_four_sessions_of_ninety_minutes_without_a_gap():
    assert [name.split(":")[0] for name in sessions()] == [f"Session {number}" for number in (1, 2, 3, 4)]
    for name, part in sessions().items():
        steps = [(int(start), int(end)) for start, end in re.findall(r"^\| (\d+)–(\d+) \|", part, re.MULTILINE)]
        assert [start for start, _ in steps] + [90] == [0] + [end for _, end in steps], name
        assert all(start < end for start, end in steps), name


@pytest.mark.parametrize("name", ["Session 1", "Session 2", "Session 3", "Session 4"])
def test_every_session_says_all_that_a_teacher_needs(name):
    part = next(part for title, part in sessions().items() if title.startswith(name))
    for need in [
        "Students can afterwards",
        "Before class:",
        "Discuss.",
        "What may go wrong",
        "Key points.",
        "Hand in:",
    ]:
        assert f"**{need}" in part, f"{name} lacks “{need}”"


TERM = (NOTEBOOKS / "teaching-term.md").read_text(encoding="utf-8")


def test_a_term_has_thirteen_weeks_each_with_its_key_points():
    weeks = [int(end or start) for start, end in re.findall(r"^\| (\d+)(?:–(\d+))? \|", TERM, re.MULTILINE)]
    assert weeks == sorted(weeks) and weeks[-1] == 13
    parts = re.split(r"^## Week", TERM, flags=re.MULTILINE)[1:]
    assert all("**Key points.**" in part for part in parts if not part.startswith("s 2 to 5"))


def test_every_function_that_the_term_names_is_there():
    """Names in code and in backticks; what belongs to a package is named with it or imported."""
    places = [nl, agreement, codebook, exchange]
    for name in set(re.findall(r"`(?:newsloupe\.\w+\.)?(?:nl\.)?([a-z]+_[a-z_]+)`", TERM)):
        assert name == "p_bh" or any(hasattr(place, name) for place in places), name
    for name in set(re.findall(r"\bnl\.(\w+)\(", TERM)):
        assert hasattr(nl, name), name
    for package, names in re.findall(r"^from newsloupe\.(\w+) import (.+)$", TERM, re.MULTILINE):
        assert all(hasattr(import_module(f"newsloupe.{package}"), name.strip()) for name in names.split(","))


def test_all_lessons_and_exercises_are_used():
    linked = set(re.findall(r"\]\((\d\d-[\w-]+\.ipynb)\)", TEACHING))
    assert linked == {path.name for path in CHAPTERS}
    named = {number for line in re.findall(r"\*\*Hand in:\*\* exercises (.+)", TEACHING) for number in line.split()}
    named = {number.strip(".,") for number in named if re.fullmatch(r"\d\d[.,]?", number)}
    lessons = {path.stem for path in CHAPTERS if not path.stem.startswith(("00", "09"))}
    assert named == {stem[:2] for stem in lessons}
    assert {path.stem for path in (NOTEBOOKS / "exercises").glob("*.ipynb")} == lessons


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_to_files(page):
    text = (NOTEBOOKS / f"{page}.md").read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (NOTEBOOKS / link).exists()] == []
    assert "exercises/" not in "".join(links)  # they hold the solutions, so the site must not copy them


def test_sections_named_in_the_plan_stand_in_the_notebook():
    places = re.findall(r"\[notebook \d\]\((\d\d-[\w-]+\.ipynb)\), \*([^*]+)\*(?: and \*([^*]+)\*)?", TEACHING)
    assert len(places) > 12
    for name, *sections in places:
        headings = re.findall(r"^#+ (.+)$", PROSE[name], re.MULTILINE)
        for section in filter(None, sections):
            assert any(heading.startswith(section) for heading in headings), f"{name} has no section “{section}”"


def test_code_in_the_plan_runs(tmp_path):
    prepare = """
        import pandas as pd
        import newsloupe as nl
        from newsloupe.corpus import seeds_path
        from newsloupe.agreement import simulated_coders
        corpus = nl.load_corpus(seeds_path() / "fresh" / "pilot")
        key = pd.read_csv(seeds_path() / "fresh" / "key" / "reader-one.csv", keep_default_na=False)
        key = key[key["article"].str.contains("withdrawal") & key["layer"].eq("attribution")]
        for number, coding in enumerate(simulated_coders(key, corpus)):
            nl.save_spans(coding, f"codings/{number}.csv")
    """
    (tmp_path / "codings").mkdir()
    blocks = [re.sub("^        ", "", prepare, flags=re.MULTILINE), *re.findall(r"```python\n(.*?)```", TEACHING, re.S)]
    (tmp_path / "plan.py").write_text(
        "\n".join([*blocks, "assert len(table) == len(program) == 4 and len(class_coding)\n"]), "utf-8"
    )
    command, environment = [sys.executable, "plan.py"], os.environ | {"PYTHONUTF8": "1"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "The publication suggests" in (tmp_path / "sheet-003.html").read_text(encoding="utf-8")


def test_what_is_coded_for_session_4_is_shown_nowhere_before():
    """Agreement on a text that has been talked about measures the talk."""
    (article,) = [
        article for article in nl.load_corpus(ROOT / "seeds" / "fresh" / "pilot") if "withdrawal" in article.id
    ]
    assert f"*{article.title}*" in " ".join(sessions()["Session 3: Whose words"].split())
    sentences = [article.text[start:end] for start, end in nl.text.sentences(article.text) if end - start > 60]
    lessons = [path for path in [*CHAPTERS, *(NOTEBOOKS / "exercises").glob("*.ipynb")] if path.stem[:2] != "09"]
    shown = {
        path.name for path in lessons for sentence in sentences if sentence[:60] in path.read_text(encoding="utf-8")
    }
    assert len(sentences) > 10 and shown == set()


# ---------------------------------------------------------------- the literature


def names(entry: Entry) -> list[str]:
    """Family names of the authors, in the form in which a text would print them."""
    people = [" ".join([*person.prelast_names, *person.last_names]) for person in entry.persons["author"]]
    return [name.replace("{", "").replace("}", "") for name in people]


def known(name: str, year: str) -> bool:
    """Whether somebody whose name contains `name` has written something of that year."""
    return any(
        entry.fields.get("year") == year and any(name in author for author in names(entry))
        for entry in BIBLIOGRAPHY.values()
    )


def test_the_bibliography_is_sorted_and_its_entries_are_whole():
    assert list(BIBLIOGRAPHY) == sorted(BIBLIOGRAPHY)
    needs = {
        "article": ["journal", "volume", "year"],
        "book": ["publisher", "year"],
        "incollection": ["booktitle", "pages", "publisher", "year"],
        "inproceedings": ["booktitle", "year"],
    }
    for key, entry in BIBLIOGRAPHY.items():
        lacking = [field for field in ["title", *needs.get(entry.type, [])] if field not in entry.fields]
        assert not lacking and names(entry), f"{key} lacks {lacking}"
        assert re.fullmatch(r"10\.\d{4,9}/\S+", entry.fields.get("doi", "10.1000/none")), key


def test_every_citation_has_an_entry_and_every_entry_is_in_the_reading_list():
    assert set(CITATION.findall(READING)) == set(BIBLIOGRAPHY)
    assert set(CITATION.findall(TEACHING + GLOSSARY)) <= set(BIBLIOGRAPHY)


@pytest.mark.parametrize("text", [TEACHING, READING], ids=["teaching", "reading-list"])
def test_words_name_the_author_and_the_year_of_every_number(text):
    for found in CITATION.finditer(text):
        entry, before = BIBLIOGRAPHY[found[1]], " ".join(text[max(found.start() - 250, 0) : found.start()].split())
        assert names(entry)[0] in before, f"{found[1]} is cited without its author"
        if "year" in entry.fields:
            assert YEAR.findall(before)[-1] == entry.fields["year"], f"{found[1]} is cited with another year"


def test_literature_of_codebooks_and_notebooks_is_in_the_bibliography():
    cited = [line for path in CODEBOOKS for line in load_codebook(path).literature]
    cited += [line for path in CODEBOOKS for code in load_codebook(path).codes for line in code.literature]
    guide = (ROOT / "seeds" / "reference" / "GUIDE.md").read_text(encoding="utf-8")
    for text in [*PROSE.values(), guide]:
        sources = re.split("^## (?:Sources|Literature)$", text, flags=re.MULTILINE)[-1]
        cited += re.findall(r"^- (.+)$", sources, re.MULTILINE)
    cited = [line for line in cited if YEAR.search(line)]
    assert len(cited) > 100
    heads = {(re.split(r",| \(| & | et al", line)[0], YEAR.search(line)[0]) for line in cited}
    assert sorted(head for head in heads if not known(*head)) == []


def uncited(text: str) -> list[str]:
    """The works under *Sources* whose first author and year do not stand together in the text above."""
    above, _, sources = text.partition("\n## Sources")
    listed = [work for work in re.findall(r"^- (.+)$", sources, re.MULTILINE) if YEAR.search(work)]
    heads = [(re.split(r",| \(| & | et al", work)[0], YEAR.search(work)[0]) for work in listed]
    return [name for name, year in heads if not re.search(rf"\b{re.escape(name)}\b.{{0,80}}?\b{year}\b", above, re.S)]


@pytest.mark.parametrize("name", PROSE)
def test_every_source_of_a_notebook_is_cited_in_it(name):
    assert uncited(PROSE[name]) == []


def test_a_source_that_nobody_cites_is_noticed():
    sources = (
        "\n## Sources\n\n- Ada, A. (2001). *Rain*.\n- Ben, B., & Cy, C. (2002). *Wind*.\n- the articles in a folder"
    )
    assert uncited(f"As Ada (2001) and Ben & Cy (2002) say.\n{sources}") == []
    assert uncited(f"As Ada (2001) says of what Ben measured.\n{sources}") == ["Ben"]


def test_literature_of_the_library_is_in_the_bibliography():
    pattern = re.compile(r"([A-Z][\w-]*[a-zà-ž]\w*)(?:[’']s?)?(?: et al\.)?,? \(?((?:18|19|20)\d\d)\b")
    # "The 1995 revision", "Carroll's corrected TTR (1964)"; in examples "2 May 2024", and "Daily  2024-05"
    other = {("The", "1995"), ("TTR", "1964"), ("May", "2024"), ("Daily", "2024")}
    for path in sorted((ROOT / "lib" / "newsloupe").rglob("*.py")):
        found = set(pattern.findall(" ".join(path.read_text(encoding="utf-8").split())))
        assert sorted(pair for pair in found - other if not known(*pair)) == [], path.name


# ---------------------------------------------------------------- the glossary

TERMS = re.findall(r"^\*\*(.+)\*\*\n  (\S(?:.+|\n  )+)", GLOSSARY, re.MULTILINE)

# Bold in a notebook for stress, or as the name of a part, a set or an answer; none of them is a term.
STRESSED = {
    "a miss", "arithmetic", "base", "by which formula, on which ruler", "difficulty", "frac", "lie", "narr", "no",
    "no actor", "not", "not been validated", "one coder's", "other formats", "partly", "passage a", "passage b",
    "rulers", "sense", "silence", "splitter", "syllable counter", "the tempting reading",
    "the tempting reading, corrected", "whom", "yes",
}  # fmt: skip


def singular(term: str) -> str:
    return re.sub(r"(?<![s'’])s$", "", term.casefold())


def test_the_glossary_is_sorted_and_has_each_term_once():
    terms = [term.casefold() for term, _ in TERMS]
    assert len(terms) == GLOSSARY.count("\n**") > 200
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("term, definition", TERMS, ids=[term for term, _ in TERMS])
def test_a_definition_is_short_and_whole(term, definition):
    text = " ".join(definition.split())
    assert re.search(r"[.!?…)*]$", text) and len(text.split()) <= 50
    assert len(re.findall(r"[.!?](?= [A-Z])", text)) <= 3


def test_entries_refer_to_entries():
    named = re.findall(r"(?:See|Compare) ((?:\*[^*]+\*(?:, | and )?)+)", " ".join(GLOSSARY.split()))
    wanted = {term for group in named for term in re.findall(r"\*([^*]+)\*", group)}
    assert wanted and wanted <= {term for term, _ in TERMS}


def test_what_a_notebook_defines_in_bold_stands_in_the_glossary():
    terms = {singular(term) for term, _ in TERMS}
    terms |= {term.removesuffix(" speech") for term in terms}
    for name, text in PROSE.items():
        text = re.sub(r"^\|.*$", "", text, flags=re.MULTILINE)  # the lesson card
        bold = {" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", text, re.S)}
        bold = {found.casefold() for found in bold if len(found.split()) <= 4 and found[-1] not in ".:?"}
        assert sorted(found for found in bold - STRESSED if singular(found) not in terms) == [], name


@pytest.mark.parametrize("name", ["stance", "figures", "persuasion", "copy-patterns"])
def test_every_device_stands_in_the_glossary(name):
    terms = {term.casefold() for term, _ in TERMS}
    titles = {code.title.casefold().removesuffix(" and sarcasm") for code in load_codebook(name).codes}
    titles = {title.removesuffix(" of necessity and prediction") for title in titles}
    assert sorted(titles - terms) == []
