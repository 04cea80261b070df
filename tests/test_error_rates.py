"""The page *Error rates* shows what was measured, and says so where nothing was."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAD = "set,measure,value,low,high,n\n"
FOUND = "sport,drawn,100,,,165\nsport,judged,0,,,100\nsport,missed,0.2,0.15,0.28,138\n"
JUDGED = "sport,drawn,100,,,165\nsport,judged,90,,,100\n" + "".join(
    f"sport,{name} right,{value},{value - 0.1:.2f},{value + 0.05:.2f},90\n"
    for name, value in (("attribution", 0.9), ("source", 0.85), ("content", 0.8), ("speaker", 0.75), ("all", 0.7))
)


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Makes the page from a folder of results, and reads it."""
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from error_rates import write_error_rates

    def made(results: Path) -> str:
        write_error_rates(results, tmp_path / "page.md")
        return (tmp_path / "page.md").read_text(encoding="utf-8")

    return made


def cells(page: str, first: str) -> list[str]:
    line = next(line for line in page.splitlines() if line.startswith(f"| {first} |"))
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in line.strip("|").split("|")]


def test_without_results_it_says_so(page, tmp_path):
    """In every part but that of the statuses, which come with the library; syllables and formulas are two tables."""
    parts = [part for part in page(tmp_path).split("\n## ")[1:] if "status" not in part.splitlines()[0].lower()]
    assert len(parts) > 3 and sum(part.count("This has not been measured.") for part in parts) == len(parts) + 1
    assert not any("|" in part for part in parts)


def test_it_begins_with_the_kinds_of_text(page, tmp_path):
    (tmp_path / "genres.csv").write_text(HEAD + JUDGED + "sport,missed,0.2,0.15,0.28,138\n")
    made = page(tmp_path)
    right = ["90% [80–95]", "85% [75–90]", "80% [70–85]", "75% [65–80]", "70% [60–75]"]
    assert cells(made, "sport") == ["sport", "90 of 100", *right, "138", "20% [15–28]"]
    assert made.index("## Attribution in six kinds") < made.index("## Against what people marked")


def test_what_is_not_judged_has_no_share(page, tmp_path):
    (tmp_path / "genres.csv").write_text(HEAD + FOUND)
    made = page(tmp_path)
    assert cells(made, "sport") == ["sport", "0 of 100", "138", "20% [15–28]"]
    assert "has not been judged" in made


def test_the_stored_results_are_on_the_page(page):
    """Every row that the page means to show is there, as the table of results has it."""
    from error_rates import AGAINST_PEOPLE, chosen

    results = ROOT / "bench" / "results"
    made = page(results)
    for detector, file, name, label, _ in AGAINST_PEOPLE:
        known = chosen(results, file, set=name, label=label, measure="f1").iloc[0]
        shown = cells(made, detector)
        assert shown[3].startswith(f"{known['value']:.0%}") and shown[4] == f"{known['n']:,.0f}"
    assert made.count("`count_syllables`") == 1 and "readability formulas" in made
    assert "nan" not in made.casefold()


def test_the_index_leads_to_it():
    assert "\nerror-rates\n" in (ROOT / "site" / "index.md").read_text(encoding="utf-8")


def test_fresh_texts_compare_two_readings_and_the_program(page, tmp_path):
    (tmp_path / "fresh.csv").write_text(
        "layer,first,second,label,reference,other,matched,f1,f1_low,f1_high,alpha,alpha_low,alpha_high,units\n"
        "stance,reader one,program,all,72,45,30,0.51,0.38,0.62,0.57,0.44,0.68,165\n"
        "stance,reader one,program,hedge,20,16,11,0.6,0.4,0.8,0.6,0.4,0.8,165\n"
    )
    made = page(tmp_path)
    assert cells(made, "reader one and program")[1:] == ["72", "45", "51% [38–62]", "0.57 [0.44, 0.68]"]
    assert "| **Stance** |" in made
    assert "hedge" not in made.split("## Eight fresh texts")[1].split("\n## ")[0]


def test_people_stand_beside_the_program_in_the_same_measure(page, tmp_path):
    (tmp_path / "framing.csv").write_text(
        "set,measure,label,value,low,high,n\n"
        "narr,macro_f1,morality,0.76,0.69,0.83,44\n"
        "narr,f1,morality,0.57,0.42,0.69,44\n"
        '"narr, person with person",macro_f1,morality,0.73,,,427\n'
    )
    made = page(tmp_path).split("## How far people agree")[1].split("\n## ")[0]
    assert cells(made, "framing: Morality")[1:5] == ["macro-F1", "76% [69–83]", "73%", "427"]


def test_devices_stand_in_the_order_of_how_often_the_reader_marked_them(page, tmp_path):
    rows = [f"five articles,{m},{label},0.5,,,{n}" for label, n in (("slogan", 1), ("hedge", 66), ("all", 67))
            for m in ("precision", "recall", "f1")]  # fmt: skip
    (tmp_path / "rhetoric.csv").write_text("\n".join(["set,measure,label,value,low,high,n", *rows]))
    made = page(tmp_path).split("## Devices in the five")[1].split("\n## ")[0]
    assert [line.split(" |")[0] for line in made.splitlines() if line.startswith("| ")][2:] == ["| Hedge", "| Slogan"]


def test_devices_have_their_titles_and_shares_are_percentages(page):
    made = page(ROOT / "bench" / "results")
    tables = "\n".join(line for line in made.splitlines() if line.startswith("|"))
    assert "| Loaded language |" in tables and "| Cliché |" in tables and "cliche" not in tables
    for part in made.split("\n## ")[1:]:
        heads = [line for line in part.splitlines() if re.match(r"\|.*\b(precision|recall)\b", line)]
        for head in heads:
            names = [name.strip() for name in head.strip("|").split("|")]
            rows = part.split(head)[1].split("\n\n")[0].splitlines()[2:]
            for row in (re.sub(r"<[^>]*>", "", row).strip("|").split("|") for row in rows):
                shares = [cell.strip() for name, cell in zip(names, row, strict=True)
                          if name in ("precision", "recall", "F1")]  # fmt: skip
                assert all(re.fullmatch(r"\d+%( \[\d+–\d+\])?|–|", share) for share in shares), row


def test_a_column_that_says_nothing_is_left_out_and_texts_stand_in_a_line(page):
    from error_rates import table, with_lines

    made = table(
        ["what", "right", "n"], with_lines([["a", "–", "1", "news"], ["b", "–", "2", "news"], ["c", "–", "–", "x"]])
    )
    assert made.splitlines() == ["| what | n |", "| --- | --- |", "| **News** |  |", "| a | 1 |", "| b | 2 |",
                                 "| **X** |  |", "| c | – |"]  # fmt: skip


def test_every_code_of_rhetoric_stands_under_its_status_and_folded(page, tmp_path):
    from newsloupe.codebook import code_statuses
    from newsloupe.show.labels import readable

    folds = re.findall(r"<summary>(.+?): (\d+) codes</summary>(.+?)</details>", page(tmp_path), re.DOTALL)
    statuses = code_statuses()
    assert {(status.lower(), int(many)) for status, many, _ in folds} == set(statuses["status"].value_counts().items())
    for status, _, inside in folds:
        own = statuses[statuses["status"] == status.lower()]
        assert all(readable(row.code, row.codebook) in inside for row in own.itertuples())
