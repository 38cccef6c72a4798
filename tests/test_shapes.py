"""Headers of tables that no form declares: which rows they take, and where a table begins and ends beside others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.outline import Shape
from danvan.intake.shapes import find_shapes


def shapes(drawn: str) -> list[Shape]:
    return find_shapes(sheet(drawn), form())


def rows(drawn: str) -> list[tuple[int, int]]:
    """The header's first and last row of every table."""
    return [(shape.first, shape.header_last) for shape in shapes(drawn)]


HEADERS = {
    "years as numbers, the first column without a label": """
        | | 2015 | 2016 | Sơ bộ 2018 |
        | Nam | 614 | 619 | 627 |
        | Nữ | 632 | 636 | 645 |
    """,
    "an empty row of fields above": """
        | Tỉnh: | Quảng Ngãi | Huyện: | Bình Sơn |
        | TT | Tên nhóm | Trưởng nhóm | Số hộ |
        | 1 | Nhóm 1 | Nguyễn A | 12 |
    """,
    "a birthday in the header is no day of signing": """
        | STT | Họ và tên | Ngày, tháng, năm sinh | Quê quán |
        | 1 | Nguyễn A | 01/02/1970 | Bình An |
    """,
    "a total over the columns comes first": """
        | | Tổng số | Nam | Nữ |
        | Bình An | 10 | 4 | 6 |
        | Bình Long | 12 | 7 | 5 |
    """,
    "years typed as texts": """
        | | '2015 | '2016 | '2017 |
        | Nam | 614 | 619 | 627 |
    """,
    "a label of running numbers broken over three lines": """
        | S\\nT\\nT | Ngày tháng năm | Số tiền |
        | 1 | 01/02/2020 | 500 |
    """,
    "letters as labels": """
        | A | B | C | D |
        | 001 | b | 12 | a |
    """,
}
TALL_HEADERS = {
    "the days of a month under one label": """
        | STT | Họ tên | Ngày trong tháng | < | < | < | Tổng |
        | ^ | ^ | 1 | 2 | 3 | 4 | ^ |
        | 1 | An | x | x | x | x | 4 |
        | 2 | Ba | x |  | x | x | 3 |
    """,
    "labels broken over two rows": """
        | Số | Họ và tên | Năm | Quê |
        | TT | | sinh | quán |
        | 1 | Nguyễn A | 1960 | Bình An |
        | 2 | Trần B | 1971 | Bình Long |
    """,
    "the same in another language below": """
        | | Nam | Nữ | Chung |
        | | Male | Female | Total |
        | Bình An | 10 | 4 | 14 |
        | Bình Long | 12 | 7 | 19 |
    """,
    "one more line under one label": """
        | | 2018 | 2019 | Sơ bộ 2020 |
        | | | | Prel. 2020 |
        | Bình An | 10 | 4 | 14 |
        | Bình Long | 12 | 7 | 19 |
    """,
    "a group label alone in its row": """
        | | | Mức lương | < | |
        | TT | Họ tên | Bậc | Hệ số | Ghi chú |
        | 1 | Nguyễn A | 5 | 3.66 | |
    """,
}


@pytest.mark.parametrize("drawn", HEADERS.values(), ids=HEADERS.keys())
def test_headers_of_one_row(drawn: str) -> None:
    first = 2 if "Tỉnh:" in drawn else 1
    assert rows(drawn) == [(first, first)]


@pytest.mark.parametrize("drawn", TALL_HEADERS.values(), ids=TALL_HEADERS.keys())
def test_headers_of_two_rows(drawn: str) -> None:
    assert rows(drawn) == [(1, 2)]


def test_a_header_reaches_down_to_the_column_marks_and_its_units() -> None:
    (shape,) = shapes("""
        | TT | Xã | Diện tích | < | Sản lượng |
        | ^ | ^ | Lúa | Ngô | ^ |
        | | | (ha) | (ha) | (tấn) |
        | A | B | -1 | -2 | -3 |
        | 1 | Bình An | 120 | 20 | 650 |
    """)
    assert (shape.header_last, shape.unit_row, shape.marks, shape.data_first) == (2, 3, 4, 5)


def test_names_and_addresses_over_the_whole_table_are_no_header() -> None:
    assert rows("""
        | Công ty Du lịch An Châu | < | < | ĐT: 0905 | < |
        | Bảng giá phòng | < | < | (chưa gồm thuế) | < |
        | Khách sạn | Hạng | Loại phòng | Giá thấp | Giá cao |
        | Sông Trà | 3 sao | Đôi | 500 | 700 |
        | Mỹ Trà | 4 sao | Đơn | 600 | 900 |
    """) == [(3, 3)]  # fmt: skip


def test_two_columns_of_texts_are_a_table_where_the_first_counts() -> None:
    steps = "| Bước 1 | Nộp hồ sơ |\n| Bước 2 | Thẩm định |\n| Bước 3 | Trả kết quả |"
    assert rows(f"| Trình tự | Nội dung |\n{steps}") == [(1, 1)]
    assert rows(steps) == []


def test_column_marks_under_labels_over_several_columns_are_no_header() -> None:
    (shape,) = shapes("""
        | STT | Đơn vị | Tổng số | < | Kinh | < | Ghi chú |
        | ^ | ^ | Hộ | Khẩu | Hộ | Khẩu | ^ |
        | A | B | 1 | 2 | 3 | 4 | C |
        | 1 | Bình An | 20 | 80 | 10 | 40 | |
        | 2 | Bình Long | 25 | 90 | 10 | 40 | |
    """)
    assert (shape.header_last, shape.marks, shape.paths[3]) == (2, 3, ("Tổng số", "Hộ"))


def test_a_header_may_end_in_a_row_that_only_merged_labels_reach() -> None:
    (shape,) = shapes("""
        | TT | Chức danh | Tổng số | Trong đó | < |
        | ^ | ^ | ^ | Nữ | Đảng viên |
        | ^ | ^ | ^ | ^ | ^ |
        | A | B | 1 | 2 | 3 |
        | 1 | Bí thư | 10 | 1 | 10 |
    """)
    assert (shape.header_last, shape.marks, shape.paths[5]) == (3, 4, ("Trong đó", "Đảng viên"))


def test_a_school_and_its_year_over_the_header_are_no_header() -> None:
    assert rows("""
        | Trường THCS Bình An | < | Năm học 2019-2020 | < |
        | TT | Họ và tên | Điểm | Xếp loại |
        | 1 | Nguyễn An | 8.5 | Giỏi |
        | 2 | Trần Ba | 6.5 | Khá |
    """) == [(2, 2)]  # fmt: skip


def test_a_unit_in_brackets_over_the_header_is_no_header() -> None:
    assert rows("""
        | Bảng 1 | | (Triệu đồng) |
        | Xã | Năm 2019 | Năm 2020 |
        | Bình An | 12 | 14 |
        | Bình Long | 20 | 25 |
    """) == [(2, 2)]  # fmt: skip


def test_days_over_figures_are_labels() -> None:
    days = sheet("""
        | Xã | ngày | ngày |
        | Bình An | 12 | 14 |
        | Bình Long | 20 | 25 |
    """)
    dated = replace(days, cells={**days.cells, (1, 2): dt.date(2020, 1, 31), (1, 3): dt.date(2020, 2, 29)})
    assert [(s.first, s.header_last) for s in find_shapes(dated, form())] == [(1, 1)]


def test_a_column_under_a_merged_label_that_holds_nothing_has_no_label() -> None:
    (shape,) = shapes("""
        | TT | Họ và tên | < | Địa chỉ | < |
        | 1 | Nguyễn | An | Thôn 1 | |
        | 2 | Trần | Ba | Thôn 2 | |
    """)
    assert list(shape.paths) == [1, 2, 3, 4]


def test_lists_side_by_side_without_a_gap_are_two() -> None:
    assert [(s.left, s.right, sorted(s.paths)) for s in shapes("""
        | TT | Họ và tên | Đơn vị | TT | Họ và tên | Đơn vị |
        | 1 | Nguyễn A | Bình An | 3 | Lê C | Bình Long |
        | 2 | Trần B | Bình An | 4 | Võ D | Bình Mỹ |
    """)] == [(1, 3, [1, 2, 3]), (4, 16384, [4, 5, 6])]  # fmt: skip


def test_another_list_behind_an_empty_column_has_rows_of_its_own() -> None:
    assert [sorted(s.paths) for s in shapes("""
        | TT | Thôn | Số hộ | | Nhóm tuổi | Nam | Nữ |
        | 1 | An Châu | 120 | | 0-14 | 12 | 11 |
        | 2 | Mỹ Long | 98 | | 15-59 | 40 | 42 |
        | 3 | Đức An | 77 | | | | |
    """)] == [[1, 2, 3], [5, 6, 7]]  # fmt: skip


def test_what_stands_behind_an_empty_column_without_a_header_is_no_table() -> None:
    assert [sorted(s.paths) for s in shapes("""
        | | | | Số hộ | Số khẩu | Ghi chú |
        | Tổ | 12 | | An Châu | 20 | 80 |
        | Tổ | 14 | | Mỹ Long | 25 | 90 |
        | | | | Đức An | 30 | 99 |
    """)] == [[4, 5, 6]]  # fmt: skip


def test_a_row_of_texts_behind_a_blank_row_is_no_header_of_another_table() -> None:
    assert rows("""
        | Thứ | Nội dung | Chủ trì | Địa điểm |
        | Hai | Giao ban | Chủ tịch | Phòng họp |
        | Ba | Kiểm tra | Phó Chủ tịch | Bình An |

        | Tư | Họp | Chủ tịch | Hội trường |
        | Năm | Đi cơ sở | Chủ tịch | Bình Long |
    """) == [(1, 1)]  # fmt: skip


def test_who_signs_is_no_header_and_a_letter_has_no_table() -> None:
    assert rows("""
        | UBND XÃ BÌNH AN | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        | Số: 12/UBND | | Bình An, ngày 12 tháng 3 năm 2020 |
        | | Kính gửi: | UBND huyện |
        | Thực hiện công văn của UBND huyện, xã báo cáo như sau. | | |
        | Kế toán | Trưởng ban | Phó Chủ tịch | Chủ tịch |
    """) == []  # fmt: skip
