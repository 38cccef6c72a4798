"""Sheets that hold tables of the form beside tables that no form declares."""

from __future__ import annotations

from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.tabled import tables_of


def tables(drawn: str) -> list[tuple[str | None, list[int], list[int], list[int]]]:
    """Of every table: the form's name for it, its header, data and total rows."""
    drawn_sheet = sheet(drawn)
    found, blocks = tables_of(drawn_sheet, find_blocks(drawn_sheet, form()), form())
    assert found.roles.keys() == drawn_sheet.cells.keys()
    named = [blocks[n].table if n in blocks else None for n in range(len(found.tables))]
    return [(name, t.headers, t.data, t.totals) for name, t in zip(named, found.tables, strict=True)]


def test_a_table_below_that_of_the_form_is_told_on_its_own() -> None:
    assert tables("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Số hộ |
        | 1 | Hũ gạo | Kinh tế | TT | 12 |
        | 2 | Đường hoa | Văn hóa - xã hội | TT | 30 |

        | Phân công phụ trách |
        | TT | Họ và tên | Chức vụ | Điện thoại |
        | 1 | Nguyễn A | Bí thư | '0905 |
        | 2 | Trần B | Trưởng thôn | '0906 |
    """) == [("models", [1], [2, 3], []), (None, [6], [7, 8], [])]  # fmt: skip


def test_a_table_above_that_of_the_form_is_told_on_its_own() -> None:
    assert tables("""
        | TT | Thôn | Số hộ | Số khẩu |
        | 1 | An Châu | 120 | 480 |
        | | Cộng | 120 | 480 |

        | TT | Tên mô hình | Lĩnh vực | TT/CN | Ghi chú |
        | 1 | Hũ gạo | Kinh tế | TT | |
    """) == [(None, [1], [2], [3]), ("models", [5], [6], [])]  # fmt: skip


def test_indicators_of_which_none_is_declared_are_no_table_of_the_form() -> None:
    assert tables("""
        | TT | Chỉ tiêu | Kế hoạch | Thực hiện |
        | I | Nông nghiệp | 500 | 530 |
        | 1 | Lúa | 300 | 315 |
        | 2 | Thủy sản | 200 | 215 |
    """) == [(None, [1], [3, 4], [])]  # fmt: skip
