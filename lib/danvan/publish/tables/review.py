"""The review of a period: flows added up, stocks at the end, and the last year against the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan.analysis import community, coverage, totals
from danvan.analysis import models as models_
from danvan.analysis import resources as resources_
from danvan.analysis import review as period
from danvan.analysis.change import with_change
from danvan.declared.form import form
from danvan.publish.table import LABEL, ColumnSpec, PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.layout import BARE, Basis, Row, Values, assemble, basis_of, records
from danvan.publish.tables.models import STAGES
from danvan.publish.tables.resources import COLUMNS, SUMMED

Tables = Mapping[str, pd.DataFrame]
TOTAL = (
    ColumnSpec("value", "Tổng số", "decimal"),
    ColumnSpec("unit", "Đơn vị tính"),
    ColumnSpec("coverage", "Số liệu của"),
)
GIVEN = [column for column in COLUMNS if column.name in SUMMED]


def _by_row(roll: pd.DataFrame, *tables: str) -> Basis:
    """The basis of a table whose rows tell their own coverage."""
    return replace(basis_of(roll, *tables), coverage="")


def _coverage(row: Values, what: str) -> str:
    expected: Any = row["expected"]
    return "" if pd.isna(expected) else f"{row['reported']}/{expected} {what}"


def flows(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R1: what the years of the period add up to, each with the unit-years that are not in it."""
    given = period.resource_flows(tables["resources"], roll)
    counted = period.indicator_flows(tables["indicators"], roll, _codes("flow"))
    rows = [
        *(_flow(row, c.label, c.unit) for c in GIVEN for row in records(given) if row["measure"] == c.name),
        *(_flow(row, *_named(row["indicator"])) for row in records(counted)),
    ]
    columns = [ColumnSpec(LABEL, "Chỉ tiêu"), *TOTAL, ColumnSpec("missing", "Chưa gồm")]
    return assemble(
        "R1",
        "Kết quả cộng các năm",
        columns,
        rows,
        _by_row(roll, "resources", "indicators"),
        notes=("Mỗi lượt đơn vị - năm là báo cáo một năm của một đơn vị.",),
    )


def _flow(row: Values, label: str, unit: str) -> Row:
    told = {"coverage": _coverage(row, "lượt đơn vị - năm"), "missing": words.by_year(row["missing"])}
    return Row({LABEL: label, "value": row["value"], "unit": unit, **told})


def _codes(kind: str) -> list[str]:
    """Indicators of one kind; models are counted once for a period, from their own table."""
    return [one.code for one in form().indicators if one.kind == kind and not one.code.startswith("models_")]


def _named(code: str) -> tuple[str, str]:
    return form().indicator(code).label, form().indicator(code).unit


def stocks(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R2: what there is at the end of the roll's last year."""
    last = coverage.last_year(roll)
    yearly = community.by_year(tables["indicators"], last, _codes("stock"))
    rows = [_stock(row) for row in records(yearly)]
    columns = [ColumnSpec(LABEL, "Chỉ tiêu"), *TOTAL]
    return assemble("R2", "Số có đến cuối kỳ", columns, rows, _by_row(last, "indicators"))


def _stock(row: Values) -> Row:
    label, unit = _named(row["indicator"])
    return Row({LABEL: label, "value": row["value"], "unit": unit, "coverage": _coverage(row, "đơn vị")})


COMPARED = ("propaganda_sessions", "dialogues", "security_teams", "mediation_teams")


def last_year_compared(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R3: the roll's last year against the year before it; a percentage only where one means something, else why not.

    The roll must have both years.
    """
    year = int(roll["year"].max())
    both = roll[roll["year"].ge(year - 1)]
    columns = [
        ColumnSpec(LABEL, "Chỉ tiêu"),
        ColumnSpec("unit", "Đơn vị tính"),
        ColumnSpec("before", f"Năm {year - 1}", "decimal"),
        ColumnSpec("now", f"Năm {year}", "decimal"),
        ColumnSpec("absolute", "Tăng, giảm", "decimal"),
        ColumnSpec("percent", "Tỷ lệ tăng, giảm", "percent"),
        ColumnSpec("reason", "Ghi chú"),
    ]
    return assemble(
        "R3",
        "So sánh với năm trước",
        columns,
        [row for rows in _compared(tables, both) for row in rows],
        basis_of(both, "models", "resources", "indicators"),
        period=f"năm {year} so với năm {year - 1}",
    )


def _compared(tables: Tables, roll: pd.DataFrame) -> Iterator[Iterator[Row]]:
    part_years = set(roll.loc[roll["part_year"].astype(bool), "year"])
    counted = models_.by_unit(tables["models"], roll)
    given = resources_.by_unit(tables["resources"], roll)
    stages = [c for c in STAGES if c.name in ("registered", "at_work", "recognised")]
    yield _measured(counted, [replace(c, label=f"Mô hình: {c.label.lower()}") for c in stages], part_years)
    yield _measured(given, [c for c in GIVEN if c.name in ("total_vnd", "people_vnd", "labour_days")], part_years)
    for code in COMPARED:
        label, unit = _named(code)
        found = community.by_unit(tables["indicators"], roll, [code])
        yield _measured(found[found["asked"]], [ColumnSpec("value", label, "decimal", unit)], part_years)


def _measured(found: pd.DataFrame, columns: Sequence[ColumnSpec], part_years: set[int]) -> Iterator[Row]:
    for column in columns:
        yearly = totals.by_year(found, [column.name], of=column.name)
        alike = coverage.same_units(coverage.measured(found, column.name))
        row = with_change(yearly, column.name, part_years=part_years, same_units=alike).iloc[-1]
        told = {"before": row["before"], "now": row[column.name], "reason": _reason(row)}
        yield Row({LABEL: column.label, "unit": column.unit, **told, **_change(row)})


def _reason(row: pd.Series) -> str:
    """Why there is no percentage; of how many units each year is, where that is why."""
    told = words.REASONS[row["reason"]]
    units = f"{row['reported_before']}/{row['expected_before']} và {row['reported']}/{row['expected']} đơn vị"
    return f"{told} ({units})" if row["reason"] in ("units_differ", "coverage_low") else told


def _change(row: pd.Series) -> dict[str, Any]:
    """The change as far as it may be told; what may not be has no figure rather than an unknown one."""
    return {name: BARE if pd.isna(row[name]) and row["reason"] else row[name] for name in ("absolute", "percent")}
