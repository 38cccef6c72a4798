"""The rows of a drawn table come out typed, each value with its cell; totals, units and missing columns are checked."""

from __future__ import annotations

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.roles import assign
from danvan.intake.tables import TableReading, read_table


def table(drawing: str, year: int = 2021) -> TableReading:
    drawn = sheet(drawing)
    blocks = find_blocks(drawn, form())
    return read_table(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), year)


def told(reading: TableReading) -> list[tuple[str, str | None]]:
    return [(p.code, p.cell) for p in reading.problems if p.severity != "F"]


def test_values_and_the_cells_they_came_from() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Khối lượng | ĐVT | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 900 | m | 380.000.000đ | x |
    """)
    (row,) = reading.rows
    assert row.values["total_vnd"] == 380_000_000
    assert row.values["completed"] is True
    assert row.at["total_vnd"] == "F2"
    assert row.states["land_m2"] == "blank"
    assert told(reading) == []


def test_the_unit_line_gives_the_scale_and_a_header_its_own() -> None:
    reading = table("""
        | Đơn vị tính: triệu đồng |  |  |  |  |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Ngân sách Nhà nước (nghìn đồng) | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 380 | 200000 | x |
    """)
    assert reading.rows[0].values["total_vnd"] == 380_000_000
    assert reading.rows[0].values["state_vnd"] == 200_000_000


def test_a_quantity_with_its_own_unit() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Khối lượng | ĐVT | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 900m |  | 380000000 | x |
        | 2 | Kênh N2 | Kênh mương | 0,9 km | m | 380000000 | x |
    """)
    assert [(r.values["quantity"], r.values["quantity_unit"]) for r in reading.rows] == [(900.0, "m"), (900.0, "m")]


def test_sections_carry_the_field() -> None:
    reading = table("""
        | TT | Tên mô hình | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
        | I | Lĩnh vực kinh tế |  |  |  |  |  |  |  |
        | 1 | Lúa hữu cơ | TT | Hội Nông dân | 2019 | Mới | Xã | x | Chưa xét |
        | II | An ninh - quốc phòng |  |  |  |  |  |  |  |
        | 1 | Tiếng mõ bình yên | TT | Công an xã | 2019 | Mới | Xã | x | Chưa xét |
    """, year=2019)  # fmt: skip
    assert [(r.values["field"], r.at["field"]) for r in reading.rows] == [("economy", "B2"), ("defence_security", "B4")]
    assert told(reading) == []


def test_a_stated_total_is_compared_with_the_sum_of_its_rows() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 100000000 | x |
        | 2 | Kênh N2 | Kênh mương | 50000000 | x |
        |  | Tổng số |  | 160000000 |  |
    """)
    assert told(reading) == [("K04", "D4")]


def test_a_missing_required_column_and_a_blank_required_cell() -> None:
    reading = table("""
        | TT | Tên công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 |  | x |
    """)
    assert sorted(told(reading), key=str) == [("Đ01", "C2"), ("Đ12", None)]


def test_a_column_the_form_does_not_know_is_told_with_the_likeliest_label() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành | Ngày công lao động góp |
        | 1 | Kênh N1 | Kênh mương | 100000000 | x | 40 |
    """)
    assert told(reading) == [("Đ10", "F1")]
    assert "Ngày công" in reading.problems[0].message


def test_number_and_symbol_of_a_document_in_one_cell() -> None:
    reading = table("""
        | Loại văn bản | Số, ký hiệu | Cơ quan ban hành | Ngày ban hành |
        | Kế hoạch | 71/KH-UBND | UBND huyện Bình Sơn | 07/8/2020 |
        | Kế hoạch | 65-KH/HU | Huyện ủy |  |
    """)
    split = [(r.values["number"], r.values["symbol"], r.states.get("issued_on")) for r in reading.rows]
    assert split == [("71", "KH-UBND", None), ("65", "KH/HU", "blank")]
    assert told(reading) == []


@pytest.mark.parametrize(
    ("number", "symbol", "day"),
    [
        ("71/KH-UBND", "KH-UBND", ""),
        ("71/KH-UBND", "71/KH-UBND", ""),
        ("71", "71/KH-UBND", ""),
        ("", "71/KH-UBND", ""),
        ("Số 71/KH-UBND", "", ""),
        ("71/KH-UBND ngày 07/8/2020", "", ""),
        ("71/KH-UBND, ngày 07 tháng 8 năm 2020", "KH-UBND", "07/8/2020"),
        ("71/KH-UBND (07/8/2020)", "", ""),
    ],
)
def test_number_symbol_and_day_are_told_apart_whichever_cell_holds_them(number: str, symbol: str, day: str) -> None:
    reading = table(f"""
        | Loại văn bản | Số | Ký hiệu | Cơ quan ban hành | Ngày ban hành |
        | Kế hoạch | {number} | {symbol} | UBND huyện Bình Sơn | {day} |
        | Kế hoạch | 72 | KH-UBND | UBND huyện Bình Sơn | 08/8/2020 |
    """)
    row = reading.rows[0]
    assert (row.values["number"], row.values["symbol"]) == ("71", "KH-UBND")
    assert (row.values["issued_on"] is not None) == ("8" in number + day)
    assert all(row.at[name] for name in ("number", "symbol"))
    assert told(reading) == []


@pytest.mark.parametrize(("symbol", "day"), [("KH-HU", "07/8/2020"), ("KH-UBND", "08/8/2020")])
def test_a_cell_that_holds_another_thing_than_the_columns_beside_it_is_told(symbol: str, day: str) -> None:
    reading = table(f"""
        | Loại văn bản | Số | Ký hiệu | Cơ quan ban hành | Ngày ban hành |
        | Kế hoạch | 71/KH-UBND ngày 07/8/2020 | {symbol} | UBND huyện Bình Sơn | {day} |
        | Kế hoạch | 72 | KH-UBND | UBND huyện Bình Sơn | 08/8/2020 |
    """)
    assert told(reading) == [("Đ47", "B2")]


def test_a_ditto_mark_is_the_cell_above_and_is_told() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 5000000 | x |
        | 2 | Kênh N2 | nt | " | x |
        | 3 | nt | Kênh mương | 6000000 | x |
    """)
    assert [(r.values["work_type"], r.values["total_vnd"]) for r in reading.rows[:2]] == [("canal", 5_000_000)] * 2
    assert reading.rows[1].at["work_type"] == "C2"
    assert [(p.code, p.cell) for p in reading.problems if p.code == "Đ34"] == [
        ("Đ34", "C3"),
        ("Đ34", "D3"),
        ("Đ34", "B4"),
    ]


def test_a_ditto_mark_with_nothing_above_is_refused() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | nt | Kênh mương | 5000000 | x |
    """)
    assert told(reading) == [("Đ35", "B2")]


def test_text_that_goes_on_in_the_row_below_is_joined() -> None:
    reading = table("""
        | TT | Tên mô hình | TT/CN | Chủ trì | Kết quả nổi bật |
        | 1 | Hũ gạo | TT | Hội LHPN | Giúp 12 hộ |
        |  |  |  |  | thoát nghèo |
        | 2 | Nồi cháo | TT | Hội LHPN | |
    """)
    assert [r.values["outcome"] for r in reading.rows] == ["Giúp 12 hộ thoát nghèo", None]
    assert ("Đ36", 2) in [(p.code, p.row) for p in reading.problems]


def test_several_items_in_one_cell_are_refused() -> None:
    reading = table("""
        | TT | Tên mô hình | TT/CN | Chủ trì | Số hộ |
        | 1 | 1. Thắp sáng đường quê\\n2. Hũ gạo tình thương | TT | Hội LHPN | 2 |
    """)
    assert ("Đ37", "B2") in told(reading)


def test_a_remark_may_be_a_list() -> None:
    reading = table("""
        | Mục | Nội dung | Duyệt |
        | Ưu điểm | - Cấp ủy quan tâm.\\n- Nhân dân hưởng ứng. | x |
        | Hạn chế | 1. Kinh phí ít.\\n2. Thiếu cán bộ. | x |
    """)
    assert [row.values["section"] for row in reading.rows] == ["strengths", "limitations"]
    assert told(reading) == []


def test_whether_money_was_counted_must_be_said() -> None:
    reading = table("""
        | Sự kiện | Hoạt động | Đối tượng ủng hộ | Tiền mặt | Đã tính trong tổng số |
        | Covid-19 | Ủng hộ | Tập thể | 5000000 |  |
    """)
    assert told(reading) == [("K22", "E2")]


def test_a_column_that_the_years_form_lacks_is_told_at_its_header() -> None:
    drawing = """
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Mã mô hình |
        | 1 | Hũ gạo | KT | TT | {} |
    """
    later = table(drawing.format("21085-2018-001"), 2018)
    assert [(p.severity, p.cell) for p in later.problems if p.code == "Đ62"] == [("W", "E1")]
    assert "model_id" not in later.rows[0].values
    assert "Đ62" not in {p.code for p in table(drawing.format(""), 2018).problems}
    assert "Đ62" not in {p.code for p in table(drawing.format("21085-2018-001"), 2021).problems}


def test_a_unit_in_the_header_converts_its_column_or_is_told_there() -> None:
    reading = table("""
        | TT | Tên công trình | Loại công trình | Khối lượng (km) | ĐVT | Tổng kinh phí (1.000đ) | Đất hiến (ha) | Số hộ hiến (người) | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 0.9 | m | 380000 | 0.25 | 40 | x |
        | 2 | Kênh N2 | Kênh mương | 1.2 |  | 95000 | 0.1 |  | x |
    """)  # fmt: skip
    first, second = reading.rows
    assert (first.values["quantity"], first.values["quantity_unit"]) == (900.0, "m")
    assert (second.values["quantity"], second.values["quantity_unit"]) == (1.2, "km")
    assert (first.values["total_vnd"], first.values["land_m2"]) == (380_000_000, 2500.0)
    assert (first.values["land_households"], first.states["land_households"]) == (None, "unreadable")
    assert told(reading) == [("Đ70", "H1")]


def test_an_award_counts_what_its_row_says() -> None:
    reading = table("""
        | Năm khen thưởng | Năm thành tích | Cấp khen thưởng | Hình thức khen thưởng | Đối tượng | Số lượng |
        | 2021 | 2020 | Xã | Giấy khen | Tập thể | 03 tập thể |
        | 2021 | 2020 | Xã | Giấy khen | Tập thể | 03 cá nhân |
        | 2021 | 2020 | Xã | Giấy khen | Cá nhân | 05 người |
        | 2021 | 2020 | Xã | Bằng khen | Tập thể | 2 lượt |
    """)
    assert [r.values["count"] for r in reading.rows] == [3, None, 5, 2]
    assert told(reading) == [("Đ71", "F3")]


def test_a_unit_line_that_nobody_knows_is_told_where_there_is_money() -> None:
    works = """
        | ĐVT: {} | | | | |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 38000 | x |
    """
    assert told(table(works.format("10.000 đồng"))) == [("Đ75", "A1")]
    assert told(table(works.format("1.000đ"))) == []
    assert told(table(works.format("công trình"))) == [("Đ99", "D2")]
