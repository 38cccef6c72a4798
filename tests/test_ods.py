"""LibreOffice's .ods: what python-calamine leaves out comes from content.xml."""

from __future__ import annotations

import io
import zipfile

import pytest

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encode_tcvn3

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def opened(rows: str, styles: str = "", more: str = "") -> Sheet:
    (sheet,) = sheets(f'<table:table table:name="B1">{rows}</table:table>{more}', styles)
    return sheet


def sheets(tables: str, styles: str = "") -> tuple[Sheet, ...]:
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} {CALC}>
      <office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/></office:font-face-decls>
      <office:automatic-styles>{styles}</office:automatic-styles>
      <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
      </office:document-content>"""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return read_workbook(memory.getvalue()).sheets


def text(value: str, more: str = "", inside: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}>{inside}<text:p>{value}</text:p></table:table-cell>'


def number(value: float, more: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}" {more}><text:p>{value}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_values_repeated_cells_and_covered_ones_are_all_counted() -> None:
    covered = '<table:covered-table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:covered-table-cell>'
    gap = '<table:table-cell table:number-columns-repeated="3"/>'
    merged = text("gộp", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    sheet = opened(
        row(merged, covered) + row(gap, number(5, 'table:number-columns-repeated="2"')) + row(text("  "))
        + row('<table:table-cell table:number-columns-repeated="1024"/>', more='table:number-rows-repeated="1048570"')
    )  # fmt: skip
    assert sheet.cells == {(1, 1): "gộp", (1, 2): 9.0, (2, 4): 5.0, (2, 5): 5.0}
    assert sheet.counted == 4
    assert sheet.merged == ((1, 1, 1, 2),)


def test_errors_and_formulas_without_a_result_are_faults() -> None:
    error = '<table:table-cell table:formula="of:=A9/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    bare = '<table:table-cell table:formula="of:=1+1"/>'
    empty = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
    as_calc = '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
    sheet = opened(row(error, bare, empty, as_calc, number(1)))
    assert sheet.cells == {
        (1, 1): Fault("#DIV/0!", "error"), (1, 2): Fault("công thức không có kết quả", "no_result"), (1, 5): 1.0,
    }  # fmt: skip
    assert sheet.counted == 3


def test_hidden_rows_and_columns() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    sheet = opened(columns + row(number(1)) + row(number(2), more='table:visibility="collapse"') + row(number(3)))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2, 3})


def test_legacy_fonts_runs_and_strike_through() -> None:
    styles = """<style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>
      <style:style style:name="made" style:family="table-cell" style:parent-style-name="old"/>
      <style:style style:name="T1" style:family="text"><style:text-properties fo:font-family="'.VnTime'"/></style:style>
      <style:style style:name="gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>"""
    sent, half = encode_tcvn3("Tổ hòa giải"), encode_tcvn3("hiến đất")
    run = text(f'Mô hình <text:span text:style-name="T1">{half}</text:span>')
    made = text(sent, 'table:style-name="made"')
    gone = text("bỏ", 'table:style-name="gone"')
    sheet = opened(row(made, run, gone), styles)
    assert sheet.cells == {(1, 1): "Tổ hòa giải", (1, 2): "Mô hình hiến đất", (1, 3): "bỏ"}
    assert sheet.as_sent == {(1, 1): sent, (1, 2): f"Mô hình {half}"}
    assert sheet.struck == {(1, 3)}


def test_comments_and_text_boxes_stand_beside_their_cell() -> None:
    note = "<office:annotation><text:p>12 mô hình</text:p></office:annotation>"
    box = "<table:shapes><draw:frame><draw:text-box><text:p>Tổng 5</text:p></draw:text-box></draw:frame></table:shapes>"
    sheet = opened(box + row(text("x", inside=note)))
    assert sheet.cells == {(1, 1): "x"}
    assert "12 mô hình" in sheet.remarks[1, 1] and "Tổng 5" in sheet.remarks[1, 1]


def test_a_billion_repeated_rows_are_refused() -> None:
    with pytest.raises(UnreadableWorkbook, match="quá xa bảng"):
        opened(row(number(1), more='table:number-rows-repeated="1000000000"'))


def test_formulas_over_other_workbooks_are_told() -> None:
    other = """table:formula="of:=['file:///a/BC%202020.ods'#$Sheet1.B5]\""""
    assert opened(row(number(1, other), number(2, 'table:formula="of:=[.A1]+1"'))).linked == {(1, 1)}


def test_formulas_by_a_name_over_another_workbook_are_told_too() -> None:
    named = """<table:named-expressions><table:named-expression table:name="don_gia" table:base-cell-address="$B1.$A$1"
      table:expression="of:=['file:///a/BC%202020.ods'#$Sheet1.$A$2]"/></table:named-expressions>"""
    cells = [number(1, f'table:formula="of:={formula}"') for formula in ("don_gia*2", "don_gia_cu*2", "[$'B1'.A1]")]
    assert opened(row(*cells), more=named).linked == {(1, 1)}


def test_a_sheet_that_is_a_link_is_told_and_what_is_kept_of_other_workbooks_is_none() -> None:
    source = '<table:table-source xlink:href="../BC.ods" table:table-name="B1"/>'
    kept = "'file:///a/BC.ods'#$B1"
    found = sheets(
        f'<table:table table:name="{kept}">{source}{row(number(5))}</table:table>'
        f'<table:table table:name="B1">{source}{row(number(6))}</table:table>'
        f'<table:table table:name="B2">{row(number(7))}</table:table>'
    )
    assert [(s.name, dict(s.cells), set(s.linked)) for s in found] == [
        ("B1", {(1, 1): 6.0}, {(1, 1)}), ("B2", {(1, 1): 7.0}, set()),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "mac"), [("1904-01-01", True), ("1899-12-30", False)])
def test_days_are_counted_from_1904_where_the_workbook_says_so(day: str, mac: bool) -> None:
    settings = f'<table:calculation-settings><table:null-date table:date-value="{day}"/></table:calculation-settings>'
    (sheet,) = sheets(f'{settings}<table:table table:name="B1">{row(number(42828))}</table:table>')
    assert (sheet.date1904, sheet.cells) == (mac, {(1, 1): 42828.0})


def test_times_and_lengths_of_time_are_the_text_they_are_elsewhere() -> None:
    times = [
        f'<table:table-cell office:value-type="time" office:time-value="{t}"/>' for t in ("PT08H30M00S", "PT30H00M00S")
    ]
    assert opened(row(*times)).cells == {(1, 1): "08:30:00", (1, 2): "30:00:00"}


def test_strike_through_by_the_style_of_a_column_and_of_what_a_style_is_made_from() -> None:
    styles = """<style:style style:name="gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
      <style:style style:name="made" style:family="table-cell" style:parent-style-name="gone"/>"""
    column = '<table:table-column table:default-cell-style-name="gone"/><table:table-column/>'
    sheet = opened(column + row(text("bỏ"), text("còn"), text("bỏ", 'table:style-name="made"')), styles)
    assert sheet.struck == {(1, 1), (1, 3)}
