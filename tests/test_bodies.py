"""What the rows of an undeclared table are: data, groups, totals, empty rows, further lines, notes and signatures."""

from __future__ import annotations

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.groups import rank
from danvan.intake.sketch import sketch


def told(drawn: str) -> dict[str, object]:
    """The rows of the only table, by kind, without the kinds that it has none of."""
    (table,) = sketch(sheet(drawn), form()).tables
    kinds = {"data": table.data, "sections": table.sections, "totals": table.totals, "empty": table.empty}
    return {kind: rows for kind, rows in {**kinds, "continues": table.continues}.items() if rows}


CASES = {
    "letters, Roman numbers and numbers": (
        """
        | STT | Nội dung | Dự toán | Thực hiện |
        | | TỔNG SỐ | 9500 | 5200 |
        | A | Thu ngân sách | 5000 | 2600 |
        | I | Thu xã hưởng | 1000 | 700 |
        | 1 | Phí | 400 | 300 |
        | - | Phí chợ | 150 | 100 |
        | 2 | Thu khác | 600 | 400 |
        | II | Thu bổ sung | 4000 | 1900 |
        | 1 | Bổ sung cân đối | 4000 | 1900 |
        """,
        {"totals": [2], "sections": [3, 4, 8], "data": [5, 6, 7, 9]},
    ),
    "numbers that state the sums of their parts": (
        """
        | TT | Tiêu chí | Điểm chuẩn | Điểm chấm |
        | 1 | Tuyên giáo | 20 | 19 |
        | '1.1 | Học tập | 12 | 11 |
        | '1.2 | Dư luận | 8 | 8 |
        | 2 | Dân vận | 30 | 29 |
        | | Tổng điểm | 50 | 48 |
        """,
        {"sections": [2], "data": [3, 4, 5], "totals": [6]},
    ),
    "a number with dashes under it": (
        """
        | TT | Nội dung | ĐVT | Kết quả |
        | 1 | Hiến đất | | |
        | - | Số hộ | hộ | 25 |
        | - | Diện tích | m2 | 2500 |
        | 2 | Ngày công | công | 120 |
        """,
        {"sections": [2], "data": [3, 4, 5]},
    ),
    "Roman numbers alone are items": (
        """
        | STT | Nội dung | Số tiền | Ghi chú |
        | I | Số dư | 1500000 | |
        | II | Thu | 2500000 | |
        """,
        {"data": [2, 3]},
    ),
    "names of places with the sums of what follows": (
        """
        | | Diện tích | Dân số | Số xã |
        | CẢ NƯỚC | 5150 | 9600 | 60 |
        | Đồng bằng | 3000 | 6000 | 40 |
        | Hà Nội | 1500 | 3000 | 20 |
        | Bắc Ninh | 1500 | 3000 | 20 |
        | Miền núi | 2150 | 3600 | 20 |
        | Hà Giang | 1150 | 1600 | 12 |
        | Cao Bằng | 1000 | 2000 | 8 |
        """,
        {"totals": [2], "sections": [3, 6], "data": [4, 5, 7, 8]},
    ),
    "a name without a number over items counted again": (
        """
        | TT | Nội dung | Số hộ | Số tiền |
        | | Xã Bình An | 10 | 5.000.000 |
        | 01 | Thôn 1 | 6 | 3.000.000 |
        | 02 | Thôn 2 | 4 | 2.000.000 |
        | | Xã Bình Long | 3 | 1.000.000 |
        | 01 | Thôn 1 | 3 | 1.000.000 |
        """,
        {"sections": [2, 5], "data": [3, 4, 6]},
    ),
    "totals in two languages, of a district, and of some other word": (
        """
        | Đơn vị | Bản sao | Chữ ký | Lệ phí |
        | Bình An | 250 | 20 | 800 |
        | Bình Long | 270 | 24 | 950 |
        | Tổng số trên địa bàn huyện | 520 | 44 | 1750 |
        | Tổng số - Total | 520 | 44 | 1750 |
        """,
        {"data": [2, 3], "totals": [4, 5]},
    ),
    "an item that begins like a total": (
        """
        | TT | Chỉ tiêu | Năm 2019 | Năm 2020 |
        | 1 | Tổng số hộ | 520 | 530 |
        | 2 | Hộ nghèo | 20 | 18 |
        """,
        {"data": [2, 3]},
    ),
    "further lines of an item, and members of a household": (
        """
        | TT | Công việc | Chủ trì | Phối hợp | Thời gian |
        | 1 | Tuyên truyền | Tư pháp | Văn hóa | Quý I |
        | | | | Mặt trận | |
        | 2 | Kiểm tra | Nội vụ | Thanh tra | Quý II |
        | | Tập huấn | Tư pháp | Đoàn thanh niên | Quý III |
        """,
        {"data": [2, 4, 5], "continues": {3: 2}},
    ),
    "rows under a merged day are rows": (
        """
        | Thứ | Buổi | Nội dung | Chủ trì |
        | Hai | Sáng | Giao ban | Chủ tịch |
        | ^ | Chiều | Làm việc | |
        | Ba | Sáng | Tiếp dân | Chủ tịch |
        """,
        {"data": [2, 3, 4]},
    ),
    "further totals: of one row, without words, and who signs below them": (
        """
        | TT | Đơn vị | Số tiền | Ngày nộp |
        | 1 | Trường | 5.000.000 | 12/3/2021 |
        | 2 | Trạm | 2.000.000 | 15/3/2021 |
        | | | 7.000.000 | |
        | Thủ quỹ | | Kế toán | Chủ tài khoản |
        | Nguyễn A | | Trần B | Lê C |
        """,
        {"data": [2, 3], "totals": [4]},
    ),
    "a total of one row and a row that begins like one": (
        """
        | Đợt | Nội dung | Số người | Số tiền |
        | Đợt 1 | Làm đường | 20 | 200 |
        | Đợt 1 | Làm mương | 15 | 150 |
        | Cộng đợt 1 | | 35 | 350 |
        | Cộng đồng | Vệ sinh | 35 | 350 |
        | Đợt 2 | Trồng cây | 10 | 100 |
        | Cộng đợt 2 | | 10 | 100 |
        """,
        {"data": [2, 3, 5, 6], "totals": [4, 7]},
    ),
    "sums do not reach over the name of another group": (
        """
        | Chỉ tiêu | Quý này | Quý trước | Năm trước |
        | A. DOANH THU | | | |
        | Bán hàng | 150 | 140 | 120 |
        | B. CHI PHÍ | | | |
        | Giá vốn | 100 | 90 | 80 |
        | Quản lý | 50 | 50 | 40 |
        """,
        {"sections": [2, 4], "data": [3, 5, 6]},
    ),
    "papers of one procedure beside merged cells": (
        """
        | TT | Thủ tục | Hồ sơ | Lệ phí |
        | 1 | Khai sinh | Tờ khai | Không |
        | ^ | ^ | CMND | ^ |
        | 2 | Kết hôn | Tờ khai | Không |
        """,
        {"data": [2, 4], "continues": {3: 2}},
    ),
    "one item under its total is no group": (
        """
        | TT | Công trình | Dài | Kinh phí |
        | 1 | Đường xóm 2 | 350 | 280 |
        | | Cộng | 350 | 280 |
        """,
        {"data": [2], "totals": [3]},
    ),
    "lists of texts of different length": (
        """
        | Lĩnh vực | Loại | Hình thức |
        | Kinh tế | TT | Giấy khen |
        | Văn hóa | CN | Bằng khen |
        | Quốc phòng | | Kỷ niệm chương |
        """,
        {"data": [2, 3, 4]},
    ),
    "what stands below the last row": (
        """
        | TT | Họ tên | Năm sinh | Số tiền |
        | 1 | An | 1970 | 5 |
        | 2 | Ba | 1975 | 7 |
        | Danh sách này có 02 người./. | | | |
        | | Người kiểm tra | Trưởng thôn | |


        | (a) Kể cả hộ tạm trú | | | |
        """,
        {"data": [2, 3]},
    ),
}


@pytest.mark.parametrize(("drawn", "expected"), CASES.values(), ids=CASES.keys())
def test_rows_are_told_by_kind(drawn: str, expected: dict[str, object]) -> None:
    assert told(drawn) == expected


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("A", 0),
        ("IV.", 1),
        (3.0, 2),
        ("03", 2),
        ("2.", 2),
        ("1.1", 3),
        (1.1, 3),
        ("a)", 3),
        ("-", 3),
        ("Bình An", None),
    ],
)
def test_ordinals_rank(said: str | float, stands: int | None) -> None:
    assert rank(said) == stands
