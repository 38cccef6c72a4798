"""What reading one cell gives: a stored value, its state and the findings; and what its surroundings say of it.

Does not belong here: how the text of a cell is read (`numeric`, `choices`, `days`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from danvan.declared.form import Column
from danvan.intake.beside import Beside
from danvan.intake.sheet import Value, text_of
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import Separators, parse
from danvan.vietnamese.units import Unit

State = Literal["value", "zero", "blank", "not_applicable", "unreadable"]
Stored = str | int | float | bool | dt.date | None
Found = tuple[str, dict[str, object]]
Kind = tuple[str, Decimal]  # what is counted, in which scale

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
    column does not say, `named` are the words for what the row is about. `beside` are the numbers of the column,
    `by_unit` the same by the unit in their rows, `written` the separators by what is counted. `date1904` says that
    serial numbers of days count from 1904, `format` is the cell's number format where it shows something else than
    the value says.
    """

    scale: int | None = None
    unit: str | None = None
    separators: Separators | None = None
    date1904: bool = False
    measure: Unit | None = None
    foreign: bool = False
    counted: str = ""
    named: tuple[str, ...] = ()
    beside: Beside | None = None
    by_unit: Mapping[str, Beside] = field(default_factory=dict)
    written: Mapping[Kind, Separators] = field(default_factory=dict)
    format: str = ""


BLANK = Reading(None, "blank")
PLAIN = Context()


def unreadable(code: str, **words: object) -> Reading:
    """The refusal of a cell, with its finding."""
    return Reading(None, "unreadable", found=((code, words),))


def not_a(column: Column, value: Value) -> Reading:
    """The refusal of a cell that is nothing of its column's type."""
    return unreadable(
        "Đ02", text=text_of(value), kind=KINDS[column.type], label=column.label, example=EXAMPLES[column.type]
    )


def printed(value: Decimal, unit: str = "") -> str:
    """A number with its unit as a finding says it: "2.500 m2", "31,25 kg"."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return f"{wording.number(value, min(places, 6))} {unit}".strip()


def missing(value: Value) -> Reading | None:
    """Blank, where a cell says that there is nothing yet; Đ72 where it says so in words; None for anything else."""
    quantity = parse(value) if isinstance(value, str) else None
    if quantity is None or quantity.state != "blank":
        return None
    promised = quantity.reason == "promise"
    return Reading(None, "blank", found=(("Đ72", {"text": text_of(value)}),)) if promised else BLANK
