"""The binary workbook: what python-calamine leaves out comes from the records."""

from __future__ import annotations

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


def workbook(sheet: bytes, *, strings: bytes = b"", styles: bytes = b"", comments: bytes = b"") -> Sheet:
    memory = io.BytesIO()
    named = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Biểu 1"))
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": links("officeDocument=xl/workbook.bin"),
        "xl/workbook.bin": record(131) + record(153, bytes(12)) + record(143) + named + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": links(
            "worksheet=worksheets/s.bin", "sharedStrings=sharedStrings.bin", "styles=styles.bin"
        ),
        "xl/worksheets/s.bin": record(129) + record(148, bytes(16)) + record(145) + sheet + record(130),
        "xl/worksheets/_rels/s.bin.rels": links("comments=../comments1.bin"),
        "xl/sharedStrings.bin": record(159, struct.pack("<2I", 0, strings.count(b"\x13"))) + strings + record(160),
        "xl/styles.bin": record(278) + record(615, bytes(4)) + record(616) + (styles or formats(1)) + record(279),
        "xl/comments1.bin": comments,
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
