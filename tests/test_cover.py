"""The cover's fields are found by their labels, in the cell or beside it."""

from __future__ import annotations

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.cover import Cover, find_cover


def cover(drawing: str) -> Cover | None:
    return find_cover([sheet(drawing)], form())


def test_values_beside_and_behind_their_labels() -> None:
    found = cover("""
        | THÔNG TIN CHUNG |  |  |
        | Mã đơn vị | '21085 |  |
        | Tên đơn vị báo cáo: | Xã Bình Minh |  |
        | Năm báo cáo: 2021 |  |  |
        | Kỳ báo cáo |  | Năm |
        | Lần gửi | 1 |  |
    """)
    assert found is not None
    read = {
        name: found.read(name, form()).value for name in ("unit_code", "unit_name", "report_year", "period", "revision")
    }
    assert read == {
        "unit_code": "21085",
        "unit_name": "Xã Bình Minh",
        "report_year": 2021,
        "period": "N",
        "revision": 1,
    }


def test_a_field_left_empty_is_blank_and_told_at_the_cell_to_fill() -> None:
    found = cover("""
        | Mã đơn vị | '21085 |
        | Năm báo cáo |  |
        | Lần gửi | 1 |
    """)
    assert found is not None
    assert found.read("report_year", form()).state == "blank"
    assert found.place("report_year").cell == "B2"


def test_a_sheet_with_few_labels_is_no_cover() -> None:
    assert cover("| Người lập biểu | Thủ trưởng đơn vị |") is None


def test_the_fields_own_label_goes_before_another_way_of_saying_it() -> None:
    found = cover("""
        | Đơn vị báo cáo: UBND xã Bình Minh (bản nháp) |  |
        | Mã đơn vị | '21085 |
        | Tên đơn vị báo cáo | Xã Bình Minh |
        | Năm báo cáo | 2021 |
    """)
    assert found is not None
    assert found.read("unit_name", form()).value == "Xã Bình Minh"


def said(label: str, text: str, column: str) -> tuple[object, str]:
    found = cover(f"""
        | Mã đơn vị | '21085 |
        | Năm báo cáo | 2021 |
        | {label} | {text} |
    """)
    assert found is not None
    reading = found.read(column, form())
    return reading.value, reading.state


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm", "N"), ("Cả năm", "N"), ("Năm 2021", "N"), ("Tổng kết năm", "N"), ("6 tháng đầu năm 2021", "6T"),
        ("06 tháng", "6T"), ("Sơ kết 6 tháng", "6T"), ("6T", "6T"), ("6 tháng cuối năm", None), ("Quý II/2021", None),
        ("9 tháng", None),
    ],
)  # fmt: skip
def test_the_period_in_the_words_of_titles(text: str, period: str | None) -> None:
    assert said("Kỳ báo cáo", text, "period")[0] == period


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("02", 2), ("lần 2", 2), ("Lần thứ hai", 2), ("Lần đầu", 1), ("lần thứ nhất", 1), ("0", None),
        ("lần 0", None), ("-1", None), ("Sửa lần 1", None), ("1,5", None),
    ],
)  # fmt: skip
def test_how_often_a_report_was_sent(text: str, number: int | None) -> None:
    assert said("Lần gửi", text, "revision") == (number, "value" if number else "unreadable")


def test_a_label_with_its_value_goes_before_one_without() -> None:
    found = cover("""
        | Mã đơn vị | '21085 |
        | Tên đơn vị báo cáo |  |
        | Đơn vị: xã Bình Thạnh |  |
        | Năm báo cáo | 2021 |
    """)
    assert found is not None
    assert (found.read("unit_name", form()).value, found.place("unit_name").cell) == ("xã Bình Thạnh", "A3")
