"""One difference in words: which measure or item, its value before and now or why there was none, and what made it so.

Does not belong here: how differences stand on a screen (`lines`) or in a workbook (`tables`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from danvan.analysis.facts import SUBJECTS
from danvan.declared.form import form
from danvan.publish.provenance import number
from danvan.publish.tables import words
from danvan.vietnamese import wording

LONGEST = 80  # characters of a text that is quoted
ACTUAL = "actual"
RESTATED = "nêu lại trong báo cáo năm sau"
# Measures that are no column of the form: name and unit.
COUNTS = {
    "registered": ("Mô hình đăng ký", ""),
    "implemented": ("Mô hình đã triển khai", ""),
    "at_work": ("Mô hình đang hoạt động", ""),
    "new": ("Mô hình mới", ""),
    "considered": ("Mô hình đã xét", ""),
    "recognised": ("Mô hình được công nhận", ""),
    "outstanding": ("Mô hình tiêu biểu", ""),
    "distinct": ("Số mô hình, mỗi mô hình tính một lần", ""),
    "works": ("Số công trình", ""),
    "people_vnd": ("Nhân dân đóng góp", "đồng"),
    "goods_tonnes": ("Hàng hóa", "tấn"),
    "met": ("Đạt chuẩn nông thôn mới", ""),
    "advanced": ("Nông thôn mới nâng cao", ""),
    "model": ("Nông thôn mới kiểu mẫu", ""),
    "not_met": ("Chưa đạt chuẩn nông thôn mới", ""),
    "products": ("Sản phẩm OCOP", ""),
    "areas": ("Khu dân cư kiểu mẫu", ""),
    "documents": ("Văn bản", ""),
    "count": ("Khen thưởng", "lượt khen"),
}
LISTS = {
    "models": "mô hình",
    "resources": "công trình",
    "new_rural": "kết quả xây dựng nông thôn mới",
    "ocop": "sản phẩm OCOP",
    "model_areas": "khu dân cư kiểu mẫu",
    "documents": "văn bản",
    "remarks": "nhận xét",
}
CHANGES = {"appeared": "Thêm", "vanished": "Bớt", "changed": "Sửa"}
REASONS = {
    "new_file": "báo cáo gửi lại",
    "received": "báo cáo mới được tổng hợp",
    "withdrawn": "báo cáo trước đây nay không còn được tính",
    "read_anew": "cùng tệp, đọc khác: biểu mẫu, đính chính, từ tiêu đề hoặc phiên bản đọc đã đổi",
}
LACKS = {
    **{status: label.lower() for status, label in words.STATUSES.items()},
    "not_asked": "không phải báo cáo",
    "covered": "có số liệu",
    "not_covered": "không có biểu này",
    "blank": "để trống",
}


def measure(row: Mapping[str, Any]) -> str:
    """A compared measure in the words of the form, what parts it, and its unit: "Tiền mặt: Covid-19 (đồng)"."""
    table = SUBJECTS[row["subject"]].table
    parts = dict(pair.split("=", 1) for pair in row["part"].split(", ") if pair)
    if table == "indicators":
        declared = form().indicator(parts["indicator"])
        of = "" if parts["column"] == ACTUAL else f"{_column_of(parts['column'])}, "
        return f"{declared.label} ({of}{declared.unit})"
    name, unit = COUNTS.get(row["measure"]) or _declared(table, row["measure"])
    told = [_part(table, column, value) for column, value in parts.items() if value != "?"]
    chosen = ", ".join(word for word in told if word)
    return f"{name}{chosen and ': '}{chosen}{unit and f' ({unit})'}"


def _column_of(column: str) -> str:
    """Which figure of an indicator, where it is not what was done in the period."""
    return RESTATED if column == "restated" else words.column("indicators", column).lower()


def _declared(table: str, name: str) -> tuple[str, str]:
    """The label of a column and its unit, where the label does not say it."""
    column = form().table(table).column(name)
    return column.label, "" if f"({column.unit})" in column.label else column.unit


def _part(table: str, column: str, value: str) -> str:
    """A value that parts a measure; "" where it is what all others are."""
    if column == "included_in_total":
        return "" if value == "True" else "tính riêng"
    unit = form().table(table).column(column).unit
    return f"{said(table, column, value)} {unit}".strip()


def value(row: Mapping[str, Any], side: str) -> str:
    """The value of a measure "before" or "now", or why there is none."""
    return LACKS[row[f"lack_{side}"]] if pd.isna(row[side]) else number(row[side])


def by_how_much(row: Mapping[str, Any]) -> str:
    """ "+10.000.000"; "" where one of the two is not known."""
    if pd.isna(row["before"]) or pd.isna(row["now"]):
        return ""
    change = row["now"] - row["before"]
    return f"{'+' if change > 0 else ''}{number(change)}"


def item(row: Mapping[str, Any]) -> str:
    """What an item is: "mô hình “Tổ tự quản”"."""
    name = short(row["item"])
    return f"{LISTS[row['table']]} “{name}”" if name else LISTS[row["table"]]


def said(table: str, column: str, value: Any) -> str:
    """A stored value as people read it."""
    if pd.isna(value):
        return LACKS["blank"]
    declared = form().table(table).column(column)
    if declared.choice:
        return words.said(words.choices(table, column), value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return wording.day(value)
    return str(value) if declared.type == "year" else short(value) if isinstance(value, str) else number(value)


def short(text: str) -> str:
    """A text that fits a line."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def report(row: Mapping[str, Any]) -> str:
    """What changed in a report: the form it has or no longer has, or what became of it."""
    if row["table"]:
        declared = form().table(row["table"])
        return f"Biểu {declared.form}: {LACKS[row['before']]} → {LACKS[row['now']]}"
    return f"Báo cáo: {LACKS[row['before']]} → {LACKS[row['now']]}"
