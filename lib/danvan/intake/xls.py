"""Reads the old .xls (BIFF) with xlrd, which knows every cell's font; corrupt ones fall back to python-calamine."""

from __future__ import annotations

import datetime as dt
import io

import xlrd
from python_calamine import CalamineWorkbook

from danvan.intake.sheet import Fault, Position, Range, Sheet, Value
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import decode


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ignore_workbook_corruption=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise UnreadableWorkbook("Tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.") from error
        return _read_without_fonts(data), False
    return [_sheet(book, sheet) for sheet in book.sheets()], book.datemode == 1


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    cells: dict[Position, Value] = {}
    as_sent: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            where = (row + 1, column + 1)
            value = _value(book, cell)
            if value is None:
                continue
            cells[where] = value
            if isinstance(value, str) and (seen := decode(value, _font(book, cell))) != value:
                as_sent[where] = value
                cells[where] = seen
    return Sheet(
        name=sheet.name,
        cells=cells,
        merged=tuple(_range(r) for r in sheet.merged_cells),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(n + 1 for n, info in sheet.colinfo_map.items() if info.hidden),
        as_sent=as_sent,
    )


def _range(given: tuple[int, int, int, int]) -> Range:
    first_row, end_row, first_column, end_column = given
    return first_row + 1, first_column + 1, end_row, end_column


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Value | None:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value) if cell.value.strip() else None
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return float(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Fault(xlrd.error_text_from_code.get(cell.value, "#?"), "error")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    return None


def _date(serial: float, datemode: int) -> Value:
    try:
        moment: dt.datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return serial
    return moment


def _font(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    return str(book.font_list[book.xf_list[cell.xf_index].font_index].name)


def _read_without_fonts(data: bytes) -> list[Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for index, name in enumerate(book.sheet_names):
        rows = enumerate(book.get_sheet_by_index(index).to_python(skip_empty_area=False), start=1)
        cells = {(r, c): v for r, row in rows for c, v in enumerate(row, start=1) if v != ""}
        sheets.append(Sheet(name=name, cells=cells))  # type: ignore[arg-type]
    return sheets
