"""Day and month that an American Excel swapped are told by the whole column."""

from __future__ import annotations

import datetime as dt

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.roles import assign
from danvan.intake.sheet import Sheet, Value
from danvan.intake.tables import read_table


def told(*days: Value, formats: str = "") -> list[str | None]:
    lines = "\n".join(f"| Kế hoạch | '{n} | KH-UBND | UBND xã | . | Việc {n} |" for n in range(1, len(days) + 1))
    drawn = sheet("| Loại văn bản | Số | Ký hiệu | Cơ quan ban hành | Ngày ban hành | Trích yếu |\n" + lines, "VB")
    placed = {(row, 5): day for row, day in enumerate(days, 2)}
    drawn = Sheet("VB", {**drawn.cells, **placed}, formats=dict.fromkeys(placed, formats) if formats else {})
    blocks = find_blocks(drawn, form())
    found = read_table(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), 2021)
    return [p.cell for p in found.problems if p.code == "Đ65"]


def test_real_dates_of_small_days_beside_texts_of_large_ones() -> None:
    assert told(dt.date(2021, 4, 6), "25/5/2021", dt.datetime(2021, 1, 12)) == ["E2", "E4"]


def test_texts_beside_one_that_puts_the_month_first() -> None:
    assert told("4/6/2021", "4/25/2021", "5/5/2021") == ["E2"]


def test_real_dates_in_the_american_format_without_proof() -> None:
    small, large = dt.date(2021, 4, 6), dt.date(2021, 5, 25)
    assert told(small, dt.date(2021, 5, 5), formats="m/d/yyyy") == ["E2"]
    assert told(small, large, formats="[$-409]m/d/yy") == []
    assert told(small, formats="dd/mm/yyyy") == []


@pytest.mark.parametrize(
    "days",
    [
        (dt.date(2021, 4, 6), "05/5/2021"),
        (dt.date(2021, 4, 6), dt.date(2021, 5, 25), "25/5/2021"),
        (dt.date(2021, 4, 6), dt.date(2021, 5, 25)),
        (dt.date(2021, 4, 4), "25/5/2021"),
        ("4/6/2021", "25/5/2021"),
        (dt.date(2021, 4, 6), "tháng 5/2021"),
    ],
)
def test_nothing_is_said_without_the_sign(days: tuple[Value, ...]) -> None:
    assert told(*days) == []
