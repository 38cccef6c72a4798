"""Donations and relief by event: cash, goods and their value, with and without what was reported apart
("riêng").

Their money never enters the totals of works. Does not belong here: guessing the weight of a carton.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from danvan.analysis import measures, totals
from danvan.analysis.coverage import KEY, of_table
from danvan.kept import kept

MEASURES = ["cash_vnd", "goods_vnd", "value_vnd", "goods_tonnes"]
_SUMMED = ["cash_vnd", "goods_vnd", "value_vnd", "goods_kg"]


@kept
def counted(donations: pd.DataFrame) -> pd.DataFrame:
    """The donations with value_vnd (cash and the value of goods), goods_kg and goods_tonnes (<NA> for goods not told
    by weight).
    """
    weighed = measures.standard(donations, "goods_quantity", "goods_unit")
    weight = weighed["goods_quantity"].where(weighed["goods_unit"].eq("kg").fillna(False))
    return donations.assign(
        value_vnd=donations[["cash_vnd", "goods_vnd"]].sum(axis=1, min_count=1).astype("Int64"),
        goods_kg=weight,
        goods_tonnes=measures.tonnes(weight),
    )


def by_unit(donations: pd.DataFrame, roll: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Donations of each unit and year by `by` (event, activity, donor_kind, included_in_total; the
    combinations that occur): MEASURES, covered.
    """
    found = totals.by_unit(counted(donations), roll, "donations", _SUMMED, by, seen_only=True)
    return _in_tonnes(found)


def by_year(donations: pd.DataFrame, roll: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Donations by year and `by`: MEASURES (đồng, tonnes), reported, expected."""
    found = totals.by_unit(counted(donations), roll, "donations", _SUMMED, by, seen_only=True)
    return _in_tonnes(totals.by_year(found, _SUMMED, by))


def _in_tonnes(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(goods_kg=measures.tonnes(found["goods_kg"])).rename(columns={"goods_kg": "goods_tonnes"})


def with_and_without(donations: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Donations by year, event and part: "included" in the total, told "apart", and "all" of it;
    MEASURES, coverage.
    """
    parts = {
        "included": donations[donations["included_in_total"].eq(True).fillna(False)],
        "apart": donations[donations["included_in_total"].eq(False).fillna(False)],
        "all": donations,
    }
    return pd.concat(
        [by_year(rows, roll, ["event"]).assign(part=part) for part, rows in parts.items()], ignore_index=True
    )


def not_weighed(donations: pd.DataFrame) -> pd.DataFrame:
    """The donations of goods that were told in other units than weight: quantity, in goods_unit."""
    known = measures.standard(donations, "goods_quantity", "goods_unit")
    other = known[known["goods_unit"].ne("kg").fillna(False)].dropna(subset=["goods_quantity"])
    return other.assign(quantity=other["goods_quantity"])


def goods_not_weighed(donations: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Goods told in other units than weight, by year, event and goods_unit: quantity, reported,
    expected. Never added up.
    """
    found = (
        not_weighed(donations)
        .merge(roll[KEY], on=KEY)
        .groupby(["year", "event", "goods_unit"])["quantity"]
        .sum()
        .reset_index()
    )
    return found.merge(of_table(roll, "donations").drop(columns="missing"), on="year")
