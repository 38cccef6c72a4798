"""Which time the titles and the sheet over the figures of B3 name: another one than the report's is told.

A quarter's or a month's figures are not read at all (`content`). Does not belong here: which year and period are
reported (`identity`), and titles over lists, where a programme of several years may be named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from danvan.declared.form import Form
from danvan.declared.settings import Settings
from danvan.intake.sheets import Tables
from danvan.intake.span import LAST_MONTHS, SAID, fits
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.dates import (
    days_between,
    is_part_of_year,
    period_in,
    several_years_in,
    without_several_years,
    years_in,
)
from danvan.vietnamese.text import clean, fold

PLANNED = re.compile(r"\b(?:kế hoạch|đăng ký|dự kiến)(?: \w+){0,5}? (?P<year>\d{4})\b")
PLAN_SHEET = re.compile(r"(?:b3 |biểu 3 )?(?:kế hoạch|đăng ký|dự kiến)\b.*")
DONE = re.compile(r"\b(?:kết quả|thực hiện|so với|tình hình|báo cáo|kèm theo|ban hành)\b")

Title = tuple[Place, str]


def other_times(
    parts: Sequence[Tables], year: int | None, period: str | None, form: Form, settings: Settings
) -> Iterator[Problem]:
    """K20, K31: the titles and names of sheets with figures of B3 that name another time than `year` and `period`."""
    if year is None or period not in SAID:
        return
    for part in parts:
        figures = [b for b in part.blocks if form.table(b.table).layout == "indicators"]
        if part.sheet.hidden or not figures or is_part_of_year(part.sheet.name):
            continue
        titles = _titles(part)
        yield from _of_sheet(part.sheet.name, year, period)
        if not any(year in years_in(without_several_years(text)) for _, text in titles):
            yield from (found for title in titles for found in _several(title, year, period))
        if not any("plan" in block.columns.values() for block in figures):
            yield from (found for title in titles for found in _planned(title, year, period))
        yield from (found for title in titles for found in _until(title, year, period, settings.first_day))


def _titles(part: Tables) -> list[Title]:
    titles = (p for p, role in sorted(part.roles.roles.items(), key=lambda cell: cell[0]) if role.role == "title")
    return [(part.sheet.place(p), clean(v)) for p in titles if isinstance(v := part.sheet.cells[p], str)]


def _words(text: str, year: int, period: str) -> dict[str, object]:
    return {"text": text, "year": year, "period": SAID[period]}


def _of_sheet(name: str, year: int, period: str) -> Iterator[Problem]:
    years, said = years_in(name), period_in(name)
    if years and year not in years:
        yield problem("K20", Place(name), years=f"báo cáo năm {year}, tên trang ghi {', '.join(map(str, years))}")
    if said == "6T" != period:
        yield problem("K31", Place(name), period=SAID[period], text=name)
    if PLAN_SHEET.fullmatch(fold(name)):
        yield problem("K31-plan", Place(name), **_words(name, year, period))


def _several(title: Title, year: int, period: str) -> Iterator[Problem]:
    for first, last in several_years_in(title[1]):
        yield problem("K31-years", title[0], first=first, last=last, **_words(title[1], year, period))


def _planned(title: Title, year: int, period: str) -> Iterator[Problem]:
    said = PLANNED.search(fold(title[1]))
    if said and int(said["year"]) == year and not DONE.search(fold(title[1])):
        yield problem("K31-plan", title[0], **_words(title[1], year, period))


def _until(title: Title, year: int, period: str, first_day: dt.date) -> Iterator[Problem]:
    start, end = days_between(title[1])
    if end is None or end.year != year:
        return
    first, last = LAST_MONTHS[period]
    if not (fits(start, end, period, first_day) if start else first <= end.month <= last):
        yield problem("K31-until", title[0], end=wording.day(end), **_words(title[1], year, period))
