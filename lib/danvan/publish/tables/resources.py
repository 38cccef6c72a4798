"""What people, the State and others gave for works, and what the works came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis import resources as analysis
from danvan.analysis.boundaries import standing
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import Basis, basis_of, by_column, on_boundary
from danvan.publish.tables.layout import ORDER, UNIT, Row, assemble, slug, unit_rows
from danvan.publish.tables.told import summing

MONEY = "đồng"
COLUMNS = (
    ColumnSpec("total_vnd", words.column("resources", "total_vnd"), "money", MONEY),
    ColumnSpec("state_vnd", words.column("resources", "state_vnd"), "money", MONEY),
    ColumnSpec("people_vnd", "Nhân dân đóng góp", "money", MONEY),
    ColumnSpec("business_vnd", words.column("resources", "business_vnd"), "money", MONEY),
    ColumnSpec("other_vnd", words.column("resources", "other_vnd"), "money", MONEY),
    ColumnSpec("people_share", "Tỷ lệ Nhân dân đóng góp", "percent"),
    ColumnSpec("land_m2", "Đất hiến", "decimal", "m2"),
    ColumnSpec("land_households", words.column("resources", "land_households"), "count", "hộ"),
    ColumnSpec("labour_days", words.column("resources", "labour_days"), "decimal", "công"),
)
SHARE = {"people_share": ("people_vnd", "total_vnd")}
SUMMED = [column.name for column in COLUMNS if column.name not in SHARE]
SHARE_NOTE = (
    "Nhân dân đóng góp gồm tiền và hiện vật quy tiền; tỷ lệ tính trên các đơn vị có cả hai số. "
    "Không gồm ủng hộ, cứu trợ theo sự kiện."
)
BLANK_NOTE = "Đơn vị để trống một cột ở mọi công trình thì không được tính vào phạm vi số liệu của cột đó."


@kept
def resources_by_year(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T6a: what was given for works in each year, by source, and over the period."""
    found = analysis.by_unit(resources, roll)
    sums = summing("resources", SUMMED, SHARE)
    rows = [Row(str(year), {LABEL: str(year), **sums(rows)}) for year, rows in found.groupby("year")]
    if len(rows) > 1:
        rows.append(Row("total", {LABEL: "Tổng số", **sums(found)}, "total"))
    return assemble(
        "T6a",
        "Huy động nguồn lực theo năm",
        [ColumnSpec(LABEL, "Năm"), *COLUMNS],
        rows,
        _basis(roll, found, COLUMNS),
        unit_line=MONEY,
        notes=(SHARE_NOTE, BLANK_NOTE),
    )


def _basis(roll: pd.DataFrame, found: pd.DataFrame, columns: Iterable[ColumnSpec]) -> Basis:
    """The basis of a table of works, with the columns that fewer units filled in."""
    told = {c.label: coverage.summary(coverage.measured(found, *SHARE.get(c.name, (c.name,)))) for c in columns}
    return replace(basis_of(roll, "resources"), coverage=by_column(told, coverage.of_table(roll, "resources")))


@kept
def resources_by_unit(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T6b: what was given for works by commune; of several years, their sums."""
    found = analysis.by_unit(resources, roll)
    return assemble(
        "T6b",
        "Huy động nguồn lực theo đơn vị",
        [ORDER, UNIT, *COLUMNS],
        unit_rows(found, summing("resources", SUMMED, SHARE)),
        _basis(roll, found, COLUMNS),
        unit_line=MONEY,
        notes=(SHARE_NOTE, BLANK_NOTE),
    )


@kept
def resources_on_boundary(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T6c: what was given for works over the years by the units of the last one, each with those it was made of.

    `roll` is of `danvan.roll`.
    """
    found = analysis.by_unit(resources, roll)
    return assemble(
        "T6c",
        f"Huy động nguồn lực theo đơn vị, trên địa giới năm {int(roll['year'].max())}",
        [ORDER, UNIT, *COLUMNS],
        unit_rows(found, summing("resources", SUMMED, SHARE), units=standing(found, roll)),
        on_boundary(_basis(roll, found, COLUMNS), roll),
        unit_line=MONEY,
        notes=(SHARE_NOTE, BLANK_NOTE),
    )


WORKS = (
    ColumnSpec("works", "Số công trình", "count", "công trình"),
    ColumnSpec("works_completed", "Trong đó: hoàn thành", "count", "công trình"),
    ColumnSpec("total_vnd", words.column("resources", "total_vnd"), "money", MONEY),
    ColumnSpec("people_vnd", "Nhân dân đóng góp", "money", MONEY),
)


@kept
def works_by_type(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T7a: works, completed works and their cost by type, over all years of the roll."""
    found = analysis.works_by_unit(resources, roll)
    sums = summing("resources", [column.name for column in WORKS], by=["work_type"])
    labels = words.choices("resources", "work_type")
    types = found.groupby("work_type", sort=False, dropna=False)
    rows = [Row(words.key(kind), {LABEL: words.said(labels, kind), **sums(rows)}) for kind, rows in types]
    if rows:
        rows.append(Row("total", {LABEL: "Tổng số", **sums(found)}, "total"))
    columns = [ColumnSpec(LABEL, words.column("resources", "work_type")), *WORKS]
    basis = _basis(roll, analysis.by_unit(resources, roll), (WORKS[0], *WORKS[2:]))
    return assemble("T7a", "Công trình, phần việc theo loại", columns, rows, basis)


@kept
def outputs_by_type(resources: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T7b: quantities of completed works by type and unit of measurement, over all years of the roll."""
    columns = [
        ColumnSpec(LABEL, words.column("resources", "work_type")),
        ColumnSpec("quantity_unit", words.column("resources", "quantity_unit")),
        ColumnSpec("quantity", words.column("resources", "quantity"), "decimal"),
        ColumnSpec("works", "Số công trình", "count"),
    ]
    return assemble(
        "T7b",
        "Khối lượng công trình hoàn thành",
        columns,
        _outputs(analysis.outputs_by_unit(resources, roll)),
        basis_of(roll, "resources"),
        notes=("Chỉ tính công trình hoàn thành có ghi khối lượng; không cộng các đơn vị tính khác nhau.",),
    )


def _outputs(found: pd.DataFrame) -> Iterator[Row]:
    labels = words.choices("resources", "work_type")
    sums = summing("outputs", ["quantity", "works"], by=["work_type", "quantity_unit"])
    for kind, label in labels.items():
        for unit, rows in found[found["work_type"] == kind].groupby("quantity_unit"):
            yield Row(f"{kind}.{slug(unit)}", {LABEL: label, "quantity_unit": unit, **sums(rows)})
