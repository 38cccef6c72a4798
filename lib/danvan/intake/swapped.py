"""Dates whose day and month may be swapped: told by their column, for one cell alone never shows it.

6/4/2021 real, 25/5/2021 text      typed in an Excel set to American dates: what could be a date became one
4/6/2021 text, 4/25/2021 text      typed by somebody who puts the month first
6/4/2021 real, shown 4/6/2021      in the American format, with no day above 12 to prove that it was meant
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from danvan.intake.formats.numbering import shows_month_first
from danvan.intake.ledger import DataRow
from danvan.intake.sheet import Position, Value, text_of
from danvan.intake.surroundings import Surroundings
from danvan.problems import Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.dates import parse_date

MONTHS = 12
Told = tuple[str, dt.date, str]


def swapped_days(around: Surroundings, rows: Sequence[DataRow]) -> Iterable[Problem]:
    """Đ65: each date that can be swapped, in a column that shows that day and month may have been."""
    for column in around.table.columns:
        if column.type == "date":
            cells = [r.cells[column.name] for r in rows if column.name in r.cells]
            values = {p: v for p in cells if (v := around.value(p)) is not None}
            yield from (
                problem(code, around.sheet.place(position), value=wording.day(day), other=other)
                for position, (code, day, other) in _swapped(values, around.sheet.formats).items()
            )


def _swapped(values: Mapping[Position, Value], formats: Mapping[Position, str]) -> dict[Position, Told]:
    """The cells in doubt: which finding, the day as it was read, and the text that shows it."""
    real = {p: v for p, v in values.items() if isinstance(v, dt.date)}
    texts = {p: v for p, v in values.items() if isinstance(v, str)}
    american = {p: day for p, day in real.items() if shows_month_first(formats.get(p, ""))}
    left = [text for text in texts.values() if (day := _day(text)) and day.day > MONTHS]
    month_first = [text for text in left if parse_date(text).reason == "month_first"]
    found: dict[Position, Told] = {}
    if month_first:
        found |= {p: ("Đ65-text", day, month_first[0]) for p, text in texts.items() if (day := _day(text))}
    if american and not _prove(american.values()):
        found |= {p: ("Đ65-shown", day, "") for p, day in american.items()}
    if left and not _prove(real.values()):
        found |= {p: ("Đ65", day, text_of(left[0])) for p, day in real.items()}
    return {p: told for p, told in found.items() if told[1].day <= MONTHS and told[1].day != told[1].month}


def _prove(days: Iterable[dt.date]) -> bool:
    """Whether one of the days could not have been taken for a month."""
    return any(day.day > MONTHS for day in days)


def _day(text: str) -> dt.date | None:
    reading = parse_date(text)
    return reading.value if reading.precision == "day" else None
