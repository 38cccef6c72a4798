"""The cover's fields are found by their labels, in the cell or beside it."""

from __future__ import annotations

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


def test_a_field_left_empty_is_blank_and_keeps_its_place() -> None:
    found = cover("""
        | Mã đơn vị | '21085 |
        | Năm báo cáo |  |
        | Lần gửi | 1 |
    """)
    assert found is not None
    assert found.read("report_year", form()).state == "blank"
    assert found.place("report_year").cell == "A2"


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
