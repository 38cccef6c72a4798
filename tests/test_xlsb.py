"""The binary workbook: what python-calamine leaves out comes from the records."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.vietnamese.legacy import encode_tcvn3

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def record(code: int, body: bytes = b"") -> bytes:
    head = bytes([code]) if code < 128 else bytes([code & 127 | 128, code >> 7])
    length = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return head + length + body


def row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 * hidden, 0, 0))


def cell(code: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(code, struct.pack("<2I", column, style) + value)


def font(name: str, struck: bool = False) -> bytes:
    return record(43, struct.pack("<4H4B8sB", 220, 8 * struck, 400, 0, 0, 0, 0, 0, bytes(8), 0) + wide(name))


def formats(number: int) -> bytes:
    each = b"".join(record(47, struct.pack("<3H", 0, 0, n) + bytes(10)) for n in range(number))
    return record(617, struct.pack("<I", number)) + each + record(618)


def links(*targets: str) -> str:
    given = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, _, target) in enumerate((t.partition("=") for t in targets), start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{given}</Relationships>'


def workbook(
    sheet: bytes,
    *,
    strings: bytes = b"",
    styles: bytes = b"",
    comments: bytes = b"",
    shared: bytes = b"",
    mac: bool = False,
    threads: str = "",
) -> Sheet:
    memory = io.BytesIO()
    named = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Biểu 1"))
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": links("officeDocument=xl/workbook.bin"),
        "xl/workbook.bin": record(131)
        + record(153, bytes([mac]) + bytes(11))
        + record(143)
        + named
        + record(144)
        + shared
        + record(132),
        "xl/_rels/workbook.bin.rels": links(
            "worksheet=worksheets/s.bin", "sharedStrings=sharedStrings.bin", "styles=styles.bin"
        ),
        "xl/worksheets/s.bin": record(129) + record(148, bytes(16)) + record(145) + sheet + record(130),
        "xl/worksheets/_rels/s.bin.rels": links("comments=../comments1.bin", "threadedComment=../threads.xml"),
        "xl/sharedStrings.bin": record(159, struct.pack("<2I", 0, strings.count(b"\x13"))) + strings + record(160),
        "xl/styles.bin": record(278) + record(615, bytes(4)) + record(616) + (styles or formats(1)) + record(279),
        "xl/comments1.bin": comments,
        "xl/threads.xml": f"<ThreadedComments>{threads}</ThreadedComments>",
    }
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    (read,) = read_workbook(memory.getvalue()).sheets
    return read


def test_errors_are_faults_and_every_filled_cell_is_counted() -> None:
    strings = record(19, b"\0" + wide("Hũ gạo")) + record(19, b"\0" + wide("  "))
    cells = (
        row(0)
        + cell(7, 0, struct.pack("<I", 0))
        + cell(7, 1, struct.pack("<I", 1))
        + cell(5, 2, struct.pack("<d", 2.5))
    )
    errors = row(1) + cell(3, 0, b"\x17") + cell(11, 1, b"\x2a" + bytes(6)) + cell(6, 2, wide("x")) + cell(1, 3, b"")
    read = workbook(cells + errors + record(146), strings=strings)
    assert read.cells == {
        (1, 1): "Hũ gạo", (1, 3): 2.5, (2, 1): Fault("#REF!", "error"), (2, 2): Fault("#N/A", "error"), (2, 3): "x",
    }  # fmt: skip
    assert read.counted == 5
    assert read.name == "Biểu 1"


def test_hidden_parts_and_merges() -> None:
    column = record(60, struct.pack("<4IH", 3, 4, 0, 0, 1))
    merge = record(176, struct.pack("<4I", 0, 1, 0, 2))
    read = workbook(column + row(2, hidden=True) + cell(6, 0, wide("x")) + record(146) + merge)
    assert (read.hidden_rows, read.hidden_columns, read.merged) == ({3}, {4, 5}, ((1, 1, 2, 3),))


def test_legacy_fonts_runs_and_strike_through() -> None:
    sent, half = encode_tcvn3("Tổ hòa giải"), encode_tcvn3("hiến đất")
    runs = record(19, b"\1" + wide(f"Mô hình {half}") + struct.pack("<I2H", 1, 8, 1))
    styles = font("Times New Roman") + font(".VnTime") + font("Arial", struck=True) + formats(3)
    cells = row(0) + cell(6, 0, wide(sent), 1) + cell(7, 1, struct.pack("<I", 0)) + cell(6, 2, wide("bỏ"), 2)
    read = workbook(cells + record(146), strings=runs, styles=styles)
    assert read.cells == {(1, 1): "Tổ hòa giải", (1, 2): "Mô hình hiến đất", (1, 3): "bỏ"}
    assert read.as_sent == {(1, 1): sent, (1, 2): f"Mô hình {half}"}
    assert (read.encodings, read.struck) == (("TCVN3",), {(1, 3)})


def test_comments_stand_beside_their_cell_without_their_author() -> None:
    note = record(635, struct.pack("<5I", 0, 1, 1, 2, 2)) + record(637, b"\0" + wide("Hai:\n12 mô hình"))
    read = workbook(row(0) + cell(6, 0, wide("x")) + record(146), comments=record(632, wide("Hai")) + note)
    assert read.remarks == {(2, 3): "12 mô hình"}


def calculated(code: int, column: int, value: bytes, tokens: bytes) -> bytes:
    return cell(code, column, value + struct.pack("<HI", 0, len(tokens)) + tokens + bytes(4))


def test_formulas_arrays_and_names_over_other_workbooks_are_told() -> None:
    books = record(353) + record(357) + record(355, wide("rId9")) + record(667)
    sheets = record(362, struct.pack("<I9I", 3, 0, 0, 0, 1, 0, 0, 2, 0, 0)) + record(354)
    own, other, addin = (b"\x5a" + struct.pack("<HIH", n, 4, 1) for n in range(3))
    name = record(39, bytes(9) + wide("đơn_giá") + struct.pack("<I", len(other)) + other + bytes(4))
    number = struct.pack("<d", 7)
    cells = (
        row(0)
        + calculated(9, 0, number, own) + calculated(9, 1, number, other) + calculated(9, 2, number, addin)
        + row(1)
        + calculated(8, 0, wide("chữ"), other) + calculated(10, 1, b"\1", other) + calculated(11, 2, b"\x17", other)
        + calculated(9, 3, number, b"\x23\x01\0\0\0") + calculated(8, 4, wide(""), other)
        + row(2)
        + calculated(9, 0, number, b"\x01\2\0\0\0")
        + record(426, struct.pack("<4IBI", 2, 3, 0, 0, 0, len(other)) + other + bytes(4))
        + row(3)
        + calculated(9, 0, number, b"\x01\2\0\0\0")
    )  # fmt: skip
    read = workbook(cells + record(146), shared=books + sheets + name)
    assert read.linked == {(1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (4, 1)}
    assert read.counted == len(read.cells) == 9


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    dated = formats(1).replace(record(47, bytes(16)), record(47, struct.pack("<3H", 0, 14, 0) + bytes(10)))
    cells = row(0) + cell(5, 0, struct.pack("<d", 42828)) + record(146)
    days = {mac: workbook(cells, styles=dated, mac=mac) for mac in (False, True)}
    assert (days[False].date1904, days[True].date1904) == (False, True)
    assert [days[mac].cells[1, 1] for mac in (False, True)] == [dt.date(2017, 4, 3), dt.date(2021, 4, 4)]


def test_comments_in_threads_stand_for_the_notice_that_excel_leaves_to_older_versions() -> None:
    note = record(635, struct.pack("<5I", 0, 1, 1, 2, 2)) + record(637, b"\0" + wide("[Threaded comment] Your version"))
    said = '<threadedComment ref="C2"><text>12 mô hình</text></threadedComment><threadedComment ref="C2"><text>đúng</text></threadedComment>'
    read = workbook(row(0) + cell(6, 0, wide("x")) + record(146), comments=note, threads=said)
    assert read.remarks == {(2, 3): "12 mô hình; đúng"}
