from __future__ import annotations

from itertools import combinations
from math import comb, exp, factorial, sqrt
from statistics import NormalDist, median

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis import intervals
from danvan.analysis.intervals import Trend

# Garwood (1936), as printed in K. Ulm, American Journal of Epidemiology 131 (1990), and most tables of rates.
GARWOOD_95 = [
    (0, 0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (3, 0.619, 8.767), (4, 1.090, 10.242), (5, 1.623, 11.668),
    (10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.111, 65.919),
]  # fmt: skip
# R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 5 (Clopper-Pearson).
NEWCOMBE_95 = [
    (81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776),
]  # fmt: skip
# The example of P. K. Sen, JASA 63 (1968), section 6.
SEN_X, SEN_Y = [1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78]
# Dissolved solids of a river, the public example of pymannkendall 1.x, whose own tests give its slope: -0.6382978723404256.
SOLIDS = [
    490, 540, 220, 390, 450, 230, 360, 460, 430, 430, 620, 450, 580, 350, 440, 530, 380, 440, 430, 680, 250, 450, 500, 510,
    490, 700, 420, 710, 430, 410, 700, 260, 260, 500, 450, 500, 620, 670, 470, 370, 410, 540, 550, 220, 460, 390, 550, 570,
    480, 520, 620, 520, 430, 400, 430, 490, 370, 460, 390, 330, 350, 480, 390, 500, 410, 470, 280, 510, 310, 230, 470, 330,
    320, 500,
]  # fmt: skip


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD_95)
def test_counts_agree_with_the_published_tables(count: int, low: float, high: float) -> None:
    assert intervals.of_count(count) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(("level", "low", "high"), [(0.90, 17.38, 34.92), (0.95, 16.18, 36.90), (0.99, 14.00, 41.00)])
def test_a_count_of_25_at_three_levels(level: float, low: float, high: float) -> None:
    """As GraphPad QuickCalcs documents its interval of a count (Garwood)."""
    assert intervals.of_count(25, level) == pytest.approx((low, high), abs=6e-3)


@pytest.mark.parametrize(("part", "whole", "low", "high"), NEWCOMBE_95)
def test_rates_agree_with_the_published_table(part: int, whole: int, low: float, high: float) -> None:
    assert intervals.of_rate(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_the_rate_of_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook 7.2.4.2: 4 of 20 at 90 %."""
    assert intervals.of_rate(4, 20, 0.90) == pytest.approx((0.071354, 0.401029), abs=2e-6)


def test_the_examples_of_r() -> None:
    """What R prints for the examples of its manual: poisson.test(137, 24.19893); binom.test(682, 925), Conover (1971)."""
    assert [limit / 24.19893 for limit in intervals.of_count(137)] == pytest.approx([4.753125, 6.692709], abs=1e-6)
    assert intervals.of_rate(682, 682 + 243) == pytest.approx((0.7076683, 0.7654066), abs=1e-7)


@given(st.integers(1, 60))
def test_each_tail_of_a_count_holds_what_it_should(count: int) -> None:
    low, high = intervals.of_count(count)
    below = sum(exp(-high) * high**k / factorial(k) for k in range(count + 1))
    above = 1 - sum(exp(-low) * low**k / factorial(k) for k in range(count))
    assert (below, above) == pytest.approx((0.025, 0.025), abs=1e-9)


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_each_tail_of_a_rate_holds_what_it_should(counts: tuple[int, int]) -> None:
    part, whole = counts
    low, high = intervals.of_rate(part, whole)
    below = sum(comb(whole, k) * high**k * (1 - high) ** (whole - k) for k in range(part + 1))
    above = sum(comb(whole, k) * low**k * (1 - low) ** (whole - k) for k in range(part, whole + 1))
    assert (below, above) == pytest.approx((0.025, 0.025), abs=1e-9)


def test_nothing_and_all_have_one_sided_limits() -> None:
    assert intervals.of_rate(10, 10) == pytest.approx((0.025 ** (1 / 10), 1))
    assert intervals.of_rate(0, 10) == pytest.approx((0, 1 - 0.025 ** (1 / 10)))


@pytest.mark.parametrize("counts", [(-1,), (3, 2), (-1, 2), (0, 0)])
def test_what_is_no_count_and_no_part_is_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"count|part"):
        intervals.of_count(*counts) if len(counts) == 1 else intervals.of_rate(*counts)


def test_the_slope_of_sens_own_example() -> None:
    found = intervals.trend(SEN_X, SEN_Y, 0.93)
    assert (found.method, found.per_year, found.points) == ("theil_sen", 4, 7)
    assert (found.low, found.high) == pytest.approx((26 / 7, 35 / 8))


def test_the_slope_of_pymannkendalls_example() -> None:
    assert intervals.trend(range(len(SOLIDS)), SOLIDS).per_year == pytest.approx(-0.6382978723404256, rel=1e-12)


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=9, unique=True), st.integers(2000, 2020))
def test_the_slope_is_the_median_of_all_pairs_with_sens_interval(values: list[int], first: int) -> None:
    years = range(first, first + len(values))
    pairs = list(combinations(zip(years, values, strict=True), 2))
    slopes = sorted((b - a) / (y - x) for (x, a), (y, b) in pairs)
    n = len(values)
    spread = NormalDist().inv_cdf(0.975) * sqrt(n * (n - 1) * (2 * n + 5) / 18)  # of Kendall's S without ties
    low = max(round((len(slopes) - spread) / 2) - 1, 0)
    high = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    found = intervals.trend(years, values)
    assert found.per_year == pytest.approx(median(slopes))
    assert (found.low, found.high) == pytest.approx((slopes[low], slopes[high]))


def test_few_years_have_a_plain_difference_and_fewer_nothing() -> None:
    assert intervals.trend([2019, 2020, 2022], [4, 9, 10]) == Trend(3, "difference", 2.0)
    assert intervals.trend([2019, 2020], [4, 9]) == Trend(2, reason="few_points")
    values = pd.Series([4, pd.NA, 9], dtype="Int64")
    assert intervals.trend([2019, 2020, 2021], list(values)) == Trend(2, reason="few_points")


def frame(*rows: tuple[float | None, ...], columns: tuple[str, ...] = ("value", "low", "high")) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype="Float64")


def test_frames_get_intervals_of_counts_and_of_rates() -> None:
    counts = intervals.with_intervals(frame((5,), (None,), (2.5,), columns=("value",)), "count")
    assert counts.loc[0, ["low", "high"]].tolist() == pytest.approx([1.623, 11.668], abs=5e-4)
    assert counts.loc[1:, ["low", "high"]].isna().all(axis=None)
    rates = intervals.with_intervals(frame((1, 29), (3, 2), (0, 0), (None, 4), columns=("part", "whole")), "rate")
    assert rates.loc[0, ["low", "high"]].tolist() == pytest.approx([0.0009, 0.1776], abs=5e-5)
    assert rates.loc[1:, ["low", "high"]].isna().all(axis=None)
    assert intervals.with_intervals(frame((5, 1, 9)), None)[["low", "high"]].isna().all(axis=None)


def test_units_are_ranked_only_where_their_intervals_part() -> None:
    found = intervals.ranked(frame((3, 1, 4), (20, 15, 25), (2, 0.5, 3), (None, None, None), (0.1, 0, 0.4)))
    assert found["rank"].tolist() == [2, 1, 2, pd.NA, 4]
    assert found["sharing"].tolist() == [2, 1, 2, pd.NA, 1]


def test_units_that_overlap_through_others_are_not_ranked() -> None:
    found = intervals.ranked(frame((8, 6, 10), (5, 3, 7), (2, 1, 4)))
    assert found["rank"].isna().all()
    assert intervals.ranked(frame((8, 6, 10)))["rank"].isna().all()
    assert intervals.ranked(frame()).empty


@given(st.lists(st.integers(0, 60), min_size=1, max_size=22))
def test_no_one_is_ranked_above_a_unit_whose_interval_it_overlaps(counts: list[int]) -> None:
    found = intervals.ranked(intervals.with_intervals(frame(*((n,) for n in counts), columns=("value",)), "count"))
    for one, other in combinations(found.to_dict("records"), 2):
        overlap = one["low"] <= other["high"] and other["low"] <= one["high"]
        if not pd.isna(one["rank"]):
            assert not overlap or one["rank"] == other["rank"]
            assert (
                overlap or one["rank"] == other["rank"] or (one["rank"] < other["rank"]) == (one["low"] > other["low"])
            )
