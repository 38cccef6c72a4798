from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, THREE, absent, accepted, drawn, office

from danvan.analysis import coverage, resources

WORKS = """
    unit_code | year | work_type  | quantity | quantity_unit | total_vnd | state_vnd | people_cash_vnd | people_inkind_vnd | land_m2 | labour_days | completed
    21040     | 2022 | canal      | 900      | m             | 380000000 | 200000000 | 150000000       | 30000000          |         | 120         | có
    21040     | 2022 | canal      | 0.9      | km            | 120000000 | 120000000 |                 |                   | 30.5    |             | có
    21040     | 2022 | canal      | 500      | m             | 10000000  |           | 10000000        |                   |         |             | không
    21043     | 2022 | rural_road | 3        | sào           | 40000000  |           | 40000000        |                   | 100     | 20.5        | có
"""


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    register = pd.concat([accepted(CHAU_O, BINH_THUAN), absent(BINH_THANH)])
    return drawn(WORKS, "resources"), coverage.roll(register, office(*THREE))


def test_the_money_of_a_year_with_its_coverage() -> None:
    found = resources.by_year(*frames()).iloc[0]
    assert found["total_vnd"] == 550_000_000
    assert found["state_vnd"] == 320_000_000
    assert found["people_vnd"] == 230_000_000
    assert found["people_share"] == 230 / 550
    assert (found["land_m2"], found["labour_days"], found["works"]) == (130.5, 140.5, 4)
    assert found["business_vnd"] is pd.NA
    assert (found["reported"], found["expected"], found["share_reported"]) == (2, 3, 2)


def test_the_money_of_a_unit() -> None:
    found = resources.by_unit(*frames()).set_index("unit_code")
    assert found.loc["21043", "people_share"] == 1
    assert found.loc["21046", "total_vnd"] is pd.NA


def test_by_source_is_long() -> None:
    found = resources.by_source(*frames()).set_index("source")["value"]
    assert found["people_vnd"] == 230_000_000
    assert found["business_vnd"] is pd.NA


def test_works_are_counted_by_type_and_completed_ones_apart() -> None:
    found = resources.works(*frames()).set_index("work_type")
    assert found.loc["canal", ["works", "works_completed", "total_vnd"]].tolist() == [3, 2, 510_000_000]
    assert found.loc["school", ["works", "works_completed", "total_vnd"]].tolist() == [0, 0, 0]


def test_outputs_are_of_completed_works_on_one_unit_and_local_units_stay_apart() -> None:
    found = resources.outputs(*frames())
    assert found[["work_type", "quantity_unit", "quantity"]].to_numpy().tolist() == [
        ["canal", "m", 1800.0],
        ["rural_road", "sào", 3.0],
    ]
    assert found["reported"].tolist() == [2, 2]


def test_agencies_are_not_asked() -> None:
    roll = coverage.roll(accepted(*FOUR), office(*FOUR))
    assert resources.by_year(drawn(WORKS, "resources"), roll)["expected"].tolist() == [3]


def test_no_rows_at_all() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = resources.by_year(drawn(WORKS, "resources").iloc[:0], roll).iloc[0]
    assert found["total_vnd"] == 0
    assert found["people_share"] is pd.NA
