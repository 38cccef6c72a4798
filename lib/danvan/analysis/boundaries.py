"""Figures by unit carried onto the units of a date, so that years before and after a merger can be compared.

    reported                         on the units of 14/12/2020
    2019  Châu Ổ        5            2019  Châu Ổ   12   2 of 2 units
    2019  Bình Thới     7
    2021  Châu Ổ       11            2021  Châu Ổ   11   1 of 1

Forward, what adds is added over the units that became one. Back in time a merged unit cannot be divided by what anyone
knows, so it stays whole under its own name. Either way the sum of all units stays what it was.
Does not belong here: who became whom (`declared.places`), linking models over a merger (`linking`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

import pandas as pd

from danvan.analysis import coverage, totals
from danvan.analysis.coverage import KEY, UNIT, described, positions
from danvan.analysis.lineage import Lineage
from danvan.declared.form import NUMERIC, form
from danvan.declared.places import Places
from danvan.declared.units import Key

Rule = Literal["sum", "none"] | tuple[str, str]
MARKS = [*totals.COUNTS, "partial", "reason"]
MONTH = {"N": 12, "6T": 6}  # periods end on the 14th of it unless the office says otherwise


def carried(
    found: pd.DataFrame,
    places: Places,
    day: date,
    measures: Sequence[str],
    rules: Mapping[str, Rule],
    by: Sequence[str] = (),
    *,
    of: str = "",
    asked: Collection[str] | None = None,
) -> pd.DataFrame:
    """A `by_unit` frame on the units of `day`: year, period, the unit's, by, measures, covered (any of it answered),
    reported and expected (the units that became it), partial, reason.

    `rules` says of each measure "sum", "none" (<NA> where several units became one) or, of a ratio, its (part, whole):
    it is made anew from <ratio>_part and <ratio>_whole, the sums over the units that gave both. `reported` counts the
    units that gave the measure `of`, without it those that gave the table. Of the types of units that are `asked`
    (default: all), one that became a unit and has no row is expected too. `reason`: "undivided", "no_heir" or "later"
    of a row that stays as it is since no unit of the day can be told; "merged" where a measure was not carried.
    A frame that was carried can be carried on.
    """
    lineage = Lineage(places, day)
    rows, sums = _with_parts(totals.answers(found, of), measures, rules)
    heirs = [lineage.end(key)[0].key for key in _keys(rows)]
    moved, keys = rows.assign(unit_code=[c for c, _ in heirs], unit_from=[day for _, day in heirs]), [*KEY, *by]
    grouped = moved.groupby(keys, dropna=False, sort=False)
    total = totals.added(moved, keys, sums, told=moved["covered"]).assign(
        covered=grouped["covered"].any(), **{name: grouped[name].sum() for name in totals.COUNTS}
    )
    kept = [name for name in measures if rules[name] == "none"]
    total = total.assign(**{name: grouped[name].first() for name in kept}).reset_index()
    behind = _behind(rows, lineage, asked)
    told = [behind[key] for key in total[KEY].itertuples(index=False, name=None)]
    total["expected"] += [absent for absent, _ in told]
    merged = (total["expected"] > 1) | pd.Series([became > 1 for _, became in told], index=total.index, dtype=bool)
    total[kept] = total[kept].mask(merged)
    for name, parts in _ratios(measures, rules).items():
        total[name] = totals.share(*(total[part] for part in parts))
    return _finished(total, lineage, [*by, *dict.fromkeys([*measures, *sums])], merged & bool(kept))


NOW = ["now_code", "now_from"]


def with_heirs(roll: pd.DataFrame, places: Places, day: date) -> pd.DataFrame:
    """The roll with NOW, the key of the unit that stands for each on `day`, and its name as now_unit; its own where
    none can be told.
    """
    lineage = Lineage(places, day)
    heirs = [lineage.end(key)[0] for key in _keys(roll)]
    codes, names = (pd.array([getattr(unit, name) for unit in heirs], dtype="string") for name in ("code", "full_name"))
    found = roll.assign(now_code=codes, now_from=[unit.valid_from for unit in heirs], now_unit=names)
    found.attrs = roll.attrs
    return found


def standing(found: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Of each row of a `by_unit` frame the unit that now stands for its own, in the columns of UNIT; `roll` is of
    `with_heirs`.
    """
    units = roll.drop_duplicates(["unit_code", "unit_from"], keep="last")[UNIT]
    named = units.rename(columns={"unit_code": "now_code", "unit_from": "now_from"})
    own = found[KEY].merge(roll[[*KEY, *NOW]], on=KEY, how="left").merge(named, on=NOW, how="left")
    return own.assign(unit_code=own["now_code"], unit_from=own["now_from"])[UNIT].set_index(found.index)


def steady(found: pd.DataFrame, roll: pd.DataFrame, measures: Sequence[str], *, alone: bool = False) -> pd.DataFrame:
    """The rows of a `by_unit` frame, as reported, of the territories that gave all `measures` in every year, with NOW.

    The territory of a unit is that of the one that now stands for it; `roll` is of `with_heirs`. `alone`: what several
    units say cannot be told of what they became, so only territories that were one unit in every year are in it.
    """
    heirs = dict(zip(_keys(roll), roll[NOW].itertuples(index=False, name=None), strict=True))
    units, years = _keys(found), found["year"].tolist()
    now = [heirs.get(unit) for unit in units]
    parts: dict[Key | None, dict[int, set[str]]] = {}  # of each territory, the units that it was, year by year
    for heir, year, (code, _) in zip(now, years, units, strict=True):
        parts.setdefault(heir, {}).setdefault(year, set()).add(code)
    whole = coverage.measured(found, *measures)["covered"].tolist()
    lacking = {None, *(heir for heir, gave in zip(now, whole, strict=True) if not gave)}
    lacking |= {heir for heir, of in parts.items() if of.keys() != set(years)}
    if alone:
        lacking |= {heir for heir, of in parts.items() if any(len(codes) > 1 for codes in of.values())}
    rows = found[[heir not in lacking for heir in now]].reset_index(drop=True)
    stay = [heir for heir in now if heir and heir not in lacking]
    codes = pd.array([code for code, _ in stay], dtype="string")
    return rows.assign(now_code=codes, now_from=[since for _, since in stay])


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(rows[["unit_code", "unit_from"]].itertuples(index=False, name=None))


def _with_parts(
    rows: pd.DataFrame, measures: Sequence[str], rules: Mapping[str, Rule]
) -> tuple[pd.DataFrame, list[str]]:
    """The rows with the parts of ratios, where they are not there yet, and the names of all that adds."""
    sums = [name for name in measures if rules[name] == "sum"]
    for name, parts in _ratios(measures, rules).items():
        both = rows[list(rules[name])].notna().all(axis=1)
        missing = {part: rows[of].where(both) for part, of in zip(parts, rules[name], strict=True) if part not in rows}
        rows, sums = rows.assign(**missing), [*sums, *parts]
    return rows, sums


def _ratios(measures: Sequence[str], rules: Mapping[str, Rule]) -> dict[str, tuple[str, str]]:
    """The columns of the parts of each ratio."""
    return {name: (f"{name}_part", f"{name}_whole") for name in measures if isinstance(rules[name], tuple)}


def _behind(
    rows: pd.DataFrame, lineage: Lineage, asked: Collection[str] | None
) -> dict[tuple[object, ...], tuple[int, int]]:
    """Of each KEY how many units that became its unit are asked and have no row, nor has one that they were in or are
    in; and how many became it at all.
    """
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for (year, period), there in rows[KEY].drop_duplicates().groupby(["year", "period"]):
        own = set(_keys(there))
        later = {key for code in own for key in lineage.line(lineage.units[code])}
        became = lineage.became(date(int(str(year)), MONTH[str(period)], 14))
        for heir in {lineage.end(key)[0].key for key in own}:
            units = became.get(heir, [])
            lacking = [u for u in units if u.key not in later and own.isdisjoint(lineage.line(u))]
            absent = sum(asked is None or unit.type in asked for unit in lacking)
            found[year, period, *heir] = absent, len(units)
    return found


def _finished(total: pd.DataFrame, lineage: Lineage, columns: Sequence[str], merged: pd.Series) -> pd.DataFrame:
    """The sums with their units' own columns in official order, and marked."""
    keys = _keys(total)
    places = positions(lineage.units[key] for key in keys)
    units = pd.DataFrame([described(lineage.units[key]) for key in keys], columns=UNIT[:-1], index=total.index)
    why = pd.Series([lineage.end(key)[1] for key in keys], index=total.index, dtype="string")
    found = total.assign(
        **{name: units[name] for name in UNIT[2:-1]},
        position=[places[key] for key in keys],
        partial=(total["reported"] < total["expected"]).astype(bool),
        reason=why.mask(why.eq("") & merged, "merged"),
    )
    found = found.sort_values(["year", "period", "position"], kind="stable", ignore_index=True)
    return found[["year", "period", *UNIT, *columns, "covered", *MARKS]]


def of_table(table: str, *counted: str) -> dict[str, Rule]:
    """The rule of each column of a declared table that is a figure, and of what analysis counts in its rows: "sum"."""
    declared: dict[str, Rule] = {c.name: c.adds for c in form().table(table).columns if c.type in NUMERIC}
    return declared | dict.fromkeys(counted, "sum")


def indicators(found: pd.DataFrame, places: Places, day: date) -> pd.DataFrame:
    """A `community.by_unit` frame of value and covered on the units of `day`, each indicator as it is declared to add;
    units that are not asked an indicator are left out.
    """
    rows = found[found["asked"]] if "asked" in found else found
    parts = []
    for code, own in rows.groupby("indicator", sort=False):
        one = form().indicator(str(code))
        rules: dict[str, Rule] = {"value": one.over_units}
        parts.append(carried(own, places, day, ["value"], rules, ["indicator"], asked=one.reported_by))
    return pd.concat(parts, ignore_index=True) if parts else carried(rows, places, day, ["value"], {"value": "sum"})
