from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pandas as pd
import pytest
from drawn_district import OFFICE
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.analysis import boundaries, coverage, totals
from danvan.declared.form import form
from danvan.declared.places import Unit
from danvan.problems import DanvanError

PLACES = OFFICE.places
IN_2017, IN_2020, IN_2025 = DAYS = date(2017, 12, 14), date(2020, 12, 14), date(2025, 12, 14)
MEASURES, RULES = (
    ["n", "part", "share", "status"],
    {"n": "sum", "part": "sum", "share": ("part", "n"), "status": "none"},
)
YEARS = (2017, 2019, 2021)
FEW = settings(max_examples=25, deadline=None)  # each moves a whole district several times
Told = dict[tuple[int, str], dict[str, Any]]


def expected(year: int) -> list[Unit]:
    """Who reports: the district's units, and after it those that its communes became."""
    return OFFICE.expected(year, "N") if year < 2025 else PLACES.at(date(year, 12, 14))


def by_unit(told: Told, years: tuple[int, ...] = YEARS, kinds: tuple[str, ...] = ("a",)) -> pd.DataFrame:
    """A frame of all units that were asked; `told` says by (year, name) what one reported, others are not covered."""
    rows = [
        coverage.described(unit)
        | {"year": year, "period": "N", "position": 0, "kind": kind, "covered": (year, unit.name) in told}
        | told.get((year, unit.name), {})
        for year in years
        for unit in expected(year)
        for kind in kinds
    ]
    names = ["year", "period", *coverage.UNIT, "kind", *MEASURES, "covered"]
    frame = pd.DataFrame([{name: row.get(name) for name in names} for row in rows], columns=names)
    return frame.astype({"year": "Int64", "n": "Int64", "part": "Int64", "share": "Float64", "status": "string"})


def carried(found: pd.DataFrame, day: date, **more: Any) -> pd.DataFrame:
    return boundaries.carried(found, PLACES, day, MEASURES, RULES, ["kind"], **more)


def of(found: pd.DataFrame, year: int, name: str) -> pd.Series:
    return found[(found["year"] == year) & found["unit"].str.endswith(name)].iloc[0]


@st.composite
def submissions(draw: st.DrawFn, years: tuple[int, ...] = YEARS) -> pd.DataFrame:
    """Random reports of the real units: some not sent, some with blanks or zeros."""
    dice = Random(draw(st.integers(0, 2**32)))
    lost, blank, zero = (draw(st.sampled_from([0, 0.1, 0.5, 1])) for _ in range(3))

    def count() -> int | None:
        return None if dice.random() < blank else 0 if dice.random() < zero else dice.randint(1, 10**9)

    units = {(year, u.name) for year in years for u in expected(year)}
    told = {key: {} for key in sorted(units) if dice.random() >= lost}
    found = by_unit(told, years, kinds=("a", "b"))
    rows = [(count(), count(), dice.choice(["none", "standard"])) if came else (None,) * 3 for came in found["covered"]]
    values = pd.DataFrame(rows, columns=["n", "part", "status"], index=found.index)
    found = found.assign(**{name: values[name].astype(found[name].dtype) for name in values})
    return found.assign(share=totals.share(found["part"], found["n"]))


@FEW
@given(submissions(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_sum_of_all_units_stays_what_it_was_in_any_direction(found: pd.DataFrame, first: date, then: date) -> None:
    moved = carried(carried(found, first), then)
    for name in ("n", "part"):
        before, after = (frame.groupby(["year", "kind"])[name].sum() for frame in (found, moved))
        assert before.to_dict() == after.to_dict()
    assert moved["reported"].sum() == found["covered"].sum()


@FEW
@given(submissions(), st.sampled_from(DAYS))
def test_carrying_to_the_same_date_again_changes_nothing(found: pd.DataFrame, day: date) -> None:
    once = carried(found, day)
    pd.testing.assert_frame_equal(carried(once, day), once)


@FEW
@given(submissions())
def test_directly_or_through_2020_is_the_same(found: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(carried(carried(found, IN_2020), IN_2025), carried(found, IN_2025))


@FEW
@given(submissions((2021, 2025)))
def test_so_is_going_back_with_units_that_were_merged_later(found: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(carried(carried(found, IN_2020), IN_2017), carried(found, IN_2017))


@FEW
@given(submissions(), st.data())
def test_a_part_of_the_district_goes_the_same_way_directly_or_through_2020(found: pd.DataFrame, data: Any) -> None:
    some = found[found["unit_code"].isin(data.draw(st.sets(st.sampled_from(sorted(found["unit_code"].unique())))))]
    pd.testing.assert_frame_equal(carried(carried(some, IN_2020), IN_2025), carried(some, IN_2025))


@FEW
@given(submissions())
def test_a_merged_unit_is_partial_where_and_only_where_one_that_became_it_is_missing(found: pd.DataFrame) -> None:
    for row in carried(found, IN_2025).to_dict("records"):
        unit = PLACES.get(row["unit_code"], IN_2025)
        own = {u.key for u in PLACES.predecessors(unit, date(row["year"], 12, 14))} if unit else set()
        rows = found[(found["year"] == row["year"]) & (found["kind"] == row["kind"])]
        keys = zip(rows["unit_code"], rows["unit_from"], rows["covered"], strict=True)
        came = {(code, day) for code, day, covered in keys if covered}
        if row["group"] == "commune":
            assert row["partial"] == (not own <= came or row["unit"] == "Xã Đông Sơn")
            assert row["reported"] == len(own & came)


def test_what_two_communes_had_is_of_the_unit_they_became() -> None:
    found = carried(
        by_unit({(2019, "Châu Ổ"): {"n": 5}, (2019, "Bình Thới"): {"n": 7}, (2021, "Châu Ổ"): {"n": 11}}), IN_2020
    )
    row = of(found, 2019, "Châu Ổ")
    assert (row["unit_code"], row["unit_from"], row["n"]) == ("21040", date(2020, 2, 1), 12)
    assert (row["reported"], row["expected"], row["partial"]) == (2, 2, False)
    assert of(found, 2021, "Châu Ổ")[["n", "reported", "expected"]].tolist() == [11, 1, 1]
    assert found[found["year"] == 2019]["unit_type"].eq("commune").sum() == 21  # with the township 22


def test_a_missing_predecessor_leaves_a_marked_sum_of_what_is_known() -> None:
    row = of(carried(by_unit({(2019, "Châu Ổ"): {"n": 5}}), IN_2020), 2019, "Châu Ổ")
    assert row[["n", "covered", "reported", "expected", "partial"]].tolist() == [5, True, 1, 2, True]
    none = of(carried(by_unit({}), IN_2020), 2019, "Châu Ổ")
    assert none[["n", "covered", "reported", "expected", "partial"]].tolist() == [pd.NA, False, 0, 2, True]


def test_a_blank_of_a_predecessor_is_missing_from_its_measure() -> None:
    found = by_unit({(2019, "Châu Ổ"): {"n": 5}, (2019, "Bình Thới"): {"part": 1}})
    assert of(carried(found, IN_2020, of="n"), 2019, "Châu Ổ")["partial"]
    assert not of(carried(found, IN_2020), 2019, "Châu Ổ")["partial"]
    beside_zero = by_unit({(2019, "Châu Ổ"): {"n": 0}, (2019, "Bình Thới"): {}})
    assert of(carried(beside_zero, IN_2020), 2019, "Châu Ổ")["n"] is pd.NA  # 0 and a blank are not nothing


def test_the_new_unit_with_a_part_from_outside_is_partial_in_every_year_before_it_reports_itself() -> None:
    every = {(year, u.name): {"n": 1} for year in YEARS for u in OFFICE.expected(year, "N")}
    found = carried(by_unit(every | {(2025, "Đông Sơn"): {"n": 9}}, (*YEARS, 2025)), IN_2025)
    rows = found[found["unit"] == "Xã Đông Sơn"].set_index("year")
    assert rows["partial"].to_dict() == {2017: True, 2019: True, 2021: True, 2025: False}
    assert rows.loc[2019, ["reported", "expected", "n"]].tolist() == [6, 7, 6]
    others = found[(found["group"] == "commune") & found["unit"].ne("Xã Đông Sơn") & found["year"].lt(2025)]
    assert not others["partial"].any()
    assert others["unit"].nunique() == 4


def test_back_in_time_a_merged_unit_stays_whole_under_its_own_name() -> None:
    found = carried(by_unit({(2021, "Châu Ổ"): {"n": 11, "status": "none"}, (2021, "Bình Minh"): {"n": 3}}), IN_2017)
    row = of(found, 2021, "Châu Ổ")
    assert (row["unit_from"], row["n"], row["status"], row["reason"]) == (date(2020, 2, 1), 11, "none", "undivided")
    assert of(found, 2021, "Bình Minh")["reason"] == ""
    assert found[(found["year"] == 2021) & found["reason"].eq("undivided")]["unit"].tolist() == [
        "Thị trấn Châu Ổ", "Xã Bình Thanh", "Xã Bình Tân Phú",
    ]  # fmt: skip


def test_a_ratio_is_made_anew_from_the_parts_of_those_that_gave_both() -> None:
    told = {
        (2019, "Bình Khương"): {"part": 1, "n": 2}, (2019, "Bình An"): {"part": 9, "n": 90}, (2019, "Bình Minh"): {"n": 50},
    }  # fmt: skip
    row = of(carried(by_unit(told), IN_2025), 2019, "Bình Minh")
    assert row["share"] == pytest.approx(10 / 92)  # neither the mean of 1/2 and 1/10 nor 10/142
    assert row[["part", "n", "share_part", "share_whole"]].tolist() == [10, 142, 10, 92]
    through = carried(carried(by_unit(told), IN_2020), IN_2025)
    assert of(through, 2019, "Bình Minh")["share"] == row["share"]


def test_what_does_not_add_is_kept_of_an_unchanged_unit_and_unknown_of_a_merged_one() -> None:
    told = {(2019, name): {"n": 1, "status": "standard"} for name in ("Châu Ổ", "Bình Thới", "Bình Minh")}
    found = carried(by_unit(told), IN_2020)
    assert of(found, 2019, "Châu Ổ")[["status", "reason"]].tolist() == [pd.NA, "merged"]
    assert of(found, 2019, "Bình Minh")[["status", "reason"]].tolist() == ["standard", ""]
    alone = boundaries.carried(by_unit(told), PLACES, IN_2020, ["n"], RULES)
    assert of(alone, 2019, "Châu Ổ")["reason"] == ""


def test_what_only_communes_have_is_not_that_of_the_township_that_one_went_into() -> None:
    found = by_unit({(2019, "Bình Thới"): {"n": 1, "status": "standard"}})
    moved = carried(found[found["unit_type"] == "commune"], IN_2020, asked=("commune",))
    row = of(moved, 2019, "Châu Ổ")
    assert row[["status", "reason", "reported", "expected", "n"]].tolist() == [pd.NA, "merged", 1, 1, 1]
    pd.testing.assert_frame_equal(carried(moved, IN_2020, asked=("commune",)), moved)


def test_agencies_stay_themselves_and_are_marked_once_they_are_gone() -> None:
    told = {(2019, unit.name): {"n": 2} for unit in OFFICE.expected(2019, "N") if unit.type == "agency"}
    for day, reason in ((IN_2020, ""), (IN_2025, "no_heir")):
        found = carried(by_unit(told), day)
        agencies = found[(found["year"] == 2019) & found["group"].eq("agency")]
        assert agencies["unit_code"].tolist() == ["CQ-MTTQ", "CQ-PN", "CQ-CA", "CQ-NV"]
        assert agencies["reason"].eq(reason).all()
        assert agencies["n"].sum() == 8


def test_of_a_part_of_the_roll_the_units_left_out_are_missing_unless_they_are_not_asked() -> None:
    found = by_unit({(2019, "Châu Ổ"): {"n": 5}})
    own = found[found["unit_code"] == "21040"]
    assert of(carried(own, IN_2020), 2019, "Châu Ổ")[["reported", "expected"]].tolist() == [1, 2]
    assert of(carried(own, IN_2020, asked=("township",)), 2019, "Châu Ổ")[["reported", "expected"]].tolist() == [1, 1]
    assert of(carried(own, IN_2025), 2019, "Bình Sơn")["expected"] == 8


def test_an_indicator_adds_as_it_is_declared_over_the_units_that_are_asked_it() -> None:
    rows = by_unit({(2019, "Châu Ổ"): {"n": 6}, (2019, "Bình Thới"): {"n": 2}})
    found = rows.rename(columns={"n": "value", "kind": "indicator"})
    teams = found.assign(indicator="security_teams", asked=True)
    guards = found.assign(indicator="ward_guard_teams", asked=found["unit_type"].eq("township"))
    moved = boundaries.indicators(pd.concat([teams, guards]), PLACES, IN_2020).set_index("indicator")
    own = moved[(moved["year"] == 2019) & moved["unit_code"].eq("21040")]
    assert own["value"].to_dict() == {"security_teams": 8, "ward_guard_teams": 6}
    assert own["expected"].to_dict() == {"security_teams": 2, "ward_guard_teams": 1}
    assert boundaries.indicators(pd.concat([teams, guards]).iloc[:0], PLACES, IN_2020).empty


def test_rules_are_those_of_the_form() -> None:
    rules = boundaries.of_table("resources", "works")
    assert (rules["total_vnd"], rules["land_m2"], rules["works"]) == ("sum", "sum", "sum")
    assert rules["quantity"] == "none"
    assert {rules[c.name] for c in form().table("resources").columns if c.adds == "sum"} == {"sum"}


def test_a_year_is_added_with_the_units_behind_what_was_merged() -> None:
    found = carried(by_unit({(2019, "Châu Ổ"): {"n": 5}, (2019, "Bình Thới"): {"n": 7}}), IN_2020)
    year = totals.by_year(coverage.communes(found), ["n"]).set_index("year").loc[2019]
    assert year[["n", "reported", "expected"]].tolist() == [12, 2, 25]


def test_a_unit_that_no_file_declares_stops_with_its_code() -> None:
    found = by_unit({}).assign(unit_code="99999")
    with pytest.raises(DanvanError, match="không có mã 99999 từ ngày 01/01/2004"):
        carried(found, IN_2020)


def test_an_empty_frame_stays_empty() -> None:
    assert carried(by_unit({}).iloc[:0], IN_2020).empty
