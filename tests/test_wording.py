from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese import wording


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1169715, 0, "1.169.715"), (31.2, 1, "31,2"), (0, 0, "0"), (999, 0, "999"), (1000, 0, "1.000"),
        (-1234, 0, "-1.234"),
        (0.5, 0, "1"), (2.5, 0, "3"), (-2.5, 0, "-3"), (2.675, 2, "2,68"), (1.005, 2, "1,01"),
        (Decimal("85.65"), 1, "85,7"),
        (-0.4, 0, "0"), (1169715.5, 2, "1.169.715,50"), (10**15, 0, "1.000.000.000.000.000"),
        (1e21, 0, "1" + ".000" * 7),
        (None, 0, "..."), (float("nan"), 1, "..."),
    ],
)  # fmt: skip
def test_numbers(value: float | None, decimals: int, printed: str) -> None:
    assert wording.number(value, decimals) == printed


def test_percent_takes_a_value_in_percent() -> None:
    assert wording.percent(100 * 18 / 21) == "85,7%"
    assert wording.percent(100 * 180 / 380) == "47,4%"
    assert wording.percent(100, 0) == "100%"
    assert wording.percent(None) == "..."


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        (380_000_000, "380.000.000 đồng", "380 triệu đồng"),
        (1_169_715_000, "1.169.715.000 đồng", "1,17 tỷ đồng"),
        (2_059_715_000, "2.059.715.000 đồng", "2,06 tỷ đồng"),
        (542_372_000, "542.372.000 đồng", "542,37 triệu đồng"),
        (1_200_000_000, "1.200.000.000 đồng", "1,2 tỷ đồng"),
        (23_000_000_000, "23.000.000.000 đồng", "23 tỷ đồng"),
        (1_234_000_000_000, "1.234.000.000.000 đồng", "1.234 tỷ đồng"),
        (999_999_999, "999.999.999 đồng", "1 tỷ đồng"),
        (999_999, "999.999 đồng", "999.999 đồng"),
        (500_000, "500.000 đồng", "500.000 đồng"),
        (0, "0 đồng", "0 đồng"),
        (-380_000_000, "-380.000.000 đồng", "-380 triệu đồng"),
        (None, "...", "..."),
    ],
)
def test_money(value: int | None, long: str, short: str) -> None:
    assert wording.dong(value) == long
    assert wording.dong_short(value) == short


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (3, "03 tập thể"),
        (9, "09 tập thể"),
        (10, "10 tập thể"),
        (0, "0 tập thể"),
        (1200, "1.200 tập thể"),
        (None, "..."),
    ],
)
def test_counts_in_prose(value: int | None, printed: str) -> None:
    assert wording.count(value, "tập thể") == printed


def test_days() -> None:
    assert wording.day(dt.date(2017, 4, 3)) == "03/4/2017"
    assert wording.day(dt.date(2020, 2, 1)) == "01/02/2020"
    assert wording.day(dt.datetime(2021, 12, 14, 9, 0)) == "14/12/2021"
    assert wording.day_long(dt.date(2017, 4, 3)) == "ngày 03 tháng 4 năm 2017"
    assert wording.day_long(dt.date(2022, 1, 15)) == "ngày 15 tháng 01 năm 2022"
    assert wording.day(None) == wording.day_long(None) == "..."


def test_lists() -> None:
    assert wording.join([]) == ""
    assert wording.join(["a"]) == "a"
    assert wording.join(["a", "b"]) == "a và b"
    assert wording.join(["a", "b", "c"]) == "a, b và c"


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=3), st.integers(0, 3))
def test_rounding_moves_a_number_by_half_a_place_at_most(value: Decimal, decimals: int) -> None:
    printed = wording.number(value, decimals).replace(".", "").replace(",", ".")
    assert abs(Decimal(printed) - value) <= Decimal(5).scaleb(-decimals - 1)


@given(st.none() | st.just(float("nan")))
def test_what_is_missing_is_never_zero(value: float | None) -> None:
    for printed in (wording.number(value), wording.percent(value), wording.dong(value), wording.dong_short(value)):
        assert printed == wording.MISSING
