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
from danvan.analysis.trace import Formula
from danvan.declared.form import form
from danvan.publish.table import LABEL, ColumnSpec, PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.layout import BARE, Basis, Row, Told, Values, assemble, basis_of, records, told, where
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
    works, asked = coverage.covers(roll, "resources"), coverage.covers(roll, "indicators")
    rows = [
        *(
            _flow(c.name, row, c.label, c.unit, told(row["value"], "resources", c.name, works))
            for c in GIVEN
            for row in records(given)
            if row["measure"] == c.name
        ),
        *(_flow(row["indicator"], row, *_named(row["indicator"]), _indicator(row, asked)) for row in records(counted)),
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


def _flow(key: str, row: Values, label: str, unit: str, value: Told) -> Row:
    covered = {"coverage": _coverage(row, "lượt đơn vị - năm"), "missing": words.by_year(row["missing"])}
    return Row(key, {LABEL: label, "value": value, "unit": unit, **covered})


def _indicator(row: Values, asked: pd.DataFrame) -> Told:
    return told(row["value"], "indicators", "value", asked, indicator=row["indicator"], column="actual")


def _codes(kind: str) -> list[str]:
    """Indicators of one kind; models are counted once for a period, from their own table."""
    return [one.code for one in form().indicators if one.kind == kind and not one.code.startswith("models_")]


def _named(code: str) -> tuple[str, str]:
    return form().indicator(code).label, form().indicator(code).unit


def stocks(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R2: what there is at the end of the roll's last year."""
    last = coverage.last_year(roll)
    yearly = community.by_year(tables["indicators"], last, _codes("stock"))
    asked = coverage.covers(last, "indicators")
    rows = [_stock(row, _indicator(row, asked)) for row in records(yearly)]
    columns = [ColumnSpec(LABEL, "Chỉ tiêu"), *TOTAL]
    return assemble("R2", "Số có đến cuối kỳ", columns, rows, _by_row(last, "indicators"))


def _stock(row: Values, value: Told) -> Row:
    label, unit = _named(row["indicator"])
    return Row(row["indicator"], {LABEL: label, "value": value, "unit": unit, "coverage": _coverage(row, "đơn vị")})


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
    named = [replace(c, label=f"Mô hình: {c.label.lower()}") for c in stages]
    yield _measured("models", counted, named, part_years)
    money = [c for c in GIVEN if c.name in ("total_vnd", "people_vnd", "labour_days")]
    yield _measured("resources", given, money, part_years)
    for code in COMPARED:
        label, unit = _named(code)
        found = community.by_unit(tables["indicators"], roll, [code]).assign(column="actual")
        columns = [ColumnSpec("value", label, "decimal", unit)]
        yield _measured("indicators", found[found["asked"]], columns, part_years, ["indicator", "column"])


def _measured(
    subject: str, found: pd.DataFrame, columns: Sequence[ColumnSpec], part_years: set[int], by: Sequence[str] = ()
) -> Iterator[Row]:
    last = int(found["year"].max())
    for column in columns:
        yearly = totals.by_year(found, [column.name], of=column.name)
        alike = coverage.same_units(coverage.measured(found, column.name))
        row = with_change(yearly, column.name, part_years=part_years, same_units=alike).iloc[-1]
        before, now = (
            told(row[name], subject, column.name, found[found["year"] == year], by)
            for name, year in (("before", last - 1), (column.name, last))
        )
        key = ".".join(str(value) for _, values in where(found, by[:1]) for value in values) or column.name
        cells = {LABEL: column.label, "unit": column.unit, "before": before, "now": now, "reason": _reason(row)}
        yield Row(key, {**cells, **_change(row, now, before)})


def _reason(row: pd.Series) -> str:
    """Why there is no percentage; of how many units each year is, where that is why."""
    told = words.REASONS[row["reason"]]
    units = f"{row['reported_before']}/{row['expected_before']} và {row['reported']}/{row['expected']} đơn vị"
    return f"{told} ({units})" if row["reason"] in ("units_differ", "coverage_low") else told


def _change(row: pd.Series, now: Told, before: Told) -> dict[str, Any]:
    """The change as far as it may be told; what may not be has no figure rather than an unknown one."""
    terms = now.formula.terms + before.formula.terms
    formulas = {"absolute": Formula("difference", terms), "percent": Formula("percent", terms)}
    return {
        name: BARE if pd.isna(row[name]) and row["reason"] else Told(row[name], formula)
        for name, formula in formulas.items()
    }
