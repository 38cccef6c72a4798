"""Figures are cited in the printed form of prose, and only those that a table holds."""

from __future__ import annotations

import pytest
from drawn_tables import drawn_tables, of_period

from danvan.problems import DanvanError
from danvan.publish import tables
from danvan.publish.cited import Figures, Style, written

FIGURES = Figures({"T6a": tables.resources_by_year(drawn_tables()["resources"], of_period())})


def test_a_figure_is_cited_with_its_id() -> None:
    number = FIGURES.number("T6a/2021/total_vnd", "money")
    assert (number.text, number.figure) == ("380 triệu đồng", "T6a/2021/total_vnd")
    assert FIGURES.number("T6a/2021/people_share", "percent").text == "47,4%"
    assert FIGURES.value("T6a/2021/land_m2") is None


def test_what_no_table_holds_cannot_be_cited() -> None:
    assert not FIGURES.has("T6a/2021/gold")
    assert not FIGURES.has("T2/total/registered")
    with pytest.raises(DanvanError, match="Không có số “T6a/2021/gold”"):
        FIGURES.value("T6a/2021/gold")
    with pytest.raises(DanvanError, match="chưa có số liệu"):
        FIGURES.number("T6a/2021/land_m2")


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (3, "count", "03"), (0, "count", "0"), (12, "count", "12"), (1250, "count", "1.250"), (31.2, "number", "31,2"),
        (1_169_715_000, "money", "1,17 tỷ đồng"), (380_000_000, "money_full", "380.000.000 đồng"),
        (0.857142, "percent", "85,7%"), (2.1333, "points", "2,1"),
    ],
)  # fmt: skip
def test_printed_forms(value: float, style: Style, text: str) -> None:
    assert written(value, style) == text
