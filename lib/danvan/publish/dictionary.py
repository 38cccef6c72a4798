"""The data dictionary: every column of every table of the store, and every indicator, from what is declared.

    entries() -> one a column     indicators() -> one an indicator     markdown() -> both, as a document

What the form does not declare - whose a row is, where it stands, what became of a file - is told by `FIXED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from danvan.declared.form import FIRST_YEAR, LAST_YEAR, Column, Indicator, form
from danvan.store.schema import FACTS, TABLES, allowed, schema

TITLES = {
    "register": "Sổ theo dõi báo cáo: mỗi đơn vị, kỳ và tệp một dòng",
    "cells": "Mọi ô có nội dung của mọi tệp, và vai trò của từng ô",
    "problems": "Những gì phải sửa, phải xem lại hoặc đã được sửa",
}
FIXED = {
    "unit_code": "Mã đơn vị",
    "unit_from": "Ngày đơn vị bắt đầu có hiệu lực",
    "year": "Năm báo cáo",
    "period": "Kỳ báo cáo: N cả năm, 6T sáu tháng đầu năm",
    "revision": "Lần gửi",
    "file": "Tệp, tính từ data/raw",
    "sheet": "Trang",
    "row": "Dòng trong trang, từ 1",
    "status": "Báo cáo ra sao",
    "received_on": "Ngày nhận",
    "days_late": "Số ngày muộn",
    "sha256": "Mã băm của tệp",
    "errors": "Số lỗi phải sửa",
    "warnings": "Số điểm phải xem lại",
    "unplaced": "Số ô không rõ vai trò",
    "forms_present": "Các biểu có số liệu",
    "forms_with_nothing": "Các biểu được ghi là không phát sinh",
    "sample": "Có phải số liệu minh họa",
    "indicator": "Mã chỉ tiêu",
    "column": "Cột của biểu",
    "value": "Giá trị",
    "state": "Ô trống, số 0, không áp dụng hay có giá trị",
    "text": "Nguyên văn trong ô",
    "cell": "Địa chỉ ô",
    "role": "Vai trò của ô",
    "table": "Bảng mà ô thuộc về",
    "code": "Mã của điều phát hiện",
    "severity": "Mức: E phải sửa, W phải xem lại, F đã sửa",
    "said": "Nguyên văn bị nêu",
    "message": "Điều phát hiện",
    "remedy": "Cách sửa",
}
TYPES = {
    pa.int64(): "số nguyên",
    pa.float64(): "số thập phân",
    pa.string(): "chữ",
    pa.bool_(): "có/không",
    pa.date32(): "ngày",
}
SENSITIVITY = {"public": "công khai", "internal": "nội bộ", "restricted": "hạn chế"}
ADDS = {"sum": "cộng được", "none": "không cộng"}
KINDS = {"flow": "phát sinh trong kỳ", "stock": "có đến cuối kỳ", "plan": "kế hoạch"}
HEAD = ("Cột", "Nghĩa", "Kiểu", "Đơn vị tính", "Cộng giữa các đơn vị", "Mức độ", "Năm", "Giá trị")
WIDTHS = (18, 40, 20, 12, 21, 10, 10, 44)
SHEET_COLUMNS = (("Bảng", 14), *zip(HEAD, WIDTHS, strict=True))
INDICATOR_HEAD = ("Mã", "Chỉ tiêu", "Loại", "Đơn vị tính", "Cộng giữa các đơn vị", "Mức độ", "Năm")


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of one table; `values` are those it may hold, as stored, some with their printed labels."""

    table: str
    column: str
    label: str
    type: str
    unit: str = ""
    adds: str = ""
    sensitivity: str = ""
    years: str = ""
    values: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """As `HEAD` names them."""
        values = ", ".join(self.values)
        return self.column, self.label, self.type, self.unit, self.adds, self.sensitivity, self.years, values


def title(table: str) -> str:
    """What a table of the store is about."""
    return TITLES[table] if table in TITLES else form().table(table).title


def entries() -> list[Entry]:
    """Every column of every table, in stored order."""
    return [_entry(table, field) for table in TABLES for field in schema(table)]


def _entry(table: str, field: pa.Field) -> Entry:
    declared = _declared(table).get(field.name)
    kind = TYPES[field.type]
    if declared is None:
        return Entry(
            table, field.name, FIXED[field.name], kind, values=tuple(sorted(allowed(table).get(field.name, ())))
        )
    return Entry(
        table,
        field.name,
        declared.label,
        kind,
        declared.unit,
        ADDS[declared.adds] if declared.unit else "",
        SENSITIVITY[declared.sensitivity],
        _years(declared),
        tuple(f"{choice.name} = {choice.label}" for choice in declared.choice),
    )


def _declared(table: str) -> dict[str, Column]:
    if table not in FACTS or form().table(table).layout != "rows":
        return {}
    return {column.name: column for column in form().table(table).columns}


def indicators() -> list[tuple[str, ...]]:
    """Every indicator, as `INDICATOR_HEAD` names its parts."""
    return [
        (i.code, i.label, KINDS[i.kind], i.unit, ADDS[i.over_units], SENSITIVITY[i.sensitivity], _years(i))
        for i in form().indicators
    ]


def _years(of: Column | Indicator) -> str:
    first, last = of.valid_from > FIRST_YEAR, of.valid_to < LAST_YEAR
    if first and last:
        return f"{of.valid_from}-{of.valid_to}"
    return f"từ {of.valid_from}" if first else f"đến {of.valid_to}" if last else ""


def sheet_rows() -> list[tuple[str, ...]]:
    """Every column and indicator as `SHEET_COLUMNS` names its parts."""
    columns = [(entry.table, *entry.cells) for entry in entries()]
    return [*columns, *(("indicators", *told, "") for told in indicators())]


def document() -> dict[str, Any]:
    """All of it for a script: {"tables": {table: {"title", "columns"}}, "indicators"}, blanks as null."""
    columns = entries()
    keys = Entry.__slots__
    return {
        "tables": {
            table: {
                "title": title(table),
                "columns": [
                    {k: getattr(e, k) or None for k in keys if k != "table"} for e in columns if e.table == table
                ],
            }
            for table in TABLES
        },
        "indicators": [
            dict(zip(("code", "label", "kind", "unit", "adds", "sensitivity", "years"), told, strict=True))
            for told in indicators()
        ],
    }


def markdown() -> str:
    """All of it as a document in Markdown, a table a section."""
    columns = entries()
    parts = [
        "# Từ điển số liệu",
        "Mọi cột của mọi bảng trong data/processed. Ô trống là thiếu số liệu, không bao giờ là 0. Cột không cộng được "
        "giữa các đơn vị thì không có dòng tổng.",
    ]
    for table in TABLES:
        parts += [f"## {table}: {title(table)}", _grid(HEAD, (e.cells for e in columns if e.table == table))]
    parts += ["## Các chỉ tiêu của bảng indicators", _grid(INDICATOR_HEAD, indicators())]
    return "\n\n".join(parts) + "\n"


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
