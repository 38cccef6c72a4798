"""What is told of a whole period: flows added up, stocks at the end, the mean of a year, the change from first to last.

Each indicator that is declared to be of a period (`forms/series.toml`, 23 to 30) has its place here: a column of
`summary` (COLUMN), or a function of its own (FUNCTION).
Does not belong here: values by year (`series`), sentences (`publish`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pandas as pd

from danvan.analysis import coverage, intervals, models, review, totals
from danvan.analysis.change import LEAST_COVERAGE, Change, change
from danvan.analysis.facts import Tables
from danvan.analysis.series import named, series, view
from danvan.declared.places import Places
from danvan.declared.series import Series

COLUMN = {
    "flow_total": "total", "stock_at_end": "at_end", "mean_per_year": "mean", "change": "absolute",
    "compound_rate": "compound",
}  # fmt: skip
ADDED = {"total": "Float64", "reported": "Int64", "expected": "Int64", "missing": "object"}
NOT_ADDED = {
    "at_end": "Float64", "mean": "Float64", "mean_years": "object", "first": "Int64", "last": "Int64",
    "absolute": "Float64", "percent": "Float64", "reason": "string", "compound": "Float64", "compound_reason": "string",
    "per_year": "Float64", "per_year_low": "Float64", "per_year_high": "Float64", "method": "string",
}  # fmt: skip
TYPES = ADDED | NOT_ADDED
LEAST_POINTS = 3
POINTS = "%"  # the unit of shares, whose change is told in points and never as a percentage of a percentage


def summary(
    name: str,
    tables: Tables,
    roll: pd.DataFrame,
    *,
    places: Places | None = None,
    boundary: date | None = None,
    panel: bool = False,
) -> pd.DataFrame:
    """One indicator over the years of the roll, one row for each of its kinds (`Series.by`).

    total (flows), reported and expected (unit-years), missing (year, unit); at_end (stocks and ratios of the last
    year); mean (flows, of mean_years: whole years with data); first and last year compared, absolute, percent, reason
    (`change`, and "points" for shares); compound (by year) or compound_reason, also "few_points" and "not_positive";
    per_year, per_year_low, per_year_high, method (`intervals.trend`, of years with enough coverage). Part-years are in
    the total alone.
    """
    one = named(name)
    found = view(one, tables, roll, places=places, boundary=boundary, panel=panel)
    yearly = series(name, tables, roll, places=places, boundary=boundary, panel=panel)
    told = _added(found, one).merge(over(one, found, yearly, roll), on=["whole", *one.by], how="left")
    told = told[[*one.by, *TYPES]].astype(TYPES)
    told.attrs |= yearly.attrs
    return told


def over(one: Series, found: pd.DataFrame, yearly: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The columns NOT_ADDED of `summary`, a row for each kind, from a view of an indicator and its values by year."""
    part_years = {int(year) for year in roll.loc[roll["part_year"].astype(bool), "year"]}
    keys = ["whole", *one.by]
    groups = yearly.assign(whole=0).groupby(keys, dropna=False, sort=False)
    rows = [dict(zip(keys, kind, strict=True)) | _over(of, found, one, part_years) for kind, of in groups]
    return pd.DataFrame(rows, columns=[*keys, *NOT_ADDED]).astype(
        {name: yearly[name].dtype for name in one.by} | {"whole": int}
    )


def _added(found: pd.DataFrame, one: Series) -> pd.DataFrame:
    """The flow of each kind added over the years; of what does not add over years, only what is missing."""
    measure = next(iter(one.measures))
    total = review.over_period(found.assign(whole=0), measure, ["whole", *one.by]).rename(columns={measure: "total"})
    return total if one.kind == "flow" else total.assign(total=pd.array([None] * len(total), dtype="Float64"))


def _over(yearly: pd.DataFrame, found: pd.DataFrame, one: Series, part_years: Collection[int]) -> dict[str, Any]:
    """What is told of one kind's values by year."""
    whole = yearly[~yearly["year"].isin(part_years)]
    known = whole.dropna(subset="value")
    end = yearly["value"].iloc[-1]
    told = known[known["reported"] >= LEAST_COVERAGE * known["expected"]]
    trend = intervals.trend(told["year"].tolist(), told["value"].tolist())
    flow = one.kind == "flow" and not known.empty
    return {
        "at_end": pd.NA if one.kind == "flow" else end,
        "mean": known["value"].mean() if flow else pd.NA,
        "mean_years": tuple(int(year) for year in known["year"]) if flow else (),
        **_first_to_last(whole, known, found, one),
        "per_year": trend.per_year, "per_year_low": trend.low, "per_year_high": trend.high, "method": trend.method,
    }  # fmt: skip


def _first_to_last(whole: pd.DataFrame, known: pd.DataFrame, found: pd.DataFrame, one: Series) -> dict[str, Any]:
    if known.empty or len(whole) < 2:
        return _told(None, None, Change(reason="missing"), None, "missing")
    first, last = known.iloc[0], whole.iloc[-1]
    span = int(first["year"]), int(last["year"])
    if span[0] == span[1]:
        return _told(*span, Change(reason="base_missing"), None, "base_missing")
    shares = [float(row["reported"]) / float(row["expected"]) if row["expected"] else 0.0 for row in (first, last)]
    now = None if pd.isna(last["value"]) else float(last["value"])
    changed = change(now, float(first["value"]), coverage=min(shares), same_units=_alike(found, *span))
    if one.unit == POINTS and changed.reason in ("", "base_small", "base_zero"):
        return _told(*span, Change(changed.absolute), None, "points", "points")
    return _told(*span, changed, *_compound(changed, float(first["value"]), now, span, len(known)))


def _told(
    first: int | None, last: int | None, changed: Change, compound: float | None, why: str, reason: str = ""
) -> dict[str, Any]:
    return {
        "first": first, "last": last, "absolute": changed.absolute, "percent": changed.percent,
        "reason": reason or changed.reason, "compound": compound, "compound_reason": why,
    }  # fmt: skip


def _compound(
    changed: Change, before: float, now: float | None, span: tuple[int, int], points: int
) -> tuple[float | None, str]:
    """The rate that would lead from first to last in equal steps of a year, or why there is none."""
    if changed.percent is None:
        return None, changed.reason
    if now is None or before <= 0 or now <= 0:
        return None, "not_positive"
    if points < LEAST_POINTS:
        return None, "few_points"
    return (now / before) ** (1 / (span[1] - span[0])) - 1, ""


def _alike(found: pd.DataFrame, first: int, last: int) -> bool:
    """Whether two years are of the same units or both of all; codes that stay and units that do not tell of a part of
    the district whose territory is another one.
    """
    whole = totals.answers(found)
    whole = whole.assign(covered=(whole["reported"] == whole["expected"]).astype(bool))
    if not coverage.alike(whole, first, last):
        return False
    before, now = (whole[whole["year"] == year] for year in (first, last))
    return {*before["unit_from"]} == {*now["unit_from"]} or {*before["unit_code"]} != {*now["unit_code"]}


def beside(
    name: str, tables: Tables, roll: pd.DataFrame, *, places: Places | None = None, boundary: date | None = None
) -> pd.DataFrame:
    """An indicator by year of all units and, below, of the same units of all years: `units` is "all" or "panel"."""
    views = {
        units: series(name, tables, roll, places=places, boundary=boundary, panel=units == "panel")
        for units in ("all", "panel")
    }
    told = pd.concat([view.assign(units=units) for units, view in views.items()], ignore_index=True)
    told.attrs |= views["all"].attrs
    return told


FUNCTION: dict[str, Callable[..., pd.DataFrame]] = {
    "distinct_models": models.distinct, "completeness": coverage.completeness, "same_units": beside,
}  # fmt: skip
