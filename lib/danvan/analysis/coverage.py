"""Who was asked, what came, and which units a figure covers.

Does not belong here: adding anything up (`totals`), or the words "chưa báo cáo" (`publish`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from danvan.declared.form import form
from danvan.kept import kept

if TYPE_CHECKING:
    from danvan.declared.places import Unit
    from danvan.declared.settings import Settings

PLACE = ["file", "sheet", "row"]  # where a row of a fact table stands
KEY = ["year", "period", "unit_code", "unit_from"]
UNIT = ["unit_code", "unit_from", "unit", "unit_type", "group", "position"]
_FILE = ["status", "revision", "report_file", "report_sha256", "forms_present", "forms_with_nothing", "sample"]
ANSWERS = ("expected", "reported", "accepted", "returned", "on_time", "late", "undated", "dated", "not_received")
# What stands for a unit that sent several files, the best first.
STATUSES = ("accepted", "received", "returned", "refused", "not_received")


def roll(register: pd.DataFrame, office: Settings, period: str = "N", years: Iterable[int] = ()) -> pd.DataFrame:
    """One row per year of the register, and of `years` besides, in which others may have reported, and unit that was
    asked (or answered unasked and was accepted).

    Columns: year, period, unit_code, unit_from, unit (printed name), unit_type, group ("commune" with
    townships, "agency"), position (official order, one number per unit), part_year, status (one of
    STATUSES), revision, received_on (first file), days_late (of it; <NA> unknown), accepted_on (the accepted file; None
    where there is none or its day is not known), forms_present, forms_with_nothing, report_file and report_sha256 (of
    the file that counts), returned (count of files), sample. `attrs` hold first_day, when the movement began.
    """
    sent = register[register["period"] == period]
    asked = {int(year): _asked(sent, office, int(year), period) for year in sorted({*sent["year"], *years})}
    places = positions(unit for units in asked.values() for unit in units)
    rows = [
        described(unit)
        | {"position": places[unit.key], "year": year, "period": period, "part_year": _is_part(year, office)}
        for year, units in asked.items()
        for unit in units
    ]
    units = pd.DataFrame(rows, columns=[*KEY, *UNIT[2:], "part_year"]).astype({"year": "Int64"})
    answered = units.merge(_answers(sent), on=KEY, how="left")
    answered["status"] = answered["status"].fillna("not_received")
    found = answered.sort_values(["year", "position"], ignore_index=True)
    found.attrs["first_day"] = office.first_day
    return found


def _asked(sent: pd.DataFrame, office: Settings, year: int, period: str) -> list[Unit]:
    accepted = sent.loc[(sent["year"] == year) & (sent["status"] == "accepted"), "unit_code"]
    day = office.period_end(year, period)
    unasked = [unit for code in accepted if (unit := office.places.get(code, day))]
    return list({unit.key: unit for unit in [*office.expected(year, period), *unasked]}.values())


def positions(units: Iterable[Unit]) -> dict[tuple[str, date], int]:
    """The place of each unit in the official order of all of them, of whatever time, by its key."""
    ordered = sorted({unit.key: unit for unit in units}.values(), key=lambda unit: (unit.order, unit.valid_from))
    return {unit.key: place for place, unit in enumerate(ordered)}


def described(unit: Unit) -> dict[str, object]:
    """The columns of UNIT that a unit has by itself: all but its position among others."""
    return {
        "unit_code": unit.code,
        "unit_from": unit.valid_from,
        "unit": unit.full_name,
        "unit_type": unit.type,
        "group": "agency" if unit.type == "agency" else "commune",
    }


def _is_part(year: int, office: Settings) -> bool:
    return office.first_day > office.period_end(year - 1, "N") + timedelta(days=1)


def _answers(sent: pd.DataFrame) -> pd.DataFrame:
    """One row per unit and year: its best file, with the day of its first one that could be opened."""
    rank = sent["status"].map({status: n for n, status in enumerate(STATUSES)}).fillna(len(STATUSES))
    named = sent.rename(columns={"file": "report_file", "sha256": "report_sha256"})
    best = named.assign(rank=rank).sort_values(["rank", "revision"], ascending=[True, False]).drop_duplicates(KEY)
    opened = sent[~sent["status"].isin(["refused", "not_received"])]
    first = opened.sort_values("received_on", na_position="last").drop_duplicates(KEY)
    returned = sent.assign(returned=sent["status"].eq("returned").astype("Int64"))
    counts = returned.groupby(KEY, as_index=False)["returned"].sum()
    days = first[[*KEY, "received_on", "days_late"]]
    best = best.assign(accepted_on=best["received_on"].where(best["status"].eq("accepted")))
    return best[[*KEY, *_FILE, "accepted_on"]].merge(days, on=KEY, how="left").merge(counts, on=KEY)


def mergers(roll: pd.DataFrame) -> list[tuple[int, int, int, date | None]]:
    """Where the number of communes changes between two years of the roll: the later year, the numbers before and then,
    and the day from which the new units are valid (the last one; None where no unit is new).
    """
    own = communes(roll)
    of_year = {int(year): own[own["year"] == year] for year in sorted(own["year"].unique())}
    return [
        (year, len(of_year[before]), len(of_year[year]), _new_from(of_year[before], of_year[year]))
        for before, year in pairwise(of_year)
        if len(of_year[before]) != len(of_year[year])
    ]


def _new_from(before: pd.DataFrame, now: pd.DataFrame) -> date | None:
    days = now.loc[now["unit_from"] > before["unit_from"].max(), "unit_from"]
    return max(days, default=None)


def communes(roll: pd.DataFrame) -> pd.DataFrame:
    """The communes and townships of the roll."""
    return roll[roll["group"] == "commune"]


def agencies(roll: pd.DataFrame) -> pd.DataFrame:
    """The agencies of the roll."""
    return roll[roll["group"] == "agency"]


def last_year(roll: pd.DataFrame) -> pd.DataFrame:
    """The last year of the roll: what holds at the end of the period."""
    return roll[roll["year"].eq(roll["year"].max())]


def one_unit(roll: pd.DataFrame, unit_code: str) -> pd.DataFrame:
    """The rows of one unit code, kept in `attrs` as unit; several `unit_from` where its territory changed."""
    own = roll[roll["unit_code"] == unit_code]
    own.attrs = {**roll.attrs, "unit": unit_code}
    return own


def whose(roll: pd.DataFrame) -> pd.Series | None:
    """The unit that a roll is of (`one_unit`), as it was last; None of a roll of all."""
    return roll.iloc[-1] if roll.attrs.get("unit") and len(roll) else None


def submissions(roll: pd.DataFrame) -> pd.DataFrame:
    """Units by year and group ("commune", "agency", "all"): expected, reported (a file that opened
    came), accepted, returned (nothing accepted), on_time, late (of those whose day is known),
    undated (reported, the day not known), not_received, reported_rate, on_time_rate (of those whose day is known).
    """
    flags = counted(roll)
    both = pd.concat([flags, flags.assign(group="all")])
    told = both.groupby(["year", "group"], sort=False)[[*ANSWERS]].sum(min_count=1).reset_index()
    told["reported_rate"] = told["reported"] / told["expected"]
    told["on_time_rate"] = told["on_time"] / told["dated"].where(told["dated"] > 0)
    none_came = told["reported"].eq(0)
    told[["on_time", "late"]] = told[["on_time", "late"]].mask(none_came, 0)
    return told.sort_values("year", kind="stable", ignore_index=True)


def counted(roll: pd.DataFrame) -> pd.DataFrame:
    """The roll with a count (1, 0, <NA> unknown) for each of ANSWERS; `dated` are reports whose day is known."""
    came = roll["status"].isin(["accepted", "received", "returned"])
    undated = came & roll["days_late"].isna()
    return roll.assign(
        expected=pd.array([1] * len(roll), dtype="Int64"),
        reported=came.astype("Int64"),
        on_time=roll["days_late"].eq(0).astype("Int64"),
        late=roll["days_late"].gt(0).astype("Int64"),
        undated=undated.astype("Int64"),
        dated=(came & ~undated).astype("Int64"),
        **{status: roll["status"].eq(status).astype("Int64") for status in ("accepted", "returned", "not_received")},
    )


def completeness(roll: pd.DataFrame) -> pd.DataFrame:
    """Every unit of the roll in every year of it: status, days_late; "not_applicable" where the unit
    was not asked.
    """
    units = roll[UNIT].drop_duplicates(["unit_code", "unit_from"], keep="last")
    every = units.merge(roll[["year"]].drop_duplicates(), how="cross")
    found = every.merge(roll[[*KEY, "status", "days_late"]], on=["year", "unit_code", "unit_from"], how="left")
    found["status"] = found["status"].fillna("not_applicable")
    return found.sort_values(["position", "year"], ignore_index=True)[["year", *UNIT, "status", "days_late"]]


@kept
def covers(roll: pd.DataFrame, table: str) -> pd.DataFrame:
    """The units of the roll that are asked for `table`, and whether each `covered` it: with rows, or as
    having nothing.
    """
    asked = roll[roll["unit_type"].isin(form().table(table).reported_by)]
    named = _names(asked["forms_present"], table) | _names(asked["forms_with_nothing"], table)
    return asked.assign(covered=(asked["status"].eq("accepted") & named).astype(bool))


def _names(lists: pd.Series, table: str) -> pd.Series:
    return lists.map(lambda names: table in names.split(","), na_action="ignore").eq(True).fillna(False).astype(bool)


def of_table(roll: pd.DataFrame, table: str) -> pd.DataFrame:
    """Coverage of `table` by year: reported, expected, missing (names of the units without it, in order)."""
    return summary(covers(roll, table))


def measured(found: pd.DataFrame, *measures: str) -> pd.DataFrame:
    """A `by_unit` frame with `covered` of the measures alone: a report that leaves a column blank does not cover it."""
    covered = found["covered"]
    for name in measures:
        covered = covered & found[name].notna()
    return found.assign(covered=covered)


def same_units(found: pd.DataFrame) -> dict[int, bool]:
    """Of each year, whether its covered units are those of the year before; all that were asked in both are alike too,
    since a merger changes the units and not the territory.
    """
    years = _covered(found)
    return {year: year - 1 in years and _alike(years[year - 1], now) for year, now in years.items()}


def alike(found: pd.DataFrame, before: int, now: int) -> bool:
    """Whether two years of a `by_unit` frame cover the same units, or all that were asked."""
    years = _covered(found)
    return _alike(years[before], years[now])


Covered = tuple[frozenset[tuple[object, ...]], bool]  # the units that gave it, and whether these are all


def _alike(before: Covered, now: Covered) -> bool:
    return before[0] == now[0] or (before[1] and now[1])


def _covered(found: pd.DataFrame) -> dict[int, Covered]:
    """What each year of a `by_unit` frame covers."""
    years: dict[int, list[tuple[object, ...]]] = {}
    for year, *row in zip(*(found[name].tolist() for name in ("year", "covered", *KEY[2:])), strict=True):
        years.setdefault(int(year), []).append(tuple(row))
    return {
        year: (frozenset(row[1:] for row in rows if row[0]), all(row[0] for row in rows))
        for year, rows in years.items()
    }


def panel(found: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """The rows of the units that gave all `measures` in every year of a `by_unit` frame, none of them in part.

    As reported, only units that never changed can be in it; on the units of a date (`boundaries`), territories are.
    """
    key = ["unit_code", "unit_from"]
    whole = measured(found, *measures)["covered"]
    if "partial" in found:
        whole = whole & ~found["partial"]
    units = found.assign(_whole=whole).groupby(key)
    steady = units["_whole"].all() & units["year"].nunique().eq(found["year"].nunique())
    return found[pd.MultiIndex.from_frame(found[key]).isin(steady.index[steady])].reset_index(drop=True)


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Coverage by year of a frame with one row per unit and year and `covered`: reported, expected,
    missing (names).
    """
    years: dict[int, list[tuple[bool, str]]] = {}
    for year, *answer in zip(*(found[name].tolist() for name in ("year", "covered", "unit")), strict=True):
        years.setdefault(int(year), []).append((answer[0], answer[1]))
    rows = [
        (year, sum(gave for gave, _ in units), len(units), tuple(unit for gave, unit in units if not gave))
        for year, units in sorted(years.items())
    ]
    return pd.DataFrame(rows, columns=["year", "reported", "expected", "missing"])
