"""Web pages saved as .xls: spans, legacy fonts, text outside the tables."""

from __future__ import annotations

import pytest

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encode_tcvn3


def opened(body: str, head: str = "", encoding: str = "utf-8") -> Sheet:
    book = read_workbook(f'<html xmlns:x="urn:x"><head>{head}</head><body>{body}</body></html>'.encode(encoding))
    assert book.kind == "html"
    (sheet,) = book.sheets
    return sheet


def test_spans_become_merges_and_move_the_cells_beside_them() -> None:
    sheet = opened(
        "<table><tr><th rowspan=2>TT</th><th colspan='2'>Tổng số</th></tr><tr><th>Xã</th><th>Thôn</th></tr>"
        "<tr><td>1</td><td>&nbsp;</td><td>Bắc &amp; Nam</td></tr></table>"
    )
    assert sheet.cells == {
        (1, 1): "TT", (1, 2): "Tổng số", (2, 2): "Xã", (2, 3): "Thôn", (3, 1): "1", (3, 3): "Bắc & Nam",
    }  # fmt: skip
    assert sheet.merged == ((1, 1, 2, 1), (1, 2, 1, 3))


def test_text_outside_and_tables_one_below_the_other_keep_their_order() -> None:
    sheet = opened(
        "<style>td {color:red}</style><h1>BIỂU 1</h1><p>Đơn vị: đồng</p><table><tr><td>a</td></tr></table>"
        "<div>Giữa</div><table><tr><td>b<br>c</td><td x:num='2500'>2.500</td></tr></table>Hết"
    )
    assert sheet.cells == {
        (1, 1): "BIỂU 1", (2, 1): "Đơn vị: đồng", (3, 1): "a", (4, 1): "Giữa", (5, 1): "b\nc", (5, 2): 2500.0, (6, 1): "Hết",
    }  # fmt: skip


def test_legacy_fonts_by_tag_by_style_and_by_class() -> None:
    sent = encode_tcvn3("Tổ hòa giải")
    sheet = opened(
        f"<table><tr><td><font face='.VnTime'>{sent}</font></td><td style=\"font-family:'.VnTime'\">{sent}</td>"
        f"<td class=xl65>{sent}</td><td>Mô hình <font face='.VnTime'>{sent}</font></td></tr></table>",
        "<style>.xl65 {mso-x:0; font-family:.VnTime, serif;}</style>",
    )
    assert list(sheet.cells.values()) == ["Tổ hòa giải"] * 3 + ["Mô hình Tổ hòa giải"]
    assert sheet.encodings == ("TCVN3",)


def test_the_sheet_is_named_as_excel_wrote_it() -> None:
    head = "<!--[if gte mso 9]><xml><x:Name>Bi&#7875;u 1</x:Name></xml><![endif]-->"
    assert opened("<table><tr><td>1</td></tr></table>", head).name == "Biểu 1"


def test_errors_and_formulas_over_other_workbooks() -> None:
    sheet = opened(
        "<table><tr><td x:err='#REF!'>#REF!</td><td>#N/A</td><td x:num='5' x:fmla=\"='[BC 2020.xls]Bi'!B5\">5</td></tr></table>"
    )
    assert sheet.cells == {(1, 1): Fault("#REF!", "error"), (1, 2): Fault("#N/A", "error"), (1, 3): 5.0}
    assert sheet.linked == {(1, 3)}


def test_hidden_columns() -> None:
    columns = "<col width=64><col span=2 style='display:none'><col>"
    assert opened(f"<table>{columns}<tr><td>1</td></tr></table>").hidden_columns == {2, 3}


def test_every_filled_cell_is_counted_a_second_way() -> None:
    sheet = opened("<p>BIỂU 1</p><table><tr><td rowspan=2 colspan=2>TT</td><td>Xã</td></tr><tr><td> </td></tr></table>")
    assert (sheet.counted, len(sheet.cells)) == (3, 3)


def test_struck_and_hidden_rows() -> None:
    sheet = opened("<table><tr style='display: none'><td>a</td></tr><tr><td><s>bỏ</s></td><td>còn</td></tr></table>")
    assert (sheet.hidden_rows, sheet.struck) == ({1}, {(2, 1)})


def test_the_code_page_that_the_page_names() -> None:
    head = "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"
    assert opened("<table><tr><td>façade</td></tr></table>", head, "cp1252").cells == {(1, 1): "façade"}


def test_a_row_without_cells_under_spans_keeps_its_place() -> None:
    sheet = opened("<table><tr><td rowspan=2>TT<td rowspan=2>Tên</tr><tr></tr><tr><td>1<td>Hũ gạo</table>")
    assert sheet.cells == {(1, 1): "TT", (1, 2): "Tên", (3, 1): "1", (3, 2): "Hũ gạo"}


def test_a_table_inside_a_cell_loses_nothing() -> None:
    sheet = opened("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>")
    assert sorted(sheet.cells.values()) == ["a", "b", "c", "d"]


def test_cells_without_closing_tags() -> None:
    assert opened("<table><tr><td>1<td>2<tr><td>3</table>").cells == {(1, 1): "1", (1, 2): "2", (2, 1): "3"}


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(UnreadableWorkbook, match="không có bảng nào"):
        opened("<p>Trang không tìm thấy</p>")


def test_a_page_says_what_kind_of_page_it_is() -> None:
    page = (
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x.dtd'><html><body><table><tr><td>1</table></body></html>"
    )
    (sheet,) = read_workbook(page.encode()).sheets
    assert sheet.cells == {(1, 1): "1"}
