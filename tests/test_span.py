"""The days of a cover against its period: what no closing day of an office explains is told at its cell."""

from __future__ import annotations

import datetime as dt

import pytest
from drawing import sheet
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import form
from danvan.intake.cover import find_cover
from danvan.intake.span import days_of_period

FIRST_DAY = dt.date(2017, 4, 3)


def told(start: str, end: str, period: str = "N", year: int = 2021) -> list[tuple[str, str | None, str]]:
    drawn = sheet(f"""
        | Mã đơn vị | '21085 |
        | Năm báo cáo | {year} |
        | Từ ngày | {start} |
        | Đến ngày | {end} |
    """)
    found = days_of_period(find_cover([drawn], form()), form(), period, year, FIRST_DAY)
    return [(p.code, p.cell, p.message) for p in found]


@pytest.mark.parametrize(
    ("start", "end", "period", "year"),
    [
        ("15/12/2020", "14/12/2021", "N", 2021),
        ("01/01/2021", "31/12/2021", "N", 2021),
        ("16/10/2020", "15/10/2021", "N", 2021),
        ("15/12/2020", "30/11/2021", "N", 2021),
        ("15/12/2020", "15/10/2021", "N", 2021),
        ("01/12/2020", "14/12/2021", "N", 2021),
        ("03/4/2017", "14/12/2017", "N", 2017),
        ("03/4/2017", "14/6/2017", "6T", 2017),
        ("15/12/2020", "14/6/2021", "6T", 2021),
        ("01/01/2021", "30/6/2021", "6T", 2021),
        ("01/12/2020", "31/5/2021", "6T", 2021),
        ("31/12/2020", "30/6/2021", "6T", 2021),
    ],
)
def test_periods_as_offices_close_them(start: str, end: str, period: str, year: int) -> None:
    assert told(start, end, period, year) == []


@pytest.mark.parametrize(
    ("start", "end", "period", "cell"),
    [
        ("01/01/2021", "30/6/2021", "N", "B4"),
        ("01/01/2017", "14/12/2021", "N", "B3"),
        ("15/12/2020", "14/12/2021", "6T", "B4"),
        ("15/6/2021", "14/12/2021", "6T", "B4"),
        ("01/01/2021", "30/9/2021", "N", "B4"),
    ],
)
def test_days_of_another_period_are_an_error_at_their_cell(start: str, end: str, period: str, cell: str) -> None:
    assert [(code, at) for code, at, _ in told(start, end, period)] == [("K31", cell)]


def test_a_day_and_month_that_changed_places_are_proposed() -> None:
    ((code, cell, message),) = told("15/12/2020", "12/10/2021")
    assert (code, cell) == ("K31", "B4")
    assert "10/12/2021" in message
    ((_, cell, message),) = told("01/10/2020", "09/01/2021", "N", 2021)
    assert (cell, "đúng là" in message) == ("B4", False)


def test_what_other_findings_tell_is_not_told_again() -> None:
    assert told("15/12/2019", "14/12/2020") == []
    assert told("14/12/2021", "15/12/2020") == []
    assert told("15/12/2020", "") == []


@given(st.dates(dt.date(2019, 10, 1), dt.date(2021, 1, 1)))
def test_a_year_from_any_autumn_day_to_the_day_before_fits(start: dt.date) -> None:
    end = dt.date(start.year + 1, start.month, min(start.day, 28))
    if end.month >= 10:
        day = "{:%d/%m/%Y}".format
        assert told(day(start), day(end), "N", end.year) == []
