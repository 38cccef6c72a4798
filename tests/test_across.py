"""Indicators that stand in columns: each row says whose figures it holds, and rows of a part are no report."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import errors, figure_of, submit

from danvan.intake.submission import Submission

HEADER = """
    | BIỂU CHỈ TIÊU CÔNG TÁC DÂN VẬN |
    | {} | Hội nghị, buổi tuyên truyền | Lượt người tham dự | Tổ hòa giải ở cơ sở |
"""


def read(head: str, *lines: str) -> Submission:
    drawn = HEADER.format(head) + "".join(f"    {line}\n" for line in lines)
    return submit(B1=None, B3=sheet(drawn, "CT"))


def sessions(found: Submission) -> list[tuple[str, float | None, int | None]]:
    return [(f.column, f.value, f.year) for f in found.figures if f.indicator == "propaganda_sessions"]


@pytest.mark.parametrize("year", ["2019", "Năm 2019"])
def test_rows_of_years_are_figures_of_their_years(year: str) -> None:
    found = read("Năm", f"| {year} | 9 | 400 | 6 |", "| 2020 | 10 | 500 | 6 |", "| 2021 | 12 | 614 | 7 |")
    assert sorted(sessions(found)) == [
        ("actual", 12, None), ("restated", 9, 2019), ("same_period_last_year", 10, None),
    ]  # fmt: skip
    assert errors(found) == []


def test_rows_by_village_are_no_report() -> None:
    found = read("Thôn", "| Hải Ninh | 5 | 200 | 3 |", "| Vĩnh An | 7 | 414 | 4 |")
    assert [(p.code, p.severity, p.row) for p in found.problems if p.code == "Đ88"] == [
        ("Đ88", "E", 3),
        ("Đ88", "E", 4),
    ]
    assert sessions(found) == []


def test_a_total_below_rows_by_village_is_the_units_figure() -> None:
    rows = ["| Hải Ninh | 5 | 200 | 3 |", "| Vĩnh An | 7 | 414 | 4 |"]
    found = read("Thôn", *rows, "| Tổng cộng | 12 | 614 | 7 |")
    assert (figure_of(found, "propaganda_sessions").value, errors(found)) == (12, [])
    assert [(p.severity, p.row) for p in found.problems if p.code == "Đ88"] == [("W", 3)]
    wrong = read("Thôn", *rows, "| Tổng cộng | 13 | 614 | 7 |")
    assert errors(wrong) == [("K04", "CT", "B5")]


def test_a_column_without_a_known_header_is_told() -> None:
    found = read("Năm", "| 2021 | 12 | 614 | 7 | 99 |")
    assert ("Đ07", "CT", "E3") in errors(found)


@pytest.mark.parametrize("header", ["Kế hoạch năm 2021", "KH 2021", "Kế hoạch 2021"])
def test_plans_may_be_headed_by_the_year(header: str) -> None:
    found = submit(B1=None, B3=sheet(f"""
        | Chỉ tiêu | ĐVT | {header} | Thực hiện năm 2021 |
        | Hội nghị, buổi tuyên truyền | buổi | 11 | 12 |
        | Tổ hòa giải ở cơ sở | tổ | 7 | 7 |
    """, "CT"))  # fmt: skip
    assert figure_of(found, "propaganda_sessions", "plan").value == 11
    assert errors(found) == []


def test_the_period_and_since_the_beginning_of_the_year() -> None:
    found = submit(B1=None, B3=sheet("""
        | Chỉ tiêu | ĐVT | Trong kỳ | Lũy kế từ đầu năm |
        | Hội nghị, buổi tuyên truyền | buổi | 5 | 12 |
        | Tổ hòa giải ở cơ sở | tổ | 7 | 7 |
    """, "CT"))  # fmt: skip
    assert [(c, v) for c, v, _ in sessions(found)] == [("actual", 5), ("cumulative", 12)]


@pytest.mark.parametrize(
    "label", ["Tổ hòa giải ở cơ sở: 7 tổ", "Tổ hòa giải ở cơ sở (07 tổ)", "Tổ hòa giải ở cơ sở: 7"]
)
def test_a_figure_that_stands_with_its_label_is_told(label: str) -> None:
    found = submit(B1=None, B3=sheet(f"""
        | Chỉ tiêu | ĐVT | Thực hiện |
        | Hội nghị, buổi tuyên truyền | buổi | 12 |
        | {label} |
    """, "CT"))  # fmt: skip
    assert errors(found) == [("Đ86", "CT", "A3")]
