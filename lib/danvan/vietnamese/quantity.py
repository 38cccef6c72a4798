"""What a cell says when it is read as a number: value, unit, state, and how sure that is.

Does not belong here: how the cell was read (`numbers`), what a column makes of it (`intake`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

State = Literal["value", "zero", "blank", "unreadable"]
Confidence = Literal["certain", "doubtful"]
ONE = Decimal(1)

# Why a value is in doubt, the gravest first: other words around it; figure and words disagree; not yet done; of
# several years; of a named year; below zero; O for 0; 3,8E+08; sào; đồng/hộ; "2.500"; "ba tổ"; "5 (xong)"; "(5)".
_DOUBTS = (
    "text",
    "contradiction",
    "planned",
    "cumulative",
    "period",
    "negative",
    "letter_for_digit",
    "scientific",
    "local_unit",
    "rate",
    "ambiguous_separator",
    "number_words",
    "remark",
    "note",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One reading of one cell.

    `value` is whole: "380 triệu" is 380000000 with `scale` 1000000, the largest scale word written in the cell.
    `unit` is a canonical measure ("đồng", "m2", "%") or the folded words after the number ("tập thể").
    `approx` is no doubt about the reading: "gần 1.000" is certain. `parts` are the readings of a cell with several.
    """

    value: Decimal | None
    unit: str | None = None
    state: State = "value"
    approx: bool = False
    scale: Decimal = ONE
    confidence: Confidence = "certain"
    reason: str | None = None
    parts: tuple[Quantity, ...] = ()


BLANK = Quantity(None, state="blank")
PROMISE = Quantity(None, state="blank", reason="promise")
ZERO = Quantity(Decimal(0), state="zero")


def unreadable(reason: str, parts: tuple[Quantity, ...] = ()) -> Quantity:
    """A cell that gives no value, and why.

    Several numbers: two_values, range, fraction_or_date, planned, cumulative, list. One that cannot be trusted:
    ambiguous_separator, ambiguous_scale, code_like, contradiction, negative, text. None: ditto, mark, error, no_number.
    """
    return Quantity(None, state="unreadable", confidence="doubtful", reason=reason, parts=parts)


def doubted(quantity: Quantity, reasons: Iterable[str]) -> Quantity:
    """The quantity with the gravest of its reasons for doubt; a zero in doubt is no zero, and unreadable."""
    found = {quantity.reason, *reasons}
    approx = quantity.approx or "approximate" in found
    doubt = next((reason for reason in _DOUBTS if reason in found), None)
    if quantity.value is None or doubt is None:
        return replace(quantity, approx=approx, reason=quantity.reason or ("approximate" if approx else None))
    if quantity.value == 0:
        return unreadable(doubt)
    return replace(quantity, approx=approx, confidence="doubtful", reason=doubt)
