"""Rows below the signatures, plans among what was done, and rows that say there is nothing."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import errors, submit

from danvan.intake.submission import Submission

HEADER = "    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |\n"
ONE = "    | 1 | Kênh A | Kênh mương | 300000000 | x |\n"
TWO = "    | 2 | Kênh B | Kênh mương | 500000000 | x |\n"
LETTERHEAD = "    | UBND XÃ BÌNH MINH |  |  | Độc lập - Tự do - Hạnh phúc |\n"
SIGNED = """
    | Người lập biểu |  |  | Thủ trưởng đơn vị |
    | (Ký, họ tên) |  |  | (Ký tên, đóng dấu) |

    | Nguyễn Văn Mẫu |  |  | Trần Thị Ví Dụ |
"""


def works(drawn: str) -> Submission:
    return submit(B2=sheet(drawn, "NL"))


def names(found: Submission) -> list[object]:
    return [row.values["work_name"] for row in found.rows["resources"]]


@pytest.mark.parametrize("between", [
    "    | BIỂU 2: CÔNG TRÌNH ĐÃ HOÀN THÀNH |\n", "", "\n\n\n", "\n" + LETTERHEAD, LETTERHEAD + "    | CÔNG TRÌNH (tiếp) |\n",
])  # fmt: skip
def test_a_table_goes_on_below_the_signatures_under_its_header(between: str) -> None:
    found = works("\n" + LETTERHEAD + HEADER + ONE + SIGNED + between + HEADER + TWO + SIGNED)
    assert (names(found), errors(found)) == (["Kênh A", "Kênh B"], [])
    roles = {c.text: c.role for c in found.cells if c.sheet == "NL"}
    assert roles.get("BIỂU 2: CÔNG TRÌNH ĐÃ HOÀN THÀNH", "title") == "title"
    assert "Trần Thị Ví Dụ" not in roles


@pytest.mark.parametrize("between", ["", "\n", "\n\n\n\n    | Bổ sung |\n"])
@pytest.mark.parametrize("signed", [SIGNED, "    | Nơi nhận: |\n    | - Lưu: VT. |\n"])
def test_rows_below_the_signatures_without_a_header_are_told(signed: str, between: str) -> None:
    drawn = "\n" + HEADER + ONE + signed + between + TWO
    found = works(drawn)
    row = len(drawn.strip("\n").splitlines())
    assert errors(found) == [("Đ56", "NL", f"A{row}:E{row}")]
    assert names(found) == ["Kênh A", "Kênh B"]


def test_names_below_the_signatures_are_no_rows() -> None:
    found = works(
        "\n" + HEADER + ONE + SIGNED + "    | Người lập biểu | Kế toán | Thủ trưởng |\n    | Văn A | Văn B | Văn C |\n"
    )
    assert (names(found), errors(found)) == (["Kênh A"], [])


@pytest.mark.parametrize(
    "section", ["II | Dự kiến năm 2022", "II | Kế hoạch", "II | Đăng ký mới năm sau", "II | Công trình năm 2022"]
)
def test_a_section_of_plans_is_told(section: str) -> None:
    found = works("\n" + HEADER + "    | I | Đã thực hiện |\n" + ONE + f"    | {section} |\n" + TWO)
    assert errors(found) == [("Đ58", "NL", "B4")]


@pytest.mark.parametrize("name", ["Kênh B (dự kiến)", "Dự kiến: Kênh B"])
def test_a_name_that_says_planned_is_told(name: str) -> None:
    assert errors(works("\n" + HEADER + ONE + TWO.replace("Kênh B", name))) == [("Đ58", "NL", "B3")]


def test_remarks_may_speak_of_plans() -> None:
    found = submit(B8=sheet("""
        | Mục | Nội dung | Duyệt đưa vào báo cáo |
        | II. Phương hướng năm 2022 |
        | Kiến nghị | Cấp kinh phí. | Có |
    """, "NX"))  # fmt: skip
    assert "Đ58" not in {p.code for p in found.problems}


def test_kinds_of_documents_are_no_plans() -> None:
    found = submit(B6=sheet("""
        | TT | Loại văn bản | Số | Ký hiệu | Cơ quan ban hành | Ngày ban hành | Trích yếu |
        | I | Kế hoạch |
        | 1 | Kế hoạch | '70 | KH-UBND | UBND xã | 16/3/2021 | Phong trào |
    """, "VB"))  # fmt: skip
    assert errors(found) == []


@pytest.mark.parametrize("words", ["Không phát sinh", "Không có", "Trong kỳ không phát sinh"])
def test_a_row_that_says_there_is_nothing_declares_it(words: str) -> None:
    found = submit(B2=sheet("\n" + HEADER + f"    |  | {words} |\n", "NL"))
    assert "resources" in found.forms_with_nothing
    assert not found.rows.get("resources")
    assert [(p.code, p.severity, p.cell) for p in found.problems if p.sheet == "NL"] == [("Đ57", "F", "B2")]


def test_a_section_may_say_that_there_is_nothing() -> None:
    found = works("\n" + HEADER + "    | I | Kênh mương |\n" + ONE + "    | II | Đường GTNT |\n    |  | Không có |\n")
    assert (names(found), errors(found)) == (["Kênh A"], [])
    assert "resources" not in found.forms_with_nothing


def test_a_row_that_says_another_field_than_its_section_is_told() -> None:
    found = submit(B1=sheet("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
        | I | Lĩnh vực kinh tế |
        | 1 | Hũ gạo | VHXH | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |
        | 2 | Đường hoa | KT | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |
    """, "MH"))  # fmt: skip
    assert [(p.severity, p.cell) for p in found.problems if p.code == "Đ85"] == [("W", "C3")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("I. LĨNH VỰC KINH TẾ", "II. LĨNH VỰC VĂN HÓA - XÃ HỘI"),
        ("I. LINH VUC KINH TE", "II. LINH VUC VAN HOA - XA HOI"),
    ],
)
def test_a_line_over_each_header_is_a_section(one: str, two: str) -> None:
    header = "    | TT | Tên mô hình | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |\n"
    row = "    | 1 | {} | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |\n"
    drawn = f"    | {one} |\n{header}{row.format('Đường hoa')}    | {two} |\n{header}{row.format('Hũ gạo')}"
    found = submit(B1=sheet(drawn, "MH"))
    assert [r.values["field"] for r in found.rows["models"]] == ["economy", "culture_society"]
    assert errors(found) == []
