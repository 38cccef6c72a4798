from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis.change import Change, change, with_change

CASES = [
    (15, 10, 1.0, False, Change(5, 0.5)),
    (10, 15, 1.0, False, Change(-5, -5 / 15)),
    (7, 0, 1.0, False, Change(7, None, "base_zero")),
    (7, None, 1.0, False, Change(None, None, "base_missing")),
    (None, 7, 1.0, False, Change(None, None, "missing")),
    (8, 4, 1.0, False, Change(4, None, "base_small")),
    (8, 5, 1.0, False, Change(3, 0.6)),
    (15, 10, 0.79, False, Change(5, None, "coverage_low")),
    (15, 10, 0.80, False, Change(5, 0.5)),
    (15, 10, 1.0, True, Change(None, None, "part_year")),
    (7, 0, 0.5, False, Change(7, None, "coverage_low")),
]


def test_the_difference_of_other_units_has_no_percentage() -> None:
    assert change(15, 10, coverage=0.95, same_units=False) == Change(5, None, "units_differ")
    assert change(15, 10, coverage=0.7, same_units=False) == Change(5, None, "coverage_low")


@pytest.mark.parametrize(("now", "before", "coverage", "part_year", "wanted"), CASES)
def test_a_percentage_only_where_it_means_something(
    now: float | None, before: float | None, coverage: float, part_year: bool, wanted: Change
) -> None:
    assert change(now, before, coverage=coverage, part_year=part_year) == wanted


@given(st.none() | st.integers(-100, 10**9), st.none() | st.integers(-100, 10**9), st.floats(0, 1))
def test_a_percentage_always_has_a_difference_and_no_reason(
    now: int | None, before: int | None, coverage: float
) -> None:
    found = change(now, before, coverage=coverage)
    assert (found.percent is None) == (found.reason != "")
    assert found.percent is None or found.absolute is not None


def test_a_frame_is_compared_year_by_year_within_each_kind() -> None:
    yearly = pd.DataFrame(
        {
            "year": [2017, 2018, 2019, 2021],
            "field": ["economy"] * 4,
            "models": pd.array([10, 20, 30, 60], dtype="Int64"),
            "reported": [4, 4, 4, 4],
            "expected": [4, 4, 4, 4],
        }
    )
    found = with_change(yearly, "models", ["field"], part_years=[2017])
    assert found["reason"].tolist() == ["part_year", "part_year", "", "base_missing"]
    assert found["percent"].tolist() == [pd.NA, pd.NA, 0.5, pd.NA]
    assert found["absolute"].tolist()[2] == 10
    assert found["before"].tolist()[2] == 20


def test_units_are_alike_where_all_reported_or_where_that_is_known() -> None:
    years = {"year": [2020, 2021], "n": pd.array([10, 20], dtype="Int64"), "reported": [21, 21], "expected": [22, 22]}
    assert with_change(pd.DataFrame(years), "n")["reason"].tolist()[1] == "units_differ"
    found = with_change(pd.DataFrame(years), "n", same_units={2021: True})
    assert (found["percent"].tolist()[1], found["reason"].tolist()[1]) == (1.0, "")
    merged = pd.DataFrame(years | {"reported": [25, 22], "expected": [25, 22]})
    assert with_change(merged, "n")["percent"].tolist()[1] == 1.0


def test_low_coverage_of_either_year_takes_the_percentage_away() -> None:
    yearly = pd.DataFrame(
        {"year": [2020, 2021], "n": pd.array([10, 20], dtype="Int64"), "reported": [2, 4], "expected": [4, 4]}
    )
    assert with_change(yearly, "n")["reason"].tolist() == ["base_missing", "coverage_low"]
