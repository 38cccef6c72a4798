"""Turns one cell into a typed value with its state; every repair and every doubt becomes a finding.

A blank is never zero; a number that can be read in two ways is never guessed silently. What is refused has state
"unreadable" and no value. Money comes out in whole đồng, areas in m2, lengths in m.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from danvan.declared.form import NUMERIC, Column, Form, Indicator
from danvan.intake.choices import read_choice, read_flag
from danvan.intake.days import read_date, read_year
from danvan.intake.numeric import read_number
from danvan.intake.reading import BLANK, PLAIN, Context, Reading, unreadable
from danvan.intake.sheet import Fault, Value, text_of
from danvan.vietnamese.text import clean


def read(column: Column, value: Value | None, form: Form, context: Context = PLAIN) -> Reading:
    """Return what the cell `value` says for `column`."""
    if value is None or (isinstance(value, str) and not clean(value)):
        return BLANK
    if isinstance(value, Fault):
        return unreadable("Đ08" if value.kind == "error" else "Đ09", text=value.text)
    if column.type in NUMERIC:
        return read_number(column, value, form, context)
    if column.type == "choice":
        return read_choice(column, text_of(value))
    if column.type == "flag":
        return read_flag(column, value, form)
    if column.type == "date":
        return read_date(column, value, context)
    if column.type == "year":
        return read_year(column, value)
    return Reading(text_of(value), "value")


@cache
def as_count(column: Column, indicator: Indicator) -> Column:
    """Every indicator counts whole things, in the indicator's own unit."""
    return replace(column, type="count", unit=indicator.unit, label=f"{indicator.label} ({column.label.lower()})")
