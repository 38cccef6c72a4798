from __future__ import annotations

import pandas as pd
import pytest
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, THREE, absent, accepted, drawn, office

from danvan.analysis import coverage, facts, parts
from danvan.declared.form import form
from danvan.declared.series import all_series, named

WORKS = """
    unit_code | year | work_type  | total_vnd | people_cash_vnd | completed
    21040     | 2022 | rural_road | 100       | 40              | có
    21040     | 2022 | canal      | 300       |                 | không
    21043     | 2022 | rural_road | 600       |                 | có
"""
ANSWERS = """
    unit_code | year | indicator        | column | value | state
    21040     | 2022 | security_teams   | actual | 3     | value
    21040     | 2022 | ward_guard_teams | actual |       | blank
    21043     | 2022 | security_teams   | actual | 2     | value
    21043     | 2022 | dialogues        | actual | 6     | value
    21043     | 2022 | dialogues        | plan   | 4     | value
"""


def roll(*units: object) -> pd.DataFrame:
    register = pd.concat([accepted(CHAU_O, BINH_THUAN, present="resources,indicators"), absent(BINH_THANH)])
    return coverage.roll(register, office(*THREE))


def of(name: str) -> pd.DataFrame:
    tables = {"resources": drawn(WORKS, "resources"), "indicators": drawn(ANSWERS)}
    return parts.by_unit(named(name), tables, roll()).set_index("unit_code")


def test_a_value_counts_the_units_that_gave_it() -> None:
    found = of("people_contribution")
    assert found["value"].tolist() == [40, pd.NA, pd.NA]
    assert found["covered"].tolist() == [True, True, False]
    assert found[["reported", "expected"]].to_numpy().tolist() == [[1, 1], [0, 1], [0, 1]]


def test_parts_of_a_ratio_are_known_together_or_not_at_all() -> None:
    found = of("people_share")
    assert found[["part", "whole"]].to_numpy().tolist() == [[40, 400], [pd.NA, pd.NA], [pd.NA, pd.NA]]
    assert found["covered"].tolist() == [True, False, False]


def test_indicators_of_a_sum_are_covered_where_all_that_are_asked_are() -> None:
    found = of("security_teams")
    assert found["value"].tolist() == [3, 2, pd.NA]
    assert found["covered"].tolist() == [False, True, False]  # the township left its ward guard blank
    assert of("plan_dialogues").loc["21043", ["part", "whole"]].tolist() == [6, 4]


def test_kinds_are_all_that_are_declared() -> None:
    found = of("works_completed").reset_index()
    kinds = [choice.name for choice in form().table("resources").column("work_type").choice]
    assert found[found["unit_code"] == "21040"].set_index("work_type")["value"].to_dict() == dict.fromkeys(kinds, 0) | {
        "rural_road": 1
    }


def test_the_register_is_known_of_every_unit() -> None:
    found = parts.by_unit(named("submission_rate"), {}, coverage.roll(accepted(*FOUR), office(*FOUR)))
    assert found[["part", "whole", "reported", "expected"]].to_numpy().tolist() == [[1, 1, 1, 1]] * 4


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("people_share", None), ("models_new", None), ("new_rural_share", {"commune"}),
        ("security_teams", {"commune", "township"}), ("labour_days_per_1000", {"commune", "township"}),
    ],
)  # fmt: skip
def test_who_is_asked(name: str, kinds: set[str] | None) -> None:
    assert parts.asked(named(name)) == kinds


def test_every_declared_measure_has_its_frame() -> None:
    own = {*parts.COLUMN, *parts.WHOLE, *parts.AWARD_YEAR, *parts.SEEN_ONLY}
    refs = [ref for one in all_series() if one.kind != "period" for refs in one.measures.values() for ref in refs]
    named_in = {ref.partition(".")[0] for ref in refs}
    assert own <= named_in <= own | {*facts.SUBJECTS}
