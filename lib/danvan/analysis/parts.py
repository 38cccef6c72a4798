"""What an indicator is made of: the `by_unit` frame of its measures, from whatever tables they stand in.

Does not belong here: adding up by year, boundaries, intervals (`series`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pandas as pd

from danvan.analysis import community, coverage, rural, totals
from danvan.analysis.coverage import KEY, UNIT
from danvan.analysis.facts import SUBJECTS, Tables
from danvan.declared.form import form
from danvan.declared.series import Series, all_series

Frame = Callable[[Tables, pd.DataFrame], pd.DataFrame]

# The column of B3 that a measure of an indicator stands in.
COLUMN = {"indicators": "actual", "plan": "plan"}
# Frames by unit that are there already.
WHOLE: dict[str, Frame] = {
    "register": lambda _, roll: coverage.counted(roll).assign(covered=True),
    "new_rural": lambda tables, roll: _new_rural(tables["new_rural"], roll),
}
# Subjects of which only the kinds that occur are told, and not every kind that is declared.
SEEN_ONLY = {"costed", "donations"}
AWARD_YEAR = {"awards": "award_year", "achievements": "achievement_year"}


def by_unit(one: Series, tables: Tables, roll: pd.DataFrame, kinds: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per unit of the roll that is asked, year and `by` (each of `kinds`, where they are given): value, or part
    and whole where both are known; covered, reported and expected (units that gave it).
    """
    keys, names = ["year", "period", *UNIT, *one.by], list(one.measures)
    first, *others = (_measure(one, name, refs, tables, roll, kinds) for name, refs in one.measures.items())
    found = first
    for other in others:
        found = first.merge(other, on=keys, suffixes=("", "_too"))
        known = (found["covered"] & found["covered_too"] & found[names].notna().all(axis=1)).astype(bool)
        found = found.assign(covered=known, **{name: found[name].where(known) for name in names})
    marks = [name for name in totals.COUNTS if name in found]
    return totals.answers(found[[*keys, *names, "covered", *marks]], names[0])


def asked(one: Series) -> set[str] | None:
    """The types of units that are asked for it, where not all are."""
    if "new_rural" in one.tables:
        return {"commune"}
    codes = [ref.partition(".")[2] for refs in one.measures.values() for ref in refs if ref.partition(".")[0] in COLUMN]
    return {kind for code in codes for kind in form().indicator(code).reported_by} or None


def _measure(
    one: Series, name: str, refs: Sequence[str], tables: Tables, roll: pd.DataFrame, kinds: pd.DataFrame | None
) -> pd.DataFrame:
    """The frame of one measure of a series, called `name`."""
    table, _, measure = refs[0].partition(".")
    if table in COLUMN:
        codes = [ref.partition(".")[2] for ref in refs]
        found = community.together(tables["indicators"], roll, codes, name, COLUMN[table])
        return found.rename(columns={"value": name}).drop(columns="indicator")
    if table in WHOLE:
        return _named(WHOLE[table](tables, roll), measure, name, one.by)
    if table in AWARD_YEAR:
        return _named(_awards(tables["awards"], roll, AWARD_YEAR[table], one.by, kinds), measure, name, one.by)
    subject = SUBJECTS[table]
    counted = subject.rows(tables, roll)
    kept = counted[counted[one.where].eq(1).fillna(False)] if one.where else counted
    seen_only, counts = table in SEEN_ONLY, _counted_of(table)
    found = totals.by_unit(kept, roll, subject.table, counts, one.by, seen_only=seen_only, kinds=kinds)
    return _named(found, measure, name, one.by)


@cache
def _counted_of(table: str) -> tuple[str, ...]:
    """All that any indicator counts of a table: added up at once, since the reports tell them all."""
    refs = (ref for one in all_series() for refs in one.measures.values() for ref in refs)
    return tuple(dict.fromkeys(measure for ref in refs for of, _, measure in [ref.partition(".")] if of == table))


def _named(found: pd.DataFrame, measure: str, name: str, by: Sequence[str]) -> pd.DataFrame:
    """The columns that a measure is carried on with; the register's own "reported" is a measure, not a mark."""
    marks = [mark for mark in totals.COUNTS if mark in found and "status" not in found]
    told = found[["year", "period", *UNIT, *by, measure, "covered"]].rename(columns={measure: name})
    return told.assign(**{mark: found[mark] for mark in marks})


def _new_rural(new_rural: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    found = rural.graded(rural.status_by_unit(new_rural, roll))
    communes = found[found["applicable"]].drop(columns="status")
    return communes.assign(communes=communes["met"].notna().astype("Int64").where(communes["covered"]))


def _awards(
    awards: pd.DataFrame, roll: pd.DataFrame, year: str, by: Sequence[str], kinds: pd.DataFrame | None
) -> pd.DataFrame:
    """Awards by the unit that told them, in another year than that of its report: a unit that was not asked in that
    year, since it is of another time, has them too, and counts as no unit that was expected.
    """
    rows = rural.counted_awards(awards, roll)
    rows = rows.assign(year=rows[year])[rows[year].isin(roll["year"])]
    found = totals.answers(totals.by_unit(rows, roll, "awards", ["count"], by, kinds=kinds))
    elsewhere = rows.merge(roll[KEY], on=KEY, how="left", indicator="there")
    elsewhere = elsewhere[elsewhere["there"].eq("left_only")]
    if elsewhere.empty:
        return found
    units = roll[UNIT].drop_duplicates(["unit_code", "unit_from"])
    told = totals.added(elsewhere, [*KEY, *by], ["count"]).reset_index().merge(units, on=["unit_code", "unit_from"])
    none = pd.array([0] * len(told), dtype="Int64")
    return pd.concat([found, told.assign(covered=True, reported=none, expected=none)], ignore_index=True)
