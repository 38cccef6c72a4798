"""The review of a period: flows added up and stocks at the end, each with the units that it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from danvan.analysis import community, coverage, resources
from danvan.analysis import review as period
from danvan.declared.form import form
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables.answered import answers, counts
from danvan.publish.tables.basis import Basis, basis_of
from danvan.publish.tables.layout import Row, assemble
from danvan.publish.tables.resources import COLUMNS, SUMMED
from danvan.publish.tables.told import Told, records, told

Tables = Mapping[str, pd.DataFrame]
TOTAL = (
    ColumnSpec("value", "Tổng số", "decimal"),
    ColumnSpec("unit", "Đơn vị tính"),
    ColumnSpec("reported", "Có số liệu", "count"),
    ColumnSpec("expected", "Phải báo cáo", "count"),
    ColumnSpec("missing", "Chưa gồm"),
)
GIVEN = [column for column in COLUMNS if column.name in SUMMED]


def _by_row(roll: pd.DataFrame, *tables: str) -> Basis:
    """The basis of a table whose rows tell their own coverage."""
    return replace(basis_of(roll, *tables), coverage="")


@kept
def flows(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R1: what the years of the period add up to, each with the unit-years that are not in it."""
    given = {row["measure"]: row["value"] for row in records(period.resource_flows(tables["resources"], roll))}
    works = resources.by_unit(tables["resources"], roll)
    rows = [
        _row(c.name, c.label, c.unit, told(given[c.name], "resources", c.name, works), coverage.measured(works, c.name))
        for c in GIVEN
        if c.name in given
    ]
    counted = period.indicator_flows(tables["indicators"], roll, _codes("flow"))
    return assemble(
        "R1",
        "Kết quả cộng các năm",
        [ColumnSpec(LABEL, "Chỉ tiêu"), *TOTAL],
        [*rows, *_indicators(counted, tables["indicators"], roll)],
        _by_row(roll, "resources", "indicators"),
        notes=("Có số liệu, phải báo cáo: tính theo lượt đơn vị - năm, mỗi lượt là báo cáo một năm của một đơn vị.",),
    )


@kept
def stocks(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R2: what there is at the end of the roll's last year."""
    last = coverage.last_year(roll)
    yearly = community.by_year(tables["indicators"], last, _codes("stock"))
    rows = _indicators(yearly, tables["indicators"], last)
    columns = [ColumnSpec(LABEL, "Chỉ tiêu"), *TOTAL]
    return assemble("R2", "Số có đến cuối kỳ", columns, rows, _by_row(last, "indicators"))


def _indicators(counted: pd.DataFrame, indicators: pd.DataFrame, roll: pd.DataFrame) -> Iterator[Row]:
    """A row for each indicator of a frame of indicator and value."""
    found = community.by_unit(indicators, roll, list(counted["indicator"]))
    of_code = dict(iter(found[found["asked"]].groupby("indicator", sort=False)))
    for row in records(counted):
        code = row["indicator"]
        asked = of_code[code]
        value = told(row["value"], "indicators", "value", asked, indicator=code, column="actual")
        yield _row(code, form().indicator(code).label, form().indicator(code).unit, value, asked)


def _row(key: str, label: str, unit: str, value: Told, found: pd.DataFrame) -> Row:
    """One figure with its coverage; `found` has the unit-years that are asked, with `covered`."""
    return Row(key, {LABEL: label, "value": value, "unit": unit, **counts(answers(found))})


def _codes(kind: str) -> list[str]:
    """Indicators of one kind; models are counted once for a period, from their own table."""
    return [one.code for one in form().indicators if one.kind == kind and not one.code.startswith("models_")]
