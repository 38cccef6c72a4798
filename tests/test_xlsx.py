"""What the fast reader leaves out of an .xlsx is put back: error cells, formulas without a result, hidden parts, fonts."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encode_tcvn3


def made(fill: Callable[[xlsxwriter.Workbook], None]) -> tuple[Sheet, ...]:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    fill(book)
    book.close()
    return read_workbook(memory.getvalue()).sheets


def test_values_keep_their_types_and_places() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write_string("B3", "Hũ gạo")
        sheet.write_number("C3", 2500)
        sheet.write_datetime("D3", dt.datetime(2021, 4, 3), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_string("E3", "   ")
        sheet.write_string("F3", "03")

    (sheet,) = made(fill)
    assert sheet.name == "Biểu 1"
    assert sheet.cells == {(3, 2): "Hũ gạo", (3, 3): 2500.0, (3, 4): dt.date(2021, 4, 3), (3, 6): "03"}


def test_errors_and_formulas_without_a_result_are_never_blank() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = "=1+1", "#REF!", 7
    memory = io.BytesIO()
    book.save(memory)
    (read,) = read_workbook(memory.getvalue()).sheets
    assert read.cells[1, 1] == Fault("công thức không có kết quả", "no_result")
    assert read.cells[2, 1] == Fault("#REF!", "error")
    assert read.cells[3, 1] == 7


def test_a_formula_that_gives_empty_text_is_blank() -> None:
    cells = '<c r="A1" t="str"><f>IF(B1=0,"",B1)</f><v></v></c><c r="C1"><f>1+1</f><v></v></c><c r="D1"><v>7</v></c>'
    memory, again = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet().write_number("D1", 7)
    book.close()
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb"<c .*</c>", cells.encode(), data)
            new.writestr(name, data)
    (sheet,) = read_workbook(again.getvalue()).sheets
    assert sheet.cells == {(1, 3): Fault("công thức không có kết quả", "no_result"), (1, 4): 7.0}


def test_a_formula_with_its_result_is_that_result() -> None:
    (sheet,) = made(lambda book: book.add_worksheet().write_formula("A1", "=1+1", None, 2))
    assert sheet.cells == {(1, 1): 2.0}


def test_hidden_sheets_rows_and_columns_and_merges() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        sheet.merge_range("A1:C2", "gộp")
        sheet.write_number("A5", 1)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("D:E", None, None, {"hidden": True})
        book.add_worksheet("B").hide()
        book.add_worksheet("C").very_hidden()

    first, second, third = made(fill)
    assert first.merged == ((1, 1, 2, 3),)
    assert first.hidden_rows == {5}
    assert first.hidden_columns == {4, 5}
    assert (first.hidden, second.hidden, third.hidden) == (False, True, True)


def test_legacy_text_is_decoded_by_the_font_of_its_cell() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = encode_tcvn3("Hiến đất làm đường")
    sheet["A1"].font = Font(name=".VnTime")
    sheet["A2"] = "Hiến đất"
    memory = io.BytesIO()
    book.save(memory)
    (read,) = read_workbook(memory.getvalue()).sheets
    assert read.cells == {(1, 1): "Hiến đất làm đường", (2, 1): "Hiến đất"}
    assert read.as_sent == {(1, 1): encode_tcvn3("Hiến đất làm đường")}


def changed(data: bytes, **parts: tuple[str, str]) -> bytes:
    """A package with one pattern replaced in parts named by the last word of their name."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            word = name.rpartition("/")[2].partition(".")[0]
            if word in parts:
                assert re.search(parts[word][0], text, re.S)
                text = re.sub(parts[word][0], lambda _, new=parts[word][1]: new, text, flags=re.S)
            new.writestr(name, text)
    return memory.getvalue()


def grid(cells: str, strings: str = "") -> Sheet:
    """A sheet whose data is written by hand."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("A").write_string("A1", "x")
    book.close()
    parts = {"sheet1": ("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>")}
    if strings:
        parts["sharedStrings"] = ("<si>.*</si>", strings)
    (sheet,) = read_workbook(changed(memory.getvalue(), **parts)).sheets
    return sheet


def test_filled_cells_are_counted_in_the_xml_blank_ones_are_not() -> None:
    strings = "<si><t>Hũ gạo</t></si><si><t xml:space='preserve'>  &#160;\u00a0 </t></si><si/><si><r><t> </t></r><r><t>x</t></r></si>"
    sheet = grid(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>'
        '<row r="2"><c r="A2" s="0"/><c r="B2"><v>5</v></c><c r="C2"><v/></c><c r="D2" t="str"><f>IF(1,"")</f><v></v></c>'
        '<c r="E2" t="inlineStr"><is><t>chữ</t></is></c><c r="F2" t="inlineStr"><is><t> </t></is></c></row>'
        '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="e"><f>NA()</f></c><c r="C3"><f>1+1</f></c>'
        '<c r="D3" t="b"><v>0</v></c><c r="E3" t="str"><f>" "</f><v>  </v></c></row>',
        strings,
    )
    kinds = {p: v.kind if isinstance(v, Fault) else v for p, v in sheet.cells.items()}
    assert kinds == {
        (1, 1): "Hũ gạo", (1, 4): "x", (2, 2): 5.0, (2, 5): "chữ",
        (3, 1): "error", (3, 2): "error", (3, 3): "no_result", (3, 4): False,
    }  # fmt: skip
    assert sheet.counted == 8


def test_a_self_closed_error_cell_does_not_swallow_its_neighbour() -> None:
    sheet = grid('<row r="1"><c r="A1" t="e"/><c r="B1"><v>5</v></c></row>')
    assert sheet.cells[1, 2] == 5.0


def test_cells_without_an_address_and_xml_with_comments() -> None:
    sheet = grid(
        "<row><c><v>1</v></c><c><f>1+1</f></c></row><!-- <c><v>9</v></c> --><row><c t='e'><v>#REF!</v></c></row>"
    )
    assert sheet.cells[1, 2] == Fault("công thức không có kết quả", "no_result")
    assert sheet.cells[2, 1] == Fault("#REF!", "error")
    assert sheet.counted == len(sheet.cells) == 3


def test_values_under_merges_are_kept_and_a_wrong_dimension_does_not_matter() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        sheet.merge_range("A1:B2", "gộp")
        sheet.write_number("B2", 9)

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    fill(book)
    book.close()
    wrong = changed(memory.getvalue(), sheet1=('<dimension ref="[^"]*"/>', '<dimension ref="A1:A1"/>'))
    (sheet,) = read_workbook(wrong).sheets
    assert sheet.cells == {(1, 1): "gộp", (2, 2): 9.0}
    assert sheet.counted == 2


def test_strict_office_xml_reads_like_the_usual_one() -> None:
    usual, strict = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    memory, again = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet("A")
    sheet.write_string("A1", "Hũ gạo")
    sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
    book.close()
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for word in ("spreadsheetml", "officeDocument"):
                text = text.replace(f"{usual}/{word}/2006/", f"{strict}/{word}/")
            new.writestr(name, text)
    (read,) = read_workbook(again.getvalue()).sheets
    assert read.cells == {(1, 1): "Hũ gạo", (1, 2): Fault("#DIV/0!", "error")}
    assert read.counted == 2


def test_runs_of_one_cell_are_decoded_each_by_its_own_font() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        old, plain = book.add_format({"font_name": ".VnTime"}), book.add_format({"font_name": "Times New Roman"})
        sheet = book.add_worksheet("A")
        sheet.write_rich_string("A1", plain, "Mô hình: ", old, encode_tcvn3("hiến đất"), plain, " làm đường")
        sheet.write_rich_string(
            "A2", old, encode_tcvn3("Tổ hòa "), plain, "giải ở cơ sở", book.add_format({"font_name": ".VnTime"})
        )

    (sheet,) = made(fill)
    assert sheet.cells == {(1, 1): "Mô hình: hiến đất làm đường", (2, 1): "Tổ hòa giải ở cơ sở"}
    assert sheet.as_sent[1, 1] == f"Mô hình: {encode_tcvn3('hiến đất')} làm đường"
    assert sheet.encodings == ("TCVN3",)


def test_strike_through_comments_and_text_boxes() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        sheet.write_string("A1", "bỏ", book.add_format({"font_strikeout": True}))
        sheet.write_string("B1", "còn")
        sheet.write_blank("C1", None, book.add_format({"font_strikeout": True}))
        sheet.write_comment("B2", "Hai:\n12 mô hình", {"author": "Hai"})
        sheet.insert_textbox("D5", "Tổng: 5")

    (sheet,) = made(fill)
    assert sheet.struck == {(1, 1)}
    assert sheet.remarks == {(2, 2): "12 mô hình", (5, 4): "Tổng: 5"}


def test_two_lone_cells_in_far_corners_are_refused_but_not_styles_there() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"{}</row>'
    with pytest.raises(UnreadableWorkbook, match="quá xa bảng"):
        grid(far.format("><v>1</v></c>"))
    assert grid(far.format(' s="0"/>')).cells == {(1, 1): 1.0}


def test_a_doctype_is_refused() -> None:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("A").write_string("A1", "x")
    book.close()
    bomb = changed(memory.getvalue(), sharedStrings=(r"\?>\s*<sst", '?><!DOCTYPE sst [<!ENTITY a "b">]><sst'))
    with pytest.raises(UnreadableWorkbook, match="DOCTYPE"):
        read_workbook(bomb)


def test_macros_are_passed_over(tmp_path: Path) -> None:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    (tmp_path / "vbaProject.bin").write_bytes(b"\xd0\xcf\x11\xe0")
    book.add_vba_project(str(tmp_path / "vbaProject.bin"))
    book.add_worksheet("A").write_number("A1", 3)
    book.close()
    (sheet,) = read_workbook(memory.getvalue()).sheets
    assert sheet.cells == {(1, 1): 3.0}


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 60), st.integers(1, 60)),
        st.one_of(st.integers(-9, 9), st.text("a ệ&<\u00a0", max_size=4)),
    )
)
def test_what_is_counted_is_what_is_read(cells: dict[tuple[int, int], int | str]) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        for (row, column), value in cells.items():
            sheet.write(row - 1, column - 1, value)

    (sheet,) = made(fill)
    assert sheet.counted == len(sheet.cells) == sum(bool(str(v).strip()) for v in cells.values())


def test_a_sheet_without_its_part_is_not_lost_unsaid() -> None:
    memory, again = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("A").write_number("A1", 3)
    book.add_worksheet("Biểu 2").write_number("A1", 3)
    book.close()
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            if not name.endswith("sheet2.xml"):
                new.writestr(name, old.read(name))
    with pytest.raises(UnreadableWorkbook, match="Biểu 2"):
        read_workbook(again.getvalue())


def test_formulas_over_other_workbooks_are_told() -> None:
    cells = ("[1]Sheet1!B5", "'[BC 2020.xlsx]Bi'!B5", "SUM('[2]x y'!A1:B2)", "SUM(B1:C1)", "Bang[Cot]+'x'!A1", "'x'!A1")
    row = "".join(f'<c r="{c}1"><f>{f}</f><v>1</v></c>' for c, f in zip("ABCDEF", cells, strict=True))
    assert grid(f'<row r="1">{row}</row>').linked == {(1, 1), (1, 2), (1, 3)}


def test_formulas_by_a_name_and_over_an_area_are_told_too() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        book.define_name("đơn_giá", "='[BC 2020.xlsx]Bi'!$B$5")
        book.define_name("của_ta", "=A!$A$1")
        sheet.write_formula("A1", "2*đơn_giá", None, 6)
        sheet.write_formula("A2", "2*của_ta", None, 6)
        sheet.write_array_formula("B1:B3", "{[1]Bi!B5:B7}", None, 7)

    (sheet,) = made(fill)
    assert sheet.linked == {(1, 1), (1, 2), (2, 2), (3, 2)}


@pytest.mark.parametrize(("second", "faults"), [(0, 2), (6, 0)])
def test_a_workbook_still_to_be_calculated_whose_every_result_is_nought_has_none(second: int, faults: int) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        sheet.write_number("A1", 0)
        sheet.write_formula("A2", "=SUM(B1:B9)")
        book.add_worksheet("B").write_formula("A1", "=A!A1", None, second)

    sheets = made(fill)
    assert sum(isinstance(value, Fault) for sheet in sheets for value in sheet.cells.values()) == faults
    assert sheets[0].cells[1, 1] == 0.0
    assert [sheet.counted for sheet in sheets] == [2, 1]


def test_noughts_of_a_workbook_that_was_calculated_are_results() -> None:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("A").write_formula("A1", "=SUM(B1:B9)")
    book.close()
    settled = changed(memory.getvalue(), workbook=('( fullCalcOnLoad="1")|(?=</Relationships>)', ""))
    (sheet,) = read_workbook(settled).sheets
    assert sheet.cells == {(1, 1): 0.0}


def test_runs_of_texts_that_stand_in_the_cell_itself() -> None:
    run = '<r><t xml:space="preserve">Mô hình </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>{}</t></r>'
    cell = f'<c r="B1" t="inlineStr"><is>{run.format(encode_tcvn3("hiến đất"))}</is></c>'
    sheet = grid(f'<row r="1">{cell}<c r="C1" t="inlineStr"><is><t>thường</t></is></c></row>')
    assert sheet.cells == {(1, 2): "Mô hình hiến đất", (1, 3): "thường"}
    assert sheet.counted == 2


def test_times_lengths_of_time_and_numbers_that_no_date_can_be() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        for row, (number, form) in enumerate([(0.25, "h:mm"), (1.25, "[h]:mm:ss"), (-5, "dd/mm/yyyy"), (0, "h:mm")]):
            sheet.write_number(row, 0, number, book.add_format({"num_format": form}))
        sheet.write_formula("A5", "=A1-A2", book.add_format({"num_format": "dd/mm/yyyy"}), -1.5)
        sheet.write_formula("A6", '="-"&"7"', None, "-7")

    (sheet,) = made(fill)
    assert sheet.cells == {
        (1, 1): "06:00:00", (2, 1): "30:00:00", (3, 1): -5.0, (4, 1): "00:00:00", (5, 1): -1.5, (6, 1): "-7",
    }  # fmt: skip


def test_texts_of_which_a_part_is_struck_through() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, struck = book.add_worksheet("A"), book.add_format({"font_strikeout": True})
        sheet.write_rich_string("A1", struck, "Đường cũ ", "Đường hoa mới")
        sheet.write_rich_string("A2", struck, "bỏ ", struck, "cả")

    (sheet,) = made(fill)
    assert sheet.cells[1, 1] == "Đường cũ Đường hoa mới"
    assert sheet.partly_struck == {(1, 1): (("Đường cũ ", True), ("Đường hoa mới", False))}
    assert sheet.struck == {(2, 1)}
