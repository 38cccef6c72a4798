"""The indicators of the reports year by year, each from what the form declares of it (`forms/series.toml`).

Two views: as reported, on the units as they were, and on the boundaries of a date; beside all units, the same units of
all years. Does not belong here: what is told of a whole period (`period`), words and rounding (`publish`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from danvan.analysis import coverage, intervals, parts, totals
from danvan.analysis.boundaries import Rule, carried
from danvan.analysis.breaks import breaks
from danvan.analysis.coverage import KEY, UNIT
from danvan.analysis.facts import Tables
from danvan.declared import series as declared
from danvan.declared.form import form
from danvan.declared.places import Places
from danvan.declared.series import Series
from danvan.problems import UsageError

COLUMNS = ["value", "part", "whole", "low", "high", "reported", "expected", "partial", "reason", "breaks"]


def series(
    name: str,
    tables: Tables,
    roll: pd.DataFrame,
    *,
    places: Places | None = None,
    boundary: date | None = None,
    panel: bool = False,
    by_unit: bool = False,
) -> pd.DataFrame:
    """One indicator, long: year (and period and the unit's columns), its kinds (`Series.by`), COLUMNS.

    `value` of a ratio is part / whole (times its scale); of kinds that make up a whole, part is the value and whole
    their sum. low and high are its exact interval where it has one. reported of expected units gave it; `partial`
    where that is not all. `reason` tells what could not be carried over a `boundary` (`boundaries.carried`; needs
    `places`), `breaks` the "kind:reason" of each break in the year. `panel` keeps the units that gave it in every year.
    `attrs`: name, number, label, unit, source (forms), coverage ({year: "21/22"} units), boundary, panel, sample.
    UsageError, with the likeliest, for an unknown name.
    """
    one = named(name)
    found = view(one, tables, roll, places=places, boundary=boundary, panel=panel)
    told = yearly(one, found, roll, by_unit=by_unit)
    return viewed(broken(told, one, found, roll), boundary, panel=panel)


def broken(told: pd.DataFrame, one: Series, found: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The long frame with the breaks of each year."""
    return told.assign(breaks=_broken(told["year"], breaks(roll, found, one.subjects)))


def viewed(told: pd.DataFrame, boundary: date | None, *, panel: bool) -> pd.DataFrame:
    """The long frame with its view in its `attrs`."""
    told.attrs |= {"boundary": boundary.isoformat() if boundary else "", "panel": panel}
    return told


def yearly(one: Series, found: pd.DataFrame, roll: pd.DataFrame, *, by_unit: bool = False) -> pd.DataFrame:
    """The long frame of `series`, but for the breaks, from a `view` of an indicator or from some of its units."""
    told = valued(found if by_unit else summed(found, one), one, by_unit=by_unit)
    whose = ["period", *UNIT] if by_unit else []
    return described(told[["year", *whose, *one.by, *COLUMNS[:-1]]].reset_index(drop=True), one, found, roll)


def described(told: pd.DataFrame, one: Series, found: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The long frame with the `attrs` that `series` names, from who gave it and who was asked."""
    told.attrs |= {
        "name": one.name, "number": one.number, "label": one.label, "unit": one.unit, "source": _source(one),
        "coverage": _covered(found), "sample": bool(roll["sample"].any()),
    }  # fmt: skip
    return told


def _covered(found: pd.DataFrame) -> dict[int, str]:
    """By year how many of the units that are asked gave it, in any of its kinds: "21/22"."""
    answers = totals.answers(found)
    counts: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *unit, reported, expected in zip(*(answers[name].tolist() for name in (*KEY, *totals.COUNTS)), strict=True):
        before = counts.get(tuple(unit), (0, 0))
        counts[tuple(unit)] = max(before[0], reported), max(before[1], expected)
    told: dict[int, tuple[int, int]] = {}
    for (year, *_), (reported, expected) in counts.items():
        before = told.get(year, (0, 0))
        told[year] = before[0] + reported, before[1] + expected
    return {year: f"{reported}/{expected}" for year, (reported, expected) in sorted(told.items())}


def named(name: str) -> Series:
    """The declared indicator, one that has a value by year; UsageError for another."""
    one = declared.named(name)
    if one.kind == "period":
        raise UsageError(
            f"“{name}” là số liệu của cả giai đoạn, không có theo từng năm; hãy hỏi một chỉ tiêu có từng năm."
        )
    return one


def view(
    one: Series,
    tables: Tables,
    roll: pd.DataFrame,
    *,
    places: Places | None = None,
    boundary: date | None = None,
    panel: bool = False,
    kinds: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The `by_unit` frame of an indicator in one of its views: value, or part and whole; covered, reported, expected,
    partial, reason. It has a row for each of `kinds`, or for those that its rows tell.
    """
    found, names = parts.by_unit(one, tables, roll, kinds), list(one.measures)
    found = found.assign(
        partial=(found["reported"] < found["expected"]).astype(bool), reason=pd.array([""] * len(found), dtype="string")
    )
    if boundary is not None:
        if places is None:
            raise ValueError("a boundary needs the places")
        rules: dict[str, Rule] = dict.fromkeys(names, "none" if one.rule == "none" else "sum")
        found = carried(found, places, boundary, names, rules, one.by, asked=parts.asked(one))
        lost = found["reason"].eq("merged")
        found = found.assign(reported=found["reported"].mask(lost, 0), partial=found["partial"] | lost)
    return coverage.panel(found, names) if panel else found


def summed(found: pd.DataFrame, one: Series) -> pd.DataFrame:
    """A `view` of an indicator added up by year: measures, reported, expected, partial, reason."""
    keys = ["year", *one.by]
    total = totals.by_year(found, list(one.measures), one.by)
    reasons = found.groupby(keys, dropna=False, sort=False)["reason"].agg(_reasons)
    return total.assign(
        partial=(total["reported"] < total["expected"]).astype(bool), reason=reasons.astype("string").to_numpy()
    )


def _reasons(told: pd.Series) -> str:
    return " ".join(sorted({word for text in {*told} for word in text.split()}))


def valued(found: pd.DataFrame, one: Series, *, by_unit: bool) -> pd.DataFrame:
    """The frame with value, part and whole, low and high."""
    if one.kind == "ratio":
        value = totals.share(found["part"], found["whole"]) * one.scale
        return intervals.with_intervals(found.assign(value=value), "rate" if one.interval == "rate" else None)
    nothing = pd.array([None] * len(found), dtype="Float64")
    told = found.assign(value=found["value"].astype("Float64"), part=nothing, whole=nothing)
    if one.share:
        own = ["year", "unit_code", "unit_from"] if by_unit else ["year"]
        told = told.assign(part=told["value"], whole=told.groupby(own)["value"].transform(_whole))
    return intervals.with_intervals(told, "count" if one.interval == "count" else None)


def _whole(values: pd.Series) -> object:
    return values.sum(skipna=False)


def _broken(years: pd.Series, found: pd.DataFrame) -> pd.Series:
    told = {int(str(year)): tuple(dict.fromkeys(of["kind"] + ":" + of["reason"])) for year, of in found.groupby("year")}
    return pd.Series([told.get(int(year), ()) for year in years], index=years.index, dtype=object)


def _source(one: Series) -> str:
    return ", ".join(dict.fromkeys(form().table(name).form for name in one.tables))
