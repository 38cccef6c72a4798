"""Turns one cell into a typed value with its state; every repair and every doubt becomes a finding.

A blank is never zero; a number that can be read in two ways is never guessed silently. What is refused has state
"unreadable" and no value. Money comes out in whole đồng, areas in m2, lengths in m.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from danvan.declared.form import NUMERIC, Column, Form, Indicator
from danvan.intake.counted import MEASURES, Beside, canonical, counts_another
from danvan.intake.proposals import propose
from danvan.intake.sheet import Fault, Value, text_of
from danvan.vietnamese import wording
from danvan.vietnamese.dates import parse_date, parse_year
from danvan.vietnamese.numbers import Quantity, Separators, convert, infer_separators, parse
from danvan.vietnamese.text import clean, fold, undiacritic
from danvan.vietnamese.units import Unit

State = Literal["value", "zero", "blank", "not_applicable", "unreadable"]
Stored = str | int | float | bool | dt.date | None
Found = tuple[str, dict[str, object]]

DOUBT_KEPT = frozenset({"ambiguous_separator"})
TOO_SMALL_FOR_DONG = 1000
EXAMPLES = {"count": "12", "money": "380.000.000", "decimal": "31,2", "date": "03/4/2021", "year": "2021"}
KINDS = {"count": "số nguyên", "money": "số tiền", "decimal": "số", "date": "ngày", "year": "năm"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell holds: the stored value, its state, whether it is approximate, and the findings (code, words).

    `unit` is the unit of measure that stood in the cell itself.
    """

    value: Stored
    state: State
    approx: bool = False
    found: tuple[Found, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell's surroundings say of it: đồng per one, the unit beside it, and the column's separators.

    `measure` is what a bare number counts where header or unit column say something else than the column; `foreign`
    means that this cannot be converted, so that bare numbers are refused. `counted` is what the row counts where the
    column does not say, `beside` are the numbers of the column.
    `date1904` says that serial numbers of days count from 1904.
    """

    scale: int | None = None
    unit: str | None = None
    separators: Separators | None = None
    date1904: bool = False
    measure: Unit | None = None
    foreign: bool = False
    counted: str = ""
    beside: Beside | None = None


BLANK = Reading(None, "blank")
PLAIN = Context()


def separators_of(values: Iterable[Value | None]) -> Separators | None:
    """Return the separators that the texts of one column agree on; None without evidence or against each other."""
    return infer_separators(v for v in values if isinstance(v, str))


def read(column: Column, value: Value | None, form: Form, context: Context = PLAIN) -> Reading:
    """Return what the cell `value` says for `column`."""
    if value is None or (isinstance(value, str) and not clean(value)):
        return BLANK
    if isinstance(value, Fault):
        return _unreadable("Đ08" if value.kind == "error" else "Đ09", text=value.text)
    if column.type in NUMERIC:
        return _number(column, value, form, context)
    if column.type == "choice":
        return _choice(column, text_of(value))
    if column.type == "flag":
        return _flag(column, value, form)
    if column.type == "date":
        return _date(column, value, context)
    if column.type == "year":
        return _year(column, value)
    return Reading(text_of(value), "value")


def _unreadable(code: str, **words: object) -> Reading:
    return Reading(None, "unreadable", found=((code, words),))


def _not_a(column: Column, value: Value) -> Reading:
    return _unreadable(
        "Đ02", text=text_of(value), kind=KINDS[column.type], label=column.label, example=EXAMPLES[column.type]
    )


def _number(column: Column, value: Value, form: Form, context: Context) -> Reading:
    if isinstance(value, bool | dt.date | Fault):
        return _not_a(column, value)
    quantity = parse(value, context.separators) if isinstance(value, str) else Quantity(Decimal(repr(value)))
    if quantity.state == "blank":
        return replace(BLANK, found=(("Đ72", {"text": value}),)) if quantity.reason == "promise" else BLANK
    if quantity.state == "zero":
        return Reading(_stored(column, Decimal(0)), "zero")
    if quantity.value is None or quantity.parts or not _accepted(quantity):
        return _not_a(column, value)
    return _misplaced(column, quantity, value, form, context) or _measured(column, quantity, value, context)


def _misplaced(column: Column, quantity: Quantity, value: Value, form: Form, context: Context) -> Reading | None:
    """The refusal of a number that counts another thing, stands under another unit, or is đồng among millions."""
    assert quantity.value is not None
    if quantity.unit is not None:
        wanted = context.counted or column.unit or context.unit or ""
        if quantity.unit in MEASURES or not counts_another(quantity.unit, wanted, form):
            return None
        return _unreadable("Đ71", text=text_of(value), unit=quantity.unit, wanted=wanted, label=column.label)
    if context.foreign and quantity.value:
        return Reading(None, "unreadable")
    scale = context.scale or 1
    if column.type == "money" and context.beside and context.beside.is_in_dong(quantity.value, scale):
        return _unreadable("Đ73", text=text_of(value), value=_printed(column, quantity.value * scale))
    return None


def _measured(column: Column, quantity: Quantity, value: Value, context: Context) -> Reading:
    """The number in the column's unit, with what has to be said of it."""
    fitted = _fitted(column, quantity, context)
    if fitted is None or fitted.value is None:
        return _not_a(column, value)
    told = isinstance(value, str) or context.measure is not None
    found = [*(_remarks(column, quantity, fitted.value) if told else ()), *_lost_zeros(column, value, context)]
    reading = _within(column, fitted.value, value, found, quantity.approx)
    return replace(reading, unit=fitted.unit if fitted.unit in MEASURES else None)


def _lost_zeros(column: Column, value: Value, context: Context) -> Iterable[Found]:
    """A fraction among whole numbers a thousand times as large, as a computer of other settings makes of "2.500"."""
    if column.type == "decimal" and isinstance(value, float) and context.beside:
        more = context.beside.thousandfold(Decimal(repr(value)))
        if more is not None:
            yield "Đ74", {"value": _printed(column, Decimal(repr(value))), "more": wording.number(more)}


def _accepted(quantity: Quantity) -> bool:
    return quantity.confidence == "certain" or quantity.reason in DOUBT_KEPT


def _fitted(column: Column, quantity: Quantity, context: Context) -> Quantity | None:
    """Return the quantity in the column's unit, or None where the units cannot be brought together for certain."""
    assert quantity.value is not None
    if column.type == "money":
        return _in_dong(quantity, context)
    if quantity.unit is None and context.measure:
        times = context.measure.scale if quantity.scale == 1 else 1
        quantity = replace(quantity, value=quantity.value * times, unit=context.measure.name)
    wanted = canonical(column.unit or context.unit or "")
    if quantity.unit is None or not wanted or fold(quantity.unit) == fold(wanted):
        return quantity
    if quantity.unit in MEASURES:
        return convert(quantity, wanted) if wanted in MEASURES else None
    return quantity if wanted not in MEASURES else None


def _in_dong(quantity: Quantity, context: Context) -> Quantity | None:
    assert quantity.value is not None
    if quantity.unit not in (None, "đồng"):
        return None
    if quantity.unit is None and quantity.scale == 1 and context.scale:
        return replace(quantity, value=quantity.value * context.scale)
    return quantity


def _remarks(column: Column, quantity: Quantity, value: Decimal) -> list[Found]:
    """The findings of a number that was read from text: approximate, doubtful, or converted."""
    words: dict[str, object] = {"value": _printed(column, value)}
    if quantity.approx:
        return [("Đ04", words)]
    if quantity.confidence != "certain":
        return [("Đ03", words)]
    if quantity.unit or quantity.scale != 1 or quantity.value != value:
        return [("Đ05", words)]
    return []


def _printed(column: Column, value: Decimal) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return f"{wording.number(value, min(places, 6))} {column.unit}".strip()


def _within(column: Column, value: Decimal, said: Value, found: Iterable[Found], approx: bool = False) -> Reading:
    """Check a number against what its column allows, and store it exactly."""
    if value < 0:
        return _unreadable("Đ27", value=_printed(column, value), label=column.label)
    if column.type != "decimal" and value != value.to_integral_value():
        return _not_a(column, said)
    if column.type == "money" and 0 < value < TOO_SMALL_FOR_DONG:
        return _unreadable("Đ25", value=_printed(column, value))
    if not (column.at_least <= value <= (column.at_most if column.at_most is not None else value)):
        words = {"value": value, "label": column.label, "low": column.at_least, "high": column.at_most}
        return _unreadable("Đ16", **words)
    named = tuple((code, {"text": text_of(said), **words}) for code, words in found)
    return Reading(_stored(column, value), "zero" if value == 0 else "value", approx, named)


def _stored(column: Column, value: Decimal) -> int | float:
    return float(value) if column.type == "decimal" else int(value)


def _choice(column: Column, text: str) -> Reading:
    key = fold(text)
    if name := _spellings(column).get(key):
        return Reading(name, "value")
    if not key:
        return BLANK
    labels = [c.label for c in column.choice]
    if name := _without_diacritics(column).get(key):
        label = next(c.label for c in column.choice if c.name == name)
        return Reading(name, "value", found=(("Đ80", {"text": text, "label": label}),))
    return _unreadable("Đ06", text=text, label=column.label, proposals=propose(text, labels), choices=", ".join(labels))


@cache
def _spellings(column: Column) -> Mapping[str, str]:
    return {fold(w): c.name for c in column.choice for w in (c.label, *c.seen_as)}


@cache
def _without_diacritics(column: Column) -> Mapping[str, str]:
    return undiacritic(_spellings(column))


def _flag(column: Column, value: Value, form: Form) -> Reading:
    if isinstance(value, bool):
        return Reading(value, "value")
    text = text_of(value)
    key = fold(text) or text
    said = {fold(w) or w: yes == "yes" for yes, words in form.words.flag.items() for w in words}
    if key in said:
        return Reading(said[key], "value")
    if (meant := undiacritic(said).get(key)) is not None:
        return Reading(meant, "value", found=(("Đ80", {"text": text, "label": "Có" if meant else "Không"}),))
    if parse(text).state == "blank":
        return BLANK
    return _unreadable("Đ06", text=text, label=column.label, proposals="", choices="Có, Không")


def _date(column: Column, value: Value, context: Context) -> Reading:
    if isinstance(value, Fault | bool):
        return _not_a(column, value)
    reading = parse_date(value, date1904=context.date1904)
    if reading.value is None or reading.precision != "day":
        return BLANK if isinstance(value, str) and parse(value).state == "blank" else _not_a(column, value)
    doubt = () if reading.confidence == "certain" else (("Đ03", _date_words(value, reading.value)),)
    return Reading(reading.value, "value", found=doubt)


def _date_words(value: Value, day: dt.date) -> dict[str, object]:
    return {"text": text_of(value), "value": wording.day(day)}


def _year(column: Column, value: Value) -> Reading:
    year = None if isinstance(value, Fault | bool) else parse_year(value)
    if year is None:
        return BLANK if isinstance(value, str) and parse(value).state == "blank" else _not_a(column, value)
    return Reading(year, "value")


@cache
def as_count(column: Column, indicator: Indicator) -> Column:
    """Every indicator counts whole things, in the indicator's own unit."""
    return replace(column, type="count", unit=indicator.unit, label=f"{indicator.label} ({column.label.lower()})")
