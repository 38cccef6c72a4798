"""Tables are found by their header words, wherever they stand."""

from __future__ import annotations

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.labels import is_marks


def found(drawing: str, name: str = "Sheet1") -> list[tuple[str, range, dict[int, str]]]:
    blocks = find_blocks(sheet(drawing, name), form())
    return [(b.table, b.header_rows, dict(b.columns)) for b in blocks]


def test_one_row_header_shifted_down_and_right() -> None:
    ((table, rows, columns),) = found("""
        | UBND XÃ BÌNH MINH |   |           |          |       |
        |                   |   |           |          |       |
        |                   |TT | Tên MH    | Lĩnh vực | TT/CN |
        |                   | 1 | Hũ gạo    | KT       | TT    |
    """)
    assert (table, rows) == ("models", range(3, 4))
    assert columns == {3: "model_name", 4: "field", 5: "kind"}


def test_two_row_header_with_merged_labels() -> None:
    ((table, rows, columns),) = found("""
        | TT | Công trình | Loại công trình | Tổng kinh phí | Nhân dân đóng góp | <                 | Hiến đất       | <     |
        | ^  | ^          | ^               | ^             | Tiền              | Hiện vật quy tiền | Diện tích (m2) | Số hộ |
        | A  | B          | C               | 1             | 2                 | 3                 | 4              | 5     |
        | 1  | Đường ngõ  | GTNT            | 5000000       | 3000000           | 2000000           | 120            | 4     |
    """)
    assert (table, rows) == ("resources", range(1, 3))
    assert columns == {
        2: "work_name", 3: "work_type", 4: "total_vnd",
        5: "people_cash_vnd", 6: "people_inkind_vnd", 7: "land_m2", 8: "land_households",
    }  # fmt: skip


def test_two_row_header_without_merges() -> None:
    ((table, rows, columns),) = found("""
        | TT | Công trình | Loại công trình | Tổng kinh phí | Nhân dân đóng góp |                   |
        |    |            |                 |               | Tiền              | Hiện vật quy tiền |
        | 1  | Đường ngõ  | GTNT            | 5000000       | 3000000           | 2000000           |
    """)
    assert (table, rows) == ("resources", range(1, 3))
    assert columns[5] == "people_cash_vnd"
    assert columns[6] == "people_inkind_vnd"


def test_stacked_blocks_each_with_its_own_header() -> None:
    tables = [
        b[0]
        for b in found("""
        | a) Kết quả xây dựng nông thôn mới |   |   |
        | Kết quả xây dựng nông thôn mới | Số tiêu chí đạt | Năm công nhận |
        | Đạt chuẩn nông thôn mới | 19 | 2019 |
        | | | |
        | b) Sản phẩm OCOP còn hiệu lực | | |
        | Sản phẩm | Số sao | Năm công nhận |
        | Hành tím | 3 | 2020 |
        | c) Khu dân cư kiểu mẫu | | |
        | Khu dân cư kiểu mẫu | Năm công nhận | Quyết định |
        | KDC Long Hội | 2021 | 12/QĐ-UBND |
    """)
    ]
    assert tables == ["new_rural", "ocop", "model_areas"]


def test_repeated_header_does_not_begin_a_new_block() -> None:
    assert (
        len(
            found("""
        | TT | Tên MH | Lĩnh vực | TT/CN |
        | 1 | Hũ gạo | KT | TT |
        | TT | Tên MH | Lĩnh vực | TT/CN |
        | 2 | Tổ tự quản | QPAN | TT |
    """)
        )
        == 1
    )


def test_years_across_mean_the_reported_year_and_the_one_before() -> None:
    drawn = sheet("""
        | TT | Chỉ tiêu | ĐVT | 2019 | 2020 | Năm 2021 |
        | 1 | Tổ hòa giải | tổ | 5 | 6 | 7 |
    """)
    (block,) = find_blocks(drawn, form(), 2021)
    assert block.columns == {2: "label", 3: "unit", 5: "same_period_last_year", 6: "actual"}
    assert block.older == {4: 2019}
    assert block.unknown == {}
    assert find_blocks(drawn, form(), None) == []


def test_tables_side_by_side() -> None:
    blocks = found("""
        | Sản phẩm | Số sao | Năm công nhận |  | Khu dân cư kiểu mẫu | Năm công nhận | Quyết định |
        | Hành tím | 3 | 2020 |  | KDC Long Hội | 2021 | 12/QĐ |
    """)
    assert [(table, columns) for table, _, columns in blocks] == [
        ("ocop", {1: "product", 2: "stars", 3: "recognised_year"}),
        ("model_areas", {5: "name", 6: "recognised_year", 7: "decision"}),
    ]


def test_an_empty_column_within_one_table_does_not_part_it() -> None:
    ((table, _, columns),) = found("""
        | TT | Tên MH |  | Lĩnh vực | TT/CN |
        | 1 | Hũ gạo |  | KT | TT |
    """)
    assert (table, columns) == ("models", {2: "model_name", 4: "field", 5: "kind"})


def test_scale_in_the_header() -> None:
    (block,) = find_blocks(
        sheet("""
        | Công trình | Loại công trình | Tổng kinh phí (triệu đồng) | Ngân sách Nhà nước |
        | Kênh N1 | Kênh | 380 | 200 |
    """),
        form(),
    )
    assert block.scales == {3: 1_000_000}


def test_data_that_holds_header_words_is_no_header() -> None:
    assert (
        len(
            found("""
        | TT | Công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Khác | Trường học | 5000000 | Có |
        | 2 | Văn bản | Khác | 100 | Có |
    """)
        )
        == 1
    )


def test_a_sheet_of_text_has_no_block() -> None:
    assert (
        found("""
        | Hướng dẫn ghi biểu |
        | Mỗi dòng một mô hình, ghi đủ lĩnh vực |
    """)
        == []
    )


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        (["A", "B", 1.0, 2.0, "3=(1+2)"], True),
        (["A", "B", "C"], True),
        (["(1)", "(2)", "(3)"], True),
        ([1.0, 2.0, 3.0], True),
        ([1.0, "Hũ gạo", 3.0], False),
        ([5.0, 2.0, 3.0], False),
        (["A", "B"], False),
    ],
)
def test_column_marks(values: list[object], marks: bool) -> None:
    assert is_marks(values) is marks


def test_a_title_between_the_units_name_and_the_header_does_not_join_two_units() -> None:
    block = """
        | {} | | | |
        | DANH MỤC MÔ HÌNH | | | |
        | TT | Tên MH | Lĩnh vực | TT/CN |
        | 1 | Hũ gạo | KT | TT |
    """
    two = block.format("XÃ BÌNH MINH") + block.format("XÃ BÌNH AN")
    assert len(found(two)) == 2
    again = block.format("XÃ BÌNH MINH") * 2  # the letterhead of a further page
    assert len(found(again)) == 1


def test_two_tables_side_by_side_without_a_gap_are_parted_by_their_first_label() -> None:
    two = find_blocks(
        sheet("""
        | TT | Loại văn bản | Số | Cơ quan ban hành | Ngày ban hành | TT | Sản phẩm | Số sao | Năm công nhận |
        | 1 | Kế hoạch | 12 | UBND xã | 17/3/2021 | 1 | Hành tím | 3 | 2020 |
    """),
        form(),
    )
    assert [(b.table, b.span) for b in two] == [("documents", (1, 5)), ("ocop", (6, 9))]
    lists = find_blocks(
        sheet("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | TT | Tên mô hình | Lĩnh vực | TT/CN |
        | 1 | Hũ gạo | VHXH | TT | 2 | Đường hoa | KT | TT |
    """),
        form(),
    )
    assert [(b.table, b.span) for b in lists] == [("models", (1, 4)), ("models", (5, 8))]


@pytest.mark.parametrize("below", ["| A | B | 1 | 2 |", ""])
def test_a_row_of_units_below_the_header_is_no_row_of_data(below: str) -> None:
    drawn = """
        | TT | Công trình | Loại công trình | Tổng kinh phí | Diện tích đất hiến |
        |  |  |  | (triệu đồng) | m2 |
        %s
        | 1 | Kênh N1 | Kênh mương | 380 | 120 |
    """
    (block,) = find_blocks(sheet((drawn % below).replace("\n        \n", "\n")), form())
    assert (block.units, block.marks, block.data_first) == (2, 3 if below else None, 4 if below else 3)
    assert block.scales == {4: 1_000_000}
