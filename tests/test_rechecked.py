"""An edited report: what still says what the data say, in whatever printed form, is left alone; the rest is listed."""

from __future__ import annotations

import pytest
from drawn_tables import drawn_tables, of_period

from danvan.publish import tables
from danvan.publish.cited import Figures
from danvan.publish.rechecked import differing

FIGURES = Figures({"T6a": tables.resources_by_year(drawn_tables()["resources"], of_period())})
TOTAL, SHARE, LAND = (f"T6a/2021/{name}" for name in ("total_vnd", "people_share", "land_m2"))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (TOTAL, "380.000.000"), (TOTAL, "380 triệu đồng"), (TOTAL, "380.000.000 đồng"), (TOTAL, " 380  triệu đồng"),
        (SHARE, "47,4%"), (LAND, "…"),
    ],
)  # fmt: skip
def test_every_printed_form_of_a_figure_is_right(figure: str, text: str) -> None:
    assert list(differing([(figure, text)], FIGURES)) == []


@pytest.mark.parametrize(
    ("figure", "text", "told"),
    [
        (TOTAL, "385 triệu đồng", f"{TOTAL}: báo cáo ghi “385 triệu đồng”, số liệu là 380.000.000."),
        (TOTAL, "", f"{TOTAL}: số đã bị xóa khỏi báo cáo, số liệu là 380.000.000."),
        (SHARE, "47%", f"{SHARE}: báo cáo ghi “47%”, số liệu là 47,4%."),
        ("T6a/2016/total_vnd", "5", "T6a/2016/total_vnd: báo cáo ghi “5”, nay không còn số này."),
        ("T99/x/y", "5", "T99/x/y: báo cáo ghi “5”, nay không còn số này."),
    ],
)
def test_what_differs_is_told_with_both(figure: str, text: str, told: str) -> None:
    assert [str(each) for each in differing([(figure, text)], FIGURES)] == [told]
