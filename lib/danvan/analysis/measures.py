"""Quantities on one unit of measurement, where the conversion is exact; any other unit stays apart, never added.

Does not belong here: sào, cartons and other units whose size nobody wrote down.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pandas as pd

from danvan.vietnamese.quantity import Quantity
from danvan.vietnamese.text import fold
from danvan.vietnamese.units import convert, read_unit

BASES = ("m", "m2", "kg")
KG_PER_TONNE = 1000


def standard(frame: pd.DataFrame, quantity: str, unit: str) -> pd.DataFrame:
    """The frame with `quantity` (Float64) and `unit` put on BASES; other units as written, in small letters."""
    known = frame[unit].map(_base, na_action="ignore")
    named = known.map(lambda pair: pair[0], na_action="ignore").astype("string")
    size = known.map(lambda pair: pair[1], na_action="ignore").astype("Float64")
    return frame.assign(**{quantity: _tidied(frame[quantity].astype("Float64") * size), unit: named})


@cache
def _base(text: str) -> tuple[str, float]:
    """The unit that a written unit is added in, and how many of it one is: "tấn" -> ("kg", 1000)."""
    unit = read_unit(text)
    one = Quantity(unit.scale, unit.name) if unit else Quantity(None)
    found = ((base, convert(one, base)) for base in BASES)
    return next(((base, float(q.value or Decimal(1))) for base, q in found if q), (fold(text), 1.0))


def tonnes(kg: pd.Series) -> pd.Series:
    """Kilograms in tonnes."""
    return _tidied(kg / KG_PER_TONNE)


def _tidied(values: pd.Series) -> pd.Series:
    """Without the noise of binary fractions: 31,2, not 31,199999999999996."""
    return values.round(6)
