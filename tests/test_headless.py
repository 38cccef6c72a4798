"""A further sheet without a header is told as what it goes on with."""

from __future__ import annotations

from drawing import sheet
from drawn_submission import WORKS, errors, submit

ROWS = sheet("""
    | 4 | Kênh N2 | Kênh mương | 900 | m | 380000000 | 1200 | 4 | 120 | x |
    | 5 | Kênh N3 | Kênh mương | 450 | m | 95500000 | 850 | 3 | 85 | x |
""", "NL (tiếp)")  # fmt: skip


def test_rows_without_a_header_go_on_with_the_sheet_before() -> None:
    found = submit(B2=[WORKS, ROWS])
    assert errors(found) == [("Đ87", "NL (tiếp)", None)]


def test_another_table_without_a_known_header_is_only_told() -> None:
    other = sheet("""
        | Thôn | Số hộ | Số khẩu | Hộ nghèo |
        | Hải Ninh | 210 | 840 | 3 |
        | Vĩnh An | 190 | 700 | 2 |
    """, "Phụ lục")  # fmt: skip
    found = submit(extra=[other])
    assert errors(found) == []
    assert [(p.severity, p.sheet) for p in found.problems if p.code == "Đ28"] == [("W", "Phụ lục")]
