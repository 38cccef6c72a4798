"""What was asked before is mended when neither its cell nor its text is wrong in the same way any more."""

from __future__ import annotations

from danvan.intake.mended import compare, line
from danvan.problems import Place, problem

BLANK = problem("Đ01", Place("B1", 9, "C9"), label="Lĩnh vực")
TYPED = problem("Đ02", Place("B2", 7, "G7", "nhiều"), text="nhiều", kind="số tiền", label="Tổng kinh phí", example="1")
REPAIRED = problem("Đ05", Place("B2", 7, "H7", "3 triệu"), text="3 triệu", value="3.000.000")


def test_what_is_gone_is_mended() -> None:
    assert [(a.found, a.mended) for a in compare([BLANK, TYPED], [TYPED])] == [(BLANK, True), (TYPED, False)]


def test_the_same_wrong_text_in_another_row_is_not_mended() -> None:
    moved = problem("Đ02", Place("B2", 8, "G8", "nhiều"), text="nhiều", kind="số tiền", label="x", example="1")
    assert [a.mended for a in compare([TYPED], [moved])] == [False]


def test_what_was_repaired_was_not_asked() -> None:
    assert compare([REPAIRED], []) == []


def test_what_the_office_must_do_was_not_asked_of_the_commune() -> None:
    assert compare([problem("N01")], []) == []


def test_a_line_says_mended_or_not_and_where() -> None:
    (asked,) = compare([BLANK], [])
    assert line(asked) == "[Đã sửa] B1, C9: Thiếu “Lĩnh vực”."
