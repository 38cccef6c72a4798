"""Columns that say the same are told as that, and the year's figures are read beside those of its parts."""

from __future__ import annotations

from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.figures import read_figures
from danvan.intake.roles import assign
from danvan.intake.submission import Figure
from danvan.problems import Problem

ROW = "Tổ hòa giải ở cơ sở"


def figures(drawing: str, period: str = "N") -> tuple[dict[str, float | None], list[Problem]]:
    drawn = sheet(drawing)
    blocks = find_blocks(drawn, form(), 2021, period)
    found, problems = read_figures(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), 2021, "commune")
    read: list[Figure] = [f for f in found if f.cell]
    return {f.column: f.value for f in read}, [p for p in problems if p.code != "Đ29"]


def test_the_year_stands_beside_its_quarters_or_halves() -> None:
    quarters = f"""
        | TT | Chỉ tiêu | ĐVT | Quý I | Quý II | Quý III | Quý IV | Cả năm |
        | 1 | {ROW} | tổ | 1 | 2 | 3 | 4 | 10 |
    """
    halves = f"""
        | TT | Chỉ tiêu | ĐVT | 6 tháng đầu năm | Cả năm |
        | 1 | {ROW} | tổ | 4 | 10 |
    """
    assert figures(quarters) == ({"actual": 10.0}, [])
    assert figures(halves) == ({"actual": 10.0}, [])
    read, problems = figures(halves, "6T")
    assert read == {"actual": 4.0}
    assert [(p.code, p.cell) for p in problems] == [("Đ10", "E1")]


def test_a_second_column_of_the_same_is_told_as_that() -> None:
    read, problems = figures(f"""
        | TT | Chỉ tiêu | ĐVT | Thực hiện năm 2020 | Cùng kỳ năm trước | Thực hiện |
        | 1 | {ROW} | tổ | 6 | 7 | 8 |
    """)
    assert read == {"same_period_last_year": 6.0, "actual": 8.0}
    (told,) = problems
    assert (told.code, told.cell) == ("Đ89", "E1")
    assert "cột D “Thực hiện năm 2020”" in told.message


def test_an_unknown_column_is_told_to_the_clerk_first() -> None:
    _, problems = figures(f"""
        | TT | Chỉ tiêu | ĐVT | Thực hiện | Thực hiện (ước) |
        | 1 | {ROW} | tổ | 6 | 7 |
    """)
    (told,) = problems
    assert told.code == "Đ10"
    assert told.remedy.startswith("Ghi lại tiêu đề đúng như trong biểu mẫu")
    assert "indicators," in told.remedy
