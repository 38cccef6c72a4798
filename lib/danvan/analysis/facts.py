"""The rows that printed numbers are made of: one frame per subject, with its measures and the cells that say them.

    models      file sheet row  registered implemented ... recognised     1, 0 or <NA> a row
    resources   file sheet row  total_vnd people_vnd ... works
    indicators  file sheet row  value                                     by indicator and column

Does not belong here: adding anything up for a table (`totals` and the subjects' own modules), which number is made of
which rows (`trace`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from danvan.analysis import community, coverage, documents, donations, models, resources, rural

Tables = Mapping[str, pd.DataFrame]
Rows = Callable[[Tables, pd.DataFrame], pd.DataFrame]
# The columns that say a measure, where it has none of its own.
MODELS_SAID = {
    "registered": ("model_name",),
    "thread": ("model_name",),
    "implemented": ("implemented",),
    "at_work": ("implemented", "status"),
    "opening": ("first_year",),
    **dict.fromkeys(("considered", "recognised", "outstanding"), ("result",)),
    **dict.fromkeys(models.LIFE, ("status",)),
    **dict.fromkeys(models.KINDS, ("kind",)),
}
WORKS_SAID = {"works": ("work_name",), "works_completed": ("completed",), "people_vnd": tuple(resources.PEOPLE)}
GOODS_SAID = {"quantity": ("goods_quantity", "goods_unit")}
DONATIONS_SAID = {"value_vnd": ("cash_vnd", "goods_vnd"), "goods_tonnes": ("goods_quantity", "goods_unit")}
DOCUMENTS_SAID = {"documents": ("number", "symbol", "issuer"), "code": ("number", "symbol"), "dated": ("issued_on",)}
OUTPUTS_SAID = {"quantity": ("quantity", "quantity_unit"), "works": ("completed",)}


@dataclass(frozen=True)
class Subject:
    """Rows that count for something: `rows(tables, roll)` gives them with their measures as columns.

    `table` is the table of the store they stand in, `item` the column that names a row, `said` the columns that say a
    measure where that is not the measure's own column. `by_roll`: which rows count hangs on the units and years of the
    roll, and not on a row alone.
    """

    table: str
    item: str
    rows: Rows
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_roll: bool = False

    def columns(self, measure: str) -> tuple[str, ...]:
        """The columns of the store's table that say `measure`."""
        return self.said.get(measure, (measure,))


def _rows_of(table: str, counted: Callable[[pd.DataFrame], pd.DataFrame]) -> Rows:
    return lambda tables, _: counted(tables[table])


def _each(table: str, name: str) -> Rows:
    return _rows_of(table, lambda frame: rural.with_count(frame, name))


def _answered(indicators: pd.DataFrame) -> pd.DataFrame:
    return indicators[indicators["state"].isin(community.ANSWERED)]


def _costed(resources_: pd.DataFrame) -> pd.DataFrame:
    return resources.done(resources_).dropna(subset="total_vnd")  # no cost of a piece without its cost


def _reports(_: Tables, roll: pd.DataFrame) -> pd.DataFrame:
    return coverage.counted(roll)


def _documents(tables: Tables, roll: pd.DataFrame) -> pd.DataFrame:
    found = rural.with_count(documents.distinct(tables["documents"], roll), "documents")
    return found.assign(code=found["documents"], dated=found["issued_on"].notna().astype("Int64"))


def _awards(tables: Tables, roll: pd.DataFrame) -> pd.DataFrame:
    return rural.counted_awards(tables["awards"], roll)


def _statuses(tables: Tables, roll: pd.DataFrame) -> pd.DataFrame:
    found = rural.graded(rural.status_by_unit(tables["new_rural"], roll))
    return rural.with_count(found[found["covered"]], "reported")


SUBJECTS: Mapping[str, Subject] = {
    "models": Subject("models", "model_name", _rows_of("models", models.counted), MODELS_SAID),
    "resources": Subject("resources", "work_name", _rows_of("resources", resources.counted), WORKS_SAID),
    "outputs": Subject("resources", "work_name", _rows_of("resources", resources.done), OUTPUTS_SAID),
    "costed": Subject("resources", "work_name", _rows_of("resources", _costed), OUTPUTS_SAID),
    "indicators": Subject("indicators", "label", _rows_of("indicators", _answered)),
    "donations": Subject("donations", "event", _rows_of("donations", donations.counted), DONATIONS_SAID),
    "goods": Subject("donations", "event", _rows_of("donations", donations.not_weighed), GOODS_SAID),
    "new_rural": Subject(
        "new_rural", "status", _statuses, dict.fromkeys(("reported", *rural.GRADES), ("status",)), by_roll=True
    ),
    "ocop": Subject("ocop", "product", _each("ocop", "products"), {"products": ("product", "stars")}),
    "model_areas": Subject("model_areas", "name", _each("model_areas", "areas"), {"areas": ("name",)}),
    "awards": Subject("awards", "decision_number", _awards, by_roll=True),
    "documents": Subject("documents", "number", _documents, DOCUMENTS_SAID, by_roll=True),
    "reports": Subject("register", "status", _reports, by_roll=True),
}
