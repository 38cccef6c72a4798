"""Cells that hold a number: what it counts, in the column's own unit, within what the column allows.

parse -> accepted? -> counts the column's thing? -> in the column's unit -> whole where it must be -> in bounds
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from danvan.declared.form import Column, Form
from danvan.intake.counted import MEASURES, canonical, counted, is_counted, thing_said
from danvan.intake.reading import Context, Found, Reading, missing, not_a, printed, unreadable
from danvan.intake.sheet import Fault, Value, text_of
from danvan.intake.writing import as_written
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import Quantity, Separators, convert, figures_in, parse
from danvan.vietnamese.quantity import ONE
from danvan.vietnamese.text import fold

DOUBT_KEPT = frozenset({"ambiguous_separator", "negative", "remark"})  # "negative" is refused as what it is
THOUSAND = 1000
LEAST_DONG, LEAST_WITH_PARTS = 1000, 10**6  # below them an amount is rather one of thousands or millions of đồng
NOISE = Decimal("1e-6")
EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read_number(column: Column, value: Value, form: Form, context: Context) -> Reading:
    """Return the number that a cell says for `column`, or why it is refused."""
    if isinstance(value, bool | dt.date | Fault):
        return not_a(column, value)
    if not isinstance(value, str) and (plain := _plain(column, value, form, context)):
        return plain
    if nothing := missing(value):
        return nothing
    context = as_written(column, value, context)
    quantity = _quantity(column, value, context)
    if quantity.state == "zero":
        return Reading(_stored(column, Decimal(0)), "zero")
    if quantity.value is None or not _accepted(quantity):
        return not_a(column, value)
    return _misplaced(column, quantity, value, form, context) or _measured(column, quantity, value, form, context)


def _plain(column: Column, value: float, form: Form, context: Context) -> Reading | None:
    """A whole number typed as one, of what the column counts and of a usual size: nothing has to be said of it."""
    if column.type != "count" or context.measure or context.foreign or value % 1:
        return None
    most = form.limits["count"].doubted - 1
    if not max(column.at_least, 0) <= value <= (most if column.at_most is None else min(column.at_most, most)):
        return None
    return Reading(int(value), "value" if value else "zero")


def _quantity(column: Column, value: str | int | float, context: Context) -> Quantity:
    """The number of a cell; "1,602" of whole things is 1602, as "1.602" is, and "19/19" of at most 19 is 19."""
    if not isinstance(value, str):
        return Quantity(Decimal(repr(value)))
    quantity = parse(value, context.separators)
    if quantity.reason == "fraction_or_date" and len(quantity.parts) == 2:
        part, whole = quantity.parts
        return replace(part, unit=whole.unit) if whole.value == column.at_most and part.unit is None else quantity
    return _grouped(value, quantity) if column.type == "count" and not context.measure else quantity


def _grouped(text: str, quantity: Quantity) -> Quantity:
    """The number of whole things in a text: three digits after one mark can be thousands only."""
    figures = figures_in(text)
    doubtful = quantity.reason == "ambiguous_separator" and quantity.scale == 1 and quantity.unit not in MEASURES
    if not doubtful or len(figures) != 1 or not EITHER.fullmatch(figures[0]):
        return quantity
    return parse(text, Separators("," if "," in figures[0] else ".", None))


def _is_whole(value: Decimal | None) -> bool:
    return value is None or value == value.to_integral_value()


def _accepted(quantity: Quantity) -> bool:
    return quantity.confidence == "certain" or quantity.reason in DOUBT_KEPT


def _misplaced(column: Column, quantity: Quantity, value: Value, form: Form, context: Context) -> Reading | None:
    """The refusal of a number that counts another thing, stands under another unit, or is đồng among millions."""
    assert quantity.value is not None
    if quantity.unit is not None:
        another = _thing(column, quantity, form, context) == "another"
        words = {"text": text_of(value), "unit": quantity.unit, "wanted": _wanted(column, context)}
        return unreadable("Đ71", **words, label=column.label) if another else None
    if context.foreign and quantity.value:
        return Reading(None, "unreadable")
    scale = context.scale or 1
    bare = column.type == "money" and quantity.scale == 1
    if bare and context.beside and context.beside.is_in_dong(quantity.value, scale):
        return unreadable("Đ73", text=text_of(value), value=printed(quantity.value * scale, column.unit))
    return None


def _wanted(column: Column, context: Context) -> str:
    return context.counted or column.unit or context.unit or ""


def _thing(column: Column, quantity: Quantity, form: Form, context: Context) -> str:
    """What the words after a number are to the column: "same", "more" or "another"; measures are left to `_fitted`.

    Where neither column nor row says what is counted, any word of the form for something counted will do.
    """
    wanted = _wanted(column, context)
    if quantity.unit is None or quantity.unit in MEASURES or column.type == "money" or not wanted:
        return "same"
    says = is_counted(wanted, form) or column.type != "count"
    any_of = () if says else counted(form)
    return thing_said(quantity.unit, wanted, (column.label, *context.named, *any_of), form)


def _measured(column: Column, quantity: Quantity, value: Value, form: Form, context: Context) -> Reading:
    """The number in the column's unit, with what has to be said of it."""
    fitted = _fitted(column, quantity, context)
    if fitted is None or fitted.value is None:
        return not_a(column, value)
    whole = _settled(column, fitted.value)
    unit = column.unit or fitted.unit or context.unit or ""
    if refused := _out_of_bounds(column, whole, value, form):
        return refused
    remarks = _remarks(quantity, whole, fitted.value, value, context)
    found: list[Found] = [(code, {"value": printed(whole, unit)}) for code in remarks]
    found += _of_other_size(column, quantity, whole, value, context)
    if _thing(column, quantity, form, context) == "more":
        found.append(("Đ91", {"unit": quantity.unit, "label": column.label, "wanted": _wanted(column, context)}))
    if whole >= form.limits[column.type].doubted:
        found.append(("Đ92", {"value": printed(whole, column.unit)}))
    named = tuple((code, {"text": text_of(value), **words}) for code, words in found)
    return Reading(_stored(column, whole), "zero" if whole == 0 else "value", quantity.approx, named, fitted.unit)


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
    return replace(quantity, unit=wanted)


def _in_dong(quantity: Quantity, context: Context) -> Quantity | None:
    assert quantity.value is not None
    if quantity.unit not in (None, "đồng"):
        return None
    if quantity.unit is None and quantity.scale == 1 and context.scale:
        return replace(quantity, value=quantity.value * context.scale)
    return quantity


def _settled(column: Column, value: Decimal) -> Decimal:
    """Whole things whole: without the noise of a computer's fractions, and money without parts of a đồng."""
    near = value.to_integral_value()
    is_noise = abs(value - near) <= NOISE * min(abs(value), ONE)
    rounded = is_noise or (column.type == "money" and value >= LEAST_WITH_PARTS)
    return near if column.type != "decimal" and rounded else value


def _remarks(quantity: Quantity, value: Decimal, exact: Decimal, said: Value, context: Context) -> Iterator[str]:
    """Đ04 for an approximate number, Đ03 for a doubtful one, Đ05 for one that another number stands for."""
    if quantity.approx:
        yield "Đ04"
    elif quantity.confidence != "certain":
        yield "Đ03-remark" if quantity.reason == "remark" else "Đ03"
    elif isinstance(said, str):
        figures = figures_in(said)
        if len(figures) != 1 or parse(figures[0], context.separators).value != value:
            yield "Đ05"
    elif context.measure is not None or exact != value:
        yield "Đ05"


def _of_other_size(
    column: Column, quantity: Quantity, number: Decimal, said: Value, context: Context
) -> Iterator[Found]:
    """Đ74: a figure that could be read in another way, of the size of the numbers beside it only then."""
    if column.type != "decimal" or context.beside is None or quantity.confidence != "certain":
        return
    other = context.beside.thousandfold(Decimal(repr(said))) if isinstance(said, float) else None
    figures = figures_in(said) if isinstance(said, str) else []
    if len(figures) == 1 and EITHER.fullmatch(figures[0]):
        grouped = (parse(figures[0], context.separators).value or 0) >= THOUSAND
        swapped = number / THOUSAND if grouped else number * THOUSAND
        other = swapped if context.beside.is_rather(swapped, number) else None
    if other is not None:
        yield "Đ74", {"value": printed(number, column.unit or context.unit or ""), "other": printed(other)}


def _out_of_bounds(column: Column, value: Decimal, said: Value, form: Form) -> Reading | None:
    """The refusal of a number that its column does not allow."""
    if value < 0:
        return unreadable("Đ27", value=printed(value, column.unit), label=column.label)
    whole = _is_whole(value)
    if column.type == "money" and value and (value < LEAST_DONG or not whole):
        return unreadable("Đ25", value=printed(value, column.unit))
    if column.type != "decimal" and not whole:
        return not_a(column, said)
    most = column.at_most if column.at_most is not None else form.limits[column.type].refused - 1
    if not column.at_least <= value <= most:
        words = {"value": printed(value, column.unit), "label": column.label, "low": column.at_least}
        return unreadable("Đ16", **words, high=wording.number(most))
    return None


def _stored(column: Column, value: Decimal) -> int | float:
    return float(value) if column.type == "decimal" else int(value)
