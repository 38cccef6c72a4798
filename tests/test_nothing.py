"""The forms that a cover declares as having nothing are read as a list, and what is no form is told once."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import submit

from danvan.declared.form import form
from danvan.intake.cover import find_cover
from danvan.intake.nothing import declared_nothing
from danvan.problems import Problem


def said(text: str) -> tuple[tuple[str, ...], list[str]]:
    drawn = sheet(f"""
        | Mã đơn vị | '21085 |
        | Năm báo cáo | 2021 |
        | Biểu không phát sinh | {text} |
    """)
    found: list[Problem] = []
    return declared_nothing(find_cover([drawn], form()), form(), found), [p.message.split("”")[0][1:] for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "B4, B6", "B4;B6", "B4 và B6", "Biểu 4, Biểu 6", "b4,b6.", "Biểu B4; Biểu B6", "B4 B6", "B04, B06", "BM4, BM6",
        "B4 + B6", "B4/B6", "Biểu số B4, B6", "'4, 6", "B4, B6: không phát sinh", "Không phát sinh: B4, B6",
        "Ủng hộ, Văn bản", "B4、B6", "В4, В6", "Biểu B4 (Ủng hộ), biểu B6 (Văn bản)", "B4 - Ủng hộ, B6 - Văn bản",
        "Các biểu B4, B6 không có số liệu",
    ],
)  # fmt: skip
def test_a_list_as_people_write_it(text: str) -> None:
    assert said(text) == (("donations", "documents"), [])


def test_a_sheet_of_several_tables_is_meant_as_a_whole_or_in_part() -> None:
    assert said("B5") == (("new_rural", "ocop", "model_areas"), [])
    assert said("B5b, Sản phẩm OCOP") == (("ocop",), [])


@pytest.mark.parametrize("text", ["Không", "không có", "Không có biểu nào", "-"])
def test_none_is_no_form(text: str) -> None:
    assert said(text) == ((), [])


@pytest.mark.parametrize(
    "text",
    ["Không phát sinh", "tất cả", "các biểu còn lại", "B9", "B4-B6", "B4 đến B6", "B4 có phát sinh", "B4 Văn bản", "x"],
)
def test_what_is_no_form_for_certain_is_told_as_it_stands(text: str) -> None:
    assert said(text) == ((), [text])


def test_a_form_beside_what_is_none_counts() -> None:
    assert said("B4, B9, phát sinh ít") == (("donations",), ["B9", "phát sinh ít"])


@pytest.mark.parametrize(("code", "name", "missed"), [("21085", "Xã Bình Minh", 1), ("21040", "Thị trấn Châu Ổ", 0)])
def test_a_township_is_not_asked_for_a_status_that_it_cannot_have(code: str, name: str, missed: int) -> None:
    empty = sheet("| Kết quả xây dựng nông thôn mới | Số tiêu chí đạt | Năm công nhận |", "NTM")
    fields = {"Mã đơn vị": code, "Tên đơn vị báo cáo": name}
    found = submit(f"2021/{code}/a.xlsx", fields, B5=empty)
    assert found.unit_code == code
    assert len([p for p in found.problems if p.code in ("Đ30", "Đ11") and "B5a" in p.message]) == missed
