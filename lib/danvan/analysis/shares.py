"""Shares that add to 100,0 as they are printed, by largest remainder.

Does not belong here: ratios that stand alone (`totals.share`), which are rounded where they are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd


def percentages(parts: Sequence[Any], decimals: int = 1) -> list[float | None]:
    """The percentage that each part is of all, rounded to `decimals` so that they add up to exactly 100.

    The parts with the largest remainders are rounded up, the first of equal ones. All None where a part is unknown or
    the whole is 0; ValueError for a part below 0.
    """
    if any(pd.isna(part) for part in parts):
        return [None] * len(parts)
    exact = [Fraction(part) for part in parts]
    if any(part < 0 for part in exact):
        raise ValueError("a part below 0 has no share")
    if not sum(exact):
        return [None] * len(exact)
    whole = 100 * 10**decimals
    quotas = [part * whole / sum(exact) for part in exact]
    floors = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda n: floors[n] - quotas[n])
    raised = set(by_remainder[: whole - sum(floors)])
    return [(floor + (n in raised)) / 10**decimals for n, floor in enumerate(floors)]
