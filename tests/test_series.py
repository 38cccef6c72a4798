from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
from drawn_district import OFFICE, ROWS, district, frame

from danvan.analysis import coverage, rural
from danvan.analysis.linking import threads
from danvan.analysis.series import COLUMNS, series
from danvan.declared.places import Unit
from danvan.declared.series import Series, all_series
from danvan.problems import UsageError

PLACES = OFFICE.places
IN_2017, IN_2020, IN_2025 = date(2017, 12, 14), date(2020, 12, 14), date(2025, 12, 14)
YEARLY = [one for one in all_series() if one.kind != "period"]
TABLES, ROLL = district(range(2019, 2021))
SHARED = TABLES | {"models": threads(TABLES["models"])}, ROLL  # linked once for all
Said = dict[str, list[dict[str, Any]]]


def told(
    said: dict[tuple[int, str], Said], years: tuple[int, ...] = (2019, 2020)
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Tables and roll of the real units; `said` gives by (year, name) the rows of one that reported."""
    units = [(year, unit) for year in years for unit in OFFICE.expected(year, "N")]
    register = [key(year, unit) | arrived((year, unit.name) in said) for year, unit in units]
    rows: Said = {table: [] for table in ROWS}
    for year, unit in units:
        for table, own in said.get((year, unit.name), {}).items():
            rows[table] += [key(year, unit) | row for row in own]
    tables = {table: frame(table, own) for table, own in rows.items()}
    return tables, coverage.roll(frame("register", register), OFFICE)


def key(year: int, unit: Unit) -> dict[str, Any]:
    return {"unit_code": unit.code, "unit_from": unit.valid_from, "year": year}


def arrived(came: bool) -> dict[str, Any]:
    if not came:
        return {"status": "not_received", "forms_present": "", "forms_with_nothing": "", "sample": True}
    return {
        "status": "accepted", "forms_present": ",".join(ROWS), "forms_with_nothing": "", "sample": True,
        "received_on": date(2021, 12, 15), "days_late": 0,
    }  # fmt: skip


def answered(**values: float) -> Said:
    return {"indicators": [answer(code, value) for code, value in values.items()]}


def answer(code: str, value: float, column: str = "actual") -> dict[str, Any]:
    return {"indicator": code, "column": column, "value": value, "state": "value"}


def at(found: pd.DataFrame, year: int, **kinds: object) -> pd.Series:
    rows = found[found["year"] == year]
    for name, kind in kinds.items():
        rows = rows[rows[name] == kind]
    assert len(rows) == 1
    return rows.iloc[0]


@cache
def shared(name: str, **view: Any) -> pd.DataFrame:
    return series(name, *SHARED, places=PLACES, **view)


class TestAll:
    """What holds of every indicator that has a value by year, in a made-up district with gaps."""

    @pytest.mark.parametrize("one", YEARLY, ids=lambda one: one.name)
    def test_units_add_up_to_the_year_and_a_ratio_is_of_its_sums(self, one: Series) -> None:
        year, unit = shared(one.name), shared(one.name, by_unit=True)
        assert list(year.columns) == ["year", *one.by, *COLUMNS]
        assert list(unit.columns) == ["year", "period", *coverage.UNIT, *one.by, *COLUMNS]
        adds = ["part", "whole"] if one.kind == "ratio" else ["value"]
        counts = [*adds, "reported", "expected"]
        added = unit.groupby(["year", *one.by], dropna=False, sort=False)[counts].sum()
        assert added.round(6).to_numpy().tolist() == year[counts].fillna(0).to_numpy().tolist()
        known = year.dropna(subset=["value"])
        if one.kind == "ratio":
            assert known["value"].tolist() == pytest.approx((known["part"] / known["whole"] * one.scale).tolist())
        assert year["reported"].le(year["expected"]).all()
        assert year["partial"].eq(year["reported"] < year["expected"]).all()
        assert known["low"].notna().eq(bool(one.interval)).all()
        inside = known.dropna(subset=["low"])
        assert (inside["low"].le(inside["value"]) & inside["value"].le(inside["high"])).all()

    @pytest.mark.parametrize("one", [one for one in YEARLY if one.rule != "none"], ids=lambda one: one.name)
    @pytest.mark.parametrize("day", [IN_2017, IN_2020, IN_2025], ids=lambda day: str(day.year))
    def test_what_adds_is_the_same_on_the_units_of_any_date(self, one: Series, day: date) -> None:
        year, moved = shared(one.name), shared(one.name, boundary=day)
        adds = ["part", "whole", "value"] if one.kind == "ratio" else ["value"]
        keys = ["year", *one.by]
        pd.testing.assert_frame_equal(
            moved[[*keys, *adds, "reported"]].sort_values(keys, ignore_index=True),
            year[[*keys, *adds, "reported"]].sort_values(keys, ignore_index=True),
        )

    @pytest.mark.parametrize("one", YEARLY, ids=lambda one: one.name)
    def test_the_panel_is_whole_in_every_year(self, one: Series) -> None:
        units = shared(one.name, boundary=IN_2020, panel=True, by_unit=True)
        assert not units["partial"].any()
        assert units.groupby(["unit_code", "unit_from"])["year"].nunique().eq(2).all()


def test_submissions_and_those_in_time() -> None:
    tables, roll = told({(2019, "Châu Ổ"): {}, (2019, "Bình Thuận"): {}, (2020, "Bình An"): {}})
    assert at(series("submission_rate", tables, roll), 2019)[["part", "whole"]].tolist() == [2, 29]
    on_time = at(series("on_time_rate", tables, roll), 2019)
    assert on_time[["part", "whole", "reported", "expected"]].tolist() == [2, 2, 2, 29]


def test_a_rate_is_of_the_units_that_gave_both_with_its_exact_interval() -> None:
    tables, roll = told(
        {
            (2019, "Châu Ổ"): answered(mediation_cases=20, mediation_successes=1),
            (2019, "Bình Thới"): answered(mediation_cases=9, mediation_successes=0),
            (2019, "Bình An"): answered(mediation_cases=100),
        }
    )
    row = at(series("mediation_rate", tables, roll), 2019)
    assert row[["part", "whole", "reported", "expected"]].tolist() == [1, 29, 2, 25]
    assert row[["value", "low", "high"]].tolist() == pytest.approx([1 / 29, 0.0009, 0.1776], abs=5e-5)  # Newcombe 1998
    merged = at(
        series("mediation_rate", tables, roll, places=PLACES, boundary=IN_2020, by_unit=True), 2019, unit_code="21040"
    )
    assert merged[["part", "whole", "reported", "expected", "partial"]].tolist() == [1, 29, 2, 2, False]


def test_counts_have_exact_intervals_and_kinds_their_share_of_the_whole() -> None:
    model = {
        "model_name": "Hũ gạo tình thương",
        "status": "new",
        "implemented": True,
        "result": "recognised",
        "first_year": 2019,
    }
    rows = [model | {"field": field} for field in ("economy", "economy", "culture_society")]
    tables, roll = told({(2019, "Bình An"): {"models": rows}, (2019, "Bình Mỹ"): {}})
    found = series("models_by_field", tables, roll)
    row = at(found, 2019, field="economy")
    assert row[["value", "part", "whole", "reported"]].tolist() == [2, 2, 3, 2]
    assert row[["low", "high"]].tolist() == pytest.approx([0.242, 7.225], abs=5e-4)  # Garwood 1936
    assert at(found, 2019, field="defence_security")["value"] == 0
    assert at(found, 2020, field="economy")["value"] is pd.NA  # nobody reported
    own = series("models_by_field", tables, roll, by_unit=True)
    assert at(own, 2019, field="economy", unit_code="21106")[["value", "whole"]].tolist() == [0, 0]


def test_teams_of_several_kinds_are_one_sum_and_not_asked_is_not_missing() -> None:
    tables, roll = told(
        {
            (2019, "Châu Ổ"): answered(security_teams=3, ward_guard_teams=6),
            (2019, "Bình An"): answered(security_teams=5),
        }
    )
    row = at(series("security_teams", tables, roll), 2019)
    assert row[["value", "reported", "expected"]].tolist() == [14, 2, 25]


def test_a_plan_is_of_the_plan_column() -> None:
    rows = {"indicators": [answer("dialogues", 6), answer("dialogues", 4, "plan")]}
    tables, roll = told({(2019, "Bình An"): rows, (2019, "Bình Mỹ"): answered(dialogues=3)})
    assert at(series("plan_dialogues", tables, roll), 2019)[["part", "whole", "value", "reported"]].tolist() == [
        6,
        4,
        1.5,
        1,
    ]


def test_labour_is_told_of_the_people_of_the_units_that_gave_both() -> None:
    work = {"work_type": "canal", "work_name": "Kênh", "total_vnd": 1, "completed": True, "labour_days": 50.0}
    tables, roll = told(
        {
            (2019, "Bình An"): {"resources": [work]} | answered(population=2000),
            (2019, "Bình Mỹ"): {"resources": [work]},
            (2019, "Bình Hải"): answered(population=9000),
        }
    )
    row = at(series("labour_days_per_1000", tables, roll), 2019)
    assert row[["part", "whole", "value", "reported"]].tolist() == [50, 11000, pytest.approx(50 / 11), 2]


def test_a_unit_cost_is_of_completed_works_that_tell_their_quantity() -> None:
    canal = {"work_type": "canal", "work_name": "Kênh", "completed": True, "quantity_unit": "m"}
    rows = [
        canal | {"total_vnd": 380_000_000, "quantity": 900.0},
        canal | {"total_vnd": 20_000_000, "quantity": 0.1, "quantity_unit": "km"},
        canal | {"total_vnd": 9_000_000, "quantity": 50.0, "completed": False},
        canal | {"total_vnd": 9_000_000},
    ]
    tables, roll = told({(2019, "Bình An"): {"resources": rows}})
    row = at(series("unit_cost", tables, roll), 2019, work_type="canal", quantity_unit="m")
    assert row[["part", "whole", "value"]].tolist() == [400_000_000, 1000, 400_000]


def test_a_status_is_not_carried_to_a_merged_unit() -> None:
    met = {"new_rural": [{"status": "standard"}]}
    names = ("Châu Ổ", "Bình Thới", "Bình Thanh Tây", "Bình Thanh Đông", "Bình An", "Bình Mỹ")
    said = {(2019, name): met for name in names} | {(2019, "Châu Ổ"): {"new_rural": [{"status": "not_applicable"}]}}
    tables, roll = told(said)
    reported = at(series("new_rural_communes", tables, roll), 2019)
    assert reported[["value", "reported", "expected"]].tolist() == [5, 5, 24]  # a township has no such status
    moved = at(series("new_rural_communes", tables, roll, places=PLACES, boundary=IN_2020), 2019)
    assert moved[["value", "reported", "expected", "reason"]].tolist() == [2, 2, 24, "merged"]
    share = at(series("new_rural_share", tables, roll, places=PLACES, boundary=IN_2020), 2019)
    assert share[["part", "whole", "value"]].tolist() == [2, 2, 1]


def test_awards_are_told_by_either_year_and_none_is_lost_where_the_unit_is_of_another_time() -> None:
    award = {"award_year": 2020, "achievement_year": 2019, "level": "district", "form": "certificate",
             "recipient_kind": "collective", "count": 3}  # fmt: skip
    said = {(2020, "Châu Ổ"): {"awards": [award]}, (2019, "Châu Ổ"): {}, (2019, "Bình Thới"): {}}
    tables, roll = told(said)
    kind = {"level": "district", "recipient_kind": "collective"}
    by_award, by_achievement = (series(name, tables, roll) for name in ("awards", "awards_by_achievement"))
    assert at(by_award, 2020, **kind)[["value", "reported", "expected"]].tolist() == [3, 1, 26]
    assert at(by_achievement, 2019, **kind)[["value", "reported", "expected"]].tolist() == [3, 2, 29]
    assert at(by_award, 2019, **kind)["value"] == 0
    moved = series("awards_by_achievement", tables, roll, places=PLACES, boundary=IN_2020, by_unit=True)
    assert at(moved, 2019, unit_code="21040", **kind)[["value", "reported", "expected"]].tolist() == [3, 2, 2]


def test_awards_of_a_whole_district_are_those_of_the_table() -> None:
    tables, roll = SHARED
    found = series("awards", tables, roll)["value"].sum()
    assert found == rural.awards_by_year(tables["awards"], roll).query("award_year in @roll.year")["count"].sum()


def test_breaks_stand_beside_the_year_they_are_in() -> None:
    tables, roll = told({}, (2017, 2018, 2019, 2020))
    found = series("resources_total", tables, roll).set_index("year")["breaks"]
    assert found[2017] == ("coverage:coverage_low", "part_year:part_year")
    assert "form:reworded" in found[2019]
    assert {"boundary:merged", "event:covid19"} < {*found[2020]}
    moved = series("resources_total", tables, roll, places=PLACES, boundary=IN_2020).set_index("year")["breaks"]
    assert "boundary:merged" not in moved[2020]


def test_a_series_says_what_it_is() -> None:
    found = series("people_share", *SHARED, places=PLACES, boundary=IN_2020)
    assert found.attrs == {
        "name": "people_share", "number": 12, "label": "Tỷ lệ Nhân dân đóng góp trong tổng kinh phí", "unit": "%",
        "source": "B2", "coverage": found.attrs["coverage"], "boundary": "2020-12-14", "panel": False, "sample": True,
    }  # fmt: skip


def test_what_is_of_a_period_has_no_value_by_year() -> None:
    with pytest.raises(UsageError, match="“completeness” là số liệu của cả giai đoạn"):
        series("completeness", *SHARED)
    with pytest.raises(ValueError, match="places"):
        series("people_share", *SHARED, boundary=IN_2020)
