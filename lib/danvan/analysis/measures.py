"""Quantities on one unit of measurement, where the conversion is exact; any other unit stays apart, never
added.

Does not belong here: sào, xe, thùng and other units whose size nobody wrote down.
"""

from __future__ import annotations

import pandas as pd

from danvan.vietnamese.text import fold

KG_PER_TONNE = 1000
# Unit as people write it, folded -> the unit it is added in, and its size there.
EXACT = {
    "m": ("m", 1),
    "mét": ("m", 1),
    "md": ("m", 1),
    "mét dài": ("m", 1),
    "km": ("m", 1000),
    "m2": ("m2", 1),
    "ha": ("m2", 10_000),
    "kg": ("kg", 1),
    "kí": ("kg", 1),
    "yến": ("kg", 10),
    "tạ": ("kg", 100),
    "tấn": ("kg", KG_PER_TONNE),
}


def standard(frame: pd.DataFrame, quantity: str, unit: str) -> pd.DataFrame:
    """The frame with `quantity` (Float64) and `unit` put on the units of EXACT; other units as written,
    in small letters.
    """
    known = frame[unit].map(lambda text: EXACT.get(fold(text), (fold(text), 1)), na_action="ignore")
    named = known.map(lambda pair: pair[0], na_action="ignore").astype("string")
    size = known.map(lambda pair: pair[1], na_action="ignore").astype("Float64")
    return frame.assign(**{quantity: _tidied(frame[quantity].astype("Float64") * size), unit: named})


def tonnes(kg: pd.Series) -> pd.Series:
    """Kilograms in tonnes."""
    return _tidied(kg / KG_PER_TONNE)


def _tidied(values: pd.Series) -> pd.Series:
    """Without the noise of binary fractions: 31,2, not 31,199999999999996."""
    return values.round(6)
