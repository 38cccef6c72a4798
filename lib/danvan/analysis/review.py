"""Flows added up over the years of a period, with the unit-years that are missing from the sum.

Does not belong here: stocks, which are told at the end, and models, each counted once (`models.distinct`).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from danvan.analysis import community, coverage, resources, totals


def over_period(found: pd.DataFrame, measure: str, by: Sequence[str]) -> pd.DataFrame:
    """A flow of a `by_unit` frame added over all its years: by, measure, reported and expected (unit-years), and
    missing, the unit-years without a figure, or with a part of one, as (year, unit). Never for stocks or for models.
    """
    keys, rows = list(by), totals.answers(found, measure)
    total = totals.added(rows, keys, [measure], told=rows["covered"])
    grouped = rows.groupby(keys, dropna=False, sort=False)
    total[totals.COUNTS] = grouped[totals.COUNTS].sum()
    lacking = rows[rows["reported"] < rows["expected"]]
    missing: dict[Hashable, list[tuple[int, str]]] = {}
    for year, unit, *key in zip(*(lacking[name].tolist() for name in ("year", "unit", *keys)), strict=True):
        missing.setdefault(tuple(key) if len(keys) > 1 else key[0], []).append((int(year), unit))
    of_each = [tuple(missing.get(key, ())) for key in total.index]
    total["missing"] = pd.Series(of_each, index=total.index, dtype=object)
    return total.reset_index()


def indicator_flows(indicators: pd.DataFrame, roll: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Flow indicators added over the years of the roll: indicator, value, reported, expected, missing (unit-years)."""
    found = community.by_unit(indicators, roll, codes)
    return over_period(found[found["asked"]], "value", ["indicator"])


def resource_flows(works: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """What was given for works over the years of the roll: measure (resources.MEASURES), value, reported, expected,
    missing (unit-years that left the column blank, too).
    """
    found = resources.by_unit(works, roll)
    long = found.melt([*coverage.KEY, "unit", "covered"], resources.MEASURES, "measure", "value").astype(
        {"value": "Float64", "covered": "bool"}
    )
    return over_period(long, "value", ["measure"])
