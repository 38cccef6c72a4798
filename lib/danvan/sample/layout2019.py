"""The workbooks of 2019: .xlsx made by hand, headers of two rows, the field in section rows, subtotals.

    TT | Tên mô hình/điển hình | ...              TT | Công trình, phần việc | Nhân dân đóng góp      | Hiến đất ...
       I. Lĩnh vực phát triển kinh tế                                        | Tiền | Hiện vật quy tiền | Diện tích (m2)
    1  | ...
       Cộng I

Does not belong here: what stands in the cells.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from danvan.sample.grid import LOOKS, Cell, Look, Sheet
from danvan.sample.layout import Layout

CREATED = dt.datetime(2019, 12, 14, 8)
FONT = "Times New Roman"

LAYOUT = Layout(
    tabs={
        "B0 Thông tin chung": "Bìa",
        "B1 Mô hình": "Mô hình",
        "B2 Nguồn lực": "Bieu 2",
        "B3 Chỉ tiêu": "Biểu 3",
        "B4 Ủng hộ": "B4",
        "B5 Nông thôn mới": "NTM, OCOP",
        "B6 Văn bản": "Văn bản",
        "B7 Khen thưởng": "Khen thưởng",
        "B8 Nhận xét": "Nhận xét",
    },
    order={},
    way=0,
    running="TT",
    sections=True,
    text_dates=False,
    joined=True,
    loose=True,
)


def workbook(sheets: Sequence[Sheet], sample_mark: str) -> bytes:
    """Return the .xlsx file of `sheets`; its properties say that it is a sample."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": sample_mark, "created": CREATED})
    formats = {name: book.add_format(_format(look)) for name, look in LOOKS.items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


def _write(target: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for cell in sheet.written():
        style = formats[cell.look]
        if cell.merged:
            target.merge_range(cell.row, cell.column, cell.bottom, cell.right, "", style)
        _put(target, cell, style)
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)


def _put(target: Any, cell: Cell, style: Any) -> None:
    at = cell.row, cell.column
    if cell.value is None:
        target.write_blank(*at, None, style)
    elif isinstance(cell.value, str):
        target.write_string(*at, cell.value, style)
    elif isinstance(cell.value, dt.date):
        target.write_datetime(*at, cell.value, style)
    else:
        target.write_number(*at, cell.value, style)


def _format(look: Look) -> dict[str, Any]:
    return {
        "font_name": FONT,
        "font_size": 12,
        "bold": look.bold,
        "italic": look.italic,
        "align": look.align,
        "valign": "vcenter",
        "text_wrap": look.border,
        "border": int(look.border),
        "num_format": look.number,
    }
