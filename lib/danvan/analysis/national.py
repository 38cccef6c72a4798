"""An indicator over provinces, each made by itself: the numbers of all units at once, without all units at once.

    province 01 ── units ──> Part: its sums by year, who gave it ─┐
    province 02 ── units ──> Part ────────────────────────────────┴──> sums of the whole, intervals, breaks

What a sum of sums is asked (nothing known, a blank behind a 0) it is asked of provinces as of units. Does not belong
here: reading a province (`danvan.national`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from danvan.analysis import series
from danvan.analysis.coverage import KEY
from danvan.analysis.facts import Tables
from danvan.analysis.totals import COUNTS
from danvan.declared.places import Places
from danvan.declared.series import Series

GAVE = [*KEY, "group", "covered", *COUNTS]
ASKED = ["year", "part_year", "sample"]


@dataclass(frozen=True, eq=False)
class Part:
    """An indicator in one province: `sums` by year and kind, `units` that gave it or not (GAVE), `years` (ASKED)."""

    province: str
    sums: pd.DataFrame
    units: pd.DataFrame
    years: pd.DataFrame


def part(
    province: str,
    one: Series,
    tables: Tables,
    roll: pd.DataFrame,
    *,
    places: Places | None = None,
    boundary: date | None = None,
    panel: bool = False,
    kinds: pd.DataFrame | None = None,
) -> Part:
    """The indicator in the province that the tables and the roll are of; in a view as `series.view`."""
    found = series.view(one, tables, roll, places=places, boundary=boundary, panel=panel, kinds=kinds)
    covered = found.groupby(["year", *one.by], dropna=False, sort=False)["covered"].any()
    sums = series.summed(found, one).assign(covered=covered.to_numpy())
    return Part(province, sums, found[GAVE], roll[ASKED].drop_duplicates())


def kinds(one: Series, parts: Sequence[Part]) -> pd.DataFrame | None:
    """The kinds of an indicator that any province tells, in order; None where each tells all of them."""
    if not one.by:
        return None
    own = [part.sums[list(one.by)].drop_duplicates() for part in parts]
    every = pd.concat(own).drop_duplicates().sort_values(list(one.by), ignore_index=True)
    return every if any(len(told) < len(every) for told in own) else None


def together(one: Series, parts: Sequence[Part], *, boundary: date | None = None, panel: bool = False) -> pd.DataFrame:
    """The indicator of all parts as one, columns and `attrs` as `series.series`."""
    sums, units, years = (
        pd.concat([getattr(p, n) for p in parts], ignore_index=True) for n in ("sums", "units", "years")
    )
    whole = series.valued(series.summed(sums, one), one, by_unit=False)
    whole = whole.sort_values("year", kind="stable")[["year", *one.by, *series.COLUMNS[:-1]]].reset_index(drop=True)
    told = series.described(whole, one, units, years)
    return series.viewed(series.broken(told, one, units, years), boundary, panel=panel)


def apart(one: Series, parts: Sequence[Part], *, boundary: date | None = None, panel: bool = False) -> pd.DataFrame:
    """The same of each province by itself, its code in the column `province`; `attrs` are of all together."""
    own = [together(one, [each], boundary=boundary, panel=panel) for each in parts]
    found = pd.concat(
        [told.assign(province=each.province) for told, each in zip(own, parts, strict=True)], ignore_index=True
    )
    found.attrs = together(one, parts, boundary=boundary, panel=panel).attrs
    return found[["province", *found.columns.drop("province")]]
