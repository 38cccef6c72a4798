"""The records of .xls: sections, records that go on in the next one, streams that are none."""

from __future__ import annotations

import io
import struct

import xlwt

from danvan.intake.formats.biff import joined, records, stream_of, strings
from danvan.intake.formats.kinds import OLE


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def test_records_end_with_their_section_and_pass_over_charts() -> None:
    begin, end = record(0x0809, bytes(16)), record(0x000A, b"")
    stream = begin + record(1, b"a") + begin + record(2, b"chart") + end + record(3, b"b") + end + record(4, b"after")
    assert [(code, body) for code, body in records(stream, 0) if code < 9] == [(1, b"a"), (3, b"b")]


def test_a_record_is_joined_with_those_that_continue_it_and_no_others() -> None:
    found = [(0x3C, b"of another"), (0x17, b"a"), (0x3C, b"b"), (0x3C, b"c"), (0x18, b"d"), (0x3C, b"e")]
    assert joined(found, 0x17) == [b"a", b"b", b"c"]
    assert joined(found, 0x99) == []


def test_shared_strings_that_go_on_in_the_next_record() -> None:
    memory = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("A")
    texts = [f"Hũ gạo tình thương {row} " * 20 for row in range(400)] + ["plain" * 40 + str(row) for row in range(400)]
    for row, text in enumerate(texts):
        page.write(row, 0, text)
    book.save(memory)
    stream = stream_of(memory.getvalue()) or b""
    assert list(strings(list(records(stream, 0)))) == texts


def test_a_broken_file_has_no_stream_and_a_bare_one_is_its_own() -> None:
    assert stream_of(OLE + bytes(600)) is None
    assert stream_of(b"\x09\x08\x10\x00") == b"\x09\x08\x10\x00"
