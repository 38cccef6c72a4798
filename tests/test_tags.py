"""Filled cells of web pages by a count of its own, which agrees with the parser whatever a page is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.formats.tags import filled_cells
from danvan.intake.workbook import read_workbook


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("<table><tr><td rowspan=2 colspan=3>TT</td><td>&nbsp;</td></tr></table>", 1),
        ("<table><tr><td>1<td>2<tr><td>3</table>", 3),
        ("<p>BIỂU 1</p><p> </p>Đơn vị<br>đồng<table><caption>Bảng</caption><tr><td>a<br>b</td></tr></table>Hết", 6),
        ("<title>t</title><style>td {}</style><!-- <td>x</td> --><table><tr><td>5 < 6</td></tr></table>", 1),
        ("<table><tr><td title='a>b' x:fmla='=IF(A1>0,\"\",1)'>1</td></tr></table>", 1),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>", 3),
    ],
)
def test_cells_and_lines(page: str, count: int) -> None:
    assert filled_cells(page) == count


PIECES = [
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=2>", "<th colspan='2'>", "<p>", "</p>", "<br>",
    "<div>", "</div>", "<b>", "</b>", "Hũ gạo", " ", "&nbsp;", "&lt;5&gt;", "<!-- x -->", "<style>td{}</style>", "<s>bỏ</s>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)))
def test_both_ways_of_counting_agree(pieces: list[str]) -> None:
    page = "<html><body><table><tr><td>1</td></tr></table>" + "".join(pieces)
    (sheet,) = read_workbook(page.encode()).sheets
    assert sheet.counted == len(sheet.cells)
