"""Dates whose day and month Excel may have swapped: told by their column, for one cell alone never shows it.

Typed in an Excel set to American dates, 4/6/2021 becomes the 6th of April, while 25/5/2021 stays text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from danvan.intake.ledger import DataRow
from danvan.intake.sheet import Position, text_of
from danvan.intake.surroundings import Surroundings
from danvan.problems import Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.dates import parse_date

MONTHS = 12


def swapped_days(around: Surroundings, rows: Sequence[DataRow]) -> Iterable[Problem]:
    """Đ65: each real date that can be swapped, in a column where only days above 12 stayed text."""
    for column in around.table.columns:
        if column.type == "date":
            yield from _in_column(around, [r.cells[column.name] for r in rows if column.name in r.cells])


def _in_column(around: Surroundings, cells: Sequence[Position]) -> Iterable[Problem]:
    real = {p: v for p in cells if isinstance(v := around.value(p), dt.date)}
    left = [v for p in cells if isinstance(v := around.value(p), str) and _day(v) > MONTHS]
    if not left or any(day.day > MONTHS for day in real.values()):
        return
    for position, day in real.items():
        if day.day != day.month:
            words = {"value": wording.day(day), "other": text_of(left[0])}
            yield problem("Đ65", around.sheet.place(position), **words)


def _day(text: str) -> int:
    reading = parse_date(text)
    return reading.value.day if reading.value and reading.precision == "day" else 0
