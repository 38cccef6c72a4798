"""Flows added up over the years of a period, with the unit-years that are missing from the sum.

Does not belong here: stocks, which are told at the end, and models, each counted once (`models.distinct`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from danvan.analysis import community, resources


def over_period(found: pd.DataFrame, sums: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """Flows of a `by_unit` frame added over all its years: by, sums, reported and expected (unit-years), and missing,
    the unit-years without a figure as "2019: Xã Bình Thuận". Never for stocks or for models.
    """
    grouped = found.groupby(list(by), dropna=False, sort=False) if by else found.assign(all_=0).groupby("all_")
    total = grouped[list(sums)].sum(min_count=1)
    total["reported"] = grouped["covered"].sum().astype("Int64")
    total["expected"] = grouped["covered"].size().astype("Int64")
    total["missing"] = [tuple(_missing(rows)) for _, rows in grouped]
    return total.reset_index(drop=not by)


def _missing(rows: pd.DataFrame) -> Iterator[str]:
    for _, row in rows[~rows["covered"]].iterrows():
        yield f"{row['year']}: {row['unit']}"


def indicator_flows(indicators: pd.DataFrame, roll: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Flow indicators added over the years of the roll: indicator, value, reported, expected, missing (unit-years)."""
    found = community.by_unit(indicators, roll, codes)
    return over_period(found[found["asked"]], ["value"], ["indicator"])


def resource_flows(works: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """What was given for works over the years of the roll: resources.MEASURES, reported, expected, missing."""
    return over_period(resources.by_unit(works, roll), resources.MEASURES)
