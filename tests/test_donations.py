from __future__ import annotations

import pandas as pd
from drawn_frames import FOUR, THREE, accepted, drawn, office

from danvan.analysis import coverage, donations

GIVEN = """
    unit_code | year | event   | activity             | donor_kind | cash_vnd  | goods_quantity | goods_unit | goods_vnd | included_in_total
    21040     | 2021 | covid19 | donation             | collective | 200000000 | 31.0           | tấn        | 500000000 | có
    21043     | 2021 | covid19 | donation             | individual | 50000000  | 200            | kg         | 42372000  | có
    21046     | 2021 | covid19 | donation             | individual |           | 40             | thùng      | 1000000   | có
    CQ-MTTQ   | 2021 | covid19 | relief_for_returnees | collective | 890000000 |                |            |           | không
"""


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    roll = coverage.roll(accepted(*FOUR, year=2021, present="donations"), office(*FOUR))
    return drawn(GIVEN, "donations"), roll


def test_what_is_told_apart_is_printed_apart_and_the_total_with_and_without_it() -> None:
    found = donations.with_and_without(*frames()).query("event == 'covid19'").set_index("part")
    assert found.loc["included", "cash_vnd"] == 250_000_000
    assert found.loc["included", "value_vnd"] == 250_000_000 + 543_372_000
    assert found.loc["apart", "value_vnd"] == 890_000_000
    assert found.loc["all", "value_vnd"] == found.loc["included", "value_vnd"] + 890_000_000
    assert found["expected"].unique().tolist() == [4]


def test_goods_by_weight_in_tonnes_and_other_goods_never_added_to_them() -> None:
    found = donations.by_year(*frames(), ["event"])
    assert found["goods_tonnes"].tolist() == [31.2]
    other = donations.goods_not_weighed(*frames())
    assert other[["goods_unit", "quantity"]].to_numpy().tolist() == [["thùng", 40.0]]


def test_by_donor_and_activity_only_combinations_that_occur() -> None:
    found = donations.by_year(*frames(), ["activity", "donor_kind"]).set_index(["activity", "donor_kind"])["cash_vnd"]
    assert found.to_dict() == {
        ("donation", "collective"): 200_000_000,
        ("donation", "individual"): 50_000_000,
        ("relief_for_returnees", "collective"): 890_000_000,
    }


def test_cash_nobody_wrote_is_unknown() -> None:
    found = donations.by_unit(*frames()).set_index("unit_code")
    assert found.loc["21046", "cash_vnd"] is pd.NA
    assert found.loc["21046", "value_vnd"] == 1_000_000


def test_no_donations_at_all() -> None:
    roll = coverage.roll(accepted(*THREE, year=2021, present="donations"), office(*THREE))
    none = drawn(GIVEN, "donations").iloc[:0]
    assert donations.by_year(none, roll)["value_vnd"].tolist() == [0]
    assert donations.with_and_without(none, roll).empty
    assert donations.goods_not_weighed(none, roll).empty
