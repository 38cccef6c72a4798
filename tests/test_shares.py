from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis.shares import percentages


def test_thirds_add_up_to_a_hundred_and_the_first_of_equal_remainders_is_rounded_up() -> None:
    assert percentages([1, 1, 1]) == [33.4, 33.3, 33.3]
    assert percentages([2, 2, 2], 0) == [34.0, 33.0, 33.0]


def test_the_largest_remainders_are_rounded_up() -> None:
    # of 1000 tenths 465,35, 524,75 and 9,90: the floors lack two, which go to the third and the second
    assert percentages([47, 53, 1]) == [46.5, 52.5, 1.0]


def test_the_published_share_of_the_people_in_the_canal() -> None:
    assert percentages([180_000_000, 200_000_000]) == [47.4, 52.6]


@pytest.mark.parametrize("parts", [[], [0, 0], [1, pd.NA], [None, 2]])
def test_shares_of_nothing_or_of_an_unknown_whole_are_unknown(parts: list[object]) -> None:
    assert percentages(parts) == [None] * len(parts)


def test_a_part_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        percentages([3, -1])


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=12).filter(any), st.integers(0, 3))
def test_they_always_add_up_and_none_is_off_by_a_whole_step(parts: list[int], decimals: int) -> None:
    found = percentages(parts, decimals)
    assert sum(Decimal(str(share)) for share in found) == 100
    exact = [100 * part / sum(parts) for part in parts]
    assert all(abs(share - true) < 10**-decimals for share, true in zip(found, exact, strict=True) if share is not None)
