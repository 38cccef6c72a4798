"""Titles and sheet names over the figures of B3 that name another time than the report's."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import sheet, workbook

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.sheets import sheets_of
from danvan.intake.titled import other_times
from danvan.paths import Workspace

OFFICE = settings(Workspace(Path(__file__).parents[1]))


def codes(title: str, name: str = "B3", period: str = "N", plan: str = "") -> list[tuple[str, str | None]]:
    drawn = sheet(
        f"""
        | CHỈ TIÊU CÔNG TÁC DÂN VẬN {title} | | | |
        | Chỉ tiêu | ĐVT | Thực hiện | {plan} |
        | Hội nghị, buổi tuyên truyền | buổi | 3 | |
        | Lượt người tham dự | lượt người | 300 | |
        """,
        name,
    )
    found = other_times(sheets_of(workbook(drawn), form(), 2021), 2021, period, form(), OFFICE)
    return [(p.code, p.cell) for p in found]


@pytest.mark.parametrize(
    "title",
    [
        "TỪ NĂM 2017 ĐẾN NĂM 2021",
        "GIAI ĐOẠN 2017-2021",
        "5 NĂM (2017 - 2021)",
        "NĂM 2020 - 2021",
        "KẾ HOẠCH NĂM 2021",
        "ĐĂNG KÝ NĂM 2021",
        "từ 01/01/2021 đến 30/6/2021",
        "(Số liệu tính đến 30/9/2021)",
    ],
)
def test_a_title_of_several_years_a_plan_or_a_part_is_an_error(title: str) -> None:
    assert codes(title) == [("K31", "A1")]


@pytest.mark.parametrize(
    "title",
    [
        "NĂM 2021",
        "",
        "NĂM 2021 VÀ KẾ HOẠCH NĂM 2022",
        "KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2021",
        "NĂM 2021 (Chương trình giai đoạn 2021-2025)",
        "(Từ ngày 15/12/2020 đến ngày 14/12/2021)",
        "(Số liệu tính đến 14/12/2021)",
        "(Kèm theo Báo cáo số 15/BC-UBND ngày 15/9/2021)",
    ],
)
def test_the_reports_own_time_is_none(title: str) -> None:
    assert codes(title) == []


def test_a_plan_beside_what_was_done_stands_under_a_title_of_both() -> None:
    assert codes("KẾ HOẠCH NĂM 2021", plan="Kế hoạch") == []


@pytest.mark.parametrize(
    ("name", "code"), [("Năm 2020", "K20"), ("B3 2020", "K20"), ("6 tháng", "K31"), ("Kế hoạch 2021", "K31")]
)
def test_a_sheet_named_after_another_time_is_an_error(name: str, code: str) -> None:
    assert codes("", name) == [(code, None)]


def test_a_half_year_may_say_so() -> None:
    assert codes("6 THÁNG ĐẦU NĂM 2021 (từ 15/12/2020 đến 14/6/2021)", "6 tháng", "6T") == []
