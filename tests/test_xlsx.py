"""What the fast reader leaves out of an .xlsx is put back: error cells, formulas without a result, hidden parts, fonts."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
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
