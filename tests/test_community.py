from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, THREE, absent, accepted, drawn, office

from danvan.analysis import community, coverage

ANSWERS = """
    unit_code | year | indicator           | column | value | state
    21040     | 2022 | security_teams      | actual | 7     | value
    21040     | 2022 | ward_guard_teams    | actual | 4     | value
    21040     | 2022 | mediation_cases     | actual | 10    | value
    21040     | 2022 | mediation_successes | actual | 8     | value
    21040     | 2022 | security_teams      | plan   | 9     | value
    21043     | 2022 | security_teams      | actual | 0     | zero
    21043     | 2022 | mediation_cases     | actual | 30    | value
    21043     | 2022 | mediation_successes | actual |       | blank
    21046     | 2022 | security_teams      | actual |       | unreadable
    21046     | 2022 | mediation_cases     | actual | 0     | zero
    21046     | 2022 | mediation_successes | actual | 0     | zero
"""


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    roll = coverage.roll(accepted(*FOUR, present="indicators"), office(*FOUR))
    return drawn(ANSWERS), roll


def test_a_zero_is_an_answer_and_a_blank_is_none() -> None:
    found = community.by_unit(*frames(), ["security_teams"]).set_index("unit_code")
    assert found["value"].to_dict() == {"21040": 7, "21043": 0, "21046": None}
    assert found["state"].tolist() == ["value", "zero", "unreadable"]
    assert found["covered"].tolist() == [True, True, False]
    yearly = community.by_year(*frames(), ["security_teams"]).iloc[0]
    assert yearly[["value", "reported", "expected"]].tolist() == [7, 2, 3]


def test_who_is_not_asked_is_not_counted() -> None:
    found = community.by_unit(*frames(), ["ward_guard_teams"]).set_index("unit_code")
    assert found["state"].tolist() == ["value", "not_applicable", "not_applicable"]
    assert community.by_year(*frames(), ["ward_guard_teams"])["expected"].tolist() == [1]


def test_an_indicator_before_its_first_year_is_not_applicable() -> None:
    roll = coverage.roll(accepted(CHAU_O, year=2018, present="indicators"), office(CHAU_O))
    assert community.by_unit(drawn(ANSWERS), roll, ["police_forums"])["state"].tolist() == ["not_applicable"]
    assert community.by_year(drawn(ANSWERS), roll, ["police_forums"]).empty


def test_a_unit_that_sent_nothing_says_so_and_a_row_that_is_missing_is_blank() -> None:
    register = pd.concat([accepted(CHAU_O, BINH_THANH, present="indicators"), absent(BINH_THUAN)])
    roll = coverage.roll(register, office(*THREE))
    answers = drawn(ANSWERS).query("unit_code == '21040'")
    found = community.by_unit(answers, roll, ["security_teams"]).set_index("unit_code")["state"]
    assert found.to_dict() == {"21040": "value", "21043": "not_received", "21046": "blank"}


def test_two_kinds_of_teams_are_one_sum_covered_where_all_that_is_asked_is_told() -> None:
    found = community.together(*frames(), community.TEAMS, "teams").set_index("unit_code")
    assert found["value"].to_dict() == {"21040": 11, "21043": 0, "21046": None}
    assert found["covered"].tolist() == [True, True, False]


def test_a_rate_is_a_ratio_of_sums_over_the_units_that_told_both_parts() -> None:
    found = community.rate_by_year(*frames(), "mediation_successes", ["mediation_cases"]).iloc[0]
    assert (found["part"], found["whole"], found["ratio"]) == (8, 10, 0.8)  # 30 cases without an outcome stay out
    assert (found["reported"], found["expected"]) == (2, 3)
    by_unit = community.rate(*frames(), "mediation_successes", ["mediation_cases"]).set_index("unit_code")
    assert by_unit["ratio"].tolist() == [0.8, pd.NA, pd.NA]


def test_the_plan_is_another_column() -> None:
    found = community.by_unit(*frames(), ["security_teams"], "plan").set_index("unit_code")["value"]
    assert found["21040"] == 9


def test_no_answers_at_all() -> None:
    _, roll = frames()
    found = community.by_year(drawn(ANSWERS).iloc[:0], roll, ["security_teams"]).iloc[0]
    assert (found["value"], found["reported"], found["expected"]) == (pd.NA, 0, 3)


def test_nothing_of_one_kind_and_a_blank_of_another_is_not_nothing() -> None:
    _, roll = frames()
    answers = drawn("""
        unit_code | year | indicator        | column | value | state
        21040     | 2022 | security_teams   | actual | 0     | zero
        21040     | 2022 | ward_guard_teams | actual |       | blank
        21043     | 2022 | security_teams   | actual | 0     | zero
    """)
    found = community.together(answers, roll, ["security_teams", "ward_guard_teams"], "teams").set_index("unit_code")
    assert found["value"].to_dict() == {"21040": None, "21043": 0, "21046": None}
    assert found["covered"].tolist() == [False, True, False]
