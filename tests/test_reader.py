"""A whole workbook becomes a submission: tables present, nothing declared, what is missing, and the ledger of its cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drawing import sheet, workbook

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.reader import read_submissions
from danvan.intake.sheet import Sheet
from danvan.intake.submission import Submission
from danvan.paths import Workspace

OFFICE = settings(Workspace(Path(__file__).parents[1]))
NOTHING = "B4, B5, B6, B7, B8"


def cover(nothing: str = NOTHING, revision: int = 1) -> Sheet:
    return sheet(f"""
        | THÔNG TIN CHUNG | |
        | Mã đơn vị | '21085 |
        | Tên đơn vị báo cáo | Xã Bình Minh |
        | Năm báo cáo | 2021 |
        | Kỳ báo cáo | Năm |
        | Từ ngày | 15/12/2020 |
        | Đến ngày | 14/12/2021 |
        | Lần gửi | {revision} |
        | Biểu không phát sinh | {nothing} |
        | Người lập biểu | Nguyễn Văn Mẫu |
        | Người ký | Trần Thị Ví Dụ |
        | Ngày ký | 14/12/2021 |
        | Điện thoại | '0905000111 |
    """, "Bìa")  # fmt: skip


MODELS = sheet("""
    | DANH MỤC MÔ HÌNH NĂM 2021 | | | | | | | | | |
    | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
    | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |
""", "MH")  # fmt: skip

RESOURCES = sheet(
    """
    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
    | 1 | Kênh N1 | Kênh mương | 380000000 | x |
""",
    "NL",
)

FIGURES = sheet(
    "| Mã số | Chỉ tiêu | Thực hiện trong kỳ |\n"
    + "\n".join(
        f"| '{i.row} | {i.label} | {int(i.code == 'models_registered_culture_society')} |"
        for i in form().indicators
        if i.applies(2021, "commune")
    ),
    "CT",
)


def read(*sheets: Sheet) -> Submission:
    return read_submissions(workbook(*sheets, FIGURES), "2021/21085/a.xlsx", form(), OFFICE)[0]


def serious(submission: Submission) -> list[str]:
    return [p.code for p in submission.problems if p.severity == "E"]


def test_a_good_workbook_is_clean() -> None:
    found = read(cover(), MODELS, RESOURCES)
    assert serious(found) == []
    assert found.clean
    assert (found.unit_code, found.year, found.period, found.revision) == ("21085", 2021, "N", 1)
    assert found.forms_present == ("models", "resources", "indicators")
    assert set(found.forms_with_nothing) == {
        "donations", "new_rural", "ocop", "model_areas", "documents", "awards", "remarks",
    }  # fmt: skip
    assert found.rows["resources"][0].values["total_vnd"] == 380_000_000


def test_a_form_neither_sent_nor_declared_is_missed() -> None:
    assert serious(read(cover("B4, B5, B6, B7"), MODELS, RESOURCES)) == ["Đ11"]


def test_a_form_left_empty_is_blank_not_nothing() -> None:
    empty = sheet("| TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |", "NL")
    found = read(cover(), MODELS, empty)
    assert "resources" not in (*found.forms_present, *found.forms_with_nothing)
    assert [p.code for p in found.problems if p.severity == "W"] == ["Đ30"]


def test_declaring_nothing_beside_rows_is_an_error() -> None:
    assert serious(read(cover("B2, B4, B5, B6, B7, B8"), MODELS, RESOURCES)) == ["Đ15"]


def test_an_unknown_form_on_the_cover_is_told() -> None:
    assert "Đ32" in serious(read(cover(NOTHING + ", B9"), MODELS, RESOURCES))


def test_the_same_table_twice_is_an_error_but_a_hidden_copy_is_left_aside() -> None:
    assert serious(read(cover(), MODELS, RESOURCES, replace(RESOURCES, name="NL (2)"))) == ["Đ20"]
    hidden = read(cover(), MODELS, replace(RESOURCES, name="NL (2)", hidden=True), RESOURCES)
    assert serious(hidden) == []
    assert len(hidden.rows["resources"]) == 1


def test_every_cell_is_in_the_ledger_once() -> None:
    sheets = (cover(), MODELS, RESOURCES)
    found = read(*sheets)
    assert len(found.cells) == sum(len(s.cells) for s in (*sheets, FIGURES))
    assert len({(c.sheet, c.cell) for c in found.cells}) == len(found.cells)


def test_no_person_is_in_any_part_of_a_submission() -> None:
    named = sheet("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
        | 1 | Giúp hộ ông Lê Văn Thử, SĐT 0905 000 222 | VHXH | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |
        | | Người lập biểu | | | Thủ trưởng đơn vị | | | | | |
        | | Nguyễn Văn Mẫu | | | Trần Thị Ví Dụ | | | | | |
    """, "MH")  # fmt: skip
    found = read(cover(), named, RESOURCES)
    for name in ("Mẫu", "Ví Dụ", "Thử", "0905"):
        assert name not in str(found.to_dict())
    assert [p.code for p in found.problems if p.severity == "W"] == ["Đ22"]


def test_what_says_that_it_is_made_up_is_sample() -> None:
    assert not read(cover(), MODELS).sample
    assert read(cover(), sheet("| SỐ LIỆU MINH HỌA - không phải số liệu thật |", "x"), MODELS).sample


def test_a_workbook_of_no_known_table_is_told() -> None:
    assert "Đ26" in serious(read_submissions(workbook(cover()), "2021/21085/a.xlsx", form(), OFFICE)[0])


def test_a_table_of_unknown_headers_is_told_not_passed_over() -> None:
    strange = sheet("""
        | Tên gọi lạ | Cột lạ | Cột khác |
        | Kênh N1 | 12 | 30 |
        | Kênh N2 | 15 | 40 |
    """, "lạ")  # fmt: skip
    assert [p.sheet for p in read(cover(), MODELS, RESOURCES, strange).problems if p.code == "Đ28"] == ["lạ"]
