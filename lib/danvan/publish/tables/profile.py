"""One unit's own tables: its submissions, models, works and indicators. `roll` is `coverage.one_unit` of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from danvan.analysis import community, coverage
from danvan.analysis.coverage import KEY
from danvan.declared.form import form
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis, basis_of
from danvan.publish.tables.layout import ORDER, Row, assemble, row_key
from danvan.publish.tables.resources import resources_by_year
from danvan.publish.tables.submissions import revision
from danvan.publish.tables.told import NA, Values, records, scope, told_at, told_of


@kept
def unit_submissions(roll: pd.DataFrame) -> PublishedTable:
    """H1: when the unit reported each year, and what became of it."""
    columns = [
        ColumnSpec(LABEL, "Năm"),
        ColumnSpec("received_on", "Ngày nhận lần đầu", "date"),
        ColumnSpec("accepted_on", "Ngày nhận bản được chấp nhận", "date"),
        ColumnSpec("timeliness", "Thời hạn"),
        ColumnSpec("revision", "Lần gửi", "count"),
        ColumnSpec("status", "Kết quả"),
    ]
    rows = [
        Row(
            str(row["year"]),
            {
                LABEL: str(row["year"]),
                **{name: row[name] for name in ("received_on", "accepted_on")},
                "timeliness": "" if row["status"] == "not_received" else words.timeliness(row["days_late"]),
                "revision": revision(row),
                "status": words.STATUSES[row["status"]],
            },
        )
        for row in records(roll)
    ]
    return assemble("H1", "Tình hình báo cáo", columns, rows, basis(roll, roll.assign(covered=True)))


@kept
def unit_models(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """H2: the models in the unit's last report."""
    last = coverage.last_year(roll)
    found = models.merge(last[KEY], on=KEY).sort_values("row", kind="stable")
    columns = [
        ORDER,
        ColumnSpec(LABEL, words.column("models", "model_name")),
        *(ColumnSpec(name, words.column("models", name)) for name in _CHOICES),
        ColumnSpec("first_year", words.column("models", "first_year"), "year"),
    ]
    rows = [Row(row_key(row), {"order": str(number), **_model(row)}) for number, row in enumerate(records(found), 1)]
    return assemble("H2", "Danh mục mô hình “Dân vận khéo”", columns, rows, basis_of(last, "models"))


_CHOICES = ("field", "kind", "status", "result")


def _model(row: Values) -> Values:
    chosen = {name: words.said(words.choices("models", name), row[name]) for name in _CHOICES}
    return {LABEL: row["model_name"], "first_year": told_at(row["first_year"], "models", "first_year", row), **chosen}


@kept
def unit_resources(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """H3: what was given for the unit's works, by year."""
    table = resources_by_year(resources, roll)
    return replace(table, id=table.id.replace("T6a", "H3"))


@kept
def unit_indicators(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """H4: the indicators the unit is asked: of one year beside plan and last year, of several year by year.

    Restricted ones leave the office only as totals of the district, so they are not shown.
    """
    shown = [one for one in form().indicators if one.sensitivity != "restricted"]
    codes = [one.code for one in shown]
    years = sorted(int(year) for year in roll["year"].unique())
    actual = community.by_unit(indicators, roll, codes)
    by_column = {str(year): _values(actual[actual["year"] == year], "actual") for year in years}
    heads = {str(year): f"Năm {year}" for year in years}
    if len(years) == 1:
        for name in ("plan", "same_period_last_year"):
            by_column[name] = _values(community.by_unit(indicators, roll, codes, name), name)
            heads[name] = words.column("indicators", name)
    columns = [
        ColumnSpec("row", words.column("indicators", "row")),
        ColumnSpec(LABEL, words.column("indicators", "label")),
        ColumnSpec("unit", words.column("indicators", "unit")),
        *(ColumnSpec(name, head, "decimal") for name, head in heads.items()),
    ]
    asked = set(actual.loc[actual["asked"], "indicator"])
    rows = [
        Row(
            one.code,
            {
                "row": one.row,
                LABEL: one.label,
                "unit": one.unit,
                **{name: by_column[name].get(one.code, NA) for name in by_column},
            },
        )
        for one in shown
        if one.code in asked
    ]
    return assemble("H4", "Các chỉ tiêu", columns, rows, basis_of(roll, "indicators"))


def _values(found: pd.DataFrame, column: str) -> dict[str, Any]:
    """Value by indicator of one year of one unit; one that is not asked has no figure."""
    of, values = scope(found), dict[str, Any]()
    for row in records(found[["indicator", "value", "asked"]]):
        chosen = (("indicator", (row["indicator"],)), ("column", (column,)))
        values[row["indicator"]] = told_of(row["value"], "indicators", "value", of, chosen) if row["asked"] else NA
    return values
