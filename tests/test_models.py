from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, THREE, absent, accepted, drawn, office

from danvan.analysis import coverage, models

YEAR = """
    unit_code | year | model_name        | field           | kind       | status     | implemented | result         | recognised_level | first_year
    21040     | 2022 | Tổ tự quản        | defence_security | collective | new       | có          | recognised     | commune          | 2022
    21040     | 2022 | Hũ gạo tình thương | culture_society | collective | continued  | có          | outstanding    | district         | 2019
    21040     | 2022 | Vườn sạch         | culture_society | individual | paused     | có          | not_recognised |                  | 2020
    21043     | 2022 | Tổ tự quản        | defence_security | collective | ended     | có          | not_considered |                  | 2018
    CQ-MTTQ   | 2022 | Nồi cháo yêu thương | economy       | collective | replicated | không       | not_considered |                  | 2021
"""


def test_the_stages_of_a_year() -> None:
    roll = coverage.roll(accepted(*FOUR), office(*FOUR))
    found = models.by_year(drawn(YEAR, "models"), roll).iloc[0]
    assert found[models.STAGES].to_dict() == {
        "registered": 5, "implemented": 4, "at_work": 2, "new": 1, "considered": 3, "recognised": 2, "outstanding": 1,
    }  # fmt: skip
    assert found["recognition_rate"] == 2 / 3
    assert (found["reported"], found["expected"]) == (4, 4)


def test_communes_and_agencies_apart() -> None:
    roll = coverage.roll(accepted(*FOUR), office(*FOUR))
    frame = drawn(YEAR, "models")
    assert models.by_year(frame, coverage.communes(roll))["registered"].tolist() == [4]
    assert models.by_year(frame, coverage.agencies(roll))["registered"].tolist() == [1]


def test_by_field_every_field_appears() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = models.by_year(drawn(YEAR, "models"), roll, ["field"]).set_index("field")["registered"]
    assert found.to_dict() == {"economy": 0, "culture_society": 2, "defence_security": 2, "political_system": 0}


def test_a_missing_unit_is_unknown_and_lowers_the_coverage() -> None:
    roll = coverage.roll(pd.concat([accepted(CHAU_O, BINH_THUAN), absent(BINH_THANH)]), office(*THREE))
    by_unit = models.by_unit(drawn(YEAR, "models"), roll).set_index("unit_code")
    assert by_unit.loc["21046", "registered"] is pd.NA
    found = models.by_year(drawn(YEAR, "models"), roll).iloc[0]
    assert (found["registered"], found["reported"], found["expected"]) == (4, 2, 3)


def test_recognised_by_level() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = models.recognised_by_level(drawn(YEAR, "models"), roll).set_index("recognised_level")
    assert found["recognised"].to_dict() == {"commune": 1, "district": 1, "province": 0, "central": 0}
    assert found.loc["district", "outstanding"] == 1


def test_the_life_cycle_of_a_year() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = models.life_cycle(drawn(YEAR, "models"), roll).iloc[0]
    assert found[["opening", "new", "ended", "paused", "closing"]].tolist() == [3, 1, 1, 1, 3]


LIVES = """
    unit_code | year | model_id       | model_name          | field           | result
    21040     | 2018 |                | Tổ tự quản          | economy         | recognised
    21040     | 2019 |                | TỔ TỰ QUẢN.         | economy         | recognised
    21040     | 2020 | 21040-2018-001 | Tổ  tự quản         | economy         | not_considered
    21040     | 2021 | 21040-2018-001 | Tổ tự quản số 1     | culture_society | outstanding
    21040     | 2021 | 21040-2021-001 | Bình Thanh xanh     | economy         | not_considered
    21040     | 2022 |                | Bình Thạnh xanh     | economy         | not_considered
    21043     | 2018 |                | Tổ tự quản          | economy         | not_considered
"""


def lives() -> tuple[pd.DataFrame, pd.DataFrame]:
    years = range(2018, 2023)
    register = pd.concat([accepted(CHAU_O, BINH_THUAN, year=year) for year in years])
    return drawn(LIVES, "models"), coverage.roll(register, office(CHAU_O, BINH_THUAN))


def test_a_model_is_one_by_its_id_or_its_name_within_the_unit_to_the_tone_mark() -> None:
    frame, _ = lives()
    assert models.counted(frame)["thread"].tolist() == [0, 0, 0, 0, 1, 2, 3]


def test_over_a_period_models_are_distinct_never_sums_of_years() -> None:
    frame, roll = lives()
    whole = models.distinct(frame, roll).iloc[0]
    assert whole[["models", "recognised", "outstanding"]].tolist() == [4, 1, 1]
    assert whole[["reported", "expected"]].tolist() == [10, 10]
    by_field = models.distinct(frame, roll, ["field"]).set_index("field")["models"]
    assert by_field.to_dict() == {"economy": 3, "culture_society": 1}
    own = [models.distinct(frame, coverage.one_unit(roll, code)).iloc[0] for code in ("21040", "21043")]
    assert [(unit["models"], unit["expected"]) for unit in own] == [(3, 5), (1, 5)]


def test_a_model_that_goes_on_in_a_merged_unit_is_counted_in_both_and_once_in_all() -> None:
    frame, roll = lives()
    one = frame.assign(thread=[0] * 6 + [0], maybe=0)
    units = [models.distinct(one, coverage.one_unit(roll, code))["models"][0] for code in ("21040", "21043")]
    assert (units, models.distinct(one, roll)["models"][0]) == ([1, 1], 1)


def test_a_row_outside_of_the_roll_may_join_two_that_are_in_it() -> None:
    frame, roll = lives()
    assert models.distinct(frame, roll[roll["year"].isin([2019, 2021])])["models"].tolist() == [2]


def test_over_a_period_in_which_nobody_reported_the_number_is_unknown() -> None:
    roll = coverage.roll(absent(*THREE), office(*THREE))
    frame = drawn(YEAR, "models").iloc[:0]
    assert models.distinct(frame, roll)["models"].isna().all()


def test_a_unit_that_reported_no_model_has_zero() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    frame = drawn(YEAR, "models")
    own = [models.distinct(frame, coverage.one_unit(roll, unit.code))["models"][0] for unit in THREE]
    assert own == [3, 1, 0]


def test_typical_models_are_listed_once_without_a_column_that_may_name_a_person() -> None:
    frame, roll = lives()
    found = models.typical(frame, roll)
    assert found["model_name"].tolist() == ["Tổ tự quản số 1"]
    assert not {"lead_unit", "place", "description", "outcome"} & set(found.columns)


def test_the_codes_of_a_model_are_those_of_all_its_years() -> None:
    frame, roll = lives()
    assert models.codes(frame, models.typical(frame, roll)).tolist() == ["21040-2018-001"] * 2
    joined = frame.assign(thread=[0, 0, 0, 0, 0, 1, 2], maybe=0)
    assert set(models.codes(joined, models.typical(joined, roll))) == {"21040-2018-001", "21040-2021-001"}
