"""Cells that hold a day or a year."""

from __future__ import annotations

from danvan.declared.form import Column
from danvan.intake.reading import Context, Reading, missing, not_a
from danvan.intake.sheet import Fault, Value, text_of
from danvan.vietnamese import wording
from danvan.vietnamese.dates import parse_date, parse_year


def read_date(column: Column, value: Value, context: Context) -> Reading:
    """The day that a cell says; a bare number may be no day at all, and is doubted."""
    if isinstance(value, Fault | bool):
        return not_a(column, value)
    reading = parse_date(value, date1904=context.date1904)
    if reading.value is None or reading.precision != "day":
        return missing(value) or not_a(column, value)
    certain = reading.confidence == "certain" and not isinstance(value, int | float)
    words: dict[str, object] = {"text": text_of(value), "value": wording.day(reading.value)}
    return Reading(reading.value, "value", found=() if certain else (("Đ03-day", words),))


def read_year(column: Column, value: Value) -> Reading:
    """The year that a cell says."""
    year = None if isinstance(value, Fault | bool) else parse_year(value)
    if year is None:
        return missing(value) or not_a(column, value)
    return Reading(year, "value")
