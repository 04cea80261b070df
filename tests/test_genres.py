"""bench/genres.py: what is drawn, the sheet there and back, what counts as missed, and the marked texts themselves."""

import sys
from pathlib import Path

import pandas as pd
import pytest

import newsloupe as nl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import genres  # noqa: E402

TEXT = (
    "Rain fell.\n\n“The bus is late,” Ann Lee said, “and it is full.” She added that the next was on time.\n\nIt was."
)


@pytest.fixture
def corpus() -> nl.Corpus:
    return nl.Corpus.from_texts({"a": TEXT})


@pytest.fixture
def table(corpus) -> pd.DataFrame:
    return genres.found("sport", corpus)


def place(words: str) -> str:
    return f"{TEXT.index(words)}..{TEXT.index(words) + len(words)}"


def test_an_attribution_is_kept_by_its_places(table):
    assert table["text"].tolist() == ["sport/a.txt"] * 2
    first = table.iloc[0]
    assert (first["source_at"], first["cue_at"]) == (place("Ann Lee"), place("said"))
    assert first["content_at"] == f"{place('“The bus is late,”')} {place('“and it is full.”')}"
    assert genres.places("12..20 31..40") == [(12, 20), (31, 40)] and genres.places("") == []


def test_the_passage_shows_the_parts(table):
    row = next(table.itertuples())
    shown = "<“The bus is late,”> [Ann Lee] {said}, <“and it is full.”> She added that the next was on time."
    assert genres.passage(TEXT, row) == shown


def test_what_comes_or_goes_elsewhere_changes_no_other_draw(monkeypatch):
    monkeypatch.setattr(genres, "DRAWN", 10)
    same = {"group": "sport", "text": "sport/a.txt", "source_at": "", "content_at": "", "speaker": ""}
    rows = [same | {"cue_at": f"{n}..{n + 2}"} for n in range(40)]  # fmt: skip
    before, after = genres.drawn(pd.DataFrame(rows)), genres.drawn(pd.DataFrame(rows[1:]))
    assert len(before) == len(after) == 10
    assert len(set(before["cue_at"]) - set(after["cue_at"])) <= 1
    assert before["cue_at"].tolist() != [row["cue_at"] for row in rows[:10]]


def filled(table: pd.DataFrame, *answers: str) -> pd.DataFrame:
    """A sheet with answers such as ``yyny``; ``""`` is a row that nobody has judged."""
    sheet = table.reindex(columns=genres.SHEET, fill_value="").iloc[: len(answers)].copy()
    for column, name in enumerate(genres.QUESTIONS):
        sheet[name] = [{"y": "Yes ", "n": "no", "-": ""}[(answer or "----")[column]] for answer in answers]
    return sheet


def test_a_judgement_holds_while_places_and_speaker_stay(table, tmp_path, capsys):
    sheet, judged = tmp_path / "sheet.csv", tmp_path / "judged.csv"
    filled(table, "yyny", "").to_csv(sheet, index=False)
    assert genres.take_in(sheet, judged) == 0
    filled(table, "yyyy", "n---").to_csv(sheet, index=False)
    assert genres.take_in(sheet, judged) == 0  # a second judgement takes the place of the first
    known = genres.judgements(judged)
    assert known[genres.QUESTIONS].values.tolist() == [["yes"] * 4, ["no"] * 4]
    shares = {name: (value, n) for _, name, value, _, _, n in genres.shares("sport", table, known)}
    assert shares["drawn"] == shares["judged"] == (2, 2)
    assert shares["attribution right"] == shares["all right"] == (0.5, 2)
    capsys.readouterr()
    changed = table.assign(speaker=["Lee", *table["speaker"][1:]])
    shares = {name: (value, n) for _, name, value, _, _, n in genres.shares("sport", changed, known)}
    assert shares["judged"] == (1, 2) and shares["all right"] == (0, 1)
    assert "1 of 2 are not judged, or changed since" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("right", "group", "status"),
    [(0.8, "open", 0), (0.79, "open", 1), (0.79, "open again", 1), (0.79, "sport", 0), (0.7, "sport", 1)],
)
def test_a_share_beyond_its_bound_is_told(right, group, status):
    rows = [(group, "all right", right, 0, 1, 100), (group, "missed", 0.25, 0, 1, 100)]
    assert genres.beyond(pd.DataFrame(rows, columns=genres.COLUMNS)) == status


def test_without_judgements_there_are_no_shares(table, tmp_path):
    measures = [row[1] for row in genres.shares("sport", table, genres.judgements(tmp_path / "none.csv"))]
    assert measures == ["drawn", "judged"]


@pytest.mark.parametrize("answers", [("yy-y",), ("-yyy",)])
def test_half_an_answer_is_sent_back(table, tmp_path, capsys, answers):
    filled(table, *answers).to_csv(tmp_path / "sheet.csv", index=False)
    assert genres.take_in(tmp_path / "sheet.csv", tmp_path / "judged.csv") == 2
    assert "row 2" in capsys.readouterr().out and not (tmp_path / "judged.csv").exists()


@pytest.mark.parametrize(
    ("content", "cue", "lost"),
    [
        ("that the next was on time", "added", False),
        ("the next was on time.\n\nIt was", "added", False),  # more than half of it
        ("on time.\n\nIt was.", "", False),  # 2 of 4 words
        ("time.\n\nIt was.", "", True),  # 1 of 3
        ("and it is full", "said", False),
        ("the next was", "that", True),  # found only inside what somebody else is made to say
        ("Rain fell", "", True),
    ],
)
def test_what_counts_as_missed(table, corpus, content, cue, lost):
    start = TEXT.index(content)
    row = {"text": "sport/a.txt", "start": start, "end": start + len(content), "cue_start": cue and TEXT.index(cue)}
    assert genres.missed(pd.DataFrame([row]), table, corpus) == [lost]


@pytest.mark.parametrize("name", ["marked", "borderline"])
def test_marks_stand_where_they_say(name):
    marked = pd.read_csv(genres.TEXTS / f"{name}.csv", keep_default_na=False)
    assert marked["text"].nunique() == 20
    for row in marked.itertuples():
        text = (genres.TEXTS / row.text).read_text(encoding="utf-8")
        content = " ".join(text[row.start : row.end].split())
        head, _, tail = row.content.partition(" … ")
        assert content == row.content or (tail and content.startswith(head) and content.endswith(tail)), row
        assert row.cue == "" or " ".join(text[int(row.cue_start) : int(row.cue_end)].split()) == row.cue, row


def test_the_program_says_how_it_is_called(capsys):
    assert genres.main(["draw"]) == 2
    assert "genres.py judged FILE" in capsys.readouterr().out
