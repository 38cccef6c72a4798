"""Reads the old .xls (BIFF2 to BIFF8) with xlrd, which knows every cell's font; corrupt ones by python-calamine.

The records are walked a second time (`filled`) for the count of filled cells, faults and links. Macros are never run.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping, Sequence

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan.intake.formats.details import Details
from danvan.intake.formats.filled import Filled, Walked, walked
from danvan.intake.formats.kinds import OLE
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.moments import length, moment
from danvan.intake.formats.remarks import without_author
from danvan.intake.formats.xlsx import ranges, values
from danvan.intake.sheet import Fault, Position, Range, Sheet, Value
from danvan.intake.shown import is_odd
from danvan.problems import refusal
from danvan.vietnamese.legacy import encoding_of

BROKEN = (  # what xlrd raises over a corrupt file
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    xlrd.formula.FormulaError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    struct.error,
)
SECONDS = 24 * 60 * 60
TEXT, EMPTY = xlrd.XL_CELL_TEXT, (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ignore_workbook_corruption=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    except BROKEN as error:
        if "encrypt" in str(error).lower():
            raise refusal("X08") from error
        return _read_without_fonts(data)
    filled = _matched(walked(data), book.nsheets)
    return [_sheet(book, *pair) for pair in zip(book.sheets(), filled, strict=True)], book.datemode == 1


def _matched(seen: Walked | None, sheets: int) -> Sequence[Filled | None]:
    """What the records say of each sheet; nothing where they know another number of sheets."""
    return seen.sheets if seen and len(seen.sheets) == sheets else [None] * sheets


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, filled: Filled | None) -> Sheet:
    cells = _cells(book, sheet)
    fonts = {p: book.font_list[book.xf_list[sheet.cell_xf_index(p[0] - 1, p[1] - 1)].font_index] for p in cells}
    details = _details(filled, comments=False)
    details.fonts = {p: font.name for p, font in fonts.items() if encoding_of(font.name)}
    details.runs = _runs(book, sheet, cells)
    details.formats = {p: code for p in cells if is_odd(code := _format(book, sheet.cell_xf_index(p[0] - 1, p[1] - 1)))}
    details.struck = {p for p, font in fonts.items() if font.struck_out}
    details.merged = [_range(r) for r in sheet.merged_cells]
    details.hidden_rows = {n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden}
    details.hidden_columns = {n + 1 for n, info in sheet.colinfo_map.items() if info.hidden}
    details.remarks = [*_notes(sheet), *details.remarks]
    return details.sheet(sheet.name, cells, hidden=sheet.visibility != 0)


def _details(filled: Filled | None, *, comments: bool) -> Details:
    """What the records say of a sheet; its comments only where nothing else tells them with their cells."""
    if filled is None:
        return Details(walked=False)
    return Details(
        counted=filled.counted,
        faults=filled.faults,
        linked=filled.linked,
        hidden_rows=filled.hidden_rows,
        hidden_columns=filled.hidden_columns,
        remarks=[(corner, text) for corner, text, is_comment in filled.boxes if comments or not is_comment],
    )


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> dict[Position, Value]:
    cells: dict[Position, Value] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in EMPTY:
                value = _value(book, kind, sheet.cell_value(row, column))
                if kind == xlrd.XL_CELL_DATE and _is_length(book, sheet.cell_xf_index(row, column)):
                    value = length(sheet.cell_value(row, column) * SECONDS)
                if value is not None:
                    cells[row + 1, column + 1] = value
    return cells


def _is_length(book: xlrd.Book, style: int) -> bool:
    """Whether a format shows a length of time, whose hours are not cut at 24: [h]:mm."""
    return "[h" in _format(book, style).lower()


def _format(book: xlrd.Book, style: int) -> str:
    form = book.format_map.get(book.xf_list[style].format_key)
    return form.format_str if form else "General"


def _runs(book: xlrd.Book, sheet: xlrd.sheet.Sheet, cells: Mapping[Position, Value]) -> dict[Position, Sequence[Run]]:
    """The runs of rich texts that use a legacy font somewhere; what comes before the first run has the cell's font."""
    found: dict[Position, Sequence[Run]] = {}
    for (row, column), marks in sheet.rich_text_runlist_map.items():
        text = cells.get((row + 1, column + 1))
        names = [book.font_list[font].name for _, font in marks]
        if isinstance(text, str) and any(encoding_of(name) for name in names):
            starts = [start for start, _ in marks]
            parts = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
            found[row + 1, column + 1] = list(zip([None, *names], parts, strict=True))
    return found


def _notes(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[Position, str]]:
    for (row, column), note in sheet.cell_note_map.items():
        yield (row + 1, column + 1), without_author(note.text or "", [note.author])


def _range(given: tuple[int, int, int, int]) -> Range:
    first_row, end_row, first_column, end_column = given
    return first_row + 1, first_column + 1, end_row, end_column


def _value(book: xlrd.Book, kind: int, value: object) -> Value | None:
    if kind == TEXT:
        return str(value) if str(value).strip() else None
    if kind == xlrd.XL_CELL_NUMBER:
        return float(value)  # type: ignore[arg-type]
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return Fault(xlrd.error_text_from_code.get(value, "#?"), "error")
    return _date(float(value), book.datemode)  # type: ignore[arg-type]


def _date(serial: float, datemode: int) -> Value:
    """A date by its number; one below 0, which no date format can show, stays the number it is."""
    try:
        return moment(xlrd.xldate_as_datetime(serial, datemode), date1904=datemode == 1) if serial >= 0 else serial
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return serial


def _read_without_fonts(data: bytes) -> tuple[list[Sheet], bool]:
    """What python-calamine sees of a file that xlrd refuses; the rest comes from its records, if they can be walked."""
    if not _is_plausible(data):
        raise refusal("X09", what="cấu trúc sai")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [i for i, meta in enumerate(book.sheets_metadata) if meta.typ == SheetTypeEnum.WorkSheet]
    seen = walked(data)
    if seen is None:
        raise refusal("X09", what="không đếm được các ô để đối chiếu")
    filled = _matched(seen, len(sheets))
    return [_bare_sheet(book, *pair) for pair in zip(sheets, filled, strict=True)], seen.date1904


def _is_plausible(data: bytes) -> bool:
    """Whether an OLE header claims no more sectors than the file has; the fast reader takes memory for all."""
    if len(data) < 512 or not data.startswith(OLE):
        return False
    shift = struct.unpack_from("<H", data, 30)[0]
    claimed = [struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72)]
    return shift in (9, 12) and all(count << shift <= len(data) for count in claimed)


def _bare_sheet(book: CalamineWorkbook, index: int, filled: Filled | None) -> Sheet:
    meta, sheet = book.sheets_metadata[index], book.get_sheet_by_index(index)
    details = _details(filled, comments=True)
    details.merged = list(ranges(sheet))
    hidden = meta.visible != SheetVisibleEnum.Visible
    return details.sheet(meta.name, values(sheet), hidden=hidden, fonts_known=False)
