"""Reads the old .xls (BIFF2 to BIFF8) with xlrd, which knows every cell's font; corrupt ones by python-calamine.

The records are walked a second time (`biff`) for the count of filled cells. Macros are never run.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator, Mapping

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan.intake.formats.biff import Filled, filled_cells
from danvan.intake.formats.kinds import CUT_OFF, OLE, PASSWORD
from danvan.intake.formats.lettering import Run, put_in_unicode
from danvan.intake.formats.remarks import gathered, without_author
from danvan.intake.formats.xlsx import ranges, values
from danvan.intake.sheet import Fault, Position, Range, Sheet, Value
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encoding_of

BROKEN = (  # what xlrd raises over a corrupt file
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    xlrd.formula.FormulaError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    struct.error,
)
TEXT, EMPTY = xlrd.XL_CELL_TEXT, (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ignore_workbook_corruption=True, logfile=io.StringIO()
        )
    except BROKEN as error:
        if "encrypt" in str(error).lower():
            raise UnreadableWorkbook(PASSWORD) from error
        return _read_without_fonts(data), False
    filled = filled_cells(data) or []
    matched = filled if len(filled) == book.nsheets else [None] * book.nsheets
    return [_sheet(book, *pair) for pair in zip(book.sheets(), matched, strict=True)], book.datemode == 1


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, filled: Filled | None) -> Sheet:
    cells = _cells(book, sheet)
    if filled:
        cells.update({p: f for p, f in filled.faults.items() if f.kind == "no_result" and p not in cells})
    fonts = {p: book.font_list[book.xf_list[sheet.cell_xf_index(p[0] - 1, p[1] - 1)].font_index] for p in cells}
    legacy = {p: font.name for p, font in fonts.items() if encoding_of(font.name)}
    lettering = put_in_unicode(cells, legacy, _runs(book, sheet, cells))
    return Sheet(
        name=sheet.name,
        cells=lettering.cells,
        merged=tuple(_range(r) for r in sheet.merged_cells),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(n + 1 for n, info in sheet.colinfo_map.items() if info.hidden),
        as_sent=lettering.as_sent,
        encodings=lettering.encodings,
        counted=filled.counted if filled else None,
        remarks=gathered([*_notes(sheet), *(filled.boxes if filled else ())]),
        struck=frozenset(p for p, font in fonts.items() if font.struck_out),
    )


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> dict[Position, Value]:
    cells: dict[Position, Value] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in EMPTY:
                value = _value(book, kind, sheet.cell_value(row, column))
                if value is not None:
                    cells[row + 1, column + 1] = value
    return cells


def _runs(book: xlrd.Book, sheet: xlrd.sheet.Sheet, cells: Mapping[Position, Value]) -> dict[Position, list[Run]]:
    """The runs of rich texts that use a legacy font somewhere; what comes before the first run has the cell's font."""
    found: dict[Position, list[Run]] = {}
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
    try:
        moment: dt.datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return serial
    return moment


def _read_without_fonts(data: bytes) -> list[Sheet]:
    """What python-calamine sees of a file that xlrd refuses; errors come from its records, if they can be walked."""
    if not _is_plausible(data):
        raise UnreadableWorkbook(CUT_OFF)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [i for i, meta in enumerate(book.sheets_metadata) if meta.typ == SheetTypeEnum.WorkSheet]
    filled = filled_cells(data) or []
    matched = filled if len(filled) == len(sheets) else [None] * len(sheets)
    return [_bare_sheet(book, *pair) for pair in zip(sheets, matched, strict=True)]


def _is_plausible(data: bytes) -> bool:
    """Whether an OLE header claims no more sectors than the file has; the fast reader takes memory for all."""
    if len(data) < 512 or not data.startswith(OLE):
        return False
    shift = struct.unpack_from("<H", data, 30)[0]
    claimed = [struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72)]
    return shift in (9, 12) and all(count << shift <= len(data) for count in claimed)


def _bare_sheet(book: CalamineWorkbook, index: int, filled: Filled | None) -> Sheet:
    meta, sheet = book.sheets_metadata[index], book.get_sheet_by_index(index)
    lettering = put_in_unicode({**values(sheet), **(filled.faults if filled else {})})
    return Sheet(
        name=meta.name,
        cells=lettering.cells,
        merged=ranges(sheet),
        hidden=meta.visible != SheetVisibleEnum.Visible,
        as_sent=lettering.as_sent,
        encodings=lettering.encodings,
        counted=filled.counted if filled else None,
        fonts_known=False,
    )
