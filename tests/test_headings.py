"""Another unit's name over a table is told at its cell; the own unit, the district and the receiver are none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.blocks import find_blocks
from danvan.intake.headings import other_units
from danvan.intake.roles import assign
from danvan.paths import Workspace

PLACES = settings(Workspace(Path(__file__).parents[1])).places
DAY = dt.date(2021, 12, 14)


def told(title: str, unit: str = "21085", section: str = "", name: str = "MH") -> list[tuple[str, str | None]]:
    drawn = sheet(
        f"""
        | {title} | | | | |
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì |
        | {section} | | | | |
        | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN |
    """,
        name,
    )
    known = PLACES.get(unit, DAY)
    assert known is not None
    roles = assign(drawn, find_blocks(drawn, form()), form())
    return [(p.severity, p.cell) for p in other_units(drawn, roles, known, form(), PLACES, DAY)]


@pytest.mark.parametrize(
    "title",
    [
        "XÃ BÌNH AN",
        "BÌNH AN",
        "Đơn vị báo cáo: Xã Bình An",
        "Đơn vị: Bình An",
        "UBND XÃ BÌNH AN",
        "DANH MỤC MÔ HÌNH CỦA X. BÌNH AN, HUYỆN BÌNH SƠN NĂM 2021",
        "HỘI LHPN XÃ BÌNH AN",
        "MÔ HÌNH XÃ BÌNH AN PHỐI HỢP VỚI XÃ BÌNH LONG",
        "PHỤ NỮ GIÚP NHAU XÃ BÌNH AN",
    ],
)
def test_another_units_name_is_an_error_at_its_cell(title: str) -> None:
    assert told(title) == [("E", "A1")]


@pytest.mark.parametrize(
    "title",
    [
        "UBND XÃ BÌNH MINH",
        "DANH MỤC MÔ HÌNH CỦA XÃ BÌNH MINH NĂM 2021",
        "UBND HUYỆN BÌNH SƠN",
        "Đơn vị nhận báo cáo: Xã Bình An",
        "Kính gửi: UBND xã Bình An",
        "XA BINH AN",
        "Mô hình xã Bình An liên kết với xã Bình Minh",
        "CÁC MÔ HÌNH PHỐI HỢP VỚI XÃ BÌNH LONG",
        "Các công trình giúp đỡ UBND xã Bình Long năm 2021",
        "DANH MỤC MÔ HÌNH NĂM 2021",
        "HỘI LHPN HUYỆN",
    ],
)
def test_the_own_unit_the_district_the_receiver_and_doubtful_names_are_none(title: str) -> None:
    assert told(title) == []


def test_a_tone_mark_makes_another_unit_and_a_longer_name_goes_first() -> None:
    assert told("XÃ BÌNH THANH", "21046") == [("E", "A1")]
    assert told("XÃ BÌNH THẠNH", "21046") == []
    assert told("XÃ BÌNH THANH ĐÔNG", "21091") == []  # which became Bình Thanh


def test_sections_and_the_name_of_the_sheet() -> None:
    assert told("", section="Xã Bình An") == [("E", "A3")]
    assert told("", section="I. Xã Bình An") == [("E", "A3")]
    assert told("", "CQ-MTTQ", section="Xã Bình An") == []
    assert told("", name="Bình An") == [("E", None)]
