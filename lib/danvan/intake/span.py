"""Whether the days of a cover are the period that it names: a year of 10 to 13 months, a half-year of 5 to 7.

Offices close at 15/10, 30/11 or 14/12, so that only what no closing day explains is told. The year in which the
movement began is shorter. Does not belong here: which year and period are reported (`identity`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan.declared.form import Form
from danvan.intake.cover import Cover
from danvan.problems import Problem, problem
from danvan.vietnamese import wording

MONTHS = {"N": (10, 13), "6T": (5, 7)}
LAST_MONTHS = {"N": (10, 12), "6T": (4, 7)}
SAID = {"N": "cả năm", "6T": "6 tháng đầu năm"}
DAYS_OF_A_MONTH = 30.4


def days_of_period(
    cover: Cover | None, form: Form, period: str, year: int | None, first_day: dt.date
) -> Iterator[Problem]:
    """K31: the days from and to, where they are no `period` of `year`; with the day whose month may be swapped."""
    if cover is None or year is None:
        return
    start, end = (cover.read(name, form).value for name in ("period_start", "period_end"))
    if not isinstance(start, dt.date) or not isinstance(end, dt.date) or start > end or end.year != year:
        return
    if fits(start, end, period, first_day):
        return
    swapped = _swapped(start, end, period, first_day)
    column = swapped[0] if swapped else "period_end" if start.year >= year - 1 else "period_start"
    words = {
        "start": wording.day(start),
        "end": wording.day(end),
        "months": round((end - start).days / DAYS_OF_A_MONTH),
        "period": SAID[period],
        "year": year,
        "proposal": f"; có thể đã ghi đảo ngày và tháng, đúng là {wording.day(swapped[1])}" if swapped else "",
    }
    yield problem("K31-days", cover.place(column), **words)


def fits(start: dt.date, end: dt.date, period: str, first_day: dt.date) -> bool:
    """Whether the days from and to can be a `period`; the one that begins on `first_day` may be shorter."""
    fewest, most = MONTHS[period]
    first, last = LAST_MONTHS[period]
    shortened = end.year == first_day.year
    after = end + dt.timedelta(days=1)
    long_enough = shortened or _later(start, fewest) <= after
    return first <= end.month <= last and long_enough and after <= _later(start, most)


def _later(day: dt.date, months: int) -> dt.date:
    """The day some months later; the first of the next month where that month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year, month + 2, 1)  # never December, which has 31 days


def _swapped(start: dt.date, end: dt.date, period: str, first_day: dt.date) -> tuple[str, dt.date] | None:
    """The one of both days that makes the period if its day and month change places."""
    for column, day in (("period_end", end), ("period_start", start)):
        if day.day <= 12 and day.day != day.month:
            other = day.replace(month=day.day, day=day.month)
            days = (start, other) if column == "period_end" else (other, end)
            if days[0] <= days[1] and fits(*days, period, first_day):
                return column, other
    return None
