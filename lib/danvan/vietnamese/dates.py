"""Dates, months, quarters, years and report periods as people write them.

The day comes first, as in Vietnam; a day and month that a program swapped cannot be known from one cell.
Does not belong here: which period a submission is for, deadlines.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from danvan.vietnamese.text import clean, fold, proper_tones

Precision = Literal["day", "month", "quarter", "year"]
Confidence = Literal["certain", "doubtful"]

_FIRST_DATED = 1945
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_EPOCH = dt.date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was
_EPOCH_1904 = dt.date(1904, 1, 1)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_DAY = re.compile(
    r"(?<![\w/.-])(?:ngày )?(?P<day>\d{1,2}) ?(?P<mark>[/.–-]) ?(?P<month>\d{1,2})(?: ?(?P=mark) ?| năm )"
    r"(?P<year>\d{4}|\d{2})(?![\w/–-])(?:[ ,]+\d{1,2}:\d{2}(?::\d{2})?)?",
    re.ASCII,
)
_ISO = re.compile(
    r"(?<![\w/-])(?P<year>\d{4})(?P<mark>[/-])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?![\d/-])"
    r"(?:[ t]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?",
    re.ASCII,
)
_IN_WORDS = re.compile(
    r"(?<![\w/.-])(?:ngày )?(?P<day>\d{1,2}),? tháng (?P<month>\d{1,2}),? năm (?P<year>\d{4}|\d{2})(?!\d)", re.ASCII
)
_TO = r"(?:[-–—;&+~]|đến|tới|và|hoặc|hay)"
_DAY_BEFORE = re.compile(rf"\d[\d /.-]*(?: tháng \d{{1,2}})? ?{_TO} ?(?:hết |ngày )*$", re.ASCII)
_DAY_AFTER = re.compile(rf" ?{_TO} ?(?:hết |ngày )*\d", re.ASCII)
_MONTH = re.compile(r"(?:tháng |t)?(?P<month>\d{1,2})(?: ?[/-] ?| năm |, năm )(?P<year>\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:quý |q|q\.)(?P<quarter>[1-4]|i{1,3}|iv)(?: ?[/-] ?| năm |, năm | )(?P<year>\d{4})", re.ASCII)
_YEAR = re.compile(r"(?:năm (?:báo cáo:? )?)?(?P<year>\d{4})", re.ASCII)
_UNFILLED = re.compile(r"ngày[ ._…/]*tháng[ ._…/]*(?:\d{1,2} )?năm")
_NAMED_YEAR = re.compile(r"(?<![\d,])(?:199\d|20\d\d|2100)(?!\d|[.,]\d)", re.ASCII)
_AHEAD = re.compile(r"\b(?:phương hướng|nhiệm vụ trọng tâm|nhiệm vụ giải pháp)\b.*")
_HALF = re.compile(r"\b(?:6|06|sáu) tháng(?! cuối)\b|\b6t\b|\bbán niên\b|\bnửa đầu năm\b")
_OTHER_PERIOD = re.compile(
    r"\b(?:quý [1-4i]|q[1-4]\b|(?:\d|một|ba|chín|năm) năm\b|giai đoạn|nhiệm kỳ"
    r"|tuần\b|\d+ tháng|tháng \d|chín tháng|cuối năm)"
)
_PART_OF_YEAR = re.compile(
    r"\bquý (?:[1-4]|i{1,3}|iv)\b|\bq[1-4]\b|\b(?:[1-57-9]|0[1-57-9]|1[01]|ba|chín) tháng\b|\btháng \d"
    r"|\b(?:6|06|sáu) tháng cuối\b|\bnửa cuối năm\b|^(?:[1-57-9]t|1[01]t|t(?:0?[1-9]|1[0-2]))(?: \d{4})?$"
)
_SEVERAL_YEARS = re.compile(
    r"(?<!\d)(?P<first>\d{4}) ?(?:[-–—]|đến|tới)(?: hết)?(?: năm)? ?(?P<last>\d{4})(?!\d)", re.ASCII
)
_FROM_DAY = re.compile(r"\btừ(?: ngày)? $")
_TO_DAY = re.compile(r"\b(?:đến|tới)(?: hết)?(?: ngày)? $")
_FULL_YEAR = re.compile(r"\b(?:cả năm|năm và quý)\b")
_FULL = re.compile(r"\b(?:năm (?:199\d|20\d\d)|cả năm|tổng kết năm|12 tháng|mười hai tháng)\b")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date and how much of it was said; a month, quarter or year gives its first day.

    `reason` is a short code where the value is missing or doubtful: blank, unreadable, impossible, out_of_range,
    incomplete, two_values, two_digit_year, month_first, text_around, serial_as_text.
    """

    value: dt.date | None
    precision: Precision | None = None
    confidence: Confidence = "certain"
    reason: str | None = None


def parse_date(value: str | float | dt.date | dt.datetime, *, date1904: bool = False) -> DateReading:
    """Read a date cell: text, a real date, an Excel serial number, or a year typed as a number."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _within(value)
    if isinstance(value, str):
        return _text_date(value, date1904)
    return _number_date(value, date1904)


def parse_year(value: str | float | dt.date) -> int | None:
    """A year from 1990 to 2100 that a cell gives and nothing else: 2021, 2021.0, "2021", "năm 2021", a date."""
    if isinstance(value, dt.date):
        year = value.year
    elif isinstance(value, str):
        match = _YEAR.fullmatch(_lower(value).strip(" .,;:'"))
        year = int(match["year"]) if match else 0
    else:
        year = int(value) if math.isfinite(value) and value == int(value) else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def years_in(text: str) -> list[int]:
    """The years from 1990 to 2100 that a title names, each once, in their order."""
    return list(_years(text))


@lru_cache(maxsize=1 << 13)
def _years(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(year) for year in _NAMED_YEAR.findall(clean(text))))


@lru_cache(maxsize=1 << 12)
def period_in(text: str) -> Literal["N", "6T"] | None:
    """The report period that a title names: "6T" for the first half-year, "N" for a year, None for any other."""
    key = _without_days(text)
    key = _AHEAD.sub("", key) or key
    if _HALF.search(key):
        return "6T"
    if _OTHER_PERIOD.search(key.replace("12 tháng", "cả năm")):
        return None
    return "N" if _FULL.search(key) else None


@lru_cache(maxsize=1 << 12)
def is_part_of_year(text: str) -> bool:
    """Whether a title names a part of a year that is no report period: "Quý I", "9 tháng", "tháng 3"."""
    key = _without_days(text)
    return period_in(text) is None and _PART_OF_YEAR.search(key) is not None and not _FULL_YEAR.search(key)


def several_years_in(text: str) -> list[tuple[int, int]]:
    """The spans of years that a title names: "2017 - 2021", "từ năm 2017 đến năm 2021"; a school year is none."""
    said = _lower(text)
    found = ((int(m["first"]), int(m["last"])) for m in _SEVERAL_YEARS.finditer(said) if "năm học" not in said)
    return [(a, b) for a, b in found if _FIRST_YEAR <= a < b <= _LAST_YEAR]


def without_several_years(text: str) -> str:
    """A title without the spans of years that it names."""
    return _SEVERAL_YEARS.sub(" ", _lower(text))


def days_between(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The day from which and the day to which a title says that its figures are; None where it does not say."""
    said = _lower(text)
    days = [(said[: m.start()], _full(m).value) for p in (_DAY, _IN_WORDS) for m in p.finditer(said)]
    start = next((day for before, day in days if _FROM_DAY.search(before)), None)
    end = next((day for before, day in days if _TO_DAY.search(before)), None)
    return start, end


def _without_days(text: str) -> str:
    """A title folded and without its dates; one typed without diacritics has those of its words for time."""
    key = fold(_IN_WORDS.sub(" ", _DAY.sub(" ", _lower(text))))
    return key.replace("thang", "tháng").replace("nam", "năm").replace("quy", "quý") if key.isascii() else key


def _lower(text: str) -> str:
    return proper_tones(clean(text).casefold())


def _refused(reason: str) -> DateReading:
    return DateReading(None, confidence="doubtful", reason=reason)


def _within(day: dt.date, precision: Precision = "day") -> DateReading:
    if not _FIRST_DATED <= day.year <= _LAST_YEAR:
        return _refused("out_of_range")
    return DateReading(day, precision)


def _number_date(value: float, date1904: bool) -> DateReading:
    if not math.isfinite(value):
        return _refused("unreadable")
    if value == int(value) and _FIRST_YEAR <= value <= _LAST_YEAR:
        return _within(dt.date(int(value), 1, 1), "year")
    if not 1 <= value < 80_000:
        return _refused("out_of_range")
    return _within((_EPOCH_1904 if date1904 else _EPOCH) + dt.timedelta(days=int(value)))


def _text_date(text: str, date1904: bool) -> DateReading:
    said = _lower(text).strip(" .,;:'")
    if not re.search(r"\w", said):
        return _refused("blank")
    if re.fullmatch(r"\d{5}", said, re.ASCII):
        reading = _number_date(int(said), date1904)
        return replace(reading, confidence="doubtful", reason=reading.reason or "serial_as_text")
    for pattern in (_DAY, _ISO, _IN_WORDS):
        if match := pattern.fullmatch(said):
            return _full(match)
    return _part(said) or _inside(said)


def _part(said: str) -> DateReading | None:
    """A month, quarter or year, of which the first day is given."""
    if match := _MONTH.fullmatch(said):
        return _first_day(int(match["year"]), int(match["month"]), "month")
    if match := _QUARTER.fullmatch(said):
        return _first_day(int(match["year"]), 3 * _QUARTERS[match["quarter"]] - 2, "quarter")
    if match := _YEAR.fullmatch(said):
        return _first_day(int(match["year"]), 1, "year")
    return None


def _first_day(year: int, month: int, precision: Precision) -> DateReading:
    try:
        return _within(dt.date(year, month, 1), precision)
    except ValueError:
        return _refused("impossible")


def _full(match: re.Match[str]) -> DateReading:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    short = len(match["year"]) == 2
    year += (1900 if year >= 90 else 2000) if short else 0
    if month > 12 >= day > 0 and not short:
        swapped = _day_of(year, day, month)
        return replace(swapped, confidence="doubtful", reason=swapped.reason or "month_first")
    reading = _day_of(year, month, day)
    return replace(reading, confidence="doubtful", reason=reading.reason or "two_digit_year") if short else reading


def _day_of(year: int, month: int, day: int) -> DateReading:
    try:
        return _within(dt.date(year, month, day))
    except ValueError:
        return _refused("impossible")


def _inside(said: str) -> DateReading:
    """The one full date inside other words; the words make it doubtful."""
    dates = [match for pattern in (_DAY, _ISO, _IN_WORDS) for match in pattern.finditer(said)]
    found = {_full(match) for match in dates}
    if any(_DAY_BEFORE.search(said[: date.start()]) or _DAY_AFTER.match(said[date.end() :]) for date in dates):
        return _refused("two_values")
    if len(found) == 1:
        reading = found.pop()
        return replace(reading, confidence="doubtful", reason=reading.reason or "text_around")
    if found:
        return _refused("two_values")
    return _refused("incomplete" if _UNFILLED.search(said) else "unreadable")
