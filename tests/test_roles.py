"""Every non-empty cell gets one role; data, sections, totals and signatures are told apart."""

from __future__ import annotations

from collections import Counter

import pytest
from drawing import sheet
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.ledger import SheetRoles
from danvan.intake.roles import assign
from danvan.intake.sheet import Sheet, address
from danvan.intake.words import is_total
from danvan.vietnamese.text import fold


def roles_of(drawn: Sheet) -> SheetRoles:
    return assign(drawn, find_blocks(drawn, form()), form())


def by_role(drawn: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for position, role in sorted(roles_of(drawn).roles.items()):
        found.setdefault(role.role, []).append(address(position))
    return found


MODELS = sheet("""
    | UBND XÃ BÌNH MINH |  |  |  |  |
    | DANH SÁCH MÔ HÌNH NĂM 2019 |  |  |  |  |
    | TT | Tên mô hình/điển hình | Tập thể/cá nhân | Số hộ tham gia | Ghi chú |
    | A | B | C | 1 | 2 |
    | I | Lĩnh vực kinh tế |  |  |  |
    | 1 | Sản xuất lúa hữu cơ | Tập thể | 12 |  |
    | 2 | Hũ gạo tình thương | Cá nhân | 8 | mới |
    |  | Cộng I |  | 20 |  |
    | II | Văn hóa - xã hội |  |  |  |
    | 1 | Cộng đồng an toàn | Tập thể | 5 |  |
    |  | Cộng |  | 5 |  |
    |  | Tổng cộng |  | 25 |  |
    |  | Ghi chú: số liệu đến 14/12 |  |  |  |
    |  |  | Bình Minh, ngày 10 tháng 12 năm 2019 |  |  |
    |  | Người lập biểu | Thủ trưởng đơn vị |  |  |
    |  | Nguyễn Văn Mẫu | Trần Thị Ví Dụ |  |  |
""")


def test_each_kind_of_row_is_told() -> None:
    assert by_role(MODELS) == {
        "letterhead": ["A1"],
        "title": ["A2"],
        "header": ["A3", "B3", "C3", "D3", "E3"],
        "column_marks": ["A4", "B4", "C4", "D4", "E4"],
        "section": ["A5", "B5", "A9", "B9"],
        "value": ["A6", "B6", "C6", "D6", "A7", "B7", "C7", "D7", "A10", "B10", "C10", "D10"],
        "note": ["E7", "B13"],
        "total": ["B8", "D8", "B11", "D11", "B12", "D12"],
        "signature": ["C14", "B15", "C15", "B16", "C16"],
    }


def test_rows_know_their_section_and_totals_their_rows() -> None:
    found = roles_of(MODELS)
    assert [(r.row, r.section and r.section[0]) for r in found.rows[0]] == [
        (6, "Lĩnh vực kinh tế"), (7, "Lĩnh vực kinh tế"), (10, "Văn hóa - xã hội"),
    ]  # fmt: skip
    assert [(t.row, t.over, t.grand) for t in found.totals[0]] == [
        (8, (6, 7), False), (11, (10,), False), (12, (6, 7, 10), True),
    ]  # fmt: skip


def test_a_total_at_the_top_stands_over_the_rows_below() -> None:
    found = roles_of(
        sheet("""
        | TT | Tên mô hình | TT/CN | Số hộ |
        |  | Tổng số |  | 20 |
        | 1 | Hũ gạo | TT | 12 |
        | 2 | Nồi cháo | TT | 8 |
    """)
    )
    assert found.totals[0][0].over == (3, 4)


def test_a_cell_merged_down_fills_the_rows_it_covers() -> None:
    found = roles_of(
        sheet("""
        | TT | Tên mô hình | Chủ trì | Số hộ |
        | 1 | Hũ gạo | Hội LHPN | 12 |
        | 2 | Nồi cháo | ^ | 8 |
    """)
    )
    assert [row.cells["lead_unit"] for row in found.rows[0]] == [(2, 3), (2, 3)]


def test_words_merged_over_all_figures_of_a_row_name_a_section() -> None:
    found = roles_of(
        sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh A | Kênh mương | 300 | x |
        | Các thôn còn lại | < | < | < | < |
        | 2 | Kênh B | Kênh mương | 500 | x |
        | | Kênh C | | | |
    """)
    )
    assert [(r.row, r.section and r.section[0]) for r in found.rows[0]] == [
        (2, None), (4, "Các thôn còn lại"), (5, "Các thôn còn lại"),
    ]  # fmt: skip


def test_words_merged_over_all_figures_of_a_row_that_give_figures_are_no_section() -> None:
    found = roles_of(
        sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh A | Kênh mương | 300 | x |
        | Thôn Đông làm đường 300 m | < | < | < | < |
    """)
    )
    assert "section" not in [role.role for role in found.roles.values()]


def test_a_value_under_no_header_is_unplaced() -> None:
    assert by_role(
        sheet("""
        | TT | Tên mô hình | TT/CN | Số hộ |  |
        | 1 | Hũ gạo | TT | 12 | 45 |
    """)
    )["unplaced"] == ["E2"]


def test_quarters_are_set_aside_beside_the_years_figures_and_have_no_place_alone() -> None:
    beside = by_role(
        sheet("""
        | Chỉ tiêu | ĐVT | Quý I | Quý II | Thực hiện trong năm |
        | Tổ hòa giải | tổ | 5 | 6 | 6 |
    """)
    )
    assert beside["note"] == ["C2", "D2"]
    alone = by_role(
        sheet("""
        | Mã số | Chỉ tiêu | ĐVT | Quý I | Quý II |
        | 15 | Tổ hòa giải | tổ | 5 | 6 |
    """)
    )
    assert alone["unplaced"] == ["D2", "E2"]


def test_a_name_that_begins_with_a_digit_is_data_not_a_section() -> None:
    found = roles_of(
        sheet("""
        | TT | Tên mô hình | TT/CN | Số hộ |
        |  | 1. Thắp sáng đường quê |  |  |
        | 2 | 2 giảm, 4 giữ | TT |  |
    """)
    )
    assert [r.row for r in found.rows[0]] == [2, 3]


def test_tables_side_by_side_keep_to_their_own_columns() -> None:
    drawn = sheet("""
        | Sản phẩm | Số sao | Năm công nhận |  | Khu dân cư kiểu mẫu | Năm công nhận |
        | Hành tím | 3 | 2020 |  | KDC Long Hội | 2021 |
        | Nước mắm | 4 | 2021 |  |  |  |
        | Tổng số | 2 |  |  | KDC An Phước | 2022 |
        |  |  |  | 5 |  |  |
    """)
    found = roles_of(drawn)
    assert [[r.row for r in rows] for rows in found.rows] == [[2, 3], [2, 4]]
    assert by_role(drawn)["unplaced"] == ["D5"]


@pytest.mark.parametrize(("text", "total"), [
    ("Tổng cộng", True), ("TỔNG SỐ", True), ("Cộng I", True), ("Cộng:", True), ("Tổng cộng: 12 mô hình", True),
    ("Cộng toàn xã", True), ("Cộng đồng an toàn", False), ("Tổng vệ sinh môi trường", False), ("Tổng kết phong trào", False),
])  # fmt: skip
def test_words_of_totals(text: str, total: bool) -> None:
    assert is_total(fold(text), form()) is total


@given(st.dictionaries(
    st.tuples(st.integers(1, 14), st.integers(1, 8)),
    st.one_of(
        st.floats(0, 1e9).map(float),
        st.sampled_from(["TT", "Tên mô hình", "Lĩnh vực", "TT/CN", "Số hộ", "Tổng cộng", "I", "Kinh tế", "Hũ gạo",
                         "Người lập biểu", "ĐVT: đồng", "Ghi chú: x", "Tên công trình", "Tổng kinh phí", "Nơi nhận:"]),
    ),
    max_size=60,
))  # fmt: skip
def test_no_cell_is_lost(cells: dict[tuple[int, int], object]) -> None:
    drawn = Sheet("Sheet1", cells)  # type: ignore[arg-type]
    roles = roles_of(drawn).roles if cells else {}
    assert Counter(roles.keys()) == Counter(cells.keys())


def test_a_section_that_states_its_sums_is_no_item_and_its_sums_stand_over_its_rows() -> None:
    drawn = sheet("""
        | TT | Tên mô hình | Tập thể/cá nhân | Số hộ |
        | I | Lĩnh vực kinh tế |  | 20 |
        | 1 | Sản xuất lúa hữu cơ | Tập thể | 12 |
        | 2 | Hũ gạo tình thương | Cá nhân | 8 |
        | II | Văn hóa - xã hội |  | 5 |
        | 1 | Thắp sáng đường quê | Tập thể | 5 |
        |  | Tổng cộng |  | 25 |
    """)
    found = roles_of(drawn)
    assert by_role(drawn)["section"] == ["A2", "B2", "D2", "A5", "B5", "D5"]
    assert [(r.row, r.section and r.section[0]) for r in found.rows[0]] == [
        (3, "Lĩnh vực kinh tế"), (4, "Lĩnh vực kinh tế"), (6, "Văn hóa - xã hội"),
    ]  # fmt: skip
    assert [(t.row, t.over) for t in found.totals[0]] == [(7, (3, 4, 6)), (2, (3, 4)), (5, (6,))]


def test_a_name_that_goes_on_in_small_letters_is_one_item() -> None:
    (rows,) = roles_of(
        sheet("""
        | TT | Tên mô hình | TT/CN | Số hộ |
        | 1 | Sản xuất lúa hữu cơ | TT | 12 |
        |  | theo chuỗi giá trị |  |  |
        | 2 | Hũ gạo | TT | 8 |
    """)
    ).rows
    assert [(r.row, r.more) for r in rows] == [(2, (("model_name", (3, 2)),)), (4, ())]
