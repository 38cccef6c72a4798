"""The workbooks of 2017-2018: .xls, text in TCVN3 under .VnTime, header words and column order of their own.

    TT | Tên MH | Đơn vị thực hiện | Địa bàn | Thuộc lĩnh vực | TT/CN | Năm ĐK | ...     one header row, "KT", "VHXH"

In the fonts of capitals (.VnTimeH) small letters are stored and capitals shown.
Does not belong here: what stands in the cells.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlwt

from danvan.sample.grid import LOOKS, Look, Sheet
from danvan.sample.layout import Layout
from danvan.vietnamese.legacy import encode_tcvn3
from danvan.vietnamese.text import bare

FONT, CAPITALS = ".VnTime", ".VnTimeH"
CHARACTER, TWELVE_POINTS = 256, 240

LAYOUT = Layout(
    tabs={
        "B0 Thông tin chung": "THONG TIN CHUNG",
        "B1 Mô hình": "MO HINH",
        "B2 Nguồn lực": "bieu 2",
        "B3 Chỉ tiêu": "bieu 3",
        "B4 Ủng hộ": "ung ho",
        "B5 Nông thôn mới": "NTM",
        "B6 Văn bản": "van ban",
        "B7 Khen thưởng": "khen thuong",
        "B8 Nhận xét": "nhan xet",
    },
    order={
        "models": (
            "model_name", "lead_unit", "place", "field", "kind", "first_year", "registered_level", "status",
            "implemented", "result", "recognised_level", "decision_number", "replicated_places", "households",
            "participants", "outcome",
        ),
        "resources": (
            "work_name", "work_type", "quantity_unit", "quantity", "state_vnd", "people_cash_vnd", "people_inkind_vnd",
            "business_vnd", "other_vnd", "total_vnd", "land_m2", "land_households", "labour_days", "completed",
        ),
        "indicators": ("label", "row", "unit", "plan", "actual", "same_period_last_year"),
        "donations": (
            "event", "activity", "donor_kind", "date_from", "date_to", "place", "cash_vnd", "goods", "goods_unit",
            "goods_quantity", "goods_vnd", "included_in_total",
        ),
    },
    way=1,
    running="TT",
    sections=False,
    text_dates=True,
    joined=True,
    loose=False,
)  # fmt: skip


def workbook(sheets: Sequence[Sheet], sample_mark: str) -> bytes:
    """Return the .xls file of `sheets`; its owner field says that it is a sample, in ASCII as the format wants."""
    book = xlwt.Workbook(encoding="utf-8")
    owner = bare(sample_mark).upper()
    book.owner = f"{chr(len(owner))}\0\0{owner}"  # xlwt leaves out the length that the format wants in front
    styles = {name: _style(look) for name, look in LOOKS.items()}
    for sheet in sheets:
        _write(book.add_sheet(sheet.name), sheet, styles)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(target: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for cell in sheet.written():
        value = _stored(cell.value, LOOKS[cell.look])
        if cell.merged:
            target.write_merge(cell.row, cell.bottom, cell.column, cell.right, value, styles[cell.look])
        else:
            target.write(cell.row, cell.column, value, styles[cell.look])
    for column, width in enumerate(sheet.widths):
        target.col(column).width = width * CHARACTER


def _stored(value: object, look: Look) -> object:
    if isinstance(value, str):
        return encode_tcvn3(value.lower() if look.capitals else value)
    return value if isinstance(value, (int, float, date)) else None


def _style(look: Look) -> Any:
    style = xlwt.XFStyle()
    style.font.name = CAPITALS if look.capitals else FONT
    style.font.height = TWELVE_POINTS
    style.font.bold, style.font.italic = look.bold, look.italic
    style.num_format_str = look.number
    style.alignment.horz = getattr(xlwt.Alignment, f"HORZ_{look.align.upper()}")
    style.alignment.vert = xlwt.Alignment.VERT_CENTER
    style.alignment.wrap = xlwt.Alignment.WRAP_AT_RIGHT if look.border else xlwt.Alignment.NOT_WRAP_AT_RIGHT
    if look.border:
        for side in ("left", "right", "top", "bottom"):
            setattr(style.borders, side, xlwt.Borders.THIN)
    return style
