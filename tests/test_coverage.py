from __future__ import annotations

import pandas as pd
from drawn_frames import (
    BINH_THANH,
    BINH_THUAN,
    CHAU_O,
    FOUR,
    MTTQ,
    NEW,
    THREE,
    Unit,
    absent,
    accepted,
    drawn,
    office,
)  # fmt: skip

from danvan.analysis import coverage

REGISTER = """
    unit_code | period | revision | status       | received_on | days_late | forms_present    | sample
    21040     | N      | 1        | superseded   | 2022-12-14  | 0         | models           | có
    21040     | N      | 2        | accepted     | 2022-12-20  | 4         | models,resources | có
    21043     | N      | 1        | returned     | 2022-12-20  | 4         | models           | có
    21043     | N      | 2        | returned     | 2022-12-22  | 6         | models           | có
    21046     | N      |          | not_received |             |           |                  | có
    CQ-MTTQ   | N      | 1        | accepted     |             |           | models           | có
    CQ-MTTQ   | 6T     | 1        | accepted     | 2022-06-14  | 0         | models           | có
"""


def register() -> pd.DataFrame:
    frame = drawn(REGISTER)
    return frame.assign(
        year=pd.array([2022] * len(frame), dtype="Int64"),
        **dict.fromkeys(("forms_with_nothing", "file", "sha256"), pd.array([None] * len(frame), dtype="string")),
    )


def test_the_roll_has_one_row_per_unit_in_official_order_with_its_best_file() -> None:
    roll = coverage.roll(register(), office(MTTQ, BINH_THANH, BINH_THUAN, CHAU_O))
    assert roll["unit"].tolist() == ["Thị trấn Châu Ổ", "Xã Bình Thuận", "Xã Bình Thạnh", MTTQ.name]
    assert roll["status"].tolist() == ["accepted", "returned", "not_received", "accepted"]
    assert roll["returned"].tolist() == [0, 2, 0, 0]
    assert roll["group"].tolist() == ["commune"] * 3 + ["agency"]
    assert roll["sample"].all()


def test_a_unit_is_on_time_by_its_first_file_and_unknown_days_stay_unknown() -> None:
    roll = coverage.roll(register(), office(*FOUR))
    assert roll["days_late"].isna().tolist() == [False, False, True, True]
    assert roll["days_late"].tolist()[:2] == [0, 4]


def test_submissions_are_counted_by_group_and_together() -> None:
    counted = coverage.submissions(coverage.roll(register(), office(*FOUR))).set_index("group")
    columns = ["expected", "reported", "accepted", "returned", "on_time", "late", "not_received"]
    assert counted.loc["commune", columns].tolist() == [3, 2, 1, 1, 1, 1, 1]
    assert counted.loc["all", columns].tolist() == [4, 3, 2, 1, 1, 1, 1]
    assert counted.loc["agency", "reported_rate"] == 1


def test_a_part_year_is_marked() -> None:
    sent = pd.concat([accepted(CHAU_O, year=2017), accepted(CHAU_O, year=2018)])
    roll = coverage.roll(sent, office(CHAU_O))
    assert roll["part_year"].tolist() == [True, False]


def test_an_agency_that_reports_unasked_is_counted_on_both_sides() -> None:
    by_year = {2022: THREE}
    roll = coverage.roll(accepted(*FOUR), office(*FOUR, by_year=by_year))
    assert coverage.of_table(roll, "models")["expected"].tolist() == [4]


def test_a_table_is_covered_by_rows_or_by_saying_that_there_were_none() -> None:
    sent = pd.concat(
        [
            accepted(CHAU_O),
            accepted(BINH_THUAN, present="models", nothing="resources"),
            accepted(BINH_THANH, present="models"),
        ]
    )
    found = coverage.of_table(coverage.roll(sent, office(*THREE)), "resources")
    assert found[["reported", "expected"]].to_numpy().tolist() == [[2, 3]]
    assert found["missing"].tolist() == [("Xã Bình Thạnh",)]


def test_agencies_are_not_asked_for_resources_and_returned_files_cover_nothing() -> None:
    roll = coverage.roll(register(), office(*FOUR))
    assert coverage.of_table(roll, "resources")[["reported", "expected"]].to_numpy().tolist() == [[1, 3]]
    assert coverage.of_table(roll, "models")[["reported", "expected"]].to_numpy().tolist() == [[2, 4]]


def test_the_completeness_matrix_says_where_a_unit_did_not_exist() -> None:
    new = Unit("21040", "Châu Ổ", "township", NEW)
    sent = pd.concat([accepted(CHAU_O, year=2019), absent(BINH_THUAN, year=2019), accepted(new, BINH_THUAN, year=2020)])
    by_year = {2019: (CHAU_O, BINH_THUAN), 2020: (new, BINH_THUAN)}
    found = coverage.completeness(coverage.roll(sent, office(by_year=by_year)))
    assert found[["unit_code", "year", "status"]].to_numpy().tolist() == [
        ["21040", 2019, "accepted"],
        ["21040", 2020, "not_applicable"],
        ["21040", 2019, "not_applicable"],
        ["21040", 2020, "accepted"],
        ["21043", 2019, "not_received"],
        ["21043", 2020, "accepted"],
    ]


def test_parts_of_the_roll() -> None:
    sent = pd.concat([accepted(*FOUR, year=2021), accepted(*FOUR, year=2022)])
    roll = coverage.roll(sent, office(*FOUR))
    assert len(coverage.communes(roll)) == 6
    assert coverage.agencies(roll)["unit_code"].unique().tolist() == ["CQ-MTTQ"]
    assert coverage.last_year(roll)["year"].unique().tolist() == [2022]
    assert len(coverage.one_unit(roll, "21043")) == 2


def test_an_empty_register_gives_an_empty_roll() -> None:
    roll = coverage.roll(register().iloc[:0], office(*FOUR))
    assert roll.empty
    assert coverage.submissions(roll).empty
    assert coverage.of_table(roll, "models").empty
    assert coverage.completeness(roll).empty


def test_units_of_two_years_are_alike_where_they_are_the_same_or_all_that_were_asked() -> None:
    found = pd.DataFrame(
        {
            "year": [2018, 2018, 2019, 2020, 2020, 2021, 2021],
            "unit_code": ["a", "b", "ab", "ab", "c", "ab", "c"],
            "unit_from": [1, 1, 2, 2, 2, 2, 2],
            "covered": [True, True, True, True, False, False, True],
        }
    )
    assert coverage.same_units(found) == {2018: False, 2019: True, 2020: True, 2021: False}


def test_a_blank_column_is_not_covered_and_a_zero_is() -> None:
    found = pd.DataFrame({"covered": [True, True, True, False], "land_m2": pd.array([0, None, 5, None], dtype="Int64")})
    assert coverage.measured(found, "land_m2")["covered"].tolist() == [True, False, True, False]


def test_the_panel_is_of_the_units_that_gave_the_measure_in_every_year() -> None:
    found = pd.DataFrame(
        {
            "year": [2018, 2018, 2018, 2018, 2019, 2019, 2019, 2020, 2020, 2020],
            "unit_code": ["a", "b", "c", "d", "a", "b", "c", "a", "b", "c"],
            "unit_from": [1] * 10,
            "covered": [True] * 8 + [False, True],
            "n": pd.array([1, 2, 3, 4, 0, 5, 6, 7, None, None], dtype="Int64"),
        }
    )
    assert coverage.panel(found, ["n"])[["year", "unit_code"]].to_numpy().tolist() == [
        [2018, "a"], [2019, "a"], [2020, "a"],
    ]  # fmt: skip
    assert coverage.panel(found, [])["unit_code"].unique().tolist() == ["a", "c"]
    partial = found.assign(partial=found["unit_code"].eq("a") & found["year"].eq(2019))
    assert coverage.panel(partial, ["n"]).empty


def test_the_official_order_is_one_for_units_of_all_times() -> None:
    new = Unit("21040", "Châu Ổ", "township", NEW)
    assert coverage.positions([MTTQ, BINH_THUAN, new, CHAU_O]) == {
        CHAU_O.key: 0, new.key: 1, BINH_THUAN.key: 2, MTTQ.key: 3,
    }  # fmt: skip
