"""Walks the records of an .xls (BIFF2 to BIFF8) and says which cells are filled, apart from the reader's own way.

Errors, formulas without a result and values of other workbooks are named here too. Who writes what in a formula's
place that was never calculated: xlwt an empty text, and so every one of them; Apache POI, NPOI and PHP's writers 0,
jxl 4, with the flag that it is still to be calculated; Excel, WPS and LibreOffice calculate, and an empty text of
theirs is one. Does not belong here: values, fonts, dates.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from danvan.intake.formats.biff import Record, joined, records, stream_of, strings
from danvan.intake.formats.details import ERRORS, NO_RESULT
from danvan.intake.formats.drawn import Drawn, boxes
from danvan.intake.formats.tokens import XLS, Outside
from danvan.intake.sheet import Fault, Position

BOUNDSHEET, DATEMODE, WORKSHEET = 0x0085, 0x0022, 0x0010
NUMBERS = (0x0203, 0x027E, 0x0003, 0x0002)
LABELS, SHARED = (0x0204, 0x0004, 0x00D6), 0x00FD
BOOLEANS, MULTIPLE = (0x0205, 0x0005), 0x00BD
FORMULAS, RESULTS, ARRAY = (0x0006, 0x0206, 0x0406), (0x0207, 0x0007), 0x0221
ROW, COLUMNS, ROW_HIDDEN = 0x0208, 0x007D, 0x20
BOOKS, OTHER_SHEETS, NAMES, OWN_OR_ADDIN, NO_BOOK = 0x01AE, 0x0017, 0x0018, (b"\x01\x04", b"\x01\x3a"), (b"\0", b" ")
XLWT, EXCEL9 = bytes.fromhex("bb0dcc0700000000"), 0x01C0  # LibreOffice signs as xlwt does, but has this record too
UNCALCULATED = ({struct.pack("<d", 0)}, {struct.pack("<d", 4)})
TO_CALCULATE = 0x02


@dataclass
class Filled:
    """The filled cells of one sheet, its faults, links, hidden parts and text boxes.

    `texts` are the cells of shared strings by number, `empty` the formulas whose result is an empty text, `asked` the
    numbers that formulas have as a result while they ask to be calculated.
    """

    cells: set[Position] = field(default_factory=set)
    texts: dict[Position, int] = field(default_factory=dict)
    faults: dict[Position, Fault] = field(default_factory=dict)
    empty: set[Position] = field(default_factory=set)
    asked: dict[Position, bytes] = field(default_factory=dict)
    linked: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[Drawn] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """The number of filled cells."""
        return len(self.cells)


@dataclass(frozen=True)
class Walked:
    """The sheets of values of a workbook in their order, and whether it counts dates from 1904."""

    sheets: tuple[Filled, ...] = ()
    date1904: bool = False


def walked(data: bytes) -> Walked | None:
    """Return what the records of a workbook say; None where they are broken."""
    stream = stream_of(data)
    if stream is None:
        return None
    try:
        book = list(records(stream, 0))
        outside = _outside(book) if _is_wide(stream) else Outside(XLS, frozenset())
        sheets = tuple(_sheet(stream, start, outside) for start in _starts(book))
        shared = list(strings(book))
    except (struct.error, IndexError):
        return None
    _judge_results(sheets, stream[8:16] == XLWT and all(code != EXCEL9 for code, _ in book))
    for sheet in sheets:
        sheet.cells.update(sheet.faults)
        sheet.cells.update(p for p, n in sheet.texts.items() if n < len(shared) and shared[n].strip())
    return Walked(sheets, any(code == DATEMODE and body[:1] == b"\x01" for code, body in book))


def _judge_results(sheets: Collection[Filled], is_xlwt: bool) -> None:
    """Name the formulas without a result; a number is none where all that ask to be calculated have the same."""
    asked = {result for sheet in sheets for result in sheet.asked.values()}
    for sheet in sheets:
        found = {*(sheet.empty if is_xlwt else ()), *(sheet.asked if asked in UNCALCULATED else ())}
        sheet.faults.update(dict.fromkeys(found, NO_RESULT))


def _outside(book: Sequence[Record]) -> Outside:
    """What of the workbook leads to another: a list of books, a list of sheets by their book, and names."""
    books = [body for code, body in book if code == BOOKS]
    others = {n for n, body in enumerate(books) if body[2:4] not in OWN_OR_ADDIN and body[5:] not in NO_BOOK}
    listed = b"".join(joined(book, OTHER_SHEETS)) if others else b""
    each = struct.iter_unpack("<3H", listed[2 : 2 + (len(listed) - 2) // 6 * 6])
    outside = Outside(XLS, frozenset(n for n, (number, *_) in enumerate(each) if number in others))
    return outside.with_names([_named(body) for code, body in book if code == NAMES] if others else [])


def _named(body: bytes) -> bytes:
    """The formula of a name, behind its letters."""
    start = 15 + body[3] * (1 + (body[14] & 1))
    return body[start : start + struct.unpack_from("<H", body, 4)[0]]


def _starts(book: Sequence[Record]) -> list[int]:
    """Where each sheet of values begins; the whole stream is one sheet in the oldest versions."""
    if book and struct.unpack_from("<H", book[0][1], 2)[0] == WORKSHEET:
        return [0]
    sheets = [body for code, body in book if code == BOUNDSHEET]
    return [struct.unpack_from("<I", body)[0] for body in sheets if body[5] == 0]


def _is_wide(stream: bytes) -> bool:
    """Whether the stream is BIFF8, whose texts say how wide their letters are."""
    return stream[4:6] == b"\x00\x06"


def _sheet(stream: bytes, start: int, outside: Outside) -> Filled:
    sheet = Filled()
    wide, leads = _is_wide(stream), bool(outside.sheets)
    awaiting: Position | None = None
    for code, body in records(stream, start):
        if code in RESULTS and awaiting:
            if _text(body, wide).strip():
                sheet.cells.add(awaiting)
            awaiting = None
        elif code in FORMULAS:
            _miss(sheet, awaiting)
            awaiting = _formula(sheet, body, stream[:2] == b"\x09\x00")
        else:
            _plain(sheet, code, body, wide)
        if leads:
            sheet.linked.update(_linked(code, body, outside))
    _miss(sheet, awaiting)
    sheet.boxes = list(boxes(stream, start))
    return sheet


def _miss(sheet: Filled, awaiting: Position | None) -> None:
    """A formula whose text should have followed and did not."""
    if awaiting:
        sheet.faults[awaiting] = NO_RESULT


def _linked(code: int, body: bytes, outside: Outside) -> Iterator[Position]:
    """The cells of a formula, or of one over an area, that leads to another workbook."""
    at = 20 if code in FORMULAS else 12
    if (code in FORMULAS or code == ARRAY) and outside.reached(body[at + 2 : at + 2 + body[at] + 256 * body[at + 1]]):
        top, bottom, left, right = struct.unpack_from("<2H2B", body)
        area = ((r + 1, c + 1) for r in range(top, bottom + 1) for c in range(left, right + 1))
        yield from area if code == ARRAY else [_at(body)]


def _plain(sheet: Filled, code: int, body: bytes, wide: bool) -> None:
    if code in NUMBERS:
        sheet.cells.add(_at(body))
    elif code == SHARED:
        sheet.texts[_at(body)] = struct.unpack_from("<I", body, 6)[0]
    elif code in LABELS:
        start = 7 if code == 0x0004 else 6
        if _text(body[start:], wide, short=code == 0x0004).strip():
            sheet.cells.add(_at(body))
    elif code == MULTIPLE:
        row, column = _at(body)
        sheet.cells.update((row, column + n) for n in range((len(body) - 6) // 6))
    elif code in BOOLEANS:
        value, is_error = body[-2:] if code == 0x0205 else body[7:9]
        _flagged(sheet, _at(body), value if is_error else None)
    elif code == ROW and body[12] & ROW_HIDDEN:
        sheet.hidden_rows.add(_at(body)[0])
    elif code == COLUMNS and body[8] & 1:
        first, last = struct.unpack_from("<2H", body)
        sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))


def _flagged(sheet: Filled, position: Position, error: int | None) -> None:
    if error is None:
        sheet.cells.add(position)
    else:
        sheet.faults[position] = Fault(ERRORS.get(error, "#?"), "error")


def _formula(sheet: Filled, body: bytes, oldest: bool) -> Position | None:
    """Note a formula by its result; returned where the result is a text that follows in a record of its own."""
    position, start = _at(body), 7 if oldest else 6
    result = body[start : start + 8]
    if result[6:8] != b"\xff\xff":
        sheet.cells.add(position)
        if body[start + 8] & TO_CALCULATE:
            sheet.asked[position] = result
    elif result[0] == 0:
        return position
    elif result[0] == 3:
        sheet.empty.add(position)
    else:
        _flagged(sheet, position, result[2] if result[0] == 2 else None)
    return None


def _at(body: bytes) -> Position:
    row, column = struct.unpack_from("<HH", body)
    return row + 1, column + 1


def _text(body: bytes, wide: bool, short: bool = False) -> str:
    """A text after its length; only its blankness matters, so that any code page will do."""
    if wide:
        return body[3:].decode("utf-16-le", "replace") if body[2:3] == b"\x01" else body[3:].decode("latin-1")
    return body[1:].decode("latin-1") if short else body[2:].decode("latin-1")
