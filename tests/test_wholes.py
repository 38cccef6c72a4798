"""Rows that are parts of the row above are never counted beside it."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import errors, submit

from danvan.intake.submission import Submission

HEAD = """
    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Ngày công | Hoàn thành |
    | 1 | Đường thôn A | Đường GTNT | 300000000 | 40 | x |
"""
LAST = "    | 2 | Kênh B | Kênh mương | 500000000 | 60 | x |\n"


def works(*lines: str, first: str = HEAD, last: str = LAST) -> Submission:
    return submit(B2=sheet(first + "".join(f"    {line}\n" for line in lines) + last, "NL"))


def total(found: Submission) -> float:
    return sum(float(str(row.values["total_vnd"])) for row in found.rows["resources"])


def told(found: Submission) -> list[tuple[str, str | None]]:
    return [(p.code, p.cell) for p in found.problems if p.code in ("Đ52", "Đ59")]


@pytest.mark.parametrize(
    ("one", "two"),
    [("1.1 | Đoạn 1", "1.2 | Đoạn 2"), ("a | Đoạn 1", "b | Đoạn 2"), ("- | Đoạn 1", "- | Đoạn 2"), ("+ | Đoạn 1", "+ | Đoạn 2"),
     (" | Đoạn 1", " | Đoạn 2"), (" | - Đoạn 1", " | - Đoạn 2"), (" | Trong đó: Đoạn 1", " | Đoạn 2")],
)  # fmt: skip
def test_parts_that_add_up_to_their_head_are_set_aside(one: str, two: str) -> None:
    found = works(f"| {one} | Đường GTNT | 100000000 | 15 | x |", f"| {two} | Đường GTNT | 200000000 | 25 | x |")
    assert total(found) == 800_000_000
    assert [cell for _, cell in told(found)] in (["A3:F3", "A4:F4"], ["B3:F3", "B4:F4"])
    assert errors(found) == []


def test_a_row_of_trong_do_alone_introduces_the_rows_below() -> None:
    found = works(
        "|  | Trong đó: |", "|  | Đoạn 1 | Đường GTNT | 100 | 1 | x |", "|  | Đoạn 2 | Đường GTNT | 90 | 1 | x |"
    )
    assert total(found) == 800_000_000
    assert told(found) == [("Đ52", "B3"), ("Đ52", "B4:F4"), ("Đ52", "B5:F5")]


def test_parts_of_a_total_go_along() -> None:
    found = works(last=LAST + """
    |  | Tổng cộng |  | 800000000 | 100 |  |
    |  | Trong đó: đường |  | 300000000 | 40 |  |
    |  | Kênh mương |  | 500000000 | 60 |  |
    """)  # fmt: skip
    assert (total(found), errors(found)) == (800_000_000, [])


def test_parts_that_do_not_add_up_are_told() -> None:
    found = works(
        "| 1.1 | Đoạn 1 | Đường GTNT | 100000000 | 15 | x |", "| 1.2 | Đoạn 2 | Đường GTNT | 190000000 | 25 | x |"
    )
    assert told(found) == [("Đ59", "A3:F3"), ("Đ59", "A4:F4")]


def test_a_work_without_a_number_is_one_of_its_own() -> None:
    found = works("|  | Nhà văn hóa | Nhà văn hóa | 300000000 | 40 | x |")
    assert (total(found), told(found)) == (1_100_000_000, [])


def test_rows_that_all_begin_with_a_dash_are_no_parts() -> None:
    found = submit(B2=sheet("""
        | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | - Kênh A | Kênh mương | 300000000 | x |
        | - Kênh B | Kênh mương | 100000000 | x |
        | - Kênh C | Kênh mương | 200000000 | x |
    """, "NL"))  # fmt: skip
    assert (total(found), told(found)) == (600_000_000, [])


@pytest.mark.parametrize("first", ["Trong đó: Đoạn 1", "Trong đó:"])
def test_in_a_table_without_numbers_parts_go_along_as_far_as_they_add_up(first: str) -> None:
    rows = ["| Đoạn 1 | Đường GTNT | 100000000 | x |"] if first == "Trong đó:" else []
    found = submit(B2=sheet("\n".join([
        "| Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |",
        "| Đường thôn A | Đường GTNT | 300000000 | x |",
        f"| {first} |" if rows else f"| {first} | Đường GTNT | 100000000 | x |", *rows,
        "| Đoạn 2 | Đường GTNT | 200000000 | x |",
        "| Kênh B | Kênh mương | 500000000 | x |",
    ]), "NL"))  # fmt: skip
    assert (total(found), errors(found)) == (800_000_000, [])
