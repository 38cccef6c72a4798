"""The cells of an .xls by its records: what they hold, what was never calculated, what other workbooks gave."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from danvan.intake.formats.details import NO_RESULT
from danvan.intake.formats.filled import Filled, walked
from danvan.intake.formats.kinds import OLE
from danvan.intake.sheet import Fault

ENDS = b"\x00\x00\x00\x00\xff\xff"
EMPTY, TEXT, ZERO = b"\x03\x00" + ENDS, b"\x00\x00" + ENDS, bytes(8)
FOUR, FIVE = struct.pack("<d", 4), struct.pack("<d", 5)
XLWT, EXCEL = bytes.fromhex("bb0dcc07000000000600000000000000")[:12], bytes(12)
EXCEL9 = struct.pack("<HH", 0x01C0, 0)


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def section(kind: int, *records: bytes, version: int = 0x0600, writer: bytes = EXCEL) -> bytes:
    return record(0x0809, struct.pack("<HH", version, kind) + writer) + b"".join(records) + record(0x000A, b"")


def sheet(*records: bytes, writer: bytes = EXCEL) -> bytes:
    """A bare stream that is one sheet."""
    return section(0x0010, *records, writer=writer)


def book(shared: bytes, *sheets: bytes, writer: bytes = EXCEL) -> bytes:
    """A bare stream with records of the workbook in front of its sheets."""
    bound = len(record(0x0085, bytes(9)))
    start = len(section(0x0005, shared, writer=writer)) + bound * len(sheets)
    listed = b""
    for one in sheets:
        listed += record(0x0085, struct.pack("<IHBBB", start, 0, 1, 0, 65))
        start += len(one)
    return section(0x0005, shared, listed, writer=writer) + b"".join(sheets)


def at(row: int, column: int) -> bytes:
    return struct.pack("<3H", row, column, 0)


def formula(row: int, column: int, result: bytes, flags: int = 0, tokens: bytes = b"") -> bytes:
    body = at(row, column) + result + struct.pack("<HIH", flags, 0, len(tokens)) + tokens
    return record(0x0006, body)


def found(stream: bytes) -> list[Filled]:
    seen = walked(stream)
    assert seen is not None
    return list(seen.sheets)


def test_numbers_truth_values_errors_and_texts() -> None:
    (one,) = found(sheet(
        record(0x0203, at(0, 0) + bytes(8)),
        record(0x00BD, struct.pack("<HH", 1, 2) + bytes(12) + struct.pack("<H", 3)),
        record(0x0205, at(2, 0) + b"\x01\x00"),
        record(0x0205, at(2, 1) + b"\x2a\x01"),
        record(0x0204, at(3, 0) + struct.pack("<HB", 2, 0) + b"ab"),
        record(0x0204, at(3, 1) + struct.pack("<HB", 2, 0) + b"  "),
        record(0x0201, at(4, 0)),
    ))  # fmt: skip
    assert one.cells == {(1, 1), (2, 3), (2, 4), (3, 1), (3, 2), (4, 1)}
    assert one.faults == {(3, 2): Fault("#N/A", "error")}
    assert one.counted == 6


def test_formulas_by_their_results() -> None:
    text, blank = (record(0x0207, struct.pack("<HB", len(t), 0) + t) for t in (b"x", b" "))
    (one,) = found(sheet(
        formula(0, 0, ZERO),
        formula(1, 0, TEXT), text,
        formula(2, 0, TEXT), blank,
        formula(3, 0, b"\x02\x00\x17\x00\x00\x00\xff\xff"),
        formula(4, 0, EMPTY),
    ))  # fmt: skip
    assert one.cells == {(1, 1), (2, 1), (4, 1)}
    assert one.faults == {(4, 1): Fault("#REF!", "error")}


def test_a_formula_whose_text_does_not_follow_has_no_result() -> None:
    (one,) = found(sheet(formula(0, 0, TEXT), formula(1, 0, TEXT)))
    assert one.faults == {(1, 1): NO_RESULT, (2, 1): NO_RESULT}
    assert one.counted == 2


@pytest.mark.parametrize(
    ("shared", "counted"), [(b"", 1), (EXCEL9, 0)], ids=["xlwt", "LibreOffice, the same signature"]
)
def test_an_empty_text_is_no_result_only_of_who_never_calculates(shared: bytes, counted: int) -> None:
    (one,) = found(book(shared, sheet(formula(0, 0, EMPTY)), writer=XLWT))
    assert one.counted == counted
    assert set(one.faults.values()) == ({NO_RESULT} if counted else set())


@pytest.mark.parametrize(
    ("results", "flags", "faults"),
    [
        ([ZERO, ZERO], 2, 2),  # Apache POI and NPOI
        ([ZERO, ZERO], 3, 2),  # PHP's writers
        ([FOUR, FOUR], 2, 2),  # jxl
        ([ZERO, FIVE], 2, 0),  # some formula was calculated
        ([FIVE, FIVE], 2, 0),
        ([ZERO, ZERO], 0, 0),  # Excel: calculated, and nothing is left to do
        ([ZERO, ZERO], 8, 0),
    ],
)
def test_the_one_number_of_all_formulas_that_ask_to_be_calculated_is_no_result(
    results: list[bytes], flags: int, faults: int
) -> None:
    (one, other) = found(book(b"", *(sheet(formula(0, 0, result, flags)) for result in results)))
    assert [*one.faults.values(), *other.faults.values()] == [NO_RESULT] * faults
    assert (one.counted, other.counted) == (1, 1)


def test_formulas_arrays_and_names_over_other_workbooks() -> None:
    own, other, addin = b"\x01\x00\x01\x04", b"\x01\x00\x05\x00\x00\x01BC.x", b"\x01\x00\x01\x3a"
    sheets = struct.pack("<H9H", 3, 0, 0, 0, 1, 0, 0, 2, 0, 0)
    path = b"\x3a\x01\x00" + bytes(4)
    name = bytes(3) + b"\x02" + struct.pack("<H", len(path)) + bytes(8) + b"\x00" + b"dg" + path
    shared = (
        b"".join(record(0x01AE, body) for body in (own, other, addin)) + record(0x0017, sheets) + record(0x0018, name)
    )
    array = record(0x0221, struct.pack("<2H2BHIH", 4, 5, 1, 1, 0, 0, len(path)) + path)
    (one,) = found(book(shared, sheet(
        formula(0, 0, FIVE, tokens=b"\x5a\x00\x00" + bytes(4)),
        formula(1, 0, FIVE, tokens=b"\x17\x03\x00a:;" + path),
        formula(2, 0, FIVE, tokens=b"\x23\x01\x00\x00\x00"),
        formula(3, 0, FIVE, tokens=b"\x39\x02\x00" + bytes(4)),
        formula(4, 1, FIVE, tokens=b"\x01" + bytes(4)), array,
    )))  # fmt: skip
    assert one.linked == {(2, 1), (3, 1), (5, 2), (6, 2)}


def test_a_chart_inside_a_sheet_is_no_part_of_it() -> None:
    chart = sheet(record(0x0203, at(9, 9) + bytes(8)))
    (one,) = found(sheet(chart, record(0x0203, at(0, 0) + bytes(8))))
    assert one.cells == {(1, 1)}


def test_hidden_rows_and_columns() -> None:
    rows = [record(0x0208, struct.pack("<6HI", n, 0, 1, 300, 0, 0, flags)) for n, flags in ((2, 0x20), (3, 0x100))]
    (one,) = found(sheet(*rows, record(0x007D, struct.pack("<6H", 1, 2, 0, 0, 1, 0))))
    assert (one.hidden_rows, one.hidden_columns) == ({3}, {2, 3})


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    seen = [walked(book(record(0x0022, days), sheet())) for days in (b"\x01\x00", b"\x00\x00")]
    assert [one and one.date1904 for one in seen] == [True, False]


def test_blank_shared_strings_are_not_filled() -> None:
    memory = io.BytesIO()
    workbook = xlwt.Workbook()
    page = workbook.add_sheet("A")
    for row in range(400):
        page.write(row, 0, f"Hũ gạo tình thương {row} " * 20)
        page.write(row, 1, " " * (row + 1))
    workbook.save(memory)
    (one,) = found(memory.getvalue())
    assert one.counted == 400


def test_what_cannot_be_walked_is_not_counted() -> None:
    assert walked(OLE + bytes(600)) is None
