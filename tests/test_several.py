"""A workbook of several units is parted by exact names only; every cell goes to one part."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from drawing import sheet, workbook

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.reader import read_submissions
from danvan.intake.several import Part, parts
from danvan.intake.sheet import Sheet
from danvan.intake.sheets import sheets_of
from danvan.paths import Workspace

OFFICE = settings(Workspace(Path(__file__).parents[1]))
DAY = dt.date(2021, 12, 14)
TABLE = """
    | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì |
    | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN |
"""


def of(name: str, title: str = "") -> Sheet:
    return sheet(f"| {title} | | | | |{TABLE}" if title else TABLE, name)


def parted(*sheets: Sheet) -> list[Part]:
    book = workbook(*sheets)
    return parts(book, sheets_of(book, form(), 2021), OFFICE.places, DAY)


def units(*sheets: Sheet) -> list[str | None]:
    return [p.unit and p.unit.full_name for p in parted(*sheets)]


def test_a_sheet_for_each_unit_by_its_name_or_its_title() -> None:
    assert units(of("Bình Minh"), of("Sheet2", "UBND XÃ BÌNH TRỊ")) == ["Xã Bình Minh", "Xã Bình Trị"]


def test_units_stacked_in_one_sheet() -> None:
    stacked = sheet(f"| Đơn vị: Xã Bình Minh | | | | |{TABLE}| | | | | |\n| Đơn vị: Xã Bình Trị | | | | |{TABLE}")
    found = parted(stacked)
    assert [p.unit and p.unit.full_name for p in found] == ["Xã Bình Minh", "Xã Bình Trị"]
    cells = [set(p.workbook.sheets[0].cells) for p in found]
    assert cells[0].isdisjoint(cells[1])
    assert cells[0] | cells[1] == set(stacked.cells)


def test_one_unit_or_names_in_doubt_part_nothing() -> None:
    assert units(of("Bình Minh"), of("Bình Minh (2)")) == [None]
    assert units(of("Binh Thanh"), of("Sheet2")) == [None]
    assert units(of("Bình Thới"), of("Bình Minh")) == [None]


def test_each_part_becomes_a_submission_of_its_unit() -> None:
    titled = (of("Bình Minh", "BÁO CÁO NĂM 2021"), of("Bình Trị", "BÁO CÁO NĂM 2021"))
    found = read_submissions(workbook(*titled), "2021/ca hai xa.xlsx", form(), OFFICE)
    assert [(s.unit_code, s.year, s.period) for s in found] == [("21085", 2021, "N"), ("21061", 2021, "N")]
    assert [len(s.rows["models"]) for s in found] == [1, 1]
    assert sum(len(s.cells) for s in found) == sum(len(s.cells) for s in titled)


COLUMN = """
    | DANH MỤC MÔ HÌNH NĂM 2021 | | | | | |
    | TT | Xã | Tên mô hình | Lĩnh vực | TT/CN | Số hộ |
    | 1 | Bình Thạnh | Hũ gạo | VHXH | TT | 10 |
    | 2 | < | Đường hoa | VHXH | TT | 5 |
    | 3 | Bình Thanh | Ba V | VHXH | TT | 7 |
    | | | Tổng cộng | | | 22 |
"""
LINES = """
    | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì |
    | XÃ BÌNH THẠNH | | | | |
    | 1 | Hũ gạo | VHXH | TT | Hội LHPN |
    | II | Xã Bình Thanh | | | |
    | 1 | Ba V | VHXH | TT | Hội LHPN |
"""
COVER = """
    | Tên đơn vị báo cáo: | Xã Bình Thạnh |
    | Mã đơn vị: | '21046 |
    | Năm báo cáo: | 2021 |
    | Kỳ báo cáo: | Năm |
"""


def rows_of(*sheets: Sheet) -> list[tuple[str | None, list[object]]]:
    found = read_submissions(workbook(*sheets), "2021/tong hop.xlsx", form(), OFFICE)
    assert sum(len(s.cells) for s in found) == sum(len(s.cells) for s in sheets)
    assert len({(c.sheet, c.cell) for s in found for c in s.cells}) == sum(len(s.cells) for s in sheets)
    return [(s.unit_code, [row.values["model_name"] for row in s.rows.get("models", ())]) for s in found]


def codes_of(*sheets: Sheet) -> list[list[str]]:
    found = read_submissions(workbook(*sheets), "2021/tong hop.xlsx", form(), OFFICE)
    return [[p.code for p in s.problems if p.severity == "E" and p.cell] for s in found]


def test_a_column_of_units_parts_the_rows() -> None:
    two = COLUMN.replace("| 2 | < |", "| 2 | nt |")
    assert rows_of(sheet(two)) == [("21046", ["Hũ gạo", "Đường hoa"]), ("21091", ["Ba V"])]
    assert not any({"K04", "Đ10"} & set(codes) for codes in codes_of(sheet(two)))


def test_a_merged_cell_names_the_unit_of_all_its_rows() -> None:
    merged = COLUMN.replace("| 2 | < |", "| 2 | ^ |")
    assert rows_of(sheet(merged)) == [("21046", ["Hũ gạo", "Đường hoa"]), ("21091", ["Ba V"])]


def test_a_total_over_the_rows_of_all_units_is_held_against_all_of_them() -> None:
    wrong = COLUMN.replace("| 2 | < |", "| 2 | ^ |").replace("| 22 |", "| 23 |")
    assert ["K04" in codes for codes in codes_of(sheet(wrong))] == [True, False]


def test_a_row_of_a_doubtful_unit_is_nobodys() -> None:
    doubtful = COLUMN.replace("| 2 | < |", "| 2 | Binh Thanh |")
    assert rows_of(sheet(doubtful)) == [("21046", ["Hũ gạo"]), ("21091", ["Ba V"]), (None, ["Đường hoa"])]
    assert "Đ66" in codes_of(sheet(doubtful))[2]
    blank = COLUMN.replace("| 2 | < |", "| 2 | |")
    assert rows_of(sheet(blank))[2] == (None, ["Đường hoa"])


def test_a_column_that_names_only_who_reports_is_a_note() -> None:
    own = COLUMN.replace("| 2 | < |", "| 2 | Bình Thạnh |").replace("Bình Thanh", "Bình Thạnh")
    assert rows_of(sheet(COVER, "Bìa"), sheet(own, "B1")) == [("21046", ["Hũ gạo", "Đường hoa", "Ba V"])]
    assert "Đ10" not in codes_of(sheet(COVER, "Bìa"), sheet(own, "B1"))[0]


def test_a_column_that_names_only_another_unit_than_the_cover_is_an_error() -> None:
    other = COLUMN.replace("| 2 | < |", "| 2 | Bình Minh |").replace("Bình Thạnh", "Bình Minh")
    other = other.replace("Bình Thanh", "Bình Minh")
    assert "Đ61" in codes_of(sheet(COVER, "Bìa"), sheet(other, "B1"))[0]


def test_lines_between_the_rows_part_them() -> None:
    assert rows_of(sheet(LINES)) == [("21046", ["Hũ gạo"]), ("21091", ["Ba V"])]
    assert rows_of(sheet(COVER, "Bìa"), sheet(LINES, "B1")) == [("21046", ["Hũ gạo"]), ("21091", ["Ba V"])]


def test_a_unit_inside_a_title_parts_sheets() -> None:
    titles = ("DANH MỤC MÔ HÌNH XÃ BÌNH MINH NĂM 2021", "DANH MỤC MÔ HÌNH XÃ BÌNH TRỊ NĂM 2021")
    assert units(of("S1", titles[0]), of("S2", titles[1])) == ["Xã Bình Minh", "Xã Bình Trị"]
    partner = "MÔ HÌNH PHỐI HỢP VỚI XÃ BÌNH TRỊ NĂM 2021"
    assert units(of("S1", titles[0]), of("S2", partner)) == [None]


def test_indicators_across_with_a_commune_a_row() -> None:
    drawn = sheet("""
        | BIỂU CHỈ TIÊU CÔNG TÁC DÂN VẬN NĂM 2021 | | | | |
        | STT | Đơn vị | Hội nghị, buổi tuyên truyền | Lượt người tham dự | Tin, bài, chuyên mục | Tổ hòa giải ở cơ sở |
        | 1 | Xã Bình Thạnh | 12 | 614 | 20 | 7 |
        | 2 | Xã Bình Minh | 5 | 300 | 10 | 6 |
    """)
    found = read_submissions(workbook(drawn), "2021/tong hop.xlsx", form(), OFFICE)
    told = [(s.unit_code, [f.value for f in s.figures if f.value is not None]) for s in found]
    assert told == [("21046", [12, 614, 20, 7]), ("21085", [5, 300, 10, 6])]


def test_rows_of_a_workbook_that_names_no_year_are_given_without_one() -> None:
    (found,) = read_submissions(workbook(of("Sheet1")), "tong hop.xlsx", form(), OFFICE)
    assert (found.year, len(found.rows["models"]), found.clean) == (None, 1, False)
    two = read_submissions(workbook(of("Bình Minh"), of("Bình Trị")), "hai xa.xlsx", form(), OFFICE)
    assert [(s.unit_code, s.year, len(s.rows["models"])) for s in two] == [(None, None, 1), (None, None, 1)]


def test_a_sheet_without_a_year_takes_that_of_the_others() -> None:
    found = read_submissions(workbook(of("Bình Minh", "NĂM 2021"), of("Bình Trị")), "hai xa.xlsx", form(), OFFICE)
    assert [(s.unit_code, s.year) for s in found] == [("21085", 2021), ("21061", 2021)]
