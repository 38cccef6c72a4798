"""The text of shapes that are drawn over a sheet of an .xls, with the cell under their corner.

Does not belong here: comments as cells have them (`xls`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from danvan.intake.formats.biff import CONTINUE, records
from danvan.intake.sheet import Position

DRAWING, OBJECT, BOX, NOTE = 0x00EC, 0x005D, 0x01B6, 0x19
ANCHOR = b"\x10\xf0\x12\x00\x00\x00"

Drawn = tuple[Position, str, bool]


def boxes(stream: bytes, start: int) -> Iterator[Drawn]:
    """The text of drawn shapes with the cell under their corner; comments are drawn too, which the last says."""
    corner, kind, letters = (1, 1), NOTE, 0
    for code, body in records(stream, start):
        if code == DRAWING:
            corner = _corner(body) or corner
        elif code == OBJECT and len(body) >= 6:
            kind = struct.unpack_from("<H", body, 4)[0]
        elif code == BOX and len(body) >= 12:
            letters = struct.unpack_from("<H", body, 10)[0]
        elif code == CONTINUE and letters:
            wide = body[:1] == b"\x01"
            text = body[1 : 1 + letters * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            letters = 0
            yield corner, text.replace("\r", "\n"), kind == NOTE


def _corner(drawing: bytes) -> Position | None:
    """The cell of a shape's anchor: flags, column, offset, row."""
    at = drawing.find(ANCHOR)
    if at < 0 or at + 14 > len(drawing):
        return None
    column, _, row = struct.unpack_from("<3H", drawing, at + len(ANCHOR) + 2)
    return row + 1, column + 1
