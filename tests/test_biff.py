"""The records of .xls walked a second time: broken strings, old versions and odd results never stop the count."""

from __future__ import annotations

import io
import struct

import xlwt

from danvan.intake.formats.biff import filled_cells
from danvan.intake.formats.kinds import OLE
from danvan.intake.sheet import Fault


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def sheet(*records: bytes, version: int = 0x0600) -> bytes:
    """A bare stream that is one sheet."""
    return record(0x0809, struct.pack("<HH", version, 0x0010) + bytes(12)) + b"".join(records) + record(0x000A, b"")


def at(row: int, column: int) -> bytes:
    return struct.pack("<3H", row, column, 0)


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, at(row, column) + result + bytes(8))


def test_numbers_truth_values_errors_and_texts() -> None:
    (found,) = filled_cells(sheet(
        record(0x0203, at(0, 0) + bytes(8)),
        record(0x00BD, struct.pack("<HH", 1, 2) + bytes(12) + struct.pack("<H", 3)),
        record(0x0205, at(2, 0) + b"\x01\x00"),
        record(0x0205, at(2, 1) + b"\x2a\x01"),
        record(0x0204, at(3, 0) + struct.pack("<HB", 2, 0) + b"ab"),
        record(0x0204, at(3, 1) + struct.pack("<HB", 2, 0) + b"  "),
        record(0x0201, at(4, 0)),
    )) or ()  # fmt: skip
    assert found.cells == {(1, 1), (2, 3), (2, 4), (3, 1), (3, 2), (4, 1)}
    assert found.faults == {(3, 2): Fault("#N/A", "error")}
    assert found.counted == 6


def test_formulas_by_their_results() -> None:
    text, blank = (record(0x0207, struct.pack("<HB", len(t), 0) + t) for t in (b"x", b" "))
    ends = b"\x00\x00\x00\x00\xff\xff"
    (found,) = filled_cells(sheet(
        formula(0, 0, bytes(8)),
        formula(1, 0, b"\x00\x00" + ends), text,
        formula(2, 0, b"\x00\x00" + ends), blank,
        formula(3, 0, b"\x02\x00\x17\x00\x00\x00\xff\xff"),
        formula(4, 0, b"\x03\x00" + ends),
    )) or ()  # fmt: skip
    assert found.cells == {(1, 1), (2, 1), (4, 1)}
    assert found.faults == {(4, 1): Fault("#REF!", "error")}


def test_a_chart_inside_a_sheet_is_no_part_of_it() -> None:
    chart = sheet(record(0x0203, at(9, 9) + bytes(8)))
    (found,) = filled_cells(sheet(chart, record(0x0203, at(0, 0) + bytes(8)))) or ()
    assert found.cells == {(1, 1)}


def test_shared_strings_that_go_on_in_the_next_record() -> None:
    memory = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("A")
    for row in range(400):
        page.write(row, 0, f"Hũ gạo tình thương {row} " * 20)
        page.write(row, 1, "plain" * 40 + str(row))
        page.write(row, 2, " " * (row + 1))
    book.save(memory)
    (found,) = filled_cells(memory.getvalue()) or ()
    assert found.counted == 800


def test_what_cannot_be_walked_is_not_counted() -> None:
    assert filled_cells(OLE + bytes(600)) is None
