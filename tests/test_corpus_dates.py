"""Dates: what people and archives write is read, and what may be two days is not guessed."""

import datetime as dt

import pandas as pd
import pytest

from newsloupe.corpus import parse_dates


def days(*values):
    parsed, unparsable = parse_dates(values)
    return [None if pd.isna(day) else str(day.date()) for day in parsed], unparsable


@pytest.mark.parametrize(
    "value",
    ["2019-07-01", "2019-7-1", "2019/07/01", "2019-07-01T23:59:00+02:00", "2019-07-01 09:20:11", "20190701", "1.7.2019",
     "July 1, 2019 Monday 9:20 AM GMT", "Jul 1 2019", "1 July 2019", "1st of July, 2019", "Mon, 01 Jul 2019 10:00 GMT",
     "lundi 1er juillet 2019", "1. Juli 2019", "1 de julio de 2019", "July 2019", "2019-07", "43647", "1561939200",
     "1561939200000", dt.date(2019, 7, 1), dt.datetime(2019, 7, 1, 12), 43647],
)  # fmt: skip
def test_one_day_in_many_ways(value):
    assert days(value) == (["2019-07-01"], {})


def test_day_or_month_first_is_asked_of_all_together():
    assert days("3/4/2024", "31/1/2024") == (["2024-04-03", "2024-01-31"], {})
    assert days("3/4/2024", "1/31/2024") == (["2024-03-04", "2024-01-31"], {})
    for values in (["3/4/2024"], ["3/4/2024", "31/1/2024", "1/31/2024"]):
        found, unparsable = days(*values)
        assert found[0] is None and "day or month first" in unparsable["3/4/2024"]
    assert days("3/4/2024", "4.3.2024")[0] == [None, "2024-03-04"]
    assert days("5/5/24")[0] == ["2024-05-05"]


def test_what_is_no_date_is_named_and_what_is_unknown_is_no_fault():
    found, unparsable = days("unknown", "", None, float("nan"), pd.NaT, "soon", "2019", "2023-02-30", "99/99/2020")
    assert found == [None] * 9
    assert list(unparsable) == ["soon", "2019", "2023-02-30", "99/99/2020"]
    assert "year only" in unparsable["2019"]


def test_the_index_stays():
    parsed, _ = parse_dates(pd.Series(["2024-01-02", "no"], index=["a", "b"]))
    assert parsed["a"] == pd.Timestamp("2024-01-02") and pd.isna(parsed["b"]) and parsed.dtype.kind == "M"
    assert parse_dates([])[0].dtype.kind == "M"
