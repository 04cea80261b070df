"""Dates as people and archives write them, parsed once for a whole corpus."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd
import regex

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_NUMBER = {name: number for names in _MONTHS.values() for number, name in enumerate(names.split(), 1)}
_NUMBER |= {name[:3]: number for number, name in enumerate(_MONTHS["en"].split(), 1)} | {"sept": 9}

_NAME = r"(?P<name>\p{L}{3,10})\.?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_ISO = regex.compile(rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?))?(?!\d)")
_COMPACT = regex.compile(r"(?P<year>(?:1[89]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_DAY_FIRST = regex.compile(rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|\.)? (?:of |de )?{_NAME},? (?:de )?{_YEAR}")
_MONTH_FIRST = regex.compile(rf"{_NAME} (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}")
_MONTH_ONLY = regex.compile(rf"^{_NAME},? {_YEAR}$")
_NUMERIC = regex.compile(r"(?<!\d)(?P<one>\d\d?)(?P<mark>[-/.])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)")
_EXCEL_ZERO = dt.date(1899, 12, 30)  # day 0 of Excel for Windows, and of LibreOffice

_NO_DATE = "is no date that can be read"
_AMBIGUOUS = "may be day or month first, and no other date of the corpus tells which"


class Dates(NamedTuple):
    """`parsed` holds a day (datetime64) for each value, or NaT; `unparsable` says of each value that is no date, why.

    >>> dates = Dates(*parse_dates(["2 May 2024"]))
    >>> dates.parsed.dt.month.tolist(), dates.unparsable
    ([5], {})
    """

    parsed: pd.Series
    unparsable: dict[str, str]


def parse_dates(values: Iterable[Any]) -> Dates:
    """The day in each of `values`: ISO, with names of months (also French, German and Spanish), in figures, as numbers
    of days (Excel) or seconds; time of day and zone are dropped, and a month without a day is its first day.

    Whether ``3/4/2024`` is in March or April is asked of all values together: one with 13 to 31 in a place decides for
    all that are written so. Where nothing decides, or two contradict each other, no day is guessed. ``""``,
    ``"unknown"`` and missing values are NaT and no fault.

    Returns ``parsed``, a Series (datetime64; with the index of `values` if they are a Series), and ``unparsable``,
    from each value that is no date to the reason.

    >>> parsed, unparsable = parse_dates(["2024-05-01T10:00Z", "July 1, 2019 Monday 9:20 AM GMT", "31/1/2024", "soon"])
    >>> parsed.dt.strftime("%Y-%m-%d").tolist()
    ['2024-05-01', '2019-07-01', '2024-01-31', nan]
    >>> unparsable
    {'soon': 'is no date that can be read'}
    """
    index = values.index if isinstance(values, pd.Series) else None
    given = list(values)
    texts = ["" if _missing(value) else str(value).strip() for value in given]
    order = _order(texts)
    known: dict[str, dt.date | None] = {}
    unparsable: dict[str, str] = {}
    for text in texts:
        if text in known or text.casefold() in ("", "unknown"):
            continue
        found = _day(text, order)
        known[text] = found if isinstance(found, dt.date) else None
        if isinstance(found, str):
            unparsable[text] = found
    days = [known.get(text) for text in texts]
    stamps = pd.to_datetime(pd.Series(days, index=index, dtype=object), format="%Y-%m-%d")
    return Dates(stamps.rename("date"), unparsable)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)


def _order(texts: Iterable[str]) -> str:
    """Where the day stands in dates such as 3/4/2024: ``"day"`` first, ``"month"`` first, or ``""`` if not known."""
    seen = set()
    for text in texts:
        if (match := _NUMERIC.search(text)) and not _ISO.match(text):
            one, two = int(match["one"]), int(match["two"])
            if match["mark"] == "." or 12 < one <= 31:
                seen.add("day" if match["mark"] != "." else "")  # with points the day is always first
            elif 12 < two <= 31:
                seen.add("month")
    seen.discard("")
    return seen.pop() if len(seen) == 1 else ""


def _day(text: str, order: str) -> dt.date | str:
    """The day in a text, or why there is none."""
    why = _NO_DATE
    for found in _readings(text, order):
        if isinstance(found, str):
            why = found
            continue
        try:
            return dt.date(*found)
        except ValueError:
            continue
    return why


def _readings(text: str, order: str) -> Iterator[tuple[int, int, int] | str]:
    if match := _ISO.match(text) or _COMPACT.match(text):
        yield int(match["year"]), int(match["month"]), int(match["day"] or 1)
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY):
        for match in pattern.finditer(text):
            month = _NUMBER.get(match["name"].lower())
            if month:
                yield int(match["year"]), month, int(match["day"]) if pattern is not _MONTH_ONLY else 1
    if match := _NUMERIC.search(text):
        yield _numeric(match, order)
    if regex.fullmatch(r"\d{4}", text):
        yield "gives a year only; write the month as well"
    if regex.fullmatch(r"\d{5}(\.\d+)?|\d{10}|\d{13}", text):
        day = _counted(text)
        yield day.year, day.month, day.day


def _numeric(match: regex.Match[str], order: str) -> tuple[int, int, int] | str:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if one == two or match["mark"] == "." or 12 < one <= 31:
        return year, two, one
    if 12 < two <= 31:
        return year, one, two
    if not order:
        return _AMBIGUOUS
    return (year, two, one) if order == "day" else (year, one, two)


def _counted(digits: str) -> dt.date:
    """Days since the beginning of Excel's time, or seconds or milliseconds since 1970."""
    whole = digits.partition(".")[0]
    if len(whole) == 5:
        return _EXCEL_ZERO + dt.timedelta(days=int(whole))
    seconds = int(whole) // (1000 if len(whole) == 13 else 1)
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()
