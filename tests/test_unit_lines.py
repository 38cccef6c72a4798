"""The unit line of one table never scales another on the same sheet."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import errors, grid, submit

from danvan.intake.sheet import Value
from danvan.intake.submission import Submission

Rows = list[list[Value | None]]
WORKS: Rows = [
    ["TT", "Tên công trình", "Loại công trình", "Tổng kinh phí", "Hoàn thành"],
    [1, "Kênh A", "Kênh mương", 380000, "x"],
]  # fmt: skip
DONATIONS: Rows = [
    ["TT", "Sự kiện", "Hoạt động", "Đối tượng ủng hộ", "Tiền mặt", "Đã tính trong tổng số nêu trên"],
    [1, "Covid-19", "Ủng hộ", "Cá nhân", 5000000, "Không"],
]  # fmt: skip
NOTHING = {"Biểu không phát sinh": "B5, B6, B7, B8"}
THOUSANDS, DONG = "Đơn vị tính: nghìn đồng", "Đơn vị tính: đồng"


def amounts(found: Submission) -> tuple[object, object]:
    return found.rows["resources"][0].values["total_vnd"], found.rows["donations"][0].values["cash_vnd"]


@pytest.mark.parametrize(
    ("first", "between"),
    [([THOUSANDS], [DONG]), (["NGUỒN LỰC", THOUSANDS], ["ỦNG HỘ", DONG]), ([THOUSANDS], ["ỦNG HỘ THEO SỰ KIỆN"])],
)
@pytest.mark.parametrize("gap", [0, 1, 3])
def test_tables_one_below_the_other(first: list[str], between: list[str], gap: int) -> None:
    rows: Rows = [*([line] for line in first), *WORKS, *([[None]] * gap), *([line] for line in between), *DONATIONS]
    found = submit(fields=NOTHING, B2=grid("NL", *rows))
    assert (amounts(found), errors(found)) == ((380_000_000, 5_000_000), [])


@pytest.mark.parametrize("right", [DONG, "ỦNG HỘ THEO SỰ KIỆN"])
def test_tables_side_by_side(right: str) -> None:
    beside = [[*one, None, *other] for one, other in zip(WORKS, DONATIONS, strict=True)]
    found = submit(B2=grid("NL", [THOUSANDS, None, None, None, None, None, right], *beside))
    assert amounts(found) == (380_000_000, 5_000_000)


def test_one_line_over_both_halves_of_a_list() -> None:
    found = submit(B2=sheet("""
        | Đơn vị tính: nghìn đồng |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh A | Kênh mương | 380000 | x | 2 | Kênh B | Kênh mương | 500000 | x |
    """, "NL"))  # fmt: skip
    assert [row.values["total_vnd"] for row in found.rows["resources"]] == [380_000_000, 500_000_000]
