"""Comparison with the period before: a difference, a percentage where one may be printed, else the reason
why not.

Does not belong here: the sentences for the reasons (`publish`), carrying figures over changed boundaries.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import pandas as pd

Reason = Literal[
    "", "missing", "base_missing", "base_zero", "base_small", "coverage_low", "units_differ", "part_year"
]  # fmt: skip
SMALLEST_BASE = 5
LEAST_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class Change:
    """`percent` is a ratio (0.125 = 12,5%); `reason` says why it, or the difference too, is absent."""

    absolute: float | None = None
    percent: float | None = None
    reason: Reason = ""


def change(
    now: float | None,
    before: float | None,
    *,
    coverage: float = 1.0,
    same_units: bool = True,
    part_year: bool = False,
) -> Change:
    """Compare two values; `coverage` is the lower share of reporting units of the two, `same_units` whether both
    are of the same units or of all that were asked, `part_year` true where either period is not a whole one. None
    is an unknown value.
    """
    if part_year:
        return Change(reason="part_year")
    if now is None:
        return Change(reason="missing")
    if before is None:
        return Change(reason="base_missing")
    difference = now - before
    if coverage < LEAST_COVERAGE:
        return Change(difference, reason="coverage_low")
    if not same_units:
        return Change(difference, reason="units_differ")
    if before == 0:
        return Change(difference, reason="base_zero")
    if abs(before) < SMALLEST_BASE:
        return Change(difference, reason="base_small")
    return Change(difference, difference / abs(before))


def with_change(
    yearly: pd.DataFrame,
    measure: str,
    by: Sequence[str] = (),
    *,
    part_years: Collection[int] = (),
    same_units: Mapping[int, bool] | None = None,
) -> pd.DataFrame:
    """A `by_year` frame with, for one measure, before, absolute, percent and reason against the year
    before it.

    `same_units` says of each year whether its units are those of the year before (coverage.same_units); without it
    only two years in which all units reported are known to be alike. A year that is not in the frame is no base:
    reason "base_missing".
    """
    keys = ["year", *by]
    base = yearly[[*keys, measure, "reported", "expected"]].assign(year=yearly["year"] + 1)
    base = base.rename(columns={measure: "before", "reported": "reported_before", "expected": "expected_before"})
    both = yearly.merge(base, on=keys, how="left")
    changes = [asdict(_compared(row, measure, part_years, same_units)) for _, row in both.iterrows()]
    frame = pd.DataFrame(changes, columns=["absolute", "percent", "reason"], index=both.index)
    frame = frame.astype({"absolute": "Float64", "percent": "Float64", "reason": "string"})
    return pd.concat([both, frame], axis=1)


def _compared(
    row: pd.Series, measure: str, part_years: Collection[int], same_units: Mapping[int, bool] | None
) -> Change:
    part_year = any(year in part_years for year in (row["year"], row["year"] - 1))
    shares = [
        _share(row["reported"], row["expected"]),
        _share(row["reported_before"], row["expected_before"]),
    ]
    alike = min(shares) >= 1 if same_units is None else same_units.get(int(row["year"]), False)
    now, before = _known(row[measure]), _known(row["before"])
    return change(now, before, coverage=min(shares), same_units=alike, part_year=part_year)


def _share(reported: Any, expected: Any) -> float:
    return 0.0 if pd.isna(expected) or not expected else float(reported) / float(expected)


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else value
