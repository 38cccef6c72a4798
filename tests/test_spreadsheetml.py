"""The XML of Excel 2003, which programs still send as .xls."""

from __future__ import annotations

import datetime as dt

import pytest

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encode_tcvn3

HEAD = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s1"><Font ss:FontName=".VnTime"/></Style><Style ss:ID="s2"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="s3" ss:Parent="s1"><Font ss:Bold="1"/></Style></Styles>"""

THIRD, WIDE, OLD, MADE = 'ss:Index="3"', 'ss:MergeAcross="2" ss:MergeDown="1"', 'ss:StyleID="s1"', 'ss:StyleID="s3"'


def opened(table: str, options: str = "", encoding: str = "utf-8", book: str = "") -> Sheet:
    text = f'{HEAD}{book}<Worksheet ss:Name="Biểu 1"><Table>{table}</Table>{options}</Worksheet></Workbook>'
    read = read_workbook(text.encode(encoding))
    assert read.kind == "xml"
    return read.sheets[0]


def cell(value: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_values_by_their_declared_types(encoding: str) -> None:
    sheet = opened(
        f"<Row>{cell('Hũ gạo')}{cell('2.5', 'Number')}{cell('2021-04-03T00:00:00.000', 'DateTime')}</Row>"
        f"<Row ss:Index='4'>{cell('1', 'Boolean', THIRD)}{cell('  ')}{cell('nhiều', 'Number')}</Row>",
        encoding=encoding,
    )
    assert sheet.cells == {
        (1, 1): "Hũ gạo", (1, 2): 2.5, (1, 3): dt.datetime(2021, 4, 3), (4, 3): True, (4, 5): "nhiều",
    }  # fmt: skip
    assert sheet.counted == 5
    assert sheet.name == "Biểu 1"


def test_errors_and_formulas_without_a_result_are_faults() -> None:
    bare = '<Cell ss:Formula="=1+1"/>'
    done = '<Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>'
    sheet = opened(f"<Row>{cell('#REF!', 'Error')}{bare}{done}</Row>")
    assert sheet.cells == {
        (1, 1): Fault("#REF!", "error"), (1, 2): Fault("công thức không có kết quả", "no_result"), (1, 3): 2.0,
    }  # fmt: skip
    assert sheet.counted == 3


def test_merges_move_the_next_cell_and_hidden_parts_are_told() -> None:
    sheet = opened(
        f"<Column/><Column ss:Hidden='1' ss:Span='1'/><Row ss:Hidden='1'>{cell('gộp', more=WIDE)}{cell('sau')}</Row>",
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>",
    )
    assert sheet.cells == {(1, 1): "gộp", (1, 4): "sau"}
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns, sheet.hidden) == (((1, 1, 2, 3),), {1}, {2, 3}, True)


def test_fonts_strike_through_and_comments() -> None:
    sent = encode_tcvn3("Tổ hòa giải")
    note = '<Comment ss:Author="Hai"><ss:Data>Hai: 12 mô hình</ss:Data></Comment>'
    noted = f'<Cell ss:StyleID="s2"><Data ss:Type="String">bỏ</Data>{note}</Cell>'
    rich = '<Cell><ss:Data ss:Type="String"><html:B>Đậm</html:B> nhạt</ss:Data></Cell>'
    sheet = opened(f"<Row>{cell(sent, more=OLD)}{noted}{rich}</Row>")
    assert sheet.cells == {(1, 1): "Tổ hòa giải", (1, 2): "bỏ", (1, 3): "Đậm nhạt"}
    assert (sheet.as_sent, sheet.struck, sheet.remarks) == ({(1, 1): sent}, {(1, 2)}, {(1, 2): "12 mô hình"})
    assert sheet.counted == 3


def test_a_doctype_is_refused() -> None:
    bomb = HEAD.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook')
    with pytest.raises(UnreadableWorkbook, match="DOCTYPE"):
        read_workbook(f"{bomb}</Workbook>".encode())


def test_formulas_over_other_workbooks_are_told() -> None:
    other, own = """ss:Formula="='[BC 2020.xls]Sheet1'!R5C2\"""", 'ss:Formula="=R[-1]C[2]"'
    assert opened(f"<Row>{cell('5', 'Number', other)}{cell('6', 'Number', own)}</Row>").linked == {(1, 1)}


def test_formulas_by_a_name_over_another_workbook_are_told_too() -> None:
    names = """<Names><NamedRange ss:Name="đơn_giá" ss:RefersTo="='[BC 2020.xls]Sheet1'!R5C2"/>
      <NamedRange ss:Name="của_ta" ss:RefersTo="=Sheet1!R5C2"/></Names>"""
    cells = "".join(cell("6", "Number", f'ss:Formula="={formula}"') for formula in ("2*đơn_giá", "2*của_ta"))
    assert opened(f"<Row>{cells}</Row>", book=names).linked == {(1, 1)}


@pytest.mark.parametrize(("mac", "moment"), [(True, "1904-01-01T08:30:00.000"), (False, "1899-12-31T08:30:00.000")])
def test_days_are_counted_from_1904_where_the_workbook_says_so(mac: bool, moment: str) -> None:
    system = '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>'
    cells = cell("2021-04-03T00:00:00.000", "DateTime") + cell(moment, "DateTime")
    sheet = opened(f"<Row>{cells}</Row>", book=system if mac else "")
    assert (sheet.date1904, sheet.cells) == (mac, {(1, 1): dt.datetime(2021, 4, 3), (1, 2): "08:30:00"})


def test_a_formula_with_an_empty_number_has_no_result_one_with_an_empty_text_has() -> None:
    formula = 'ss:Formula="=A1"'
    sheet = opened(f"<Row>{cell('', 'Number', formula)}{cell('', 'String', formula)}</Row>")
    assert sheet.cells == {(1, 1): Fault("công thức không có kết quả", "no_result")}
    assert sheet.counted == 1


def test_fonts_of_columns_of_parents_and_of_runs() -> None:
    sent = encode_tcvn3("Tổ hòa giải")
    rich = f'<ss:Data ss:Type="String">Mô hình <html:Font html:Face=".VnTime">{sent}</html:Font></ss:Data>'
    sheet = opened(
        f'<Column ss:StyleID="s1"/><Row>{cell(sent)}{cell(sent, more=THIRD + " " + MADE)}<Cell>{rich}</Cell></Row>'
    )
    assert sheet.cells == {(1, 1): "Tổ hòa giải", (1, 3): "Tổ hòa giải", (1, 4): "Mô hình Tổ hòa giải"}
    assert (sheet.fonts_known, sheet.as_sent[1, 4]) == (True, f"Mô hình {sent}")


def test_rows_that_are_hidden_together() -> None:
    sheet = opened(f"<Row ss:Hidden='1' ss:Span='2'/><Row>{cell('x')}</Row>")
    assert (sheet.hidden_rows, sheet.cells) == ({1, 2, 3}, {(4, 1): "x"})
