"""Walks the records of an .xls (BIFF2 to BIFF8) and says which cells are filled, apart from the reader's own way.

Cells of error and formulas saved without a result are named here too. Does not belong here: values, fonts, dates.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlrd.compdoc import CompDoc, CompDocError

from danvan.intake.formats.kinds import OLE
from danvan.intake.sheet import Fault, Position

ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
BOF, EOF, BOUNDSHEET = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A, 0x0085
NUMBERS = (0x0203, 0x027E, 0x0003, 0x0002)
STRINGS, CONTINUE = 0x00FC, 0x003C
LABELS, SHARED = (0x0204, 0x0004, 0x00D6), 0x00FD
BOOLEANS, MULTIPLE = (0x0205, 0x0005), 0x00BD
FORMULAS, RESULTS = (0x0006, 0x0206, 0x0406), (0x0207, 0x0007)
DRAWING, OBJECT, BOX, NOTE = 0x00EC, 0x005D, 0x01B6, 0x19
ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
WORKSHEET = 0x0010
XLWT = bytes.fromhex("bb0dcc0700000000")  # build, year and flags of a writer that never calculates

Record = tuple[int, bytes]


@dataclass
class Filled:
    """The filled cells of one sheet, its faults and text boxes; `texts` are the cells of shared strings by number."""

    cells: set[Position] = field(default_factory=set)
    texts: dict[Position, int] = field(default_factory=dict)
    faults: dict[Position, Fault] = field(default_factory=dict)
    no_result: set[Position] = field(default_factory=set)
    boxes: list[tuple[Position, str]] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """The number of filled cells."""
        return len(self.cells)


def filled_cells(data: bytes) -> list[Filled] | None:
    """Return the filled cells of each sheet of values in the order of the workbook; None where records are broken."""
    stream = _stream(data)
    if stream is None:
        return None
    try:
        sheets = [_sheet(stream, start) for start in _starts(stream)]
        strings = list(_strings(stream))
    except (struct.error, IndexError):
        return None
    never_calculated = stream[8:16] == XLWT
    for sheet in sheets:
        if never_calculated:
            sheet.faults.update({p: Fault("công thức không có kết quả", "no_result") for p in sheet.no_result})
        sheet.cells.update(sheet.faults)
        sheet.cells.update(p for p, n in sheet.texts.items() if n < len(strings) and strings[n].strip())
    return sheets


class _Tape:
    """The bodies of a record and its continuations, read one after another."""

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies, self.body, self.at = bodies, 0, 0

    @property
    def left(self) -> int:
        """Bytes left in the body at hand; the next body is taken up when there are none."""
        if self.body < len(self.bodies) and self.at >= len(self.bodies[self.body]):
            self.body, self.at = self.body + 1, 0
        return len(self.bodies[self.body]) - self.at if self.body < len(self.bodies) else 0

    def take(self, length: int) -> bytes:
        """The next bytes, over the end of a body too."""
        taken = b""
        while length and (part := min(length, self.left)):
            taken += self.bodies[self.body][self.at : self.at + part]
            self.at, length = self.at + part, length - part
        if length:
            raise IndexError("strings end early")
        return taken

    def letters(self, count: int, flags: int) -> str:
        """The next letters; where they go on in the next body, that says anew how wide they are."""
        text = ""
        while count:
            if text and self.left and self.at == 0:
                flags = self.take(1)[0]
            width = 1 + (flags & 1)
            part = min(count, self.left // width)
            if not part:
                raise IndexError("strings end early")
            text += self.take(part * width).decode("utf-16-le" if width == 2 else "latin-1", "replace")
            count -= part
        return text


def _strings(stream: bytes) -> Iterator[str]:
    """The shared strings of the workbook, as many as are there."""
    bodies: list[bytes] = []
    for code, body in _records(stream, 0):
        if code == STRINGS or (code == CONTINUE and bodies):
            bodies.append(body)
        elif bodies:
            break
    tape = _Tape([bodies[0][8:], *bodies[1:]] if bodies else [])
    while tape.left:
        count, flags = struct.unpack("<HB", tape.take(3))
        runs = struct.unpack("<H", tape.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", tape.take(4))[0] if flags & 4 else 0
        yield tape.letters(count, flags)
        tape.take(4 * runs + extra)


def _stream(data: bytes) -> bytes | None:
    if not data.startswith(OLE):
        return data
    try:
        document = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        found = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    except (CompDocError, AssertionError, IndexError, struct.error):
        return None
    return bytes(found) if found else None


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from `start` to the end of its section; charts embedded in a sheet are passed over."""
    depth = 0
    while start + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, start)
        depth += (code in BOF) - (code == EOF)
        if depth == 1:
            yield code, stream[start + 4 : start + 4 + length]
        elif depth <= 0:
            return
        start += 4 + length


def _starts(stream: bytes) -> list[int]:
    """Where each sheet of values begins; the whole stream is one sheet in the oldest versions."""
    first = list(_records(stream, 0))
    if first and struct.unpack_from("<H", first[0][1], 2)[0] == WORKSHEET:
        return [0]
    sheets = [body for code, body in first if code == BOUNDSHEET]
    return [struct.unpack_from("<I", body)[0] for body in sheets if body[5] == 0]


def _sheet(stream: bytes, start: int) -> Filled:
    sheet = Filled()
    wide = stream[4:6] == b"\x00\x06"
    awaiting: Position | None = None
    for code, body in _records(stream, start):
        if code in RESULTS and awaiting:
            if _text(body, wide).strip():
                sheet.cells.add(awaiting)
            awaiting = None
        elif code in FORMULAS:
            awaiting = _formula(sheet, body)
        else:
            _plain(sheet, code, body, wide)
    sheet.boxes = list(_boxes(stream, start))
    return sheet


def _boxes(stream: bytes, start: int) -> Iterator[tuple[Position, str]]:
    """The text of drawn shapes with the cell under their corner; comments are drawn too, and left out."""
    corner, kind, letters = (1, 1), NOTE, 0
    for code, body in _records(stream, start):
        if code == DRAWING:
            corner = _corner(body) or corner
        elif code == OBJECT and len(body) >= 6:
            kind = struct.unpack_from("<H", body, 4)[0]
        elif code == BOX and len(body) >= 12:
            letters = struct.unpack_from("<H", body, 10)[0] if kind != NOTE else 0
        elif code == CONTINUE and letters:
            wide = body[:1] == b"\x01"
            text = body[1 : 1 + letters * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            letters = 0
            yield corner, text.replace("\r", "\n")


def _corner(drawing: bytes) -> Position | None:
    """The cell of a shape's anchor: flags, column, offset, row."""
    at = drawing.find(ANCHOR)
    if at < 0 or at + 14 > len(drawing):
        return None
    column, _, row = struct.unpack_from("<3H", drawing, at + len(ANCHOR) + 2)
    return row + 1, column + 1


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


def _flagged(sheet: Filled, position: Position, error: int | None) -> None:
    if error is None:
        sheet.cells.add(position)
    else:
        sheet.faults[position] = Fault(ERRORS.get(error, "#?"), "error")


def _formula(sheet: Filled, body: bytes) -> Position | None:
    """Note a formula by its result; returned where the result is a text that follows in a record of its own."""
    position = _at(body)
    result = body[6:14] if len(body) >= 20 else body[7:15]
    if result[6:8] != b"\xff\xff":
        sheet.cells.add(position)
    elif result[0] == 0:
        return position
    elif result[0] == 3:
        sheet.no_result.add(position)
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
