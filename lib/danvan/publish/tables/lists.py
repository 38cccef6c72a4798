"""Lists that name things one by one: all models of a period, the works of typical models, OCOP products.

Does not belong here: counts and sums, which the tables of each subject give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from danvan.analysis import coverage, models, resources
from danvan.analysis.coverage import KEY
from danvan.analysis.trace import Formula, Term, Where
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.layout import ORDER, Row, assemble, row_key, unit_labels
from danvan.publish.tables.once import unconfirmed_note
from danvan.publish.tables.told import NA, Told, Values, scope, share, told_at

UNIT = ColumnSpec("unit", "Đơn vị")
YEAR = ColumnSpec("year", "Năm", "year")
CHOICES = ("field", "kind", "recognised_level")
ONCE_NOTE = (
    "Mỗi mô hình ghi một lần, theo báo cáo gần nhất; mô hình cùng mã, cùng tên trong một đơn vị hoặc đã được xác nhận "
    "là một thì ghi chung."
)


@kept
def models_listed(frame: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T16b: every model of the roll's years, once as in its last report, without columns that may name a person."""
    columns = [
        ORDER,
        ColumnSpec(LABEL, words.column("models", "model_name")),
        UNIT,
        ColumnSpec("field", words.column("models", "field")),
        ColumnSpec("kind", words.column("models", "kind")),
        ColumnSpec("first_year", words.column("models", "first_year"), "year"),
        ColumnSpec("years", "Số năm có báo cáo", "count", "năm"),
        ColumnSpec("recognised_level", words.column("models", "recognised_level")),
    ]
    found, asked = models.listed(frame, roll), scope(roll)
    rows = [
        Row(
            row_key(row),
            {
                "order": str(number),
                LABEL: words.named(row["model_name"]),
                "unit": unit,
                **_said(row),
                "years": Told(row["years"], Formula("distinct", (Term("models", "year", asked, _thread(row)),))),
            },
        )
        for number, (row, unit) in enumerate(_named(found, roll), start=1)
    ]
    notes = (ONCE_NOTE, *unconfirmed_note(found))
    return assemble("T16b", "Danh mục mô hình, điển hình", columns, rows, basis_of(roll, "models"), notes=notes)


def _thread(row: Values) -> Where:
    return (("thread", (int(row["thread"]),)),)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """The choices of a model in words; a model that was never recognised has no level of recognition."""
    said = {name: words.said(words.choices("models", name), row[name]) for name in CHOICES}
    level = NA if pd.isna(row["recognised_level"]) else said["recognised_level"]
    return {**said, "recognised_level": level, "first_year": told_at(row["first_year"], "models", "first_year", row)}


@kept
def typical_works(works: pd.DataFrame, frame: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T16a: the works that belong to models judged outstanding: quantity, cost, and what the people gave."""
    columns = [
        ORDER,
        ColumnSpec(LABEL, words.column("resources", "work_name")),
        UNIT,
        YEAR,
        ColumnSpec("quantity", words.column("resources", "quantity"), "decimal"),
        ColumnSpec("quantity_unit", words.column("resources", "quantity_unit")),
        ColumnSpec("total_vnd", words.column("resources", "total_vnd"), "money", "đồng"),
        ColumnSpec("people_vnd", "Nhân dân đóng góp", "money", "đồng"),
        ColumnSpec("people_share", "Tỷ lệ Nhân dân đóng góp", "percent"),
    ]
    found = resources.of_models(works, models.codes(frame, models.typical(frame, roll)))
    rows = [
        Row(row_key(row), {"order": str(number), LABEL: row["work_name"], "unit": unit, **_work(row)})
        for number, (row, unit) in enumerate(_named(found, roll), start=1)
    ]
    return assemble(
        "T16a",
        "Công trình, phần việc của các mô hình tiêu biểu",
        columns,
        rows,
        basis_of(roll, "resources", "models"),
        unit_line="đồng",
        notes=("Công trình gắn với mô hình theo mã mô hình, có từ năm 2020.",),
    )


def _work(row: Values) -> Values:
    """What one work tells in numbers."""
    names = ("quantity", "total_vnd", "people_vnd")
    numbers = {name: told_at(row[name], "resources", name, row) for name in names}
    ratio = share(row["people_share"], numbers["people_vnd"], numbers["total_vnd"])
    return {**numbers, "people_share": ratio, **{name: row[name] for name in ("year", "quantity_unit")}}


@kept
def ocop_products(ocop: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T9c: the OCOP products valid at the end of the roll's last year."""
    last = coverage.last_year(roll)
    columns = [
        ORDER,
        ColumnSpec(LABEL, words.column("ocop", "product")),
        UNIT,
        ColumnSpec("stars", words.column("ocop", "stars"), "count", "sao"),
        ColumnSpec("recognised_year", words.column("ocop", "recognised_year"), "year"),
    ]
    rows = [
        Row(
            row_key(row),
            {
                "order": str(number),
                LABEL: row["product"],
                "unit": unit,
                **{n: told_at(row[n], "ocop", n, row) for n in ("stars", "recognised_year")},
            },
        )
        for number, (row, unit) in enumerate(_named(ocop, last), start=1)
    ]
    return assemble("T9c", "Sản phẩm OCOP còn hiệu lực", columns, rows, basis_of(last, "ocop"))


def _named(found: pd.DataFrame, roll: pd.DataFrame) -> Iterator[tuple[dict[str, Any], str]]:
    """Rows of the roll's units in official order, each with the printed name of its unit."""
    labels = unit_labels(coverage.completeness(roll))
    own = found.drop(columns=["position", "unit"], errors="ignore").merge(roll[[*KEY, "position"]], on=KEY)
    for row in own.sort_values(["position", "year"], kind="stable").to_dict("records"):
        yield {str(name): value for name, value in row.items()}, labels[row["position"]]
