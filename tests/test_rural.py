from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, MTTQ, THREE, absent, accepted, drawn, office

from danvan.analysis import coverage, rural

PRESENT = "new_rural,ocop,model_areas,awards"
STATUS = """
    unit_code | year | status   | criteria_met | recognised_year
    21040     | 2022 | standard |              |
    21043     | 2022 | advanced | 19           | 2019
    21046     | 2022 | none     | 14           |
"""


def test_a_township_has_no_new_rural_status_and_is_not_in_the_denominator() -> None:
    roll = coverage.roll(accepted(*FOUR, present=PRESENT), office(*FOUR))
    by_unit = rural.status_by_unit(drawn(STATUS, "new_rural"), roll).set_index("unit_code")
    assert by_unit["status"].to_dict() == {"21040": "not_applicable", "21043": "advanced", "21046": "none"}
    found = rural.communes_by_year(drawn(STATUS, "new_rural"), roll).iloc[0]
    assert found[["communes", "met", "advanced", "model", "not_met"]].tolist() == [2, 1, 1, 0, 1]
    assert (found["share"], found["reported"], found["expected"]) == (0.5, 2, 2)


def test_a_commune_that_did_not_report_has_no_status() -> None:
    roll = coverage.roll(pd.concat([accepted(CHAU_O, BINH_THUAN, present=PRESENT), absent(BINH_THANH)]), office(*THREE))
    found = rural.communes_by_year(drawn(STATUS, "new_rural").iloc[:2], roll).iloc[0]
    assert found[["met", "not_met", "reported", "expected"]].tolist() == [1, 0, 1, 2]
    assert found["share"] == 1  # of the communes that reported


def test_ocop_by_stars_and_model_areas_are_counts_of_rows() -> None:
    roll = coverage.roll(accepted(*THREE, present=PRESENT), office(*THREE))
    ocop = drawn("unit_code|year|product|stars\n21043|2022|Hành tím|3\n21043|2022|Nước mắm|3\n21046|2022|Tỏi|4", "ocop")
    found = rural.ocop_by_year(ocop, roll).set_index("stars")["products"]
    assert found.to_dict() == {1: 0, 2: 0, 3: 2, 4: 1, 5: 0}
    areas = drawn("unit_code|year|name\n21043|2022|Thôn 1\n21046|2022|Thôn 2", "model_areas")
    assert rural.areas_by_year(areas, roll)["areas"].tolist() == [2]


AWARDS = """
    unit_code | year | award_year | achievement_year | decision_number | level    | form        | recipient_kind | count
    CQ-MTTQ   | 2021 | 2021       | 2020             | 12/QĐ-UBND      | district | certificate | collective     | 3
    21043     | 2021 | 2021       | 2020             | 12/qđ-ubnd      | district | certificate | collective     | 1
    21043     | 2021 | 2021       | 2021             | 5/QĐ-UBND       | commune  | certificate | individual     | 4
    21043     | 2022 | 2021       | 2021             | 5/QĐ-UBND       | commune  | certificate | individual     | 4
    21046     | 2021 | 2021       | 2021             |                 | commune  | certificate | individual     | 1
    21046     | 2021 | 2021       | 2021             |                 | commune  | certificate | individual     | 1
"""


def awards() -> tuple[pd.DataFrame, pd.DataFrame]:
    register = pd.concat([accepted(*FOUR, year=2021, present=PRESENT), accepted(*FOUR, year=2022, present=PRESENT)])
    return drawn(AWARDS, "awards"), coverage.roll(register, office(*FOUR))


def test_awards_keep_the_two_years_apart_and_a_decision_counts_once() -> None:
    found = rural.awards_by_year(*awards()).set_index(["achievement_year", "level", "recipient_kind"])
    assert found.loc[(2020, "district", "collective"), "count"] == 3
    assert found.loc[(2021, "commune", "individual"), "count"] == 6
    assert found["award_year"].unique().tolist() == [2021]
    assert found[["reported", "expected"]].to_numpy().tolist() == [[4, 4], [4, 4]]


def test_awards_of_the_communes_alone_are_told_by_the_communes() -> None:
    frame, roll = awards()
    found = rural.awards_by_year(frame, coverage.communes(roll)).set_index(["level", "recipient_kind"])["count"]
    assert found.to_dict() == {("commune", "individual"): 6, ("district", "collective"): 1}


def test_an_award_of_a_year_outside_the_roll_has_no_coverage() -> None:
    roll = coverage.roll(accepted(MTTQ, year=2021, present=PRESENT), office(MTTQ))
    frame = drawn(AWARDS, "awards").iloc[:1].assign(award_year=pd.array([2020], dtype="Int64"))
    assert rural.awards_by_year(frame, roll)["reported"].isna().all()
