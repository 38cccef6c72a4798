from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, THREE, absent, accepted, drawn, office

from danvan.analysis import coverage, review

ANSWERS = """
    unit_code | year | indicator  | column | value | state
    21040     | 2021 | dialogues  | actual | 3     | value
    21040     | 2022 | dialogues  | actual | 4     | value
    21043     | 2021 | dialogues  | actual | 0     | zero
    21043     | 2022 | dialogues  | actual |       | blank
    21046     | 2021 | dialogues  | actual | 5     | value
    21040     | 2022 | inspections | actual |      | blank
"""
WORKS = """
    unit_code | year | total_vnd | people_cash_vnd | labour_days
    21040     | 2021 | 100       | 10              | 1.5
    21040     | 2022 | 200       |                 | 2
    21043     | 2022 | 50        | 50              |
"""


def roll() -> pd.DataFrame:
    present = "indicators,resources"
    register = pd.concat(
        [
            accepted(*THREE, year=2021, present=present),
            accepted(CHAU_O, BINH_THUAN, year=2022, present=present),
            absent(BINH_THANH, year=2022),
        ]
    )
    return coverage.roll(register, office(*THREE))


def test_flows_add_over_years_and_name_the_unit_years_that_are_missing() -> None:
    found = review.indicator_flows(drawn(ANSWERS), roll(), ["dialogues", "inspections"]).set_index("indicator")
    assert found.loc["dialogues", ["value", "reported", "expected"]].tolist() == [12, 4, 6]
    assert found.loc["dialogues", "missing"] == ((2022, "Xã Bình Thuận"), (2022, "Xã Bình Thạnh"))
    assert found.loc["inspections", ["value", "reported"]].tolist() == [pd.NA, 0]


def test_resources_over_the_period() -> None:
    found = review.resource_flows(drawn(WORKS, "resources"), roll()).set_index("measure")
    assert found.loc[["total_vnd", "people_vnd", "labour_days", "works"], "value"].tolist() == [350, 60, 3.5, 3]
    total = found.loc["total_vnd"]
    assert (total["reported"], total["expected"], total["missing"]) == (5, 6, ((2022, "Xã Bình Thạnh"),))


def test_a_column_left_blank_is_missing_from_its_own_sum_alone() -> None:
    found = review.resource_flows(drawn(WORKS, "resources"), roll()).set_index("measure")
    labour = found.loc["labour_days"]
    assert (labour["reported"], labour["expected"]) == (4, 6)
    assert labour["missing"] == ((2022, "Xã Bình Thuận"), (2022, "Xã Bình Thạnh"))
