"""What changed between two states, told by unit: figure, old, new, and which file made it so.

Does not belong here: finding the differences (analysis.restated).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from danvan.analysis.facts import SUBJECTS
from danvan.declared.form import form
from danvan.publish.provenance import number
from danvan.publish.tables import words
from danvan.publish.tables.told import plain, records
from danvan.vietnamese import wording

COUNTS = {
    "registered": "Mô hình đăng ký",
    "implemented": "Mô hình đã triển khai",
    "at_work": "Mô hình đang hoạt động",
    "new": "Mô hình mới",
    "considered": "Mô hình đã xét",
    "recognised": "Mô hình được công nhận",
    "outstanding": "Mô hình tiêu biểu",
    "works": "Số công trình",
    "people_vnd": "Nhân dân đóng góp",
    "goods_tonnes": "Hàng hóa (tấn)",
    "met": "Đạt chuẩn nông thôn mới",
    "advanced": "Nông thôn mới nâng cao",
    "model": "Nông thôn mới kiểu mẫu",
    "not_met": "Chưa đạt chuẩn nông thôn mới",
    "products": "Sản phẩm OCOP",
    "areas": "Khu dân cư kiểu mẫu",
    "documents": "Văn bản",
}
REASONS = {
    "new_file": "báo cáo gửi lại",
    "received": "báo cáo mới nhận",
    "withdrawn": "báo cáo trước đây nay không còn được tính",
    "read_anew": "cùng tệp, đọc khác: biểu mẫu, đính chính, từ tiêu đề hoặc phiên bản đọc đã đổi",
}


def lines(changed: pd.DataFrame, names: Mapping[tuple[str, Any], str]) -> Iterator[str]:
    """What `danvan compare` prints for people; `names` has the printed name of each unit by code and first day."""
    rows = records(changed)
    yield f"{wording.number(len(rows))} số liệu khác nhau." if rows else "Không có số liệu nào khác nhau."
    for (year, period, code, since), own in groupby(rows, key=_whose):
        of_unit = list(own)
        half = " (6 tháng)" if period == "6T" else ""
        yield f"{names.get((code, since), code)}, năm {year}{half}: {_reason(of_unit[0])}"
        for row in of_unit:
            yield f"  {label(row)}: {number(plain(row['before']))} → {number(plain(row['now']))}"


def _whose(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["year"], row["period"], row["unit_code"], row["unit_from"]


def _reason(row: Mapping[str, Any]) -> str:
    file = row["file_before"] if pd.isna(row["file"]) else row["file"]
    return f"{REASONS[row['why']]} ({file})" if not pd.isna(file) else REASONS[row["why"]]


def label(row: Mapping[str, Any]) -> str:
    """A compared measure in the words of the form, with what parts it."""
    table = SUBJECTS[row["subject"]].table
    parts = dict(pair.split("=", 1) for pair in row["part"].split(", ") if pair)
    if table == "indicators":
        return f"{form().indicator(parts['indicator']).label} ({words.column(table, parts['column']).lower()})"
    declared = {column.name: column.label for column in form().table(table).columns}
    named = COUNTS.get(row["measure"]) or declared.get(row["measure"], row["measure"])
    chosen = [str(words.choices(table, name).get(value, value)) for name, value in parts.items() if value != "?"]
    return f"{named} ({', '.join(chosen)})" if chosen else named


def to_json(changed: pd.DataFrame) -> list[dict[str, Any]]:
    """The differences as plain JSON values."""
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else plain(value) for name, value in row.items()}
        for row in records(changed)
    ]
