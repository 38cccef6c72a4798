from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from drawn_district import OFFICE, district
from drawn_frames import BINH_THANH, CHAU_O, NEW, THREE, Unit, absent, accepted, drawn, office

from danvan.analysis import coverage, period
from danvan.analysis.series import series
from danvan.declared.series import all_series

YEARS = (2017, 2018, 2019, 2021, 2022)


def tables(values: dict[str, dict[int, float]], indicator: str = "dialogues") -> dict[str, pd.DataFrame]:
    lines = [
        f"{code} | {year} | {indicator} | actual | {value} | value"
        for code, of in values.items()
        for year, value in of.items()
    ]
    return {"indicators": drawn("\n".join(["unit_code | year | indicator | column | value | state", *lines]))}


def roll(*missing: tuple[Unit, int], years: tuple[int, ...] = YEARS) -> pd.DataFrame:
    registers = [
        absent(unit, year=year) if (unit, year) in missing else accepted(unit, year=year, present="indicators")
        for year in years
        for unit in THREE
    ]
    return coverage.roll(pd.concat(registers), office(*THREE))


def each(**by_year: float) -> dict[str, dict[int, float]]:
    """The same for every unit; names are years with a letter before."""
    return {unit.code: {int(year[1:]): value for year, value in by_year.items()} for unit in THREE}


def told(values: dict[str, dict[int, float]], roll: pd.DataFrame, name: str = "dialogues") -> pd.Series:
    found = period.summary(name, tables(values, name), roll)
    assert len(found) == 1
    return found.iloc[0]


FIVE = each(y2017=3, y2018=4, y2019=6, y2021=7, y2022=9)


def test_flows_add_and_are_told_as_the_mean_of_whole_years() -> None:
    row = told(FIVE, roll())
    assert row[["total", "reported", "expected", "missing"]].tolist() == [87, 15, 15, ()]
    assert (row["mean"], row["mean_years"]) == (
        3 * (4 + 6 + 7 + 9) / 4,
        (2018, 2019, 2021, 2022),
    )  # 2017 is a part-year
    assert row["at_end"] is pd.NA


def test_the_change_is_from_the_first_whole_year_to_the_last() -> None:
    row = told(FIVE, roll())
    assert row[["first", "last", "absolute", "percent", "reason"]].tolist() == [2018, 2022, 15, 1.25, ""]
    assert row["compound"] == pytest.approx((27 / 12) ** (1 / 4) - 1)
    assert row[["method", "per_year"]].tolist() == ["difference", 15 / 4]


def test_the_trend_of_five_years_has_an_interval() -> None:
    years = (2018, 2019, 2020, 2021, 2022)
    row = told(each(y2018=1, y2019=2, y2020=3, y2021=5, y2022=6), roll(years=years))
    assert row["method"] == "theil_sen"
    assert row["per_year_low"] <= row["per_year"] <= row["per_year_high"]


def test_missing_unit_years_are_named_and_take_the_percentage_away() -> None:
    values = FIVE | {"21046": {2018: 4, 2019: 6, 2021: 7}}
    row = told(values, roll((BINH_THANH, 2017), (BINH_THANH, 2022)))
    assert row[["reported", "expected"]].tolist() == [13, 15]
    assert row["missing"] == ((2017, "Xã Bình Thạnh"), (2022, "Xã Bình Thạnh"))
    assert row[["absolute", "percent", "reason"]].tolist() == [18 - 12, pd.NA, "coverage_low"]  # 2 of 3 units
    assert row[["compound", "compound_reason"]].tolist() == [pd.NA, "coverage_low"]


@pytest.mark.parametrize(
    ("values", "reason", "compound"),
    [
        (each(y2018=0, y2022=4), "base_zero", "base_zero"),
        (each(y2018=1, y2022=4), "base_small", "base_small"),  # 3 in all
        (each(y2018=5, y2022=4), "", "few_points"),
        (each(y2018=5, y2019=2, y2022=0), "", "not_positive"),
        (each(y2018=5, y2019=2, y2021=4), "missing", "missing"),
        (each(y2022=4), "base_missing", "base_missing"),
        ({}, "missing", "missing"),
    ],
)
def test_no_rate_without_a_base_or_points(values: dict[str, dict[int, float]], reason: str, compound: str) -> None:
    row = told(values, roll())
    assert row[["reason", "compound_reason"]].tolist() == [reason, compound]
    assert row["compound"] is pd.NA


def test_stocks_are_never_added_but_told_at_the_end() -> None:
    row = told(FIVE, roll(), "mediation_teams")
    assert row[["total", "mean", "at_end"]].tolist() == [pd.NA, pd.NA, 27]
    assert row["percent"] == 1.25
    assert told(each(y2018=4, y2021=7), roll(), "mediation_teams")["at_end"] is pd.NA  # nobody said in the last year


def test_a_share_changes_by_points() -> None:
    pairs = {"opinions_resolved": 3, "opinions_received": 4}, {"opinions_resolved": 4, "opinions_received": 4}
    said = [
        f"{unit.code} | {year} | {code} | actual | {value} | value"
        for year, values in zip((2021, 2022), pairs, strict=True)
        for unit in THREE
        for code, value in values.items()
    ]
    answers = drawn("\n".join(["unit_code | year | indicator | column | value | state", *said]))
    row = period.summary("opinions_resolved_rate", {"indicators": answers}, roll(years=(2021, 2022))).iloc[0]
    assert row[["absolute", "percent", "reason", "total", "at_end"]].tolist() == [0.25, pd.NA, "points", pd.NA, 1]


def test_a_unit_whose_territory_changed_is_not_compared_with_itself() -> None:
    new = Unit("21040", "Châu Ổ", "township", NEW)
    sent = pd.concat(
        [accepted(CHAU_O, year=2019, present="indicators"), accepted(new, year=2020, present="indicators")]
    )
    own = coverage.roll(sent, office(by_year={2019: (CHAU_O,), 2020: (new,)}))
    answers = tables({"21040": {2019: 10}})["indicators"]
    later = tables({"21040": {2020: 30}})["indicators"].assign(unit_from=NEW)
    row = period.summary("dialogues", {"indicators": pd.concat([answers, later])}, own).iloc[0]
    assert row[["absolute", "percent", "reason"]].tolist() == [20, pd.NA, "units_differ"]


def test_the_same_units_stand_beside_all() -> None:
    values = FIVE | {"21046": {2018: 4}}
    found = period.beside("dialogues", tables(values), roll()).set_index(["units", "year"])
    assert found.loc[("all", 2018), ["value", "reported"]].tolist() == [12, 3]
    assert found.loc[("panel", 2018), ["value", "reported", "expected"]].tolist() == [8, 2, 2]
    assert found.loc[("panel", 2022), "value"] == 18


def test_everything_declared_of_a_period_has_its_place() -> None:
    declared = {one.name for one in all_series() if one.kind == "period"}
    assert {*period.COLUMN, *period.FUNCTION} == declared
    assert {*period.COLUMN.values()} <= {*period.TYPES}


def test_every_indicator_has_its_summary_in_every_view() -> None:
    shared, whole = district(range(2019, 2021))
    for one in (one for one in all_series() if one.kind != "period"):
        view = {"places": OFFICE.places, "boundary": date(2020, 12, 14)}
        found = period.summary(one.name, shared, whole, **view)  # type: ignore[arg-type]
        yearly = series(one.name, shared, whole, **view)  # type: ignore[arg-type]
        if one.kind == "flow" and not one.by:
            assert found["total"].sum() == pytest.approx(yearly["value"].sum())
        assert found["total"].isna().all() or one.kind == "flow"
        assert found["percent"].isna().eq(found["reason"].ne("")).all()
        assert period.summary(one.name, shared, whole, panel=True, **view).columns.equals(found.columns)  # type: ignore[arg-type]
