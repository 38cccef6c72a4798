"""Cells that hold a day or a year: what they say, and what the number format of a real date shows of it.

    12/2021 typed      is 1/12/2021 shown as mm/yyyy: no day was ever said
    42021              may be a day, and may be anything

Does not belong here: what a column says of its dates (`swapped`).
"""

from __future__ import annotations

import datetime as dt

from danvan.declared.form import Column
from danvan.intake.formats.numbering import shows_no_day
from danvan.intake.reading import Context, Reading, missing, not_a
from danvan.intake.sheet import Fault, Value, text_of
from danvan.vietnamese import wording
from danvan.vietnamese.dates import parse_date, parse_year


def read_date(column: Column, value: Value, context: Context) -> Reading:
    """The day that a cell says; a bare number may be no day at all, and a date shown without its day says none."""
    if isinstance(value, Fault | bool):
        return not_a(column, value)
    reading = parse_date(value, date1904=context.date1904)
    if reading.value is None or reading.precision != "day":
        return missing(value) or not_a(column, value)
    without_day = isinstance(value, dt.date) and shows_no_day(context.format)
    if without_day and reading.value.day == 1:
        return not_a(column, f"{reading.value:%m/%Y}")
    certain = reading.confidence == "certain" and not without_day and not isinstance(value, int | float)
    words: dict[str, object] = {"text": text_of(value), "value": wording.day(reading.value)}
    return Reading(reading.value, "value", found=() if certain else (("Đ03-day", words),))


def read_year(column: Column, value: Value) -> Reading:
    """The year that a cell says."""
    year = None if isinstance(value, Fault | bool) else parse_year(value)
    if year is None:
        return missing(value) or not_a(column, value)
    return Reading(year, "value")
