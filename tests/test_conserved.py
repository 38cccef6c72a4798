"""Whatever the units report: every declared indicator keeps its sums on the units of any date, and says what it lacks.

Drawn are registers and all fact tables: reports not sent, sent back, sent again, with blanks and zeros in every form.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from drawn_district import OFFICE, ROWS, Rows, frame, made_by
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from danvan.analysis import boundaries, coverage, parts
from danvan.analysis.linking import threads
from danvan.declared.form import NUMERIC, form
from danvan.declared.places import Unit
from danvan.declared.series import Series, all_series

PLACES = OFFICE.places
IN_2017, IN_2020, IN_2025 = date(2017, 12, 14), date(2020, 12, 14), date(2025, 12, 14)
YEARLY = [one for one in all_series() if one.kind != "period"]
# What became of the files of one unit and year; the facts are those of the accepted one.
HISTORIES = [("accepted",), ("superseded", "accepted"), ("accepted", "returned"), ("returned", "returned"), ()]
Drawn = tuple[dict[str, pd.DataFrame], pd.DataFrame]


def expected(year: int, period: str = "N") -> list[Unit]:
    """Who reports: the district's units, and after it those that its communes became."""
    return OFFICE.expected(year, period) if year < 2025 else PLACES.at(date(year, 12, 14))


DISTRICT: Any = SimpleNamespace(
    first_day=OFFICE.first_day, period_end=OFFICE.period_end, expected=expected, places=PLACES
)


@st.composite
def reports(draw: st.DrawFn, *years: int) -> Drawn:
    """The fact tables and the roll of a district, with all that may be missing from them."""
    dice = Random(draw(st.integers(0, 2**32)))
    lost, blank = draw(st.sampled_from([0, 1, 4])), draw(st.sampled_from([0, 0.1, 0.6]))
    register: Rows = []
    rows: dict[str, Rows] = {table: [] for table in ROWS}
    for year, unit in [(of, unit) for of in years for unit in expected(of)]:
        key = {"unit_code": unit.code, "unit_from": unit.valid_from, "year": year}
        files = dice.choices(HISTORIES, [6, 2, 1, lost, lost])[0]
        register += [key | arrived(status, year, at) for at, status in enumerate(files or ("not_received",), 1)]
        if "accepted" in files:
            for table, made in made_by(unit.type, year, dice).items():
                rows[table] += [key | blanked(table, row, blank, dice) for row in made]
    tables = {table: frame(table, made) for table, made in rows.items()}
    return tables | {"models": threads(tables["models"])}, coverage.roll(frame("register", register), DISTRICT)


def arrived(status: str, year: int, revision: int) -> dict[str, Any]:
    told = {"status": status, "revision": revision, "sample": True, "forms_present": ",".join(ROWS)}
    return told | ({} if status == "not_received" else {"received_on": date(year, 12, 15), "days_late": 0})


def blanked(table: str, row: dict[str, Any], blank: float, dice: Random) -> dict[str, Any]:
    """A row some of whose figures were left blank."""
    figures = [] if table == "indicators" else [c.name for c in form().table(table).columns if c.type in NUMERIC]
    kept = {"award_year", "achievement_year", "first_year"}
    return row | {name: None for name in figures if name in row and name not in kept and dice.random() < blank}


def carried(found: pd.DataFrame, one: Series, day: date) -> pd.DataFrame:
    """An indicator by unit on the units of a day, as `analysis.series` carries it."""
    names = list(one.measures)
    rules: dict[str, boundaries.Rule] = dict.fromkeys(names, "none" if one.rule == "none" else "sum")
    return boundaries.carried(found, PLACES, day, names, rules, one.by, asked=parts.asked(one))


def sums(found: pd.DataFrame, one: Series, *names: str) -> dict[Any, Any]:
    return found.groupby(["year", *one.by], dropna=False)[list(names)].sum().round(6).to_dict("index")


@cache
def behind(code: str, since: date, year: int, day: date) -> tuple[Unit, ...]:
    """The units of a year that became a commune of the day; none of a unit that is not of the day, or an agency."""
    unit = PLACES.get(code, day)
    here = unit is not None and unit.key == (code, since) and unit.type != "agency"
    return tuple(PLACES.predecessors(unit, date(year, 12, 14))) if unit and here else ()


def told_of_its_parts(moved: pd.DataFrame, found: pd.DataFrame, one: Series, day: date) -> None:
    """A unit of the day is partial where one that became it did not tell; unknown, where a status was merged."""
    of, types = ["year", *one.by], parts.asked(one)
    gave: dict[Any, set[Any]] = {}
    for *kind, code, since in told_by(found[found["reported"].gt(0)], [*of, "unit_code", "unit_from"]):
        gave.setdefault(tuple(kind), set()).add((code, since))
    marks = ["partial", "reason", *one.measures, "unit", "unit_code", "unit_from"]
    for row in told_by(moved, [*of, *marks]):
        kind, (partial, reason, *values, name, code, since) = row[: len(of)], row[len(of) :]
        became = behind(code, since, row[0], day)
        asked = {u.key for u in became if types is None or u.type in types}
        came = gave.get(tuple(kind), set()) & asked
        outside = name == "Xã Đông Sơn" and row[0] < 2025  # a part of it is another district's
        if became and (came or not one.by):
            assert partial == (came != asked or outside), row
        if len(became) > 1 and one.rule == "none":
            assert (reason, *values) == ("merged", *[None] * len(values))


def told_by(found: pd.DataFrame, names: list[str]) -> list[tuple[Any, ...]]:
    """Rows as plain values, None for <NA>."""
    plain = found[names].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


SERIES = pytest.mark.parametrize("one", YEARLY, ids=lambda one: one.name)
ONCE = [Phase.explicit, Phase.reuse, Phase.generate]  # a district is slow to shrink
FEW = settings(max_examples=2, phases=ONCE)  # of each of the indicators; each moves a district several times
# The communes of 2021 and 2025 that cannot be told in units of 2017, since several became them.
MADE_OF_SEVERAL = {
    unit.key
    for year in (2021, 2025)
    for unit in expected(year)
    if unit.type != "agency" and len(PLACES.predecessors(unit, IN_2017)) > 1
}


@SERIES
@FEW
@given(reports(2017, 2019, 2021))
def test_on_the_units_of_any_date_all_sums_stay_and_what_is_missing_is_told(one: Series, drawn: Drawn) -> None:
    found = parts.by_unit(one, *drawn)
    adds = [] if one.rule == "none" else list(one.measures)
    moved = {day: carried(found, one, day) for day in (IN_2020, IN_2025)}
    for day, on_units in moved.items():
        assert sums(on_units, one, *adds, "reported") == sums(found, one, *adds, "reported")
        pd.testing.assert_frame_equal(carried(on_units, one, day), on_units)
        told_of_its_parts(on_units, found, one, day)
    pd.testing.assert_frame_equal(carried(moved[IN_2020], one, IN_2025), moved[IN_2025])


@SERIES
@FEW
@given(reports(2021, 2025))
def test_back_in_time_a_merged_unit_is_not_divided_and_says_so(one: Series, drawn: Drawn) -> None:
    found = parts.by_unit(one, *drawn)
    moved = carried(found, one, IN_2017)
    pd.testing.assert_frame_equal(carried(moved, one, IN_2017), moved)
    pd.testing.assert_frame_equal(carried(carried(found, one, IN_2020), one, IN_2017), moved)
    adds = [] if one.rule == "none" else list(one.measures)
    assert sums(moved, one, *adds, "reported") == sums(found, one, *adds, "reported")
    communes = told_by(moved[moved["group"].eq("commune")], ["unit_code", "unit_from", "reason"])
    stayed = {(code, since) for code, since, reason in communes if reason == "undivided"}
    assert stayed == MADE_OF_SEVERAL & {(code, since) for code, since in told_by(found, ["unit_code", "unit_from"])}
