"""Money, land and labour that people gave for works, and what the works came to.

Donations by event are another table (`donations`) and never enter these totals.
Does not belong here: triệu, tỷ and rounding; everything is in đồng, m2 and days.
"""

from __future__ import annotations

import pandas as pd

from danvan.analysis import measures, totals
from danvan.analysis.coverage import KEY, of_table
from danvan.kept import kept

PEOPLE = ["people_cash_vnd", "people_inkind_vnd"]
SOURCES = ["state_vnd", "people_vnd", "business_vnd", "other_vnd"]
MEASURES = ["works", "total_vnd", *SOURCES, *PEOPLE, "land_m2", "land_households", "labour_days"]


@kept
def counted(resources: pd.DataFrame) -> pd.DataFrame:
    """The works with people_vnd (cash and in kind), works and works_completed (counts)."""
    return resources.assign(
        works=pd.array([1] * len(resources), dtype="Int64"),
        works_completed=resources["completed"].astype("Int64"),
        people_vnd=resources[PEOPLE].sum(axis=1, min_count=1).astype("Int64"),
    )


def by_unit(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Works and what was given for them by unit and year: MEASURES, covered, people_share (of total_vnd)."""
    found = totals.by_unit(counted(resources), roll, "resources", MEASURES)
    return found.assign(people_share=totals.share(found["people_vnd"], found["total_vnd"]))


def by_year(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Works and what was given for them by year: MEASURES, reported, expected, people_share and
    share_reported (the units that gave both the people's part and the total).
    """
    found = by_unit(resources, roll)
    shares = totals.ratio(found, "people_vnd", "total_vnd")[["year", "ratio", "reported"]]
    shares.columns = pd.Index(["year", "people_share", "share_reported"])
    return totals.by_year(found, MEASURES).merge(shares, on="year")


def of_measure(resources: pd.DataFrame, roll: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One of MEASURES by year: value, reported, expected, of the units that filled in its column."""
    found = totals.by_year(by_unit(resources, roll), [measure], of=measure)
    return found.rename(columns={measure: "value"})


def by_source(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Money by year and source (one of SOURCES): value (đồng), reported, expected (units that filled in the column)."""
    told = [of_measure(resources, roll, source).assign(source=source) for source in SOURCES]
    return pd.concat(told, ignore_index=True).astype({"value": "Int64"})


OF_TYPE = ["works", "works_completed", "total_vnd", "people_vnd"]


def works_by_unit(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Works of each unit and year by type: OF_TYPE, covered."""
    return totals.by_unit(counted(resources), roll, "resources", OF_TYPE, ["work_type"])


def works(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Works by year and type: OF_TYPE, reported, expected."""
    return totals.by_year(works_by_unit(resources, roll), OF_TYPE, ["work_type"])


def of_models(resources: pd.DataFrame, model_ids: pd.Series) -> pd.DataFrame:
    """The works that belong to the models of `model_ids`, with people_vnd and people_share (of total_vnd)."""
    own = counted(resources)[resources["model_id"].isin(model_ids.dropna())]
    return own.assign(people_share=totals.share(own["people_vnd"], own["total_vnd"]))


def done(resources: pd.DataFrame) -> pd.DataFrame:
    """The completed works that tell a quantity, with quantity and quantity_unit on one unit of measurement."""
    completed = counted(resources)[resources["completed"].eq(True).fillna(False)]
    return measures.standard(completed, "quantity", "quantity_unit").dropna(subset=["quantity", "quantity_unit"])


def outputs_by_unit(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The works of the roll's units that are `done`."""
    return done(resources).merge(roll[KEY], on=KEY)


def outputs(resources: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Quantities of completed works by year, type and unit of measurement: quantity, works, reported,
    expected.

    m and km, m2 and ha are put on one unit; any other unit has a row of its own. Works without a
    quantity are left out.
    """
    keys = ["year", "work_type", "quantity_unit"]
    found = outputs_by_unit(resources, roll).groupby(keys)[["quantity", "works"]].sum(min_count=1).reset_index()
    return found.merge(of_table(roll, "resources").drop(columns="missing"), on="year")
