from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, THREE, absent, accepted, drawn, office
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis import coverage, totals
from danvan.declared.form import form

WORKS = """
    unit_code | year | work_type  | total_vnd | land_m2 | people_cash_vnd
    21040     | 2022 | rural_road | 100       |         | 40
    21040     | 2022 | canal      | 300       | 12.5    |
    21043     | 2022 | rural_road | 600       |         | 60
"""


def test_nothing_of_a_kind_is_zero_and_nothing_reported_is_unknown() -> None:
    register = pd.concat([accepted(CHAU_O, BINH_THUAN), absent(BINH_THANH)])
    roll = coverage.roll(register, office(*THREE))
    found = totals.by_unit(drawn(WORKS, "resources"), roll, "resources", ["total_vnd"], ["work_type"])
    wide = found.pivot_table(index="unit_code", columns="work_type", values="total_vnd", dropna=False)
    assert wide.loc["21043", ["rural_road", "canal", "bridge"]].tolist() == [600, 0, 0]
    assert found.loc[found["unit_code"] == "21046", "total_vnd"].isna().all()
    yearly = totals.by_year(found, ["total_vnd"], ["work_type"]).set_index("work_type")
    assert yearly.loc["rural_road", ["total_vnd", "reported", "expected"]].tolist() == [700, 2, 3]
    assert list(yearly.index) == [choice.name for choice in form().table("resources").column("work_type").choice]


def test_a_blank_column_of_a_reported_row_is_unknown_not_zero() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = totals.by_unit(drawn(WORKS, "resources"), roll, "resources", ["land_m2"]).set_index("unit_code")
    assert found.loc["21040", "land_m2"] == 12.5
    assert found.loc["21043", "land_m2"] is pd.NA
    assert found.loc["21046", "land_m2"] == 0

    of_land = totals.by_year(found.reset_index(), ["land_m2"], of="land_m2")
    assert of_land[["land_m2", "reported", "expected"]].to_numpy().tolist() == [[12.5, 2, 3]]  # a blank is not covered
    assert totals.by_year(found.reset_index(), ["land_m2"])["reported"].tolist() == [3]


def test_zeros_and_a_blank_add_up_to_unknown_and_other_values_to_what_is_known_of_them() -> None:
    frame = pd.DataFrame({
        "year": [2019, 2019, 2020, 2020, 2021, 2021, 2022],
        "land": pd.array([0, None, 7, None, 0, 0, None], dtype="Int64"),
    })  # fmt: skip
    told = pd.Series([True, True, True, True, True, True, False])
    assert totals.added(frame, ["year"], ["land"])["land"].tolist() == [pd.NA, 7, 0, pd.NA]
    # what was never told hides nothing: 2019 is 0 where its blank is of a unit that did not report
    told[1] = False
    assert totals.added(frame, ["year"], ["land"], told)["land"].tolist() == [0, 7, 0, pd.NA]


def test_a_sum_has_no_noise_of_binary_fractions() -> None:
    frame = pd.DataFrame({"year": [1] * 3, "kg": pd.array([10.4] * 3, dtype="Float64")})
    assert totals.added(frame, ["year"], ["kg"])["kg"].tolist() == [31.2]


def test_a_year_in_which_nobody_reported_has_no_total() -> None:
    roll = coverage.roll(absent(*THREE), office(*THREE))
    found = totals.by_unit(drawn(WORKS, "resources").iloc[:0], roll, "resources", ["total_vnd"])
    yearly = totals.by_year(found, ["total_vnd"])
    assert yearly["total_vnd"].isna().all()
    assert yearly[["reported", "expected"]].to_numpy().tolist() == [[0, 3]]


def test_a_ratio_is_a_ratio_of_sums_over_units_that_gave_both() -> None:
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    frame = drawn(WORKS, "resources").query("work_type == 'rural_road'")
    frame = pd.concat([frame, drawn(WORKS, "resources").iloc[1:2].assign(unit_code="21046")])
    found = totals.by_unit(frame, roll, "resources", ["people_cash_vnd", "total_vnd"])
    ratio = totals.ratio(found, "people_cash_vnd", "total_vnd").iloc[0]
    assert ratio["ratio"] == 100 / 700  # the unit that gave only the total is in neither part
    assert (ratio["reported"], ratio["expected"]) == (2, 3)


def test_a_share_of_nothing_is_unknown() -> None:
    zero, one = pd.Series([0], dtype="Int64"), pd.Series([1], dtype="Int64")
    assert totals.share(zero, zero).isna().all()
    assert totals.share(one, zero).isna().all()


def test_values_nobody_declared_and_unknown_ones_are_kept() -> None:
    frame = drawn(WORKS, "resources")
    frame["work_type"] = pd.array(["tunnel", None, "canal"], dtype="string")
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    found = totals.by_year(totals.by_unit(frame, roll, "resources", ["total_vnd"], ["work_type"]), ["total_vnd"])
    assert found["total_vnd"].tolist() == [1000]


@given(
    st.lists(
        st.tuples(st.sampled_from(THREE), st.sampled_from(["canal", "bridge", None]), st.integers(0, 10**12)),
        max_size=30,
    )
)
def test_the_parts_add_up_to_the_whole_by_unit_and_by_kind(rows: list[tuple[object, str | None, int]]) -> None:
    frame = pd.DataFrame(
        {
            "unit_code": pd.array([unit.code for unit, _, _ in rows], dtype="string"),  # type: ignore[attr-defined]
            "unit_from": pd.Series([unit.valid_from for unit, _, _ in rows], dtype=object),  # type: ignore[attr-defined]
            "year": pd.array([2022] * len(rows), dtype="Int64"),
            "period": pd.array(["N"] * len(rows), dtype="string"),
            "work_type": pd.array([kind for _, kind, _ in rows], dtype="string"),
            "total_vnd": pd.array([value for _, _, value in rows], dtype="Int64"),
        }
    )
    roll = coverage.roll(accepted(*THREE), office(*THREE))
    by_kind = totals.by_unit(frame, roll, "resources", ["total_vnd"], ["work_type"])
    assert by_kind["total_vnd"].sum() == sum(value for _, _, value in rows)
    whole = totals.by_year(totals.by_unit(frame, roll, "resources", ["total_vnd"]), ["total_vnd"])
    assert whole["total_vnd"].tolist() == [sum(value for _, _, value in rows)]


def test_what_was_carried_counts_the_units_behind_it() -> None:
    register = pd.concat([accepted(CHAU_O, BINH_THUAN), absent(BINH_THANH)])
    roll = coverage.roll(register, office(*THREE))
    found = totals.answers(totals.by_unit(drawn(WORKS, "resources"), roll, "resources", ["land_m2"]), "land_m2")
    assert found["reported"].tolist() == [1, 0, 0]  # Bình Thuận left it blank, Bình Thạnh sent nothing
    merged = found.assign(expected=pd.array([2, 1, 1], dtype="Int64"))
    assert totals.by_year(merged, ["land_m2"])[["reported", "expected"]].to_numpy().tolist() == [[1, 4]]
