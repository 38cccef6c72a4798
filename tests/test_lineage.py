from __future__ import annotations

from datetime import date

import pytest
from drawn_district import OFFICE

from danvan.analysis.lineage import Lineage

PLACES = OFFICE.places
IN_2017, IN_2020, IN_2025 = date(2017, 12, 14), date(2020, 12, 14), date(2025, 12, 14)
OLD, NEW, LAST = date(2004, 1, 1), date(2020, 2, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("code", "since", "day", "name", "reason"),
    [
        ("21076", OLD, IN_2017, "Xã Bình Thới", ""),
        ("21076", OLD, IN_2020, "Thị trấn Châu Ổ", ""),
        ("21076", OLD, IN_2025, "Xã Bình Sơn", ""),
        ("21040", NEW, IN_2017, "Thị trấn Châu Ổ", "undivided"),
        ("21109", LAST, IN_2020, "Xã Đông Sơn", "undivided"),
        ("21085", OLD, IN_2017, "Xã Bình Minh", ""),
        ("CQ-PN", OLD, IN_2020, "Hội Liên hiệp Phụ nữ huyện", ""),
        ("CQ-PN", OLD, IN_2025, "Hội Liên hiệp Phụ nữ huyện", "no_heir"),
        ("CQ-PN", OLD, date(2003, 12, 14), "Hội Liên hiệp Phụ nữ huyện", "later"),
    ],
)
def test_who_stands_for_a_unit_on_a_day(code: str, since: date, day: date, name: str, reason: str) -> None:
    unit, why = Lineage(PLACES, day).end((code, since))
    assert (unit.full_name, why) == (name, reason)


def test_a_unit_of_2025_is_made_of_those_of_each_time_before_also_from_outside() -> None:
    lineage = Lineage(PLACES, IN_2025)
    dong_son = ("21109", LAST)
    names = {u.name for u in lineage.became(IN_2017)[dong_son]}
    assert names == {"Bình Thanh Tây", "Bình Thanh Đông", "Bình Phú", "Bình Tân", "Bình Hiệp", "Bình Châu", "Tịnh Hòa"}
    assert {u.name for u in lineage.became(IN_2020)[dong_son]} == {
        "Bình Thanh", "Bình Tân Phú", "Bình Hiệp", "Bình Châu", "Tịnh Hòa",
    }  # fmt: skip


def test_the_line_of_a_unit_names_its_heirs() -> None:
    lineage = Lineage(PLACES, IN_2025)
    assert list(lineage.line(lineage.units["21094", OLD])) == [("21094", OLD), ("21109", NEW), ("21109", LAST)]
