"""Number formats that show something else than the value of a cell says."""

from __future__ import annotations

import io

import openpyxl
import pytest

from danvan.intake.formats import xlsx
from danvan.intake.formats.numbering import shows_month_first, shows_no_day


@pytest.mark.parametrize(
    ("code", "no_day", "month_first"),
    [
        ("mm/yyyy", True, False),
        ("mmm-yy", True, False),
        ("yyyy", True, False),
        ('"Tháng "m" năm "yyyy', True, False),
        ("m/d/yyyy", False, True),
        ("[$-409]m/d/yy h:mm;@", False, True),
        ("mmmm d, yyyy", False, False),  # the month by its name
        ("dd/mm/yyyy", False, False),
        ("[$-42A]dd mmmm yyyy", False, False),
        ("yyyy-mm-dd hh:mm", False, False),
        ("hh:mm", False, False),
        ("#,##0", False, False),
        ('0" ngày"', False, False),
    ],
)
def test_what_a_format_shows(code: str, no_day: bool, month_first: bool) -> None:
    assert (shows_no_day(code), shows_month_first(code)) == (no_day, month_first)


def test_a_workbook_tells_the_cells_with_such_formats() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, code in {"A1": "mm/yyyy", "A2": "dd/mm/yyyy", "A3": "mmm-yy", "A4": "m/d/yyyy"}.items():
        sheet[place] = 44531
        sheet[place].number_format = code
    data = io.BytesIO()
    book.save(data)
    sheets, _ = xlsx.read(data.getvalue())
    assert sheets[0].formats == {(1, 1): "mm/yyyy", (3, 1): "mmm-yy", (4, 1): "m/d/yyyy"}
