"""What stands around undeclared tables, and in sheets without one, has a role by its words and its place."""

from __future__ import annotations

from drawing import sheet

from danvan.declared.form import form
from danvan.intake.sheet import address
from danvan.intake.sketch import sketch


def roles(drawn: str) -> dict[str, str]:
    found = sketch(sheet(drawn), form())
    return {address(p): role for p, role in sorted(found.roles.items())}


def test_a_letter_has_letterhead_text_and_signatures() -> None:
    assert roles("""
        | UBND HUYỆN BÌNH SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        | PHÒNG NỘI VỤ | Độc lập - Tự do - Hạnh phúc |
        | | Bình Sơn, ngày 12 tháng 3 năm 2020 |
        | BÁO CÁO KẾT QUẢ THI ĐUA |
        | Kính gửi: | Sở Nội vụ |
        | Thực hiện Công văn số 45/SNV ngày 02 tháng 3 năm 2020 của Sở Nội vụ, Phòng báo cáo như sau. |
        | Nơi nhận: | TRƯỞNG PHÒNG |
        | - Như trên; | Nguyễn Văn Mẫu |
    """) == {
        "A1": "letterhead", "B1": "letterhead", "A2": "letterhead", "B2": "letterhead", "B3": "letterhead",
        "A4": "title", "A5": "field", "B5": "field", "A6": "note", "A7": "signature", "B7": "signature",
        "A8": "signature", "B8": "signature",
    }  # fmt: skip


def test_a_deed_named_over_a_table_is_part_of_its_title() -> None:
    found = roles("""
        | Biểu 05: Kết quả vận động |
        | Số hộ hiến đất qua các năm |
        | (Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2020 của UBND huyện) |
        | | | Đơn vị: 1.000 đồng |
        | TT | Tên xã | Số tiền |
        | 1 | Bình An | 12 |
        | 2 | Bình Long | 20 |
    """)
    assert [found[cell] for cell in ("A1", "A2", "A3", "C4")] == ["title", "title", "title", "unit_line"]


def test_a_unit_line_with_a_blank_row_over_the_header_belongs_to_the_table() -> None:
    (table,) = sketch(sheet("""
        | | | ĐVT: triệu đồng |

        | TT | Tên xã | Số tiền |
        | 1 | Bình An | 12 |
        | 2 | Bình Long | 20 |
    """), form()).tables  # fmt: skip
    assert table.units == [1]


def test_a_form_to_fill_in_has_fields() -> None:
    found = roles("""
        | PHIẾU KÊ KHAI THÔNG TIN |
        | Họ và tên: | Nguyễn Văn Mẫu | Giới tính: | Nam |
        | Ngày sinh: | 01/01/1980 | Nơi sinh: | Bình Sơn |
        | Chức vụ: | Chuyên viên | Đơn vị: | Văn phòng |
    """)
    assert found.pop("A1") == "title"
    assert set(found.values()) == {"field"}
