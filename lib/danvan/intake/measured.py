"""Quantities whose unit stands in a column beside them, each brought to a unit in which the form adds up.

    50     tạ       5.000 kg
    900m            900 m
    12     gói      12 gói, and a finding that nothing else is counted so
    900             900 of nobody knows what

Does not belong here: the number itself (`numeric`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from danvan.declared.form import Column, Table
from danvan.intake.counted import canonical
from danvan.intake.reading import BLANK, Reading, printed
from danvan.intake.sheet import Value
from danvan.vietnamese.quantity import Quantity
from danvan.vietnamese.text import clean, fold
from danvan.vietnamese.units import convert, read_unit


def unit_said(value: Value | None) -> str | None:
    """The text of a cell of a unit column; None where there is none."""
    return clean(value) if isinstance(value, str) and fold(value) else None


def unit_key(text: str | None) -> str:
    """By what units are compared: "Mét" and "md" are "m", any other as it stands."""
    return fold(canonical(text or ""))


def with_units(table: Table, readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings of a row with each quantity and its unit brought to one of the form's units, as far as that goes."""
    done = dict(readings)
    for column in table.columns:
        if column.unit_column and isinstance(done.get(column.name, BLANK).value, float):
            unit = table.column(column.unit_column)
            done.update(_with_unit(column, done[column.name], unit, done[unit.name]))
    return done


def _with_unit(column: Column, quantity: Reading, unit: Column, said: Reading) -> Iterator[tuple[str, Reading]]:
    text = said.value if isinstance(said.value, str) else quantity.unit
    assert isinstance(quantity.value, float)
    exact = Decimal(repr(quantity.value))
    words: dict[str, object] = {"value": printed(exact), "units": ", ".join(unit.suggest)}
    if not text:
        if quantity.value:
            words |= {"label": column.label, "unit_label": unit.label}
            yield column.name, replace(quantity, found=(*quantity.found, ("Đ93", words)))
        return
    if spelled := next((one for one in unit.suggest if fold(one) == fold(text)), None):
        yield unit.name, Reading(spelled, "value")
    elif fitting := _converted(exact, text, unit):
        value, name = fitting
        repair: dict[str, object] = {"text": printed(exact, text), "value": printed(value, name)}
        found = () if value == exact else (("Đ05", repair),)
        yield column.name, replace(quantity, value=float(value), found=(*quantity.found, *found))
        yield unit.name, Reading(name, "value")
    else:
        yield unit.name, Reading(text, "value", found=(("Đ94", {**words, "unit": text}),))


def _converted(value: Decimal, text: str, unit: Column) -> tuple[Decimal, str] | None:
    """The value in the first of the form's units that the stated unit can be converted to, and that unit."""
    measure = read_unit(text)
    if measure is None:
        return None
    said = Quantity(value * measure.scale, measure.name)
    converted = ((convert(said, one), one) for one in unit.suggest)
    return next(((found.value, one) for found, one in converted if found and found.value is not None), None)
