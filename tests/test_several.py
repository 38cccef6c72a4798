"""A workbook of several units is parted by exact names only; every cell goes to one part."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from drawing import sheet, workbook

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.reader import read_submissions
from danvan.intake.several import parts
from danvan.intake.sheet import Sheet
from danvan.paths import Workspace

OFFICE = settings(Workspace(Path(__file__).parents[1]))
DAY = dt.date(2021, 12, 14)
TABLE = """
    | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì |
    | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN |
"""


def of(name: str, title: str = "") -> Sheet:
    return sheet(f"| {title} | | | | |{TABLE}" if title else TABLE, name)


def units(*sheets: Sheet) -> list[str | None]:
    return [p.unit and p.unit.full_name for p in parts(workbook(*sheets), form(), OFFICE.places, DAY)]


def test_a_sheet_for_each_unit_by_its_name_or_its_title() -> None:
    assert units(of("Bình Minh"), of("Sheet2", "UBND XÃ BÌNH TRỊ")) == ["Xã Bình Minh", "Xã Bình Trị"]


def test_units_stacked_in_one_sheet() -> None:
    stacked = sheet(f"| Đơn vị: Xã Bình Minh | | | | |{TABLE}| | | | | |\n| Đơn vị: Xã Bình Trị | | | | |{TABLE}")
    found = parts(workbook(stacked), form(), OFFICE.places, DAY)
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
