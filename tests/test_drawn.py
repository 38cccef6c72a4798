"""Text of shapes over a sheet of an .xls, with the cell under their corner."""

from __future__ import annotations

import struct

from danvan.intake.formats.drawn import boxes


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def shape(kind: int, row: int, column: int, text: str) -> bytes:
    """An anchor (flags, column, offset, row, offset and so on), the kind of object, the length of the text, the text."""
    anchor = b"\x10\xf0\x12\x00\x00\x00" + struct.pack("<9H", 0, column, 0, row, 0, 0, 0, 0, 0)
    return (
        record(0x00EC, bytes(8) + anchor)
        + record(0x005D, struct.pack("<4H", 0x15, 0x12, kind, 1))
        + record(0x01B6, bytes(10) + struct.pack("<H", len(text)) + bytes(6))
        + record(0x003C, b"\x01" + text.encode("utf-16-le"))
        + record(0x003C, bytes(16))
    )


def test_boxes_and_comments_with_their_cells() -> None:
    stream = record(0x0809, bytes(16)) + shape(6, 2, 1, "Tổng\r5") + shape(0x19, 4, 3, "12 mô hình") + record(0x0A, b"")
    assert list(boxes(stream, 0)) == [((3, 2), "Tổng\n5", False), ((5, 4), "12 mô hình", True)]


def test_a_shape_whose_place_cannot_be_found_keeps_that_of_the_one_before() -> None:
    text = record(0x01B6, bytes(10) + struct.pack("<H", 1)) + record(0x003C, b"\x00x")
    stream = record(0x0809, bytes(16)) + record(0x005D, struct.pack("<3H", 0, 0, 6)) + text + record(0x0A, b"")
    assert list(boxes(stream, 0)) == [((1, 1), "x", False)]
