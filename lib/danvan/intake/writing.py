"""How the numbers of one column are written: the marks that group thousands and begin decimals, by what they count.

    1,250 tấn     31,5 kg     2,375 tấn      commas of kg prove nothing for tấn

Does not belong here: what proves a mark (`vietnamese/separators`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from danvan.declared.form import Column
from danvan.intake.measured import unit_key
from danvan.intake.reading import Context, Kind
from danvan.intake.sheet import Value
from danvan.vietnamese.numbers import Separators, infer_separators, parse
from danvan.vietnamese.quantity import ONE
from danvan.vietnamese.units import is_large


def written(
    column: Column, values: Sequence[Value | None], units: Sequence[str | None], scale: int | None
) -> Mapping[Kind, Separators]:
    """The marks of each kind of texts in a column; `units` stand in their rows, `scale` is that of bare amounts."""
    texts: dict[Kind, list[str]] = {}
    for value, unit in zip(values, units, strict=True):
        if isinstance(value, str):
            texts.setdefault(_kind(column, value, unit, scale), []).append(value)
    found = {kind: infer_separators(said) for kind, said in texts.items()}
    return {kind: marks for kind, marks in found.items() if marks and not (marks.likely and is_large(*kind))}


def marks_of(column: Column, text: str, unit: str | None, context: Context) -> Separators | None:
    """The marks of what a text counts that has `unit` beside it."""
    if not context.written:
        return context.separators
    return context.written.get(_kind(column, text, unit, context.scale))


def as_written(column: Column, value: Value | None, context: Context) -> Context:
    """The context with the marks of what is counted as the cell counts."""
    if not isinstance(value, str) or not context.written:
        return context
    return replace(context, separators=marks_of(column, value, context.unit, context))


def _kind(column: Column, text: str, unit: str | None, scale: int | None) -> Kind:
    """What a text counts, and in which scale."""
    quantity = parse(text)
    if column.type == "money" and quantity.unit is None and quantity.scale == ONE:
        return "đồng", Decimal(scale or 1)
    own = "đồng" if column.type == "money" else column.unit
    return unit_key(quantity.unit or unit or own), quantity.scale
